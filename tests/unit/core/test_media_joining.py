"""Joining: what is copied, what comes out to the picture and the sample, and what is refused."""

from __future__ import annotations

import errno
import json
import math
import os
import shutil
import struct
import subprocess
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.download import DiskProblem
from core.media import newfile
from core.media.faults import ClipFault, media_words
from core.media.joining import Joined, can_copy, join_clips
from core.media.slots import Slots, slotted
from core.media.watch import MediaCancelled, Watch
from core.mp4 import is_whole_mp4
from tests.clips import (
    Recipe,
    bursts_of,
    make_clip,
    number_of,
    numbers_of,
    pictures_of,
    sound_of,
    times_of,
)

AAC_FRAME = 1024 / 48_000
PRECISE = 0.002
"""Seconds by which a burst may be off: AAC blurs it by some samples."""

QUARTER = (0, 65536, 0, -65536, 0, 0, 0, 0, 1 << 30)
"""A quarter turn clockwise."""

SOUNDING = Recipe(bursts=(0.25,))


@pytest.fixture
def make(tmp_path: Path) -> Callable[[str, Recipe], Path]:
    return lambda name, recipe: make_clip(tmp_path / name, recipe)


def counted(file: Path) -> tuple[int, int]:
    """Return how many pictures ffprobe decodes, and how many it finds in the index."""
    command = ["ffprobe", "-v", "error", "-count_frames", "-select_streams", "v:0"]
    command += ["-show_entries", "stream=nb_read_frames,nb_frames", "-of", "json", str(file)]
    found = subprocess.run(command, capture_output=True, check=True, text=True, timeout=60)
    assert found.stderr == ""
    stream = json.loads(found.stdout)["streams"][0]
    return int(stream["nb_read_frames"]), int(stream["nb_frames"])


