"""Start frames: any common picture becomes a PNG of the exact size, and a bad one is named."""

from __future__ import annotations

import base64
import contextlib
import io
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageCms

from core.colours import edge_colour
from core.frames import (
    LARGEST_FILE,
    MOST_PIXELS,
    fit_frame,
    is_picture_name,
    keep_frame,
    kept_bytes,
    preview_frame,
    read_picture,
    whole_picture,
)
from core.framing import FITS, Fit, Framing
from core.problems import InvalidAsk, Problem

QUICK = settings(deadline=None, max_examples=80)
Colour = tuple[int, int, int]
RED, GREEN, BLUE, BLACK, WHITE = (
    *((255, 0, 0), (0, 255, 0), (0, 0, 255), (0, 0, 0), (255, 255, 255)),
)
ALL_FITS = pytest.mark.parametrize("fit", FITS)

# 16×16 pixels, the left half (200, 40, 40) and the right half (40, 40, 200); made with
# pillow-heif's x265 encoder, as pi-heif only decodes.
HEIC = base64.b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAXxtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAA"
    "AAAAACJpbG9jAAAAAERAAAEAAQAAAAABoAABAAAAAAAAADsAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABodmMxAAAA"
    "AA5waXRtAAAAAAABAAAA/GlwcnAAAADcaXBjbwAAAHVodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNw"
    "AAADAJAAAAMAAAMAHroCQGEAAQApQgEBA3AAAAMAkAAAAwAAAwAeoCCBBZbqrprm4CGgwIAAAAyAAAADAIRiAAEABkQBwXPB"
    "iQAAABNjb2xybmNseAABAA0ABoAAAAAUaXNwZQAAAAAAAABAAAAAQAAAAChjbGFwAAAAEAAAAAEAAAAQAAAAAf///9AAAAAC"
    "////0AAAAAIAAAAQcGl4aQAAAAADCAgIAAAAGGlwbWEAAAAAAAAAAQABBYECAwWEAAAAQ21kYXQAAAA3KAGvEyF0Y0DlNVP9"
    "KpdSAWAkz7pPrBL6d9L9KjFhl39Ml9DzRq8c/e2g43/gzyLUgKSDtRFEkA=="
)


def encoded(picture: Image.Image, format: str = "PNG", **options: Any) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, format, **options)
    return stream.getvalue()


def plain(mode: str, colour: Any, size: tuple[int, int] = (16, 16)) -> Image.Image:
    return Image.new(mode, size, colour)


