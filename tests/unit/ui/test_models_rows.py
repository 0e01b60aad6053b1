"""What the picker lists, where the parts of a row stand, and what is kept of a person's order."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QRect, QSettings
from pytestqt.qtbot import QtBot

from core.catalog import Catalog, Model, load_catalog
from core.modelfiles import models_of
from tests.ownmodels import both, field, model_file
from ui.models.cells import SOUND_ICON, cells_of, is_narrow, marks_of, plain, tip_at
from ui.models.finding import WITH_SOUND, Finder, Wish, takes_all
from ui.models.rows import (
    Entry,
    Heading,
    Row,
    Section,
    full_name,
    line_of,
    listed,
    notes_of,
    spoken,
)
from ui.models.shelf import MOST_USED, Known, Shelf

START, END = {"like": "start_frame"}, {"like": "end_frame"}


def made(model_id: str, family: str, *fields: dict[str, Any], **more: Any) -> Model:
    """Return a model of a family; its mode is the last part of its id."""
    names = {"id": family, "name": both(family.title()), "maker": f"{family} works"}
    facts = {"family": names, "mode": both(model_id.rpartition("-")[2].title()), **more}
    withdrawn = facts.pop("withdrawn", "")
    model = models_of(model_file(model_id, *fields, **facts))[0]
    return dataclasses.replace(model, withdrawn=withdrawn)


CATALOG = Catalog(
    [
        made("fox-text", "fox", order=1),
        made("fox-image", "fox", START, order=2),
        made("fox-frames", "fox", START, END, order=3, sound=True),
        made("owl-text", "owl", order=4),
        made("owl-edit", "owl", {"like": "source_clip"}, order=5),
        made("elk-text", "elk", order=6, withdrawn="2026-09-24"),
    ]
)


def entries(known: Known | None = None, **wish: Any) -> list[Entry]:
    """Return what is listed for a wish."""
    return listed(
        Finder(CATALOG), known or Known(), Wish(**wish), lambda _: CATALOG.get("fox-text")
    )


def told(found: list[Entry]) -> list[str]:
    """Return entries as short texts: sections in brackets, families with a colon, ids."""
    words = []
    for each in found:
        if isinstance(each, Section):
            words.append(f"[{each.title}]")
        else:
            words.append(f"{each.family.id}:" if isinstance(each, Heading) else each.model.id)
    return words


def test_families_stand_together_and_withdrawn_models_at_the_end() -> None:
    assert told(entries()) == [
        "[All models]", "fox:", "fox-text", "fox-image", "fox-frames",
        "owl:", "owl-text", "owl-edit", "[Withdrawn]", "elk-text",
    ]  # fmt: skip


def test_favourites_and_those_used_last_come_first_each_once() -> None:
    known = Known(favourites=("owl-edit", "gone", "elk-text"), used=("fox-image", "owl-edit"))
    assert told(entries(known))[:5] == [
        "[Favourites]", "owl-edit", "[Used last]", "fox-image", "[All models]",
    ]  # fmt: skip
    assert "[Favourites]" not in told(entries(known, words="owl"))
    assert "[Used last]" not in told(entries(known, takes=frozenset({"start_frame"})))


def test_what_the_key_cannot_call_comes_after_what_it_can() -> None:
    marks = {each.id: each.family.id == "owl" or each.id == "fox-image" for each in CATALOG}
    assert told(entries(Known(marks))) == [
        "[With this key]", "fox:", "fox-image", "owl:", "owl-text", "owl-edit",
        "[Not with this key]", "fox:", "fox-text", "fox-frames", "[Withdrawn]", "elk-text",
    ]  # fmt: skip
    favourite = entries(Known(marks, favourites=("fox-text",)))[1]
    assert isinstance(favourite, Row)
    assert notes_of(favourite) == ["not with this key"]


def test_the_built_in_engine_makes_all_of_them_and_it_is_said() -> None:
    found = entries(Known(dict.fromkeys(("fox-text", "owl-edit"), False), demo=True))
    first = found[0]
    assert isinstance(first, Section)
    assert first.title == "All models"
    assert "built-in engine" in first.note
    assert "[Not with this key]" not in told(found)
    unknown = entries()[0]
    assert isinstance(unknown, Section)
    assert "not known" in unknown.note


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("end frame", ["fox-frames"]),
        ("首尾帧", ["fox-frames"]),
        ("尾帧", ["fox-frames"]),
        ("FOX im", ["fox-image", "fox-frames"]),
        ("owl edit", ["owl-edit"]),
        ("edit owl", ["owl-edit"]),
        ("foxtext", ["fox-text"]),
        ("owl works", ["owl-text", "owl-edit"]),
        ("  sound ", ["fox-frames"]),
        ("ox", []),
        ("(", []),
        ("fox zebra", []),
    ],
)
def test_words_find_models_in_both_languages(words: str, ids: list[str]) -> None:
    assert [each.id for each in Finder(CATALOG).find(Wish(words))] == ids


def praised(model_id: str, *fields: dict[str, Any]) -> Model:
    """Return a model of a family that is said to be good with references."""
    model = made(model_id, "fox", *fields)
    family = dataclasses.replace(model.family, good_at=both("Fine references."))
    return dataclasses.replace(model, family=family)


def ranked(*models: Model, words: str) -> list[str]:
    """Return what words find among models, in order."""
    return [each.id for each in Finder(models).find(Wish(words))]


def test_a_name_comes_before_what_it_takes_and_that_before_what_is_said_of_the_family() -> None:
    text, named = praised("fox-text"), praised("fox-references")
    takes = praised("fox-image", {"like": "reference_images"})
    assert ranked(text, takes, named, words="fox ref") == [named.id, takes.id, text.id]
    assert ranked(text, takes, named, words="ref") == [named.id, takes.id, text.id]
    found = told(listed(Finder([text, takes, named]), Known(), Wish("fox ref"), lambda _: None))
    assert found == ["[All models]", "fox:", "fox-references", "fox-image", "fox-text"]


def test_words_apart_in_a_name_count_as_much_as_words_side_by_side() -> None:
    told_of = made("owl-fly", "owl", summary=both("Has a fox image."))
    assert ranked(told_of, made("fox-2-image", "fox"), words="fox image") == [
        "fox-2-image",
        "owl-fly",
    ]


def test_the_best_match_is_meant_even_where_the_key_lacks_it() -> None:
    text, named = praised("fox-text"), praised("fox-references")
    finder = Finder([text, named, made("fox-reference-2", "fox", withdrawn="2026-09-24")])
    assert finder.best(Wish("fox ref"), lambda each: each == named.id) == named
    assert finder.best(Wish("fox"), lambda each: each == text.id) == named
    assert finder.best(Wish("zebra"), lambda _: False) is None


def test_what_is_prepared_a_little_at_a_time_finds_the_same() -> None:
    finder = Finder(CATALOG)
    assert not finder.prepare(2)
    assert [each.id for each in finder.find(Wish("owl edit"))] == ["owl-edit"]
    assert finder.prepare(2)


def test_chips_are_wanted_together() -> None:
    def ids(*kinds: str) -> list[str]:
        return [each.id for each in CATALOG if takes_all(each, kinds)]

    assert ids("start_frame") == ["fox-image", "fox-frames"]
    assert ids("start_frame", "end_frame") == ["fox-frames"]
    assert ids("clip") == ["owl-edit"]
    assert ids(WITH_SOUND) == ["fox-frames"]
    assert ids("references") == []


def test_a_withdrawn_model_says_since_when_and_which_one_takes_the_same() -> None:
    row = entries()[-1]
    assert isinstance(row, Row)
    assert not row.usable
    assert line_of(row) == "Withdrawn on 9/24/26. Fox · Text takes the same."
    assert "Withdrawn on 9/24/26" in spoken(row, "")


def test_a_row_is_spoken_in_full() -> None:
    own = dataclasses.replace(CATALOG.find("fox-frames"), own=True)
    words = spoken(Row(own, favourite=True), "$0.40")
    assert words == (
        "Fox · Frames, own file, Makes clips of foxes, Start frame, End frame, sound, $0.40,"
        " favourite"
    )


def test_a_name_is_not_said_twice() -> None:
    model = CATALOG.find("fox-text")
    assert full_name(model) == "Fox · Text"
    assert full_name(dataclasses.replace(model, mode={})) == "The fox-text"


# Cells


@pytest.mark.parametrize(("width", "scale"), [(740, 1.0), (420, 1.0), (740, 2.0), (1480, 2.0)])
def test_parts_of_a_row_do_not_lie_upon_each_other(width: int, scale: float) -> None:
    narrow = is_narrow(width, scale)
    row = QRect(0, 100, width, round((92 if narrow else 46) * scale))
    cells = cells_of(row, scale)
    parts = [cells.words, *cells.marks.values(), cells.facts, cells.star]
    assert all(row.contains(each) for each in parts)
    for number, part in enumerate(parts):
        assert not any(part.intersects(other) for other in parts[number + 1 :])
    assert cells.words.width() >= 200 * scale


def test_icons_say_what_must_be_given() -> None:
    clip = {"like": "source_clip", "required": True}
    marks = marks_of(made("a-b", "a", START, clip, sound=True))
    assert {name: mark.strong for name, mark in marks.items()} == {
        "start_frame": False, "clip": True, SOUND_ICON: True,
    }  # fmt: skip
    assert marks["clip"].words == "Source clip (needed)"
    assert marks_of(made("a-c", "a", sound=False)) == {}


def test_the_tip_is_about_what_is_under_the_pointer() -> None:
    duration = field("duration", "choice", choices=[5, 10])
    row = Row(made("a-b", "a", START, duration), favourite=True)
    cells = cells_of(QRect(0, 0, 740, 46), 1.0)
    assert tip_at(row, cells, cells.marks["start_frame"].center(), "") == "Start frame"
    assert tip_at(row, cells, cells.marks["clip"].center(), "") == ""
    assert tip_at(row, cells, cells.facts.center(), "$0.40") == "5 · 10 s\n$0.40"
    assert "Take from the favourites" in tip_at(row, cells, cells.star.center(), "")
    assert tip_at(row, cells, cells.words.center(), "").startswith("A · B\nMakes clips")


def test_a_tip_shows_nothing_but_words() -> None:
    assert plain('<img src="x">\nfox') == "<p>&lt;img src=&quot;x&quot;&gt;<br>fox</p>"
    assert plain("") == ""


# The shelf


def test_favourites_and_those_used_are_kept(qtbot: QtBot, tmp_path: Path) -> None:
    file = str(tmp_path / "window.ini")
    shelf = Shelf(QSettings(file, QSettings.Format.IniFormat))
    with qtbot.waitSignals([shelf.changed] * 4):
        shelf.toggle_favourite("fox")
        shelf.toggle_favourite("owl")
        shelf.toggle_favourite("fox")
        shelf.note_used("elk")
    for number in range(MOST_USED):
        shelf.note_used(f"model-{number}")
    shelf.note_used("model-1")
    again = Shelf(QSettings(file, QSettings.Format.IniFormat)).known
    assert again.favourites == ("owl",)
    assert again.used == ("model-1", "model-3", "model-2", "model-0")


@pytest.mark.parametrize("odd", ["", "{", '{"a": 1}', "null", "[1, null, []]", '"fox"'])
def test_odd_settings_count_as_nothing(tmp_path: Path, odd: str) -> None:
    state = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    state.setValue("models/favourites", odd)
    assert Shelf(state).known.favourites == ()


def test_a_price_is_asked_for_once_until_something_changes() -> None:
    asked: list[str] = []

    def prices(model: Model) -> str:
        asked.append(model.id)
        return "$1.00"

    shelf, model = Shelf(), CATALOG.find("fox-text")
    assert shelf.price(model) == ""
    shelf.set_prices(prices)
    assert [shelf.price(model), shelf.price(model)] == ["$1.00", "$1.00"]
    assert asked == ["fox-text"]
    shelf.set_callable({})
    shelf.price(model)
    assert asked == ["fox-text"] * 2


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("fxo", "fox"),  # two have changed places
        ("foxx", "fox"),  # one too many
        ("imge", "image"),  # one is missing
        ("frimes", "frames"),  # one is another
        ("frim", "fram"),  # the beginning of a word
        ("owl eidt", "owl edit"),
        ("fox txet works", "fox text works"),
        ("fox image", "fox image"),
        ("zebra", "zebra"),
        ("fx", "fx"),  # it might be anything
        ("", ""),
    ],
)
def test_a_small_mistake_finds_what_is_meant(words: str, meant: str) -> None:
    finder = Finder(CATALOG)
    understood = finder.understood(Wish(words, frozenset(["start_frame"])))
    assert understood == Wish(meant, frozenset(["start_frame"]))
    if words != meant:
        assert finder.find(Wish(meant)), "it is found"


@pytest.mark.parametrize(
    ("words", "family"),
    [
        ("kilng", "kling"),
        ("kil", "kling"),
        ("seedence", "seedance"),
        ("veo31", "veo"),
        ("veo 31", "veo"),
        ("wan2.7", "wan"),
        ("wan 2.7", "wan"),
        ("wan2.8", "wan"),
        ("hailou", "hailuo"),
        ("googel", "veo"),
        ("可林", "kling"),
        ("万像", "wan"),
    ],
)
def test_the_catalogue_is_found_though_a_letter_is_wrong(words: str, family: str) -> None:
    finder = Finder(load_catalog())
    found = finder.find(finder.understood(Wish(words)))
    assert found
    assert all(family in each.family.id for each in found)


@pytest.mark.parametrize("words", ["wan2.7", "veo31", "veo3.1", "kling", "万相2.7"])
def test_a_name_without_its_spaces_is_no_mistake(words: str) -> None:
    finder = Finder(load_catalog())
    assert finder.understood(Wish(words)) == Wish(words)
    assert finder.find(Wish(words))


@pytest.mark.parametrize("words", ["kling 3", "kling 3.0", "kling3", "kling v3"])
def test_a_version_is_found_however_people_write_it(words: str) -> None:
    found = Finder(load_catalog()).find(Wish(words))
    assert found
    assert {each.id.partition("-v3-")[0] for each in found} == {"kling"}
