"""What a start frame takes that must not hold up the window: fetching, keeping, fitting.

Everything here blocks, and runs in threads. What is wrong with a picture is raised as the core's
own ``InvalidAsk``.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import hashlib
import io
import mimetypes
import os
import re
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageWriter

from core.colours import edge_colour
from core.download import write_whole
from core.foxapi.address import host_of, is_typed_url
from core.frames import fetch_picture, preview_frame, read_picture, whole_picture
from core.framing import Framing
from core.naming import safe_words
from core.problems import InvalidAsk, Problem
from core.sweeping import freshen
from core.unread import why_no_folder

if TYPE_CHECKING:
    from PIL.Image import Image

_KEPT = re.compile(r"[0-9a-f]{64}(?:-(?P<name>.+)|\.\w+)")
"""The names of kept pictures: the content's hash, and the name that a link had."""

_TURNED = (5, 6, 7, 8)
"""Values of EXIF's orientation that lay a picture on its side."""


OVERVIEW = 1920
"""Pixels of the longer side of a whole picture that is drawn from while it is moved."""

_SOFT = 24
"""Pixels of the longer side of a copy that looks blurred once it is enlarged."""


@dataclass(frozen=True)
class Whole:
    """All of a picture, upright, small enough to draw from at once; ``soft`` is a tiny copy.

    ``edge`` is the colour that it has most along its edges, as ``#rrggbb``.
    """

    image: QImage
    soft: QImage
    edge: str


@dataclass(frozen=True)
class Look:
    """A start frame as it will be sent, small; ``width`` and ``height`` are the picture's own.

    ``sha256`` is its file's as it was read, ``whole`` all of it if that was asked for.
    """

    image: QImage
    width: int
    height: int
    framing: Framing
    sha256: str = ""
    whole: Whole | None = None


def keep_pixels(pixels: QImage | bytes, folder: Path) -> Path:
    """Keep a picture that came without a file, as a PNG under its content's hash."""
    return _keep(folder, _png(pixels) if isinstance(pixels, QImage) else pixels, ".png")


def keep_link(link: str, folder: Path) -> Path:
    """Fetch a link's picture once and keep it: what is shown is what will be sent."""
    if link.startswith("data:"):
        head, _, body = link.partition(",")
        ending = mimetypes.guess_extension(head[5:].partition(";")[0]) or ".img"
        return _keep(folder, _data(head, body), ending)
    return _keep(folder, fetch_picture(link), f"-{link_name(link) or 'picture'}")


def first_there(candidates: Sequence[str], folder: Path, sha256: str = "") -> Path:
    """Return the first of some paths and links that is there; a link is fetched.

    ``sha256`` is what the very first must hold, as far as there is another one. The last one is
    returned in any case: what is wrong with it is said when it is opened.
    """
    for candidate in candidates[:-1]:
        # Not Path.is_file: it raises for a name that is too long to be one.
        there = not is_typed_url(candidate) and os.path.isfile(candidate)  # noqa: PTH113
        wanted = sha256 if candidate is candidates[0] else ""
        if there and (not wanted or _holds(Path(candidate), wanted)):
            return Path(candidate)
    last = candidates[-1]
    return keep_link(last, folder) if is_typed_url(last) else Path(last)


def look_at(file: Path, size: tuple[int, int], framing: Framing, *, whole: bool = False) -> Look:
    """Fit a picture into ``size`` (width and height in pixels) as the core will for sending."""
    data = read_picture(file)
    image = _image(preview_frame(data, size, framing, str(file)))
    sha256 = hashlib.sha256(data).hexdigest()
    everything = _whole(data, str(file)) if whole else None
    return Look(image, *_own_size(data), framing, sha256, everything)


def small_look(file: Path, side: int) -> tuple[QImage, tuple[int, int]]:
    """Return all of a picture, its longer side ``side`` pixels at most, and its own size."""
    data = read_picture(file)
    return _image(whole_picture(data, side, str(file))), _own_size(data)


def name_of(file: Path, folder: Path) -> str:
    """Return a picture's name for people, empty for one that never had any."""
    kept = _KEPT.fullmatch(file.name) if file.parent == folder else None
    return (kept["name"] or "") if kept else file.name


def link_name(link: str) -> str:
    """Return what people call a link's picture: its file, else its host.

    Empty for a picture that is written into the link itself.
    """
    if not is_typed_url(link):
        return ""
    with contextlib.suppress(ValueError):
        name = safe_words(unquote(urlsplit(link).path.rpartition("/")[2]))
        return name or safe_words(host_of(link))
    return ""


def _whole(data: bytes, name: str) -> Whole:
    picture = whole_picture(data, OVERVIEW, name)
    image, edge = _image(picture), edge_colour(picture)
    picture.thumbnail((_SOFT, _SOFT))
    return Whole(image, _image(picture), edge)


def _image(picture: Image) -> QImage:
    """Return an RGB picture as one that is painted without being converted."""
    width, height = picture.size
    data = picture.tobytes()
    image = QImage(data, width, height, 3 * width, QImage.Format.Format_RGB888)
    return image.convertToFormat(QImage.Format.Format_RGB32)


def _holds(file: Path, sha256: str) -> bool:
    """Tell whether a picture's file has this content."""
    try:
        return hashlib.sha256(read_picture(file)).hexdigest() == sha256
    except InvalidAsk:
        return False


def _keep(folder: Path, data: bytes, ending: str) -> Path:
    file = folder / f"{hashlib.sha256(data).hexdigest()}{ending}"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            freshen(file)
        except OSError:
            write_whole(file, data)
    except OSError as error:
        facts = {"folder": str(folder), "reason": why_no_folder(error)}
        raise InvalidAsk(Problem("image", "folder_unusable", facts)) from error
    return file


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def _data(head: str, body: str) -> bytes:
    """Return the content of a data URL; an unreadable one is found out when it is opened."""
    raw = unquote_to_bytes(body)
    if not head.endswith(";base64"):
        return raw
    with contextlib.suppress(binascii.Error):
        return base64.b64decode(raw)
    return b""


def _own_size(data: bytes) -> tuple[int, int]:
    """Return the upright width and height of a picture that can be read."""
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(io.BytesIO(data)) as picture:
            turned = False
            with contextlib.suppress(Exception):  # odd EXIF; the picture itself was fine
                turned = picture.getexif().get(0x0112) in _TURNED
            return picture.size[::-1] if turned else picture.size
