"""Start frames by drop, paste, picker and link, each as a person gives them."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from tests.window.composing import CONTROL, Column, Drag, column, files, fox, picture

__all__ = ("column", "fox")


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    """Yield the address of a picture; it waits until ``tmp_path/go`` is there."""
    data = picture(tmp_path / "served.png").read_bytes()
    free = threading.Event()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if "slow" in self.path:
                free.wait(20)
            self.send_response(404 if "gone" in self.path else 200)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        free.set()
        server.shutdown()


def browser(link: str) -> QMimeData:
    """Return what a browser drags for a picture on a page."""
    data = QMimeData()
    data.setUrls([QUrl(link)])
    data.setHtml(f'<meta charset="utf-8"><img src="{link}" alt="fox">')
    return data


def test_a_file_dropped_anywhere_on_the_column(column: Column, fox: Path) -> None:
    form = column.panel.form
    for place in (column.well, form.prompt.edit.viewport(), column.panel.send.button):
        form.frame.source.clear()
        assert Drag(files(fox), place).drop()
        column.looked()
        assert column.panel.ask().image == str(fox)
        assert column.panel.ask().fit == "crop"
        assert form.frame.title.text() == "fox.png"
        assert form.frame.own_size.text() == "400×300"
    assert form.prompt.text() == ""


def test_the_column_says_while_it_hovers_that_it_can_be_dropped(column: Column, fox: Path) -> None:
    veil = column.panel._veil
    drag = Drag(files(fox), column.panel.form.prompt.edit.viewport())
    assert drag.move()
    assert veil.isVisible()
    assert veil.rect() == column.panel.rect()
    assert drag.move()
    drag.leave()
    assert not veil.isVisible()
    assert Drag(files(fox), column.well).drop()
    assert not veil.isVisible()


def test_other_files_are_refused(column: Column, tmp_path: Path) -> None:
    for place in (column.well, column.panel.form.prompt.edit.viewport()):
        assert not Drag(files(tmp_path / "notes.txt", tmp_path / "clip.mp4"), place).move()
    assert not column.panel._veil.isVisible()
    assert column.panel.ask().image == ""


def test_text_dropped_on_the_prompt_is_text(column: Column) -> None:
    data = QMimeData()
    data.setText("a fox")
    assert Drag(data, column.panel.form.prompt.edit.viewport()).drop()
    assert column.panel.ask().prompt == "a fox"
    assert not Drag(data, column.well).move()


def test_the_first_of_several_is_taken_and_that_is_said(column: Column, tmp_path: Path) -> None:
    one, two = picture(tmp_path / "one.png"), picture(tmp_path / "two.png")
    Drag(files(one, two, tmp_path / "notes.txt"), column.well).drop()
    column.looked()
    assert column.panel.ask().image == str(one)
    assert "The first of 2 pictures was taken." in column.said()


def test_a_picture_from_a_browser_is_fetched_once_and_kept(column: Column, site: str) -> None:
    Drag(browser(f"{site}/a%20fox.png"), column.panel.form.prompt.edit.viewport()).drop()
    column.looked()
    image = Path(column.panel.ask().image)
    assert image.parent.name == "pasted"
    assert image.read_bytes().startswith(b"\x89PNG")
    assert column.panel.form.frame.title.text() == "a fox.png"
    assert column.panel.form.prompt.text() == ""


def test_pixels_from_a_browser_are_kept_without_fetching(column: Column, fox: Path) -> None:
    data = browser("http://127.0.0.1:9/nobody-answers.png")
    data.setImageData(QImage(str(fox)))
    Drag(data, column.well).drop()
    column.looked()
    assert Path(column.panel.ask().image).parent.name == "pasted"
    assert column.panel.form.frame.title.text() == "Pasted picture"


def test_a_link_that_leads_nowhere_is_said(column: Column, site: str) -> None:
    column.write("a fox")
    Drag(browser(f"{site}/gone.png"), column.well).drop()
    column.qtbot.waitUntil(lambda: any("HTTP 404" in each for each in column.said()))
    QTest.keyClick(column.panel.form.prompt.edit, Qt.Key.Key_Return, CONTROL)
    assert column.asks == []
    assert any("HTTP 404" in each for each in column.said())
    assert column.well.hasFocus()
    QTest.keyClick(column.well, Qt.Key.Key_Delete)
    assert not any("HTTP 404" in each for each in column.said())
    QTest.keyClick(column.well, Qt.Key.Key_Return, CONTROL)
    assert [ask.image for ask in column.asks] == [""]


def test_nothing_is_sent_without_the_picture_that_is_still_on_its_way(
    column: Column, site: str, fox: Path
) -> None:
    column.write("a fox")
    Drag(browser(f"{site}/slow.png"), column.well).drop()
    column.click(column.panel.send.button)
    assert column.asks == []
    assert "The start frame is still on its way." in column.said()
    Drag(files(fox), column.well).drop()
    column.looked()
    column.click(column.panel.send.button)
    assert [ask.image for ask in column.asks] == [str(fox)]


class ByHand:
    """A background whose work is done when a test says so."""

    def __init__(self) -> None:
        self.calls: list[tuple[Callable[[], Any], Callable[[Any], None], Any]] = []

    def call(self, work: Callable[[], Any], done: Callable[[Any], None], failed: Any) -> None:
        """Keep the work."""
        self.calls.append((work, done, failed))

    def finish(self, index: int) -> None:
        """Do a piece of work."""
        work, done, failed = self.calls[index]
        try:
            result = work()
        except Exception as error:
            failed(error)
        else:
            done(result)


def test_late_results_do_not_replace_a_later_choice(column: Column, fox: Path, site: str) -> None:
    source, by_hand = column.panel.form.frame.source, ByHand()
    source._background = by_hand  # type: ignore[assignment]
    own = picture(fox.with_name("owl.png"), (100, 100))
    Drag(browser(f"{site}/fetched.png"), column.well).drop()
    Drag(files(fox.with_name("gone.png")), column.well).drop()
    Drag(files(fox), column.well).drop()
    Drag(files(own), column.well).drop()
    assert len(by_hand.calls) == 4
    by_hand.finish(3)
    column.looked()
    shown = column.panel.form.frame.well._image
    for late in (0, 1, 2):
        by_hand.finish(late)
    assert column.panel.ask().image == str(own)
    assert column.panel.form.frame.well._image is shown
    assert column.panel.form.frame.own_size.text() == "100×100"
    assert not any("gone.png" in each for each in column.said())


def test_paste_into_the_well_the_column_and_the_prompt(column: Column, fox: Path) -> None:
    form = column.panel.form
    QGuiApplication.clipboard().setImage(QImage(str(fox)))
    for widget in (column.well, form.takes.buttons()[0], column.panel, form.prompt.edit):
        form.frame.source.clear()
        widget.setFocus()
        QTest.keyClick(widget, Qt.Key.Key_V, CONTROL)
        column.looked()
        assert Path(column.panel.ask().image).parent.name == "pasted"
    assert form.prompt.text() == ""
    QTest.keyClick(column.well, Qt.Key.Key_Backspace)
    assert column.panel.ask().image == ""
    column.click(form.frame.well.paste)
    column.looked()


def test_pasting_where_there_is_no_picture(column: Column) -> None:
    QGuiApplication.clipboard().setText("a fox")
    column.click(column.panel.form.frame.well.paste)
    assert "There is no picture in the clipboard." in column.said()
    edit = column.panel.form.prompt.edit
    QTest.keyClick(edit, Qt.Key.Key_V, CONTROL)
    assert column.panel.ask().prompt == "a fox"


def test_the_picker_opens_by_click_key_and_button_and_remembers(
    column: Column, fox: Path, qtbot: QtBot
) -> None:
    picker = column.panel.form.frame.picker
    opens = (
        lambda: column.click(column.panel.form.frame.well.browse),
        lambda: QTest.mouseClick(column.well, Qt.MouseButton.LeftButton),
        lambda: QTest.keyClick(column.well, Qt.Key.Key_Return),
        lambda: QTest.keyClick(column.well, Qt.Key.Key_Space),
    )
    for number, ask in enumerate(opens):
        ask()
        dialog = picker.dialog
        assert dialog is not None
        assert dialog.isVisible()
        assert "*.png" in dialog.nameFilters()[0]
        assert number == 0 or dialog.directory().path() == str(fox.parent)
        choose(dialog, fox)
        qtbot.waitUntil(lambda: picker.dialog is None)
        column.looked()
        assert column.panel.ask().image == str(fox)
    QTest.mouseClick(column.well, Qt.MouseButton.LeftButton)
    assert picker.dialog is not None
    picker.dialog.reject()
    assert column.panel.ask().image == str(fox)


def choose(dialog: QFileDialog, file: Path) -> None:
    """Type a path and press Return, as a person without a mouse does."""
    edit = dialog.findChild(QLineEdit)
    assert edit is not None
    edit.setText(str(file))
    QTest.keyClick(edit, Qt.Key.Key_Return)


def test_a_file_that_is_no_picture(column: Column, tmp_path: Path) -> None:
    odd = tmp_path / "notes.png"
    odd.write_text("a fox", encoding="utf-8")
    column.panel.set_start_frame(str(odd))
    column.qtbot.waitUntil(lambda: any("“notes.png” is not a pict" in s for s in column.said()))
    column.write("a fox")
    column.click(column.panel.send.button)
    assert column.asks == []


def test_what_is_given_by_path_url_and_link(column: Column, fox: Path, site: str) -> None:
    for given in (str(fox), fox.as_uri(), f"{site}/fox.png"):
        column.panel.form.frame.source.clear()
        column.panel.set_start_frame(given)
        column.looked()
    assert Path(column.panel.ask().image).parent.name == "pasted"
