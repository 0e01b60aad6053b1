"""What becomes of jobs, as lines of the log: for a person in trouble, and for whoever helps them.

Neither prompts nor names of pictures and clips are in it.
"""

from __future__ import annotations

import logging
from collections import OrderedDict

from core.desk import JobChanged, Trouble
from core.foxapi.address import host_of
from core.job import ENDED, Fault, Job

REMEMBERED = 5000
"""How many jobs' last lines are remembered, so that only changes get one."""

log = logging.getLogger(__name__)


class Journal:
    """A listener of a desk: a line for each move of a job, and for each new reason to wait."""

    def __init__(self) -> None:
        self._seen: OrderedDict[str, tuple[str, str, str]] = OrderedDict()

    def __call__(self, event: object) -> None:
        """Log an event, if it is worth a line."""
        if not log.isEnabledFor(logging.INFO):
            return
        if isinstance(event, JobChanged):
            self._on_job(event.job)
        elif isinstance(event, Trouble):
            words = "is over" if event.fault is None else fault_words(event.fault)
            log.warning("trouble: %s", words) if event.fault else log.info("trouble: %s", words)

    def _on_job(self, job: Job) -> None:
        fault = job.error or job.reason
        now = (job.state.value, fault.kind if fault is not None else "", job.task_id)
        before = self._seen.get(job.id)
        self._remember(job.id, now)
        if before == now or job.removed_at is not None:
            return
        log.info("job %s: %s", job.id, "; ".join(_facts(job, before)))

    def _remember(self, job_id: str, now: tuple[str, str, str]) -> None:
        self._seen[job_id] = now
        self._seen.move_to_end(job_id)
        if len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)


def _facts(job: Job, before: tuple[str, str, str] | None) -> list[str]:
    """Return what is worth saying of a job, the move first."""
    state, _, task_id = before or ("", "", "")
    facts = [job.state.value if state in ("", job.state) else f"{state} → {job.state}"]
    if before is None:
        facts.append("built-in engine" if job.connection.demo else host_of(job.connection.base_url))
    if job.task_id != task_id:
        facts.append(f"task {job.task_id}")
    if job.error is not None or job.reason is not None:
        facts.append(fault_words(job.error or job.reason))
    if job.state in ENDED and job.clip is not None and job.clip.complete:
        odd = "" if job.clip.verified is not False else ", of odd structure"
        facts.append(f"{job.clip.size} bytes{odd}")
    return facts


def fault_words(fault: Fault | None) -> str:
    """Return a fault's facts; not its message, which may quote what was asked."""
    if fault is None:
        return ""
    parts = [fault.kind]
    if fault.code and fault.code != fault.kind:
        parts.append(fault.code)
    if fault.status is not None:
        parts.append(f"HTTP {fault.status}")
    if fault.request_id:
        parts.append(f"request {fault.request_id}")
    if fault.needs_person:
        parts.append("needs a person")
    return ", ".join(parts)
