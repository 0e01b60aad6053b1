"""One shot of the storyboard, to be edited: what it shows, how it begins, and its own settings."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from core.foxapi.address import is_typed_url
from core.framing import FITS
from core.language import translate
from core.problems import Problem
from core.shape import about_size
from core.storyboard import CHARACTERS, Shot, is_for_shots
from core.storyboardwords import shot_words
from ui.background import Background
from ui.characters.cast import Cast
from ui.compose.control import help_of, label_of
from ui.compose.frame import FrameField
from ui.compose.models import ModelChoice
from ui.compose.options import Options
from ui.compose.prompt import PromptField
from ui.compose.rows import share_name_width
from ui.compose.slots.words import slot_help, slot_name
from ui.compose.takesrow import TakesRow
from ui.compose.words import Words
from ui.controls import CheckMark, Disclosure
from ui.storyboard.document import Document
from ui.storyboard.words import field_names
from ui.theme import text_scale
from ui.wording import locale

MOST_PROMPT = 280
"""Device-independent pixels of height that the prompt takes at most."""


class ShotPanel(QWidget):
    """Shows the shot with an index, and writes what is changed into the document."""

    def __init__(
        self, document: Document, background: Background, pasted: Path, cast: Cast
    ) -> None:
        super().__init__()
        self._document = document
        self._index = -1
        self._showing = False
        self._shown: Shot | None = None
        self._settings: object = None
        self.prompt = PromptField(cast)
        self.link = CheckMark()
        self.link_words = QLabel()
        self.link_row = QWidget()
        self.frame = FrameField(background, pasted)
        self.options = Options(self, cast)
        self.takes_row = TakesRow()
        self.takes = self.takes_row.takes
        self.models = ModelChoice(document.catalog, is_for_shots)
        self.own = QWidget()
        self.more = Disclosure(self.own)
        self.reset = QPushButton()
        self.problem = Words("problem")
        self._build()
        self._connect()
        self.retranslate()

    @property
    def index(self) -> int:
        """The index of the shot that is shown, -1 for none."""
        return self._index

    def show_shot(self, index: int) -> None:
        """Show the shot with this index."""
        if index != self._index:
            self._document.pause()
        self._index = index
        self._shown = None
        self._show()
        self.prompt.edit.document().clearUndoRedoStacks()  # another shot's words

    def focus_prompt(self) -> None:
        """Put the caret at the end of the prompt."""
        self.prompt.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Show all texts in the language in use."""
        self.models.retranslate()
        self.options.retranslate()
        self._name_fields()
        self.takes_row.retranslate()
        self.more.setText(translate("Storyboard", "Settings of its own"))
        self.reset.setText(translate("Storyboard", "Same as all"))
        self._show_problems()

    # Showing

    def _follow(self) -> None:
        """Show the document as it is now, unless it is what was entered here."""
        self._show()

    def _show(self) -> None:
        there = 0 <= self._index < len(self._document.shots)
        self.setEnabled(there)
        if not there:
            return
        shot = self._document.shots[self._index]
        self._showing = True
        try:
            board = self._document.board
            own = (shot.model, shot.values, shot.characters, shot.takes)
            settings = (self._index, own, board.model, board.values)
            if settings != self._settings:
                self._settings = settings
                self._show_settings(shot)
            if shot.prompt != self.prompt.text():
                self.prompt.set_text(shot.prompt)
            self.options.set_prompt(shot.prompt)
            before, self._shown = self._shown, shot
            if before is None or _picture(before) != _picture(shot):
                self._show_picture(shot)
            self.link.setChecked(shot.continues)
        finally:
            self._showing = False
        self._show_place(shot)
        self._show_problems()

    def _show_settings(self, shot: Shot) -> None:
        model, values = self._document.model(self._index), self._document.values(self._index)
        role = model.field_for(CHARACTERS)
        if role is not None:
            values[role.name] = list(shot.characters) or None
        self.models.set_model(model.id)
        self.options.choose({name: value for name, value in values.items() if value is not None})
        self.options.show_model(model)
        self.takes_row.set_count(shot.takes)
        prompt = model.field("prompt")
        self.prompt.set_limit(prompt.max_length if prompt is not None else None)
        self.prompt.completion.set_on(self.options.takes_characters)
        size = about_size(model, values)
        if size is None:
            self.frame.set_whole()
        else:
            self.frame.set_output_size(size, known=model.output_size(values) is not None)
        self.reset.setEnabled(bool(shot.values or shot.model))
        self._name_fields()

    def _show_picture(self, shot: Shot) -> None:
        if not shot.image:
            self.frame.source.clear()
            return
        framing = {"fit": shot.fit or FITS[0], "crop": list(shot.crop), "colour": shot.colour}
        where = {"links": [shot.image]} if is_typed_url(shot.image) else {"file": shot.image}
        self.frame.restore({**where, **framing, "folder": self.frame.picker.folder})

    def _show_place(self, shot: Shot) -> None:
        """Show how the shot begins: with a picture, or with the shot before it."""
        takes_picture = self._document.model(self._index).field_for("start_frame") is not None
        self.link_row.setVisible(takes_picture and self._index > 0)
        self.frame.setVisible(takes_picture and not shot.continues)
        words = translate("Storyboard", "Continue from shot {number}, with its last frame")
        self.link_words.setText(words.format(number=locale().toString(max(self._index, 1))))
        self.link.setAccessibleName(self.link_words.text())

    def _show_problems(self) -> None:
        if not 0 <= self._index < len(self._document.shots):
            return
        names = field_names(self._document, self._index)
        self.options.clear_problems()
        beside: list[Problem] = []
        prompt = ""
        for each in self._document.seen_problems(self._index + 1):
            if each.field in self.options.rows:
                self.options.rows[each.field].problem.say(shot_words(each, names))
            elif each.field == "prompt":
                prompt = shot_words(each, names)
            else:
                beside.append(each)
        self.prompt.show_problem(prompt)
        self.problem.say("\n".join(shot_words(each, names) for each in beside))

    def _name_fields(self) -> None:
        if not 0 <= self._index < len(self._document.shots):
            return
        model = self._document.model(self._index)
        prompt, frame = model.field("prompt"), model.slot("start_frame")
        if prompt is not None:
            self.prompt.set_names(label_of(prompt), help_of(prompt))
        if frame is not None:
            self.frame.set_names(slot_name(frame), slot_help(frame))
            self.frame.set_takes_faces(frame.takes_faces)
        rows = [self.models.row, self.takes_row, self.frame.fit_row, *self.options.rows.values()]
        share_name_width(rows)

    # What is entered

    def _edit(self, kind: str = "", **changes: Any) -> None:
        if self._showing or not 0 <= self._index < len(self._document.shots):
            return
        self._document.edit(self._index, kind, **changes)

    def _on_prompt(self) -> None:
        self.options.set_prompt(self.prompt.text())
        self._edit("prompt", prompt=self.prompt.text())

    def _on_picture(self) -> None:
        """Keep what was chosen in the well; a link until it has become a file."""
        if self._showing or not 0 <= self._index < len(self._document.shots):
            return
        draft = self.frame.draft()
        links = draft.get("links")
        image = str(draft.get("file") or (links[-1] if isinstance(links, list) and links else ""))
        changes: dict[str, Any] = {"image": image, "fit": None, "crop": (), "colour": ""}
        if image:
            framing = self.frame.framing()
            changes |= {"fit": framing.fit, "crop": framing.crop, "colour": framing.colour}
        self._shown = replace(self._document.shots[self._index], **changes)
        self._edit("picture", **changes)

    def _on_options(self) -> None:
        """Keep what differs from the shared settings."""
        if self._showing:
            return
        model, chosen = self._document.model(self._index), self.options.values()
        role = model.field_for(CHARACTERS)
        characters = chosen.pop(role.name, None) if role is not None else None
        shared = model.with_defaults(self._document.board.values)
        own = {name: value for name, value in chosen.items() if value != shared.get(name)}
        self._edit("options", values=own, characters=tuple(characters or ()))

    def _on_model(self) -> None:
        chosen = self.models.model().id
        same = chosen == self._document.shared_model().id
        self._edit("model", model="" if same else chosen)

    def _connect(self) -> None:
        self.prompt.changed.connect(self._on_prompt)
        self.prompt.named.connect(self.options.choose_character)
        self.prompt.pictured.connect(self.frame.take)
        self.frame.changed.connect(self._on_picture)
        self.link.clicked.connect(lambda on: self._edit(continues=bool(on)))
        self.options.changed.connect(self._on_options)
        self.options.insert_wanted.connect(self.prompt.insert)
        self.takes.chosen.connect(lambda count: self._edit("takes", takes=int(str(count))))
        self.models.changed.connect(self._on_model)
        self.reset.clicked.connect(lambda: self._edit(values={}, model=""))
        self._document.changed.connect(self._follow)

    def _build(self) -> None:
        self.prompt.setMaximumHeight(round(MOST_PROMPT * text_scale()))
        self.reset.setProperty("role", "quiet")
        self.reset.setAutoDefault(False)
        self.link_words.setWordWrap(True)
        row = QHBoxLayout(self.link_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.link, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.link_words, 1)
        own = QVBoxLayout(self.own)
        own.setContentsMargins(0, 0, 0, 0)
        own.setSpacing(8)
        own.addWidget(self.models)
        own.addWidget(self.options.rare)
        own.addWidget(self.reset, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 4, 16, 12)
        column.setSpacing(12)
        column.addWidget(self.prompt, 5)
        column.addWidget(self.problem)
        column.addWidget(self.link_row)
        column.addWidget(self.frame, 4)
        column.addWidget(self.options.main)
        column.addWidget(self.takes_row)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.own)
        column.addStretch(1)


def _picture(shot: Shot) -> tuple[object, ...]:
    return (shot.image, shot.fit, shot.crop, shot.colour)
