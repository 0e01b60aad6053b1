"""A number that can be typed, with its unit in view."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QDoubleSpinBox, QWidget

from core.field import Field
from core.valuewords import seconds_words
from ui.wording import locale

_NUMBER = "\0"
"""Stands for the number in words that hold it."""


class NumberBox(QDoubleSpinBox):
    """The number of a field between its least and its most. The arrow and page keys walk it.

    The wheel walks it only while it has the focus. What is typed counts at once where it is in the
    range, and is brought to the nearest step when the typing ends.
    """

    def __init__(self, field: Field, parent: QWidget) -> None:
        super().__init__(parent)
        self._field = field
        self.setProperty("role", "stepper")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCorrectionMode(QAbstractSpinBox.CorrectionMode.CorrectToNearestValue)
        self.setDecimals(decimals_of(field))
        self.setSingleStep(step_of(field))
        self.setRange(field.minimum or 0, field.maximum or 0)
        self.editingFinished.connect(self.settle)
        self.retranslate()

    def number(self) -> int | float:
        """Return the number that counts: that of the nearest step."""
        value = self._field.nearest(self.value())
        return int(value) if self._field.type == "integer" else round(value, self.decimals())

    def show_number(self, number: float) -> None:
        """Show a number without telling that a person chose it."""
        blocked = self.blockSignals(True)
        self.setValue(number)
        self.blockSignals(blocked)

    def narrow(self, field: Field) -> None:
        """Take only what is in the range of ``field``."""
        blocked = self.blockSignals(True)
        self._field = field
        self.setRange(field.minimum or 0, field.maximum or 0)
        self.blockSignals(blocked)

    def settle(self) -> None:
        """Show the number that counts."""
        self.show_number(self.number())

    def retranslate(self) -> None:
        """Show the unit in the language in use."""
        unit = self._field.unit
        words = seconds_words(_NUMBER) if unit == "s" else f"{_NUMBER} {unit}".rstrip()
        before, _, after = words.partition(_NUMBER)
        self.setLocale(locale())
        self.setPrefix(before)
        self.setSuffix(after)

    def event(self, event: QEvent) -> bool:
        """Let what was typed count before a shortcut is followed, which may send it."""
        if is_sending(event):
            self.interpretText()
            self.settle()
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the column unless the number has the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


def is_sending(event: QEvent) -> bool:
    """Tell whether an event asks if Return with Ctrl is a shortcut, as it does before it is one."""
    return (
        event.type() == QEvent.Type.ShortcutOverride
        and isinstance(event, QKeyEvent)
        and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    )


def step_of(field: Field) -> float:
    """Return how far apart the numbers of a field are."""
    if field.step is not None and field.step > 0:
        return field.step
    if field.type == "integer":
        return 1.0
    span = (field.maximum or 0) - (field.minimum or 0)
    return 0.01 if span <= 2 else 0.1 if span <= 20 else 1.0


def decimals_of(field: Field) -> int:
    """Return the decimal places that a field's numbers need."""
    if field.type == "integer":
        return 0
    steps = (f"{each:f}".rstrip("0") for each in (step_of(field), field.minimum or 0.0))
    return max(len(each.partition(".")[2]) for each in steps)
