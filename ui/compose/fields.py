"""The controls for a model's fields, each made from the field's data alone."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from core.carrying import is_option, usual
from core.field import Field
from core.valuewords import value_words
from ui.characters.cast import Cast
from ui.characters.chips import CharactersControl
from ui.compose.choice import Choice
from ui.compose.control import FieldControl, help_of, label_of, unset_words
from ui.compose.entries import EntriesControl
from ui.compose.freenumber import FreeNumberControl
from ui.compose.numbers import NumberControl, steps_of
from ui.compose.texts import LineControl, TextControl
from ui.compose.words import FittedLabel
from ui.controls import CheckMark

MOST_SEGMENTS = 6
MOST_STEPS = 1000
"""Steps of a range that can be walked or slid; a longer one is typed."""
LINE_LENGTH = 160
"""Characters that a text has at most to be a single line."""


def control_for(field: Field, cast: Cast, parent: QWidget) -> FieldControl | None:
    """Return a control for ``field``; None for what is asked elsewhere, or in no way known.

    ``cast`` are the characters to choose from, for a field that takes some. ``parent`` is where
    the control is to stay.
    """
    if not is_option(field):
        return None
    match field.type:
        case "choice":
            return ChoiceControl(field, parent) if field.choices else None
        case "boolean":
            either = ChoiceControl if field.default is None else SwitchControl
            return either(field, parent)
        case "integer" | "number":
            walked = 0 < steps_of(field) <= MOST_STEPS
            return NumberControl(field, parent) if walked else FreeNumberControl(field, parent)
        case "text":
            short = field.max_length is not None and field.max_length <= LINE_LENGTH
            return LineControl(field, parent) if short else TextControl(field, parent)
        case "strings" if field.role == "characters":
            return CharactersControl(field, cast, parent)
        case "strings":
            return EntriesControl(field, parent)
        case "url":
            return LineControl(field, parent)
        case _:
            return None


class ChoiceControl(FieldControl):
    """One of a few values; none of them, where the model may be left to choose."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.choice = Choice(MOST_SEGMENTS, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.choice)
        self.choice.chosen.connect(lambda _: self.edited.emit())
        values = (True, False) if field.type == "boolean" else field.choices
        self._usual = usual(field)
        self._values = values if self._usual is not None else (None, *values)
        self._show(self._usual)

    def value(self) -> Any:
        """Return the chosen value."""
        return self.choice.value()

    def set_value(self, value: Any) -> None:
        """Choose a value."""
        self.choice.set_value(self._usual if value is None else value)

    def narrow(self, field: Field, why: str) -> None:
        """Keep what is not possible now from being chosen."""
        possible = field.choices or self._values
        self.choice.disable(
            {each: why for each in self._values if each is not None and each not in possible}
        )

    def retranslate(self) -> None:
        """Show the values in the language in use."""
        self._show(self.value())

    def tab_stops(self) -> list[QWidget]:
        """Return the segments."""
        return self.choice.tab_stops()

    def focus_target(self) -> QWidget:
        """Return the chosen value."""
        return self.choice.focus_target()

    def _show(self, value: Any) -> None:
        words = {
            v: unset_words() if v is None else value_words(self.field, v) for v in self._values
        }
        self.choice.set_choices(list(words.items()), value)
        self.choice.set_name(label_of(self.field), help_of(self.field))


class SwitchControl(FieldControl):
    """On or off, with the field's own words."""

    labelled = False

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.box = CheckMark(self)
        self.label = _ClickLabel(self.box, self)
        self._why = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.label, 1)
        self.box.clicked.connect(lambda: self.edited.emit())
        self.set_value(None)
        self.retranslate()

    def value(self) -> Any:
        """Return whether it is switched on; the other way round where the words say the reverse."""
        return self.box.isChecked() is not self.field.inverted

    def set_value(self, value: Any) -> None:
        """Switch it on or off."""
        on = bool(self.field.default if value is None else value)
        self.box.setChecked(on is not self.field.inverted)

    def narrow(self, field: Field, why: str) -> None:
        """Keep it from being switched where only one way is possible."""
        fixed = len(field.choices) == 1
        self._why = why if fixed else ""
        for each in (self.box, self.label):
            each.setEnabled(not fixed)
        self.setToolTip(self._why or help_of(self.field))

    def retranslate(self) -> None:
        """Show the words in the language in use."""
        self.label.setText(label_of(self.field))
        self.label.fit_height()
        self.box.setAccessibleName(label_of(self.field))
        self.box.setAccessibleDescription(self._why or help_of(self.field))
        self.setToolTip(self._why or help_of(self.field))

    def tab_stops(self) -> list[QWidget]:
        """Return the box."""
        return [self.box]


class _ClickLabel(FittedLabel):
    """The words of a check box, which would not break its lines."""

    def __init__(self, box: QCheckBox, parent: QWidget) -> None:
        super().__init__(parent)
        self._box = box
        self.setProperty("role", "choice")
        self.setContentsMargins(0, 3, 0, 4)  # the box keeps room for its ring

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Count as a click on the box."""
        if self.rect().contains(event.position().toPoint()):
            self._box.click()
