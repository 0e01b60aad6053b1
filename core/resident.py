"""A program on a home beside others: its part in the queue, and news from and for the others."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import time
from collections.abc import Callable, Iterable

from core.catalog import Catalog
from core.connections import Connections
from core.desk import Desk, JobChanged, Listener
from core.home import Home
from core.job import Fault, Job
from core.journal import Journal
from core.ledger import Ledger
from core.pacing import Pace
from core.sessions import Session, Turn
from core.settings import Delivery, Limits
from core.worker import Worker

RING_DELAY = 0.05
"""Seconds over which changes are gathered before other programs are rung."""

log = logging.getLogger(__name__)


class Resident:
    """What a studio needs to live on a home: desk, worker, and a session among others.

    One of the programs on a home works the queue; the others take over when that one ends.
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
        self._desk.subscribe(Journal())
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
        self._desk.ask_no_more()
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

    def set_limits(self, limits: Limits) -> None:
        """Let so many jobs be in each stage from now on; what is under way is not ended."""
        self._desk.set_limits(limits)
        self._worker.set_limits(limits)

    def set_delivery(self, delivery: Delivery) -> None:
        """Name the clips that come from now on like this, and write such tags into them."""
        self._desk.delivery = delivery

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` with every event, on the loop; the result ends that."""
        return self._desk.subscribe(listener)

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