def halves(size: tuple[int, int] = (16, 16)) -> Image.Image:
    """Return a picture whose left half is red and whose right half is blue."""
    picture = plain("RGB", RED, size)
    picture.paste(BLUE, (size[0] // 2, 0, *size))
    return picture


def fitted(data: bytes, size: tuple[int, int] = (16, 16), fit: Fit = "crop") -> Image.Image:
    with Image.open(io.BytesIO(fit_frame(data, size, Framing(fit), "fox.png"))) as picture:
        picture.load()
        assert picture.format == "PNG"
        assert picture.mode == "RGB"
        assert picture.size == size
        return picture


def at(picture: Image.Image, x: int, y: int) -> Colour:
    pixel = picture.getpixel((x, y))
    assert isinstance(pixel, tuple)
    return pixel[0], pixel[1], pixel[2]


def near(one: Colour, other: Colour, tolerance: int) -> bool:
    return all(abs(a - b) <= tolerance for a, b in zip(one, other, strict=True))


def refused(data: bytes, fit: Fit = "crop") -> Problem:
    with pytest.raises(InvalidAsk) as caught:
        fit_frame(data, (16, 16), Framing(fit), "fox.png")
    (problem,) = caught.value.problems
    assert problem.field == "image"
    assert problem.facts["source"] == "fox.png"
    return problem


def png_of(width: int, height: int) -> bytes:
    """Return a small PNG whose header announces this many pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 1000)
    parts = [chunk(b"IHDR", head), chunk(b"IDAT", pixels), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


# The exact size


@QUICK
@given(
    fit=st.sampled_from(FITS),
    size=st.tuples(st.integers(8, 80), st.integers(8, 80)),
    target=st.tuples(st.integers(12, 64), st.integers(12, 64)),
)
def test_any_picture_becomes_exactly_the_size(
    fit: Fit, size: tuple[int, int], target: tuple[int, int]
) -> None:
    picture = fitted(encoded(plain("RGB", (200, 100, 50), size)), target, fit)
    assert near(at(picture, (target[0] - 1) // 2, (target[1] - 1) // 2), (200, 100, 50), 2)


@ALL_FITS
@pytest.mark.parametrize("target", [(1280, 720), (720, 1280)])
@pytest.mark.parametrize("size", [(1, 2000), (2000, 1), (1, 1), (1281, 719)])
def test_even_a_line_becomes_the_size(
    fit: Fit, target: tuple[int, int], size: tuple[int, int]
) -> None:
    fitted(encoded(plain("RGB", RED, size)), target, fit)


@QUICK
@given(size=st.tuples(st.integers(1, 60), st.integers(1, 60)))
def test_a_picture_of_the_exact_size_is_not_changed(size: tuple[int, int]) -> None:
    picture = halves(size)
    for fit in FITS:
        assert fitted(encoded(picture), size, fit).tobytes() == picture.tobytes()


@pytest.mark.parametrize("size", [(90, 30), (30, 90)])
def test_cropping_fills_the_frame_from_the_middle(size: tuple[int, int]) -> None:
    picture = plain("RGB", GREEN, size)
    picture.paste(
        WHITE, (size[0] // 2 - 15, size[1] // 2 - 15, size[0] // 2 + 15, size[1] // 2 + 15)
    )
    cropped = fitted(encoded(picture), (30, 30), "crop")
    assert cropped.getextrema() == ((255, 255),) * 3


@pytest.mark.parametrize(
    ("size", "inside", "outside"),
    [
        ((60, 30), [(0, 15), (29, 15), (15, 8)], [(15, 0), (15, 29), (0, 0)]),
        ((30, 60), [(15, 0), (15, 29), (8, 15)], [(0, 15), (29, 15), (0, 0)]),
    ],
)
def test_padding_keeps_the_whole_picture_between_black_bars(
    size: tuple[int, int], inside: list[tuple[int, int]], outside: list[tuple[int, int]]
) -> None:
    padded = fitted(encoded(plain("RGB", (200, 100, 50), size)), (30, 30), "pad")
    assert {at(padded, *point) for point in inside} == {(200, 100, 50)}
    assert {at(padded, *point) for point in outside} == {BLACK}


def test_blurring_fills_the_bars_with_a_darker_copy() -> None:
    blurred = fitted(encoded(plain("RGB", (200, 100, 50), (60, 30))), (30, 30), "blur")
    assert at(blurred, 15, 15) == (200, 100, 50)
    bar = at(blurred, 15, 1)
    assert bar != BLACK
    assert all(0 < part < whole for part, whole in zip(bar, (200, 100, 50), strict=True))


# The part that is taken


def cropped(data: bytes, crop: tuple[float, ...], size: tuple[int, int]) -> Image.Image:
    with Image.open(io.BytesIO(fit_frame(data, size, Framing("crop", crop), "fox"))) as picture:
        picture.load()
        return picture


def quarters(size: tuple[int, int]) -> Image.Image:
    """Return a picture with another colour in each quarter, in the order of reading."""
    width, height = size
    picture = plain("RGB", RED, size)
    picture.paste(GREEN, (width // 2, 0, width, height // 2))
    picture.paste(BLUE, (0, height // 2, width // 2, height))
    picture.paste(WHITE, (width // 2, height // 2, width, height))
    return picture


@pytest.mark.parametrize(
    ("crop", "colour"),
    [
        ((0.0, 0.0, 0.5, 0.5), RED),
        ((0.5, 0.0, 1.0, 0.5), GREEN),
        ((0.0, 0.5, 0.5, 1.0), BLUE),
        ((0.5, 0.5, 1.0, 1.0), WHITE),
        ((0.9, 0.9, 1.4, 1.4), WHITE),  # brought in
        ((-0.4, 0.1, 0.1, 0.4), RED),
        ((0.55, 0.0, 0.7, 0.5), GREEN),  # of another ratio: around its middle
    ],
)
def test_exactly_the_part_is_taken(crop: tuple[float, ...], colour: Colour) -> None:
    result = cropped(encoded(quarters((320, 180))), crop, (64, 36))
    assert result.size == (64, 36)
    inner = result.crop((4, 4, 60, 32))  # at the edge it is averaged with what is beside it
    assert inner.getextrema() == tuple((part, part) for part in colour)


def test_a_part_in_whole_pixels_keeps_each_of_them() -> None:
    picture = Image.effect_noise((200, 150), 90).convert("RGB")
    picture.putpixel((40, 30), RED)
    result = cropped(encoded(picture), (40 / 200, 30 / 150, 104 / 200, 66 / 150), (64, 36))
    assert result.tobytes() == picture.crop((40, 30, 104, 66)).tobytes()


def test_the_part_is_one_of_the_upright_picture() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the top of what is seen is the left side of what is stored
    stored = quarters((180, 320)).transpose(Image.Transpose.ROTATE_90)
    result = cropped(encoded(stored, exif=exif), (0.5, 0.0, 1.0, 0.5), (36, 64))
    assert result.crop((4, 4, 32, 60)).getextrema() == tuple((part, part) for part in GREEN)


def test_the_part_is_taken_in_srgb() -> None:
    picture = plain("RGB", (250, 60, 20), (320, 180))
    picture.paste(WHITE, (160, 0, 320, 180))
    data = encoded(picture, icc_profile=swapped_profile())
    result = cropped(data, (0.0, 0.0, 0.5, 0.5), (64, 36))
    assert near(at(result, 32, 18), (20, 60, 250), 3)


@pytest.mark.parametrize("odd", [(), (0.5,), (0.5, 0.5, 0.5, 0.5), (float("nan"),) * 4])
def test_what_is_no_part_is_the_middle(odd: tuple[float, ...]) -> None:
    data = encoded(quarters((320, 320)))
    assert cropped(data, odd, (64, 36)).tobytes() == fitted(data, (64, 36)).tobytes()


@QUICK
@given(
    crop=st.lists(st.floats(-1, 2), min_size=4, max_size=4).map(tuple),
    size=st.tuples(st.integers(1, 60), st.integers(1, 60)),
    target=st.sampled_from([(64, 36), (36, 64), (17, 90)]),
)
def test_any_part_becomes_exactly_the_size(
    crop: tuple[float, ...], size: tuple[int, int], target: tuple[int, int]
) -> None:
    assert cropped(encoded(plain("RGB", RED, size)), crop, target).size == target


@pytest.mark.parametrize("mode", ["RGB", "L", "P"])
def test_the_last_frame_of_a_clip_is_sent_as_it_is(mode: str) -> None:
    """A chain: a PNG of the exact size has no error at all, however often it goes round."""
    frame = Image.effect_noise((1280, 720), 90).convert(mode)
    data = encoded(frame)
    for framing in (Framing(), Framing(crop=(0.0, 0.0, 1.0, 1.0)), Framing("pad"), Framing("blur")):
        once = fit_frame(data, (1280, 720), framing, "last.png")
        assert fit_frame(once, (1280, 720), framing, "last.png") == once
        with Image.open(io.BytesIO(once)) as sent:
            difference = ImageChops.difference(sent.convert("RGB"), frame.convert("RGB"))
            assert difference.getextrema() == ((0, 0),) * 3


def test_a_large_jpeg_is_decoded_with_enough_pixels_for_its_part() -> None:
    """A part of 560 pixels' width must not be made of fewer, though the whole may be."""
    picture = plain("L", 0, (9000, 5064))
    for x in range(0, 560, 2):  # stripes of a pixel each
        picture.paste(255, (x, 0, x + 1, 315))
    data = encoded(picture, "JPEG", quality=95)
    result = cropped(data, (0.0, 0.0, 560 / 9000, 315 / 5064), (560, 315))
    first, second = at(result, 200, 150)[0], at(result, 201, 150)[0]
    assert abs(first - second) > 200


# The pad's colour


@pytest.mark.parametrize(
    ("colour", "bars"),
    [
        ("#ffffff", WHITE),
        ("#0a141e", (10, 20, 30)),
        ("#FA0", (255, 170, 0)),
        *((odd, BLACK) for odd in ("", "white", "#12", "rgb(1,2,3)")),
    ],
)
def test_a_pad_has_the_colour_that_was_chosen(colour: str, bars: Colour) -> None:
    data = encoded(plain("RGB", (200, 100, 50), (60, 30)))
    with Image.open(io.BytesIO(fit_frame(data, (30, 30), Framing("pad", (), colour), "x"))) as made:
        assert {at(made, *point) for point in ((15, 0), (15, 29), (0, 0))} == {bars}
        assert at(made, 15, 15) == (200, 100, 50)


def test_the_pad_s_colour_is_also_under_what_is_transparent() -> None:
    picture = plain("RGBA", (200, 100, 50, 0), (60, 30))
    picture.paste((200, 100, 50, 255), (30, 0, 60, 30))
    framing = Framing("pad", (), "#ffffff")
    with Image.open(io.BytesIO(fit_frame(encoded(picture), (60, 60), framing, "x"))) as made:
        assert at(made, 10, 30) == WHITE
        assert at(made, 50, 30) == (200, 100, 50)
        assert at(made, 50, 5) == WHITE


def test_the_colour_of_the_edges() -> None:
    picture = plain("RGB", (12, 34, 56), (200, 100))
    picture.paste(RED, (20, 20, 180, 80))
    picture.paste(WHITE, (0, 40, 200, 50))
    assert edge_colour(picture) == "#0c2238"
    assert edge_colour(plain("RGB", WHITE, (1, 1))) == "#ffffff"


# Orientation


TURNED = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


@pytest.mark.parametrize("format", ["PNG", "JPEG", "WEBP", "TIFF"])
@pytest.mark.parametrize("orientation", TURNED)
def test_a_turned_picture_is_set_upright(orientation: int, format: str) -> None:
    upright = plain("RGB", BLACK, (64, 32))
    for colour, corner in ((RED, (0, 0)), (GREEN, (32, 0)), (BLUE, (0, 16)), (WHITE, (32, 16))):
        upright.paste(colour, (*corner, corner[0] + 32, corner[1] + 16))
    turn = TURNED[orientation]
    stored = upright if turn is None else upright.transpose(turn)
    exif = Image.Exif()
    exif[0x0112] = orientation
    picture = fitted(encoded(stored, format, exif=exif, quality=95), (64, 32))
    for colour, point in ((RED, (8, 4)), (GREEN, (56, 4)), (BLUE, (8, 28)), (WHITE, (56, 28))):
        assert near(at(picture, *point), colour, 12)


@pytest.mark.parametrize("orientation", [0, 9, 65535])
def test_an_orientation_that_does_not_exist_is_left_out(orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    assert fitted(encoded(halves(), exif=exif)).tobytes() == halves().tobytes()


@ALL_FITS
def test_nothing_of_the_picture_s_metadata_is_sent(fit: Fit) -> None:
    exif = Image.Exif()
    exif[0x010E] = "a secret place"
    exif[0x0110] = "a secret camera"
    data = encoded(halves(), "JPEG", exif=exif, comment=b"a secret comment")
    assert data.count(b"secret") == 3
    assert b"secret" not in fit_frame(data, (16, 16), Framing(fit), "a secret name.jpg")


# Colour


def swapped_profile() -> bytes:
    """Return sRGB's profile with its red and blue primaries exchanged."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    (count,) = struct.unpack_from(">I", data, 128)
    for number in range(count):
        start = 132 + 12 * number
        other = {b"rXYZ": b"bXYZ", b"bXYZ": b"rXYZ"}.get(bytes(data[start : start + 4]))
        if other is not None:
            data[start : start + 4] = other
    return bytes(data)


@ALL_FITS
@pytest.mark.parametrize("format", ["PNG", "JPEG", "WEBP", "TIFF"])
def test_a_colour_profile_is_applied(format: str, fit: Fit) -> None:
    data = encoded(plain("RGB", (250, 60, 20)), format, icc_profile=swapped_profile(), quality=95)
    assert near(at(fitted(data, fit=fit), 8, 8), (20, 60, 250), 12)


def test_a_colour_profile_is_applied_under_transparency_too() -> None:
    picture = plain("RGBA", (250, 60, 20, 255))
    picture.paste((250, 60, 20, 0), (0, 0, 8, 16))
    result = fitted(encoded(picture, icc_profile=swapped_profile()))
    assert near(at(result, 12, 8), (20, 60, 250), 3)
    assert at(result, 2, 8) == BLACK


def test_an_srgb_profile_changes_nothing() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert near(at(fitted(encoded(halves(), icc_profile=profile)), 2, 2), RED, 1)


@pytest.mark.parametrize("profile", [b"not a profile", swapped_profile()[:200], b"\0" * 500])
def test_a_profile_that_cannot_be_used_is_left_out(profile: bytes) -> None:
    assert fitted(encoded(halves(), icc_profile=profile)).tobytes() == halves().tobytes()


def test_a_grey_picture_with_a_colour_profile_stays_grey() -> None:
    result = fitted(encoded(plain("L", 120), icc_profile=swapped_profile()))
    assert at(result, 8, 8) == (120, 120, 120)


@ALL_FITS
@pytest.mark.parametrize(
    ("mode", "colour", "options", "expected"),
    [
        ("RGBA", (200, 100, 50, 0), {}, BLACK),
        ("RGBA", (200, 100, 50, 128), {}, (100, 50, 25)),
        ("RGBA", (200, 100, 50, 255), {}, (200, 100, 50)),
        ("LA", (200, 0), {}, BLACK),
        ("LA", (200, 128), {}, (100, 100, 100)),
        ("RGB", (200, 100, 50), {"transparency": (200, 100, 50)}, BLACK),
        ("L", 200, {"transparency": 200}, BLACK),
        ("P", 0, {"transparency": 0}, BLACK),
    ],
)
def test_transparency_lies_on_black(
    mode: str, colour: Any, options: dict[str, Any], expected: Colour, fit: Fit
) -> None:
    result = fitted(encoded(plain(mode, colour), **options), fit=fit)
    assert near(at(result, 8, 8), expected, 2)


# Kinds of pictures


@pytest.mark.parametrize(
    ("format", "options", "tolerance"),
    [
        *(("PNG", {}, 0), ("BMP", {}, 0), ("TIFF", {}, 0), ("PPM", {}, 0), ("GIF", {}, 0)),
        *(("WEBP", {"lossless": True}, 0), ("WEBP", {"quality": 95}, 40)),
        *(("JPEG", {"quality": 95, "subsampling": 0}, 8), ("JPEG", {"progressive": True}, 60)),
        *(("AVIF", {"quality": 95, "subsampling": "4:4:4"}, 20), ("JPEG2000", {}, 8)),
    ],
)
def test_common_kinds_of_pictures_are_read(
    format: str, options: dict[str, Any], tolerance: int
) -> None:
    result = fitted(encoded(halves((32, 32)), format, **options), (32, 32))
    assert near(at(result, 4, 16), RED, tolerance)
    assert near(at(result, 28, 16), BLUE, tolerance)


def test_a_heic_picture_is_read() -> None:
    result = fitted(HEIC)
    assert near(at(result, 3, 8), (200, 40, 40), 40)
    assert near(at(result, 12, 8), (40, 40, 200), 40)


@pytest.mark.parametrize("data", [HEIC[:200], HEIC[:-40], HEIC[:30]])
def test_a_cut_heic_picture_is_refused(data: bytes) -> None:
    assert refused(data).code in ("picture_broken", "not_a_picture")


def test_a_palette_is_looked_up() -> None:
    result = fitted(encoded(halves().quantize(4)))
    assert near(at(result, 2, 8), RED, 2)
    assert near(at(result, 13, 8), BLUE, 2)


@pytest.mark.parametrize(("value", "grey"), [(0, 0), (257, 1), (32896, 128), (65535, 255)])
def test_sixteen_bits_of_grey_keep_their_brightness(value: int, grey: int) -> None:
    result = fitted(encoded(plain("I;16", value)))
    assert near(at(result, 8, 8), (grey,) * 3, 1)


@pytest.mark.parametrize(
    ("ink", "colour"),
    [((0, 0, 0, 0), WHITE), ((0, 255, 255, 0), RED), ((0, 0, 0, 255), BLACK)],
)
@pytest.mark.parametrize("format", ["JPEG", "TIFF"])
def test_inks_become_light(format: str, ink: tuple[int, ...], colour: Colour) -> None:
    assert near(at(fitted(encoded(plain("CMYK", ink), format)), 8, 8), colour, 8)


@pytest.mark.parametrize("format", ["GIF", "PNG", "WEBP"])
def test_of_an_animation_the_first_frame_is_taken(format: str) -> None:
    frames = [plain("RGB", colour) for colour in (RED, BLUE, GREEN)]
    options: dict[str, Any] = {"lossless": True} if format == "WEBP" else {}
    data = encoded(
        frames[0], format, save_all=True, append_images=frames[1:], duration=100, **options
    )
    assert near(at(fitted(data), 8, 8), RED, 2)


def test_one_bit_is_black_and_white() -> None:
    assert at(fitted(encoded(plain("1", 1))), 8, 8) == WHITE
    assert at(fitted(encoded(plain("1", 0))), 8, 8) == BLACK


# What is refused


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"hello, this is a text",
        b"\x89PNG\r\n\x1a\n",
        b"<svg xmlns='x'/>",
        b"%PDF-1.7\n",
        b"\0",
    ],
)
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    assert refused(data).code == "not_a_picture"


def test_a_text_that_calls_itself_a_picture_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "fox.png"
    file.write_text("A fox, in words", "utf-8")
    assert refused(read_picture(file)).code == "not_a_picture"


def noise(format: str) -> bytes:
    return encoded(Image.effect_noise((64, 64), 80).convert("RGB"), format)


@pytest.mark.parametrize("format", ["JPEG", "PNG", "GIF", "WEBP"])
@pytest.mark.parametrize("part", [0.5, 0.9])
def test_a_cut_picture_is_refused(format: str, part: float) -> None:
    whole = noise(format)
    assert refused(whole[: int(len(whole) * part)]).code in ("picture_broken", "not_a_picture")


def test_a_cut_jpeg_is_called_broken() -> None:
    whole = noise("JPEG")
    assert refused(whole[: len(whole) // 2]).code == "picture_broken"


def test_more_pixels_than_can_be_meant_are_refused_unread() -> None:
    width = 12_000
    height = MOST_PIXELS // width + 1
    problem = refused(png_of(width, height))
    assert problem.code == "too_many_pixels"
    assert (problem.facts["width"], problem.facts["height"]) == (width, height)


@pytest.mark.parametrize("size", [(100_000, 100_000), (2**31 - 1, 2**31 - 1)])
def test_a_decompression_bomb_is_refused_unread(size: tuple[int, int]) -> None:
    assert refused(png_of(*size)).code in ("too_many_pixels", "not_a_picture")


@settings(deadline=None, max_examples=150)
@given(
    format=st.sampled_from(["PNG", "JPEG", "GIF", "WEBP", "BMP"]),
    changes=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=6),
    fit=st.sampled_from(FITS),
)
def test_a_damaged_picture_is_read_or_refused_and_nothing_else(
    format: str, changes: list[tuple[float, int]], fit: Fit
) -> None:
    data = bytearray(encoded(halves((20, 10)), format))
    for place, value in changes:
        data[int(place * (len(data) - 1))] = value
    with contextlib.suppress(InvalidAsk):
        assert fit_frame(bytes(data), (8, 8), Framing(fit), "fox").startswith(b"\x89PNG")


# Files


def unreadable(source: Path) -> Problem:
    with pytest.raises(InvalidAsk) as caught:
        read_picture(source)
    return caught.value.problems[0]


def test_a_picture_file_is_read_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "狐狸.png"
    file.write_bytes(b"\x00\x01")
    assert read_picture(file) == b"\x00\x01"


def test_a_file_above_100_mb_is_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "large.png"
    with file.open("wb") as stream:
        stream.truncate(LARGEST_FILE + 1)
    problem = unreadable(file)
    assert problem.code == "image_too_large"
    assert dict(problem.facts) == {"source": str(file), "limit": 100}


def test_a_file_that_is_not_there_is_refused_with_the_reason(tmp_path: Path) -> None:
    for source in (tmp_path / "absent.png", tmp_path, tmp_path / ("x" * 300)):
        problem = unreadable(source)
        assert problem.code == "image_unreadable"
        assert problem.facts["source"] == str(source)
        assert problem.facts["reason"]


# The kept copy


def test_a_kept_frame_is_read_again(tmp_path: Path) -> None:
    data = fit_frame(encoded(halves()), (8, 8), Framing("pad"), "fox.png")
    frame = keep_frame(tmp_path, data, "fox.png", Framing("pad"))
    assert (frame.source, frame.media_type, frame.fit, frame.url) == (
        *("fox.png", "image/png", "pad", ""),
    )
    assert kept_bytes(tmp_path, frame) == data


def test_what_was_chosen_is_kept_with_the_copy(tmp_path: Path) -> None:
    crop = (0.1, 0.2, 0.6, 0.7)
    frame = keep_frame(tmp_path, b"x", "a.png", Framing("crop", crop, "#ffffff"), "abc")
    assert (frame.fit, frame.crop, frame.colour, frame.original) == ("crop", crop, "", "abc")
    frame = keep_frame(tmp_path, b"x", "a.png", Framing("pad", crop, "#ffffff"))
    assert (frame.fit, frame.crop, frame.colour, frame.original) == ("pad", (), "#ffffff", "")


def test_the_same_content_is_kept_once(tmp_path: Path) -> None:
    one = keep_frame(tmp_path, b"content", "a.png", Framing())
    other = keep_frame(tmp_path, b"content", "b.png", Framing())
    keep_frame(tmp_path, b"other content", "c.png", Framing())
    assert one.sha256 == other.sha256
    assert len(list(tmp_path.iterdir())) == 2


def test_a_frame_that_was_changed_or_removed_is_noticed(tmp_path: Path) -> None:
    frame = keep_frame(tmp_path, b"content", "a.png", Framing())
    (file,) = tmp_path.iterdir()
    for changed in (b"Content", b"content ", b""):
        file.write_bytes(changed)
        with pytest.raises(ValueError, match="changed"):
            kept_bytes(tmp_path, frame)
    file.unlink()
    with pytest.raises(FileNotFoundError):
        kept_bytes(tmp_path, frame)


def test_what_a_person_gave_may_change_without_harm(tmp_path: Path) -> None:
    source, frames = tmp_path / "fox.png", tmp_path / "frames"
    frames.mkdir()
    source.write_bytes(encoded(halves()))
    data = fit_frame(read_picture(source), (8, 8), Framing(), str(source))
    frame = keep_frame(frames, data, str(source), Framing())
    source.unlink()
    assert kept_bytes(frames, frame) == data


# Previews


def preview(data: bytes, size: tuple[int, int] = (32, 18), fit: Fit = "crop") -> Image.Image:
    picture = preview_frame(data, size, Framing(fit), "fox.png")
    assert picture.mode == "RGB"
    assert picture.size == size
    return picture


def marked(size: tuple[int, int]) -> Image.Image:
    """Return a picture with another colour in each quarter, and a white middle."""
    width, height = size
    picture = plain("RGB", BLACK, size)
    for number, colour in enumerate((RED, GREEN, BLUE, (200, 200, 0))):
        left, top = number % 2 * (width // 2), number // 2 * (height // 2)
        picture.paste(colour, (left, top, left + width // 2, top + height // 2))
    middle = (width // 2, height // 2)
    picture.paste(WHITE, (*(m - m // 4 for m in middle), *(m + m // 4 for m in middle)))
    return picture


@ALL_FITS
@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
@pytest.mark.parametrize("format", ["PNG", "JPEG", "WEBP", "TIFF"])
@pytest.mark.parametrize("size", [(1600, 900), (900, 1600), (400, 400), (33, 21)])
def test_a_preview_shows_what_is_sent(
    fit: Fit, orientation: int, format: str, size: tuple[int, int]
) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = encoded(marked(size), format, exif=exif, quality=95)
    sent = fitted(data, (1280, 720), fit).resize((320, 180), Image.Resampling.BOX)
    seen = preview(data, (320, 180), fit)
    difference = ImageChops.difference(sent, seen).resize((32, 18), Image.Resampling.BOX)
    assert max(high for _, high in difference.getextrema()) < 40


@pytest.mark.parametrize("format", ["PNG", "JPEG"])
@pytest.mark.parametrize("crop", [(0.1, 0.1, 0.4, 0.4), (0.7, 0.5, 0.8, 0.6)])
def test_a_preview_of_a_part_shows_what_is_sent(format: str, crop: tuple[float, ...]) -> None:
    data, framing = encoded(marked((1600, 900)), format, quality=95), Framing("crop", crop)
    with Image.open(io.BytesIO(fit_frame(data, (1280, 720), framing, "x"))) as picture:
        sent = picture.resize((320, 180), Image.Resampling.BOX)
    seen = preview_frame(data, (320, 180), framing, "x")
    difference = ImageChops.difference(sent, seen).resize((32, 18), Image.Resampling.BOX)
    assert max(high for _, high in difference.getextrema()) < 40


def test_all_of_a_picture_is_seen_upright_and_small() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    stored = quarters((600, 1000)).transpose(Image.Transpose.ROTATE_90)
    seen = whole_picture(encoded(stored, "JPEG", exif=exif), 500, "x")
    assert seen.size == (300, 500)
    assert near(at(seen, 250, 50), GREEN, 40)
    with pytest.raises(InvalidAsk):
        whole_picture(b"", 500, "x")


@ALL_FITS
def test_a_preview_is_of_the_right_colours(fit: Fit) -> None:
    data = encoded(plain("RGB", (250, 60, 20), (320, 180)), icc_profile=swapped_profile())
    assert near(at(preview(data, fit=fit), 16, 9), (20, 60, 250), 3)
    clear = encoded(plain("RGBA", (200, 100, 50, 128), (640, 360)))
    assert near(at(preview(clear, fit=fit), 16, 9), (100, 50, 25), 3)
    for mode in ("L", "P", "1", "I;16", "CMYK", "LA"):
        odd = encoded(plain(mode, 0, (640, 360)), "TIFF" if mode == "CMYK" else "PNG")
        preview(odd, fit=fit)


def test_what_is_seen_through_lends_no_colour() -> None:
    picture = plain("RGBA", (0, 255, 0, 0), (640, 360))
    for column in range(0, 640, 2):
        picture.paste((255, 0, 0, 255), (column, 0, column + 1, 360))
    red, green, _ = at(preview(encoded(picture)), 16, 9)
    assert green <= 2
    assert 120 <= red <= 135


@pytest.mark.parametrize(
    "data", [b"", b"text", png_of(12_000, MOST_PIXELS // 12_000 + 1), noise("JPEG")[:2000]]
)
def test_a_preview_refuses_what_would_be_refused(data: bytes) -> None:
    code = refused(data).code
    with pytest.raises(InvalidAsk) as caught:
        preview_frame(data, (32, 18), Framing(), "fox.png")
    assert caught.value.problems[0].code == code


def test_a_preview_may_be_larger_than_the_picture() -> None:
    assert near(at(preview(encoded(plain("RGB", RED, (3, 2))), (64, 36)), 32, 18), RED, 1)


# Names


@pytest.mark.parametrize("name", ["a.png", "A.JPG", "b.jpeg", "狐.webp", "/x/y.HEIC", "c.d.avif"])
def test_a_picture_is_known_by_its_name(name: str) -> None:
    assert is_picture_name(name)
    assert is_picture_name(Path(name))


@pytest.mark.parametrize("name", ["", "png", ".png", "a.mp4", "a.png.txt", "a.svg", "jpg/", "a."])
def test_what_is_no_picture_is_known_by_its_name(name: str) -> None:
    assert not is_picture_name(name)
