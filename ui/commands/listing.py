"""``jobs``, ``models`` and ``diagnostics``: commands that only tell."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from core import logs
from core.job import State
from core.language import translate
from core.program import Program
from ui.arguments import parser
from ui.commands.records import opened_ledger
from ui.report import (
    ExitCode,
    Output,
    job_line,
    job_object,
    json_line,
    model_lines,
    model_object,
    say,
)

if TYPE_CHECKING:
    from core.foxapi.client import FoxApi


class _KeyRefused(Exception):
    """The key was refused where nothing but it was asked about."""


def list_jobs(program: Program, chosen: Namespace) -> ExitCode:
    """List the jobs."""
    with opened_ledger(program) as ledger:
        jobs = ledger.jobs([State(chosen.state)] if chosen.state else State)
    output = Output()
    for job in jobs:
        output.line(json_line(job_object(job)) if chosen.json else job_line(job))
    if not jobs and not chosen.json:
        say(translate("CommandLine", "No jobs."))
    return ExitCode.WAITS if output.lost else ExitCode.DONE


def list_models(program: Program, chosen: Namespace) -> ExitCode:
    """List the models, and which of them the key may call."""
    code = ExitCode.DONE
    prices: dict[str, Decimal | None] = {}
    try:
        models, prices = _known(program)
        marks = program.catalog.callable_with(models)
    except _KeyRefused:
        marks, code = program.catalog.callable_with(None), ExitCode.NO_KEY
        say(translate("CommandLine", "The API key was refused. Check FOXAPI_API_KEY."))
    output = Output()
    if chosen.json:
        for model in program.catalog:
            shown = model_object(model, marks[model.id], prices.get(model.id))
            output.line(json_line(shown))
    else:
        for line in model_lines(program.catalog, marks, prices):
            output.line(line)
    return code


def diagnostics(arguments: Sequence[str]) -> ExitCode:
    """Print what helps others to help, whatever the settings and the ledger are like."""
    from core.diagnostics import any_program, gather, key_source

    program = any_program()
    parser().parse_args(arguments)
    logs.begin(program.home, "command line: diagnostics", [program.settings.output])
    output = Output()
    facts = {"Face": "command line", "Key": key_source(program)}
    output.line(gather(program, facts).rstrip())
    return ExitCode.WAITS if output.lost else ExitCode.DONE


def _known(program: Program) -> tuple[tuple[str, ...] | None, dict[str, Decimal | None]]:
    """Return the models that the key may call, None where nobody can say, and what clips cost.

    Nobody is asked without a key.
    """
    address = program.address(demo=False)
    with opened_ledger(program) as ledger:
        connections = program.connections(ledger)
    connection = connections.freeze(address)
    if not connections.serves(connection):
        return None, {}
    from core.foxapi.errors import FoxApiError, KeyRefused

    try:
        models = connections.for_sending(connection)[0].models()
        return models, _prices(program, connections.without_key(connection))
    except KeyRefused:
        raise _KeyRefused from None
    except FoxApiError as error:
        words = translate("CommandLine", "What this key may call is not known: {reason}")
        say(words.format(reason=error))
        return None, {}
    finally:
        connections.close()


def _prices(program: Program, client: FoxApi) -> dict[str, Decimal | None]:
    """Return what a usual clip of each model costs; empty where the list cannot be had."""
    from core.foxapi.errors import FoxApiError
    from core.price import price_of

    try:
        listed = client.prices()
    except FoxApiError:
        return {}
    return {each.id: price_of(each, each.with_defaults({}), listed, "") for each in program.catalog}
