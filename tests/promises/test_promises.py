"""The promises about money and clips, each by its name."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from core.download import publish
from core.foxapi.client import FoxApi
from core.home import Home
from core.job import Job, State
from core.ledger import Ledger
from tests.faulty import (
    Answer,
    Drop,
    FoxServer,
    Gate,
    Hang,
    Happens,
    Plan,
    Reset,
    Trickle,
    redirect,
    untagged,
)
from tests.studios import KEY, clips, rig, run

S = State
HTML = "<html><title>Bad Gateway</title></html>"


def make(home: Home, base_url: str) -> Job:
    async def work() -> Job:
        async with rig(home) as r:
            return await r.make(base_url)

    return run(work())


UNKNOWN = {
    **{str(status): Answer(status, HTML) for status in (408, 409, 425, 499, 500, 502, 503, 504)},
    "HTML with 200": Answer(200, HTML),
    "nothing with 200": Answer(200, b""),
    "JSON that ends early": Happens(Answer(200, {"id": "task-1", "model": "x"}, cut=9)),
    "JSON without an id": Answer(200, {"status": "pending"}),
    "reset": Happens(Reset()),
    "reset inside the answer": Happens(Answer(200, {"id": "t"}, cut=3, ending="reset")),
    "redirect": redirect("https://example.com/"),
}
NOT_CREATED = {
    "400": Answer(400, {"error": {"type": "invalid_request_error", "message": "no"}}),
    "403": Answer(403, {"error": {"message": "not allowed"}}),
    "404": Answer(404, HTML),
    "413": Answer(413, HTML),
    "422": Answer(422, {"error": {"type": "invalid_request_error", "message": "no"}}),
    "503 in FoxAPI's own form": Answer(503, {"error": {"type": "service_unavailable_error"}}),
}
PERSON = {
    "401": (Answer(401, {"error": {"type": "authentication_error"}}), "key_refused"),
    "402": (Answer(402, {"error": {"type": "insufficient_quota"}}), "balance_exhausted"),
    "403 with a quota code": (
        Answer(403, {"error": {"code": "insufficient_user_quota"}}),
        "balance_exhausted",
    ),
}


@pytest.mark.parametrize("name", UNKNOWN)
def test_promise_1_an_unknown_answer_is_never_sent_again(
    home: Home, server: FoxServer, name: str
) -> None:
    server.on_create(UNKNOWN[name])
    job = make(home, server.base_url)
    assert job.state is S.UNCONFIRMED
    assert len(server.requests("create")) == 1
    make_nothing_more = run(_resume(home))
    assert [each.state for each in make_nothing_more] == []
    assert len(server.requests("create")) == 1


async def _resume(home: Home) -> list[Job]:
    async with rig(home) as r:
        ids = [job.id for job in r.ledger.unfinished()]
        await r.studio.want(ids)
        return await r.studio.settle(ids)


@pytest.mark.parametrize("name", NOT_CREATED)
def test_promise_1_a_refused_request_is_failed_and_not_repeated(
    home: Home, server: FoxServer, name: str
) -> None:
    server.on_create(NOT_CREATED[name])
    job = make(home, server.base_url)
    assert job.state is S.FAILED
    assert len(server.requests("create")) == 1


@pytest.mark.parametrize("name", PERSON)
def test_promise_1_key_and_balance_put_the_job_back(
    home: Home, server: FoxServer, name: str
) -> None:
    answer, kind = PERSON[name]
    server.on_create(answer)
    job = make(home, server.base_url)
    assert job.state is S.WAITING
    assert job.reason is not None
    assert (job.reason.kind, job.stuck) == (kind, True)
    assert len(server.requests("create")) == 1


def test_promise_1_429_is_sent_again(home: Home, server: FoxServer) -> None:
    server.on_create(*[Answer(429, HTML, retry_after=0)] * 3)
    assert make(home, server.base_url).state is S.COMPLETED
    assert len(server.requests("create")) == 4
    assert len(server.tasks) == 1


def test_promise_1_a_handshake_cut_off_is_tried_again(home: Home, tls_server: FoxServer) -> None:
    tls_server.provider.key = KEY
    tls_server.on_connection(Drop("accepted"), Drop("accepted"))
    assert make(home, tls_server.base_url).state is S.COMPLETED
    assert len(tls_server.requests("create")) == 1


def test_promise_2_the_intent_is_on_the_disk_before_the_request(
    home: Home, server: FoxServer
) -> None:
    gate = Gate()
    server.on_create(Hang(gate))

    async def work() -> tuple[str, list[str]]:
        async with rig(home) as r:
            (job,) = await r.studio.add(r.ask(server.base_url))
            await asyncio.to_thread(gate.wait_reached)
            with sqlite3.connect(home.ledger) as other:
                state = other.execute("SELECT state FROM jobs").fetchone()[0]
            other.close()
            gate.release()
            await r.studio.settle([job.id])
            return state, [after for _, _, after, _ in r.ledger.moves(job.id)]

    state, moves = run(work())
    assert state == S.SUBMITTING
    assert moves == [
        *("waiting", "submitting", "pending", "processing", "downloading", "completed"),
    ]


def test_promise_2_the_task_id_comes_with_the_state_before_the_first_poll(
    home: Home, server: FoxServer
) -> None:
    gate = Gate()
    server.on_task(Hang(gate))

    async def work() -> tuple[State, str]:
        async with rig(home) as r:
            (job,) = await r.studio.add(r.ask(server.base_url))
            await asyncio.to_thread(gate.wait_reached)
            other = Ledger(home.ledger)
            stored = other.get(job.id)
            other.close()
            gate.release()
            assert stored is not None
            return stored.state, stored.task_id

    assert run(work()) == (S.PENDING, server.tasks[0].id)


def test_promise_2_an_accepted_task_is_kept_though_the_disk_is_full_for_a_while(
    home: Home,
    server: FoxServer,
    monkeypatch: pytest.MonkeyPatch,
    expected_logs: Callable[..., None],
) -> None:
    expected_logs("cannot be written")
    change, refused = Ledger.change, []

    def full_once(self: Ledger, job_id: str, expect: State, **changes: object) -> Job:
        if changes.get("task_id") and not refused:
            refused.append(job_id)
            raise sqlite3.OperationalError("database or disk is full")
        return change(self, job_id, expect, **changes)  # type: ignore[arg-type]

    monkeypatch.setattr(Ledger, "change", full_once)

    async def until_there() -> Job:
        async with rig(home) as r:
            (job,) = await r.studio.add(r.ask(server.base_url))
            there = asyncio.Event()
            r.studio.subscribe(lambda _: there.set())
            while True:
                await there.wait()
                there.clear()
                now = r.ledger.get(job.id)
                if now is not None and now.state is S.COMPLETED:
                    return now

    job = run(until_there())
    assert refused == [job.id]
    assert job.task_id == server.tasks[0].id
    assert len(server.requests("create")) == 1


@pytest.mark.parametrize("step", ["before the rename", "after the rename"])
def test_promise_3_ended_between_the_last_byte_and_the_last_move(
    home: Home, server: FoxServer, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    server.plan = Plan(vanishes=True)
    target = "publish" if step == "before the rename" else "write_sidecar"
    reached, never = threading.Event(), threading.Event()

    def stay(*_: object) -> None:
        reached.set()
        never.wait()

    async def cut() -> None:
        async with rig(home) as r:
            await r.studio.add(r.ask(server.base_url))
            await asyncio.to_thread(reached.wait)

    monkeypatch.setattr(f"core.fetching.{target}", stay)
    run(cut())
    monkeypatch.undo()
    (job,) = run(_resume(home))
    assert job.state is S.COMPLETED
    assert [untagged(file.read_bytes()) for file in clips(home.clips)] == [server.provider.clip]
    assert len(list(home.clips.iterdir())) == 2
    assert len(server.requests("clip")) == 1


def test_promise_3_a_clip_that_is_here_as_a_whole_is_not_stopped_any_more(
    home: Home, server: FoxServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached, go_on = threading.Event(), threading.Event()

    def publish_later(part: Path, target: Path) -> None:
        reached.set()
        go_on.wait()
        publish(part, target)

    monkeypatch.setattr("core.fetching.publish", publish_later)

    async def work() -> Job:
        async with rig(home) as r:
            (job,) = await r.studio.add(r.ask(server.base_url))
            await asyncio.to_thread(reached.wait)
            await r.studio.stop([job.id])
            stopping = asyncio.ensure_future(r.studio.settle([job.id], ended=True))
            await asyncio.wait([stopping], timeout=0.1)
            go_on.set()
            return (await stopping)[0]

    assert run(work()).state is S.COMPLETED
    assert [untagged(file.read_bytes()) for file in clips(home.clips)] == [server.provider.clip]


TRANSIENT = {
    **{str(status): Answer(status, HTML) for status in (404, 408, 500, 502, 503, 504)},
    "429": Answer(429, HTML, retry_after=0),
    "400": Answer(400, HTML),
    "reset": Reset(),
    "HTML with 200": Answer(200, HTML),
    "cut JSON": Answer(200, {"status": "processing", "progress": 5}, cut=12),
    "JSON without a status": Answer(200, {"progress": 5}),
    "a list": Answer(200, [1, 2]),
}


@pytest.mark.parametrize("name", TRANSIENT)
def test_promise_5_a_fault_while_polling_ends_nothing(
    home: Home, server: FoxServer, name: str
) -> None:
    server.on_task(*[TRANSIENT[name]] * 3)
    job = make(home, server.base_url)
    assert job.state is S.COMPLETED
    assert len(server.requests("create")) == 1


def test_promise_5_a_server_that_trickles_is_left_at_the_deadline(
    home: Home, server: FoxServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    defaults = {**(FoxApi._exchanged.__kwdefaults__ or {}), "deadline": 0.3}
    monkeypatch.setattr(FoxApi._exchanged, "__kwdefaults__", defaults)
    server.on_task(Trickle())
    assert make(home, server.base_url).state is S.COMPLETED


def test_promise_6_an_unknown_status_is_shown_and_followed(home: Home, server: FoxServer) -> None:
    strange = {"status": "Queued_Upstream", "progress": "7%", "results": None}
    server.on_task(Answer(200, strange))

    async def work() -> tuple[Job, set[str]]:
        async with rig(home) as r:
            job = await r.make(server.base_url)
            return job, {each.provider_status for each in r.seen}

    job, shown = run(work())
    assert job.state is S.COMPLETED
    assert "queued_upstream" in shown


def test_promise_6_completed_without_results_is_not_finished(home: Home, server: FoxServer) -> None:
    server.plan = Plan(hollow=3)

    async def work() -> tuple[Job, set[str]]:
        async with rig(home) as r:
            job = await r.make(server.base_url)
            return job, {each.reason.kind for each in r.seen if each.reason}

    job, reasons = run(work())
    assert job.state is S.COMPLETED
    assert reasons == {"no_results"}


def test_promise_7_the_key_is_nowhere_but_in_the_header_of_the_base_url(
    home: Home, server: FoxServer
) -> None:
    leak = {"error": {"message": f"Incorrect API key provided: {KEY}", "type": "x"}}
    server.on_create(Answer(400, leak), Answer(200, HTML + KEY))
    make(home, server.base_url)
    make(home, server.base_url)
    make(home, server.base_url)
    for request in server.requests():
        assert ("authorization" in request.headers) == (request.port == "api")
    for file in home.root.rglob("*"):
        if file.is_file():
            assert KEY.encode() not in file.read_bytes(), file


def test_promise_9_two_programs_on_one_home_act_once_on_each_job(
    home: Home, server: FoxServer
) -> None:
    async def work() -> None:
        async with rig(home) as first, rig(home) as second:
            assert first.studio.working
            mine = await first.studio.add(first.ask(server.base_url, "mine", takes=3))
            theirs = await second.studio.add(second.ask(server.base_url, "theirs", takes=3))
            ids = [job.id for job in mine + theirs]
            done = await second.studio.settle(ids)
            assert not second.studio.working
            assert [job.state for job in done] == [S.COMPLETED] * 6

    run(work())
    assert len(server.requests("create")) == 6
    assert len(server.tasks) == 6


def test_promise_9_the_second_takes_over_when_the_first_ends(home: Home, server: FoxServer) -> None:
    gate = Gate()
    server.on_task(Hang(gate))

    async def work() -> Job:
        async with rig(home) as first, rig(home) as second:
            (job,) = await second.studio.add(second.ask(server.base_url))
            await asyncio.to_thread(gate.wait_reached)
            assert not second.studio.working
            await first.studio.close()
            gate.release()
            done = (await second.studio.settle([job.id]))[0]
            assert second.studio.working
            return done

    assert run(work()).state is S.COMPLETED
    assert len(server.requests("create")) == 1


def test_promise_9_an_ending_program_takes_nothing_from_another_that_wants_the_same(
    home: Home, server: FoxServer
) -> None:
    gate = Gate()
    server.on_task(Hang(gate))

    async def work() -> Job:
        async with rig(home) as first:
            (job,) = await first.studio.add(first.ask(server.base_url))
            await asyncio.to_thread(gate.wait_reached)
            async with rig(home) as second:
                await second.studio.want([job.id])
            gate.release()
            return (await first.studio.settle([job.id]))[0]

    assert run(work()).state is S.COMPLETED
