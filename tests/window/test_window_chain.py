"""From clip to clip, as a person does it: the last frame, the strip, the film."""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from core.clipframes import clip_frame
from core.demo.animatic import Animatic, render
from core.home import Home
from core.job import Job, State
from core.media import joining
from core.media.joining import Joined, join_clips
from core.media.watch import MediaCancelled, Watch
from tests.faulty import FoxServer, Plan
from tests.studios import KEY
from tests.window.opening import Hands, by_hand, drive, seen, window_on
from ui.actions import Action
from ui.dialogs.join import JoinDialog
from ui.dialogs.question import Question

LEFT = Qt.MouseButton.LeftButton
FRAMES = 24


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a clip of a second that can be decoded."""
    file = tmp_path_factory.mktemp("clip") / "clip.mp4"
    render(Animatic(1280, 720, 1.0, "a fox"), file)
    return file.read_bytes()


@pytest.fixture
def server(clip: bytes) -> Iterator[FoxServer]:
    with FoxServer(key=KEY, clip=clip) as running:
        running.plan = Plan(pending=0, processing=1, accepted={"task_info": None})
        yield running


async def make(hands: Hands, prompt: str) -> Job:
    """Write a prompt over what is there, generate, and return the finished job."""
    before = len(hands.jobs())
    await hands.type(prompt)
    await hands.generate()
    await seen(lambda: len(hands.jobs()) > before)
    return await hands.job(State.COMPLETED)


async def go_on(hands: Hands, job: Job) -> None:
    """Click “Last frame → next” for a finished job, and wait for its picture in the form."""
    hands.window.resize(1500, 900)  # so that it has a button, and is not in the menu
    await hands.choose(job)
    button = await seen(lambda: hands.stage.action_bar.button(Action.CONTINUE))
    await hands.click(button)
    form = hands.compose.form
    await seen(lambda: form.continues.isVisible() and form.frame.source.shown)


async def chain_of_two(hands: Hands) -> tuple[Job, Job]:
    """Make a clip, and one that continues it."""
    first = await make(hands, "a fox")
    await go_on(hands, first)
    second = await make(hands, "it looks up")
    await seen(hands.stage.strip.isVisible)
    return first, second


def pixels(data: bytes) -> Any:
    """Return a PNG's pixels."""
    with Image.open(io.BytesIO(data)) as picture:
        return np.asarray(picture)


def dialog() -> JoinDialog | None:
    """Return the open dialog that asks about the film."""
    found = QApplication.activeModalWidget()
    return found if isinstance(found, JoinDialog) else None


async def ask_to_join(hands: Hands) -> JoinDialog:
    """Click “Join…” and return the dialog once it knows how the clips are joined."""
    await seen(hands.stage.strip.join_button.isEnabled)
    await hands.click(hands.stage.strip.join_button)
    asked = await seen(dialog)
    await seen(lambda: "Looking" not in asked.how.text)
    return asked


def toast_words(hands: Hands) -> list[str]:
    return [toast.label.text() for toast in hands.window.toasts.toasts]


def test_the_last_frame_of_a_clip_begins_the_next_exactly(home: Home, server: FoxServer) -> None:
    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            first = await make(hands, "a fox")
            await go_on(hands, first)
            form = hands.compose.form
            assert form.continues.words.text() == "Continues from: a fox"
            assert form.prompt.edit.textCursor().selectedText() == "a fox"
            assert form.ask().after == first.id
            second = await make(hands, "it looks up")
            assert second.prompt == "it looks up"
            assert (second.after, second.board, second.shot) == (first.id, first.id, 2)
            (upload,) = server.uploads
            last = np.asarray(clip_frame(Path(first.file), last=True).convert("RGB"))
            assert np.array_equal(pixels(upload.data), last)
            bodies = [json.loads(request.body) for request in server.requests("create")]
            for name in ("model", "aspect_ratio", "resolution"):
                assert bodies[0][name] == bodies[1][name]
            row = await seen(lambda: hands.stage.details.facts.row("after"))
            await seen(lambda: row.fact.value == "a fox")
            await hands.click(row)
            await seen(lambda: hands.stage.job is not None and hands.stage.job.id == first.id)

    drive(work)


def test_the_key_does_what_the_button_does(home: Home, server: FoxServer) -> None:
    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            first = await make(hands, "a fox")
            await hands.choose(first)
            for place in (
                hands.queue.view,
                hands.compose.form.prompt.edit,
                hands.stage.player.canvas,
            ):
                place.setFocus()
                await hands.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
                await seen(hands.compose.form.continues.isVisible)
                assert hands.focus() is hands.compose.form.prompt.edit
                hands.compose.form.continues.end_button.click()

    drive(work)


def test_another_try_is_a_take_of_the_same_shot(home: Home, server: FoxServer) -> None:
    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            await chain_of_two(hands)
            hands.compose.form.prompt.edit.selectAll()
            hands.compose.focus_prompt()
            third = await make(hands, "it looks down")
            assert third.shot == 2
            await seen(lambda: [len(s.takes) for s in hands.stage.strip.shots] == [1, 2])

    drive(work)


