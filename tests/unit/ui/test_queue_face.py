"""What a row says, in every state, and how its time left counts down."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.catalog import load_catalog
from core.job import Clip, Fault, Job, State
from tests.queues import PROMPT, job
from ui import icons, theme
from ui.queue.countdown import Countdown
from ui.queue.face import Beside, face_of, face_of_take, percent_of, spoken
from ui.queue.groupface import face_of_group

SORA = load_catalog().get("sora-2-pro")
PERSON = Fault("disk_full", needs_person=True)
LATER = Fault("unreachable")


@pytest.mark.parametrize("state", State)
def test_every_state_is_a_shape_and_a_word_in_a_colour(state: State) -> None:
    face = face_of(job(state))
    assert face.title == PROMPT
    assert face.state
    assert (icons.FOLDER / f"{face.icon}.svg").is_file()
    assert {face.tone, face.words_tone, face.line_tone, face.note_tone} <= set(theme.TOKENS["dark"])


def test_states_differ_by_their_shapes() -> None:
    shapes = {face_of(job(state)).icon for state in State}
    assert len(shapes) == len(State)


def test_a_finished_clip_shows_its_length_and_a_tick() -> None:
    face = face_of(job(), Beside(model=SORA))
    assert (face.state, face.icon, face.tone) == ("0:08", "check", "good")
    assert face.line == "Sora 2 Pro · 8 s · 16:9 · 720p"
    assert face_of(job(model="", values={})).state == "Ready"


def test_a_length_that_the_model_decides_is_that_of_the_file() -> None:
    assert face_of(job(values={"duration": -1})).state == "Ready"
    clip = Clip("https://files.foxapi.cc/a.mp4", 0, seconds=7.2)
    assert face_of(job(values={"duration": -1}, clip=clip)).state == "0:07"


def test_a_row_names_the_mode_and_no_raw_value() -> None:
    seedance = load_catalog().get("seedance-2.0-text-to-video")
    values = {"duration": -1, "aspect_ratio": "adaptive", "resolution": "720p"}
    asked, beside = job(values=values, batch="b"), Beside(model=seedance)
    assert face_of(asked, beside).line == "Seedance 2.0 · text · Auto · 720p · take 1"
    assert face_of_group([asked], [beside]).line == "Seedance 2.0 · text · Auto · 720p"
    assert "adaptive" not in spoken(asked, beside)


def test_a_missing_file_is_said() -> None:
    face = face_of(job(), Beside(missing=True))
    assert (face.state, face.icon, face.tone) == ("File missing", "triangle-alert", "warning")
    assert face.line == "The clip is no longer where it was saved."


def test_the_reason_stands_in_place_of_the_settings() -> None:
    failed = job(State.FAILED, error=Fault("task_failed", code="content_policy_violation"))
    assert face_of(failed).line == "The provider's content rules refused this."
    assert face_of(failed).line_tone == "text"
    assert face_of(failed, Beside(model=SORA)).note == "Sora 2 Pro", "it is not in the line"
    assert face_of(job(State.PENDING, reason=LATER)).note == "", "a time may come there"
    assert face_of_take(failed).note == "", "its model is that of its group"
    assert face_of(job(State.PENDING, reason=LATER)).line_tone == "muted"


def test_what_is_stuck_shows_no_progress() -> None:
    stuck = job(State.DOWNLOADING, reason=PERSON)
    face = face_of(stuck, Beside(transfer=(50, 100), left=10))
    assert (face.percent, face.note, face.icon) == (None, "link ends in 22 h", "triangle-alert")
    assert face.words_tone == "warning"


def test_progress_is_that_of_the_provider_then_of_the_download() -> None:
    assert percent_of(job(State.PROCESSING, progress=None), None) is None
    assert percent_of(job(State.PROCESSING, progress=0), None) == 0
    assert percent_of(job(State.PENDING, progress=0), None) is None
    assert percent_of(job(State.PENDING, progress=7), None) == 7
    assert percent_of(job(State.PROCESSING, progress=140), None) == 100
    assert percent_of(job(State.DOWNLOADING, progress=100), None) is None
    assert percent_of(job(State.DOWNLOADING), (50, None)) is None
    assert percent_of(job(State.DOWNLOADING), (50, 200)) == 25
    assert percent_of(job(State.DOWNLOADING), (300, 200)) == 100
    assert percent_of(job(State.COMPLETED), (50, 200)) is None


def test_a_dying_link_takes_the_place_of_the_note() -> None:
    clip = Clip("https://x/a.mp4", expires_at=1000 + 7200)
    face = face_of(job(State.DOWNLOADING, clip=clip), Beside(transfer=(1 << 20, None), now=1000))
    assert (face.note, face.note_tone) == ("link ends in 2 h", "warning")


def test_a_download_of_unknown_size_says_how_much_has_come() -> None:
    face = face_of(job(State.DOWNLOADING), Beside(transfer=(3 << 20, None)))
    assert (face.percent, face.note) == (None, "3.0 MB")


def test_a_row_is_read_aloud_with_all_it_says() -> None:
    words = spoken(job(State.PROCESSING), Beside(model=SORA, left=44))
    settings = "Sora 2 Pro · 8 s · 16:9 · 720p"
    assert words == f"{PROMPT}, {settings}, Generating, 40%, ~44 s left"
    assert spoken(job(values={})).endswith(", sora-2-pro, Ready")
    assert spoken(job(State.WAITING), Beside(held=True)).endswith(", Held, not sent")
    refused = job(State.FAILED, error=Fault("task_failed", code="content_policy_violation"))
    assert spoken(refused).endswith(", Failed, The provider's content rules refused this.")


# Counting down


def running(progress: int, **changes: object) -> Job:
    made = job(State.PROCESSING, progress=progress, estimated_time=None, sent_at=100.0)
    return replace(made, **changes) if changes else made  # type: ignore[arg-type]


def test_the_time_left_counts_down_between_two_answers() -> None:
    countdown, made = Countdown(), running(50)
    left = [countdown.left(made, now) for now in (160.0, 161.0, 175.0)]
    assert left == [pytest.approx(60), pytest.approx(59), pytest.approx(45)]


def test_a_new_answer_says_it_anew() -> None:
    countdown, made = Countdown(), running(50)
    assert countdown.left(made, 160.0) == pytest.approx(60)
    further = replace(made, progress=75)
    assert countdown.left(further, 190.0) == pytest.approx(30)


def test_an_estimate_that_has_run_out_says_nothing() -> None:
    countdown, made = Countdown(), running(50)
    assert countdown.left(made, 160.0) is not None
    assert countdown.left(made, 221.0) is None


def test_a_clock_that_was_set_back_makes_nothing_longer() -> None:
    countdown, made = Countdown(), running(50)
    assert countdown.left(made, 160.0) == pytest.approx(60)
    assert countdown.left(made, 100.0) == pytest.approx(60)


def test_nothing_is_said_of_what_does_not_run() -> None:
    countdown = Countdown()
    assert countdown.left(job(State.COMPLETED), 1.0) is None
    assert countdown.left(running(2), 160.0) is None
