"""A damaged, newer or older ledger: what is kept, what is taken over, and what it is then."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

import core.schema
from core.backups import KEPT, newest_first
from core.catalog import Catalog, load_catalog
from core.gathering import true_now, with_clip
from core.help import Face, explain
from core.home import Home
from core.job import MOVES, Clip, Connection, Job, StartFrame, State, new_id
from core.ledger import Ledger
from core.program import Program
from core.schema import MIGRATIONS, LedgerUnusable
from core.sessions import Session
from core.settings import Settings
from core.sidecar import content, read_sidecar, sidecars_in, write_sidecar
from core.soundness import examine, unfinished

ROOT = Path(__file__).parent.parent.parent.parent
HOST = "https://api.foxapi.cc"
UNSENT = (State.WAITING, State.UPLOADING, State.SUBMITTING)
NOW = 1_760_000_000.0
NEWEST = len(MIGRATIONS)


def job(state: State = State.WAITING, **changes: object) -> Job:
    """Return a job in ``state`` with what goes with it."""
    made = Job(
        id=new_id(),
        created_at=NOW,
        connection=Connection(HOST, "mark"),
        model="sora-2",
        prompt="a fox",
        values={"duration": 8},
        output="/clips",
        state=state,
    )
    if state not in (*UNSENT, State.UNCONFIRMED):
        made = dataclasses.replace(made, task_id=f"task-{made.id}", sent_at=NOW)
    if state in (State.DOWNLOADING, State.COMPLETED):
        file = "/clips/a.mp4" if state is State.COMPLETED else ""
        made = dataclasses.replace(made, clip=Clip("https://cdn/a.mp4", NOW, file=file))
    return dataclasses.replace(made, **changes)  # type: ignore[arg-type]


@pytest.fixture
def program(home: Home) -> Program:
    """Return the program on the test's home."""
    return Program(home, Settings(), load_catalog(), {})


def fill(home: Home, jobs: list[Job]) -> list[Job]:
    """Write jobs into the home's ledger, and close it in order."""
    with contextlib.closing(Ledger(home.ledger)) as ledger:
        return ledger.add(jobs)


@contextlib.contextmanager
def opened(program: Program) -> Iterator[Ledger]:
    """Open the ledger as the program does."""
    with contextlib.closing(program.open_ledger()) as ledger:
        yield ledger


def by_id(ledger: Ledger) -> dict[str, Job]:
    """Return every job by its id; no id may be there twice."""
    jobs = ledger.jobs(removed=True)
    assert len({each.id for each in jobs}) == len(jobs)
    held = [each.task_id for each in jobs if each.task_id]
    assert len(set(held)) == len(held)
    return {each.id: each for each in jobs}


def tear_head(file: Path) -> bytes:
    """Destroy the first page of a ledger, and return what is there now."""
    data = b"\xa5" * 4096 + file.read_bytes()[4096:]
    file.write_bytes(data)
    return data


