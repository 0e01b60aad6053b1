"""The list on the screen: a table of one column whose rows are painted, not made of widgets."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QCursor,
    QDrag,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QToolTip, QWidget

from core.job import AT_PROVIDER, Job
from core.language import translate
from ui import theme
from ui.compose.held import HeldKey
from ui.queue.anchor import Anchor
from ui.queue.delegate import RowDelegate
from ui.queue.model import JobModel
from ui.queue.offers import Offers
from ui.queue.pointer import RowPointer

STEP = 24
"""Pixels that a step of the wheel's third scrolls."""

_Keyboard = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
_Move = QAbstractItemView.CursorAction


class JobView(QTableView):
    """Shows a ``JobModel``. Where it is scrolled to and what is chosen stay as rows come and go."""

    acted = Signal(object, list)
    """A person wants an ``Action`` done with the jobs of these ids."""
    opened = Signal(object)
    """A person wants to see this ``Job``."""
    choice_changed = Signal()
    """Another job is chosen, or none."""

    def __init__(self, model: JobModel, delegate: RowDelegate, parent: QWidget | None = None):
        super().__init__(parent)
        self._jobs = model
        self._delegate = delegate
        self._had_choice = False
        self._held = HeldKey()
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self._count_down)
        self._minute = QTimer(self, singleShot=True, interval=60_000)
        self._minute.timeout.connect(self._count_links_down)
        self._look()
        model.rowsAboutToBeRemoved.connect(self._before_removed)  # before the selection is told
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.pointer = RowPointer(self, model, delegate)
        self.pointer.moved.connect(self.repaint_job)
        self.pointer.acted.connect(self.acted)
        self.pointer.folding.connect(self._toggle)
        self._measure()
        delegate.glide.moved.connect(self._repaint_moving)
        theme.current().changed.connect(self.viewport().update)
        model.rowsInserted.connect(self._on_inserted)
        model.rowsRemoved.connect(self._on_removed)
        model.modelReset.connect(self._on_reset)
        self._anchor = Anchor(self, model)  # after the headers have their sizes
        model.modelReset.connect(self.choice_changed)
        self.selectionModel().selectionChanged.connect(lambda *_: self.choice_changed.emit())
        self.selectionModel().currentChanged.connect(lambda *_: self.choice_changed.emit())
        self.verticalScrollBar().valueChanged.connect(lambda _: self._on_scrolled())
        self.offers = Offers(self, self.chosen_rows, model, delegate)
        self.offers.acted.connect(self.acted)
        self.retranslate()

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

    def _toggle(self, group: str) -> None:
        self.set_unfolded(group, not self._jobs.is_unfolded(group))

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
        """Measure anew when the font is another one; speak another language."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._measure()
        elif event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Name what is read aloud."""
        self.setAccessibleName(translate("Queue", "Clips"))
        self.viewport().update()

    def _measure(self) -> None:
        self._delegate.set_font(self.font())
        self.verticalHeader().setDefaultSectionSize(self._delegate.measures.row)
        self.verticalScrollBar().setSingleStep(STEP)
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

    def _before_removed(self) -> None:
        self._had_choice = self.selectionModel().hasSelection()

    def _on_removed(self) -> None:
        """Choose the neighbour of what was chosen and is gone."""
        selection = self.selectionModel()
        current = selection.currentIndex()
        if self._had_choice and not selection.hasSelection() and self._jobs.key_at(current.row()):
            selection.select(current, QItemSelectionModel.SelectionFlag.Select)

    def _on_reset(self) -> None:
        self._size_rows([*self._jobs.header_rows(), *self._jobs.take_rows()])


_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_PLAYER_KEYS = frozenset(map(Qt.Key, map(ord, " KLMF,.")))
"""Keys that mean nothing in a list, and play, step, loop, mute and enlarge the clip."""
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_NO_UPDATE = QItemSelectionModel.SelectionFlag.NoUpdate
