"""What a person chose about how the picture fits, over changes of the picture and of the clip."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from core.frames import kept_file
from core.framing import (
    FITS,
    Box,
    Fit,
    Framing,
    Size,
    kept_box,
    refit_box,
    rounded,
    settle_box,
    typed_colour,
)
from core.job import Input, StartFrame

_SAME = 2e-6
"""Fractions of a picture that differ by less are the same: they were rounded once."""


class FrameChoice:
    """The fit, the pad's colour, and the part of one picture.

    The part is kept as it was chosen, with the ratio that the clip had then: going to another ratio
    and back loses nothing. It belongs to its picture's file; another picture begins with all of it.
    """

    def __init__(self) -> None:
        self.fit: Fit = FITS[0]
        self.colour = ""
        self._crop: tuple[float, ...] = ()
        self._ratio = 0.0
        self._file: Path | None = None
        self._copy: Path | None = None

    def set_part(self, crop: tuple[float, ...], ratio: float, file: Path | None) -> None:
        """Take the part ``crop`` of a file, chosen for clips of this ratio; 0.0 for any.

        Without a ``file`` it belongs to the next one that is shown.
        """
        self._crop, self._ratio, self._file = crop, ratio, file
        self._copy = None

    def set_framing(self, framing: Framing, box: Box, ratio: float, file: Path) -> None:
        """Take everything, as it was chosen for a file and for clips of this ratio.

        ``box`` is kept while another fit than a crop is chosen.
        """
        self.fit, self.colour = framing.fit, framing.colour
        self.set_part(box, ratio, file)

    def reuse(self, frame: StartFrame | Input, frames: Path) -> None:
        """Take what a job froze; its copy in ``frames`` has been cropped already."""
        self.choose_fit(frame.fit)
        self.colour = typed_colour(frame.colour)
        self.set_part(tuple(frame.crop), 0.0, None)
        self._copy = kept_file(frames, frame) if frame.sha256 else None

    def choose_fit(self, fit: object) -> None:
        """Take another fit; an unknown one changes nothing."""
        self.fit = next((each for each in FITS if each == fit), self.fit)

    def give_up(self) -> None:
        """Forget a part that waits for a picture which does not come any more."""
        if self._file is None:
            self._crop = ()

    def shown(self, file: Path) -> None:
        """Let the part belong to ``file`` if it waits for one."""
        if self._crop and self._file is None:
            self._file = file
            if file == self._copy:
                self._crop = ()

    def framing(self, file: Path | None, picture: Size | None, ratio: float) -> Framing:
        """Return how ``file`` is to be made to fit clips of this ratio, as a request says it.

        ``picture`` is its width and height, as far as they are known.
        """
        colour = self.colour if self.fit == "pad" else ""
        if self.fit != "crop" or not self._belongs(file):
            return Framing(self.fit, (), colour)
        if picture is None:
            return Framing(self.fit, rounded(self._crop))
        box = self.box(file, picture, ratio)
        if all(abs(a - b) < _SAME for a, b in zip(box, self._crop, strict=False)):
            box = self._crop  # type: ignore[assignment]  # as it was frozen before
        return Framing(self.fit, kept_box(box, picture, ratio))

    def box(self, file: Path | None, picture: Size, ratio: float) -> Box:
        """Return the part of ``file`` that a crop takes for clips of this ratio."""
        crop = self._crop if self._belongs(file) else ()
        if crop and self._ratio and abs(self._ratio - ratio) > 1e-9:
            return refit_box(crop, picture, self._ratio, ratio)
        return settle_box(crop, picture, ratio)

    def draft(self, file: Path | None) -> dict[str, object]:
        """Return what was chosen for ``file``, as JSON can hold it, for ``restore``."""
        part = {"crop": list(self._crop), "ratio": self._ratio} if self._belongs(file) else {}
        return {"fit": self.fit, "colour": self.colour, **part}

    def restore(self, draft: Mapping[str, Any]) -> None:
        """Take what a draft holds; what is odd in it is left out."""
        self.choose_fit(draft.get("fit"))
        self.colour = typed_colour(str(draft.get("colour") or ""))
        crop, ratio = draft.get("crop"), draft.get("ratio")
        edges = crop if isinstance(crop, list) and len(crop) == 4 else []
        numbers = tuple(float(each) for each in edges if isinstance(each, int | float))
        known = float(ratio) if isinstance(ratio, int | float) and 0.01 < ratio < 100 else 0.0
        self.set_part(numbers if len(numbers) == 4 else (), known, None)

    def _belongs(self, file: Path | None) -> bool:
        return bool(self._crop) and self._file in (None, file)
