"""The raw answer, one click away: read, searched, copied."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from ui.stage.answer import AnswerDialog, pretty

LEFT = Qt.MouseButton.LeftButton
ANSWER = json.dumps({"id": "task-1", "status": "completed", "status_text": "完成"})


@pytest.fixture
def dialog(qtbot: QtBot) -> AnswerDialog:
    made = AnswerDialog(ANSWER)
    qtbot.addWidget(made)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    made.open()
    qtbot.waitExposed(made)
    return made


def test_json_has_a_line_for_each_value_and_anything_else_is_left_alone() -> None:
    assert pretty('{"a": [1, "狐"]}') == '{\n  "a": [\n    1,\n    "狐"\n  ]\n}'
    for text in ("<html>502</html>", "", '{"cut": '):
        assert pretty(text) == text


def test_the_answer_is_read_only(qtbot: QtBot, dialog: AnswerDialog) -> None:
    before = dialog.text.toPlainText()
    assert '"status": "completed"' in before
    qtbot.keyClicks(dialog.text, "changed")
    assert dialog.text.toPlainText() == before


def test_typing_finds_and_return_goes_on(qtbot: QtBot, dialog: AnswerDialog) -> None:
    qtbot.keyClicks(dialog.find_field, "status")
    first = dialog.text.textCursor().position()
    assert dialog.text.textCursor().selectedText() == "status"
    qtbot.keyClick(dialog.find_field, Qt.Key.Key_Return)
    second = dialog.text.textCursor().position()
    assert second > first
    qtbot.keyClick(dialog.find_field, Qt.Key.Key_Return)
    assert dialog.text.textCursor().position() == first
    qtbot.mouseClick(dialog.previous_button, LEFT)
    assert dialog.text.textCursor().position() == second
    assert dialog.isVisible()


def test_what_is_not_there_is_said(qtbot: QtBot, dialog: AnswerDialog) -> None:
    qtbot.keyClicks(dialog.find_field, "nowhere")
    assert dialog.nothing.text() == "Not found"
    dialog.find_field.clear()
    assert dialog.nothing.text() == ""


def test_it_is_copied_as_it_is_shown(qtbot: QtBot, dialog: AnswerDialog) -> None:
    qtbot.mouseClick(dialog.copy_button, LEFT)
    assert QGuiApplication.clipboard().text() == dialog.text.toPlainText()
    assert dialog.copy_button.text().strip() == "Copied"


def test_escape_closes_it(qtbot: QtBot, dialog: AnswerDialog) -> None:
    with qtbot.waitSignal(dialog.finished):
        qtbot.keyClick(dialog.find_field, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
