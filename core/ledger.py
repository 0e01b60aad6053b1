"""The ledger: the only truth about jobs. Every move is on the disk before it is acted on."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.job import ENDED, Connection, Fault, IllegalMove, Job, State, check_move
from core.records import MOST_UNANSWERED, Records
from core.rows import COLUMNS, to_row

UPLOAD_LIFE = 48 * 3600.0
"""Seconds for which an upload's URL is used again. The gateway keeps files for 72 hours."""

_INSERT = f"INSERT INTO jobs ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"

_GRANTED = "DELETE FROM wishes WHERE kind = 'stop' AND job_id = ?"
_WISH = "INSERT INTO wishes (kind, job_id) VALUES (?, ?)"
_WANT = "INSERT OR IGNORE INTO wants VALUES (?, ?)"

_UNSENT = (State.WAITING, State.UPLOADING, State.SUBMITTING)

_UNANSWERED = """INSERT INTO hosts VALUES (?, 1)
    ON CONFLICT (base_url) DO UPDATE SET unanswered = unanswered + 1"""


@dataclass(frozen=True)
class Wish:
    """What another program asks the one that works the queue to do: ``kind`` with a job."""

    kind: str
    job_id: str


class NotWanted(IllegalMove):
    """A job is not to be sent, as the program that wanted it has ended."""


class SendingPaused(IllegalMove):
    """A job is not to be sent now; ``in_flight`` if only until another create has its answer."""

    def __init__(self, job_id: str, *, in_flight: bool) -> None:
        super().__init__(f"{job_id}: sending to its host is paused")
        self.in_flight = in_flight


class TaskTaken(IllegalMove):
    """A task id that another job holds already: ``job``."""

    def __init__(self, job: Job) -> None:
        super().__init__(f"{job.id}: has the task {job.task_id}")
        self.job = job


