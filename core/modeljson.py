"""The files of a folder of models, and their JSON: whatever they are, nothing worse is raised."""

from __future__ import annotations

import errno
import json
import os
import stat
from pathlib import Path
from typing import Any

from core.modelchecks import WrongModel

LARGEST_FILE = 1 << 20
"""Bytes of a model's file that are read at most."""
LARGEST_NUMBER = 1e12
"""A number in a model's file is below it, and above its inverse if it is not 0."""
MOST_FILES = 2000
"""Files of a folder that are read at most."""


def files_in(folder: Path) -> list[Path]:
    """Return the files of models in a folder, by name; none where it cannot be read.

    Files whose name begins with a dot are other programs': half written, or notes of the system's.
    """
    try:
        found = [each for each in folder.iterdir() if each.suffix.lower() == ".json"]
    except OSError:
        return []
    return sorted(each for each in found if not each.name.startswith("."))[:MOST_FILES]


def content_of(file: Path) -> Any:
    """Return the JSON of a file; raises OSError, and ``WrongModel`` where it is none."""
    mode = file.stat().st_mode  # a pipe would be waited for
    if not stat.S_ISREG(mode):
        code = errno.EISDIR if stat.S_ISDIR(mode) else errno.ENXIO
        raise OSError(code, os.strerror(code))
    with file.open("rb") as stream:
        data = stream.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise WrongModel("too_large", limit=LARGEST_FILE >> 20)
    try:
        return json.loads(
            data.decode("utf-8-sig"),
            object_pairs_hook=_once_each,
            parse_int=_number,
            parse_float=_number,
            parse_constant=_number,
        )
    except json.JSONDecodeError as error:
        raise WrongModel("no_json", line=error.lineno, column=error.colno) from error
    except UnicodeDecodeError as error:
        raise WrongModel("no_utf8") from error
    except RecursionError as error:
        raise WrongModel("no_json", line=1, column=1) from error


def _number(text: str) -> float:
    """Return a number as JSON writes it; raises ``WrongModel`` for one that nothing can be."""
    value = float(text)
    if not abs(value) < LARGEST_NUMBER or 0 < abs(value) < 1 / LARGEST_NUMBER:
        raise WrongModel("no_number", number=text[:40])
    return int(text) if text.removeprefix("-").isdecimal() else value


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object of JSON; raises ``WrongModel`` where a name is in it twice."""
    names = [name for name, _ in pairs]
    if len(set(names)) < len(names):
        raise WrongModel("named_twice", name=next(n for n in names if names.count(n) > 1))
    return dict(pairs)
