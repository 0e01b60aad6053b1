"""Boxes of MP4 files as bytes. Source: ISO/IEC 14496-12, section 4.2."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FULL_HEAD = 4
"""Bytes of version and flags that some kinds of boxes begin with."""


class OddBoxes(ValueError):
    """Bytes that are no chain of boxes, or boxes that lack what they must have."""


@dataclass(frozen=True)
class Box:
    """One box: its kind, and where its head, its content and the box after it begin."""

    kind: bytes
    start: int
    body: int
    end: int


def boxes_of(data: bytes, start: int = 0, end: int | None = None) -> Iterator[Box]:
    """Yield the boxes between two places in ``data``; raises ``OddBoxes``.

    Four zero bytes at the end are no box: QuickTime closes some lists so.
    """
    end = len(data) if end is None else end
    while start < end:
        if end - start == 4 and not any(data[start:end]):
            return
        found = _box(data[start : start + 16], start, end)
        yield found
        start = found.end


def boxes_of_file(file: Path) -> list[Box]:
    """Return the boxes of a file, which ends where the last of them does.

    Raises ``OddBoxes`` for another file, and OSError.
    """
    size = file.stat().st_size
    found: list[Box] = []
    with file.open("rb") as stream:
        place = 0
        while place < size:
            stream.seek(place)
            found.append(_box(stream.read(16), place, size))
            place = found[-1].end
    return found


def child(data: bytes, box: Box, *kinds: bytes) -> Box | None:
    """Return the first box at the path ``kinds`` in ``box``, None if it is not there."""
    for kind in kinds:
        inside = (each for each in boxes_of(data, box.body, box.end) if each.kind == kind)
        found = next(inside, None)
        if found is None:
            return None
        box = found
    return box


def content_of(data: bytes, box: Box) -> tuple[int, int]:
    """Return where the boxes in a ``meta`` box begin and end.

    QuickTime's has no version, those of other files have one.
    """
    plain = data[box.body + 4 : box.body + 8] == b"hdlr"
    return box.body + (0 if plain else FULL_HEAD), box.end


def made(kind: bytes, *parts: bytes) -> bytes:
    """Return a box of ``kind`` that holds ``parts``; raises ``OddBoxes`` if it is too large."""
    body = b"".join(parts)
    if len(body) + 8 > 0xFFFFFFFF:
        raise OddBoxes("too large for a box")
    return struct.pack(">I4s", len(body) + 8, kind) + body


def _box(head: bytes, start: int, end: int) -> Box:
    if len(head) < 8 or end - start < 8:
        raise OddBoxes("cut off")
    length, kind = struct.unpack(">I4s", head[:8])
    body = start + 8
    if length == 1:
        if len(head) < 16:
            raise OddBoxes("cut off")
        length, body = struct.unpack(">Q", head[8:16])[0], start + 16
    elif length == 0:
        length = end - start
    if start + length > end or start + length < body:
        raise OddBoxes(f"a box that does not fit in: {kind!r}")
    return Box(kind, start, body, start + length)
