"""The player plays real clips: their frames come, and every control and key does what it says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QSettings, Qt
from PySide6.QtGui import QColor, QImage, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.stages import (
    DAMAGES,
    FRAMES,
    TALL,
    WIDE,
    Watch,
    click_at,
    clip,
    open_files,
    shown_player,
)
from ui.actions import Action
from ui.background import Background
from ui.stage import multimedia
from ui.stage.player import Player

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def stage(qtbot: QtBot) -> Iterator[tuple[Player, Watch]]:
    with shown_player(qtbot) as made:
        yield made


@pytest.fixture
def player(stage: tuple[Player, Watch]) -> Player:
    return stage[0]


@pytest.fixture
def watch(stage: tuple[Player, Watch]) -> Watch:
    return stage[1]


@pytest.fixture
def loaded(qtbot: QtBot, player: Player, watch: Watch, tmp_path: Path) -> Path:
    """Return a clip whose first frame the player shows."""
    file = clip(tmp_path)
    player.load(file)
    qtbot.waitUntil(lambda: watch.shown == 0)
    return file


def picture(qtbot: QtBot, player: Player) -> QImage:
    """Return what a person sees of the clip, without the controls."""
    qtbot.waitUntil(lambda: player.canvas.settled)
    return player.canvas.grab(player.canvas.rect().adjusted(8, 8, -8, -90)).toImage()


def colours(image: QImage) -> set[str]:
    return {
        QColor(image.pixel(x, y)).name()
        for x in range(0, image.width(), 7)
        for y in range(0, image.height(), 7)
    }


def press(qtbot: QtBot, player: Player, key: Qt.Key) -> None:
    qtbot.keyClick(player.canvas, key)


# What is seen


@pytest.mark.usefixtures("loaded")
def test_the_first_frame_is_there_without_playing(qtbot: QtBot, player: Player) -> None:
    assert not player.playback.playing
    assert player.playback.position == 0
    assert player.playback.duration == 1000
    assert player.shape == WIDE
    assert player.transport.isVisible()
    assert player.transport.clock.text() == "0:00 / 0:01"
    assert len(colours(picture(qtbot, player))) > 20


@pytest.mark.usefixtures("loaded")
def test_playing_shows_one_frame_after_the_other(
    qtbot: QtBot, player: Player, watch: Watch
) -> None:
    before = picture(qtbot, player)
    qtbot.mouseClick(player.transport.play, LEFT)
    qtbot.waitUntil(lambda: watch.shown >= 12)
    assert player.playback.playing
    first = watch.starts[: watch.starts.index(max(watch.starts))]
    assert first == sorted(first)
    assert len(set(first)) >= 3
    assert picture(qtbot, player) != before
    assert player.transport.scrubber.value() > 0


def test_a_clip_is_as_large_as_fits_and_the_rest_is_black(
    qtbot: QtBot, player: Player, watch: Watch, tmp_path: Path
) -> None:
    player.load(clip(tmp_path, size=TALL))
    qtbot.waitUntil(lambda: watch.shown == 0)
    assert player.shape == TALL
    qtbot.waitUntil(lambda: player.canvas.settled)
    image = player.canvas.grab().toImage()
    scale = image.devicePixelRatio()
    middle, beside = QPoint(160, 40) * scale, QPoint(40, 40) * scale
    assert QColor(image.pixel(beside)) == QColor("black")
    assert QColor(image.pixel(middle)) != QColor("black")


@pytest.mark.usefixtures("loaded")
def test_a_clip_plays_without_any_sound_device(qtbot: QtBot, player: Player, watch: Watch) -> None:
    if player.playback.sound.there:
        pytest.skip("this machine has a sound device")
    assert not player.transport.mute.isEnabled()
    player.play()
    qtbot.waitUntil(lambda: watch.shown > 3)


# Where it is


@pytest.mark.usefixtures("loaded")
def test_a_click_on_the_slider_jumps_there(qtbot: QtBot, player: Player, watch: Watch) -> None:
    click_at(qtbot, player.transport.scrubber, 0.5)
    qtbot.waitUntil(lambda: abs(watch.shown - FRAMES // 2) <= 1)
    assert not player.playback.playing
    assert abs(player.playback.position - 500) < 60


@pytest.mark.usefixtures("loaded")
def test_a_drag_on_the_slider_is_followed(qtbot: QtBot, player: Player, watch: Watch) -> None:
    scrubber = player.transport.scrubber
    middle = scrubber.height() // 2
    qtbot.mousePress(scrubber, LEFT, pos=QPoint(10, middle))
    for part in (0.2, 0.4, 0.8):
        qtbot.mouseMove(scrubber, QPoint(round(scrubber.width() * part), middle))
    qtbot.waitUntil(lambda: watch.shown > FRAMES * 0.7)
    qtbot.mouseRelease(scrubber, LEFT)
    assert scrubber.value() == pytest.approx(800, abs=60)


@pytest.mark.usefixtures("loaded")
def test_the_arrow_keys_move_the_slider(qtbot: QtBot, player: Player, watch: Watch) -> None:
    qtbot.keyClick(player.transport.scrubber, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: watch.shown == FRAMES - 1)
    qtbot.keyClick(player.transport.scrubber, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: watch.shown == 0)
    press(qtbot, player, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: watch.shown == FRAMES - 1)
    press(qtbot, player, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: watch.shown == 0)


@pytest.mark.usefixtures("loaded")
def test_every_step_is_one_frame(qtbot: QtBot, player: Player, watch: Watch) -> None:
    for number in range(1, FRAMES):
        press(qtbot, player, Qt.Key.Key_Period)
        qtbot.waitUntil(lambda number=number: watch.shown == number)
    qtbot.mouseClick(player.transport.forward, LEFT)
    qtbot.mouseClick(player.transport.back, LEFT)
    qtbot.waitUntil(lambda: watch.shown == FRAMES - 2)
    press(qtbot, player, Qt.Key.Key_Comma)
    qtbot.waitUntil(lambda: watch.shown == FRAMES - 3)


@pytest.mark.usefixtures("loaded")
def test_quick_steps_are_all_counted(qtbot: QtBot, player: Player, watch: Watch) -> None:
    for _ in range(7):
        press(qtbot, player, Qt.Key.Key_Period)
    qtbot.waitUntil(lambda: watch.shown == 7)
    for _ in range(4):
        press(qtbot, player, Qt.Key.Key_Comma)
    qtbot.waitUntil(lambda: watch.shown == 3)


@pytest.mark.usefixtures("loaded")
def test_there_is_no_step_before_the_first_frame(
    qtbot: QtBot, player: Player, watch: Watch
) -> None:
    for _ in range(3):
        press(qtbot, player, Qt.Key.Key_Comma)
    press(qtbot, player, Qt.Key.Key_Period)
    qtbot.waitUntil(lambda: watch.shown == 1)


@pytest.mark.usefixtures("loaded")
def test_a_step_stops_a_running_clip(qtbot: QtBot, player: Player, watch: Watch) -> None:
    player.play()
    qtbot.waitUntil(lambda: watch.shown > 2)
    press(qtbot, player, Qt.Key.Key_Period)
    assert not player.playback.playing


# The end


@pytest.mark.usefixtures("loaded")
def test_a_clip_begins_again_by_itself(qtbot: QtBot, player: Player, watch: Watch) -> None:
    player.play()
    qtbot.waitUntil(
        lambda: any(b < a for a, b in zip(watch.starts, watch.starts[1:], strict=False))
    )
    assert player.playback.playing


@pytest.mark.usefixtures("loaded")
def test_without_the_loop_the_last_frame_stays_and_play_begins_anew(
    qtbot: QtBot, player: Player, watch: Watch
) -> None:
    qtbot.mouseClick(player.transport.loop, LEFT)
    assert not player.habits.loop
    player.play()
    qtbot.waitUntil(lambda: player.playback.position == 1000)
    qtbot.waitUntil(lambda: watch.shown == FRAMES - 1)
    assert not player.playback.playing
    assert player.transport.clock.text() == "0:01 / 0:01"
    count = len(watch.starts)
    press(qtbot, player, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(watch.starts) > count + 2)
    assert min(watch.starts[count:]) < 200_000
    assert player.playback.playing


@pytest.mark.usefixtures("loaded")
def test_at_the_end_a_person_can_step_back(qtbot: QtBot, player: Player, watch: Watch) -> None:
    player.habits.set_loop(False)
    player.play()
    qtbot.waitUntil(lambda: player.playback.position == 1000)
    press(qtbot, player, Qt.Key.Key_Comma)
    qtbot.waitUntil(lambda: watch.shown == FRAMES - 2)


@pytest.mark.usefixtures("loaded")
def test_the_loop_can_be_switched_while_the_clip_runs(
    qtbot: QtBot, player: Player, watch: Watch
) -> None:
    player.play()
    qtbot.waitUntil(lambda: watch.shown > 3)
    press(qtbot, player, Qt.Key.Key_L)
    qtbot.waitUntil(lambda: player.playback.position == 1000)
    assert not player.playback.playing
    press(qtbot, player, Qt.Key.Key_L)
    player.play()
    count = len(watch.starts)
    qtbot.waitUntil(lambda: len(watch.starts) > count + FRAMES + 4)
    assert player.playback.playing


# What cannot be shown


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_clip_that_cannot_be_played_is_said_in_words(
    qtbot: QtBot, player: Player, tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    whole = clip(tmp_path)
    file = tmp_path / "damaged.mp4"
    file.write_bytes(damage(whole.read_bytes()))
    player.set_offers({Action.SHOW})
    player.load(file, play=True)
    qtbot.waitUntil(lambda: player.broken)
    assert "cannot be played" in player.canvas.words
    assert not player.transport.isVisible()
    with qtbot.waitSignal(player.asked) as asked:
        qtbot.mouseClick(player.canvas.button, LEFT)
    assert asked.args == [Action.SHOW]


def test_a_clip_that_is_cut_off_plays_as_far_as_it_goes(
    qtbot: QtBot, player: Player, watch: Watch, tmp_path: Path
) -> None:
    whole = clip(tmp_path).read_bytes()
    file = tmp_path / "half.mp4"
    file.write_bytes(whole[: len(whole) * 2 // 3])
    player.habits.set_loop(False)
    player.load(file, play=True)
    qtbot.waitUntil(lambda: player.playback.position == player.playback.duration > 0)
    assert not player.broken
    assert not player.playback.playing
    assert len(watch.starts) > 2


def test_a_missing_clip_offers_to_be_fetched_again(
    qtbot: QtBot, player: Player, tmp_path: Path
) -> None:
    player.set_offers({Action.FETCH, Action.SHOW})
    with qtbot.waitSignal(player.found) as found:
        player.load(tmp_path / "gone.mp4")
    assert found.args == [False]
    assert "no longer where" in player.canvas.words
    assert player.canvas.accessibleDescription() == player.canvas.words
    with qtbot.waitSignal(player.asked) as asked:
        qtbot.mouseClick(player.canvas.button, LEFT)
    assert asked.args == [Action.FETCH]


def test_nothing_is_offered_that_the_job_does_not_offer(
    qtbot: QtBot, player: Player, tmp_path: Path
) -> None:
    with qtbot.waitSignal(player.found):
        player.load(tmp_path / "gone.mp4")
    assert not player.canvas.button.isVisible()


@pytest.mark.expected_logs("clips cannot be played: libpulse")
def test_a_system_that_cannot_play_says_what_it_lacks(
    qtbot: QtBot, player: Player, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def prepare() -> None:
        raise ImportError("libpulse.so.0: cannot open shared object file")

    monkeypatch.setattr(multimedia, "prepare", prepare)
    player.set_offers({Action.SHOW})
    player.load(clip(tmp_path))
    qtbot.waitUntil(lambda: "libpulse.so.0" in player.canvas.words)
    assert player.canvas.button.isVisible()


def test_after_a_broken_clip_a_good_one_plays(
    qtbot: QtBot, player: Player, watch: Watch, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(b"nothing")
    player.load(broken)
    qtbot.waitUntil(lambda: player.broken)
    player.load(clip(tmp_path), play=True)
    qtbot.waitUntil(lambda: watch.shown > 2)
    assert not player.broken
    assert player.canvas.words == ""


# Another clip, and none


def test_another_clip_takes_the_place_of_a_running_one(
    qtbot: QtBot, player: Player, watch: Watch, loaded: Path, tmp_path: Path
) -> None:
    player.play()
    qtbot.waitUntil(lambda: watch.shown > 2)
    sizes = []
    other = clip(tmp_path, "other.mp4", TALL)
    player.load(other)
    player.playback.frame_changed.connect(lambda: sizes.append(player.shape))
    qtbot.waitUntil(lambda: player.shape == TALL)
    assert not player.playback.playing
    assert player.playback.position == 0
    assert {size for size in sizes if size is not None} == {TALL}
    assert open_files(loaded) == []


def test_of_many_quick_choices_only_the_last_is_shown(
    qtbot: QtBot, player: Player, tmp_path: Path
) -> None:
    wide, tall = clip(tmp_path, "wide.mp4"), clip(tmp_path, "tall.mp4", TALL)
    for _ in range(10):
        player.load(wide, play=True)
        player.load(tmp_path / "gone.mp4")
    player.load(tall)
    qtbot.waitUntil(lambda: player.shape == TALL)
    assert not player.playback.playing
    assert player.canvas.words == ""


def test_a_cleared_player_holds_no_file(
    qtbot: QtBot, player: Player, watch: Watch, loaded: Path
) -> None:
    player.play()
    qtbot.waitUntil(lambda: watch.shown > 2)
    player.clear()
    assert open_files(loaded) == []
    assert player.playback.frame is None
    assert not player.transport.isVisible()
    loaded.unlink()


def test_a_player_that_goes_while_it_plays_leaves_nothing_behind(
    qtbot: QtBot, tmp_path: Path
) -> None:
    file = clip(tmp_path)
    with shown_player(qtbot) as (player, watch):
        player.load(file, play=True)
        qtbot.waitUntil(lambda: watch.shown > 2)
        player.release()
        player.close()
        assert open_files(file) == []
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_a_window_that_is_deleted_while_a_clip_runs_leaves_nothing_behind(
    qtbot: QtBot, tmp_path: Path
) -> None:
    file = clip(tmp_path)
    background = Background(1)
    window = QWidget()
    player = Player(background, None, window)
    window.show()
    watch = Watch(player.playback)
    player.load(file, play=True)
    qtbot.waitUntil(lambda: watch.shown > 2)
    window.deleteLater()
    with qtbot.waitSignal(window.destroyed):
        pass
    assert open_files(file) == []
    background.close()


# Hidden


@pytest.mark.usefixtures("loaded")
def test_a_hidden_player_stands_still(qtbot: QtBot, player: Player, watch: Watch) -> None:
    player.play()
    qtbot.waitUntil(lambda: watch.shown > 2)
    player.hide()
    assert not player.playback.playing
    player.show()
    assert not player.playback.playing
    assert player.playback.frame is not None


def test_a_clip_is_not_even_opened_before_somebody_sees_it(
    qtbot: QtBot, player: Player, watch: Watch, tmp_path: Path
) -> None:
    player.hide()
    with qtbot.assertNotEmitted(player.found, wait=50):
        player.load(clip(tmp_path))
    player.show()
    qtbot.waitUntil(lambda: watch.shown == 0)


# Keys and pointer


@pytest.mark.usefixtures("loaded")
def test_space_and_k_and_a_click_run_and_stop_the_clip(qtbot: QtBot, player: Player) -> None:
    for key in (Qt.Key.Key_Space, Qt.Key.Key_K):
        press(qtbot, player, key)
        assert player.playback.playing
        press(qtbot, player, key)
        assert not player.playback.playing
    qtbot.mouseClick(player.canvas, LEFT)
    assert player.playback.playing
    qtbot.mouseClick(player.canvas, LEFT)
    assert not player.playback.playing


@pytest.mark.usefixtures("loaded")
def test_a_click_between_the_controls_does_nothing(qtbot: QtBot, player: Player) -> None:
    bar = player.transport
    qtbot.mouseClick(bar, LEFT, pos=QPoint(2, 2))
    qtbot.mouseDClick(bar, LEFT, pos=QPoint(2, 2))
    assert not player.playback.playing
    assert not player.full_screen


@pytest.mark.usefixtures("loaded")
def test_a_held_key_does_not_flicker(qtbot: QtBot, player: Player) -> None:
    press(qtbot, player, Qt.Key.Key_Space)
    for _ in range(5):
        again = QKeyEvent(
            QEvent.Type.KeyPress, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, " ", True
        )
        QApplication.sendEvent(player.canvas, again)
    assert player.playback.playing


@pytest.mark.usefixtures("loaded")
def test_a_held_key_that_nobody_marks_does_not_flicker(qtbot: QtBot, player: Player) -> None:
    press(qtbot, player, Qt.Key.Key_Space)
    for at in range(1000, 1200, 40):  # as X11 sends them: both at the same time
        for kind in (QEvent.Type.KeyRelease, QEvent.Type.KeyPress):
            again = QKeyEvent(kind, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, " ")
            again.setTimestamp(at)
            QApplication.sendEvent(player.canvas, again)
    assert player.playback.playing


@pytest.mark.usefixtures("loaded")
def test_keys_with_control_are_left_to_others(qtbot: QtBot, player: Player) -> None:
    qtbot.keyClick(player.canvas, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert player.habits.loop


@pytest.mark.usefixtures("loaded")
def test_volume_and_silence_by_key(qtbot: QtBot, player: Player) -> None:
    press(qtbot, player, Qt.Key.Key_Down)
    assert player.habits.volume == pytest.approx(0.95)
    press(qtbot, player, Qt.Key.Key_M)
    assert player.habits.muted
    press(qtbot, player, Qt.Key.Key_Up)
    assert not player.habits.muted
    assert player.habits.volume == 1.0


def test_habits_are_remembered(qtbot: QtBot, tmp_path: Path) -> None:
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    background = Background(1)
    with shown_player(qtbot, Player(background, settings)) as (player, _):
        player.habits.set_volume(0.4)
        player.habits.set_muted(True)
        player.habits.set_loop(False)
    settings.sync()
    again = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    with shown_player(qtbot, Player(background, again)) as (player, _):
        habits = player.habits
        assert (habits.volume, habits.muted, habits.loop) == (0.4, True, False)
        assert not player.transport.loop.isChecked()
        assert player.transport.volume.value() == 40
    background.close()


@pytest.mark.parametrize("written", ["", "loud", "7", "-3"])
def test_settings_that_make_no_sense_do_no_harm(qtbot: QtBot, tmp_path: Path, written: str) -> None:
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    settings.setValue("player/volume", written)
    settings.setValue("player/muted", written)
    background = Background(1)
    with shown_player(qtbot, Player(background, settings)) as (player, _):
        assert 0.0 <= player.habits.volume <= 1.0
    background.close()


def test_full_screen_by_key_and_double_click_and_back(qtbot: QtBot, tmp_path: Path) -> None:
    background = Background(1)
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(400, 300)
    player = Player(background, None, window)
    player.setGeometry(10, 10, 320, 180)
    window.show()
    watch = Watch(player.playback)
    player.load(clip(tmp_path))
    qtbot.waitUntil(lambda: watch.shown == 0)
    press(qtbot, player, Qt.Key.Key_F)
    assert player.full_screen
    press(qtbot, player, Qt.Key.Key_Escape)
    assert not player.full_screen
    assert player.parent() is window
    assert player.isVisible()
    qtbot.mouseDClick(player.canvas, LEFT)
    assert player.full_screen
    player.close()
    assert not player.full_screen
    assert player.isVisible()
    assert player.playback.frame is not None
    player.release()
    background.close()


@pytest.mark.usefixtures("loaded")
def test_a_clip_goes_on_when_it_gets_the_screen(qtbot: QtBot, player: Player, watch: Watch) -> None:
    player.play()
    qtbot.waitUntil(lambda: watch.shown > 1)
    press(qtbot, player, Qt.Key.Key_F)
    assert player.playback.playing
    press(qtbot, player, Qt.Key.Key_Escape)
    assert player.playback.playing


# The controls


@pytest.mark.usefixtures("loaded")
def test_the_controls_fade_while_the_clip_runs_and_come_back(qtbot: QtBot, player: Player) -> None:
    assert player.controls_shown
    player.play()
    qtbot.waitUntil(lambda: not player.controls_shown)
    qtbot.mouseMove(player.canvas, QPoint(50, 20))
    qtbot.waitUntil(lambda: player.controls_shown)
    player.pause()
    qtbot.waitUntil(lambda: player.controls_shown)


@pytest.mark.usefixtures("loaded")
def test_the_controls_stay_while_one_has_the_focus(qtbot: QtBot, player: Player) -> None:
    player.play()
    qtbot.waitUntil(lambda: not player.controls_shown)
    player.activateWindow()
    qtbot.waitUntil(player.isActiveWindow)
    player.canvas.setFocus()
    qtbot.keyClick(player.canvas, Qt.Key.Key_Tab)
    assert player.transport.isAncestorOf(QApplication.focusWidget())
    assert player.controls_shown
    player.canvas.setFocus()
    assert not player.controls_shown


@pytest.mark.usefixtures("loaded")
def test_every_control_has_a_name_and_the_player_speaks_chinese(player: Player) -> None:
    bar = player.transport
    for control in (bar.play, bar.back, bar.forward, bar.loop, bar.mute, bar.full_screen):
        assert control.accessibleName()
        assert control.toolTip().startswith(control.accessibleName())
    for slider in (bar.scrubber, bar.volume):
        assert slider.accessibleName()
    assert player.canvas.accessibleName() == "Clip"


@pytest.mark.usefixtures("loaded")
def test_a_person_can_reach_every_control_by_tab(qtbot: QtBot, player: Player) -> None:
    player.activateWindow()
    qtbot.waitUntil(player.isActiveWindow)
    player.canvas.setFocus()
    reached = []
    for _ in range(12):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        reached.append(QApplication.focusWidget())
    bar = player.transport
    wanted = [bar.scrubber, bar.play, bar.back, bar.forward, bar.loop, bar.full_screen]
    assert [each for each in reached if each in wanted][: len(wanted)] == wanted
