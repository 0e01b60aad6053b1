"""Start frames: any common picture, made to fit the exact output size, kept as a private copy."""

from __future__ import annotations

import hashlib
import io
import os
import stat
import warnings
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Literal

from core.catalog import InvalidAsk, Problem
from core.colours import upright_srgb
from core.download import write_whole
from core.job import StartFrame
from core.sweeping import freshen
from core.unread import why_unfetched, why_unreadable

if TYPE_CHECKING:
    from PIL.Image import Image

Fit = Literal["crop", "pad", "blur"]
FITS: tuple[Fit, ...] = ("crop", "pad", "blur")

SUFFIXES = (
    *(".png", ".jpg", ".jpeg", ".jfif", ".webp", ".bmp", ".gif", ".tif", ".tiff"),
    *(".heic", ".heif", ".avif"),
)
"""What the names of files end with that are pictures. What they hold is seen when they are read."""

LARGEST_FILE = 100 << 20
"""Bytes of a picture that are read at most; the gateway refuses about 100 MB. Source: foxapi.md."""

MOST_PIXELS = 120_000_000
"""Pixels that are decoded at most: more is a mistake or a decompression bomb. So a picture takes a
gigabyte of memory at most. A JPEG may be larger, as it can be decoded at a fraction of its size."""

ENOUGH_PIXELS = 4096
"""Pixels of a side that a large JPEG is still decoded with."""

_KINDS = ("PNG", "JPEG", "WEBP", "AVIF", "BMP", "DIB", "GIF", "TIFF", "JPEG2000", "PPM")
"""The kinds of files that are opened, and HEIF. Of the others that Pillow knows some start a
program (EPS), and some hold a picture of another size than they say (ICO)."""

_ROOM_FOR = {"JPEG2000": 4, "WEBP": 2, "AVIF": 2}
"""How many times the usual memory a pixel takes while it is decoded; 1 for other kinds."""

# Non-blocking: a plain open of a pipe would wait until somebody writes to it.
_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def is_picture_name(path: str | PurePath) -> bool:
    """Tell whether a file looks like a picture by its name."""
    return PurePath(path).suffix.lower() in SUFFIXES


def read_picture(source: Path) -> bytes:
    """Return a picture file's bytes; raises ``InvalidAsk`` if it cannot be read or is too large.

    Nothing but an ordinary file is read: a pipe or a device might never end.
    """
    try:
        with open(os.open(source, _READ), "rb") as stream:  # noqa: PTH123
            facts = os.fstat(stream.fileno())
            if not stat.S_ISREG(facts.st_mode):
                raise InvalidAsk(_problem("image_unreadable", source, reason="no_file"))
            large = facts.st_size > LARGEST_FILE
            data = b"" if large else stream.read(LARGEST_FILE + 1)  # it may grow meanwhile
    except OSError as error:
        reason = why_unreadable(error)
        raise InvalidAsk(_problem("image_unreadable", source, reason=reason)) from error
    if large or len(data) > LARGEST_FILE:
        raise InvalidAsk(_problem("image_too_large", source, limit=LARGEST_FILE >> 20))
    return data


def fit_frame(data: bytes, size: tuple[int, int], fit: Fit, name: str) -> bytes:
    """Return the picture ``data`` as a PNG of exactly ``size`` (width, height in pixels).

    It is turned upright by its EXIF, brought to sRGB, laid on black where it is transparent, and
    cropped or padded around its middle. Raises ``InvalidAsk`` naming ``name``.
    """
    fitted = _fitted(data, size, fit, name)
    fitted.info.pop("icc_profile", None)
    stream = io.BytesIO()
    fitted.save(stream, "PNG", compress_level=4)
    return stream.getvalue()


def preview_frame(data: bytes, size: tuple[int, int], fit: Fit, name: str) -> Image:
    """Return what ``fit_frame`` makes of ``data``, small and quickly, as an RGB picture.

    ``size`` (in pixels) has the ratio of the clip; a large picture is decoded at a fraction of its
    own. Raises ``InvalidAsk`` for the same pictures.
    """
    return _fitted(data, size, fit, name, enough=2 * max(size))


def _fitted(
    data: bytes, size: tuple[int, int], fit: Fit, name: str, enough: int | None = None
) -> Image:
    """Read and fit a picture. ``enough`` pixels of its shorter side are all that is needed of it;
    None asks for the best there is.
    """
    from PIL import UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of bombs, EXIF and ICC oddities
            picture = upright_srgb(_open(data, name, enough), enough)
            return _fit(picture, size, fit)
    except UnidentifiedImageError as error:
        raise InvalidAsk(_problem("not_a_picture", name)) from error
    except InvalidAsk:
        raise
    except Exception as error:  # Pillow's decoders raise whatever a damaged file leads them to
        raise InvalidAsk(_problem("picture_broken", name)) from error


