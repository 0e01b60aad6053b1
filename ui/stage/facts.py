"""What is known of a job, as pairs of words: what was asked, what came of it, and its file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from core import remixing
from core.catalog import Catalog
from core.characters import makes_character
from core.foxapi.address import host_of
from core.job import AT_PROVIDER, Connection, Job, State
from core.language import QT_TRANSLATE_NOOP, translate
from core.valuewords import seconds_words
from core.wording import LINK_DYING, link_left
from ui.stage.askedfacts import asked_facts
from ui.stage.fact import Fact
from ui.stage.filefacts import FileFacts, file_facts
from ui.wording import left_words, locale, title, when_words

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
        *asked_facts(job, catalog, related, sounds),
        *_remixable(job, catalog, connection, now),
        *_times(job),
        *_account(job),
        *file_facts(job, file),
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
