"""The list on the screen: what a person does in it, with the pointer and with keys."""

from __future__ import annotations

import sys

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QCursor,
    QDrag,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPixmap,
)
from PySide6.QtWidgets import QAbstractItemView, QToolTip, QWidget

from core.language import translate
from ui.compose.held import HeldKey
from ui.queue.delegate import RowDelegate
from ui.queue.model import JobModel
from ui.queue.offers import Offers
from ui.queue.pointer import RowPointer
from ui.queue.table import JobTable

_Keyboard = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
_Move = QAbstractItemView.CursorAction


class JobView(JobTable):
    """Lets a person choose, open, fold and drag rows, and act on them, by pointer and by key."""

    acted = Signal(object, list)
    """A person wants an ``Action`` done with the jobs of these ids."""
    opened = Signal(object)
    """A person wants to see this ``Job``."""

    def __init__(self, model: JobModel, delegate: RowDelegate, parent: QWidget | None = None):
        super().__init__(model, delegate, parent)
        self._held = HeldKey()
        self.pointer = RowPointer(self, model, delegate)
        self.pointer.moved.connect(self.repaint_job)
        self.pointer.acted.connect(self.acted)
        self.pointer.folding.connect(self._toggle)
        self.verticalScrollBar().valueChanged.connect(lambda _: self._on_scrolled())
        self.offers = Offers(self, self.chosen_rows, model, delegate)
        self.offers.acted.connect(self.acted)
        self.retranslate()

    def _toggle(self, group: str) -> None:
        self.set_unfolded(group, not self._jobs.is_unfolded(group))

    # The menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what makes sense for all that is chosen."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self._offer_at_current()
        elif self._jobs.key_at(self.rowAt(event.pos().y())):
            self.offers.open_menu(self.viewport().mapToGlobal(event.pos()))

    def _offer_at_current(self) -> None:
        row = self.currentIndex().row()
        if self._jobs.key_at(row):
            self.offers.open_menu(self.viewport().mapToGlobal(self._rect(row).center()))

    # Keys

    def moveCursor(self, move: _Move, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Move to another job, never to a header; Home and End are those of the list."""
        before, last = self.currentIndex().row(), self._jobs.rowCount() - 1
        if move in (_Move.MoveHome, _Move.MoveEnd):
            return self._jobs.index(1 if move is _Move.MoveHome else last, 0)
        row = super().moveCursor(move, modifiers).row()
        if self._jobs.is_header(row):
            row = row - 1 if 0 < row < before else row + 1
        return self._jobs.index(row, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open a job with Return; the arrows and the like are Qt's."""
        self._show_ring(True)
        key, modifiers = event.key(), event.modifiers()
        job = self.chosen_job()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not modifiers & ~_KEYPAD:
            if job is not None and not self._held.is_repeat(event):
                self.opened.emit(job)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and not modifiers & ~_KEYPAD:
            self._fold_by_key(unfold=key == Qt.Key.Key_Right)
        elif key in _PLAYER_KEYS and not modifiers:
            event.ignore()  # the window hands it to the player
        elif key == Qt.Key.Key_F10 and modifiers == _SHIFT and sys.platform != "win32":
            self._offer_at_current()
        else:
            super().keyPressEvent(event)

    def _fold_by_key(self, *, unfold: bool) -> None:
        """Unfold a group, then go to its first take; from a take go to its group, then fold it."""
        row = self.currentIndex().row()
        key, above = self._jobs.key_at(row), self._jobs.group_at(row)
        takes = self._jobs.ids_of(key)
        if above:
            if not unfold:
                self.choose(above)
        elif len(takes) > 1 and unfold and self._jobs.is_unfolded(key):
            self.choose(takes[0])
        elif len(takes) > 1:
            self.set_unfolded(key, unfold)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Remember the key: a held one may come again as if it was pressed anew."""
        self._held.released(event)
        super().keyReleaseEvent(event)

    def event(self, event: QEvent) -> bool:
        """Take a held key for no shortcut: it would act on one job after the other."""
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and self._held.is_repeat(event):
            event.accept()
            return True
        return super().event(event)

    def keyboardSearch(self, search: str) -> None:
        """Do nothing: looking through every row is what the search field is for."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the focus is, if it came by key; the first job has it at first."""
        if event.reason() in _Keyboard:
            self._show_ring(True)
            if not self.currentIndex().isValid() and self._jobs.jobs:
                first = self._jobs.index(1, 0)
                self.selectionModel().setCurrentIndex(first, _NO_UPDATE)
        super().focusInEvent(event)

    def _show_ring(self, shown: bool) -> None:
        if self._delegate.ringed != shown:
            self._delegate.ringed = shown
            self.viewport().update()

    # The pointer

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Press a row's button, fold or unfold its takes, or choose the row."""
        self._show_ring(False)
        point = event.position().toPoint()
        left = event.button() == Qt.MouseButton.LeftButton
        on_header = self._jobs.is_header(self.rowAt(point.y()))
        if not (left and self.pointer.press(point)) and not on_header:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Do what was pressed, if the pointer is still on it."""
        if self.pointer.pressing:
            self.pointer.release(event.position().toPoint())
        else:
            super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a job; the second click on a button is no click."""
        job = self._jobs.job_at(self.indexAt(event.position().toPoint()))
        if job is not None and not self.pointer.on_button:
            super().mouseDoubleClickEvent(event)
            self.opened.emit(job)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer."""
        self.pointer.move(event.position().toPoint())
        if not self.pointer.pressing:
            super().mouseMoveEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Notice that the pointer has left, and say what is under it."""
        if event.type() == QEvent.Type.Leave:
            self.pointer.move(None)
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.pointer.tool_tip(event.pos()), self)
            return True
        return super().viewportEvent(event)

    def _on_scrolled(self) -> None:
        under = self.viewport().underMouse()
        self.pointer.move(self.viewport().mapFromGlobal(QCursor.pos()) if under else None)

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Drag the files of the finished jobs that are chosen."""
        indexes = [i for i in self.selectedIndexes() if i.flags() & Qt.ItemFlag.ItemIsDragEnabled]
        if indexes:
            drag = QDrag(self)
            drag.setMimeData(self._jobs.mimeData(indexes))
            drag.setPixmap(self._drag_picture(indexes[0]))
            drag.exec(actions, Qt.DropAction.CopyAction)

    def _drag_picture(self, index: QModelIndex) -> QPixmap:
        take = bool(self._jobs.group_at(index.row()))
        thumb = self._delegate.measures.areas(self.visualRect(index), take=take).thumb
        return self.viewport().grab(thumb)

    # Language

    def changeEvent(self, event: QEvent) -> None:
        """Speak another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Name what is read aloud."""
        self.setAccessibleName(translate("Queue", "Clips"))
        self.viewport().update()


_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_PLAYER_KEYS = frozenset(map(Qt.Key, map(ord, " KLMF,.")))
"""Keys that mean nothing in a list, and play, step, loop, mute and enlarge the clip."""
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_NO_UPDATE = QItemSelectionModel.SelectionFlag.NoUpdate
