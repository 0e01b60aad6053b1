"""A job's life in a real studio, over real HTTP, with the faults that happen on the way."""

from __future__ import annotations

import asyncio
import dataclasses
import errno
import io
import json
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from core.foxapi.client import FoxApi
from core.home import Home
from core.job import Job, State
from core.ledger import Ledger
from core.sessions import Session
from core.settings import Limits
from tests.faulty import (
    Accept,
    Answer,
    FoxServer,
    Gate,
    Hang,
    Plan,
    Reset,
    Serve,
    mp4_bytes,
    redirect,
    refused_port,
    untagged,
)
from tests.studios import KEY, clips, rig, run

S = State
HTML = "<html><title>502 Bad Gateway</title></html>"


@pytest.fixture
def server() -> Iterator[FoxServer]:
    """Yield a gateway that takes the studio's key."""
    with FoxServer(key=KEY) as running:
        yield running


def picture(folder: Path, size: tuple[int, int] = (640, 480)) -> str:
    file = folder / "picture.png"
    Image.new("RGB", size, "teal").save(file)
    return str(file)


def make(home: Home, server: FoxServer, **asked: object) -> Job:
    async def work() -> Job:
        async with rig(home) as r:
            return await r.make(server.base_url, **asked)

    return run(work())


def test_a_prompt_becomes_a_clip_and_a_sidecar(home: Home, server: FoxServer) -> None:
    async def work() -> tuple[Job, list[State]]:
        async with rig(home) as r:
            job = await r.make(server.base_url, "金色的海浪 / golden")
            return job, r.states(job.id)

    job, states = run(work())
    assert states == [
        *(S.WAITING, S.SUBMITTING, S.PENDING, S.PROCESSING, S.DOWNLOADING, S.COMPLETED),
    ]
    file = Path(job.file)
    assert untagged(file.read_bytes()) == server.provider.clip
    assert file.parent == home.clips
    sidecar = json.loads(file.with_suffix(".json").read_text("utf-8"))
    assert sidecar["prompt"] == "金色的海浪 / golden"
    assert sidecar["task_id"] == job.task_id == server.tasks[0].id
    assert sidecar["model_used"] == "sora-2-pro"
    assert KEY not in json.dumps(sidecar)
    assert {each.name for each in home.clips.iterdir()} == {file.name, f"{file.stem}.json"}


def test_the_body_is_exactly_the_contract_s(home: Home, server: FoxServer) -> None:
    make(home, server)
    assert server.requests("create")[0].json == {
        "model": "sora-2-pro",
        "prompt": "a fox",
        "aspect_ratio": "16:9",
        "duration": 4,
        "resolution": "720p",
    }


def test_a_start_frame_is_uploaded_once_for_all_takes(
    home: Home, server: FoxServer, tmp_path: Path
) -> None:
    async def work() -> list[Job]:
        async with rig(home) as r:
            asked = r.ask(
                server.base_url,
                image=picture(tmp_path),
                takes=3,
                values={"aspect_ratio": "9:16", "resolution": "1080p"},
            )
            await r.studio.add(asked)
            return await r.studio.settle([job.id for job in asked])

    jobs = run(work())
    assert [job.state for job in jobs] == [S.COMPLETED] * 3
    assert len(server.uploads) == 1
    upload = server.uploads[0]
    assert Image.open(io.BytesIO(upload.data)).size == (1080, 1920)
    assert "picture" not in upload.name
    bodies = [request.json for request in server.requests("create")]
    assert all(body["generation_type"] == "image-to-video" for body in bodies)
    assert {len(body["image_urls"]) for body in bodies} == {1}
    assert len({job.file for job in jobs}) == 3


def test_a_picture_s_url_is_passed_through(home: Home, server: FoxServer) -> None:
    make(home, server, image="https://example.com/frame.png")
    assert server.requests("create")[0].json["image_urls"] == ["https://example.com/frame.png"]
    assert not server.uploads


