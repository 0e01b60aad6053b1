"""File names made from prompts: readable, legal on every system, inside their folder."""

from __future__ import annotations

import time
import unicodedata
from pathlib import Path

from core.job import Job

LONGEST_WORDS = 48
LONGEST_BYTES = 150
_FORBIDDEN = set('<>:"/\\|?*')
_RESERVED = {"con", "prn", "aux", "nul", "conin$", "conout$"} | {
    f"{port}{digit}" for port in ("com", "lpt") for digit in "0123456789¹²³"
}


def safe_words(text: str) -> str:
    """Return ``text`` as a part of a file name: one line, no forbidden or invisible characters."""
    kept = []
    for character in unicodedata.normalize("NFC", text):
        if character in _FORBIDDEN or unicodedata.category(character)[0] in "CZ":
            kept.append(" ")
        else:
            kept.append(character)
    words = _cut(" ".join("".join(kept).split()))
    words = words.encode("utf-8")[:LONGEST_BYTES].decode("utf-8", "ignore").strip(" .")
    first = words.partition(".")[0].rstrip(" ").lower()
    return f"_{words}" if first in _RESERVED else words


def _cut(line: str) -> str:
    """Return at most ``LONGEST_WORDS`` characters, ending with a whole word where there are any."""
    if len(line) <= LONGEST_WORDS:
        return line
    end = line.rfind(" ", LONGEST_WORDS // 2, LONGEST_WORDS + 1)
    return line[: end if end > 0 else LONGEST_WORDS]


def stem_for(job: Job) -> str:
    """Return the name of a job's clip without its ending: local date and time, words, take."""
    when = time.strftime("%Y-%m-%d %H%M", time.localtime(job.created_at))
    words = safe_words(job.prompt) or safe_words(job.task_id) or job.id
    take = f" {job.take}" if job.take > 1 else ""
    return f"{when} {words}{take}"


def free_file(folder: Path, stem: str, ending: str, taken: set[str]) -> Path:
    """Return a path in ``folder`` that is not there yet, with a number where needed.

    ``taken`` are paths that other jobs have chosen. What belongs to a clip (its sidecar, its part)
    counts too.
    """
    # Windows and macOS take "Fox" and "fox" for the same name.
    lower = {name.casefold() for name in taken}
    number = 1
    while True:
        name = stem if number == 1 else f"{stem} ({number})"
        file = folder / f"{name}{ending}"
        related = (file, part_of(file), sidecar_of(file))
        if str(file).casefold() not in lower and not any(each.exists() for each in related):
            return file
        number += 1


def part_of(file: Path) -> Path:
    """Return where the bytes of ``file`` are gathered until it is whole."""
    return file.with_name(f"{file.name}.part")


def sidecar_of(file: Path) -> Path:
    """Return the file beside a clip that says what made it."""
    return file.with_suffix(".json")
