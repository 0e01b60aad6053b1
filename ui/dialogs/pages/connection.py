"""The base URL and its key."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from core.foxapi.address import DEFAULT_BASE_URL, host_of
from core.language import translate
from ui.dialogs.address import AddressField
from ui.dialogs.dialog import push_button
from ui.dialogs.keyform import KeyForm, goes_first_words, has_own_key
from ui.dialogs.keys import KeyOutcome, outcome_tone, outcome_words
from ui.dialogs.note import Glyph, Note, text_label
from ui.dialogs.pages.page import Page
from ui.dialogs.question import Question
from ui.theme import SPACE

KeySource = Literal["environment", "keychain", "session", ""]
"""Where the key in use comes from; empty where there is none."""


class ConnectionPage(Page):
    """Shows where the key comes from, and lets a person check, replace and forget it.

    ``fixed`` says that the environment sets the base URL; ``environ`` may hold a key.
    """

    address_chosen = Signal(str)
    """A good base URL, for new jobs."""
    given = Signal(str, str)
    """Key and base URL: to be checked and kept."""
    kept_anyway = Signal(str, str)
    """Key and base URL: to be kept although the host could not be asked."""
    check_wanted = Signal(str)
    """The key in use for this base URL is to be checked; ``show_result`` takes the outcome."""
    forgotten = Signal(str)
    """The key for this base URL is to be forgotten."""

    def __init__(
        self, address: str, *, fixed: bool = False, environ: Mapping[str, str] = os.environ
    ) -> None:
        super().__init__()
        self._keyed = has_own_key(environ)
        self._source: KeySource | None = None
        self._amount = ""
        self._fixed = fixed
        self.address = AddressField(address)
        self.address_hint = text_label("secondary")
        self.usual = push_button(self._use_usual, "quiet")
        self.key_name = QLabel()
        self.key_glyph = Glyph("key", "muted")
        self.key_state = text_label()
        self.key_hint = text_label("secondary")
        self.balance = text_label("secondary")
        self.check = push_button(self._check)
        self.replace = push_button(self._open_form)
        self.forget = push_button(self._ask_to_forget, "danger")
        self.outcome = Note()
        self.form = KeyForm(address, labelled=False, environ=environ)
        self._lay_out()
        self.address.entered.connect(self._on_address)
        self.form.given.connect(self.given)
        self.form.kept_anyway.connect(self.kept_anyway)
        self.form.usable.connect(self._on_usable)
        self.retranslate()

    def set_key_source(self, source: KeySource) -> None:
        """Show where the key for the base URL in use comes from."""
        self._source = source
        self.retranslate()

    def set_balance(self, amount: str) -> None:
        """Show the balance of the key, an amount with its currency; nothing where it is empty."""
        self._amount = amount
        words = translate("Connection", "Balance {amount}")
        self.balance.setText(words.format(amount=amount))
        self.balance.setVisible(bool(amount))

    def show_checking(self) -> None:
        """Show that the host is being asked."""
        self.check.setEnabled(False)
        if self.form.isVisible():
            self.form.show_checking()
        else:
            self.outcome.say("secondary", lambda: translate("Connection", "Checking the key…"))

    def show_result(self, outcome: KeyOutcome) -> None:
        """Say what came of a key: of the one that was given, else of the one in use."""
        self.check.setEnabled(True)
        if self.form.isVisible():
            self.form.show_result(outcome)
        else:
            host = host_of(self.address.line.before)
            self.outcome.say(outcome_tone(outcome), lambda: outcome_words(outcome, host))

    def retranslate(self) -> None:
        """Show every text in the language in use."""
        self.heading.setText(translate("Connection", "Connection"))
        self.key_name.setText(translate("Connection", "API key"))
        self.address_hint.setText(_fixed_words() if self._fixed else _address_words())
        self.usual.setText(translate("Connection", "Use FoxAPI's own"))
        words, hint = key_words(self._source)
        if self._keyed and self._source in ("keychain", "session"):
            hint = goes_first_words()
        self.key_state.setText(words)
        self.key_hint.setText(hint)
        self.key_hint.setVisible(bool(hint))
        self.check.setText(translate("Connection", "Check"))
        self.check.setAccessibleName(translate("Connection", "Check the key"))
        add = translate("Connection", "Add a key…")
        self.replace.setText(translate("Connection", "Replace…") if self._source else add)
        self.forget.setText(translate("Connection", "Forget"))
        self.forget.setAccessibleName(translate("Connection", "Forget the key"))
        self.set_balance(self._amount)
        self._show_state()

    def _show_state(self) -> None:
        own = self._source in ("keychain", "session")
        self.key_glyph.show_icon("circle-check" if self._source else "key", _token(self._source))
        self.check.setVisible(bool(self._source))
        self.replace.setVisible(self._source in ("keychain", "session", ""))
        self.forget.setVisible(own)
        self.address.line.setReadOnly(self._fixed)
        usual = self.address.line.before == DEFAULT_BASE_URL
        self.usual.setVisible(not usual and not self._fixed)

    def _on_address(self, address: str) -> None:
        self._source = None
        self.outcome.clear()
        self.form.set_address(address)
        self.form.hide()
        self.set_balance("")
        self.retranslate()
        self.address_chosen.emit(address)

    def _use_usual(self) -> None:
        self.address.set_value(DEFAULT_BASE_URL)
        self.address.line.setFocus()
        self._on_address(DEFAULT_BASE_URL)

    def _check(self) -> None:
        self.form.hide()
        self.check_wanted.emit(self.address.line.before)

    def _open_form(self) -> None:
        self.outcome.clear()
        self.form.clear()
        self.form.setVisible(self.form.isHidden())
        if not self.form.isHidden():
            self.form.line.setFocus()

    def _on_usable(self, outcome: KeyOutcome) -> None:
        self.form.hide()
        host = host_of(self.address.line.before)
        self.outcome.say(outcome_tone(outcome), lambda: outcome_words(outcome, host))
        self.set_key_source("keychain" if outcome.kind == "kept" else "session")

    def _ask_to_forget(self) -> None:
        address = self.address.line.before
        question = Question(
            translate("Connection", "Forget the key for {host}?").format(host=host_of(address)),
            translate(
                "Connection",
                "Foxreel and the system's keychain no longer have it. Clips that were asked for"
                " with it cannot be fetched until you give it again.",
            ),
            translate("Connection", "Forget the key"),
            danger=True,
            parent=self,
        )
        question.confirmed.connect(lambda: self._forget(address))
        question.open()

    def _forget(self, address: str) -> None:
        self.outcome.clear()
        self.set_balance("")
        self.forgotten.emit(address)

    def _lay_out(self) -> None:
        below = QHBoxLayout()
        below.addWidget(self.address_hint, 1)
        below.addWidget(self.usual, 0, Qt.AlignmentFlag.AlignTop)
        self.add(self.address, below, gap=SPACE[0])
        texts = QVBoxLayout()
        texts.setSpacing(2)
        for label in (self.key_state, self.key_hint, self.balance):
            texts.addWidget(label)
        state = QFrame()
        state.setProperty("role", "card")
        row = QHBoxLayout(state)
        row.setContentsMargins(SPACE[2], SPACE[2], SPACE[2], SPACE[2])
        row.addWidget(self.key_glyph, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        presses = QHBoxLayout()
        for button in (self.check, self.replace, self.forget):
            presses.addWidget(button)
        presses.addStretch(1)
        self.add(self.key_name, state, self.outcome, presses, self.form)
        self.form.hide()
        self.column.addStretch(1)


def key_words(source: KeySource | None) -> tuple[str, str]:
    """Return where the key comes from, and what follows from that; None means not known yet."""
    if source is None:
        return translate("Connection", "Looking for a key…"), ""
    if source == "keychain":
        return translate("Connection", "Kept in the system's keychain"), ""
    if source == "environment":
        return (
            translate("Connection", "From the environment variable FOXAPI_API_KEY"),
            translate("Connection", "To use another key, change it there and start Foxreel anew."),
        )
    if source == "session":
        return (
            translate("Connection", "Kept until Foxreel is closed"),
            translate(
                "Connection",
                "This system has no keychain that Foxreel can use. To have the key at every start,"
                " set the environment variable FOXAPI_API_KEY.",
            ),
        )
    return (
        translate("Connection", "There is no key"),
        translate("Connection", "The built-in engine works without one."),
    )


def _token(source: KeySource | None) -> str:
    tokens = {"keychain": "good", "environment": "good", "session": "warning"}
    return tokens.get(source or "", "muted")


def _address_words() -> str:
    return translate(
        "Connection",
        "For new clips. Those that were sent already stay with their host, each with its own key.",
    )


def _fixed_words() -> str:
    return translate("Connection", "The environment variable FOXAPI_BASE_URL sets it.")
