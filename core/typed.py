"""What a person types, or a table holds, as the value of a model's field."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from core.catalog import Catalog
from core.field import MEDIA, Field
from core.problems import Problem

ON = frozenset({"yes", "y", "true", "t", "1", "on", "x", "✓", "✔", "√", "是", "对", "开", "接"})
OFF = frozenset({"", "no", "n", "false", "f", "0", "off", "-", "✗", "×", "否", "不", "关", "无"})
"""What stands for a switch that is on, and for one that is off."""

MOST_NEAR = 4
"""Names that are offered for a mistyped one at most."""

_NUMBER = re.compile(r"([+-]?\d{1,40}(?:\.\d{1,15})?)\s*(?:s|secs?|seconds?|秒)?", re.IGNORECASE)
_RATIO = re.compile(r"(\d{1,3})\s*[:×x/比]\s*(\d{1,3})(?::00)?", re.IGNORECASE)
_LINES = re.compile(r"(\d{3,4})\s*p?", re.IGNORECASE)


def field_called(fields: Iterable[Field], name: str) -> Field | None:
    """Return the field that a person calls ``name``: by its own name, by that in the request, or
    by its label; None where it is none's, or that of several.

    The label of an inverted field is none of its names: what is on for it is off for the field.
    """
    wanted, known = spelled(name), tuple(fields)
    forms: tuple[Callable[[Field], Iterable[str]], ...] = (
        lambda each: (each.name,),
        lambda each: (".".join(each.on_wire),),
        lambda each: each.on_wire[-1:],
        lambda each: () if each.inverted else each.label.values(),
    )
    for form in forms:
        found = [each for each in known if wanted in map(spelled, form(each))]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def spelled(name: str) -> str:
    """Return a field's name as names are compared: case, width, spaces and hyphens do not count."""
    return re.sub(r"[\s_-]+", "_", unicodedata.normalize("NFKC", name).strip().casefold())


def near(name: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return those of ``names`` that a mistyped ``name`` may mean, the nearest first.

    Of a Chinese word, which has two or three signs, one may be another.
    """
    by_spelling = {spelled(each): each for each in names}
    wanted = spelled(name)
    close = difflib.get_close_matches(
        wanted, by_spelling, MOST_NEAR, 0.6 if wanted.isascii() else 0.5
    )
    begun = [each for each in by_spelling if len(wanted) > 2 and wanted in each]
    return tuple(by_spelling[each] for each in dict.fromkeys([*close, *begun]))[:MOST_NEAR]


def takes_files(field: Field) -> bool:
    """Tell whether a field's value is the addresses of files."""
    return field.role in MEDIA or bool(field.roles)


def typed_value(field: Field, given: Any) -> Any:
    """Return what was typed for ``field`` as its value; a list where it takes one.

    ``given`` is a text, or what JSON knows. What cannot be understood is returned as it is, so that
    ``Field.problem`` says what is wrong with it.
    """
    match field.type:
        case "text" | "url":
            return given
        case "boolean":
            on = switch(given)
            return given if on is None else on
        case "integer" | "number":
            number = _special(field, given)
            return given if number is None else number
        case "choice":
            return _choice(field, given)
        case "strings" | "urls":
            items = given if isinstance(given, list | tuple) else [given]
            return [str(each).strip() for each in items]


def switch(given: Any) -> bool | None:
    """Return whether a text or a value means on, None where it means neither."""
    if isinstance(given, bool):
        return given
    text = _plain(given)
    return True if text in ON else False if text in OFF else None


def whole_number(given: Any) -> int | None:
    """Return a whole number, perhaps of seconds, None where it is none."""
    number = number_of(given)
    return number if isinstance(number, int) else None


def number_of(given: Any) -> int | float | None:
    """Return a number, perhaps of seconds, None where it is none."""
    if isinstance(given, bool) or given is None:
        return None
    if isinstance(given, int):
        return given
    found = _NUMBER.fullmatch(unicodedata.normalize("NFKC", str(given)).strip())
    if found is None:
        return None
    if "." not in found[1]:
        return int(found[1])  # a float would have other digits where there are many
    value = float(found[1])
    return int(value) if value.is_integer() else value


def usual_form(given: Any) -> Any:
    """Return a ratio or a resolution as models write them, anything else as it is."""
    text = unicodedata.normalize("NFKC", str(given)).strip()
    if ratio := _RATIO.fullmatch(text):
        return f"{int(ratio[1])}:{int(ratio[2])}"  # Excel makes the time 16:09:00 of 16:9
    if lines := _LINES.fullmatch(text):
        return f"{lines[1]}p"
    return text if isinstance(given, str) else given


def _choice(field: Field, given: Any) -> Any:
    wanted = set(_forms(given))
    for each in field.choices:
        if isinstance(each, bool):
            found = switch(given) is each
        elif isinstance(each, str):
            named = {*field.words.get(each, {}).values()}
            found = bool({_plain(each), *map(_plain, named)} & wanted)
        else:
            found = number_of(given) == each
        if found:
            return each
    return given.strip() if isinstance(given, str) else given


def _forms(given: Any) -> Iterator[str]:
    """Yield the ways to write what was typed, one of which a model may know."""
    number = number_of(given)
    yield _plain(given)
    yield _plain(usual_form(given))
    if number is not None:
        yield f"{number:g}"
        yield f"{number:g}s"


def _special(field: Field, given: Any) -> int | float | None:
    """Return a number, or that which a word of the field's stands for."""
    for each in field.specials:
        words = field.words.get(f"{each:g}", {})
        if _plain(given) in map(_plain, words.values()):
            return int(each) if float(each).is_integer() else each
    return number_of(given)


def _plain(given: Any) -> str:
    return unicodedata.normalize("NFKC", str(given)).strip().casefold()


def texts_of(given: Sequence[str], field: Field) -> Any:
    """Return what was typed once or several times for a field, as ``typed_value`` takes it."""
    return list(given) if field.type in ("strings", "urls") else given[-1]


def unknown_model(catalog: Catalog, model_id: str) -> Problem:
    """Return the problem of a model that nobody knows, with those that may be meant."""
    ids = [each.id for each in catalog]
    facts: dict[str, Any] = {"model": model_id, "choices": tuple(ids)}
    return with_nearest(Problem("model", "unknown_model", facts), near(model_id, ids))


def with_nearest(problem: Problem, names: Sequence[str]) -> Problem:
    """Return the problem of a name that nobody has, as one that tells the ``names`` near to it."""
    if not names:
        return problem
    facts = {**problem.facts, "nearest": tuple(names)}
    return Problem(problem.field, f"{problem.code}_nearest", facts)
