"""Whether a screen is there, and what is shown on it where no window opens; real X servers."""

from __future__ import annotations

import contextlib
import os
import secrets
import sqlite3
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.home import Home
from ui import display
from ui.display import has_display, names_display

ROOT = Path(__file__).resolve().parents[3]
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="asked on Linux only")


@pytest.fixture
def x_server() -> Iterator[Callable[..., str]]:
    """Yield a function that starts an X server and returns its name."""
    running: list[subprocess.Popen[bytes]] = []

    def start(*options: str) -> str:
        reading, writing = os.pipe()
        command = ["Xvfb", "-displayfd", str(writing), "-nolisten", "tcp", "-noreset", *options]
        running.append(subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL))
        os.close(writing)
        with os.fdopen(reading) as told:
            return f":{told.readline().strip()}"

    yield start
    for process in running:
        process.terminate()
        process.wait(10)


def test_a_running_x_server_answers(x_server: Callable[..., str]) -> None:
    name = x_server()
    assert has_display({"DISPLAY": name})
    assert has_display({"DISPLAY": name, "QT_QPA_PLATFORM": "xcb"})
    assert has_display({"DISPLAY": name, "WAYLAND_DISPLAY": "wayland-that-is-not-there"})
    assert not has_display({"DISPLAY": name, "QT_QPA_PLATFORM": "wayland"})


def test_an_x_server_that_refuses_is_none(
    x_server: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    password = tmp_path / "authority"
    fields = [b"", b"0", b"MIT-MAGIC-COOKIE-1", secrets.token_bytes(16)]
    packed = b"".join(struct.pack(">H", len(field)) + field for field in fields)
    password.write_bytes(struct.pack(">H", 0xFFFF) + packed)
    name = x_server("-auth", str(password))
    monkeypatch.setenv("XAUTHORITY", str(tmp_path / "none"))
    assert not has_display({"DISPLAY": name})


@pytest.mark.parametrize("spoilt", ["settings", "ledger"])
def test_what_keeps_the_window_from_opening_is_told_in_a_box(
    x_server: Callable[..., str], home: Home, spoilt: str
) -> None:
    if spoilt == "settings":
        home.settings.write_text('{"base_url": 5}', encoding="utf-8")
    else:
        with contextlib.closing(sqlite3.connect(home.ledger)) as newer:
            newer.execute("PRAGMA user_version = 99")
    # A session of its own, as the desktop gives it: the person's real one must not be met.
    own = {"DISPLAY": x_server(), "DBUS_SESSION_BUS_ADDRESS": "disabled:"}
    hidden = ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY")
    environ = {name: each for name, each in os.environ.items() if name not in hidden} | own
    command = [sys.executable, str(ROOT / "main.py"), "--demo"]
    process = subprocess.Popen(command, env=environ, stderr=subprocess.PIPE, text=True)
    try:
        search = ["xdotool", "search", "--sync", "--onlyvisible", "--name", "^Foxreel$"]
        box = subprocess.check_output(search, env=environ, text=True, timeout=60).split()[-1]
        press = ["xdotool", "windowfocus", "--sync", box, "key", "Return"]
        subprocess.run(press, env=environ, check=True, timeout=60)
        _, said = process.communicate(timeout=60)
    finally:
        process.kill()
    assert (spoilt in said, process.returncode) == (True, {"settings": 2, "ledger": 5}[spoilt])


@pytest.mark.parametrize(
    "environ",
    [
        {},
        {"DISPLAY": ""},
        {"DISPLAY": ":987"},
        {"DISPLAY": "no name at all"},
        {"WAYLAND_DISPLAY": "wayland-987"},
        {"QT_QPA_PLATFORM": "xcb"},
        {"QT_QPA_PLATFORM": "wayland;xcb"},
        {"QT_QPA_PLATFORM": "wayland-egl"},
    ],
)
def test_what_does_not_answer_is_no_display(environ: dict[str, str]) -> None:
    assert not has_display(environ)


@pytest.mark.parametrize("plugin", ["offscreen", "minimal", "vnc:port=5901", "xcb;offscreen"])
def test_a_platform_of_its_own_needs_none(plugin: str) -> None:
    assert has_display({"QT_QPA_PLATFORM": plugin})


def test_a_named_display_is_not_asked() -> None:
    assert names_display({"DISPLAY": ":987"})
    assert names_display({"WAYLAND_DISPLAY": "wayland-0"})
    assert names_display({"QT_QPA_PLATFORM": "offscreen"})
    assert not names_display({"DISPLAY": ""})


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_other_systems_have_a_screen(platform: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(display.sys, "platform", platform)
    assert names_display({})
    assert has_display({})
