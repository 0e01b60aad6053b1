"""The rows of a model follow each other: what is possible now, and the words for what is not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.carrying import possible, usual, why_out
from core.language import translate
from core.model import Model
from core.valuewords import value_words
from ui.compose.control import FieldControl, help_of
from ui.compose.reasons import hangs_on_files, limit_words, out_words
from ui.compose.rows import OptionRow


class Narrowing:
    """Shows values in a model's rows, and lets the controls offer what goes with them.

    ``out`` are the options that have no place now. Where that hangs on a file they are ``hidden``
    as well; else they are grey, as what they hang on is in view beside them.
    """

    def __init__(
        self, model: Model, controls: Mapping[str, FieldControl], rows: Mapping[str, OptionRow]
    ) -> None:
        self._model = model
        self._controls, self._rows = controls, rows
        self.out: set[str] = set()
        self.hidden: set[str] = set()
        self._wishes: Mapping[str, Any] = {}
        self._values: Mapping[str, Any] = {}

    def follow(
        self, wishes: Mapping[str, Any], values: Mapping[str, Any], files: Mapping[str, Any]
    ) -> bool:
        """Show ``values``, which come nearest to ``wishes`` beside ``files``.

        Returns whether other rows than before are to be seen.
        """
        self._wishes, self._values = wishes, {**files, **values}
        before = set(self.hidden)
        narrowed = {each.name: each for each in self._model.effective(self._values)}
        seen = possible(self._model, self._values)
        self.out = {n for n in self._controls if self._is_out(n, seen)}
        self.hidden = {n for n in self.out if hangs_on_files(self._model, self._field(n))}
        for name, control in self._controls.items():
            field = self._field(name)
            control.narrow(narrowed.get(name, field), limit_words(self._model, field, self._values))
            shown = wishes.get(name) if name in self.out else values.get(name)
            if control.value() != shown:
                control.set_value(shown)
            row = self._rows[name]
            row.setEnabled(name not in self.out)
            if (name in self.hidden) is not (name in before):
                row.setHidden(name in self.hidden)
        self.say()
        return self.hidden != before

    def say(self) -> None:
        """Say in the language in use why something is not possible."""
        for name, row in self._rows.items():
            control = self._controls[name]
            why = out_words(self._model, control.field, self._values) if name in self.out else ""
            row.name.setToolTip(why or control.toolTip() or help_of(control.field))
            row.setToolTip(why)
            row.note.say("" if name in self.out else self._moved_words(name))

    def _moved_words(self, name: str) -> str:
        """Return why an option is other than it was, empty where it is as wished for."""
        field, value = self._field(name), self._values.get(name)
        before = self._wishes.get(name, usual(field))
        why = limit_words(self._model, field, self._values)
        if not why or before is None or value == before or field.problem(before) is not None:
            return ""
        if isinstance(value, bool):
            return translate("Compose", "{reason}.").format(reason=why)
        words = translate("Compose", "{reason} (was {before}).")
        return words.format(reason=why, before=value_words(field, before))

    def _is_out(self, name: str, values: Mapping[str, Any]) -> bool:
        return why_out(self._model, self._field(name), values) is not None

    def _field(self, name: str) -> Any:
        return self._controls[name].field
