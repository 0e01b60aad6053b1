"""Ending in order when the system asks for it."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
from collections.abc import Callable, Iterator


@contextlib.contextmanager
def ended_by_signals(end: Callable[[], None]) -> Iterator[None]:
    """Call ``end`` on the running loop at SIGINT, SIGTERM, or when the terminal is closed.

    A second signal of the same kind ends the program the hard way.
    """
    loop = asyncio.get_running_loop()
    numbers = (signal.SIGINT, signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM))

    def ask(number: int, _frame: object) -> None:
        loop.call_soon_threadsafe(end)
        signal.signal(number, before[number])

    before = {number: signal.getsignal(number) for number in dict.fromkeys(numbers)}
    for number in before:
        signal.signal(number, ask)
    try:
        with _woken(loop):
            yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextlib.contextmanager
def _woken(loop: asyncio.AbstractEventLoop) -> Iterator[None]:
    """Wake the loop up at every signal.

    Python's handlers run in the main thread only, when it runs Python; but the system may hand a
    signal to any thread, and then the main one sleeps on. A byte on a socket wakes it.
    """
    ours, theirs = socket.socketpair()
    ours.setblocking(False)
    theirs.setblocking(False)
    with ours, theirs:
        try:
            loop.add_reader(ours.fileno(), _drain, ours)
        except NotImplementedError:  # Windows' loops are woken up by themselves
            yield
            return
        before = signal.set_wakeup_fd(theirs.fileno(), warn_on_full_buffer=False)
        try:
            yield
        finally:
            signal.set_wakeup_fd(before)
            loop.remove_reader(ours.fileno())


def _drain(end: socket.socket) -> None:
    with contextlib.suppress(BlockingIOError):
        end.recv(64)
