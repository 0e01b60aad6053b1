"""Clips that are dropped on the window: the settings that made them are back in the form."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent

from core.frames import is_picture_name
from core.home import Home
from core.job import Job
from core.language import translate
from core.recipes import is_clip_name, may_have_recipe, recipe_of
from ui.background import Background
from ui.compose.drop import DropVeil
from ui.dialogs.otheruses import OtherUses
from ui.reusing import joined
from ui.window import MainWindow

log = logging.getLogger(__name__)


class Recipes(QObject):
    """Takes clips, and the files beside them, that are dropped on the window or opened with it.

    ``use_last_frame`` and ``make_character`` take a clip that says nothing of how it was made.
    ``fill`` shows a job in the form, and returns what is to be said of that.
    """

    def __init__(self, window: MainWindow, background: Background, home: Home) -> None:
        super().__init__(window)
        self._window, self._background = window, background
        self._home = home
        self._turn = 0
        self.fill: Callable[[Job], str] = self._fill
        self.use_last_frame: Callable[[Path], object] = lambda _: None
        self.make_character: Callable[[Path], object] = lambda _: None
        self.dialog: OtherUses | None = None
        self.veil = DropVeil(window.ground)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def take_files(self, files: Sequence[str]) -> None:
        """Use the files that the program was started with: the first picture, else the first clip.

        They are paths. What is neither is taken for a picture, which says what is wrong with it.
        """
        clips = [file for file in files if may_have_recipe(file)]
        if clips and not any(map(is_picture_name, files)):
            self.open(Path(clips[0]))
        elif files:
            self._window.compose.take_files(files)

    def open(self, file: Path) -> None:
        """Show in the form what made a clip; ``file`` is the clip, or the sidecar beside it."""
        self._turn += 1
        turn = self._turn
        self._background.call(
            partial(recipe_of, file),
            lambda job: self._show(file, job) if turn == self._turn else None,
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take clips that are held over the window, where nothing in it takes them for itself."""
        if watched is not self._window:
            return False
        match event.type():
            case QEvent.Type.DragEnter if isinstance(event, QDragEnterEvent):
                return self._on_enter(event)
            case QEvent.Type.DragMove if isinstance(event, QDragMoveEvent):
                event.acceptProposedAction()
                return True
            case QEvent.Type.DragLeave:
                self.veil.hide()
            case QEvent.Type.Drop if isinstance(event, QDropEvent):
                return self._on_drop(event)
        return False

    def _on_enter(self, event: QDragEnterEvent) -> bool:
        file = offered_recipe(event.mimeData())
        # A row of the list is dragged out of the window: nothing happens on the way.
        if file is None or event.source() is not None:
            event.ignore()
            return True
        event.acceptProposedAction()
        self.veil.lift(veil_words())
        return True

    def _on_drop(self, event: QDropEvent) -> bool:
        self.veil.hide()
        file = offered_recipe(event.mimeData())
        if file is not None:
            event.acceptProposedAction()
            self.open(file)
        return True

    def _show(self, file: Path, job: Job | None) -> None:
        if job is None:
            self._show_none(file)
            return
        compose = self._window.compose
        before = compose.draft()
        lines = [translate("Recipes", "The settings of “{name}” are back.").format(name=file.name)]
        if not job.prompt:
            job = dataclasses.replace(job, prompt=str(before.get("prompt") or ""))
            lines.append(translate("Recipes", "Its prompt is not in the file."))
        lines += filter(None, [self.fill(job)])
        compose.focus_prompt()
        undo = translate("Recipes", "Undo")
        self._window.toasts.show_message(joined(lines), undo, lambda: compose.restore(before))

    def _fill(self, job: Job) -> str:
        self._window.compose.fill(job, self._home.frames)
        return ""

    def _show_none(self, file: Path) -> None:
        """Say that a file tells nothing, and what else a clip can be."""
        if not is_clip_name(file.name):
            words = translate("Recipes", "“{name}” does not say how a clip was made.")
            self._window.toasts.show_message(words.format(name=file.name))
            return
        compose = self._window.compose
        dialog = self.dialog = OtherUses(file.name, self._window, compose.clip_mode())
        dialog.clip.connect(lambda: compose.take_clip(str(file)))
        dialog.last_frame.connect(lambda: self.use_last_frame(file))
        dialog.character.connect(lambda: self.make_character(file))
        dialog.finished.connect(self._forget)
        dialog.open()

    def _forget(self) -> None:
        self.dialog = None


def veil_words() -> str:
    """Return what a drop of a clip does."""
    return translate("Recipes", "Drop to use the settings of this clip again")


def offered_recipe(data: QMimeData) -> Path | None:
    """Return the first local file that ``data`` offers and that may say how a clip was made."""
    files = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
    return next((Path(file) for file in files if may_have_recipe(file)), None)
