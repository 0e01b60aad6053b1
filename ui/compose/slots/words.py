"""What is said of places for files: their names, their limits, and what is missing in them."""

from __future__ import annotations

from core.catalog import Slot
from core.field import Medium
from core.language import QT_TRANSLATE_NOOP, translate
from ui.compose.control import help_of, label_of
from ui.roles import file_words
from ui.wording import count_words, locale

_MISSING = {
    "start_frame": QT_TRANSLATE_NOOP("Slots", "Add the picture that the clip begins with."),
    "end_frame": QT_TRANSLATE_NOOP("Slots", "Add the picture that the clip ends with."),
    "reference_images": QT_TRANSLATE_NOOP("Slots", "Add a picture that the clip should follow."),
    "source_clip": QT_TRANSLATE_NOOP("Slots", "Choose the clip to work on."),
    "reference_clips": QT_TRANSLATE_NOOP("Slots", "Add a clip that the new one should follow."),
    "audio": QT_TRANSLATE_NOOP("Slots", "Add the sound that the clip should follow."),
    "reference_audio": QT_TRANSLATE_NOOP("Slots", "Add a sound that the clip should use."),
}

_MANY = {
    "image": QT_TRANSLATE_NOOP("Slots", "up to {count} pictures"),
    "video": QT_TRANSLATE_NOOP("Slots", "up to {count} clips"),
    "audio": QT_TRANSLATE_NOOP("Slots", "up to {count} sounds"),
}

_WISHES: dict[tuple[Medium, bool], str] = {
    ("image", True): QT_TRANSLATE_NOOP("Slots", "Drop pictures, or browse"),
    ("image", False): QT_TRANSLATE_NOOP("Slots", "Drop a picture, or browse"),
    ("video", True): QT_TRANSLATE_NOOP("Slots", "Drop clips, or browse"),
    ("video", False): QT_TRANSLATE_NOOP("Slots", "Drop a clip, or browse"),
    ("audio", True): QT_TRANSLATE_NOOP("Slots", "Drop sounds, or browse"),
    ("audio", False): QT_TRANSLATE_NOOP("Slots", "Drop a sound, or browse"),
}


def slot_name(slot: Slot) -> str:
    """Return what a place is called: as its field, or as its role where a field has several."""
    return label_of(slot.field) if slot.place is None else file_words(slot.role)


def slot_help(slot: Slot) -> str:
    """Return what a place is for, and what goes into it."""
    return "\n".join(each for each in (help_of(slot.field), limit_words(slot)) if each)


def title_words(slot: Slot) -> str:
    """Return a place's name, and that it must not stay empty where that is so."""
    if not slot.least:
        return slot_name(slot)
    return translate("Slots", "{name} · required").format(name=slot_name(slot))


def missing_words(role: str) -> str:
    """Return what to do about a place that must not stay empty."""
    return translate("Slots", _MISSING[role])


def wish_words(slot: Slot) -> str:
    """Return what an empty place asks for."""
    return translate("Slots", _WISHES[slot.medium, slot.most > 1])


def limit_words(slot: Slot, *, counted: bool = True) -> str:
    """Return in one line what a model takes in a place; empty where it says nothing of it.

    How many is left out if not ``counted``.
    """
    parts = []
    if slot.most > 1 and counted:
        parts.append(translate("Slots", _MANY[slot.medium]).format(count=count_words(slot.most)))
    parts += [_seconds(slot), _sides(slot), _megabytes(slot)]
    words = " · ".join(part for part in parts if part)
    return words[:1].upper() + words[1:]


def _seconds(slot: Slot) -> str:
    media = slot.field.media
    low, high = media.get("least_seconds", 0), media.get("seconds", 0)
    figures = {"low": number(low), "high": number(high)}
    if low and high:
        return translate("Slots", "{low} to {high} s").format(**figures)
    if high:
        return translate("Slots", "up to {high} s").format(**figures)
    return translate("Slots", "at least {low} s").format(**figures) if low else ""


def _sides(slot: Slot) -> str:
    """Pictures are made as small as needed; a clip that is too small cannot be helped."""
    short = slot.field.media.get("short_side", 0)
    if not short or slot.medium != "video":
        return ""
    return translate("Slots", "at least {count} px on the shorter side").format(count=number(short))


def _megabytes(slot: Slot) -> str:
    """Pictures are sent as small as needed, so nobody has to know how large they may be."""
    most = slot.field.media.get("megabytes", 0)
    if not most or slot.medium == "image":
        return ""
    return translate("Slots", "{count} MB at most").format(count=number(most))


def number(value: float) -> str:
    """Return a number without needless digits, as the person writes numbers."""
    return locale().toString(float(value), "f", 0 if value == int(value) else 1)


def switched_words(medium: Medium) -> str:
    """Return why another mode was chosen for a file of this kind; with places for both names."""
    words: dict[Medium, str] = {
        "image": translate("Compose", "{model} takes no picture, so this is {other} now."),
        "video": translate("Slots", "{model} takes no clip, so this is {other} now."),
        "audio": translate("Slots", "{model} takes no sound, so this is {other} now."),
    }
    return words[medium]


def no_sound_words(model: str) -> str:
    """Return why a sound goes nowhere; ``model`` is the name of the model in use."""
    return translate("Slots", "{model} takes no sound.").format(model=model)
