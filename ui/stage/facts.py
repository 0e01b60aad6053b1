"""What is known of a job, as pairs of words: what was asked, what came of it, and its file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from core import remixing
from core.catalog import Catalog, Field
from core.characters import makes_character, name_of
from core.foxapi.address import host_of
from core.job import AT_PROVIDER, Clip, Connection, Input, Job, StartFrame, State
from core.language import QT_TRANSLATE_NOOP, translate
from core.modelfacts import localised, name_words
from core.valuewords import asked_words, label_words, seconds_words
from core.wording import LINK_DYING, link_left
from ui.roles import file_words
from ui.wording import count_words, left_words, locale, size_words, title, when_words

if TYPE_CHECKING:
    from core.clipframes import ClipFacts

_FITS = {
    "crop": QT_TRANSLATE_NOOP("Details", "cropped to fit"),
    "pad": QT_TRANSLATE_NOOP("Details", "black bars"),
    "blur": QT_TRANSLATE_NOOP("Details", "blurred bars"),
}

_NOTES = {
    "no_font": QT_TRANSLATE_NOOP("Details", "No font was found, so the prompt is not shown."),
    "no_cjk_font": QT_TRANSLATE_NOOP(
        "Details", "No font with Chinese was found, so that part is not shown."
    ),
    "missing_glyphs": QT_TRANSLATE_NOOP(
        "Details", "Some characters are in no font, so they are not shown."
    ),
    "drawn_at_1080p": QT_TRANSLATE_NOOP("Details", "Drawn at 1080p: more is not drawn here."),
    "continuation_only": QT_TRANSLATE_NOOP(
        "Details", "Only what comes after the source clip; the clip itself is not in it."
    ),
}
"""What the built-in engine notes of its clips, by its codes."""

NOBODY: Mapping[str, Job] = MappingProxyType({})
NO_SOUNDS: Mapping[str, float] = MappingProxyType({})


@dataclass(frozen=True)
class Fact:
    """One thing that is known: ``name`` stays the same, ``label`` and ``value`` are words.

    ``copies`` is what goes to the clipboard where that isn't the value; ``token`` is a colour.
    ``job`` is the id of another job that the words are about: a click leads to it.
    """

    name: str
    label: str
    value: str
    copies: str = ""
    token: str = ""
    job: str = ""


@dataclass(frozen=True)
class FileFacts:
    """What a clip's file says: ``size`` in bytes, and ``clip`` if it can be read."""

    size: int
    clip: ClipFacts | None


def read_file(file: Path) -> FileFacts | None:
    """Look into a clip's file; None if it is gone. Blocking."""
    from core.clipframes import clip_facts

    try:
        size = file.stat().st_size
    except OSError:
        return None
    return FileFacts(size, clip_facts(file))


def facts_of(
    job: Job,
    catalog: Catalog,
    file: FileFacts | None,
    now: float,
    related: Mapping[str, Job] = NOBODY,
    connection: Connection | None = None,
    sounds: Mapping[str, float] = NO_SOUNDS,
) -> tuple[Fact, ...]:
    """Return everything that is known of ``job`` but its prompt and its state, in order.

    ``related`` are other jobs that it names, by their ids, those that made its characters among
    them; ``connection`` is the one of new jobs, None where it is not known. ``sounds`` is how long
    its sounds are, in seconds, by the names of their facts.
    """
    found = [
        *_link(job, now),
        *_origin(job, related),
        *_character(job),
        *_asked(job, catalog, _names(job, related), sounds),
        *_remixable(job, catalog, connection, now),
        *_times(job),
        *_account(job),
        *_file(job, file),
        *_ids(job),
    ]
    return tuple(fact for fact in found if fact.value)


def _origin(job: Job, related: Mapping[str, Job]) -> Iterator[Fact]:
    """Which other clip this one comes from."""
    label = translate("Details", "Continues from")
    yield Fact("after", label, *_other(job.after, related), "link", job.after)
    label = translate("Details", "Remix of")
    yield Fact("remix_of", label, *_other(job.remix_of, related), "link", job.remix_of)


def _character(job: Job) -> Iterator[Fact]:
    """What a character is called, where it can be used, and what it was made from."""
    if not makes_character(job):
        return
    name = job.character_name if "name" not in job.values else ""  # else it was asked for
    yield Fact("character_name", translate("Details", "Name"), name)
    yield Fact("character_id", translate("Details", "Character ID"), job.character_id)
    where = translate("Details", "with the built-in engine")
    if not job.connection.demo:
        host = host_of(job.connection.base_url)
        where = translate("Details", "with {host}").format(host=host)
    words = where if job.character_id else ""
    yield Fact("usable", translate("Details", "Can be used"), words)
    for source in job.inputs:
        file = source.url or Path(source.source).name
        yield Fact("source_clip", translate("Details", "Made from"), file, source.source)


def _other(job_id: str, related: Mapping[str, Job]) -> tuple[str, str]:
    """Return what another job is called, and its id."""
    other = related.get(job_id)
    return (job_id if other is None else title(other)), job_id


def _remixable(
    job: Job, catalog: Catalog, connection: Connection | None, now: float
) -> Iterator[Fact]:
    """Whether a finished clip can be remixed, and why not."""
    words = remixing.standing_words(job, catalog, connection, now)
    yield Fact("remixable", translate("Details", "Can be remixed"), words)


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


