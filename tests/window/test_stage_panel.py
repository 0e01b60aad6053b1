"""The stage as a person meets it: a job is chosen, goes on, ends, plays, and is acted upon."""

from __future__ import annotations

import dataclasses
import shutil
import time
import wave
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage, QPixmap
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.catalog import load_catalog
from core.home import Home
from core.job import Clip, Fault, Input, Job, StartFrame, State
from tests.queues import DEMO, job
from tests.stages import TALL, Watch, clip, open_files
from ui.actions import Action
from ui.background import Background
from ui.stage.factrow import WIDEST
from ui.stage.glances import glances_at
from ui.stage.panel import StagePanel

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def stage(qtbot: QtBot, home: Home) -> Iterator[StagePanel]:
    background = Background()
    panel = StagePanel(background, home, load_catalog())
    qtbot.addWidget(panel)
    panel.resize(420, 760)
    panel.show()
    qtbot.waitExposed(panel)
    yield panel
    panel.release()
    background.close()


@pytest.fixture
def watch(stage: StagePanel) -> Watch:
    return Watch(stage.player.playback)


def done(file: Path, **changes: Any) -> Job:
    made = Clip(
        "https://files.foxapi.cc/a.mp4", time.time() + 80_000, file=str(file), complete=True
    )
    return job(State.COMPLETED, **({"clip": made, "finished_at": time.time()} | changes))


def finished(running: Job, file: Path) -> Job:
    made = Clip(
        "https://files.foxapi.cc/a.mp4", time.time() + 80_000, file=str(file), complete=True
    )
    return dataclasses.replace(running, state=State.COMPLETED, clip=made, progress=100)


# Choosing


def test_nothing_chosen_is_said(stage: StagePanel) -> None:
    assert stage.empty.isVisible()
    assert stage.empty.words.text() == "Choose a clip to watch it here."


def test_a_finished_job_shows_its_first_frame_and_its_file(
    qtbot: QtBot, stage: StagePanel, watch: Watch, tmp_path: Path
) -> None:
    stage.show_job(done(clip(tmp_path)))
    qtbot.waitUntil(lambda: watch.shown == 0)
    assert not stage.player.playback.playing
    assert stage.headline.state.text() == "Ready"
    qtbot.waitUntil(lambda: stage.details.facts.row("picture") is not None)
    row = stage.details.facts.row("picture")
    assert row is not None
    assert row.fact.value == "160 × 90 · 1 s · 24 fps"


def test_no_job_again_lets_go_of_the_file(
    qtbot: QtBot, stage: StagePanel, watch: Watch, tmp_path: Path
) -> None:
    file = clip(tmp_path)
    stage.show_job(done(file))
    qtbot.waitUntil(lambda: watch.shown == 0)
    stage.show_job(None)
    assert stage.empty.isVisible()
    assert open_files(file) == []


def test_a_tall_clip_gets_more_height_but_leaves_room(
    qtbot: QtBot, stage: StagePanel, watch: Watch, tmp_path: Path
) -> None:
    stage.show_job(done(clip(tmp_path), values={"aspect_ratio": "16:9"}))
    qtbot.waitUntil(lambda: watch.shown == 0)
    low = stage.player.height()
    assert low == pytest.approx(388 * 9 / 16, abs=2)
    stage.show_job(done(clip(tmp_path, "tall.mp4", TALL), values={}))
    qtbot.waitUntil(lambda: stage.player.shape == TALL)
    assert low < stage.player.height() <= 0.55 * 760


def test_choosing_the_same_job_again_does_not_begin_anew(
    qtbot: QtBot, stage: StagePanel, watch: Watch, tmp_path: Path
) -> None:
    shown = done(clip(tmp_path))
    stage.show_job(shown)
    stage.play()
    qtbot.waitUntil(lambda: watch.shown > 2)
    stage.show_job(shown)
    stage.on_job(dataclasses.replace(shown, rev=99, notes=("missing_glyphs",)))
    stage.on_job(job(State.PROCESSING))
    assert stage.player.playback.playing
    assert stage.player.playback.frame is not None
    assert stage.details.facts.row("note.missing_glyphs") is not None


