"""Progress that eases to the last answer: never beyond it, and never backwards."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEasingCurve, QObject, QTimer, Signal

from ui.theme import MOTION_MS, reduced_motion

FRAME = 16
"""Milliseconds between two steps."""
MOST = 1000
"""Bars that are remembered; the oldest are forgotten."""


@dataclass
class _Way:
    start: float
    target: float
    begun: float


class Glide(QObject):
    """The values that bars show on their way to their targets, by any key.

    A timer runs only while something that is shown moves.
    """

    moved = Signal(object)
    """A set of the keys whose values are others than before."""

    def __init__(
        self, parent: QObject | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._ways: dict[str, _Way] = {}
        self._moving: set[str] = set()
        self._curve = QEasingCurve(QEasingCurve.Type.OutCubic)
        self._timer = QTimer(self, interval=FRAME)
        self._timer.timeout.connect(self._step)

    @property
    def moving(self) -> bool:
        """Tell whether anything is on its way."""
        return self._timer.isActive()

    def value(self, key: str, target: float) -> float:
        """Return what a bar shows now whose last answer is ``target``.

        One that was not seen before shows its answer at once.
        """
        way = self._ways.get(key)
        if way is None:
            self._ways[key] = _Way(target, target, 0.0)
            if len(self._ways) > MOST and not self._moving:
                del self._ways[next(iter(self._ways))]
            return target
        if target > way.target:
            self._ways[key] = way = _Way(self._at(way), target, self._clock())
            self._move(key)
        return self._at(way)

    def highest(self, key: str) -> float:
        """Return the furthest answer that was shown for a key, 0 if there was none."""
        way = self._ways.get(key)
        return way.target if way is not None else 0.0

    def _move(self, key: str) -> None:
        if not reduced_motion():
            self._moving.add(key)
            if not self._timer.isActive():
                self._timer.start()

    def _at(self, way: _Way) -> float:
        part = (self._clock() - way.begun) * 1000 / MOTION_MS
        if part >= 1 or reduced_motion():
            return way.target
        return way.start + (way.target - way.start) * self._curve.valueForProgress(max(part, 0.0))

    def _step(self) -> None:
        moved = set(self._moving)
        for key in moved:
            if self._at(self._ways[key]) >= self._ways[key].target:
                self._moving.discard(key)
        if not self._moving:
            self._timer.stop()
        self.moved.emit(moved)
