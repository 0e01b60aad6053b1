"""A model's options: a row for each field, made from the model's data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from core.catalog import Field, Model
from ui.characters.cast import Cast
from ui.characters.chips import CharactersControl
from ui.compose.control import FieldControl, label_of
from ui.compose.fields import control_for
from ui.compose.rows import OptionRow


class Options(QObject):
    """The rows of one model after the other, and what was chosen in them.

    A value stays chosen when another model is shown that has it too; one that the other model has
    not is remembered for the way back. ``main`` and ``rare`` hold the rows: what a request always
    says, and what is said only by exception.
    """

    changed = Signal()
    arranged = Signal()
    """Other rows than before are the main ones."""
    insert_wanted = Signal(str)
    """A person wants these words in the prompt."""

    def __init__(self, parent: QObject, cast: Cast) -> None:
        super().__init__(parent)
        self._cast = cast
        self.main, self.rare = _Rows(), _Rows()
        self.rows: dict[str, OptionRow] = {}
        self._controls: dict[str, FieldControl] = {}
        self._chosen: dict[str, Any] = {}
        self._model: Model | None = None
        self._prompt = ""
        cast.changed.connect(self._sort)

    def show_model(self, model: Model) -> None:
        """Show the options of ``model``."""
        if model is self._model:
            self._show_chosen()
            return
        self._model = model
        self.main.clear()
        self.rare.clear()
        self.rows, self._controls = {}, {}
        for field in model.fields:
            control = control_for(field, self._cast)
            if control is not None:
                self._add(field, control)
        self._show_chosen()
        self.retranslate()

    def values(self) -> dict[str, Any]:
        """Return the values of the shown fields by name."""
        found = {name: control.value() for name, control in self._controls.items()}
        return {name: value for name, value in found.items() if value is not None}

    def chosen(self) -> dict[str, Any]:
        """Return what was chosen, also for fields that are not shown now."""
        return dict(self._chosen)

    def choose(self, values: Mapping[str, Any]) -> None:
        """Choose ``values``, and the defaults for what they leave out; ``show_model`` shows it."""
        self._chosen = dict(values)

    def set_prompt(self, text: str) -> None:
        """Let the options that the prompt is to fit know that it is ``text`` now."""
        self._prompt = text
        if (control := self._characters()) is not None:
            control.set_prompt(text)

    def choose_character(self, character_id: str) -> None:
        """Choose a character, where the model takes one more."""
        if (control := self._characters()) is not None:
            control.choose(character_id)

    @property
    def takes_characters(self) -> bool:
        """Tell whether the model knows characters."""
        return self._characters() is not None

    def troubles(self) -> dict[str, str]:
        """Return what keeps values from being sent that are right in themselves, by field."""
        control = self._characters()
        words = control.trouble() if control is not None else ""
        return {control.field.name: words} if control is not None and words else {}

    @property
    def rare_used(self) -> bool:
        """Tell whether one of the rare options is other than its default."""
        controls = [each for each in self._controls.values() if self._puts_away(each.field)]
        return any(each.value() != each.field.default for each in controls)

    def show_problem(self, name: str, words: str) -> QWidget:
        """Say under a shown field what is wrong with it; return where the focus belongs."""
        said = words in self.troubles().values()  # by the control itself
        self.rows[name].problem.say("" if said else words)
        return self._controls[name].focus_target()

    def clear_problems(self) -> None:
        """Say nothing more under any field."""
        for row in self.rows.values():
            row.problem.say("")

    def is_rare(self, name: str) -> bool:
        """Tell whether a shown field is one of the rare ones."""
        return self._puts_away(self._controls[name].field)

    def tab_stops(self, *, rare: bool) -> list[QWidget]:
        """Return what the Tab key may reach among the main or the rare options, in order."""
        every = self._controls.values()
        controls = [each for each in every if self._puts_away(each.field) is rare]
        return [stop for control in controls for stop in control.tab_stops()]

    def retranslate(self) -> None:
        """Show all rows in the language in use."""
        for name, row in self.rows.items():
            control = self._controls[name]
            control.retranslate()
            row.set_name(label_of(control.field) if control.labelled else "")
            row.name.setToolTip(control.toolTip())

    def _add(self, field: Field, control: FieldControl) -> None:
        row = OptionRow(control)
        self.rows[field.name], self._controls[field.name] = row, control
        self._place_of(field).add(row)
        if isinstance(control, CharactersControl):
            control.set_prompt(self._prompt)
            control.insert_wanted.connect(self.insert_wanted)
        control.edited.connect(lambda: self._on_edited(field.name))

    def _characters(self) -> CharactersControl | None:
        every = self._controls.values()
        return next((each for each in every if isinstance(each, CharactersControl)), None)

    def _puts_away(self, field: Field) -> bool:
        """Tell whether a field is rarely of use: characters are, as long as there are none."""
        return not self._cast.here if field.role == "characters" else is_rare(field)

    def _place_of(self, field: Field) -> _Rows:
        return self.rare if self._puts_away(field) else self.main

    def _sort(self) -> None:
        """Put every row where it belongs now, in the fields' order."""
        places = {name: self._place_of(each.field) for name, each in self._controls.items()}
        if all(self.rows[name].parent() is place for name, place in places.items()):
            return
        for name, place in places.items():
            place.add(self.rows[name])
        self.arranged.emit()

    def _show_chosen(self) -> None:
        for name, control in self._controls.items():
            value = self._chosen.get(name)
            fits = value is not None and control.field.problem(value) is None
            control.set_value(value if fits else None)

    def _on_edited(self, name: str) -> None:
        self._chosen[name] = self._controls[name].value()
        self.rows[name].problem.say("")
        self.changed.emit()


def is_rare(field: Field) -> bool:
    """Tell whether a field is set so rarely that the form puts it away.

    What cannot be made up for once the clip is there is in view.
    """
    return field.send != "always" and field.role != "keep_on_server"


class _Rows(QWidget):
    """Rows below each other."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)

    def add(self, row: OptionRow) -> None:
        """Put a row below the others."""
        self._column.addWidget(row)
        row.show()  # now, and not with the next event: nothing flickers

    def clear(self) -> None:
        """Take all rows away."""
        while (item := self._column.takeAt(0)) is not None:
            if (row := item.widget()) is not None:
                row.hide()
                row.deleteLater()
