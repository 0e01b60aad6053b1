"""The storyboard's window: shots brought in, edited, moved, and sent as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QPaintEvent,
    QRegion,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from core.catalog import load_catalog
from core.storyboard import Shot, Storyboard
from tests.window.composing import CONTROL, COPY, Clock, picture
from ui import theme
from ui.background import Background
from ui.characters.cast import Cast
from ui.preparing import Preparing
from ui.storyboard.dialog import StoryboardDialog
from ui.storyboard.document import Document

ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ABC = Storyboard(shots=(Shot("one"), Shot("two"), Shot("three")))


@dataclass
class Board:
    """A storyboard's window, and what it asked for."""

    dialog: StoryboardDialog
    qtbot: QtBot
    clock: Clock
    folder: Path
    asked: list[Storyboard] = field(default_factory=list)
    kept: list[Storyboard] = field(default_factory=list)

    @property
    def shots(self) -> tuple[Shot, ...]:
        """The shots as they are now."""
        return self.dialog.document.shots

    @property
    def prompts(self) -> list[str]:
        """Their prompts."""
        return [shot.prompt for shot in self.shots]

    def click(self, widget: QWidget) -> None:
        """Click in the middle of ``widget``, which must be there to be clicked."""
        assert widget.isVisible(), widget
        assert widget.isEnabled(), widget
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    def row(self, index: int) -> QPoint:
        """Return the middle of a row's text."""
        view = self.dialog.view
        rect = view.visualRect(view.shots.index(index))
        return view.delegate.places(rect).text.center()

    def choose(self, index: int) -> None:
        """Click on a shot."""
        self.press(self.row(index))

    def press(
        self, at: QPoint, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Click somewhere in the list."""
        QTest.mouseMove(self.dialog.view.viewport(), at)
        QTest.mouseClick(self.dialog.view.viewport(), Qt.MouseButton.LeftButton, modifier, pos=at)

    def part(self, index: int, name: str) -> QPoint:
        """Return where a part of a row can be clicked."""
        view = self.dialog.view
        places = view.delegate.places(view.visualRect(view.shots.index(index)))
        if name == "link":
            return places.link.center()
        return places.buttons[("copy", "trash-2").index(name)].center()

    def key(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press a key where the focus is."""
        QTest.keyClick(QApplication.focusWidget() or self.dialog, key, modifier)

    def type(self, text: str) -> None:
        """Write into the prompt."""
        QTest.keyClicks(self.dialog.side.shot.prompt.edit, text)

    def drag(self, start: QPoint, end: QPoint) -> None:
        """Hold the mouse at one point of the list and let go at another."""
        port = self.dialog.view.viewport()
        QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=start)
        for step in range(1, 6):
            QTest.mouseMove(port, start + (end - start) * step / 5)
        QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=end)

    def drop(self, data: QMimeData, at: QPoint) -> None:
        """Drop ``data`` onto the list, as Qt reports it."""
        view = self.dialog.view
        buttons, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        entered = QDragEnterEvent(at, COPY, data, buttons, none)
        view.dragEnterEvent(entered)
        assert entered.isAccepted()
        view.dragMoveEvent(QDragMoveEvent(at, COPY, data, buttons, none))
        view.dropEvent(QDropEvent(QPointF(at), COPY, data, buttons, none))

    def until(self, there: Callable[[], object]) -> None:
        """Wait for something, as long as it takes."""
        self.qtbot.waitUntil(lambda: bool(there()), timeout=10_000)


def files(*paths: Path) -> QMimeData:
    """Return what a file manager drags."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


@pytest.fixture
def open_board(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[[Storyboard], Board]]:
    """Return what opens a storyboard's window."""
    theme.current().choose("dark")
    background = Background()

    def opened(board: Storyboard = ABC) -> Board:
        clock, document = Clock(), Document(load_catalog(), board)
        dialog = StoryboardDialog(document, background, tmp_path / "pasted", Cast(), clock=clock)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)  # qtbot closes it too
        qtbot.addWidget(dialog)
        made = Board(dialog, qtbot, clock, tmp_path)
        dialog.wanted.connect(made.asked.append)
        dialog.wanted_again.connect(made.asked.append)
        dialog.kept.connect(made.kept.append)
        with qtbot.waitActive(dialog):
            dialog.show()
            dialog.activateWindow()
        return made

    yield opened
    background.close()


