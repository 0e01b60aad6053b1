"""Jobs from several records of the past, put together into one new ledger that is true now."""

from __future__ import annotations

import contextlib
import dataclasses
import sqlite3
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from core.job import ENDED, Connection, Fault, Job, State, new_id
from core.receipts import Receipt, job_of_receipt, with_receipt
from core.rows import COLUMNS, from_row, to_row
from core.salvage import Row, Wreck, job_of
from core.schema import open_database
from core.sidecar import sidecars_in

Origin = Literal["damaged", "backup", "sidecars", "receipts"]

_UNSENT = (State.WAITING, State.UPLOADING, State.SUBMITTING)

_MARKS = ", ".join("?" * (len(COLUMNS) + 4))
_INDEXES = (
    "CREATE UNIQUE INDEX temp.found_by_id ON found (id)",
    "CREATE UNIQUE INDEX temp.found_by_task ON found (task_id) WHERE task_id <> ''",
)
_FIND = f"""SELECT 0 AS seq, {", ".join(COLUMNS)} FROM found
    WHERE id = ? OR (task_id <> '' AND task_id = ?) ORDER BY id <> ? LIMIT 1"""

_KEPT_MOVES = """INSERT INTO moves SELECT ?, ?, ?, ?, ? WHERE EXISTS
    (SELECT 1 FROM found WHERE id = ? AND origin = ? AND same)"""
_KEPT_ANSWER = """INSERT OR IGNORE INTO answers SELECT ?, ? WHERE EXISTS
    (SELECT 1 FROM found WHERE id = ? AND origin = ?)"""
_FIRST_MOVES = """INSERT INTO moves SELECT id, created_at, '', state, 'rebuilt' FROM jobs
    WHERE id NOT IN (SELECT job_id FROM moves)"""


def true_now(job: Job) -> Job:
    """Return a job of an old record in a state that is true, whatever has happened since.

    What had not been sent as far as is known may have been sent meanwhile: it is never sent again.
    What has a task goes on with it.
    """
    true = _with_task(job) if job.task_id else _without_task(job)
    return true if true.state in ENDED else dataclasses.replace(true, removed_at=None)


def _without_task(job: Job) -> Job:
    if job.state is State.COMPLETED and (job.file or job.character_id):
        return job
    if job.state is State.FAILED:
        return job
    error = job.error or Fault("ledger_rebuilt", needs_person=True)
    if job.state is State.STOPPED:  # with an error it is never sent
        return dataclasses.replace(job, error=error)
    return dataclasses.replace(
        job, state=State.UNCONFIRMED, error=error, reason=None, finished_at=None
    )


def _with_task(job: Job) -> Job:
    if job.state is State.COMPLETED and job.character_id:
        return job  # there never was a clip
    lost = job.state in (*_UNSENT, State.UNCONFIRMED)
    linkless = job.state in (State.DOWNLOADING, State.COMPLETED) and job.clip is None
    nameless = job.state is State.COMPLETED and not job.file
    if lost or linkless:
        return dataclasses.replace(job, state=State.PENDING, error=None, finished_at=None)
    if nameless:
        return dataclasses.replace(job, state=State.DOWNLOADING, finished_at=None)
    return job


def with_clip(job: Job, finished: Job) -> Job | None:
    """Return ``job`` as completed by the clip that ``finished`` has; None if it says no news."""
    other_task = job.task_id and finished.task_id and job.task_id != finished.task_id
    if job.state is State.COMPLETED or other_task or finished.clip is None:
        return None
    return dataclasses.replace(
        job,
        state=State.COMPLETED,
        task_id=job.task_id or finished.task_id,
        sent_at=job.sent_at or finished.sent_at,
        model_used=job.model_used or finished.model_used,
        progress=100,
        clip=finished.clip,
        finished_at=finished.finished_at,
        error=None,
        reason=None,
    )


