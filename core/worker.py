"""Works the queue of a home: which job does its next step when.

Each step (send, follow, fetch) is a coroutine that does the next thing for one job and says when
it wants to be called again. The worker sleeps until the next due time or until it is woken.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections import Counter
from collections.abc import Awaitable, Callable

from core.agenda import Agenda, Stage, stage_of
from core.continuing import continues
from core.desk import Desk, JobChanged, Transferring, ledger_fault
from core.fetching import fetch_clip
from core.following import follow
from core.job import AT_PROVIDER, ENDED, KEY_MISSING, Fault, IllegalMove, Job, State
from core.sending import send
from core.settings import Limits

Step = Callable[[Desk, Job], Awaitable[float | None]]

STEPS: dict[State, Step] = {
    State.WAITING: send,
    State.UPLOADING: send,
    State.PENDING: follow,
    State.PROCESSING: follow,
    State.DOWNLOADING: fetch_clip,
}

CHECKPOINT_EVERY = 500
"""Changes of the ledger after which its journal is moved into its file: some 10 MB."""

HEAD_START = 2.0
"""Seconds for which all else waits at most until a clip that was left behind begins to come."""

CREATE_GRACE = 1.2
"""Seconds that a create in flight gets for its answer when the worker closes."""

log = logging.getLogger(__name__)


class Worker:
    """Watches the ledger, and works the queue while this program has the turn.

    ``living`` tells which programs run now (blocking): a job moves only while a running program
    wants it. Without the turn the worker only tells of what others change.
    """

    def __init__(self, desk: Desk, limits: Limits, living: Callable[[], set[str]]) -> None:
        self.working = False
        self._desk = desk
        self._ledger = desk.ledger
        self._limits = limits
        self._living = living
        self._loop = asyncio.get_running_loop()
        self._wake = asyncio.Event()
        self._granted = False
        self._rung = True
        self._closing = False
        self._head_start = 0.0
        self._rev = 0
        self._newest = self._checkpointed = 0
        self._jobs: dict[str, Job] = {}
        self._agenda = Agenda()
        self._busy: dict[str, asyncio.Task[None]] = {}
        self._to_stop: set[str] = set()
        self._anew: set[str] = set()
        self._released: set[str] = set()
        self._watcher: asyncio.Task[None] | None = None
        desk.subscribe(self._on_event)

    async def open(self, *, granted: bool) -> None:
        """Begin to watch, and to work if this program has the turn already."""
        self._rev = self._checkpointed = await self._desk.write(self._ledger.revision)
        if granted:
            await self._begin_work()
        self._watcher = asyncio.create_task(self._watch())

    def grant(self) -> None:
        """Say that this program has the turn now."""
        self._granted = True
        self.wake()

    def wake(self) -> None:
        """Say that the ledger has changed."""
        self._rung = True
        self._wake.set()

    def set_limits(self, limits: Limits) -> None:
        """Let so many jobs be in each stage from now on."""
        self._limits = limits
        self._wake.set()

    async def close(self) -> None:
        """End every step, within about two seconds.

        A create gets a moment for its answer; everything else ends at once and goes on another day.
        """
        self._closing = True
        if self._watcher is not None:
            self._watcher.cancel()
            await asyncio.wait([self._watcher], timeout=0.5)
        submitting = {i for i, job in self._jobs.items() if job.state is State.SUBMITTING}
        creates = [task for job_id, task in self._busy.items() if job_id in submitting]
        others = [task for task in self._busy.values() if task not in creates]
        for task in others:
            task.cancel()
        self._desk.connections.abort()
        if creates:
            await asyncio.wait(creates, timeout=CREATE_GRACE)
        for task in creates:
            task.cancel()
        if creates or others:
            await asyncio.wait([*creates, *others], timeout=1.0)

    async def _watch(self) -> None:
        while not self._closing:
            try:
                if self._granted and not self.working:
                    await self._begin_work()
                if self._rung:
                    self._rung = False
                    await self._look()
                await self._stop_wished()
                await self._tidy_up()
            except sqlite3.Error as error:
                log.error("the ledger cannot be used: %s", error)
                self._desk.set_trouble(ledger_fault(error))
                self._rung = True
                await asyncio.sleep(1.0)
            except Exception:
                # Too many open files, say: without this loop nothing would ever move again.
                log.exception("the queue could not be looked at")
                self._rung = True
                await asyncio.sleep(1.0)
            else:
                self._start_due()
                await self._sleep()

    async def _sleep(self) -> None:
        """Sleep until the next job is due or something has happened."""
        due = self._agenda.next_due()
        if self._head_start:
            due = min(due or self._head_start, self._head_start)
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
        # The names first: a program that starts meanwhile must not be taken for a dead one.
        named = await self._desk.write(self._ledger.sessions_that_want)
        for dead in named - await self._desk.local(self._living):
            await self._desk.write(self._ledger.forget_wants, dead)
        self.working = True
        for job in await self._desk.write(self._ledger.unfinished):
            self._jobs[job.id] = job
            if job.reason is not None and job.reason.kind in KEY_MISSING:
                # Another program lacked the key; this one may have it.
                await self._desk.change(job, reason=None)
        self._release()
        self._rung = True

    async def _look(self) -> None:
        """See what other programs have changed or wish, and plan what is wanted."""
        # The wishes first: what is then read of a job is no older than what was wished of it.
        wishes = await self._desk.write(self._ledger.take_wishes) if self.working else []
        for job in await self._desk.write(self._ledger.changed_since, self._rev):
            self._rev = max(self._rev, job.rev)
            known = self._jobs.get(job.id)
            if known is None or known.rev < job.rev:
                self._desk.emit(JobChanged(job))
        if not self.working:
            return
        # All that is not granted yet; one that is not there any more was taken back.
        self._to_stop = {wish.job_id for wish in wishes if wish.kind == "stop"}
        anew = [wish.job_id for wish in wishes if wish.kind != "stop"]
        for job_id in anew:
            self._begin_anew(job_id)
        living = await self._desk.local(self._living)
        wanted = await self._desk.write(self._ledger.wanted, living)
        released, self._released = self._released, set()
        for job in self._jobs.values():
            if job.id not in wanted:
                # Nobody waits for it any more. What is not sent yet stays unsent: the ledger
                # refuses the move of a step that is already on its way there.
                self._agenda.drop(job.id)
            elif job.id in self._agenda or job.id in self._busy:
                continue
            elif job.id in anew or job.id in released or _may_move(job):
                # If it is stuck, its reason may be older than the wish.
                self._agenda.plan(job.id, self._loop.time())
                if job.state is State.DOWNLOADING:
                    self._head_start = self._loop.time() + HEAD_START

    def _begin_anew(self, job_id: str) -> None:
        """Forget what held a job, as a person asks for it.

        A new job is a new try of the key and the balance too: being refused costs nothing.
        """
        job = self._jobs.get(job_id)
        if job is not None and stage_of(job.state) is Stage.SEND:
            self._desk.paused.pop(job.connection.base_url, None)
        self._desk.failures.pop(job_id, None)
        self._desk.waiting_since.pop(job_id, None)
        self._agenda.drop(job_id)
        if job_id in self._busy:
            self._anew.add(job_id)  # its step may still end for want of what is there now

    async def _stop_wished(self) -> None:
        """Stop what is wished. A request that has left is waited for: its task id is a receipt.

        So is a clip that is here as a whole, and only has to be given its name.
        """
        for job_id in list(self._to_stop):
            task = self._busy.get(job_id)
            if task is not None:
                known = self._jobs.get(job_id)
                whole = known is not None and known.clip is not None and known.clip.complete
                if known is not None and (known.state is State.SUBMITTING or whole):
                    continue
                task.cancel()
                await asyncio.wait([task])
            self._to_stop.discard(job_id)
            self._agenda.drop(job_id)
            stopped = await self._desk.write(self._ledger.grant_stop, job_id)
            if stopped is not None:
                self._desk.emit(JobChanged(stopped))

    async def _tidy_up(self) -> None:
        """Keep the journal short: a program may run for weeks."""
        if self.working and self._newest - self._checkpointed >= CHECKPOINT_EVERY:
            self._checkpointed = self._newest
            await self._desk.write(self._ledger.checkpoint)

    def _start_due(self) -> None:
        """Start the steps that are due, as far as their stages have room."""
        self._agenda.advance(self._loop.time(), self._jobs)
        for stage, room in self._room().items():
            if stage is not Stage.FETCH and self._clips_first():
                return
            while room > 0 and (job_id := self._agenda.take(stage)) is not None:
                job = self._jobs.get(job_id)
                if job is not None and job_id not in self._busy:
                    room -= 1
                    self._busy[job_id] = asyncio.create_task(self._step(job))

    def _clips_first(self) -> bool:
        """Tell whether all else waits for the first bytes of a clip, whose link may be dying."""
        jobs = [self._jobs[i] for i in self._busy if i in self._jobs]
        fetching = any(job.state is State.DOWNLOADING for job in jobs)
        if self._loop.time() >= self._head_start or not fetching:
            self._head_start = 0.0
        return self._head_start > 0

    def _room(self) -> dict[Stage, int]:
        """Return how many more steps may run now in each stage."""
        limits = self._limits
        busy = Counter(stage_of(self._jobs[i].state) for i in self._busy if i in self._jobs)
        running = sum(
            job.state in AT_PROVIDER and (job.id in self._agenda or job.id in self._busy)
            for job in self._jobs.values()
        )
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
            step = STEPS.get(job.state)
            delay = await step(self._desk, job) if step is not None else None
        except IllegalMove as error:
            log.info("%s", error)
            self._rung = True
        except sqlite3.Error as error:
            log.error("job %s: the ledger cannot be written: %s", job.id, error)
            self._desk.set_trouble(ledger_fault(error))
            delay = 5.0
        except Exception as error:
            if not self._closing:
                await self._unexpected(job, error)
        finally:
            self._busy.pop(job.id, None)
            if job.id in self._anew:
                self._anew.discard(job.id)
                delay = 0.0
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

    def _on_event(self, event: object) -> None:
        """Keep what is known of unfinished jobs."""
        if isinstance(event, Transferring) and self._head_start:
            self._head_start = 0.0
            self._wake.set()
        if not isinstance(event, JobChanged):
            return
        job = event.job
        self._newest = max(self._newest, job.rev)
        asked_anew = bool(job.retry_of) and job.id not in self._jobs
        if job.state in ENDED or job.stuck or asked_anew:
            self._release()
        if job.state in ENDED:
            self._jobs.pop(job.id, None)
            self._agenda.drop(job.id)
            self._desk.forget(job.id)
        else:
            self._jobs[job.id] = job

    def _release(self) -> None:
        """Let those be looked at again that wait for another job's clip: one does not move now."""
        waiting = {job.id for job in self._jobs.values() if continues(job)}
        self._anew |= waiting & self._busy.keys()  # a step may have looked before
        self._released |= waiting
        if waiting:
            self.wake()


def _may_move(job: Job) -> bool:
    """Tell whether a job moves by itself: neither a person nor another job has to come first."""
    return not job.stuck and not (continues(job) and job.reason is not None)
