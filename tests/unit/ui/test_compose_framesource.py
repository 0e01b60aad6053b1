"""The start frame's source, once whoever asked for a picture is gone."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from ui.background import Background
from ui.compose import pictures
from ui.compose.framesource import FrameSource
from ui.compose.offers import Offer


def test_a_picture_that_comes_after_its_form_has_gone_touches_nothing(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    background, owner = Background(threads=1), QObject()
    source = FrameSource(background, tmp_path, owner)
    begun, held = threading.Event(), threading.Event()

    def late(*_: object) -> Path:
        begun.set()
        held.wait()
        return tmp_path / "late.png"

    monkeypatch.setattr(pictures, "keep_pixels", late)
    pixels = QImage(4, 4, QImage.Format.Format_RGB32)
    pixels.fill(QColor("orange"))
    source.take(Offer(pixels=pixels))
    qtbot.waitUntil(begun.is_set)
    shiboken6.delete(owner)
    held.set()
    after: list[int] = []
    background.call(lambda: 1, after.append)  # one thread: the picture has come before
    qtbot.waitUntil(lambda: after == [1])
    assert source.file is None
    background.close()
