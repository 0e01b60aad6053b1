"""From what a person typed to jobs that hold everything they need, or to what is wrong with it."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from core import frames
from core.catalog import Catalog, InvalidAsk, Model, Problem, unsendable
from core.foxapi.address import is_typed_url
from core.job import Connection, Job, StartFrame, new_id
from core.unread import why_no_folder

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
    crop for a file, and passing through for a URL.
    """

    prompt: str
    model: str
    values: Mapping[str, Any] = field(default_factory=dict)
    image: str = ""
    fit: frames.Fit | None = None
    takes: int = 1
    shown: str = field(default="", compare=False)


def jobs_for(
    ask: Ask, catalog: Catalog, connection: Connection, output: Path, frames_folder: Path
) -> list[Job]:
    """Return the jobs that ``ask`` means, one for each take, their start frame frozen.

    Blocking. Raises ``InvalidAsk`` with everything that is wrong; nothing is written then.
    """
    model = catalog.find(ask.model)
    values = model.with_defaults({**ask.values, "prompt": ask.prompt})
    _check(ask, model, values)
    frame = _freeze(ask, model, values, frames_folder) if ask.image else None
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
            batch=batch,
            take=take,
        )
        for take in range(1, ask.takes + 1)
    ]


def body_for(job: Job, model: Model, image_url: str) -> dict[str, Any]:
    """Return the request's body for ``job``; ``image_url`` is its start frame's, empty for none."""
    values: dict[str, Any] = {**job.values, "prompt": job.prompt}
    role = model.field_for("start_frame")
    if image_url and role is not None:
        values[role.name] = [image_url]
    return model.body(values)


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
    problems = list(model.problems(values))
    if not 1 <= ask.takes <= MOST_TAKES:
        problems.append(Problem("takes", "out_of_range", {"low": 1, "high": MOST_TAKES}))
    if ask.image and model.field_for("start_frame") is None:
        problems.append(Problem("image", "unknown_field"))
    if ask.fit is not None and not ask.image:
        problems.append(Problem("fit", "needs_image"))
    if problems:
        raise InvalidAsk(*problems)


def _freeze(ask: Ask, model: Model, values: Mapping[str, Any], folder: Path) -> StartFrame:
    problem = unsendable("image", ask.image)
    if problem is not None:
        raise InvalidAsk(problem)
    web = is_typed_url(ask.image)
    if web and ask.fit is None:
        return StartFrame(source=ask.image, url=ask.image)
    if not web and "://" in ask.image[:12]:
        raise InvalidAsk(Problem("image", "link_refused", {"source": ask.image}))
    size = model.output_size(values)
    if size is None:
        raise InvalidAsk(Problem("image", "no_output_size"))
    data = frames.fetch_picture(ask.image) if web else frames.read_picture(Path(ask.image))
    if ask.shown and hashlib.sha256(data).hexdigest() != ask.shown:
        raise InvalidAsk(Problem("image", "image_changed", {"source": ask.image}))
    fit = ask.fit or "crop"
    fitted = frames.fit_frame(data, size, fit, ask.image)
    return frames.keep_frame(folder, fitted, ask.image, fit)
