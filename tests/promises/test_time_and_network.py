"""A clock that is set, a network that is gone, a laptop that sleeps, a process that is stopped."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import urllib3.util.connection

from core.desk import JobChanged
from core.download import fetch
from core.following import LINK_LIFE
from core.foxapi.client import FoxApi
from core.home import Home
from core.job import Job, State
from core.pacing import REMOTE
from tests.faulty import Answer, Drop, FoxServer, Gate, Hang, Request, Serve, mp4_bytes
from tests.promises.fastclock import FastLoop, run_fast, this_loop
from tests.promises.lives import framed
from tests.promises.tally import Tally
from tests.promises.truth import check_truth, read_jobs
from tests.studios import rig

S = State
ROOT = Path(__file__).parent.parent.parent
HOUR, DAY, YEAR = 3600.0, 86400.0, 365 * 86400.0
STEPS = [("upload", 0), ("create", 0), ("task", 0), ("task", 1), ("task", 2), ("clip", 0)]


def whole(home: Home, server: FoxServer, tally: Tally, job: Job) -> None:
    """Check that the job has come to its clip by one create, and count what was tried."""
    assert job.state is S.COMPLETED
    assert len(server.requests("create")) == 1
    check_truth(home, server, [job.id])
    tally.add("faults")


def at_call(server: FoxServer, call: str, number: int, act: Callable[[], object]) -> None:
    """Call ``act`` while the server answers a certain call."""
    seen = iter(range(1000))

    def choose(request: Request) -> None:
        if request.call == call and next(seen) == number:
            act()

    server.on_every(choose)


# The clock


class SetClock:
    """A clock that somebody sets."""

    def __init__(self) -> None:
        self.off = 0.0

    def __call__(self) -> float:
        return time.time() + self.off


@pytest.mark.parametrize("by", [DAY, -DAY, YEAR, -YEAR], ids=["day", "-day", "year", "-year"])
@pytest.mark.parametrize(("call", "number"), STEPS)
def test_a_clock_that_is_set_changes_nothing(
    home: Home, server: FoxServer, tally: Tally, call: str, number: int, by: float
) -> None:
    clock = SetClock()
    at_call(server, call, number, lambda: setattr(clock, "off", by))

    async def work() -> tuple[Job, list[Job]]:
        async with rig(home, pace=REMOTE, clock=clock) as r:
            (job,) = await r.studio.add([framed(home, r.ask(server.base_url)[0])])
            return (await r.studio.settle([job.id]))[0], r.seen

    job, seen = run_fast(work())
    assert all(each.reason is None for each in seen)
    whole(home, server, tally, job)


@pytest.mark.parametrize("by", [DAY, -DAY, YEAR, -YEAR], ids=["day", "-day", "year", "-year"])
def test_promise_5_a_clock_that_is_set_tires_nobody_s_patience(
    home: Home, server: FoxServer, tally: Tally, by: float
) -> None:
    clock = SetClock()
    server.on_task(*[Answer(404)] * 3, *[Answer(200, {"status": "completed"})] * 3)

    async def work() -> tuple[Job, list[Job]]:
        async with rig(home, pace=REMOTE, clock=clock) as r:
            r.studio.subscribe(lambda _: setattr(clock, "off", clock.off + by))
            return await r.make(server.base_url), r.seen

    job, seen = run_fast(work())
    assert not any(each.stuck for each in seen)
    whole(home, server, tally, job)


@pytest.mark.parametrize("by", [2 * LINK_LIFE, YEAR, -YEAR], ids=["2 days", "year", "-year"])
def test_promise_4_a_link_that_seems_dead_by_the_clock_is_fetched_all_the_same(
    home: Home, server: FoxServer, tally: Tally, by: float
) -> None:
    clock = SetClock()
    server.on_clip(*[Answer(502)] * 8)

    async def work() -> Job:
        async with rig(home, pace=REMOTE, clock=clock) as r:
            (job,) = await r.studio.add(r.ask(server.base_url))
            await r.until(job.id, lambda now: now.state is S.DOWNLOADING)
            clock.off = by
            while (job := (await r.studio.settle([job.id]))[0]).stuck:
                # A person is told what the program must take for true, and resumes.
                assert job.reason is not None
                assert job.reason.kind == "link_dead"
                await r.studio.want([job.id])
            return job

    whole(home, server, tally, run_fast(work()))


# The network


AWAY = 2 * HOUR


@contextlib.contextmanager
def _refused(server: FoxServer) -> Iterator[None]:
    server.go_away()
    yield
    server.come_back()


@contextlib.contextmanager
def _no_route(server: FoxServer) -> Iterator[None]:
    server.break_all()
    with _connecting_raises(OSError(101, "Network is unreachable")):
        yield


@contextlib.contextmanager
def _no_name(server: FoxServer) -> Iterator[None]:
    server.break_all()
    with _connecting_raises(socket.gaierror(-3, "Temporary failure in name resolution")):
        yield


@contextlib.contextmanager
def _connecting_raises(error: OSError) -> Iterator[None]:
    usual = urllib3.util.connection.create_connection

    def fail(*_: object, **__: object) -> socket.socket:
        raise error

    urllib3.util.connection.create_connection = fail  # type: ignore[assignment]
    try:
        yield
    finally:
        urllib3.util.connection.create_connection = usual


@contextlib.contextmanager
def _dropped(server: FoxServer) -> Iterator[None]:
    acts = [Drop("accepted")] * 1000
    server.on_connection(*acts)
    server.on_connection(*acts, port="cdn")
    server.break_all()
    yield
    server.behave()


NETWORKS = {
    "refused": _refused,
    "no route": _no_route,
    "no name": _no_name,
    "dropped": _dropped,
}


@pytest.mark.parametrize("how", NETWORKS)
@pytest.mark.parametrize(
    "at",
    [S.WAITING, S.PENDING, S.DOWNLOADING],
    ids=["before the create", "for the whole of a generation", "for a download"],
)
def test_promises_1_and_5_a_network_that_is_away_for_hours(
    home: Home,
    server: FoxServer,
    tally: Tally,
    monkeypatch: pytest.MonkeyPatch,
    how: str,
    at: State,
) -> None:
    if (how, at) == ("dropped", S.WAITING):
        pytest.skip("then the request has left: see the matrix of faults")
    tries: list[float] = []
    with contextlib.ExitStack() as away:

        async def work() -> Job:
            async with rig(home, pace=REMOTE) as r:
                _count_tries(monkeypatch, this_loop(), tries)
                gone: list[float] = []

                def leave(event: object) -> None:
                    if isinstance(event, JobChanged) and event.job.state is at and not gone:
                        gone.append(r.studio._loop.time())
                        away.enter_context(NETWORKS[how](server))
                        r.studio._loop.call_later(AWAY, away.close)

                r.studio.subscribe(leave)
                (job,) = await r.studio.add(r.ask(server.base_url))
                job = (await r.studio.settle([job.id]))[0]
                assert this_loop().time() - gone[0] >= AWAY
                return job

        whole(home, server, tally, run_fast(work()))
    # Once a minute after a while, each third fetch with a question for another link.
    assert AWAY / 60 * 0.5 < len(tries) < AWAY / 60 * 2


def _count_tries(monkeypatch: pytest.MonkeyPatch, loop: FastLoop, tries: list[float]) -> None:
    """Note when a call is begun, whatever becomes of it."""
    for name in ("create", "task"):
        usual = getattr(FoxApi, name)

        def counted(
            *args: object, _usual: Callable[..., object] = usual, **named: object
        ) -> object:
            tries.append(loop.time())
            return _usual(*args, **named)

        monkeypatch.setattr(FoxApi, name, counted)

    def fetched(*args: object) -> int:
        tries.append(loop.time())
        return fetch(*args)  # type: ignore[arg-type]

    monkeypatch.setattr("core.fetching.fetch", fetched)


# Sleep


@pytest.mark.parametrize("hours", [8, 30])
@pytest.mark.parametrize(("call", "number"), STEPS)
def test_a_laptop_that_sleeps_in_the_middle_of_a_call_goes_on(
    home: Home, server: FoxServer, tally: Tally, call: str, number: int, hours: int
) -> None:
    """The connection is dead when it wakes up, and after a day every link is."""
    server.provider.clip = mp4_bytes(3 << 20)
    gate = Gate()
    if call == "clip":
        server.on_clip(Serve(pauses=((2 << 20, gate),)))

    async def work() -> Job:
        loop = this_loop()

        def sleep() -> None:
            loop.leap(hours * HOUR)
            server.break_all()
            if hours > 24:
                server.expire_links()
            gate.release()

        async with rig(home, pace=REMOTE, clock=loop.wall) as r:
            if call != "clip":
                at_call(server, call, number, sleep)
            job = r.ask(server.base_url)[0]
            (job,) = await r.studio.add([framed(home, job) if call == "upload" else job])
            if call == "clip":
                await asyncio.to_thread(gate.wait_reached)
                sleep()
            return (await r.studio.settle([job.id]))[0]

    job = run_fast(work())
    if call == "create":
        assert job.state is S.UNCONFIRMED
        assert len(server.requests("create")) == 1
        check_truth(home, server, [job.id])
        tally.add("faults")
    else:
        whole(home, server, tally, job)


@pytest.mark.parametrize("hours", [8, 30])
@pytest.mark.parametrize("at", [S.WAITING, S.PENDING, S.PROCESSING, S.DOWNLOADING])
def test_a_laptop_that_sleeps_between_two_calls_goes_on(
    home: Home, server: FoxServer, tally: Tally, at: State, hours: int
) -> None:
    slept: list[State] = []

    async def work() -> Job:
        loop = this_loop()

        def sleep(event: object) -> None:
            if isinstance(event, JobChanged) and event.job.state is at and not slept:
                slept.append(at)
                loop.leap(hours * HOUR)
                server.break_all()
                if hours > 24:
                    server.expire_links()

        async with rig(home, pace=REMOTE, clock=loop.wall) as r:
            r.studio.subscribe(sleep)
            return await r.make(server.base_url)

    job = run_fast(work())
    assert slept == [at]
    whole(home, server, tally, job)


# A process that is stopped


CHILD = """
import asyncio, sys
sys.path.insert(0, {root!r})
from pathlib import Path
from core.home import Home
from tests.studios import rig

