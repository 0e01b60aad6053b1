"""Words about a storyboard: what is wrong with it, and what it comes to."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from core.language import QT_TRANSLATE_NOOP, translate
from core.problems import Problem
from core.storyboard import WHOLE, Problems, Storyboard
from core.storyboardfiles import Reading
from core.storyboardtotals import Totals
from core.wording import fact_texts, problem_words

_PROBLEMS = {
    "no_shots": QT_TRANSLATE_NOOP("Storyboard", "There is no shot in it."),
    "not_for_shots": QT_TRANSLATE_NOOP(
        "Storyboard",
        "The model {model} needs more than a prompt and a start frame; it cannot make shots.",
    ),
    "makes_characters": QT_TRANSLATE_NOOP(
        "Storyboard", "The model {model} makes characters, not clips."
    ),
    "only_remixes": QT_TRANSLATE_NOOP(
        "Storyboard", "The model {model} remixes a clip that is there already; no shot can name it."
    ),
    "nothing_before": QT_TRANSLATE_NOOP(
        "Storyboard", "The first shot has none before it to continue from."
    ),
    "has_picture": QT_TRANSLATE_NOOP(
        "Storyboard",
        "It continues from the shot before it, and has a picture of its own: only one of them can"
        " be its start frame.",
    ),
    "not_a_number": QT_TRANSLATE_NOOP("Storyboard", "“{field}” must be a number."),
    "file_unreadable": QT_TRANSLATE_NOOP("Storyboard", "{file} cannot be read: {reason}."),
    "not_a_text": QT_TRANSLATE_NOOP(
        "Storyboard", "{file} is no text that Foxreel can read. Save it as UTF-8."
    ),
    "no_table": QT_TRANSLATE_NOOP("Storyboard", "There is nothing in it."),
    "no_pictures": QT_TRANSLATE_NOOP("Storyboard", "There are no pictures in the folder {file}."),
    "unknown_column": QT_TRANSLATE_NOOP(
        "Storyboard",
        "The column “{column}” is not known. Known are {choices}, and the fields of the models.",
    ),
    "unknown_column_nearest": QT_TRANSLATE_NOOP(
        "Storyboard", "The column “{column}” is not known. Did you mean {nearest}?"
    ),
    "column_twice": QT_TRANSLATE_NOOP("Storyboard", "The column “{field}” is there twice."),
    "no_column": QT_TRANSLATE_NOOP(
        "Storyboard",
        "The first line must name the columns, and one of them must be “prompt” or one for a file,"
        " like “image”.",
    ),
    "row_unreadable": QT_TRANSLATE_NOOP(
        "Storyboard", "From here on the table cannot be read: a quotation mark may be missing."
    ),
    "too_many_cells": QT_TRANSLATE_NOOP(
        "Storyboard",
        "It has {count} cells, and the first line has {limit}. A text with a separator in it"
        " belongs between quotation marks.",
    ),
    "no_json": QT_TRANSLATE_NOOP("Storyboard", "This is no JSON."),
    "no_object": QT_TRANSLATE_NOOP("Storyboard", "This is no JSON object."),
}


def shot_words(problem: Problem, names: Mapping[str, str] | None = None) -> str:
    """Return one sentence about ``problem``; ``names`` are what a face calls the fields."""
    if (problem.field, problem.code) == ("prompt", "missing"):
        return translate("Compose", "Write what the clip should show.")
    if problem.code not in _PROBLEMS:
        return problem_words(problem, names)
    return translate("Storyboard", _PROBLEMS[problem.code]).format_map(fact_texts(problem, names))


def reading_lines(reading: Reading, names: Mapping[str, str] | None = None) -> list[str]:
    """Return what could not be understood of a file, a sentence for each, with its line."""
    return [_at_line(line, shot_words(problem, names)) for line, problem in reading.problems]


def problem_lines(
    board: Storyboard, problems: Problems, names: Mapping[str, str] | None = None
) -> list[str]:
    """Return everything that is wrong with ``board``, each with its shot, and its line if known."""
    return [
        at_shot(board, number, shot_words(problem, names))
        for number, each in sorted(problems.items())
        for problem in each
    ]


def at_shot(board: Storyboard, number: int, words: str) -> str:
    """Return ``words`` about one shot of ``board`` with its number, and its line if known."""
    if number == WHOLE:
        return words
    line = board.shots[number - 1].line
    if not line:
        return translate("Storyboard", "Shot {number}: {words}").format(number=number, words=words)
    text = translate("Storyboard", "Shot {number} (line {line}): {words}")
    return text.format(number=number, line=line, words=words)


def totals_words(found: Totals, price: str) -> str:
    """Return what a board comes to in one line; ``price`` is said at its end, if it is known."""
    one, many = translate("Storyboard", "1 shot"), translate("Storyboard", "{count} shots")
    parts = [one if found.shots == 1 else many.format(count=found.shots)]
    if found.clips != found.shots:
        parts.append(translate("Storyboard", "{count} clips").format(count=found.clips))
    parts.append(_all_words(found))
    return " · ".join([*parts, *([price] if price else [])])


def _all_words(found: Totals) -> str:
    """Return how long all clips are together, as far as that is known."""
    if found.timed:
        return length_words(found.seconds)
    if not found.seconds:
        return translate("Storyboard", "length not known beforehand")
    words = translate("Storyboard", "at least {length}")
    return words.format(length=length_words(found.seconds))


def price_words(found: Totals, amount: str) -> str:
    """Return what a board costs; ``amount`` is ``found.price`` with its currency."""
    if found.price is None or not found.clips:
        return translate("Storyboard", "price not known beforehand") if found.clips else ""
    if found.price == Decimal() and found.priced:
        return translate("Storyboard", "free")
    if found.priced:
        return translate("Storyboard", "about {price}").format(price=amount)
    return translate("Storyboard", "at least {price}").format(price=amount)


def length_words(seconds: float) -> str:
    """Return a length: seconds, and minutes from two minutes on."""
    seconds = round(seconds)
    if seconds < 120:
        return translate("Storyboard", "{count} s").format(count=seconds)
    words = translate("Storyboard", "{minutes} min {seconds} s")
    return words.format(minutes=seconds // 60, seconds=seconds % 60)


def _at_line(line: int, words: str) -> str:
    if not line:
        return words
    return translate("Storyboard", "Line {line}: {words}").format(line=line, words=words)
