"""Puts panels, dialogs and studio together: who hears what, and what follows from it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QObject, QSettings, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication

from core.asking import Ask, jobs_for, output_folder
from core.catalog import InvalidAsk
from core.connections import Connections
from core.help import explain_call
from core.job import ENDED, Connection, Fault, IllegalMove, Job, State
from core.language import translate
from core.library import Library
from core.program import Program
from core.rebuilding import Rebuilt
from core.studio import Studio
from core.sweeping import sweep
from core.unwritable import records_words
from core.wording import ask_words
from ui.account import Account, usd_words
from ui.actions import Action
from ui.background import Background
from ui.bridge import Bridge
from ui.chain import Chain
from ui.characters.characters import Characters
from ui.comparing import Comparing
from ui.compose.panel import ComposePanel
from ui.diagnostics import copy_diagnostics
from ui.dialogs.addtask import AddTaskDialog
from ui.dialogs.closing import ClosingDialog
from ui.foreground import bring_to_front
from ui.handover import Handover
from ui.importing import Importing
from ui.jobactions import JobActions, under_way
from ui.language import WindowLanguage
from ui.mediawork import MediaWork
from ui.pauses import Pauses, held_pause_words
from ui.preferences import Preferences
from ui.queue.panel import QueuePanel
from ui.rebuilt import RebuiltNotice
from ui.recipes import Recipes
from ui.remixing import Remixing
from ui.stage.panel import StagePanel
from ui.storyboard.opening import Storyboards
from ui.unexpected import Unexpected
from ui.window import MainWindow

DRAFT_DELAY = 2000
"""Milliseconds after a change of the form until it is kept for the next start."""
BALANCE_DELAY = 3000
"""Milliseconds after a charge until the balance is asked for, once for several charges."""
HELD_DELAY = 100
"""Milliseconds over which changes are gathered before it is seen anew what is held."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Parts:
    """What the window stands on, open."""

    program: Program
    studio: Studio
    bridge: Bridge
    library: Library
    connections: Connections
    background: Background
    state: QSettings
    rebuilt: Rebuilt | None = None


