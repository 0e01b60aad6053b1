"""Pictures without a file become one; all are shown as they will be sent."""

from __future__ import annotations

import base64
import hashlib
import http.server
import io
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtGui import QColor, QImage

from core.framing import Framing, Size
from core.problems import InvalidAsk
from ui.compose import pictures
from ui.compose.small import enlarged


def jpeg(size: tuple[int, int] = (64, 48), orientation: int = 0) -> bytes:
    stream = io.BytesIO()
    exif = Image.Exif()
    if orientation:
        exif[0x0112] = orientation
    Image.new("RGB", size, "orange").save(stream, "JPEG", exif=exif)
    return stream.getvalue()


class _Pictures(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        found = self.path.startswith("/fox")
        self.send_response(200 if found else 404)
        self.end_headers()
        self.wfile.write(jpeg() if found else b"")

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[str]:
    """Yield the address of a site with a picture of a fox."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Pictures) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_pixels_are_kept_as_a_png_under_their_hash(tmp_path: Path) -> None:
    image = QImage(5, 4, QImage.Format.Format_RGB32)
    image.fill(QColor("orange"))
    file = pictures.keep_pixels(image, tmp_path / "pasted")
    data = file.read_bytes()
    assert file.name == f"{hashlib.sha256(data).hexdigest()}.png"
    assert Image.open(io.BytesIO(data)).size == (5, 4)
    assert pictures.keep_pixels(image, tmp_path / "pasted") == file
    assert pictures.keep_pixels(data, tmp_path / "pasted") == file
    assert pictures.name_of(file, tmp_path / "pasted") == ""
    assert os.name == "nt" or (tmp_path / "pasted").stat().st_mode & 0o077 == 0


def test_a_link_is_fetched_and_keeps_its_name(tmp_path: Path, site: str) -> None:
    file = pictures.keep_link(f"{site}/fox%20in%20snow.jpg?size=large", tmp_path)
    assert file.read_bytes() == jpeg()
    assert pictures.name_of(file, tmp_path) == "fox in snow.jpg"


@pytest.mark.parametrize(
    ("link", "name"),
    [
        ("https://example.com/pictures/a%20fox.png?w=9#x", "a fox.png"),
        ("https://example.com/pictures/", "example.com"),
        ("https://example.com", "example.com"),
        ("https://example.com/%2e%2e%2f%00", "example.com"),
        ("https://[::1", ""),
        ("data:image/png;base64,AAAA", ""),
        ("/home/me/fox.png", ""),
        ("", ""),
    ],
)
def test_links_have_the_name_of_their_file_else_of_their_host(link: str, name: str) -> None:
    assert pictures.link_name(link) == name


def test_a_link_that_leads_nowhere(tmp_path: Path, site: str) -> None:
    with pytest.raises(InvalidAsk, match="image_not_fetched"):
        pictures.keep_link(f"{site}/wolf.jpg", tmp_path)


def test_a_picture_in_the_page_itself(tmp_path: Path) -> None:
    link = "data:image/jpeg;base64," + base64.b64encode(jpeg()).decode()
    file = pictures.keep_link(link, tmp_path)
    assert file.read_bytes() == jpeg()
    broken = pictures.keep_link("data:image/png;base64,A", tmp_path)
    with pytest.raises(InvalidAsk, match="not_a_picture"):
        pictures.look_at(broken, (16, 9), Framing())


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(InvalidAsk) as caught:
        pictures.keep_pixels(b"x", tmp_path / "file" / "pasted")
    problem = caught.value.problems[0]
    assert problem.code == "folder_unusable"
    assert problem.facts["reason"] == "no_folder"


def test_the_first_that_is_there(tmp_path: Path, site: str) -> None:
    there, gone = tmp_path / "there.png", str(tmp_path / "gone.png")
    there.touch()
    assert pictures.first_there([gone, str(there)], tmp_path) == there
    assert pictures.first_there([str(there), f"{site}/fox.jpg"], tmp_path) == there
    assert pictures.first_there([gone, f"{site}/fox.jpg"], tmp_path).read_bytes() == jpeg()
    assert pictures.first_there([gone], tmp_path) == Path(gone)


def test_a_look_has_the_size_that_was_asked_for_and_the_pictures_own(tmp_path: Path) -> None:
    file = tmp_path / "fox.jpg"
    file.write_bytes(jpeg((400, 300)))
    for fit in ("crop", "pad", "blur"):
        look = pictures.look_at(file, (161, 91), Framing(fit))
        assert (look.image.width(), look.image.height()) == (161, 91)
        assert (look.width, look.height) == (400, 300)
        middle = look.image.pixelColor(80, 45)
        assert abs(middle.red() - 255) + abs(middle.green() - 165) + middle.blue() < 24


def test_a_picture_on_its_side_tells_its_upright_size(tmp_path: Path) -> None:
    file = tmp_path / "fox.jpg"
    file.write_bytes(jpeg((400, 300), orientation=6))
    look = pictures.look_at(file, (90, 160), Framing())
    assert (look.width, look.height) == (300, 400)


def test_a_picture_with_odd_exif_tells_its_size(tmp_path: Path) -> None:
    file = tmp_path / "fox.jpg"
    data = jpeg((400, 300), orientation=6)
    file.write_bytes(
        data.replace(b"Exif\0\0MM", b"Exif\0\0MX").replace(b"Exif\0\0II", b"Exif\0\0IX")
    )
    assert file.read_bytes() != data
    look = pictures.look_at(file, (160, 90), Framing())
    assert (look.width, look.height) == (400, 300)


@pytest.mark.parametrize(
    ("own", "framing", "found"),
    [
        ((64, 64), Framing(), (64, 20.0)),
        ((64, 64), Framing("pad"), (64, 11.2)),
        ((640, 360), Framing(), (640, 2.0)),
        ((984, 554), Framing(), (984, 1.3)),
        ((1040, 585), Framing(), None),
        ((4000, 360), Framing("blur"), None),
        ((4000, 3000), Framing(), None),
        ((4000, 3000), Framing(crop=(0.1, 0.1, 0.26, 0.22)), (640, 2.0)),
        ((4000, 3000), Framing("pad", crop=(0.1, 0.1, 0.26, 0.22)), None),
    ],
)
def test_how_far_a_part_of_a_picture_is_enlarged(
    own: Size, framing: Framing, found: tuple[int, float] | None
) -> None:
    assert enlarged(own, (1280, 720), framing) == found


def test_names_of_pictures(tmp_path: Path) -> None:
    digest = "0" * 64
    assert pictures.name_of(tmp_path / "fox.png", tmp_path) == "fox.png"
    assert pictures.name_of(tmp_path / f"{digest}.png", tmp_path) == ""
    assert pictures.name_of(tmp_path / f"{digest}-a fox.png", tmp_path) == "a fox.png"
    assert pictures.name_of(Path("/elsewhere") / f"{digest}.png", tmp_path) == f"{digest}.png"
