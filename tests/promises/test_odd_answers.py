"""Answers that are whole, and odd: followed, fetched or said, and never believed too far."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.home import Home
from core.job import Job, State
from core.naming import sidecar_of
from core.pacing import REMOTE
from tests.faulty import Act, Answer, FoxServer, Gate, Plan, Request, Serve, mp4_bytes, redirect
from tests.promises.fastclock import run_fast
from tests.promises.tally import Tally
from tests.promises.truth import check_truth
from tests.studios import KEY, Rig, rig

S = State
CLIP = mp4_bytes(3 << 20)
OTHER = mp4_bytes(3 << 20, seed=1)
MIDDLE = (3 << 20) // 2


def make(home: Home, server: FoxServer, meanwhile: Callable[[Rig], object] = id) -> list[Job]:
    """Ask for a clip; return what the job was told to be, from the first to the last."""

    async def work() -> list[Job]:
        async with rig(home, pace=REMOTE) as r:
            meanwhile(r)
            await r.make(server.base_url)
            return r.seen

    return run_fast(work())


def whole(home: Home, server: FoxServer, tally: Tally, seen: list[Job]) -> Job:
    """Check that the job has come to its clip by one create, and count what was tried."""
    assert seen[-1].state is S.COMPLETED
    assert len(server.requests("create")) == 1
    check_truth(home, server, [seen[-1].id])
    tally.add("faults")
    return seen[-1]


def reasons(seen: list[Job]) -> set[tuple[State, str]]:
    return {(job.state, job.reason.kind) for job in seen if job.reason}


def task(status: Any, **parts: Any) -> Answer:
    return Answer(200, {"status": status, "progress": None, "results": None, **parts})


@pytest.mark.parametrize(
    "status", ["Queued_Upstream", "", "succeeded", "expired", "in_progress", "等待", "x" * 5000]
)
def test_promise_6_any_unknown_status_is_shown_and_followed(
    home: Home, server: FoxServer, tally: Tally, status: str
) -> None:
    server.on_task(*[task(status, progress=7)] * 3)
    seen = make(home, server)
    shown = {job.provider_status for job in seen if job.state is S.PROCESSING}
    assert status.lower() in shown
    assert reasons(seen) == set()
    whole(home, server, tally, seen)


HOLLOW: dict[str, dict[str, Any]] = {
    "null": {"results": None},
    "an empty list": {"results": []},
    "an empty object": {"results": {}},
    "a text": {"results": "soon"},
    "a null in a list": {"results": [None]},
    "an object without a URL": {"results": [{"width": 1280}]},
    "an empty URL": {"results": [{"url": ""}, ""]},
    "a URL that is no text": {"results": [{"url": 7}]},
    "an empty output": {"results": None, "output": {"url": None, "urls": []}},
    "an output that is a text": {"output": "soon"},
    "no results at all": {},
}


@pytest.mark.parametrize("name", HOLLOW)
def test_promise_6_completed_without_a_result_is_not_finished(
    home: Home, server: FoxServer, tally: Tally, name: str
) -> None:
    hollow = {"status": "completed", "progress": 100, **HOLLOW[name]}
    server.on_task(*[Answer(200, hollow)] * 3)
    seen = make(home, server)
    assert reasons(seen) == {(S.PROCESSING, "no_results")}
    whole(home, server, tally, seen)


RESULTS: dict[str, Callable[[str], dict[str, Any]]] = {
    "objects": lambda url: {"results": [{"url": url}]},
    "strings": lambda url: {"results": [url]},
    "a string with blanks": lambda url: {"results": [f" {url}\n"]},
    "after junk": lambda url: {"results": [None, "", {"url": ""}, 7, {"url": url}]},
    "output": lambda url: {"results": None, "output": {"url": url}},
    "urls of an output": lambda url: {"results": [], "output": {"url": None, "urls": [url]}},
}


@pytest.mark.parametrize("name", RESULTS)
def test_a_result_is_found_in_every_form(
    home: Home, server: FoxServer, tally: Tally, name: str
) -> None:
    def answer(request: Request) -> Act | None:
        if request.call != "task":
            return None
        url = server.link(server.tasks[0])
        return Answer(200, {"status": "completed", **RESULTS[name](url)})

    server.on_every(answer)
    whole(home, server, tally, make(home, server))


PROGRESS: dict[str, tuple[Any, int | None]] = {
    "null": (None, None),
    "above 100": (150, 100),
    "below 0": (-3, 0),
    "a text": ("62%", 62),
    "a text of a fraction": (" 62.4 ", 62),
    "words": ("half", None),
    "a truth": (True, None),
    "a list": ([5], None),
    "no number": (float("nan"), None),
    "endless": (float("inf"), None),
}


@pytest.mark.parametrize("name", PROGRESS)
def test_a_progress_is_known_or_not_and_never_made_up(
    home: Home, server: FoxServer, tally: Tally, name: str
) -> None:
    said, shown = PROGRESS[name]
    server.on_task(*[task("processing", progress=said)] * 2)
    seen = make(home, server)
    at_first = [job.progress for job in seen if job.state is S.PROCESSING]
    assert at_first[0] == shown
    whole(home, server, tally, seen)


def test_a_progress_that_is_not_said_any_more_stays_as_it_was(
    home: Home, server: FoxServer, tally: Tally
) -> None:
    said = (40, None, 20, "?", 150)
    server.on_task(*[task("processing", progress=each) for each in said])
    seen = make(home, server)
    shown = [job.progress for job in seen if job.state is S.PROCESSING]
    assert shown == [40, 20, 100, 50]  # at last the server's own, and only what is new is told
    whole(home, server, tally, seen)


GIVEN_UP: dict[str, tuple[dict[str, Any], str, str]] = {
    "with a code": ({"error": {"code": "generation_timeout", "message": "late"}}, *("", "late")),
    "in a text": ({"error": "it broke"}, "", "it broke"),
    "without a word": ({}, "", ""),
    "with an error that is a list": ({"error": [1]}, "", ""),
    "cancelled": ({"status": "cancelled"}, "request_cancelled", ""),
    "canceled, with results": (
        {"status": "Canceled", "results": [{"url": "https://a.b/c"}]},
        *("request_cancelled", ""),
    ),
}


@pytest.mark.parametrize("name", GIVEN_UP)
def test_a_task_that_is_given_up_fails_in_the_provider_s_words(
    home: Home, server: FoxServer, tally: Tally, name: str
) -> None:
    parts, code, message = GIVEN_UP[name]
    server.on_task(task(**{"status": "failed", **parts}))
    job = make(home, server)[-1]
    assert job.state is S.FAILED
    assert job.error is not None
    assert (job.error.kind, job.error.message) == ("task_failed", message)
    assert job.error.code == (code or ("generation_timeout" if message == "late" else ""))
    tally.add("faults")


@pytest.mark.parametrize("where", ["accepted", "extra"])
def test_another_model_than_asked_for_is_kept_beside_the_clip(
    home: Home, server: FoxServer, tally: Tally, where: str
) -> None:
    server.plan = Plan(**{where: {"model": "sora-2"}})  # type: ignore[arg-type]
    job = whole(home, server, tally, make(home, server))
    # What was accepted is what counts, until a query says otherwise.
    used = "sora-2" if where == "extra" else "sora-2-pro"
    assert (job.model, job.model_used) == ("sora-2-pro", used)
    sidecar = json.loads(sidecar_of(Path(job.file)).read_text(encoding="utf-8"))
    assert (sidecar["model"], sidecar["model_used"]) == ("sora-2-pro", used)


ACCEPTED: dict[str, dict[str, Any]] = {
    "nothing but an id": {"usage": None, "task_info": None, "model": None, "status": None},
    "other types": {"usage": [], "task_info": "45", "model": 7, "status": 1, "created": "now"},
    "strange numbers": {"task_info": {"estimated_time": float("inf"), "can_cancel": "yes"}},
    "a long time": {"task_info": {"estimated_time": 1e9}},
    "a negative time": {"task_info": {"estimated_time": -5}},
}


@pytest.mark.parametrize("name", ACCEPTED)
def test_a_task_is_accepted_with_odd_details(
    home: Home, server: FoxServer, tally: Tally, name: str
) -> None:
    server.plan = Plan(accepted=ACCEPTED[name])
    whole(home, server, tally, make(home, server))


# Links


def when_begun(act: Callable[[], object]) -> Callable[[Rig], object]:
    """Return what calls ``act`` once the first bytes of a clip are fetched."""
    done = threading.Event()

    def see(event: object) -> None:
        job = getattr(event, "job", None)
        if job is not None and job.clip is not None and job.clip.etag and not done.is_set():
            done.set()
            act()

    return lambda r: r.studio.subscribe(see)


@pytest.mark.parametrize("status", [401, 403, 404, 410, 400, 500])
@pytest.mark.parametrize("etag", ['"v1"', '"another"'], ids=["the same file", "another file"])
def test_a_link_that_dies_in_the_middle_is_renewed_by_asking_again(
    home: Home, server: FoxServer, tally: Tally, status: int, etag: str
) -> None:
    server.provider.clip = CLIP
    gate = Gate()
    server.on_clip(Serve(cut=MIDDLE, pauses=((MIDDLE - 1, gate),)))
    server.plan = Plan(serve=Serve(etag=etag))

    def expire() -> None:
        server.expire_links(status)
        gate.release()

    whole(home, server, tally, make(home, server, when_begun(expire)))
    last = server.requests("clip")[-1]
    assert last.headers.get("range") == "bytes=1048576-"
    assert last.path.split("/")[-2] == "1"


@pytest.mark.parametrize("ending", ["expired page", "login page"])
def test_a_link_that_leads_to_a_page_is_renewed_by_asking_again(
    home: Home, server: FoxServer, tally: Tally, ending: str
) -> None:
    page = Answer(200, "<html>Expired</html>")
    away = redirect(f"{server.cdn_url}/clips/login/0/x")
    server.on_clip(*[page if ending == "expired page" else away] * 4)
    seen = make(home, server)
    kind = "not_a_clip" if ending == "expired page" else "link_dead"
    assert reasons(seen) == {(S.DOWNLOADING, kind)}
    whole(home, server, tally, seen)


BAD_LINKS = [
    *("file:///etc/passwd", "ftp://127.0.0.1/clip.mp4", "data:video/mp4;base64,AAAA"),
    *("javascript:alert(1)", "https:///clip.mp4", "http://[::1", "blob:https://a.b/c"),
]
RELATIVE = ["/clips/1", "//127.0.0.1/clip.mp4", "clip.mp4", "http://"]
"""These are no fault in a redirect."""

LINKS = [
    *(("result", link) for link in BAD_LINKS + RELATIVE),
    *(("redirect", x) for x in BAD_LINKS),
]


@pytest.mark.parametrize(("by", "link"), LINKS)
def test_promise_8_a_link_that_is_no_web_address_is_asked_for_again_and_never_opened(
    home: Home, server: FoxServer, tally: Tally, link: str, by: str
) -> None:
    if by == "result":
        server.on_task(task("completed", results=[{"url": link}]))
    else:
        server.on_clip(redirect(link))
    seen = make(home, server)
    # ``transfer``: requests itself cannot read the address to go to.
    assert {kind for _, kind in reasons(seen)} in ({"link_refused"}, {"transfer"})
    assert by == "redirect" or reasons(seen) == {(S.DOWNLOADING, "link_refused")}
    whole(home, server, tally, seen)


def test_promise_8_a_link_that_stays_none_is_put_before_a_person(
    home: Home, server: FoxServer, tally: Tally
) -> None:
    server.on_every(
        lambda request: (
            task("completed", results=["file:///etc/passwd"]) if request.call == "task" else None
        )
    )
    job = make(home, server)[-1]
    assert job.reason is not None
    assert (job.state, job.reason.kind, job.stuck) == (S.DOWNLOADING, "link_refused", True)
    assert len(server.requests("task")) < 12
    assert server.requests("clip") == []
    check_truth(home, server, [job.id])
    server.on_every(lambda _: None)

    async def resume() -> list[Job]:
        async with rig(home, pace=REMOTE) as r:
            await r.studio.want([job.id])
            return await r.studio.settle([job.id])

    whole(home, server, tally, run_fast(resume()))


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_promise_7_a_clip_on_another_host_is_fetched_without_the_key(
    home: Home, server: FoxServer, tally: Tally, status: int
) -> None:
    with FoxServer(key=None) as elsewhere:
        elsewhere.provider.clip = server.provider.clip
        server.on_clip(redirect(elsewhere.link(elsewhere.add_task()), status))
        whole(home, server, tally, make(home, server))
        (fetch,) = elsewhere.requests()
        assert KEY not in str(fetch)
        assert "authorization" not in fetch.headers


# Truncated and changed files


SERVES: dict[str, tuple[Serve, Serve, tuple[str | None, ...]]] = {
    "Range is honoured": (Serve(cut=MIDDLE), Serve(), (None, "bytes=1048576-")),
    "by a reset": (Serve(cut=MIDDLE, ending="reset"), Serve(), ()),
    "Range is ignored": (
        *(Serve(cut=MIDDLE, ranges=False), Serve(ranges=False)),
        (None, "bytes=1048576-"),
    ),
    "the ETag changed, If-Range is honoured": (
        *(Serve(cut=MIDDLE, data=OTHER, etag='"v0"'), Serve()),
        (None, "bytes=1048576-"),
    ),
    "the ETag changed, If-Range is not honoured": (
        *(Serve(cut=MIDDLE, data=OTHER, etag='"v0"', honest=False), Serve(honest=False)),
        (None, "bytes=1048576-", None),
    ),
    "a weak ETag and no date": (
        *(Serve(cut=MIDDLE, etag='W/"v1"', last_modified=None),) * 1,
        Serve(etag='W/"v1"', last_modified=None),
        (None, None),
    ),
    "no ETag, a date": (
        *(Serve(cut=MIDDLE, etag=None), Serve(etag=None)),
        (None, "bytes=1048576-"),
    ),
    "no ETag, another date, dishonest": (
        Serve(cut=MIDDLE, data=OTHER, etag=None, last_modified="Wed, 21 Oct 2026 07:00:00 GMT"),
        Serve(etag=None, honest=False),
        (None, "bytes=1048576-", None),
    ),
    "the length is not said": (
        *(Serve(cut=MIDDLE, framing="close"), Serve(framing="close")),
        (None, None),
    ),
    "in a chunk": (
        *(Serve(cut=MIDDLE, framing="chunked"), Serve(framing="chunked")),
        (None, "bytes=1048576-"),
    ),
    "a wrong range": (
        Serve(cut=MIDDLE),
        Serve(headers={"Content-Range": f"bytes 7-{len(CLIP) - 1}/{len(CLIP)}"}),
        (None, "bytes=1048576-", None),
    ),
}


@pytest.mark.parametrize("name", SERVES)
def test_promise_4_a_clip_that_broke_off_comes_whole(
    home: Home,
    server: FoxServer,
    tally: Tally,
    expected_logs: Callable[..., None],
    name: str,
) -> None:
    expected_logs("odd structure")  # a cut clip whose length was not said
    first, then, ranges = SERVES[name]
    server.provider.clip = CLIP
    server.on_clip(first)
    server.plan = Plan(serve=then)
    if name == "a wrong range":
        server.on_clip(then)
        server.plan = Plan()
    whole(home, server, tally, make(home, server))
    asked = tuple(each.headers.get("range") for each in server.requests("clip"))
    # What of it has arrived when a connection is reset is not certain.
    assert asked == (ranges or asked)


def test_promise_4_a_clip_that_stalls_is_gone_on_with(
    home: Home, server: FoxServer, tally: Tally, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.foxapi.transport.READ_SECONDS", 0.3)
    server.provider.clip = CLIP
    server.on_clip(Serve(pauses=((MIDDLE, Gate()),)))
    seen = make(home, server)
    assert reasons(seen) == {(S.DOWNLOADING, "transfer")}
    whole(home, server, tally, seen)


def test_promise_4_a_clip_that_vanished_after_a_fetch_that_broke_off_is_said_to_be_gone(
    home: Home, server: FoxServer, tally: Tally
) -> None:
    server.provider.clip = CLIP
    server.on_clip(Serve(cut=MIDDLE))
    server.on_clip(*[Answer(404, "<html>gone</html>")] * 50)
    job = make(home, server)[-1]
    assert job.reason is not None
    assert (job.state, job.reason.kind, job.stuck) == (S.DOWNLOADING, "link_dead", True)
    assert list(home.clips.glob("*.mp4")) == []
    assert [part.stat().st_size for part in home.clips.glob("*.part")] == [MIDDLE]
    check_truth(home, server, [job.id])
    tally.add("faults")


def test_promise_4_a_clip_that_is_gone_after_one_fetch_is_fetched_once(
    home: Home, server: FoxServer, tally: Tally
) -> None:
    server.plan = Plan(vanishes=True)
    whole(home, server, tally, make(home, server))
    assert len(server.requests("clip")) == 1
