"""Old pictures go that nothing refers to, and never one that a job or a draft needs."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import os
import time
from pathlib import Path

import pytest

from core import sweeping
from core.frames import keep_frame, kept_bytes
from core.framing import Framing
from core.home import Home
from core.job import Connection, Input, Job, StartFrame, State, again, new_id
from core.ledger import Ledger
from core.sweeping import OLD, freshen, sweep


def job(frame: StartFrame | None = None, **changes: object) -> Job:
    """Return a job that is not in the ledger yet."""
    made = Job(new_id(), 1.0, Connection("demo"), "sora-2", "a fox", {}, "/clips")
    return dataclasses.replace(made, start_frame=frame, **changes)  # type: ignore[arg-type]


def add(home: Home, *jobs: Job) -> None:
    """Write jobs into the home's ledger."""
    with contextlib.closing(Ledger(home.ledger)) as ledger:
        ledger.add(list(jobs))


def aged(file: Path, days: float = 2.0) -> Path:
    """Let a file be so old."""
    at = time.time() - days * 24 * 3600
    os.utime(file, (at, at))
    return file


def kept_frame(home: Home, data: bytes, source: str = "/fox.png") -> tuple[StartFrame, Path]:
    """Keep a start frame of two days ago."""
    frame = keep_frame(home.frames, data, source, Framing())
    return frame, aged(home.frames / f"{frame.sha256}.png")


def pasted(home: Home, data: bytes, ending: str = ".png") -> Path:
    """Keep a pasted picture of two days ago."""
    home.pasted.mkdir(exist_ok=True)
    file = home.pasted / f"{hashlib.sha256(data).hexdigest()}{ending}"
    file.write_bytes(data)
    return aged(file)


def thumbnail(home: Home, job_id: str, kind: str) -> Path:
    """Make a thumbnail of two days ago."""
    file = home.thumbnails / f"{job_id}-{kind}.jpg"
    file.write_bytes(b"x")
    return aged(file)


@pytest.mark.parametrize("state", State)
def test_whatever_a_job_of_the_ledger_refers_to_stays(home: Home, state: State) -> None:
    source = pasted(home, b"source")
    frame, file = kept_frame(home, b"frame", str(source))
    task = {"task_id": "task-1"} if state in (State.PENDING, State.PROCESSING) else {}
    one = job(frame, state=state, **task)
    removed = job(frame, state=State.FAILED, removed_at=1.0)
    add(home, one, removed)
    of_jobs = [thumbnail(home, each.id, "frame") for each in (one, removed)]
    assert sweep(home) == 0
    assert all(each.exists() for each in (source, file, *of_jobs))


def test_the_clip_that_a_character_is_made_from_stays(home: Home) -> None:
    sha256 = hashlib.sha256(b"clip").hexdigest()
    kept = home.frames / f"{sha256}.mp4"
    kept.write_bytes(b"clip")
    other = home.frames / f"{'0' * 64}.mp4"
    other.write_bytes(b"nobody's")
    clip = Input("source_clip", "mika.mp4", sha256=sha256, media_type="video/mp4")
    add(home, dataclasses.replace(job(), inputs=(clip,)))
    aged(kept)
    aged(other)
    assert sweep(home) == 1
    assert kept.exists()


@pytest.mark.parametrize("ending", [".png", ".jpg", ".mp4", ".mp3", ".wav", ".m4a", ".aac", ".ogg"])
def test_every_kind_of_kept_file_goes_only_without_a_job_and_a_draft(
    home: Home, ending: str
) -> None:
    kept = [home.frames / f"{letter * 64}{ending}" for letter in "abc"]
    given = [pasted(home, letter, ending) for letter in (b"used", b"drafted", b"left")]
    for file in kept:
        file.write_bytes(b"x")
        aged(file)
    inputs = (
        Input("audio", "/gone", sha256="a" * 64),
        Input("reference_images", str(given[0]), sha256="d" * 64),
    )
    add(home, job(inputs=inputs))
    draft = {"files": {"audio": [{"source": str(kept[1])}, {"source": str(given[1])}]}}
    assert sweep(home, draft) == 2
    assert [each.exists() for each in (*kept, *given)] == [True, True, False] * 2


def test_a_failed_job_that_is_asked_for_again_has_its_frame(home: Home) -> None:
    frame, _ = kept_frame(home, b"frame")
    failed = job(frame, state=State.FAILED, removed_at=1.0)
    add(home, failed)
    sweep(home)
    retried = again(failed, time.time())
    assert retried.start_frame is not None
    assert kept_bytes(home.frames, retried.start_frame) == b"frame"