class Gathering:
    """A new ledger in the making at ``file``; it is whole once ``finish`` has returned.

    Clips of jobs that say no folder any more go to ``folder``. The first record of a job counts,
    and of a task: no id is there twice, nor a task held by two jobs. Raises ``sqlite3.Error``.
    """

    def __init__(self, file: Path, folder: Path) -> None:
        self._folder = folder
        self._salt = b""
        self._ids: set[str] = set()
        self._database = open_database(file)
        self._database.row_factory = sqlite3.Row
        # Nobody reads it before it is forced to the disk as a whole.
        for setting in ("journal_mode = DELETE", "synchronous = OFF"):
            self._database.execute(f"PRAGMA {setting}")
        for statement in (self._stage_table(), *_INDEXES, "BEGIN"):
            self._database.execute(statement)

    def __enter__(self) -> Gathering:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    def take_over(self, wreck: Wreck, origin: Origin) -> None:
        """Take over what a ledger of the past can still tell, and close it."""
        with contextlib.closing(wreck):
            salt = wreck.salt()
            self._salt = self._salt or salt
            known = bool(salt) and salt == self._salt
            for row in wreck.jobs():
                if row.get("id") in self._ids:
                    continue
                # Without what lies in one text it may still be a job.
                if not self._take_over_row(row, origin, known=known):
                    self._take_over_row({**row, "facts": ""}, origin, known=known)
            self._take_over_rows(wreck, origin)

    def add_sidecars(self, folders: Iterable[Path]) -> None:
        """Add the jobs whose sidecars lie in ``folders``, and in those that known jobs name."""
        query = "SELECT DISTINCT json_extract(facts, '$.output') FROM found"
        named = [Path(row[0]) for row in self._database.execute(query) if row[0]]
        query = "SELECT json_extract(facts, '$.clip.file') FROM found WHERE state = 'completed'"
        known = {row[0] for row in self._database.execute(query)}
        for folder in dict.fromkeys([*folders, *named]):
            for finished in sidecars_in(folder, known):
                self._add_finished(finished)

    def add_receipts(self, receipts: Iterable[Receipt]) -> None:
        """Add tasks and characters that no job has yet, to their own jobs where those are known.

        Nothing but the receipt is known of any other: the provider is asked for what became of it.
        """
        held = "SELECT 1 FROM found WHERE task_id = ?"
        for receipt in receipts:
            if receipt.character_id:
                self._add_receipt(receipt, receipt.task_id)
            elif self._database.execute(held, (receipt.task_id,)).fetchone() is None:
                self._add_receipt(receipt)

    def _add_receipt(self, receipt: Receipt, task_id: str = "") -> None:
        found = (receipt.job_id, task_id, receipt.job_id)
        rows = self._database.execute(_FIND, found).fetchall()
        if rows and receipt.character_id and from_row(rows[0]).character_id:
            return
        going_on = with_receipt(from_row(rows[0]), receipt) if rows else None
        if going_on is not None:
            self._replace(going_on)
            return
        job = job_of_receipt(receipt, new_id() if rows else receipt.job_id)
        self._stage(job, "receipts", None, same=False)

    def finish(self) -> tuple[Counter[str], int]:
        """Write the ledger; return the number of jobs by origin, and of those now unconfirmed."""
        columns = ", ".join(COLUMNS)
        execute = self._database.execute
        execute(
            f"INSERT INTO jobs ({columns}) SELECT {columns} FROM found ORDER BY created_at, place"
        )
        execute(_FIRST_MOVES)
        execute("UPDATE home SET rev = 1")
        if self._salt:
            execute("UPDATE home SET salt = ?", (self._salt,))
        counts = Counter(
            {
                row[0]: row[1]
                for row in execute("SELECT origin, count(*) FROM found GROUP BY origin")
            }
        )
        (unconfirmed,) = execute("SELECT count(*) FROM found WHERE doubtful").fetchone()
        execute("COMMIT")
        return counts, int(unconfirmed)

    def _stage_table(self) -> str:
        """Return the statement for a table that takes what ``jobs`` takes, in a changing order."""
        info = self._database.execute("PRAGMA table_info(jobs)")
        types = {row["name"]: row["type"] + " NOT NULL" * row["notnull"] for row in info}
        columns = ", ".join(f"{name} {types[name]}" for name in COLUMNS)
        own = "origin TEXT, place INTEGER, same INTEGER, doubtful INTEGER"
        return f"CREATE TEMP TABLE found ({own}, {columns}, CHECK (json_valid(facts))) STRICT"

    def _take_over_row(self, row: Row, origin: Origin, *, known: bool) -> bool:
        """Stage the job of a row; ``known`` is the salt of its key's mark. Tell if that worked."""
        job = job_of(row, self._folder)
        if job is None:
            return False
        true = true_now(job)
        if not known:  # nobody can tell any more whose mark it is
            true = dataclasses.replace(true, connection=Connection(job.connection.base_url))
        return self._stage(true, origin, job.seq, same=true.state.value == row["state"])

    def _stage(self, job: Job, origin: Origin, place: int | None, *, same: bool) -> bool:
        doubtful = job.state is State.UNCONFIRMED and not same
        try:
            row = to_row(dataclasses.replace(job, rev=1))
            values = (origin, place, same, doubtful, *row)
            self._database.execute(f"INSERT INTO found VALUES ({_MARKS})", values)
        except (sqlite3.IntegrityError, ValueError, TypeError, OverflowError):
            return False
        self._ids.add(job.id)
        return True

    def _take_over_rows(self, wreck: Wreck, origin: Origin) -> None:
        """Take over the history of jobs that came from this ledger as they were."""
        for row in wreck.rows("moves"):
            values = _values(row, "job_id", "at", "before", "after", "note")
            if values is not None:
                self._keep(_KEPT_MOVES, (*values, values[0], origin))
        for row in wreck.rows("answers"):
            values = _values(row, "job_id", "body")
            if values is not None:
                self._keep(_KEPT_ANSWER, (*values, values[0], origin))

    def _keep(self, statement: str, values: tuple[object, ...]) -> None:
        with contextlib.suppress(sqlite3.IntegrityError):
            self._database.execute(statement, values)

    def _add_finished(self, finished: Job) -> None:
        ids = (finished.id, finished.task_id, finished.id)
        rows = self._database.execute(_FIND, ids).fetchall()
        if not rows:
            self._stage(finished, "sidecars", None, same=False)
            return
        completed = with_clip(from_row(rows[0]), finished)
        if completed is not None:
            self._replace(completed)

    def _replace(self, job: Job) -> None:
        names = ", ".join(f"{name} = ?" for name in COLUMNS)
        query = f"UPDATE OR IGNORE found SET same = 0, doubtful = 0, {names} WHERE id = ?"
        self._database.execute(query, (*to_row(job), job.id))


def _values(row: Row, *names: str) -> tuple[object, ...] | None:
    """Return the named values of a row, None if one of them is missing."""
    values = tuple(row.get(name) for name in names)
    return None if None in values else values
