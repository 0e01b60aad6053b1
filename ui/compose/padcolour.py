"""The colour that a picture is padded with: black, white, that of its edges, or any other."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import (
    QAbstractButton,
    QColorDialog,
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QWidget,
)

from core.framing import BLACK, WHITE
from core.language import translate
from ui import icons, theme

SIDE = 28
"""Device-independent pixels of a swatch with its ring, at the usual text size."""


class Swatch(QAbstractButton):
    """A round button of one colour. One that stands for any colour shows an icon until it has one.

    ``colour`` is ``#rrggbb``, empty for none.
    """

    def __init__(self, colour: str = "", icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colour, self._icon = colour, icon
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.current().changed.connect(self.update)

    @property
    def colour(self) -> str:
        """The colour that is shown."""
        return self._colour

    def set_colour(self, colour: str) -> None:
        """Show another colour."""
        self._colour = colour
        self.update()

    def set_name(self, name: str) -> None:
        """Give the button its name, read aloud and shown as a tool-tip."""
        self.setAccessibleName(name)
        self.setToolTip(name)

    def sizeHint(self) -> QSize:
        """Return the room for the colour and the ring around it."""
        side = round(SIDE * theme.text_scale())
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the colour, a ring if it is the one in use, and the focus."""
        token = theme.current().color
        side = min(self.width(), self.height())
        inner = QRectF(0, 0, side, side).adjusted(5, 5, -5, -5)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_dot(painter, inner, QColor(self._colour) if self._colour else token("raised"))
            if self._icon and not self._colour:
                size = round(inner.width()) - 4
                drawn = icons.pixmap(self._icon, "text", size, self.devicePixelRatioF())
                painter.drawPixmap(QPointF((side - size) / 2, (side - size) / 2), drawn)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            if self.isChecked() or self.hasFocus():
                painter.setPen(QPen(token("accent" if self.hasFocus() else "text"), 2))
                painter.drawEllipse(inner.adjusted(-3, -3, 3, 3))


class PadButton(Swatch):
    """The colour in use, as a button that opens a menu of others."""

    chosen = Signal(str)
    """A person chose a colour, or tries one in the colour dialog, ``#rrggbb``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(BLACK, parent=parent)
        self.menu = QMenu(self)
        self._edge = ""
        self.clicked.connect(self._open_menu)

    def show_colour(self, colour: str, edge: str) -> None:
        """Show the colour in use, empty for black; ``edge`` is that of the picture's edges."""
        self.set_colour(colour or BLACK)
        self._edge = edge

    def retranslate(self) -> None:
        """Show all texts in the language in use."""
        self.set_name(translate("Compose", "Colour of the bars"))

    def _open_menu(self) -> None:
        self.menu.clear()
        for colour in dict.fromkeys((BLACK, WHITE, self._edge)):
            if colour:
                action = self.menu.addAction(self._icon_of(colour), colour_words(colour))
                action.triggered.connect(lambda _=False, each=colour: self.chosen.emit(each))
        self.menu.addSeparator()
        other = self.menu.addAction(translate("Compose", "Another colour…"))
        tell = self.chosen.emit
        other.triggered.connect(lambda: ask_colour(self, self.colour, tell, tell))
        self.menu.popup(self.mapToGlobal(QPoint(0, self.height() + 4)))

    def _icon_of(self, colour: str) -> QIcon:
        side = self.fontMetrics().height()
        picture = QPixmap(QSize(side, side) * self.devicePixelRatioF())
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        picture.fill(Qt.GlobalColor.transparent)
        with QPainter(picture) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_dot(painter, QRectF(1, 1, side - 2, side - 2), QColor(colour))
        return QIcon(picture)


class PadColours(QWidget):
    """A row of swatches of which one is in use."""

    chosen = Signal(str)
    """A person chose a colour, ``#rrggbb``."""
    tried = Signal(str)
    """A person looks at a colour in the colour dialog, and may not take it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.black, self.white = Swatch(BLACK), Swatch(WHITE)
        self.edge, self.other = Swatch(), Swatch(icon="palette")
        self._dialog: QColorDialog | None = None
        self._colour = BLACK
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for swatch in self.swatches():
            swatch.setCheckable(True)
            row.addWidget(swatch)
        for swatch in (self.black, self.white, self.edge):
            swatch.clicked.connect(lambda _=False, each=swatch: self._choose(each.colour))
        self.other.clicked.connect(self._on_other)
        self.set_edge("")

    def swatches(self) -> list[Swatch]:
        """Return the buttons, in their order."""
        return [self.black, self.white, self.edge, self.other]

    def set_edge(self, colour: str) -> None:
        """Offer the colour of the picture's edges, empty for none."""
        self.edge.set_colour(colour)
        self.edge.setVisible(colour not in ("", BLACK, WHITE))
        self.set_colour(self._colour)

    def set_colour(self, colour: str) -> None:
        """Mark the colour in use; empty stands for black."""
        self._colour = colour or BLACK
        usual = [self.black, self.white, *([self.edge] if not self.edge.isHidden() else [])]
        found = next((each for each in usual if each.colour == self._colour), self.other)
        self.other.set_colour(self._colour if found is self.other else "")
        for swatch in self.swatches():
            swatch.setChecked(swatch is found)

    def retranslate(self) -> None:
        """Show all texts in the language in use."""
        self.setAccessibleName(translate("Compose", "Colour"))
        self.black.set_name(colour_words(BLACK))
        self.white.set_name(colour_words(WHITE))
        self.edge.set_name(colour_words(""))
        self.other.set_name(translate("Compose", "Another colour…"))

    def _choose(self, colour: str) -> None:
        self.set_colour(colour)
        self.chosen.emit(colour)

    def _on_other(self) -> None:
        before = self._colour
        self.set_colour(before)  # the click has checked the button
        if self._dialog is None:
            self._dialog = ask_colour(self, before, self.tried.emit, self._choose)
            self._dialog.finished.connect(self._on_finished)
        else:
            self._dialog.raise_()

    def _on_finished(self) -> None:
        self._dialog = None


def ask_colour(
    parent: QWidget,
    before: str,
    tried: Callable[[str], object],
    chosen: Callable[[str], object],
) -> QColorDialog:
    """Let the person choose any colour. What is ``tried`` is taken back by Cancel."""
    dialog = QColorDialog(QColor(before), parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(translate("Compose", "Colour"))
    dialog.currentColorChanged.connect(lambda colour: tried(colour.name()))
    dialog.colorSelected.connect(lambda colour: chosen(colour.name()))
    dialog.rejected.connect(lambda: tried(before))
    dialog.open()
    return dialog


def colour_words(colour: str) -> str:
    """Return the name of a colour that is offered; the one that has none is the edges'."""
    if colour == BLACK:
        return translate("Compose", "Black")
    if colour == WHITE:
        return translate("Compose", "White")
    return translate("Compose", "Colour of the picture's edges")


def paint_dot(painter: QPainter, place: QRectF, colour: QColor) -> None:
    """Draw a colour as a dot with an edge that is seen on any ground."""
    painter.setPen(QPen(theme.current().color("field"), 1))
    painter.setBrush(colour)
    painter.drawEllipse(place)
