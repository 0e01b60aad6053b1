"""Locks between programs, held by the operating system and freed by it when their holder dies."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import TracebackType

if sys.platform == "win32":
    import msvcrt
    import time

    # A byte far behind the content, so that the file stays readable while it is locked.
    _BYTE = 1 << 30

    def _lock(file: int, *, block: bool) -> bool:
        while True:
            os.lseek(file, _BYTE, os.SEEK_SET)
            try:
                msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
            except OSError:
                if not block:
                    return False
                time.sleep(0.5)  # Windows has no blocking form without a limit.
            else:
                return True

else:
    import fcntl

    def _lock(file: int, *, block: bool) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if block else fcntl.LOCK_NB))
        except BlockingIOError:
            return False
        return True


class FileLock:
    """An exclusive lock on a file, which is made where it is missing and never removed here."""

    def __init__(self, file: Path) -> None:
        self.path = file
        self._file: int | None = None

    def acquire(self, *, block: bool = True) -> bool:
        """Take the lock; with ``block`` wait for as long as it takes, else return False at once."""
        file = os.open(self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        try:
            held = _lock(file, block=block)
        except BaseException:
            os.close(file)
            raise
        if held:
            self._file = file
        else:
            os.close(file)
        return held

    def release(self) -> None:
        """Give the lock back; does nothing if it is not held."""
        if self._file is not None:
            file, self._file = self._file, None
            os.close(file)

    @property
    def held(self) -> bool:
        """True while this object holds the lock."""
        return self._file is not None

    def __enter__(self) -> FileLock:
        self.acquire()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()
