"""Which clips can be remixed, and why others cannot: from what is known of them, in words."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import TYPE_CHECKING

from core.catalog import Catalog, Model
from core.foxapi.address import host_of
from core.job import DEMO, Connection, Job, State
from core.language import QT_TRANSLATE_NOOP, translate

if TYPE_CHECKING:
    from core.library import Library

_WHY = {
    "not_finished": QT_TRANSLATE_NOOP("Remix", "Only finished clips can be remixed."),
    "no_clip": QT_TRANSLATE_NOOP("Remix", "It is a character, not a clip."),
    "other_model": QT_TRANSLATE_NOOP("Remix", "Clips of this model can't be remixed."),
    "not_kept": QT_TRANSLATE_NOOP(
        "Remix",
        "It was deleted from the server after the download. Switch on “Keep on the server” before"
        " making a clip you want to remix.",
    ),
    "no_video_id": QT_TRANSLATE_NOOP(
        "Remix", "The provider gave no video ID for it, and a remix needs one."
    ),
    "expired": QT_TRANSLATE_NOOP(
        "Remix", "The built-in engine kept it for {days} days, which are over."
    ),
    "engine_s": QT_TRANSLATE_NOOP(
        "Remix", "The built-in engine made it. Switch to the built-in engine to remix it."
    ),
    "other_host": QT_TRANSLATE_NOOP(
        "Remix", "It is kept at {host}. Switch to that host to remix it."
    ),
    "other_key": QT_TRANSLATE_NOOP(
        "Remix", "It was made with another key. Switch to that key to remix it."
    ),
}
"""Why a clip cannot be remixed, by the codes of ``why_not_remixable``."""

MOST_LOOKED_INTO, MOST_OFFERED = 500, 50
"""Finished clips that are looked into for ones to remix, and those that are offered."""

DAY = 24 * 3600.0


def remix_model(catalog: Catalog) -> Model | None:
    """Return the model that remixes clips, None where there is none."""
    return next((model for model in catalog if model.field_for("remix_source") is not None), None)


def is_kept(job: Job, catalog: Catalog) -> bool | None:
    """Tell whether the provider was asked to keep the clip of ``job``.

    None where that is not known: the task was made elsewhere.
    """
    if not job.model:
        return None
    model = catalog.get(job.model)
    field = model.field_for("keep_on_server") if model is not None else None
    if field is None:
        return False
    value = job.values.get(field.name, field.default)
    return bool(value) is not field.inverted


def why_not_remixable(
    job: Job, catalog: Catalog, connection: Connection | None = None, now: float | None = None
) -> str:
    """Return a code of why the clip of ``job`` cannot be remixed; empty if it can, or may be.

    ``connection`` is the one that the remix would be asked for with, None where any counts; ``now``
    is a Unix time, None for the present. That a clip is still kept is known for the built-in engine
    only: FoxAPI does not say for how long it keeps one.
    """
    own = _why_never(job, catalog)
    if own:
        return own
    if job.connection.demo and _is_over(job, time.time() if now is None else now):
        return "expired"
    return "" if connection is None else _why_not_over(connection, job.connection)


def remixable(
    jobs: Iterable[Job], catalog: Catalog, connection: Connection | None = None
) -> list[Job]:
    """Return those of ``jobs`` whose clips can be remixed, in their order."""
    return [job for job in jobs if not why_not_remixable(job, catalog, connection)]


def find_remixable(
    library: Library, catalog: Catalog, connection: Connection | None, search: str = ""
) -> list[Job]:
    """Return clips that can be remixed, newest first: those that ``search`` finds, if any.

    It is looked for as ``Library.entries`` does, and as a video id. Blocking. Raises
    ``sqlite3.Error``.
    """
    found = _newest(library, search)
    if search.strip():
        wanted = search.strip()
        others = [j for j in _newest(library, "") if j.clip and j.clip.video_id == wanted]
        found += [job for job in others if job not in found]
    return remixable(found, catalog, connection)[:MOST_OFFERED]


def _newest(library: Library, search: str) -> list[Job]:
    entries = library.entries([State.COMPLETED], search)[:MOST_LOOKED_INTO]
    return library.jobs([entry.id for entry in entries])


def why_words(code: str, job: Job) -> str:
    """Return why the clip of ``job`` cannot be remixed, by its code; empty for none."""
    if not code:
        return ""
    facts = {"host": host_of(job.connection.base_url), "days": round(_engine_keeps() / DAY)}
    return translate("Remix", _WHY[code]).format_map(facts)


def standing_words(
    job: Job, catalog: Catalog, connection: Connection | None = None, now: float | None = None
) -> str:
    """Return in words whether a finished clip can be remixed, and why not; empty for other jobs."""
    code = why_not_remixable(job, catalog, connection, now)
    if code in ("not_finished", "no_clip"):
        return ""
    if code:
        return translate("Remix", "No. {reason}").format(reason=why_words(code, job))
    if is_kept(job, catalog) is None:
        return translate(
            "Remix", "Perhaps. It was made elsewhere; whether it was kept isn't known."
        )
    if job.connection.demo:
        words = translate("Remix", "Yes. The built-in engine keeps it for {days} days.")
        return words.format(days=round(_engine_keeps() / DAY))
    return translate("Remix", "Yes, while the provider keeps it. For how long is not documented.")


def _why_never(job: Job, catalog: Catalog) -> str:
    """Return the code of what can never change for a clip."""
    if job.character_id:
        return "no_clip"
    if job.state is not State.COMPLETED or job.clip is None:
        return "not_finished"
    model = catalog.get(job.model)
    keeps = model is not None and model.field_for("keep_on_server") is not None
    if remix_model(catalog) is None or (job.model and not keeps):
        return "other_model"
    if is_kept(job, catalog) is False:
        return "not_kept"
    return "" if job.clip.video_id else "no_video_id"


def _why_not_over(wanted: Connection, made: Connection) -> str:
    if wanted.base_url != made.base_url:
        return "engine_s" if made.base_url == DEMO else "other_host"
    known = wanted.key_mark and made.key_mark
    return "other_key" if known and wanted.key_mark != made.key_mark else ""


def _is_over(job: Job, now: float) -> bool:
    since = job.sent_at if job.sent_at is not None else job.created_at
    return now - since > _engine_keeps()


def _engine_keeps() -> float:
    """Return for how many seconds the built-in engine keeps a clip."""
    from core.demo.tasks import KEPT_LIFE

    return KEPT_LIFE
