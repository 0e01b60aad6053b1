"""The picture behind its frame: moved and zoomed by hand, as it is sent."""

from __future__ import annotations

import dataclasses
import io
import json
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from core.asking import Ask, jobs_for
from core.catalog import load_catalog
from core.frames import fit_frame, keep_frame, read_picture
from core.framing import Framing, settle_box
from core.job import Connection, Job, StartFrame
from tests.window.composing import Column, column, fox, picture

__all__ = ("column", "fox")

LEFT = Qt.MouseButton.LeftButton
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def halves(tmp_path: Path) -> Path:
    """Return a picture of 3200×1200 pixels, its left half red and its right half blue."""
    image = Image.new("RGB", (3200, 1200), "red")
    image.paste("blue", (1600, 0, 3200, 1200))
    image.save(tmp_path / "halves.png")
    return tmp_path / "halves.png"


@pytest.fixture
def wide(column: Column, halves: Path) -> Column:
    """Return the column with that picture in its well."""
    column.panel.set_start_frame(str(halves))
    column.looked()
    return column


def drag(widget: QWidget, by: QPoint, *, let_go: bool = True) -> None:
    """Drag from the middle of ``widget``, in small steps."""
    at = widget.rect().center()
    QTest.mouseMove(widget, at)
    QTest.mousePress(widget, LEFT, pos=at)
    for step in range(1, 6):
        QTest.mouseMove(widget, at + by * step / 5)
    if let_go:
        QTest.mouseRelease(widget, LEFT, pos=at + by)


def turn(widget: QWidget, by: int, at: QPoint | None = None) -> QWheelEvent:
    """Turn the wheel over ``widget`` by eighths of a degree."""
    point = QPointF(at or widget.rect().center())
    event = QWheelEvent(
        point,
        QPointF(widget.mapToGlobal(point.toPoint())),
        QPoint(),
        QPoint(0, by),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)
    return event


def crop(column: Column) -> tuple[float, ...]:
    return column.panel.ask().crop


def seen(column: Column, x: float, y: float = 0.5) -> QColor:
    """Return what is painted at a part of the picture's place in the well."""
    well = column.panel.form.frame.well
    place = well._place()
    point = QPoint(
        round(place.x() + x * (place.width() - 1)), round(place.y() + y * (place.height() - 1))
    )
    return well.grab().toImage().pixelColor(point)


def exact(column: Column) -> None:
    """Wait until the well shows the picture as the core makes it."""
    well = column.panel.form.frame.well
    column.qtbot.waitUntil(lambda: well.exact, timeout=10_000)


def test_a_drag_moves_the_picture_and_that_part_is_sent(wide: Column, halves: Path) -> None:
    well = wide.panel.form.frame.well
    exact(wide)
    assert crop(wide) == ()
    assert (seen(wide, 0.1).red(), seen(wide, 0.9).blue()) == (255, 255)
    drag(well, QPoint(well.width(), 0))
    left, top, right, bottom = crop(wide)
    assert (left, top, bottom) == (0.0, 0.0, 1.0)
    assert right == pytest.approx(1200 * 16 / 9 / 3200, abs=1e-6)
    assert seen(wide, 0.6).red() == 255, "it is seen at once"
    exact(wide)
    shown = seen(wide, 0.6), seen(wide, 0.9)
    assert (shown[0].red(), shown[1].blue()) == (255, 255)
    data = fit_frame(halves.read_bytes(), (320, 180), Framing("crop", crop(wide)), "x")
    border = [Image.open(io.BytesIO(data)).getpixel((x, 90)) for x in (220, 260)]
    assert border == [(255, 0, 0), (0, 0, 255)]
    assert wide.panel.form.frame.details.sent.text() == "Sent as 1280×720, from 2133×1200"


def test_the_part_is_left_out_of_the_words_where_they_have_no_room(wide: Column) -> None:
    exact(wide)
    drag(wide.panel.form.frame.well, QPoint(40, 0))
    sent = wide.panel.form.frame.details.sent
    whole, enough = sent.text(), sent.fontMetrics().horizontalAdvance(sent.text())
    assert sent.fitted(enough) == whole == "Sent as 1280×720, from 2133×1200"
    assert sent.fitted(enough - 1) == "Sent as 1280×720"
    wide.window.resize(320, 760)
    wide.qtbot.waitUntil(lambda: sent.width() < enough)
    assert sent.toolTip() == whole


def test_a_pointer_that_goes_too_far_and_comes_back_loses_nothing(wide: Column) -> None:
    well = wide.panel.form.frame.well
    before = wide.panel.form.frame.framing()
    at = well.rect().center()
    QTest.mousePress(well, LEFT, pos=at)
    QTest.mouseMove(well, at + QPoint(900, 0))
    assert crop(wide)[0] == 0.0
    QTest.mouseMove(well, at)
    QTest.mouseRelease(well, LEFT, pos=at)
    assert wide.panel.form.frame.framing() == before


