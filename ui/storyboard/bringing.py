"""Bringing shots in: a pasted text, a table, a folder of pictures, what is dropped or pasted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from core.characters import name_of, plain
from core.language import translate
from core.problems import InvalidAsk
from core.storyboard import Shot
from core.storyboardfiles import TABLES, Reading, read_board, shots_of_pictures
from core.storyboardtext import shots_of_text
from core.storyboardwords import reading_lines, shot_words
from ui import folders
from ui.background import Background
from ui.characters.cast import Cast
from ui.compose import pictures
from ui.compose.offers import Offer
from ui.dialogs.dialog import pick_folder
from ui.storyboard.document import Document
from ui.storyboard.dropping import Dropped, clipboard_data, dropped
from ui.storyboard.pasting import PasteSheet

MOST_LINES = 6
"""Problems of a file that are said one by one."""

END = -1
"""Stands for the place behind the last shot."""


class Bringing(QObject):
    """Puts shots into a document. Nothing of a file is taken that cannot be read as a whole.

    ``folder`` keeps pictures that come without a file of their own.
    """

    said = Signal(str)
    """What is wrong with what was brought, in words; empty once something else is brought."""

    def __init__(
        self,
        document: Document,
        background: Background,
        folder: Path,
        cast: Cast,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._background = background
        self._folder = folder
        self._cast = cast
        self._parent = parent
        self._start = ""
        self.sheet: PasteSheet | None = None
        self.dialog: QFileDialog | None = None

    # Asking for it

    def paste_text(self) -> None:
        """Show the sheet for a text."""
        self.sheet = PasteSheet(self._document.shared_model(), self._parent)
        self.sheet.added.connect(lambda shots: self.add(shots))
        self.sheet.finished.connect(self._forget_sheet)
        self.sheet.open()

    def open_file(self) -> None:
        """Ask for a table or a text."""
        if self.dialog is not None:
            self.dialog.raise_()
            return
        dialog = QFileDialog(self._parent, translate("Storyboard", "Open a storyboard"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        patterns = " ".join(f"*{suffix}" for suffix in TABLES)
        tables = translate("Storyboard", "Tables and texts ({patterns})")
        every = translate("Compose", "All files (*)")
        dialog.setNameFilters([tables.format(patterns=patterns), every])
        dialog.setDirectory(folders.start_folder("table", self._start))
        dialog.fileSelected.connect(self._open_table)
        dialog.finished.connect(self._forget_dialog)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog = dialog
        dialog.open()

    def open_folder(self) -> None:
        """Ask for a folder of pictures."""
        title = translate("Storyboard", "Choose a folder of pictures")
        start = folders.start_folder("pictures", self._start)
        pick_folder(self._parent, title, start, self._open_pictures)

    def _open_table(self, file: str) -> None:
        folders.remember("table", Path(file).parent)
        self.read(file)

    def _open_pictures(self, folder: str) -> None:
        folders.remember("pictures", Path(folder).parent)  # the next one lies beside it
        self.read(folder)

    # Taking it

    def read(self, source: str, index: int = END) -> None:
        """Read a file or a folder, and put its shots before the one at ``index``."""
        path = Path(source)
        self._start = str(path.parent)
        self.said.emit("")
        model = self._document.shared_model()
        self._background.call(
            partial(read_board, path, model, self._document.catalog),
            partial(self._take, path, index),
            self._fail,
        )

    def add(self, shots: Sequence[Shot], index: int = END) -> None:
        """Put shots before the one at ``index``, or behind the last one."""
        self.said.emit("")
        if shots:
            place = len(self._document.shots) if index == END else index
            self._document.insert(place, [self._with_ids(shot) for shot in shots])

    def take(self, found: Dropped, index: int, onto: bool) -> None:
        """Take what was dropped: onto the shot at ``index``, or before it."""
        self.said.emit("")
        if found.source:
            self.read(found.source, index)
        elif found.offer is None:
            self.add(shots_of_pictures(found.pictures), index)
        elif found.offer.file:
            self._put(found.offer.file, index, onto)
        else:
            work = partial(_keep, found.offer, self._folder)
            done = partial(self._put_kept, index, onto)
            self._background.call(work, done, self._fail)

    def paste(self, index: int) -> None:
        """Take the clipboard's picture for the shot at ``index``, else its text as shots."""
        data = clipboard_data()
        if data is None:
            return
        found = dropped(data)
        if found is not None:
            onto = found.is_one_picture and index >= 0
            self.take(found, max(index, 0) if onto else len(self._document.shots), onto)
        elif data.hasText():
            shots = shots_of_text(data.text(), self._document.shared_model())
            self.add(shots, index + 1 if index >= 0 else END)

    def _take(self, path: Path, index: int, reading: Reading) -> None:
        if not reading.problems:
            self.add(reading.shots, index)
            if not reading.shots:
                self.said.emit(translate("Storyboard", "There is nothing in it."))
            return
        lines = reading_lines(reading)
        more = len(lines) - MOST_LINES
        if more > 0:
            words = translate("Storyboard", "… and {count} more")
            lines = [*lines[:MOST_LINES], words.format(count=more)]
        head = translate("Storyboard", "{file} was not taken:").format(file=path.name)
        self.said.emit("\n".join([head, *lines]))

    def _put_kept(self, index: int, onto: bool, file: Path) -> None:
        self._put(str(file), index, onto)

    def _put(self, image: str, index: int, onto: bool) -> None:
        """Give a shot its picture, or make a new shot of it."""
        if onto and index < len(self._document.shots):
            self._document.edit(index, image=image, crop=(), fit=None, colour="")
            self._document.chosen.emit([index])
        else:
            self.add([Shot(image=image)], min(index, len(self._document.shots)))

    def _fail(self, error: Exception) -> None:
        if isinstance(error, InvalidAsk):
            self.said.emit("\n".join(shot_words(each) for each in error.problems))
        else:
            words = translate("Storyboard", "That cannot be read: {reason}.")
            self.said.emit(words.format(reason=str(error) or type(error).__name__))

    def _with_ids(self, shot: Shot) -> Shot:
        """Return ``shot`` with the ids of the characters that it names."""
        if not shot.characters:
            return shot
        known = {plain(name_of(job)): job.character_id for job in self._cast.here}
        ids = tuple(known.get(plain(each), each) for each in shot.characters)
        return replace(shot, characters=ids)

    def _forget_sheet(self) -> None:
        self.sheet = None

    def _forget_dialog(self) -> None:
        self.dialog = None


def _keep(offer: Offer, folder: Path) -> Path:
    """Keep a picture without a file of its own in ``folder``. Blocking."""
    if offer.pixels is not None:
        return pictures.keep_pixels(offer.pixels, folder)
    return pictures.keep_link(offer.link, folder)
