"""Faults at all steps at once, one after the other, over several jobs: all ends true.

Each sequence follows from its seed. ``FOXREEL_SEQUENCE=17`` repeats one alone.
"""

from __future__ import annotations

import os
import random
import shutil
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from core.home import Home
from core.job import Job, State
from core.pacing import REMOTE
from core.settings import Limits
from tests.faulty import (
    Accept,
    Act,
    Do,
    Drop,
    FoxServer,
    Happens,
    Plan,
    Request,
    mp4_bytes,
)
from tests.promises.fastclock import run_fast
from tests.promises.faulttable import Refused, faults
from tests.promises.lives import expire_soon, framed, no_deadlines
from tests.promises.tally import Tally
from tests.promises.truth import check_truth
from tests.studios import KEY, Rig, rig

S = State
BLOCK = 20
"""Sequences in one test."""

_no_deadlines = pytest.fixture(autouse=True)(no_deadlines)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Let 40 sequences run, or 2,000 in the long run."""
    if "block" in metafunc.fixturenames:
        alone = "FOXREEL_SEQUENCE" in os.environ
        long = metafunc.config.getoption("--long")
        metafunc.parametrize("block", [0] if alone else range(100 if long else 2))


class Fate:
    """What happens to each request, by its job, its call and how many there were before."""

    def __init__(self, seed: int, server: FoxServer, elsewhere: FoxServer) -> None:
        self._seed, self._server, self._elsewhere = seed, server, elsewhere
        self._counts: Counter[tuple[str, str]] = Counter()
        self._left = random.Random(seed).randint(1, 25)
        self.tried = 0
        self.creates: defaultdict[str, list[Refused | None]] = defaultdict(list)
        server.on_every(self.choose)

    def choose(self, request: Request) -> Act | None:
        """Return what is done instead of behaving."""
        prompt = self._prompt(request)
        number = self._counts[request.call, prompt]
        self._counts[request.call, prompt] += 1
        chance = random.Random(f"{self._seed}/{request.call}/{prompt}/{number}")
        if self._left == 0 or chance.random() < 0.5:
            if request.call == "create":
                self.creates[prompt].append(None)
                return Accept(_plan(chance))
            return None
        return self._fault(request, prompt, chance)

    def _fault(self, request: Request, prompt: str, chance: random.Random) -> Act | None:
        table = faults(self._elsewhere.cdn_url)
        names = [n for n, f in table.items() if f.act is not None and not isinstance(f.act, Drop)]
        fault = table[chance.choice(names)]
        self._left -= 1
        self.tried += 1
        if fault.slow:
            expire_soon()
        act = fault.act
        assert act is not None
        assert not isinstance(act, Drop)
        if request.call == "create":
            self.creates[prompt].append(fault.create)
            if fault.create == "unknown" and chance.random() < 0.5:
                return Happens(act, _plan(chance))
        return act

    def _prompt(self, request: Request) -> str:
        if request.call == "create":
            return str(request.json["prompt"])
        parts = [*request.path.split("/"), "", ""]
        tasks = self._server.provider.tasks
        task = tasks.get(parts[3]) or tasks.get(parts[2])
        return str(task.body["prompt"]) if task else ""


def _plan(chance: random.Random) -> Plan:
    shape = chance.choice(["objects", "strings", "output"])
    error = {"code": "service_error", "message": "no"} if chance.random() < 0.1 else None
    steps = [chance.randint(0, 2) for _ in range(3)]
    return Plan(*steps, error=error, shape=shape)


def _break_connections(server: FoxServer, chance: random.Random) -> None:
    """Let some of the first connections end before a request is read."""
    drops = [Drop("accepted"), Drop("first_byte"), Drop("ready", reset=False)]
    passing = Do("accepted", lambda: None)
    for port in ("api", "cdn"):
        acts = [chance.choice(drops) if chance.random() < 0.2 else passing for _ in range(12)]
        server.on_connection(*acts, port=port)  # type: ignore[arg-type]


async def live(home: Home, server: FoxServer, chance: random.Random) -> list[Job]:
    """Ask for one to four clips, and mend whatever needs a person until nothing moves."""
    limits = Limits(sends=chance.choice([1, 1, 2]), running=chance.choice([1, 2, 8]))
    async with rig(home, pace=REMOTE, limits=limits) as r:
        asked = [
            framed(home, job) if chance.random() < 0.4 else job
            for number in range(chance.randint(1, 4))
            for job in r.ask(server.base_url, f"fox {number}")
        ]
        ids = [job.id for job in await r.studio.add(asked)]
        return await _mended(r, ids)


async def _mended(r: Rig, ids: list[str]) -> list[Job]:
    for _ in range(100):
        jobs = await r.studio.settle(ids)
        stuck = [job.id for job in jobs if job.stuck]
        if not stuck:
            return jobs
        await r.studio.want(stuck)
    raise AssertionError("a person mends and mends, and it does not go on")


def try_sequence(folder: Path, seed: int, tally: Tally) -> None:
    """Let one seed's faults happen, and check what they have come to."""
    home = Home(folder, folder / "clips")
    home.prepare()
    chance = random.Random(seed)
    with FoxServer(key=KEY, clip=mp4_bytes(5000)) as server, FoxServer(key=None) as elsewhere:
        fate = Fate(seed, server, elsewhere)
        _break_connections(server, chance)
        jobs = run_fast(live(home, server, chance))
        check_truth(home, server, [job.id for job in jobs])
        for job in jobs:
            _is_what_its_creates_say(job, server, fate.creates[job.prompt])
        assert all("authorization" not in each.headers for each in elsewhere.requests())
        tally.add("faults", fate.tried)


def _is_what_its_creates_say(job: Job, server: FoxServer, creates: list[Refused | None]) -> None:
    """Check a job's end against the answers to its creates: None is an accepted one."""
    assert all(each in ("again", "person") for each in creates[:-1]), "a create was repeated"
    if job.state is S.UNCONFIRMED:
        # Or the server has not read it, or another call's deadline has cut off its answer.
        assert job.error is not None
        assert job.error.kind == "no_answer" or creates[-1] == "unknown", creates
    elif job.task_id:
        assert creates[-1] is None
        given_up = server.provider.tasks[job.task_id].plan.error is not None
        assert job.state is (S.FAILED if given_up else S.COMPLETED)
    else:
        assert job.state is S.FAILED
        refused = job.start_frame is not None if not creates else creates[-1] == "failed"
        assert refused, creates


def test_promises_1_to_6_hold_through_faults_at_all_steps_at_once(
    tmp_path: Path, tally: Tally, expected_logs: object, block: int
) -> None:
    assert callable(expected_logs)
    expected_logs("odd structure")
    alone = os.environ.get("FOXREEL_SEQUENCE")
    for seed in [int(alone)] if alone else range(block * BLOCK, (block + 1) * BLOCK):
        folder = tmp_path / str(seed)
        try:
            try_sequence(folder, seed, tally)
        except BaseException as error:
            error.add_note(f"FOXREEL_SEQUENCE={seed} repeats it")
            raise
        if block:
            shutil.rmtree(folder)
