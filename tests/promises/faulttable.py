"""Every fault that a call can meet, defined once, and what it must come to at each step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from tests.faulty import Act, Answer, Close, Drop, Hang, Raw, Reset, Trickle, redirect
from tests.faulty.gate import Gate

HTML = "<html><title>Bad Gateway</title></html>"
LATER = 40.0
"""Seconds that a server asks for by ``Retry-After``."""

Refused = Literal["failed", "person", "again", "unknown", "unsent"]
"""What becomes of a call: the job fails; a person is needed; it is made again, by itself; nobody
knows, and it is never made again; not a byte of it was sent, so it is made again."""


@dataclass(frozen=True)
class Faulty:
    """A fault, and what it means.

    ``kind`` is the fault that a job keeps of an API call; ``create`` and ``upload`` what becomes of
    those calls (a query is like an upload, but fails nothing); ``download`` the fault that a job
    keeps of a fetch, empty if it keeps none. ``act`` is a request's, or a connection's (``Drop``),
    or None: the server is away. ``slow`` ones end by a deadline of the client's.
    """

    act: Act | Drop | None
    kind: str
    create: Refused
    upload: Refused
    download: str = "transfer"
    slow: bool = False

    def __call__(self, step: str) -> Refused:
        """Return what becomes of a call at ``step``."""
        if step == "create":
            return self.create
        if step == "upload":
            return self.upload
        return "person" if self.upload == "person" and step != "download" else "again"


def _error(status: int, kind: str = "", code: str = "", **parts: Any) -> Answer:
    error = {"message": "no", "type": kind, **({"code": code} if code else {})}
    return Answer(status, {"error": error}, **parts)


def _busy(**parts: Any) -> Answer:
    return _error(429, "rate_limit_error", **parts)


def faults(elsewhere: str) -> Mapping[str, Faulty]:
    """Return the faults by their names, for one use; ``elsewhere`` is the URL of another host."""
    return {**_refused(), **_unclear(), **_redirects(elsewhere), **_broken(), **_odd()}


def _refused() -> dict[str, Faulty]:
    return {
        "400": Faulty(_error(400, "invalid_request_error"), "invalid_request", "failed", "failed"),
        "401": Faulty(
            _error(401, "authentication_error"), "key_refused", "person", "person", "link_dead"
        ),
        "402": Faulty(_error(402, "insufficient_quota"), "balance_exhausted", "person", "person"),
        "403": Faulty(_error(403), "not_allowed", "failed", "failed", "link_dead"),
        "403 with a quota code": Faulty(
            _error(403, code="insufficient_user_quota"),
            *("balance_exhausted", "person", "person", "link_dead"),
        ),
        "403 with the other quota code": Faulty(
            _error(403, code="pre_consume_token_quota_failed"),
            *("balance_exhausted", "person", "person", "link_dead"),
        ),
        "404": Faulty(_error(404, "not_found"), "not_found", "failed", "failed", "link_dead"),
        "405": Faulty(Answer(405, HTML), "invalid_request", "failed", "failed"),
        "410": Faulty(Answer(410, HTML), "invalid_request", "failed", "failed", "link_dead"),
        "413 in HTML": Faulty(Answer(413, HTML), "too_large", "failed", "failed"),
        "416": Faulty(Answer(416, HTML), "invalid_request", "failed", "failed", "start_over"),
        "422": Faulty(_error(422, "invalid_request_error"), "invalid_request", "failed", "failed"),
        "422 without a channel": Faulty(
            _error(422, "service_unavailable_error", "no_compatible_channel"),
            *("model_unavailable", "failed", "again"),
        ),
        "429": Faulty(_busy(), "rate_limited", "again", "again"),
        "429 for some seconds": Faulty(
            _busy(retry_after=int(LATER)), "rate_limited", "again", "again"
        ),
        "429 until a date": Faulty(
            _busy(retry_after=datetime.now(UTC) + timedelta(seconds=LATER + 1)),
            "rate_limited",
            "again",
            "again",
        ),
        "429 until nonsense": Faulty(_busy(retry_after="soon"), "rate_limited", "again", "again"),
        "451": Faulty(Answer(451, HTML), "invalid_request", "failed", "failed"),
        "503 in FoxAPI's own form": Faulty(
            _error(503, "service_unavailable_error"), "model_unavailable", "failed", "again"
        ),
    }


def _unclear() -> dict[str, Faulty]:
    return {
        **{
            str(status): Faulty(Answer(status, HTML), "ambiguous", "unknown", "again")
            for status in (408, 409, 425, 499)
        },
        "500": Faulty(_error(500, "server_error"), "server_fault", "unknown", "again"),
        **{
            f"{status} in HTML": Faulty(Answer(status, HTML), "server_fault", "unknown", "again")
            for status in (502, 503, 504, 520)
        },
        "502 without a body": Faulty(Answer(502), "server_fault", "unknown", "again"),
    }


def _redirects(elsewhere: str) -> dict[str, Faulty]:
    # A clip may be anywhere, so there a redirect is followed, without the key: it leads to a 404.
    return {
        f"{status} to another host": Faulty(
            redirect(f"{elsewhere}/v1", status), "redirected", "unknown", "person", "link_dead"
        )
        for status in (301, 302, 303, 307, 308)
    }


def _broken() -> dict[str, Faulty]:
    return {
        "refused": Faulty(None, "unreachable", "unsent", "unsent"),
        "reset when accepted": Faulty(Drop("accepted"), "no_answer", "unknown", "again"),
        "closed when accepted": Faulty(
            Drop("accepted", reset=False), "no_answer", "unknown", "again"
        ),
        "reset at the first byte": Faulty(Drop("first_byte"), "no_answer", "unknown", "again"),
        "reset after the handshake": Faulty(Drop("ready"), "no_answer", "unknown", "again"),
        "reset before the answer": Faulty(Reset(), "no_answer", "unknown", "again"),
        "closed before the answer": Faulty(Close(), "no_answer", "unknown", "again"),
        "cut in the status line": Faulty(Raw(b"HTTP/1.1 2"), "no_answer", "unknown", "again"),
        "cut in the headers": Faulty(
            Raw(b"HTTP/1.1 200 OK\r\nContent-Type: app"), "unreadable", "unknown", "again"
        ),
        "reset in the body": Faulty(
            Answer(200, b'{"id": "task-1"}', cut=9, ending="reset"),
            *("no_answer", "unknown", "again"),
        ),
        "closed in the body": Faulty(
            Answer(200, b'{"id": "task-1"}', cut=9), "no_answer", "unknown", "again"
        ),
        "cut in a chunk": Faulty(
            Answer(200, b'{"id": "task-1"}', cut=9, framing="chunked"),
            *("no_answer", "unknown", "again"),
        ),
        "trickling headers": Faulty(
            Trickle("head"), "unreadable", "unknown", "again", "not_a_clip", slow=True
        ),
        "trickling": Faulty(
            Trickle("body"), "no_answer", "unknown", "again", "not_a_clip", slow=True
        ),
        "hanging": Faulty(Hang(Gate(), Reset()), "no_answer", "unknown", "again", slow=True),
    }


_JSON = {"Content-Type": "application/json"}


def _odd() -> dict[str, Faulty]:
    return {
        "HTML with 200": Faulty(Answer(200, HTML), "unreadable", "unknown", "again", "not_a_clip"),
        "cut JSON with 200": Faulty(
            Answer(200, b'{"id": "task-uni', headers=_JSON),
            *("unreadable", "unknown", "again", "not_a_clip"),
        ),
        "nothing with 200": Faulty(
            Answer(200, b"", headers=_JSON), "unreadable", "unknown", "again", "not_a_clip"
        ),
        "nothing of any kind with 200": Faulty(
            Answer(200, b""), "unreadable", "unknown", "again", "transfer"
        ),
        "204": Faulty(Answer(204), "unreadable", "unknown", "again"),
        "null with 200": Faulty(Answer(200, None), "unreadable", "unknown", "again", "not_a_clip"),
        "a list with 200": Faulty(Answer(200, [1]), "unreadable", "unknown", "again", "not_a_clip"),
        "an object without what matters": Faulty(
            Answer(200, {"id": "", "status": None, "url": 7}),
            *("unreadable", "unknown", "again", "not_a_clip"),
        ),
        "no HTTP": Faulty(Raw(b"SSH-2.0-OpenSSH_9.2\r\n"), "no_answer", "unknown", "again"),
        "endless headers": Faulty(
            Raw(b"HTTP/1.1 200 OK\r\nX: " + b"x" * (1 << 17)),
            *("no_answer", "unknown", "again"),
        ),
        "a bad chunk": Faulty(
            Raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n"),
            *("no_answer", "unknown", "again"),
        ),
        "gzip that is none": Faulty(
            Answer(200, b"{}", headers={**_JSON, "Content-Encoding": "gzip"}),
            *("no_answer", "unknown", "again", "not_a_clip"),
        ),
    }


OVER_TLS: Mapping[str, tuple[str, Refused]] = {
    "reset when accepted": ("unreachable", "unsent"),
    "closed when accepted": ("unreachable", "unsent"),
    "reset at the first byte": ("unreachable", "unsent"),
}
"""What differs over TLS: before the handshake is done, no byte of a request is sent."""
