"""The control of a number in a range: a stepper where it is short, a slider where it is long."""

from __future__ import annotations

import math
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QSlider, QWidget

from core.carrying import usual
from core.field import Field
from core.language import translate
from core.valuewords import value_words
from ui.compose.control import FieldControl, help_of, label_of, unset_words
from ui.compose.numberbox import NumberBox, step_of
from ui.controls import IconButton
from ui.segments import Segment

MOST_WALKED = 8
"""Steps of a range that buttons walk; a longer one has a slider."""
PAGES = 8
"""Presses of a page key from one end of a slider to the other, about."""


def steps_of(field: Field) -> int:
    """Return the steps from a field's least number to its greatest, 0 for a range without ends."""
    if field.minimum is None or field.maximum is None or field.maximum <= field.minimum:
        return 0
    return math.floor((field.maximum - field.minimum) / step_of(field) + 1e-6)


class NumberControl(FieldControl):
    """A number of a range, or one of the values beside it that mean a word."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._usual = usual(field)
        self._value: Any = self._usual
        self._why = ""
        self.slider = _Slider(self) if steps_of(field) > MOST_WALKED else None
        self._frame = frame = QFrame(self)
        self.box = NumberBox(field, frame)
        self.less, self.more = IconButton("minus", frame), IconButton("plus", frame)
        beside = field.specials if self._usual is not None else (None, *field.specials)
        self.words: dict[Any, Segment] = {each: _word(frame) for each in beside}
        self._lay_out()
        self._connect()
        self.narrow(field, "")
        self.box.show_number(self._first())
        self.set_value(None)
        self.retranslate()

    def value(self) -> Any:
        """Return the number, or the value of the word that is chosen."""
        return self._value

    def set_value(self, value: Any) -> None:
        """Show a number, or mark the word that a value means."""
        self._value = self._usual if value is None else value
        if self._value not in self.words:
            self.box.show_number(self._value)
        self._show()

    def narrow(self, field: Field, why: str) -> None:
        """Offer the numbers of a shorter range."""
        self._why = why
        self.box.narrow(field)
        if self.slider is not None:
            self.slider.set_steps(max(steps_of(field), 0))
            self.slider.setEnabled(steps_of(field) > 0)
        self._least = field.minimum or 0.0
        self._show()
        self._describe()

    def retranslate(self) -> None:
        """Name everything in the language in use."""
        name = label_of(self.field)
        self.box.retranslate()
        self.less.set_name(translate("Stepper", "One less"))
        self.more.set_name(translate("Stepper", "One more"))
        for value, button in self.words.items():
            words = unset_words() if value is None else value_words(self.field, value)
            button.setText(words)
            button.setAccessibleName(f"{name}: {words}")
        for each in (self.box, self.box.lineEdit(), self.slider):
            if each is not None:
                each.setAccessibleName(name)
        self._describe()

    def tab_stops(self) -> list[QWidget]:
        """Return the words, the slider and the number."""
        slider = [self.slider] if self.slider is not None else []
        return [*self.words.values(), *slider, self.box]

    def focus_target(self) -> QWidget:
        """Return the number."""
        return self.box

    def _first(self) -> float:
        """Return the number that is shown while a word is chosen."""
        found = self.field.default if self._usual is not None else self.field.minimum
        return float(self.field.nearest(found if isinstance(found, int | float) else 0))

    def _describe(self) -> None:
        said = self._why or help_of(self.field)
        self.setToolTip(said)
        for each in (self.box, self.slider):
            if each is not None:
                each.setAccessibleDescription(said)

    def _show(self) -> None:
        idle = self._value in self.words
        for value, button in self.words.items():
            button.setChecked(idle and value == self._value)
        if self.box.property("idle") is not idle:
            self.box.setProperty("idle", idle)
            self.box.style().unpolish(self.box)
            self.box.style().polish(self.box)
        if self.slider is not None:
            at = round((self.box.value() - self._least) / step_of(self.field))
            self.slider.show_step(at)
        self.less.setEnabled(self.box.value() > self.box.minimum())
        self.more.setEnabled(self.box.value() < self.box.maximum())

    def _choose(self, value: Any) -> None:
        changed = value != self._value
        self._value = value
        self._show()
        if changed:
            self.edited.emit()

    def _on_word(self, value: Any) -> None:
        self._choose(value if self.words[value].isChecked() else self.box.number())

    def _on_slider(self, at: int) -> None:
        self.box.show_number(self._least + at * step_of(self.field))
        self._choose(self.box.number())

    def _connect(self) -> None:
        self.box.valueChanged.connect(lambda _: self._choose(self.box.number()))
        for step, by in ((self.less, -1), (self.more, 1)):
            step.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            step.setAutoRepeat(True)
            step.clicked.connect(lambda _=False, steps=by: self.box.stepBy(steps))
        if self.slider is not None:
            self.slider.valueChanged.connect(self._on_slider)
        for value, button in self.words.items():
            button.clicked.connect(lambda _=False, chosen=value: self._on_word(chosen))

    def _lay_out(self) -> None:
        self._frame.setProperty("role", "segments")
        line = QHBoxLayout(self._frame)
        line.setContentsMargins(2, 2, 2, 2)
        line.setSpacing(2)
        few = self.slider is None
        walked: tuple[QWidget, ...] = (self.less, self.box, self.more) if few else (self.box,)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for word in self.words.values():
            line.addWidget(word)
        for each in walked:
            line.addWidget(each, int(each is self.box))
        for each in (self.less, self.more):
            each.setHidden(not few)  # a slider walks the steps
        if self.slider is not None:
            row.addWidget(self.slider, 1)
        row.addWidget(self._frame, int(few))


def _word(parent: QWidget) -> Segment:
    button = Segment("", parent)
    button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return button


class _Slider(QSlider):
    """Walks the steps of a range. The wheel scrolls the column unless it has the focus."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumWidth(72)

    def set_steps(self, steps: int) -> None:
        """Let the slider have so many steps."""
        blocked = self.blockSignals(True)
        self.setRange(0, steps)
        self.setPageStep(max(steps // PAGES, 1))
        self.blockSignals(blocked)

    def show_step(self, at: int) -> None:
        """Show a step without telling that a person chose it."""
        blocked = self.blockSignals(True)
        self.setValue(at)
        self.blockSignals(blocked)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the column unless the slider has the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
