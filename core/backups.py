"""Whole copies of the ledger, made before it is changed from one version to the next."""

from __future__ import annotations

import contextlib
import datetime
import os
import re
import sqlite3
import time
from pathlib import Path

from core.download import sync_folder

KEPT = 5
"""How many backups are kept, the newest ones."""

_NAME = re.compile(r"ledger-v\d+-(?P<moment>[0-9T-]+Z)(-\d+)?\.sqlite3")


def folder_of(ledger: Path) -> Path:
    """Return where the backups of a ledger are."""
    return ledger.with_name("backups")


def moment_name(now: float) -> str:
    """Return a Unix time in UTC as a part of a file name that every system allows."""
    moment = datetime.datetime.fromtimestamp(now, datetime.UTC)
    return moment.strftime("%Y-%m-%dT%H-%M-%S-%fZ")


def unused(folder: Path, stem: str) -> Path:
    """Return a database file in ``folder`` that is not there, nor any file that goes with it."""
    number = 0
    while True:
        file = folder / f"{stem}{f'-{number}' if number else ''}.sqlite3"
        if not any(os.path.lexists(f"{file}{end}") for end in ("", "-wal", "-shm")):
            return file
        number += 1


def back_up(ledger: Path, version: int) -> Path:
    """Copy the ledger as it is now, its journal included, and return the copy.

    It is whole and on the disk when this returns. Others may read the ledger meanwhile, and this
    program may hold the right to write. Raises OSError or ``sqlite3.Error``.
    """
    folder = folder_of(ledger)
    folder.mkdir(mode=0o700, exist_ok=True)
    new = folder / ".unfinished"
    new.unlink(missing_ok=True)
    os.close(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        _copy(ledger, new)
        file = unused(folder, f"ledger-v{version}-{moment_name(time.time())}")
        new.rename(file)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
    sync_folder(folder)
    _forget_the_oldest(folder)
    return file


def newest_first(folder: Path) -> list[Path]:
    """Return the backups in ``folder``."""
    with contextlib.suppress(OSError):
        found = [(match["moment"], each) for each in folder.iterdir() if (match := _match(each))]
        return [file for _, file in sorted(found, reverse=True)]
    return []


def _match(file: Path) -> re.Match[str] | None:
    return _NAME.fullmatch(file.name)


def _copy(ledger: Path, new: Path) -> None:
    uri = f"{ledger.absolute().as_uri()}?mode=ro"
    with (
        contextlib.closing(sqlite3.connect(uri, uri=True, timeout=10.0)) as source,
        contextlib.closing(sqlite3.connect(new, isolation_level=None)) as target,
    ):
        target.execute("PRAGMA synchronous = OFF")
        source.backup(target)
        target.execute("PRAGMA journal_mode = DELETE")  # one file, which needs no other to be read
    with new.open("r+b") as stream:
        os.fsync(stream.fileno())


def _forget_the_oldest(folder: Path) -> None:
    for file in newest_first(folder)[KEPT:]:
        with contextlib.suppress(OSError):
            file.unlink()
