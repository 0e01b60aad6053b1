"""The window's life: start, run, and stop in order."""

from __future__ import annotations

import contextlib
import gc
import logging
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import qasync
from PySide6.QtCore import QCoreApplication, QSettings, qVersion
from PySide6.QtGui import QFont, QFontInfo
from PySide6.QtWidgets import QApplication

from core import __version__, language, logs
from core.ledger import Ledger
from core.library import Library
from core.pacing import Pace
from core.program import Program
from core.studio import Studio
from ui import folders, icons, theme
from ui.background import Background
from ui.bridge import Bridge
from ui.controller import Controller, Parts
from ui.door import listening
from ui.language import WindowLanguage
from ui.signals import ended_by_signals

SWITCH_SECONDS = 0.002
"""How long a thread of Python may keep the window's thread waiting; the default is 5 ms."""

END_SECONDS = 3.0
"""How long the end waits at most for what threads of the window are in the middle of."""

log = logging.getLogger(__name__)

CHINESE_FAMILIES = ("Noto Sans CJK SC", "Noto Sans SC", "WenQuanYi Micro Hei")
"""Elsewhere the system itself chooses by the language; fontconfig takes whatever comes first."""


def run(program: Program, *, demo: bool, files: list[str]) -> int:
    """Open the window and return the exit code once it is closed.

    ``demo`` begins with the built-in engine; the first picture of ``files`` becomes the start
    frame. Raises ``LedgerUnusable`` or ``InvalidAsk`` before anything is shown.
    """
    logs.begin(program.home, f"window, Qt {qVersion()}", [program.settings.output])
    log.info("the window opens")
    application = make_application()
    favour_the_window()
    with qasync.QEventLoop(application) as loop:
        loop.run_until_complete(live(program, demo=demo, files=files))
    log.info("the window is closed")
    return 0


def favour_the_window() -> None:
    """Let neither other threads nor the garbage collector hold the window's thread up for long."""
    sys.setswitchinterval(SWITCH_SECONDS)
    gc.collect()
    gc.freeze()  # what was imported stays: there is nothing to find in it


def make_application() -> QApplication:
    """Return the application, made if there is none yet."""
    QCoreApplication.setApplicationName("Foxreel")
    QCoreApplication.setApplicationVersion(__version__)
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    application.setApplicationDisplayName("Foxreel")
    application.setDesktopFileName("foxreel")
    application.setQuitOnLastWindowClosed(False)
    application.setStyle("Fusion")
    application.setFont(_with_chinese(application.font()))
    application.setWindowIcon(icons.app_icon())
    return application


def _with_chinese(font: QFont) -> QFont:
    """Return ``font`` with Simplified Chinese before other forms of the same characters."""
    if sys.platform == "linux":
        # The family that is really used: an alias such as Sans Serif would be passed over.
        font.setFamilies([QFontInfo(font).family(), *CHINESE_FAMILIES])
    return font


async def live(program: Program, *, demo: bool, files: list[str]) -> None:
    """Open everything, wait for the end, and close everything."""
    background = Background()
    window_language = WindowLanguage()
    window_language.use(language.current())
    theme.current().choose(program.settings.theme)
    try:
        ledger = await background.run(program.open_ledger)
        try:
            async with opened(program, ledger, background) as parts:
                controller = Controller(parts, window_language)
                knocks = listening(program.home.window_lock, controller.take)
                with ended_by_signals(controller.end), knocks:
                    await controller.live(demo=demo, files=files)
        finally:
            ledger.close()
    finally:
        background.close(wait=END_SECONDS)


@contextlib.asynccontextmanager
async def opened(
    program: Program, ledger: Ledger, background: Background, *, pace: Pace | None = None
) -> AsyncIterator[Parts]:
    """Open the studio and what looks at it; close it in the reverse order.

    ``pace`` is how often a provider is asked, as each host allows if it is None.
    """
    library = Library(program.home.ledger)
    connections = program.connections(ledger)
    settings = program.settings
    studio = Studio(program.home, ledger, connections, program.catalog, settings.limits, pace=pace)
    studio.set_delivery(settings.delivery)
    bridge = Bridge(studio)
    state = window_state(program.home.root / "window.ini")
    folders.keep_in(state)
    try:
        rebuilt = ledger.rebuilt
        yield Parts(program, studio, bridge, library, connections, background, state, rebuilt)
    finally:
        await bridge.close()
        await studio.close()
        library.close()
        folders.keep_in(None)
        state.sync()


def window_state(file: Path) -> QSettings:
    """Return what the window remembers in ``file``, for this user alone: the draft is in it."""
    with contextlib.suppress(OSError):
        # Qt keeps the rights of a file that is there, and makes a new one for everybody.
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT, 0o600))
        file.chmod(0o600)
    return QSettings(str(file), QSettings.Format.IniFormat)