def test_a_refused_upload_fails_the_job_and_sends_nothing(
    home: Home, server: FoxServer, tmp_path: Path
) -> None:
    server.on_upload(Answer(413, "<html>too large</html>"))
    job = make(home, server, image=picture(tmp_path))
    assert job.state is S.FAILED
    assert job.error is not None
    assert job.error.kind == "too_large"
    assert not server.requests("create")


def test_a_broken_upload_is_tried_again(home: Home, server: FoxServer, tmp_path: Path) -> None:
    server.on_upload(Answer(503, HTML), Reset(), Answer(200, {"no": "url"}))
    job = make(home, server, image=picture(tmp_path))
    assert job.state is S.COMPLETED
    assert len(server.requests("create")) == 1


def test_a_lost_start_frame_is_said_before_anything_is_sent(
    home: Home, server: FoxServer, tmp_path: Path
) -> None:
    async def work() -> Job:
        async with rig(home) as r:
            asked = r.ask(server.base_url, image=picture(tmp_path))
            for frame in home.frames.iterdir():
                frame.write_bytes(b"something else")
            await r.studio.add(asked)
            return (await r.studio.settle([asked[0].id]))[0]

    job = run(work())
    assert job.error is not None
    assert (job.state, job.error.kind) == (S.FAILED, "frame_lost")
    assert not server.requests()


def test_a_failed_task_keeps_the_provider_s_words(home: Home, server: FoxServer) -> None:
    error = {"code": "content_policy_violation", "message": "no faces", "type": "policy"}
    server.plan = Plan(error=error)
    job = make(home, server)
    assert job.state is S.FAILED
    assert job.error is not None
    assert (job.error.code, job.error.message, job.error.type) == tuple(error.values())


def test_another_model_than_asked_for_is_kept(home: Home, server: FoxServer) -> None:
    server.plan = Plan(accepted={"model": "sora-2"}, extra={"model": "sora-2"})
    assert make(home, server).model_used == "sora-2"


@pytest.mark.parametrize("shape", ["objects", "strings", "output"])
def test_results_in_every_known_shape_are_fetched(
    home: Home, server: FoxServer, shape: str
) -> None:
    server.plan = Plan(shape=shape)  # type: ignore[arg-type]
    assert make(home, server).state is S.COMPLETED


def test_no_more_jobs_run_at_the_provider_than_the_limit(home: Home, server: FoxServer) -> None:
    gates = [Gate() for _ in range(2)]
    server.on_task(*(Hang(gate) for gate in gates))

    async def work() -> int:
        async with rig(home, limits=Limits(running=2, sends=2)) as r:
            asked = r.ask(server.base_url, takes=4)
            await r.studio.add(asked)
            for gate in gates:
                await asyncio.to_thread(gate.wait_reached)
            sent_meanwhile = len(server.requests("create"))
            for gate in gates:
                gate.release()
            jobs = await r.studio.settle([job.id for job in asked])
            assert all(job.state is S.COMPLETED for job in jobs)
            return sent_meanwhile

    assert run(work()) == 2


def test_429_waits_as_long_as_asked_and_sends_again(home: Home, server: FoxServer) -> None:
    server.on_create(Answer(429, {"error": {"type": "rate_limit_error"}}, retry_after=0.05))
    job = make(home, server)
    assert job.state is S.COMPLETED
    assert len(server.tasks) == 1


def test_401_pauses_what_is_not_yet_sent_and_goes_on_when_asked(
    home: Home, server: FoxServer
) -> None:
    server.on_create(Answer(401, {"error": {"type": "authentication_error", "message": "bad"}}))

    async def work() -> None:
        async with rig(home) as r:
            asked = r.ask(server.base_url, takes=3)
            ids = [job.id for job in asked]
            await r.studio.add(asked)
            jobs = await r.studio.settle(ids)
            assert [job.state for job in jobs] == [S.WAITING] * 3
            assert {job.reason.kind for job in jobs if job.reason} == {"key_refused"}
            assert len(server.requests("create")) == 1
            await r.studio.want(ids)
            jobs = await r.studio.settle(ids)
            assert [job.state for job in jobs] == [S.COMPLETED] * 3

    run(work())


