"""Two clips side by side, playing in step: what is better is seen, and marked by key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QEvent, QSettings, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.catalog import Catalog
from core.job import Job, State
from core.language import translate
from ui import theme
from ui.actions import Action
from ui.background import Background
from ui.compose.held import HeldKey
from ui.controls import ElidedLabel, IconButton
from ui.dialogs.dialog import scrolled
from ui.stage.comparebar import CompareBar
from ui.stage.comparediff import Differences
from ui.stage.comparepair import LEFT, RIGHT, Pair
from ui.stage.compareside import Side
from ui.stage.habits import Habits
from ui.stage.transport import SECOND

MOST_BENEATH = 170
"""Height in device-independent pixels that what differs takes at most."""


class CompareView(QFrame):
    """Plays two clips together. One side is meant: it is heard, and keys are for it."""

    closed = Signal()
    acted = Signal(object, list)
    """An ``Action``, and the id of the job that it is for."""

    def __init__(
        self, background: Background, catalog: Catalog, settings: QSettings | None = None
    ) -> None:
        super().__init__()
        self.setProperty("role", "column")
        self._takes: tuple[Job, ...] = ()
        self._held, self._keys = HeldKey(), self._make_keys()
        self.meant = LEFT
        self.sides = (Side(1, background), Side(2, background))
        self.pair = Pair(self.sides[LEFT].playback, self.sides[RIGHT].playback, self)
        self.habits = Habits(settings, self)
        self.bar = CompareBar()
        self.heading, self.hint = QLabel(), ElidedLabel()
        self.close_button = IconButton("x")
        self.beneath = Differences(background, catalog)
        self._lay_out()
        self._connect()
        self._apply_habits()
        self.retranslate()

    @property
    def jobs(self) -> tuple[Job, Job] | None:
        """The jobs that are compared, None while there are none."""
        left, right = self.sides[LEFT].job, self.sides[RIGHT].job
        return None if left is None or right is None else (left, right)

    def compare(self, left: Job, right: Job) -> None:
        """Show two finished clips from their beginning, and let them run."""
        self.pair.begin()
        self.mean(LEFT)
        self._show(LEFT, left)
        self._show(RIGHT, right)
        self.pair.play()
        self.sides[LEFT].canvas.setFocus()

    def set_takes(self, takes: Sequence[Job]) -> None:
        """Tell which clips belong to the same requests, and can come in place of those shown."""
        self._takes = tuple(job for job in takes if job.file)

    def on_job(self, job: Job) -> None:
        """Follow a change of what is shown, or could be."""
        others = (each for each in self._takes if each.id != job.id)
        if any(each.id == job.id or each.batch == job.batch != "" for each in self._takes):
            ready = [job] if job.file and job.removed_at is None else []
            self._takes = tuple(sorted((*others, *ready), key=lambda j: (j.take, j.seq)))
        for number, side in enumerate(self.sides):
            if side.job is not None and side.job.id == job.id and job.state is State.COMPLETED:
                self._show(number, job)

    def clear(self) -> None:
        """Stand still, and let go of both files: they may be moved or deleted now."""
        self.pair.begin()
        for side in self.sides:
            side.clear()
        self.beneath.clear()

    def release(self) -> None:
        """Let go of everything; to be called before the window goes."""
        self.pair.release()
        for side in self.sides:
            side.release()

    def mean(self, number: int) -> None:
        """Hear one side, and let keys be for it."""
        self.meant = number
        for each, side in enumerate(self.sides):
            side.set_heard(each == number and not self.habits.muted)
            side.number.set_meant(each == number)
        self.pair.hear(number)
        self._show_state()

    def swap(self, steps: int) -> None:
        """Show the next take of the same request, or the one before, on the side that is meant."""
        job, other = self.sides[self.meant].job, self.sides[1 - self.meant].job
        if job is None or other is None or not job.batch:
            return
        takes = [each for each in self._takes if each.batch == job.batch and each.id != other.id]
        at = next((n for n, each in enumerate(takes) if each.id == job.id), -1)
        if at >= 0 and len(takes) > 1:
            self._show(self.meant, takes[(at + steps) % len(takes)])

    def _show(self, number: int, job: Job) -> None:
        side = self.sides[number]
        if side.job is None or side.job.file != job.file:
            self.pair.expect(number)
        side.show_job(job)
        if self.jobs is not None:
            self.beneath.show_jobs(self.jobs)

    # Between the parts

    def _connect(self) -> None:
        pair, bar, habits = self.pair, self.bar, self.habits
        for number, side in enumerate(self.sides):
            side.chosen.connect(partial(self.mean, number))
            side.acted.connect(partial(self._mark_at, number))
            side.playback.changed.connect(self._show_state)
        pair.shown.connect(self._show_frames)
        pair.changed.connect(self._show_state)
        habits.changed.connect(self._apply_habits)
        bar.play.clicked.connect(self.toggle)
        bar.back.clicked.connect(lambda: pair.step(-1))
        bar.forward.clicked.connect(lambda: pair.step(1))
        bar.scrubber.sought.connect(pair.seek)
        bar.loop.clicked.connect(habits.set_loop)
        bar.mute.clicked.connect(lambda: habits.set_muted(not habits.muted))
        bar.volume_chosen.connect(habits.set_volume)
        bar.speed_chosen.connect(self._set_speed)
        self.close_button.clicked.connect(self.closed)

    def toggle(self) -> None:
        """Run, or stand still."""
        if self.pair.playing:
            self.pair.pause()
        else:
            self.pair.play()

    def _set_speed(self, speed: float) -> None:
        self.bar.set_speed(speed)
        self.pair.set_speed(speed)

    def _mark(self, action: Action) -> None:
        self._mark_at(self.meant, action)

    def _mark_at(self, number: int, action: Action) -> None:
        job = self.sides[number].job
        if job is not None:
            self.acted.emit(action, [job.id])

    def _apply_habits(self) -> None:
        self.pair.loop = self.habits.loop
        self.bar.set_loop(self.habits.loop)
        for side in self.sides:
            side.playback.sound.set_volume(self.habits.volume)
        self.mean(self.meant)

    def _show_frames(self) -> None:
        for side, frame in zip(self.sides, self.pair.frames, strict=True):
            side.canvas.set_frame(frame)

    def _show_state(self) -> None:
        audible = self.sides[self.meant].playback.audible
        self.bar.set_playing(self.pair.playing)
        self.bar.set_position(self.pair.position, self.pair.duration)
        self.bar.set_sound(self.habits.volume, self.habits.muted, audible)

    # Keys

    def _make_keys(self) -> dict[Qt.Key, tuple[Callable[[], object], bool]]:
        """Return what each key does, and whether it does so again while it is held."""
        key = Qt.Key
        return {
            key.Key_Space: (lambda: self.toggle(), False),
            key.Key_K: (lambda: self.toggle(), False),
            key.Key_L: (lambda: self.habits.set_loop(not self.habits.loop), False),
            key.Key_M: (lambda: self.habits.set_muted(not self.habits.muted), False),
            key.Key_Comma: (lambda: self.pair.step(-1), True),
            key.Key_Period: (lambda: self.pair.step(1), True),
            key.Key_Less: (lambda: self._set_speed(self.bar.next_speed(-1)), False),
            key.Key_Greater: (lambda: self._set_speed(self.bar.next_speed(1)), False),
            key.Key_Left: (lambda: self.pair.seek(self.pair.position - SECOND), True),
            key.Key_Right: (lambda: self.pair.seek(self.pair.position + SECOND), True),
            key.Key_Home: (lambda: self.pair.seek(0), False),
            key.Key_End: (lambda: self.pair.seek(self.pair.duration), False),
            key.Key_Up: (lambda: self.swap(-1), False),
            key.Key_Down: (lambda: self.swap(1), False),
            key.Key_1: (lambda: self._focus(LEFT), False),
            key.Key_2: (lambda: self._focus(RIGHT), False),
            key.Key_S: (lambda: self._mark(Action.STAR), False),
            key.Key_X: (lambda: self._mark(Action.REJECT), False),
            key.Key_C: (self.closed.emit, False),
            key.Key_Escape: (self.closed.emit, False),
        }

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Obey the keys; none of them is for what lies behind."""
        call, repeats = self._keys.get(Qt.Key(event.key()), (None, False))
        if event.modifiers() & _MODIFIERS:
            super().keyPressEvent(event)
            return
        if call is not None and (repeats or not self._held.is_repeat(event)):
            call()
        event.accept()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Remember the key: a held one may come again as if it was pressed anew."""
        self._held.released(event)
        event.accept()

    def _focus(self, number: int) -> None:
        self.sides[number].canvas.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.mean(number)

    # Looks

    def _lay_out(self) -> None:
        gap = theme.SPACE[2]
        self.heading.setProperty("role", "heading")
        self.hint.setProperty("role", "secondary")
        head = QHBoxLayout()
        head.setSpacing(gap)
        head.addWidget(self.heading)
        head.addWidget(self.hint, 1)
        head.addWidget(self.close_button)
        sides = QHBoxLayout()
        sides.setSpacing(gap)
        for side in self.sides:
            sides.addWidget(side, 1)
        area = scrolled(self.beneath)
        area.setMaximumHeight(MOST_BENEATH)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE[3], gap, theme.SPACE[3], gap)
        column.setSpacing(gap)
        column.addLayout(head)
        column.addLayout(sides, 1)
        column.addWidget(self.bar)
        column.addWidget(area)
        stops = [self.sides[LEFT].canvas, self.sides[RIGHT].canvas, *self.bar.tab_stops()]
        stops += [widget for side in self.sides for widget in (side.star, side.reject)]
        for before, after in pairwise([*stops, self.close_button]):
            QWidget.setTabOrder(before, after)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the person's language."""
        words = translate("Compare", "Compare")
        self.setAccessibleName(words)
        self.heading.setText(words)
        hint = translate(
            "Compare", "1 and 2 choose · S stars · X rejects · ↑ ↓ other takes · Tab switches sound"
        )
        self.hint.setText(hint)
        self.close_button.set_name(translate("Compare", "Close"), "Esc")
        self.bar.retranslate()
        for side in self.sides:
            side.retranslate()
        self.beneath.retranslate()


_MODIFIERS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
