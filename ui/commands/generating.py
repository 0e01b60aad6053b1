"""``generate`` and ``follow``: jobs that the ledger does not have yet."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable
from typing import TYPE_CHECKING

from core.catalog import DEFAULT_MODEL, InvalidAsk, Problem
from core.job import Job
from core.language import translate
from core.program import Program
from ui.commands.records import opened_ledger
from ui.driving import drive
from ui.report import ExitCode, say

if TYPE_CHECKING:
    from core.studio import Studio

LARGEST_INPUT = 1 << 20
"""Bytes of standard input that are read as a prompt at most."""


def generate(program: Program, chosen: Namespace) -> ExitCode:
    """Ask for clips, and see them through."""
    from core.asking import Ask, jobs_for, output_folder

    _refuse_empty(chosen, "image", "output", "model")
    address = program.address(demo=chosen.demo)
    values = {
        "aspect_ratio": chosen.aspect_ratio,
        "duration": chosen.duration,
        "resolution": chosen.resolution,
        "character_ids": chosen.character,
        "delete_video": False if chosen.keep_on_server else None,
    }
    ask = Ask(
        prompt=_prompt(chosen.prompt),
        model=chosen.model or DEFAULT_MODEL,
        values={name: value for name, value in values.items() if value is not None},
        image=chosen.image or "",
        fit=chosen.fit,
        takes=chosen.count,
    )
    program.prepare_home()
    with opened_ledger(program) as ledger:
        connections = program.connections(ledger)
        connection = connections.freeze(address)
        kept = program.settings.output
        output = output_folder(chosen.output or "", program.home.clips, kept)
        jobs = jobs_for(ask, program.catalog, connection, output, program.home.frames)
        if not chosen.hold and not connections.serves(connection):
            say(_no_key_words(connection.base_url))
            return ExitCode.NO_KEY

        async def work(studio: Studio) -> list[str]:
            return [job.id for job in await studio.add(jobs, hold=chosen.hold)]

        return drive(program, ledger, work, chosen, _enough_for(chosen))


def follow(program: Program, chosen: Namespace) -> ExitCode:
    """Follow a task that was made elsewhere."""
    from core.asking import output_folder, task_id_problem

    _refuse_empty(chosen, "task_id", "output")
    address = program.address(demo=chosen.demo)
    problem = task_id_problem(chosen.task_id)
    if problem is not None:
        raise InvalidAsk(problem)
    output = output_folder(chosen.output or "", program.home.clips, program.settings.output)
    with opened_ledger(program) as ledger:
        connections = program.connections(ledger)
        connection = connections.freeze(address)
        if not connections.serves(connection):
            say(_no_key_words(connection.base_url))
            return ExitCode.NO_KEY

        async def work(studio: Studio) -> list[str]:
            folder, move = str(output), bool(chosen.output)
            job = await studio.follow_task(chosen.task_id, connection, folder, move=move)
            return [job.id]

        return drive(program, ledger, work, chosen)


def _refuse_empty(chosen: Namespace, *names: str) -> None:
    """Refuse options that were given an empty text: an unset shell variable must not cost money."""
    for name in names:
        if getattr(chosen, name) == "":
            raise InvalidAsk(Problem(name, "missing"))


def _enough_for(chosen: Namespace) -> Callable[[Job], bool]:
    if chosen.hold:
        return lambda _: True
    return lambda job: bool(chosen.no_wait and job.task_id)


def _prompt(text: str) -> str:
    if text != "-":
        return text
    if sys.stdin is None:
        return ""
    read = sys.stdin.buffer.read(LARGEST_INPUT + 1)
    if len(read) > LARGEST_INPUT:
        raise InvalidAsk(Problem("prompt", "endless", {"limit": LARGEST_INPUT >> 20}))
    return read.decode("utf-8", "surrogateescape").strip()


def _no_key_words(base_url: str) -> str:
    words = translate(
        "CommandLine",
        "There is no API key for {url}. Set FOXAPI_API_KEY, or try the built-in engine with --demo."
        " Nothing was sent.",
    )
    return words.format(url=base_url)
