"""Painting a row of the storyboard, and where its parts are."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from core.language import translate
from ui import theme
from ui.queue import paint
from ui.storyboard.document import Document
from ui.storyboard.thumbs import Thumbs
from ui.storyboard.words import problem_words, settings_words
from ui.wording import locale

RAIL = 44
THUMB = QSize(96, 54)
PADDING = 10
GAP = 12
NUMBER = 26
LINK = 18
BUTTONS = ("copy", "trash-2")
LONGEST = 400
"""Characters of a prompt that may find room in a row."""

_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Places:
    """The parts of one row."""

    ground: QRect
    number: QRect
    link: QRect
    thumb: QRect
    text: QRect
    buttons: tuple[QRect, ...]


class ShotDelegate(QStyledItemDelegate):
    """Paints shots. ``hovered`` is the row under the pointer, -1 for none; ``hot`` is the part of
    it that is under it: ``link``, or one of ``BUTTONS``; ``target`` is the row that a picture is
    held over."""

    def __init__(self, document: Document, thumbs: Thumbs, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._thumbs = thumbs
        self.hovered = -1
        self.hot = ""
        self.target = -1
        self.ringed = False
        self._small = QFont()
        self._line = self._small_line = 16

    def set_font(self, font: QFont) -> None:
        """Measure everything by ``font``."""
        scale = theme.text_scale()
        self._small = QFont(font)
        self._small.setPixelSize(round(theme.TEXT_PX["small"] * scale))
        self._line = round(QFontMetrics(font).height() * 1.1)
        self._small_line = round(QFontMetrics(self._small).height() * 1.15)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the height of every row."""
        text = 2 * self._line + 2 * self._small_line
        return QSize(0, max(text, THUMB.height()) + 2 * PADDING)

    def places(self, row: QRect) -> Places:
        """Return where the parts of a row are, in its view."""
        ground = row.adjusted(RAIL, 2, -4, -2)
        middle = row.center().y() + 1
        number = QRect(0, 0, NUMBER, NUMBER)
        number.moveCenter(QPoint(row.left() + RAIL // 2, middle))
        link = QRect(0, 0, RAIL - 8, LINK + 6)
        link.moveCenter(QPoint(row.left() + RAIL // 2, row.top() + LINK // 2 + 3))
        thumb = QRect(QPoint(ground.left() + PADDING, 0), THUMB)
        thumb.moveTop(middle - THUMB.height() // 2)
        text = ground.adjusted(PADDING + THUMB.width() + GAP, PADDING - 2, -PADDING, 2 - PADDING)
        side, right = 28, ground.right() - PADDING
        lefts = (right - side * (len(BUTTONS) - n) for n in range(len(BUTTONS)))
        buttons = tuple(QRect(left, middle - side // 2, side, side) for left in lefts)
        return Places(ground, number, link, thumb, text, buttons)

    def part_at(self, row: QRect, at: QPoint, index: int) -> str:
        """Return which part of a row can be clicked at a point: ``link``, a button, or none."""
        places = self.places(row)
        if index > 0 and places.link.contains(at):
            return "link"
        pairs = zip(BUTTONS, places.buttons, strict=True)
        return next((name for name, rect in pairs if rect.contains(at)), "")

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one shot."""
        row = index.row()
        if row >= len(self._document.shots):
            return
        state: QStyle.StateFlag = option.state
        area: QRect = option.rect
        font: QFont = option.font
        places = self.places(area)
        chosen = bool(state & QStyle.StateFlag.State_Selected) or row == self.target
        hovered = row == self.hovered
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        paint.ground(painter, places.ground, chosen=chosen, hovered=hovered)
        self._paint_rail(painter, area, places, row)
        self._paint_thumb(painter, places.thumb, row, raised=chosen or hovered)
        text = places.text
        if hovered:
            text = text.adjusted(0, 0, -(places.buttons[-1].right() - places.buttons[0].left()), 0)
        self._paint_text(painter, text, font, row)
        if hovered:
            for name, rect in zip(BUTTONS, places.buttons, strict=True):
                paint.button(painter, rect, name, hot=self.hot == name, pressed=False)
        if self.ringed and state & QStyle.StateFlag.State_HasFocus:
            paint.ring(painter, places.ground)
        painter.restore()

    def _paint_rail(self, painter: QPainter, area: QRect, places: Places, row: int) -> None:
        """Draw the number, and the line to the shots that it continues or that continue it."""
        shots = self._document.shots
        x, circle = places.number.center().x() + 0.5, QRectF(places.number)
        painter.setPen(QPen(paint.color("accent"), 2))
        if shots[row].continues:
            painter.drawLine(QPointF(x, area.top()), QPointF(x, circle.top()))
        if row + 1 < len(shots) and shots[row + 1].continues:
            painter.drawLine(QPointF(x, circle.bottom()), QPointF(x, area.bottom() + 1))
        wrong = bool(self._document.seen_problems(row + 1)) or self._thumbs.is_broken(shots[row])
        painter.setPen(QPen(paint.color("bad" if wrong else "line"), 1.5))
        painter.setBrush(paint.color("surface"))
        painter.drawEllipse(circle)
        painter.setFont(self._small)
        paint.pen(painter, "bad" if wrong else "muted")
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, locale().toString(row + 1))
        hot = row == self.hovered and self.hot == "link"
        if row and (shots[row].continues or row == self.hovered):
            icon = QRect(0, 0, LINK, LINK)
            icon.moveCenter(places.link.center())
            paint.fill(painter, QRectF(icon), LINK / 2, "line" if hot else "surface")
            name = "link" if shots[row].continues else "unlink"
            paint.icon(painter, icon, name, "accent" if shots[row].continues else "muted", 13)

    def _paint_thumb(self, painter: QPainter, rect: QRect, row: int, *, raised: bool) -> None:
        shot, scale = self._document.shots[row], painter.deviceTransform().m11()
        size = self._document.model(row).output_size(self._document.values(row)) or (16, 9)
        room = QSize(*size).scaled(rect.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(QPoint(0, 0), room)
        place.moveCenter(rect.center())
        image = self._thumbs.image(shot, room * scale)
        if image is not None:
            painter.drawImage(QRectF(place), image)
            return
        name = "link" if shot.continues else "image" if shot.image else "image-plus"
        name = "triangle-alert" if self._thumbs.is_broken(shot) else name
        paint.thumb(painter, place, None, name, raised=raised)

    def _paint_text(self, painter: QPainter, rect: QRect, font: QFont, row: int) -> None:
        """Draw prompt, settings, and what is wrong, below each other around the middle."""
        shot = self._document.shots[row]
        problems = problem_words(self._document, row)
        if self._thumbs.is_broken(shot) and not problems:
            problems = [translate("Storyboard", "The picture cannot be read.")]
        settings = settings_words(self._document, row)
        if shot.continues:
            begins = translate("Storyboard", "from the last frame of shot {number}")
            settings = " · ".join([settings, begins.format(number=locale().toString(row))])
        lines = self._lines(shot.prompt, font, rect.width())
        small = [words for words in (settings, " ".join(problems)) if words]
        high = max(len(lines), 1) * self._line + len(small) * self._small_line
        top = rect.center().y() - high // 2 + 1
        painter.setFont(font)
        paint.pen(painter, "text" if lines else "muted")
        for line in lines or [translate("Storyboard", "What does this shot show?")]:
            self._draw(painter, QRect(rect.left(), top, rect.width(), self._line), line)
            top += self._line
        painter.setFont(self._small)
        for words in small:
            paint.pen(painter, "muted" if words == settings else "bad")
            self._draw(painter, QRect(rect.left(), top, rect.width(), self._small_line), words)
            top += self._small_line

    def _lines(self, prompt: str, font: QFont, width: int) -> list[str]:
        """Return the one or two lines that a prompt takes; the last one ends in an ellipsis."""
        text = " ".join(prompt[:LONGEST].split())
        if not text or width <= 0:
            return []
        layout = QTextLayout(text, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(width)
        first = line.textLength()
        layout.endLayout()
        rest = text[first:].strip()
        if not rest:
            return [text]
        metrics = QFontMetrics(font)
        return [text[:first].rstrip(), metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width)]

    def _draw(self, painter: QPainter, rect: QRect, words: str) -> None:
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
        align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect, int(align), shown)
