"""The storyboard in the whole window: opened from the form, sent once, kept over restarts."""

from __future__ import annotations

import io
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from core.home import Home
from core.job import Job, State
from core.ledger import Ledger
from core.storyboard import Shot, Storyboard, jobs_of
from core.sweeping import sweep
from tests.boardclips import error_of, last_decoded, movie
from tests.faulty import FoxServer, Plan
from tests.studios import KEY
from tests.window.composing import picture
from tests.window.opening import Hands, by_hand, drive, seen, window_on
from ui.storyboard.dialog import StoryboardDialog
from ui.storyboard.draft import Kept, read, write

CLIP = movie(60)


@pytest.fixture
def server() -> Iterator[FoxServer]:
    """Yield a gateway whose tasks are soon done, with a real clip."""
    with FoxServer(key=KEY) as running:
        running.plan = Plan(pending=0, processing=1, clip=CLIP)
        yield running


async def opened(hands: Hands) -> StoryboardDialog:
    """Open the storyboard by its button."""
    await hands.click(hands.compose.send.storyboard)
    boards = hands.controller.storyboards
    dialog = await seen(lambda: boards.dialog)
    assert dialog is not None
    await seen(dialog.isVisible)
    return dialog


async def written(hands: Hands, dialog: StoryboardDialog, *prompts: str) -> None:
    """Write shots one after the other."""
    for number, prompt in enumerate(prompts):
        await hands.click(dialog.add_button if number else dialog.empty.add)
        await seen(dialog.side.shot.prompt.edit.hasFocus)
        await by_hand(lambda text=prompt: QTest.keyClicks(dialog.side.shot.prompt.edit, text))


def test_shots_that_are_written_and_linked_are_sent_once_and_chained(
    home: Home, server: FoxServer
) -> None:
    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            dialog = await opened(hands)
            await written(hands, dialog, "one", "two", "three")
            view = dialog.view
            places = view.delegate.places(view.visualRect(view.shots.index(1)))
            await hands.click(view.viewport(), places.link.center())
            await seen(lambda: dialog.document.shots[1].continues)
            await hands.double_click(dialog.foot.button)
            await seen(lambda: len(hands.jobs()) == 3)
            await seen(lambda: hands.controller.storyboards.dialog is None)
            await seen(lambda: all(job.state is State.COMPLETED for job in hands.jobs()))
            three, two, one = hands.jobs()
            assert [job.prompt for job in (one, two, three)] == ["one", "two", "three"]
            assert len({job.board for job in (one, two, three)}) == 1
            assert [job.shot for job in (one, two, three)] == [1, 2, 3]
            assert [job.after for job in (one, two, three)] == ["", one.id, ""]
            assert hands.stage.job is not None
            assert hands.stage.job.id == one.id
            toasts = hands.window.toasts.toasts
            assert "3 shots are in the queue." in [each.accessibleName() for each in toasts]
            dialog = await opened(hands)
            assert not dialog.document.shots
            await hands.click(dialog.empty.last)
            assert [shot.prompt for shot in dialog.document.shots] == ["one", "two", "three"]
            await by_hand(dialog.reject)

    drive(work)
    bodies = [request.json for request in server.requests("create")]
    assert sorted(body["prompt"] for body in bodies) == ["one", "three", "two"]
    two = next(body for body in bodies if body["prompt"] == "two")
    assert two == {
        "model": "sora-2-pro",
        "prompt": "two",
        "generation_type": "image-to-video",
        "image_urls": two["image_urls"],
        "aspect_ratio": "16:9",
        "duration": 4,
        "resolution": "720p",
    }
    assert len(server.uploads) == 1
    assert error_of(Image.open(io.BytesIO(server.uploads[0].data)), last_decoded(CLIP)) == 0


def test_a_board_is_there_again_after_a_restart_and_its_pasted_pictures_are_not_swept(
    home: Home, server: FoxServer
) -> None:
    async def first() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            dialog = await opened(hands)
            await written(hands, dialog, "one", "two")
            await by_hand(lambda: QTest.keyClick(dialog, Qt.Key.Key_Escape))
            await seen(lambda: [shot.prompt for shot in read(home.storyboard).board.shots])

    async def second() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            dialog = await opened(hands)
            assert [shot.prompt for shot in dialog.document.shots] == ["one", "two"]
            await by_hand(dialog.reject)

    drive(first)
    drive(second)
    assert not server.requests("create")


