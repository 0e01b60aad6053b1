"""``batch``: all shots of a storyboard, from a file."""

from __future__ import annotations

import os
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
from core.program import Program
from core.storyboard import (
    IdsOf,
    InvalidBoard,
    Storyboard,
    jobs_of,
)
from core.storyboardtotals import Totals, totals
from core.storyboardwords import (
    at_shot,
    price_words,
    totals_words,
)
from core.valuewords import shape_words
from ui.commands.batchfile import check_reading, read_file, table_problem_lines
from ui.commands.cutting import cut_lines
from ui.commands.generating import enough_for, no_key_words, refuse_empty
from ui.commands.joining import join_board
from ui.commands.records import opened_ledger
from ui.commands.request import NAMED
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
    board, reading = read_file(program, chosen)
    program.prepare_home()
    with opened_ledger(program) as ledger:
        connections = program.connections(ledger)
        try:
            connection = connections.freeze(address)
            ids = partial(_ids, ledger, connection)
            if lines := check_reading(board, reading, program.catalog, ids):
                return _refuse(lines)
            jobs = _jobs(program, board, connection, ids, chosen)
            say(_totals_line(program, connections, board, connection))
            _tell_cuts(board, jobs, program.catalog)
            if chosen.dry_run:
                return _tell(jobs, program.catalog, as_json=chosen.json)
            if not chosen.hold and not connections.serves(connection):
                say(no_key_words(connection.base_url))
                return ExitCode.NO_KEY
        except InvalidBoard as error:
            return _refuse(table_problem_lines(board, error.by_shot, program.catalog))
        finally:
            connections.close()
        code = drive(program, ledger, partial(_add, jobs, chosen.hold), chosen, enough_for(chosen))
        if chosen.join is None or code is ExitCode.INTERRUPTED:
            return code
        return join_board(ledger, jobs[0].board, code, chosen)


async def _add(jobs: Sequence[Job], hold: bool, studio: Studio) -> list[str]:
    return [job.id for job in await studio.add(jobs, hold=hold)]


def _ids(ledger: Ledger, connection: Connection, wanted: Sequence[str]) -> list[str]:
    """Return the ids of characters by names or ids; raises ``InvalidAsk``."""
    from core.characters import ids_of

    return ids_of(wanted, ledger.characters(), connection.base_url) if wanted else []


def _jobs(
    program: Program,
    board: Storyboard,
    connection: Connection,
    ids: IdsOf,
    chosen: Namespace,
) -> list[Job]:
    from core.asking import output_folder

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
    kind = translate("CommandLine", "{kind}: {names}")
    named = _named_files(job).items()
    files = [kind.format(kind=role_words(role), names=names) for role, names in named]
    parts = [f"{job.shot:>3}", job.model, settings, begins, *files, short(job.prompt, 60)]
    return printable("  ".join(part for part in parts if part))


def _named_files(job: Job) -> dict[str, str]:
    """Return the names of a job's files but its start frame, by their role."""
    names: dict[str, list[str]] = {}
    for each in job.inputs:
        names.setdefault(each.role, []).append(each.url or Path(each.source).name)
    return {role: ", ".join(each) for role, each in names.items()}
