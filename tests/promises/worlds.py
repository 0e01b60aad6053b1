"""A home with a provider of its own, programs that start on it, and what is on the disk there."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from core.home import Home
from core.job import Job, State
from core.naming import part_of, sidecar_of
from tests.faulty import FoxServer, Plan, mp4_bytes, untagged
from tests.promises.effects import Plan as EffectPlan
from tests.promises.programs import Program, Programs
from tests.promises.truth import check_truth
from tests.studios import KEY

CLIP = 200_000
SOON = Plan(pending=0, processing=1, accepted={"task_info": None})


class World:
    """A home and a provider. ``asked`` are the ids of all jobs that were ever seen on the disk."""

    def __init__(self, folder: Path, programs: Programs, server: FoxServer) -> None:
        self.folder = folder
        self.home = Home(folder / "home", folder / "home" / "clips")
        self.server = server
        self.asked: set[str] = set()
        self._programs = programs
        self._env = {
            **os.environ,
            "FOXREEL_HOME": str(self.home.root),
            "FOXAPI_API_KEY": KEY,
            "FOXAPI_BASE_URL": server.base_url,
        }

    def start(self, *arguments: str, plan: EffectPlan | None = None) -> Program:
        """Start a program on the home, forked."""
        return self._programs.start(self.folder / "said", *arguments, env=self._env, plan=plan)

    def start_really(self, *arguments: str) -> Program:
        """Start a program on the home, by ``python main.py``."""
        return self._programs.start_really(self.folder / "said", *arguments, env=self._env)

    def compose(self, prompt: str) -> Program:
        """Open a window in which somebody asks for ``prompt``."""
        script = ("-m", "tests.promises.composing")
        arguments = (self.server.base_url, prompt)
        return self._programs.start_really(
            self.folder / "said", *arguments, env=self._env, script=script
        )

    def run(self, *arguments: str, plan: EffectPlan | None = None) -> Program:
        """Start a program and wait for its end."""
        program = self.start(*arguments, plan=plan)
        program.wait()
        return program

    def states(self) -> list[str]:
        """Return the jobs' states as they are on the disk now, oldest first."""
        return [state for _, state in self._jobs_on_disk()]

    def check(self) -> list[Job]:
        """Fail if a promise is broken, or something lies in the clips' folder that no job has."""
        self._jobs_on_disk()
        jobs = check_truth(self.home, self.server, self.asked)
        files = {Path(job.file) for job in jobs if job.state is State.COMPLETED}
        files |= {file.with_suffix(".json") for file in files}
        there = set(self.home.clips.iterdir()) if self.home.clips.exists() else set()
        for job in jobs:
            if job.state is State.STOPPED and job.clip is not None and job.clip.file:
                there -= self._kept(job, Path(job.clip.file))
        told = [(job.id, job.state, job.clip, job.reason) for job in jobs]
        assert there == files, f"not the clips of the jobs: {there ^ files}: {told}"
        return jobs

    def _kept(self, job: Job, file: Path) -> set[Path]:
        """Return what a stopped job has kept to go on from: a part, or all but its last move."""
        if file.exists():
            task = self.server.provider.tasks[job.task_id]
            assert untagged(file.read_bytes()) == self.server.provider.clip_of(task), job.id
        return {part_of(file), file, sidecar_of(file)}

    def query(self, query: str) -> list[tuple[object, ...]]:
        """Ask the ledger as a killed program left it; nothing where there are no tables yet.

        A copy is asked: the last one to close a database tidies it up.
        """
        with tempfile.TemporaryDirectory() as copies:
            for ending in ("", "-wal"):
                file = Path(f"{self.home.ledger}{ending}")
                if file.exists():
                    shutil.copy(file, Path(copies, file.name))
            with contextlib.closing(sqlite3.connect(Path(copies, self.home.ledger.name))) as copy:
                try:
                    return copy.execute(query).fetchall()
                except sqlite3.OperationalError as error:
                    if "no such table" in str(error):
                        return []
                    raise

    def _jobs_on_disk(self) -> list[tuple[str, str]]:
        jobs = [(str(i), str(s)) for i, s in self.query("SELECT id, state FROM jobs ORDER BY seq")]
        self.asked.update(job_id for job_id, _ in jobs)
        return jobs


@contextlib.contextmanager
def world(folder: Path, programs: Programs, clip: int = CLIP) -> Iterator[World]:
    """Yield a world whose clips have ``clip`` bytes and are soon there."""
    folder.mkdir(parents=True)
    with FoxServer(key=KEY) as server:
        server.plan = SOON
        # Each task has bytes of its own: a clip under another job's name must not look right.
        server.provider.clip_of = lambda task: mp4_bytes(clip, seed=zlib.crc32(task.id.encode()))  # type: ignore[method-assign]
        yield World(folder, programs, server)
