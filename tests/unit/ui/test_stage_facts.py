"""What the stage says of a job: everything that is known, nothing that is not."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from core import language
from core.catalog import load_catalog
from core.characters import made_elsewhere
from core.clipframes import ClipFacts
from core.job import Clip, Connection, Fault, Input, Job, StartFrame, State
from tests.queues import DEMO, job
from tests.stages import clip
from ui.stage.fact import Fact
from ui.stage.facts import facts_of
from ui.stage.filefacts import FileFacts, read_file
from ui.stage.reason import said_words

CATALOG = load_catalog()
NOW = 1_800_000_000.0


def facts(of: Job, file: FileFacts | None = None, now: float = NOW) -> dict[str, Fact]:
    return {fact.name: fact for fact in facts_of(of, CATALOG, file, now)}


def values(of: Job, **options: Any) -> dict[str, str]:
    return {name: fact.value for name, fact in facts(of, **options).items()}


def done(**changes: Any) -> Job:
    made = Clip(
        "https://files.foxapi.cc/a.mp4",
        NOW + 80_000,
        video_id="video-1",
        file="/clips/fox/a fox.mp4",
        complete=True,
        verified=True,
    )
    fields = {"clip": made, "task_id": "task-1", "sent_at": NOW - 300.0, "finished_at": NOW - 100.0}
    return job(State.COMPLETED, **(fields | changes))


def test_a_job_that_was_only_asked_for_has_no_made_up_values() -> None:
    found = facts(job(State.WAITING))
    assert set(found) == {
        "model",
        "value.aspect_ratio",
        "value.duration",
        "value.resolution",
        "asked",
        "made_by",
        "job_id",
    }
    assert all(fact.label and fact.value for fact in found.values())


def test_a_clip_that_continues_another_one_names_it_and_leads_there() -> None:
    before = done(prompt="the one before")
    after = done(after=before.id, start_frame=StartFrame("", "0" * 64, "image/png", fit="crop"))
    found = {fact.name: fact for fact in facts_of(after, CATALOG, None, NOW, {before.id: before})}
    assert (found["after"].value, found["after"].job) == ("the one before", before.id)
    assert found["start_frame"].value == "the last frame of that clip"
    alone = facts(after)["after"]
    assert (alone.value, alone.job) == (before.id, before.id)


def test_options_have_the_model_s_own_labels_and_units() -> None:
    found = facts(job(State.WAITING))
    assert found["model"].value == "Sora 2 Pro"
    assert (found["value.duration"].label, found["value.duration"].value) == ("Duration", "8 s")
    assert found["value.resolution"].value == "720p"


def test_options_are_in_the_words_of_the_form() -> None:
    asked = {"duration": -1, "aspect_ratio": "adaptive", "generate_audio": False}
    found = facts(job(State.WAITING, model="seedance-2.0-text-to-video", values=asked))
    assert found["model"].value == "Seedance 2.0 · text"
    shown = [fact.value for name, fact in found.items() if name.startswith("value.")]
    assert sorted(shown) == ["Auto", "Auto", "Off"]


def test_options_that_were_left_alone_are_left_out() -> None:
    left = {"duration": 4, "character_ids": [], "delete_video": True}
    changed = {"duration": 4, "character_ids": ["char-1", "char-2"], "delete_video": False}
    assert "value.delete_video" not in facts(job(State.WAITING, values=left))
    found = values(job(State.WAITING, values=changed))
    assert found["value.delete_video"] == "On"  # the label speaks of keeping it
    assert found["value.character_ids"] == "char-1, char-2"


def test_a_finished_clip_says_whether_it_can_be_remixed_instead_of_how_it_was_asked_for() -> None:
    kept = values(done(values={"delete_video": False}))
    assert kept["remixable"].startswith("Yes")
    assert "value.delete_video" not in kept
    assert values(done())["remixable"].startswith("No. It was deleted from the server")
    assert "remixable" not in values(job(State.PROCESSING, values={"delete_video": False}))


def test_another_host_than_the_clip_s_is_a_reason_not_to_remix_it() -> None:
    kept = done(values={"delete_video": False})
    elsewhere = Connection("https://gateway.example")
    found = {f.name: f for f in facts_of(kept, CATALOG, None, NOW, connection=elsewhere)}
    assert found["remixable"].value.startswith("No. It is kept at")


def test_a_remix_names_its_source_and_leads_to_it() -> None:
    source = done(id="source0001", prompt="a fox in the snow")
    remix = done(remix_of=source.id, model="sora-2-pro-remix")
    known = {f.name: f for f in facts_of(remix, CATALOG, None, NOW, {source.id: source})}
    assert (known["remix_of"].label, known["remix_of"].value) == ("Remix of", "a fox in the snow")
    assert known["remix_of"].job == source.id
    assert facts(remix)["remix_of"].value == source.id


def test_characters_are_called_by_their_names_and_copied_as_ids() -> None:
    host = done().connection
    mika = made_elsewhere("Mika", "char-1", host, "/clips", NOW)
    other = made_elsewhere("Ole", "char-2", Connection("https://gateway.example"), "/clips", NOW)
    asked = done(values={"character_ids": ["char-1", "char-2"]})
    beside = {each.id: each for each in (mika, other)}
    found = {f.name: f for f in facts_of(asked, CATALOG, None, NOW, beside)}["value.character_ids"]
    assert found.value == "Mika, char-2"
    assert found.copies == "char-1, char-2"
    alone = facts(asked)["value.character_ids"]
    assert (alone.value, alone.copies) == ("char-1, char-2", "char-1, char-2")


@pytest.mark.parametrize(
    ("language_used", "length", "look"),
    [("en", "Duration", "Film look 2"), ("zh_CN", "时长", "Film look 2")],
)
def test_a_model_that_is_not_known_any_more_is_shown_in_words_as_it_was_asked(
    language_used: str, length: str, look: str, request: pytest.FixtureRequest
) -> None:
    request.addfinalizer(lambda: language.use("en"))
    language.use(language_used)
    asked = {"film_look-2": "warm", "duration": 4, "_": True}
    found = facts(job(State.WAITING, model="sora-9", values=asked))
    assert found["model"].value == "sora-9"
    assert (found["value.film_look-2"].label, found["value.film_look-2"].value) == (look, "warm")
    assert found["value.duration"].label == length, "as other models call it"
    assert found["value.duration"].value == ("4 s" if language_used == "en" else "4 秒")
    assert found["value._"].label == "_"


def test_a_switch_that_other_models_show_the_other_way_round_is_not_called_by_its_opposite() -> (
    None
):
    found = facts(job(model="sora-9", values={"delete_video": True}))["value.delete_video"]
    assert (found.label, found.value) == ("Delete video", "On")


def test_another_model_than_asked_is_said_with_what_it_means() -> None:
    found = facts(done(model_used="sora-2"))["model_used"]
    assert found.value == "sora-2; its price may differ"
    assert found.copies == "sora-2"
    assert found.token == "warning"
    assert "model_used" not in facts(done(model_used="sora-2-pro"))


def test_a_task_made_elsewhere_has_no_model_that_was_asked_for() -> None:
    found = facts(done(model="", prompt="", values={}, model_used="sora-2"))
    assert "model" not in found
    assert found["model_used"].value == "sora-2"
    assert found["model_used"].token == ""


def test_the_start_frame_by_its_name_and_its_fit() -> None:
    kept = StartFrame("/pictures/a field.jpg", sha256="ab", fit="blur")
    found = facts(job(State.WAITING, start_frame=kept))["start_frame"]
    assert found.value == "a field.jpg · blurred bars"
    assert found.copies == "/pictures/a field.jpg"
    padded = StartFrame("/pictures/a field.jpg", sha256="ab", fit="pad", colour="#ffffff")
    shown = values(job(State.WAITING, start_frame=padded))["start_frame"]
    assert shown == "a field.jpg · bars in #ffffff"
    link = StartFrame("https://example.com/a.png", url="https://example.com/a.png")
    assert values(job(State.WAITING, start_frame=link))["start_frame"] == link.url


def test_files_are_named_by_what_they_mean() -> None:
    of = job(
        State.WAITING,
        inputs=(
            Input("end_frame", "/pictures/dusk.png", fit="pad", colour="#112233"),
            Input("reference_images", "/pictures/fox.png"),
            Input("reference_images", "/pictures/owl.png"),
            Input("source_clip", "/clips/street.mp4", start=1.5),
            Input("audio", "https://a.b/hi.mp3", url="https://a.b/hi.mp3"),
        ),
    )
    found = {n: each for n, each in facts(of).items() if n.startswith("input.")}
    assert [(each.label, each.value) for each in found.values()] == [
        ("End frame", "dusk.png · bars in #112233"),
        ("Reference picture 1", "fox.png"),
        ("Reference picture 2", "owl.png"),
        ("Source clip", "street.mp4 · from 1.5 s on"),
        ("Sound", "https://a.b/hi.mp3"),
    ]
    assert found["input.end_frame.1"].copies == "/pictures/dusk.png"


def test_takes_only_where_there_are_several() -> None:
    assert "take" not in facts(job(State.WAITING))
    assert values(job(State.WAITING, batch="b", take=3))["take"] == "3"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (1.0, "1 s"),
        (42.4, "42 s"),
        (60.0, "1 min 0 s"),
        (200.0, "3 min 20 s"),
        (7500.0, "2 h 5 min"),
    ],
)
def test_how_long_it_took(seconds: float, words: str) -> None:
    assert values(done(sent_at=NOW - seconds, finished_at=NOW))["took"] == words


def test_a_clock_that_was_set_back_gives_no_length() -> None:
    assert "took" not in facts(done(sent_at=NOW, finished_at=NOW - 5))


def test_credits_and_cancelling_for_what_they_are() -> None:
    running = job(State.PROCESSING, credits_reserved=5.0, can_cancel=True)
    assert values(running)["credits"] == "5"
    assert "no call for it is known" in values(running)["can_cancel"]
    assert "not cancellable" in values(dataclasses.replace(running, can_cancel=False))["can_cancel"]
    assert "can_cancel" not in facts(dataclasses.replace(running, can_cancel=None))
    assert "can_cancel" not in facts(done(can_cancel=True))


def test_the_built_in_engine_is_called_free_and_cancels_nothing() -> None:
    used = {"model_used": "foxreel-built-in-engine", "credits_reserved": 0.0}
    found = values(job(State.PROCESSING, connection=DEMO, can_cancel=True, **used))
    assert found["made_by"] == "built-in engine, free of charge"
    assert {"can_cancel", "model_used", "credits"}.isdisjoint(found)


def test_the_link_runs_down_while_the_clip_is_not_here() -> None:
    link = Clip("https://files.foxapi.cc/a.mp4", NOW + 9 * 3600)
    waiting = job(State.DOWNLOADING, clip=link)
    assert facts(waiting)["link"].value.startswith("~9 h left, until ")
    assert facts(waiting)["link"].token == ""
    assert facts(waiting, now=NOW + 8 * 3600)["link"].token == "warning"
    assert facts(waiting, now=NOW + 10 * 3600)["link"].value == "has run out"
    assert "link" not in facts(done())
    assert "link" in facts(dataclasses.replace(waiting, state=State.STOPPED))


def test_the_file_as_it_says_itself() -> None:
    said = FileFacts(623_693, ClipFacts(1280, 720, 8.04, 23.976, True))
    found = facts(done(), said)
    assert found["file"].value == "a fox.mp4"
    assert found["file"].copies == "/clips/fox/a fox.mp4"
    assert found["folder"].value == "/clips/fox"
    assert found["picture"].value == "1280 × 720 · 8 s · 23.98 fps"
    assert found["size"].value == "609.1 kB"
    assert found["verified"].value == "complete, structure verified"
    silent = FileFacts(1, ClipFacts(720, 1280, None, None, False))
    assert facts(done(), silent)["picture"].value == "720 × 1280 · no sound"


def test_a_file_that_says_nothing_of_itself_still_has_a_size() -> None:
    found = facts(done(), FileFacts(12, None))
    assert "picture" not in found
    assert "size" in found
    assert "size" not in facts(done(), None)


def test_an_odd_structure_is_said() -> None:
    odd = dataclasses.replace(done().clip or Clip("", 0), verified=False)
    assert facts(done(clip=odd))["verified"].token == "warning"
    unknown = dataclasses.replace(odd, verified=None)
    assert "verified" not in facts(done(clip=unknown))


def test_every_id_there_is() -> None:
    fault = Fault("task_failed", request_id="req-7")
    found = values(done(retry_of="earlier", error=fault))
    assert found["task_id"] == "task-1"
    assert found["video_id"] == "video-1"
    assert found["request_id"] == "req-7"
    assert found["retry_of"] == "earlier"


def test_notes_of_the_built_in_engine() -> None:
    found = values(done(notes=("no_cjk_font", "something_new")))
    assert found["note.no_cjk_font"].startswith("No font with Chinese")
    assert found["note.something_new"] == "something_new"


def test_reading_a_file(tmp_path: Path) -> None:
    file = clip(tmp_path)
    found = read_file(file)
    assert found is not None
    assert found.size == file.stat().st_size
    assert found.clip is not None
    assert (found.clip.width, found.clip.height, found.clip.fps) == (160, 90, 24.0)
    file.write_bytes(b"no clip")
    assert read_file(file) == FileFacts(7, None)
    file.unlink()
    assert read_file(file) is None


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (Fault("task_failed", message="No faces."), "The provider said: No faces."),
        (Fault("key_refused", message="Bad key.", status=401), "The server said: Bad key."),
        (Fault("unexpected", message="KeyError('x')"), ""),
        (Fault("task_failed"), ""),
    ],
)
def test_only_others_words_are_quoted(fault: Fault, words: str) -> None:
    assert said_words(fault) == words
