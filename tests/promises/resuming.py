"""What ``resume`` makes of what killed programs have left, exactly."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from core.job import ENDED, Job, State
from tests.promises.worlds import World

S = State
AT_ONCE = 3
"""Worlds at once: programs wait for each other more than they work."""

AFTER = {
    S.WAITING: S.COMPLETED,
    S.UPLOADING: S.COMPLETED,
    S.SUBMITTING: S.UNCONFIRMED,
    S.PENDING: S.COMPLETED,
    S.PROCESSING: S.COMPLETED,
    S.DOWNLOADING: S.COMPLETED,
    S.COMPLETED: S.COMPLETED,
    S.FAILED: S.FAILED,
    S.STOPPED: S.STOPPED,
    S.UNCONFIRMED: S.UNCONFIRMED,
}
"""The state in which a job is after ``resume``, by the one that a killed program left it in."""
MOVING = {state for state in S if state not in ENDED}


def resumed(there: World, *, stop: bool = False) -> list[Job]:
    """Resume what a killed program left, and check that it has come to its exact end.

    ``stop`` says that somebody wished everything to be stopped, and that this was on the disk.
    """
    left = [S(state) for state in there.states()]
    ends = [S.STOPPED if stop and state in MOVING else AFTER[state] for state in left]
    code = there.run("resume").wait()
    met = [end for end, before in zip(ends, left, strict=True) if before in MOVING]
    assert code == (4 if S.UNCONFIRMED in met else 5 if S.STOPPED in met else 0)
    jobs = there.check()
    assert [job.state for job in jobs] == ends
    return jobs


def check_one_generation(there: World) -> None:
    """Resume the one generation of a world, and check that it was paid once and is there once."""
    jobs = resumed(there)
    assert len(jobs) <= 1
    done = [job for job in jobs if job.state is S.COMPLETED]
    creates = len(there.server.requests("create"))
    assert creates == 1 if done else creates <= len(jobs)
    assert len(done) <= len(there.server.tasks) <= creates


def sweep(
    folder: Path, numbers: Iterable[int], one: Callable[[Path, int], str | None]
) -> list[str]:
    """Call ``one`` for each number, several at once; return the effects at which it killed."""
    with ThreadPoolExecutor(AT_ONCE) as threads:
        killed = threads.map(lambda number: one(folder / f"{number:03}", number), numbers)
        return [name for name in killed if name is not None]
