"""The library: clips that it does not know can come back from a folder."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from core.language import translate
from ui.dialogs.dialog import pick_folder, push_button
from ui.dialogs.note import text_label
from ui.dialogs.pages.page import Page


class LibraryPage(Page):
    """Looking for clips. ``folder`` is the one that clips go to, where a person may begin."""

    folder_chosen = Signal(str)
    """A person wants the clips in this folder to be in the list."""

    def __init__(self, folder: str) -> None:
        super().__init__()
        self._folder = folder
        self.name, self.text, self.hint = text_label(), text_label("secondary"), text_label()
        self.hint.setProperty("role", "secondary")
        self.look = push_button(self._pick)
        self.add(self.name, self.text)
        self.column.addWidget(self.look, 0, Qt.AlignmentFlag.AlignLeft)
        self.add(self.hint)
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

    def _pick(self) -> None:
        title = translate("LibraryPage", "Folder with clips")
        pick_folder(self, title, self._folder, self.choose)
