"""The studio: what a program can ask of the jobs of one home, and what it is told of them."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import logging
import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from core.catalog import Catalog
from core.connections import Connections
from core.desk import Desk, JobChanged, Listener
from core.home import Home
from core.job import ENDED, KEY_MISSING, Connection, Fault, IllegalMove, Job, State, again, new_id
from core.ledger import Ledger
from core.pacing import Pace
from core.sessions import Session, Turn
from core.settings import Limits
from core.worker import Worker

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
        limits = limits or Limits()
        self._ledger = ledger
        self._loop = asyncio.get_running_loop()
        self._closing = False
        self._ring_timer: asyncio.TimerHandle | None = None
        self._desk = Desk(home, ledger, connections, catalog, limits, pace, clock)
        self._worker = Worker(self._desk, limits, lambda: self._session.living())
        self._turn = Turn(home.root / "queue.lock", self._granted_from_thread)
        self._desk.subscribe(self._on_event)
        # Last: others may ring from the moment it is there.
        self._session = Session(home.sessions, self._ring_from_thread)

    @property
    def working(self) -> bool:
        """Tell whether this program works the queue."""
        return self._worker.working

    @property
    def trouble(self) -> Fault | None:
        """What keeps the whole studio from working, if anything does."""
        return self._desk.trouble

    async def open(self) -> None:
        """Begin: work the queue if nobody else does, else wait for that in the background."""
        granted = await self._desk.local(self._turn.take)
        await self._worker.open(granted=granted)
        if not granted:
            self._turn.request()

    async def close(self) -> None:
        """End within about two seconds, the ledger true: nothing is in flight afterwards."""
        if self._closing:
            return
        self._closing = True
        if self._ring_timer is not None:
            self._ring_timer.cancel()
        await self._worker.close()
        try:
            await self._desk.write(self._ledger.forget_wants, self._session.id)
            if self.working:
                await self._desk.write(self._ledger.checkpoint)
        except sqlite3.Error as error:
            log.warning("the ledger takes no more: %s", error)
        await self._desk.close()
        self._turn.give_up()
        self._session.ring_others()
        self._session.close()
        self._desk.connections.close()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` with every event, on the loop; the result ends that."""
        return self._desk.subscribe(listener)

    # What a person asks for

    async def add(self, jobs: Sequence[Job], *, hold: bool = False) -> list[Job]:
        """Put jobs into the queue, to be sent now or (``hold``) when somebody asks for it."""
        session = "" if hold else self._session.id
        added = await self._desk.write(self._ledger.add, jobs, session)
        self._tell(added)
        return added

    async def follow_task(
        self, task_id: str, connection: Connection, output: str, *, move: bool = False
    ) -> Job:
        """Follow a task that was made elsewhere, or go on with the job that has it.

        ``move`` lets the clip of a known job go to ``output`` too, if it is not there yet.
        """
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
        added = await self._desk.write(self._ledger.add_task, job, self._session.id)
        if added.id == job.id:
            self._tell([added])
            return added
        if move and added.state is not State.COMPLETED and added.output != output:
            clip = dataclasses.replace(added.clip, file="", etag="") if added.clip else None
            added = await self._desk.change(added, output=output, clip=clip)
        return await self.go_on(added)

    async def want(self, job_ids: Iterable[str]) -> list[Job]:
        """Ask for unfinished jobs to go on now, whatever held them."""
        ids = list(job_ids)
        marks = await self._desk.local(self._key_marks, ids)
        wanted = await self._desk.write(self._ledger.want, ids, self._session.id, marks)
        self._tell(wanted)
        return wanted

    async def go_on(self, job: Job) -> Job:
        """Go on with a job, a stopped one from where it was. Nothing is paid for again."""
        with contextlib.suppress(IllegalMove):  # another program was first
            job = await self._taken_up(job)
        wanted = await self.want([job.id])
        return wanted[0] if wanted else job

    async def _taken_up(self, job: Job) -> Job:
        """Give a stopped job, or a finished one whose file is gone, the state it goes on from."""
        if job.state is State.COMPLETED and not await self._desk.local(Path(job.file).exists):
            clip = job.clip and dataclasses.replace(job.clip, file="", etag="", complete=False)
            to = State.DOWNLOADING
            return await self._desk.change(job, to=to, clip=clip, finished_at=None)
        if job.state is not State.STOPPED:
            return job
        to = State.WAITING if not job.task_id else State.PENDING
        to = State.DOWNLOADING if job.clip is not None else to
        return await self._desk.change(job, to=to, finished_at=None)

    def _key_marks(self, job_ids: Sequence[str]) -> dict[str, str]:
        """Return the marks of the keys at hand, by base URL, for jobs that are not sent yet."""
        jobs = [job for job_id in job_ids if (job := self._ledger.get(job_id))]
        urls = {job.connection.base_url for job in jobs if job.state is State.WAITING}
        return {url: self._desk.connections.freeze(url).key_mark for url in urls}

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
        self,
        job_ids: Iterable[str],
        enough: Callable[[Job], bool] = lambda _: False,
        *,
        ended: bool = False,
    ) -> list[Job]:
        """Wait until nothing can move in these jobs without a person, and return them.

        ``enough`` ends the wait for a job earlier, for example once it is sent; ``ended`` waits
        until they have ended, for what was asked to stop.
        """
        news = asyncio.Event()
        latest: dict[str, Job] = {}
        ids = list(dict.fromkeys(job_ids))
        wanted = frozenset(ids)

        def listen(event: object) -> None:
            if isinstance(event, JobChanged) and event.job.id in wanted:
                latest[event.job.id] = event.job
            news.set()

        end = self.subscribe(listen)
        try:
            for job_id in ids:
                job = await self._desk.write(self._ledger.get, job_id)
                if job is not None and latest.get(job_id, job).rev <= job.rev:
                    latest[job_id] = job
            settled = self._has_ended if ended else self._settled
            while not all(settled(job) or enough(job) for job in latest.values()):
                await news.wait()
                news.clear()
            return [latest[job_id] for job_id in ids if job_id in latest]
        finally:
            end()

    def _has_ended(self, job: Job) -> bool:
        return job.state in ENDED or self._desk.trouble is not None

    def _settled(self, job: Job) -> bool:
        if self._has_ended(job):
            return True
        if not job.stuck:
            return False
        missing = job.reason is not None and job.reason.kind in KEY_MISSING
        # Another program may lack the key that is at hand here: then it is this one's turn later.
        return self.working or not (missing and self._desk.connections.serves(job.connection))

    # News

    def _on_event(self, event: object) -> None:
        """Ring the other programs soon, for several changes at once."""
        if isinstance(event, JobChanged) and self._ring_timer is None and not self._closing:
            self._ring_timer = self._loop.call_later(RING_DELAY, self._ring_others)

    def _ring_others(self) -> None:
        self._ring_timer = None
        if not self._closing:
            self._desk.start_local(self._session.ring_others)

    def _tell(self, jobs: Iterable[Job]) -> None:
        for job in jobs:
            self._desk.emit(JobChanged(job))
        self._worker.wake()

    def _ring_from_thread(self) -> None:
        self._from_thread(self._worker.wake)

    def _granted_from_thread(self) -> None:
        self._from_thread(self._worker.grant)

    def _from_thread(self, function: Callable[[], None]) -> None:
        try:
            self._loop.call_soon_threadsafe(function)
        except RuntimeError:
            return  # the loop is closed: the program is ending
