"""``generate`` and ``follow``: jobs that the ledger does not have yet."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable
from typing import TYPE_CHECKING

from core.catalog import Catalog
from core.job import Job
from core.language import translate
from core.model import Model
from core.problems import InvalidAsk, Problem
from core.program import Program
from core.remixing import remix_model
from ui.commands.casting import with_characters
from ui.commands.chaining import continued, continuing_model, job_to_continue
from ui.commands.cutting import tell_cuts
from ui.commands.pointers import refuse_character_maker
from ui.commands.records import opened_ledger
from ui.commands.remixing import remixed
from ui.commands.request import (
    files_of,
    in_options,
    named_model,
    named_values,
    refuse_empty_options,
    values_of,
)
from ui.commands.wrongfiles import refuse_wrong_file
from ui.driving import drive
from ui.report import ExitCode, say

if TYPE_CHECKING:
    from core.asking import Ask
    from core.studio import Studio

LARGEST_INPUT = 1 << 20
"""Bytes of standard input that are read as a prompt at most."""

_TEXTS = (
    *("model", "image", "end_image", "reference", "clip", "reference_clip", "audio"),
    *("reference_audio", "aspect_ratio", "duration", "resolution", "output", "remix", "video_id"),
)
"""The options whose texts must not be empty."""


def generate(program: Program, chosen: Namespace) -> ExitCode:
    """Ask for clips, and see them through."""
    from core.asking import jobs_for, output_folder

    refuse_empty_options(chosen, *_TEXTS)
    address = program.address(demo=chosen.demo)
    prompt = _prompt(chosen.prompt or "")
    program.prepare_home()
    with opened_ledger(program) as ledger:
        connections = program.connections(ledger)
        connection = connections.freeze(address)
        kept = program.settings.output
        output = output_folder(chosen.output or "", program.home.clips, kept)
        before = job_to_continue(ledger, chosen) if chosen.after is not None else None
        if chosen.after is not None and before is None:
            return ExitCode.BAD_INPUT
        model = _model(program.catalog, chosen, before)
        refuse_wrong_file(program.catalog, model)
        refuse_character_maker(model)
        with in_options(program.catalog, model):
            ask = with_characters(_ask(model, prompt, chosen), model, ledger, connection.base_url)
            source = remixed(program, ledger, ask, chosen, connection)
            if source is None:
                return ExitCode.BAD_INPUT
            ask = source if before is None else continued(source, model, before)
            jobs = jobs_for(ask, program.catalog, connection, output, program.home.frames)
        if not chosen.hold and not connections.serves(connection):
            say(no_key_words(connection.base_url))
            return ExitCode.NO_KEY
        tell_cuts(jobs, program.catalog)

        async def work(studio: Studio) -> list[str]:
            return [job.id for job in await studio.add(jobs, hold=chosen.hold)]

        return drive(program, ledger, work, chosen, enough_for(chosen))


def _model(catalog: Catalog, chosen: Namespace, before: Job | None) -> Model:
    """Return the model that the options name, or imply."""
    if chosen.model:
        return named_model(catalog, chosen.model)
    if chosen.remix or chosen.video_id:
        return remix_model(catalog) or catalog.default
    return catalog.default if before is None else continuing_model(catalog, before)


def _ask(model: Model, prompt: str, chosen: Namespace) -> Ask:
    """Return what the options ask for, apart from other jobs."""
    from core.asking import Ask

    if chosen.clip_start is not None and not chosen.clip:
        raise InvalidAsk(Problem("clip", "missing"))
    files = files_of(chosen)
    ended = any(each.role == "end_frame" for each in files)
    framed = chosen.image or not ended  # else it is only the end frame that is made to fit
    values = values_of(
        model, named_values(model, chosen), chosen.set or (), prompted=chosen.prompt is not None
    )
    return Ask(
        prompt=values.pop("prompt", prompt),
        model=model.id,
        values=values,
        image=chosen.image or "",
        fit=chosen.fit if framed else None,
        crop=chosen.crop,
        colour=chosen.pad_color if framed else "",
        clip=chosen.clip or "",
        clip_start=chosen.clip_start or 0.0,
        inputs=files,
        takes=chosen.count,
    )


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
