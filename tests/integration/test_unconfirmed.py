"""An unconfirmed job: it may exist and be charged, and a person decides what becomes of it."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator

import pytest

from core.home import Home
from core.job import IllegalMove, Job, State
from core.problems import InvalidAsk
from core.studio import TaskTaken
from tests.faulty import Answer, FoxServer, Happens, Reset
from tests.studios import KEY, Rig, clips, rig, run

S = State
OTHER_KEY = "sk-another-key-000000000000"


@pytest.fixture
def server() -> Iterator[FoxServer]:
    """Yield a gateway that takes the studio's key, makes the first task and does not say so."""
    with FoxServer(key=KEY) as running:
        running.on_create(Happens(Reset()))
        yield running


@contextlib.asynccontextmanager
async def unconfirmed(home: Home, server: FoxServer) -> AsyncIterator[tuple[Rig, Job]]:
    """Yield a studio and its unconfirmed job."""
    async with rig(home) as r:
        job = await r.make(server.base_url)
        assert (job.state, len(server.tasks)) == (S.UNCONFIRMED, 1)
        yield r, job


def test_a_job_that_a_person_found_at_the_provider_is_followed_and_not_paid_again(
    home: Home, server: FoxServer
) -> None:
    async def work() -> tuple[Job, list[State]]:
        async with unconfirmed(home, server) as (r, job):
            confirmed = await r.studio.confirm(job, f" {server.tasks[0].id}\n")
            assert (confirmed.state, confirmed.task_id) == (S.PENDING, server.tasks[0].id)
            assert confirmed.error is None
            return (await r.studio.settle([job.id]))[0], r.states(job.id)

    job, states = run(work())
    assert job.state is S.COMPLETED
    assert states[-5:] == [S.UNCONFIRMED, S.PENDING, S.PROCESSING, S.DOWNLOADING, S.COMPLETED]
    assert len(server.requests("create")) == 1
    assert len(clips(home.clips)) == 1


def test_a_task_that_another_job_has_is_not_given_to_a_second_one(
    home: Home, server: FoxServer
) -> None:
    async def work() -> None:
        async with unconfirmed(home, server) as (r, job):
            other = await r.make(server.base_url)
            with pytest.raises(TaskTaken) as caught:
                await r.studio.confirm(job, other.task_id)
            assert caught.value.job == other
            assert r.ledger.get(job.id) == job

    run(work())


@pytest.mark.parametrize("task_id", ["", "  \n", "a\0b", "\ud83e"])
def test_what_is_no_id_confirms_nothing(home: Home, server: FoxServer, task_id: str) -> None:
    async def work() -> None:
        async with unconfirmed(home, server) as (r, job):
            with pytest.raises(InvalidAsk) as caught:
                await r.studio.confirm(job, task_id)
            assert caught.value.problems[0].field == "task_id"
            with pytest.raises(InvalidAsk):
                await r.studio.follow_task(task_id, job.connection, job.output)
            assert r.ledger.jobs() == [job]

    run(work())


def test_a_wrong_id_is_put_before_a_person_soon(
    home: Home, server: FoxServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.following.PATIENCE_BY_ID", 0.0)

    async def work() -> Job:
        async with rig(home) as r:
            job = await r.make(server.base_url)
            await r.studio.confirm(job, "task-of-nobody")
            return (await r.studio.settle([job.id]))[0]

    job = run(work())
    assert job.reason is not None
    assert (job.state, job.reason.kind, job.stuck) == (S.PENDING, "not_found", True)
    assert len(server.requests("task")) < 10


def test_a_dropped_job_stays_maybe_charged_and_is_never_sent_again(
    home: Home, server: FoxServer
) -> None:
    async def work() -> None:
        async with unconfirmed(home, server) as (r, job):
            dropped = await r.studio.drop(job)
            assert (dropped.state, dropped.error) == (S.STOPPED, job.error)
            assert dropped.finished_at is not None
            assert r.seen[-1] == dropped
            assert (await r.studio.go_on(dropped)).state is S.STOPPED
            for again in (r.studio.drop(dropped), r.studio.drop(job)):
                with pytest.raises(IllegalMove):
                    await again

    run(work())
    assert len(server.requests("create")) == 1


def test_sending_again_is_a_new_job_and_drops_the_old_one(home: Home, server: FoxServer) -> None:
    async def work() -> tuple[Job, Job, Job | None]:
        async with unconfirmed(home, server) as (r, job):
            new = await r.studio.send_again(job)
            return job, (await r.studio.settle([new.id]))[0], r.ledger.get(job.id)

    old, new, dropped = run(work())
    assert dropped is not None
    assert (dropped.state, dropped.error) == (S.STOPPED, old.error)
    assert (new.state, new.retry_of, new.prompt) == (S.COMPLETED, old.id, old.prompt)
    assert new.task_id == server.tasks[1].id
    assert len(server.requests("create")) == 2


def test_one_click_on_send_again_is_one_paid_call(home: Home, server: FoxServer) -> None:
    async def work() -> None:
        async with unconfirmed(home, server) as (r, job):
            clicks = [r.studio.send_again(job) for _ in range(3)]
            made = await asyncio.gather(*clicks, return_exceptions=True)
            new = [each for each in made if isinstance(each, Job)]
            assert len(new) == 1
            assert all(isinstance(each, Job | IllegalMove) for each in made)
            await r.studio.settle([new[0].id])

    run(work())
    assert len(server.requests("create")) == 2


def test_what_is_asked_again_is_paid_with_the_key_of_now(home: Home, server: FoxServer) -> None:
    async def ask() -> list[Job]:
        async with rig(home) as r:
            server.on_create(Answer(400, {"error": {"type": "invalid_request_error"}}))
            return [await r.make(server.base_url) for _ in range(2)]

    async def again(jobs: list[Job]) -> list[Job]:
        async with rig(home, keys=lambda _: OTHER_KEY) as r:
            unconfirmed, failed = jobs
            new = [await r.studio.send_again(unconfirmed), await r.studio.ask_again(failed)]
            return await r.studio.settle([job.id for job in new])

    jobs = run(ask())
    assert [job.state for job in jobs] == [S.UNCONFIRMED, S.FAILED]
    server.provider.key = OTHER_KEY
    assert [job.state for job in run(again(jobs))] == [S.COMPLETED] * 2


def test_another_program_sees_what_a_person_decided(home: Home, server: FoxServer) -> None:
    async def work() -> None:
        async with unconfirmed(home, server) as (r, job), rig(home) as other:
            assert not other.studio.working
            new = await other.studio.send_again(job)
            assert (await other.studio.settle([new.id]))[0].state is S.COMPLETED
            assert r.states(job.id)[-2:] == [S.UNCONFIRMED, S.STOPPED]

    run(work())
    assert len(server.requests("create")) == 2
