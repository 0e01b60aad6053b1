"""Downloads: whole or not at all, resumed where that is certain, never over an existing file."""

from __future__ import annotations

import dataclasses
import errno
import itertools
import os
import struct
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core import download as download_module
from core.download import (
    SYNC_EVERY,
    DiskProblem,
    Download,
    LinkDead,
    LinkRefused,
    TransferBroken,
    disk_problem,
    fetch,
    publish,
    resume_point,
    write_whole,
)
from core.foxapi.transport import Call
from core.mp4 import is_whole_mp4
from tests.faulty import (
    Act,
    Answer,
    Close,
    Drop,
    FakeTask,
    FoxServer,
    Gate,
    Plan,
    Request,
    Reset,
    Serve,
    box,
    mp4_bytes,
    redirect,
    refused_port,
)

MIB = 1 << 20
SIZE = 3 * MIB
CLIP = mp4_bytes(SIZE)
OTHER = mp4_bytes(SIZE, seed=1)
DATE = "Wed, 21 Oct 2026 07:28:00 GMT"


@pytest.fixture(params=["server", "tls_server"], ids=["http", "https"])
def gateway(request: pytest.FixtureRequest) -> FoxServer:
    """Return a server, once over plain HTTP and once over TLS."""
    found: FoxServer = request.getfixturevalue(request.param)
    return found


@dataclass
class Fetcher:
    """One clip's download, attempt after attempt, as a job would make it."""

    server: FoxServer
    part: Path
    task: FakeTask
    url: str = ""
    validator: str = ""
    size: int | None = None
    told: list[tuple[int, int | None]] = field(default_factory=list)

    def attempt(self, call: Call | None = None) -> int:
        """Fetch on from what there is."""
        url = self.url or self.server.link(self.task)
        wanted = Download(url, self.part, self.validator, self._begun, self._progress)
        return fetch(wanted, call or Call())

    def fail(self, kind: type[Exception], call: Call | None = None) -> Any:
        """Attempt to fetch, and return the failure."""
        with pytest.raises(kind) as caught:
            self.attempt(call)
        return caught.value

    @property
    def ranges(self) -> list[tuple[str | None, str | None]]:
        """The Range and If-Range of each fetch that reached the server."""
        fetches: list[Request] = self.server.requests("clip")
        return [(each.headers.get("range"), each.headers.get("if-range")) for each in fetches]

    def _begun(self, validator: str, size: int | None) -> None:
        self.validator, self.size = validator, size

    def _progress(self, done: int, size: int | None) -> None:
        self.told.append((done, size))


@pytest.fixture
def clip(server: FoxServer, tmp_path: Path) -> Fetcher:
    """Return a download over plain HTTP."""
    server.provider.clip = CLIP
    return Fetcher(server, tmp_path / "clip.mp4.part", server.add_task())


@pytest.fixture
def any_clip(gateway: FoxServer, tmp_path: Path) -> Fetcher:
    """Return a download, once over plain HTTP and once over TLS."""
    gateway.provider.clip = CLIP
    return Fetcher(gateway, tmp_path / "clip.mp4.part", gateway.add_task())


