"""Where a clip goes: its name by the person's template, chosen before the first byte comes."""

from __future__ import annotations

import dataclasses
import errno
import os
from pathlib import Path

from core.characters import name_of
from core.desk import Desk
from core.download import DiskProblem, disk_problem
from core.job import Clip, Job, State
from core.nametemplate import ClipName, name_for, uses
from core.naming import free_file, part_of

_NO_SUCH_FOLDER = (errno.EEXIST, errno.ENOTDIR, errno.ENAMETOOLONG)
"""Why a folder for a clip cannot be made where everything else is well."""


async def with_file(desk: Desk, job: Job) -> Job:
    """Return a job whose clip has a name, in the ledger before a byte is fetched.

    Its folder is there, and can be written to. Raises ``DiskProblem``.
    """
    await desk.local(_check_folder, Path(job.output), desk.home.clips)
    if _clip(job).file:
        await desk.local(_make_again, Path(_clip(job).file).parent, Path(job.output))
        return job
    async with desk.naming:
        file = await _free_file(desk, job)
        return await desk.change(job, clip=dataclasses.replace(_clip(job), file=str(file)))


def _check_folder(folder: Path, usual: Path) -> None:
    if folder.is_dir():
        _check_rights(folder)
        return
    if folder != usual or folder.exists():
        # Not made anew: it may be on a disk that was unplugged.
        raise DiskProblem("folder_gone", str(folder))
    folder.mkdir(parents=True)


def _check_rights(folder: Path) -> None:
    if not os.access(folder, os.W_OK):
        # Before a byte is asked for: the provider may delete what it has sent.
        raise DiskProblem("folder_locked", str(folder))


def _make_folder(folder: Path, output: Path) -> None:
    """Make a folder inside of the one for clips; any other one is left as it is."""
    if output in folder.parents:
        folder.mkdir(parents=True, exist_ok=True)
        _check_rights(folder)


def _make_again(folder: Path, output: Path) -> None:
    """Make the folder that was chosen before, should it be gone; raises ``DiskProblem``."""
    try:
        _make_folder(folder, output)
    except OSError as error:
        raise disk_problem(error) from error


async def move_to_another_name(desk: Desk, job: Job) -> Job:
    """Give a clip another name: somebody else's file has taken the one it had meanwhile."""
    clip = _clip(job)
    async with desk.naming:
        file = await _free_file(desk, job)
        await desk.local(part_of(Path(clip.file)).replace, part_of(file))
        return await desk.change(job, clip=dataclasses.replace(clip, file=str(file)))


async def _free_file(desk: Desk, job: Job) -> Path:
    states = [State.DOWNLOADING, State.STOPPED]
    others = await desk.write(desk.ledger.jobs, states, removed=True)
    taken = {other.clip.file for other in others if other.clip}
    template = desk.delivery.name_template
    name = name_for(job, template, await _characters(desk, job, template))
    return await desk.local(_free_file_for, name, Path(job.output), taken)


def _free_file_for(name: ClipName, output: Path, taken: set[str]) -> Path:
    """Return a file that is not there yet, in a folder that is made for it.

    Where a file has a folder's name, or the path would be too long, the clip goes to ``output``.
    """
    folder = name.inside(output)
    try:
        _make_folder(folder, output)
    except OSError as error:
        if error.errno not in _NO_SUCH_FOLDER:
            raise disk_problem(error) from error
        folder = output
    return free_file(folder, name.stem, ".mp4", taken)


async def _characters(desk: Desk, job: Job, template: str) -> list[str]:
    """Return the names of the characters in a clip, their ids where nothing is known of them."""
    model = desk.catalog.get(job.model)
    field = None if model is None else model.field_for("characters")
    ids = [] if field is None else job.values.get(field.name) or []
    if not ids or not uses(template, "character"):
        return []
    known = await desk.write(desk.ledger.characters)
    here = (each for each in known if each.connection.base_url == job.connection.base_url)
    names = {each.character_id: name_of(each) for each in here}
    return [names.get(each, each) for each in ids]


def _clip(job: Job) -> Clip:
    if job.clip is None:
        raise ValueError(f"{job.id}: downloading without a link")
    return job.clip
