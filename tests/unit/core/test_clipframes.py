"""Frames of clips, thumbnails of jobs, and what a file says of itself."""

from __future__ import annotations

import contextlib
import dataclasses
import io
import shutil
import struct
import subprocess
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from core.clipframes import (
    SMALL,
    ClipFacts,
    ClipUnreadable,
    _to_the_end,
    clip_facts,
    clip_frame,
    last_frame_png,
    thumbnail_for,
)
from core.frames import fit_frame, keep_frame
from core.framing import Framing
from core.home import Home
from core.job import Clip, Connection, Job, StartFrame, State
from core.media.reading import opened
from tests.clips import Recipe, make_clip, number_of, numbers_of
from tests.faulty import mp4_bytes

FRAMES, FPS = 48, 24
RAMP = [(40 + 4 * number, 60, 200 - 3 * number) for number in range(FRAMES)]
Make = Callable[..., Path]


def write_clip(
    file: Path,
    size: tuple[int, int] = (128, 72),
    *,
    sound: bool = False,
    gop: int = 12,
    frames: int = FRAMES,
) -> Path:
    """Write a clip whose frames each have a colour of their own."""
    options = {"movflags": "+faststart"}
    with av.open(str(file), "w", format="mp4", options=options) as container:
        stream = container.add_stream("libx264", rate=FPS, options={"crf": "10", "g": str(gop)})
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        audio = container.add_stream("aac", rate=48_000) if sound else None
        for number in range(frames):
            pixels = np.full((size[1], size[0], 3), RAMP[number], np.uint8)
            frame = av.VideoFrame.from_ndarray(pixels, format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, FPS)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
        if audio is not None:
            silence = av.AudioFrame.from_ndarray(
                np.zeros((1, 1024), np.float32), format="fltp", layout="mono"
            )
            silence.sample_rate = 48_000
            container.mux(audio.encode(silence))
            container.mux(audio.encode(None))
    return file


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_clip(tmp_path_factory.mktemp("clip") / "clip.mp4", sound=True)


