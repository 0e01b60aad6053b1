"""Is a ledger sound? Looked at before anything is written to it.

Reading every page of a large ledger takes a while. It is done when the last program did not close
the ledger in order, when anything has changed the file since, and now and then. What tells is a
note beside the ledger: the file's size and time when it was closed in order by its last user.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path

from core import schema
from core.backups import folder_of, newest_first
from core.job import State
from core.schema import LedgerUnusable, is_damage, tables_of, version_of

CHECK_EVERY = 7 * 24 * 3600.0
"""Seconds after which every page is read again, though nothing has touched the file."""

_ODDEST = 1000
"""No program will ever write so high a version."""


@dataclass(frozen=True)
class Trust:
    """What is known of a ledger that was sound. ``size`` (bytes) and ``mtime_ns`` are those of its
    file as it was closed, 0 as long as it is open; ``checked_at`` is a Unix time."""

    version: int
    size: int
    mtime_ns: int
    checked_at: float


def _note_of(ledger: Path) -> Path:
    return ledger.with_name("ledger.sound")


def wal_of(ledger: Path) -> Path:
    """Return the journal that belongs to a ledger."""
    return ledger.with_name(f"{ledger.name}-wal")


def has_journal(ledger: Path) -> bool:
    """Tell whether there is anything in the journal of a ledger."""
    return bool(_size(wal_of(ledger)))


def unfinished(ledger: Path) -> Path:
    """Return the file that is there while a damaged ledger is being replaced."""
    return ledger.parent / "rebuilding" / "kept"


def examine(ledger: Path, *, alone: bool) -> None:
    """Look whether a ledger can be used, without a write to it; one that never was there can.

    ``alone`` says that nobody else has it open. Raises ``LedgerUnusable``.
    """
    try:
        trust = _read(ledger)
        if unfinished(ledger).exists():
            raise LedgerUnusable("damaged", ledger, "it was not replaced yet")
        if not _has_content(ledger, trust):
            return
        if alone:
            _check_head(ledger)
        _look(ledger, trust, whole=alone and not _is_trusted(ledger, trust))
    except sqlite3.Error as error:
        # A plain error of SQL cannot come from these fixed queries, but from a broken schema.
        odd = getattr(error, "sqlite_errorcode", 1) & 0xFF == sqlite3.SQLITE_ERROR
        code = "damaged" if odd or is_damage(error) else "unreadable"
        raise LedgerUnusable(code, ledger, str(error)) from error
    except OSError as error:
        raise LedgerUnusable("unreadable", ledger, error.strerror or str(error)) from error


def note_opened(ledger: Path) -> None:
    """Note that a ledger has been examined, alone, and is open."""
    trust = _read(ledger)
    if trust is None or trust.version != len(schema.MIGRATIONS) or not _is_trusted(ledger, trust):
        _write(ledger, Trust(len(schema.MIGRATIONS), 0, 0, time.time()))


def note_closed(ledger: Path) -> None:
    """Note that the last user of a ledger has closed it in order."""
    trust = _read(ledger)
    if trust is None or _size(wal_of(ledger)):
        return
    with contextlib.suppress(OSError):
        found = ledger.stat()
        if (found.st_size, found.st_mtime_ns) == (trust.size, trust.mtime_ns):
            return
        # In the past: whatever is written right now gets another time, however coarse the clock.
        moment = time.time_ns() - 1_000_000_000
        os.utime(ledger, ns=(moment, moment))
        found = ledger.stat()
        _write(ledger, Trust(trust.version, found.st_size, found.st_mtime_ns, trust.checked_at))


def distrust(ledger: Path) -> None:
    """Let the next opening read every page, as a part of the ledger was found damaged."""
    with contextlib.suppress(OSError):
        _note_of(ledger).unlink()


def _has_content(ledger: Path, trust: Trust | None) -> bool:
    """Tell a ledger that is there from one that is to be made; raise if it should be there."""
    size = _size(ledger)
    if size:
        return True
    # SQLite would make a new one and throw the journal away.
    if has_journal(ledger) or (trust is not None and trust.version) or _has_traces(ledger):
        raise LedgerUnusable("damaged", ledger, "it is gone" if size is None else "it is empty")
    return False


def _has_traces(ledger: Path) -> bool:
    """Tell whether something beside a ledger was made by a program that had it open."""
    receipts, damaged = ledger.with_name("receipts.jsonl"), ledger.with_name("damaged")
    if _size(receipts) or newest_first(folder_of(ledger)):
        return True
    return damaged.is_dir() and any(damaged.glob("ledger-*.sqlite3"))


def _check_head(ledger: Path) -> None:
    """See that the file can be written, too: SQLite says that only later, and in other words.

    Only when alone: to close a file frees this process's locks on it.
    """
    with ledger.open("rb") as stream:
        head = stream.read(100)
    if head[18:20] not in (b"\1\1", b"\2\2"):
        raise LedgerUnusable("damaged", ledger, "its head is damaged")


def _look(ledger: Path, trust: Trust | None, *, whole: bool) -> None:
    # Without a journal nobody writes; to look into one as usual would make one.
    mode = "mode=ro" if wal_of(ledger).exists() else "mode=ro&immutable=1"
    uri = f"{ledger.absolute().as_uri()}?{mode}"
    with contextlib.closing(
        sqlite3.connect(uri, uri=True, timeout=10.0, isolation_level=None)
    ) as database:
        version = version_of(database)
        if len(schema.MIGRATIONS) < version < _ODDEST:
            raise LedgerUnusable("newer", ledger, f"version {version}")
        problem = _problem(database, version, trust) or (whole and _problem_inside(database))
        if problem:
            raise LedgerUnusable("damaged", ledger, problem)


def _problem(database: sqlite3.Connection, version: int, trust: Trust | None) -> str:
    """Return what is wrong with a ledger at first sight, empty if nothing is."""
    query = "SELECT name FROM sqlite_schema WHERE type = 'table'"
    tables = {name for (name,) in database.execute(query)}
    if version == 0:
        return "it is no ledger" if tables or (trust is not None and trust.version) else ""
    if not 0 < version < _ODDEST or not tables_of(version) <= tables:
        return "parts of it are missing"
    salt = database.execute("SELECT salt FROM home").fetchone()
    return "" if salt is not None and isinstance(salt[0], bytes) and salt[0] else "its salt is gone"


def _problem_inside(database: sqlite3.Connection) -> str:
    """Return what is wrong on any page of a ledger, empty if nothing is."""
    found = str(database.execute("PRAGMA quick_check(1)").fetchone()[0])
    if found != "ok" or version_of(database) == 0:
        return "" if found == "ok" else found
    states = ", ".join(f"'{state}'" for state in State)
    query = f"SELECT 1 FROM jobs WHERE state NOT IN ({states}) OR NOT json_valid(facts) LIMIT 1"
    return "a job cannot be read" if database.execute(query).fetchone() else ""


def _is_trusted(ledger: Path, trust: Trust | None) -> bool:
    if trust is None or not trust.size or _size(wal_of(ledger)):
        return False
    found = ledger.stat()
    same = (found.st_size, found.st_mtime_ns) == (trust.size, trust.mtime_ns)
    return same and 0 <= time.time() - trust.checked_at < CHECK_EVERY


def _size(file: Path) -> int | None:
    """Return the bytes of a file, None if it is not there."""
    try:
        return file.stat().st_size
    except FileNotFoundError:
        return None


def _read(ledger: Path) -> Trust | None:
    try:
        version, size, mtime_ns, checked_at = _note_of(ledger).read_text("ascii").split()
        return Trust(int(version), int(size), int(mtime_ns), float(checked_at))
    except (OSError, ValueError):
        return None


def _write(ledger: Path, trust: Trust) -> None:
    """Write the note; without one, or with half of one, every page is read."""
    words = f"{trust.version} {trust.size} {trust.mtime_ns} {int(trust.checked_at)}\n"
    with contextlib.suppress(OSError):
        file = os.open(_note_of(ledger), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(file, "w", encoding="ascii") as stream:
            stream.write(words)
