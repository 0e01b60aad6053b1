"""The faulty gateway inside a virtual world: the same server, without sockets and without waiting.

All above the socket is real: the client with urllib3 and requests on one side, the server's
protocol, acts and tasks on the other. What lies between takes as long as the world says.
"""

from __future__ import annotations

import contextlib
import functools
import io
import socket
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

from core.foxapi import transport
from tests.faulty import Accept, Act, Answer, Drop, FoxServer, Request, mp4_bytes
from tests.faulty.server import Call, Port, _call
from tests.faulty.tasks import FakeTask
from tests.faulty.wire import Gone, Wire
from tests.promises.virtual import NEVER, Life, World, _life

USUAL = 0.02
"""Seconds that a request takes to the server, and its answer back."""

_NOTHING = Path("/dev/null")
_CLEAN = frozenset({400, 401, 402, 403, 404, 413, 422, 429})
"""Answers to a create that say that nothing was created. Source: foxapi.md section 1."""


@dataclass(eq=False)
class Create:
    """A create that has reached the server. Times are the world's; ``clean`` says that the answer
    was a certain no, ``known`` that it told the task's id or was clean, ``person`` that it was
    about the key or the balance; ``answered`` is when the client had the answer, or gave up;
    ``ended`` says that the program itself ended the call, ``passed`` that a person wanted just
    this one sent, ``later`` that the answer only asked to come again later.
    """

    prompt: str
    left: float
    arrived: float
    clean: bool
    known: bool
    person: bool
    answered: float = NEVER
    ended: bool = False
    passed: bool = False
    later: bool = False


class Gateway(FoxServer):
    """A gateway for one world. ``sockets`` lets real ones carry what is said, each at once.

    ``under_way`` are the creates that have left and have no answer yet;
    ``arrived`` is called with each create before the server acts on it, and tells whether it was
    wanted in spite of a pause.
    """

    def __init__(self, world: World, key: str, *, sockets: bool = False) -> None:
        super().__init__(key=key, clip=b"")
        self.world = world
        self.sockets = sockets
        self.creates: list[Create] = []
        self.under_way: list[transport.Call] = []
        self.arrived: Callable[[Request], bool] = lambda _: False
        self.ended_creates: list[Life | None] = []
        self._slow: defaultdict[Call, deque[tuple[float, float]]] = defaultdict(deque)
        self._refusals: dict[Port, int] = {"api": 0, "cdn": 0}
        self._noted: set[int] = set()
        self._left: float | None = None
        self.provider.clip_of = clip_of  # type: ignore[method-assign]

    def __enter__(self) -> Gateway:
        if self.sockets:
            super().__enter__()
        return self

    @contextlib.contextmanager
    def installed(self) -> Iterator[None]:
        """Let every connection that is made meanwhile lead here."""
        self._dial = socket.create_connection
        with mock.patch("urllib3.util.connection.create_connection", self._connect):
            yield

    def slow(self, call: Call, before: float, after: float) -> None:
        """Let the next call of a kind take this many seconds to the server, and back."""
        self._slow[call].append((before, after))

    def refuse(self, port: Port, times: int = 1) -> None:
        """Refuse the next connections to ``port``."""
        self._refusals[port] += times

    def heal(self) -> None:
        """Forget every fault that was arranged and has not happened yet."""
        self._acts.clear()
        self._connection_acts.clear()
        self._slow.clear()
        self._refusals = {"api": 0, "cdn": 0}

    def delays(self, call: Call) -> tuple[float, float]:
        """Return how long the next call of this kind takes to the server, and back."""
        slow = self._slow[call]
        return slow.popleft() if slow else (USUAL, USUAL)

    def _connect(self, address: tuple[str, int], *_: Any, **__: Any) -> Any:
        port: Port = "api" if self.base_url.endswith(f":{address[1]}") else "cdn"
        call = current_call()
        self.world.park(USUAL, lambda: call.aborted)
        if self._refusals[port]:
            self._refusals[port] -= 1
            raise ConnectionRefusedError(111, "Connection refused")
        if self.sockets:
            return self._dial(address, 10.0)
        self._connections[port] += 1
        acts = self._connection_acts[port]
        return MemorySocket(self, port, acts.popleft() if acts else None)

    def _do(self, act: Act | None, request: Request, wire: Wire) -> bool:
        if request.call == "create" and request.number not in self._noted:
            self._noted.add(request.number)
            self._note(act, request)
        return super()._do(act, request, wire)

    def _note(self, act: Act | None, request: Request) -> None:
        passed = self.arrived(request)
        said = act
        if act is None or isinstance(act, Accept):
            refused = request.headers.get("authorization") != f"Bearer {self.provider.key}"
            said = Answer(401) if refused and self.provider.key is not None else None
        clean = isinstance(said, Answer) and says_no(said)
        person = isinstance(said, Answer) and is_for_person(said)
        now = self.world.loop.now
        left = now if self._left is None else self._left
        known = clean or said is None
        answered = now if self.sockets else NEVER
        create = Create(request.json["prompt"], left, now, clean, known, person, answered)
        create.passed = passed
        create.later = isinstance(said, Answer) and said.status == 429
        self.creates.append(create)

    def serve(self, request: bytes, port: Port, left: float) -> Sent:
        """Act on a whole request, and return what the server sends for it."""
        sent = Sent(request)
        wire = Wire(sent, self._closing)  # type: ignore[arg-type]
        self._left = left
        with contextlib.suppress(OSError, Gone):
            self._serve_one(wire, port, self._connections[port])
        return sent


