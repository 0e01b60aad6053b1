"""What the command line takes."""

from __future__ import annotations

import argparse
from functools import partial
from typing import Any, NoReturn, TypeAlias

from core import __version__
from core.frames import FITS
from core.job import State
from core.language import QT_TRANSLATE_NOOP, translate

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
            " its window; a picture as FILE becomes the start frame.",
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
    _generate(commands)
    _listing(commands)
    _acting(commands)
    return top


def _generate(commands: _Commands) -> None:
    make = commands.add_parser(
        "generate",
        help=translate("CommandLine", "make a clip from a prompt, or from a picture too"),
    )
    make.add_argument(
        "prompt", metavar="PROMPT", help=translate("CommandLine", "what to show; - reads it")
    )
    make.add_argument("--model", metavar="M", help=translate("CommandLine", "see: models"))
    make.add_argument(
        "--image", metavar="FILE|URL", help=translate("CommandLine", "the start frame")
    )
    make.add_argument(
        "--fit",
        choices=FITS,
        help=translate("CommandLine", "how the picture is made to fit (crop)"),
    )
    make.add_argument("--aspect-ratio", metavar="R", help=translate("CommandLine", "16:9 or 9:16"))
    make.add_argument(
        "--duration", metavar="S", type=int, help=translate("CommandLine", "length in seconds")
    )
    make.add_argument("--resolution", metavar="P", help=translate("CommandLine", "720p or 1080p"))
    make.add_argument(
        "--character",
        metavar="ID",
        action="append",
        help=translate("CommandLine", "a character's id; twice at most"),
    )
    make.add_argument(
        "--keep-on-server",
        action="store_true",
        help=translate("CommandLine", "let the provider keep the clip, so that it can be remixed"),
    )
    make.add_argument(
        "--count", metavar="N", type=int, default=1, help=translate("CommandLine", "how many takes")
    )
    make.add_argument("--output", metavar="DIR", help=translate("CommandLine", "where to"))
    when = make.add_mutually_exclusive_group()
    when.add_argument(
        "--no-wait", action="store_true", help=translate("CommandLine", "send, and leave")
    )
    when.add_argument(
        "--hold", action="store_true", help=translate("CommandLine", "only put it into the queue")
    )
    _json_option(make)
    _demo_option(make)


def _listing(commands: _Commands) -> None:
    jobs = commands.add_parser("jobs", help=translate("CommandLine", "list the jobs"))
    jobs.add_argument(
        "--state", choices=[s.value for s in State], help=translate("CommandLine", "only these")
    )
    _json_option(jobs)
    models = commands.add_parser("models", help=translate("CommandLine", "list the models"))
    _json_option(models)
    commands.add_parser(
        "diagnostics",
        help=translate("CommandLine", "print what helps somebody who helps you; nothing secret"),
    )


def _acting(commands: _Commands) -> None:
    resume = commands.add_parser(
        "resume", help=translate("CommandLine", "bring everything unfinished to its end")
    )
    _json_option(resume)
    retry = commands.add_parser(
        "retry", help=translate("CommandLine", "ask again for a failed job; go on with any other")
    )
    retry.add_argument("ids", nargs="+", metavar="ID")
    _json_option(retry)
    _resolving(commands)
    stop = commands.add_parser(
        "stop", help=translate("CommandLine", "do not send, or do not follow any more")
    )
    stop.add_argument("ids", nargs="+", metavar="ID")
    _json_option(stop)
    follow = commands.add_parser(
        "follow", help=translate("CommandLine", "fetch the clip of a task that was made elsewhere")
    )
    follow.add_argument("task_id", metavar="TASK_ID")
    follow.add_argument("--output", metavar="DIR", help=translate("CommandLine", "where to"))
    _json_option(follow)
    _demo_option(follow)


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
    _json_option(resolve)


def _json_option(command: argparse.ArgumentParser) -> None:
    text = translate("CommandLine", "print one JSON object a line for each job")
    command.add_argument("--json", action="store_true", help=text)


def _demo_option(command: argparse.ArgumentParser) -> None:
    text = translate("CommandLine", "use the built-in engine: no key, no cost, not Sora")
    command.add_argument("--demo", action="store_true", help=text)
