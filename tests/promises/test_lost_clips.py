"""A paid clip is given up only where its link and its task are both gone for good."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from core.help import Face, explain
from core.home import Home
from core.job import TASK_GONE, Job, State
from core.lost import SURE_AFTER
from tests.faulty import Act, Answer, FoxServer, Request
from tests.faulty.ports import refused_port
from tests.promises.test_links_die import HOUR, left_behind
from tests.studios import Rig, rig, run

S = State
GONE = Answer(410, {"error": {"type": "not_found", "message": "task is no longer kept"}})
UNKNOWN = Answer(404, {"error": {"type": "not_found", "message": "task not found"}})


async def settled(r: Rig, job: Job) -> Job:
    (added,) = await r.studio.add([job])
    return (await r.studio.settle([added.id]))[0]


def fetched(
    home: Home, server: FoxServer, *acts: Act, link: int = 404, dies_in: float = -HOUR
) -> Job:
    """Return what comes of a finished clip whose link answers ``link``, and its task ``acts``."""

    async def work() -> Job:
        async with rig(home) as r:
            job = left_behind(r, server, S.DOWNLOADING, sent_ago=30 * HOUR, dies_in=dies_in)
            if link != 200:
                server.expire_links(link)
            server.on_task(*acts)
            return await settled(r, job)

    return run(work())


@pytest.mark.parametrize(
    ("link", "dies_in"), [(401, -HOUR), (403, -HOUR), (404, -HOUR), (410, -HOUR), (410, HOUR)]
)
def test_a_clip_whose_link_and_task_are_gone_for_good_has_failed_and_that_is_said(
    home: Home, server: FoxServer, link: int, dies_in: float
) -> None:
    job = fetched(home, server, *[GONE] * SURE_AFTER, link=link, dies_in=dies_in)
    assert job.state is S.FAILED
    assert job.reason is None
    assert job.error is not None
    assert (job.error.kind, job.error.message) == (TASK_GONE, "task is no longer kept")
    assert job.finished_at is not None
    assert len(server.requests("task")) == SURE_AFTER
    terminal, window = (explain(job.error, job, face) for face in Face)
    for words in (terminal, window):
        assert "are not kept by 127.0.0.1" in words.happened
        assert words.charged == "The clip was finished, so it is paid for."
        assert "Ask FoxAPI about th" in words.todo
        assert "paid for anew" in words.todo
    assert job.task_id in terminal.todo
    assert "“Try again”" in window.todo


@pytest.mark.parametrize(
    ("link", "dies_in", "task", "kind"),
    [
        (404, HOUR, GONE, TASK_GONE),
        (403, HOUR, GONE, TASK_GONE),
        (404, -HOUR, UNKNOWN, "not_found"),
        (410, -HOUR, UNKNOWN, "not_found"),
        (404, -HOUR, Answer(410, "<html>Gone</html>"), "invalid_request"),
        (404, -HOUR, Answer(403, {"error": {"message": "no"}}), "not_allowed"),
    ],
)
def test_a_paid_clip_is_not_given_up_for_less(
    home: Home, server: FoxServer, link: int, dies_in: float, task: Answer, kind: str
) -> None:
    job = fetched(home, server, *[task] * 40, link=link, dies_in=dies_in)
    assert job.state is S.DOWNLOADING
    assert job.reason is not None
    assert (job.reason.kind, job.stuck) == (kind, True)


def test_a_provider_that_says_once_that_a_task_is_gone_is_asked_again(
    home: Home, server: FoxServer
) -> None:
    assert fetched(home, server, *[GONE] * (SURE_AFTER - 1)).state is S.COMPLETED


@pytest.mark.parametrize(
    ("link", "acts"),
    [
        ([Answer(503)] * 2, [GONE] * 2),
        ([], [GONE, GONE, UNKNOWN, GONE, GONE]),
        ([], [GONE, GONE, Answer(503), GONE, GONE]),
    ],
)
def test_only_the_same_answer_in_a_row_counts(
    home: Home, server: FoxServer, link: list[Answer], acts: list[Answer]
) -> None:
    """Neither what the link's host did before, nor what the provider had said once."""
    server.on_clip(*link)
    assert fetched(home, server, *acts).state is S.COMPLETED


