"""Start frames: any common picture, made to fit the exact output size, kept as a private copy."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import stat
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from core.colours import upright_srgb
from core.download import write_whole
from core.framing import Framing, pixels, settle_box, typed_colour
from core.job import Input, StartFrame
from core.problems import InvalidAsk, Problem
from core.sweeping import freshen
from core.unread import why_unfetched, why_unreadable

if TYPE_CHECKING:
    from PIL.Image import Image

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
"""Pixels of a side that the part that is taken of a large JPEG is still decoded with."""

_ENDINGS = {
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "video/mp4": ".mp4",
    "audio/mpeg": ".mp3",
    "audio/wav": ".wav",
    "audio/mp4": ".m4a",
    "audio/aac": ".aac",
    "audio/ogg": ".ogg",
}
"""What the names of kept files end with, by their media types."""

_ABOUT = 0.01
"""By how much a ratio of sides may be off."""

MOST_SIDE = 4096
"""Pixels of the longer side of a picture that is sent as a whole."""

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


def fit_frame(data: bytes, size: tuple[int, int], framing: Framing, name: str) -> bytes:
    """Return the picture ``data`` as a PNG of exactly ``size`` (width, height in pixels).

    It is turned upright by its EXIF, brought to sRGB and laid on black, or on the pad's colour,
    where it is transparent. One that has the size already, and of which all is taken, keeps every
    pixel. Raises ``InvalidAsk`` naming ``name``.
    """
    with _reading(name):
        fitted = _fit(_upright(data, name, None, framing), size, framing)
    fitted.info.pop("icc_profile", None)
    stream = io.BytesIO()
    fitted.save(stream, "PNG", compress_level=4)
    return stream.getvalue()


def preview_frame(data: bytes, size: tuple[int, int], framing: Framing, name: str) -> Image:
    """Return what ``fit_frame`` makes of ``data``, small and quickly, as an RGB picture.

    ``size`` (in pixels) has the ratio of the clip; a large picture is decoded at a fraction of its
    own. Raises ``InvalidAsk`` for the same pictures.
    """
    with _reading(name):
        enough = round(2 * max(size) / _part(framing))
        return _fit(_upright(data, name, enough, framing), size, framing)


def whole_picture(data: bytes, enough: int, name: str) -> Image:
    """Return all of a picture, upright and in sRGB, its longer side ``enough`` pixels at most.

    Raises ``InvalidAsk`` naming ``name``.
    """
    with _reading(name):
        picture = _upright(data, name, enough, Framing())
        picture.thumbnail((enough, enough))
        return picture


@dataclass(frozen=True)
class PictureRules:
    """What a model takes of a picture that is sent as a whole, as its field's ``media`` say it.

    Its shorter side has at least ``short_side`` pixels, and one side is at most ``ratio`` times the
    other; the file has ``megabytes`` at most. 0 is no rule. ``types`` are the kinds of files that
    are taken, PNG and JPEG always among them; ``faces`` is False where those of real people are
    refused; ``called`` is how a prompt refers to the picture.
    """

    short_side: float = 0.0
    ratio: float = 0.0
    megabytes: float = 0.0
    types: tuple[str, ...] | list[str] = ()
    faces: bool = True
    called: str = ""


def whole_frame(data: bytes, name: str, rules: PictureRules) -> tuple[bytes, str]:
    """Return all of a picture as a PNG, upright and in sRGB, and its media type.

    It is made smaller where its longer side has more than ``MOST_SIDE`` pixels, and a JPEG where
    the PNG would be too large. Nothing else goes along: no place, no camera. Raises ``InvalidAsk``
    naming ``name``, also where ``rules`` do not take it.
    """
    picture = checked_picture(data, name, rules)
    picture.info.clear()
    stream = io.BytesIO()
    picture.save(stream, "PNG", compress_level=4)
    return no_larger(stream.getvalue(), rules.megabytes)


def checked_picture(data: bytes, name: str, rules: PictureRules) -> Image:
    """Return all of a picture as ``whole_frame`` sends it; raises ``InvalidAsk`` as that does."""
    picture = whole_picture(data, MOST_SIDE, name)
    short, long = sorted(picture.size)
    facts = {"width": picture.width, "height": picture.height}
    if short < rules.short_side:
        limit = f"{rules.short_side:g}"
        raise InvalidAsk(_problem("picture_too_small", name, **facts, limit=limit))
    if rules.ratio and long / short > rules.ratio + _ABOUT:
        raise InvalidAsk(_problem("picture_too_wide", name, **facts, limit=f"{rules.ratio:g}"))
    return picture


def no_larger(png: bytes, megabytes: float) -> tuple[bytes, str]:
    """Return a PNG, or a JPEG of it where it has more than ``megabytes``, and its media type.

    0 is no limit.
    """
    from PIL import Image

    if not megabytes or len(png) <= megabytes * (1 << 20):
        return png, "image/png"
    stream = io.BytesIO()
    with Image.open(io.BytesIO(png)) as picture:
        picture.save(stream, "JPEG", quality=92)
    return stream.getvalue(), "image/jpeg"


@contextlib.contextmanager
def _reading(name: str) -> Iterator[None]:
    """Let whatever goes wrong with a picture be an ``InvalidAsk``."""
    from PIL import UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of bombs, EXIF and ICC oddities
            yield
    except UnidentifiedImageError as error:
        raise InvalidAsk(_problem("not_a_picture", name)) from error
    except InvalidAsk:
        raise
    except Exception as error:  # Pillow's decoders raise whatever a damaged file leads them to
        raise InvalidAsk(_problem("picture_broken", name)) from error


def keep_frame(
    folder: Path,
    data: bytes,
    source: str,
    framing: Framing,
    original: str = "",
    media_type: str = "image/png",
) -> StartFrame:
    """Keep a fitted picture in ``folder`` under its content's hash; return what a job freezes.

    ``original`` is the SHA-256 of the picture that it was made of.
    """
    return StartFrame(
        source=source,
        sha256=keep(folder, data, media_type),
        media_type=media_type,
        fit=framing.fit,
        crop=framing.crop if framing.fit == "crop" else (),
        colour=framing.colour if framing.fit == "pad" else "",
        original=original,
    )


def keep(folder: Path, data: bytes, media_type: str) -> str:
    """Keep a file's bytes in ``folder`` under their SHA-256, and return that. Raises OSError."""
    sha256 = hashlib.sha256(data).hexdigest()
    file = folder / f"{sha256}{ending_of(media_type)}"
    try:
        there = hashlib.sha256(file.read_bytes()).hexdigest() == sha256
        freshen(file)
    except OSError:
        there = False
    if not there:
        write_whole(file, data)
    return sha256


