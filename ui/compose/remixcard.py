"""The card of the clip that is remixed: its picture and what it shows, or a wish for one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy

from core.job import Job
from core.language import translate
from ui import icons, theme
from ui.characters.face import paint_poster
from ui.compose.dropplace import DropPlace
from ui.compose.remixables import Remixables
from ui.controls import IconButton
from ui.offered import paint_two_lines
from ui.wording import title

HIGH = 76
"""Device-independent pixels of the card at the usual text size."""


class SourceCard(DropPlace):
    """The clip with its picture and what it shows; a click asks for another one."""

    remove_asked = Signal()
    pasted = Signal(str)
    """What was in the clipboard as text."""

    def __init__(self, clips: Remixables) -> None:
        super().__init__()
        self._clips = clips
        self._id, self._name = "", ""
        self._job: Job | None = None
        self.remove = IconButton("x", self)
        self.remove.clicked.connect(self.remove_asked)
        self.remove.hide()
        self.paste_asked.connect(lambda: self.pasted.emit(QGuiApplication.clipboard().text()))
        self.setFixedHeight(round(HIGH * theme.text_scale()))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        clips.pictured.connect(self.update)

    def show_clip(self, video_id: str, job: Job | None) -> None:
        """Show the clip of ``job``, or a video id, or that there is none."""
        self._id, self._job = video_id, job
        self.remove.setVisible(bool(video_id))
        self._say()
        self.update()

    def set_names(self, name: str, help_text: str) -> None:
        """Name everything in the language in use."""
        self._name = name
        self.setToolTip(help_text)
        self.remove.set_name(translate("Compose", "Remove the clip to remix"))
        self._say()

    def lines(self) -> tuple[str, str, str]:
        """Return what the card says of a clip: what it is, what it shows, how it was made."""
        of = translate("Compose", "Remix of")
        if self._job is None:
            return of, self._id, translate("Compose", "Video ID of a clip that isn't in the list")
        return of, title(self._job), self._clips.settings(self._job)

    def _say(self) -> None:
        words = f"{self._name}: {self.lines()[1]}" if self._id else self._name
        self.setAccessibleName(words)

    def sizeHint(self) -> QSize:
        """Return the least room."""
        return QSize(200, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the button that removes in its corner."""
        super().resizeEvent(event)
        side = self.remove.sizeHint()
        self.remove.setGeometry(QRect(QPoint(self.width() - side.width() - 4, 4), side))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.setFixedHeight(round(HIGH * theme.text_scale()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Remove with the keys that people expect."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._id:
            self.remove_asked.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the clip or the wish for one, and the focus."""
        color = theme.current().color
        room = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            pen = QPen(color("text" if self.underMouse() else "field"), 1)
            pen.setDashPattern([4, 4])
            painter.setPen(Qt.PenStyle.NoPen if self._id else pen)
            painter.setBrush(color("raised" if self._id else "bg"))
            painter.drawRoundedRect(room, theme.CARD_CORNER, theme.CARD_CORNER)
            self._paint_clip(painter) if self._id else self._paint_wish(painter)
            if self.hasFocus():
                painter.setPen(QPen(color("accent"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                inner = QRectF(self.rect()).adjusted(1, 1, -1, -1)
                painter.drawRoundedRect(inner, theme.CARD_CORNER, theme.CARD_CORNER)

    def _paint_clip(self, painter: QPainter) -> None:
        pad = theme.SPACE[1]
        high = self.height() - 2 * pad
        poster = QRectF(pad, pad, high * 16 / 9, high)
        of, name, line = self.lines()
        picture = self._clips.poster(self._job) if self._job is not None else QImage()
        paint_poster(painter, poster, "#" if self._job is None else name, picture, theme.CORNER)
        left = round(poster.right()) + theme.SPACE[2]
        room = QRect(left, pad, self.width() - left - pad, high)
        small = painter.font()
        small.setPixelSize(round(theme.TEXT_PX["small"] * theme.text_scale()))
        upper = QRect(room.left(), room.top(), room.width(), room.height() // 3)
        painter.save()
        painter.setFont(small)
        painter.setPen(theme.current().color("muted"))
        beside = upper.adjusted(0, 0, -self.remove.width(), 0)
        mode = Qt.TextElideMode.ElideRight
        words = QFontMetrics(small).elidedText(of, mode, beside.width())
        painter.drawText(beside, int(Qt.AlignmentFlag.AlignVCenter), words)
        painter.restore()
        paint_two_lines(painter, room.adjusted(0, upper.height(), 0, 0), (name, line))

    def _paint_wish(self, painter: QPainter) -> None:
        side = round(20 * theme.text_scale())
        icon = icons.pixmap("film", "muted", side, self.devicePixelRatioF())
        words = translate("Compose", "Choose a clip to remix, or paste its video ID")
        room = self.rect().adjusted(side + 28, 8, -16, -8)
        painter.drawPixmap(QPoint(16, (self.height() - side) // 2), icon)
        painter.setPen(theme.current().color("muted"))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(room, int(flags), words)
