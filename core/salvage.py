"""What can still be read of a damaged ledger: row by row, past what cannot."""

from __future__ import annotations

import contextlib
import json
import math
import re
import sqlite3
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from core.job import Job, State
from core.rows import from_row

TABLES = ("home", "jobs", "moves", "answers")
"""What is read. Uploads can be made again, and what programs left for each other is void."""

_STEP, _PATIENCE = 3, 100
"""Rows that are passed over at once where none can be read: a page holds more of them. Where none
could be read so many times it is more, as whole branches are gone."""

_SMALLEST = 40
"""Bytes that a row takes at least: so a file tells how many rows it can hold at most."""

_PAGE, _LEAF = 4096, b"\x0d"
"""Bytes of a page, and the first one of a page that holds rows."""

_LATER = ("board", "character_id")
"""Columns that older ledgers have not: nothing was to be said there."""

_ID = re.compile(r"[0-9A-Za-z_-]{1,64}")
_LATEST = 1e11
"""A Unix time that no calendar reaches."""

Row = Mapping[str, Any]


class Wreck:
    """A damaged ledger, or a backup of one, open for reading. ``file`` must be a copy to spare.

    ``like`` is a sound ledger of this program: where the head of the file is gone, it is made up
    after that one's, as ledgers are laid out alike.
    """

    def __init__(self, file: Path, like: Path) -> None:
        self._file, self._like = file, like
        self._most = _size_of(file) // _SMALLEST + 100
        self._gaps = False
        self._database = self._connect() if _has_head(file) else None
        if "jobs" not in self._tables():
            self._make_up_head()

    def close(self) -> None:
        """Close the file."""
        if self._database is not None:
            with contextlib.suppress(sqlite3.Error):
                self._database.close()
            self._database = None

    def salt(self) -> bytes:
        """Return the salt of the ledger's key marks, empty where it cannot be read."""
        salts = [row["salt"] for row in self.rows("home") if "salt" in row]
        return salts[0] if salts and isinstance(salts[0], bytes) else b""

    def jobs(self) -> Iterator[Row]:
        """Yield the rows of jobs, those last that no other page leads to any more."""
        yield from self.rows("jobs")
        if self._gaps:
            self._make_up_head()
            with self._file.open("rb") as stream:
                for number in range(2, self._file.stat().st_size // _PAGE + 1):
                    stream.seek((number - 1) * _PAGE)
                    if stream.read(1) == _LEAF:
                        yield from self._rows_of_page(number)

    def rows(self, table: str) -> Iterator[Row]:
        """Yield the rows of one of ``TABLES`` that can be read, in their order, by column.

        A row may come twice. Nothing is raised for what is damaged, nor does that lead in circles.
        """
        if self._database is None or table not in self._tables():
            self._gaps = True
            return
        last, left = self._last(table), 4 * self._most
        query = f"SELECT rowid AS place, * FROM {table} NOT INDEXED WHERE rowid > ? ORDER BY rowid"
        place, failures = -1, 0
        while place <= last and left > 0:
            try:
                for row in self._database.execute(query, (place,)):
                    if place < row["place"] <= last:
                        place = row["place"]
                    left -= 1
                    if left <= 0:
                        return
                    failures = 0
                    yield dict(row)
                return
            except sqlite3.Error:
                self._gaps = True
                failures += 1
                place += max(_STEP, failures // _PATIENCE)

    def _rows_of_page(self, number: int) -> list[Row]:
        """Return what a page holds, if it is one of jobs; rows of other tables look odd."""
        found: list[Row] = []
        with contextlib.suppress(sqlite3.Error):
            self._execute("PRAGMA writable_schema = ON")
            self._execute(f"UPDATE sqlite_schema SET rootpage = {number} WHERE name = 'jobs'")
            self._execute("PRAGMA writable_schema = RESET")
            for row in self._execute("SELECT * FROM jobs"):
                found.append(dict(row))
        return found

    def _last(self, table: str) -> int:
        """Return a number that no row of a table is above, as far as that can be known."""
        query = f"SELECT rowid FROM {table} NOT INDEXED ORDER BY rowid DESC LIMIT 1"
        with contextlib.suppress(sqlite3.Error):
            row = self._execute(query).fetchone()
            if row is not None and 0 <= row[0] <= self._most:
                return int(row[0])
        return self._most

    def _execute(self, query: str) -> sqlite3.Cursor:
        if self._database is None:
            raise sqlite3.ProgrammingError("closed")
        return self._database.execute(query)

    def _tables(self) -> set[str]:
        names = set()
        with contextlib.suppress(sqlite3.Error):
            for row in self._execute("SELECT name FROM sqlite_schema WHERE type = 'table'"):
                names.add(row[0])
        return names

    def _make_up_head(self) -> None:
        self.close()
        _give_head(self._file, self._like)
        self._database = self._connect()

    def _connect(self) -> sqlite3.Connection | None:
        database = sqlite3.connect(self._file, isolation_level=None)
        database.text_factory = lambda text: text.decode("utf-8", "replace")
        database.row_factory = sqlite3.Row
        with contextlib.suppress(sqlite3.Error):
            database.execute("PRAGMA writable_schema = ON")  # also: the file may be too short
            # What is in the journal belongs into the file; nothing of this copy is worth another.
            database.execute("PRAGMA journal_mode = OFF").fetchone()
            database.execute("PRAGMA synchronous = OFF")
        return database


def job_of(row: Row, folder: Path) -> Job | None:
    """Return the job of a row of ``jobs``, None if too little of it is left.

    Where only its further facts cannot be read it has none, and its clip goes to ``folder``: its
    ids count for more. An unknown state becomes ``unconfirmed``.
    """
    row = {**row, **{name: row.get(name) or "" for name in _LATER}}
    row = {"removed_at": None, **row}
    if not isinstance(row.get("id"), str) or not _ID.fullmatch(row["id"]):
        return None
    try:
        job = from_row({**row, **_times(row)})
    except (TypeError, ValueError, KeyError, AttributeError, RecursionError):
        return _bare_job(row, folder)
    facts: tuple[Any, ...] = (job.output, job.values)
    shaped = isinstance(facts[0], str) and isinstance(facts[1], dict)
    return job if shaped else _bare_job(row, folder)


def _bare_job(row: Row, folder: Path) -> Job | None:
    """Return what the columns alone say of a job."""
    texts = ("base_url", "key_mark", "model", "prompt", "batch", *_LATER, "retry_of", "task_id")
    if not all(isinstance(row.get(name), str) for name in texts) or not row["base_url"]:
        return None
    state = row["state"] if row.get("state") in list(State) else State.UNCONFIRMED
    facts = json.dumps({"values": {}, "output": str(folder)})
    take = row["take"] if isinstance(row.get("take"), int) else 1
    whole = {"seq": 0, **row, **_times(row), "state": state, "take": take, "facts": facts}
    return from_row(whole)


def _times(row: Row) -> dict[str, float | None]:
    """Return the times of a row, as far as they are any."""
    times = {name: _time(row.get(name)) for name in ("created_at", "finished_at", "removed_at")}
    return {**times, "created_at": times["created_at"] or time.time()}


def _time(value: object) -> float | None:
    good = isinstance(value, int | float) and math.isfinite(value) and 0 <= value < _LATEST
    return float(value) if good else None  # type: ignore[arg-type]


def _size_of(file: Path) -> int:
    wal = file.with_name(f"{file.name}-wal")
    return file.stat().st_size + (wal.stat().st_size if wal.exists() else 0)


def _has_head(file: Path) -> bool:
    with file.open("rb") as stream:
        return stream.read(16) == b"SQLite format 3\0"


def _give_head(file: Path, like: Path) -> None:
    """Give a file without a readable schema a first page that says where its tables begin."""
    with contextlib.closing(sqlite3.connect(like)) as sound:
        query = "SELECT name, rootpage FROM sqlite_schema WHERE name = ?"
        tables = [sound.execute(query, (name,)).fetchone() for name in TABLES]
        columns = {name: sound.execute(f"PRAGMA table_info({name})").fetchall() for name in TABLES}
    head_file = file.with_name(f"{file.name}.head")
    head_file.unlink(missing_ok=True)
    with contextlib.closing(sqlite3.connect(head_file, isolation_level=None)) as made:
        made.execute("PRAGMA writable_schema = ON")
        for name, root in tables:
            # Without any constraint: those would have indexes, and each a page of its own.
            keys = ("INTEGER PRIMARY KEY" if c[1] == "seq" else "" for c in columns[name])
            names = ", ".join(f"{c[1]} {key}" for c, key in zip(columns[name], keys, strict=True))
            entry = ("table", name, name, root, f"CREATE TABLE {name} ({names})")
            made.execute("INSERT INTO sqlite_schema VALUES (?, ?, ?, ?, ?)", entry)
    head = bytearray(head_file.read_bytes())
    head[92:96] = b"\0\0\0\0"  # how many pages there are, the file itself says
    with file.open("r+b") as stream:
        stream.write(head)
