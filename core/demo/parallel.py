"""A few jobs side by side, each in a thread, watched from the thread that asked for them."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Sequence
from typing import TypeVar

_Result = TypeVar("_Result")
#: What a job calls once a step; it raises Stopped when the job is to end early.
Tick = Callable[[], None]
_POLL_SECONDS = 0.1


class Stopped(Exception):
    """Raised inside a job whose result nobody wants any more."""


def run(
    jobs: Sequence[Callable[[Tick], _Result]],
    *,
    ticked: Callable[[], None],
    poll: Callable[[], None],
) -> list[_Result]:
    """The results of all jobs, in order; every thread has ended when this returns or raises.

    `ticked` is called once for each tick of any job, and `poll` after each tick and at least ten
    times a second, both in the calling thread. What they or a job raise stops the other jobs at
    their next tick and is raised here.
    """
    news: queue.SimpleQueue[BaseException | None] = queue.SimpleQueue()
    stop = threading.Event()
    results: dict[int, _Result] = {}

    def tick() -> None:
        if stop.is_set():
            raise Stopped
        news.put(None)

    def work(place: int, job: Callable[[Tick], _Result]) -> None:
        try:
            results[place] = job(tick)
        except BaseException as error:
            news.put(error)

    threads = [
        threading.Thread(target=work, args=item, name=f"render-{item[0]}", daemon=True)
        for item in enumerate(jobs)
    ]
    for thread in threads:
        thread.start()
    try:
        _watch(threads, news, ticked, poll)
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    return [results[place] for place in range(len(jobs))]


def _watch(
    threads: Sequence[threading.Thread],
    news: queue.SimpleQueue[BaseException | None],
    ticked: Callable[[], None],
    poll: Callable[[], None],
) -> None:
    while True:
        # Looked at before the queue: what a thread said on its way out is then read below.
        alive = any(thread.is_alive() for thread in threads)
        try:
            heard = news.get(timeout=_POLL_SECONDS if alive else 0)
        except queue.Empty:
            if not alive:
                return
        else:
            if heard is not None:
                raise heard
            ticked()
        poll()
