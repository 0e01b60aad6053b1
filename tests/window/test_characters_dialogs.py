"""The dialogs about characters: made from a clip, all of them, one from elsewhere."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMainWindow
from pytestqt.qtbot import QtBot

from core import language
from core.asking import Ask
from core.catalog import load_catalog
from core.characters import made_elsewhere
from core.job import DEMO, Connection, Job
from core.media.watch import MediaCancelled
from core.problems import InvalidAsk, Problem
from tests.clips import Recipe, make_clip
from tests.window.composing import Drag, files
from ui.background import Background
from ui.characters.add import AddDialog
from ui.characters.cast import Cast
from ui.characters.library import LibraryDialog
from ui.characters.make import MakeDialog
from ui.dialogs.dialog import Dialog

HOST = "https://api.foxapi.cc"
HD = (1280, 720)


def character(name: str, character_id: str, base_url: str = HOST, seq: int = 0) -> Job:
    """Return a character."""
    made = made_elsewhere(name, character_id, Connection(base_url), "/clips", 1.0)
    return dataclasses.replace(made, seq=seq)


MIKA = character("Mika", "char-mika", seq=5)
OLE = character("Captain Ole", "char-ole", seq=4)
ROBO = character("Robo", "char-robo", DEMO, seq=2)


@pytest.fixture(scope="session")
def long_clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a clip of ten seconds in 720p whose pictures carry their numbers."""
    file = tmp_path_factory.mktemp("clips") / "ten seconds.mp4"
    return make_clip(file, Recipe(frames=50, size=HD, fps=5))


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QMainWindow]:
    """Yield a window for dialogs to be opened over."""
    made = QMainWindow()
    made.resize(900, 760)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    language.use("en")


@pytest.fixture
def background() -> Iterator[Background]:
    """Yield threads."""
    made = Background()
    yield made
    made.close()


@pytest.fixture
def cast() -> Cast:
    """Return a cast of three, of whom one is the engine's."""
    made = Cast()
    made.set_host(HOST)
    made.set_characters([MIKA, OLE, ROBO])
    return made


