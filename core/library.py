"""The library: every job that is shown, to be listed and searched while others write."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from core.job import ENDED, Connection, Job, State
from core.masking import masked
from core.problems import unsendable
from core.rows import ON_BOARD, SELECT_JOBS, from_row, place_on_board

LONGEST_SEARCH = 8000
"""Characters of a search that are looked at: SQLite refuses patterns of more than 50,000 bytes,
and no two prompts differ behind so many only."""

_BEGINS = " OR ".join(f"{name} LIKE ? ESCAPE '\\'" for name in ("id", "task_id", "model"))
_FOUND = f"(prompt LIKE ? ESCAPE '\\' OR {_BEGINS})"
_FOUND_OR_OF = f"(model IN (SELECT value FROM json_each(?)) OR {_FOUND})"

_STARRED = " AND json_extract(facts, '$.mark') = 'star'"


class Entry(NamedTuple):
    """A job in a list: its place (newer jobs have greater ones), its id, when it was asked for, and
    what joins it with the other takes of its request, empty for a single one."""

    seq: int
    id: str
    created_at: float
    batch: str = ""


class Library:
    """Reads a ledger over a connection of its own, so that it waits for no write.

    The ledger must have been opened before, and is to be closed after it. Safe to call from any
    thread; every call may block for as long as another one reads. Raises ``sqlite3.Error``.
    """

    def __init__(self, file: Path) -> None:
        self._lock = threading.Lock()
        self._database = sqlite3.connect(
            f"{file.absolute().as_uri()}?mode=ro",
            uri=True,
            timeout=10.0,
            isolation_level=None,
            check_same_thread=False,
        )

    def close(self) -> None:
        """Close the connection, after what is being read."""
        with self._lock:
            self._database.close()

    def entries(
        self,
        states: Iterable[State] = State,
        search: str = "",
        *,
        starred: bool = False,
        models: Collection[str] = (),
    ) -> list[Entry]:
        """Return the jobs in any of ``states`` that ``search`` finds, newest first.

        It is looked for anywhere in the prompt, and at the beginning of both ids and of the model's
        id; the case of the letters A to Z does not count. A search also finds every job of
        ``models``, the ids of those that it names. Removed jobs are left out, with ``starred`` also
        those that nobody has given a star.
        """
        search = search.strip()[:LONGEST_SEARCH]
        if unsendable("search", search) is not None:
            return []
        where, values = _where(frozenset(states), search, models)
        where += _STARRED if starred else ""
        query = f"SELECT seq, id, created_at, batch FROM jobs WHERE {where} ORDER BY seq DESC"
        with self._lock:
            return list(map(Entry._make, self._database.execute(query, values)))

    def counts(self) -> dict[State, int]:
        """Return how many jobs are in each state, removed ones left out."""
        query = "SELECT state, count(*) FROM jobs WHERE removed_at IS NULL GROUP BY state"
        counted = {State(row["state"]): row["count(*)"] for row in self._rows(query)}
        return {state: counted.get(state, 0) for state in State}

    def jobs(self, ids: Sequence[str]) -> list[Job]:
        """Return the jobs with these ids, in their order; unknown ones are left out.

        Removed jobs are among them. Meant for what is on the screen or chosen.
        """
        # Not a mark for each: there may be more of them than SQLite takes.
        where = "WHERE id IN (SELECT value FROM json_each(?))"
        found = {job.id: job for job in self._jobs(where, json.dumps(list(ids)))}
        return [found[job_id] for job_id in ids if job_id in found]

    def unfinished(self) -> list[Job]:
        """Return the jobs that are neither completed nor otherwise ended, oldest first."""
        names = [state.value for state in State if state not in ENDED]
        marks = ", ".join("?" * len(names))
        return self._jobs(f"WHERE state IN ({marks}) ORDER BY seq", *names)

    def sent(self, connection: Connection, since: float, until: float) -> list[Job]:
        """Return the jobs with a task that were sent over ``connection`` in a span of time.

        ``since`` and ``until`` are Unix times. A task that was made elsewhere counts from when it
        was added. Removed jobs are among them.
        """
        own = "task_id <> '' AND base_url = ? AND key_mark = ?"
        sent = "coalesce(json_extract(facts, '$.sent_at'), created_at) BETWEEN ? AND ?"
        values = (connection.base_url, connection.key_mark, since, until)
        return self._jobs(f"WHERE {own} AND {sent} ORDER BY seq", *values)

    def board(self, board: str) -> list[Job]:
        """Return the clips of a storyboard or chain in their order, removed ones left out."""
        return sorted(self._jobs(ON_BOARD, board), key=place_on_board)

    def takes(self, batch: str) -> list[Job]:
        """Return the takes of one request in their order, removed ones left out."""
        where = "WHERE batch = ? AND batch <> '' AND removed_at IS NULL ORDER BY take, seq"
        return self._jobs(where, batch)

    def characters(self) -> list[Job]:
        """Return the jobs that have made a character, newest first, removed ones left out."""
        return self._jobs("WHERE character_id <> '' AND removed_at IS NULL ORDER BY seq DESC")

    def answer(self, job_id: str) -> str:
        """Return the provider's last answer about a job as text, with what may be a key masked.

        Empty where there is none.
        """
        rows = self._rows("SELECT body FROM answers WHERE job_id = ?", job_id)
        return masked(str(rows[0]["body"]), links=False) if rows else ""

    def moves(self, job_id: str) -> list[tuple[float, str, str, str]]:
        """Return a job's moves: when (Unix time), from, to, and a note, masked likewise."""
        query = "SELECT at, before, after, note FROM moves WHERE job_id = ? ORDER BY rowid"
        rows = self._rows(query, job_id)
        return [(*row[:3], masked(row["note"], links=False)) for row in rows]

    def _jobs(self, where: str, *values: Any) -> list[Job]:
        return [from_row(row) for row in self._rows(f"{SELECT_JOBS} {where}", *values)]

    def _rows(self, query: str, *values: Any) -> list[sqlite3.Row]:
        with self._lock:
            cursor = self._database.cursor()
            cursor.row_factory = sqlite3.Row
            return cursor.execute(query, values).fetchall()


def _where(states: frozenset[State], search: str, models: Collection[str]) -> tuple[str, list[str]]:
    """Return the condition for entries, and its values."""
    conditions, values = ["removed_at IS NULL"], []
    if not search or len(states) < len(State):
        conditions.append(f"state IN ({', '.join('?' * len(states))})")
        values += [state.value for state in states]
    # else every prompt is read, which is fastest in the order of the table, without an index
    if search:
        beginning = _literal(search) + "%"
        conditions.append(_FOUND_OR_OF if models else _FOUND)
        values += [json.dumps(list(models))] if models else []
        values += [f"%{beginning}", *[beginning] * 3]
    return " AND ".join(conditions), values


def _literal(text: str) -> str:
    """Return a LIKE pattern that finds ``text`` and nothing else."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
