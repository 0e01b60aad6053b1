"""The line of the form that says which clip the next one continues."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest

from core.job import Job, StartFrame, State
from tests.queues import job
from tests.window.composing import Column, column, fox  # noqa: F401 - fixtures
from ui.compose.continues import NO_THREAD, Thread, thread_of

SIZE = (1280, 720)


def begun(column: Column, folder: Path, **changes: Any) -> Job:  # noqa: F811
    """Let the form continue a job."""
    before = job(State.COMPLETED, prompt="a fox in the snow", **changes)
    file = folder / "last.png"
    image = QImage(*SIZE, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    assert image.save(str(file))
    column.panel.continue_clip(file, SIZE, before)
    column.looked()
    return before


def test_it_names_the_clip_and_asks_for_just_its_size(
    column: Column,  # noqa: F811
    tmp_path: Path,
) -> None:
    column.choose("Aspect ratio", "9:16")
    column.choose("Resolution", "1080p")
    before = begun(column, tmp_path)
    line = column.panel.form.continues
    assert line.isVisible()
    assert line.words.text() == "Continues from: a fox in the snow"
    ask = column.panel.ask()
    assert (ask.after, ask.prompt) == (before.id, "a fox in the snow")
    assert (ask.values["aspect_ratio"], ask.values["resolution"]) == ("16:9", "720p")


def test_the_prompt_that_was_there_stays_until_somebody_types(
    column: Column,  # noqa: F811
    tmp_path: Path,
) -> None:
    column.write("my own words")
    begun(column, tmp_path)
    assert column.panel.ask().prompt == "my own words"
    QTest.keyClicks(column.window.focusWidget(), "next")
    assert column.panel.ask().prompt == "next"


def test_the_cross_ends_it_and_the_picture_stays(
    column: Column,  # noqa: F811
    tmp_path: Path,
) -> None:
    begun(column, tmp_path)
    column.click(column.panel.form.continues.end_button)
    assert not column.panel.form.continues.isVisible()
    ask = column.panel.ask()
    assert (ask.after, Path(ask.image).name) == ("", "last.png")


def test_another_picture_ends_it(
    column: Column,  # noqa: F811
    tmp_path: Path,
    fox: Path,  # noqa: F811
) -> None:
    begun(column, tmp_path)
    column.panel.set_start_frame(str(fox))
    assert column.panel.ask().after == ""
    assert not column.panel.form.continues.isVisible()


def test_no_picture_at_all_ends_it(column: Column, tmp_path: Path) -> None:  # noqa: F811
    begun(column, tmp_path)
    column.well.setFocus()
    QTest.keyClick(column.well, Qt.Key.Key_Delete)
    assert column.panel.ask().after == ""


def test_what_turns_out_to_be_no_picture_ends_nothing(
    column: Column,  # noqa: F811
    tmp_path: Path,
) -> None:
    before = begun(column, tmp_path)
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"none")
    column.panel.take_files([str(broken)])
    column.qtbot.waitUntil(lambda: column.panel.ask().after == before.id)
    assert column.panel.form.continues.isVisible()


def test_a_draft_keeps_it(column: Column, tmp_path: Path) -> None:  # noqa: F811
    before = begun(column, tmp_path)
    draft = column.panel.draft()
    column.click(column.panel.form.continues.end_button)
    column.panel.restore(draft)
    assert column.panel.ask().after == before.id
    assert column.panel.form.continues.words.text() == "Continues from: a fox in the snow"


@pytest.mark.parametrize("odd", [None, [], "x", {"after": 3}, {"shot": "2"}, {"title": None}])
def test_what_is_odd_in_a_draft_makes_no_thread(odd: object) -> None:
    assert thread_of(odd) == NO_THREAD


def test_reusing_the_settings_of_a_shot_asks_for_another_take_of_it(
    column: Column,  # noqa: F811
    tmp_path: Path,
    fox: Path,  # noqa: F811
) -> None:
    frame = StartFrame(str(fox), fit="crop")
    shot = job(State.FAILED, board="b", shot=2, after="first", start_frame=frame)
    column.panel.fill(shot, tmp_path)
    assert column.panel.form.continues.words.text() == "Another take of shot 2"
    ask = column.panel.ask()
    assert (ask.board, ask.shot, ask.after) == ("b", 2, "")
    waiting = dataclasses.replace(shot, start_frame=None)
    column.panel.fill(waiting, tmp_path)
    assert (column.panel.ask().after, column.panel.ask().image) == ("first", "")
    column.panel.set_start_frame(str(fox))
    ask = column.panel.ask()
    assert (ask.board, ask.shot, ask.after) == ("b", 2, "")
    column.panel.fill(job(), tmp_path)
    assert column.panel.form.continues.begun == Thread()
