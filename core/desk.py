"""What the stages of a job's life share: the ledger, clients, threads, and the events they send."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import logging
import random
import sqlite3
import time
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from core.catalog import Catalog
from core.connections import Connections
from core.foxapi.errors import FoxApiError
from core.home import Home
from core.job import Connection, Fault, Job, State
from core.ledger import Ledger
from core.pacing import LOOPBACK, Pace, pace_for, until_retry
from core.schema import is_damage
from core.settings import Delivery, Limits
from core.threads import DaemonPool

if TYPE_CHECKING:
    from core.foxapi.client import FoxApi

TOLD_MOST = 5000
"""How many jobs' newest tidings are remembered, to tell older ones by."""

_T = TypeVar("_T")
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class JobChanged:
    """A job is in the ledger as ``job``."""

    job: Job


@dataclass(frozen=True)
class Transferring:
    """Bytes of a clip that have arrived; ``size`` is None where the server does not say."""

    job_id: str
    done: int
    size: int | None


@dataclass(frozen=True)
class Trouble:
    """Something keeps the whole studio from working; None says that it is over."""

    fault: Fault | None


Event = JobChanged | Transferring | Trouble
Listener = Callable[[Event], None]


class Desk:
    """The means of one studio. Its coroutines run on the studio's loop."""

    def __init__(
        self,
        home: Home,
        ledger: Ledger,
        connections: Connections,
        catalog: Catalog,
        limits: Limits,
        pace: Pace | None,
        clock: Callable[[], float],
    ) -> None:
        self.home = home
        self.ledger = ledger
        self.connections = connections
        self.catalog = catalog
        self.clock = clock
        self.delivery = Delivery()
        self.upload_locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self.naming = asyncio.Lock()
        self.paused: dict[str, Fault] = {}
        self.failures: Counter[str] = Counter()
        self.queries: Counter[str] = Counter()
        self.gone: Counter[str] = Counter()
        self.waiting_since: dict[str, float] = {}
        self.trouble: Fault | None = None
        self._creates: defaultdict[str, set[asyncio.Future[None]]] = defaultdict(set)
        self._pace = pace
        self._loop = asyncio.get_running_loop()
        self._pool = DaemonPool(1, "studio")
        self.set_limits(limits)
        self._ledger_pool = DaemonPool(1, "ledger")
        self._local_pool = DaemonPool(2, "local")
        self._account_pool = DaemonPool(2, "account")
        self._listeners: list[Listener] = []
        self._told: OrderedDict[str, int] = OrderedDict()

    def set_limits(self, limits: Limits) -> None:
        """Let so many calls run at once from now on; those under way are not ended."""
        self.upload_slots = asyncio.Semaphore(limits.uploads)
        self.send_slots = asyncio.Semaphore(limits.sends)
        self._pool.resize(limits.uploads + limits.sends + limits.polls + limits.downloads)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` with every event, on the loop; the result ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def emit(self, event: Event) -> None:
        """Send an event to every listener; news that is no newer than what was told is dropped.

        A listener's mistake is its own: it never reaches the job that the event is about.
        """
        if isinstance(event, JobChanged) and not self._is_news(event.job):
            return
        for listener in list(self._listeners):
            try:
                listener(event)
            except Exception:
                log.exception("a listener failed")

    def _is_news(self, job: Job) -> bool:
        """Tell whether ``job`` is newer than what was told of it, and remember it as told."""
        if job.rev <= self._told.get(job.id, -1):
            return False
        self._told[job.id] = job.rev
        self._told.move_to_end(job.id)
        if len(self._told) > TOLD_MOST:
            self._told.popitem(last=False)
        return True

    def forget(self, job_id: str) -> None:
        """Forget what was counted for a job, as it has ended."""
        self.failures.pop(job_id, None)
        self.queries.pop(job_id, None)
        self.gone.pop(job_id, None)
        self.waiting_since.pop(job_id, None)

    def emit_from_thread(self, event: Event) -> None:
        """Send an event from a worker thread; nothing happens once the loop is closed."""
        try:
            self._loop.call_soon_threadsafe(self.emit, event)
        except RuntimeError:
            return

    def set_trouble(self, fault: Fault | None) -> None:
        """Say that the studio as a whole cannot work, or can again."""
        if fault != self.trouble:
            self.trouble = fault
            self.emit(Trouble(fault))

    def start(self, function: Callable[..., _T], *args: Any) -> asyncio.Future[_T]:
        """Start a blocking call in a worker thread; its result may go unlooked at."""
        return _started(self._pool, function, *args)

    async def local(self, function: Callable[..., _T], *args: Any) -> _T:
        """Run a function that waits for this machine only, however many calls hang."""
        return await asyncio.shield(_started(self._local_pool, function, *args))

    def start_local(self, function: Callable[..., object]) -> None:
        """Start a function that waits for this machine only, and do not wait for it."""
        _started(self._local_pool, function)

    async def no_client(self, job: Job, fault: Fault) -> float | None:
        """Note why a job cannot be acted on; return the seconds until the next try, or None."""
        await self.change(job, reason=fault)
        return self.retry_delay(job) if fault.kind == "engine" else None

    async def run(
        self, function: Callable[..., _T], *args: Any, abort: Callable[[], None] | None = None
    ) -> _T:
        """Run a blocking function in a worker thread.

        When the caller is cancelled, ``abort`` is called to end it, and it gets a second to do so.
        """
        future = self.start(function, *args)
        try:
            return await asyncio.shield(future)
        except asyncio.CancelledError:
            if abort is not None:
                abort()
                await asyncio.wait([future], timeout=1.0)
            raise

    async def ask(
        self,
        question: Callable[[FoxApi], _T],
        client_for: Callable[[Connection], FoxApi],
        connection: Connection,
    ) -> _T:
        """Ask a provider about something else than a job, in threads that no job waits for.

        Raises ``NoClient``, or the ``FoxApiError`` of the question.
        """
        asked = _started(self._account_pool, lambda: question(client_for(connection)))
        return await asyncio.shield(asked)

    @contextlib.contextmanager
    def creating(self, base_url: str) -> Iterator[None]:
        """Let others wait for the outcome of a create to ``base_url`` that is made inside."""
        outcome = self._loop.create_future()
        self._creates[base_url].add(outcome)
        try:
            yield
        finally:
            self._creates[base_url].discard(outcome)
            outcome.set_result(None)

    async def outcome_of_a_create(self, base_url: str) -> None:
        """Wait until one of the creates to ``base_url`` has its outcome in the ledger."""
        creates = set(self._creates[base_url])
        if creates:
            await asyncio.wait(creates, return_when=asyncio.FIRST_COMPLETED)
        else:
            await asyncio.sleep(1.0)  # its outcome cannot be written yet: the disk is full

    def ask_no_more(self) -> None:
        """Begin no further question; those that wait are cancelled."""
        self._account_pool.close()

    async def write(self, function: Callable[..., _T], *args: Any, **named: Any) -> _T:
        """Run a function of the ledger in the ledger's own thread, in order."""
        work = functools.partial(function, *args, **named)
        return await asyncio.shield(_started(self._ledger_pool, work))

    async def change(self, job: Job, *, to: State | None = None, **changes: Any) -> Job:
        """Write a change of ``job`` and tell of it; returns when it is on the disk.

        Nothing is written when nothing would change. A cancelled caller does not undo it.
        """
        same = all(getattr(job, name, None) == value for name, value in changes.items())
        if same and to in (None, job.state) and not changes.keys() & {"note"}:
            return job

        async def write() -> Job:
            try:
                changed = await self.write(self.ledger.change, job.id, job.state, to=to, **changes)
            except sqlite3.Error as error:
                self.set_trouble(ledger_fault(error))
                raise
            self.set_trouble(None)
            self.emit(JobChanged(changed))
            return changed

        written = asyncio.ensure_future(write())
        written.add_done_callback(_seen)
        return await asyncio.shield(written)

    def retry_delay(self, job: Job, error: FoxApiError | None = None, wish: float = 0.0) -> float:
        """Count a failure of ``job`` and return the seconds until it is tried again."""
        self.failures[job.id] += 1
        asked = error.answer.retry_after if error is not None else None
        failures = self.failures[job.id]
        return until_retry(self.pace(job.connection), failures, asked or wish, random.random())

    def pace(self, connection: Connection) -> Pace:
        """Return how often the host of ``connection`` may be asked."""
        if self._pace is not None:
            return self._pace
        return LOOPBACK if connection.demo else pace_for(connection.base_url)

    async def close(self) -> None:
        """End the threads; the ledger's last writes are finished first."""
        self._pool.close()
        self._local_pool.close(wait=0.5)  # another program may take over its files
        await self.write(time.monotonic)
        self._ledger_pool.close(wait=1.0)


def ledger_fault(error: sqlite3.Error) -> Fault:
    """Return the trouble of a ledger that cannot be written, or read."""
    if is_damage(error):
        return Fault("ledger_damaged", message=str(error), needs_person=True)
    return Fault("ledger_unwritable", message=str(error), needs_person=True)


def _started(pool: DaemonPool, function: Callable[..., _T], *args: Any) -> asyncio.Future[_T]:
    future = asyncio.wrap_future(pool.submit(function, *args))
    future.add_done_callback(_seen)
    return future


def _seen(future: asyncio.Future[Any]) -> None:
    """Look at a result that nobody may be waiting for any more."""
    if not future.cancelled():
        future.exception()
