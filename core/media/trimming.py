"""Clips that a model is given: checked, cut to the seconds that it uses, as MP4s that it takes."""

from __future__ import annotations

import hashlib
import math
import secrets
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.download import DiskProblem, sync_folder
from core.job import Input
from core.media.checking import (
    ClipRules,
    Source,
    check_clip,
    checked,
    problem_of,
)
from core.media.encoding import mp4_to, picture_stream, pictures, sound_stream, write
from core.media.faults import ClipFault
from core.media.newfile import new_file
from core.media.reading import (
    begins_anew,
    is_whole_index,
    opened,
    packets_of,
)
from core.media.slots import Slots, slotted
from core.media.sound import encoded, sound_format, sound_of
from core.media.upright import Canvas, even
from core.media.watch import Watch
from core.problems import InvalidAsk, Problem
from core.sweeping import freshen

__all__ = ("ClipRules", "check_clip", "freeze_clip", "is_taken_whole", "trim_clip")

if TYPE_CHECKING:
    from av.packet import Packet
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

_SLACK = 0.1
"""Seconds that a clip may be longer than what is used of it without being cut."""

_MISSING = 2
"""Pictures at the end of an MP4 that may be missing: its length is rounded."""


def is_taken_whole(file: Path, rules: ClipRules) -> bool:
    """Tell whether a clip that can be used is sent as it is. Blocking; raises ``InvalidAsk``."""
    clip = checked(file, rules)
    try:
        return _needs_no_cut(clip, rules)
    except ClipFault as fault:
        raise InvalidAsk(problem_of(fault)) from fault


def start_of_end(source: Path, rules: ClipRules) -> float:
    """Return from which second on the last ones are that can be used of a clip. Blocking.

    Raises ``InvalidAsk``.
    """
    left = float(checked(source, rules).seconds) - rules.seconds
    return math.ceil(left * 1000) / 1000 if left > _SLACK else 0.0


def trim_clip(source: Path, target: Path, start: float, rules: ClipRules, watch: Watch) -> None:
    """Write the seconds that are used of a clip, from ``start`` (seconds) on, as an MP4.

    It is copied where it is one already that needs no cut, else encoded: H.264 and AAC, an even
    rate, upright, and no larger than the rules say. The first picture is the one on the
    screen at ``start``. Nothing else goes along: no place, no camera. ``target`` appears whole or
    not at all.

    Blocking. Raises ``InvalidAsk``, FileExistsError, ``DiskProblem``, and ``MediaCancelled``.
    """
    clip = checked_from(source, start, rules)
    try:
        with new_file(target) as part:
            write_part = _copy if start == 0 and _needs_no_cut(clip, rules) else _encode
            write_part(clip, part, Fraction(start).limit_denominator(1000), rules, watch)
            watch.at(1.0)
    except ClipFault as fault:
        raise InvalidAsk(problem_of(fault)) from fault


def checked_from(source: Path, start: float, rules: ClipRules) -> Source:
    """Return a clip that can be used from a second on. Blocking; raises ``InvalidAsk``."""
    clip = checked(source, rules)
    last = max(float(clip.seconds) - rules.least_seconds, 0.0)
    if not 0 <= start <= last + _SLACK:
        facts = {"low": 0, "high": f"{math.floor(last * 10) / 10:g}"}
        raise InvalidAsk(Problem("clip_start", "out_of_range", facts))
    return clip


def freeze_clip(
    source: str | Path,
    start: float,
    rules: ClipRules,
    folder: Path,
    watch: Watch,
    role: str = "source_clip",
) -> Input:
    """Keep the seconds that are used of a clip in ``folder``, and return what a job freezes.

    The copy is named by its content's hash and can be read by its user alone. Blocking. Raises
    ``InvalidAsk``, ``MediaCancelled``, and OSError if the folder cannot be written.
    """
    part = folder / f".{secrets.token_hex(6)}.mp4"
    try:
        trim_clip(Path(source), part, start, rules, watch)
        part.chmod(0o600)
        sha256 = _hash_of(part)
        kept = folder / f"{sha256}.mp4"
        if kept.exists() and _hash_of(kept) == sha256:
            freshen(kept)
        else:
            part.replace(kept)
            sync_folder(folder)
    except DiskProblem as problem:
        raise (problem.__cause__ if isinstance(problem.__cause__, OSError) else problem) from None
    finally:
        part.unlink(missing_ok=True)
    return Input(role, str(source), sha256=sha256, media_type="video/mp4", start=start)


