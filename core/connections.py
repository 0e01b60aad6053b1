"""From a job's frozen connection to a client that may act on it."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from core.foxapi.address import BadAddress, base_url, host_of
from core.job import DEMO, Connection, Fault
from core.masking import remember
from core.secrets import KeyLookup, key_mark

if TYPE_CHECKING:
    from core.foxapi.client import FoxApi


class Engine(Protocol):
    """The built-in engine, once it runs: where it listens, and the token that it takes."""

    base_url: str
    token: str

    def alive(self) -> bool:
        """Tell whether it still runs; it may have crashed, or been killed."""

    def close(self) -> None:
        """End the engine; its tasks are kept."""


class EngineStarter(Protocol):
    """Starts the built-in engine."""

    def __call__(self) -> Engine:
        """Return the running engine; raises OSError if it cannot start."""


KeySource = Literal["environment", "keychain", "session", ""]
"""Where a key comes from; ``session`` is this program's memory, empty means that there is none."""


@dataclass(frozen=True)
class _Found:
    key: str
    source: KeySource


class NoClient(Exception):
    """A job that cannot be acted on with what is at hand; ``fault`` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.kind)
        self.fault = fault


class Connections:
    """Clients by base URL and key. Blocking, as a keychain may ask; safe in many threads.

    The key of one base URL never goes to another. The built-in engine is started when the first of
    its jobs is acted on, and again if it has ended by itself; it has a token of its own.
    ``environment`` is asked for a key before ``look_up_key``, which is the keychain's.
    """

    def __init__(
        self,
        look_up_key: KeyLookup,
        salt: bytes,
        start_engine: EngineStarter,
        environment: KeyLookup = lambda _: "",
    ) -> None:
        self._look_up_key = look_up_key
        self._environment = environment
        self._salt = salt
        self._start_engine = start_engine
        self._lock = threading.Lock()
        self._found: dict[str, _Found] = {}
        self._former: dict[tuple[str, str], str] = {}
        self._clients: dict[tuple[str, str], FoxApi] = {}
        self._engine_lock = threading.Lock()
        self._engine: Engine | None = None
        self._closed = False

    def use_key(self, address: str, key: str, *, kept: bool = False) -> None:
        """Use ``key`` for ``address`` from now on; an empty one forgets it, and looks anew.

        ``kept`` says that the keychain has it. What was sent with an earlier key is followed with
        that one until it is forgotten or the program ends, so the clients of it stay.
        """
        remember(key)
        with self._lock:
            before = self._found.pop(address, None)
            if not key:
                others = {p: former for p, former in self._former.items() if p[0] != address}
                self._former = others
                return
            self._found[address] = _Found(key, "keychain" if kept else "session")
            if before is not None and before.key:
                self._former[address, key_mark(before.key, self._salt)] = before.key

    def look_again(self) -> None:
        """Ask for keys anew where none was found: a keychain may have been unlocked meanwhile."""
        with self._lock:
            self._found = {a: found for a, found in self._found.items() if found.key}

    def key_source(self, address: str) -> KeySource:
        """Return where the present key for ``address`` comes from."""
        return self._find(address).source

    def freeze(self, address: str) -> Connection:
        """Return the connection to ``address`` as it is now, with the mark of the present key."""
        if address == DEMO:
            return Connection(DEMO)
        key = self.key(address)
        return Connection(address, key_mark(key, self._salt) if key else "")

    def for_sending(self, connection: Connection) -> tuple[FoxApi, Connection]:
        """Return a client for a job that was never sent, and the connection that is used.

        Only the key that it was asked for with serves: another one may be somebody else's. Raises
        ``NoClient``.
        """
        if connection.demo:
            return self._demo_client(), connection
        key = self.key(connection.base_url)
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
        key = self.key(connection.base_url)
        if connection.key_mark not in ("", key_mark(key, self._salt)):
            with self._lock:
                former = self._former.get((connection.base_url, connection.key_mark))
            if former is None:
                raise NoClient(_no_key(connection, "other_key" if key else "no_key"))
            key = former
        if not key:
            raise NoClient(_no_key(connection, "no_key"))
        return self._client(connection, key)

    def without_key(self, connection: Connection) -> FoxApi:
        """Return a client that holds no key, for what anybody may ask; raises ``NoClient``."""
        return self._demo_client() if connection.demo else self._client(connection, "")

    def serves(self, connection: Connection) -> bool:
        """Tell whether the key for ``connection`` is the one that is used here now."""
        if connection.demo:
            return True
        key = self.key(connection.base_url)
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

    def key(self, address: str) -> str:
        """Return the present key for ``address``, empty if there is none."""
        return self._find(address).key

    def _find(self, address: str) -> _Found:
        with self._lock:
            known = self._found.get(address)
        if known is not None:
            return known
        own = self._environment(address)
        key = own or self._look_up_key(address)
        remember(key)
        found = _Found(key, ("environment" if own else "keychain") if key else "")
        with self._lock:
            # A key that was given meanwhile counts for more.
            return self._found.setdefault(address, found)

    def _demo_client(self) -> FoxApi:
        with self._engine_lock:  # not the other one: a start takes its time
            engine = self._running_engine()
        return self._client(Connection(engine.base_url), engine.token)

    def _running_engine(self) -> Engine:
        with self._lock:
            engine, closed = self._engine, self._closed
        if closed:
            raise NoClient(Fault("aborted"))
        if engine is not None and engine.alive():
            return engine
        if engine is not None:
            engine.close()
        try:
            engine = self._start_engine()
        except OSError as error:
            raise NoClient(Fault("engine", message=str(error))) from error
        with self._lock:
            if not self._closed:
                self._engine = engine
                return engine
        engine.close()
        raise NoClient(Fault("aborted"))

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
