"""Words for what is wrong with a request, and for the states of a job."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace

from core.characters import makes_character
from core.job import Job, State
from core.language import QT_TRANSLATE_NOOP, translate
from core.problems import InvalidAsk, Problem
from core.problemtexts import ALWAYS, ALWAYS_BESIDE, BESIDE, PROBLEMS, UNREAD

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
    text, why = PROBLEMS[problem.code], problem.facts.get("why")
    if why is None and (only := _only_value(problem)) is not None:
        text, problem = ALWAYS, replace(problem, facts={**problem.facts, "value": only})
    if isinstance(why, Problem):
        if not problem.facts.get("others"):
            return problem_words(why, names)
        only = _only_value(why)
        text = BESIDE.get(why.code, text) if only is None else ALWAYS_BESIDE
        why = replace(why, facts={**why.facts, "value": only})
        problem = Problem(problem.field, problem.code, {**why.facts, **problem.facts})
    return translate("Problem", text).format_map(fact_texts(problem, names))


def _only_value(problem: Problem) -> object:
    """Return the one value that a field can have, None where it can have several."""
    facts = problem.facts
    if problem.code == "out_of_range" and facts["low"] == facts["high"]:
        return facts["low"]
    if problem.code == "not_a_choice" and len(facts["choices"]) == 1:
        return facts["choices"][0]
    return None


def fact_texts(problem: Problem, names: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return what a sentence about ``problem`` may name, as texts: its facts, and its ``field``.

    ``others`` are further fields: they are told as ``all`` and as ``any`` of them.
    """
    called = names or {}
    name = called.get(problem.field, problem.field)
    facts = {"field": name} | {n: readable(v) for n, v in problem.facts.items()}
    if "others" in problem.facts:
        others = _others(problem, called)
        facts |= {"all": all_of(others), "any": any_of(others)}
    if "reason" in facts:
        facts["reason"] = unread_words(facts["reason"], facts)
    return facts


def unread_words(reason: str, facts: Mapping[str, str] | None = None) -> str:
    """Return why something could not be read; ``reason`` is a code, or the system's own words."""
    if reason not in UNREAD:
        return reason
    return translate("Problem", UNREAD[reason]).format_map(facts or {})


def all_of(parts: Sequence[str]) -> str:
    """Join parts of a sentence: all of them."""
    return _joined(parts, translate("Problem", "{first} and {last}"))


def any_of(parts: Sequence[str]) -> str:
    """Join parts of a sentence: one of them."""
    return _joined(parts, translate("Problem", "{first} or {last}"))


def _joined(parts: Sequence[str], pair: str) -> str:
    if len(parts) < 2:
        return "".join(parts)
    first = translate("Problem", ", ").join(parts[:-1])
    return pair.format(first=first, last=parts[-1])


def _others(problem: Problem, names: Mapping[str, str]) -> list[str]:
    """Return what the other fields of a problem are called, with their value where it matters."""
    beside = problem.facts.get("beside", {})
    return [
        _beside(names.get(name, name), beside.get(name))
        for name in dict.fromkeys(problem.facts["others"])
        if name
    ]


def _beside(name: str, value: object) -> str:
    if value is None:
        return translate("Problem", "“{name}”").format(name=readable(name))
    words = translate("Problem", "“{name}” {value}")
    values = any_of([readable(each) for each in value]) if isinstance(value, tuple) else value
    return words.format(name=readable(name), value=readable(values))


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
    elif job.state is State.UPLOADING and job.inputs:
        words = translate("State", "uploading the files")
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


def readable(value: object) -> str:
    """Return a fact as text that can be shown: lone surrogates become ``?``, and not too long."""
    many = isinstance(value, list | tuple)
    text = ", ".join(map(_plain, value)) if many else _plain(value)  # type: ignore[call-overload]
    text = text if len(text) <= LONGEST_FACT else f"{text[:LONGEST_FACT]}…"
    return text.encode("utf-8", "replace").decode()


def _plain(value: object) -> str:
    """Return a value as a person would write it."""
    if isinstance(value, bool):
        return translate("Problem", "on") if value else translate("Problem", "off")
    return str(value)
