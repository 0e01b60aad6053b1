"""What lies in the home that nothing refers to any more: old pictures that no job needs.

Another program may be adding a job at this moment. So only what is older than a day goes, and who
takes a kept picture for a new job calls ``freshen``: its day begins anew.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import re
import sqlite3
import stat
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from core.home import Home

OLD = 24 * 3600.0
"""Seconds for which everything is left alone."""

MOST = 5000
"""Files of a folder that are looked at in one sweep."""

_LEFT_OVER = ".swept-"
_PICTURE = re.compile(r"([0-9a-f]{64})[-.].+")
_THUMBNAIL = re.compile(r"([0-9a-z]+)-(?:clip|frame)\.jpg")

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Needed:
    """What the ledger's jobs refer to: their ids, contents of their files, where these came from.

    Removed jobs are among them, as they can be shown and asked for again.
    """

    ids: frozenset[str]
    frames: frozenset[str]
    sources: frozenset[str]


def sweep(home: Home, draft: object = None, clock: Callable[[], float] = time.time) -> int:
    """Remove what no job refers to, nor ``draft`` (as JSON can hold it); return how many files.

    Start frames, pasted pictures and thumbnails are looked through. Blocking. While a damaged
    ledger is kept beside the present one nothing goes: its jobs may be wanted again.
    """
    if (home.root / "damaged").exists():
        return 0
    folders = (home.frames, home.pasted, home.thumbnails)
    now = clock()
    for folder in folders:
        _put_back(folder)
    old = {folder: list(islice(_old_files(folder, now), MOST)) for folder in folders}
    try:
        needed = _needed(home.ledger)  # after the files: what is added meanwhile is not among them
    except (sqlite3.Error, ValueError) as error:
        log.info("nothing is swept: %s", type(error).__name__)
        return 0
    drafted = json.dumps(draft) + _storyboard(home)
    return sum(
        _remove(file, now)
        for folder, files in old.items()
        for file in files
        if not _is_needed(file, folder, home, needed, drafted)
    )


def _storyboard(home: Home) -> str:
    """Return the storyboard that is being edited, as it is kept; empty where there is none."""
    try:
        return home.storyboard.read_text("utf-8", "replace")
    except OSError:
        return ""


def _put_back(folder: Path) -> None:
    """Give files their names back that a killed program had put aside."""
    for aside in folder.glob(f"{_LEFT_OVER}*"):
        with contextlib.suppress(OSError):
            aside.replace(aside.with_name(aside.name.removeprefix(_LEFT_OVER)))


def freshen(file: Path) -> None:
    """Keep a picture for a day more, as it is about to be used; raises OSError if it is gone."""
    os.utime(file)


def _old_files(folder: Path, now: float) -> Iterator[Path]:
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            file = Path(entry.path)
            if _is_old(file, now):
                yield file


def _is_old(file: Path, now: float) -> bool:
    try:
        facts = file.lstat()
    except OSError:
        return False
    return stat.S_ISREG(facts.st_mode) and now - facts.st_mtime > OLD


def _needed(ledger: Path) -> _Needed:
    """Read over a connection of its own: the window's must not wait for it."""
    query = """SELECT id, json_extract(facts, '$.start_frame.sha256'),
        json_extract(facts, '$.start_frame.source') FROM jobs"""
    inputs = """SELECT jobs.id, json_extract(value, '$.sha256'), json_extract(value, '$.source')
        FROM jobs, json_each(facts, '$.inputs')"""
    database = sqlite3.connect(f"{ledger.absolute().as_uri()}?mode=ro", uri=True, timeout=10.0)
    with contextlib.closing(database):
        rows = database.execute(query).fetchall() + database.execute(inputs).fetchall()
    ids, frames, sources = zip(*rows, strict=True) if rows else ((), (), ())
    return _Needed(frozenset(ids), frozenset(frames), frozenset(sources))


def _is_needed(file: Path, folder: Path, home: Home, needed: _Needed, drafted: str) -> bool:
    """Tell whether a file is referred to, or is none that Foxreel has made."""
    if file.name.startswith("."):
        return False  # what a killed program left of a file that it was writing
    if folder == home.thumbnails:
        job = _THUMBNAIL.fullmatch(file.name)
        return job is None or job[1] in needed.ids
    picture = _PICTURE.fullmatch(file.name)
    if picture is None or picture[1] in drafted:
        return True
    if folder == home.frames:
        return picture[1] in needed.frames
    return str(file) in needed.sources


def _remove(file: Path, now: float) -> bool:
    """Remove a file unless somebody has taken it up meanwhile; return whether it is gone.

    It is put aside first: who takes it up after that finds none, and makes it anew.
    """
    aside = file.with_name(f"{_LEFT_OVER}{file.name}")
    try:
        file.replace(aside)
        if _is_old(aside, now):
            aside.unlink()
            return True
        aside.replace(file)
    except OSError as error:
        log.info("an old file stays: %s", type(error).__name__)
    return False
