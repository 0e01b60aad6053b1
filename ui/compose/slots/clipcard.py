"""The card of the clip that is worked on: its picture and facts, or a wish for one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from core.language import translate
from core.valuewords import seconds_words
from ui import icons, theme
from ui.characters.face import paint_poster
from ui.compose.dropplace import DropPlace
from ui.compose.framedetails import size_words
from ui.compose.slots.slotfile import SlotFile, shown_name
from ui.compose.slots.words import number
from ui.compose.wellpaint import paint_outline, paint_ring
from ui.controls import IconButton
from ui.offered import paint_two_lines

HIGH, ROOMY = 72, 310
"""Device-independent pixels: the card's height, and its width with room for words on buttons."""


class ClipCard(DropPlace):
    """The clip with its picture, name, length and size; a click asks for another one."""

    remove_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._file: SlotFile | None = None
        self._picture = QImage()
        self._name = ""
        self.library, self.browse = QPushButton(), QPushButton()
        self.remove = IconButton("x")
        self.remove.clicked.connect(self.remove_asked)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._build()
        self._fit_height()

    def show_clip(self, file: SlotFile | None) -> None:
        """Show a clip, or that there is none."""
        same = file is not None and self._file is not None and file.key == self._file.key
        if not same or self._picture.isNull():
            self._picture = file.look.picture if file is not None and file.look else QImage()
        self._file = file
        self.remove.setVisible(file is not None)
        self.browse.setVisible(file is None)
        self._name_buttons()
        self._say()
        self.update()

    def show_picture(self, picture: QImage) -> None:
        """Show another picture of the same clip."""
        self._picture = picture
        self.update()

    def set_names(self, name: str, help_text: str) -> None:
        """Name everything in the language in use."""
        self._name = name
        self.setToolTip(help_text)
        self._name_buttons()
        self.remove.set_name(translate("Slots", "Remove {name}").format(name=name))
        self._say()

    def tab_stops(self) -> list[QWidget]:
        """Return what the Tab key may reach, in order."""
        return [self, self.library, self.browse, self.remove]

    def lines(self) -> tuple[str, str]:
        """Return what the clip is called, and how long and large it is as far as that is known."""
        if self._file is None:
            return "", ""
        look = self._file.look
        if look is None:
            return shown_name(self._file), translate("Characters", "Reading the clip…")
        facts = []
        if look.seconds:
            facts.append(seconds_words(number(round(look.seconds, 1))))
        if look.size is not None:
            facts.append(size_words(look.size))
        return shown_name(self._file), " · ".join(facts)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit_height()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Remove with the keys that people expect."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._file is not None:
            self.remove_asked.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the clip or the wish for one, and the focus."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self._file is None:
                paint_outline(painter, self.rect(), "text" if self.underMouse() else "field")
                self._paint_wish(painter)
            else:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.current().color("raised"))
                painter.drawRoundedRect(QRectF(self.rect()), theme.CARD_CORNER, theme.CARD_CORNER)
                self._paint_clip(painter)
            if self.hasFocus():
                paint_ring(painter, self.rect(), theme.current().color("accent"))

    def _paint_clip(self, painter: QPainter) -> None:
        pad = theme.SPACE[1]
        high = self.height() - 2 * pad
        wide = min(high * 16 / 9, self.width() * 0.36)
        poster = QRectF(pad, pad, wide, high)
        name, line = self.lines()
        paint_poster(painter, poster, name, self._picture, theme.CORNER)
        left = round(poster.right()) + theme.SPACE[2]
        right = self.library.x() - pad
        room = QRect(left, pad, max(right - left, 0), high)
        paint_two_lines(painter, room, (name, line))

    def _paint_wish(self, painter: QPainter) -> None:
        side = round(20 * theme.text_scale())
        icon = icons.pixmap("film", "muted", side, self.devicePixelRatioF())
        painter.drawPixmap(14, (self.height() - side) // 2, icon)
        painter.setPen(theme.current().color("muted"))
        left = side + 24
        room = QRect(left, 4, max(self.library.x() - left - 6, 0), self.height() - 8)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(room, int(flags), translate("Slots", "Drop a clip here"))

    def _say(self) -> None:
        words = ", ".join(each for each in self.lines() if each)
        self.setAccessibleName(f"{self._name}: {words}" if words else self._name)

    def _name_buttons(self) -> None:
        """Name the ways to a clip; where there is little room their icons stand for them."""
        spare = self._file is None and self.width() >= ROOMY * theme.text_scale()
        for button, words in (
            (self.library, translate("Slots", "Library…")),
            (self.browse, translate("Compose", "Browse…")),
        ):
            button.setText(f" {words}" if spare else "")  # Qt sets the words close to the icon
            button.setAccessibleName(f"{self._name}: {words}")
            button.setToolTip("" if spare else words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose anew what there is room for."""
        super().resizeEvent(event)
        self._name_buttons()

    def _fit_height(self) -> None:
        self.setFixedHeight(round(HIGH * theme.text_scale()))

    def _build(self) -> None:
        for button, icon in ((self.library, "library"), (self.browse, "folder-open")):
            button.setProperty("role", "quiet")
            button.setCursor(Qt.CursorShape.ArrowCursor)
            button.setIcon(icons.icon(icon))
            button.setAutoDefault(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 4, 4)
        row.setSpacing(0)
        row.addStretch(1)
        row.addWidget(self.library)
        row.addWidget(self.browse)
        row.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)
