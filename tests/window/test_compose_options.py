"""Options made from the models' data: what can be chosen can be sent, for any model."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel
from pytestqt.qtbot import QtBot

from core.catalog import Catalog, load_catalog
from tests.window import slotmodels
from tests.window.composing import Column, column, fox, make_column, picture
from tests.window.optionsbench import choice, model
from ui.compose.control import label_of

__all__ = ("column", "fox")


@pytest.fixture
def odd(qtbot: QtBot, tmp_path: Path) -> Iterator[Column]:
    """Yield a column for models that nobody has seen before."""
    catalog = Catalog(
        [
            model(
                "first",
                choice("speed", 1.0, 1.5, unit="×"),
                choice("style", "oil", "ink", "chalk", "wax", "lino", "pastel", "fresco"),
                {"name": "sound", "type": "boolean", "send": "always", "default": False},
                {"name": "seed", "type": "number", "send": "always"},
                {"name": "links", "type": "urls", "send": "when_changed"},
                {"name": "note", "type": "text", "send": "when_changed"},
            ),
            *(model(name) for name in ("second", "third", "fourth")),
        ]
    )
    yield from make_column(qtbot, tmp_path, catalog)


def test_the_options_are_those_of_the_model(column: Column) -> None:
    assert column.words("Duration") == ["4 s", "8 s", "12 s"]
    assert column.words("Aspect ratio") == ["16:9", "9:16"]
    assert column.words("Resolution") == ["720p", "1080p"]
    assert column.words("Takes") == ["×1", "×2", "×3", "×4"]
    labels = [each.text() for each in column.panel.findChildren(QLabel) if each.isVisible()]
    assert "Kind" not in labels
    assert column.segments("Duration").parentWidget().toolTip().startswith("Length of the clip")
    column.choose_model("Sora 2")
    assert column.words("Duration") == ["4 s", "8 s", "12 s", "16 s", "20 s"]


def test_every_request_that_can_be_made_can_be_sent(column: Column) -> None:
    column.write("a fox")
    catalog = load_catalog()
    for name in ("Sora 2 Pro", "Sora 2", "Remix"):
        column.choose_model(name)
        own = {label_of(each) for each in column.panel.form.model.fields}
        column.panel.form.remix.take_id("video-1")
        for option in {"Duration", "Aspect ratio", "Resolution"} & own:
            for words in column.words(option):
                column.choose(option, words)
                ask = column.panel.ask()
                chosen = catalog.find(ask.model)
                assert chosen.problems({**ask.values, "prompt": ask.prompt}) == ()
                assert chosen.body({**ask.values, "prompt": ask.prompt})["model"] == ask.model


def test_another_model_keeps_what_it_has_too_and_remembers_the_rest(column: Column) -> None:
    column.choose_model("Sora 2")
    column.choose("Duration", "20 s")
    column.choose("Resolution", "1080p")
    column.choose_model("Sora 2 Pro")
    assert column.panel.ask().values["resolution"] == "1080p"
    assert column.panel.ask().values["duration"] == 12
    assert "Duration is 12 s now (was 20 s)." in column.said()
    column.choose_model("Sora 2")
    assert column.panel.ask().values["duration"] == 20
    column.choose_model("Sora 2 Pro")
    column.choose("Duration", "8 s")
    assert not any("was 20 s" in words for words in column.said())
    column.choose_model("Sora 2")
    assert column.panel.ask().values["duration"] == 8


def test_what_is_in_view_is_what_another_model_is_asked_for(column: Column) -> None:
    asked = column.panel.ask().values
    assert (asked["resolution"], asked["duration"]) == ("720p", 4)
    column.choose_model("Veo 3.1")
    asked = column.panel.ask().values
    assert (asked["resolution"], asked["duration"]) == ("720p", 4)
    assert not any("was" in words for words in column.said())


def test_a_file_that_is_back_is_said_until_it_goes(qtbot: QtBot, tmp_path: Path, fox: Path) -> None:
    words = "From before: Start frame."
    for made in make_column(qtbot, tmp_path, slotmodels.catalog()):
        made.choose_model("fox-picture")
        made.panel.set_start_frame(str(fox))
        made.looked()
        made.choose_model("fox-pair")
        assert words not in made.said()
        made.choose_model("fox-text")
        assert "Not with this model: Start frame." in made.said()
        made.choose_model("fox-picture")
        assert words in made.said()
        made.panel.form.frame.source.clear()
        assert words not in made.said()


def test_a_name_that_no_file_has_is_hinted_at_and_sent(qtbot: QtBot, tmp_path: Path) -> None:
    hint = "No file here is called @Image1 or @Image3."
    for made in make_column(qtbot, tmp_path, slotmodels.catalog()):
        made.write("@Image3 runs, me@Image4.org")
        assert "No file here is called @Image3." in made.said()
        made.write("@Image1 meets @Image3")
        assert hint in made.said()
        made.click(made.panel.send.button)
        assert len(made.asks) == 1
        made.choose_model("fox-refs")
        files = [str(picture(tmp_path / f"{n}.png", (400, 300 + n))) for n in range(3)]
        made.panel.form.slots.lists["reference_images"].take_paths(files[:1])
        assert "No file here is called @Image3." in made.said()
        made.panel.form.slots.lists["reference_images"].take_paths(files[1:])
        assert not any("No file here" in words for words in made.said())


def test_arrow_keys_move_a_choice(column: Column) -> None:
    duration = column.segments("Duration")
    duration.buttons()[0].setFocus()
    QTest.keyClick(duration.buttons()[0], Qt.Key.Key_Right)
    assert column.panel.ask().values["duration"] == 8
    assert duration.buttons()[1].hasFocus()
    QTest.keyClick(duration.buttons()[1], Qt.Key.Key_Left)
    assert column.panel.ask().values["duration"] == 4


def test_rare_options_are_put_away_until_they_are_wanted(column: Column) -> None:
    form = column.panel.form
    assert not form.options.rare.isVisible()
    column.click(form.more)
    assert form.options.rare.isVisible()
    assert form.options.rows["character_ids"].isVisible()


def test_keeping_a_clip_is_a_switch_in_view_in_words_that_people_understand(column: Column) -> None:
    form = column.panel.form
    box = form.options.main.findChild(QCheckBox)
    assert box is not None
    assert box.isVisible()
    assert box.accessibleName() == "Keep on the server for remixing"
    assert "can't be remixed" in box.accessibleDescription()
    assert not box.isChecked()
    assert column.panel.ask().values["delete_video"] is True
    column.click(box)
    assert box.isChecked()
    assert column.panel.ask().values["delete_video"] is False
    words = next(e for e in form.options.main.findChildren(QLabel) if e.text().startswith("Keep"))
    column.click(words)
    assert column.panel.ask().values["delete_video"] is True
    assert column.panel.form.model.body(column.panel.ask().values | {"prompt": "a"}).keys() == {
        "model", "prompt", "aspect_ratio", "duration", "resolution",
    }  # fmt: skip


def test_another_model_keeps_the_characters(column: Column) -> None:
    form = column.panel.form
    column.click(form.more)
    for each in ("char-fox", "char-owl"):
        form.options.choose_character(each)
    assert column.panel.ask().values["character_ids"] == ["char-fox", "char-owl"]
    column.choose_model("Sora 2")
    assert column.panel.ask().values["character_ids"] == ["char-fox", "char-owl"]


def test_a_field_of_some_texts_has_a_line_for_each(qtbot: QtBot, tmp_path: Path) -> None:
    words = {"name": "words", "type": "strings", "send": "always", "max_items": 2}
    names = {"label": {"en": "Words"}}
    for made in make_column(qtbot, tmp_path, Catalog([model("first", {**words, **names})])):
        control: Any = made.panel.form.options.rows["words"].control
        made.click(control.add)
        assert "words" not in made.panel.ask().values
        assert control.rows[0].edit.hasFocus()
        QTest.keyClicks(control.rows[0].edit, " fox ")
        assert control.rows[0].edit.accessibleName() == "Words 1"
        made.click(control.add)
        QTest.keyClicks(control.rows[1].edit, "owl")
        assert made.panel.ask().values["words"] == ["fox", "owl"]
        assert not control.add.isVisible()
        made.click(control.rows[0].remove)
        assert made.panel.ask().values["words"] == ["owl"]
        assert control.add.isVisible()
        assert control.rows[0].edit.accessibleName() == "Words 1"


def test_unknown_fields_do_no_harm_and_long_lists_become_one_to_choose_from(odd: Column) -> None:
    rows = odd.panel.form.options.rows
    assert set(rows) == {"speed", "style", "sound", "seed", "note"}
    assert odd.words("Speed") == ["1.0 ×", "1.5 ×"]
    style = rows["style"].findChild(QComboBox)
    assert style is not None
    assert style.isVisible()
    assert style.accessibleName() == "Style"
    style.setFocus()
    QTest.keyClick(style, Qt.Key.Key_Down)
    assert odd.panel.ask().values == {"speed": 1.0, "style": "ink", "sound": False}
    odd.write("a fox")
    odd.click(odd.panel.send.button)
    assert len(odd.asks) == 1


def test_a_model_without_a_start_frame_shows_no_well(odd: Column, fox: Path) -> None:
    assert not odd.well.isVisible()
    odd.panel.set_start_frame(str(fox))
    assert odd.panel.ask().image == ""
    assert odd.panel.ask().fit is None


def test_the_wheel_scrolls_the_column_and_changes_nothing(odd: Column) -> None:
    combo = odd.panel.form.options.rows["style"].findChild(QComboBox)
    assert combo is not None
    away, none = QPoint(0, -120), Qt.MouseButton.NoButton
    event = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(), away, none, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(combo, event)
    assert odd.panel.ask().values["style"] == "oil"


def test_what_is_typed_is_what_is_sent_by_the_shortcut(qtbot: QtBot, tmp_path: Path) -> None:
    steps = {"minimum": 5, "maximum": 60, "step": 5, "default": 5, "unit": "s", "send": "always"}
    shown = model("first", {"name": "duration", "type": "integer", **steps})
    for made in make_column(qtbot, tmp_path, Catalog([shown])):
        made.write("a fox")
        box = made.panel.form.options.rows["duration"].control.box
        box.setFocus()
        box.selectAll()
        QTest.keyClicks(box, "42")
        QTest.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert [each.values for each in made.asks] == [{"duration": 40}]
        assert box.text() == "40 s"


def test_what_does_not_carry_over_is_said_until_the_next_edit(column: Column) -> None:
    column.choose_model("Sora 2")
    column.choose("Duration", "20 s")
    column.choose_model("Sora 2 Pro")
    assert "Duration is 12 s now (was 20 s)." in column.said()
    column.write("a fox")
    assert not any("20 s" in words for words in column.said())


def test_a_default_that_is_no_choice_does_not_crash(qtbot: QtBot, tmp_path: Path) -> None:
    sora = load_catalog().find("sora-2")
    fields = tuple(
        dataclasses.replace(each, default=99) if each.name == "duration" else each
        for each in sora.fields
    )
    catalog = Catalog([dataclasses.replace(sora, fields=fields)])
    for made in make_column(qtbot, tmp_path, catalog):
        assert made.words("Duration")
        assert made.panel.ask().model == "sora-2"
