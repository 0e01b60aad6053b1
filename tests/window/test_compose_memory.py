"""Drafts that survive a restart, settings that are reused, and the language switched live."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QTextEdit, QWidget

from core import language
from core.frames import keep_frame
from core.framing import Framing
from core.home import Home
from core.job import Connection, Job, StartFrame
from tests.window.composing import Column, column, fox, picture
from tests.window.opening import drive, seen, window_on

__all__ = ("column", "fox")


def job(**changes: Any) -> Job:
    """Return a job that asked for a portrait of a fox."""
    plain = Job(
        id="abcdefghij",
        created_at=0.0,
        connection=Connection("demo"),
        model="sora-2",
        prompt="a fox",
        values={"duration": 16, "aspect_ratio": "9:16", "resolution": "1080p"},
        output="/clips",
    )
    return dataclasses.replace(plain, **changes)


def test_a_draft_brings_everything_back(column: Column, fox: Path) -> None:
    column.write("a fox")
    column.choose("Model", "Sora 2")
    column.choose("Duration", "20 s")
    column.choose("Takes", "×3")
    column.panel.set_start_frame(str(fox))
    column.looked()
    column.choose("Fit", "Blur")
    column.click(column.panel.form.more)
    column.panel.form.options.choose_character("char-fox")
    asked, draft = column.panel.ask(), json.loads(json.dumps(column.panel.draft()))

    column.panel.restore({})
    assert column.panel.ask().prompt == ""
    assert column.panel.ask().values["duration"] == 4
    column.panel.form.frame.source.clear()
    column.panel.restore(draft)
    column.looked()
    assert column.panel.ask() == asked
    assert asked.values["character_ids"] == ["char-fox"]
    assert column.panel.form.more.is_open
    assert not column.panel.form.prompt.edit.document().isUndoAvailable()


def test_a_draft_brings_back_what_stayed_in_view_with_another_model(column: Column) -> None:
    column.choose_model("Veo 3.1")
    asked, draft = column.panel.ask(), json.loads(json.dumps(column.panel.draft()))
    column.panel.restore({"model": asked.model})
    assert column.panel.ask().values["duration"] == 8
    column.panel.restore(draft)
    assert column.panel.ask() == asked
    assert asked.values["duration"] == 4


def test_the_next_clip_of_another_model_is_as_long_as_the_form_says(
    column: Column, fox: Path
) -> None:
    column.choose_model("Sora 2 Pro")
    shown = column.panel.ask().values["duration"]
    column.panel.continue_clip(fox, (1280, 720), job(model="veo-3.1"))
    column.looked()
    asked = column.panel.ask()
    assert (asked.model, asked.values["duration"]) == ("veo-3.1", shown)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    draft=st.dictionaries(
        st.sampled_from(["prompt", "model", "values", "takes", "frame", "more"]),
        st.one_of(
            st.none(), st.booleans(), st.integers(), st.text(max_size=4), st.lists(st.integers()),
            st.just("sora-2"),
            st.dictionaries(
                st.sampled_from(["fit", "links", "folder", "name", "duration", "character_ids"]),
                st.one_of(st.none(), st.integers(), st.text(max_size=4), st.just([None, 3])),
            ),
        ),
    )
)  # fmt: skip
def test_any_draft_is_survived(column: Column, draft: dict[str, Any]) -> None:
    column.panel.restore(draft)
    json.dumps(column.panel.draft())
    column.panel.ask()


def test_settings_of_a_job_are_reused(column: Column, fox: Path, tmp_path: Path) -> None:
    frames = tmp_path / "frames"
    frames.mkdir()
    column.choose("Takes", "×4")
    source = StartFrame(source=str(fox), sha256="0" * 64, fit="pad")
    column.panel.fill(job(start_frame=source), frames)
    column.looked()
    ask = column.panel.ask()
    assert (ask.model, ask.prompt, ask.takes) == ("sora-2", "a fox", 1)
    assert (ask.image, ask.fit) == (str(fox), "pad")
    assert {name: ask.values[name] for name in job().values} == job().values
    column.panel.fill(job(values={}), frames, takes=3)
    assert column.panel.ask().values["duration"] == 4
    assert column.panel.ask().image == ""
    assert column.panel.ask().takes == 3


def test_a_start_frame_that_is_gone_is_taken_from_its_copy(
    column: Column, fox: Path, tmp_path: Path
) -> None:
    frames = tmp_path / "frames"
    frames.mkdir()
    kept = keep_frame(frames, fox.read_bytes(), str(tmp_path / "gone.png"), Framing())
    column.panel.fill(job(start_frame=kept), frames)
    column.looked()
    assert column.panel.ask().image == str(frames / f"{kept.sha256}.png")
    assert column.panel.form.frame.title.text() == "gone.png"


def test_a_fetched_start_frame_is_taken_from_its_copy_too(
    column: Column, fox: Path, tmp_path: Path
) -> None:
    link = "http://127.0.0.1:9/a%20fox.png"
    kept = keep_frame(tmp_path, fox.read_bytes(), link, Framing())
    column.panel.fill(job(start_frame=kept), tmp_path)
    column.looked()
    assert column.panel.ask().image == str(tmp_path / f"{kept.sha256}.png")
    assert column.panel.form.frame.title.text() == "a fox.png"


def test_a_start_frame_that_is_nowhere_is_said(column: Column, tmp_path: Path) -> None:
    gone = StartFrame(source=str(tmp_path / "gone.png"), sha256="0" * 64, fit="crop")
    column.panel.fill(job(start_frame=gone), tmp_path)
    column.qtbot.waitUntil(lambda: any("cannot be read" in each for each in column.said()))
    column.click(column.panel.send.button)
    assert column.asks == []


def test_a_job_of_a_model_that_is_gone_leaves_the_model(column: Column, tmp_path: Path) -> None:
    column.panel.fill(job(model="sora-9", values={"duration": 99}), tmp_path)
    assert column.panel.ask().model == "sora-2-pro"
    assert column.panel.ask().values["duration"] == 12


def test_pasted_pictures_have_no_name_after_a_restart(column: Column, tmp_path: Path) -> None:
    folder = tmp_path / "pasted"
    folder.mkdir()
    data = picture(tmp_path / "a.png").read_bytes()
    kept = folder / f"{hashlib.sha256(data).hexdigest()}.png"
    kept.write_bytes(data)
    column.panel.restore({"frame": {"file": str(kept), "name": ""}})
    column.looked()
    assert column.panel.form.frame.title.text() == "Pasted picture"


# The language


@pytest.fixture
def speak(column: Column) -> Iterator[Callable[[str], None]]:
    """Return a function that switches the language; English again in the end."""

    def switch(name: str) -> None:
        language.use(name)
        QCoreApplication.sendEvent(column.panel, QEvent(QEvent.Type.LanguageChange))

    yield switch
    language.use("en")


def test_the_language_changes_what_is_shown_and_nothing_else(
    column: Column, speak: Callable[[str], None], fox: Path
) -> None:
    column.write("a fox")
    column.choose("Model", "Sora 2")
    column.choose("Duration", "20 s")
    column.panel.set_start_frame(str(fox))
    column.looked()
    duration = column.segments("Duration").buttons()[4]
    duration.setFocus()
    before = column.panel.ask()
    speak("zh_CN")
    assert column.panel.ask() == before
    assert duration.hasFocus()
    assert column.words("时长")[-1].startswith("20")
    assert column.panel.form.options.rows["aspect_ratio"].name.text() == "画幅"
    assert column.panel.form.frame.well.accessibleName() == "起始帧"
    speak("en")
    assert column.words("Duration")[-1] == "20 s"


def test_every_control_has_a_name(column: Column, fox: Path) -> None:
    column.panel.set_start_frame(str(fox))
    column.looked()
    column.click(column.panel.form.more)
    column.panel.form.options.choose_character("char-fox")
    kinds = (QAbstractButton, QLineEdit, QTextEdit)
    controls = [each for each in column.panel.findChildren(QWidget) if isinstance(each, kinds)]
    unnamed = [
        each
        for each in controls
        if each.isVisible()
        and not each.accessibleName()
        and not (isinstance(each, QAbstractButton) and each.text())
    ]
    assert unnamed == []
    assert len(controls) > 20


@pytest.mark.usefixtures("qtbot")
def test_news_after_the_end_of_the_window_keep_no_draft(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def work() -> None:
        async with window_on(home, demo=True) as hands:
            controller = hands.controller
            await hands.type("in time")
            controller.end()
            await seen(lambda: not controller.window.isVisible())
            kept: list[object] = []
            monkeypatch.setattr(controller.preferences, "keep_draft", kept.append)
            for timer in controller.findChildren(QTimer):
                timer.setInterval(0)
            controller.compose.changed.emit()  # as a late picture does
        late: list[bool] = []
        QTimer.singleShot(10, lambda: late.append(True))
        await seen(lambda: late)
        assert kept == []

    drive(work)
