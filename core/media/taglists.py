"""The two lists of tags that an MP4's ``moov`` can hold: iTunes' and QuickTime's, read and written.

Players and taggers know iTunes' list: common names have codes of their own there, every other name
is written out. Source: Apple's QuickTime File Format, "Metadata"; both as FFmpeg reads them.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping

from core.media.boxes import FULL_HEAD, Box, OddBoxes, boxes_of, child, content_of, made

_CODES = {
    "title": b"\xa9nam",
    "comment": b"\xa9cmt",
    "description": b"desc",
    "artist": b"\xa9ART",
    "album": b"\xa9alb",
    "date": b"\xa9day",
    "genre": b"\xa9gen",
    "encoder": b"\xa9too",
    "copyright": b"cprt",
}
_NAMES = {code: name for name, code in _CODES.items()}
_OWNER = b"com.apple.iTunes"
"""Whose the written-out names are: what all programs use for names of their own."""

_UTF8 = 1
"""The type of a tag's data that is text."""


def handler_of(data: bytes, meta: Box) -> bytes:
    """Return what kind of list a ``meta`` box holds: ``mdir`` is iTunes', ``mdta`` QuickTime's."""
    for box in boxes_of(data, *content_of(data, meta)):
        if box.kind == b"hdlr" and box.end - box.body >= 12:
            return data[box.body + 8 : box.body + 12]
    return b""


def tags_of(data: bytes, meta: Box) -> dict[str, str]:
    """Return the texts of a ``meta`` box by name; raises ``OddBoxes``."""
    parts = {box.kind: box for box in boxes_of(data, *content_of(data, meta))}
    items = parts.get(b"ilst")
    if items is None:
        return {}
    keys = _keys(data, parts[b"keys"]) if b"keys" in parts else []
    found = {}
    for item in boxes_of(data, items.body, items.end):
        name, text = _name(data, item, keys), _text(data, item)
        if name and text is not None:
            found[name] = text
    return found


def new_list(tags: Mapping[str, str]) -> bytes:
    """Return a ``meta`` box with iTunes' list."""
    handler = made(b"hdlr", bytes(8), b"mdirappl", bytes(9))
    items = made(b"ilst", *(_item(name, text) for name, text in tags.items()))
    return made(b"meta", bytes(FULL_HEAD), handler, items)


def with_tags(data: bytes, meta: Box, tags: Mapping[str, str]) -> bytes:
    """Return a ``meta`` box with ``tags`` added to its list, or in the place of what they name.

    Raises ``OddBoxes`` for a list of neither kind.
    """
    handler = handler_of(data, meta)
    if handler not in (b"mdir", b"mdta"):
        raise OddBoxes(f"a list of tags of an unknown kind: {handler!r}")
    start, end = content_of(data, meta)
    parts = {box.kind: box for box in boxes_of(data, start, end)}
    listed = (b"ilst", b"keys") if handler == b"mdta" else (b"ilst",)
    kept = [data[b.start : b.end] for b in boxes_of(data, start, end) if b.kind not in listed]
    change = _with_keys if handler == b"mdta" else _with_codes
    lists = change(data, parts, tags)
    return made(b"meta", data[meta.body : start], *kept, *lists)


def _with_codes(data: bytes, parts: Mapping[bytes, Box], tags: Mapping[str, str]) -> list[bytes]:
    items = parts.get(b"ilst")
    old = list(boxes_of(data, items.body, items.end)) if items is not None else []
    kept = [data[each.start : each.end] for each in old if _name(data, each, []) not in tags]
    return [made(b"ilst", *kept, *(_item(name, text) for name, text in tags.items()))]


def _with_keys(data: bytes, parts: Mapping[bytes, Box], tags: Mapping[str, str]) -> list[bytes]:
    """Return ``keys`` and ``ilst``: the items of this list are numbered by their keys, from 1."""
    keys, items = parts.get(b"keys"), parts.get(b"ilst")
    names = _keys(data, keys) if keys is not None else []
    raw = data[keys.body + 8 : keys.end] if keys is not None else b""
    old = list(boxes_of(data, items.body, items.end)) if items is not None else []
    kept = [data[each.start : each.end] for each in old if _name(data, each, names) not in tags]
    added = [
        made(struct.pack(">I", len(names) + number), _data(text))
        for number, text in enumerate(tags.values(), 1)
    ]
    count = struct.pack(">I", len(names) + len(tags))
    written = b"".join(made(b"mdta", name.encode()) for name in tags)
    return [made(b"keys", bytes(FULL_HEAD), count, raw, written), made(b"ilst", *kept, *added)]


def _item(name: str, text: str) -> bytes:
    if name in _CODES:
        return made(_CODES[name], _data(text))
    owner = made(b"mean", bytes(FULL_HEAD), _OWNER)
    return made(b"----", owner, made(b"name", bytes(FULL_HEAD), name.encode()), _data(text))


def _data(text: str) -> bytes:
    return made(b"data", struct.pack(">II", _UTF8, 0), text.encode("utf-8", "replace"))


def _keys(data: bytes, box: Box) -> list[str]:
    """Return the names of a ``keys`` box; those that are no text are kept as empty ones."""
    start = box.body + FULL_HEAD + 4
    return [
        data[each.body : each.end].decode("utf-8", "replace") if each.kind == b"mdta" else ""
        for each in boxes_of(data, start, box.end)
    ]


def _name(data: bytes, item: Box, keys: list[str]) -> str:
    if item.kind == b"----":
        box = child(data, item, b"name")
        return "" if box is None else data[box.body + 4 : box.end].decode("utf-8", "replace")
    if keys:
        number = int.from_bytes(item.kind, "big")
        return keys[number - 1] if 1 <= number <= len(keys) else ""
    return _NAMES.get(item.kind, "")


def _text(data: bytes, item: Box) -> str | None:
    """Return an item's text, None where it is something else: a picture, a number."""
    box = child(data, item, b"data")
    if box is None or box.end - box.body < 8:
        return None
    kind = struct.unpack(">I", data[box.body : box.body + 4])[0]
    return data[box.body + 8 : box.end].decode("utf-8", "replace") if kind == _UTF8 else None
