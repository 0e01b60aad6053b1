"""Choosing a model: the row in the form, the modes, and the picker, by mouse and by keyboard."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QSettings, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from core import language
from core.catalog import Catalog, Model
from core.home import Home
from core.job import State
from core.modelfiles import models_of
from core.problems import InvalidAsk, Problem
from core.storyboard import is_for_shots
from tests.faulty import FoxServer, Plan
from tests.ownmodels import both, field, model_file
from tests.studios import KEY
from tests.window.composing import Column, hold, make_column
from tests.window.opening import drive, seen, window_on
from ui.compose.models import ModelChoice
from ui.language import WindowLanguage
from ui.models.listmodel import Index
from ui.models.picker import ModelPicker
from ui.models.rows import Row
from ui.models.shelf import Shelf

CONTROL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
START, END = {"like": "start_frame"}, {"like": "end_frame"}


def made(model_id: str, family: str, *fields: object, **more: object) -> Model:
    """Return a model of a family; its mode is the last part of its id."""
    names = {"id": family, "name": both(family.title()), "maker": "Forest"}
    duration = field("duration", "choice", choices=[5, 10], default=5, unit="s")
    facts = {"family": names, "mode": both(model_id.rpartition("-")[2].title()), **more}
    withdrawn = str(facts.pop("withdrawn", ""))
    model = models_of(model_file(model_id, duration, *fields, **facts))[0]  # type: ignore[arg-type]
    return dataclasses.replace(model, withdrawn=withdrawn)


def animals() -> list[Model]:
    """Return two families that live, and one that does not."""
    return [
        made("fox-text", "fox", order=1, sound=True),
        made("fox-image", "fox", {**START, "required": True}, order=2),
        made("fox-frames", "fox", START, END, order=3),
        made("owl-text", "owl", order=4),
        made("owl-image", "owl", {**START, "required": True}, order=5),
        made("elk-text", "elk", order=6, withdrawn="2026-09-24"),
    ]


@pytest.fixture
def catalog() -> Catalog:
    """Return a catalogue of animals."""
    return Catalog(animals())


@pytest.fixture
def column(qtbot: QtBot, tmp_path: Path, catalog: Catalog) -> Iterator[Column]:
    """Yield a column that makes clips of animals."""
    yield from make_column(qtbot, tmp_path, catalog, size=(380, 760))


def models(column: Column) -> ModelChoice:
    """Return the column's choice of a model."""
    return column.panel.form.models


def opened(column: Column) -> ModelPicker:
    """Open the picker by a click, and return it once it has the focus."""
    column.click(models(column).button)
    picker = models(column).picker
    assert picker is not None
    column.qtbot.waitUntil(picker.search.hasFocus)
    return picker


def ids(picker: ModelPicker) -> list[str]:
    """Return the models that are listed."""
    return [each.model.id for each in picker.list.entries.entries if isinstance(each, Row)]


def current(picker: ModelPicker) -> str:
    """Return the model that Return would take."""
    row = picker.list.current_row()
    assert row is not None
    return row.model.id


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    """Press a key where the focus is."""
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, modifier)


def place_of(picker: ModelPicker, model_id: str, *, star: bool = False) -> QPoint:
    """Return where to click for a model, once its row is in view."""
    index = picker.list.entries.index(picker.list.entries.place_of(model_id))
    picker.list.scrollTo(index)
    cells = picker.list.cells(index)
    return (cells.star if star else cells.words).center()


def click(picker: ModelPicker, place: QPoint) -> None:
    """Click into the list."""
    QTest.mouseClick(picker.list.viewport(), Qt.MouseButton.LeftButton, pos=place)


# In the form


def test_what_was_refused_of_one_model_is_not_said_under_another(column: Column) -> None:
    problem = Problem("model", "withdrawn_model", {"model": "Elk"})
    column.panel.show_problems(InvalidAsk(problem))
    assert any("was withdrawn" in each for each in column.said())
    picker = opened(column)
    QTest.keyClicks(picker.search, "owl text")
    press(Qt.Key.Key_Return)
    assert models(column).model().id == "owl-text"
    assert not any("was withdrawn" in each for each in column.said())


