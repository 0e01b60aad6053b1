"""The other jobs that one names: those that it comes from, and those that made its characters."""

from __future__ import annotations

from core.catalog import Catalog
from core.characters import newest_of_each
from core.job import Job
from core.library import Library


def characters_of(job: Job, catalog: Catalog) -> list[str]:
    """Return the ids of the characters that appear in a job's clip."""
    model = catalog.get(job.model)
    field = model.field_for("characters") if model is not None else None
    found = job.values.get(field.name) if field is not None else None
    return [str(each) for each in found] if isinstance(found, list | tuple) else []


def related_jobs(library: Library, catalog: Catalog, job: Job) -> list[Job]:
    """Return the jobs that ``job`` names, as far as they are known. Blocking."""
    ids = [each for each in (job.after, job.remix_of) if each]
    found = library.jobs(ids) if ids else []
    wanted = characters_of(job, catalog)
    if wanted:
        host = job.connection.base_url
        every = newest_of_each(library.characters())
        found += [j for j in every if j.character_id in wanted and j.connection.base_url == host]
    return found
