"""Characters in the window: what is known of them, and what a person does with them."""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from core.asking import Ask
from core.catalog import Model
from core.characters import made_elsewhere, maker_of, makes_character, name_of, no_maker_words
from core.job import Connection, Job
from core.language import translate
from core.library import Library
from core.media.faults import media_words
from core.media.watch import MediaCancelled, Watch
from core.problems import InvalidAsk
from core.program import Program
from core.studio import Studio
from ui.account import Account
from ui.actions import Action
from ui.background import Background
from ui.bridge import Bridge
from ui.characters.add import AddDialog
from ui.characters.library import LibraryDialog
from ui.characters.make import MakeDialog
from ui.characters.posters import Posters
from ui.compose.fromjobs import use_character
from ui.jobactions import JobActions
from ui.preparing import Preparing
from ui.window import MainWindow

GATHERED = 50
"""Milliseconds over which changes of characters are gathered before they are read again."""

log = logging.getLogger(__name__)


class Characters(QObject):
    """Keeps the form's cast up to date, and opens the dialogs.

    ``ask`` puts into the queue what is asked for, while a ``Watch`` follows how far it is prepared,
    and returns the jobs, none without a key.
    """

    def __init__(
        self,
        program: Program,
        library: Library,
        studio: Studio,
        bridge: Bridge,
        background: Background,
        account: Account,
        window: MainWindow,
        ask: Callable[[Ask, Watch], Awaitable[list[Job]]],
    ) -> None:
        super().__init__()
        self._program, self._library, self._studio = program, library, studio
        self._bridge, self._background = bridge, background
        self._account, self._window, self._ask = account, window, ask
        self._folder = ""
        self.cast = window.compose.form.cast
        self.posters = Posters(background, program.home)
        self.cast.set_posters(self.posters)
        self._read_soon = QTimer(self, singleShot=True, interval=GATHERED)
        self._read_soon.timeout.connect(self.read)
        bridge.job_changed.connect(self._on_job)
        account.changed.connect(lambda: self.cast.set_host(account.address))
        self.cast.make_wanted.connect(lambda: self.make())
        self.cast.library_wanted.connect(self.show_library)
        window.header.characters_wanted.connect(self.show_library)
        self.cast.set_host(account.address)
        self.read()

    def offer(self, actions: JobActions) -> None:
        """Do what rows and the stage ask for with characters, and with clips to make them of."""
        actions.on(Action.CHARACTER, lambda jobs: self.make(Path(jobs[0].file)))
        actions.on(Action.USE, lambda jobs: self.use(jobs[0]))

    @property
    def model(self) -> Model | None:
        """The model that makes characters, None where there is none."""
        return maker_of(self._program.catalog)

    def read(self) -> None:
        """Find out which characters there are."""
        self._background.call(self._library.characters, self.cast.set_characters)

    def show_library(self) -> None:
        """Show all characters."""
        dialog = LibraryDialog(self.cast, self._window)
        dialog.used.connect(self.use)
        dialog.removed.connect(self._remove)
        dialog.add_wanted.connect(lambda: self._add(dialog))
        dialog.open()

    def make(self, file: Path | None = None) -> None:
        """Ask for a clip, or begin with ``file``, to make a character of."""
        model = self.model
        if model is None:
            self._window.toasts.show_message(no_maker_words())
            return
        library = QApplication.activeModalWidget()
        library = library if isinstance(library, LibraryDialog) else None
        dialog = MakeDialog(model, self.cast, self._background, library or self._window)
        if library is not None:
            dialog.accepted.connect(library.accept)  # what is being made is seen in the queue
        dialog.set_place(self._folder, demo=self._account.demo)
        dialog.asked.connect(lambda ask: self._bridge.start(self._make(ask, dialog)))
        if file is not None:
            dialog.take(file)
        dialog.open()

    def use(self, job: Job) -> None:
        """Choose a character in the form, and write its name into the prompt if it is not there."""
        form = self._window.compose.form
        if not self.cast.is_here(job):
            words = translate("Characters", "“{name}” can be used {where}, where it was made.")
            words = words.format(name=name_of(job), where=self.cast.why_not(job))
            self._window.toasts.show_message(words)
            return
        use_character(form, job)

    async def _make(self, ask: Ask, dialog: MakeDialog) -> None:
        """Put the making into the queue; what is wrong with it is said in the dialog."""
        preparing = dialog.preparing or Preparing()
        try:
            jobs = await self._ask(ask, preparing.watch)
        except MediaCancelled:
            if isValid(dialog):
                dialog.set_preparing(None)
            return
        except InvalidAsk as error:
            if isValid(dialog):
                dialog.show_problems(error)
            return
        except Exception as error:
            words = media_words(error)
            if not words:
                log.exception("a character's clip could not be prepared")
                words = translate("Characters", "The clip cannot be prepared: {reason}.")
                words = words.format(reason=error)
            if isValid(dialog):
                dialog.show_failure(words)
            return
        finally:
            preparing.stop()  # the program may be ending: nobody waits for it any more
        if isValid(dialog):
            self._folder = dialog.folder
            dialog.set_preparing(None)
            if jobs:
                dialog.accept()
        if jobs:
            self._window.queue.select(jobs[-1].id)

    def _add(self, library: LibraryDialog) -> None:
        """Ask for the id of a character that was made elsewhere."""
        where = self._window.header.connection.text()
        dialog = AddDialog(where, self._check, library)
        dialog.asked.connect(lambda *texts: self._bridge.start(self._keep(*texts)))
        dialog.open()

    def _check(self, name: str, character_id: str) -> None:
        made_elsewhere(name, character_id, Connection(self._account.address), "", 0.0)

    async def _keep(self, name: str, character_id: str) -> None:
        connection = await self._account.freeze()
        output = str(self._program.home.clips)
        job = made_elsewhere(name, character_id, connection, output, time.time())
        await self._studio.add([job])

    def _remove(self, job: Job) -> None:
        """Take a character out of the list, with a way back."""
        ids = self.cast.copies(job)
        self._bridge.start(self._studio.remove(ids))
        words = translate("Characters", "“{name}” is no longer in the list.")
        self._window.toasts.show_message(
            words.format(name=name_of(job)),
            translate("Characters", "Undo"),
            lambda: self._bridge.start(self._studio.restore(ids)),
        )

    def _on_job(self, job: Job) -> None:
        if makes_character(job):
            self._read_soon.start()
