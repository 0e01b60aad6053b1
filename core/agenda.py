"""Which job is due when, and which due jobs wait for room in their stage."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Mapping
from enum import Enum

from core.job import AT_PROVIDER, Job, State


class Stage(Enum):
    """A part of a job's life with a limit of its own."""

    SEND = "send"
    FOLLOW = "follow"
    FETCH = "fetch"


def stage_of(state: State) -> Stage | None:
    """Return the stage that acts on a job in ``state``, None if nothing does."""
    if state in (State.WAITING, State.UPLOADING, State.SUBMITTING):
        return Stage.SEND
    if state in AT_PROVIDER:
        return Stage.FOLLOW
    return Stage.FETCH if state is State.DOWNLOADING else None


class Agenda:
    """Due times in a heap, and for each stage a heap of those that are due.

    Dropped and re-planned entries stay in the heaps until they come up and are passed over.
    """

    def __init__(self) -> None:
        self._count = itertools.count()
        self._heap: list[tuple[float, int, str]] = []
        self._due: dict[str, float] = {}
        self._queues: dict[Stage, list[tuple[float, int, str]]] = {stage: [] for stage in Stage}
        self._ready: dict[str, Stage] = {}

    def __contains__(self, job_id: str) -> bool:
        return job_id in self._due or job_id in self._ready

    def plan(self, job_id: str, due: float) -> None:
        """Let the job's next step be due at ``due``, and at no other time."""
        self._ready.pop(job_id, None)
        self._due[job_id] = due
        heapq.heappush(self._heap, (due, next(self._count), job_id))

    def drop(self, job_id: str) -> None:
        """Forget the job's next step."""
        self._due.pop(job_id, None)
        self._ready.pop(job_id, None)

    def next_due(self) -> float | None:
        """Return the earliest due time, None if nothing is planned."""
        while self._heap and self._due.get(self._heap[0][2]) != self._heap[0][0]:
            heapq.heappop(self._heap)
        return self._heap[0][0] if self._heap else None

    def advance(self, now: float, jobs: Mapping[str, Job]) -> None:
        """Move what is due at ``now`` into the queue of its stage."""
        while (due := self.next_due()) is not None and due <= now:
            job_id = heapq.heappop(self._heap)[2]
            del self._due[job_id]
            job = jobs.get(job_id)
            stage = stage_of(job.state) if job is not None else None
            if job is not None and stage is not None:
                self._ready[job_id] = stage
                heapq.heappush(self._queues[stage], (*urgency(job), job_id))

    def take(self, stage: Stage) -> str | None:
        """Return the most urgent due job of ``stage`` and remove it, None if there is none."""
        queue = self._queues[stage]
        while queue:
            job_id = heapq.heappop(queue)[2]
            if self._ready.get(job_id) is stage:
                del self._ready[job_id]
                return job_id
        return None


def urgency(job: Job) -> tuple[float, int]:
    """Order jobs: links that die soon first, then what was sent long ago, then as asked for.

    What was sent long ago may have been finished for long, so that its link may be dying.
    """
    if job.state in AT_PROVIDER:
        return job.sent_at or 0.0, job.seq  # nobody knows when a task made elsewhere was sent
    dies = job.clip.expires_at if job.clip is not None else float("inf")
    return dies, job.seq
