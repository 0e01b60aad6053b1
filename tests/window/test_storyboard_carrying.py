"""A storyboard's settings follow each other and the model, and say what is other than before."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.catalog import Catalog
from core.storyboard import Shot, Storyboard, shot_problems, values_of
from tests.window.optionsbench import choice, model
from ui.compose.words import Words
from ui.storyboard.document import Document
from ui.storyboard.sharedpanel import SharedPanel

RESOLUTION = choice("resolution", "720p", "1080p", default="720p")
OLD = model("old", choice("duration", 4, 20, unit="s", default=4), RESOLUTION)
LONG = {"when": {"resolution": ["1080p"]}, "limits": {"duration": {"choices": [8]}}}
NEW = model("new", choice("duration", 4, 8, unit="s", default=4), RESOLUTION, rules=[LONG])
CATALOG = Catalog([OLD, NEW])


def test_another_model_for_all_shots_keeps_what_it_can_and_says_the_rest(qtbot: QtBot) -> None:
    values = {"duration": 20, "resolution": "720p"}
    document = Document(CATALOG, Storyboard((Shot("a fox"),), "old", values))
    panel = SharedPanel(document)
    qtbot.addWidget(panel)
    panel.show()
    panel.models.set_model("new")
    panel.models.changed.emit()
    assert (document.board.model, dict(document.board.values)) == ("new", {**values, "duration": 8})
    said = [each.said() for each in panel.findChildren(Words) if each.isVisible()]
    assert "Duration is 8 s now (was 20 s)." in said
    buttons = panel.options.rows["duration"].control.choice.segments.buttons()
    QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
    assert document.board.values["duration"] == 4
    said = [each.said() for each in panel.findChildren(Words) if each.isVisible()]
    assert not any("was 20 s" in words for words in said)


def test_another_model_for_all_shots_keeps_what_is_in_view(qtbot: QtBot) -> None:
    long = model("long", choice("duration", 4, 8, unit="s", default=8))
    document = Document(Catalog([OLD, long]), Storyboard((Shot("a fox"),), "old", {}))
    panel = SharedPanel(document)
    qtbot.addWidget(panel)
    panel.models.set_model("long")
    panel.models.changed.emit()
    assert dict(document.board.values) == {"duration": 4}


def test_a_shared_value_gives_way_to_what_a_shot_says_itself() -> None:
    shot = Shot("a fox", values={"resolution": "1080p"})
    board = Storyboard((shot, Shot("a hen")), "new", {"duration": 4, "resolution": "720p"})
    assert values_of(board, shot, NEW) == {"duration": 8, "resolution": "1080p"}
    assert shot_problems(board, 1, shot, CATALOG) == ()
    assert values_of(board, board.shots[1], NEW)["duration"] == 4


def test_what_a_shot_says_itself_is_never_changed_in_silence() -> None:
    shot = Shot("a fox", values={"resolution": "1080p", "duration": 4})
    board = Storyboard((shot,), "new")
    assert values_of(board, shot, NEW)["duration"] == 4
    assert [each.code for each in shot_problems(board, 1, shot, CATALOG)] == ["not_with"]
