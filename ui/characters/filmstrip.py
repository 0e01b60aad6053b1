"""A clip as a strip of frames, with a window over the seconds that are used."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy

from ui import theme
from ui.characters.face import middle_of

HEIGHT = 56
"""Device-independent pixels at the usual text size."""
STEPS = 100
"""Steps of a second: what the value counts."""
STEP = 10
PAGE = 100
"""Steps that an arrow and a page key move by."""


class Filmstrip(QAbstractSlider):
    """Moves a window of some seconds over a clip. The value is where it begins, in 1/100 s."""

    def __init__(self) -> None:
        super().__init__()
        self._frames: tuple[QImage, ...] = ()
        self._seconds, self._window = 0.0, 0.0
        self._grip = 0.0
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSingleStep(STEP)
        self.setPageStep(PAGE)
        theme.current().changed.connect(self.update)
        self.valueChanged.connect(lambda _: self.update())

    def show_film(self, frames: Sequence[QImage], seconds: float, window: float) -> None:
        """Show a clip of ``seconds``, of which ``window`` seconds are used, from the beginning."""
        self._frames = tuple(frames)
        self._seconds, self._window = seconds, window
        self.setRange(0, max(round((seconds - window) * STEPS), 0))
        self.setValue(0)
        self.setCursor(
            Qt.CursorShape.OpenHandCursor if self.movable else Qt.CursorShape.ArrowCursor
        )
        self.update()

    @property
    def movable(self) -> bool:
        """Tell whether the clip is longer than what is used of it."""
        return self.maximum() > 0

    @property
    def start(self) -> float:
        """Where the window begins, in seconds."""
        return self.value() / STEPS

    @property
    def end(self) -> float:
        """Where the window ends, in seconds."""
        return min(self.start + self._window, self._seconds)

    def sizeHint(self) -> QSize:
        """Return the strip's height."""
        return QSize(320, round(HEIGHT * theme.text_scale()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frames, darker where they are not used, and the window with its grips."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            strip = self._strip()
            outline = QPainterPath()
            outline.addRoundedRect(strip, theme.CORNER, theme.CORNER)
            painter.save()
            painter.setClipPath(outline)
            painter.fillRect(strip, theme.current().color("line"))
            self._paint_frames(painter, strip)
            window = self._place()
            dark = theme.current().color("video")
            dark.setAlphaF(0.62)
            painter.fillRect(QRectF(strip.topLeft(), window.bottomLeft()), dark)
            painter.fillRect(QRectF(window.topRight(), strip.bottomRight()), dark)
            painter.restore()
            if self._seconds > 0:
                self._paint_window(painter, window)

    def _paint_frames(self, painter: QPainter, strip: QRectF) -> None:
        width = strip.width() / max(len(self._frames), 1)
        for number, frame in enumerate(self._frames):
            room = QRectF(strip.left() + number * width, strip.top(), width + 0.5, strip.height())
            painter.drawImage(room, frame, middle_of(frame, room.size().toSize()))

    def _paint_window(self, painter: QPainter, window: QRectF) -> None:
        color = theme.current().color
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(color("video_accent"), 3))
        painter.drawRoundedRect(window.adjusted(1.5, 1.5, -1.5, -1.5), theme.CORNER, theme.CORNER)
        if self.hasFocus():
            painter.setPen(QPen(color("text"), 2))
            whole = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(whole, theme.CORNER + 2, theme.CORNER + 2)
        if self.movable:
            painter.setPen(QPen(color("video_accent"), 2))
            middle, high = window.center().y(), window.height() / 6
            for x in (window.left() + 7, window.right() - 7):
                painter.drawLine(QPointF(x, middle - high), QPointF(x, middle + high))

    def _strip(self) -> QRectF:
        """Return where the frames are; around them is room for the ring of the focus."""
        return QRectF(self.rect()).adjusted(3, 3, -3, -3)

    def _place(self) -> QRectF:
        """Return where the window is."""
        strip = self._strip()
        if self._seconds <= 0:
            return strip
        left = strip.left() + strip.width() * self.start / self._seconds
        right = strip.left() + strip.width() * self.end / self._seconds
        return QRectF(left, strip.top(), max(right - left, 8.0), strip.height())

    # Moving

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the window; a press beside it brings it there."""
        if event.button() != Qt.MouseButton.LeftButton or not self.movable:
            return
        x, window = event.position().x(), self._place()
        inside = window.left() <= x <= window.right()
        self._grip = x - window.left() if inside else window.width() / 2
        self.setSliderDown(True)
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self._move_to(x)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the window with the pointer."""
        if self.isSliderDown():
            self._move_to(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        if self.isSliderDown():
            self.setSliderDown(False)
            self.setCursor(Qt.CursorShape.OpenHandCursor)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to what scrolls."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by a tenth of a second, by a whole one with Shift."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in steps:
            shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            size = PAGE if shift else STEP
            self.setValue(self.value() + steps[Qt.Key(event.key())] * size)
        else:
            super().keyPressEvent(event)

    def _move_to(self, x: float) -> None:
        strip = self._strip()
        share = (x - self._grip - strip.left()) / max(strip.width(), 1.0)
        self.setValue(round(share * self._seconds * STEPS))
