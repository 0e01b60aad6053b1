"""The controls for a model's fields, each made from the field's data alone."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from core.catalog import Field
from ui.characters.cast import Cast
from ui.characters.chips import CharactersControl
from ui.compose.choice import Choice
from ui.compose.control import FieldControl, help_of, label_of
from ui.compose.entries import EntriesControl
from ui.compose.words import FittedLabel
from ui.controls import CheckMark
from ui.wording import seconds_words

MOST_SEGMENTS = 6


def control_for(field: Field, cast: Cast) -> FieldControl | None:
    """Return a control for ``field``; None for what is asked elsewhere, or in no way known.

    ``cast`` are the characters to choose from, for a field that takes some.
    """
    if field.role == "characters" and field.type == "strings":
        return CharactersControl(field, cast)
    makers = {"choice": ChoiceControl, "boolean": SwitchControl, "strings": EntriesControl}
    maker = makers.get(field.type)
    if maker is None or field.derived or (field.type == "choice" and not field.choices):
        return None
    return maker(field)


class ChoiceControl(FieldControl):
    """One of a few values."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.choice = Choice(MOST_SEGMENTS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.choice)
        self.choice.chosen.connect(lambda _: self.edited.emit())
        self._usual = field.choices[0] if field.default is None else field.default
        self._show(self._usual)

    def value(self) -> Any:
        """Return the chosen value."""
        return self.choice.value()

    def set_value(self, value: Any) -> None:
        """Choose a value."""
        self.choice.set_value(self._usual if value is None else value)

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
        unit = self.field.unit
        choices = [
            (each, seconds_words(each) if unit == "s" else f"{each} {unit}".strip())
            for each in self.field.choices
        ]
        self.choice.set_choices(choices, value)
        self.choice.set_name(label_of(self.field), help_of(self.field))


class SwitchControl(FieldControl):
    """On or off, with the field's own words."""

    labelled = False

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.box = CheckMark()
        self.label = _ClickLabel(self.box)
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

    def retranslate(self) -> None:
        """Show the words in the language in use."""
        self.label.setText(label_of(self.field))
        self.label.fit_height()
        self.box.setAccessibleName(label_of(self.field))
        self.box.setAccessibleDescription(help_of(self.field))
        self.setToolTip(help_of(self.field))

    def tab_stops(self) -> list[QWidget]:
        """Return the box."""
        return [self.box]


class _ClickLabel(FittedLabel):
    """The words of a check box, which would not break its lines."""

    def __init__(self, box: QCheckBox) -> None:
        super().__init__()
        self._box = box
        self.setContentsMargins(0, 4, 0, 0)  # the box keeps room for its ring

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Count as a click on the box."""
        if self.rect().contains(event.position().toPoint()):
            self._box.click()
