"""A command's run: a studio on plain asyncio, from its opening to its end."""

from __future__ import annotations

import asyncio
import contextlib
from argparse import Namespace
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.job import ENDED, Fault, Job
from core.language import translate
from core.ledger import Ledger
from core.program import Program
from ui.progress import Progress
from ui.report import (
    ExitCode,
    Output,
    Said,
    code_of,
    ended_lines,
    exit_code,
    job_object,
    json_line,
    say,
    under_way_words,
    waiting_words,
)
from ui.signals import ended_by_signals

if TYPE_CHECKING:
    from core.studio import Studio

Work = Callable[["Studio"], Awaitable[list[str]]]
"""What a command asks of the studio; the result is the ids of the jobs that it is about."""


def drive(
    program: Program,
    ledger: Ledger,
    work: Work,
    chosen: Namespace,
    enough: Callable[[Job], bool] = lambda _: False,
    *,
    stopping: bool = False,
) -> ExitCode:
    """Open a studio, do ``work``, and tell of its jobs until nothing moves without a person.

    ``enough`` ends the wait for a job earlier; ``stopping`` says that stopped is what was asked.
    """
    told: dict[str, Job] = {}
    ids: list[str] = []
    output, said = Output(), Said()
    trouble: list[Fault] = []
    late: list[str] = []
    with contextlib.suppress(KeyboardInterrupt, asyncio.CancelledError):
        how = (program, ledger, enough, stopping, chosen.json)
        run = _Run(*how, output, said, ids, told, trouble, late)
        asyncio.run(_live(run, work))
    left = [job for job_id in ids if job_id not in told and (job := ledger.get(job_id))]
    for job in left:
        _tell(job, chosen.json, output, said)
    known = [*told.values(), *left]
    if words := waiting_words(job for job in known if not stopping and not enough(job)):
        say(words)
    codes = [ExitCode.DONE if enough(job) else code_of(job) for job in known]
    if stopping:
        codes = [ExitCode.DONE]
    if trouble or late or output.lost:
        codes.append(ExitCode.WAITS)
    interrupted = not ids or any(job.id not in late for job in left)
    return exit_code([*codes, *([ExitCode.INTERRUPTED] if interrupted else [])])


@dataclass(frozen=True)
class _Run:
    """One command's run, and what comes of it.

    ``late`` are jobs that trouble has left under way: they are told of once nothing moves them.
    """

    program: Program
    ledger: Ledger
    enough: Callable[[Job], bool]
    stopping: bool
    as_json: bool
    output: Output
    said: Said
    ids: list[str]
    told: dict[str, Job]
    trouble: list[Fault]
    late: list[str]


async def _live(run: _Run, work: Work) -> None:
    from core.studio import Studio

    program, ledger = run.program, run.ledger
    connections = program.connections(ledger)
    studio = Studio(program.home, ledger, connections, program.catalog, program.settings.limits)
    studio.set_delivery(program.settings.delivery)
    progress = Progress(run.said)
    studio.subscribe(progress)
    try:
        interrupted = asyncio.Event()
        with ended_by_signals(interrupted.set):
            await studio.open()
            run.ids.extend(await work(studio))
            progress.watched.update(run.ids)
            telling = asyncio.create_task(_tell_all(studio, run, progress))
            ending = asyncio.create_task(interrupted.wait())
            await asyncio.wait([telling, ending], return_when=asyncio.FIRST_COMPLETED)
            ending.cancel()
            if telling.done():
                telling.result()
            else:
                telling.cancel()
                say(translate("CommandLine", "Ending…"))
    finally:
        if studio.trouble is not None:
            run.trouble.append(studio.trouble)
        progress.close()
        await studio.close()


async def _tell_all(studio: Studio, run: _Run, progress: Progress) -> None:
    for job_id in run.ids:
        for job in await studio.settle([job_id], run.enough, ended=run.stopping):
            if job.state not in ENDED and not job.stuck and not run.enough(job):
                run.late.append(job.id)
                continue
            run.told[job.id] = job
            with progress.aside():
                _tell(job, run.as_json, run.output, run.said)


def _tell(job: Job, as_json: bool, output: Output, said: Said) -> None:
    for line in ended_lines(job, said):
        say(line)
    if not as_json and job.state not in ENDED and not job.stuck:
        say(f"{job.id}  {under_way_words(job)}")
    if as_json:
        output.line(json_line(job_object(job)))
    elif job.file or job.character_id:
        output.line(job.file or job.character_id)
