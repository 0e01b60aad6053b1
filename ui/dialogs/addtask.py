"""Fetching the clip of a task that was made elsewhere."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from core.language import translate
from ui.controls import ElidedLabel
from ui.dialogs.dialog import Sheet, pick_folder, push_button
from ui.dialogs.note import text_label
from ui.dialogs.taskid import TaskField
from ui.theme import SPACE


class AddTaskDialog(Sheet):
    """Asks for a task id. ``where`` names whom it will be asked of, ``output`` is the folder."""

    asked = Signal(str, str)
    """Task id and folder."""

    def __init__(self, where: str, output: str, parent: QWidget | None = None) -> None:
        super().__init__(460, parent)
        self._output = output
        self.intro = text_label("secondary")
        self.field = TaskField()
        self.where_name, self.folder_name = QLabel(), QLabel()
        self.where, self.folder = ElidedLabel(where), ElidedLabel(output)
        self.folder.set_elide_mode(Qt.TextElideMode.ElideMiddle)
        self.change = push_button(self._pick_folder, "quiet")
        self._lay_out()
        self.cancel = self.add_button(self.reject)
        self.follow = self.add_button(self._ask, "primary")
        self.set_default(self.follow)
        self.set_first(self.field.line)
        self.retranslate()

    def retranslate(self) -> None:
        """Show every text in the language in use."""
        self.set_title(translate("AddTask", "Add a clip by its task ID"))
        self.intro.setText(
            translate(
                "AddTask",
                "For a clip that was asked for elsewhere, with the same key. Foxreel follows it"
                " and fetches it; nothing is paid for that.",
            )
        )
        self.where_name.setText(translate("AddTask", "Asked of"))
        self.folder_name.setText(translate("AddTask", "Clip goes to"))
        self.change.setText(translate("AddTask", "Change…"))
        self.change.setAccessibleName(translate("AddTask", "Change the folder"))
        self.cancel.setText(translate("AddTask", "Cancel"))
        self.follow.setText(translate("AddTask", "Follow"))

    def _ask(self) -> None:
        task_id = self.field.value()
        if task_id:
            self.asked.emit(task_id, self._output)
            self.accept()

    def _pick_folder(self) -> None:
        title = translate("AddTask", "Where the clip goes")
        pick_folder(self, title, self._output, self.set_output)

    def set_output(self, folder: str) -> None:
        """Let the clip go to ``folder``."""
        self._output = folder
        self.folder.setText(folder)

    def _lay_out(self) -> None:
        for name in (self.where_name, self.folder_name):
            name.setProperty("role", "secondary")
        facts = QGridLayout()
        facts.setHorizontalSpacing(SPACE[3])
        facts.setVerticalSpacing(SPACE[0])
        facts.setColumnStretch(1, 1)
        facts.addWidget(self.where_name, 0, 0)
        facts.addWidget(self.where, 0, 1, 1, 2)
        facts.addWidget(self.folder_name, 1, 0)
        facts.addWidget(self.folder, 1, 1)
        facts.addWidget(self.change, 1, 2)
        self.body.addWidget(self.intro)
        self.body.addWidget(self.field)
        self.body.addLayout(facts)
