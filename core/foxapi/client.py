"""The FoxAPI client: one method for each call of the contract. Blocking; safe in many threads."""

from __future__ import annotations

import email.utils
import json
import logging
import math
import threading
import time
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, TypeVar
from urllib.parse import quote

import requests

from core.foxapi import errors, messages
from core.foxapi.address import host_of
from core.foxapi.transport import (
    CONNECT_SECONDS,
    READ_SECONDS,
    BearerAuth,
    Call,
    CallAborted,
    NoAuth,
    new_session,
    route,
)
from core.masking import masked, remember, without_keys

LARGEST_ANSWER = 8 << 20
"""Bytes of an API answer that are read at most; the contract's answers are a few KiB."""

_UNTRUSTED = ("CERTIFICATE_VERIFY_FAILED", "WRONG_VERSION_NUMBER", "TLS CA certificate")
"""What OpenSSL and requests say when trying again will not help."""

_T = TypeVar("_T")
log = logging.getLogger(__name__)


class FoxApi:
    """A FoxAPI gateway with one key.

    Every method raises a ``FoxApiError``. The key is sent in the header of calls to ``base_url``
    and nowhere else; no redirect is followed. ``close`` ends what is in flight.
    """

    def __init__(self, base_url: str, key: str) -> None:
        self.base_url = base_url
        self._key = key
        remember(key)
        self._auth = BearerAuth(base_url, key)
        self._local = threading.local()
        self._lock = threading.Lock()
        self._calls: set[Call] = set()
        self._sessions: list[requests.Session] = []
        self._closed = False

    def create(self, body: Mapping[str, Any], call: Call | None = None) -> messages.Accepted:
        """Ask for a video: ``POST /v1/videos/generations``. Never repeated here.

        It has a connection of its own, as a stale one would make an outcome unknown for nothing.
        ``call`` tells the caller whether a byte was sent.
        """
        session = new_session()
        try:
            return self._json(
                "POST",
                "/v1/videos/generations",
                messages.read_accepted,
                call=call,
                tracked=False,
                session=session,
                read=120.0,
                data=json.dumps(dict(body)).encode(),
                headers={"Content-Type": "application/json"},
            )
        finally:
            session.close()

    def task(
        self, task_id: str, *, refresh: bool = False, call: Call | None = None
    ) -> messages.Task:
        """Query a task; ``refresh`` asks the gateway to look upstream first."""
        path = f"/v1/tasks/{quote(task_id, safe='')}{'?sync_upstream=true' if refresh else ''}"
        try:
            return self._json("GET", path, messages.read_task, call=call)
        except errors.InvalidRequest as error:
            # A page without the provider's own words may be that of something in between.
            if error.answer.status == HTTPStatus.GONE and error.answer.type:
                raise errors.TaskGone(error.answer) from error
            raise

    def upload(
        self, data: bytes, name: str, media_type: str, call: Call | None = None
    ) -> messages.Upload:
        """Give ``data`` a URL for 72 hours. ``name`` should say nothing about the person."""
        return self._json(
            "POST",
            "/v1/files/upload/stream",
            messages.read_upload,
            call=call,
            read=120.0,
            deadline=600.0,
            files={"file": (name, data, media_type)},
            data={"file_name": name},
        )

    def models(self, call: Call | None = None) -> tuple[str, ...]:
        """Return the ids of the models that this key may call."""
        return self._json("GET", "/v1/models", messages.read_models, call=call)

    def usage(self, call: Call | None = None) -> messages.Usage:
        """Return what this key has spent and may spend."""
        return self._json("GET", "/api/usage/token/", messages.read_usage, call=call)

    def charges(self) -> tuple[messages.Charge, ...]:
        """Return the key's spend log, newest first."""
        return self._json("GET", "/api/log/token", messages.read_charges)

    def prices(self) -> messages.Prices:
        """Return the gateway's price list. The key is not sent: the call needs none."""
        return self._json("GET", "/api/pricing", messages.read_prices, keyed=False)

    def abort(self) -> None:
        """End every call in flight, creates excepted: the caller decides about those."""
        with self._lock:
            calls = list(self._calls)
        for call in calls:
            call.abort()

    def close(self) -> None:
        """End every call in flight and refuse new ones."""
        with self._lock:
            self._closed = True
        self.abort()
        with self._lock:
            sessions, self._sessions = self._sessions, []
        for session in sessions:
            session.close()

    def _json(
        self, method: str, path: str, read_body: Callable[[Any], _T | None], **how: Any
    ) -> _T:
        """Make one call as ``_exchanged`` does; a failed one is worth a line of the log."""
        try:
            return self._exchanged(method, path, read_body, **how)
        except errors.FoxApiError as error:
            what, _, _ = path.partition("?")
            answer = error.answer
            log.info(
                "%s %s at %s failed: %s, HTTP %s, code %s, request %s",
                *(method, what, host_of(self.base_url), type(error).__name__),
                *(answer.status or "-", answer.code or "-", answer.request_id or "-"),
            )
            raise

    def _exchanged(
        self,
        method: str,
        path: str,
        read_body: Callable[[Any], _T | None],
        *,
        call: Call | None = None,
        tracked: bool = True,
        keyed: bool = True,
        session: requests.Session | None = None,
        read: float = READ_SECONDS,
        deadline: float | None = None,
        **parts: Any,
    ) -> _T:
        """Make one call and read its JSON answer within ``deadline`` seconds.

        ``tracked`` calls are ended by ``abort``; only ``keyed`` ones carry the key.
        """
        url = self.base_url + path
        call = call or Call()
        if keyed and not (self._key.isascii() and self._key.isprintable()):
            # It cannot be written into a header; often a masked key that was copied.
            raise errors.KeyRefused(errors.Answer(message="the key is not a key"))
        with self._lock:
            if self._closed:
                raise errors.Aborted(errors.Answer(message="closed"))
            if tracked:
                self._calls.add(call)
        try:
            with call.active(), call.deadline(deadline or read + 2 * CONNECT_SECONDS):
                answer, content = _exchange(
                    session or self._session(),
                    method,
                    url,
                    auth=self._auth if keyed else NoAuth(),
                    timeout=(CONNECT_SECONDS, read),
                    **parts,
                )
        except (CallAborted, requests.RequestException, OSError, ValueError) as error:
            raise self._no_answer(call, error) from error
        finally:
            with self._lock:
                self._calls.discard(call)
        return self._read(answer, content, read_body)

    def _read(
        self, answer: requests.Response, content: bytes, read_body: Callable[[Any], _T | None]
    ) -> _T:
        text = without_keys(content.decode("utf-8", "replace"))
        try:
            body = _cleaned(json.loads(text))
        except (ValueError, RecursionError):
            body = None
        if answer.status_code // 100 != 2:
            raise errors.error_for(_facts(answer, body, text))
        message = read_body(body)
        if message is None:
            raise errors.Unreadable(_facts(answer, body, text))
        return message

    def _no_answer(self, call: Call, error: Exception) -> errors.FoxApiError:
        text = masked(_deepest(error))
        facts = errors.Answer(message=text)
        if call.sent:
            return errors.NoAnswer(facts)
        if call.aborted and not call.late:
            return errors.Aborted(facts)
        if any(words in text for words in _UNTRUSTED):
            return errors.Untrusted(facts)
        return errors.Unreachable(facts)

    def _session(self) -> requests.Session:
        session: requests.Session | None = getattr(self._local, "session", None)
        if session is None:
            session = self._local.session = new_session()
            with self._lock:
                self._sessions.append(session)
        return session


