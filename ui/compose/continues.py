"""The line of the form that says which clip the next one continues."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from core.job import Job
from core.language import translate
from ui import theme
from ui.controls import ElidedLabel, IconButton
from ui.dialogs.note import Glyph
from ui.wording import title


@dataclass(frozen=True)
class Thread:
    """What a clip is to belong to.

    It continues the job ``after``, called ``title``, with the picture ``file``; or it is another
    take of a ``shot`` of a ``board``.
    """

    after: str = ""
    title: str = ""
    file: str = ""
    board: str = ""
    shot: int = 0


NO_THREAD = Thread()


def thread_of(draft: object) -> Thread:
    """Return what a draft holds of a thread; what is odd in it makes none."""
    if not isinstance(draft, Mapping):
        return NO_THREAD
    found = {each.name: draft.get(each.name, each.default) for each in fields(Thread)}
    fits = all(type(value) is type(getattr(NO_THREAD, name)) for name, value in found.items())
    return Thread(**found) if fits else NO_THREAD


def another_take(job: Job) -> Thread:
    """Return the thread of a clip that asks anew for a shot of a board; none without a board.

    One that has its start frame already begins with just that, whatever it continued.
    """
    after = job.after if job.start_frame is None else ""
    return Thread(after, board=job.board, shot=job.shot) if job.board else NO_THREAD


class Continues(QFrame):
    """Says what the next clip continues, until a person ends it or takes another picture."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._thread = self._lost = NO_THREAD
        self.words = ElidedLabel()
        self.end_button = IconButton("x")
        self.end_button.clicked.connect(self.end)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE[2], 0, theme.SPACE[0], 0)
        row.setSpacing(theme.SPACE[1])
        row.addWidget(Glyph("link", "muted", 14))
        row.addWidget(self.words, 1)
        row.addWidget(self.end_button)
        self.hide()
        self.retranslate()

    @property
    def begun(self) -> Thread:
        """What the next clip belongs to now."""
        return self._thread

    def begin(self, thread: Thread) -> None:
        """Let the next clip belong to ``thread``."""
        self._thread, self._lost = thread, NO_THREAD
        self.retranslate()
        self.setVisible(thread != NO_THREAD)

    def end(self) -> None:
        """Let the next clip stand alone."""
        if self._thread != NO_THREAD:
            self.begin(NO_THREAD)
            self.changed.emit()

    def follow_picture(self, file: str) -> None:
        """See whether the clip still begins with the last frame.

        Another picture ends that, unless it turns out to be none: then the one before comes back.
        """
        thread = self._thread
        if self._lost != NO_THREAD and file == self._lost.file:
            self.begin(self._lost)
        elif thread.after and file != thread.file:
            self.begin(replace(thread, after="") if thread.board else NO_THREAD)
            self._lost = thread

    def continue_job(self, job: Job, file: str) -> None:
        """Let the next clip continue ``job``, whose last frame is in ``file``."""
        self.begin(Thread(job.id, title(job), file))

    def facts(self) -> dict[str, Any]:
        """Return what ``core.asking.Ask`` is to be told, as its fields by name."""
        thread = self._thread
        return {"after": thread.after, "board": thread.board, "shot": thread.shot}

    def draft(self) -> dict[str, object]:
        """Return what was chosen, as JSON can hold it, for ``restore``."""
        return asdict(self._thread) if self._thread != NO_THREAD else {}

    def restore(self, draft: object) -> None:
        """Show what a draft holds."""
        self.begin(thread_of(draft))

    def retranslate(self) -> None:
        """Say it in the language in use."""
        thread = self._thread
        if thread.board:
            words = translate("Compose", "Another take of shot {number}")
            words = words.format(number=thread.shot)
        else:
            words = translate("Compose", "Continues from: {title}").format(title=thread.title)
        self.words.setText(words)
        self.setAccessibleName(words)
        self.end_button.set_name(translate("Compose", "Do not continue that clip"))
        if thread.board:
            self.end_button.set_name(translate("Compose", "Make a clip of its own"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
