"""How the picture is made to fit, and the way to more beside it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QWidget

from core.framing import FITS, Fit
from core.language import translate
from ui.compose.fits import fit_help, fit_words
from ui.controls import Segments

BETWEEN = 4
"""Device-independent pixels."""


class FitChoice(QWidget):
    """Segments for the fit, and a button for the studio, below them where there is no room."""

    chosen = Signal(str)
    """A person chose a fit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fits, self.adjust = Segments(), QPushButton()
        self.fits.set_choices([(fit, fit) for fit in FITS], FITS[0])
        self.fits.chosen.connect(lambda fit: self.chosen.emit(str(fit)))
        self.adjust.setProperty("role", "quiet")
        self.adjust.setAutoDefault(False)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(BETWEEN)
        self._row.addWidget(self.fits, 1)
        self._row.addWidget(self.adjust)

    def show_fit(self, fit: Fit) -> None:
        """Show which fit is chosen."""
        self.fits.set_value(fit)

    def retranslate(self) -> None:
        """Show all texts in the language in use."""
        self.fits.set_words([fit_words(fit) for fit in FITS])
        self.fits.set_name(translate("Compose", "Fit"))
        for button, fit in zip(self.fits.buttons(), FITS, strict=True):
            button.setToolTip(fit_help(fit))
        self.adjust.setText(translate("Compose", "Adjust…"))
        self.adjust.setToolTip(translate("Compose", "See all of the picture, and frame it"))

    def tab_stops(self) -> list[QWidget]:
        """Return what the Tab key may reach, in order."""
        return [*self.fits.buttons(), self.adjust]

    def sizeHint(self) -> QSize:
        """Return the width for everything side by side, and the height as it is arranged now."""
        fits, adjust = self.fits.sizeHint(), self.adjust.sizeHint()
        height = max(fits.height(), adjust.height())
        if self._row.direction() == QBoxLayout.Direction.TopToBottom:
            height = fits.height() + BETWEEN + adjust.height()
        return QSize(fits.width() + BETWEEN + adjust.width(), height)

    def minimumSizeHint(self) -> QSize:
        """Return the room for the widest part: the other one goes below it."""
        least = max(self.fits.minimumSizeHint().width(), self.adjust.sizeHint().width())
        return QSize(least, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose anew what goes below."""
        super().resizeEvent(event)
        beside = self.sizeHint().width() <= self.width()
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if way != self._row.direction():
            self._row.setDirection(way)
            self.updateGeometry()
