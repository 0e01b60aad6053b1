"""Clips in a folder that come back into the list, in the background."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from core.importing import clips_in, imported_words
from core.job import Job
from core.language import translate
from core.studio import Studio
from ui.bridge import Bridge
from ui.mediawork import MediaWork
from ui.window import MainWindow


class Importing(QObject):
    """Looks for clips, and says what came of it. Nothing is added if a person stops it before."""

    def __init__(
        self, window: MainWindow, media: MediaWork, studio: Studio, bridge: Bridge
    ) -> None:
        super().__init__(window)
        self._window, self._media = window, media
        self._studio, self._bridge = studio, bridge

    def start(self, folder: str) -> None:
        """Look for clips in ``folder`` and in those in it, and add what the list does not know."""
        title = translate("Import", "Looking for clips in {folder}").format(
            folder=Path(folder).name or folder
        )
        self._media.start(title, partial(clips_in, Path(folder)), self._add)

    def _add(self, found: list[Job]) -> None:
        self._bridge.start(self._take_in(found))

    async def _take_in(self, found: list[Job]) -> None:
        imported = await self._studio.take_in(found)
        words, toasts = imported_words(imported), self._window.toasts
        if not imported.added:
            toasts.show_message(words)
            return
        newest = imported.added[-1].id
        show = translate("Import", "Show")
        toasts.show_message(words, show, lambda: self._window.queue.select(newest))
