"""The ledger for a command, and the jobs that a person has named."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from core.askable import model_now
from core.help import explain_refusal
from core.job import Fault, Job
from core.language import translate
from core.program import Program
from ui.report import say

if TYPE_CHECKING:
    from core.ledger import Ledger


@contextlib.contextmanager
def opened_ledger(program: Program) -> Iterator[Ledger]:
    """Open the ledger, say if it had to be rebuilt, and close it at the end."""
    ledger = program.open_ledger()
    try:
        if ledger.rebuilt is not None:
            from core.rebuilding import rebuilt_words

            say(rebuilt_words(ledger.rebuilt))
        yield ledger
    finally:
        ledger.close()


def find_jobs(ledger: Ledger, prefixes: Iterable[str]) -> list[Job] | None:
    """Return the jobs whose ids begin with ``prefixes``, or say which is none or several."""
    found: dict[str, Job] = {}
    for prefix in prefixes:
        jobs = ledger.starting_with(prefix) if prefix.isprintable() and prefix else []
        if len(jobs) != 1:
            words = (
                translate("CommandLine", "Several jobs begin with “{id}”.")
                if jobs
                else translate("CommandLine", "There is no job “{id}”.")
            )
            say(words.format(id=prefix.encode("utf-8", "replace").decode()))
            return None
        found[jobs[0].id] = jobs[0]
    return list(found.values())


def say_refusal(program: Program, job: Job) -> bool:
    """Say why a job cannot be asked for again; False if it can. Blocking."""
    found = model_now(program.catalog, job, program.home.frames)
    if isinstance(found, Fault):
        say(f"{job.id}: {explain_refusal(found, job)}")
        return True
    return False
