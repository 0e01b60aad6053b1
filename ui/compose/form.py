"""The form: prompt, start frame, model, options and takes, below each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.asking import Ask
from core.catalog import Catalog, Field, Model
from core.characters import is_named, name_of
from core.field import Medium
from core.job import Job
from core.language import translate
from core.matching import settings_for
from core.modelfacts import localised
from core.remixing import remix_model
from core.shape import about_size
from ui.background import Background
from ui.characters.cast import Cast
from ui.compose.check import Check
from ui.compose.continues import Continues, another_take
from ui.compose.control import help_of, label_of
from ui.compose.models import ModelChoice, in_use
from ui.compose.offers import Offer
from ui.compose.onestep import OneStep
from ui.compose.options import Options
from ui.compose.prompt import PromptField
from ui.compose.remixables import Remixables
from ui.compose.remixsource import RemixSource
from ui.compose.rows import OptionRow, share_name_width
from ui.compose.slots.placing import place_files, place_picture, sibling_for
from ui.compose.slots.slots import Slots
from ui.compose.slots.words import switched_words
from ui.controls import Disclosure, Segments
from ui.models.button import CHOOSE
from ui.wording import locale

MOST_TAKES = 4
MARGIN = 16


class Form(QWidget):
    """Everything that a person decides about a clip, and what is wrong with it."""

    changed = Signal()
    switched = Signal(str, object)
    """Another model was chosen for a person: why, in words, and the draft from before."""

    def __init__(self, catalog: Catalog, background: Background, pasted: Path) -> None:
        super().__init__()
        self.cast = Cast(self)
        self.prompt = PromptField(self.cast)
        self.remix = RemixSource(Remixables(catalog))
        self.slots = Slots(background, pasted, self.remix.clips)
        self.frame = self.slots.frames.start
        self.continues = Continues()
        self._catalog = catalog
        self.models = ModelChoice(catalog)
        self.models.button.set_keys(CHOOSE)
        self.options = Options(self, self.cast)
        self.takes = Segments()
        self.takes_row = OptionRow(self.takes)
        self.more = Disclosure(self.options.rare)
        self.check = Check(self)
        self._stops: list[QWidget] = []
        self._one_step = OneStep(self)
        self._build()
        self.takes.set_choices([(count, "") for count in range(1, MOST_TAKES + 1)], 1)
        self._show_model()
        self.retranslate()
        self.models.in_use = lambda: in_use(self.ask())
        self.changed.connect(self.models.follow_use)
        self.prompt.changed.connect(self._on_prompt)
        self.prompt.named.connect(self.options.choose_character)
        self.prompt.pictured.connect(self._on_pictured)
        self.slots.changed.connect(self._on_slots)
        self.slots.insert_wanted.connect(self.prompt.insert)
        self.continues.changed.connect(self.changed)
        self.remix.changed.connect(self._on_remix)
        self.models.changed.connect(self._on_model)
        self.models.awaited.connect(lambda: self.options.make_ahead(self._catalog))
        self.options.changed.connect(self._on_options)
        self.options.arranged.connect(self._on_arranged)
        self.options.insert_wanted.connect(self.prompt.insert)
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
        framing = self.frame.framing() if image else None
        return Ask(
            prompt=self.prompt.text(),
            model=self.model.id,
            values={**self.options.values(), **self.remix.values()},
            remix_of=self.remix.remix_of,
            image=image,
            fit=framing.fit if framing else None,
            crop=framing.crop if framing else (),
            colour=framing.colour if framing else "",
            takes=self._takes(),
            shown=self.frame.source.shown if image else "",
            inputs=self.slots.given(),
            **(self.continues.facts() if self.frame_field is not None else {}),
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
            self.frame.reuse(job.start_frame, frames)
        self.slots.fill(job, frames)
        self.continues.begin(another_take(job))
        source = self.model.field_for("remix_source")
        video_id = job.values.get(source.name, "") if source is not None else ""
        self.remix.take_id(str(video_id), job.remix_of)
        self._open_more()
        self.changed.emit()

    def remix_clip(self, job: Job) -> None:
        """Ask for a remix of the clip of ``job``; what is to be different is to be written."""
        model = remix_model(self._catalog)
        if model is not None:
            self.models.set_model(model.id)
            always = {each.name for each in model.fields if each.send == "always"}
            same = {name: value for name, value in job.values.items() if name in always}
            self.options.choose_with(self.model, same)
            self._show_model()
            self.remix.take(job)
            self.prompt.set_text("")
            self.changed.emit()

    def continue_clip(self, file: Path, size: tuple[int, int], job: Job | None) -> None:
        """Begin the next clip with the last frame of one: ``file`` holds it in the clip's ``size``.

        It is asked for in just that size where a model has it. ``job`` is whose clip it is, if one
        is known: then the next one continues it. The prompt stays, to be written over.
        """
        wished = [*([job.model] if job is not None else []), self.model.id]
        model, values = settings_for(self._catalog, wished, size)
        self.models.set_model(model)
        self.options.choose_with(self.model, values)
        self._show_model()
        self.frame.set_fit("crop")
        self.continues.end()
        self.frame.source.set_file(file, translate("Compose", "Last frame"))
        if job is not None:
            self.continues.continue_job(job, str(file))
            self.prompt.set_text(self.prompt.text() or job.prompt)
        self.prompt.edit.selectAll()
        self.changed.emit()

    def take_picture(self, offer: Offer) -> bool:
        """Put pictures where the model takes them; False where it takes none.

        One of the same family that takes pictures is chosen then, where there is such a one.
        """
        self._make_place("image")
        return place_picture(self.slots, self.model, offer, self.options.values())

    def sibling(self, medium: Medium = "image") -> Model | None:
        """Return the model of the family that takes a file of a kind the chosen one takes not."""
        values = self.options.values()
        return sibling_for(self._catalog, self.model, values, self.models.marks, medium)

    def take_files(self, medium: Medium, files: Sequence[str]) -> bool:
        """Put clips or sounds where the model takes them, or one of its family; else False."""
        self._make_place(medium)
        return place_files(self.slots, self.model, medium, files, self.options.values())

    def use_character(self, job: Job) -> None:
        """Choose a character, and write its name where the caret is, unless the prompt has it.

        A model that knows characters is chosen if this one does not.
        """
        if not self.options.takes_characters:
            every = (each for each in self._catalog if each.field_for("characters") is not None)
            self.models.set_model(next((each.id for each in every), self.model.id))
            self._switch()
        self.options.choose_character(job.character_id)
        self._open_more()
        if not is_named(self.prompt.text(), name_of(job)):
            self.prompt.insert(name_of(job))
        self.prompt.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def draft(self) -> dict[str, object]:
        """Return all that was entered, as JSON can hold it."""
        return {
            "prompt": self.prompt.text(),
            "model": self.model.id,
            "values": self.options.wishes(),
            "takes": self._takes(),
            "frame": self.frame.draft(),
            "files": self.slots.draft(),
            "continues": self.continues.draft(),
            "remix": self.remix.draft(),
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
        self.slots.restore(draft.get("files"))
        self.continues.restore(draft.get("continues"))
        self.remix.restore(draft.get("remix"))
        self.more.set_open(bool(draft.get("more")))
        self._open_more()
        self.changed.emit()

    def tab_stops(self) -> list[QWidget]:
        """Return what the Tab key may reach, in order."""
        return [
            self.prompt.edit,
            self.continues.end_button,
            *self.remix.tab_stops(),
            *self.slots.tab_stops(),
            *self.models.tab_stops(),
            *self.options.tab_stops(rare=False),
            *self.takes.buttons(),
            self.more,
            *self.options.tab_stops(rare=True),
        ]

    def retranslate(self) -> None:
        """Show all texts in the language in use."""
        self.models.retranslate()
        self.remix.retranslate()
        self.options.retranslate()
        self.slots.retranslate()
        self._name_prompt()
        self._note_names()
        takes = translate("Compose", "Takes")
        numbers = [locale().toString(count) for count in range(1, MOST_TAKES + 1)]
        self.takes.set_words([f"×{number}" for number in numbers])
        self.takes.set_name(takes)
        self.takes.setToolTip(translate("Compose", "Clips of the same; each one is paid for."))
        self.takes_row.set_name(takes)
        self.more.setText(translate("Compose", "More options"))
        self._share_name_width()

    def set_right_margin(self, width: int) -> None:
        """Leave ``width`` device-independent pixels at the right."""
        self._column.setContentsMargins(MARGIN, MARGIN, max(width, 0), 12)

    def _build(self) -> None:
        self._column = QVBoxLayout(self)
        self.options_column = QVBoxLayout()
        self.options_column.setSpacing(8)
        for widget in (self.models, self.options.carried, self.options.main, self.takes_row):
            self.options_column.addWidget(widget)
        self.options_column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.options_column.addWidget(self.options.rare)
        column = self._column
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, 12)
        column.setSpacing(12)
        column.addWidget(self.prompt, 5)
        column.addWidget(self.remix)
        column.addWidget(self.continues)
        column.addWidget(self.slots, 7)
        column.addLayout(self.options_column)

    def _make_place(self, medium: Medium) -> None:
        """Choose the sibling that takes a file of this kind, if this model has no place for it."""
        sibling = self.sibling(medium)
        if sibling is not None:
            before, name = self.draft(), localised(self.model.name)
            self.models.set_model(sibling.id)
            self._switch()
            words = switched_words(medium)
            self.switched.emit(words.format(model=name, other=localised(sibling.name)), before)

    def _takes(self) -> int:
        value = self.takes.value()
        return value if isinstance(value, int) else 1

    def _show_model(self) -> None:
        """Show the options of the model that is chosen, and all else that hangs on it."""
        self.options.show_model(self.model)
        self._follow_model()

    def _follow_model(self) -> None:
        """Fit all but the options to the model that is chosen."""
        prompt = self.model.field("prompt")
        self.remix.show_model(self.model)
        self.prompt.set_limit(prompt.max_length if prompt is not None else None)
        self.slots.show_model(self.model)
        self.options.set_files(self.slots.stand_ins())
        self.prompt.completion.set_on(self.options.takes_characters)
        self._fit_frame()
        self._name_prompt()
        self._note_names()
        self._on_arranged()
        self.options.make_ahead(self._catalog.family(self.model.family.id))
        self.slots.fit_height()  # at once, and not with the next event: nothing jumps

    def _switch(self) -> None:
        """Show the model that is chosen now, and say what comes with it and what does not."""
        before = self.slots.there()
        self.options.switch_to(self.model)
        self._follow_model()
        self.options.carried.tell_back(before, self.slots.there())

    def _on_arranged(self) -> None:
        """Follow another set of rows."""
        self._one_step.begin()
        self.more.setVisible(bool(self.options.tab_stops(rare=True)))
        self._share_name_width()
        self._order_tabs()

    def _share_name_width(self) -> None:
        options = self.options.rows.values()
        share_name_width([self.models.row, self.takes_row, *self.slots.rows(), *options])

    def _name_prompt(self) -> None:
        """Name the prompt as the model does; its hint follows the clip that is remixed."""
        prompt = self.model.field("prompt")
        if prompt is not None:
            self.prompt.set_names(label_of(prompt), self.remix.hint(help_of(prompt)))

    def _order_tabs(self) -> None:
        stops = self.tab_stops()
        if stops != self._stops:
            self._stops = stops
            for before, after in pairwise(stops):
                QWidget.setTabOrder(before, after)

    def _open_more(self) -> None:
        if self.options.rare_used:
            self.more.set_open(True)

    def _fit_frame(self) -> None:
        values = self.options.values()
        known = self.model.output_size(values) is not None
        self.slots.set_shape(about_size(self.model, values), known=known)

    def _on_prompt(self) -> None:
        self.options.set_prompt(self.prompt.text())
        self.options.carried.forget()
        self._note_names()
        self.changed.emit()

    def _note_names(self) -> None:
        self.prompt.show_note(self.check.unknown_names(self._catalog))

    def _on_pictured(self, offer: Offer) -> None:
        """Take a picture that was pasted into the prompt, where the model takes one."""
        self.take_picture(offer)

    def _on_remix(self) -> None:
        self._name_prompt()
        self._note_names()
        self.changed.emit()

    def _on_slots(self) -> None:
        self.continues.follow_picture(self.frame.image())
        self.options.set_files(self.slots.stand_ins())
        self.options.carried.follow_files(self.slots.there())
        self._note_names()
        self._fit_frame()
        self._order_tabs()
        self.changed.emit()

    def _on_model(self) -> None:
        self._switch()
        self.changed.emit()

    def _on_options(self) -> None:
        self._fit_frame()
        self._order_tabs()
        self.changed.emit()

    def _on_takes(self) -> None:
        self.takes_row.problem.say("")
        self.options.carried.forget()
        self.changed.emit()
