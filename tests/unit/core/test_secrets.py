"""Where the key comes from, and that its fingerprint says nothing about it."""

from __future__ import annotations

import types
from collections.abc import Callable
from typing import Any

import keyring
import keyring.errors
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from keyring.backends import chainer, fail

from core.secrets import (
    KEY_VARIABLE,
    SERVICE,
    environment_key,
    key_lookup,
    key_mark,
    keychain_key,
)

QUICK = settings(deadline=None, max_examples=60)
HERE, THERE = "https://api.foxapi.cc", "https://other.example.com"
KEYS = st.text(st.characters(codec="utf-8"), min_size=6, max_size=80)
SALTS = st.binary(min_size=16, max_size=16)
SYSTEM = "keyring.backends.SecretService"

Answer = Callable[[str, str], "str | None"]


def backend(module: str, answer: Answer) -> Any:
    """Return a keyring backend that seems to be defined in ``module``."""

    def get_password(_self: object, service: str, username: str) -> str | None:
        return answer(service, username)

    made = types.new_class("Keyring", exec_body=lambda body: body.update(get_password=get_password))
    made.__module__ = module
    return made()


def use(monkeypatch: pytest.MonkeyPatch, chosen: Any) -> None:
    monkeypatch.setattr(keyring, "get_keyring", lambda: chosen)


def never(_service: str, _username: str) -> str | None:
    pytest.fail("this backend must not be asked")


@QUICK
@given(key=KEYS, salt=SALTS, other_salt=SALTS)
def test_a_fingerprint_is_salted_and_shows_nothing_of_the_key(
    key: str, salt: bytes, other_salt: bytes
) -> None:
    mark = key_mark(key, salt)
    assert mark == key_mark(key, salt)
    assert len(mark) == 24
    assert set(mark) <= set("0123456789abcdef")
    assert (mark == key_mark(key, other_salt)) == (salt == other_salt)


@QUICK
@given(key=KEYS, other=KEYS, salt=SALTS)
def test_a_fingerprint_tells_keys_apart(key: str, other: str, salt: bytes) -> None:
    assert (key_mark(key, salt) == key_mark(other, salt)) == (key == other)


def test_the_key_in_the_environment_is_stripped() -> None:
    assert KEY_VARIABLE == "FOXAPI_API_KEY"
    assert environment_key({"FOXAPI_API_KEY": " sk-abc\n"}) == "sk-abc"
    assert environment_key({}) == ""


def test_the_environment_s_key_serves_the_base_url_in_use_only() -> None:
    look_up = key_lookup(HERE, {KEY_VARIABLE: "sk-env"}, lambda _: "")
    assert look_up(HERE) == "sk-env"
    for other in (THERE, f"{HERE}/", f"{HERE}.evil.com", "", "demo"):
        assert look_up(other) == ""


def test_other_base_urls_have_the_keychain_s_keys() -> None:
    kept = {HERE: "sk-kept-here", THERE: "sk-kept-there"}
    look_up = key_lookup(HERE, {KEY_VARIABLE: "sk-env"}, lambda url: kept.get(url, ""))
    assert look_up(HERE) == "sk-env"
    assert look_up(THERE) == "sk-kept-there"


def test_without_one_in_the_environment_the_keychain_is_asked() -> None:
    look_up = key_lookup(HERE, {KEY_VARIABLE: "  "}, lambda url: f"kept for {url}")
    assert look_up(HERE) == f"kept for {HERE}"


@pytest.mark.parametrize("name", ["SecretService", "libsecret", "kwallet", "macOS", "Windows"])
def test_the_system_s_own_keychains_are_asked(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    asked = []

    def answer(service: str, username: str) -> str:
        asked.append((service, username))
        return " sk-kept\n"

    use(monkeypatch, backend(f"keyring.backends.{name}", answer))
    assert keychain_key(HERE) == "sk-kept"
    assert asked == [(SERVICE, HERE)]


@pytest.mark.parametrize(
    "module",
    [
        *("keyrings.alt.file", "keyrings.alt.Windows", "keyrings.cryptfile.cryptfile"),
        *("keyring.backends.null", "keyring.backends.SecretServiceFake", "my.backend"),
        *("evil.keyring.backends.macOS", "__main__"),
    ],
)
def test_what_merely_looks_like_a_keychain_is_never_asked(
    monkeypatch: pytest.MonkeyPatch, module: str
) -> None:
    use(monkeypatch, backend(module, never))
    assert keychain_key(HERE) == ""


def test_of_a_chain_only_the_system_s_keychains_are_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chain = [
        backend("keyrings.alt.file", never),
        backend(SYSTEM, lambda *_: None),
        backend("keyring.backends.kwallet", lambda *_: "sk-kept"),
        backend("keyring.backends.libsecret", never),
    ]
    use(monkeypatch, types.SimpleNamespace(backends=chain))
    assert keychain_key(HERE) == "sk-kept"


def test_keyring_s_own_chain_is_taken_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    chain = [backend("keyrings.alt.file", never), backend(SYSTEM, lambda *_: "sk-kept")]
    monkeypatch.setattr(chainer.ChainerBackend, "backends", chain)
    use(monkeypatch, chainer.ChainerBackend())
    assert keychain_key(HERE) == "sk-kept"


def test_a_system_without_a_keychain_has_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, fail.Keyring())
    assert keychain_key(HERE) == ""


@pytest.mark.parametrize(
    "error",
    [
        keyring.errors.KeyringError("broken"),
        keyring.errors.KeyringLocked("locked"),
        keyring.errors.NoKeyringError("none"),
        keyring.errors.InitError("dismissed"),
        RuntimeError("no session bus"),
        ConnectionRefusedError("no session bus"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_a_keychain_that_fails_counts_as_empty(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def refuse(_service: str, _username: str) -> str:
        raise error

    use(monkeypatch, backend(SYSTEM, refuse))
    assert keychain_key(HERE) == ""


def test_after_a_keychain_that_fails_the_next_one_is_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(_service: str, _username: str) -> str:
        raise keyring.errors.KeyringLocked("locked")

    chain = [backend(SYSTEM, refuse), backend("keyring.backends.kwallet", lambda *_: "sk-kept")]
    use(monkeypatch, types.SimpleNamespace(backends=chain))
    assert keychain_key(HERE) == "sk-kept"


@pytest.mark.parametrize("kept", [None, "", "  "])
def test_an_empty_entry_is_no_key(monkeypatch: pytest.MonkeyPatch, kept: str | None) -> None:
    use(monkeypatch, backend(SYSTEM, lambda *_: kept))
    assert keychain_key(HERE) == ""
