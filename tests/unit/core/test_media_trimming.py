"""Clips that a model is given: what is refused, what is cut, and what a job freezes of them."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import pytest

from core.catalog import load_catalog
from core.media import newfile
from core.media.tags import stream_hashes
from core.media.trimming import (
    ClipRules,
    check_clip,
    freeze_clip,
    is_taken_whole,
    trim_clip,
)
from core.media.watch import MediaCancelled, Watch
from core.problems import InvalidAsk
from core.wording import ask_words
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

RULES = ClipRules(seconds=2, short_side=72, ratio=2.67, tallest=72)
QUARTER = (0, 65536, 0, -65536, 0, 0, 0, 0, 1 << 30)
LONG = Recipe(frames=96, bursts=(0.5, 1.5, 2.5, 3.5))
SHORT = Recipe(frames=48, bursts=(0.5,))


@pytest.fixture
def make(tmp_path: Path) -> Callable[[str, Recipe], Path]:
    return lambda name, recipe: make_clip(tmp_path / name, recipe)


def facts_of(file: Path) -> dict[str, Any]:
    with av.open(str(file)) as container:
        stream = container.streams.video[0]
        context = stream.codec_context
        return {
            "format": container.format.name.split(",")[1],
            "codec": context.name,
            "pixels": context.pix_fmt,
            "size": (context.width, context.height),
            "rate": stream.average_rate,
            "sound": [each.codec_context.name for each in container.streams.audio],
            "metadata": set(container.metadata)
            - {"major_brand", "minor_version", "compatible_brands", "encoder"},
        }


# What is refused


@pytest.mark.parametrize(
    ("recipe", "code", "words"),
    [
        (
            Recipe(size=(128, 70)),
            "clip_too_small",
            "The clip {file} is 128×70. Its shorter side needs at least 72 pixels.",
        ),
        (
            Recipe(size=(128, 72), matrix=QUARTER, frames=12),
            "clip_too_short",
            "The clip {file} has 0.5 s. It must have 1 s at least.",
        ),
        (
            Recipe(size=(200, 72)),
            "clip_too_wide",
            "The clip {file} is 200×72. One side may be 2.67 times the other at most.",
        ),
        (
            Recipe(size=(200, 72), matrix=QUARTER),
            "clip_too_wide",
            "The clip {file} is 72×200. One side may be 2.67 times the other at most.",
        ),
    ],
)
def test_a_clip_that_a_model_does_not_take_is_refused_in_words(
    make: Callable[..., Path], recipe: Recipe, code: str, words: str
) -> None:
    file = make("clip.mp4", recipe)
    with pytest.raises(InvalidAsk) as raised:
        check_clip(file, RULES)
    (problem,) = raised.value.problems
    assert (problem.field, problem.code) == ("clip", code)
    assert ask_words(raised.value) == words.format(file=file)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "The clip {file} cannot be read: it is not there."),
        (b"", "{file} is not a clip that Foxreel can read."),
        (b"GIF87a nothing", "{file} is not a clip that Foxreel can read."),
        (b"#EXTM3U\nhttp://192.0.2.1/x.ts\n", "{file} is not a clip that Foxreel can read."),
        (b"ffconcat version 1.0\nfile x.mp4\n", "{file} is not a clip that Foxreel can read."),
    ],
)
def test_what_is_no_clip_is_refused_in_words(
    tmp_path: Path, content: bytes | None, words: str
) -> None:
    file = tmp_path / "clip.mp4"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(InvalidAsk) as raised:
        check_clip(file, RULES)
    assert ask_words(raised.value) == words.format(file=file)


def test_a_folder_is_no_clip(tmp_path: Path) -> None:
    with pytest.raises(InvalidAsk):
        check_clip(tmp_path, RULES)


def test_sound_alone_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "sound.mp4"
    whole = make_clip(tmp_path / "clip.mp4", SHORT)
    with av.open(str(whole)) as source, av.open(str(file), "w") as target:
        heard = source.streams.audio[0]
        stream = target.add_stream_from_template(heard)
        for packet in source.demux(heard):
            if packet.dts is not None:
                packet.stream = stream
                target.mux(packet)
    with pytest.raises(InvalidAsk) as raised:
        check_clip(file, RULES)
    assert ask_words(raised.value) == f"{file} has no picture, only sound."


def test_a_clip_that_is_cut_off_is_refused(make: Callable[..., Path], tmp_path: Path) -> None:
    file = make("clip.mp4", replace(LONG, bursts=None))
    data = file.read_bytes()
    file.write_bytes(data[: len(data) * 3 // 4])
    for start in (0.0, 0.5):  # copied, and encoded
        with pytest.raises(InvalidAsk) as raised:
            trim_clip(file, tmp_path / "cut.mp4", start, ClipRules(seconds=10), Watch())
        assert ask_words(raised.value) == f"The clip {file} is damaged or cut off."
        assert not (tmp_path / "cut.mp4").exists()


def test_damage_after_what_is_used_does_not_matter(
    make: Callable[..., Path], tmp_path: Path
) -> None:
    file = make("clip.mp4", replace(LONG, bursts=None))
    data = file.read_bytes()
    file.write_bytes(data[: len(data) * 3 // 4])
    trim_clip(file, tmp_path / "cut.mp4", 0.0, replace(RULES, seconds=1), Watch())
    assert numbers_of(tmp_path / "cut.mp4") == list(range(24))


def test_what_a_clip_is_is_told_as_it_is_shown(make: Callable[..., Path]) -> None:
    facts = check_clip(make("clip.mp4", replace(LONG, matrix=QUARTER)), RULES)
    assert (facts.width, facts.height, facts.fps, facts.sound) == (72, 128, 24.0, True)
    assert facts.seconds == pytest.approx(4.0)


def test_the_rules_of_the_catalogue_fit() -> None:
    model = load_catalog().find("sora-2-character")
    field = model.field_for("source_clip")
    assert field is not None
    rules = ClipRules(**field.media)
    assert rules == ClipRules(seconds=4, short_side=720, ratio=2.67, tallest=1080)


# What is cut


def test_a_clip_that_needs_no_cut_is_copied(make: Callable[..., Path], tmp_path: Path) -> None:
    place = {"location": "+52.5200+013.4050/"}
    file = make("clip.mp4", replace(SHORT, metadata=place, movflags="use_metadata_tags"))
    assert "location" in facts_of(file)["metadata"]
    target = tmp_path / "cut.mp4"
    trim_clip(file, target, 0.0, RULES, Watch())
    assert is_taken_whole(file, RULES)
    assert stream_hashes(target) == stream_hashes(file)
    assert times_of(target) == times_of(file)
    assert bursts_of(target) == pytest.approx([0.5], abs=0.002)
    assert facts_of(target)["metadata"] == set()


@pytest.mark.parametrize(("start", "first"), [(0.0, 0), (0.5, 12), (1.25, 30), (1.26, 30)])
def test_the_part_is_exact_to_the_picture_and_the_sample(
    make: Callable[..., Path], tmp_path: Path, start: float, first: int
) -> None:
    file, target = make("clip.mp4", LONG), tmp_path / "cut.mp4"
    shares: list[float] = []
    trim_clip(file, target, start, RULES, Watch(shares.append))
    assert not is_taken_whole(file, RULES)
    assert numbers_of(target) == list(range(first, first + 48))
    assert times_of(target) == [Fraction(number, 24) for number in range(48)]
    expected = [each - start for each in (0.5, 1.5, 2.5, 3.5) if 0 <= each - start < 2]
    assert bursts_of(target) == pytest.approx(expected, abs=0.002)
    assert len(sound_of(target)) / 48_000 == pytest.approx(2.0, abs=1024 / 48_000)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_what_is_left_is_used_and_less_than_a_second_is_refused(
    make: Callable[..., Path], tmp_path: Path
) -> None:
    file, target = make("clip.mp4", LONG), tmp_path / "cut.mp4"
    trim_clip(file, target, 2.75, RULES, Watch())
    assert numbers_of(target) == list(range(66, 96))
    for start in (3.2, 99.0, -1.0):
        with pytest.raises(InvalidAsk) as raised:
            trim_clip(file, tmp_path / "other.mp4", start, RULES, Watch())
        assert ask_words(raised.value) == "“clip_start” can be 0 to 3."


KINDS = {
    "odd sides": (Recipe(size=(129, 97), pixels="yuv444p", frames=30), (96, 72)),
    "ten bits": (Recipe(pixels="yuv420p10le", frames=30), (128, 72)),
    "too large": (Recipe(size=(320, 180), frames=30), (128, 72)),
    "turned": (Recipe(matrix=QUARTER, frames=30), (72, 128)),
    "turned the other way": (
        Recipe(matrix=(0, -65536, 0, 65536, 0, 0, 0, 0, 1 << 30), frames=30),
        (72, 128),
    ),
    "upside down": (
        Recipe(matrix=(-65536, 0, 0, 0, -65536, 0, 0, 0, 1 << 30), frames=30),
        (128, 72),
    ),
    "mirrored": (
        Recipe(matrix=(-65536, 0, 0, 0, 65536, 0, 0, 0, 1 << 30), frames=30),
        (128, 72),
    ),
    "QuickTime": (Recipe(format="mov", frames=30), (128, 72)),
    "Matroska": (Recipe(format="matroska", bursts=(0.5,), frames=30), (128, 72)),
    "WebM": (
        Recipe(format="webm", codec="libvpx", bursts=(0.5,), frames=30),
        (128, 72),
    ),
    "GIF": (Recipe(format="gif", codec="gif", pixels="rgb8", fps=25, frames=30), (128, 72)),
    "MPEG-4": (Recipe(codec="mpeg4", bursts=(0.5,), frames=30), (128, 72)),
}


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_it_was_it_becomes_an_mp4_that_is_taken(
    make: Callable[..., Path], tmp_path: Path, kind: str
) -> None:
    recipe, size = KINDS[kind]
    file, target = make("clip.any", replace(recipe, first=1)), tmp_path / "cut.mp4"
    trim_clip(file, target, 0.0, RULES, Watch())
    facts = facts_of(target)
    sound = ["aac"] if recipe.bursts else []
    assert (facts["format"], facts["codec"], facts["pixels"]) == ("mp4", "h264", "yuv420p")
    assert (facts["size"], facts["sound"]) == (size, sound)
    assert is_taken_whole(target, RULES)
    found = pictures_of(target)
    assert len(found) == 30
    upright = {
        "turned": lambda picture: picture.swapaxes(0, 1)[::-1],
        "turned the other way": lambda picture: picture.swapaxes(0, 1)[:, ::-1],
        "upside down": lambda picture: picture[::-1, ::-1],
        "mirrored": lambda picture: picture[:, ::-1],
    }.get(kind, lambda picture: picture)
    assert [number_of(upright(picture)) for picture in found] == list(range(1, 31))
    if recipe.bursts:
        assert bursts_of(target) == pytest.approx([0.5], abs=0.004)


def test_uneven_times_become_even(make: Callable[..., Path], tmp_path: Path) -> None:
    times = [*range(0, 1000, 40), 1500, 2000, 2040, 2080, 2500]
    file = make("vfr.mp4", Recipe(frames=len(times), times=times))
    target = tmp_path / "cut.mp4"
    trim_clip(file, target, 1.0, RULES, Watch())
    found = times_of(target)
    assert len({b - a for a, b in pairwise(found)}) == 1
    shown = dict(zip(numbers_of(target), found, strict=True))  # when each was last seen
    assert next(iter(shown)) == 24
    assert shown[24] < Fraction(1, 2) + Fraction(1, 10)


def test_colours_stay_what_they_were(make: Callable[..., Path], tmp_path: Path) -> None:
    file = make("clip.mp4", Recipe(size=(256, 144), frames=30))
    target = tmp_path / "cut.mp4"
    trim_clip(file, target, 0.0, replace(RULES, tallest=0, seconds=1), Watch())
    before, after = pictures_of(file)[0].astype(int), pictures_of(target)[0].astype(int)
    assert abs(before[80:, :, :] - after[80:, :, :]).mean() < 3


# What a job freezes


def test_a_job_freezes_a_copy_of_its_own(make: Callable[..., Path], tmp_path: Path) -> None:
    folder = tmp_path / "frames"
    folder.mkdir()
    file = make("clip.mp4", LONG)
    kept = freeze_clip(file, 1.0, RULES, folder, Watch())
    again = freeze_clip(str(file), 1.0, RULES, folder, Watch())
    assert kept == again
    assert (kept.role, kept.source, kept.media_type) == ("source_clip", str(file), "video/mp4")
    (copy,) = folder.iterdir()
    assert copy.name == f"{kept.sha256}.mp4"
    assert hashlib.sha256(copy.read_bytes()).hexdigest() == kept.sha256
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert numbers_of(copy) == list(range(24, 72))


def test_a_copy_that_was_changed_is_made_anew(make: Callable[..., Path], tmp_path: Path) -> None:
    folder = tmp_path / "frames"
    folder.mkdir()
    file = make("clip.mp4", SHORT)
    kept = freeze_clip(file, 0.0, RULES, folder, Watch())
    (copy,) = folder.iterdir()
    copy.write_bytes(b"something else")
    assert freeze_clip(file, 0.0, RULES, folder, Watch()) == kept
    assert hashlib.sha256(copy.read_bytes()).hexdigest() == kept.sha256


@pytest.mark.parametrize("recipe", [SHORT, LONG])
@pytest.mark.parametrize("calls", [0, 5, 30])
def test_cancelled_work_leaves_nothing(
    make: Callable[..., Path], tmp_path: Path, recipe: Recipe, calls: int
) -> None:
    folder = tmp_path / "frames"
    folder.mkdir()
    asked = 0

    def cancelled() -> bool:
        nonlocal asked
        asked += 1
        return asked > calls

    with pytest.raises(MediaCancelled):
        freeze_clip(make("a.mp4", recipe), 0.0, RULES, folder, Watch(cancelled=cancelled))
    assert not list(folder.iterdir())


def test_a_full_disk_is_the_systems_error(
    make: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    folder = tmp_path / "frames"
    folder.mkdir()
    file = make("a.mp4", SHORT)
    monkeypatch.setattr(newfile.os, "fsync", full)
    with pytest.raises(OSError, match="No space left") as raised:
        freeze_clip(file, 0.0, RULES, folder, Watch())
    assert raised.value.errno == errno.ENOSPC
    assert not list(folder.iterdir())
