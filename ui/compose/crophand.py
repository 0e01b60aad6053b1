"""The hand that moves a picture behind its frame, or the frame: mouse, wheel, pinch and keys."""

from __future__ import annotations

import math
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QNativeGestureEvent, QWheelEvent

from core.framing import WHOLE, Box, Size, move_box, settle_box, zoom_box, zoom_of

STEP = 0.005
"""How far an arrow key moves, as a fraction of the frame; ten times that with Shift."""

KEY_ZOOM = 1.1
WHEEL_ZOOM = 1.0015
"""How much nearer a key, or an eighth of a degree of the wheel, brings the picture."""

ZOOM_KEYS = {
    Qt.Key.Key_Plus: 1,
    Qt.Key.Key_Equal: 1,
    Qt.Key.Key_Minus: -1,
    Qt.Key.Key_Underscore: -1,
}
RESET_KEYS = (Qt.Key.Key_0, Qt.Key.Key_Home)
ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class CropHand:
    """Turns what a person does with a picture in its frame into another part of the picture.

    ``way`` is -1 where the picture follows the pointer, 1 where the frame does. ``place`` is where
    the frame lies in the widget, ``box`` the part of the ``picture`` (its own size in pixels) that
    fills it, ``ratio`` the frame's width divided by its height; without a box there is nothing to
    move. Each method returns True if the event was for the hand; ``box`` may be another one then.
    """

    def __init__(self, way: Literal[-1, 1]) -> None:
        self._way = way
        self.box: Box | None = None
        self.picture: Size = (1, 1)
        self.ratio = 1.0
        self.place = QRectF()
        self._held: QPointF | None = None
        self._from = WHOLE

    def hold(self, box: Box | None, picture: Size, ratio: float) -> None:
        """Take a part of a picture in hand, for clips of this ratio; None puts it down."""
        self.box, self.picture, self.ratio = box, picture, ratio
        if box is None:
            self._held = None

    @property
    def dragging(self) -> bool:
        """Tell whether the picture is held."""
        return self._held is not None

    def can_move(self) -> bool:
        """Tell whether there is more of the picture beside the frame."""
        box = self.box
        return box is not None and (box[2] - box[0] < 0.9999 or box[3] - box[1] < 0.9999)

    def press(self, event: QMouseEvent) -> bool:
        """Take hold of the picture."""
        if self.box is None or event.button() != Qt.MouseButton.LeftButton:
            return False
        self._take_hold(event.position())
        return True

    def move(self, event: QMouseEvent) -> bool:
        """Let the picture, or the frame, follow the pointer."""
        if self._held is None or self.box is None or self.place.isEmpty():
            return False
        by = event.position() - self._held
        self._slide(self._from, by.x() / self.place.width(), by.y() / self.place.height())
        return True

    def release(self) -> bool:
        """Let go of it."""
        held, self._held = self._held, None
        return held is not None

    def reset(self) -> bool:
        """Show as much of the picture as there is room for, its middle."""
        if self.box is None:
            return False
        self._held = None
        self.box = settle_box((), self.picture, self.ratio)
        return True

    def wheel(self, event: QWheelEvent) -> bool:
        """Bring the picture nearer, or take it away, under the pointer."""
        turned = event.angleDelta().y() or event.angleDelta().x()
        if self.box is None or not turned:
            return False
        self.zoom_by(math.pow(WHEEL_ZOOM, turned), event.position())
        if self._held is not None:
            self._take_hold(event.position())
        return True

    def gesture(self, event: QNativeGestureEvent) -> bool:
        """Follow two fingers."""
        if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            return self.zoom_by(max(1.0 + event.value(), 0.1), event.position())
        if event.gestureType() == Qt.NativeGestureType.SmartZoomNativeGesture:
            return self.reset()
        return False

    def key(self, event: QKeyEvent) -> bool:
        """Follow the keys."""
        key, shift = Qt.Key(event.key()), Qt.KeyboardModifier.ShiftModifier
        plain = event.modifiers() & ~(shift | Qt.KeyboardModifier.KeypadModifier)
        if self.box is None or plain != Qt.KeyboardModifier.NoModifier:
            return False
        if key in ZOOM_KEYS:
            return self.zoom_by(math.pow(KEY_ZOOM, ZOOM_KEYS[key]))
        if key in RESET_KEYS:
            return self.reset()
        if key in ARROWS:
            step = STEP * (10 if event.modifiers() & shift else 1)
            self._slide(self.box, ARROWS[key][0] * step, ARROWS[key][1] * step)
            return True
        return False

    def zoom_by(self, factor: float, at: QPointF | None = None) -> bool:
        """Zoom by ``factor``; what lies at the point ``at`` of the widget stays there."""
        if self.box is None:
            return False
        where = (0.5, 0.5)
        if at is not None and not self.place.isEmpty():
            x = (at.x() - self.place.x()) / self.place.width()
            y = (at.y() - self.place.y()) / self.place.height()
            where = (min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0))
        zoom = zoom_of(self.box, self.picture, self.ratio) * factor
        self.box = zoom_box(self.box, self.picture, self.ratio, zoom, where)
        return True

    def _take_hold(self, at: QPointF) -> None:
        """Move from here on, so that a pointer that goes too far and comes back loses nothing."""
        self._held, self._from = at, self.box or WHOLE

    def _slide(self, box: Box, across: float, down: float) -> None:
        """Let the part be ``box`` moved by fractions of the frame."""
        wide, high = box[2] - box[0], box[3] - box[1]
        self.box = move_box(box, self._way * across * wide, self._way * down * high)
