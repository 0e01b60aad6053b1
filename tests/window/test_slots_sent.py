"""Each kind of input from the window to the wire: what is uploaded, and the exact body."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from core.home import Home
from core.job import Job, State
from tests.faulty import FoxServer, Plan
from tests.stages import WIDE, clip
from tests.studios import KEY
from tests.window import slotmodels as models
from tests.window.composing import Drag, files, picture
from tests.window.opening import Hands, by_hand, drive, seen, window_on
from ui.actions import Action

PROMPT = "a fox in the snow"
SHAPE = {"aspect_ratio": "16:9", "resolution": "720p"}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[FoxServer]:
    """Yield a gateway whose tasks are soon done, with clips that can be played."""
    with FoxServer(key=KEY, clip=clip(tmp_path, size=WIDE).read_bytes()) as running:
        running.plan = Plan(pending=0, processing=0)
        running.provider.models += [each.id for each in models.catalog()]
        yield running


@pytest.fixture
def home(home: Home) -> Home:
    """Return a home with a model for each kind of input."""
    models.write_models(home.models)
    return home


async def use(hands: Hands, model_id: str) -> None:
    """Choose a model, as its picker does."""
    await by_hand(lambda: hands.compose.form.models._on_chosen(model_id))
    await seen(hands.compose.form.slots.isVisible)


async def drop(hands: Hands, *paths: Path) -> None:
    """Drop files on the prompt."""
    drag = Drag(files(*paths), hands.compose.form.prompt)
    taken: list[bool] = []
    await by_hand(lambda: taken.append(drag.drop()))
    assert taken == [True]


async def sent(hands: Hands, server: FoxServer) -> tuple[Any, Job]:
    """Write the prompt, generate, and return the body that was sent, and the finished job."""
    before = len(hands.jobs())
    slots = hands.compose.form.slots
    every = (slots.clip, *slots.lists.values())
    await seen(lambda: all(f.look is not None for place in every for f in place.files.files))
    hands.compose.focus_prompt()
    if not hands.compose.form.prompt.text():
        await hands.type(PROMPT)
    await hands.generate()
    await seen(lambda: len(hands.jobs()) > before)
    job = await hands.job(State.COMPLETED)
    return server.requests("create")[-1].json, job


def urls(server: FoxServer) -> list[str]:
    """Return the addresses that the gateway gave to what was uploaded, in order."""
    return [f"{server.cdn_url}/files/{each.id}/{each.name}" for each in server.uploads]


def test_a_start_and_an_end_frame(home: Home, server: FoxServer, tmp_path: Path) -> None:
    one = picture(tmp_path / "one.png", (800, 800), "red")
    two = picture(tmp_path / "two.png", (800, 800), "blue")

    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            await use(hands, models.PAIR)
            await drop(hands, one, two)
            body, _ = await sent(hands, server)
            first, last = urls(server)
            frames = {"image_url": first, "end_image_url": last}
            assert body == {"model": models.PAIR, "prompt": PROMPT, **frames, **SHAPE}

    drive(work)
    made = [Image.open(io.BytesIO(each.data)).convert("RGB") for each in server.uploads]
    assert [each.size for each in made] == [(1280, 720)] * 2
    assert [each.getpixel((9, 9)) for each in made] == [(255, 0, 0), (0, 0, 255)]


def test_reference_pictures_in_their_order(home: Home, server: FoxServer, tmp_path: Path) -> None:
    one = picture(tmp_path / "one.png", colour="red")
    two = picture(tmp_path / "two.png", colour="blue")

    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            await use(hands, models.REFERENCES)
            await drop(hands, one, two)
            tiles = hands.compose.form.slots.lists["reference_images"].tiles
            tiles.tiles[1].setFocus()
            await by_hand(lambda: QTest.keyClick(tiles.tiles[1], Qt.Key.Key_Left, CONTROL))
            body, job = await sent(hands, server)
            pictures = {"reference_image_urls": urls(server)}
            assert body == {"model": models.REFERENCES, "prompt": PROMPT, **pictures, **SHAPE}
            assert [each.source for each in job.inputs] == [str(two), str(one)]
            await hands.choose(job)
            row = hands.stage.details.facts.row("input.reference_images.1")
            assert row is not None
            assert (row.fact.label, row.fact.value) == ("Reference picture 1", "two.png")

    drive(work)
    colours = [
        Image.open(io.BytesIO(each.data)).convert("RGB").getpixel((9, 9)) for each in server.uploads
    ]
    assert colours == [(0, 0, 255), (255, 0, 0)]


def test_a_clip_is_edited_and_its_settings_come_back(
    home: Home, server: FoxServer, tmp_path: Path
) -> None:
    source = models.clip(tmp_path / "street.mp4", 4)

    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            await use(hands, models.EDIT)
            await drop(hands, source)
            place = hands.compose.form.slots.clip
            await seen(place.strip.isVisible)
            place.strip.setFocus()
            await by_hand(lambda: QTest.keyClick(place.strip, Qt.Key.Key_Right, SHIFT))
            body, job = await sent(hands, server)
            (url,) = urls(server)
            assert body == {"model": models.EDIT, "prompt": PROMPT, "video_url": url}
            assert (job.inputs[0].source, job.inputs[0].start) == (str(source), 1.0)
            await hands.choose(job)
            row = hands.stage.details.facts.row("input.source_clip.1")
            assert row is not None
            assert row.fact.value == "street.mp4 · from 1 s on"
            source.unlink()
            await use(hands, models.REFERENCES)
            await by_hand(lambda: hands.stage.action_bar.chosen.emit(Action.REUSE))
            await seen(lambda: hands.compose.ask().model == models.EDIT)
            await seen(lambda: bool(hands.compose.ask().inputs))
            copy = home.frames / f"{job.inputs[0].sha256}.mp4"
            assert [(e.source, e.start) for e in hands.compose.ask().inputs] == [(str(copy), 0.0)]
            again, _ = await sent(hands, server)
            assert again == {**body, "video_url": urls(server)[-1]}

    drive(work)


def test_a_clip_of_the_library_is_edited(home: Home, server: FoxServer, tmp_path: Path) -> None:
    one = picture(tmp_path / "one.png")

    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            await use(hands, models.PAIR)
            await drop(hands, one)
            _, made = await sent(hands, server)
            await use(hands, models.EDIT)
            place = hands.compose.form.slots.clip
            await hands.click(place.card.library)
            await seen(lambda: place.library is not None and place.library.model.rowCount() == 1)
            assert place.library is not None
            await by_hand(lambda: QTest.keyClick(place.library.search, Qt.Key.Key_Return))
            await seen(lambda: place.file is not None and place.file.look is not None)
            assert hands.compose.ask().inputs[0].source == made.file
            body, _ = await sent(hands, server)
            assert body["video_url"] == urls(server)[-1]
            assert len(server.uploads) == 2

    drive(work)


def test_pictures_clips_and_sounds_as_references(
    home: Home, server: FoxServer, tmp_path: Path
) -> None:
    one = picture(tmp_path / "one.png")
    walk = models.clip(tmp_path / "walk.mp4")
    rain = models.sound(tmp_path / "rain.wav", 1)

    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            await use(hands, models.ALL)
            for file in (rain, one, walk):
                await drop(hands, file)
            body, _ = await sent(hands, server)
            image, video, sound = urls(server)
            assert body == {
                "model": models.ALL,
                "prompt": PROMPT,
                "reference_image_urls": [image],
                "video_urls": [video],
                "audio_urls": [sound],
            }

    drive(work)
    assert server.uploads[2].data == rain.read_bytes()


def test_a_sound_that_the_clip_follows(home: Home, server: FoxServer, tmp_path: Path) -> None:
    hello = models.sound(tmp_path / "hello.wav", 1)

    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            await use(hands, models.SPEECH)
            await drop(hands, hello)
            body, _ = await sent(hands, server)
            (url,) = urls(server)
            assert body == {"model": models.SPEECH, "prompt": PROMPT, "audio_url": url}

    drive(work)


def test_a_picture_for_a_text_model_can_be_undone(
    home: Home, server: FoxServer, tmp_path: Path
) -> None:
    one = picture(tmp_path / "one.png")

    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            form = hands.compose.form
            await by_hand(lambda: form.models._on_chosen(models.TEXT))
            await drop(hands, one)
            await seen(lambda: form.model.id == models.PICTURE)
            (toast,) = hands.window.toasts.toasts
            words = "fox-text takes no picture, so this is fox-picture now."
            assert toast.accessibleName() == words
            await hands.click(toast.button)
            await seen(lambda: form.model.id == models.TEXT)

    drive(work)


def test_a_clip_for_a_model_without_one_brings_its_settings_back(
    home: Home, server: FoxServer, tmp_path: Path
) -> None:
    plain = models.clip(tmp_path / "plain.mp4")

    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            await use(hands, models.PAIR)
            await drop(hands, plain)
            await seen(lambda: hands.controller.recipes.dialog is not None)
            assert hands.compose.ask().inputs == ()
            dialog = hands.controller.recipes.dialog
            assert dialog is not None
            assert not dialog.use.isHidden()
            await by_hand(dialog.reject)

    drive(work)


def test_a_clip_without_settings_is_edited_by_a_sibling(
    home: Home, server: FoxServer, tmp_path: Path
) -> None:
    plain = models.clip(tmp_path / "plain.mp4")

    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            form = hands.compose.form
            await by_hand(lambda: form.models._on_chosen(models.TEXT))
            await drop(hands, plain)
            dialog = await seen(lambda: hands.controller.recipes.dialog)
            await seen(dialog.isActiveWindow)
            assert dialog.use.text() == "Use it for “fox-edit”"
            rights = [each.geometry().right() for each in (dialog.cancel, dialog.begin)]
            assert rights == sorted(rights)
            assert dialog.buttons.minimumSize().width() <= dialog.width()
            await hands.click(dialog.use)
            await seen(lambda: form.model.id == models.EDIT)
            assert [each.source for each in hands.compose.ask().inputs] == [str(plain)]
            (toast,) = hands.window.toasts.toasts
            await hands.click(toast.button)
            await seen(lambda: form.model.id == models.TEXT)

    drive(work)


CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
