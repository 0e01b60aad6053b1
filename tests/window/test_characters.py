"""Characters in the whole window: made, kept, chosen and sent, with hands on mouse and keys."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn, TypeVar

import av
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from core.home import Home
from core.job import Job, State
from core.media.watch import Watch
from tests.clips import Recipe, make_clip, numbers_of
from tests.faulty import FoxServer
from tests.studios import KEY
from tests.window.opening import Hands, by_hand, drive, seen, window_on
from ui.actions import Action
from ui.characters.add import AddDialog
from ui.characters.chips import CharactersControl
from ui.characters.library import LibraryDialog
from ui.characters.make import MakeDialog

S = State
_T = TypeVar("_T", bound=QWidget)
HD = (1280, 720)

pytestmark = pytest.mark.usefixtures("qtbot")


@pytest.fixture
def server() -> Iterator[FoxServer]:
    """Yield a gateway that takes the studio's key."""
    with FoxServer(key=KEY) as running:
        yield running


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a clip of ten seconds whose pictures carry their numbers, twelve a second."""
    file = tmp_path_factory.mktemp("clips") / "walk.mp4"
    return make_clip(file, Recipe(frames=120, size=HD, fps=12))


async def dialog_of(kind: type[_T]) -> _T:
    """Return the dialog of this kind once it is in front."""

    def found() -> _T | None:
        active = QApplication.activeModalWidget()
        return active if isinstance(active, kind) and active.isActiveWindow() else None

    return await seen(found)


async def back(hands: Hands) -> None:
    """Wait until no dialog is open any more, and write the prompt."""
    await seen(lambda: QApplication.activeModalWidget() is None)
    hands.window.activateWindow()
    await seen(hands.window.isActiveWindow)
    hands.compose.focus_prompt()


async def open_library(hands: Hands) -> LibraryDialog:
    """Open all characters by the button in the window's bar."""
    await hands.click(hands.window.header.characters)
    return await dialog_of(LibraryDialog)


async def begin_making(hands: Hands, clip: Path, name: str) -> MakeDialog:
    """Ask for a character by the beginning of a clip, and stay in the dialog."""
    hands.controller.characters.make(clip)
    dialog = await dialog_of(MakeDialog)
    await seen(lambda: dialog.cut.usable)
    await hands.type(name)
    await hands.press(Qt.Key.Key_Return)
    return dialog


async def make(hands: Hands, clip: Path, name: str, start: float = 0.0) -> Job:
    """Make a character from the first dialog on, and return its job once it has ended."""
    library = await open_library(hands)
    await hands.click(library.make if library.make.isVisible() else library.empty_make)
    dialog = await dialog_of(MakeDialog)
    await by_hand(lambda: dialog.take(clip))
    await seen(lambda: dialog.cut.usable)
    await by_hand(lambda: dialog.cut.strip.setValue(round(start * 100)))
    dialog.name.setFocus()
    await hands.type(name)
    await hands.click(dialog.make)
    await back(hands)
    return await hands.job(S.COMPLETED)


def control(hands: Hands) -> CharactersControl | None:
    """Return the form's control for characters, if it is in view."""
    found = hands.compose.findChildren(CharactersControl)
    return next((each for each in found if each.isVisible()), None)


def test_a_character_is_made_and_used_with_just_the_contracts_bodies(
    home: Home, server: FoxServer, clip: Path
) -> None:
    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            made = await make(hands, clip, "Mika", start=3.0)
            assert made.character_name == "Mika"
            await seen(lambda: hands.stage.job is not None and hands.stage.job.id == made.id)
            await seen(lambda: control(hands) is not None)
            await hands.type("A hat for @m")
            await seen(lambda: hands.compose.form.prompt.completion.offers.isVisible())
            await hands.press(Qt.Key.Key_Tab)
            await hands.generate()
            await seen(lambda: len(hands.jobs()) == 2)
            job = await hands.job(S.COMPLETED)
            assert job.values["character_ids"] == [made.character_id]
            await hands.choose(job)
            facts = hands.stage.details.facts
            await seen(
                lambda: (row := facts.row("value.character_ids")) and row.fact.value == "Mika"
            )

    drive(work)
    upload = server.uploads[0]
    assert upload.media_type == "video/mp4"
    assert upload.name.endswith(".mp4")
    assert "walk" not in upload.name
    url = f"{server.cdn_url}/files/{upload.id}/{upload.name}"
    first, second = (request.json for request in server.requests("create"))
    assert first == {"model": "sora-2-character", "video_url": url, "name": "Mika"}
    assert second == {
        "model": "sora-2-pro",
        "prompt": "A hat for Mika",
        "aspect_ratio": "16:9",
        "duration": 4,
        "resolution": "720p",
        "character_ids": ["ch_task-unified-1757165001-fox00001"],
    }


