"""Options that follow each other, the files, and the model: what is possible, and what is said."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from core import language
from core.carrying import OPEN
from core.catalog import load_catalog
from core.inputs import Given, as_if_sent
from core.model import Model
from tests.window.optionsbench import choice, make_bench, model
from ui.characters.cast import Cast
from ui.characters.chips import CharactersControl
from ui.compose.control import FieldControl
from ui.compose.entries import EntriesControl
from ui.compose.fields import ChoiceControl, SwitchControl
from ui.compose.freenumber import FreeNumberControl
from ui.compose.numbers import NumberControl
from ui.compose.options import Options
from ui.compose.texts import LineControl, TextControl

MODELS = [each for each in load_catalog() if each.outcome == "video"]
RESOLUTION = choice("resolution", "720p", "1080p")
DURATION = choice("duration", 4, 6, 8, unit="s")
LONG = {"when": {"resolution": ["1080p"]}, "limits": {"duration": {"choices": [8]}}}


def test_what_is_not_possible_now_is_grey_and_says_why(qtbot: QtBot) -> None:
    bench = make_bench(qtbot, model("one", RESOLUTION, DURATION, rules=[LONG]))
    bench.choose("resolution", "1080p")
    assert bench.options.values() == {"resolution": "1080p", "duration": 8}
    assert bench.enabled("duration") == ["8 s"]
    assert bench.segments("duration").buttons()[0].toolTip() == "With 1080p only 8 s"
    assert bench.said() == ["With 1080p only 8 s (was 4 s)."]
    assert len(bench.changes) == 1


def test_what_was_chosen_is_back_when_it_is_possible_again(qtbot: QtBot) -> None:
    bench = make_bench(qtbot, model("one", RESOLUTION, DURATION, rules=[LONG]))
    bench.choose("duration", "6 s")
    bench.choose("resolution", "1080p")
    assert bench.options.values()["duration"] == 8
    bench.choose("resolution", "720p")
    assert bench.options.values()["duration"] == 6
    assert bench.said() == []
    assert bench.enabled("duration") == ["4 s", "6 s", "8 s"]


def test_arrow_keys_skip_what_is_not_possible(qtbot: QtBot) -> None:
    ends = {"when": {"resolution": ["1080p"]}, "limits": {"duration": {"choices": [4, 8]}}}
    bench = make_bench(qtbot, model("one", RESOLUTION, DURATION, rules=[ends]))
    bench.choose("resolution", "1080p")
    first = bench.segments("duration").buttons()[0]
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Right)
    assert bench.options.values()["duration"] == 8


def test_a_list_to_choose_from_has_its_impossible_entries_grey(qtbot: QtBot) -> None:
    styles = choice("style", *"abcdefgh")
    rule = {"when": {"resolution": ["1080p"]}, "limits": {"style": {"choices": ["a", "h"]}}}
    bench = make_bench(qtbot, model("one", RESOLUTION, styles, rules=[rule]))
    bench.choose("resolution", "1080p")
    combo = bench.options.rows["style"].findChild(QComboBox)
    assert combo is not None
    combo.setFocus()
    QTest.keyClick(combo, Qt.Key.Key_Down)
    assert bench.options.values()["style"] == "h"
    assert combo.itemData(1, Qt.ItemDataRole.ToolTipRole) == "With 1080p only a or h"


def test_a_range_becomes_shorter_and_a_switch_fixed(qtbot: QtBot) -> None:
    length = {"name": "length", "type": "integer", "unit": "s", "minimum": 4, "maximum": 15}
    sound = {"name": "sound", "type": "boolean", "default": False, "send": "always"}
    limits = {"length": {"maximum": 8}, "sound": {"choices": [True]}}
    rule = {"when": {"resolution": ["1080p"]}, "limits": limits}
    shown = model("one", RESOLUTION, {**length, "default": 12}, sound, rules=[rule])
    bench = make_bench(qtbot, shown)
    bench.choose("resolution", "1080p")
    assert bench.options.values() == {"resolution": "1080p", "length": 8, "sound": True}
    assert bench.control("length").box.maximum() == 8
    assert not bench.control("sound").box.isEnabled()
    assert bench.said() == ["With 1080p up to 8 s (was 12 s).", "Always on with 1080p."]
    bench.choose("resolution", "720p")
    assert bench.options.values() == {"resolution": "720p", "length": 12, "sound": False}


def test_an_option_that_goes_only_with_another_is_grey_without_it(qtbot: QtBot) -> None:
    shots = {"name": "shots", "type": "boolean", "default": False}
    shown = model("one", RESOLUTION, {**shots, "only_with": {"resolution": ["720p"]}})
    bench = make_bench(qtbot, shown)
    bench.click(bench.control("shots").box)
    assert bench.options.values() == {"resolution": "720p", "shots": True}
    bench.choose("resolution", "1080p")
    assert bench.options.values() == {"resolution": "1080p"}
    row = bench.options.rows["shots"]
    assert (row.isVisible(), row.isEnabled()) == (True, False)
    assert row.toolTip() == "Only with 720p"
    bench.choose("resolution", "720p")
    assert bench.options.values()["shots"] is True


def test_an_option_of_a_file_is_hidden_until_the_file_is_there(qtbot: QtBot) -> None:
    keep = {"name": "keep", "type": "boolean", "default": True, "send": "always"}
    clip = {"like": "source_clip"}
    shown = model("one", RESOLUTION, clip, {**keep, "only_with": {"video_url": "given"}})
    bench = make_bench(qtbot, shown)
    arranged: list[bool] = []
    bench.options.arranged.connect(lambda: arranged.append(True))
    assert not bench.options.rows["keep"].isVisible()
    assert bench.options.values() == {"resolution": "720p"}
    bench.options.set_files(as_if_sent(shown, [Given("source_clip", "/clip.mp4")]))
    assert bench.options.rows["keep"].isVisible()
    assert bench.options.values()["keep"] is True
    bench.options.set_files({})
    assert bench.options.values() == {"resolution": "720p"}
    assert len(arranged) == 2


def test_files_narrow_the_options_and_are_named(qtbot: QtBot) -> None:
    rule = {"when": {"end_image_url": "given"}, "limits": {"duration": {"choices": [8]}}}
    shown = model("one", DURATION, {"like": "end_frame"}, rules=[rule])
    bench = make_bench(qtbot, shown)
    bench.options.set_files(as_if_sent(shown, [Given("end_frame", "/end.png")]))
    assert bench.options.values() == {"duration": 8}
    assert bench.said() == ["With End frame only 8 s (was 4 s)."]


def test_an_option_that_another_excludes_says_so(qtbot: QtBot) -> None:
    seed, style = {"like": "seed"}, {"name": "style_id", "type": "integer"}
    rule = {"when": {"seed": "given"}, "excludes": ["style_id"]}
    bench = make_bench(qtbot, model("one", seed, style, rules=[rule]))
    line = bench.control("style_id").line
    line.setFocus()
    QTest.keyClicks(line, "7")
    bench.click(bench.control("seed").die)
    assert set(bench.options.values()) == {"seed"}
    assert not bench.options.rows["style_id"].isEnabled()
    assert bench.options.rows["style_id"].toolTip() == "Not with “Seed”"
    bench.control("seed").empty.trigger()
    assert bench.options.values() == {"style_id": 7}


def test_a_person_is_told_what_another_model_does_not_take(qtbot: QtBot) -> None:
    long = choice("duration", 4, 20, unit="s")
    old = model("old", long, choice("speed", 1, 2), {"like": "end_frame"})
    new = model("new", DURATION)
    bench = make_bench(qtbot, old)
    bench.choose("duration", "20 s")
    bench.choose("speed", "2")
    bench.options.set_files(as_if_sent(old, [Given("end_frame", "/end.png")]))
    bench.options.switch_to(new)
    told = "Duration is 8 s now (was 20 s). Not with this model: Speed, End frame."
    assert bench.said() == [told]
    bench.choose("duration", "6 s")
    assert bench.said() == []
    bench.options.switch_to(old)
    assert bench.options.values() == {"duration": 4, "speed": 2}


def test_what_is_told_is_told_in_the_language_in_use(qtbot: QtBot) -> None:
    old, new = model("old", choice("duration", 4, 20, unit="s")), model("new", DURATION)
    bench = make_bench(qtbot, old)
    bench.choose("duration", "20 s")
    bench.options.switch_to(new)
    (before,) = bench.said()
    language.use("zh_CN")
    try:
        bench.options.retranslate()
        assert bench.said() != [before]
    finally:
        language.use("en")


def test_a_switch_back_brings_back_what_was_chosen(qtbot: QtBot) -> None:
    old, new = model("old", choice("duration", 4, 20, unit="s")), model("new", DURATION)
    bench = make_bench(qtbot, old)
    bench.choose("duration", "20 s")
    bench.options.switch_to(new)
    bench.options.switch_to(old)
    assert bench.options.values() == {"duration": 20}
    assert bench.said() == ["Duration is 20 s now (was 8 s)."], "it may cost more"


def test_what_is_in_view_stays_with_another_model_though_nobody_chose_it(qtbot: QtBot) -> None:
    sound = {"like": "generate_audio"}
    old = model("old", RESOLUTION, DURATION, {**sound, "default": False})
    dear = {"resolution": "1080p", "duration": 8}
    fields = [{**RESOLUTION, "default": "1080p"}, {**DURATION, "default": 8}]
    new = model("new", *fields, {**sound, "default": True})
    bench = make_bench(qtbot, old)
    bench.options.switch_to(new)
    same = {"resolution": "720p", "duration": 4, "generate_audio": False}
    assert bench.options.values() == same
    assert (bench.options.chosen(), bench.said()) == ({}, [])
    bench.options.choose({})
    bench.options.show_model(new)
    assert bench.options.values() == {**dear, "generate_audio": True}
    bench.options.switch_to(old)
    assert bench.options.values() == {**dear, "generate_audio": True}


def test_what_only_a_model_forced_is_no_wish(qtbot: QtBot) -> None:
    old, new = model("old", DURATION), model("new", choice("duration", 8, 10, unit="s"))
    bench = make_bench(qtbot, old)
    bench.options.switch_to(new)
    assert bench.said() == ["Duration is 8 s now (was 4 s)."]
    bench.options.switch_to(old)
    assert bench.options.values() == {"duration": 4}
    assert bench.said() == ["Duration is 4 s now (was 8 s)."]
    bench.options.switch_to(new)
    bench.choose("duration", "10 s")
    bench.options.switch_to(model("other", choice("duration", 4, 10, unit="s")))
    assert bench.options.values() == {"duration": 10}


def test_what_was_chosen_wins_over_what_was_only_in_view(qtbot: QtBot) -> None:
    sharp = {**RESOLUTION, "default": "1080p"}
    short = {"when": {"duration": [4, 6]}, "limits": {"resolution": {"choices": ["720p"]}}}
    new = model("new", RESOLUTION, DURATION, rules=[LONG, short])
    bench = make_bench(qtbot, model("old", DURATION, RESOLUTION))
    bench.choose("resolution", "1080p")
    bench.options.switch_to(new)
    assert bench.options.values() == {"resolution": "1080p", "duration": 8}
    bench = make_bench(qtbot, model("old", DURATION, sharp))
    bench.choose("duration", "6 s")
    bench.options.switch_to(new)
    assert bench.options.values() == {"resolution": "720p", "duration": 6}


def test_a_default_that_nobody_chose_is_not_told_as_lost(qtbot: QtBot) -> None:
    bench = make_bench(qtbot, model("old", DURATION, choice("speed", 1, 2)))
    bench.options.switch_to(model("new", DURATION))
    assert bench.said() == []


def test_a_row_that_another_model_has_too_stays_with_its_focus(qtbot: QtBot) -> None:
    bench = make_bench(qtbot, model("old", choice("speed", 1, 2), DURATION, {"like": "seed"}))
    seed, line = bench.options.rows["seed"], bench.control("seed").line
    line.setFocus()
    QTest.keyClicks(line, "12")
    bench.options.switch_to(model("new", RESOLUTION, {"like": "seed"}, choice("speed", 1, 2, 3)))
    assert bench.options.rows["seed"] is seed
    assert line.hasFocus()
    assert list(bench.options.rows) == ["resolution", "seed", "speed"]
    assert bench.options.values() == {"resolution": "720p", "seed": 12, "speed": 1}
    assert [each.text() for each in bench.segments("speed").buttons()] == ["1", "2", "3"]


def test_reasons_are_said_in_the_language_in_use(qtbot: QtBot, monkeypatch: Any) -> None:
    bench = make_bench(qtbot, model("one", RESOLUTION, DURATION, rules=[LONG]))
    bench.choose("resolution", "1080p")
    words = {("Compose", "With {others} only {values}"): "{others}: {values}"}
    monkeypatch.setattr(language, "_texts", words)
    bench.options.retranslate()
    assert bench.segments("duration").buttons()[0].toolTip() == "1080p: 8 s"


ENABLED = Qt.ItemFlag.ItemIsEnabled
Act = Callable[[Any, random.Random], None]


def click_a_choice(control: ChoiceControl, chance: random.Random) -> None:
    if control.choice.combo.isHidden():
        buttons = [each for each in control.choice.segments.buttons() if each.isEnabled()]
        chance.choice(buttons).click()
        return
    combo = control.choice.combo
    items = combo.model()
    enabled = [n for n in range(combo.count()) if items.flags(items.index(n, 0)) & ENABLED]
    combo.setCurrentIndex(chance.choice(enabled))
    combo.activated.emit(combo.currentIndex())


def click_a_switch(control: SwitchControl, _chance: random.Random) -> None:
    control.box.click()


def walk_a_number(control: NumberControl, chance: random.Random) -> None:
    words = list(control.words.values())
    if words and chance.random() < 0.3:
        chance.choice(words).click()
    elif control.slider is not None and control.slider.isEnabled():
        control.slider.setValue(chance.randint(0, control.slider.maximum()))
    else:
        control.box.stepBy(chance.randint(-9, 9))


def type_a_number(control: FreeNumberControl, chance: random.Random) -> None:
    if chance.random() < 0.5 and not control.die.isHidden():
        control.die.click()
    else:
        control.line.clear()
        QTest.keyClicks(control.line, chance.choice(["7", "-3", "99999999999", "", "x"]))
        control.line.editingFinished.emit()


def write_a_text(control: TextControl, chance: random.Random) -> None:
    control.box.setPlainText("blur " * chance.randint(0, 8))


def write_a_line(control: LineControl, chance: random.Random) -> None:
    control.line.clear()
    url = control.field.type == "url"
    QTest.keyClicks(control.line, chance.choice(["", "https://example.com/a" if url else "fox"]))


def change_entries(control: EntriesControl, chance: random.Random) -> None:
    if control.rows and chance.random() < 0.3:
        control.rows[0].remove.click()
    elif not control.add.isHidden():
        control.add.click()
        QTest.keyClicks(control.rows[-1].edit, "voice")


def change_characters(control: CharactersControl, chance: random.Random) -> None:
    control.choose(f"char-{chance.randint(1, 9)}")


ACTS: dict[type[FieldControl], Act] = {
    ChoiceControl: click_a_choice,
    SwitchControl: click_a_switch,
    NumberControl: walk_a_number,
    FreeNumberControl: type_a_number,
    TextControl: write_a_text,
    LineControl: write_a_line,
    EntriesControl: change_entries,
    CharactersControl: change_characters,
}


def act(options: Options, chance: random.Random) -> None:
    """Do something that a person can do with one of the rows."""
    rows = [row for row in options.rows.values() if row.isEnabled() and not row.isHidden()]
    if rows:
        control = chance.choice(rows).control
        ACTS[type(control)](control, chance)


def some_files(shown: Model, chance: random.Random) -> dict[str, Any]:
    """Return files for some of a model's places."""
    chosen = [each for each in shown.slots if chance.random() < 0.5]
    given = [Given(each.role, f"/{each.role}", start=0) for each in chosen]
    return as_if_sent(shown, given)


