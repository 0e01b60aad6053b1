"""Small controls that several panels share."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from ui import icons, theme
from ui.segments import Segments

__all__ = ("CheckMark", "Disclosure", "ElidedLabel", "IconButton", "Segments")


class IconButton(QToolButton):
    """A quiet button that shows an icon; its name is read aloud and shown as a tool-tip."""

    def __init__(self, icon: str, parent: QWidget | None = None, *, size: int = 16) -> None:
        super().__init__(parent)
        self.setIcon(icons.icon(icon))
        self.setIconSize(QSize(size, size) * theme.text_scale())
        self.setAutoRaise(True)
        theme.current().changed.connect(self.update)

    def set_icon(self, icon: str, token: str = "text") -> None:
        """Show another icon."""
        self.setIcon(icons.icon(icon, token))

    def set_name(self, name: str, keys: str = "") -> None:
        """Give the button its name; ``keys`` are its shortcut as people read it."""
        self.setAccessibleName(name)
        self.setToolTip(f"{name} ({keys})" if keys else name)


class ElidedLabel(QLabel):
    """One line of text that ends in an ellipsis where there is no room; in full as a tool-tip."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._elide = Qt.TextElideMode.ElideRight
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setText(text)

    def set_elide_mode(self, mode: Qt.TextElideMode) -> None:
        """Choose where the ellipsis stands."""
        self._elide = mode
        self.update()

    def minimumSizeHint(self) -> QSize:
        """Return the height of a line, and no width at all."""
        return QSize(0, super().minimumSizeHint().height())

    def setText(self, text: str) -> None:
        """Show another text."""
        super().setText(text)
        self._offer_whole()

    def fitted(self, width: int) -> str:
        """Return as much of the text as there is room for in ``width`` pixels."""
        return self.fontMetrics().elidedText(" ".join(self.text().split()), self._elide, width)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw as much of the text as there is room for."""
        room = self.contentsRect()
        flags = int(self.alignment() | Qt.AlignmentFlag.AlignVCenter)
        with QPainter(self) as painter:
            painter.setPen(self.palette().color(self.foregroundRole()))
            painter.drawText(room, flags, self.fitted(room.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer the whole text where it does not fit."""
        super().resizeEvent(event)
        self._offer_whole()

    def _offer_whole(self) -> None:
        fits = self.fontMetrics().horizontalAdvance(self.text()) <= self.contentsRect().width()
        self.setToolTip("" if fits else self.text())


class Disclosure(QPushButton):
    """A quiet line of words that shows and hides ``content``, which is hidden at first."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "disclosure")
        self.setIconSize(QSize(16, 16) * theme.text_scale())
        self.setAutoDefault(False)
        self._content = content
        self.set_open(False)
        self.clicked.connect(lambda: self.set_open(not self.is_open))
        theme.current().changed.connect(self.update)

    @property
    def is_open(self) -> bool:
        """Tell whether the content is shown."""
        return not self._content.isHidden()

    def set_open(self, shown: bool) -> None:
        """Show or hide the content."""
        self._content.setVisible(shown)
        self.setIcon(icons.icon("chevron-down" if shown else "chevron-right", "muted"))


class CheckMark(QCheckBox):
    """A check box without words, drawn from the theme's colours."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.current().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Return the room for the box and its focus ring."""
        side = self.fontMetrics().height() + 8
        return QSize(side, side)

    def hitButton(self, position: QPoint) -> bool:
        """Count a click anywhere."""
        return self.rect().contains(position)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box, the mark in it, and the focus ring around it."""
        color = theme.current().color
        side = min(self.width(), self.height())
        box = QRectF(0, 0, side, side).adjusted(3.5, 3.5, -3.5, -3.5)
        checked = self.isChecked()
        on = "accent" if self.isEnabled() else "field"
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            edge = on if checked else "field" if self.isEnabled() else "line"
            painter.setPen(color(edge))
            painter.setBrush(color(on if checked else "surface"))
            painter.drawRoundedRect(box, 4, 4)
            if checked and side > 9:  # else there is no room for it
                mark = icons.pixmap("check", "on_accent", side - 9, self.devicePixelRatioF())
                painter.drawPixmap(QPointF(4.5, 4.5), mark)
            if self.hasFocus():
                painter.setPen(QPen(color("accent"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(box.adjusted(-2.5, -2.5, 2.5, 2.5), 6, 6)
