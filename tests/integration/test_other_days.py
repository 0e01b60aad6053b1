"""What is left from other days: sent jobs go on, waiting ones are held, removed ones are hidden."""

from __future__ import annotations

import asyncio
import dataclasses
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.desk import JobChanged
from core.foxapi.errors import FoxApiError, KeyRefused
from core.home import Home
from core.job import Connection, Job, State, new_id
from core.ledger import Ledger
from core.settings import Limits
from tests.faulty import Answer, FoxServer, Gate, Hang
from tests.studios import KEY, Rig, rig, run

S = State
UNAUTHORIZED = Answer(401, {"error": {"type": "authentication_error", "message": "bad"}})
NO_MONEY = Answer(402, {"error": {"type": "insufficient_quota"}})


@pytest.fixture
def server() -> Iterator[FoxServer]:
    """Yield a gateway that takes the studio's key."""
    with FoxServer(key=KEY) as running:
        yield running


def left_over(home: Home, server: FoxServer) -> dict[State, Job]:
    """Leave a job in every state that is not an end, as a program that died would; return them."""
    ledger = Ledger(home.ledger)
    home.clips.mkdir()
    connection = Connection(server.base_url)
    jobs = {}
    for state in (S.WAITING, S.UPLOADING, S.SUBMITTING, S.PENDING, S.PROCESSING):
        task_id = server.add_task().id if state in (S.PENDING, S.PROCESSING) else ""
        job = Job(new_id(), 1.0, connection, "sora-2", state, {}, str(home.clips), state)
        jobs[state] = ledger.add([dataclasses.replace(job, task_id=task_id)], "dead")[0]
    ledger.close()
    return jobs


def stored(r: Rig, job: Job) -> Job:
    found = r.ledger.get(job.id)
    assert found is not None
    return found


def news(r: Rig, there: Callable[[Job], bool]) -> asyncio.Future[Job]:
    """Return a future of the next job that a studio tells of and for which ``there`` holds."""
    told: asyncio.Future[Job] = asyncio.get_running_loop().create_future()

    def listen(event: object) -> None:
        if isinstance(event, JobChanged) and there(event.job) and not told.done():
            told.set_result(event.job)

    r.studio.subscribe(listen)
    return told


# The window opens


def test_what_was_sent_goes_on_and_what_waits_is_held(home: Home, server: FoxServer) -> None:
    jobs = left_over(home, server)

    async def work() -> None:
        async with rig(home) as r:
            resumed = await r.studio.resume_sent()
            assert {job.id for job in resumed} == {jobs[S.PENDING].id, jobs[S.PROCESSING].id}
            done = await r.studio.settle([job.id for job in resumed])
            assert [job.state for job in done] == [S.COMPLETED] * 2
            assert stored(r, jobs[S.UPLOADING]).state is S.WAITING
            assert stored(r, jobs[S.SUBMITTING]).state is S.UNCONFIRMED
            assert await r.studio.held() == {jobs[S.WAITING].id, jobs[S.UPLOADING].id}
            assert not server.requests("create")

    run(work())


def test_a_download_goes_on_too(home: Home, server: FoxServer) -> None:
    gate = Gate()
    server.on_clip(Hang(gate))

    async def cut() -> str:
        async with rig(home) as r:
            (job,) = await r.studio.add(r.ask(server.base_url))
            await asyncio.to_thread(gate.wait_reached)
            return job.id

    async def resume(job_id: str) -> None:
        async with rig(home) as r:
            assert [job.id for job in await r.studio.resume_sent()] == [job_id]
            assert (await r.studio.settle([job_id]))[0].state is S.COMPLETED
            assert await r.studio.resume_sent() == []

    job_id = run(cut())
    gate.release()
    run(resume(job_id))


def test_a_stopped_job_is_not_resumed(home: Home, server: FoxServer) -> None:
    gate = Gate()
    server.on_task(Hang(gate))

    async def work() -> None:
        async with rig(home) as r:
            (job,) = await r.studio.add(r.ask(server.base_url))
            await asyncio.to_thread(gate.wait_reached)
            await r.studio.stop([job.id])
            await r.studio.settle([job.id], ended=True)
            gate.release()
            assert await r.studio.resume_sent() == []

    run(work())