def test_a_task_that_is_gone_keeps_no_link_from_being_used(home: Home, server: FoxServer) -> None:
    job = fetched(home, server, *[GONE] * 40, link=200)
    assert job.state is S.COMPLETED
    assert not server.requests("task")


@pytest.fixture
def nowhere() -> Iterator[str]:
    """Yield a link whose host refuses every connection."""
    with refused_port() as port:
        yield f"http://127.0.0.1:{port}/clip.mp4"


def test_a_host_that_cannot_be_reached_says_nothing_of_its_clip(
    home: Home, server: FoxServer, nowhere: str
) -> None:
    async def work() -> Job:
        async with rig(home) as r:
            job = left_behind(r, server, S.DOWNLOADING, sent_ago=30 * HOUR, dies_in=-HOUR)
            assert job.clip is not None
            server.on_task(*[GONE] * 40)
            return await settled(r, replace(job, clip=replace(job.clip, url=nowhere)))

    job = run(work())
    assert job.reason is not None
    assert (job.state, job.reason.kind, job.stuck) == (S.DOWNLOADING, TASK_GONE, True)


def test_a_link_that_fails_within_its_life_is_tried_on_though_its_task_is_gone(
    home: Home, server: FoxServer
) -> None:
    server.on_clip(*[Answer(503)] * 8)

    def gone(request: Request) -> Act | None:
        return GONE if request.call == "task" else None

    async def work() -> Job:
        async with rig(home) as r:
            job = left_behind(r, server, S.DOWNLOADING, sent_ago=HOUR, dies_in=HOUR)
            server.on_every(gone)
            return await settled(r, job)

    assert run(work()).state is S.COMPLETED
    assert server.requests("task")


@pytest.fixture
def lost(home: Home, server: FoxServer) -> Job:
    """Return a job whose clip was given up."""
    return fetched(home, server, *[GONE] * SURE_AFTER)


def test_a_lost_clip_that_the_provider_has_again_is_fetched_without_paying(
    home: Home, server: FoxServer, lost: Job
) -> None:
    async def work() -> Job:
        async with rig(home) as r:
            job = await r.studio.follow_task(lost.task_id, lost.connection, lost.output)
            return (await r.studio.settle([job.id]))[0]

    job = run(work())
    assert (job.id, job.state, job.error) == (lost.id, S.COMPLETED, None)
    assert not server.requests("create")


def test_a_lost_clip_that_is_asked_for_again_is_a_new_job(
    home: Home, server: FoxServer, lost: Job
) -> None:
    async def work() -> Job:
        async with rig(home) as r:
            new = await r.studio.ask_again(lost)
            return (await r.studio.settle([new.id]))[0]

    new = run(work())
    assert (new.retry_of, new.state) == (lost.id, S.COMPLETED)
    assert new.task_id != lost.task_id
    assert len(server.requests("create")) == 1


def test_a_job_that_failed_at_the_provider_is_never_taken_up_again(
    home: Home, server: FoxServer
) -> None:
    """Its task is known to have no clip: there is nothing to go on with."""

    async def work() -> None:
        async with rig(home) as r:
            job = left_behind(r, server, S.PENDING, sent_ago=HOUR)
            (task,) = server.tasks
            task.plan = replace(task.plan, error={"code": "generation_timeout"})
            failed = await settled(r, job)
            assert (failed.state, failed.clip) == (S.FAILED, None)
            asked = len(server.requests("task"))
            again = await r.studio.go_on(failed)
            assert again.state is S.FAILED
            assert len(server.requests("task")) == asked

    run(work())
