"""What a person may expect of the jobs of one home, kept beside the real ledger and checked on it.

Nothing here is taken from the core's own tables: what it forbids is written down anew.
"""

from __future__ import annotations

import dataclasses
import hashlib
import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from core.job import Job, State
from core.ledger import Ledger
from core.naming import part_of, sidecar_of
from core.secrets import key_mark
from tests.faulty import Request, untagged
from tests.promises.gateway import Create, Gateway, clip_of
from tests.promises.virtual import Life

S = State
LEGAL = {
    "": {S.WAITING, S.PENDING},
    S.WAITING: {S.UPLOADING, S.SUBMITTING, S.FAILED, S.STOPPED},
    S.UPLOADING: {S.WAITING, S.SUBMITTING, S.FAILED, S.STOPPED},
    S.SUBMITTING: {S.WAITING, S.PENDING, S.FAILED, S.UNCONFIRMED},
    S.PENDING: {S.PROCESSING, S.DOWNLOADING, S.FAILED, S.STOPPED},
    S.PROCESSING: {S.PENDING, S.DOWNLOADING, S.FAILED, S.STOPPED},
    S.DOWNLOADING: {S.COMPLETED, S.STOPPED},
    S.COMPLETED: {S.DOWNLOADING},
    S.STOPPED: {S.WAITING, S.PENDING, S.DOWNLOADING},
    S.UNCONFIRMED: {S.PENDING, S.STOPPED},
    S.FAILED: set(),
}
UNSENT = {S.WAITING, S.UPLOADING, S.SUBMITTING}
ENDED = {S.COMPLETED, S.FAILED, S.STOPPED, S.UNCONFIRMED}
ASKED = (
    "id",
    "seq",
    "created_at",
    "model",
    "prompt",
    "values",
    "batch",
    "take",
    "after",
    "retry_of",
)
"""What a person asked for: it never changes."""

SOON = 0.5
"""Seconds within which a program has surely acted on what it was told."""


def last_frame_of(clip: bytes) -> bytes:
    """Return what stands for the last frame of a clip that has no pictures."""
    return b"the last frame of " + hashlib.sha256(clip).digest()


@dataclass
class Known:
    """A job as it was last seen, with what a person has asked of it since."""

    job: Job
    state: str = ""
    submissions: int = 0
    wanted_by: set[Life] = field(default_factory=set)
    stop_from: float | None = None
    stop_asked: bool = False
    stopping: int = 0
    go_asked: bool = False
    resolved: bool = False
    made: bool = False


