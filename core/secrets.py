"""Where the key comes from: the environment, the operating system's keychain, or nowhere."""

from __future__ import annotations

import hashlib
import hmac
import logging
import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from core.catalog import InvalidAsk, Problem

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

KEY_VARIABLE = "FOXAPI_API_KEY"
SERVICE = "Foxreel"
"""The keychain entry's service; its user name is the base URL."""

log = logging.getLogger(__name__)


def key_mark(key: str, salt: bytes) -> str:
    """Return a salted fingerprint of ``key``: tells keys apart, says nothing about them."""
    return hmac.new(salt, key.encode("utf-8", "surrogateescape"), hashlib.sha256).hexdigest()[:24]


def environment_key(environ: Mapping[str, str] = os.environ) -> str:
    """Return the key in ``FOXAPI_API_KEY``, empty if there is none.

    Raises ``InvalidAsk`` if it is none that a header can hold.
    """
    key = environ.get(KEY_VARIABLE, "").strip()
    if not key.isascii() or not key.isprintable():
        raise InvalidAsk(Problem(KEY_VARIABLE, "not_a_key"))
    return key


def keychain_key(base_url: str) -> str:
    """Return the key that the keychain holds for ``base_url``, empty if it has none.

    It may block while the system asks the person to unlock the keychain.
    """
    try:
        backends = _keychains()
    except Exception as error:  # a configuration of keyring's that cannot be loaded
        log.info("there is no keychain: %s", type(error).__name__)
        return ""
    for backend in backends:
        try:
            key = backend.get_password(SERVICE, base_url)
        except Exception as error:  # each backend has errors of its own, D-Bus's among them
            log.info("the keychain gave no answer: %s", type(error).__name__)
            continue
        if key:
            return key.strip()
    return ""


def _keychains() -> list[KeyringBackend]:
    """Return the operating system's own keychains, never a file that merely looks like one."""
    import keyring

    chosen = keyring.get_keyring()
    backends = list(getattr(chosen, "backends", [chosen]))
    names = ("SecretService", "libsecret", "kwallet", "macOS", "Windows")
    return [b for b in backends if type(b).__module__ in {f"keyring.backends.{n}" for n in names}]


KeyLookup = Callable[[str], str]
"""From a base URL to the key for it, empty if there is none."""


def key_lookup(
    current_base_url: str,
    environ: Mapping[str, str] = os.environ,
    keychain: KeyLookup = keychain_key,
) -> KeyLookup:
    """Return a lookup: the environment's key for the base URL in use only, else the keychain.

    Raises ``InvalidAsk`` if the environment's key is none.
    """
    own = environment_key(environ)

    def look_up(base_url: str) -> str:
        return (own if base_url == current_base_url else "") or keychain(base_url)

    return look_up
