"""Characters as posters beside each other."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from core.characters import name_of
from core.language import translate
from ui import theme
from ui.characters.cast import Cast, place_of
from ui.characters.face import paint_poster
from ui.offered import ITEM, Index, paint_two_lines

NARROWEST = 168
"""Device-independent pixels of a card at the usual text size; wider cards fill the line."""
PAD = 8
WORDS = 60
"""Height of the lines below a poster."""


class CardDelegate(QStyledItemDelegate):
    """Paints a card: the poster, the name, the id, and where the character can be used."""

    def __init__(self, cast: Cast, parent: QWidget) -> None:
        super().__init__(parent)
        self._cast = cast
        self.size = QSize(NARROWEST, NARROWEST)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the size of a card, which all share."""
        return self.size

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one card."""
        job, color = index.data(ITEM), theme.current().color
        card = QRectF(option.rect).adjusted(3, 3, -3, -3)
        usable = self._cast.is_here(job)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(QPen(color("accent"), 2) if chosen else Qt.PenStyle.NoPen)
            painter.setBrush(color("raised"))
            painter.drawRoundedRect(card, theme.CARD_CORNER, theme.CARD_CORNER)
        inner = card.adjusted(PAD, PAD, -PAD, -PAD)
        poster = QRectF(inner.topLeft(), inner.size())
        poster.setHeight(inner.width() * 9 / 16)
        painter.setOpacity(1.0 if usable else 0.45)
        paint_poster(painter, poster, name_of(job), self._cast.poster(job), theme.CORNER)
        painter.setOpacity(1.0)
        below = QRect(
            round(inner.left()),
            round(poster.bottom()) + 4,
            round(inner.width()),
            round(inner.bottom() - poster.bottom()) - 4,
        )
        self._paint_words(painter, below, index, usable=usable)
        painter.restore()

    def _paint_words(self, painter: QPainter, room: QRect, index: Index, *, usable: bool) -> None:
        job = index.data(ITEM)
        upper = QRect(room.left(), room.top(), room.width(), room.height() * 2 // 3)
        paint_two_lines(painter, upper, (name_of(job), job.character_id), usable=usable)
        small = painter.font()
        small.setPixelSize(round(theme.TEXT_PX["small"] * theme.text_scale()))
        painter.setFont(small)
        painter.setPen(theme.current().color("muted" if usable else "warning"))
        words = place_of(job)
        if not usable:
            words = translate("Characters", "{place} only").format(place=words)
        lower = QRect(room.left(), upper.bottom(), room.width(), room.height() // 3)
        words = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(lower, int(flags), words)


class CastGrid(QListView):
    """Cards in lines that fill the width."""

    def __init__(self, cast: Cast) -> None:
        super().__init__()
        self._cards = CardDelegate(cast, self)
        self.setItemDelegate(self._cards)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        cast.pictured.connect(self.viewport().update)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give each card its part of the line."""
        scale = theme.text_scale()
        room = self.viewport().width() - 2
        count = max(room // round(NARROWEST * scale), 1)
        width = room // count
        picture = (width - 2 * PAD - 6) * 9 // 16
        size = QSize(width, picture + round(WORDS * scale) + 2 * PAD + 6)
        if size != self._cards.size:
            self._cards.size = size
            self.setGridSize(size)
        super().resizeEvent(event)