def _link(job: Job, now: float) -> Iterator[Fact]:
    """How long the provider keeps a clip that is not here yet."""
    left = link_left(job, now)
    if left is None or job.clip is None:
        return
    label = translate("Details", "Link")
    if left == 0:
        words = translate("Details", "has run out")
        yield Fact("link", label, words, token="warning")
        return
    words = translate("Details", "{left}, until {time}")
    words = words.format(left=left_words(left), time=when_words(job.clip.expires_at))
    yield Fact("link", label, words, token="warning" if left <= LINK_DYING else "")


def _names(job: Job, related: Mapping[str, Job]) -> dict[str, str]:
    """Return what characters are called at the host of ``job``, by their ids."""
    host = job.connection.base_url
    here = (each for each in related.values() if each.connection.base_url == host)
    return {each.character_id: name_of(each) for each in here if each.character_id}


def _asked(
    job: Job, catalog: Catalog, names: Mapping[str, str], sounds: Mapping[str, float]
) -> Iterator[Fact]:
    model = catalog.get(job.model)
    yield Fact("model", translate("Details", "Model"), name_words(model) if model else job.model)
    if job.model_used not in ("", job.model) and not job.connection.demo:
        words = job.model_used
        if job.model:
            words = translate("Details", "{model}; its price may differ").format(model=words)
        label = translate("Details", "Made with")
        token = "warning" if job.model else ""
        yield Fact("model_used", label, words, job.model_used, token)
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
    known = {field.name for field in fields}
    for name, value in job.values.items():
        if name not in known:
            label = label_words(name, catalog)
            yield Fact(f"value.{name}", label, asked_words(None, name, value))
    source = job.start_frame.source if job.start_frame else ""
    yield Fact("start_frame", translate("Details", "Start frame"), frame_words(job), source)
    if not makes_character(job):
        yield from _inputs(job, sounds)
    if job.batch:
        yield Fact("take", translate("Details", "Take"), str(job.take))


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


def _times(job: Job) -> Iterator[Fact]:
    yield Fact("asked", translate("Details", "Asked"), when_words(job.created_at))
    if job.sent_at is not None:
        yield Fact("sent", translate("Details", "Sent"), when_words(job.sent_at))
    if job.finished_at is not None:
        yield Fact("finished", translate("Details", "Finished"), when_words(job.finished_at))
        if job.state is State.COMPLETED and job.sent_at is not None:
            took = job.finished_at - job.sent_at
            yield Fact(
                "took", translate("Details", "Took"), _lasted_words(took) if took > 0 else ""
            )


def _lasted_words(seconds: float) -> str:
    minutes, rest = divmod(max(round(seconds), 1), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        words = translate("Details", "{hours} h {minutes} min")
        return words.format(hours=hours, minutes=minutes)
    if minutes:
        words = translate("Details", "{minutes} min {seconds} s")
        return words.format(minutes=minutes, seconds=rest)
    return seconds_words(rest)


def _account(job: Job) -> Iterator[Fact]:
    by = translate("Details", "built-in engine, free of charge")
    if not job.connection.demo:
        by = host_of(job.connection.base_url)
    yield Fact("made_by", translate("Details", "Made by"), by)
    if job.credits_reserved is not None and not job.connection.demo:
        credits = locale().toString(job.credits_reserved)
        yield Fact("credits", translate("Details", "Credits reserved"), credits)
    if job.can_cancel is not None and job.state in AT_PROVIDER and not job.connection.demo:
        words = translate("Details", "the provider marks it as not cancellable")
        if job.can_cancel:
            words = translate("Details", "marked as cancellable, but no call for it is known")
        yield Fact("can_cancel", translate("Details", "Cancelling"), words)


def _file(job: Job, file: FileFacts | None) -> Iterator[Fact]:
    if not job.file or job.clip is None:
        return
    path = Path(job.file)
    yield Fact("file", translate("Details", "File"), path.name, job.file)
    yield Fact("folder", translate("Details", "Folder"), str(path.parent))
    if file is not None:
        yield Fact("picture", translate("Details", "Picture"), _picture_words(file.clip))
        yield Fact("size", translate("Details", "Size"), size_words(file.size))
    yield Fact("verified", translate("Details", "Checked"), *_verified(job.clip))


def _picture_words(clip: ClipFacts | None) -> str:
    if clip is None:
        return ""
    parts = [f"{clip.width} × {clip.height}"]
    if clip.seconds is not None:
        parts.append(seconds_words(locale().toString(round(clip.seconds, 1))))
    if clip.fps is not None:
        rate = locale().toString(round(clip.fps, 2))
        parts.append(translate("Details", "{rate} fps").format(rate=rate))
    if not clip.sound:
        parts.append(translate("Details", "no sound"))
    return " · ".join(parts)


def _verified(clip: Clip) -> tuple[str, str, str]:
    if clip.verified is None:
        return "", "", ""
    if clip.verified:
        return translate("Details", "complete, structure verified"), "", ""
    return translate("Details", "complete, but its structure is odd: not verified"), "", "warning"


def _ids(job: Job) -> Iterator[Fact]:
    for note in job.notes:
        words = translate("Details", _NOTES[note]) if note in _NOTES else note
        yield Fact(f"note.{note}", translate("Details", "Note"), words)
    yield Fact("task_id", translate("Details", "Task ID"), job.task_id)
    video_id = job.clip.video_id if job.clip is not None else ""
    yield Fact("video_id", translate("Details", "Video ID"), video_id)
    fault = job.error or job.reason
    request_id = fault.request_id if fault is not None else ""
    yield Fact("request_id", translate("Details", "Request ID"), request_id)
    yield Fact("job_id", translate("Details", "Job ID"), job.id)
    yield Fact("retry_of", translate("Details", "Tried again from"), job.retry_of)
