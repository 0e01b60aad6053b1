"""Words for what is wrong with a request, and for the states of a job."""

from __future__ import annotations

import time
from collections.abc import Mapping

from core.catalog import InvalidAsk, Problem
from core.characters import makes_character
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
    "endless": QT_TRANSLATE_NOOP(
        "Problem", "“{field}” is longer than {limit} MB. Nothing was sent."
    ),
    "too_many": QT_TRANSLATE_NOOP(
        "Problem", "“{field}” has {count} entries; this model takes {limit}."
    ),
    "not_a_key": QT_TRANSLATE_NOOP(
        "Problem", "“{field}” holds characters that no key has. Nothing was sent."
    ),
    "key_too_long": QT_TRANSLATE_NOOP(
        "Problem", "“{field}” is much too long for a key. Nothing was sent."
    ),
    "masked_key": QT_TRANSLATE_NOOP("Problem", "This is a shortened key. Copy the whole one."),
    "key_with_space": QT_TRANSLATE_NOOP("Problem", "A key has no space inside. Paste it alone."),
    "out_of_range": QT_TRANSLATE_NOOP("Problem", "“{field}” can be {low} to {high}."),
    "not_remixable": QT_TRANSLATE_NOOP("Problem", "The clip of {id} can't be remixed. {reason}"),
    "wrong_ending": QT_TRANSLATE_NOOP("Problem", "The name in “{field}” must end with {ending}."),
    "needs_image": QT_TRANSLATE_NOOP("Problem", "“{field}” needs a start frame."),
    "needs_fit": QT_TRANSLATE_NOOP("Problem", "“{field}” goes with the fit “{fit}” only."),
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
    "settings_no_json": QT_TRANSLATE_NOOP(
        "Problem", "The settings in {file} are no JSON object. Mend or remove the file."
    ),
    "settings_unread": QT_TRANSLATE_NOOP(
        "Problem", "The settings in {file} cannot be read: {reason}. Mend or remove the file."
    ),
    "not_a_task_id": QT_TRANSLATE_NOOP(
        "Problem", "“{field}” is no task id. Nothing was sent. An id looks like task-…."
    ),
    "image_changed": QT_TRANSLATE_NOOP(
        "Problem",
        "The picture {source} is not the one that was shown any more. Nothing was sent: look at"
        " it, and ask again.",
    ),
    "clip_unreadable": QT_TRANSLATE_NOOP("Problem", "The clip {source} cannot be read: {reason}."),
    "not_a_clip": QT_TRANSLATE_NOOP("Problem", "{source} is not a clip that Foxreel can read."),
    "clip_without_picture": QT_TRANSLATE_NOOP("Problem", "{source} has no picture, only sound."),
    "clip_damaged": QT_TRANSLATE_NOOP("Problem", "The clip {source} is damaged or cut off."),
    "clip_too_small": QT_TRANSLATE_NOOP(
        "Problem",
        "The clip {source} is {width}×{height}. Its shorter side needs at least {limit} pixels.",
    ),
    "clip_too_wide": QT_TRANSLATE_NOOP(
        "Problem",
        "The clip {source} is {width}×{height}. One side may be {limit} times the other at most.",
    ),
    "clip_too_short": QT_TRANSLATE_NOOP(
        "Problem", "The clip {source} has {seconds} s. It must have {limit} s at least."
    ),
    "unknown_name_field": QT_TRANSLATE_NOOP(
        "Problem", "There is no field {name}. The fields are {choices}."
    ),
    "brace_alone": QT_TRANSLATE_NOOP(
        "Problem", "A {sign} stands alone here. A field looks like {example}."
    ),
    "not_in_a_name": QT_TRANSLATE_NOOP("Problem", "A file's name cannot hold {signs}"),
    "name_outside": QT_TRANSLATE_NOOP(
        "Problem",
        "Names stay inside the folder for clips: no “/” at the beginning, and no folder of dots.",
    ),
    "name_empty": QT_TRANSLATE_NOOP(
        "Problem", "Some clips would have no name. Add a field that is always there: {example}."
    ),
    "name_too_long": QT_TRANSLATE_NOOP(
        "Problem", "This is too long: it can have {limit} characters."
    ),
    "too_many_folders": QT_TRANSLATE_NOOP(
        "Problem", "These are too many folders: there can be {limit}, one inside the other."
    ),
    "ambiguous_character": QT_TRANSLATE_NOOP(
        "Problem", "Several characters are called “{name}”. Give the id of one: {ids}."
    ),
    "unknown_character": QT_TRANSLATE_NOOP(
        "Problem", "No character is called “{name}”, and it does not look like an ID."
    ),
    "character_elsewhere": QT_TRANSLATE_NOOP(
        "Problem", "“{name}” was made with {host} and can be used only there."
    ),
    "character_of_engine": QT_TRANSLATE_NOOP(
        "Problem", "“{name}” was made with the built-in engine and can be used only there."
    ),
    "not_a_character_id": QT_TRANSLATE_NOOP(
        "Problem", "“{field}” is no character’s ID: it has no spaces."
    ),
    "only_for_files": QT_TRANSLATE_NOOP(
        "Problem", "“{field}” goes with a file only: the clip at an address is used from its start."
    ),
    "not_a_url": QT_TRANSLATE_NOOP("Problem", "The base URL “{url}” is not a web address."),
    "not_https": QT_TRANSLATE_NOOP("Problem", "The base URL “{url}” must begin with https://."),
    "has_login": QT_TRANSLATE_NOOP("Problem", "The base URL must not hold a name or password."),
}

