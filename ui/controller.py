"""Puts panels, dialogs and studio together: who hears what, and what follows from it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QSettings, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication

from core.connections import Connections
from core.help import explain_call
from core.job import ENDED, Fault, IllegalMove, Job
from core.language import translate
from core.library import Library
from core.problems import InvalidAsk
from core.program import Program
from core.rebuilding import Rebuilt
from core.studio import Studio
from core.sweeping import sweep
from core.unwritable import records_words
from core.wording import ask_words
from ui.account import Account, usd_words
from ui.actions import Action
from ui.asking import Asking
from ui.background import Background
from ui.bridge import Bridge
from ui.chain import Chain
from ui.characters.characters import Characters
from ui.comparing import Comparing
from ui.compose.panel import ComposePanel
from ui.diagnostics import copy_diagnostics
from ui.dialogs.closing import ClosingDialog
from ui.dialogs.question import Question
from ui.foreground import bring_to_front
from ui.handover import Handover
from ui.importing import Importing
from ui.jobactions import JobActions, under_way
from ui.language import WindowLanguage
from ui.mediawork import MediaWork
from ui.models.shelf import Shelf, usual_prices
from ui.ownmodels import OwnModels
from ui.pauses import Pauses
from ui.preferences import Preferences
from ui.queue.panel import QueuePanel
from ui.rebuilt import RebuiltNotice
from ui.recipes import Recipes
from ui.remixing import Remixing
from ui.reusing import Reusing
from ui.stage.panel import StagePanel
from ui.storyboard.opening import Storyboards
from ui.unexpected import Unexpected
from ui.unfinished import Unfinished
from ui.window import MainWindow

DRAFT_DELAY = 2000
"""Milliseconds after a change of the form until it is kept for the next start."""
BALANCE_DELAY = 3000
"""Milliseconds after a charge until the balance is asked for, once for several charges."""

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
        self._closing: ClosingDialog | None = None
        self._handed: list[Handover] = []
        self._ended = asyncio.Event()
        program, background = parts.program, parts.background
        self.compose = ComposePanel(program.catalog, background, self._home.pasted)
        self.shelf = Shelf(parts.state)
        self.compose.form.models.share(self.shelf)
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
        self.shelf.set_prices(usual_prices(self.account))
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
        self.unfinished = Unfinished(parts, self.queue, self.account)
        self._asking = asking = Asking(parts, self.window, self.account, self.preferences)
        made = (self._studio, self._bridge, background, self.account, self.window, asking.ask)
        self.characters = Characters(program, parts.library, *made)
        self.characters.offer(self.actions)
        self.chain = Chain(
            parts, self.window, self.actions, self.media, lambda: self.preferences.output
        )
        self.recipes = Recipes(self.window, background, self._home)
        self.recipes.use_last_frame = self.chain.use_last_frame
        self.recipes.make_character = self.characters.make
        self.importing = Importing(self.window, self.media, self._studio, self._bridge)
        self.preferences.import_wanted.connect(self.importing.start)
        self.pauses = Pauses(self.queue, self._studio, self._bridge, self.account)
        self.unexpected = Unexpected(self.window.toasts, self._copy_details)
        self.remixing = Remixing(self)
        self.reusing = Reusing(self)
        self.own_models = OwnModels(self)
        self.own_models.changed.connect(self._show_models)
        self.own_models.renewed.connect(self.preferences.show_wrong_models)
        self.comparing = Comparing(self)
        self.storyboards = Storyboards(self)
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
        await self.unfinished.look()
        self.ready = True
        self.parts.background.call(lambda: sweep(self._home, draft))
        self._do_handed()
        await self._ended.wait()
        for timer in (self.unfinished, self.own_models, self._balance_timer, self._draft_timer):
            timer.stop()
            timer.blockSignals(True)  # late news may start it again
        self.preferences.keep_draft(self.compose.draft())
        self.storyboards.release()
        self.stage.release()
        self.comparing.release()
        self.media.close()
        self.window.let_go()

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
        self.compose.changed.connect(self._draft_timer.start)
        self.compose.said.connect(window.toasts.show_message)
        self.compose.generate.connect(lambda ask: self.shelf.note_used(ask.model))
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
        window.header.demo_chosen.connect(self.preferences.change_source)
        window.header.theme_toggled.connect(self.preferences.toggle_theme)
        window.header.settings_wanted.connect(self.preferences.open_settings)
        window.close_asked.connect(self._on_close)
        self.account.changed.connect(self._show_account)
        self.unfinished.seen.connect(self._on_held)
        self._draft_timer.timeout.connect(lambda: self.preferences.keep_draft(self.compose.draft()))
        self._balance_timer.timeout.connect(
            lambda: bridge.start(self.account.refresh_balance(self._studio))
        )
        # What another program wanted is held once that program is gone, without any news of it.
        window.came_to_front.connect(self.unfinished.look_soon)
        window.came_to_front.connect(self.pauses.look_for_money)

    # News

    def _on_job(self, job: Job) -> None:
        before = self.unfinished.on_job(job)
        charged = before is not None and before.state is not job.state and job.task_id
        if charged and not job.connection.demo:
            self._balance_timer.start()
        self.queue.on_job(job)
        self.stage.on_job(job)
        if before is not None and job.state in ENDED and not self.window.isActiveWindow():
            QApplication.alert(self.window)

    def _on_held(self) -> None:
        """Show what follows from what is held, and what is not."""
        self._on_trouble(self._studio.trouble)
        self.pauses.show(self.unfinished.going())
        if self.stage.job is not None:
            self._on_selected(self.stage.job)

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
        held = job is not None and self.unfinished.is_held(job.id)
        self.stage.show_job(job, held=held)

    def _on_opened(self, job: Job) -> None:
        self.window.open_sheet()
        self.stage.play()

    def _on_action(self, action: Action, ids: list[str]) -> None:
        if action in (Action.REMOVE, Action.FETCH):
            for job_id in ids:
                self.stage.release_file(job_id)
        self.actions.act(action, ids)

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
        self.compose.set_callable(account.marks(), demo=account.demo)
        self.unfinished.look_soon()
        self._asking.show_price()

    def _show_models(self) -> None:
        """Follow the catalogue, whose models are others now."""
        self.shelf.refreshed.emit()
        self._show_account()
        self.queue.view.viewport().update()
        if self.stage.job is not None:
            self._on_selected(self.stage.job)

    # Closing

    def _on_close(self) -> None:
        if not self.media.busy:
            self._close_jobs()
            return
        question = Question(
            translate("Controller", "Give up what is being made?"),
            translate(
                "Controller",
                "A film or the like is being made from your clips. Closing now throws it away; the"
                " clips stay as they are.",
            ),
            translate("Controller", "Close all the same"),
            danger=True,
            parent=self.window,
        )
        question.confirmed.connect(self._close_jobs)
        question.open()

    def _close_jobs(self) -> None:
        running = self.unfinished.going()
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
