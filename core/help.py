"""From a fault to words: what happened, whether it was charged, and what to do next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from core import windowhelp
from core.characters import makes_character
from core.job import DEMO, ENDED, Fault, Job, State
from core.language import QT_TRANSLATE_NOOP, current, translate
from core.modelfacts import role_words
from core.outdated import OUTDATED
from core.pauses import SENDING_PAUSED
from core.problems import from_data
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
_BY_ITSELF = QT_TRANSLATE_NOOP("Help", "Foxreel tries again by itself.")
_LOOK_FIRST = QT_TRANSLATE_NOOP(
    "Help", "Look into your tasks at FoxAPI first, then choose a way out: see resolve."
)
_NOT_AGAIN = QT_TRANSLATE_NOOP(
    "Help", "Look into your tasks at FoxAPI before you ask for it again."
)
_FREE = QT_TRANSLATE_NOOP("Help", "The built-in engine costs nothing.")
_FREE_CHARACTER = QT_TRANSLATE_NOOP("Help", "Making a character is free of charge.")


class Face(StrEnum):
    """Where the words are read: what to do has other names in a window than in a terminal."""

    COMMAND_LINE = "command line"
    WINDOW = "window"


@dataclass(frozen=True)
class Words:
    """The three parts of an explanation, in the person's language."""

    happened: str
    charged: str
    todo: str

    def __str__(self) -> str:
        between = "" if current() == "zh_CN" else " "
        return between.join(part for part in (self.happened, self.charged, self.todo) if part)


_Entry = tuple[str, str]

