"""A clip's own tags: written without a change to anything else, read back, or refused."""

from __future__ import annotations

import json
import struct
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.demo.encode import join
from core.media.boxes import OddBoxes, boxes_of, boxes_of_file, child, made
from core.media.tags import TagsRefused, read_tags, stream_hashes, write_tags
from tests.clips import Recipe, make_clip, numbers_of, times_of

TAGS = {
    "title": "A fox, 狐狸",
    "comment": "x" * 20_000,
    "foxreel": json.dumps({"prompt": "A fox", "id": "abc", "emoji": "🦊"}),
}
SOUNDING = Recipe(bursts=(0.25,))
SIGNATURE = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")
XMP = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")


@pytest.fixture
def make(tmp_path: Path) -> Callable[..., Path]:
    return lambda recipe=SOUNDING: make_clip(tmp_path / "clip.mp4", recipe)


def said_by_ffprobe(file: Path) -> dict[str, str]:
    command = ["ffprobe", "-v", "error", "-show_entries", "format_tags", "-of", "json", str(file)]
    found = subprocess.run(command, capture_output=True, check=True, text=True, timeout=60)
    assert found.stderr == ""
    tags: dict[str, str] = json.loads(found.stdout)["format"].get("tags", {})
    return tags


def media_of(file: Path) -> list[bytes]:
    data = file.read_bytes()
    return [data[box.body : box.end] for box in boxes_of(data) if box.kind == b"mdat"]


def changed(data: bytes, path: tuple[bytes, ...], change: Callable[[bytes], bytes]) -> bytes:
    """Return boxes with the content of every box at ``path`` changed."""
    parts = []
    for box in boxes_of(data):
        content = data[box.body : box.end]
        if box.kind == path[0]:
            content = changed(content, path[1:], change) if path[1:] else change(content)
        parts.append(made(box.kind, content))
    return b"".join(parts)


def without_tags(file: Path) -> bytes:
    """Return the boxes of ``moov`` but for its tags, with zeros for the places of chunks."""
    data = file.read_bytes()
    moov = next(box for box in boxes_of(data) if box.kind == b"moov")
    whole = made(
        b"moov",
        *(data[b.start : b.end] for b in boxes_of(data, moov.body, moov.end) if b.kind != b"udta"),
    )
    for kind in (b"stco", b"co64"):
        path = (b"moov", b"trak", b"mdia", b"minf", b"stbl", kind)
        whole = changed(whole, path, lambda content: bytes(len(content)))
    return whole


# Written


