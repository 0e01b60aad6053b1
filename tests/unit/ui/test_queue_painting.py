"""The parts that rows are painted with: bars on their way, laid-out texts, where things stand."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QFont, QFontMetricsF
from pytestqt.qtbot import QtBot

from ui.queue import glide as glide_module
from ui.queue.glide import Glide
from ui.queue.measures import Measures
from ui.queue.texts import Texts
from ui.theme import MOTION_MS

pytestmark = pytest.mark.usefixtures("qapp")


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def glide(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Glide:
    monkeypatch.setattr(glide_module, "reduced_motion", lambda: False)
    return Glide(None, clock)


def test_what_is_seen_first_does_not_move(glide: Glide) -> None:
    assert glide.value("a", 0.4) == 0.4
    assert not glide.moving


def test_a_bar_eases_to_the_answer_and_never_beyond(glide: Glide, clock: Clock) -> None:
    glide.value("a", 0.2)
    values = [glide.value("a", 0.6)]
    for _ in range(20):
        clock.now += MOTION_MS / 1000 / 10
        values.append(glide.value("a", 0.6))
    assert values[0] == pytest.approx(0.2)
    assert values == sorted(values)
    assert 0.2 < values[3] < 0.6
    assert values[-1] == 0.6
    assert values[4] > 0.4, "it eases out: most of the way comes first"


def test_a_bar_never_goes_backwards(glide: Glide, clock: Clock) -> None:
    glide.value("a", 0.6)
    assert glide.value("a", 0.3) == 0.6
    assert glide.highest("a") == 0.6
    clock.now += 1
    assert glide.value("a", 0.5) == 0.6


def test_a_newer_answer_on_the_way_goes_on_from_there(glide: Glide, clock: Clock) -> None:
    glide.value("a", 0.0)
    glide.value("a", 0.5)
    clock.now += MOTION_MS / 2000
    here = glide.value("a", 0.5)
    assert glide.value("a", 0.9) == pytest.approx(here)


def test_the_timer_runs_only_while_something_moves(
    qtbot: QtBot, glide: Glide, clock: Clock
) -> None:
    glide.value("a", 0.1)
    glide.value("a", 0.9)
    assert glide.moving
    with qtbot.waitSignal(glide.moved) as moved:
        clock.now += 0.05
    assert moved.args == [{"a"}]
    clock.now += 1
    qtbot.waitUntil(lambda: not glide.moving)


def test_nothing_moves_with_reduced_motion(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(glide_module, "reduced_motion", lambda: True)
    glide = Glide(None, clock)
    glide.value("a", 0.1)
    assert glide.value("a", 0.9) == 0.9
    assert not glide.moving


# Texts


@pytest.fixture
def font() -> QFont:
    made = QFont()
    made.setPixelSize(13)
    return made


def test_a_short_text_is_one_line(font: QFont) -> None:
    (line,) = Texts().lines("A fox", font, 300, 2)
    assert line.text == "A fox"
    assert line.width <= 300


def test_a_long_text_is_elided_on_its_second_line(font: QFont) -> None:
    first, second = Texts().lines("Golden hour waves roll onto a quiet beach " * 9, font, 200, 2)
    assert first.text.startswith("Golden")
    assert not first.text.endswith("…")
    assert second.text.endswith("…")
    assert max(first.width, second.width) <= 200


@given(text=st.text(max_size=80), width=st.integers(20, 300))
def test_no_line_is_wider_than_its_room(text: str, width: int) -> None:
    font = QFont()
    font.setPixelSize(13)
    folded = " ".join(text.split())
    lines = Texts().lines(folded, font, width, 2)
    assert 1 <= len(lines) <= 2
    wide = QFontMetricsF(font).horizontalAdvance("W…")
    assert all(line.width <= max(width, wide) + 1 for line in lines)


def test_chinese_breaks_between_characters_and_emoji_stay_whole(font: QFont) -> None:
    first, second = Texts().lines("无人机穿过雨夜的霓虹街道🦊镜头缓慢下降🦊", font, 120, 2)
    assert "\ufffd" not in first.text + second.text
    assert first.text + second.text == "无人机穿过雨夜的霓虹街道🦊镜头缓慢下降🦊" or (
        second.text.endswith("…")
    )


def test_a_text_is_laid_out_once(font: QFont) -> None:
    texts = Texts()
    assert texts.line("A fox", font, 100) is texts.line("A fox", font, 100.4)
    assert texts.line("A fox", font, 100) is not texts.line("A fox", font, 90)


# Where things stand


@pytest.mark.parametrize("pixels", [13, 20, 26])
@pytest.mark.parametrize("width", [340, 360, 440, 500, 560, 900])
def test_the_parts_of_a_row_do_not_overlap(width: int, pixels: int) -> None:
    font = QFont()
    font.setPixelSize(pixels)
    measures = Measures(font)
    areas = measures.areas(QRect(0, 100, width, measures.row))
    parts = [areas.thumb, areas.text, *([] if areas.compact else [areas.state])]
    assert all(areas.ground.contains(part) for part in parts)
    assert [part.left() for part in parts] == sorted(part.left() for part in parts)
    assert not any(a.intersects(b) for a, b in itertools.pairwise(parts))
    assert areas.text.width() >= 100
    assert areas.thumb.width() * 9 == areas.thumb.height() * 16
    for button in areas.buttons(3):
        assert areas.ground.contains(button)
        assert button.right() <= areas.text.right()


def test_a_row_is_as_high_as_its_text() -> None:
    font = QFont()
    font.setPixelSize(13)
    assert 72 <= Measures(font).row <= 80
    font.setPixelSize(26)
    assert Measures(font).row > 110
    assert Measures(font).areas(QRect(0, 0, 560, 120)).thumb.size() == QSize(96, 54)
