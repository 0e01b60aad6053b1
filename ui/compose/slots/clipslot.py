"""The place for the clip that a model works on: which one, and from which second on."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from core.catalog import Slot
from core.foxapi.address import is_typed_url
from core.job import Job
from core.language import translate
from core.valuewords import seconds_words
from ui.background import Background
from ui.characters.film import frame_at
from ui.characters.filmstrip import STEPS, Filmstrip
from ui.characters.looking import Look, plan_words
from ui.compose.offers import offered_files
from ui.compose.remixables import Remixables
from ui.compose.slots.clipcard import ClipCard
from ui.compose.slots.filepicker import FilePicker
from ui.compose.slots.files import SlotFiles
from ui.compose.slots.librarypicker import LibraryPicker
from ui.compose.slots.looks import SMALL
from ui.compose.slots.place import Place
from ui.compose.slots.slotfile import SlotFile
from ui.compose.slots.words import limit_words, number, slot_help, slot_name, title_words
from ui.compose.words import Words


class ClipSlot(Place):
    """A card with the clip, a strip to choose its seconds where not all are used, and problems."""

    changed = Signal()

    def __init__(self, background: Background, folder: Path, clips: Remixables) -> None:
        super().__init__()
        self._background, self._clips = background, clips
        self.files = SlotFiles(background, folder, self)
        self.picker = FilePicker(self, "video")
        self.library: LibraryPicker | None = None
        self.name, self.card, self.strip = QLabel(), ClipCard(), Filmstrip()
        self.span, self.limits = Words("secondary"), Words("secondary")
        self.problem = Words("problem")
        self._shown = ""
        self._filmed: Look | None = None
        self._seeking = False
        self._build()
        self._connect()
        self.hide()

    @property
    def slot(self) -> Slot | None:
        """The place in the model that is chosen, None where it has none."""
        return self.files.slot

    @property
    def file(self) -> SlotFile | None:
        """The clip, None where there is none."""
        return self.files.files[0] if self.files.files else None

    def show_slot(self, slot: Slot | None) -> None:
        """Be there where the model works on a clip."""
        self.files.show_slot(slot)
        self.setVisible(slot is not None)
        self._shown = ""
        self.retranslate()

    def take_paths(self, files: Sequence[str]) -> None:
        """Choose a clip, the first of several."""
        self.files.take_paths(files[:1])

    def browse(self) -> None:
        """Let the person choose a file."""
        if self.slot is not None:
            self.picker.open(slot_name(self.slot), many=False)

    def open_library(self) -> None:
        """Offer the library's clips below the card."""
        self.library = LibraryPicker(self._clips, self)
        self.library.chosen.connect(self._on_chosen)
        self.library.closed.connect(self._on_library_closed)
        self.library.open_at(self.card.mapToGlobal(QPoint(0, self.card.height() + 4)))

    def paste(self) -> None:
        """Take the clip from the clipboard, a file or an address, or say that there is none."""
        data = QGuiApplication.clipboard().mimeData()
        text = data.text().strip() if data.hasText() else ""
        files = offered_files(data, "video") or ([text] if is_typed_url(text) else [])
        if files:
            self.take_paths(files)
        else:
            self.show_problem(translate("Slots", "There is no clip in the clipboard."))

    def show_problem(self, words: str) -> None:
        """Say what is wrong, until another clip is chosen, beside what is wrong with the clip."""
        self._shown = words
        self._show_problem()

    def tab_stops(self) -> list[QWidget]:
        """Return what the Tab key may reach, in order."""
        return [*self.card.tab_stops(), self.strip]

    def focus_target(self) -> QWidget:
        """Return what the focus belongs on."""
        return self.card

    def retranslate(self) -> None:
        """Show all texts in the language in use."""
        slot = self.slot
        if slot is None:
            return
        self.name.setText(title_words(slot))
        self.name.setToolTip(slot_help(slot))
        self.card.set_names(slot_name(slot), slot_help(slot))
        self.strip.setAccessibleName(translate("Characters", "The seconds that are used"))
        self.limits.say(limit_words(slot))
        self._show()

    # Following

    def _on_files(self) -> None:
        self._shown = ""
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        file = self.file
        self.card.show_clip(file)
        look = file.look.clip if file is not None and file.look is not None else None
        if file is not None and look is not None and look is not self._filmed:
            self._show_film(file, look)
        self._filmed = look
        self.strip.setVisible(look is not None and self.strip.movable)
        self.limits.setVisible(file is None and bool(self.limits.said()))
        self._show_span(look)
        self._show_problem()

    def _show_film(self, file: SlotFile, look: Look) -> None:
        self.strip.blockSignals(True)
        self.strip.show_film(look.film.frames, look.film.seconds, look.seconds)
        start = file.start
        if self.slot is not None and self.slot.field.continued and not start:
            start = max(look.film.seconds - look.seconds, 0.0)  # what comes next begins at its end
            self.files.set_start(file.key, start)
        self.strip.setValue(round(start * STEPS))
        self.strip.blockSignals(False)
        if start:
            self._seek()

    def _show_span(self, look: Look | None) -> None:
        if look is None or look.problem is not None:
            self.span.say("")
            return
        figures = {
            "start": number(self.strip.start),
            "end": number(round(self.strip.end, 1)),
            "all": seconds_words(number(round(look.film.seconds, 1))),
        }
        words = translate("Characters", "{start} – {end} of {all}").format(**figures)
        said = [words] if self.strip.movable else []
        self.span.say(" · ".join([*said, plan_words(look)]))
        self.strip.setAccessibleDescription(words)

    def _show_problem(self) -> None:
        broken = self.file is not None and self.file.problem is not None
        said = (self.files.trouble() if broken else "", self._shown)
        words = "\n".join(dict.fromkeys(each for each in said if each))
        self.problem.say(words)
        self.card.setAccessibleDescription(words)

    # Choosing

    def _on_moved(self) -> None:
        file = self.file
        if file is None or file.look is None or file.look.clip is None:
            return
        film = file.look.clip.film
        near = int(self.strip.start / max(film.seconds, 0.001) * len(film.frames))
        self.card.show_picture(film.frames[min(near, len(film.frames) - 1)])
        self.files.set_start(file.key, self.strip.start)
        self._seek()

    def _seek(self) -> None:
        """Read the very picture that the used seconds begin with; the last one that is wanted."""
        file = self.file
        if self._seeking or file is None or is_typed_url(file.source):
            return
        self._seeking = True
        self._background.call(
            partial(frame_at, Path(file.source), file.start, SMALL),
            partial(self._on_frame, file.key, file.start),
            self._on_no_frame,
        )

    def _on_frame(self, key: int, start: float, picture: QImage) -> None:
        self._seeking = False
        file = self.file
        if file is not None and (file.key, file.start) == (key, start):
            self.card.show_picture(picture)
        elif file is not None and file.key == key:
            self._seek()

    def _on_no_frame(self, _error: Exception) -> None:
        self._seeking = False  # the small one stays

    def _on_chosen(self, item: Job | str) -> None:
        if isinstance(item, Job):
            self.take_paths([item.file])

    def _on_library_closed(self) -> None:
        self.library = None
        self.card.setFocus(Qt.FocusReason.PopupFocusReason)

    def _on_remove(self) -> None:
        self.files.clear()
        self.card.setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self) -> None:
        self.files.changed.connect(self._on_files)
        self.files.looked.connect(self._show)
        self.files.looked.connect(self.changed)
        self.picker.picked.connect(self.take_paths)
        self.card.clicked.connect(self.browse)
        self.card.browse.clicked.connect(self.browse)
        self.card.library.clicked.connect(self.open_library)
        self.card.remove_asked.connect(self._on_remove)
        self.card.paste_asked.connect(self.paste)
        self.strip.valueChanged.connect(lambda _: self._on_moved())

    def _build(self) -> None:
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.name.setProperty("role", "secondary")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (self.name, self.card, self.strip, self.span, self.limits, self.problem):
            column.addWidget(widget)
