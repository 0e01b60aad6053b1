"""A storyboard from a file: a CSV table, JSON lines, a text, or a folder of pictures."""

from __future__ import annotations

import codecs
import csv
import io
import json
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from core.catalog import Catalog, Model
from core.frames import is_picture_name
from core.problems import InvalidAsk, Problem
from core.storyboard import MOST_SHOTS, Shot
from core.storyboardcolumns import Models, shot_of, unknown_column
from core.storyboardtext import shots_of_text
from core.unread import why_unreadable

TABLES = (".csv", ".tsv", ".jsonl", ".ndjson", ".json", ".txt", ".md")
"""What the names of files end with that are read as storyboards."""

LARGEST_FILE = 16 << 20
"""Bytes of a file that are read at most."""

MOST_GUESSED = 20
"""Unknown columns of a file for which those that may be meant are looked for."""

NO_MODELS = Models()
"""Where no model is known: a table then has no further columns."""

_TEXTS = (".txt", ".md")
_LINES = (".jsonl", ".ndjson", ".json")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True)
class Reading:
    """What was read: the shots, and what cannot be understood, by line; 0 is the whole file.

    Where something is wrong, ``shots`` are what could be understood of them.
    """

    shots: tuple[Shot, ...] = ()
    problems: tuple[tuple[int, Problem], ...] = ()


def read_board(source: Path, model: Model | None = None, catalog: Catalog | None = None) -> Reading:
    """Read a file by what its name ends with, or a folder of pictures.

    ``model`` says which lengths a text may name; its fields, and those of all of ``catalog``, may
    be columns. Blocking. Raises ``InvalidAsk`` if it cannot be opened.
    """
    models = Models(model, catalog)
    if source.is_dir():
        return read_pictures(source, model)
    data = _bytes_of(source)
    suffix = source.suffix.lower()
    text = decoded(data)
    if text is None:
        return Reading(problems=((0, Problem("file", "not_a_text", {"file": source.name})),))
    if suffix in _TEXTS:
        return Reading(tuple(shots_of_text(text, model)))
    folder = source.absolute().parent
    if suffix in _LINES:
        return read_lines(text, folder, models)
    return read_any(text, folder, models)


def read_any(text: str, folder: Path, models: Models = NO_MODELS) -> Reading:
    """Read a table or JSON lines, whichever it is; relative files lie in ``folder``."""
    begins = text.lstrip()[:1]
    read = read_lines if begins == "{" else read_table
    return read(text, folder, models)


def decoded(data: bytes) -> str | None:
    """Return a text as Unicode: UTF-8, UTF-16 with its mark, else GB18030, as Excel in China
    writes it; None if it is none of them."""
    marked = next((name for mark, name in _BOMS if data.startswith(mark)), "")
    for name in (marked,) if marked else ("utf-8", "gb18030"):
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            continue
    return None


def read_table(text: str, folder: Path, models: Models = NO_MODELS) -> Reading:
    """Read a CSV table with a row of headers; comma, semicolon or tab stand between its cells."""
    rows = list(_rows(text, _delimiter(text, models)))
    if not rows:
        return Reading(problems=((0, Problem("file", "no_table")),))
    line, headers = rows[0]
    columns = [models.column(each) for each in headers]
    unknown = _guessing(models)
    problems = [
        (line, unknown(header))
        for header, column in zip(headers, columns, strict=True)
        if column is None
    ]
    named = [each for each in columns if each]
    problems += [
        (line, Problem(each, "column_twice"))
        for each in sorted(set(named))
        if named.count(each) > 1
    ]
    if "prompt" not in named and not any(models.file_column(each, None) for each in named):
        problems.append((line, Problem("prompt", "no_column")))
    if not named:  # it is no table
        return Reading(problems=tuple(problems))
    read = _gathered(_cells(rows[1:], columns), folder, models)
    return Reading(read.shots, (*problems, *read.problems))


def read_lines(text: str, folder: Path, models: Models = NO_MODELS) -> Reading:
    """Read JSON lines: an object for each shot, its keys the same as a table's columns."""
    found: list[tuple[int, dict[str, Any] | Problem]] = []
    column_of, unknown = cache(models.column), _guessing(models)  # the rows have the same keys
    for line, content in enumerate(text.split("\n"), 1):
        if content.strip():
            found += ((line, each) for each in _object(content, column_of, unknown))
    if not found:
        return Reading(problems=((0, Problem("file", "no_table")),))
    return _gathered(found, folder, models)