def test_the_focus_goes_to_the_model_where_the_mode_that_had_it_is_gone(column: Column) -> None:
    models(column).choice.tab_stops()[0].setFocus()
    picker = opened(column)
    QTest.keyClicks(picker.search, "owl text")
    press(Qt.Key.Key_Return)
    assert models(column).model().id == "owl-text"
    column.window.activateWindow()
    column.qtbot.waitUntil(models(column).button.hasFocus)


def test_the_row_says_what_is_chosen_and_what_it_takes(column: Column) -> None:
    button = models(column).button
    assert button.accessibleName() == "Model: Fox · Text"
    assert button.accessibleDescription() == "5 · 10 s · sound"
    models(column).set_prices(lambda _: "$0.40")
    assert button.accessibleDescription() == "5 · 10 s · sound · $0.40"
    models(column).set_model("fox-frames")
    assert button.accessibleDescription() == "Start frame, End frame, 5 · 10 s · $0.40"
    assert "Makes clips of foxes." in button.toolTip()


def test_the_modes_of_the_family_are_one_click_away(column: Column) -> None:
    choice = models(column).choice
    assert [each.text() for each in choice.segments.buttons()] == ["Text", "Image", "Frames"]
    with column.qtbot.waitSignal(column.panel.changed):
        column.click(choice.segments.buttons()[1])
    assert column.panel.ask().model == "fox-image"
    assert column.panel.form.frame.isVisible()
    models(column).set_model("owl-text")
    assert [each.text() for each in choice.segments.buttons()] == ["Text", "Image"]
    assert choice.segments.accessibleName() == "Mode"


def test_a_family_of_one_shows_no_modes(qtbot: QtBot, tmp_path: Path) -> None:
    for lone in make_column(qtbot, tmp_path, Catalog([made("fox-text", "fox")])):
        assert not models(lone).choice.isVisible()
        assert models(lone).button.isVisible()


def test_many_modes_are_a_list(qtbot: QtBot, tmp_path: Path) -> None:
    catalog = Catalog(made(f"fox-mode{n}", "fox", order=n) for n in range(9))
    for many in make_column(qtbot, tmp_path, catalog):
        combo = models(many).choice.combo
        assert combo.isVisible()
        combo.setFocus()
        QTest.keyClick(combo, Qt.Key.Key_Down)
        assert many.panel.ask().model == "fox-mode1"


def test_a_model_that_the_key_lacks_offers_the_nearest_that_it_has(column: Column) -> None:
    choice = models(column)
    assert not choice.instead.isVisible()
    marks = {each.id: each.family.id != "fox" for each in animals()}
    column.panel.set_callable(marks)
    assert choice.lacking.said() == "Your key can't call this model."
    assert choice.instead.text() == "Use Owl · Text instead"
    column.click(choice.instead)
    assert column.panel.ask().model == "owl-text"
    assert not choice.instead.isVisible()
    assert not choice.lacking.isVisible()
    assert choice.button.hasFocus()


def test_the_nearest_follows_the_picture_that_is_given(column: Column, tmp_path: Path) -> None:
    from tests.window.composing import picture

    models(column).set_model("fox-frames")
    models(column).changed.emit()
    column.panel.set_callable({each.id: each.family.id != "fox" for each in animals()})
    assert models(column).instead.text() == "Use Owl · Text instead"
    column.panel.set_start_frame(str(picture(tmp_path / "fox.png")))
    column.looked()
    assert models(column).instead.text() == "Use Owl · Image instead"


def test_the_engine_and_an_unknown_key_lack_nothing(column: Column) -> None:
    column.panel.set_callable(dict.fromkeys((each.id for each in animals()), False), demo=True)
    assert not models(column).lacking.isVisible()
    column.panel.set_callable(dict.fromkeys(each.id for each in animals()))
    assert not models(column).lacking.isVisible()


