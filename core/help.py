"""From a fault to words: what happened, whether it was charged, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass

from core.foxapi.address import host_of
from core.job import DEMO, ENDED, Fault, Job, State
from core.language import QT_TRANSLATE_NOOP as N
from core.language import translate

CONTEXT = "Help"

_NOTHING_SENT = N("Help", "Nothing was sent and nothing was charged.")
_NOT_CREATED = N("Help", "No task was created, so nothing was charged.")
_MAYBE = N("Help", "It may have been charged: the request left this computer.")
_UNSAID = N("Help", "FoxAPI does not say whether this was charged; your balance shows it.")
_PAID = N("Help", "The clip is paid for; asking for it costs nothing more.")
_BY_ITSELF = N("Help", "Foxreel tries again by itself.")
_LOOK_FIRST = N("Help", "Look into your tasks at FoxAPI before you ask for it again.")
_FREE = N("Help", "The built-in engine costs nothing.")


@dataclass(frozen=True)
class Words:
    """The three parts of an explanation, in the person's language."""

    happened: str
    charged: str
    todo: str

    def __str__(self) -> str:
        return " ".join(part for part in (self.happened, self.charged, self.todo) if part)


_Entry = tuple[str, str]

_KINDS: dict[str, _Entry] = {
    "invalid_request": (
        N("Help", "FoxAPI refused the request as it is."),
        N("Help", "Change what its message names and try again."),
    ),
    "key_refused": (
        N("Help", "{host} refused the API key."),
        N("Help", "Check the key (FOXAPI_API_KEY), then resume. --demo works without one."),
    ),
    "no_key": (
        N("Help", "There is no API key for {host}."),
        N("Help", "Set FOXAPI_API_KEY or keep the key in the keychain, then resume."),
    ),
    "other_key": (
        N("Help", "This job was sent to {host} with another API key."),
        N("Help", "Use that key again, then resume; only it can see the task."),
    ),
    "balance_exhausted": (
        N("Help", "The balance at {host} does not cover this clip."),
        N("Help", "Top up the balance, then resume."),
    ),
    "not_allowed": (
        N("Help", "This key may not do that at {host}."),
        N("Help", "Check what the key is allowed to do, or use another one."),
    ),
    "not_found": (
        N("Help", "{host} does not know this task."),
        N("Help", "Check the task id and that it belongs to this key, then resume."),
    ),
    "too_large": (
        N("Help", "The start frame is too large for {host}."),
        N("Help", "Use a smaller picture."),
    ),
    "model_unavailable": (
        N("Help", "{host} has no channel for this model at the moment."),
        N("Help", "Try again later, or choose another model."),
    ),
    "rate_limited": (
        N("Help", "{host} asks for a pause: too many calls."),
        _BY_ITSELF,
    ),
    "ambiguous": (
        N("Help", "The answer of {host} does not say whether the task exists."),
        N("Help", "Try again later."),
    ),
    "server_fault": (
        N("Help", "{host} had a fault of its own."),
        N("Help", "Try again later."),
    ),
    "redirected": (
        N("Help", "{host} sent the call elsewhere, and Foxreel does not follow with your key."),
        N("Help", "Check the base URL (FOXAPI_BASE_URL), then resume."),
    ),
    "unreadable": (
        N("Help", "The answer of {host} could not be read."),
        N("Help", "Try again later."),
    ),
    "unreachable": (
        N("Help", "{host} cannot be reached."),
        N("Help", "Check the network; Foxreel tries again by itself."),
    ),
    "untrusted": (
        N("Help", "The certificate of {host} could not be verified."),
        N("Help", "Check the base URL and your network, then resume."),
    ),
    "no_answer": (
        N("Help", "No whole answer came back from {host}."),
        N("Help", "Try again later."),
    ),
    "aborted": (N("Help", "Foxreel ended before the request was sent."), N("Help", "Resume.")),
    "interrupted": (
        N("Help", "Foxreel ended while the request was under way."),
        N("Help", "Try again later."),
    ),
    "task_failed": (
        N("Help", "The provider could not make this clip."),
        N("Help", "Try again, perhaps with another prompt or picture."),
    ),
    "no_results": (
        N("Help", "The task is finished, but its clip has not been handed out yet."),
        N("Help", "Resume later; Foxreel asks again."),
    ),
    "frame_lost": (
        N("Help", "The kept copy of the start frame is gone or was changed."),
        N("Help", "Ask again with the picture."),
    ),
    "unknown_model": (
        N("Help", "This program does not know the model any more."),
        N("Help", "Ask again with another model."),
    ),
    "engine": (
        N("Help", "The built-in engine could not start."),
        _BY_ITSELF,
    ),
    "unexpected": (
        N("Help", "Foxreel made a mistake with this job."),
        N("Help", "Resume; if it happens again, please report it with the log."),
    ),
    "link_dead": (
        N("Help", "The link to the clip does not work any more."),
        N("Help", "Resume to ask for a fresh one; links live for 24 hours."),
    ),
    "link_refused": (
        N("Help", "The link to the clip is not a web address, so it was not opened."),
        N("Help", "Ask FoxAPI about this task."),
    ),
    "transfer": (
        N("Help", "The download was interrupted."),
        _BY_ITSELF,
    ),
    "start_over": (
        N("Help", "The server's file has changed during the download."),
        _BY_ITSELF,
    ),
    "redirects": (
        N("Help", "The link to the clip leads in circles."),
        _BY_ITSELF,
    ),
    "disk_full": (
        N("Help", "The disk is full."),
        N("Help", "Make room, then resume."),
    ),
    "folder_gone": (
        N("Help", "The folder for this clip is not there: {folder}"),
        N("Help", "Bring it back (plug the disk in), then resume."),
    ),
    "folder_locked": (
        N("Help", "The folder for this clip may not be written: {folder}"),
        N("Help", "Allow it, then resume."),
    ),
    "disk": (
        N("Help", "The clip could not be written to {folder}."),
        N("Help", "Check the disk, then resume."),
    ),
    "ledger_unwritable": (
        N("Help", "Foxreel's own records cannot be written: is the disk full?"),
        N("Help", "Make room, then resume."),
    ),
}

