"""Where a job stands, as its row says it, only larger."""

from __future__ import annotations

import time
from dataclasses import dataclass

from PySide6.QtCore import QEasingCurve, Qt, QTimer, QVariantAnimation, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from core.foxapi.messages import COMPLETED, FAILED, PENDING
from core.job import AT_PROVIDER, Job, State
from core.language import translate
from core.model import Model
from core.wording import LINK_DYING, link_left, link_words
from ui import theme
from ui.controls import ElidedLabel
from ui.queue import countdown
from ui.queue.face import Beside, face_of, mark_words, note_of
from ui.stage.marks import MarkSign
from ui.stage.sign import Sign
from ui.theme import MOTION_MS, reduced_motion
from ui.wording import (
    percent_words,
    row_state,
    seconds_left,
    settings_line,
    size_words,
)

_KNOWN = frozenset({"", PENDING, "processing", COMPLETED}) | FAILED
FINENESS = 10
"""Steps of the bar for each per cent."""
SECOND = 1000


@dataclass(frozen=True)
class Standing:
    """A job, and what is known beside it.

    ``held``: nobody has asked yet to send it. ``missing`` and ``broken`` are about its file.
    ``transfer``: bytes of its clip that have come, and all of them.
    """

    job: Job
    model: Model | None = None
    held: bool = False
    missing: bool = False
    broken: bool = False
    transfer: tuple[int, int | None] | None = None

    @property
    def runs_down(self) -> bool:
        """Tell whether time is counted that nobody has to tell of."""
        return self.by_seconds or self.job.state is State.DOWNLOADING

    @property
    def by_seconds(self) -> bool:
        """Tell whether that is the time until it is made, and not the life of a link."""
        return seconds_left(self.job, time.time()) is not None

    @property
    def moves(self) -> bool:
        """Tell whether there is progress to be shown."""
        running = self.job.state in AT_PROVIDER or self.job.state is State.DOWNLOADING
        return running and not self.job.stuck


class ProgressLine(QProgressBar):
    """A bar that eases to the last answer: never beyond it, and never backwards."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "large")
        self.setTextVisible(False)
        self.setRange(0, 100 * FINENESS)
        self._motion = QVariantAnimation(self)
        self._motion.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._motion.setDuration(MOTION_MS)
        self._motion.valueChanged.connect(self.setValue)
        self._key = ""
        self._target = 0

    def setValue(self, value: int) -> None:
        """Show a value when the window paints next: Qt's own would paint everything at once."""
        self.setUpdatesEnabled(False)
        super().setValue(value)
        self.setUpdatesEnabled(True)

    def set_percent(self, key: str, percent: int) -> None:
        """Go to ``percent``; another ``key`` is another story, and is shown at once."""
        target = percent * FINENESS
        if key != self._key or reduced_motion() or not self.isVisible():
            self._motion.stop()
            self._target = max(target, self._target) if key == self._key else target
            self._key = key
            self.setValue(self._target)
        elif target > self._target:
            self._target = target
            self._motion.stop()
            self._motion.setStartValue(self.value())
            self._motion.setEndValue(target)
            self._motion.start()


class Headline(QWidget):
    """State, progress, and what there is to say about it in one line. Counts down by itself."""

    ticked = Signal()
    """A second, or a minute of a link's life, has passed of something that runs down."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._standing: Standing | None = None
        self.sign = Sign("clock", "muted")
        self.state, self.percent = ElidedLabel(), QLabel()
        self.mark, self.line = MarkSign(), ElidedLabel()
        self.bar = ProgressLine()
        for label, role in ((self.state, "heading"), (self.percent, "heading")):
            label.setProperty("role", role)
        self.line.setProperty("role", "secondary")
        self._tick = QTimer(self, interval=SECOND)
        self._tick.timeout.connect(self._count_down)
        top = QHBoxLayout()
        top.setSpacing(theme.SPACE[1])
        top.addWidget(self.sign)
        top.addWidget(self.state, 1)
        top.addWidget(self.percent, 0, Qt.AlignmentFlag.AlignRight)
        top.addWidget(self.mark)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE[0] + 2)
        column.addLayout(top)
        column.addWidget(self.bar)
        column.addWidget(self.line)

    @property
    def counting(self) -> bool:
        """Tell whether a timer runs."""
        return self._tick.isActive()

    def set_standing(self, standing: Standing | None) -> None:
        """Show where a job stands, or nothing."""
        self._standing = standing
        if standing is not None:
            self._show(standing)
        self._set_ticking()

    def _show(self, at: Standing) -> None:
        left = countdown.shared().left(at.job, time.time())
        beside = Beside(at.held, at.missing, at.transfer, left, at.model)
        face = face_of(at.job, beside)
        self.sign.set_sign(*("triangle-alert", "warning") if at.broken else (face.icon, face.tone))
        state = face.state if at.missing else row_state(at.job, held=at.held)
        self.state.setText(translate("Stage", "Cannot be played") if at.broken else state)
        self.percent.setText("" if face.percent is None else percent_words(face.percent))
        self.bar.setVisible(at.moves)
        if at.moves:
            key = f"{at.job.id} {at.job.state in AT_PROVIDER}"
            self.bar.set_percent(key, face.percent or 0)
            self.bar.setAccessibleName(self.state.text())
        parts = [part for part in (_note(at, beside), _said(at.job)) if part]
        self.line.setText(" · ".join(parts) or settings_line(at.job, at.model))
        marked = mark_words(at.job.mark)
        self.mark.set_mark(at.job.mark)
        self.mark.setToolTip(marked)
        words = (self.state.text(), self.percent.text(), marked, self.line.text())
        self.setAccessibleName(" ".join(filter(None, words)))

    def _set_ticking(self) -> None:
        """Count down only what somebody sees."""
        wanted = self._standing is not None and self._standing.runs_down and self.isVisible()
        if not wanted or self._standing is None:
            self._tick.stop()
            return
        interval = SECOND if self._standing.by_seconds else 60 * SECOND
        if not self._tick.isActive() or self._tick.interval() != interval:
            self._tick.start(interval)

    def _count_down(self) -> None:
        self.set_standing(self._standing)
        self.ticked.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Go on counting."""
        super().showEvent(event)
        self.set_standing(self._standing)

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop counting."""
        super().hideEvent(event)
        self._tick.stop()


def _note(at: Standing, beside: Beside) -> str:
    """Return what the row says beside its bar; while bytes come, how many of how many."""
    if at.job.state is not State.DOWNLOADING or at.transfer is None:
        return note_of(at.job, beside)
    done, size = at.transfer
    words = size_words(done)
    if size is not None:
        words = translate("Stage", "{done} of {size}").format(done=words, size=size_words(size))
    left = link_left(at.job)
    dying = link_words(at.job) if left is not None and left <= LINK_DYING else ""
    return " · ".join(part for part in (words, dying) if part)


def _said(job: Job) -> str:
    """Return a status that the provider gives and Foxreel does not know."""
    if job.provider_status in _KNOWN or job.state not in AT_PROVIDER:
        return ""
    return translate("Stage", "the provider says “{status}”").format(status=job.provider_status)
