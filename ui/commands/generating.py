"""``generate`` and ``follow``: jobs that the ledger does not have yet."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable
from typing import TYPE_CHECKING

from core.catalog import InvalidAsk, Problem
from core.job import Job
from core.language import translate
from core.program import Program
from ui.commands.casting import with_characters
from ui.commands.joining import continued
from ui.commands.records import opened_ledger
from ui.commands.remixing import model_of, remixed
from ui.driving import drive
from ui.report import ExitCode, say

if TYPE_CHECKING:
    from core.studio import Studio

LARGEST_INPUT = 1 << 20
"""Bytes of standard input that are read as a prompt at most."""


def generate(program: Program, chosen: Namespace) -> ExitCode:
    """Ask for clips, and see them through."""
    from core.asking import Ask, jobs_for, output_folder

    refuse_empty(chosen, "image", "output", "model", "remix", "video_id")
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
        model=model_of(program, chosen),
        values={name: value for name, value in values.items() if value is not None},
        image=chosen.image or "",
        fit=chosen.fit,
        crop=chosen.crop,
        colour=chosen.pad_color,
        takes=chosen.count,
    )
    program.prepare_home()
    with opened_ledger(program) as ledger:
        connections = program.connections(ledger)
        connection = connections.freeze(address)
        kept = program.settings.output
        output = output_folder(chosen.output or "", program.home.clips, kept)
        ask = with_characters(ask, ledger, connection.base_url)
        source = remixed(program, ledger, ask, chosen, connection)
        if source is None:
            return ExitCode.BAD_INPUT
        ask = source
        if chosen.after is not None:
            following = continued(program, ledger, ask, chosen)
            if following is None:
                return ExitCode.BAD_INPUT
            ask = following
        jobs = jobs_for(ask, program.catalog, connection, output, program.home.frames)
        if not chosen.hold and not connections.serves(connection):
            say(no_key_words(connection.base_url))
            return ExitCode.NO_KEY

        async def work(studio: Studio) -> list[str]:
            return [job.id for job in await studio.add(jobs, hold=chosen.hold)]

        return drive(program, ledger, work, chosen, enough_for(chosen))


def follow(program: Program, chosen: Namespace) -> ExitCode:
    """Follow a task that was made elsewhere."""
    from core.asking import output_folder, task_id_problem

    refuse_empty(chosen, "task_id", "output")
    address = program.address(demo=chosen.demo)
    problem = task_id_problem(chosen.task_id)
    if problem is not None:
        raise InvalidAsk(problem)
    output = output_folder(chosen.output or "", program.home.clips, program.settings.output)
    with opened_ledger(program) as ledger:
        connections = program.connections(ledger)
        connection = connections.freeze(address)
        if not connections.serves(connection):
            say(no_key_words(connection.base_url))
            return ExitCode.NO_KEY

        async def work(studio: Studio) -> list[str]:
            folder, move = str(output), bool(chosen.output)
            job = await studio.follow_task(chosen.task_id, connection, folder, move=move)
            return [job.id]

        return drive(program, ledger, work, chosen)


def refuse_empty(chosen: Namespace, *names: str) -> None:
    """Refuse options that were given an empty text: an unset shell variable must not cost money."""
    for name in names:
        if getattr(chosen, name) == "":
            raise InvalidAsk(Problem(name, "missing"))


def enough_for(chosen: Namespace) -> Callable[[Job], bool]:
    """Return what ends the wait for a job, as ``--hold`` and ``--no-wait`` say."""
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


def no_key_words(base_url: str) -> str:
    """Return what to say where there is no key for a host."""
    words = translate(
        "CommandLine",
        "There is no API key for {url}. Set FOXAPI_API_KEY, or try the built-in engine with --demo."
        " Nothing was sent.",
    )
    return words.format(url=base_url)
