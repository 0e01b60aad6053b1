"""The box structure of MP4 files: enough to tell a whole file from a cut or a foreign one."""

from __future__ import annotations

import struct
from pathlib import Path


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
