"""The studio: takes jobs through their life, one step at a time, for one program at a time.

Each step (send, follow, fetch) is a coroutine that does the next thing for one job and says when
it wants to be called again. The studio decides whose turn it is: due times, and a limit for
each stage. It sleeps until the next due time or until it is rung.
"""

from __future__ import annotations

import asyncio
import dataclasses
import logging
import sqlite3
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Sequence

from core.agenda import Agenda, Stage, stage_of
from core.catalog import Catalog
from core.connections import Connections
from core.desk import Desk, JobChanged, Listener, ledger_fault
from core.fetching import fetch_clip
from core.following import follow
from core.home import Home
from core.job import AT_PROVIDER, ENDED, Connection, Fault, IllegalMove, Job, State, again, new_id
from core.ledger import Ledger
from core.pacing import Pace
from core.sending import send
from core.sessions import Session, Turn
from core.settings import Limits

Step = Callable[[Desk, Job], Awaitable[float | None]]

STEPS: dict[State, Step] = {
    State.WAITING: send,
    State.PENDING: follow,
    State.PROCESSING: follow,
    State.DOWNLOADING: fetch_clip,
}

CREATE_GRACE = 1.2
"""Seconds that a create in flight gets for its answer when the studio closes."""

RING_DELAY = 0.05
"""Seconds over which changes are gathered before other programs are rung."""

log = logging.getLogger(__name__)


