"""A storyboard: what is wrong with it, what it comes to, and the jobs that it means."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image

from core.catalog import Catalog, load_catalog
from core.job import Connection
from core.modelfiles import models_of
from core.problems import InvalidAsk, Problem
from core.storyboard import (
    MOST_SHOTS,
    WHOLE,
    InvalidBoard,
    Shot,
    Storyboard,
    check,
    is_for_shots,
    jobs_of,
    values_of,
)
from core.storyboardtotals import totals
from core.storyboardwords import price_words, problem_lines, totals_words
from tests.ownmodels import field, model_file

CATALOG = load_catalog()
PRO, LONG = CATALOG.find("sora-2-pro"), CATALOG.find("sora-2")
BEGUN = next(
    m for m in CATALOG if m.slots and m.slots[0].role == "start_frame" and m.slots[0].least
)
HOST = Connection("https://example.com", "f" * 24)


def codes(board: Storyboard, catalog: Catalog = CATALOG) -> dict[int, list[tuple[str, str]]]:
    found = check(board, catalog)
    return {n: [(each.field, each.code) for each in problems] for n, problems in found.items()}


def board_of(*shots: Shot, **shared: object) -> Storyboard:
    return Storyboard(shots=shots, values=shared)


def test_a_shot_says_only_what_differs_from_the_others() -> None:
    board = board_of(Shot("a"), Shot("b", values={"duration": 12}), duration=8, resolution="1080p")
    first, second = (values_of(board, shot, PRO) for shot in board.shots)
    assert first == {
        "duration": 8,
        "resolution": "1080p",
        "aspect_ratio": "16:9",
        "delete_video": True,
    }
    assert second == {**first, "duration": 12}


def test_a_shared_value_that_a_shot_s_own_model_has_not_gives_way_to_its_default() -> None:
    board = Storyboard(
        shots=(Shot("a"), Shot("b", model="sora-2-pro")), model="sora-2", values={"duration": 20}
    )
    assert values_of(board, board.shots[0], LONG)["duration"] == 20
    assert values_of(board, board.shots[1], PRO)["duration"] == 4
    assert codes(board) == {}


def test_everything_that_is_wrong_is_said_at_once_by_shot() -> None:
    board = board_of(
        Shot("a", continues=True, line=2),
        Shot("", values={"duration": 5}, takes=0, line=3),
        Shot("c", continues=True, image="a.png", line=4),
        Shot("d", model="sora-9", line=5),
        Shot("e", characters=("1", "2", "3"), line=6),
        Shot("f", line=7),
        Shot("g", model="sora-2-pro-remix", line=8),
    )
    assert codes(board) == {
        1: [("continue", "nothing_before")],
        2: [("prompt", "missing"), ("duration", "not_a_choice"), ("takes", "out_of_range")],
        3: [("continue", "has_picture")],
        4: [("model", "unknown_model_nearest")],
        5: [("character_ids", "too_many")],
        7: [("model", "only_remixes")],
    }
    lines = problem_lines(board, check(board, CATALOG), {"character_ids": "characters"})
    assert lines[0] == "Shot 1 (line 2): The first shot has none before it to continue from."
    assert len(lines) == 8
    assert "“characters” has 3 entries" in "\n".join(lines)


def test_shared_values_that_the_shared_model_has_not_are_said_and_not_dropped_in_silence() -> None:
    board = board_of(Shot("a"), duration=5, colour="red")
    assert codes(board)[WHOLE] == [("duration", "not_a_choice"), ("colour", "unknown_field")]


def test_a_board_without_shots_or_with_too_many_is_refused() -> None:
    assert codes(Storyboard()) == {WHOLE: [("shots", "no_shots")]}
    many = Storyboard(shots=(Shot("a"),) * (MOST_SHOTS + 1))
    assert codes(many) == {WHOLE: [("shots", "too_many")]}
    assert problem_lines(Storyboard(), check(Storyboard(), CATALOG)) == ["There is no shot in it."]


def test_only_models_that_need_no_more_than_a_prompt_and_a_start_frame_make_shots() -> None:
    made = {model.id for model in CATALOG if is_for_shots(model)}
    assert {"sora-2-pro", "sora-2", BEGUN.id} <= made
    assert {m.id for m in CATALOG if m.outcome == "character"}.isdisjoint(made)
    others = ("source_clip", "reference_images", "remix_source")
    for model in CATALOG:
        if any(f.required and f.role in others for f in model.fields):
            assert model.id not in made


def test_a_row_makes_clips_with_a_model_whose_needed_field_it_has() -> None:
    style = field("style", "choice", choices=["ink", "oil"], required=True)
    catalog = Catalog(models_of(model_file("fox-1", style), own=True))
    has = Shot("a", model="fox-1", values={"style": "ink"}, line=2)
    board = Storyboard((has, dataclasses.replace(has, values={}, line=3)), "fox-1")
    found = {n: [(p.field, p.code) for p in each] for n, each in check(board, catalog).items()}
    assert found == {2: [("style", "missing")]}


def test_a_model_that_needs_a_start_frame_makes_shots_that_have_one_or_continue() -> None:
    field = BEGUN.field_for("start_frame")
    assert field is not None
    shots = (Shot("a", image="a.png"), Shot("b", continues=True), Shot("c"))
    assert codes(Storyboard(shots=shots, model=BEGUN.id)) == {3: [(field.name, "missing")]}


def test_the_jobs_of_a_board_know_their_places_and_whom_they_wait_for(tmp_path: Path) -> None:
    Image.new("RGB", (400, 300), "teal").save(tmp_path / "a.png")
    frames = tmp_path / "frames"
    frames.mkdir()
    board = board_of(
        Shot("a", image=str(tmp_path / "a.png"), fit="pad", colour="#ff0000"),
        Shot("b", continues=True, takes=2),
        Shot("c", continues=True),
        Shot("d"),
    )
    a, b1, b2, c, d = jobs_of(board, CATALOG, HOST, tmp_path, frames)
    assert len({job.board for job in (a, b1, b2, c, d)}) == 1
    assert a.board
    assert [job.shot for job in (a, b1, b2, c, d)] == [1, 2, 2, 3, 4]
    assert [job.after for job in (a, b1, b2, c, d)] == ["", a.id, a.id, b1.id, ""]
    assert b1.batch == b2.batch != ""
    assert a.start_frame is not None
    assert (a.start_frame.fit, a.start_frame.colour) == ("pad", "#ff0000")
    assert (frames / f"{a.start_frame.sha256}.png").is_file()
    assert b1.start_frame is None


def test_nothing_is_made_while_anything_is_wrong_and_all_pictures_are_looked_at(
    tmp_path: Path,
) -> None:
    (tmp_path / "text.png").write_text("no picture")
    board = board_of(
        Shot("a", image=str(tmp_path / "none.png")),
        Shot("b"),
        Shot("c", image=str(tmp_path / "text.png")),
        Shot("d", image="ftp://example.com/a.png"),
    )
    with pytest.raises(InvalidBoard) as caught:
        jobs_of(board, CATALOG, HOST, tmp_path, tmp_path)
    found = {n: [each.code for each in problems] for n, problems in caught.value.by_shot.items()}
    assert found == {1: ["image_unreadable"], 3: ["not_a_picture"], 4: ["link_refused"]}
    with pytest.raises(InvalidBoard) as caught:
        jobs_of(board_of(Shot("")), CATALOG, HOST, tmp_path, tmp_path)
    assert list(caught.value.by_shot) == [1]


def test_characters_are_called_by_name_or_id(tmp_path: Path) -> None:
    def ids(wanted: Sequence[str]) -> list[str]:
        if "Nobody" in wanted:
            raise InvalidAsk(Problem("character_ids", "missing"))
        return [{"Mika": "ch_1"}.get(each, each) for each in wanted]

    board = board_of(Shot("a", characters=("Mika", "ch_9")), Shot("b"))
    first, second = jobs_of(board, CATALOG, HOST, tmp_path, tmp_path, ids)
    assert first.values["character_ids"] == ["ch_1", "ch_9"]
    assert "character_ids" not in second.values
    board = board_of(Shot("a"), Shot("b", characters=("Nobody",)))
    with pytest.raises(InvalidBoard) as caught:
        jobs_of(board, CATALOG, HOST, tmp_path, tmp_path, ids)
    assert list(caught.value.by_shot) == [2]


def test_a_board_s_length_and_price_count_every_clip() -> None:
    board = board_of(Shot("a", takes=3), Shot("b", values={"duration": 12}), Shot("c"), duration=8)
    found = totals(board, CATALOG, lambda _, values: Decimal("0.1") * values["duration"])
    assert (found.shots, found.clips, found.length, found.seconds) == (3, 5, 28, 44)
    assert (found.price, found.priced) == (Decimal("4.4"), True)
    assert totals_words(found, price_words(found, "$4.40")) == (
        "3 shots · 5 clips · 44 s · about $4.40"
    )


def test_clips_whose_length_nobody_chooses_are_as_long_as_their_model_says() -> None:
    catalog = Catalog(models_of(model_file("fixed", seconds=6), own=True))
    board = Storyboard((Shot("a", takes=3), Shot("b")), model="fixed")
    found = totals(board, catalog, lambda *_: None)
    assert (found.length, found.seconds) == (12, 24)


def test_a_price_that_is_not_wholly_known_is_a_least_one() -> None:
    board = board_of(Shot("a"), Shot("b", values={"resolution": "1080p"}))

    def price(_: object, values: object) -> Decimal | None:
        return None if values["resolution"] == "1080p" else Decimal(1)  # type: ignore[index]

    found = totals(board, CATALOG, price)
    assert price_words(found, "$1.00") == "at least $1.00"
    unknown = totals(board, CATALOG, lambda *_: None)
    assert price_words(unknown, "") == "price not known beforehand"
    free = totals(board, CATALOG, lambda *_: Decimal())
    assert price_words(free, "$0.00") == "free"
    one = totals(board_of(Shot("a", values={"duration": 12})), CATALOG, lambda *_: None)
    assert totals_words(one, "") == "1 shot · 12 s"


def test_a_typed_number_of_takes_that_nobody_means_is_counted_at_once() -> None:
    board = board_of(Shot("a fox", takes=10**12), duration=4)
    found = totals(board, CATALOG, lambda *_: Decimal("0.5"))
    assert (found.clips, found.price) == (10**12, Decimal("0.5") * 10**12)
    assert codes(board) == {1: [("takes", "out_of_range")]}
