"""The server: two listeners, a thread for each connection, and scripts that come first."""

from __future__ import annotations

import contextlib
import re
import selectors
import socket
import threading
from collections import defaultdict, deque
from collections.abc import Callable
from types import TracebackType
from typing import Literal

from tests.faulty.acts import (
    Accept,
    Act,
    Answer,
    Close,
    ConnectionAct,
    Drop,
    Hang,
    Happens,
    Hold,
    Raw,
    Reset,
    Serve,
    Stage,
    Trickle,
)
from tests.faulty.certificates import Authority
from tests.faulty.gate import PATIENCE, Gate
from tests.faulty.mp4 import mp4_bytes
from tests.faulty.tasks import FakeTask, Plan, Provider, Upload
from tests.faulty.wire import Gone, Request, Wire

Call = Literal[
    "create", "task", "upload", "models", "usage", "log", "pricing", "clip", "file", "other"
]
Port = Literal["api", "cdn"]

_PATHS: tuple[tuple[str, str, str, Call], ...] = (
    ("api", "POST", "/v1/videos/generations", "create"),
    ("api", "GET", "/v1/tasks/[^/]+", "task"),
    ("api", "POST", "/v1/files/upload/stream", "upload"),
    ("api", "GET", "/v1/models", "models"),
    ("api", "GET", "/api/usage/token/?", "usage"),
    ("api", "GET", "/api/log/token", "log"),
    ("api", "GET", "/api/pricing", "pricing"),
    ("cdn", "GET", "/clips/.*", "clip"),
    ("cdn", "GET", "/files/.*", "file"),
)

KEY = "sk-foxtest0123456789abcdefghijklmnop"
"""The key that a server takes unless it is told another one."""