_CODES: dict[str, _Entry] = {
    "content_policy_violation": (
        N("Help", "The provider's content rules refused this."),
        N("Help", "Change the prompt or picture; real people's faces and brands often cause it."),
    ),
    "invalid_parameters": (
        N("Help", "The provider did not accept the settings."),
        N("Help", "Change the settings and try again."),
    ),
    "image_processing_error": (
        N("Help", "The provider could not use the start frame."),
        N("Help", "Try another picture."),
    ),
    "invalid_image_url": (
        N("Help", "The provider could not fetch the start frame."),
        N("Help", "Try again; a picture file works where a link does not."),
    ),
    "invalid_file_type": (
        N("Help", "The provider does not take this kind of file."),
        N("Help", "Try a PNG or JPEG picture."),
    ),
    "image_dimension_mismatch": (
        N("Help", "The start frame's size is not the clip's."),
        N("Help", "Use --fit crop, pad or blur, so that Foxreel makes it fit."),
    ),
    "request_cancelled": (
        N("Help", "The provider cancelled the task."),
        N("Help", "Try again."),
    ),
    "generation_failed_no_content": (
        N("Help", "The provider finished without a clip."),
        N("Help", "Try another prompt."),
    ),
    "generation_timeout": (
        N("Help", "The provider took too long and gave up."),
        N("Help", "Try again later."),
    ),
    "resource_exhausted": (
        N("Help", "The provider is overloaded."),
        N("Help", "Try again later."),
    ),
    "quota_exceeded": (
        N("Help", "A quota at the provider is used up."),
        N("Help", "Check the balance and limits of the key, then try again."),
    ),
    "service_error": (
        N("Help", "The provider had a fault of its own."),
        N("Help", "Try again later."),
    ),
    "service_unavailable": (
        N("Help", "The provider is not available at the moment."),
        N("Help", "Try again later."),
    ),
    "upstream_failed": (
        N("Help", "The model's own service failed."),
        N("Help", "Try again later."),
    ),
    "resource_not_found": (
        N("Help", "Something that the request names was not found at the provider."),
        N("Help", "Check character ids and links, then try again."),
    ),
    "model_not_found": (
        N("Help", "The model was withdrawn, or is not enabled for this key."),
        N("Help", "Choose another model; the list is shown by the command models."),
    ),
    "no_compatible_channel": (
        N("Help", "No channel takes this combination of settings now."),
        N("Help", "Change duration, resolution or ratio, or try again later."),
    ),
    "unsupported_advanced_options": (
        N("Help", "The channel that is free now does not take one of the options."),
        N("Help", "Leave out characters or keeping on the server, or try again later."),
    ),
}


def explain(fault: Fault, job: Job) -> Words:
    """Return the words for ``fault`` of ``job``."""
    happened, todo = _CODES.get(fault.code) or _KINDS.get(fault.kind) or _KINDS["unexpected"]
    if job.state is State.UNCONFIRMED:
        todo = _LOOK_FIRST
    elif job.state not in ENDED and not fault.needs_person:
        todo = _BY_ITSELF
    facts = {"host": _host(job), "folder": job.output} | dict(fault.facts)
    return Words(
        happened=translate(CONTEXT, happened).format_map(facts),
        charged=translate(CONTEXT, _charged(fault, job)),
        todo=translate(CONTEXT, todo).format_map(facts),
    )


def _charged(fault: Fault, job: Job) -> str:
    if job.connection.demo:
        return _FREE
    if job.state is State.UNCONFIRMED:
        return _MAYBE
    if job.state is State.DOWNLOADING:
        return _PAID
    if job.task_id:
        return _UNSAID
    return _NOT_CREATED if fault.status is not None else _NOTHING_SENT


def _host(job: Job) -> str:
    if job.connection.base_url == DEMO:
        return translate(CONTEXT, "the built-in engine")
    return host_of(job.connection.base_url)
