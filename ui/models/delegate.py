"""Paints the picker's entries: sections, families, and models with all that they take."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from core.modelfacts import lengths_words, localised, sizes_words
from ui import theme
from ui.models.cells import ICON, Cells, cells_of, is_narrow, marks_of
from ui.models.lettering import BOLD, BOTTOM, NORMAL, Lettering
from ui.models.listmodel import ENTRY, EntryModel, Index
from ui.models.rows import Heading, Row, Section, line_of, notes_of, title_of
from ui.models.shelf import Shelf
from ui.queue import paint

SECTION, HEADING, ROW = 40, 48, 46
"""Heights in device-independent pixels at the usual text size."""
STAR = 6.5
"""Radius of a favourite's star."""


class EntryDelegate(QStyledItemDelegate):
    """Paints what is in view. ``chosen`` is the id of the model that is in use."""

    def __init__(self, shelf: Shelf, model: EntryModel, parent: QListView) -> None:
        super().__init__(parent)
        self._shelf, self._model, self._list = shelf, model, parent
        self._sizes: dict[type, QSize] = {}
        self.measure()
        self.chosen = ""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return an entry's height."""
        return self._sizes[type(self._model.entries[index.row()])]

    def heights(self) -> list[int]:
        """Return the heights of all entries."""
        heights = {kind: size.height() for kind, size in self._sizes.items()}
        return [heights[type(each)] for each in self._model.entries]

    def measure(self) -> None:
        """Follow the text's size and the list's width; to be called before rows are laid out."""
        self._letters = Lettering()
        scale = self._letters.scale
        row = 2 * ROW if is_narrow(self._list.viewport().width(), scale) else ROW
        heights = {Section: SECTION, Heading: HEADING, Row: row}
        self._sizes = {kind: QSize(120, round(h * scale)) for kind, h in heights.items()}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one entry."""
        entry = index.data(ENTRY)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRect(option.rect)
        if isinstance(entry, Section):
            self._paint_section(painter, room, entry)
        elif isinstance(entry, Heading):
            self._paint_heading(painter, room, entry)
        else:
            current = bool(option.state & QStyle.StateFlag.State_Selected)
            self._paint_row(painter, room, entry, current=current)
        painter.restore()

    def _paint_row(self, painter: QPainter, room: QRect, row: Row, *, current: bool) -> None:
        paint.ground(painter, room.adjusted(0, 1, 0, -1), chosen=current, hovered=False)
        cells = cells_of(room, self._letters.scale)
        self._paint_words(painter, cells.words, row)
        self._paint_marks(painter, cells, row)
        self._paint_facts(painter, cells.facts, row)
        if row.favourite:
            middle = QPointF(cells.star.center())
            paint.filled_star(painter, middle, STAR * self._letters.scale, "accent")
        elif current:
            paint.icon(painter, cells.star, "star", "muted", self._letters.scaled(ICON))

    def _paint_words(self, painter: QPainter, room: QRect, row: Row) -> None:
        """Write the name with what is particular about it, and the line below."""
        upper, lower = _halves(room)
        in_use = row.model.id == self.chosen
        painter.setPen(theme.current().color("text" if row.usable else "muted"))
        end = self._letters.write(painter, upper, title_of(row), "body", BOLD if in_use else NORMAL)
        if in_use:
            check = QRect(end + 6, upper.top(), self._letters.scaled(ICON), upper.height())
            paint.icon(painter, check, "check", "accent", self._letters.scaled(14))
            end = check.right()
        painter.setPen(theme.current().color("muted"))
        for note in notes_of(row):
            rest = upper.adjusted(end + 8 - upper.left(), 0, 0, 0)
            end = self._letters.write(painter, rest, note)
        self._letters.write(painter, lower, line_of(row))

    def _paint_facts(self, painter: QPainter, room: QRect, row: Row) -> None:
        """Write lengths and price, and the sizes below."""
        upper, lower = _halves(room)
        parts = (lengths_words(row.model), self._shelf.price(row.model))
        first = " · ".join(part for part in parts if part)
        second = sizes_words(row.model)
        if not first or not second:  # one line stands in the middle
            upper, first, second = room, first or second, ""
        painter.setPen(theme.current().color("text" if row.usable else "muted"))
        self._letters.write(painter, upper, first)
        painter.setPen(theme.current().color("muted"))
        self._letters.write(painter, lower, second)

    def _paint_section(self, painter: QPainter, room: QRect, section: Section) -> None:
        scaled = self._letters.scaled
        room = room.adjusted(scaled(12), 0, -scaled(12), -scaled(8))
        painter.setPen(theme.current().color("text"))
        end = self._letters.write(painter, room, section.title, "heading", BOLD, BOTTOM)
        painter.setPen(theme.current().color("muted"))
        rest = room.adjusted(end + 10 - room.left(), 0, 0, -1)
        self._letters.write(painter, rest, section.note, align=BOTTOM)

    def _paint_heading(self, painter: QPainter, room: QRect, heading: Heading) -> None:
        family, scaled = heading.family, self._letters.scaled
        room = room.adjusted(scaled(12), scaled(10), -scaled(12), -scaled(2))
        upper, lower = _halves(room, 0)
        painter.setPen(theme.current().color("text"))
        name = localised(family.name) or family.id
        end = self._letters.write(painter, upper, name, "body", BOLD)
        painter.setPen(theme.current().color("muted"))
        rest = upper.adjusted(end + 8 - upper.left(), 0, 0, 0)
        self._letters.write(painter, rest, localised(family.maker))
        self._letters.write(painter, lower, localised(family.good_at))

    def _paint_marks(self, painter: QPainter, cells: Cells, row: Row) -> None:
        for name, mark in marks_of(row.model).items():
            token = "text" if mark.strong and row.usable else "muted"
            paint.icon(painter, cells.marks[name], mark.icon, token, self._letters.scaled(ICON))


def _halves(room: QRect, inset: int = 5) -> tuple[QRect, QRect]:
    """Return the rectangles of two lines."""
    inner = room.adjusted(0, inset, 0, -inset)
    upper = QRect(inner.left(), inner.top(), inner.width(), inner.height() // 2)
    return upper, upper.translated(0, upper.height())
