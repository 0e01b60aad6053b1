"""Every effect that a program has on the world, numbered and named, and a signal at one of them.

An effect is what outlives the program: a statement of the ledger, a file that is made, moved,
linked, removed or forced to the disk, a byte to the network. What a killed program leaves behind is
decided by which of its effects have happened, so a kill before each of them is a kill everywhere.
"""

from __future__ import annotations

import functools
import http.client
import os
import re
import signal
import sqlite3
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import urllib3.response

from core import pacing

QUICK = pacing.Pace(shortest=0.01, longest=0.05)
_FILE_EVENTS = {
    "os.rename": "move",
    "os.link": "link",
    "os.remove": "remove",
    "os.mkdir": "make folder",
    "os.chmod": "chmod",
    "os.truncate": "truncate",
}
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


@dataclass(frozen=True)
class Plan:
    """What a program does with its own effects.

    ``signal`` is sent by the program to itself just before effect ``number`` (from 1; 0: at none)
    of those whose names match the regular expression ``named``. ``quick``: hosts on loopback may be
    asked often.
    """

    number: int = 0
    named: str = ""
    signal: int = signal.SIGKILL
    quick: bool = True


def watch_effects(plan: Plan, trace: int) -> None:
    """Watch this process from now on, and write each effect's name to the file ``trace``."""
    if plan.quick:
        pacing.LOOPBACK = QUICK
    effects = _Effects(plan, trace)
    _watch_files(effects)
    _watch_ledger(effects)
    _watch_network(effects)


class _Effects:
    def __init__(self, plan: Plan, trace: int) -> None:
        self._plan = plan
        self._wanted = re.compile(plan.named)
        self._trace = trace
        self._count = 0
        self._lock = threading.RLock()  # a signal's handler may run inside of it

    def about_to(self, name: str) -> None:
        """Note that an effect is about to happen, and be killed if it is the one."""
        with self._lock:
            os.write(self._trace, f"{name}\n".encode())
            if not self._wanted.search(name):
                return
            self._count += 1
            if self._count == self._plan.number:
                os.kill(os.getpid(), self._plan.signal)


def _watch_files(effects: _Effects) -> None:
    top = str(Path(os.environ.get("FOXREEL_HOME", "/nowhere/home")).parent)

    def name_of(path: object) -> str:
        text = os.fsdecode(path) if isinstance(path, str | bytes | os.PathLike) else ""
        return _kind(text) if text.startswith(top) else ""

    def hook(event: str, args: tuple[Any, ...]) -> None:
        if event == "open":
            path, _, flags = args
            if flags & _WRITING and (name := name_of(path)):
                effects.about_to(f"open {name}")
        elif event in _FILE_EVENTS and (name := name_of(args[0])):
            to = name_of(args[1]) if event in ("os.rename", "os.link") else ""
            effects.about_to(f"{_FILE_EVENTS[event]} {name} {to}".rstrip())

    sys.addaudithook(hook)
    os.fsync = _after(os.fsync, lambda file: effects.about_to(f"fsync {_open_file(file)}".rstrip()))


def _open_file(file: int) -> str:
    try:
        return _kind(str(Path(f"/proc/self/fd/{file}").readlink()))
    except OSError:  # not on Linux
        return ""


def _kind(path: str) -> str:
    """Return a file's name without what differs from run to run."""
    name = Path(path).name
    if Path(path).parent.name == "sessions":
        return "session"
    if name.startswith("."):
        return f"new {Path(name).suffixes[-2]}" if name.endswith(".new") else "temporary"
    return "".join(re.findall(r"\.[a-z0-9]+", name)[-2:]) or name


def _after(function: Callable[..., Any], first: Callable[..., object]) -> Callable[..., Any]:
    """Return ``function`` with ``first`` called before it, with the same arguments."""

    @functools.wraps(function)
    def both(*args: Any, **named: Any) -> Any:
        first(*args)
        return function(*args, **named)

    return both


def _watch_ledger(effects: _Effects) -> None:
    class Watched(sqlite3.Connection):
        move = ""

        def execute(self, statement: str, *values: Any) -> sqlite3.Cursor:  # type: ignore[override]
            verb, what = _statement(statement)
            if not verb:
                return super().execute(statement, *values)
            if (verb, what) == ("INSERT", "moves") and values:
                self.move = f" {values[0][2]}→{values[0][3]}"
            told = f"{verb}{self.move}" if verb == "COMMIT" else f"{verb} {what}".rstrip()
            effects.about_to(told)
            cursor = super().execute(statement, *values)
            if verb == "COMMIT":
                self.move = ""
                effects.about_to(f"after {told}")
            return cursor

        def backup(self, *args: Any, **named: Any) -> None:
            effects.about_to("backup")
            super().backup(*args, **named)

    sqlite3.connect = functools.partial(sqlite3.connect, factory=Watched)  # type: ignore[assignment]


def _statement(statement: str) -> tuple[str, str]:
    """Return verb and table of a statement that writes, empty texts for one that does not."""
    verb, *rest = statement.upper().split(None, 3)
    if verb == "SELECT" or (verb == "PRAGMA" and "=" not in statement):
        return "", ""
    words = [word for word in re.findall(r"\w+", statement.lower()) if word in _TABLES]
    return verb, words[0] if words else "".join(rest[:1]).lower()


_TABLES = {"home", "jobs", "moves", "answers", "uploads", "wants", "wishes"}


def _watch_network(effects: _Effects) -> None:
    send = http.client.HTTPConnection.send

    def watched(self: http.client.HTTPConnection, data: Any) -> None:
        first = bytes(data[:60]) if isinstance(data, bytes | bytearray | memoryview) else b""
        method = re.match(rb"[A-Z]+ (/[\w.]*)+", first)
        name = re.sub(r"task-.*|/clips.*", "…", method[0].decode()) if method else "body"
        effects.about_to(f"send {name}")
        half = len(data) // 2 if first else 0
        if half:
            send(self, data[:half])
            effects.about_to(f"send half of {name}")
            data = data[half:]
        send(self, data)
        effects.about_to(f"sent {name}")

    http.client.HTTPConnection.send = watched  # type: ignore[method-assign]
    response = urllib3.response.HTTPResponse
    response.read1 = _after(response.read1, lambda *_: effects.about_to("receive"))  # type: ignore[method-assign]
    begin = http.client.HTTPResponse.begin

    def begun(self: http.client.HTTPResponse) -> None:
        begin(self)
        effects.about_to(f"answered {self.status}")

    http.client.HTTPResponse.begin = begun  # type: ignore[method-assign]
