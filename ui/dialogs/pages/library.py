"""The library: clips that it does not know can come back from a folder; models of one's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal

from core.language import translate
from ui import folders
from ui.dialogs.dialog import pick_folder, push_button
from ui.dialogs.note import text_label
from ui.dialogs.pages.page import Page
from ui.wording import count_words

MOST_WRONG = 21
"""Mistakes in files of models that are told: all that is told of one file."""


class LibraryPage(Page):
    """Looking for clips, and models of one's own.

    ``folder`` is the one that clips go to, where a person may begin. ``wrong`` returns what keeps
    files of models from being used, a sentence for each.
    """

    folder_chosen = Signal(str)
    """A person wants the clips in this folder to be in the list."""

    models_opened = Signal()
    """A person wants to see the folder with models of their own."""

    def __init__(self, folder: str, wrong: Callable[[], Sequence[str]] = list) -> None:
        super().__init__()
        self._wrong = wrong
        self._folder = folder
        self.name, self.text, self.hint = text_label(), text_label("secondary"), text_label()
        self.hint.setProperty("role", "secondary")
        self.look = push_button(self._pick)
        self.add(self.name, self.text)
        self.column.addWidget(self.look, 0, Qt.AlignmentFlag.AlignLeft)
        self.add(self.hint)
        self.models_name, self.models_text = text_label(), text_label("secondary")
        self.models = push_button(self.models_opened.emit)
        self.add(self.models_name, self.models_text)
        self.column.addWidget(self.models, 0, Qt.AlignmentFlag.AlignLeft)
        self.wrong = text_label("warning")
        self.add(self.wrong)
        self.column.addStretch(1)
        self.retranslate()

    def set_folder(self, folder: str) -> None:
        """Begin to look in another folder."""
        self._folder = folder

    def choose(self, folder: str) -> None:
        """Look in the folder that a person has picked."""
        if folder:
            self.folder_chosen.emit(folder)

    def retranslate(self) -> None:
        """Show every text in the language in use."""
        self.heading.setText(translate("LibraryPage", "Library"))
        self.name.setText(translate("LibraryPage", "Find clips again"))
        self.text.setText(
            translate(
                "LibraryPage",
                "Brings clips of Foxreel into the list that are not in it: after a new"
                " installation, from another computer, or moved to another folder.",
            )
        )
        self.look.setText(translate("LibraryPage", "Look in a folder…"))
        self.hint.setText(
            translate(
                "LibraryPage",
                "The folders in it are looked through too. What made a clip is read from the .json"
                " beside it, or from its own tags. No file is copied, moved or changed.",
            )
        )

        self.models_name.setText(translate("LibraryPage", "Models of your own"))
        self.models_text.setText(
            translate(
                "LibraryPage",
                "A model that Foxreel does not bring is a file in a folder: as soon as it is there"
                " it is checked, and appears among the models. docs/models.md tells what is in it.",
            )
        )
        self.models.setText(translate("LibraryPage", "Models folder…"))
        self.show_wrong()

    def show_wrong(self) -> None:
        """Say what keeps files of models from being used now."""
        wrong = list(self._wrong())
        told = wrong[:MOST_WRONG]
        if more := len(wrong) - len(told):
            words = translate("LibraryPage", "… and {count} more")
            told.append(words.format(count=count_words(more)))
        self.wrong.setText("\n".join(told))
        self.wrong.setVisible(bool(wrong))

    def _pick(self) -> None:
        title = translate("LibraryPage", "Folder with clips")
        pick_folder(self, title, folders.start_folder("clips", self._folder), self._look_in)

    def _look_in(self, folder: str) -> None:
        folders.remember("clips", folder)
        self.choose(folder)
