"""What the key's spend log says about a request that was never answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from core.foxapi.messages import Charge
from core.language import translate
from core.resolving import charges_words
from ui.dialogs.dialog import push_button
from ui.dialogs.note import Note, text_label
from ui.theme import SPACE
from ui.wording import locale, when_words

LogState = Literal["looking", "found", "unknown"]
MOST = 5
"""How many charges are shown."""


class ChargeList(QWidget):
    """Offers to look into the spend log, and shows the charges that no known task explains."""

    look = Signal()
    """A person wants the log to be looked into."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._charges: tuple[Charge, ...] = ()
        self._state: LogState | None = None
        self.button = push_button(self.look.emit)
        self.note = Note()
        self.rows = QWidget()
        self._grid = QGridLayout(self.rows)
        self._grid.setContentsMargins(SPACE[3] + SPACE[0], 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE[3])
        self._grid.setVerticalSpacing(SPACE[0])
        self._grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[0])
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.note)
        column.addWidget(self.rows)
        self.rows.hide()
        self.retranslate()

    def set_charges(self, charges: Sequence[Charge] | None, state: LogState) -> None:
        """Show that the log is looked into, what was found in it, or that it is not to be had."""
        self._charges, self._state = tuple(charges or ()), state
        tone: Literal["warning", "secondary"] = "warning" if self._charges else "secondary"
        self.note.say(tone, self._words)
        self._fill()
        self.retranslate()

    def retranslate(self) -> None:
        """Show every text in the language in use."""
        again = self._state in ("found", "unknown")
        look = translate("Charges", "Look into the spend log")
        self.button.setText(translate("Charges", "Look again") if again else look)
        self.button.setEnabled(self._state != "looking")

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._fill()
            self.retranslate()

    def _words(self) -> str:
        if self._state == "looking":
            return translate("Charges", "Looking into the spend log…")
        return charges_words(None if self._state == "unknown" else self._charges)

    def _fill(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for row, charge in enumerate(self._charges[:MOST]):
            amount = amount_words(charge.usd)
            for column, text in enumerate((when_words(charge.created_at), charge.model, amount)):
                self._grid.addWidget(QLabel(text), row, column)
        left = len(self._charges) - MOST
        if left > 0:
            more = text_label("secondary")
            more.setText(translate("Charges", "… and {count} more").format(count=left))
            self._grid.addWidget(more, MOST, 0, 1, 3)
        self.rows.setVisible(bool(self._charges))


def amount_words(usd: float) -> str:
    """Return an amount in US dollars, with as many digits as a small one needs."""
    digits = 2 if usd >= 0.01 or usd == 0 else 4
    return locale().toCurrencyString(usd, "$", digits)
