"""``generate --remix`` and ``--video-id``: from a finished clip to an ask for its remix."""

from __future__ import annotations

import dataclasses
from argparse import Namespace
from typing import TYPE_CHECKING

from core.job import Connection
from core.problems import InvalidAsk, Problem
from core.program import Program
from core.remixing import why_not_remixable, why_words
from ui.commands.records import find_jobs

if TYPE_CHECKING:
    from core.asking import Ask
    from core.ledger import Ledger


def remixed(
    program: Program, ledger: Ledger, ask: Ask, chosen: Namespace, connection: Connection
) -> Ask | None:
    """Return ``ask`` with the clip that is to be remixed, ``ask`` itself where none is named.

    None where there is no such job, which is said then. Raises ``InvalidAsk`` for a clip that
    cannot be remixed with ``connection``.
    """
    model = program.catalog.find(ask.model)
    field = model.field_for("remix_source")
    name = field.name if field is not None else "video_id"
    if chosen.video_id is not None:
        return dataclasses.replace(ask, values={**ask.values, name: chosen.video_id.strip()})
    if chosen.remix is None:
        return ask
    jobs = find_jobs(ledger, [chosen.remix])
    if jobs is None:
        return None
    job = jobs[0]
    why = why_not_remixable(job, program.catalog, connection)
    if why or job.clip is None:
        facts = {"id": job.id, "reason": why_words(why, job)}
        raise InvalidAsk(Problem("remix", "not_remixable", facts))
    values = {**ask.values, name: job.clip.video_id}
    return dataclasses.replace(ask, values=values, remix_of=job.id)
