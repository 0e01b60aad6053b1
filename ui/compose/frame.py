"""The start frame's part of the form: the well, how the picture fits, what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QImage, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from core.frames import FITS, Fit
from core.language import QT_TRANSLATE_NOOP, translate
from ui.background import Background
from ui.compose.framesource import FrameSource
from ui.compose.offers import Offer, offered_picture
from ui.compose.picker import PicturePicker
from ui.compose.pictures import Look
from ui.compose.rows import OptionRow
from ui.compose.small import SmallNotice
from ui.compose.well import FrameWell
from ui.compose.words import Words
from ui.controls import ElidedLabel, IconButton, Segments
from ui.wording import locale

QUIET = 150
"""Milliseconds that a picture may take before it is said that one is on its way, and that the
well's size must last before the picture is made for it."""

_FITS = {
    "crop": (
        QT_TRANSLATE_NOOP("Compose", "Crop"),
        QT_TRANSLATE_NOOP("Compose", "Cut off what does not fit"),
    ),
    "pad": (
        QT_TRANSLATE_NOOP("Compose", "Pad"),
        QT_TRANSLATE_NOOP("Compose", "Fill up with black"),
    ),
    "blur": (
        QT_TRANSLATE_NOOP("Compose", "Blur"),
        QT_TRANSLATE_NOOP("Compose", "Fill up with the blurred picture"),
    ),
}


