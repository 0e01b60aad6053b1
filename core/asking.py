"""From what a person typed to jobs that hold everything they need, or to what is wrong with it."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from core import frames
from core.catalog import Catalog, Model
from core.foxapi.address import is_typed_url
from core.framing import Fit, Framing
from core.inputs import (
    Given,
    as_if_sent,
    file_problems,
    freeze,
    total_problems,
    with_files,
)
from core.job import Connection, Input, Job, StartFrame, new_id
from core.media.watch import UNWATCHED, Watch
from core.problems import InvalidAsk, Problem, unsendable
from core.shape import about_size
from core.unread import why_no_folder
from core.withdrawn import refuse_withdrawn

MOST_TAKES = 20
LONGEST_TASK_ID = 200
"""Characters of a task id that is taken."""

_TASK_ID = re.compile(r"[^\s/\\?#%\"'<>{}\[\],;]+")


@dataclass(frozen=True)
class Ask:
    """What a person asks for. ``image`` is a path or an http(s) URL, empty for none.

    ``shown`` is the SHA-256 of the picture's file as the person was shown it, empty where it was
    not: another one is not sent.

    ``values`` are fields of the model by name, None where nothing was chosen; ``fit`` empty means
    what ``crop`` or ``colour`` ask for, which are as in ``core.job.StartFrame``, else crop for a
    file, and passing through for a URL. ``clip`` is a path or an http(s) URL of a clip that the
    model makes something of, ``clip_start`` the second from which on a file is used. ``after`` is
    the id of the job that this one continues: without an ``image``, with its last frame, once there
    is a clip.
    ``inputs`` are further files, in the order in which the model is to have them.
    ``board``, ``shot`` and ``remix_of`` are as in ``core.job.Job``.
    """

    prompt: str
    model: str
    values: Mapping[str, Any] = field(default_factory=dict)
    image: str = ""
    fit: Fit | None = None
    crop: tuple[float, ...] = ()
    colour: str = ""
    clip: str = ""
    clip_start: float = 0.0
    inputs: tuple[Given, ...] = ()
    after: str = ""
    board: str = ""
    shot: int = 0
    remix_of: str = ""
    takes: int = 1
    shown: str = field(default="", compare=False)


def jobs_for(
    ask: Ask,
    catalog: Catalog,
    connection: Connection,
    output: Path,
    frames_folder: Path,
    watch: Watch = UNWATCHED,
) -> list[Job]:
    """Return the jobs that ``ask`` means, one for each take, their start frame and clip frozen.

    Blocking: a clip that must be cut may take many seconds, which ``watch`` follows and may end.
    Raises ``InvalidAsk`` with everything that is wrong, and ``MediaCancelled``; nothing is written
    then.
    """
    model = catalog.find(ask.model)
    refuse_withdrawn(catalog, model, _roles(ask), ask.values)
    prompted = bool(ask.prompt) or model.field("prompt") is not None
    values = model.with_defaults({**ask.values, **({"prompt": ask.prompt} if prompted else {})})
    _check(ask, model, values)
    _check_lengths(ask, model, values)
    frame = _freeze(ask, model, values, frames_folder) if ask.image else None
    inputs = tuple(_frozen(ask, model, values, frames_folder, watch))
    own = {name: value for name, value in values.items() if name != "prompt"}
    batch = new_id() if ask.takes > 1 else ""
    now = time.time()
    return [
        Job(
            id=new_id(),
            created_at=now,
            connection=connection,
            model=model.id,
            prompt=ask.prompt,
            values=own,
            output=str(output),
            start_frame=frame,
            inputs=inputs,
            batch=batch,
            take=take,
            board=ask.board,
            shot=ask.shot,
            after=ask.after,
            remix_of=ask.remix_of,
        )
        for take in range(1, ask.takes + 1)
    ]


def body_for(job: Job, model: Model, files: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Return the request's body for ``job``; ``files`` are its files' roles and URLs in order."""
    return model.body({**job.values, "prompt": job.prompt, **with_files(model, files)})


def given_files(ask: Ask) -> tuple[Given, ...]:
    """Return the files of a request but its start frame."""
    clip = (Given("source_clip", ask.clip, start=ask.clip_start),) if ask.clip else ()
    return clip + ask.inputs


def _frozen(
    ask: Ask, model: Model, values: Mapping[str, Any], folder: Path, watch: Watch
) -> Iterator[Input]:
    """Yield the files of a request but its start frame, frozen."""
    for each in given_files(ask):
        try:
            yield freeze(each, model, values, folder, watch)
        except InvalidAsk as error:
            raise InvalidAsk(*(_as_asked(problem, ask) for problem in error.problems)) from error


def _roles(ask: Ask) -> tuple[str, ...]:
    begins = ("start_frame",) if ask.image or ask.after else ()
    return begins + tuple(each.role for each in given_files(ask))


