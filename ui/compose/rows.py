"""A row of the form: a name, its control beside or below it, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

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

    def __init__(self, control: QWidget | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = QLabel(self)
        self.name.setProperty("role", "secondary")
        self.problem = Words("problem", self)
        self.note = Words("secondary", self)
        self.control: QWidget | None = None
        self._name_width = NAME_WIDTH
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        column.addLayout(self._line)
        column.addWidget(self.note)
        column.addWidget(self.problem)
        self._name_place = QVBoxLayout()
        self._line.addLayout(self._name_place)
        self._name_place.addWidget(self.name)
        self._name_place.addStretch()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        if control is not None:
            self.set_control(control)

    def set_control(self, control: QWidget) -> None:
        """Put the control into its place, once; best one that was made as a part of the row."""
        self.control = control
        self._line.addWidget(control, 1)
        self._arrange()

    def set_name(self, name: str) -> None:
        """Show the row's name; empty where the control says it itself."""
        if name != self.name.text() or self.name.isHidden() is bool(name):
            self.name.setText(name)
            self.name.setVisible(bool(name))
            self._arrange()

    def set_name_width(self, width: int) -> None:
        """Give the name the column that all rows share."""
        if width != self._name_width:
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
        if self.control is None:
            return
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
    """Rows below each other: those that are shown, and hidden ones that may be needed again."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[OptionRow] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)

    def show_rows(self, rows: Sequence[OptionRow], without: Collection[OptionRow] = ()) -> None:
        """Have just these rows, in this order, and show them; those ``without`` are hidden."""
        self._column.setEnabled(False)  # else each row that is shown has the window laid out
        for row in self._rows:
            if row not in rows and row.parent() is self:
                self._column.removeWidget(row)
                row.hide()
        self._rows = list(rows)
        for place, row in enumerate(rows):
            at = self._column.itemAt(place)
            if at is None or at.widget() is not row:
                self._column.insertWidget(place, row)
            row.setHidden(row in without)  # now, and not with the next event: nothing flickers
        self._column.setEnabled(True)
        self._column.invalidate()


def share_name_width(rows: list[OptionRow]) -> None:
    """Give all rows one column for their names, as wide as the widest that is not too long."""
    widths = [row.name.sizeHint().width() for row in rows if row.name.text()]
    most = WIDEST_NAME * text_scale()
    widest = max((width for width in widths if width <= most), default=0)
    for row in rows:
        row.set_name_width(max(widest, NAME_WIDTH))