def test_what_nothing_refers_to_goes(home: Home) -> None:
    add(home, job())
    (home.frames / ".half-written").touch()
    gone = [
        kept_frame(home, b"nobody's")[1],
        pasted(home, b"a", ".png"),
        pasted(home, b"b", "-fox.png"),
        thumbnail(home, "abcdefghjk", "clip"),
        aged(home.frames / ".half-written"),
    ]
    assert sweep(home) == len(gone)
    assert not any(each.exists() for each in gone)


def test_what_is_younger_than_a_day_stays(home: Home) -> None:
    add(home, job())
    _, file = kept_frame(home, b"frame")
    aged(file, days=0.9)
    young = [file, aged(pasted(home, b"a"), 0.5), aged(thumbnail(home, "abcdefghjk", "clip"), 0)]
    assert sweep(home) == 0
    assert all(each.exists() for each in young)
    assert sweep(home, clock=lambda: time.time() + OLD) == 3


def test_what_the_draft_shows_stays(home: Home) -> None:
    add(home, job())
    file, other = pasted(home, b"a", "-fox.png"), pasted(home, b"b")
    draft = {"prompt": "x", "frame": {"file": str(file), "name": "fox.png"}}
    assert sweep(home, draft) == 1
    assert file.exists()
    assert not other.exists()


def test_files_that_are_not_foxreel_s_stay(home: Home, tmp_path: Path) -> None:
    add(home, job())
    (home.frames / "holiday.png").touch()
    (home.thumbnails / "notes.txt").touch()
    (tmp_path / "target.png").touch()
    link = home.frames / f"{'0' * 64}.png"
    link.symlink_to(tmp_path / "target.png")
    for file in (home.frames / "holiday.png", home.thumbnails / "notes.txt", link):
        aged(file)
    assert sweep(home) == 0
    assert (tmp_path / "target.png").exists()
    assert link.is_symlink()


def test_a_frame_that_is_taken_again_is_young_again(home: Home) -> None:
    """Another program freezes a job with an old frame: the job is not in the ledger yet."""
    add(home, job())
    frame, _ = kept_frame(home, b"frame")
    assert keep_frame(home.frames, b"frame", "/b.png", Framing()).sha256 == frame.sha256
    assert sweep(home) == 0
    assert kept_bytes(home.frames, frame) == b"frame"


@pytest.mark.parametrize("moment", ["listed", "put aside"])
def test_a_frame_that_is_taken_in_the_middle_of_a_sweep_is_there(
    home: Home, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    add(home, job())
    frame, file = kept_frame(home, b"frame")
    before, replace = sweeping._needed, Path.replace

    def take(ledger: Path) -> object:
        needed = before(ledger)
        keep_frame(home.frames, b"frame", "/b.png", Framing())
        return needed

    def take_after(self: Path, target: Path) -> Path:
        moved = replace(self, target)
        if self == file:
            monkeypatch.setattr(Path, "replace", replace)
            keep_frame(home.frames, b"frame", "/b.png", Framing())
        return moved

    if moment == "listed":
        monkeypatch.setattr(sweeping, "_needed", take)
    else:
        monkeypatch.setattr(Path, "replace", take_after)
    sweep(home)
    assert kept_bytes(home.frames, frame) == b"frame"


def test_a_sweep_that_was_killed_loses_nothing(home: Home) -> None:
    frame, file = kept_frame(home, b"frame")
    add(home, job(frame))
    file.replace(file.with_name(f".swept-{file.name}"))
    sweep(home)
    assert kept_bytes(home.frames, frame) == b"frame"


def test_nothing_goes_beside_a_damaged_ledger_or_without_one(home: Home) -> None:
    _, file = kept_frame(home, b"frame")
    assert sweep(home) == 0, "no ledger"
    home.ledger.write_bytes(b"no database at all, but long enough to look like one" * 20)
    assert sweep(home) == 0, "a damaged one"
    home.ledger.unlink()
    add(home, job())
    (home.root / "damaged").mkdir()
    assert sweep(home) == 0, "its jobs may be wanted again"
    assert file.exists()


def test_a_sweep_has_an_end(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweeping, "MOST", 3)
    add(home, job())
    for number in range(8):
        kept_frame(home, bytes([number]))
    assert [sweep(home) for _ in range(4)] == [3, 3, 2, 0]


def test_freshening_what_is_gone_is_noticed(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        freshen(tmp_path / "gone.png")
