"""What can be said of a model in a few words, from its data: inputs, lengths, sizes, sound."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from core.field import Field
from core.language import QT_TRANSLATE_NOOP, current, translate
from core.model import Model
from core.shape import lines_of

Sound = Literal["always", "never", "chosen", "unknown"]

SEARCH_WORDS = Path(__file__).parent.parent / "resources" / "model-search.json"
"""What people call inputs and sound, in both languages, beside the words that are shown."""
MOST_LISTED = 4
"""Values that are told one by one; of more only the first and the last are."""

LONGEST_FOUND = 60
"""Seconds up to which a model is found by each of its lengths."""

_UNITS = ("s", " s", "秒", " 秒")
_BETWEEN = re.compile(r"[\s._-]+")
_NO_WORD = re.compile(r"[\W_]+")
_SPACES = re.compile(r"[\s_-]+")
_VERSION = re.compile(r"\bv(?=\d)", re.IGNORECASE)
_WHOLE_VERSION = re.compile(r"\bv(\d+)(?![\d.])", re.IGNORECASE)
_ROLES = {
    "start_frame": QT_TRANSLATE_NOOP("Models", "Start frame"),
    "end_frame": QT_TRANSLATE_NOOP("Models", "End frame"),
    "reference_images": QT_TRANSLATE_NOOP("Models", "Reference pictures"),
    "source_clip": QT_TRANSLATE_NOOP("Models", "Source clip"),
    "reference_clips": QT_TRANSLATE_NOOP("Models", "Reference clips"),
    "audio": QT_TRANSLATE_NOOP("Models", "Sound file"),
    "reference_audio": QT_TRANSLATE_NOOP("Models", "Reference sound"),
    "remix_source": QT_TRANSLATE_NOOP("Models", "Clip to remix"),
    "characters": QT_TRANSLATE_NOOP("Models", "Characters"),
}
_SOUND = {
    "always": QT_TRANSLATE_NOOP("Models", "sound"),
    "never": QT_TRANSLATE_NOOP("Models", "silent"),
    "chosen": QT_TRANSLATE_NOOP("Models", "sound if you like"),
}


@dataclass(frozen=True)
class Input:
    """What a model takes beside the prompt: its role, whether it must be given, how many go in."""

    role: str
    needed: bool
    most: int


def localised(texts: Mapping[str, str]) -> str:
    """Return the text in the language in use, else the English one, else an empty one."""
    return str(texts.get(current()) or texts.get("en") or "")


def name_words(model: Model) -> str:
    """Return what a model is called alone."""
    return localised(model.name) or model.id


def family_words(model: Model) -> str:
    """Return what a model's family is called."""
    return localised(model.family.name) or model.family.id


def mode_words(model: Model) -> str:
    """Return how a model differs from the others of its family, its whole name if nothing says."""
    return localised(model.mode) or name_words(model)


def inputs_of(model: Model) -> tuple[Input, ...]:
    """Return what the model takes beside the prompt, in the order of its fields, a role once."""
    found: dict[str, Input] = {}
    for slot in model.slots:
        before = found.get(slot.role)
        most = slot.most + (before.most if before else 0)
        found[slot.role] = Input(slot.role, slot.least > 0 or bool(before and before.needed), most)
    for role in ("remix_source", "characters"):
        if (field := model.field_for(role)) is not None:
            found[role] = Input(role, field.required, field.max_items or 1)
    return tuple(found.values())


def role_words(role: str) -> str:
    """Return what an input of a role is called; the role itself where it has no words."""
    return translate("Models", _ROLES[role]) if role in _ROLES else role


def input_words(given: Input) -> str:
    """Return an input with how many of it go in, and whether it must be given."""
    words = role_words(given.role)
    if given.most > 1:
        words = translate("Models", "{input}, up to {count}").format(input=words, count=given.most)
    if given.needed:
        words = translate("Models", "{input} (needed)").format(input=words)
    return words


def lengths_words(model: Model) -> str:
    """Return how long clips can be, or all are, in seconds; empty where that is not known."""
    field = model.field("duration")
    if field is None:
        return _seconds(f"{model.seconds:g}") if model.seconds is not None else ""
    numbers = sorted(_numbers(field.choices))
    if numbers:
        return _seconds(_listed([f"{each:g}" for each in numbers]))
    low, high = field.minimum, field.maximum
    if high is None:
        return ""
    return _seconds(f"{low:g}–{high:g}" if low is not None and low < high else f"{high:g}")


def sizes_words(model: Model) -> str:
    """Return the resolutions that can be asked for, the smallest first; empty where none can."""
    field = model.field("resolution")
    if field is None:
        return ""
    values = sorted(field.choices, key=lambda each: lines_of(each) or 0)
    return _listed([_value_words(field, each) for each in values])


