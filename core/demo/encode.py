"""H.264 and AAC in MP4 by PyAV: a clip is encoded in stretches that are joined afterwards.

Each stretch has an encoder of one thread: two of them, each drawing its own frames, fill two cores
better than one encoder with two threads does. The files between are in memory.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from heapq import merge
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.container import InputContainer
from av.packet import Packet
from av.video.reformatter import ColorPrimaries, ColorRange, ColorTrc
from av.video.stream import VideoStream
from numpy.typing import NDArray

from core.demo.sound import RATE
from core.media.reading import OPTIONS

FPS = 24
_BT709_MATRIX = 1  # AVCOL_SPC_BT709; PyAV's Colorspace counts swscale's constants instead.
_X264 = {
    "preset": "superfast",
    "crf": "22",
    "x264-params": "b-adapt=0:scenecut=0:keyint=48",
}
# For pictures without fine detail: a third less work at the same error and size. The preset alone
# would drop the deblocking and the care for dark areas, and blocks would show.
_X264_SOFT = {
    "preset": "ultrafast",
    "crf": "22",
    "x264-params": f"{_X264['x264-params']}:deblock=0,0:cabac=1:bframes=3:aq-mode=1"
    # These make its streams of one kind with the others: they can be joined as they are.
    ":8x8dct=1:weightp=1:weightb=1",
}
_AAC_FRAME = 1024
_SLACK = 0.1
"""Seconds by which sound may be longer than the pictures: encoders fill their last frame up."""


def video(frames: Iterable[av.VideoFrame], width: int, height: int, *, soft: bool) -> bytes:
    """A stretch of a clip as an MP4: yuv420p frames, 24 a second, tagged BT.709.

    `soft` says that the frames are mostly gradients, as scenes are; stretches to be joined must
    agree on it.
    """
    file = io.BytesIO()
    with av.open(file, "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=FPS, options=_X264_SOFT if soft else _X264)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        context = stream.codec_context
        context.thread_count = 1
        context.time_base = Fraction(1, FPS)
        context.colorspace = _BT709_MATRIX
        context.color_primaries = ColorPrimaries.BT709
        context.color_trc = ColorTrc.BT709
        context.color_range = ColorRange.MPEG
        for number, frame in enumerate(frames):
            frame.pts, frame.time_base = number, Fraction(1, FPS)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return file.getvalue()


def audio(samples: NDArray[np.float32]) -> bytes:
    """Stereo samples, shape (2, count), 48 kHz, as AAC in an MP4."""
    file = io.BytesIO()
    with av.open(file, "w", format="mp4") as container:
        stream = container.add_stream("aac", rate=RATE, options={"b": "128k"})
        stream.layout = "stereo"
        for start in range(0, samples.shape[1], _AAC_FRAME):
            part = np.ascontiguousarray(samples[:, start : start + _AAC_FRAME])
            frame = av.AudioFrame.from_ndarray(part, format="fltp", layout="stereo")
            frame.sample_rate, frame.pts = RATE, start
            frame.time_base = Fraction(1, RATE)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return file.getvalue()


def is_ready(file: Path, seconds: float) -> bool:
    """Tell whether the sound of a clip of so many seconds can go into another one as it is."""
    with av.open(str(file), "r", options=OPTIONS) as container:
        stream = container.streams.audio[0]
        usual = container.format.name.startswith("mov") and stream.codec_context.name == "aac"
        length = (stream.duration or 0) * (stream.time_base or 0)
        return usual and not stream.start_time and length < seconds + _SLACK


def join(
    target: Path,
    stretches: Sequence[tuple[bytes, int]],
    sound: bytes | None,
    metadata: dict[str, str],
) -> None:
    """Write one MP4 with its index first, from stretches (each with its frame count) and sound, if
    it is to have any.

    Raises OSError (av.error.FFmpegError among them) when the file cannot be written.
    """
    inputs = [av.open(io.BytesIO(data), "r") for data, _ in stretches]
    heard = av.open(io.BytesIO(sound), "r") if sound is not None else None
    options = {"movflags": "+faststart"}
    try:
        with av.open(str(target), "w", format="mp4", options=options) as container:
            container.metadata.update(metadata)
            picture = container.add_stream_from_template(inputs[0].streams.video[0])
            tracks: dict[str, Any] = {"video": picture}
            shown: Iterator[Packet[Any]] = _shifted(inputs, [count for _, count in stretches])
            played: Iterator[Packet[Any]] = iter(())
            if heard is not None:
                tracks["audio"] = container.add_stream_from_template(heard.streams.audio[0])
                played = (each for each in heard.demux(audio=0) if each.dts is not None)
            packets: Iterator[Packet[Any]] = merge(shown, played, key=_when)
            for packet in packets:
                packet.stream = tracks[packet.stream.type]
                container.mux_one(packet)
    finally:
        for source in inputs:
            source.close()
        if heard is not None:
            heard.close()


def _shifted(
    inputs: Sequence[InputContainer], counts: Sequence[int]
) -> Iterator[Packet[VideoStream]]:
    """The packets of all stretches on one time line, each after the frames of those before."""
    before = 0
    for source, count in zip(inputs, counts, strict=True):
        for packet in source.demux(video=0):
            if packet.dts is None or packet.pts is None:
                continue
            ticks = int(Fraction(before, FPS) / packet.time_base)
            packet.pts += ticks
            packet.dts += ticks
            yield packet
        before += count


def _when(packet: Packet[Any]) -> Fraction:
    return (packet.dts or 0) * packet.time_base
