"""The only crossing between the studio's coroutines and Qt's signals."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Coroutine
from typing import Any

from PySide6.QtCore import QObject, Signal

from core.connections import NoClient
from core.desk import JobChanged, Transferring, Trouble
from core.foxapi.errors import FoxApiError
from core.job import IllegalMove
from core.problems import InvalidAsk
from core.studio import Studio

FORESEEN = (InvalidAsk, NoClient, FoxApiError, IllegalMove, sqlite3.Error, OSError)
"""What may go wrong without a mistake of this program's."""

log = logging.getLogger(__name__)


class Bridge(QObject):
    """Sends the studio's events as signals, and keeps the coroutines that the window starts."""

    job_changed = Signal(object)
    """A ``Job`` as it is in the ledger now."""
    transferring = Signal(str, object, object)
    """A job's id, bytes of its clip that have come, bytes of it at all or None."""
    trouble_changed = Signal(object)
    """The ``Fault`` that keeps the whole studio from working, or None."""
    went_wrong = Signal(object)
    """The foreseen exception of a coroutine that was started here and that nobody awaits."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self._tasks: set[asyncio.Task[Any]] = set()
        self._closed = False
        self._end = studio.subscribe(self._on_event)

    def start(self, work: Coroutine[Any, Any, Any]) -> None:
        """Run a coroutine on the loop, to its end or until ``close``."""
        if self._closed:
            work.close()
            return
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    async def close(self) -> None:
        """Send no more events, and end what was started here."""
        self._closed = True
        self._end()
        tasks = [task for task in self._tasks if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if task.cancelled():
            return
        error = task.exception()
        if isinstance(error, FORESEEN):
            log.warning("what a person asked for failed: %s: %s", type(error).__name__, error)
            self.went_wrong.emit(error)
        elif error is not None:
            log.error("what a person asked for failed", exc_info=error)

    def _on_event(self, event: object) -> None:
        match event:
            case JobChanged(job):
                self.job_changed.emit(job)
            case Transferring(job_id, done, size):
                self.transferring.emit(job_id, done, size)
            case Trouble(fault):
                self.trouble_changed.emit(fault)
