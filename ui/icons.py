"""Icons: one open set (Lucide), tinted from the theme's tokens and drawn sharp at every scale."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ui import theme

RESOURCES = Path(__file__).parent.parent / "resources" / "icons"
FOLDER = RESOURCES / "lucide"
STROKE = "1.75"


class _Engine(QIconEngine):
    """Draws one icon in whatever colours the theme has at that moment."""

    def __init__(self, name: str, token: str) -> None:
        super().__init__()
        self._name = name
        self._token = token

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        token = "field" if mode == QIcon.Mode.Disabled else self._token
        side = min(rect.width(), rect.height())
        square = QRectF(0, 0, side, side)
        square.moveCenter(QRectF(rect).center())
        _renderer(self._name, theme.current().color(token).name()).render(painter, square)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        drawn = QPixmap(size)
        if drawn.isNull():  # a button may be too small for any icon
            return drawn
        drawn.fill(Qt.GlobalColor.transparent)
        with QPainter(drawn) as painter:
            self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        return drawn

    def clone(self) -> QIconEngine:
        copy = _Engine(self._name, self._token)
        _kept.append(copy)  # Qt owns the clone, Python must not lose it before
        return copy


_kept: list[QIconEngine] = []


def icon(name: str, token: str = "text") -> QIcon:
    """Return the icon ``name`` in the colour ``token``; it follows the theme by itself."""
    return QIcon(_Engine(name, token))


def pixmap(name: str, token: str, size: int, scale: float) -> QPixmap:
    """Return the icon as a picture of ``size`` device-independent pixels for painting."""
    return _pixmap(name, theme.current().color(token).name(), size, scale)


def app_icon() -> QIcon:
    """Return Foxreel's own icon."""
    return QIcon(str(RESOURCES / "foxreel.svg"))


@lru_cache(256)
def _pixmap(name: str, color: str, size: int, scale: float) -> QPixmap:
    side = round(size * scale)
    drawn = QPixmap(side, side)
    drawn.fill(Qt.GlobalColor.transparent)
    with QPainter(drawn) as painter:
        _renderer(name, color).render(painter, QRectF(0, 0, side, side))
    drawn.setDevicePixelRatio(scale)
    return drawn


@lru_cache(256)
def _renderer(name: str, color: str) -> QSvgRenderer:
    svg = (FOLDER / f"{name}.svg").read_text("utf-8")
    svg = svg.replace("currentColor", color).replace('stroke-width="2"', f'stroke-width="{STROKE}"')
    return QSvgRenderer(QByteArray(svg.encode()))
