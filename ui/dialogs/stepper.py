"""A small whole number between two buttons."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSpinBox, QWidget

from core.language import translate
from ui.controls import IconButton


class Stepper(QFrame):
    """A number from ``low`` to ``high``. The arrow keys and the buttons change it by one."""

    chosen = Signal(int)
    """A person chose another number."""

    def __init__(self, low: int, high: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "segments")
        self.less, self.more = IconButton("minus"), IconButton("plus")
        self.number = QSpinBox()
        self.number.setRange(low, high)
        self.number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.number.setKeyboardTracking(False)
        self.number.setProperty("role", "stepper")
        self.setFocusProxy(self.number)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(2)
        for widget in (self.less, self.number, self.more):
            row.addWidget(widget)
        for button, step in ((self.less, -1), (self.more, 1)):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setAutoRepeat(True)
            button.clicked.connect(lambda _=False, by=step: self.number.stepBy(by))
        self.number.valueChanged.connect(self._on_value)
        self.retranslate()

    def value(self) -> int:
        """Return the number."""
        return self.number.value()

    def set_value(self, value: int) -> None:
        """Show ``value`` without telling that a person chose it."""
        blocked = self.number.blockSignals(True)
        self.number.setValue(value)
        self.number.blockSignals(blocked)
        self._mark_ends()

    def setAccessibleName(self, name: str) -> None:
        """Name the field that has the focus."""
        super().setAccessibleName(name)
        self.number.setAccessibleName(name)
        self.number.lineEdit().setAccessibleName(name)

    def setAccessibleDescription(self, description: str) -> None:
        """Describe the field that has the focus."""
        super().setAccessibleDescription(description)
        self.number.setAccessibleDescription(description)

    def retranslate(self) -> None:
        """Show every text in the language in use."""
        self.less.set_name(translate("Stepper", "One less"))
        self.more.set_name(translate("Stepper", "One more"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _on_value(self, value: int) -> None:
        self._mark_ends()
        self.chosen.emit(value)

    def _mark_ends(self) -> None:
        self.less.setEnabled(self.value() > self.number.minimum())
        self.more.setEnabled(self.value() < self.number.maximum())
