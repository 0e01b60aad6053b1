"""A job's own copies of files, and what a model as it is now says against them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from core.field import MEDIA, Field
from core.frames import PictureRules, kept_file
from core.inputs import too_long_together
from core.job import Input, Job
from core.model import Model
from core.problems import InvalidAsk, Problem
from core.shape import about_size

SLACK = 0.25
"""Seconds by which a copy may be off: a cut is at whole pictures, sound in whole packets."""
_PIXELS = 2
"""By how many pixels a copy may be off: its sides are even."""
_ABOUT = 1.02
"""By which part the ratio of a copy's sides may be off, for the same reason."""


def kept_problems(
    model: Model, job: Job, values: Mapping[str, Any], folder: Path
) -> Iterator[Problem]:
    """Yield what ``model`` does not take of a job's own copies of files; ``folder`` has them.

    ``values`` are those of the request beside the files. A copy that cannot be read is passed over:
    that is said where it is uploaded. Blocking.
    """
    if job.start_frame is not None and job.start_frame.source and about_size(model, values) is None:
        # It was sent as a whole: else it was made to fit, whatever it had been.
        field = model.field_for("start_frame")
        if field is not None and job.start_frame.sha256:
            file = kept_file(folder, job.start_frame)
            yield from _picture_problems(file, job.start_frame.source, field)
    lengths: list[tuple[str, float]] = []
    for each in job.inputs:
        beside = (field for field in model.effective(values) if field.plays(each.role))
        field = next(beside, None) or model.field_for(each.role)
        if each.sha256 and field is not None:
            yield from _problems(each, kept_file(folder, each), field, lengths)
    yield from too_long_together(model, lengths, SLACK)


def _problems(
    kept: Input, file: Path, field: Field, lengths: list[tuple[str, float]]
) -> Iterator[Problem]:
    """Yield what is wrong with one copy; how long it is goes to ``lengths``."""
    try:
        match MEDIA[kept.role]:
            case "image":
                found = [] if kept.fit else list(_picture_problems(file, kept.source, field))
            case "video":
                found = list(_clip_problems(kept, file, field, lengths))
            case "audio":
                found = list(_sound_problems(kept, file, field, lengths))
    except (InvalidAsk, OSError):
        return
    yield from found


def _picture_problems(file: Path, source: str, field: Field) -> Iterator[Problem]:
    from PIL import Image

    rules = PictureRules(**field.media)
    try:
        with Image.open(file) as picture:
            width, height = picture.size
    except OSError:
        return
    short, long = sorted((width, height))
    facts = {"source": source, "width": width, "height": height}
    if short < rules.short_side - _PIXELS:
        yield Problem(field.name, "picture_too_small", {**facts, "limit": f"{rules.short_side:g}"})
    if rules.ratio and long / short > rules.ratio * _ABOUT:
        yield Problem(field.name, "picture_too_wide", {**facts, "limit": f"{rules.ratio:g}"})


def _clip_problems(
    kept: Input, file: Path, field: Field, lengths: list[tuple[str, float]]
) -> Iterator[Problem]:
    from core.media.checking import ClipRules, check_clip

    rules, clip = ClipRules(**field.media), check_clip(file, ClipRules(least_seconds=0.0))
    seconds, (short, long) = clip.seconds or 0.0, sorted((clip.width, clip.height))
    lengths.append((kept.role, seconds))
    broken = {
        "clip_too_small": (short < rules.short_side - _PIXELS, rules.short_side),
        "clip_too_wide": (bool(rules.ratio) and long / short > rules.ratio * _ABOUT, rules.ratio),
        "clip_too_tall": (0 < rules.tallest < short - _PIXELS, rules.tallest),
        "clip_too_short": (seconds < rules.least_seconds - SLACK, rules.least_seconds),
        "clip_too_long": (seconds > rules.seconds + SLACK, rules.seconds),
    }
    facts = {"width": clip.width, "height": clip.height, "seconds": f"{seconds:.1f}"}
    for code, (wrong, limit) in broken.items():
        if wrong:
            yield Problem(field.name, code, {"source": kept.source, **facts, "limit": f"{limit:g}"})


def _sound_problems(
    kept: Input, file: Path, field: Field, lengths: list[tuple[str, float]]
) -> Iterator[Problem]:
    from core.media.audio import AudioRules, check_audio

    rules = AudioRules(**field.media)
    data, _, seconds = check_audio(file, kept.role, AudioRules())
    lengths.append((kept.role, seconds))
    broken = {
        "sound_too_short": (seconds < rules.least_seconds - SLACK, rules.least_seconds),
        "sound_too_long": (bool(rules.seconds) and seconds > rules.seconds + SLACK, rules.seconds),
        "file_too_large": (len(data) > (rules.megabytes or 1e6) * (1 << 20), rules.megabytes),
    }
    facts = {"source": kept.source, "seconds": f"{seconds:.1f}"}
    for code, (wrong, limit) in broken.items():
        if wrong:
            yield Problem(field.name, code, {**facts, "limit": f"{limit:g}"})
