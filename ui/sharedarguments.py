"""What several commands take in the same way, each told once."""

from __future__ import annotations

import argparse
import math
from typing import TYPE_CHECKING, Any, TypeAlias

from core.language import translate

if TYPE_CHECKING:
    Commands: TypeAlias = "argparse._SubParsersAction[Any]"


def json_option(command: argparse.ArgumentParser, words: str = "") -> None:
    """Add ``--json``."""
    usual = translate("CommandLine", "print one JSON object a line for each job")
    command.add_argument("--json", action="store_true", help=words or usual)


def output_option(command: argparse.ArgumentParser) -> None:
    """Add ``--output``."""
    command.add_argument("--output", metavar="DIR", help=translate("CommandLine", "where to"))


def no_wait_option(command: argparse._ActionsContainer) -> None:
    """Add ``--no-wait``."""
    words = translate("CommandLine", "send, and leave")
    command.add_argument("--no-wait", action="store_true", help=words)


def demo_option(command: argparse.ArgumentParser) -> None:
    """Add ``--demo``."""
    text = translate("CommandLine", "use the built-in engine: no key, no cost, only animatics")
    command.add_argument("--demo", action="store_true", help=text)


def new_file_option(command: argparse.ArgumentParser, kind: str) -> None:
    """Add ``--to``, which must be there; ``kind`` is of what kind the file is."""
    words = translate("CommandLine", "the new file; one that is there is never replaced")
    command.add_argument("--to", metavar=kind, required=True, help=words)


def start_option(command: argparse._ActionsContainer, name: str, words: str) -> None:
    """Add an option for the second from which on a clip is used."""
    command.add_argument(name, metavar="S", type=_seconds, help=words)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds < math.inf:
        words = translate("CommandLine", "seconds, like 2.5")
        raise argparse.ArgumentTypeError(words)
    return seconds
