"""What the command line takes."""

from __future__ import annotations

import argparse
from functools import partial
from typing import Any, NoReturn, TypeAlias

from core import __version__
from core.job import State
from core.language import QT_TRANSLATE_NOOP, translate
from ui.requestarguments import add_batch, add_generate, add_models
from ui.sharedarguments import (
    demo_option,
    json_option,
    new_file_option,
    no_wait_option,
    output_option,
    start_option,
)

_Commands: TypeAlias = "argparse._SubParsersAction[_Parser]"


ARGPARSE = (
    QT_TRANSLATE_NOOP("argparse", "usage: "),
    QT_TRANSLATE_NOOP("argparse", "positional arguments"),
    QT_TRANSLATE_NOOP("argparse", "options"),
    QT_TRANSLATE_NOOP("argparse", "show this help message and exit"),
    QT_TRANSLATE_NOOP("argparse", "show program's version number and exit"),
    QT_TRANSLATE_NOOP("argparse", "the following arguments are required: %s"),
    QT_TRANSLATE_NOOP("argparse", "unrecognized arguments: %s"),
    QT_TRANSLATE_NOOP("argparse", "expected one argument"),
    QT_TRANSLATE_NOOP("argparse", "expected at least one argument"),
    QT_TRANSLATE_NOOP("argparse", "argument %(argument_name)s: %(message)s"),
    QT_TRANSLATE_NOOP("argparse", "invalid choice: %(value)r (choose from %(choices)s)"),
    QT_TRANSLATE_NOOP("argparse", "invalid %(type)s value: %(value)r"),
    QT_TRANSLATE_NOOP("argparse", "not allowed with argument %s"),
    QT_TRANSLATE_NOOP("argparse", "ambiguous option: %(option)s could match %(matches)s"),
)
"""argparse's own texts. It takes them from gettext, which Foxreel does not use."""


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, and where to read on."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, allow_abbrev=False)

    def error(self, message: str) -> NoReturn:
        hint = translate("CommandLine", "Try {program} --help.").format(program=self.prog)
        self.exit(2, f"{message}\n{hint}\n")


def window_parser() -> argparse.ArgumentParser:
    """Return the parser of what the window takes, its texts in the language in use."""
    argparse._ = partial(translate, "argparse")  # type: ignore[attr-defined]
    window = _Parser(prog="foxreel", add_help=False)
    window.add_argument("--demo", action="store_true")
    window.add_argument("files", nargs="*")
    return window


def parser() -> argparse.ArgumentParser:
    """Return the command line's parser, its texts in the language in use."""
    argparse._ = partial(translate, "argparse")  # type: ignore[attr-defined]
    top = _Parser(
        prog="foxreel",
        usage=translate("CommandLine", "foxreel [--demo] [FILE ...]\n       foxreel COMMAND ..."),
        description=translate(
            "CommandLine",
            "Makes video clips with FoxAPI, and brings every one home. Without a command it opens"
            " its window; a picture as FILE becomes the start frame, and a clip brings the settings"
            " back that made it.",
        ),
        epilog=translate(
            "CommandLine",
            "FOXAPI_API_KEY holds the key. --demo needs none: the built-in engine draws a sample.",
        ),
    )
    top.add_argument(
        "--version",
        action="version",
        version=f"Foxreel {__version__}",
        help=translate("argparse", "show program's version number and exit"),
    )
    commands: _Commands = top.add_subparsers(
        prog="foxreel",
        dest="command",
        required=True,
        metavar=translate("CommandLine", "COMMAND"),
    )
    add_generate(commands)
    add_batch(commands)
    _joining(commands)
    _last_frame(commands)
    _characters(commands)
    _importing(commands)
    _listing(commands)
    _acting(commands)
    return top


def _joining(commands: _Commands) -> None:
    join = commands.add_parser("join", help=translate("CommandLine", "make one film of clips"))
    join.add_argument("ids", nargs="*", metavar="ID")
    join.add_argument(
        "--board",
        metavar="ID",
        help=translate("CommandLine", "all shots of the storyboard or chain of that job"),
    )
    new_file_option(join, "MP4")
    json_option(join, translate("CommandLine", "print one JSON object"))


