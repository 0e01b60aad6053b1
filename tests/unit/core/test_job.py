"""A job's legal moves, its ids, and asking again."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from core.job import (
    AT_PROVIDER,
    DEMO,
    ENDED,
    MOVES,
    TASK_GONE,
    Clip,
    Connection,
    Fault,
    IllegalMove,
    Input,
    Job,
    StartFrame,
    State,
    again,
    check_move,
    new_id,
)

LEGAL = {
    "waiting": {"uploading", "submitting", "failed", "stopped"},
    "uploading": {"waiting", "submitting", "failed", "stopped"},
    "submitting": {"waiting", "pending", "failed", "unconfirmed"},
    "pending": {"processing", "downloading", "completed", "failed", "stopped"},
    "processing": {"pending", "downloading", "completed", "failed", "stopped"},
    "downloading": {"completed", "failed", "stopped"},
    "completed": {"downloading"},
    "failed": {"downloading"},
    "stopped": {"waiting", "pending", "downloading"},
    "unconfirmed": {"pending", "stopped"},
}
NEEDS_TASK = {"pending", "processing", "downloading"}


def job(**changes: Any) -> Job:
    made = Job(
        id="abcdefghjk",
        created_at=1_700_000_000.0,
        connection=Connection("https://api.example.com", "mark"),
        model="sora-2",
        prompt="A fox 狐狸",
        values={"duration": 8},
        output="/clips",
    )
    return dataclasses.replace(made, **changes)


def allowed(
    state: str, to: str, task_id: str, character_id: str = "char-1", **changes: Any
) -> bool:
    facts = {"task_id": task_id, "character_id": character_id, **changes}
    made = job(state=State(state), **facts)
    try:
        check_move(made, State(to))
    except IllegalMove:
        return False
    return True


def lost(*states: str) -> dict[str, Any]:
    """Return what a job must have whose finished clip is given up, or taken up again."""
    return {"error": Fault(TASK_GONE), "clip": Clip("", 0.0)} if "failed" in states else {}


def test_the_legal_moves_are_these() -> None:
    assert {state: set(after) for state, after in MOVES.items()} == LEGAL


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("to", State)
def test_a_job_with_a_task_moves_as_the_table_says_but_never_back_to_waiting(
    state: str, to: str
) -> None:
    assert allowed(state, to, "task-1", **lost(state, to)) == (
        to in LEGAL[state] and to != "waiting"
    )


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("to", State)
def test_a_job_without_a_task_never_gets_to_the_provider_s_states(state: str, to: str) -> None:
    assert allowed(state, to, "", **lost(state, to)) == (
        to in LEGAL[state] and to not in NEEDS_TASK
    )


def test_a_finished_generation_never_becomes_failed_but_where_its_task_is_gone() -> None:
    assert not allowed("downloading", "failed", "task-1")
    for kind in ("link_dead", "not_found", "task_failed"):
        assert not allowed("downloading", "failed", "task-1", error=Fault(kind))
    assert allowed("downloading", "failed", "task-1", error=Fault(TASK_GONE))


def test_only_a_clip_that_was_given_up_is_taken_up_again_once_it_has_failed() -> None:
    assert not allowed("failed", "downloading", "task-1")
    assert not allowed("failed", "downloading", "", clip=Clip("", 0.0))
    assert allowed("failed", "downloading", "task-1", clip=Clip("", 0.0))
    assert not job(state=State.FAILED).lost
    assert job(state=State.FAILED, clip=Clip("", 0.0)).lost


@pytest.mark.parametrize("state", ["pending", "processing"])
def test_a_job_without_a_clip_is_completed_only_by_a_character(state: str) -> None:
    assert allowed(state, "completed", "task-1", character_id="char-1")
    assert not allowed(state, "completed", "task-1", character_id="")
    assert allowed("downloading", "completed", "task-1", character_id="")


def test_unconfirmed_is_never_sent_again_by_a_move_of_its_own() -> None:
    assert not allowed("unconfirmed", "waiting", "")
    assert not allowed("unconfirmed", "submitting", "")


def test_only_submitting_leads_to_a_new_task() -> None:
    before_sending = {"waiting", "uploading"}
    assert not any(LEGAL[state] & NEEDS_TASK for state in before_sending)


def test_nothing_happens_by_itself_in_an_ended_state() -> None:
    assert {state.value for state in ENDED} == {"completed", "failed", "stopped", "unconfirmed"}
    assert {state.value for state in AT_PROVIDER} == {"pending", "processing"}


def test_ids_are_unique_and_easy_to_read_out() -> None:
    ids = {new_id() for _ in range(5000)}
    assert len(ids) == 5000
    assert {len(each) for each in ids} == {10}
    assert set("".join(ids)) <= set("23456789abcdefghjkmnpqrstvwxyz")


def test_again_copies_what_was_asked_and_nothing_of_the_answer() -> None:
    fault = Fault("task_failed", code="generation_timeout")
    asked = {
        "start_frame": StartFrame("fox.png", sha256="00", media_type="image/png", fit="pad"),
        "inputs": (Input("source_clip", "fox.mp4", sha256="11", media_type="video/mp4"),),
        "batch": "batch",
        "take": 3,
        "board": "board",
        "shot": 2,
        "after": "before",
        "remix_of": "source",
    }
    answered = {
        "state": State.FAILED,
        "seq": 7,
        "rev": 9,
        "task_id": "task-1",
        "sent_at": 1.0,
        "model_used": "sora-2-pro",
        "provider_status": "failed",
        "progress": 40,
        "estimated_time": 45.0,
        "can_cancel": True,
        "credits_reserved": 5.0,
        "clip": Clip("https://example.com/a.mp4", 1.0),
        "character_id": "char-1",
        "character_name": "Mika",
        "mark": "star",
        "finished_at": 2.0,
        "removed_at": 3.0,
        "error": fault,
        "reason": fault,
        "notes": ("no_font",),
        "retry_of": "an-older-one",
    }
    named = {field.name for field in dataclasses.fields(Job)}
    always = {"id", "created_at", "connection", "model", "prompt", "values", "output"}
    assert always | asked.keys() | answered.keys() == named, "a new field belongs to one of them"

    old = job(**asked, **answered)
    new = again(old, 5.0)
    assert new == job(**asked, id=new.id, created_at=5.0, retry_of=old.id)
    assert new.id != old.id


def test_stuck_means_that_a_person_must_act() -> None:
    waits = Fault("no_key", needs_person=True)
    assert job(reason=waits).stuck
    assert job(state=State.DOWNLOADING, task_id="t", reason=waits).stuck
    assert not job(reason=Fault("rate_limited")).stuck
    assert not job().stuck
    assert not any(job(state=state, reason=waits).stuck for state in ENDED)


def test_a_file_is_named_only_when_it_is_there_as_a_whole() -> None:
    clip = Clip("https://example.com/a.mp4", 1.0, file="/clips/a.mp4")
    assert job(state=State.COMPLETED, clip=clip).file == "/clips/a.mp4"
    assert job(state=State.DOWNLOADING, clip=clip).file == ""
    assert job(state=State.COMPLETED).file == ""


def test_the_built_in_engine_is_a_connection_of_its_own() -> None:
    assert Connection(DEMO).demo
    assert not Connection("https://demo").demo