def test_a_withdrawn_model_says_so_and_offers_another(column: Column) -> None:
    models(column).set_model("elk-text")
    assert models(column).lacking.said() == "Withdrawn on 9/24/26."
    column.click(models(column).instead)
    assert column.panel.ask().model == "fox-text"


# The picker


def test_a_click_opens_it_with_the_search_focused_and_the_model_marked(column: Column) -> None:
    models(column).set_model("owl-image")
    picker = opened(column)
    assert current(picker) == "owl-image"
    assert picker.isModal()
    assert "Owl · Image" in picker.search.accessibleDescription()
    models(column).open_picker()
    assert models(column).picker is picker


def many(qtbot: QtBot, shelf: Shelf) -> ModelChoice:
    """Return a choice of more models than a picker shows at once."""
    found = ModelChoice(Catalog([made(f"fox-{n}", "fox", order=n) for n in range(40)]), shelf=shelf)
    qtbot.addWidget(found)
    found.show()
    return found


def shown(qtbot: QtBot, choice: ModelChoice) -> ModelPicker:
    """Open the picker of a choice, and return it once it has the focus."""
    choice.open_picker()
    picker = choice.picker
    assert picker is not None
    qtbot.waitUntil(picker.search.hasFocus)
    return picker


def test_it_opens_at_the_top_with_the_model_in_use_marked_where_it_was_used_last(
    qtbot: QtBot,
) -> None:
    choice = many(qtbot, shelf := Shelf())
    shelf.toggle_favourite("fox-2")
    shelf.note_used("fox-38")
    choice.set_model("fox-38")
    picker = shown(qtbot, choice)
    assert picker.list.verticalScrollBar().value() == 0
    assert current(picker) == "fox-38"
    assert picker.list.currentIndex().row() == 3  # after the favourites, under its own heading


def test_it_opens_at_the_top_where_the_model_in_use_is_far_below(qtbot: QtBot) -> None:
    choice = many(qtbot, shelf := Shelf())
    shelf.toggle_favourite("fox-2")
    choice.set_model("fox-38")
    picker = shown(qtbot, choice)
    assert picker.list.verticalScrollBar().value() == 0
    assert current(picker) == "fox-2"
    QTest.keyClicks(picker.search, "fox 38")
    assert current(picker) == "fox-38"
    picker.search.clear()
    assert picker.list.verticalScrollBar().value() == 0


