"""Links die: how long they still live is said, and clips that are not here are fetched first."""

from __future__ import annotations

import asyncio
import dataclasses
import time

import pytest

from core import worker
from core.home import Home
from core.job import Clip, Fault, Job, State
from core.settings import Limits
from tests.commands import foxreel
from tests.faulty import FoxServer, Gate, Hang, Plan
from tests.promises.tally import Tally
from tests.studios import Rig, clips, rig, run

S = State
SOON = Plan(pending=0, processing=0, accepted={"task_info": None})
HOUR = 3600.0


def left_behind(r: Rig, server: FoxServer, state: State, **facts: float) -> Job:
    """Return a job as an earlier program has left it: ``dies_in`` or ``sent_ago`` seconds."""
    server.plan = SOON
    (job,) = r.ask(server.base_url)
    job = dataclasses.replace(job, state=state)
    if state is not S.WAITING:
        task = server.add_task()
        job = dataclasses.replace(job, task_id=task.id, sent_at=time.time() - facts["sent_ago"])
    if state is S.DOWNLOADING:
        clip = Clip(server.link(task), time.time() + facts["dies_in"])
        job = dataclasses.replace(job, clip=clip)
    return job


def in_order(server: FoxServer, jobs: list[Job], call: str) -> list[str]:
    """Return the ids of the jobs for whose tasks a kind of call came, in the order of the calls."""
    owners = {job.task_id: job.id for job in jobs}
    asked = server.requests(call)  # type: ignore[arg-type]
    return list(
        dict.fromkeys(owners[part] for a in asked for part in a.path.split("/") if part in owners)
    )


def test_a_start_begins_with_the_clip_whose_link_dies_first(
    home: Home, server: FoxServer, monkeypatch: pytest.MonkeyPatch, tally: Tally
) -> None:
    monkeypatch.setattr(worker, "HEAD_START", 60.0)
    gate = Gate()
    server.on_clip(Hang(gate))

    async def work() -> list[Job]:
        async with rig(home, limits=Limits(downloads=1)) as r:
            jobs = [
                left_behind(r, server, S.WAITING),
                left_behind(r, server, S.PENDING, sent_ago=HOUR),
                *(
                    left_behind(r, server, S.DOWNLOADING, sent_ago=HOUR, dies_in=hours * HOUR)
                    for hours in (20, 1, 5)
                ),
            ]
            jobs = await r.studio.add(jobs)
            await asyncio.to_thread(gate.wait_reached)
            assert [request.call for request in server.requests()] == ["clip"]
            gate.release()
            return await r.studio.settle([job.id for job in jobs])

    jobs = run(work())
    assert [job.state for job in jobs] == [S.COMPLETED] * 5
    fetched = in_order(server, jobs, "clip")
    assert [each for each in fetched if each in {job.id for job in jobs[2:]}] == [
        *(jobs[3].id, jobs[4].id, jobs[2].id),
    ]
    tally.add("faults")


def test_a_clip_that_does_not_come_keeps_nothing_else_from_going_on(
    home: Home, server: FoxServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "HEAD_START", 0.2)
    gate = Gate()
    server.on_clip(Hang(gate))

    async def work() -> None:
        async with rig(home) as r:
            jobs = [
                left_behind(r, server, S.DOWNLOADING, sent_ago=HOUR, dies_in=HOUR),
                left_behind(r, server, S.PENDING, sent_ago=HOUR),
                left_behind(r, server, S.WAITING),
            ]
            jobs = await r.studio.add(jobs)
            await asyncio.to_thread(gate.wait_reached)
            done = await r.studio.settle([job.id for job in jobs[1:]])
            assert [job.state for job in done] == [S.COMPLETED] * 2
            gate.release()
            await r.studio.settle([jobs[0].id])

    run(work())
    assert len(clips(home.clips)) == 3


def test_of_what_is_being_made_the_one_sent_long_ago_is_asked_about_first(
    home: Home, server: FoxServer
) -> None:
    async def work() -> list[Job]:
        async with rig(home, limits=Limits(polls=1)) as r:
            jobs = [
                left_behind(r, server, S.PENDING, sent_ago=hours * HOUR) for hours in (1, 23, 5)
            ]
            jobs = await r.studio.add(jobs)
            return await r.studio.settle([job.id for job in jobs])

    jobs = run(work())
    assert in_order(server, jobs, "task") == [jobs[1].id, jobs[2].id, jobs[0].id]


def test_the_command_line_says_how_long_a_link_still_lives(home: Home, server: FoxServer) -> None:
    async def leave() -> Job:
        async with rig(home) as r:
            job = left_behind(r, server, S.DOWNLOADING, sent_ago=HOUR, dies_in=5 * HOUR + 60)
            stuck = dataclasses.replace(job, reason=Fault("disk_full", needs_person=True))
            return (await r.studio.add([stuck], hold=True))[0]

    job = run(leave())
    assert "link ends in 5 h" in foxreel("jobs", server=server).out
    (shown,) = foxreel("jobs", "--json", server=server).jobs
    assert job.clip is not None
    when = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(job.clip.expires_at))
    assert shown["link_expires_at"].startswith(when)
    foxreel("resume", server=server)
    (shown,) = foxreel("jobs", "--json", server=server).jobs
    assert (shown["state"], shown["link_expires_at"]) == ("completed", None)


def test_a_link_that_dies_on_the_way_is_asked_for_anew(home: Home, server: FoxServer) -> None:
    async def work() -> Job:
        async with rig(home) as r:
            job = left_behind(r, server, S.DOWNLOADING, sent_ago=30 * HOUR, dies_in=-6 * HOUR)
            server.expire_links()
            (job,) = await r.studio.add([job])
            return (await r.studio.settle([job.id]))[0]

    job = run(work())
    assert job.state is S.COMPLETED
    assert len(server.requests("create")) == 0
    assert job.clip is not None
    assert job.clip.expires_at > time.time() + 23 * HOUR
