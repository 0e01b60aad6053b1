"""What keeps several jobs at once from going on: said once of all of them, not of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from core.job import KEY_FAULTS, Fault, Job

SENDING_PAUSED = "sending_paused"
"""The kind of fault of jobs whose host has left several creates in a row without a clear answer."""

SHARED = KEY_FAULTS | {SENDING_PAUSED}
"""Kinds of fault that are about a host, and not about the job that has them."""


@dataclass(frozen=True)
class Pause:
    """Jobs that wait at one host for the same, the oldest first."""

    fault: Fault
    base_url: str
    jobs: tuple[Job, ...]


def shared_cause(job: Job) -> tuple[str, str] | None:
    """Return what a stuck job waits for together with others (kind, base URL), None if alone."""
    if not job.stuck or job.reason is None or job.reason.kind not in SHARED:
        return None
    return job.reason.kind, job.connection.base_url


def pauses_of(jobs: Iterable[Job]) -> list[Pause]:
    """Return what the stuck ones of ``jobs`` wait for, one entry for each cause and host."""
    found: dict[tuple[str, str], list[Job]] = {}
    for job in sorted(jobs, key=lambda each: each.seq):
        cause = shared_cause(job)
        if cause is not None:
            found.setdefault(cause, []).append(job)
    # The newest reason: an older one may say of a refusal that is long mended.
    return [
        Pause(waiting[-1].reason or Fault(kind), base_url, tuple(waiting))
        for (kind, base_url), waiting in found.items()
    ]
