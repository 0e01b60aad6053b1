"""Words with an & on buttons: it is shown, and marks no key."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from core.catalog import load_catalog
from ui.compose.choice import Choice
from ui.compose.models import ModelChoice
from ui.models.button import InsteadButton
from ui.segments import Segments, literal

WORDS = "Image & extend"


def painted(button: QPushButton) -> str:
    """Return the text as Qt draws it, in which && stands for an &."""
    return QPushButton.text(button)


def test_the_modes_of_a_family_are_drawn_as_they_are_called(qtbot: QtBot) -> None:
    choice = Choice(5)
    qtbot.addWidget(choice)
    choice.set_choices([(1, WORDS), (2, "Text")], 1)
    choice.set_name("Mode")
    (first, _) = choice.segments.buttons()
    assert first.text() == WORDS
    assert first.accessibleName() == f"Mode: {WORDS}"
    assert painted(first) == "Image && extend"
    assert first.shortcut().isEmpty()
    choice.set_choices([(1, "First & last"), (2, "Text")], 1)
    assert (first.text(), painted(first)) == ("First & last", "First && last")
    assert first.shortcut().isEmpty()


def test_the_words_of_segments_that_are_changed(qtbot: QtBot) -> None:
    segments = Segments()
    qtbot.addWidget(segments)
    segments.set_choices([(1, ""), (2, "")], 2)
    segments.set_words(["a & b", "c"])
    assert [painted(each) for each in segments.buttons()] == ["a && b", "c"]
    assert [each.text() for each in segments.buttons()] == ["a & b", "c"]


def test_another_model_that_is_offered(qtbot: QtBot) -> None:
    button = InsteadButton()
    qtbot.addWidget(button)
    button.say(f"Use {WORDS} instead")
    assert button.text() == button.accessibleName() == f"Use {WORDS} instead"
    assert painted(button) == f"Use {literal(WORDS)} instead"
    button.resize(60, 30)
    button.grab()  # without room the middle is left out
    QCoreApplication.processEvents()


def test_no_mode_of_the_program_marks_a_key(qtbot: QtBot) -> None:
    catalog = load_catalog()
    models = ModelChoice(catalog)
    qtbot.addWidget(models)
    for each in catalog:
        models.set_model(each.id)
        assert all(button.shortcut().isEmpty() for button in models.choice.segments.buttons())