def read_pictures(folder: Path, model: Model | None = None) -> Reading:
    """Read a folder of pictures: each is a shot, in the order in which people count.

    The prompt is in a text file of the same name, if there is one.
    """
    try:
        names = [each.name for each in folder.iterdir() if not each.name.startswith(".")]
    except OSError as error:
        facts = {"file": str(folder), "reason": why_unreadable(error)}
        raise InvalidAsk(Problem("file", "file_unreadable", facts)) from error
    pictures = sorted(filter(is_picture_name, names), key=_natural)
    if not pictures:
        return Reading(problems=((0, Problem("file", "no_pictures", {"file": folder.name})),))
    if len(pictures) > MOST_SHOTS:
        many = Problem("shots", "too_many", {"count": len(pictures), "limit": MOST_SHOTS})
        return Reading(problems=((0, many),))
    texts = {Path(name).stem: name for name in names if Path(name).suffix.lower() == ".txt"}
    return Reading(tuple(_pictured(folder, name, texts, model) for name in pictures))


def shots_of_pictures(files: Iterable[str]) -> list[Shot]:
    """Return a shot for each of some pictures, paths, in the order in which people count."""
    return [Shot(image=file) for file in sorted(files, key=_natural)]


def _pictured(folder: Path, name: str, texts: dict[str, str], model: Model | None) -> Shot:
    text = None
    if (beside := texts.get(Path(name).stem)) is not None:
        text = decoded(_bytes_of(folder / beside))
    # One shot for all its paragraphs: the picture is one.
    shots = shots_of_text("\n".join((text or "").split("\n\n")), model)
    shot = shots[0] if shots else Shot()
    prompt = "\n".join(each.prompt for each in shots)
    return Shot(prompt=prompt, values=shot.values, image=str(folder.absolute() / name))


def _bytes_of(file: Path) -> bytes:
    """Return what an ordinary file holds; a pipe or a device might never end."""
    try:
        with open(os.open(file, _READ), "rb") as stream:  # noqa: PTH123
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                raise _unreadable(file, "no_file")
            data = stream.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        if isinstance(error, InvalidAsk):
            raise
        reason = why_unreadable(error) if isinstance(error, OSError) else "absent"
        raise _unreadable(file, reason) from error
    if len(data) > LARGEST_FILE:
        raise _unreadable(file, "too_large")
    return data


def _unreadable(file: Path, reason: str) -> InvalidAsk:
    return InvalidAsk(Problem("file", "file_unreadable", {"file": str(file), "reason": reason}))


def _delimiter(text: str, models: Models) -> str:
    """Return what stands between the cells: that by which most headers are known."""

    def known(delimiter: str) -> int:
        header = next(_rows(text, delimiter), (0, []))[1]
        return sum(bool(models.column(each)) for each in header)

    return max((",", ";", "\t"), key=known)


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that hold anything, each with the number of its first line."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    begins = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield begins, row
            begins = reader.line_num + 1
    except csv.Error:  # a cell without end
        yield begins, []


def _cells(
    rows: Iterable[tuple[int, list[str]]], columns: list[str | None]
) -> Iterator[tuple[int, dict[str, Any] | Problem]]:
    for line, row in rows:
        if not row:
            yield line, Problem("file", "row_unreadable")
        elif any(cell.strip() for cell in row[len(columns) :]):
            yield (
                line,
                Problem("file", "too_many_cells", {"count": len(row), "limit": len(columns)}),
            )
        else:
            pairs = zip(columns, row, strict=False)
            yield line, {column: cell for column, cell in pairs if column}


def _object(
    content: str, column_of: Callable[[str], str | None], unknown: Callable[[str], Problem]
) -> Iterator[dict[str, Any] | Problem]:
    """Yield what is wrong with the keys of a JSON object, and the cells that it has."""
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):
        yield Problem("file", "no_json")
        return
    if not isinstance(value, dict):
        yield Problem("file", "no_object")
        return
    cells: dict[str, Any] = {}
    for key, cell in value.items():
        column = column_of(key)
        if column is None:
            yield unknown(key)
        elif column in cells:
            yield Problem(column, "column_twice")
        elif column:
            cells[column] = cell
    yield cells


def _guessing(models: Models) -> Callable[[str], Problem]:
    """Return what tells of columns that nobody knows; of some of them, what they may mean."""
    guessed: dict[str, Problem] = {}

    def unknown(header: str) -> Problem:
        if header not in guessed and len(guessed) < MOST_GUESSED:  # each takes milliseconds
            guessed[header] = models.unknown(header)
        return guessed.get(header) or unknown_column(header)

    return unknown


def _gathered(
    found: Iterable[tuple[int, dict[str, Any] | Problem]], folder: Path, models: Models
) -> Reading:
    shots, problems = list[Shot](), list[tuple[int, Problem]]()
    for line, cells in found:
        if isinstance(cells, Problem):
            problems.append((line, cells))
            continue
        shot, wrong = shot_of(cells, folder, line, models)
        shots.append(shot)
        problems += [(line, each) for each in wrong]
    return Reading(tuple(shots), tuple(problems))


def _natural(name: str) -> tuple[list[tuple[int, int, str]], str]:
    """Return by what names are sorted: 2 goes before 10."""
    parts = re.split(r"(\d+)", name.casefold())
    ordered = [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts]
    return ordered, name
