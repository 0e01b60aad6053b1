"""What is found out about a clip before a character is made of it. Everything here blocks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from core.clipframes import ClipUnreadable
from core.language import translate
from core.problems import InvalidAsk, Problem
from ui.characters.film import Film, read_film

FRAMES = 12
"""Frames of the strip."""
HEIGHT = 120
"""Pixels of each."""


@dataclass(frozen=True)
class Look:
    """A clip's frames, and how many ``seconds`` of it are used.

    ``problem`` is why it cannot be used, None where it can; ``as_it_is`` says that the file is sent
    unchanged, ``smaller`` to how many lines its picture is scaled down, 0 for not at all.
    """

    film: Film
    seconds: float
    problem: InvalidAsk | None = None
    as_it_is: bool = False
    smaller: int = 0


def look_at(file: Path, rules: Mapping[str, Any]) -> Look:
    """Look through a clip; ``rules`` are those of a field's ``media``.

    Raises ``InvalidAsk`` if no frame of it can be read.
    """
    from core.media.trimming import ClipRules, check_clip, is_taken_whole

    wanted, problem, whole, facts = ClipRules(**rules), None, False, None
    try:
        facts = check_clip(file, wanted)
        whole = is_taken_whole(file, wanted)
    except InvalidAsk as error:
        problem = error
    try:
        film = read_film(file, FRAMES, HEIGHT)
    except ClipUnreadable as error:
        raise problem or InvalidAsk(
            Problem("clip", "clip_damaged", {"source": str(file)})
        ) from error
    if facts is not None and facts.seconds:
        film = replace(film, seconds=facts.seconds)
    tallest = int(rules.get("tallest", 0))
    smaller = tallest if tallest and min(film.width, film.height) > tallest else 0
    return Look(film, min(film.seconds, wanted.seconds), problem, whole, smaller)


def plan_words(look: Look) -> str:
    """Return what becomes of the clip before it is sent."""
    if look.as_it_is:
        return translate("Characters", "Used as it is.")
    if look.smaller:
        words = translate("Characters", "Scaled down to {lines}p and re-encoded to MP4.")
        return words.format(lines=look.smaller)
    if look.film.seconds <= look.seconds:
        return translate("Characters", "Re-encoded to MP4.")
    return translate("Characters", "Cut to these seconds and re-encoded to MP4.")