def colour(picture: Image.Image) -> tuple[int, ...]:
    pixel = picture.convert("RGB").getpixel((picture.width // 2, picture.height // 2))
    assert isinstance(pixel, tuple)
    return pixel


def near(one: tuple[int, ...], other: tuple[int, ...], tolerance: int = 6) -> bool:
    return all(abs(a - b) <= tolerance for a, b in zip(one, other, strict=True))


# Frames


def test_the_first_frame_is_the_first(clip: Path) -> None:
    picture = clip_frame(clip)
    assert (picture.size, picture.mode) == ((128, 72), "RGB")
    assert near(colour(picture), RAMP[0])


@pytest.mark.parametrize(("gop", "frames"), [(12, 48), (48, 48), (1, 5), (250, 30), (12, 1)])
def test_the_last_frame_is_the_very_last(tmp_path: Path, gop: int, frames: int) -> None:
    file = write_clip(tmp_path / "clip.mp4", gop=gop, frames=frames)
    assert near(colour(clip_frame(file, last=True)), RAMP[frames - 1], 3)


ENDS = {
    "B-frames": Recipe(frames=47, x264="keyint=24:bframes=8:b-adapt=0:scenecut=0"),
    "open groups": Recipe(frames=40, x264="keyint=12:min-keyint=12:open-gop=1:bframes=3:b-adapt=0"),
    "refreshed bit by bit": Recipe(frames=70, x264="keyint=20:intra-refresh=1"),
    "a keyframe at the end": Recipe(frames=25, x264="keyint=12:min-keyint=12:scenecut=0"),
    "one frame": Recipe(frames=1),
    "with sound": Recipe(frames=30, bursts=(0.5,), seconds_of_sound=2.0),
    "uneven times": Recipe(frames=5, times=(0, 40, 500, 2000, 2010)),
    "fragments": Recipe(frames=30, movflags="frag_keyframe+empty_moov"),
    "Matroska": Recipe(frames=30, format="matroska"),
    "HEVC": Recipe(frames=30, codec="libx265"),
    "MPEG-4": Recipe(frames=30, codec="mpeg4"),
    "large": Recipe(frames=30, size=(1280, 720)),
}


@pytest.mark.parametrize("kind", ENDS)
def test_the_last_frame_is_what_decoding_all_of_a_clip_ends_with(tmp_path: Path, kind: str) -> None:
    file = make_clip(tmp_path / "clip.mp4", ENDS[kind])
    found = np.asarray(clip_frame(file, last=True))
    with av.open(str(file)) as container:
        *_, last = container.decode(video=0)
    hd = {"src_colorspace": "ITU709"} if last.height >= 700 else {}
    assert number_of(found) == ENDS[kind].frames - 1
    assert np.array_equal(found, last.to_ndarray(format="rgb24", **hd))


@pytest.mark.parametrize("kind", ["B-frames", "open groups", "with sound", "HEVC"])
def test_the_last_frame_is_pixel_for_pixel_the_one_that_ffmpeg_decodes(
    tmp_path: Path, kind: str
) -> None:
    file = make_clip(tmp_path / "clip.mp4", ENDS[kind])
    number = ENDS[kind].frames - 1
    command = ["ffmpeg", "-v", "error", "-i", str(file), "-vf", f"select=eq(n\\,{number})"]
    command += ["-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"]
    theirs = subprocess.run(command, capture_output=True, check=True, timeout=60).stdout
    with Image.open(io.BytesIO(last_frame_png(file))) as picture:
        assert (picture.format, picture.mode, picture.size) == ("PNG", "RGB", (128, 72))
        ours = np.asarray(picture).astype(int)
    error = np.abs(ours - np.frombuffer(theirs, np.uint8).reshape(ours.shape))
    assert error.max() == 0


@pytest.mark.parametrize(
    ("kind", "alone"),
    [("B-frames", True), ("HEVC", True), ("open groups", False), ("refreshed bit by bit", False)],
)
def test_only_what_can_be_decoded_alone_is(tmp_path: Path, kind: str, alone: bool) -> None:
    file = make_clip(tmp_path / "clip.mp4", ENDS[kind])
    with opened(file) as (container, stream):
        container.seek(stream.duration or 0, stream=stream)
        assert (_to_the_end(container, stream, alone=True) is not None) is alone


def test_frames_that_are_cut_by_the_index_are_not_the_last(tmp_path: Path) -> None:
    """An edit list can end a clip before its frames do."""
    whole = make_clip(tmp_path / "whole.mp4", Recipe(frames=48, x264="keyint=12:scenecut=0"))
    data = bytearray(whole.read_bytes())
    place = data.index(b"elst")
    (length,) = struct.unpack_from(">I", data, place + 12)
    for kept in (48, 37, 36, 20):
        struct.pack_into(">I", data, place + 12, length * kept // 48)
        file = tmp_path / f"{kept}.mp4"
        file.write_bytes(data)
        assert number_of(np.asarray(clip_frame(file, last=True))) == kept - 1
        assert numbers_of(file)[-1] == kept - 1


@pytest.mark.parametrize("keys", [12, 48])
@pytest.mark.parametrize("part", [0.99, 0.9, 0.7, 0.4])
def test_of_a_cut_off_clip_every_whole_frame_is_found(
    tmp_path: Path, keys: int, part: float
) -> None:
    file = make_clip(tmp_path / "clip.mp4", Recipe(frames=48, x264=f"keyint={keys}:bframes=2"))
    with av.open(str(file)) as container:
        ends = [p.pos + p.size for p in container.demux(video=0) if p.pos is not None]
        container.seek(0)
        shown = [p.pts for p in container.demux(video=0) if p.pts is not None]
    cut = int(len(file.read_bytes()) * part)
    file.write_bytes(file.read_bytes()[:cut])
    there = [pts for pts, end in zip(shown, ends, strict=True) if end <= cut]
    found = number_of(np.asarray(clip_frame(file, last=True)))
    assert found == max(there) // 512


def test_a_mirrored_clip_is_shown_as_it_is_meant(tmp_path: Path) -> None:
    matrix = (-65536, 0, 0, 0, 65536, 0, 0, 0, 1 << 30)
    file = make_clip(tmp_path / "clip.mp4", Recipe(frames=3, matrix=matrix))
    found = np.asarray(clip_frame(file, last=True))
    assert number_of(found[:, ::-1]) == 2
    assert found[10, -4].mean() < 60  # the lowest bit of 2 is dark, at the other side now
    assert found[10, -20].mean() > 180


def test_of_a_clip_that_was_cut_off_the_last_frame_is_the_last_that_is_whole(
    clip: Path, tmp_path: Path
) -> None:
    data = clip.read_bytes()
    cut = tmp_path / "cut.mp4"
    cut.write_bytes(data[: len(data) * 3 // 4])
    assert near(colour(clip_frame(cut)), RAMP[0])
    red = colour(clip_frame(cut, last=True))[0]
    assert RAMP[5][0] < red < RAMP[-1][0]


@pytest.mark.parametrize(
    "content", [b"", b"text", bytes(5000), mp4_bytes(20_000), b"<html></html>"]
)
@pytest.mark.parametrize("last", [False, True])
def test_what_is_no_clip_is_said(tmp_path: Path, content: bytes, last: bool) -> None:
    file = tmp_path / "clip.mp4"
    file.write_bytes(content)
    with pytest.raises(ClipUnreadable):
        clip_frame(file, last=last)
    assert clip_facts(file) is None


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    for absent in (tmp_path / "absent.mp4", tmp_path):
        with pytest.raises(ClipUnreadable):
            clip_frame(absent)
        assert clip_facts(absent) is None


def test_a_sound_without_pictures_has_no_frame(tmp_path: Path) -> None:
    file = tmp_path / "sound.mp4"
    with av.open(str(file), "w", format="mp4") as container:
        stream = container.add_stream("aac", rate=48_000)
        silence = av.AudioFrame.from_ndarray(
            np.zeros((1, 1024), np.float32), format="fltp", layout="mono"
        )
        silence.sample_rate = 48_000
        container.mux(stream.encode(silence))
        container.mux(stream.encode(None))
    with pytest.raises(ClipUnreadable):
        clip_frame(file)
    assert clip_facts(file) is None


@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="needs ffmpeg")
@pytest.mark.parametrize(("degrees", "size"), [(90, (72, 128)), (180, (128, 72)), (270, (72, 128))])
def test_a_turned_clip_is_shown_upright(
    clip: Path, tmp_path: Path, degrees: int, size: tuple[int, int]
) -> None:
    turned, still = tmp_path / "turned.mp4", tmp_path / "still.png"
    turn = ["-metadata:s:v", f"rotate={degrees}", "-c", "copy", str(turned)]
    for options in (["-i", str(clip), *turn], ["-i", str(turned), "-frames:v", "1", str(still)]):
        subprocess.run(["ffmpeg", "-v", "error", "-y", *options], check=True)
    with Image.open(still) as expected:
        found = clip_frame(turned)
        assert found.size == expected.size == size
        assert near(colour(found), colour(expected), 2)


@settings(max_examples=60)
@given(
    changes=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=20),
    part=st.floats(0.05, 1),
    last=st.booleans(),
)
def test_a_damaged_clip_has_a_frame_or_is_said_to_be_unreadable(
    clip: Path, changes: list[tuple[float, int]], part: float, last: bool
) -> None:
    data = bytearray(clip.read_bytes())
    data = data[: max(int(len(data) * part), 1)]
    for place, value in changes:
        data[int(place * (len(data) - 1))] = value
    file = clip.with_name("damaged.mp4")
    file.write_bytes(data)
    with contextlib.suppress(ClipUnreadable):
        assert clip_frame(file, last=last).mode == "RGB"
    facts = clip_facts(file)
    assert facts is None or facts.width >= 0


# Facts


def test_a_clip_says_what_it_is(clip: Path, tmp_path: Path) -> None:
    facts = clip_facts(clip)
    assert facts is not None
    assert (facts.width, facts.height, facts.fps, facts.sound) == (128, 72, 24.0, True)
    assert facts.seconds == pytest.approx(FRAMES / FPS)
    silent = clip_facts(write_clip(tmp_path / "silent.mp4", (72, 128), frames=5))
    assert silent == ClipFacts(72, 128, pytest.approx(5 / FPS, abs=0.01), 24.0, sound=False)


# Thumbnails


def job(home: Home, state: State = State.WAITING, file: str = "", frame: bool = False) -> Job:
    made = Job("abcdefghjk", 1.0, Connection("demo"), "sora-2", "A fox", {}, str(home.clips))
    if frame:
        picture = Image.new("RGB", (1280, 720), "teal")
        kept = keep_frame(home.frames, encoded(picture), "fox.png", Framing())
        made = dataclasses.replace(made, start_frame=kept)
    if file:
        made = dataclasses.replace(made, clip=Clip("https://x", 1.0, file=file), task_id="t")
    return dataclasses.replace(made, state=state)


def encoded(picture: Image.Image) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    return fit_frame(stream.getvalue(), picture.size, Framing(), "fox.png")


def shown(file: Path | None) -> Image.Image:
    assert file is not None
    with Image.open(file) as picture:
        picture.load()
        assert picture.format == "JPEG"
        assert picture.width <= SMALL[0]
        return picture


TEAL = (0, 128, 128)


def test_a_job_with_nothing_to_show_has_none(home: Home) -> None:
    assert thumbnail_for(job(home), home) is None
    link = dataclasses.replace(job(home), start_frame=StartFrame("https://x", url="https://x"))
    assert thumbnail_for(link, home) is None
    assert not list(home.thumbnails.iterdir())


def test_the_start_frame_is_shown_until_there_is_a_clip(home: Home, clip: Path) -> None:
    first = thumbnail_for(job(home, frame=True), home)
    assert shown(first).size == (320, 180)
    assert near(colour(shown(first)), TEAL)
    done = job(home, State.COMPLETED, str(clip), frame=True)
    second = thumbnail_for(done, home)
    assert second != first
    assert near(colour(shown(second)), RAMP[0], 10)
    assert list(home.thumbnails.iterdir()) == [second]


def test_a_portrait_is_as_wide_as_another_clip(home: Home, tmp_path: Path) -> None:
    file = write_clip(tmp_path / "portrait.mp4", (720, 1280), frames=2)
    done = job(home, State.COMPLETED, str(file))
    assert shown(thumbnail_for(done, home)).size == (320, 569)


def test_it_is_made_once_and_outlives_its_clip(home: Home, clip: Path, tmp_path: Path) -> None:
    file = Path(shutil.copy(clip, tmp_path / "copy.mp4"))
    done = job(home, State.COMPLETED, str(file))
    made = thumbnail_for(done, home)
    assert made is not None
    before = made.stat()
    file.unlink()
    assert thumbnail_for(done, home) == made
    assert made.stat().st_mtime_ns == before.st_mtime_ns


@pytest.mark.parametrize("content", [None, b"", b"text", mp4_bytes(20_000)])
def test_a_clip_that_cannot_be_shown_leaves_the_start_frame(
    home: Home, tmp_path: Path, content: bytes | None
) -> None:
    file = tmp_path / "clip.mp4"
    if content is not None:
        file.write_bytes(content)
    done = job(home, State.COMPLETED, str(file), frame=True)
    assert near(colour(shown(thumbnail_for(done, home))), TEAL)
    other = dataclasses.replace(job(home, State.COMPLETED, str(file)), id="another")
    assert thumbnail_for(other, home) is None


def test_a_start_frame_that_was_changed_is_not_shown(home: Home) -> None:
    waiting = job(home, frame=True)
    (kept,) = home.frames.iterdir()
    kept.write_bytes(b"something else")
    assert thumbnail_for(waiting, home) is None
    kept.unlink()
    assert thumbnail_for(waiting, home) is None


def test_a_folder_that_is_gone_is_made_again_and_one_that_cannot_be_is_no_error(
    home: Home, clip: Path
) -> None:
    done = job(home, State.COMPLETED, str(clip))
    home.thumbnails.rmdir()
    made = thumbnail_for(done, home)
    assert made is not None
    made.unlink()
    home.thumbnails.rmdir()
    home.thumbnails.write_bytes(b"in the way")
    assert thumbnail_for(done, home) is None


def test_an_unfinished_clip_is_not_looked_at(home: Home, clip: Path) -> None:
    assert thumbnail_for(job(home, State.DOWNLOADING, str(clip)), home) is None
