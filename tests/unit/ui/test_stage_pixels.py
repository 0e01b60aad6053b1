"""Frames become pictures of the size that is wanted, with the colours that were filmed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from tests.stages import WIDE, clip, shown_player
from ui.stage.pixels import fitted, shape_of, to_image


@pytest.mark.parametrize(
    ("inner", "outer", "size"),
    [
        ((1280, 720), (640, 640), (640, 360)),
        ((720, 1280), (640, 640), (360, 640)),
        ((16, 9), (1600, 900), (1600, 900)),
        ((1280, 720), (0, 0), (1, 1)),
    ],
)
def test_the_largest_that_fits(
    inner: tuple[int, int], outer: tuple[int, int], size: tuple[int, int]
) -> None:
    assert fitted(QSize(*inner), QSize(*outer)) == QSize(*size)


def decoded(file: Path) -> QImage:
    """Return the first frame as PyAV has it, converted as its file says."""
    import av

    with av.open(str(file)) as container:
        frame = next(container.decode(video=0))
        rgb = frame.reformat(format="rgb24", src_colorspace="ITU709").to_ndarray()
    height, width, _ = rgb.shape
    return QImage(rgb.tobytes(), width, height, width * 3, QImage.Format.Format_RGB888).copy()


def apart(one: QColor, other: QColor) -> int:
    pairs = zip(one.getRgb(), other.getRgb(), strict=True)
    return max(abs(a - b) for a, b in pairs)


def test_a_frame_has_the_colours_of_its_file(qtbot: QtBot, tmp_path: Path) -> None:
    file = clip(tmp_path)
    truth = decoded(file)
    with shown_player(qtbot) as (player, watch):
        player.load(file)
        qtbot.waitUntil(lambda: watch.shown == 0)
        assert player.playback.frame is not None
        image = to_image(player.playback.frame, WIDE)
    assert image.size() == WIDE
    places = [(x, y) for x in range(5, 160, 15) for y in range(5, 90, 15)]
    worst = max(apart(image.pixelColor(x, y), truth.pixelColor(x, y)) for x, y in places)
    assert worst <= 4


def test_a_frame_is_made_as_large_as_is_wanted(qtbot: QtBot, tmp_path: Path) -> None:
    with shown_player(qtbot) as (player, watch):
        player.load(clip(tmp_path))
        qtbot.waitUntil(lambda: watch.shown == 0)
        frame = player.playback.frame
        assert frame is not None
        assert shape_of(frame) == WIDE
        assert to_image(frame, QSize(80, 45)).size() == QSize(80, 45)
        assert to_image(frame, QSize(33, 19)).size() == QSize(33, 19)
        assert to_image(frame, QSize(1600, 900)).size() == QSize(1600, 900)
