"""What the ledger knows, for those who write it too: reading only."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from core.database import Database
from core.job import ENDED, IllegalMove, Job, State
from core.rows import ON_BOARD, SELECT_JOBS, from_row, place_on_board

MOST_UNANSWERED = 2
"""Creates in a row without a clear answer after which nothing more is sent to a host."""


class Records(Database):
    """Reads the jobs of one home. A removed job is in no list, but is found by its ids."""

    def get(self, job_id: str) -> Job | None:
        """Return the job with this id, or None."""
        return next(iter(self._jobs("WHERE id = ?", job_id)), None)

    def starting_with(self, prefix: str) -> list[Job]:
        """Return the jobs whose id starts with ``prefix``; at most two, as two are ambiguous."""
        end = prefix + "\U0010ffff"
        return self._jobs("WHERE id >= ? AND id < ? ORDER BY seq LIMIT 2", prefix, end)

    def of_task(self, task_id: str) -> list[Job]:
        """Return the jobs that hold this task id, oldest first."""
        return self._jobs("WHERE task_id = ? AND task_id <> '' ORDER BY seq", task_id)

    def jobs(self, states: Iterable[State] = State, *, removed: bool = False) -> list[Job]:
        """Return the jobs in any of ``states``, oldest first; with ``removed`` also those."""
        names = [state.value for state in states]
        shown = "" if removed else "removed_at IS NULL AND "
        marks = ", ".join("?" * len(names))
        return self._jobs(f"WHERE {shown}state IN ({marks}) ORDER BY seq", *names)

    def unfinished(self) -> list[Job]:
        """Return the jobs that are neither completed nor otherwise ended, oldest first."""
        return self.jobs(state for state in State if state not in ENDED)

    def changed_since(self, rev: int) -> list[Job]:
        """Return the jobs whose ``rev`` is greater than ``rev``, in the order of their changes."""
        return self._jobs("WHERE rev > ? ORDER BY rev", rev)

    def answer(self, job_id: str) -> str:
        """Return the provider's last answer about a job as text, empty where there is none."""
        rows = self._rows("SELECT body FROM answers WHERE job_id = ?", job_id)
        return str(rows[0][0]) if rows else ""

    def moves(self, job_id: str) -> list[tuple[float, str, str, str]]:
        """Return a job's moves: when (Unix time), from, to, and a note."""
        query = "SELECT at, before, after, note FROM moves WHERE job_id = ? ORDER BY rowid"
        return [tuple(row) for row in self._rows(query, job_id)]

    def is_paused(self, base_url: str, job_id: str = "") -> bool:
        """Tell whether nothing is sent to a host, but for jobs that a person has sent again."""
        passes = self._rows("SELECT 1 FROM passes WHERE job_id = ?", job_id)
        return not passes and self._unanswered(base_url) >= MOST_UNANSWERED

    def asked_anew(self, job_id: str) -> str:
        """Return the id of the newest job that asks anew for what this one did, empty if none."""
        where = "retry_of = ? AND retry_of <> ''"
        rows = self._rows(f"SELECT id FROM jobs WHERE {where} ORDER BY seq DESC LIMIT 1", job_id)
        return str(rows[0]["id"]) if rows else ""

    def tries(self, job_id: str) -> list[Job]:
        """Return a job and those that ask anew for it, each by the newest; empty if unknown."""
        ids = [job_id]
        # What was read from a clip's sidecar may name anything, itself too.
        while (newer := self.asked_anew(ids[-1])) and newer not in ids:
            ids.append(newer)
        return [job for each in ids if (job := self.get(each)) is not None]

    def board(self, board: str) -> list[Job]:
        """Return the clips of a storyboard or chain in their order, removed ones left out."""
        return sorted(self._jobs(ON_BOARD, board), key=place_on_board)

    def characters(self) -> list[Job]:
        """Return the jobs that have made a character, oldest first, removed ones left out."""
        return self._jobs("WHERE character_id <> '' AND removed_at IS NULL ORDER BY seq")

    def wanted(self, sessions: Iterable[str]) -> set[str]:
        """Return the ids of the jobs that any of these running programs wants."""
        names = list(sessions)
        query = f"SELECT job_id FROM wants WHERE session IN ({', '.join('?' * len(names))})"
        return {row["job_id"] for row in self._rows(query, *names)}

    def held(self, sessions: Iterable[str]) -> set[str]:
        """Return the ids of the waiting jobs that none of these running programs wants."""
        rows = self._rows("SELECT id FROM jobs WHERE state = ?", State.WAITING.value)
        return {row["id"] for row in rows} - self.wanted(sessions)

    def sessions_that_want(self) -> set[str]:
        """Return the programs that are noted to want something, dead ones included."""
        return {row["session"] for row in self._rows("SELECT DISTINCT session FROM wants")}

    def _unanswered(self, base_url: str) -> int:
        rows = self._rows("SELECT unanswered FROM hosts WHERE base_url = ?", base_url)
        return int(rows[0][0]) if rows else 0

    def _must_get(self, job_id: str) -> Job:
        job = self.get(job_id)
        if job is None:
            raise IllegalMove(f"{job_id}: no such job")
        return job

    def _jobs(self, where: str, *values: Any) -> list[Job]:
        return [from_row(row) for row in self._rows(f"{SELECT_JOBS} {where}", *values)]
