"""The files that a request refers to: each made as its model takes it, kept, and told by URL."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from core import frames
from core.field import MEDIA, Field
from core.foxapi.address import is_typed_url
from core.framing import WHOLE, Fit, Framing
from core.job import Input
from core.media.watch import Watch
from core.model import Model
from core.problems import InvalidAsk, Problem, unsendable
from core.shape import about_size

_UNSENT = "https://file.invalid/"
"""What stands for a file in a request that is only being checked."""

SLACK = 0.1
"""Seconds by which a file may be longer than a limit says: encoders fill their last frame up."""

MIDDLE = Framing()


@dataclass(frozen=True)
class Given:
    """A file that a person gives to a request: a path or an http(s) URL, and the ``role`` it plays.

    ``framing`` is how an end frame is made to fit; ``start`` is the second from which on a clip is
    used.
    """

    role: str
    source: str
    framing: Framing = MIDDLE
    start: float = 0.0


def end_framing(fit: Fit | None, colour: str = "") -> Framing:
    """Return how an end frame is made to fit: as the start frame is; of a crop it is the middle.

    ``fit`` is None where nobody chose it, ``colour`` that of bars.
    """
    chosen: Fit = fit or ("pad" if colour else "crop")
    # Other than the usual framing, so that an address is fetched and made to fit as well.
    crop = WHOLE if fit == "crop" else ()
    return Framing(chosen, crop, colour if chosen == "pad" else "")


def in_order(
    files: Mapping[str, Sequence[str]], fit: Fit | None = None, colour: str = ""
) -> tuple[Given, ...]:
    """Return the files that ``files`` name by their roles, paths and URLs, in the roles' order.

    The start frame and the source clip are left out: they are a request's own.
    """
    framing = {"end_frame": end_framing(fit, colour)}
    roles = (role for role in MEDIA if role not in ("start_frame", "source_clip"))
    return tuple(
        Given(role, source, framing.get(role, MIDDLE))
        for role in roles
        for source in files.get(role, ())
    )


def with_files(model: Model, files: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Return the values of a model's fields for files: each a role and a URL, in their order.

    Files whose role the model has not are left out.
    """
    files = list(files)
    found: dict[str, Any] = {}
    for each in model.fields:
        roles = each.roles or ((each.role,) if each.role in MEDIA else ())
        urls = [url for role in roles for own, url in files if own == role]
        if urls:
            found[each.name] = urls if each.type == "urls" else urls[0]
    return found


def as_if_sent(model: Model, given: Sequence[Given]) -> dict[str, Any]:
    """Return values that stand for files which were not sent yet, to check a request with."""
    return with_files(model, ((each.role, _UNSENT) for each in given))


def file_problems(model: Model, given: Sequence[Given]) -> Iterator[Problem]:
    """Yield what is wrong with the files of a request, which are not opened."""
    roles = [each.role for each in given]
    for role in dict.fromkeys(roles):
        field = model.field_for(role) if role in MEDIA else None
        if field is None:
            yield Problem(role, "unknown_field")
            continue
        most = 1 if field.roles or field.type == "url" else None
        if most is not None and roles.count(role) > most:
            yield Problem(field.name, "too_many", {"count": roles.count(role), "limit": most})
        before = field.roles[: field.roles.index(role)] if role in field.roles else ()
        if any(each not in roles for each in before):
            yield Problem(role, "needs_start_frame")
    for each in given:
        problem = unsendable(each.role, each.source)
        if problem is not None:
            yield problem
        elif not is_typed_url(each.source) and "://" in each.source[:12]:
            yield Problem(each.role, "link_refused", {"source": each.source})
        elif each.start and is_typed_url(each.source):
            yield Problem(each.role, "only_for_files")


def total_problems(
    model: Model, values: Mapping[str, Any], given: Sequence[Given]
) -> Iterator[Problem]:
    """Yield which lists of clips or sounds are longer in all than the model takes.

    Files of lists for which the model says no such limit are not opened, nor those at an address.
    Blocking; raises ``InvalidAsk``, whose problems are those of a file's role.
    """
    counted = [each for each in given if _most_in_all(model, each.role)]
    here = [each for each in counted if not is_typed_url(each.source)]
    lengths = ((each.role, used_seconds(each, model, values)) for each in here)
    yield from too_long_together(model, lengths, SLACK)


