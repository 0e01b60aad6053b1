"""Two clips side by side: they play in step to the frame, are swapped and marked by key."""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from core.catalog import load_catalog
from core.demo.animatic import FPS, Animatic, render
from core.home import Home
from core.job import Clip, Job, State
from core.ledger import Ledger
from tests.queues import DEMO, fill, job
from tests.stages import DAMAGES, FRAMES, click_at, clip, open_files
from tests.window.opening import Hands, drive, seen, window_on
from ui import theme
from ui.actions import Action
from ui.background import Background
from ui.queue.rows import group_key
from ui.stage.compare import CompareView
from ui.stage.comparefacts import differences

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key


@cache
def _longer() -> bytes:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "clip.mp4"
        render(Animatic(160, 90, 1.5, "a cat"), file)
        return file.read_bytes()


def longer(folder: Path) -> Path:
    """Write a clip that is half a second longer than the usual one."""
    file = folder / "longer.mp4"
    file.write_bytes(_longer())
    return file


def done(file: Path, **changes: Any) -> Job:
    """Return a finished job with its clip in ``file``."""
    link, expires = "https://files.foxapi.cc/a.mp4", time.time() + 80_000
    made = Clip(link, expires, file=str(file), complete=True)
    return job(State.COMPLETED, **({"clip": made, "finished_at": time.time()} | changes))


class Seen:
    """Writes down every pair of frames that is shown, by their numbers."""

    def __init__(self, view: CompareView) -> None:
        self._pair = view.pair
        self.pairs: list[tuple[int, int]] = []
        self._pair.shown.connect(self._note)

    @property
    def now(self) -> tuple[int, int]:
        """The pair that is shown."""
        left, right = (
            -1 if frame is None else round(frame.startTime() * FPS / 1e6)
            for frame in self._pair.frames
        )
        return left, right

    def _note(self) -> None:
        if None not in self._pair.frames:
            self.pairs.append(self.now)


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[CompareView]:
    theme.current().choose("dark")
    background = Background(2)
    made = CompareView(background, load_catalog())
    qtbot.addWidget(made)
    made.resize(900, 600)
    with qtbot.waitExposed(made):
        made.show()
    made.habits.set_loop(False)
    yield made
    made.release()
    background.close()


@pytest.fixture
def watch(view: CompareView) -> Seen:
    return Seen(view)


@pytest.fixture
def two(view: CompareView, tmp_path: Path) -> tuple[Job, Job]:
    """Two takes of a request, of a second each, that are shown from their beginning."""
    pair = (
        done(clip(tmp_path, "1.mp4"), batch="b", take=1),
        done(clip(tmp_path, "2.mp4"), batch="b", take=2),
    )
    view.set_takes(pair)
    view.compare(*pair)
    return pair


def press(view: CompareView, key: Key) -> None:
    focused = QApplication.focusWidget()
    inside = focused is not None and view.isAncestorOf(focused)
    QTest.keyClick(focused if inside else view.sides[view.meant].canvas, key)


def stand_still(qtbot: QtBot, view: CompareView, watch: Seen) -> None:
    """Wait for the end of both clips."""
    qtbot.waitUntil(lambda: not view.pair.playing, timeout=20_000)
    assert watch.pairs


# In step


@pytest.mark.usefixtures("two")
def test_both_play_at_once_and_are_never_a_frame_apart(
    qtbot: QtBot, view: CompareView, watch: Seen
) -> None:
    assert view.pair.playing
    stand_still(qtbot, view, watch)
    assert {left - right for left, right in watch.pairs} == {0}
    shown = [left for left, _ in watch.pairs]
    assert shown == sorted(shown)
    assert len(set(shown)) > FRAMES * 0.6
    assert watch.now == (FRAMES - 1, FRAMES - 1)


def test_a_clip_that_is_behind_is_waited_for_and_catches_up(
    qtbot: QtBot, view: CompareView, watch: Seen, two: tuple[Job, Job]
) -> None:
    qtbot.waitUntil(lambda: watch.now[0] > 2)
    view.habits.set_loop(True)
    view.sides[1].playback.pause()
    before = len(watch.pairs)
    qtbot.waitUntil(lambda: view.pair.apart > 2e6 / FPS)
    assert all(left == right for left, right in watch.pairs[before:])
    view.sides[1].playback.play()
    rates = [view.sides[number].playback._rate for number in (0, 1)]
    qtbot.waitUntil(lambda: view.pair.apart == 0.0 and len(watch.pairs) > before + 10)
    assert all(left == right for left, right in watch.pairs)
    assert rates[0] == 1.0, "the one that is heard keeps its time"
    assert two[0].batch == "b"


