"""Using the settings of a job again, also where its model cannot be asked any more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from core.askable import NotAskable
from core.help import Face, explain_refusal
from core.job import Job
from core.language import current, translate
from core.model import Model
from core.modelfacts import name_words
from core.outdated import OUTDATED
from core.withdrawn import WRONG_FILE, StandIn, stand_in
from core.wording import readable
from ui.actions import Action, label
from ui.compose.carriednote import carried_words

if TYPE_CHECKING:
    from ui.controller import Controller


class Reusing(QObject):
    """Fills the form with what a job asked for, for the nearest model if its own is gone."""

    def __init__(self, controller: Controller) -> None:
        super().__init__(controller)
        program = controller.parts.program
        self._catalog, self._frames = program.catalog, program.home.frames
        self._account, self._window = controller.account, controller.window
        controller.actions.on(Action.REUSE, lambda jobs: self._reuse(jobs[0]))
        controller.actions.refuse = self.refuse
        controller.recipes.fill = self.fill

    def fill(self, job: Job) -> str:
        """Show what ``job`` asked for; return what is to be said of its model, mostly nothing."""
        found = stand_in(self._catalog, job, self._account.marks())
        self._window.compose.fill(job if found is None else found.job, self._frames)
        if found is not None:
            return stand_in_words(found)
        if job.model and self._catalog.get(job.model) is None:
            words = translate("Recipes", "Its model “{model}” is not known here.")
            return words.format(model=readable(job.model))
        return ""

    def refuse(self, error: NotAskable) -> None:
        """Say why a job is not asked for again, and offer its settings as they can be asked for."""
        job, words = error.job, explain_refusal(error.fault, error.job, Face.WINDOW)
        action = ""
        if error.fault.kind == OUTDATED:
            words, action = replace(words, todo=""), label(Action.REUSE)
        elif error.fault.kind != WRONG_FILE:  # that file is to be mended, not passed over
            found = stand_in(self._catalog, job, self._account.marks())
            if found is not None:
                name = name_words(found.model)
                takes = translate("Reusing", "“{model}” takes the same inputs.").format(model=name)
                words = replace(words, todo=takes)
                action = translate("Reusing", "Use {model}").format(model=name)
        self._window.toasts.show_message(str(words), action, lambda: self._reuse(job))

    def _reuse(self, job: Job) -> None:
        compose = self._window.compose
        before = compose.draft()
        words = self.fill(job)
        compose.focus_prompt()
        if words:
            undo = translate("Reusing", "Undo")
            self._window.toasts.show_message(words, undo, lambda: compose.restore(before))


def stand_in_words(found: StandIn) -> str:
    """Return why another model than the job's own is shown, and what is another with it."""
    name = name_words(found.model)
    use = translate("Reusing", "“{model}” takes the same inputs; the form opens with it.")
    lines = [_gone_words(found.before, found.asked), use.format(model=name)]
    carried = carried_words(found.carried, found.before or found.model, found.model)
    return joined([*lines, carried])


def joined(sentences: Iterable[str]) -> str:
    """Return sentences one after the other, as the language in use has it."""
    between = "" if current() == "zh_CN" else " "
    return between.join(each for each in sentences if each)


def _gone_words(model: Model | None, model_id: str) -> str:
    if model is None:
        words = translate("Recipes", "Its model “{model}” is not known here.")
        return words.format(model=readable(model_id))
    words = translate("Reusing", "“{model}” was withdrawn.")
    return words.format(model=name_words(model))
