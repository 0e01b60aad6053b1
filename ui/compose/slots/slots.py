"""All places for files of the form: what the model that is chosen takes, and what is in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QPoint, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.catalog import Model
from core.field import MEDIA
from core.inputs import Given, as_if_sent
from core.job import Job
from core.model import Size
from core.problems import Problem
from core.wording import problem_words
from ui.background import Background
from ui.compose.frame import FrameField
from ui.compose.remixables import Remixables
from ui.compose.rows import OptionRow
from ui.compose.slots.clipslot import ClipSlot
from ui.compose.slots.filelist import FileList
from ui.compose.slots.framepair import FramePair
from ui.compose.slots.slotfile import named

LISTS = ("reference_images", "reference_clips", "audio", "reference_audio")
"""The roles whose files are shown as lists, in the order in which they stand."""

_ON_ITS_WAY = "-"
"""What stands for a file that is not here yet, while a request is only being checked."""


class Slots(QWidget):
    """A place for each role. What is in it stays while a model is chosen that does not take it."""

    changed = Signal()
    insert_wanted = Signal(str)
    """A person wants these words in the prompt."""

    def __init__(self, background: Background, folder: Path, clips: Remixables) -> None:
        super().__init__()
        self.clip = ClipSlot(background, folder, clips)
        self.frames = FramePair(background, folder)
        self.lists = {role: FileList(background, folder, MEDIA[role]) for role in LISTS}
        self._filed: dict[str, ClipSlot | FileList] = {"source_clip": self.clip, **self.lists}
        self._model: Model | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._column.addWidget(self.clip)
        self._column.addWidget(self.frames, 1)
        self.clip.changed.connect(self.changed)
        self.frames.changed.connect(self.changed)
        for each in self.lists.values():
            self._column.addWidget(each)
            each.changed.connect(self.changed)
            each.insert_wanted.connect(self.insert_wanted)

    def show_model(self, model: Model) -> None:
        """Show the places that ``model`` has."""
        self._model = model
        self.clip.show_slot(model.slot("source_clip"))
        self.frames.show_slots(model.slot("start_frame"), model.slot("end_frame"))
        for role, each in self.lists.items():
            each.show_slot(model.slot(role))
        self.setVisible(bool(model.slots))

    def set_shape(self, size: Size | None, *, known: bool) -> None:
        """Fit the frames into clips of this size, as ``FramePair.set_shape`` does."""
        self.frames.set_shape(size, known=known)

    # What is in them

    def given(self) -> tuple[Given, ...]:
        """Return the files but the start frame, in the order of the model's places."""
        return tuple(each for role in self.roles() for each in self._given(role))

    def there(self) -> tuple[Given, ...]:
        """Return all files, those among them that are not here yet, to check a request with."""
        return tuple(each for role in self.roles() for each in self._there(role))

    def stand_ins(self) -> dict[str, Any]:
        """Return values of the model's fields that stand for the files."""
        return as_if_sent(self._model, self.there()) if self._model is not None else {}

    def roles(self) -> tuple[str, ...]:
        """Return the roles of the places that the model has."""
        return tuple(each.role for each in self._model.slots) if self._model is not None else ()

    def fill(self, job: Job, kept: Path) -> None:
        """Choose the files of ``job`` but its start frame; ``kept`` has their private copies."""
        for role, each in self._filed.items():
            each.files.reuse([one for one in job.inputs if one.role == role], kept)
        ends = next((one for one in job.inputs if one.role == "end_frame"), None)
        if ends is None:
            self.frames.end.source.clear()
        else:
            self.frames.end.reuse(ends, kept)

    def draft(self) -> dict[str, object]:
        """Return all files but the start frame, as JSON can hold them, for ``restore``."""
        listed = {role: each.files.draft() for role, each in self._filed.items()}
        held = {role: files for role, files in listed.items() if files}
        return {**held, "end_frame": self.frames.end.draft()}

    def restore(self, draft: object) -> None:
        """Choose what a draft holds; what is odd in it is left out."""
        held: Mapping[str, Any] = draft if isinstance(draft, Mapping) else {}
        for role, each in self._filed.items():
            each.files.restore(held.get(role))
        ends = held.get("end_frame")
        self.frames.end.restore(ends if isinstance(ends, dict) else {})

    # What is wrong

    def troubles(self) -> dict[str, str]:
        """Return what keeps the files of the model's places from being sent, by their roles."""
        found = {role: self._trouble(role) for role in self.roles()}
        return {role: words for role, words in found.items() if words}

    def role_with(self, source: str) -> str:
        """Return the role of the place that holds a file by its path or address, empty for none."""
        holding = (role for role in self.roles() if source in self._sources(role))
        return next(holding, "") if source else ""

    def problem_words(self, problem: Problem, names: Mapping[str, str]) -> str:
        """Return a sentence about a problem of a file, which is called as people know it."""
        source = str(problem.facts["source"])
        place = self.place(self.role_with(source) or "start_frame")
        if isinstance(place, FrameField):
            return place.source.problem_words(problem, names)
        own = next(each for each in place.files.files if each.source == source)
        return problem_words(named(problem, own), names)

    def show_problem(self, role: str, words: str) -> QWidget:
        """Say in a place what is wrong with it; return where the focus belongs."""
        place = self.place(role)
        if words != self._trouble(role) or isinstance(place, FrameField):
            place.show_problem(words)
        return place.well if isinstance(place, FrameField) else place.focus_target()

    def clear_problems(self) -> None:
        """Say nothing more but what is still wrong with the files themselves."""
        for each in (self.frames.start, self.frames.end):
            each.show_problem(each.source.broken)
        for place in self._filed.values():
            place.show_problem("")

    # What is shown

    def place(self, role: str) -> FrameField | ClipSlot | FileList:
        """Return the place for files of ``role``."""
        if role in self._filed:
            return self._filed[role]
        return self.frames.end if role == "end_frame" else self.frames.start

    def at(self, point: QPoint) -> str:
        """Return the role of the place at a point of the screen, empty where there is none."""
        for role in self.roles():
            place = self.place(role)
            if place.isVisible() and place.rect().contains(place.mapFromGlobal(point)):
                return role
        return ""

    def tab_stops(self) -> list[QWidget]:
        """Return what the Tab key may reach, in order."""
        listed = [stop for each in self.lists.values() for stop in each.tab_stops()]
        return [*self.clip.tab_stops(), *self.frames.tab_stops(), *listed]

    def rows(self) -> list[OptionRow]:
        """Return the rows that share a column for their names."""
        return self.frames.rows()

    def retranslate(self) -> None:
        """Show all texts in the language in use."""
        self.clip.retranslate()
        self.frames.retranslate()
        for each in self.lists.values():
            each.retranslate()

    def event(self, event: QEvent) -> bool:
        """Take no more height than the places do."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.fit_height()
        return super().event(event)

    def fit_height(self) -> None:
        """Take no more height than the places do."""
        self.frames.fit_height()
        self.setMaximumHeight(self._column.maximumSize().height())

    def _trouble(self, role: str) -> str:
        place = self.place(role)
        return place.source.trouble if isinstance(place, FrameField) else place.files.trouble()

    def _sources(self, role: str) -> list[str]:
        place = self.place(role)
        if isinstance(place, FrameField):
            return [place.image()]
        return [each.source for each in place.files.files]

    def _given(self, role: str) -> Iterator[Given]:
        place = self.place(role)
        if not isinstance(place, FrameField):
            yield from place.files.given()
        elif role == "end_frame" and place.image():
            yield Given(role, place.image(), place.framing())

    def _there(self, role: str) -> Iterator[Given]:
        place = self.place(role)
        if isinstance(place, FrameField):
            if place.there:
                yield Given(role, place.image() or _ON_ITS_WAY)
            return
        for each in place.files.files:
            yield Given(role, each.source or _ON_ITS_WAY, start=each.start)
