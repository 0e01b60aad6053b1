"""Receipts of accepted tasks: what is written and read, and what a lost ledger regains."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.backups import back_up
from core.catalog import load_catalog
from core.home import Home
from core.job import DEMO, Connection, Fault, Job, State
from core.program import Program
from core.rebuilding import Rebuilt, rebuilt_words
from core.receipts import Receipt, append, receipt_of, receipts_in
from core.resolving import sent_words
from core.rows import COLUMNS, to_row
from core.schema import MIGRATIONS
from core.settings import Settings
from core.soundness import unfinished
from tests.unit.core.test_rebuilding import HOST, NOW, by_id, fill, finished, job

S = State


@pytest.fixture
def program(home: Home) -> Program:
    """Return the program on the test's home."""
    return Program(home, Settings(), load_catalog(), {})


@contextlib.contextmanager
def opened(program: Program) -> Iterator[tuple[dict[str, Job], Rebuilt | None]]:
    """Open the ledger as the program does; yield its jobs and what is told of it."""
    with contextlib.closing(program.open_ledger()) as ledger:
        yield by_id(ledger), ledger.rebuilt


def noted(home: Home, *jobs: Job) -> None:
    """Write the receipts of jobs that have a task."""
    for each in jobs:
        append(home.receipts, receipt_of(each, each.task_id, NOW + 1))


def junk(home: Home) -> None:
    """Leave nothing of the ledger."""
    home.ledger.write_bytes(b"\xa5" * 50_000)


# The file


def test_a_receipt_says_what_follows_a_task_and_nothing_of_the_prompt_or_key(
    tmp_path: Path,
) -> None:
    file, sent = tmp_path / "receipts.jsonl", job(S.PENDING, prompt="a secret fox")
    append(file, receipt_of(sent, sent.task_id, NOW))
    text = file.read_text("ascii")
    assert set(json.loads(text)) == {"at", "job_id", "task_id", "base_url", "model", "output"}
    assert "secret" not in text
    assert "mark" not in text
    assert list(receipts_in(file)) == [
        Receipt(NOW, sent.id, sent.task_id, HOST, "sora-2", "/clips")
    ]
    assert os.name == "nt" or file.stat().st_mode & 0o777 == 0o600


def test_a_broken_line_takes_no_other_with_it(tmp_path: Path) -> None:
    file = tmp_path / "receipts.jsonl"
    jobs = [job(S.PENDING, connection=Connection(url)) for url in (HOST, DEMO, HOST)]
    good = [receipt_of(each, each.task_id, NOW) for each in jobs]
    content = {**vars(good[0])}
    append(file, good[0])
    for line in (
        b"\xff\n[]\nnull\n{}\n" + b"[" * 70_000 + b"\n",
        *(
            json.dumps({**content, **wrong}).encode() + b"\n"
            for wrong in (
                {"task_id": "../x"},
                {"job_id": "../x"},
                {"base_url": "http://example.com"},
                {"output": "clips"},
                {"output": None},
                {"at": "now"},
                {"at": float("nan")},
                {"colour": "red"},
            )
        ),
        b'{"at": 17600',  # as a power loss leaves it
    ):
        with file.open("ab") as stream:
            stream.write(line)
        append(file, good[1])
    append(file, good[2])
    assert list(dict.fromkeys(receipts_in(file))) == good


@pytest.mark.expected_logs("WARNING core.receipts: task .*: its receipt cannot be written")
def test_what_cannot_be_written_or_read_is_logged_and_harms_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    sent = job(S.PENDING)
    append(tmp_path / "gone" / "receipts.jsonl", receipt_of(sent, sent.task_id, NOW))
    assert f"task {sent.task_id}: its receipt cannot be written" in caplog.text
    assert list(receipts_in(tmp_path)) == []
    assert list(receipts_in(tmp_path / "gone")) == []


# A damaged ledger


def test_paid_tasks_come_back_from_their_receipts_alone(home: Home, program: Program) -> None:
    demo = job(S.PENDING, connection=Connection(DEMO))
    sent = fill(home, [job(S.PENDING), demo, job(S.PROCESSING, output=str(home.clips))])
    noted(home, *sent, sent[0])
    junk(home)
    with opened(program) as (after, rebuilt):
        assert list(after) == [each.id for each in sent]
        for old in sent:
            new = after[old.id]
            assert (new.state, new.task_id, new.prompt) == (S.PENDING, old.task_id, "")
            assert new.connection == Connection(old.connection.base_url)
            assert (new.model, new.output, new.sent_at) == (old.model, old.output, NOW + 1)
    assert rebuilt is not None
    assert (rebuilt.salvaged, rebuilt.from_receipts, rebuilt.unconfirmed) == (0, 3, 0)
    words = rebuilt_words(rebuilt)
    assert "3 in the list of accepted tasks" in words
    assert "What was not found may still be at FoxAPI" in words