def test_the_wheel_scrolls_and_paints_what_comes_into_view(qtbot: QtBot) -> None:
    choice = many(qtbot, Shelf())
    listed = shown(qtbot, choice).list
    below = next(n for n in range(99) if not listed.is_in_view(n))
    port = listed.viewport()
    painted: list[int] = []
    paint = listed.delegate.paint

    def watch(painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painted.append(index.row())
        paint(painter, option, index)

    listed.delegate.paint = watch  # type: ignore[method-assign]
    turn = QWheelEvent(
        QPointF(port.rect().center()),
        QPointF(port.mapToGlobal(port.rect().center())),
        QPoint(),
        QPoint(0, -240),
        Qt.MouseButton.NoButton,
        NONE,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(port, turn)
    assert listed.verticalScrollBar().value() > 0
    qtbot.waitUntil(lambda: below in painted)
    row = listed.indexAt(listed.visualRect(listed.entries.index(below)).center())
    assert row.row() == below


def test_the_marked_row_stands_out(column: Column) -> None:
    picker = opened(column)

    def ground(model_id: str) -> QColor:
        index = picker.list.entries.index(picker.list.entries.place_of(model_id))
        row = picker.list.visualRect(index)
        return picker.list.viewport().grab().toImage().pixelColor(row.center().x(), row.top() + 4)

    assert ground("fox-text") != ground("owl-text")
    click(picker, place_of(picker, "elk-text"))
    for _ in range(3):
        press(Qt.Key.Key_Down)
    assert current(picker) == "owl-text"
    assert ground("fox-text") != ground("owl-text")
    assert ground("fox-text") == ground("fox-image")


def test_what_is_typed_marks_the_best_match(qtbot: QtBot) -> None:
    first, other = made("fox-text", "fox", order=1), made("fox-image", "fox", order=2)
    family = dataclasses.replace(first.family, good_at=both("Fine images."))
    choice = ModelChoice(Catalog([dataclasses.replace(m, family=family) for m in (first, other)]))
    qtbot.addWidget(choice)
    choice.show()
    picker = shown(qtbot, choice)
    QTest.keyClicks(picker.search, "fox im")
    assert current(picker) == "fox-image"
    press(Qt.Key.Key_Return)
    assert choice.model().id == "fox-image"


def test_a_click_on_a_chip_leaves_the_keys_to_the_list(column: Column) -> None:
    picker = opened(column)
    chip = picker.filters.chips["start_frame"]
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert chip.isChecked()
    assert picker.search.hasFocus()
    press(Qt.Key.Key_Down)
    assert current(picker) == "fox-frames"
    press(Qt.Key.Key_Tab)
    assert chip.hasFocus()
    press(Qt.Key.Key_Space)
    assert not chip.isChecked()
    assert chip.hasFocus()


def test_a_picker_that_was_made_ahead_knows_what_is_so_when_it_opens(
    column: Column, catalog: Catalog
) -> None:
    choice = models(column)
    choice._calm.start(0)
    column.qtbot.waitUntil(lambda: choice._made is not None)
    made_ahead = choice._made
    assert made_ahead is not None
    column.qtbot.waitUntil(lambda: not made_ahead._ready.isActive())
    assert not made_ahead.isVisible()
    assert choice.picker is None
    choice._shelf.toggle_favourite("owl-text")
    catalog.replace([*animals(), made("yak-text", "yak", order=9)])
    choice.refresh()
    picker = opened(column)
    assert picker is made_ahead
    assert ids(picker)[0] == "owl-text"
    assert "yak-text" in ids(picker)


def test_what_is_prepared_changes_nothing_in_an_open_picker(column: Column) -> None:
    picker = opened(column)
    QTest.keyClicks(picker.search, "owl im")
    assert picker._ready.isActive()
    column.qtbot.waitUntil(lambda: not picker._ready.isActive())
    assert ids(picker) == ["owl-image"]
    assert current(picker) == "owl-image"
    assert picker.list.selectedIndexes() == [picker.list.currentIndex()]


def test_each_opening_begins_anew(column: Column) -> None:
    column.panel.focus_prompt()
    picker = opened(column)
    QTest.mouseClick(picker.filters.chips["start_frame"], Qt.MouseButton.LeftButton)
    QTest.keyClicks(picker.search, "owl")
    press(Qt.Key.Key_Escape)
    assert column.window.focusWidget() is models(column).button
    again = opened(column)
    assert again.search.text() == ""
    assert not again.search.isUndoAvailable()
    assert len(ids(again)) == 6
    assert current(again) == "fox-text"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Down])
def test_a_key_opens_it(column: Column, key: Qt.Key) -> None:
    models(column).button.setFocus()
    press(key)
    assert models(column).picker is not None


def test_typing_and_return_choose(column: Column) -> None:
    picker = opened(column)
    QTest.keyClicks(picker.search, "owl im")
    assert ids(picker) == ["owl-image"]
    with column.qtbot.waitSignal(column.panel.changed):
        press(Qt.Key.Key_Return)
    assert column.panel.ask().model == "owl-image"
    assert models(column).picker is None
    assert column.window.focusWidget() is models(column).button


def test_chinese_finds_as_well(column: Column) -> None:
    picker = opened(column)
    picker.search.setText("首尾帧")
    assert ids(picker) == ["fox-frames"]


