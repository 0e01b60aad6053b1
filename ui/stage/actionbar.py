"""What can be done with a job: the first things as buttons with words, the rest in a menu."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from core.language import translate
from ui import actions, icons, theme
from ui.actions import Action
from ui.controls import IconButton

NO_BUTTON = (Action.COPY_PROMPT, Action.COPY_TASK, Action.ANSWER, Action.REMOVE)
"""Never a button of their own."""


class ActionBar(QWidget):
    """Buttons for as many actions as there is room for; the others are behind the last one."""

    chosen = Signal(object)
    """A person wants this ``Action``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offered: tuple[Action, ...] = ()
        self._buttons: dict[Action, QPushButton] = {}
        self.more = IconButton("ellipsis")
        self.menu = QMenu(self)
        self.more.clicked.connect(self._open_menu)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.SPACE[1])
        self._row.addStretch(1)
        self._row.addWidget(self.more)
        self.retranslate()

    def set_actions(self, offered: Sequence[Action]) -> None:
        """Offer these, the most important first; the same as before are left as they are."""
        if tuple(offered) == self._offered:
            return
        self._offered = tuple(offered)
        for button in self._buttons.values():  # they are kept: soon another job needs them
            self._row.removeWidget(button)
            button.hide()
        shown = [action for action in self._offered if action not in NO_BUTTON]
        for place, action in enumerate(shown):
            if action not in self._buttons:
                self._buttons[action] = self._button(action)
            self._row.insertWidget(place, self._buttons[action])
        self._fit()

    def button(self, action: Action) -> QPushButton | None:
        """Return the button of ``action``, if it has one and there is room for it."""
        found = self._buttons.get(action) if action in self._offered else None
        return found if found is not None and not found.isHidden() else None

    def in_menu(self) -> list[Action]:
        """Return the actions that are in the menu."""
        return [action for action in self._offered if self.button(action) is None]

    def retranslate(self) -> None:
        """Say everything in the person's language."""
        self.more.set_name(translate("Stage", "More actions"))
        for action, button in self._buttons.items():
            _name(button, action)
        self._fit()

    def _button(self, action: Action) -> QPushButton:
        button = QPushButton(icons.icon(actions.icon_name(action)), "", self)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self.chosen.emit(action))
        _name(button, action)
        return button

    def _fit(self) -> None:
        """Show what there is room for, the first ones first, and put the rest into the menu."""
        room = self.width() - self.more.sizeHint().width()
        full = False
        for action in self._offered:
            button = self._buttons.get(action)
            if button is None:
                continue
            room -= button.sizeHint().width() + self._row.spacing()
            full = full or room < 0
            button.setVisible(not full)
        self.more.setVisible(len(self.in_menu()) > 0)

    def _open_menu(self) -> None:
        self.menu.clear()
        for action in self.in_menu():
            entry = self.menu.addAction(
                icons.icon(actions.icon_name(action)), actions.label(action)
            )
            if keys := actions.shortcut(action):
                entry.setText(f"{actions.label(action)}\t{_keys_words(keys)}")
            entry.triggered.connect(lambda _, wanted=action: self.chosen.emit(wanted))
        top = self.more.mapToGlobal(self.more.rect().topRight())
        size = self.menu.sizeHint()
        top.setX(top.x() - size.width())
        top.setY(top.y() - size.height() - theme.SPACE[0])
        self.menu.popup(top)

    def minimumSizeHint(self) -> QSize:
        """Ask for the width of the last button only: the others go into its menu."""
        return QSize(self.more.sizeHint().width(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See anew what there is room for."""
        super().resizeEvent(event)
        self._fit()


def _name(button: QPushButton, action: Action) -> None:
    label = actions.label(action)
    keys = actions.shortcut(action)
    button.setText(f" {label}")  # styles leave next to no room beside an icon
    button.setAccessibleName(label)
    button.setToolTip(f"{label} ({_keys_words(keys)})" if keys else label)


def _keys_words(keys: str) -> str:
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
