"""The lines under the well: which picture, what of it is sent, and buttons for another one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from core.framing import Framing, Size
from core.language import translate
from ui.compose.padcolour import PadButton
from ui.compose.words import Words
from ui.controls import ElidedLabel, IconButton


class FrameDetails(QWidget):
    """Name, sizes and buttons of the start frame, and what the provider does not take."""

    def __init__(self) -> None:
        super().__init__()
        self.title, self.own_size, self.sent = ElidedLabel(), ElidedLabel(), ElidedLabel()
        self.browse, self.paste = IconButton("folder-open"), IconButton("clipboard-paste")
        self.remove = IconButton("x")
        self.info, self.colour = IconButton("info"), PadButton()
        self.faces = Words()
        self.info.setCheckable(True)
        self.info.toggled.connect(self._show_faces)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._build()

    def tab_stops(self) -> list[QWidget]:
        """Return what the Tab key may reach, in order."""
        return [self.colour, self.info, self.browse, self.paste, self.remove]

    def tell_own(self, own: Size | None) -> None:
        """Show the picture's own width and height in pixels, None before they are known."""
        self.own_size.setText(size_words(own) if own else "")

    def tell_sent(self, clip: Size | None, part: Size | None) -> None:
        """Show the exact size that is sent, and the part of the picture that it is made of; None
        stands for unknown, and for all of the picture."""
        words = ""
        if clip is not None:
            words = translate("Compose", "Sent as {size}")
            if part is not None:
                words = translate("Compose", "Sent as {size}, from {part}")
            words = words.format(size=size_words(clip), part=size_words(part) if part else "")
        self.sent.setText(words)

    def tell_pad(self, framing: Framing, edge: str) -> None:
        """Show a pad's colour; ``edge`` is that of the picture's edges, empty for none."""
        self.colour.show_colour(framing.colour, edge)
        self.colour.setVisible(framing.fit == "pad")

    def retranslate(self) -> None:
        """Show all texts in the language in use."""
        self.colour.retranslate()
        paste = QKeySequence(QKeySequence.StandardKey.Paste)
        native = QKeySequence.SequenceFormat.NativeText
        self.browse.set_name(translate("Compose", "Choose another picture"))
        self.paste.set_name(translate("Compose", "Paste"), paste.toString(native))
        self.remove.set_name(translate("Compose", "Remove the start frame"))
        self.info.set_name(translate("Compose", "Pictures of people"))
        self._show_faces()

    def _show_faces(self) -> None:
        self.faces.say(faces_words() if self.info.isChecked() else "")

    def _build(self) -> None:
        self.title.set_elide_mode(Qt.TextElideMode.ElideMiddle)
        self.own_size.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        for label in (self.title, self.own_size, self.sent):
            label.setProperty("role", "secondary")
        self.colour.hide()
        name, lines, row = QHBoxLayout(), QVBoxLayout(), QHBoxLayout()
        name.setSpacing(8)
        name.addWidget(self.title, 1)
        name.addWidget(self.own_size)
        lines.setSpacing(0)
        lines.addLayout(name)
        lines.addWidget(self.sent)
        row.setSpacing(0)
        row.addLayout(lines, 1)
        row.addSpacing(4)
        for button in (self.colour, self.info, self.browse, self.paste, self.remove):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.faces)


def faces_words() -> str:
    """Return what the provider says about pictures of people, for people."""
    return translate(
        "Compose", "Pictures with real people's faces are usually refused by the provider."
    )


def size_words(size: Size) -> str:
    """Return a width and a height in pixels, as pictures are always measured: without commas."""
    return f"{size[0]}×{size[1]}"
