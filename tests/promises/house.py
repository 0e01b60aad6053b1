"""A home with its programs, in a virtual world: what a person, a provider and a crash can do to it.

Each action is a value; ``House.do`` carries it out on real studios and tells the model of it.
"""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import hashlib
import logging
from collections.abc import Awaitable, Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.asking import Ask, jobs_for
from core.catalog import load_catalog
from core.connections import Connections
from core.desk import JobChanged
from core.home import Home
from core.job import IllegalMove, Job, StartFrame, State
from core.ledger import Ledger
from core.settings import Limits
from core.studio import Studio
from tests.faulty import (
    Accept,
    Act,
    Answer,
    Close,
    Drop,
    Happens,
    Plan,
    Reset,
    Serve,
    redirect,
    untagged,
)
from tests.faulty.server import Call
from tests.promises.gateway import Gateway
from tests.promises.model import ENDED, Model, last_frame_of
from tests.promises.truth import check_truth
from tests.promises.virtual import Life, World
from tests.studios import KEY, no_engine

OTHER_KEY, WRONG_KEY = (
    "sk-other-fedcba9876543210fedcba987654",
    "sk-wrong-00000000000000000000000000",
)
KEYS = (KEY, OTHER_KEY, WRONG_KEY, "")
MOST_JOBS, MOST_PROGRAMS = 9, 3
CLOSING_SECONDS = 6.0
"""How long the orderly end of a program may take: the design's two seconds, and every grace."""

ASKINGS = 3
"""How often a person asks at the end for all to go on: what was under way with another key is put
back, and waits for a word once more."""

HTML = "<html><title>Bad Gateway</title></html>"


def _error(status: int, kind: str = "", code: str = "") -> Answer:
    return Answer(status, {"error": {"type": kind, "message": "no", "code": code}})


CREATE: dict[str, Act] = {
    "429": Answer(429, HTML, retry_after=1),
    "429, later": Answer(429, HTML, retry_after=90),
    "400": _error(400, "invalid_request_error"),
    "bad picture": _error(400, "invalid_request_error", "invalid_image_url"),
    "401": _error(401, "authentication_error"),
    "402": _error(402, "insufficient_quota"),
    "403, quota": _error(403, "", "insufficient_user_quota"),
    "403": _error(403),
    "404": Answer(404, HTML),
    "413": Answer(413, HTML),
    "503, own": _error(503, "service_unavailable_error"),
    "500": Answer(500, HTML),
    "502, made": Happens(Answer(502, HTML)),
    "408": Answer(408, HTML),
    "409, made": Happens(Answer(409, HTML)),
    "HTML": Happens(Answer(200, HTML)),
    "nothing": Answer(200, b""),
    "no id": Answer(200, {"status": "pending"}),
    "redirect": redirect("https://example.com/"),
    "reset": Reset(),
    "reset, made": Happens(Reset()),
    "closed, made": Happens(Close()),
    "cut, made": Happens(Answer(200, {"id": "task-1", "model": "x"}, cut=9)),
    "long": Accept(Plan(pending=4, processing=6)),
    "hollow": Accept(Plan(hollow=2)),
    "fails": Accept(Plan(error={"code": "content_policy", "message": "no"})),
    "strings": Accept(Plan(shape="strings", accepted={"task_info": None})),
    "chunked": Accept(Plan(serve=Serve(framing="chunked"))),
    "no ranges": Accept(Plan(serve=Serve(ranges=False))),
}
TASK: dict[str, Act] = {
    **{str(status): Answer(status, HTML) for status in (400, 401, 402, 403, 404, 429, 500, 503)},
    "reset": Reset(),
    "closed": Close(),
    "HTML": Answer(200, HTML),
    "cut": Answer(200, {"status": "processing", "progress": 5}, cut=12),
    "no status": Answer(200, {"progress": 5}),
    "odd status": Answer(200, {"status": "odd", "progress": "7%"}),
}
UPLOAD: dict[str, Act] = {
    **{str(status): Answer(status, HTML) for status in (400, 401, 402, 413, 429, 500)},
    "reset": Reset(),
    "closed": Close(),
    "no url": Answer(200, {"id": "file-1"}),
}
CLIP: dict[str, Act] = {
    **{str(status): Answer(status, HTML) for status in (403, 404, 410, 416, 429, 500)},
    "reset": Reset(),
    "cut": Serve(cut=700),
    "cut by a reset": Serve(cut=900, ending="reset"),
    "cut, no validator": Serve(cut=700, etag=None, last_modified=None),
    "another file": Serve(etag='"v2"', cut=1200),
    "dishonest range": Serve(etag='"v3"', honest=False),
    "HTML": Answer(200, HTML),
    "whole, unknown size": Serve(framing="chunked"),
}
ACTS: dict[Call, dict[str, Act]] = {"create": CREATE, "task": TASK, "upload": UPLOAD, "clip": CLIP}
PICTURES = tuple(f"picture {number}".encode() for number in range(2))


