"""Bad input in the window: words beside the field, and Generate sends nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtGui import QTextCursor

from core.frames import fit_frame
from core.framing import Framing
from core.home import Home
from core.job import State
from tests.faulty import FoxServer, Plan
from tests.studios import KEY
from tests.unit.core.test_sweeping import aged, pasted
from tests.window.opening import Hands, by_hand, drive, seen, window_on
from ui.dialogs.keyform import KeyForm
from ui.dialogs.pages.connection import ConnectionPage

PROMPT = "a fox runs through fresh snow"
FOX = "\N{FOX FACE}"

pytestmark = pytest.mark.usefixtures("qtbot")


@pytest.fixture
def server() -> Iterator[FoxServer]:
    """Yield a gateway that takes the studio's key, and whose tasks are soon done."""
    with FoxServer(key=KEY) as running:
        running.plan = Plan(pending=0, processing=0, accepted={"task_info": None})
        yield running


def paint(file: Path, colour: str) -> bytes:
    """Write a picture and return its bytes."""
    Image.new("RGB", (320, 180), colour).save(file)
    return file.read_bytes()


async def paste(hands: Hands, text: str) -> None:
    """Replace the prompt by ``text``, as pasting does."""
    edit = hands.compose.form.prompt.edit
    edit.selectAll()
    await by_hand(lambda: QTextCursor(edit.textCursor()).insertText(text))


async def refused(hands: Hands) -> None:
    """Press Generate, which must ask for nothing."""
    await hands.click(hands.compose.send.button)
    await seen(lambda: not hands.compose.send.busy)
    assert hands.jobs() == []


@pytest.mark.parametrize(
    ("prompt", "word"),
    [
        *(("", "Write what"), (" \u3000\n", "Write what"), (FOX * 20_001, "1 character")),
        ("a\0b", "no text"),
    ],
    ids=["empty", "spaces", "long", "nul"],
)
def test_a_prompt_that_is_none(home: Home, server: FoxServer, prompt: str, word: str) -> None:
    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            await paste(hands, prompt)
            await refused(hands)
            assert word in hands.compose.form.prompt.problem.said()
            assert hands.focus() is hands.compose.form.prompt.edit

    drive(work)
    assert server.requests("create") == []


def test_half_a_character_does_not_come_into_the_prompt(home: Home) -> None:
    async def work() -> None:
        async with window_on(home, key="", demo=True) as hands:
            await paste(hands, f"a\ud83eb{FOX}")
            assert hands.compose.ask().prompt == f"ab{FOX}"

    drive(work)


@pytest.mark.skipif(os.name == "nt", reason="there are no such pipes")
@pytest.mark.parametrize("kind", ["pipe", "cut", "text", "gone", "long"])
def test_a_picture_that_is_none(home: Home, server: FoxServer, tmp_path: Path, kind: str) -> None:
    file = tmp_path / ("x" * 300 if kind == "long" else "fox.png")
    if kind == "pipe":
        os.mkfifo(file)
    elif kind == "cut":
        file.write_bytes(paint(tmp_path / "whole.png", "orange")[:-60])
    elif kind == "text":
        file.write_text("A fox, in words", "utf-8")

    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            await hands.type(PROMPT)
            hands.compose.set_start_frame(str(file))
            frame = hands.compose.form.frame
            await seen(frame.words.said)
            await refused(hands)
            assert "picture" in frame.words.said()
            assert "Errno" not in frame.words.said()

    drive(work)
    assert server.requests("create") == []
    assert server.uploads == []


def test_a_picture_that_changed_since_it_was_shown_is_shown_anew_before_it_is_sent(
    home: Home, server: FoxServer, tmp_path: Path
) -> None:
    file = tmp_path / "fox.png"
    paint(file, "orange")

    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            await hands.type(PROMPT)
            hands.compose.set_start_frame(str(file))
            frame = hands.compose.form.frame
            first = await seen(lambda: frame.source.shown)
            paint(file, "navy")
            await refused(hands)
            assert "was shown" in frame.words.said()
            await seen(lambda: frame.source.shown not in ("", first))
            await hands.click(hands.compose.send.button)
            await hands.job(State.COMPLETED)

    drive(work)
    (upload,) = server.uploads
    assert upload.data == fit_frame(file.read_bytes(), (1280, 720), Framing(), "x")


def test_a_window_sweeps_what_nobody_needs_and_keeps_what_its_form_shows(home: Home) -> None:
    kept, old = pasted(home, b"kept", "-fox.png"), pasted(home, b"old")
    frame = home.frames / f"{'0' * 64}.png"
    frame.touch()
    aged(frame)

    async def work() -> None:
        async with window_on(home, key="", demo=True) as hands:
            await seen(lambda: not old.exists() and not frame.exists())
            assert kept.exists()
            assert hands.compose.form.frame.image() == str(kept)

    async def before() -> None:
        async with window_on(home, key="", demo=True) as hands:
            paint(kept, "orange")
            hands.compose.set_start_frame(str(kept))
            await seen(lambda: hands.compose.form.frame.source.shown)

    old.rename(home.root / "later")
    drive(before)
    (home.root / "later").rename(old)
    aged(kept)
    aged(old)
    frame.touch()
    aged(frame)
    drive(work)


# A key beside the environment's


@pytest.mark.parametrize("own", ["", KEY])
def test_it_is_said_which_key_goes_first_at_the_next_start(own: str) -> None:
    environ = {"FOXAPI_API_KEY": own}
    form, page = (
        KeyForm("https://a.b", environ=environ),
        ConnectionPage("https://a.b", environ=environ),
    )
    form.show()
    page.show()
    assert form.first.isVisible() is bool(own)
    assert ("FOXAPI_API_KEY" in form.first.text()) is bool(own)
    page.set_key_source("keychain")
    assert ("next start" in page.key_hint.text()) is bool(own)
    assert page.key_hint.isVisible() is bool(own)
    form.set_open(False)
    assert not form.first.isVisible()
    for widget in (form, page):
        widget.close()
        widget.deleteLater()
