"""The box structure of MP4 files: enough to tell a whole file from a cut one, and its length."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import BinaryIO

_UNKNOWN = {">II": 0xFFFFFFFF, ">IQ": 0xFFFFFFFFFFFFFFFF}
"""What stands for a length that is not known, in each layout of a movie header."""


def is_whole_mp4(file: Path) -> bool:
    """Tell whether ``file`` is a chain of boxes that ends exactly at its end.

    It must begin with ``ftyp`` and hold ``moov`` and ``mdat`` (or ``moof``). Source: ISO/IEC
    14496-12, section 4.2.
    """
    size = file.stat().st_size
    kinds: list[bytes] = []
    with file.open("rb") as stream:
        position = 0
        while position < size:
            stream.seek(position)
            box = _box(stream.read(16), size - position)
            if box is None:
                return False
            length, kind = box
            kinds.append(kind)
            position += length
    media = b"mdat" in kinds or b"moof" in kinds
    return bool(kinds) and kinds[0] == b"ftyp" and b"moov" in kinds and media


def seconds_of_mp4(file: Path) -> float | None:
    """Return how long ``file`` runs as its movie header says, None where it does not.

    Source: ISO/IEC 14496-12, sections 8.2.1 and 8.2.2.
    """
    size = file.stat().st_size
    with file.open("rb") as stream:
        movie = _find(stream, 0, size, b"moov")
        header = None if movie is None else _find(stream, *movie, b"mvhd")
        if header is None:
            return None
        stream.seek(header[0])
        content = stream.read(32)
    if len(content) < 32:
        return None
    layout, start = (">IQ", 20) if content[0] == 1 else (">II", 12)
    scale, units = struct.unpack_from(layout, content, start)
    return units / scale if scale and units and units != _UNKNOWN[layout] else None


def _find(stream: BinaryIO, start: int, end: int, kind: bytes) -> tuple[int, int] | None:
    """Return where the content of the first box of a kind begins and ends, None without one."""
    while start < end:
        stream.seek(start)
        head = stream.read(16)
        box = _box(head, end - start)
        if box is None:
            return None
        length, found = box
        if found == kind:
            return start + (16 if head[:4] == b"\0\0\0\1" else 8), start + length
        start += length
    return None


def _box(head: bytes, left: int) -> tuple[int, bytes] | None:
    """Return length and kind of the box that ``head`` begins, None if it does not fit in."""
    if len(head) < 8:
        return None
    length, kind = struct.unpack(">I4s", head[:8])
    if length == 1 and len(head) == 16:
        length = struct.unpack(">Q", head[8:])[0]
    elif length == 0:
        length = left
    if length < 8 or length > left or not all(32 <= byte < 127 or byte == 169 for byte in kind):
        return None
    return length, kind
