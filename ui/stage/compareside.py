"""One of two clips that are compared: its picture, what it is, and what a person thinks of it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.job import Job
from core.language import translate
from ui import icons, theme
from ui.actions import Action
from ui.background import Background
from ui.controls import ElidedLabel
from ui.queue import paint
from ui.queue.face import take_words
from ui.stage.canvas import Canvas
from ui.stage.marks import MarkButton
from ui.stage.playback import Playback
from ui.stage.player import is_there
from ui.wording import title


class Number(QWidget):
    """The key that means a side: filled for the one that is meant now."""

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._meant = str(number), False
        side = self.fontMetrics().height() + theme.SPACE[1]
        self.setFixedSize(side, side)
        theme.current().changed.connect(self.update)

    def set_meant(self, meant: bool) -> None:
        """Fill it, or not."""
        self._meant = meant
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the number on its ground."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            token = "accent" if self._meant else "raised"
            paint.fill(painter, QRectF(self.rect()), theme.CORNER, token)
            paint.pen(painter, "on_accent" if self._meant else "muted")
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._words)


class Side(QWidget):
    """Shows a clip, and opens it for whoever plays it."""

    chosen = Signal()
    """A person means this one: by a click, or with the focus."""
    acted = Signal(object)
    """A person wants a mark given or taken back: an ``Action``."""

    def __init__(self, number: int, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._background, self._number = background, number
        self._turn = 0
        self.job: Job | None = None
        self.playback = Playback(self)
        self.canvas = Canvas(self)
        self.number, self.name = Number(number), ElidedLabel()
        self.sound = QLabel()
        self.star = MarkButton(Action.STAR)
        self.reject = MarkButton(Action.REJECT)
        self.star.clicked.connect(lambda: self._mark(Action.STAR))
        self.reject.clicked.connect(lambda: self._mark(Action.REJECT))
        self.canvas.clicked.connect(self.chosen)
        self.canvas.focused.connect(self.chosen)
        self.playback.changed.connect(self._say_problem)
        theme.current().changed.connect(self._show_sound)
        self._heard = False
        self._lay_out()

    def show_job(self, job: Job) -> None:
        """Show what a job is, and open its clip if it is another one than before."""
        before, self.job = self.job, job
        self.retranslate()
        if before is None or before.file != job.file:
            self._turn += 1
            self.canvas.say("")
            look = partial(is_there, Path(job.file))
            looked = partial(self._on_looked, self._turn, Path(job.file))
            self._background.call(look, looked, partial(self._on_failed, self._turn))

    def set_heard(self, heard: bool) -> None:
        """Show whether this is the one that is heard, and that keys are for."""
        self._heard = heard
        self.playback.sound.set_muted(not heard)
        self._show_sound()

    def clear(self) -> None:
        """Show nothing, and let go of the file."""
        self._turn += 1
        self.job = None
        self.playback.clear()
        self.canvas.set_frame(None)

    def release(self) -> None:
        """Let go of the clip, and of every thread and device."""
        self._turn += 1
        self.playback.release()
        self.canvas.release()

    def retranslate(self) -> None:
        """Say everything in the person's language."""
        job = self.job
        if job is None:
            return
        words = [take_words(job)] if job.batch else []
        self.name.setText(" · ".join([*words, title(job)]))
        self.star.show_for(job)
        self.reject.show_for(job)
        name = translate("Compare", "Clip {number}: {title}")
        self.canvas.setAccessibleName(name.format(number=self._number, title=self.name.text()))
        self._show_sound()
        self._say_problem()

    def _on_looked(self, turn: int, file: Path, there: bool) -> None:
        if turn != self._turn:
            return
        if there:
            self.playback.load(file)
        else:
            self.canvas.say(translate("Row", "The clip is no longer where it was saved."))
            self.playback.fail()

    def _on_failed(self, turn: int, _error: Exception) -> None:
        if turn == self._turn:
            self.playback.fail()

    def _say_problem(self) -> None:
        if self.playback.broken and not self.canvas.words:
            words = translate("Player", "This clip cannot be played: its file may be damaged.")
            self.canvas.say(words, "file-video")

    def _show_sound(self) -> None:
        icon = icons.pixmap("volume-2", "text", 16, self.devicePixelRatioF())
        self.sound.setPixmap(icon)
        self.sound.setVisible(self._heard)
        self.sound.setToolTip(translate("Compare", "This one is heard, and meant by the keys"))
        self.sound.setAccessibleName(self.sound.toolTip())

    def _mark(self, action: Action) -> None:
        self.chosen.emit()
        self.retranslate()  # the button shows what is known, not what was pressed
        self.acted.emit(action)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Mean this one."""
        self.chosen.emit()

    def _lay_out(self) -> None:
        self.canvas.setMinimumSize(160, 90)
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE[1])
        for widget in (self.number, self.sound):
            head.addWidget(widget)
        head.addWidget(self.name, 1)
        for button in (self.star, self.reject):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE[0])
        column.addLayout(head)
        column.addWidget(self.canvas, 1)