def kept_file(folder: Path, file: StartFrame | Input) -> Path:
    """Return where a job's own copy of one of its files is."""
    return folder / f"{file.sha256}{ending_of(file.media_type)}"


def kept_bytes(folder: Path, file: StartFrame | Input) -> bytes:
    """Return a job's own copy of one of its files.

    Raises OSError if it is gone, ValueError if it is not what was kept.
    """
    data = kept_file(folder, file).read_bytes()
    if hashlib.sha256(data).hexdigest() != file.sha256:
        raise ValueError("a kept file was changed")
    return data


def ending_of(media_type: str) -> str:
    """Return what the name of a kept file of this media type ends with."""
    return _ENDINGS.get(media_type, ".png")


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


def _upright(data: bytes, name: str, enough: int | None, framing: Framing) -> Image:
    """Read a picture. ``enough`` pixels of its shorter side are all that is needed of it; None
    asks for the best there is.
    """
    return upright_srgb(_open(data, name, enough, _part(framing)), enough, _ground(framing))


def _part(framing: Framing) -> float:
    """Return the smaller of the fractions of width and height that are taken of a picture."""
    if framing.fit != "crop" or len(framing.crop) != 4:
        return 1.0
    left, top, right, bottom = framing.crop
    part = min(abs(right - left), abs(bottom - top))
    return min(part, 1.0) if part >= 0.01 else 0.01  # also for what is no number


def _ground(framing: Framing) -> str:
    """Return the colour that lies under a picture and beside it."""
    return (framing.fit == "pad" and typed_colour(framing.colour)) or "black"


def _open(data: bytes, name: str, enough: int | None, part: float) -> Image:
    from PIL import Image

    kinds: tuple[str, ...] = _KINDS
    if data[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftyphevc", b"ftypheim", b"ftypheis"):
        import pi_heif

        pi_heif.register_heif_opener()
        kinds = ("HEIF",)
    Image.MAX_IMAGE_PIXELS = None  # the size is checked here, before anything is decoded
    picture = Image.open(io.BytesIO(data), formats=kinds)
    whole = picture.width * picture.height <= MOST_PIXELS
    side = round(ENOUGH_PIXELS / part) if whole else ENOUGH_PIXELS
    picture.draft(picture.mode, (side, side))
    if picture.width * picture.height > MOST_PIXELS // _ROOM_FOR.get(picture.format or "", 1):
        facts = {"width": picture.width, "height": picture.height}
        raise InvalidAsk(_problem("too_many_pixels", name, **facts))
    if enough is not None:
        picture = Image.open(io.BytesIO(data), formats=kinds)  # a draft can be asked for once
        picture.draft(picture.mode, (enough, enough))
    picture.seek(0)
    picture.load()
    return picture


def _fit(picture: Image, size: tuple[int, int], framing: Framing) -> Image:
    """Return an RGB picture of exactly ``size``, made to fit."""
    from PIL import Image, ImageOps

    best = Image.Resampling.LANCZOS
    if framing.fit == "crop":
        box = settle_box(framing.crop, picture.size, size[0] / size[1])
        return picture.resize(size, best, pixels(box, picture.size))
    inner = ImageOps.contain(picture, size, best)
    if framing.fit == "pad":
        ground = Image.new("RGB", size, _ground(framing))
    else:
        ground = _blurred(picture, size)
    ground.paste(inner, ((size[0] - inner.width) // 2, (size[1] - inner.height) // 2))
    return ground


def _blurred(picture: Image, size: tuple[int, int]) -> Image:
    """Return the middle of a picture as a soft, darker ground of ``size``."""
    from PIL import Image, ImageEnhance, ImageFilter, ImageOps

    # Blurring a small copy and enlarging it gives the same softness in a hundredth of the time.
    small_size = (max(size[0] // 8, 1), max(size[1] // 8, 1))
    small = ImageOps.fit(picture, small_size, Image.Resampling.LANCZOS)
    soft = small.filter(ImageFilter.GaussianBlur(min(small.size) / 18))
    return ImageEnhance.Brightness(soft.resize(size, Image.Resampling.BICUBIC)).enhance(0.82)


def _problem(code: str, source: Path | str, **facts: object) -> Problem:
    return Problem("image", code, {"source": str(source), **facts})
