"""The start-frame studio: all of the picture with the frame over it, by mouse and by keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QColorDialog, QSlider, QWidget

from core import language
from core.framing import Framing
from tests.window.composing import CONTROL, Column, column, picture
from ui.compose.canvaspaint import corner_of
from ui.compose.studio import FrameStudio

__all__ = ("column",)

LEFT = Qt.MouseButton.LeftButton
SHIFT = Qt.KeyboardModifier.ShiftModifier
WIDE = 16 / 9


@pytest.fixture
def scene(tmp_path: Path) -> Path:
    """Return a picture of 3200×2400 pixels: a green rectangle in the middle of white."""
    image = Image.new("RGB", (3200, 2400), "white")
    image.paste((0, 128, 0), (1200, 900, 2000, 1500))
    image.save(tmp_path / "scene.png")
    return tmp_path / "scene.png"


@pytest.fixture
def studio(column: Column, scene: Path) -> FrameStudio:
    """Return the studio, opened by the key, with that picture."""
    column.panel.set_start_frame(str(scene))
    column.looked()
    column.well.setFocus()
    QTest.keyClick(column.well, Qt.Key.Key_Return)
    opened = column.panel.form.frame.studio
    assert opened is not None
    column.qtbot.waitUntil(opened.isVisible)
    column.qtbot.waitUntil(opened.canvas.hasFocus)
    return opened


def press(widget: QWidget, at: QPointF, by: QPoint, *, let_go: bool = True) -> None:
    """Drag from a point of ``widget``, in small steps."""
    start = at.toPoint()
    QTest.mousePress(widget, LEFT, pos=start)
    for step in range(1, 6):
        QTest.mouseMove(widget, start + by * step / 5)
    if let_go:
        QTest.mouseRelease(widget, LEFT, pos=start + by)


def turn(widget: QWidget, by: int) -> None:
    """Turn the wheel over the middle of ``widget`` by eighths of a degree."""
    point = QPointF(widget.rect().center())
    none = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    phase = Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(point, point, QPoint(), QPoint(0, by), *none, phase, False)
    QApplication.sendEvent(widget, event)


def pixel(studio: FrameStudio, at: QPointF) -> tuple[int, ...]:
    """Return what the canvas paints at a point."""
    colour: QColor = studio.canvas.grab().toImage().pixelColor(at.toPoint())
    return colour.getRgb()[:3]  # type: ignore[return-value]


def shot(studio: FrameStudio, x: float, y: float) -> QPointF:
    """Return a point of the picture in the canvas, by fractions of it."""
    place = studio.canvas.place()
    return QPointF(place.x() + x * place.width(), place.y() + y * place.height())


def point(widget: QWidget, at: QPointF) -> None:
    """Hold the pointer over a place. QTest would move it on the screen, which may end before."""
    none, plain = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    away = QPointF(widget.mapToGlobal(at))
    event = QMouseEvent(QEvent.Type.MouseMove, at, away, none, none, plain)
    QApplication.sendEvent(widget, event)


def choose(studio: FrameStudio, words: str) -> None:
    """Click one of the fits."""
    button = next(each for each in studio.fits.buttons() if each.text() == words)
    QTest.mouseClick(button, LEFT)


def test_all_of_the_picture_is_seen_and_what_is_left_is_dark(studio: FrameStudio) -> None:
    assert pixel(studio, shot(studio, 0.5, 0.5)) == (0, 128, 0)
    assert pixel(studio, shot(studio, 0.1, 0.5)) == (255, 255, 255)
    assert max(pixel(studio, shot(studio, 0.1, 0.05))) < 120
    assert studio.sent.text() == "Sent as 1280×720"
    assert studio.part.text() == "3200×1800 of 3200×2400"
    assert studio.zoom.number.text() == "1.0×"
    assert studio.faces.said().startswith("Pictures with real people's faces")


def test_the_frame_is_moved_and_applied(column: Column, studio: FrameStudio) -> None:
    canvas = studio.canvas
    press(canvas, canvas.frame().center(), QPoint(0, -400))
    assert canvas.box[1] == 0.0
    assert pixel(studio, shot(studio, 0.1, 0.05)) == (255, 255, 255)
    assert column.panel.ask().crop == (), "nothing is changed before it is applied"
    QTest.mouseClick(studio.apply, LEFT)
    assert column.panel.ask().crop == pytest.approx((0.0, 0.0, 1.0, 0.75))
    assert column.panel.form.frame.studio is None
    assert column.window.focusWidget() is column.well


def test_cancel_changes_nothing(column: Column, studio: FrameStudio) -> None:
    before = column.panel.ask()
    choose(studio, "Pad")
    QTest.mouseClick(studio.colours.white, LEFT)
    QTest.keyClick(studio, Qt.Key.Key_Escape)
    assert column.panel.form.frame.studio is None
    assert column.panel.ask() == before


@pytest.mark.parametrize("corner", [(0, 0), (1, 0), (0, 1), (1, 1)])
def test_a_corner_is_pulled_with_the_ratio_kept(
    studio: FrameStudio, corner: tuple[int, int]
) -> None:
    canvas = studio.canvas
    opposite = (2 - 2 * corner[0], 3 - 2 * corner[1])
    before = canvas.box
    inwards = QPoint(60 * (1 - 2 * corner[0]), 34 * (1 - 2 * corner[1]))
    press(canvas, corner_of(canvas.frame(), corner), inwards)
    after = canvas.box
    assert [after[at] for at in opposite] == pytest.approx([before[at] for at in opposite])
    wide, high = (after[2] - after[0]) * 3200, (after[3] - after[1]) * 2400
    assert wide == pytest.approx(high * WIDE, abs=0.5)
    pulled = 60 / canvas.place().width() * 3200
    assert wide == pytest.approx(3200 - pulled, rel=0.02)


def test_the_thirds_are_seen_only_while_the_frame_is_held(studio: FrameStudio) -> None:
    canvas = studio.canvas
    third = QPointF(canvas.frame().x() + canvas.frame().width() / 3, canvas.frame().center().y())
    beside = third - QPointF(9, 0)
    calm = pixel(studio, third), pixel(studio, beside)
    assert calm[0] == calm[1]
    press(canvas, canvas.frame().center(), QPoint(1, 0), let_go=False)
    held = canvas.grab().toImage()
    row = round(third.y())
    colours = {
        held.pixelColor(x, row).getRgb() for x in range(round(third.x()) - 2, round(third.x()) + 3)
    }
    assert len(colours) > 1
    QTest.mouseRelease(canvas, LEFT, pos=canvas.frame().center().toPoint())
    assert pixel(studio, third) == calm[0]


def test_the_zoom_by_wheel_keys_buttons_and_slider(studio: FrameStudio) -> None:
    canvas, zoom = studio.canvas, studio.zoom
    turn(canvas, 240)
    assert zoom.number.text() == "1.4×"
    turn(canvas, -240)
    QTest.keyClick(canvas, Qt.Key.Key_Plus)
    assert zoom.number.text() == "1.1×"
    QTest.keyClick(canvas, Qt.Key.Key_Minus)
    assert not zoom.farther.isEnabled()
    QTest.mouseClick(zoom.nearer, LEFT)
    assert zoom.number.text() in ("1.2×", "1.3×")
    QTest.mouseClick(zoom.farther, LEFT)
    zoom.slider.setFocus()
    QTest.keyClick(zoom.slider, Qt.Key.Key_End)
    assert zoom.number.text() == "10.0×"
    assert studio.part.text() == "320×180 of 3200×2400"
    assert studio.small.property("role") == "warning"
    assert "320 px wide" in studio.small.said()
    QTest.keyClick(zoom.slider, Qt.Key.Key_Home)
    assert zoom.number.text() == "1.0×"
    assert not studio.small.isVisible()


def test_the_keys_move_the_frame(studio: FrameStudio) -> None:
    canvas = studio.canvas
    QTest.keyClick(canvas, Qt.Key.Key_Plus)
    before = canvas.box
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    one = canvas.box[0] - before[0]
    assert one == pytest.approx(0.005 * (before[2] - before[0]))
    QTest.keyClick(canvas, Qt.Key.Key_Down, SHIFT)
    assert canvas.box[1] - before[1] == pytest.approx(0.05 * (before[3] - before[1]))
    QTest.keyClick(canvas, Qt.Key.Key_Home)
    assert studio.framing == Framing()


def test_undo_and_redo(studio: FrameStudio) -> None:
    canvas = studio.canvas
    assert not studio.undo.isEnabled()
    press(canvas, canvas.frame().center(), QPoint(0, -20))
    moved = canvas.box
    for _ in range(3):
        turn(canvas, 120)
    zoomed = canvas.box
    choose(studio, "Pad")
    QTest.mouseClick(studio.colours.white, LEFT)
    assert studio.framing == Framing("pad", (), "#ffffff")
    QTest.keyClick(studio, Qt.Key.Key_Z, CONTROL)
    assert studio.framing == Framing("pad")
    QTest.mouseClick(studio.undo, LEFT)
    assert (studio.framing.fit, canvas.box) == ("crop", zoomed)
    QTest.keyClick(canvas, Qt.Key.Key_Z, CONTROL)
    assert canvas.box == moved, "one streak of zooming is one step"
    QTest.mouseClick(studio.redo, LEFT)
    assert canvas.box == zoomed
    for _ in range(3):
        QTest.keyClick(studio, Qt.Key.Key_Z, CONTROL)
    assert studio.framing == Framing()
    assert not studio.undo.isEnabled()


def test_a_pad_is_seen_in_its_colour(column: Column, studio: FrameStudio) -> None:
    choose(studio, "Pad")
    bar = QPointF(studio.canvas.place().x() + 8, studio.canvas.place().center().y())
    assert pixel(studio, bar) == (0, 0, 0)
    assert not studio.colours.edge.isVisible(), "it is white, which is there already"
    QTest.mouseClick(studio.colours.white, LEFT)
    assert pixel(studio, bar) == (255, 255, 255)
    QTest.mouseClick(studio.canvas, LEFT, pos=studio.canvas.place().center().toPoint())
    assert studio.framing.colour == "#008000", "a click takes the picture's colour"
    assert pixel(studio, bar) == (0, 128, 0)
    column.qtbot.waitUntil(lambda: not studio.canvas._fitted.isNull())
    assert pixel(studio, bar) == (0, 128, 0)
    QTest.keyClick(studio, Qt.Key.Key_Return)
    ask = column.panel.ask()
    assert (ask.fit, ask.colour, ask.crop) == ("pad", "#008000", ())


def test_any_colour_is_tried_and_taken_back(studio: FrameStudio) -> None:
    choose(studio, "Pad")
    QTest.mouseClick(studio.colours.other, LEFT)
    dialog = studio.colours.findChild(QColorDialog)
    assert dialog is not None
    dialog.setCurrentColor(QColor("#804020"))
    assert studio.framing.colour == "#804020"
    dialog.reject()
    assert studio.framing.colour == ""
    QTest.mouseClick(studio.colours.other, LEFT)
    dialog = next(each for each in studio.colours.findChildren(QColorDialog) if each.isVisible())
    dialog.setCurrentColor(QColor("#804020"))
    dialog.accept()
    assert studio.framing == Framing("pad", (), "#804020")
    assert studio.colours.other.isChecked()


def test_a_blur_is_seen_as_it_is_sent(column: Column, studio: FrameStudio) -> None:
    choose(studio, "Blur")
    column.qtbot.waitUntil(lambda: not studio.canvas._fitted.isNull())
    bar = QPointF(studio.canvas.place().x() + 8, studio.canvas.place().center().y())
    assert all(150 < part < 250 for part in pixel(studio, bar))
    QTest.mouseClick(studio.apply, LEFT)
    assert column.panel.ask().fit == "blur"


def test_start_over(studio: FrameStudio) -> None:
    canvas = studio.canvas
    press(canvas, canvas.frame().center(), QPoint(0, -20))
    turn(canvas, 360)
    QTest.mouseClick(studio.reset, LEFT)
    assert studio.framing == Framing()
    choose(studio, "Pad")
    QTest.mouseClick(studio.colours.white, LEFT)
    QTest.mouseClick(studio.reset, LEFT)
    assert studio.framing == Framing("pad")


def test_the_pointer_says_what_can_be_done(studio: FrameStudio) -> None:
    canvas, shapes = studio.canvas, Qt.CursorShape
    spots = {
        (0, 0): shapes.SizeFDiagCursor,
        (1, 0): shapes.SizeBDiagCursor,
        (1, 1): shapes.SizeFDiagCursor,
    }
    for corner, shape in spots.items():
        point(canvas, corner_of(canvas.frame(), corner))
        assert canvas.cursor().shape() == shape
    point(canvas, canvas.frame().center())
    assert canvas.cursor().shape() == shapes.OpenHandCursor
    point(canvas, shot(studio, 0.5, 0.02))
    assert canvas.cursor().shape() == shapes.ArrowCursor
    choose(studio, "Pad")
    point(canvas, canvas.place().center())
    assert canvas.cursor().shape() == shapes.CrossCursor


def test_everything_has_a_name_and_follows_the_language(studio: FrameStudio) -> None:
    for fit in ("Crop", "Pad", "Blur"):
        choose(studio, fit)
        controls = [
            each
            for each in studio.findChildren(QWidget)
            if isinstance(each, QAbstractButton | QSlider) and each.isVisible()
        ]
        assert [e for e in controls if not (e.accessibleName() or e.text())] == []  # type: ignore[attr-defined]
    assert studio.canvas.accessibleName() == "Picture and frame"
    try:
        language.use("zh_CN")
        QCoreApplication.sendEvent(studio, QEvent(QEvent.Type.LanguageChange))
        assert studio.fits.buttons()[0].text() == "裁切"
    finally:
        language.use("en")


def test_the_button_opens_it_with_what_is_chosen(column: Column, tmp_path: Path) -> None:
    frame = column.panel.form.frame
    column.panel.set_start_frame(str(picture(tmp_path / "fox.png", (2560, 1440))))
    column.looked()
    for _ in range(3):
        QTest.keyClick(column.well, Qt.Key.Key_Plus)
    asked = column.panel.ask()
    column.choose("Aspect ratio", "9:16")
    column.choose("Aspect ratio", "16:9")
    column.click(frame.fit_choice.adjust)
    assert frame.studio is not None
    assert frame.studio.framing.crop == pytest.approx(asked.crop, abs=2e-6)
    assert frame.studio.zoom.number.text() == "1.3×"
    QTest.mouseClick(frame.studio.apply, LEFT)
    assert column.panel.ask().crop == pytest.approx(asked.crop, abs=2e-6)
    frame.open_studio()
    column.window.close()
