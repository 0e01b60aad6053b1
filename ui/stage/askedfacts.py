"""What was asked for with a job, in the words of its model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from core.catalog import Catalog, Field, Model
from core.characters import makes_character, name_of
from core.job import Input, Job, StartFrame, State
from core.language import QT_TRANSLATE_NOOP, translate
from core.modelfacts import localised, name_words
from core.valuewords import asked_words, label_words, seconds_words
from ui.roles import file_words
from ui.stage.fact import Fact
from ui.wording import count_words, locale

_FITS = {
    "crop": QT_TRANSLATE_NOOP("Details", "cropped to fit"),
    "pad": QT_TRANSLATE_NOOP("Details", "black bars"),
    "blur": QT_TRANSLATE_NOOP("Details", "blurred bars"),
}


def asked_facts(
    job: Job, catalog: Catalog, related: Mapping[str, Job], sounds: Mapping[str, float]
) -> Iterator[Fact]:
    """Yield what was asked for: the model, its fields that differ from the usual, and the files.

    Of ``related`` those that made its characters name them; ``sounds`` is how long its sounds are,
    in seconds, by the names of their facts.
    """
    model = catalog.get(job.model)
    yield from _models(job, model)
    yield from _values(job, model, _names(job, related))
    yield from _other_values(job, model, catalog)
    source = job.start_frame.source if job.start_frame else ""
    yield Fact("start_frame", translate("Details", "Start frame"), frame_words(job), source)
    if not makes_character(job):
        yield from _inputs(job, sounds)
    if job.batch:
        yield Fact("take", translate("Details", "Take"), str(job.take))


def _models(job: Job, model: Model | None) -> Iterator[Fact]:
    """Which model was asked, and which has made it if that is another one."""
    yield Fact("model", translate("Details", "Model"), name_words(model) if model else job.model)
    if job.model_used not in ("", job.model) and not job.connection.demo:
        words = job.model_used
        if job.model:
            words = translate("Details", "{model}; its price may differ").format(model=words)
        label = translate("Details", "Made with")
        token = "warning" if job.model else ""
        yield Fact("model_used", label, words, job.model_used, token)


def _values(job: Job, model: Model | None, names: Mapping[str, str]) -> Iterator[Fact]:
    """What the fields were set to, in the model's order."""
    fields = model.fields if model is not None else ()
    for field in fields:
        if field.role == "keep_on_server" and job.state is State.COMPLETED:
            continue  # what came of it is said by whether the clip can be remixed
        if field.name in job.values and not _is_default(field, job.values[field.name]):
            asked = shown = job.values[field.name]
            if field.role == "characters" and isinstance(asked, list | tuple):
                shown = [names.get(str(each), each) for each in asked]
            value = asked_words(field, field.name, shown)
            copies = asked_words(field, field.name, asked) if shown is not asked else ""
            label = localised(field.label) or field.name
            yield Fact(f"value.{field.name}", label, value, copies)


def _other_values(job: Job, model: Model | None, catalog: Catalog) -> Iterator[Fact]:
    """What was set that the model has no field for, or that is all where it is not known."""
    known = {field.name for field in model.fields} if model is not None else set()
    for name, value in job.values.items():
        if name not in known:
            label = label_words(name, catalog)
            yield Fact(f"value.{name}", label, asked_words(None, name, value))


def _names(job: Job, related: Mapping[str, Job]) -> dict[str, str]:
    """Return what characters are called at the host of ``job``, by their ids."""
    host = job.connection.base_url
    here = (each for each in related.values() if each.connection.base_url == host)
    return {each.character_id: name_of(each) for each in here if each.character_id}


def named_inputs(job: Job) -> Iterator[tuple[str, Input]]:
    """Yield each file that the request refers to, and the name of its fact: role and number."""
    seen: Counter[str] = Counter()
    for each in job.inputs:
        seen[each.role] += 1
        yield f"input.{each.role}.{seen[each.role]}", each


def _inputs(job: Job, sounds: Mapping[str, float]) -> Iterator[Fact]:
    """Which files the request refers to, each by what it means."""
    counts = Counter(each.role for each in job.inputs)
    for name, each in named_inputs(job):
        label = file_words(each.role)
        if counts[each.role] > 1:
            figures = {"name": label, "number": count_words(int(name.rpartition(".")[2]))}
            label = translate("Details", "{name} {number}").format(**figures)
        yield Fact(name, label, input_words(each, sounds.get(name, 0.0)), each.source)


def input_words(file: Input, seconds: float = 0.0) -> str:
    """Return what a job's file is: its name or address, how it fits, where it begins, how long."""
    name = file.url or Path(file.source).name or file.source
    long = seconds_words(locale().toString(round(seconds, 1))) if seconds else ""
    return " · ".join(part for part in (name, _fit_words(file), _start_words(file), long) if part)


def _start_words(file: Input) -> str:
    if not file.start:
        return ""
    words = translate("Details", "from {seconds} on")
    return words.format(seconds=seconds_words(locale().toString(file.start, "g", 4)))


def _is_default(field: Field, value: Any) -> bool:
    """Tell whether a field was left as it is, so that it was not even sent."""
    return field.send == "when_changed" and value in (field.default, None, [], ())


def frame_words(job: Job) -> str:
    """Return what a job's start frame is: its file's name, or its address, and how it fits."""
    frame = job.start_frame
    if frame is None:
        return ""
    if job.after:
        return translate("Details", "the last frame of that clip")
    name = frame.url or Path(frame.source).name or frame.source
    return " · ".join(part for part in (name, _fit_words(frame)) if part)


def _fit_words(frame: StartFrame | Input) -> str:
    if frame.fit == "pad" and frame.colour:
        return translate("Details", "bars in {colour}").format(colour=frame.colour)
    return translate("Details", _FITS[frame.fit]) if frame.fit in _FITS else ""
