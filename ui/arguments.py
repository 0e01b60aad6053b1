"""What the command line takes."""

from __future__ import annotations

import argparse
from functools import partial
from typing import Any, NoReturn, TypeAlias

from core import __version__
from core.framing import FITS, WHITE, typed_box, typed_colour
from core.job import State
from core.language import QT_TRANSLATE_NOOP, translate
from core.storyboardcolumns import COLUMNS

JOIN_BESIDE = " "
"""Stands for ``--join`` without a file: beside the clips, under a name of their own."""

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
    _generate(commands)
    _batch(commands)
    _joining(commands)
    _characters(commands)
    _importing(commands)
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
    make.add_argument(
        "--after",
        metavar="ID",
        help=translate("CommandLine", "begin with the last frame of that job's clip"),
    )
    _framing_options(make)
    make.add_argument("--aspect-ratio", metavar="R", help=translate("CommandLine", "16:9 or 9:16"))
    make.add_argument(
        "--duration", metavar="S", type=int, help=translate("CommandLine", "length in seconds")
    )
    make.add_argument("--resolution", metavar="P", help=translate("CommandLine", "720p or 1080p"))
    make.add_argument(
        "--character",
        metavar="NAME|ID",
        action="append",
        help=translate("CommandLine", "a character's name, or its id; twice at most"),
    )
    source = make.add_mutually_exclusive_group()
    source.add_argument(
        "--remix",
        metavar="ID",
        help=translate("CommandLine", "make a remix of that job's clip, if it was kept"),
    )
    source.add_argument(
        "--video-id",
        metavar="V",
        help=translate("CommandLine", "make a remix of a clip from elsewhere, by its video id"),
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


def _batch(commands: _Commands) -> None:
    board = commands.add_parser(
        "batch",
        help=translate("CommandLine", "make all shots of a storyboard"),
        description=translate(
            "CommandLine",
            "FILE is a CSV table, JSON lines or a folder of pictures: a row is a shot. Columns are"
            " {columns}; only prompt or image must be there. A shot with a yes under continue"
            " begins with the last frame of the one before it. All of them are sent, or none.",
        ).format(columns=", ".join(COLUMNS)),
    )
    board.add_argument(
        "file", metavar="FILE", help=translate("CommandLine", "the storyboard; - reads it")
    )
    shared = translate("CommandLine", "for the shots that do not say it themselves")
    board.add_argument("--model", metavar="M", help=shared)
    board.add_argument("--aspect-ratio", metavar="R", help=shared)
    board.add_argument("--duration", metavar="S", type=int, help=shared)
    board.add_argument("--resolution", metavar="P", help=shared)
    board.add_argument("--output", metavar="DIR", help=translate("CommandLine", "where to"))
    when = board.add_mutually_exclusive_group()
    when.add_argument(
        "--dry-run",
        action="store_true",
        help=translate("CommandLine", "only say what would be sent, and what it costs"),
    )
    when.add_argument(
        "--no-wait", action="store_true", help=translate("CommandLine", "send, and leave")
    )
    when.add_argument(
        "--hold", action="store_true", help=translate("CommandLine", "only put it into the queue")
    )
    when.add_argument(
        "--join",
        metavar="MP4",
        nargs="?",
        const=JOIN_BESIDE,
        help=translate("CommandLine", "at the end, join all clips to one file"),
    )
    _json_option(board)
    _demo_option(board)


def _joining(commands: _Commands) -> None:
    to = translate("CommandLine", "the new file; one that is there is never replaced")
    join = commands.add_parser("join", help=translate("CommandLine", "make one film of clips"))
    join.add_argument("ids", nargs="*", metavar="ID")
    join.add_argument(
        "--board",
        metavar="ID",
        help=translate("CommandLine", "all shots of the storyboard or chain of that job"),
    )
    join.add_argument("--to", metavar="MP4", required=True, help=to)
    join.add_argument(
        "--json", action="store_true", help=translate("CommandLine", "print one JSON object")
    )
    last = commands.add_parser(
        "last-frame", help=translate("CommandLine", "write the exact last frame of a clip")
    )
    last.add_argument(
        "clip", metavar="ID|FILE", help=translate("CommandLine", "a job, or a clip from anywhere")
    )
    last.add_argument("--to", metavar="PNG", required=True, help=to)


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
    make.add_argument(
        "--start",
        metavar="S",
        type=float,
        help=translate("CommandLine", "the second of a file where the four begin"),
    )
    make.add_argument(
        "--no-wait", action="store_true", help=translate("CommandLine", "send, and leave")
    )
    make.set_defaults(hold=False)
    _json_option(make)
    _demo_option(make)
    every = commands.add_parser("characters", help=translate("CommandLine", "list the characters"))
    _json_option(every)


def _importing(commands: _Commands) -> None:
    take_in = commands.add_parser(
        "import", help=translate("CommandLine", "find clips in a folder again")
    )
    take_in.add_argument("folder", metavar="FOLDER")
    _json_option(take_in)


def _framing_options(make: argparse.ArgumentParser) -> None:
    make.add_argument(
        "--crop",
        metavar="L,T,R,B",
        type=_box,
        default=(),
        help=translate("CommandLine", "the part of the picture to take, as fractions of it"),
    )
    make.add_argument(
        "--pad-color",
        metavar="#RRGGBB",
        type=_colour,
        default="",
        help=translate("CommandLine", "what --fit pad fills up with (black)"),
    )


def _box(text: str) -> tuple[float, ...]:
    box = typed_box(text)
    if not box:
        words = translate("CommandLine", "four fractions from 0 to 1, like 0.1,0.2,0.9,0.8")
        raise argparse.ArgumentTypeError(words)
    return box


def _colour(text: str) -> str:
    colour = typed_colour(text)
    if text and not colour:  # argparse asks about the default too
        words = translate("CommandLine", "a colour like {colour}").format(colour=WHITE)
        raise argparse.ArgumentTypeError(words)
    return colour


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
