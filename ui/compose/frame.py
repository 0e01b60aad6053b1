"""A frame's part of the form: where its picture comes from, and what a person does with it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from core.framing import BLACK, Box, Framing
from core.job import Input, StartFrame
from core.language import translate
from ui.background import Background
from ui.compose.frameview import FrameView
from ui.compose.offers import Offer, offered_picture
from ui.compose.picker import PicturePicker
from ui.compose.studio import FrameStudio, Subject
from ui.wording import locale


class FrameField(FrameView):
    """The start frame, or the end frame: takes a picture from wherever it comes, and frames it."""

    def __init__(self, background: Background, folder: Path, role: str = "start_frame") -> None:
        super().__init__(background, folder, role)
        self._background = background
        self.picker = PicturePicker(self)
        self.picker.role = role
        self.studio: FrameStudio | None = None
        self._connect()

    def image(self) -> str:
        """Return the picture's path, empty where there is none (yet)."""
        return str(self.source.file) if self.source.file is not None else ""

    def set_fit(self, fit: str) -> None:
        """Choose how a picture is made to fit; an unknown one changes nothing."""
        self.choice.choose_fit(fit)
        self._refit()

    def reuse(self, frame: StartFrame | Input, frames: Path) -> None:
        """Show a job's frame as it was framed; ``frames`` is the folder of private copies."""
        self.source.take_again(frame, frames)
        self.choice.reuse(frame, frames)
        self._refit()

    def draft(self) -> dict[str, object]:
        """Return what was chosen, for ``restore``."""
        return {
            **self.source.draft(),
            **self.choice.draft(self.source.file),
            "folder": self.picker.folder,
        }

    def restore(self, draft: Mapping[str, Any]) -> None:
        """Show what a draft holds; what is odd in it is left out."""
        if not (draft.get("file") or draft.get("links")):
            self.source.clear()
        self.picker.folder = str(draft.get("folder") or "")
        self.source.restore(draft)
        self.choice.restore(draft)
        self._refit()

    def take(self, offer: Offer) -> None:
        """Take what a drop or the clipboard offers; of several pictures the first."""
        self.source.take(offer)
        if offer.more:
            words = translate("Compose", "The first of {count} pictures was taken.")
            self.words.say(words.format(count=locale().toString(offer.more + 1)), "secondary")

    def paste(self) -> None:
        """Take the picture from the clipboard, or say that there is none."""
        data = QGuiApplication.clipboard().mimeData()
        offer = offered_picture(data)
        if offer is None:
            self.words.say(
                translate("Compose", "There is no picture in the clipboard."), "secondary"
            )
        else:
            self.take(offer)

    def open_studio(self) -> None:
        """Let the person see all of the picture, and frame it."""
        source, fit, box = self.source, self._fit, self._fit.box()
        if self.studio is not None:
            self.studio.raise_()
        elif source.file and source.whole and source.own and box:
            file, ratio, faces = source.file, fit.ratio, self.details.takes_faces
            subject = Subject(file, source.whole, source.own, fit.clip, fit.clip_known, faces)
            self.studio = FrameStudio(self._background, subject, fit.framing(), box, self.window())
            self.studio.chosen.connect(
                lambda framing, part: self._on_framed(framing, part, ratio, file)
            )
            self.studio.finished.connect(self._on_studio_closed)
            self.studio.open()

    def _connect(self) -> None:
        self.well.clicked.connect(self._on_well)
        self.well.paste_asked.connect(self.paste)
        self.well.remove_asked.connect(self.source.clear)
        self.well.moved.connect(self._on_moved)
        self.picker.picked.connect(lambda file: self.source.take(Offer(file=file)))
        self.details.browse.clicked.connect(self.picker.open)
        self.details.paste.clicked.connect(self.paste)
        self.details.remove.clicked.connect(self._on_remove)
        self.details.adjust.clicked.connect(self.open_studio)
        self.fit_choice.adjust.clicked.connect(self.open_studio)
        self.details.colour.chosen.connect(self._on_colour)
        self.fit_choice.chosen.connect(self.set_fit)

    def _on_well(self) -> None:
        if self.well.filled and not self._fit.whole:
            self.open_studio()
        else:
            self.picker.open()

    def _on_remove(self) -> None:
        self.source.clear()
        self.well.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_moved(self, box: Box) -> None:
        """Take the part that the well shows; the picture is made for it once that stays."""
        self.choice.set_part(box, self._fit.ratio, self.source.file)
        self._show_framing()
        self._settled.start()
        self.changed.emit()

    def _on_colour(self, colour: str) -> None:
        self.choice.colour = "" if colour == BLACK else colour
        self._refit()

    def _on_framed(self, framing: Framing, box: Box, ratio: float, file: Path) -> None:
        self.choice.set_framing(framing, box, ratio, file)
        self._refit()

    def _on_studio_closed(self) -> None:
        self.studio = None
