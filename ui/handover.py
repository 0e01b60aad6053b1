"""A second start of the program: it hands what it was given to the window that is open already.

Whoever holds the lock on the home's ``window.lock`` is the window, and writes into that file where
it listens. Nothing that a window needs is loaded here: a second start is to be over at once.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from core.lock import FileLock

MOST_BYTES = 4 << 20
"""What one handover may take: more than any command line of a desktop does."""
MOST_FILES = 1000
"""How many files are named where the names of all would take more than that."""
LONGEST_TOKEN = 4096
TAKEN = b'{"taken": true}\n'
"""The window's answer."""

PAUSE = 0.05
"""Seconds between two looks whether the window listens, or has ended."""
SLICE_MS = 100
"""Longest blocking call, in milliseconds: Python handles Ctrl+C only between two of them."""


@dataclass(frozen=True)
class Patience:
    """Seconds until a window is given up that neither listens nor ends, or does not answer."""

    listening: float = 30.0
    answer: float = 8.0


class NoAnswer(Exception):
    """There is a window on this home, but it does not answer."""


@dataclass(frozen=True)
class Handover:
    """What a start of the program asks of the window: absolute paths of ``files``, and the engine.

    ``token`` is the desktop's leave to come to the front, empty where it gives none.
    """

    files: tuple[str, ...] = ()
    demo: bool = False
    token: str = ""

    def line(self) -> bytes:
        """Return it as a line of JSON."""
        line = _json_line(asdict(self))
        if len(line) > MOST_BYTES and len(self.files) > MOST_FILES:
            return Handover(self.files[:MOST_FILES], self.demo, self.token).line()
        return line


def read_handover(line: bytes) -> Handover | None:
    """Return what a line of ``Handover.line`` says, None if it is anything else."""
    facts = _json_object(line)
    files, demo, token = facts.get("files"), facts.get("demo"), facts.get("token")
    if not isinstance(files, list) or not all(map(_is_whole_path, files)):
        return None
    if not isinstance(demo, bool) or not isinstance(token, str) or not _is_token(token):
        return None
    return Handover(tuple(files), demo, token)


def front_token(environ: Mapping[str, str]) -> str:
    """Return the desktop's leave to come to the front, as it gives it to what a person starts."""
    token = environ.get("XDG_ACTIVATION_TOKEN") or environ.get("DESKTOP_STARTUP_ID") or ""
    return token if _is_token(token) else ""


@dataclass(frozen=True)
class Address:
    """Where a window listens: the full name of its local ``server``, and its process's id."""

    server: str
    process: int

    @classmethod
    def read(cls, file: Path) -> Address | None:
        """Return what the window has written into ``file``, None where there is nothing (yet)."""
        try:
            facts = _json_object(file.read_bytes())
        except OSError:
            return None
        server, process = facts.get("server"), facts.get("process")
        if not isinstance(server, str) or not isinstance(process, int):
            return None
        return cls(server, process)

    def write(self, file: Path) -> None:
        """Say it to others; the holder of the lock on ``file`` may do so. Raises OSError."""
        file.write_bytes(_json_line(asdict(self)))


def claim(file: Path, handover: Handover, patience: Patience | None = None) -> FileLock | None:
    """Become the window of the home whose lock ``file`` is, or hand over to the one that is.

    Returns the lock, to be released at the end; None once another program has taken ``handover``.
    A window that is starting is waited for, and one that is closing is followed. Where nothing can
    be locked, the lock comes back without being held. Raises ``NoAnswer``.
    """
    lock, patience = FileLock(file), patience or Patience()
    end = time.monotonic() + patience.listening
    while True:
        try:
            if lock.acquire(block=False):
                return lock
        except OSError:
            return lock
        address = Address.read(file)
        if address is not None and _hand_over(address, handover.line(), patience.answer):
            return None
        if time.monotonic() > end:
            raise NoAnswer
        time.sleep(PAUSE)


def _hand_over(address: Address, line: bytes, answer: float) -> bool:
    """Return whether a window has taken ``line``; False if it does not listen (any more).

    Raises ``NoAnswer`` if it is there, but silent for ``answer`` seconds.
    """
    from PySide6.QtNetwork import QLocalSocket

    _let_come_to_the_front(address.process)
    socket = QLocalSocket()
    socket.connectToServer(address.server)
    end = time.monotonic() + answer
    if not socket.waitForConnected(SLICE_MS):
        return False
    socket.write(line)
    while not socket.canReadLine():
        if socket.state() is not QLocalSocket.LocalSocketState.ConnectedState:
            return False
        if time.monotonic() > end:
            socket.abort()
            raise NoAnswer
        socket.waitForReadyRead(SLICE_MS)
    return bytes(socket.readLine(len(TAKEN) + 1).data()) == TAKEN


def _let_come_to_the_front(process: int) -> None:
    """Windows gives the front to what a person has just started; pass that on."""
    if sys.platform == "win32":
        import ctypes

        with contextlib.suppress(OSError, ctypes.ArgumentError):
            ctypes.windll.user32.AllowSetForegroundWindow(process)


def _json_line(facts: Mapping[str, Any]) -> bytes:
    return json.dumps(facts).encode("ascii") + b"\n"


def _json_object(line: bytes) -> dict[str, Any]:
    """Return the JSON object that ``line`` holds, an empty one if it holds anything else."""
    try:
        facts = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return facts if isinstance(facts, dict) else {}


def _is_whole_path(file: object) -> bool:
    if not isinstance(file, str) or "\0" in file:
        return False
    try:
        os.fsencode(file)
    except UnicodeEncodeError:
        return False
    return Path(file).is_absolute()


def _is_token(token: str) -> bool:
    """Tell whether ``token`` can stand in the environment: no NUL, nothing that has no bytes."""
    return len(token) <= LONGEST_TOKEN and token.isprintable()
