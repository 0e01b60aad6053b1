"""A storyboard: shots with shared settings, what is wrong with them, and the jobs they mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from core.asking import MOST_TAKES, Ask, jobs_for
from core.carrying import fitted
from core.catalog import Catalog, Model
from core.framing import Fit
from core.inputs import Given, as_if_sent, file_problems, in_order
from core.job import Connection, Job, new_id
from core.media.watch import UNWATCHED, Watch
from core.problems import InvalidAsk, Problem
from core.shotfiles import as_in_columns, missing_files, shot_files, wrong_files
from core.typed import unknown_model
from core.withdrawn import refuse_withdrawn

MOST_SHOTS = 500
"""Shots of one board. More are a mistake, and each costs money."""

WHOLE = 0
"""Stands for the board as a whole where problems are told by the number of a shot."""

DURATION = "duration"
CHARACTERS = "characters"
"""The role of the field that takes characters."""

Problems = Mapping[int, tuple[Problem, ...]]
"""What is wrong, by the number of the shot, from 1 on; ``WHOLE`` is the board itself."""

IdsOf = Callable[[Sequence[str]], Sequence[str]]
"""Returns the ids of characters that are called by names or ids; raises ``InvalidAsk``."""


@dataclass(frozen=True)
class Shot:
    """One shot. What it does not say itself is as the board's shared settings say.

    ``image`` is a path or an http(s) URL, empty for none; ``fit``, ``crop`` and ``colour`` say how
    it is made to fit, as in ``core.asking.Ask``. ``model`` is empty for the shared one; ``values``
    are the fields of the model, by name, that differ from the shared ones; ``characters`` are names
    or ids. A shot that ``continues`` begins with the last frame of the one before it. ``line`` is
    where it stands in the file that it was read from, 0 for none: only such a file can name files
    beside the start frame. These are in ``files``, paths and URLs by their role, and ``clip_start``
    is the second from which on a source clip is used.
    """

    prompt: str = ""
    image: str = ""
    fit: Fit | None = None
    crop: tuple[float, ...] = ()
    colour: str = ""
    model: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    characters: tuple[str, ...] = ()
    continues: bool = False
    takes: int = 1
    files: Mapping[str, Sequence[str]] = field(default_factory=dict)
    clip_start: float = 0.0
    line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Storyboard:
    """Shots in their order, with the model and the values of its fields that they share.

    Without a ``model`` it is the catalogue's default one.
    """

    shots: tuple[Shot, ...] = ()
    model: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    name: str = ""


class InvalidBoard(InvalidAsk):
    """A storyboard that will not be sent; ``by_shot`` says everything that is wrong with it."""

    def __init__(self, by_shot: Problems) -> None:
        super().__init__(*(each for problems in by_shot.values() for each in problems))
        self.by_shot = by_shot


def is_for_shots(model: Model) -> bool:
    """Tell whether a model makes clips of what a shot has: a prompt, and perhaps a start frame."""
    prompt = {"prompt": "-"} if model.field("prompt") is not None else {}
    whole = {**prompt, **_begun(model)}
    return model.outcome == "video" and any(not model.problems(v) for v in (prompt, whole))


def is_for_rows(model: Model) -> bool:
    """Tell whether a model makes clips of what a table's row can name: files, and any field but
    a clip to remix."""
    source = model.field_for("remix_source")
    return model.outcome == "video" and (source is None or not source.required)


def model_of(board: Storyboard, shot: Shot, catalog: Catalog) -> Model | None:
    """Return the model that makes ``shot``, None where there is no such one."""
    return catalog.get(shot.model or board.model or catalog.default.id)


def values_of(board: Storyboard, shot: Shot, model: Model) -> dict[str, Any]:
    """Return the fields of ``shot`` by name, the model's defaults among them, but the prompt.

    A shared value that the shot's own model does not take gives way to the default, and one that
    does not go with the shot's own values to the nearest that does.
    """
    shared = {name: value for name, value in board.values.items() if _takes(model, name, value)}
    if shot.model or shot.values:
        kept = fitted(model, {**shared, **shot.values})
        shared = {name: value for name, value in kept.items() if name in shared}
    own = {**shared, **shot.values}
    role = model.field_for(CHARACTERS)
    if shot.characters:
        own[role.name if role is not None else CHARACTERS] = list(shot.characters)
    return model.with_defaults(own)


def check(board: Storyboard, catalog: Catalog) -> Problems:
    """Return everything that is wrong with ``board`` but its pictures, which are not opened."""
    found = {
        number: problems
        for number, shot in enumerate(board.shots, 1)
        if (problems := shot_problems(board, number, shot, catalog))
    }
    whole = whole_problems(board, catalog)
    return {WHOLE: whole, **found} if whole else found


def whole_problems(board: Storyboard, catalog: Catalog) -> tuple[Problem, ...]:
    """Return what is wrong with ``board`` apart from its shots."""
    whole = _shared_problems(board, catalog)
    if not board.shots:
        return (*whole, Problem("shots", "no_shots"))
    if len(board.shots) > MOST_SHOTS:
        facts = {"count": len(board.shots), "limit": MOST_SHOTS}
        return (*whole, Problem("shots", "too_many", facts))
    return whole


def shot_problems(
    board: Storyboard, number: int, shot: Shot, catalog: Catalog
) -> tuple[Problem, ...]:
    """Return what is wrong with one shot of ``board``, which has this number, from 1 on."""
    model = model_of(board, shot, catalog)
    if model is None:
        return (unknown_model(catalog, shot.model or board.model),)
    if not (is_for_rows if shot.line or shot.files else is_for_shots)(model):
        return (_not_for_shots(model),)
    files = list(shot_files(shot, model))
    sent = as_if_sent(model, files)
    prompt = {"prompt": shot.prompt} if shot.prompt or model.field("prompt") is not None else {}
    found = list(model.problems({**values_of(board, shot, model), **sent, **prompt}))
    found += (as_in_columns(each) for each in file_problems(model, files))
    if shot.clip_start and not shot.files.get("source_clip"):
        found.append(Problem("clip", "missing"))
    if not 1 <= shot.takes <= MOST_TAKES:
        found.append(Problem("takes", "out_of_range", {"low": 1, "high": MOST_TAKES}))
    takes_picture = model.field_for("start_frame") is not None
    if shot.image and not takes_picture:
        found.append(Problem("image", "unknown_field"))
    if shot.continues:
        found += _continuing_problems(number, shot, takes_picture=takes_picture)
    return tuple(found)


def _not_for_shots(model: Model) -> Problem:
    source = model.field_for("remix_source")
    code = "only_remixes" if source is not None and source.required else "not_for_shots"
    if model.outcome == "character":
        code = "makes_characters"
    return Problem("model", code, {"model": model.id})


def ask_of(board: Storyboard, shot: Shot, model: Model) -> Ask:
    """Return what ``shot`` asks for, which ``model`` makes; it does not know its place."""
    return Ask(
        prompt=shot.prompt,
        model=model.id,
        values=values_of(board, shot, model),
        image=shot.image,
        fit=shot.fit if shot.image else None,
        crop=shot.crop if shot.image and shot.fit in (None, "crop") else (),
        colour=shot.colour if shot.image and shot.fit == "pad" else "",
        clip=next(iter(shot.files.get("source_clip", ())), ""),
        clip_start=shot.clip_start,
        inputs=in_order(shot.files, shot.fit, shot.colour),
        takes=shot.takes,
    )


def jobs_of(
    board: Storyboard,
    catalog: Catalog,
    connection: Connection,
    output: Path,
    frames_folder: Path,
    ids_of: IdsOf = tuple,
    watch: Watch = UNWATCHED,
) -> list[Job]:
    """Return the jobs that ``board`` means, in the order of its shots, all pictures frozen.

    They share a new board. A shot that continues waits for the first take of the one before it.
    ``ids_of`` returns the ids of characters that are called by their names or ids, and raises
    ``InvalidAsk``. Blocking: every picture is made to fit, and clips may be cut, which ``watch``
    follows and may end.
    Raises ``InvalidBoard`` with everything that is wrong, and ``MediaCancelled``.
    """
    problems = dict(check(board, catalog))
    if problems:
        raise InvalidBoard(check_all(board, catalog, ids_of))
    name, jobs, before = new_id(), list[Job](), ""
    for number, shot in enumerate(board.shots, 1):
        step = watch.part((number - 1) / len(board.shots), number / len(board.shots))
        step.at(0.0)
        try:
            shot = replace(shot, characters=tuple(ids_of(shot.characters)))
            ask = ask_of(board, shot, catalog.find(shot.model or board.model or catalog.default.id))
            after = before if shot.continues else ""
            ask = replace(ask, board=name, shot=number, after=after)
            made = jobs_for(ask, catalog, connection, output, frames_folder, step)
        except InvalidAsk as error:
            beside = _all_problems(board, shot, catalog, ids_of)
            problems[number] = (*beside, *(e for e in error.problems if not _is_in(e, beside)))
            continue
        before = made[0].id
        jobs += made
    if problems:
        raise InvalidBoard(problems)
    return jobs


def check_all(board: Storyboard, catalog: Catalog, ids_of: IdsOf = tuple) -> Problems:
    """Return everything that is wrong with ``board``, its files and its characters.

    Blocking; files are opened, and nothing is fetched.
    """
    found = dict(check(board, catalog))
    for number, shot in enumerate(board.shots, 1):
        if more := _all_problems(board, shot, catalog, ids_of):
            found[number] = (*found.get(number, ()), *more)
    return found


def _all_problems(
    board: Storyboard, shot: Shot, catalog: Catalog, ids_of: IdsOf
) -> tuple[Problem, ...]:
    """Return what is wrong with a shot beside what ``shot_problems`` knows."""
    found = list(missing_files(shot))
    model = model_of(board, shot, catalog)
    if model is None:
        return tuple(found)
    given = values_of(board, shot, model)
    values = {name: value for name, value in given.items() if _takes(model, name, value)}
    try:
        refuse_withdrawn(catalog, model, tuple(shot.files), values)
    except InvalidAsk as error:
        return (*error.problems, *found)
    try:
        ids_of(shot.characters)
    except InvalidAsk as error:
        found += error.problems
    return (*found, *wrong_files(shot, model, values))


def _is_in(problem: Problem, others: Sequence[Problem]) -> bool:
    """Tell whether a problem is among others, whatever the field is called there."""
    return any((problem.code, problem.facts) == (each.code, each.facts) for each in others)


def _begun(model: Model) -> dict[str, Any]:
    """Return what stands for a start frame among the values of ``model``."""
    return as_if_sent(model, [Given("start_frame", "-")])


def _takes(model: Model, name: str, value: Any) -> bool:
    own = model.field(name)
    return own is not None and value is not None and own.problem(value) is None


def _shared_problems(board: Storyboard, catalog: Catalog) -> tuple[Problem, ...]:
    """Return what is wrong with the shared values: what is left out in silence was meant."""
    model = catalog.get(board.model or catalog.default.id)
    if model is None:
        return ()  # each of its shots says so
    found = []
    for name, value in board.values.items():
        own = model.field(name)
        found.append(own.problem(value) if own is not None else Problem(name, "unknown_field"))
    return tuple(each for each in found if each is not None)


def _continuing_problems(number: int, shot: Shot, *, takes_picture: bool) -> list[Problem]:
    if number == 1:
        return [Problem("continue", "nothing_before")]
    if not takes_picture:
        return [Problem("continue", "unknown_field")]
    return [Problem("continue", "has_picture")] if shot.image else []
