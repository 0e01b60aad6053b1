"""``batch``: all shots of a storyboard, from a file."""

from __future__ import annotations

import os
import sys
import tempfile
from argparse import Namespace
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.catalog import Catalog, Model
from core.cutting import shot_seconds
from core.job import Connection, Job
from core.language import translate
from core.modelfacts import role_words
from core.problems import InvalidAsk, Problem
from core.program import Program
from core.storyboard import (
    WHOLE,
    InvalidBoard,
    Problems,
    Storyboard,
    jobs_of,
    model_of,
)
from core.storyboardcolumns import FILES, Models
from core.storyboardfiles import LARGEST_FILE, Reading, decoded, read_any, read_board
from core.storyboardtotals import Totals, totals
from core.storyboardwords import (
    at_shot,
    price_words,
    problem_lines,
    reading_lines,
    shot_words,
    totals_words,
)
from core.valuewords import shape_words
from ui.commands.cutting import cut_lines
from ui.commands.generating import enough_for, no_key_words, refuse_empty
from ui.commands.joining import join_board
from ui.commands.records import opened_ledger
from ui.commands.request import NAMED, in_options, named_model, values_of, with_siblings
from ui.driving import drive
from ui.report import ExitCode, Output, input_objects, json_line, printable, say, short

if TYPE_CHECKING:
    from core.connections import Connections
    from core.ledger import Ledger
    from core.studio import Studio


def batch(program: Program, chosen: Namespace) -> ExitCode:
    """Send every shot of a storyboard, and see them through; all of them, or none."""
    refuse_empty(chosen, "file", "output", "join", "model", *NAMED)
    if (words := _film_words(chosen.join or "")) is not None:
        return _refuse([words])
    address = program.address(demo=chosen.demo)
    board, lines = _read(program, chosen)
    if lines:
        return _refuse(lines)
    program.prepare_home()
    with opened_ledger(program) as ledger:
        connections = program.connections(ledger)
        try:
            connection = connections.freeze(address)
            jobs = _jobs(program, ledger, board, connection, chosen)
            say(_totals_line(program, connections, board, connection))
            _tell_cuts(board, jobs, program.catalog)
            if chosen.dry_run:
                return _tell(jobs, program.catalog, as_json=chosen.json)
            if not chosen.hold and not connections.serves(connection):
                say(no_key_words(connection.base_url))
                return ExitCode.NO_KEY
        except InvalidBoard as error:
            return _refuse(_problem_lines(board, error.by_shot, program.catalog))
        finally:
            connections.close()
        code = drive(program, ledger, partial(_add, jobs, chosen.hold), chosen, enough_for(chosen))
        if chosen.join is None or code is ExitCode.INTERRUPTED:
            return code
        return join_board(ledger, jobs[0].board, code, chosen)


async def _add(jobs: Sequence[Job], hold: bool, studio: Studio) -> list[str]:
    return [job.id for job in await studio.add(jobs, hold=hold)]


def _read(program: Program, chosen: Namespace) -> tuple[Storyboard, list[str]]:
    """Return the board that the file and the options describe, and what is wrong with the file."""
    catalog = program.catalog
    model = named_model(catalog, chosen.model) if chosen.model else catalog.default
    with in_options(catalog, model):
        named = {name: getattr(chosen, name) for name in NAMED}
        values = values_of(model, named, chosen.set or ())
    try:
        reading = _reading(chosen.file, Models(model, catalog))
    except InvalidAsk as error:
        return Storyboard(), [shot_words(each) for each in error.problems]
    name = "" if chosen.file == "-" else Path(chosen.file).stem
    board = Storyboard(shots=reading.shots, model=model.id, values=values, name=name)
    return board, _reading_problems(program, board, reading)


def _reading_problems(program: Program, board: Storyboard, reading: Reading) -> list[str]:
    """Return what is wrong with the file; if anything is, all else that is wrong with it too."""
    from core.storyboard import check_with_pictures

    if not reading.problems:
        return []
    found = check_with_pictures(board, program.catalog) if board.shots else {}
    told = _problem_lines(board, found, program.catalog)
    return [*reading_lines(reading, _COLUMNS), *told]


_COLUMNS: Mapping[str, str] = {
    **{role: column for column, role in FILES.items()},
    "characters": "characters",
    "keep_on_server": "keep_on_server",
}
"""What the columns of a storyboard call what plays a role in a request."""


def _problem_lines(board: Storyboard, found: Problems, catalog: Catalog) -> list[str]:
    """Return what is wrong with a board by its columns' names, and which models take its files."""
    lines = []
    for number, problems in sorted(found.items()):
        model = model_of(board, board.shots[number - 1], catalog) if number != WHOLE else None
        names: Mapping[str, str] = _COLUMNS
        if model is not None:
            problems = tuple(with_siblings(each, catalog, model) for each in problems)
            names = {**_COLUMNS, **_field_columns(model)}
        lines += problem_lines(board, {number: problems}, names)
    return lines


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


