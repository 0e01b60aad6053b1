"""How much Foxreel does at once."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.language import translate
from core.settings import MOST, Limits
from ui.controls import Disclosure
from ui.dialogs.dialog import push_button
from ui.dialogs.pages.page import Choice, Page
from ui.dialogs.stepper import Stepper
from ui.theme import SPACE

FIRST = ("running", "downloads")
REST = ("sends", "uploads", "polls")


class LimitsPage(Page):
    """A stepper for each limit; the ones that people look for come first."""

    chosen = Signal(object)
    """The ``Limits`` that are to be in force from now on."""

    def __init__(self, limits: Limits) -> None:
        super().__init__()
        self._limits = limits
        self.steppers = {name: Stepper(1, MOST) for name in (*FIRST, *REST)}
        self.choices = {name: Choice(stepper) for name, stepper in self.steppers.items()}
        self.rest = QWidget()
        column = QVBoxLayout(self.rest)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[3])
        for name in REST:
            column.addWidget(self.choices[name])
        self.more = Disclosure(self.rest)
        self.usual = push_button(self._use_usual)
        self.add(*(self.choices[name] for name in FIRST), gap=SPACE[3])
        self.column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(self.rest)
        self.column.addWidget(self.usual, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)
        for name, stepper in self.steppers.items():
            stepper.chosen.connect(lambda value, of=name: self._choose(of, value))
        self._show()
        self.retranslate()

    def retranslate(self) -> None:
        """Show every text in the language in use."""
        self.heading.setText(translate("Limits", "Limits"))
        for name, (words, hint) in limit_words().items():
            self.choices[name].set_words(words, hint)
        self.more.setText(translate("Limits", "More limits"))
        self.usual.setText(translate("Limits", "Use the usual numbers"))

    def _choose(self, name: str, value: int) -> None:
        self._use(dataclasses.replace(self._limits, **{name: value}))

    def _use_usual(self) -> None:
        self._use(Limits())
        self.steppers[FIRST[0]].setFocus()

    def _use(self, limits: Limits) -> None:
        changed, self._limits = limits != self._limits, limits
        self._show()
        if changed:
            self.chosen.emit(limits)

    def _show(self) -> None:
        for name, stepper in self.steppers.items():
            stepper.set_value(getattr(self._limits, name))
        self.usual.setVisible(self._limits != Limits())


def limit_words() -> dict[str, tuple[str, str]]:
    """Return the name of each limit and what it does."""
    return {
        "running": (
            translate("Limits", "Clips in the making"),
            translate("Limits", "How many the provider works on at once; more wait their turn."),
        ),
        "downloads": (
            translate("Limits", "Downloads"),
            translate("Limits", "How many finished clips are fetched at once."),
        ),
        "sends": (
            translate("Limits", "Requests being sent"),
            translate("Limits", "One at a time is the safest: each is answered before the next."),
        ),
        "uploads": (
            translate("Limits", "Uploads"),
            translate("Limits", "How many start frames are uploaded at once."),
        ),
        "polls": (
            translate("Limits", "Progress queries"),
            translate("Limits", "How many clips are asked about at once. Asking costs nothing."),
        ),
    }
