"""What a frame's part of the form shows: its picture as it will be sent, and what is said of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QSize, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from core.framing import Fit, Framing
from core.language import translate
from ui.background import Background
from ui.compose.fitrow import FitChoice
from ui.compose.framechoice import FrameChoice
from ui.compose.framedetails import FrameDetails
from ui.compose.framefit import FrameFit
from ui.compose.framesource import FrameSource
from ui.compose.pictures import Look
from ui.compose.rows import OptionRow
from ui.compose.slots.place import Place
from ui.compose.small import SmallNotice
from ui.compose.well import FrameWell
from ui.compose.words import Words
from ui.controls import ElidedLabel

QUIET = 150
"""Milliseconds that a picture may take before it is said that one is on its way, and that nothing
may have changed before the picture is made as it will be sent."""


class FrameView(Place):
    """Shows the picture of its ``source`` as it was chosen to fit, and how large it is sent.

    ``role`` says which frame it is. Where the model takes the clip's shape from the picture, all of
    that is shown and sent.
    """

    changed = Signal()

    def __init__(self, background: Background, folder: Path, role: str) -> None:
        super().__init__()
        self.role = role
        self.caption = ElidedLabel()
        self.source = FrameSource(background, folder, self)
        self.choice = FrameChoice()
        self.well = FrameWell()
        self.details = FrameDetails()
        self.title, self.own_size = self.details.title, self.details.own_size
        self.words = Words("problem")
        self.small = SmallNotice()
        self.fit_choice = FitChoice()
        self.fits = self.fit_choice.fits
        self.fit_row = OptionRow(self.fit_choice)
        self._fit = FrameFit(self.source, self.choice)
        self._compact = False
        self._picks = 0
        self._late = QTimer(self, singleShot=True, interval=QUIET)
        self._settled = QTimer(self, singleShot=True, interval=QUIET)
        self.source.role = self.details.role = role
        self.well.set_role(role)
        self._build()
        self._follow()
        self._on_source()

    @property
    def there(self) -> bool:
        """Tell whether there is a picture, or one is on its way."""
        return self.source.file is not None or self.source.coming

    def framing(self) -> Framing:
        """Return how the picture is made to fit."""
        return self._fit.framing()

    def fit(self) -> Fit:
        """Return which way of fitting is chosen."""
        return self.choice.fit

    def set_output_size(self, size: tuple[int, int], *, known: bool = True) -> None:
        """Fit pictures into a clip of this width and height in pixels; only the ratio counts if
        the size is not ``known``."""
        self._fit.set_clip(size, known=known)
        self._show_shape()

    def set_whole(self) -> None:
        """Show all of the picture in its own shape, which the clip takes on."""
        self._fit.set_whole()
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

    def show_problem(self, words: str) -> None:
        """Say what is wrong with the picture, until another one is taken."""
        self.words.say(words, "problem")
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

    def _follow(self) -> None:
        self.source.changed.connect(self._on_source)
        self.source.looked.connect(self._on_looked)
        self.source.failed.connect(self._on_failed)
        self.source.refused.connect(self.show_problem)
        self.well.resized.connect(self._settled.start)
        self._late.timeout.connect(self._say_busy)
        self._settled.timeout.connect(self._look)

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
        self.details.set_compact(self._compact, adjustable=not self._fit.whole)
        self.fit_row.setVisible(self.there and not self._fit.whole and not self._compact)

    def _show_shape(self) -> None:
        """Follow another shape of the clip."""
        self.well.set_ratio(QSize(*self._fit.shape))
        self._show_parts()
        self._show_framing()
        self._look()

    def _look(self) -> None:
        """Ask for the picture as it is to be shown now."""
        if self.source.look(self.well.picture_size(), self.framing()) and not self.source.whole:
            self._late.start()

    def _on_looked(self, look: Look) -> None:
        self._late.stop()
        if self._fit.whole:
            self.well.set_ratio(QSize(*self._fit.shape))
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
        source, framing = self.source, self.framing()
        self.well.set_framing(source.whole, framing, self._fit.box(), source.own or (1, 1))
        self.fit_choice.show_fit(self.fit())
        self.details.tell_pad(framing, source.whole.edge if source.whole else "")
        self.details.tell_own(source.own)
        self.details.tell_sent(self._fit.sent_size, self._fit.part())
        self.small.tell(source.own, self._fit.sent_size, framing)

    def _say_busy(self) -> None:
        coming = translate("Compose", "Fetching the picture…")
        reading = translate("Compose", "Reading the picture…")
        self.well.set_busy(coming if self.source.coming else reading)
