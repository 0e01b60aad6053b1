"""``resolve``: the ways out of an unconfirmed job on the command line."""

from __future__ import annotations

import dataclasses
from argparse import Namespace
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from core.asking import task_id_problem
from core.connections import Connections, NoClient
from core.foxapi.address import host_of
from core.job import Fault, IllegalMove, Job, State
from core.language import translate
from core.ledger import Ledger, TaskTaken
from core.library import Library
from core.problems import InvalidAsk
from core.program import Program
from core.resolving import (
    UNKNOWN_TASK,
    again_words,
    charges_words,
    drop_words,
    follow_words,
    known_words,
    not_looked_up_words,
    sent_words,
    taken_words,
)
from core.sidecar import utc
from core.spending import AFTER, BEFORE, as_sent, unexplained
from core.unwritable import joined
from core.wording import state_words
from ui.commands.records import find_jobs, opened_ledger, say_refusal
from ui.driving import drive
from ui.report import ExitCode, Output, job_object, json_line, say, short

if TYPE_CHECKING:
    from core.foxapi.messages import Charge
    from core.studio import Studio

MOST_CHARGES = 5
"""How many charges are shown: those nearest to the moment of sending."""

_KEY_FAULTS = frozenset({"no_key", "other_key", "key_refused"})


def resolve(program: Program, chosen: Namespace) -> ExitCode:
    """Take one of the ways out of a job, or show what is known and what each may cost."""
    with opened_ledger(program) as ledger:
        jobs = find_jobs(ledger, [chosen.id])
        return ExitCode.BAD_INPUT if jobs is None else _resolve(program, ledger, jobs[0], chosen)


def _resolve(program: Program, ledger: Ledger, job: Job, chosen: Namespace) -> ExitCode:
    if chosen.unchecked and chosen.task_id is None:
        say(translate("CommandLine", "--unchecked goes with --task-id."))
        return ExitCode.BAD_INPUT
    if job.state is not State.UNCONFIRMED:
        say(joined(_other_state_words(job), anew_words(ledger, job)))
        return ExitCode.BAD_INPUT
    if chosen.task_id is not None:
        return _follow(program, ledger, job, chosen)
    if chosen.resend:
        return _send_again(program, ledger, job, chosen)
    if chosen.drop:
        return _drop(program, ledger, job, chosen)
    return _show(program, ledger, job, chosen)


def anew_words(ledger: Ledger, job: Job) -> str:
    """Return as which job a stopped or failed one was sent again, empty if it was not."""
    dropped = job.state is State.STOPPED and not job.task_id
    new = ledger.asked_anew(job.id) if dropped or job.state is State.FAILED else ""
    words = translate("CommandLine", "{id} was sent again, as job {new}.")
    return words.format(id=job.id, new=new) if new else ""


def _other_state_words(job: Job) -> str:
    words = translate("CommandLine", "{id} is not unconfirmed: {state}.")
    return words.format(id=job.id, state=state_words(job.state))


def _follow(program: Program, ledger: Ledger, job: Job, chosen: Namespace) -> ExitCode:
    """Follow the task that a person names, once the provider has said that it exists."""
    task_id = chosen.task_id.strip()
    problem = task_id_problem(task_id)
    if problem is not None:
        raise InvalidAsk(dataclasses.replace(problem, field="--task-id"))
    for other in ledger.of_task(task_id):
        say(taken_words(other))
        return ExitCode.BAD_INPUT
    if not chosen.unchecked:
        fault = _missing(program, ledger, job, task_id)
        if fault is not None:
            return _not_looked_up(job, fault)

    async def work(studio: Studio) -> list[str]:
        try:
            await studio.confirm(job, task_id)
        except TaskTaken as error:
            say(taken_words(error.job))
        except IllegalMove:
            say(_first_words(job))
        return [job.id]

    return drive(program, ledger, work, chosen)


def _missing(program: Program, ledger: Ledger, job: Job, task_id: str) -> Fault | None:
    """Return why a task cannot be found with the key that its job was sent with, None if it can."""
    from core.faults import fault_of
    from core.foxapi.errors import FoxApiError

    connections = program.connections(ledger)
    try:
        connections.for_following(job.connection).task(task_id)
    except NoClient as error:
        return error.fault
    except FoxApiError as error:
        return fault_of(error)
    finally:
        connections.close()
    return None


def _not_looked_up(job: Job, fault: Fault) -> ExitCode:
    say(not_looked_up_words(fault, job.connection.base_url))
    if fault.kind in UNKNOWN_TASK:
        return ExitCode.BAD_INPUT
    say(
        translate(
            "CommandLine",
            "The task could not be looked up, and an ID is never taken back. If you are sure of"
            " it, add --unchecked.",
        )
    )
    return ExitCode.NO_KEY if fault.kind in _KEY_FAULTS else ExitCode.UNCONFIRMED