def test_the_first_shot_is_written_at_once(open_board: Callable[..., Board]) -> None:
    board = open_board(Storyboard())
    assert not board.dialog.foot.button.isEnabled()
    board.click(board.dialog.empty.add)
    board.type("A fox")
    assert board.prompts == ["A fox"]
    assert board.dialog.foot.totals.said() == "1 shot · 4 s · price not known beforehand"
    assert board.dialog.foot.button.isEnabled()


def test_a_shot_is_edited_beside_the_list_and_can_be_undone(
    open_board: Callable[..., Board],
) -> None:
    board = open_board()
    board.choose(1)
    assert board.dialog.side.shot.prompt.text() == "two"
    board.dialog.side.shot.prompt.edit.selectAll()
    board.type("second")
    board.choose(2)
    board.type("!")
    assert board.prompts == ["one", "second", "three!"]
    board.click(board.dialog.toolbar.undo)
    assert board.prompts == ["one", "second", "three"]
    board.click(board.dialog.toolbar.undo)
    assert board.prompts == ["one", "two", "three"]
    board.click(board.dialog.toolbar.redo)
    assert board.prompts == ["one", "second", "three"]


def test_undo_in_a_prompt_never_brings_another_shot_s_words(
    open_board: Callable[..., Board],
) -> None:
    board = open_board()
    board.choose(0)
    board.choose(1)
    board.dialog.side.shot.focus_prompt()
    for _ in range(3):
        board.key(Qt.Key.Key_Z, CONTROL)
    assert board.prompts == ["one", "two", "three"]


def test_own_settings_differ_from_the_shared_ones_and_follow_them_else(
    open_board: Callable[..., Board],
) -> None:
    board = open_board()
    dialog = board.dialog
    board.choose(1)
    duration = dialog.side.shot.options.rows["duration"].control.choice.segments.buttons()
    board.click(next(each for each in duration if "8" in each.text()))
    assert [dict(shot.values) for shot in board.shots] == [{}, {"duration": 8}, {}]
    board.click(dialog.side.which.buttons()[1])
    shared = dialog.side.shared.options.rows["duration"].control.choice.segments.buttons()
    board.click(next(each for each in shared if "12" in each.text()))
    assert [dialog.document.values(n)["duration"] for n in range(3)] == [12, 8, 12]
    assert dialog.foot.totals.said().startswith("3 shots · 32 s")
    board.choose(1)
    board.click(dialog.side.shot.more)
    dialog.side.shot.reset.click()
    assert dialog.document.values(1)["duration"] == 12


def test_the_link_is_toggled_in_the_list_by_mouse_and_key(
    open_board: Callable[..., Board],
) -> None:
    board = open_board()
    board.press(board.part(1, "link"))
    assert [shot.continues for shot in board.shots] == [False, True, False]
    board.choose(2)
    board.key(Qt.Key.Key_L)
    assert board.shots[2].continues
    board.choose(0)
    board.key(Qt.Key.Key_L)
    board.press(board.part(0, "link"))
    assert not board.shots[0].continues
    board.press(board.part(1, "link"))
    assert [shot.continues for shot in board.shots] == [False, False, True]


def test_continuing_and_a_picture_exclude_each_other(
    open_board: Callable[..., Board], tmp_path: Path
) -> None:
    board = open_board(
        Storyboard(shots=(Shot("a"), Shot("b", image=str(picture(tmp_path / "fox.png")))))
    )
    board.choose(1)
    assert board.dialog.side.shot.frame.isVisible()
    board.click(board.dialog.side.shot.link)
    assert (board.shots[1].continues, board.shots[1].image) == (True, "")
    assert not board.dialog.side.shot.frame.isVisible()
    board.drop(files(tmp_path / "fox.png"), board.row(1))
    assert (board.shots[1].continues, board.shots[1].image) == (False, str(tmp_path / "fox.png"))
    assert board.dialog.side.shot.frame.isVisible()


