"""Is a key taken? What each answer of a gateway says about it, and the words for that."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from core import keycheck, language
from core.foxapi.address import host_of
from core.keycheck import KeyCheck, check_key
from tests.faulty import (
    Act,
    Answer,
    Close,
    Drop,
    FoxServer,
    Gate,
    Hang,
    Reset,
    redirect,
    refused_port,
)

HTML = "<html><head><title>Some site</title></head></html>"
QUOTA = Answer(403, {"error": {"code": "insufficient_user_quota", "message": "no"}})


@pytest.fixture(autouse=True, params=language.LANGUAGES)
def each_language(request: pytest.FixtureRequest) -> Iterator[str]:
    language.use(request.param)
    yield request.param
    language.use("en")


def checked(server: FoxServer, key: str = "") -> KeyCheck:
    found = check_key(server.base_url, key or server.key)
    assert found.detail
    assert "{" not in found.detail
    assert host_of(server.base_url) in found.detail
    assert found.usable == (found.kind in ("ok", "unknown"))
    assert (found.fault is None) == (found.kind == "ok")
    return found


def test_a_key_that_is_taken_brings_its_models(server: FoxServer) -> None:
    server.provider.models = ["sora-2"]
    found = checked(server)
    assert (found.kind, found.models) == ("ok", ("sora-2",))
    assert [each.call for each in server.requests()] == ["models"]


def test_a_wrong_key_is_refused(server: FoxServer) -> None:
    found = checked(server, "sk-wrong-0123456789")
    assert (found.kind, found.models) == ("refused", None)
    assert len(server.requests()) == 1


@pytest.mark.parametrize("key", ["密钥", "sk-…", "sk-\x1b"])
def test_what_can_be_no_key_is_refused_unsent(server: FoxServer, key: str) -> None:
    assert checked(server, key).kind == "refused"
    assert not server.requests()


@pytest.mark.parametrize(
    "act",
    [Answer(404), Answer(404, HTML), Answer(200, HTML), Answer(405), Answer(403, HTML)],
    ids=["404", "404 with HTML", "a web site", "405", "403"],
)
def test_where_models_are_not_listed_the_usage_is_asked_for(server: FoxServer, act: Act) -> None:
    server.on("models", act)
    found = checked(server)
    assert (found.kind, found.models) == ("ok", None)
    assert [each.call for each in server.requests()] == ["models", "usage"]


@pytest.mark.parametrize(
    ("acts", "kind", "fault"),
    [
        ((Answer(404), Answer(401)), "refused", "key_refused"),
        ((Answer(404), Answer(404)), "unknown", "not_found"),
        ((Answer(404), Answer(403)), "refused", "not_allowed"),
        ((Answer(403), Answer(404)), "refused", "not_allowed"),
        ((Answer(403), Answer(401)), "refused", "key_refused"),
        ((Answer(200, HTML), Answer(200, HTML)), "unknown", "unreadable"),
        ((Answer(404), Answer(500)), "unknown", "server_fault"),
        ((Answer(404), Reset()), "unreachable", "no_answer"),
        ((Answer(401, HTML),), "refused", "key_refused"),
        ((QUOTA,), "unknown", "balance_exhausted"),
        ((Answer(402),), "unknown", "balance_exhausted"),
        ((Answer(429, retry_after=5),), "unknown", "rate_limited"),
        ((Answer(500, HTML),), "unknown", "server_fault"),
        ((Answer(503),), "unknown", "server_fault"),
        ((redirect("/elsewhere"),), "unknown", "redirected"),
        ((Close(),), "unreachable", "no_answer"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_only_a_refusal_is_taken_for_one(
    server: FoxServer, acts: tuple[Act, ...], kind: str, fault: str
) -> None:
    server.on("models", acts[0])
    server.on("usage", *acts[1:])
    found = checked(server)
    assert found.fault is not None
    assert (found.kind, found.fault.kind) == (kind, fault)


def test_a_host_that_is_not_there_is_unreachable() -> None:
    with refused_port() as port:
        found = check_key(f"http://127.0.0.1:{port}", "sk-0123456789")
    assert found.kind == "unreachable"
    assert "127.0.0.1" in found.detail


def test_a_connection_that_is_dropped_is_unreachable(server: FoxServer) -> None:
    server.on_connection(Drop("accepted"))
    assert checked(server).kind == "unreachable"


def test_a_certificate_that_nobody_knows_is_said(untrusted_server: FoxServer) -> None:
    assert checked(untrusted_server).kind == "untrusted"
    assert not untrusted_server.requests()


def test_a_host_that_does_not_answer_is_left_in_time(
    server: FoxServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keycheck, "CHECK_SECONDS", 0.2)
    gate = Gate()
    server.on("models", Hang(gate))
    assert checked(server).kind == "unreachable"
    gate.release()


def test_the_key_is_in_no_words(server: FoxServer) -> None:
    key = "sk-a-very-secret-key-0123456789"
    server.on("models", Answer(401, {"error": {"message": f"{key} is not known"}}))
    found = check_key(server.base_url, key)
    assert key not in repr(found)
    assert key not in found.detail


def test_the_words_of_each_outcome_differ(server: FoxServer) -> None:
    acts: list[Any] = [Answer(), Answer(401), Answer(429), Close()]
    words = []
    for act in acts[1:]:
        server.on("models", act)
        words.append(checked(server).detail)
    words.append(checked(server).detail)
    assert len(set(words)) == len(acts)
