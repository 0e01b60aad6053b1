"""How much is used of the clips that a job was given: a model takes some seconds of each."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.field import MEDIA
from core.foxapi.address import is_typed_url
from core.inputs import SLACK, Given, field_for, used_seconds
from core.job import Input, Job
from core.model import Model
from core.problems import InvalidAsk
from core.storyboard import Shot


@dataclass(frozen=True)
class Cut:
    """A clip of which a part is used: from ``start`` to ``end`` of ``seconds``, all in seconds.

    ``most`` is how many seconds the model takes of it at most.
    """

    source: str
    start: float
    end: float
    seconds: float
    most: float

    @property
    def is_first(self) -> bool:
        """Tell whether it is the beginning that is used."""
        return self.start <= 0

    @property
    def is_last(self) -> bool:
        """Tell whether it is the end that is used."""
        return self.end >= self.seconds - SLACK


def cuts_of(job: Job, model: Model) -> Iterator[Cut]:
    """Yield which clips of a job are not used as a whole, and what is used of each.

    Clips at an address are passed on as they are. Blocking: the clips are opened; one that is not
    there any more is left out.
    """
    for each in job.inputs:
        if each.sha256 and MEDIA.get(each.role) == "video":
            with contextlib.suppress(InvalidAsk):
                cut = _cut(each, model, job.values)
                if cut.seconds - (cut.end - cut.start) > SLACK:
                    yield cut


def clip_seconds(given: Given, model: Model, values: Mapping[str, Any]) -> float | None:
    """Return how many seconds ``model`` uses of a clip.

    None where that is not known: of a clip at an address, or one that cannot be used. Blocking.
    """
    if is_typed_url(given.source):
        return None
    try:
        return used_seconds(given, model, values)
    except InvalidAsk:
        return None


def shot_seconds(shot: Shot, model: Model, values: Mapping[str, Any]) -> float | None:
    """Return how many seconds ``model`` uses of the clip that a shot is made from. Blocking.

    That is its source clip, or the clip whose movement it takes; None where there is not one.
    """
    for role in ("source_clip", "reference_clips"):
        sources = shot.files.get(role, ())
        if len(sources) == 1 and model.takes(role):
            return clip_seconds(Given(role, sources[0], start=shot.clip_start), model, values)
    return None


def _cut(clip: Input, model: Model, values: Mapping[str, Any]) -> Cut:
    from core.media.checking import ClipRules, check_clip

    rules = ClipRules(**field_for(clip.role, model, values).media)
    seconds = check_clip(Path(clip.source), rules).seconds or 0.0
    end = min(clip.start + rules.seconds, seconds)
    return Cut(clip.source, clip.start, end, seconds, rules.seconds)
