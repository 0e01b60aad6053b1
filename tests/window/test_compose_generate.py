"""One click, one request: clicks, keys, double clicks, held keys, and the same once more."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from core.asking import Ask
from core.problems import InvalidAsk, Problem
from tests.window.composing import CONTROL, Column, column, hold
from ui.compose.send import CALM_SECONDS, READING

__all__ = ("column",)

SAME = "You asked for exactly this a moment ago."


def test_a_click_asks_once_and_empties_nothing(column: Column) -> None:
    column.write("a fox")
    before = column.panel.draft()
    column.click(column.panel.send.button)
    assert column.asks == [column.panel.ask()]
    assert column.asks[0].prompt == "a fox"
    assert column.asks[0].model == "sora-2-pro"
    assert column.panel.draft() == before


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_control_return_asks_from_everywhere_in_the_column(column: Column, key: Qt.Key) -> None:
    column.write("a fox")
    stops = [column.panel.form.prompt.edit, column.well, column.panel.form.takes.buttons()[0]]
    for number, stop in enumerate(stops, 1):
        column.clock.now += 10
        stop.setFocus()
        QTest.keyClick(stop, key, CONTROL)
        assert len(column.asks) == number
    assert column.panel.ask().prompt == "a fox"


@pytest.mark.parametrize("marked", [True, False])
@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_control_return_held_asks_once(column: Column, key: Qt.Key, marked: bool) -> None:
    column.write("a fox")
    hold(column.panel.form.prompt.edit, key, CONTROL, marked=marked)
    assert len(column.asks) == 1
    assert SAME not in column.said()
    assert column.panel.ask().prompt == "a fox"


@pytest.mark.parametrize("marked", [True, False])
@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_the_button_by_key_held_asks_once(column: Column, key: Qt.Key, marked: bool) -> None:
    column.write("a fox")
    button = column.panel.send.button
    button.setFocus()
    hold(button, key, Qt.KeyboardModifier.NoModifier, marked=marked)
    assert len(column.asks) == 1
    assert SAME not in column.said()


def test_a_key_held_for_ever_never_pays_again(column: Column) -> None:
    """Even if no repeat can be told from a press."""
    column.write("a fox")
    for _ in range(100):
        QTest.keyClick(column.panel.form.prompt.edit, Qt.Key.Key_Return, CONTROL)
        column.clock.now += 0.04
    assert len(column.asks) == 1
    assert SAME in column.said()


def test_return_alone_is_a_line_in_the_prompt(column: Column) -> None:
    column.write("a fox")
    QTest.keyClick(column.panel.form.prompt.edit, Qt.Key.Key_Return)
    assert column.asks == []
    assert column.panel.ask().prompt == "a fox\n"


def test_a_double_click_is_one_click(column: Column) -> None:
    column.write("a fox")
    column.double_click(column.panel.send.button)
    assert len(column.asks) == 1
    assert SAME not in column.said()


def test_a_third_click_asks_before_it_pays_again(column: Column) -> None:
    column.write("a fox")
    column.double_click(column.panel.send.button)
    column.click(column.panel.send.button)
    assert len(column.asks) == 1
    assert SAME in column.said()


def test_the_same_within_two_seconds_asks_first_and_a_click_pays_again(column: Column) -> None:
    column.write("a fox")
    column.click(column.panel.send.button)
    column.clock.now += 1.9
    QTest.keyClick(column.panel.form.prompt.edit, Qt.Key.Key_Return, CONTROL)
    assert len(column.asks) == 1
    assert SAME in column.said()
    column.click(column.panel.send.again)
    assert len(column.asks) == 1, "a click that comes with the question is no answer"
    column.clock.now += CALM_SECONDS
    column.double_click(column.panel.send.again)
    assert column.asks[0] == column.asks[1]
    assert len(column.asks) == 2
    assert SAME not in column.said()


def under(column: Column, place: QPoint) -> QWidget | None:
    """Return what a click at a place of the window meets."""
    return column.window.childAt(place)


def test_generate_stays_under_the_pointer_whatever_comes_up(column: Column) -> None:
    button = column.panel.send.button
    place = button.mapTo(column.window, button.rect().center())
    column.write("a fox")
    column.click(button)
    column.click(button)
    QApplication.processEvents()
    assert SAME in column.said()
    assert under(column, place) is button
    again = column.panel.send.again
    assert again.mapTo(column.window, QPoint(0, again.height())).y() < place.y() - 16
    column.panel.send.problem.say("The folder /clips cannot be used: full.")
    QApplication.processEvents()
    assert under(column, place) is button
    column.panel.send.settle()
    QApplication.processEvents()
    assert under(column, place) is button


@pytest.mark.parametrize("pause", [0.1, 0.3, 0.45, 0.9])
@pytest.mark.parametrize("doubled", [False, True], ids=["single", "double"])
def test_clicking_on_and_on_pays_once(column: Column, pause: float, doubled: bool) -> None:
    """Wherever Generate was, and on whatever is there now, as a hand does that does not look."""
    column.write("a fox")
    button = column.panel.send.button
    place = button.mapTo(column.window, button.rect().center())
    for number in range(40):
        target = under(column, place)
        assert target is not None
        if doubled and number % 2:  # as the window system reports quick clicks
            QTest.mouseDClick(target, Qt.MouseButton.LeftButton)
        else:
            QTest.mouseClick(target, Qt.MouseButton.LeftButton)
        QApplication.processEvents()
        column.clock.now += pause
    assert len(column.asks) == 1


@pytest.mark.parametrize("pause", [0.1, 0.3, 0.9])
def test_clicking_on_and_on_on_the_question_pays_once(column: Column, pause: float) -> None:
    column.write("a fox")
    send = column.panel.send
    column.click(send.button)
    column.click(send.button)
    for number in range(40):
        column.clock.now += pause
        column.click(send.again if number % 3 else send.button)
    assert len(column.asks) == 1
    column.clock.now += CALM_SECONDS
    column.click(send.again)
    assert len(column.asks) == 2


def test_a_key_or_a_left_out_click_just_before_makes_the_answer_count_for_nothing(
    column: Column,
) -> None:
    column.write("a fox")
    send, edit = column.panel.send, column.panel.form.prompt.edit
    hurried = (
        lambda: QTest.keyClick(edit, Qt.Key.Key_Return, CONTROL),
        lambda: QTest.mouseDClick(send.button, Qt.MouseButton.LeftButton),
        lambda: hold(edit, Qt.Key.Key_Return, CONTROL, marked=True),
        lambda: column.click(send.button),
    )
    column.click(send.button)
    column.click(send.button)
    for press in hurried:
        column.clock.now += 1.5
        press()
        column.clock.now += 0.9
        column.click(send.again)
        assert len(column.asks) == 1
    column.clock.now += CALM_SECONDS
    send.again.setFocus()
    QTest.keyClick(send.again, Qt.Key.Key_Return)
    assert len(column.asks) == 2
    assert send.button.hasFocus(), "the focus does not leave with the question"


def test_clicks_while_a_long_preparation_lasts_do_not_pay_after_it(column: Column) -> None:
    column.write("a fox")
    column.click(column.panel.send.button)
    column.panel.set_busy(True)
    for _ in range(10):
        column.clock.now += 0.5
        column.click(column.panel.send.button)
    column.panel.set_busy(False)
    column.clock.now += 0.5
    column.click(column.panel.send.button)
    assert len(column.asks) == 1
    assert SAME in column.said()


@pytest.mark.parametrize("marked", [True, False])
def test_a_key_held_long_and_pressed_again_does_not_pay_again(column: Column, marked: bool) -> None:
    column.write("a fox")
    edit = column.panel.form.prompt.edit
    for _ in range(10):
        hold(edit, Qt.Key.Key_Return, CONTROL, marked=marked, repeats=2)
        column.clock.now += 1.5
    assert len(column.asks) == 1


def test_the_question_goes_away_by_itself(column: Column) -> None:
    timer = column.panel.send._reading
    assert timer.isSingleShot()
    assert timer.interval() == READING == 8000
    column.write("a fox")
    column.click(column.panel.send.button)
    assert not timer.isActive(), "nothing runs while nothing is asked"
    column.click(column.panel.send.button)
    assert timer.isActive()
    column.panel.send.again.setFocus()
    timer.start(0)  # as if all the time to read had passed
    column.qtbot.waitUntil(lambda: SAME not in column.said())
    assert not timer.isActive()
    assert column.panel.send.button.hasFocus()


def test_a_change_ends_the_time_to_read_too(column: Column) -> None:
    column.write("a fox")
    column.click(column.panel.send.button)
    column.click(column.panel.send.button)
    column.write("a wolf")
    assert SAME not in column.said()
    assert not column.panel.send._reading.isActive()


def test_the_same_after_two_seconds_is_meant(column: Column) -> None:
    column.write("a fox")
    column.click(column.panel.send.button)
    column.clock.now += 2.0
    column.click(column.panel.send.button)
    assert len(column.asks) == 2


def test_another_request_within_two_seconds_is_meant(column: Column) -> None:
    column.write("a fox")
    column.click(column.panel.send.button)
    column.choose("Duration", "8 s")
    column.click(column.panel.send.button)
    assert [ask.values["duration"] for ask in column.asks] == [4, 8]


def test_a_change_takes_the_question_away(column: Column) -> None:
    column.write("a fox")
    column.click(column.panel.send.button)
    column.click(column.panel.send.button)
    assert SAME in column.said()
    column.choose("Takes", "×2")
    assert SAME not in column.said()
    assert not column.panel.send.again.isVisible()


def test_while_a_request_is_prepared_no_other_goes_through(column: Column) -> None:
    column.write("a fox")
    button = column.panel.send.button
    column.panel.generate.connect(lambda _: column.panel.set_busy(True))
    column.click(button)
    assert button.text() == "Preparing…"
    column.clock.now += 10
    column.choose("Duration", "8 s")
    column.click(button)
    QTest.keyClick(column.panel.form.prompt.edit, Qt.Key.Key_Return, CONTROL)
    assert len(column.asks) == 1
    column.panel.set_busy(False)
    assert button.text() == "Generate"
    column.click(button)
    assert len(column.asks) == 2


def test_what_the_core_finds_wrong_is_said_under_its_field(column: Column) -> None:
    column.write("a fox")
    column.click(column.panel.send.button)
    column.panel.show_problems(
        InvalidAsk(
            Problem("output", "folder_unusable", {"folder": "/clips", "reason": "full"}),
            Problem("duration", "not_a_choice", {"choices": (4, 8)}),
            Problem("takes", "out_of_range", {"low": 1, "high": 20}),
            Problem("image", "picture_broken", {"source": "/long/way/to/fox.png"}),
            Problem("character_ids", "too_many", {"count": 3, "limit": 2}),
        )
    )
    assert column.panel.form.options.rows["duration"].problem.said() == "“Duration” can be 4, 8."
    assert column.panel.form.takes_row.problem.said() == "“Takes” can be 1 to 20."
    assert column.panel.form.frame.words.said() == "The picture “fox.png” is damaged."
    assert column.panel.send.problem.said() == "The folder /clips cannot be used: the disk is full."
    assert "“Characters” has 3 entries; this model takes 2." in column.said()
    assert column.well.hasFocus()
    column.click(column.panel.send.button)
    assert len(column.asks) == 2, "nothing was sent, so the same is no repetition"
    assert [each for each in column.said() if "damaged" in each or "folder" in each] == []


def test_a_problem_without_a_field_leaves_the_focus_alone(column: Column) -> None:
    problem = Problem("output", "folder_unusable", {"folder": "/clips", "reason": "full"})
    column.panel.show_problems(InvalidAsk(problem))
    assert column.panel.form.prompt.edit.hasFocus()
    assert column.panel.send.problem.isVisible()


def test_the_price_and_what_the_engine_costs(column: Column) -> None:
    column.panel.set_price("About $0.80")
    assert "About $0.80" in column.said()
    column.panel.set_demo(True)
    assert "The built-in engine costs nothing and needs no key." in column.said()
    column.panel.set_demo(False)
    assert "About $0.80" in column.said()


def test_the_button_tells_its_keys(column: Column) -> None:
    assert column.panel.send.button.toolTip() == "Generate (Ctrl+Return)"


def test_every_change_is_told(column: Column) -> None:
    asks: list[Ask] = []
    column.panel.changed.connect(lambda: asks.append(column.panel.ask()))
    column.write("a")
    column.choose("Duration", "12 s")
    column.choose("Takes", "×3")
    column.choose("Model", "Sora 2")
    assert asks[0].prompt == "a"
    assert [(ask.model, ask.values["duration"], ask.takes) for ask in asks[-3:]] == [
        ("sora-2-pro", 12, 1),
        ("sora-2-pro", 12, 3),
        ("sora-2", 12, 3),
    ]
