"""The files of a storyboard's shot: those that it names, and what is wrong with them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from core.field import MEDIA
from core.foxapi.address import is_typed_url
from core.inputs import Given, in_order
from core.model import Model
from core.problems import Problem

if TYPE_CHECKING:
    from core.storyboard import Shot

_ABSENT = {"image": "image_unreadable", "video": "clip_unreadable", "audio": "file_unreadable"}


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
        # Not Path.exists: it raises for a name that is too long to be one.
        if not is_typed_url(source) and not os.path.exists(source):  # noqa: PTH110
            yield Problem(name, _ABSENT[medium], {"source": source, "reason": "absent"})


def as_in_columns(problem: Problem) -> Problem:
    """Return a problem of a source clip's beginning as one of that column."""
    start = problem.field == "source_clip" and problem.code == "only_for_files"
    return replace(problem, field="clip_start") if start else problem