def test_going_through_many_jobs_shows_the_last(
    qtbot: QtBot, stage: StagePanel, watch: Watch, tmp_path: Path
) -> None:
    jobs = [done(clip(tmp_path, f"{n}.mp4")) for n in range(8)]
    for each in jobs:
        stage.show_job(each)
    qtbot.waitUntil(lambda: watch.shown == 0)
    assert stage.player.path == Path(jobs[-1].file)
    assert all(open_files(Path(each.file)) == [] for each in jobs[:-1])


# A job that goes on


def test_a_clip_that_comes_while_somebody_watches_plays_by_itself(
    qtbot: QtBot, stage: StagePanel, watch: Watch, tmp_path: Path
) -> None:
    running = job(State.PROCESSING)
    stage.activateWindow()
    qtbot.waitUntil(stage.isActiveWindow)
    stage.show_job(running)
    complete = finished(running, clip(tmp_path))
    stage.on_job(complete)
    stage.show_job(complete)
    qtbot.waitUntil(lambda: watch.shown > 2)
    assert stage.player.playback.playing


def test_a_clip_that_comes_behind_the_window_waits(
    qtbot: QtBot,
    stage: StagePanel,
    watch: Watch,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    running = job(State.PROCESSING)
    stage.show_job(running)
    monkeypatch.setattr(stage, "isActiveWindow", lambda: False)
    stage.on_job(finished(running, clip(tmp_path)))
    qtbot.waitUntil(lambda: watch.shown == 0)
    assert not stage.player.playback.playing


def test_progress_as_in_the_row(qtbot: QtBot, stage: StagePanel) -> None:
    running = job(State.PROCESSING, progress=40)
    stage.show_job(running)
    assert stage.headline.state.text() == "Generating"
    assert stage.headline.percent.text() == "40%"
    assert "left" in stage.headline.line.text()
    assert stage.headline.bar.value() == 400
    stage.on_job(dataclasses.replace(running, progress=70))
    qtbot.waitUntil(lambda: stage.headline.bar.value() == 700)
    stage.on_job(dataclasses.replace(running, progress=60))
    assert stage.headline.bar.value() == 700


def test_a_status_that_nobody_knows_is_shown(stage: StagePanel) -> None:
    stage.show_job(job(State.PROCESSING, provider_status="rendering_hd"))
    assert "the provider says “rendering_hd”" in stage.headline.line.text()
    stage.show_job(job(State.PROCESSING, provider_status="processing"))
    assert "provider" not in stage.headline.line.text()


def test_the_bytes_that_have_come(stage: StagePanel) -> None:
    shown = job(State.DOWNLOADING)
    stage.show_job(shown)
    stage.on_transfer("another", 5, 10)
    assert stage.headline.percent.text() == ""
    stage.on_transfer(shown.id, 512, 1024)
    assert stage.headline.percent.text() == "50%"
    assert stage.headline.line.text().startswith("512 bytes of 1.0 kB")
    stage.on_transfer(shown.id, 600, None)
    assert stage.headline.line.text().startswith("600 bytes")


def test_time_is_counted_only_while_somebody_sees_it(qtbot: QtBot, stage: StagePanel) -> None:
    ticked = QSignalSpy(stage.headline.ticked)
    stage.show_job(job(State.PROCESSING))
    assert stage.headline.counting
    stage.hide()
    assert not stage.headline.counting
    stage.show()
    qtbot.waitUntil(lambda: ticked.count() > 0)
    stage.show_job(job(State.COMPLETED))
    assert not stage.headline.counting


def test_held_until_somebody_sends_it(stage: StagePanel) -> None:
    waiting = job(State.WAITING)
    stage.show_job(waiting, held=True)
    assert stage.headline.state.text() == "Held, not sent"
    assert stage.action_bar.button(Action.SEND) is not None
    stage.on_job(dataclasses.replace(waiting, rev=2))
    assert stage.headline.state.text() == "Held, not sent"
    stage.on_job(dataclasses.replace(waiting, state=State.SUBMITTING))
    assert stage.headline.state.text() == "Sending"
    assert stage.action_bar.button(Action.SEND) is None


# What can be done


def test_the_first_actions_are_buttons(qtbot: QtBot, stage: StagePanel) -> None:
    failed = job(State.FAILED)
    stage.show_job(failed)
    button = stage.action_bar.button(Action.RETRY)
    assert button is not None
    with qtbot.waitSignal(stage.acted) as acted:
        qtbot.mouseClick(button, LEFT)
    assert acted.args == [Action.RETRY, [failed.id]]


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_rest_is_in_a_menu(qtbot: QtBot, stage: StagePanel) -> None:
    shown = job(State.PROCESSING)
    stage.show_job(shown)
    qtbot.mouseClick(stage.action_bar.more, LEFT)
    menu = stage.action_bar.menu
    qtbot.waitUntil(menu.isVisible)
    entry = next(each for each in menu.actions() if each.text().startswith("Show raw answer"))
    with qtbot.waitSignal(stage.acted) as acted:
        qtbot.mouseClick(menu, LEFT, pos=menu.actionGeometry(entry).center())
    assert acted.args == [Action.ANSWER, [shown.id]]


def test_every_action_is_to_be_found_at_every_width(qtbot: QtBot, stage: StagePanel) -> None:
    from ui.actions import actions_for

    for state in State:
        shown = job(state)
        stage.show_job(shown)
        for width in (300, 800, 420, 300):
            stage.resize(width, 760)
            bar = stage.action_bar
            offered = actions_for(shown)
            assert [each for each in offered if bar.button(each) or each in bar.in_menu()] == list(
                offered
            )
            qtbot.waitUntil(lambda: stage.action_bar.width() <= stage.width())
            assert stage.width() == width
            assert all(
                bar.rect().contains(each.geometry())
                for action in offered
                if (each := bar.button(action)) is not None
            )


def test_marks_are_buttons_at_every_width_and_say_what_a_click_does(
    qtbot: QtBot, stage: StagePanel
) -> None:
    shown = job(State.COMPLETED)
    stage.show_job(shown)
    stage.resize(300, 760)
    star = stage.action_bar.button(Action.STAR)
    assert star is not None
    assert (star.toolTip(), star.isChecked()) == ("Star (S)", False)
    with qtbot.waitSignal(stage.acted) as acted:
        qtbot.mouseClick(star, LEFT)
    assert acted.args == [Action.STAR, [shown.id]]
    assert not star.isChecked(), "as long as it is not known to be given"
    assert not stage.headline.mark.isVisible()
    stage.on_job(dataclasses.replace(shown, mark="star", rev=2))
    assert (star.toolTip(), star.isChecked()) == ("Remove the star (S)", True)
    assert stage.headline.mark.isVisible()
    assert "starred" in stage.headline.accessibleName()
    stage.on_job(dataclasses.replace(shown, mark="reject", rev=3))
    reject = stage.action_bar.button(Action.REJECT)
    assert reject is not None
    assert reject.accessibleName() == "Take the rejection back"
    assert (star.isChecked(), reject.isChecked()) == (False, True)


def test_what_comes_next_is_in_reach_before_what_only_looks(
    qtbot: QtBot, stage: StagePanel
) -> None:
    stage.show_job(job(State.COMPLETED))
    bar = stage.action_bar
    stage.resize(372, 760)
    qtbot.waitUntil(lambda: bar.width() == 340)
    onward, show = bar.button(Action.CONTINUE), bar.button(Action.SHOW)
    assert onward is not None
    assert show is not None
    assert onward.x() < show.x()
    assert show.text() == ""
    assert show.accessibleName() == "Show in folder"
    stage.resize(800, 760)
    qtbot.waitUntil(lambda: show.text().strip() == "Show in folder")


def test_a_missing_file_is_said_and_fetched_again(
    qtbot: QtBot, stage: StagePanel, tmp_path: Path
) -> None:
    gone = done(tmp_path / "gone.mp4")
    with qtbot.waitSignal(stage.player.found):
        stage.show_job(gone)
    assert stage.headline.state.text() == "File missing"
    assert stage.action_bar.button(Action.SHOW) is None
    with qtbot.waitSignal(stage.acted) as acted:
        qtbot.mouseClick(stage.player.canvas.button, LEFT)
    assert acted.args == [Action.FETCH, [gone.id]]


def test_a_damaged_file_is_said_and_shown_in_its_folder(
    qtbot: QtBot, stage: StagePanel, tmp_path: Path
) -> None:
    file = tmp_path / "damaged.mp4"
    file.write_bytes(b"nothing to see")
    damaged = done(file)
    stage.show_job(damaged)
    qtbot.waitUntil(lambda: stage.player.broken)
    assert stage.headline.state.text() == "Cannot be played"
    with qtbot.waitSignal(stage.acted) as acted:
        qtbot.mouseClick(stage.player.canvas.button, LEFT)
    assert acted.args == [Action.SHOW, [damaged.id]]


def test_a_file_is_let_go_before_it_is_fetched_again(
    qtbot: QtBot, stage: StagePanel, watch: Watch, tmp_path: Path
) -> None:
    file = clip(tmp_path)
    shown = done(file)
    stage.show_job(shown)
    qtbot.waitUntil(lambda: watch.shown == 0)
    stage.release_file("another")
    assert open_files(file) != []
    stage.release_file(shown.id)
    assert open_files(file) == []
    stage.on_job(dataclasses.replace(shown, state=State.DOWNLOADING))
    count = len(watch.starts)
    stage.on_job(shown)
    qtbot.waitUntil(lambda: len(watch.starts) > count)


def test_a_removed_job_s_clip_is_let_go_and_comes_back_with_it(
    qtbot: QtBot, stage: StagePanel, watch: Watch, tmp_path: Path
) -> None:
    file = clip(tmp_path)
    shown = done(file)
    stage.show_job(shown)
    qtbot.waitUntil(lambda: watch.shown == 0)
    stage.release_file(shown.id)
    stage.on_job(dataclasses.replace(shown, removed_at=time.time()))
    assert open_files(file) == []
    count = len(watch.starts)
    stage.on_job(shown)
    qtbot.waitUntil(lambda: len(watch.starts) > count)


# What stands there before


def start_frame(home: Home) -> StartFrame:
    picture = QImage(1280, 720, QImage.Format.Format_RGB32)
    picture.fill(QColor("teal"))
    picture.save(str(home.frames / "abc.png"))
    return StartFrame("/pictures/field.jpg", sha256="abc", fit="crop")


def middle(stage: StagePanel) -> QColor:
    image = stage.player.canvas.grab().toImage()
    return QColor(image.pixel(QPoint(image.width() // 2, image.height() // 3)))


def test_the_start_frame_stands_there_until_there_is_a_clip(
    qtbot: QtBot, stage: StagePanel, watch: Watch, home: Home, tmp_path: Path
) -> None:
    running = job(State.PROCESSING, start_frame=start_frame(home))
    stage.show_job(running)
    qtbot.waitUntil(lambda: middle(stage) == QColor("teal"))
    stage.on_job(finished(running, clip(tmp_path)))
    qtbot.waitUntil(lambda: watch.shown >= 0)
    qtbot.waitUntil(lambda: middle(stage) != QColor("teal"))


def test_a_start_frame_that_is_gone_does_no_harm(qtbot: QtBot, stage: StagePanel) -> None:
    frame = StartFrame("/pictures/field.jpg", sha256="nowhere", fit="crop")
    stage.show_job(job(State.PROCESSING, start_frame=frame))
    stage.show_job(job(State.PROCESSING))
    qtbot.waitUntil(lambda: middle(stage) == QColor("black"))


def kept_inputs(home: Home, folder: Path) -> tuple[Input, ...]:
    """Keep a file of each kind as a job has them, and return what the job says of them."""
    for name, colour in (("end", "teal"), ("first", "maroon"), ("second", "navy")):
        picture = QImage(2400 if name == "second" else 1280, 720, QImage.Format.Format_RGB32)
        picture.fill(QColor(colour))
        picture.save(str(home.frames / f"{name}.png"))
    shutil.copy(clip(folder, "walk.mp4"), home.frames / "walk.mp4")
    with wave.open(str(home.frames / "voice.wav"), "wb") as sound:
        sound.setparams((1, 2, 16_000, 0, "NONE", ""))
        sound.writeframes(bytes(2 * 16_000 * 4))
    png = {"media_type": "image/png"}
    return (
        Input("end_frame", "/files/end.png", sha256="end", **png),
        Input("reference_images", "/files/first.png", sha256="first", **png),
        Input("reference_images", "/files/second.png", sha256="second", **png),
        Input("reference_images", "https://x.org/a.png", url="https://x.org/a.png"),
        Input("reference_clips", "/files/walk.mp4", sha256="walk", media_type="video/mp4"),
        Input("audio", "/files/voice.wav", sha256="voice", media_type="audio/wav"),
        Input("reference_audio", "/files/gone.wav", sha256="gone", media_type="audio/wav"),
    )


def test_every_picture_and_clip_of_a_request_is_shown_small_and_sound_says_its_length(
    qtbot: QtBot, stage: StagePanel, home: Home, tmp_path: Path
) -> None:
    def shown(name: str) -> QPixmap | None:
        row = stage.details.facts.row(f"input.{name}")
        assert row is not None
        return row.picture()

    inputs = kept_inputs(home, tmp_path)
    stage.show_job(job(State.PROCESSING, inputs=inputs))
    rows = stage.details.facts.row
    qtbot.waitUntil(lambda: rows("input.end_frame.1") is not None)
    qtbot.waitUntil(lambda: shown("end_frame.1") is not None)
    for name, colour in (("end_frame.1", "teal"), ("reference_images.1", "maroon")):
        picture = shown(name)
        assert picture is not None
        assert picture.toImage().pixelColor(9, 9) == QColor(colour)
    wide = shown("reference_images.2")
    assert wide is not None
    assert wide.deviceIndependentSize().width() <= WIDEST
    assert shown("reference_clips.1") is not None
    for name in ("reference_images.3", "audio.1", "reference_audio.1"):
        assert shown(name) is None
    assert rows("input.audio.1").fact.value == "voice.wav · 4 s"  # type: ignore[union-attr]
    assert rows("input.reference_audio.1").fact.value == "gone.wav"  # type: ignore[union-attr]
    other = Input("end_frame", "/files/other.png", sha256="gone", media_type="image/png")
    stage.show_job(job(State.PROCESSING, inputs=(other,)))
    qtbot.waitUntil(lambda: rows("input.end_frame.1").fact.value == "other.png")  # type: ignore[union-attr]
    assert shown("end_frame.1") is None


def test_who_has_gone_on_to_another_job_waits_for_no_files(home: Home, tmp_path: Path) -> None:
    shown = job(State.PROCESSING, inputs=kept_inputs(home, tmp_path))
    assert glances_at(shown, home, lambda: False) == {}
    assert len(glances_at(shown, home, lambda: True)) == 5


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("connection", [DEMO, None])
def test_every_state_has_its_words(
    qtbot: QtBot, stage: StagePanel, state: State, connection: Any
) -> None:
    changes = {} if connection is None else {"connection": connection}
    if state is State.DOWNLOADING:
        changes["reason"] = Fault("link_dead", needs_person=True)
    stage.show_job(job(state, **changes))
    assert stage.headline.state.text()
    assert stage.headline.accessibleName()
    qtbot.waitUntil(lambda: bool(stage.details.facts.rows()))
    stage.grab()


def test_the_player_s_keys_work_from_anywhere_in_the_stage(
    qtbot: QtBot, stage: StagePanel, watch: Watch, tmp_path: Path
) -> None:
    stage.show_job(done(clip(tmp_path)))
    qtbot.waitUntil(lambda: watch.shown == 0)
    row = stage.details.facts.rows()[0]
    qtbot.keyClick(row, Qt.Key.Key_Period)
    qtbot.waitUntil(lambda: watch.shown == 1)
    qtbot.keyClick(row, Qt.Key.Key_K)
    assert stage.player.playback.playing


def test_full_screen_and_back_into_its_place(
    qtbot: QtBot, stage: StagePanel, watch: Watch, tmp_path: Path
) -> None:
    stage.show_job(done(clip(tmp_path)))
    qtbot.waitUntil(lambda: watch.shown == 0)
    before = stage.player.geometry()
    qtbot.mouseClick(stage.player.transport.full_screen, LEFT)
    assert stage.player.full_screen
    assert stage.player.maximumHeight() > 10_000
    screen = stage.screen().geometry()
    qtbot.waitUntil(lambda: stage.player.size() == screen.size())
    qtbot.keyClick(stage.player.canvas, Qt.Key.Key_Escape)
    assert not stage.player.full_screen
    qtbot.waitUntil(lambda: stage.player.geometry() == before)
    assert QApplication.focusWidget() is stage.player.canvas or not stage.isActiveWindow()


def test_the_window_may_go_while_a_clip_runs(qtbot: QtBot, home: Home, tmp_path: Path) -> None:
    background = Background()
    panel = StagePanel(background, home, load_catalog())
    panel.show()
    watch = Watch(panel.player.playback)
    file = clip(tmp_path)
    panel.show_job(done(file))
    panel.play()
    qtbot.waitUntil(lambda: watch.shown > 1)
    panel.release()
    panel.close()
    panel.deleteLater()
    with qtbot.waitSignal(panel.destroyed):
        pass
    assert open_files(file) == []
    background.close()
