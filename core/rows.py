"""Jobs as rows of the ledger: the columns that are searched, and one JSON text for the rest."""

from __future__ import annotations

import dataclasses
import json
import sqlite3
from collections.abc import Mapping
from typing import Any

from core.job import Clip, Connection, Fault, Input, Job, StartFrame, State

COLUMNS = (
    *("id", "rev", "created_at", "state", "base_url", "key_mark", "model", "prompt"),
    *("batch", "take", "board", "character_id", "retry_of", "task_id", "finished_at"),
    *("removed_at", "facts"),
)
SELECT_JOBS = f"SELECT seq, {', '.join(COLUMNS)} FROM jobs"
"""Reads what ``from_row`` takes; a WHERE clause may follow."""

ON_BOARD = "WHERE board = ? AND board <> '' AND removed_at IS NULL ORDER BY seq"
"""Finds the clips of a storyboard or chain that are shown; ``place_on_board`` orders them."""

_OWN_COLUMN = {*COLUMNS, "seq", "connection"}
_FACTS = tuple(f.name for f in dataclasses.fields(Job) if f.name not in _OWN_COLUMN)
_RECORDS: dict[str, Any] = {
    "start_frame": StartFrame,
    "clip": Clip,
    "error": Fault,
    "reason": Fault,
}

_PLAIN = {"shot": 0, "after": "", "remix_of": "", "character_name": "", "mark": ""}
"""What is not written for the jobs that have nothing of the kind, which are most."""


def place_on_board(job: Job) -> tuple[int, int]:
    """Return what the clips of a board are ordered by: the shot, then the take."""
    return job.shot, job.take


def to_row(job: Job) -> tuple[Any, ...]:
    """Return the values of ``COLUMNS`` for ``job``."""
    own = {
        "state": job.state.value,
        "base_url": job.connection.base_url,
        "key_mark": job.connection.key_mark,
        "facts": json.dumps(_facts(job), ensure_ascii=False),
    }
    return tuple(own[name] if name in own else getattr(job, name) for name in COLUMNS)


def from_row(row: sqlite3.Row | Mapping[str, Any]) -> Job:
    """Return the job of a row that holds ``seq`` and ``COLUMNS``."""
    facts = json.loads(row["facts"])
    if facts.get("start_frame"):
        facts["start_frame"]["crop"] = tuple(facts["start_frame"].get("crop", ()))
    for name, record in _RECORDS.items():
        if facts.get(name) is not None:
            facts[name] = record(**facts[name])
    facts["inputs"] = tuple(_input(each) for each in facts.get("inputs", ()))
    facts["notes"] = tuple(facts.get("notes", ()))
    plain = {name: row[name] for name in COLUMNS if name not in ("base_url", "key_mark", "facts")}
    plain["state"] = State(plain["state"])
    connection = Connection(row["base_url"], row["key_mark"])
    return Job(seq=row["seq"], connection=connection, **plain, **facts)


def _input(facts: Mapping[str, Any]) -> Input:
    return Input(**{**facts, "crop": tuple(facts.get("crop", ()))})


def _facts(job: Job) -> dict[str, Any]:
    """Return what has no column of its own, without what is unknown."""
    facts = {}
    for name in _FACTS:
        value = getattr(job, name)
        if value is None or value == () or value == _PLAIN.get(name):
            continue
        facts[name] = dataclasses.asdict(value) if name in _RECORDS else value
    if job.inputs:
        facts["inputs"] = [dataclasses.asdict(each) for each in job.inputs]
    return facts
