"""Looking for a key: in every form that a program might write it in, in every file of a folder."""

from __future__ import annotations

import base64
import html
import json
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, quote_plus

_SHORTEST = 8
_SQLITE = (".sqlite", ".sqlite3", ".db", "-wal", "-journal")


def forms(key: str) -> tuple[bytes, ...]:
    """Return ``key`` as it may stand in a file.

    That is plain, in base64 wherever in it the key begins, URL-encoded, JSON-escaped, in HTML and
    in hexadecimal; each in UTF-8 and in UTF-16, as Windows and Qt like it.
    """
    if len(key) < _SHORTEST:
        raise ValueError("too short to be looked for: it would be found by chance")
    texts = set(_texts(key))
    codes = ("utf-8", "utf-16-le", "utf-16-be")
    return tuple(sorted({text.encode(code) for text in texts for code in codes}))


def found(data: bytes | str, key: str) -> bool:
    """Tell whether ``data`` holds ``key`` in any form."""
    data = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    return any(form in data for form in forms(key))


def search(folder: Path, key: str) -> list[Path]:
    """Return every file and folder below ``folder`` that holds ``key``, or has it in its name.

    Links are not followed. A long text in SQLite may be cut in two by a page's end: there, half a
    key is found as well.
    """
    wanted = forms(key)
    middle = len(key) // 2
    halves = (key[:middle].encode(), key[middle:].encode())
    return [
        path
        for path in _below(folder)
        if any(form in os.fsencode(path.name) for form in wanted)
        or any(form in _content(path) for form in wanted)
        or (path.name.endswith(_SQLITE) and any(half in _content(path) for half in halves))
    ]


def _below(folder: Path) -> Iterator[Path]:
    for parent, folders, files in os.walk(folder):
        for name in sorted((*folders, *files)):
            yield Path(parent, name)


def _content(path: Path) -> bytes:
    """Return a file's bytes, none of what is no file or has just gone."""
    try:
        return path.read_bytes() if stat.S_ISREG(path.lstat().st_mode) else b""
    except FileNotFoundError:
        return b""


def _texts(key: str) -> Iterator[str]:
    yield key
    for quoted in (
        quote(key, safe=""),
        quote_plus(key),
        "".join(f"%{b:02X}" for b in key.encode()),
    ):
        yield quoted
        yield quoted.lower() if quoted != key else quoted
    for ascii_only in (True, False):
        escaped = json.dumps(key, ensure_ascii=ascii_only)[1:-1]
        yield escaped
        yield escaped.replace("/", "\\/")
    yield html.escape(key)
    yield key.encode().hex()
    yield key.encode().hex().upper()
    for data in (key.encode(), key.encode("utf-16-le")):
        for shift in range(3):
            core = _base64_core(data, shift)
            yield core
            yield core.replace("+", "-").replace("/", "_")


def _base64_core(data: bytes, shift: int) -> str:
    """Return those digits of the base64 text that hold bits of ``data`` alone.

    ``shift`` is how many bytes before ``data`` share its first group of three.
    """
    digits = base64.b64encode(b"\0" * shift + data).decode()
    first = -(-shift * 8 // 6)
    end = (shift + len(data)) * 8 // 6
    return digits[first:end]