def test_the_shorter_one_holds_its_last_frame(
    qtbot: QtBot, view: CompareView, watch: Seen, tmp_path: Path
) -> None:
    view.compare(done(clip(tmp_path)), done(longer(tmp_path)))
    stand_still(qtbot, view, watch)
    last = round(FPS * 1.5) - 1
    assert watch.now == (FRAMES - 1, last)
    assert all(left == min(right, FRAMES - 1) for left, right in watch.pairs)
    assert view.pair.duration == 1500
    assert view.bar.clock.text() == "0:01 / 0:02"


@pytest.mark.usefixtures("two")
def test_at_the_end_they_begin_again_together(qtbot: QtBot, view: CompareView, watch: Seen) -> None:
    QTest.mouseClick(view.bar.loop, LEFT)
    assert view.habits.loop

    def went_round() -> bool:
        shown = [left for left, _ in watch.pairs]
        return any(after < before for before, after in pairwise(shown))

    qtbot.waitUntil(went_round, timeout=20_000)
    qtbot.waitUntil(lambda: watch.now[0] > 3)
    assert all(left == right for left, right in watch.pairs)
    assert view.pair.playing


@pytest.mark.usefixtures("two")
def test_one_transport_moves_both(qtbot: QtBot, view: CompareView, watch: Seen) -> None:
    stand_still(qtbot, view, watch)
    click_at(qtbot, view.bar.scrubber, 0.5)
    qtbot.waitUntil(lambda: abs(watch.now[0] - FRAMES // 2) <= 1 and watch.now[0] == watch.now[1])
    middle = watch.now[0]
    for _ in range(3):
        press(view, Key.Key_Period)
    qtbot.waitUntil(lambda: watch.now == (middle + 3, middle + 3))
    QTest.mouseClick(view.bar.back, LEFT)
    qtbot.waitUntil(lambda: watch.now == (middle + 2, middle + 2))
    press(view, Key.Key_Home)
    qtbot.waitUntil(lambda: watch.now == (0, 0))
    press(view, Key.Key_Comma)
    press(view, Key.Key_Period)
    qtbot.waitUntil(lambda: watch.now == (1, 1))
    QTest.mouseClick(view.bar.play, LEFT)
    qtbot.waitUntil(lambda: watch.now[0] > 4)
    press(view, Key.Key_Space)
    assert not view.pair.playing
    here = watch.now
    assert here[0] == here[1]


@pytest.mark.usefixtures("two")
def test_speed_is_that_of_both(qtbot: QtBot, view: CompareView, watch: Seen) -> None:
    press(view, Key.Key_Less)
    assert view.bar.speed_button.text() == "0.5×"
    assert [side.playback._rate for side in view.sides] == [0.5, 0.5]
    press(view, Key.Key_Greater)
    QTest.mouseClick(view.bar.speed_button, LEFT)
    assert view.bar.speed_button.text() == "2×"
    assert "2×" in view.bar.speed_button.accessibleName()
    stand_still(qtbot, view, watch)
    assert all(left == right for left, right in watch.pairs)


# One of them is meant


@pytest.mark.usefixtures("two")
def test_keys_clicks_and_tab_choose_whom_is_heard(qtbot: QtBot, view: CompareView) -> None:
    view.activateWindow()
    view.sides[0].canvas.setFocus()
    qtbot.waitUntil(view.sides[0].canvas.hasFocus)

    def heard() -> list[bool]:
        return [not side.playback.sound._muted for side in view.sides]

    assert (view.meant, heard()) == (0, [True, False])
    press(view, Key.Key_Tab)
    assert (view.meant, heard()) == (1, [False, True])
    assert view.sides[1].canvas.hasFocus()
    press(view, Key.Key_1)
    assert (view.meant, heard()) == (0, [True, False])
    QTest.mouseClick(view.sides[1].canvas, LEFT, pos=QPoint(50, 50))
    assert (view.meant, heard()) == (1, [False, True])
    press(view, Key.Key_M)
    assert heard() == [False, False]
    press(view, Key.Key_M)
    assert heard() == [False, True]
    assert [side.sound.isVisible() for side in view.sides] == [False, True]


def test_letters_mark_the_side_that_is_meant(view: CompareView, two: tuple[Job, Job]) -> None:
    acted = QSignalSpy(view.acted)
    press(view, Key.Key_S)
    press(view, Key.Key_2)
    press(view, Key.Key_X)
    QTest.mouseClick(view.sides[0].star, LEFT)
    assert [acted.at(n) for n in range(acted.count())] == [
        [Action.STAR, [two[0].id]],
        [Action.REJECT, [two[1].id]],
        [Action.STAR, [two[0].id]],
    ]
    assert view.meant == 0


def test_a_mark_is_shown_once_it_is_given(view: CompareView, two: tuple[Job, Job]) -> None:
    from dataclasses import replace

    star = view.sides[0].star
    assert star.toolTip() == "Star (S)"
    QTest.mouseClick(star, LEFT)
    assert not star.isChecked()
    view.on_job(replace(two[0], mark="star"))
    assert star.isChecked()
    assert star.toolTip() == "Remove the star (S)"


def test_arrows_bring_the_next_take_where_the_clips_are(
    qtbot: QtBot, view: CompareView, watch: Seen, two: tuple[Job, Job], tmp_path: Path
) -> None:
    stand_still(qtbot, view, watch)
    third = done(longer(tmp_path), batch="b", take=3)
    view.on_job(third)
    press(view, Key.Key_2)
    press(view, Key.Key_Home)
    for _ in range(5):
        press(view, Key.Key_Period)
    qtbot.waitUntil(lambda: watch.now == (5, 5))
    press(view, Key.Key_Down)
    assert view.jobs == (two[0], third), "the one on the other side is passed over"
    qtbot.waitUntil(lambda: watch.now == (5, 5))
    assert view.pair.duration == 1500
    assert not view.pair.playing
    press(view, Key.Key_Down)
    assert view.jobs == two
    press(view, Key.Key_Up)
    assert view.jobs == (two[0], third)
    qtbot.waitUntil(lambda: watch.now == (5, 5))


def test_a_swapped_clip_goes_on_playing(
    qtbot: QtBot, view: CompareView, watch: Seen, two: tuple[Job, Job], tmp_path: Path
) -> None:
    view.habits.set_loop(True)
    view.set_takes([*two, done(longer(tmp_path), batch="b", take=3)])
    qtbot.waitUntil(lambda: watch.now[0] > 3)
    press(view, Key.Key_Down)
    count = len(watch.pairs)
    qtbot.waitUntil(lambda: len(watch.pairs) > count + 10, timeout=20_000)
    assert all(right == min(left, FRAMES - 1) for left, right in watch.pairs[count:])


# What differs


def words(view: CompareView) -> list[str]:
    return view.beneath.words


@pytest.mark.usefixtures("two")
def test_nothing_is_said_where_nothing_differs(view: CompareView) -> None:
    assert words(view) == ["Two takes of the same request: prompt and settings are equal."]


def test_only_what_differs_is_said(qtbot: QtBot, view: CompareView, tmp_path: Path) -> None:
    values = {"aspect_ratio": "16:9", "duration": 4, "resolution": "720p"}
    one = done(clip(tmp_path, "1.mp4"), prompt="a fox", values=values)
    two = done(longer(tmp_path), prompt="a cat", values={**values, "duration": 8})
    view.compare(one, two)
    assert words(view)[:8] == [
        *("Prompt", "a fox", "Prompt", "a cat"),
        *("Duration", "4 s", "Duration", "8 s"),
    ]
    qtbot.waitUntil(lambda: "Picture" in words(view))
    at = words(view).index("Picture")
    assert words(view)[at + 1].startswith("160 × 90 · 1 s")
    assert words(view)[at + 3].startswith("160 × 90 · 1.5 s")
    assert not {"Task ID", "Asked", "File", "Aspect ratio"} & set(words(view))


def test_what_one_side_lacks_is_nothing_there() -> None:
    catalog = load_catalog()
    plain, seeded = job(values={}), job(values={"seed": 7})
    (found,) = differences((plain, seeded), catalog, (None, None), 0.0)
    assert (found.label, found.left, found.right) == ("Seed", "", "7")
    assert differences((plain, plain), catalog, (None, None), 0.0) == ()


# What cannot be shown


def test_a_clip_that_is_gone_is_said_and_the_other_one_plays(
    qtbot: QtBot, view: CompareView, watch: Seen, tmp_path: Path
) -> None:
    view.compare(done(tmp_path / "gone.mp4"), done(clip(tmp_path)))
    qtbot.waitUntil(lambda: bool(view.sides[0].canvas.words))
    assert view.sides[0].canvas.words == "The clip is no longer where it was saved."
    qtbot.waitUntil(lambda: watch.now[1] == FRAMES - 1, timeout=20_000)


@pytest.mark.parametrize("damage", [DAMAGES[0], DAMAGES[3]])
def test_a_damaged_clip_is_said_and_the_other_one_plays(
    qtbot: QtBot, view: CompareView, watch: Seen, tmp_path: Path, damage: Any
) -> None:
    broken = clip(tmp_path, "broken.mp4")
    broken.write_bytes(damage(broken.read_bytes()))
    view.compare(done(clip(tmp_path)), done(broken))
    qtbot.waitUntil(lambda: "cannot be played" in view.sides[1].canvas.words, timeout=20_000)
    qtbot.waitUntil(lambda: watch.now[0] == FRAMES - 1, timeout=20_000)


def test_what_is_cleared_holds_no_file(
    qtbot: QtBot, view: CompareView, watch: Seen, two: tuple[Job, Job]
) -> None:
    qtbot.waitUntil(lambda: watch.now[0] > 2)
    assert open_files(Path(two[0].file))
    view.clear()
    qtbot.waitUntil(lambda: not any(open_files(Path(each.file)) for each in two))
    assert not view.pair.playing


def test_every_control_has_a_name(view: CompareView) -> None:
    for stop in (*view.bar.tab_stops(), view.bar.speed_button, view.close_button):
        assert stop.accessibleName()
    for side in view.sides:
        assert side.star.toolTip() or side.job is None


# In the window


def finished_takes(home: Home, count: int = 3) -> list[Job]:
    """Write the takes of a request into a ledger, the last one as the newest."""
    home.clips.mkdir(parents=True, exist_ok=True)
    made = [
        done(
            clip(home.clips, f"{number}.mp4"),
            batch="b",
            take=number,
            connection=DEMO,
            finished_at=time.time() - 100 + number,
        )
        for number in range(1, count + 1)
    ]
    fill(home.ledger, made)
    return made


async def until_listed(hands: Hands, jobs: list[Job]) -> None:
    model = hands.queue.model
    await seen(lambda: len(model.jobs_of(group_key("b"))) == len(jobs))


def focused(hands: Hands, widget: QWidget) -> bool:
    return hands.focus() is widget or widget.isAncestorOf(hands.focus())


def test_a_group_is_compared_marked_and_left_by_keys(home: Home) -> None:
    jobs = finished_takes(home)

    async def work() -> None:
        async with window_on(home, demo=True, key="") as hands:
            await until_listed(hands, jobs)
            hands.queue.view.choose(group_key("b"))
            hands.window.activateWindow()
            hands.queue.view.setFocus()
            await seen(hands.queue.view.hasFocus)
            await hands.press(Key.Key_C)
            view = hands.controller.comparing.view
            await seen(lambda: hands.controller.comparing.open)
            assert view.jobs is not None
            assert [each.take for each in view.jobs] == [1, 2]
            assert not hands.stage.isVisible()
            await seen(lambda: view.sides[0].canvas.hasFocus())
            await hands.press(Key.Key_X)
            await hands.press(Key.Key_2)
            await hands.press(Key.Key_Down)
            await hands.press(Key.Key_S)
            await seen(lambda: view.sides[1].star.isChecked())
            await hands.press(Key.Key_F)
            assert not hands.stage.player.full_screen, "keys are not for what lies behind"
            await hands.press(Key.Key_Escape)
            assert not hands.controller.comparing.open
            assert focused(hands, hands.queue.view)
            await seen(lambda: hands.stage.job is not None and hands.stage.job.take == 3)

    drive(work)
    ledger = Ledger(home.ledger)
    marks = {each.take: each.mark for each in ledger.jobs()}
    ledger.close()
    assert marks == {1: "reject", 2: "", 3: "star"}


def test_stars_are_given_and_taken_back_from_list_and_stage(home: Home) -> None:
    jobs = finished_takes(home, 2)

    async def work() -> None:
        async with window_on(home, demo=True, key="") as hands:
            await until_listed(hands, jobs)
            model = hands.queue.model
            hands.queue.select(jobs[1].id)
            assert model.is_unfolded(group_key("b")), "a take that is chosen is shown"
            await seen(lambda: hands.stage.job is not None and hands.stage.job.take == 2)
            hands.window.activateWindow()
            hands.queue.view.setFocus()
            await seen(hands.queue.view.hasFocus)
            await hands.press(Key.Key_S)
            await seen(lambda: hands.stage.job.mark == "star")  # type: ignore[union-attr]
            hands.stage.player.setFocus()
            await seen(lambda: focused(hands, hands.stage))
            await hands.press(Key.Key_S)
            await seen(lambda: hands.stage.job.mark == "")  # type: ignore[union-attr]
            await hands.press(Key.Key_X)
            await seen(lambda: hands.stage.job.mark == "reject")  # type: ignore[union-attr]
            hands.compose.focus_prompt()
            await hands.type("sx c")
            assert hands.compose.ask().prompt == "sx c"
            assert hands.stage.job is not None
            assert hands.stage.job.mark == "reject"
            assert not hands.controller.comparing.open

    drive(work)


def test_one_take_alone_has_none_to_be_compared_with(home: Home) -> None:
    jobs = finished_takes(home, 1)

    async def work() -> None:
        async with window_on(home, demo=True, key="") as hands:
            await seen(lambda: hands.queue.model.job(jobs[0].id))
            hands.controller.actions.act(Action.COMPARE, [jobs[0].id])
            await seen(lambda: hands.window.toasts.isVisible())
            assert not hands.controller.comparing.open

    drive(work)
