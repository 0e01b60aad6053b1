"""Programs on one home: who lives, ringing one another, and whose turn it is."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.sessions import Session, Turn

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 30.0
"""Seconds after which a test gives up; no test waits that long where all is well."""

PRESENT = """
import sys
from pathlib import Path
from core.sessions import Session

session = Session(Path(sys.argv[1]), lambda: print("rung", flush=True))
print(session.id, flush=True)
for line in sys.stdin:
    if line == "ring\\n":
        session.ring_others()
    elif line == "close\\n":
        session.close()
        print("closed", flush=True)
"""

TURN = """
import sys
from pathlib import Path
from core.sessions import Turn

turn = Turn(Path(sys.argv[1]), lambda: print("granted", flush=True))
print(turn.take(), flush=True)
for line in sys.stdin:
    if line == "request\\n":
        turn.request()
"""


class Program:
    """Another program, told what to do line by line."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def said(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def tell(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(PATIENCE)


@contextlib.contextmanager
def program(code: str, path: Path) -> Iterator[Program]:
    with subprocess.Popen(
        [sys.executable, "-c", code, str(path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield Program(process)
        finally:
            process.kill()


@contextlib.contextmanager
def session(folder: Path, rung: Callable[[], None] = lambda: None) -> Iterator[Session]:
    present = Session(folder, rung)
    try:
        yield present
    finally:
        present.close()


# Who lives


def test_alone_only_this_program_lives(tmp_path: Path) -> None:
    with session(tmp_path) as own:
        assert own.living() == {own.id}


def test_two_sessions_see_each_other_until_one_ends(tmp_path: Path) -> None:
    with session(tmp_path) as own:
        with session(tmp_path) as other:
            assert own.id != other.id
            assert own.living() == other.living() == {own.id, other.id}
        assert own.living() == {own.id}
    assert list(tmp_path.iterdir()) == []


def test_another_program_is_seen_and_its_end_too(tmp_path: Path) -> None:
    with session(tmp_path) as own, program(PRESENT, tmp_path) as other:
        other_id = other.said()
        assert own.living() == {own.id, other_id}
        other.tell("close")
        assert other.said() == "closed"
        assert own.living() == {own.id}


def test_a_program_that_was_killed_is_forgotten(tmp_path: Path) -> None:
    with session(tmp_path) as own:
        with program(PRESENT, tmp_path) as other:
            other_id = other.said()
            assert own.living() == {own.id, other_id}
            other.kill()
            assert (tmp_path / other_id).exists()
            assert own.living() == {own.id}
        assert [file.name for file in tmp_path.iterdir()] == [own.id]


def test_what_a_dead_program_left_does_not_disturb_ringing(tmp_path: Path) -> None:
    (tmp_path / "dead").write_text("no port", "ascii")
    (tmp_path / "empty").touch()
    with session(tmp_path) as own:
        own.ring_others()
        assert own.living() == {own.id}
    assert list(tmp_path.iterdir()) == []


# Ringing


def test_a_ring_wakes_every_other_program_and_not_oneself(tmp_path: Path) -> None:
    own_bell, bells = threading.Event(), [threading.Event(), threading.Event()]
    with (
        session(tmp_path, own_bell.set) as own,
        session(tmp_path, bells[0].set),
        session(tmp_path, bells[1].set),
    ):
        own.ring_others()
        assert all(bell.wait(PATIENCE) for bell in bells)
        assert not own_bell.is_set()


def test_one_can_be_rung_again_and_again(tmp_path: Path) -> None:
    rings = threading.Semaphore(0)
    with session(tmp_path) as own, session(tmp_path, rings.release):
        for _ in range(3):
            own.ring_others()
            assert rings.acquire(timeout=PATIENCE)


def test_a_ring_passes_between_programs_both_ways(tmp_path: Path) -> None:
    rung = threading.Event()
    with session(tmp_path, rung.set) as own, program(PRESENT, tmp_path) as other:
        other.said()
        own.ring_others()
        assert other.said() == "rung"
        other.tell("ring")
        assert rung.wait(PATIENCE)


def test_after_its_end_a_program_is_not_rung(tmp_path: Path) -> None:
    rung = threading.Event()
    with session(tmp_path) as own:
        with session(tmp_path, rung.set):
            pass
        own.ring_others()
    assert not rung.is_set()


# Whose turn it is


@pytest.fixture
def queue_lock(tmp_path: Path) -> Path:
    return tmp_path / "queue.lock"


def test_one_program_has_the_turn(queue_lock: Path) -> None:
    one, other = Turn(queue_lock, lambda: None), Turn(queue_lock, lambda: None)
    assert one.take()
    assert not other.take()
    one.give_up()
    assert other.take()
    other.give_up()


def test_the_turn_passes_to_who_asked_for_it(queue_lock: Path) -> None:
    granted = threading.Event()
    one, other = Turn(queue_lock, lambda: None), Turn(queue_lock, granted.set)
    assert one.take()
    other.request()
    assert not granted.is_set()
    one.give_up()
    assert granted.wait(PATIENCE)
    assert not Turn(queue_lock, lambda: None).take()
    other.give_up()
    assert one.take()
    one.give_up()


def test_a_free_turn_is_granted_at_once(queue_lock: Path) -> None:
    granted = threading.Event()
    turn = Turn(queue_lock, granted.set)
    turn.request()
    assert granted.wait(PATIENCE)
    turn.give_up()


def test_who_has_given_up_is_passed_over(queue_lock: Path) -> None:
    wrongly, granted = threading.Event(), threading.Event()
    holder, gone = Turn(queue_lock, lambda: None), Turn(queue_lock, wrongly.set)
    assert holder.take()
    gone.request()
    gone.give_up()
    last = Turn(queue_lock, granted.set)
    last.request()
    holder.give_up()
    assert granted.wait(PATIENCE)
    assert not wrongly.is_set()
    last.give_up()


def test_the_turn_passes_from_a_killed_program_to_this_one(queue_lock: Path) -> None:
    granted = threading.Event()
    turn = Turn(queue_lock, granted.set)
    with program(TURN, queue_lock) as other:
        assert other.said() == "True"
        assert not turn.take()
        turn.request()
        assert not granted.is_set()
        other.kill()
        assert granted.wait(PATIENCE)
    turn.give_up()


def test_the_turn_passes_from_a_killed_program_to_a_waiting_one(queue_lock: Path) -> None:
    with program(TURN, queue_lock) as holder:
        assert holder.said() == "True"
        with program(TURN, queue_lock) as waiting:
            assert waiting.said() == "False"
            waiting.tell("request")
            holder.kill()
            assert waiting.said() == "granted"
            assert not Turn(queue_lock, lambda: None).take()
