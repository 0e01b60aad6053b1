"""``import``: clips in a folder come back into the list."""

from __future__ import annotations

import asyncio
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from core.importing import Imported, clips_in, imported_words
from core.job import Job
from core.program import Program
from ui.commands.records import opened_ledger
from ui.report import ExitCode, Output, job_object, json_line, say

if TYPE_CHECKING:
    from core.ledger import Ledger


def import_clips(program: Program, chosen: Namespace) -> ExitCode:
    """Add the clips in a folder that the list does not know; those that are known stay as they are.

    Raises ``InvalidAsk`` if it is no folder.
    """
    folder = Path(chosen.folder).expanduser().absolute()
    found = clips_in(folder)
    if not found:
        say(imported_words(Imported()))
        return ExitCode.DONE
    with opened_ledger(program) as ledger:
        imported = asyncio.run(_taken_in(program, ledger, found))
    output = Output()
    for job in (*imported.added, *imported.moved):
        output.line(json_line(job_object(job)) if chosen.json else job.file)
    say(imported_words(imported))
    return ExitCode.WAITS if output.lost else ExitCode.DONE


async def _taken_in(program: Program, ledger: Ledger, found: Sequence[Job]) -> Imported:
    """Let a studio take them in: so other programs on this home hear of it."""
    from core.studio import Studio

    connections = program.connections(ledger)
    studio = Studio(program.home, ledger, connections, program.catalog, program.settings.limits)
    studio.set_delivery(program.settings.delivery)
    try:
        await studio.open()
        return await studio.take_in(found)
    finally:
        await studio.close()
