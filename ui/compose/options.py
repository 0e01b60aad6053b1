"""A model's options: a row for each field, made from the model's data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from core.carrying import Carried, Change, carry, fitted
from core.field import MEDIA, Field
from core.model import Model
from ui.characters.cast import Cast
from ui.characters.chips import CharactersControl
from ui.compose.carriednote import CarriedNote
from ui.compose.control import FieldControl
from ui.compose.keptrows import KeptRows
from ui.compose.narrowing import Narrowing
from ui.compose.rows import OptionRow, RowColumn


class Options(QObject):
    """The rows of one model after the other, and what was chosen in them.

    What was chosen stays a wish: the rows show what comes nearest to it beside the other wishes and
    the files, with the model that is shown. So a value that another model or another option does
    not allow is back when it is possible again. What nobody chose, but what was in view when the
    model was switched and decides the price, is a weaker wish: it stays as well, if nothing that
    was chosen is in its way. ``main`` and ``rare`` hold the rows: what most people look at, and
    what is set by exception; ``carried`` says what a switch has changed.
    """

    changed = Signal()
    arranged = Signal()
    """Other rows than before are to be seen, or are the main ones."""
    insert_wanted = Signal(str)
    """A person wants these words in the prompt."""

    def __init__(self, parent: QObject, cast: Cast) -> None:
        super().__init__(parent)
        self._cast = cast
        self.main, self.rare = RowColumn(), RowColumn()
        self.carried = CarriedNote()
        self._kept = KeptRows(cast, self._place_of, self._follow_control, self)
        self.rows: dict[str, OptionRow] = {}
        self._controls: dict[str, FieldControl] = {}
        self._chosen: dict[str, Any] = {}
        self._seen: dict[str, Any] = {}
        self._files: dict[str, Any] = {}
        self._narrowing: Narrowing | None = None
        self._model: Model | None = None
        self._prompt = ""
        cast.changed.connect(self._sort)

    def show_model(self, model: Model) -> None:
        """Show the options of ``model``."""
        if model is not self._model:
            self._model = model
            self.carried.forget()
            self._show_rows(model)
        else:
            self._settle()

    def make_ahead(self, models: Iterable[Model]) -> None:
        """Make rows of these ``models``, which may be shown next, while there is nothing to do."""
        self._kept.make_ahead(field for model in models for field in model.fields)

    def values(self) -> dict[str, Any]:
        """Return the values of the shown fields by name."""
        found = {
            name: control.value()
            for name, control in self._controls.items()
            if self._narrowing is None or name not in self._narrowing.out
        }
        return {name: value for name, value in found.items() if value is not None}

    def chosen(self) -> dict[str, Any]:
        """Return what was chosen, also for fields that are not shown now; the latest comes last."""
        return dict(self._chosen)

    def wishes(self) -> dict[str, Any]:
        """Return what was chosen, and before it what stays because it was in view."""
        weak = {name: value for name, value in self._seen.items() if name not in self._chosen}
        return weak | self._chosen

    def in_view(self, model: Model) -> dict[str, Any]:
        """Return the values in view that stay with ``model`` where it takes them, also unchosen."""
        shown = self._model.fields if self._model is not None else ()
        deciding = {each.name for each in (*shown, *model.fields) if _decides_price(each)}
        return {name: value for name, value in self.values().items() if name in deciding}

    def choose(self, values: Mapping[str, Any]) -> None:
        """Choose ``values``, and the defaults for what they leave out; ``show_model`` shows it."""
        self._chosen = {name: value for name, value in values.items() if value is not None}
        self._seen = {}

    def choose_with(self, model: Model, values: Mapping[str, Any]) -> None:
        """Choose ``values`` for ``model``, which is shown next; all else stays where it can."""
        self._seen = self.in_view(model) | self._seen
        kept = {name: value for name, value in self._chosen.items() if name not in values}
        self._chosen = kept | {name: value for name, value in values.items() if value is not None}

    def set_files(self, values: Mapping[str, Any]) -> None:
        """Let the options follow which files are given: ``values`` of the fields that take them.

        What they make of the values is not told by ``changed``.
        """
        if dict(values) != self._files:
            self._files = dict(values)
            self._settle()

    def switch_to(self, model: Model) -> None:
        """Show the options of ``model`` as a person chose it, and say what does not carry over."""
        before, carried = self._model, self.carried_to(model)
        self._seen = self.in_view(model) | self._seen  # not what this model made of an earlier one
        self.show_model(model)
        if before is not None:
            self.carried.tell(carried, before, model)

    def carried_to(self, model: Model) -> Carried:
        """Return what becomes of what is chosen, and of the files, with another model.

        What is told as changed is what a person sees change.
        """
        seen = self.values()
        own = {n: v for n, v in self._chosen.items() if n in seen or n not in self._controls}
        weak = {
            n: v for n, v in (self.in_view(model) | self._seen).items() if n not in self._chosen
        }
        found = carry({**weak, **own, **self._files}, self._model, model)
        files = tuple(each for each in found.changed if each.name in MEDIA)
        changed = files + tuple(
            Change(name, seen[name], found.values[name])
            for name in (*weak, *own)
            if name in seen and found.values.get(name, seen[name]) != seen[name]
        )
        lost = tuple(name for name in found.lost if name not in weak)  # nobody chose it
        return Carried(found.values, changed, lost)

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
        values = self.values()
        rare = [each.field for each in self._controls.values() if self._puts_away(each.field)]
        return any(
            each.name in self._chosen and values.get(each.name, each.default) != each.default
            for each in rare
        )

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
        hidden = self._narrowing.hidden if self._narrowing is not None else set()
        controls = [
            each
            for name, each in self._controls.items()
            if self._puts_away(each.field) is rare and name not in hidden
        ]
        return [stop for control in controls for stop in control.tab_stops()]

    def retranslate(self) -> None:
        """Show all rows in the language in use."""
        self._kept.retranslate()
        self.carried.retranslate()
        self._settle()  # the reasons for what is not possible

    def _show_rows(self, model: Model) -> None:
        """Show a row for each option of ``model``."""
        kept = self._kept.shown(model.fields)
        self.rows = {each.field.name: each.row for each in kept}
        self._controls = {each.field.name: each.control for each in kept}
        self.set_prompt(self._prompt)
        self._narrowing = Narrowing(model, self._controls, self.rows)
        self._follow()
        self._place()

    def _follow_control(self, control: FieldControl) -> None:
        """Follow what is done in a control that was made just now."""
        if isinstance(control, CharactersControl):
            control.insert_wanted.connect(self.insert_wanted)
        control.edited.connect(lambda: self._on_edited(control))

    def _characters(self) -> CharactersControl | None:
        every = self._controls.values()
        return next((each for each in every if isinstance(each, CharactersControl)), None)

    def _puts_away(self, field: Field) -> bool:
        """Tell whether a field is rarely of use: characters are, as long as there are none."""
        return not self._cast.here if field.role == "characters" else is_rare(field)

    def _place_of(self, field: Field) -> RowColumn:
        return self.rare if self._puts_away(field) else self.main

    def _place(self) -> None:
        """Put every row where it belongs, in the fields' order."""
        hidden = self._narrowing.hidden if self._narrowing is not None else set()
        without = [self.rows[name] for name in hidden]
        for place in (self.main, self.rare):
            named = ((name, each.field) for name, each in self._controls.items())
            own = [self.rows[name] for name, field in named if self._place_of(field) is place]
            place.show_rows(own, without)

    def _sort(self) -> None:
        """Follow other characters, which make their row a rare one or not."""
        places = {name: self._place_of(each.field) for name, each in self._controls.items()}
        if any(self.rows[name].parent() is not place for name, place in places.items()):
            self._place()
            self.arranged.emit()

    def _settle(self) -> None:
        """Show what comes nearest to the wishes, and tell if these are other rows than before."""
        if self._follow():
            self.arranged.emit()

    def _follow(self) -> bool:
        """Show what comes nearest to the wishes, and what is possible beside it."""
        if self._model is None or self._narrowing is None:
            return False
        wishes = {name: value for name, value in self.wishes().items() if name in self._controls}
        values = fitted(self._model, wishes, self._files)
        return self._narrowing.follow(wishes, values, self._files)

    def _on_edited(self, control: FieldControl) -> None:
        name = control.field.name
        self._chosen.pop(name, None)  # the latest wish is the last one
        self._seen.pop(name, None)
        value = control.value()
        if value is not None:
            self._chosen[name] = value
        self.rows[name].problem.say("")
        self.carried.forget()
        self._settle()
        self.changed.emit()


def is_rare(field: Field) -> bool:
    """Tell whether a field is set so rarely that the form puts it away."""
    return field.more


def _decides_price(field: Field) -> bool:
    return field.send == "always" or field.role == "sound"