def _last_frame(commands: _Commands) -> None:
    last = commands.add_parser(
        "last-frame", help=translate("CommandLine", "write the exact last frame of a clip")
    )
    last.add_argument(
        "clip", metavar="ID|FILE", help=translate("CommandLine", "a job, or a clip from anywhere")
    )
    new_file_option(last, "PNG")


def _characters(commands: _Commands) -> None:
    make = commands.add_parser(
        "character",
        help=translate("CommandLine", "make a character from a clip"),
        description=translate(
            "CommandLine",
            "Four seconds of the clip are used, from --start on; it is cut and written as an MP4"
            " where that is needed. Real people: only with their consent.",
        ),
    )
    make.add_argument("name", metavar="NAME", help=translate("CommandLine", "1 to 80 characters"))
    make.add_argument(
        "--video",
        metavar="FILE|URL",
        required=True,
        help=translate("CommandLine", "shows the character; at least 720p"),
    )
    start = translate("CommandLine", "the second of a file where the four begin")
    start_option(make, "--start", start)
    no_wait_option(make)
    make.set_defaults(hold=False)
    json_option(make)
    demo_option(make)
    every = commands.add_parser("characters", help=translate("CommandLine", "list the characters"))
    json_option(every)


def _importing(commands: _Commands) -> None:
    take_in = commands.add_parser(
        "import", help=translate("CommandLine", "find clips in a folder again")
    )
    take_in.add_argument("folder", metavar="FOLDER")
    json_option(take_in)


def _listing(commands: _Commands) -> None:
    jobs = commands.add_parser("jobs", help=translate("CommandLine", "list the jobs"))
    jobs.add_argument(
        "--state", choices=[s.value for s in State], help=translate("CommandLine", "only these")
    )
    json_option(jobs)
    add_models(commands)
    commands.add_parser(
        "diagnostics",
        help=translate("CommandLine", "print what helps somebody who helps you; nothing secret"),
    )


def _acting(commands: _Commands) -> None:
    resume = commands.add_parser(
        "resume", help=translate("CommandLine", "bring everything unfinished to its end")
    )
    json_option(resume)
    retry = commands.add_parser(
        "retry", help=translate("CommandLine", "ask again for a failed job; go on with any other")
    )
    retry.add_argument("ids", nargs="+", metavar="ID")
    json_option(retry)
    _resolving(commands)
    stop = commands.add_parser(
        "stop", help=translate("CommandLine", "do not send, or do not follow any more")
    )
    stop.add_argument("ids", nargs="+", metavar="ID")
    json_option(stop)
    follow = commands.add_parser(
        "follow", help=translate("CommandLine", "fetch the clip of a task that was made elsewhere")
    )
    follow.add_argument("task_id", metavar="TASK_ID")
    output_option(follow)
    json_option(follow)
    demo_option(follow)


def _resolving(commands: _Commands) -> None:
    resolve = commands.add_parser(
        "resolve",
        help=translate("CommandLine", "clear up an unconfirmed job"),
        description=translate(
            "CommandLine",
            "Without an option it looks into your spend log, and says what each way out may cost.",
        ),
    )
    resolve.add_argument("id", metavar="ID")
    ways = resolve.add_mutually_exclusive_group()
    ways.add_argument(
        "--task-id",
        metavar="T",
        help=translate("CommandLine", "it exists: follow it; nothing is paid again"),
    )
    ways.add_argument(
        "--resend",
        action="store_true",
        help=translate("CommandLine", "send it again, and pay for it, as a new job"),
    )
    ways.add_argument(
        "--drop",
        action="store_true",
        help=translate("CommandLine", "look for it no more; it may have been charged"),
    )
    resolve.add_argument(
        "--unchecked",
        action="store_true",
        help=translate("CommandLine", "with --task-id: take the id though nobody can look it up"),
    )
    json_option(resolve)
