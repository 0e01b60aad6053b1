"""Whether there is a screen to open a window on, asked without Qt.

Qt ends the whole process, with a core dump, where it finds no screen; so somebody must ask first.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Mapping


def names_display(environ: Mapping[str, str]) -> bool:
    """Return whether this session claims to have a screen. Nothing is asked of the screen."""
    if not _asks_for_display():
        return True
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(environ.get(name) for name in names)


def has_display(environ: Mapping[str, str]) -> bool:
    """Return whether Qt will find a screen: asks the X server or the Wayland compositor itself."""
    if not _asks_for_display():
        return True
    chosen = environ.get("QT_QPA_PLATFORM", "")
    names = {each.partition(":")[0].partition("-")[0] for each in chosen.split(";") if each}
    if names - {"xcb", "wayland"}:
        return True  # Offscreen, VNC and their like bring a screen of their own.
    x = "xcb" in names or not names
    wayland = "wayland" in names or not names
    return (wayland and _wayland_answers(environ)) or (x and _x_answers(environ))


def _asks_for_display() -> bool:
    return sys.platform not in ("win32", "darwin")


def _x_answers(environ: Mapping[str, str]) -> bool:
    """Connect as Qt does, by libxcb: a socket that accepts may still refuse for its password."""
    name = environ.get("DISPLAY", "")
    if not name:
        return False
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return False
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(name.encode(errors="surrogateescape"), None))
    answers = bool(xcb.xcb_connection_has_error(connection) == 0)
    xcb.xcb_disconnect(connection)
    return answers


def _wayland_answers(environ: Mapping[str, str]) -> bool:
    name = environ.get("WAYLAND_DISPLAY", "")
    if not name:
        return False
    try:
        client = ctypes.CDLL("libwayland-client.so.0")
    except OSError:
        return False
    client.wl_display_connect.restype = ctypes.c_void_p
    display = client.wl_display_connect(name.encode(errors="surrogateescape"))
    if not display:
        return False
    client.wl_display_disconnect(ctypes.c_void_p(display))
    return True
