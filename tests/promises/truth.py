"""What must be true of a home and its provider, whatever has happened to the programs on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from pathlib import Path

from core.home import Home
from core.job import ENDED, MOVES, Job, State
from core.ledger import Ledger
from core.naming import part_of, sidecar_of
from tests.faulty import FoxServer, untagged


def read_jobs(home: Home) -> list[Job]:
    """Return every job of the home's ledger, removed ones included, oldest first."""
    ledger = Ledger(home.ledger)
    try:
        return ledger.jobs(removed=True)
    finally:
        ledger.close()


def check_truth(home: Home, server: FoxServer, asked: Collection[str] = ()) -> list[Job]:
    """Fail if any promise about money or clips is broken; return the jobs of the home.

    May be called at any instant at which no program runs on the home. Each click must have had a
    prompt of its own. ``asked`` are the ids of jobs that were written to the ledger.
    """
    jobs = read_jobs(home)
    _nothing_is_lost(jobs, asked)
    _nothing_is_paid_twice(jobs, server)
    _every_task_is_accounted_for(jobs, server)
    _every_move_was_legal(home, jobs)
    _no_key_has_left_its_host(server)
    for job in jobs:
        _it_says_what_it_must(job)
        if job.character_id:
            _the_character_was_made(job)
        elif job.state is State.COMPLETED:
            _the_clip_is_whole(job, server)
    files = [job.file for job in jobs if job.file]
    assert len(files) == len(set(files)), "two jobs share a file"
    return jobs


def _nothing_is_lost(jobs: list[Job], asked: Collection[str]) -> None:
    lost = set(asked) - {job.id for job in jobs}
    assert not lost, f"jobs lost: {lost}"


def _nothing_is_paid_twice(jobs: list[Job], server: FoxServer) -> None:
    """Each prompt may have as many tasks as jobs: a person who asks again makes a new job."""
    clicks = Counter(job.prompt for job in jobs)
    paid = Counter(_paid_here(server).values())
    twice = {prompt: (paid[prompt], clicks[prompt]) for prompt in paid - clicks}
    assert not twice, f"paid more often than asked for (paid, asked): {twice}"
    held = Counter(job.task_id for job in jobs if job.task_id)
    assert all(count == 1 for count in held.values()), f"a task held twice: {held}"


def _every_task_is_accounted_for(jobs: list[Job], server: FoxServer) -> None:
    """Each task is held by a job for the same prompt, or by one that says it may exist."""
    tasks = _paid_here(server)
    for job in jobs:
        if job.task_id and job.prompt:
            assert tasks.get(job.task_id) == job.prompt, f"{job.id} holds somebody else's task"
    held = {job.task_id for job in jobs}
    unheld = Counter(prompt for task_id, prompt in tasks.items() if task_id not in held)
    # An unconfirmed job that a person has dropped keeps its error.
    maybe = Counter(
        job.prompt
        for job in jobs
        if not job.task_id
        and (
            job.state in (State.UNCONFIRMED, State.SUBMITTING)
            or (job.state is State.STOPPED and job.error is not None)
        )
    )
    forgotten = unheld - maybe
    assert not forgotten, f"tasks that no job knows of: {forgotten}"


def _paid_here(server: FoxServer) -> dict[str, str]:
    """Return the prompts of the tasks that a create has made; others were made elsewhere."""
    prompts = {task.id: str(task.body.get("prompt", "")) for task in server.tasks}
    return {task_id: prompt for task_id, prompt in prompts.items() if prompt}


def _every_move_was_legal(home: Home, jobs: list[Job]) -> None:
    ledger = Ledger(home.ledger)
    try:
        for job in jobs:
            at = ""
            for _, before, after, _ in ledger.moves(job.id):
                assert before == at, f"{job.id}: moved from {before}, was {at}"
                assert not before or State(after) in MOVES[State(before)], f"{before} → {after}"
                at = after
            assert at == job.state, f"{job.id}: is {job.state}, moved to {at}"
    finally:
        ledger.close()


def _no_key_has_left_its_host(server: FoxServer) -> None:
    for request in server.requests():
        if request.port != "api":
            assert "authorization" not in request.headers, f"a key went to {request.target}"


def _it_says_what_it_must(job: Job) -> None:
    """Each state has its facts: why it ended, the receipt, the link."""
    if job.state in (State.FAILED, State.UNCONFIRMED):
        assert job.error is not None, f"{job.id}: {job.state} without a word"
    if job.state in (State.WAITING, State.UPLOADING, State.SUBMITTING):
        assert not job.task_id, f"{job.id}: {job.state} with a task"
    if job.state is State.DOWNLOADING:
        assert job.clip is not None, f"{job.id}: nothing to download"
    if job.state in ENDED:
        assert job.reason is None, f"{job.id}: {job.state}, and waits because of {job.reason}"


def _the_character_was_made(job: Job) -> None:
    """A character is its id: there is no file."""
    assert job.state is State.COMPLETED, f"{job.id}: {job.state} with a character"
    assert job.clip is None, f"{job.id}: a character with a clip"
    if job.task_id:  # else it was made elsewhere
        assert job.character_id == f"ch_{job.task_id}", f"{job.id}: another one's character"


def _the_clip_is_whole(job: Job, server: FoxServer) -> None:
    file = Path(job.file)
    assert file.is_file(), f"{job.id}: completed without its file"
    task = server.provider.tasks[job.task_id]
    assert untagged(file.read_bytes()) == server.provider.clip_of(task), f"{job.id}: not its clip"
    assert not part_of(file).exists(), f"{job.id}: a part is left"
    assert sidecar_of(file).is_file(), f"{job.id}: no sidecar"
