"""From a clip back to what was asked for, and from a folder of clips back to the list."""

from __future__ import annotations

import contextlib
import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from core.home import Home
from core.importing import Imported, clips_in, imported_words, take_in
from core.job import Job, StartFrame, State, new_id
from core.ledger import Ledger
from core.media.watch import MediaCancelled, Watch
from core.problems import InvalidAsk
from core.recipes import finished_clip, may_have_recipe, recipe_of
from core.sidecar import content, write_sidecar
from tests.movies import movie, tagged_clip
from tests.unit.core.test_sidecar import done

MP4 = "clip.mp4"


@pytest.fixture
def made(tmp_path: Path) -> Job:
    """Return a finished job; its clip has tags, and no sidecar."""
    job = done(tmp_path)
    (tmp_path / MP4).unlink()
    tagged_clip(job, tmp_path / MP4)
    return job


# One clip


def test_the_tags_alone_bring_the_settings_back(tmp_path: Path, made: Job) -> None:
    (elsewhere := tmp_path / "elsewhere").mkdir()
    moved = (tmp_path / MP4).rename(elsewhere / "another name.mp4")
    job = recipe_of(moved)
    assert job is not None
    assert (job.model, job.prompt, job.values) == (made.model, made.prompt, made.values)
    assert (job.id, job.remix_of, job.after) == (made.id, made.remix_of, made.after)
    assert made.start_frame is not None
    beside = str(elsewhere / "fox.png")
    assert job.start_frame == dataclasses.replace(made.start_frame, source=beside)


def test_the_sidecar_says_more_and_goes_before_the_tags(tmp_path: Path, made: Job) -> None:
    write_sidecar(made, tmp_path / MP4)
    for file in (tmp_path / MP4, tmp_path / "clip.json"):
        job = recipe_of(file)
        assert job is not None
        assert job.start_frame == made.start_frame
        assert job.inputs == made.inputs
    (tmp_path / MP4).write_bytes(movie())  # without tags
    assert recipe_of(tmp_path / MP4) is not None


def test_another_clips_sidecar_is_not_believed(tmp_path: Path, made: Job) -> None:
    other = dataclasses.replace(made, id="other00000", prompt="a bear")
    write_sidecar(other, tmp_path / MP4)
    job = recipe_of(tmp_path / MP4)
    assert job is not None
    assert job.prompt == made.prompt


def test_a_sidecar_without_its_clip_still_tells(tmp_path: Path, made: Job) -> None:
    write_sidecar(made, tmp_path / MP4)
    (tmp_path / MP4).unlink()
    job = recipe_of(tmp_path / "clip.json")
    assert job is not None
    assert job.prompt == made.prompt


def test_without_the_prompt_in_the_tags_the_rest_is_back(tmp_path: Path, made: Job) -> None:
    job = recipe_of(tagged_clip(made, tmp_path / "quiet.mp4", prompt=False))
    assert job is not None
    assert (job.prompt, job.values) == ("", made.values)