def test_a_dead_link_is_renewed_by_asking_again(home: Home, server: FoxServer) -> None:
    async def work() -> Job:
        gate = Gate()
        server.on_clip(Hang(gate, Answer(403, HTML)))
        async with rig(home) as r:
            added = await r.studio.add(r.ask(server.base_url))
            await asyncio.to_thread(gate.wait_reached)
            server.expire_links()
            gate.release()
            return (await r.studio.settle([added[0].id]))[0]

    job = run(work())
    assert job.state is S.COMPLETED
    assert untagged(Path(job.file).read_bytes()) == server.provider.clip


def test_a_link_that_stays_dead_needs_a_person_and_fails_nothing(
    home: Home, server: FoxServer
) -> None:
    server.on_clip(*[Answer(404, HTML)] * 40)
    job = make(home, server)
    assert job.state is S.DOWNLOADING
    assert job.reason is not None
    assert job.reason.kind == "link_dead"
    assert job.stuck


def test_a_clip_that_vanishes_after_one_whole_fetch_is_not_lost(
    home: Home, server: FoxServer
) -> None:
    server.plan = Plan(vanishes=True)
    assert make(home, server).state is S.COMPLETED


def test_an_interrupted_download_goes_on_where_it_was(home: Home, server: FoxServer) -> None:
    server.plan = Plan(clip=mp4_bytes(5 << 20))
    server.on_clip(Serve(cut=3_500_000))
    job = make(home, server)
    assert job.state is S.COMPLETED
    assert untagged(Path(job.file).read_bytes()) == mp4_bytes(5 << 20)
    first, second = server.requests("clip")
    assert "range" not in first.headers
    assert second.headers["range"] == f"bytes={3 << 20}-"
    assert second.headers["if-range"] == '"v1"'


def test_a_whole_file_of_odd_structure_is_fetched_once_more_then_kept(
    home: Home, server: FoxServer, expected_logs: Callable[..., None]
) -> None:
    expected_logs("odd structure")
    server.plan = Plan(clip=b"not a movie at all, but paid for")
    job = make(home, server)
    assert job.state is S.COMPLETED
    assert job.clip is not None
    assert job.clip.verified is False
    assert len(server.requests("clip")) == 2
    assert Path(job.file).read_bytes() == b"not a movie at all, but paid for"
    assert len(list(home.clips.iterdir())) == 2


def test_an_odd_file_that_vanished_is_kept_from_the_first_fetch(
    home: Home, server: FoxServer, expected_logs: Callable[..., None]
) -> None:
    expected_logs("odd structure")
    server.plan = Plan(clip=b"odd, and gone", vanishes=True)
    job = make(home, server)
    assert job.state is S.COMPLETED
    assert Path(job.file).read_bytes() == b"odd, and gone"
    assert len(list(home.clips.iterdir())) == 2


@pytest.mark.parametrize(
    ("number", "kind"),
    [(errno.ENOSPC, "disk_full"), (errno.EACCES, "folder_locked")],
)
def test_a_disk_that_takes_no_more_is_a_matter_for_a_person(
    home: Home, server: FoxServer, monkeypatch: pytest.MonkeyPatch, number: int, kind: str
) -> None:
    def full(_file: int) -> None:
        raise OSError(number, os.strerror(number))

    async def work() -> None:
        async with rig(home) as r:
            with monkeypatch.context() as patch:
                patch.setattr("core.download._sync", full)
                job = await r.make(server.base_url)
            assert job.state is S.DOWNLOADING
            assert job.reason is not None
            assert (job.reason.kind, job.stuck) == (kind, True)
            await r.studio.want([job.id])
            assert (await r.studio.settle([job.id]))[0].state is S.COMPLETED

    run(work())


