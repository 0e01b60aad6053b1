"""Receipts: a line for each accepted task and each character made, should the ledger be lost.

A line says what a task can be followed with again, or how a character is named in requests: there
is no file that would tell of it. It never says what was asked nor with which key.
"""

from __future__ import annotations

import dataclasses
import json
import logging
import math
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.asking import task_id_problem
from core.download import sync_folder
from core.foxapi.address import BadAddress, base_url
from core.job import DEMO, Connection, Job, State

LONGEST = 1 << 16
"""Bytes that no line has: it holds two ids, an address, a model's name and a folder."""

_ID = re.compile(r"[0-9A-Za-z_-]{1,64}")
_ALWAYS = {"at", "job_id", "task_id", "base_url", "model", "output"}
"""What every line says; a program that does not know the rest passes such a line over."""

_LATEST = 1e11
"""A Unix time that no calendar reaches."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Receipt:
    """A task that a provider has accepted at ``at`` (Unix time), and the job that it belongs to.

    ``base_url`` is ``DEMO`` for the engine; ``output`` is the folder that the clip goes to. With a
    ``character_id`` it says what a task has made, with its ``character_name``; one that was made
    elsewhere has no task.
    """

    at: float
    job_id: str
    task_id: str
    base_url: str
    model: str
    output: str
    character_id: str = ""
    character_name: str = ""


def receipt_of(job: Job, task_id: str, at: float) -> Receipt:
    """Return the receipt of a task that ``job`` has, or is about to have, and of its character."""
    character = (job.character_id, job.character_name)
    return Receipt(at, job.id, task_id, job.connection.base_url, job.model, job.output, *character)


def with_receipt(job: Job, receipt: Receipt) -> Job | None:
    """Return ``job`` as its own receipt says it is; None if it must stay as it is.

    It goes on with the receipt's task, or has made the receipt's character.
    """
    if receipt.character_id:
        return _with_character(job, receipt)
    if job.task_id or job.state not in (State.UNCONFIRMED, State.STOPPED):
        return None
    return dataclasses.replace(
        job,
        state=State.PENDING,
        task_id=receipt.task_id,
        sent_at=receipt.at,
        connection=_connection(job, receipt),
        error=None,
        reason=None,
        finished_at=None,
        removed_at=None,
    )


def _with_character(job: Job, receipt: Receipt) -> Job | None:
    other_task = job.task_id and job.task_id != receipt.task_id
    if job.character_id or job.clip is not None or other_task:
        return None
    return dataclasses.replace(
        job,
        state=State.COMPLETED,
        task_id=receipt.task_id,
        connection=_connection(job, receipt),
        character_id=receipt.character_id,
        character_name=receipt.character_name,
        progress=100,
        finished_at=receipt.at,
        error=None,
        reason=None,
    )


def _connection(job: Job, receipt: Receipt) -> Connection:
    same = job.connection.base_url == receipt.base_url
    return job.connection if same else Connection(receipt.base_url)


def job_of_receipt(receipt: Receipt, job_id: str) -> Job:
    """Return a job of which only its receipt is known.

    It goes on with the receipt's task, or has ended with its character.
    """
    job = Job(
        id=job_id,
        created_at=receipt.at,
        connection=Connection(receipt.base_url),
        model=receipt.model,
        prompt="",
        values={},
        output=receipt.output,
        state=State.PENDING,
        task_id=receipt.task_id,
        sent_at=None if receipt.character_id else receipt.at,
    )
    made = _with_character(job, receipt) if receipt.character_id else None
    return made or job


def append(file: Path, receipt: Receipt) -> None:
    """Add a receipt, and force it to the disk; where that cannot be, the log says so.

    The task id is in the ledger: what fails here takes nothing from a job.
    """
    told = {name: value for name, value in vars(receipt).items() if value or name in _ALWAYS}
    line = json.dumps(told).encode() + b"\n"
    try:
        _append(file, line)
    except OSError as error:
        whose = receipt.task_id or receipt.job_id
        log.warning("task %s: its receipt cannot be written: %s", whose, error)


def _append(file: Path, line: bytes) -> None:
    new = not file.exists()
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(file, flags, 0o600), "r+b", buffering=0) as stream:
        # A power loss may have left half a line; what follows it must not be lost with it.
        if (size := os.fstat(stream.fileno()).st_size) > 0:
            stream.seek(size - 1)
            line = line if stream.read(1) == b"\n" else b"\n" + line
        stream.write(line)
        os.fsync(stream.fileno())
    if new:
        sync_folder(file.parent)


def receipts_in(file: Path) -> Iterator[Receipt]:
    """Yield the receipts of a file, oldest first; lines that are none are passed over.

    A file that is not there, or cannot be read, has none.
    """
    try:
        if not file.is_file():  # a pipe would be waited for
            return
        with file.open("rb") as stream:
            while line := stream.readline(LONGEST):
                receipt = _read(line)
                if receipt is not None:
                    yield receipt
    except OSError as error:
        log.warning("the receipts cannot be read: %s", error)


def _read(line: bytes) -> Receipt | None:
    try:
        content = json.loads(line)
        return _checked(content) if isinstance(content, dict) else None
    except (ValueError, TypeError, KeyError, RecursionError, OverflowError, BadAddress):
        return None


def _checked(content: dict[str, Any]) -> Receipt | None:
    """Return the receipt that a line says, if each of its parts can be what it should be."""
    at = content.pop("at")
    if not isinstance(at, int | float) or not math.isfinite(at) or not 0 <= at < _LATEST:
        return None
    if not all(isinstance(text, str) for text in content.values()):
        return None
    receipt = Receipt(float(at), **content)
    if not _ID.fullmatch(receipt.job_id):
        return None
    untasked = bool(receipt.character_id) and not receipt.task_id
    if not untasked and task_id_problem(receipt.task_id) is not None:
        return None
    if "\0" in receipt.output or not Path(receipt.output).is_absolute():
        return None
    address = DEMO if receipt.base_url == DEMO else base_url(receipt.base_url)
    return dataclasses.replace(receipt, base_url=address)
