"""What several jobs wait for together."""

from __future__ import annotations

import dataclasses

from core.job import Connection, Fault, Job, State
from core.pauses import SHARED, pauses_of, shared_cause

HERE, THERE = "https://api.foxapi.cc", "https://other.example"


def waiting(seq: int, kind: str, base_url: str = HERE, *, needs_person: bool = True) -> Job:
    reason = Fault(kind, message=f"number {seq}", needs_person=needs_person)
    return Job(
        id=f"job{seq}",
        created_at=0.0,
        connection=Connection(base_url),
        model="sora-2",
        prompt="a fox",
        values={},
        output="/clips",
        reason=reason,
        seq=seq,
    )


def test_jobs_of_one_cause_and_host_are_one_pause_the_oldest_first() -> None:
    jobs = [waiting(2, "key_refused"), waiting(1, "key_refused"), waiting(3, "sending_paused")]
    jobs += [waiting(4, "key_refused", THERE)]
    found = pauses_of(jobs)
    assert [(p.fault.kind, p.base_url, [job.seq for job in p.jobs]) for p in found] == [
        ("key_refused", HERE, [1, 2]),
        ("sending_paused", HERE, [3]),
        ("key_refused", THERE, [4]),
    ]
    assert found[0].fault.message == "number 2"


def test_what_is_a_job_s_own_or_passes_by_itself_is_no_pause() -> None:
    own = waiting(1, "disk_full")
    passing = waiting(2, "key_refused", needs_person=False)
    ended = dataclasses.replace(waiting(3, "key_refused"), state=State.FAILED)
    fine = dataclasses.replace(own, reason=None)
    assert pauses_of([own, passing, ended, fine]) == []
    assert [shared_cause(waiting(1, kind)) for kind in SHARED] == [(kind, HERE) for kind in SHARED]
