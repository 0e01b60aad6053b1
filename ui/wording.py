"""Short texts about jobs for rows and details, in the person's language and locale."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta

from PySide6.QtCore import QDate, QDateTime, QLocale

from core.characters import makes_character, name_of
from core.continuing import WAITS_FOR
from core.help import explain
from core.job import AT_PROVIDER, ENDED, Job, State
from core.language import QT_TRANSLATE_NOOP, current, translate
from core.model import Model
from core.modelfacts import name_words
from core.pacing import time_left
from core.valuewords import shape_words

_ROW_STATES = {
    State.WAITING: QT_TRANSLATE_NOOP("Row", "Waiting"),
    State.UPLOADING: QT_TRANSLATE_NOOP("Row", "Uploading"),
    State.SUBMITTING: QT_TRANSLATE_NOOP("Row", "Sending"),
    State.PENDING: QT_TRANSLATE_NOOP("Row", "In line"),
    State.PROCESSING: QT_TRANSLATE_NOOP("Row", "Generating"),
    State.DOWNLOADING: QT_TRANSLATE_NOOP("Row", "Downloading"),
    State.COMPLETED: QT_TRANSLATE_NOOP("Row", "Ready"),
    State.FAILED: QT_TRANSLATE_NOOP("Row", "Failed"),
    State.STOPPED: QT_TRANSLATE_NOOP("Row", "Stopped"),
    State.UNCONFIRMED: QT_TRANSLATE_NOOP("Row", "Unconfirmed"),
}


_MOST_SHOWN = 600
"""Characters of a prompt that are laid out for a row."""


def locale() -> QLocale:
    """Return the locale of the person, in the language that the window speaks."""
    system = QLocale.system()
    if current() == "zh_CN":
        chinese = system.language() == QLocale.Language.Chinese
        return system if chinese else QLocale(QLocale.Language.Chinese, QLocale.Country.China)
    english = system.language() == QLocale.Language.English
    return system if english else QLocale(QLocale.Language.English, QLocale.Country.UnitedStates)


def title(job: Job) -> str:
    """Return what a job is called in one paragraph: its prompt, else its task's id, else its own.

    A character is called by its name. White space is folded, and what no row has room for is left
    out.
    """
    if makes_character(job):
        return " ".join(name_of(job)[:_MOST_SHOWN].split()) or job.id
    return " ".join(job.prompt[:_MOST_SHOWN].split()) or job.task_id or job.id


def settings_line(job: Job, model: Model | None = None) -> str:
    """Return a job's settings on one line: place, model, length, ratio, resolution, take.

    ``model`` is the job's own, None where it is not known any more. Its name comes early: by it
    jobs with one prompt are told apart where the line is cut off.
    """
    parts = []
    if job.board and job.shot:
        parts.append(translate("Row", "shot {number}").format(number=count_words(job.shot)))
    parts.append(model_words(job, model))
    parts += shape_words(job.values, model)
    if job.batch:
        parts.append(translate("Row", "take {count}").format(count=job.take))
    if job.connection.demo:
        parts.append(translate("Row", "built-in engine"))
    if not job.model and job.character_id:
        parts += [translate("Row", "Character"), translate("Row", "added by its ID")]
    elif not job.model:
        parts.append(translate("Row", "added by its task ID"))
    return " · ".join(part for part in parts if part)


def model_words(job: Job, model: Model | None = None) -> str:
    """Return what the model of ``job`` is called, its id where it is not known any more."""
    return name_words(model) if model is not None else job.model or job.model_used


def seconds_of(job: Job) -> float | None:
    """Return how long a clip is: as it was asked for, else as its file says; None if unknown."""
    asked = job.values.get("duration")
    if isinstance(asked, int | float) and not isinstance(asked, bool) and asked > 0:
        return asked  # else the model decides it
    return job.clip.seconds if job.clip is not None else None


def length_words(seconds: float) -> str:
    """Return the length of a clip as minutes and seconds."""
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02d}"


def left_words(seconds: float) -> str:
    """Return about how long something still takes."""
    if seconds < 59.5:
        return translate("Row", "~{count} s left").format(count=max(round(seconds), 1))
    if seconds < 59.5 * 60:
        return translate("Row", "~{count} min left").format(count=round(seconds / 60))
    return translate("Row", "~{count} h left").format(count=round(seconds / 3600))


def percent_words(percent: int) -> str:
    """Return a whole number of per cent."""
    return translate("Row", "{count}%").format(count=locale().toString(percent))


def count_words(count: int) -> str:
    """Return a whole number with the separators of the person's locale."""
    return locale().toString(count)


def size_words(count: int) -> str:
    """Return a number of bytes with a readable unit."""
    return locale().formattedDataSize(count, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)


def when_words(moment: float) -> str:
    """Return a Unix time as the person writes dates and times."""
    return locale().toString(
        QDateTime.fromSecsSinceEpoch(int(moment)), QLocale.FormatType.ShortFormat
    )


def day_of(moment: float) -> date:
    """Return the local day of a Unix time."""
    return datetime.fromtimestamp(moment, UTC).astimezone().date()


def day_words(day: date) -> str:
    """Return the name of a day: today, yesterday, or the date."""
    today = day_of(time.time())
    if day == today:
        return translate("Row", "Today")
    if day == today - timedelta(days=1):
        return translate("Row", "Yesterday")
    return locale().toString(QDate(day.year, day.month, day.day), QLocale.FormatType.LongFormat)


def row_state(job: Job, *, held: bool = False) -> str:
    """Return the words for a job's state in a row; the reason has a line of its own."""
    if job.state is State.WAITING and held:
        return translate("Row", "Held, not sent")
    if job.stuck:
        return translate("Row", "Waits for you")
    return translate("Row", _ROW_STATES[job.state])


def reason_line(job: Job) -> str:
    """Return in one line why a job ended or does not move, empty where there is no reason."""
    fault = job.error or job.reason
    if fault is None:
        return ""
    if fault.kind == WAITS_FOR and not fault.needs_person and fault.facts.get("shot"):
        words = translate("Row", "Waits for shot {number}")
        return words.format(number=count_words(fault.facts["shot"]))
    return explain(fault, job).happened


def seconds_left(job: Job, now: float | None = None) -> float | None:
    """Return how long a running job is likely to take still, None where nothing can be said."""
    if job.state not in AT_PROVIDER or job.sent_at is None:
        return None
    elapsed = (time.time() if now is None else now) - job.sent_at
    return time_left(job.progress, elapsed, job.estimated_time)


def tone(job: Job) -> str:
    """Return the colour token of a job's state."""
    if job.stuck or job.state is State.UNCONFIRMED:
        return "warning"
    if job.state is State.FAILED:
        return "bad"
    if job.state is State.COMPLETED:
        return "good"
    if job.state in ENDED or job.state is State.WAITING:
        return "muted"
    return "info"
