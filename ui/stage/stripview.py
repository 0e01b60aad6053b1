"""The cells of the strip beside each other: chosen, moved and marked by pointer and keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QFrame, QListView, QToolTip

from core.language import translate
from ui.queue.paint import fill
from ui.stage.stripcells import GAP, ShotDelegate
from ui.stage.stripmodel import ShotModel
from ui.toast import announce

EDGE_ROOM = 32
"""Device-independent pixels at both ends where a drag scrolls the strip."""
SCROLL_STEP, SCROLL_EVERY = 8, 16
"""Pixels and milliseconds of that."""
MARK_KEY = Qt.Key.Key_J
_BY_KEY = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class StripView(QListView):
    """Shots from left to right. It changes nothing itself but says what a person wants."""

    chosen = Signal(int)
    """A person wants to see the shot in this row."""
    opened = Signal(int)
    """A person wants to watch it: Return, or a double click."""
    marked = Signal(int)
    """The shot in this row is to be left out of the film, or taken in again."""
    carried = Signal(int, int)
    """The shot in the first row is to go into the second gap: 0 is before all."""

    def __init__(self, model: ShotModel, delegate: ShotDelegate) -> None:
        super().__init__()
        self._shots, self._cells = model, delegate
        self._pressed: QPoint | None = None
        self._grip = 0
        self._origin = -1
        self._at = QPoint()
        self._scroll = QTimer(self, interval=SCROLL_EVERY)
        self._scroll.timeout.connect(self._creep)
        self.setModel(model)
        model.modelReset.connect(self._let_go)  # what was carried may be another one now
        self.setItemDelegate(delegate)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QListView.SelectionMode.SingleSelection)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._fit()

    @property
    def dragging(self) -> bool:
        """Tell whether a shot is carried to another place now."""
        return self._cells.lifted >= 0

    def show_current(self, row: int) -> None:
        """Mark the shot that is on the stage, and bring it into view."""
        before, self._cells.current = self._cells.current, row
        index = self._shots.index(row, 0)
        if index.isValid() and (row != before or self.currentIndex() != index):
            how = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(index, how)
            self.scrollTo(index)
        self.viewport().update()

    def rect_of(self, row: int) -> QRect:
        """Return where a shot is, in the viewport."""
        return self.visualRect(self._shots.index(row, 0))

    # Pointer

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a shot, press its mark, or begin to carry it."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        point = event.position().toPoint()
        row = self._row_at(point)
        if row < 0:
            return
        if self._cells.areas(self.rect_of(row)).mark.contains(point):
            self.marked.emit(row)
            return
        self._pressed, self._origin = point, row
        self._grip = point.x() - self.rect_of(row).left()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carry a shot that is held, or show what is under the pointer."""
        self._at = event.position().toPoint()
        if self._pressed is None:
            self._hover(self._row_at(self._at))
            return
        far = (self._at - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if far and not self.dragging and len(self._shots.shots) > 1:
            self._lift(self._origin)
        if self.dragging:
            self._set_creeping()
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Put down what is carried, or see the shot that was clicked."""
        if event.button() != Qt.MouseButton.LeftButton or self._pressed is None:
            return
        origin, gap, dragged = self._origin, self._gap_at(self._at), self.dragging
        self._let_go()
        if not dragged:
            self.chosen.emit(origin)
        elif gap not in (origin, origin + 1):
            self.carried.emit(origin, gap)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Watch a shot."""
        point = event.position().toPoint()
        row = self._row_at(point)
        if row < 0:
            return
        if self._cells.areas(self.rect_of(row)).mark.contains(point):
            self.marked.emit(row)
        else:
            self.opened.emit(row)

    def leaveEvent(self, event: QEvent) -> None:
        """Hover nothing."""
        super().leaveEvent(event)
        self._hover(-1)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll sideways with an ordinary wheel too."""
        delta = event.angleDelta()
        bar = self.horizontalScrollBar()
        if not delta.x() and delta.y() and bar.maximum():
            bar.setValue(bar.value() - delta.y())
            event.accept()
        else:
            super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Say what the mark of a shot does, or the shot's own words."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            row = self._row_at(event.pos())
            if row >= 0 and self._cells.areas(self.rect_of(row)).mark.contains(event.pos()):
                QToolTip.showText(event.globalPos(), self._mark_words(row), self)
                return True
        return super().viewportEvent(event)

    def _mark_words(self, row: int) -> str:
        leave = translate("Strip", "Leave out of the film (J)")
        take = translate("Strip", "Take into the film (J)")
        return take if self._shots.left_out(row) else leave

    def _row_at(self, point: QPoint) -> int:
        index = self.indexAt(point)
        on = index.isValid() and self._cells.areas(self.visualRect(index)).cell.contains(point)
        return index.row() if on else -1

    def _hover(self, row: int) -> None:
        if row != self._cells.hovered:
            self._cells.hovered = row
            self.viewport().update()

    # Carrying

    def _lift(self, row: int) -> None:
        self._hover(-1)
        self._cells.lifted = row
        self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def _let_go(self) -> None:
        self._scroll.stop()
        self._pressed, self._origin, self._cells.lifted = None, -1, -1
        self.viewport().unsetCursor()
        self.viewport().update()

    def _gap_at(self, point: QPoint) -> int:
        """Return the gap that is nearest to a point: before all is 0."""
        width = self._cells.cell_size().width()
        left = self.rect_of(0).left()
        return min(max(round((point.x() - left) / width), 0), len(self._shots.shots))

    def _set_creeping(self) -> None:
        """Scroll while something is held near an end."""
        near = self._at.x() < EDGE_ROOM or self._at.x() > self.viewport().width() - EDGE_ROOM
        if near and self.horizontalScrollBar().maximum():
            if not self._scroll.isActive():
                self._scroll.start()
        else:
            self._scroll.stop()

    def _creep(self) -> None:
        step = -SCROLL_STEP if self._at.x() < EDGE_ROOM else SCROLL_STEP
        bar = self.horizontalScrollBar()
        before = bar.value()
        bar.setValue(before + step)
        if bar.value() == before:
            self._scroll.stop()
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the shots, and over them the one that is carried and where it would go."""
        super().paintEvent(event)
        if not self.dragging:
            return
        size = self._cells.cell_size()
        with QPainter(self.viewport()) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            x = self.rect_of(0).left() + self._gap_at(self._at) * size.width() - GAP // 2
            x = min(max(x, 2), self.viewport().width() - 3)
            rect = self.rect_of(self._origin)
            rect.moveLeft(self._at.x() - self._grip)
            painter.setOpacity(0.85)
            self._cells.paint_cell(painter, rect, self._origin)
            painter.setOpacity(1.0)
            fill(painter, QRectF(x - 1.5, 2, 3, size.height() - 4), 1.5, "accent")

    # Keys and focus

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from shot to shot, carry one with Alt, leave one out; the rest is the player's."""
        row, count = self.currentIndex().row(), len(self._shots.shots)
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        plain = event.modifiers() in (_NONE, Qt.KeyboardModifier.KeypadModifier)
        goals = {Qt.Key.Key_Left: row - 1, Qt.Key.Key_Right: row + 1}
        goals |= {Qt.Key.Key_Home: 0, Qt.Key.Key_End: count - 1}
        goal = goals.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Escape and self.dragging:
            self._let_go()
        elif alt and goal is not None and row >= 0:
            if 0 <= goal < count and goal != row:
                self.carried.emit(row, goal + (goal > row))
        elif plain and goal is not None:
            if 0 <= goal < count:
                self._cells.ringed = True
                self.chosen.emit(goal)
        elif plain and row >= 0 and event.key() == MARK_KEY and not event.isAutoRepeat():
            self.marked.emit(row)
            announce(self, str(self._shots.data(self._shots.index(row, 0))))
        elif plain and row >= 0 and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.opened.emit(row)
        else:
            event.ignore()

    def event(self, event: QEvent) -> bool:
        """Keep the keys of the strip from shortcuts of the window."""
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.setAccepted(self.dragging)
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the focus is, if it came by key."""
        super().focusInEvent(event)
        self._cells.ringed = event.reason() in _BY_KEY
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        self._cells.set_font(self.font())
        bar = self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(self._cells.cell_size().height() + bar)
        self.viewport().update()


_NONE = Qt.KeyboardModifier.NoModifier
