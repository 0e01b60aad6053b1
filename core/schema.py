"""The ledger's tables, and how an older ledger becomes a current one."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

from core.backups import back_up

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE home (
            only INTEGER PRIMARY KEY CHECK (only = 1), salt BLOB NOT NULL, rev INTEGER NOT NULL
        ) STRICT""",
        "INSERT INTO home VALUES (1, randomblob(16), 0)",
        """CREATE TABLE jobs (
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            rev INTEGER NOT NULL,
            created_at REAL NOT NULL,
            state TEXT NOT NULL,
            base_url TEXT NOT NULL,
            key_mark TEXT NOT NULL,
            model TEXT NOT NULL,
            prompt TEXT NOT NULL,
            batch TEXT NOT NULL,
            take INTEGER NOT NULL,
            retry_of TEXT NOT NULL,
            task_id TEXT NOT NULL,
            finished_at REAL,
            facts TEXT NOT NULL
        ) STRICT""",
        "CREATE INDEX jobs_by_rev ON jobs (rev)",
        "CREATE INDEX jobs_by_state ON jobs (state, seq)",
        "CREATE INDEX jobs_by_task ON jobs (task_id) WHERE task_id <> ''",
        # A task id is a receipt: once written it stays, whatever a later bug may try.
        """CREATE TRIGGER task_id_is_a_receipt BEFORE UPDATE OF task_id ON jobs
            WHEN OLD.task_id <> '' AND NEW.task_id <> OLD.task_id
            BEGIN SELECT RAISE(ABORT, 'a task id is never overwritten'); END""",
        """CREATE TRIGGER task_is_sent_once BEFORE UPDATE OF state ON jobs
            WHEN NEW.task_id <> '' AND NEW.state IN ('waiting', 'uploading', 'submitting')
            BEGIN SELECT RAISE(ABORT, 'a job with a task is never sent again'); END""",
        """CREATE TABLE moves (
            job_id TEXT NOT NULL, at REAL NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL,
            note TEXT NOT NULL
        ) STRICT""",
        "CREATE INDEX moves_by_job ON moves (job_id)",
        "CREATE TABLE answers (job_id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT",
        """CREATE TABLE uploads (
            base_url TEXT NOT NULL, key_mark TEXT NOT NULL, sha256 TEXT NOT NULL,
            url TEXT NOT NULL, at REAL NOT NULL, PRIMARY KEY (base_url, key_mark, sha256)
        ) STRICT""",
        """CREATE TABLE wants (
            job_id TEXT NOT NULL, session TEXT NOT NULL, PRIMARY KEY (job_id, session)
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE wishes (
            id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, job_id TEXT NOT NULL
        ) STRICT""",
    ),
    (
        "ALTER TABLE jobs ADD COLUMN removed_at REAL",
        "DROP INDEX jobs_by_state",
        # Holds all that a list of jobs is made from, so that listing reads no prompts.
        "CREATE INDEX jobs_by_state ON jobs (state, removed_at, seq, id, created_at)",
    ),
    (
        # How many creates in a row a host has left without a clear answer.
        """CREATE TABLE hosts (
            base_url TEXT PRIMARY KEY, unanswered INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID""",
        # Jobs that a person wants sent all the same.
        "CREATE TABLE passes (job_id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID",
    ),
    (
        "ALTER TABLE jobs ADD COLUMN board TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE jobs ADD COLUMN character_id TEXT NOT NULL DEFAULT ''",
        "CREATE INDEX jobs_by_board ON jobs (board) WHERE board <> ''",
        "CREATE INDEX jobs_by_batch ON jobs (batch) WHERE batch <> ''",
        "CREATE INDEX jobs_by_character ON jobs (character_id) WHERE character_id <> ''",
        "CREATE INDEX jobs_by_origin ON jobs (retry_of) WHERE retry_of <> ''",
        "DROP INDEX jobs_by_state",
        # As before, and the batch too: the takes of one request are one row of a list.
        """CREATE INDEX jobs_by_state
            ON jobs (state, removed_at, seq, id, created_at, batch)""",
    ),
)
"""The statements that lead from each version to the next; the version is ``len(MIGRATIONS)``."""


_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT}


class LedgerUnusable(Exception):
    """The ledger cannot be opened; ``code`` says why.

    ``newer``: a newer program's; ``damaged``; ``unreadable``: the system does not let it be opened;
    ``in_use``: damaged, and other programs have it open; ``not_backed_up``: older than this
    program, and no copy of it can be made; ``not_rebuilt``: damaged, and no new one can be made.
    """

    def __init__(self, code: str, file: Path, detail: str) -> None:
        super().__init__(f"{file}: {code}: {detail}")
        self.code = code
        self.file = file
        self.detail = detail


def is_damage(error: sqlite3.Error) -> bool:
    """Tell whether an error says that the ledger's file is damaged."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGE


def tables_of(version: int) -> set[str]:
    """Return the names of the tables that a ledger of ``version`` has."""
    statements = [each for migration in MIGRATIONS[:version] for each in migration]
    return {name for each in statements for name in re.findall(r"CREATE TABLE (\w+)", each)}


def open_database(file: Path) -> sqlite3.Connection:
    """Open the ledger at ``file``, made or brought up to date where needed.

    An older ledger is backed up before it is changed. Raises ``LedgerUnusable``; a ledger of a
    newer program is not written to.
    """
    try:
        database = sqlite3.connect(
            file, timeout=10.0, isolation_level=None, check_same_thread=False
        )
    except sqlite3.Error as error:
        raise LedgerUnusable("unreadable", file, str(error)) from error
    try:
        _prepare(database, file)
    except sqlite3.Error as error:
        database.close()
        code = "damaged" if is_damage(error) else "unreadable"
        raise LedgerUnusable(code, file, str(error)) from error
    except BaseException:
        database.close()
        raise
    return database


def version_of(database: sqlite3.Connection) -> int:
    """Return the version of an open ledger; 0 is one that was just made."""
    return int(database.execute("PRAGMA user_version").fetchone()[0])


def _prepare(database: sqlite3.Connection, file: Path) -> None:
    version = version_of(database)
    if version > len(MIGRATIONS):
        raise LedgerUnusable("newer", file, f"version {version}")
    file.chmod(0o600)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = FULL")
    database.execute("PRAGMA fullfsync = ON")  # macOS: a plain fsync stops at the disk's cache
    database.execute("PRAGMA wal_autocheckpoint = 0")
    if version < len(MIGRATIONS):
        _migrate(database, file)


def _migrate(database: sqlite3.Connection, file: Path) -> None:
    # Not executescript: it commits whatever transaction is open.
    database.execute("BEGIN IMMEDIATE")
    try:
        version = version_of(database)
        if 0 < version < len(MIGRATIONS):
            _back_up(file, version)
        for statements in MIGRATIONS[version:]:
            for statement in statements:
                database.execute(statement)
        database.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
        database.execute("COMMIT")
    except BaseException:
        if database.in_transaction:
            database.execute("ROLLBACK")
        raise


def _back_up(file: Path, version: int) -> None:
    try:
        back_up(file, version)
    except (OSError, sqlite3.Error) as error:
        if isinstance(error, sqlite3.Error) and is_damage(error):
            raise
        reason = getattr(error, "strerror", None) or str(error)
        raise LedgerUnusable("not_backed_up", file, reason) from error
