"""A segmented control: a choice of one of a few values, all in view."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QSizePolicy, QStyle, QWidget

GAP = 2
"""Device-independent pixels between the segments."""


def literal(words: str) -> str:
    """Return the text of a button that shows ``words`` as they are: no & in them marks a key."""
    return words.replace("&", "&&")


class Segments(QFrame):
    """A choice of one of a few values, all in view. The arrow keys move it.

    The values stand side by side, and in further rows where there is no room for that.
    """

    chosen = Signal(object)
    """A person chose a value."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "segments")
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._values: list[object] = []
        self._name = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._group.idClicked.connect(self._clicked)

    def set_choices(self, choices: Sequence[tuple[object, str]], value: object) -> None:
        """Offer ``choices``, pairs of a value and its words, and mark ``value``."""
        for button in self._group.buttons():
            self._group.removeButton(button)
            button.hide()
            button.deleteLater()
        self._values = [each for each, _ in choices]
        for index, (_, words) in enumerate(choices):
            button = Segment(words, self)
            self._group.addButton(button, index)
            button.show()
        self.set_name(self._name)
        self.set_value(value)
        self.updateGeometry()
        self._arrange()

    def set_name(self, name: str) -> None:
        """Say what is chosen: read aloud with each value."""
        self._name = name
        self.setAccessibleName(name)
        for button in self.buttons():
            button.setAccessibleName(f"{name}: {button.text()}" if name else button.text())

    def set_words(self, choices: Sequence[str]) -> None:
        """Give the values other words, in their order."""
        for button, words in zip(self.buttons(), choices, strict=True):
            button.setText(words)
        self.set_name(self._name)
        self.updateGeometry()
        self._arrange()

    def disable(self, reasons: Mapping[object, str]) -> None:
        """Keep these values from being chosen, and no others; their tool-tips say why."""
        for value, button in zip(self._values, self.buttons(), strict=True):
            button.setEnabled(value not in reasons)
            button.setToolTip(reasons.get(value, ""))
            button.setAccessibleDescription(reasons.get(value, ""))

    def value(self) -> object:
        """Return the value that is chosen, None without choices."""
        index = self._group.checkedId()
        return self._values[index] if index >= 0 else None

    def set_value(self, value: object) -> None:
        """Mark ``value``, if it is one of the choices."""
        if value in self._values:
            chosen = self._group.button(self._values.index(value))
            chosen.setChecked(True)
        for button in self._group.buttons():
            focusable = button.isChecked()
            button.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if focusable else Qt.FocusPolicy.ClickFocus
            )

    def buttons(self) -> list[QPushButton]:
        """Return the buttons, in the order of the choices."""
        found = [self._group.button(index) for index in range(len(self._values))]
        return [button for button in found if isinstance(button, QPushButton)]

    def focus_target(self) -> QWidget:
        """Return what the focus belongs on: the value that is chosen."""
        return self._group.checkedButton() or self

    def sizeHint(self) -> QSize:
        """Return the room for all values side by side."""
        hints = self._hints()
        width = sum(hint.width() for hint in hints) + GAP * (len(hints) + 1)
        return QSize(width, self._row_height() + 2 * GAP)

    def minimumSizeHint(self) -> QSize:
        """Return the room for one value in a row."""
        widest = max((hint.width() for hint in self._hints()), default=0)
        return QSize(widest + 2 * GAP, self._row_height() + 2 * GAP)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the values out anew."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Lay the values out anew in another font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
            self._arrange()

    def _hints(self) -> list[QSize]:
        return [button.sizeHint() for button in self.buttons()]

    def _row_height(self) -> int:
        return max((hint.height() for hint in self._hints()), default=0)

    def _rows(self, width: int) -> list[list[int]]:
        """Return the indexes of the values in each row: one row, or a grid with equal columns."""
        widths = [hint.width() for hint in self._hints()]
        count = len(widths)
        if sum(widths) + GAP * (count + 1) <= width or count < 2:
            return [list(range(count))]
        columns = max((width - GAP) // (max(widths) + GAP), 1)
        columns = math.ceil(count / math.ceil(count / columns))
        return [list(range(at, min(at + columns, count))) for at in range(0, count, columns)]

    def _arrange(self) -> None:
        """Take as many rows as the width asks for, and give each value its place."""
        buttons, rows = self.buttons(), self._rows(self.width())
        height = self._row_height()
        self.setFixedHeight(len(rows) * (height + GAP) + GAP)
        y = GAP
        for row in rows:
            x = GAP
            for index, width in zip(row, self._widths(row, len(rows[0])), strict=True):
                place = QRect(x, y, width, height)
                place = QStyle.visualRect(self.layoutDirection(), self.rect(), place)
                buttons[index].setGeometry(place)
                x += width + GAP
            y += height + GAP

    def _widths(self, row: Sequence[int], columns: int) -> list[int]:
        """Return the widths in a row: equal in a grid, else what is left is shared."""
        room = self.width() - GAP * (columns + 1)
        if columns < len(self._values):
            return [room // columns] * len(row)
        hints = [hint.width() for hint in self._hints()]
        left = room - sum(hints)
        return [
            hint + left * (k + 1) // columns - left * k // columns for k, hint in enumerate(hints)
        ]

    def _clicked(self, index: int) -> None:
        self.set_value(self._values[index])
        self.chosen.emit(self._values[index])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the choice with the arrow keys."""
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Down: 1,
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None or not self._values:
            super().keyPressEvent(event)
            return
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            step = -step
        buttons, index = self.buttons(), self._group.checkedId() + step
        while 0 <= index < len(buttons) and not buttons[index].isEnabled():
            index += step
        if 0 <= index < len(buttons):
            self.set_value(self._values[index])
            buttons[index].setFocus(Qt.FocusReason.OtherFocusReason)
            self.chosen.emit(self._values[index])


class Segment(QPushButton):
    """One of the values; leaves the arrow keys to the control that it is in."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ""
        self.setText(words)
        self.setCheckable(True)
        self.setProperty("role", "segment")
        self.setAutoDefault(False)

    def text(self) -> str:
        """Return the words, as a person reads them."""
        return self._words

    def setText(self, words: str) -> None:
        """Show ``words`` as they are."""
        self._words = words
        super().setText(literal(words))

    def sizeHint(self) -> QSize:
        """Return the room that the words take in semibold, so that choosing moves nothing."""
        hint = super().sizeHint()
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        words = self.text()
        more = QFontMetrics(bold).horizontalAdvance(words)
        return QSize(
            hint.width() + max(more - self.fontMetrics().horizontalAdvance(words), 0), hint.height()
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
        else:
            super().keyPressEvent(event)
