"""What tests of many lives share: jobs with start frames, persons, and deadlines on demand."""

from __future__ import annotations

import dataclasses
import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from core.foxapi.transport import Call
from core.home import Home
from core.job import Job, StartFrame
from tests.studios import Rig

_current: list[Call] = []


def expire_soon() -> None:
    """End the present call by its deadline, which is known to have sent its request by now."""
    for call in list(_current):
        threading.Timer(0.02, call._expire).start()


def no_deadlines(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no deadline pass by itself on a busy machine: the faults that need one end it.

    To be made a fixture by those who want it.
    """

    @contextmanager
    def deadline(self: Call, _: float) -> Iterator[None]:
        _current.append(self)
        try:
            yield
        finally:
            _current.remove(self)

    monkeypatch.setattr(Call, "deadline", deadline)


def framed(home: Home, job: Job) -> Job:
    """Return ``job`` with a start frame of a few bytes."""
    data = b"the picture of " + job.id.encode()
    name = hashlib.sha256(data).hexdigest()
    (home.frames / f"{name}.png").write_bytes(data)
    return dataclasses.replace(job, start_frame=StartFrame("a.png", name, "image/png"))


async def to_the_end(r: Rig, job: Job) -> tuple[Job, int]:
    """Return the job once it has ended, and how often a person had to mend something."""
    persons = 0
    while True:
        (job,) = await r.studio.settle([job.id])
        if not job.stuck:
            return job, persons
        persons += 1
        await r.studio.want([job.id])