def test_a_mistyped_name_finds_what_is_meant_and_that_is_said(column: Column) -> None:
    picker = opened(column)
    QTest.keyClicks(picker.search, "owk im")
    assert picker.empty.isVisible()
    assert picker.empty.text() == "Nothing is called “owk im”. Nearest:"
    assert not picker.clear.isVisible()
    assert (ids(picker), current(picker)) == (["owl-image"], "owl-image")
    picker.search.setText("zebra")
    assert picker.empty.text() == "No model is like that."
    assert not ids(picker)
    picker.search.setText("owl im")
    assert not picker.empty.isVisible()
    picker.search.setText("owk im")
    press(Qt.Key.Key_Return)
    assert column.panel.ask().model == "owl-image"


def test_arrows_go_from_model_to_model_and_not_to_headings(column: Column) -> None:
    picker = opened(column)
    seen_ids = [current(picker)]
    for _ in range(6):
        press(Qt.Key.Key_Down)
        seen_ids.append(current(picker))
    living = ["fox-text", "fox-image", "fox-frames", "owl-text", "owl-image"]
    assert seen_ids == [*living, "owl-image", "owl-image"]
    press(Qt.Key.Key_PageUp)
    press(Qt.Key.Key_PageUp)
    assert current(picker) == "fox-text"


def test_escape_leaves_all_as_it_was(column: Column) -> None:
    picker = opened(column)
    QTest.keyClicks(picker.search, "owl")
    press(Qt.Key.Key_Escape)
    assert column.panel.ask().model == "fox-text"
    assert models(column).picker is None


def test_a_click_chooses_and_a_heading_does_nothing(column: Column) -> None:
    picker = opened(column)
    first = picker.list.visualRect(picker.list.entries.index(0)).center()
    click(picker, first)
    assert picker.isVisible()
    click(picker, place_of(picker, "owl-text"))
    assert column.panel.ask().model == "owl-text"


def test_a_withdrawn_model_can_be_seen_and_not_chosen(column: Column) -> None:
    picker = opened(column)
    click(picker, place_of(picker, "elk-text"))
    assert picker.isVisible()
    QTest.keyClicks(picker.search, "elk")
    press(Qt.Key.Key_Return)
    assert picker.isVisible()
    assert column.panel.ask().model == "fox-text"


def test_chips_leave_what_takes_what_one_has(column: Column) -> None:
    picker = opened(column)
    chips = picker.filters.chips
    QTest.mouseClick(chips["start_frame"], Qt.MouseButton.LeftButton)
    assert ids(picker) == ["fox-image", "fox-frames", "owl-image"]
    QTest.mouseClick(chips["end_frame"], Qt.MouseButton.LeftButton)
    assert ids(picker) == ["fox-frames"]
    chips["clip"].setFocus()
    press(Qt.Key.Key_Return)
    assert ids(picker) == []
    assert picker.empty.said() == "No model is like that."
    QTest.mouseClick(picker.clear, Qt.MouseButton.LeftButton)
    assert len(ids(picker)) == 6
    assert picker.search.hasFocus()


def test_what_is_typed_on_a_chip_goes_to_the_search(column: Column) -> None:
    picker = opened(column)
    press(Qt.Key.Key_Tab)
    assert not picker.search.hasFocus()
    QTest.keyClick(picker.focusWidget(), Qt.Key.Key_O)
    assert picker.search.text() == "o"
    assert picker.search.hasFocus()


def test_a_star_makes_a_favourite_without_choosing_or_moving(column: Column) -> None:
    picker = opened(column)
    before = ids(picker)
    place = place_of(picker, "owl-text", star=True)
    click(picker, place)
    assert picker.isVisible()
    assert column.panel.ask().model == "fox-text"
    assert ids(picker) == before
    row = picker.list.entries.entries[picker.list.entries.place_of("owl-text")]
    assert isinstance(row, Row)
    assert row.favourite
    press(Qt.Key.Key_Escape)
    assert ids(opened(column))[0] == "owl-text"


