"""The form: all that a person decides about a clip, and what follows from each decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal

from core.asking import Ask
from core.catalog import Catalog, Field, Model
from core.field import Medium
from core.modelfacts import localised
from core.shape import about_size
from ui.background import Background
from ui.compose.check import Check
from ui.compose.control import help_of, label_of
from ui.compose.formparts import FormParts
from ui.compose.models import in_use
from ui.compose.offers import Offer
from ui.compose.onestep import OneStep
from ui.compose.slots.placing import place_files, place_picture, sibling_for
from ui.compose.slots.words import switched_words


class Form(FormParts):
    """Everything that a person decides about a clip, and what is wrong with it."""

    changed = Signal()
    switched = Signal(str, object)
    """Another model was chosen for a person: why, in words, and the draft from before."""

    def __init__(self, catalog: Catalog, background: Background, pasted: Path) -> None:
        super().__init__(catalog, background, pasted)
        self.catalog = catalog
        self.check = Check(self)
        self._one_step = OneStep(self)
        self.show_model()
        self.retranslate()
        self.models.in_use = lambda: in_use(self.ask())
        self._connect()

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
            takes=self.takes_count(),
            shown=self.frame.source.shown if image else "",
            inputs=self.slots.given(),
            **(self.continues.facts() if self.frame_field is not None else {}),
        )

    def take_picture(self, offer: Offer) -> bool:
        """Put pictures where the model takes them; False where it takes none.

        One of the same family that takes pictures is chosen then, where there is such a one.
        """
        self._make_place("image")
        return place_picture(self.slots, self.model, offer, self.options.values())

    def sibling(self, medium: Medium = "image") -> Model | None:
        """Return the model of the family that takes a file of a kind the chosen one takes not."""
        values = self.options.values()
        return sibling_for(self.catalog, self.model, values, self.models.marks, medium)

    def take_files(self, medium: Medium, files: Sequence[str]) -> bool:
        """Put clips or sounds where the model takes them, or one of its family; else False."""
        self._make_place(medium)
        return place_files(self.slots, self.model, medium, files, self.options.values())

    def draft(self) -> dict[str, object]:
        """Return all that was entered, as JSON can hold it."""
        return {
            "prompt": self.prompt.text(),
            "model": self.model.id,
            "values": self.options.wishes(),
            "takes": self.takes_count(),
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
        self.show_model()
        self.prompt.set_text(str(draft.get("prompt") or ""))
        self.prompt.edit.document().clearUndoRedoStacks()  # what nobody did today
        self.takes.set_value(draft.get("takes"))
        self.frame.restore(frame if isinstance(frame, dict) else {})
        self.slots.restore(draft.get("files"))
        self.continues.restore(draft.get("continues"))
        self.remix.restore(draft.get("remix"))
        self.more.set_open(bool(draft.get("more")))
        self.open_more()
        self.changed.emit()

    def retranslate(self) -> None:
        """Show all texts in the language in use."""
        super().retranslate()
        self._name_prompt()
        self._note_names()

    def show_model(self) -> None:
        """Show the options of the model that is chosen, and all else that hangs on it."""
        self.options.show_model(self.model)
        self._follow_model()

    def switch_to(self, model_id: str) -> None:
        """Choose a model; say what comes with it of what was chosen, and what does not."""
        self.models.set_model(model_id)
        self._switch()

    def _connect(self) -> None:
        self.changed.connect(self.models.follow_use)
        self.prompt.changed.connect(self._on_prompt)
        self.prompt.named.connect(self.options.choose_character)
        self.prompt.pictured.connect(self._on_pictured)
        self.slots.changed.connect(self._on_slots)
        self.slots.insert_wanted.connect(self.prompt.insert)
        self.continues.changed.connect(self.changed)
        self.remix.changed.connect(self._on_remix)
        self.models.changed.connect(self._on_model)
        self.models.awaited.connect(lambda: self.options.make_ahead(self.catalog))
        self.options.changed.connect(self._on_options)
        self.options.arranged.connect(self._on_arranged)
        self.options.insert_wanted.connect(self.prompt.insert)
        self.takes.chosen.connect(self._on_takes)

    def _make_place(self, medium: Medium) -> None:
        """Choose the sibling that takes a file of this kind, if this model has no place for it."""
        sibling = self.sibling(medium)
        if sibling is not None:
            before, name = self.draft(), localised(self.model.name)
            self.switch_to(sibling.id)
            words = switched_words(medium)
            self.switched.emit(words.format(model=name, other=localised(sibling.name)), before)

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
        self.options.make_ahead(self.catalog.family(self.model.family.id))
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
        self.share_name_width()
        self.order_tabs()

    def _name_prompt(self) -> None:
        """Name the prompt as the model does; its hint follows the clip that is remixed."""
        prompt = self.model.field("prompt")
        if prompt is not None:
            self.prompt.set_names(label_of(prompt), self.remix.hint(help_of(prompt)))

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
        self.prompt.show_note(self.check.unknown_names(self.catalog))

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
        self.order_tabs()
        self.changed.emit()

    def _on_model(self) -> None:
        self._switch()
        self.changed.emit()

    def _on_options(self) -> None:
        self._fit_frame()
        self.order_tabs()
        self.changed.emit()

    def _on_takes(self) -> None:
        self.takes_row.problem.say("")
        self.options.carried.forget()
        self.changed.emit()
