"""Which job is due when, and in which order due jobs get room."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.agenda import Agenda, Stage, stage_of, urgency
from core.job import Clip, Connection, Job, State

QUICK = settings(deadline=None, max_examples=100)
IDS = ("a", "b", "c", "d")


def job(job_id: str, seq: int = 1, state: State = State.WAITING, **changes: Any) -> Job:
    made = Job(
        id=job_id,
        created_at=0.0,
        connection=Connection("demo"),
        model="sora-2",
        prompt="x",
        values={},
        output="/clips",
        seq=seq,
        state=state,
    )
    return dataclasses.replace(made, **changes)


@pytest.mark.parametrize(
    ("states", "stage"),
    [
        ("waiting uploading submitting", Stage.SEND),
        ("pending processing", Stage.FOLLOW),
        ("downloading", Stage.FETCH),
        ("completed failed stopped unconfirmed", None),
    ],
)
def test_each_state_has_its_stage(states: str, stage: Stage | None) -> None:
    assert {stage_of(State(state)) for state in states.split()} == {stage}


def test_nothing_planned_is_due_never() -> None:
    agenda = Agenda()
    assert agenda.next_due() is None
    agenda.advance(1e9, {})
    assert [agenda.take(stage) for stage in Stage] == [None, None, None]


def test_a_job_is_due_at_its_time_and_not_before() -> None:
    agenda = Agenda()
    jobs = {"a": job("a")}
    agenda.plan("a", 10.0)
    agenda.advance(9.9, jobs)
    assert agenda.take(Stage.SEND) is None
    assert "a" in agenda
    agenda.advance(10.0, jobs)
    assert agenda.next_due() is None
    assert agenda.take(Stage.FOLLOW) is None
    assert agenda.take(Stage.SEND) == "a"
    assert agenda.take(Stage.SEND) is None
    assert "a" not in agenda


def test_a_new_plan_replaces_the_old_one() -> None:
    agenda = Agenda()
    jobs = {"a": job("a")}
    agenda.plan("a", 1.0)
    agenda.plan("a", 5.0)
    assert agenda.next_due() == 5.0
    agenda.advance(2.0, jobs)
    assert agenda.take(Stage.SEND) is None
    agenda.advance(5.0, jobs)
    assert agenda.take(Stage.SEND) == "a"
    assert agenda.take(Stage.SEND) is None


def test_a_plan_takes_a_job_out_of_its_queue() -> None:
    agenda = Agenda()
    agenda.plan("a", 1.0)
    agenda.advance(1.0, {"a": job("a")})
    agenda.plan("a", 9.0)
    assert agenda.take(Stage.SEND) is None
    assert agenda.next_due() == 9.0


def test_what_is_dropped_does_not_come_up() -> None:
    agenda = Agenda()
    jobs = {"a": job("a"), "b": job("b")}
    agenda.plan("a", 1.0)
    agenda.plan("b", 2.0)
    agenda.drop("a")
    assert agenda.next_due() == 2.0
    agenda.advance(2.0, jobs)
    agenda.drop("b")
    agenda.drop("never planned")
    assert agenda.take(Stage.SEND) is None
    assert "b" not in agenda


def test_jobs_that_are_gone_or_ended_are_passed_over() -> None:
    agenda = Agenda()
    agenda.plan("gone", 1.0)
    agenda.plan("ended", 1.0)
    agenda.advance(1.0, {"ended": job("ended", state=State.FAILED)})
    assert [agenda.take(stage) for stage in Stage] == [None, None, None]
    assert "ended" not in agenda


def test_a_job_waits_in_the_stage_of_its_state_only() -> None:
    agenda = Agenda()
    agenda.plan("a", 1.0)
    agenda.advance(1.0, {"a": job("a")})
    agenda.plan("a", 2.0)
    agenda.advance(2.0, {"a": job("a", state=State.PENDING, task_id="t")})
    assert agenda.take(Stage.SEND) is None
    assert agenda.take(Stage.FOLLOW) == "a"


def test_links_that_die_soon_come_first_then_the_order_of_asking() -> None:
    early, late = Clip("https://a.b/1", 100.0), Clip("https://a.b/2", 200.0)
    jobs = [
        job("first", 1, State.DOWNLOADING, clip=late),
        job("second", 2, State.DOWNLOADING, clip=early),
        job("third", 3, State.DOWNLOADING, clip=late),
        job("none", 0, State.DOWNLOADING),
    ]
    agenda = Agenda()
    for each in jobs:
        agenda.plan(each.id, 1.0)
    agenda.advance(1.0, {each.id: each for each in jobs})
    taken = [agenda.take(Stage.FETCH) for _ in jobs]
    assert taken == ["second", "first", "third", "none"]
    assert sorted(jobs, key=urgency)[0].id == "second"


STEPS = st.one_of(
    st.tuples(st.just("plan"), st.sampled_from(IDS), st.integers(0, 20)),
    st.tuples(st.just("drop"), st.sampled_from(IDS), st.just(0)),
    st.tuples(st.just("advance"), st.just(""), st.integers(0, 20)),
    st.tuples(st.just("take"), st.just(""), st.just(0)),
)


@QUICK
@given(steps=st.lists(STEPS, max_size=40))
def test_an_agenda_acts_like_a_table_of_due_times(steps: list[tuple[str, str, int]]) -> None:
    jobs = {name: job(name, seq) for seq, name in enumerate(IDS)}
    agenda, due, ready = Agenda(), dict[str, float](), set[str]()
    for step, name, number in steps:
        match step:
            case "plan":
                agenda.plan(name, number)
                ready.discard(name)
                due[name] = number
            case "drop":
                agenda.drop(name)
                ready.discard(name)
                due.pop(name, None)
            case "advance":
                agenda.advance(number, jobs)
                ready |= {each for each, at in due.items() if at <= number}
                due = {each: at for each, at in due.items() if at > number}
            case _:
                expected = min(ready, key=IDS.index, default=None)
                assert agenda.take(Stage.SEND) == expected
                ready.discard(expected or "")
        assert agenda.next_due() == min(due.values(), default=None)
        assert {each for each in IDS if each in agenda} == ready | due.keys()
