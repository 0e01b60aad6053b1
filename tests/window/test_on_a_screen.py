"""The whole program on a real screen: keys, a real drag and drop, a clip that plays."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops

from core.home import Home
from tests.window.screen import ROOT, Screen, program, screen, until

STAGE = (880, 60, 1270, 330)
"""Where the stage shows a clip in a window of 1280×800."""
PROMPT = "a fox runs through snow"

pytestmark = pytest.mark.skipif(
    shutil.which("Xvfb") is None, reason="there is no Xvfb here to open a window on"
)


@pytest.fixture
def display() -> Iterator[Screen]:
    with screen() as made:
        yield made


def jobs(environ: dict[str, str]) -> list[dict[str, Any]]:
    """Return the jobs as the command line lists them."""
    command = [sys.executable, str(ROOT / "main.py"), "jobs", "--json"]
    ran = subprocess.run(command, env=environ, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in ran.stdout.splitlines()]


def finished(environ: dict[str, str]) -> list[dict[str, Any]]:
    return [job for job in jobs(environ) if job["state"] == "completed"]


def plays(display: Screen) -> bool:
    """Tell whether what the stage shows changes, and is no still of one colour."""
    before, after = display.picture().crop(STAGE), display.picture().crop(STAGE)
    changed = ImageChops.difference(before, after).getbbox() is not None
    return changed and len(after.getcolors(1 << 24) or ()) > 200


def test_from_launch_to_a_playing_clip(display: Screen, home: Home, tmp_path: Path) -> None:
    picture = tmp_path / "start frame.png"
    Image.radial_gradient("L").resize((1600, 900)).convert("RGB").save(picture)
    log = (tmp_path / "log").open("wb")
    source = ROOT / "tests/window/drag_source.py"
    with (
        log,
        program(source, picture, env=display.environ),
        program("main.py", "--demo", env=display.environ, stderr=log) as foxreel,
    ):
        window = display.window("Foxreel")
        display.hands("windowmove", window, 0, 0)
        display.hands("windowsize", "--sync", window, 1280, 780)
        dragged = display.window("drag source")
        display.hands("windowmove", "--sync", dragged, 560, 300)
        display.hands("windowraise", dragged)
        display.drag((640, 370), (180, 420))
        display.hands("windowminimize", dragged)
        display.hands("windowactivate", "--sync", window)
        display.hands("key", "ctrl+l")
        display.hands("type", "--delay", "20", PROMPT)
        display.hands("key", "ctrl+Return")
        done = until(lambda: finished(display.environ), "a finished clip")
        assert [job["prompt"] for job in jobs(display.environ)] == [PROMPT]
        assert Path(done[0]["file"]).parent == home.clips
        sidecar = json.loads(Path(done[0]["file"]).with_suffix(".json").read_text("utf-8"))
        assert sidecar["start_frame"]["source"] == str(picture)
        until(lambda: plays(display), "a clip that plays")
        foxreel.send_signal(signal.SIGTERM)
        assert foxreel.wait(20) == 0
    assert (tmp_path / "log").read_text("utf-8") == ""
