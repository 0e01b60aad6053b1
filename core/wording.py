"""Words for what is wrong with a request, and for the states of a job."""

from __future__ import annotations

from core.catalog import InvalidAsk, Problem
from core.job import State
from core.language import QT_TRANSLATE_NOOP as N
from core.language import translate

_PROBLEMS = {
    "unknown_model": N("Problem", "There is no model “{model}”. Known models: {choices}."),
    "unknown_field": N("Problem", "This model has no option “{field}”."),
    "not_a_choice": N("Problem", "“{field}” can be {choices}."),
    "not_a_switch": N("Problem", "“{field}” is either on or off."),
    "not_a_list": N("Problem", "“{field}” must be a list of texts."),
    "not_text": N("Problem", "“{field}” holds characters that are no text."),
    "missing": N("Problem", "“{field}” is missing."),
    "too_long": N("Problem", "“{field}” has {length} characters; this model takes {limit}."),
    "too_many": N("Problem", "“{field}” has {count} entries; this model takes {limit}."),
    "out_of_range": N("Problem", "“{field}” can be {low} to {high}."),
    "needs_image": N("Problem", "“{field}” needs a start frame."),
    "image_unreadable": N("Problem", "The picture {source} cannot be read: {reason}."),
    "image_too_large": N("Problem", "The picture {source} is larger than {limit} MB."),
    "image_not_fetched": N("Problem", "The picture {source} could not be fetched: {reason}."),
    "too_many_pixels": N("Problem", "The picture {source} is too large: {width}×{height} pixels."),
    "not_a_picture": N("Problem", "{source} is not a picture that Foxreel can read."),
    "picture_broken": N("Problem", "The picture {source} is damaged."),
    "link_refused": N("Problem", "{source} is neither a file nor an http(s) address."),
    "no_output_size": N("Problem", "The size of this model's clips is not known."),
    "folder_unusable": N("Problem", "The folder {folder} cannot be used: {reason}."),
    "not_a_url": N("Problem", "The base URL “{url}” is not a web address."),
    "not_https": N("Problem", "The base URL “{url}” must begin with https://."),
    "has_login": N("Problem", "The base URL must not hold a name or password."),
}

_STATES = {
    State.WAITING: N("State", "waiting"),
    State.UPLOADING: N("State", "uploading the start frame"),
    State.SUBMITTING: N("State", "sending"),
    State.PENDING: N("State", "in the provider's queue"),
    State.PROCESSING: N("State", "generating"),
    State.DOWNLOADING: N("State", "downloading"),
    State.COMPLETED: N("State", "ready"),
    State.FAILED: N("State", "failed"),
    State.STOPPED: N("State", "stopped"),
    State.UNCONFIRMED: N("State", "unconfirmed"),
}


def problem_words(problem: Problem) -> str:
    """Return one sentence about ``problem``."""
    facts = {"field": problem.field} | {n: _readable(v) for n, v in problem.facts.items()}
    return translate("Problem", _PROBLEMS[problem.code]).format_map(facts)


def ask_words(error: InvalidAsk) -> str:
    """Return everything that is wrong with a request, a line each."""
    return "\n".join(problem_words(problem) for problem in error.problems)


def state_words(state: State) -> str:
    """Return the name of ``state`` for people."""
    return translate("State", _STATES[state])


def _readable(value: object) -> str:
    """Return a fact as text that a terminal can show: lone surrogates become ``?``."""
    many = isinstance(value, list | tuple)
    text = ", ".join(str(each) for each in value) if many else str(value)  # type: ignore[attr-defined]
    return text.encode("utf-8", "replace").decode()
