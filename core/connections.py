"""From a job's frozen connection to a client that may act on it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Protocol

from core.foxapi.address import BadAddress, base_url, host_of
from core.job import DEMO, Connection, Fault
from core.secrets import KeyLookup, key_mark

if TYPE_CHECKING:
    from core.foxapi.client import FoxApi


class Engine(Protocol):
    """The built-in engine, once it runs: where it listens, and the token that it takes."""

    base_url: str
    token: str

    def close(self) -> None:
        """End the engine; its tasks are kept."""


class EngineStarter(Protocol):
    """Starts the built-in engine."""

    def __call__(self) -> Engine:
        """Return the running engine; raises OSError if it cannot listen."""


class NoClient(Exception):
    """A job that cannot be acted on with what is at hand; ``fault`` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.kind)
        self.fault = fault


class Connections:
    """Clients by base URL and key. Blocking, as a keychain may ask; safe in many threads.

    The key of one base URL never goes to another. The built-in engine is started when the first of
    its jobs is acted on, and has a token of its own.
    """

    def __init__(self, look_up_key: KeyLookup, salt: bytes, start_engine: EngineStarter) -> None:
        self._look_up_key = look_up_key
        self._salt = salt
        self._start_engine = start_engine
        self._lock = threading.Lock()
        self._keys: dict[str, str] = {}
        self._clients: dict[tuple[str, str], FoxApi] = {}
        self._engine: Engine | None = None
        self._closed = False

    def freeze(self, address: str) -> Connection:
        """Return the connection to ``address`` as it is now, with the mark of the present key."""
        if address == DEMO:
            return Connection(DEMO)
        key = self._key(address)
        return Connection(address, key_mark(key, self._salt) if key else "")

    def for_sending(self, connection: Connection) -> tuple[FoxApi, Connection]:
        """Return a client for a job that was never sent, and the connection that is used.

        Only the key that it was asked for with serves: another one may be somebody else's. Raises
        ``NoClient``.
        """
        if connection.demo:
            return self._demo_client(), connection
        key = self._key(connection.base_url)
        if not key:
            raise NoClient(_no_key(connection, "no_key"))
        used = Connection(connection.base_url, key_mark(key, self._salt))
        if connection.key_mark not in ("", used.key_mark):
            raise NoClient(_no_key(connection, "other_key"))
        return self._client(used, key), used

    def for_following(self, connection: Connection) -> FoxApi:
        """Return a client for a job that was sent: only the key that it was sent with serves.

        Raises ``NoClient``.
        """
        if connection.demo:
            return self._demo_client()
        key = self._key(connection.base_url)
        if not key:
            raise NoClient(_no_key(connection, "no_key"))
        if connection.key_mark not in ("", key_mark(key, self._salt)):
            raise NoClient(_no_key(connection, "other_key"))
        return self._client(connection, key)

    def serves(self, connection: Connection) -> bool:
        """Tell whether the key for ``connection`` is at hand here."""
        if connection.demo:
            return True
        key = self._key(connection.base_url)
        return bool(key) and connection.key_mark in ("", key_mark(key, self._salt))

    def abort(self) -> None:
        """End what is in flight, creates excepted."""
        for client in list(self._clients.values()):
            client.abort()

    def close(self) -> None:
        """End everything: clients and engine. Later requests for a client fail."""
        with self._lock:
            self._closed = True
            clients, self._clients = list(self._clients.values()), {}
            engine, self._engine = self._engine, None
        for client in clients:
            client.close()
        if engine is not None:
            engine.close()

    def _key(self, address: str) -> str:
        with self._lock:
            known = self._keys.get(address)
        if known is None:
            known = self._look_up_key(address)
            with self._lock:
                self._keys[address] = known
        return known

    def _demo_client(self) -> FoxApi:
        with self._lock:
            if self._closed:
                raise NoClient(Fault("aborted"))
            if self._engine is None:
                try:
                    self._engine = self._start_engine()
                except OSError as error:
                    raise NoClient(Fault("engine", message=str(error))) from error
            engine = self._engine
        return self._client(Connection(engine.base_url), engine.token)

    def _client(self, connection: Connection, key: str) -> FoxApi:
        from core.foxapi.client import FoxApi

        try:
            address = base_url(connection.base_url)
        except BadAddress as error:
            fault = Fault("bad_address", message=error.code, needs_person=True)
            raise NoClient(fault) from error
        with self._lock:
            if self._closed:
                raise NoClient(Fault("aborted"))
            return self._clients.setdefault((address, key), FoxApi(address, key))


def _no_key(connection: Connection, kind: str) -> Fault:
    facts = {"host": host_of(connection.base_url)}
    return Fault(kind, needs_person=True, facts=facts)