def test_a_press_on_words_that_ends_on_the_star_does_nothing(column: Column) -> None:
    picker = opened(column)
    words, star = (place_of(picker, "owl-text", star=each) for each in (False, True))
    QTest.mousePress(picker.list.viewport(), Qt.MouseButton.LeftButton, pos=words)
    QTest.mouseRelease(picker.list.viewport(), Qt.MouseButton.LeftButton, pos=star)
    assert picker.isVisible()
    assert column.panel.ask().model == "fox-text"


def test_a_key_makes_a_favourite_once_however_long_it_is_held(column: Column) -> None:
    picker = opened(column)
    press(Qt.Key.Key_Down)
    hold(picker.search, Qt.Key.Key_D, CONTROL, marked=True)
    assert models(column)._shelf.known.favourites == ("fox-image",)


def test_prices_that_come_later_leave_the_list_where_it_is(column: Column) -> None:
    picker = opened(column)
    press(Qt.Key.Key_Down)
    models(column).set_prices(lambda _: "$0.40")
    assert current(picker) == "fox-image"
    assert "$0.40" in str(picker.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole))


def test_icons_tell_what_they_mean(column: Column) -> None:
    picker = opened(column)
    index = picker.list.entries.index(picker.list.entries.place_of("fox-image"))
    port = picker.list.viewport()

    def tip(place: QPoint) -> str:
        event = QHelpEvent(QEvent.Type.ToolTip, place, port.mapToGlobal(place))
        QApplication.sendEvent(port, event)
        return QToolTip.text()

    cells = picker.list.cells(index)
    assert "Start frame (needed)" in tip(cells.marks["start_frame"].center())
    assert "favourite" in tip(cells.star.center())
    tip(picker.list.visualRect(picker.list.entries.index(0)).center())
    column.qtbot.waitUntil(lambda: not QToolTip.isVisible())


def test_the_catalogue_is_loaded_anew_while_it_is_open(column: Column, catalog: Catalog) -> None:
    picker = opened(column)
    press(Qt.Key.Key_Down)
    catalog.replace([*animals(), made("yak-text", "yak", order=9)])
    models(column).refresh()
    assert "yak-text" in ids(picker)
    assert current(picker) == "fox-image"
    assert column.panel.ask().model == "fox-text"


def test_a_model_that_is_gone_gives_way_to_one_of_its_family(
    column: Column, catalog: Catalog
) -> None:
    models(column).set_model("owl-text")
    catalog.replace([each for each in animals() if each.id != "owl-text"])
    with column.qtbot.waitSignal(column.panel.changed):
        models(column).refresh()
    assert column.panel.ask().model == "owl-image"
    catalog.replace([each for each in animals() if each.family.id != "owl"])
    with column.qtbot.waitSignal(column.panel.said) as told:
        models(column).refresh()
    assert column.panel.ask().model == "fox-text"
    assert told.args[0] == "Owl · Image is not there any more. Fox · Text is chosen now."


def test_a_model_whose_file_has_changed_is_shown_anew(column: Column, catalog: Catalog) -> None:
    changed = made("fox-text", "fox", field("mood", "choice", choices=["calm", "wild"]), order=1)
    catalog.replace([changed, *animals()[1:]])
    with column.qtbot.waitSignal(models(column).changed):
        models(column).refresh()
    assert "mood" in column.panel.form.options.rows


def test_it_follows_the_language(column: Column) -> None:
    picker = opened(column)
    window_language = WindowLanguage()
    try:
        window_language.use("zh_CN")
        column.qtbot.waitUntil(lambda: "Fox（中文）" in models(column).button.accessibleName())
        row = picker.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
        assert "Makes clips of foxes.（中文）" in str(row)
    finally:
        window_language.use("en")
    assert language.current() == "en"


