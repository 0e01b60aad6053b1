"""The form: prompt, start frame, model, options and takes, below each other."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.asking import Ask
from core.catalog import Catalog, Field, Model
from core.job import Job
from core.language import translate
from ui.background import Background
from ui.compose.check import Check
from ui.compose.control import help_of, label_of
from ui.compose.frame import FrameField
from ui.compose.models import ModelChoice
from ui.compose.offers import Offer
from ui.compose.options import Options
from ui.compose.prompt import PromptField
from ui.compose.rows import OptionRow, share_name_width
from ui.controls import Disclosure, Segments
from ui.wording import locale

MOST_TAKES = 4
MARGIN = 16
LONG_SIDE = 1280
"""Pixels of a clip whose model does not say its size: only the ratio matters."""


class Form(QWidget):
    """Everything that a person decides about a clip, and what is wrong with it."""

    changed = Signal()

    def __init__(self, catalog: Catalog, background: Background, pasted: Path) -> None:
        super().__init__()
        self.prompt = PromptField()
        self.frame = FrameField(background, pasted)
        self.models = ModelChoice(catalog)
        self.options = Options(self)
        self.takes = Segments()
        self.takes_row = OptionRow(self.takes)
        self.more = Disclosure(self.options.rare)
        self.check = Check(self)
        self._build()
        self.takes.set_choices([(count, "") for count in range(1, MOST_TAKES + 1)], 1)
        self._show_model()
        self.prompt.changed.connect(self.changed)
        self.prompt.pictured.connect(self._on_pictured)
        self.frame.changed.connect(self.changed)
        self.models.changed.connect(self._on_model)
        self.options.changed.connect(self._on_options)
        self.takes.chosen.connect(self._on_takes)

    @property
    def model(self) -> Model:
        """The model that is chosen."""
        return self.models.model()

    @property
    def frame_field(self) -> Field | None:
        """The model's field for the start frame, None where it takes none."""
        return self.model.field_for("start_frame")

    def ask(self) -> Ask:
        """Return what is asked for now, valid or not."""
        image = self.frame.image() if self.frame_field is not None else ""
        return Ask(
            prompt=self.prompt.text(),
            model=self.model.id,
            values=self.options.values(),
            image=image,
            fit=self.frame.fit() if image else None,
            takes=self._takes(),
            shown=self.frame.source.shown if image else "",
        )

    def fill(self, job: Job, frames: Path, takes: int) -> None:
        """Show what ``job`` asked for; ``frames`` is the folder of private copies."""
        self.models.set_model(job.model)
        self.options.choose(job.values)
        self._show_model()
        self.prompt.set_text(job.prompt)
        self.takes.set_value(min(max(takes, 1), MOST_TAKES))
        if job.start_frame is None:
            self.frame.source.clear()
        else:
            self.frame.set_fit(job.start_frame.fit)
            self.frame.source.take_again(job.start_frame, frames)
        self._open_more()
        self.changed.emit()

    def draft(self) -> dict[str, object]:
        """Return all that was entered, as JSON can hold it."""
        return {
            "prompt": self.prompt.text(),
            "model": self.model.id,
            "values": self.options.chosen(),
            "takes": self._takes(),
            "frame": self.frame.draft(),
            "more": self.more.is_open,
        }

    def restore(self, draft: Mapping[str, Any]) -> None:
        """Show what a draft holds; what is odd in it is left out."""
        values, frame = draft.get("values"), draft.get("frame")
        self.models.set_model(str(draft.get("model")))
        self.options.choose(values if isinstance(values, dict) else {})
        self._show_model()
        self.prompt.set_text(str(draft.get("prompt") or ""))
        self.prompt.edit.document().clearUndoRedoStacks()  # what nobody did today
        self.takes.set_value(draft.get("takes"))
        self.frame.restore(frame if isinstance(frame, dict) else {})
        self.more.set_open(bool(draft.get("more")))
        self._open_more()
        self.changed.emit()

    def tab_stops(self) -> list[QWidget]:
        """Return what the Tab key may reach, in order."""
        return [
            self.prompt.edit,
            *self.frame.tab_stops(),
            *self.models.choice.tab_stops(),
            *self.options.tab_stops(rare=False),
            *self.takes.buttons(),
            self.more,
            *self.options.tab_stops(rare=True),
        ]

    def retranslate(self) -> None:
        """Show all texts in the language in use."""
        self.models.retranslate()
        self.options.retranslate()
        prompt, frame = self.model.field("prompt"), self.frame_field
        if prompt is not None:
            self.prompt.set_names(label_of(prompt), help_of(prompt))
        if frame is not None:
            self.frame.set_names(label_of(frame), help_of(frame))
        takes = translate("Compose", "Takes")
        numbers = [locale().toString(count) for count in range(1, MOST_TAKES + 1)]
        self.takes.set_words([f"×{number}" for number in numbers])
        self.takes.set_name(takes)
        self.takes.setToolTip(translate("Compose", "Clips of the same; each one is paid for."))
        self.takes_row.set_name(takes)
        self.more.setText(translate("Compose", "More options"))
        rows = [self.models.row, self.takes_row, self.frame.fit_row, *self.options.rows.values()]
        share_name_width(rows)

    def set_right_margin(self, width: int) -> None:
        """Leave ``width`` device-independent pixels at the right."""
        self._column.setContentsMargins(MARGIN, MARGIN, max(width, 0), 12)

    def _build(self) -> None:
        self._column = QVBoxLayout(self)
        self.options_column = QVBoxLayout()
        self.options_column.setSpacing(8)
        for widget in (self.models, self.options.main, self.takes_row):
            self.options_column.addWidget(widget)
        self.options_column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.options_column.addWidget(self.options.rare)
        column = self._column
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, 12)
        column.setSpacing(12)
        column.addWidget(self.prompt, 5)
        column.addWidget(self.frame, 4)
        column.addLayout(self.options_column)

    def _takes(self) -> int:
        value = self.takes.value()
        return value if isinstance(value, int) else 1

    def _show_model(self) -> None:
        """Show the options of the model that is chosen, and fit the frame to it."""
        prompt = self.model.field("prompt")
        self.options.show_model(self.model)
        self.prompt.set_limit(prompt.max_length if prompt is not None else None)
        self.frame.setVisible(self.frame_field is not None)
        self.more.setVisible(bool(self.options.tab_stops(rare=True)))
        self._fit_frame()
        self.retranslate()
        self._order_tabs()

    def _order_tabs(self) -> None:
        stops = self.tab_stops()
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _open_more(self) -> None:
        if self.options.rare_used:
            self.more.set_open(True)

    def _fit_frame(self) -> None:
        values = self.options.values()
        size = self.model.output_size(values)
        ratio = ratio_size(str(values.get("aspect_ratio", "")))
        self.frame.set_output_size(size or ratio, known=size is not None)

    def _on_pictured(self, offer: Offer) -> None:
        """Take a picture that was pasted into the prompt, where the model begins with one."""
        if self.frame_field is not None:
            self.frame.take(offer)

    def _on_model(self) -> None:
        self._show_model()
        self.changed.emit()

    def _on_options(self) -> None:
        self._fit_frame()
        self._order_tabs()
        self.changed.emit()

    def _on_takes(self) -> None:
        self.takes_row.problem.say("")
        self.changed.emit()


def ratio_size(ratio: str) -> tuple[int, int]:
    """Return a width and a height with a ratio like ``16:9``; with that one if it is odd."""
    width, _, height = ratio.partition(":")
    if not (width.isdecimal() and height.isdecimal() and int(width) and int(height)):
        return ratio_size("16:9")
    return LONG_SIDE, max(LONG_SIDE * int(height) // int(width), 1)
