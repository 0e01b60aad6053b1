"""Breaking a text into lines that look well.

Latin words stay whole; Chinese breaks between any two characters, save that closing marks start no
line and opening marks end none. Lines are balanced, so that no last line holds a lone word.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from core.demo.typeset import NEVER_FIRST, NEVER_LAST, WIDE_CLOSING, Run, Word, line_width

_ELLIPSIS = "…"
# What a line costs beside its squared unevenness: ending inside a clause, and being there at all.
_OPEN_END, _LINE = 0.1, 0.08


@dataclass(frozen=True)
class Setting:
    """Lines, and how ill they are broken: near 0 if all are alike and end after a mark."""

    lines: list[list[Word]]
    cost: float = 0.0


@dataclass(frozen=True)
class _Unit:
    """Words that stay together, measured in pixels."""

    words: list[Word]
    gap: float
    width: float
    blank: float  # empty right part of a wide mark at the end, which may stand in the margin

    @property
    def closes(self) -> bool:
        """Whether it ends a clause, so that a line may well end here."""
        return self.words[-1].text[-1] in NEVER_FIRST


def break_lines(words: Sequence[Word], size: float, width: float, most: int) -> Setting:
    """Break into as few lines as `width` (pixels) permits, or one more, about equally long.

    Where it costs little evenness, lines end after a mark: Chinese reads badly when a line ends
    inside a word, and its words cannot be told without a dictionary. More than `most` lines are
    left as they fall, for most of them will be cut off.
    """
    units = _units(words, size, width)
    tight = _greedy(units, width)
    if not 1 < len(tight) <= most:
        return Setting(tight)
    counts = range(len(tight), min(len(tight) + 1, most) + 1)
    return min((_evened(units, width, count) for count in counts), key=lambda found: found.cost)


def _evened(units: Sequence[_Unit], width: float, count: int) -> Setting:
    """The best way into exactly `count` lines, found from the last line up."""
    ideal = sum(unit.gap + unit.width for unit in units) / count
    # best[i] is the cost of setting the units from i on, and where the first line of them ends.
    best: list[tuple[float, int]] = [(math.inf, 0)] * len(units) + [(0.0, 0)]
    ends: list[list[int]] = []
    for _ in range(count):
        costs = [_cheapest(start, units, best, width, ideal) for start in range(len(units))]
        best = [*costs, (math.inf, 0)]
        ends.insert(0, [end for _, end in best])
    lines: list[list[Word]] = []
    start = 0
    for row in ends:
        lines.append([word for unit in units[start : row[start]] for word in unit.words])
        start = row[start]
    return Setting(lines, best[0][0] + _LINE * count)


def _cheapest(
    start: int,
    units: Sequence[_Unit],
    after: Sequence[tuple[float, int]],
    width: float,
    ideal: float,
) -> tuple[float, int]:
    """Cost and end of the best line that begins at a unit, given the costs of what follows it."""
    found, length = (math.inf, len(units)), -units[start].gap
    for end in range(start + 1, len(units) + 1):
        last = units[end - 1]
        length += last.gap + last.width
        if length - last.blank > width and end > start + 1:
            break
        uneven = ((length - ideal) / ideal) ** 2
        if end == len(units) and length < ideal:
            uneven *= 0.5
        closed = end == len(units) or last.closes
        cost = after[end][0] + uneven + (0 if closed else _OPEN_END)
        if cost < found[0]:
            found = (cost, end)
    return found


def _greedy(units: Sequence[_Unit], width: float) -> list[list[Word]]:
    lines: list[list[Word]] = []
    room = 0.0
    for unit in units:
        if lines and unit.gap + unit.width - unit.blank <= room:
            room -= unit.gap + unit.width
            lines[-1].extend(unit.words)
        else:
            lines.append(list(unit.words))
            room = width - unit.width
    return lines


def _units(words: Sequence[Word], size: float, width: float) -> list[_Unit]:
    """Words with the marks that cling to them; one that is too long is cut into characters."""
    units: list[_Unit] = []
    for word in words:
        clump = [*units[-1].words, word] if units and not word.breakable else []
        if clump and line_width(clump, size) <= width:
            units[-1] = _measured(clump, size)
        elif word.width(size) > width:
            letters = [Run(char, run.face) for run in word.runs for char in run.text]
            units.extend(_measured([Word((letter,))], size) for letter in letters)
        else:
            units.append(_measured([word], size))
    return units


def _measured(words: list[Word], size: float) -> _Unit:
    end = words[-1]
    # Half an em, if the mark is as wide as a letter: the same mark of a Latin face is narrow.
    wide = end.text[-1] in WIDE_CLOSING and end.width(size) > 0.9 * size
    blank = 0.5 * size if wide else 0.0
    return _Unit(words, words[0].gap * size, line_width(words, size), blank)


def shortened(lines: list[list[Word]], most: int, size: float, width: float) -> list[list[Word]]:
    """At most so many lines, an ellipsis at the end of the last where something was cut off."""
    if len(lines) <= most:
        return lines
    last = list(lines[most - 1])
    dots = _dots(last[-1])
    while len(last) > 1 and (
        line_width([*last, dots], size) > width or last[-1].text in NEVER_FIRST | NEVER_LAST
    ):
        last.pop()
    return [*lines[: most - 1], [*last, dots]]


def _dots(word: Word) -> Word:
    face = word.runs[-1].face
    return Word((Run(_ELLIPSIS if face.covers(_ELLIPSIS) else "...", face),), 0.0, False)
