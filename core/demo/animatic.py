"""Clips of the built-in engine: a camera move over a start frame, a scene made from a prompt, or
another of its clips remixed.

Importing this module is cheap: PyAV, Pillow and numpy come with the first `render`.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from av import VideoFrame

    from core.demo.layer import Layer
    from core.demo.titles import Title

FPS = 24
LABEL = "Foxreel built-in engine"
_HALVES = 2
_DRAWN = 0.96  # of the progress; joining the stretches is the rest


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
    #: A clip of the engine's own to be remixed: it gives the length and the sound.
    remix: Path | None = None
    #: The prompt that can be read in that clip, as its place must be covered.
    covers: str = ""
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


@dataclass(frozen=True)
class _Drawing:
    #: Draws the frames from one number up to another.
    frames: Callable[[int, int], Iterator[VideoFrame]]
    notes: tuple[str, ...]
    #: Mostly gradients, as scenes are.
    soft: bool = False
    #: A file with the sound; None makes one up.
    sound: Path | None = None


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

    drawing = _drawing(animatic)
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


def _drawing(animatic: Animatic) -> _Drawing:
    """Everything that is made once, before the first frame."""
    from core.demo import chips, titles

    size = (animatic.width, animatic.height)
    # A label that cannot be set gives way to the plain one: a clip is never without.
    label = titles.label((animatic.label, LABEL), *size)
    always = [label, *chips.chips(animatic.cast, *size)]
    if animatic.remix is not None:
        return _remixed(animatic, animatic.remix, always)
    if animatic.start_frame is not None:
        return _moved(animatic, animatic.start_frame, always)
    return _played(animatic, always)


def _moved(animatic: Animatic, start_frame: bytes, always: Sequence[Layer]) -> _Drawing:
    """A camera move over a picture."""
    from core.demo import camera, fonts, titles

    picture = camera.opened(start_frame)
    course = camera.move(_seed(animatic), animatic.seconds)
    shot = camera.Camera(picture, animatic.width, animatic.height, course)

    def frames(first: int, end: int) -> Iterator[VideoFrame]:
        for number in range(first, end):
            yield _under(always, shot.frame(number / (animatic.frames - 1)))

    return _Drawing(frames, () if fonts.faces() else (titles.NO_FONT,))


def _played(animatic: Animatic, always: Sequence[Layer]) -> _Drawing:
    """A scene with the prompt over it."""
    from core.demo import scene, titles

    title, notes = titles.title(animatic.prompt, animatic.width, animatic.height)
    stage = scene.Scene(_seed(animatic), animatic.width, animatic.height)

    def frames(first: int, end: int) -> Iterator[VideoFrame]:
        for number in range(first, end):
            yield _under(always, _titled(title, stage.frame(number / FPS), number))

    return _Drawing(frames, notes, soft=True)


def _remixed(animatic: Animatic, file: Path, always: Sequence[Layer]) -> _Drawing:
    """Another clip's frames in other colours, its old texts made unreadable under the new ones."""
    from core.demo import remixed, titles

    size = (animatic.width, animatic.height)
    title, notes = titles.title(animatic.prompt, *size)
    old, _ = titles.title(animatic.covers, *size)
    tops = [each.layer.box[1] for each in (title, old) if each is not None]
    above = round(0.08 * min(size))  # where the frosting begins softly
    boxes = [always[0].box] + ([(0, min(tops) - above, *size)] if tops else [])
    regrade = remixed.Regrade(remixed.opened(file), _seed(animatic), size, boxes)

    def frames(first: int, end: int) -> Iterator[VideoFrame]:
        for number, frame in enumerate(regrade.frames(first, end), first):
            yield _under(always, _titled(title, frame, number))

    return _Drawing(frames, notes, sound=file)


def _titled(title: Title | None, frame: VideoFrame, number: int) -> VideoFrame:
    if title is not None:
        title.layer.blend(frame, title.opacity(number / FPS))
    return frame


def _under(layers: Sequence[Layer], frame: VideoFrame) -> VideoFrame:
    for layer in layers:
        layer.blend(frame)
    return frame


def _seed(animatic: Animatic) -> int:
    seed = f"{animatic.prompt}\0{animatic.take}" if animatic.take else animatic.prompt
    digest = hashlib.sha256(seed.encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:8], "big")


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
    animatic: Animatic, drawing: _Drawing, watch: _Watch
) -> tuple[list[tuple[bytes, int]], bytes]:
    """The stretches with their frame counts, and the sound, each encoded in its own thread."""
    from core.demo import encode, sound
    from core.demo.parallel import Tick, run

    edges = [animatic.frames * half // _HALVES for half in range(_HALVES + 1)]

    def stretch(first: int, end: int, tick: Tick) -> bytes:
        def frames() -> Iterator[VideoFrame]:
            for frame in drawing.frames(first, end):
                yield frame
                tick()

        return encode.video(frames(), animatic.width, animatic.height, soft=drawing.soft)

    def heard(_: Tick) -> bytes:
        if drawing.sound is not None:
            return drawing.sound.read_bytes()
        return encode.audio(sound.pad(animatic.frames / FPS, _seed(animatic)))

    jobs: list[Callable[[Tick], bytes]] = [
        *(partial(stretch, first, end) for first, end in pairwise(edges)),
        heard,
    ]
    *videos, audio = run(jobs, ticked=watch.count, poll=watch.check)
    counts = [end - first for first, end in pairwise(edges)]
    return list(zip(videos, counts, strict=True)), audio