def left_in(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


# Copied


def test_like_clips_are_copied_picture_for_picture(tmp_path: Path) -> None:
    lengths, first, files = (24, 31, 1, 7), 0, []
    for number, length in enumerate(lengths):
        recipe = Recipe(frames=length, first=first, bursts=(min(0.25, length / 48),))
        files.append(make_clip(tmp_path / f"{number}.mp4", recipe))
        first += length
    target = tmp_path / "joined.mp4"
    assert can_copy(files)
    shares: list[float] = []
    joined = join_clips(files, target, Watch(shares.append))
    assert joined == Joined(63, pytest.approx(63 / 24), copied=True, sound=True)
    assert numbers_of(target) == list(range(63))
    assert times_of(target) == [Fraction(number, 24) for number in range(63)]
    expected = [picture for file in files for picture in pictures_of(file)]
    assert all(np.array_equal(a, b) for a, b in zip(pictures_of(target), expected, strict=True))
    assert counted(target) == (63, 63)
    assert is_whole_mp4(target)
    assert target.read_bytes()[:200].find(b"moov") > 0
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert left_in(tmp_path) == {*(file.name for file in files), "joined.mp4"}


def test_at_every_seam_sound_and_picture_stay_together(make: Callable[..., Path]) -> None:
    lengths = (24, 29, 24, 31, 24, 25)
    files = [
        make(f"{n}.mp4", Recipe(frames=length, bursts=(0.25,))) for n, length in enumerate(lengths)
    ]
    target = files[0].with_name("joined.mp4")
    join_clips(files, target, Watch())
    seams = [sum(lengths[:number]) / 24 for number in range(len(lengths))]
    offsets = [found - seam - 0.25 for found, seam in zip(bursts_of(target), seams, strict=True)]
    assert max(map(abs, offsets)) < PRECISE < AAC_FRAME
    assert len(sound_of(target)) / 48_000 == pytest.approx(sum(lengths) / 24, abs=AAC_FRAME)


def test_sound_that_is_longer_or_shorter_than_its_pictures_moves_nothing(
    make: Callable[..., Path],
) -> None:
    files = [
        make("long.mp4", replace(SOUNDING, seconds_of_sound=1.4)),
        make("short.mp4", replace(SOUNDING, seconds_of_sound=0.6)),
        make("even.mp4", SOUNDING),
    ]
    target = files[0].with_name("joined.mp4")
    assert join_clips(files, target, Watch()).copied
    assert bursts_of(target) == pytest.approx([0.25, 1.25, 2.25], abs=PRECISE)


def test_a_silent_clip_among_others_is_silent(make: Callable[..., Path]) -> None:
    files = [make("a.mp4", Recipe()), make("b.mp4", SOUNDING), make("c.mp4", Recipe())]
    target = files[0].with_name("joined.mp4")
    joined = join_clips(files, target, Watch())
    assert (joined.copied, joined.sound, joined.frames) == (True, True, 72)
    assert bursts_of(target) == pytest.approx([1.25], abs=PRECISE)
    assert len(sound_of(target)) / 48_000 == pytest.approx(3.0, abs=AAC_FRAME)


def test_without_any_sound_there_is_none(make: Callable[..., Path]) -> None:
    files = [make("a.mp4", Recipe()), make("b.mp4", Recipe(frames=5))]
    target = files[0].with_name("joined.mp4")
    assert join_clips(files, target, Watch()) == Joined(29, 29 / 24, copied=True, sound=False)
    with pytest.raises(IndexError):
        sound_of(target)


def test_sounds_of_different_kinds_become_one(make: Callable[..., Path]) -> None:
    files = [
        make("mono.mp4", replace(SOUNDING, layout="mono", rate=44_100)),
        make("stereo.mp4", SOUNDING),
    ]
    target = files[0].with_name("joined.mp4")
    assert join_clips(files, target, Watch()).copied
    assert bursts_of(target) == pytest.approx([0.25, 1.25], abs=PRECISE)


def test_turned_clips_that_are_alike_are_copied_with_their_turn(make: Callable[..., Path]) -> None:
    from core.media.reading import first_frame
    from core.media.upright import matrix_of

    files = [make(f"{n}.mp4", Recipe(matrix=QUARTER)) for n in range(2)]
    target = files[0].with_name("joined.mp4")
    assert join_clips(files, target, Watch()).copied
    assert matrix_of(first_frame(target))[:5] == QUARTER[:5]


# Encoded anew

OTHERS = {
    "another size": Recipe(size=(72, 128)),
    "another rate": Recipe(fps=30),
    "another profile": Recipe(x264="keyint=12:bframes=0:cabac=0:8x8dct=0"),
    "another format of pixels": Recipe(pixels="yuv444p"),
    "a turn": Recipe(matrix=QUARTER),
    "another codec": Recipe(codec="mpeg4"),
    "another container": Recipe(format="matroska"),
}


@pytest.mark.parametrize("other", OTHERS)
def test_clips_that_differ_are_encoded_anew_and_every_picture_is_there(
    make: Callable[..., Path], other: str
) -> None:
    recipe = replace(OTHERS[other], first=24)
    files = [make("a.mp4", SOUNDING), make("b.clip", recipe), make("c.mp4", SOUNDING)]
    assert not can_copy(files)
    target = files[0].with_name("joined.mp4")
    joined = join_clips(files, target, Watch())
    between = round(24 * 24 / recipe.fps)
    assert joined == Joined(48 + between, (48 + between) / 24, copied=False, sound=True)
    assert counted(target) == (48 + between, 48 + between)
    assert times_of(target) == [Fraction(number, 24) for number in range(48 + between)]
    found = pictures_of(target)
    assert {picture.shape for picture in found} == {(72, 128, 3)}
    assert [number_of(picture) for picture in found[:24]] == list(range(24))
    assert [number_of(picture) for picture in found[-24:]] == list(range(24))
    if recipe.size == (128, 72) and recipe.matrix is None and recipe.fps == 24:
        assert [number_of(picture) for picture in found[24:48]] == list(range(24, 48))
    assert bursts_of(target) == pytest.approx([0.25, 1.25 + between / 24], abs=PRECISE)


def test_another_shape_is_drawn_on_black_and_a_turned_clip_upright(
    make: Callable[..., Path],
) -> None:
    files = [make("a.mp4", Recipe()), make("b.mp4", Recipe(first=42, matrix=QUARTER, frames=1))]
    target = files[0].with_name("joined.mp4")
    join_clips(files, target, Watch())
    picture = pictures_of(target)[-1].astype(int)
    assert picture[:, :40].max() < 16
    assert picture[:, -40:].max() < 16
    inside = picture[:, 44:84]
    assert inside.mean() > 40
    turned = np.rot90(inside)  # back again: what was at the top is at the right now
    assert number_of(turned.astype(np.uint8)) == 42


RATES = (10, 12, 15, 24, 25, 30, 50, 60, Fraction(24_000, 1001))


@settings(max_examples=15)
@given(rate=st.sampled_from([Fraction(each) for each in RATES]))
def test_slots_of_another_rate_are_as_many_as_the_clip_is_long(
    tmp_path_factory: pytest.TempPathFactory, rate: Fraction
) -> None:
    file = tmp_path_factory.getbasetemp() / "slots.mp4"
    if not file.exists():
        make_clip(file, Recipe(frames=36))
    shown = list(slotted(file, Slots(rate)))
    assert [slot for slot, _ in shown] == list(range(int(1.5 * rate + 0.5)))
    times = [round((frame.pts or 0) * frame.time_base * 24) for _, frame in shown]
    for slot, number in enumerate(times):
        late = Fraction(slot) / rate - Fraction(number, 24)
        assert -Fraction(1, 4) / rate <= late <= Fraction(1, 24)
    assert times[0] == 0
    if rate >= 24:
        assert set(times) == set(range(36))


def test_pictures_at_uneven_times_are_shown_when_they_were(make: Callable[..., Path]) -> None:
    times = [0, 42, 83, 500, 542, 583, 917, 958]
    file = make("vfr.mp4", Recipe(frames=8, times=times))
    target = file.with_name("joined.mp4")
    other = make("even.mp4", Recipe(frames=2, first=99))
    joined = join_clips([other, file], target, Watch())
    found = numbers_of(target)[2:]
    assert joined.frames == 2 + len(found)
    assert [found.index(number) for number in range(8)] == [
        math.ceil(time * 24 / 1000 - 0.25) for time in times
    ]


# Refused, cancelled, cut off


def spoiled(file: Path, part: float) -> Path:
    data = file.read_bytes()
    file.write_bytes(data[: int(len(data) * part)])
    return file


@pytest.mark.parametrize(
    ("spoil", "code", "words"),
    [
        (lambda file: file.unlink(), "gone", "The clip b.mp4 is not there any more."),
        (lambda file: spoiled(file, 0.7), "damaged", "The clip b.mp4 is damaged or cut off."),
        (
            lambda file: file.write_bytes(b"no clip at all"),
            "unreadable",
            "b.mp4 is not a clip that Foxreel can read.",
        ),
        (
            lambda file: file.write_text("#EXTM3U\n#EXTINF:1,\na.mp4\n#EXT-X-ENDLIST\n"),
            "unreadable",
            "b.mp4 is not a clip that Foxreel can read.",
        ),
    ],
)
@pytest.mark.parametrize("size", [(128, 72), (64, 64)])
def test_a_clip_that_cannot_be_used_is_named(
    make: Callable[..., Path],
    tmp_path: Path,
    spoil: Callable[[Path], object],
    code: str,
    words: str,
    size: tuple[int, int],
) -> None:
    files = [make("a.mp4", SOUNDING), make("b.mp4", replace(SOUNDING, size=size))]
    spoil(files[1])
    before = left_in(tmp_path)
    with pytest.raises(ClipFault) as raised:
        join_clips(files, tmp_path / "joined.mp4", Watch())
    assert (raised.value.file, raised.value.code) == (files[1], code)
    assert media_words(raised.value) == words
    assert left_in(tmp_path) == before


@pytest.mark.parametrize("size", [(128, 72), (64, 64)])
@pytest.mark.parametrize("calls", [0, 3, 40, 80])
def test_cancelled_work_leaves_nothing(
    make: Callable[..., Path], tmp_path: Path, size: tuple[int, int], calls: int
) -> None:
    files = [make("a.mp4", SOUNDING), make("b.mp4", replace(SOUNDING, size=size))]
    asked = 0

    def cancelled() -> bool:
        nonlocal asked
        asked += 1
        return asked > calls

    with pytest.raises(MediaCancelled):
        join_clips(files, tmp_path / "joined.mp4", Watch(cancelled=cancelled))
    assert left_in(tmp_path) == {"a.mp4", "b.mp4"}


def test_a_file_that_is_there_is_left_alone(make: Callable[..., Path], tmp_path: Path) -> None:
    file = make("a.mp4", Recipe(frames=2))
    target = tmp_path / "joined.mp4"
    target.write_bytes(b"mine")
    with pytest.raises(FileExistsError) as raised:
        join_clips([file], target, Watch())
    assert media_words(raised.value).startswith("A file of that name is there already.")
    assert target.read_bytes() == b"mine"
    assert left_in(tmp_path) == {"a.mp4", "joined.mp4"}


def test_a_file_that_appears_meanwhile_is_left_alone(
    make: Callable[..., Path], tmp_path: Path
) -> None:
    file = make("a.mp4", Recipe(frames=2))
    target = tmp_path / "joined.mp4"
    with pytest.raises(FileExistsError):
        join_clips([file], target, Watch(lambda _: target.write_bytes(b"mine") and None))
    assert target.read_bytes() == b"mine"
    assert left_in(tmp_path) == {"a.mp4", "joined.mp4"}


def test_a_folder_that_is_gone_is_said(make: Callable[..., Path], tmp_path: Path) -> None:
    file = make("a.mp4", Recipe(frames=2))
    with pytest.raises(DiskProblem) as raised:
        join_clips([file], tmp_path / "gone" / "joined.mp4", Watch())
    assert media_words(raised.value) == "The folder to write to is not there any more."


def test_a_full_disk_is_said_and_nothing_is_left(
    make: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    file = make("a.mp4", Recipe(frames=2))
    monkeypatch.setattr(newfile.os, "fsync", full)
    with pytest.raises(DiskProblem) as raised:
        join_clips([file], tmp_path / "joined.mp4", Watch())
    assert media_words(raised.value) == "The disk is full. Make room and try again."
    assert left_in(tmp_path) == {"a.mp4"}


def test_a_disk_that_fills_while_the_film_is_written_is_said(
    make: Callable[..., Path], tmp_path: Path
) -> None:
    """A limit on the size of files is the nearest thing to a full disk that needs no rights."""
    import signal

    resource = pytest.importorskip("resource")
    files = [make(f"{n}.mp4", Recipe(frames=60, size=(320, 180), first=n)) for n in range(2)]
    before, kept = signal.signal(signal.SIGXFSZ, signal.SIG_IGN), resource.RLIMIT_FSIZE
    soft, hard = resource.getrlimit(kept)
    resource.setrlimit(kept, (2000, hard))
    try:
        with pytest.raises(DiskProblem) as raised:
            join_clips(files, tmp_path / "joined.mp4", Watch())
    finally:
        resource.setrlimit(kept, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)
    assert raised.value.code == "disk_full"
    assert left_in(tmp_path) == {"0.mp4", "1.mp4"}


def test_a_clip_that_is_cut_by_its_index_alone_is_encoded_anew(
    make: Callable[..., Path], tmp_path: Path
) -> None:
    """Such a clip holds pictures that are not to be shown: copied, they would be."""
    whole = make("whole.mp4", Recipe(frames=48, x264="keyint=48", first=1))
    cut = tmp_path / "cut.mp4"
    command = ["ffmpeg", "-v", "error", "-ss", "0.5", "-i", str(whole), "-c", "copy", str(cut)]
    subprocess.run(command, check=True, timeout=60)
    expected = numbers_of(cut)
    assert expected[0] == 13
    assert not can_copy([cut, cut])
    target = tmp_path / "joined.mp4"
    join_clips([cut, cut], target, Watch())
    assert numbers_of(target) == [*expected, *expected]


def test_a_clip_that_ends_by_its_index_before_its_pictures_do_is_encoded_anew(
    make: Callable[..., Path], tmp_path: Path
) -> None:
    file = make("clip.mp4", Recipe(frames=24, x264="keyint=24:bframes=3:b-adapt=0:scenecut=0"))
    assert can_copy([file, file])
    data = bytearray(file.read_bytes())
    place = data.index(b"elst") + 12
    (length,) = struct.unpack_from(">I", data, place)
    struct.pack_into(">I", data, place, length * 10 // 24)
    file.write_bytes(data)
    assert numbers_of(file) == list(range(10))
    assert not can_copy([file, file])
    target = tmp_path / "joined.mp4"
    assert join_clips([file, file], target, Watch()).frames == 20
    assert numbers_of(target) == [*range(10), *range(10)]


def test_a_clip_that_begins_in_the_middle_of_another_is_encoded_anew(
    make: Callable[..., Path],
) -> None:
    """With open groups a keyframe alone does not mean that nothing before it is needed."""
    from core.media.reading import begins_anew, packets_of, shape_of

    opened = "keyint=12:min-keyint=12:open-gop=1:bframes=3:b-adapt=0:scenecut=0"
    file = make("open.mp4", Recipe(frames=40, x264=opened))
    shape = shape_of(file)
    keys = [packet for packet in packets_of(file) if packet.is_keyframe]
    told = [begins_anew(packet, shape.codec, shape.extradata) for packet in keys]
    assert len(told) > 2
    assert told[0]
    assert not any(told[1:])


def test_the_same_clip_may_come_twice(make: Callable[..., Path], tmp_path: Path) -> None:
    file = make("a.mp4", Recipe(frames=3))
    copy = Path(shutil.copy(file, tmp_path / "b.mp4"))
    target = tmp_path / "joined.mp4"
    assert join_clips([file, file, copy], target, Watch()).frames == 9
    assert numbers_of(target) == [0, 1, 2] * 3
