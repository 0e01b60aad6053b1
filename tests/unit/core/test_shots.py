"""The shots of a board: which take stands for each, what is joined, how the order changes."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.catalog import Catalog
from core.job import Clip, Connection, Job, State
from core.modelfiles import models_of
from core.shots import Shot, asked_seconds, join_plan, moved, shots_of
from tests.ownmodels import field, model_file


def job(seq: int, shot: int, state: State = State.COMPLETED, **changes: Any) -> Job:
    """Return a job of a board; a finished one has a clip."""
    clip = Clip("", 0.0, file=f"/clips/{seq}.mp4", complete=True)
    made = Job(
        id=f"job{seq}",
        created_at=1.0,
        connection=Connection("demo"),
        model="sora-2",
        prompt="a fox",
        values={"duration": 8},
        output="/clips",
        state=state,
        board="b",
        shot=shot,
        seq=seq,
        clip=clip if state is State.COMPLETED else None,
    )
    return dataclasses.replace(made, **changes)


def test_shots_stand_in_their_order_with_their_takes() -> None:
    shots = shots_of([job(4, 2), job(1, 1, take=2), job(2, 1, take=1), job(3, 5)])
    assert [shot.number for shot in shots] == [1, 2, 5]
    assert [shot.ids for shot in shots] == [("job2", "job1"), ("job4",), ("job3",)]


@pytest.mark.parametrize(
    ("takes", "face"),
    [
        ([job(1, 1), job(2, 1, mark="star")], "job2"),
        ([job(1, 1, State.FAILED), job(2, 1)], "job2"),
        ([job(1, 1, mark="reject"), job(2, 1)], "job2"),
        ([job(1, 1, mark="reject"), job(2, 1, State.PROCESSING)], "job2"),
        ([job(1, 1, State.FAILED), job(2, 1, mark="reject")], "job2"),
        ([job(1, 1, State.FAILED), job(2, 1, State.WAITING)], "job2"),
        ([job(1, 1, State.FAILED), job(2, 1, State.FAILED)], "job2"),
        ([job(1, 1), job(2, 1)], "job1"),
    ],
)
def test_the_face_of_a_shot_is_the_take_that_counts_most(takes: list[Job], face: str) -> None:
    (shot,) = shots_of(takes)
    assert shot.face.id == face


def test_a_film_has_the_faces_that_are_ready_and_not_left_out() -> None:
    shots = shots_of(
        [
            job(1, 1),
            job(2, 2, State.PROCESSING),
            job(3, 3, mark="reject"),
            job(4, 4),
            job(5, 5),
            job(6, 5, take=2, mark="star"),
        ]
    )
    plan = join_plan(shots, {shots[3].key})
    assert [each.id for each in plan.clips] == ["job1", "job6"]
    assert (plan.missing, plan.left_out) == ((2,), (3, 4))


CATALOG = Catalog(
    models_of(model_file("fixed", seconds=6.5), own=True)
    + models_of(model_file("free"), own=True)
    + models_of(
        model_file("texts", field("duration", "choice", choices=["4s", "8s"], default="4s")),
        own=True,
    )
    + models_of(
        model_file("any", {"like": "duration", "minimum": 4, "maximum": 6, "specials": [-1]}),
        own=True,
    )
)


def test_the_length_is_told_only_where_every_one_is_known() -> None:
    shots = shots_of([job(1, 1), job(2, 2, values={"duration": 4})])
    assert asked_seconds(shots, CATALOG) == 12
    assert asked_seconds(shots_of([job(1, 1), job(2, 2, values={})]), CATALOG) is None


@pytest.mark.parametrize(
    ("model", "values", "seconds"),
    [
        ("fixed", {}, 6.5),
        ("free", {}, None),
        ("texts", {"duration": "8s"}, 8),
        ("any", {"duration": -1}, None),
        ("any", {"duration": 9}, 9),
        ("gone", {"duration": 9}, 9),
        ("gone", {}, None),
    ],
)
def test_a_length_that_nobody_chose_is_the_one_of_the_model_s_clips(
    model: str, values: dict[str, Any], seconds: float | None
) -> None:
    shots = shots_of([job(1, 1, State.PENDING, model=model, values=values)])
    assert asked_seconds(shots, CATALOG) == seconds
    made = Clip("", 0.0, file="/clips/1.mp4", complete=True, seconds=5.25)
    finished = shots_of([job(1, 1, model=model, values=values, clip=made)])
    assert asked_seconds(finished, CATALOG) == (seconds or 5.25)


def test_a_shot_keeps_its_key_when_another_take_comes_and_when_it_moves() -> None:
    (shot,) = shots_of([job(3, 1, take=2)])
    (more,) = shots_of([job(3, 7, take=2), job(9, 7, take=1)])
    assert shot.key == more.key


@given(st.integers(1, 9), st.data())
def test_a_shot_that_is_carried_stands_in_the_gap_and_the_others_keep_their_order(
    count: int, data: st.DataObject
) -> None:
    shots = shots_of([job(n, n) for n in range(1, count + 1)])
    origin = data.draw(st.integers(0, count - 1))
    gap = data.draw(st.integers(0, count))
    after = moved(shots, origin, gap)
    before_it = [s for s in shots[:gap] if s is not shots[origin]]
    assert list(after[: len(before_it)]) == before_it
    assert after[len(before_it)] is shots[origin]
    rest: list[Shot] = [s for s in after if s is not shots[origin]]
    assert rest == [s for s in shots if s is not shots[origin]]
