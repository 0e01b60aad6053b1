"""What is used of the clips that a command is given, said before anything is sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from core.catalog import Catalog
from core.cutting import Cut, cuts_of
from core.inputs import SLACK
from core.job import Job
from core.language import translate
from ui.report import say


def tell_cuts(jobs: Sequence[Job], catalog: Catalog) -> None:
    """Say which clips of a request are not used as a whole; ``jobs`` are its takes."""
    for line in cut_lines(jobs[0], catalog):
        say(line)


def cut_lines(job: Job, catalog: Catalog) -> Iterator[str]:
    """Yield a line for each clip of a job that is not used as a whole, and what is used of it."""
    return map(_words, cuts_of(job, catalog.find(job.model)))


def _words(cut: Cut) -> str:
    if cut.is_first:
        words = translate("CommandLine", "{file}: the first {used} s of {seconds} s are used.")
    elif cut.is_last:
        words = translate("CommandLine", "{file}: the last {used} s of {seconds} s are used.")
    else:
        words = translate("CommandLine", "{file}: seconds {start} to {end} of {seconds} are used.")
    said = words.format(
        file=Path(cut.source).name,
        used=_number(cut.end - cut.start),
        start=_number(cut.start),
        end=_number(cut.end),
        seconds=_number(cut.seconds),
    )
    if cut.end - cut.start < cut.most - SLACK:
        return said  # it is short because the person said where it begins
    why = translate("CommandLine", "{words} The model takes {limit} s at most.")
    return why.format(words=said, limit=_number(cut.most))


def _number(seconds: float) -> str:
    return f"{round(seconds, 1):g}"
