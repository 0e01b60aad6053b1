"""A person's own files of models that cannot be used, where a command asks for what is in them."""

from __future__ import annotations

from core.catalog import Catalog
from core.model import Model
from core.problems import InvalidAsk, Problem
from core.wrongfiles import wrong_file_of, wrong_files


def refuse_wrong_file(catalog: Catalog, model: Model) -> None:
    """Raise ``InvalidAsk`` for a model that a file describes anew which cannot be used: what the
    program brings under that name has not what the person wanted. Blocking."""
    if (problem := wrong_file_problem(catalog, model.id)) is not None:
        raise InvalidAsk(problem)


def wrong_file_problem(catalog: Catalog, model_id: str) -> Problem | None:
    """Return the problem of a model that a file describes which cannot be used, None for others.

    Blocking."""
    file = wrong_file_of(catalog, model_id)
    if file is None:
        return None
    return Problem("model", "in_wrong_file", {"model": model_id.strip(), "file": file.name})


def with_wrong_files(catalog: Catalog, problem: Problem) -> tuple[Problem, ...]:
    """Return the problem of a model that nobody knows, with the files that cannot be used: it may
    be in one of them. Blocking."""
    in_file = wrong_file_problem(catalog, str(problem.facts["model"]))
    if in_file is not None:
        return (in_file,)
    return (problem, *wrong_file_problems(catalog))


def wrong_file_problems(catalog: Catalog) -> list[Problem]:
    """Return the problems of all files that cannot be used."""
    files = wrong_files(catalog)
    return [Problem("model", "wrong_file", {"file": each.name}) for each in files]
