"""What a drop or the clipboard offers: a picture as a file, pixels or a link, or other files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QImage, QTextDocumentFragment

from core.field import Medium
from core.foxapi.address import is_typed_url
from core.frames import is_picture_name
from core.media.audio import SUFFIXES as SOUNDS

MOST_HTML = 128 << 10
"""Characters of an offered page that are looked at: a drop is judged while the pointer moves."""

PNG = "image/png"

CLIPS = (".mp4", ".mov", ".m4v", ".webm", ".mkv", ".avi")
"""What the names of files end with that are clips. What they hold is seen when they are read."""

_SILENT = ("style", "script", "title")
"""Parts of a page whose text is not shown."""


@dataclass(frozen=True)
class Offer:
    """A picture that is offered: a local ``file``, its ``pixels`` (decoded, or as PNG), or a
    ``link`` (http, https or data); beside pixels the link only says where they come from.
    ``more`` counts the further pictures that were offered, ``rest`` are their files."""

    file: str = ""
    pixels: QImage | bytes | None = None
    link: str = ""
    more: int = 0
    rest: tuple[str, ...] = ()


def is_picture_offered(data: QMimeData, *, links: bool = True) -> bool:
    """Tell whether ``data`` holds a picture, without fetching its pixels."""
    return bool(_pictures(data) or _has_pixels(data, links=links) or _link(data, links=links))


def offered_picture(data: QMimeData, *, links: bool = True) -> Offer | None:
    """Return the picture that ``data`` offers, or None.

    A local file goes before pixels, and pixels before a link. Without ``links`` only what can be
    nothing but a picture counts: where a text is wanted, a text with a picture is a text.
    """
    if files := _pictures(data):
        return Offer(file=files[0], more=len(files) - 1, rest=tuple(files[1:]))
    if _has_pixels(data, links=links) and (pixels := _pixels(data)):
        return Offer(pixels=pixels, link=_link(data, links=links))
    link = _link(data, links=links)
    return Offer(link=link) if link else None


def offer_of(files: Sequence[str]) -> Offer:
    """Return what one or more local ``files`` offer; one that is no picture if there is none.

    The first that looks like a picture by its name goes before the others.
    """
    pictures = [file for file in files if is_picture_name(file)] or files[:1]
    return Offer(file=pictures[0], more=len(pictures) - 1, rest=tuple(pictures[1:]))


def offered_files(data: QMimeData, medium: Medium) -> list[str]:
    """Return the local files of ``data`` that are of this kind by their names."""
    urls: Sequence[QUrl] = data.urls() if data.hasUrls() else ()
    files = [url.toLocalFile() for url in urls if url.isLocalFile()]
    return [file for file in files if medium_of(file) == medium]


def medium_of(file: str) -> Medium | None:
    """Return of what kind a file is by its name; None where that tells nothing."""
    if is_picture_name(file):
        return "image"
    name = file.lower()
    if name.endswith(CLIPS):
        return "video"
    return "audio" if name.endswith(SOUNDS) else None


def offered_text(data: QMimeData) -> str:
    """Return the plain text of ``data``, also where only a page is offered."""
    if data.hasText() or not data.hasHtml():
        return data.text()
    return QTextDocumentFragment.fromHtml(data.html()).toPlainText().replace("\ufffc", "")


def _pictures(data: QMimeData) -> list[str]:
    return offered_files(data, "image")


def _has_pixels(data: QMimeData, *, links: bool) -> bool:
    there = data.hasImage() or data.hasFormat(PNG)
    return there and (links or not _has_words(data))


def _pixels(data: QMimeData) -> QImage | bytes | None:
    png = data.data(PNG).data()
    if png:
        return bytes(png)
    image = data.imageData()
    return image if isinstance(image, QImage) and not image.isNull() else None


def _has_words(data: QMimeData) -> bool:
    """Tell whether there is text that is more than the picture's own address."""
    text = data.text().strip() if data.hasText() else ""
    if text:
        return not (is_typed_url(text) or text.startswith("data:image/"))
    return data.hasHtml() and _Page.read(data.html()).has_words


def _link(data: QMimeData, *, links: bool) -> str:
    page = _Page.read(data.html()) if data.hasHtml() else _Page()
    if page.picture and (links or not page.has_words):
        return page.picture
    if not links:
        return ""
    urls = [url.toString(QUrl.ComponentFormattingOption.FullyEncoded) for url in data.urls()]
    texts = [data.text().strip()] if data.hasText() else []
    return next((each for each in (*urls, *texts) if is_typed_url(each)), "")


class _Page(HTMLParser):
    """Finds the first picture of a page, and whether it has words as well."""

    def __init__(self) -> None:
        super().__init__()
        self.picture = ""
        self.has_words = False
        self._silent = 0

    @classmethod
    def read(cls, html: str) -> _Page:
        """Return what was found in the beginning of ``html``."""
        page = cls()
        page.feed(html[:MOST_HTML])
        return page

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take the address of the first picture that has a usable one."""
        if tag in _SILENT:
            self._silent += 1
        elif tag == "img" and not self.picture:
            self.picture = _usable(dict(attrs).get("src") or "")

    def handle_endtag(self, tag: str) -> None:
        """Listen again after a part that is not shown."""
        if tag in _SILENT:
            self._silent = max(self._silent - 1, 0)

    def handle_data(self, data: str) -> None:
        """Note that there is text."""
        self.has_words |= bool(data.strip()) and not self._silent


def _usable(source: str) -> str:
    """Return a picture's address on a page as one that can be fetched, empty if it is none."""
    source = source.strip()
    if source.startswith("//"):
        source = f"https:{source}"
    return source if is_typed_url(source) or source.startswith("data:image/") else ""
