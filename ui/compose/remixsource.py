"""The form's place for the clip that is remixed: a card that shows it, or asks for one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from core.catalog import Field, Model
from core.job import Job
from core.language import translate
from ui.compose.control import help_of, label_of
from ui.compose.remixables import Remixables
from ui.compose.remixcard import SourceCard
from ui.compose.remixpicker import RemixPicker
from ui.compose.words import Words
from ui.wording import title


class RemixSource(QWidget):
    """Knows which clip is to be remixed: its video id, and the job that made it if one is known."""

    changed = Signal()

    def __init__(self, clips: Remixables) -> None:
        super().__init__()
        self.clips = clips
        self.card = SourceCard(clips)
        self.problem = Words("problem")
        self.picker: RemixPicker | None = None
        self._field: Field | None = None
        self._id = ""
        self._job: Job | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.card)
        column.addWidget(self.problem)
        self.card.clicked.connect(self.open_picker)
        self.card.remove_asked.connect(self._on_remove)
        self.card.pasted.connect(self._on_pasted)
        clips.changed.connect(self._show_trouble)
        self.hide()

    @property
    def job(self) -> Job | None:
        """The job whose clip is remixed, None where only its video id is known."""
        return self._job if self._field is not None else None

    def show_model(self, model: Model) -> None:
        """Be there where ``model`` remixes clips."""
        self._field = model.field_for("remix_source")
        self.setVisible(self._field is not None)
        self.retranslate()

    def values(self) -> dict[str, Any]:
        """Return the value of the model's field by its name; nothing where there is none."""
        return {self._field.name: self._id} if self._field is not None and self._id else {}

    def names(self) -> tuple[str, ...]:
        """Return the names of the fields that it stands for with the model that is chosen."""
        return (self._field.name,) if self._field is not None else ()

    @property
    def remix_of(self) -> str:
        """The id of the job whose clip is remixed, empty where none is known."""
        return self.job.id if self.job is not None else ""

    def take(self, job: Job) -> None:
        """Remix the clip of ``job``."""
        self._set(job.clip.video_id if job.clip is not None else "", job)

    def take_id(self, video_id: str, job_id: str = "") -> None:
        """Remix a clip by its video id; ``job_id`` is the job that made it, if it is known."""
        self._set(video_id, None)
        if job_id:
            self.clips.look_up(job_id, self._on_looked_up)
        elif video_id:
            self.clips.find(video_id, self._on_looked_up)

    def clear(self) -> None:
        """Remix nothing."""
        self._set("", None)

    def trouble(self) -> str:
        """Return why the chosen clip cannot be remixed now, empty where it perhaps can."""
        return self.clips.why_not(self.job) if self.job is not None else ""

    def hint(self, usual: str) -> str:
        """Return what the prompt says while it is empty: ``usual``, and what the clip shows."""
        if self.job is None or not self.job.prompt.strip():
            return usual
        words = translate("Compose", "What should be different? The clip was made from: {prompt}")
        return words.format(prompt=title(self.job))

    def show_problem(self, words: str) -> None:
        """Say what is wrong, until another clip is chosen."""
        self.problem.say(words)
        self.card.setAccessibleDescription(words)

    def clear_problem(self) -> None:
        """Say nothing more but what is wrong with the clip itself."""
        self.show_problem(self.trouble())

    def draft(self) -> dict[str, object]:
        """Return what was chosen, for ``restore``."""
        return {"video_id": self._id, "job": self._job.id if self._job is not None else ""}

    def restore(self, draft: object) -> None:
        """Show what a draft holds; what is odd in it is left out."""
        found = draft if isinstance(draft, Mapping) else {}
        video_id, job_id = (str(found.get(name) or "") for name in ("video_id", "job"))
        self.take_id(video_id, job_id if video_id else "")

    def open_picker(self) -> None:
        """Offer clips to choose from, below the card."""
        self.picker = RemixPicker(self.clips, self)
        self.picker.chosen.connect(self._on_chosen)
        self.picker.closed.connect(self._on_picker_closed)
        self.picker.open_at(self.card.mapToGlobal(QPoint(0, self.card.height() + 4)))

    def tab_stops(self) -> list[QWidget]:
        """Return what the Tab key may reach, in order."""
        return [self.card, self.card.remove]

    def retranslate(self) -> None:
        """Name everything in the language in use."""
        if self._field is not None:
            self.card.set_names(label_of(self._field), help_of(self._field))
        self._show_trouble()

    def _set(self, video_id: str, job: Job | None) -> None:
        self._id, self._job = video_id, job
        self.card.show_clip(video_id, job)
        self._show_trouble()
        self.changed.emit()

    def _show_trouble(self) -> None:
        self.show_problem(self.trouble())

    def _on_chosen(self, item: Job | str) -> None:
        self._set(item, None) if isinstance(item, str) else self.take(item)

    def _on_pasted(self, text: str) -> None:
        words = text.split()
        if len(words) == 1:
            self.take_id(words[0])
        else:
            self.show_problem(translate("Compose", "There is no video ID in the clipboard."))

    def _on_looked_up(self, jobs: list[Job]) -> None:
        """Show the job behind the video id, unless another clip was chosen meanwhile."""
        own = (job for job in jobs if job.clip is not None and job.clip.video_id == self._id)
        job = next(own, None)
        if job is not None and self._id:
            self.take(job)

    def _on_remove(self) -> None:
        self.clear()
        self.card.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_picker_closed(self) -> None:
        self.picker = None
        self.card.setFocus(Qt.FocusReason.PopupFocusReason)
