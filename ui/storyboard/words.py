"""What the storyboard's editor says of shots and settings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QAbstractButton

from core.catalog import Model
from core.field import MEDIA
from core.language import translate
from core.modelfacts import localised, role_words
from core.storyboard import DURATION
from core.storyboardwords import shot_words
from core.valuewords import value_words
from ui.compose.control import label_of
from ui.storyboard.document import Document
from ui.wording import locale

MOST_NUMBERS = 8
"""Shots that are named by their numbers."""


def name_button(button: QAbstractButton, words: str) -> None:
    """Give a button with an icon its words; Qt sets them close to the icon."""
    button.setText(f" {words}")
    button.setAccessibleName(words)


def problem_words(document: Document, index: int) -> list[str]:
    """Return what is wrong with a shot, a sentence for each."""
    names = field_names(document, index)
    return [shot_words(each, names) for each in document.seen_problems(index + 1)]


def shared_words(document: Document) -> str:
    """Return what all shots share that do not say it themselves, in one line."""
    model = document.shared_model()
    values = model.with_defaults(document.board.values)
    return " · ".join([localised(model.name) or model.id, *_main(model, values)])


def settings_words(document: Document, index: int) -> str:
    """Return the length of a shot, and what differs from the others."""
    shot, model, values = document.shots[index], document.model(index), document.values(index)
    parts = []
    length = model.field(DURATION)
    if length is not None and DURATION in values:
        parts.append(value_words(length, values[DURATION]))
    if model is not document.shared_model():
        parts.append(localised(model.name) or model.id)
    for field in model.fields:
        if field.name in shot.values and field.name != DURATION and field.type == "choice":
            parts.append(value_words(field, values[field.name]))
    if shot.takes != 1:
        parts.append(f"×{locale().toString(shot.takes)}")
    if shot.characters:
        words = translate("Storyboard", "{count} characters")
        one = translate("Storyboard", "1 character")
        count = len(shot.characters)
        parts.append(one if count == 1 else words.format(count=count))
    for role, sources in shot.files.items():
        words = translate("Storyboard", "{count} × {input}")
        many = {"count": locale().toString(len(sources)), "input": role_words(role)}
        parts.append(words.format(**many) if len(sources) > 1 else role_words(role))
    return " · ".join(parts)


def not_ready_words(numbers: Sequence[int]) -> str:
    """Return which shots, by their numbers from 1 on, keep a board from being sent."""
    listed = ", ".join(locale().toString(number) for number in numbers[:MOST_NUMBERS])
    if len(numbers) == 1:
        return translate("Storyboard", "Shot {numbers} is not ready.").format(numbers=listed)
    listed += ", …" if len(numbers) > MOST_NUMBERS else ""
    return translate("Storyboard", "Shots {numbers} are not ready.").format(numbers=listed)


def field_names(document: Document, index: int) -> Mapping[str, str]:
    """Return what the fields of a shot are called."""
    frame = document.model(index).field_for("start_frame")
    own = {each.name: label_of(each) for each in document.model(index).fields}
    files = {role: role_words(role) for role in MEDIA}
    return {**files, "clip": files["source_clip"], "clip_start": files["source_clip"], **own} | {
        "image": label_of(frame) if frame is not None else translate("Storyboard", "Picture"),
        "model": translate("Compose", "Model"),
        "takes": translate("Compose", "Takes"),
        "fit": translate("Compose", "Fit"),
        "shots": translate("Storyboard", "Shots"),
        "continue": translate("Storyboard", "Continue from the shot before"),
    }


def _main(model: Model, values: Mapping[str, Any]) -> list[str]:
    chosen = [each for each in model.fields if each.type == "choice" and each.send == "always"]
    return [value_words(each, values[each.name]) for each in chosen if each.name in values]
