"""Where clips go, and what is written into them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from core.language import translate
from ui.controls import CheckMark, ElidedLabel
from ui.dialogs.dialog import pick_folder, push_button
from ui.dialogs.note import Glyph, text_label
from ui.dialogs.pages.page import Choice, Page
from ui.theme import SPACE


class ClipsPage(Page):
    """The output folder, and the tags. ``output`` empty means ``usual``, the home's own folder."""

    chosen = Signal(str)
    """The folder for new clips, empty for the usual one."""
    tags_chosen = Signal(bool, bool)
    """Whether new clips get tags, and whether these hold the prompt."""
    folder_opened = Signal(str)
    """A person wants to see this folder."""

    def __init__(
        self, output: str, usual: str, *, tags: bool = True, tag_prompt: bool = True
    ) -> None:
        super().__init__()
        self._output, self._usual = output, usual
        self.name = QLabel()
        self.folder = ElidedLabel()
        self.folder.set_elide_mode(Qt.TextElideMode.ElideMiddle)
        self.hint = text_label("secondary")
        self.usual_hint = text_label("secondary")
        self.tags, self.tag_prompt = CheckMark(), CheckMark()
        self.tags_choice, self.prompt_choice = Choice(self.tags), Choice(self.tag_prompt)
        self.tags_name = text_label("heading")
        self.pick = push_button(self._pick)
        self.open = push_button(lambda: self.folder_opened.emit(self.path), "quiet")
        self.reset = push_button(lambda: self._choose(""), "quiet")
        box = QFrame()
        box.setProperty("role", "card")
        inside = QHBoxLayout(box)
        inside.setContentsMargins(SPACE[2], SPACE[2], SPACE[2], SPACE[2])
        inside.addWidget(Glyph("folder", "muted"))
        inside.addWidget(self.folder, 1)
        row = QHBoxLayout()
        for button in (self.pick, self.open, self.reset):
            row.addWidget(button)
        row.addStretch(1)
        self.add(self.name, box, row)
        self.add(self.hint, self.usual_hint)
        self.add(self.tags_name, self.tags_choice, self.prompt_choice, gap=SPACE[2])
        self.column.addStretch(1)
        self.tags.setChecked(tags)
        self.tag_prompt.setChecked(tag_prompt)
        self.prompt_choice.setEnabled(tags)
        for mark in (self.tags, self.tag_prompt):
            mark.toggled.connect(self._choose_tags)
        self.retranslate()

    @property
    def path(self) -> str:
        """Return the folder in use."""
        return self._output or self._usual

    def set_folder(self, folder: str) -> None:
        """Use the folder that a person has picked."""
        if folder:
            self._choose("" if folder == self._usual else folder)

    def retranslate(self) -> None:
        """Show every text in the language in use."""
        self.heading.setText(translate("Clips", "Clips"))
        self.name.setText(translate("Clips", "Folder for new clips"))
        self.hint.setText(
            translate("Clips", "What is in the queue already goes where it was asked to go.")
        )
        usual = translate("Clips", "The usual folder is {folder}.")
        self.usual_hint.setText(usual.format(folder=self._usual))
        self.pick.setText(translate("Clips", "Choose…"))
        self.pick.setAccessibleName(translate("Clips", "Choose the folder for new clips"))
        self.open.setText(translate("Clips", "Show"))
        self.open.setAccessibleName(translate("Clips", "Show the folder"))
        self.reset.setText(translate("Clips", "Use the usual folder"))
        self.tags_name.setText(translate("Clips", "Inside the file"))
        self.tags_choice.set_words(
            translate("Clips", "Write settings and IDs into the clip's file"),
            translate(
                "Clips",
                "Whoever you give the clip to can read them; a key or a folder of yours is never"
                " among them. Drop the clip on the window, and its settings are back.",
            ),
        )
        self.prompt_choice.set_words(
            translate("Clips", "The prompt too"),
            translate("Clips", "As the clip's title and description, which players show."),
        )
        self._show()

    def _show(self) -> None:
        self.folder.setText(self.path)
        self.folder.setAccessibleName(self.path)
        self.reset.setVisible(bool(self._output))
        self.usual_hint.setVisible(bool(self._output))

    def _choose(self, output: str) -> None:
        changed, self._output = output != self._output, output
        self._show()
        if changed:
            self.chosen.emit(output)

    def _choose_tags(self) -> None:
        self.prompt_choice.setEnabled(self.tags.isChecked())
        self.tags_chosen.emit(self.tags.isChecked(), self.tag_prompt.isChecked())

    def _pick(self) -> None:
        title = translate("Clips", "Folder for new clips")
        pick_folder(self, title, self.path, self.set_folder)
