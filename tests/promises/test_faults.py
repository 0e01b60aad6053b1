"""Every fault at every step of a job's life: what it comes to, and that no promise is broken."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from core.desk import JobChanged
from core.help import explain
from core.home import Home
from core.job import Fault, Job, State
from core.pacing import REMOTE
from tests.faulty import Act, Drop, FoxServer, Happens, Request, mp4_bytes
from tests.promises.fastclock import run_fast, this_loop
from tests.promises.faulttable import LATER, OVER_TLS, Faulty, Refused, faults
from tests.promises.lives import expire_soon, framed, no_deadlines, to_the_end
from tests.promises.tally import Tally
from tests.promises.truth import check_truth
from tests.studios import KEY, Rig, rig

S = State
TIMES = 2
"""How often in a row a fault happens before the server behaves."""

STEPS = {
    "upload": ("upload", 0, S.WAITING),
    "create": ("create", 0, S.WAITING),
    "first query": ("task", 0, S.PENDING),
    "middle query": ("task", 1, S.PENDING),
    "last query": ("task", 2, S.PROCESSING),
    "download": ("clip", 0, S.DOWNLOADING),
}
"""The steps: which call it is, how many of its kind went well before, and where the job is then."""

NAMES = list(faults("http://elsewhere"))
SEEN_OVER_TLS = ("reset when accepted", "reset at the first byte", "reset after the handshake")
"""What the default run tries over TLS: that which differs from plain HTTP, or could."""


_no_deadlines = pytest.fixture(autouse=True)(no_deadlines)


@dataclass(frozen=True)
class Came:
    """What a fault has come to: the job's end, why it waited on the way (where, and the kind),
    how many creates the server saw, and how often a person was needed."""

    state: State
    error: str
    reasons: frozenset[tuple[State, str]]
    creates: int
    persons: int


def expected(fault: Faulty, step: str, *, tls: bool, name: str) -> Came:
    """Return what ``fault`` at ``step`` must come to."""
    what, kind = fault(step), fault.kind
    if tls and name in OVER_TLS:
        kind = OVER_TLS[name][0]
        what = OVER_TLS[name][1] if step == "create" else "again"
    kind = fault.download if step == "download" else kind
    dropped = isinstance(fault.act, Drop)  # the server has not read what was sent
    reasons = frozenset({(STEPS[step][2], kind)})
    creates = TIMES + 1 if step == "create" and what in ("again", "person") else 1
    ended: dict[Refused, Came] = {
        "failed": Came(S.FAILED, kind, frozenset(), int(step == "create"), 0),
        "unknown": Came(S.UNCONFIRMED, kind, frozenset(), 0 if dropped else 1, 0),
        "person": Came(S.COMPLETED, "", reasons, creates, TIMES),
    }
    return ended.get(what, Came(S.COMPLETED, "", reasons, creates, 0))


class Happening:
    """Lets a fault happen at a step: to requests as they come, or to connections before them."""

    def __init__(self, server: FoxServer, fault: Faulty, step: str, what: Refused) -> None:
        self._server, self._fault, self._step = server, fault, step
        self._call, self._first, self._state = STEPS[step]
        self._counts: Counter[str] = Counter()
        self._armed = False
        act = fault.act
        if act is not None and not isinstance(act, Drop):
            # The worst case: what was asked has happened, and costs money.
            unknown = step == "create" and what == "unknown"
            self._act: Act = Happens(act) if unknown else act
            server.on_every(self._choose)

    def watch(self, r: Rig) -> None:
        """Break connections when the job comes to the step."""
        if isinstance(self._fault.act, Drop | None):
            if self._step in ("upload", "create"):
                self._arm()
            r.studio.subscribe(lambda e: self._see(e.job) if isinstance(e, JobChanged) else None)

    def _choose(self, request: Request) -> Act | None:
        number = self._counts[request.call]
        self._counts[request.call] += 1
        if request.call != self._call or not self._first <= number < self._first + TIMES:
            return None
        if self._fault.slow:
            expire_soon()
        return self._act

    def _see(self, job: Job) -> None:
        if self._fault.act is None and self._armed and job.reason is not None:
            self._server.come_back()
            self._fault = dataclasses.replace(self._fault, act=Drop("ready"))
        queried = job.progress is not None
        there = job.state is self._state and queried is (self._step != "first query")
        if there and not self._armed and self._step not in ("upload", "create"):
            self._arm()

    def _arm(self) -> None:
        self._armed = True
        if isinstance(self._fault.act, Drop):
            port = "cdn" if self._step == "download" else "api"
            self._server.on_connection(*[self._fault.act] * TIMES, port=port)
            self._server.break_all()  # so that the next call needs a connection
        else:
            self._server.go_away()


async def live(home: Home, server: FoxServer, step: str, happening: Happening) -> tuple[Job, Came]:
    """Let one job live through a fault at ``step``, and return it with what came of it."""
    async with rig(home, pace=REMOTE) as r:
        happening.watch(r)
        (job,) = r.ask(server.base_url)
        job = framed(home, job) if step == "upload" else job
        (job,) = await r.studio.add([job])
        job, persons = await to_the_end(r, job)
        reasons = frozenset(_reasons(r.seen))
        error = job.error.kind if job.error else ""
        _is_in_words(job.error, job)
        return job, Came(job.state, error, reasons, len(server.requests("create")), persons)


def _reasons(seen: list[Job]) -> Iterator[tuple[State, str]]:
    """Yield where a job was when a reason was set, and its kind."""
    before: Fault | None = None
    for job in seen:
        if job.reason is not None and job.reason != before:
            _is_in_words(job.reason, job)
            yield job.state, job.reason.kind
        before = job.reason


def _is_in_words(fault: Fault | None, job: Job) -> None:
    if fault is not None:
        words = explain(fault, job)
        assert words.happened, fault
        assert words.todo, fault


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Let the whole table run over TLS as well if it is the long run."""
    if "name_over_tls" in metafunc.fixturenames:
        every = metafunc.config.getoption("--long")
        metafunc.parametrize("name_over_tls", NAMES if every else SEEN_OVER_TLS)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("name", NAMES)
