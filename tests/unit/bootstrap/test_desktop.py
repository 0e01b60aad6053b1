"""The launcher among the desktop's programs."""

from __future__ import annotations

import configparser
import os
import shutil
import subprocess
from pathlib import Path

import desktop
import hypothesis.strategies as st
import pytest
from hypothesis import given
from PIL import Image
from running import Stop

FOLDERS = ["plain", "with space", "100%", "%f", "a=b", 'quo"te', "back\\slash", "$HOME`x`", "狐狸"]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of programs and icons of a user who has none."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "data"


def checkout(root: Path, script: str) -> Path:
    """Make a checkout whose ``scripts/run`` is ``script``, and return that file."""
    run = root / "scripts" / "run"
    run.parent.mkdir(parents=True)
    run.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    run.chmod(0o755)
    return run


def entry(file: Path) -> dict[str, str]:
    """Return the launcher's keys, their string escapes undone."""
    parser = configparser.RawConfigParser(delimiters=("=",), comment_prefixes=("#",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(file, encoding="utf-8")
    escapes = {"s": " ", "n": "\n", "t": "\t", "r": "\r", "\\": "\\"}
    return {key: unescape(value, escapes) for key, value in parser["Desktop Entry"].items()}


def unescape(text: str, escapes: dict[str, str]) -> str:
    letters = iter(text)
    return "".join(escapes[next(letters)] if each == "\\" else each for each in letters)


def command(line: str, files: list[str]) -> list[str]:
    """Return what a desktop runs for an Exec line, by the rules of the specification."""
    words: list[str] = []
    letters = iter(line)
    word, quoted = "", False
    for each in letters:
        if each == '"':
            quoted = not quoted
        elif each == "\\" and quoted:
            word += next(letters)
        elif each == "%":
            code = next(letters)
            assert code in "%F", code
            if code == "F":
                words += files
            else:
                word += "%"
        elif each == " " and not quoted:
            words += [word] if word else []
            word = ""
        else:
            word += each
    return words + ([word] if word else [])


@pytest.mark.parametrize("name", FOLDERS)
def test_the_launcher_runs_this_checkout_from_any_folder(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    run = checkout(tmp_path / name, 'printf "%s\\n" "$0" "$@"')
    monkeypatch.setattr(desktop, "ROOT", tmp_path / name)
    desktop.install_launcher()
    keys = entry(data / "applications" / "foxreel.desktop")
    assert Path(keys["TryExec"]) == run
    argv = command(keys["Exec"], ["/a b/c.png", "/d.png"])
    said = subprocess.run(argv, capture_output=True, encoding="utf-8", check=True).stdout
    assert said.splitlines() == [str(run), "/a b/c.png", "/d.png"]


@pytest.mark.skipif(shutil.which("gio") is None, reason="needs gio")
def test_glib_runs_it_too(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / '100% a=b "$x`\\ 狐狸'
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    checkout(root, f'printf "%s\\n" "$@" >{pipe}')
    monkeypatch.setattr(desktop, "ROOT", root)
    desktop.install_launcher()
    launcher = data / "applications" / "foxreel.desktop"
    subprocess.run(["gio", "launch", launcher, "/tmp/狐 狸.png"], check=True, timeout=30)
    assert pipe.read_text(encoding="utf-8") == "/tmp/狐 狸.png\n"


@given(st.text(st.characters(min_codepoint=32, exclude_categories=["Cs"]), min_size=1))
def test_any_argument_comes_back_as_it_was(text: str) -> None:
    once = unescape(desktop.exec_argument(text), {"\\": "\\"})
    assert command(once, []) == [text]


def test_a_folder_that_no_launcher_can_name_is_refused(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desktop, "ROOT", tmp_path / "line\nbreak")
    with pytest.raises(Stop, match="launcher"):
        desktop.install_launcher()
    assert not data.exists()


@pytest.mark.skipif(shutil.which("desktop-file-validate") is None, reason="needs the validator")
def test_the_launcher_is_valid(data: Path) -> None:
    desktop.install_launcher()
    validator = ["desktop-file-validate", str(data / "applications" / "foxreel.desktop")]
    said = subprocess.run(validator, capture_output=True, encoding="utf-8", check=False)
    assert (said.returncode, said.stdout) == (0, "")


def test_icons_of_every_size_come_and_go(data: Path) -> None:
    other = data / "icons" / "hicolor" / "64x64" / "apps" / "other.png"
    other.parent.mkdir(parents=True)
    other.write_bytes(b"of another program")
    desktop.install_launcher()
    theme = data / "icons" / "hicolor"
    for size in desktop.SIZES:
        with Image.open(theme / f"{size}x{size}" / "apps" / "foxreel.png") as icon:
            assert icon.size == (size, size)
    assert (theme / "scalable" / "apps" / "foxreel.svg").is_file()
    desktop.install_launcher()
    desktop.remove_launcher()
    desktop.remove_launcher()
    assert [file for file in data.rglob("*") if "foxreel" in file.name] == []
    assert other.is_file()


def test_the_types_of_files_are_those_that_foxreel_reads(data: Path) -> None:
    desktop.install_launcher()
    keys = entry(data / "applications" / "foxreel.desktop")
    types = keys["MimeType"].strip(";").split(";")
    read = {"png", "jpeg", "webp", "bmp", "gif", "tiff", "heic", "heif", "avif"}
    assert {each.removeprefix("image/") for each in types} == read


@pytest.mark.parametrize("named", ["", "relative/folder"])
def test_without_a_folder_of_data_it_is_the_usual_one(
    named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", named)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert desktop.data_folder() == tmp_path / ".local" / "share"


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_other_systems_are_told_that_there_is_none_yet(
    data: Path, monkeypatch: pytest.MonkeyPatch, platform: str
) -> None:
    monkeypatch.setattr(desktop.sys, "platform", platform)
    for job in (desktop.install_launcher, desktop.remove_launcher):
        with pytest.raises(Stop, match="not available"):
            job()
    assert not data.exists()
