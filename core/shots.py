"""The shots of a board: its clips by their places, and what of them goes into one film."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from core import lengths
from core.catalog import Catalog
from core.job import ENDED, Job, State


@dataclass(frozen=True)
class Shot:
    """One place on a board, and the jobs that were asked for it, the oldest take first."""

    number: int
    takes: tuple[Job, ...]

    @property
    def key(self) -> str:
        """What stays the same while takes come, go and change places."""
        return min(self.takes, key=lambda job: job.seq).id

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all takes."""
        return tuple(job.id for job in self.takes)

    @property
    def face(self) -> Job:
        """The take that stands for the shot.

        It is the starred one, else the first that is finished and was not rejected, else the first
        that is still under way, else the first finished one, else the newest.
        """
        ranked = (
            [job for job in self.takes if job.mark == "star"],
            [job for job in self.takes if is_finished(job) and job.mark != "reject"],
            [job for job in self.takes if job.state not in ENDED],
            [job for job in self.takes if is_finished(job)],
            [max(self.takes, key=lambda job: job.seq)],
        )
        return next(found[0] for found in ranked if found)

    @property
    def ready(self) -> bool:
        """Tell whether there is a clip to watch, and to join."""
        return is_finished(self.face)


@dataclass(frozen=True)
class JoinPlan:
    """The clips that are joined, and the numbers of the shots that are not.

    ``missing`` have no clip yet, ``left_out`` were rejected or are not wanted.
    """

    clips: tuple[Job, ...]
    missing: tuple[int, ...] = ()
    left_out: tuple[int, ...] = ()


def is_finished(job: Job) -> bool:
    """Tell whether a job has brought a clip home."""
    return job.state is State.COMPLETED and bool(job.file)


def shots_of(jobs: Iterable[Job]) -> tuple[Shot, ...]:
    """Return the shots of one board's jobs, in their order."""
    placed = sorted(jobs, key=lambda job: (job.shot, job.take, job.seq))
    groups = groupby(placed, key=lambda job: job.shot)
    return tuple(Shot(number, tuple(takes)) for number, takes in groups)


def moved(shots: Sequence[Shot], origin: int, gap: int) -> tuple[Shot, ...]:
    """Return ``shots`` with the one at ``origin`` put into a gap: 0 is before all, 1 after one."""
    rest = [*shots[:origin], *shots[origin + 1 :]]
    rest.insert(gap - (gap > origin), shots[origin])
    return tuple(rest)


def is_left_out(shot: Shot, unwanted: Collection[str]) -> bool:
    """Tell whether a shot does not go into the film: rejected, or its ``key`` is unwanted."""
    return shot.key in unwanted or shot.face.mark == "reject"


def join_plan(shots: Iterable[Shot], unwanted: Collection[str] = ()) -> JoinPlan:
    """Return which clips become one film; ``unwanted`` are keys of shots that do not."""
    clips, missing, left_out = [], [], []
    for shot in shots:
        if is_left_out(shot, unwanted):
            left_out.append(shot.number)
        elif shot.ready:
            clips.append(shot.face)
        else:
            missing.append(shot.number)
    return JoinPlan(tuple(clips), tuple(missing), tuple(left_out))


def asked_seconds(shots: Iterable[Shot], catalog: Catalog) -> float | None:
    """Return how long the shots are together as they were asked for, None where one is unknown."""
    total = 0.0
    for shot in shots:
        seconds = _seconds_of(shot.face, catalog)
        if seconds is None:
            return None
        total += seconds
    return total


def _seconds_of(job: Job, catalog: Catalog) -> float | None:
    """Return how long a clip was asked for, or all of its model are; else what its file says."""
    asked = job.values.get("duration")
    if isinstance(asked, int | float) and not isinstance(asked, bool) and asked > 0:
        return asked  # whatever the model takes now
    model = catalog.get(job.model)
    known = lengths.asked_seconds(model, job.values) if model is not None else None
    return known if known is not None or job.clip is None else job.clip.seconds
