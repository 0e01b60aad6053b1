"""``batch`` reads a storyboard's file, and says everything that is wrong with it."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Mapping
from functools import cache, partial
from pathlib import Path

from core.catalog import Catalog, Model
from core.problems import InvalidAsk, Problem
from core.program import Program
from core.shotfiles import missing_files
from core.storyboard import WHOLE, IdsOf, Problems, Shot, Storyboard, check_all, model_of
from core.storyboardcolumns import FILES, Models
from core.storyboardfiles import LARGEST_FILE, Reading, decoded, read_any, read_board
from core.storyboardwords import problem_lines, reading_lines
from core.wording import problem_words
from ui.commands.pointers import pointed
from ui.commands.request import NAMED, in_options, named_model, values_of
from ui.commands.wrongfiles import wrong_file_problem, wrong_file_problems


def read_file(program: Program, chosen: Namespace) -> tuple[Storyboard, Reading]:
    """Return the board that the file and the options describe, and the file as it was read."""
    catalog = program.catalog
    model = named_model(catalog, chosen.model) if chosen.model else catalog.default
    with in_options(catalog, model):
        named = {name: getattr(chosen, name) for name in NAMED}
        values = values_of(model, named, chosen.set or ())
    try:
        reading = _reading(chosen.file, Models(model, catalog))
    except InvalidAsk as error:
        reading = Reading(problems=tuple((0, each) for each in error.problems))
    name = "" if chosen.file == "-" else Path(chosen.file).stem
    return Storyboard(shots=reading.shots, model=model.id, values=values, name=name), reading


def check_reading(board: Storyboard, reading: Reading, catalog: Catalog, ids: IdsOf) -> list[str]:
    """Return what is wrong with the file; if anything is, all else that is wrong with it too.

    A model that is described in a file that cannot be used is told alone: by what the program
    brings under its name nothing else could be said of its shots.
    """
    models = {model.id for s in board.shots if (model := model_of(board, s, catalog)) is not None}
    in_files = [wrong_file_problem(catalog, each) for each in sorted(models)]
    if lines := [problem_words(each) for each in in_files if each is not None]:
        return lines
    if not reading.problems:
        return []
    found = check_all(board, catalog, ids) if board.shots else {}
    unread = {line for line, problem in reading.problems if problem.code in _UNREAD}
    doubtful = _of_unknown_models(board, reading)
    told = {
        number: _without_model(board.shots[number - 1])
        if number in doubtful
        else tuple(p for p in problems if not _may_be_there(board, number, p, unread))
        for number, problems in found.items()
        if number != WHOLE or not doubtful
    }
    return [*reading_lines(reading, _COLUMNS), *table_problem_lines(board, told, catalog)]


def _of_unknown_models(board: Storyboard, reading: Reading) -> set[int]:
    """Return the numbers of the shots whose model may be in a column that nobody knows."""
    lines = {
        line
        for line, problem in reading.problems
        if problem.code == "unknown_column" or "model" in problem.facts.get("nearest", ())
    }
    header = bool(lines - {shot.line for shot in board.shots})
    return {
        number
        for number, shot in enumerate(board.shots, 1)
        if not shot.model and (header or shot.line in lines)
    }


def _without_model(shot: Shot) -> tuple[Problem, ...]:
    """Return what is wrong with a shot whatever model makes it."""
    return tuple(missing_files(shot))


_UNREAD = ("unknown_column", "unknown_column_nearest", "no_column")
"""What is wrong with a header: what is below it, or in its row, is not known."""


def _may_be_there(board: Storyboard, number: int, problem: Problem, unread: set[int]) -> bool:
    """Tell whether what a shot lacks may be in a column that nobody knows; by lines of these."""
    if problem.code not in ("missing", "one_of", "needs_other") or number == WHOLE:
        return False
    lines = {shot.line for shot in board.shots}
    return bool(unread - lines) or board.shots[number - 1].line in unread


_COLUMNS: Mapping[str, str] = {
    **{role: column for column, role in FILES.items()},
    "characters": "characters",
    "keep_on_server": "keep_on_server",
}
"""What the columns of a storyboard call what plays a role in a request."""


def table_problem_lines(board: Storyboard, found: Problems, catalog: Catalog) -> list[str]:
    """Return what is wrong with a board by its columns' names, and which models take its files."""
    lines: list[str] = []
    file_of = cache(partial(wrong_file_problem, catalog))  # many rows may name the same model
    for number, problems in sorted(found.items()):
        model = model_of(board, board.shots[number - 1], catalog) if number != WHOLE else None
        names: Mapping[str, str] = _COLUMNS
        problems = tuple(
            (file_of(str(each.facts["model"])) if each.code in _NO_MODEL else None)
            or pointed(each, catalog, model)
            for each in problems
        )
        if model is not None:
            names = {**_COLUMNS, **_field_columns(model)}
        lines += problem_lines(board, {number: problems}, names)
    unknown = {
        str(each.facts["model"])
        for problems in found.values()
        for each in problems
        if each.code in _NO_MODEL
    }
    if not all(map(file_of, unknown)):
        lines += map(problem_words, wrong_file_problems(catalog))
    return lines


_NO_MODEL = ("unknown_model", "unknown_model_nearest")
"""What is wrong with a shot whose model nobody knows."""


def _field_columns(model: Model) -> dict[str, str]:
    """Return what the columns call the fields of a model, where it is not by their own names."""
    roles = {each.name: each.roles[0] if each.roles else each.role for each in model.fields}
    return {name: _COLUMNS[role] for name, role in roles.items() if role in _COLUMNS}


def _reading(file: str, models: Models) -> Reading:
    if file == "-":
        return _standard_input(models)
    return read_board(Path(file), models.shared, models.catalog)


def _standard_input(models: Models) -> Reading:
    data = b"" if sys.stdin is None else sys.stdin.buffer.read(LARGEST_FILE + 1)
    text = decoded(data) if len(data) <= LARGEST_FILE else None
    if text is None:
        return Reading(problems=((0, Problem("file", "not_a_text", {"file": "-"})),))
    return read_any(text, Path.cwd(), models)