def ratios_words(model: Model) -> str:
    """Return the ratios that can be asked for, all of them; empty where none can."""
    field = model.field("aspect_ratio")
    if field is None:
        return ""
    return " · ".join(_value_words(field, each) for each in field.choices)


def sound_of(model: Model) -> Sound:
    """Tell whether clips have sound: always, never, as a person chooses, or not known."""
    if model.field_for("sound") is not None:
        return "chosen"
    return "unknown" if model.sound is None else "always" if model.sound else "never"


def sound_words(model: Model) -> str:
    """Return whether clips have sound; empty where that is not known."""
    sound = sound_of(model)
    return translate("Models", _SOUND[sound]) if sound in _SOUND else ""


def facts_line(model: Model) -> str:
    """Return lengths, sizes and sound on one line, as far as they are known."""
    parts = (lengths_words(model), sizes_words(model), sound_words(model))
    return " · ".join(part for part in parts if part)


def searched_parts(model: Model) -> tuple[str, str, str]:
    """Return what a model is found by, in both languages, in lower case, a phrase a line.

    First what it is called, then what it takes and does, then what is said of its whole family.
    """
    of_family = model.family.good_at.values()
    return searched_names(model), _phrases(_abilities_of(model)), _phrases(of_family)


def searched_names(model: Model) -> str:
    """Return what a model is called, as the first of ``searched_parts`` has it."""
    return _phrases(_names_of(model))


def models_called(models: Iterable[Model], text: str) -> frozenset[str]:
    """Return the ids of the models whose name, or id, or family's name, begins with ``text``.

    In any language; only letters and figures count, and their case does not.
    """
    wanted = _plain(text)
    if not wanted:
        return frozenset()
    called = ((model.id, *map(_plain, _called(model))) for model in models)
    return frozenset(id_ for id_, *names in called if any(n.startswith(wanted) for n in names))


def _plain(text: str) -> str:
    return _NO_WORD.sub("", text).casefold()


def _called(model: Model) -> list[str]:
    """Return what a model is called, and how else people write that: 2.6 for V2.6, 3.0 for V3."""
    names = [model.id, *model.name.values(), *model.family.name.values()]
    plain = [_VERSION.sub("", each) for each in names]
    return [*names, *plain, *(_WHOLE_VERSION.sub(r"\1.0", each) for each in names)]


def _phrases(texts: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(texts)).casefold()


def _names_of(model: Model) -> list[str]:
    """Return the names of a model, of its mode and of its family, however spaces are left out."""
    names = _called(model)
    closer = (between.sub("", each) for each in names for between in (_BETWEEN, _SPACES))
    return [*names, *model.mode.values(), *closer]


def _abilities_of(model: Model) -> list[str]:
    """Return what a model takes and does, in the words that people have for it."""
    phrases = [*model.family.maker.values(), *model.summary.values()]
    phrases += [str(value) for value in _choices(model, "resolution", "aspect_ratio")]
    phrases += [f"{each}{unit}" for each in _whole_lengths(model) for unit in _UNITS]
    known = _search_words()
    for given in inputs_of(model):
        phrases += known.get(given.role, ())
    phrases += known.get(f"sound_{sound_of(model)}", ())
    if model.takes("start_frame") and model.takes("end_frame"):
        phrases += known.get("both_frames", ())
    if not any(each.needed for each in inputs_of(model)):
        phrases += known.get("text_alone", ())
    return phrases


def _whole_lengths(model: Model) -> list[int]:
    """Return the lengths in whole seconds that can be asked for, or the one that all clips have."""
    field = model.field("duration")
    if field is None:
        return [] if model.seconds is None else [round(model.seconds)]
    if field.choices:
        return [int(each) for each in _numbers(field.choices) if each.is_integer()]
    low, high = field.minimum, field.maximum
    if low is None or high is None:
        return []
    return list(range(max(math.ceil(low), 1), int(min(high, LONGEST_FOUND)) + 1))


def _choices(model: Model, *names: str) -> Iterator[object]:
    for name in names:
        field = model.field(name)
        yield from field.choices if field is not None else ()


def _numbers(values: Iterable[object]) -> Iterator[float]:
    """Yield the values that are lengths: numbers above zero, or texts of such."""
    for each in values:
        text = str(each).strip().removesuffix("s")
        if not isinstance(each, bool) and text.replace(".", "", 1).isdecimal() and float(text) > 0:
            yield float(text)


def _seconds(numbers: str) -> str:
    return translate("Models", "{count} s").format(count=numbers)


def _listed(words: list[str]) -> str:
    if len(words) > MOST_LISTED:
        return f"{words[0]}–{words[-1]}"
    return " · ".join(words)


def _value_words(field: Field, value: object) -> str:
    return localised(field.words.get(str(value), {})) or str(value)


@cache
def _search_words() -> dict[str, list[str]]:
    words: dict[str, list[str]] = json.loads(SEARCH_WORDS.read_text("utf-8"))
    return words
