"""Whose key goes where: the environment's, the keychain's, and one that is given meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial

import pytest

from core.connections import Connections, NoClient
from core.job import DEMO, Connection
from core.secrets import key_mark

HERE, THERE = "https://api.foxapi.cc", "https://other.example.com"
SALT = bytes(16)


class FakeEngine:
    """An engine that can be told to be dead."""

    def __init__(self, number: int) -> None:
        self.base_url = f"http://127.0.0.1:{1000 + number}"
        self.token = f"token-{number}"
        self.running = True
        self.closed = False

    def alive(self) -> bool:
        return self.running

    def close(self) -> None:
        self.closed = True


class Engines:
    """Starts engines, and remembers them."""

    def __init__(self) -> None:
        self.started: list[FakeEngine] = []
        self.before: Callable[[], object] = lambda: None

    def __call__(self) -> FakeEngine:
        self.before()
        self.started.append(FakeEngine(len(self.started)))
        return self.started[-1]


@pytest.fixture
def engines() -> Engines:
    return Engines()


@pytest.fixture
def kept() -> dict[str, str]:
    """Return what the keychain holds."""
    return {}


@pytest.fixture
def connections(kept: dict[str, str], engines: Engines) -> Iterator[Connections]:
    """Yield connections to which the environment gives a key for one place."""
    made = Connections(
        lambda url: kept.get(url, ""),
        SALT,
        engines,
        lambda url: "sk-environment" if url == THERE else "",
    )
    yield made
    made.close()


def sent_with(key: str, url: str = HERE) -> Connection:
    return Connection(url, key_mark(key, SALT))


def fault_of(call: Callable[[], object]) -> str:
    with pytest.raises(NoClient) as caught:
        call()
    return caught.value.fault.kind


# Where the key comes from


def test_without_any_key_there_is_none(connections: Connections) -> None:
    assert connections.key_source(HERE) == ""
    assert connections.freeze(HERE) == Connection(HERE)
    assert fault_of(lambda: connections.for_sending(Connection(HERE))) == "no_key"
    assert fault_of(lambda: connections.for_following(sent_with("sk-one"))) == "no_key"


def test_the_environment_counts_for_more_than_the_keychain(
    connections: Connections, kept: dict[str, str]
) -> None:
    kept |= {HERE: "sk-kept", THERE: "sk-kept-there"}
    assert connections.key_source(HERE) == "keychain"
    assert connections.key_source(THERE) == "environment"
    assert connections.freeze(THERE) == sent_with("sk-environment", THERE)


def test_a_given_key_counts_for_more_than_both(
    connections: Connections, kept: dict[str, str]
) -> None:
    kept[HERE] = "sk-kept"
    for url in (HERE, THERE):
        connections.use_key(url, "sk-given")
        assert connections.key_source(url) == "session"
        assert connections.freeze(url) == sent_with("sk-given", url)


def test_a_given_key_that_is_kept_is_the_keychain_s(connections: Connections) -> None:
    connections.use_key(HERE, "sk-given", kept=True)
    assert connections.key_source(HERE) == "keychain"


def test_a_key_is_given_for_one_place(connections: Connections) -> None:
    connections.use_key(HERE, "sk-given")
    assert connections.key_source("https://api.foxapi.cc.evil.test") == ""
    assert connections.freeze(THERE) == sent_with("sk-environment", THERE)


def test_a_keychain_is_asked_once_until_it_is_looked_at_again(
    connections: Connections, kept: dict[str, str]
) -> None:
    assert connections.key_source(HERE) == ""
    kept[HERE] = "sk-unlocked"
    assert connections.key_source(HERE) == ""
    connections.look_again()
    assert connections.key_source(HERE) == "keychain"
    kept.clear()
    connections.look_again()
    assert connections.key_source(HERE) == "keychain"


def test_a_slow_keychain_does_not_overwrite_a_key_that_is_given_meanwhile(
    engines: Engines,
) -> None:
    asked, answer = threading.Event(), threading.Event()

    def slow(_url: str) -> str:
        asked.set()
        answer.wait(10)
        return "sk-old"

    connections = Connections(slow, SALT, engines)
    sources: list[str] = []
    thread = threading.Thread(target=lambda: sources.append(connections.key_source(HERE)))
    thread.start()
    asked.wait(10)
    connections.use_key(HERE, "sk-given")
    answer.set()
    thread.join(10)
    assert sources == ["session"]
    assert connections.freeze(HERE) == sent_with("sk-given")
    connections.close()


# One key after another


def test_what_was_sent_with_an_earlier_key_is_followed_with_it(
    connections: Connections, kept: dict[str, str]
) -> None:
    kept[HERE] = "sk-one"
    before = connections.for_following(sent_with("sk-one"))
    connections.use_key(HERE, "sk-two")
    assert connections.for_following(sent_with("sk-one")) is before
    connections.use_key(HERE, "sk-three")
    assert connections.for_following(sent_with("sk-one")) is before
    assert connections.for_following(sent_with("sk-two"))._key == "sk-two"
    assert fault_of(lambda: connections.for_following(sent_with("sk-four"))) == "other_key"


def test_what_is_not_sent_yet_waits_for_its_own_key(
    connections: Connections, kept: dict[str, str]
) -> None:
    kept[HERE] = "sk-one"
    asked = connections.freeze(HERE)
    connections.use_key(HERE, "sk-two")
    assert fault_of(lambda: connections.for_sending(asked)) == "other_key"
    assert not connections.serves(asked)
    client, used = connections.for_sending(Connection(HERE))
    assert (client._key, used) == ("sk-two", sent_with("sk-two"))


def test_an_earlier_key_serves_its_own_place_only(connections: Connections) -> None:
    connections.use_key(HERE, "sk-one")
    connections.use_key(HERE, "sk-two")
    stolen = sent_with("sk-one", THERE)
    assert fault_of(lambda: connections.for_following(stolen)) == "other_key"


def test_a_forgotten_key_is_not_used_any_more(connections: Connections) -> None:
    connections.use_key(HERE, "sk-one")
    connections.use_key(HERE, "sk-two")
    connections.use_key(HERE, "")
    assert connections.key_source(HERE) == ""
    for sent in (sent_with("sk-one"), sent_with("sk-two")):
        assert fault_of(partial(connections.for_following, sent)) == "no_key"


def test_forgetting_uncovers_what_is_still_there(connections: Connections) -> None:
    connections.use_key(THERE, "sk-one")
    connections.use_key(THERE, "")
    assert connections.key_source(THERE) == "environment"


def test_a_client_without_a_key_holds_none(connections: Connections) -> None:
    connections.use_key(HERE, "sk-one")
    assert connections.without_key(Connection(HERE))._key == ""


# The engine


def test_an_engine_is_started_once(connections: Connections, engines: Engines) -> None:
    demo = Connection(DEMO)
    first = connections.for_following(demo)
    assert connections.for_sending(demo)[0] is first
    assert connections.without_key(demo) is first
    assert len(engines.started) == 1


def test_a_dead_engine_is_replaced_by_a_new_one(connections: Connections, engines: Engines) -> None:
    first = connections.for_following(Connection(DEMO))
    engines.started[0].running = False
    second = connections.for_following(Connection(DEMO))
    assert len(engines.started) == 2
    assert engines.started[0].closed
    assert second.base_url == engines.started[1].base_url != first.base_url


def test_an_engine_that_cannot_start_is_tried_again(
    connections: Connections, engines: Engines
) -> None:
    def refuse() -> None:
        raise OSError("no room")

    engines.before = refuse
    assert fault_of(lambda: connections.for_following(Connection(DEMO))) == "engine"
    engines.before = lambda: None
    assert connections.for_following(Connection(DEMO))


def test_nothing_waits_for_an_engine_that_takes_its_time(
    connections: Connections, engines: Engines
) -> None:
    begun, go = threading.Event(), threading.Event()
    engines.before = lambda: (begun.set(), go.wait(10))
    thread = threading.Thread(target=lambda: connections.for_following(Connection(DEMO)))
    thread.start()
    begun.wait(10)
    connections.use_key(HERE, "sk-given")
    assert connections.key_source(HERE) == "session"
    assert connections.for_sending(Connection(HERE))[0].base_url == HERE
    go.set()
    thread.join(10)
    assert len(engines.started) == 1


def test_an_engine_that_comes_after_the_end_is_ended(
    connections: Connections, engines: Engines
) -> None:
    engines.before = connections.close
    assert fault_of(lambda: connections.for_following(Connection(DEMO))) == "aborted"
    assert engines.started[0].closed
    assert fault_of(lambda: connections.for_following(Connection(DEMO))) == "aborted"
    assert len(engines.started) == 1
