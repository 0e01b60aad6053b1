"""The ledger's connection to SQLite: shared by threads, one transaction at a time."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.lock import FileLock, Presence
from core.schema import LedgerUnusable, is_damage, open_database
from core.soundness import distrust, examine, note_closed, note_opened

if TYPE_CHECKING:
    from core.rebuilding import Rebuilt


def opening_lock(file: Path) -> FileLock:
    """Return what is held while the ledger at ``file`` is opened, closed, or replaced."""
    return FileLock(file.with_name("ledger.lock"))


def users(file: Path) -> Presence:
    """Return the presence of those who have the ledger at ``file`` open."""
    return Presence(file.with_name("ledger.users"))


class Database:
    """The ledger's file, open for writing. Safe to call from any thread; every call may block.

    Raises ``LedgerUnusable`` when it cannot be opened, ``sqlite3.Error`` when a write fails (the
    disk is full): nothing has changed then. ``rebuilt`` tells of a damaged one that this replaces.
    """

    def __init__(self, file: Path) -> None:
        self.rebuilt: Rebuilt | None = None
        self._file = file
        self._lock = threading.RLock()
        self._users = users(file)
        # Two programs that make the file at once would meet in the switch to WAL.
        with opening_lock(file):
            try:
                self._database = self._opened()
                self._users.share()
            except OSError as error:
                self._users.leave()
                raise LedgerUnusable("unreadable", file, str(error)) from error
            except BaseException:
                self._users.leave()
                raise
        self._database.row_factory = sqlite3.Row
        self.salt = bytes(self._database.execute("SELECT salt FROM home").fetchone()[0])

    def _opened(self) -> sqlite3.Connection:
        alone = self._users.claim()
        examine(self._file, alone=alone)
        database = open_database(self._file)
        if alone:
            note_opened(self._file)
        return database

    def close(self) -> None:
        """Close the database."""
        with self._lock:
            self._database.close()
        self._users.leave()
        lock = opening_lock(self._file)
        with contextlib.suppress(OSError):  # the home is gone
            # Not waited for: somebody opens the ledger, and so this was not its last user.
            if lock.acquire(block=False) and self._users.claim():
                note_closed(self._file)
        self._users.leave()
        lock.release()

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
        with self._lock, self._noticing():
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
        with self._lock, self._noticing():
            return self._database.execute(query, values).fetchall()

    @contextlib.contextmanager
    def _noticing(self) -> Iterator[None]:
        """Let the next opening look closely if a part of the file turns out to be damaged."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            if is_damage(error):
                distrust(self._file)
            raise
