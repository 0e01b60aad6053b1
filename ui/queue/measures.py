"""Where things stand in a row: pure geometry from the font and the row's rectangle."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QFont, QFontMetrics

MARGIN = 8
"""Between the list's edge and a row's ground."""
PADDING = 8
GAP = 12
BAR = 4
ROW = 72
HEADER = 40
THUMB = (96, 54)
SMALL_THUMB = (64, 36)
TAKE_ROW = 58
TAKE_THUMB = (80, 45)
INDENT = 28
"""How much further to the right the takes beneath a group begin."""
CHIP = 6
"""Around the words of a chip."""


@dataclass(frozen=True)
class Areas:
    """The parts of one row. ``state`` is empty where the state stands in the text's last line.

    ``button`` is the side of a row's buttons.
    """

    ground: QRect
    thumb: QRect
    text: QRect
    state: QRect
    button: int

    @property
    def compact(self) -> bool:
        """Tell whether the state has no column of its own."""
        return self.state.isEmpty()

    def moved(self, by: QPoint) -> Areas:
        """Return the parts of a row that begins elsewhere."""
        return Areas(
            self.ground.translated(by),
            self.thumb.translated(by),
            self.text.translated(by),
            self.state.translated(by),
            self.button,
        )

    def buttons(self, count: int, *, at_end: bool = False) -> list[QRect]:
        """Return where ``count`` buttons stand, from left to right: before the state, or
        ``at_end`` of the row, over it.
        """
        side, right = self.button, self.text.right() + 1
        if at_end:
            right = self.ground.right() + 1 - PADDING
        top = self.ground.center().y() - side // 2 + 1
        lefts = [right - (count - number) * side for number in range(count)]
        return [QRect(left, top, side, side) for left in lefts]


class Measures:
    """The sizes that follow from a font."""

    def __init__(self, font: QFont) -> None:
        self.body = QFont(font)
        self.small = QFont(font)
        if font.pixelSize() > 0:
            self.small.setPixelSize(max(round(font.pixelSize() * 12 / 13), 1))
        else:
            self.small.setPointSizeF(font.pointSizeF() * 12 / 13)
        for each in (self.body, self.small):
            each.setFeature(QFont.Tag("tnum"), 1)
        body, small = QFontMetrics(self.body), QFontMetrics(self.small)
        self.body_line, self.small_line = _airy(body), _airy(small)
        self.body_ascent = body.ascent() + (self.body_line - body.height()) // 2
        self.small_ascent = small.ascent() + (self.small_line - small.height()) // 2
        self.row = max(ROW, 2 * self.body_line + 2 + self.small_line + 2 * PADDING + 2)
        self.take_row = max(TAKE_ROW, self.body_line + 2 + self.small_line + 2 * PADDING)
        self.header = max(HEADER, self.small_line + 2 * GAP)
        self.icon = max(16, round(self.small_line * 0.9))
        self.state_width = max(120, small.horizontalAdvance("0" * 17))
        self.least_text = small.horizontalAdvance("0" * 20)

        self._found: dict[tuple[int, int, bool], Areas] = {}

    def areas(self, rect: QRect, *, take: bool = False) -> Areas:
        """Return the parts of the row in ``rect``; a ``take`` is indented."""
        size = (rect.width(), rect.height(), take)
        if size not in self._found:
            if len(self._found) > 2:
                self._found.clear()
            self._found[size] = self._areas(QRect(QPoint(0, 0), rect.size()), take)
        return self._found[size].moved(rect.topLeft())

    def _areas(self, rect: QRect, take: bool) -> Areas:
        ground = rect.adjusted(MARGIN + (INDENT if take else 0), 1, -MARGIN, -1)
        inner = ground.adjusted(PADDING, PADDING - 1, -PADDING, 1 - PADDING)
        room = inner.width() - self.state_width - GAP
        usual = TAKE_THUMB if take else THUMB
        wide = room - usual[0] - GAP >= self.least_text
        size = QSize(*(usual if wide or inner.width() > 360 else SMALL_THUMB))
        thumb = QRect(inner.topLeft(), size)
        thumb.moveTop(ground.center().y() - size.height() // 2 + 1)
        text = inner.adjusted(size.width() + GAP, 0, 0, 0)
        state = QRect()
        if wide:
            state = QRect(inner)
            state.setLeft(inner.right() + 1 - self.state_width)
            text.setRight(state.left() - 1 - GAP)
        return Areas(ground, thumb, text, state, self.icon + GAP)


def _airy(metrics: QFontMetrics) -> int:
    """Return the height of a line with air around it; some fonts bring none."""
    return max(metrics.height(), round((metrics.ascent() - metrics.descent() // 2) * 1.7))
