"""A list view whose rows have known heights, so that it is laid out at once, however long it is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyleOptionViewItem,
    QWidget,
)

from ui.models.listmodel import Index


class HeightsView(QListView):
    """Lays out and paints its rows by their heights; only what is in view is asked for.

    A plain list view asks model and delegate about every row, some times over. Where these are in
    Python, a person waits for a thousand rows.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._ends: list[int] | None = []  # where rows end, from the first one's top on
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)

    def heights(self) -> Iterable[int]:
        """Return the heights of all rows in device-independent pixels."""
        raise NotImplementedError

    def lay_out(self) -> None:
        """Give all rows their places anew."""
        self._ends = list(accumulate(self.heights()))
        self.resizeContents(self.viewport().width(), self._ends[-1] if self._ends else 0)
        self.updateGeometries()
        self.viewport().update()

    def reset(self) -> None:
        """Follow a model that holds other rows now."""
        self._ends = None
        super().reset()

    def doItemsLayout(self) -> None:
        """Lay out the rows; the layout of a plain list view is left out."""
        self.lay_out()
        QAbstractItemView.doItemsLayout(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow another size at once."""
        QAbstractItemView.resizeEvent(self, event)
        self.lay_out()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Move what is painted, and paint what comes into view."""
        self.viewport().scroll(dx, dy)

    def visualRect(self, index: Index) -> QRect:
        """Return where a row is, in the viewport's coordinates."""
        row = index.row()
        ends = self._laid_out()
        if not 0 <= row < len(ends):
            return QRect()
        top = ends[row - 1] if row else 0
        left, width = -self.horizontalOffset(), self.viewport().width()
        return QRect(left, top - self.verticalOffset(), width, ends[row] - top)

    def indexAt(self, point: QPoint) -> QModelIndex:
        """Return the row at a point of the viewport."""
        row = self._row_at(point.y())
        beside = (
            not 0 <= point.x() < self.viewport().width() or point.y() + self.verticalOffset() < 0
        )
        if beside or row >= len(self._laid_out()):
            return QModelIndex()
        return self.model().index(row, 0)

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Select the row under a press of the mouse, if it can be chosen."""
        index = self.indexAt(rect.topLeft())
        if index.flags() & Qt.ItemFlag.ItemIsSelectable:
            self.selectionModel().select(index, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """Return what is to be painted anew where these rows are selected, or not any more."""
        region = QRegion()
        for index in selection.indexes():
            region += self.visualRect(index)
        return region

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows that are in view."""
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        plain, selected = option.state, self.selectionModel().selectedIndexes()
        last = min(self._row_at(event.rect().bottom()), len(self._laid_out()) - 1)
        with QPainter(self.viewport()) as painter:
            for row in range(self._row_at(event.rect().top()), last + 1):
                index = self.model().index(row, 0)
                option.rect = self.visualRect(index)
                chosen = index in selected
                option.state = plain | QStyle.StateFlag.State_Selected if chosen else plain
                self.itemDelegate().paint(painter, option, index)

    def _laid_out(self) -> list[int]:
        if self._ends is None:
            self.lay_out()
        return self._ends or []

    def _row_at(self, y: int) -> int:
        """Return the number of the row at a height of the viewport; their count below the last."""
        return bisect_right(self._laid_out(), y + self.verticalOffset())