async def main():
    home = Home(Path({home!r}), Path({home!r}) / "clips")
    async with rig(home) as r:
        await r.make({url!r})

asyncio.run(main())
"""


def _stopped(process: int) -> None:
    """Stop a process as Ctrl+Z does, and return once it stands still."""
    os.kill(process, signal.SIGSTOP)
    _, status = os.waitpid(process, os.WUNTRACED)
    assert os.WIFSTOPPED(status)


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no SIGSTOP")
@pytest.mark.parametrize("broken", ["", "task clip", "create"])
def test_a_process_that_is_stopped_at_each_step_goes_on(
    home: Home, server: FoxServer, tally: Tally, broken: str
) -> None:
    """While it is stopped the answers come, or its connections end."""
    server.provider.clip = mp4_bytes(3 << 20)
    gates = {"create": Gate(), "task": Gate(), "clip": Gate()}
    server.on_create(Hang(gates["create"]))
    server.on_task(Hang(gates["task"]))
    server.on_clip(Serve(pauses=((2 << 20, gates["clip"]),)))
    code = CHILD.format(root=str(ROOT), home=str(home.root), url=server.base_url)
    child = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT)
    for call, gate in gates.items():
        gate.wait_reached()
        _stopped(child.pid)
        if call in broken:
            server.break_all()
        gate.release()
        os.kill(child.pid, signal.SIGCONT)
        if call in broken and call == "create":
            break
    assert child.wait(60) == 0
    (job,) = read_jobs(home)
    if broken == "create":
        assert job.state is S.UNCONFIRMED
        assert len(server.requests("create")) == 1
        check_truth(home, server, [job.id])
        tally.add("faults")
    else:
        whole(home, server, tally, job)
        tally.add("faults", 2)