def test_promises_1_and_5_a_fault_comes_to_what_is_said_of_it(
    home: Home, server: FoxServer, tally: Tally, name: str, step: str
) -> None:
    try_fault(home, server, name, step, tls=False)
    tally.add("faults")


@pytest.mark.parametrize("step", STEPS)
def test_promises_1_and_5_a_fault_over_tls_comes_to_what_is_said_of_it(
    home: Home, tls_server: FoxServer, tally: Tally, name_over_tls: str, step: str
) -> None:
    tls_server.provider.key = KEY
    try_fault(home, tls_server, name_over_tls, step, tls=True)
    tally.add("faults")


def try_fault(home: Home, server: FoxServer, name: str, step: str, *, tls: bool) -> None:
    """Let a fault happen at a step, and check what it comes to and what holds always."""
    server.provider.clip = mp4_bytes(5000)
    with FoxServer(key=None) as elsewhere:
        fault = faults(elsewhere.cdn_url)[name]
        wanted = expected(fault, step, tls=tls, name=name)
        what: Refused = "unknown" if wanted.state is S.UNCONFIRMED else fault(step)
        happening = Happening(server, fault, step, what)

        async def work() -> tuple[Job, Came, float]:
            before = this_loop().time()
            job, came = await live(home, server, step, happening)
            return job, came, this_loop().time() - before

        job, came, seconds = run_fast(work())
        if fault.slow or (isinstance(fault.act, Drop) and fault.act.stage != "first_byte"):
            came, wanted = _whichever(came, wanted, step)
        assert came == wanted
        if "429 for" in name or "429 until a" in name:
            assert seconds >= TIMES * LATER
        check_truth(home, server, [job.id])
        _no_key_has_gone_elsewhere(elsewhere, step)
        assert _left_in(home.clips) == (2 if job.state is S.COMPLETED else 0)


UNSENT = frozenset({(S.WAITING, "unreachable"), (S.WAITING, "no_answer")})
"""Why a create is made again of which not a byte has left."""
TOLD = {"unreachable": "no_answer", "unreadable": "no_answer", "not_a_clip": "transfer"}
"""Which words mean the same for a connection that has ended at a point that is not certain."""


def _whichever(came: Came, wanted: Came, step: str) -> tuple[Came, Came]:
    """Leave open whether the client was told of its broken connection before or after it sent, and
    how much of a trickle it had read when it left.

    If before, not a byte has left: a create is made again, with a reason that says so. Both are
    true, also one after the other.
    """
    if step == "create":
        if came.state is S.COMPLETED:
            wanted = Came(S.COMPLETED, "", frozenset(), 1, 0)
        came = dataclasses.replace(came, reasons=came.reasons - UNSENT)
        wanted = dataclasses.replace(wanted, reasons=wanted.reasons - UNSENT)
    return _told(came), _told(wanted)


def _told(came: Came) -> Came:
    reasons = frozenset((state, TOLD.get(kind, kind)) for state, kind in came.reasons)
    return dataclasses.replace(came, error=TOLD.get(came.error, came.error), reasons=reasons)


def _no_key_has_gone_elsewhere(elsewhere: FoxServer, step: str) -> None:
    for request in elsewhere.requests():
        assert step == "download", "an API call was redirected"
        assert "authorization" not in request.headers


def _left_in(folder: Path) -> int:
    return len(list(folder.iterdir()))
