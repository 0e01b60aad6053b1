"""What a request on the command line begins with: files, characters, and clips made before."""

from __future__ import annotations

import argparse
from typing import Any

from core.framing import FITS, WHITE, typed_box, typed_colour
from core.language import translate
from ui.sharedarguments import start_option


def file_options(files: argparse._ArgumentGroup) -> None:
    """Add every option that takes a file, and those that say how one is used."""

    def add(name: str, words: str, *, many: bool = False) -> None:
        action = "append" if many else _Once
        files.add_argument(name, metavar="FILE|URL", action=action, help=words)

    again = translate("CommandLine", "{input}; again for more")
    add("--image", translate("CommandLine", "the start frame"))
    add("--end-image", translate("CommandLine", "the end frame, made to fit as the start frame is"))
    _fit_options(files)
    pictures = translate("CommandLine", "a reference picture")
    add("--reference", again.format(input=pictures), many=True)
    add("--clip", translate("CommandLine", "the clip to edit, to extend, or to work on"))
    start = translate("CommandLine", "the second of that file from which on it is used")
    start_option(files, "--clip-start", start)
    clips = translate("CommandLine", "a reference clip")
    add("--reference-clip", again.format(input=clips), many=True)
    add("--audio", translate("CommandLine", "sound that the clip follows"))
    sounds = translate("CommandLine", "reference sound")
    add("--reference-audio", again.format(input=sounds), many=True)


class _Once(argparse.Action):
    """Takes a file where only one can be; a second one is a mistake, and not the better one."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: Any,
        option_string: str | None = None,
    ) -> None:
        if getattr(namespace, self.dest) is not None:
            words = translate("CommandLine", "only one file can be given here")
            raise argparse.ArgumentError(self, words)
        setattr(namespace, self.dest, values)


def _fit_options(files: argparse._ArgumentGroup) -> None:
    files.add_argument(
        "--fit",
        choices=FITS,
        help=translate("CommandLine", "how the picture is made to fit (crop)"),
    )
    files.add_argument(
        "--crop",
        metavar="L,T,R,B",
        type=_box,
        default=(),
        help=translate("CommandLine", "the part of the picture to take, as fractions of it"),
    )
    files.add_argument(
        "--pad-color",
        metavar="#RRGGBB",
        type=_colour,
        default="",
        help=translate("CommandLine", "what --fit pad fills up with (black)"),
    )


def source_options(make: argparse.ArgumentParser) -> None:
    """Add what names something that was made before: characters and clips."""
    make.add_argument(
        "--character",
        metavar="NAME|ID",
        action="append",
        help=translate("CommandLine", "a character's name, or its id; again for more"),
    )
    make.add_argument(
        "--after",
        metavar="ID",
        help=translate("CommandLine", "begin with the last frame of that job's clip"),
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


def _box(text: str) -> tuple[float, ...]:
    box = typed_box(text)
    if not box:
        words = translate(
            "CommandLine",
            "left, top, right and bottom as fractions from 0 to 1, like 0.1,0.2,0.9,0.8: left is"
            " less than right, and top less than bottom",
        )
        raise argparse.ArgumentTypeError(words)
    return box


def _colour(text: str) -> str:
    colour = typed_colour(text)
    if text and not colour:  # argparse asks about the default too
        words = translate("CommandLine", "a colour like {colour}").format(colour=WHITE)
        raise argparse.ArgumentTypeError(words)
    return colour