# What can happen. ``program`` and ``job`` count what there is, and begin anew at its end.


@dataclass(frozen=True)
class Generate:
    """Click Generate; ``picture`` is one of ``PICTURES``, None for no start frame.

    ``after`` is the job that it continues, with its last frame, None for none.
    """

    takes: int = 1
    picture: int | None = None
    after: int | None = None
    program: int = 0
    hold: bool = False


@dataclass(frozen=True)
class OnJob:
    """Ask something of one job: ``what`` names it."""

    what: str
    job: int = 0
    program: int = 0


@dataclass(frozen=True)
class Stop:
    """Stop jobs; ``calm`` first lets happen all that takes no time, and compares all others."""

    jobs: tuple[int, ...]
    program: int = 0
    calm: bool = True


@dataclass(frozen=True)
class WantAll:
    """Ask for everything unfinished to go on."""

    program: int = 0


@dataclass(frozen=True)
class UseKey:
    """Type another key into the settings: one of ``KEYS``."""

    key: int
    program: int = 0


@dataclass(frozen=True)
class SetLimits:
    """Let so many jobs be in each stage."""

    limits: Limits
    program: int = 0


@dataclass(frozen=True)
class Together:
    """Two persons do something at once."""

    first: Any
    second: Any


@dataclass(frozen=True)
class Open:
    """Start another program on the home."""

    key: int = 0


@dataclass(frozen=True)
class End:
    """End a program, in order or by SIGKILL; ``again`` starts another one at once."""

    kill: bool = False
    program: int = 0
    again: bool = True


@dataclass(frozen=True)
class Reboot:
    """Kill every program at once, and start one."""


@dataclass(frozen=True)
class Weather:
    """Let the next call of a kind meet one of ``ACTS`` (empty: none), and travel for a while."""

    call: Call
    act: str = ""
    before: float = 0.02
    after: float = 0.02


@dataclass(frozen=True)
class Network:
    """Refuse connections, or drop one after its first byte; or let every link die; or exchange
    the key that is taken."""

    what: str
    times: int = 1


@dataclass(frozen=True)
class Pass:
    """Let time pass, in seconds."""

    seconds: float


Action = (
    Generate | OnJob | Stop | WantAll | UseKey | SetLimits | Together | Open | End | Reboot
    | Weather | Network | Pass
)  # fmt: skip


@dataclass(eq=False)
class Program:
    """A program on the home; ``told`` are the revisions that its window was told of, by job."""

    life: Life
    ledger: Ledger
    connections: Connections
    studio: Studio
    since: int
    told: dict[str, list[Job]]


