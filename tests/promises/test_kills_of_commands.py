"""The kill matrix: every command is killed before each of its effects, and ``resume`` mends it."""

from __future__ import annotations

import contextlib
import itertools
import signal
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from core.schema import MIGRATIONS
from tests.faulty import Answer, Gate, Hang, Serve
from tests.promises.effects import Plan
from tests.promises.programs import Programs
from tests.promises.resuming import resumed, sweep
from tests.promises.worlds import CLIP, World, world


@dataclass(frozen=True)
class Situation:
    """What there is on a home, and the command that is killed on it.

    ``prepare`` returns the command; ``left`` looks at what the killed command has left.
    """

    prepare: Callable[[World], list[str]]
    left: Callable[[World], None] = lambda _: None


def _half_a_clip(there: World) -> list[str]:
    gate = Gate()
    there.server.on_clip(Serve(pauses=((CLIP // 2, gate),)))
    program = there.start("generate", "a fox")
    gate.wait_reached()
    program.kill()
    gate.release()
    return ["resume"]


def _held(there: World) -> list[str]:
    there.run("generate", "a fox", "--hold")
    return ["resume"]


def _stop(*options: str) -> Callable[[World], list[str]]:
    def prepare(there: World) -> list[str]:
        return ["stop", there.run("generate", "a fox", *options, "--json").jobs[0]["id"]]

    return prepare


def _stopped(there: World) -> list[str]:
    there.run(*(stop := _stop("--no-wait")(there)))
    return ["retry", stop[1]]


def _failed(there: World) -> list[str]:
    there.server.on_create(Answer(422, {"error": {"message": "no"}}))
    return ["retry", there.run("generate", "a fox", "--json").jobs[0]["id"]]


def _older_ledger(there: World) -> list[str]:
    there.run("generate", "a fox", "--no-wait")
    make_older(there.home.ledger, version=1)
    return ["resume"]


def _one_version(there: World) -> None:
    ((version,),) = there.query("PRAGMA user_version")
    assert version in (1, len(MIGRATIONS))
    query = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
    with contextlib.closing(sqlite3.connect(":memory:")) as fresh:
        for statement in itertools.chain(*MIGRATIONS[: int(str(version))]):
            fresh.execute(statement)
        assert sorted(there.query(query)) == sorted(fresh.execute(query).fetchall())
    assert len(there.states()) == 1


SITUATIONS = {
    "resume of half a clip": Situation(_half_a_clip),
    "resume of what is held": Situation(_held),
    "stop of what waits": Situation(_stop("--hold")),
    "stop of what is made": Situation(_stop("--no-wait")),
    "retry of what was stopped": Situation(_stopped),
    "retry of what failed": Situation(_failed),
    "follow": Situation(lambda there: ["follow", there.server.add_task().id]),
    "migration": Situation(_older_ledger, _one_version),
}


def make_older(file: Path, version: int) -> None:
    """Make a ledger what an older program would have written."""
    new = file.with_name("older.sqlite3")
    with contextlib.closing(sqlite3.connect(new, isolation_level=None)) as older:
        for statement in itertools.chain(*MIGRATIONS[:version]):
            older.execute(statement)
        older.execute("ATTACH ? AS newer", (str(file),))
        tables = older.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'")
        for (table,) in tables.fetchall():
            columns = older.execute(f"SELECT * FROM main.{table}").description
            names = ", ".join(column[0] for column in columns)
            older.execute(f"DELETE FROM main.{table}")
            older.execute(f"INSERT INTO main.{table} SELECT {names} FROM newer.{table}")
        older.execute(f"PRAGMA user_version = {version}")
    for ending in ("", "-wal", "-shm"):
        Path(f"{file}{ending}").unlink(missing_ok=True)
    new.rename(file)


@pytest.mark.parametrize("name", SITUATIONS)
def test_promise_3_a_command_killed_before_every_effect(
    tmp_path: Path, programs: Programs, long: bool, name: str
) -> None:
    situation = SITUATIONS[name]

    def one(folder: Path, number: int) -> str | None:
        with world(folder, programs) as there:
            command = situation.prepare(there)
            there.states()
            program = there.run(*command, plan=Plan(number))
            if program.wait() == -signal.SIGKILL:
                situation.left(there)
            wished = command[0] == "stop" and _noted("INSERT wishes", program.effects)
            resumed(there, stop=wished)
            return program.effects[-1] if program.wait() == -signal.SIGKILL else None

    with world(tmp_path / "life", programs) as there:
        life = there.run(*situation.prepare(there)).effects
        resumed(there)
    numbers = range(1, len(life) + 1, 1 if long else 16)
    killed = sweep(tmp_path, numbers, one)
    assert len(killed) >= 0.9 * len(numbers)


def _noted(statement: str, effects: list[str]) -> bool:
    """Tell whether a statement and the end of its transaction are among ``effects``."""
    return statement in effects and "after COMMIT" in effects[effects.index(statement) :]


def test_promise_3_killed_while_it_takes_the_queue_over(
    tmp_path: Path, programs: Programs, long: bool
) -> None:
    def one(folder: Path, number: int) -> str | None:
        with world(folder, programs) as there:
            gate = Gate()
            there.server.on_task(Hang(gate))
            first = there.start("generate", "the first")
            gate.wait_reached()
            second = there.start("generate", "the second", plan=Plan(number))
            while not second.ended() and "after COMMIT →waiting" not in second.effects:
                time.sleep(0.002)
            there.states()
            assert first.kill() == -signal.SIGKILL
            gate.release()
            killed = second.wait() == -signal.SIGKILL
            resumed(there)
            return second.effects[-1] if killed else None

    # Some 35 effects are the second's own start; from there on it has the queue.
    sweep(tmp_path, range(20, 170, 1 if long else 15), one)