class Model:
    """The model of one home. ``look`` is called between any two actions and checks what was new.

    ``ledger`` is a connection of its own; times are the world's.
    """

    def __init__(self, ledger: Ledger, gateway: Gateway) -> None:
        self.ledger = ledger
        self.gateway = gateway
        self.jobs: dict[str, Known] = {}
        self.asked: set[str] = set()
        self.gos: list[float] = []
        self.tries: list[float] = []
        self.passes: set[str] = set()
        self._rev = 0
        self._move = 0
        self._unchecked: list[Job] = []
        gateway.arrived = self._on_arrival
        self._early: list[str] = []

    @property
    def now(self) -> float:
        """The world's time."""
        return self.gateway.world.loop.now

    # What a person does

    def added(self, jobs: Iterable[Job], life: Life | None) -> None:
        """Note jobs that the ledger has taken, and the program that wants them, if any does."""
        ids = [job.id for job in jobs]
        self.asked.update(ids)
        self._see()
        if life is not None:
            self.want(ids, life)

    def want(self, job_ids: Iterable[str], life: Life) -> None:
        """Note that a program wants jobs to move."""
        for each in (self.jobs[i] for i in job_ids if i in self.jobs):
            each.wanted_by.add(life)

    def resolve(self, job_id: str) -> None:
        """Note, before it is done, that a person decides about an unconfirmed job."""
        self.jobs[job_id].resolved = True

    def go(self, job_ids: Iterable[str], life: Life) -> None:
        """Note, before it is done, that a person wants jobs to go on."""
        self.gos.append(self.now)
        for each in (self.jobs[i] for i in job_ids if i in self.jobs):
            each.go_asked = True
            each.wanted_by.add(life)
            each.stop_from = None

    def gone_on(self, job_ids: Iterable[str]) -> None:
        """Note that the program has taken a person's last word: an earlier stop counts no more."""
        for each in (self.jobs[i] for i in job_ids if i in self.jobs):
            each.stop_asked = self._may_stop(each)
            each.stop_from = each.stop_from if each.stop_asked else None

    def stop(self, job_ids: Iterable[str]) -> None:
        """Note, before it is done, that a person wants jobs to stop."""
        for each in (self.jobs[i] for i in job_ids if i in self.jobs):
            each.stop_asked = True
            each.stopping += 1

    def stopping(self, job_ids: Iterable[str]) -> None:
        """Note that the program has taken the wish: what is not being sent is never sent now.

        Unless another person's word, at the same time, came after it.
        """
        for each in (self.jobs[i] for i in job_ids if i in self.jobs):
            each.stopping -= 1
            if self._may_stop(each):
                each.stop_from = self.now

    def ended(self, life: Life) -> None:
        """Note that a program is no more: what only it wanted is wanted by nobody."""
        for each in self.jobs.values():
            each.wanted_by.discard(life)

    # What has become of it

    def look(self) -> None:
        """Check every change of the ledger since the last look."""
        assert not self._early, self._early
        self._see()
        query = "SELECT rowid, * FROM moves WHERE rowid > ? ORDER BY rowid"
        for row in self.ledger._rows(query, self._move):
            self._move = row["rowid"]
            at = row["at"] - self.gateway.world.time() + self.now
            self._check_move(self.jobs[row["job_id"]], row["before"], row["after"], at)
        for job in self._unchecked:
            self._check_state(self.jobs[job.id])
        self._unchecked.clear()
        count = self.ledger._rows("SELECT count(*) FROM jobs")[0][0]
        assert count == len(self.jobs), f"{len(self.jobs) - count} jobs are gone"
        missing = self.asked - self.jobs.keys()
        assert not missing, f"jobs lost: {missing}"
        self._check_pauses()

    def _see(self) -> list[Job]:
        """Take over the rows that have changed."""
        jobs = self.ledger.changed_since(self._rev)
        for job in jobs:
            self._check_change(job)
            self._rev = max(self._rev, job.rev)
        self._unchecked += jobs
        return jobs

    def _may_stop(self, each: Known) -> bool:
        """Tell whether a wish to stop the job is waiting, or about to be written."""
        query = "SELECT 1 FROM wishes WHERE kind = 'stop' AND job_id = ?"
        return each.stopping > 0 or bool(self.ledger._rows(query, each.job.id))

    def _known(self, job: Job) -> Known:
        return self.jobs.setdefault(job.id, Known(job))

    def _check_change(self, job: Job) -> None:
        each = self._known(job)
        was, each.job = each.job, job
        taken = bool(job.after) and was.start_frame is None  # the last frame of the one before
        for name in (*ASKED, *(() if taken else ("start_frame",))):
            assert getattr(was, name) == getattr(job, name) or not was.seq, f"{job.id}: {name}"
        assert job.rev >= was.rev, f"{job.id}: its revision went back"
        if was.task_id:
            assert job.task_id == was.task_id, f"{job.id}: its task has changed"
            assert job.connection == was.connection, f"{job.id}: its connection has changed"
            assert job.sent_at == was.sent_at, f"{job.id}: the time of its sending has changed"
        assert not (job.task_id and job.state in UNSENT), f"{job.id}: {job.state} with a task"

    def _check_move(self, each: Known, before: str, after: str, at: float) -> None:
        job, now = each.job, f"{each.job.id}: {before} → {after}"
        assert before == each.state, f"{now}: it was {each.state}"
        assert State(after) in LEGAL[before], f"{now}: no legal move"
        if before in (S.COMPLETED, S.STOPPED):
            assert each.go_asked, f"{now}: nobody asked for it"
            each.go_asked = False
        if before == S.UNCONFIRMED:
            assert each.resolved, f"{now}: nobody decided"
        if after == S.STOPPED:
            assert each.stop_asked or each.resolved, f"{now}: nobody asked for it"
            each.stop_asked = self._may_stop(each)
            each.resolved = False
            each.stop_from = None
        if after == S.SUBMITTING:
            each.submissions += 1
            assert each.wanted_by, f"{now}: no running program wants it"
            late = each.stop_from is not None and at > each.stop_from
            assert not late, f"{now}: sent after it was stopped"
            self._check_begins(job)
        each.state = after
        if after == S.COMPLETED:
            each.made = True
            self._check_clip(job)

    def _check_state(self, each: Known) -> None:
        job = each.job
        assert job.state == each.state, f"{job.id}: is {job.state}, moved to {each.state}"
        assert job.removed_at is None or job.state in ENDED, f"{job.id}: removed and {job.state}"

    def _check_clip(self, job: Job) -> None:
        if job.state is not S.COMPLETED:
            return  # taken up again since
        file, task = Path(job.file), self.gateway.provider.tasks[job.task_id]
        assert untagged(file.read_bytes()) == clip_of(task), (
            f"{job.id}: completed, and not its whole clip"
        )
        assert sidecar_of(file).is_file(), f"{job.id}: no sidecar"
        assert not part_of(file).exists(), f"{job.id}: a part is left"

    def _check_begins(self, job: Job) -> None:
        """Check that a job that continues another one begins with the last frame of its clip."""
        if not job.after:
            return
        made = [each.job.task_id for each in self._tries(job.after) if each.made]
        assert made, f"{job.id}: sent before there is a clip of {job.after}"
        tasks = [self.gateway.provider.tasks[task_id] for task_id in made]
        frames = [hashlib.sha256(last_frame_of(clip_of(task))).hexdigest() for task in tasks]
        assert job.start_frame is not None, f"{job.id}: sent without the last frame"
        assert job.start_frame.sha256 in frames, f"{job.id}: not the last frame of {job.after}"

    def _tries(self, job_id: str) -> list[Known]:
        """Return a job and all that ask anew for it."""
        found = [self.jobs[job_id]]
        for each in found:
            found += [other for other in self.jobs.values() if other.job.retry_of == each.job.id]
        return found

    def _on_arrival(self, request: Request) -> bool:
        """Check that a create's intent is on the disk, with the key that it is sent with."""
        mark = key_mark(request.headers["authorization"].removeprefix("Bearer "), self.ledger.salt)
        prompt = request.json["prompt"]
        intents = [
            job
            for job in self.ledger.jobs([S.SUBMITTING], removed=True)
            if (job.prompt, job.connection.key_mark) == (prompt, mark)
        ]
        for job in intents:
            pictured = len(request.json.get("image_urls") or ()) == 1
            if job.after and not pictured:
                self._early.append(f"a create that does not continue anything: {prompt}")
        if not intents:
            self._early.append(f"a create that the ledger knows nothing of: {prompt}")
        return any(job.id in self.passes for job in intents)

    def _check_pauses(self) -> None:
        """Check that nothing was sent between a cause to pause and a person's word."""
        creates = sorted(self.gateway.creates, key=lambda each: each.left)
        for create in creates:
            if create.person:
                self._check_after(creates, create, [*self.gos, *self.tries], "the key or balance")
        in_a_row: list[Create] = []
        for create in sorted(creates, key=lambda each: each.answered):
            if create.ended:
                continue
            if create.known:
                in_a_row = in_a_row if create.later else []
                continue
            in_a_row.append(create)
            if len(in_a_row) >= 2:
                first = in_a_row[-2]
                self._check_after(creates, create, self.gos, "two without an answer", first)

    def _check_after(
        self,
        creates: list[Create],
        cause: Create,
        words: list[float],
        why: str,
        first: Create | None = None,
    ) -> None:
        since = (first or cause).left - SOON
        for other in creates:
            if other.left > cause.answered + SOON and not other.passed:
                if any(since <= word <= other.left for word in words):
                    return
                raise AssertionError(f"{other.prompt} was sent in a pause: {why}")

    # At the end

    def finish(self, *, ends: int) -> None:
        """Check what must hold of all jobs and creates once nothing moves any more."""
        by_prompt = Counter(each.job.prompt for each in self.jobs.values())
        meant: Counter[str] = Counter()
        unknown: Counter[str] = Counter()
        for each in self.jobs.values():
            meant[each.job.prompt] += each.submissions
            unknown[each.job.prompt] += each.job.error is not None and each.job.state in (
                S.UNCONFIRMED,
                S.STOPPED,
            )
        risky = Counter(each.prompt for each in self.gateway.creates if not each.clean)
        made = Counter(each.prompt for each in self.gateway.creates)
        assert risky <= by_prompt, f"sent again after an answer that was no certain no: {risky}"
        assert made <= meant, f"sent more often than written down: {made - meant}"
        assert len(self.gateway.ended_creates) <= ends, "a create was ended"
        for each in self.jobs.values():
            self._check_end(each)

    def _check_end(self, each: Known) -> None:
        job = dataclasses.replace(each.job)
        task = self.gateway.provider.tasks.get(job.task_id)
        if job.state is S.FAILED and job.task_id:
            assert task is not None, f"{job.id}: failed, and its task is unknown"
            assert task.plan.error is not None, f"{job.id}: failed, and its task did not"
        elif job.state is S.FAILED:
            assert job.error is not None, f"{job.id}: failed without a reason"
            assert job.error.status in range(400, 504), f"{job.id}: failed by itself: {job.error}"
        elif job.after and job.start_frame is None and job.state is S.WAITING:
            assert job.stuck, f"{job.id}: waits without a word"
            files = [other.job.file for other in self._tries(job.after)]
            assert not any(map(os.path.exists, files)), f"{job.id}: left, and there is a clip"
        elif job.state not in ENDED:
            assert task is None, f"{job.id}: left {job.state}: {job.reason}"
            assert job.task_id, f"{job.id}: left {job.state}: {job.reason}"
