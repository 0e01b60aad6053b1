"""What is drawn and heard in a clip of the built-in engine, made ready before its first frame."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.demo import (
    camera,
    cards,
    chips,
    encode,
    fonts,
    footage,
    remixed,
    scene,
    sound,
    soundtrack,
    titles,
)
from core.demo.animatic import FPS
from core.demo.deck import Deck, Room
from core.demo.ending import Ending
from core.demo.layer import Layer, smooth
from core.demo.levelline import LevelLine
from core.demo.titles import Title

if TYPE_CHECKING:
    from av import VideoFrame
    from PIL.Image import Image

    from core.demo.animatic import Animatic, Reference

_BREATH = 0.022
"""What is left between the cards and what is above or below them, as a part of the short side."""
_LOWEST = 0.45
"""How far down cards may reach, as a part of the frame's height."""

Frames = Iterator["VideoFrame"]


@dataclass(frozen=True)
class Drawing:
    """A clip to be drawn: its frames from one number up to another, notes about it, its sound.

    ``soft`` says that the pictures are mostly gradients; ``heard`` gives its sound as an MP4, None
    for a silent clip, and may take a while.
    """

    frames: Callable[[int, int], Frames]
    notes: tuple[str, ...]
    heard: Callable[[], bytes | None]
    soft: bool = False


@dataclass(frozen=True)
class _Ground:
    """What everything else lies over; ``title`` is the prompt in it, where it has one."""

    frames: Callable[[int, int], Frames]
    notes: tuple[str, ...] = ()
    title: Title | None = None
    soft: bool = False


def drawing_of(animatic: Animatic, label: str) -> Drawing:
    """Open and set everything that ``animatic`` is made from; raises ``UnusableFile``.

    ``label`` is what the corner says where its own text cannot be set.
    """
    size = (animatic.width, animatic.height)
    corner = titles.label((animatic.label, label), *size)
    cast = chips.chips(animatic.cast, *size)
    ground = _ground(animatic, corner)
    ending = _ending(animatic)
    deck = _deck(animatic, corner, cast, ground.title)
    line = _level_line(animatic)
    always = [corner, *cast]
    last = animatic.frames - 1

    def frames(first: int, end: int) -> Frames:
        drawn: Iterable[VideoFrame] = ground.frames(first, end)
        if ending is not None:
            drawn = ending.over(drawn, first)
        plays = deck.plays(first) if deck is not None else []
        for number, frame in enumerate(drawn, first):
            shown = 1 - ending.part(number) if ending is not None else 1.0
            if line is not None:
                line.lay(frame, number / last, shown * smooth((number - 2) / 12))
            if deck is not None:
                deck.lay(frame, number, plays, shown)
            yield _under(always, frame)

    return Drawing(
        frames, ground.notes, lambda: _heard(animatic), soft=ground.soft and ending is None
    )


def seed_of(animatic: Animatic) -> int:
    """Return the number that everything of chance in a clip follows from."""
    text = f"{animatic.prompt}\0{animatic.take}" if animatic.take else animatic.prompt
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:8], "big")


def _ground(animatic: Animatic, corner: Layer) -> _Ground:
    if animatic.source is not None:
        return _changed(animatic, footage.opened(animatic.source), corner)
    if animatic.start_frame is not None:
        return _moved(animatic, animatic.start_frame)
    return _played(animatic)


def _moved(animatic: Animatic, start_frame: bytes) -> _Ground:
    """A camera move over a picture."""
    shot = _shot(animatic, camera.opened(start_frame), seed_of(animatic))

    def frames(first: int, end: int) -> Frames:
        for number in range(first, end):
            yield shot.frame(number / (animatic.frames - 1))

    return _Ground(frames, () if fonts.faces() else (titles.NO_FONT,))


def _played(animatic: Animatic) -> _Ground:
    """A scene with the prompt over it."""
    title, notes = titles.title(animatic.prompt, animatic.width, animatic.height)
    stage = scene.Scene(seed_of(animatic), animatic.width, animatic.height)

    def frames(first: int, end: int) -> Frames:
        for number in range(first, end):
            yield _titled(title, stage.frame(number / FPS), number)

    return _Ground(frames, notes, title, soft=True)


