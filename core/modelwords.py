"""Words for a file of a person's own models that cannot be used: where it is wrong, and how."""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Mapping
from typing import Any

from core.language import QT_TRANSLATE_NOOP, translate
from core.modelfiles import Unusable
from core.problems import Problem
from core.wording import any_of, problem_words, readable, unread_words

MOST_NAMED = 12
"""Names that a sentence lists at most."""
LONGEST_VALUE = 60
"""Characters of a value that are repeated."""

_WRONG = {
    "unreadable": QT_TRANSLATE_NOOP("ModelFile", "it cannot be read: {reason}."),
    "unforeseen": QT_TRANSLATE_NOOP(
        "ModelFile", "Foxreel cannot make a model of it. Please report it, with the file."
    ),
    "too_large": QT_TRANSLATE_NOOP("ModelFile", "it is larger than {limit} MB."),
    "no_json": QT_TRANSLATE_NOOP(
        "ModelFile",
        "it is no JSON text: look at line {line}, column {column}. Often a comma or a quotation"
        " mark is missing there, or one too many.",
    ),
    "no_utf8": QT_TRANSLATE_NOOP(
        "ModelFile", "it is no text in UTF-8. Save it again with that encoding."
    ),
    "no_number": QT_TRANSLATE_NOOP("ModelFile", "{number} is no number that a model can have."),
    "named_twice": QT_TRANSLATE_NOOP("ModelFile", "one object has “{name}” twice."),
    "same_id": QT_TRANSLATE_NOOP(
        "ModelFile", "the model “{name}” is in {other} already. That one is used."
    ),
    "same_id_inside": QT_TRANSLATE_NOOP("ModelFile", "two of its models are called “{name}”."),
    "required": QT_TRANSLATE_NOOP("ModelFile", "“{name}” is missing."),
    "additionalProperties": QT_TRANSLATE_NOOP(
        "ModelFile", "“{name}” is not known. Known are {choices}."
    ),
    "enum": QT_TRANSLATE_NOOP("ModelFile", "{value} is not known here. It can be {choices}."),
    "const": QT_TRANSLATE_NOOP("ModelFile", "{value} is not possible. It must be {wanted}."),
    "type": QT_TRANSLATE_NOOP("ModelFile", "{value} does not fit. It must be {kinds}."),
    "anyOf": QT_TRANSLATE_NOOP(
        "ModelFile",
        '{value} is no condition. It must be "given", a list of values, or {{"count": number}}.',
    ),
    "minimum": QT_TRANSLATE_NOOP("ModelFile", "{value} is too little. It can be {wanted} or more."),
    "exclusiveMinimum": QT_TRANSLATE_NOOP(
        "ModelFile", "{value} is too little. It must be more than {wanted}."
    ),
    "minItems": QT_TRANSLATE_NOOP("ModelFile", "the list is too short. Entries needed: {wanted}."),
    "maxItems": QT_TRANSLATE_NOOP("ModelFile", "the list is too long. It can have {wanted}."),
    "minLength": QT_TRANSLATE_NOOP("ModelFile", "the text is empty."),
    "minProperties": QT_TRANSLATE_NOOP("ModelFile", "nothing is in it."),
    "uniqueItems": QT_TRANSLATE_NOOP("ModelFile", "a value is in the list twice."),
    "unknown_like": QT_TRANSLATE_NOOP(
        "ModelFile", "there is no common field “{name}”. There are {choices}."
    ),
    "default_refused": QT_TRANSLATE_NOOP(
        "ModelFile", "the default {value} is none that the field takes. {problem}"
    ),
    "twice": QT_TRANSLATE_NOOP("ModelFile", "two fields are called “{name}”."),
    "unknown_field": QT_TRANSLATE_NOOP(
        "ModelFile", "there is no field “{name}”. The model has {choices}."
    ),
    "role_type": QT_TRANSLATE_NOOP(
        "ModelFile", "a field with the role “{role}” must have the type {choices}."
    ),
    "media_rule": QT_TRANSLATE_NOOP(
        "ModelFile", "files of the role “{role}” have no rule “{name}”. There are {choices}."
    ),
    "name_type": QT_TRANSLATE_NOOP("ModelFile", "the field “{name}” must have the type {choices}."),
    "no_type": QT_TRANSLATE_NOOP(
        "ModelFile", "of what kind the field is must be said with “type”. It can be {choices}."
    ),
    "reversed": QT_TRANSLATE_NOOP(
        "ModelFile",
        "“{least}” is {low} and “{most}” is {high}: the least cannot be more than the most.",
    ),
    "reserved": QT_TRANSLATE_NOOP(
        "ModelFile", "“{name}” cannot be a field: the request says the model's id there."
    ),
    "wire_twice": QT_TRANSLATE_NOOP(
        "ModelFile", "in the request it would be in the way of “{name}”: see their “wire”."
    ),
    "too_many": QT_TRANSLATE_NOOP(
        "ModelFile", "“{name}” has {count} entries. There can be {limit}."
    ),
    "no_list": QT_TRANSLATE_NOOP(
        "ModelFile", "“{name}” is no list, so it has no entries to count."
    ),
    "role_twice": QT_TRANSLATE_NOOP(
        "ModelFile",
        "“{name}” and “{other}” both have the role “{role}”. There can be one such file.",
    ),
    "negative": QT_TRANSLATE_NOOP("ModelFile", "{value} is no length: none is less than 0."),
    "no_date": QT_TRANSLATE_NOOP("ModelFile", "{value} is no day of the calendar."),
    "no_choice": QT_TRANSLATE_NOOP(
        "ModelFile",
        "{value} is no choice of “{field}”, so this never applies. There are {choices}.",
    ),
    "no_value": QT_TRANSLATE_NOOP(
        "ModelFile", "“{name}” can never be {value}, so this never applies."
    ),
    "never_equal": QT_TRANSLATE_NOOP(
        "ModelFile",
        '“{name}” is a list and never one of these values. Its condition can be "given" or'
        ' {{"count": number}}.',
    ),
    "no_count": QT_TRANSLATE_NOOP(
        "ModelFile", "“{name}” can never have {count} entries, so this never applies."
    ),
    "limit_type": QT_TRANSLATE_NOOP(
        "ModelFile",
        "“{name}” says nothing to a field of the type {type}. It is for {choices}.",
    ),
    "nothing_left": QT_TRANSLATE_NOOP(
        "ModelFile", "nothing is left of “{name}”: no value of it fits these limits."
    ),
    "needs_when": QT_TRANSLATE_NOOP(
        "ModelFile", "“excludes” needs a “when”, which says with what it does not go."
    ),
    "no_character": QT_TRANSLATE_NOOP(
        "ModelFile",
        "a model that makes characters needs a field with the role “source_clip”, and one called"
        " “name”.",
    ),
    "more": QT_TRANSLATE_NOOP("ModelFile", "more is wrong. It is told once this is mended."),
}

