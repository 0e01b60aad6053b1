"""Copying diagnostics: gathered in the background, put on the clipboard here."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import QLocale, qVersion
from PySide6.QtGui import QGuiApplication

from core.diagnostics import gather
from core.journal import fault_words
from ui import theme

if TYPE_CHECKING:
    from ui.controller import Parts


def copy_diagnostics(
    parts: Parts, address: str, copied: Callable[[], object], before: str = ""
) -> None:
    """Put the diagnostics on the clipboard and call ``copied``; ``before`` goes before them.

    ``address`` is the base URL in use: it is said where its key comes from.
    """
    facts = window_facts()
    facts["Trouble"] = fault_words(parts.studio.trouble) or "none"

    def work() -> str:
        facts["Key"] = parts.connections.key_source(address) or "none"
        return gather(parts.program, facts, before)

    def done(text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        copied()

    parts.background.call(work, done)


def window_facts() -> dict[str, str]:
    """Return what the window alone knows of itself and its screens."""
    screens = (
        f"{screen.size().width()}×{screen.size().height()} at {screen.devicePixelRatio():g}"
        f" ({screen.logicalDotsPerInch():.0f} dpi)"
        for screen in QGuiApplication.screens()
    )
    return {
        "Face": f"window, Qt {qVersion()}, PySide6 {pyside_version}",
        "Platform": f"{QGuiApplication.platformName()}, region {QLocale().name()}",
        "Screens": "; ".join(screens),
        "Look": f"{theme.current().name}, text {theme.text_scale():g}"
        f"{', reduced motion' if theme.reduced_motion() else ''}",
    }