def test_a_click_only_takes_the_focus(wide: Column) -> None:
    frame = wide.panel.form.frame
    QTest.mouseClick(frame.well, LEFT)
    assert frame.picker.dialog is None
    assert frame.studio is None
    assert crop(wide) == ()


def test_the_wheel_zooms_under_the_pointer_and_a_double_click_resets(wide: Column) -> None:
    well = wide.panel.form.frame.well
    for at in (QPoint(9, 9), well.rect().center()):
        QTest.mouseMove(well, at)
    for _ in range(4):
        assert turn(well, 120, well._place().topLeft()).isAccepted()
    left, top, right, _ = crop(wide)
    usual = settle_box((), (3200, 1200), 16 / 9)
    assert (left, top) == pytest.approx((usual[0], 0.0), abs=1e-3), "the corner stays"
    assert right < usual[2]
    for _ in range(60):
        turn(well, -120)
    assert crop(wide)[2] - crop(wide)[0] == pytest.approx(usual[2] - usual[0], abs=2e-6)
    turn(well, 480)
    assert crop(wide)[3] - crop(wide)[1] < 1
    QTest.mouseDClick(well, LEFT)
    QTest.mouseRelease(well, LEFT)
    assert crop(wide) == ()


def pinch(widget: QWidget, kind: Qt.NativeGestureType, value: float) -> None:
    """Move two fingers on a touchpad over the middle of ``widget``."""
    at, device = QPointF(widget.rect().center()), QPointingDevice.primaryPointingDevice()
    event = QNativeGestureEvent(kind, device, 2, at, at, at, value, QPointF())
    QApplication.sendEvent(widget, event)


def test_two_fingers_zoom_and_a_smart_zoom_resets(wide: Column) -> None:
    well = wide.panel.form.frame.well
    pinch(well, Qt.NativeGestureType.ZoomNativeGesture, 0.25)
    assert crop(wide)[3] - crop(wide)[1] == pytest.approx(0.8, abs=2e-6)
    pinch(well, Qt.NativeGestureType.SmartZoomNativeGesture, 1.0)
    assert crop(wide) == ()


def test_a_wheel_that_only_passes_by_scrolls_the_column(wide: Column) -> None:
    well = wide.panel.form.frame.well
    wide.window.resize(360, 420)
    bar = wide.panel.area.verticalScrollBar()
    wide.qtbot.waitUntil(lambda: bar.maximum() > 0)
    wide.panel.focus_prompt()
    assert not turn(well, -120).isAccepted()
    assert crop(wide) == ()
    well.setFocus()
    assert turn(well, 120).isAccepted()
    assert crop(wide) != ()


def test_the_keys_move_zoom_and_reset(wide: Column) -> None:
    well = wide.panel.form.frame.well
    well.setFocus()
    QTest.keyClick(well, Qt.Key.Key_Plus)
    zoomed = crop(wide)
    assert zoomed[3] - zoomed[1] == pytest.approx(1 / 1.1, abs=1e-5)
    QTest.keyClick(well, Qt.Key.Key_Right)
    one = zoomed[0] - crop(wide)[0]
    assert one == pytest.approx(0.005 * (zoomed[2] - zoomed[0]), abs=2e-6)
    QTest.keyClick(well, Qt.Key.Key_Left)
    QTest.keyClick(well, Qt.Key.Key_Right, SHIFT)
    assert zoomed[0] - crop(wide)[0] == pytest.approx(10 * one, abs=1e-5)
    QTest.keyClick(well, Qt.Key.Key_Down)
    assert crop(wide)[1] < zoomed[1]
    assert well.hasFocus()
    QTest.keyClick(well, Qt.Key.Key_Minus)
    QTest.keyClick(well, Qt.Key.Key_0)
    assert crop(wide) == ()
    wide.choose("Fit", "Pad")
    well.setFocus()
    QTest.keyClick(well, Qt.Key.Key_Plus)
    assert wide.panel.ask().crop == ()


def test_the_pointer_says_what_can_be_done(wide: Column, tmp_path: Path) -> None:
    well = wide.panel.form.frame.well
    assert well.cursor().shape() == Qt.CursorShape.OpenHandCursor
    drag(well, QPoint(10, 0), let_go=False)
    assert well.cursor().shape() == Qt.CursorShape.ClosedHandCursor
    QTest.mouseRelease(well, LEFT, pos=well.rect().center())
    assert well.cursor().shape() == Qt.CursorShape.OpenHandCursor
    wide.choose("Fit", "Blur")
    assert well.cursor().shape() == Qt.CursorShape.ArrowCursor
    wide.choose("Fit", "Crop")
    exactly = picture(tmp_path / "exact.png", (1280, 720))
    wide.panel.set_start_frame(str(exactly))
    wide.qtbot.waitUntil(lambda: wide.panel.form.frame.source.own == (1280, 720))
    assert well.cursor().shape() == Qt.CursorShape.ArrowCursor
    wide.panel.form.frame.source.clear()
    assert well.cursor().shape() == Qt.CursorShape.PointingHandCursor