_KINDS = {
    "object": QT_TRANSLATE_NOOP("ModelFile", "an object in braces"),
    "array": QT_TRANSLATE_NOOP("ModelFile", "a list in brackets"),
    "string": QT_TRANSLATE_NOOP("ModelFile", "a text in quotation marks"),
    "integer": QT_TRANSLATE_NOOP("ModelFile", "a whole number"),
    "number": QT_TRANSLATE_NOOP("ModelFile", "a number"),
    "boolean": QT_TRANSLATE_NOOP("ModelFile", "true or false"),
    "null": QT_TRANSLATE_NOOP("ModelFile", "null"),
}

_MEANT = QT_TRANSLATE_NOOP(
    "ModelFile",
    "there is no field “{name}”. Did you mean “{meant}”? The model has {choices}.",
)
_ID = QT_TRANSLATE_NOOP(
    "ModelFile",
    "{value} cannot be an id. It can have letters, digits, dots, dashes and underscores, and begins"
    " with a letter or a digit.",
)
_DATE = QT_TRANSLATE_NOOP("ModelFile", "{value} is no date. Dates look like 2026-11-22.")
_NAME = QT_TRANSLATE_NOOP(
    "ModelFile",
    "{value} cannot be a field's name. It can have letters, digits and underscores, and does not"
    " begin with a digit.",
)


