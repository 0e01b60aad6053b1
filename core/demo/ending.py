"""The end of a clip that is given: the pictures dissolve into it, and stop on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import av

from core.demo.layer import mixed, smooth

_DISSOLVE = 26
_STILL = 3
"""Frames of the dissolve, and of the end frame alone after it."""


class Ending:
    """Takes a clip of ``count`` frames to its end frame.

    ``picture`` draws the end frame's own camera move, from its beginning (0) to the whole picture
    (1), so that nothing stands still while the two are mixed.
    """

    def __init__(self, count: int, picture: Callable[[float], av.VideoFrame]) -> None:
        self._count = count
        self._picture = picture
        self._last = max(count - _STILL, 1)
        self._first = max(self._last - _DISSOLVE, 0)

    def part(self, number: int) -> float:
        """How much of a frame is the end frame's, 0..1; all of the very last one."""
        if number >= self._count - 1:
            return 1.0
        return smooth((number - self._first) / (self._last - self._first))

    def over(self, frames: Iterable[av.VideoFrame], first: int) -> Iterator[av.VideoFrame]:
        """Yield the frames, of which ``first`` is the first one's number, on their way."""
        for number, frame in enumerate(frames, first):
            part = self.part(number)
            if part > 0:
                mixed(frame, self._picture(number / (self._count - 1)), part)
            yield frame