def test_another_ratio_re_fits_and_back_brings_the_same(wide: Column) -> None:
    well = wide.panel.form.frame.well
    drag(well, QPoint(40, 0))
    before = crop(wide)
    wide.choose("Aspect ratio", "9:16")
    left, top, right, bottom = crop(wide)
    assert (bottom - top) == 1.0
    assert (right - left) * 3200 == pytest.approx(1200 * 9 / 16, abs=0.5)
    assert (left + right) / 2 == pytest.approx((before[0] + before[2]) / 2, abs=1e-5)
    assert wide.panel.form.frame.details.sent.text() == "Sent as 720×1280, from 675×1200"
    exact(wide)
    wide.choose("Resolution", "1080p")
    assert wide.panel.form.frame.details.sent.text() == "Sent as 1080×1920, from 675×1200"
    wide.choose("Resolution", "720p")
    wide.choose("Aspect ratio", "16:9")
    assert crop(wide) == before
    exact(wide)


@pytest.mark.parametrize("fit", ["Crop", "Pad", "Blur"])
def test_another_resolution_shows_the_same_picture(wide: Column, fit: str) -> None:
    wide.choose("Fit", fit)
    exact(wide)
    shown = wide.panel.form.frame.well._image
    wide.choose("Resolution", "1080p")
    assert wide.panel.form.frame.details.sent.text().startswith("Sent as 1920×1080")
    assert wide.panel.form.frame.well.exact
    assert wide.panel.form.frame.well._image is shown
    wide.choose("Aspect ratio", "9:16")
    assert not wide.panel.form.frame.well.exact
    exact(wide)


def test_the_notice_follows_the_part(wide: Column) -> None:
    small, well = wide.panel.form.frame.small, wide.panel.form.frame.well
    assert not small.isVisible()
    well.setFocus()
    for _ in range(9):
        QTest.keyClick(well, Qt.Key.Key_Plus)
    width = round(2133.33 / 1.1**9)
    words = "This part of the picture is {} px wide and is enlarged {}×; it may look soft."
    assert small.said() == words.format(width, "1.4")
    assert small.property("role") == "secondary"
    for _ in range(5):
        QTest.keyClick(well, Qt.Key.Key_Plus)
    assert small.property("role") == "warning"
    QTest.keyClick(well, Qt.Key.Key_Home)
    assert not small.isVisible()


def test_the_colour_of_a_pad_is_chosen_from_a_menu(wide: Column) -> None:
    button = wide.panel.form.frame.details.colour
    assert not button.isVisible()
    wide.choose("Fit", "Pad")
    wide.click(button)
    words = [action.text() for action in button.menu.actions() if action.text()]
    assert words == ["Black", "White", "Colour of the picture's edges", "Another colour…"]
    button.menu.actions()[1].trigger()
    button.menu.close()
    assert (wide.panel.ask().fit, wide.panel.ask().colour) == ("pad", "#ffffff")
    exact(wide)
    assert seen(wide, 0.5, 0.02).getRgb()[:3] == (255, 255, 255)
    wide.choose("Fit", "Blur")
    assert wide.panel.ask().colour == ""
    assert not button.isVisible()


def test_the_rule_about_faces_is_said_on_request(wide: Column) -> None:
    rule = "Pictures with real people's faces are usually refused by the provider."
    assert rule not in wide.said()
    wide.click(wide.panel.form.frame.details.info)
    assert rule in wide.said()
    wide.click(wide.panel.form.frame.details.info)
    assert rule not in wide.said()


# What is kept


def test_a_draft_keeps_the_part_and_the_colour(wide: Column) -> None:
    drag(wide.panel.form.frame.well, QPoint(30, 0))
    asked, draft = wide.panel.ask(), json.loads(json.dumps(wide.panel.draft()))
    assert asked.crop
    wide.panel.form.frame.source.clear()
    wide.panel.restore({})
    assert wide.panel.ask().crop == ()
    wide.panel.restore(draft)
    wide.looked()
    exact(wide)
    assert wide.panel.ask() == asked
    wide.choose("Fit", "Pad")
    wide.panel.form.frame._on_colour("#336699")
    draft = json.loads(json.dumps(wide.panel.draft()))
    wide.panel.form.frame.source.clear()
    wide.panel.restore(draft)
    assert (wide.panel.ask().fit, wide.panel.ask().colour) == ("pad", "#336699")
    wide.choose("Fit", "Crop")
    assert wide.panel.ask().crop == asked.crop


