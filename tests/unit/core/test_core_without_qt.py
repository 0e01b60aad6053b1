"""The core knows no window, and a quick command loads nothing heavy."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]
HEAVY = ("PySide6", "qasync", "requests", "av", "numpy", "PIL")

IMPORT_ALL = """
import importlib, importlib.abc, json, pkgutil, sys

class Absent(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name.partition(".")[0] in ("PySide6", "shiboken6", "qasync"):
            raise ImportError(f"{name} is blocked")
        return None

sys.meta_path.insert(0, Absent())
import core

names = [found.name for found in pkgutil.walk_packages(core.__path__, "core.")]
for name in names:
    if not name.endswith("__main__"):
        importlib.import_module(name)
print(json.dumps(names))
"""

RUN_MAIN = """
import json, runpy, sys

sys.argv = ["main.py", *sys.argv[1:]]
code = 0
try:
    runpy.run_path("main.py", run_name="__main__")
except SystemExit as end:
    code = end.code
print()
print(json.dumps({"code": code, "modules": sorted(sys.modules)}))
"""


def python(code: str, *arguments: str, home: Path) -> Any:
    """Run ``code`` in a fresh interpreter and return the JSON in its last line."""
    environ = {**os.environ, "FOXREEL_HOME": str(home), "FOXREEL_LANG": "en"}
    ended = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout.splitlines()[-1])


def test_every_module_of_the_core_loads_without_qt(tmp_path: Path) -> None:
    names = python(IMPORT_ALL, home=tmp_path)
    files = {file for file in (ROOT / "core").rglob("*.py") if file.name != "__init__.py"}
    assert len(names) >= len(files)
    assert "core.studio" in names


@pytest.mark.parametrize("arguments", [["--version"], ["jobs"], ["jobs", "--json"]])
def test_a_quick_command_loads_nothing_heavy(tmp_path: Path, arguments: list[str]) -> None:
    ended = python(RUN_MAIN, *arguments, home=tmp_path)
    assert ended["code"] == 0
    assert "ui.commandline" in ended["modules"]
    assert not {name.partition(".")[0] for name in ended["modules"]} & set(HEAVY)


def test_the_version_is_told_without_touching_the_home(tmp_path: Path) -> None:
    python(RUN_MAIN, "--version", home=tmp_path / "home")
    assert not (tmp_path / "home").exists()
