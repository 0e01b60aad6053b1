"""Start frames by drop, paste, picker and link, each as a person gives them."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QStandardPaths, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from core.job import StartFrame
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
            statuses = {"gone": 404, "closed": 403, "trouble": 503}
            self.send_response(next((s for n, s in statuses.items() if n in self.path), 200))
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
    assert column.panel.form.frame.title.text() == "nobody-answers.png"


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


DEAD = "http://127.0.0.1:9"
"""Nobody listens there."""


def refused(column: Column, name: str) -> str:
    """Wait until the words under the well name what was refused, and return them."""
    words = column.panel.form.frame.words
    column.qtbot.waitUntil(lambda: f"“{name}”" in words.said() and words.isVisible())
    return words.said()


def test_what_is_refused_leaves_the_picture_that_was_there(
    column: Column, fox: Path, tmp_path: Path, site: str
) -> None:
    frame = column.panel.form.frame
    odd = tmp_path / "notes.png"
    odd.write_text("a fox", encoding="utf-8")
    column.write("a fox")
    Drag(files(fox), column.well).drop()
    column.looked()
    bad = {
        "notes.png": files(odd),
        "absent.png": files(tmp_path / "absent.png"),
        "gone.png": browser(f"{site}/gone.png"),
        "dead.png": browser(f"{DEAD}/dead.png?token=abc"),
        "127.0.0.1": browser(f"{DEAD}/"),
    }
    for name, data in bad.items():
        assert Drag(data, column.well).drop()
        words = refused(column, name)
        assert "Error" not in words
        column.qtbot.waitUntil(lambda: frame.own_size.text() == "400×300")
        assert words in column.said(), "the picture that is shown again takes no words away"
        assert column.panel.ask().image == str(fox)
        assert frame.title.text() == "fox.png"
        assert words in column.well.accessibleDescription()
        assert column.panel.draft()["frame"]["file"] == str(fox)  # type: ignore[index]
    column.click(column.panel.send.button)
    assert [ask.image for ask in column.asks] == [str(fox)]


def test_a_picture_that_was_replaced_for_good_does_not_come_back(
    column: Column, fox: Path, tmp_path: Path
) -> None:
    own = picture(tmp_path / "owl.png")
    for each in (fox, own):
        Drag(files(each), column.well).drop()
        column.looked()
        column.qtbot.waitUntil(lambda: column.panel.form.frame.own_size.text() != "")
    own.unlink()
    column.window.resize(420, 1100)
    refused(column, "owl.png")
    assert column.panel.form.frame.title.text() == "owl.png"
    column.write("a fox")
    column.click(column.panel.send.button)
    assert column.asks == []


def test_what_was_removed_does_not_come_back(column: Column, fox: Path, tmp_path: Path) -> None:
    Drag(files(fox), column.well).drop()
    column.panel.form.frame.source.clear()
    Drag(files(tmp_path / "absent.png"), column.well).drop()
    refused(column, "absent.png")
    assert column.panel.form.frame.source.broken


def test_the_settings_of_another_job_do_not_bring_this_picture(
    column: Column, fox: Path, tmp_path: Path
) -> None:
    Drag(files(fox), column.well).drop()
    column.looked()
    gone = StartFrame(source=str(tmp_path / "gone.png"), sha256="0" * 64, fit="crop")
    column.panel.form.frame.source.take_again(gone, tmp_path)
    refused(column, "gone.png")
    column.write("a fox")
    column.click(column.panel.send.button)
    assert column.asks == []


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("gone.png", "127.0.0.1 does not have it (HTTP 404)"),
        ("closed.png", "127.0.0.1 does not hand it out (HTTP 403)"),
        ("trouble.png", "127.0.0.1 has trouble of its own (HTTP 503)"),
    ],
)
def test_why_a_link_leads_nowhere_is_said_for_people(
    column: Column, site: str, path: str, reason: str
) -> None:
    Drag(browser(f"{site}/{path}"), column.well).drop()
    words = refused(column, path)
    assert words == f"The picture “{path}” could not be fetched: {reason}."
    assert column.panel.form.frame.title.text() == path


def test_a_link_has_its_name_while_it_is_on_its_way(column: Column, site: str) -> None:
    Drag(browser(f"{site}/slow%20fox.png"), column.well).drop()
    assert column.panel.form.frame.title.text() == "slow fox.png"


def test_a_small_picture_is_said_to_look_soft(column: Column, tmp_path: Path) -> None:
    small = column.panel.form.frame.small
    words = "The picture is {} px wide and is enlarged {}×; it may look soft."
    Drag(files(picture(tmp_path / "icon.png", (64, 64))), column.well).drop()
    column.qtbot.waitUntil(small.isVisible)
    assert small.said() == words.format(64, 20)
    assert small.property("role") == "warning"
    column.choose("Fit", "Pad")
    assert small.said() == words.format(64, "11.2")
    Drag(files(picture(tmp_path / "middling.png", (800, 450))), column.well).drop()
    column.qtbot.waitUntil(lambda: small.said() == words.format(800, "1.6"))
    assert small.property("role") == "secondary"
    column.choose("Resolution", "1080p")
    assert small.said() == words.format(800, "2.4")
    assert small.property("role") == "warning"
    column.choose("Resolution", "720p")
    Drag(files(picture(tmp_path / "large.png", (1280, 720))), column.well).drop()
    assert not small.isVisible()
    column.looked()
    assert not small.isVisible()


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
        column.panel.form.frame.source.clear()
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
    assert picker.dialog is None, "a picture that is there is moved by the mouse"
    column.click(column.panel.form.frame.details.browse)
    assert picker.dialog is not None
    picker.dialog.reject()
    assert column.panel.ask().image == str(fox)


@pytest.mark.parametrize("there", [True, False])
def test_the_picker_begins_among_the_pictures(
    column: Column, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: bool
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    pictures = tmp_path / "Pictures"
    if there:
        pictures.mkdir()
    picker = column.panel.form.frame.picker
    picker.folder = str(tmp_path / "gone")  # the folder of the last pick may be gone
    column.click(column.panel.form.frame.well.browse)
    assert picker.dialog is not None
    began = picker.dialog.directory().path()
    picker.dialog.reject()
    found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
    assert found == str(pictures)
    assert began == str(pictures if there else tmp_path)


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
