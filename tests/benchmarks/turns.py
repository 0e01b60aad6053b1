"""What steps in a window cost: the whole of each, and the longest turn of the event loop in it."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from PySide6.QtCore import QAbstractEventDispatcher, QEventLoop
from PySide6.QtTest import QTest


class Times:
    """What steps took: the whole of each, and its longest turn, in milliseconds of CPU time."""

    def __init__(self) -> None:
        self._whole: dict[str, list[float]] = {}
        self._turn: dict[str, list[float]] = {}

    def take(self, name: str, step: Callable[[], object]) -> None:
        """Take a step, and all turns of the event loop that it brings."""
        took = [_timed(step)]
        dispatcher, every = QAbstractEventDispatcher.instance(), QEventLoop.ProcessEventsFlag
        more = True

        def turn() -> None:
            nonlocal more
            more = dispatcher.processEvents(every.AllEvents)

        while more:
            took.append(_timed(turn))
        self._whole.setdefault(name, []).append(sum(took))
        self._turn.setdefault(name, []).append(max(took))

    def tell(self, beside: Times | None = None) -> None:
        """Print the medians and the worst turns, and how many times as long as ``beside``."""
        for name, whole in self._whole.items():
            middle, turns = statistics.median(whole), self._turn[name]
            turn, worst = statistics.median(turns), max(turns)
            words = f"    {name:<20} {middle:6.1f} ms, longest turn {turn:5.1f}, worst {worst:5.1f}"
            if beside is not None and name in beside._whole:
                plain, plain_turn = beside._whole[name], beside._turn[name]
                words += f"; {middle / statistics.median(plain):.1f}× a plain one"
                words += f", turn {turn / statistics.median(plain_turn):.1f}×"
            print(words)


def _timed(step: Callable[[], object]) -> float:
    begun = time.thread_time()
    step()
    return (time.thread_time() - begun) * 1000


def settle(milliseconds: int = 0) -> None:
    """Let what is to come happen, unmeasured."""
    QTest.qWait(milliseconds)
