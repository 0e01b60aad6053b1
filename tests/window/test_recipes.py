"""Clips that are dropped on the window bring their settings back, and folders their clips."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtWidgets import QFileDialog, QWidget

from core import importing as core_importing
from core.home import Home
from core.job import Job, StartFrame
from core.sidecar import write_sidecar
from tests.faulty import FoxServer
from tests.movies import movie, tagged_clip
from tests.unit.core.test_sidecar import done
from tests.window.composing import Drag, picture
from tests.window.opening import Hands, by_hand, drive, seen, window_on
from ui.handover import Handover
from ui.mediawork import MediaToast
from ui.recipes import veil_words

VALUES = {"duration": 12, "aspect_ratio": "9:16", "resolution": "1080p"}


def made(folder: Path, **changes: Any) -> Job:
    """Return a finished job, and leave its clip with tags in ``folder``."""
    asked = {"model": "sora-2-pro", "values": VALUES, "start_frame": None, "remix_of": ""}
    job = done(folder, **{**asked, "inputs": (), "after": "", **changes})
    (folder / "clip.mp4").unlink()
    tagged_clip(job, folder / "clip.mp4")
    return job


def urls(*files: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    return data


async def drop(over: QWidget, *files: Path) -> bool:
    """Drag files from elsewhere over a part of the window and let go."""
    taken: list[bool] = []
    data = urls(*files)
    await by_hand(lambda: taken.append(Drag(data, over).drop()))
    return taken[0]


def said(hands: Hands) -> str:
    return "\n".join(toast.accessibleName() for toast in hands.window.toasts.toasts)


async def shown(hands: Hands, image: str = "") -> None:
    """Wait until the form shows a start frame: ``image``, or any."""
    source = hands.compose.form.frame.source
    await seen(lambda: source.shown and hands.compose.ask().image)
    assert not image or hands.compose.ask().image == image


def asks(hands: Hands) -> tuple[str, str, dict[str, Any]]:
    ask = hands.compose.ask()
    return ask.prompt, ask.model, {name: ask.values.get(name) for name in VALUES}


@pytest.mark.parametrize("where", ["compose", "prompt", "queue", "stage", "header"])
def test_a_clip_dropped_anywhere_brings_its_settings_back(
    home: Home, server: FoxServer, tmp_path: Path, where: str
) -> None:
    job = made(tmp_path)

    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            await hands.type("something else")
            before = asks(hands)
            parts = {
                "compose": hands.compose,
                "prompt": hands.compose.form.prompt.edit.viewport(),
                "queue": hands.queue.view.viewport(),
                "stage": hands.stage,
                "header": hands.window.header,
            }
            assert await drop(parts[where], tmp_path / "clip.mp4")
            await seen(lambda: asks(hands) == (job.prompt, job.model, VALUES))
            assert "The settings of “clip.mp4” are back." in said(hands)
            assert not hands.controller.recipes.veil.isVisible()
            await hands.click(hands.window.toasts.toasts[-1].button)
            assert asks(hands) == before

    drive(work)
    assert not server.requests("create")


def test_a_sidecar_does_so_with_its_start_frame(
    home: Home, server: FoxServer, tmp_path: Path
) -> None:
    fox = picture(tmp_path / "fox.png")
    job = made(tmp_path, start_frame=StartFrame(str(fox), "ab" * 32, "image/png", fit="pad"))
    write_sidecar(job, tmp_path / "clip.mp4")
    (tmp_path / "clip.mp4").unlink()

    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            assert await drop(hands.queue, tmp_path / "clip.json")
            await shown(hands, str(fox))
            assert hands.compose.ask().prompt == job.prompt

    drive(work)


def test_without_its_prompt_the_one_in_the_form_stays(
    home: Home, server: FoxServer, tmp_path: Path
) -> None:
    job = made(tmp_path, model="sora-99")
    (tmp_path / "clip.mp4").unlink()
    tagged_clip(job, tmp_path / "clip.mp4", prompt=False)

    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            await hands.type("my own words")
            await drop(hands.stage, tmp_path / "clip.mp4")
            await seen(lambda: "Its prompt is not in the file." in said(hands))
            assert "“sora-99” is not known here" in said(hands)
            assert hands.compose.ask().prompt == "my own words"
            assert hands.compose.ask().values["duration"] == 12

    drive(work)


@pytest.mark.parametrize("use", ["last_frame", "character"])
def test_a_clip_from_elsewhere_is_offered_what_else_it_can_be(
    home: Home, server: FoxServer, tmp_path: Path, use: str
) -> None:
    file = tmp_path / "holiday.mp4"
    file.write_bytes(movie())

    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            recipes = hands.controller.recipes
            used: list[tuple[str, Path]] = []
            recipes.use_last_frame = lambda clip: used.append(("last_frame", clip))
            recipes.make_character = lambda clip: used.append(("character", clip))
            await drop(hands.queue, file)
            dialog = await seen(lambda: recipes.dialog)
            await seen(dialog.isActiveWindow)
            assert "“holiday.mp4” does not say how it was made" in dialog.text.text()
            await hands.click(dialog.begin if use == "last_frame" else dialog.make)
            assert used == [(use, file)]
            assert recipes.dialog is None

    drive(work)


def test_a_dropped_clip_from_elsewhere_begins_the_next_with_its_last_frame(
    home: Home, server: FoxServer, tmp_path: Path
) -> None:
    file = tmp_path / "holiday.mp4"
    file.write_bytes(movie())

    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            await drop(hands.queue, file)
            dialog = await seen(lambda: hands.controller.recipes.dialog)
            await seen(dialog.isActiveWindow)
            await hands.click(dialog.begin)
            await shown(hands)

    drive(work)


def test_a_json_of_something_else_is_said_to_be_none(
    home: Home, server: FoxServer, tmp_path: Path
) -> None:
    (tmp_path / "package.json").write_text("{}")

    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            await drop(hands.queue, tmp_path / "package.json")
            await seen(lambda: "“package.json” does not say how a clip was made" in said(hands))

    drive(work)


def test_other_files_are_not_taken_and_a_held_clip_says_what_a_drop_does(
    home: Home, server: FoxServer, tmp_path: Path
) -> None:
    made(tmp_path)
    (tmp_path / "notes.txt").touch()

    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            veil = hands.controller.recipes.veil

            def hold() -> None:
                assert not Drag(urls(tmp_path / "notes.txt"), hands.queue).move()
                clip = Drag(urls(tmp_path / "clip.mp4"), hands.queue)
                assert clip.move()
                assert veil.isVisible()
                assert veil._words == veil_words()
                clip.leave()
                assert not veil.isVisible()

            await by_hand(hold)

    drive(work)


def test_the_program_can_be_started_with_a_clip_and_so_can_it_be_handed_over(
    home: Home, server: FoxServer, tmp_path: Path
) -> None:
    (first := tmp_path / "first").mkdir()
    (second := tmp_path / "second").mkdir()
    made(first, prompt="the first")
    made(second, prompt="the second")
    fox = picture(tmp_path / "fox.png")

    async def work() -> None:
        files = [str(first / "clip.mp4")]
        async with window_on(home, base_url=server.base_url, files=files) as hands:
            await seen(lambda: hands.compose.ask().prompt == "the first")
            assert hands.controller.take(Handover((str(second / "clip.mp4"),)))
            await seen(lambda: hands.compose.ask().prompt == "the second")
            both = (str(first / "clip.mp4"), str(fox))
            assert hands.controller.take(Handover(both))
            await shown(hands, str(fox))
            assert hands.compose.ask().prompt == "the second"

    drive(work)


# A folder of clips


async def open_library(hands: Hands) -> Any:
    await hands.click(hands.window.header.settings)
    dialog = await seen(lambda: hands.controller.preferences._dialog)
    await seen(dialog.isActiveWindow)
    row = [dialog.list.item(row).text() for row in range(dialog.list.count())].index("Library")
    place = dialog.list.visualItemRect(dialog.list.item(row)).center()
    await hands.click(dialog.list.viewport(), place)
    return dialog


async def look_in(hands: Hands, folder: Path) -> None:
    """Choose a folder in the settings, as a person does."""
    dialog = await open_library(hands)
    await hands.click(dialog.library.look)
    picker = await seen(lambda: dialog.library.findChild(QFileDialog))
    await by_hand(lambda: picker.fileSelected.emit(str(folder)))


def test_a_folder_s_clips_are_in_the_list_after_a_look(
    home: Home, server: FoxServer, tmp_path: Path
) -> None:
    (deep := tmp_path / "archive" / "2026").mkdir(parents=True)
    job = made(deep)

    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            await look_in(hands, tmp_path / "archive")
            await seen(lambda: "Clips found: 1. New in the list: 1." in said(hands))
            (found,) = hands.jobs()
            assert (found.id, found.prompt) == (job.id, job.prompt)
            assert found.file == str(deep / "clip.mp4")
            toast = next(
                each for each in hands.window.toasts.toasts if "Clips" in each.label.text()
            )
            await hands.click(toast.button)
            await seen(lambda: hands.stage.job is not None and hands.stage.job.id == job.id)
            await look_in(hands, tmp_path / "archive")
            await seen(lambda: "Known already: 1." in said(hands))
            await look_in(hands, tmp_path)
            await seen(lambda: len(hands.jobs()) == 1)

    drive(work)


def test_looking_can_be_stopped_and_adds_nothing_then(
    home: Home, server: FoxServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a", "b"):
        (tmp_path / "archive" / name).mkdir(parents=True)
        made(tmp_path / "archive" / name, id=f"job{name}", task_id=f"task-{name}")
    held, go = threading.Event(), threading.Event()
    read = core_importing.finished_clip

    def slowly(file: Path) -> Job | None:
        held.set()
        assert go.wait(30)
        return read(file)

    monkeypatch.setattr(core_importing, "finished_clip", slowly)

    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            await look_in(hands, tmp_path / "archive")
            await seen(held.is_set)
            (toast,) = (t for t in hands.window.toasts.toasts if isinstance(t, MediaToast))
            assert "archive" in toast.label.text()
            await hands.click(toast.button)
            go.set()
            await seen(lambda: not hands.controller.media.busy)
            assert hands.jobs() == []

    drive(work)


def test_a_moved_clip_plays_from_where_it_is_now(
    home: Home, server: FoxServer, tmp_path: Path
) -> None:
    job = made(tmp_path)

    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            hands.controller._studio._ledger.add([job])
            (tmp_path / "archive").mkdir()
            (tmp_path / "clip.mp4").rename(tmp_path / "archive" / "new name.mp4")
            await look_in(hands, tmp_path / "archive")
            await seen(lambda: "Found again where they are now: 1." in said(hands))
            assert hands.jobs()[0].file == str(tmp_path / "archive" / "new name.mp4")

    drive(work)
