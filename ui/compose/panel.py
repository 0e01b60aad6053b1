"""The compose column: the form, what it costs, and Generate."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from core.asking import Ask
from core.catalog import Catalog, Model
from core.job import Job
from core.language import translate
from core.modelfacts import mode_words
from core.problems import InvalidAsk
from ui.background import Background
from ui.compose.drop import DropVeil
from ui.compose.form import Form
from ui.compose.formparts import MARGIN
from ui.compose.fromjobs import continue_clip, fill, remix_clip
from ui.compose.held import HeldKey
from ui.compose.offers import offer_of
from ui.compose.send import ENTER, Repeats, SendBar
from ui.compose.slots.drops import Drops
from ui.compose.slots.placing import roles_for


class ComposePanel(QFrame):
    """Where a person asks for clips. It sends nothing itself.

    ``pasted`` is a private folder for pictures that came without a file; ``clock`` returns seconds.
    """

    generate = Signal(object)
    """A ``core.asking.Ask`` that a person wants to pay for, valid as far as the model says."""
    storyboard_wanted = Signal()
    """A person wants to ask for many clips at once."""
    said = Signal(str, str, object)
    """What was done for a person: words, what a button is called, and what that does."""
    changed = Signal()
    """What ``ask`` returns may be other than before."""

    def __init__(
        self,
        catalog: Catalog,
        background: Background,
        pasted: Path,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self.setProperty("role", "column")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAcceptDrops(True)
        self._repeats = Repeats(clock)
        self.form = Form(catalog, background, pasted)
        self.send = SendBar(clock)
        self.area = QScrollArea()
        self._held = HeldKey()
        self._refused: Model | None = None
        self._build()
        self._veil = DropVeil(self)
        self._drops = Drops(self, self.form, self._veil, self._tell)
        self.form.switched.connect(self._on_switched)
        self.form.models.replaced.connect(self._tell)
        self.area.verticalScrollBar().rangeChanged.connect(self._on_range)
        self.form.more.clicked.connect(self._on_more)
        self.form.changed.connect(self._on_changed)
        self.send.wanted.connect(self._on_wanted)
        self.send.wanted_again.connect(self._on_wanted_again)
        self.send.storyboard_wanted.connect(self.storyboard_wanted)
        self.send.left_out.connect(self._repeats.renew)
        self.retranslate()

    # What is asked

    def ask(self) -> Ask:
        """Return what is asked for now, valid or not."""
        return self.form.ask()

    def fill(self, job: Job, frames: Path, takes: int = 1) -> None:
        """Ask for what ``job`` asked for; ``takes`` says how many of the same there were.

        Its start frame is taken from where it was, else from its copy in ``frames``, else from the
        link.
        """
        fill(self.form, job, frames, takes)

    def set_start_frame(self, path_or_url: str) -> None:
        """Begin the clip with a picture: a path, a file URL, or a link that is fetched."""
        self.form.frame.source.take_source(path_or_url)

    def remix_clip(self, job: Job) -> None:
        """Ask for a remix of the clip of ``job``, and put the caret into the empty prompt."""
        remix_clip(self.form, job)
        self.focus_prompt()

    def continue_clip(self, file: Path, size: tuple[int, int], job: Job | None) -> None:
        """Begin the next clip with the last frame of one, and put the caret into the prompt.

        ``file`` holds the frame in the clip's own ``size``; ``job`` is whose clip it is, if known.
        """
        continue_clip(self.form, file, size, job)
        self.focus_prompt()

    def take_files(self, files: Sequence[str]) -> None:
        """Take the pictures of ``files``, paths, as if they were dropped on the column."""
        self.form.take_picture(offer_of(files))

    def clip_mode(self) -> str:
        """Return the mode that works on a clip: that in use, else a sibling; empty for none."""
        form = self.form
        own = form.model if roles_for(form.model, "video") else form.sibling("video")
        return mode_words(own) if own is not None else ""

    def take_clip(self, file: str) -> None:
        """Work on a clip, by its path; a sibling of the model is chosen where that is needed."""
        self.form.take_files("video", [file])
        self.focus_prompt()

    def draft(self) -> dict[str, object]:
        """Return all that was entered, as JSON can hold it, for ``restore``."""
        return self.form.draft()

    def restore(self, draft: Mapping[str, Any]) -> None:
        """Show what a draft holds; what is odd in it is left out."""
        self.form.restore(draft)

    # What is shown

    def focus_prompt(self) -> None:
        """Put the caret into the prompt."""
        self.form.prompt.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_price(self, text: str) -> None:
        """Show what a request costs, as far as it is known."""
        self.send.set_price(text)

    def set_demo(self, demo: bool) -> None:
        """Say that the built-in engine costs nothing, or show the price again."""
        self.send.set_demo(demo)

    def set_busy(self, busy: bool) -> None:
        """Show that a request is being prepared; nothing further can be asked until then."""
        self.send.set_busy(busy)

    def set_callable(self, marks: Mapping[str, bool | None], *, demo: bool = False) -> None:
        """Tell by the models' ids what the key can call; the built-in engine makes all of them."""
        self.form.models.set_callable(marks, demo=demo)

    def show_problems(self, error: InvalidAsk) -> None:
        """Say under the fields what is wrong; nothing was sent. The first one gets the focus."""
        self._repeats.forget()
        self._show_problems(self.form.check.words(error.problems))
        if any(each.code == "image_changed" for each in error.problems):
            self.form.frame.look_again()

    def retranslate(self) -> None:
        """Show all texts in the language in use."""
        self.form.retranslate()
        self.send.retranslate()

    # Asking

    def _on_changed(self) -> None:
        if self._refused is not None and self._refused != self.form.model:
            self._show_problems({})  # they were another model's
        self.send.settle()
        self.changed.emit()

    def _on_wanted(self) -> None:
        """Hand on what is asked, unless something is wrong with it, or it was asked just now."""
        if self.send.busy:
            self._repeats.renew()
            return
        problems = self.form.check.found()
        self._show_problems(problems)
        if problems:
            return
        ask = self.ask()
        if self._repeats.is_repeat(ask):
            self.send.ask_again()
        else:
            self._hand_on(ask)

    def _on_wanted_again(self) -> None:
        if not self.send.busy and not self.form.check.found():
            self._hand_on(self.ask())

    def _hand_on(self, ask: Ask) -> None:
        self._repeats.note(ask)
        self.send.settle()
        self.generate.emit(ask)

    def _show_problems(self, problems: Mapping[str, str]) -> None:
        self._refused = self.form.model if problems else None
        left = self.form.check.show(problems)
        self.send.problem.say("\n".join(left))
        focus = self.focusWidget()
        if problems and self.form.isAncestorOf(focus):
            self.area.ensureWidgetVisible(focus)

    def _tell(self, words: str) -> None:
        self.said.emit(words, "", None)

    def _on_switched(self, words: str, before: Mapping[str, Any]) -> None:
        self.said.emit(words, translate("Compose", "Undo"), lambda: self.restore(before))

    def _on_range(self, _low: int, high: int) -> None:
        """Let the scroll bar stand in the margin, so that nothing moves when it appears."""
        bar = self.area.verticalScrollBar().sizeHint().width() if high else 0
        self.form.set_right_margin(MARGIN - bar)

    def _on_more(self) -> None:
        """Bring what was opened into view, once it has its place."""
        rare = self.form.options.rare
        QTimer.singleShot(0, rare, lambda: self.area.ensureWidgetVisible(rare, 0, 8))

    # Events

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask with Ctrl+Return, and paste a picture wherever no field takes that for itself.

        No shortcut of Qt's: those do not tell how long a key is held on X11.
        """
        if event.key() in ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.send.pressed()
            if self._held.is_repeat(event):
                self._repeats.renew()
            else:
                self._on_wanted()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._drops.paste()
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Remember the release, which a held key sends too."""
        self._held.released(event)
        super().keyReleaseEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Say whether what is held over the column can be taken, and where it would go."""
        event.setAccepted(self._drops.enter(event))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Go on saying it."""
        event.setAccepted(self._drops.move(event))

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Show no place any more."""
        self._drops.leave()

    def dropEvent(self, event: QDropEvent) -> None:
        """Put what was dropped where it was shown to go."""
        event.setAccepted(self._drops.drop(event))

    def _build(self) -> None:
        line = QFrame()
        line.setProperty("role", "line")
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(self.form)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.area, 1)
        column.addWidget(line)
        column.addWidget(self.send)
        for before, after in pairwise([self.form.tab_stops()[-1], *self.send.tab_stops()]):
            QWidget.setTabOrder(before, after)
