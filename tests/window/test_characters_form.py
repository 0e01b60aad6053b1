"""Characters in the form: chips, the popup that offers them, names completed, and the hint."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QWidget

from core import language
from core.catalog import load_catalog
from core.characters import made_elsewhere
from core.job import DEMO, Connection, Job
from tests.window.composing import CONTROL, Column, column
from ui.characters.chips import CharactersControl
from ui.characters.picker import CharacterPicker

__all__ = ("column",)

HOST = "https://api.foxapi.cc"


def character(name: str, character_id: str, base_url: str = HOST, seq: int = 0) -> Job:
    """Return a character."""
    made = made_elsewhere(name, character_id, Connection(base_url), "/clips", 1.0)
    return dataclasses.replace(made, seq=seq)


MIKA = character("Mika", "char-mika", seq=5)
OLE = character("Captain Ole", "char-ole", seq=4)
MING = character("小明", "char-ming", seq=3)
ROBO = character("Robo", "char-robo", DEMO, seq=2)


@pytest.fixture
def cast(column: Column) -> Column:
    """Return a column whose host has three characters; a fourth is the engine's."""
    column.panel.form.cast.set_host(HOST)
    column.panel.form.cast.set_characters([MIKA, OLE, MING, ROBO])
    return column


def control(column: Column) -> CharactersControl:
    """Return the control for characters, which must be in view."""
    found = column.panel.findChildren(CharactersControl)
    shown = [each for each in found if each.isVisible()]
    assert len(shown) == 1
    return shown[0]


def pick(column: Column) -> CharacterPicker:
    """Open the popup by a click."""
    column.click(control(column).add)
    picker = control(column).picker
    assert picker is not None
    assert picker.isVisible()
    return picker


def click_row(listed: QListView, row: int) -> None:
    """Click a row of a list."""
    place = listed.visualRect(listed.model().index(row, 0)).center()
    QTest.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=place)


def names(column: Column) -> list[str]:
    """Return the names on the chips."""
    return [chip.name.text() for chip in control(column).chips]


def ids(column: Column) -> object:
    """Return the ids that would be sent."""
    return column.panel.ask().values.get("character_ids")


def type_words(column: Column, text: str) -> None:
    """Type at the end of the prompt; what has no key comes from an input method."""
    edit = column.panel.form.prompt.edit
    edit.setFocus()
    for part in text:
        if part.isascii():
            QTest.keyClicks(edit, part)
        else:
            committed = QInputMethodEvent()
            committed.setCommitString(part)
            QApplication.sendEvent(edit, committed)
        QCoreApplication.processEvents()


def offered(column: Column) -> list[str]:
    """Return the names that are offered below the caret."""
    offers = column.panel.form.prompt.completion.offers
    if not offers.isVisible():
        return []
    return [job.character_name for job in offers.model.items if isinstance(job, Job)]


def press(column: Column, key: Qt.Key) -> None:
    """Press a key in the prompt."""
    QTest.keyClick(column.panel.form.prompt.edit, key)
    QCoreApplication.processEvents()


# Where the field is


def test_the_field_comes_into_view_once_the_host_has_characters(column: Column) -> None:
    form = column.panel.form
    form.cast.set_host(HOST)
    assert [each for each in column.panel.findChildren(CharactersControl) if each.isVisible()] == []
    assert form.more.isVisible()
    form.cast.set_characters([ROBO])
    assert [each for each in column.panel.findChildren(CharactersControl) if each.isVisible()] == []
    form.cast.set_characters([MIKA, ROBO])
    assert control(column).add.isVisible()
    form.cast.set_host(DEMO)
    assert control(column).add.isVisible()
    form.cast.set_characters([MIKA])
    assert [each for each in column.panel.findChildren(CharactersControl) if each.isVisible()] == []


def test_tab_leads_through_the_chips_in_order(cast: Column) -> None:
    form = cast.panel.form
    form.options.choose_character("char-mika")
    stops = [each for each in form.tab_stops() if each.isVisible() and each.isEnabled()]
    remove, add = control(cast).chips[0].remove, control(cast).add
    assert stops.index(remove) + 1 == stops.index(add)
    remove.setFocus()
    QTest.keyClick(remove, Qt.Key.Key_Tab)
    assert add.hasFocus()