def _changed(animatic: Animatic, source: footage.Footage, corner: Layer) -> _Ground:
    """A clip's own frames in other colours, its old texts made unreadable under the new ones."""
    size = (animatic.width, animatic.height)
    title, notes = titles.title(animatic.prompt, *size)
    old, _ = titles.title(animatic.covers, *size)
    tops = [each.layer.box[1] for each in (title, old) if each is not None]
    above = round(0.08 * min(size))  # where the frosting begins softly
    boxes = [corner.box] + ([(0, min(tops) - above, *size)] if tops else [])
    regrade = remixed.Regrade(source, seed_of(animatic), size, boxes)

    def frames(first: int, end: int) -> Frames:
        for number, frame in enumerate(regrade.frames(first, end), first):
            yield _titled(title, frame, number)

    return _Ground(frames, notes, title)


def _ending(animatic: Animatic) -> Ending | None:
    if animatic.end_frame is None:
        return None
    picture = camera.opened(animatic.end_frame, "the end frame")
    shot = _shot(animatic, picture, seed_of(animatic) ^ 1)
    # The move runs backwards: it arrives at the whole picture.
    return Ending(animatic.frames, lambda part: shot.frame(1 - part))


def _shot(animatic: Animatic, picture: Image, seed: int) -> camera.Camera:
    course = camera.move(seed, animatic.seconds)
    return camera.Camera(picture, animatic.width, animatic.height, course)


def _deck(
    animatic: Animatic, corner: Layer, cast: Sequence[Layer], title: Title | None
) -> Deck | None:
    """The cards of what the clip refers to, None where it refers to nothing."""
    found = [
        *(
            cards.picture_card(camera.opened(each.file.read_bytes(), each.caption), each.caption)
            for each in animatic.pictures
        ),
        *(cards.clip_card(footage.opened(each.file), each.caption) for each in animatic.clips),
        *(_sound_card(each) for each in animatic.sounds),
    ]
    if not found:
        return None
    width, height = animatic.width, animatic.height
    breath = round(_BREATH * min(width, height))
    under_cast = max((chip.box[3] + breath for chip in cast), default=corner.box[1])
    lowest = round(_LOWEST * height)
    if title is not None:
        lowest = min(lowest, title.layer.box[1] + breath)
    room = Room(
        width,
        height,
        top=under_cast,
        bottom=lowest,
        right=corner.box[0] - breath,
        below=max(corner.box[3] + breath, under_cast),
    )
    return Deck(found, room)


def _sound_card(reference: Reference) -> cards.Card:
    samples = soundtrack.heard(reference.file)
    return cards.sound_card(lambda count: soundtrack.levels(samples, count), reference.caption)


def _level_line(animatic: Animatic) -> LevelLine | None:
    if animatic.audio is None:
        return None
    size = (animatic.width, animatic.height)
    samples = soundtrack.heard(animatic.audio, animatic.frames / FPS)
    return LevelLine(soundtrack.levels(samples, LevelLine.bars_in(*size)), *size)


def _heard(animatic: Animatic) -> bytes | None:
    """The clip's sound: what it follows, that of another clip, or one that is made up."""
    seconds = animatic.frames / FPS
    if animatic.audio is not None:
        return encode.audio(soundtrack.heard(animatic.audio, seconds))
    if not animatic.sound:
        return None
    if animatic.heard is None:
        return encode.audio(sound.pad(seconds, seed_of(animatic)))
    clip = footage.opened(animatic.heard)
    if not clip.sound:
        return None
    if clip.frames == animatic.frames and encode.is_ready(animatic.heard, seconds):
        return animatic.heard.read_bytes()
    return encode.audio(soundtrack.heard(animatic.heard, seconds))


def _titled(title: Title | None, frame: VideoFrame, number: int) -> VideoFrame:
    if title is not None:
        title.layer.blend(frame, title.opacity(number / FPS))
    return frame


def _under(layers: Sequence[Layer], frame: VideoFrame) -> VideoFrame:
    for layer in layers:
        layer.blend(frame)
    return frame
