"""How long a clip runs, as the header of its file says."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from core.mp4 import seconds_of_mp4


def box(kind: bytes, content: bytes, *, wide: bool = False) -> bytes:
    if wide:
        return struct.pack(">I4sQ", 1, kind, 16 + len(content)) + content
    return struct.pack(">I4s", 8 + len(content), kind) + content


def header(scale: int, units: int, *, version: int = 0) -> bytes:
    times = struct.pack(">QQIQ" if version else ">IIII", 0, 0, scale, units)
    return box(b"mvhd", bytes([version, 0, 0, 0]) + times + bytes(80))


def file(folder: Path, *boxes: bytes) -> Path:
    made = folder / "clip.mp4"
    made.write_bytes(b"".join((box(b"ftyp", b"isom"), *boxes)))
    return made


@pytest.mark.parametrize("version", [0, 1])
@pytest.mark.parametrize("wide", [False, True])
def test_the_movie_header_says_how_long_a_clip_runs(
    tmp_path: Path, version: int, wide: bool
) -> None:
    movie = box(b"moov", box(b"free", bytes(5)) + header(600, 4500, version=version), wide=wide)
    assert seconds_of_mp4(file(tmp_path, box(b"mdat", bytes(99)), movie)) == 7.5


@pytest.mark.parametrize(
    "boxes",
    [
        (),
        (b"\0\0",),
        (b"no box at all, only words",),
        (box(b"moov", b""),),
        (box(b"moov", box(b"trak", b"")),),
        (box(b"moov", box(b"mvhd", b"")),),
        (box(b"moov", header(600, 4500)[:-84]),),
        (box(b"moov", header(0, 4500)),),
        (box(b"moov", header(600, 0)),),
        (box(b"moov", header(600, 0xFFFFFFFF)),),
        (box(b"moov", header(600, 0xFFFFFFFFFFFFFFFF, version=1)),),
    ],
)
def test_an_odd_file_says_nothing_and_is_no_error(tmp_path: Path, boxes: tuple[bytes, ...]) -> None:
    assert seconds_of_mp4(file(tmp_path, *boxes)) is None