def test_the_upload_is_the_part_that_was_chosen(
    home: Home, server: FoxServer, clip: Path, tmp_path: Path
) -> None:
    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            made = await make(hands, clip, "Mika", start=3.0)
            kept = home.frames / f"{made.inputs[0].sha256}.mp4"
            assert hashlib.sha256(kept.read_bytes()).hexdigest() == made.inputs[0].sha256

    drive(work)
    sent = tmp_path / "sent.mp4"
    sent.write_bytes(server.uploads[0].data)
    assert numbers_of(sent) == list(range(36, 84))
    with av.open(str(sent)) as container:
        assert container.streams.video[0].codec_context.name == "h264"


def test_the_stage_says_what_a_character_is_and_takes_it_into_the_prompt(
    home: Home, server: FoxServer, clip: Path
) -> None:
    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            made = await make(hands, clip, "Mika")
            await hands.choose(made)
            facts = hands.stage.details.facts
            await seen(lambda: {"character_id", "usable"} <= set(facts._rows))
            assert facts._rows["character_id"].fact.value == made.character_id
            assert facts._rows["usable"].fact.value.startswith("with 127.0.0.1")
            assert facts._rows["source_clip"].fact.value == "walk.mp4"
            await seen(lambda: hands.stage._pictured)
            button = hands.stage.action_bar.button(Action.USE)
            assert button is not None
            assert hands.stage.action_bar.button(Action.FETCH) is None
            await hands.click(button)
            await seen(lambda: hands.compose.ask().prompt == "Mika")
            assert hands.compose.ask().values["character_ids"] == [made.character_id]
            field = await seen(lambda: control(hands))
            assert field is not None
            await hands.click(field.chips[0].remove)
            await hands.click(button)
            await seen(lambda: "character_ids" in hands.compose.ask().values)
            assert hands.compose.ask().prompt == "Mika"

    drive(work)


def test_a_finished_clip_becomes_a_character_from_its_row(home: Home, clip: Path) -> None:
    with FoxServer(key=KEY, clip=clip.read_bytes()) as server:

        async def work() -> None:
            async with window_on(home, base_url=server.base_url) as hands:
                await hands.type("a walk")
                await hands.generate()
                job = await hands.job(S.COMPLETED)
                await hands.choose(job)
                hands.controller.actions.act(Action.CHARACTER, [job.id])
                dialog = await dialog_of(MakeDialog)
                await seen(lambda: dialog.cut.usable)
                assert dialog.cut.title.text() == Path(job.file).name
                assert dialog.name.hasFocus()
                await hands.type("Leo")
                await hands.press(Qt.Key.Key_Return)
                await seen(lambda: QApplication.activeModalWidget() is None)
                made = await hands.job(S.COMPLETED)
                assert made.character_name == "Leo"

        drive(work)
        assert [request.json["model"] for request in server.requests("create")] == [
            "sora-2-pro",
            "sora-2-character",
        ]


def test_a_character_from_elsewhere_is_kept_without_a_request(
    home: Home, server: FoxServer
) -> None:
    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            library = await open_library(hands)
            await hands.click(library.add)
            dialog = await dialog_of(AddDialog)
            dialog.lines["name"].setFocus()
            await hands.type("Mika")
            dialog.lines["character_id"].setFocus()
            await hands.type("char-77")
            await hands.press(Qt.Key.Key_Return)
            await seen(lambda: library.chosen is not None)
            await hands.click(library.use)
            await seen(lambda: hands.compose.ask().prompt == "Mika")
            assert hands.compose.ask().values["character_ids"] == ["char-77"]
            await back(hands)
            await hands.generate()
            await seen(lambda: hands.jobs()[0].state is S.COMPLETED and hands.jobs()[0].file)

        async with window_on(home, base_url=server.base_url) as hands:
            await seen(lambda: hands.controller.characters.cast.here)
            [kept] = hands.controller.characters.cast.here
            assert (kept.character_name, kept.character_id) == ("Mika", "char-77")
            assert kept.state is S.COMPLETED

    drive(work)
    [create] = server.requests("create")
    assert create.json["character_ids"] == ["char-77"]
    assert server.uploads == []


