"""The black of the player: the frame as large as fits, a picture before it, or words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QImage,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QPushButton, QWidget

from ui import icons, theme
from ui.stage.pixels import fitted, shape_of, to_image

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QVideoFrame

ICON = 32
"""Side of the sign that stands where there is no picture, in device-independent pixels."""
WORDS_WIDTH = 300
FRINGE = 2
"""Device-independent pixels of black that are not worth being seen."""


class Canvas(QWidget):
    """Shows one thing: words, else a frame, else a poster, else a sign.

    A frame is converted when it is painted, at the size that it is painted with.
    """

    clicked = Signal()
    double_clicked = Signal()
    pointed = Signal()
    """The pointer has moved over the picture."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame: QVideoFrame | None = None
        self._image = QImage()
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
    def words(self) -> str:
        """What is said instead of a picture, empty for nothing."""
        return self._words

    def set_frame(self, frame: QVideoFrame | None) -> None:
        """Show a frame, or none."""
        self._frame = frame
        self._image = QImage()
        self.update()

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
            painter.fillRect(self.rect(), theme.current().color("video"))
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            if self._words:
                self._paint_words(painter)
            elif self._frame is not None:
                self._paint_frame(painter, self._frame)
            elif not self._poster.isNull():
                painter.drawImage(self._middle(self._poster.size()), self._poster)
            else:
                self._paint_sign(painter, self._sign, "video_line", self.rect().center().y())

    def _middle(self, shape: QSize) -> QRect:
        size = fitted(shape, self.size())
        left = self.size() - size
        if left.width() <= FRINGE and left.height() <= FRINGE:
            return self.rect()
        rect = QRect(0, 0, 0, 0)
        rect.setSize(size)
        rect.moveCenter(self.rect().center())
        return rect

    def _paint_frame(self, painter: QPainter, frame: QVideoFrame) -> None:
        where = self._middle(shape_of(frame))
        scale = self.devicePixelRatioF()
        size = (where.size().toSizeF() * scale).toSize()
        if self._image.isNull() or self._image.size() != size.boundedTo(shape_of(frame)):
            self._image = to_image(frame, size)
        painter.drawImage(where, self._image)

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

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        kept = event.reason() == Qt.FocusReason.ActiveWindowFocusReason
        self.edge.set_ringed(self.edge.ringed and kept)


class Edge(QWidget):
    """Rounds the corners of what lies under it, and draws the ring of the focus around it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rounded, self.ringed = True, False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme.current().changed.connect(self.update)

    def set_rounded(self, rounded: bool) -> None:
        """Round the corners, or not."""
        self.rounded = rounded
        self.update()

    def set_ringed(self, ringed: bool) -> None:
        """Show the ring, or not."""
        self.ringed = ringed
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Cover the corners with what is around them."""
        whole = QRectF(self.rect())
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self.rounded:
                corners, card = QPainterPath(), QPainterPath()
                corners.addRect(whole)
                card.addRoundedRect(whole, theme.CARD_CORNER, theme.CARD_CORNER)
                painter.fillPath(corners - card, theme.current().color("surface"))
            if self.ringed:
                painter.setPen(QPen(theme.current().color("video_accent"), 2))
                corner = theme.CARD_CORNER - 1 if self.rounded else 0
                painter.drawRoundedRect(whole.adjusted(1, 1, -1, -1), corner, corner)


_BY_KEYS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
    Qt.FocusReason.OtherFocusReason,
)
_WRAPPED = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop) | int(
    Qt.TextFlag.TextWordWrap
)
