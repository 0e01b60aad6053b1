"""A small pool of daemon threads, so that a blocked call never holds up the program's end."""

from __future__ import annotations

import contextlib
import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

_T = TypeVar("_T")
_Task = tuple["Future[Any]", Callable[..., Any], tuple[Any, ...]]


class DaemonPool:
    """Runs functions in at most ``size`` threads, started as they are needed.

    ``concurrent.futures`` joins its threads when the interpreter ends, and so waits for every
    socket's timeout; these threads are left behind instead.
    """

    def __init__(self, size: int, name: str) -> None:
        self._size = size
        self._name = name
        self._tasks: queue.SimpleQueue[_Task | None] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._idle = threading.Semaphore(0)
        self._lock = threading.Lock()
        self._closed = False

    def submit(self, function: Callable[..., _T], /, *args: Any) -> Future[_T]:
        """Queue ``function(*args)`` and return its future; raises RuntimeError when closed."""
        future: Future[_T] = Future()
        with self._lock:
            if self._closed:
                raise RuntimeError(f"the pool {self._name} is closed")
            self._tasks.put((future, function, args))
            if not self._idle.acquire(blocking=False) and len(self._threads) < self._size:
                self._start_thread()
        return future

    def resize(self, size: int) -> None:
        """Start no more than ``size`` threads from now on; those that run stay."""
        with self._lock:
            self._size = size

    def close(self, wait: float = 0.0) -> None:
        """Take no more work, drop what has not begun, and give threads ``wait`` seconds in all."""
        with self._lock:
            self._closed = True
            threads = list(self._threads)
            with contextlib.suppress(queue.Empty):
                while True:
                    task = self._tasks.get_nowait()
                    if task is not None:
                        task[0].cancel()
            for _ in threads:
                self._tasks.put(None)
        end = time.monotonic() + wait
        for thread in threads:
            thread.join(max(end - time.monotonic(), 0.0))

    def _start_thread(self) -> None:
        name = f"{self._name}-{len(self._threads) + 1}"
        thread = threading.Thread(target=self._work, name=name, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _work(self) -> None:
        while (task := self._tasks.get()) is not None:
            future, function, args = task
            if future.set_running_or_notify_cancel():
                try:
                    result = function(*args)
                except BaseException as error:
                    future.set_exception(error)
                else:
                    future.set_result(result)
            del future, function, args, task
            self._idle.release()
