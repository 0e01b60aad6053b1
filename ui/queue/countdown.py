"""How long running jobs still take: said by the last answer, and counted down from there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from core.job import AT_PROVIDER, Job
from ui.wording import seconds_left


@dataclass(frozen=True)
class _Said:
    answer: tuple[object, ...]
    at: float
    left: float | None


class Countdown:
    """Remembers when each running job was last told of. Times are Unix times.

    Between two answers a provider's progress stands still, so an estimate made of it anew would
    grow with every second.
    """

    def __init__(self) -> None:
        self._said: dict[str, _Said] = {}

    def left(self, job: Job, now: float) -> float | None:
        """Return the seconds that ``job`` is likely to take still, None where nothing can be said.

        An estimate that has run out says nothing any more.
        """
        if job.state not in AT_PROVIDER:
            self._said.pop(job.id, None)
            return None
        answer = (job.state, job.progress, job.estimated_time)
        said = self._said.get(job.id)
        if said is None or said.answer != answer:
            said = self._said[job.id] = _Said(answer, now, seconds_left(job, now))
        left = None if said.left is None else said.left - max(now - said.at, 0.0)
        return left if left is not None and left > 0 else None


@cache
def shared() -> Countdown:
    """Return the window's countdown: rows and the stage say the same of a job."""
    return Countdown()