def _exchange(
    session: requests.Session, method: str, url: str, **parts: Any
) -> tuple[requests.Response, bytes]:
    with session.request(
        method, url, allow_redirects=False, stream=True, **route(url), **parts
    ) as answer:
        chunks, size = [], 0
        for chunk in answer.iter_content(64 << 10):
            chunks.append(chunk)
            size += len(chunk)
            if size > LARGEST_ANSWER:
                raise ValueError("the answer is too large")
        return answer, b"".join(chunks)


def _facts(answer: requests.Response, body: Any, text: str) -> errors.Answer:
    kind, code, message = errors.read_error_body(body)
    header = answer.headers.get("x-request-id") or answer.headers.get("x-oneapi-request-id") or ""
    return errors.Answer(
        status=answer.status_code,
        type=kind,
        code=code,
        message=masked(message or _title(text)),
        request_id=without_keys(header)[:200] or errors.request_id_in(message),
        retry_after=retry_after(answer.headers.get("retry-after", ""), time.time()),
    )


def _cleaned(value: Any) -> Any:
    """Return a JSON value without any key (escapes may have hidden it from the whole text), and
    without lone surrogates, which no database and no file takes.
    """
    if isinstance(value, str):
        text = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return without_keys(text)
    if isinstance(value, list):
        return [_cleaned(each) for each in value]
    if isinstance(value, dict):
        return {_cleaned(name): _cleaned(each) for name, each in value.items()}
    return value


def retry_after(value: str, now: float) -> float | None:
    """Return a ``Retry-After`` header (seconds, or an HTTP date) as seconds from ``now``."""
    try:
        seconds = float(value)
    except ValueError:
        try:
            seconds = email.utils.parsedate_to_datetime(value).timestamp() - now
        except (ValueError, TypeError, OverflowError):
            return None
    return min(max(seconds, 0.0), 3600.0) if math.isfinite(seconds) else None


def _title(text: str) -> str:
    """Return something readable from a body that is not JSON: an HTML title, or its start."""
    lower = text.lower()
    start, end = lower.find("<title>"), lower.find("</title>")
    if 0 <= start < end:
        return text[start + 7 : end].strip()[:200]
    return "" if "<" in text[:200] else text.strip()[:200]


def _deepest(error: BaseException) -> str:
    """Return the words of the innermost cause: the outer ones only repeat the URL."""
    while error.__context__ is not None:
        error = error.__context__
    return f"{type(error).__name__}: {error}"
