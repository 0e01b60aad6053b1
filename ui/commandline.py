"""The command line: the same core as the window, without Qt."""

from __future__ import annotations

import contextlib
import errno
import os
import sqlite3
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence

from core import hooks, logs
from core.askable import NotAskable
from core.help import explain_refusal
from core.language import QT_TRANSLATE_NOOP, translate
from core.problems import InvalidAsk
from core.program import Program, load_program, speak
from core.schema import LedgerUnusable, is_damage
from core.unwritable import (
    WAITS_FOR,
    home_words,
    is_home_s,
    joined,
    step_words,
    unopened_words,
    why_words,
)
from core.wording import ask_words
from ui.arguments import parser
from ui.commands.batch import batch
from ui.commands.characters import list_characters, make_character
from ui.commands.continuing import resume, retry, stop
from ui.commands.generating import follow, generate
from ui.commands.importing import import_clips
from ui.commands.joining import join, last_frame
from ui.commands.listing import diagnostics, list_jobs, list_models
from ui.commands.request import OPTIONS as REQUEST
from ui.commands.request import Refused
from ui.commands.resolving import resolve
from ui.report import ExitCode, say

OPTIONS = {
    **REQUEST,
    "name": "NAME",
    "clip": "--video",
    "clip_start": "--start",
    "video": "--video",
    "video_url": "--video",
    "to": "--to",
    "join": "--join",
    "file": "FILE",
    "task_id": "TASK_ID",
}
"""What the fields of a request are called here."""

SAMPLE = QT_TRANSLATE_NOOP(
    "CommandLine", "Golden hour waves roll onto a quiet beach, slow and soft"
)


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    if arguments[:1] == ["diagnostics"]:
        return guarded(lambda: diagnostics(arguments))

    def work() -> int:
        speak()
        parser().parse_args(arguments)  # help and version are told whatever the settings hold
        return _run(load_program(), arguments)

    return guarded(work)


def guarded(work: Callable[[], int], tell: Callable[[str], None] = say) -> int:
    """Return the exit code of ``work``; what keeps the program from working is told in words."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError):
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    with logs.told(say):
        try:
            return _guarded(work, tell)
        finally:
            logs.end()


def _guarded(work: Callable[[], int], tell: Callable[[str], None]) -> int:
    try:
        return work()
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except InvalidAsk as error:
        cause = error.__cause__
        if isinstance(cause, OSError) and error.problems[0].field == "FOXREEL_HOME":
            return _home_code(cause, tell, str(ask_words(error)))
        tell(ask_words(error, error.names if isinstance(error, Refused) else OPTIONS))
        return ExitCode.BAD_INPUT
    except NotAskable as error:  # a file of models has changed at this very moment
        tell(f"{error.job.id}: {explain_refusal(error.fault, error.job)}")
        return ExitCode.BAD_INPUT
    except sqlite3.Error as error:
        tell(_trouble_words(error))
        return ExitCode.WAITS
    except LedgerUnusable as error:
        tell(_ledger_words(error))
        return ExitCode.WAITS
    except Exception as error:
        from core.home import find_home

        if isinstance(error, OSError) and is_home_s(error, home := find_home().root):
            tell(home_words(error, home))
            return ExitCode.WAITS
        tell(_unexpected_words(error))
        return ExitCode.FAILED


def _home_code(error: OSError, tell: Callable[[str], None], words: str) -> ExitCode:
    """Tell that there can be no home; one that only lacks room or rights is waited for."""
    if error.errno not in WAITS_FOR:
        tell(words)
        return ExitCode.BAD_INPUT
    tell(joined(words, unopened_words(error.strerror or str(error))))
    return ExitCode.WAITS


def make_sample(program: Program) -> int:
    """Make a clip with the built-in engine, for whoever asked for a window where none can open."""
    say(translate("CommandLine", "There is no window here, so this makes a sample clip."))
    return _run(program, ["generate", translate("CommandLine", SAMPLE), "--demo"])


def show_commands() -> None:
    """Show how the program is called, on standard error."""
    parser().print_help(sys.stderr)


def _run(program: Program, arguments: Sequence[str]) -> int:
    chosen = parser().parse_args(arguments)
    commands: dict[str, Callable[[Program, Namespace], ExitCode]] = {
        "generate": generate,
        "batch": batch,
        "join": join,
        "last-frame": last_frame,
        "character": make_character,
        "characters": list_characters,
        "jobs": list_jobs,
        "models": list_models,
        "import": import_clips,
        "resume": resume,
        "retry": retry,
        "resolve": resolve,
        "stop": stop,
        "follow": follow,
    }
    logs.begin(program.home, f"command line: {chosen.command}", [program.settings.output])
    return commands[chosen.command](program, chosen)


def _unexpected_words(error: Exception) -> str:
    """Return what to say of a mistake of this program's; its stack goes into the log."""
    from core.home import find_home

    file = logs.current() or logs.begin(find_home(), "command line")
    hooks.log.error("nobody caught this", exc_info=error)
    words = translate(
        "CommandLine",
        "Foxreel came upon something unexpected and ended: {reason}\nJobs keep their state, and"
        " nothing is sent again by itself; resume goes on. More is in the log: {file}",
    )
    return words.format(reason=logs.short_words(error), file=file)


def _trouble_words(error: sqlite3.Error) -> str:
    from core.desk import ledger_fault
    from core.help import explain_call

    if is_damage(error):
        return str(explain_call(ledger_fault(error), ""))
    words = translate("CommandLine", "Foxreel's own records cannot be used: {reason}.")
    resume = translate("CommandLine", "Jobs keep their state; resume goes on.")
    reason = str(error)
    return joined(words.format(reason=why_words(reason)), step_words(reason), resume)


def _ledger_words(error: LedgerUnusable) -> str:
    folder = os.path.isdir(error.file)  # noqa: PTH112 - Path.is_dir raises for a locked folder
    words = {
        "newer": translate(
            "CommandLine",
            "{file} was written by a newer Foxreel. Nothing was changed in it. Update Foxreel;"
            " nothing was sent.",
        ),
        "damaged": translate(
            "CommandLine", "{file} is damaged ({reason}). Nothing was changed in it."
        ),
        "unreadable": translate("CommandLine", "{file} cannot be opened: {reason}. {step}"),
        "in_use": translate(
            "CommandLine",
            "{file} is damaged, and another Foxreel has it open. Close every one, then start again:"
            " it is mended then. Nothing was changed in it.",
        ),
        "not_backed_up": translate(
            "CommandLine",
            "{file} was written by an older Foxreel, and no backup of it can be made ({reason})."
            " Nothing was changed in it.",
        ),
        "not_rebuilt": translate(
            "CommandLine",
            "{file} is damaged, and no new one can be made in its place ({reason}). What is there"
            " of it is kept; start again once that is mended.",
        ),
    }
    reason = translate("Unwritable", "it is a folder") if folder else why_words(error.detail)
    step = unopened_words(os.strerror(errno.EISDIR) if folder else error.detail)
    return words[error.code].format(file=error.file, reason=reason, step=step)