def clip_of(task: FakeTask) -> bytes:
    """Return a small clip of the task's own."""
    return _clip(int(task.id.rpartition("-fox")[2]))


@functools.cache
def _clip(number: int) -> bytes:
    return mp4_bytes(1500 + number, seed=number)


def says_no(answer: Answer) -> bool:
    """Tell whether an answer to a create says for certain that nothing was created."""
    own_503 = answer.status == 503 and isinstance(answer.body, dict)
    return (answer.status in _CLEAN or own_503) and answer.cut is None


def is_for_person(answer: Answer) -> bool:
    """Tell whether an answer to a create is about the key or the balance."""
    error = answer.body.get("error", {}) if isinstance(answer.body, dict) else {}
    quota = error.get("code") == "insufficient_user_quota"
    return answer.status in (401, 402) or (answer.status == 403 and quota)


def current_call() -> transport.Call:
    """Return the call that this thread makes."""
    call: transport.Call = transport._calls.current
    return call


class Sent:
    """The server's side of one exchange: the request to read, and what is sent for it."""

    def __init__(self, request: bytes) -> None:
        self.data = bytearray()
        self.reset = False
        self._request = request

    def recv(self, count: int, flags: int = 0) -> bytes:  # noqa: ARG002
        """Return a part of the request."""
        part, self._request = self._request[:count], self._request[count:]
        return part

    def sendall(self, data: bytes) -> None:
        """Take a part of the answer."""
        self.data += data

    def setsockopt(self, level: int, *_: object) -> None:
        """Note that the connection is to be reset."""
        self.reset = self.reset or level == socket.SOL_SOCKET

    def close(self) -> None:
        """End the connection."""


