"""Own records and folders that cannot be written: the person's language, and a next step."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from core.asking import output_folder
from core.help import explain
from core.job import Connection, Fault, Job, StartFrame, State
from core.problems import InvalidAsk
from core.unwritable import home_words, is_home_s, records_words, unopened_words, why_words
from ui.commandline import guarded
from ui.report import ExitCode


@pytest.mark.parametrize(
    ("reason", "step"),
    [
        ("database or disk is full", "Make room"),
        ("attempt to write a readonly database", "Make it writable"),
        ("disk I/O error", "Check that disk"),
        ("database is locked", "Close what else"),
        (os.strerror(errno.EROFS), "Make it writable"),
    ],
)
def test_what_is_known_has_words_and_a_step(reason: str, step: str) -> None:
    assert reason not in records_words(reason)
    assert step in records_words(reason)
    assert "goes on by itself" in records_words(reason)
    assert unopened_words(reason).endswith("Nothing was sent.")


def test_what_is_not_known_is_passed_on() -> None:
    assert why_words("no such table: x") == "no such table: x"
    assert "goes on" not in records_words("no such table: x")


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EDQUOT])
def test_a_home_without_room_or_rights_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setenv("FOXREEL_HOME", str(tmp_path))
    said: list[str] = []

    def work() -> int:
        raise OSError(number, os.strerror(number), str(tmp_path / "ledger.lock"))

    assert guarded(work, said.append) == ExitCode.WAITS
    assert str(tmp_path) in said[0]
    assert "Nothing is sent until then" in said[0]
    assert "Errno" not in said[0]
    assert not (tmp_path / "logs").exists()


def test_another_folder_is_not_the_home(tmp_path: Path) -> None:
    other = OSError(errno.EROFS, os.strerror(errno.EROFS), f"{tmp_path}-other/x")
    assert not is_home_s(other, tmp_path)
    assert is_home_s(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), tmp_path)
    assert "the disk is full" in home_words(OSError(errno.ENOSPC, "No space left on device"), "x")


def test_a_kept_folder_that_is_gone_is_not_made(tmp_path: Path) -> None:
    gone = tmp_path / "stick" / "clips"
    with pytest.raises(InvalidAsk) as caught:
        output_folder("", tmp_path / "usual", str(gone))
    assert caught.value.problems[0].facts["reason"] == "absent"
    assert not gone.parent.exists()
    gone.mkdir(parents=True)
    assert output_folder("", tmp_path / "usual", str(gone)) == gone
    usual = tmp_path / "usual"
    assert output_folder("", usual, str(usual)).is_dir()
    assert output_folder(str(tmp_path / "typed"), usual, str(gone / "x")).is_dir()


def _failed(kind: str, status: int, frame: StartFrame | None = None) -> tuple[Fault, Job]:
    job = Job(
        id="a",
        created_at=1.0,
        connection=Connection("https://gateway.example", "k"),
        model="sora-2",
        prompt="x",
        values={},
        output="/clips",
        start_frame=frame,
        state=State.FAILED,
    )
    return Fault(kind, status=status), job


def test_a_404_to_a_create_is_about_the_address() -> None:
    words = str(explain(*_failed("not_found", 404)))
    assert "does not know this call" in words
    assert "base URL" in words
    assert "task id" not in words
    assert "resume" not in words


def test_a_413_speaks_of_the_start_frame_only_where_there_is_one() -> None:
    assert "start frame" not in str(explain(*_failed("too_large", 413)))
    own = StartFrame(source="a.png", sha256="0" * 64, media_type="image/png")
    assert "start frame" in str(explain(*_failed("too_large", 413, own)))
