"""The storyboard's window: the shots, the one that is edited, and what all of it comes to."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.language import translate
from core.problems import InvalidAsk
from core.storyboard import WHOLE, InvalidBoard, Shot, Storyboard
from core.storyboardtotals import PriceOf
from core.storyboardwords import price_words, shot_words, totals_words
from ui import icons
from ui.account import usd_words
from ui.background import Background
from ui.characters.cast import Cast
from ui.compose.held import HeldKey
from ui.compose.send import ENTER
from ui.compose.words import Words
from ui.dialogs.dialog import Dialog, while_open
from ui.preparing import Preparing
from ui.storyboard.bringing import Bringing
from ui.storyboard.document import Document
from ui.storyboard.dropping import dropped, is_dropped
from ui.storyboard.emptyboard import EmptyBoard
from ui.storyboard.foot import Foot
from ui.storyboard.side import Side
from ui.storyboard.thumbs import Thumbs
from ui.storyboard.toolbar import REDO, UNDO, Toolbar
from ui.storyboard.view import ShotView
from ui.storyboard.words import name_button, not_ready_words, shared_words
from ui.theme import SPACE, text_scale

SIZE = QSize(1080, 740)
SIDE = 372
KEEP_DELAY = 1000
"""Milliseconds after a change until the board is kept for the next time."""


class StoryboardDialog(Dialog):
    """Edits a board. It sends nothing itself.

    ``pasted`` is a private folder for pictures that come without a file; ``clock`` returns seconds.
    """

    wanted = Signal(object)
    """A ``Storyboard`` that a person wants to pay for, valid as far as can be seen."""
    wanted_again = Signal(object)
    """The same, after the question whether it is meant once more."""
    left_out = Signal()
    """A press on Generate counts as none."""
    kept = Signal(object)
    """A ``Storyboard`` to be kept for the next time."""

    def __init__(
        self,
        document: Document,
        background: Background,
        pasted: Path,
        cast: Cast,
        parent: QWidget | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self.document = document
        self._clock = clock
        self._price: PriceOf = lambda *_: None
        self._demo = False
        self._held = HeldKey()
        self._last = Storyboard()
        self.thumbs = Thumbs(background)
        self.view = ShotView(document, self.thumbs)
        self.empty = EmptyBoard()
        self.left = QStackedWidget()
        self.side = Side(document, background, pasted, cast)
        self.foot = Foot(clock)
        self.toolbar = Toolbar()
        self.notice = Words("problem")
        self.add_button = QPushButton(icons.icon("plus", "muted"), "")
        self.bringing = Bringing(document, background, pasted, cast, self)
        self._keeping = QTimer(self, singleShot=True, interval=KEEP_DELAY)
        self._lay_out()
        self._connect()
        self.retranslate()
        self.view.choose([0] if document.shots else [])
        self._follow()
        self._keeping.stop()
        self.set_first(self.view if document.shots else self.empty.add)

    # From outside

    @while_open
    def set_price(self, price: PriceOf, *, demo: bool) -> None:
        """Tell how to know what a clip costs; the built-in engine costs nothing."""
        # A function of its own each time: what is known of prices is other than before.
        self._price, self._demo = lambda *asked: price(*asked), demo
        self._show_totals()

    def offer_last(self, board: Storyboard) -> None:
        """Offer the board that was sent last, while this one is empty."""
        self._last = board
        self.empty.offer_last(bool(board.shots))

    @while_open
    def set_preparing(self, preparing: Preparing | None) -> None:
        """Show that the board is being prepared: nothing can be changed or asked until the end of
        it, for which None stands."""
        self.foot.set_preparing(preparing)
        for part in (self.left, self.side, self.add_button, self.toolbar):
            part.setEnabled(preparing is None)

    @while_open
    def ask_again(self) -> None:
        """Ask whether the same board is meant once more."""
        self.foot.ask_again(self._clock())

    @while_open
    def show_problems(self, error: InvalidAsk) -> None:
        """Say what is wrong: beside the shots, and below. Nothing was sent."""
        if isinstance(error, InvalidBoard):
            self.document.tell(error.by_shot)
            self._say_wrong()
        else:
            self.foot.show_problem("\n".join(shot_words(each) for each in error.problems))

    @while_open
    def show_failure(self, words: str) -> None:
        """Say why the board could not be prepared. Nothing was sent."""
        self.foot.show_problem(words)

    def retranslate(self) -> None:
        """Show every text in the language in use."""
        title = translate("Storyboard", "Storyboard")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        name_button(self.add_button, translate("Storyboard", "Add a shot"))
        for part in (self.toolbar, self.view, self.empty, self.side, self.foot):
            part.retranslate()
        self._show_totals()

    # Asking

    def generate(self) -> None:
        """Hand the board on, unless something is wrong with it."""
        if self.foot.busy:
            self.left_out.emit()
            return
        ready = self.document.try_out()
        self._say_wrong()
        if ready:
            self.wanted.emit(self.document.board)

    def _generate_again(self) -> None:
        if not self.foot.busy and self.document.try_out():
            self.foot.settle()
            self.wanted_again.emit(self.document.board)

    def _say_wrong(self) -> None:
        """Say below which shots are not ready, and show the first of them."""
        numbers = [n for n in range(1, len(self.document.shots) + 1) if self.document.problems(n)]
        lines = [shot_words(each) for each in self.document.problems(WHOLE)]
        if numbers:
            lines.append(not_ready_words(numbers))
            self.view.choose([numbers[0] - 1])
            self.side.turn_to("shot")
        self.foot.show_problem("\n".join(lines))

    # Following

    def _follow(self) -> None:
        self.foot.settle()
        self.foot.show_problem("")
        there = bool(self.document.shots)
        self.left.setCurrentWidget(self.view if there else self.empty)
        self.add_button.setVisible(there)
        self.toolbar.set_steps(undo=self.document.can_undo, redo=self.document.can_redo)
        self._show_totals()
        self._keeping.start()

    def _show_totals(self) -> None:
        board = self.document.board
        found = self.document.totals(self._price)
        self.toolbar.summary.setText(shared_words(self.document))
        price = price_words(found, "" if found.price is None else usd_words(found.price))
        if self._demo:
            price = translate("Storyboard", "the built-in engine costs nothing")
        self.foot.show_totals(totals_words(found, price) if board.shots else "", found.clips)

    def _write(self) -> None:
        self.side.turn_to("shot")
        self.side.shot.focus_prompt()

    def _add(self) -> None:
        """Add a shot behind the chosen one, and begin to write it."""
        chosen = self.view.chosen()
        place = chosen[-1] + 1 if chosen else len(self.document.shots)
        self.document.insert(place, [Shot()])
        self._write()

    def _bring_back(self) -> None:
        self.document.do(self._last)
        self.document.chosen.emit([0])

    def _keep(self) -> None:
        self._keeping.stop()
        self.kept.emit(self.document.board)

    # Events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Generate with Ctrl+Return, once however long it is held; paste what fits."""
        if event.key() in ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if self._held.is_repeat(event):
                self.left_out.emit()
            else:
                self.generate()
        elif event.matches(QKeySequence.StandardKey.Paste) and not self.foot.busy:
            self.bringing.paste(self.view.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Remember the release, which a held key sends too."""
        self._held.released(event)
        super().keyReleaseEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take shots wherever they are dropped."""
        if is_dropped(event.mimeData()) and not self.foot.busy:
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        """Put what is dropped beside the list behind the last shot."""
        found = dropped(event.mimeData())
        if found is not None:
            event.acceptProposedAction()
            self.bringing.take(found, len(self.document.shots), False)

    def showEvent(self, event: QShowEvent) -> None:
        """Be as large as the person's text size asks for, within the screen."""
        self.ensurePolished()
        larger = text_scale()
        room = self.screen().availableGeometry().size() - QSize(SPACE[5], 2 * SPACE[5])
        self.resize((SIZE * larger).boundedTo(room))
        self.side.setFixedWidth(round(SIDE * min(larger, 1.3)))
        super().showEvent(event)

    def reject(self) -> None:
        """Close; what is just being prepared is stopped instead."""
        if self.foot.busy:
            self.foot.stop()
        else:
            super().reject()

    def done(self, result: int) -> None:
        """Keep the board when the dialog goes."""
        if self._keeping.isActive():
            self._keep()
        super().done(result)

    # Building

    def _connect(self) -> None:
        document, bar, bringing = self.document, self.toolbar, self.bringing
        document.changed.connect(self._follow)
        self.view.current.connect(self.side.show_shot)
        self.view.clicked.connect(lambda _: self.side.turn_to("shot"))
        self.view.write.connect(self._write)
        self.view.taken.connect(bringing.take)
        bringing.said.connect(self.notice.say)
        for keys, call in ((UNDO, document.undo), (REDO, document.redo), ("Ctrl+Y", document.redo)):
            QShortcut(QKeySequence(keys), self.toolbar, call)  # not while it is being sent
        bar.undo.clicked.connect(document.undo)
        bar.redo.clicked.connect(document.redo)
        bar.paste.clicked.connect(bringing.paste_text)
        bar.open.clicked.connect(bringing.open_file)
        bar.folder.clicked.connect(bringing.open_folder)
        self.add_button.clicked.connect(self._add)
        self.empty.add.clicked.connect(self._add)
        self.empty.last.clicked.connect(self._bring_back)
        self.foot.wanted.connect(self.generate)
        self.foot.wanted_again.connect(self._generate_again)
        self.foot.left_out.connect(self.left_out)
        self.foot.closed.connect(self.reject)
        self._keeping.timeout.connect(self._keep)

    def _lay_out(self) -> None:
        self.setAcceptDrops(True)
        self.left.addWidget(self.view)
        self.left.addWidget(self.empty)
        self.add_button.setProperty("role", "quiet")
        self.add_button.setAutoDefault(False)
        notice = QHBoxLayout()
        notice.setContentsMargins(SPACE[3], 0, SPACE[3], 0)
        notice.addWidget(self.notice)
        shots = QVBoxLayout()
        shots.setContentsMargins(SPACE[0], 0, 0, SPACE[1])
        shots.addWidget(self.left, 1)
        shots.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addLayout(shots, 1)
        middle.addWidget(_line("upright"))
        middle.addWidget(self.side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.toolbar)
        column.addLayout(notice)
        column.addWidget(_line("line"))
        column.addLayout(middle, 1)
        column.addWidget(_line("line"))
        column.addWidget(self.foot)


def _line(role: str) -> QFrame:
    line = QFrame()
    line.setProperty("role", role)
    return line
