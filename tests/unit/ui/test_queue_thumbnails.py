"""The small pictures of rows: made once, in the background, the last asked for first."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from core.home import Home
from core.job import Job, StartFrame, State
from tests.queues import job
from ui.background import Background
from ui.queue import thumbnails as thumbnails_module
from ui.queue.thumbnails import MOST_ASKED, Thumbnails, fitted

SIZE = QSize(96, 54)
pytestmark = pytest.mark.usefixtures("qapp")


def picture(file: Path, width: int, height: int, color: str = "teal") -> Path:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(color))
    assert image.save(str(file))
    return file


@pytest.fixture
def background() -> Iterator[Background]:
    made = Background()
    yield made
    made.close()


class Maker:
    """Stands for what makes thumbnails; it may be held up."""

    def __init__(self, file: Path | None) -> None:
        self.file = file
        self.asked: list[str] = []
        self.waiting = 0
        self.free = threading.Event()
        self.free.set()

    def __call__(self, each: Job, _: Home) -> Path | None:
        self.waiting += 1
        assert self.free.wait(20)
        self.asked.append(each.id)
        return self.file


@pytest.fixture
def maker(tmp_path: Path) -> Maker:
    return Maker(picture(tmp_path / "a.png", 320, 180))


@pytest.fixture
def thumbnails(background: Background, home: Home, maker: Maker) -> Thumbnails:
    return Thumbnails(background, home, maker)


def wait_for(qtbot: QtBot, thumbnails: Thumbnails, each: Job) -> QImage | None:
    with qtbot.waitSignal(thumbnails.ready, check_params_cb=lambda told: told == each.id):
        assert thumbnails.image(each, SIZE) is None
    return thumbnails.image(each, SIZE)


def test_a_picture_is_made_once(qtbot: QtBot, thumbnails: Thumbnails, maker: Maker) -> None:
    each = job(State.PROCESSING)
    image = wait_for(qtbot, thumbnails, each)
    assert image is not None
    assert image.size() == SIZE
    assert thumbnails.image(each, SIZE) is image
    assert maker.asked == [each.id]


def test_where_there_is_none_it_is_not_asked_for_again(
    qtbot: QtBot, thumbnails: Thumbnails, maker: Maker
) -> None:
    maker.file = None
    each = job(State.PROCESSING)
    assert wait_for(qtbot, thumbnails, each) is None
    assert thumbnails.image(each, SIZE) is None
    assert maker.asked == [each.id]


def test_a_finished_clip_gets_a_new_picture_and_shows_the_old_one_until_then(
    qtbot: QtBot, thumbnails: Thumbnails, maker: Maker, tmp_path: Path
) -> None:
    running = job(State.DOWNLOADING)
    before = wait_for(qtbot, thumbnails, running)
    maker.file = picture(tmp_path / "clip.png", 320, 180, "orange")
    done = replace(running, state=State.COMPLETED, finished_at=5.0)
    with qtbot.waitSignal(thumbnails.ready):
        assert thumbnails.image(done, SIZE) is before
    after = thumbnails.image(done, SIZE)
    assert after is not None
    assert after.pixelColor(40, 20) == QColor("orange")


def test_another_size_is_another_picture(qtbot: QtBot, thumbnails: Thumbnails) -> None:
    each = job(State.PROCESSING)
    wait_for(qtbot, thumbnails, each)
    with qtbot.waitSignal(thumbnails.ready):
        assert thumbnails.image(each, SIZE * 2) is None
    image = thumbnails.image(each, SIZE * 2)
    assert image is not None
    assert image.size() == SIZE * 2


def test_the_last_asked_for_come_first_and_what_was_scrolled_away_never(
    qtbot: QtBot, thumbnails: Thumbnails, maker: Maker
) -> None:
    maker.free.clear()
    jobs = [job(State.PROCESSING) for _ in range(MOST_ASKED + 30)]
    spy = QSignalSpy(thumbnails.ready)
    for each in jobs:
        thumbnails.image(each, SIZE)
    maker.free.set()
    expected = MOST_ASKED + thumbnails_module.AT_ONCE
    qtbot.waitUntil(lambda: spy.count() == expected)
    first = {each.id for each in jobs[: thumbnails_module.AT_ONCE]}
    last = {each.id for each in jobs[-MOST_ASKED:]}
    assert set(maker.asked) == first | last
    later = [each for each in maker.asked if each not in first]
    assert later.index(jobs[-1].id) < later.index(jobs[-MOST_ASKED].id)


def test_there_is_room_for_so_many_bytes(
    qtbot: QtBot, thumbnails: Thumbnails, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(thumbnails_module, "ROOM", 3 * 96 * 54 * 4)
    jobs = [job(State.PROCESSING) for _ in range(5)]
    for each in jobs:
        wait_for(qtbot, thumbnails, each)
    assert thumbnails._bytes <= thumbnails_module.ROOM
    assert [each.id for each in jobs if thumbnails._latest.get(each.id)] == [
        each.id for each in jobs[2:]
    ]


def test_a_missing_clip_is_known_and_found_again(
    qtbot: QtBot, thumbnails: Thumbnails, tmp_path: Path
) -> None:
    done = job(State.COMPLETED)
    file = tmp_path / "clip.mp4"
    assert done.clip is not None
    done = replace(done, clip=replace(done.clip, file=str(file)))
    wait_for(qtbot, thumbnails, done)
    assert thumbnails.is_missing(done)
    file.touch()
    assert thumbnails.is_missing(done), "nobody has looked"
    thumbnails.look_again()
    with qtbot.waitSignal(thumbnails.ready):
        assert thumbnails.image(done, SIZE) is not None, "what was there stays in view"
    assert not thumbnails.is_missing(done)


def test_what_was_found_out_too_early_is_looked_for_again(
    qtbot: QtBot, thumbnails: Thumbnails, maker: Maker, tmp_path: Path
) -> None:
    done = job(State.COMPLETED)
    file = tmp_path / "clip.mp4"
    file.touch()
    assert done.clip is not None
    done = replace(done, clip=replace(done.clip, file=str(file)))
    maker.free.clear()
    thumbnails.image(done, SIZE)
    qtbot.waitUntil(lambda: maker.waiting == 1)
    file.unlink()
    thumbnails.look_again()
    with qtbot.waitSignal(thumbnails.ready):
        maker.free.set()
    assert not thumbnails.is_missing(done), "it was there when it was looked for"
    with qtbot.waitSignal(thumbnails.ready):
        thumbnails.image(done, SIZE)
    assert thumbnails.is_missing(done)


def test_a_clip_that_is_fetched_again_is_not_missing_any_more(
    qtbot: QtBot, thumbnails: Thumbnails
) -> None:
    done = job(State.COMPLETED, finished_at=1.0)
    wait_for(qtbot, thumbnails, done)
    assert thumbnails.is_missing(done)
    assert not thumbnails.is_missing(replace(done, state=State.DOWNLOADING))
    assert not thumbnails.is_missing(replace(done, finished_at=2.0))


@pytest.mark.expected_logs("no picture of job")
def test_a_mistake_leaves_a_row_without_a_picture(
    qtbot: QtBot, background: Background, home: Home
) -> None:
    def fail(*_: object) -> Path | None:
        raise OSError("no disk")

    thumbnails = Thumbnails(background, home, fail)
    assert wait_for(qtbot, thumbnails, job(State.PROCESSING)) is None


def test_a_real_start_frame_becomes_a_picture(
    qtbot: QtBot, background: Background, home: Home
) -> None:
    file = picture(home.frames / "placeholder.png", 640, 360)
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    file.rename(home.frames / f"{sha256}.png")
    frame = StartFrame("field.png", sha256=sha256, media_type="image/png")
    each = job(State.WAITING, start_frame=frame)
    image = wait_for(qtbot, Thumbnails(background, home), each)
    assert image is not None


# Fitting


@pytest.mark.parametrize(
    ("width", "height", "covers"),
    [(320, 180, True), (640, 360, True), (180, 320, False), (200, 200, False), (1000, 100, True)],
)
def test_wide_pictures_fill_the_frame_and_others_stand_in_its_middle(
    tmp_path: Path, width: int, height: int, covers: bool
) -> None:
    image = fitted(picture(tmp_path / "a.png", width, height), SIZE, 6.0)
    assert image is not None
    assert image.size() == SIZE
    assert image.pixelColor(48, 27) == QColor("teal")
    assert (image.pixelColor(1, 27).alpha() == 255) == covers
    assert image.pixelColor(0, 0).alpha() == 0, "corners are round"


def test_what_is_no_picture_is_none(tmp_path: Path) -> None:
    broken = tmp_path / "a.jpg"
    broken.write_bytes(b"no picture")
    assert fitted(broken, SIZE, 0) is None
    assert fitted(tmp_path / "gone.jpg", SIZE, 0) is None
