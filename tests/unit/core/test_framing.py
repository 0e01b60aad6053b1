"""Parts of pictures: they have the clip's ratio, lie inside, and follow another ratio or zoom."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.framing import (
    LEAST_PART,
    WHOLE,
    Box,
    Framing,
    Size,
    enlargement,
    kept_box,
    middle,
    most_zoom,
    move_box,
    part_size,
    pixels,
    refit_box,
    settle_box,
    stretch_box,
    typed_box,
    typed_colour,
    zoom_box,
    zoom_of,
)

SIZES = st.tuples(st.integers(1, 9000), st.integers(1, 9000))
RATIOS = st.sampled_from([16 / 9, 9 / 16, 1.0, 4 / 3, 1280 / 717])
EDGES = st.floats(0, 1)
BOXES = st.tuples(EDGES, EDGES, EDGES, EDGES)
ODD = st.lists(st.floats() | st.sampled_from([math.nan, math.inf, -math.inf, 0.0, 1.0]), max_size=6)
POINTS = st.tuples(EDGES, EDGES)
BIG = st.tuples(st.integers(200, 9000), st.integers(200, 9000))


def check(box: Box, picture: Size, ratio: float) -> None:
    """Fail unless ``box`` lies in the picture and has the ratio within half a pixel."""
    left, top, right, bottom = box
    assert 0.0 <= left < right <= 1.0
    assert 0.0 <= top < bottom <= 1.0
    wide, high = (right - left) * picture[0], (bottom - top) * picture[1]
    assert abs(wide - high * ratio) <= 0.5


def near(one: Box, other: Box, tolerance: float = 1e-7) -> bool:
    return all(abs(a - b) <= tolerance for a, b in zip(one, other, strict=True))


@given(box=BOXES | ODD.map(tuple), picture=SIZES, ratio=RATIOS)
def test_any_box_becomes_one_of_the_ratio_inside_the_picture(
    box: tuple[float, ...], picture: Size, ratio: float
) -> None:
    check(settle_box(box, picture, ratio), picture, ratio)


@given(box=BOXES, picture=SIZES, ratio=RATIOS)
def test_settling_twice_is_settling_once(box: Box, picture: Size, ratio: float) -> None:
    once = settle_box(box, picture, ratio)
    assert near(settle_box(once, picture, ratio), once)


@pytest.mark.parametrize(
    ("box", "expected"),
    [
        ((), (0.0, 0.125, 1.0, 0.875)),  # 400×400 and 4:3: the middle
        ((0.0, 0.0, 0.4, 0.3), (0.0, 0.0, 0.4, 0.3)),
        ((0.4, 0.3, 0.0, 0.0), (0.0, 0.0, 0.4, 0.3)),  # drawn from the other corner
        ((0.0, 0.0, 0.4, 0.4), (0.0, 0.05, 0.4, 0.35)),  # too high: around its middle
        ((0.8, 0.9, 1.2, 1.2), (0.6, 0.7, 1.0, 1.0)),  # moved in
        ((-3.0, -3.0, 3.0, 3.0), (0.0, 0.125, 1.0, 0.875)),
        ((0.5, 0.1, 0.5, 0.9), (0.0, 0.125, 1.0, 0.875)),  # no width: no box
    ],
)
def test_what_a_box_means(box: tuple[float, ...], expected: Box) -> None:
    assert near(settle_box(box, (400, 400), 4 / 3), expected)


@given(box=BOXES, picture=SIZES, old=RATIOS, new=RATIOS)
def test_another_ratio_keeps_the_middle_and_the_zoom(
    box: Box, picture: Size, old: float, new: float
) -> None:
    before = settle_box(box, picture, old)
    after = refit_box(box, picture, old, new)
    check(after, picture, new)
    assert zoom_of(after, picture, new) == pytest.approx(zoom_of(before, picture, old))
    for axis in (0, 1):  # the middle gives way only at an end of the picture
        at_an_end = after[axis] <= 1e-9 or after[axis + 2] >= 1 - 1e-9
        assert at_an_end or middle(after)[axis] == pytest.approx(middle(before)[axis])


@given(box=BOXES, picture=SIZES, ratio=RATIOS)
def test_the_same_ratio_changes_nothing(box: Box, picture: Size, ratio: float) -> None:
    once = refit_box(box, picture, ratio, ratio)
    assert near(once, settle_box(box, picture, ratio))
    assert near(refit_box(once, picture, ratio, ratio), once)


@given(box=BOXES, picture=BIG, ratio=RATIOS, zoom=st.floats(0.1, 50), at=POINTS)
def test_zooming_stays_inside_and_holds_the_point(
    box: Box, picture: Size, ratio: float, zoom: float, at: tuple[float, float]
) -> None:
    before = settle_box(box, picture, ratio)
    after = zoom_box(before, picture, ratio, zoom, at)
    check(after, picture, ratio)
    wanted = min(max(zoom, 1.0), most_zoom(picture, ratio))
    assert zoom_of(after, picture, ratio) == pytest.approx(wanted)
    for axis in (0, 1):
        if after[axis] > 1e-9 and after[axis + 2] < 1 - 1e-9:
            held = before[axis] + (before[axis + 2] - before[axis]) * at[axis]
            assert after[axis] + (after[axis + 2] - after[axis]) * at[axis] == pytest.approx(held)


@given(box=BOXES, picture=BIG, ratio=RATIOS, by=st.tuples(st.floats(-2, 2), st.floats(-2, 2)))
def test_moving_keeps_the_size_and_stays_inside(
    box: Box, picture: Size, ratio: float, by: tuple[float, float]
) -> None:
    before = settle_box(box, picture, ratio)
    after = move_box(before, *by)
    check(after, picture, ratio)
    assert zoom_of(after, picture, ratio) == pytest.approx(zoom_of(before, picture, ratio))
    for axis in (0, 1):
        low, high = -before[axis], 1 - before[axis + 2]
        assert after[axis] - before[axis] == pytest.approx(min(max(by[axis], low), high))


@given(
    box=BOXES,
    picture=BIG,
    ratio=RATIOS,
    corner=st.tuples(st.integers(0, 1), st.integers(0, 1)),
    at=st.tuples(st.floats(-1, 2), st.floats(-1, 2)),
)
def test_pulling_a_corner_leaves_the_opposite_one(
    box: Box, picture: Size, ratio: float, corner: tuple[int, int], at: tuple[float, float]
) -> None:
    before = zoom_box(settle_box(box, picture, ratio), picture, ratio, 2.0)
    after = stretch_box(before, corner, at, picture, ratio)
    check(after, picture, ratio)
    x, y = 2 - 2 * corner[0], 3 - 2 * corner[1]
    assert after[x] == pytest.approx(before[x])
    assert after[y] == pytest.approx(before[y])


def test_a_pulled_corner_follows_the_pointer() -> None:
    after = stretch_box((0.2, 0.2, 0.6, 0.6), (1, 1), (0.8, 0.75), (1600, 900), 16 / 9)
    assert near(after, (0.2, 0.2, 0.8, 0.8))
    after = stretch_box((0.2, 0.2, 0.6, 0.6), (0, 0), (0.5, 0.5), (1600, 900), 16 / 9)
    assert near(after, (0.5, 0.5, 0.6, 0.6))
    least = LEAST_PART / 900
    after = stretch_box((0.2, 0.2, 0.6, 0.6), (1, 1), (0.0, 0.0), (1600, 900), 16 / 9)
    assert after[3] - after[1] >= least - 1e-9


def test_a_small_picture_is_not_zoomed_into() -> None:
    assert most_zoom((40, 40), 16 / 9) == 1.0
    assert most_zoom((1280, 720), 16 / 9) == 10.0
    assert most_zoom((320, 180), 16 / 9) == pytest.approx(180 / 32)


@given(box=BOXES, picture=SIZES, ratio=RATIOS)
def test_a_box_is_never_larger_than_the_picture_in_pixels(
    box: Box, picture: Size, ratio: float
) -> None:
    left, top, right, bottom = pixels(settle_box(box, picture, ratio), picture)
    assert 0 <= left < right <= picture[0]
    assert 0 <= top < bottom <= picture[1]


def test_the_usual_box_is_not_kept() -> None:
    assert kept_box(settle_box((), (400, 300), 16 / 9), (400, 300), 16 / 9) == ()
    box = settle_box((0.1, 0.1, 1 / 3, 1 / 3), (1600, 900), 16 / 9)
    assert kept_box(box, (1600, 900), 16 / 9) == (0.1, 0.1, 0.333333, 0.333333)


def test_the_size_of_a_part() -> None:
    assert part_size((0.25, 0.0, 0.75, 0.5), (4032, 3024)) == (2016, 1512)
    assert part_size((0.0, 0.0, 1e-6, 1e-6), (100, 100)) == (1, 1)


@pytest.mark.parametrize(
    ("picture", "framing", "times"),
    [
        ((1280, 720), Framing(), 1.0),
        ((640, 360), Framing(), 2.0),
        ((640, 640), Framing(), 2.0),
        ((640, 640), Framing("pad"), 1.125),
        ((1280, 720), Framing(crop=(0.0, 0.0, 0.5, 0.5)), 2.0),
        ((1280, 720), Framing("blur", crop=(0.0, 0.0, 0.5, 0.5)), 1.0),
        ((2560, 1440), Framing(crop=(0.5, 0.5, 1.0, 1.0)), 1.0),
    ],
)
def test_how_much_is_enlarged(picture: Size, framing: Framing, times: float) -> None:
    assert enlargement(picture, (1280, 720), framing) == pytest.approx(times)


@pytest.mark.parametrize(
    ("text", "colour"),
    [
        ("#FFF", "#ffffff"),
        ("#12aBcD", "#12abcd"),
        *((text, "") for text in ("", "white", "#12345", "#gggggg", "ffffff", "#ffffff ")),
    ],
)
def test_colours_that_are_typed(text: str, colour: str) -> None:
    assert typed_colour(text) == colour


@pytest.mark.parametrize(
    ("text", "box"),
    [
        ("0.1,0.2,0.5,0.6", (0.1, 0.2, 0.5, 0.6)),
        (" 0, 0 ,1,1", WHOLE),
        ("-1,0,2,1", (-1.0, 0.0, 2.0, 1.0)),
        *((text, ()) for text in ("", "a", "0,0,1", "0,0,1,1,1", "0,0,0,1", "nan,0,1,1")),
        *((text, ()) for text in ("0.5,0.5,0.2,0.2", "0.5,0,0.2,1", "0,0.5,1,0.2")),
    ],
)
def test_boxes_that_are_typed(text: str, box: tuple[float, ...]) -> None:
    assert typed_box(text) == box
