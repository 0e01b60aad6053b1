"""The list of shots: choosing, moving, dropping onto it, and its keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
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
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QListView, QToolTip

from core.language import translate
from core.storyboard import Shot
from ui.queue import paint
from ui.storyboard.delegate import RAIL, ShotDelegate
from ui.storyboard.document import Document
from ui.storyboard.dropping import dropped, goes_onto, is_dropped
from ui.storyboard.shotlist import ShotList
from ui.storyboard.thumbs import Thumbs
from ui.storyboard.words import problem_words

EDGE = 28
"""Device-independent pixels at the list's ends where moving a shot scrolls."""
SCROLL_MS = 30

_Index = QModelIndex | QPersistentModelIndex


class ShotView(QListView):
    """The shots of a document. Moving them is done here; what is dropped is told."""

    current = Signal(int)
    """Another shot is the one to be edited; -1 for none."""
    write = Signal()
    """A person wants to write the prompt of the present shot."""
    taken = Signal(object, int, bool)
    """Something was dropped: a ``Dropped``, the index, and whether onto that shot or before it."""

    def __init__(self, document: Document, thumbs: Thumbs) -> None:
        super().__init__()
        self._document = document
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
        self._pressed_at: QPoint | None = None
        self._pressed_part = ""
        self._late_choice = -1
        self._moving: list[int] = []
        self._gap = -1
        self._scroller = QTimer(self, interval=SCROLL_MS)
        self._scroller.timeout.connect(self._scroll_on)
        self.delegate.set_font(self.font())
        thumbs.ready.connect(self.viewport().update)
        document.chosen.connect(self.choose)
        self.retranslate()

    # Choosing

    def chosen(self) -> list[int]:
        """Return the indexes of the chosen shots, in order."""
        return sorted(index.row() for index in self.selectionModel().selectedIndexes())

    def choose(self, indexes: Sequence[int]) -> None:
        """Choose shots; the first of them is the one to be edited."""
        model, flags = self.selectionModel(), QItemSelectionModel.SelectionFlag
        if not indexes:
            model.clear()
            self.current.emit(-1)
            return
        selection = QItemSelection()
        for index in indexes:
            selection.select(self.shots.index(index), self.shots.index(index))
        model.setCurrentIndex(self.shots.index(indexes[0]), flags.NoUpdate)
        model.select(selection, flags.ClearAndSelect)
        self.scrollTo(self.shots.index(indexes[-1]))
        self.scrollTo(self.shots.index(indexes[0]))

    def dataChanged(self, first: _Index, last: _Index, roles: Sequence[int] = ()) -> None:
        """Draw what has changed; a ``QListView`` would lay out and draw everything anew."""
        QAbstractItemView.dataChanged(self, first, last, roles)

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        """Tell which shot is to be edited."""
        super().currentChanged(current, previous)
        self.current.emit(current.row())

    # The mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to choose, to move, or to press a part of a row."""
        at = event.position().toPoint()
        index = self.indexAt(at)
        self._late_choice = -1
        if event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        self._pressed_part = self._part_at(at)
        if self._pressed_part:
            return
        self._pressed_at = at if index.isValid() else None
        plain = not event.modifiers()
        if plain and index.isValid() and index.row() in self.chosen() and len(self.chosen()) > 1:
            self._late_choice = index.row()  # they may be about to be moved together
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer, or move what is held."""
        at = event.position().toPoint()
        if self._pressed_at is None or not event.buttons() & Qt.MouseButton.LeftButton:
            self._hover(at)
            return
        far = (at - self._pressed_at).manhattanLength() >= QApplication.startDragDistance()
        if far and not self._moving:
            self._moving = self.chosen()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self._hover(QPoint(-1, -1))
        if self._moving:
            self._mark(self._gap_at(at))
            near = at.y() < EDGE or at.y() > self.viewport().height() - EDGE
            (self._scroller.start if near else self._scroller.stop)()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Put down what is held, or press a part of a row."""
        at = event.position().toPoint()
        moving, gap, part = self._moving, self._gap, self._pressed_part
        late = self._late_choice
        self._let_go()
        if moving:
            if gap >= 0:
                self._document.move(moving, gap)
        elif part:
            if part == self._part_at(at):
                self._press(part, self.indexAt(at).row())
        elif late >= 0:
            self.choose([late])
        else:
            super().mouseReleaseEvent(event)
        self._hover(at)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Write the prompt."""
        if self._part_at(event.position().toPoint()):
            self.mousePressEvent(event)
        elif self.indexAt(event.position().toPoint()).isValid():
            self.write.emit()

    def leaveEvent(self, event: QEvent) -> None:
        """Show no row as the one under the pointer."""
        super().leaveEvent(event)
        self._hover(QPoint(-1, -1))

    def viewportEvent(self, event: QEvent) -> bool:
        """Say what is under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._tip(event.pos()), self)
            return True
        return super().viewportEvent(event)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with Alt and the arrows, link, copy, delete, write."""
        key, modifiers = event.key(), event.modifiers()
        chosen = self.chosen()
        if key == Qt.Key.Key_Escape and self._moving:
            self._let_go()
        elif modifiers == Qt.KeyboardModifier.AltModifier and key in (
            Qt.Key.Key_Up,
            Qt.Key.Key_Down,
        ):
            self._step(chosen, up=key == Qt.Key.Key_Up)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not modifiers:
            self._document.remove(chosen)
        elif key == Qt.Key.Key_D and modifiers == Qt.KeyboardModifier.ControlModifier:
            self._document.duplicate(chosen)
        elif key == Qt.Key.Key_L and not modifiers and chosen:
            self._toggle_link(self.currentIndex().row())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not modifiers and chosen:
            self.write.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)

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

    def retranslate(self) -> None:
        """Name the list in the language in use."""
        self.setAccessibleName(translate("Storyboard", "Shots"))
        self.viewport().update()

    # Parts

    def _part_at(self, at: QPoint) -> str:
        index = self.indexAt(at)
        if not index.isValid():
            return ""
        return self.delegate.part_at(self.visualRect(index), at, index.row())

    def _press(self, part: str, row: int) -> None:
        if part == "link":
            self._toggle_link(row)
        elif part == "copy":
            self._document.duplicate([row])
        else:
            self._document.remove([row])

    def _toggle_link(self, row: int) -> None:
        if row > 0:
            shot: Shot = self._document.shots[row]
            self._document.edit(row, continues=not shot.continues)

    def _step(self, chosen: list[int], *, up: bool) -> None:
        """Move the chosen shots by one place."""
        if chosen and up and chosen[0] > 0:
            self._document.move(chosen, chosen[0] - 1)
        elif chosen and not up and chosen[-1] + 1 < len(self._document.shots):
            self._document.move(chosen, chosen[-1] + 2)

    def _hover(self, at: QPoint) -> None:
        index = self.indexAt(at)
        hovered, hot = index.row() if index.isValid() else -1, self._part_at(at)
        if (hovered, hot) != (self.delegate.hovered, self.delegate.hot):
            self.delegate.hovered, self.delegate.hot = hovered, hot
            self.viewport().update()

    def _tip(self, at: QPoint) -> str:
        index = self.indexAt(at)
        if not index.isValid():
            return ""
        row, part = index.row(), self._part_at(at)
        if part == "link":
            linked = self._document.shots[row].continues
            on = translate("Storyboard", "Begin with the last frame of the shot before (L)")
            return translate("Storyboard", "Let it stand alone (L)") if linked else on
        if part:
            copy = translate("Storyboard", "Duplicate (Ctrl+D)")
            return copy if part == "copy" else translate("Storyboard", "Delete the shot (Del)")
        return "\n".join(problem_words(self._document, row))

    def _gap_at(self, at: QPoint) -> int:
        """Return before which shot something would go at a point."""
        index = self.indexAt(QPoint(RAIL + 1, at.y()))
        if not index.isValid():
            return 0 if at.y() < 0 else len(self._document.shots)
        below = at.y() > self.visualRect(index).center().y()
        return index.row() + below

    def _gap_y(self, gap: int) -> float:
        if gap < len(self._document.shots):
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
        self._scroller.stop()
        self._pressed_at, self._pressed_part, self._late_choice = None, "", -1
        self._moving, self.delegate.target = [], -1
        self.unsetCursor()
        self._mark(-1)
        self.viewport().update()

    def _scroll_on(self) -> None:
        """Scroll while something is held at an end of the list."""
        at = self.viewport().mapFromGlobal(self.cursor().pos())
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + (-12 if at.y() < EDGE else 12))
        self._mark(self._gap_at(at))
