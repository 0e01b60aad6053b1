"""The buttons under the stage: what comes under the pointer by itself is not pressed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.job import Connection, Job
from ui.actions import Action
from ui.stage.actionbar import SETTLE, ActionBar

JOB = Job("abcdefghjk", 1.0, Connection("demo"), "sora-2", "a fox", {}, "/clips")
RUNNING, FINISHED = (Action.STOP, Action.REUSE), (Action.SHOW, Action.REUSE)


class Bar:
    """A bar with a clock of its own, the pointer over it, and what was chosen there."""

    def __init__(self, qtbot: QtBot) -> None:
        self.now = 100.0
        self.bar = ActionBar(clock=lambda: self.now)
        qtbot.addWidget(self.bar)
        self.bar.resize(600, 40)
        self.bar.show()
        self.bar.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
        self.chosen: list[Action] = []
        self.bar.chosen.connect(self.chosen.append)
        self.bar.set_actions(RUNNING, JOB)
        self.now += 10

    def press(self, action: Action) -> None:
        button = self.bar.button(action)
        assert button is not None
        button.click()


@pytest.fixture
def hand(qtbot: QtBot) -> Bar:
    return Bar(qtbot)


def test_a_button_that_came_by_itself_is_not_pressed_at_once(hand: Bar) -> None:
    hand.bar.set_actions(FINISHED, JOB)
    hand.press(Action.SHOW)
    assert hand.chosen == []
    hand.now += SETTLE
    hand.press(Action.SHOW)
    assert hand.chosen == [Action.SHOW]


def test_a_button_that_was_there_before_is(hand: Bar) -> None:
    hand.bar.set_actions(FINISHED, JOB)
    hand.press(Action.REUSE)
    assert hand.chosen == [Action.REUSE]


def test_what_a_person_s_own_press_brings_can_be_pressed(hand: Bar) -> None:
    hand.press(Action.STOP)
    hand.bar.set_actions((Action.RESUME,), JOB)
    hand.press(Action.RESUME)
    assert hand.chosen == [Action.STOP, Action.RESUME]


def test_another_job_has_its_buttons_at_once(hand: Bar) -> None:
    other = Job("bbbbbbbbbb", 1.0, Connection("demo"), "sora-2", "a fox", {}, "/clips")
    hand.bar.set_actions(FINISHED, other)
    hand.press(Action.SHOW)
    assert hand.chosen == [Action.SHOW]
