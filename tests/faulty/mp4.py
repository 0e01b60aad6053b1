"""A small MP4 made by hand: right in its boxes, with noise for a picture."""

from __future__ import annotations

import random
import struct
from collections.abc import Iterator

MIB = 1 << 20


def box(kind: bytes, content: bytes = b"") -> bytes:
    """Return a box with a 32-bit length."""
    return struct.pack(">I4s", 8 + len(content), kind) + content


def mp4_bytes(size: int = 3 * MIB, seed: int = 0) -> bytes:
    """Return ``ftyp``, ``moov`` and ``mdat``, ``size`` bytes in all; ``seed`` chooses the noise."""
    head = box(b"ftyp", b"isom\0\0\2\0isomiso2mp41") + box(b"moov", box(b"mvhd", bytes(100)))
    noise = random.Random(seed).randbytes(size - len(head) - 8)
    return head + box(b"mdat", noise)


def untagged(data: bytes) -> bytes:
    """Return what ``mp4_bytes`` made without the tags that a program has written into it since.

    Anything else comes back as it is.
    """
    boxes = list(_boxes(data))
    if [kind for kind, _ in boxes] != [b"ftyp", b"moov", b"mdat"]:
        return data
    index = b"".join(box(kind, content) for kind, content in _boxes(boxes[1][1]) if kind != b"udta")
    return b"".join(box(kind, index if kind == b"moov" else content) for kind, content in boxes)


def _boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at + 8 <= len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        if length < 8 or at + length > len(data):
            return
        yield kind, data[at + 8 : at + length]
        at += length
