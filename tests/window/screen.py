"""A screen of its own with a window manager, and hands on its mouse and keyboard."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from PIL import Image

ROOT = Path(__file__).parent.parent.parent
SECONDS = 60.0
"""How long anything on the screen may take before the test gives up."""
PAUSE = 0.05
"""Between two looks at another program, which has no way to say that it is there."""

_T = TypeVar("_T")


def until(look: Callable[[], _T], what: str) -> _T:
    """Return the first true answer of ``look``; fails after ``SECONDS``."""
    end = time.monotonic() + SECONDS
    while not (answer := look()):
        assert time.monotonic() < end, f"never seen: {what}"
        time.sleep(PAUSE)
    return answer


class Screen:
    """An X server that nobody else uses."""

    def __init__(self, display: str) -> None:
        self.environ = {
            **os.environ,
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "QT_IM_MODULE": "",
            "LIBGL_ALWAYS_SOFTWARE": "1",
        }

    def hands(self, *arguments: object) -> str:
        """Run xdotool and return what it says."""
        command = ["xdotool", *(str(each) for each in arguments)]
        ran = subprocess.run(command, env=self.environ, capture_output=True, text=True, timeout=60)
        return ran.stdout.strip()

    def window(self, title: str) -> str:
        """Return the id of the visible window called ``title``, once it is there."""
        find = ("search", "--onlyvisible", "--name", f"^{title}")
        return until(lambda: self.hands(*find).splitlines(), f"window {title}")[0]

    def picture(self) -> Image.Image:
        """Return what the screen shows."""
        command = ["import", "-window", "root", "png:-"]
        ran = subprocess.run(command, env=self.environ, capture_output=True, timeout=60, check=True)
        return Image.open(io.BytesIO(ran.stdout)).convert("RGB")

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Drag with the left button, slowly enough for two programs to talk about it."""
        steps = 20
        moves: list[object] = ["mousemove", *start, "sleep", "0.2", "mousedown", 1, "sleep", "0.2"]
        for step in range(1, steps + 1):
            x = start[0] + (end[0] - start[0]) * step // steps
            y = start[1] + (end[1] - start[1]) * step // steps
            moves += ["mousemove", x, y, "sleep", "0.05"]
        self.hands(*moves, "sleep", "0.3", "mouseup", 1)


@contextlib.contextmanager
def screen(width: int = 1280, height: int = 800) -> Iterator[Screen]:
    """Yield a new screen with openbox on it."""
    size = f"{width}x{height}x24"
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", size, "-nolisten", "tcp"]
    with _process(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as server:
        assert server.stdout is not None
        made = Screen(f":{server.stdout.readline().decode().strip()}")
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        with _process(["openbox"], env=made.environ, **quiet):
            yield made


@contextlib.contextmanager
def program(*command: object, **options: object) -> Iterator[subprocess.Popen[bytes]]:
    """Run a Python program from the checkout; it is killed at the end if it still runs."""
    with _process([sys.executable, *(str(each) for each in command)], cwd=ROOT, **options) as made:
        yield made


@contextlib.contextmanager
def _process(command: list[str], **options: object) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(command, **options)  # type: ignore[call-overload]
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()
