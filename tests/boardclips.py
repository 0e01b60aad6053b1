"""Clips of few frames for a gateway to hand out, and their exact last frames."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import av
import numpy as np

SIZE = (1280, 720)


def movie(colour: int) -> bytes:
    """Return an MP4 of five frames that differ from each other, on a ground of this brightness."""
    stream = io.BytesIO()
    with av.open(stream, "w", format="mp4") as container:
        video = container.add_stream("libx264", rate=24)
        video.width, video.height, video.pix_fmt = *SIZE, "yuv420p"
        for number in range(5):
            picture = np.full((SIZE[1], SIZE[0], 3), colour, np.uint8)
            picture[:, : 100 * (number + 1)] = (200, 40, 90)
            container.mux(video.encode(av.VideoFrame.from_ndarray(picture)))
        container.mux(video.encode())
    return stream.getvalue()


def last_decoded(clip: str | Path | bytes) -> Any:
    """Return the last frame of a clip as RGB, every frame before it decoded."""
    last = None
    with av.open(io.BytesIO(clip) if isinstance(clip, bytes) else str(clip)) as container:
        for frame in container.decode(video=0):
            last = frame
    assert last is not None
    return np.asarray(last.to_image(src_colorspace="ITU709"))


def error_of(one: Any, other: Any) -> int:
    """Return the largest difference of a pixel's colour between two pictures of one size."""
    return int(np.abs(np.asarray(one).astype(int) - np.asarray(other).astype(int)).max())
