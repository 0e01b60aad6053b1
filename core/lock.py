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
    _PLACES = 64
    """So many may be present at once: each locks a byte of its own, behind the first one."""

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

    def _lock_bytes(file: int, start: int, count: int) -> bool:
        os.lseek(file, _BYTE + 1 + start, os.SEEK_SET)
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, count)
        except OSError:
            return False
        return True

    def _share(file: int) -> bool:
        return any(_lock_bytes(file, place, 1) for place in range(_PLACES))

    def _claim(file: int) -> bool:
        return _lock_bytes(file, 0, _PLACES)

else:
    import fcntl

    def _lock(file: int, *, block: bool) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if block else fcntl.LOCK_NB))
        except BlockingIOError:
            return False
        return True

    def _share(file: int) -> bool:
        fcntl.flock(file, fcntl.LOCK_SH)
        return True

    def _claim(file: int) -> bool:
        return _lock(file, block=False)


def _opened(file: Path) -> int:
    return os.open(file, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)


class FileLock:
    """An exclusive lock on a file, which is made where it is missing and never removed here."""

    def __init__(self, file: Path) -> None:
        self.path = file
        self._file: int | None = None

    def acquire(self, *, block: bool = True) -> bool:
        """Take the lock; with ``block`` wait for as long as it takes, else return False at once."""
        file = _opened(self.path)
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


class Presence:
    """One of many users of something, or its only one, as far as a lock on ``file`` tells.

    Whoever is about to begin or to end a presence holds another lock meanwhile: a change from
    alone to shared is no single step.
    """

    def __init__(self, file: Path) -> None:
        self._path = file
        self._file: int | None = None

    def claim(self) -> bool:
        """Be the only user, until ``share`` or ``leave``; False, and none, if there are others."""
        self.leave()
        file = _opened(self._path)
        if _claim(file):
            self._file = file
            return True
        os.close(file)
        return False

    def share(self) -> None:
        """Be one of the users; raises OSError where there are too many."""
        self.leave()
        file = _opened(self._path)
        if not _share(file):
            os.close(file)
            raise OSError(f"too many programs use {self._path}")
        self._file = file

    def leave(self) -> None:
        """Be no user any more; does nothing for one that is none."""
        if self._file is not None:
            file, self._file = self._file, None
            os.close(file)