def unusable_words(unusable: Unusable) -> str:
    """Return one thing that is wrong with a model's file, with its name and the place in it."""
    name = readable(unusable.file.name)
    wrong = translate("ModelFile", _text_of(unusable)).format_map(_facts(unusable))
    if unusable.where:
        words = translate("ModelFile", "{file}, at {where}: {wrong}")
        return words.format(file=name, where=readable(unusable.where), wrong=wrong)
    return translate("ModelFile", "{file}: {wrong}").format(file=name, wrong=wrong)


def _text_of(unusable: Unusable) -> str:
    if unusable.code == "unknown_field" and _nearest(unusable.facts):
        return _MEANT
    if unusable.code != "pattern":
        return _WRONG[unusable.code]
    wanted = str(unusable.facts.get("wanted"))
    if r"\d{4}" in wanted:
        return _DATE
    return _ID if "0-9._-" in wanted else _NAME


def _facts(unusable: Unusable) -> dict[str, str]:
    """Return what a sentence may name, as texts."""
    return {
        name: _SAID.get(name, _plain)(value, unusable.facts)
        for name, value in {**unusable.facts, **_implied(unusable)}.items()
    }


def _implied(unusable: Unusable) -> Mapping[str, Any]:
    wanted = unusable.facts.get("wanted")
    implied: Mapping[str, Mapping[str, Any]] = {
        "enum": {"choices": wanted},
        "type": {"kinds": wanted},
        "unknown_field": {"meant": "".join(_nearest(unusable.facts)[:1])},
    }
    return implied.get(unusable.code, {})


def _nearest(facts: Mapping[str, Any]) -> list[str]:
    """Return the possible names that are most like the one that was written."""
    names = [str(each) for each in facts.get("choices", ())]
    meant = str(facts.get("name", facts.get("value", "")))
    return difflib.get_close_matches(meant, names, 3, 0.5)


def _plain(value: Any, _facts: Mapping[str, Any]) -> str:
    return readable(value)


def _value(value: Any, _facts: Mapping[str, Any]) -> str:
    """Return a value as it stands in the file."""
    text = json.dumps(value, ensure_ascii=False, default=list)
    return readable(text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}…")


def _choices(choices: Any, facts: Mapping[str, Any]) -> str:
    """Return the possible names, the likeliest first where there are many."""
    names = [each if isinstance(each, str) else json.dumps(each) for each in choices]
    near = _nearest({**facts, "choices": names})
    listed = [*near, *(each for each in names if each not in near)]
    more = "…" if len(listed) > MOST_NAMED else ""
    return readable(", ".join(listed[:MOST_NAMED])) + more


def _kinds(kinds: Any, _facts: Mapping[str, Any]) -> str:
    names = [kinds] if isinstance(kinds, str) else list(kinds)
    return any_of([translate("ModelFile", _KINDS[name]) for name in names])


def _problem(problem: Problem, _facts: Mapping[str, Any]) -> str:
    return problem_words(problem)


def _reason(reason: str, _facts: Mapping[str, Any]) -> str:
    return unread_words(reason)


_SAID: Mapping[str, Callable[[Any, Mapping[str, Any]], str]] = {
    "value": _value,
    "wanted": _value,
    "choices": _choices,
    "kinds": _kinds,
    "problem": _problem,
    "reason": _reason,
}
