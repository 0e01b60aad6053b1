"""The prompt: plain text, counted, with Tab, input methods and paste as people expect them."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.window.composing import CONTROL, Column, column

__all__ = ("column",)


def test_the_caret_is_in_the_prompt_and_tab_leaves_it(column: Column) -> None:
    edit = column.panel.form.prompt.edit
    assert edit.hasFocus()
    QTest.keyClick(edit, Qt.Key.Key_Tab)
    assert not edit.hasFocus()
    assert column.well.hasFocus()
    QTest.keyClick(column.well, Qt.Key.Key_Backtab)
    assert edit.hasFocus()
    assert edit.toPlainText() == ""


def test_the_count_follows_in_the_persons_digits(column: Column) -> None:
    count = column.panel.form.prompt.count
    assert count.text() == "0 / 20,000"
    column.write("a fox 🦊")
    assert count.text() == "7 / 20,000"
    assert count.property("role") == "secondary"


def test_above_the_limit_it_says_by_how_much_and_nothing_is_sent(column: Column) -> None:
    prompt = column.panel.form.prompt
    prompt.set_text("x" * 20_003)
    assert prompt.count.text() == "20,003 / 20,000"
    assert prompt.count.property("role") == "problem"
    assert "3 characters too many for this model." in column.said()
    column.click(column.panel.send.button)
    assert column.asks == []
    assert prompt.edit.hasFocus()
    for _ in range(3):
        QTest.keyClick(prompt.edit, Qt.Key.Key_Backspace)
    assert prompt.count.property("role") == "secondary"
    column.click(column.panel.send.button)
    assert len(column.asks) == 1


def test_the_limit_is_the_models(column: Column) -> None:
    column.panel.form.prompt.set_text("x" * 6_000)
    column.choose("Model", "Sora 2")
    assert "1,000 characters too many for this model." in column.said()
    column.choose("Model", "Sora 2 Pro")
    assert not any("too many" in each for each in column.said())


def test_without_a_prompt_it_is_said_where_it_is_missing(column: Column) -> None:
    column.click(column.panel.send.button)
    assert column.asks == []
    assert "Write what the clip should show." in column.said()
    edit = column.panel.form.prompt.edit
    assert edit.hasFocus()
    assert edit.accessibleDescription() == "Write what the clip should show."
    QTest.keyClicks(edit, "a")
    assert "Write what the clip should show." not in column.said()


def test_rich_text_becomes_text(column: Column) -> None:
    data = QMimeData()
    data.setHtml("<h1>A <b>fox</b></h1><p style='color: red'>in the snow</p>")
    QGuiApplication.clipboard().setMimeData(data)
    edit = column.panel.form.prompt.edit
    QTest.keyClick(edit, Qt.Key.Key_V, CONTROL)
    assert edit.toPlainText() == "A fox\nin the snow"
    formats = {edit.document().begin().charFormat().fontWeight()}
    assert formats == {edit.document().lastBlock().charFormat().fontWeight()}
    edit.selectAll()
    QTest.keyClick(edit, Qt.Key.Key_C, CONTROL)
    copied = QGuiApplication.clipboard().mimeData()
    assert copied.text() == "A fox\nin the snow"
    assert not copied.hasHtml()


def test_all_lines_have_their_distance(column: Column) -> None:
    edit = column.panel.form.prompt.edit
    column.write("one")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    QTest.keyClicks(edit, "two")
    QGuiApplication.clipboard().setText("three\nfour 金色 🦊")
    QTest.keyClick(edit, Qt.Key.Key_V, CONTROL)
    edit.selectAll()
    QTest.keyClick(edit, Qt.Key.Key_Delete)
    QTest.keyClicks(edit, "five")
    column.panel.form.prompt.set_text("six\nseven 金色\neight")
    block, tops = edit.document().begin(), []
    while block.isValid():
        tops.append(edit.document().documentLayout().blockBoundingRect(block).top())
        block = block.next()
    assert edit.font().pixelSize() == 14
    assert [b - a for a, b in pairwise(tops)] == [20, 20]


def test_reused_text_can_be_undone(column: Column) -> None:
    column.write("my own words")
    column.panel.form.prompt.set_text("those of another clip")
    QTest.keyClick(column.panel.form.prompt.edit, Qt.Key.Key_Z, CONTROL)
    assert column.panel.ask().prompt == "my own words"


def test_chinese_is_composed_in_place(column: Column) -> None:
    edit = column.panel.form.prompt.edit
    QApplication.sendEvent(edit, QInputMethodEvent("hu li", []))
    assert column.panel.ask().prompt == ""
    assert column.panel.form.prompt.count.text() == "0 / 20,000"
    done = QInputMethodEvent("", [])
    done.setCommitString("狐狸")
    QApplication.sendEvent(edit, done)
    assert column.panel.ask().prompt == "狐狸"
    assert column.panel.form.prompt.count.text() == "2 / 20,000"


def test_twenty_thousand_characters_can_be_pasted_and_edited(column: Column) -> None:
    text = "金色的海浪缓缓涌上宁静的沙滩，\n" * 1250
    QGuiApplication.clipboard().setText(text)
    edit = column.panel.form.prompt.edit
    QTest.keyClick(edit, Qt.Key.Key_V, CONTROL)
    edit.moveCursor(QTextCursor.MoveOperation.Start)
    QTest.keyClick(edit, Qt.Key.Key_Delete)
    assert column.panel.ask().prompt == text[1:]
    assert column.panel.form.prompt.count.text() == "19,999 / 20,000"


def test_the_placeholder_is_there_as_long_as_there_is_no_text(column: Column) -> None:
    edit = column.panel.form.prompt.edit

    def ink() -> int:
        image = edit.viewport().grab().toImage()
        ground = image.pixel(image.width() - 1, image.height() - 1)
        return sum(
            image.pixel(x, y) != ground
            for x in range(0, image.width(), 2)
            for y in range(24, image.height(), 2)
        )

    assert ink() > 100
    QTest.keyClicks(edit, "a")
    assert ink() == 0
