"""What the picker lists: sections, families and models, in the order in which they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QDate, QLocale, Qt

from core.catalog import Family, Model
from core.language import translate
from core.modelfacts import (
    facts_line,
    family_words,
    input_words,
    inputs_of,
    localised,
    mode_words,
    name_words,
)
from ui.models.finding import Finder, Wish
from ui.models.shelf import Known
from ui.wording import locale

NearestOf = Callable[[Model], Model | None]


@dataclass(frozen=True)
class Section:
    """Where a group of models begins."""

    title: str
    note: str = ""


@dataclass(frozen=True)
class Heading:
    """Where a family begins."""

    family: Family


@dataclass(frozen=True)
class Row:
    """A model. ``alone`` says that its family does not stand above it.

    ``nearest`` finds the living one that takes the same; it is asked when that is to be seen.
    """

    model: Model
    alone: bool = False
    favourite: bool = False
    lacking: bool = False
    nearest: NearestOf | None = None

    @property
    def usable(self) -> bool:
        """Tell whether it can be chosen."""
        return not self.model.withdrawn


Entry = Section | Heading | Row


def listed(finder: Finder, known: Known, wish: Wish, nearest: NearestOf) -> list[Entry]:
    """Return all entries in order; favourites and those used last only where all is wanted."""
    found = finder.find(wish)
    living = [each for each in found if not each.withdrawn]
    entries: list[Entry] = []
    if wish.is_open:
        entries += _own_order(living, known.favourites, known, translate("Models", "Favourites"))
        rest = [each for each in known.used if each not in known.favourites]
        entries += _own_order(living, rest, known, translate("Models", "Used last"))
    within = [each for each in living if not known.lacks(each.id)]
    beyond = [each for each in living if known.lacks(each.id)]
    entries += _families(within, known, within_section(known))
    entries += _families(beyond, known, Section(translate("Models", "Not with this key")))
    gone = [each for each in found if each.withdrawn]
    if gone:
        entries.append(Section(translate("Models", "Withdrawn")))
        entries += [
            Row(each, alone=True, favourite=each.id in known.favourites, nearest=nearest)
            for each in gone
        ]
    return entries


def within_section(known: Known) -> Section:
    """Return the heading of what can be called now, as far as that is known."""
    if known.demo:
        words = translate("Models", "The built-in engine draws an animatic for each of them.")
        return Section(translate("Models", "All models"), words)
    if any(mark is not None for mark in known.marks.values()):
        return Section(translate("Models", "With this key"))
    return Section(
        translate("Models", "All models"),
        translate("Models", "Which of them your key can call is not known."),
    )


def title_of(row: Row) -> str:
    """Return what a row is called: its mode under a family, else the family with it."""
    if not row.alone:
        return mode_words(row.model)
    return full_name(row.model)


def full_name(model: Model) -> str:
    """Return the family's name with the mode, said once where the one is in the other."""
    family, mode = family_words(model), localised(model.mode)
    return f"{family} · {mode}" if mode and mode != family else name_words(model)


def notes_of(row: Row) -> list[str]:
    """Return what is particular about a row, in short words."""
    notes = []
    if row.model.own:
        notes.append(translate("Models", "own file"))
    if row.lacking and row.alone:
        notes.append(translate("Models", "not with this key"))
    return notes


def line_of(row: Row) -> str:
    """Return the line under a row's name: what the model does, or since when it is withdrawn."""
    if row.usable:
        return localised(row.model.summary)
    return withdrawn_words(row.model, row.nearest(row.model) if row.nearest else None)


def withdrawn_words(model: Model, instead: Model | None) -> str:
    """Return since when a model is withdrawn, and which one takes the same."""
    words = translate("Models", "Withdrawn on {date}.").format(date=_date_words(model.withdrawn))
    if instead is None:
        return words
    other = translate("Models", "{model} takes the same.").format(model=full_name(instead))
    return f"{words} {other}"


def spoken(row: Row, price: str) -> str:
    """Return all of a row in words, for those who have it read aloud."""
    parts = [full_name(row.model), *notes_of(row), line_of(row).rstrip(".。")]
    parts += [input_words(each) for each in inputs_of(row.model)]
    parts += [facts_line(row.model), price]
    if row.favourite:
        parts.append(translate("Models", "favourite"))
    return ", ".join(part for part in parts if part)


def _own_order(
    models: Sequence[Model], ids: Iterable[str], known: Known, title: str
) -> Iterator[Entry]:
    by_id = {each.id: each for each in models}
    chosen = [by_id[each] for each in ids if each in by_id]
    if chosen:
        yield Section(title)
        yield from (_row(each, known, alone=True) for each in chosen)


def _families(models: Sequence[Model], known: Known, section: Section) -> Iterator[Entry]:
    """Yield a section with its families, in the order in which they are met."""
    families: dict[str, list[Model]] = {}
    for each in models:
        families.setdefault(each.family.id, []).append(each)
    if families:
        yield section
    for members in families.values():
        yield Heading(members[0].family)
        yield from (_row(each, known) for each in members)


def _row(model: Model, known: Known, *, alone: bool = False) -> Row:
    favourite = model.id in known.favourites
    return Row(model, alone, favourite=favourite, lacking=known.lacks(model.id))


def _date_words(date: str) -> str:
    """Return a date like 2026-09-24 as the person writes dates; as it is where it is none."""
    found = QDate.fromString(date, Qt.DateFormat.ISODate)
    return locale().toString(found, QLocale.FormatType.ShortFormat) if found.isValid() else date
