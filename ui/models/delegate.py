"""Paints the picker's entries: sections, families, and models with all that they take."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from core.modelfacts import lengths_words, localised, sizes_words
from ui import theme
from ui.models.cells import ICON, Cells, cells_of, is_narrow, marks_of
from ui.models.listmodel import ENTRY, EntryModel, Index
from ui.models.rows import Heading, Row, Section, line_of, notes_of, title_of
from ui.models.shelf import Shelf
from ui.queue import paint

SECTION, HEADING, ROW = 40, 48, 46
"""Heights in device-independent pixels at the usual text size."""
STAR = 6.5
"""Radius of a favourite's star."""
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_BOTTOM = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)


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

    def measure(self) -> None:
        """Follow the text's size and the list's width; to be called before rows are laid out."""
        scale = theme.text_scale()
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
            _paint_section(painter, room, entry)
        elif isinstance(entry, Heading):
            _paint_heading(painter, room, entry)
        else:
            current = bool(option.state & QStyle.StateFlag.State_Selected)
            self._paint_row(painter, room, entry, current=current)
        painter.restore()

    def _paint_row(self, painter: QPainter, room: QRect, row: Row, *, current: bool) -> None:
        paint.ground(painter, room.adjusted(0, 1, 0, -1), chosen=current, hovered=False)
        cells = cells_of(room, theme.text_scale())
        self._paint_words(painter, cells.words, row)
        _paint_marks(painter, cells, row)
        self._paint_facts(painter, cells.facts, row)
        if row.favourite:
            middle = QPointF(cells.star.center())
            paint.filled_star(painter, middle, STAR * theme.text_scale(), "accent")
        elif current:
            paint.icon(painter, cells.star, "star", "muted", _scaled(ICON))

    def _paint_words(self, painter: QPainter, room: QRect, row: Row) -> None:
        """Write the name with what is particular about it, and the line below."""
        upper, lower = _halves(room)
        in_use = row.model.id == self.chosen
        weight = QFont.Weight.DemiBold if in_use else QFont.Weight.Normal
        font = sized("body", weight)
        painter.setPen(theme.current().color("text" if row.usable else "muted"))
        end = _write(painter, upper, title_of(row), font)
        if in_use:
            check = QRect(end + 6, upper.top(), _scaled(ICON), upper.height())
            paint.icon(painter, check, "check", "accent", _scaled(14))
            end = check.right()
        painter.setPen(theme.current().color("muted"))
        for note in notes_of(row):
            rest = upper.adjusted(end + 8 - upper.left(), 0, 0, 0)
            end = _write(painter, rest, note, sized("small"))
        _write(painter, lower, line_of(row), sized("small"))

    def _paint_facts(self, painter: QPainter, room: QRect, row: Row) -> None:
        """Write lengths and price, and the sizes below."""
        upper, lower = _halves(room)
        parts = (lengths_words(row.model), self._shelf.price(row.model))
        first = " · ".join(part for part in parts if part)
        second = sizes_words(row.model)
        if not first or not second:  # one line stands in the middle
            upper, first, second = room, first or second, ""
        painter.setPen(theme.current().color("text" if row.usable else "muted"))
        _write(painter, upper, first, sized("small"))
        painter.setPen(theme.current().color("muted"))
        _write(painter, lower, second, sized("small"))


def sized(size: str, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return the application's font in a size of ``theme.TEXT_PX``."""
    font = QFont()
    font.setPixelSize(round(theme.TEXT_PX[size] * theme.text_scale()))
    font.setWeight(weight)
    return font


def _paint_section(painter: QPainter, room: QRect, section: Section) -> None:
    room = room.adjusted(_scaled(12), 0, -_scaled(12), -_scaled(8))
    painter.setPen(theme.current().color("text"))
    end = _write(painter, room, section.title, sized("heading", QFont.Weight.DemiBold), _BOTTOM)
    painter.setPen(theme.current().color("muted"))
    rest = room.adjusted(end + 10 - room.left(), 0, 0, -1)
    _write(painter, rest, section.note, sized("small"), _BOTTOM)


def _paint_heading(painter: QPainter, room: QRect, heading: Heading) -> None:
    family = heading.family
    room = room.adjusted(_scaled(12), _scaled(10), -_scaled(12), -_scaled(2))
    upper, lower = _halves(room, 0)
    painter.setPen(theme.current().color("text"))
    name = localised(family.name) or family.id
    end = _write(painter, upper, name, sized("body", QFont.Weight.DemiBold))
    painter.setPen(theme.current().color("muted"))
    rest = upper.adjusted(end + 8 - upper.left(), 0, 0, 0)
    _write(painter, rest, localised(family.maker), sized("small"))
    _write(painter, lower, localised(family.good_at), sized("small"))


def _paint_marks(painter: QPainter, cells: Cells, row: Row) -> None:
    for name, mark in marks_of(row.model).items():
        token = "text" if mark.strong and row.usable else "muted"
        paint.icon(painter, cells.marks[name], mark.icon, token, _scaled(ICON))


def _write(painter: QPainter, room: QRect, words: str, font: QFont, align: int = _LEFT) -> int:
    """Write as much as there is room for, and return where the words end."""
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(room.width(), 0))
    painter.setFont(font)
    painter.drawText(room, align, shown)
    return room.left() + metrics.horizontalAdvance(shown)


def _halves(room: QRect, inset: int = 5) -> tuple[QRect, QRect]:
    """Return the rectangles of two lines."""
    inner = room.adjusted(0, inset, 0, -inset)
    upper = QRect(inner.left(), inner.top(), inner.width(), inner.height() // 2)
    return upper, upper.translated(0, upper.height())


def _scaled(size: int) -> int:
    return round(size * theme.text_scale())
