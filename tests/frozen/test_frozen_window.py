"""The frozen program's window on a real X server: opened, driven by hand, its clip watched."""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

pytestmark = [
    pytest.mark.frozen,
    pytest.mark.timeout(600),
    pytest.mark.skipif(sys.platform != "linux", reason="needs an X server"),
    pytest.mark.skipif(
        not all(map(shutil.which, ("Xvfb", "openbox", "xdotool", "import"))),
        reason="needs Xvfb, openbox, xdotool and ImageMagick",
    ),
]
Foxreel = Callable[..., "subprocess.CompletedProcess[str]"]
PATIENCE = 60.0
"""Seconds after which what was waited for is taken to come no more."""


@pytest.fixture
def display() -> Iterator[dict[str, str]]:
    """Yield the environment of an X server of its own, with a window manager."""
    reading, writing = os.pipe()
    server = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1400x900x24"]
    running = [subprocess.Popen(server, pass_fds=[writing], stderr=subprocess.DEVNULL)]
    os.close(writing)
    with os.fdopen(reading) as told:
        display = {"DISPLAY": f":{told.readline().strip()}"}
    environ = {**os.environ, **display}
    running.append(subprocess.Popen(["openbox"], env=environ, stderr=subprocess.DEVNULL))
    yield display
    for process in reversed(running):
        process.terminate()
        process.wait(10)


@pytest.fixture
def xdotool(display: dict[str, str]) -> Callable[..., str]:
    """Return a function that runs xdotool on the display."""

    def run(*arguments: str) -> str:
        environ = {**os.environ, **display}
        command = ["xdotool", *arguments]
        return subprocess.check_output(command, env=environ, text=True, timeout=PATIENCE).strip()

    return run


@pytest.fixture
def window(
    program: Path, display: dict[str, str], tmp_path: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """Start the frozen program with its window, as a desktop would."""
    environ = {name: each for name, each in os.environ.items() if name != "QT_QPA_PLATFORM"}
    with (tmp_path / "said").open("wb") as said:
        process = subprocess.Popen(
            [program, "--demo"], env={**environ, **display}, cwd="/", stderr=said
        )
    yield process
    process.kill()
    process.wait()


def until(check: Callable[[], bool]) -> bool:
    """Tell whether ``check`` comes true in time."""
    deadline = time.monotonic() + PATIENCE
    while not check():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def test_a_clip_is_asked_for_made_and_played(
    program: Path,
    foxreel: Foxreel,
    window: subprocess.Popen[bytes],
    display: dict[str, str],
    xdotool: Callable[..., str],
    tmp_path: Path,
) -> None:
    found = xdotool("search", "--sync", "--onlyvisible", "--name", "^Foxreel").split()[-1]
    xdotool("windowactivate", "--sync", found)
    xdotool("windowmove", "--sync", found, "0", "0", "windowsize", "--sync", found, "1280", "800")
    xdotool("type", "--delay", "20", "A fox runs through fresh snow")
    xdotool("key", "ctrl+Return")

    def states() -> list[str]:
        lines = foxreel("jobs", "--json").stdout.splitlines()
        return [json.loads(line)["state"] for line in lines]

    # Watched from the beginning: a clip that has just come is played once by itself.
    assert len(watched(found, display)) >= 4, "the player shows no moving picture"
    assert until(lambda: states() == ["completed"]), states()

    window.send_signal(signal.SIGTERM)
    assert window.wait(20) == 0
    assert not engines(program), "the built-in engine outlives the window"
    assert "Traceback" not in (tmp_path / "said").read_text(encoding="utf-8")


def watched(window: str, display: dict[str, str]) -> set[bytes]:
    """Return the different pictures that the upper part of the player has shown, up to four.

    Only colourful ones count: the window around the clips is grey.
    """
    environ = {**os.environ, **display}
    pictures: set[bytes] = set()

    def look() -> bool:
        command = ["import", "-window", window, "-crop", "240x70+960+80", "png:-"]
        shot = subprocess.check_output(command, env=environ, timeout=PATIENCE)
        with Image.open(io.BytesIO(shot)) as picture:
            small = picture.convert("HSV").resize((16, 8))
        saturation = small.getchannel("S").tobytes()
        if sum(saturation) / len(saturation) > 40:
            pictures.add(small.tobytes())
        return len(pictures) >= 4

    until(look)
    return pictures


def engines(program: Path) -> list[str]:
    """Return the processes that still run ``program``."""
    return [
        process.name
        for process in Path("/proc").iterdir()
        if process.name.isdigit() and _runs(process, program)
    ]


def _runs(process: Path, program: Path) -> bool:
    try:
        return (process / "exe").samefile(program)
    except OSError:
        return False
