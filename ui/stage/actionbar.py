"""What can be done with a job: what comes next in words, marks as icons, the rest in a menu."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QMenu, QPushButton, QWidget

from core.job import Job
from core.language import translate
from ui import actions, icons, theme
from ui.actions import Action
from ui.controls import IconButton
from ui.queue.marks import MARKS, label_for
from ui.stage.marks import MarkButton

NO_BUTTON = (Action.COPY_PROMPT, Action.COPY_TASK, Action.ANSWER, Action.REMOVE)
"""Never a button of their own."""
NEXT = (Action.CONTINUE, Action.REMIX)
"""What goes on from a finished clip: in reach before anything that only looks at it."""
SETTLE = 0.5
"""Seconds for which a button that has come under the pointer by itself is not pressed: whoever
does so meant the one that was there before."""
SHORT = (*NEXT, Action.SHOW, Action.COMPARE)
"""Only an icon wide where there is no room for their words."""


class ActionBar(QWidget):
    """Buttons for as many actions as there is room for; the others are behind the last one.

    Marks have their room before all others: they are only an icon wide.
    """

    chosen = Signal(object)
    """A person wants this ``Action``."""

    def __init__(
        self, parent: QWidget | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._chosen_at = self._moved_at = -math.inf
        self._new: frozenset[Action] = frozenset()
        self._offered: tuple[Action, ...] = ()
        self._job: Job | None = None
        self._buttons: dict[Action, QAbstractButton] = {}
        self.more = IconButton("ellipsis")
        self.menu = QMenu(self)
        self.more.clicked.connect(self._open_menu)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.SPACE[1])
        self._row.addStretch(1)
        self._icons = QHBoxLayout()
        self._icons.setSpacing(0)
        self._icons.addWidget(self.more)
        self._row.addLayout(self._icons)
        self.retranslate()

    def set_actions(self, offered: Sequence[Action], job: Job) -> None:
        """Offer these for ``job``, the most important first; the same ones stay as they are."""
        before, self._job = self._job, job
        if tuple(offered) == self._offered:
            if before is None or before.mark != job.mark:
                self._name_marks()
            return
        self._note_moved(offered, same=before is not None and before.id == job.id)
        self._offered = tuple(offered)
        for button in self._buttons.values():  # they are kept: soon another job needs them
            self._row.removeWidget(button)
            self._icons.removeWidget(button)
            button.hide()
        shown = [action for action in _in_reach(self._offered) if action not in NO_BUTTON]
        words = [action for action in shown if action not in MARKS]
        for place, action in enumerate(words):
            self._row.insertWidget(place, self._made(action))
        for place, action in enumerate(action for action in shown if action in MARKS):
            self._icons.insertWidget(place, self._made(action))
        self._name_marks()
        self._fit()

    def button(self, action: Action) -> QAbstractButton | None:
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
            if isinstance(button, QPushButton):
                _name(button, action)
        self._name_marks()
        self._fit()

    def _made(self, action: Action) -> QAbstractButton:
        if action not in self._buttons:
            make = MarkButton if action in MARKS else _word_button
            button = self._buttons[action] = make(action, self)
            button.clicked.connect(lambda: self._choose(action))
        return self._buttons[action]

    def _note_moved(self, offered: Sequence[Action], *, same: bool) -> None:
        """Note what comes under the pointer without anybody having pressed anything here."""
        now = self._clock()
        by_itself = same and self.underMouse() and now - self._chosen_at > SETTLE
        self._moved_at = now if by_itself else -math.inf
        self._new = frozenset(offered) - frozenset(self._offered)

    def _choose(self, action: Action) -> None:
        self._name_marks()  # they show what is known, not what was pressed
        now = self._clock()
        if action in self._new and now - self._moved_at < SETTLE:
            return
        self._chosen_at = now
        self.chosen.emit(action)

    def _name_marks(self) -> None:
        for button in self._buttons.values():
            if isinstance(button, MarkButton) and self._job is not None:
                button.show_for(self._job)

    def _fit(self) -> None:
        """Show the marks and what else there is room for, and put the rest into the menu."""
        room = self.width() - self.more.sizeHint().width()
        in_reach = _in_reach(self._offered)
        for action in sorted(in_reach, key=lambda action: action not in MARKS):
            button = self._buttons.get(action)
            if button is None:
                continue
            width = self._fitted(action, button, room)
            button.setVisible(width <= room)
            room -= width if width <= room else 0
        self.more.setVisible(len(self.in_menu()) > 0)

    def _fitted(self, action: Action, button: QAbstractButton, room: int) -> int:
        """Return how wide a button is, without its words if it must and may be."""
        if not isinstance(button, QPushButton):
            return button.sizeHint().width()
        button.setText(f" {actions.label(action)}")  # styles leave next to no room beside an icon
        if action in SHORT and button.sizeHint().width() + self._row.spacing() > room:
            button.setText("")
        return button.sizeHint().width() + self._row.spacing()

    def _open_menu(self) -> None:
        self.menu.clear()
        for action in self.in_menu():
            words, keys = self._label(action), actions.shortcut(action)
            text = f"{words}\t{_keys_words(keys)}" if keys else words
            entry = self.menu.addAction(icons.icon(actions.icon_name(action)), text)
            entry.triggered.connect(lambda _, wanted=action: self.chosen.emit(wanted))
        top = self.more.mapToGlobal(self.more.rect().topRight())
        size = self.menu.sizeHint()
        top.setX(top.x() - size.width())
        top.setY(top.y() - size.height() - theme.SPACE[0])
        self.menu.popup(top)

    def _label(self, action: Action) -> str:
        return label_for(action, [] if self._job is None else [self._job])

    def minimumSizeHint(self) -> QSize:
        """Ask for the width of the last button only: the others go into its menu."""
        return QSize(self.more.sizeHint().width(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See anew what there is room for."""
        super().resizeEvent(event)
        self._fit()


def _in_reach(offered: Sequence[Action]) -> list[Action]:
    """Return actions in the order of their buttons."""
    return sorted(offered, key=lambda action: action not in NEXT)


def _word_button(action: Action, parent: QWidget) -> QPushButton:
    button = QPushButton(icons.icon(actions.icon_name(action)), "", parent)
    button.setIconSize(button.iconSize() * theme.text_scale())
    button.setAutoDefault(False)
    _name(button, action)
    return button


def _name(button: QPushButton, action: Action) -> None:
    label = actions.label(action)
    keys = actions.shortcut(action)
    button.setAccessibleName(label)
    button.setToolTip(f"{label} ({_keys_words(keys)})" if keys else label)


def _keys_words(keys: str) -> str:
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
