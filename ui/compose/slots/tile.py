"""A file in a list: its picture, what the prompt calls it, and a way to take it out."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton, QWidget

from core.field import Medium
from core.language import translate
from core.valuewords import seconds_words
from ui import icons, theme
from ui.characters.face import middle_of
from ui.compose.slots.slotfile import SlotFile, shown_name
from ui.compose.slots.words import number
from ui.controls import IconButton

SIDE, PICTURE, ROW = 76, 60, 40
"""Device-independent pixels: a tile's width, its picture's height, and the height of a row."""
_ICONS: dict[Medium, str] = {"image": "image", "video": "film", "audio": "audio-lines"}


class FileTile(QAbstractButton):
    """A tile with a picture, or a whole row for what has none.

    With the pointer it is dragged along the list; Ctrl with an arrow moves it too, Delete takes it
    out, and Return writes what it is called into the prompt.
    """

    remove_asked = Signal()
    step_asked = Signal(int)
    """A person wants it that many places further on."""
    named = Signal()
    """A person wants its name in the prompt."""
    dragged = Signal(QPoint)
    """It is held, and the pointer is there in its parent."""
    dropped = Signal()

    def __init__(self, file: SlotFile, medium: Medium, parent: QWidget) -> None:
        super().__init__(parent)
        self.file, self.medium = file, medium
        self._press: QPoint | None = None
        self.held = False
        self.mention = QPushButton(self)
        self.mention.setProperty("role", "mention")
        self.mention.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.mention.setCursor(Qt.CursorShape.PointingHandCursor)
        self.mention.clicked.connect(self.named)
        self.remove = IconButton("x", self)
        self.remove.setProperty("role", "over" if medium != "audio" else "")
        self.remove.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.remove.clicked.connect(self.remove_asked)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.current().changed.connect(self.update)

    @property
    def wide(self) -> bool:
        """Tell whether it takes a row of its own: sound has no picture, but a name."""
        return self.medium == "audio"

    def show_file(self, file: SlotFile, called: str, place: int, count: int) -> None:
        """Show a file, its ``place`` among ``count``, and what the prompt calls it, if anything."""
        self.file = file
        words = called or number(place)
        self.mention.setText(words)
        self.mention.setEnabled(bool(called))
        self.mention.setVisible(bool(called) or count > 1)
        insert = translate("Slots", "Write {name} into the prompt").format(name=called)
        self.mention.setToolTip(insert if called else "")
        self.mention.setAccessibleName(insert if called else words)
        self.remove.set_name(translate("Slots", "Remove {name}").format(name=shown_name(file)))
        self.setToolTip(shown_name(file))
        facts = [shown_name(file), called, self._length()]
        self.setAccessibleName(", ".join(each for each in facts if each))
        self._arrange()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room of a tile, or of a row."""
        scale = theme.text_scale()
        if self.wide:
            return QSize(200, round(ROW * scale))
        return QSize(round(SIDE * scale), round(PICTURE * scale) + self._caption())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons where they belong."""
        super().resizeEvent(event)
        self._arrange()

    # Hands

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, take out, and name with the keys that people expect."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if control and event.key() in steps:
            self.step_asked.emit(steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_asked.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not control:
            if not event.isAutoRepeat() and self.mention.isEnabled():
                self.named.emit()
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._press = event.position().toPoint()
            self.setFocus(Qt.FocusReason.MouseFocusReason)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer once it has really moved."""
        if self._press is None:
            return
        way = (event.position().toPoint() - self._press).manhattanLength()
        if self.held or way >= QApplication.startDragDistance():
            self.held = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.dragged.emit(self.mapToParent(event.position().toPoint()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._press = None
        if self.held:
            self.held = False
            self.unsetCursor()
            self.dropped.emit()

    # Looks

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture or the row, and the focus."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            self._paint_row(painter) if self.wide else self._paint_tile(painter)
            if self.hasFocus():
                painter.setPen(QPen(theme.current().color("accent"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                ring = QRectF(self._card()).adjusted(1, 1, -1, -1)
                painter.drawRoundedRect(ring, theme.CORNER, theme.CORNER)

    def _paint_tile(self, painter: QPainter) -> None:
        self._paint_ground(painter)
        look = self.file.look
        if look is None or look.picture.isNull():
            self._paint_sign(painter, self._card())
        else:
            part = middle_of(look.picture, self._card().size())
            painter.drawImage(QRectF(self._card()), look.picture, part)
        painter.setClipping(False)
        self._paint_length(painter)
        if self.file.problem is not None:
            painter.setPen(QPen(theme.current().color("bad"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            edge = QRectF(self._card()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(edge, theme.CORNER, theme.CORNER)

    def _paint_length(self, painter: QPainter) -> None:
        """Write how long a clip is in the corner of its picture."""
        words = self._length()
        if not words:
            return
        color, metrics = theme.current().color, painter.fontMetrics()
        chip = QRect(0, 0, metrics.horizontalAdvance(words) + 10, metrics.height() + 2)
        chip.moveBottomLeft(self._card().bottomLeft() + QPoint(4, -4))
        ground = color("video")
        ground.setAlphaF(0.72)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(chip), 4, 4)
        painter.setPen(color("on_video"))
        painter.drawText(chip, int(Qt.AlignmentFlag.AlignCenter), words)

    def _paint_row(self, painter: QPainter) -> None:
        self._paint_ground(painter)
        painter.setClipping(False)
        high, pad = self.height(), theme.SPACE[1]
        self._paint_sign(painter, QRect(0, 0, high, high))
        left = self.mention.geometry().right() + pad if not self.mention.isHidden() else high
        metrics, length = painter.fontMetrics(), self._length()
        right = self.remove.x() - pad - metrics.horizontalAdvance(length)
        flags = int(Qt.AlignmentFlag.AlignVCenter)
        painter.setPen(theme.current().color("text"))
        mode = Qt.TextElideMode.ElideMiddle
        words = metrics.elidedText(shown_name(self.file), mode, max(right - left - pad, 0))
        painter.drawText(QRect(left, 0, right - left, high), flags, words)
        painter.setPen(theme.current().color("muted"))
        painter.drawText(QRect(right, 0, self.width() - right, high), flags, length)

    def _paint_ground(self, painter: QPainter) -> None:
        path = QPainterPath()
        path.addRoundedRect(QRectF(self._card()), theme.CORNER, theme.CORNER)
        painter.setClipPath(path)
        painter.fillRect(self._card(), theme.current().color("raised"))

    def _paint_sign(self, painter: QPainter, room: QRect) -> None:
        broken = self.file.problem is not None
        name = "triangle-alert" if broken else _ICONS[self.medium]
        side = round(18 * theme.text_scale())
        token = "bad" if broken else "muted"
        drawn = icons.pixmap(name, token, side, self.devicePixelRatioF())
        middle = room.center()
        painter.drawPixmap(middle.x() - side // 2 + 1, middle.y() - side // 2 + 1, drawn)

    def _length(self) -> str:
        look = self.file.look
        return seconds_words(number(round(look.seconds, 1))) if look and look.seconds else ""

    def _caption(self) -> int:
        """Return the height of the line under the picture."""
        return 0 if self.mention.isHidden() else self.mention.sizeHint().height()

    def _card(self) -> QRect:
        return self.rect().adjusted(0, 0, 0, 0 if self.wide else -self._caption())

    def _arrange(self) -> None:
        side, pad = self.remove.sizeHint(), 2
        caption = self.mention.sizeHint()
        if self.wide:
            high = self.height()
            top = (high - caption.height()) // 2
            self.mention.setGeometry(QRect(QPoint(high, top), caption))
            at = QPoint(self.width() - side.width() - pad, (high - side.height()) // 2)
        else:
            wide = min(caption.width(), self.width())
            top = self.height() - caption.height()
            self.mention.setGeometry((self.width() - wide) // 2, top, wide, caption.height())
            at = QPoint(self.width() - side.width() - pad, pad)
        self.remove.setGeometry(QRect(at, side))
