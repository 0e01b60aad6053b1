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
        self._buttons: list[QPushButton] = []
        self._name = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._group.idClicked.connect(self._clicked)

    def set_choices(self, choices: Sequence[tuple[object, str]], value: object) -> None:
        """Offer ``choices``, pairs of a value and its words, and mark ``value``."""
        self._have_buttons(len(choices))
        self._values = [each for each, _ in choices]
        self.disable({})
        self.set_words([words for _, words in choices])
        self.set_value(value)

    def set_name(self, name: str) -> None:
        """Say what is chosen: read aloud with each value."""
        self._name = name
        self.setAccessibleName(name)
        for button in self._buttons:
            button.setAccessibleName(f"{name}: {button.text()}" if name else button.text())

    def set_words(self, choices: Sequence[str]) -> None:
        """Give the values other words, in their order."""
        for button, words in zip(self._buttons, choices, strict=True):
            button.setText(words)
        self.set_name(self._name)
        self.updateGeometry()
        self._arrange()

    def disable(self, reasons: Mapping[object, str]) -> None:
        """Keep these values from being chosen, and no others; their tool-tips say why."""
        for value, button in zip(self._values, self._buttons, strict=True):
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
            self._buttons[self._values.index(value)].setChecked(True)
        for button in self._buttons:
            focusable = button.isChecked()
            button.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if focusable else Qt.FocusPolicy.ClickFocus
            )

    def buttons(self) -> list[QPushButton]:
        """Return the buttons, in the order of the choices."""
        return list(self._buttons)

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

    def _have_buttons(self, count: int) -> None:
        """Have so many buttons, none of them chosen; those that are there stay."""
        while len(self._buttons) > count:
            button = self._buttons.pop()
            self._group.removeButton(button)
            button.hide()
            button.deleteLater()
        self._group.setExclusive(False)
        for button in self._buttons:
            button.setChecked(False)
        self._group.setExclusive(True)
        for index in range(len(self._buttons), count):
            button = Segment("", self)
            self._buttons.append(button)
            self._group.addButton(button, index)
            if self.isVisible():
                button.show()  # else it comes with this: before that it would be styled twice

    def _hints(self) -> list[QSize]:
        return [button.sizeHint() for button in self._buttons]

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
        buttons, rows = self._buttons, self._rows(self.width())
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
        buttons, index = self._buttons, self._group.checkedId() + step
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
        self._hint: QSize | None = None
        self.setText(words)
        self.setCheckable(True)
        self.setProperty("role", "segment")
        self.setAutoDefault(False)

    def text(self) -> str:
        """Return the words, as a person reads them."""
        return self._words

    def setText(self, words: str) -> None:
        """Show ``words`` as they are."""
        if words != self._words:
            self._words, self._hint = words, None
            super().setText(literal(words))

    def sizeHint(self) -> QSize:
        """Return the room that the words take in semibold, so that choosing moves nothing.

        It is kept: one layout asks for it dozens of times.
        """
        if self._hint is None:
            self._hint = self._measured()
        return self._hint

    def changeEvent(self, event: QEvent) -> None:
        """Need other room in another font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._hint = None

    def _measured(self) -> QSize:
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
