"""A frame's part of the form: the well, how the picture fits, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from core.framing import BLACK, Box, Fit, Framing, Size, part_size
from core.job import Input, StartFrame
from core.language import translate
from ui.background import Background
from ui.compose.fitrow import FitChoice
from ui.compose.framechoice import FrameChoice
from ui.compose.framedetails import FrameDetails
from ui.compose.framesource import FrameSource
from ui.compose.offers import Offer, offered_picture
from ui.compose.picker import PicturePicker
from ui.compose.pictures import Look
from ui.compose.rows import OptionRow
from ui.compose.slots.place import Place
from ui.compose.small import SmallNotice
from ui.compose.studio import FrameStudio, Subject
from ui.compose.well import FrameWell
from ui.compose.words import Words
from ui.controls import ElidedLabel
from ui.wording import locale

QUIET = 150
"""Milliseconds that a picture may take before it is said that one is on its way, and that nothing
may have changed before the picture is made as it will be sent."""


class FrameField(Place):
    """Shows the start frame, or the end frame, as it will be sent, and takes another one.

    ``role`` says which of them. Where the model takes the clip's shape from the picture, all of
    that is shown and sent.
    """

    changed = Signal()

    def __init__(self, background: Background, folder: Path, role: str = "start_frame") -> None:
        super().__init__()
        self.role = role
        self._background = background
        self.caption = ElidedLabel()
        self.source = FrameSource(background, folder, self)
        self.choice = FrameChoice()
        self.picker = PicturePicker(self)
        self.well = FrameWell()
        self.details = FrameDetails()
        self.title, self.own_size = self.details.title, self.details.own_size
        self.words = Words("problem")
        self.small = SmallNotice()
        self.fit_choice = FitChoice()
        self.fits = self.fit_choice.fits
        self.fit_row = OptionRow(self.fit_choice)
        self.studio: FrameStudio | None = None
        self._clip: Size = (16, 9)
        self._clip_known = self._whole = self._compact = False
        self._picks = 0
        self._late = QTimer(self, singleShot=True, interval=QUIET)
        self._settled = QTimer(self, singleShot=True, interval=QUIET)
        for part in (self.source, self.picker, self.details):
            part.role = role
        self.well.set_role(role)
        self._build()
        self._connect()
        self._on_source()

    @property
    def there(self) -> bool:
        """Tell whether there is a picture, or one is on its way."""
        return self.source.file is not None or self.source.coming

    def image(self) -> str:
        """Return the picture's path, empty where there is none (yet)."""
        return str(self.source.file) if self.source.file is not None else ""

    def framing(self) -> Framing:
        """Return how the picture is made to fit."""
        if self._whole:
            return Framing()
        return self.choice.framing(self.source.file, self.source.own, self._ratio)

    def fit(self) -> Fit:
        """Return which way of fitting is chosen."""
        return self.choice.fit

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
            self._say(words.format(count=locale().toString(offer.more + 1)), "secondary")

    def paste(self) -> None:
        """Take the picture from the clipboard, or say that there is none."""
        data = QGuiApplication.clipboard().mimeData()
        offer = offered_picture(data)
        if offer is None:
            self._say(translate("Compose", "There is no picture in the clipboard."), "secondary")
        else:
            self.take(offer)

    def set_output_size(self, size: tuple[int, int], *, known: bool = True) -> None:
        """Fit pictures into a clip of this width and height in pixels; only the ratio counts if
        the size is not ``known``."""
        self._clip, self._clip_known, self._whole = size, known, False
        self._show_shape()

    def set_whole(self) -> None:
        """Show all of the picture in its own shape, which the clip takes on."""
        self._clip_known, self._whole = False, True
        self._show_shape()

    def set_compact(self, compact: bool) -> None:
        """Show less, where there is another frame beside this one."""
        self._compact = compact
        self.well.set_compact(compact)
        self._show_parts()

    def set_takes_faces(self, takes: bool) -> None:
        """Say whether pictures with real people's faces are taken, as far as that is known."""
        self.details.takes_faces = takes
        self._show_parts()

    def look_again(self) -> None:
        """Show the file as it is now."""
        self.source.look_again()
        self._look()

    def open_studio(self) -> None:
        """Let the person see all of the picture, and frame it."""
        source = self.source
        if self.studio is not None:
            self.studio.raise_()
        elif source.file is not None and source.whole is not None and source.own is not None:
            file, ratio = source.file, self._ratio
            clip, known = self._clip, self._clip_known
            subject = Subject(file, source.whole, source.own, clip, known, self.details.takes_faces)
            box = self.choice.box(file, source.own, ratio)
            self.studio = FrameStudio(self._background, subject, self.framing(), box, self.window())
            self.studio.chosen.connect(
                lambda framing, part: self._on_framed(framing, part, ratio, file)
            )
            self.studio.finished.connect(self._on_studio_closed)
            self.studio.open()

    def show_problem(self, words: str) -> None:
        """Say what is wrong with the picture, until another one is taken."""
        self._say(words, "problem")
        self.well.setAccessibleDescription(words)

    def set_names(self, name: str, help_text: str, caption: str = "") -> None:
        """Name everything in the language in use; a ``caption`` stands above the well."""
        self.caption.setText(caption)
        self.caption.setVisible(bool(caption))
        self.well.setAccessibleName(name)
        self.well.setToolTip(help_text)
        self.well.retranslate()
        self.details.retranslate()
        self.fit_row.set_name(translate("Compose", "Fit"))
        self.fit_choice.retranslate()
        self.title.setText(self.source.name)
        self._show_framing()

    def tab_stops(self) -> list[QWidget]:
        """Return what the Tab key may reach, in order."""
        own = [self.well, self.well.browse, self.well.paste]
        return [*own, *self.details.tab_stops(), *self.fit_choice.tab_stops()]

    def event(self, event: QEvent) -> bool:
        """Take no more height than the parts do, and follow the sharpness of the screen."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._settled.start()
        elif event.type() == QEvent.Type.LayoutRequest:
            self.fit_height()
        return super().event(event)

    def fit_height(self) -> None:
        """Take no more height than the parts that are shown do."""
        self.setMaximumHeight(self._column.maximumSize().height())

    def _build(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.caption.setProperty("role", "secondary")
        self.caption.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.caption.hide()
        self._column.addWidget(self.caption)
        self._column.addWidget(self.well, 1)
        self._column.addWidget(self.details)
        self._column.addWidget(self.small)
        self._column.addWidget(self.words)
        self._column.addWidget(self.fit_row)

    def _connect(self) -> None:
        self.well.clicked.connect(self._on_well)
        self.well.paste_asked.connect(self.paste)
        self.well.remove_asked.connect(self.source.clear)
        self.well.resized.connect(self._settled.start)
        self.well.moved.connect(self._on_moved)
        self.picker.picked.connect(lambda file: self.source.take(Offer(file=file)))
        self.details.browse.clicked.connect(self.picker.open)
        self.details.paste.clicked.connect(self.paste)
        self.details.remove.clicked.connect(self._on_remove)
        self.details.adjust.clicked.connect(self.open_studio)
        self.fit_choice.adjust.clicked.connect(self.open_studio)
        self.details.colour.chosen.connect(self._on_colour)
        self.fit_choice.chosen.connect(self.set_fit)
        self.source.changed.connect(self._on_source)
        self.source.looked.connect(self._on_looked)
        self.source.failed.connect(self._on_failed)
        self.source.refused.connect(self.show_problem)
        self._late.timeout.connect(self._say_busy)
        self._settled.timeout.connect(self._look)

    @property
    def _ratio(self) -> float:
        width, height = self._shape
        return width / height

    @property
    def _shape(self) -> Size:
        """The clip's width and height: the picture's own where it takes its shape from that."""
        return self.source.own or self._clip if self._whole else self._clip

    # What a person does

    def _on_well(self) -> None:
        if self.well.filled and not self._whole:
            self.open_studio()
        else:
            self.picker.open()

    def _on_remove(self) -> None:
        self.source.clear()
        self.well.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_moved(self, box: Box) -> None:
        """Take the part that the well shows; the picture is made for it once that stays."""
        self.choice.set_part(box, self._ratio, self.source.file)
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

    # What is shown

    def _on_source(self) -> None:
        """Follow the source: another picture, one on its way, or none."""
        if self.source.picks != self._picks:
            self.choice.give_up()
        there = self.there
        self.show_problem("")
        self._show_parts()
        self.title.setText(self.source.name)
        self._late.stop()
        if not there:
            self.well.set_picture(QImage())
        elif self.source.coming:
            self._late.start()
        self._refit()

    def _refit(self) -> None:
        """Show and make the picture as it is chosen now."""
        self._picks = self.source.picks
        if self.source.file is not None:
            self.choice.shown(self.source.file)
        self._show_framing()
        self._look()
        self.changed.emit()

    def _show_parts(self) -> None:
        """Show what there is room for, and what makes sense for the model."""
        self.details.setVisible(self.there)
        self.details.set_compact(self._compact, adjustable=not self._whole)
        self.fit_row.setVisible(self.there and not self._whole and not self._compact)

    def _show_shape(self) -> None:
        """Follow another shape of the clip."""
        self.well.set_ratio(QSize(*self._shape))
        self._show_parts()
        self._show_framing()
        self._look()

    def _look(self) -> None:
        """Ask for the picture as it is to be shown now."""
        if self.source.look(self.well.picture_size(), self.framing()) and not self.source.whole:
            self._late.start()

    def _on_looked(self, look: Look) -> None:
        self._late.stop()
        if self._whole:
            self.well.set_ratio(QSize(*self._shape))
        self._show_framing()
        self.well.set_picture(look.image, look.framing)
        self._look()  # anew where its own size was not known before
        sizes = (self.own_size.text(), self.details.sent.text())
        facts = (self.source.name, *sizes, self.small.said(), self.words.said())
        self.well.setAccessibleDescription(", ".join(fact for fact in facts if fact))

    def _on_failed(self, words: str) -> None:
        self._late.stop()
        self.well.set_picture(QImage())
        self.show_problem(words)

    def _show_framing(self) -> None:
        """Let everything show how the picture is framed, as far as it is known."""
        source = self.source
        cut = source.own and not self._whole
        box = self.choice.box(source.file, source.own, self._ratio) if cut and source.own else None
        self.well.set_framing(source.whole, self.framing(), box, source.own or (1, 1))
        self.fit_choice.show_fit(self.choice.fit)
        self.details.tell_pad(self.framing(), source.whole.edge if source.whole else "")
        self._tell()

    def _tell(self) -> None:
        """Tell the sizes in words."""
        own, framing, clip = self.source.own, self.framing(), self._clip
        part = None
        if own is not None and framing.fit == "crop" and not self._whole:
            taken = part_size(self.choice.box(self.source.file, own, self._ratio), own)
            part = taken if taken != own else None
        self.details.tell_own(own)
        self.details.tell_sent(clip if self._clip_known else None, part)
        self.small.tell(own, clip if self._clip_known else None, framing)

    def _say_busy(self) -> None:
        coming = translate("Compose", "Fetching the picture…")
        reading = translate("Compose", "Reading the picture…")
        self.well.set_busy(coming if self.source.coming else reading)

    def _say(self, words: str, role: str) -> None:
        self.words.say(words, role)
