"""New files of media work: whole or not at all, and nothing of killed programs stays."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from core.media.newfile import OLD, new_file


def aged(file: Path, seconds: float) -> Path:
    file.write_bytes(b"half a film")
    moment = time.time() - seconds
    os.utime(file, (moment, moment))
    return file


def test_a_file_is_there_when_it_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "film.mp4"
    with new_file(target) as part:
        part.write_bytes(b"film")
        assert not target.exists()
    assert [each.name for each in tmp_path.iterdir()] == ["film.mp4"]


def test_nothing_is_left_of_what_fails(tmp_path: Path) -> None:
    target = tmp_path / "film.mp4"
    with pytest.raises(ZeroDivisionError), new_file(target) as part:
        part.write_bytes(b"half" * (1 // 0))
    assert not list(tmp_path.iterdir())


def test_what_a_killed_program_has_left_goes_and_nothing_else(tmp_path: Path) -> None:
    left = aged(tmp_path / ".0123456789ab.part", OLD + 60)
    others = [
        aged(tmp_path / ".0123456789cd.part", OLD - 60),
        aged(tmp_path / "clip.mp4.part", OLD + 60),
        aged(tmp_path / ".mine.part", OLD + 60),
    ]
    with new_file(tmp_path / "film.mp4") as part:
        part.write_bytes(b"film")
    assert not left.exists()
    assert all(each.exists() for each in others)
