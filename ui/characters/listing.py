"""Characters as a list: the model of the picker and of the library, and a row's looks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from core.characters import name_of
from core.job import Job
from core.language import translate
from ui import theme
from ui.characters.cast import Cast, place_of
from ui.characters.face import paint_face

Index = QModelIndex | QPersistentModelIndex
JOB = Qt.ItemDataRole.UserRole
"""The character of a row: the ``Job`` that made it, or an id as text that no list knows."""
ROW = 44
"""Height of a row in device-independent pixels at the usual text size."""


class CastModel(QAbstractListModel):
    """Some characters; those that cannot be used here can be seen, but not chosen if ``strict``."""

    def __init__(self, cast: Cast, parent: QWidget, *, strict: bool = False) -> None:
        super().__init__(parent)
        self._cast, self._strict = cast, strict
        self.items: list[Job | str] = []

    def show_items(self, items: Sequence[Job | str]) -> None:
        """Show these, each the job that made it, or the id of one that no list knows."""
        self.beginResetModel()
        self.items = list(items)
        self.endResetModel()

    def row_of(self, character_id: str) -> int:
        """Return the row of a character, -1 if it is not shown."""
        ids = [each if isinstance(each, str) else each.character_id for each in self.items]
        return ids.index(character_id) if character_id in ids else -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how many there are."""
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row's character, or its words for those who have them read aloud."""
        item = self.items[index.row()]
        if role == JOB:
            return item
        if role == Qt.ItemDataRole.ToolTipRole and not isinstance(item, str):
            return "\n".join((name_of(item), item.character_id, place_of(item)))
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return ", ".join(part for part in words_of(item, self._cast) if part)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let only what can be used be chosen, where that is asked for."""
        item = self.items[index.row()]
        unusable = not isinstance(item, str) and not self._cast.is_here(item)
        if self._strict and unusable:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def words_of(item: Job | str, cast: Cast) -> tuple[str, str]:
    """Return the two lines of a row: a name, and its id or why it cannot be used."""
    if isinstance(item, str):
        words = translate("Characters", "Use “{id}” as an ID").format(id=item)
        return words, translate("Characters", "A character that was made elsewhere")
    return name_of(item), cast.why_not(item) or item.character_id


class RowDelegate(QStyledItemDelegate):
    """Paints a row: the picture, the name, and a line below it."""

    def __init__(self, cast: Cast, parent: QWidget) -> None:
        super().__init__(parent)
        self._cast = cast

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return a row's height."""
        return QSize(120, round(ROW * theme.text_scale()))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        item, color = index.data(JOB), theme.current().color
        room = QRect(option.rect)
        usable = bool(index.flags() & Qt.ItemFlag.ItemIsEnabled)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color("raised"))
            painter.drawRoundedRect(QRectF(room), theme.CORNER, theme.CORNER)
            painter.setPen(QPen(color("accent"), 2))
            painter.drawLine(room.left() + 1, room.top() + 8, room.left() + 1, room.bottom() - 8)
        side = room.height() - 14
        face = QRectF(room.left() + 10, room.top() + 7, side, side)
        if not usable:
            painter.setOpacity(0.5)
        if isinstance(item, str):
            paint_face(painter, face, "#", self._cast.no_picture)
        else:
            paint_face(painter, face, name_of(item), self._cast.poster(item))
        painter.setOpacity(1.0)
        words = room.adjusted(round(face.right()) - room.left() + 10, 4, -8, -4)
        paint_two_lines(painter, words, words_of(item, self._cast), usable=usable)
        painter.restore()


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
