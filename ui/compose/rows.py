"""A row of the form: a name, its control beside or below it, and what is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui.compose.words import Words
from ui.theme import text_scale

NAME_WIDTH = 56
"""Device-independent pixels of the names' column; longer names make it wider for all."""
WIDEST_NAME = 112
"""Device-independent pixels of a name that makes it wider; what is longer stands above."""
BETWEEN = 12


class OptionRow(QWidget):
    """A name with its control. Where both do not fit side by side, the control goes below."""

    def __init__(self, control: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.control = control
        self.name = QLabel()
        self.name.setProperty("role", "secondary")
        self.problem = Words("problem")
        self.note = Words("secondary")
        self._name_width = 0
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._name_place = QVBoxLayout()
        self._name_place.addWidget(self.name)
        self._name_place.addStretch()
        self._line.addLayout(self._name_place)
        self._line.addWidget(control, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._line)
        column.addWidget(self.note)
        column.addWidget(self.problem)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.set_name_width(NAME_WIDTH)

    def set_name(self, name: str) -> None:
        """Show the row's name; empty where the control says it itself."""
        self.name.setText(name)
        self.name.setVisible(bool(name))
        self._arrange()

    def set_name_width(self, width: int) -> None:
        """Give the name the column that all rows share."""
        self._name_width = width
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose anew where the control goes."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Choose anew in another font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._arrange()

    def _arrange(self) -> None:
        fits = self.name.sizeHint().width() <= self._name_width
        room = self._name_width + BETWEEN + self.control.sizeHint().width()
        beside = fits and room <= self.width()
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._line.setDirection(way)
        self._line.setSpacing(BETWEEN if beside else 4)
        room = min(self.control.sizeHint().height(), self.control.fontMetrics().height() + 16)
        above = (room - self.name.fontMetrics().height()) // 2 if beside else 0
        self._name_place.setContentsMargins(0, max(above, 0), 0, 0)
        self.name.setMinimumWidth(self._name_width if beside else 0)
        self.name.setMaximumWidth(self._name_width if beside else 16777215)


class RowColumn(QWidget):
    """Rows below each other."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)

    def add(self, row: OptionRow) -> None:
        """Put a row below the others, or make one of them the last."""
        self._column.addWidget(row)
        row.show()  # now, and not with the next event: nothing flickers


def share_name_width(rows: list[OptionRow]) -> None:
    """Give all rows one column for their names, as wide as the widest that is not too long."""
    widths = [row.name.sizeHint().width() for row in rows if row.name.text()]
    most = WIDEST_NAME * text_scale()
    widest = max((width for width in widths if width <= most), default=0)
    for row in rows:
        row.set_name_width(max(widest, NAME_WIDTH))