class TestWholeFiles:
    @pytest.mark.parametrize("framing", ["length", "chunked", "close"])
    def test_a_file_arrives_whole(self, framing: Any, any_clip: Fetcher) -> None:
        any_clip.server.on_clip(Serve(framing=framing))
        assert any_clip.attempt() == SIZE
        assert any_clip.part.read_bytes() == CLIP
        assert any_clip.size == (SIZE if framing == "length" else None)
        assert any_clip.ranges == [(None, None)]

    def test_progress_grows_up_to_the_size(self, clip: Fetcher) -> None:
        clip.attempt()
        done = [each for each, _ in clip.told]
        assert done == sorted(set(done))
        assert clip.told[-1] == (SIZE, SIZE)
        assert {size for _, size in clip.told} == {SIZE}

    def test_every_mebibyte_is_on_the_disk_before_the_next_is_written(
        self, clip: Fetcher, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        synced: list[int] = []

        def fsync(descriptor: int) -> None:
            synced.append(os.fstat(descriptor).st_size)

        monkeypatch.setattr(os, "fsync", fsync)
        clip.attempt()
        assert synced[:3] == [MIB, 2 * MIB, 3 * MIB]

    def test_a_file_without_its_kind_is_taken(self, clip: Fetcher) -> None:
        clip.server.on_clip(Serve(headers={"Content-Type": None}))
        assert clip.attempt() == SIZE

    def test_a_compressed_copy_is_not_asked_for(self, clip: Fetcher) -> None:
        clip.attempt()
        assert clip.server.requests("clip")[0].headers["accept-encoding"] == "identity"

    @pytest.mark.parametrize("size", [0, 1, MIB - 1, MIB, MIB + 1, 2 * MIB])
    def test_any_size_arrives(self, size: int, clip: Fetcher) -> None:
        clip.server.on_clip(Serve(CLIP[:size]))
        assert clip.attempt() == size
        assert clip.part.read_bytes() == CLIP[:size]


class TestResuming:
    @pytest.mark.parametrize(
        ("cut", "offset"), [(1_500_000, MIB), (2 * MIB, MIB), (2 * MIB + 1, 2 * MIB)]
    )
    def test_a_cut_is_resumed_from_what_was_synced(
        self, cut: int, offset: int, any_clip: Fetcher
    ) -> None:
        any_clip.server.on_clip(Serve(cut=cut))
        error = any_clip.fail(TransferBroken)
        assert error.code == "transfer"
        assert any_clip.part.read_bytes() == CLIP[:cut]
        assert any_clip.attempt() == SIZE
        assert any_clip.part.read_bytes() == CLIP
        assert any_clip.ranges == [(None, None), (f"bytes={offset}-", '"v1"')]
        assert any_clip.size == SIZE

    def test_a_reset_keeps_what_has_come(self, any_clip: Fetcher) -> None:
        any_clip.server.on_clip(Serve(cut=2_500_000, ending="reset"))
        any_clip.fail(TransferBroken)
        kept = any_clip.part.read_bytes()
        assert kept == CLIP[: len(kept)]
        any_clip.attempt()
        assert any_clip.part.read_bytes() == CLIP

    def test_cuts_in_a_row_bring_the_file_home(self, clip: Fetcher) -> None:
        clip.server.on_clip(*[Serve(cut=MIB + 1)] * 3)
        for _ in range(2):
            clip.fail(TransferBroken)
        assert clip.attempt() == SIZE
        assert [each for each, _ in clip.ranges] == [
            None,
            f"bytes={MIB}-",
            f"bytes={2 * MIB}-",
        ]
        assert clip.part.read_bytes() == CLIP

    def test_a_cut_before_the_first_mebibyte_starts_over(self, clip: Fetcher) -> None:
        clip.server.on_clip(Serve(cut=MIB))
        clip.fail(TransferBroken)
        clip.attempt()
        assert clip.ranges[1] == (None, None)
        assert clip.part.read_bytes() == CLIP

    def test_what_was_not_synced_is_fetched_again(self, clip: Fetcher) -> None:
        clip.part.write_bytes(CLIP[:MIB] + b"lost in a power cut" * 1000)
        clip.validator = '"v1"'
        assert clip.attempt() == SIZE
        assert clip.part.read_bytes() == CLIP

    def test_a_part_of_unknown_origin_is_not_continued(self, clip: Fetcher) -> None:
        clip.part.write_bytes(OTHER[: 2 * MIB])
        assert clip.attempt() == SIZE
        assert clip.ranges == [(None, None)]
        assert clip.part.read_bytes() == CLIP

    def test_a_server_without_ranges_starts_over(self, any_clip: Fetcher) -> None:
        any_clip.server.on_clip(Serve(cut=2_500_000), Serve(ranges=False))
        any_clip.fail(TransferBroken)
        assert any_clip.attempt() == SIZE
        assert any_clip.ranges[1] == (f"bytes={2 * MIB}-", '"v1"')
        assert any_clip.part.read_bytes() == CLIP

    def test_a_changed_file_is_fetched_whole(self, any_clip: Fetcher) -> None:
        any_clip.server.on_clip(Serve(cut=2_500_000), Serve(OTHER, etag='"v2"'))
        any_clip.fail(TransferBroken)
        assert any_clip.attempt() == SIZE
        assert any_clip.part.read_bytes() == OTHER
        assert any_clip.validator == '"v2"'

    def test_the_rest_of_a_changed_file_is_not_added_to_the_old_one(
        self, any_clip: Fetcher
    ) -> None:
        changed = Serve(OTHER, etag='"v2"', honest=False)
        any_clip.server.on_clip(Serve(cut=2_500_000), changed, changed)
        any_clip.fail(TransferBroken)
        assert any_clip.fail(TransferBroken).code == "start_over"
        assert any_clip.part.read_bytes() == CLIP[:2_500_000]

    def test_a_rest_that_does_not_repeat_its_tag_keeps_it(self, clip: Fetcher) -> None:
        bare = Serve(headers={"ETag": None, "Last-Modified": None})
        clip.server.on_clip(Serve(cut=1_500_000), dataclasses.replace(bare, cut=MIB + 5))
        clip.fail(TransferBroken)
        clip.fail(TransferBroken)
        assert clip.attempt() == SIZE
        assert clip.ranges[2] == (f"bytes={2 * MIB}-", '"v1"')
        assert clip.part.read_bytes() == CLIP

    def test_a_shorter_new_file_leaves_nothing_of_the_old_one(self, clip: Fetcher) -> None:
        clip.server.on_clip(Serve(cut=2_500_000), Serve(OTHER[:MIB], etag='"v2"'))
        clip.fail(TransferBroken)
        assert clip.attempt() == MIB
        assert clip.part.read_bytes() == OTHER[:MIB]

    def test_a_weak_tag_is_no_validator_but_the_date_is(self, clip: Fetcher) -> None:
        clip.server.on_clip(Serve(etag='W/"v1"', cut=2_500_000), Serve(etag='W/"v1"'))
        clip.fail(TransferBroken)
        assert clip.attempt() == SIZE
        assert clip.ranges[1] == (f"bytes={2 * MIB}-", DATE)
        assert clip.part.read_bytes() == CLIP

    def test_a_date_serves_without_a_tag(self, clip: Fetcher) -> None:
        clip.server.on_clip(Serve(etag=None, cut=2_500_000), Serve(etag=None))
        clip.fail(TransferBroken)
        assert clip.attempt() == SIZE
        assert clip.ranges[1] == (f"bytes={2 * MIB}-", DATE)

    @pytest.mark.parametrize("etag", ['W/"v1"', None])
    def test_without_a_validator_it_starts_over(self, etag: str | None, clip: Fetcher) -> None:
        bare = Serve(etag=etag, last_modified=None)
        clip.server.on_clip(dataclasses.replace(bare, cut=2_500_000), bare)
        clip.fail(TransferBroken)
        assert clip.attempt() == SIZE
        assert clip.ranges[1] == (None, None)
        assert clip.part.read_bytes() == CLIP

    def test_a_renewed_link_goes_on_with_the_same_part(self, clip: Fetcher) -> None:
        clip.server.on_clip(Serve(cut=2_500_000))
        clip.fail(TransferBroken)
        clip.server.expire_links(403)
        old, clip.url = clip.url, clip.server.link(clip.task).replace("/1/", "/0/")
        clip.fail(LinkDead)
        clip.url = old
        assert clip.attempt() == SIZE
        assert clip.ranges[-1] == (f"bytes={2 * MIB}-", '"v1"')
        assert clip.part.read_bytes() == CLIP

    @given(size=st.integers(0, 5 * SYNC_EVERY))
    @example(size=SYNC_EVERY)
    @example(size=SYNC_EVERY + 1)
    def test_only_what_was_certainly_synced_is_kept(
        self, size: int, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        part = tmp_path_factory.getbasetemp() / "sparse.part"
        with part.open("wb") as stream:
            stream.truncate(size)
        start = resume_point(part)
        assert start % SYNC_EVERY == 0
        # The last stretch is never counted: it may have been written, and not yet synced.
        assert start < max(size, 1) <= start + SYNC_EVERY or size == start == 0

    def test_a_part_that_is_not_there_starts_at_nothing(self, tmp_path: Path) -> None:
        assert resume_point(tmp_path / "none.part") == 0


class TestLies:
    """Answers that are not what they say."""

    @pytest.mark.parametrize("framing", ["length", "chunked"])
    def test_a_truncated_body_is_broken_and_kept(self, framing: Any, any_clip: Fetcher) -> None:
        cut = 1_500_000
        any_clip.server.on_clip(Serve(framing=framing, cut=cut))
        error = any_clip.fail(TransferBroken)
        assert error.code == "transfer"
        kept = any_clip.part.read_bytes()
        assert kept == CLIP[: len(kept)]
        assert len(kept) > MIB

    def test_more_bytes_than_the_range_announced_start_over(self, clip: Fetcher) -> None:
        headers = {"Content-Range": f"bytes 0-{MIB - 1}/{MIB}"}
        clip.server.on_clip(Answer(206, CLIP, {**headers, "Content-Type": "video/mp4"}))
        assert clip.fail(TransferBroken).code == "start_over"
        assert clip.size == MIB
        assert clip.part.stat().st_size <= MIB

    def test_bytes_beyond_the_length_are_not_taken(self, clip: Fetcher) -> None:
        clip.server.on_clip(Serve(headers={"Content-Length": str(MIB)}))
        assert clip.attempt() == MIB
        assert clip.part.read_bytes() == CLIP[:MIB]

    @pytest.mark.parametrize(
        "content_range",
        [
            f"bytes {MIB}-{SIZE - 1}/{SIZE}",
            f"bytes {2 * MIB + 1}-{SIZE - 1}/{SIZE}",
            f"items {2 * MIB}-{SIZE - 1}/{SIZE}",
            f"bytes */{SIZE}",
            "bytes -5-9/10",
            "bytes ²-9/10",
            f"bytes {'9' * 5000}-9/10",
            "bytes",
            "",
            None,
        ],
    )
    def test_another_range_than_was_asked_for_starts_over(
        self, content_range: str | None, clip: Fetcher
    ) -> None:
        clip.server.on_clip(Serve(cut=2_500_000), Serve(headers={"Content-Range": content_range}))
        clip.fail(TransferBroken)
        assert clip.fail(TransferBroken).code == "start_over"
        assert clip.part.read_bytes() == CLIP[:2_500_000]

    def test_a_range_of_unknown_length_is_taken(self, clip: Fetcher) -> None:
        content_range = f"bytes {2 * MIB}-{SIZE - 1}/*"
        clip.server.on_clip(Serve(cut=2_500_000), Serve(headers={"Content-Range": content_range}))
        clip.fail(TransferBroken)
        assert clip.attempt() == SIZE
        assert clip.part.read_bytes() == CLIP
        assert clip.size is None

    def test_a_range_that_cannot_be_met_starts_over(self, clip: Fetcher) -> None:
        clip.server.on_clip(Serve(cut=2_500_000), Answer(416))
        clip.fail(TransferBroken)
        assert clip.fail(TransferBroken).code == "start_over"

    @pytest.mark.parametrize("status", [401, 403, 404, 410])
    def test_a_dead_link_is_told_apart(self, status: int, any_clip: Fetcher) -> None:
        any_clip.server.on_clip(Answer(status, "<html>gone</html>"))
        assert any_clip.fail(LinkDead).detail == f"HTTP {status}"
        assert not any_clip.part.exists()

    def test_a_dead_link_leaves_the_part_alone(self, clip: Fetcher) -> None:
        clip.server.on_clip(Serve(cut=2_500_000), Answer(404))
        clip.fail(TransferBroken)
        clip.fail(LinkDead)
        assert clip.part.read_bytes() == CLIP[:2_500_000]

    def test_a_file_that_vanishes_after_its_fetch_is_dead(self, clip: Fetcher) -> None:
        clip.task.plan = Plan(vanishes=True)
        clip.server.on_clip(Serve(cut=2_500_000))
        clip.fail(TransferBroken)
        assert clip.attempt() == SIZE
        clip.fail(LinkDead)
        assert clip.part.read_bytes() == CLIP

    @pytest.mark.parametrize(
        "answer",
        [
            Answer(body="<html><title>Sign in</title></html>"),
            Answer(body={"error": {"message": "expired"}}),
            Answer(body="plain words"),
            Answer(body=b"<Error/>", headers={"Content-Type": "application/xml"}),
            Answer(206, "<html></html>", {"Content-Range": "bytes 0-12/13"}),
            Answer(204),
            Answer(304),
            Answer(400, "<html></html>"),
            Answer(500),
            Answer(503, "<html></html>"),
        ],
        ids=lambda answer: f"{answer.status} {answer.content()[0].partition(';')[0]}",
    )
    def test_what_is_no_clip_is_not_kept(self, answer: Answer, clip: Fetcher) -> None:
        clip.server.on_clip(answer)
        assert clip.fail(TransferBroken).code in ("transfer", "not_a_clip")
        assert not clip.part.exists()
        assert clip.attempt() == SIZE

    def test_a_wish_to_wait_is_passed_on(self, clip: Fetcher) -> None:
        clip.server.on_clip(Answer(503, retry_after=90))
        assert clip.fail(TransferBroken).retry_after == 90.0

    @pytest.mark.parametrize("act", [Reset(), Close()])
    def test_no_answer_is_broken(self, act: Act, any_clip: Fetcher) -> None:
        any_clip.server.on_clip(act)
        any_clip.fail(TransferBroken)
        assert not any_clip.part.exists()

    def test_a_connection_that_ends_unheard_is_broken(self, any_clip: Fetcher) -> None:
        any_clip.server.on_connection(Drop("first_byte"), port="cdn")
        any_clip.fail(TransferBroken)
        assert any_clip.attempt() == SIZE

    def test_a_refused_connection_is_broken(self, clip: Fetcher) -> None:
        with refused_port() as port:
            clip.url = f"http://127.0.0.1:{port}/clip.mp4"
            clip.fail(TransferBroken)

    def test_a_certificate_that_nobody_trusts_is_broken(
        self, untrusted_server: FoxServer, tmp_path: Path
    ) -> None:
        fetcher = Fetcher(untrusted_server, tmp_path / "a.part", untrusted_server.add_task())
        fetcher.fail(TransferBroken)
        assert untrusted_server.requests() == []

    def test_a_transfer_that_hardly_moves_is_broken_off(
        self, clip: Fetcher, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(download_module, "STALL_SECONDS", 0.0)
        clip.server.on_clip(Serve(pauses=((100, Gate()),)))
        assert clip.fail(TransferBroken).detail == "stalled"
        assert clip.part.read_bytes() == CLIP[:100]


class TestRedirects:
    @pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
    def test_a_redirect_is_followed(self, status: int, any_clip: Fetcher) -> None:
        to = any_clip.server.link(any_clip.task)
        any_clip.server.on_clip(redirect(to, status))
        assert any_clip.attempt() == SIZE
        assert any_clip.part.read_bytes() == CLIP

    def test_a_relative_redirect_is_followed(self, clip: Fetcher) -> None:
        clip.server.on_clip(redirect(clip.server.link(clip.task).removeprefix("http:")))
        clip.server.on_clip(redirect("clip.mp4?again=1"))
        assert clip.attempt() == SIZE
        assert clip.server.requests("clip")[-1].query == {"again": "1"}

    def test_a_redirect_to_another_scheme_and_host_is_followed(
        self, clip: Fetcher, tls_server: FoxServer
    ) -> None:
        to = tls_server.link(tls_server.add_task(Plan(clip=OTHER)))
        clip.server.on_clip(redirect(to.replace("127.0.0.1", "localhost")))
        assert clip.attempt() == SIZE
        assert clip.part.read_bytes() == OTHER

    def test_a_range_is_asked_for_again_after_a_redirect(self, clip: Fetcher) -> None:
        link = clip.server.link(clip.task)
        clip.server.on_clip(redirect(link), Serve(cut=2_500_000), redirect(link))
        clip.fail(TransferBroken)
        assert clip.attempt() == SIZE
        assert clip.ranges[2:] == [(f"bytes={2 * MIB}-", '"v1"')] * 2

    @pytest.mark.parametrize(
        "to", ["file:///etc/passwd", "ftp://127.0.0.1/clip.mp4", "data:video/mp4,x"]
    )
    def test_a_redirect_to_something_else_is_refused(self, to: str, clip: Fetcher) -> None:
        clip.server.on_clip(redirect(to))
        clip.fail(LinkRefused)
        assert not clip.part.exists()
        assert len(clip.server.requests()) == 1

    @pytest.mark.parametrize(
        "url", ["file:///etc/passwd", "ftp://127.0.0.1/a.mp4", "/etc/passwd", "javascript:0", "no"]
    )
    def test_a_link_to_something_else_is_refused(self, url: str, clip: Fetcher) -> None:
        clip.url = url
        assert clip.fail(LinkRefused).code == "link_refused"
        assert clip.server.connections("cdn") == 0

    def test_a_loop_ends(self, clip: Fetcher) -> None:
        clip.server.on_clip(*[redirect(clip.server.link(clip.task))] * 20)
        assert clip.fail(TransferBroken).code == "redirects"
        assert len(clip.server.requests("clip")) == 6

    def test_a_target_in_another_script_is_found(self, clip: Fetcher) -> None:
        clip.server.on_clip(redirect("/clips/片.mp4".encode().decode("latin-1")))
        clip.fail(LinkDead)
        assert clip.server.requests("clip")[1].target == "/clips/%E7%89%87.mp4"

    def test_a_redirect_without_a_target_is_broken(self, clip: Fetcher) -> None:
        clip.server.on_clip(Answer(302))
        clip.fail(TransferBroken)


class TestSecrets:
    def test_no_credentials_are_sent_for_a_file(self, any_clip: Fetcher) -> None:
        link = any_clip.server.link(any_clip.task)
        any_clip.server.on_clip(redirect(link), Serve(cut=2_500_000))
        any_clip.fail(TransferBroken)
        any_clip.url = link.replace("127.0.0.1", "localhost")
        any_clip.attempt()
        requests = any_clip.server.requests()
        assert len(requests) == 3
        assert not any(
            {"authorization", "cookie", "referer"} & set(each.headers) for each in requests
        )

    def test_a_link_to_the_gateway_itself_brings_no_credentials(self, clip: Fetcher) -> None:
        clip.url = f"{clip.server.base_url}/v1/models"
        clip.fail(LinkDead)
        clip.url = ""
        clip.server.on_clip(redirect(f"{clip.server.base_url}/v1/models"))
        clip.fail(LinkDead)
        requests = clip.server.requests("models")
        assert len(requests) == 2
        assert not any("authorization" in each.headers for each in requests)

    def test_a_proxy_has_no_say_on_loopback(
        self, clip: Fetcher, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with refused_port() as port:
            for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
                monkeypatch.setenv(name, f"http://127.0.0.1:{port}")
            assert clip.attempt() == SIZE


class TestAborting:
    @pytest.fixture
    def worker(self) -> Iterator[ThreadPoolExecutor]:
        """Yield another thread."""
        with ThreadPoolExecutor(1) as pool:
            yield pool

    def test_an_abort_ends_a_transfer_and_keeps_what_came(
        self, any_clip: Fetcher, worker: ThreadPoolExecutor
    ) -> None:
        gate, call = Gate(), Call()
        any_clip.server.on_clip(Serve(pauses=((1_500_000, gate),)))
        attempt = worker.submit(any_clip.attempt, call)
        gate.wait_reached()
        call.abort()
        assert isinstance(attempt.exception(), TransferBroken)
        kept = any_clip.part.read_bytes()
        assert kept == CLIP[: len(kept)]
        assert any_clip.attempt() == SIZE
        assert any_clip.part.read_bytes() == CLIP

    @pytest.mark.parametrize("framing", ["chunked", "close"])
    def test_an_aborted_transfer_of_unknown_length_is_not_whole(
        self, framing: Any, any_clip: Fetcher, worker: ThreadPoolExecutor
    ) -> None:
        gate, call = Gate(), Call()
        any_clip.server.on_clip(Serve(framing=framing, pauses=((1_500_000, gate),)))
        attempt = worker.submit(any_clip.attempt, call)
        gate.wait_reached()
        call.abort()
        assert isinstance(attempt.exception(), TransferBroken)

    def test_an_abort_before_the_start_asks_for_nothing(self, any_clip: Fetcher) -> None:
        call = Call()
        call.abort()
        any_clip.fail(TransferBroken, call)
        assert any_clip.server.requests() == []
        assert not any_clip.part.exists()


class TestPublishing:
    @pytest.fixture
    def part(self, tmp_path: Path) -> Path:
        """Return a part that is complete."""
        file = tmp_path / "clip.mp4.part"
        file.write_bytes(b"new")
        return file

    @pytest.fixture(params=["links", errno.EPERM, errno.ENOTSUP, errno.EXDEV, errno.EMLINK])
    def _file_system(self, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
        """Try it with hard links, and without them."""
        if request.param != "links":
            monkeypatch.setattr(os, "link", _failing(request.param))

    @pytest.mark.usefixtures("_file_system")
    def test_a_complete_part_gets_its_name(self, part: Path, tmp_path: Path) -> None:
        target = tmp_path / "clip.mp4"
        publish(part, target)
        assert target.read_bytes() == b"new"
        assert list(tmp_path.iterdir()) == [target]

    @pytest.mark.usefixtures("_file_system")
    @pytest.mark.parametrize("kind", ["file", "folder", "link", "dead link"])
    def test_nothing_is_ever_replaced(self, kind: str, part: Path, tmp_path: Path) -> None:
        target, other = tmp_path / "clip.mp4", tmp_path / "other"
        other.write_bytes(b"old")
        if kind == "folder":
            target.mkdir()
        elif kind == "link":
            target.symlink_to(other)
        elif kind == "dead link":
            target.symlink_to(tmp_path / "nowhere")
        else:
            target.write_bytes(b"old")
        with pytest.raises(FileExistsError):
            publish(part, target)
        assert part.read_bytes() == b"new"
        assert other.read_bytes() == b"old"
        if kind == "dead link":
            assert target.is_symlink()
        else:
            assert target.is_dir() or target.read_bytes() == b"old"

    @pytest.mark.usefixtures("_file_system")
    def test_a_folder_that_is_gone_is_a_disk_problem(self, part: Path, tmp_path: Path) -> None:
        with pytest.raises(DiskProblem) as caught:
            publish(part, tmp_path / "gone" / "clip.mp4")
        assert caught.value.code == "folder_gone"
        assert part.read_bytes() == b"new"

    def test_a_folder_that_cannot_be_synced_is_no_failure(
        self, part: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(os, "fsync", _failing(errno.EINVAL))
        publish(part, tmp_path / "clip.mp4")
        assert (tmp_path / "clip.mp4").read_bytes() == b"new"

    def test_a_small_file_is_replaced_whole_or_not_at_all(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        file = tmp_path / "clip.json"
        write_whole(file, b"first")
        write_whole(file, b"second")
        assert file.read_bytes() == b"second"
        monkeypatch.setattr(os, "fsync", _failing(errno.ENOSPC))
        with pytest.raises(OSError, match="No space"):
            write_whole(file, b"third")
        assert file.read_bytes() == b"second"


class TestDisk:
    @pytest.mark.parametrize(
        ("number", "code"),
        [
            (errno.ENOSPC, "disk_full"),
            (errno.EDQUOT, "disk_full"),
            (errno.EFBIG, "disk_full"),
            (errno.ENOENT, "folder_gone"),
            (errno.ENOTDIR, "folder_gone"),
            (errno.ENODEV, "folder_gone"),
            (errno.EACCES, "folder_locked"),
            (errno.EPERM, "folder_locked"),
            (errno.EROFS, "folder_locked"),
            (errno.EIO, "disk"),
            (0, "disk"),
        ],
    )
    def test_each_error_has_its_words(self, number: int, code: str) -> None:
        problem = disk_problem(OSError(number, "words"))
        assert (problem.code, problem.detail) == (code, "words")

    def test_an_error_without_a_number_is_the_disk(self) -> None:
        assert disk_problem(OSError("odd")).detail == "odd"

    def test_a_full_disk_ends_a_transfer(
        self, any_clip: Fetcher, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        syncs = itertools.count(1)

        def full_after_two(_: IO[bytes]) -> None:
            if next(syncs) > 2:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        with monkeypatch.context() as patch:
            patch.setattr(download_module, "_sync", full_after_two)
            assert any_clip.fail(DiskProblem).code == "disk_full"
        assert any_clip.attempt() == SIZE
        assert any_clip.part.read_bytes() == CLIP
        assert any_clip.ranges[1] == (f"bytes={2 * MIB}-", '"v1"')

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
    def test_a_write_without_room_is_a_full_disk(self, clip: Fetcher) -> None:
        clip.part = _FullDisk("/dev/full")
        assert clip.fail(DiskProblem).code == "disk_full"

    def test_a_folder_that_is_gone_ends_a_transfer(self, clip: Fetcher) -> None:
        clip.part = clip.part.parent / "gone" / "clip.part"
        assert clip.fail(DiskProblem).code == "folder_gone"

    def test_a_folder_in_place_of_the_part_ends_a_transfer(self, clip: Fetcher) -> None:
        clip.part.mkdir()
        assert clip.fail(DiskProblem).code == "disk"


class TestMp4:
    def test_a_clip_is_whole(self, tmp_path: Path) -> None:
        assert _is_whole(tmp_path, mp4_bytes(10_000))

    @given(end=st.integers(0, 2999))
    @example(end=0)
    @example(end=28)
    @example(end=144)
    @example(end=2999)
    def test_no_beginning_of_a_clip_is_whole(
        self, end: int, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        assert not _is_whole(tmp_path_factory.getbasetemp(), mp4_bytes(3000)[:end])

    @given(more=st.binary(min_size=1, max_size=7))
    def test_a_clip_with_a_rest_is_not_whole(
        self, more: bytes, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        assert not _is_whole(tmp_path_factory.getbasetemp(), mp4_bytes(3000) + more)

    @given(junk=st.binary(max_size=200))
    @example(junk=b"\0\0\0\1mdat\0\0\0\0\0\0\0\0")
    @example(junk=b"\0\0\0\1mdat" + b"\xff" * 8)
    def test_junk_is_not_whole(self, junk: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
        folder = tmp_path_factory.getbasetemp()
        assert not _is_whole(folder, junk)
        assert not _is_whole(folder, box(b"ftyp") + junk) or b"moov" in junk

    @pytest.mark.parametrize(
        ("content", "whole"),
        [
            (box(b"ftyp") + box(b"moov") + box(b"mdat", b"x"), True),
            (box(b"ftyp") + box(b"mdat", b"x") + box(b"moov"), True),
            (box(b"ftyp") + box(b"free") + box(b"moov") + box(b"moof") + box(b"mdat"), True),
            (box(b"ftyp") + box(b"moov") + box(b"\xa9xyz") + box(b"mdat"), True),
            (box(b"moov") + box(b"mdat"), False),
            (box(b"free") + box(b"ftyp") + box(b"moov") + box(b"mdat"), False),
            (box(b"ftyp") + box(b"moov"), False),
            (box(b"ftyp") + box(b"mdat"), False),
            (box(b"ftyp") + box(b"moov") + box(b"\0\1\2\3"), False),
            (box(b"ftyp") + box(b"moov") + struct.pack(">I4s", 4, b"mdat"), False),
            (b"", False),
        ],
    )
    def test_the_boxes_decide(self, content: bytes, whole: bool, tmp_path: Path) -> None:
        assert _is_whole(tmp_path, content) == whole

    @pytest.mark.parametrize(("missing", "whole"), [(0, True), (1, False), (100, False)])
    def test_a_long_box_says_its_length_in_64_bits(
        self, missing: int, whole: bool, tmp_path: Path
    ) -> None:
        content = bytes(100)
        mdat = struct.pack(">I4sQ", 1, b"mdat", 16 + len(content)) + content
        file = box(b"ftyp") + box(b"moov") + mdat
        assert _is_whole(tmp_path, file[: len(file) - missing]) == whole

    def test_the_last_box_may_reach_to_the_end(self, tmp_path: Path) -> None:
        endless = struct.pack(">I4s", 0, b"mdat") + bytes(100)
        assert _is_whole(tmp_path, box(b"ftyp") + box(b"moov") + endless)
        assert not _is_whole(tmp_path, box(b"ftyp") + endless + box(b"moov"))


class _FullDisk(type(Path())):  # type: ignore[misc]
    """A part on a device that takes no byte."""

    def open(self, *_args: Any, **_more: Any) -> Any:
        return _Unsized(super().open("wb"))


class _Unsized:
    """A stream of a device: it has no length that could be cut."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def __enter__(self) -> _Unsized:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def truncate(self, _size: int) -> None:
        """Do nothing, as a device has no length."""


def _failing(number: int) -> Callable[..., None]:
    """Return a function that fails with an operating system's error."""

    def fail(*_args: object, **_more: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


def _is_whole(folder: Path, content: bytes) -> bool:
    file = folder / "checked.mp4"
    file.write_bytes(content)
    return is_whole_mp4(file)
