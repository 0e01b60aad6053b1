"""A table of one column whose rows are painted: their sizes, what is chosen, what counts down."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from core.job import AT_PROVIDER, Job
from ui import theme
from ui.queue.anchor import Anchor
from ui.queue.delegate import RowDelegate
from ui.queue.model import JobModel

STEP = 24
"""Pixels that a step of the wheel's third scrolls."""


class JobTable(QTableView):
    """Shows a ``JobModel``. Where it is scrolled to and what is chosen stay as rows come and go.

    It paints only those rows anew that look different; its timers run only while something that
    counts down is seen.
    """

    choice_changed = Signal()
    """Another job is chosen, or none."""

    def __init__(self, model: JobModel, delegate: RowDelegate, parent: QWidget | None = None):
        super().__init__(parent)
        self._jobs = model
        self._delegate = delegate
        self._had_choice = False
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self._count_down)
        self._minute = QTimer(self, singleShot=True, interval=60_000)
        self._minute.timeout.connect(self._count_links_down)
        self._look()
        model.rowsAboutToBeRemoved.connect(self._before_removed)  # before the selection is told
        self.setModel(model)
        self.setItemDelegate(delegate)
        self._measure()
        delegate.glide.moved.connect(self._repaint_moving)
        theme.current().changed.connect(self.viewport().update)
        model.rowsInserted.connect(self._on_inserted)
        model.rowsRemoved.connect(self._on_removed)
        model.modelReset.connect(self._size_all)
        self._anchor = Anchor(self, model)  # after the headers have their sizes
        model.modelReset.connect(self.choice_changed)
        self.selectionModel().selectionChanged.connect(lambda *_: self.choice_changed.emit())
        self.selectionModel().currentChanged.connect(lambda *_: self.choice_changed.emit())

    def _look(self) -> None:
        self.setProperty("role", "rows")
        self.horizontalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setMinimumSectionSize(0)
        vertical = self.verticalHeader()
        vertical.hide()
        vertical.setMinimumSectionSize(0)
        vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def visible_rows(self) -> range:
        """Return the rows of which something can be seen."""
        top, bottom = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        last = bottom if bottom >= 0 else self._jobs.rowCount() - 1
        return range(max(top, 0), last + 1)

    def repaint_job(self, key: str) -> None:
        """Paint the row of a job, and that of its group, or the one of a group, if it is seen."""
        visible = self.visible_rows()
        for row in {self._jobs.row_of(each) for each in (key, self._jobs.group_of(key))}:
            if row in visible:
                self.viewport().update(self._rect(row))

    def _rect(self, row: int) -> QRect:
        return self.visualRect(self._jobs.index(row, 0))

    # What is chosen

    def chosen_keys(self) -> list[str]:
        """Return the keys of the chosen rows, from the top."""
        selection = self.selectionModel().selection().toList()
        spans = sorted((span.top(), span.bottom()) for span in selection)
        rows = (row for top, bottom in spans for row in range(top, bottom + 1))
        return [key for row in rows if (key := self._jobs.key_at(row))]

    def chosen_rows(self) -> list[tuple[str, ...]]:
        """Return the ids of each chosen row's jobs, from the top."""
        return [self._jobs.ids_of(key) for key in self.chosen_keys()]

    def chosen_ids(self) -> list[str]:
        """Return the ids of the chosen jobs, from the top; a group's are those of its takes."""
        return list(dict.fromkeys(job_id for ids in self.chosen_rows() for job_id in ids))

    def chosen_key(self) -> str:
        """Return the key of the row that was chosen last, empty if none is."""
        selection = self.selectionModel()
        current = selection.currentIndex()
        if selection.isSelected(current):
            return self._jobs.key_at(current.row())
        spans = selection.selection().toList()
        return self._jobs.key_at(spans[0].bottom()) if spans else ""

    def chosen_job(self) -> Job | None:
        """Return the job that was chosen last, for a group its face; None if it is not read yet."""
        return self._jobs.face(self.chosen_key())

    def choose(self, key: str) -> bool:
        """Choose one job or group and bring it into view; returns False if it is not in the list.

        The group of a take that is folded away is unfolded.
        """
        if self._jobs.row_of(key) < 0:
            return False
        group = self._jobs.group_of(key)
        if group:
            self.set_unfolded(group, True)
        index = self._jobs.index(self._jobs.row_of(key), 0)
        # Not the view's own setCurrentIndex: with Ctrl held, as in Ctrl+Return, it selects nothing.
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index)
        return True

    def set_unfolded(self, group: str, unfolded: bool) -> None:
        """Show the takes of a group beneath it, or fold them away: then the group is chosen."""
        if unfolded == self._jobs.is_unfolded(group):
            return
        below = self._jobs.group_at(self.currentIndex().row()) == group
        if below and not unfolded:
            self.choose(group)
        self._jobs.set_unfolded(group, unfolded)
        top = self._jobs.row_of(group)
        if unfolded:
            self.scrollTo(self._jobs.index(top + len(self._jobs.ids_of(group)), 0))
        self.scrollTo(self._jobs.index(top, 0))

    def _before_removed(self) -> None:
        self._had_choice = self.selectionModel().hasSelection()

    def _on_removed(self) -> None:
        """Choose the neighbour of what was chosen and is gone."""
        selection = self.selectionModel()
        current = selection.currentIndex()
        if self._had_choice and not selection.hasSelection() and self._jobs.key_at(current.row()):
            selection.select(current, QItemSelectionModel.SelectionFlag.Select)

    # Time

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint, and count down from now on if a time left was painted."""
        self._delegate.begin()
        super().paintEvent(event)
        if self._delegate.late:
            QTimer.singleShot(0, self, partial(self._paint_late, self._delegate.late))
        if self._delegate.counting and not self._second.isActive():
            self._second.start()
        if self._delegate.dying and not self._minute.isActive():
            self._minute.start()

    def _count_links_down(self) -> None:
        """Paint anew; what is not seen is not painted, and so the minutes end by themselves."""
        self._delegate.dying = False
        self.viewport().update()

    def _paint_late(self, keys: list[str]) -> None:
        for key in keys:
            self.repaint_job(key)

    def _count_down(self) -> None:
        """Paint the visible rows of running jobs anew, or stop where there are none."""
        shown = self.isVisible() and not self.window().isMinimized()
        rows = {row: self._jobs.jobs_of(self._jobs.key_at(row)) for row in self.visible_rows()}
        running = [row for row, jobs in rows.items() if any(j.state in AT_PROVIDER for j in jobs)]
        self._delegate.counting = False
        if not shown or not running:
            self._second.stop()
            return
        for row in running:
            self.viewport().update(self._rect(row))

    def _repaint_moving(self, keys: set[str]) -> None:
        for key in keys:
            self.repaint_job(key.partition(" ")[0])

    # Sizes

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew when the font is another one."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._measure()

    def _measure(self) -> None:
        self._delegate.set_font(self.font())
        self.verticalHeader().setDefaultSectionSize(self._delegate.measures.row)
        self.verticalScrollBar().setSingleStep(STEP)
        self._size_all()

    def _size_all(self) -> None:
        self._size_rows([*self._jobs.header_rows(), *self._jobs.take_rows()])

    def _size_rows(self, rows: Sequence[int]) -> None:
        """Give rows their height that are not as high as a job's."""
        sections = self.verticalHeader()
        sections.setUpdatesEnabled(False)  # else each one walks through the list
        for row in rows:
            sections.resizeSection(row, self._delegate.height(row))
        sections.setUpdatesEnabled(True)

    def _on_inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        usual, height = self._delegate.measures.row, self._delegate.height
        self._size_rows([row for row in range(first, last + 1) if height(row) != usual])
