"""A small MP4 made by hand: right in its boxes, with noise for a picture."""

from __future__ import annotations

import random
import struct

MIB = 1 << 20


def box(kind: bytes, content: bytes = b"") -> bytes:
    """Return a box with a 32-bit length."""
    return struct.pack(">I4s", 8 + len(content), kind) + content


def mp4_bytes(size: int = 3 * MIB, seed: int = 0) -> bytes:
    """Return ``ftyp``, ``moov`` and ``mdat``, ``size`` bytes in all; ``seed`` chooses the noise."""
    head = box(b"ftyp", b"isom\0\0\2\0isomiso2mp41") + box(b"moov", box(b"mvhd", bytes(100)))
    noise = random.Random(seed).randbytes(size - len(head) - 8)
    return head + box(b"mdat", noise)
