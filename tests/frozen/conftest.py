"""The one-folder app, built once for all its tests."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
Foxreel = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the app as the README says, elsewhere, and return its folder."""
    folder = tmp_path_factory.mktemp("frozen")
    places = ["--distpath", str(folder / "dist"), "--workpath", str(folder / "build")]
    build = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", *places]
    ended = subprocess.run(
        [*build, str(ROOT / "pyinstaller.spec")], cwd=folder, capture_output=True, text=True
    )
    assert ended.returncode == 0, ended.stderr
    return folder / "dist" / "Foxreel"


@pytest.fixture(scope="session")
def program(bundle: Path) -> Path:
    """Return the program in the app's folder."""
    return bundle / ("Foxreel.exe" if sys.platform == "win32" else "Foxreel")


@pytest.fixture
def foxreel(program: Path) -> Foxreel:
    """Return a function that runs a command of the frozen program, far from the checkout."""

    def run(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "PYTHONPATH", "VIRTUAL_ENV")
        environ = {name: value for name, value in os.environ.items() if name not in hidden}
        return subprocess.run(
            [program, *arguments],
            env={**environ, **more},
            cwd="/",
            capture_output=True,
            encoding="utf-8",
            timeout=120,
        )

    return run
