"""The start-frame studio: a dialog in which a person sees all of a picture and frames it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.framing import (
    BLACK,
    FITS,
    Box,
    Framing,
    Size,
    kept_box,
    most_zoom,
    part_size,
    typed_colour,
    zoom_of,
)
from core.language import translate
from ui.background import Background
from ui.compose import pictures
from ui.compose.canvas import Canvas
from ui.compose.fits import fit_help, fit_words
from ui.compose.framedetails import faces_words, size_words
from ui.compose.history import History
from ui.compose.padcolour import PadColours
from ui.compose.pictures import Look, Whole
from ui.compose.small import SmallNotice
from ui.compose.words import Words
from ui.compose.zoomslider import ZoomSlider
from ui.controls import ElidedLabel, IconButton, Segments
from ui.dialogs.dialog import Dialog, push_button
from ui.dialogs.note import text_label
from ui.theme import SPACE, text_scale

QUIET = 120
"""Milliseconds without a change after which the picture is made as it will be sent."""
FIRST_SIZE = (900, 720)
"""Device-independent pixels at the usual text size, as far as the screen has them."""


@dataclass(frozen=True)
class Subject:
    """What is framed: a picture's file, all of it, its own size, and the size of the clip.

    The size is ``known``, or only its ratio is. ``faces`` is False where real people's are refused.
    """

    file: Path
    whole: Whole
    own: Size
    clip: Size
    known: bool = True
    faces: bool = True

    @property
    def ratio(self) -> float:
        """The clip's width divided by its height."""
        return self.clip[0] / self.clip[1]