def test_a_removed_character_comes_back_by_undo(home: Home, server: FoxServer, clip: Path) -> None:
    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            await make(hands, clip, "Mika")
            cast = hands.controller.characters.cast
            await seen(lambda: cast.here)
            library = await open_library(hands)
            await seen(lambda: library.chosen is not None)
            await hands.click(library.remove)
            await seen(lambda: not cast.here)
            await hands.press(Qt.Key.Key_Escape)
            assert control(hands) is None
            toast = await seen(lambda: next(iter(hands.window.toasts.toasts), None))
            await hands.click(toast.button)
            await seen(lambda: cast.here)

    drive(work)


def test_without_a_key_nothing_is_prepared_twice(home: Home, server: FoxServer, clip: Path) -> None:
    async def work() -> None:
        async with window_on(home, base_url=server.base_url, key="", demo=True) as hands:
            made = await make(hands, clip, "Mika")
            assert made.connection.demo
            cast = hands.controller.characters.cast
            await seen(lambda: cast.here)
            hands.controller.account.use(demo=False, remember=False)
            await seen(lambda: cast.elsewhere and not cast.here)
            assert control(hands) is None
            library = await open_library(hands)
            assert not library.use.isEnabled()
            assert "built-in engine" in library.note.text
            QTest.keyClick(library, Qt.Key.Key_Escape)

    drive(work)
    assert server.requests() == []


class Cutting:
    """Stands for a clip that takes long to be cut: it is at a third until it is stopped."""

    def __init__(self) -> None:
        self.begun, self.ended = threading.Event(), threading.Event()

    def __call__(self, *asked: object) -> NoReturn:
        """Cut for ever."""
        (watch,) = (each for each in asked if isinstance(each, Watch))
        self.begun.set()
        try:
            while True:
                watch.at(1 / 3)
                self.ended.wait(0.01)
        finally:
            self.ended.set()


def test_a_clip_that_is_being_cut_can_be_stopped_and_nothing_is_sent(
    home: Home, server: FoxServer, clip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cutting = Cutting()
    monkeypatch.setattr("core.media.trimming.freeze_clip", cutting)

    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            dialog = await begin_making(hands, clip, "Mika")
            await seen(lambda: dialog.progress.value() == 330)
            await hands.press(Qt.Key.Key_Escape)
            await seen(lambda: dialog.preparing is None)
            assert cutting.ended.is_set()
            assert dialog.isVisible()
            assert dialog.make.isEnabled()
            assert hands.jobs() == []
            await hands.press(Qt.Key.Key_Escape)
            await back(hands)

    drive(work)
    assert server.requests("create") == []


def test_a_window_that_goes_stops_what_is_being_cut(
    home: Home, server: FoxServer, clip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cutting = Cutting()
    monkeypatch.setattr("core.media.trimming.freeze_clip", cutting)

    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            await begin_making(hands, clip, "Mika")
            await seen(cutting.begun.is_set)

    drive(work)
    assert cutting.ended.wait(20)
    assert server.requests("create") == []


def test_a_clip_that_is_gone_meanwhile_is_said_and_nothing_is_sent(
    home: Home, server: FoxServer, clip: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "mine.mp4"
    copy.write_bytes(clip.read_bytes())

    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            hands.controller.characters.make(copy)
            dialog = await dialog_of(MakeDialog)
            await seen(lambda: dialog.cut.usable)
            copy.unlink()
            await hands.type("Mika")
            await hands.press(Qt.Key.Key_Return)
            await seen(lambda: dialog.cut.note.tone == "problem")
            assert dialog.cut.note.text == "The clip “mine.mp4” cannot be read: it is not there."
            assert dialog.isVisible()
            assert hands.jobs() == []
            await hands.press(Qt.Key.Key_Escape)

    drive(work)
    assert server.requests("create") == []
