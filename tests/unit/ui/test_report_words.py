"""What the command line says of jobs that it leaves behind."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from core import language
from core.catalog import load_catalog
from core.job import DEMO, Connection, Fault, State
from tests.queues import job
from ui.report import MOST_NAMED, job_line, job_object, under_way_words, waiting_words

CATALOG = load_catalog()
PERSON = Fault("key_refused", status=401, needs_person=True)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    language.use("en")
    yield
    language.use("en")


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


def test_a_job_s_settings_are_said_in_its_model_s_words_and_kept_as_they_are_for_programs() -> None:
    values = {"duration": -1, "aspect_ratio": "adaptive", "resolution": "480p"}
    asked = job(model="seedance-2.0-text-to-video", values=values)
    model = CATALOG.get(asked.model)
    assert "  Auto 480p  " in job_line(asked, model)
    assert job_object(asked)["params"] == values
    language.use("zh_CN")
    assert "  自动 480p  " in job_line(asked, model)
    timed = job(model=asked.model, values={**values, "duration": 5})
    assert "  5 秒 自动 480p  " in job_line(timed, model)


def test_settings_of_a_model_that_is_gone_are_listed_as_they_were_asked_for() -> None:
    gone = job(model="owl-9", values={"duration": 4, "aspect_ratio": "adaptive"})
    assert "  4 s adaptive  " in job_line(gone)
