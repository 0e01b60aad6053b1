"""What the command line says of jobs that it leaves behind."""

from __future__ import annotations

import pytest

from core.job import DEMO, Connection, Fault, State
from tests.queues import job
from ui.report import MOST_NAMED, under_way_words, waiting_words

PERSON = Fault("key_refused", status=401, needs_person=True)


@pytest.mark.parametrize(
    ("state", "unsent"), [(State.WAITING, True), (State.UPLOADING, True), (State.SUBMITTING, False)]
)
def test_only_what_has_not_left_is_said_to_be_unsent(state: State, unsent: bool) -> None:
    words = under_way_words(job(state))
    assert ("not sent" in words) is unsent
    assert ("may have been sent, and charged" in words) is not unsent


def test_what_waits_for_a_person_is_named_with_what_sends_and_what_drops_it() -> None:
    jobs = [job(State.WAITING, reason=PERSON) for _ in range(2)]
    others = [
        job(State.WAITING),
        job(State.UNCONFIRMED, error=PERSON),
        job(State.WAITING, reason=PERSON, connection=Connection(DEMO)),
    ]
    words = waiting_words([*jobs, *others])
    assert words.startswith(f"Waiting, not sent: 2 ({jobs[0].id}, {jobs[1].id}).")
    assert "resume" in words
    assert "paid" in words
    assert "stop" in words
    assert waiting_words(others) == ""


def test_very_many_are_counted_and_not_all_named() -> None:
    jobs = [job(State.WAITING, reason=PERSON) for _ in range(MOST_NAMED + 5)]
    words = waiting_words(jobs)
    assert f"{MOST_NAMED + 5} (" in words
    assert jobs[-1].id not in words
