"""The pointer over the rows: what it is on, and the buttons that it presses."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPoint, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QTableView

from ui.actions import label, shortcut
from ui.queue.delegate import RowDelegate
from ui.queue.model import JobModel


class RowPointer(QObject):
    """Follows the pointer over a view; the delegate paints what it is on. Points are the view's."""

    acted = Signal(object, list)
    """A button was pressed: its ``Action`` and the id of its job."""
    moved = Signal(str)
    """The id of a job whose row looks different now."""

    def __init__(self, view: QTableView, model: JobModel, delegate: RowDelegate) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._delegate = delegate

    @property
    def on_button(self) -> bool:
        """Tell whether the pointer is on a button."""
        return self._delegate.hot is not None

    @property
    def pressing(self) -> bool:
        """Tell whether a button is held down."""
        return self._delegate.pressed is not None

    def move(self, point: QPoint | None) -> None:
        """Note where the pointer is, None if it has left."""
        index = self._view.indexAt(point) if point is not None else QModelIndex()
        job_id = self._model.id_at(index.row()) if index.isValid() else ""
        job = self._model.job(job_id)
        hot = None
        if job is not None and point is not None:
            hot = self._delegate.action_at(job, self._view.visualRect(index), point)
        before = (self._delegate.hovered, self._delegate.hot)
        if (job_id, hot) != before:
            self._delegate.hovered, self._delegate.hot = job_id, hot
            self.moved.emit(before[0])
            self.moved.emit(job_id)

    def press(self, point: QPoint) -> bool:
        """Press the button at ``point``; returns False if there is none."""
        self.move(point)
        self._delegate.pressed = self._delegate.hot
        self.moved.emit(self._delegate.hovered)
        return self.pressing

    def release(self, point: QPoint) -> None:
        """Let go of the button, which acts if the pointer is still on it."""
        pressed, self._delegate.pressed = self._delegate.pressed, None
        self.move(point)
        self.moved.emit(self._delegate.hovered)
        if pressed is not None and pressed is self._delegate.hot:
            self.acted.emit(pressed, [self._delegate.hovered])

    def tool_tip(self, point: QPoint) -> str:
        """Return what is under the pointer in words, empty where there is nothing."""
        hot = self._delegate.hot
        if hot is not None:
            keys = QKeySequence(shortcut(hot)).toString(QKeySequence.SequenceFormat.NativeText)
            return f"{label(hot)} ({keys})" if keys else label(hot)
        job = self._model.job_at(self._view.indexAt(point))
        return self._delegate.tool_tip(job) if job is not None else ""
