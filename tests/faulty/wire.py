"""One accepted connection: requests in, answers out, and the ways to break it."""

from __future__ import annotations

import contextlib
import json
import socket
import ssl
import struct
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.faulty.acts import Answer, Trickle
from tests.faulty.gate import Gate


@dataclass(frozen=True)
class Request:
    """A request that came whole. Numbers count from 0 in the order of arrival.

    ``headers`` have lower-case names; ``json`` is None when the body is no JSON; ``port`` is
    ``api`` or ``cdn``; ``connection`` tells connections of that port apart.
    """

    number: int
    call: str
    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes
    port: str
    connection: int

    @property
    def path(self) -> str:
        """The target without its query."""
        return urlsplit(self.target).path

    @property
    def query(self) -> dict[str, str]:
        """The query's fields."""
        return dict(parse_qsl(urlsplit(self.target).query))

    @property
    def json(self) -> Any:
        """The body as JSON, None if it is none."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None


class Gone(Exception):
    """The connection has ended, by the client or by the server's own closing."""


class Wire:
    """A connection's socket. Everything raises ``Gone`` or OSError when it has ended."""

    def __init__(self, connection: socket.socket, closing: threading.Event) -> None:
        # Head and body are sent one after the other: Nagle would hold the body back for 40 ms.
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket = connection
        self._closing = closing
        self._buffer = b""

    def shake_hands(self, context: ssl.SSLContext) -> None:
        """Go over to TLS."""
        self._socket = context.wrap_socket(
            self._socket, server_side=True, do_handshake_on_connect=False
        )
        if self._closing.is_set():
            raise Gone  # ``break_off`` may have met the socket that is wrapped now
        self._socket.do_handshake()

    def wait_for_first_byte(self) -> None:
        """Return when the client has sent something; leaves it unread."""
        if not self._socket.recv(1, socket.MSG_PEEK):
            raise Gone

    def read_request(self) -> tuple[str, str, dict[str, str], bytes]:
        """Return method, target, headers and body of the next request."""
        head = self._read_until(b"\r\n\r\n").decode("latin-1")
        first, *lines = head.split("\r\n")
        method, target, _ = first.split(" ", 2)
        pairs = (line.partition(":") for line in lines if line)
        headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
        body = self._read_bytes(int(headers.get("content-length", 0)))
        return method, target, headers, body

    def send_answer(self, answer: Answer) -> bool:
        """Send ``answer``; return True if another request may follow on this connection."""
        content = answer.content()[1]
        self._socket.sendall(answer.head())
        end = len(content) if answer.cut is None else answer.cut
        for piece, gate in _pieces(content[:end], answer.pauses):
            if piece:
                self._socket.sendall(_chunk(piece) if answer.framing == "chunked" else piece)
            if gate is not None:
                self.pass_gate(gate)
        if answer.cut is not None:
            self.end(reset=answer.ending == "reset")
            return False
        if answer.framing == "chunked":
            self._socket.sendall(b"0\r\n\r\n")
        return answer.after == "keep" and answer.framing != "close"

    def send_raw(self, data: bytes) -> None:
        """Send bytes as they are."""
        self._socket.sendall(data)

    def trickle(self, act: Trickle) -> None:
        """Send an answer that never ends, until the client leaves."""
        head = "HTTP/1.1 200 Scripted\r\nContent-Type: application/json\r\n"
        endless = "Content-Length: 1000000\r\n\r\n" if act.where == "body" else "X-Slow: "
        self._socket.sendall((head + endless).encode())
        while not self._closing.wait(act.pause):
            self._socket.sendall(b" " if act.where == "body" else b"x")

    def pass_gate(self, gate: Gate) -> None:
        """Wait at ``gate``; raises ``Gone`` when the server closes meanwhile."""
        gate.pass_through()
        if self._closing.is_set():
            raise Gone

    def end(self, *, reset: bool) -> None:
        """End the connection, by a reset or an orderly close."""
        if reset:
            linger = struct.pack("ii", 1, 0)
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self._socket.close()

    def break_off(self) -> None:
        """End what another thread waits for on this connection."""
        with contextlib.suppress(OSError):
            socket.socket.shutdown(self._socket, socket.SHUT_RDWR)

    def _read_until(self, mark: bytes) -> bytes:
        while mark not in self._buffer:
            self._receive()
        found, _, self._buffer = self._buffer.partition(mark)
        return found

    def _read_bytes(self, count: int) -> bytes:
        while len(self._buffer) < count:
            self._receive()
        found, self._buffer = self._buffer[:count], self._buffer[count:]
        return found

    def _receive(self) -> None:
        received = self._socket.recv(1 << 16)
        if not received:
            raise Gone
        self._buffer += received


def _pieces(
    content: bytes, pauses: tuple[tuple[int, Gate], ...]
) -> Iterator[tuple[bytes, Gate | None]]:
    """Yield the parts of ``content``, each with the gate after it."""
    at = 0
    for until, gate in sorted(pauses, key=lambda pause: pause[0]):
        yield content[at:until], gate
        at = until
    yield content[at:], None


def _chunk(piece: bytes) -> bytes:
    return f"{len(piece):x}\r\n".encode() + piece + b"\r\n"