def test_a_clip_from_anywhere_gives_its_last_frame_too(
    home: Home, tmp_path: Path, clip: bytes
) -> None:
    file = tmp_path / "theirs.mp4"
    file.write_bytes(clip)

    async def work() -> None:
        async with window_on(home, demo=True) as hands:
            form = hands.compose.form
            hands.controller.chain.use_last_frame(file)
            await seen(lambda: form.frame.source.shown)
            assert not form.continues.isVisible()
            assert form.ask().after == ""
            with Image.open(form.ask().image) as picture:
                assert picture.size == (1280, 720)

    drive(work)


def test_a_clip_without_a_frame_is_said(home: Home, tmp_path: Path) -> None:
    file = tmp_path / "broken.mp4"
    file.write_bytes(b"nothing")

    async def work() -> None:
        async with window_on(home, demo=True) as hands:
            hands.controller.chain.use_last_frame(file)
            await seen(lambda: any("last frame" in words for words in toast_words(hands)))
            assert hands.compose.form.ask().image == ""

    drive(work)


def test_the_order_of_the_strip_is_the_order_of_the_film(home: Home, server: FoxServer) -> None:
    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            first, second = await chain_of_two(hands)
            view = hands.stage.strip.view
            port = view.viewport()
            start, goal = view.rect_of(1).center(), view.rect_of(0).topLeft() + QPoint(2, 20)

            def carry() -> None:
                QTest.mousePress(port, LEFT, pos=start)
                for step in range(1, 11):
                    QTest.mouseMove(port, start + (goal - start) * (step / 10))
                QTest.mouseRelease(port, LEFT, pos=goal)

            await by_hand(carry)
            ids = [second.id, first.id]
            await seen(lambda: [shot.face.id for shot in hands.stage.strip.shots] == ids)
            board = hands.controller.parts.library.board(first.board or first.id)
            assert [(job.id, job.shot) for job in board] == [(second.id, 1), (first.id, 2)]
            plan = hands.stage.strip.plan()
            assert [job.id for job in plan.clips] == ids

    drive(work)


def test_clips_become_one_film_that_is_found_in_its_folder(home: Home, server: FoxServer) -> None:
    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            await chain_of_two(hands)
            asked = await ask_to_join(hands)
            assert asked.heading.text() == "Join 2 clips"
            assert asked.how.text.startswith("Without re-encoding")
            assert asked.name.text() == "a fox joined"
            await hands.click(asked.join)
            await seen(lambda: any("Joined" in words for words in toast_words(hands)))
            assert f"Joined: 2 clips, 0:02, {2 * FRAMES} frames" in toast_words(hands)
            film = hands.controller.preferences.output / "a fox joined.mp4"
            assert film.is_file()
            again = await ask_to_join(hands)
            assert again.name.text() == "a fox joined (2)"
            again.name.setText("a fox joined")
            await hands.click(again.join)
            await seen(lambda: again.problem.text)
            assert "already" in again.problem.text
            await hands.press(Qt.Key.Key_Escape)

    drive(work)


def test_a_film_that_is_cancelled_leaves_nothing(
    home: Home, server: FoxServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = threading.Event()

    def join(files: Sequence[Path], target: Path, watch: Watch) -> Joined:
        """Join as ever, but never faster than a person cancels it."""
        begun.set()
        while not watch.cancelled():
            pass
        return join_clips(files, target, watch)

    monkeypatch.setattr(joining, "join_clips", join)

    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            await chain_of_two(hands)
            asked = await ask_to_join(hands)
            clips = hands.controller.preferences.output
            before = sorted(clips.iterdir())
            await hands.click(asked.join)
            await seen(begun.is_set)
            (toast,) = [each for each in hands.window.toasts.toasts if each.stays]
            button = toast.findChild(QPushButton)
            assert isinstance(button, QPushButton)
            assert button.text() == "Cancel"
            await hands.click(button)
            await seen(lambda: not hands.controller.media.busy)
            assert not any("Joined" in words for words in toast_words(hands))
            assert sorted(clips.iterdir()) == before

    drive(work)


def test_closing_asks_while_a_film_is_made(
    home: Home, server: FoxServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def join(_files: Sequence[Path], _target: Path, watch: Watch) -> Joined:
        """Take for ever, until nobody wants it any more."""
        while not watch.cancelled():
            pass
        raise MediaCancelled

    monkeypatch.setattr(joining, "join_clips", join)

    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            await chain_of_two(hands)
            asked = await ask_to_join(hands)
            await hands.click(asked.join)
            await seen(lambda: hands.controller.media.busy)
            hands.window.close()
            await seen(lambda: hands.window.findChild(Question) is not None)
            question = hands.window.findChild(Question)
            assert isinstance(question, Question)
            await hands.click(question.cancel)
            assert hands.controller.media.busy
            assert hands.window.isVisible()

    drive(work)
