"""What every control of a model's field is, and the field's own texts."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.field import Field
from core.language import translate
from core.modelfacts import localised


class FieldControl(QWidget):
    """The control of one field.

    It and its parts are made in the place where they stay: each move styles all of them anew.
    """

    edited = Signal()
    """A person changed the value."""

    labelled = True
    """Whether the field's name stands beside the control; else the control shows it itself."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field

    def value(self) -> Any:
        """Return the value for the request, None where there is nothing to send."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show a value that the field takes; None shows that there is none to send."""
        raise NotImplementedError

    def narrow(self, field: Field, why: str) -> None:
        """Offer only what ``field``, a narrower form of the control's own, takes now.

        ``why`` says what the rest does not go with, empty where nothing is narrower.
        """

    def retranslate(self) -> None:
        """Show names and help in the language in use."""
        raise NotImplementedError

    def tab_stops(self) -> list[QWidget]:
        """Return what the Tab key may reach, in order."""
        raise NotImplementedError

    def focus_target(self) -> QWidget:
        """Return what the focus belongs on."""
        return self.tab_stops()[0]


def label_of(field: Field) -> str:
    """Return the field's name in the language in use."""
    return localised(field.label) or field.name


def help_of(field: Field) -> str:
    """Return what the field means, in the language in use."""
    return localised(field.help)


def unset_words() -> str:
    """Return what it is called that an option is left to the model."""
    return translate("Compose", "Default")
