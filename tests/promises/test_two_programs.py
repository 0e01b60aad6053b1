"""Several programs on one home: one works the queue, and does what the others wish."""

from __future__ import annotations

import asyncio
import signal
import subprocess
from collections import Counter

import pytest

from core.home import Home
from core.job import Job, State
from core.worker import Worker
from tests.commands import Ended, end, foxreel, start
from tests.faulty import FoxServer, Gate, Hang, Happens, Plan, Reset
from tests.promises.tally import Tally
from tests.studios import clips, rig, run

S = State
SOON = Plan(pending=0, processing=1, accepted={"task_info": None})


def hold(home: Home, server: FoxServer, count: int) -> list[str]:
    """Put so many jobs into the queue, and return their ids."""

    async def work() -> list[Job]:
        async with rig(home) as r:
            jobs = r.ask(server.base_url, takes=count)
            return await r.studio.add(jobs, hold=True)

    return [job.id for job in run(work())]


async def ended(process: subprocess.Popen[str]) -> Ended:
    return await asyncio.to_thread(end, process)


def test_three_resumes_at_once_send_each_job_once(
    home: Home, server: FoxServer, tally: Tally
) -> None:
    server.plan = SOON
    hold(home, server, 5)
    gate = Gate()
    server.on_create(Hang(gate))
    programs = [start("resume", server=server) for _ in range(3)]
    gate.wait_reached()
    gate.release()
    done = [end(program) for program in programs]
    assert [each.code for each in done] == [0] * 3
    assert len(server.requests("create")) == len(server.tasks) == 5
    files = clips(home.clips)
    assert len(files) == 5
    # Whoever came later has only what was left to tell of; each tells of it once.
    for each in done:
        told = each.out.splitlines()
        assert set(told) <= {str(file) for file in files}
        assert len(told) == len(set(told))
    tally.add("programs", 3)


def test_the_others_go_on_when_the_one_that_works_is_killed(
    home: Home, server: FoxServer, tally: Tally
) -> None:
    server.plan = SOON
    hold(home, server, 1)
    gate = Gate()
    server.on_task(Hang(gate))
    first = start("resume", server=server)
    gate.wait_reached()
    others = [start("resume", server=server) for _ in range(2)]
    first.kill()
    first.communicate()
    gate.release()
    assert first.returncode == -signal.SIGKILL
    assert [end(other).code for other in others] == [0, 0]
    assert len(server.requests("create")) == len(clips(home.clips)) == 1
    tally.add("kills")


def test_what_a_command_asks_for_is_made_by_the_program_that_works(
    home: Home, server: FoxServer
) -> None:
    server.plan = SOON

    async def work() -> None:
        async with rig(home) as r:
            assert r.studio.working
            done = await ended(start("generate", "theirs", "--json", server=server))
            (job,) = done.jobs
            assert (done.code, job["state"]) == (0, "completed")
            assert S.SUBMITTING in r.states(job["id"])  # it was sent here
            assert r.states(job["id"])[-1] is S.COMPLETED

    run(work())
    assert len(server.requests("create")) == 1


def test_a_wish_to_stop_is_carried_out_by_the_program_that_works(
    home: Home, server: FoxServer
) -> None:
    server.plan = Plan(pending=0, processing=100_000)

    async def work() -> None:
        async with rig(home) as r:
            sent, waiting = await r.studio.add(
                r.ask(server.base_url, takes=1) + r.ask(server.base_url, takes=1)
            )
            await r.until(sent.id, lambda job: job.state is S.PROCESSING)
            await r.until(waiting.id, lambda job: job.state is S.PROCESSING)
            done = await ended(start("stop", sent.id, server=server))
            assert done.code == 0
            assert r.states(sent.id)[-1] is S.STOPPED
            assert r.states(waiting.id)[-1] is S.PROCESSING

    run(work())


def test_a_go_on_of_a_command_reaches_the_program_that_has_paused(
    home: Home, server: FoxServer
) -> None:
    server.plan = SOON

    async def work() -> list[Job]:
        async with rig(home) as r:
            server.on_create(*[Happens(Reset())] * 2)
            jobs = await r.studio.add(r.ask(server.base_url, takes=4))
            await r.studio.settle([job.id for job in jobs])
            done = await ended(start("resume", server=server))
            assert "goes on, as you ask for it" in done.err
            assert (done.code, len(done.out.splitlines())) == (0, 2)
            assert r.studio.working
            return await r.studio.settle([job.id for job in jobs])

    states = sorted(job.state for job in run(work()))
    assert states == [S.COMPLETED] * 2 + [S.UNCONFIRMED] * 2


def test_a_drop_of_a_command_is_seen_by_the_others(home: Home, server: FoxServer) -> None:
    server.on_create(Happens(Reset()))

    async def work() -> None:
        async with rig(home) as r:
            job = await r.make(server.base_url)
            done = await ended(start("resolve", job.id, "--drop", server=server))
            assert done.code == 0
            await r.until(job.id, lambda each: each.state is S.STOPPED)
            seen = asyncio.Event()
            r.studio.subscribe(lambda _: seen.set())
            while r.states(job.id)[-1] is not S.STOPPED:
                await seen.wait()
                seen.clear()

    run(work())


def test_a_program_that_waits_looks_only_when_it_is_rung(
    home: Home, server: FoxServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: Counter[str] = Counter()
    look, grant = Worker._look, Worker.grant

    async def counting(worker: Worker) -> None:
        counted["looks"] += 1
        await look(worker)

    def granting(worker: Worker) -> None:
        counted["turns"] += 1  # the other program has ended, and this one works the queue
        grant(worker)

    server.plan = SOON
    gate = Gate()
    server.on_create(Hang(gate))
    other = start("generate", "theirs", server=server)
    gate.wait_reached()
    monkeypatch.setattr(Worker, "_look", counting)
    monkeypatch.setattr(Worker, "grant", granting)

    async def work() -> None:
        async with rig(home) as r:
            assert not r.studio.working
            ring = r.studio._session._rung

            def rung() -> None:
                counted["rings"] += 1
                ring()

            monkeypatch.setattr(r.studio._session, "_rung", rung)
            (job,) = r.ledger.jobs()
            waiting = asyncio.create_task(r.studio.settle([job.id]))
            statements: list[str] = []
            r.ledger._database.set_trace_callback(statements.append)
            # Time in which a program that polls would look: how long does not matter to this one.
            await asyncio.sleep(1.0)
            r.ledger._database.set_trace_callback(None)
            assert counted["looks"] <= 1 + counted["rings"]
            assert len(statements) <= 2 + 3 * (1 + counted["rings"])
            gate.release()
            (job,) = await waiting
            assert job.state is S.COMPLETED
            assert counted["looks"] <= 1 + counted["rings"] + counted["turns"]

    run(work())
    assert end(other).code == 0


def test_a_command_beside_another_one_needs_no_turn_of_its_own(
    home: Home, server: FoxServer
) -> None:
    """Listing and looking work while another program has everything in its hands."""
    server.plan = SOON
    gate = Gate()
    server.on_create(Hang(gate))
    other = start("generate", "theirs", server=server)
    gate.wait_reached()
    (job,) = foxreel("jobs", "--json", server=server).jobs
    assert job["state"] == "submitting"
    assert foxreel("resolve", job["id"], server=server).code == 2
    gate.release()
    assert end(other).code == 0
    assert len(clips(home.clips)) == 1
