"""Start frames on the command line: which part is taken, and the colour of a pad."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from core.frames import fit_frame
from core.framing import Framing
from core.home import Home
from core.ledger import Ledger
from tests.commands import foxreel
from tests.faulty import FoxServer, Plan
from tests.studios import KEY


@pytest.fixture
def server() -> Iterator[FoxServer]:
    """Yield a gateway that knows the tests' key, and is quick."""
    with FoxServer(key=KEY) as running:
        running.plan = Plan(pending=0, processing=0)
        yield running


@pytest.fixture
def scene(tmp_path: Path) -> Path:
    """Return a picture of 400×300 pixels, its left half red and its right half blue."""
    image = Image.new("RGB", (400, 300), "red")
    image.paste("blue", (200, 0, 400, 300))
    image.save(tmp_path / "scene.png")
    return tmp_path / "scene.png"


def sent(server: FoxServer) -> Image.Image:
    """Return the picture that was uploaded, of the exact size."""
    picture = Image.open(io.BytesIO(server.uploads[-1].data))
    assert picture.size == (1280, 720)
    return picture


def test_a_part_of_the_picture_is_sent(server: FoxServer, scene: Path) -> None:
    options = ("--image", str(scene), "--crop", "0.5,0.1,0.9,0.5")
    ended = foxreel("generate", "x", *options, "--json", server=server)
    assert ended.code == 0
    picture = sent(server)
    assert picture.getpixel((640, 360)) == (0, 0, 255)
    framing = Framing("crop", (0.5, 0.1, 0.9, 0.5))
    assert server.uploads[0].data == fit_frame(scene.read_bytes(), (1280, 720), framing, "x")


def test_a_pad_has_its_colour(server: FoxServer, scene: Path, home: Home) -> None:
    options = ("--image", str(scene), "--fit", "pad", "--pad-color", "#FfF")
    ended = foxreel("generate", "x", *options, server=server)
    assert ended.code == 0
    assert sent(server).getpixel((10, 360)) == (255, 255, 255)
    ledger = Ledger(home.ledger)
    (job,) = ledger.jobs()
    ledger.close()
    assert job.start_frame is not None
    assert (job.start_frame.fit, job.start_frame.colour) == ("pad", "#ffffff")
    assert job.start_frame.crop == ()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--crop", "left"], "fractions from 0 to 1"),
        (["--crop", "0,0,1"], "left, top, right and bottom as fractions"),
        (["--crop", "0.2,0,0.2,1"], "left is less than right"),
        (["--pad-color", "white"], "a colour like #ffffff"),
        (["--fit", "pad", "--crop", "0,0,0.5,0.5"], "goes with the fit “crop” only"),
        (["--crop", "0,0,0.5,0.5", "--pad-color", "#ffffff"], "goes with the fit “pad” only"),
        (["--fit", "blur", "--pad-color", "#ffffff"], "goes with the fit “pad” only"),
    ],
)
def test_what_makes_no_sense_is_said_and_nothing_is_sent(
    server: FoxServer, scene: Path, options: list[str], words: str
) -> None:
    ended = foxreel("generate", "x", "--image", str(scene), *options, server=server)
    assert ended.code == 2
    assert words in ended.err
    assert not server.requests()


def test_a_part_needs_a_picture(server: FoxServer) -> None:
    ended = foxreel("generate", "x", "--crop", "0,0,0.5,0.5", server=server)
    assert ended.code == 2
    assert "needs a start frame" in ended.err
