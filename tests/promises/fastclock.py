"""An event loop on which hours pass in no time: where it would only wait, it leaps ahead.

A studio's waits (between two queries, after a fault, as long as ``Retry-After`` says) are timers of
its loop. While any of its threads works, time goes as usual: real sockets, real files.
"""

from __future__ import annotations

import asyncio
import contextlib
import selectors
import time
from collections.abc import Coroutine, Iterator
from typing import Any, TypeVar
from unittest import mock

from core import desk

_T = TypeVar("_T")


class FastLoop(asyncio.SelectorEventLoop):
    """Its ``time`` can be put forward: by ``leap``, and by itself whenever it would only wait.

    ``busy`` counts the calls that a studio's threads are working on.
    """

    def __init__(self) -> None:
        self.busy = 0
        self._ahead = 0.0
        super().__init__(_Leaping(self))

    def time(self) -> float:
        """Return the seconds of a clock that no one can put back."""
        return super().time() + self._ahead

    def wall(self) -> float:
        """Return the Unix time of a wall clock that runs along."""
        return time.time() + self._ahead

    def leap(self, seconds: float) -> None:
        """Let so many seconds be over, as a laptop does that has slept."""
        self._ahead += seconds

    def counted(self, future: asyncio.Future[_T]) -> asyncio.Future[_T]:
        """Let time go as usual until ``future`` is there."""
        self.busy += 1
        future.add_done_callback(self._count_down)
        return future

    def _count_down(self, _: object) -> None:
        self.busy -= 1


class _Leaping(selectors.DefaultSelector):
    def __init__(self, loop: FastLoop) -> None:
        super().__init__()
        self._loop = loop

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Return what is ready; instead of waiting for a timer, leap to it."""
        if not timeout or timeout < 0 or self._loop.busy:
            return super().select(timeout)
        ready = super().select(0)
        if not ready:
            self._loop.leap(timeout)
        return ready


def run_fast(work: Coroutine[Any, Any, _T]) -> _T:
    """Run a coroutine to its end on a ``FastLoop``. The test's own time limit holds, not a shorter.

    Studios are to be made in it: their threads' work is counted.
    """
    with _counting(), asyncio.Runner(loop_factory=FastLoop) as runner:
        return runner.run(work)


def this_loop() -> FastLoop:
    """Return the loop that runs now."""
    loop = asyncio.get_running_loop()
    assert isinstance(loop, FastLoop)
    return loop


@contextlib.contextmanager
def _counting() -> Iterator[None]:
    start = desk._started

    def counted(*args: Any) -> asyncio.Future[Any]:
        return this_loop().counted(start(*args))

    with mock.patch.object(desk, "_started", counted):
        yield
