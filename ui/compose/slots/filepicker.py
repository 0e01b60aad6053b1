"""The system's file dialog for whatever a place takes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from core import frames
from core.field import Medium
from core.language import translate
from core.media import audio
from ui import folders
from ui.compose.offers import CLIPS

_SUFFIXES = {"image": frames.SUFFIXES, "video": CLIPS, "audio": audio.SUFFIXES}


class FilePicker(QObject):
    """Asks for files of one kind; it remembers the folder of the last pick."""

    picked = Signal(list)
    """The paths that a person chose."""

    def __init__(self, parent: QWidget, medium: Medium) -> None:
        super().__init__(parent)
        self._medium = medium
        self.folder = ""
        self.dialog: QFileDialog | None = None

    def open(self, title: str, *, many: bool) -> None:
        """Ask for one file or ``many``; a second call while the dialog is open raises it."""
        if self.dialog is not None:
            self.dialog.raise_()
            return
        parent = self.parent()
        dialog = QFileDialog(parent if isinstance(parent, QWidget) else None)
        dialog.setWindowTitle(title)
        modes = QFileDialog.FileMode
        dialog.setFileMode(modes.ExistingFiles if many else modes.ExistingFile)
        patterns = " ".join(f"*{suffix}" for suffix in _SUFFIXES[self._medium])
        own = _filter_words(self._medium).format(patterns=patterns)
        dialog.setNameFilters([own, translate("Compose", "All files (*)")])
        dialog.setDirectory(folders.start_folder(self._medium, self.folder))
        dialog.filesSelected.connect(self._on_selected)
        dialog.finished.connect(self._on_finished)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog = dialog
        dialog.open()

    def _on_selected(self, files: list[str]) -> None:
        if files:
            self.folder = str(Path(files[0]).parent)
            folders.remember(self._medium, self.folder)
            self.picked.emit(list(files))

    def _on_finished(self) -> None:
        self.dialog = None


def _filter_words(medium: Medium) -> str:
    if medium == "image":
        return translate("Compose", "Pictures ({patterns})")
    if medium == "video":
        return translate("Characters", "Clips ({patterns})")
    return translate("Slots", "Sounds ({patterns})")