_KINDS: dict[str, _Entry] = {
    "invalid_request": (
        QT_TRANSLATE_NOOP("Help", "FoxAPI refused the request as it is."),
        QT_TRANSLATE_NOOP("Help", "Change what its message names and try again."),
    ),
    "key_refused": (
        QT_TRANSLATE_NOOP("Help", "{host} refused the API key."),
        QT_TRANSLATE_NOOP(
            "Help", "Check the key (FOXAPI_API_KEY), then resume. --demo works without one."
        ),
    ),
    "no_key": (
        QT_TRANSLATE_NOOP("Help", "There is no API key for {host}."),
        QT_TRANSLATE_NOOP(
            "Help", "Set FOXAPI_API_KEY or keep the key in the keychain, then resume."
        ),
    ),
    "other_key": (
        QT_TRANSLATE_NOOP("Help", "This job was sent to {host} with another API key."),
        QT_TRANSLATE_NOOP("Help", "Use that key again, then resume; only it can see the task."),
    ),
    "balance_exhausted": (
        QT_TRANSLATE_NOOP("Help", "The balance at {host} does not cover this clip."),
        QT_TRANSLATE_NOOP("Help", "Top up the balance, then resume."),
    ),
    "sending_paused": (
        QT_TRANSLATE_NOOP(
            "Help",
            "Sending to {host} was paused after two requests in a row without a clear answer.",
        ),
        QT_TRANSLATE_NOOP(
            "Help", "Clear up what is unconfirmed (see resolve); resume sends what waits."
        ),
    ),
    "not_allowed": (
        QT_TRANSLATE_NOOP("Help", "This key may not do that at {host}."),
        QT_TRANSLATE_NOOP("Help", "Check what the key is allowed to do, or use another one."),
    ),
    "not_found": (
        QT_TRANSLATE_NOOP("Help", "{host} does not know this task."),
        QT_TRANSLATE_NOOP(
            "Help", "Check the task id and that it belongs to this key, then resume."
        ),
    ),
    "task_gone": (
        QT_TRANSLATE_NOOP("Help", "{host} does not have this task and its clip any more."),
        QT_TRANSLATE_NOOP("Help", "Ask for it again with the same settings."),
    ),
    "too_large": (
        QT_TRANSLATE_NOOP("Help", "The start frame is too large for {host}."),
        QT_TRANSLATE_NOOP("Help", "Use a smaller picture."),
    ),
    "model_unavailable": (
        QT_TRANSLATE_NOOP("Help", "{host} has no channel for this model at the moment."),
        QT_TRANSLATE_NOOP("Help", "Try again later, or choose another model."),
    ),
    "rate_limited": (
        QT_TRANSLATE_NOOP("Help", "{host} asks for a pause: too many calls."),
        _BY_ITSELF,
    ),
    "ambiguous": (
        QT_TRANSLATE_NOOP("Help", "The answer of {host} does not say whether the task exists."),
        QT_TRANSLATE_NOOP("Help", "Try again later."),
    ),
    "server_fault": (
        QT_TRANSLATE_NOOP("Help", "{host} had a fault of its own."),
        QT_TRANSLATE_NOOP("Help", "Try again later."),
    ),
    "bad_address": (
        QT_TRANSLATE_NOOP("Help", "The base URL of this job cannot be used."),
        QT_TRANSLATE_NOOP("Help", "Ask again with another base URL."),
    ),
    "redirected": (
        QT_TRANSLATE_NOOP(
            "Help", "{host} sent the call elsewhere, and Foxreel does not follow with your key."
        ),
        QT_TRANSLATE_NOOP("Help", "Check the base URL (FOXAPI_BASE_URL), then resume."),
    ),
    "unreadable": (
        QT_TRANSLATE_NOOP("Help", "The answer of {host} could not be read."),
        QT_TRANSLATE_NOOP("Help", "Try again later."),
    ),
    "unreachable": (
        QT_TRANSLATE_NOOP("Help", "{host} cannot be reached."),
        QT_TRANSLATE_NOOP("Help", "Check the network; Foxreel tries again by itself."),
    ),
    "untrusted": (
        QT_TRANSLATE_NOOP("Help", "The certificate of {host} could not be verified."),
        QT_TRANSLATE_NOOP(
            "Help", "Check the base URL, your network and REQUESTS_CA_BUNDLE, then resume."
        ),
    ),
    "no_answer": (
        QT_TRANSLATE_NOOP("Help", "No whole answer came back from {host}."),
        QT_TRANSLATE_NOOP("Help", "Try again later."),
    ),
    "aborted": (
        QT_TRANSLATE_NOOP("Help", "Foxreel ended before the request was sent."),
        QT_TRANSLATE_NOOP("Help", "Resume."),
    ),
    "interrupted": (
        QT_TRANSLATE_NOOP("Help", "Foxreel ended while the request was under way."),
        QT_TRANSLATE_NOOP("Help", "Try again later."),
    ),
    "task_failed": (
        QT_TRANSLATE_NOOP("Help", "The provider could not make this clip."),
        QT_TRANSLATE_NOOP("Help", "Try again, perhaps with another prompt or picture."),
    ),
    "no_results": (
        QT_TRANSLATE_NOOP(
            "Help", "The task is finished, but its clip has not been handed out yet."
        ),
        QT_TRANSLATE_NOOP("Help", "Resume later; Foxreel asks again."),
    ),
    "frame_lost": (
        QT_TRANSLATE_NOOP("Help", "The kept copy of the start frame is gone or was changed."),
        QT_TRANSLATE_NOOP("Help", "Ask again with the picture."),
    ),
    "waits_for": (
        QT_TRANSLATE_NOOP("Help", "It waits for the clip of shot {shot}."),
        QT_TRANSLATE_NOOP("Help", "Resume shot {shot}, or stop this one."),
    ),
    "last_frame_lost": (
        QT_TRANSLATE_NOOP("Help", "The clip that it continues cannot be read any more."),
        QT_TRANSLATE_NOOP("Help", "Fetch that clip again, or ask anew with a picture."),
    ),
    "unknown_model": (
        QT_TRANSLATE_NOOP("Help", "This program does not know the model {model} any more."),
        QT_TRANSLATE_NOOP("Help", "Ask again with another model."),
    ),
    "withdrawn_model": (
        QT_TRANSLATE_NOOP("Help", "The model {model} was withdrawn and can't be asked any more."),
        QT_TRANSLATE_NOOP("Help", "Ask again with another model."),
    ),
    "outdated": (
        QT_TRANSLATE_NOOP(
            "Help",
            "What is known of the model {model} has changed since this was asked for. {problem}",
        ),
        QT_TRANSLATE_NOOP("Help", "Ask again with settings that the model takes now."),
    ),
    "engine": (
        QT_TRANSLATE_NOOP("Help", "The built-in engine could not start."),
        _BY_ITSELF,
    ),
    "unexpected": (
        QT_TRANSLATE_NOOP("Help", "Foxreel made a mistake with this job."),
        QT_TRANSLATE_NOOP("Help", "Resume; if it happens again, please report it with the log."),
    ),
    "link_dead": (
        QT_TRANSLATE_NOOP("Help", "The link to the clip does not work any more."),
        QT_TRANSLATE_NOOP("Help", "Resume to ask for a fresh one; links live for 24 hours."),
    ),
    "link_refused": (
        QT_TRANSLATE_NOOP(
            "Help", "The link to the clip is not a web address, so it was not opened."
        ),
        QT_TRANSLATE_NOOP("Help", "Ask FoxAPI about this task."),
    ),
    "transfer": (
        QT_TRANSLATE_NOOP("Help", "The download was interrupted."),
        _BY_ITSELF,
    ),
    "start_over": (
        QT_TRANSLATE_NOOP("Help", "The server's file has changed during the download."),
        _BY_ITSELF,
    ),
    "not_a_clip": (
        QT_TRANSLATE_NOOP("Help", "The link gives a web page instead of the clip."),
        QT_TRANSLATE_NOOP("Help", "Resume later, or ask FoxAPI about this task."),
    ),
    "redirects": (
        QT_TRANSLATE_NOOP("Help", "The link to the clip leads in circles."),
        _BY_ITSELF,
    ),
    "disk_full": (
        QT_TRANSLATE_NOOP("Help", "The disk is full."),
        QT_TRANSLATE_NOOP("Help", "Make room, then resume."),
    ),
    "folder_gone": (
        QT_TRANSLATE_NOOP("Help", "The folder for this clip is not there: {folder}"),
        QT_TRANSLATE_NOOP("Help", "Bring it back (plug the disk in), then resume."),
    ),
    "folder_locked": (
        QT_TRANSLATE_NOOP("Help", "The folder for this clip may not be written: {folder}"),
        QT_TRANSLATE_NOOP("Help", "Allow it, then resume."),
    ),
    "disk": (
        QT_TRANSLATE_NOOP("Help", "The clip could not be written to {folder}."),
        QT_TRANSLATE_NOOP("Help", "Check the disk, then resume."),
    ),
    "ledger_unwritable": (
        QT_TRANSLATE_NOOP("Help", "Foxreel's own records cannot be written: is the disk full?"),
        QT_TRANSLATE_NOOP("Help", "Make room, then resume."),
    ),
    "ledger_damaged": (
        QT_TRANSLATE_NOOP("Help", "Foxreel's own records are damaged."),
        QT_TRANSLATE_NOOP(
            "Help", "Close Foxreel wherever it runs and start it again: it mends them then."
        ),
    ),
    "ledger_rebuilt": (
        QT_TRANSLATE_NOOP(
            "Help",
            "Foxreel's records were damaged, and do not say any more whether this was sent.",
        ),
        QT_TRANSLATE_NOOP("Help", "Look into your tasks at FoxAPI before you ask for it again."),
    ),
}

