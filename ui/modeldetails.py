"""``models NAME``: everything about one model, for people."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from core.catalog import Catalog
from core.field import Field
from core.language import QT_TRANSLATE_NOOP, translate
from core.model import Model, Slot
from core.modelfacts import (
    family_words,
    lengths_words,
    localised,
    mode_words,
    name_words,
    ratios_words,
    role_words,
    sizes_words,
    sound_words,
)
from core.typed import takes_files
from ui.commands.request import ROLES, option_names
from ui.modelreport import price_words, width, wrapped
from ui.modelrules import between_words, plain_value, rule_texts, when_words
from ui.report import columns, pad, printable

_PIECES = re.compile(
    r"\s*[\u2e80-\uffef][，。；：、！？）」』”…]*|\s*[^\s\u2e80-\uffef]+[，。；：、！？）」』”…]*"
)
"""What is not broken: a word, or a Chinese letter, with the signs after it."""

_KINDS = {
    "text": QT_TRANSLATE_NOOP("CommandLine", "text"),
    "boolean": QT_TRANSLATE_NOOP("CommandLine", "on or off"),
    "integer": QT_TRANSLATE_NOOP("CommandLine", "whole number"),
    "number": QT_TRANSLATE_NOOP("CommandLine", "number"),
    "strings": QT_TRANSLATE_NOOP("CommandLine", "list of texts"),
    "url": QT_TRANSLATE_NOOP("CommandLine", "address"),
    "urls": QT_TRANSLATE_NOOP("CommandLine", "list of addresses"),
}


def detail_lines(
    catalog: Catalog, model: Model, callable_now: bool | None, price: Decimal | None
) -> list[str]:
    """Return everything about a model, in the width that there is; ``price`` is a usual clip's."""
    names = {each.name: _called(model, each) for each in model.fields}
    parts = [
        _head(model, callable_now, price),
        _titled(translate("CommandLine", "Files"), _input_lines(model)),
        _titled(translate("CommandLine", "Fields, by --set FIELD=VALUE"), _field_lines(model)),
        _titled(translate("CommandLine", "Between them"), _rule_lines(model, names)),
        _titled(translate("CommandLine", "Sizes in pixels"), _size_lines(model)),
        _titled(translate("CommandLine", "Where this is from"), _source_lines(model)),
        _titled(translate("CommandLine", "Of the same family"), _sibling_lines(catalog, model)),
    ]
    lines = [line for part in parts if part for line in ["", *part]]
    return [printable(line) for line in lines[1:]]


def _head(model: Model, callable_now: bool | None, price: Decimal | None) -> list[str]:
    name, family = name_words(model), family_words(model)
    title = name if name.startswith(family) else f"{family} · {name}"
    maker = localised(model.family.maker)
    maker = f" ({maker})" if maker else ""
    facts = [lengths_words(model).replace(" · ", "/"), sizes_words(model).replace(" · ", "/")]
    facts += [ratios_words(model).replace(" · ", "/"), sound_words(model)]
    marks = {
        True: translate("CommandLine", "this key may call it"),
        False: translate("CommandLine", "not enabled for this key"),
        None: "",
    }
    own = translate("CommandLine", "your own file") if model.own else ""
    gone = translate("CommandLine", "withdrawn on {date}").format(date=model.withdrawn)
    status = [gone if model.withdrawn else "", own, price_words(model, price), marks[callable_now]]
    return [
        *_text(f"{model.id}: {title}{maker}", 0),
        *_text(localised(model.summary), 0),
        *_text(localised(model.family.good_at), 0),
        *(wrapped("", [each for each in facts if each], 0) if any(facts) else []),
        *(wrapped("", [each for each in status if each], 0) if any(status) else []),
    ]


def _titled(title: str, lines: Iterator[str]) -> list[str]:
    found = list(lines)
    return [title, *found] if found else []


def _input_lines(model: Model) -> Iterator[str]:
    for slot in model.slots:
        parts = [role_words(slot.role), *_slot_facts(slot)]
        yield from wrapped(pad(f"  {ROLES[slot.role]}  ", 21), parts, 21)
        yield from _text(localised(slot.field.help) if not slot.place else "", 21)


def _slot_facts(slot: Slot) -> Iterator[str]:
    media = slot.field.media
    if slot.least:
        yield translate("CommandLine", "needed")
    if slot.most > 1:
        low = f"{slot.least}–" if slot.least > 1 else ""
        yield translate("CommandLine", "{count} at most").format(count=f"{low}{slot.most}")
    if media.get("types"):
        yield "/".join(media["types"])
    low, high = media.get("least_seconds", 0), media.get("seconds", 0)
    if low and high:
        yield translate("CommandLine", "{low} to {high} s").format(low=f"{low:g}", high=f"{high:g}")
    elif high:
        yield translate("CommandLine", "up to {high} s").format(high=f"{high:g}")
    elif low:
        yield translate("CommandLine", "{low} s or more").format(low=f"{low:g}")
    if media.get("short_side"):
        words = translate("CommandLine", "shorter side {pixels} px or more")
        yield words.format(pixels=f"{media['short_side']:g}")
    if media.get("megabytes"):
        yield translate("CommandLine", "up to {size} MB").format(size=f"{media['megabytes']:g}")
    if media.get("called"):
        words = translate("CommandLine", "{name} in the prompt")
        yield words.format(name=str(media["called"]).replace("{n}", "1"))


