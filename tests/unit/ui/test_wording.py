"""The window's short texts, in both languages."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from core import language, valuewords
from core.catalog import load_catalog
from core.field import Field
from core.help import explain
from core.job import Clip, Fault, State
from core.wording import link_words
from tests.queues import DEMO, job
from ui import wording

CATALOG = load_catalog()


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    language.use("en")
    yield
    language.use("en")


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, "0:00"), (8, "0:08"), (59.6, "1:00"), (61, "1:01"), (3600, "60:00")]
)
def test_lengths_are_minutes_and_seconds(seconds: float, words: str) -> None:
    assert wording.length_words(seconds) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.2, "~1 s left"),
        (59.4, "~59 s left"),
        (59.6, "~1 min left"),
        (3500, "~58 min left"),
        (3590, "~1 h left"),
    ],
)
def test_the_time_left_is_rounded_to_what_it_is_worth(seconds: float, words: str) -> None:
    assert wording.left_words(seconds) == words


def test_settings_are_on_one_line() -> None:
    assert wording.settings_line(job()) == "sora-2-pro · 8 s · 16:9 · 720p"
    assert wording.settings_line(job(), CATALOG.get("sora-2-pro")).startswith("Sora 2 Pro · ")
    assert wording.settings_line(job(connection=DEMO)).endswith("built-in engine")
    assert wording.settings_line(job(batch="b", take=3)).endswith("720p · take 3")
    followed = job(model="", values={}, model_used="sora-2")
    assert wording.settings_line(followed) == "sora-2 · added by its task ID"


def test_settings_are_in_the_model_s_own_words() -> None:
    seedance = CATALOG.get("seedance-2.0-text-to-video")
    asked = job(values={"duration": -1, "aspect_ratio": "adaptive", "resolution": "480p"})
    assert wording.settings_line(asked, seedance) == "Seedance 2.0 · text · Auto · 480p"
    language.use("zh_CN")
    assert wording.settings_line(asked, seedance) == "Seedance 2.0 · 文生视频 · 自动 · 480p"
    timed = job(values={"duration": 5, "aspect_ratio": "adaptive"})
    assert wording.settings_line(timed, seedance).endswith(" · 5 秒 · 自动")


def test_settings_of_a_model_that_is_gone_are_as_they_were_asked_for() -> None:
    gone = job(model="owl-9", values={"duration": 4, "aspect_ratio": "adaptive"})
    assert wording.settings_line(gone) == "owl-9 · 4 s · adaptive"


def test_values_are_said_with_words_units_and_switches() -> None:
    words = {"-1": {"en": "Auto", "zh_CN": "自动"}}
    length = Field("duration", "integer", unit="s", words=words)
    assert [valuewords.asked_words(length, "duration", each) for each in (-1, -1.0, 6)] == [
        "Auto", "Auto", "6 s",
    ]  # fmt: skip
    rate = Field("fps", "integer", unit="fps")
    assert valuewords.asked_words(rate, "fps", 24) == "24 fps"
    switch = Field("sound", "boolean")
    assert valuewords.asked_words(switch, "sound", value=True) == "On"
    assert valuewords.asked_words(None, "sound", value=False) == "Off"
    assert valuewords.asked_words(None, "duration", 4) == "4 s"
    assert valuewords.asked_words(None, "ids", ["a", "b"]) == "a, b"


def test_a_job_is_called_by_its_prompt_else_by_its_task() -> None:
    assert wording.title(job(prompt=" a\n fox\t runs ")) == "a fox runs"
    assert wording.title(job(prompt="", task_id="task-1")) == "task-1"
    assert wording.title(job(State.WAITING, prompt="  ", id="abc")) == "abc"
    assert len(wording.title(job(prompt="x" * 20_000))) < 1000
    assert wording.title(job(prompt="🦊")) == "🦊"


@pytest.mark.parametrize("name", language.LANGUAGES)
@pytest.mark.parametrize("state", State)
def test_every_state_has_at_most_three_words(state: State, name: str) -> None:
    language.use(name)
    words = wording.row_state(job(state))
    assert words
    assert len(words.split()) <= 3


def test_what_waits_for_somebody_says_so() -> None:
    assert wording.row_state(job(State.WAITING), held=True) == "Held, not sent"
    stuck = job(State.DOWNLOADING, reason=Fault("disk_full", needs_person=True))
    assert wording.row_state(stuck) == "Waits for you"
    assert wording.tone(stuck) == "warning"


@pytest.mark.parametrize("state", State)
def test_every_state_has_a_colour(state: State) -> None:
    assert wording.tone(job(state)) in ("info", "good", "warning", "bad", "muted")


def test_the_reason_is_one_line() -> None:
    failed = job(State.FAILED, error=Fault("task_failed", code="content_policy_violation"))
    assert wording.reason_line(failed) == "The provider's content rules refused this."
    assert wording.reason_line(job()) == ""


def test_the_life_of_a_link_is_said_while_the_clip_is_not_here() -> None:
    def downloading(
        left: float, state: State = State.DOWNLOADING, *, complete: bool = False
    ) -> str:
        clip = Clip("https://x/a.mp4", expires_at=1000 + left, complete=complete)
        return link_words(job(state, clip=clip), now=1000)

    assert downloading(23 * 3600) == "link ends in 23 h"
    assert downloading(23 * 3600, State.STOPPED) == "link ends in 23 h"
    assert downloading(23 * 3600, State.COMPLETED) == ""
    assert downloading(23 * 3600, complete=True) == ""
    assert downloading(5 * 3600) == "link ends in 5 h"
    assert downloading(600) == "link ends in 10 min"
    assert downloading(-1) == "link has run out"
    assert link_words(job()) == ""


def test_days_are_named_by_how_near_they_are() -> None:
    today = wording.day_of(time.time())
    assert wording.day_words(today) == "Today"
    assert wording.day_words(today - timedelta(days=1)) == "Yesterday"
    assert wording.day_words(date(2024, 2, 29)) == "Thursday, February 29, 2024"


def test_chinese_dates_are_chinese() -> None:
    language.use("zh_CN")
    assert wording.day_words(date(2024, 2, 29)) == "2024年2月29日星期四"


def test_numbers_follow_the_locale() -> None:
    assert wording.count_words(12345) == "12,345"
    assert wording.percent_words(7) == "7%"
    assert wording.size_words(7_340_032) == "7.0 MB"


def test_the_time_left_comes_from_progress_or_estimate() -> None:
    running = job(State.PROCESSING, progress=50, sent_at=100.0)
    assert wording.seconds_left(running, now=130.0) == pytest.approx(30.0)
    estimated = job(State.PENDING, estimated_time=45.0, sent_at=100.0)
    assert wording.seconds_left(estimated, now=130.0) == pytest.approx(15.0)
    assert wording.seconds_left(job(State.COMPLETED)) is None
    assert wording.seconds_left(job(State.PENDING, sent_at=None)) is None


def test_a_shot_says_its_place_and_calmly_what_it_waits_for() -> None:
    placed = job(board="b", shot=2)
    assert wording.settings_line(placed) == "shot 2 · sora-2-pro · 8 s · 16:9 · 720p"
    waits = Fault("waits_for", facts={"job": "x", "shot": 1})
    waiting = job(State.WAITING, board="b", shot=2, reason=waits)
    assert wording.reason_line(waiting) == "Waits for shot 1"
    assert wording.tone(waiting) == "muted"
    for_good = dataclasses.replace(waiting, reason=dataclasses.replace(waits, needs_person=True))
    assert wording.reason_line(for_good) == explain(for_good.reason, for_good).happened
    assert wording.tone(for_good) == "warning"
