"""The kill matrix at random: seeded stories of programs, faults and kills on one home.

A story that fails says its seed, and ``FOXREEL_SEED=N scripts/test -k killed_at_random`` tells it
alone. Threads and processes run as they like, so it may have to be told a few times.
``FOXREEL_STORIES=N`` lets a run tell other stories.
"""

from __future__ import annotations

import json
import os
import random
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from core.job import ENDED, State
from tests.faulty import Act, Answer, Close, Drop, Gate, Hang, Happens, Hold, Raw, Reset, Serve
from tests.faulty import Plan as TaskPlan
from tests.promises.effects import Plan
from tests.promises.programs import Program, Programs
from tests.promises.worlds import World, world

FIRST = int(os.environ.get("FOXREEL_STORIES", "1"))
BLOCKS, STORIES = 20, 25
"""So many tests of so many stories in the long run; the default runs the first block."""
AT_ONCE = 4
EFFECTS = 180
"""About as many effects has a program that makes one clip."""
ENDS = {0, 1, 3, 4, 5, 130, -signal.SIGKILL, -signal.SIGTERM, -signal.SIGINT}
"""How a program may end: a second signal ends it the hard way, and so does one before its start."""
ENDS_WITHIN = 15.0
HTML = "<html><title>Bad gateway</title></html>"
BIG, SMALL = 1_400_000, 60_000


