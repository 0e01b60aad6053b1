"""What the commands take that ask for clips, and ``models``, which says what can be asked for."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from core.field import MEDIA
from core.language import translate
from core.storyboardcolumns import COLUMNS, FILES
from ui.inputarguments import file_options, source_options
from ui.sharedarguments import demo_option, json_option, no_wait_option, output_option

JOIN_BESIDE = " "
"""Stands for ``--join`` without a file: beside the clips, under a name of their own."""

if TYPE_CHECKING:
    from ui.sharedarguments import Commands


def add_generate(commands: Commands) -> None:
    """Add the command ``generate``."""
    make = commands.add_parser(
        "generate",
        help=translate("CommandLine", "make a clip from a prompt, pictures, clips or sound"),
        description=translate(
            "CommandLine", "Which of these a model takes, and what else, is said by: models NAME"
        ),
    )
    make.add_argument(
        "prompt",
        metavar="PROMPT",
        nargs="?",
        help=translate("CommandLine", "what to show; - reads it"),
    )
    make.add_argument("--model", metavar="M", help=translate("CommandLine", "see: models"))
    _field_options(make)
    _set_option(make)
    file_options(make.add_argument_group(translate("CommandLine", "files")))
    source_options(make)
    make.add_argument(
        "--keep-on-server",
        action="store_true",
        help=translate("CommandLine", "let the provider keep the clip, so that it can be remixed"),
    )
    make.add_argument(
        "--count", metavar="N", type=int, default=1, help=translate("CommandLine", "how many takes")
    )
    output_option(make)
    _when_options(make.add_mutually_exclusive_group())
    json_option(make)
    demo_option(make)


def add_batch(commands: Commands) -> None:
    """Add the command ``batch``."""
    board = commands.add_parser(
        "batch",
        help=translate("CommandLine", "make all shots of a storyboard"),
        description=translate(
            "CommandLine",
            "FILE is a CSV table, JSON lines or a folder of pictures: a row is a shot. Columns are"
            " {columns}, and any field of the model; only prompt or one for a file must be there."
            " Several files in a cell have ; between them. A shot with a yes under continue begins"
            " with the last frame of the one before it. All of them are sent, or none.",
        ).format(columns=", ".join(COLUMNS)),
    )
    board.add_argument(
        "file", metavar="FILE", help=translate("CommandLine", "the storyboard; - reads it")
    )
    shared = translate("CommandLine", "for the shots that do not say it themselves")
    board.add_argument("--model", metavar="M", help=shared)
    _field_options(board, shared)
    _set_option(board)
    output_option(board)
    when = board.add_mutually_exclusive_group()
    when.add_argument(
        "--dry-run",
        action="store_true",
        help=translate("CommandLine", "only say what would be sent, and what it costs"),
    )
    _when_options(when)
    when.add_argument(
        "--join",
        metavar="MP4",
        nargs="?",
        const=JOIN_BESIDE,
        help=translate("CommandLine", "at the end, join all clips to one file"),
    )
    json_option(board)
    demo_option(board)


def add_models(commands: Commands) -> None:
    """Add the command ``models``."""
    models = commands.add_parser(
        "models",
        help=translate("CommandLine", "list the models, or tell everything about one"),
        description=translate(
            "CommandLine",
            "NAME is a model, a family, or words to look for. Without it all models are listed."
            " What stands in [brackets] may be left out.",
        ),
    )
    models.add_argument("name", metavar="NAME", nargs="*")
    models.add_argument(
        "--takes",
        metavar="INPUT",
        action="append",
        type=_role,
        choices=tuple(MEDIA),
        help=translate("CommandLine", "only models that take it: {roles}").format(
            roles=", ".join(MEDIA)
        ),
    )
    json_option(models, translate("CommandLine", "print one JSON object a line for each model"))


def _role(text: str) -> str:
    """Return the role that a person calls as the options and columns for files are called."""
    plain = text.strip().removeprefix("--").replace("-", "_").casefold()
    return FILES.get(plain, plain)


def _field_options(command: argparse.ArgumentParser, words: str = "") -> None:
    ratio = translate("CommandLine", "width to height, like 16:9")
    length = translate("CommandLine", "length in seconds")
    lines = translate("CommandLine", "like 720p or 1080p")
    command.add_argument("--aspect-ratio", metavar="R", help=words or ratio)
    command.add_argument("--duration", metavar="S", help=words or length)
    command.add_argument("--resolution", metavar="P", help=words or lines)


def _set_option(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--set",
        metavar="FIELD=VALUE",
        action="append",
        help=translate(
            "CommandLine", "any field of the model, like seed=42; again for more, or for a list"
        ),
    )


def _when_options(when: argparse._MutuallyExclusiveGroup) -> None:
    no_wait_option(when)
    when.add_argument(
        "--hold", action="store_true", help=translate("CommandLine", "only put it into the queue")
    )
