"""Finished clips in a folder that the ledger does not know, by what lies beside or in them."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core.job import Job
from core.language import translate
from core.media.watch import Watch
from core.problems import InvalidAsk, Problem
from core.recipes import finished_clip
from core.rows import to_row
from core.sidecar import files_in, read_sidecar
from core.unread import why_no_folder

if TYPE_CHECKING:
    from core.ledger import Ledger

CLIPS = (".mp4", ".m4v")
"""How the names of clips end that can have tags."""


@dataclass(frozen=True)
class Imported:
    """What came of looking for clips: those ``found``, and what of them was news to the ledger.

    ``added`` are jobs that it did not know, ``moved`` those whose clips were found elsewhere.
    """

    found: int = 0
    added: tuple[Job, ...] = ()
    moved: tuple[Job, ...] = ()

    def __add__(self, other: Imported) -> Imported:
        """Return what both tell together."""
        return Imported(
            self.found + other.found, self.added + other.added, self.moved + other.moved
        )


def clips_in(folder: Path, watch: Watch | None = None) -> list[Job]:
    """Return the finished jobs of the clips in ``folder`` and in those in it, oldest first.

    One job for each id. Blocking. Raises ``InvalidAsk`` if it is no folder that can be read, and
    ``MediaCancelled``.
    """
    watch = watch or Watch()
    _check(folder)
    files = list(files_in(folder, *CLIPS, ".json", visit=watch.check))
    # Sidecars first: they say more than tags do, and not each has its clip's name.
    files.sort(key=lambda file: file.suffix.lower() != ".json")
    jobs: dict[str, Job] = {}
    described: set[str] = set()
    for number, file in enumerate(files, 1):
        sidecar = file.suffix.lower() == ".json"
        if sidecar or str(file) not in described:
            job = read_sidecar(file) if sidecar else finished_clip(file)
            if job is not None and _is_writable(job):
                described.add(job.file)
                jobs.setdefault(job.id, job)
        watch.at(number / len(files))
    return sorted(jobs.values(), key=lambda job: job.created_at)


def take_in(ledger: Ledger, found: Sequence[Job]) -> Imported:
    """Add to the ledger what it does not know of finished jobs, and where known clips are now.

    Jobs that are there are left alone, unless their clip is gone from where it was. Blocking.
    """
    new, moved = [], []
    for job in found:
        known = ledger.get(job.id) or next(iter(ledger.of_task(job.task_id)), None)
        if known is None:
            new.append(job)
        elif (there := _moved(known, job)) is not None:
            moved.append(there)
    written = {job.id: job for job in ledger.take_in(new, moved)}
    return Imported(
        len(found),
        tuple(written[job.id] for job in new if job.id in written),
        tuple(written[job.id] for job in moved if job.id in written),
    )


def imported_words(imported: Imported) -> str:
    """Return in a sentence or more what came of looking for clips."""
    if not imported.found:
        return translate("Import", "There are no clips of Foxreel in this folder.")
    added, moved = len(imported.added), len(imported.moved)
    known = imported.found - added - moved
    parts = [translate("Import", "Clips found: {found}.").format(found=imported.found)]
    for words, count in (
        (translate("Import", "New in the list: {count}."), added),
        (translate("Import", "Found again where they are now: {count}."), moved),
        (translate("Import", "Known already: {count}."), known),
    ):
        if count:
            parts.append(words.format(count=count))
    return " ".join(parts)


def _check(folder: Path) -> None:
    try:
        next(iter(folder.iterdir()), None)
    except (OSError, ValueError) as error:
        reason = why_no_folder(error) if isinstance(error, OSError) else "absent"
        facts = {"folder": str(folder), "reason": reason}
        raise InvalidAsk(Problem("folder", "folder_unusable", facts)) from error


def _moved(known: Job, found: Job) -> Job | None:
    """Return a known job with its clip where it was found, None if it is where it was."""
    if not known.file or known.clip is None or found.clip is None or Path(known.file).exists():
        return None
    clip = dataclasses.replace(known.clip, file=found.clip.file, size=found.clip.size)
    return dataclasses.replace(known, clip=clip, output=found.output)


def _is_writable(job: Job) -> bool:
    """Tell whether the ledger can hold a job that was read from somebody's file."""
    texts: Iterable[object] = to_row(job)
    try:
        json.dumps(dict(job.values), allow_nan=False)
        "".join(map(str, texts)).encode("utf-8")
    except (ValueError, TypeError, RecursionError):
        return False
    return True
