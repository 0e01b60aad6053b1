"""The stage: one job with its clip, what is known of it, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QSettings, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QStackedLayout, QVBoxLayout, QWidget

from core.catalog import Catalog
from core.characters import makes_character
from core.frames import kept_file
from core.home import Home
from core.job import ENDED, Connection, Job, State
from core.language import translate
from core.remixing import why_not_remixable
from ui import theme
from ui.actions import Action, actions_for
from ui.background import Background
from ui.stage.actionbar import ActionBar
from ui.stage.details import Details
from ui.stage.filefacts import FileFacts, read_file
from ui.stage.glances import Glance, glances_at
from ui.stage.headline import Headline, Standing
from ui.stage.player import Player
from ui.stage.poster import Empty, asked_shape, read_picture, read_source
from ui.stage.related import characters_of
from ui.stage.strip import Strip

TALLEST = 0.55
"""Part of the stage's height that a clip takes at most."""
LOWEST = 140


class StagePanel(QFrame):
    """Shows one job, follows its changes, and says what a person wants done with it."""

    acted = Signal(object, list)
    """An ``Action``, and the ids of the jobs that it is for."""
    followed = Signal(str)
    """A person wants to see the job of this id, which the one that is shown comes from."""
    shown = Signal(object)
    """Another ``Job`` than before is shown, or None."""

    def __init__(
        self,
        background: Background,
        home: Home,
        catalog: Catalog,
        settings: QSettings | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "column")
        self._background, self._home, self._catalog = background, home, catalog
        self._job: Job | None = None
        self._held, self._missing, self._pictured = False, False, False
        self._transfer: tuple[int, int | None] | None = None
        self._file = ""
        self._turn = 0
        self._details_due = False
        self.look_up: Callable[[Job], list[Job]] | None = None
        """Returns the other jobs that a job names; called in the background."""
        self.player = Player(background, settings)
        self.headline, self.details = Headline(), Details(catalog)
        self.action_bar, self.empty = ActionBar(), Empty()
        self.strip = Strip(background, home, catalog)
        self._lay_out()
        self.headline.ticked.connect(self._on_tick)
        self.player.found.connect(self._on_found)
        self.player.broken_changed.connect(self._on_broken)
        self.player.shape_changed.connect(self._fit_player)
        self.player.asked.connect(self._act)
        self.action_bar.chosen.connect(self._act)
        self.details.facts.followed.connect(self.followed)
        self.retranslate()

    def tab_stops(self) -> tuple[QWidget, ...]:
        """Return what the Tab key reaches before the details: the clip and its controls."""
        return (self.player.canvas, *self.player.transport.tab_stops())

    @property
    def job(self) -> Job | None:
        """The job that is shown."""
        return self._job

    def show_job(self, job: Job | None, *, held: bool = False) -> None:
        """Show ``job``, or that nothing is chosen; one that is shown already is only updated.

        ``held`` says that it waits, and nobody has asked yet for it to be sent.
        """
        known = self._job is not None and job is not None and self._job.id == job.id
        if not known:
            self._turn += 1
            self._file, self._missing, self._transfer = "", False, None
            self.player.clear()
        before, self._job, self._held = self._job, job, held
        self.strip.show_job(job)
        self._pages.setCurrentIndex(0 if job is None else 1)
        if job is not None:
            self._show(job, before if known else None)
        else:
            self.headline.set_standing(None)
        if not known:
            self.shown.emit(job)

    def on_job(self, job: Job) -> None:
        """Follow a change, if it is one of the job that is shown, or of its board."""
        self.strip.on_job(job)
        if self._job is not None and self._job.id == job.id:
            self.show_job(job, held=self._held and job.state is State.WAITING)

    def on_transfer(self, job_id: str, done: int, size: int | None) -> None:
        """Show how many bytes of the clip have come."""
        if self._job is not None and self._job.id == job_id:
            self._transfer = (done, size)
            self._show_headline(self._job)

    def set_connection(self, connection: Connection | None) -> None:
        """Offer what can be done with new jobs of ``connection``; None where that is not known."""
        self.details.set_connection(connection)
        if self._job is not None:
            self._show_actions(self._job)

    def play(self) -> None:
        """Run the clip, as soon as it is there."""
        self.player.play()

    def release_file(self, job_id: str) -> None:
        """Let go of a job's clip: it may be moved or deleted afterwards."""
        if self._job is not None and self._job.id == job_id:
            self.player.clear()

    def release(self) -> None:
        """Let go of every file, thread and device; to be called before the window goes."""
        self.player.release()

    # Showing

    def _show(self, job: Job, before: Job | None) -> None:
        if job.state is not State.DOWNLOADING:
            self._transfer = None
        if before is None:
            self._fetch_picture(job)
            self._fetch_glances(job)
            self._fetch_related(job)
        self._show_clip(job, before)
        self._show_headline(job)
        self._details_due = True
        if before is None:  # in another turn of the loop: all at once would be felt
            QTimer.singleShot(0, self, self._show_details)
        else:
            self._show_details()
        self._show_actions(job)
        self._fit_player()

    def _show_details(self) -> None:
        """Show what is known of the job, unless that is done."""
        if self._details_due and self._job is not None:
            self._details_due = False
            self.details.show_job(self._job, held=self._held)

    def _show_clip(self, job: Job, before: Job | None) -> None:
        """Open the clip if it is another than before; one that has just come is played."""
        file = "" if job.removed_at is not None else job.file
        if file == self._file:
            return
        self._file, self._missing = file, False
        self.details.set_file(None)
        came = before is not None and before.state is not State.COMPLETED
        self.player.load(Path(file) if file else None, play=came and self.isActiveWindow())

    def _show_headline(self, job: Job) -> None:
        model = self._catalog.get(job.model)
        broken = self.player.broken
        self.headline.set_standing(
            Standing(job, model, self._held, self._missing, broken, self._transfer)
        )

    def _show_actions(self, job: Job) -> None:
        remixable = not why_not_remixable(job, self._catalog, self.details.connection)
        there = not self._missing
        offered = actions_for(job, held=self._held, there=there, remixable=remixable)
        self.action_bar.set_actions(offered, job)
        self.player.set_offers(offered)

    def _fetch_picture(self, job: Job) -> None:
        """Show the start frame while there is no clip, and small among what was asked."""
        self._pictured = False
        self.player.set_poster(None, "film" if job.file else "clapperboard")
        self.details.set_picture(None)
        frame = job.start_frame
        if frame is not None and frame.sha256:
            file = kept_file(self._home.frames, frame)
            shown = partial(self._on_picture, self._turn)
            self._background.call(partial(read_picture, file), shown)
        elif makes_character(job):
            shown = partial(self._on_picture, self._turn)
            self._background.call(partial(read_source, job, self._home), shown)

    def _fetch_glances(self, job: Job) -> None:
        """Show small what the other files look like; who has gone on to another job needs none."""
        if job.inputs:
            turn = self._turn
            look = partial(glances_at, job, self._home, lambda: turn == self._turn)
            self._background.call(look, partial(self._on_glances, turn))

    def _on_glances(self, turn: int, glances: dict[str, Glance]) -> None:
        if turn == self._turn and glances:
            self._show_details()
            self.details.set_glances(glances)

    def _fetch_related(self, job: Job) -> None:
        """Find out what the jobs are called that this one comes from, and its characters."""
        named = job.after or job.remix_of or characters_of(job, self._catalog)
        if named and self.look_up is not None:
            self._background.call(partial(self.look_up, job), partial(self._on_related, self._turn))

    def _on_related(self, turn: int, jobs: list[Job]) -> None:
        if turn == self._turn:
            self._show_details()
            self.details.set_related(jobs)

    def _on_picture(self, turn: int, picture: QImage) -> None:
        if turn == self._turn and not picture.isNull():
            self._pictured = True
            self._show_details()
            self.player.set_poster(picture, "clapperboard")
            self.details.set_picture(picture)
            self._fit_player()

    def _on_found(self, there: bool) -> None:
        self._missing = not there
        if self._job is None:
            return
        self._show_headline(self._job)
        self._show_actions(self._job)
        if there:
            done = partial(self._on_file, self._turn, self._file)
            self._background.call(partial(read_file, Path(self._file)), done)

    def _on_broken(self) -> None:
        if self._job is not None:
            self._show_headline(self._job)

    def _on_file(self, turn: int, name: str, file: FileFacts | None) -> None:
        if turn == self._turn and name == self._file:
            self._show_details()
            self.details.set_file(file)

    def _on_tick(self) -> None:
        if self._job is not None and self._job.state is State.DOWNLOADING:
            self.details.refresh()

    def _act(self, action: Action) -> None:
        if self._job is not None:
            self.acted.emit(action, [self._job.id])

    # Looks

    def _lay_out(self) -> None:
        side = theme.SPACE[3]
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, side, 0, 0)
        column.setSpacing(theme.SPACE[2])
        # The player may leave for the whole screen; its place keeps its height meanwhile.
        self._place = QWidget()
        place = QVBoxLayout(self._place)
        place.setContentsMargins(0, 0, 0, 0)
        place.addWidget(self.player)
        for widget in (self._place, self.strip, self.headline):
            inset = QVBoxLayout()
            inset.setContentsMargins(side, 0, side, 0)
            inset.addWidget(widget)
            column.addLayout(inset)
        column.addWidget(self.details, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(side, 0, side, theme.SPACE[2])
        foot.addWidget(self.action_bar)
        column.addLayout(foot)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self.empty)
        self._pages.addWidget(body)

    def _fit_player(self) -> None:
        """Give the clip all the width, or as much of the height as leaves room for the rest."""
        job = self._job
        nothing = job is not None and job.state in ENDED and not self._file and not self._pictured
        shape = self.player.shape or asked_shape(job)
        width = max(self.width() - 2 * theme.SPACE[3], 1)
        height = min(width * shape.height() / shape.width(), self.height() * TALLEST)
        self._place.setFixedHeight(LOWEST if nothing else max(round(height), LOWEST))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the clip as large as fits."""
        super().resizeEvent(event)
        self._fit_player()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the player's keys work wherever the focus is in the stage."""
        self.player.keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Let the player know which keys are held."""
        self.player.keyReleaseEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the person's language."""
        self.setAccessibleName(translate("Stage", "Stage"))
        self.empty.retranslate()
        self.action_bar.retranslate()
        if self._job is not None:
            self._show_headline(self._job)