class Studio:
    """The jobs of one home, for one program. Its methods run on one asyncio loop.

    Several programs may open a studio on the same home: one of them works the queue, the others
    add to it, see it, and take over when that one ends.
    """

    def __init__(
        self,
        home: Home,
        ledger: Ledger,
        connections: Connections,
        catalog: Catalog,
        limits: Limits | None = None,
        *,
        pace: Pace | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._limits = limits or Limits()
        self._desk = Desk(home, ledger, connections, catalog, self._limits, pace, clock)
        self._ledger = ledger
        self._loop = asyncio.get_running_loop()
        self._wake = asyncio.Event()
        self._rung = True
        self._closing = False
        self._rev = 0
        self._jobs: dict[str, Job] = {}
        self._agenda = Agenda()
        self._busy: dict[str, asyncio.Task[None]] = {}
        self._to_stop: set[str] = set()
        self._ring_timer: asyncio.TimerHandle | None = None
        self._session = Session(home.sessions, self._ring_from_thread)
        self._turn = Turn(home.root / "queue.lock", self._granted_from_thread)
        self._granted = False
        self.working = False
        self._desk.subscribe(self._on_event)
        self._watcher: asyncio.Task[None] | None = None

    @property
    def session_id(self) -> str:
        """This program's name among those that run on the home."""
        return self._session.id

    @property
    def trouble(self) -> Fault | None:
        """What keeps the whole studio from working, if anything does."""
        return self._desk.trouble

    async def open(self) -> None:
        """Begin: work the queue if nobody else does, else wait for that in the background."""
        last = await self._desk.write(self._ledger.revision)
        self._rev = last
        if await self._desk.run(self._turn.take):
            await self._begin_work()
        else:
            self._turn.request()
        self._watcher = asyncio.create_task(self._watch())

    async def close(self) -> None:
        """End within about two seconds, the ledger true: nothing is in flight afterwards.

        A create gets a moment for its answer; everything else ends at once and goes on another day.
        """
        if self._closing:
            return
        self._closing = True
        if self._watcher is not None:
            self._watcher.cancel()
            await asyncio.wait([self._watcher], timeout=0.5)
        submitting = {i for i, job in self._jobs.items() if job.state is State.SUBMITTING}
        creates = [task for job_id, task in self._busy.items() if job_id in submitting]
        others = [t for t in self._busy.values() if t not in creates]
        for task in others:
            task.cancel()
        self._desk.connections.abort()
        if creates:
            await asyncio.wait(creates, timeout=CREATE_GRACE)
        for task in creates:
            task.cancel()
        if creates or others:
            await asyncio.wait([*creates, *others], timeout=1.0)
        await self._end()

    async def _end(self) -> None:
        try:
            await self._desk.write(self._ledger.hold, self._session.id)
            if self.working:
                await self._desk.write(self._ledger.checkpoint)
        except sqlite3.Error as error:
            log.warning("the ledger takes no more: %s", error)
        await self._desk.close()
        if self._ring_timer is not None:
            self._ring_timer.cancel()
        self._turn.give_up()
        self._session.ring_others()
        self._session.close()
        self._desk.connections.close()
        self.working = False

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` with every event, on the loop; the result ends that."""
        return self._desk.subscribe(listener)

    # What a person asks for

    async def add(self, jobs: Sequence[Job], *, hold: bool = False) -> list[Job]:
        """Put jobs into the queue, to be sent now or (``hold``) when somebody asks for it."""
        session = "" if hold else self._session.id
        wanted = [dataclasses.replace(job, wanted_by=session) for job in jobs]
        added = await self._desk.write(self._ledger.add, wanted)
        self._tell(added)
        return added

    async def follow_task(self, task_id: str, connection: Connection, output: str) -> Job:
        """Follow a task that was made elsewhere, or go on with the job that has it."""
        known = await self._desk.write(self._ledger.of_task, task_id)
        if known:
            return await self.go_on(known[-1])
        job = Job(
            id=new_id(),
            created_at=self._desk.clock(),
            connection=connection,
            model="",
            prompt="",
            values={},
            output=output,
            state=State.PENDING,
            task_id=task_id,
        )
        return (await self.add([job]))[0]

    async def want(self, job_ids: Iterable[str]) -> list[Job]:
        """Ask for unfinished jobs to go on now, whatever held them."""
        self._desk.paused.clear()
        wanted = await self._desk.write(self._ledger.want, list(job_ids), self._session.id)
        for job in wanted:
            self._desk.failures.pop(job.id, None)
            self._desk.waiting_since.pop(job.id, None)
        await self._desk.write(self._ledger.wish, "go", "")
        self._tell(wanted)
        return wanted

    async def go_on(self, job: Job) -> Job:
        """Go on with a job, a stopped one from where it was. Nothing is paid for again."""
        if job.state is State.STOPPED:
            to = State.WAITING if not job.task_id else State.PENDING
            to = State.DOWNLOADING if job.clip is not None else to
            job = await self._desk.change(job, to=to, finished_at=None)
        wanted = await self.want([job.id])
        return wanted[0] if wanted else job

    async def ask_again(self, job: Job) -> Job:
        """Make a new job that asks, and pays, for the same again."""
        return (await self.add([again(job, self._desk.clock())]))[0]

    async def stop(self, job_ids: Iterable[str]) -> None:
        """Stop jobs: a waiting one is not sent, a sent one is not followed any more.

        Nothing is said to the provider, as no such call exists.
        """
        for job_id in job_ids:
            await self._desk.write(self._ledger.wish, "stop", job_id)
        self._ring_from_thread()
        self._session.ring_others()

    async def settle(
        self, job_ids: Iterable[str], enough: Callable[[Job], bool] = lambda _: False
    ) -> list[Job]:
        """Wait until nothing can move in these jobs without a person, and return them.

        ``enough`` ends the wait for a job earlier, for example once it is sent.
        """
        news = asyncio.Event()
        latest: dict[str, Job] = {}
        ids = list(job_ids)

        def listen(event: object) -> None:
            if isinstance(event, JobChanged) and event.job.id in ids:
                latest[event.job.id] = event.job
            news.set()

        end = self.subscribe(listen)
        try:
            for job_id in ids:
                job = await self._desk.write(self._ledger.get, job_id)
                if job is not None and latest.get(job_id, job).rev <= job.rev:
                    latest[job_id] = job
            while not all(self._settled(job) or enough(job) for job in latest.values()):
                await news.wait()
                news.clear()
            return [latest[job_id] for job_id in ids if job_id in latest]
        finally:
            end()

    def _settled(self, job: Job) -> bool:
        if job.state in ENDED or self._desk.trouble is not None:
            return True
        if not job.stuck:
            return False
        missing = job.reason is not None and job.reason.kind in ("no_key", "other_key")
        # Another program may lack the key that is at hand here: then it is this one's turn later.
        return self.working or not (missing and self._desk.connections.serves(job.connection))

    # Whose turn it is

    async def _watch(self) -> None:
        while not self._closing:
            try:
                if self._granted and not self.working:
                    await self._begin_work()
                if self._rung:
                    self._rung = False
                    await self._look()
                await self._stop_wished()
            except sqlite3.Error as error:
                log.error("the ledger cannot be used: %s", error)
                self._desk.set_trouble(ledger_fault(error))
                self._rung = True
                await asyncio.sleep(1.0)
            else:
                self._start_due()
                await self._sleep()

    async def _sleep(self) -> None:
        """Sleep until the next job is due or something has happened."""
        due = self._agenda.next_due()
        # Not wait_for: before Python 3.12 it loses a cancellation that meets the event.
        timer = None if due is None else self._loop.call_at(due, self._wake.set)
        try:
            await self._wake.wait()
        finally:
            if timer is not None:
                timer.cancel()
        self._wake.clear()

    async def _begin_work(self) -> None:
        """Take up the queue: jobs whose program ended in the middle get a true state first."""
        for job in await self._desk.write(self._ledger.recover):
            self._desk.emit(JobChanged(job))
        self.working = True
        for job in await self._desk.write(self._ledger.unfinished):
            self._jobs[job.id] = job
        self._rung = True

    async def _look(self) -> None:
        """See what other programs have changed or wish, and plan what is wanted."""
        for job in await self._desk.write(self._ledger.changed_since, self._rev):
            self._rev = max(self._rev, job.rev)
            known = self._jobs.get(job.id)
            if known is None or known.rev < job.rev:
                self._desk.emit(JobChanged(job))
        if not self.working:
            return
        for wish in await self._desk.write(self._ledger.take_wishes):
            if wish.kind == "stop":
                self._to_stop.add(wish.job_id)
            else:
                self._desk.paused.clear()
                self._agenda.drop_waits()
        living = await self._desk.run(self._session.living)
        for job in self._jobs.values():
            idle = job.id not in self._agenda and job.id not in self._busy
            if idle and job.wanted_by in living and not job.stuck:
                self._agenda.plan(job.id, self._loop.time())

    async def _stop_wished(self) -> None:
        """Stop what is wished. A request that has left is waited for: its task id is a receipt."""
        for job_id in list(self._to_stop):
            task = self._busy.get(job_id)
            if task is not None:
                known = self._jobs.get(job_id)
                if known is not None and known.state is State.SUBMITTING:
                    continue
                task.cancel()
                await asyncio.wait([task])
            self._to_stop.discard(job_id)
            self._agenda.drop(job_id)
            job = await self._desk.write(self._ledger.get, job_id)
            if job is not None and job.state not in ENDED:
                now = self._desk.clock()
                await self._desk.change(job, to=State.STOPPED, reason=None, finished_at=now)

    def _start_due(self) -> None:
        """Start the steps that are due, as far as their stages have room."""
        self._agenda.advance(self._loop.time(), self._jobs)
        for stage, room in self._room().items():
            while room > 0 and (job_id := self._agenda.take(stage)) is not None:
                job = self._jobs.get(job_id)
                if job is not None and job_id not in self._busy:
                    room -= 1
                    self._busy[job_id] = asyncio.create_task(self._step(job))

    def _room(self) -> dict[Stage, int]:
        """Return how many more steps may run now in each stage."""
        limits = self._limits
        busy = Counter(stage_of(self._jobs[i].state) for i in self._busy if i in self._jobs)
        running = sum(job.state in AT_PROVIDER for job in self._jobs.values())
        sending = busy[Stage.SEND]
        return {
            Stage.FETCH: limits.downloads - busy[Stage.FETCH],
            Stage.FOLLOW: limits.polls - busy[Stage.FOLLOW],
            Stage.SEND: min(
                limits.uploads + limits.sends - sending, limits.running - running - sending
            ),
        }

    async def _step(self, job: Job) -> None:
        """Do the next thing for one job, and plan the one after it."""
        delay: float | None = None
        try:
            delay = await STEPS[job.state](self._desk, job)
        except IllegalMove as error:
            log.info("%s", error)
            self._rung = True
        except sqlite3.Error as error:
            log.error("job %s: the ledger cannot be written: %s", job.id, error)
            delay = 5.0
        except Exception as error:
            if not self._closing:
                await self._unexpected(job, error)
        finally:
            self._busy.pop(job.id, None)
            if delay is not None and not self._closing:
                self._agenda.plan(job.id, self._loop.time() + delay)
            self._wake.set()

    async def _unexpected(self, job: Job, error: Exception) -> None:
        """Keep a job in a true state after a mistake of this program's."""
        log.exception("job %s", job.id, exc_info=error)
        now = await self._desk.write(self._ledger.get, job.id)
        if now is None or now.state in ENDED:
            return
        fault = Fault("unexpected", message=repr(error)[:500], needs_person=True)
        if now.state is State.SUBMITTING:
            await self._desk.change(now, to=State.UNCONFIRMED, error=fault)
        else:
            await self._desk.change(now, reason=fault)

    # News

    def _on_event(self, event: object) -> None:
        """Keep what is known of unfinished jobs, and ring the other programs soon."""
        if not isinstance(event, JobChanged):
            return
        job = event.job
        if job.state in ENDED:
            self._jobs.pop(job.id, None)
            self._agenda.drop(job.id)
        else:
            self._jobs[job.id] = job
        if self._ring_timer is None and not self._closing:
            self._ring_timer = self._loop.call_later(RING_DELAY, self._ring_others)

    def _ring_others(self) -> None:
        self._ring_timer = None
        self._desk.start(self._session.ring_others)

    def _tell(self, jobs: Iterable[Job]) -> None:
        for job in jobs:
            self._desk.emit(JobChanged(job))
        self._rung = True
        self._wake.set()

    def _ring_from_thread(self) -> None:
        self._from_thread(self._on_ring)

    def _granted_from_thread(self) -> None:
        self._from_thread(self._on_granted)

    def _from_thread(self, function: Callable[[], None]) -> None:
        try:
            self._loop.call_soon_threadsafe(function)
        except RuntimeError:
            return  # the loop is closed: the program is ending

    def _on_ring(self) -> None:
        self._rung = True
        self._wake.set()

    def _on_granted(self) -> None:
        self._granted = True
        self._on_ring()
