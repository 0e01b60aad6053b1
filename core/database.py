"""The ledger's connection to SQLite: shared by threads, one transaction at a time."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from core.lock import FileLock
from core.schema import open_database


class Database:
    """The ledger's file, open for writing. Safe to call from any thread; every call may block.

    Raises ``LedgerUnusable`` when it cannot be opened, ``sqlite3.Error`` when a write fails (the
    disk is full): nothing has changed then.
    """

    def __init__(self, file: Path) -> None:
        self._lock = threading.RLock()
        # Two programs that make the file at once would meet in the switch to WAL.
        with FileLock(file.with_name("ledger.lock")):
            self._database = open_database(file)
        self._database.row_factory = sqlite3.Row
        self.salt = bytes(self._database.execute("SELECT salt FROM home").fetchone()[0])

    def close(self) -> None:
        """Close the database."""
        with self._lock:
            self._database.close()

    def checkpoint(self) -> None:
        """Move the journal into the database file. Only for the program that works the queue."""
        with self._lock:
            self._database.execute("PRAGMA wal_checkpoint(PASSIVE)")

    def revision(self) -> int:
        """Return the number of the last change."""
        return int(self._rows("SELECT rev FROM home")[0][0])

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[int]:
        """Run the body in one transaction, and yield the revision of what it changes."""
        with self._lock:
            self._database.execute("BEGIN IMMEDIATE")
            try:
                query = "UPDATE home SET rev = rev + 1 RETURNING rev"
                yield int(self._rows(query)[0][0])
                self._database.execute("COMMIT")
            except BaseException:
                if self._database.in_transaction:
                    self._database.execute("ROLLBACK")
                raise

    def _rows(self, query: str, *values: Any) -> list[sqlite3.Row]:
        with self._lock:
            return self._database.execute(query, values).fetchall()
