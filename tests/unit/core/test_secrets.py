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

from core.problems import InvalidAsk
from core.secrets import (
    KEY_VARIABLE,
    SERVICE,
    clean_key,
    environment_key,
    environment_lookup,
    forget_key,
    keep_key,
    key_mark,
    key_problem,
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
    look_up = environment_lookup(HERE, {KEY_VARIABLE: "sk-env"})
    assert look_up(HERE) == "sk-env"
    for other in (THERE, f"{HERE}/", f"{HERE}.evil.com", "", "demo"):
        assert look_up(other) == ""


def test_an_environment_without_a_key_has_none_for_anybody() -> None:
    assert environment_lookup(HERE, {KEY_VARIABLE: "  "})(HERE) == ""
    assert environment_lookup("", {})("") == ""


def test_a_key_in_the_environment_that_is_none_is_said_at_once() -> None:
    with pytest.raises(InvalidAsk):
        environment_lookup(HERE, {KEY_VARIABLE: "密钥"})


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


# Keeping and forgetting


class Keychain:
    """A keychain in memory, as the backend of the system would be."""

    def __init__(self, stored: dict[str, str] | None = None, refuses: bool = False) -> None:
        self.stored = {} if stored is None else stored
        self.refuses = refuses

    def get_password(self, service: str, username: str) -> str | None:
        assert service == SERVICE
        return self.stored.get(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        assert service == SERVICE
        if self.refuses:
            raise keyring.errors.PasswordSetError("no")
        self.stored[username] = password

    def delete_password(self, service: str, username: str) -> None:
        assert service == SERVICE
        if self.refuses or username not in self.stored:
            raise keyring.errors.PasswordDeleteError("no")
        del self.stored[username]


def keychain(module: str = SYSTEM, **options: Any) -> Any:
    made = type("Keyring", (Keychain,), {"__module__": module})
    return made(**options)


def test_a_kept_key_is_found_again_and_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, keychain(stored={THERE: "sk-there"}))
    assert keep_key(HERE, "sk-one")
    assert keep_key(HERE, "sk-two")
    assert keychain_key(HERE) == "sk-two"
    assert forget_key(HERE)
    assert keychain_key(HERE) == ""
    assert keychain_key(THERE) == "sk-there"
    assert forget_key(HERE)


@pytest.mark.parametrize("module", ["keyrings.alt.file", "keyring.backends.null", "my.backend"])
def test_what_merely_looks_like_a_keychain_gets_no_key(
    monkeypatch: pytest.MonkeyPatch, module: str
) -> None:
    false = keychain(module)
    use(monkeypatch, false)
    assert not keep_key(HERE, "sk-one")
    assert false.stored == {}
    assert forget_key(HERE)


def test_without_a_keychain_nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, fail.Keyring())
    assert not keep_key(HERE, "sk-one")


def test_a_keychain_that_refuses_is_said_to(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, keychain(stored={HERE: "sk-old"}, refuses=True))
    assert not keep_key(HERE, "sk-new")
    assert not forget_key(HERE)


def test_of_a_chain_the_first_that_takes_it_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    refusing, taking = keychain(refuses=True), keychain("keyring.backends.kwallet")
    use(monkeypatch, types.SimpleNamespace(backends=[refusing, taking]))
    assert keep_key(HERE, "sk-new")
    assert taking.stored == {HERE: "sk-new"}


def test_a_key_that_another_one_would_hide_is_not_called_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    old = keychain(stored={HERE: "sk-old"}, refuses=True)
    use(monkeypatch, types.SimpleNamespace(backends=[old, keychain("keyring.backends.kwallet")]))
    assert not keep_key(HERE, "sk-new")


def test_a_configuration_that_cannot_be_loaded_is_no_keychain(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken() -> None:
        raise ImportError("no such backend")

    monkeypatch.setattr(keyring, "get_keyring", broken)
    assert keychain_key(HERE) == ""
    assert not keep_key(HERE, "sk-one")
    assert forget_key(HERE)


# What is typed

TYPED = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=60)


@pytest.mark.parametrize(
    "pasted",
    [
        *("sk-abc_1-2", " sk-abc_1-2\n", "\t'sk-abc_1-2'", '"sk-abc_1-2",', "`sk-abc_1-2`;"),
        *("Bearer sk-abc_1-2", "bearer  sk-abc_1-2", "“Bearer sk-abc_1-2”", "<sk-abc_1-2>"),
        *("Authorization: Bearer sk-abc_1-2", '"Authorization": "Bearer sk-abc_1-2"'),
        *("FOXAPI_API_KEY=sk-abc_1-2", "export FOXAPI_API_KEY='sk-abc_1-2'"),
        *("\u200bsk-abc_1-2\ufeff", "\xa0sk-abc_1-2\u3000"),
    ],
)
def test_a_pasted_key_is_cleaned(pasted: str) -> None:
    assert clean_key(pasted) == "sk-abc_1-2"


@pytest.mark.parametrize("key", ["sk-bearer", "bearer", "sk-a=b", "bearersk-1", "Bearer-sk"])
def test_what_is_in_the_key_stays(key: str) -> None:
    assert clean_key(key) == key


@QUICK
@given(text=st.text(max_size=80))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean_key(clean_key(text)) == clean_key(text)


@QUICK
@given(key=TYPED)
def test_every_key_that_is_none_is_said_and_every_other_one_can_be_a_header(key: str) -> None:
    key = clean_key(key)
    problem = key_problem(key)
    if problem is None:
        assert environment_key({KEY_VARIABLE: key}) == key
    else:
        assert problem.code in ("missing", "masked_key")


@pytest.mark.parametrize(
    ("key", "code"),
    [
        *(("", "missing"), ("   ", "missing"), ('""', "missing"), ("sk-1 2", "key_with_space")),
        *(("sk-1\n2", "key_with_space"), ("sk-1\xa02", "key_with_space")),
        *(("sk-12…89", "masked_key"), ("sk-12...89", "masked_key"), ("sk-12****89", "masked_key")),
        *(("密钥", "not_a_key"), ("sk-\x1b1", "not_a_key"), ("sk-é", "not_a_key")),
        ("sk-1\u200b2", "not_a_key"),
    ],
)
def test_what_can_be_no_key_is_said_without_repeating_it(key: str, code: str) -> None:
    problem = key_problem(key)
    assert problem is not None
    assert (problem.field, problem.code) == ("key", code)
    assert not problem.facts


def test_a_key_is_no_problem() -> None:
    assert key_problem("sk-0123456789abcdefABCDEF_-") is None