def opened(qtbot: QtBot, dialog: Dialog) -> None:
    """Open a dialog and wait until it has the focus."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)


@pytest.fixture
def make(
    qtbot: QtBot, window: QMainWindow, background: Background, cast: Cast
) -> tuple[MakeDialog, list[Ask]]:
    """Return the dialog that makes characters, open, and what it asked for."""
    model = load_catalog().find("sora-2-character")
    dialog = MakeDialog(model, cast, background, window)
    asks: list[Ask] = []
    dialog.asked.connect(asks.append)
    opened(qtbot, dialog)
    return dialog, asks


Make = tuple[MakeDialog, list[Ask]]


def taken(qtbot: QtBot, dialog: MakeDialog, file: Path) -> None:
    """Give a clip and wait until it was looked through."""
    dialog.take(file)
    looked(qtbot, dialog)


def looked(qtbot: QtBot, dialog: MakeDialog) -> None:
    """Wait until a clip was looked through, or found unusable."""
    qtbot.waitUntil(lambda: bool(dialog.cut.note.text), timeout=20_000)


# Making


def test_a_dropped_clip_and_a_name_are_asked_for(qtbot: QtBot, make: Make, long_clip: Path) -> None:
    dialog, asks = make
    assert dialog.cut.preview.hasFocus()
    assert Drag(files(long_clip), dialog.cut.preview).drop()
    looked(qtbot, dialog)
    assert dialog.cut.usable
    assert dialog.cut.title.text() == "ten seconds.mp4"
    assert dialog.cut.span.text() == "0.0 – 4.0 of 10.0 s"
    assert dialog.cut.note.text == "Cut to these seconds and re-encoded to MP4."
    assert dialog.name.hasFocus()
    QTest.keyClicks(dialog.name, "  Mika   the  fox ")
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    assert asks == [
        Ask("", "sora-2-character", {"name": "Mika the fox"}, clip=str(long_clip), clip_start=0.0)
    ]
    assert not dialog.make.isEnabled()
    assert dialog.isVisible()


def test_a_preparation_is_followed_and_stopped(qtbot: QtBot, make: Make, long_clip: Path) -> None:
    dialog, asks = make
    taken(qtbot, dialog, long_clip)
    QTest.keyClicks(dialog.name, "Mika")
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    QTest.keyClick(QGuiApplication.focusObject(), Qt.Key.Key_Return)
    assert len(asks) == 1, "once more Return neither asks nor stops"
    preparing = dialog.preparing
    assert preparing is not None
    assert not preparing.stopped
    worker = threading.Thread(target=lambda: preparing.watch.at(0.42))
    worker.start()
    worker.join()
    qtbot.waitUntil(lambda: dialog.progress.value() == 420)
    assert dialog.progress.isVisible()
    assert dialog.cancel.text() == "Stop"
    QTest.mouseClick(dialog.cancel, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    with pytest.raises(MediaCancelled):
        preparing.watch.check()
    assert (dialog.make.text(), dialog.cancel.isEnabled()) == ("Stopping…", False)
    dialog.set_preparing(None)
    assert not dialog.progress.isVisible()
    assert dialog.name.text() == "Mika"
    QTest.mouseClick(dialog.make, Qt.MouseButton.LeftButton)
    assert len(asks) == 2
    assert dialog.preparing is not preparing
    dialog.set_preparing(None)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_the_window_is_dragged_over_the_clip(qtbot: QtBot, make: Make, long_clip: Path) -> None:
    dialog, asks = make
    taken(qtbot, dialog, long_clip)
    strip = dialog.cut.strip
    before = dialog.cut.preview.picture
    at = QPoint(20, strip.height() // 2)
    by = strip.width() * 3 // 10
    QTest.mousePress(strip, Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseMove(strip, at + QPoint(by, 0))
    QTest.mouseRelease(strip, Qt.MouseButton.LeftButton, pos=at + QPoint(by, 0))
    assert strip.start == pytest.approx(3.0, abs=0.1)
    assert dialog.cut.preview.picture != before
    QTest.mousePress(strip, Qt.MouseButton.LeftButton, pos=QPoint(strip.width() - 5, at.y()))
    QTest.mouseRelease(strip, Qt.MouseButton.LeftButton, pos=QPoint(strip.width() - 5, at.y()))
    assert strip.start == 6.0
    assert dialog.cut.span.text() == "6.0 – 10.0 of 10.0 s"
    QTest.keyClicks(dialog.name, "Mika the second")
    QTest.mouseClick(dialog.make, Qt.MouseButton.LeftButton)
    assert asks[0].clip_start == 6.0


def test_the_keyboard_moves_the_window(qtbot: QtBot, make: Make, long_clip: Path) -> None:
    dialog, _ = make
    taken(qtbot, dialog, long_clip)
    strip = dialog.cut.strip
    strip.setFocus()
    QTest.keyClick(strip, Qt.Key.Key_Right)
    assert strip.start == 0.1
    QTest.keyClick(strip, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert strip.start == 1.1
    QTest.keyClick(strip, Qt.Key.Key_End)
    assert strip.start == 6.0
    QTest.keyClick(strip, Qt.Key.Key_Home)
    QTest.keyClick(strip, Qt.Key.Key_Left)
    assert strip.start == 0.0


def test_the_large_picture_is_the_one_where_the_window_begins(
    qtbot: QtBot, make: Make, long_clip: Path
) -> None:
    from ui.characters.cutting import SHARP
    from ui.characters.film import frame_at

    dialog, _ = make
    taken(qtbot, dialog, long_clip)
    for start in (0.35, 2.4, 5.99):
        dialog.cut.strip.setValue(round(start * 100))
        wanted = frame_at(long_clip, start, SHARP)
        qtbot.waitUntil(lambda w=wanted: dialog.cut.preview.picture == w, timeout=20_000)


def test_a_clip_that_is_short_enough_is_used_as_it_is(
    qtbot: QtBot, make: Make, tmp_path: Path
) -> None:
    dialog, _ = make
    taken(qtbot, dialog, make_clip(tmp_path / "a.mp4", Recipe(frames=10, size=HD, fps=5)))
    assert dialog.cut.note.text == "Used as it is."
    assert dialog.cut.span.text() == "2.0 s"
    assert not dialog.cut.strip.movable


def test_a_clip_of_another_kind_is_written_anew(qtbot: QtBot, make: Make, tmp_path: Path) -> None:
    dialog, _ = make
    recipe = Recipe(frames=10, size=HD, fps=5, codec="libvpx-vp9", format="webm")
    taken(qtbot, dialog, make_clip(tmp_path / "a.webm", recipe))
    assert dialog.cut.note.text == "Re-encoded to MP4."


def test_a_clip_that_is_too_large_is_scaled_down(qtbot: QtBot, make: Make, tmp_path: Path) -> None:
    dialog, _ = make
    recipe = Recipe(frames=6, size=(2560, 1440), fps=5)
    taken(qtbot, dialog, make_clip(tmp_path / "a.mp4", recipe))
    assert dialog.cut.note.text == "Scaled down to 1080p and re-encoded to MP4."


@pytest.mark.parametrize(
    ("size", "words"), [((640, 360), "640×360"), ((2048, 720), "2.67")], ids=["small", "wide"]
)
def test_a_clip_that_is_not_taken_is_shown_with_the_reason(
    qtbot: QtBot, make: Make, tmp_path: Path, size: tuple[int, int], words: str
) -> None:
    dialog, asks = make
    taken(qtbot, dialog, make_clip(tmp_path / "no.mp4", Recipe(frames=10, size=size, fps=5)))
    assert dialog.cut.note.tone == "problem"
    assert words in dialog.cut.note.text
    assert str(tmp_path) not in dialog.cut.note.text
    assert not dialog.cut.preview.picture.isNull()
    QTest.keyClicks(dialog.name, "Leo")
    assert not dialog.make.isEnabled()
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    assert asks == []


def test_what_is_no_clip_is_said_and_another_one_can_be_given(
    qtbot: QtBot, make: Make, tmp_path: Path, long_clip: Path
) -> None:
    dialog, asks = make
    letter = tmp_path / "letter.mp4"
    letter.write_text("Dear Mika")
    taken(qtbot, dialog, letter)
    assert "letter.mp4" in dialog.cut.note.text
    assert dialog.cut.preview.picture.isNull()
    taken(qtbot, dialog, long_clip)
    qtbot.waitUntil(lambda: dialog.cut.usable)
    QTest.keyClicks(dialog.name, "Leo")
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    assert len(asks) == 1


def test_nothing_given_is_said_beside_the_fields(make: Make) -> None:
    dialog, asks = make
    QTest.mouseClick(dialog.make, Qt.MouseButton.LeftButton)
    assert dialog.cut.note.text == "Choose a clip first."
    assert dialog.note.text == "Give it a name; that is what you write in a prompt."
    QTest.keyClicks(dialog.name, "x" * 81)
    assert "81" in dialog.note.text
    assert "80" in dialog.note.text
    QTest.keyClick(dialog.name, Qt.Key.Key_Backspace)
    assert dialog.note.text == ""
    dialog.name.setText(" MIKA ")
    assert dialog.note.tone == "warning"
    assert dialog.note.text.startswith("You have a character of this name.")
    assert asks == []


def test_what_the_core_refuses_is_said_in_the_dialog(
    qtbot: QtBot, make: Make, long_clip: Path
) -> None:
    dialog, _ = make
    taken(qtbot, dialog, long_clip)
    QTest.keyClicks(dialog.name, "Leo")
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    gone = Problem("clip", "clip_unreadable", {"source": str(long_clip), "reason": "absent"})
    dialog.show_problems(InvalidAsk(gone, Problem("name", "missing")))
    assert dialog.cut.note.text == "The clip “ten seconds.mp4” cannot be read: it is not there."
    assert dialog.note.text.startswith("Give it a name")
    assert dialog.cancel.isEnabled()
    assert dialog.name.isEnabled()


def test_browsing_begins_where_the_last_clip_was(make: Make, tmp_path: Path) -> None:
    dialog, _ = make
    dialog.set_place(str(tmp_path), demo=True)
    QTest.mouseClick(dialog.cut.preview, Qt.MouseButton.LeftButton)
    picker = dialog.findChild(QFileDialog)
    assert picker is not None
    assert Path(picker.directory().absolutePath()) == tmp_path
    QTest.mouseClick(dialog.cut.preview, Qt.MouseButton.LeftButton)
    assert len(dialog.findChildren(QFileDialog)) == 1
    picker.reject()
    assert "built-in engine" in dialog.free.label.text()


def test_the_language_is_switched_while_the_dialog_is_open(
    qtbot: QtBot, make: Make, long_clip: Path
) -> None:
    dialog, _ = make
    taken(qtbot, dialog, long_clip)
    language.use("zh_CN")
    dialog.retranslate()
    assert dialog.label.text() == "名称"


# All characters


@pytest.fixture
def library(qtbot: QtBot, window: QMainWindow, cast: Cast) -> LibraryDialog:
    """Return the dialog with all characters, open."""
    dialog = LibraryDialog(cast, window)
    opened(qtbot, dialog)
    return dialog


def shown(dialog: LibraryDialog) -> list[str]:
    """Return the names of the cards, in order."""
    return [item.character_name for item in dialog.model.items if isinstance(item, Job)]


def card(dialog: LibraryDialog, row: int) -> QPoint:
    """Return the middle of a card."""
    return dialog.grid.visualRect(dialog.model.index(row)).center()


def test_characters_are_found_and_used(library: LibraryDialog) -> None:
    used: list[Job] = []
    library.used.connect(used.append)
    assert shown(library) == ["Mika", "Captain Ole", "Robo"]
    assert library.search.hasFocus()
    QTest.keyClicks(library.search, "ole")
    assert shown(library) == ["Captain Ole"]
    QTest.keyClick(library.search, Qt.Key.Key_Return)
    assert used == [OLE]
    assert not library.isVisible()


def test_a_click_marks_a_card_and_a_double_click_uses_it(library: LibraryDialog) -> None:
    used: list[Job] = []
    library.used.connect(used.append)
    view = library.grid.viewport()
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=card(library, 1))
    assert library.chosen == OLE
    QTest.mouseClick(library.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "char-ole"
    assert library.note.text == "Copied."
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, pos=card(library, 1))
    assert used == [OLE]


def test_a_character_of_another_host_says_why_it_cannot_be_used(library: LibraryDialog) -> None:
    used: list[Job] = []
    library.used.connect(used.append)
    view = library.grid.viewport()
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=card(library, 2))
    assert library.chosen == ROBO
    assert not library.use.isEnabled()
    assert library.note.text == (
        "“Robo” can be used only with the built-in engine, where it was made."
    )
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, pos=card(library, 2))
    assert used == []


def test_a_removed_character_goes_and_the_others_stay(library: LibraryDialog, cast: Cast) -> None:
    removed: list[Job] = []
    library.removed.connect(removed.append)
    view = library.grid.viewport()
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=card(library, 1))
    library.grid.setFocus()
    QTest.keyClick(library.grid, Qt.Key.Key_Delete)
    assert removed == [OLE]
    cast.set_characters([MIKA, ROBO])
    assert shown(library) == ["Mika", "Robo"]


def test_without_any_character_it_is_said_what_one_is(library: LibraryDialog, cast: Cast) -> None:
    wanted: list[str] = []
    cast.make_wanted.connect(lambda: wanted.append("make"))
    cast.set_characters([])
    assert library.empty_words.isVisible()
    assert not library.use.isVisible()
    assert library.add.isVisible()
    QTest.mouseClick(library.empty_make, Qt.MouseButton.LeftButton)
    assert wanted == ["make"]
    cast.set_characters([MIKA])
    assert shown(library) == ["Mika"]
    QTest.keyClicks(library.search, "nobody at all")
    assert library.nobody.isVisible()
    assert not library.use.isEnabled()


def test_many_characters_fill_the_lines(library: LibraryDialog, cast: Cast) -> None:
    cast.set_characters([character(f"Actor {n}", f"char-{n}", seq=n) for n in range(200)])
    grid = library.grid
    first, second = (grid.visualRect(library.model.index(n)) for n in (0, 1))
    assert first.top() == second.top()
    assert first.right() < second.left()
    lines = {grid.visualRect(library.model.index(n)).top() for n in range(200)}
    assert len(lines) == -(-200 // (grid.viewport().width() // first.width()))
    grid.setFocus()
    QTest.keyClick(grid, Qt.Key.Key_End)
    assert library.chosen is not None
    assert library.chosen.character_name == "Actor 0"


# One from elsewhere


def test_name_and_id_are_asked_for(qtbot: QtBot, window: QMainWindow) -> None:
    added: list[tuple[str, str]] = []

    def check(name: str, character_id: str) -> None:
        made_elsewhere(name, character_id, Connection(HOST), "", 0.0)

    dialog = AddDialog("api.foxapi.cc", check, window)
    dialog.asked.connect(lambda *texts: added.append(texts))
    opened(qtbot, dialog)
    QTest.mouseClick(dialog.add, Qt.MouseButton.LeftButton)
    assert dialog.notes["name"].text == "“Name” is missing."
    assert dialog.notes["character_id"].text == "“Character ID” is missing."
    assert dialog.lines["name"].hasFocus()
    QTest.keyClicks(dialog.lines["name"], "Mika")
    assert dialog.notes["name"].text == ""
    QTest.keyClicks(dialog.lines["character_id"], "char 1")
    QTest.keyClick(dialog.lines["character_id"], Qt.Key.Key_Return)
    assert "no spaces" in dialog.notes["character_id"].text
    dialog.lines["character_id"].clear()
    QTest.keyClicks(dialog.lines["character_id"], "char-1")
    QTest.keyClick(dialog.lines["character_id"], Qt.Key.Key_Return)
    assert added == [("Mika", "char-1")]
    assert not dialog.isVisible()
