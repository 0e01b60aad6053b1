"""The column's form: what is in view, the order of Tab, the well's picture, other sizes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.window.composing import Column, column, fox, make_column, picture
from ui import theme

__all__ = ("column", "fox")


def in_view(column: Column, widget: QWidget) -> bool:
    """Tell whether all of ``widget`` can be seen without scrolling."""
    area = column.panel.area.viewport()
    place = QRect(widget.mapTo(area, QPoint(0, 0)), widget.size())
    return widget.isVisible() and area.rect().contains(place)


def test_all_that_matters_is_in_view_in_a_small_window(
    qtbot: QtBot, column: Column, fox: Path
) -> None:
    column.panel.set_start_frame(str(fox))
    column.looked()
    form = column.panel.form
    parts = [form.prompt.edit, form.frame, form.models, form.options.main, form.takes]
    assert [part for part in parts if not in_view(column, part)] == []
    qtbot.waitUntil(lambda: form.prompt.edit.height() > form.frame.well.height())
    assert column.panel.send.button.isVisible()


def test_what_does_not_fit_scrolls_and_generate_stays(qtbot: QtBot, tmp_path: Path) -> None:
    for small in make_column(qtbot, tmp_path, size=(320, 420)):
        bar = small.panel.area.verticalScrollBar()
        assert bar.maximum() > 0
        assert not in_view(small, small.panel.form.takes)
        assert small.panel.send.button.visibleRegion().boundingRect() == (
            small.panel.send.button.rect()
        )
        left = small.panel.form.prompt.edit
        assert left.width() == small.panel.send.button.width()
        small.panel.form.takes.buttons()[0].setFocus()
        QTest.keyClick(small.panel.form.takes.buttons()[0], Qt.Key.Key_Tab)
        assert in_view(small, small.panel.form.more)
        bar.setValue(bar.maximum())
        small.click(small.panel.send.button)
        assert in_view(small, small.panel.form.prompt.problem)


def test_tab_goes_from_top_to_bottom(column: Column, fox: Path) -> None:
    column.panel.set_start_frame(str(fox))
    column.looked()
    column.choose("Model", "Sora 2")
    form, stops = column.panel.form, []
    column.panel.focus_prompt()
    for _ in range(16):
        widget = QApplication.focusWidget()
        assert widget is not None
        stops.append(widget)
        QTest.keyClick(widget, Qt.Key.Key_Tab)
    frame = form.frame
    assert stops == [
        form.prompt.edit,
        frame.well,
        frame.details.info,
        frame.details.browse,
        frame.details.paste,
        frame.details.remove,
        frame.fits.buttons()[0],
        frame.fit_choice.adjust,
        form.models.button,
        form.models.choice.segments.buttons()[1],
        column.segments("Aspect ratio").buttons()[0],
        column.segments("Duration").buttons()[0],
        column.segments("Resolution").buttons()[0],
        next(each for each in form.options.main.findChildren(QCheckBox) if each.isVisible()),
        form.takes.buttons()[0],
        form.more,
    ]
    assert column.panel.send.storyboard.hasFocus()


def shown(column: Column) -> QImage:
    """Return the well as it is painted."""
    return column.well.grab().toImage()


def made(column: Column) -> bool:
    """Tell whether the well shows the picture as it is sent, in the size that it is shown in."""
    well = column.panel.form.frame.well
    return well.exact and well._image.size() == well.picture_size()


def test_the_well_shows_the_picture_as_it_will_be_sent(column: Column, tmp_path: Path) -> None:
    halves = QImage(400, 400, QImage.Format.Format_RGB32)
    with QPainter(halves) as painter:
        painter.fillRect(0, 0, 400, 200, Qt.GlobalColor.red)
        painter.fillRect(0, 200, 400, 200, Qt.GlobalColor.blue)
    halves.save(str(tmp_path / "halves.png"))
    column.panel.set_start_frame(str(tmp_path / "halves.png"))
    column.qtbot.waitUntil(lambda: made(column))
    image = shown(column)
    middle = image.width() // 2
    assert image.pixelColor(middle, 12).red() > 200
    above = image.height() * 5 // 8  # where the pointer is over the well there is a hint below
    assert image.pixelColor(middle, above).blue() > 200
    beside = middle - image.height()  # inside 16:9, outside of the square
    assert image.pixelColor(middle - image.height() * 3 // 4, 20).red() > 200
    assert beside < 0 or image.pixelColor(beside, 20).red() < 60

    column.choose("Fit", "Pad")
    column.qtbot.waitUntil(lambda: made(column))
    assert shown(column).pixelColor(middle - image.height() * 3 // 4, 20).red() < 30

    column.choose("Aspect ratio", "9:16")
    column.qtbot.waitUntil(lambda: made(column))
    portrait = column.panel.form.frame.well._image
    assert portrait.height() > portrait.width()


def test_the_picture_is_made_for_the_size_that_it_is_shown_in(column: Column, fox: Path) -> None:
    column.panel.set_start_frame(str(fox))
    column.looked()
    well = column.panel.form.frame.well
    column.window.resize(420, 1300)

    def fits() -> bool:
        return well._image.size() == well.picture_size()

    column.qtbot.waitUntil(fits)
    assert well._image.width() > 380
    assert well.height() == well._image.height()


def test_removing_the_picture_puts_its_controls_away(column: Column, fox: Path) -> None:
    column.panel.set_start_frame(str(fox))
    column.looked()
    frame = column.panel.form.frame
    assert frame.fit_row.isVisible()
    column.click(frame.details.remove)
    assert not frame.fit_row.isVisible()
    assert not frame.details.isVisible()
    assert frame.well.hasFocus()
    assert frame.well.empty
    assert column.panel.ask().fit is None


@pytest.fixture
def large_text() -> Iterator[None]:
    """Give the application text of twice the size."""
    usual = QApplication.font()
    font = QFont(usual)
    font.setPixelSize(26)
    QApplication.setFont(font)
    theme.current().choose("light")
    yield
    QApplication.setFont(usual)
    theme.current().choose("dark")


@pytest.mark.usefixtures("large_text")
@pytest.mark.parametrize("width", [320, 420])
def test_text_of_twice_the_size_is_not_cut(qtbot: QtBot, tmp_path: Path, width: int) -> None:
    for large in make_column(qtbot, tmp_path, size=(width, 800)):
        theme.current().choose("light")
        large.choose("Model", "Sora 2")
        large.panel.set_start_frame(str(picture(tmp_path / "fox.png")))
        large.looked()
        large.click(large.panel.form.more)
        large.panel.set_demo(True)
        main = large.panel.form.options.main
        # A label with words that break changes the height of all that is around it.
        qtbot.waitUntil(lambda m=main: m.height() >= m.heightForWidth(m.width()))
        qtbot.waitUntil(lambda p=large.panel: not cut(p))
        room = large.panel.area.viewport()
        qtbot.waitUntil(lambda f=large.panel.form, r=room: f.width() <= r.width())
        assert large.segments("Duration").buttons()[0].font().pixelSize() == 26


def cut(panel: QWidget) -> list[tuple[str, QSize]]:
    """Return the words that are in view and have less room than they need, and their room."""
    buttons = (each for each in panel.findChildren(QPushButton) if each.isVisible())
    labels = (each for each in panel.findChildren(QLabel) if each.isVisible() and each.text())
    return [
        *((each.text(), each.size()) for each in buttons if each.width() < each.sizeHint().width()),
        *(
            (each.text(), each.size())
            for each in labels
            if each.wordWrap() and each.height() < each.heightForWidth(each.width())
        ),
    ]
