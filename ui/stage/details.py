"""A job in full, under its clip: why it stands where it does, the prompt, and what is known."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from core.catalog import Catalog
from core.job import Connection, Job
from ui import theme
from ui.stage.askedfacts import named_inputs
from ui.stage.factrow import PAD, FactRow
from ui.stage.facts import facts_of
from ui.stage.filefacts import FileFacts
from ui.stage.glances import Glance
from ui.stage.prompt import PromptView
from ui.stage.reason import ReasonCard
from ui.stage.rows import FactList


class Details(QScrollArea):
    """Shows a job, and its changes in place: nothing moves that has not changed."""

    def __init__(self, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalog = catalog
        self._job: Job | None = None
        self._held = False
        self._file: FileFacts | None = None
        self._picture: QImage | None = None
        self._glances: Mapping[str, Glance] = {}
        self._related: dict[str, Job] = {}
        self.connection: Connection | None = None
        """The one of new jobs, None where it is not known; ``set_connection`` sets it."""
        self.reason, self.prompt, self.facts = ReasonCard(), PromptView(), FactList()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content = QWidget()
        column = self._column = QVBoxLayout(content)
        column.setSpacing(theme.SPACE[1])
        inset = QVBoxLayout()
        inset.setContentsMargins(PAD, 0, PAD, 0)
        inset.addWidget(self.reason)
        column.addLayout(inset)
        column.addWidget(self.prompt)
        column.addWidget(self.facts)
        column.addStretch(1)
        self.setWidget(content)
        self._keep_margins()
        self.verticalScrollBar().rangeChanged.connect(self._keep_margins)
        QTimer.singleShot(0, self.facts, self.facts.prepare)
        self.facts.reached.connect(lambda row: self.ensureWidgetVisible(row, 0, theme.SPACE[1]))

    def show_job(self, job: Job, *, held: bool) -> None:
        """Show ``job``; another one than before begins at its top, with nothing known of files."""
        if self._job is None or self._job.id != job.id:
            self._file, self._picture, self._related, self._glances = None, None, {}, {}
            self.verticalScrollBar().setValue(0)
        self._job, self._held = job, held
        self.reason.show_job(job, held=held)
        self.prompt.set_prompt(job.prompt)
        self.refresh()

    def set_file(self, file: FileFacts | None) -> None:
        """Show what the clip's file says of itself."""
        if file != self._file:
            self._file = file
            self.refresh()

    def set_related(self, jobs: Sequence[Job]) -> None:
        """Name other jobs that this one comes from by their own words."""
        self._related = {job.id: job for job in jobs}
        self.refresh()

    def set_connection(self, connection: Connection | None) -> None:
        """Say what can be done with the clip in new jobs of ``connection``."""
        if connection != self.connection:
            self.connection = connection
            self.refresh()

    def set_picture(self, picture: QImage | None) -> None:
        """Show the start frame."""
        if picture is not self._picture:
            self._picture = picture
            self.refresh()

    def set_glances(self, glances: Mapping[str, Glance]) -> None:
        """Show what the files look like that the request refers to, by the names of their facts."""
        self._glances = glances
        self.refresh()

    def refresh(self) -> None:
        """Say anew what is known; what runs down is counted from now."""
        if self._job is None:
            return
        beside = (time.time(), self._related, self.connection)
        sounds = {name: each.seconds for name, each in self._glances.items()}
        facts = facts_of(self._job, self._catalog, self._file, *beside, sounds)
        self.facts.set_facts(facts)
        pictures = {name: each.picture for name, each in self._glances.items()}
        for name, row in (("start_frame", self.facts.row("start_frame")), *self._input_rows()):
            if row is not None:
                row.set_picture(self._picture if name == "start_frame" else pictures.get(name))

    def _input_rows(self) -> Iterator[tuple[str, FactRow | None]]:
        if self._job is not None:
            yield from ((name, self.facts.row(name)) for name, _ in named_inputs(self._job))

    def _keep_margins(self) -> None:
        """Let a scroll bar take its room from the margin: the words stay where they are."""
        side = theme.SPACE[3] - PAD
        bar = self.verticalScrollBar()
        taken = min(bar.sizeHint().width(), side) if bar.maximum() > 0 else 0
        self._column.setContentsMargins(side, 0, side - taken, theme.SPACE[2])

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the person's language."""
        self.prompt.retranslate()
        self.facts.retranslate()
        if self._job is not None:
            self.reason.show_job(self._job, held=self._held)
            self.refresh()
