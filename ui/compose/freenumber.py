"""The control of a number that is typed: without a range, or with one too long to be walked."""

from __future__ import annotations

import contextlib
import secrets
from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtGui import QAction, QValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from core.carrying import usual
from core.field import Field
from core.language import translate
from core.valuewords import value_words
from ui import icons
from ui.compose.control import FieldControl, help_of, label_of
from ui.compose.numberbox import is_sending
from ui.controls import IconButton
from ui.wording import locale

MOST_DIGITS = 24


class FreeNumberControl(FieldControl):
    """A number in a line; empty, it is left to the model. A die fills in any one.

    Only what the field takes counts; a line with anything else is as if it were empty, and says
    so when it is left.
    """

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._usual = usual(field)
        self.line = _Line(self)
        self.line.setValidator(_Digits(field, self.line))
        self.line.setMaxLength(MOST_DIGITS)
        self.die = IconButton("dices", self)
        self.empty = QAction(icons.icon("x", "muted"), "", self.line)
        self.line.addAction(self.empty, QLineEdit.ActionPosition.TrailingPosition)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.line, 1)
        row.addWidget(self.die)
        self.die.setVisible(field.type == "integer" and _ends(field) is not None)
        self.line.textChanged.connect(lambda text: self.empty.setVisible(bool(text)))
        self.line.textEdited.connect(lambda _: self.edited.emit())
        self.line.editingFinished.connect(self._settle)
        self.die.clicked.connect(self._roll)
        self.empty.triggered.connect(lambda: self._write(""))
        self.set_value(None)
        self.retranslate()

    def value(self) -> Any:
        """Return the number, None where there is none that the field takes."""
        found = self._typed()
        return self._usual if found is None else found

    def set_value(self, value: Any) -> None:
        """Show a number; the usual one is an empty line."""
        self.line.setText("" if value is None or value == self._usual else str(value))
        self.empty.setVisible(bool(self.line.text()))

    def narrow(self, field: Field, why: str) -> None:
        """Explain why fewer numbers are possible; those typed are moved by whoever narrows."""
        self.setToolTip(why or help_of(self.field))

    def retranslate(self) -> None:
        """Name everything in the language in use."""
        name = label_of(self.field)
        self.line.setAccessibleName(name)
        self.line.setAccessibleDescription(help_of(self.field))
        hint = translate("Compose", "As the model likes")
        usual_words = "" if self._usual is None else value_words(self.field, self._usual)
        self.line.setPlaceholderText(usual_words or hint)
        self.setToolTip(help_of(self.field))
        self.die.set_name(translate("Compose", "Any number"))
        self.die.setAccessibleName(translate("Compose", "Any number: {field}").format(field=name))
        self.empty.setToolTip(translate("Compose", "Clear"))

    def tab_stops(self) -> list[QWidget]:
        """Return the line and the die."""
        return [self.line, self.die]

    def _typed(self) -> Any:
        text = self.line.text().strip()
        number: Any = None
        with contextlib.suppress(ValueError):
            number = int(text) if self.field.type == "integer" else _decimal(text)
        return None if number is None or self.field.problem(number) is not None else number

    def _settle(self) -> None:
        """Take out what is no number, and bring one outside of the range into it."""
        if self._typed() is not None or not self.line.text():
            return
        text = self.line.text().strip()
        digits = text.removeprefix("-")
        near = self.field.nearest(int(text)) if digits.isdecimal() and digits.isascii() else None
        self._write("" if near is None or near == self.field.default else str(near))

    def _write(self, text: str) -> None:
        self.line.setText(text)
        self.edited.emit()

    def _roll(self) -> None:
        ends = _ends(self.field)
        if ends is not None:
            self._write(str(ends[0] + secrets.randbelow(ends[1] - ends[0] + 1)))


class _Line(QLineEdit):
    """Lets what was typed count before a shortcut is followed, which may send it."""

    def event(self, event: QEvent) -> bool:
        if is_sending(event):
            self.editingFinished.emit()
        return super().event(event)


class _Digits(QValidator):
    """Keeps what is no number, or too great a one, from being typed."""

    def __init__(self, field: Field, parent: QWidget) -> None:
        super().__init__(parent)
        self._field = field

    def validate(self, text: str, at: int) -> tuple[QValidator.State, str, int]:
        """Refuse what can become no number of the field by more typing."""
        return (
            QValidator.State.Acceptable if self._may_be(text) else QValidator.State.Invalid,
            text,
            at,
        )

    def _may_be(self, text: str) -> bool:
        if text.strip() in ("", "-"):
            return True
        try:
            number = int(text) if self._field.type == "integer" else _decimal(text)
        except ValueError:
            return False
        return self._field.maximum is None or number <= self._field.maximum


def _ends(field: Field) -> tuple[int, int] | None:
    """Return the least and the greatest whole number of a field that has both."""
    if field.minimum is None or field.maximum is None or field.step not in (None, 1):
        return None
    return int(field.minimum), int(field.maximum)


def _decimal(text: str) -> float:
    """Return a number as people write it here; raises ValueError for anything else."""
    number, right = locale().toDouble(text)
    return float(number) if right else float(text)
