"""From a fault to words: what happened, whether it was charged, and what to do next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from core import windowhelp
from core.calltexts import CALLS
from core.characters import makes_character
from core.faulttexts import (
    BY_ITSELF,
    CLIP_GONE,
    KINDS,
    LOST,
    LOST_FREE,
    NEAREST,
    TOO_LARGE,
    UNSENT,
    WAITS_IN_VAIN,
    Entry,
)
from core.job import DEMO, ENDED, TASK_GONE, Fault, Job, State, again
from core.language import QT_TRANSLATE_NOOP, current, translate
from core.modelfacts import role_words
from core.outdated import OUTDATED
from core.pauses import SENDING_PAUSED
from core.problems import from_data
from core.providertexts import CODES
from core.unwritable import joined
from core.withdrawn import WRONG_FILE
from core.wording import problem_words

CONTEXT = "Help"

_NOTHING_SENT = QT_TRANSLATE_NOOP("Help", "Nothing was sent and nothing was charged.")
_WAITS_UNSENT = QT_TRANSLATE_NOOP("Help", "What waits was not sent and not charged.")
_NOT_CREATED = QT_TRANSLATE_NOOP("Help", "No task was created, so nothing was charged.")
_MAYBE = QT_TRANSLATE_NOOP("Help", "It may have been charged: the request left this computer.")
_MAYBE_SENT = QT_TRANSLATE_NOOP("Help", "If it was sent, it may have been charged.")
_UNSAID = QT_TRANSLATE_NOOP(
    "Help", "FoxAPI does not say whether this was charged; your balance shows it."
)
_PAID = QT_TRANSLATE_NOOP("Help", "The clip is paid for; asking for it costs nothing more.")
_LOST_PAID = QT_TRANSLATE_NOOP("Help", "The clip was finished, so it is paid for.")
_LOOK_FIRST = QT_TRANSLATE_NOOP(
    "Help", "Look into your tasks at FoxAPI first, then choose a way out: see resolve."
)
_NOT_AGAIN = QT_TRANSLATE_NOOP(
    "Help", "Look into your tasks at FoxAPI before you ask for it again."
)
_FREE = QT_TRANSLATE_NOOP("Help", "The built-in engine costs nothing.")
_FREE_CHARACTER = QT_TRANSLATE_NOOP("Help", "Making a character is free of charge.")
_NOT_ASKED_AGAIN = QT_TRANSLATE_NOOP("Help", "Nothing was sent, so this costs nothing.")
_STILL_UNCONFIRMED = QT_TRANSLATE_NOOP(
    "Help", "Nothing was sent again. Whether the first one exists is still to be cleared up."
)
_ELSEWHERE = QT_TRANSLATE_NOOP(
    "Help", "What was asked for is not known here, so it can't be asked for again."
)
_GONE = ("unknown_model", "withdrawn_model")


class Face(StrEnum):
    """Where the words are read: what to do has other names in a window than in a terminal."""

    COMMAND_LINE = "command line"
    WINDOW = "window"


_MEND = {
    Face.COMMAND_LINE: QT_TRANSLATE_NOOP(
        "Help", "Mend that file (models says what is wrong in it), then ask again."
    ),
    Face.WINDOW: QT_TRANSLATE_NOOP(
        "Help", "Mend that file (Settings → Library says what is wrong), then try again."
    ),
}
"""What to do about a wrong file where nothing waits for it to be mended."""


@dataclass(frozen=True)
class Words:
    """The three parts of an explanation, in the person's language."""

    happened: str
    charged: str
    todo: str

    def __str__(self) -> str:
        return joined(self.happened, self.charged, self.todo)


def explain(fault: Fault, job: Job, face: Face = Face.COMMAND_LINE, *, held: bool = False) -> Words:
    """Return the words for ``fault`` of ``job``, as ``face`` names things.

    ``held`` says that the job waits and nobody has asked for it to be sent; only a window minds.
    """
    happened, todo = _entry(fault, job)
    told = {"model": job.model, **{name: _said(value) for name, value in fault.facts.items()}}
    told["problem"] = _problems_words(fault)
    if face is Face.COMMAND_LINE and "nearest_id" in fault.facts:
        told["nearest"] = fault.facts["nearest_id"]  # what --model takes
    host = _host(job.connection.base_url)
    facts = {**told, "host": host, "folder": job.output, "task": job.task_id}
    return Words(
        happened=translate(CONTEXT, happened).format_map(facts),
        charged=translate(CONTEXT, _charged(fault, job)),
        todo=translate(CONTEXT, _todo(fault, job, face, todo)).format_map(
            {**facts, **windowhelp.names(held=held)}
        ),
    )


