"""What a list offers, a row each: a small picture and two lines beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from core.job import Job
from ui import theme

Index = QModelIndex | QPersistentModelIndex
Offered: TypeAlias = Job | str
"""A job that is here, or the id, as text, of something that was made elsewhere."""
ITEM = Qt.ItemDataRole.UserRole
"""What a row offers."""


class OfferedModel(QAbstractListModel):
    """Some jobs and ids. What a row says of one is for its kinds to tell."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.items: list[Offered] = []

    def show_items(self, items: Sequence[Offered]) -> None:
        """Show these."""
        self.beginResetModel()
        self.items = list(items)
        self.endResetModel()

    def lines(self, item: Offered) -> tuple[str, str]:
        """Return the two lines of a row; the second may be empty."""
        raise NotImplementedError

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how many there are."""
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a row offers, or its words for those who have them read aloud."""
        item = self.items[index.row()]
        if role == ITEM:
            return item
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return ", ".join(line for line in self.lines(item) if line)
        return None


class OfferedDelegate(QStyledItemDelegate):
    """Paints a row of ``model``: the picture, and the two lines beside it.

    ``height`` of a row is in device-independent pixels at the usual text size, ``ratio`` the
    picture's width to its height. ``picture`` paints it into the room that it is given.
    """

    def __init__(
        self,
        model: OfferedModel,
        height: int,
        ratio: float,
        picture: Callable[[QPainter, QRectF, Offered], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._model, self._height = model, height
        self._ratio, self._paint_picture = ratio, picture

    @property
    def height(self) -> int:
        """The height of a row in device-independent pixels, at the text size in use."""
        return round(self._height * theme.text_scale())

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return a row's height."""
        return QSize(120, self.height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        item, room = index.data(ITEM), QRect(option.rect)
        usable = bool(index.flags() & Qt.ItemFlag.ItemIsEnabled)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            _paint_marked(painter, room)
        high = room.height() - 14
        picture = QRectF(room.left() + 10, room.top() + 7, high * self._ratio, high)
        painter.setOpacity(1.0 if usable else 0.5)
        self._paint_picture(painter, picture, item)
        painter.setOpacity(1.0)
        words = room.adjusted(round(picture.right()) - room.left() + 10, 4, -8, -4)
        paint_two_lines(painter, words, self._model.lines(item), usable=usable)
        painter.restore()


def _paint_marked(painter: QPainter, room: QRect) -> None:
    color = theme.current().color
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color("raised"))
    painter.drawRoundedRect(QRectF(room), theme.CORNER, theme.CORNER)
    painter.setPen(QPen(color("accent"), 2))
    painter.drawLine(room.left() + 1, room.top() + 8, room.left() + 1, room.bottom() - 8)


def paint_two_lines(
    painter: QPainter, room: QRect, lines: tuple[str, str], *, usable: bool = True
) -> None:
    """Paint a name and a quieter line below it, each as far as there is room for it."""
    color = theme.current().color
    small = painter.font()
    small.setPixelSize(round(theme.TEXT_PX["small"] * theme.text_scale()))
    upper = QRect(room.left(), room.top(), room.width(), room.height() // 2)
    lower = upper.translated(0, upper.height())
    metrics = QFontMetrics(painter.font())
    mode, middle = Qt.TextElideMode.ElideRight, Qt.AlignmentFlag.AlignVCenter
    painter.setPen(color("text" if usable else "muted"))
    name = metrics.elidedText(lines[0], mode, room.width())
    painter.drawText(upper, int(middle | Qt.AlignmentFlag.AlignLeft), name)
    painter.setFont(small)
    painter.setPen(color("muted"))
    below = QFontMetrics(small).elidedText(lines[1], mode, room.width())
    painter.drawText(lower, int(middle | Qt.AlignmentFlag.AlignLeft), below)
