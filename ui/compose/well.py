"""The well for the start frame: shows the picture as it will be sent, or asks for one."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from core.language import translate
from ui import icons, theme
from ui.compose.ghost import Ghost

LOWEST, TALLEST = 128, 240
"""Device-independent pixels of a picture's height, where the column is low, or it is portrait."""


class FrameWell(QAbstractButton):
    """A picture in its output's ratio. A click asks for another one."""

    paste_asked = Signal()
    remove_asked = Signal()
    resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMouseTracking(True)
        self._ratio = QSize(16, 9)
        self._image = QImage()
        self._busy = ""
        self._empty = QWidget(self)
        self._ghost = Ghost()
        self._words = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self.browse, self.paste = QPushButton(), QPushButton()
        self._build()
        theme.current().changed.connect(self.update)
        self.set_ratio(QSize(16, 9))

    def set_ratio(self, size: QSize) -> None:
        """Show pictures in the ratio of ``size``, the clip's width and height."""
        self._ratio = size
        self._ghost.set_ratio(size)
        self._fit_height()
        self.update()

    def set_picture(self, image: QImage) -> None:
        """Show ``image`` as it is; a null image empties the well."""
        self._image = image
        self._busy = ""
        self._show_empty()

    def set_busy(self, words: str) -> None:
        """Say that a picture is on its way; nothing takes the words away."""
        self._busy = words
        self._show_empty()

    @property
    def empty(self) -> bool:
        """Tell whether there is neither a picture nor one on its way."""
        return self._image.isNull() and not self._busy

    def picture_size(self) -> QSize:
        """Return the room for a picture in its ratio, in physical pixels."""
        room = self._ratio.scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        return (room * self.devicePixelRatioF()).expandedTo(QSize(1, 1))

    def retranslate(self) -> None:
        """Show all texts in the language in use."""
        self._words.setText(translate("Compose", "Drop a start frame, paste, or browse"))
        for button, words in (
            (self.browse, translate("Compose", "Browse…")),
            (self.paste, translate("Compose", "Paste")),
        ):
            button.setText(f" {words}")  # Qt sets the words close to the icon
            button.setAccessibleName(words)
        self._fit_height()

    def _build(self) -> None:
        for button in (self.browse, self.paste):
            button.setProperty("role", "quiet")
            button.setCursor(Qt.CursorShape.ArrowCursor)
        for passive in (self._empty, self._ghost, self._words):
            passive.setCursor(Qt.CursorShape.PointingHandCursor)
        self._ghost.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.browse.setIcon(icons.icon("folder-open"))
        self.paste.setIcon(icons.icon("clipboard-paste"))
        self.paste.clicked.connect(self.paste_asked)
        self.browse.clicked.connect(self.clicked)
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        buttons.addStretch()
        buttons.addWidget(self.browse)
        buttons.addWidget(self.paste)
        buttons.addStretch()
        column = QVBoxLayout(self._empty)
        column.setContentsMargins(8, 8, 8, 4)
        column.setSpacing(4)
        column.addStretch()
        column.addWidget(self._ghost, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._words)
        column.addLayout(buttons)
        column.addStretch()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._empty)

    def _show_empty(self) -> None:
        self._empty.setVisible(self.empty)
        self._fit_height()
        self.update()

    def _fit_height(self) -> None:
        """Bound the height: never more than the picture fills, never less than can be read."""
        self._empty.ensurePolished()
        if self.empty:
            lowest = self._empty.heightForWidth(self.width()) if self.width() else 0
            lowest = max(lowest, self._empty.minimumSizeHint().height())
            self.setMinimumHeight(lowest)
            self.setMaximumHeight(lowest + 24)
            return
        whole = self._ratio.scaled(self.width(), 1 << 16, Qt.AspectRatioMode.KeepAspectRatio)
        self.setMinimumHeight(LOWEST)
        self.setMaximumHeight(max(min(whole.height(), TALLEST), LOWEST))

    def sizeHint(self) -> QSize:
        """Return the least room; the layout gives what is left over."""
        return QSize(200, self.minimumHeight())

    def hitButton(self, position: QPoint) -> bool:
        """Count a click anywhere."""
        return self.rect().contains(position)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the height follow the width."""
        super().resizeEvent(event)
        self._fit_height()
        self.resized.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste, remove, and open with the keys that people expect."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste_asked.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_asked.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            if not event.isAutoRepeat():
                self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground, the picture, and the focus."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            if self.empty:
                self._paint_outline(painter)
            else:
                self._paint_picture(painter)
            if self._busy:
                self._paint_busy(painter)
            if self.hasFocus():
                _ring(painter, self.rect(), theme.current().color("accent"), 2)

    def _paint_outline(self, painter: QPainter) -> None:
        color = theme.current().color
        pen = QPen(color("text" if self.underMouse() else "field"), 1)
        pen.setDashPattern([4, 4])
        painter.setPen(pen)
        painter.setBrush(color("bg"))
        inner = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(inner, theme.CARD_CORNER, theme.CARD_CORNER)

    def _paint_picture(self, painter: QPainter) -> None:
        path = QPainterPath()
        path.addRoundedRect(QRectF(self.rect()), theme.CARD_CORNER, theme.CARD_CORNER)
        painter.save()
        painter.setClipPath(path)
        painter.fillRect(self.rect(), theme.current().color("raised"))
        painter.drawImage(QRectF(self._place()), self._image)
        painter.restore()

    def _paint_busy(self, painter: QPainter) -> None:
        color = theme.current().color
        ground = color("raised")
        ground.setAlphaF(0.8)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(self.rect()), theme.CARD_CORNER, theme.CARD_CORNER)
        painter.setPen(color("text"))
        inner = self.rect().adjusted(12, 12, -12, -12)
        painter.drawText(
            inner, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), self._busy
        )

    def _place(self) -> QRect:
        size = self._ratio.scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(QPoint(0, 0), size)
        place.moveCenter(self.rect().center())
        return place


def _ring(painter: QPainter, rect: QRect, color: QColor, width: int) -> None:
    """Draw the ring of the focus inside ``rect``."""
    painter.setPen(QPen(color, width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inset = width / 2
    inner = QRectF(rect).adjusted(inset, inset, -inset, -inset)
    painter.drawRoundedRect(inner, theme.CARD_CORNER, theme.CARD_CORNER)