# The popup


def test_a_click_chooses_a_character(cast: Column) -> None:
    picker = pick(cast)
    assert [item.character_name for item in picker.model.items if isinstance(item, Job)] == [
        "Mika", "Captain Ole", "小明", "Robo",
    ]  # fmt: skip
    click_row(picker.list, 1)
    assert names(cast) == ["Captain Ole"]
    assert ids(cast) == ["char-ole"]
    assert not picker.isVisible()
    assert control(cast).add.hasFocus()


def test_who_is_chosen_is_not_offered_again_and_two_are_enough(cast: Column) -> None:
    click_row(pick(cast).list, 0)
    click_row(pick(cast).list, 0)
    assert ids(cast) == ["char-mika", "char-ole"]
    assert not control(cast).add.isVisible()
    cast.click(control(cast).chips[0].remove)
    assert ids(cast) == ["char-ole"]
    assert control(cast).add.hasFocus()


def test_a_character_of_another_host_cannot_be_chosen(cast: Column) -> None:
    picker = pick(cast)
    click_row(picker.list, 3)
    assert picker.isVisible()
    assert ids(cast) is None
    assert "only with the built-in engine" in str(picker.model.data(picker.model.index(3)))
    for _ in range(6):
        QTest.keyClick(picker.search, Qt.Key.Key_Down)
    assert picker.list.currentIndex().row() == 2
    QTest.keyClick(picker.search, Qt.Key.Key_Escape)
    assert not picker.isVisible()


def test_the_keyboard_alone_finds_a_character(cast: Column) -> None:
    control(cast).add.setFocus()
    QTest.keyClick(control(cast).add, Qt.Key.Key_Space)
    picker = control(cast).picker
    assert picker is not None
    assert picker.search.hasFocus()
    QTest.keyClicks(picker.search, "captain")
    QTest.keyClick(picker.search, Qt.Key.Key_Return)
    assert names(cast) == ["Captain Ole"]


def test_an_id_from_elsewhere_can_be_typed(cast: Column) -> None:
    picker = pick(cast)
    QTest.keyClicks(picker.search, "char-other")
    assert picker.model.items == ["char-other"]
    QTest.keyClick(picker.search, Qt.Key.Key_Return)
    assert ids(cast) == ["char-other"]
    assert names(cast) == ["char-other"]
    assert not control(cast).hint.isVisible()


def test_a_name_that_is_known_is_no_id(cast: Column) -> None:
    picker = pick(cast)
    QTest.keyClicks(picker.search, "mika")
    assert picker.model.items == [MIKA]


def test_the_popup_leads_to_making_one_and_to_all_of_them(cast: Column) -> None:
    wanted: list[str] = []
    cast.panel.form.cast.make_wanted.connect(lambda: wanted.append("make"))
    cast.panel.form.cast.library_wanted.connect(lambda: wanted.append("library"))
    QTest.mouseClick(pick(cast).make, Qt.MouseButton.LeftButton)
    QTest.mouseClick(pick(cast).all, Qt.MouseButton.LeftButton)
    assert wanted == ["make", "library"]


def test_without_characters_the_popup_says_what_they_are(column: Column) -> None:
    column.click(column.panel.form.more)
    picker = pick(column)
    assert picker.empty.isVisible()
    assert "Make one from a clip" in picker.empty.said()
    assert not picker.list.isVisible()
    picker.close()


@pytest.mark.parametrize("key", [Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Space])
def test_a_key_takes_a_chip_away(cast: Column, key: Qt.Key) -> None:
    cast.panel.form.options.choose_character("char-mika")
    QTest.keyClick(control(cast).chips[0].remove, key)
    assert ids(cast) is None


# Names completed in the prompt


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Enter])
def test_a_name_is_completed_and_its_character_chosen(cast: Column, key: Qt.Key) -> None:
    type_words(cast, "A hat for mi")
    assert offered(cast) == ["Mika"]
    press(cast, key)
    assert cast.panel.ask().prompt == "A hat for Mika"
    assert names(cast) == ["Mika"]
    assert offered(cast) == []
    assert cast.panel.form.prompt.edit.hasFocus()
    assert not control(cast).hint.isVisible()


