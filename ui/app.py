"""The window's life: start, run, and stop in order."""

from __future__ import annotations

import contextlib
import gc
import sys
from collections.abc import AsyncIterator

import qasync
from PySide6.QtCore import QCoreApplication, QSettings
from PySide6.QtGui import QFont, QFontInfo
from PySide6.QtWidgets import QApplication

from core import __version__, language
from core.ledger import Ledger
from core.library import Library
from core.program import Program
from core.studio import Studio
from ui import icons, theme
from ui.background import Background
from ui.bridge import Bridge
from ui.controller import Controller, Parts
from ui.language import WindowLanguage
from ui.signals import ended_by_signals

SWITCH_SECONDS = 0.002
"""How long a thread of Python may keep the window's thread waiting; the default is 5 ms."""


CHINESE_FAMILIES = ("Noto Sans CJK SC", "Noto Sans SC", "WenQuanYi Micro Hei")
"""Elsewhere the system itself chooses by the language; fontconfig takes whatever comes first."""


def run(program: Program, *, demo: bool, files: list[str]) -> int:
    """Open the window and return the exit code once it is closed.

    ``demo`` begins with the built-in engine; the first of ``files`` becomes the start frame. Raises
    ``LedgerUnusable`` or ``InvalidAsk`` before anything is shown.
    """
    application = make_application()
    favour_the_window()
    with qasync.QEventLoop(application) as loop:
        loop.run_until_complete(live(program, demo=demo, files=files))
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
                with ended_by_signals(controller.end):
                    await controller.live(demo=demo, files=files)
        finally:
            ledger.close()
    finally:
        background.close()


@contextlib.asynccontextmanager
async def opened(program: Program, ledger: Ledger, background: Background) -> AsyncIterator[Parts]:
    """Open the studio and what looks at it; close it in the reverse order."""
    library = Library(program.home.ledger)
    connections = program.connections(ledger)
    settings = program.settings
    studio = Studio(program.home, ledger, connections, program.catalog, settings.limits)
    bridge = Bridge(studio)
    state = QSettings(str(program.home.root / "window.ini"), QSettings.Format.IniFormat)
    try:
        yield Parts(program, studio, bridge, library, connections, background, state)
    finally:
        await bridge.close()
        await studio.close()
        library.close()
        state.sync()
