"""The choice of the model, with what each is good for."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from core.catalog import Catalog, Model
from core.language import translate
from ui.compose.choice import Choice
from ui.compose.control import localised
from ui.compose.rows import OptionRow
from ui.compose.words import Words

MOST_SEGMENTS = 3


class ModelChoice(QWidget):
    """One of the models that make clips. Those that the key cannot call are named in words."""

    changed = Signal()

    def __init__(self, catalog: Catalog) -> None:
        super().__init__()
        self._models: list[Model] = [model for model in catalog if model.outcome == "video"]
        self._marks: Mapping[str, bool | None] = {}
        self.choice = Choice(MOST_SEGMENTS)
        self.row = OptionRow(self.choice)
        self.summary, self.lacking = Words("secondary"), Words("warning")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.row)
        column.addWidget(self.summary)
        column.addWidget(self.lacking)
        self.choice.chosen.connect(self._on_chosen)
        self.retranslate()

    def model(self) -> Model:
        """Return the model that is chosen."""
        return next(each for each in self._models if each.id == self.choice.value())

    def set_model(self, model_id: str) -> None:
        """Choose a model; an unknown one changes nothing."""
        self.choice.set_value(model_id)
        self._describe()

    def set_callable(self, marks: Mapping[str, bool | None]) -> None:
        """Mark the models that the key can call, cannot call, or of which it is not known."""
        self._marks = dict(marks)
        self._describe()

    def retranslate(self) -> None:
        """Show all names in the language in use."""
        name = translate("Compose", "Model")
        choices = [(each.id, localised(each.name) or each.id) for each in self._models]
        self.choice.set_choices(choices, self.choice.value() or self._models[0].id)
        self.choice.set_name(name)
        self.row.set_name(name)
        self._describe()

    def _on_chosen(self) -> None:
        self._describe()
        self.changed.emit()

    def _describe(self) -> None:
        self.summary.say(localised(self.model().summary))
        lacking = [each for each in self._models if self._marks.get(each.id) is False]
        names = " · ".join(localised(each.name) or each.id for each in lacking)
        words = translate("Compose", "Not with this key: {models}").format(models=names)
        chosen = any(each.id == self.model().id for each in lacking)
        self.lacking.say(words if lacking else "", "warning" if chosen else "secondary")
