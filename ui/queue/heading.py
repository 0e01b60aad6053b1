"""The row above the list: filters, search, and adding a task by its id."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QWidget,
)

from core.job import State
from core.language import QT_TRANSLATE_NOOP, translate
from ui import icons
from ui.controls import IconButton
from ui.queue.counts import Counts
from ui.queue.wanted import ACTIVE, DONE, EVERY, FAILED, Wanted
from ui.wording import count_words

DEBOUNCE = 150
"""Milliseconds without a key after which is searched."""
SEARCH_WIDTH = 140
"""Least width of the search field beside the filters."""
MOST_COUNTED = 99
"""Active jobs for whose count there is room, so that nothing moves when it appears."""

FILTERS: tuple[tuple[str, frozenset[State]], ...] = (
    (QT_TRANSLATE_NOOP("Queue", "All"), EVERY),
    (QT_TRANSLATE_NOOP("Queue", "Active"), ACTIVE),
    (QT_TRANSLATE_NOOP("Queue", "Done"), DONE),
    (QT_TRANSLATE_NOOP("Queue", "Failed"), FAILED),
)


class Heading(QWidget):
    """Lets a person choose what the list shows."""

    wanted_changed = Signal()
    """Another filter or search was chosen: see ``wanted``."""
    add_task = Signal()
    left = Signal()
    """The search field is done with: the focus belongs to the list."""

    def __init__(self, counts: Counts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts = counts
        self._searched = ""
        self.search = SearchField()
        self.add_button = IconButton("list-plus")
        self.add_button.clicked.connect(self.add_task)
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(lambda _: self.wanted_changed.emit())
        self.chips = [self._chip(number) for number in range(len(FILTERS))]
        self.chips[0].setChecked(True)
        self.starred = self._chip(len(FILTERS))
        self.starred.setIcon(icons.icon("star"))
        self._typing = QTimer(self, singleShot=True, interval=DEBOUNCE)
        self._typing.timeout.connect(self._search_now)
        self.search.textChanged.connect(lambda _: self._typing.start())
        self.search.returnPressed.connect(self._search_now)
        self.search.left.connect(self.left)
        counts.changed.connect(self.retranslate)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(self.focus_search)
        self._lay_out()
        self.retranslate()

    @property
    def wanted(self) -> Wanted:
        """What the list should show."""
        chosen = self._group.checkedId()
        if chosen == len(FILTERS):
            return Wanted(EVERY, self._searched, starred=True)
        return Wanted(FILTERS[chosen][1], self._searched)

    def clear(self) -> None:
        """Show everything."""
        self.chips[0].setChecked(True)
        self.search.clear()
        self._typing.stop()
        self._searched = ""
        self.wanted_changed.emit()

    def focus_search(self) -> None:
        """Put the caret into the search field, and choose what is in it."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _chip(self, number: int) -> QPushButton:
        chip = QPushButton(self, autoDefault=False)
        chip.setCheckable(True)
        chip.setProperty("role", "chip")
        self._group.addButton(chip, number)
        return chip

    def _search_now(self) -> None:
        self._typing.stop()
        if self.search.text() != self._searched:
            self._searched = self.search.text()
            self.wanted_changed.emit()

    def _lay_out(self) -> None:
        chips = QHBoxLayout()
        chips.setSpacing(0)
        for chip in (*self.chips, self.starred):
            chips.addWidget(chip)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(8, 12, 12, 8)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(8)
        self._grid.addLayout(chips, 0, 0)
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(self.add_button, 0, 2)
        self._narrow = False
        self._grid.addWidget(self.search, 0, 1)
        stops = (*self.chips, self.starred, self.search, self.add_button)
        for before, after in pairwise(stops):
            self.setTabOrder(before, after)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the search field a line of its own where there is no room beside the filters."""
        super().resizeEvent(event)
        self._place_search()

    def _place_search(self) -> None:
        beside = sum(chip.sizeHint().width() for chip in (*self.chips, self.starred))
        beside += self.add_button.sizeHint().width() + SEARCH_WIDTH + 40
        beside += self._room_for_count()
        narrow = self.width() < beside
        if narrow != self._narrow:
            self._narrow = narrow
            self._grid.removeWidget(self.search)
            if narrow:
                self._grid.addWidget(self.search, 1, 0, 1, 3)
            else:
                self._grid.addWidget(self.search, 0, 1)

    def _room_for_count(self) -> int:
        """Return the width in device-independent pixels that a count may take beside now."""
        at = next(number for number, (_, states) in enumerate(FILTERS) if states == ACTIVE)
        width = self.chips[at].fontMetrics().horizontalAdvance
        counted = f"{translate('Queue', FILTERS[at][0])} {count_words(MOST_COUNTED)}"
        return max(width(counted) - width(self.chips[at].text()), 0)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Say it in the language in use, with the counts as they are now."""
        for chip, (name, states) in zip(self.chips, FILTERS, strict=True):
            words, count = translate("Queue", name), count_words(self._counts.of(states))
            shown = f"{words} {count}" if states == ACTIVE and self._counts.of(states) else words
            chip.setText(shown)
            chip.setToolTip(translate("Queue", "{name}: {count}").format(name=words, count=count))
            chip.setAccessibleName(chip.toolTip())
        self.starred.setToolTip(translate("Queue", "With a star"))
        self.starred.setAccessibleName(self.starred.toolTip())
        self.search.setPlaceholderText(translate("Queue", "Search"))
        keys = QKeySequence(QKeySequence.StandardKey.Find).toString(
            QKeySequence.SequenceFormat.NativeText
        )
        words = translate("Queue", "Search prompts, models and task IDs")
        self.search.setAccessibleName(words)
        self.search.setToolTip(f"{words} ({keys})")
        self.add_button.set_name(translate("Queue", "Add by task ID…"))
        self._place_search()


class SearchField(QLineEdit):
    """A field that Esc empties; Esc again, Return and the arrow down leave it."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setClearButtonEnabled(True)
        self.addAction(icons.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Empty or leave the field."""
        key = event.key()
        if key == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)
        if key in (Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
            self.left.emit()