def _hash_of(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _needs_no_cut(clip: Source, rules: ClipRules) -> bool:
    """Tell whether a clip is what a model takes, as it is."""
    shape = clip.shape
    plain = not shape.matrix and shape.aspect == 1 and shape.pixels == "yuv420p"
    if shape.codec != "h264" or not plain or clip.seconds > rules.seconds + _SLACK:
        return False
    if rules.tallest and min(clip.size) > rules.tallest:
        return False
    with opened(clip.file) as (container, _):
        heard = container.streams.audio
        usual = all(each.codec_context.name == "aac" for each in heard) and len(heard) <= 1
        brand = container.metadata.get("major_brand", "").strip()
        if not usual or not is_whole_index(container) or brand == "qt":
            return False
    packets = list(packets_of(clip.file))
    shown = not any(packet.is_discard or packet.pts is None for packet in packets)
    return shown and begins_anew(packets[0], shape.codec, shape.extradata)


def _copy(clip: Source, part: Path, _start: Fraction, _rules: ClipRules, watch: Watch) -> None:
    with mp4_to(part) as container:
        with opened(clip.file) as (source, stream):
            own = container.add_stream_from_template(stream)
            tracks: list[Iterator[Packet[Any]]] = [_video(clip.file, own)]
            if source.streams.audio:
                heard = container.add_stream_from_template(source.streams.audio[0])
                tracks.append(_audio(clip.file, heard))
        write(container, *tracks, written=lambda time: watch.at(float(time / clip.seconds)))


def _video(file: Path, stream: VideoStream) -> Iterator[Packet[VideoStream]]:
    for packet in packets_of(file):
        packet.stream = stream
        yield packet


def _audio(file: Path, stream: Any) -> Iterator[Packet[Any]]:
    with opened(file) as (container, _):
        for packet in container.demux(container.streams.audio[0]):
            if packet.dts is not None:
                packet.stream = stream
                yield packet


def _encode(clip: Source, part: Path, start: Fraction, rules: ClipRules, watch: Watch) -> None:
    rate = clip.rate
    seconds = min(Fraction(rules.seconds), clip.seconds - start)
    count = max(math.floor(seconds * rate + Fraction(1, 100)), 1)
    size = _target_size(clip.size, rules.tallest)
    begin = clip.begin + start
    form = sound_format(clip.file) if clip.sound else None
    with mp4_to(part) as container:
        stream = picture_stream(container, size, rate)
        shown = _drawn(clip, Slots(rate, begin, count), size, watch)
        tracks: list[Iterator[Packet[Any]]] = [pictures(shown, stream, rate)]
        if form is not None:
            heard = sound_stream(container, form)
            samples = sound_of(clip.file, begin, round(count / rate * form.rate), form)
            tracks.append(encoded(samples, heard, form))
        write(container, *tracks, written=lambda time: watch.at(float(time * rate / count)))


def _target_size(size: tuple[int, int], tallest: float) -> tuple[int, int]:
    scale = min(tallest / min(size), 1.0) if tallest else 1.0
    return even(size[0] * scale), even(size[1] * scale)


def _drawn(clip: Source, slots: Slots, size: tuple[int, int], watch: Watch) -> Iterator[VideoFrame]:
    """Yield the pictures of a part, as many as are to be there; raises ``ClipFault``."""
    canvas = Canvas(size, clip.shape.aspect)
    missing = slots.most or 0
    for _, frame in slotted(clip.file, slots):
        watch.check()
        missing -= 1
        yield canvas.draw(frame)
    if clip.indexed and missing > _MISSING:
        raise ClipFault(clip.file, "damaged", f"{missing} pictures are missing")
    for _ in range(missing):  # files that do not count their pictures may say that they are longer
        yield canvas.draw(frame)