_CODES: dict[str, _Entry] = {
    "content_policy_violation": (
        QT_TRANSLATE_NOOP("Help", "The provider's content rules refused this."),
        QT_TRANSLATE_NOOP(
            "Help", "Change the prompt or picture; real people's faces and brands often cause it."
        ),
    ),
    "invalid_parameters": (
        QT_TRANSLATE_NOOP("Help", "The provider did not accept the settings."),
        QT_TRANSLATE_NOOP("Help", "Change the settings and try again."),
    ),
    "image_processing_error": (
        QT_TRANSLATE_NOOP("Help", "The provider could not use the start frame."),
        QT_TRANSLATE_NOOP("Help", "Try another picture."),
    ),
    "invalid_image_url": (
        QT_TRANSLATE_NOOP("Help", "The provider could not fetch the start frame."),
        QT_TRANSLATE_NOOP("Help", "Try again; a picture file works where a link does not."),
    ),
    "invalid_file_type": (
        QT_TRANSLATE_NOOP("Help", "The provider does not take this kind of file."),
        QT_TRANSLATE_NOOP("Help", "Try a PNG or JPEG picture."),
    ),
    "image_dimension_mismatch": (
        QT_TRANSLATE_NOOP("Help", "The start frame's size is not the clip's."),
        QT_TRANSLATE_NOOP("Help", "Use --fit crop, pad or blur, so that Foxreel makes it fit."),
    ),
    "request_cancelled": (
        QT_TRANSLATE_NOOP("Help", "The provider cancelled the task."),
        QT_TRANSLATE_NOOP("Help", "Try again."),
    ),
    "generation_failed_no_content": (
        QT_TRANSLATE_NOOP("Help", "The provider finished without a clip."),
        QT_TRANSLATE_NOOP("Help", "Try another prompt."),
    ),
    "generation_timeout": (
        QT_TRANSLATE_NOOP("Help", "The provider took too long and gave up."),
        QT_TRANSLATE_NOOP("Help", "Try again later."),
    ),
    "resource_exhausted": (
        QT_TRANSLATE_NOOP("Help", "The provider is overloaded."),
        QT_TRANSLATE_NOOP("Help", "Try again later."),
    ),
    "quota_exceeded": (
        QT_TRANSLATE_NOOP("Help", "A quota at the provider is used up."),
        QT_TRANSLATE_NOOP("Help", "Check the balance and limits of the key, then try again."),
    ),
    "service_error": (
        QT_TRANSLATE_NOOP("Help", "The provider had a fault of its own."),
        QT_TRANSLATE_NOOP("Help", "Try again later."),
    ),
    "service_unavailable": (
        QT_TRANSLATE_NOOP("Help", "The provider is not available at the moment."),
        QT_TRANSLATE_NOOP("Help", "Try again later."),
    ),
    "upstream_failed": (
        QT_TRANSLATE_NOOP("Help", "The model's own service failed."),
        QT_TRANSLATE_NOOP("Help", "Try again later."),
    ),
    "resource_not_found": (
        QT_TRANSLATE_NOOP(
            "Help", "Something that the request names was not found at the provider."
        ),
        QT_TRANSLATE_NOOP("Help", "Check character ids, video ids and links, then try again."),
    ),
    "model_not_found": (
        QT_TRANSLATE_NOOP("Help", "The model was withdrawn, or is not enabled for this key."),
        QT_TRANSLATE_NOOP("Help", "Choose another model; the list is shown by the command models."),
    ),
    "no_compatible_channel": (
        QT_TRANSLATE_NOOP("Help", "No channel takes this combination of settings now."),
        QT_TRANSLATE_NOOP("Help", "Change duration, resolution or ratio, or try again later."),
    ),
    "unsupported_advanced_options": (
        QT_TRANSLATE_NOOP("Help", "The channel that is free now does not take one of the options."),
        QT_TRANSLATE_NOOP(
            "Help", "Leave out characters or keeping on the server, or try again later."
        ),
    ),
}


