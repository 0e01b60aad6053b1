"""Clips that a model is to be given: what they are, and why it would not take them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.clipframes import ClipFacts
from core.media.faults import ClipFault
from core.media.reading import Shape, first_frame, is_whole_index, opened, packets_of, shape_of
from core.media.slots import USUAL_RATE, even_rate
from core.media.upright import shown_size
from core.problems import InvalidAsk, Problem

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.stream import VideoStream

SHORTEST = 1.0
"""Seconds that a clip must have from its start on: a character has to be seen."""

LONGEST = 60.0
"""Seconds that are used at most of a clip where its model says no limit."""

_ABOUT = 0.01
"""By how much a ratio of sides may be off."""


@dataclass(frozen=True)
class ClipRules:
    """What a model takes, as its field's ``media`` say it.

    ``seconds`` are used of a clip, which has at least ``least_seconds``; its shorter side has at
    least ``short_side`` pixels, and more than ``tallest`` are made fewer; one side is at most
    ``ratio`` times the other; the file has ``megabytes`` at most. 0 is no rule, except for seconds.
    ``types`` are the kinds of files that are taken, MP4 always among them; ``called`` is how a
    prompt refers to the clip; all clips of a list have ``max_total_seconds`` at most.
    """

    seconds: float = LONGEST
    least_seconds: float = SHORTEST
    megabytes: float = 0.0
    types: tuple[str, ...] | list[str] = ()
    called: str = ""
    short_side: float = 0
    ratio: float = 0.0
    tallest: float = 0
    max_total_seconds: float = 0.0


@dataclass(frozen=True)
class Source:
    """A clip that is to be cut.

    ``size`` is as it is shown, ``begin`` when its first picture is (seconds of its own time),
    ``seconds`` how long it is from there; ``indexed`` says that its file counts its pictures.
    """

    file: Path
    shape: Shape
    size: tuple[int, int]
    begin: Fraction
    seconds: Fraction
    rate: Fraction
    sound: bool
    indexed: bool


def check_clip(file: Path, rules: ClipRules) -> ClipFacts:
    """Return what a clip is, its size as it is shown; raises ``InvalidAsk`` if it cannot be used.

    Blocking. The problem is that of a field ``clip``: ``clip_unreadable``, ``not_a_clip``,
    ``clip_without_picture``, ``clip_damaged``, ``clip_too_small``, ``clip_too_wide`` or
    ``clip_too_short``.
    """
    source = checked(file, rules)
    fps, seconds = float(source.rate), float(source.seconds)
    return ClipFacts(*source.size, seconds=seconds, fps=fps, sound=source.sound)


def checked(file: Path, rules: ClipRules) -> Source:
    try:
        source = _looked_at(file)
    except ClipFault as fault:
        raise InvalidAsk(problem_of(fault)) from fault
    problem = _rule_broken(source, rules)
    if problem is not None:
        raise InvalidAsk(problem)
    return source


def problem_of(fault: ClipFault) -> Problem:
    facts: dict[str, Any] = {"source": str(fault.file)}
    match fault.code:
        case "gone" | "forbidden" as code:
            reason = "absent" if code == "gone" else code
            return Problem("clip", "clip_unreadable", {**facts, "reason": reason})
        case "no_picture":
            return Problem("clip", "clip_without_picture", facts)
        case "damaged":
            return Problem("clip", "clip_damaged", facts)
        case _:
            return Problem("clip", "not_a_clip", facts)


def _rule_broken(source: Source, rules: ClipRules) -> Problem | None:
    short, long = sorted(source.size)
    facts = {"source": str(source.file), "width": source.size[0], "height": source.size[1]}
    if short < rules.short_side:
        return Problem("clip", "clip_too_small", {**facts, "limit": f"{rules.short_side:g}"})
    if rules.ratio and long / short > rules.ratio + _ABOUT:
        return Problem("clip", "clip_too_wide", {**facts, "limit": f"{rules.ratio:g}"})
    if source.seconds < rules.least_seconds:
        facts |= {"seconds": f"{float(source.seconds):.1f}", "limit": f"{rules.least_seconds:g}"}
        return Problem("clip", "clip_too_short", facts)
    return None


def _looked_at(file: Path) -> Source:
    shape = shape_of(file)
    frame = first_frame(file)
    with opened(file) as (container, stream):
        rate = even_rate(stream)
        base = stream.time_base or Fraction(1, 1000)
        sound, indexed = bool(container.streams.audio), is_whole_index(container)
        seconds = _seconds(container, stream)
    begin = (frame.pts or 0) * base
    if seconds is None:
        seconds = _counted_seconds(file, begin)
    size = shown_size(shape.size, shape.aspect, shape.matrix)
    return Source(file, shape, size, begin, seconds, rate, sound, indexed)


def _seconds(container: InputContainer, stream: VideoStream) -> Fraction | None:
    """Return how long a clip says that it is, None where it does not."""
    if stream.duration and stream.time_base:
        return stream.duration * stream.time_base
    return Fraction(container.duration, 1_000_000) if container.duration else None


def _counted_seconds(file: Path, begin: Fraction) -> Fraction:
    """Return how long a clip is that does not say it, as those that are recorded by a browser."""
    end = begin
    for packet in packets_of(file):
        if packet.pts is not None:
            length = packet.duration * packet.time_base if packet.duration else 1 / USUAL_RATE
            end = max(end, packet.pts * packet.time_base + length)
    return end - begin
