"""``jobs``, ``models`` and ``diagnostics``: commands that only tell."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from core import logs
from core.catalog import Catalog
from core.job import State
from core.language import translate
from core.model import Model
from core.modelsearch import near_note
from core.modelwords import unusable_words
from core.problems import Problem
from core.program import Program
from core.typed import near, with_nearest
from ui.arguments import parser
from ui.commands.pointers import pointed
from ui.commands.records import opened_ledger
from ui.commands.request import Refused
from ui.joblisting import job_lines
from ui.modeldetails import detail_lines
from ui.modelreport import matching, model_details_object, model_lines, model_object, near_matching
from ui.report import ExitCode, Output, job_object, json_line, say

if TYPE_CHECKING:
    from core.foxapi.client import FoxApi


class _KeyRefused(Exception):
    """The key was refused where nothing but it was asked about."""


def list_jobs(program: Program, chosen: Namespace) -> ExitCode:
    """List the jobs."""
    with opened_ledger(program) as ledger:
        jobs = ledger.jobs([State(chosen.state)] if chosen.state else State)
    output = Output()
    as_json = (json_line(job_object(job)) for job in jobs)
    for line in as_json if chosen.json else job_lines(jobs, program.catalog):
        output.line(line)
    if not jobs and not chosen.json:
        say(translate("CommandLine", "No jobs."))
    return ExitCode.WAITS if output.lost else ExitCode.DONE


def list_models(program: Program, chosen: Namespace) -> ExitCode:
    """List the models, and which of them the key may call; or tell everything about one."""
    words = " ".join(chosen.name)
    named = [] if chosen.takes else _named(program.catalog, chosen.name)
    found = named or matching(program.catalog, words, chosen.takes or ())
    _tell_unusable(program.catalog)
    if not found and words and not chosen.json:  # a program gets what it asked for, or nothing
        found = near_matching(program.catalog, words, chosen.takes or ())
        if found:
            say(near_note(words))
    if not found:
        raise Refused([_nothing(program.catalog, words)], {"model": "NAME"})
    code = ExitCode.DONE
    prices: dict[str, Decimal | None] = {}
    try:
        models, prices = _known(program)
        marks = program.catalog.callable_with(models)
    except _KeyRefused:
        marks, code = program.catalog.callable_with(None), ExitCode.NO_KEY
        say(translate("CommandLine", "The API key was refused. Check FOXAPI_API_KEY."))
    output = Output()
    for line in _lines(program.catalog, found, named, marks, prices, as_json=chosen.json):
        output.line(line)
    return code


def _lines(
    catalog: Catalog,
    found: Sequence[Model],
    named: Sequence[Model],
    marks: Mapping[str, bool | None],
    prices: Mapping[str, Decimal | None],
    *,
    as_json: bool,
) -> list[str]:
    """Return all that is printed: everything about those ``named``, or a list of the ``found``."""
    if named:
        facts = [(catalog, each, marks[each.id], prices.get(each.id)) for each in named]
        if as_json:
            return [json_line(model_details_object(*each)) for each in facts]
        pages = [detail_lines(*each) for each in facts]
        return [line for page in pages for line in ["", "", *page]][2:]
    if not as_json:
        return model_lines(found, marks, prices)
    return [json_line(model_object(each, marks[each.id], prices.get(each.id))) for each in found]


def _named(catalog: Catalog, words: Sequence[str]) -> list[Model]:
    """Return the models whose ids are given, each once; none where anything else is there too."""
    ids = {each.id.casefold(): each for each in catalog}
    whole = ids.get(" ".join(words).strip().casefold())
    if whole is not None:
        return [whole]
    found = [ids.get(each.strip().casefold()) for each in words]
    return list({each.id: each for each in found if each}.values()) if all(found) else []


def _nothing(catalog: Catalog, words: str) -> Problem:
    """Return the problem of words that no model has, with models and families that may be meant."""
    if not words.strip():
        return Problem("model", "no_models")
    families = {each.family.id: each.family.id for each in catalog}
    close = near(words, [*(each.id for each in catalog), *families])
    facts = {"model": words, "choices": tuple(families)}
    return pointed(with_nearest(Problem("model", "unknown_model", facts), close), catalog, None)


def _tell_unusable(catalog: Catalog) -> None:
    for each in catalog.unusable:
        say(unusable_words(each))


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
        from core.faults import fault_of
        from core.help import explain_call

        words = translate("CommandLine", "What this key may call is not known. {reason}")
        say(words.format(reason=explain_call(fault_of(error), address).happened))
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
