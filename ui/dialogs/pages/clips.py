"""Where clips go."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from core.language import translate
from ui.controls import ElidedLabel
from ui.dialogs.dialog import pick_folder, push_button
from ui.dialogs.note import Glyph, text_label
from ui.dialogs.pages.page import Page
from ui.theme import SPACE


class ClipsPage(Page):
    """The output folder. ``output`` empty means ``usual``, the home's own folder for clips."""

    chosen = Signal(str)
    """The folder for new clips, empty for the usual one."""
    folder_opened = Signal(str)
    """A person wants to see this folder."""

    def __init__(self, output: str, usual: str) -> None:
        super().__init__()
        self._output, self._usual = output, usual
        self.name = QLabel()
        self.folder = ElidedLabel()
        self.folder.set_elide_mode(Qt.TextElideMode.ElideMiddle)
        self.hint = text_label("secondary")
        self.usual_hint = text_label("secondary")
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
        self.column.addStretch(1)
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

    def _pick(self) -> None:
        title = translate("Clips", "Folder for new clips")
        pick_folder(self, title, self.path, self.set_folder)
