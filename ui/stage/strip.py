"""The strip: the shots of the board that the clip on the stage belongs to, in their order."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from core.catalog import Catalog
from core.home import Home
from core.job import Job
from core.language import translate
from core.shots import JoinPlan, Shot, join_plan, moved, shots_of
from ui import icons, theme
from ui.background import Background
from ui.controls import ElidedLabel
from ui.queue.thumbnails import Thumbnails
from ui.stage.stripcells import ShotDelegate
from ui.stage.stripmodel import ShotModel
from ui.stage.stripview import StripView
from ui.stage.stripwords import shot_words, total_words
from ui.toast import announce

FEWEST = 2
"""Shots from which on there is a strip."""

Read = Callable[[str], list[Job]]


class Strip(QWidget):
    """Shows a board while one of its jobs is on the stage, and follows its changes.

    ``read`` returns a board's jobs; it is called in the background. Nothing is shown before it is
    set.
    """

    wanted = Signal(str)
    """A person wants to see the job of this id."""
    opened = Signal(str)
    """A person wants to watch it."""
    arranged = Signal(str, list)
    """A board, and the ids of the takes of each shot, in the order that a person wants."""
    play_all = Signal()
    """A person wants to watch one shot after the other, or no more of it."""
    join = Signal()
    """A person wants one film made of the shots."""

    def __init__(
        self,
        background: Background,
        home: Home,
        catalog: Catalog,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.read: Read | None = None
        self._background = background
        self._catalog = catalog
        self._board = ""
        self._job_id = ""
        self._jobs: dict[str, Job] = {}
        self._ready = False
        self._turn = 0
        self._playing = False
        self.model = ShotModel(shot_words, self)
        self.thumbnails = Thumbnails(background, home)
        self.delegate = ShotDelegate(self.model, self.thumbnails, self)
        self.view = StripView(self.model, self.delegate)
        self.total = ElidedLabel()
        self.play_button = QPushButton(icons.icon("circle-play"), "")
        self.join_button = QPushButton(icons.icon("film"), "")
        self._lay_out()
        self._connect()
        self.hide()
        self.retranslate()

    @property
    def shots(self) -> tuple[Shot, ...]:
        """The shots that are shown, in their order."""
        return self.model.shots

    def plan(self) -> JoinPlan:
        """Return which clips a film would be made of."""
        return join_plan(self.shots, self.model.unwanted)

    def show_job(self, job: Job | None) -> None:
        """Show the board that ``job`` belongs to, if it has others too."""
        self._job_id = job.id if job is not None else ""
        board = job.board if job is not None else ""
        if job is not None and board and board == self._board:
            self.on_job(job)
            self._show()
            return
        self._board, self._jobs, self._ready = board, {}, False
        self._turn += 1
        self._show()
        if board and self.read is not None:
            done = partial(self._on_read, self._turn)
            self._background.call(partial(self.read, board), done)

    def on_job(self, job: Job) -> None:
        """Follow a change, if it is one of the board that is shown."""
        known = self._jobs.get(job.id)
        if not self._board or (job.board != self._board and known is None):
            return
        if known is not None and known.rev > job.rev:
            return
        if job.board == self._board and job.removed_at is None:
            self._jobs[job.id] = job
        else:
            self._jobs.pop(job.id, None)
        self._show()

    def set_playing(self, playing: bool) -> None:
        """Show whether one shot is played after the other."""
        self._playing = playing
        self.retranslate()

    def before(self, job: Job) -> Job | None:
        """Return the job that ``job`` continues, if it is on the board."""
        return self._jobs.get(job.after)

    def _on_read(self, turn: int, jobs: list[Job]) -> None:
        if turn != self._turn:
            return
        news, self._jobs = self._jobs, {job.id: job for job in jobs}
        self._ready = True
        for job in news.values():  # what was told while it was read
            known = self._jobs.get(job.id)
            if known is None or known.rev < job.rev:
                self._jobs[job.id] = job
        self._show()

    def _show(self) -> None:
        shots = shots_of(self._jobs.values()) if self._ready else ()
        shown = len(shots) >= FEWEST
        self.model.set_shots(shots if shown else ())
        self.total.setText(total_words(shots, self._catalog))
        ready = sum(shot.ready for shot in shots)
        self.play_button.setEnabled(ready > 1 or self._playing)
        self.join_button.setEnabled(len(self.plan().clips) > 1)
        self.setVisible(shown)
        self.view.show_current(self.model.row_of(self._job_id))

    def _on_picture(self, job_id: str) -> None:
        if job_id in self._jobs:
            self.view.viewport().update()

    def _on_chosen(self, row: int) -> None:
        shot = self.model.shot(row)
        if shot is not None and self._job_id not in shot.ids:
            self.wanted.emit(shot.face.id)

    def _on_opened(self, row: int) -> None:
        shot = self.model.shot(row)
        if shot is not None:
            self.opened.emit(self._job_id if self._job_id in shot.ids else shot.face.id)

    def _on_marked(self, row: int) -> None:
        self.model.toggle(row)
        self._show()

    def _on_carried(self, origin: int, gap: int) -> None:
        shots = moved(self.shots, origin, gap)
        place = next(n for n, shot in enumerate(shots, 1) if shot is self.shots[origin])
        announce(self, translate("Strip", "Shot {number}").format(number=place))
        self.arranged.emit(self._board, [list(shot.ids) for shot in shots])

    def _connect(self) -> None:
        self.view.chosen.connect(self._on_chosen)
        self.view.opened.connect(self._on_opened)
        self.view.marked.connect(self._on_marked)
        self.view.carried.connect(self._on_carried)
        self.play_button.clicked.connect(self.play_all)
        self.join_button.clicked.connect(self.join)
        self.thumbnails.ready.connect(self._on_picture)
        theme.current().changed.connect(self.view.viewport().update)

    def _lay_out(self) -> None:
        self.total.setProperty("role", "secondary")
        for button in (self.play_button, self.join_button):
            button.setProperty("role", "quiet")
            button.setAutoDefault(False)
            button.setIconSize(button.iconSize() * theme.text_scale())
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE[0])
        head.addWidget(self.total, 1)
        head.addWidget(self.play_button)
        head.addWidget(self.join_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE[0])
        column.addLayout(head)
        column.addWidget(self.view)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the person's language."""
        play, stop = translate("Strip", "Play all"), translate("Strip", "Stop")
        self.play_button.setText(f" {stop if self._playing else play}")
        self.play_button.setIcon(icons.icon("circle-stop" if self._playing else "circle-play"))
        self.play_button.setToolTip(translate("Strip", "Play the shots one after the other"))
        join = translate("Strip", "Join…")
        self.join_button.setText(f" {join}")  # Qt sets the words close to the icon
        self.join_button.setToolTip(translate("Strip", "Make one film of the shots"))
        self.view.setAccessibleName(translate("Strip", "Shots"))
        keys = translate(
            "Strip", "Arrow keys choose a shot, with Alt they move it, J leaves it out of the film"
        )
        self.view.setAccessibleDescription(keys)
        self.total.setText(total_words(self.shots, self._catalog))
        self.model.again()
