"""How new clips are named: a template with an example that follows the typing."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QLineEdit

from core.job import DEMO, Connection, Job
from core.language import translate
from core.nametemplate import DEFAULT, FIELDS, LONGEST, name_for, template_problem
from core.wording import problem_words
from ui.controls import ElidedLabel
from ui.dialogs.dialog import push_button
from ui.dialogs.note import Glyph, Note, text_label
from ui.dialogs.pages.page import Page
from ui.theme import SPACE

COLUMNS = 4
"""How many fields stand beside each other."""


class NamesPage(Page):
    """The template of names. ``folder`` is the one that clips go to, ``template`` what is used."""

    chosen = Signal(str)
    """The template for new clips: a good one."""

    def __init__(self, template: str, folder: str) -> None:
        super().__init__()
        self._template, self._folder = template, folder
        self.name = QLabel()
        self.line = _Line(template)
        self.name.setBuddy(self.line)
        self.problem = Note()
        self.example_name = text_label("secondary")
        self.example = ElidedLabel()
        self.example.set_elide_mode(Qt.TextElideMode.ElideMiddle)
        self.fields_name, self.hint = text_label("secondary"), text_label("secondary")
        self.fields = {name: push_button(self._inserting(name)) for name in FIELDS}
        self.reset = push_button(self._use_usual, "quiet")
        self._lay_out()
        self.line.textChanged.connect(self._show)
        self.line.editingFinished.connect(self._choose)
        self.retranslate()

    def set_folder(self, folder: str) -> None:
        """Show the example in another folder for clips."""
        self._folder = folder
        self._show()

    def retranslate(self) -> None:
        """Show every text in the language in use."""
        self.heading.setText(translate("Names", "Names"))
        self.name.setText(translate("Names", "Names of new clips"))
        self.line.setAccessibleName(self.name.text())
        self.example_name.setText(translate("Names", "For example"))
        self.fields_name.setText(translate("Names", "Click to insert"))
        self.hint.setText(
            translate(
                "Names",
                "What stands before a “/” is a folder, inside the one for clips. A number is added"
                " where a name is taken. Clips that are there keep their names.",
            )
        )
        for name, words in field_words().items():
            self.fields[name].setText(words)
            self.fields[name].setToolTip(f"{{{name}}}")
            insert = translate("Names", "Insert {field}").format(field=words)
            self.fields[name].setAccessibleName(insert)
        self.reset.setText(translate("Names", "Use the usual names"))
        self._show()

    def hideEvent(self, event: QHideEvent) -> None:
        """Take what was typed when the page is left."""
        super().hideEvent(event)
        self._choose()

    def _show(self) -> None:
        """Show what the text gives, or what is wrong with it."""
        template = self.line.text()
        problem = template_problem(template)
        if problem is None:
            self.problem.clear()
        else:
            self.problem.say("problem", lambda: problem_words(problem), aloud=False)
        self.example.setText("–" if problem else example_path(template, self._folder))
        self.example.setAccessibleName(self.example.text())
        self.line.setAccessibleDescription(self.problem.text or self.example.text())
        self.reset.setVisible(template != DEFAULT)

    def _inserting(self, name: str) -> Callable[[], None]:
        return lambda: self._insert(f"{{{name}}}")

    def _insert(self, field: str) -> None:
        """Put a field where the caret is, apart from the words before it."""
        before = self.line.text()[: self.line.selectionStart()]
        if not self.line.hasSelectedText():
            before = self.line.text()[: self.line.cursorPosition()]
        apart = bool(before) and (before[-1].isalnum() or before[-1] == "}")
        self.line.insert(f" {field}" if apart else field)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._choose()

    def _use_usual(self) -> None:
        self.line.setText(DEFAULT)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._choose()

    def _choose(self) -> None:
        template = self.line.text()
        if template != self._template and template_problem(template) is None:
            self._template = self.line.before = template
            self.chosen.emit(template)

    def _lay_out(self) -> None:
        card = QFrame()
        card.setProperty("role", "card")
        inside = QHBoxLayout(card)
        inside.setContentsMargins(SPACE[2], SPACE[2], SPACE[2], SPACE[2])
        inside.addWidget(Glyph("file-video", "muted"))
        inside.addWidget(self.example, 1)
        grid = QGridLayout()
        grid.setSpacing(SPACE[1])
        for place, button in enumerate(self.fields.values()):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # what is selected stays selected
            grid.addWidget(button, place // COLUMNS, place % COLUMNS)
        self.add(self.name, self.line, self.problem)
        self.add(self.fields_name, grid)
        self.add(self.example_name, card)
        self.add(self.hint)
        self.column.addWidget(self.reset, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)


class _Line(QLineEdit):
    """A line that Esc brings back to what it held, before it closes anything."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.before = text
        self.setMaxLength(LONGEST)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text() != self.before:
            self.setText(self.before)
        else:
            super().keyPressEvent(event)


def field_words() -> dict[str, str]:
    """Return what people call the fields of a template."""
    words = {
        "date": translate("Names", "Date"),
        "time": translate("Names", "Time"),
        "prompt": translate("Names", "Prompt's words"),
        "model": translate("Names", "Model"),
        "character": translate("Names", "Character"),
        "take": translate("Names", "Take"),
        "shot": translate("Names", "Shot"),
        "id": translate("Names", "Job ID"),
    }
    return {name: words[name] for name in FIELDS}


def example_path(template: str, folder: str) -> str:
    """Return the path of a clip as people read it, from the folder for clips on.

    It is the second take of a third shot with a character, made now.
    """
    job = Job(
        id="7kq2mwx9dt",
        created_at=time.time(),
        connection=Connection(DEMO),
        model="video-model-1",
        prompt=translate("Names", "Golden hour waves roll onto a quiet beach"),
        values={},
        output=folder,
        take=2,
        shot=3,
    )
    name = name_for(job, template, [translate("Names", "Mika")])
    return " / ".join((Path(folder).name, *name.folders, f"{name.stem}.mp4"))
