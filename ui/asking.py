"""What a person asks for in the window: priced, frozen with its key and put into the queue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.asking import Ask, jobs_for, output_folder
from core.job import Connection, Job
from core.media.watch import UNWATCHED, Watch
from core.problems import InvalidAsk
from ui.account import Account
from ui.dialogs.addtask import AddTaskDialog
from ui.preferences import Preferences
from ui.window import MainWindow

if TYPE_CHECKING:
    from ui.controller import Parts


class Asking:
    """Takes what the form says, and tasks that were made elsewhere, into the queue."""

    def __init__(
        self, parts: Parts, window: MainWindow, account: Account, preferences: Preferences
    ) -> None:
        self._parts, self._window = parts, window
        self._account, self._preferences = account, preferences
        window.compose.generate.connect(self._on_generate)
        window.compose.changed.connect(self.show_price)
        window.queue.add_task.connect(self._ask_for_task)

    async def ask(self, ask: Ask, watch: Watch = UNWATCHED) -> list[Job]:
        """Freeze what was asked and put it into the queue; none if there is no key for it.

        Raises ``InvalidAsk``, and ``MediaCancelled`` as ``watch`` says; nothing is sent then.
        """
        connection = await self._account.freeze()
        if not self._account.demo and not connection.key_mark:
            self._preferences.ask_for_key()
            return []
        jobs = await self._parts.background.run(self._jobs_for, ask, connection, watch)
        watch.check()  # it may have been stopped after the last of the work
        return await self._parts.studio.add(jobs)

    def show_price(self) -> None:
        """Say in the form what its ask would cost, as far as that is known."""
        compose = self._window.compose
        if self._account.demo:
            compose.set_price("")
            return
        ask = compose.ask()
        model = self._parts.program.catalog.get(ask.model)
        if model is not None:
            values = model.with_defaults(ask.values)
            compose.set_price(self._account.price_line(model, values, ask.takes))

    def _on_generate(self, ask: Ask) -> None:
        self._window.compose.set_busy(True)
        self._parts.bridge.start(self._generate(ask))

    async def _generate(self, ask: Ask) -> None:
        """Ask for what the form says; what is wrong with it is said there."""
        try:
            added = await self.ask(ask)
        except InvalidAsk as error:
            self._window.compose.show_problems(error)
            return
        finally:
            self._window.compose.set_busy(False)
        if added:
            self._window.queue.select_new(added)

    def _jobs_for(self, ask: Ask, connection: Connection, watch: Watch) -> list[Job]:
        program = self._parts.program
        output = output_folder("", program.home.clips, self._preferences.settings.output)
        return jobs_for(ask, program.catalog, connection, output, program.home.frames, watch)

    def _ask_for_task(self) -> None:
        where = self._window.header.connection.text()
        dialog = AddTaskDialog(where, str(self._preferences.output), self._window)
        dialog.asked.connect(lambda t, output: self._parts.bridge.start(self._follow(t, output)))
        dialog.open()

    async def _follow(self, task_id: str, output: str) -> None:
        parts = self._parts
        connection = await self._account.freeze()
        # It was picked where it is, or is the one of the settings: none is made anew.
        home = parts.program.home
        folder = await parts.background.run(output_folder, "", home.clips, output)
        job = await parts.studio.follow_task(task_id, connection, str(folder))
        self._window.queue.select(job.id)
