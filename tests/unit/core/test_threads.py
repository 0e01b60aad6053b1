"""The pool of daemon threads: it runs, it is bounded, and it holds nothing up."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import CancelledError, Future, wait
from pathlib import Path

import pytest

from core.threads import DaemonPool

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 30.0
"""Seconds after which a test gives up; no test waits that long where all is well."""


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """An event that tasks wait for; it opens at the latest when the test ends."""
    opened = threading.Event()
    yield opened
    opened.set()


def threads_of(name: str) -> list[threading.Thread]:
    return [each for each in threading.enumerate() if each.name.startswith(f"{name}-")]


def test_functions_run_with_their_arguments_in_threads_of_the_pool() -> None:
    pool = DaemonPool(2, "runs")
    assert pool.submit(divmod, 7, 2).result(PATIENCE) == (3, 1)
    thread = pool.submit(threading.current_thread).result(PATIENCE)
    assert thread.name.startswith("runs-")
    assert thread.daemon
    pool.close(wait=PATIENCE)


def test_no_thread_is_started_before_there_is_work() -> None:
    DaemonPool(4, "lazy").close()
    assert threads_of("lazy") == []


def test_no_more_than_its_size_run_at_once(gate: threading.Event) -> None:
    pool = DaemonPool(3, "bounded")
    begun = threading.Semaphore(0)
    lock, running, most = threading.Lock(), 0, 0

    def work() -> None:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        begun.release()
        gate.wait(PATIENCE)
        with lock:
            running -= 1

    futures = [pool.submit(work) for _ in range(12)]
    for _ in range(3):
        assert begun.acquire(timeout=PATIENCE)
    assert len(threads_of("bounded")) == 3
    gate.set()
    assert wait(futures, PATIENCE).not_done == set()
    assert most == 3
    assert len(threads_of("bounded")) == 3
    pool.close(wait=PATIENCE)


def test_a_busy_thread_does_not_keep_others_from_starting(gate: threading.Event) -> None:
    pool = DaemonPool(2, "second")
    blocked = pool.submit(gate.wait, PATIENCE)
    assert [pool.submit(abs, -number).result(PATIENCE) for number in range(5)] == [0, 1, 2, 3, 4]
    assert not blocked.done()
    gate.set()
    assert blocked.result(PATIENCE)
    pool.close(wait=PATIENCE)


def test_many_short_tasks_all_run() -> None:
    pool = DaemonPool(4, "many")
    futures = [pool.submit(pow, number, 2) for number in range(500)]
    assert [each.result(PATIENCE) for each in futures] == [number**2 for number in range(500)]
    assert len(threads_of("many")) <= 4
    pool.close(wait=PATIENCE)


@pytest.mark.parametrize("error", [ValueError("no"), SystemExit(3), KeyboardInterrupt()])
def test_what_a_function_raises_reaches_its_future(error: BaseException) -> None:
    pool = DaemonPool(1, "raises")

    def fail() -> None:
        raise error

    failed = pool.submit(fail)
    assert failed.exception(PATIENCE) is error
    assert pool.submit(len, "abc").result(PATIENCE) == 3
    pool.close(wait=PATIENCE)


def test_closing_cancels_what_has_not_begun(gate: threading.Event) -> None:
    pool = DaemonPool(1, "closed")
    begun = threading.Event()

    def work() -> str:
        begun.set()
        gate.wait(PATIENCE)
        return "done"

    running = pool.submit(work)
    assert begun.wait(PATIENCE)
    queued: list[Future[str]] = [pool.submit(work) for _ in range(3)]
    pool.close()
    assert all(each.cancelled() for each in queued)
    with pytest.raises(CancelledError):
        queued[0].result(PATIENCE)
    assert not running.done()
    gate.set()
    assert running.result(PATIENCE) == "done"


def test_a_future_that_is_cancelled_in_time_never_runs(gate: threading.Event) -> None:
    pool = DaemonPool(1, "cancelled")
    ran: list[int] = []
    pool.submit(gate.wait, PATIENCE)
    queued = pool.submit(ran.append, 1)
    assert queued.cancel()
    gate.set()
    pool.submit(len, "").result(PATIENCE)
    assert ran == []
    pool.close(wait=PATIENCE)


def test_a_closed_pool_takes_no_more() -> None:
    pool = DaemonPool(1, "shut")
    pool.close()
    with pytest.raises(RuntimeError, match="shut"):
        pool.submit(len, "")


def test_threads_end_when_the_pool_is_closed() -> None:
    pool = DaemonPool(3, "ends")
    for number in range(6):
        pool.submit(abs, number).result(PATIENCE)
    threads = threads_of("ends")
    pool.close()
    for thread in threads:
        thread.join(PATIENCE)
    assert threads_of("ends") == []


BLOCKED = """
import threading
from core.threads import DaemonPool

pool = DaemonPool(2, "blocked")
begun = threading.Event()

def work():
    begun.set()
    threading.Event().wait()

pool.submit(work)
begun.wait()
{ending}
print("main has ended", flush=True)
"""


@pytest.mark.parametrize("ending", ["pool.close()", "pass"])
def test_a_blocked_thread_does_not_hold_up_the_interpreter_s_end(ending: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", BLOCKED.format(ending=ending)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert ended.stdout.strip() == "main has ended"
