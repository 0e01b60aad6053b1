"""The choice of the model: the one in use with what it takes, and the modes of its family."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import shiboken6
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from core.asking import Ask
from core.catalog import Catalog, Model
from core.language import translate
from core.modelfacts import mode_words, name_words
from core.nearest import is_gone, nearest, needed_roles
from ui import theme
from ui.compose.choice import Choice
from ui.compose.rows import OptionRow
from ui.compose.words import Words
from ui.models.button import InsteadButton, ModelButton
from ui.models.picker import ModelPicker
from ui.models.rows import full_name, withdrawn_words
from ui.models.shelf import Prices, Shelf

MOST_SEGMENTS = 5
CALM = 2000
"""Milliseconds in view after which there is time to make what a choice needs."""

InUse = Callable[[], tuple[tuple[str, ...], Mapping[str, Any]]]
"""Returns the roles of the files that are given, once for each, and the values that are chosen."""


def makes_clips(model: Model) -> bool:
    """Tell whether a model makes clips."""
    return model.outcome == "video"


class ModelChoice(QWidget):
    """One of the models of a catalogue that are ``wanted``, those that make clips if not said.

    ``shelf`` holds what is known of them; several choices may share it.
    """

    changed = Signal()
    awaited = Signal()
    """Another model may be chosen soon: there is time to make what that needs."""
    replaced = Signal(str)
    """Words for a model that is not there any more, and for the one that is chosen instead."""

    def __init__(
        self,
        catalog: Catalog,
        wanted: Callable[[Model], bool] = makes_clips,
        shelf: Shelf | None = None,
    ) -> None:
        super().__init__()
        self._catalog, self._wanted = catalog, wanted
        self._model = self._first()
        self.in_use: InUse | None = None
        self.picker: ModelPicker | None = None
        self._made: ModelPicker | None = None
        self._calm = QTimer(self, singleShot=True, interval=CALM)
        self._calm.timeout.connect(self._make_ahead)
        theme.current().changing.connect(self._forget_picker)
        self.button, self.choice = ModelButton(), Choice(MOST_SEGMENTS)
        self.row = OptionRow(self.button)
        self.lacking, self.instead = Words("warning"), InsteadButton()
        self._nearest: Model | None = None
        self._build()
        self._follow(shelf or Shelf(parent=self))
        self.retranslate()

    def model(self) -> Model:
        """Return the model that is chosen."""
        return self._model

    def set_model(self, model_id: str) -> None:
        """Choose a model; an unknown one changes nothing."""
        found = self._catalog.get(model_id)
        if found is not None and self._wanted(found):
            self._model = found
            self._show_modes()

    def set_callable(self, marks: Mapping[str, bool | None], *, demo: bool = False) -> None:
        """Mark the models that the key can call, cannot call, or of which it is not known."""
        self._shelf.set_callable(marks, demo=demo)

    @property
    def marks(self) -> Mapping[str, bool | None]:
        """What the key can call, by the models' ids; nothing with the built-in engine."""
        return {} if self._shelf.known.demo else self._shelf.known.marks

    def set_prices(self, prices: Prices) -> None:
        """Say what usual clips cost, where it is known."""
        self._shelf.set_prices(prices)

    def share(self, shelf: Shelf) -> None:
        """Use what another shelf knows from now on."""
        self._shelf.changed.disconnect(self._describe)
        self._shelf.refreshed.disconnect(self.refresh)
        self._follow(shelf)
        self._describe()

    def refresh(self) -> None:
        """Follow the catalogue, whose models are others now."""
        before, now = self._model, self._catalog.get(self._model.id)
        if now is None or not self._wanted(now):
            known = [each for each in self._models() if each.family.id == before.family.id]
            of_family = next((each for each in known if not each.withdrawn), None)
            now = of_family or self._nearest_to(before) or self._first()
        self._model = now
        self._show_modes()
        if self._made is not None:
            self._made.refresh()
            self._calm.start()
        if now != before:
            self.changed.emit()
        if now.id != before.id:
            words = translate("Compose", "{model} is not there any more. {other} is chosen now.")
            self.replaced.emit(words.format(model=full_name(before), other=full_name(now)))

    def follow_use(self) -> None:
        """Find the nearest model anew for what is in the form now, if the one in use is lacking."""
        if self.lacking.said():
            self._describe()

    def open_picker(self) -> None:
        """Offer all models; a second call while they are offered raises them."""
        if self.picker is not None:
            self.picker.raise_()
            return
        self.picker = self._picker()
        self.picker.open_on(self._model.id)
        self.awaited.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Prepare for another choice once all else has been done."""
        super().showEvent(event)
        self._calm.start()

    def tab_stops(self) -> list[QWidget]:
        """Return what the Tab key may reach, in order."""
        return [self.button, *self.choice.tab_stops(), self.instead]

    def focus_target(self) -> QWidget:
        """Return what the focus belongs on."""
        return self.button

    def retranslate(self) -> None:
        """Show all names in the language in use."""
        self.row.set_name("")
        self.choice.set_name(translate("Compose", "Mode"))
        self._show_modes()

    def _build(self) -> None:
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.row)
        column.addWidget(self.choice)
        column.addWidget(self.lacking)
        column.addWidget(self.instead, 0, Qt.AlignmentFlag.AlignLeft)
        self.button.clicked.connect(self.open_picker)
        self.choice.chosen.connect(lambda value: self._on_chosen(str(value)))
        self.instead.clicked.connect(self._take_nearest)

    def _follow(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._forget_picker()
        shelf.changed.connect(self._describe)
        shelf.refreshed.connect(self.refresh)

    def _picker(self) -> ModelPicker:
        """Return the picker, which is made once."""
        if self._made is None:
            self._made = ModelPicker(self._models, self._shelf, self._nearest_to, self)
            self._made.chosen.connect(self._on_chosen)
            self._made.finished.connect(self._on_closed)
        return self._made

    def _forget_picker(self) -> None:
        """Make another picker for the next choice; one that is open stays."""
        if self._made is not None and self.picker is None:
            shiboken6.delete(self._made)
            self._made = None
        if self.isVisible():
            self._calm.start()

    def _make_ahead(self) -> None:
        self._picker().get_ready()
        self.awaited.emit()

    def _models(self) -> list[Model]:
        return [each for each in self._catalog if self._wanted(each)]

    def _first(self) -> Model:
        models = self._models()
        return next((each for each in models if not each.withdrawn), models[0])

    def _show_modes(self) -> None:
        """Offer the living models of the family, and the chosen one in any case."""
        family = self._catalog.family(self._model.family.id)
        modes = [
            each
            for each in family
            if self._wanted(each) and (not each.withdrawn or each.id == self._model.id)
        ]
        words = [mode_words(each) for each in modes]
        if len(set(words)) < len(words):
            words = [name_words(each) for each in modes]
        choices = [(each.id, name) for each, name in zip(modes, words, strict=True)]
        self.choice.setVisible(len(modes) > 1)
        self.choice.set_choices(choices, self._model.id)
        self._describe()

    def _describe(self) -> None:
        """Show the model, and say where it cannot be asked, with the nearest that can."""
        known = self._shelf.known
        self.button.show_model(self._model, self._shelf.price(self._model))
        gone = bool(self._model.withdrawn) or is_gone(self._catalog, self._model.id)
        lacks = known.lacks(self._model.id)
        self._nearest = self._nearest_to(self._model) if gone or lacks else None
        words = ""
        if gone:
            words = withdrawn_words(self._model, None)
        elif lacks:
            words = translate("Compose", "Your key can't call this model.")
        self.lacking.say(words)
        use = translate("Compose", "Use {model} instead")
        self.instead.say(use.format(model=full_name(self._nearest)) if self._nearest else "")

    def _nearest_to(self, model: Model) -> Model | None:
        """Return the living model that takes the same: for the one in use, what is in the form."""
        roles, values = needed_roles(model), dict[str, Any]()
        if model.id == self._model.id and self.in_use is not None:
            roles, values = self.in_use()[0], dict(self.in_use()[1])
        return nearest(Catalog(self._models()), roles, values, self.marks, like=model)

    def _take_nearest(self) -> None:
        if self._nearest is not None:
            self._on_chosen(self._nearest.id)
            self.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_chosen(self, model_id: str) -> None:
        if model_id == self._model.id:
            return
        in_modes = self.choice.isAncestorOf(self.window().focusWidget())
        self.set_model(model_id)
        self.changed.emit()
        if in_modes and self.picker is not None:  # these were the modes of another family
            self.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_closed(self) -> None:
        self.picker = None


def in_use(ask: Ask) -> tuple[tuple[str, ...], Mapping[str, Any]]:
    """Return the roles of the files of a request, once for each, and its values."""
    begins = ("start_frame",) if ask.image else ()
    return begins + tuple(each.role for each in ask.inputs), ask.values