def test_a_folder_that_is_gone_is_not_made_anew(
    home: Home, server: FoxServer, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"

    async def work() -> None:
        async with rig(home) as r:
            asked = [dataclasses.replace(j, output=str(stick)) for j in r.ask(server.base_url)]
            await r.studio.add(asked)
            job = (await r.studio.settle([asked[0].id]))[0]
            assert job.reason is not None
            assert (job.state, job.reason.kind) == (S.DOWNLOADING, "folder_gone")
            assert not stick.exists()
            stick.mkdir()
            await r.studio.want([job.id])
            job = (await r.studio.settle([job.id]))[0]
            assert job.state is S.COMPLETED
            assert clips(stick)

    run(work())


def test_a_file_that_appears_under_the_name_is_not_overwritten(
    home: Home, server: FoxServer
) -> None:
    gate = Gate()
    server.on_clip(Serve(pauses=((1000, gate),)))

    async def work() -> tuple[Job, Path]:
        async with rig(home) as r:
            added = await r.studio.add(r.ask(server.base_url))
            await asyncio.to_thread(gate.wait_reached)
            job = r.ledger.get(added[0].id)
            assert job is not None
            assert job.clip is not None
            theirs = Path(job.clip.file)
            theirs.write_bytes(b"theirs")
            gate.release()
            return (await r.studio.settle([added[0].id]))[0], theirs

    job, theirs = run(work())
    assert theirs.read_bytes() == b"theirs"
    assert Path(job.file) != theirs
    assert untagged(Path(job.file).read_bytes()) == server.provider.clip


def test_a_host_that_cannot_be_reached_keeps_the_job_waiting(home: Home) -> None:
    with refused_port() as port:

        async def work() -> Job:
            async with rig(home) as r:
                added = await r.studio.add(r.ask(f"http://127.0.0.1:{port}"))
                return await r.until(added[0].id, lambda job: job.reason is not None)

        job = run(work())
    assert job.state is S.WAITING
    assert job.reason is not None
    assert (job.reason.kind, job.reason.needs_person) == ("unreachable", False)


def test_a_certificate_that_nobody_trusts_needs_a_person(
    home: Home, untrusted_server: FoxServer
) -> None:
    job = make(home, untrusted_server)
    assert job.state is S.WAITING
    assert job.reason is not None
    assert (job.reason.kind, job.stuck) == ("untrusted", True)
    assert not untrusted_server.requests()


def test_the_whole_way_over_tls(home: Home, tls_server: FoxServer) -> None:
    tls_server.provider.key = KEY
    assert make(home, tls_server).state is S.COMPLETED


def test_a_task_made_elsewhere_is_followed(home: Home, server: FoxServer) -> None:
    task = server.add_task()

    async def work() -> Job:
        async with rig(home) as r:
            connection = r.connections.freeze(server.base_url)
            home.clips.mkdir(exist_ok=True)
            job = await r.studio.follow_task(task.id, connection, str(home.clips))
            again = await r.studio.follow_task(task.id, connection, str(home.clips))
            assert again.id == job.id
            return (await r.studio.settle([job.id]))[0]

    job = run(work())
    assert job.state is S.COMPLETED
    assert not server.requests("create")


def test_a_stopped_waiting_job_is_not_sent_and_a_running_one_is_untouched(
    home: Home, server: FoxServer
) -> None:
    gate = Gate()
    server.on_task(Hang(gate))

    async def work() -> None:
        async with rig(home, limits=Limits(running=1)) as r:
            one, two = await r.studio.add(r.ask(server.base_url, takes=2))
            await asyncio.to_thread(gate.wait_reached)
            await r.studio.stop([two.id])
            assert (await r.studio.settle([two.id]))[0].state is S.STOPPED
            gate.release()
            assert (await r.studio.settle([one.id]))[0].state is S.COMPLETED
            assert len(server.requests("create")) == 1
            await r.studio.go_on((await r.studio.settle([two.id]))[0])
            assert (await r.studio.settle([two.id]))[0].state is S.COMPLETED

    run(work())


def test_a_stopped_running_job_can_be_followed_again_and_is_not_paid_again(
    home: Home, server: FoxServer
) -> None:
    gate = Gate()
    server.on_task(Hang(gate))

    async def work() -> None:
        async with rig(home) as r:
            (job,) = await r.studio.add(r.ask(server.base_url))
            await asyncio.to_thread(gate.wait_reached)
            await r.studio.stop([job.id])
            stopped = (await r.studio.settle([job.id]))[0]
            assert stopped.state is S.STOPPED
            assert stopped.task_id
            gate.release()
            await r.studio.go_on(stopped)
            assert (await r.studio.settle([job.id]))[0].state is S.COMPLETED
        assert len(server.requests("create")) == 1

    run(work())


def test_stopping_while_the_request_is_under_way_keeps_the_receipt(
    home: Home, server: FoxServer
) -> None:
    gate = Gate()
    server.on_create(Hang(gate))

    async def work() -> Job:
        async with rig(home) as r:
            (job,) = await r.studio.add(r.ask(server.base_url))
            await asyncio.to_thread(gate.wait_reached)
            await r.studio.stop([job.id])
            gate.release()
            return (await r.studio.settle([job.id]))[0]

    job = run(work())
    assert job.state is S.STOPPED
    assert job.task_id == server.tasks[0].id


def test_a_failed_job_asked_again_is_a_new_job(home: Home, server: FoxServer) -> None:
    server.on_create(Accept(Plan(error={"code": "upstream_failed", "message": "later"})))

    async def work() -> tuple[Job, Job]:
        async with rig(home) as r:
            failed = await r.make(server.base_url)
            new = await r.studio.ask_again(failed)
            return failed, (await r.studio.settle([new.id]))[0]

    failed, new = run(work())
    assert (failed.state, new.state) == (S.FAILED, S.COMPLETED)
    assert new.retry_of == failed.id
    assert new.task_id != failed.task_id


def test_a_sent_job_is_followed_only_with_its_own_key(home: Home, server: FoxServer) -> None:
    gate = Gate()
    server.on_task(Hang(gate))

    async def send() -> str:
        async with rig(home) as r:
            (job,) = await r.studio.add(r.ask(server.base_url))
            await asyncio.to_thread(gate.wait_reached)
            return job.id

    async def resume(key: str, job_id: str) -> Job:
        async with rig(home, keys=lambda _: key) as r:
            await r.studio.want([job_id])
            return (await r.studio.settle([job_id]))[0]

    job_id = run(send())
    gate.release()
    queries = len(server.requests("task"))
    job = run(resume("sk-another-key-000000000000", job_id))
    assert job.reason is not None
    assert (job.state, job.reason.kind) == (S.PENDING, "other_key")
    assert job.reason.facts["host"] == "127.0.0.1"
    assert len(server.requests("task")) == queries
    assert run(resume(KEY, job_id)).state is S.COMPLETED


def test_a_redirected_call_is_not_followed_and_needs_a_person(
    home: Home, server: FoxServer
) -> None:
    with FoxServer(key=None) as elsewhere:
        server.on_task(redirect(f"{elsewhere.base_url}/v1/tasks/x", 307))
        job = make(home, server)
        assert not elsewhere.requests()
    assert job.reason is not None
    assert (job.state, job.reason.kind) == (S.PENDING, "redirected")


def test_a_mistake_of_the_program_s_own_leaves_a_true_state(
    home: Home,
    server: FoxServer,
    monkeypatch: pytest.MonkeyPatch,
    expected_logs: Callable[..., None],
) -> None:
    expected_logs("job ")

    def mistake(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("core.following.until_next_query", mistake)
    job = make(home, server)
    assert job.reason is not None
    assert (job.state, job.reason.kind) == (S.PENDING, "unexpected")


def test_a_lone_surrogate_in_an_answer_loses_no_task_and_no_clip(
    home: Home, server: FoxServer
) -> None:
    server.plan = Plan(
        accepted={"model": "m\ud83e"}, extra={"prompt": "cut \ud83e", "model": "\ud83e"}
    )
    job = make(home, server)
    assert (job.state, job.task_id) == (S.COMPLETED, server.tasks[0].id)


def test_a_receipt_is_kept_even_if_its_details_cannot_be(
    home: Home,
    server: FoxServer,
    monkeypatch: pytest.MonkeyPatch,
    expected_logs: Callable[..., None],
) -> None:
    expected_logs("its details cannot be written")
    change = Ledger.change

    def refuse_details(self: Ledger, job_id: str, expect: State, **changes: object) -> Job:
        if "model_used" in changes and changes.get("to") is S.PENDING and "sent_at" in changes:
            raise TypeError("no such value")
        return change(self, job_id, expect, **changes)  # type: ignore[arg-type]

    monkeypatch.setattr(Ledger, "change", refuse_details)
    job = make(home, server)
    assert (job.state, job.task_id) == (S.COMPLETED, server.tasks[0].id)


def test_a_task_that_nobody_knows_is_put_before_a_person(
    home: Home, server: FoxServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.following.PATIENCE_BY_ID", 0.0)

    async def work() -> Job:
        async with rig(home) as r:
            connection = r.connections.freeze(server.base_url)
            job = await r.studio.follow_task("task-of-nobody", connection, str(home.root))
            return (await r.studio.settle([job.id]))[0]

    job = run(work())
    assert job.reason is not None
    assert (job.state, job.reason.kind, job.stuck) == (S.PENDING, "not_found", True)
    assert len(server.requests("task")) > 1


def test_results_that_never_come_are_put_before_a_person(
    home: Home, server: FoxServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.following.PATIENCE", 0.0)
    server.plan = Plan(hollow=1000)

    async def work() -> Job:
        async with rig(home) as r:
            return await r.make(server.base_url)

    job = run(work())
    assert job.reason is not None
    assert (job.state, job.reason.kind, job.stuck) == (S.PROCESSING, "no_results", True)


def test_a_picture_on_the_web_is_fetched_and_fitted_when_asked(
    home: Home, server: FoxServer, tmp_path: Path
) -> None:
    api = FoxApi(server.base_url, KEY)
    url = api.upload(Path(picture(tmp_path)).read_bytes(), "x.png", "image/png").url
    api.close()
    job = make(home, server, image=url, fit="pad")
    assert job.state is S.COMPLETED
    assert job.start_frame is not None
    assert (job.start_frame.source, job.start_frame.url) == (url, "")
    assert Image.open(io.BytesIO(server.uploads[-1].data)).size == (1280, 720)


def test_a_pause_brings_back_what_was_uploading(
    home: Home, server: FoxServer, tmp_path: Path
) -> None:
    server.on_create(Answer(402, {"error": {"type": "insufficient_quota"}}))
    gate = Gate()
    server.on_upload(Hang(gate))

    async def work() -> None:
        async with rig(home) as r:
            asked = r.ask(server.base_url, "one", image=picture(tmp_path))
            asked += r.ask(server.base_url, "two", image=picture(tmp_path, (300, 300)))
            asked += r.ask(server.base_url, "three")
            ids = [job.id for job in await r.studio.add(asked)]
            await r.until(ids[2], lambda job: job.stuck)
            gate.release()
            jobs = await r.studio.settle(ids)
            assert [job.state for job in jobs] == [S.WAITING] * 3
            await r.studio.want(ids)
            assert {job.state for job in await r.studio.settle(ids)} == {S.COMPLETED}

    run(work())


def test_links_that_are_always_new_and_always_dead_end_before_a_person(
    home: Home, server: FoxServer
) -> None:
    links = iter(range(1000))

    def dead() -> Answer:
        url = f"{server.cdn_url}/clips/none/{next(links)}/clip.mp4"
        done = {"status": "completed", "progress": 100, "results": [{"url": url}]}
        return Answer(200, done)

    server.on_task(*[dead() for _ in range(60)])
    job = make(home, server)
    assert job.reason is not None
    assert (job.state, job.reason.kind, job.stuck) == (S.DOWNLOADING, "link_dead", True)
    assert len(server.requests("task")) < 20


def test_a_link_that_gives_a_web_page_is_said_to(home: Home, server: FoxServer) -> None:
    server.on_clip(*[Answer(200, HTML)] * 40)
    job = make(home, server)
    assert job.reason is not None
    assert (job.state, job.reason.kind, job.stuck) == (S.DOWNLOADING, "not_a_clip", True)


def test_what_its_program_no_longer_wants_is_not_sent_by_another(
    home: Home, server: FoxServer
) -> None:
    gate = Gate()
    server.on_create(Hang(gate))

    async def work() -> None:
        async with rig(home) as first:
            (mine,) = await first.studio.add(first.ask(server.base_url, "mine"))
            await asyncio.to_thread(gate.wait_reached)
            async with rig(home) as second:
                (theirs,) = await second.studio.add(second.ask(server.base_url, "theirs"))
            gate.release()
            assert (await first.studio.settle([mine.id]))[0].state is S.COMPLETED
            left = first.ledger.get(theirs.id)
            assert left is not None
            assert left.state is S.WAITING

    run(work())
    assert [request.json["prompt"] for request in server.requests("create")] == ["mine"]


def test_a_listener_s_mistake_touches_no_job(
    home: Home, server: FoxServer, expected_logs: Callable[..., None]
) -> None:
    expected_logs("a listener failed")

    def mistake(_: object) -> None:
        raise ZeroDivisionError

    async def work() -> Job:
        async with rig(home) as r:
            r.studio.subscribe(mistake)
            return await r.make(server.base_url)

    assert run(work()).state is S.COMPLETED


def test_news_that_is_older_than_what_was_told_is_dropped(home: Home, server: FoxServer) -> None:
    async def work() -> list[int]:
        async with rig(home) as r:
            job = await r.make(server.base_url)
            return [each.rev for each in r.seen if each.id == job.id]

    revs = run(work())
    assert revs == sorted(revs)


def test_a_stopped_download_keeps_its_name_for_itself(home: Home, server: FoxServer) -> None:
    gate = Gate()
    server.on_clip(Hang(gate))

    async def work() -> list[Job]:
        async with rig(home) as r:
            (first,) = await r.studio.add(r.ask(server.base_url, "same"))
            await asyncio.to_thread(gate.wait_reached)
            await r.studio.stop([first.id])
            stopped = (await r.studio.settle([first.id], ended=True))[0]
            gate.release()
            second = await r.make(server.base_url, "same")
            await r.studio.go_on(stopped)
            return [second, *(await r.studio.settle([first.id]))]

    jobs = run(work())
    assert [job.state for job in jobs] == [S.COMPLETED] * 2
    assert jobs[0].file != jobs[1].file


@pytest.mark.parametrize("odd", [False, True])
def test_a_whole_file_of_unknown_length_survives_a_crash_after_the_rename(
    home: Home,
    server: FoxServer,
    monkeypatch: pytest.MonkeyPatch,
    expected_logs: Callable[..., None],
    odd: bool,
) -> None:
    expected_logs("odd structure")
    data = b"odd, but paid for" * 1000 if odd else mp4_bytes(200_000)
    server.plan = Plan(clip=data, vanishes=True, serve=Serve(framing="chunked"))
    reached, never = threading.Event(), threading.Event()

    def stay(*_: object) -> None:
        reached.set()
        never.wait()

    async def cut() -> None:
        async with rig(home) as r:
            await r.studio.add(r.ask(server.base_url))
            await asyncio.to_thread(reached.wait)

    async def resume() -> Job:
        async with rig(home) as r:
            ids = [job.id for job in r.ledger.unfinished()]
            await r.studio.want(ids)
            return (await r.studio.settle(ids))[0]

    with monkeypatch.context() as patch:
        patch.setattr("core.fetching.write_sidecar", stay)
        run(cut())
    job = run(resume())
    assert job.state is S.COMPLETED
    assert untagged(Path(job.file).read_bytes()) == data
    assert len(list(home.clips.iterdir())) == 2


def test_a_ring_that_comes_while_the_studio_is_made_is_heard(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    class RungAtOnce(Session):
        def __init__(self, folder: Path, rung: Callable[[], None]) -> None:
            super().__init__(folder, rung)
            rung()

    monkeypatch.setattr("core.resident.Session", RungAtOnce)

    async def work() -> bool:
        async with rig(home) as r:
            return r.studio.working

    assert run(work())
