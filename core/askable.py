"""Whether a job can be asked for as it is: its model lives, and takes what it was asked with."""

from __future__ import annotations

from pathlib import Path

from core.catalog import Catalog
from core.job import Fault, Job
from core.model import Model
from core.outdated import outdated_fault
from core.withdrawn import UNKNOWN, gone_fault


class NotAskable(Exception):
    """A ``job`` that is not asked for again, as its model is now; ``fault`` says why."""

    def __init__(self, job: Job, fault: Fault) -> None:
        super().__init__(f"{job.id}: {fault.kind}")
        self.job = job
        self.fault = fault


def model_now(
    catalog: Catalog, job: Job, folder: Path, before: Model | None = None
) -> Model | Fault:
    """Return the job's model as it is now, or why the job cannot be sent with it.

    A person may have changed a file of their own since the job was asked for, another program may
    have asked by a file that is new here, and an update may have brought other data. ``folder`` has
    the job's own copies of its files; ``before`` is the model that it was found to be good for:
    that is not looked at again. Blocking.
    """
    catalog.renew()
    gone, model = gone_fault(catalog, job), catalog.get(job.model)
    if gone is not None or model is None:
        return gone or Fault(UNKNOWN)
    if model == before:
        return model
    return outdated_fault(model, job, folder) or model