class Delay(Gate):
    """A gate that opens by itself after some seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self._seconds = seconds

    def pass_through(self) -> None:
        """Wait here for the delay, or until the server ends."""
        self._reached.set()
        self._open.wait(self._seconds)


class Strike(Gate):
    """A gate that lets pass at once, and does something to the programs just then."""

    def __init__(self, strike: Callable[[], None]) -> None:
        super().__init__()
        self._strike = strike

    def pass_through(self) -> None:
        """Strike, and go on."""
        self._reached.set()
        self._strike()


class Story:
    """Some rounds of programs on one home, each ended somehow; in the end all must be true."""

    def __init__(self, there: World, seed: int, picture: str) -> None:
        self._there = there
        self._seed = seed
        self._rng = random.Random(seed)
        self._picture = picture
        self._batch: list[Program] = []
        self._stopped: set[str] = set()
        self._lock = threading.Lock()

    def tell(self) -> None:
        """Live through the story, and check its end."""
        rng, there = self._rng, self._there
        self._prepare()
        for number in range(rng.choice([1, 2, 2, 3])):
            self._round(number)
        there.server.behave()
        code = there.run("resume").wait()
        jobs = there.check()
        left = [(job.id, job.state, job.reason) for job in jobs if job.state not in ENDED]
        assert not left, f"left by resume, which ended with {code}: {left}"
        stopped = {job.id for job in jobs if job.state is State.STOPPED}
        assert stopped <= self._stopped, "nobody stopped these"
        self._go_on_with(stopped)
        requests = len(there.server.requests())
        assert there.run("resume").wait() == 0
        assert len(there.server.requests()) == requests, "there was nothing to do any more"

    def _go_on_with(self, stopped: set[str]) -> None:
        """Take up again what was stopped: it comes home, and what was paid is not paid again."""
        if stopped:
            code = self._there.run("retry", *sorted(stopped)).wait()
            taken_up = [job for job in self._there.check() if job.id in stopped]
            assert {job.state for job in taken_up} == {State.COMPLETED}, (code, taken_up)

    def _prepare(self) -> None:
        rng, server = self._rng, self._there.server
        server.plan = TaskPlan(
            pending=rng.randrange(2),
            processing=rng.randrange(3),
            hollow=rng.choice([0, 0, 0, 1]),
            shape=rng.choice(["objects", "strings", "output"]),
            accepted={"task_info": None},
        )
        if rng.random() < 0.3:
            limits = {name: rng.randrange(1, 4) for name in ("sends", "downloads", "polls")}
            self._there.home.root.mkdir(parents=True)
            self._there.home.settings.write_text(json.dumps({"limits": limits}))
        faulty = rng.random() < 0.5
        for _ in range(6):
            server.on_upload(self._act(_upload_fault(rng) if faulty else None))
            server.on_create(self._act(_create_fault(rng) if faulty else None))
            server.on_task(*(self._act(_task_fault(rng) if faulty else None) for _ in range(2)))
            server.on_clip(self._clip_act(faulty=faulty))
        if faulty:
            server.on_connection(*(_connection_fault(rng) for _ in range(rng.randrange(5))))
            server.on_connection(
                *(_connection_fault(rng) for _ in range(rng.randrange(3))), port="cdn"
            )

    def _act(self, then: Act | None) -> Act:
        """Return ``then`` with a strike or a delay before it."""
        rng = self._rng
        if rng.random() < 0.15:
            return Hang(self._strike(), then)
        return Hang(Delay(rng.choice([0.0, rng.random() * 0.1])), then)

    def _clip_act(self, *, faulty: bool) -> Act:
        rng = self._rng
        if faulty and rng.random() < 0.3:
            return rng.choice([Answer(502, HTML), Answer(403, HTML), Reset(), Answer(416, HTML)])
        pauses = tuple(
            (rng.randrange(SMALL), self._strike() if rng.random() < 0.3 else Delay(0.05))
            for _ in range(rng.randrange(3))
        )
        cut = rng.randrange(SMALL) if faulty and rng.random() < 0.4 else None
        return Serve(pauses=pauses, cut=cut, ranges=rng.random() < 0.8)

    def _strike(self) -> Strike:
        chosen = self._rng.random()
        number = self._ending()

        def strike() -> None:
            with self._lock:
                batch = [program for program in self._batch if not program.ended()]
                if batch:
                    batch[int(chosen * len(batch))].send(number)

        return Strike(strike)

    def _ending(self) -> int:
        return self._rng.choices([signal.SIGKILL, signal.SIGINT, signal.SIGTERM], [12, 1, 1])[0]

    def _round(self, number: int) -> None:
        rng = self._rng
        for index in range(rng.choice([1, 1, 2, 3])):
            program = self._start(number, index)
            with self._lock:
                self._batch.append(program)
            if rng.random() < 0.6:
                time.sleep(rng.random() * 0.15)
        if rng.random() < 0.15:
            for program in self._batch:
                program.wait()
        until = time.monotonic() + rng.choice([0.1, 0.4, 0.8]) * rng.random()
        while time.monotonic() < until and not all(each.ended() for each in self._batch):
            time.sleep(0.005)
        for program in rng.sample(self._batch, len(self._batch)):
            program.send(self._ending())
            code = program.wait(ENDS_WITHIN)
            assert code in ENDS, (program, code)
            if rng.random() < 0.5:
                time.sleep(rng.random() * 0.1)
        with self._lock:
            self._batch.clear()
        self._there.states()

    def _start(self, number: int, index: int) -> Program:
        rng = self._rng
        arguments = self._command(number, index)
        if rng.random() < 0.06:
            return self._there.start_really(*arguments)
        plan = Plan()
        if rng.random() < 0.55:
            plan = Plan(rng.randrange(1, EFFECTS), signal=self._ending())
        return self._there.start(*arguments, plan=plan)

    def _command(self, number: int, index: int) -> list[str]:
        rng = self._rng
        chosen = rng.random()
        if (number, index) == (0, 0) or chosen < 0.55:
            command = [
                "generate",
                f"fox {number} {index}",
                "--count",
                str(rng.choice([1, 1, 2, 3])),
            ]
            command += ["--image", self._picture] if rng.random() < 0.25 else []
            return command + rng.choice([[], [], [], [], ["--no-wait"], ["--hold"]])
        if chosen < 0.7 and (jobs := self._there.run("jobs", "--json").jobs):
            job = rng.choice(jobs)
            self._stopped.add(job["id"])
            return ["stop", job["id"]]
        if chosen < 0.8:
            return ["follow", self._there.server.add_task().id]
        if chosen < 0.85:
            return ["jobs", "--json"]
        return ["resume"]


def _create_fault(rng: random.Random) -> Act | None:
    if rng.random() < 0.7:
        return None
    busy = Answer(429, {"error": {"type": "rate_limit_error"}}, retry_after=0)
    return rng.choice(
        [
            *(busy, busy, Reset(), Close(), Answer(500, HTML), Answer(503, HTML)),
            *(Happens(Reset()), Happens(Close()), Happens(Answer(502, HTML))),
            *(Happens(Answer(200, b"{broken")), Raw(b"HTTP/1.1 200 OK\r\n\r\n{bad")),
            *(Answer(401, {"error": {"type": "authentication_error"}}), Answer(402, {})),
            Answer(422, {"error": {"type": "invalid_request_error"}}),
        ]
    )


def _upload_fault(rng: random.Random) -> Act | None:
    if rng.random() < 0.6:
        return None
    return rng.choice([Reset(), Close(), Answer(500, HTML), Answer(200, HTML), Happens(Reset())])


def _task_fault(rng: random.Random) -> Act | None:
    if rng.random() < 0.6:
        return None
    return rng.choice(
        [
            *(Reset(), Close(), Answer(500, HTML), Answer(200, HTML), Answer(200, b"{x")),
            *(Answer(429, HTML, retry_after=0), Answer(200, {"status": "weird"}), Answer(200, [1])),
            *(Answer(404, {"error": {"type": "not_found"}}), Raw(b"junk\r\n\r\n")),
        ]
    )


def _connection_fault(rng: random.Random) -> Drop | Hold:
    reset = rng.random() < 0.5
    return rng.choice(
        [Drop("accepted", reset=reset), Drop("first_byte"), Hold("accepted", Delay(0.1))]
    )


def tell(folder: Path, programs: Programs, seed: int, picture: str) -> str:
    """Tell one story; return what broke in it, empty if nothing did."""
    try:
        clip = BIG if seed % 3 == 0 else SMALL
        with world(folder, programs, clip) as there:
            Story(there, seed, picture).tell()
    except Exception as error:
        error.add_note(f"seed {seed}")
        again = f"FOXREEL_SEED={seed} scripts/test -k killed_at_random"
        return f"seed {seed} ({again}): {type(error).__name__}: {error}"
    return ""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run one block of stories, or with ``--long`` all of them."""
    if "block" in metafunc.fixturenames:
        blocks = BLOCKS if metafunc.config.getoption("--long") else 1
        metafunc.parametrize("block", range(blocks))


def test_promise_3_killed_at_random(
    tmp_path: Path, programs: Programs, picture: str, block: int
) -> None:
    first = FIRST * 100_000 + block * STORIES
    alone = os.environ.get("FOXREEL_SEED")
    seeds = [int(alone)] if alone else range(first, first + STORIES)
    with ThreadPoolExecutor(AT_ONCE) as threads:
        told = threads.map(
            lambda seed: tell(tmp_path / str(seed), programs, seed, picture),
            seeds,
        )
        broken = [each for each in told if each]
    assert not broken, "\n\n".join(broken)