def test_shots_are_moved_with_the_mouse(open_board: Callable[..., Board]) -> None:
    board = open_board()
    height = board.dialog.view.visualRect(board.dialog.view.shots.index(0)).height()
    board.drag(board.row(0), board.row(2) + QPoint(0, height // 3))
    assert board.prompts == ["two", "three", "one"]
    assert board.dialog.view.chosen() == [2]
    board.press(board.row(1), CONTROL)
    board.drag(board.row(1), board.row(0) - QPoint(0, height // 3))
    assert board.prompts == ["three", "one", "two"]
    assert board.dialog.view.chosen() == [0, 1]
    board.click(board.dialog.toolbar.undo)
    assert board.prompts == ["two", "three", "one"]


def test_a_move_can_be_given_up_with_esc(open_board: Callable[..., Board]) -> None:
    board = open_board()
    port = board.dialog.view.viewport()
    board.choose(0)
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=board.row(0))
    QTest.mouseMove(port, board.row(1))
    QTest.mouseMove(port, board.row(2))
    QTest.keyClick(board.dialog.view, Qt.Key.Key_Escape)
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=board.row(2))
    assert board.prompts == ["one", "two", "three"]
    assert board.dialog.isVisible()


def test_shots_are_moved_copied_and_deleted_by_keys(open_board: Callable[..., Board]) -> None:
    board = open_board()
    board.choose(0)
    board.key(Qt.Key.Key_Down, ALT)
    assert board.prompts == ["two", "one", "three"]
    board.key(Qt.Key.Key_Down, ALT)
    board.key(Qt.Key.Key_Down, ALT)
    assert board.prompts == ["two", "three", "one"]
    board.key(Qt.Key.Key_Up, ALT)
    assert board.prompts == ["two", "one", "three"]
    board.key(Qt.Key.Key_D, CONTROL)
    assert board.prompts == ["two", "one", "one", "three"]
    board.key(Qt.Key.Key_Delete)
    assert board.prompts == ["two", "one", "three"]
    board.key(Qt.Key.Key_Z, CONTROL)
    board.key(Qt.Key.Key_Z, CONTROL)
    assert board.prompts == ["two", "one", "three"]
    board.key(Qt.Key.Key_Z, CONTROL | SHIFT)
    assert board.prompts == ["two", "one", "one", "three"]


def test_the_buttons_of_a_row_copy_and_delete_it(open_board: Callable[..., Board]) -> None:
    board = open_board()
    board.press(board.part(0, "copy"))
    assert board.prompts == ["one", "one", "two", "three"]
    board.press(board.part(3, "trash-2"))
    assert board.prompts == ["one", "one", "two"]


def test_a_text_is_pasted_as_shots(open_board: Callable[..., Board]) -> None:
    board = open_board(Storyboard())
    QGuiApplication.clipboard().setText("1. A fox runs (8s)\n\n2. It sleeps")
    board.click(board.dialog.toolbar.paste)
    sheet = board.dialog.bringing.sheet
    assert sheet is not None
    board.until(lambda: sheet.add.text() == "Add 2 shots")
    sheet.edit.moveCursor(sheet.edit.textCursor().MoveOperation.End)
    for _ in range(2):
        QTest.keyClick(sheet.edit, Qt.Key.Key_Return)
    QTest.keyClicks(sheet.edit, "It wakes")
    board.until(lambda: sheet.add.text() == "Add 3 shots")
    board.click(sheet.add)
    assert board.prompts == ["A fox runs", "It sleeps", "It wakes"]
    assert board.dialog.document.values(0)["duration"] == 8
    assert board.dialog.foot.totals.said().startswith("3 shots · 16 s")


def test_a_table_a_folder_and_pictures_are_dropped(
    open_board: Callable[..., Board], tmp_path: Path
) -> None:
    board = open_board()
    table = tmp_path / "film.csv"
    table.write_text("prompt,continue\nfour,\nfive,yes\n", "utf-8")
    end = QPoint(200, board.dialog.view.viewport().height() - 4)
    board.drop(files(table), end)
    board.until(lambda: len(board.shots) == 5)
    assert board.prompts[3:] == ["four", "five"]
    assert board.shots[4].continues
    folder = tmp_path / "pictures"
    folder.mkdir()
    pictures = [picture(folder / f"{number}.png") for number in (10, 9)]
    board.drop(files(*pictures), board.row(0) - QPoint(0, 30))
    assert [Path(shot.image).name for shot in board.shots[:2]] == ["9.png", "10.png"]
    board.drop(files(folder), end)
    board.until(lambda: len(board.shots) == 9)
    board.drop(files(pictures[0]), board.row(3))
    assert board.shots[3].image == str(pictures[0])
    assert len(board.shots) == 9


def test_a_picture_is_pasted_onto_the_chosen_shot(open_board: Callable[..., Board]) -> None:
    board = open_board()
    board.choose(1)
    image = QImage(64, 36, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    QGuiApplication.clipboard().setImage(image)
    board.key(Qt.Key.Key_V, CONTROL)
    board.until(lambda: board.shots[1].image)
    assert Path(board.shots[1].image).parent == board.folder / "pasted"
    index = board.dialog.view.visualRect(board.dialog.view.shots.index(1))
    thumb = board.dialog.view.delegate.places(index).thumb.center()
    board.until(lambda: board.dialog.view.grab().toImage().pixelColor(thumb).red() > 200)


def test_a_table_that_cannot_be_understood_is_not_taken_and_says_why(
    open_board: Callable[..., Board], tmp_path: Path
) -> None:
    board = open_board()
    table = tmp_path / "film.csv"
    rows = "\n".join("x,many" for _ in range(9))
    table.write_text(f"prompt,takes\n{rows}\n", "utf-8")
    board.dialog.bringing.read(str(table))
    board.until(lambda: board.dialog.notice.isVisible())
    said = board.dialog.notice.said().splitlines()
    assert said[0] == "film.csv was not taken:"
    assert said[1] == "Line 2: “takes” must be a number."
    assert said[-1] == "… and 3 more"
    assert len(board.shots) == 3


def test_problems_stand_beside_the_shot_and_nothing_is_asked(
    open_board: Callable[..., Board],
) -> None:
    board = open_board(Storyboard(shots=(Shot("one"), Shot(""), Shot("x" * 20_001))))
    assert not board.dialog.document.seen_problems(2)  # nobody was about to send it yet
    board.click(board.dialog.foot.button)
    assert not board.asked
    assert board.dialog.foot.problem.said() == "Shots 2, 3 are not ready."
    assert board.dialog.view.chosen() == [1]
    assert "Write what the clip should show." in board.dialog.side.shot.prompt.problem.said()
    index = board.dialog.view.shots.index(2)
    assert "20001" in str(index.data(Qt.ItemDataRole.AccessibleTextRole)).replace(",", "")
    board.type("two")
    board.choose(2)
    board.dialog.side.shot.prompt.edit.selectAll()
    board.type("three")
    board.click(board.dialog.foot.button)
    assert [shot.prompt for shot in board.asked[0].shots] == ["one", "two", "three"]


def test_a_double_click_on_generate_all_asks_once(open_board: Callable[..., Board]) -> None:
    board = open_board()
    board.dialog.wanted.connect(lambda _: board.dialog.set_preparing(Preparing()))
    button = board.dialog.foot.button
    board.click(button)
    QTest.mouseDClick(button, Qt.MouseButton.LeftButton)
    QTest.mouseRelease(button, Qt.MouseButton.LeftButton)
    board.click(button)
    assert len(board.asked) == 1
    assert button.text() == "Preparing…"


def test_ctrl_return_asks_from_anywhere_and_a_held_key_asks_once(
    open_board: Callable[..., Board],
) -> None:
    board = open_board()
    board.dialog.wanted.connect(lambda _: board.dialog.set_preparing(Preparing()))
    board.dialog.side.shot.focus_prompt()
    board.key(Qt.Key.Key_Return, CONTROL)
    for _ in range(5):
        board.key(Qt.Key.Key_Return, CONTROL)
    assert len(board.asked) == 1
    board.dialog.set_preparing(None)
    board.dialog.view.setFocus()
    board.key(Qt.Key.Key_Return, CONTROL)
    assert len(board.asked) == 2


def test_the_question_whether_the_same_was_meant_takes_a_calm_answer(
    open_board: Callable[..., Board],
) -> None:
    board = open_board()
    board.dialog.ask_again()
    board.click(board.dialog.foot.again)
    assert not board.asked
    board.clock.now += 5
    board.click(board.dialog.foot.again)
    assert len(board.asked) == 1
    assert not board.dialog.foot.again.isVisible()


def test_what_it_costs_is_in_view_and_follows_the_shots(open_board: Callable[..., Board]) -> None:
    board = open_board()
    board.dialog.set_price(lambda *_: Decimal("0.8"), demo=False)
    assert board.dialog.foot.totals.said() == "3 shots · 12 s · about $2.40"
    board.choose(0)
    takes = board.dialog.side.shot.takes.buttons()
    board.click(takes[2])
    assert board.dialog.foot.totals.said() == "3 shots · 5 clips · 20 s · about $4.00"
    board.dialog.set_price(lambda *_: None, demo=True)
    assert board.dialog.foot.totals.said().endswith("the built-in engine costs nothing")


def test_the_board_is_kept_when_the_window_closes(open_board: Callable[..., Board]) -> None:
    board = open_board()
    board.choose(0)
    board.type("!")
    board.key(Qt.Key.Key_Escape)
    assert not board.dialog.isVisible()
    assert [shot.prompt for shot in board.kept[-1].shots] == ["one!", "two", "three"]


def painted(board: Board, act: Callable[[], object]) -> list[int]:
    """Return which of the rows in view are drawn because of what ``act`` does."""
    view, drawn = board.dialog.view, QRegion()

    class Watcher(QObject):
        def eventFilter(self, _: QObject, event: QEvent) -> bool:
            nonlocal drawn
            if isinstance(event, QPaintEvent):
                drawn += event.region()
            return False

    QApplication.processEvents()
    watcher = Watcher()
    view.viewport().installEventFilter(watcher)
    act()
    QApplication.processEvents()
    view.viewport().removeEventFilter(watcher)
    rows = range(len(board.shots))
    return [row for row in rows if drawn.intersects(view.visualRect(view.shots.index(row)))]


def test_only_the_rows_that_differ_are_drawn_anew(open_board: Callable[..., Board]) -> None:
    board = open_board(Storyboard(shots=tuple(Shot(word) for word in "abcde")))
    board.choose(2)
    board.dialog.side.shot.prompt.edit.setFocus()
    assert painted(board, lambda: board.type("!")) == [2]
    assert painted(board, lambda: board.dialog.document.edit(3, continues=True)) == [2, 3]
    assert painted(board, lambda: board.dialog.document.remove([4])) != []
    values = {**board.dialog.document.board.values, "duration": 12}
    shared = replace(board.dialog.document.board, values=values)
    assert painted(board, lambda: board.dialog.document.do(shared)) == [0, 1, 2, 3]
    board.dialog.document.edit(0, prompt="")
    assert 0 in painted(board, board.dialog.document.try_out)


def test_prices_that_are_others_are_shown_for_the_same_shots(
    open_board: Callable[..., Board],
) -> None:
    board = open_board()
    prices = [Decimal("0.4")]

    def price(*_: object) -> Decimal:
        return prices[0]

    board.dialog.set_price(price, demo=False)
    assert "$1.20" in board.dialog.foot.totals.said()
    prices[0] = Decimal("0.5")
    board.dialog.set_price(price, demo=False)
    assert "$1.50" in board.dialog.foot.totals.said()


def test_what_is_being_prepared_is_followed_and_stopped(open_board: Callable[..., Board]) -> None:
    board = open_board()
    preparing = Preparing()
    board.dialog.set_preparing(preparing)
    preparing.watch.at(0.5)
    foot = board.dialog.foot
    board.qtbot.waitUntil(lambda: foot.progress.value() == 500)
    assert foot.close_button.text() == "Stop"
    board.key(Qt.Key.Key_Escape)
    assert preparing.stopped
    assert board.dialog.isVisible()
    assert (foot.button.text(), foot.close_button.isEnabled()) == ("Stopping…", False)
    board.dialog.set_preparing(None)
    board.click(foot.close_button)
    assert not board.dialog.isVisible()


def test_the_words_of_a_box_take_one_line_where_they_fit(open_board: Callable[..., Board]) -> None:
    board = open_board()
    board.choose(1)
    row = board.dialog.side.shot.options.rows["delete_video"]
    board.qtbot.waitUntil(lambda: row.height() < 2 * row.fontMetrics().height())


def test_two_hundred_shots_are_chosen_and_edited_one_after_the_other(
    open_board: Callable[..., Board],
) -> None:
    shots = tuple(Shot(f"shot number {n}", continues=n % 3 > 0) for n in range(200))
    board = open_board(Storyboard(shots=shots))
    board.choose(0)
    for _ in range(30):
        board.key(Qt.Key.Key_Down)
    assert board.dialog.side.shot.index == 30
    board.type("!")
    assert board.prompts[30] == "shot number 30!"
    assert board.dialog.foot.totals.said().startswith("200 shots")