def test_a_choice_of_some_models_offers_only_these(qtbot: QtBot, catalog: Catalog) -> None:
    choice = ModelChoice(catalog, is_for_shots)
    qtbot.addWidget(choice)
    choice.show()
    choice.open_picker()
    assert choice.picker is not None
    offered = {each for each in ids(choice.picker) if not catalog.find(each).withdrawn}
    assert offered == {each.id for each in catalog if is_for_shots(each) and not each.withdrawn}


def test_choices_that_share_a_shelf_know_the_same(
    qtbot: QtBot, tmp_path: Path, catalog: Catalog
) -> None:
    shelf = Shelf(QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    choices = [ModelChoice(catalog), ModelChoice(catalog)]
    for each in choices:
        qtbot.addWidget(each)
        each.share(shelf)
        each.show()
    choices[0].set_callable({each.id: each.id != "fox-text" for each in catalog})
    assert all(each.lacking.isVisible() for each in choices)
    catalog.replace(animals()[1:])
    shelf.refreshed.emit()
    assert [each.model().id for each in choices] == ["fox-image"] * 2


def test_in_a_narrow_picker_rows_are_higher_and_chips_take_two_lines(column: Column) -> None:
    picker = opened(column)
    picker.resize(500, 420)
    index = picker.list.entries.index(picker.list.entries.place_of("fox-image"))
    column.qtbot.waitUntil(lambda: picker.list.visualRect(index).height() > 80)
    parts: list[QWidget] = [picker.search, *picker.filters.chips.values()]
    column.qtbot.waitUntil(lambda: all(p.geometry().right() < picker.width() for p in parts))


# In the whole window


def test_what_was_asked_for_is_offered_as_used_last(home: Home) -> None:
    async def work() -> None:
        with FoxServer(key=KEY) as server:
            server.plan = Plan(pending=0, processing=0)
            async with window_on(home, base_url=server.base_url) as hands:
                form = hands.compose.form
                await hands.click(form.models.button)
                picker = form.models.picker
                assert picker is not None
                await seen(picker.search.hasFocus)
                await hands.type("sora-2")
                await hands.press(Qt.Key.Key_Down)
                await hands.press(Qt.Key.Key_Return)
                chosen = form.model.id
                hands.window.activateWindow()  # as a window manager does
                hands.compose.focus_prompt()
                await hands.type("a fox")
                await hands.generate()
                job = await hands.job(State.COMPLETED)
                assert job.model == chosen
                assert hands.controller.shelf.known.used == (chosen,)
                state = hands.controller.parts.state
                assert Shelf(state).known.used == (chosen,)

    drive(work)


def test_a_key_opens_the_picker_and_the_focus_comes_back(home: Home) -> None:
    async def work() -> None:
        with FoxServer(key=KEY) as server:
            async with window_on(home, base_url=server.base_url) as hands:
                models = hands.compose.form.models
                before, prompt = models.model().id, hands.compose.form.prompt.edit
                hands.window.activateWindow()  # as a window manager does
                hands.compose.focus_prompt()
                await seen(prompt.hasFocus)
                assert "Ctrl+M" in models.button.toolTip()

                await hands.press(Qt.Key.Key_M, CONTROL)
                picker = models.picker
                assert picker is not None
                await seen(picker.search.hasFocus)
                await hands.press(Qt.Key.Key_Down)
                marked = current(picker)
                await hands.press(Qt.Key.Key_M, CONTROL)
                assert models.picker is picker
                assert current(picker) == marked != before
                await hands.press(Qt.Key.Key_Escape)
                assert models.picker is None
                assert models.model().id == before
                hands.window.activateWindow()
                await seen(prompt.hasFocus)

                await hands.press(Qt.Key.Key_M, CONTROL)
                await seen(picker.search.hasFocus)
                await hands.press(Qt.Key.Key_Down)
                await hands.press(Qt.Key.Key_Return)
                assert models.model().id == marked
                hands.window.activateWindow()
                await seen(prompt.hasFocus)
                assert prompt.toPlainText() == ""

    drive(work)