def test_an_at_sign_offers_everybody_who_can_be_used(cast: Column) -> None:
    type_words(cast, "look at @")
    assert offered(cast) == ["Mika", "Captain Ole", "小明"]
    press(cast, Qt.Key.Key_Down)
    press(cast, Qt.Key.Key_Return)
    assert cast.panel.ask().prompt == "look at Captain Ole"
    assert ids(cast) == ["char-ole"]


def test_a_chinese_name_is_completed_without_spaces(cast: Column) -> None:
    type_words(cast, "那天小")
    assert offered(cast) == ["小明"]
    press(cast, Qt.Key.Key_Return)
    assert cast.panel.ask().prompt == "那天小明"
    assert ids(cast) == ["char-ming"]


def test_a_click_completes_too(cast: Column) -> None:
    type_words(cast, "@")
    offers = cast.panel.form.prompt.completion.offers
    click_row(offers.list, 2)
    assert cast.panel.ask().prompt == "小明"
    assert ids(cast) == ["char-ming"]
    assert cast.panel.form.prompt.edit.hasFocus()


def test_escape_goes_on_without_and_the_key_means_nothing_else(cast: Column) -> None:
    type_words(cast, "a mi")
    press(cast, Qt.Key.Key_Escape)
    assert offered(cast) == []
    press(cast, Qt.Key.Key_Return)
    assert cast.panel.ask().prompt == "a mi\n"
    assert ids(cast) is None


@pytest.mark.parametrize("text", ["a man", "ami", "m", "Mikado is", "Mi "])
def test_other_words_offer_nothing(cast: Column, text: str) -> None:
    type_words(cast, text)
    assert offered(cast) == []


def test_ctrl_return_sends_while_names_are_offered(cast: Column) -> None:
    type_words(cast, "a mi")
    assert offered(cast) == ["Mika"]
    QTest.keyClick(cast.panel.form.prompt.edit, Qt.Key.Key_Return, CONTROL)
    assert [ask.prompt for ask in cast.asks] == ["a mi"]


def test_the_offer_goes_with_the_focus_and_with_the_caret(cast: Column) -> None:
    type_words(cast, "a mi")
    press(cast, Qt.Key.Key_Home)
    assert offered(cast) == []
    press(cast, Qt.Key.Key_End)
    type_words(cast, "k")
    assert offered(cast) == ["Mika"]
    cast.panel.send.button.setFocus()
    assert offered(cast) == []


def test_a_third_name_is_written_but_not_chosen(cast: Column) -> None:
    for each in ("char-mika", "char-ole"):
        cast.panel.form.options.choose_character(each)
    type_words(cast, "@小")
    press(cast, Qt.Key.Key_Return)
    assert cast.panel.ask().prompt == "小明"
    assert ids(cast) == ["char-mika", "char-ole"]


def test_a_model_without_characters_offers_no_names(cast: Column) -> None:
    form = cast.panel.form
    catalog = load_catalog()
    without = next(m for m in catalog if m.field("prompt") and m.field_for("characters") is None)
    form.models.set_model(without.id)
    form._on_model()
    type_words(cast, "@")
    assert offered(cast) == []


def test_the_offer_stays_inside_the_window(cast: Column) -> None:
    cast.window.resize(340, 300)
    type_words(cast, "a long way to go until the end of the line @")
    offers = cast.panel.form.prompt.completion.offers
    assert offers.isVisible()
    assert cast.window.rect().contains(offers.geometry())


# The hint


def test_a_prompt_without_the_name_gets_a_hint_that_mends_it(cast: Column) -> None:
    type_words(cast, "a fox runs")
    click_row(pick(cast).list, 0)
    field = control(cast)
    assert field.hint.isVisible()
    assert field.hint.said().startswith("The prompt does not name Mika.")
    assert [button.accessibleName() for button in field.mends] == ["Insert “Mika”"]
    cast.click(field.mends[0])
    assert cast.panel.ask().prompt == "a fox runs Mika"
    assert not field.hint.isVisible()
    assert field.mends == []
    assert cast.panel.form.prompt.edit.hasFocus()


