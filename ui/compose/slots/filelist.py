"""A list of files for one role: its name, its tiles, and what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from core.catalog import Slot
from core.field import Medium
from core.language import translate
from ui.background import Background
from ui.compose.offers import Offer, offered_files, offered_picture
from ui.compose.slots.addtile import AddTile
from ui.compose.slots.filepicker import FilePicker
from ui.compose.slots.files import SlotFiles
from ui.compose.slots.place import Place
from ui.compose.slots.tilebox import TileBox
from ui.compose.slots.words import limit_words, slot_help, slot_name, title_words, wish_words
from ui.compose.words import Words
from ui.wording import count_words

_EMPTY: dict[Medium, str] = {"image": "image-plus", "video": "film", "audio": "audio-lines"}


class FileList(Place):
    """Where the files of one role are added, brought into order, and taken out."""

    changed = Signal()
    insert_wanted = Signal(str)
    """A person wants these words in the prompt."""

    def __init__(self, background: Background, folder: Path, medium: Medium) -> None:
        super().__init__()
        self.medium: Medium = medium
        self.files = SlotFiles(background, folder, self)
        self.picker = FilePicker(self, medium)
        self.name, self.count = QLabel(), QLabel()
        self.tiles, self.empty = TileBox(medium), AddTile()
        self.limits, self.problem = Words("secondary"), Words("problem")
        self._shown = ""
        self._build()
        self.files.changed.connect(self._on_files)
        self.files.looked.connect(self._show)
        self.picker.picked.connect(self.take_paths)
        for place in (self.empty, self.tiles.add):
            place.clicked.connect(self.browse)
            place.paste_asked.connect(self.paste)
        self.tiles.moved.connect(self.files.move)
        self.tiles.remove_asked.connect(self._on_remove)
        self.tiles.named.connect(self._on_named)
        self.hide()

    @property
    def slot(self) -> Slot | None:
        """The place in the model that is chosen, None where it has none."""
        return self.files.slot

    def show_slot(self, slot: Slot | None) -> None:
        """Be there where the model takes such files."""
        self.files.show_slot(slot)
        self.setVisible(slot is not None)
        self._shown = ""
        self.retranslate()

    def take(self, offer: Offer) -> None:
        """Add a picture that is offered, in whatever form."""
        self._say_left(self.files.take(offer))

    def take_paths(self, files: Sequence[str]) -> None:
        """Add files, as many as there is room for."""
        self._say_left(self.files.take_paths(files))

    def browse(self) -> None:
        """Let the person choose files."""
        slot = self.slot
        if slot is not None:
            self.picker.open(slot_name(slot), many=slot.most > 1)

    def paste(self) -> None:
        """Take what is in the clipboard, or say that there is nothing of use."""
        data = QGuiApplication.clipboard().mimeData()
        offer = offered_picture(data) if self.medium == "image" else None
        files = offered_files(data, self.medium)
        if offer is not None:
            self.take(offer)
        elif files:
            self.take_paths(files)
        else:
            self.show_problem(translate("Slots", "There is nothing for this in the clipboard."))

    def show_problem(self, words: str) -> None:
        """Say what is wrong, until something is changed, beside what is wrong with the files."""
        self._shown = words
        self._show_problem()

    def tab_stops(self) -> list[QWidget]:
        """Return what the Tab key may reach, in order."""
        return [self.empty, *self.tiles.tab_stops()]

    def focus_target(self) -> QWidget:
        """Return what the focus belongs on."""
        return self.tiles.tiles[0] if self.tiles.tiles else self.empty

    def retranslate(self) -> None:
        """Show all texts in the language in use."""
        slot = self.slot
        if slot is None:
            return
        self.name.setText(title_words(slot))
        self.name.setToolTip(slot_help(slot))
        self.empty.set_words(_EMPTY[self.medium], wish_words(slot))
        for place in (self.empty, self.tiles.add):
            place.setAccessibleName(f"{slot_name(slot)}: {wish_words(slot)}")
            place.setToolTip(slot_help(slot))
        self._show()

    def _on_files(self) -> None:
        self._shown = ""
        self._show()
        self.changed.emit()

    def _on_remove(self, key: int) -> None:
        self.files.remove(key)
        if not self.files.files:
            self.empty.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_named(self, place: int) -> None:
        if self.slot is not None:
            self.insert_wanted.emit(self._called().format(n=place + 1))

    def _called(self) -> str:
        slot = self.slot
        return str(slot.field.media.get("called", "")) if slot is not None else ""

    def _show(self) -> None:
        slot, files = self.slot, self.files.files
        # A list that the model has no place for keeps its tiles too: they are always its files.
        self.tiles.show_files(files, self._called(), room=bool(files) and self.files.room > 0)
        if slot is None:
            return
        self.tiles.setVisible(bool(files))
        self.empty.setVisible(not files)
        self.limits.say(limit_words(slot, counted=not files))
        figures = {"count": count_words(len(files)), "limit": count_words(slot.most)}
        words = translate("Compose", "{count} / {limit}").format(**figures)
        self.count.setText(words if files and slot.most > 1 else "")
        self._show_problem()

    def _show_problem(self) -> None:
        said = (self.files.trouble() if self._is_wrong() else "", self._shown)
        words = "\n".join(dict.fromkeys(each for each in said if each))
        self.problem.say(words)
        self.focus_target().setAccessibleDescription(words)

    def _is_wrong(self) -> bool:
        return any(each.problem is not None for each in self.files.files)

    def _say_left(self, left: int) -> None:
        """Say how many files were not taken."""
        if left and self.slot is not None:
            words = translate("Slots", "{count} did not fit: the model takes {limit}.")
            figures = {"count": count_words(left), "limit": count_words(self.slot.most)}
            self.show_problem(words.format(**figures))

    def _build(self) -> None:
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        for label in (self.name, self.count):
            label.setProperty("role", "secondary")
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.name, 1)
        line.addWidget(self.count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(line)
        for widget in (self.tiles, self.empty, self.limits, self.problem):
            column.addWidget(widget)
