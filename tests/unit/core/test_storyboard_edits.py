"""Changes of a storyboard, the way back through them, and keeping it."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from core.storyboard import Shot, Storyboard
from core.storyboardedits import (
    MOST_STEPS,
    History,
    edited,
    from_json,
    inserted,
    moved,
    removed,
    to_json,
    with_shots,
)

ABCD = Storyboard(shots=tuple(Shot(name) for name in "abcd"))


def names(board: Storyboard) -> str:
    return "".join(shot.prompt for shot in board.shots)


def test_shots_are_inserted_removed_and_moved_together() -> None:
    assert names(inserted(ABCD, 1, [Shot("x"), Shot("y")])) == "axybcd"
    assert names(removed(ABCD, [0, 2])) == "bd"
    board, places = moved(ABCD, [0, 2], 4)
    assert (names(board), places) == ("bdac", [2, 3])
    board, places = moved(ABCD, [1, 3], 0)
    assert (names(board), places) == ("bdac", [0, 1])
    assert names(moved(ABCD, [1], 2)[0]) == "abcd"


def test_the_first_shot_continues_from_none() -> None:
    board = edited(ABCD, 1, continues=True)
    assert board.shots[1].continues
    assert not moved(board, [1], 0)[0].shots[0].continues
    assert not removed(board, [0]).shots[0].continues
    assert not edited(ABCD, 0, continues=True).shots[0].continues


def test_of_a_picture_and_continuing_the_later_choice_counts() -> None:
    board = edited(ABCD, 1, image="a.png", crop=(0.0, 0.0, 0.5, 0.5))
    board = edited(board, 1, continues=True)
    assert (board.shots[1].image, board.shots[1].crop) == ("", ())
    board = edited(board, 1, image="b.png")
    assert not board.shots[1].continues


SHOTS = st.builds(
    Shot,
    prompt=st.text(max_size=20),
    image=st.sampled_from(["", "/a.png", "https://example.com/a"]),
    fit=st.sampled_from([None, "crop", "pad", "blur"]),
    crop=st.sampled_from([(), (0.0, 0.25, 1.0, 0.75)]),
    colour=st.sampled_from(["", "#ff8800"]),
    model=st.sampled_from(["", "sora-2"]),
    values=st.dictionaries(st.sampled_from(["duration", "resolution"]), st.integers(1, 20)),
    characters=st.lists(st.text(min_size=1, max_size=4), max_size=2).map(tuple),
    continues=st.booleans(),
    takes=st.integers(1, 20),
)
BOARDS = st.builds(
    with_shots,
    st.builds(
        Storyboard,
        model=st.sampled_from(["sora-2-pro", "sora-2"]),
        values=st.dictionaries(st.text(max_size=4), st.integers()),
        name=st.text(max_size=6),
    ),
    st.lists(SHOTS, max_size=5),
)


@given(BOARDS)
def test_a_board_that_is_kept_comes_back(board: Storyboard) -> None:
    assert from_json(json.loads(json.dumps(to_json(board)))) == board


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["shots", "prompt", "values", "crop", "takes", "model", "fit"]), inner
        )
    ),
    max_leaves=12,
)


@given(VALUES)
def test_nothing_that_was_kept_is_too_odd(value: object) -> None:
    assert isinstance(from_json(value), Storyboard)
    assert isinstance(from_json({"shots": value}), Storyboard)


def test_letters_in_a_row_are_one_step_back() -> None:
    history = History(ABCD)
    for text in ("h", "hi", "hi!"):
        history.do(edited(history.board, 0, prompt=text), "prompt-0")
    history.do(edited(history.board, 1, prompt="x"), "prompt-1")
    assert history.undo()
    assert names(history.board) == "hi!bcd"
    history.do(edited(history.board, 0, prompt="ho"), "prompt-0")  # after an undo: a step anew
    assert history.undo()
    assert names(history.board) == "hi!bcd"
    assert history.undo()
    assert history.board == ABCD
    assert not history.undo()
    history.pause()
    assert not history.do(ABCD)


class Walk(RuleBasedStateMachine):
    """The history against a plain list of boards."""

    def __init__(self) -> None:
        super().__init__()
        self.history = History(ABCD)
        self.boards, self.at = [ABCD], 0

    @rule(shots=st.lists(SHOTS, max_size=3))
    def do(self, shots: list[Shot]) -> None:
        board = with_shots(ABCD, shots)
        if self.history.do(board):
            self.boards = [*self.boards[: self.at + 1], board]
            self.at += 1

    @rule()
    def undo(self) -> None:
        assert self.history.undo() is (self.at > 0)
        self.at = max(self.at - 1, 0)

    @rule()
    def redo(self) -> None:
        assert self.history.redo() is (self.at + 1 < len(self.boards))
        self.at = min(self.at + 1, len(self.boards) - 1)

    @invariant()
    def same(self) -> None:
        assert self.history.board == self.boards[self.at]
        assert self.history.can_undo is (self.at > 0)
        assert self.history.can_redo is (self.at + 1 < len(self.boards))


TestWalk = Walk.TestCase


def test_only_so_many_steps_are_kept() -> None:
    history = History(ABCD)
    for number in range(MOST_STEPS + 50):
        history.do(edited(history.board, 0, prompt=str(number)))
    steps = 0
    while history.undo():
        steps += 1
    assert steps == MOST_STEPS