def test_another_picture_begins_with_all_of_it(wide: Column, halves: Path, fox: Path) -> None:
    drag(wide.panel.form.frame.well, QPoint(30, 0))
    before = crop(wide)
    wide.panel.set_start_frame(str(fox))
    wide.qtbot.waitUntil(lambda: wide.panel.form.frame.source.own == (400, 300))
    assert crop(wide) == ()
    wide.panel.set_start_frame(str(halves))
    wide.qtbot.waitUntil(lambda: wide.panel.form.frame.source.own == (3200, 1200))
    assert crop(wide) == before


def test_a_refused_picture_leaves_the_part_of_the_one_before(wide: Column, tmp_path: Path) -> None:
    drag(wide.panel.form.frame.well, QPoint(30, 0))
    before = wide.panel.ask()
    wide.panel.set_start_frame(str(tmp_path / "absent.png"))
    wide.qtbot.waitUntil(lambda: any("absent.png" in each for each in wide.said()))
    wide.qtbot.waitUntil(lambda: wide.panel.form.frame.source.own == (3200, 1200))
    assert wide.panel.ask() == before


def frozen(file: Path, framing: Framing, folder: Path) -> StartFrame:
    """Freeze a picture as a request does, and return what its job holds."""
    folder.mkdir(exist_ok=True)
    ask_for = {"resolution": "720p", "aspect_ratio": "16:9", "duration": 4}
    ask = Ask("a fox", "sora-2-pro", ask_for, str(file), framing.fit, framing.crop, framing.colour)
    (job,) = jobs_for(ask, load_catalog(), Connection("demo"), folder, folder)
    assert job.start_frame is not None
    return job.start_frame


def job_of(frame: StartFrame) -> Job:
    values = {"duration": 4, "aspect_ratio": "16:9", "resolution": "720p"}
    job = Job("abcdefghij", 0.0, Connection("demo"), "sora-2-pro", "a fox", values, "/clips")
    return dataclasses.replace(job, start_frame=frame)


def test_a_job_s_settings_bring_its_framing_back(
    column: Column, halves: Path, tmp_path: Path
) -> None:
    part = (0.1, 0.2, 0.5, 0.8)
    for framing in (Framing("crop", part), Framing("pad", (), "#ffffff"), Framing("blur")):
        frame = frozen(halves, framing, tmp_path / "frames")
        column.panel.fill(job_of(frame), tmp_path / "frames")
        column.qtbot.waitUntil(lambda: column.panel.form.frame.source.own == (3200, 1200))
        ask = column.panel.ask()
        assert ask.image == str(halves)
        assert ask.fit == framing.fit
        assert ask.colour == framing.colour
        again = frozen(
            halves, Framing(ask.fit or "crop", ask.crop, ask.colour), tmp_path / "frames"
        )
        assert again.sha256 == frame.sha256, "the very same picture is sent again"


def test_a_picture_that_was_changed_is_taken_from_the_job_s_copy(
    column: Column, halves: Path, tmp_path: Path
) -> None:
    frames = tmp_path / "frames"
    frame = frozen(halves, Framing("crop", (0.1, 0.2, 0.5, 0.8)), frames)
    picture(halves, (640, 480), "green")
    column.panel.fill(job_of(frame), frames)
    column.qtbot.waitUntil(lambda: column.panel.form.frame.source.own == (1280, 720))
    ask = column.panel.ask()
    assert (ask.image, ask.crop) == (str(frames / f"{frame.sha256}.png"), ())
    assert frozen(Path(ask.image), Framing(), frames).sha256 == frame.sha256
    assert column.panel.form.frame.title.text() == "halves.png"
    drag(column.panel.form.frame.well, QPoint(30, 0))
    turn(column.panel.form.frame.well, 240)
    assert crop(column) != (), "a copy can be framed as well"


def test_the_original_stays_untouched(wide: Column, halves: Path, tmp_path: Path) -> None:
    before = halves.read_bytes()
    drag(wide.panel.form.frame.well, QPoint(30, 0))
    wide.write("a fox")
    wide.click(wide.panel.send.button)
    (ask,) = wide.asks
    assert ask.crop
    (job,) = jobs_for(ask, load_catalog(), Connection("demo"), tmp_path, tmp_path)
    frame = job.start_frame
    assert frame is not None
    assert (frame.fit, frame.crop) == ("crop", ask.crop)
    sent = (tmp_path / f"{frame.sha256}.png").read_bytes()
    framing = Framing("crop", ask.crop)
    assert sent == fit_frame(read_picture(halves), (1280, 720), framing, "x")
    assert halves.read_bytes() == before
    assert keep_frame(tmp_path, sent, str(halves), framing, frame.original) == frame
