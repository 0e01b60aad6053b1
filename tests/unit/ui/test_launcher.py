"""Which door opens, and what is said where none can."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ui.arguments import parser
from ui.launcher import COMMANDS, input_methods, opens_window

ROOT = Path(__file__).resolve().parents[3]
IBUS = ["libcomposeplatforminputcontextplugin.so", "libibusplatforminputcontextplugin.so"]
STUB = """
import json, runpy, sys, types

app = types.ModuleType("ui.app")
app.run = lambda program, *, demo, files: print(json.dumps([demo, files])) or 0
sys.modules["ui.app"] = app
sys.argv = ["main.py", *sys.argv[1:]]
runpy.run_path("{main}", run_name="__main__")
"""


def foxreel(
    *arguments: str, cwd: Path = ROOT, stub: bool = False, **environ: str
) -> subprocess.CompletedProcess[str]:
    """Run ``main.py``, with ``stub`` a window that only prints what it was given."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    clean = {name: value for name, value in os.environ.items() if name not in names}
    main = str(ROOT / "main.py")
    program = ["-c", STUB.replace("{main}", main)] if stub else [main]
    path = {"PYTHONPATH": str(ROOT)} if stub else {}
    return subprocess.run(
        [sys.executable, *program, *arguments],
        env={**clean, **path, **environ},
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("arguments", "window"),
    [
        ([], True),
        (["--demo"], True),
        (["a.png"], True),
        (["--demo", "a.png", "b.png"], True),
        (["nonsense"], True),
        (["--", "jobs"], True),
        (["--", "--help"], True),
        (["./jobs"], True),
        (["jobs"], False),
        (["generate", "x", "--demo"], False),
        (["--help"], False),
        (["-h"], False),
        (["--demo", "--help"], False),
        (["--version"], False),
    ],
)
def test_a_command_or_a_question_goes_to_the_command_line(
    arguments: list[str], window: bool
) -> None:
    assert opens_window(arguments) is window


def test_every_command_of_the_command_line_is_known_at_the_door() -> None:
    (commands,) = (
        action for action in parser()._actions if isinstance(action, argparse._SubParsersAction)
    )
    assert tuple(commands.choices) == COMMANDS


def test_the_window_gets_demo_and_whole_paths(tmp_path: Path) -> None:
    (tmp_path / "狐狸.png").touch()
    (tmp_path / "jobs").touch()
    ended = foxreel(
        "--demo", "狐狸.png", "--", "jobs", cwd=tmp_path, stub=True, QT_QPA_PLATFORM="offscreen"
    )
    files = [str(tmp_path / "狐狸.png"), str(tmp_path / "jobs")]
    assert (ended.returncode, json.loads(ended.stdout)) == (0, [True, files])


@pytest.mark.parametrize("arguments", [["no-such.png"], ["--demo", "jbos"], [str(ROOT)]])
def test_a_file_that_is_not_there_opens_no_window(arguments: list[str]) -> None:
    ended = foxreel(*arguments, QT_QPA_PLATFORM="offscreen")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert arguments[-1] in ended.stderr
    assert "--help" in ended.stderr


def test_an_option_before_a_command_is_no_paid_call() -> None:
    ended = foxreel("--demo", "generate", "a fox", QT_QPA_PLATFORM="offscreen")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "generate" in ended.stderr


@pytest.mark.parametrize("environ", [{}, {"DISPLAY": ":987"}, {"QT_QPA_PLATFORM": "xcb"}])
def test_without_a_display_it_says_so_and_shows_the_commands(environ: dict[str, str]) -> None:
    ended = foxreel(**environ)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "display" in ended.stderr
    assert all(command in ended.stderr for command in COMMANDS)


def test_settings_that_cannot_be_used_are_said(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text('{"base_url": 5}', encoding="utf-8")
    ended = foxreel(FOXREEL_HOME=str(tmp_path), QT_QPA_PLATFORM="offscreen")
    assert ended.returncode == 2
    assert "settings.json" in ended.stderr


def test_help_names_the_window() -> None:
    ended = foxreel("--help")
    assert ended.returncode == 0
    assert "window" in ended.stdout
    assert "[--demo] [FILE ...]" in ended.stdout


def test_help_of_a_command_names_the_command() -> None:
    assert foxreel("follow", "--help").stdout.startswith("usage: foxreel follow ")


@pytest.mark.parametrize(
    ("asked", "plugins", "there"),
    [
        ("fcitx", IBUS, "ibus"),
        ("fcitx5", IBUS, "ibus"),
        ("wayland;fcitx", IBUS, "wayland;ibus"),
        ("fcitx;ibus", IBUS, "ibus"),
        ("fcitx", [*IBUS, "libfcitx5platforminputcontextplugin.so"], "fcitx"),
        ("ibus", IBUS, "ibus"),
        ("xim", IBUS, "xim"),
        ("", IBUS, ""),
    ],
)
def test_an_absent_fcitx_is_reached_through_ibus(
    asked: str, plugins: list[str], there: str
) -> None:
    assert input_methods(asked, plugins) == there


def test_the_input_method_is_set_before_the_application_is_made() -> None:
    code = (
        "import os; from ui.launcher import use_an_input_method_that_is_there as use; use();"
        " print(os.environ['QT_IM_MODULE'], os.environ['QT_IM_MODULES'])"
    )
    environ = {**os.environ, "QT_IM_MODULE": "fcitx", "QT_IM_MODULES": "wayland;fcitx"}
    ended = subprocess.run(
        [sys.executable, "-c", code], env=environ, cwd=ROOT, capture_output=True, check=True
    )
    assert ended.stdout.split() == [b"ibus", b"wayland;ibus"]
