"""The well for the start frame: shows the picture as it will be sent, or asks for one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from core.framing import WHOLE, Box, Framing, Size
from core.language import translate
from ui import theme
from ui.compose.crophand import CropHand
from ui.compose.emptywell import EmptyWell
from ui.compose.framed import paint_framed
from ui.compose.pictures import Whole
from ui.compose.wellpaint import clip_to_card, paint_busy, paint_chip, paint_outline, paint_ring

LOWEST, TALLEST = 104, 240
"""Device-independent pixels of a picture's height, where the column is low, or it is portrait."""
LOWEST_BESIDE = 72
"""The same, where there is another well beside this one."""


class FrameWell(QAbstractButton):
    """A picture in its output's ratio. Empty, a click asks for one; a cropped one can be moved."""

    paste_asked = Signal()
    remove_asked = Signal()
    resized = Signal()
    moved = Signal(object)
    """A person chose another part of the picture, a ``core.framing.Box``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)
        self._ratio, self._lowest = QSize(16, 9), LOWEST
        self._image = QImage()
        self._made: Framing | None = None
        self._whole: Whole | None = None
        self._framing = Framing()
        self._hand = CropHand(-1)
        self._pointed = False
        self._busy = ""
        self._empty = EmptyWell(self)
        self.browse, self.paste = self._empty.browse, self._empty.paste
        self.paste.clicked.connect(self.paste_asked)
        self.browse.clicked.connect(self.clicked)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._empty)
        theme.current().changed.connect(self.update)
        self.set_ratio(QSize(16, 9))
        self._show_cursor()

    def set_role(self, role: str) -> None:
        """Say that the picture is the start frame, or the end frame; shown by ``retranslate``."""
        self._empty.role = role

    def set_compact(self, compact: bool) -> None:
        """Take little room while empty, where there is another well beside this one."""
        self._lowest = LOWEST_BESIDE if compact else LOWEST
        self._empty.set_compact(compact)
        self._fit_height()

    def set_ratio(self, size: QSize) -> None:
        """Show pictures in the ratio of ``size``, the clip's width and height."""
        self._ratio = size
        self._empty.set_ratio(size)
        self._fit_height()
        self.update()

    def set_picture(self, image: QImage, framing: Framing | None = None) -> None:
        """Show ``image``, made with this framing; a null image empties the well."""
        self._image, self._made = image, framing
        self._busy = ""
        if image.isNull():
            self.set_framing(None, Framing(), None, (1, 1))
        self._show_empty()

    def set_framing(
        self, whole: Whole | None, framing: Framing, box: Box | None, picture: Size
    ) -> None:
        """Show ``whole`` as it is framed, until the picture comes as it will be sent.

        ``box`` is the part of a ``picture`` of this size that a crop takes, None before it is
        known.
        """
        self._whole, self._framing = whole, framing
        held = box if framing.fit == "crop" and whole is not None else None
        self._hand.hold(held, picture, self._ratio.width() / self._ratio.height())
        self._show_cursor()
        self.update()

    def set_busy(self, words: str) -> None:
        """Say that a picture is on its way; nothing takes the words away."""
        self._busy = words
        self._show_empty()

    @property
    def empty(self) -> bool:
        """Tell whether there is neither a picture nor one on its way."""
        return self._image.isNull() and not self._busy

    @property
    def filled(self) -> bool:
        """Tell whether a picture is shown."""
        return not self._image.isNull()

    @property
    def exact(self) -> bool:
        """Tell whether the picture is shown as it will be sent, not only much like it."""
        made = self._ratio.scaled(self._image.size(), Qt.AspectRatioMode.KeepAspectRatio)
        less = self._image.size() - made
        same = self.filled and max(less.width(), less.height()) <= 1
        return same and self._made == self._framing

    def picture_size(self) -> QSize:
        """Return the room for a picture in its ratio, in physical pixels."""
        room = self._ratio.scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        return (room * self.devicePixelRatioF()).expandedTo(QSize(1, 1))

    def retranslate(self) -> None:
        """Show all texts in the language in use."""
        self._empty.retranslate()
        self._fit_height()
        self.update()

    def _show_empty(self) -> None:
        self._empty.setVisible(self.empty)
        self._fit_height()
        self._show_cursor()
        self.update()

    def _show_cursor(self) -> None:
        """Say by the pointer what can be done."""
        shape = Qt.CursorShape.ArrowCursor if self.filled else Qt.CursorShape.PointingHandCursor
        if self._hand.dragging:
            shape = Qt.CursorShape.ClosedHandCursor
        elif self._hand.can_move():
            shape = Qt.CursorShape.OpenHandCursor
        self.setCursor(shape)

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
        self.setMinimumHeight(self._lowest)
        self.setMaximumHeight(max(min(whole.height(), TALLEST), self._lowest))

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

    def event(self, event: QEvent) -> bool:
        """Follow two fingers on a touchpad."""
        if isinstance(event, QNativeGestureEvent) and self._done(self._hand.gesture(event)):
            return True
        return super().event(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show what can be done here. The wheel may only be passing by."""
        super().enterEvent(event)
        self._pointed = False
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Show no hint any more."""
        super().leaveEvent(event)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the picture."""
        self._pointed = True
        if not self.filled:
            super().mousePressEvent(event)
        elif self._hand.press(event):
            self._show_cursor()
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the picture with the pointer."""
        self._pointed = True
        if not self.filled:
            super().mouseMoveEvent(event)
        else:
            self._hand.place = QRectF(self._place())
            self._done(self._hand.move(event))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of the picture."""
        if not self.filled:
            super().mouseReleaseEvent(event)
        elif self._hand.release():
            self._show_cursor()
            self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Show as much of the picture as there is room for."""
        if not self.filled:
            super().mouseDoubleClickEvent(event)
        elif event.button() == Qt.MouseButton.LeftButton:
            self._done(self._hand.reset())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom, unless the column is scrolled and the well only passes under the pointer."""
        self._hand.place = QRectF(self._place())
        meant = self._pointed or self.hasFocus()
        if meant and self._done(self._hand.wheel(event)):
            event.accept()
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste, remove, open and move with the keys that people expect."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste_asked.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_asked.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            if not event.isAutoRepeat():
                self.click()
        elif not self._done(self._hand.key(event)):
            super().keyPressEvent(event)

    def _done(self, taken: bool) -> bool:
        """Tell others, and show, what the hand has done."""
        if taken and self._hand.box is not None:
            self.moved.emit(self._hand.box)
            self._show_cursor()
            self.update()
        return taken

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground, the picture, and the focus."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            if self.empty:
                paint_outline(painter, self.rect(), "text" if self.underMouse() else "field")
            else:
                self._paint_picture(painter)
            if self._busy:
                paint_busy(painter, self.rect(), self._busy)
            elif self.underMouse() and self._hand.box is not None and not self._hand.dragging:
                paint_chip(painter, self.rect(), self._hint())
            if self.hasFocus():
                paint_ring(painter, self.rect(), theme.current().color("accent"))

    def _paint_picture(self, painter: QPainter) -> None:
        painter.save()
        clip_to_card(painter, self.rect())
        painter.fillRect(self.rect(), theme.current().color("raised"))
        place, box = QRectF(self._place()), self._hand.box
        if self._whole is None or self.exact or (box is None and self._framing.fit == "crop"):
            painter.drawImage(place, self._image)
        else:
            painter.setClipRect(place, Qt.ClipOperation.IntersectClip)
            paint_framed(painter, place, self._whole, self._framing, box or WHOLE)
        painter.restore()

    def _hint(self) -> str:
        """Return how the picture is moved, in words."""
        if self._hand.can_move():
            return translate("Compose", "Drag to move · scroll to zoom")
        return translate("Compose", "Scroll to zoom")

    def _place(self) -> QRect:
        size = self._ratio.scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(QPoint(0, 0), size)
        place.moveCenter(self.rect().center())
        return place