def too_long_together(
    model: Model, lengths: Iterable[tuple[str, float]], slack: float
) -> Iterator[Problem]:
    """Yield which lists of files are longer in all than the model takes.

    ``lengths`` are those of the files as they are used, by role, in seconds: what is not known is
    left out. Each of them may be off by ``slack`` seconds.
    """
    found = list(lengths)
    for slot in model.slots:
        used = [seconds for role, seconds in found if role == slot.role]
        most, total = _most_in_all(model, slot.role), sum(used)
        if most and total > most + slack * len(used):
            facts = {"seconds": _sum_words(used), "limit": f"{most:g}"}
            yield Problem(slot.field.name, "too_long_together", facts)


def _sum_words(used: Sequence[float]) -> str:
    """Return seconds with their sum: a person's own clips may be longer than what is used."""
    parts, total = (f"{round(each, 1):g}" for each in used), f"{round(sum(used), 1):g}"
    return f"{' + '.join(parts)} = {total}" if len(used) > 1 else total


def _most_in_all(model: Model, role: str) -> float:
    """Return how many seconds the files of a role may have in all; 0 where nothing is said."""
    field = model.field_for(role)
    return float(field.media.get("max_total_seconds", 0)) if field is not None else 0.0


def used_seconds(given: Given, model: Model, values: Mapping[str, Any]) -> float:
    """Return how much of a clip or a sound is used, in seconds."""
    field, source = field_for(given.role, model, values), Path(given.source)
    with as_of(given.role):
        if MEDIA[given.role] == "audio":
            from core.media.audio import AudioRules, check_audio

            return check_audio(source, given.role, AudioRules(**field.media))[2]
        from core.media.checking import ClipRules, check_clip

        rules = ClipRules(**field.media)
        seconds = check_clip(source, rules).seconds or 0.0
        return min(max(seconds - given.start, 0.0), rules.seconds)


def freeze(
    given: Given, model: Model, values: Mapping[str, Any], folder: Path, watch: Watch
) -> Input:
    """Keep one file in ``folder`` as the model takes it, and return what a job freezes.

    A URL is passed through; an end frame's is fetched where it is to be made to fit. Blocking.
    Raises ``InvalidAsk``, whose problems are those of the file's role, and ``MediaCancelled``.
    """
    with as_of(given.role):
        return _frozen(given, model, values, folder, watch)


@contextlib.contextmanager
def as_of(role: str) -> Iterator[None]:
    """Let what is wrong with a file be the problem of its role."""
    try:
        yield
    except InvalidAsk as error:
        usual = dict.fromkeys(("image", "clip", "clip_start"), role)
        problems = (replace(p, field=usual.get(p.field, p.field)) for p in error.problems)
        raise InvalidAsk(*problems) from error


def field_for(role: str, model: Model, values: Mapping[str, Any]) -> Field:
    """Return the field for files of a role as the other values leave it; raises ``InvalidAsk``."""
    beside = (each for each in model.effective(values) if each.plays(role))
    field = next(beside, None) or model.field_for(role)
    if field is None:
        raise InvalidAsk(Problem(role, "unknown_field"))
    return field


def _frozen(
    given: Given, model: Model, values: Mapping[str, Any], folder: Path, watch: Watch
) -> Input:
    field, medium = field_for(given.role, model, values), MEDIA[given.role]
    if is_typed_url(given.source) and (medium != "image" or given.framing == MIDDLE):
        return Input(given.role, given.source, url=given.source)
    if medium == "video":
        from core.media.trimming import ClipRules, freeze_clip, start_of_end

        rules, source, start = ClipRules(**field.media), Path(given.source), given.start
        if field.continued and not start:
            start = start_of_end(source, rules)  # what comes next begins with its last frame
        return freeze_clip(source, start, rules, folder, watch, given.role)
    if medium == "audio":
        from core.media.audio import AudioRules, freeze_audio

        return freeze_audio(Path(given.source), given.role, AudioRules(**field.media), folder)
    return _freeze_picture(given, field, model, values, folder)


def _freeze_picture(
    given: Given, field: Field, model: Model, values: Mapping[str, Any], folder: Path
) -> Input:
    source, framing = given.source, given.framing
    web = is_typed_url(source)
    data = frames.fetch_picture(source) if web else frames.read_picture(Path(source))
    size = about_size(model, values) if given.role == "end_frame" else None
    rules = frames.PictureRules(**field.media)
    if size is not None:
        fitted = frames.fit_frame(data, size, framing, source)
        made, media_type = frames.no_larger(fitted, rules.megabytes)
    else:
        made, media_type = frames.whole_frame(data, source, rules)
    sha256 = frames.keep(folder, made, media_type)
    return Input(
        given.role,
        source,
        sha256=sha256,
        media_type=media_type,
        fit=framing.fit if size is not None else "",
        crop=framing.crop if framing.fit == "crop" else (),
        colour=framing.colour if framing.fit == "pad" else "",
        original=hashlib.sha256(data).hexdigest(),
    )
