"""What the command line says of jobs that it leaves behind."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from core import language
from core.catalog import load_catalog
from core.job import DEMO, Connection, Fault, Input, Job, StartFrame, State
from tests.queues import job
from ui.joblisting import job_lines
from ui.report import MOST_NAMED, job_object, under_way_words, waiting_words

CATALOG = load_catalog()
PERSON = Fault("key_refused", status=401, needs_person=True)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    language.use("en")
    yield
    language.use("en")


def line_of(asked: Job) -> str:
    (line,) = job_lines([asked], CATALOG)
    return line


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
    assert "  Auto 480p  " in line_of(asked)
    assert job_object(asked)["params"] == values
    language.use("zh_CN")
    assert "  自动 480p  " in line_of(asked)
    timed = job(model=asked.model, values={**values, "duration": 5})
    assert "  5 秒 自动 480p  " in line_of(timed)


def test_settings_of_a_model_that_is_gone_are_listed_as_they_were_asked_for() -> None:
    gone = job(model="owl-9", values={"duration": 4, "aspect_ratio": "adaptive"})
    assert "  4 s adaptive  " in line_of(gone)


def test_a_line_names_the_model_and_the_kinds_of_files_that_went_in() -> None:
    pictures = tuple(Input("reference_images", f"/{n}.png") for n in range(3))
    asked = job(start_frame=StartFrame("/a.png"), inputs=(*pictures, Input("audio", "/b.mp3")))
    assert f"{asked.id}  ready  Sora 2 Pro  8 s 16:9 720p  " in line_of(asked)
    assert "…  + Start frame + Reference picture ×3 + Sound  /clips/" in line_of(asked)
    after = job(State.WAITING, after=asked.id)
    assert line_of(after).endswith("…  + Start frame"), "the last frame of another clip"
    assert "+" not in line_of(job())
    language.use("zh_CN")
    assert "  + 起始帧 + 参考图 ×3 + 音频  " in line_of(asked)


def test_lines_stand_in_columns_and_a_model_s_long_name_is_cut() -> None:
    model = "veo-3.1-first-last-frame-to-video"
    lines = job_lines(
        [job(), job(State.FAILED), job(model=model), job(model="", values={})], CATALOG
    )
    assert len({line.index("Golden hour") for line in lines}) == 1
    assert all(line.index("Golden hour") < 70 for line in lines)
    assert "  Veo 3.1 · first & last fr…  " in lines[2]
