"""The list of shots as it is shown, and where in it something is dropped or would be moved to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView

from ui.queue import paint
from ui.storyboard.delegate import RAIL, ShotDelegate
from ui.storyboard.document import Document
from ui.storyboard.dropping import dropped, goes_onto, is_dropped
from ui.storyboard.shotlist import ShotList
from ui.storyboard.thumbs import Thumbs

EDGE = 28
"""Device-independent pixels at the list's ends where moving a shot scrolls."""
SCROLL_MS = 30

_Index = QModelIndex | QPersistentModelIndex


class DropList(QListView):
    """Shows the shots of a document, and marks where something would go. What is dropped is told.

    A gap is told by the index of the shot after it.
    """

    taken = Signal(object, int, bool)
    """Something was dropped: a ``Dropped``, the index, and whether onto that shot or before it."""

    def __init__(self, document: Document, thumbs: Thumbs) -> None:
        super().__init__()
        self.shots = ShotList(document)
        self.delegate = ShotDelegate(document, thumbs, self)
        self.setModel(self.shots)
        self.setItemDelegate(self.delegate)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._gap = -1
        self._scroller = QTimer(self, interval=SCROLL_MS)
        self._scroller.timeout.connect(self._scroll_on)
        self.delegate.set_font(self.font())
        thumbs.ready.connect(self.viewport().update)

    def dataChanged(self, first: _Index, last: _Index, roles: Sequence[int] = ()) -> None:
        """Draw what has changed; a ``QListView`` would lay out and draw everything anew."""
        QAbstractItemView.dataChanged(self, first, last, roles)

    # Dropping onto it

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Say whether what is held over the list can be taken."""
        if is_dropped(event.mimeData()):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where it would go."""
        at = event.position().toPoint()
        onto = self._onto(at) if goes_onto(event.mimeData()) else -1
        if onto != self.delegate.target:
            self.delegate.target = onto
            self.viewport().update()
        self._mark(-1 if onto >= 0 else self._gap_at(at))
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Show nothing more."""
        self._let_go()

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell what was dropped, and where."""
        at, found = event.position().toPoint(), dropped(event.mimeData())
        onto, gap = self._onto(at), self._gap_at(at)
        self._let_go()
        if found is None:
            event.ignore()
            return
        event.acceptProposedAction()
        on_shot = onto >= 0 and found.is_one_picture
        self.taken.emit(found, onto if on_shot else gap, on_shot)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, and the mark where something would go."""
        self.delegate.ringed = self.hasFocus()
        super().paintEvent(event)
        if self._gap < 0:
            return
        y = self._gap_y(self._gap)
        with QPainter(self.viewport()) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(paint.color("accent"), 2))
            painter.setBrush(paint.color("surface"))
            painter.drawLine(QPointF(RAIL + 4, y), QPointF(self.viewport().width() - 4, y))
            painter.drawEllipse(QPointF(RAIL, y), 4, 4)

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew in another font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.delegate.set_font(self.font())
            self.scheduleDelayedItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw every row anew: its texts follow the width."""
        super().resizeEvent(event)
        self.viewport().update()

    # Where something would go

    def _hold_at(self, at: QPoint) -> None:
        """Mark where what is held at a point would go, and scroll at the ends of the list."""
        self._mark(self._gap_at(at))
        near = at.y() < EDGE or at.y() > self.viewport().height() - EDGE
        (self._scroller.start if near else self._scroller.stop)()

    def _gap_at(self, at: QPoint) -> int:
        """Return before which shot something would go at a point."""
        index = self.indexAt(QPoint(RAIL + 1, at.y()))
        if not index.isValid():
            return 0 if at.y() < 0 else self.shots.rowCount()
        below = at.y() > self.visualRect(index).center().y()
        return index.row() + below

    def _gap_y(self, gap: int) -> float:
        if gap < self.shots.rowCount():
            return max(float(self.visualRect(self.shots.index(gap)).top()), 2.0)
        last = self.visualRect(self.shots.index(gap - 1)) if gap else self.viewport().rect()
        return float(last.bottom() if gap else 4)

    def _onto(self, at: QPoint) -> int:
        """Return the shot that one picture would be dropped onto: its middle, not its edges."""
        index = self.indexAt(at)
        if not index.isValid():
            return -1
        rect = self.visualRect(index)
        edge = rect.height() // 5
        return index.row() if rect.adjusted(0, edge, 0, -edge).contains(at) else -1

    def _mark(self, gap: int) -> None:
        if gap != self._gap:
            self._gap = gap
            self.viewport().update()

    def _let_go(self) -> None:
        """Hold nothing any more, and mark nothing."""
        self._scroller.stop()
        self.delegate.target = -1
        self._mark(-1)
        self.viewport().update()

    def _scroll_on(self) -> None:
        """Scroll while something is held at an end of the list."""
        at = self.viewport().mapFromGlobal(self.cursor().pos())
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + (-12 if at.y() < EDGE else 12))
        self._mark(self._gap_at(at))
