"""Where the parts of a picker's row stand, and what their icons and tool-tips say."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect

from core.catalog import Model
from core.language import translate
from core.modelfacts import facts_line, input_words, inputs_of, localised, sound_of, sound_words
from ui.models.finding import KINDS
from ui.models.rows import Row, full_name, line_of

KIND_ICONS: Mapping[str, str] = {
    "start_frame": "panel-left",
    "end_frame": "panel-right",
    "references": "images",
    "clip": "film",
    "sound_file": "audio-lines",
}
SOUND_ICON = "volume-2"
ICON = 16
_LEAST_WORDS = 200
_PLACE, _FACTS, _STAR, _MARGIN, _GAP = 24, 164, 32, 12, 12
"""Device-independent pixels at the usual text size."""


@dataclass(frozen=True)
class Mark:
    """An icon that says what a model takes; ``strong`` where it must be given, or always is."""

    icon: str
    strong: bool
    words: str


@dataclass(frozen=True)
class Cells:
    """The rectangles of a row. ``marks`` are by kind of input, and that of sound."""

    words: QRect
    marks: Mapping[str, QRect]
    facts: QRect
    star: QRect


def cells_of(row: QRect, scale: float) -> Cells:
    """Return where the parts of a row stand; ``scale`` is how large the text is.

    Where there is no room for all of them side by side, the words stand above the others.
    """
    place, facts, star, margin, gap = (
        round(each * scale) for each in (_PLACE, _FACTS, _STAR, _MARGIN, _GAP)
    )
    left, right = row.left() + margin, row.right() + 1 - star
    star_cell = QRect(right, row.top(), star, row.height())
    names = (*KIND_ICONS, SOUND_ICON)
    if is_narrow(row.width(), scale):
        half = row.height() // 2
        words = QRect(left, row.top(), right - left, half)
        below = QRect(left, words.bottom() + 1, 0, row.height() - half)
        facts_left = left + place * len(names) + gap
        facts_cell = QRect(facts_left, below.top(), max(right - facts_left, 0), below.height())
    else:
        facts_cell = QRect(right - facts, row.top(), facts, row.height())
        below = QRect(facts_cell.left() - gap - place * len(names), row.top(), 0, row.height())
        words = QRect(left, row.top(), max(below.left() - gap - left, 0), row.height())
    marks = {
        name: QRect(below.left() + place * number, below.top(), place, below.height())
        for number, name in enumerate(names)
    }
    return Cells(words, marks, facts_cell, star_cell)


def is_narrow(width: int, scale: float) -> bool:
    """Tell whether a row of so many pixels has no room for all parts side by side."""
    beside = _PLACE * (len(KIND_ICONS) + 1) + _FACTS + _STAR + _MARGIN + 2 * _GAP
    return width < (beside + _LEAST_WORDS) * scale


def marks_of(model: Model) -> dict[str, Mark]:
    """Return the icons of a model by kind of input, and that of sound."""
    found = {}
    given = {each.role: each for each in inputs_of(model)}
    for kind, icon in KIND_ICONS.items():
        fitting = [given[role] for role in KINDS[kind] if role in given]
        if fitting:
            words = "\n".join(input_words(each) for each in fitting)
            found[kind] = Mark(icon, any(each.needed for each in fitting), words)
    sound = sound_of(model)
    if sound in ("always", "chosen"):
        words = translate("Models", "Clips: {sound}").format(sound=sound_words(model))
        found[SOUND_ICON] = Mark(SOUND_ICON, sound == "always", words)
    return found


def tip_at(row: Row, cells: Cells, place: QPoint, price: str) -> str:
    """Return what is said about the part of a row at ``place``; empty where there is nothing."""
    if cells.star.contains(place):
        return star_words(row)
    marks = marks_of(row.model)
    for name, rect in cells.marks.items():
        if rect.contains(place):
            return marks[name].words if name in marks else ""
    if cells.facts.contains(place):
        return "\n".join(each for each in (facts_line(row.model), price) if each)
    said = (full_name(row.model), line_of(row), localised(row.model.family.good_at))
    return "\n".join(each for each in said if each)


def plain(words: str) -> str:
    """Return words for a tool-tip, which shows nothing but them: own files may hold anything."""
    return f"<p>{html.escape(words).replace(chr(10), '<br>')}</p>" if words else ""


def star_words(row: Row) -> str:
    """Return what a click on a row's star does."""
    if row.favourite:
        return translate("Models", "Take from the favourites ({keys})").format(keys=STAR_KEYS)
    return translate("Models", "Make it a favourite ({keys})").format(keys=STAR_KEYS)


STAR_KEYS = "Ctrl+D"
"""The shortcut as people read it."""
