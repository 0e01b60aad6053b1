"""The files that a request refers to: each made as its model takes it, kept, and told by URL."""

from __future__ import annotations

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


def freeze(
    given: Given, model: Model, values: Mapping[str, Any], folder: Path, watch: Watch
) -> Input:
    """Keep one file in ``folder`` as the model takes it, and return what a job freezes.

    A URL is passed through; an end frame's is fetched where it is to be made to fit. Blocking.
    Raises ``InvalidAsk``, whose problems are those of the file's role, and ``MediaCancelled``.
    """
    try:
        return _frozen(given, model, values, folder, watch)
    except InvalidAsk as error:
        usual = {"image": given.role, "clip": given.role, "clip_start": given.role}
        problems = (replace(p, field=usual.get(p.field, p.field)) for p in error.problems)
        raise InvalidAsk(*problems) from error


def _frozen(
    given: Given, model: Model, values: Mapping[str, Any], folder: Path, watch: Watch
) -> Input:
    beside = (each for each in model.effective(values) if each.plays(given.role))
    field = next(beside, None) or model.field_for(given.role)
    if field is None:
        raise InvalidAsk(Problem(given.role, "unknown_field"))
    medium = MEDIA[given.role]
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
    if size is not None:
        made, media_type = frames.fit_frame(data, size, framing, source), "image/png"
    else:
        rules = frames.PictureRules(**field.media)
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
