"""The lines under the well: which picture, what of it is sent, and buttons for another one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from core.framing import Framing, Size
from core.language import translate
from ui.compose.padcolour import PadButton
from ui.compose.slots.framewords import remove_words
from ui.compose.words import Words
from ui.controls import ElidedLabel, IconButton


class FrameDetails(QWidget):
    """Name, sizes and buttons of the start frame, and what the provider does not take."""

    def __init__(self) -> None:
        super().__init__()
        self.role = "start_frame"
        self.takes_faces = True
        self._compact = False
        self.title, self.own_size, self.sent = ElidedLabel(), ElidedLabel(), _SentLabel()
        self.browse, self.paste = IconButton("folder-open"), IconButton("clipboard-paste")
        self.remove, self.adjust = IconButton("x"), IconButton("crop")
        self.info, self.colour = IconButton("info"), PadButton()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._buttons = QWidget()
        self.faces = Words()
        self.info.setCheckable(True)
        self.info.toggled.connect(self._show_faces)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._build()

    def tab_stops(self) -> list[QWidget]:
        """Return what the Tab key may reach, in order."""
        return [self.colour, self.adjust, self.info, self.browse, self.paste, self.remove]

    def set_compact(self, compact: bool, *, adjustable: bool) -> None:
        """Show the name and few buttons only, where there is another picture beside this one.

        ``adjustable`` says that the picture can be framed.
        """
        self._compact = compact
        for widget in (self.own_size, self.paste):
            widget.setVisible(not compact)
        self.info.setVisible(not compact and not self.takes_faces)
        self.info.setChecked(self.info.isChecked() and not self.takes_faces)
        self.adjust.setVisible(compact and adjustable)
        self._arrange()

    def tell_own(self, own: Size | None) -> None:
        """Show the picture's own width and height in pixels, None before they are known."""
        self.own_size.setText(size_words(own) if own else "")

    def tell_sent(self, clip: Size | None, part: Size | None) -> None:
        """Show the exact size that is sent, and the part of the picture that it is made of; None
        stands for unknown, and for all of the picture."""
        words = self.sent.shorter = ""
        if clip is not None:
            size = size_words(clip)
            words = self.sent.shorter = translate("Compose", "Sent as {size}").format(size=size)
            if part is not None:
                words = translate("Compose", "Sent as {size}, from {part}")
                words = words.format(size=size, part=size_words(part))
        self.sent.setText(words)
        self.sent.setVisible(bool(words) or not self._compact)
        self._arrange()

    def tell_pad(self, framing: Framing, edge: str) -> None:
        """Show a pad's colour; ``edge`` is that of the picture's edges, empty for none."""
        self.colour.show_colour(framing.colour, edge)
        self.colour.setVisible(framing.fit == "pad")
        self._arrange()

    def retranslate(self) -> None:
        """Show all texts in the language in use."""
        self.colour.retranslate()
        paste = QKeySequence(QKeySequence.StandardKey.Paste)
        native = QKeySequence.SequenceFormat.NativeText
        self.browse.set_name(translate("Compose", "Choose another picture"))
        self.paste.set_name(translate("Compose", "Paste"), paste.toString(native))
        self.remove.set_name(remove_words(self.role))
        self.adjust.set_name(translate("Compose", "Adjust…"))
        self.info.set_name(translate("Compose", "Pictures of people"))
        self._show_faces()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons below where the size that is sent would be cut beside them."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        metrics = self.sent.fontMetrics()
        needed = metrics.horizontalAdvance(self.sent.shorter) + self._buttons.sizeHint().width()
        beside = needed <= self.width() and not self._compact
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._row.setDirection(way)

    def _show_faces(self) -> None:
        self.faces.say(faces_words() if self.info.isChecked() else "")

    def _build(self) -> None:
        self.title.set_elide_mode(Qt.TextElideMode.ElideMiddle)
        self.own_size.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        for label in (self.title, self.own_size, self.sent):
            label.setProperty("role", "secondary")
        self.colour.hide()
        name, lines, row = QHBoxLayout(), QVBoxLayout(), self._row
        name.setSpacing(8)
        name.addWidget(self.title, 1)
        name.addWidget(self.own_size)
        lines.setSpacing(0)
        lines.addLayout(name)
        lines.addWidget(self.sent)
        row.setSpacing(0)
        row.addLayout(lines, 1)
        buttons = QHBoxLayout(self._buttons)
        buttons.setContentsMargins(4, 0, 0, 0)
        buttons.setSpacing(0)
        self.adjust.hide()
        for button in self.tab_stops():
            buttons.addWidget(button)
        row.addWidget(self._buttons, 0, Qt.AlignmentFlag.AlignRight)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.faces)


class _SentLabel(ElidedLabel):
    """What is sent; ``shorter`` says it where there is no room for the part that it is made of."""

    shorter = ""

    def fitted(self, width: int) -> str:
        """Return the text where it has room in ``width`` pixels, else the shorter one."""
        metrics = self.fontMetrics()
        if metrics.horizontalAdvance(self.text()) <= width:
            return self.text()
        return metrics.elidedText(self.shorter, Qt.TextElideMode.ElideRight, width)


def faces_words() -> str:
    """Return what the provider says about pictures of people, for people."""
    return translate(
        "Compose", "Pictures with real people's faces are usually refused by the provider."
    )


def size_words(size: Size) -> str:
    """Return a width and a height in pixels, as pictures are always measured: without commas."""
    return f"{size[0]}×{size[1]}"