class House:
    """One example: a home, the programs on it, a provider, and the model of it all."""

    def __init__(self, home: Home, world: World, gateway: Gateway, template: Path) -> None:
        self.home = home
        self.world = world
        self.gateway = gateway
        self.programs: list[Program] = []
        self.ends = 0
        self._clicks = 0
        home.prepare()
        home.clips.mkdir()
        home.ledger.write_bytes(template.read_bytes())
        self.ledger = Ledger(home.ledger, world.time)
        self.model = Model(self.ledger, gateway)

    async def live(self, actions: Sequence[Action], *, go_on: bool) -> None:
        """Do all actions and bring everything to an end; fails where a promise is broken."""
        await self._open(KEY)
        for action in actions:
            await self.do(action)
            self.model.look()
        await self._settle(go_on=go_on)
        for program in list(self.programs):
            await self._end(program)
        self.model.look()
        self.model.finish(ends=self.ends)
        check_truth(self.home, self.gateway, self.model.asked)

    async def do(self, action: Action) -> None:
        """Carry out one action; one that makes no sense now does nothing."""
        match action:
            case Weather():
                if action.act:
                    self.gateway.on(action.call, ACTS[action.call][action.act])
                if not self.gateway.sockets:
                    self.gateway.slow(action.call, action.before, action.after)
            case Network():
                self._network(action)
            case Pass(seconds):
                await asyncio.sleep(seconds)
            case Open(key):
                if len(self.programs) < MOST_PROGRAMS:
                    await self._open(KEYS[key])
            case Reboot():
                for program in list(self.programs):
                    self._kill(program)
                await self._open(KEY)
            case Together(first, second):
                await asyncio.gather(self.do(_hasty(first)), self.do(_hasty(second)))
            case _ if self.programs:
                program = self.programs[action.program % len(self.programs)]
                await self._by_person(action, program)

    # What a person does

    async def _by_person(self, action: Action, program: Program) -> None:
        match action:
            case Generate():
                await self._generate(action, program)
            case OnJob():
                await self._on_job(action, program)
            case Stop():
                await self._stop(action, program)
            case WantAll():
                ids = [each.job.id for each in self.model.jobs.values()]
                self.model.go(ids, program.life)
                await self._in(program, program.studio.want(ids))
                self.model.look()
                self.model.gone_on(ids)
            case UseKey(key):
                await self._use_key(program, KEYS[key])
            case SetLimits(limits):
                program.studio.set_limits(limits)
            case End(kill=True):
                self._kill(program)
            case End():
                await self._end(program)
        if isinstance(action, End) and action.again:
            await self._open(KEY)

    async def _generate(self, action: Generate, program: Program) -> None:
        if len(self.model.jobs) + action.takes > MOST_JOBS:
            return
        self._clicks += 1
        after = ""
        if action.after is not None and self.model.jobs:
            after = list(self.model.jobs)[action.after % len(self.model.jobs)]
        frame = None if action.picture is None or after else self._frame(action.picture)
        ask = Ask(prompt=f"fox {self._clicks}", model="sora-2-pro", takes=action.takes, after=after)
        connection = program.connections.freeze(self.gateway.base_url)
        jobs = jobs_for(ask, load_catalog(), connection, self.home.clips, self.home.frames)
        jobs = [
            dataclasses.replace(job, start_frame=frame, created_at=self.world.time(), prompt=prompt)
            for job in jobs
            if (prompt := f"{job.prompt}.{job.take}")
        ]
        self.model.tries.append(self.model.now)
        added = await self._in(program, program.studio.add(jobs, hold=action.hold))
        self.model.added(added, None if action.hold else program.life)

    def _frame(self, number: int) -> StartFrame:
        return _kept(PICTURES[number], self.home.frames)

    async def _on_job(self, action: OnJob, program: Program) -> None:
        if action.what == "follow another's":
            task = self.gateway.add_task(Plan())
            await self._follow(program, task.id)
            return
        if not self.model.jobs:
            return
        known = list(self.model.jobs.values())[action.job % len(self.model.jobs)]
        job = self.ledger.get(known.job.id)
        assert job is not None
        doing: dict[str, Callable[[Program, Job], Awaitable[None]]] = {
            "go on": self._go_on,
            "ask again": self._ask_again,
            "confirm": self._confirm,
            "send again": self._send_again,
            "drop": self._drop,
            "remove": lambda p, j: self._in(p, p.studio.remove([j.id])),
            "restore": lambda p, j: self._in(p, p.studio.restore([j.id])),
            "follow": lambda p, j: self._follow(p, j.task_id or "task-nowhere"),
            "lose the file": self._lose_file,
        }
        # Another person may have been first.
        with contextlib.suppress(IllegalMove):
            await doing[action.what](program, job)

    async def _go_on(self, program: Program, job: Job) -> None:
        self.model.go([job.id], program.life)
        await self._in(program, program.studio.go_on(job))
        self.model.look()
        self.model.gone_on([job.id])

    async def _ask_again(self, program: Program, job: Job) -> None:
        if job.prompt and len(self.model.jobs) < MOST_JOBS:
            self.model.tries.append(self.model.now)
            new = await self._in(program, program.studio.ask_again(job))
            self.model.added([new], program.life)

    async def _confirm(self, program: Program, job: Job) -> None:
        made = self.gateway.provider.tasks.values()
        ids = [task.id for task in made if task.body.get("prompt") == job.prompt and job.prompt]
        if ids:
            self._resolve(job)
            await self._in(program, program.studio.confirm(job, ids[-1]))
            self.model.want([job.id], program.life)

    async def _send_again(self, program: Program, job: Job) -> None:
        if len(self.model.jobs) < MOST_JOBS and job.prompt:
            self._resolve(job)
            self.model.tries.append(self.model.now)
            new = await self._in(program, program.studio.send_again(job))
            self.model.passes.add(new.id)
            self.model.added([new], program.life)

    async def _drop(self, program: Program, job: Job) -> None:
        self._resolve(job)
        await self._in(program, program.studio.drop(job))

    def _resolve(self, job: Job) -> None:
        if job.state is State.UNCONFIRMED:
            self.model.resolve(job.id)

    async def _follow(self, program: Program, task_id: str) -> None:
        if len(self.model.jobs) >= MOST_JOBS:
            return
        known = [each.job.id for each in self.model.jobs.values() if each.job.task_id == task_id]
        self.model.go(known, program.life)
        connection = program.connections.freeze(self.gateway.base_url)
        work = program.studio.follow_task(task_id, connection, str(self.home.clips))
        self.model.added([await self._in(program, work)], program.life)

    async def _lose_file(self, program: Program, job: Job) -> None:  # noqa: ARG002
        if job.file:
            Path(job.file).unlink(missing_ok=True)
            Path(job.file).with_suffix(".json").unlink(missing_ok=True)

    async def _stop(self, action: Stop, program: Program) -> None:
        known = list(self.model.jobs)
        ids = {known[number % len(known)] for number in action.jobs} if known else set()
        # Over real sockets an answer takes no time of this world: nothing ever stands still.
        calm = action.calm and not self.gateway.sockets
        if calm:
            await self._quiet()
        before, going = self._rows(), self._creates()
        self.model.stop(ids)
        await self._in(program, program.studio.stop(ids))
        self.model.stopping(ids)
        if not calm or not any(each.studio.working for each in self.programs):
            return
        await self._quiet()
        assert going <= self._creates(), "stopping ended a create"
        self._compare(ids, before, self._rows())

    def _compare(
        self, stopped: Collection[str], before: dict[str, Job], after: dict[str, Job]
    ) -> None:
        """Check what a stop has done in no time at all: all that it should, and nothing else."""
        unsent = (State.WAITING, State.UPLOADING)
        for job_id, was in before.items():
            now = after[job_id]
            if job_id not in stopped:
                # Room was freed: another job may have moved up.
                moved_up = was.state in unsent and now.state in (*unsent, State.SUBMITTING)
                named = was.state is State.DOWNLOADING is now.state
                assert now == was or moved_up or named, f"stopping {stopped} touched {was} → {now}"
            elif was.state in unsent:
                assert now.state is State.STOPPED, f"{job_id} was stopped and is {now.state}"
            elif was.state in (*ENDED, State.SUBMITTING):
                assert now == was, f"stopping {was.state} made it {now.state}"

    def _rows(self) -> dict[str, Job]:
        return {job.id: job for job in self.ledger.jobs(removed=True)}

    def _creates(self) -> set[int]:
        return {id(each) for each in self.gateway.under_way}

    async def _use_key(self, program: Program, key: str) -> None:
        program.connections.use_key(self.gateway.base_url, key)
        self.model.tries.append(self.model.now)
        own = {e.job.id for e in self.model.jobs.values() if program.life in e.wanted_by}
        sent = {e.job.id for e in self.model.jobs.values() if e.job.task_id}
        self.model.want(own | sent, program.life)
        await self._in(program, program.studio.want_unkeyed(self.gateway.base_url))

    # What happens to programs and to the network

    async def _open(self, key: str) -> Program:
        life = Life()
        program = await self.world.in_life(life, self._opened(life, key))
        self.programs.append(program)
        self.model.tries.append(self.model.now)
        return program

    async def _opened(self, life: Life, key: str) -> Program:
        ledger = Ledger(self.home.ledger, self.world.time)
        connections = Connections(lambda _: key, ledger.salt, no_engine)
        studio = Studio(self.home, ledger, connections, load_catalog(), clock=self.world.time)
        told: dict[str, list[Job]] = {}

        def listen(event: object) -> None:
            if isinstance(event, JobChanged):
                told.setdefault(event.job.id, []).append(event.job)

        studio.subscribe(listen)
        await studio.open()
        since = ledger.revision()
        return Program(life, ledger, connections, studio, since, told)

    async def _end(self, program: Program) -> None:
        self.programs.remove(program)
        self._check_told(program)
        self.ends += 1
        began, worked = self.model.now, program.studio.working
        await self._in(program, program.studio.close())
        assert self.model.now - began <= CLOSING_SECONDS, "ending took too long"
        self._bury(program)
        if worked and not self.programs:
            amid = self.ledger.jobs([State.UPLOADING, State.SUBMITTING], removed=True)
            assert not amid, f"left in the middle by an orderly end: {amid}"

    def _kill(self, program: Program) -> None:
        self.programs.remove(program)
        self.ends += 1
        self._bury(program)
        program.studio._turn.die()  # type: ignore[attr-defined]
        program.studio._session.die()  # type: ignore[attr-defined]

    def _bury(self, program: Program) -> None:
        self.world.kill(program.life)
        program.ledger.close()
        self.model.look()
        self.model.ended(program.life)
        self.model.tries.append(self.model.now)

    def _network(self, action: Network) -> None:
        provider = self.gateway.provider
        match action.what:
            case "refuse api":
                self.gateway.refuse("api", action.times)
            case "refuse cdn":
                self.gateway.refuse("cdn", action.times)
            case "drop":
                self.gateway.on_connection(*[Drop("accepted")] * action.times)
            case "links die":
                provider.expire_links(403 if action.times == 1 else 404)
            case "key exchanged":
                provider.key = OTHER_KEY if provider.key == KEY else KEY

    # The end

    async def _settle(self, *, go_on: bool) -> None:
        """Mend everything, let go on what may, and wait until nothing moves any more."""
        self.gateway.heal()
        self.gateway.provider.key = None
        if not self.programs:
            await self._open(KEY)
        for program in self.programs:
            for key in (WRONG_KEY, OTHER_KEY, KEY):
                program.connections.use_key(self.gateway.base_url, key)
            program.studio.set_limits(Limits())
        first = self.programs[0]
        asked = [i for i, each in self.model.jobs.items() if each.stop_asked]
        await self._in(first, first.studio.settle(asked, ended=True))
        self.model.look()
        for job in self._rows().values():
            lost = job.file and not Path(job.file).exists()
            if lost or (go_on and job.state is State.STOPPED):
                await self._go_on(first, job)
        for _ in range(ASKINGS):
            ids = list(self.model.jobs)
            self.model.go(ids, first.life)
            await self._in(first, first.studio.want(ids))
            await self._in(first, first.studio.settle(ids))
        await asyncio.sleep(2.0)
        self.model.look()
        for program in self.programs:
            self._check_told(program, whole=True)

    def _check_told(self, program: Program, *, whole: bool = False) -> None:
        """Check that what a window was told is the ledger's truth, in its order."""
        for job_id, told in program.told.items():
            revs = [job.rev for job in told]
            assert revs == sorted(set(revs)), f"{job_id}: told {revs}"
        for job in self.ledger.changed_since(program.since) if whole else ():
            last = program.told.get(job.id, [])[-1:]
            assert [each.rev for each in last] == [job.rev], f"{job.id}: {job} was told as {last}"
            assert last[0].state is job.state, f"{job.id}: told wrongly"

    async def _quiet(self) -> None:
        await self.world.quiet()
        self.model.look()

    async def _in(self, program: Program, work: Any) -> Any:
        return await self.world.in_life(program.life, work)