def test_what_a_running_program_wants_is_not_held(home: Home, server: FoxServer) -> None:
    def own_key_only(base_url: str) -> str:
        return KEY if base_url == server.base_url else ""

    async def work() -> None:
        async with rig(home, keys=own_key_only) as r:
            (held,) = await r.studio.add(r.ask(server.base_url, "held"), hold=True)
            async with rig(home, keys=own_key_only) as other:
                (wanted,) = await other.studio.add(other.ask("https://nobody.invalid"), hold=True)
                assert await r.studio.held() == {held.id, wanted.id}
                await other.studio.want([wanted.id])
                assert await r.studio.held() == await other.studio.held() == {held.id}
            assert await r.studio.held() == {held.id, wanted.id}
            await r.studio.want([held.id])
            assert (await r.studio.settle([held.id]))[0].state is S.COMPLETED

    run(work())


def test_a_held_job_can_be_stopped(home: Home, server: FoxServer) -> None:
    async def work() -> None:
        async with rig(home) as r, rig(home) as second:
            mine, theirs = await r.studio.add(r.ask(server.base_url, takes=2), hold=True)
            await r.studio.stop([mine.id])
            await second.studio.stop([theirs.id])
            for studio in (r.studio, second.studio):
                stopped = await studio.settle([mine.id, theirs.id], ended=True)
                assert [job.state for job in stopped] == [S.STOPPED] * 2
                assert await studio.held() == set()
            await r.studio.go_on(stopped[0])
            assert (await r.studio.settle([mine.id]))[0].state is S.COMPLETED

    run(work())
    assert len(server.requests("create")) == 1


# Removed jobs


def test_another_program_sees_what_is_removed_and_restored(home: Home, server: FoxServer) -> None:
    async def work() -> None:
        async with rig(home) as r, rig(home) as other:
            job = await r.make(server.base_url)
            told = news(other, lambda each: each.removed_at is not None)
            (removed,) = await r.studio.remove([job.id])
            assert r.seen[-1] == removed == await told
            assert r.ledger.jobs() == []
            told = news(r, lambda each: each.removed_at is None)
            (restored,) = await other.studio.restore([job.id])
            assert other.seen[-1] == restored == await told
            assert Path(job.file).exists()

    run(work())


def test_many_are_removed_and_told_one_by_one(home: Home, server: FoxServer) -> None:
    async def work() -> None:
        async with rig(home) as r:
            asked = r.ask(server.base_url)[0]
            many = [dataclasses.replace(asked, id=new_id(), state=S.FAILED) for _ in range(250)]
            held = dataclasses.replace(asked, id=new_id())
            await r.studio.add([*many, held], hold=True)
            r.seen.clear()
            removed = await r.studio.remove([job.id for job in [*many, held]])
            assert [job.id for job in removed] == [job.id for job in many]
            assert r.seen == removed
            assert [job.id for job in r.ledger.jobs()] == [held.id]
            assert len(await r.studio.restore(job.id for job in many)) == 250

    run(work())


def test_a_removed_job_is_seen_again_when_its_task_is_followed(
    home: Home, server: FoxServer
) -> None:
    async def work() -> None:
        async with rig(home) as r:
            job = await r.make(server.base_url)
            for lost in (False, True):
                await r.studio.remove([job.id])
                if lost:
                    Path(job.file).unlink()
                again = await r.studio.follow_task(job.task_id, job.connection, job.output)
                assert (again.id, again.removed_at) == (job.id, None)
                (done,) = await r.studio.settle([job.id])
                assert (done.state, Path(done.file).exists()) == (S.COMPLETED, True)
                assert r.ledger.jobs() == [done]

    run(work())
    assert len(server.requests("create")) == 1


