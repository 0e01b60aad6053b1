"""The large picture of a clip that is looked through, and the place to drop one."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from core.language import translate
from ui import icons, theme

HEIGHT = 266
"""Device-independent pixels at the usual text size."""
SIGN = 32


class ClipPreview(QAbstractButton):
    """Shows one frame as a whole on black; without one it asks for a clip, by a click or a drop."""

    wanted = Signal()
    """A person wants to choose a clip."""

    def __init__(self) -> None:
        super().__init__()
        self._picture = QImage()
        self._words = ""
        self._over = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._on_click)
        theme.current().changed.connect(self.update)
        self.show_picture(QImage())

    @property
    def picture(self) -> QImage:
        """The frame that is shown, a null one for none."""
        return self._picture

    def show_picture(self, picture: QImage) -> None:
        """Show a frame, or ask for a clip where it is a null one."""
        self._picture, self._words = picture, ""
        empty = picture.isNull()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if empty else Qt.FocusPolicy.NoFocus)
        shape = Qt.CursorShape.PointingHandCursor if empty else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)
        self.retranslate()

    def show_words(self, words: str) -> None:
        """Say what happens instead of showing anything."""
        self.show_picture(QImage())
        self._words = words
        self.retranslate()

    def set_over(self, over: bool) -> None:
        """Show that a clip is held over the dialog and can be dropped."""
        self._over = over
        self.update()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        usual = translate("Characters", "Drop a clip here, or browse")
        self.setAccessibleName(self._words or usual)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of a picture in 16:9 that is about as wide as the dialog, as far as
        the screen leaves room for the fields below."""
        most = self.screen().availableGeometry().height() * 2 // 5
        return QSize(448, min(round(HEIGHT * theme.text_scale()), most))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame, or the words with a dashed edge."""
        color = theme.current().color
        room = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            outline = QPainterPath()
            outline.addRoundedRect(room, theme.CARD_CORNER, theme.CARD_CORNER)
            if self._picture.isNull():
                self._paint_empty(painter, room)
            else:
                painter.fillPath(outline, color("video"))
                painter.setClipPath(outline)
                size = self._picture.size().scaled(
                    room.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio
                )
                place = QRectF(0, 0, size.width(), size.height())
                place.moveCenter(room.center())
                painter.drawImage(place, self._picture)
                painter.setClipping(False)
            if self.hasFocus() or self._over:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(color("accent"), 2))
                painter.drawRoundedRect(room, theme.CARD_CORNER, theme.CARD_CORNER)

    def _paint_empty(self, painter: QPainter, room: QRectF) -> None:
        color = theme.current().color
        painter.setPen(QPen(color("field"), 1, Qt.PenStyle.DashLine))
        painter.setBrush(color("raised"))
        painter.drawRoundedRect(room, theme.CARD_CORNER, theme.CARD_CORNER)
        side = round(SIGN * theme.text_scale())
        sign = icons.pixmap("file-video", "muted", side, self.devicePixelRatioF())
        x, y = room.center().x() - side / 2, room.center().y() - side
        painter.drawPixmap(round(x), round(y), sign)
        painter.setPen(color("text"))
        below = QRectF(room.left() + 16, y + side + 8, room.width() - 32, room.height() / 2 - 16)
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        wrapped = int(flags) | int(Qt.TextFlag.TextWordWrap)
        painter.drawText(below, wrapped, self.accessibleName())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Count Return as a click too."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self._picture.isNull() and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def _on_click(self) -> None:
        if self._picture.isNull():
            self.wanted.emit()
