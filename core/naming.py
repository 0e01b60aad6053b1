"""File names made from prompts: readable, legal on every system, inside their folder."""

from __future__ import annotations

import unicodedata
from pathlib import Path

LONGEST_WORDS = 48
LONGEST_BYTES = 150
FORBIDDEN = frozenset('<>:"/\\|?*')
"""Characters that no file's name may hold on one of the systems."""

_RESERVED = {"con", "prn", "aux", "nul", "conin$", "conout$"} | {
    f"{port}{digit}" for port in ("com", "lpt") for digit in "0123456789¹²³"
}


def safe_words(text: str) -> str:
    """Return the first words of ``text`` as a file's name, or a part of one; empty if there are
    none that a name can hold."""
    return legal_name(_cut(cleaned(text)), LONGEST_BYTES)


def cleaned(text: str) -> str:
    """Return ``text`` as one line without forbidden or invisible characters."""
    kept = []
    for character in unicodedata.normalize("NFC", text):
        if character in FORBIDDEN or unicodedata.category(character)[0] in "CZ":
            kept.append(" ")
        else:
            kept.append(character)
    return " ".join("".join(kept).split())


def legal_name(line: str, longest: int) -> str:
    """Return what ``cleaned`` gave as a name of at most ``longest`` bytes, or one more."""
    name = line.encode("utf-8")[:longest].decode("utf-8", "ignore").strip(" .")
    first = name.partition(".")[0].rstrip(" ").lower()
    return f"_{name}" if first in _RESERVED else name


def _cut(line: str) -> str:
    """Return at most ``LONGEST_WORDS`` characters, ending with a whole word where there are any."""
    if len(line) <= LONGEST_WORDS:
        return line
    end = line.rfind(" ", LONGEST_WORDS // 2, LONGEST_WORDS + 1)
    return line[: end if end > 0 else LONGEST_WORDS]


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