def files(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """Return what is in the files of a ledger, with their rights and times."""
    found = {}
    for each in sorted(folder.glob("ledger.sqlite3*")):
        about = each.stat()
        found[each.name] = (about.st_mode, about.st_mtime_ns, each.read_bytes())
    return found


# Decisions


@pytest.mark.parametrize("state", State)
def test_a_job_with_a_task_goes_on_with_it_and_is_never_unsent(state: State) -> None:
    true = true_now(job(state, task_id="task-1"))
    assert true.task_id == "task-1"
    assert true.state not in (*UNSENT, State.UNCONFIRMED)
    if state in (State.PENDING, State.PROCESSING, State.DOWNLOADING, State.COMPLETED):
        assert true.state is state


@pytest.mark.parametrize("state", State)
def test_a_job_without_a_task_is_never_sent_again(state: State) -> None:
    old = job(state, task_id="", sent_at=None, clip=None)
    true = true_now(old)
    assert State.WAITING not in MOVES[true.state] or true.error is not None
    if state in UNSENT:
        assert true.state is State.UNCONFIRMED
        assert true.error is not None
        assert (true.error.kind, true.error.needs_person) == ("ledger_rebuilt", True)


@pytest.mark.parametrize("state", [State.DOWNLOADING, State.COMPLETED])
def test_where_the_link_is_lost_the_provider_is_asked_again(state: State) -> None:
    assert true_now(job(state, clip=None)).state is State.PENDING


def test_a_removed_job_that_goes_on_is_seen_again() -> None:
    assert true_now(job(State.COMPLETED, clip=None, removed_at=NOW)).removed_at is None
    assert true_now(job(State.FAILED, removed_at=NOW)).removed_at == NOW


def test_a_clip_beside_its_sidecar_completes_a_job_but_not_one_of_another_task() -> None:
    finished = job(State.COMPLETED, task_id="task-1")
    unsure = true_now(job(State.WAITING))
    done = with_clip(unsure, finished)
    assert done is not None
    assert (done.id, done.state, done.task_id) == (unsure.id, State.COMPLETED, "task-1")
    assert (done.error, done.file) == (None, "/clips/a.mp4")
    assert with_clip(job(State.PENDING, task_id="task-2"), finished) is None


@pytest.mark.parametrize("face", Face)
def test_the_words_do_not_claim_that_it_was_or_was_not_sent(face: Face) -> None:
    unsure = true_now(job(State.WAITING))
    assert unsure.error is not None
    words = explain(unsure.error, unsure, face)
    assert "do not say any more whether this was sent" in words.happened
    assert words.charged == "If it was sent, it may have been charged."
    assert "Look into your tasks at FoxAPI" in words.todo


# Damage


def test_every_job_comes_back_from_behind_a_torn_head(home: Home, program: Program) -> None:
    jobs = [job(state) for state in State for _ in range(20)]
    fill(home, jobs)
    with contextlib.closing(Ledger(home.ledger)) as ledger:
        salt, before = ledger.salt, by_id(ledger)
        ledger.change(jobs[60].id, State.PENDING, to=State.PROCESSING, answer="{}")
        moves = ledger.moves(jobs[60].id)
    data = tear_head(home.ledger)
    with opened(program) as ledger:
        rebuilt, after = ledger.rebuilt, by_id(ledger)
        assert ledger.salt == salt
        assert ledger.moves(jobs[60].id) == moves
        assert ledger.answer(jobs[60].id) == "{}"
    assert rebuilt is not None
    assert (rebuilt.salvaged, rebuilt.from_backup, rebuilt.from_sidecars) == (200, 0, 0)
    assert rebuilt.unconfirmed == 60
    assert rebuilt.kept is not None
    assert rebuilt.kept.read_bytes() == data
    assert rebuilt.kept.parent == home.root / "damaged"
    assert list(after) == [each.id for each in jobs]  # in their old order
    for old in before.values():
        new = after[old.id]
        same = dataclasses.replace(true_now(old), seq=new.seq, rev=new.rev)
        assert dataclasses.replace(new, state=same.state) == same
    assert not unfinished(home.ledger).parent.exists()
    with opened(program) as ledger:
        assert ledger.rebuilt is None
        assert by_id(ledger) == after


def test_what_cannot_be_read_comes_from_the_backup_and_the_sidecars(
    home: Home, program: Program
) -> None:
    home.clips.mkdir()
    elsewhere = home.root.parent / "elsewhere"
    elsewhere.mkdir()
    sent, unsent, stopped = job(State.PENDING), job(), job(State.STOPPED, task_id="")
    finished_since = job()
    fill(home, [sent, unsent, stopped, finished_since, job(output=str(elsewhere))])
    with contextlib.closing(Ledger(home.ledger)) as ledger:
        salt = ledger.salt
    core.schema.back_up(home.ledger, NEWEST)
    alone = job(State.COMPLETED, created_at=NOW - 60)
    for made, folder in ((alone, elsewhere), (finished_since, home.clips)):
        clip = folder / f"{made.id}.mp4"
        clip.write_bytes(b"clip")
        done = dataclasses.replace(
            made, task_id=f"task-{made.id}", clip=Clip("", 0.0, file=str(clip), size=4)
        )
        write_sidecar(dataclasses.replace(done, finished_at=NOW + 5), clip)
    home.ledger.write_bytes(b"\xa5" * 50_000)
    with opened(program) as ledger:
        after, rebuilt = by_id(ledger), ledger.rebuilt
        assert ledger.salt == salt
    assert rebuilt is not None
    assert (rebuilt.salvaged, rebuilt.from_backup, rebuilt.from_sidecars) == (0, 5, 1)
    assert rebuilt.unconfirmed == 2
    assert next(iter(after)) == alone.id  # the oldest
    assert after[alone.id].connection == Connection(HOST)
    assert after[alone.id].file == str(elsewhere / f"{alone.id}.mp4")
    assert (after[sent.id].state, after[sent.id].task_id) == (State.PENDING, sent.task_id)
    assert after[sent.id].connection == sent.connection
    assert after[unsent.id].state is State.UNCONFIRMED
    assert after[stopped.id].error is not None
    done = after[finished_since.id]
    assert (done.state, done.error, done.finished_at) == (State.COMPLETED, None, NOW + 5)


def test_without_the_salt_no_mark_is_left_so_that_the_present_key_follows(
    home: Home, program: Program
) -> None:
    fill(home, [job(State.PENDING)])
    with contextlib.closing(sqlite3.connect(home.ledger, isolation_level=None)) as database:
        database.execute("DELETE FROM home")
    with opened(program) as ledger:
        ((found),) = by_id(ledger).values()
        assert len(ledger.salt) == 16
    assert (found.state, found.connection.key_mark) == (State.PENDING, "")


@pytest.mark.parametrize(
    ("column", "value"),
    [("facts", '{"values": {'), ("facts", '{"colour": 1}'), ("state", "waitinh"), ("facts", "[]")],
)
def test_a_row_that_is_half_readable_keeps_its_task(
    home: Home, program: Program, column: str, value: str
) -> None:
    sent, unsent = fill(home, [job(State.PROCESSING), job()])
    with contextlib.closing(sqlite3.connect(home.ledger, isolation_level=None)) as database:
        database.execute(f"UPDATE jobs SET {column} = ?", (value,))
        database.execute("UPDATE jobs SET facts = '{' WHERE id = ?", (unsent.id,))
    with opened(program) as ledger:
        after = by_id(ledger)
        assert ledger.rebuilt is not None
    assert after[sent.id].task_id == sent.task_id
    assert after[sent.id].state in (State.PENDING, State.PROCESSING)
    assert after[unsent.id].state is State.UNCONFIRMED
    assert after[unsent.id].output


@pytest.mark.parametrize("gone", ["DROP TABLE moves", "DROP TABLE jobs", "PRAGMA user_version = 0"])
def test_a_ledger_without_one_of_its_parts_is_made_anew(
    home: Home, program: Program, gone: str
) -> None:
    fill(home, [job(State.PENDING)])
    with contextlib.closing(sqlite3.connect(home.ledger, isolation_level=None)) as database:
        database.execute(gone)
    with opened(program) as ledger:
        assert ledger.rebuilt is not None
        assert len(by_id(ledger)) == (0 if "jobs" in gone else 1)


def killed_with_a_journal(home: Home, jobs: int = 3) -> None:
    """Let a program write a ledger and be killed, so that all of it is in the journal."""
    code = f"""
        import os
        from pathlib import Path
        from core.ledger import Ledger
        from tests.unit.core.test_rebuilding import State, job
        ledger = Ledger(Path({str(home.ledger)!r}))
        ledger.add([job(State.PENDING) for _ in range({jobs})])
        os.kill(os.getpid(), 9)
    """
    assert run_code(code).returncode == -9


def run_code(code: str) -> subprocess.CompletedProcess[bytes]:
    """Run Python in a process of its own, from the checkout."""
    return subprocess.run([sys.executable, "-c", textwrap.dedent(code)], cwd=ROOT, timeout=60)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("cut", ["emptied", "gone", "torn"])
def test_a_journal_whose_ledger_is_gone_is_not_thrown_away(
    home: Home, program: Program, cut: str
) -> None:
    killed_with_a_journal(home)
    if cut == "gone":
        home.ledger.unlink()
    else:
        home.ledger.write_bytes(b"" if cut == "emptied" else b"\xa5" * 100)
    with opened(program) as ledger:
        assert ledger.rebuilt is not None
        assert ledger.rebuilt.salvaged == 3
        kept = ledger.rebuilt.kept
        assert kept is not None
    assert kept.with_name(f"{kept.name}-wal").stat().st_size > 4096


def test_an_emptied_ledger_is_told_from_a_new_one(home: Home, program: Program) -> None:
    fill(home, [job(State.PENDING)])
    home.ledger.write_bytes(b"")
    with opened(program) as ledger:
        assert ledger.rebuilt is not None
    other = Home(home.root / "other", home.clips)
    other.prepare()
    other.ledger.touch()
    with contextlib.closing(Ledger(other.ledger)) as new:
        assert new.jobs() == []


def test_damage_never_overwrites_what_was_kept_before(home: Home, program: Program) -> None:
    kept = []
    for number in range(3):
        home.ledger.write_bytes(f"no ledger {number}".encode() * 100)
        with opened(program) as ledger:
            assert ledger.rebuilt is not None
            kept.append(ledger.rebuilt.kept)
    assert len(set(kept)) == 3
    assert [each.read_bytes()[:11] for each in kept] == [
        b"no ledger 0",
        b"no ledger 1",
        b"no ledger 2",
    ]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("journal", [False, True])
def test_half_a_rebuild_is_gone_on_with_wherever_it_was_cut_short(
    home: Home, program: Program, monkeypatch: pytest.MonkeyPatch, journal: bool
) -> None:
    """Stop before each step that changes something on the disk, and begin anew from there."""
    if journal:
        killed_with_a_journal(home)
        home.ledger.write_bytes(b"\xa5" * 100)
    else:
        fill(home, [job(State.PENDING), job(), job()])
        tear_head(home.ledger)
    data, template = files(home.root), home.root.with_name("template")
    shutil.copytree(home.root, template)
    step = 0
    while step < 200:
        shutil.rmtree(home.root)
        shutil.copytree(template, home.root)
        if not cut_short(program, monkeypatch, step):
            break
        with opened(program) as ledger:
            after = by_id(ledger)
        assert len(after) == 3, step
        assert State.WAITING not in {each.state for each in after.values()}
        kept = sorted((home.root / "damaged").iterdir())
        assert [each.read_bytes() for each in kept] == [content for _, _, content in data.values()]
        assert list(unfinished(home.ledger).parent.glob("*")) == []
        step += 1
    assert step > 10


def cut_short(program: Program, monkeypatch: pytest.MonkeyPatch, at: int) -> bool:
    """Open the ledger, stopping before one change of the disk; tell whether it came to that."""
    left = at

    class Cut(BaseException):
        """What nothing catches: the power is off."""

    def then_cut(real: object) -> object:
        def call(*args: object, **named: object) -> object:
            nonlocal left
            left -= 1
            if left < 0:
                raise Cut
            return real(*args, **named)  # type: ignore[operator]

        return call

    with monkeypatch.context() as patch:
        for owner, name in (
            *((Path, each) for each in ("rename", "replace", "unlink", "mkdir", "touch")),
            (shutil, "copyfile"),
            (os, "fsync"),
        ):
            patch.setattr(owner, name, then_cut(getattr(owner, name)))
        try:
            program.open_ledger().close()
        except Cut:
            return True
    return False


def test_a_full_disk_keeps_the_damaged_ledger_and_the_next_start_goes_on(
    home: Home, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(home, [job(State.PENDING)])
    data = tear_head(home.ledger)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(shutil, "copyfile", full)
        for _ in range(2):
            with pytest.raises(LedgerUnusable) as caught:
                program.open_ledger()
            assert (caught.value.code, caught.value.detail) == (
                "not_rebuilt",
                "No space left on device",
            )
    with opened(program) as ledger:
        assert ledger.rebuilt is not None
        assert ledger.rebuilt.kept is not None
        assert ledger.rebuilt.kept.read_bytes() == data
        assert len(by_id(ledger)) == 1


# Other programs


def test_while_another_has_it_open_a_damaged_ledger_is_left_alone(
    home: Home, program: Program
) -> None:
    fill(home, [job(State.PENDING)])
    with contextlib.closing(Ledger(home.ledger)):
        tear_head(home.ledger)
        before = files(home.root)
        with pytest.raises(LedgerUnusable) as caught:
            program.open_ledger()
        assert caught.value.code == "in_use"
        assert files(home.root) == before
        assert not (home.root / "damaged").exists()


def test_so_it_is_while_a_program_runs_that_says_so_by_its_session_only(
    home: Home, program: Program
) -> None:
    fill(home, [job(State.PENDING)])
    tear_head(home.ledger)
    session = Session(home.sessions, lambda: None)
    try:
        with pytest.raises(LedgerUnusable) as caught:
            program.open_ledger()
        assert caught.value.code == "in_use"
    finally:
        session.close()
    with opened(program) as ledger:
        assert ledger.rebuilt is not None


# Newer, older


def test_a_newer_ledger_is_not_touched_in_any_way(home: Home, program: Program) -> None:
    fill(home, [job()])
    with contextlib.closing(sqlite3.connect(home.ledger)) as database:
        database.execute(f"PRAGMA user_version = {NEWEST + 1}")
    home.ledger.chmod(0o640)
    before = files(home.root)
    assert list(before) == ["ledger.sqlite3"]
    with pytest.raises(LedgerUnusable) as caught:
        program.open_ledger()
    assert caught.value.code == "newer"
    assert files(home.root) == before
    assert not (home.root / "damaged").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_nor_is_one_whose_program_was_killed(home: Home, program: Program) -> None:
    killed_with_a_journal(home)
    code = f"""
        import os, sqlite3
        database = sqlite3.connect({str(home.ledger)!r}, isolation_level=None)
        database.execute("PRAGMA user_version = {NEWEST + 1}")
        os.kill(os.getpid(), 9)
    """
    assert run_code(code).returncode == -9
    before = files(home.root)
    assert "ledger.sqlite3-wal" in before
    with pytest.raises(LedgerUnusable) as caught:
        program.open_ledger()
    assert caught.value.code == "newer"
    after = files(home.root)
    for name in ("ledger.sqlite3", "ledger.sqlite3-wal"):
        assert after[name] == before[name]


def make_old(home: Home) -> Job:
    """Make a ledger of the first version, with a job that has a task."""
    with contextlib.closing(sqlite3.connect(home.ledger, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode = WAL")
        for statement in MIGRATIONS[0]:
            database.execute(statement)
        there = job(State.PENDING)
        values = (1, there.id, 1, NOW, "pending", HOST, "mark", "sora-2", "a fox")
        facts = json.dumps({"values": {}, "output": "/clips"})
        rest = ("", 1, "", there.task_id, None, facts)
        marks = ", ".join("?" * 15)
        database.execute(f"INSERT INTO jobs VALUES ({marks})", (*values, *rest))
        database.execute("PRAGMA user_version = 1")
    return there


def versions(files_: list[Path]) -> list[int]:
    """Return the versions of ledgers, which must be sound."""
    found = []
    for file in files_:
        with contextlib.closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            found.append(database.execute("PRAGMA user_version").fetchone()[0])
    return found


def test_a_backup_is_made_before_a_migration_and_none_of_a_new_ledger(home: Home) -> None:
    folder = home.root / "backups"
    fill(home, [])
    assert not folder.exists()
    home.ledger.unlink()
    there = make_old(home)
    with contextlib.closing(Ledger(home.ledger)) as ledger:
        assert list(by_id(ledger)) == [there.id]
    (backup,) = folder.iterdir()
    assert versions([backup, home.ledger]) == [1, NEWEST]
    assert backup.name.startswith("ledger-v1-20")
    assert os.name == "nt" or backup.stat().st_mode & 0o777 == 0o600
    assert os.name == "nt" or folder.stat().st_mode & 0o777 == 0o700
    with contextlib.closing(sqlite3.connect(backup)) as database:
        assert database.execute("SELECT task_id FROM jobs").fetchone() == (there.task_id,)


def test_the_newest_backups_are_kept(home: Home) -> None:
    fill(home, [job()])
    made = [core.schema.back_up(home.ledger, NEWEST) for _ in range(KEPT + 2)]
    (home.root / "backups" / "mine.txt").write_text("not a backup")
    core.schema.back_up(home.ledger, NEWEST)
    left = newest_first(home.root / "backups")
    assert len(left) == KEPT
    assert not any(each.exists() for each in made[:3])
    assert (home.root / "backups" / "mine.txt").exists()


def test_what_is_still_in_the_journal_is_in_the_backup(home: Home) -> None:
    with contextlib.closing(Ledger(home.ledger)) as ledger:
        (there,) = ledger.add([job()])
        backup = core.schema.back_up(home.ledger, NEWEST)
    with contextlib.closing(sqlite3.connect(backup)) as database:
        assert database.execute("SELECT id FROM jobs").fetchall() == [(there.id,)]


def test_without_room_for_a_backup_an_older_ledger_stays_as_it_is(
    home: Home, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_old(home)
    before = home.ledger.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("core.backups._copy", full)
        with pytest.raises(LedgerUnusable) as caught:
            program.open_ledger()
    assert (caught.value.code, caught.value.detail) == ("not_backed_up", "No space left on device")
    assert home.ledger.read_bytes() == before
    assert versions([home.ledger]) == [1]
    assert list((home.root / "backups").iterdir()) == []
    with opened(program) as ledger:
        assert len(by_id(ledger)) == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("statements", range(0, 7, 2))
def test_killed_in_a_migration_it_is_of_one_version_or_the_other(
    home: Home, program: Program, statements: int
) -> None:
    """A statement of the migration kills the program that runs it."""
    there = make_old(home)
    code = f"""
        import os
        from pathlib import Path
        import core.schema
        from core.ledger import Ledger

        class Deadly(str):
            pass

        real = core.schema.MIGRATIONS
        flat = [each for statements in real[1:] for each in statements]

        def dying():
            for number, each in enumerate(flat):
                if number == {statements}:
                    os.kill(os.getpid(), 9)
                yield each
            os.kill(os.getpid(), 9)

        class Last(tuple):
            def __iter__(self):
                return dying()

        core.schema.MIGRATIONS = (real[0], *[() for _ in real[2:]], Last(flat))
        Ledger(Path({str(home.ledger)!r}))
    """
    assert run_code(code).returncode == -9
    (backup,) = (home.root / "backups").iterdir()
    assert versions([backup, home.ledger]) == [1, 1]
    with opened(program) as ledger:
        assert ledger.rebuilt is None
        assert list(by_id(ledger)) == [there.id]


# How closely it is looked at


def statements_at_opening(home: Home, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return every statement of an opening and closing."""
    seen: list[str] = []
    real = sqlite3.connect

    def connect(*args: object, **named: object) -> sqlite3.Connection:
        database: sqlite3.Connection = real(*args, **named)  # type: ignore[call-overload]
        database.set_trace_callback(seen.append)
        return database

    with monkeypatch.context() as patch:
        patch.setattr(sqlite3, "connect", connect)
        Ledger(home.ledger).close()
    return "\n".join(seen)


def test_every_page_is_read_only_if_something_may_have_happened_to_it(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(home, [job()])
    # Any write from now on gives it another time, however coarse those are.
    assert home.ledger.stat().st_mtime_ns < time.time_ns() - 900_000_000
    assert "quick_check" not in statements_at_opening(home, monkeypatch)
    with home.ledger.open("r+b") as stream:  # right after it was closed, and of the same size
        stream.write(b"S")
    assert "quick_check" in statements_at_opening(home, monkeypatch)
    assert "quick_check" not in statements_at_opening(home, monkeypatch)
    monkeypatch.setattr("core.soundness.CHECK_EVERY", 0.0)
    assert "quick_check" in statements_at_opening(home, monkeypatch)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_every_page_is_read_after_a_kill(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(home, [job()])
    killed_with_a_journal(home)
    assert "quick_check" in statements_at_opening(home, monkeypatch)
    assert "quick_check" not in statements_at_opening(home, monkeypatch)


def test_every_page_is_read_after_a_part_was_found_damaged_while_running(
    home: Home, program: Program
) -> None:
    jobs = fill(home, [job(State.PENDING, prompt="x" * 900) for _ in range(200)])
    ledger = Ledger(home.ledger)
    damage = bytearray(home.ledger.read_bytes())
    damage[4096 * 30 : 4096 * 40] = b"\xa5" * 4096 * 10
    home.ledger.write_bytes(damage)
    with pytest.raises(sqlite3.DatabaseError) as caught:
        ledger.jobs()
    assert core.schema.is_damage(caught.value)
    ledger.close()
    os.utime(home.ledger, ns=(1, 1))
    with opened(program) as ledger:
        assert ledger.rebuilt is not None
        assert 150 < len(by_id(ledger)) < len(jobs)


# Sidecars


def finished(folder: Path, **changes: object) -> tuple[Job, Path]:
    """Make a clip with its sidecar, and return its job and the sidecar."""
    clip = folder / "clip.mp4"
    clip.write_bytes(b"a clip")
    frame = StartFrame("/pictures/fox.png", "ab" * 32, "image/png", "", "crop")
    done = job(
        State.COMPLETED,
        clip=Clip("https://cdn/a?sig=1", NOW, "v_1", str(clip), "etag", 6, True, verified=True),
        start_frame=frame,
        output=str(folder),
        finished_at=NOW + 9,
        progress=100,
        model_used="sora-2-x",
        **changes,
    )
    write_sidecar(done, clip)
    return done, clip.with_suffix(".json")


@pytest.mark.parametrize("base_url", [HOST, "http://127.0.0.1:8080/foxapi", "demo"])
def test_a_finished_job_is_known_again_from_its_sidecar(tmp_path: Path, base_url: str) -> None:
    made, file = finished(tmp_path, connection=Connection(base_url, "mark"))
    assert made.clip is not None
    clip = dataclasses.replace(made.clip, url="", expires_at=0.0, etag="")
    expected = dataclasses.replace(made, connection=Connection(base_url), clip=clip)
    assert read_sidecar(file) == expected
    assert "mark" not in file.read_text("utf-8")
    assert "sig=1" not in file.read_text("utf-8")


def test_an_older_sidecar_will_do(tmp_path: Path) -> None:
    made, file = finished(tmp_path)
    old = content(made, tmp_path / "clip.mp4")
    for name in ("base_url", "finished_at", "size", "verified"):
        del old[name]
    old["start_frame"].pop("media_type")
    file.write_text(json.dumps(old), encoding="utf-8")
    found = read_sidecar(file)
    assert found is not None
    assert (found.id, found.connection.base_url) == (made.id, HOST)
    assert found.start_frame == made.start_frame
    assert found.finished_at == pytest.approx(time.time(), abs=60)


def test_files_that_are_no_sidecar_of_a_clip_are_passed_over(tmp_path: Path) -> None:
    made, file = finished(tmp_path)
    whole = content(made, tmp_path / "clip.mp4")
    for number, text in enumerate(
        [
            b"",
            b"{",
            b"[]",
            b"null",
            b"\xff\xfe",
            b"[" * 200_000,
            b" " * (2 << 20),
            json.dumps({**whole, "program": "Other 1"}).encode(),
            json.dumps({**whole, "id": "../x"}).encode(),
            json.dumps({**whole, "params": None}).encode(),
            json.dumps({**whole, "clip": "gone.mp4"}).encode(),
            json.dumps({**whole, "clip": "../clip.mp4"}).encode(),
            json.dumps({**whole, "base_url": "http://example.com"}).encode(),
        ]
    ):
        (tmp_path / f"other {number}.json").write_bytes(text)
    (tmp_path / "folder.json").mkdir()
    if os.name != "nt":
        os.mkfifo(tmp_path / "pipe.json")
    assert [found.id for found in sidecars_in(tmp_path, set())] == [made.id]
    assert list(sidecars_in(tmp_path, {str(tmp_path / "clip.mp4")})) == []
    assert list(sidecars_in(tmp_path / "gone", set())) == []
    (tmp_path / "clip.mp4").unlink()
    assert read_sidecar(file) is None


# Anything


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a ledger's file with sixty jobs in every state."""
    file = tmp_path_factory.mktemp("sound") / "ledger.sqlite3"
    chance = random.Random(1)
    with contextlib.closing(Ledger(file)) as ledger:
        states = [*State, State.WAITING, State.WAITING]
        ledger.add([job(state, prompt="狐" * chance.randrange(400)) for state in states * 5])
    return file.read_bytes()


@st.composite
def damages(draw: st.DrawFn) -> tuple[tuple[tuple[float, int], ...], float, tuple[float, int]]:
    """Return flips (where, which bit), how much is left, and a page that is overwritten."""
    where = st.floats(0, 1, exclude_max=True)
    flips = draw(st.lists(st.tuples(where, st.integers(0, 7)), max_size=40))
    left = draw(st.sampled_from([1.0, 1.0, draw(where)]))
    page = draw(st.tuples(where, st.sampled_from([-1, 0, 0xA5, 0xFF])))
    return tuple(flips), left, page


@given(damages())
@examples(max_examples=50)
def test_whatever_happens_to_a_ledger_it_is_kept_and_nothing_is_sent_again(
    sound: bytes,
    tmp_path_factory: pytest.TempPathFactory,
    damage: tuple[tuple[tuple[float, int], ...], float, tuple[float, int]],
) -> None:
    flips, left, (page, filler) = damage
    data = bytearray(sound)
    for where, bit in flips:
        data[int(where * len(data))] ^= 1 << bit
    if filler >= 0:
        start = int(page * len(data)) // 4096 * 4096
        data[start : start + 4096] = bytes([filler]) * 4096
    del data[int(left * len(data)) :]
    root = tmp_path_factory.mktemp("any")
    home = Home(root / "home", root / "clips")
    home.prepare()
    home.ledger.write_bytes(data)
    program = Program(home, Settings(), load_catalog_once(), {})
    ledger = opened_or_code(program)
    if isinstance(ledger, str):
        assert ledger in ("newer", "unreadable")
        assert home.ledger.read_bytes() == data
        return
    with contextlib.closing(ledger):
        if ledger.rebuilt is None:
            return  # what was damaged is the text of a prompt, or nothing
        assert ledger.rebuilt.kept is not None
        assert ledger.rebuilt.kept.read_bytes() == data
        for each in by_id(ledger).values():
            assert each.state not in UNSENT
            assert State.WAITING not in MOVES[each.state] or each.task_id or each.error
    examine(home.ledger, alone=True)
    with opened(program) as ledger:
        assert ledger.rebuilt is None
    shutil.rmtree(root)


def opened_or_code(program: Program) -> Ledger | str:
    """Open the ledger, or return the code of why it cannot be; nothing else may be raised."""
    try:
        return program.open_ledger()
    except LedgerUnusable as error:
        return error.code


@functools.cache
def load_catalog_once() -> Catalog:
    """Return the catalogue, read once."""
    return load_catalog()