def output_folder(chosen: str, usual: Path, kept: str = "") -> Path:
    """Return the folder for clips as an absolute path: ``chosen`` now, else ``kept``, else usual.

    The one that was chosen now and the ``usual`` one are made if they are missing; the one that the
    settings have ``kept`` is not: its disk may be unplugged. Raises ``InvalidAsk`` if it cannot be.
    """
    problem = unsendable("output", chosen or kept)
    if problem is not None:
        raise InvalidAsk(problem)
    folder = _typed_folder(chosen or kept) if chosen or kept else usual
    try:
        if chosen or folder == usual:
            folder.mkdir(parents=True, exist_ok=True)
        elif not folder.is_dir():
            code = errno.ENOTDIR if folder.exists() else errno.ENOENT
            raise OSError(code, os.strerror(code))
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    except OSError as error:
        facts = {"folder": str(folder), "reason": why_no_folder(error)}
        raise InvalidAsk(Problem("output", "folder_unusable", facts)) from error
    return folder


def task_id_problem(text: str) -> Problem | None:
    """Return why ``text`` can be no task's id, or None: it becomes a part of an address."""
    if not text:
        return Problem("task_id", "missing")
    whole = _TASK_ID.fullmatch(text) and text.isprintable() and text.strip(".")
    if whole and len(text) <= LONGEST_TASK_ID:
        return None
    return unsendable("task_id", text) or Problem("task_id", "not_a_task_id")


def _typed_folder(chosen: str) -> Path:
    try:
        return Path(chosen).expanduser().absolute()
    except RuntimeError as error:
        facts = {"folder": chosen, "reason": "no_user"}
        raise InvalidAsk(Problem("output", "folder_unusable", facts)) from error


def _check(ask: Ask, model: Model, values: Mapping[str, Any]) -> None:
    given = given_files(ask)
    begins = (Given("start_frame", "-"),) if ask.image or ask.after else ()
    every = [*begins, *given]
    problems = [
        *model.problems({**values, **as_if_sent(model, every)}),
        *(_as_asked(each, ask) for each in file_problems(model, every)),
    ]
    if not 1 <= ask.takes <= MOST_TAKES:
        problems.append(Problem("takes", "out_of_range", {"low": 1, "high": MOST_TAKES}))
    problems += _framing_problems(ask)
    if problems:
        raise InvalidAsk(*problems)


def _check_lengths(ask: Ask, model: Model, values: Mapping[str, Any]) -> None:
    """Raise ``InvalidAsk`` where files are too long in all; files that it goes by are opened."""
    try:
        problems = tuple(total_problems(model, values, given_files(ask)))
    except InvalidAsk as error:
        problems = error.problems
    if problems:
        raise InvalidAsk(*(_as_asked(each, ask) for each in problems))


def _as_asked(problem: Problem, ask: Ask) -> Problem:
    """Return a problem of a file as that of the option by which a person gave it."""
    names = {"start_frame": "image" if ask.image else "after"}
    if ask.clip:
        start = problem.code in ("only_for_files", "out_of_range")
        names["source_clip"] = "clip_start" if start else "clip"
    return replace(problem, field=names.get(problem.field, problem.field))


def _framing_problems(ask: Ask) -> Iterator[Problem]:
    """Yield what is wrong with how the picture is to be made to fit."""
    asked = (("fit", ask.fit, ask.fit), ("crop", ask.crop, "crop"), ("colour", ask.colour, "pad"))
    chosen = ask.fit or ("crop" if ask.crop else "pad")
    for name, given, fit in asked:
        if given and not ask.image:
            yield Problem(name, "needs_image")
        elif given and fit != chosen:
            yield Problem(name, "needs_fit", {"fit": fit})


def _freeze(ask: Ask, model: Model, values: Mapping[str, Any], folder: Path) -> StartFrame:
    problem = unsendable("image", ask.image)
    if problem is not None:
        raise InvalidAsk(problem)
    web = is_typed_url(ask.image)
    if web and ask.fit is None and not ask.crop and not ask.colour:
        return StartFrame(source=ask.image, url=ask.image)
    if not web and "://" in ask.image[:12]:
        raise InvalidAsk(Problem("image", "link_refused", {"source": ask.image}))
    size = about_size(model, values)
    data = frames.fetch_picture(ask.image) if web else frames.read_picture(Path(ask.image))
    original = hashlib.sha256(data).hexdigest()
    if ask.shown and original != ask.shown:
        raise InvalidAsk(Problem("image", "image_changed", {"source": ask.image}))
    framing = Framing(ask.fit or ("pad" if ask.colour else "crop"), ask.crop, ask.colour)
    field = model.field_for("start_frame")
    rules = frames.PictureRules(**(field.media if field is not None else {}))
    if size is None:
        # The model takes the clip's shape from the picture: all of it is sent.
        framing = Framing()
        made, media_type = frames.whole_frame(data, ask.image, rules)
    else:
        fitted = frames.fit_frame(data, size, framing, ask.image)
        made, media_type = frames.no_larger(fitted, rules.megabytes)
    return frames.keep_frame(folder, made, ask.image, framing, original, media_type)
