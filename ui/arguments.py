"""What the command line takes."""

from __future__ import annotations

import argparse
from typing import NoReturn, TypeAlias

from core import __version__
from core.frames import FITS
from core.job import State
from core.language import translate

_Commands: TypeAlias = "argparse._SubParsersAction[_Parser]"


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, and where to read on."""

    def error(self, message: str) -> NoReturn:
        hint = translate("CommandLine", "Try {program} --help.").format(program=self.prog)
        self.exit(2, f"{message}\n{hint}\n")


def parser() -> argparse.ArgumentParser:
    """Return the command line's parser, its texts in the language in use."""
    t = translate
    top = _Parser(
        prog="foxreel",
        description=t("CommandLine", "Makes video clips with FoxAPI, and brings every one home."),
        epilog=t(
            "CommandLine",
            "FOXAPI_API_KEY holds the key. --demo needs none: the built-in engine draws a sample.",
        ),
    )
    top.add_argument("--version", action="version", version=f"Foxreel {__version__}")
    commands: _Commands = top.add_subparsers(dest="command", metavar=t("CommandLine", "COMMAND"))
    _generate(commands)
    _listing(commands)
    _acting(commands)
    return top


def _generate(commands: _Commands) -> None:
    t = translate
    make = commands.add_parser(
        "generate", help=t("CommandLine", "make a clip from a prompt, or from a picture too")
    )
    make.add_argument("prompt", metavar="PROMPT", help=t("CommandLine", "what to show; - reads it"))
    make.add_argument("--model", metavar="M", default="", help=t("CommandLine", "see: models"))
    make.add_argument(
        "--image", metavar="FILE|URL", default="", help=t("CommandLine", "the start frame")
    )
    make.add_argument(
        "--fit", choices=FITS, help=t("CommandLine", "how the picture is made to fit (crop)")
    )
    make.add_argument("--aspect-ratio", metavar="R", help=t("CommandLine", "16:9 or 9:16"))
    make.add_argument(
        "--duration", metavar="S", type=int, help=t("CommandLine", "length in seconds")
    )
    make.add_argument("--resolution", metavar="P", help=t("CommandLine", "720p or 1080p"))
    make.add_argument(
        "--character",
        metavar="ID",
        action="append",
        help=t("CommandLine", "a character's id; twice at most"),
    )
    make.add_argument(
        "--keep-on-server",
        action="store_true",
        help=t("CommandLine", "let the provider keep the clip, so that it can be remixed"),
    )
    make.add_argument(
        "--count", metavar="N", type=int, default=1, help=t("CommandLine", "how many takes")
    )
    make.add_argument("--output", metavar="DIR", default="", help=t("CommandLine", "where to"))
    when = make.add_mutually_exclusive_group()
    when.add_argument("--no-wait", action="store_true", help=t("CommandLine", "send, and leave"))
    when.add_argument(
        "--hold", action="store_true", help=t("CommandLine", "only put it into the queue")
    )
    _json_option(make)
    _demo_option(make)


def _listing(commands: _Commands) -> None:
    t = translate
    jobs = commands.add_parser("jobs", help=t("CommandLine", "list the jobs"))
    jobs.add_argument(
        "--state", choices=[s.value for s in State], help=t("CommandLine", "only these")
    )
    _json_option(jobs)
    models = commands.add_parser("models", help=t("CommandLine", "list the models"))
    _json_option(models)


def _acting(commands: _Commands) -> None:
    t = translate
    resume = commands.add_parser(
        "resume", help=t("CommandLine", "bring everything unfinished to its end")
    )
    _json_option(resume)
    retry = commands.add_parser(
        "retry", help=t("CommandLine", "ask again for a failed job; go on with any other")
    )
    retry.add_argument("ids", nargs="+", metavar="ID")
    _json_option(retry)
    stop = commands.add_parser(
        "stop", help=t("CommandLine", "do not send, or do not follow any more")
    )
    stop.add_argument("ids", nargs="+", metavar="ID")
    _json_option(stop)
    follow = commands.add_parser(
        "follow", help=t("CommandLine", "fetch the clip of a task that was made elsewhere")
    )
    follow.add_argument("task_id", metavar="TASK_ID")
    follow.add_argument("--output", metavar="DIR", default="", help=t("CommandLine", "where to"))
    _json_option(follow)
    _demo_option(follow)


def _json_option(command: argparse.ArgumentParser) -> None:
    text = translate("CommandLine", "print one JSON object a line for each job")
    command.add_argument("--json", action="store_true", help=text)


def _demo_option(command: argparse.ArgumentParser) -> None:
    text = translate("CommandLine", "use the built-in engine: no key, no cost, not Sora")
    command.add_argument("--demo", action="store_true", help=text)