def explain_refusal(fault: Fault, job: Job, face: Face = Face.COMMAND_LINE) -> Words:
    """Return the words for ``job`` that is not asked for again because of ``fault``.

    They claim nothing of the job itself, which may have been charged: only that nothing more was.
    """
    words = explain(fault, replace(again(job, job.created_at), state=State.FAILED), face)
    if not job.model:
        words = Words(translate(CONTEXT, _ELSEWHERE), "", "")
    elif fault.kind == WRONG_FILE:
        words = replace(words, todo=translate(CONTEXT, _MEND[face]))
    charged = _STILL_UNCONFIRMED if job.state is State.UNCONFIRMED else _NOT_ASKED_AGAIN
    return replace(words, charged=translate(CONTEXT, charged))


def _todo(fault: Fault, job: Job, face: Face, usual: str) -> str:
    """Return what to do: ``usual`` if nothing about the job or the face says otherwise."""
    if job.state not in ENDED and not fault.needs_person:
        return BY_ITSELF
    if face is Face.WINDOW:
        return windowhelp.todo(fault, job)
    if job.state is State.UNCONFIRMED:
        return _LOOK_FIRST
    return _NOT_AGAIN if _was_dropped(job) else usual


def _entry(fault: Fault, job: Job) -> Entry:
    if fault.kind == "waits_for" and fault.needs_person:
        return WAITS_IN_VAIN
    if fault.kind == TASK_GONE and job.state is State.FAILED:
        return LOST_FREE if job.connection.demo else LOST
    if fault.kind in _GONE and "nearest" in fault.facts:
        return KINDS[fault.kind][0], NEAREST
    if fault.kind == "too_large" and not windowhelp.has_picture(job):
        return TOO_LARGE
    if "video_id" in job.values and _says_missing(fault, job):
        return CLIP_GONE
    special = UNSENT.get(fault.kind) if not job.task_id else None
    found = CODES.get(fault.code) or special or KINDS.get(fault.kind)
    return found or KINDS["unexpected"]


def _said(value: Any) -> Any:
    """Return a fact as it is told: a text that is there by language in the one in use."""
    if isinstance(value, Mapping):
        return value.get(current()) or value.get("en") or ""
    return value


def _problems_words(fault: Fault) -> str:
    """Return all that is wrong with a request; its fields are called as the fault has kept it."""
    labels = {name: _said(label) for name, label in fault.facts.get("labels", {}).items()}
    problems = [from_data(each) for each in fault.facts.get("problems", ())]
    names = {each.field: role_words(each.field) for each in problems} | labels
    return joined(*(problem_words(each, names) for each in problems))


def _says_missing(fault: Fault, job: Job) -> bool:
    """Tell whether something that the request names is not at the provider."""
    return fault.code == "resource_not_found" or (fault.kind == "not_found" and not job.task_id)


def explain_call(fault: Fault, base_url: str) -> Words:
    """Return the words for a call that was about no job; nothing of it is ever charged."""
    found = CALLS.get(fault.kind) or KINDS.get(fault.kind) or KINDS["unexpected"]
    facts = {"host": _host(base_url), "folder": ""}
    happened, todo = (translate(CONTEXT, text).format_map(facts) for text in found)
    return Words(happened, "", todo)


def _charged(fault: Fault, job: Job) -> str:
    if job.connection.demo:
        return _FREE
    if makes_character(job):
        return _FREE_CHARACTER
    if _was_dropped(job) or job.state in (State.SUBMITTING, State.UNCONFIRMED):
        return _MAYBE_SENT if fault.kind == "ledger_rebuilt" else _MAYBE
    if job.state is State.DOWNLOADING:
        return _PAID
    if job.lost:
        return _LOST_PAID
    if job.task_id:
        return _UNSAID
    if fault.kind == SENDING_PAUSED:
        return _WAITS_UNSENT
    # Files may have been uploaded before it was found that the job is outdated.
    answered = fault.status is not None or fault.kind == OUTDATED
    return _NOT_CREATED if answered else _NOTHING_SENT


def _was_dropped(job: Job) -> bool:
    """Tell whether a person has stopped a job that may exist at the provider."""
    return job.state is State.STOPPED and job.error is not None and not job.task_id


def _host(base_url: str) -> str:
    if base_url == DEMO:
        return translate("Help", "the built-in engine")
    return urlsplit(base_url).netloc
