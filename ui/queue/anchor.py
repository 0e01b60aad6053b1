"""Keeps what a person looks at in its place while rows come and go."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QObject
from PySide6.QtWidgets import QTableView

from ui.queue.model import JobModel

MOST_CHOSEN = 500
"""Chosen jobs that stay chosen when the list is read anew."""

_Flag = QItemSelectionModel.SelectionFlag


class Anchor(QObject):
    """Holds a view's place, and through a reset also what is chosen in it.

    A view that is at its top stays there, and shows what is new.
    """

    def __init__(self, view: QTableView, model: JobModel) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._seen: list[tuple[str, int]] = []
        self._current = ""
        self._chosen: list[str] = []
        model.rowsAboutToBeInserted.connect(self._look)
        model.rowsAboutToBeRemoved.connect(self._look)
        model.modelAboutToBeReset.connect(self._look_at_all)
        model.rowsInserted.connect(self._bring_back)
        model.rowsRemoved.connect(self._bring_back)
        model.modelReset.connect(self._bring_all_back)

    def _look(self) -> None:
        """Note the rows that are seen and where each one begins."""
        view = self._view
        self._seen = []
        if view.verticalScrollBar().value() == 0:
            return
        row, height = view.rowAt(0), view.viewport().height()
        while 0 <= row < self._model.rowCount() and view.rowViewportPosition(row) < height:
            key = self._model.key_at(row)
            if key:
                self._seen.append((key, view.rowViewportPosition(row)))
            row += 1

    def _bring_back(self) -> None:
        """Scroll so that the first of those rows that is still there begins where it did."""
        for key, place in self._seen:
            row = self._model.row_of(key)
            if row >= 0:
                self._view.executeDelayedItemsLayout()
                bar = self._view.verticalScrollBar()
                bar.setValue(bar.value() + self._view.rowViewportPosition(row) - place)
                return

    def _look_at_all(self) -> None:
        self._look()
        selection = self._view.selectionModel()
        rows = [i.row() for i in selection.selection().indexes()] if self._few() else []
        self._chosen = [key for row in rows if (key := self._model.key_at(row))]
        self._current = self._model.key_at(selection.currentIndex().row())

    def _few(self) -> bool:
        spans = self._view.selectionModel().selection().toList()
        return sum(span.height() for span in spans) <= MOST_CHOSEN

    def _bring_all_back(self) -> None:
        chosen = QItemSelection()
        for key in self._chosen:
            row = self._model.row_of(key)
            if row >= 0:
                index = self._model.index(row, 0)
                chosen.select(index, index)
        selection = self._view.selectionModel()
        selection.select(chosen, _Flag.ClearAndSelect)
        row = self._model.row_of(self._current)
        if row >= 0:
            selection.setCurrentIndex(self._model.index(row, 0), _Flag.NoUpdate)
        self._bring_back()
