"""Clips and players for tests of the stage."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.demo.animatic import FPS, Animatic, render
from ui.background import Background
from ui.stage.playback import Playback
from ui.stage.player import Player

FRAMES = FPS
"""A clip lasts a second."""
WIDE, TALL = QSize(160, 90), QSize(90, 160)


@cache
def _rendered(width: int, height: int) -> bytes:
    file = Path(mkdtemp()) / "clip.mp4"
    render(Animatic(width, height, 1.0, "a fox"), file)
    data = file.read_bytes()
    file.unlink()
    file.parent.rmdir()
    return data


def clip(folder: Path, name: str = "clip.mp4", size: QSize = WIDE) -> Path:
    """Write a clip of one second with sound, and return its file."""
    file = folder / name
    file.write_bytes(_rendered(size.width(), size.height()))
    return file


def no_pictures(data: bytes) -> bytes:
    """Return a clip that was cut off right after its index."""
    return data[: data.index(b"mdat") + 24]


def zeros(data: bytes) -> bytes:
    """Return a clip of the right structure that holds nothing."""
    start = data.index(b"mdat") + 4
    return data[:start] + bytes(len(data) - start)


def head(data: bytes) -> bytes:
    """Return the first bytes of a clip's index."""
    return data[:300]


def text(_: bytes) -> bytes:
    """Return what a web server might have sent instead."""
    return b"<html>Not here any more</html>"


def nothing(_: bytes) -> bytes:
    """Return an empty file."""
    return b""


DAMAGES: tuple[Callable[[bytes], bytes], ...] = (no_pictures, zeros, head, text, nothing)


def open_files(file: Path) -> list[str]:
    """Return the descriptors of this process that have ``file`` open, where that can be seen."""
    found = []
    for each in Path("/proc/self/fd").glob("*"):
        try:
            if each.readlink() == file:
                found.append(each.name)
        except OSError:
            continue
    return found


class Watch:
    """Counts the frames of a playback and writes down where it is."""

    def __init__(self, playback: Playback) -> None:
        self._playback = playback
        self.starts: list[int] = []
        playback.frame_changed.connect(self._on_frame)

    @property
    def shown(self) -> int:
        """The number of the frame that is shown now, from 0."""
        frame = self._playback.frame
        return -1 if frame is None else round(frame.startTime() * FPS / 1e6)

    def _on_frame(self) -> None:
        if self._playback.frame is not None:
            self.starts.append(self._playback.frame.startTime())


@contextmanager
def playing_on(player: Player) -> Iterator[Watch]:
    """Watch a player's frames, and let go of everything at the end."""
    try:
        yield Watch(player.playback)
    finally:
        player.release()


@contextmanager
def shown_player(qtbot: QtBot, player: Player | None = None) -> Iterator[tuple[Player, Watch]]:
    """Show a player in a window of its own."""
    background = Background(1)
    made = player or Player(background)
    made.resize(320, 180)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    try:
        with playing_on(made) as watch:
            yield made, watch
    finally:
        background.close()


def click_at(qtbot: QtBot, widget: QWidget, part: float) -> None:
    """Click into ``widget``, so far from its left edge."""
    point = QPoint(round(widget.width() * part), widget.height() // 2)
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=point)
