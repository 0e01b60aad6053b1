"""Clips of the built-in engine: a camera move over a start frame, a scene made from a prompt, or
another clip that is changed, with what they refer to over them.

Importing this module is cheap: PyAV, Pillow and numpy come with the first `render`.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from av import VideoFrame

    from core.demo.drawing import Drawing

FPS = 24
LABEL = "Foxreel built-in engine"
_HALVES = 2
_DRAWN = 0.96  # of the progress; joining the stretches is the rest


@dataclass(frozen=True)
class Reference:
    """A file that a clip refers to, and what it is called in the prompt."""

    file: Path
    caption: str


@dataclass(frozen=True)
class Animatic:
    """What a clip is made from; the same values always give the same pictures."""

    #: Pixels, even.
    width: int
    height: int
    #: The clip has round(seconds * 24) frames.
    seconds: float
    prompt: str
    #: An encoded picture (PNG, JPEG, WebP) to move over; None makes a scene from the prompt.
    start_frame: bytes | None = None
    #: An encoded picture that the clip dissolves into, and ends on.
    end_frame: bytes | None = None
    #: A clip that is changed: its pictures in other colours.
    source: Path | None = None
    #: The prompt that can be read in that clip, as its place must be covered.
    covers: str = ""
    #: Pictures, clips and sound that it refers to, shown as cards.
    pictures: tuple[Reference, ...] = ()
    clips: tuple[Reference, ...] = ()
    sounds: tuple[Reference, ...] = ()
    #: Sound that the clip follows, and that is heard in it.
    audio: Path | None = None
    #: False makes a silent clip, unless it follows some sound.
    sound: bool = True
    #: A clip whose own sound is heard, silence where it has none; None makes some up.
    heard: Path | None = None
    #: Names and encoded square portraits of the characters, shown in a corner.
    cast: tuple[tuple[str, bytes], ...] = ()
    #: Stands in a corner throughout.
    label: str = LABEL
    #: Goes into the file's metadata; the label does when this is empty.
    comment: str = ""
    #: Another text gives another clip of the same prompt: another take.
    take: str = ""

    @property
    def frames(self) -> int:
        """How many frames the clip has."""
        return round(self.seconds * FPS)


@dataclass(frozen=True)
class Rendered:
    """What came of it. Notes are codes: "no_font", "no_cjk_font", "missing_glyphs"."""

    frames: int
    notes: tuple[str, ...] = ()


class RenderCancelled(Exception):
    """`cancelled` answered True; no file was left behind."""


def _silent(_: float) -> None:
    pass


def _never() -> bool:
    return False


def render(
    animatic: Animatic,
    target: Path,
    *,
    progress: Callable[[float], None] = _silent,
    cancelled: Callable[[], bool] = _never,
) -> Rendered:
    """Write the clip as an MP4 at `target`, whole or not at all; it blocks until that is done.

    `progress` gets rising numbers 0..1 and `cancelled` is asked about once a frame, both only in
    the calling thread. Raises RenderCancelled, ValueError for a size, a length, a start frame or a
    source that cannot be used, and OSError when the file cannot be written.
    """
    _check(animatic)
    from core.demo import encode
    from core.demo.drawing import drawing_of

    drawing = drawing_of(animatic, LABEL)
    watch = _Watch(animatic.frames, progress, cancelled)
    stretches, sound = _encoded(animatic, drawing, watch)
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    comment = animatic.comment or animatic.label or LABEL
    try:
        metadata = {"title": animatic.label or LABEL, "comment": comment}
        encode.join(part, stretches, sound, metadata)
        watch.check()
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    progress(1.0)
    return Rendered(animatic.frames, drawing.notes)


def _check(animatic: Animatic) -> None:
    sides = (animatic.width, animatic.height)
    if any(side < 64 or side % 2 for side in sides):
        raise ValueError(f"both sides must be even and at least 64 pixels, not {sides}")
    if animatic.frames < _HALVES:
        raise ValueError(f"{animatic.seconds} s is too short for a clip")


class _Watch:
    """Counts drawn frames for `progress`, and asks `cancelled`, in the calling thread."""

    def __init__(
        self, frames: int, progress: Callable[[float], None], cancelled: Callable[[], bool]
    ) -> None:
        self._frames, self._drawn = frames, 0
        self._progress, self._cancelled = progress, cancelled

    def count(self) -> None:
        self._drawn += 1
        self._progress(_DRAWN * self._drawn / self._frames)

    def check(self) -> None:
        if self._cancelled():
            raise RenderCancelled


def _encoded(
    animatic: Animatic, drawing: Drawing, watch: _Watch
) -> tuple[list[tuple[bytes, int]], bytes | None]:
    """The stretches with their frame counts, and the sound, each encoded in its own thread."""
    from core.demo import encode
    from core.demo.parallel import Tick, run

    edges = [animatic.frames * half // _HALVES for half in range(_HALVES + 1)]

    def stretch(first: int, end: int, tick: Tick) -> bytes:
        def frames() -> Iterator[VideoFrame]:
            for frame in drawing.frames(first, end):
                yield frame
                tick()

        return encode.video(frames(), animatic.width, animatic.height, soft=drawing.soft)

    def heard(_: Tick) -> bytes | None:
        return drawing.heard()

    jobs: list[Callable[[Tick], bytes | None]] = [
        *(partial(stretch, first, end) for first, end in pairwise(edges)),
        heard,
    ]
    *videos, sound = run(jobs, ticked=watch.count, poll=watch.check)
    counts = [end - first for first, end in pairwise(edges)]
    return [(each or b"", count) for each, count in zip(videos, counts, strict=True)], sound
