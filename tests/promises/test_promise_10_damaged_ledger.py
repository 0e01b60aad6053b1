"""Promise 10: a damaged ledger is set aside, said in words, and rebuilt; a newer one is left alone.

On real homes with real programs: nothing is sent again, and what was sent comes to its file.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import core.schema
from core.catalog import load_catalog
from core.desk import Trouble
from core.help import explain_call
from core.home import Home
from core.job import Fault, Job, State
from core.ledger import Ledger
from core.program import Program
from core.schema import MIGRATIONS
from core.settings import Settings
from tests.commands import foxreel
from tests.faulty import FoxServer, Plan
from tests.promises.effects import Plan as EffectPlan
from tests.promises.programs import Programs
from tests.promises.tally import Tally
from tests.promises.worlds import World, world
from tests.studios import rig, run

S = State
SAID = "Foxreel's records were damaged and have been put together again."


@pytest.fixture(scope="module")
def programs(tally: Tally) -> Iterator[Programs]:
    """Yield the starter of programs."""
    with Programs(tally) as running:
        yield running


@pytest.fixture
def there(tmp_path: Path, programs: Programs) -> Iterator[World]:
    """Yield a world with a finished job, one that was sent, and one that waits; nothing runs."""
    with world(tmp_path / "world", programs) as made:
        assert made.run("generate", "finished").wait() == 0
        made.server.plan = Plan(pending=3, processing=1, accepted={"task_info": None})
        assert made.run("generate", "sent", "--no-wait").wait() == 0
        assert made.run("generate", "waits", "--hold").wait() == 0
        made.check()
        assert made.states() == [S.COMPLETED, S.PENDING, S.WAITING]
        yield made


def tear(file: Path) -> None:
    """Destroy the head."""
    file.write_bytes(b"\xa5" * 4096 + file.read_bytes()[4096:])


def cut(file: Path) -> None:
    """Cut off the last page."""
    file.write_bytes(file.read_bytes()[:-4096])


def fill_with_junk(file: Path) -> None:
    """Leave nothing of it."""
    file.write_bytes(random.Random(7).randbytes(60_000))


def empty(file: Path) -> None:
    """Leave nothing in it."""
    file.write_bytes(b"")


def drop_moves(file: Path) -> None:
    """Take a table out."""
    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as database:
        database.execute("DROP TABLE moves")


def by_prompt(jobs: list[Job]) -> dict[str, Job]:
    return {job.prompt: job for job in jobs}


@pytest.mark.parametrize("damage", [tear, cut, drop_moves, fill_with_junk, empty])
def test_what_was_sent_comes_to_its_file_and_nothing_is_sent_again(
    there: World, damage: Callable[[Path], None], tally: Tally
) -> None:
    if damage in (fill_with_junk, empty):
        with contextlib.closing(Ledger(there.home.ledger)):
            core.schema.back_up(there.home.ledger, len(MIGRATIONS))
    creates = len(there.server.requests("create"))
    damage(there.home.ledger)
    data = there.home.ledger.read_bytes()
    resumed = there.run("resume")
    assert resumed.wait() == 0, resumed.err
    assert resumed.err.count(SAID) == 1
    jobs = by_prompt(there.check())
    assert {prompt: job.state for prompt, job in jobs.items()} == {
        "finished": S.COMPLETED,
        "sent": S.COMPLETED,
        "waits": S.UNCONFIRMED,
    }
    waits = jobs["waits"]
    assert waits.error is not None
    assert waits.error.kind == "ledger_rebuilt"
    assert len(there.server.requests("create")) == creates
    (kept,) = (there.home.root / "damaged").iterdir()
    assert kept.read_bytes() == data
    assert str(kept) in resumed.err
    again = there.run("resume")
    assert SAID not in again.err
    assert len(there.server.requests("create")) == creates
    tally.add("faults")


@pytest.mark.parametrize("damage", [fill_with_junk, Path.unlink])
def test_where_no_ledger_is_left_what_was_paid_for_comes_back(
    there: World, damage: Callable[[Path], None]
) -> None:
    creates = len(there.server.requests("create"))
    damage(there.home.ledger)
    jobs = there.run("jobs", "--json")
    states = {each["state"]: each for each in jobs.jobs}
    assert set(states) == {"completed", "pending"}
    assert states["completed"]["prompt"] == "finished"
    assert Path(states["completed"]["file"]).is_file()
    assert "1 in the files beside your clips, 1 in the list of accepted tasks" in jobs.err
    assert ("records were gone" in jobs.err) == (damage is Path.unlink)
    resumed = there.run("resume")
    assert resumed.wait() == 0, resumed.err
    assert there.states() == [S.COMPLETED, S.COMPLETED]
    assert len(there.server.requests("create")) == creates


def test_tasks_that_a_person_gave_come_back_too(there: World) -> None:
    task = there.server.add_task()
    assert there.run("follow", task.id).wait() == 0
    there.home.ledger.unlink()
    for clip in there.home.clips.iterdir():
        clip.unlink()
    listed = there.run("jobs", "--json")
    assert task.id in {each["task_id"] for each in listed.jobs}


def test_a_kill_at_any_point_of_it_loses_nothing(there: World, long: bool) -> None:
    tear(there.home.ledger)
    data, creates = there.home.ledger.read_bytes(), len(there.server.requests("create"))
    template = there.folder / "template"
    shutil.copytree(there.home.root, template)
    whole = there.run("resume")
    count = next(n for n, name in enumerate(whole.effects) if name.startswith("send "))
    for number in range(1, count + 1, 1 if long else max(count // 12, 1)):
        shutil.rmtree(there.home.root)
        shutil.copytree(template, there.home.root)
        killed = there.run("resume", plan=EffectPlan(number=number))
        assert killed.wait() == -9
        there.run("resume")
        jobs = by_prompt(there.check())
        assert jobs["sent"].state is jobs["finished"].state is S.COMPLETED
        assert jobs["waits"].state is S.UNCONFIRMED
        (kept,) = (there.home.root / "damaged").iterdir()
        assert kept.read_bytes() == data
        assert len(there.server.requests("create")) == creates


def test_a_job_that_cannot_be_followed_any_more_says_what_it_was(
    there: World,
) -> None:
    tear(there.home.ledger)
    listed = there.run("jobs", "--json")
    waits = next(each for each in listed.jobs if each["prompt"] == "waits")
    assert waits["state"] == "unconfirmed"
    assert "do not say any more whether this was sent" in waits["error"]["help"]


# Two programs


def test_a_damaged_ledger_that_another_program_has_open_is_left_alone(
    home: Home, server: FoxServer
) -> None:
    assert foxreel("generate", "a fox", "--hold", server=server).code == 0
    with contextlib.closing(Ledger(home.ledger)):
        tear(home.ledger)
        data = home.ledger.read_bytes()
        refused = foxreel("jobs", server=server)
        assert refused.code == 5
        assert "another Foxreel has it open. Close every one, then start again" in refused.err
        assert home.ledger.read_bytes() == data
        assert not (home.root / "damaged").exists()
    after = foxreel("jobs", "--json", server=server, FOXREEL_LANG="zh_CN")
    assert str(home.root / "damaged") in after.err
    (job,) = after.jobs
    assert job["state"] == "unconfirmed"
    assert server.requests("create") == []


# Newer and older


def test_a_newer_ledger_is_said_to_be_one_and_not_written(home: Home, server: FoxServer) -> None:
    assert foxreel("generate", "a fox", "--hold", server=server).code == 0
    with contextlib.closing(sqlite3.connect(home.ledger)) as database:
        database.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    data, about = home.ledger.read_bytes(), home.ledger.stat()
    for command in (("jobs",), ("resume",), ("generate", "another fox")):
        refused = foxreel(*command, server=server)
        assert refused.code == 5
        assert "was written by a newer Foxreel. Nothing was changed in it." in refused.err
    assert home.ledger.read_bytes() == data
    assert home.ledger.stat().st_mtime_ns == about.st_mtime_ns
    assert [each.name for each in home.root.glob("ledger.sqlite3*")] == ["ledger.sqlite3"]
    assert server.requests("create") == []


def test_an_older_ledger_is_backed_up_and_its_task_comes_to_its_file(
    home: Home, server: FoxServer
) -> None:
    server.plan = Plan(pending=50, processing=0, accepted={"task_info": None})
    older = MIGRATIONS[:-1]

    async def send() -> Job:
        async with rig(home) as r:
            (job,) = await r.studio.add(r.ask(server.base_url))
            return await r.until(job.id, lambda each: bool(each.task_id))

    sent = run(send())
    with contextlib.closing(sqlite3.connect(home.ledger, isolation_level=None)) as database:
        # What the last migration has made is taken away again.
        for table in core.schema.tables_of(len(MIGRATIONS)) - core.schema.tables_of(len(older)):
            database.execute(f"DROP TABLE {table}")
        for index in ("board", "batch", "character", "origin", "state"):
            database.execute(f"DROP INDEX jobs_by_{index}")
        for column in ("board", "character_id"):
            database.execute(f"ALTER TABLE jobs DROP COLUMN {column}")
        database.execute("CREATE INDEX jobs_by_state ON jobs (state, removed_at, seq, id)")
        database.execute(f"PRAGMA user_version = {len(older)}")
    server.tasks[0].plan = Plan(pending=0, processing=0)
    resumed = foxreel("resume", server=server)
    assert resumed.code == 0, resumed.err
    (backup,) = (home.root / "backups").iterdir()
    with contextlib.closing(sqlite3.connect(backup)) as database:
        assert database.execute("PRAGMA user_version").fetchone() == (len(older),)
        assert database.execute("SELECT task_id FROM jobs").fetchall() == [(sent.task_id,)]
    with contextlib.closing(Ledger(home.ledger)) as ledger:
        assert [job.state for job in ledger.jobs()] == [S.COMPLETED]
    assert len(server.requests("create")) == 1


# While it runs


@pytest.mark.expected_logs("ERROR core.worker: job .* the ledger cannot be written: .* malformed")
def test_damage_that_shows_while_running_says_to_start_again_and_that_helps(
    home: Home, server: FoxServer
) -> None:
    server.plan = Plan(pending=1000, processing=0, accepted={"task_info": None})
    troubles: asyncio.Queue[Fault] = asyncio.Queue()

    async def work() -> Job:
        async with rig(home) as r:
            r.studio.subscribe(
                lambda e: (
                    troubles.put_nowait(e.fault) if isinstance(e, Trouble) and e.fault else None
                )
            )
            (sent,) = await r.studio.add(r.ask(server.base_url))
            sent = await r.until(sent.id, lambda each: bool(each.task_id))
            damage_pages(home.ledger)
            r.ledger._database.execute("PRAGMA shrink_memory")  # as when memory is short
            server.tasks[0].plan = Plan(pending=0, processing=0)
            words = explain_call(await troubles.get(), "")
            assert "start it again" in words.todo
            return sent

    fill(home, server)
    sent = run(work())
    program = Program(home, Settings(), load_catalog(), {})
    with contextlib.closing(program.open_ledger()) as ledger:
        assert ledger.rebuilt is not None
    assert foxreel("resume", server=server).code == 0
    with contextlib.closing(Ledger(home.ledger)) as ledger:
        done = ledger.get(sent.id)
    assert done is not None
    assert (done.state, done.task_id) == (S.COMPLETED, sent.task_id)
    assert len(server.requests("create")) == 1


def fill(home: Home, server: FoxServer) -> None:
    """Fill some hundred pages of a ledger with jobs that nobody wants sent."""

    async def work() -> None:
        async with rig(home) as r:
            for number in range(20):
                asked = r.ask(server.base_url, f"{number} {'x' * 900}", takes=10)
                await r.studio.add(asked, hold=True)

    run(work())


def damage_pages(ledger: Path) -> None:
    """Damage the head of every page but the first."""
    data = bytearray(ledger.read_bytes())
    for start in range(4096, len(data), 4096):
        data[start : start + 8] = b"\xa5" * 8
    ledger.write_bytes(data)
