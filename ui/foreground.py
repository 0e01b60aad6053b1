"""Bringing the window to the front, where a person has just asked for it elsewhere."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

STAMP_DELAY = 50
"""Milliseconds that an X server gets to tell its time."""
ALERT_DELAY = 500
"""Milliseconds that the desktop gets to make a window the active one."""
TOKEN = "XDG_ACTIVATION_TOKEN"
"""Where Qt looks for Wayland's leave to come to the front."""


def bring_to_front(window: QWidget, token: str = "") -> None:
    """Restore, raise and activate ``window``, or a dialog that is open over it.

    ``token`` is the desktop's leave to do so. Where the desktop does not let it come to the front,
    the window asks for attention.
    """
    if window.isMinimized():
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    if QGuiApplication.platformName() == "xcb":
        _ask_for_the_time(window)
        QTimer.singleShot(STAMP_DELAY, window, lambda: _activate(window, ""))
    else:
        _activate(window, token)


def _ask_for_the_time(window: QWidget) -> None:
    """Let Qt learn what time it is on the X server: every change of a property comes back with it.

    Window managers let nothing come to the front whose last event is older than the last key or
    click anywhere, and this window may have been in the background for hours.
    """
    handle = window.windowHandle()
    handle.setTitle(handle.title())


def _activate(window: QWidget, token: str) -> None:
    front = QApplication.activeModalWidget() or window
    front.raise_()
    with _given(token):
        front.activateWindow()
    QTimer.singleShot(ALERT_DELAY, window, lambda: QApplication.alert(window))


@contextlib.contextmanager
def _given(token: str) -> Iterator[None]:
    """Show ``token`` to Qt alone: it must not stay for the programs that are started later."""
    if not token:
        yield
        return
    os.putenv(TOKEN, token)
    try:
        yield
    finally:
        os.unsetenv(TOKEN)
