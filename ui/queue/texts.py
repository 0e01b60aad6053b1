"""Laid-out text for painting: shaped and elided once, drawn many times."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption

MOST = 1000
_Key = tuple[str, int, int, int]


@dataclass(frozen=True)
class Line:
    """One line of text, laid out; ``width`` is what it fills in device-independent pixels."""

    text: str
    layout: QTextLayout
    width: float

    def draw(self, painter: QPainter, x: float, baseline: float) -> None:
        """Draw the line in the painter's colour."""
        self.layout.draw(painter, QPointF(x, baseline))


class Texts:
    """Lines by text, font and width; the longest unused are forgotten."""

    def __init__(self) -> None:
        self._kept: OrderedDict[_Key, tuple[QFont, tuple[Line, ...]]] = OrderedDict()

    def line(self, text: str, font: QFont, width: float) -> Line:
        """Return ``text`` on one line, elided where it is wider than ``width``."""
        return self.lines(text, font, width, 1)[0]

    def lines(self, text: str, font: QFont, width: float, most: int) -> tuple[Line, ...]:
        """Return ``text`` on at most ``most`` (1 or 2) lines, the last one elided."""
        key = (text, id(font), int(width), most)  # the font is kept, so its id stays its own
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = (font, _laid_out(text, font, max(int(width), 1), most))
            if len(self._kept) > MOST:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(key)
        return found[1]


def _laid_out(text: str, font: QFont, width: int, most: int) -> tuple[Line, ...]:
    if most > 1:
        taken = _first_line(text, font, width)
        if taken < _units(text):
            rest = _from_unit(text, taken)
            return _line(_to_unit(text, taken).rstrip(), font), _elided(rest, font, width)
    return (_elided(text, font, width),)


def _elided(text: str, font: QFont, width: int) -> Line:
    fits = QFontMetricsF(font).elidedText(text.strip(), Qt.TextElideMode.ElideRight, width)
    return _line(fits, font)


def _line(text: str, font: QFont) -> Line:
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(1e6)
    width = line.naturalTextWidth()
    line.setLineWidth(width + 1)
    line.setPosition(QPointF(0, -line.ascent()))
    layout.endLayout()
    return Line(text, layout, width)


def _first_line(text: str, font: QFont, width: int) -> int:
    """Return how many UTF-16 units fit on the first line."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(width)
    layout.endLayout()
    return line.textLength()


# Qt counts UTF-16 units, Python characters.


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _to_unit(text: str, unit: int) -> str:
    return text.encode("utf-16-le", "surrogatepass")[: unit * 2].decode("utf-16-le", "replace")


def _from_unit(text: str, unit: int) -> str:
    return text.encode("utf-16-le", "surrogatepass")[unit * 2 :].decode("utf-16-le", "replace")
