"""Clips that are to be joined: what is known of them without decoding them, and what it allows."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

from core.media.faults import ClipFault
from core.media.reading import Shape, begins_anew, is_whole_index, opened, packets_of, shape_of
from core.media.slots import nearest
from core.media.watch import Watch

FINEST = 100_000_000
"""Ticks a second of a joined file at most; clips that need more are encoded anew."""


@dataclass(frozen=True)
class Clip:
    """What is known of a clip's pictures without decoding them. Times are in ticks of ``base``.

    ``start`` is when its first picture is shown, ``last`` when its last one, until ``end``;
    ``first`` is when the first one is decoded. ``clean`` says that it can follow another clip in
    one stream.
    """

    file: Path
    shape: Shape
    base: Fraction
    frames: int
    start: int
    last: int
    end: int
    first: int
    clean: bool

    @property
    def seconds(self) -> Fraction:
        """How long the pictures are."""
        return (self.end - self.start) * self.base

    def slots(self, rate: Fraction) -> int:
        """Return as how many pictures it is shown at ``rate`` pictures a second."""
        last = 0 if self.end > self.last else 1  # its last picture has no length of its own
        return max(nearest(self.seconds * rate) + last, 1)


def measure(file: Path, watch: Watch) -> Clip:
    """Read a clip's packets through; raises ``ClipFault``."""
    shape = shape_of(file)
    clean, base = shape.codec == "h264" and _has_index(file), Fraction(1)
    times: list[tuple[int | None, int | None, int]] = []
    for packet in packets_of(file):
        watch.check()
        if packet.is_discard:
            clean = False  # it is not to be shown, which a copy of it would be
        else:
            base = packet.time_base
            clean = clean and (bool(times) or begins_anew(packet, shape.codec, shape.extradata))
            times.append((packet.pts, packet.dts, packet.duration or 0))
    shown = sorted((pts if pts is not None else dts or 0, length) for pts, dts, length in times)
    if not shown:
        raise ClipFault(file, "damaged", "no picture")
    start, last, end = shown[0][0], shown[-1][0], max(map(sum, shown))
    clean = clean and end > last and _are_in_order(times)
    first = times[0][1] if clean else None
    return Clip(file, shape, base, len(shown), start, last, end, first or 0, clean)


def _are_in_order(times: Sequence[tuple[int | None, int | None, int]]) -> bool:
    """Tell whether packets say when they are decoded and shown, each at its own time."""
    shown = {pts for pts, _, _ in times}
    decoded = [dts for _, dts, _ in times]
    if None in shown or None in decoded or len(shown) < len(times):
        return False
    return all(a is not None and b is not None and a < b for a, b in pairwise(decoded))


def _has_index(file: Path) -> bool:
    """Tell whether a clip is an MP4, or a kind of it."""
    with opened(file) as (container, _):
        return is_whole_index(container)


def can_follow(clips: Sequence[Clip]) -> bool:
    """Tell whether clips can follow each other in one stream of copied packets.

    Their decoders must be set up by the very same bytes: size, profile, and colours are in there.
    """
    alike = len({clip.shape for clip in clips}) == 1
    fine = math.lcm(*(clip.base.denominator for clip in clips)) <= FINEST
    whole = all(clip.base.numerator == 1 and clip.shape.extradata for clip in clips)
    return alike and fine and whole and all(clip.clean for clip in clips)