class MemorySocket:
    """The client's side of a connection."""

    def __init__(self, gateway: Gateway, port: Port, fate: object) -> None:
        self.gateway = gateway
        self.port: Port = port
        self.dropped = isinstance(fate, Drop)
        self.timeout: float | None = None
        self.request = bytearray()
        self.left = 0.0

    def settimeout(self, seconds: float | None) -> None:
        """Let a read wait no longer than this."""
        self.timeout = seconds

    def sendall(self, data: bytes) -> None:
        """Take a part of the request."""
        self.left = self.left if self.request else self.gateway.world.loop.now
        self.request += data

    def makefile(self, *_: object, **__: object) -> io.BufferedReader:
        """Return the answer's bytes."""
        return io.BufferedReader(_Answer(self))

    def dup(self) -> MemorySocket:
        """Return what can be shut down in this one's place."""
        return self

    def close(self) -> None:
        """End the connection."""

    def fileno(self) -> int:
        """Return something that looks readable: a kept connection is taken for a dropped one."""
        return _readable()

    def shutdown(self, how: int) -> None:
        """End the connection."""


class _Answer(io.RawIOBase):
    """Reads the answer, which begins to be made when it is first read."""

    def __init__(self, end: MemorySocket) -> None:
        self._end = end
        self._world = end.gateway.world
        self._data = memoryview(b"")
        self._sent: Sent | None = None
        self._create: Create | None = None
        self._begun = self._stayed = False
        self._pause_at, self._pause = -1, 0.0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if not self._begun:
            self._begun, self._stayed = True, self._asked()
        if not self._stayed or self._sent is None:
            return 0
        if self._pause and len(self._data) <= self._pause_at:
            pause, self._pause = self._pause, 0.0
            if not self._wait(pause):
                return 0
        count = min(len(buffer), len(self._data))
        if self._pause:
            count = min(count, len(self._data) - self._pause_at)
        if not count and self._sent.reset:
            raise ConnectionResetError(104, "Connection reset by peer")
        buffer[:count] = self._data[:count]
        self._data = self._data[count:]
        return count

    def _asked(self) -> bool:
        """Bring the request to the server and the answer back; False if the client has left."""
        end, gateway = self._end, self._end.gateway
        if end.dropped:
            raise ConnectionResetError(104, "Connection reset by peer")
        method, target, _ = end.request.split(b"\r\n", 1)[0].decode().split(" ")
        kind = _call(end.port, method, target)
        before, after = gateway.delays(kind)
        stayed = False
        if kind == "create":
            gateway.under_way.append(current_call())
        try:
            stayed = self._wait(before) and self._serve() and self._wait(after)
        finally:
            # What has left may arrive all the same, whatever has become of the client.
            if not stayed and self._sent is None and self._world.random.random() < 0.5:
                self._serve()
            if kind == "create":
                self._note_end(stayed=stayed)
        if stayed and kind == "clip" and after > USUAL:
            self._pause_at, self._pause = len(self._data) // 3, after
        return stayed

    def _serve(self) -> bool:
        end, creates = self._end, self._end.gateway.creates
        known = len(creates)
        self._sent = end.gateway.serve(bytes(end.request), end.port, end.left)
        self._data = memoryview(bytes(self._sent.data))
        self._create = creates[-1] if len(creates) > known else None
        return True

    def _wait(self, seconds: float) -> bool:
        """Let time pass; False if the client has ended the call meanwhile."""
        end, call = self._end, current_call()
        patience = NEVER if end.timeout is None else end.timeout
        self._world.park(min(seconds, patience), lambda: call.aborted)
        if call.aborted:
            return False
        if seconds > patience:
            raise TimeoutError("timed out")
        end.timeout = patience - seconds
        return True

    def _note_end(self, *, stayed: bool) -> None:
        call, create, life = current_call(), self._create, _life.get()
        killed = life is not None and life.dead
        aborted = not stayed and call.aborted and not call.late
        self._end.gateway.under_way.remove(call)
        if create is not None:
            create.answered = self._world.loop.now
            create.ended = aborted or killed
            for name in ("known", "clean", "person"):
                setattr(create, name, getattr(create, name) and stayed)
        if aborted:
            self._end.gateway.ended_creates.append(life)


_open: list[Any] = []


def _readable() -> int:
    if not _open:
        _open.append(_NOTHING.open("rb"))
    return int(_open[0].fileno())
