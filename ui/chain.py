"""Chains: the last frame of a clip begins the next, and the shots of a board become one film."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from core.filmname import free_film
from core.job import Job
from core.language import translate
from core.media.faults import media_words
from core.shots import JoinPlan, is_finished
from ui.actions import Action, shortcut
from ui.compose.pictures import keep_pixels
from ui.dialogs.join import JoinDialog
from ui.filemanager import show_file
from ui.jobactions import JobActions
from ui.stage.playall import PlayAll
from ui.stage.related import related_jobs
from ui.window import MainWindow
from ui.wording import count_words, length_words, title

if TYPE_CHECKING:
    from core.media.joining import Joined
    from ui.controller import Parts
    from ui.mediawork import MediaWork


@dataclass(frozen=True)
class LastFrame:
    """The last frame of a clip as a kept PNG, and its width and height in pixels."""

    file: Path
    size: tuple[int, int]


def keep_last_frame(clip: Path, folder: Path) -> LastFrame:
    """Keep the exact last frame of ``clip`` in ``folder``. Blocking.

    Raises ``core.clipframes.ClipUnreadable``, or ``InvalidAsk`` where it cannot be written.
    """
    from PIL import Image

    from core.clipframes import last_frame_png

    data = last_frame_png(clip)
    with Image.open(io.BytesIO(data)) as picture:
        size = picture.size
    return LastFrame(keep_pixels(data, folder), size)


class Chain(QObject):
    """Lets clips follow each other: in the form, in the strip, in the player, in one film.

    ``output`` returns the folder for new films.
    """

    def __init__(
        self,
        parts: Parts,
        window: MainWindow,
        actions: JobActions,
        media: MediaWork,
        output: Callable[[], Path],
    ) -> None:
        super().__init__(window)
        self._parts, self._window, self._media, self._output = parts, window, media, output
        self._turn = 0
        self.dialog: JoinDialog | None = None
        stage, queue = window.stage, window.queue
        self.playing = PlayAll(stage.player, queue.select, self)
        strip = self._strip = stage.strip
        strip.read = parts.library.board
        stage.look_up = partial(related_jobs, parts.library, parts.program.catalog)
        strip.wanted.connect(queue.select)
        strip.opened.connect(self._open)
        strip.arranged.connect(self._arrange)
        strip.play_all.connect(self._play_all)
        strip.join.connect(self._ask_to_join)
        stage.shown.connect(self.playing.on_shown)
        stage.followed.connect(queue.select)
        self.playing.changed.connect(strip.set_playing)
        actions.on(Action.CONTINUE, lambda jobs: self._continue(Path(jobs[0].file), jobs[0]))
        for place in (window.compose, stage):  # whoever chains clips has just written a prompt
            next_clip = QShortcut(QKeySequence(shortcut(Action.CONTINUE)), place)
            next_clip.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            next_clip.setAutoRepeat(False)
            next_clip.activated.connect(self._continue_shown)

    def use_last_frame(self, file: Path) -> None:
        """Begin the next clip with the last frame of a clip from anywhere."""
        self._continue(file, None)

    # Last frame → next

    def _continue_shown(self) -> None:
        job = self._window.stage.job
        if job is not None and is_finished(job):
            self._continue(Path(job.file), job)
        else:
            words = translate("Chain", "Choose a finished clip: the next one begins where it ends.")
            self._window.toasts.show_message(words)

    def _continue(self, clip: Path, job: Job | None) -> None:
        self._turn += 1
        work = partial(keep_last_frame, clip, self._parts.program.home.pasted)
        done = partial(self._on_frame, self._turn, job)
        self._parts.background.call(work, done, partial(self._on_no_frame, self._turn))

    def _on_frame(self, turn: int, job: Job | None, frame: LastFrame) -> None:
        if turn == self._turn:
            self._window.compose.continue_clip(frame.file, frame.size, job)

    def _on_no_frame(self, turn: int, error: Exception) -> None:
        if turn == self._turn:
            words = translate("Chain", "The last frame of this clip cannot be read: {reason}")
            reason = media_words(error) or str(error)
            self._window.toasts.show_message(words.format(reason=reason))

    # The strip

    def _open(self, job_id: str) -> None:
        self._window.queue.select(job_id)
        self._window.stage.play()

    def _arrange(self, board: str, shots: list[list[str]]) -> None:
        self._parts.bridge.start(self._parts.studio.arrange(board, shots))

    def _play_all(self) -> None:
        if self.playing.running:
            self.playing.end()
            self._window.stage.player.pause()
            return
        shown = self._window.stage.job
        self.playing.begin(self._strip.plan().clips, shown.id if shown is not None else "")

    # One film

    def _ask_to_join(self) -> None:
        plan = self._strip.plan()
        if self.dialog is None and plan.clips:
            named = partial(free_film, self._output(), title(plan.clips[0]))
            self._parts.background.call(named, partial(self._open_dialog, plan))

    def _open_dialog(self, plan: JoinPlan, film: Path) -> None:
        if self.dialog is not None:
            return
        background = self._parts.background
        self.dialog = JoinDialog(plan, film, _can_copy, background, self._window)
        self.dialog.wanted.connect(partial(self._join, plan))
        self.dialog.finished.connect(self._on_closed)
        self.dialog.open()

    def _on_closed(self) -> None:
        self.dialog = None

    def _join(self, plan: JoinPlan, file: Path) -> None:
        from core.media.joining import join_clips

        clips = [Path(job.file) for job in plan.clips]
        words = translate("Chain", "Joining {count} clips").format(count=count_words(len(clips)))
        self._media.start(
            words,
            lambda watch: join_clips(clips, file, watch),
            partial(self._on_joined, len(clips), file),
        )

    def _on_joined(self, count: int, file: Path, joined: Joined) -> None:
        action = translate("Action", "Show in folder")
        words = joined_words(count, joined)
        self._window.toasts.show_message(words, action, lambda: show_file(file))


def joined_words(count: int, joined: Joined) -> str:
    """Return what came of joining ``count`` clips."""
    words = translate("Chain", "Joined: {count} clips, {length}, {frames} frames")
    return words.format(
        count=count_words(count),
        length=length_words(joined.seconds),
        frames=count_words(joined.frames),
    )


def _can_copy(files: Sequence[Path]) -> bool:
    from core.media.joining import can_copy

    return can_copy(files)
