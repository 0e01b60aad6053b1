"""Addresses: which base URLs may see a key, and which hosts are this machine."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit

DEFAULT_BASE_URL = "https://api.foxapi.cc"
"""FoxAPI's own address. Source: foxapi.md, the base URL."""


class BadAddress(ValueError):
    """A URL that will not be used: ``code`` is ``not_a_url``, ``not_https`` or ``has_login``."""

    def __init__(self, code: str, url: str) -> None:
        super().__init__(f"{code}: {url}")
        self.code = code
        self.url = url


def base_url(text: str) -> str:
    """Return the base URL in one form: no trailing slash, no ``/v1``, the host in lower case.

    Raises ``BadAddress`` unless it is https, or http on this machine's loopback.
    """
    url = text.strip().rstrip("/").removesuffix("/v1").rstrip("/")
    try:
        parts = urlsplit(url)
        login = parts.username is not None or parts.password is not None
        host, port = parts.hostname or "", None if login else parts.port
    except ValueError as error:
        raise BadAddress("not_a_url", text) from error
    if login:
        raise BadAddress("has_login", text)  # first: what follows repeats the address in words
    if parts.scheme not in ("http", "https") or not host or parts.query or parts.fragment:
        raise BadAddress("not_a_url", text)
    if port == 0 or " " in url or not url.isprintable():
        raise BadAddress("not_a_url", text)
    if parts.scheme == "http" and not is_loopback(host):
        raise BadAddress("not_https", text)
    try:
        # As requests will write it: a key goes to this very origin only.
        host = host if host.isascii() else host.encode("idna").decode()
    except UnicodeError as error:
        raise BadAddress("not_a_url", text) from error
    if not re.fullmatch(r"[a-z0-9._-]+|[0-9a-f:.]+(%[\w.-]+)?", host):
        raise BadAddress("not_a_url", text)
    name = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{name}{f':{port}' if port else ''}{parts.path}"


def is_loopback(host: str) -> bool:
    """Tell whether ``host`` (a name or an address, no port) is this machine's loopback."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def host_of(url: str) -> str:
    """Return the host of ``url``, or an empty string."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def origin(url: str) -> tuple[str, str, int | None]:
    """Return scheme, host and port: what must be equal for a key to be sent along."""
    parts = urlsplit(url)
    port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
    return parts.scheme.lower(), (parts.hostname or "").lower(), port


def is_web_url(text: str) -> bool:
    """Tell whether ``text`` is an http or https URL with a host."""
    try:
        parts = urlsplit(text)
        return parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def is_typed_url(text: str) -> bool:
    """Tell whether ``text`` is a web URL as a person would paste it: without spaces in it."""
    return is_web_url(text) and text.isprintable() and " " not in text
