"""A quiet list of two columns: one row for each thing that is known."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.stage.fact import Fact
from ui.stage.factrow import STEPS, FactRow

WIDEST_LABEL = 132
"""Device-independent pixels that the left column takes at most."""
USUAL_ROWS = 16
"""More than nearly all jobs need."""


class FactList(QWidget):
    """Rows by name: a change of one value moves none of the others. One stop for Tab."""

    reached = Signal(object)
    """The focus has come to this row."""
    followed = Signal(str)
    """A person wants to see the job of this id."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[str, FactRow] = {}
        self._spare: list[FactRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def set_facts(self, facts: Sequence[Fact]) -> None:
        """Show ``facts`` in their order."""
        names = [fact.name for fact in facts]
        for name in [name for name in self._rows if name not in names]:
            gone = self._rows.pop(name)
            self._column.removeWidget(gone)
            gone.hide()
            gone.set_picture(None)
            self._spare.append(gone)
        for place, fact in enumerate(facts):
            row = self._rows.get(fact.name)
            if row is None:
                row = self._rows[fact.name] = self._spare.pop() if self._spare else self._new()
                row.set_fact(fact)
                self._column.insertWidget(place, row)
                row.show()
            else:
                row.set_fact(fact)
        self._rows = {name: self._rows[name] for name in names}
        self._align()

    def prepare(self, count: int = USUAL_ROWS) -> None:
        """Make rows before they are needed: one in each turn of the loop."""
        if len(self._rows) + len(self._spare) < count:
            self._spare.append(self._new())
            QTimer.singleShot(0, self, lambda: self.prepare(count))

    def _new(self) -> FactRow:
        row = FactRow(self)
        row.followed.connect(self.followed)
        row.hide()
        row.retranslate()
        row.polish_all()
        return row

    def row(self, name: str) -> FactRow | None:
        """Return the row called ``name``."""
        return self._rows.get(name)

    def rows(self) -> list[FactRow]:
        """Return all rows in their order."""
        return list(self._rows.values())

    def retranslate(self) -> None:
        """Say everything in the person's language."""
        for row in (*self._rows.values(), *self._spare):
            row.retranslate()

    def minimumSizeHint(self) -> QSize:
        """Ask for nothing: the height follows from the width."""
        return QSize(0, 0)

    def _align(self) -> None:
        rows = self.rows()
        width = min(max((row.label_width() for row in rows), default=0), WIDEST_LABEL)
        stop = next((row for row in rows if row.hasFocus()), rows[0] if rows else None)
        for row in rows:
            row.set_label_width(width)
            row.set_stop(row is stop)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the focus from row to row."""
        rows = self.rows()
        at = next((index for index, row in enumerate(rows) if row.hasFocus()), None)
        step = STEPS.get(Qt.Key(event.key()))
        if at is None or step is None:
            super().keyPressEvent(event)
            return
        there = rows[min(max(at + step, 0), len(rows) - 1)]
        there.set_stop(True)
        there.setFocus(Qt.FocusReason.TabFocusReason)
        if there is not rows[at]:
            rows[at].set_stop(False)
        self.reached.emit(there)
