"""The black of the player: the frame as large as fits, a picture before it, or words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QPushButton, QWidget

from ui import icons, theme
from ui.stage.conversion import Conversion
from ui.stage.edge import Edge
from ui.stage.pixels import fitted, shape_of

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QVideoFrame

ICON = 32
"""Side of the sign that stands where there is no picture, in device-independent pixels."""
WORDS_WIDTH = 300
FRINGE = 2
"""Device-independent pixels of black that are not worth being seen."""


class Canvas(QWidget):
    """Shows one thing: words, else a frame, else a poster, else a sign.

    A frame is converted at the size that it is painted with, while it can be seen; until that is
    done, the one before it stays.
    """

    clicked = Signal()
    double_clicked = Signal()
    focused = Signal()
    """The focus has come here."""
    pointed = Signal()
    """The pointer has moved over the picture."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame: QVideoFrame | None = None
        self._conversion = Conversion(self)
        self._conversion.ready.connect(self._on_converted)
        self._poster = QImage()
        self._sign, self._words_sign, self._words = "film", "film", ""
        self._pressed = False
        self.edge = Edge(self)
        self.button = QPushButton(self)
        self.button.setProperty("role", "on_video")
        self.button.setAutoDefault(False)
        self.button.hide()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        theme.current().changed.connect(self.update)

    @property
    def settled(self) -> bool:
        """Tell whether the frame that was set last is the one that is painted."""
        return self._conversion.settled

    @property
    def words(self) -> str:
        """What is said instead of a picture, empty for nothing."""
        return self._words

    def set_frame(self, frame: QVideoFrame | None) -> None:
        """Show a frame, as soon as it is converted, or none."""
        self._frame = frame
        if frame is None:
            self._conversion.forget()
            self.update()
        elif self.isVisible():
            self._convert(frame)

    def release(self) -> None:
        """Show no frame any more, and let go of the thread that converts them."""
        self._frame = None
        self._conversion.release()

    def set_poster(self, poster: QImage | None, sign: str) -> None:
        """Choose what stands here while there is no frame: a picture, else the icon ``sign``."""
        self._poster, self._sign = poster or QImage(), sign
        self.update()

    def say(self, words: str, sign: str = "film", button: str = "") -> None:
        """Say ``words`` instead of showing a picture, with a button if it has a name."""
        self._words, self._words_sign = words, sign
        self.button.setText(button)
        self.button.setVisible(bool(words and button))
        self.setAccessibleDescription(words)
        self._place_button()
        self.update()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint black, and on it what there is to see."""
        with QPainter(self) as painter:
            if self._frame is not None:
                self._convert(self._frame)  # nothing, unless size or screen are others
            if self._paints_frame:
                self._paint_frame(painter, self._frame_rect(), self._conversion.image)
                return
            painter.fillRect(self.rect(), theme.current().color("video"))
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            if self._words:
                self._paint_words(painter)
            elif not self._poster.isNull():
                painter.drawImage(self._middle(self._poster.size()), self._poster)
            else:
                self._paint_sign(painter, self._sign, "video_line", self.rect().center().y())

    @property
    def _paints_frame(self) -> bool:
        return not (self._words or self._frame is None or self._conversion.image.isNull())

    def _convert(self, frame: QVideoFrame) -> None:
        self._conversion.ask(frame, self._pixels(self._frame_rect()))

    def _on_converted(self) -> None:
        self.update(self._frame_rect())

    def _frame_rect(self) -> QRect:
        return self._middle(shape_of(self._frame)) if self._frame is not None else QRect()

    def _pixels(self, rect: QRect) -> QSize:
        return (rect.size().toSizeF() * self.devicePixelRatioF()).toSize()

    def _middle(self, shape: QSize) -> QRect:
        size = fitted(shape, self.size())
        left = self.size() - size
        if left.width() <= FRINGE and left.height() <= FRINGE:
            return self.rect()
        rect = QRect(0, 0, 0, 0)
        rect.setSize(size)
        rect.moveCenter(self.rect().center())
        return rect

    def _paint_frame(self, painter: QPainter, where: QRect, image: QImage) -> None:
        """Put the picture on the screen, pixel by pixel once it has the right size."""
        self._paint_black(painter, where)
        if image.size() == self._pixels(where):
            image.setDevicePixelRatio(self.devicePixelRatioF())
            painter.drawImage(where.topLeft(), image)
        else:
            painter.drawImage(where, image)

    def _paint_black(self, painter: QPainter, around: QRect) -> None:
        """Fill what a picture leaves free that is as wide or as high as this."""
        black = theme.current().color("video")
        if not self.devicePixelRatioF().is_integer():  # an edge may lie within a pixel
            painter.fillRect(self.rect(), black)
        elif around.height() < self.height():
            painter.fillRect(0, 0, self.width(), around.top(), black)
            painter.fillRect(0, around.bottom() + 1, self.width(), self.height(), black)
        elif around.width() < self.width():
            painter.fillRect(0, 0, around.left(), self.height(), black)
            painter.fillRect(around.right() + 1, 0, self.width(), self.height(), black)

    def _paint_sign(self, painter: QPainter, name: str, token: str, middle: int) -> None:
        sign = icons.pixmap(name, token, ICON, self.devicePixelRatioF())
        painter.drawPixmap(self.rect().center().x() - ICON // 2, middle - ICON // 2, sign)

    def _paint_words(self, painter: QPainter) -> None:
        where = self._words_rect()
        self._paint_sign(painter, self._words_sign, "on_video", where.top() - ICON)
        painter.setPen(theme.current().color("on_video"))
        painter.drawText(where, _WRAPPED, self._words)

    def _words_rect(self) -> QRect:
        """Return where the words stand, with room for the sign above and the button below."""
        width = min(WORDS_WIDTH, self.width() - 2 * theme.SPACE[3])
        metrics = self.fontMetrics()
        needed = metrics.boundingRect(QRect(0, 0, width, 10_000), _WRAPPED, self._words)
        below = 0 if self.button.isHidden() else self.button.sizeHint().height() + theme.SPACE[3]
        top = (self.height() - needed.height() - below + ICON + theme.SPACE[3]) // 2
        return QRect((self.width() - width) // 2, top, width, needed.height())

    def resizeEvent(self, event: object) -> None:
        """Keep the button below the words."""
        self._place_button()
        self.edge.setGeometry(self.rect())

    def _place_button(self) -> None:
        size = self.button.sizeHint()
        below = self._words_rect().bottom() + theme.SPACE[3]
        self.button.setGeometry(QRect((self.width() - size.width()) // 2, below, 0, 0))
        self.button.resize(size)

    # Pointer and focus

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click."""
        self._pressed = event.button() == Qt.MouseButton.LeftButton

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a click, if the pointer is still here."""
        if self._pressed and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()
        self._pressed = False

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Tell of a double click; its first half was a click already."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.double_clicked.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell that the pointer moves."""
        self.pointed.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring, unless the pointer brought the focus: that is seen without it."""
        self.edge.set_ringed(event.reason() in _BY_KEYS or self.edge.ringed)
        self.focused.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        kept = event.reason() == Qt.FocusReason.ActiveWindowFocusReason
        self.edge.set_ringed(self.edge.ringed and kept)


_BY_KEYS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
    Qt.FocusReason.OtherFocusReason,
)
_WRAPPED = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop) | int(
    Qt.TextFlag.TextWordWrap
)
