"""Which door: the window, or the command line. Nothing of Qt is loaded before that is known."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Collection, Sequence
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from core.language import translate
from ui.display import has_display
from ui.handover import Handover, NoAnswer, claim, front_token

if TYPE_CHECKING:
    from core.program import Program

COMMANDS = (
    *("generate", "batch", "join", "last-frame", "character", "characters", "import"),
    *("jobs", "models", "diagnostics"),
    *("resume", "retry", "resolve", "stop", "follow"),
)
ANSWERS = {"-h", "--help", "--version"}
BAD_START = 2


def opens_window(arguments: Sequence[str]) -> bool:
    """Return whether ``arguments`` ask for the window; a command comes first, or it is none."""
    options = list(takewhile(lambda each: each != "--", arguments))
    command = bool(options) and options[0] in COMMANDS
    return not command and not ANSWERS.intersection(options)


def start(arguments: Sequence[str]) -> int:
    """Do what ``arguments`` ask for and return the exit code."""
    from ui.commandline import guarded, run

    if not opens_window(arguments):
        return run(arguments)
    return guarded(lambda: _open_window(list(arguments)), _show)


def _open_window(arguments: list[str]) -> int:
    from core.program import load_program
    from ui.arguments import window_parser

    program = load_program()
    chosen = window_parser().parse_args(arguments)
    # Not Path.is_file: it raises for a name that is too long to be one.
    missing = [file for file in chosen.files if not os.path.isfile(file)]  # noqa: PTH113
    if missing:
        _say(_missing_words(missing[0]))
        return BAD_START
    if not has_display(os.environ):
        return _without_display(program, sample=chosen.demo and not chosen.files)
    files = [str(Path(file).absolute()) for file in chosen.files]
    program.prepare_home()
    handover = Handover(tuple(files), chosen.demo, front_token(os.environ))
    try:
        lock = claim(program.home.window_lock, handover)
    except NoAnswer:
        _show(_silent_words())
        return BAD_START
    if lock is None:
        return 0
    try:
        return _become_window(program, handover)
    finally:
        lock.release()


def _become_window(program: Program, given: Handover) -> int:
    try:
        import PySide6.QtWidgets  # noqa: F401 - it fails where the system lacks a library
    except ImportError as error:
        _say(_unopened_words(error))
        return BAD_START
    use_an_input_method_that_is_there()
    from ui.app import run

    return run(program, demo=given.demo, files=list(given.files))


def _without_display(program: Program, *, sample: bool) -> int:
    from ui.commandline import make_sample, show_commands

    if sample:
        return make_sample(program)
    _say(translate("Launcher", "There is no display here to open a window on."))
    show_commands()
    return BAD_START


def _missing_words(name: str) -> str:
    if name in COMMANDS:
        words = translate(
            "Launcher", "“{name}” is a command: it comes first, its options after it."
        )
    else:
        words = translate(
            "Launcher", "There is no command and no file “{name}”. Try foxreel --help."
        )
    return words.format(name=name.encode("utf-8", "replace").decode())


def _silent_words() -> str:
    return translate(
        "Launcher",
        "Foxreel is open already, but it does not answer. Wait a little and try again, or end it.",
    )


def _unopened_words(error: ImportError) -> str:
    words = translate("Launcher", "The window cannot be opened: {reason}.").format(reason=error)
    if getattr(sys, "frozen", False):
        return words
    return words + " " + translate("Launcher", "scripts/run installs what is missing.")


def _say(words: str) -> None:
    from ui.report import say

    say(words)


def _show(words: str) -> None:
    """Say what keeps the program from starting, in a box too where nobody reads a terminal."""
    _say(words)
    if (sys.stderr is not None and sys.stderr.isatty()) or not has_display(os.environ):
        return
    try:
        from PySide6.QtWidgets import QMessageBox
    except ImportError:
        return
    from ui import theme
    from ui.app import make_application

    application = make_application()
    if application.platformName() in ("offscreen", "minimal"):
        return
    theme.current().choose("system")
    box = QMessageBox(QMessageBox.Icon.Warning, "Foxreel", words)
    box.finished.connect(application.quit)
    box.open()
    # Qt's loop runs no Python, and so none of its handlers: let the system end the program.
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, signal.SIG_DFL)
    application.exec()


def use_an_input_method_that_is_there() -> None:
    """Let people type Chinese whose system asks for fcitx, which PySide6 comes without.

    fcitx answers as ibus too, and ibus is there. Call it before the application is made.
    """
    from PySide6.QtCore import QCoreApplication

    folders = [Path(each) / "platforminputcontexts" for each in QCoreApplication.libraryPaths()]
    plugins = [file.name for folder in folders for file in folder.glob("*")]
    for variable in ("QT_IM_MODULES", "QT_IM_MODULE"):
        asked = os.environ.get(variable, "")
        there = input_methods(asked, plugins)
        if there != asked:
            os.environ[variable] = there


def input_methods(asked: str, plugins: Collection[str]) -> str:
    """Return the input methods ``asked`` for, parted by ``;``, with ibus for an absent fcitx.

    ``plugins`` are the file names of Qt's plugins for input methods.
    """
    if any("fcitx" in name for name in plugins):
        return asked
    names = ["ibus" if name.lower() in ("fcitx", "fcitx5") else name for name in asked.split(";")]
    return ";".join(dict.fromkeys(names))