def test_the_name_of_a_removed_stopped_download_is_not_given_away(
    home: Home, server: FoxServer
) -> None:
    gate = Gate()
    server.on_clip(Hang(gate))

    async def work() -> list[Job]:
        async with rig(home) as r:
            (first,) = await r.studio.add(r.ask(server.base_url, "same"))
            await asyncio.to_thread(gate.wait_reached)
            await r.studio.stop([first.id])
            stopped = (await r.studio.settle([first.id], ended=True))[0]
            gate.release()
            (removed,) = await r.studio.remove([stopped.id])
            second = await r.make(server.base_url, "same")
            await r.studio.go_on(removed)
            return [removed, second, *(await r.studio.settle([first.id]))]

    removed, second, first = run(work())
    assert removed.clip is not None
    assert (first.state, first.removed_at) == (S.COMPLETED, None)
    assert first.file == removed.clip.file != second.file


# A key is given


def test_a_key_sends_no_job_of_another_day(home: Home, server: FoxServer) -> None:
    jobs = left_over(home, server)

    async def work() -> None:
        async with rig(home, keys=lambda _: "") as r:
            sent = [job.id for job in await r.studio.resume_sent()]
            (own,) = await r.studio.add(r.ask(server.base_url, "own"))
            (elsewhere,) = await r.studio.add(r.ask("https://elsewhere.invalid"))
            (held,) = await r.studio.add(r.ask(server.base_url, "held"), hold=True)
            stuck = await r.studio.settle([*sent, own.id, elsewhere.id])
            assert {job.reason and job.reason.kind for job in stuck} == {"no_key"}
            r.connections.use_key(server.base_url, KEY)
            going = await r.studio.want_unkeyed(server.base_url)
            assert {job.id for job in going} == {*sent, own.id}
            done = await r.studio.settle([*sent, own.id])
            assert [job.state for job in done] == [S.COMPLETED] * 3
            assert stored(r, elsewhere).reason is not None
            assert await r.studio.held() == {
                *(held.id, jobs[S.WAITING].id, jobs[S.UPLOADING].id),
            }

    run(work())
    assert [request.json["prompt"] for request in server.requests("create")] == ["own"]


@pytest.mark.parametrize("refusal", [UNAUTHORIZED, NO_MONEY], ids=["key", "balance"])
def test_what_was_refused_goes_on_when_the_key_is_given_anew(
    home: Home, server: FoxServer, refusal: Answer
) -> None:
    server.on_create(refusal)

    async def work() -> None:
        async with rig(home) as r:
            asked = await r.studio.add(r.ask(server.base_url, takes=3))
            ids = [job.id for job in asked]
            assert all(job.stuck for job in await r.studio.settle(ids))
            assert len(await r.studio.want_unkeyed(server.base_url)) == 3
            assert {job.state for job in await r.studio.settle(ids)} == {S.COMPLETED}

    run(work())


def test_a_key_frees_what_is_just_about_to_get_stuck(home: Home, server: FoxServer) -> None:
    """The key comes with the news of the first refusal: the next ones have yet to read of it."""
    server.on_create(UNAUTHORIZED)

    async def work() -> None:
        async with rig(home) as r:
            given: list[asyncio.Task[list[Job]]] = []

            def give_key(event: object) -> None:
                if isinstance(event, JobChanged) and event.job.stuck and not given:
                    given.append(asyncio.create_task(r.studio.want_unkeyed(server.base_url)))

            r.studio.subscribe(give_key)
            ids = [job.id for job in await r.studio.add(r.ask(server.base_url, takes=4))]
            await r.studio.settle(ids)
            await given[0]
            assert {job.state for job in await r.studio.settle(ids)} == {S.COMPLETED}

    run(work())


def test_what_was_refused_on_another_day_is_not_sent_by_a_key(
    home: Home, server: FoxServer
) -> None:
    server.on_create(NO_MONEY)

    async def ask() -> Job:
        async with rig(home) as r:
            return await r.make(server.base_url)

    async def give_key() -> None:
        async with rig(home) as r:
            r.connections.use_key(server.base_url, KEY)
            assert await r.studio.want_unkeyed(server.base_url) == []
            assert await r.studio.held() == {refused.id}
            assert stored(r, refused).stuck

    refused = run(ask())
    run(give_key())
    assert len(server.requests("create")) == 1