class FoxServer:
    """A FoxAPI gateway and its file host, each on a port of loopback; a context manager.

    ``tls`` serves both over TLS with the authority's certificate; the client must trust
    ``tls.bundle``. ``key`` is the only one that is taken, None takes any. ``clip`` is the file of
    every task whose plan has none of its own.
    """

    def __init__(
        self, tls: Authority | None = None, key: str | None = KEY, clip: bytes | None = None
    ) -> None:
        self._tls = tls
        self._closing = threading.Event()
        self._leaving = threading.Event()
        self._changed = threading.Condition()
        self._requests: list[Request] = []
        self._acts: dict[Call, deque[Act]] = defaultdict(deque)
        self._connection_acts: dict[Port, deque[ConnectionAct]] = defaultdict(deque)
        self._choose: Callable[[Request], Act | None] = lambda _: None
        self._connections: dict[Port, int] = {"api": 0, "cdn": 0}
        self._ended: dict[Port, int] = {"api": 0, "cdn": 0}
        self._wires: set[Wire] = set()
        self._gates: set[Gate] = set()
        self._threads: list[threading.Thread] = []
        self._listeners: dict[Port, socket.socket] = {
            "api": socket.create_server(("127.0.0.1", 0)),
            "cdn": socket.create_server(("127.0.0.1", 0)),
        }
        self._wake, self._woken = socket.socketpair()
        self.base_url = self._url("api")
        self.cdn_url = self._url("cdn")
        self.provider = Provider(key, mp4_bytes() if clip is None else clip, self.cdn_url)
        self._accepting = self._acceptor()

    def __enter__(self) -> FoxServer:
        self._accepting.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # What a test arranges.

    def on_create(self, *acts: Act) -> None:
        """Queue acts for ``POST /v1/videos/generations``."""
        self.on("create", *acts)

    def on_task(self, *acts: Act) -> None:
        """Queue acts for ``GET /v1/tasks/{id}``."""
        self.on("task", *acts)

    def on_upload(self, *acts: Act) -> None:
        """Queue acts for ``POST /v1/files/upload/stream``."""
        self.on("upload", *acts)

    def on_clip(self, *acts: Act) -> None:
        """Queue acts for fetches of clips."""
        self.on("clip", *acts)

    def on(self, call: Call, *acts: Act) -> None:
        """Queue acts for one kind of call: each is used once, then the server behaves again."""
        with self._changed:
            self._acts[call].extend(acts)

    def on_connection(self, *acts: ConnectionAct, port: Port = "api") -> None:
        """Queue acts for the next connections to ``port``, one for each."""
        with self._changed:
            self._connection_acts[port].extend(acts)

    def on_every(self, choose: Callable[[Request], Act | None]) -> None:
        """Ask ``choose`` about each request that has no act of its own; None behaves.

        It is called in the server's threads, once at a time.
        """
        with self._changed:
            self._choose = choose

    def go_away(self) -> None:
        """Refuse every connection and break off those that there are, until ``come_back``."""
        self._leaving.set()
        self._wake.send(b"!")
        _join(self._accepting)
        self._woken.recv(1)
        self._leaving.clear()
        for port, listener in self._listeners.items():
            address = listener.getsockname()
            listener.close()
            deaf = self._listeners[port] = socket.socket()
            deaf.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            deaf.bind(address)
        self.break_all()

    def come_back(self) -> None:
        """Accept connections again, at the same addresses."""
        for listener in self._listeners.values():
            listener.listen()
        self._accepting = self._acceptor()
        self._accepting.start()

    def break_all(self) -> None:
        """Break off every connection there is now, whatever is going on over it."""
        with self._changed:
            wires = list(self._wires)
        for wire in wires:
            wire.break_off()

    def behave(self) -> None:
        """Forget every act that still waits: from now on the server behaves."""
        with self._changed:
            self._acts.clear()
            self._connection_acts.clear()

    def add_task(self, plan: Plan | None = None) -> FakeTask:
        """Let a task exist that was created elsewhere."""
        return self.provider.add_task(plan)

    def link(self, task: FakeTask) -> str:
        """Return the link to the task's clip that works now."""
        return self.provider.link(task)

    def expire_links(self, status: int = 403) -> None:
        """Let every link known so far answer ``status``; the next query gives another one."""
        self.provider.expire_links(status)

    @property
    def plan(self) -> Plan:
        """How the tasks go that are created from now on."""
        return self.provider.plan

    @plan.setter
    def plan(self, plan: Plan) -> None:
        self.provider.plan = plan

    @property
    def key(self) -> str:
        """The key that is taken."""
        return self.provider.key or KEY

    # What a test looks at.

    @property
    def tasks(self) -> list[FakeTask]:
        """Every task that exists, in the order of creation: each was paid for."""
        return list(self.provider.tasks.values())

    @property
    def uploads(self) -> list[Upload]:
        """Every file that was uploaded."""
        return list(self.provider.uploads)

    def requests(self, call: Call | None = None) -> list[Request]:
        """Return what has reached the server whole, of one kind or all, in order."""
        with self._changed:
            return [each for each in self._requests if call in (None, each.call)]

    def connections(self, port: Port = "api") -> int:
        """Return how many connections ``port`` has accepted."""
        with self._changed:
            return self._connections[port]

    def wait_for(self, call: Call, count: int = 1) -> list[Request]:
        """Return the requests of one kind as soon as there are ``count``; fails if never."""

        def there() -> bool:
            return sum(each.call == call for each in self._requests) >= count

        with self._changed:
            if not self._changed.wait_for(there, PATIENCE):
                raise AssertionError(f"{call} was not called {count} times")
            return self.requests(call)

    def wait_for_ended(self, count: int, port: Port = "api") -> None:
        """Return as soon as the server has ended ``count`` connections; fails if never."""
        with self._changed:
            if not self._changed.wait_for(lambda: self._ended[port] >= count, PATIENCE):
                raise AssertionError(f"{count} connections to {port} did not end")

    def close(self) -> None:
        """End everything: gates are released, connections broken off, threads joined."""
        self._closing.set()
        self._wake.close()
        if self._accepting.ident is not None:
            _join(self._accepting)
        with self._changed:
            gates, wires, threads = list(self._gates), list(self._wires), list(self._threads)
        for gate in gates:
            gate.release()
        for wire in wires:
            wire.break_off()
        for thread in threads:
            _join(thread)
        self._woken.close()
        for listener in self._listeners.values():
            listener.close()

    # How it works.

    def _acceptor(self) -> threading.Thread:
        return threading.Thread(target=self._accept, name="fox-accept", daemon=True)

    def _url(self, port: Port) -> str:
        scheme = "https" if self._tls else "http"
        return f"{scheme}://127.0.0.1:{self._listeners[port].getsockname()[1]}"

    def _accept(self) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(self._woken, selectors.EVENT_READ)
            for port, listener in self._listeners.items():
                selector.register(listener, selectors.EVENT_READ, port)
            while not self._closing.is_set() and not self._leaving.is_set():
                for chosen, _ in selector.select():
                    if chosen.data is not None and not self._closing.is_set():
                        self._start(self._listeners[chosen.data].accept()[0], chosen.data)

    def _start(self, connection: socket.socket, port: Port) -> None:
        wire = Wire(connection, self._closing)
        with self._changed:
            number = self._connections[port]
            self._connections[port] += 1
            acts = self._connection_acts[port]
            act = acts.popleft() if acts else None
            name = f"fox-{port}-{number}"
            thread = threading.Thread(
                target=self._serve, args=(wire, port, number, act), name=name, daemon=True
            )
            self._wires.add(wire)
            self._threads.append(thread)
            self._changed.notify_all()
        thread.start()

    def _serve(self, wire: Wire, port: Port, number: int, act: ConnectionAct | None) -> None:
        try:
            # OSError: the client has left, which is its right.
            with contextlib.suppress(OSError, Gone):
                if self._begin(wire, act):
                    while self._serve_one(wire, port, number):
                        pass
        finally:
            with contextlib.suppress(OSError):
                wire.end(reset=False)
            with self._changed:
                self._wires.discard(wire)
                self._ended[port] += 1
                self._changed.notify_all()

    def _begin(self, wire: Wire, act: ConnectionAct | None) -> bool:
        """Bring a connection to its first request; return False if it was dropped before."""
        awaited = act is not None and act.stage == "first_byte"
        steps: tuple[tuple[Stage, Callable[[], None]], ...] = (
            ("accepted", lambda: None),
            ("first_byte", wire.wait_for_first_byte if awaited else lambda: None),
            ("ready", lambda: wire.shake_hands(self._tls.context) if self._tls else None),
        )
        for stage, step in steps:
            step()
            if act is None or act.stage != stage:
                continue
            if isinstance(act, Drop):
                wire.end(reset=act.reset)
                return False
            if isinstance(act, Hold):
                self._wait_at(act.gate, wire)
            else:
                act.function()
        return True

    def _serve_one(self, wire: Wire, port: Port, connection: int) -> bool:
        method, target, headers, body = wire.read_request()
        call = _call(port, method, target)
        with self._changed:
            number = len(self._requests)
            request = Request(number, call, method, target, headers, body, port, connection)
            self._requests.append(request)
            acts = self._acts[call]
            act = acts.popleft() if acts else self._choose(request)
            self._changed.notify_all()
        return self._do(act, request, wire)

    def _do(self, act: Act | None, request: Request, wire: Wire) -> bool:
        """Act on a request; return True if the connection goes on."""
        match act:
            case Hang(gate, then):
                self._wait_at(gate, wire)
                return self._do(then, request, wire)
            case Happens(then, plan):
                self.provider.behave(request, plan)
                return self._do(then, request, wire)
            case Reset() | Close():
                wire.end(reset=isinstance(act, Reset))
                return False
            case Raw(data):
                wire.send_raw(data)
                return False
            case Trickle():
                wire.trickle(act)
                return False
            case Answer():
                return self._send(act, request, wire)
            case Serve():
                return self._send(act.answer(request, self._clip(request)), request, wire)
            case Accept(plan):
                return self._send(self.provider.behave(request, plan), request, wire)
            case None:
                return self._send(self.provider.behave(request), request, wire)

    def _send(self, answer: Answer, request: Request, wire: Wire) -> bool:
        with self._changed:
            self._gates.update(gate for _, gate in answer.pauses)
        if self._closing.is_set():
            raise Gone
        whole = request.call == "clip" and answer.status in (200, 206) and answer.cut is None
        with self.provider.last_fetch(request) if whole else contextlib.nullcontext():
            return wire.send_answer(answer)

    def _wait_at(self, gate: Gate, wire: Wire) -> None:
        with self._changed:
            self._gates.add(gate)
        if self._closing.is_set():
            raise Gone
        wire.pass_gate(gate)

    def _clip(self, request: Request) -> bytes:
        task = self.provider.tasks.get(request.path.split("/")[2])
        return self.provider.clip if task is None else self.provider.clip_of(task)


def _join(thread: threading.Thread) -> None:
    thread.join(PATIENCE)
    if thread.is_alive():
        raise AssertionError(f"{thread.name} does not end")


def _call(port: Port, method: str, target: str) -> Call:
    path = target.partition("?")[0]
    for its_port, its_method, pattern, call in _PATHS:
        if (port, method) == (its_port, its_method) and re.fullmatch(pattern, path):
            return call
    return "other"