LAYOUTS = {
    "index first": replace(SOUNDING, movflags="+faststart"),
    "index last": replace(SOUNDING, movflags="0"),
    "with tags": replace(SOUNDING, metadata={"title": "Old", "artist": "Me", "genre": "None"}),
    "with QuickTime's tags": replace(
        SOUNDING,
        metadata={"title": "Old", "artist": "Me", "own": "1"},
        movflags="+faststart+use_metadata_tags",
    ),
    "QuickTime": replace(SOUNDING, format="mov"),
    "turned": replace(SOUNDING, matrix=(0, 65536, 0, -65536, 0, 0, 0, 0, 1 << 30)),
    "silent": Recipe(frames=3),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_tags_are_there_and_nothing_else_has_changed(
    make: Callable[..., Path], tmp_path: Path, layout: str
) -> None:
    source, target = make(LAYOUTS[layout]), tmp_path / "tagged.mp4"
    before = source.read_bytes()
    write_tags(source, target, TAGS)
    assert source.read_bytes() == before
    assert read_tags(target) == {**read_tags(source), **TAGS}
    assert {name: said_by_ffprobe(target).get(name) for name in TAGS} == TAGS
    assert stream_hashes(target) == stream_hashes(source)
    assert media_of(target) == media_of(source)
    assert without_tags(target) == without_tags(source)
    assert numbers_of(target) == numbers_of(source)
    assert times_of(target) == times_of(source)
    assert {file.name for file in tmp_path.iterdir()} == {"clip.mp4", "tagged.mp4"}


def test_other_tags_stay(make: Callable[..., Path], tmp_path: Path) -> None:
    source, target = make(LAYOUTS["with tags"]), tmp_path / "tagged.mp4"
    write_tags(source, target, {"title": "New"})
    found = said_by_ffprobe(target)
    assert (found["title"], found["artist"], found["genre"]) == ("New", "Me", "None")


def test_writing_again_replaces(make: Callable[..., Path], tmp_path: Path) -> None:
    first, second, third = (tmp_path / f"{n}.mp4" for n in range(3))
    write_tags(make(), first, TAGS)
    write_tags(first, second, {"foxreel": "{}", "title": "B"})
    write_tags(second, third, TAGS)
    assert read_tags(second) == {**read_tags(first), "foxreel": "{}", "title": "B"}
    assert third.stat().st_size == first.stat().st_size


def test_the_packets_hashes_are_those_that_ffmpeg_finds(
    make: Callable[..., Path], tmp_path: Path
) -> None:
    source, target = make(), tmp_path / "tagged.mp4"
    write_tags(source, target, TAGS)
    hashes = []
    for file in (source, target):
        command = ["ffmpeg", "-v", "error", "-i", str(file), "-map", "0", "-c", "copy"]
        command += ["-f", "framehash", "-"]
        found = subprocess.run(command, capture_output=True, check=True, timeout=60)
        hashes.append(found.stdout)
    assert hashes[0] == hashes[1]
    assert hashes[0].count(b"\n") > 50


def test_a_table_of_large_places_is_moved_too(make: Callable[..., Path], tmp_path: Path) -> None:
    source = make(replace(SOUNDING, movflags="0"))  # the index is last: it can grow freely
    data = source.read_bytes()

    def wide(content: bytes) -> bytes:
        parts = []
        for box in boxes_of(content):
            inside = content[box.body : box.end]
            if box.kind == b"stco":
                (count,) = struct.unpack_from(">I", inside, 4)
                places = struct.unpack_from(f">{count}I", inside, 8)
                parts.append(made(b"co64", inside[:8], struct.pack(f">{count}Q", *places)))
            else:
                parts.append(content[box.start : box.end])
        return b"".join(parts)

    source.write_bytes(changed(data, (b"moov", b"trak", b"mdia", b"minf", b"stbl"), wide))
    assert b"co64" in source.read_bytes()
    for number, order in enumerate((("ftyp", "mdat", "moov"), ("ftyp", "moov", "mdat"))):
        file = tmp_path / f"{number}.mp4"
        file.write_bytes(reordered(source.read_bytes(), [each.encode() for each in order]))
        target = tmp_path / f"{number} tagged.mp4"
        write_tags(file, target, TAGS)
        assert numbers_of(target) == list(range(24))
        assert stream_hashes(target) == stream_hashes(source)


def reordered(data: bytes, order: list[bytes]) -> bytes:
    """Return a file with its boxes in another order; ``co64`` tables follow ``mdat``."""
    boxes = {box.kind: box for box in boxes_of(data)}
    place, new = 0, 0
    for kind in order:
        new = place if kind == b"mdat" else new
        place += boxes[kind].end - boxes[kind].start
    by = new - boxes[b"mdat"].start

    def moved(content: bytes) -> bytes:
        (count,) = struct.unpack_from(">I", content, 4)
        places = struct.unpack_from(f">{count}Q", content, 8)
        return content[:8] + struct.pack(f">{count}Q", *(each + by for each in places))

    path = (b"moov", b"trak", b"mdia", b"minf", b"stbl", b"co64")
    parts = {kind: data[box.start : box.end] for kind, box in boxes.items()}
    parts[b"moov"] = changed(parts[b"moov"], path, moved)
    return b"".join(parts[kind] for kind in order)


def test_clips_of_the_engine_take_tags(tmp_path: Path) -> None:
    """They are joined of stretches, by the engine's own muxing."""
    import av
    import numpy as np

    from core.demo.encode import audio, video
    from tests.clips import numbered

    def stretch(first: int) -> tuple[bytes, int]:
        frames = (
            numbered(first + number, (128, 72)).reformat(format="yuv420p") for number in range(24)
        )
        return video(frames, 128, 72, soft=False), 24

    assert av.VideoFrame is not None
    source, target = tmp_path / "engine.mp4", tmp_path / "tagged.mp4"
    sound = audio(np.zeros((2, 96_000), np.float32))
    join(source, [stretch(0), stretch(24)], sound, {"title": "An animatic"})
    write_tags(source, target, TAGS)
    assert stream_hashes(target) == stream_hashes(source)
    assert len(stream_hashes(target)) == 2
    assert numbers_of(target) == list(range(48))


# Refused


def refused(source: Path, target: Path) -> str:
    before = source.read_bytes()
    with pytest.raises(TagsRefused) as raised:
        write_tags(source, target, TAGS)
    assert source.read_bytes() == before
    assert not target.exists()
    assert not list(target.parent.glob(".*"))
    return raised.value.code


@pytest.mark.parametrize(
    "flags", ["frag_keyframe+empty_moov", "frag_keyframe", "frag_keyframe+default_base_moof"]
)
def test_a_fragmented_file_is_left_alone(
    make: Callable[..., Path], tmp_path: Path, flags: str
) -> None:
    assert refused(make(replace(SOUNDING, movflags=flags)), tmp_path / "t.mp4") == "fragmented"


def test_signed_content_is_left_as_it_was_signed(make: Callable[..., Path], tmp_path: Path) -> None:
    source = make()
    with source.open("ab") as stream:
        stream.write(made(b"uuid", SIGNATURE, bytes(200)))
    assert refused(source, tmp_path / "t.mp4") == "signed"


@pytest.mark.parametrize(
    "box", [made(b"uuid", bytes(40)), made(b"meta", bytes(40)), made(b"pdin", bytes(4))]
)
def test_boxes_that_may_know_of_places_are_left_alone(
    make: Callable[..., Path], tmp_path: Path, box: bytes
) -> None:
    source = make()
    with source.open("ab") as stream:
        stream.write(box)
    assert refused(source, tmp_path / "t.mp4") == "odd"


def test_boxes_that_know_of_none_stay(make: Callable[..., Path], tmp_path: Path) -> None:
    source = make()
    more = made(b"free", bytes(10)) + made(b"uuid", XMP, b"<x/>")
    with source.open("ab") as stream:
        stream.write(more)
    write_tags(source, tmp_path / "t.mp4", TAGS)
    assert (tmp_path / "t.mp4").read_bytes().endswith(more)


@pytest.mark.parametrize("content", [b"", b"text", bytes(64), b"<html></html>"])
def test_what_is_no_mp4_is_left_alone(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "clip.mp4"
    file.write_bytes(content)
    assert refused(file, tmp_path / "t.mp4") == "odd"
    assert read_tags(file) == {}


def test_another_kind_of_file_is_left_alone(make: Callable[..., Path], tmp_path: Path) -> None:
    source = make(replace(SOUNDING, format="matroska"))
    assert refused(source, tmp_path / "t.mp4") == "odd"
    assert read_tags(source) == {}


def test_an_encrypted_track_and_one_stored_elsewhere_are_left_alone(
    make: Callable[..., Path], tmp_path: Path
) -> None:
    source = make(replace(SOUNDING, movflags="0"))
    data = source.read_bytes()
    table = (b"moov", b"trak", b"mdia", b"minf", b"stbl")
    source.write_bytes(changed(data, table, lambda c: c + made(b"saio", bytes(12))))
    assert refused(source, tmp_path / "t.mp4") == "odd"

    def elsewhere(content: bytes) -> bytes:
        return content[:8] + made(b"url ", bytes(4), b"other.mp4\0")

    path = (b"moov", b"trak", b"mdia", b"minf", b"dinf", b"dref")
    source.write_bytes(changed(data, path, elsewhere))
    assert refused(source, tmp_path / "t.mp4") == "odd"


def test_a_file_that_is_there_is_left_alone(make: Callable[..., Path], tmp_path: Path) -> None:
    target = tmp_path / "t.mp4"
    target.write_bytes(b"mine")
    with pytest.raises(FileExistsError):
        write_tags(make(), target, TAGS)
    assert target.read_bytes() == b"mine"


def test_what_is_not_there_is_the_systems_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_tags(tmp_path / "gone.mp4", tmp_path / "t.mp4", TAGS)
    with pytest.raises(FileNotFoundError):
        read_tags(tmp_path / "gone.mp4")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    source = make_clip(tmp_path_factory.mktemp("whole") / "clip.mp4", Recipe(frames=6, bursts=(0,)))
    target = source.with_name("tagged.mp4")
    write_tags(source, target, {"title": "Fox", "foxreel": "{}"})
    return target


@settings(max_examples=150)
@given(
    changes=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=8),
    part=st.sampled_from([1.0, 1.0, 0.9, 0.5]),
)
def test_of_a_damaged_file_tags_are_written_safely_or_not_at_all(
    whole: Path, changes: list[tuple[float, int]], part: float
) -> None:
    data = bytearray(whole.read_bytes())
    index = next(box for box in boxes_of(bytes(data)) if box.kind == b"moov")
    for place, value in changes:  # in the index: that is what is rewritten
        data[index.start + int(place * (index.end - index.start - 1))] = value
    file, target = whole.with_name("damaged.mp4"), whole.with_name("t.mp4")
    file.write_bytes(data[: int(len(data) * part)])
    target.unlink(missing_ok=True)
    read_tags(file)
    try:
        write_tags(file, target, TAGS)
    except TagsRefused:
        assert not target.exists()
    else:
        assert stream_hashes(target) == stream_hashes(file)
        assert media_of(target) == media_of(file)
        assert TAGS.items() <= read_tags(target).items()


@settings(max_examples=40)
@given(st.dictionaries(st.text(min_size=1, max_size=20), st.text(max_size=300), max_size=4))
def test_any_texts_come_back(whole: Path, tags: dict[str, str]) -> None:
    target = whole.with_name("texts.mp4")
    target.unlink(missing_ok=True)
    write_tags(whole, target, tags)
    assert tags.items() <= read_tags(target).items()


def test_boxes_that_do_not_fit_are_said(tmp_path: Path) -> None:
    for data in (
        b"\0\0\0\x04free",
        b"\0\0\0\x20free",
        b"\0\0\0\x01free",
        b"\0\0",
        b"\0\0\0\x01freeXXXXXXXX",
    ):
        with pytest.raises(OddBoxes):
            list(boxes_of(data))
        (tmp_path / "x").write_bytes(data)
        with pytest.raises(OddBoxes):
            boxes_of_file(tmp_path / "x")
    data = made(b"moov", made(b"udta", bytes(4)))
    moov = next(boxes_of(data))
    assert child(data, moov, b"udta", b"meta") is None