def _kept(data: bytes, folder: Path) -> StartFrame:
    sha256 = hashlib.sha256(data).hexdigest()
    (folder / f"{sha256}.png").write_bytes(data)
    return StartFrame("fox.png", sha256=sha256, media_type="image/png", fit="crop")


def freeze_last_frame(file: Path, _size: object, _megabytes: float, folder: Path) -> StartFrame:
    """Stand in for ``core.continuing._freeze``: the clips here have no pictures to decode."""
    return _kept(last_frame_of(untagged(file.read_bytes())), folder)


def _hasty(action: Action) -> Action:
    return dataclasses.replace(action, calm=False) if isinstance(action, Stop) else action


class Warnings(logging.Handler):
    """Gathers what the programs of an example found worth a warning."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record as text."""
        self.lines.append(f"{record.name}: {record.getMessage()}")

    @contextlib.contextmanager
    def gathered(self) -> Iterator[None]:
        """Gather what is logged meanwhile, and let nobody else have it."""
        log = logging.getLogger("core")
        log.addHandler(self)
        log.propagate = False
        try:
            yield
        finally:
            log.propagate = True
            log.removeHandler(self)

    def surprises(self, expected: Iterable[str]) -> list[str]:
        """Return the lines that hold none of the ``expected`` texts."""
        return [line for line in self.lines if not any(text in line for text in expected)]