_UNREAD = {
    "absent": QT_TRANSLATE_NOOP("Problem", "it is not there"),
    "forbidden": QT_TRANSLATE_NOOP("Problem", "you are not allowed to open it"),
    "folder": QT_TRANSLATE_NOOP("Problem", "it is a folder"),
    "no_file": QT_TRANSLATE_NOOP("Problem", "it is no ordinary file"),
    "loop": QT_TRANSLATE_NOOP("Problem", "its links lead in circles"),
    "long_name": QT_TRANSLATE_NOOP("Problem", "the name is too long"),
    "too_large": QT_TRANSLATE_NOOP("Problem", "it is much too large"),
    "no_folder": QT_TRANSLATE_NOOP("Problem", "it is no folder"),
    "locked": QT_TRANSLATE_NOOP("Problem", "you are not allowed to write there"),
    "read_only": QT_TRANSLATE_NOOP("Problem", "nothing can be written on that disk"),
    "full": QT_TRANSLATE_NOOP("Problem", "the disk is full"),
    "no_user": QT_TRANSLATE_NOOP("Problem", "no user of this computer has that name"),
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
"""Why something could not be read, fetched or written to, by the codes of ``core.unread``."""

LINK_DYING = 6 * 3600.0
"""Seconds before the end of a link's life from which on somebody should look."""

LONGEST_FACT = 400
"""Characters of what a person typed, or of a path, that are repeated."""

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
    return translate("Problem", _PROBLEMS[problem.code]).format_map(fact_texts(problem, names))


def fact_texts(problem: Problem, names: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return what a sentence about ``problem`` may name, as texts: its facts, and its ``field``."""
    name = (names or {}).get(problem.field, problem.field)
    facts = {"field": name} | {n: _readable(v) for n, v in problem.facts.items()}
    if "reason" in facts:
        reason = facts["reason"]  # perhaps the system's own words
        facts["reason"] = (
            translate("Problem", _UNREAD[reason]).format_map(facts) if reason in _UNREAD else reason
        )
    return facts


def ask_words(error: InvalidAsk, names: Mapping[str, str] | None = None) -> str:
    """Return everything that is wrong with a request, a line each."""
    return "\n".join(problem_words(problem, names) for problem in error.problems)


def state_words(state: State) -> str:
    """Return the name of ``state`` for people."""
    return translate("State", _STATES[state])


def job_state_words(job: Job) -> str:
    """Return the name of a job's state; a job of the built-in engine is always called one."""
    words = state_words(job.state)
    if job.state is State.UPLOADING and makes_character(job):
        words = translate("State", "uploading the clip")
    if job.connection.demo:
        return translate("State", "{state} · built-in engine").format(state=words)
    return words


def link_left(job: Job, now: float | None = None) -> float | None:
    """Return the seconds for which a clip that is not here yet can still be fetched.

    None for every other job; 0 where the link has run out: a fresh one is asked for then. ``now``
    is a Unix time, None for the present.
    """
    if job.clip is None or job.clip.complete:
        return None
    if job.state not in (State.DOWNLOADING, State.STOPPED):
        return None
    return max(job.clip.expires_at - (time.time() if now is None else now), 0.0)


def link_words(job: Job, now: float | None = None) -> str:
    """Return how long a clip that is not here yet can still be fetched, empty for other jobs."""
    left = link_left(job, now)
    if left is None:
        return ""
    if left == 0:
        return translate("Row", "link has run out")
    if left < 3600:
        words = translate("Row", "link ends in {count} min")
        return words.format(count=max(round(left / 60), 1))
    return translate("Row", "link ends in {count} h").format(count=round(left / 3600))


def _readable(value: object) -> str:
    """Return a fact as text that can be shown: lone surrogates become ``?``, and not too long."""
    many = isinstance(value, list | tuple)
    text = ", ".join(str(each) for each in value) if many else str(value)  # type: ignore[attr-defined]
    text = text if len(text) <= LONGEST_FACT else f"{text[:LONGEST_FACT]}…"
    return text.encode("utf-8", "replace").decode()
