"""How a frame's picture goes into the clip: what was chosen, and the shape that the clip has."""

from __future__ import annotations

from core.framing import Box, Framing, Size, part_size
from ui.compose.framechoice import FrameChoice
from ui.compose.framesource import FrameSource


class FrameFit:
    """Fits the picture of a ``source`` into the clip, as the ``choice`` is.

    Where the clip takes its shape from the picture, all of that is sent: then it is ``whole``.
    """

    def __init__(self, source: FrameSource, choice: FrameChoice) -> None:
        self._source, self._choice = source, choice
        self.clip: Size = (16, 9)
        self.clip_known = self.whole = False

    def set_clip(self, clip: Size, *, known: bool) -> None:
        """Fit pictures into clips of this width and height in pixels; only the ratio counts if the
        size is not ``known``."""
        self.clip, self.clip_known, self.whole = clip, known, False

    def set_whole(self) -> None:
        """Let the clip take on the picture's own shape."""
        self.clip_known, self.whole = False, True

    @property
    def shape(self) -> Size:
        """The clip's width and height: the picture's own where it takes its shape from that."""
        return self._source.own or self.clip if self.whole else self.clip

    @property
    def ratio(self) -> float:
        """The clip's width, divided by its height."""
        width, height = self.shape
        return width / height

    @property
    def sent_size(self) -> Size | None:
        """The width and height in pixels that the picture is sent in, None if not known."""
        return self.clip if self.clip_known else None

    def framing(self) -> Framing:
        """Return how the picture is made to fit."""
        if self.whole:
            return Framing()
        return self._choice.framing(self._source.file, self._source.own, self.ratio)

    def box(self) -> Box | None:
        """Return the part that a crop takes; None where nothing is cut, or no size is known."""
        own = self._source.own
        if own is None or self.whole:
            return None
        return self._choice.box(self._source.file, own, self.ratio)

    def part(self) -> Size | None:
        """Return the size in pixels of the part that is cut out, None where it is all of it."""
        own, box = self._source.own, self.box()
        if own is None or box is None or self.framing().fit != "crop":
            return None
        taken = part_size(box, own)
        return taken if taken != own else None
