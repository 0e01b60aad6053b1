"""New files of media work: gathered beside their place, and there whole or not at all."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import time
from collections.abc import Iterator
from pathlib import Path

from core.download import disk_problem, publish

OLD = 3600.0
"""Seconds after which a part belongs to nobody: work on a film tells of itself far more often."""

_PART = re.compile(r"\.[0-9a-f]{12}\.part")


@contextlib.contextmanager
def new_file(target: Path) -> Iterator[Path]:
    """Give the path of a hidden part to write; it becomes ``target`` when the block ends.

    It is forced to the disk before. If the block raises, nothing is left of it. Raises
    FileExistsError where ``target`` is there already, and ``DiskProblem``.
    """
    if os.path.lexists(target):
        raise FileExistsError(target)
    part = target.with_name(f".{secrets.token_hex(6)}.part")
    try:
        _remove_left_over(target.parent)
        try:
            part.touch(exist_ok=False)
        except OSError as error:
            raise disk_problem(error) from error
        yield part
        force(part)
        publish(part, target)
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def _remove_left_over(folder: Path) -> None:
    """Remove the parts that killed programs have left in a folder, if they are an hour old."""
    with contextlib.suppress(OSError):
        for part in folder.glob(".*.part"):
            if _PART.fullmatch(part.name) and time.time() - part.stat().st_mtime > OLD:
                part.unlink()


def force(file: Path) -> None:
    """Force a file's bytes to the disk; raises ``DiskProblem``."""
    try:
        with file.open("r+b") as stream:
            os.fsync(stream.fileno())
    except OSError as error:
        raise disk_problem(error) from error
