"""Running programs on one home: who lives, who works the queue, and how one wakes the others.

Each program holds a lock on a file of its own in the ``sessions`` folder for as long as it runs;
the file says on which loopback port it can be rung. A ring carries nothing: it only says that the
ledger has changed, so nobody has to look there on a timer.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from core.lock import FileLock


class Session:
    """This program's presence on a home. ``rung`` is called in a thread of its own."""

    def __init__(self, folder: Path, rung: Callable[[], None]) -> None:
        self.id = secrets.token_hex(8)
        self._folder = folder
        self._rung = rung
        self._bell = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._bell.bind(("127.0.0.1", 0))
        self._file = folder / self.id
        self._lock = _locked(self._file)
        # Whole or not at all for a reader: five digits are one write.
        self._file.write_text(f"{self._bell.getsockname()[1]:05d}", encoding="ascii")
        self._open = True
        self._probing = threading.Lock()  # two threads would take each other for living programs
        self._thread = threading.Thread(target=self._listen, name="doorbell", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End the presence: others see it as gone at once."""
        self._open = False
        with contextlib.suppress(OSError):
            self._bell.sendto(b"", self._bell.getsockname())
        self._thread.join(1.0)
        self._bell.close()
        self._lock.release()
        with contextlib.suppress(OSError):
            self._file.unlink()

    def ring_others(self) -> None:
        """Tell every other running program that the ledger has changed."""
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as bell:
            for file in self._others():
                with contextlib.suppress(OSError, ValueError):
                    bell.sendto(b"!", ("127.0.0.1", int(file.read_text(encoding="ascii"))))

    def living(self) -> set[str]:
        """Return the ids of all programs that run now, this one included; forget the dead ones."""
        with self._probing:
            return {self.id} | {file.name for file in self._others() if _is_alive(file)}

    def _others(self) -> Iterator[Path]:
        with os.scandir(self._folder) as entries:
            names = [entry.name for entry in entries]
        return (self._folder / name for name in names if name != self.id)

    def _listen(self) -> None:
        while True:
            try:
                self._bell.recv(16)
            except OSError:
                return
            if not self._open:
                return
            self._rung()


def anyone_runs(folder: Path) -> bool:
    """Tell whether any program is present in a ``sessions`` folder, this one included."""
    with os.scandir(folder) as entries:
        files = [folder / entry.name for entry in entries]
    return any(_is_alive(file) for file in files)


def _is_alive(file: Path) -> bool:
    """Tell whether the program of a session's file runs; remove the file if not."""
    probe = FileLock(file)
    try:
        dead = probe.acquire(block=False)
    except OSError:
        return False
    if dead:
        with contextlib.suppress(OSError):
            file.unlink()
        probe.release()
        with contextlib.suppress(OSError):  # Windows removes no open file
            file.unlink()
    return not dead


def _locked(file: Path) -> FileLock:
    """Return a held lock on ``file``, which another program may take for a dead one's meanwhile."""
    while True:
        lock = FileLock(file)
        lock.acquire()
        if file.exists():
            return lock
        lock.release()


class Turn:
    """The right to work the queue of a home: one program has it at a time.

    ``request`` waits for it in a thread; ``granted`` is called there once it is held.
    """

    def __init__(self, file: Path, granted: Callable[[], None]) -> None:
        self._lock = FileLock(file)
        self._granted = granted
        self._guard = threading.Lock()
        self._given_up = False

    def take(self) -> bool:
        """Take the turn if nobody has it."""
        return self._lock.acquire(block=False)

    def request(self) -> None:
        """Ask for the turn; the kernel wakes the waiting thread when its holder ends."""
        threading.Thread(target=self._wait, name="turn", daemon=True).start()

    def give_up(self) -> None:
        """Give the turn back, or stop wanting it."""
        with self._guard:
            self._given_up = True
            self._lock.release()

    def _wait(self) -> None:
        waiting = FileLock(self._lock.path)
        waiting.acquire()
        with self._guard:
            if self._given_up:
                waiting.release()
                return
            self._lock = waiting
        self._granted()
