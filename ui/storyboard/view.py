"""The list of shots: choosing and moving them, by pointer and by key."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip

from core.language import translate
from core.storyboard import Shot
from ui.storyboard.document import Document
from ui.storyboard.droplist import DropList
from ui.storyboard.thumbs import Thumbs
from ui.storyboard.words import problem_words

_Index = QModelIndex | QPersistentModelIndex


class ShotView(DropList):
    """The shots of a document, to be chosen and moved by pointer and by key."""

    current = Signal(int)
    """Another shot is the one to be edited; -1 for none."""
    write = Signal()
    """A person wants to write the prompt of the present shot."""

    def __init__(self, document: Document, thumbs: Thumbs) -> None:
        super().__init__(document, thumbs)
        self._document = document
        self._pressed_at: QPoint | None = None
        self._pressed_part = ""
        self._late_choice = -1
        self._moving: list[int] = []
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
            self._hold_at(at)

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

    # Language

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

    def _let_go(self) -> None:
        self._pressed_at, self._pressed_part, self._late_choice = None, "", -1
        self._moving = []
        self.unsetCursor()
        super()._let_go()
