"""Masking of secrets in any text that is kept or shown: keys, logins, and signed links.

Every key that this process gets hold of is remembered here, in memory only, so that whatever is
written or shown later can be searched for it, whoever wrote the text.
"""

from __future__ import annotations

import base64
import html
import json
import re
import threading
from collections.abc import Iterator
from urllib.parse import quote, quote_plus

MASK = "•••"
"""No key holds its characters: none can come about from it and what stands around it."""

SHORTEST = 6
"""Characters of the shortest key: anything shorter would be found everywhere."""

_SHAPE = re.compile(r"(?:(?<![A-Za-z0-9])|(?<=%[0-9A-Fa-f]{2})|(?<=\\[bfnrt]))sk-[A-Za-z0-9_-]{8,}")
_HEADER = re.compile(
    r"(authorization[\"']?\s{0,8}[:=]\s{0,8}[\"']?(?:(?:basic|bearer|digest|token)\s{1,8})?)"
    r"[^\s\"',;}]+",
    re.IGNORECASE,
)
# Words may follow too: "bearer authentication". A token has a digit, or is longer than words are.
_BEARER = re.compile(
    r"(\bbearer(?:\s{1,8}|%20|\+))(?=[^\s\"'<>,;]{0,200}\d|[^\s\"'<>,;]{20})[^\s\"'<>,;]{8,}",
    re.IGNORECASE,
)
_LOGIN = re.compile(r"(\b[a-z][a-z0-9+.-]{0,20}:(?:\\?/){2})[^\s/?#\"<>]{1,400}@", re.IGNORECASE)
_QUERY = re.compile(r"(?<=[\w/%~.)\]-])\?(?=[\w.~%\[\]-]{1,80}=)([^\s\"'<>]+)")
_BARE_QUERY = re.compile(r"(?<=[\w/%~.)\]-])\?[A-Za-z0-9_+/%-]{16,}=*(?![^\s\"'<>])")
_VALUE = re.compile(r"((?:^|[&;#])[^=&;#]*=)[^&;#]+")

_lock = threading.Lock()
_known: dict[str, tuple[str, ...]] = {}


def remember(secret: str) -> None:
    """Mask ``secret`` in every text from now on, for as long as this process lives."""
    if len(secret) >= SHORTEST and secret not in _known:
        forms = tuple(dict.fromkeys(form for form in _forms(secret) if form))
        with _lock:
            _known[secret] = forms


def without_keys(text: str) -> str:
    """Return ``text`` with every known key masked, in whatever form it is written.

    For what is read from the wire: links in it stay as they are, since they are to be followed.
    """
    # The longest first: one key may begin with another.
    for secret in sorted(_known.copy(), key=len, reverse=True):
        for form in _known[secret]:
            if form in text:
                text = text.replace(form, MASK)
    return text


def masked(text: str, *, links: bool = True) -> str:
    """Return ``text`` without anything secret: for logs, diagnostics, and words on the screen.

    Masked are known keys, what looks like a key or a login, and with ``links`` the values in the
    queries of links, which are often signatures: whoever has one has the clip.
    """
    text = _SHAPE.sub(MASK, without_keys(text))
    text = _BEARER.sub(rf"\1{MASK}", _HEADER.sub(rf"\1{MASK}", text))
    text = _LOGIN.sub(rf"\1{MASK}@", text)
    if links:
        text = _BARE_QUERY.sub(f"?{MASK}", _QUERY.sub(_masked_query, text))
    return text


def _masked_query(found: re.Match[str]) -> str:
    return "?" + _VALUE.sub(rf"\1{MASK}", found[1])


def _forms(secret: str) -> Iterator[str]:
    """Yield a key as it may be written: plain, escaped, and inside base64."""
    yield secret
    for form in (quote(secret, safe=""), quote_plus(secret)):
        yield form
        yield re.sub("%..", lambda found: found[0].lower(), form)
    for text in (json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1]):
        yield text
        yield text.replace("/", r"\/")
    yield repr(secret)[1:-1]
    yield html.escape(secret)
    data = secret.encode("utf-8", "surrogatepass")
    for shift in range(3):
        core = _base64_core(data, shift)
        yield core
        yield core.replace("+", "-").replace("/", "_")


def _base64_core(data: bytes, shift: int) -> str:
    """Return those digits of base64 that do not depend on the bytes around ``data``.

    ``shift`` is how many bytes before ``data`` share its first group of three.
    """
    text = base64.b64encode(b"\0" * shift + data).decode()
    return text[(0, 2, 3)[shift] : (shift + len(data)) * 8 // 6]
