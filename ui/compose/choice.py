"""A choice of one value: segments while they are few, a list to choose from where they are many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyle, QVBoxLayout, QWidget

from ui import icons, theme
from ui.controls import Segments


class Choice(QWidget):
    """One of some values, in the form that their number asks for."""

    chosen = Signal(object)
    """A person chose a value."""

    def __init__(self, most_segments: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most = most_segments
        self._values: list[object] = []
        self._name = ""
        self.segments = Segments(self)
        self._list: _Combo | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.segments)
        self.segments.chosen.connect(self.chosen)

    @property
    def combo(self) -> QComboBox:
        """The list to choose from; made when there first are many values, as few ever have one."""
        if self._list is None:
            self._list = _Combo(self)
            self._list.hide()
            self._list.setAccessibleName(self._name)
            self._list.activated.connect(lambda index: self.chosen.emit(self._values[index]))
            self._column.addWidget(self._list)
        return self._list

    @property
    def is_list(self) -> bool:
        """Tell whether the values are in a list."""
        return len(self._values) > self._most

    def set_choices(self, choices: Sequence[tuple[object, str]], value: object) -> None:
        """Offer ``choices``, pairs of a value and its words, and mark ``value``.

        Where only the words are others than before, the controls stay, and with them the focus.
        """
        words = [each for _, each in choices]
        values = [each for each, _ in choices]
        if values != self._values:
            self._values = values
            self._offer(choices, value)
        elif self.is_list:
            for index, each in enumerate(words):
                self.combo.setItemText(index, each)
        else:
            self.segments.set_words(words)
        self.set_value(value)

    def disable(self, reasons: Mapping[object, str]) -> None:
        """Keep these values from being chosen, and no others; their tool-tips say why."""
        if not self.is_list:
            self.segments.disable(reasons)
            return
        items = self.combo.model()
        if isinstance(items, QStandardItemModel):
            for row, value in enumerate(self._values[: items.rowCount()]):
                items.item(row).setEnabled(value not in reasons)
                items.item(row).setToolTip(reasons.get(value, ""))

    def value(self) -> object:
        """Return the value that is chosen, None without choices."""
        if self.is_list:
            return self._values[self.combo.currentIndex()]
        return self.segments.value()

    def set_value(self, value: object) -> None:
        """Mark ``value``, if it is one of the choices."""
        if not self.is_list:
            self.segments.set_value(value)
        elif value in self._values:
            self.combo.setCurrentIndex(self._values.index(value))

    def set_name(self, name: str, help_text: str = "") -> None:
        """Name the choice; ``help_text`` is shown as a tool-tip."""
        self._name = name
        self.segments.set_name(name)
        if self._list is not None:
            self._list.setAccessibleName(name)
        self.setToolTip(help_text)

    def tab_stops(self) -> list[QWidget]:
        """Return what the Tab key may reach, in order."""
        return [*self.segments.buttons(), *([self._list] if self._list is not None else [])]

    def focus_target(self) -> QWidget:
        """Return what the focus belongs on."""
        return self.combo if self.is_list else self.segments.focus_target()

    def _offer(self, choices: Sequence[tuple[object, str]], value: object) -> None:
        """Show the values in the form that their number asks for."""
        many = self.is_list
        self.segments.set_choices(() if many else choices, value)
        if self.segments.isHidden() is not many:
            self.segments.setHidden(many)
        if many:
            self.combo.clear()
            self.combo.addItems([words for _, words in choices])
        if self._list is not None:
            self._list.setHidden(not many)


class _Combo(QComboBox):
    """Is not changed by the wheel that scrolls the column."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show that there is more to choose from."""
        super().paintEvent(event)
        side = round(16 * theme.text_scale())
        place = QRect(self.width() - side - 8, (self.height() - side) // 2, side, side)
        place = QStyle.visualRect(self.layoutDirection(), self.rect(), place)
        token = "muted" if self.isEnabled() else "field"
        with QPainter(self) as painter:
            drawn = icons.pixmap("chevron-down", token, side, self.devicePixelRatioF())
            painter.drawPixmap(place.topLeft(), drawn)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the column."""
        event.ignore()