class FrameStudio(Dialog):
    """Frames one picture; nothing is changed before it is told to apply what is seen."""

    chosen = Signal(object, object)
    """The ``Framing`` that a person wants, and the part, a ``core.framing.Box``, of a crop."""

    def __init__(
        self,
        background: Background,
        subject: Subject,
        framing: Framing,
        box: Box,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._background, self._subject = background, subject
        self._framing = replace(framing, crop=())
        self._history = History((self._framing, box))
        self.canvas = Canvas(subject.whole, subject.own, subject.clip)
        self.heading = text_label("heading")
        self.fits, self.zoom, self.colours = Segments(), ZoomSlider(), PadColours()
        self.hint = ElidedLabel()
        self.undo, self.redo = IconButton("undo-2"), IconButton("redo-2")
        self.reset = IconButton("rotate-ccw")
        self.sent, self.part = QLabel(), QLabel()
        self.small, self.faces = SmallNotice(), Words()
        self.cancel, self.apply = push_button(self.reject), push_button(self._apply, "primary")
        self._late = QTimer(self, singleShot=True, interval=QUIET)
        self._build()
        self._connect()
        self.set_default(self.apply)
        self.set_first(self.canvas)
        self.retranslate()
        self._show(self._framing, box)

    @property
    def framing(self) -> Framing:
        """How the picture is framed now, as a request says it."""
        if self._framing.fit != "crop":
            return self._framing
        crop = kept_box(self.canvas.box, self._subject.own, self._subject.ratio)
        return replace(self._framing, crop=crop)

    def retranslate(self) -> None:
        """Show every text in the language in use."""
        words = translate("Compose", "Adjust the start frame")
        self.heading.setText(words)
        self.setAccessibleName(words)
        self.canvas.setAccessibleName(translate("Compose", "Picture and frame"))
        self.fits.set_words([fit_words(fit) for fit in FITS])
        self.fits.set_name(translate("Compose", "Fit"))
        for button, fit in zip(self.fits.buttons(), FITS, strict=True):
            button.setToolTip(fit_help(fit))
        self.colours.retranslate()
        self.zoom.retranslate()
        native = QKeySequence.SequenceFormat.NativeText
        undo = QKeySequence(QKeySequence.StandardKey.Undo).toString(native)
        redo = QKeySequence(QKeySequence.StandardKey.Redo).toString(native)
        self.undo.set_name(translate("Compose", "Undo"), undo)
        self.redo.set_name(translate("Compose", "Redo"), redo)
        self.reset.set_name(translate("Compose", "Start over"))
        self.cancel.setText(translate("Compose", "Cancel"))
        self.apply.setText(translate("Compose", "Apply"))
        self.faces.say("" if self._subject.faces else faces_words())
        self._say()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Undo and redo with the keys that people expect."""
        if event.matches(QKeySequence.StandardKey.Undo):
            self._show(*self._history.step(-1))
        elif event.matches(QKeySequence.StandardKey.Redo):
            self._show(*self._history.step(1))
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make the pictures for another room, once it stays."""
        super().resizeEvent(event)
        self._late.start()

    def _build(self) -> None:
        self.fits.set_choices([(fit, fit) for fit in FITS], self._framing.fit)
        self.colours.set_edge(self._subject.whole.edge)
        for label in (self.part, self.hint):
            label.setProperty("role", "secondary")
        tools, facts, buttons = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        tools.addWidget(self.fits)
        tools.addWidget(self.zoom, 1)
        tools.addWidget(self.colours)
        tools.addWidget(self.hint, 1)
        for widget in (self.undo, self.redo, self.reset):
            tools.addWidget(widget)
        facts.addWidget(self.sent)
        facts.addStretch(1)
        facts.addWidget(self.part)
        buttons.addWidget(self.faces, 1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.apply)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE[4], SPACE[4], SPACE[4], SPACE[4])
        column.setSpacing(SPACE[2])
        column.addWidget(self.heading)
        column.addWidget(self.canvas, 1)
        column.addLayout(tools)
        column.addLayout(facts)
        column.addWidget(self.small)
        column.addLayout(buttons)
        for row in (tools, facts, buttons):
            row.setSpacing(SPACE[1])
        room = self.screen().availableSize()
        width, height = (round(side * text_scale()) for side in FIRST_SIZE)
        self.resize(min(width, room.width() * 9 // 10), min(height, room.height() * 9 // 10))

    def _connect(self) -> None:
        self.canvas.moved.connect(lambda _: self._say())
        self.canvas.settled.connect(self._note)
        self.canvas.picked.connect(self._on_colour)
        self.fits.chosen.connect(lambda fit: self._change(replace(self._framing, fit=fit)))
        self.colours.chosen.connect(self._on_colour)
        self.colours.tried.connect(lambda colour: self._show(self._padded(colour), self.canvas.box))
        self.zoom.wanted.connect(self._on_zoom)
        self.undo.clicked.connect(lambda: self._show(*self._history.step(-1)))
        self.redo.clicked.connect(lambda: self._show(*self._history.step(1)))
        self.reset.clicked.connect(self._on_reset)
        self._late.timeout.connect(self._look)

    # What a person does

    def _apply(self) -> None:
        self.chosen.emit(self.framing, self.canvas.box)
        self.accept()

    def _change(self, framing: Framing) -> None:
        self._show(framing, self.canvas.box)
        self._note("")

    def _padded(self, colour: str) -> Framing:
        """Return the framing with another colour; black needs no words."""
        return replace(self._framing, colour="" if colour == BLACK else typed_colour(colour))

    def _on_colour(self, colour: str) -> None:
        self._change(self._padded(colour))

    def _on_zoom(self, zoom: float, kind: str) -> None:
        self.canvas.zoom_to(zoom)
        self._note(kind)

    def _on_reset(self) -> None:
        """Go back to the middle of the picture, or to black bars; the fit stays."""
        self.canvas.reset()
        self._change(replace(self._framing, colour=""))

    def _note(self, kind: str) -> None:
        self._history.note((self._framing, self.canvas.box), kind)
        self._mark_steps()

    # What is shown

    def _show(self, framing: Framing, box: Box) -> None:
        self._framing = framing
        self.canvas.show_framing(framing, box)
        self.fits.set_value(framing.fit)
        self.colours.set_colour(framing.colour)
        self.zoom.setVisible(framing.fit == "crop")
        self.colours.setVisible(framing.fit == "pad")
        self.hint.setVisible(framing.fit != "crop")
        self._mark_steps()
        self._say()
        self._late.start()

    def _mark_steps(self) -> None:
        self.undo.setEnabled(self._history.can_undo)
        self.redo.setEnabled(self._history.can_redo)

    def _say(self) -> None:
        """Tell the sizes and the zoom."""
        subject, box, fit = self._subject, self.canvas.box, self._framing.fit
        zoom = zoom_of(box, subject.own, subject.ratio)
        self.zoom.set_zoom(zoom, most_zoom(subject.own, subject.ratio))
        sent = translate("Compose", "Sent as {size}")
        self.sent.setText(sent.format(size=size_words(subject.clip)) if subject.known else "")
        part = size_words(subject.own)
        if fit == "crop":
            words = translate("Compose", "{part} of {size}")
            part = words.format(part=size_words(part_size(box, subject.own)), size=part)
        self.part.setText(part)
        hint = translate("Compose", "A click on the picture takes its colour.")
        self.hint.setText(hint if fit == "pad" else fit_help(fit))
        self.small.tell(subject.own, subject.clip if subject.known else None, self.framing)

    def _look(self) -> None:
        """Let a thread make what the canvas draws from."""
        if self._framing.fit == "crop":
            image, room = self._subject.whole.image, self.canvas.scaled_size()
            ratio, smooth = Qt.AspectRatioMode, Qt.TransformationMode.SmoothTransformation
            self._background.call(
                lambda: image.scaled(room, ratio.IgnoreAspectRatio, smooth), self.canvas.set_scaled
            )
            return
        framing, file = self._framing, self._subject.file
        place = (self.canvas.place().size() * self.canvas.devicePixelRatioF()).toSize()
        size = (max(place.width(), 1), max(place.height(), 1))
        self._background.call(
            lambda: pictures.look_at(file, size, framing), self._on_looked, lambda _: None
        )

    def _on_looked(self, look: Look) -> None:
        self.canvas.set_fitted(look.image, look.framing)
