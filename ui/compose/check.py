"""What is wrong with the form: found before anything is sent, and said under its fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from core.inputs import Given, as_if_sent, file_problems
from core.language import translate
from core.mentions import unknown_names
from core.model import Model
from core.problems import Problem
from core.wording import problem_words
from ui.compose.control import label_of
from ui.compose.slots.words import missing_words, slot_name

if TYPE_CHECKING:
    from ui.compose.form import Form


class Check:
    """Knows for each problem of a request which field it belongs to, and its words."""

    def __init__(self, form: Form) -> None:
        self._form = form

    def found(self) -> dict[str, str]:
        """Return what keeps the form from being sent: words by the field's name, or by a role."""
        form = self._form
        ask, model, given = form.ask(), form.model, self._given()
        values = model.with_defaults({**ask.values, "prompt": ask.prompt})
        asked = {**values, **as_if_sent(model, given)}
        problems = [*model.problems(asked), *file_problems(model, given)]
        found = self.words(problems) | form.options.troubles()
        if (source := model.field_for("remix_source")) and form.remix.trouble():
            found[source.name] = form.remix.trouble()
        return found | form.slots.troubles()

    def _given(self) -> list[Given]:
        """Return the files, those among them that are on their way, and the frame to come."""
        form = self._form
        given = list(form.slots.there())
        begun = any(each.role == "start_frame" for each in given)
        if not begun and form.frame_field is not None and form.continues.begun.after:
            given.insert(0, Given("start_frame", "-"))
        return given

    def unknown_names(self, models: Iterable[Model]) -> str:
        """Return a hint at names of files in the prompt that no file has; empty without any.

        ``models`` are all that there are. It keeps nothing from being sent.
        """
        form = self._form
        names = unknown_names(form.prompt.text(), models, form.model, form.slots.there())
        words = translate("Compose", "No file here is called {names}.")
        return words.format(names=translate("Compose", " or ").join(names)) if names else ""

    def words(self, problems: Sequence[Problem]) -> dict[str, str]:
        """Return what is wrong: words by the field's name."""
        names = self._names()
        found: dict[str, str] = {}
        for each in problems:
            found.setdefault(self._place_of(each) or each.field, self._words(each, names))
        return found

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
        form.slots.clear_problems()

    def _say(self, name: str, words: str) -> QWidget | None:
        """Say what is wrong with a field; return where the focus belongs, None without a field."""
        form = self._form
        if name == "prompt":
            form.prompt.show_problem(words)
            return form.prompt.edit
        if name in form.remix.names():
            form.remix.show_problem(words)
            return form.remix.card
        role = self._role_of(name)
        if role:
            return form.slots.show_problem(role, words)
        if name in form.options.rows:
            form.more.set_open(form.more.is_open or form.options.is_rare(name))
            return form.options.show_problem(name, words)
        if name == "takes":
            form.takes_row.problem.say(words)
            return form.takes.focus_target()
        if name == "model":
            form.models.row.problem.say(words)
            return form.models.focus_target()
        return None

    def _role_of(self, name: str) -> str:
        """Return the role of the place that a field, or a part of a request, belongs to."""
        roles = self._form.slots.roles()
        if name in roles:
            return name
        if name in ("image", "fit", "crop", "colour", "after"):
            return "start_frame" if "start_frame" in roles else ""
        if name in ("clip", "clip_start"):
            return "source_clip" if "source_clip" in roles else ""
        slots = self._form.model.slots
        return next((each.role for each in slots if each.field.name == name), "")

    def _place_of(self, problem: Problem) -> str:
        """Return the role of the place with the very file that a problem is about, if any."""
        return self._form.slots.role_with(str(problem.facts.get("source", "")))

    def _names(self) -> dict[str, str]:
        """Return what the form calls the fields."""
        frame = self._form.frame_field
        own = {each.name: label_of(each) for each in self._form.model.fields}
        roles = {each.role: slot_name(each) for each in self._form.model.slots}
        return (
            own
            | roles
            | {
                "image": label_of(frame) if frame is not None else "",
                "fit": translate("Compose", "Fit"),
                "takes": translate("Compose", "Takes"),
                "model": translate("Compose", "Model"),
            }
        )

    def _words(self, problem: Problem, names: Mapping[str, str]) -> str:
        if (problem.field, problem.code) == ("prompt", "missing"):
            return translate("Compose", "Write what the clip should show.")
        if problem.field in self._form.remix.names() and problem.code == "missing":
            return translate("Compose", "Choose the clip to remix.")
        role = self._role_of(problem.field)
        if problem.code == "missing" and role:
            return missing_words(role)
        if problem.facts.get("source"):
            return self._form.slots.problem_words(problem, names)
        return problem_words(problem, names)