def test_it_begins_with_the_settings_of_the_form(home: Home, server: FoxServer) -> None:
    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            hands.compose.form.models.set_model("sora-2")
            hands.compose.form.options.choose({"duration": 20, "aspect_ratio": "9:16"})
            hands.compose.form.show_model()
            dialog = await opened(hands)
            assert dialog.document.board.model == "sora-2"
            assert dialog.document.board.values["duration"] == 20
            assert dialog.document.board.values["aspect_ratio"] == "9:16"
            await by_hand(dialog.reject)

    drive(work)


def test_a_picture_that_is_gone_is_said_beside_its_shot_and_nothing_is_sent(
    home: Home, server: FoxServer, tmp_path: Path
) -> None:
    gone = picture(tmp_path / "fox.png")
    board = Storyboard(shots=(Shot("one"), Shot("two", image=str(gone))))
    write(home.storyboard, Kept(board))

    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            dialog = await opened(hands)
            gone.unlink()
            await hands.click(dialog.foot.button)
            await seen(lambda: dialog.foot.problem.said() == "Shot 2 is not ready.")
            assert dialog.view.chosen() == [1]
            assert "fox.png" in dialog.side.shot.problem.said()
            assert not hands.jobs()
            picture(gone)
            dialog.document.edit(1, prompt="two again")
            await hands.click(dialog.foot.button)
            await seen(lambda: len(hands.jobs()) == 2)
            await seen(lambda: hands.controller.storyboards.dialog is None)

    drive(work)


def test_a_window_that_goes_while_a_board_is_sent_goes_in_order(
    home: Home, server: FoxServer
) -> None:
    write(home.storyboard, Kept(Storyboard(shots=(Shot("one"), Shot("two", continues=True)))))

    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            dialog = await opened(hands)
            await hands.click(dialog.foot.button)

    drive(work)
    left = read(home.storyboard)
    assert left.board.shots or left.last.shots


def test_what_was_written_last_is_kept_when_the_window_goes(home: Home, server: FoxServer) -> None:
    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            dialog = await opened(hands)
            await written(hands, dialog, "the very last words")

    drive(work)
    assert [shot.prompt for shot in read(home.storyboard).board.shots] == ["the very last words"]


def test_a_board_that_is_being_prepared_can_be_stopped(
    home: Home, server: FoxServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(home.storyboard, Kept(Storyboard(shots=(Shot("one"), Shot("two")))))
    begun, stopped = threading.Event(), threading.Event()

    def late(*asked: object) -> list[Job]:
        begun.set()
        stopped.wait()
        return jobs_of(*asked)  # type: ignore[arg-type]

    monkeypatch.setattr("ui.storyboard.opening.jobs_of", late)

    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            dialog = await opened(hands)
            await hands.click(dialog.foot.button)
            await seen(begun.is_set)
            await hands.click(dialog.foot.close_button)
            stopped.set()
            await seen(lambda: not dialog.foot.busy)
            assert dialog.isVisible()
            assert hands.jobs() == []
            monkeypatch.undo()
            await hands.click(dialog.foot.button)
            await seen(lambda: len(hands.jobs()) == 2)

    drive(work)
    assert len(server.requests("create")) <= 2


def test_without_a_key_it_is_kept_and_the_key_is_asked_for(home: Home, server: FoxServer) -> None:
    write(home.storyboard, Kept(Storyboard(shots=(Shot("one"),))))

    async def work() -> None:
        async with window_on(home, base_url=server.base_url, key="") as hands:
            hands.controller.account.use(demo=False, remember=False)
            hands.window.show_page(None)
            dialog = await opened(hands)
            await hands.click(dialog.foot.button)
            await seen(lambda: hands.controller.storyboards.dialog is None)
            assert hands.window.pages.currentWidget() is hands.controller.preferences.welcome
            assert not hands.jobs()
            assert read(home.storyboard).board.shots == (Shot("one"),)

    drive(work)


def test_pictures_that_a_kept_board_shows_are_not_swept(home: Home) -> None:
    home.pasted.mkdir(mode=0o700)
    needed, other = (home.pasted / f"{letter * 64}.png" for letter in "ab")
    for file in (needed, other):
        picture(file)
    write(home.storyboard, Kept(Storyboard(shots=(Shot("one", image=str(needed)),))))
    Ledger(home.ledger).close()
    assert sweep(home, clock=lambda: time.time() + 2 * 86400) == 1
    assert needed.exists()
    assert not other.exists()
