"""A file that is chosen for a role of a request, and what is said of it."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path

from core.field import MEDIA
from core.foxapi.address import is_typed_url
from core.job import Input
from core.language import translate
from core.problems import InvalidAsk, Problem
from core.wording import problem_words
from ui.compose import pictures
from ui.compose.slots.looks import FileLook


@dataclass(frozen=True)
class SlotFile:
    """A file that is chosen, or is on its way: then only its ``links`` are known.

    ``key`` stays the same while the file does. ``source`` is a path or an address, ``start`` the
    second from which on a clip is used, ``look`` what was found out, None until then.
    """

    key: int
    source: str = ""
    name: str = ""
    start: float = 0.0
    links: tuple[str, ...] = ()
    look: FileLook | None = None

    @property
    def coming(self) -> bool:
        """Tell whether it is not known yet where the file is."""
        return not self.source

    @property
    def problem(self) -> InvalidAsk | None:
        """Return why the file cannot be used, as far as it was looked into."""
        return self.look.problem if self.look is not None else None


def shown_name(file: SlotFile) -> str:
    """Return what a file is called for people."""
    return file.name or translate("Slots", "Pasted picture")


def file_trouble(file: SlotFile) -> str:
    """Return why a file cannot be used, in words that name it as people know it."""
    if file.problem is None:
        return ""
    return "\n".join(problem_words(named(each, file)) for each in file.problem.problems)


def named(problem: Problem, file: SlotFile) -> Problem:
    """Return a problem of a file, which is called as people know it."""
    return replace(problem, facts={**problem.facts, "source": f"“{shown_name(file)}”"})


def source_name(source: str, folder: Path) -> str:
    """Return what a path or an address is called; empty for a picture that never had a name."""
    if is_typed_url(source):
        return pictures.link_name(source)
    return pictures.name_of(Path(source), folder)


def first_of(frozen: Input, candidates: tuple[str, ...], folder: Path) -> str | Path:
    """Return the first place where a job's file is; a picture's address is fetched. Blocking."""
    if MEDIA.get(frozen.role) == "image":
        own = frozen.original if not is_typed_url(frozen.source) else ""
        return pictures.first_there(candidates, folder, own)
    there = (each for each in candidates if is_typed_url(each) or os.path.isfile(each))  # noqa: PTH113
    return next(there, candidates[0] if candidates else "")