def test_a_job_of_an_older_backup_goes_on_with_the_task_it_got_since(
    home: Home, program: Program
) -> None:
    waiting, stopped, known = fill(home, [job(), job(S.STOPPED, task_id=""), job(S.PENDING)])
    back_up(home.ledger, len(MIGRATIONS))
    append(home.receipts, receipt_of(waiting, "task-1", NOW + 1))
    append(home.receipts, receipt_of(stopped, "task-2", NOW + 1))
    append(home.receipts, receipt_of(waiting, "task-3", NOW + 2))
    noted(home, known)
    junk(home)
    with opened(program) as (after, rebuilt):
        got = after[waiting.id]
        assert (got.state, got.task_id, got.prompt) == (S.PENDING, "task-1", "a fox")
        assert (got.error, got.connection) == (None, waiting.connection)
        assert (after[stopped.id].state, after[stopped.id].task_id) == (S.PENDING, "task-2")
        assert after[known.id].prompt == "a fox"
        (other,) = (each for each in after.values() if each.task_id == "task-3")
        assert other.id not in (waiting.id, stopped.id, known.id)
    assert rebuilt is not None
    assert (rebuilt.from_backup, rebuilt.from_receipts, rebuilt.unconfirmed) == (3, 1, 0)


def test_sidecars_are_looked_for_where_receipts_say_and_tell_more(
    home: Home, program: Program, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    done, _ = finished(elsewhere)
    fill(home, [done])
    noted(home, done)
    junk(home)
    with opened(program) as (after, rebuilt):
        assert (after[done.id].state, after[done.id].prompt) == (S.COMPLETED, "a fox")
        assert len(after) == 1
    assert rebuilt is not None
    assert (rebuilt.from_sidecars, rebuilt.from_receipts) == (1, 0)


# A ledger that is gone


@pytest.mark.parametrize("trace", ["note", "receipts", "backup", "damaged", "sidecar"])
def test_a_ledger_that_is_gone_is_made_anew_whatever_shows_that_it_was_there(
    home: Home, program: Program, trace: str
) -> None:
    there = job(S.PENDING)
    if trace == "note":
        fill(home, [there])
    elif trace == "receipts":
        noted(home, there)
    elif trace == "backup":
        fill(home, [there])
        back_up(home.ledger, len(MIGRATIONS))
    elif trace == "damaged":
        (home.root / "damaged").mkdir()
        (home.root / "damaged" / "ledger-2026.sqlite3").write_bytes(b"junk")
    else:
        home.clips.mkdir()
        there, _ = finished(home.clips)
    if trace != "note":
        home.ledger.with_name("ledger.sound").unlink(missing_ok=True)
    home.ledger.unlink(missing_ok=True)
    with opened(program) as (after, rebuilt):
        found = {"receipts", "backup", "sidecar"}
        assert list(after) == ([there.id] if trace in found else [])
    assert rebuilt is not None
    assert rebuilt.kept is None
    assert rebuilt_words(rebuilt).startswith("Foxreel's records were gone")
    assert not unfinished(home.ledger).parent.exists()
    assert (home.root / "damaged").exists() == (trace == "damaged")
    with opened(program) as (_, rebuilt):
        assert rebuilt is None


def test_a_fresh_home_stays_fresh_and_silent(
    home: Home, program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "another home's clips"
    elsewhere.mkdir()
    finished(elsewhere)
    home.clips.mkdir()
    (home.clips / "notes.json").write_text("{}")
    (home.root / "backups").mkdir()
    monkeypatch.setattr("core.rebuilding.rebuild", None)
    fresh = Program(home, Settings(output=str(elsewhere)), program.catalog, {})
    with opened(fresh) as (after, rebuilt):
        assert (after, rebuilt) == ({}, None)
    assert not (home.root / "damaged").exists()


def test_a_rebuild_of_what_is_gone_goes_on_after_a_power_loss(
    home: Home, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = job(S.PENDING)
    noted(home, there)

    def lost(*_: object) -> None:
        raise KeyboardInterrupt

    for step in ("core.rebuilding._build", "core.rebuilding._clear", "core.rebuilding.Wreck"):
        with monkeypatch.context() as patch:
            patch.setattr(step, lost)
            with pytest.raises(KeyboardInterrupt):
                program.open_ledger()
    with opened(program) as (after, rebuilt):
        assert list(after) == [there.id]
    assert rebuilt is not None
    assert rebuilt.kept is None


# Words


def test_only_what_is_known_to_be_sent_is_said_to_be(home: Home, program: Program) -> None:
    (held,) = fill(home, [job()])
    home.ledger.write_bytes(b"\xa5" * 4096 + home.ledger.read_bytes()[4096:])
    with opened(program) as (after, _):
        words = sent_words(after[held.id], "01:35", "api.foxapi.cc")
    assert words == "Asked for 01:35, to be sent to api.foxapi.cc"
    sent = job(S.UNCONFIRMED, error=Fault("no_answer", needs_person=True))
    assert sent_words(sent, "01:35", "api.foxapi.cc") == "Sent 01:35 to api.foxapi.cc"


# Characters: no clip and no sidecar tells of them


def character(**changes: object) -> Job:
    made = {"character_id": "char-1", "character_name": "小米", "clip": None, "progress": 100}
    return job(S.COMPLETED, model="sora-2-character", **{**made, **changes})


def test_a_character_has_a_line_with_its_name_and_no_other_has(tmp_path: Path) -> None:
    file, made, sent = tmp_path / "receipts.jsonl", character(), job(S.PENDING)
    append(file, receipt_of(made, made.task_id, NOW))
    append(file, receipt_of(sent, sent.task_id, NOW))
    first, second = map(json.loads, file.read_text("ascii").splitlines())
    assert (first["character_id"], first["character_name"]) == ("char-1", "小米")
    assert set(first) - set(second) == {"character_id", "character_name"}
    assert [each.character_id for each in receipts_in(file)] == ["char-1", ""]


def test_characters_come_back_from_their_receipts_alone(home: Home, program: Program) -> None:
    made, again, elsewhere = fill(
        home,
        [
            character(),
            character(character_id="char-2", connection=Connection(DEMO)),
            character(character_id="char-3", task_id="", sent_at=None),
        ],
    )
    for each in (made, again):
        append(home.receipts, Receipt(NOW, each.id, each.task_id, HOST, each.model, "/clips"))
    for each in (made, again, elsewhere, made):
        append(home.receipts, receipt_of(each, each.task_id, NOW + 5))
    junk(home)
    with opened(program) as (after, rebuilt):
        assert set(after) == {made.id, again.id, elsewhere.id}
        for old in (made, again, elsewhere):
            new = after[old.id]
            assert (new.state, new.task_id, new.clip) == (S.COMPLETED, old.task_id, None)
            assert (new.character_id, new.character_name) == (old.character_id, "小米")
            assert new.model == "sora-2-character"
        assert after[elsewhere.id].connection == Connection(HOST)
    assert rebuilt is not None
    assert rebuilt.from_receipts == 3


def test_a_character_in_the_damaged_ledger_stays_as_it_is(home: Home, program: Program) -> None:
    (made,) = fill(home, [character()])
    append(home.receipts, receipt_of(made, made.task_id, NOW + 5))
    home.ledger.write_bytes(b"\xa5" * 4096 + home.ledger.read_bytes()[4096:])
    with opened(program) as (after, rebuilt):
        assert list(after) == [made.id]
        kept = after[made.id]
        assert (kept.state, kept.character_id, kept.clip) == (S.COMPLETED, "char-1", None)
    assert rebuilt is not None
    assert (rebuilt.salvaged, rebuilt.from_receipts) == (1, 0)


def test_an_older_backup_gets_the_character_that_was_made_since(
    home: Home, program: Program
) -> None:
    made = character()
    fill(home, [dataclasses.replace(made, state=S.PENDING, character_id="", character_name="")])
    back_up(home.ledger, len(MIGRATIONS))
    append(home.receipts, receipt_of(made, made.task_id, NOW + 5))
    junk(home)
    with opened(program) as (after, _):
        assert (after[made.id].state, after[made.id].character_name) == (S.COMPLETED, "小米")


# Ledgers of before boards and characters


@pytest.mark.parametrize("torn", [False, True])
def test_a_damaged_ledger_of_an_older_program_is_read(
    home: Home, program: Program, torn: bool
) -> None:
    old = MIGRATIONS[:3]
    with contextlib.closing(sqlite3.connect(home.ledger)) as database:
        for statement in (each for migration in old for each in migration):
            database.execute(statement)
        database.execute(f"PRAGMA user_version = {len(old)}")
        names = [name for name in COLUMNS if name not in ("board", "character_id")]
        made = [job(S.PENDING, prompt=f"fox {number}" * 40) for number in range(40)]
        for each in made:
            row = dict(zip(COLUMNS, to_row(each), strict=True))
            marks = ", ".join("?" * len(names))
            values = [row[name] for name in names]
            database.execute(f"INSERT INTO jobs ({', '.join(names)}) VALUES ({marks})", values)
        database.commit()
    data = home.ledger.read_bytes()
    torn_head = b"\xa5" * 4096 if torn else data[:4096]
    home.ledger.write_bytes(torn_head + data[4096:-4096] + b"\xa5" * 4096)
    with opened(program) as (after, _):
        assert len(after) > 20
        for each in after.values():
            assert (each.board, each.character_id, each.state) == ("", "", S.PENDING)