@pytest.mark.parametrize(
    "data", [b"", b"x", b"\0" * 64, b'{"program": "Other"}', b"[]", movie()[:200], movie()]
)
@pytest.mark.parametrize("name", ["clip.mp4", "clip.mov", "clip.json"])
def test_what_tells_nothing_tells_nothing(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    assert recipe_of(tmp_path / name) is None
    assert finished_clip(tmp_path / name) is None


@pytest.mark.parametrize("name", ["gone.mp4", "gone.json", "folder.mp4", "a" * 300 + ".mp4"])
def test_what_is_not_there_tells_nothing(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder.mp4").mkdir()
    assert recipe_of(tmp_path / name) is None
    assert finished_clip(tmp_path / name) is None


@pytest.mark.parametrize("share", ["\\\\host\\share\\fox.png", "//host/share/fox.png"])
def test_a_picture_on_a_share_of_somebody_is_not_opened(
    tmp_path: Path, made: Job, share: str
) -> None:
    job = dataclasses.replace(made, start_frame=StartFrame(share, "ab" * 32))
    write_sidecar(job, tmp_path / MP4)
    found = recipe_of(tmp_path / "clip.json")
    assert found is not None
    assert found.start_frame is not None
    assert found.start_frame.source == str(tmp_path / "fox.png")


def test_names_of_clips_and_sidecars() -> None:
    assert all(map(may_have_recipe, ("a.mp4", "A.MOV", "b.webm", "clip.json")))
    assert not any(map(may_have_recipe, ("a.png", "a.gif", "mp4", "a.mp4.part", "")))


# A folder


@pytest.fixture
def ledger(home: Home) -> Iterator[Ledger]:
    with contextlib.closing(Ledger(home.ledger)) as opened:
        yield opened


def clip_of(folder: Path, name: str, *, sidecar: bool, tags: bool, **changes: Any) -> Job:
    """Leave a clip of a job of its own in ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}.mp4"
    own = {"id": new_id(), "task_id": f"task-{name}", "prompt": name, **changes}
    job = dataclasses.replace(done(folder), output=str(folder), **own)
    (folder / MP4).unlink()
    if tags:
        tagged_clip(job, file)
    else:
        file.write_bytes(movie(name))
    assert job.clip is not None
    job = dataclasses.replace(
        job, clip=dataclasses.replace(job.clip, file=str(file), size=file.stat().st_size)
    )
    if sidecar:
        write_sidecar(job, file)
    return job


def test_a_folder_brings_its_clips_back(tmp_path: Path, ledger: Ledger) -> None:
    top = tmp_path / "clips"
    made = [
        clip_of(top, "both", sidecar=True, tags=True, created_at=3.0),
        clip_of(top / "2026" / "x", "tags", sidecar=False, tags=True, created_at=2.0),
        clip_of(top / "2026", "sidecar", sidecar=True, tags=False, created_at=1.0),
    ]
    clip_of(top, "neither", sidecar=False, tags=False)
    (top / "renamed.mp4").write_bytes((top / "both.mp4").read_bytes())  # a copy of one of them
    shares: list[float] = []
    found = clips_in(top, Watch(shares.append))
    assert [job.id for job in found] == [job.id for job in reversed(made)], "oldest first"
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    imported = take_in(ledger, found)
    assert (imported.found, len(imported.added), imported.moved) == (3, 3, ())
    jobs = {job.id: job for job in ledger.jobs()}
    for before in made:
        now = jobs[before.id]
        assert (now.state, now.task_id, now.prompt) == (
            State.COMPLETED,
            before.task_id,
            before.prompt,
        )
        assert (now.file, now.output) == (before.file, before.output)
        assert (now.board, now.shot, now.batch, now.take) == ("bo", 3, "b2", 2)
    again = take_in(ledger, clips_in(top))
    assert (again.found, again.added, again.moved) == (3, (), ())


def test_a_clip_that_was_moved_is_found_and_one_that_is_there_is_left_alone(
    tmp_path: Path, ledger: Ledger
) -> None:
    top = tmp_path / "clips"
    moved = clip_of(top, "moved", sidecar=False, tags=True)
    copied = clip_of(top, "copied", sidecar=False, tags=True)
    stopped = clip_of(top, "stopped", sidecar=False, tags=True)
    own = {"mark": "star", "model_used": "what the ledger knows"}
    ledger.add([dataclasses.replace(each, **own) for each in (moved, copied)])
    ledger.add([dataclasses.replace(stopped, state=State.STOPPED)])
    (there := tmp_path / "archive").mkdir()
    Path(moved.file).rename(there / "new name.mp4")
    (there / "copy.mp4").write_bytes(Path(copied.file).read_bytes())
    imported = take_in(ledger, clips_in(tmp_path / "archive"))
    assert (imported.found, imported.added) == (2, ())
    (now,) = imported.moved
    assert now == ledger.get(moved.id)
    assert (now.file, now.output) == (str(there / "new name.mp4"), str(there))
    assert (now.mark, now.model_used) == ("star", "what the ledger knows")
    assert ledger.get(copied.id).file == copied.file  # type: ignore[union-attr]
    take_in(ledger, clips_in(top))
    assert ledger.get(stopped.id).state is State.STOPPED  # type: ignore[union-attr]


def test_the_task_of_another_job_is_not_taken_in_twice(tmp_path: Path, ledger: Ledger) -> None:
    known = clip_of(tmp_path / "clips", "a", sidecar=False, tags=True)
    ledger.add([dataclasses.replace(known, id="otherjob00")])
    assert take_in(ledger, clips_in(tmp_path / "clips")).added == ()


@pytest.mark.parametrize(
    "odd", [{"params": {"x": float("nan")}}, {"prompt": "\ud800"}, {"id": "../x"}, {"params": 3}]
)
def test_what_the_ledger_cannot_hold_is_passed_over(
    tmp_path: Path, ledger: Ledger, odd: dict[str, Any]
) -> None:
    top = tmp_path / "clips"
    good = clip_of(top, "good", sidecar=True, tags=False)
    bad = clip_of(top, "bad", sidecar=True, tags=False)
    told = {**content(bad, Path(bad.file)), **odd}
    (top / "bad.json").write_text(json.dumps(told), "utf-8")
    (top / "bad.json").touch()
    found = clips_in(top)
    assert [job.id for job in found] == [good.id]
    take_in(ledger, found)
    assert [job.id for job in ledger.jobs()] == [good.id]


def test_looking_can_be_stopped_at_any_file(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        clip_of(tmp_path / "clips" / name, name, sidecar=False, tags=True)
    asked = iter(range(100))
    with pytest.raises(MediaCancelled):
        clips_in(tmp_path / "clips", Watch(cancelled=lambda: next(asked) >= 5))


def test_what_is_no_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for name in ("gone", "file", "\0"):
        with pytest.raises(InvalidAsk) as caught:
            clips_in(tmp_path / name)
        assert caught.value.problems[0].code == "folder_unusable"


def test_what_came_of_it_is_said(made: Job) -> None:
    assert "no clips of Foxreel" in imported_words(Imported())
    words = imported_words(Imported(6, (made,), (made, made)) + Imported(1))
    assert words == (
        "Clips found: 7. New in the list: 1. Found again where they are now: 2. Known already: 4."
    )
    assert imported_words(Imported(1, (made,))) == "Clips found: 1. New in the list: 1."
