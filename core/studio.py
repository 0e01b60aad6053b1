"""The studio: what a program can ask of the jobs of one home, and what it is told of them."""

from __future__ import annotations

import contextlib
import dataclasses
import itertools
import logging
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from core.askable import NotAskable, model_now
from core.asking import task_id_problem
from core.importing import Imported, take_in
from core.job import KEY_FAULTS, Connection, Fault, IllegalMove, Job, State, again, new_id
from core.ledger import TaskTaken as TaskTaken
from core.problems import InvalidAsk
from core.receipts import append, receipt_of
from core.resident import Resident
from core.settling import settle
from core.sidecar import keep_in_sidecar

if TYPE_CHECKING:
    from core.foxapi.client import FoxApi
    from core.foxapi.messages import Charge, Prices, Task, Usage

_T = TypeVar("_T")
log = logging.getLogger(__name__)

AT_ONCE = 100
"""How many jobs are removed or restored in one go: the loop has other things to do in between."""


class Studio(Resident):
    """The jobs of one home, for one program. Its methods run on one asyncio loop.

    Several programs may open a studio on the same home: one of them works the queue, the others
    add to it, see it, and take over when that one ends.
    """

    async def add(self, jobs: Sequence[Job], *, hold: bool = False) -> list[Job]:
        """Put jobs into the queue, to be sent now or (``hold``) when somebody asks for it."""
        session = "" if hold else self._session.id
        added = await self._desk.write(self._ledger.add, jobs, session)
        for each in added:
            if each.character_id:  # it was made elsewhere: nothing else tells of it
                await self._keep_receipt(each)
        self._tell(added)
        return added

    async def follow_task(
        self, task_id: str, connection: Connection, output: str, *, move: bool = False
    ) -> Job:
        """Follow a task that was made elsewhere, or go on with the job that has it.

        ``move`` lets the clip of a known job go to ``output`` too, if it is not there yet. Raises
        ``InvalidAsk`` if the id is none.
        """
        job = Job(
            id=new_id(),
            created_at=self._desk.clock(),
            connection=connection,
            model="",
            prompt="",
            values={},
            output=output,
            state=State.PENDING,
            task_id=_checked(task_id),
        )
        added = await self._desk.write(self._ledger.add_task, job, self._session.id)
        if added.id == job.id:
            await self._keep_receipt(added)
            self._tell([added])
            return added
        if move and added.state is not State.COMPLETED and added.output != output:
            clip = dataclasses.replace(added.clip, file="", etag="") if added.clip else None
            added = await self._desk.change(added, output=output, clip=clip)
        return await self.go_on(added)

    async def want(
        self, job_ids: Iterable[str], *, go_on: bool = True, take_back: bool = False
    ) -> list[Job]:
        """Ask for unfinished jobs to go on now, whatever held them.

        ``go_on`` ends the pause of a host that has left requests without a clear answer, if any of
        these jobs is to be sent there: True where a person asks for just that. ``take_back`` voids
        earlier wishes to stop these jobs, where a person means them and no others.
        """
        ids = list(job_ids)
        marks = await self._desk.local(self._key_marks, ids)
        session = self._session.id
        how = {"go_on": go_on, "take_back": take_back}
        wanted = await self._desk.write(self._ledger.want, ids, session, marks, **how)
        self._tell(wanted)
        return wanted

    async def go_on(self, job: Job) -> Job:
        """Go on with a job, a stopped one from where it was. Nothing is paid for again.

        A removed job is shown again.
        """
        if job.removed_at is not None:
            job = next(iter(await self.restore([job.id])), job)
        with contextlib.suppress(IllegalMove):  # another program was first
            job = await self._taken_up(job)
        wanted = await self.want([job.id], take_back=True)
        return wanted[0] if wanted else job

    async def _taken_up(self, job: Job) -> Job:
        """Give a stopped job, or a finished one whose file is gone, the state it goes on from.

        So too one whose clip was given up as lost: a person may know that it is there again.
        """
        if job.lost:
            to = State.DOWNLOADING
            return await self._desk.change(job, to=to, error=None, finished_at=None)
        if job.clip is not None and await self._is_gone(job):
            clip = dataclasses.replace(job.clip, file="", etag="", complete=False)
            to = State.DOWNLOADING
            return await self._desk.change(job, to=to, clip=clip, finished_at=None)
        if job.state is not State.STOPPED:
            return job
        to = State.WAITING if not job.task_id else State.PENDING
        to = State.DOWNLOADING if job.clip is not None else to
        return await self._desk.change(job, to=to, finished_at=None)

    async def _is_gone(self, job: Job) -> bool:
        """Tell whether a finished clip is not where it was put."""
        return bool(job.file) and not await self._desk.local(Path(job.file).exists)

    def _key_marks(self, job_ids: Sequence[str]) -> dict[str, str]:
        """Return the marks of the keys at hand, by base URL, for jobs that are not sent yet."""
        jobs = [job for job_id in job_ids if (job := self._ledger.get(job_id))]
        urls = {job.connection.base_url for job in jobs if job.state is State.WAITING}
        return {url: self._desk.connections.freeze(url).key_mark for url in urls}

    async def ask_again(self, job: Job) -> Job:
        """Make a new job that asks, and pays, for the same again, with the key of now.

        Raises ``NotAskable``, and nothing is written, where its model does not take it any more.
        """
        return (await self.add([await self._anew(job)]))[0]

    async def _anew(self, job: Job) -> Job:
        catalog, frames = self._desk.catalog, self._desk.home.frames
        model = await self._desk.local(model_now, catalog, job, frames)
        if isinstance(model, Fault):
            raise NotAskable(job, model)
        freeze = self._desk.connections.freeze
        connection = await self._desk.local(freeze, job.connection.base_url)
        return dataclasses.replace(again(job, self._desk.clock()), connection=connection)

    # An unconfirmed job: it may exist at the provider, and a person decides

    async def confirm(self, job: Job, task_id: str) -> Job:
        """Follow an unconfirmed job as the task that a person has found at the provider.

        Raises ``InvalidAsk`` if the id is none, ``TaskTaken`` if another job has it, and
        ``IllegalMove`` if the job is not unconfirmed any more.
        """
        task_id, session = _checked(task_id), self._session.id
        confirmed = await self._desk.write(self._ledger.confirm, job.id, task_id, session)
        await self._keep_receipt(confirmed)
        self._tell([confirmed])
        return confirmed

    async def _keep_receipt(self, job: Job) -> None:
        receipt = receipt_of(job, job.task_id, self._desk.clock())
        await self._desk.write(append, self._desk.home.receipts, receipt)

    async def send_again(self, job: Job) -> Job:
        """Drop an unconfirmed job and make a new one that asks, and may pay, for the same again.

        It is sent even if sending to its host is paused: that pause stays for all others.
        Both or neither is written. Raises ``IllegalMove`` if the job is not unconfirmed any more,
        and ``NotAskable`` where its model does not take it any more.
        """
        new, session = await self._anew(job), self._session.id
        dropped, new = await self._desk.write(self._ledger.send_again, job.id, new, session)
        self._tell([dropped, new])
        return new

    async def drop(self, job: Job) -> Job:
        """Stop an unconfirmed job; its ``error`` stays, as it may have been charged all the same.

        Raises ``IllegalMove`` if it is not unconfirmed any more.
        """
        if job.state is not State.UNCONFIRMED:
            raise IllegalMove(f"{job.id}: {job.state} is not unconfirmed")
        return await self._desk.change(job, to=State.STOPPED, finished_at=self._desk.clock())

    # Lists

    async def remove(self, job_ids: Iterable[str]) -> list[Job]:
        """Hide ended jobs from every list; their rows stay. Returns those that were hidden."""
        return await self._in_portions(self._ledger.remove, job_ids)

    async def restore(self, job_ids: Iterable[str]) -> list[Job]:
        """Show removed jobs again, and return them."""
        return await self._in_portions(self._ledger.restore, job_ids)

    async def _in_portions(
        self, write: Callable[[Iterable[str]], list[Job]], job_ids: Iterable[str]
    ) -> list[Job]:
        changed: list[Job] = []
        ids = iter(job_ids)
        while portion := list(itertools.islice(ids, AT_ONCE)):
            written = await self._desk.write(write, portion)
            self._tell(written)
            changed += written
        return changed

    async def set_mark(self, job_ids: Iterable[str], mark: str) -> list[Job]:
        """Note what a person thinks of clips (``core.job.Job.mark``); returns the changed jobs.

        It is noted beside the clips too, for a library that is made anew from their folder.
        """
        marked = await self._desk.write(self._ledger.set_mark, list(job_ids), mark)
        self._tell(marked)
        for job in marked:
            try:
                await self._desk.local(keep_in_sidecar, job)
            except OSError as error:
                log.info("job %s: its mark is not beside its clip: %s", job.id, error.strerror)
        return marked

    async def arrange(self, board: str, shots: Sequence[Sequence[str]]) -> list[Job]:
        """Give the clips of a board their order; ``shots`` are the ids of each shot's takes."""
        moved = await self._desk.write(self._ledger.arrange, board, shots)
        self._tell(moved)
        return moved

    async def take_in(self, found: Sequence[Job]) -> Imported:
        """Add finished jobs that the ledger does not know (``core.importing.take_in``)."""
        outcome = Imported()
        for start in range(0, len(found), AT_ONCE):
            portion = found[start : start + AT_ONCE]
            taken = await self._desk.local(take_in, self._ledger, portion)
            self._tell([*taken.added, *taken.moved])
            outcome += taken
        return outcome

    # What is left from other days, or from before there was a key

    async def held(self) -> set[str]:
        """Return the ids of the jobs that wait without any running program that wants them sent."""
        living = await self._desk.local(self._session.living)
        return await self._desk.write(self._ledger.held, living)

    async def paused(self, base_urls: Iterable[str]) -> list[str]:
        """Return at which of these hosts sending waits for a person's word to go on."""
        is_paused = self._ledger.is_paused
        return [url for url in base_urls if await self._desk.write(is_paused, url)]

    async def resume_sent(self) -> list[Job]:
        """Go on with all that was sent, which is paid for; what waits stays held."""
        unfinished = await self._desk.write(self._ledger.unfinished)
        return await self.want([job.id for job in unfinished if job.task_id], go_on=False)

    async def want_unkeyed(self, base_url: str) -> list[Job]:
        """Go on with what is stuck for want of a key, or of money, at ``base_url``.

        That is what was sent, and what this program wants sent: not what waits from another day.
        If there is any, it is all that is about to be sent too: the same may be on its way to it.
        """
        unfinished = await self._desk.write(self._ledger.unfinished)
        own = await self._desk.write(self._ledger.wanted, [self._session.id])
        here = [
            job
            for job in unfinished
            if job.connection.base_url == base_url and (job.task_id or job.id in own)
        ]
        if not any(_lacks_key(job) for job in here):
            return []
        going = (job.id for job in here if _lacks_key(job) or _is_to_be_sent(job))
        return await self.want(going, go_on=False)

    # What a provider says of an account. All raise ``NoClient`` or a ``FoxApiError``.

    async def models(self, connection: Connection) -> tuple[str, ...]:
        """Return the ids of the models that the connection's key may call."""
        return await self._ask(lambda api: api.models(), connection)

    async def usage(self, connection: Connection) -> Usage:
        """Return what the connection's key has spent and may spend."""
        return await self._ask(lambda api: api.usage(), connection)

    async def charges(self, connection: Connection) -> tuple[Charge, ...]:
        """Return the spend log of the connection's key, newest first."""
        return await self._ask(lambda api: api.charges(), connection)

    async def task(self, connection: Connection, task_id: str) -> Task:
        """Return what is known of a task, for a person who has only its id."""
        return await self._ask(lambda api: api.task(task_id), connection)

    async def prices(self, connection: Connection) -> Prices:
        """Return what the connection's host charges for its models; no key is needed for it."""
        keyless = self._desk.connections.without_key
        return await self._desk.ask(lambda api: api.prices(), keyless, connection)

    async def _ask(self, question: Callable[[FoxApi], _T], connection: Connection) -> _T:
        return await self._desk.ask(question, self._desk.connections.for_following, connection)

    # Going on

    async def stop(self, job_ids: Iterable[str]) -> None:
        """Stop jobs: a waiting one is not sent, a sent one is not followed any more.

        Nothing is said to the provider, as no such call exists.
        """
        for job_id in job_ids:
            await self._desk.write(self._ledger.wish, "stop", job_id)
        self._ring_from_thread()
        self._session.ring_others()

    async def settle(
        self,
        job_ids: Iterable[str],
        enough: Callable[[Job], bool] = lambda _: False,
        *,
        ended: bool = False,
    ) -> list[Job]:
        """Wait until nothing can move in these jobs without a person, and return them.

        ``enough`` ends the wait for a job earlier, for example once it is sent; ``ended`` waits
        until they have ended, for what was asked to stop.
        """
        return await settle(self._desk, lambda: self.working, job_ids, enough, ended=ended)


def _checked(task_id: str) -> str:
    """Return a task id as it was meant; raises ``InvalidAsk`` if it can be none."""
    task_id = task_id.strip()
    problem = task_id_problem(task_id)
    if problem is not None:
        raise InvalidAsk(problem)
    return task_id


def _lacks_key(job: Job) -> bool:
    """Tell whether a job is stuck for want of a key, or of money."""
    return job.stuck and job.reason is not None and job.reason.kind in KEY_FAULTS


def _is_to_be_sent(job: Job) -> bool:
    """Tell whether nothing but its turn keeps a job from being sent."""
    return job.reason is None and job.state in (State.WAITING, State.UPLOADING)