def test_a_key_moves_nothing_that_is_stuck_for_another_reason(
    home: Home, server: FoxServer
) -> None:
    async def work() -> None:
        async with rig(home) as r:
            asked = [dataclasses.replace(j, output="/gone") for j in r.ask(server.base_url)]
            await r.studio.add(asked)
            (stuck,) = await r.studio.settle([asked[0].id])
            assert stuck.reason is not None
            assert stuck.reason.kind == "folder_gone"
            assert await r.studio.want_unkeyed(server.base_url) == []

    run(work())


# What the provider says of the account


def test_models_usage_charges_and_prices_are_the_key_s(home: Home, server: FoxServer) -> None:
    async def work() -> None:
        async with rig(home) as r:
            job = await r.make(server.base_url)
            connection = r.connections.freeze(server.base_url)
            assert "sora-2-pro" in await r.studio.models(connection)
            assert (await r.studio.usage(connection)).available is not None
            charges = await r.studio.charges(job.connection)
            assert [charge.model for charge in charges] == ["sora-2-pro"]
            assert (await r.studio.prices(connection)).models
            assert (await r.studio.prices(Connection(server.base_url, "another key"))).models

    run(work())


def test_a_refused_question_is_an_error_of_its_own(home: Home, server: FoxServer) -> None:
    server.on("usage", UNAUTHORIZED)

    async def work() -> None:
        async with rig(home) as r:
            with pytest.raises(KeyRefused):
                await r.studio.usage(r.connections.freeze(server.base_url))

    run(work())


def test_questions_that_hang_hold_up_no_job_and_no_end(home: Home, server: FoxServer) -> None:
    gates = [Gate() for _ in range(2)]
    server.on("usage", *(Hang(gate) for gate in gates))

    async def work() -> list[object]:
        async with rig(home) as r:
            connection = r.connections.freeze(server.base_url)
            asking = [asyncio.create_task(r.studio.usage(connection)) for _ in range(2)]
            asking.append(asyncio.create_task(r.studio.charges(connection)))
            for gate in gates:
                await asyncio.to_thread(gate.wait_reached)
            assert (await r.make(server.base_url)).state is S.COMPLETED
            await r.studio.close()  # it would never return if it waited for them
            return await asyncio.gather(*asking, return_exceptions=True)

    *hanging, queued = run(work())
    for gate in gates:
        gate.release()
    assert all(isinstance(each, FoxApiError) for each in hanging)
    assert isinstance(queued, asyncio.CancelledError)
    assert not server.requests("log")


# Long lives


def test_the_journal_is_kept_short_while_the_program_runs(
    home: Home, server: FoxServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    times: list[int] = []
    done = threading.Event()

    def checkpoint(self: Ledger) -> None:
        times.append(self.revision())
        done.set()
        real(self)

    real = Ledger.checkpoint
    monkeypatch.setattr(Ledger, "checkpoint", checkpoint)
    monkeypatch.setattr("core.worker.CHECKPOINT_EVERY", 5)

    async def work() -> int:
        async with rig(home) as r:
            await r.make(server.base_url)
            await r.make(server.base_url)
            await asyncio.to_thread(done.wait)
            return len(times)

    assert run(work()) >= 2
    assert times == sorted(times)


def test_limits_that_are_changed_hold_from_then_on(home: Home, server: FoxServer) -> None:
    gates = [Gate() for _ in range(3)]
    server.on_task(*(Hang(gate) for gate in gates))

    async def work() -> None:
        async with rig(home, limits=Limits(running=1, polls=1)) as r:
            asked = await r.studio.add(r.ask(server.base_url, takes=4))
            await asyncio.to_thread(gates[0].wait_reached)
            assert len(server.requests("create")) == 1
            r.studio.set_limits(Limits(running=3, sends=2, polls=3))
            for gate in gates[1:]:
                await asyncio.to_thread(gate.wait_reached)
            assert len(server.requests("create")) == 3
            for gate in gates:
                gate.release()
            jobs = await r.studio.settle([job.id for job in asked])
            assert {job.state for job in jobs} == {S.COMPLETED}

    run(work())
