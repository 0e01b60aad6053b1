"""What the server can be told to do instead of behaving. All acts are values and can be shared."""

from __future__ import annotations

import email.utils
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from tests.faulty.gate import Gate

if TYPE_CHECKING:
    from tests.faulty.tasks import Plan
    from tests.faulty.wire import Request

Stage = Literal["accepted", "first_byte", "ready"]
"""Where a connection is: just accepted; its first byte has come and is not read (over TLS, the
client's hello); or, over TLS, the handshake is done, and no byte of a request is read."""

Headers = Mapping[str, str | None]
"""Headers that replace the usual ones; None leaves a header out."""


@dataclass(frozen=True)
class Answer:
    """An answer, whole unless ``cut``.

    ``body``: bytes as they are, text as HTML or plain text, anything else as JSON. ``retry_after``:
    seconds, a time (becomes an HTTP date) or raw text. ``cut``: bytes of the body after which the
    connection ends by ``ending``. ``pauses``: where in the body the server waits at a gate.
    ``after``: what becomes of the connection; ``leave`` closes it without having said so.
    """

    status: int = 200
    body: Any = b""
    headers: Headers = field(default_factory=dict)
    retry_after: float | datetime | str | None = None
    framing: Literal["length", "chunked", "close"] = "length"
    cut: int | None = None
    ending: Literal["close", "reset"] = "close"
    pauses: tuple[tuple[int, Gate], ...] = ()
    after: Literal["keep", "close", "leave"] = "keep"

    def content(self) -> tuple[str, bytes]:
        """Return the media type and the bytes of the body."""
        if isinstance(self.body, bytes):
            return "application/octet-stream", self.body
        if isinstance(self.body, str):
            kind = "text/html" if self.body.lstrip().startswith("<") else "text/plain"
            return f"{kind}; charset=utf-8", self.body.encode()
        return "application/json", json.dumps(self.body).encode()

    def head(self) -> bytes:
        """Return the status line and the headers, up to the empty line."""
        kind, content = self.content()
        headers: dict[str, str | None] = {"Content-Type": kind}
        if self.framing == "length":
            headers["Content-Length"] = str(len(content))
        elif self.framing == "chunked":
            headers["Transfer-Encoding"] = "chunked"
        if self.after == "close" or self.framing == "close":
            headers["Connection"] = "close"
        if self.retry_after is not None:
            headers["Retry-After"] = _retry_after(self.retry_after)
        names = {name.lower() for name in self.headers}
        kept = {name: value for name, value in headers.items() if name.lower() not in names}
        lines = [f"HTTP/1.1 {self.status} Scripted"]
        lines += [f"{k}: {v}" for k, v in {**kept, **self.headers}.items() if v is not None]
        return "\r\n".join([*lines, "", ""]).encode("latin-1")


def redirect(to: str, status: int = 302) -> Answer:
    """Return an answer that sends the client to ``to``."""
    return Answer(status, headers={"Location": to})


@dataclass(frozen=True)
class Serve:
    """Serve a clip, as a file server does, or nearly.

    ``data``: other bytes than the task's. ``ranges``: False ignores Range. ``honest``: False takes
    up a Range even when If-Range names another version. The rest is as in ``Answer``.
    """

    data: bytes | None = None
    etag: str | None = '"v1"'
    last_modified: str | None = "Wed, 21 Oct 2026 07:28:00 GMT"
    ranges: bool = True
    honest: bool = True
    headers: Headers = field(default_factory=dict)
    framing: Literal["length", "chunked", "close"] = "length"
    cut: int | None = None
    ending: Literal["close", "reset"] = "close"
    pauses: tuple[tuple[int, Gate], ...] = ()

    def answer(self, request: Request, usual: bytes) -> Answer:
        """Return the answer to ``request`` for a clip whose bytes are ``usual``."""
        data = usual if self.data is None else self.data
        headers: dict[str, str | None] = {
            "Content-Type": "video/mp4",
            "ETag": self.etag,
            "Last-Modified": self.last_modified,
            "Accept-Ranges": "bytes" if self.ranges else None,
        }
        start, status = self._start(request, len(data)), 200
        if start is not None:
            status = 206
            headers["Content-Range"] = f"bytes {start}-{len(data) - 1}/{len(data)}"
        return Answer(
            status=status,
            body=data[start or 0 :],
            headers={**headers, **self.headers},
            framing=self.framing,
            cut=self.cut,
            ending=self.ending,
            pauses=self.pauses,
        )

    def _start(self, request: Request, size: int) -> int | None:
        """Return the first byte of a range to answer with, None to send the whole file."""
        wanted = request.headers.get("range", "")
        first = wanted.removeprefix("bytes=").removesuffix("-")
        if not self.ranges or not first.isdigit() or int(first) >= size:
            return None
        condition = request.headers.get("if-range")
        strong = self.etag if self.etag and not self.etag.startswith("W/") else None
        matches = condition is None or condition in (strong, self.last_modified)
        return int(first) if matches or not self.honest else None


@dataclass(frozen=True)
class Accept:
    """Behave, with a plan of its own for the task that is created."""

    plan: Plan


@dataclass(frozen=True)
class Reset:
    """Reset the connection (RST) once the whole request is read, without an answer."""


@dataclass(frozen=True)
class Close:
    """Close the connection once the whole request is read, without an answer."""


@dataclass(frozen=True)
class Raw:
    """Answer with these bytes, whatever they are, and close the connection."""

    data: bytes


@dataclass(frozen=True)
class Trickle:
    """Answer without end, a byte at a time: endless headers, or an endless body."""

    where: Literal["head", "body"] = "body"
    pause: float = 0.002


@dataclass(frozen=True)
class Hang:
    """Hold the answer back at ``gate``, then do ``then``; None behaves."""

    gate: Gate
    then: Act | None = None


@dataclass(frozen=True)
class Happens:
    """Do what was asked (the task exists, and is charged), but answer by ``then``."""

    then: Act
    plan: Plan | None = None


Act = Answer | Serve | Accept | Raw | Reset | Close | Trickle | Hang | Happens
"""What happens to a request that has been read whole."""


@dataclass(frozen=True)
class Drop:
    """End a connection at ``stage``, by a reset or an orderly close."""

    stage: Stage
    reset: bool = True


@dataclass(frozen=True)
class Hold:
    """Hold a connection at ``stage`` until the gate is released, then go on."""

    stage: Stage
    gate: Gate


@dataclass(frozen=True)
class Do:
    """Call ``function`` in the server's thread when a connection is at ``stage``, then go on."""

    stage: Stage
    function: Callable[[], object]


ConnectionAct = Drop | Hold | Do
"""What happens to a connection before a byte of a request is read."""


def _retry_after(value: float | datetime | str) -> str:
    if isinstance(value, datetime):
        return email.utils.format_datetime(value, usegmt=True)
    return str(value)