_UNSENT: dict[str, _Entry] = {
    "not_found": (
        QT_TRANSLATE_NOOP("Help", "{host} does not know this call."),
        QT_TRANSLATE_NOOP("Help", "Check the base URL (FOXAPI_BASE_URL), then ask again."),
    ),
}
"""What differs for a job that has no task: the answer was not about one."""

_CLIP_GONE: _Entry = (
    QT_TRANSLATE_NOOP("Help", "{host} does not have the clip that was to be remixed."),
    QT_TRANSLATE_NOOP(
        "Help",
        "It may not be kept there any more, or belong to another key. Choose another clip to"
        " remix.",
    ),
)
"""Where a request for a remix was answered that something is not there."""

_WAITS_IN_VAIN: _Entry = (
    QT_TRANSLATE_NOOP("Help", "Shot {shot}, which it continues, has no clip."),
    QT_TRANSLATE_NOOP("Help", "Try shot {shot} again, then resume this one; or stop it."),
)
"""For a job that continues another one, which does not move by itself."""

_GONE = ("unknown_model", "withdrawn_model")
_NEAREST = QT_TRANSLATE_NOOP("Help", "Ask again with {nearest}, which takes the same inputs.")
"""Where another model takes what was asked for."""

_TOO_LARGE: _Entry = (
    QT_TRANSLATE_NOOP("Help", "The request is too large for {host}."),
    QT_TRANSLATE_NOOP("Help", "Ask again with a shorter prompt."),
)
"""Where no picture of the person's was sent."""

