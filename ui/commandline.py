"""The command line: the same core as the window, without Qt."""

from __future__ import annotations

import contextlib
import logging
import sqlite3
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from core.catalog import DEFAULT_MODEL, InvalidAsk, Problem
from core.job import ENDED, Job, State
from core.language import QT_TRANSLATE_NOOP, translate
from core.program import Program, load_program
from core.schema import LedgerUnusable
from core.wording import ask_words, state_words
from ui.arguments import parser
from ui.driving import drive
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
    from core.ledger import Ledger
    from core.studio import Studio

OPTIONS = {
    "prompt": "PROMPT",
    "model": "--model",
    "image": "--image",
    "image_urls": "--image",
    "fit": "--fit",
    "aspect_ratio": "--aspect-ratio",
    "duration": "--duration",
    "resolution": "--resolution",
    "character_ids": "--character",
    "takes": "--count",
    "output": "--output",
    "task_id": "TASK_ID",
}
"""What the fields of a request are called here."""

SAMPLE = QT_TRANSLATE_NOOP(
    "CommandLine", "Golden hour waves roll onto a quiet beach, slow and soft"
)


class _KeyRefused(Exception):
    """The key was refused where nothing but it was asked about."""


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    return guarded(lambda: _run(load_program(), arguments))


def guarded(work: Callable[[], int], tell: Callable[[str], None] = say) -> int:
    """Return the exit code of ``work``; what keeps the program from working is told in words."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError):
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    logging.basicConfig(level=logging.ERROR, format="%(message)s")
    try:
        return work()
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except InvalidAsk as error:
        tell(ask_words(error, OPTIONS))
        return ExitCode.BAD_INPUT
    except sqlite3.Error as error:
        tell(translate("CommandLine", "Foxreel's own records cannot be used: ") + str(error))
        return ExitCode.WAITS
    except LedgerUnusable as error:
        tell(_ledger_words(error))
        return ExitCode.WAITS


def make_sample(program: Program) -> int:
    """Make a clip with the built-in engine, for whoever asked for a window where none can open."""
    say(translate("CommandLine", "There is no window here, so this makes a sample clip."))
    return _run(program, ["generate", translate("CommandLine", SAMPLE), "--demo"])


def show_commands() -> None:
    """Show how the program is called, on standard error."""
    parser().print_help(sys.stderr)


def _run(program: Program, arguments: Sequence[str]) -> int:
    chosen = parser().parse_args(arguments)
    commands: dict[str, Callable[[Program, Namespace], ExitCode]] = {
        "generate": _generate,
        "jobs": _jobs,
        "models": _models,
        "resume": _resume,
        "retry": _retry,
        "stop": _stop,
        "follow": _follow,
    }
    return commands[chosen.command](program, chosen)


def _generate(program: Program, chosen: Namespace) -> ExitCode:
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
    with _ledger(program) as ledger:
        connections = program.connections(ledger)
        connection = connections.freeze(address)
        output = output_folder(chosen.output or program.settings.output, program.home.clips)
        jobs = jobs_for(ask, program.catalog, connection, output, program.home.frames)
        if not chosen.hold and not connections.serves(connection):
            say(_no_key_words(connection.base_url))
            return ExitCode.NO_KEY

        async def work(studio: Studio) -> list[str]:
            return [job.id for job in await studio.add(jobs, hold=chosen.hold)]

        return drive(program, ledger, work, chosen, _enough_for(chosen))


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
    return sys.stdin.buffer.read().decode("utf-8", "surrogateescape").strip()


def _jobs(program: Program, chosen: Namespace) -> ExitCode:
    with _ledger(program) as ledger:
        jobs = ledger.jobs([State(chosen.state)] if chosen.state else State)
    output = Output()
    for job in jobs:
        output.line(json_line(job_object(job)) if chosen.json else job_line(job))
    if not jobs and not chosen.json:
        say(translate("CommandLine", "No jobs."))
    return ExitCode.WAITS if output.lost else ExitCode.DONE


def _models(program: Program, chosen: Namespace) -> ExitCode:
    code = ExitCode.DONE
    try:
        marks = program.catalog.callable_with(_key_models(program))
    except _KeyRefused:
        marks, code = program.catalog.callable_with(None), ExitCode.NO_KEY
        say(translate("CommandLine", "The API key was refused. Check FOXAPI_API_KEY."))
    output = Output()
    if chosen.json:
        for model in program.catalog:
            output.line(json_line(model_object(model, marks[model.id])))
    else:
        for line in model_lines(program.catalog, marks):
            output.line(line)
    return code


def _key_models(program: Program) -> tuple[str, ...] | None:
    """Return the models that the key may call; None without a key, or if nobody can say."""
    address = program.address(demo=False)
    with _ledger(program) as ledger:
        connections = program.connections(ledger)
    connection = connections.freeze(address)
    if not connections.serves(connection):
        return None
    from core.foxapi.errors import FoxApiError, KeyRefused

    try:
        return connections.for_sending(connection)[0].models()
    except KeyRefused:
        raise _KeyRefused from None
    except FoxApiError as error:
        words = translate("CommandLine", "What this key may call is not known: {reason}")
        say(words.format(reason=error))
        return None
    finally:
        connections.close()


def _resume(program: Program, chosen: Namespace) -> ExitCode:
    with _ledger(program) as ledger:
        ids = [job.id for job in ledger.unfinished()]
        unconfirmed = ledger.jobs([State.UNCONFIRMED])
        if unconfirmed:
            words = translate(
                "CommandLine",
                "{count} unconfirmed: see jobs --state unconfirmed. They are not sent again.",
            )
            say(words.format(count=len(unconfirmed)))
        if not ids:
            say(translate("CommandLine", "Nothing is unfinished."))
            return ExitCode.DONE

        async def work(studio: Studio) -> list[str]:
            await studio.want(ids)
            return ids

        return drive(program, ledger, work, chosen)


def _retry(program: Program, chosen: Namespace) -> ExitCode:
    with _ledger(program) as ledger:
        jobs = _find(ledger, chosen.ids)
        if jobs is None:
            return ExitCode.BAD_INPUT
        for job in jobs:
            there = job.state is State.COMPLETED and Path(job.file).exists()
            if there or job.state is State.UNCONFIRMED:
                say(_not_retried_words(job))
                return ExitCode.BAD_INPUT

        async def work(studio: Studio) -> list[str]:
            failed = [job for job in jobs if job.state is State.FAILED]
            others = [job for job in jobs if job.state is not State.FAILED]
            again = [await studio.ask_again(job) for job in failed]
            return [job.id for job in again + [await studio.go_on(job) for job in others]]

        return drive(program, ledger, work, chosen)


def _stop(program: Program, chosen: Namespace) -> ExitCode:
    with _ledger(program) as ledger:
        jobs = _find(ledger, chosen.ids)
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


def _follow(program: Program, chosen: Namespace) -> ExitCode:
    from core.asking import output_folder
    from core.catalog import unsendable

    _refuse_empty(chosen, "task_id", "output")
    address = program.address(demo=chosen.demo)
    problem = unsendable("task_id", chosen.task_id)
    if problem is not None:
        raise InvalidAsk(problem)
    output = output_folder(chosen.output or program.settings.output, program.home.clips)
    with _ledger(program) as ledger:
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


@contextlib.contextmanager
def _ledger(program: Program) -> Iterator[Ledger]:
    ledger = program.open_ledger()
    try:
        yield ledger
    finally:
        ledger.close()


def _find(ledger: Ledger, prefixes: Iterable[str]) -> list[Job] | None:
    """Return the jobs whose ids begin with ``prefixes``, or say which is none or several."""
    found: dict[str, Job] = {}
    for prefix in prefixes:
        jobs = ledger.starting_with(prefix) if prefix else []
        if len(jobs) != 1:
            words = (
                translate("CommandLine", "Several jobs begin with “{id}”.")
                if jobs
                else translate("CommandLine", "There is no job “{id}”.")
            )
            say(words.format(id=prefix.encode("utf-8", "replace").decode()))
            return None
        found[jobs[0].id] = jobs[0]
    return list(found.values())


def _no_key_words(base_url: str) -> str:
    words = translate(
        "CommandLine",
        "There is no API key for {url}. Set FOXAPI_API_KEY, or try the built-in engine with --demo."
        " Nothing was sent.",
    )
    return words.format(url=base_url)


def _not_retried_words(job: Job) -> str:
    if job.state is State.COMPLETED:
        words = translate(
            "CommandLine", "{id} is finished; to pay for it again, generate it again."
        )
    else:
        words = translate(
            "CommandLine",
            "{id} is unconfirmed: it may exist and be charged, so it is not sent again. If you find"
            " its task at FoxAPI, follow that task's id.",
        )
    return words.format(id=job.id)


def _ledger_words(error: LedgerUnusable) -> str:
    words = {
        "newer": translate(
            "CommandLine", "{file} was written by a newer Foxreel. Nothing was changed in it."
        ),
        "damaged": translate(
            "CommandLine", "{file} is damaged ({reason}). Nothing was changed in it."
        ),
        "unreadable": translate("CommandLine", "{file} cannot be opened ({reason})."),
    }
    return words[error.code].format(file=error.file, reason=error.__cause__ or error)
