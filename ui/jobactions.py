"""What a person does with jobs: each action, its questions and its words."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from shiboken6 import isValid

from core.askable import NotAskable
from core.connections import NoClient
from core.faults import fault_of
from core.foxapi.errors import FoxApiError
from core.help import Face, explain_refusal
from core.home import Home
from core.job import ENDED, IllegalMove, Job, State
from core.language import translate
from core.ledger import TaskTaken
from core.library import Library
from core.resolving import UNKNOWN_TASK, not_looked_up_words, taken_words
from core.spending import AFTER, BEFORE, as_sent, unexplained
from core.studio import Studio
from ui.actions import Action
from ui.background import Background
from ui.bridge import Bridge
from ui.dialogs.question import Question
from ui.dialogs.resolve import ResolveDialog
from ui.filemanager import show_file
from ui.stage.answer import AnswerDialog
from ui.window import MainWindow

REPEAT_SECONDS = 2.0
"""Within this time the same request is not meant twice."""


class JobActions:
    """Does what rows, menus, keys and the stage ask for.

    ``refuse`` says why the same is not asked for again.
    """

    def __init__(
        self,
        window: MainWindow,
        bridge: Bridge,
        studio: Studio,
        library: Library,
        background: Background,
        home: Home,
        clock: Callable[[], float] = time.monotonic,
        price_of: Callable[[Job], str] = lambda _: "",
    ) -> None:
        self._window = window
        self._bridge = bridge
        self._studio = studio
        self._library = library
        self._background = background
        self._home = home
        self._clock = clock
        self._price_of = price_of
        self._asked: dict[str, float] = {}
        self._removed: list[list[str]] = []
        self._handlers: dict[Action, Callable[[list[Job]], None]] = {}
        self.refuse: Callable[[NotAskable], None] = self._refuse

    def on(self, action: Action, handler: Callable[[list[Job]], None]) -> None:
        """Let ``handler`` do ``action`` from now on, with the jobs as they are in the ledger."""
        self._handlers[action] = handler

    def act(self, action: Action, ids: Sequence[str]) -> None:
        """Do ``action`` with the jobs called ``ids``."""
        if ids:
            jobs = partial(self._library.jobs, list(ids))
            self._background.call(jobs, partial(self._act, action))

    def _act(self, action: Action, jobs: list[Job]) -> None:
        if not jobs:
            return
        if action in self._handlers:
            self._handlers[action](jobs)
            return
        match action:
            case Action.SEND | Action.RESUME | Action.FETCH:
                self._bridge.start(self._go_on(jobs))
            case Action.STOP:
                self._stop(jobs)
            case Action.RETRY:
                self._bridge.start(self._retry(jobs))
            case Action.RESOLVE:
                moves = partial(self._library.moves, jobs[0].id)
                self._background.call(moves, lambda m: self._resolve(as_sent(jobs[0], m)))
            case Action.REMOVE:
                self._bridge.start(self._remove(jobs))
            case Action.SHOW:
                self._show(jobs[0])
            case Action.COPY_PROMPT:
                self._copy("\n\n".join(job.prompt for job in jobs if job.prompt))
            case Action.COPY_TASK:
                self._copy("\n".join(job.task_id for job in jobs if job.task_id))
            case Action.ANSWER:
                answer = partial(self._library.answer, jobs[0].id)
                self._background.call(answer, self._show_answer)

    async def _go_on(self, jobs: list[Job]) -> None:
        for job in jobs:
            await self._studio.go_on(job)

    async def _retry(self, jobs: list[Job]) -> None:
        """Ask, and pay, for the same again: for what has failed, and nothing else."""
        for job in jobs:
            if job.state is not State.FAILED or self._asked_just_now(job.id):
                continue
            try:
                new = await self._studio.ask_again(job)
            except NotAskable as error:
                self._asked.pop(job.id, None)  # nothing was asked: once it can be, it is at once
                self.refuse(error)
            else:
                self._window.queue.select(new.id)

    async def _send_again(self, job: Job) -> None:
        try:
            await self._studio.send_again(job)
        except NotAskable as error:
            self.refuse(error)

    def _refuse(self, error: NotAskable) -> None:
        self._say(str(explain_refusal(error.fault, error.job, Face.WINDOW)))

    def _asked_just_now(self, job_id: str) -> bool:
        """Tell whether the same was asked for a moment ago: a held key or a double click.

        X servers send repeats of a held key as if they were fresh ones, so each renews the moment.
        """
        now = self._clock()
        before = self._asked.get(job_id, -REPEAT_SECONDS)
        self._asked[job_id] = now
        return now - before < REPEAT_SECONDS

    def _stop(self, jobs: list[Job]) -> None:
        running = [job for job in jobs if job.state not in ENDED]
        paid = [job for job in running if job.task_id and not job.connection.demo]
        stop = partial(self._stop_now, [job.id for job in running])
        if not paid:
            stop()
            return
        question = Question(
            translate("JobActions", "Stop following?"),
            translate(
                "JobActions",
                "The provider is not told: it may go on and charge for it. Foxreel no longer asks"
                " for the clip. You can resume it while the provider keeps it.",
            ),
            translate("JobActions", "Stop following"),
            parent=self._window,
        )
        question.confirmed.connect(stop)
        question.open()

    def _stop_now(self, ids: list[str]) -> None:
        self._bridge.start(self._studio.stop(ids))

    async def _remove(self, jobs: list[Job]) -> None:
        ids = [job.id for job in jobs if job.state in ENDED - {State.UNCONFIRMED}]
        if not ids:
            return
        await self._studio.remove(ids)
        self._removed.append(ids)
        words = translate(
            "JobActions", "Removed from the list: {count}. Files stay where they are."
        )
        self._window.toasts.show_message(
            words.format(count=len(ids)),
            translate("JobActions", "Undo"),
            lambda: self._restore(ids),
        )

    def undo(self) -> None:
        """Bring back what was removed last in this window."""
        if self._removed:
            self._restore(self._removed[-1])

    def _restore(self, ids: list[str]) -> None:
        if ids in self._removed:
            self._removed.remove(ids)
        self._bridge.start(self._studio.restore(ids))

    def _show(self, job: Job) -> None:
        file = Path(job.file)
        if not job.file or show_file(file):
            return
        if not file.parent.is_dir():
            self._say(translate("JobActions", "The folder is not there any more."))
            return
        words = translate("JobActions", "No file manager opened. The clip is {file}")
        self._window.toasts.show_message(
            words.format(file=file),
            translate("JobActions", "Copy path"),
            lambda: QGuiApplication.clipboard().setText(str(file)),
        )

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._say(translate("JobActions", "Copied."))

    def _show_answer(self, answer: str) -> None:
        if answer:
            AnswerDialog(answer, self._window).open()
        else:
            self._say(translate("JobActions", "There is no answer yet."))

    def _say(self, words: str) -> None:
        self._window.toasts.show_message(words)

    # Unconfirmed: a person decides

    def _resolve(self, job: Job) -> None:
        if job.state is not State.UNCONFIRMED:
            return
        dialog = ResolveDialog(job, self._window, price=self._price_of(job))
        dialog.exists.connect(
            lambda task_id: self._bridge.start(self._confirm(job, task_id, dialog))
        )
        dialog.exists_unchecked.connect(
            lambda task_id: self._bridge.start(self._confirm(job, task_id, dialog, check=False))
        )
        dialog.send_again.connect(lambda: self._bridge.start(self._send_again(job)))
        dialog.drop.connect(lambda: self._bridge.start(self._studio.drop(job)))
        dialog.look.connect(lambda: self._bridge.start(self._look(job, dialog)))
        dialog.resolved_elsewhere.connect(
            lambda: self._say(
                translate("JobActions", "This job was cleared up elsewhere meanwhile.")
            )
        )
        self._bridge.job_changed.connect(dialog.see)  # Qt ends this with the dialog
        dialog.open()

    async def _confirm(
        self, job: Job, task_id: str, dialog: ResolveDialog, *, check: bool = True
    ) -> None:
        """Follow the job as a task that the provider knows: an id is never taken back."""
        try:
            if check:
                await self._studio.task(job.connection, task_id)
            if isValid(dialog) and dialog.isVisible():  # the person may have thought better of it
                await self._studio.confirm(job, task_id)
        except NoClient as error:
            words = not_looked_up_words(error.fault, job.connection.base_url)
            dialog.show_problem(words, can_insist=True)
        except FoxApiError as error:
            fault = fault_of(error)
            words = not_looked_up_words(fault, job.connection.base_url)
            dialog.show_problem(words, can_insist=fault.kind not in UNKNOWN_TASK)
        except TaskTaken as error:
            dialog.show_problem(taken_words(error.job))
        except IllegalMove:
            dialog.close_resolved()  # another program was first
        else:
            dialog.close_resolved()

    async def _look(self, job: Job, dialog: ResolveDialog) -> None:
        """Look for a charge that no known task explains; none is no proof of anything."""
        dialog.set_charges(None, "looking")
        try:
            charges = await self._studio.charges(job.connection)
        except (FoxApiError, NoClient):
            dialog.set_charges(None, "unknown")
            return
        sent = await self._background.run(self._sent_about, job)
        dialog.set_charges(unexplained(charges, job, sent), "found")

    def _sent_about(self, job: Job) -> list[Job]:
        at = job.sent_at or job.created_at
        return self._library.sent(job.connection, at - BEFORE - AFTER, at + AFTER)


@dataclass(frozen=True)
class UnderWay:
    """How many jobs closing leaves behind: being sent right now, at the provider, not sent yet,
    and with the built-in engine."""

    sending: int
    sent: int
    waiting: int
    drawing: int


def under_way(jobs: Sequence[Job]) -> UnderWay:
    """Count unfinished jobs by what becomes of them when the window closes."""
    waiting = [job for job in jobs if job.state in (State.WAITING, State.UPLOADING)]
    others = [job for job in jobs if job not in waiting]
    drawing = [job for job in others if job.connection.demo]
    paid = [job for job in others if not job.connection.demo]
    sending = sum(job.state is State.SUBMITTING for job in paid)
    return UnderWay(sending, len(paid) - sending, len(waiting), len(drawing))
