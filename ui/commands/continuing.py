"""``resume``, ``retry`` and ``stop``: jobs that are there already."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from core.foxapi.address import host_of
from core.job import ENDED, Job, State
from core.language import translate
from core.program import Program
from core.wording import state_words
from ui.commands.records import find_jobs, opened_ledger, say_refusal
from ui.commands.resolving import anew_words
from ui.driving import drive
from ui.report import ExitCode, say

if TYPE_CHECKING:
    from core.ledger import Ledger
    from core.studio import Studio


def resume(program: Program, chosen: Namespace) -> ExitCode:
    """Go on with all that is unfinished."""
    with opened_ledger(program) as ledger:
        ids = [job.id for job in ledger.unfinished()]
        unconfirmed = ledger.jobs([State.UNCONFIRMED])
        if unconfirmed:
            words = translate(
                "CommandLine",
                "{count} unconfirmed: not sent again. See jobs --state unconfirmed, and resolve.",
            )
            say(words.format(count=len(unconfirmed)))
        if not ids:
            if not unconfirmed:
                say(translate("CommandLine", "Nothing is unfinished."))
            return ExitCode.DONE
        for words in [*_going_on_words(ledger), *_sending_words(program, ledger)]:
            say(words)

        async def work(studio: Studio) -> list[str]:
            await studio.want(ids)
            return ids

        return drive(program, ledger, work, chosen)


def retry(program: Program, chosen: Namespace) -> ExitCode:
    """Ask for failed jobs anew, and go on with others."""
    with opened_ledger(program) as ledger:
        jobs = find_jobs(ledger, chosen.ids)
        if jobs is None:
            return ExitCode.BAD_INPUT
        for job in jobs:
            there = job.state is State.COMPLETED and Path(job.file).exists()
            if there or job.state is State.UNCONFIRMED:
                say(_not_retried_words(job))
                return ExitCode.BAD_INPUT
            if anew := anew_words(ledger, job):
                say(anew)
                return ExitCode.BAD_INPUT
        # All are told, before the first one is asked for.
        refused = [job for job in jobs if job.state is State.FAILED and say_refusal(program, job)]
        if refused:
            return ExitCode.BAD_INPUT

        async def work(studio: Studio) -> list[str]:
            failed = [job for job in jobs if job.state is State.FAILED]
            others = [job for job in jobs if job.state is not State.FAILED]
            again = [await studio.ask_again(job) for job in failed]
            return [job.id for job in again + [await studio.go_on(job) for job in others]]

        return drive(program, ledger, work, chosen)


def stop(program: Program, chosen: Namespace) -> ExitCode:
    """Stop jobs: those that wait are not sent, others are not followed any more."""
    with opened_ledger(program) as ledger:
        jobs = find_jobs(ledger, chosen.ids)
        if jobs is None:
            return ExitCode.BAD_INPUT
        ids = [job.id for job in jobs if job.state not in ENDED]
        for job in jobs:
            if job.state in ENDED:
                words = translate("CommandLine", "{id} has ended already: {state}.")
                say(words.format(id=job.id, state=state_words(job.state)))
        if not ids:
            return ExitCode.DONE

        async def work(studio: Studio) -> list[str]:
            await studio.stop(ids)
            return ids

        code = drive(program, ledger, work, chosen, stopping=True)
        after = [stopped for job_id in ids if (stopped := ledger.get(job_id))]
        if any(each.task_id and each.state is State.STOPPED for each in after):
            say(
                translate(
                    "CommandLine",
                    "Not followed any more; the provider may still work on it and charge for it.",
                )
            )
        return code


def _going_on_words(ledger: Ledger) -> list[str]:
    """Return that a pause of sending ends with this, for each host at which something waits."""
    urls = dict.fromkeys(job.connection.base_url for job in ledger.jobs([State.WAITING]))
    words = translate("CommandLine", "Sending to {host} goes on, as you ask for it.")
    return [words.format(host=host_of(url)) for url in urls if ledger.is_paused(url)]


def _sending_words(program: Program, ledger: Ledger) -> list[str]:
    """Return how many jobs are sent by this and paid for, if any are."""
    unsent = ledger.jobs([State.WAITING, State.UPLOADING])
    models = [program.catalog.get(job.model) for job in unsent if not job.connection.demo]
    count = sum(model is None or model.billing != "free" for model in models)
    words = translate(
        "CommandLine", "Sending what waits: {count}. Each is paid for once it is sent."
    )
    return [words.format(count=count)] if count else []


def _not_retried_words(job: Job) -> str:
    if job.state is State.COMPLETED:
        words = translate(
            "CommandLine", "{id} is finished; to pay for it again, generate it again."
        )
    else:
        words = translate(
            "CommandLine",
            "{id} is unconfirmed: it may exist and be charged, so it is not sent again. The ways"
            " out: resolve {id}",
        )
    return words.format(id=job.id)