def test_the_hint_follows_what_is_written(cast: Column) -> None:
    cast.panel.form.options.choose_character("char-ming")
    field = control(cast)
    assert field.hint.isVisible()
    type_words(cast, "看小明跑")
    assert not field.hint.isVisible()
    cast.write("a fox")
    assert field.hint.isVisible()
    cast.panel.form.options.choose_character("char-mika")
    assert field.hint.said().startswith("The prompt does not name 小明 or Mika.")
    assert len(field.mends) == 2


def test_a_name_that_is_written_out_can_be_chosen_by_one_click(cast: Column) -> None:
    type_words(cast, "Mika, runs ")
    field = control(cast)
    assert field.hint.said() == "The prompt names Mika, who is not chosen here."
    cast.click(field.mends[0])
    assert ids(cast) == ["char-mika"]
    assert not field.hint.isVisible()


def test_a_hint_is_no_obstacle(cast: Column) -> None:
    cast.write("a fox")
    cast.panel.form.options.choose_character("char-mika")
    cast.click(cast.panel.send.button)
    assert [ask.values["character_ids"] for ask in cast.asks] == [["char-mika"]]


def test_a_character_of_another_host_is_not_sent(cast: Column) -> None:
    cast.write("Mika runs")
    cast.panel.form.options.choose_character("char-mika")
    cast.panel.form.cast.set_host(DEMO)
    field = control(cast)
    assert field.hint.property("role") == "problem"
    assert field.hint.said().startswith("“Mika” works only with api.foxapi.cc.")
    cast.click(cast.panel.send.button)
    assert cast.asks == []
    cast.click(field.chips[0].remove)
    cast.click(cast.panel.send.button)
    assert len(cast.asks) == 1


# What stays


def test_a_draft_keeps_the_characters(cast: Column) -> None:
    cast.write("Mika")
    cast.panel.form.options.choose_character("char-mika")
    asked, draft = cast.panel.ask(), json.loads(json.dumps(cast.panel.draft()))
    cast.panel.restore({})
    assert ids(cast) is None
    cast.panel.restore(draft)
    assert cast.panel.ask() == asked
    assert names(cast) == ["Mika"]


def test_a_chip_learns_its_name_when_the_characters_are_known(column: Column) -> None:
    column.panel.restore({"values": {"character_ids": ["char-mika"]}})
    assert column.panel.form.more.is_open
    assert names(column) == ["char-mika"]
    column.panel.form.cast.set_host(HOST)
    column.panel.form.cast.set_characters([MIKA])
    assert names(column) == ["Mika"]
    assert control(column).hint.isVisible()


@pytest.fixture
def chinese(cast: Column) -> Iterator[Column]:
    """Yield the column while the window speaks Chinese."""
    cast.panel.form.options.choose_character("char-mika")
    language.use("zh_CN")
    QCoreApplication.sendEvent(cast.panel, QEvent(QEvent.Type.LanguageChange))
    yield cast
    language.use("en")


def test_the_language_is_switched_while_a_hint_is_shown(chinese: Column) -> None:
    field = control(chinese)
    assert field.value() == ["char-mika"]
    assert "Mika" in field.hint.said()
    assert len(field.mends) == 1


def test_many_chips_and_buttons_are_never_cut_off(cast: Column) -> None:
    long = [character(f"A rather long name, number {n}", f"char-{n}", seq=9 + n) for n in (1, 2)]
    cast.panel.form.cast.set_characters([MIKA, *long])
    for job in long:
        cast.panel.form.options.choose_character(job.character_id)
    cast.window.resize(330, 760)
    field = control(cast)
    cast.qtbot.waitUntil(lambda: all(map(_is_whole, [*field.chips, *field.mends, field.hint])))


def _is_whole(widget: QWidget) -> bool:
    """Tell whether all of a widget is inside of every widget around it, scrolled or not."""
    around = widget.parentWidget()
    while around is not None and around is not widget.window():
        inside = around.rect().contains(
            widget.rect().translated(widget.mapTo(around, QPoint(0, 0)))
        )
        if not inside and around.objectName() != "qt_scrollarea_viewport":
            return False
        if around.objectName() == "qt_scrollarea_viewport":
            return True
        around = around.parentWidget()
    return True
