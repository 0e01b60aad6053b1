"""Where the key comes from: the environment, the operating system's keychain, or nowhere.

A key that a person types is cleaned, looked at, and kept in that keychain or in memory only.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import os
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from core.masking import remember
from core.problems import InvalidAsk, Problem

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

KEY_VARIABLE = "FOXAPI_API_KEY"
SERVICE = "Foxreel"
"""The keychain entry's service; its user name is the base URL."""

LONGEST_KEY = 4096
"""Characters of a key: servers refuse a header of more than about twice as many."""

_AROUND = " \t\r\n\v\f\x85\xa0\u3000\u200b\u200c\u200d\u2060\ufeff\"'`,;“”‘’«»<>"
"""What is copied along with a key: spaces, seen or not, quotes and list marks."""

_BEFORE = re.compile(
    r"(authorization[\"']?\s*[:=]|bearer\s|(export\s+)?FOXAPI_API_KEY[\"']?\s*[:=])", re.IGNORECASE
)

log = logging.getLogger(__name__)


def key_mark(key: str, salt: bytes) -> str:
    """Return a salted fingerprint of ``key``: tells keys apart, says nothing about them."""
    return hmac.new(salt, key.encode("utf-8", "surrogateescape"), hashlib.sha256).hexdigest()[:24]


def environment_key(environ: Mapping[str, str] = os.environ) -> str:
    """Return the key in ``FOXAPI_API_KEY``, empty if there is none.

    Raises ``InvalidAsk`` if it is none that a header can hold.
    """
    key = environ.get(KEY_VARIABLE, "").strip()
    remember(key)
    if len(key) > LONGEST_KEY:
        raise InvalidAsk(Problem(KEY_VARIABLE, "key_too_long"))
    if not key.isascii() or not key.isprintable() or " " in key:
        raise InvalidAsk(Problem(KEY_VARIABLE, "not_a_key"))
    return key


def clean_key(text: str) -> str:
    """Return the key in a pasted text: without spaces, quotes, ``Bearer`` and the like around it.

    What is inside the key is left alone: ``key_problem`` judges it.
    """
    key = text.strip(_AROUND)
    while (before := _BEFORE.match(key)) is not None:
        key = key[before.end() :].strip(_AROUND)
    return key


def key_problem(key: str) -> Problem | None:
    """Return why ``key`` can be none that a header holds, or None. The key is not in the facts."""
    if not key.strip(_AROUND):
        return Problem("key", "missing")
    if "…" in key or "..." in key or "***" in key or "•" in key:
        return Problem("key", "masked_key")
    if len(key) > LONGEST_KEY:
        return Problem("key", "key_too_long")
    if any(character.isspace() for character in key):
        return Problem("key", "key_with_space")
    if not key.isascii() or not key.isprintable():
        return Problem("key", "not_a_key")
    return None


def keychain_key(base_url: str) -> str:
    """Return the key that the keychain holds for ``base_url``, empty if it has none.

    It may block while the system asks the person to unlock the keychain.
    """
    for backend in _keychains():
        try:
            key = backend.get_password(SERVICE, base_url)
        except Exception as error:  # each backend has errors of its own, D-Bus's among them
            log.info("the keychain gave no answer: %s", type(error).__name__)
            continue
        if key:
            remember(key.strip())
            return key.strip()
    return ""


def keep_key(base_url: str, key: str) -> bool:
    """Put the key for ``base_url`` into the system's keychain, over the one that is there.

    Return whether it is there now: False where there is no keychain, or it refuses. It may block
    while the system asks the person.
    """
    remember(key)
    for backend in _keychains():
        try:
            backend.set_password(SERVICE, base_url, key)
        except Exception as error:
            log.info("the keychain did not take the key: %s", type(error).__name__)
            continue
        return keychain_key(base_url) == key
    return False


def forget_key(base_url: str) -> bool:
    """Take the key for ``base_url`` out of the system's keychain; return whether none is left."""
    for backend in _keychains():
        try:
            backend.delete_password(SERVICE, base_url)
        except Exception as error:  # also where there is none
            log.info("the keychain removed nothing: %s", type(error).__name__)
    return not keychain_key(base_url)


def _keychains() -> list[KeyringBackend]:
    """Return the operating system's own keychains, never a file that merely looks like one."""
    try:
        import keyring

        chosen = keyring.get_keyring()
    except Exception as error:  # a configuration of keyring's that cannot be loaded
        log.info("there is no keychain: %s", type(error).__name__)
        return []
    backends = list(getattr(chosen, "backends", [chosen]))
    names = ("SecretService", "libsecret", "kwallet", "macOS", "Windows")
    return [b for b in backends if type(b).__module__ in {f"keyring.backends.{n}" for n in names}]


KeyLookup = Callable[[str], str]
"""From a base URL to the key for it, empty if there is none."""


def environment_lookup(current_base_url: str, environ: Mapping[str, str] = os.environ) -> KeyLookup:
    """Return a lookup of the environment's key, which is for the base URL in use and no other.

    Raises ``InvalidAsk`` if it is none.
    """
    own = environment_key(environ)
    return lambda base_url: own if base_url == current_base_url else ""
