"""The player: a clip from this disk, with words where it cannot be shown."""

from __future__ import annotations

import logging
from collections.abc import Collection
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSettings, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QImage, QShowEvent
from PySide6.QtWidgets import QWidget

from core.language import translate
from ui import actions
from ui.actions import Action
from ui.background import Background
from ui.stage import multimedia
from ui.stage.deck import Deck

log = logging.getLogger(__name__)


class Player(Deck):
    """Plays one clip. It reads nothing while it is hidden, and holds no file after ``clear``."""

    asked = Signal(object)
    """A person wants the ``Action`` that is offered where a clip cannot be shown."""
    found = Signal(bool)
    """Whether the file that was to be shown is there."""

    broken_changed = Signal()
    """See ``broken``."""

    def __init__(
        self,
        background: Background,
        settings: QSettings | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._background = background
        self._path: Path | None = None
        self._offers: Collection[Action] = ()
        self._offer: Action | None = None
        self._turn = 0
        self._broken, self._lacking = False, ""
        self._looking, self._opened, self._missing, self._play_at_once = False, False, False, False
        super().__init__(settings, parent)
        self.canvas.button.clicked.connect(lambda: self.asked.emit(self._offer))

    @property
    def broken(self) -> bool:
        """Tell whether the file is there, but cannot be played."""
        return self._broken

    @property
    def path(self) -> Path | None:
        """The clip that is shown, or would be."""
        return self._path

    def load(self, path: Path | None, *, play: bool = False) -> None:
        """Show the first frame of the clip at ``path``, and go on from there with ``play``."""
        self._forget()
        self._path, self._play_at_once = path, play
        self.playback.clear()
        self._open()

    def clear(self) -> None:
        """Show no clip, and let go of its file: it may be moved or deleted now."""
        self.load(None)

    def release(self) -> None:
        """Let go of everything; to be called before the window goes."""
        self._forget()
        self.playback.release()
        self.canvas.release()

    def set_poster(self, poster: QImage | None, sign: str) -> None:
        """Choose what stands here while there is no clip: a picture, else the icon ``sign``."""
        self.canvas.set_poster(poster, sign)

    def set_offers(self, offers: Collection[Action]) -> None:
        """Say which actions may be offered where the clip cannot be shown."""
        self._offers = offers
        self._say_problem()

    def play(self) -> None:
        """Run the clip, as soon as it is there."""
        self._play_at_once = True
        super().play()

    def pause(self) -> None:
        """Stand still."""
        self._play_at_once = False
        super().pause()

    def refresh(self) -> None:
        """Show the clip's controls, or words about what is in the way."""
        super().refresh()
        self._say_problem()
        broken = self._opened and self.playback.broken
        if broken != self._broken:
            self._broken = broken
            self.broken_changed.emit()

    def retranslate(self) -> None:
        """Say everything in the person's language."""
        super().retranslate()
        self._say_problem()

    def _forget(self) -> None:
        self._turn += 1
        self._path, self._lacking = None, ""
        self._looking, self._opened, self._missing, self._play_at_once = False, False, False, False

    def _open(self) -> None:
        """Look for the file, unless nobody would see it: then when this is shown."""
        done = self._looking or self._opened or self._missing or bool(self._lacking)
        if self._path is None or done or not self.isVisible():
            return
        self._looking = True
        look = partial(is_there, self._path)
        turn = self._turn
        self._background.call(look, partial(self._on_looked, turn), partial(self._on_failed, turn))

    def _on_looked(self, turn: int, there: bool) -> None:
        if turn != self._turn or self._path is None:
            return
        self._looking = False
        if not self.isVisible():
            return
        self._missing, self._opened = not there, there
        if there:
            self.playback.load(self._path)
        if there and self._play_at_once:
            self.playback.play()
        self.refresh()
        self.found.emit(there)

    def _on_failed(self, turn: int, error: Exception) -> None:
        """Say what this system lacks: a library that playing needs cannot be loaded."""
        log.warning("clips cannot be played: %s", error)
        if turn == self._turn:
            self._looking, self._lacking = False, str(error)
            self.refresh()

    def _say_problem(self) -> None:
        words, offer = "", None
        if self._missing:
            words = translate("Row", "The clip is no longer where it was saved.")
            offer = Action.FETCH
        elif self._lacking or (self._opened and not self.playback.available):
            words = translate("Player", "This system lacks something that playing clips needs.")
            words, offer = "\n".join(filter(None, (words, self._lacking))), Action.SHOW
        elif self._opened and self.playback.broken:
            words = translate("Player", "This clip cannot be played: its file may be damaged.")
            offer = Action.SHOW
        self._offer = offer if offer in self._offers else None
        self.canvas.say(words, "file-video", actions.label(self._offer) if self._offer else "")

    def showEvent(self, event: QShowEvent) -> None:
        """Open the clip that was chosen meanwhile."""
        super().showEvent(event)
        self._open()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stand still, so that nothing is decoded that nobody sees."""
        super().hideEvent(event)
        if not self._moving:
            self.pause()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Take the clip back into the window instead."""
        if self.full_screen:
            event.ignore()
            self.toggle_full_screen()


def is_there(path: Path) -> bool:
    """Load what playing needs, and look for the file; for a thread."""
    multimedia.prepare()
    try:
        return path.is_file()
    except OSError:
        return False