def wrong(shown: Model, options: Options, files: dict[str, Any]) -> list[Any]:
    """Return what is wrong with the options; not what is missing, or wrong with files."""
    names = {each.field.name for each in shown.slots}
    found = shown.problems({**options.values(), **files})
    return [each for each in found if each.code not in OPEN and each.field not in names]


def options_in(window: QWidget) -> Options:
    """Return options whose widgets are in ``window``."""
    options, column = Options(window, Cast(window)), QVBoxLayout(window)
    for each in (options.carried, options.main, options.rare):
        column.addWidget(each)
    return options


@pytest.mark.usefixtures("qtbot")
@pytest.mark.parametrize("shown", MODELS, ids=lambda each: each.id)
@settings(
    deadline=None, max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seed=st.integers(0, 2**32))
def test_whatever_is_done_in_the_form_can_be_sent(shown: Model, seed: int) -> None:
    chance = random.Random(seed)
    window = QWidget()
    options = options_in(window)
    options.show_model(shown)
    files: dict[str, Any] = {}
    for _ in range(10):
        if chance.random() < 0.2:
            files = some_files(shown, chance)
            options.set_files(files)
        act(options, chance)
        assert wrong(shown, options, files) == []
    window.deleteLater()


@pytest.mark.usefixtures("qtbot")
@settings(
    deadline=None, max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seed=st.integers(0, 2**32))
def test_whatever_models_are_switched_to_it_can_be_sent(seed: int) -> None:
    chance = random.Random(seed)
    window = QWidget()
    options = options_in(window)
    options.show_model(chance.choice(MODELS))
    for _ in range(6):
        for _ in range(3):
            act(options, chance)
        shown = chance.choice(MODELS)
        options.switch_to(shown)
        assert wrong(shown, options, {}) == []
    window.deleteLater()


def test_every_row_of_every_model_is_one_that_the_tests_can_work(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    options = options_in(window)
    for each in MODELS:
        options.show_model(each)
        assert {type(row.control) for row in options.rows.values()} <= set(ACTS), each.id
