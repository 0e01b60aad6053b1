"""``character`` and ``characters``: made from a clip, and listed."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from core.characters import maker_of, name_of, newest_of_each, no_maker_words
from core.foxapi.address import host_of, is_typed_url
from core.job import Job
from core.language import translate
from core.problems import InvalidAsk, Problem
from core.program import Program
from core.sidecar import utc
from ui.commands.cutting import tell_cuts
from ui.commands.generating import enough_for, no_key_words, refuse_empty
from ui.commands.records import opened_ledger
from ui.commands.wrongfiles import refuse_wrong_file
from ui.driving import drive
from ui.report import ExitCode, Output, json_line, pad, printable, say

if TYPE_CHECKING:
    from core.studio import Studio


def make_character(program: Program, chosen: Namespace) -> ExitCode:
    """Make a character of a clip, and see it through."""
    from core.asking import Ask, jobs_for

    refuse_empty(chosen, "name", "video")
    address = program.address(demo=chosen.demo)
    model = maker_of(program.catalog)
    if model is None:
        say(no_maker_words())
        return ExitCode.BAD_INPUT
    refuse_wrong_file(program.catalog, model)
    if is_typed_url(chosen.video):
        if chosen.start:
            raise InvalidAsk(Problem("clip_start", "only_for_files"))
        say(
            translate(
                "CommandLine", "The address is passed on as it is; Foxreel checks files only."
            )
        )
    values = {"name": chosen.name}
    ask = Ask("", model.id, values, clip=chosen.video, clip_start=chosen.start or 0.0)
    program.prepare_home()
    with opened_ledger(program) as ledger:
        connections = program.connections(ledger)
        connection = connections.freeze(address)
        if not connections.serves(connection):
            say(no_key_words(connection.base_url))
            return ExitCode.NO_KEY
        home = program.home
        jobs = jobs_for(ask, program.catalog, connection, home.clips, home.frames)
        tell_cuts(jobs, program.catalog)

        async def work(studio: Studio) -> list[str]:
            return [job.id for job in await studio.add(jobs)]

        return drive(program, ledger, work, chosen, enough_for(chosen))


def list_characters(program: Program, chosen: Namespace) -> ExitCode:
    """List the characters, oldest first."""
    with opened_ledger(program) as ledger:
        jobs = newest_of_each(ledger.characters())[::-1]
    output = Output()
    for job in jobs:
        output.line(json_line(_object(job)) if chosen.json else _line(job))
    if not jobs and not chosen.json:
        say(translate("CommandLine", "No characters."))
    return ExitCode.WAITS if output.lost else ExitCode.DONE


def _object(job: Job) -> dict[str, object]:
    return {
        "character_id": job.character_id,
        "name": name_of(job),
        "base_url": job.connection.base_url,
        "id": job.id,
        "created_at": utc(job.created_at),
    }


def _line(job: Job) -> str:
    where = host_of(job.connection.base_url)
    if job.connection.demo:
        where = translate("State", "(built-in engine)")
    return printable(f"{pad(job.character_id, 30)}  {pad(name_of(job), 24)}  {where}")