class FrameField(QWidget):
    """Shows the start frame as it will be sent, and takes another one."""

    changed = Signal()

    def __init__(self, background: Background, folder: Path) -> None:
        super().__init__()
        self.source = FrameSource(background, folder, self)
        self.picker = PicturePicker(self)
        self.well = FrameWell()
        self.details = QWidget()
        self.title, self.own_size = ElidedLabel(), QLabel()
        self.paste_button, self.remove_button = IconButton("clipboard-paste"), IconButton("x")
        self.words = Words("problem")
        self.small = SmallNotice()
        self.fits = Segments()
        self.fit_row = OptionRow(self.fits)
        self._clip: tuple[int, int] | None = None
        self._own: tuple[int, int] | None = None
        self._late = QTimer(self, singleShot=True, interval=QUIET)
        self._settled = QTimer(self, singleShot=True, interval=QUIET)
        self._build()
        self._connect()
        self._on_source()

    def image(self) -> str:
        """Return the picture's path, empty where there is none (yet)."""
        return str(self.source.file) if self.source.file is not None else ""

    def fit(self) -> Fit:
        """Return how a picture is made to fit."""
        return next((fit for fit in FITS if fit == self.fits.value()), FITS[0])

    def set_fit(self, fit: str) -> None:
        """Choose how a picture is made to fit; an unknown one changes nothing."""
        self.fits.set_value(fit)

    def draft(self) -> dict[str, object]:
        """Return what was chosen, for ``restore``."""
        return {**self.source.draft(), "fit": self.fit(), "folder": self.picker.folder}

    def restore(self, draft: Mapping[str, Any]) -> None:
        """Show what a draft holds; what is odd in it is left out."""
        self.picker.folder = str(draft.get("folder") or "")
        self.set_fit(str(draft.get("fit")))
        self.source.restore(draft)

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
        self._clip = size if known else None
        self.well.set_ratio(QSize(*size))
        self._say_small()
        self._look()

    def look_again(self) -> None:
        """Show the file as it is now."""
        self.source.look_again()
        self._look()

    def show_problem(self, words: str) -> None:
        """Say what is wrong with the picture, until another one is taken."""
        self._say(words, "problem")
        self.well.setAccessibleDescription(words)

    def set_names(self, name: str, help_text: str) -> None:
        """Name everything in the language in use."""
        paste = QKeySequence(QKeySequence.StandardKey.Paste)
        native = QKeySequence.SequenceFormat.NativeText
        self.well.setAccessibleName(name)
        self.well.setToolTip(help_text)
        self.well.retranslate()
        self.paste_button.set_name(translate("Compose", "Paste"), paste.toString(native))
        self.remove_button.set_name(translate("Compose", "Remove the start frame"))
        self.fit_row.set_name(translate("Compose", "Fit"))
        self.fits.set_words([translate("Compose", _FITS[fit][0]) for fit in FITS])
        self.fits.set_name(translate("Compose", "Fit"))
        for button, fit in zip(self.fits.buttons(), FITS, strict=True):
            button.setToolTip(translate("Compose", _FITS[fit][1]))
        self.title.setText(self.source.name)
        self._say_small()

    def tab_stops(self) -> list[QWidget]:
        """Return what the Tab key may reach, in order."""
        own = [self.well, self.well.browse, self.well.paste, self.paste_button, self.remove_button]
        return [*own, *self.fits.buttons()]

    def event(self, event: QEvent) -> bool:
        """Take no more height than the parts do, and follow the sharpness of the screen."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._settled.start()
        elif event.type() == QEvent.Type.LayoutRequest:
            self.setMaximumHeight(self._column.maximumSize().height())
        return super().event(event)

    def _build(self) -> None:
        self.fits.set_choices([(fit, fit) for fit in FITS], FITS[0])
        self.title.set_elide_mode(Qt.TextElideMode.ElideMiddle)
        for label in (self.title, self.own_size):
            label.setProperty("role", "secondary")
        self.details.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self.details)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.title, 1)
        row.addWidget(self.own_size)
        row.addWidget(self.paste_button)
        row.addWidget(self.remove_button)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(self.well, 1)
        self._column.addWidget(self.details)
        self._column.addWidget(self.small)
        self._column.addWidget(self.words)
        self._column.addWidget(self.fit_row)

    def _connect(self) -> None:
        self.well.clicked.connect(self.picker.open)
        self.well.paste_asked.connect(self.paste)
        self.well.remove_asked.connect(self.source.clear)
        self.well.resized.connect(self._settled.start)
        self.picker.picked.connect(lambda file: self.source.take(Offer(file=file)))
        self.paste_button.clicked.connect(self.paste)
        self.remove_button.clicked.connect(self._on_remove)
        self.fits.chosen.connect(self._on_fit)
        self.source.changed.connect(self._on_source)
        self.source.looked.connect(self._on_looked)
        self.source.failed.connect(self._on_failed)
        self.source.refused.connect(self.show_problem)
        self._late.timeout.connect(self._say_busy)
        self._settled.timeout.connect(self._look)

    def _on_remove(self) -> None:
        self.source.clear()
        self.well.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_fit(self) -> None:
        self._say_small()
        self._look()
        self.changed.emit()

    def _on_source(self) -> None:
        """Follow the source: another picture, one on its way, or none."""
        there = self.source.file is not None or self.source.coming
        self.show_problem("")
        self.details.setVisible(there)
        self.fit_row.setVisible(there)
        self.title.setText(self.source.name)
        self.own_size.clear()
        self._own = None
        self._say_small()
        self._late.stop()
        if self.source.file is not None:
            self._look()
        elif there:
            self._late.start()
        if not there:
            self.well.set_picture(QImage())
        self.changed.emit()

    def _look(self) -> None:
        """Ask for the picture as it is to be shown now."""
        if self.source.look(self.well.picture_size(), self.fit()):
            self._late.start()

    def _on_looked(self, look: Look) -> None:
        self._late.stop()
        size = locale()
        self.own_size.setText(f"{size.toString(look.width)}×{size.toString(look.height)}")
        self.well.set_picture(look.image)
        self._own = (look.width, look.height)
        self._say_small()
        facts = (self.source.name, self.own_size.text(), self.small.said(), self.words.said())
        self.well.setAccessibleDescription(", ".join(fact for fact in facts if fact))

    def _on_failed(self, words: str) -> None:
        self._late.stop()
        self.well.set_picture(QImage())
        self.show_problem(words)

    def _say_small(self) -> None:
        self.small.tell(self._own, self._clip, self.fit())

    def _say_busy(self) -> None:
        coming = translate("Compose", "Fetching the picture…")
        reading = translate("Compose", "Reading the picture…")
        self.well.set_busy(coming if self.source.coming else reading)

    def _say(self, words: str, role: str) -> None:
        self.words.say(words, role)
