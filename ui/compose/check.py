"""What is wrong with the form: found before anything is sent, and said under its fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from core.catalog import Problem
from core.language import translate
from core.wording import problem_words
from ui.compose.control import label_of

if TYPE_CHECKING:
    from ui.compose.form import Form


class Check:
    """Knows for each problem of a request which field it belongs to, and its words."""

    def __init__(self, form: Form) -> None:
        self._form = form

    def found(self) -> dict[str, str]:
        """Return what keeps the form from being sent: words by the field's name."""
        form = self._form
        ask, model = form.ask(), form.model
        values = model.with_defaults({**ask.values, "prompt": ask.prompt})
        found = self.words(model.problems(values)) | form.options.troubles()
        if (source := model.field_for("remix_source")) and form.remix.trouble():
            found[source.name] = form.remix.trouble()
        trouble = form.frame.source.trouble
        return found | ({"image": trouble} if trouble and form.frame_field is not None else {})

    def words(self, problems: Sequence[Problem]) -> dict[str, str]:
        """Return what is wrong: words by the field's name."""
        names = self._names()
        return {each.field: self._words(each, names) for each in problems}

    def show(self, problems: Mapping[str, str]) -> list[str]:
        """Say under each field what is wrong with it, and go to the first.

        Returns the words of those that have no field here.
        """
        self.clear()
        places = {name: self._say(name, words) for name, words in problems.items()}
        found = [place for place in places.values() if place is not None]
        if found:
            stops = self._form.tab_stops()
            min(found, key=stops.index).setFocus(Qt.FocusReason.OtherFocusReason)
        return [problems[name] for name, place in places.items() if place is None]

    def clear(self) -> None:
        """Say nothing more but what is still wrong with the picture."""
        form = self._form
        form.prompt.show_problem("")
        form.remix.clear_problem()
        form.options.clear_problems()
        form.models.row.problem.say("")
        form.takes_row.problem.say("")
        form.frame.show_problem(form.frame.source.broken)

    def _say(self, name: str, words: str) -> QWidget | None:
        """Say what is wrong with a field; return where the focus belongs, None without a field."""
        form, frame = self._form, self._form.frame_field
        if name == "prompt":
            form.prompt.show_problem(words)
            return form.prompt.edit
        if name in form.remix.names():
            form.remix.show_problem(words)
            return form.remix.card
        if frame is not None and name in ("image", "fit", frame.name):
            form.frame.show_problem(words)
            return form.frame.well
        if name in form.options.rows:
            form.more.set_open(form.more.is_open or form.options.is_rare(name))
            return form.options.show_problem(name, words)
        if name == "takes":
            form.takes_row.problem.say(words)
            return form.takes.focus_target()
        if name == "model":
            form.models.row.problem.say(words)
            return form.models.choice.focus_target()
        return None

    def _names(self) -> dict[str, str]:
        """Return what the form calls the fields."""
        frame = self._form.frame_field
        own = {each.name: label_of(each) for each in self._form.model.fields}
        return own | {
            "image": label_of(frame) if frame is not None else "",
            "fit": translate("Compose", "Fit"),
            "takes": translate("Compose", "Takes"),
            "model": translate("Compose", "Model"),
        }

    def _words(self, problem: Problem, names: Mapping[str, str]) -> str:
        if (problem.field, problem.code) == ("prompt", "missing"):
            return translate("Compose", "Write what the clip should show.")
        if problem.field in self._form.remix.names() and problem.code == "missing":
            return translate("Compose", "Choose the clip to remix.")
        if problem.field == "image":
            return self._form.frame.source.problem_words(problem, names)
        return problem_words(problem, names)
