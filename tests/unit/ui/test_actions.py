"""What a person may do with a job, over all its states and what is known beside it."""

from __future__ import annotations

import dataclasses
import itertools

import pytest

from core.job import DEMO, ENDED, MOVES, TASK_GONE, Clip, Connection, Fault, State
from tests.queues import job
from ui import icons
from ui.actions import (
    Action,
    actions_for,
    group,
    hover_actions,
    icon_name,
    label,
    shortcut,
)

PERSON = Fault("disk_full", needs_person=True)
EVERY_CASE = list(itertools.product(State, (False, True), (False, True)))


@pytest.mark.parametrize(("state", "held", "there"), EVERY_CASE)
def test_every_state_has_sensible_actions(state: State, held: bool, there: bool) -> None:
    made = job(state)
    offered = actions_for(made, held=held, there=there)
    assert len(set(offered)) == len(offered)
    assert (Action.STOP in offered) == (state not in ENDED)
    assert (Action.RETRY in offered) == (state is State.FAILED)
    assert (Action.RESOLVE in offered) == (state is State.UNCONFIRMED)
    assert (Action.SEND in offered) == (state is State.WAITING and held)
    assert (Action.SHOW in offered) == (state is State.COMPLETED and there)
    assert (Action.FETCH in offered) == (state is State.COMPLETED and not there)
    assert (Action.RESUME in offered) == (state is State.STOPPED)
    assert Action.REUSE in offered
    assert Action.COPY_PROMPT in offered
    assert (Action.COPY_TASK in offered) == bool(made.task_id)


@pytest.mark.parametrize("state", State)
def test_only_what_has_ended_and_is_clear_can_be_removed(state: State) -> None:
    removable = state in ENDED and state is not State.UNCONFIRMED
    assert (Action.REMOVE in actions_for(job(state))) == removable


@pytest.mark.parametrize("state", [state for state in State if state not in ENDED])
def test_a_stuck_job_can_be_resumed_first(state: State) -> None:
    assert actions_for(job(state, reason=PERSON))[:2] == (Action.RESUME, Action.STOP)


def test_a_held_job_is_sent_rather_than_resumed() -> None:
    offered = actions_for(job(State.WAITING, reason=PERSON), held=True)
    assert offered[:2] == (Action.SEND, Action.STOP)


def test_what_was_dropped_while_unconfirmed_is_never_sent_again() -> None:
    dropped = job(State.STOPPED, task_id="", error=Fault("no_answer", needs_person=True))
    assert not {Action.RESUME, Action.RETRY, Action.SEND} & set(actions_for(dropped))


def test_a_stopped_job_that_failed_nothing_can_be_resumed() -> None:
    assert State.WAITING in MOVES[State.STOPPED]
    assert Action.RESUME in actions_for(job(State.STOPPED, task_id=""))


def test_a_followed_task_has_no_settings_to_ask_for_again() -> None:
    for state in (State.FAILED, State.COMPLETED, State.PENDING):
        followed = job(state, model="", prompt="", values={})
        absent = {Action.REUSE, Action.RETRY, Action.COPY_PROMPT}
        assert not absent & set(actions_for(followed))
        assert Action.COPY_TASK in actions_for(followed)


def test_a_lost_clip_is_looked_for_again_before_it_is_paid_for_again() -> None:
    lost = job(State.FAILED, clip=Clip("", 0.0), error=Fault(TASK_GONE))
    assert actions_for(lost)[:2] == (Action.FETCH, Action.RETRY)
    assert hover_actions(lost)[:2] == (Action.FETCH, Action.RETRY)
    drawn = dataclasses.replace(lost, connection=Connection(DEMO))
    assert actions_for(drawn)[0] is Action.RETRY
    assert Action.FETCH not in actions_for(drawn)


def test_a_removed_job_is_not_removed_again() -> None:
    assert Action.REMOVE not in actions_for(job(State.FAILED, removed_at=1.0))


@pytest.mark.parametrize(("state", "held", "there"), EVERY_CASE)
def test_a_row_offers_one_to_three_of_them(state: State, held: bool, there: bool) -> None:
    made = job(state)
    hovered = hover_actions(made, held=held, there=there)
    offered = actions_for(made, held=held, there=there)
    assert 1 <= len(hovered) <= 3
    assert set(hovered) <= set(offered)
    assert hovered[0] == offered[0]


@pytest.mark.parametrize("action", Action)
def test_every_action_has_a_name_and_an_icon(action: Action) -> None:
    assert label(action)
    assert (icons.FOLDER / f"{icon_name(action)}.svg").is_file()


def test_no_two_actions_have_the_same_keys_or_icon() -> None:
    keys = [shortcut(action) for action in Action if shortcut(action)]
    assert len(set(keys)) == len(keys)
    assert len({icon_name(action) for action in Action}) == len(Action)


def test_a_menu_goes_from_the_pressing_to_the_final() -> None:
    for state in State:
        groups = [group(action) for action in actions_for(job(state))]
        assert groups == sorted(groups)


def test_a_clip_that_is_there_can_be_continued() -> None:
    clip = Clip("", 0.0, file="/clips/a.mp4", complete=True)
    done = job(State.COMPLETED, clip=clip)
    assert Action.CONTINUE in actions_for(done)
    assert Action.CONTINUE not in actions_for(done, there=False)
    assert Action.CONTINUE not in actions_for(job(State.COMPLETED, clip=None))
