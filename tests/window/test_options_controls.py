"""A control for each kind of field, made from its data, and worked as a person does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from core import language
from tests.window.optionsbench import Bench, choice, make_bench, model

Show = Callable[..., Bench]
SECONDS = {"name": "duration", "type": "integer", "unit": "s", "send": "always"}
AUTO = {"-1": {"en": "Auto", "zh_CN": "自动"}}


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    """Return what shows the options of a model with some fields."""

    def shown(*fields: dict[str, Any]) -> Bench:
        return make_bench(qtbot, model("one", *fields))

    return shown


def test_a_short_range_is_walked_by_buttons_and_keys(show: Show) -> None:
    bench = show({**SECONDS, "minimum": 4, "maximum": 8, "default": 5})
    control = bench.control("duration")
    assert control.slider is None
    assert control.box.text() == "5 s"
    bench.click(control.more)
    bench.click(control.more)
    assert bench.options.values() == {"duration": 7}
    bench.click(control.less)
    control.box.setFocus()
    QTest.keyClick(control.box, Qt.Key.Key_Up)
    QTest.keyClick(control.box, Qt.Key.Key_Up)
    assert bench.options.values() == {"duration": 8}
    assert not control.more.isEnabled()
    QTest.keyClick(control.box, Qt.Key.Key_PageDown)
    assert bench.options.values() == {"duration": 4}
    assert [each["duration"] for each in bench.changes] == [6, 7, 6, 7, 8, 4]


def test_a_long_range_is_slid_or_typed(show: Show) -> None:
    bench = show({**SECONDS, "minimum": 3, "maximum": 15, "default": 5})
    control = bench.control("duration")
    control.slider.setFocus()
    QTest.keyClick(control.slider, Qt.Key.Key_Right)
    assert (bench.options.values(), control.box.text()) == ({"duration": 6}, "6 s")
    QTest.keyClick(control.slider, Qt.Key.Key_End)
    assert bench.options.values() == {"duration": 15}
    control.box.setFocus()
    control.box.selectAll()
    QTest.keyClicks(control.box, "12")
    assert bench.options.values() == {"duration": 12}
    assert control.slider.value() == 9
    assert control.slider.accessibleName() == control.box.accessibleName() == "Duration"


def test_a_number_outside_of_the_range_cannot_be_typed(show: Show) -> None:
    bench = show({**SECONDS, "minimum": 3, "maximum": 15, "default": 5})
    box = bench.control("duration").box
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, "99")
    QTest.keyClick(box, Qt.Key.Key_Tab)
    assert bench.options.values() == {"duration": 9}
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, "1")
    QTest.keyClick(box, Qt.Key.Key_Tab)
    assert (bench.options.values(), box.text()) == ({"duration": 3}, "3 s")


def test_a_number_between_two_steps_goes_to_the_nearest(show: Show) -> None:
    steps = {"minimum": 5, "maximum": 60, "step": 5, "default": 5}
    bench = show({**SECONDS, **steps})
    box = bench.control("duration").box
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, "12")
    assert bench.options.values() == {"duration": 10}
    QTest.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert box.text() == "10 s"


def test_a_number_that_means_a_word_is_chosen_by_it(show: Show) -> None:
    words = {"specials": [-1], "words": AUTO, "minimum": 4, "maximum": 15, "default": 5}
    bench = show({**SECONDS, **words})
    control = bench.control("duration")
    auto = control.words[-1]
    assert (auto.text(), auto.accessibleName()) == ("Auto", "Duration: Auto")
    bench.click(auto)
    assert bench.options.values() == {"duration": -1}
    assert auto.isChecked()
    control.slider.setFocus()
    QTest.keyClick(control.slider, Qt.Key.Key_Right)
    assert bench.options.values() == {"duration": 6}
    assert not auto.isChecked()
    bench.click(auto)
    bench.click(auto)
    assert bench.options.values() == {"duration": 6}


def test_a_number_without_a_default_is_left_to_the_model_until_it_is_chosen(show: Show) -> None:
    bench = show({"name": "level", "type": "integer", "minimum": 1, "maximum": 6})
    control = bench.control("level")
    assert bench.options.values() == {}
    assert control.words[None].text() == "Default"
    assert control.words[None].isChecked()
    bench.click(control.more)
    assert bench.options.values() == {"level": 2}
    bench.click(control.words[None])
    assert bench.options.values() == {}


def test_decimal_numbers_have_the_places_of_their_step(show: Show) -> None:
    guidance = {"minimum": 0, "maximum": 1, "step": 0.05, "default": 0.5}
    bench = show({"name": "guidance", "type": "number", **guidance})
    control = bench.control("guidance")
    assert control.box.text() == "0.50"
    control.slider.setFocus()
    for _ in range(3):
        QTest.keyClick(control.slider, Qt.Key.Key_Right)
    assert bench.options.values() == {"guidance": 0.65}


def test_a_seed_is_empty_rolled_typed_and_cleared(show: Show) -> None:
    bench = show({"like": "seed"})
    control = bench.control("seed")
    assert bench.options.values() == {}
    assert control.line.placeholderText() == "As the model likes"
    bench.click(control.die)
    rolled = bench.options.values()["seed"]
    assert control.line.text() == str(rolled)
    assert 0 <= rolled <= 2147483647
    control.line.setFocus()
    control.line.selectAll()
    QTest.keyClicks(control.line, "-4x2")
    assert control.line.text() == "-42"
    assert bench.options.values() == {}
    QTest.keyClick(control.line, Qt.Key.Key_Tab)
    assert control.line.text() == "0"
    assert bench.options.values() == {"seed": 0}
    control.line.selectAll()
    QTest.keyClicks(control.line, "99999999999999")
    assert bench.options.values()["seed"] <= 2147483647
    control.empty.trigger()
    assert bench.options.values() == {}


def test_a_number_whose_default_is_a_word_says_it_while_it_is_empty(show: Show) -> None:
    data = {"specials": [-1], "default": -1, "minimum": 0, "maximum": 2147483647, "words": AUTO}
    bench = show({"name": "seed", "type": "integer", **data})
    assert bench.control("seed").line.placeholderText() == "Auto"
    assert bench.options.values() == {"seed": -1}


def test_what_is_chosen_by_nobody_is_left_to_the_model(show: Show) -> None:
    optional = {"default": None, "send": "when_changed"}
    bench = show(choice("style", "anime", "clay", **optional), {"name": "fix", "type": "boolean"})
    assert bench.options.values() == {}
    words = [each.text() for each in bench.segments("fix").buttons()]
    assert words == ["Default", "On", "Off"]
    bench.choose("fix", "Off")
    bench.choose("style", "clay")
    assert bench.options.values() == {"fix": False, "style": "clay"}
    bench.choose("fix", "Default")
    bench.choose("style", "Default")
    assert bench.options.values() == {}


def test_values_are_called_by_the_words_of_the_data_in_both_languages(show: Show) -> None:
    words = {"adaptive": {"en": "Auto", "zh_CN": "自动"}}
    bench = show(choice("aspect_ratio", "adaptive", "16:9", words=words))
    assert [each.text() for each in bench.segments("aspect_ratio").buttons()] == ["Auto", "16:9"]
    language.use("zh_CN")
    try:
        bench.options.retranslate()
        assert bench.segments("aspect_ratio").buttons()[0].text() == "自动"
    finally:
        language.use("en")


def test_a_long_text_grows_and_is_counted_near_its_limit(show: Show) -> None:
    text = {"like": "negative_prompt", "max_length": 200, "more": False}
    bench = show(text, choice("speed", 1, 2))
    control = bench.control("negative_prompt")
    height = control.box.height()
    control.box.setFocus()
    QTest.keyClicks(control.box, "blur, " * 20)
    assert control.box.height() > height
    assert bench.options.values() == {"negative_prompt": "blur, " * 20, "speed": 1}
    assert bench.said() == []
    QTest.keyClicks(control.box, "a" * 50)
    assert bench.said() == ["170 of 200 characters"]
    assert control.count.property("role") == "secondary"
    QTest.keyClicks(control.box, "a" * 50)
    assert control.count.property("role") == "problem"
    QTest.keyClick(control.box, Qt.Key.Key_Tab)
    assert not control.box.hasFocus()


def test_a_short_text_and_an_address_are_lines(show: Show) -> None:
    title = {"name": "title", "type": "text", "max_length": 5}
    bench = show(title, {"name": "link", "type": "url"})
    line = bench.control("title").line
    line.setFocus()
    QTest.keyClicks(line, "foxreel")
    assert bench.options.values() == {"title": "foxre"}
    assert line.accessibleName() == "Title"
    assert bench.control("link").line.placeholderText() == "https://…"


def test_rare_fields_are_put_away(show: Show) -> None:
    bench = show(choice("speed", "slow", "quick"), {"like": "seed"})
    assert bench.options.rows["speed"].parent() is bench.options.main
    assert bench.options.rows["seed"].parent() is bench.options.rare
    assert not bench.options.rare_used
    bench.click(bench.control("seed").die)
    assert bench.options.rare_used


def wheel(widget: QWidget) -> None:
    """Turn the wheel over a control."""
    away, none = QPoint(0, -120), Qt.MouseButton.NoButton
    event = QWheelEvent(
        QPointF(5, 5), widget.mapToGlobal(QPointF(5, 5)), QPoint(), away, none,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)


def test_the_wheel_changes_a_number_only_with_the_focus(show: Show) -> None:
    bench = show({**SECONDS, "minimum": 3, "maximum": 15, "default": 9}, choice("speed", 1, 2))
    control = bench.control("duration")
    bench.segments("speed").buttons()[0].setFocus()
    for each in (control.slider, control.box):
        wheel(each)
        assert not each.hasFocus()
    assert bench.options.values()["duration"] == 9
    control.box.setFocus()
    wheel(control.box)
    assert bench.options.values()["duration"] == 8


def test_every_control_can_be_reached_and_has_a_name(show: Show) -> None:
    bench = show(
        choice("style", *"abcdefg"), {**SECONDS, "minimum": 3, "maximum": 15, "default": 5},
        {"like": "seed"}, {"like": "negative_prompt"}, {"name": "fix", "type": "boolean"},
        {"name": "keep", "type": "boolean", "default": True},
    )  # fmt: skip
    stops = bench.options.tab_stops(rare=False) + bench.options.tab_stops(rare=True)
    assert all(each.accessibleName() for each in stops if not each.isHidden())
    assert all(each.focusPolicy() != Qt.FocusPolicy.NoFocus for each in stops)
