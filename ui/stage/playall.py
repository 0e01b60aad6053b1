"""Playing the shots of a board one after the other, in the stage's own player."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from core.job import Job
from ui.stage.player import Player


class PlayAll(QObject):
    """Lets each clip follow the one before. Another choice of a person ends it; a pause does not.

    ``show`` puts the job of an id onto the stage.
    """

    changed = Signal(bool)
    """Whether one clip follows the other from now on."""

    def __init__(self, player: Player, show: Callable[[str], None], parent: QObject) -> None:
        super().__init__(parent)
        self._player = player
        self._show = show
        self._left: list[str] = []
        self._now = ""
        # Not at once: the player is in the midst of ending.
        self._after = QTimer(self, singleShot=True, interval=0)
        self._after.timeout.connect(self._advance)
        player.playback.changed.connect(self._on_playback)
        player.found.connect(self._on_found)
        player.habits.changed.connect(self._keep_once)

    @property
    def running(self) -> bool:
        """Tell whether one clip follows the other."""
        return bool(self._now)

    def begin(self, jobs: Sequence[Job], shown: str) -> None:
        """Play the clips of ``jobs`` in their order; ``shown`` is the job on the stage."""
        if not jobs:
            return
        self._left = [job.id for job in jobs]
        self.changed.emit(True)
        self._next(shown)

    def end(self) -> None:
        """Let nothing follow any more; the clip on the stage goes on as a person likes it."""
        if self.running:
            self._now, self._left = "", []
            self._player.playback.set_loop(self._player.habits.loop)
            self.changed.emit(False)

    def on_shown(self, job: Job | None) -> None:
        """Go on with the clip that has come onto the stage, or end with another one."""
        if not self.running:
            return
        if job is None or job.id != self._now:
            self.end()
        else:
            self._keep_once()
            self._player.play()

    def _next(self, shown: str) -> None:
        self._now = self._left.pop(0)
        self._keep_once()
        if self._now == shown:
            self._player.playback.seek(0)
            self._player.play()
        else:
            self._show(self._now)

    def _on_playback(self) -> None:
        playback = self._player.playback
        if self.running and (playback.ended or playback.broken):
            self._after.start()

    def _on_found(self, there: bool) -> None:
        if not there:
            self._after.start()

    def _advance(self) -> None:
        if not self.running:
            return
        if self._left:
            self._next("")
        else:
            self.end()

    def _keep_once(self) -> None:
        """Play every clip once, whatever a person likes for a single one."""
        if self.running:
            self._player.playback.set_loop(False)
