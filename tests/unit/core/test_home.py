"""Where the home is, and that it is private."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from core.home import find_home

posix_only = pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_environment_names_the_home(tmp_path: Path) -> None:
    home = find_home({"FOXREEL_HOME": f" {tmp_path} "})
    assert home.root == tmp_path
    assert home.clips == tmp_path / "clips"


def test_everything_private_is_under_the_root(tmp_path: Path) -> None:
    home = find_home({"FOXREEL_HOME": str(tmp_path)})
    inside = [home.ledger, home.settings, home.frames, home.sessions, home.demo]
    inside.append(home.thumbnails)
    assert {path.parent for path in inside} == {tmp_path}
    assert len({path.name for path in inside}) == len(inside)


def test_a_relative_or_tilde_home_becomes_absolute(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert find_home({"FOXREEL_HOME": "here"}).root == tmp_path / "here"
    assert find_home({"FOXREEL_HOME": "~/there"}).root == tmp_path / "there"


@pytest.mark.parametrize("environ", [{}, {"FOXREEL_HOME": "  "}])
def test_else_the_system_s_folders_for_this_user_are_used(environ: dict[str, str]) -> None:
    home = find_home(environ)
    assert home.root.is_absolute()
    assert home.clips.is_absolute()
    assert home.root.name == home.clips.name == "Foxreel"
    assert home.root != home.clips


@posix_only
def test_a_prepared_home_is_readable_by_this_user_alone(tmp_path: Path) -> None:
    home = find_home({"FOXREEL_HOME": str(tmp_path / "a" / "b")})
    home.prepare()
    assert mode(home.root) == 0o700
    assert mode(home.frames) == 0o700
    assert mode(home.thumbnails) == 0o700
    assert mode(home.sessions) == 0o700


@posix_only
def test_a_folder_that_was_there_keeps_its_rights_and_what_is_made_in_it_is_private(
    tmp_path: Path,
) -> None:
    tmp_path.chmod(0o755)
    home = find_home({"FOXREEL_HOME": str(tmp_path)})
    home.prepare()
    assert mode(tmp_path) == 0o755
    assert mode(home.frames) == mode(home.sessions) == 0o700


def test_preparing_twice_keeps_what_is_there(tmp_path: Path) -> None:
    home = find_home({"FOXREEL_HOME": str(tmp_path)})
    home.prepare()
    kept = home.frames / "kept.png"
    kept.write_bytes(b"x")
    home.prepare()
    assert kept.read_bytes() == b"x"


def test_clips_get_no_folder_before_there_is_a_clip(tmp_path: Path) -> None:
    home = find_home({"FOXREEL_HOME": str(tmp_path)})
    home.prepare()
    assert not home.clips.exists()