class Ledger(Records):
    """The jobs of one home."""

    def __init__(self, file: Path, clock: Callable[[], float] = time.time) -> None:
        super().__init__(file)
        self._clock = clock

    # Writing

    def add(self, jobs: Sequence[Job], session: str = "") -> list[Job]:
        """Write new jobs, all or none, and return them as written.

        ``session`` is the running program that wants them to move; without one they are held. Jobs
        that continue another one and have no board get that one's, and the next place on it.
        """
        with self._transaction() as rev:
            places: dict[str, tuple[str, int]] = {}
            return [self._insert(self._placed(j, places, rev), session, rev) for j in jobs]

    def change(
        self,
        job_id: str,
        expect: State,
        *,
        to: State | None = None,
        answer: str | None = None,
        note: str = "",
        if_wanted: bool = False,
        unanswered: bool = False,
        refused: bool = False,
        **changes: Any,
    ) -> Job:
        """Change a job that is in the state ``expect``, and return it as written.

        ``to`` is the state that it moves to; ``changes`` are fields of ``Job``; ``answer`` is the
        provider's answer as text; ``unanswered`` counts a create whose outcome the provider left
        open, ``refused`` begins that count anew, as a task id does. Raises ``IllegalMove`` if the
        job is elsewhere or may not go, and with ``if_wanted`` ``NotWanted`` if no program wants it
        any more, ``SendingPaused`` if it may not be sent now.
        """
        with self._transaction() as rev:
            job = self._expected(job_id, expect)
            if if_wanted:
                self._check_sending(job)
            changed = self._changed(job, rev, to, note, **changes)
            if unanswered and not job.connection.demo:
                self._database.execute(_UNANSWERED, (job.connection.base_url,))
            elif refused or (changed.task_id and expect is State.SUBMITTING):
                self._forget_unanswered(job.connection.base_url)
            if answer is not None:
                self._database.execute(
                    "INSERT OR REPLACE INTO answers VALUES (?, ?)", (job_id, answer)
                )
            return changed

    def recover(self) -> list[Job]:
        """Give a true state to jobs whose program ended in the middle of sending them.

        To be called by the program that works the queue, before it does: an upload is begun again;
        a request that may have left is ``unconfirmed``. Returns the jobs that were changed.
        """
        recovered = []
        for job in self.jobs([State.UPLOADING]):
            recovered.append(self.change(job.id, job.state, to=State.WAITING, note="recovered"))
        for job in self.jobs([State.SUBMITTING]):
            to, fault = State.UNCONFIRMED, Fault("interrupted", needs_person=True)
            recovered.append(
                self.change(job.id, job.state, to=to, error=fault, reason=None, note="recovered")
            )
        return recovered

    def remove(self, job_ids: Iterable[str]) -> list[Job]:
        """Hide ended jobs from every list, and return those that were hidden by this.

        Jobs that have not ended are left alone. Raises ``IllegalMove`` for an unknown id.
        """
        return self._set_removed(job_ids, self._clock())

    def restore(self, job_ids: Iterable[str]) -> list[Job]:
        """Show removed jobs again, and return them; others are left alone."""
        return self._set_removed(job_ids, None)

    def take_in(self, new: Iterable[Job], moved: Iterable[Job]) -> list[Job]:
        """Write ended jobs of other homes, and where the clips of ``moved`` ones are now.

        A job that is there already, or has no clip any more, is left alone. Returns what was
        written.
        """
        with self._transaction() as rev:
            written = [self._insert(job, "", rev) for job in new if self.get(job.id) is None]
            for job in moved:
                known = self._must_get(job.id)
                if known.file:
                    now = self._changed(known, rev, clip=job.clip, output=job.output)
                    written.append(now)
            return written

    def set_mark(self, job_ids: Iterable[str], mark: str) -> list[Job]:
        """Note what a person thinks of clips, and return the jobs that were changed.

        Raises ``IllegalMove`` for an unknown id.
        """
        with self._transaction() as rev:
            jobs = [self._must_get(job_id) for job_id in dict.fromkeys(job_ids)]
            return [self._changed(job, rev, mark=mark) for job in jobs if job.mark != mark]

    def arrange(self, board: str, shots: Sequence[Sequence[str]]) -> list[Job]:
        """Give the clips of a board their places, from 1 on, and return those that have moved.

        ``shots`` are the ids of the jobs of each shot, its takes. Jobs of other boards, and those
        that are not named, are left alone. Raises ``IllegalMove`` for an unknown id.
        """
        places = {job_id: shot for shot, ids in enumerate(shots, 1) for job_id in ids}
        with self._transaction() as rev:
            jobs = [self._must_get(job_id) for job_id in places]
            moved = [j for j in jobs if j.board == board and j.shot != places[j.id]]
            return [self._changed(job, rev, shot=places[job.id]) for job in moved]

    def confirm(self, job_id: str, task_id: str, session: str) -> Job:
        """Note the task that an unconfirmed job turned out to have; ``session`` wants it followed.

        Raises ``TaskTaken`` if another job has that task, ``IllegalMove`` if the job is elsewhere.
        """
        with self._transaction() as rev:
            job = self._expected(job_id, State.UNCONFIRMED)
            for other in self.of_task(task_id):
                raise TaskTaken(other)
            cleared = {"error": None, "reason": None, "finished_at": None}
            job = self._changed(job, rev, State.PENDING, "confirmed", task_id=task_id, **cleared)
            self._note_want(job_id, session)
            return job

    def send_again(self, job_id: str, new: Job, session: str) -> tuple[Job, Job]:
        """Drop an unconfirmed job and write the one that asks anew, both or neither.

        The new one is sent though sending to its host may be paused for all others. Returns both
        as written. Raises ``IllegalMove`` if the job is not unconfirmed any more.
        """
        with self._transaction() as rev:
            job = self._expected(job_id, State.UNCONFIRMED)
            now = self._clock()
            dropped = self._changed(job, rev, State.STOPPED, "sent again", finished_at=now)
            self._database.execute("INSERT INTO passes VALUES (?)", (new.id,))
            return dropped, self._insert(new, session, rev)

    def add_task(self, job: Job, session: str) -> Job:
        """Write a new job that follows a task, or return the newest that has it already."""
        with self._transaction() as rev:
            known = self.of_task(job.task_id)
            return known[-1] if known else self._insert(job, session, rev)

    def want(
        self,
        job_ids: Iterable[str],
        session: str,
        key_marks: Mapping[str, str] | None = None,
        *,
        go_on: bool = False,
        take_back: bool = False,
    ) -> list[Job]:
        """Mark unfinished jobs as wanted by a running program; forget why they were stuck.

        Several programs may want the same job: it moves while one of them runs. ``key_marks``, by
        base URL, are those of the wanting program's keys: what is not sent yet is sent with them.
        ``go_on`` says that a person wants what is not sent yet to be sent: a pause ends.
        ``take_back`` says that a person wants just these: an earlier wish to stop them is void.
        """
        wanted = []
        with self._transaction() as rev:
            for job_id in job_ids:
                job = self._must_get(job_id)
                if job.state not in ENDED:
                    connection = job.connection
                    mark = (key_marks or {}).get(connection.base_url)
                    if job.state is State.WAITING and mark:
                        connection = Connection(connection.base_url, mark)
                    wanted.append(self._changed(job, rev, connection=connection, reason=None))
                    self._note_want(job_id, session)
                    if take_back:
                        self._database.execute(_GRANTED, (job_id,))
                    if go_on and job.state is State.WAITING:
                        self._forget_unanswered(connection.base_url)
        return wanted

    def forget_wants(self, session: str) -> None:
        """Forget what a program wanted, when it ends: what is still waiting is held then."""
        with self._transaction():
            self._database.execute("DELETE FROM wants WHERE session = ?", (session,))

    # What programs leave for each other, and uploads that several jobs share

    def wish(self, kind: str, job_id: str) -> None:
        """Leave a wish for the program that works the queue."""
        with self._transaction():
            self._database.execute(_WISH, (kind, job_id))

    def take_wishes(self) -> list[Wish]:
        """Return the wishes, oldest first. A wish to stop stays until it is granted."""
        rows = self._rows("SELECT id, kind, job_id FROM wishes ORDER BY id")
        if any(row["kind"] != "stop" for row in rows):
            with self._transaction():
                last = rows[-1]["id"]
                query = "DELETE FROM wishes WHERE kind <> 'stop' AND id <= ?"
                self._database.execute(query, (last,))
        return [Wish(row["kind"], row["job_id"]) for row in rows]

    def grant_stop(self, job_id: str) -> Job | None:
        """Stop a job as was wished, and return it; None if it has ended, or must not stop now."""
        with self._transaction() as rev:
            job, wished = self.get(job_id), self._is_to_stop(job_id)
            self._database.execute(_GRANTED, (job_id,))
            if job is None or job.state in ENDED or not wished:
                return None
            return self._changed(job, rev, State.STOPPED, reason=None, finished_at=self._clock())

    def keep_upload(self, base_url: str, key_mark: str, sha256: str, url: str) -> None:
        """Remember where a picture was uploaded to."""
        row = (base_url, key_mark, sha256, url, self._clock())
        with self._transaction():
            self._database.execute("INSERT OR REPLACE INTO uploads VALUES (?, ?, ?, ?, ?)", row)

    def upload(self, base_url: str, key_mark: str, sha256: str) -> str:
        """Return the URL of a picture that was uploaded and is still kept, else an empty string."""
        query = "SELECT url, at FROM uploads WHERE base_url = ? AND key_mark = ? AND sha256 = ?"
        rows = self._rows(query, base_url, key_mark, sha256)
        fresh = rows and 0 <= self._clock() - rows[0]["at"] < UPLOAD_LIFE
        return str(rows[0]["url"]) if fresh else ""

    def forget_uploads(self, sha256: str) -> None:
        """Forget where a picture was uploaded to, as the provider would not take it."""
        with self._transaction():
            self._database.execute("DELETE FROM uploads WHERE sha256 = ?", (sha256,))

    def _placed(self, job: Job, places: dict[str, tuple[str, int]], rev: int) -> Job:
        """Return a new job with its place on the board of what it continues.

        ``places`` are those that were given at the same time: takes of one shot share one.
        """
        before = self.get(job.after) if job.after and not job.board else None
        if before is None:
            return job
        if before.id not in places:
            board = before.board or before.id
            if not before.board:
                self._changed(before, rev, board=board, shot=1)
            known = self.board(board)
            takes = [each.shot for each in known if each.after == before.id]  # of the same shot
            last = max((each.shot for each in known), default=1)
            places[before.id] = (board, takes[0] if takes else last + 1)
        board, shot = places[before.id]
        return dataclasses.replace(job, board=board, shot=shot)

    def _insert(self, job: Job, session: str, rev: int) -> Job:
        self._database.execute(_INSERT, to_row(dataclasses.replace(job, rev=rev)))
        self._note_move(job.id, "", job.state, "")
        if session:
            self._note_want(job.id, session)
        return self._must_get(job.id)

    def _changed(
        self, job: Job, rev: int, to: State | None = None, note: str = "", **changes: Any
    ) -> Job:
        """Write ``changes`` of a job, as a move if ``to`` is another state, and return it."""
        changed = dataclasses.replace(job, **changes, rev=rev)
        if to is not None and to is not job.state:
            check_move(changed, to)
            changed = self._moved(changed, to, note)
        # Only what differs: the indexes over everything else are not written.
        pairs = zip(COLUMNS, to_row(job), to_row(changed), strict=True)
        new = {name: value for name, before, value in pairs if value != before}
        names = ", ".join(f"{name} = ?" for name in new)
        self._database.execute(f"UPDATE jobs SET {names} WHERE seq = ?", (*new.values(), job.seq))
        return changed

    def _moved(self, job: Job, to: State, note: str) -> Job:
        """Note a move and what follows from it, and return the job in its new state, unwritten."""
        self._note_move(job.id, job.state, to, note)
        if to not in _UNSENT:
            self._database.execute("DELETE FROM passes WHERE job_id = ?", (job.id,))
        if to is State.STOPPED:
            self._database.execute(_GRANTED, (job.id,))
        if to in ENDED:
            self._database.execute("DELETE FROM wants WHERE job_id = ?", (job.id,))
            return dataclasses.replace(job, state=to)
        return dataclasses.replace(job, state=to, removed_at=None)  # taken up again, seen again

    def _check_sending(self, job: Job) -> None:
        """Raise unless ``job`` may be sent now."""
        if not self._rows("SELECT 1 FROM wants WHERE job_id = ?", job.id):
            raise NotWanted(f"{job.id}: nobody wants it any more")
        if self._is_to_stop(job.id):
            raise NotWanted(f"{job.id}: it is about to be stopped")
        if self._rows("SELECT 1 FROM passes WHERE job_id = ?", job.id):
            return
        base_url = job.connection.base_url
        unanswered = self._unanswered(base_url)
        query = "SELECT count(*) FROM jobs WHERE state = ? AND base_url = ?"
        in_flight = int(self._rows(query, State.SUBMITTING.value, base_url)[0][0])
        # Creates that are in flight may stay without an answer too.
        if unanswered and unanswered + in_flight >= MOST_UNANSWERED:
            raise SendingPaused(job.id, in_flight=unanswered < MOST_UNANSWERED)

    def _is_to_stop(self, job_id: str) -> bool:
        return bool(self._rows("SELECT 1 FROM wishes WHERE kind = 'stop' AND job_id = ?", job_id))

    def _forget_unanswered(self, base_url: str) -> None:
        self._database.execute("DELETE FROM hosts WHERE base_url = ?", (base_url,))

    def _note_want(self, job_id: str, session: str) -> None:
        self._database.execute(_WANT, (job_id, session))
        self._database.execute(_WISH, ("go", job_id))

    def _set_removed(self, job_ids: Iterable[str], removed_at: float | None) -> list[Job]:
        shown = removed_at is None
        with self._transaction() as rev:
            jobs = [self._must_get(job_id) for job_id in dict.fromkeys(job_ids)]
            jobs = [j for j in jobs if j.state in ENDED and (j.removed_at is None) is not shown]
            return [self._changed(job, rev, removed_at=removed_at) for job in jobs]

    def _expected(self, job_id: str, expect: State) -> Job:
        job = self._must_get(job_id)
        if job.state is not expect:
            raise IllegalMove(f"{job_id}: expected {expect}, is {job.state}")
        return job

    def _note_move(self, job_id: str, before: str, after: str, note: str) -> None:
        row = (job_id, self._clock(), str(before), str(after), note)
        self._database.execute("INSERT INTO moves VALUES (?, ?, ?, ?, ?)", row)
