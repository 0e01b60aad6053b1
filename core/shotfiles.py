"""The files of a storyboard's shot: those that it names, and what is wrong with them."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core import frames
from core.field import MEDIA
from core.foxapi.address import is_typed_url
from core.inputs import Given, as_of, field_for, in_order, total_problems
from core.model import Model
from core.problems import InvalidAsk, Problem
from core.shape import about_size

if TYPE_CHECKING:
    from core.storyboard import Shot

_ABSENT = {"image": "image_unreadable", "video": "clip_unreadable", "audio": "file_unreadable"}

_FRAMES = ("start_frame", "end_frame")
"""The roles of pictures that are made to fit where the clip's size is known."""
_ENOUGH = 64
"""Pixels of a side with which a picture is read that only has to be one."""


def shot_files(shot: Shot, model: Model) -> Iterator[Given]:
    """Yield what a shot gives to a request of ``model``, whose files are not opened.

    Where the model has no start frame, the picture is left out.
    """
    if (shot.image or shot.continues) and model.takes("start_frame"):
        yield Given("start_frame", "-")
    for source in shot.files.get("source_clip", ()):
        yield Given("source_clip", source, start=shot.clip_start)
    yield from in_order(shot.files)


def missing_files(shot: Shot) -> Iterator[Problem]:
    """Yield the problems of a shot's files that are not there. Blocking; no file is opened."""
    begins = [("image", "image", shot.image)] if shot.image else []
    others = [(r, MEDIA[r], source) for r, sources in shot.files.items() for source in sources]
    for name, medium, source in (*begins, *others):
        if not _is_link(source) and not _is_there(source):
            yield Problem(name, _ABSENT[medium], {"source": source, "reason": "absent"})


def wrong_files(shot: Shot, model: Model, values: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield what is wrong with a shot's files that are there, for a request of ``model``.

    Blocking: each is opened, unless the model has no place for it.
    """
    if _is_link(shot.image) and not is_typed_url(shot.image):
        yield Problem("image", "link_refused", {"source": shot.image})
    begins = [Given("start_frame", shot.image)] if shot.image else []
    given = [*begins, *(each for each in shot_files(shot, model) if each.source != "-")]
    found = list[Problem]()
    there = [each for each in given if model.takes(each.role) and _is_there(each.source)]
    for each in there:
        with _into(found):
            _check_file(each, model, values)
    if not found:
        with _into(found):
            found += total_problems(model, values, there)
    for problem in map(as_in_columns, found):
        yield replace(problem, field="image") if problem.field == "start_frame" else problem


def _check_file(given: Given, model: Model, values: Mapping[str, Any]) -> None:
    """Raise ``InvalidAsk`` where ``freeze`` would; nothing is kept. Blocking.

    What is at an address is not fetched.
    """
    if is_typed_url(given.source):
        return
    field, medium = field_for(given.role, model, values), MEDIA[given.role]
    source = Path(given.source)
    with as_of(given.role):
        if medium == "video":
            from core.media.trimming import ClipRules, checked_from

            checked_from(source, given.start, ClipRules(**field.media))
        elif medium == "audio":
            from core.media.audio import AudioRules, check_audio

            check_audio(source, given.role, AudioRules(**field.media))
        elif given.role in _FRAMES and about_size(model, values) is not None:
            frames.whole_picture(frames.read_picture(source), _ENOUGH, given.source)
        else:
            rules = frames.PictureRules(**field.media)
            frames.checked_picture(frames.read_picture(source), given.source, rules)


@contextlib.contextmanager
def _into(found: list[Problem]) -> Iterator[None]:
    """Let what is wrong be added to ``found``."""
    try:
        yield
    except InvalidAsk as error:
        found += error.problems


def _is_there(source: str) -> bool:
    # Not Path.exists: it raises for a name that is too long to be one.
    return is_typed_url(source) or os.path.exists(source)  # noqa: PTH110


def _is_link(source: str) -> bool:
    """Tell whether a source is no file's path: an address, be it one that can be used or not."""
    return "://" in source[:12]


def as_in_columns(problem: Problem) -> Problem:
    """Return a problem of a source clip's beginning as one of that column."""
    start = problem.field == "source_clip" and problem.code in ("only_for_files", "out_of_range")
    return replace(problem, field="clip_start") if start else problem
