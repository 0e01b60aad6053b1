"""Adding a character that was made elsewhere: its name and its id are all that is needed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from core.language import translate
from core.problems import InvalidAsk
from core.wording import problem_words
from ui.dialogs.dialog import Sheet
from ui.dialogs.note import Note, text_label
from ui.theme import SPACE


class AddDialog(Sheet):
    """Asks for name and id; ``where`` names the host that knows the character.

    ``check`` raises ``InvalidAsk`` for what can be neither.
    """

    asked = Signal(str, str)
    """Name and id."""

    def __init__(
        self, where: str, check: Callable[[str, str], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(420, parent)
        self._where, self._check = where, check
        self.intro = text_label("secondary")
        self.labels = {"name": QLabel(), "character_id": QLabel()}
        self.lines = {"name": QLineEdit(), "character_id": QLineEdit()}
        self.notes = {"name": Note(), "character_id": Note()}
        self.body.addWidget(self.intro)
        for name, label in self.labels.items():
            label.setBuddy(self.lines[name])
            self.body.addSpacing(SPACE[0])
            for widget in (label, self.lines[name], self.notes[name]):
                self.body.addWidget(widget)
            self.lines[name].textChanged.connect(self.notes[name].clear)
        self.cancel = self.add_button(self.reject)
        self.add = self.add_button(self._ask, "primary")
        self.set_default(self.add)
        self.set_first(self.lines["name"])
        self.retranslate()

    def retranslate(self) -> None:
        """Show every text in the language in use."""
        self.set_title(translate("Characters", "Add a character by its ID"))
        words = translate(
            "Characters",
            "For a character that was made elsewhere, with {where}. Nothing is sent; whether the"
            " ID is right shows with the first clip.",
        )
        self.intro.setText(words.format(where=self._where))
        names = self._names()
        for name, label in self.labels.items():
            label.setText(names[name])
            self.lines[name].setAccessibleName(names[name])
        self.lines["character_id"].setPlaceholderText("char-…")
        self.cancel.setText(translate("Characters", "Cancel"))
        self.add.setText(translate("Characters", "Add"))

    def _names(self) -> dict[str, str]:
        return {
            "name": translate("Characters", "Name"),
            "character_id": translate("Characters", "Character ID"),
        }

    def _ask(self) -> None:
        name, character_id = (self.lines[each].text() for each in self.lines)
        try:
            self._check(name, character_id)
        except InvalidAsk as error:
            for problem in error.problems:
                words = partial(problem_words, problem, self._names())
                self.notes[problem.field].say("problem", words)
            self.lines[error.problems[0].field].setFocus()
            return
        self.asked.emit(name, character_id)
        self.accept()
