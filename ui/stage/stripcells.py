"""Painting the cells of the strip: a picture with its number, and a line under it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QFontMetrics, QImage, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from core.shots import Shot
from ui import icons, theme
from ui.queue.paint import badge, bar, fill, icon, thumb
from ui.queue.thumbnails import Thumbnails
from ui.stage.stripmodel import ShotModel
from ui.stage.stripwords import ShotFace, shot_face

THUMB = QSize(112, 63)
GAP = 14
"""Device-independent pixels between two cells; the mark of a continued clip stands there."""
EDGE = 4
PAD = 4
MARK = 18
"""Side of the mark that takes a shot into the film."""
FADED = 0.35

_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Areas:
    """Where the parts of a cell are."""

    cell: QRect
    thumb: QRect
    mark: QRect
    caption: QRect


class ShotDelegate(QStyledItemDelegate):
    """Paints shots. ``current`` is the row of the job on the stage, ``lifted`` one that is dragged.

    ``hovered`` is the row under the pointer; ``ringed`` says whether the focus is shown.
    """

    def __init__(self, model: ShotModel, thumbnails: Thumbnails, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._thumbnails = thumbnails
        self._font = QFont()
        self.hovered = self.current = self.lifted = -1
        self.ringed = False

    def set_font(self, font: QFont) -> None:
        """Write in a smaller ``font``."""
        self._font = QFont(font)
        self._font.setPixelSize(round(theme.TEXT_PX["small"] * theme.text_scale()))

    def cell_size(self) -> QSize:
        """Return the size of every cell, the gap at its right included."""
        line = QFontMetrics(self._font).height()
        return QSize(THUMB.width() + 2 * EDGE + GAP, THUMB.height() + line + 2 * EDGE + PAD)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the size of a cell."""
        return self.cell_size()

    def areas(self, rect: QRect) -> Areas:
        """Return where the parts of the cell in ``rect`` are."""
        cell = rect.adjusted(0, 0, -GAP, 0)
        picture = QRect(cell.topLeft() + QPoint(EDGE, EDGE), THUMB)
        mark = QRect(0, 0, MARK, MARK)
        mark.moveTopRight(picture.topRight() + QPoint(-3, 4))
        caption = QRect(
            picture.left(),
            picture.bottom() + 1 + PAD,
            THUMB.width(),
            cell.height() - THUMB.height(),
        )
        caption.setBottom(cell.bottom() - EDGE)
        return Areas(cell, picture, mark, caption)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint the cell of a shot."""
        shot = self._model.shot(index.row())
        if shot is None:
            return
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._paint_link(painter, rect, index.row())
        if index.row() == self.lifted:
            painter.setOpacity(FADED)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        self.paint_cell(painter, rect, index.row(), ringed=focused and self.ringed)
        painter.restore()

    def paint_cell(self, painter: QPainter, rect: QRect, row: int, *, ringed: bool = False) -> None:
        """Paint a cell without what stands between it and the next one."""
        shot = self._model.shot(row)
        if shot is None:
            return
        areas, face = self.areas(rect), shot_face(shot)
        left_out = self._model.left_out(row)
        if row in (self.current, self.hovered):
            fill(painter, QRectF(areas.cell), theme.CARD_CORNER, "raised")
        self._paint_picture(painter, areas.thumb, shot, raised=row in (self.current, self.hovered))
        if left_out:
            self._fade(painter, areas.thumb, raised=row in (self.current, self.hovered))
        self._paint_progress(painter, areas.thumb, face)
        self._paint_tags(painter, areas.thumb, face)
        if left_out or row == self.hovered or ringed:
            self._paint_mark(painter, areas.mark, left_out)
        self._paint_caption(painter, areas.caption, face)
        if row == self.current:
            edge = QRectF(areas.thumb.left(), areas.cell.bottom() - 1, areas.thumb.width(), 2)
            fill(painter, edge, 1, "accent")
        if ringed:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.current().color("accent"), 2))
            inner = QRectF(areas.cell).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(inner, theme.CARD_CORNER - 1, theme.CARD_CORNER - 1)

    def _paint_picture(self, painter: QPainter, rect: QRect, shot: Shot, *, raised: bool) -> None:
        scale = painter.deviceTransform().m11()
        size = (rect.size().toSizeF() * scale).toSize()
        image: QImage | None = self._thumbnails.image(shot.face, size, 6 * scale)
        thumb(painter, rect, image, "film" if shot.ready else "clapperboard", raised=raised)

    def _fade(self, painter: QPainter, rect: QRect, *, raised: bool) -> None:
        """Let the picture of a shot stand back that does not go into the film."""
        veil = theme.current().color("raised" if raised else "surface")
        veil.setAlphaF(1 - FADED)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(veil)
        painter.drawRoundedRect(QRectF(rect), theme.CORNER, theme.CORNER)

    def _paint_progress(self, painter: QPainter, rect: QRect, face: ShotFace) -> None:
        if face.percent is not None:
            line = QRectF(rect.left() + PAD, rect.bottom() - 6, rect.width() - 2 * PAD, 3)
            bar(painter, line, face.percent / 100)

    def _paint_tags(self, painter: QPainter, rect: QRect, face: ShotFace) -> None:
        """Write number and length onto the picture."""
        self._tag(painter, rect.topLeft() + QPoint(4, 4), face.number)
        if face.length and face.percent is None:
            width = self._tag_width(face.length)
            height = QFontMetrics(self._font).height()
            corner = rect.bottomRight() + QPoint(-3 - width, -3 - height)
            self._tag(painter, corner, face.length)
        if face.mark:
            badge(painter, rect, face.mark)

    def _tag_width(self, words: str) -> int:
        return max(QFontMetrics(self._font).horizontalAdvance(words) + 8, 16)

    def _tag(self, painter: QPainter, at: QPoint, words: str) -> None:
        ground = theme.current().color("video")
        ground.setAlphaF(0.72)
        box = QRect(at, QSize(self._tag_width(words), QFontMetrics(self._font).height()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(box), 4, 4)
        painter.setFont(self._font)
        painter.setPen(theme.current().color("on_video"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), words)

    def _paint_mark(self, painter: QPainter, rect: QRect, left_out: bool) -> None:
        """Draw whether the shot goes into the film: a tick, or a crossed-out eye."""
        fill(painter, QRectF(rect), MARK / 2, "video" if left_out else "accent")
        if left_out:
            icon(painter, rect, "minus", "on_video", 12)
        else:
            icon(painter, rect, "check", "on_accent", 12)

    def _paint_caption(self, painter: QPainter, rect: QRect, face: ShotFace) -> None:
        left = rect.left()
        if face.sign:
            side = 14
            box = QRect(left, rect.center().y() - side // 2, side, side)
            icon(painter, box, face.sign, face.tone, side)
            left += side + PAD
        room = QRect(left, rect.top(), rect.right() - left + 1, rect.height())
        words_tone = face.tone if face.tone in ("warning", "bad") else "muted"
        painter.setFont(self._font)
        painter.setPen(theme.current().color(words_tone))
        metrics = QFontMetrics(self._font)
        words = metrics.elidedText(face.caption, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), words)

    def _paint_link(self, painter: QPainter, rect: QRect, row: int) -> None:
        """Show between two cells that the second continues the first."""
        shot, after = self._model.shot(row), self._model.shot(row + 1)
        if shot is None or after is None or not {job.after for job in after.takes} & set(shot.ids):
            return
        side = 12
        middle = rect.top() + EDGE + THUMB.height() // 2
        drawn = icons.pixmap("link", "muted", side, painter.deviceTransform().m11())
        painter.drawPixmap(rect.right() - GAP // 2 - side // 2 + 1, middle - side // 2, drawn)
