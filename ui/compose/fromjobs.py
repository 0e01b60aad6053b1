"""What the form asks for because of a job that is there: the same again, a remix, what is next."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from core.characters import is_named, name_of
from core.job import Job
from core.language import translate
from core.matching import settings_for
from core.remixing import remix_model
from ui.compose.continues import another_take
from ui.compose.form import Form


def fill(form: Form, job: Job, frames: Path, takes: int) -> None:
    """Show what ``job`` asked for; ``frames`` is the folder of private copies."""
    form.models.set_model(job.model)
    form.options.choose(job.values)
    form.show_model()
    form.prompt.set_text(job.prompt)
    form.takes_row.set_count(takes)
    if job.start_frame is None:
        form.frame.source.clear()
    else:
        form.frame.reuse(job.start_frame, frames)
    form.slots.fill(job, frames)
    form.continues.begin(another_take(job))
    source = form.model.field_for("remix_source")
    video_id = job.values.get(source.name, "") if source is not None else ""
    form.remix.take_id(str(video_id), job.remix_of)
    form.open_more()
    form.changed.emit()


def remix_clip(form: Form, job: Job) -> None:
    """Ask for a remix of the clip of ``job``; what is to be different is to be written."""
    model = remix_model(form.catalog)
    if model is not None:
        form.models.set_model(model.id)
        always = {each.name for each in model.fields if each.send == "always"}
        same = {name: value for name, value in job.values.items() if name in always}
        form.options.choose_with(form.model, same)
        form.show_model()
        form.remix.take(job)
        form.prompt.set_text("")
        form.changed.emit()


def continue_clip(form: Form, file: Path, size: tuple[int, int], job: Job | None) -> None:
    """Begin the next clip with the last frame of one: ``file`` holds it in the clip's ``size``.

    It is asked for in just that size where a model has it. ``job`` is whose clip it is, if one is
    known: then the next one continues it. The prompt stays, to be written over.
    """
    wished = [*([job.model] if job is not None else []), form.model.id]
    model, values = settings_for(form.catalog, wished, size)
    form.models.set_model(model)
    form.options.choose_with(form.model, values)
    form.show_model()
    form.frame.set_fit("crop")
    form.continues.end()
    form.frame.source.set_file(file, translate("Compose", "Last frame"))
    if job is not None:
        form.continues.continue_job(job, str(file))
        form.prompt.set_text(form.prompt.text() or job.prompt)
    form.prompt.edit.selectAll()
    form.changed.emit()


def use_character(form: Form, job: Job) -> None:
    """Choose a character, and write its name where the caret is, unless the prompt has it.

    A model that knows characters is chosen if this one does not.
    """
    if not form.options.takes_characters:
        every = (each for each in form.catalog if each.field_for("characters") is not None)
        form.switch_to(next((each.id for each in every), form.model.id))
    form.options.choose_character(job.character_id)
    form.open_more()
    if not is_named(form.prompt.text(), name_of(job)):
        form.prompt.insert(name_of(job))
    form.prompt.edit.setFocus(Qt.FocusReason.OtherFocusReason)
    form.changed.emit()
