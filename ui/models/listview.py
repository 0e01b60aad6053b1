"""The picker's list: goes from model to model, has stars to press, and says what icons mean."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QStyleOptionViewItem, QToolTip, QWidget

from ui import theme
from ui.models.cells import Cells, cells_of, plain, tip_at
from ui.models.delegate import EntryDelegate
from ui.models.heightsview import HeightsView
from ui.models.listmodel import ENTRY, EntryModel
from ui.models.rows import Row
from ui.models.shelf import Shelf


class EntryList(HeightsView):
    """Shows entries. The focus stays where the words are typed."""

    picked = Signal(str)
    """The id of a model that a person wants."""
    starred = Signal(str)
    """The id of a model that is to be a favourite, or not any more."""

    def __init__(self, shelf: Shelf, parent: QWidget) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self.entries = EntryModel(shelf, self)
        self.delegate = EntryDelegate(shelf, self.entries, self)
        self.setModel(self.entries)
        self.setItemDelegate(self.delegate)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.clicked.connect(self.pick)
        self.entered.connect(self._on_entered)
        theme.current().changed.connect(self.viewport().update)

    def heights(self) -> Iterable[int]:
        """Return the heights of all entries in device-independent pixels."""
        return self.delegate.heights()

    def current_row(self) -> Row | None:
        """Return the row that Return would take."""
        entry = self.currentIndex().data(ENTRY)
        return entry if isinstance(entry, Row) else None

    def mark(self, number: int) -> None:
        """Let Return take the entry with this number, none below zero."""
        index = self.entries.index(number) if number >= 0 else QModelIndex()
        self.setCurrentIndex(index)

    def is_in_view(self, number: int) -> bool:
        """Tell whether all of the entry with this number can be seen."""
        return self.viewport().rect().contains(self.visualRect(self.entries.index(number)))

    def step(self, by: int) -> None:
        """Go on by so many models; the first and the last are the ends."""
        rows = self.entries.usable_rows()
        if not rows:
            return
        now = self.currentIndex().row()
        place = rows.index(now) + by if now in rows else 0
        self.mark(rows[min(max(place, 0), len(rows) - 1)])
        if self.currentIndex().row() == rows[0]:
            self.scrollToTop()  # with what stands above it
        self.scrollTo(self.currentIndex())

    def page(self) -> int:
        """Return how many models are about in view."""
        return max(self.viewport().height() // max(self.sizeHintForRow(0), 1) - 1, 1)

    def pick(self, index: QModelIndex) -> None:
        """Take the model at an index, if it can be chosen."""
        entry = index.data(ENTRY) if index.isValid() else None
        if isinstance(entry, Row) and entry.usable:
            self.picked.emit(entry.model.id)

    def cells(self, index: QModelIndex) -> Cells:
        """Return where the parts of a row stand."""
        return cells_of(self.visualRect(index), theme.text_scale())

    def draw_ahead(self, number: int, width: int) -> None:
        """Draw an entry where nobody sees it: its fonts, letters and icons are at hand then."""
        index, option = self.entries.index(number), QStyleOptionViewItem()
        option.rect = QRect(QPoint(), QSize(width, self.delegate.sizeHint(option, index).height()))
        sharp = self.devicePixelRatioF()
        picture = QPixmap(option.rect.size() * sharp)
        picture.setDevicePixelRatio(sharp)
        picture.fill(Qt.GlobalColor.transparent)
        with QPainter(picture) as painter:
            self.delegate.paint(painter, option, index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give rows another form where they have become narrow, or wide."""
        self.delegate.measure()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow another size of the text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.delegate.measure()
            self.lay_out()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take a press on a star for just that."""
        row = self._star_at(event.position().toPoint())
        if row is None or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
        else:
            self.starred.emit(row.model.id)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take the second press of a double click like the first."""
        self.mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Leave out the release over a star: nothing is chosen by it."""
        if self._star_at(event.position().toPoint()) is None:
            super().mouseReleaseEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Say what is under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self.indexAt(event.pos())
            entry = index.data(ENTRY)
            if isinstance(entry, Row):
                price = self._shelf.price(entry.model)
                words = tip_at(entry, self.cells(index), event.pos(), price)
                QToolTip.showText(event.globalPos(), plain(words), self.viewport())
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    def _star_at(self, place: QPoint) -> Row | None:
        index = self.indexAt(place)
        entry = index.data(ENTRY)
        there = isinstance(entry, Row) and self.cells(index).star.contains(place)
        return entry if there else None

    def _on_entered(self, index: QModelIndex) -> None:
        entry = index.data(ENTRY)
        if isinstance(entry, Row) and entry.usable:
            self.setCurrentIndex(index)
