"""Words for what is wrong with a request, and for the states of a job."""

from __future__ import annotations

from collections.abc import Mapping

from core.catalog import InvalidAsk, Problem
from core.job import Job, State
from core.language import QT_TRANSLATE_NOOP, translate

_PROBLEMS = {
    "unknown_model": QT_TRANSLATE_NOOP(
        "Problem", "There is no model “{model}”. Known models: {choices}."
    ),
    "unknown_field": QT_TRANSLATE_NOOP("Problem", "This model has no option “{field}”."),
    "not_a_choice": QT_TRANSLATE_NOOP("Problem", "“{field}” can be {choices}."),
    "not_a_switch": QT_TRANSLATE_NOOP("Problem", "“{field}” is either on or off."),
    "not_a_list": QT_TRANSLATE_NOOP("Problem", "“{field}” must be a list of texts."),
    "not_text": QT_TRANSLATE_NOOP("Problem", "“{field}” holds characters that are no text."),
    "missing": QT_TRANSLATE_NOOP("Problem", "“{field}” is missing."),
    "too_long": QT_TRANSLATE_NOOP(
        "Problem", "“{field}” has {length} characters; this model takes {limit}."
    ),
    "too_many": QT_TRANSLATE_NOOP(
        "Problem", "“{field}” has {count} entries; this model takes {limit}."
    ),
    "not_a_key": QT_TRANSLATE_NOOP(
        "Problem", "“{field}” holds characters that no key has. Nothing was sent."
    ),
    "masked_key": QT_TRANSLATE_NOOP("Problem", "This is a shortened key. Copy the whole one."),
    "key_with_space": QT_TRANSLATE_NOOP("Problem", "A key has no space inside. Paste it alone."),
    "out_of_range": QT_TRANSLATE_NOOP("Problem", "“{field}” can be {low} to {high}."),
    "needs_image": QT_TRANSLATE_NOOP("Problem", "“{field}” needs a start frame."),
    "image_unreadable": QT_TRANSLATE_NOOP(
        "Problem", "The picture {source} cannot be read: {reason}."
    ),
    "image_too_large": QT_TRANSLATE_NOOP(
        "Problem", "The picture {source} is larger than {limit} MB."
    ),
    "image_not_fetched": QT_TRANSLATE_NOOP(
        "Problem", "The picture {source} could not be fetched: {reason}."
    ),
    "too_many_pixels": QT_TRANSLATE_NOOP(
        "Problem", "The picture {source} is too large: {width}×{height} pixels."
    ),
    "not_a_picture": QT_TRANSLATE_NOOP(
        "Problem", "{source} is not a picture that Foxreel can read."
    ),
    "picture_broken": QT_TRANSLATE_NOOP("Problem", "The picture {source} is damaged."),
    "link_refused": QT_TRANSLATE_NOOP(
        "Problem", "{source} is neither a file nor an http(s) address."
    ),
    "no_output_size": QT_TRANSLATE_NOOP("Problem", "The size of this model's clips is not known."),
    "folder_unusable": QT_TRANSLATE_NOOP(
        "Problem", "The folder {folder} cannot be used: {reason}."
    ),
    "settings_unusable": QT_TRANSLATE_NOOP(
        "Problem", "The settings in {file} cannot be used: {entries}. Mend or remove them."
    ),
    "not_a_url": QT_TRANSLATE_NOOP("Problem", "The base URL “{url}” is not a web address."),
    "not_https": QT_TRANSLATE_NOOP("Problem", "The base URL “{url}” must begin with https://."),
    "has_login": QT_TRANSLATE_NOOP("Problem", "The base URL must not hold a name or password."),
}

_UNREAD = {
    "absent": QT_TRANSLATE_NOOP("Problem", "it is not there"),
    "forbidden": QT_TRANSLATE_NOOP("Problem", "you are not allowed to open it"),
    "folder": QT_TRANSLATE_NOOP("Problem", "it is a folder"),
    "no_proxy": QT_TRANSLATE_NOOP("Problem", "the proxy of your network does not let it through"),
    "not_secure": QT_TRANSLATE_NOOP("Problem", "the connection to {host} is not secure"),
    "timed_out": QT_TRANSLATE_NOOP("Problem", "{host} took too long"),
    "missing": QT_TRANSLATE_NOOP("Problem", "{host} does not have it (HTTP {status})"),
    "refused": QT_TRANSLATE_NOOP("Problem", "{host} does not hand it out (HTTP {status})"),
    "failing": QT_TRANSLATE_NOOP("Problem", "{host} has trouble of its own (HTTP {status})"),
    "redirects": QT_TRANSLATE_NOOP("Problem", "{host} only passes it on in circles"),
    "odd_address": QT_TRANSLATE_NOOP("Problem", "the address cannot be used"),
    "broken_off": QT_TRANSLATE_NOOP("Problem", "the connection to {host} broke off"),
    "unreachable": QT_TRANSLATE_NOOP("Problem", "{host} cannot be reached"),
}
"""Why a picture could not be read or fetched, by the codes of ``core.unread``."""

_STATES = {
    State.WAITING: QT_TRANSLATE_NOOP("State", "waiting"),
    State.UPLOADING: QT_TRANSLATE_NOOP("State", "uploading the start frame"),
    State.SUBMITTING: QT_TRANSLATE_NOOP("State", "sending"),
    State.PENDING: QT_TRANSLATE_NOOP("State", "in the provider's queue"),
    State.PROCESSING: QT_TRANSLATE_NOOP("State", "generating"),
    State.DOWNLOADING: QT_TRANSLATE_NOOP("State", "downloading"),
    State.COMPLETED: QT_TRANSLATE_NOOP("State", "ready"),
    State.FAILED: QT_TRANSLATE_NOOP("State", "failed"),
    State.STOPPED: QT_TRANSLATE_NOOP("State", "stopped"),
    State.UNCONFIRMED: QT_TRANSLATE_NOOP("State", "unconfirmed"),
}


def problem_words(problem: Problem, names: Mapping[str, str] | None = None) -> str:
    """Return one sentence about ``problem``; ``names`` are what a face calls the fields."""
    name = (names or {}).get(problem.field, problem.field)
    facts = {"field": name} | {n: _readable(v) for n, v in problem.facts.items()}
    if problem.code in ("image_unreadable", "image_not_fetched"):
        reason = facts["reason"]  # perhaps the system's own words
        facts["reason"] = (
            translate("Problem", _UNREAD[reason]).format_map(facts) if reason in _UNREAD else reason
        )
    return translate("Problem", _PROBLEMS[problem.code]).format_map(facts)


def ask_words(error: InvalidAsk, names: Mapping[str, str] | None = None) -> str:
    """Return everything that is wrong with a request, a line each."""
    return "\n".join(problem_words(problem, names) for problem in error.problems)


def state_words(state: State) -> str:
    """Return the name of ``state`` for people."""
    return translate("State", _STATES[state])


def job_state_words(job: Job) -> str:
    """Return the name of a job's state; a job of the built-in engine is always called one."""
    words = state_words(job.state)
    if job.connection.demo:
        return translate("State", "{state} · built-in engine").format(state=words)
    return words


def _readable(value: object) -> str:
    """Return a fact as text that a terminal can show: lone surrogates become ``?``."""
    many = isinstance(value, list | tuple)
    text = ", ".join(str(each) for each in value) if many else str(value)  # type: ignore[attr-defined]
    return text.encode("utf-8", "replace").decode()
