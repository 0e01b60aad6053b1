"""Start frames: any common picture, made to fit the exact output size, kept as a private copy."""

from __future__ import annotations

import contextlib
import hashlib
import io
import warnings
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Literal

from core.catalog import InvalidAsk, Problem
from core.download import write_whole
from core.job import StartFrame
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
"""Pixels that are decoded at most: more is a mistake or a decompression bomb. A JPEG may be larger,
as it can be decoded at a fraction of its size."""

ENOUGH_PIXELS = 4096
"""Pixels of a side that a large JPEG is still decoded with."""


def is_picture_name(path: str | PurePath) -> bool:
    """Tell whether a file looks like a picture by its name."""
    return PurePath(path).suffix.lower() in SUFFIXES


def read_picture(source: Path) -> bytes:
    """Return a picture file's bytes; raises ``InvalidAsk`` if it cannot be read or is too large."""
    try:
        if source.stat().st_size > LARGEST_FILE:
            raise InvalidAsk(_problem("image_too_large", source, limit=LARGEST_FILE >> 20))
        return source.read_bytes()
    except OSError as error:
        reason = why_unreadable(error)
        raise InvalidAsk(_problem("image_unreadable", source, reason=reason)) from error


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
            picture = _upright_srgb(_open(data, name, enough), enough)
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
    if not file.exists() or hashlib.sha256(file.read_bytes()).hexdigest() != sha256:
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

    if data[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftyphevc", b"ftypheim", b"ftypheis"):
        import pi_heif

        pi_heif.register_heif_opener()
    Image.MAX_IMAGE_PIXELS = None  # the size is checked here, before anything is decoded
    picture = Image.open(io.BytesIO(data))
    picture.draft(picture.mode, (ENOUGH_PIXELS, ENOUGH_PIXELS))
    if picture.width * picture.height > MOST_PIXELS:
        facts = {"width": picture.width, "height": picture.height}
        raise InvalidAsk(_problem("too_many_pixels", name, **facts))
    if enough is not None:
        picture = Image.open(io.BytesIO(data))  # a draft can be asked for once
        picture.draft(picture.mode, (enough, enough))
    picture.seek(0)
    picture.load()
    return picture


def _upright_srgb(picture: Image, enough: int | None) -> Image:
    from PIL import Image, ImageOps

    with contextlib.suppress(Exception):  # odd EXIF: the picture itself may be fine
        picture = ImageOps.exif_transpose(picture)
    if picture.mode == "P":
        picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    if enough is not None:
        picture = _reduced(picture, enough)
    picture = _to_srgb(picture)
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    layered = picture.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", layered.size, "black"), layered).convert("RGB")


def _reduced(picture: Image, enough: int) -> Image:
    """Return ``picture`` at a whole fraction of its size, where its kind can be averaged."""
    parts = min(picture.size) // enough
    if parts < 2 or picture.mode not in ("RGB", "RGBA", "L", "CMYK"):
        return picture
    if picture.mode == "RGBA":  # averaged by weight: what is transparent has no colour
        small = picture.convert("RGBa").reduce(parts).convert("RGBA")
    else:
        small = picture.reduce(parts)
    small.info = picture.info
    return small


def _to_srgb(picture: Image) -> Image:
    """Apply the picture's colour profile; a profile that cannot be used is left out."""
    from PIL import ImageCms

    profile = picture.info.get("icc_profile")
    if picture.mode.startswith("I"):  # 16 bits of grey
        return picture.convert("F").point(lambda value: value * (1 / 257) + 0).convert("L")
    if not profile or picture.mode not in ("RGB", "RGBA", "L", "CMYK"):
        return picture
    alpha = picture.getchannel("A") if picture.mode == "RGBA" else None
    base = picture.convert("RGB") if alpha else picture
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        converted = ImageCms.profileToProfile(base, source, target, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture
    if converted is not None and alpha is not None:
        converted.putalpha(alpha)
    return converted or picture


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
