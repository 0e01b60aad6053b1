"""Frames are converted in a thread: the newest wins, and nothing is done that nobody sees."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from tests.stages import TALL, WIDE, Watch, clip, shown_player
from ui.stage import conversion as conversion_module
from ui.stage.conversion import Conversion
from ui.stage.pixels import to_image
from ui.stage.player import Player


class Gate:
    """Converts only while it is open, and writes down what was converted and where."""

    def __init__(self) -> None:
        self.open = threading.Event()
        self.open.set()
        self.sizes: list[QSize] = []
        self.threads: set[int] = set()

    def convert(self, frame: object, size: QSize) -> QImage:
        self.sizes.append(size)
        self.threads.add(threading.get_ident())
        self.open.wait(5)
        return to_image(frame, size)  # type: ignore[arg-type]


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    gate = Gate()
    monkeypatch.setattr(conversion_module, "to_image", gate.convert)
    yield gate
    gate.open.set()


Stage = tuple[Player, Watch]


@pytest.fixture
def stage(qtbot: QtBot, gate: Gate, tmp_path: Path) -> Iterator[Stage]:  # noqa: ARG001
    """Return a player that shows the first frame of a clip."""
    with shown_player(qtbot) as (player, watch):
        player.load(clip(tmp_path))
        qtbot.waitUntil(lambda: watch.shown == 0 and player.canvas.settled)
        yield player, watch


def made(player: Player) -> Conversion:
    return player.canvas._conversion


@pytest.mark.usefixtures("stage")
def test_nothing_is_converted_on_the_window_s_thread(gate: Gate) -> None:
    assert gate.threads
    assert threading.get_ident() not in gate.threads


def test_a_paused_clip_is_converted_once_for_each_size(
    qtbot: QtBot, stage: Stage, gate: Gate
) -> None:
    player, _ = stage
    before = len(gate.sizes)
    for _ in range(3):
        player.canvas.grab()
    assert len(gate.sizes) == before
    player.resize(480, 270)
    qtbot.waitUntil(lambda: made(player).image.size() == QSize(480, 270))
    assert len(gate.sizes) == before + 1


def test_of_many_frames_the_first_and_the_last_are_converted(
    qtbot: QtBot, stage: Stage, gate: Gate
) -> None:
    player, _ = stage
    canvas, frame = player.canvas, player.playback.frame
    assert frame is not None
    qtbot.waitUntil(lambda: canvas.settled)
    gate.open.clear()
    gate.sizes.clear()
    sizes = [QSize(width, 90) for width in range(100, 150)]
    for size in sizes:
        made(player).ask(frame, size)
    assert not canvas.settled
    gate.open.set()
    qtbot.waitUntil(lambda: canvas.settled)
    assert gate.sizes[:2] == [sizes[0], sizes[-1]]  # the canvas may ask for its own size then


def test_a_late_frame_of_the_clip_before_is_not_shown(
    qtbot: QtBot, stage: Stage, gate: Gate, tmp_path: Path
) -> None:
    player, _ = stage
    shown: list[QSize] = []
    gate.open.clear()
    player.resize(400, 225)  # is under way when the next clip comes
    qtbot.waitUntil(lambda: not player.canvas.settled)
    made(player).ready.connect(lambda: shown.append(made(player).image.size()))
    player.load(clip(tmp_path, "tall.mp4", TALL))
    assert made(player).image.isNull()
    qtbot.waitUntil(lambda: player.shape == TALL)
    gate.open.set()
    qtbot.waitUntil(lambda: bool(shown) and player.canvas.settled)
    assert all(size.height() > size.width() for size in shown)


def test_a_hidden_player_converts_nothing(qtbot: QtBot, stage: Stage, gate: Gate) -> None:
    player, watch = stage
    player.hide()
    gate.sizes.clear()
    player.playback.step(2)
    qtbot.waitUntil(lambda: watch.shown == 2)
    assert not gate.sizes
    player.show()
    qtbot.waitUntil(lambda: len(gate.sizes) == 1 and player.canvas.settled)


@pytest.mark.parametrize("end", [Player.release, Player.clear])
def test_what_comes_after_the_end_is_dropped(
    qtbot: QtBot, stage: Stage, gate: Gate, end: Callable[[Player], None]
) -> None:
    player, _ = stage
    gate.open.clear()
    player.resize(480, 270)
    qtbot.waitUntil(lambda: not player.canvas.settled)
    end(player)
    with qtbot.assertNotEmitted(made(player).ready, wait=50):
        gate.open.set()
    assert made(player).image.isNull()
    assert player.canvas.settled


@pytest.mark.expected_logs("a frame could not be converted")
def test_a_frame_that_cannot_be_converted_does_no_harm(
    qtbot: QtBot, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    player, _ = stage

    def fail(*_: object) -> QImage:
        raise ValueError("an unusual frame")

    monkeypatch.setattr(conversion_module, "to_image", fail)
    player.resize(480, 270)
    qtbot.waitUntil(lambda: player.canvas.settled and made(player).image.isNull())
    player.canvas.grab()
    monkeypatch.setattr(conversion_module, "to_image", to_image)
    player.playback.step(1)
    qtbot.waitUntil(lambda: not made(player).image.isNull())
    assert made(player).image.width() * WIDE.height() == made(player).image.height() * WIDE.width()
