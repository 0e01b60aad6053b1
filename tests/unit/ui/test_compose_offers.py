"""What drops and the clipboard offer: mime data as file managers and browsers make them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QByteArray, QMimeData, QUrl
from PySide6.QtGui import QColor, QImage

from ui.compose.offers import Offer, is_picture_offered, offered_picture, offered_text

FOX = "https://example.com/pictures/fox.jpg"
PAGE = f'<meta charset="utf-8"><img src="{FOX}" alt="A fox">'


def mime(**formats: str | bytes) -> QMimeData:
    """Return mime data; ``text_html="…"`` stands for the format text/html."""
    data = QMimeData()
    for name, content in formats.items():
        raw = content.encode() if isinstance(content, str) else content
        data.setData(name.replace("__", "-").replace("_", "/", 1), QByteArray(raw))
    return data


def files(*paths: str) -> QMimeData:
    """Return what a file manager drags."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(path) for path in paths])
    return data


def pixels() -> QImage:
    image = QImage(4, 3, QImage.Format.Format_RGB32)
    image.fill(QColor("orange"))
    return image


def test_a_picture_from_a_file_manager() -> None:
    assert offered_picture(files("/home/me/fox.JPG")) == Offer(file="/home/me/fox.JPG")


def test_the_first_picture_of_several_files() -> None:
    data = files("/a/notes.txt", "/a/one.png", "/a/two.webp", "/a/three.heic")
    rest = ("/a/two.webp", "/a/three.heic")
    assert offered_picture(data) == Offer(file="/a/one.png", more=2, rest=rest)


@pytest.mark.parametrize(
    "data",
    [
        files("/a/notes.txt", "/a/clip.mp4", "/a/folder"),
        mime(text_plain="a fox in the snow"),
        mime(text_html="<p>a fox</p>"),
        mime(text_uri__list="ftp://example.com/fox.png\r\n"),
        mime(text_uri__list="javascript:alert(1)\r\n"),
        QMimeData(),
    ],
)
def test_what_is_no_picture(data: QMimeData) -> None:
    assert not is_picture_offered(data)
    assert offered_picture(data) is None


def test_a_browser_that_offers_the_page_and_the_address() -> None:
    data = mime(text_html=PAGE, text_uri__list=f"{FOX}\r\n", text_plain=FOX)
    assert offered_picture(data) == Offer(link=FOX)


def test_a_picture_in_a_link_is_meant_and_not_where_the_link_leads() -> None:
    html = f'<a href="https://example.com/shop"><img src="{FOX}"></a>'
    data = mime(text_html=html, text_uri__list="https://example.com/shop\r\n")
    assert offered_picture(data) == Offer(link=FOX)


def test_a_browser_that_offers_pixels_too() -> None:
    data = mime(text_html=PAGE, text_uri__list=f"{FOX}\r\n", image_png=b"\x89PNG...")
    assert offered_picture(data) == Offer(pixels=b"\x89PNG...", link=FOX)


def test_a_file_goes_before_pixels() -> None:
    data = files("/a/fox.png")
    data.setImageData(pixels())
    assert offered_picture(data) == Offer(file="/a/fox.png")


def test_pixels_without_a_format() -> None:
    data = QMimeData()
    data.setImageData(pixels())
    offer = offered_picture(data)
    assert offer is not None
    assert isinstance(offer.pixels, QImage)
    assert offer.pixels.size() == pixels().size()


@pytest.mark.parametrize(
    ("source", "link"),
    [
        ("//example.com/fox.png", "https://example.com/fox.png"),
        ("data:image/png;base64,AAAA", "data:image/png;base64,AAAA"),
        ("fox.png", ""),
        ("file:///etc/passwd", ""),
        ("data:text/html,hello", ""),
    ],
)
def test_addresses_of_pictures_on_pages(source: str, link: str) -> None:
    offer = offered_picture(mime(text_html=f"<img src='{source}'>"))
    assert (offer.link if offer else "") == link


@pytest.mark.parametrize("data", [mime(text_plain=FOX), mime(text_uri__list=f"{FOX}\r\n")])
def test_an_address_is_a_picture_in_the_well_and_text_in_the_prompt(data: QMimeData) -> None:
    assert offered_picture(data) == Offer(link=FOX)
    assert offered_picture(data, links=False) is None


def test_a_picture_of_a_browser_is_a_picture_in_the_prompt() -> None:
    data = mime(text_html=PAGE, text_uri__list=f"{FOX}\r\n", text_plain=FOX)
    assert offered_picture(data, links=False) == Offer(link=FOX)


def test_text_with_a_picture_is_text_in_the_prompt() -> None:
    """A table of a spreadsheet comes as text, as a page, and as pixels."""
    data = mime(text_html=f"<p>A fox</p>{PAGE}", text_plain="A fox", image_png=b"\x89PNG")
    assert offered_picture(data, links=False) is None
    assert offered_text(data) == "A fox"
    page_only = mime(text_html=f"<style>p {{}}</style><p>A fox</p>{PAGE}")
    assert offered_picture(page_only, links=False) is None
    assert offered_text(page_only).strip() == "A fox"


def test_pixels_alone_are_a_picture_in_the_prompt() -> None:
    assert offered_picture(mime(image_png=b"\x89PNG"), links=False) == Offer(pixels=b"\x89PNG")


def test_a_page_without_end_is_not_read_to_its_end() -> None:
    assert not is_picture_offered(mime(text_html="<p>x" * 500_000 + PAGE))