_CALLS: dict[str, _Entry] = {
    "key_refused": (
        QT_TRANSLATE_NOOP("Help", "{host} refused the API key."),
        QT_TRANSLATE_NOOP("Help", "Look for what was cut off or mistyped, or make a new key."),
    ),
    "not_found": (
        QT_TRANSLATE_NOOP("Help", "{host} does not know this call."),
        QT_TRANSLATE_NOOP("Help", "Check the base URL: another server may be behind it."),
    ),
    "unreadable": (
        QT_TRANSLATE_NOOP("Help", "The answer of {host} could not be read."),
        QT_TRANSLATE_NOOP("Help", "Check the base URL: another server may be behind it."),
    ),
    "redirected": (
        QT_TRANSLATE_NOOP(
            "Help", "{host} sent the call elsewhere, and Foxreel does not follow with your key."
        ),
        QT_TRANSLATE_NOOP("Help", "Check the base URL: another server may be behind it."),
    ),
    "invalid_request": (
        QT_TRANSLATE_NOOP("Help", "{host} did not accept the call."),
        QT_TRANSLATE_NOOP("Help", "Check the base URL: another server may be behind it."),
    ),
    "balance_exhausted": (
        QT_TRANSLATE_NOOP("Help", "The balance at {host} is used up."),
        QT_TRANSLATE_NOOP("Help", "Top up the balance."),
    ),
    "unreachable": (
        QT_TRANSLATE_NOOP("Help", "{host} cannot be reached."),
        QT_TRANSLATE_NOOP("Help", "Check the base URL and the network."),
    ),
    "untrusted": (
        QT_TRANSLATE_NOOP("Help", "The certificate of {host} could not be verified."),
        QT_TRANSLATE_NOOP(
            "Help", "Check the base URL and the network: a sign-in page or a filter may be between."
        ),
    ),
    "no_answer": (
        QT_TRANSLATE_NOOP("Help", "No whole answer came back from {host}."),
        QT_TRANSLATE_NOOP("Help", "Check the base URL and the network."),
    ),
    "rate_limited": (
        QT_TRANSLATE_NOOP("Help", "{host} asks for a pause: too many calls."),
        QT_TRANSLATE_NOOP("Help", "Try again later."),
    ),
}
"""What differs where the call was about no job."""


def explain(fault: Fault, job: Job, face: Face = Face.COMMAND_LINE, *, held: bool = False) -> Words:
    """Return the words for ``fault`` of ``job``, as ``face`` names things.

    ``held`` says that the job waits and nobody has asked for it to be sent; only a window minds.
    """
    happened, todo = _entry(fault, job)
    if face is Face.WINDOW:
        todo = windowhelp.todo(fault, job)
    elif job.state is State.UNCONFIRMED:
        todo = _LOOK_FIRST
    elif _was_dropped(job):
        todo = _NOT_AGAIN
    if job.state not in ENDED and not fault.needs_person:
        todo = _BY_ITSELF
    told = {"model": job.model, **{name: _said(value) for name, value in fault.facts.items()}}
    told["problem"] = _problem_words(fault) if "problem" in fault.facts else ""
    facts = {**told, "host": _host(job.connection.base_url), "folder": job.output}
    return Words(
        happened=translate(CONTEXT, happened).format_map(facts),
        charged=translate(CONTEXT, _charged(fault, job)),
        todo=translate(CONTEXT, todo).format_map({**facts, **windowhelp.names(held=held)}),
    )


def _entry(fault: Fault, job: Job) -> _Entry:
    if fault.kind == "waits_for" and fault.needs_person:
        return _WAITS_IN_VAIN
    if fault.kind in _GONE and "nearest" in fault.facts:
        return _KINDS[fault.kind][0], _NEAREST
    if fault.kind == "too_large" and not windowhelp.has_picture(job):
        return _TOO_LARGE
    if "video_id" in job.values and _says_missing(fault, job):
        return _CLIP_GONE
    special = _UNSENT.get(fault.kind) if not job.task_id else None
    found = _CODES.get(fault.code) or special or _KINDS.get(fault.kind)
    return found or _KINDS["unexpected"]


def _said(value: Any) -> Any:
    """Return a fact as it is told: a text that is there by language in the one in use."""
    if isinstance(value, Mapping):
        return value.get(current()) or value.get("en") or ""
    return value


def _problem_words(fault: Fault) -> str:
    """Return what is wrong with a request; its fields are called as the fault has kept it."""
    problem = from_data(fault.facts["problem"])
    labels = {name: _said(label) for name, label in fault.facts.get("labels", {}).items()}
    return problem_words(problem, {problem.field: role_words(problem.field), **labels})


def _says_missing(fault: Fault, job: Job) -> bool:
    """Tell whether something that the request names is not at the provider."""
    return fault.code == "resource_not_found" or (fault.kind == "not_found" and not job.task_id)


def explain_call(fault: Fault, base_url: str) -> Words:
    """Return the words for a call that was about no job; nothing of it is ever charged."""
    found = _CALLS.get(fault.kind) or _KINDS.get(fault.kind) or _KINDS["unexpected"]
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
        return translate(CONTEXT, "the built-in engine")
    return urlsplit(base_url).netloc
