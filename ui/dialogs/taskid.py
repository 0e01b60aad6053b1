"""A field for a task id, which people paste in many wrappings."""

from __future__ import annotations

import json
import re
from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from core.asking import task_id_problem
from core.language import translate
from ui.dialogs.note import Note
from ui.theme import SPACE

_TASK = re.compile(r"\btask-[\w-]+", re.ASCII)
_IN_ADDRESS = re.compile(r"/tasks/([^/?#\s]+)")
_WRAPPING = re.compile(r"[\s{}\[\]<>\"'/,;]")


def task_ids_in(text: str) -> list[str]:
    """Return the task ids in a pasted text: an answer as JSON, an address, or the id alone."""
    text = text.strip().strip("\"'`,;")
    named = _TASK.findall(text) or _IN_ADDRESS.findall(text) or _ids_of_json(text)
    alone = text.isprintable() and not _WRAPPING.search(text)
    named = named or ([text] if text and alone else [])
    return [each for each in dict.fromkeys(named) if task_id_problem(each) is None]


def _ids_of_json(text: str) -> list[str]:
    try:
        answer: Any = json.loads(text)
    except (ValueError, RecursionError):
        return []
    rows = answer if isinstance(answer, list) else [answer]
    if isinstance(answer, dict):
        rows.append(answer.get("data"))
    ids = [row.get("id") for row in rows if isinstance(row, dict)]
    return [each for each in ids if isinstance(each, str) and each.strip()]


class TaskField(QWidget):
    """A line that makes a task id of what is pasted into it, and says what is wrong below.

    Not ``labelled``, its name is only read aloud.
    """

    def __init__(self, *, labelled: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = QLabel(self)
        self.line = QLineEdit()
        self.line.setPlaceholderText("task-…")
        self.label.setBuddy(self.line)
        self.label.setVisible(labelled)
        self.note = Note()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[0])
        for widget in (self.label, self.line, self.note):
            column.addWidget(widget)
        self.line.textChanged.connect(self._on_text)
        self.retranslate()

    def value(self) -> str:
        """Return the task id; empty, and words under the field, where there is not just one."""
        text = self.line.text()
        found = task_ids_in(text)
        if len(found) == 1:
            self.note.clear()
            self.line.setText(found[0])
            return found[0]
        if not text.strip():
            self.note.say("problem", lambda: translate("Task", "Paste the ID of the task first."))
        elif found:
            self.note.say(
                "problem", lambda: translate("Task", "There are several task IDs in this.")
            )
        else:
            self.note.say("problem", lambda: translate("Task", "There is no task ID in this."))
        self.line.setFocus()
        return ""

    def retranslate(self) -> None:
        """Show every text in the language in use."""
        self.label.setText(translate("Task", "Task ID"))
        self.line.setAccessibleName(self.label.text())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _on_text(self, text: str) -> None:
        """Unwrap what was pasted; what is typed is left alone."""
        self.note.clear()
        found = task_ids_in(text)
        if _WRAPPING.search(text) and len(found) == 1 and found[0] != text:
            self.line.setText(found[0])
