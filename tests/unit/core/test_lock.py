"""Locks between programs: exclusive, and freed by the system when their holder dies."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.lock import FileLock

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 30.0

HOLDER = """
import sys
from pathlib import Path
from core.lock import FileLock

print(FileLock(Path(sys.argv[1])).acquire(block=False), flush=True)
sys.stdin.read()
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "queue.lock"


@contextlib.contextmanager
def holder(file: Path) -> Iterator[subprocess.Popen[str]]:
    """Run another program that tries to take the lock, and says whether it did."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(file)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as program:
        try:
            yield program
        finally:
            program.kill()


def said(program: subprocess.Popen[str]) -> str:
    assert program.stdout is not None
    return program.stdout.readline().strip()


def test_a_free_lock_is_taken_and_given_back(file: Path) -> None:
    lock = FileLock(file)
    assert not lock.held
    assert lock.acquire(block=False)
    assert lock.held
    lock.release()
    assert not lock.held
    assert file.exists()


def test_two_never_hold_it_at_once(file: Path) -> None:
    one, other = FileLock(file), FileLock(file)
    assert one.acquire()
    assert not other.acquire(block=False)
    assert not other.held
    one.release()
    assert other.acquire(block=False)
    other.release()


def test_a_lock_that_is_not_held_can_be_released(file: Path) -> None:
    FileLock(file).release()
    assert not file.exists()


def test_a_lock_holds_for_a_block_of_code(file: Path) -> None:
    other = FileLock(file)
    with FileLock(file) as lock:
        assert lock.held
        assert not other.acquire(block=False)
    assert not lock.held
    with pytest.raises(KeyError), FileLock(file):
        raise KeyError
    assert other.acquire(block=False)
    other.release()


def test_a_lock_in_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        FileLock(tmp_path / "absent" / "queue.lock").acquire()


def test_what_is_in_the_file_stays(file: Path) -> None:
    file.write_text("12345", "ascii")
    with FileLock(file):
        assert file.read_text("ascii") == "12345"
    assert file.read_text("ascii") == "12345"


def test_a_waiting_thread_gets_the_lock_when_it_is_free(file: Path) -> None:
    got = threading.Event()

    def take() -> None:
        with FileLock(file):
            got.set()

    with FileLock(file):
        waiting = threading.Thread(target=take, daemon=True)
        waiting.start()
        assert not got.is_set()
    assert got.wait(PATIENCE)
    waiting.join(PATIENCE)


def test_another_program_s_lock_is_respected_and_its_own_end_frees_it(file: Path) -> None:
    lock = FileLock(file)
    with holder(file) as program:
        assert said(program) == "True"
        assert not lock.acquire(block=False)
        program.kill()
        program.wait(PATIENCE)
        assert lock.acquire(block=False)
    with holder(file) as program:
        assert said(program) == "False"
    lock.release()
