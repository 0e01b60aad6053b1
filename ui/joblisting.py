"""What ``jobs`` says to people: a line for each job, in columns as wide as what is in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from core.catalog import Catalog
from core.characters import makes_character, name_of
from core.help import explain
from core.job import Job
from core.language import translate
from core.model import Model
from core.modelfacts import name_words
from core.valuewords import shape_words
from core.wording import link_words, state_words
from ui.report import columns, pad, printable, short
from ui.roles import file_words

MOST_NAME, MOST_PROMPT = 26, 40
"""Columns that a model's name and a prompt take at most."""


@dataclass(frozen=True)
class _Row:
    """A line: what stands in ``cells``, one below the other, and what follows."""

    cells: tuple[str, ...]
    rest: tuple[str, ...]


def job_lines(jobs: Iterable[Job], catalog: Catalog) -> list[str]:
    """Return a line about each job."""
    rows = [_row(job, catalog.get(job.model)) for job in jobs]
    widths = [max(map(columns, column)) for column in zip(*(r.cells for r in rows), strict=True)]
    return [_line(row, widths) for row in rows]


def kinds_words(job: Job) -> str:
    """Return which kinds of files went into a job, each with its count where there are several."""
    counts = Counter(_roles(job))
    named = ((file_words(role), count) for role, count in counts.items())
    return " + ".join(words if count == 1 else f"{words} ×{count}" for words, count in named)


def _roles(job: Job) -> Iterator[str]:
    if job.start_frame is not None or job.after:  # the last frame of a clip that is on its way, too
        yield "start_frame"
    yield from (each.role for each in job.inputs)


def _row(job: Job, model: Model | None) -> _Row:
    settings = " ".join(shape_words(job.values, model))
    name = short(name_words(model) if model is not None else job.model, MOST_NAME)
    return _Row((job.id, state_words(job.state), name, settings), tuple(_rest(job)))


def _rest(job: Job) -> Iterator[str]:
    yield short(name_of(job) if makes_character(job) else job.prompt, MOST_PROMPT)
    if kinds := kinds_words(job):
        yield f"+ {kinds}"
    if job.connection.demo:
        yield translate("State", "(built-in engine)")
    fault = job.error or job.reason
    if job.file or job.character_id:
        yield job.file or job.character_id
        return
    yield link_words(job)
    if fault is not None:
        yield f"— {explain(fault, job).happened}"


def _line(row: _Row, widths: list[int]) -> str:
    cells = [pad(cell, width) for cell, width in zip(row.cells, widths, strict=True) if width]
    return printable("  ".join([*cells, *(part for part in row.rest if part.strip())]).rstrip())
