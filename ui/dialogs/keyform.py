"""Asking for the key: a field that hides it, a check, and what came of it."""

from __future__ import annotations

import os
from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from core.foxapi.address import host_of
from core.language import translate
from core.secrets import KEY_VARIABLE, clean_key, key_problem
from core.wording import problem_words
from ui.controls import Disclosure, IconButton
from ui.dialogs.address import AddressField
from ui.dialogs.dialog import push_button
from ui.dialogs.keys import KeyOutcome, outcome_tone, outcome_words
from ui.dialogs.note import Note, text_label
from ui.theme import SPACE

HIDDEN = QLineEdit.EchoMode.Password


class KeyForm(QWidget):
    """The field for a key, with everything that belongs to it.

    ``address`` is the base URL that the key is for; with ``other_address`` a person may name
    another one here; not ``labelled``, the field's name is only read aloud. The key is shown only
    on request, and leaves the field once it is in use. Where ``environ`` has a key, it is said that
    this one goes first at the next start.
    """

    given = Signal(str, str)
    """Key and base URL: to be checked and kept."""
    kept_anyway = Signal(str, str)
    """Key and base URL: to be kept although the host could not be asked."""
    usable = Signal(object)
    """The ``KeyOutcome`` of a key that is in use now."""

    def __init__(
        self,
        address: str,
        *,
        other_address: bool = False,
        labelled: bool = True,
        environ: Mapping[str, str] = os.environ,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._checking = False
        self._asked = ("", "")
        self.label = QLabel()
        self.line = QLineEdit()
        self.label.setBuddy(self.line)
        self.line.setPlaceholderText("sk-…")
        self.line.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self.reveal = IconButton("eye")
        self.paste = IconButton("clipboard-paste")
        self.first = text_label("secondary")
        self._keyed = has_own_key(environ)
        self.note = Note()
        self.check = push_button(self.ask, "primary")
        self.anyway = push_button(self._keep_anyway)
        self.address = AddressField(address)
        self.more = Disclosure(self.address)
        self._other_address, self._labelled = other_address, labelled
        self.entry, self.presses = QWidget(), QWidget()
        self.set_hidden(True)
        self._lay_out()
        self._connect()
        self.clear()
        self.set_open(True)
        self.retranslate()

    def set_open(self, shown: bool) -> None:
        """Show everything, or only what came of the key."""
        self.label.setVisible(shown and self._labelled)
        self.entry.setVisible(shown)
        self.first.setVisible(shown and self._keyed)
        self.presses.setVisible(shown)
        self.more.set_open(False)
        self.more.setVisible(shown and self._other_address)

    def set_address(self, address: str) -> None:
        """Ask for a key for another base URL."""
        self.address.set_value(address)
        self.clear()

    def set_hidden(self, hidden: bool) -> None:
        """Show dots, or the key itself."""
        self.line.setEchoMode(HIDDEN if hidden else QLineEdit.EchoMode.Normal)
        self._name_reveal()

    def clear(self) -> None:
        """Begin anew, with an empty field."""
        self.line.clear()
        self.note.clear()
        self.anyway.hide()
        self._set_checking(False)

    def ask(self) -> None:
        """Ask for the key in the field to be checked, unless it can be no key."""
        if self._checking:
            return
        key, address = clean_key(self.line.text()), self.address.value()
        problem = key_problem(key)
        if problem is not None:
            names = {"key": translate("Key", "API key")}
            self.note.say("problem", lambda: problem_words(problem, names))
            self.line.setFocus()
        elif address is None:
            self.more.set_open(True)
            self.address.line.setFocus()
        else:
            self._asked = (key, address)
            self.given.emit(key, address)

    def show_checking(self) -> None:
        """Show that the host is being asked."""
        self.note.clear()
        self.anyway.hide()
        self._set_checking(True)

    def show_result(self, outcome: KeyOutcome) -> None:
        """Say what came of it. A key that is in use is no longer in the field."""
        self._set_checking(False)
        host = host_of(self._asked[1] or self.address.value() or "")
        if outcome.usable:
            self.clear()
            self.set_hidden(True)
        self.note.say(outcome_tone(outcome), lambda: outcome_words(outcome, host))
        self.anyway.setVisible(outcome.unchecked)
        if outcome.usable:
            self._asked = ("", "")
            self.usable.emit(outcome)
        else:
            self.line.setFocus()

    def retranslate(self) -> None:
        """Show every text in the language in use."""
        self.label.setText(translate("Key", "API key"))
        self.line.setAccessibleName(self.label.text())
        self.first.setText(goes_first_words() if self._keyed else "")
        self.paste.set_name(translate("Key", "Paste from the clipboard"))
        self.anyway.setText(translate("Key", "Keep without checking"))
        self.more.setText(translate("Key", "Another base URL"))
        self._set_checking(self._checking)
        self._name_reveal()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _set_checking(self, checking: bool) -> None:
        self._checking = checking
        words = translate("Key", "Checking…")
        self.check.setText(words if checking else translate("Key", "Check and keep"))
        self.check.setEnabled(not checking)
        for line in (self.line, self.address.line):
            line.setReadOnly(checking)

    def _name_reveal(self) -> None:
        hidden = self.line.echoMode() == HIDDEN
        show, hide = translate("Key", "Show the key"), translate("Key", "Hide the key")
        self.reveal.set_icon("eye" if hidden else "eye-off")
        self.reveal.set_name(show if hidden else hide)

    def _edited(self) -> None:
        self.note.clear()
        self.anyway.hide()

    def _keep_anyway(self) -> None:
        key, address = self._asked
        if key:
            self.kept_anyway.emit(key, address)

    def _take_clipboard(self) -> None:
        text = QGuiApplication.clipboard().text()
        if not text.strip():
            self.note.say("secondary", lambda: translate("Key", "The clipboard holds no text."))
            return
        self.line.setText(clean_key(text))
        self._edited()
        self.line.setFocus()

    def _connect(self) -> None:
        self.reveal.clicked.connect(lambda: self.set_hidden(self.line.echoMode() != HIDDEN))
        self.paste.clicked.connect(self._take_clipboard)
        self.line.textEdited.connect(self._edited)
        self.line.returnPressed.connect(self.ask)
        self.address.line.textEdited.connect(self._edited)
        self.address.line.returnPressed.connect(self.ask)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self.entry)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE[0])
        row.addWidget(self.line, 1)
        row.addWidget(self.reveal)
        row.addWidget(self.paste)
        presses = QHBoxLayout(self.presses)
        presses.setContentsMargins(0, 0, 0, 0)
        presses.setSpacing(SPACE[1])
        presses.addWidget(self.check)
        presses.addWidget(self.anyway)
        presses.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[1])
        column.addWidget(self.label)
        column.addWidget(self.entry)
        column.addWidget(self.first)
        column.addWidget(self.note)
        column.addWidget(self.presses)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.address)


def has_own_key(environ: Mapping[str, str] = os.environ) -> bool:
    """Tell whether the environment has a key: it goes before one that is kept."""
    return bool(environ.get(KEY_VARIABLE, "").strip())


def goes_first_words() -> str:
    """Return what a person who keeps a key should know where the environment has one."""
    return translate(
        "Key",
        "The environment variable FOXAPI_API_KEY is set. At the next start its key goes first; to"
        " use the one that you keep here, take the variable away.",
    )
