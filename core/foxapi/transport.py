"""HTTP over requests, watched at the socket: a deadline for each call, and whether a byte left.

requests tells too little for paid calls: after a finished handshake a reset looks like a failed
connection, and a server that trickles passes every read timeout. Here each call knows whether a
byte of its request was handed to the socket, and can be ended from another thread.
"""

from __future__ import annotations

import contextlib
import os
import socket
import threading
from collections.abc import Iterator, Mapping
from functools import lru_cache
from http.cookiejar import DefaultCookiePolicy
from typing import Any
from urllib.request import getproxies

import requests
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase
from requests.utils import should_bypass_proxies
from urllib3 import PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from core import __version__
from core.foxapi.address import host_of, is_loopback, origin

CONNECT_SECONDS = 10.0
READ_SECONDS = 30.0
USER_AGENT = f"Foxreel/{__version__}"

_calls = threading.local()


class CallAborted(Exception):
    """The call was ended by this program before its request could be sent."""


class Call:
    """One exchange: whether a byte of its request was sent, and the means to end it.

    ``sent`` is decided under a lock with ``abort``: once ``abort`` has returned, ``sent`` is
    final, and no byte that was not sent will be.
    """

    def __init__(self) -> None:
        self.sent = False
        self.aborted = False
        self.late = False
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None

    def attach(self, connection: socket.socket | None) -> None:
        """Note the socket in use, so that ``abort`` can shut it down."""
        with self._lock:
            self._socket = connection
        if self.aborted:
            self.abort()

    def about_to_send(self) -> None:
        """Note that a byte of the request is about to leave; raises ``CallAborted`` instead."""
        with self._lock:
            if self.aborted:
                raise CallAborted
            self.sent = True

    def abort(self) -> None:
        """End the call from any thread: nothing more is sent, a blocked read returns."""
        with self._lock:
            self.aborted = True
            connection = self._socket
        if connection is not None:
            with contextlib.suppress(OSError, TypeError):  # TypeError: TLS inside TLS has no socket
                # Not SSLSocket.shutdown: it drops the TLS state under a reading thread's feet.
                socket.socket.shutdown(connection, socket.SHUT_RDWR)

    def _expire(self) -> None:
        self.late = True
        self.abort()

    @contextlib.contextmanager
    def active(self) -> Iterator[None]:
        """Make this the call that the thread's connections report to."""
        _calls.current = self
        try:
            yield
        finally:
            _calls.current = None
            self.attach(None)

    @contextlib.contextmanager
    def deadline(self, seconds: float) -> Iterator[None]:
        """Abort the call if the body takes longer than ``seconds``."""
        timer = threading.Timer(seconds, self._expire)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()


class _Watched(HTTPConnection):
    """A connection that reports to the thread's current call."""

    _connecting = False
    _early: socket.socket | None = None

    def _new_conn(self) -> socket.socket:
        """Let the call be ended during the handshake too.

        TLS takes over the socket itself, so the call holds a duplicate until the first byte.
        """
        connection = super()._new_conn()
        call: Call | None = getattr(_calls, "current", None)
        if call is not None:
            self._early = connection.dup()
            call.attach(self._early)
            if call.aborted:
                connection.close()
                raise CallAborted
        return connection

    def connect(self) -> None:
        self._connecting = True
        try:
            super().connect()
        finally:
            self._connecting = False
            call: Call | None = getattr(_calls, "current", None)
            if call is not None:
                call.attach(self.sock)
            if self._early is not None:
                self._early.close()
                self._early = None

    def send(self, data: Any) -> None:
        if self.sock is None:
            self.connect()
        call: Call | None = getattr(_calls, "current", None)
        if call is not None:
            call.attach(self.sock)
            if not self._connecting:
                call.about_to_send()
        super().send(data)


class _WatchedTls(_Watched, HTTPSConnection):
    """The same over TLS: a handshake is not yet a byte of the request."""


class _HttpPool(HTTPConnectionPool):
    ConnectionCls = _Watched


class _HttpsPool(HTTPSConnectionPool):
    ConnectionCls = _WatchedTls


class _WatchingAdapter(HTTPAdapter):
    """Makes requests use watched connections, through a proxy too."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        _watch(self.poolmanager)

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        manager = super().proxy_manager_for(proxy, **kwargs)
        _watch(manager)
        return manager


def _watch(manager: PoolManager) -> None:
    manager.pool_classes_by_scheme = {"http": _HttpPool, "https": _HttpsPool}


class BearerAuth(AuthBase):
    """Adds the key to requests for one origin, and to no other.

    Being an ``AuthBase``, it also keeps requests from reading ``~/.netrc``.
    """

    def __init__(self, base_url: str, key: str) -> None:
        self._origin = origin(base_url)
        self._key = key

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Add the header if ``request`` goes to the key's own origin."""
        if origin(request.url or "") == self._origin:
            request.headers["Authorization"] = f"Bearer {self._key}"
        return request


class NoAuth(AuthBase):
    """Sends no credentials at all, whatever ``~/.netrc`` holds."""

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Return ``request`` as it is."""
        return request


def new_session() -> requests.Session:
    """Return a session that takes nothing from the environment but what ``route`` gives it."""
    session = requests.Session()
    session.trust_env = False
    session.headers["User-Agent"] = USER_AGENT
    session.cookies.set_policy(_NoCookies())
    adapter = _WatchingAdapter()
    session.mount("http://", adapter)
    session.mount("https://", adapter)
    return session


class _NoCookies(DefaultCookiePolicy):
    def set_ok(self, cookie: Any, request: Any) -> bool:  # noqa: ARG002
        return False


def route(url: str) -> dict[str, Any]:
    """Return the ``proxies`` and ``verify`` that requests needs to reach ``url``.

    The system's proxy applies to every host but loopback. ``REQUESTS_CA_BUNDLE`` is honoured, for
    networks that inspect TLS.
    """
    verify = os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE") or True
    host = host_of(url)
    proxies = {} if is_loopback(host) else dict(_proxies(url.partition(":")[0], host))
    return {"proxies": proxies, "verify": verify}


@lru_cache(maxsize=64)
def _proxies(scheme: str, host: str) -> Mapping[str, str]:
    if should_bypass_proxies(f"{scheme}://{host}", no_proxy=None):
        return {}
    return getproxies()
