"""The picker's parts: where they stand, what they are called, and what keys in them do."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from core.language import translate
from ui import icons, theme
from ui.compose.words import Words
from ui.dialogs.dialog import Dialog
from ui.models.cells import STAR_KEYS
from ui.models.filters import Filters
from ui.models.listview import EntryList
from ui.models.shelf import Shelf

SIZE = QSize(800, 580)
LEAST = QSize(420, 320)
"""Device-independent pixels at the usual text size."""
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_PAGES = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PickerParts(Dialog):
    """A search, chips and a list. Arrows and Return in the search mean the list."""

    def __init__(self, shelf: Shelf, parent: QWidget) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self.search, self.filters = QLineEdit(), Filters()
        self.list = EntryList(shelf, self)
        self.empty, self.keys, self.rest = Words("empty"), Words("secondary"), QWidget()
        self.clear = QPushButton()
        self._lay_out()
        self.search.installEventFilter(self)
        self.name_parts()

    def name_parts(self) -> None:
        """Name everything in the language in use."""
        words = translate("Models", "Search by name, maker or what it takes")
        self.setWindowTitle(translate("Models", "Choose a model"))
        self.setAccessibleName(translate("Models", "Choose a model"))
        self.search.setPlaceholderText(words)
        self.search.setAccessibleName(words)
        self.list.setAccessibleName(translate("Models", "Models"))
        self.clear.setText(translate("Models", "Show all"))
        keys = translate("Models", "↑ ↓ go on · Enter takes it · {keys} makes it a favourite")
        self.keys.say(keys.format(keys=STAR_KEYS))
        self.filters.retranslate()

    def usual_size(self) -> QSize:
        """Return the size in which it opens, in device-independent pixels."""
        room = self.screen().availableGeometry().size() - QSize(theme.SPACE[5], theme.SPACE[5])
        return (SIZE * theme.text_scale()).boundedTo(room)

    def focus_search(self) -> None:
        """Let keys go where words are typed and where arrows mean the list."""
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let arrows and Return in the search go to the list."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._take_key(event)
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Search for what is typed wherever the focus is."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if self._take_list_key(event):
            return
        if plain and event.text().strip() and event.text().isprintable():
            self.focus_search()
            self.search.insert(event.text())
            return
        super().keyPressEvent(event)

    def _take_key(self, event: QKeyEvent) -> bool:
        if event.key() in _RETURN:
            if not event.isAutoRepeat():
                self.list.pick(self.list.currentIndex())
            return True
        return self._take_list_key(event)

    def _take_list_key(self, event: QKeyEvent) -> bool:
        """Take the keys that mean the list, and tell whether it was one of them."""
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.list.step(_STEPS[key])
        elif key in _PAGES:
            self.list.step(_PAGES[key] * self.list.page())
        elif key == Qt.Key.Key_D and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            row = self.list.current_row()
            if row is not None and not event.isAutoRepeat():
                self._shelf.toggle_favourite(row.model.id)
        else:
            return False
        return True

    def _lay_out(self) -> None:
        self.search.addAction(
            icons.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition
        )
        self.search.setClearButtonEnabled(True)
        self.clear.setProperty("role", "quiet")
        self.clear.setAutoDefault(False)
        nothing = QHBoxLayout()
        nothing.setContentsMargins(theme.SPACE[2], 0, 0, 0)
        nothing.addWidget(self.empty, 1)
        nothing.addWidget(self.clear)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.SPACE[3],) * 4)
        column.setSpacing(theme.SPACE[1])
        column.addWidget(self.search)
        column.addWidget(self.filters)
        column.addLayout(nothing)
        column.addWidget(self.rest, 1)
        column.addWidget(self.list, 1)
        column.addWidget(self.keys)
        self.set_first(self.search)
        self.setMinimumSize(LEAST)
