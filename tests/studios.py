"""Studios for tests: a real one on a home, talking to a server on loopback."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from pathlib import Path
from typing import Any, TypeVar

from core.asking import Ask, jobs_for
from core.catalog import load_catalog
from core.connections import Connections
from core.desk import JobChanged
from core.home import Home
from core.job import Job, State
from core.ledger import Ledger
from core.pacing import Pace
from core.settings import Limits
from core.studio import Studio

KEY = "sk-test-0123456789abcdef0123456789"
QUICK = Pace(shortest=0.01, longest=0.05)
_T = TypeVar("_T")


def no_engine() -> Any:
    """Stand for a built-in engine that no test wants started."""
    raise AssertionError("the built-in engine was started")


class Rig:
    """A studio with what a test wants to look at."""

    def __init__(
        self, studio: Studio, ledger: Ledger, home: Home, connections: Connections
    ) -> None:
        self.studio = studio
        self.ledger = ledger
        self.home = home
        self.connections = connections
        self.seen: list[Job] = []
        studio.subscribe(lambda e: self.seen.append(e.job) if isinstance(e, JobChanged) else None)

    def ask(self, base_url: str, prompt: str = "a fox", **asked: Any) -> list[Job]:
        """Return jobs that are not in the ledger yet."""
        self.home.clips.mkdir(parents=True, exist_ok=True)
        ask = Ask(prompt=prompt, model=asked.pop("model", "sora-2-pro"), **asked)
        connection = self.connections.freeze(base_url)
        catalog = load_catalog(self.home.models)
        return jobs_for(ask, catalog, connection, self.home.clips, self.home.frames)

    async def make(self, base_url: str, prompt: str = "a fox", **asked: Any) -> Job:
        """Ask for one clip and return its job once nothing moves without a person."""
        added = await self.studio.add(self.ask(base_url, prompt, **asked))
        return (await self.studio.settle([added[0].id]))[0]

    async def until(self, job_id: str, there: Callable[[Job], bool]) -> Job:
        """Return the job once ``there`` holds for it."""
        return (await self.studio.settle([job_id], there))[0]

    def states(self, job_id: str) -> list[State]:
        """Return the states that a job was told to be in, without repetitions."""
        states = [job.state for job in self.seen if job.id == job_id]
        return [s for i, s in enumerate(states) if i == 0 or states[i - 1] is not s]


@contextlib.asynccontextmanager
async def rig(
    home: Home,
    *,
    keys: Callable[[str], str] = lambda _: KEY,
    limits: Limits | None = None,
    pace: Pace | None = QUICK,
    engine: Callable[[], Any] = no_engine,
    **options: Any,
) -> AsyncIterator[Rig]:
    """Open a studio on ``home`` and close it at the end."""
    ledger = Ledger(home.ledger, options.get("clock", time.time))
    connections = Connections(keys, ledger.salt, engine)
    catalog = load_catalog(home.models)
    studio = Studio(home, ledger, connections, catalog, limits, pace=pace, **options)
    try:
        await studio.open()
        yield Rig(studio, ledger, home, connections)
    finally:
        await studio.close()
        ledger.close()


def run(work: Coroutine[Any, Any, _T]) -> _T:
    """Run a coroutine to its end, within a minute."""
    return asyncio.run(asyncio.wait_for(work, 60))


def clips(folder: Path) -> list[Path]:
    """Return the clips in ``folder``."""
    return sorted(folder.glob("*.mp4"))