def _field_lines(model: Model) -> Iterator[str]:
    shown = [f for f in model.fields if not takes_files(f) and f.derived is None]
    indent = min(max((len(f.name) for f in shown), default=0), 24) + 4
    names = {each.name: _called(model, each) for each in model.fields}
    for field in shown:
        parts = list(_field_facts(field, names))
        facts = _text(" · ".join(parts), indent)
        yield from [pad(f"  {field.name}  ", indent) + facts[0].lstrip(), *facts[1:]]
        for text in _help_texts(field):
            yield from _text(text, indent)


def _help_texts(field: Field) -> Iterator[str]:
    """Yield what is said of a field; of one that a window shows turned round, as ``--set`` has it.

    Its own texts speak of the window's switch, and would tell on and off the wrong way round.
    """
    if not field.inverted:
        yield localised(field.help)
    elif field.role == "keep_on_server":
        yield translate(
            "CommandLine",
            "off: the provider keeps the clip, so that it can be remixed later; {option} does the"
            " same. on: it is deleted there once it is on your disk.",
        ).format(option=ROLES["keep_on_server"])
    else:
        words = translate(
            "CommandLine",
            "off switches “{label}” on, and on switches it off. “{label}” means: {help}",
        )
        yield words.format(label=localised(field.label), help=localised(field.help))


def _field_facts(field: Field, names: Mapping[str, str]) -> Iterator[str]:
    if field.choices:
        between = " / " if field.words else "/"
        choices = between.join(_value_words(field, each) for each in field.choices)
        yield _in_unit(choices, field.unit)
    else:
        yield " ".join(filter(None, (translate("CommandLine", _KINDS[field.type]), _range(field))))
    for special in field.specials:
        yield translate("CommandLine", "or {value}").format(value=_value_words(field, special))
    if field.required:
        yield translate("CommandLine", "needed")
    if field.default is not None:
        usual = translate("CommandLine", "else {value}")
        yield usual.format(value=plain_value(field.default))
    if field.max_length is not None:
        yield translate("CommandLine", "{count} characters at most").format(count=field.max_length)
    if field.max_items is not None:
        yield translate("CommandLine", "{count} at most").format(count=field.max_items)
    if field.only_with:
        words = translate("CommandLine", "only with {others}")
        yield words.format(others=when_words(field.only_with, names))
    if ".".join(field.on_wire) != field.name:
        yield translate("CommandLine", "sent as {name}").format(name=".".join(field.on_wire))


def _range(field: Field) -> str:
    text = between_words(field.minimum, field.maximum)
    if field.step is not None:
        step = translate("CommandLine", "in steps of {step}").format(step=f"{field.step:g}")
        text = f"{text} {step}".strip()
    return _in_unit(text, field.unit) if text else ""


def _in_unit(text: str, unit: str) -> str:
    seconds = translate("Models", "{count} s")
    return seconds.format(count=text) if unit == "s" else f"{text} {unit}".strip()


def _value_words(field: Field, value: Any) -> str:
    key = f"{value:g}" if isinstance(value, float) else str(value)
    words = localised(field.words.get(key, {}))
    return f"{plain_value(value)} ({words})" if words else plain_value(value)


def _size_lines(model: Model) -> Iterator[str]:
    for resolution, sizes in model.output_sizes.items():
        parts = [f"{ratio} {size[0]}×{size[1]}" for ratio, size in sizes.items()]
        yield from wrapped(pad(f"  {resolution}  ", 9), parts, 9)


def _source_lines(model: Model) -> Iterator[str]:
    for each in model.sources:
        yield from _text(f"{each['fact']}: {each['from']} ({each['date']})", 2)


def _sibling_lines(catalog: Catalog, model: Model) -> Iterator[str]:
    others = [each for each in catalog.family(model.family.id) if each != model]
    if others:
        yield from wrapped("  ", [f"{each.id} ({mode_words(each)})" for each in others], 2)


def _called(model: Model, field: Field) -> str:
    return option_names(model)[field.name] if takes_files(field) else field.name


def _text(text: str, indent: int) -> list[str]:
    """Return a text in lines; Chinese, which has no spaces, may break between any two letters."""
    lines = [""]
    for piece in _PIECES.findall(text):
        if columns(lines[-1] + piece.rstrip()) > width() - indent and lines[-1]:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [" " * indent + line.rstrip() for line in lines if line.strip()]


def _rule_lines(model: Model, names: Mapping[str, str]) -> Iterator[str]:
    for text in rule_texts(model, names):
        yield from _text(text, 2)
