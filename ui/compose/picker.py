"""The file dialog for start frames."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from core.frames import SUFFIXES
from core.language import translate
from ui import folders
from ui.compose.slots.framewords import choose_words


class PicturePicker(QObject):
    """Opens the system's file dialog; it remembers the folder of the last pick."""

    picked = Signal(str)
    """The path of a picture that a person chose."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.role = "start_frame"
        self.folder = ""
        self.dialog: QFileDialog | None = None

    def open(self) -> None:
        """Ask for a picture; a second call while the dialog is open raises it."""
        if self.dialog is not None:
            self.dialog.raise_()
            return
        parent = self.parent()
        dialog = QFileDialog(parent if isinstance(parent, QWidget) else None)
        dialog.setWindowTitle(choose_words(self.role))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        patterns = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        pictures = translate("Compose", "Pictures ({patterns})").format(patterns=patterns)
        dialog.setNameFilters([pictures, translate("Compose", "All files (*)")])
        dialog.setDirectory(folders.start_folder("image", self.folder))
        dialog.fileSelected.connect(self._on_selected)
        dialog.finished.connect(self._on_finished)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog = dialog
        dialog.open()

    def _on_selected(self, file: str) -> None:
        self.folder = str(Path(file).parent)
        folders.remember("image", self.folder)
        self.picked.emit(file)

    def _on_finished(self) -> None:
        self.dialog = None
