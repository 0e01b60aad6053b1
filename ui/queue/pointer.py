"""The pointer over the rows: what it is on, and the buttons that it presses."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPoint, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QTableView

from core.language import translate
from ui.actions import shortcut
from ui.queue.delegate import RowDelegate
from ui.queue.marks import MARKS, label_for
from ui.queue.model import JobModel


class RowPointer(QObject):
    """Follows the pointer over a view; the delegate paints what it is on. Points are the view's."""

    acted = Signal(object, list)
    """A button was pressed: its ``Action`` and the ids of the jobs that it is for."""
    folding = Signal(str)
    """The number of takes was pressed: the key of their group."""
    moved = Signal(str)
    """The key of a row that looks different now."""

    def __init__(self, view: QTableView, model: JobModel, delegate: RowDelegate) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._delegate = delegate

    @property
    def on_button(self) -> bool:
        """Tell whether the pointer is on a button or on the number of takes."""
        return self._delegate.hot is not None or self._delegate.on_chip

    @property
    def pressing(self) -> bool:
        """Tell whether a button is held down."""
        return self._delegate.pressed is not None

    def move(self, point: QPoint | None) -> None:
        """Note where the pointer is, None if it has left."""
        index = self._view.indexAt(point) if point is not None else QModelIndex()
        key = self._model.key_at(index.row()) if index.isValid() else ""
        row = self._delegate.row(index) if key else None
        hot, on_chip = None, False
        if row is not None and point is not None:
            rect = self._view.visualRect(index)
            hot = self._delegate.action_at(row, rect, point)
            on_chip = hot is None and self._delegate.is_on_chip(row, rect, point)
        before = (self._delegate.hovered, self._delegate.hot, self._delegate.on_chip)
        if (key, hot, on_chip) != before:
            self._delegate.hovered, self._delegate.hot = key, hot
            self._delegate.on_chip = on_chip
            self.moved.emit(before[0])
            self.moved.emit(key)

    def press(self, point: QPoint) -> bool:
        """Press what is at ``point``; returns False if there is nothing to be pressed."""
        self.move(point)
        if self._delegate.on_chip:
            self.folding.emit(self._delegate.hovered)
            return True
        self._delegate.pressed = self._delegate.hot
        self.moved.emit(self._delegate.hovered)
        return self.pressing

    def release(self, point: QPoint) -> None:
        """Let go of the button, which acts if the pointer is still on it."""
        pressed, self._delegate.pressed = self._delegate.pressed, None
        self.move(point)
        self.moved.emit(self._delegate.hovered)
        row = self._delegate.row(self._view.indexAt(point))
        if row is not None and pressed is not None and pressed is self._delegate.hot:
            self.acted.emit(pressed, self._delegate.ids_for(pressed, row))

    def tool_tip(self, point: QPoint) -> str:
        """Return what is under the pointer in words, empty where there is nothing."""
        hot, row = self._delegate.hot, self._delegate.row(self._view.indexAt(point))
        if row is None:
            return ""
        if hot is not None:
            words = label_for(hot, row.jobs if hot not in MARKS else [row.face])
            keys = QKeySequence(shortcut(hot)).toString(QKeySequence.SequenceFormat.NativeText)
            return f"{words} ({keys})" if keys else words
        if self._delegate.on_chip:
            unfolded = self._model.is_unfolded(row.key)
            fold, unfold = translate("Row", "Fold the takes"), translate("Row", "Show the takes")
            return f"{fold} (←)" if unfolded else f"{unfold} (→)"
        return self._delegate.tool_tip(row)
