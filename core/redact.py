"""Masking of keys in any text that is kept or shown."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable
from urllib.parse import quote

MASK = "sk-…"
_KEY_SHAPE = re.compile(r"(?<![A-Za-z0-9])sk-[A-Za-z0-9_-]{8,}")


def redact(text: str, secrets: Iterable[str] = ()) -> str:
    """Replace every secret, and anything that has the shape of a key, by a mask.

    For what is shown. A link may hold the shape of a key by chance: ``mask`` leaves it alone.
    """
    return _KEY_SHAPE.sub(MASK, mask(text, secrets))


def mask(text: str, secrets: Iterable[str]) -> str:
    """Replace every secret by a mask: as it is, URL-encoded, and inside base64."""
    for secret in secrets:
        if len(secret) >= 6:
            for form in _forms(secret):
                text = text.replace(form, MASK)
    return text


def _forms(secret: str) -> tuple[str, ...]:
    data = secret.encode()
    aligned = (_base64_core(data, shift) for shift in range(3))
    return (secret, quote(secret, safe=""), *aligned)


def _base64_core(data: bytes, shift: int) -> str:
    """Return the part of the base64 text that does not depend on the bytes around ``data``."""
    text = base64.b64encode(b"\0" * shift + data).decode().rstrip("=")
    start = (0, 2, 3)[shift]
    whole = (shift + len(data)) * 8 // 6
    return text[start:whole]
