"""What a clip's file says of itself in its own tags, read and written without touching the clip.

Nothing is encoded or packed anew: the list of tags in the file's index is replaced, everything else
is copied byte for byte, and where the index lies before the media, the places that it gives for
them are moved by as much as it has grown. Files in which more than that would have to be changed
are refused.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO

from core.download import disk_problem
from core.media.boxes import Box, OddBoxes, boxes_of, boxes_of_file, child, content_of, made
from core.media.newfile import new_file
from core.media.streams import TagsRefused, stream_hashes, streams_of
from core.media.taglists import new_list, tags_of, with_tags

__all__ = ("TagsRefused", "read_tags", "stream_hashes", "write_tags")

LARGEST_INDEX = 64 << 20
"""Bytes of a file's index that are read; one of an hour has about 2 MB."""

_CHUNK = 1 << 20
_MOVABLE = frozenset({b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide"})
"""Boxes of a file that say nothing of places in it, but for ``moov``."""

_XMP = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
_SIGNATURE = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")
"""What a ``uuid`` box begins with that holds content credentials (C2PA)."""

_STORED_HERE = 1
"""The flag of a track's reference to media that says that they are in the same file."""


def read_tags(file: Path) -> dict[str, str]:
    """Return the texts in an MP4's own tags by name, nothing for any other file.

    Blocking. Raises OSError if the file cannot be read.
    """
    try:
        index = next((box for box in boxes_of_file(file) if box.kind == b"moov"), None)
        if index is None or index.end - index.start > LARGEST_INDEX:
            return {}
        with file.open("rb") as stream:
            data = _bytes(stream, index)
        moov = next(boxes_of(data))
        lists = (child(data, moov, b"meta"), child(data, moov, b"udta", b"meta"))
        found: dict[str, str] = {}
        for meta in lists:
            found |= tags_of(data, meta) if meta is not None else {}
    except (OddBoxes, struct.error):
        return {}
    return found


def write_tags(source: Path, target: Path, tags: Mapping[str, str]) -> None:
    """Write an MP4 with ``tags`` added to its own ones, its streams unchanged, to ``target``.

    Names like ``title`` and ``comment`` are those that players show. ``target`` appears whole or
    not at all, and is proven to have the same packets at the same times. Blocking. Raises
    ``TagsRefused`` for files that this is not sure to work with (``source`` is to be kept as it is
    then), FileExistsError, ``DiskProblem``, and OSError if ``source`` cannot be read.
    """
    try:
        boxes = boxes_of_file(source)
        _check(source, boxes)
        index = next(box for box in boxes if box.kind == b"moov")
        with source.open("rb") as stream:
            old = _bytes(stream, index)
            new = _with_list(old, dict(tags))
            new = _moved(new, after=index.end, by=len(new) - len(old))
            before = streams_of(source)
            with new_file(target) as part:
                _copy(stream, index, new, part)
                if streams_of(part) != before or not _has(part, tags):
                    raise TagsRefused("odd", "the copy is not the same")
    except (OddBoxes, struct.error) as error:
        raise TagsRefused("odd", str(error)) from error


def _check(source: Path, boxes: list[Box]) -> None:
    kinds = [box.kind for box in boxes]
    if {b"moof", b"mfra", b"sidx", b"styp"} & set(kinds):
        raise TagsRefused("fragmented")
    if not kinds or kinds[0] != b"ftyp" or kinds.count(b"moov") != 1 or b"mdat" not in kinds:
        raise TagsRefused("odd", "no MP4")
    index = next(box for box in boxes if box.kind == b"moov")
    if index.end - index.start > LARGEST_INDEX:
        raise TagsRefused("odd", "its index is too large")
    with source.open("rb") as stream:
        for box in boxes:
            if box.kind == b"uuid":
                _check_own(stream, box)
            elif box.kind not in _MOVABLE:
                raise TagsRefused("odd", f"a box {box.kind!r}")


def _check_own(stream: IO[bytes], box: Box) -> None:
    """Refuse a box of somebody's own kind, unless it is known to know nothing of places."""
    stream.seek(box.body)
    owner = stream.read(16)
    if owner == _SIGNATURE:
        raise TagsRefused("signed")
    if owner != _XMP:
        raise TagsRefused("odd", f"a box of {owner.hex()}")


def _with_list(data: bytes, tags: Mapping[str, str]) -> bytes:
    """Return a ``moov`` box with ``tags`` in its ``udta``; raises ``OddBoxes``."""
    moov = next(boxes_of(data))
    if child(data, moov, b"mvex") is not None:
        raise TagsRefused("fragmented")
    user = child(data, moov, b"udta")
    if user is None:
        rest = b"".join(data[each.start : each.end] for each in boxes_of(data, moov.body, moov.end))
        return made(b"moov", rest, made(b"udta", new_list(tags)))
    children = list(boxes_of(data, user.body, user.end))
    parts = [
        with_tags(data, each, tags) if each.kind == b"meta" else data[each.start : each.end]
        for each in children
    ]
    if not any(each.kind == b"meta" for each in children):
        parts.append(new_list(tags))
    whole = made(b"udta", *parts)
    return made(b"moov", data[moov.body : user.start], whole, data[user.end : moov.end])


def _moved(data: bytes, *, after: int, by: int) -> bytes:
    """Return a ``moov`` box whose places in the file from ``after`` on are moved ``by`` bytes."""
    moved = bytearray(data)
    moov = next(boxes_of(data))
    for box in boxes_of(data, moov.body, moov.end):
        if box.kind == b"cmov" or (box.kind == b"meta" and _has_places(data, box)):
            raise OddBoxes("an index of a kind that is not known")
        if box.kind == b"trak":
            _move_track(moved, data, box, lambda place: place + by if place >= after else place)
    return bytes(moved)


def _has_places(data: bytes, meta: Box) -> bool:
    return any(box.kind == b"iloc" for box in boxes_of(data, *content_of(data, meta)))


def _move_track(moved: bytearray, data: bytes, track: Box, where: Callable[[int], int]) -> None:
    media = child(data, track, b"mdia", b"minf")
    table = child(data, media, b"stbl") if media is not None else None
    if media is None or table is None:
        raise OddBoxes("a track without its tables")
    _check_references(data, media)
    for box in boxes_of(data, table.body, table.end):
        if box.kind in (b"saio", b"senc"):
            raise OddBoxes("an encrypted track")
        if box.kind in (b"stco", b"co64"):
            _move_table(moved, box, "I" if box.kind == b"stco" else "Q", where)


def _check_references(data: bytes, media: Box) -> None:
    """Refuse a track whose media are in another file."""
    references = child(data, media, b"dinf", b"dref")
    if references is None:
        raise OddBoxes("a track without its reference")
    for entry in boxes_of(data, references.body + 8, references.end):
        if not int.from_bytes(data[entry.body : entry.body + 4], "big") & _STORED_HERE:
            raise OddBoxes("a track that is stored elsewhere")


def _move_table(moved: bytearray, box: Box, kind: str, where: Callable[[int], int]) -> None:
    count = struct.unpack_from(">I", moved, box.body + 4)[0]
    table = struct.Struct(f">{count}{kind}")
    if box.body + 8 + table.size > box.end:
        raise OddBoxes("a table that is cut off")
    try:
        table.pack_into(moved, box.body + 8, *map(where, table.unpack_from(moved, box.body + 8)))
    except struct.error as error:
        raise OddBoxes("a file that is too large for its tables") from error


def _copy(source: IO[bytes], index: Box, new: bytes, target: Path) -> None:
    """Write ``source`` with ``new`` in the place of its ``index``; raises ``DiskProblem``."""
    with target.open("wb") as stream:
        source.seek(0)
        _write(stream, source, index.start)
        try:
            stream.write(new)
        except OSError as error:
            raise disk_problem(error) from error
        source.seek(index.end)
        _write(stream, source, None)
        try:
            stream.flush()
        except OSError as error:
            raise disk_problem(error) from error


def _write(target: IO[bytes], source: IO[bytes], count: int | None) -> None:
    """Copy ``count`` bytes, None for all that there are."""
    while count is None or count:
        chunk = source.read(_CHUNK if count is None else min(_CHUNK, count))
        if not chunk:
            return
        count = None if count is None else count - len(chunk)
        try:
            target.write(chunk)
        except OSError as error:
            raise disk_problem(error) from error


def _bytes(stream: IO[bytes], box: Box) -> bytes:
    stream.seek(box.start)
    data = stream.read(box.end - box.start)
    if len(data) < box.end - box.start:
        raise OddBoxes("cut off")
    return data


def _has(file: Path, tags: Mapping[str, str]) -> bool:
    found = read_tags(file)
    return all(found.get(name) == _kept(text) for name, text in tags.items())


def _kept(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
