"""One of two clips that play together: its frames that came last, and how far it has come."""

from __future__ import annotations

from collections import deque
from math import inf
from typing import TYPE_CHECKING

from ui.stage.playback import Playback

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QVideoFrame

MOST_KEPT = 12
"""Frames of a clip that wait for those of the other; by then they are brought together."""
USUAL_RATE = 30.0
"""Frames a second, as long as a clip has not said how many it has."""


class Track:
    """One of the clips, and its frames that came last."""

    def __init__(self, playback: Playback) -> None:
        self.playback = playback
        self.frames: deque[QVideoFrame] = deque(maxlen=MOST_KEPT)
        self.loaded = False
        self.tries = 0

    @property
    def there(self) -> bool:
        """Tell whether there is, or will be, something to be seen."""
        return not self.playback.broken

    @property
    def lasts(self) -> float:
        """How long a frame lasts, in microseconds."""
        return 1e6 / (self.playback.frame_rate or USUAL_RATE)

    @property
    def reach(self) -> float:
        """How far the clip has come, in microseconds; its last frame stays for ever."""
        if self.playback.ended or (self.frames and self._is_last(self.frames[-1])):
            return inf
        return self.frames[-1].startTime() if self.frames else -1.0

    def _is_last(self, frame: QVideoFrame) -> bool:
        return frame.startTime() + self.lasts * 1.5 >= self.playback.duration * 1000

    def covers(self, frame: QVideoFrame, time: float) -> bool:
        """Tell whether a frame is the one to be seen at a time in microseconds."""
        ahead = time - frame.startTime()
        return -0.1 * self.lasts <= ahead and (ahead < 1.1 * self.lasts or self._is_last(frame))

    def at(self, time: float, *, about: bool) -> QVideoFrame | None:
        """Return the frame of a time in microseconds, None if it is not there.

        ``about`` takes one that is next to it too: clips of different rates have no common edges.
        """
        far = time + self.lasts * (1.25 if about else 0.5)
        found = [frame for frame in self.frames if frame.startTime() <= far]
        if not found:
            return None
        last = found[-1]
        fits = self._is_last(last) or time - last.startTime() < self.lasts * 1.5
        return last if fits else None