class Controller(QObject):
    """One window on one studio, from its opening to its end.

    ``ready`` once the studio is open and what was sent before goes on.
    """

    def __init__(self, parts: Parts, language: WindowLanguage) -> None:
        super().__init__()
        self.parts = parts
        self.ready = False
        self._studio, self._bridge = parts.studio, parts.bridge
        self._home = parts.program.home
        self._unfinished: dict[str, Job] = {}
        self._held: set[str] = set()
        self._kept: set[str] = set()
        self._closing: ClosingDialog | None = None
        self._handed: list[Handover] = []
        self._ended = asyncio.Event()
        program, background = parts.program, parts.background
        self.compose = ComposePanel(program.catalog, background, self._home.pasted)
        self.queue = QueuePanel(parts.library, background, self._home, program.catalog)
        self.stage = StagePanel(background, self._home, program.catalog, parts.state)
        self.window = MainWindow(self.compose, self.queue, self.stage, parts.state)
        self.media = MediaWork(self.window.toasts)
        self.account = Account(
            parts.connections,
            program.catalog,
            background,
            parts.state,
            program.address(demo=False),
        )
        self.actions = JobActions(
            self.window,
            self._bridge,
            self._studio,
            parts.library,
            background,
            self._home,
            price_of=self.account.price_words,
        )
        self.preferences = Preferences(parts, self.account, self.window, language)
        made = (self._studio, self._bridge, background, self.account, self.window, self.ask)
        self.characters = Characters(program, parts.library, *made)
        self.characters.offer(self.actions)
        self.chain = Chain(
            parts, self.window, self.actions, self.media, lambda: self.preferences.output
        )
        self.recipes = Recipes(self.window, background, self._home, program.catalog)
        self.recipes.use_last_frame = self.chain.use_last_frame
        self.recipes.make_character = self.characters.make
        self.importing = Importing(self.window, self.media, self._studio, self._bridge)
        self.preferences.import_wanted.connect(self.importing.start)
        self.pauses = Pauses(self.queue, self._studio, self._bridge, self.account)
        self.unexpected = Unexpected(self.window.toasts, self._copy_details)
        self.remixing = Remixing(self)
        self.comparing = Comparing(self)
        self.storyboards = Storyboards(self)
        self._held_timer = QTimer(self, singleShot=True, interval=HELD_DELAY)
        self._balance_timer = QTimer(self, singleShot=True, interval=BALANCE_DELAY)
        self._draft_timer = QTimer(self, singleShot=True, interval=DRAFT_DELAY)
        self._connect()

    async def live(self, *, demo: bool, files: Sequence[str]) -> None:
        """Show the window, open the studio behind it, and return when the window is to go."""
        with self.unexpected.listening():
            await self._live(demo=demo, files=files)

    async def _live(self, *, demo: bool, files: Sequence[str]) -> None:
        draft = self.preferences.draft()
        self.compose.restore(draft)
        if files:
            self.recipes.take_files(files)
        self.window.show()
        self.compose.focus_prompt()
        if self.parts.rebuilt is not None:
            self.window.toasts.show_toast(RebuiltNotice(self.parts.rebuilt, self.window.toasts))
        await self._studio.open()
        await self.preferences.choose_source(demo=demo)
        await self._studio.resume_sent()
        await self.look()
        self.ready = True
        self.parts.background.call(lambda: sweep(self._home, draft))
        self._do_handed()
        await self._ended.wait()
        for timer in (self._held_timer, self._balance_timer, self._draft_timer):
            timer.stop()
        self.preferences.keep_draft(self.compose.draft())
        self.stage.release()
        self.comparing.release()
        self.media.close()
        self.window.let_go()

    async def look(self) -> None:
        """See what is unfinished, and what of it waits without anybody having asked for it."""
        for job in await self.parts.background.run(self.parts.library.unfinished):
            self._unfinished.setdefault(job.id, job)
        await self._see_held()

    def take(self, handover: Handover) -> bool:
        """Do what another start of the program was asked for, as soon as the window is ready.

        Returns False if it is too late for that: the window is about to go.
        """
        if self._ended.is_set():
            return False
        self._handed.append(handover)
        if self.ready:
            self._do_handed()
        return True

    def _do_handed(self) -> None:
        handed, self._handed = self._handed, []
        for handover in handed:
            if handover.demo:
                self.preferences.use_engine()
            if handover.files:
                self.recipes.take_files(handover.files)
            bring_to_front(self.window, handover.token)

    def end(self) -> None:
        """End without a question; what runs goes on at the next start."""
        self._ended.set()

    def _connect(self) -> None:
        window, bridge = self.window, self._bridge
        bridge.job_changed.connect(self._on_job)
        bridge.transferring.connect(self.queue.on_transfer)
        bridge.transferring.connect(self.stage.on_transfer)
        bridge.trouble_changed.connect(self._on_trouble)
        bridge.went_wrong.connect(self._on_error)
        self.compose.generate.connect(self._on_generate)
        self.compose.changed.connect(self._show_price)
        self.compose.changed.connect(self._draft_timer.start)
        QShortcut(
            QKeySequence(QKeySequence.StandardKey.Undo),
            self.queue,
            self.actions.undo,
            context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
        )
        self.queue.selected.connect(self._on_selected)
        self.queue.opened.connect(self._on_opened)
        self.queue.view.clicked.connect(lambda _: self.window.open_sheet())
        self.queue.acted.connect(self._on_action)
        self.stage.acted.connect(self._on_action)
        self.queue.add_task.connect(self._ask_for_task)
        self.queue.send_held.connect(self._send_held)
        self.queue.keep_held.connect(self._keep_held)
        window.header.demo_chosen.connect(self.preferences.change_source)
        window.header.theme_toggled.connect(self.preferences.toggle_theme)
        window.header.settings_wanted.connect(self.preferences.open_settings)
        window.close_asked.connect(self._on_close)
        self.account.changed.connect(self._show_account)
        self._held_timer.timeout.connect(lambda: bridge.start(self._see_held()))
        self._draft_timer.timeout.connect(lambda: self.preferences.keep_draft(self.compose.draft()))
        self._balance_timer.timeout.connect(
            lambda: bridge.start(self.account.refresh_balance(self._studio))
        )
        # What another program wanted is held once that program is gone, without any news of it.
        window.came_to_front.connect(self._held_timer.start)
        window.came_to_front.connect(self.pauses.look_for_money)

    # News

    def _on_job(self, job: Job) -> None:
        before = self._unfinished.get(job.id)
        if job.state in ENDED:
            self._unfinished.pop(job.id, None)
        else:
            self._unfinished[job.id] = job
        stuck = job.stuck or (before is not None and before.stuck)
        if job.state is State.WAITING or job.id in self._held or stuck:
            self._held_timer.start()
        charged = before is not None and before.state is not job.state and job.task_id
        if charged and not job.connection.demo:
            self._balance_timer.start()
        self.queue.on_job(job)
        self.stage.on_job(job)
        if before is not None and job.state in ENDED and not self.window.isActiveWindow():
            QApplication.alert(self.window)

    def _on_trouble(self, fault: Fault | None) -> None:
        if fault is None:
            self.queue.set_trouble("")
            return
        if fault.kind == "ledger_damaged":
            self.queue.set_trouble(str(explain_call(fault, "")))
            return
        self.queue.set_trouble(records_words(fault.message))

    def _on_error(self, error: Exception) -> None:
        words = translate("Controller", "That did not work: {reason}").format(reason=error)
        if isinstance(error, InvalidAsk):
            words = ask_words(error)
        elif isinstance(error, IllegalMove):
            words = translate("Controller", "This job has changed meanwhile; nothing was done.")
        self.window.toasts.show_message(words)

    def _copy_details(self, details: str, copied: Callable[[], object]) -> None:
        copy_diagnostics(self.parts, self.account.base_url, copied, details)

    def _on_selected(self, job: Job | None) -> None:
        held = job is not None and job.id in self._held
        self.stage.show_job(job, held=held)

    def _on_opened(self, job: Job) -> None:
        self.window.open_sheet()
        self.stage.play()

    def _on_action(self, action: Action, ids: list[str]) -> None:
        if action in (Action.REMOVE, Action.FETCH):
            for job_id in ids:
                self.stage.release_file(job_id)
        self.actions.act(action, ids)

    # Asking

    def _on_generate(self, ask: Ask) -> None:
        self.compose.set_busy(True)
        self._bridge.start(self._generate(ask))

    async def ask(self, ask: Ask) -> list[Job]:
        """Freeze what was asked and put it into the queue; none if there is no key for it.

        Raises ``InvalidAsk``; nothing is sent then.
        """
        connection = await self.account.freeze()
        if not self.account.demo and not connection.key_mark:
            self.preferences.ask_for_key()
            return []
        jobs = await self.parts.background.run(self._jobs_for, ask, connection)
        return await self._studio.add(jobs)

    async def _generate(self, ask: Ask) -> None:
        """Ask for what the form says; what is wrong with it is said there."""
        try:
            added = await self.ask(ask)
        except InvalidAsk as error:
            self.compose.show_problems(error)
            return
        finally:
            self.compose.set_busy(False)
        if added:
            self.queue.select_new(added)

    def _jobs_for(self, ask: Ask, connection: Connection) -> list[Job]:
        program = self.parts.program
        output = output_folder("", self._home.clips, self.preferences.settings.output)
        return jobs_for(ask, program.catalog, connection, output, self._home.frames)

    def _ask_for_task(self) -> None:
        where = self.window.header.connection.text()
        dialog = AddTaskDialog(where, str(self.preferences.output), self.window)
        dialog.asked.connect(lambda t, output: self._bridge.start(self._follow(t, output)))
        dialog.open()

    async def _follow(self, task_id: str, output: str) -> None:
        connection = await self.account.freeze()
        # It was picked where it is, or is the one of the settings: none is made anew.
        folder = await self.parts.background.run(output_folder, "", self._home.clips, output)
        job = await self._studio.follow_task(task_id, connection, str(folder))
        self.queue.select(job.id)

    # What waits from before

    async def _see_held(self) -> None:
        """Look which jobs wait without anybody having asked for them today."""
        self._held = await self._studio.held()
        ids = self._held - self._kept
        held = (job for job in self._unfinished.values() if job.id in ids)
        paused = await self._studio.paused({job.connection.base_url for job in held})
        words = [self._held_words(ids), *(held_pause_words(url) for url in sorted(paused))]
        self.queue.set_held(self._held, "\n".join(words))
        self._on_trouble(self._studio.trouble)
        self.pauses.show(job for job in self._unfinished.values() if job.id not in self._held)
        if self.stage.job is not None:
            self._on_selected(self.stage.job)

    def _held_words(self, ids: set[str]) -> str:
        jobs = [job for job in self._unfinished.values() if job.id in ids]
        prices = [self.account.price_of_job(job) for job in jobs if not job.connection.demo]
        if not prices:
            return translate("Controller", "The built-in engine costs nothing.")
        known = [price for price in prices if price is not None]
        if len(known) < len(prices) or len(jobs) < len(ids):
            return translate("Controller", "Each is paid for once it is sent.")
        total = sum(known, Decimal())
        return translate("Controller", "Sending them costs about {price}.").format(
            price=usd_words(total)
        )

    def _send_held(self) -> None:
        ids = self._held - self._kept
        self._bridge.start(self._studio.want(ids))
        self._held_timer.start()

    def _keep_held(self) -> None:
        self._kept |= self._held

    # Showing

    def _show_account(self) -> None:
        account = self.account
        self.window.header.set_connection(account.host, demo=account.demo)
        balance = account.balance
        words = ""
        if balance is not None and not account.demo:
            words = translate("Header", "Balance {amount}").format(amount=usd_words(balance))
        self.window.header.set_balance(words)
        self.compose.set_demo(account.demo)
        marks = self.parts.program.catalog.callable_with(None if account.demo else account.models)
        self.compose.set_callable(marks)
        self._held_timer.start()
        self._show_price()

    def _show_price(self) -> None:
        if self.account.demo:
            self.compose.set_price("")
            return
        ask = self.compose.ask()
        model = self.parts.program.catalog.get(ask.model)
        if model is not None:
            values = model.with_defaults(ask.values)
            self.compose.set_price(self.account.price_line(model, values, ask.takes))

    # Closing

    def _on_close(self) -> None:
        running = [job for job in self._unfinished.values() if job.id not in self._held]
        if self._closing is not None or not running:
            self.end()
            return
        left = under_way(running)
        self._closing = ClosingDialog(
            left.sent, left.waiting, left.drawing, sending=left.sending, parent=self.window
        )
        self._closing.confirmed.connect(self.end)
        self._closing.finished.connect(self._stays_open)
        self._closing.open()

    def _stays_open(self) -> None:
        self._closing = None
