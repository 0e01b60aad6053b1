"""Work that must not hold up the window: in threads, with its results on the GUI's thread."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from core.threads import DaemonPool

_T = TypeVar("_T")
log = logging.getLogger(__name__)


class Background(QObject):
    """A few threads for reading and decoding. Results come as calls on the GUI's thread."""

    _ready = Signal(object)

    def __init__(self, threads: int = 3) -> None:
        super().__init__()
        self._pool = DaemonPool(threads, "window")
        self._closed = False
        self._ready.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def call(
        self,
        work: Callable[[], _T],
        done: Callable[[_T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run ``work`` in a thread, then ``done`` with its result or ``failed`` with its error.

        An error that nobody asked for is logged. After ``close`` nothing is called any more, nor
        are methods of objects that Qt has deleted meanwhile.
        """
        if self._closed:
            return
        future = self._pool.submit(work)
        future.add_done_callback(lambda f: self._post(f, done, failed))

    async def run(self, function: Callable[..., _T], *args: Any) -> _T:
        """Run ``function(*args)`` in a thread, for a coroutine."""
        return await asyncio.wrap_future(self._pool.submit(function, *args))

    def close(self, *, wait: float = 0.0) -> None:
        """Call nobody back any more, and drop what has not begun.

        What has begun gets ``wait`` seconds to end. Before the interpreter ends it needs them: a
        thread that it meets inside of C++ (Qt reads a picture, a module is imported) takes the
        whole process with it, and the system calls that a crash.
        """
        self._closed = True
        self._pool.close(wait)

    def _post(self, future: Future[_T], done: Any, failed: Any) -> None:
        if not future.cancelled() and not self._closed:
            try:
                self._ready.emit((future, done, failed))
            except RuntimeError:
                return  # the window is gone

    def _deliver(self, outcome: tuple[Future[Any], Any, Any]) -> None:
        future, done, failed = outcome
        if self._closed or _gone(done) or _gone(failed):
            return
        error = future.exception()
        if error is None:
            if done is not None:
                done(future.result())
        elif failed is not None and isinstance(error, Exception):
            failed(error)
        else:
            log.error("work in the background failed", exc_info=error)


def _gone(callback: Any) -> bool:
    """Tell whether a callback is a method of an object that Qt has deleted."""
    owner = getattr(getattr(callback, "func", callback), "__self__", None)
    return isinstance(owner, QObject) and not isValid(owner)
