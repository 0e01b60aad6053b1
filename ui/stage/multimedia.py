"""QtMultimedia, loaded with the first clip, and quiet about what is no fault of a clip.

On a machine without sound its backends warn of every library and server that they do not find; a
clip that cannot be played is said in words by the player itself.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QCoreApplication,
    QLoggingCategory,
    QMessageLogContext,
    QPluginLoader,
    QtMsgType,
    qFormatLogMessage,
    qInstallMessageHandler,
)

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QMediaDevices

_RULES = """
qt.multimedia.symbolsresolver.warning=false
qt.multimedia.ffmpeg.mediadataholder.warning=false
qt.multimedia.*.info=false
"""
"""PipeWire may be missing; a file that is no clip is answered by the player's error."""

_NO_SOUND_SERVER = "PulseAudioService: pa_context_connect() failed"
"""Qt's warning of the category ``default``, which no rule could name without silencing ours."""


@cache
def prepare() -> None:
    """Import what a clip needs to be played and drawn. Blocking, once: for a thread."""
    QLoggingCategory.setFilterRules(_RULES)
    import av  # noqa: F401
    import numpy  # noqa: F401
    import PySide6.QtMultimedia  # noqa: F401

    _load_backend()


def _load_backend() -> None:
    """Load the library that plays, for which the first player would hold up the window."""
    for folder in QCoreApplication.libraryPaths():
        for file in Path(folder, "multimedia").glob("*ffmpegmediaplugin*"):
            QPluginLoader(str(file)).load()  # what fails here is said by the player itself


def media_devices() -> QMediaDevices:
    """Return the list of sound devices, which may be empty, on the GUI's thread."""
    from PySide6.QtMultimedia import QMediaDevices

    with _without_message(_NO_SOUND_SERVER):
        devices = QMediaDevices()
        devices.audioOutputs()
    return devices


@contextlib.contextmanager
def _without_message(unwanted: str) -> Iterator[None]:
    """Keep one message of Qt from whoever listens to Qt's messages."""

    def filtered(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        if message == unwanted:
            return
        if before is not None:
            before(kind, context, message)
        elif sys.stderr is not None:
            sys.stderr.write(f"{qFormatLogMessage(kind, context, message)}\n")

    before = qInstallMessageHandler(filtered)
    try:
        yield
    finally:
        qInstallMessageHandler(before)
