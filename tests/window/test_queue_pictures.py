"""Rows are painted from pictures that are kept: none of them may ever be out of date."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy
import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage, QPainter, QPalette
from pytestqt.qtbot import QtBot

from core import language
from core.home import Home
from core.job import Fault, Job, State
from tests.queues import Shelf, job, many
from tests.window.test_queue_view import Listed, painted, put, show
from ui import theme
from ui.queue import delegate as delegate_module
from ui.queue import rowpictures
from ui.queue.delegate import RowDelegate
from ui.queue.rowpainter import Look, RowPainter
from ui.queue.thumbnails import Thumbnails

NOW = 1_780_000_000.0


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> float:
        return self.now


Fixed = tuple[Listed, list[Job], Clock, pytest.MonkeyPatch]


@pytest.fixture
def fixed(qtbot: QtBot, home: Home, monkeypatch: pytest.MonkeyPatch) -> Iterator[Fixed]:
    """Return a list with a row of each state, at a moment that stands still."""
    shelf, clock, palette = Shelf(home), Clock(), QGuiApplication.palette()
    listed = show(qtbot, shelf)
    monkeypatch.setattr(listed.delegate, "_clock", clock)
    # Rows are drawn with a pause where drawing takes long, which would be luck in a test.
    monkeypatch.setattr(delegate_module, "LONGEST", 60.0)
    listed.view.resize(560, 1100)
    stuck = job(State.DOWNLOADING, reason=Fault("disk_full", needs_person=True))
    states = (job(state, sent_at=NOW - 30) for state in State)
    jobs = put(qtbot, listed, *states, stuck)
    yield listed, jobs, clock, monkeypatch
    language.use("en")
    QGuiApplication.setPalette(palette)
    theme.current().choose("dark")
    shelf.close()


def drawn_anew(listed: Listed, scale: float = 1.0) -> QImage:
    """Return what the list looks like where no picture is kept."""
    listed.delegate.set_font(listed.view.font())
    return painted(listed, scale)


def of(jobs: list[Job], state: State) -> Job:
    return next(each for each in jobs if each.state is state)


def furthest_apart(one: QImage, other: QImage) -> int:
    """Return the largest difference of a colour in two pictures of one size."""
    assert one.size() == other.size()
    pairs = (
        numpy.frombuffer(each.constBits(), numpy.uint8).astype(numpy.int16) for each in (one, other)
    )
    return int(abs(next(pairs) - next(pairs)).max())


# What may change


def another_theme(_: Fixed) -> None:
    theme.current().choose("light")


def another_language(_: Fixed) -> None:
    language.use("zh_CN")


def high_contrast(fixed: Fixed) -> None:
    fixed[3].setattr(theme.Theme, "high_contrast", property(lambda _: True))


def other_high_contrast(fixed: Fixed) -> None:
    high_contrast(fixed)
    painted(fixed[0])
    palette = QGuiApplication.palette()
    palette.setColor(QPalette.ColorRole.WindowText, QColor("yellow"))
    QGuiApplication.setPalette(palette)


def a_picture(fixed: Fixed) -> None:
    made = QImage(96, 54, QImage.Format.Format_ARGB32_Premultiplied)
    made.fill(QColor("teal"))
    fixed[3].setattr(Thumbnails, "image", lambda *_: made)


def a_missing_file(fixed: Fixed) -> None:
    fixed[3].setattr(Thumbnails, "is_missing", lambda *_: True)


def a_larger_font(fixed: Fixed) -> None:
    font = QFont(fixed[0].view.font())
    font.setPixelSize(20)
    fixed[0].view.setFont(font)


def a_narrower_list(fixed: Fixed) -> None:
    fixed[0].view.resize(480, 1100)


def a_narrow_list(fixed: Fixed) -> None:
    fixed[0].view.resize(340, 1100)


def a_choice(fixed: Fixed) -> None:
    fixed[0].view.choose(fixed[1][3].id)


def the_pointer(fixed: Fixed) -> None:
    listed, jobs, *_ = fixed
    listed.point_at(listed.rect(jobs[3]).center())


def a_ring(fixed: Fixed) -> None:
    listed = fixed[0]
    a_choice(fixed)
    listed.view.setFocus(Qt.FocusReason.MouseFocusReason)
    painted(listed)
    listed.delegate.ringed = True


def time_passes(fixed: Fixed) -> None:
    fixed[2].now += 25


def a_link_dies(fixed: Fixed) -> None:
    fixed[2].now += 10**9


def held_back(fixed: Fixed) -> None:
    fixed[0].model.set_held([of(fixed[1], State.WAITING).id])


def bytes_come(fixed: Fixed) -> None:
    fixed[0].model.on_transfer(of(fixed[1], State.DOWNLOADING).id, 3_000_000, 9_000_000)


def progress(fixed: Fixed) -> None:
    listed, jobs, *_ = fixed
    before = of(jobs, State.PROCESSING)
    listed.model._jobs.keep(listed.shelf.ledger.change(before.id, before.state, progress=77))
    fixed[3].setattr("ui.queue.glide.reduced_motion", lambda: True)


CHANGES: tuple[Callable[[Fixed], None], ...] = (
    another_theme,
    another_language,
    high_contrast,
    other_high_contrast,
    a_picture,
    a_missing_file,
    a_larger_font,
    a_narrower_list,
    a_narrow_list,
    a_choice,
    the_pointer,
    a_ring,
    time_passes,
    a_link_dies,
    held_back,
    bytes_come,
    progress,
)


@pytest.mark.parametrize("change", CHANGES)
def test_what_changes_is_seen(fixed: Fixed, change: Callable[[Fixed], None]) -> None:
    listed = fixed[0]
    before = painted(listed)
    change(fixed)
    after = painted(listed)
    assert after != before
    assert after == drawn_anew(listed)


def test_another_picture_of_the_same_size_is_seen(fixed: Fixed) -> None:
    a_picture(fixed)
    before = painted(fixed[0])
    red = QImage(96, 54, QImage.Format.Format_ARGB32_Premultiplied)
    red.fill(QColor("maroon"))
    fixed[3].setattr(Thumbnails, "image", lambda *_: red)
    assert painted(fixed[0]) != before


def test_there_and_back_again_is_the_same(fixed: Fixed) -> None:
    before = painted(fixed[0])
    theme.current().choose("light")
    painted(fixed[0])
    theme.current().choose("dark")
    assert painted(fixed[0]) == before


@pytest.mark.parametrize("width", [340, 560])
@pytest.mark.parametrize("scale", [1.0, 2.0, 3.0])
def test_a_picture_is_what_would_be_drawn(fixed: Fixed, width: int, scale: float) -> None:
    listed, jobs, _, patch = fixed
    listed.view.resize(width, 1100)
    listed.view.choose(jobs[2].id)
    kept = painted(listed, scale)

    def direct(
        self: RowDelegate, painter: QPainter, rect: QRect, look: Look, image: QImage, _: float
    ) -> bool:
        self.rows.draw(painter, rect, look, image, hovered=False)
        return True

    patch.setattr(RowDelegate, "_paint_picture", direct)
    assert furthest_apart(painted(listed, scale), kept) <= 10


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_pixels_of_another_size_are_other_pictures(fixed: Fixed, scale: float) -> None:
    painted(fixed[0], 3.0 - scale)
    assert painted(fixed[0], scale) == drawn_anew(fixed[0], scale)


def test_a_scale_in_between_is_drawn_sharply(fixed: Fixed) -> None:
    drawn_anew(fixed[0], 1.5)
    assert not fixed[0].delegate.pictures._kept


def test_pictures_are_painted_again_and_again(
    fixed: Fixed, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted(fixed[0])
    monkeypatch.setattr(RowPainter, "draw", pytest.fail)
    painted(fixed[0])


def test_pictures_take_no_more_than_their_room(
    qtbot: QtBot, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rowpictures, "ROOM", 2_000_000)
    shelf = Shelf(home, many(300))
    listed = show(qtbot, shelf)
    bar = listed.view.verticalScrollBar()
    for place in range(0, bar.maximum(), 600):
        bar.setValue(place)
        qtbot.waitUntil(lambda: all(_read(listed)))
        painted(listed)
    pictures = listed.delegate.pictures
    sizes = [each.width() * each.height() * 4 for each in pictures._kept.values()]
    assert 1_000_000 < sum(sizes) <= 2_000_000
    assert sum(sizes) == pictures._bytes
    shelf.close()


def _read(listed: Listed) -> Iterator[bool]:
    for row in listed.view.visible_rows():
        job_id = listed.model.key_at(row)
        yield not job_id or listed.model.job(job_id) is not None


def test_what_takes_long_to_draw_comes_by_and_by(
    qtbot: QtBot, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delegate_module, "LONGEST", 0.0)
    shelf = Shelf(home, many(40))
    listed = show(qtbot, shelf)
    qtbot.waitUntil(lambda: len(listed.delegate.late) > 3)
    monkeypatch.setattr(delegate_module, "LONGEST", 1e-9)
    listed.view.viewport().update()
    qtbot.waitUntil(lambda: not listed.delegate.late)
    jobs = [row for row in listed.view.visible_rows() if listed.model.key_at(row)]
    assert len(listed.delegate.pictures._kept) >= len(jobs) > 3
    shelf.close()
