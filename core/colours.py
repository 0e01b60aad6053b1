"""A picture as every start frame is shown and sent: upright, in sRGB, and without holes."""

from __future__ import annotations

import contextlib
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

STRIP_PIXELS = 4 << 20
"""Pixels whose colours are worked on at once, so that a large picture is in memory but once."""

_AVERAGED = ("RGB", "RGBA", "L", "CMYK", "P")
"""Modes of pictures that can be made smaller by averaging their pixels."""


def upright_srgb(picture: Image, enough: int | None, ground: str = "black") -> Image:
    """Return the picture upright, in sRGB and on ``ground``, a strip of it after the other.

    A picture of many pixels takes hundreds of megabytes: there must not be several copies of it.
    """
    from PIL import Image, ImageOps

    with contextlib.suppress(Exception):  # odd EXIF: the picture itself may be fine
        ImageOps.exif_transpose(picture, in_place=True)
    averaged = enough is not None and picture.mode in _AVERAGED
    parts = max(min(picture.size) // enough, 1) if averaged and enough else 1
    width, height = picture.size
    if width * height <= STRIP_PIXELS:
        return _grounded(picture, parts, ground)
    whole = Image.new("RGB", (-(-width // parts), -(-height // parts)))
    rows = max(STRIP_PIXELS // width // parts, 1) * parts
    for top in range(0, height, rows):
        strip = picture.crop((0, top, width, min(top + rows, height)))
        whole.paste(_grounded(strip, parts, ground), (0, top // parts))
    return whole


def edge_colour(picture: Image) -> str:
    """Return the colour that an RGB picture has most along its edges, as ``#rrggbb``."""
    from PIL import Image

    width, height = picture.size
    deep = max(min(width, height) // 50, 1)
    edges = (
        *((0, 0, width, deep), (0, height - deep, width, height)),
        *((0, 0, deep, height), (width - deep, 0, width, height)),
    )
    nearest = Image.Resampling.NEAREST
    strips = [picture.crop(edge).resize((256, 4), nearest).tobytes() for edge in edges]
    counts: dict[tuple[int, ...], list[int]] = {}
    for data in strips:
        for at in range(0, len(data), 3):
            shade = tuple(data[at : at + 3])
            sums = counts.setdefault(tuple(part >> 4 for part in shade), [0, 0, 0, 0])
            for place, part in enumerate((*shade, 1)):
                sums[place] += part
    *most, count = max(counts.values(), key=lambda sums: sums[3])
    return "#" + "".join(f"{round(part / count):02x}" for part in most)


def _grounded(picture: Image, parts: int, ground: str) -> Image:
    """Return the picture in sRGB, laid on ``ground``, at one of ``parts`` of its own size."""
    from PIL import Image

    if picture.mode == "P":
        picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    picture = _to_srgb(_reduced(picture, parts))
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    layered = picture.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", layered.size, ground), layered).convert("RGB")


def _reduced(picture: Image, parts: int) -> Image:
    """Return ``picture`` at one of ``parts`` of its width and height, its pixels averaged."""
    if parts < 2:
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
