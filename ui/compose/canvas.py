"""The studio's canvas: all of the picture with the frame over it, or the frame as it is filled."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.framing import Box, Framing, Size, settle_box, stretch_box, zoom_of
from ui import theme
from ui.compose.canvaspaint import CORNERS, Corner, corner_of, paint_crop
from ui.compose.crophand import CropHand
from ui.compose.framed import inside, paint_framed, part_of
from ui.compose.pictures import Whole
from ui.compose.wellpaint import paint_ring

AROUND = 16
"""Device-independent pixels between the picture and the canvas's edge."""
REACH = 14
"""How near to a corner of the frame the pointer takes hold of it."""


class Canvas(QWidget):
    """Shows ``whole``, a picture of the size ``own``, and lets a person move the frame over it.

    ``clip`` is the clip's width and height. It never decodes anything: it draws from a copy of the
    picture that has the canvas's size.
    """

    moved = Signal(object)
    """The frame is at another box, a ``core.framing.Box``, while it is moved."""
    settled = Signal(str)
    """A move has ended; its kind, so that several of one kind in a row count as one."""
    picked = Signal(str)
    """A person took a colour out of the picture, ``#rrggbb``."""

    def __init__(self, whole: Whole, own: Size, clip: Size) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)
        self._whole, self._own, self._clip = whole, own, clip
        self._framing = Framing()
        self._kept = settle_box((), own, self.ratio)
        self._scaled = QImage()
        self._fitted = QImage()
        self._hand = CropHand(1)
        self._corner: Corner | None = None
        theme.current().changed.connect(self.update)

    @property
    def ratio(self) -> float:
        """The clip's width divided by its height."""
        return self._clip[0] / self._clip[1]

    @property
    def box(self) -> Box:
        """The part of the picture that is in the frame."""
        return self._hand.box or self._kept

    def show_framing(self, framing: Framing, box: Box) -> None:
        """Show how the picture is made to fit, and the part that a crop takes."""
        if framing != self._framing and framing.fit != "crop":
            self._fitted = QImage()
        self._framing, self._kept = framing, box
        self._hand.hold(box if framing.fit == "crop" else None, self._own, self.ratio)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.update()

    def set_fitted(self, image: QImage, framing: Framing) -> None:
        """Show the picture as it will be sent, unless it is made to fit in another way by now."""
        if framing == self._framing:
            self._fitted = image
            self.update()

    def place(self) -> QRectF:
        """Return where the picture lies, and with bars the frame, in the widget."""
        room = QRectF(self.rect()).adjusted(AROUND, AROUND, -AROUND, -AROUND)
        ratio = self._own if self._framing.fit == "crop" else self._clip
        return inside(room, QSizeF(*ratio))

    def frame(self) -> QRectF:
        """Return where the frame lies in the widget."""
        if self._framing.fit != "crop":
            return self.place()
        return part_of(self.place(), self.box)

    def zoom_to(self, zoom: float) -> None:
        """Zoom, around the middle of the frame."""
        self._hand.zoom_by(zoom / zoom_of(self.box, self._own, self.ratio))
        self._tell(True, "")

    def reset(self) -> None:
        """Take as much of the picture as there is room for, its middle."""
        self._tell(self._hand.reset(), "reset")

    def sizeHint(self) -> QSize:
        """Return a room in which details can be seen."""
        return QSize(720, 480)

    def minimumSizeHint(self) -> QSize:
        """Return the least room in which a frame can be moved."""
        return QSize(280, 180)

    # What a person does

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the frame or of a corner, or take a colour."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if self._framing.fit == "pad":
            self._pick(event.position())
        elif self._framing.fit == "crop":
            self._corner = self._corner_at(event.position())
            if self._corner is None and self.frame().contains(event.position()):
                self._hand.place = self.frame()
                self._hand.press(event)
            self._point(event.position())
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the frame, or say by the pointer what can be done."""
        if self._corner is not None:
            place = self.place()
            at = event.position() - place.topLeft()
            target = (at.x() / place.width(), at.y() / place.height())
            box = stretch_box(self.box, self._corner, target, self._own, self.ratio)
            self._hand.hold(box, self._own, self.ratio)
            self._tell(True, "")
        elif not self._tell(self._hand.move(event), ""):
            self._point(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        held = self._hand.release() or self._corner is not None
        self._corner = None
        self._point(event.position())
        self.update()
        if held:
            self.settled.emit("drag")

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Begin anew."""
        if self._framing.fit == "crop" and event.button() == Qt.MouseButton.LeftButton:
            self.reset()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom."""
        self._hand.place = self.frame()
        self._tell(self._hand.wheel(event), "zoom")
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Follow two fingers on a touchpad."""
        if isinstance(event, QNativeGestureEvent):
            self._hand.place = self.frame()
            if self._tell(self._hand.gesture(event), "zoom"):
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move and zoom with keys."""
        if not self._tell(self._hand.key(event), "keys"):
            super().keyPressEvent(event)

    def _tell(self, done: bool, kind: str) -> bool:
        """Tell others, and show, what the hand has done; ``kind`` is empty while it goes on."""
        if done:
            self.moved.emit(self.box)
            self.update()
            if kind:
                self.settled.emit(kind)
        return done

    def _pick(self, at: QPointF) -> None:
        """Take the colour of the picture under the pointer."""
        image, place = self._whole.image, self._inner()
        if place.contains(at):
            x = int((at.x() - place.x()) / place.width() * image.width())
            y = int((at.y() - place.y()) / place.height() * image.height())
            self.picked.emit(
                image.pixelColor(min(x, image.width() - 1), min(y, image.height() - 1)).name()
            )

    def _corner_at(self, at: QPointF) -> Corner | None:
        """Return the frame's corner that the pointer is at."""
        frame = self.frame()
        reach = min(REACH, frame.width() / 3, frame.height() / 3)
        for corner in CORNERS:
            away = corner_of(frame, corner) - at
            if max(abs(away.x()), abs(away.y())) <= reach:
                return corner
        return None

    def _point(self, at: QPointF) -> None:
        """Say by the pointer what can be done at ``at``."""
        shape = Qt.CursorShape.ArrowCursor
        if self._framing.fit == "pad" and self._inner().contains(at):
            shape = Qt.CursorShape.CrossCursor
        elif self._framing.fit == "crop":
            corner = self._corner or self._corner_at(at)
            if self._hand.dragging:
                shape = Qt.CursorShape.ClosedHandCursor
            elif corner is not None:
                falls = corner[0] == corner[1]
                shape = Qt.CursorShape.SizeFDiagCursor if falls else Qt.CursorShape.SizeBDiagCursor
            elif self.frame().contains(at):
                shape = Qt.CursorShape.OpenHandCursor
        self.setCursor(shape)

    # What is shown

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw from a copy of another size."""
        super().resizeEvent(event)
        self._fitted = QImage()

    def scaled_size(self) -> QSize:
        """Return the size in physical pixels that a copy should have to be drawn at once."""
        room = self.place().size() * self.devicePixelRatioF()
        return room.toSize().expandedTo(QSize(1, 1))

    def set_scaled(self, image: QImage) -> None:
        """Draw from ``image``, all of the picture in ``scaled_size``."""
        self._scaled = image
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture, what is left of it, and the frame."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.fillRect(self.rect(), theme.current().color("bg"))
            place = self.place()
            if self._framing.fit == "crop":
                fresh = self._scaled.size() == self.scaled_size()
                painter.drawImage(place, self._scaled if fresh else self._whole.image)
                held = self._hand.dragging or self._corner is not None
                paint_crop(painter, place, self.frame(), held=held)
            elif self._fitted.isNull():
                paint_framed(painter, place, self._whole, self._framing, self.box)
            else:
                painter.drawImage(place, self._fitted)
            if self._framing.fit != "crop":
                painter.setPen(QPen(theme.current().color("line"), 1))
                painter.drawRect(place)
            if self.hasFocus():
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                paint_ring(painter, self.rect(), theme.current().color("accent"))

    def _inner(self) -> QRectF:
        """Return where the picture lies between bars."""
        return inside(self.place(), QSizeF(self._whole.image.size()))
