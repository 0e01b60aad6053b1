"""What is found out about a file before it is sent: how it looks, how long it is, what is wrong.

Everything here blocks, and runs in threads. What is wrong is found by the rules that the core goes
by when the file is sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtGui import QImage

from core.clipframes import ClipUnreadable
from core.field import Medium
from core.foxapi.address import is_typed_url
from core.problems import InvalidAsk
from ui.characters.film import frame_at
from ui.characters.looking import Look, look_at
from ui.compose.pictures import small_look

SMALL = 240
"""Pixels of the height of a clip's picture, and of the longer side of others."""


@dataclass(frozen=True)
class FileLook:
    """A file that is chosen: a small ``picture``, its length in seconds, and its size in pixels.

    None stands for what is not known, or not there. ``clip`` is what else is known of a clip of
    which some seconds are used. ``problem`` is why the file cannot be used.
    """

    picture: QImage
    seconds: float | None = None
    size: tuple[int, int] | None = None
    clip: Look | None = None
    problem: InvalidAsk | None = None


def look_into(source: str, role: str, medium: Medium, media: Mapping[str, Any]) -> FileLook:
    """Look into a file; ``media`` are the rules of its field. What is at an address stays there."""
    if is_typed_url(source):
        return FileLook(QImage())
    try:
        if medium == "image":
            return _picture(Path(source))
        if medium == "audio":
            return _sound(Path(source), role, media)
        if role == "source_clip":
            return _clip_to_cut(Path(source), media)
        return _clip(Path(source), media)
    except InvalidAsk as error:
        return FileLook(QImage(), problem=error)


def _picture(file: Path) -> FileLook:
    picture, size = small_look(file, SMALL)
    return FileLook(picture, size=size)


def _sound(file: Path, role: str, media: Mapping[str, Any]) -> FileLook:
    from core.media.audio import AudioRules, check_audio

    _, _, seconds = check_audio(file, role, AudioRules(**media))
    return FileLook(QImage(), seconds)


def _clip(file: Path, media: Mapping[str, Any]) -> FileLook:
    from core.media.checking import ClipRules, check_clip

    facts = check_clip(file, ClipRules(**media))
    return FileLook(_first(file), facts.seconds, (facts.width, facts.height))


def _clip_to_cut(file: Path, media: Mapping[str, Any]) -> FileLook:
    look = look_at(file, media)
    size = (look.film.width, look.film.height)
    picture = look.film.frames[0]
    return FileLook(picture, look.film.seconds, size, look, look.problem)


def _first(file: Path) -> QImage:
    try:
        return frame_at(file, 0.0, SMALL)
    except ClipUnreadable:
        return QImage()