def _send_again(program: Program, ledger: Ledger, job: Job, chosen: Namespace) -> ExitCode:
    """Drop the job and send a new one; nothing is changed where that one cannot be sent."""
    if say_refusal(program, job):
        return ExitCode.BAD_INPUT
    connections = program.connections(ledger)
    try:
        keyed = connections.serves(connections.freeze(job.connection.base_url))
    finally:
        connections.close()
    if not keyed:
        words = translate("CommandLine", "There is no API key for {url}. Nothing was sent.")
        say(words.format(url=job.connection.base_url))
        return ExitCode.NO_KEY

    async def work(studio: Studio) -> list[str]:
        try:
            return [(await studio.send_again(job)).id]
        except IllegalMove:
            say(_first_words(job))
            return [job.id]

    return drive(program, ledger, work, chosen)


def _drop(program: Program, ledger: Ledger, job: Job, chosen: Namespace) -> ExitCode:
    async def work(studio: Studio) -> list[str]:
        try:
            await studio.drop(job)
            say(f"{job.id}: {drop_words(demo=job.connection.demo)}")
        except IllegalMove:
            say(_first_words(job))
        return [job.id]

    return drive(program, ledger, work, chosen, stopping=True)


def _first_words(job: Job) -> str:
    words = translate("CommandLine", "{id}: another program was first; nothing was changed here.")
    return words.format(id=job.id)


# What is known, and what each way may cost


def _show(program: Program, ledger: Ledger, job: Job, chosen: Namespace) -> ExitCode:
    job = as_sent(job, ledger.moves(job.id))
    connections = program.connections(ledger)
    try:
        charges = _charges(program, connections, job)
        price = _price(program, connections, job)
    finally:
        connections.close()
    if chosen.json:
        Output().line(json_line({**job_object(job), **_found_object(charges, price)}))
    else:
        for line in _lines(job, charges, price):
            say(line)
    return ExitCode.UNCONFIRMED


def _charges(program: Program, connections: Connections, job: Job) -> list[Charge] | None:
    """Return the charges that may be this job's, None if the log cannot be had."""
    from core.foxapi.errors import FoxApiError

    if job.connection.demo:
        return []
    at = job.sent_at or job.created_at
    library = Library(program.home.ledger)
    try:
        charges = connections.for_following(job.connection).charges()
        sent = library.sent(job.connection, at - BEFORE - AFTER, at + AFTER)
    except (NoClient, FoxApiError):
        return None
    finally:
        library.close()
    return unexplained(charges, job, sent)


def _price(program: Program, connections: Connections, job: Job) -> float | None:
    """Return what sending the same again costs in US dollars, None if nobody says."""
    from core.foxapi.errors import FoxApiError
    from core.price import price_of

    model = program.catalog.get(job.model)
    if model is None or job.connection.demo:
        return None
    try:
        prices = connections.without_key(job.connection).prices()
    except (NoClient, FoxApiError):
        return None
    price = price_of(model, job.values, prices, "")
    return None if price is None else float(price)


def _found_object(charges: Sequence[Charge] | None, price: float | None) -> dict[str, object]:
    rows = None
    if charges is not None:
        rows = [{"at": utc(c.created_at), "model": c.model, "usd": c.usd} for c in charges]
    return {"charges": rows, "price_usd": price}


def _lines(job: Job, charges: Sequence[Charge] | None, price: float | None) -> list[str]:
    demo = job.connection.demo
    host = host_of(job.connection.base_url) or translate("Resolve", "the built-in engine")
    sent = sent_words(job, _when(job.sent_at or job.created_at), host)
    lines = [
        f"{job.id}: {known_words(job)}",
        f"  {sent}: {short(job.prompt, 60)}",
    ]
    if not demo:
        lines.append(charges_words(charges))
        lines += [
            f"  {_when(charge.created_at)}  {charge.model}  {_usd(charge.usd)}"
            for charge in (charges or ())[:MOST_CHARGES]
        ]
        if charges and len(charges) > MOST_CHARGES:
            more = translate("Charges", "… and {count} more")
            lines.append(f"  {more.format(count=len(charges) - MOST_CHARGES)}")
    exists = translate("CommandLine", "You see it among your tasks there: {follow}")
    again = again_words("" if price is None else _usd(price), demo=demo)
    anew = translate("CommandLine", "A new request, and paid for as one. {again}")
    if demo:
        anew = "{again}"
    return [
        *lines,
        f"resolve {job.id} --task-id T",
        f"  {exists.format(follow=follow_words())}",
        f"resolve {job.id} --resend",
        f"  {anew.format(again=again)}",
        f"resolve {job.id} --drop",
        f"  {drop_words(demo=demo)}",
    ]


def _when(moment: float) -> str:
    return datetime.fromtimestamp(moment).astimezone().strftime("%Y-%m-%d %H:%M")


def _usd(amount: float) -> str:
    return f"${amount:.2f}" if amount >= 0.1 or amount == 0 else f"${amount:.4f}"
