"""What was chosen about a picture stays with it, over other ratios, other pictures and restarts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.framing import FITS, Framing, settle_box
from core.job import StartFrame
from ui.compose.framechoice import FrameChoice
from ui.compose.history import History

FOX, OWL = Path("/fox.png"), Path("/owl.png")
SIZE = (4000, 3000)
WIDE, TALL = 16 / 9, 9 / 16
PART = settle_box((0.1, 0.2, 0.5, 0.5), SIZE, WIDE)


def chosen() -> FrameChoice:
    choice = FrameChoice()
    choice.set_part(PART, WIDE, FOX)
    return choice


def test_nothing_chosen_is_the_middle() -> None:
    assert FrameChoice().framing(FOX, SIZE, WIDE) == Framing()
    assert FrameChoice().framing(None, None, WIDE) == Framing()
    assert FrameChoice().box(FOX, SIZE, WIDE) == settle_box((), SIZE, WIDE)


def test_a_part_belongs_to_its_picture() -> None:
    choice = chosen()
    assert choice.framing(FOX, SIZE, WIDE).crop == pytest.approx(PART, abs=1e-6)
    assert choice.framing(OWL, SIZE, WIDE) == Framing()
    assert choice.framing(FOX, SIZE, WIDE).crop != ()


def test_another_ratio_and_back_loses_nothing() -> None:
    choice = chosen()
    before = choice.framing(FOX, SIZE, WIDE)
    tall = choice.box(FOX, SIZE, TALL)
    assert (tall[2] - tall[0]) * SIZE[0] == pytest.approx((tall[3] - tall[1]) * SIZE[1] * TALL)
    assert choice.framing(FOX, SIZE, WIDE) == before


def test_pad_and_blur_take_all_of_it_and_the_part_comes_back() -> None:
    choice = chosen()
    choice.colour = "#ffffff"
    choice.choose_fit("pad")
    assert choice.framing(FOX, SIZE, WIDE) == Framing("pad", (), "#ffffff")
    choice.choose_fit("blur")
    assert choice.framing(FOX, SIZE, WIDE) == Framing("blur")
    choice.choose_fit("sideways")
    assert choice.fit == "blur"
    choice.choose_fit("crop")
    assert choice.framing(FOX, SIZE, WIDE).crop != ()


def test_a_job_s_part_is_the_same_to_the_last_digit() -> None:
    frozen = chosen().framing(FOX, SIZE, WIDE).crop
    choice = FrameChoice()
    choice.reuse(StartFrame("/fox.png", "ab", fit="crop", crop=frozen), Path("/frames"))
    choice.shown(FOX)
    assert choice.framing(FOX, None, WIDE).crop == frozen
    assert choice.framing(FOX, SIZE, WIDE).crop == frozen
    assert choice.framing(OWL, SIZE, WIDE).crop == ()


def test_a_job_s_copy_is_not_cropped_again() -> None:
    choice = FrameChoice()
    frame = StartFrame("/fox.png", "ab", fit="crop", crop=(0.1, 0.1, 0.6, 0.6))
    choice.reuse(frame, Path("/frames"))
    choice.shown(Path("/frames/ab.png"))
    assert choice.framing(Path("/frames/ab.png"), (1280, 720), WIDE) == Framing()


def test_a_part_that_waits_is_given_up_with_its_picture() -> None:
    choice = FrameChoice()
    choice.reuse(StartFrame("/fox.png", "ab", crop=(0.1, 0.1, 0.6, 0.6)), Path("/frames"))
    choice.give_up()
    choice.shown(OWL)
    assert choice.framing(OWL, SIZE, WIDE) == Framing()
    kept = chosen()
    kept.give_up()
    assert kept.framing(FOX, SIZE, WIDE).crop != ()


@pytest.mark.parametrize("fit", FITS)
def test_a_draft_brings_the_same_back(fit: str) -> None:
    choice = chosen()
    choice.choose_fit(fit)
    choice.colour = "#123456"
    draft = json.loads(json.dumps(choice.draft(FOX)))
    again = FrameChoice()
    again.restore(draft)
    again.shown(FOX)
    for ratio in (WIDE, TALL):
        assert again.framing(FOX, SIZE, ratio) == choice.framing(FOX, SIZE, ratio)
    assert again.draft(FOX) == choice.draft(FOX)


def test_a_draft_holds_no_part_of_another_picture() -> None:
    draft = chosen().draft(OWL)
    again = FrameChoice()
    again.restore(draft)
    again.shown(OWL)
    assert again.framing(OWL, SIZE, WIDE) == Framing()


ODD = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4)


@given(
    st.dictionaries(
        st.sampled_from(["fit", "colour", "crop", "ratio"]), ODD | st.lists(ODD, max_size=5)
    )
)
def test_any_draft_is_survived(draft: dict[str, Any]) -> None:
    choice = FrameChoice()
    choice.restore(draft)
    choice.shown(FOX)
    framing = choice.framing(FOX, SIZE, WIDE)
    assert len(framing.crop) in (0, 4)
    assert all(0 <= edge <= 1 for edge in framing.crop)
    assert framing.colour == "" or len(framing.colour) == 7


# Back and forth


def test_steps_back_and_forth() -> None:
    history = History(0)
    assert not history.can_undo
    for state in (1, 2, 3):
        history.note(state, "drag")
    assert [history.step(-1), history.step(-1), history.step(1)] == [2, 1, 2]
    history.note(9, "drag")
    assert not history.can_redo
    assert [history.step(-1) for _ in range(5)] == [2, 1, 0, 0, 0]


def test_a_streak_is_one_step() -> None:
    history = History(0)
    for state in (1, 2, 3):
        history.note(state, "zoom")
    history.note(4, "keys")
    assert [history.step(-1), history.step(-1)] == [3, 0]
    history.note(5, "zoom")
    history.note(5, "zoom")
    assert history.step(-1) == 0
