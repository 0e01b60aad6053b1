"""The storyboard in the window: opened from the form, sent into the queue, kept in between."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from shiboken6 import isValid

from core.asking import output_folder
from core.characters import ids_of
from core.job import Connection, Job
from core.language import translate
from core.media.watch import MediaCancelled, Watch
from core.model import Model
from core.problems import InvalidAsk
from core.storyboard import CHARACTERS, Storyboard, is_for_shots, jobs_of
from ui.compose.models import ModelChoice
from ui.compose.send import Repeats
from ui.preparing import Preparing
from ui.storyboard.dialog import StoryboardDialog
from ui.storyboard.document import Document
from ui.storyboard.draft import Draft, Kept, read
from ui.wording import locale

if TYPE_CHECKING:
    from ui.controller import Controller


class Storyboards(QObject):
    """One storyboard at a time. What it sends goes the way of everything else that is asked for."""

    def __init__(self, controller: Controller) -> None:
        super().__init__(controller)
        self._controller = controller
        self._parts = controller.parts
        home = self._parts.program.home
        self._home = home
        self._draft = Draft(home.storyboard, self._parts.background)
        self._kept = Kept()
        self._read = False
        self._opening = False
        self._repeats = Repeats(time.monotonic)
        self.dialog: StoryboardDialog | None = None
        controller.compose.storyboard_wanted.connect(self.open)
        controller.account.changed.connect(self._show_price)

    def open(self) -> None:
        """Show the storyboard as it was left, or an empty one with the form's settings."""
        if self.dialog is not None:
            self.dialog.raise_()
        elif self._read:
            self._show(self._kept)
        elif not self._opening:
            self._opening = True
            file = self._home.storyboard
            self._parts.background.call(lambda: read(file), self._show)

    def _show(self, kept: Kept) -> None:
        self._read, self._opening, self._kept = True, False, kept
        if self._first_model() is None:
            self._controller.window.toasts.show_message(_no_model_words())
            return
        board = kept.board if kept.board.shots else self._begun()
        document = Document(self._parts.program.catalog, board)
        cast = self._controller.compose.form.cast
        dialog = StoryboardDialog(
            document, self._parts.background, self._home.pasted, cast, self._controller.window
        )
        self.dialog = dialog
        for choice in dialog.findChildren(ModelChoice):
            choice.share(self._controller.shelf)
        dialog.offer_last(kept.last)
        dialog.wanted.connect(self._on_wanted)
        dialog.wanted_again.connect(self._on_wanted_again)
        dialog.left_out.connect(self._repeats.renew)
        dialog.kept.connect(lambda board: self._keep(Kept(board, self._kept.last)))
        dialog.finished.connect(self._forget)
        self._show_price()
        dialog.open()

    def _begun(self) -> Storyboard:
        """Return an empty board with what is chosen in the form."""
        form = self._controller.compose.form
        model = form.model if is_for_shots(form.model) else self._first_model() or form.model
        role = model.field_for(CHARACTERS)
        values = {
            name: value
            for name, value in form.options.values().items()
            if (own := model.field(name)) is not None
            and own.problem(value) is None
            and own is not role
        }
        return Storyboard(model=model.id, values=values)

    def _first_model(self) -> Model | None:
        """Return the first model that makes shots, a living one where there is one."""
        found = [each for each in self._parts.program.catalog if is_for_shots(each)]
        return min(found, key=lambda each: bool(each.withdrawn), default=None)

    def release(self) -> None:
        """Keep what is not on the disk yet; to be called before the window goes. Blocking."""
        board = self._kept.board
        if self.dialog is not None and isValid(self.dialog):
            board = self.dialog.document.board
        if self._draft.writing or board != self._kept.board:
            self._draft.finish(Kept(board, self._kept.last))

    def _show_price(self) -> None:
        if self.dialog is not None:
            account = self._controller.account
            self.dialog.set_price(account.price, demo=account.demo)

    def _forget(self) -> None:
        self.dialog = None

    def _keep(self, kept: Kept) -> None:
        self._kept = kept
        self._draft.keep(kept)

    # Sending

    def _on_wanted(self, board: Storyboard) -> None:
        if self.dialog is None:
            return
        if self._repeats.is_repeat(board):
            self.dialog.ask_again()
        else:
            self._on_wanted_again(board)

    def _on_wanted_again(self, board: Storyboard) -> None:
        if self.dialog is not None:
            self._repeats.note(board)
            for model_id in filter(None, (board.model, *(shot.model for shot in board.shots))):
                self._controller.shelf.note_used(model_id)
            preparing = Preparing()
            self.dialog.set_preparing(preparing)
            self._parts.bridge.start(self._send(self.dialog, board, preparing))

    async def _send(
        self, dialog: StoryboardDialog, board: Storyboard, preparing: Preparing
    ) -> None:
        """Freeze every shot and put all of them into the queue, or none."""
        controller, watch = self._controller, preparing.watch
        try:
            connection = await controller.account.freeze()
            if not controller.account.demo and not connection.key_mark:
                self._repeats.forget()
                self._close(dialog)
                controller.preferences.ask_for_key()
                return
            jobs = await self._parts.background.run(self._jobs, board, connection, watch)
            watch.check()  # it may have been stopped after the last of the work
            added = await self._parts.studio.add(jobs)
        except MediaCancelled:
            self._repeats.forget()
            return
        except InvalidAsk as error:
            self._repeats.forget()
            if self.dialog is dialog:
                dialog.show_problems(error)
            return
        except OSError as error:
            words = translate("Controller", "That did not work: {reason}").format(reason=error)
            dialog.show_failure(words)
            return
        finally:
            preparing.stop()  # the program may be ending: nobody waits for it any more
            if self.dialog is dialog:
                dialog.set_preparing(None)
        self._close(dialog)
        self._keep(Kept(Storyboard(), board))
        controller.queue.select(added[0].id)
        controller.window.toasts.show_message(_sent_words(len(board.shots)))

    def _close(self, dialog: StoryboardDialog) -> None:
        if self.dialog is dialog and isValid(dialog):
            dialog.accept()

    def _jobs(self, board: Storyboard, connection: Connection, watch: Watch) -> list[Job]:
        output = output_folder("", self._home.clips, self._controller.preferences.settings.output)
        known = self._parts.library.characters()

        def ids(wanted: Sequence[str]) -> list[str]:
            return ids_of(wanted, known, connection.base_url)

        catalog, frames = self._parts.program.catalog, self._home.frames
        return jobs_of(board, catalog, connection, output, frames, ids, watch)


def _no_model_words() -> str:
    return translate(
        "Storyboard",
        "No model here makes shots of a prompt: files in your folder of models have replaced those"
        " that did.",
    )


def _sent_words(shots: int) -> str:
    if shots == 1:
        return translate("Storyboard", "1 shot is in the queue.")
    words = translate("Storyboard", "{count} shots are in the queue.")
    return words.format(count=locale().toString(shots))