def keep_frame(folder: Path, data: bytes, source: str, fit: str) -> StartFrame:
    """Keep a fitted PNG in ``folder`` under its content's hash, and return what a job freezes."""
    sha256 = hashlib.sha256(data).hexdigest()
    file = folder / f"{sha256}.png"
    try:
        there = hashlib.sha256(file.read_bytes()).hexdigest() == sha256
        freshen(file)
    except OSError:
        there = False
    if not there:
        write_whole(file, data)
    return StartFrame(source=source, sha256=sha256, media_type="image/png", fit=fit)


def frame_bytes(folder: Path, frame: StartFrame) -> bytes:
    """Return a job's own copy of its start frame.

    Raises OSError if it is gone, ValueError if it is not what was kept.
    """
    data = (folder / f"{frame.sha256}.png").read_bytes()
    if hashlib.sha256(data).hexdigest() != frame.sha256:
        raise ValueError("the kept start frame was changed")
    return data


def fetch_picture(url: str) -> bytes:
    """Fetch a picture from the web, to fit it here; raises ``InvalidAsk``."""
    import requests

    from core.foxapi.address import host_of
    from core.foxapi.transport import (
        CONNECT_SECONDS,
        READ_SECONDS,
        Call,
        CallAborted,
        NoAuth,
        new_session,
        route,
    )

    call = Call()
    try:
        with new_session() as session, call.active(), call.deadline(120.0):
            waits = (CONNECT_SECONDS, READ_SECONDS)
            answer = session.get(url, auth=NoAuth(), stream=True, timeout=waits, **route(url))
            with answer:
                answer.raise_for_status()
                chunks, size = [], 0
                for chunk in answer.iter_content(64 << 10):
                    chunks.append(chunk)
                    size += len(chunk)
                    if size > LARGEST_FILE:
                        raise InvalidAsk(_problem("image_too_large", url, limit=LARGEST_FILE >> 20))
                return b"".join(chunks)
    except InvalidAsk:
        raise
    except (requests.RequestException, CallAborted, OSError, ValueError) as error:
        status = error.response.status_code if isinstance(error, requests.HTTPError) else None
        reason = "timed_out" if call.late else why_unfetched(error)
        facts = {"reason": reason, "host": host_of(url), "status": status}
        raise InvalidAsk(_problem("image_not_fetched", url, **facts)) from error


def _open(data: bytes, name: str, enough: int | None) -> Image:
    from PIL import Image

    kinds: tuple[str, ...] = _KINDS
    if data[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftyphevc", b"ftypheim", b"ftypheis"):
        import pi_heif

        pi_heif.register_heif_opener()
        kinds = ("HEIF",)
    Image.MAX_IMAGE_PIXELS = None  # the size is checked here, before anything is decoded
    picture = Image.open(io.BytesIO(data), formats=kinds)
    picture.draft(picture.mode, (ENOUGH_PIXELS, ENOUGH_PIXELS))
    if picture.width * picture.height > MOST_PIXELS // _ROOM_FOR.get(picture.format or "", 1):
        facts = {"width": picture.width, "height": picture.height}
        raise InvalidAsk(_problem("too_many_pixels", name, **facts))
    if enough is not None:
        picture = Image.open(io.BytesIO(data), formats=kinds)  # a draft can be asked for once
        picture.draft(picture.mode, (enough, enough))
    picture.seek(0)
    picture.load()
    return picture


def _fit(picture: Image, size: tuple[int, int], fit: Fit) -> Image:
    from PIL import Image, ImageEnhance, ImageFilter, ImageOps

    best = Image.Resampling.LANCZOS
    if fit == "crop":
        return ImageOps.fit(picture, size, best)
    inner = ImageOps.contain(picture, size, best)
    if fit == "pad":
        ground = Image.new("RGB", size, "black")
    else:
        # Blurring a small copy and enlarging it gives the same softness in a hundredth of the time.
        small = ImageOps.fit(picture, (max(size[0] // 8, 1), max(size[1] // 8, 1)), best)
        soft = small.filter(ImageFilter.GaussianBlur(min(small.size) / 18))
        ground = ImageEnhance.Brightness(soft.resize(size, Image.Resampling.BICUBIC)).enhance(0.82)
    ground.paste(inner, ((size[0] - inner.width) // 2, (size[1] - inner.height) // 2))
    return ground


def _problem(code: str, source: Path | str, **facts: object) -> Problem:
    return Problem("image", code, {"source": str(source), **facts})