def _jobs(
    program: Program,
    ledger: Ledger,
    board: Storyboard,
    connection: Connection,
    chosen: Namespace,
) -> list[Job]:
    from core.asking import output_folder
    from core.characters import ids_of

    def ids(wanted: Sequence[str]) -> list[str]:
        return ids_of(wanted, ledger.characters(), connection.base_url) if wanted else []

    if chosen.dry_run:  # the pictures are opened and fitted, and nothing is kept
        with tempfile.TemporaryDirectory() as folder:
            where = Path(folder)
            return jobs_of(board, program.catalog, connection, where, where, ids)
    kept = program.settings.output
    output = output_folder(chosen.output or "", program.home.clips, kept)
    return jobs_of(board, program.catalog, connection, output, program.home.frames, ids)


def _film_words(file: str) -> str | None:
    """Return why a film cannot become ``file``: said before anything is paid for."""
    film = Path(file)
    if not file.strip() or (film.parent.is_dir() and not os.path.lexists(film)):
        return None
    if os.path.lexists(film):
        words = translate("CommandLine", "{file} is there already; nothing is written over it.")
    else:
        words = translate("CommandLine", "There is no folder {folder}.")
    return words.format(file=file, folder=film.parent)


def _refuse(lines: Sequence[str]) -> ExitCode:
    for line in lines:
        say(line)
    say(translate("CommandLine", "Nothing was sent."))
    return ExitCode.BAD_INPUT


# What it comes to


def _totals_line(
    program: Program, connections: Connections, board: Storyboard, connection: Connection
) -> str:
    if connection.demo:
        found = totals(board, program.catalog, lambda *_: Decimal(), shot_seconds)
        costs = translate("CommandLine", "the built-in engine costs nothing")
        return totals_words(found, costs)
    from core.price import price_of

    prices = _prices(connections, connection)

    def price(model: Model, values: Mapping[str, Any]) -> Decimal | None:
        return None if prices is None else price_of(model, values, prices, "")

    found = totals(board, program.catalog, price, shot_seconds)
    return totals_words(found, price_words(found, _amount(found)))


def _tell_cuts(board: Storyboard, jobs: Sequence[Job], catalog: Catalog) -> None:
    """Say which clips are not used as a whole, each once with its shot."""
    for job in jobs:
        if job.take == 1:
            for words in cut_lines(job, catalog):
                say(at_shot(board, job.shot, words))


def _prices(connections: Connections, connection: Connection) -> Any:
    """Return the host's price list, None if it cannot be had: it is only told."""
    from core.connections import NoClient
    from core.foxapi.errors import FoxApiError

    try:
        return connections.without_key(connection).prices()
    except (NoClient, FoxApiError):
        return None


def _amount(found: Totals) -> str:
    amount = found.price or Decimal()
    return f"${amount:.2f}" if amount >= Decimal("0.1") or not amount else f"${amount:.4f}"


def _tell(jobs: Sequence[Job], catalog: Catalog, *, as_json: bool) -> ExitCode:
    """Tell what would be sent, a line for each clip."""
    output = Output()
    shots = {job.id: job.shot for job in jobs}
    for job in jobs:
        after = shots.get(job.after)
        model = catalog.get(job.model)
        words = json_line(_clip_object(job, after)) if as_json else _clip_line(job, model, after)
        output.line(words)
    say(translate("CommandLine", "Nothing was sent: this was a dry run."))
    return ExitCode.DONE


def _clip_object(job: Job, after: int | None) -> dict[str, Any]:
    frame = job.start_frame
    return {
        "shot": job.shot,
        "take": job.take,
        "model": job.model,
        "prompt": job.prompt,
        "params": dict(job.values),
        "image": frame.source if frame is not None else None,
        "inputs": input_objects(job),
        "continues_from": after,
    }


def _clip_line(job: Job, model: Model | None, after: int | None) -> str:
    begins = Path(job.start_frame.source).name if job.start_frame is not None else ""
    if after is not None:
        begins = translate("CommandLine", "continues from shot {number}").format(number=after)
    settings = " ".join(shape_words(job.values, model))
    files = [f"{role_words(role)}: {names}" for role, names in _named_files(job).items()]
    parts = [f"{job.shot:>3}", job.model, settings, begins, *files, short(job.prompt, 60)]
    return printable("  ".join(part for part in parts if part))


def _named_files(job: Job) -> dict[str, str]:
    """Return the names of a job's files but its start frame, by their role."""
    names: dict[str, list[str]] = {}
    for each in job.inputs:
        names.setdefault(each.role, []).append(each.url or Path(each.source).name)
    return {role: ", ".join(each) for role, each in names.items()}
