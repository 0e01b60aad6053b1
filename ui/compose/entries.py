"""The control of a field that takes some short texts."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from core.catalog import Field
from core.language import translate
from ui.compose.control import FieldControl, help_of, label_of
from ui.controls import IconButton


class EntriesControl(FieldControl):
    """Some short texts, a line each, as many as the model takes."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.add = QPushButton(self)
        self.add.setProperty("role", "quiet")
        self.rows: list[_Entry] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.add.clicked.connect(self._on_add)
        self.retranslate()

    def value(self) -> Any:
        """Return the texts that are not empty, None if there are none."""
        return [text for row in self.rows if (text := row.edit.text().strip())] or None

    def set_value(self, value: Any) -> None:
        """Show these texts."""
        while self.rows:
            self._drop(self.rows[-1])
        for text in value or ():
            self._append(str(text))

    def retranslate(self) -> None:
        """Name everything in the language in use."""
        name = label_of(self.field)
        self.setToolTip(help_of(self.field))
        self.add.setText(translate("Compose", "Add"))
        self.add.setAccessibleName(translate("Compose", "Add: {field}").format(field=name))
        for number, row in enumerate(self.rows, 1):
            row.set_names(name, number)

    def tab_stops(self) -> list[QWidget]:
        """Return the lines, each with the button that takes it away, and the one that adds one."""
        return [each for row in self.rows for each in (row.edit, row.remove)] + [self.add]

    def _on_add(self) -> None:
        self._append("").edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def _append(self, text: str) -> _Entry:
        row = _Entry(text)
        row.edit.textChanged.connect(lambda _: self.edited.emit())
        row.remove.clicked.connect(lambda: self._on_remove(row))
        self.rows.append(row)
        self._column.insertWidget(len(self.rows) - 1, row)
        row.show()
        self._count()
        return row

    def _on_remove(self, row: _Entry) -> None:
        self._drop(row)
        stop = self.rows[-1].edit if self.rows else self.add
        stop.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def _drop(self, row: _Entry) -> None:
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._count()

    def _count(self) -> None:
        most = self.field.max_items
        self.add.setVisible(most is None or len(self.rows) < most)
        self.retranslate()


class _Entry(QWidget):
    """One of the texts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.edit = QLineEdit(text)
        self.remove = IconButton("x")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.edit, 1)
        row.addWidget(self.remove)

    def set_names(self, name: str, number: int) -> None:
        """Name the line and its button."""
        self.edit.setAccessibleName(f"{name} {number}")
        self.edit.setPlaceholderText(translate("Compose", "ID"))
        self.remove.set_name(translate("Compose", "Remove"))
        self.remove.setAccessibleName(
            translate("Compose", "Remove: {field}").format(field=f"{name} {number}")
        )
