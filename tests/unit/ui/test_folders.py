"""Where dialogs for files open: where the last file of that kind was chosen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, QStandardPaths

from ui import folders
from ui.app import window_state

PICTURES = QStandardPaths.StandardLocation.PicturesLocation


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[QSettings]:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    kept = window_state(tmp_path / "window.ini")
    folders.keep_in(kept)
    yield kept
    folders.keep_in(None)


def test_each_kind_of_file_has_its_folder_and_it_is_there_at_the_next_start(
    state: QSettings, tmp_path: Path
) -> None:
    for kind in ("image", "video", "audio", "table"):
        (tmp_path / kind).mkdir()
        folders.remember(kind, tmp_path / kind)  # type: ignore[arg-type]
    state.sync()
    folders.keep_in(window_state(tmp_path / "window.ini"))
    for kind in ("image", "video", "audio", "table"):
        assert folders.start_folder(kind, "/") == str(tmp_path / kind)  # type: ignore[arg-type]


@pytest.mark.usefixtures("state")
@pytest.mark.parametrize("gone", ["gone", "x" * 300, "a\0b"])
def test_a_folder_that_is_gone_is_passed_over(tmp_path: Path, gone: str) -> None:
    folders.remember("image", tmp_path / gone)
    assert folders.start_folder("image", str(tmp_path / gone)) == str(tmp_path)
    (tmp_path / "other").mkdir()
    assert folders.start_folder("image", str(tmp_path / "other")) == str(tmp_path / "other")
    usual = Path(QStandardPaths.writableLocation(PICTURES))
    usual.mkdir(parents=True)
    assert folders.start_folder("image") == str(usual)


def test_without_a_window_nothing_is_remembered(tmp_path: Path) -> None:
    folders.remember("image", tmp_path)
    assert folders.start_folder("image") != str(tmp_path)
