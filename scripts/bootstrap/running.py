"""Talking to the person, running commands, and one installation at a time."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
LOCK = ROOT / ".venv.lock"


class Stop(Exception):
    """The end, with what to tell the person and the exit code."""

    def __init__(self, message: str, code: int = 2) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class Result:
    """A finished command: its exit code and all that it wrote."""

    code: int
    output: str


def say(message: str) -> None:
    """Tell the person."""
    print(f"foxreel: {message}", file=sys.stderr, flush=True)


@contextlib.contextmanager
def only_one() -> Iterator[int]:
    """Let one process at a time change this checkout's environment; gives the lock's descriptor.

    The lock is the operating system's: it is free as soon as its holder ends, in whatever way.
    """
    try:
        descriptor = os.open(LOCK, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise Stop(f"can't write in {ROOT}: {error}") from error
    try:
        if not try_lock(descriptor):
            say("waiting for another installation here to end")
            while not try_lock(descriptor):
                time.sleep(0.2)
        yield descriptor
    finally:
        os.close(descriptor)


def try_lock(descriptor: int) -> bool:
    """Take the lock if it is free."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def quietly(command: list[str], environment: dict[str, str], lock: int | None = None) -> Result:
    """Run a command and keep what it writes, for the case that it fails.

    It runs in a session of its own: Ctrl+C reaches it once, from here, and dpkg not at all. A
    command that is given the lock holds it until it ends, even if this process is killed before.
    """
    posix = sys.platform != "win32"
    keep = (lock,) if posix and lock is not None else ()
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=environment,
            start_new_session=posix,
            pass_fds=keep,
        )
        try:
            code = process.wait()
        except KeyboardInterrupt:
            say("stopping")
            if sys.platform != "win32" and lock is not None:
                # Its children too: venv starts pip, which would go on writing.
                os.killpg(process.pid, signal.SIGINT)
            elif posix:
                # apt alone: it knows when dpkg may be stopped.
                process.send_signal(signal.SIGINT)
            process.wait()
            raise
        output.seek(0)
        return Result(code, output.read().decode(errors="replace"))


def must(command: list[str], lock: int) -> None:
    """Run a command quietly; if it fails, stop with what it wrote."""
    result = quietly(command, dict(os.environ), lock)
    if result.code != 0:
        raise Stop(f"this failed: {' '.join(command)}\n{result.output.rstrip()}", result.code)


def attended(command: list[str]) -> int:
    """Run a command in the foreground; an interrupt is the command's to answer."""
    process = subprocess.Popen(command)
    while True:
        try:
            code = process.wait()
        except KeyboardInterrupt:
            continue
        return code if code >= 0 else 128 - code
