"""A slider for the zoom, with a button at each end and the number in view."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QWidget

from core.language import translate
from ui.controls import IconButton
from ui.wording import locale

TICKS = 1000
"""Steps of the slider. Each one enlarges by the same factor."""
BUTTON = 1.25
"""How much nearer a press of a button brings the picture."""


class ZoomSlider(QWidget):
    """The zoom, from 1.0 to as much as the picture allows."""

    wanted = Signal(float, str)
    """A person wants this zoom; by ``slider`` or by ``zoom`` buttons."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zoom = self._most = 1.0
        self.slider, self.number = QSlider(Qt.Orientation.Horizontal), QLabel()
        self.farther, self.nearer = IconButton("zoom-out"), IconButton("zoom-in")
        self.slider.setRange(0, TICKS)
        self.slider.setSingleStep(TICKS // 50)
        self.slider.setMinimumWidth(96)
        self.slider.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.number.setProperty("role", "secondary")
        self.number.setMinimumWidth(self.fontMetrics().horizontalAdvance("88.8×"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for widget in (self.farther, self.slider, self.nearer, self.number):
            row.addWidget(widget, 1 if widget is self.slider else 0)
        self.slider.valueChanged.connect(self._on_slider)
        self.nearer.clicked.connect(lambda: self.wanted.emit(self._zoom * BUTTON, "zoom"))
        self.farther.clicked.connect(lambda: self.wanted.emit(self._zoom / BUTTON, "zoom"))

    def set_zoom(self, zoom: float, most: float) -> None:
        """Show a zoom of at most ``most`` without telling that a person wanted it."""
        self._zoom, self._most = zoom, most
        blocked = self.slider.blockSignals(True)
        self.slider.setValue(round(TICKS * math.log(zoom) / math.log(most)) if most > 1.0 else 0)
        self.slider.blockSignals(blocked)
        self.slider.setEnabled(most > 1.0)
        self.nearer.setEnabled(zoom < most * 0.999)
        self.farther.setEnabled(zoom > 1.001)
        self.number.setText(f"{locale().toString(zoom, 'f', 1)}×")

    def retranslate(self) -> None:
        """Show all texts in the language in use."""
        self.slider.setAccessibleName(translate("Compose", "Zoom"))
        self.nearer.set_name(translate("Compose", "Zoom in"), "+")
        self.farther.set_name(translate("Compose", "Zoom out"), "−")

    def _on_slider(self, tick: int) -> None:
        self.wanted.emit(math.pow(self._most, tick / TICKS), "slider")
