"""Jobs, ledgers and lists for tests of the window's middle."""

from __future__ import annotations

import dataclasses
import sqlite3
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from core.home import Home
from core.job import Clip, Connection, Fault, Job, State, new_id
from core.ledger import Ledger
from core.library import Library
from core.rows import COLUMNS, to_row
from ui.background import Background

REMOTE = Connection("https://api.foxapi.cc", "mark")
DEMO = Connection("demo")
VALUES = {"aspect_ratio": "16:9", "duration": 8, "resolution": "720p"}
PROMPT = "Golden hour waves roll onto a quiet beach while gulls drift over the water"


def job(state: State = State.COMPLETED, **changes: Any) -> Job:
    """Return a job in ``state`` with all that usually goes with it."""
    now = time.time()
    fields: dict[str, Any] = {
        "id": new_id(),
        "created_at": now,
        "connection": REMOTE,
        "model": "sora-2-pro",
        "prompt": PROMPT,
        "values": VALUES,
        "output": "/clips",
        "state": state,
    }
    if state not in (State.WAITING, State.UPLOADING, State.SUBMITTING, State.UNCONFIRMED):
        fields |= {"task_id": f"task-{new_id()}", "sent_at": now - 30}
    if state is State.PROCESSING:
        fields |= {"progress": 40, "estimated_time": 75.0}
    if state in (State.DOWNLOADING, State.COMPLETED):
        file = f"/clips/{fields['id']}.mp4"
        fields["clip"] = Clip("https://files.foxapi.cc/a.mp4", now + 80_000, file=file)
    if state in (State.FAILED, State.UNCONFIRMED):
        kind = "task_failed" if state is State.FAILED else "no_answer"
        fields["error"] = Fault(kind, needs_person=True)
    return Job(**(fields | changes))


def fill(ledger_file: Path, jobs: Iterable[Job]) -> None:
    """Write many jobs into a ledger, oldest first, in one transaction."""
    Ledger(ledger_file).close()
    marks = ", ".join("?" * len(COLUMNS))
    with sqlite3.connect(ledger_file) as database:
        database.executemany(
            f"INSERT INTO jobs ({', '.join(COLUMNS)}) VALUES ({marks})",
            (to_row(each) for each in jobs),
        )
    database.close()


def many(count: int, days: int = 30) -> Iterable[Job]:
    """Yield ``count`` jobs over so many days, oldest first, the last ones of today."""
    now = time.time()
    states = [State.COMPLETED] * 8 + [State.FAILED, State.STOPPED]
    for number in range(count):
        age = (count - 1 - number) * days * 86400 / count
        made = job(states[number % len(states)], created_at=now - age)
        yield dataclasses.replace(made, prompt=f"{number} {PROMPT}")


class Shelf:
    """A ledger with what a list reads it by; ``tell`` hears of every job that is written."""

    def __init__(self, home: Home, jobs: Iterable[Job] = ()) -> None:
        self.home = home
        fill(home.ledger, jobs)
        self.ledger = Ledger(home.ledger)
        self.library = Library(home.ledger)
        self.background = Background()
        self.tell: Callable[[Job], None] = lambda _: None

    def add(self, *jobs: Job) -> list[Job]:
        """Write new jobs and tell of them."""
        added = self.ledger.add(list(jobs))
        for each in added:
            self.tell(each)
        return added

    def change(self, each: Job, *, to: State | None = None, **changes: Any) -> Job:
        """Change a job and tell of it."""
        changed = self.ledger.change(each.id, each.state, to=to, **changes)
        self.tell(changed)
        return changed

    def remove(self, *jobs: Job) -> None:
        """Remove ended jobs from the list and tell of it."""
        for each in self.ledger.remove([one.id for one in jobs]):
            self.tell(each)

    def close(self) -> None:
        """Close what is open."""
        self.background.close()
        self.library.close()
        self.ledger.close()
