"""The state machine as a property: whatever people, providers and crashes do, no promise breaks.

Each example is a sequence of actions on real studios and a real ledger, in a world whose time and
threads are its own; a model beside them says what they may have become.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from unittest import mock

import hypothesis
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.home import Home
from core.ledger import Ledger
from core.settings import Limits
from tests.promises.gateway import Gateway
from tests.promises.house import (
    ACTS,
    KEYS,
    Action,
    End,
    Generate,
    House,
    Network,
    OnJob,
    Open,
    Pass,
    Reboot,
    SetLimits,
    Stop,
    Together,
    UseKey,
    WantAll,
    Warnings,
    Weather,
    freeze_last_frame,
)
from tests.promises.leaks import search
from tests.promises.tally import Tally
from tests.promises.virtual import World
from tests.studios import KEY

SHORT, LONG, REAL = 60, 400, 30
"""Examples of one test: by default, with ``--long``, and over real sockets."""

SHORT_PARTS, LONG_PARTS = 5, 30

EXPECTED = ("odd structure", "no fresh link", "the ledger takes no more")
"""What a program may warn of in its log."""

job = st.integers(0, 8)
program = st.sampled_from((0, 0, 0, 1, 2))
delay = st.sampled_from((0.02, 0.02, 0.4, 5.0, 45.0, 700.0))
generate = st.builds(
    Generate,
    takes=st.sampled_from((1, 1, 2, 3, 4)),
    picture=st.sampled_from((None, None, 0, 1)),
    after=st.sampled_from((None, None, 0, 1, 2)),
    program=program,
    hold=st.sampled_from((False, False, False, True)),
)
on_job = st.builds(
    OnJob,
    what=st.sampled_from(
        (
            *("go on", "go on", "ask again", "confirm", "send again", "drop", "remove", "restore"),
            *("follow", "follow another's", "lose the file"),
        )
    ),
    job=job,
    program=program,
)
stop = st.builds(
    Stop,
    jobs=st.lists(job, min_size=1, max_size=2).map(tuple),
    program=program,
    calm=st.booleans(),
)
limits = st.builds(
    Limits,
    uploads=st.integers(1, 2),
    sends=st.integers(1, 3),
    running=st.sampled_from((1, 2, 8)),
    polls=st.integers(1, 3),
    downloads=st.integers(1, 2),
)
weather = st.one_of(
    *(
        st.builds(
            Weather,
            call=st.just(call),
            act=st.sampled_from(("", *acts)),
            before=delay,
            after=delay,
        )
        for call, acts in ((c, ACTS[c]) for c in ("create", "create", "task", "upload", "clip"))
    )
)
network = st.builds(
    Network,
    what=st.sampled_from(("refuse api", "refuse cdn", "drop", "links die", "key exchanged")),
    times=st.integers(1, 2),
)
passing = st.builds(
    Pass,
    st.sampled_from((0.03, 0.03, 0.05, 0.05, 0.1, 0.1, 0.4, 1.0, 1.0, 3.0, 3.0, 9.0, 60.0, 700.0)),
)
person = st.one_of(generate, on_job, on_job, stop, st.builds(WantAll, program))
rare = st.one_of(
    st.builds(UseKey, st.integers(0, len(KEYS) - 1), program),
    st.builds(SetLimits, limits, program),
    st.builds(Together, person, person),
    st.builds(Open, st.integers(0, len(KEYS) - 1)),
    st.builds(End, kill=st.booleans(), program=program, again=st.booleans()),
    st.just(Reboot()),
    st.just(Pass(90_000.0)),
    network,
    network,
)


def block(middle: st.SearchStrategy[Action]) -> st.SearchStrategy[list[Action]]:
    """Return what happens around one action: the weather before it, and time after it."""
    around = st.tuples(st.lists(weather, max_size=4), middle, st.none() | passing)
    return around.map(lambda parts: [*parts[0], parts[1], *([parts[2]] if parts[2] else [])])


more = st.lists(block(st.one_of(generate, person, person, stop, on_job, rare)), max_size=8)
actions = st.tuples(block(generate), more, more).map(
    lambda parts: [each for part in (parts[0], *parts[1], *parts[2]) for each in part]
)
"""Everything that happens in one example. It shrinks to one click, with nothing around it."""


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an empty ledger, to begin with a copy of it."""
    file = tmp_path_factory.mktemp("template") / "ledger.sqlite3"
    ledger = Ledger(file)
    ledger._database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    ledger.close()
    return file


pytestmark = pytest.mark.timeout(600)  # a failure is made shorter, which takes its time


@pytest.fixture
def folder(tmp_path: Path) -> Any:
    """Yield a folder for homes: in memory where the system has that, as each write is forced."""
    memory = Path("/dev/shm")
    if not memory.is_dir():
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=memory, prefix="foxreel-") as name:
        yield Path(name)
        assert search(Path(name), KEY) == []


def live(
    folder: Path, template: Path, chosen: Sequence[Action], seed: int, go_on: bool, sockets: bool
) -> None:
    """Live one example on a home of its own."""
    root = folder / "home"
    shutil.rmtree(root, ignore_errors=True)
    world, warnings = World(seed), Warnings()
    with (
        warnings.gathered(),
        Gateway(world, KEY, sockets=sockets) as gateway,
        gateway.installed(),
        mock.patch("core.continuing._freeze", freeze_last_frame),
    ):
        house = House(Home(root, root / "clips"), world, gateway, template)
        try:
            world.run(house.live(chosen, go_on=go_on))
        finally:
            house.ledger.close()
            gateway.close()
    surprises = [*warnings.surprises(EXPECTED), *world.complaints]
    assert not surprises, f"logged, but not expected: {surprises}"


def prove(
    folder: Path, template: Path, tally: Tally, examples: int, seed: int, *, sockets: bool = False
) -> None:
    """Live ``examples`` examples; a failure shows the shortest that Hypothesis finds."""

    @hypothesis.seed(seed)
    @settings(
        max_examples=examples,
        derandomize=False,
        suppress_health_check=list(HealthCheck),
    )
    @given(chosen=actions, order=st.integers(0, 1 << 16), go_on=st.booleans())
    def example(chosen: list[Action], order: int, go_on: bool) -> None:
        live(folder, template, chosen, order, go_on, sockets)
        tally.add("examples")

    example()


@pytest.mark.parametrize("part", range(SHORT_PARTS))
def test_whatever_happens_no_promise_is_broken(
    folder: Path, template: Path, tally: Tally, part: int
) -> None:
    prove(folder, template, tally, SHORT, seed=4 + 10 * part)


def test_the_same_over_real_sockets(folder: Path, template: Path, tally: Tally) -> None:
    prove(folder, template, tally, REAL, seed=5, sockets=True)


@pytest.mark.parametrize("part", range(LONG_PARTS))
def test_many_more_of_it(folder: Path, template: Path, tally: Tally, long: bool, part: int) -> None:
    if not long:
        pytest.skip("only with --long")
    prove(folder, template, tally, LONG, seed=100 + part)
