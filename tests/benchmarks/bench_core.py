"""What the core costs, as ratios to peers measured in the same run.

Run it with `.venv/bin/python tests/benchmarks/bench_core.py`. Each figure is the median of several
rounds, the peers taking turns.
"""

from __future__ import annotations

import asyncio
import dataclasses
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

import requests  # noqa: E402 - the path comes first

from core.foxapi.client import FoxApi  # noqa: E402
from core.home import Home  # noqa: E402
from core.job import Connection, Job, State, new_id  # noqa: E402
from core.ledger import Ledger  # noqa: E402
from tests.faulty import FoxServer, Plan  # noqa: E402
from tests.studios import KEY, rig  # noqa: E402

ROUNDS = 7
QUERIES = 100
CHANGES = 200
IDLE_SECONDS = 5.0


def compare(title: str, ours: Callable[[], float], peer: Callable[[], float], unit: str) -> None:
    """Measure both in turn, and print the medians and the median of the ratios."""
    pairs = [(ours(), peer()) for _ in range(ROUNDS)]
    mine, theirs = (statistics.median(side) for side in zip(*pairs, strict=True))
    ratio = statistics.median(a / b for a, b in pairs)
    print(f"{title:<58} {mine:8.3f} {theirs:8.3f} {unit:<10} ×{ratio:.2f}")


def cpu(work: Callable[[], object]) -> float:
    """Return the CPU time of ``work`` in milliseconds, all threads of this process."""
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def wall(work: Callable[[], object]) -> float:
    """Return the wall time of ``work`` in milliseconds."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def bench_query(server: FoxServer) -> None:
    """A query: FoxApi beside a bare requests.Session with its defaults."""
    task = server.add_task(Plan(pending=10**9))
    api = FoxApi(server.base_url, server.key)
    session = requests.Session()
    session.headers["Authorization"] = f"Bearer {server.key}"
    url = f"{server.base_url}/v1/tasks/{task.id}"
    compare(
        "a query: FoxApi / requests.Session (with the test server)",
        lambda: cpu(lambda: [api.task(task.id) for _ in range(QUERIES)]) / QUERIES,
        lambda: cpu(lambda: [session.get(url).json() for _ in range(QUERIES)]) / QUERIES,
        "CPU ms",
    )
    api.close()
    session.close()


def bench_ledger(folder: Path) -> None:
    """A change of a job: the ledger beside one bare UPDATE, both forced to the disk."""
    ledger = Ledger(folder / "ledger.sqlite3")
    job = Job(new_id(), 1.0, Connection("https://x"), "sora-2", "a fox", {}, "/clips")
    ledger.add([dataclasses.replace(job, state=State.PENDING, task_id="t")])
    bare = sqlite3.connect(folder / "bare.sqlite3", isolation_level=None)
    for pragma in ("journal_mode = WAL", "synchronous = FULL"):
        bare.execute(f"PRAGMA {pragma}")
    bare.execute("CREATE TABLE jobs (id TEXT PRIMARY KEY, progress INTEGER)")
    bare.execute("INSERT INTO jobs VALUES ('x', 0)")

    def ours() -> None:
        for number in range(CHANGES):
            ledger.change(job.id, State.PENDING, progress=number % 100)

    def peer() -> None:
        for number in range(CHANGES):
            bare.execute("UPDATE jobs SET progress = ? WHERE id = 'x'", (number,))

    compare(
        "a change on the disk: Ledger / one bare UPDATE",
        lambda: wall(ours) / CHANGES,
        lambda: wall(peer) / CHANGES,
        "ms",
    )
    ledger.close()
    bare.close()


async def idle(home: Home, jobs: int) -> float:
    """Return the CPU time of a studio with ``jobs`` held jobs that has nothing to do, in ms/s."""
    async with rig(home) as r:
        asked = [
            dataclasses.replace(r.ask("https://x.example")[0], id=new_id()) for _ in range(jobs)
        ]
        await r.studio.add(asked, hold=True)
        await asyncio.sleep(0.5)
        start = time.process_time()
        await asyncio.sleep(IDLE_SECONDS)
        return (time.process_time() - start) * 1000 / IDLE_SECONDS


def bench_idle(folder: Path) -> None:
    """What a studio costs while nothing happens."""
    home = Home(folder / "home", folder / "home" / "clips")
    home.prepare()
    print(f"{'idle, 1,000 held jobs':<58} {asyncio.run(idle(home, 1000)):8.3f} CPU ms a second")


def main() -> None:
    """Run every benchmark."""
    print(f"{'':<58} {'ours':>8} {'peer':>8}")
    with FoxServer(key=KEY) as server:
        bench_query(server)
    with tempfile.TemporaryDirectory() as name:
        bench_ledger(Path(name))
        bench_idle(Path(name))


if __name__ == "__main__":
    main()
