"""What the built-in engine makes of a character's clip: whether it can be used, and a portrait."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

import av
from PIL import Image

from core.demo.unusable import CLIP_OR_SOUND, UnusableFile
from core.media.reading import OPTIONS

SIDE = 320
"""Pixels of a portrait's sides."""
_UNSPECIFIED = 2
_HD_LINES = 700


class UnusableClip(UnusableFile):
    """A clip that no character can be made of."""

    def __init__(self, message: str) -> None:
        super().__init__(CLIP_OR_SOUND, message)


def portrait_of(file: Path, rules: Mapping[str, float]) -> bytes:
    """Return a square PNG from the middle of the part of a clip that is used.

    ``rules`` are the ``media`` of the model's field. Raises ``UnusableClip``.
    """
    frame = _middle_frame(file, rules.get("seconds", 4.0))
    short, long = sorted((frame.width, frame.height))
    if short < rules.get("short_side", 0):
        raise UnusableClip(f"the clip is {frame.width}×{frame.height}, which is below 720p")
    if "ratio" in rules and long / short > rules["ratio"] + 0.01:
        raise UnusableClip(f"the clip is {frame.width}×{frame.height}, which is too wide or tall")
    picture = _picture(frame)
    side = min(picture.size)
    left = (picture.width - side) // 2
    top = (picture.height - side) // 3  # faces are above the middle of tall pictures
    square = picture.crop((left, top, left + side, top + side))
    stream = io.BytesIO()
    square.resize((SIDE, SIDE), Image.Resampling.LANCZOS).save(stream, "PNG")
    return stream.getvalue()


def _middle_frame(file: Path, seconds: float) -> av.VideoFrame:
    """Return the frame in the middle of the first ``seconds``, or the last one before it."""
    found: av.VideoFrame | None = None
    try:
        with av.open(str(file), "r", options=OPTIONS) as container:
            for frame in container.decode(container.streams.video[0]):
                found = frame
                if (frame.time or 0.0) >= seconds / 2:
                    break
    except (av.FFmpegError, IndexError, OSError) as error:
        if found is None:
            # Not the error's own words: they may hold the path of the upload.
            reason = getattr(error, "strerror", None) or type(error).__name__
            raise UnusableClip(f"the clip cannot be read: {reason}") from error
    if found is None:
        raise UnusableClip("the clip has no picture")
    return found


def _picture(frame: av.VideoFrame) -> Image.Image:
    unsaid = frame.colorspace == _UNSPECIFIED and frame.height >= _HD_LINES
    colours = {"src_colorspace": "ITU709"} if unsaid else {}
    picture: Image.Image = frame.to_image(**colours)  # type: ignore[no-untyped-call]
    return picture.rotate(frame.rotation, expand=True) if frame.rotation else picture
