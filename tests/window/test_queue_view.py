"""The list on the screen: pointer, keys, menus, dragging, and staying where one is."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QGuiApplication,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from core.catalog import load_catalog
from core.home import Home
from core.job import Fault, Job, State
from tests.queues import Shelf, job, many
from ui import theme
from ui.actions import Action, actions_for, label
from ui.queue import view as view_module
from ui.queue.delegate import Row, RowDelegate
from ui.queue.model import JobModel
from ui.queue.offers import MOST_LOOKED_INTO
from ui.queue.thumbnails import Thumbnails
from ui.queue.view import JobView

# The offscreen platform cannot raise a menu, and says so.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
DAY = 86400.0


@dataclass
class Listed:
    """A list on the screen, and what it stands on."""

    shelf: Shelf
    model: JobModel
    view: JobView
    delegate: RowDelegate

    def rect(self, each: Job) -> QRect:
        return self.view.visualRect(self.model.index(self.model.row_of(each.id), 0))

    def button(self, each: Job, action: Action) -> QPoint:
        """Return the middle of one of a row's buttons."""
        return dict(self.delegate.buttons(self.row(each.id), self.rect(each)))[action].center()

    def row(self, key: str) -> Row:
        """Return what is known of a row."""
        found = self.delegate.row(self.model.index(self.model.row_of(key), 0))
        assert found is not None
        return found

    def point_at(self, where: QPoint) -> None:
        """Move the pointer over the list."""
        QTest.mouseMove(self.view.viewport(), where)
        spot, screen = QPointF(where), QPointF(self.view.viewport().mapToGlobal(where))
        buttons = Qt.MouseButton.NoButton
        event = QMouseEvent(QEvent.Type.MouseMove, spot, screen, buttons, buttons, NONE)
        QApplication.sendEvent(self.view.viewport(), event)

    def click(self, where: QPoint, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.mouseClick(self.view.viewport(), LEFT, modifiers, where)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.view, key, modifiers)

    def menu_words(self) -> list[str]:
        menu = self.view.offers.menu
        assert menu is not None
        return [entry.text() for entry in menu.actions() if not entry.isSeparator()]


@pytest.fixture
def listed(qtbot: QtBot, home: Home) -> Iterator[Listed]:
    shelf = Shelf(home)
    found = show(qtbot, shelf)
    yield found
    shelf.close()


def show(qtbot: QtBot, shelf: Shelf) -> Listed:
    theme.current().choose("dark")
    model = JobModel(shelf.library, shelf.background)
    thumbnails = Thumbnails(shelf.background, shelf.home, lambda *_: None)
    delegate = RowDelegate(model, thumbnails, load_catalog(), model)
    view = JobView(model, delegate)
    thumbnails.ready.connect(view.repaint_job)
    view.kept = thumbnails  # type: ignore[attr-defined]
    qtbot.addWidget(view)
    shelf.tell = model.on_job
    view.resize(560, 600)
    with qtbot.waitSignal(model.listed):
        model.reload()
    with qtbot.waitExposed(view):
        view.show()
    return Listed(shelf, model, view, delegate)


def put(qtbot: QtBot, listed: Listed, *jobs: Job) -> list[Job]:
    """Add jobs whose files are there, and wait until their rows are."""
    clips = listed.shelf.home.clips
    clips.mkdir(exist_ok=True)
    here = []
    for each in jobs:
        if each.file:
            file = clips / f"{each.id}.mp4"
            file.touch()
            each = with_file(each, file)
        here.append(each)
    added = listed.shelf.add(*here)
    qtbot.waitUntil(lambda: all(listed.model.row_of(each.id) >= 0 for each in added))
    return added


def with_file(each: Job, file: Path) -> Job:
    from dataclasses import replace

    assert each.clip is not None
    return replace(each, clip=replace(each.clip, file=str(file)))


# The pointer


def test_a_click_chooses_a_row_and_tells_so(qtbot: QtBot, listed: Listed) -> None:
    one, two = put(qtbot, listed, job(), job(State.FAILED))
    with qtbot.waitSignal(listed.view.choice_changed):
        listed.click(listed.rect(one).center())
    assert listed.view.chosen_key() == one.id
    listed.click(listed.rect(two).center(), CTRL)
    assert listed.view.chosen_ids() == [two.id, one.id]
    assert listed.view.chosen_key() == two.id
    listed.click(listed.rect(two).center(), CTRL)
    assert listed.view.chosen_key() == one.id


def test_a_header_is_not_chosen_by_a_click(qtbot: QtBot, listed: Listed) -> None:
    (one,) = put(qtbot, listed, job())
    listed.click(listed.rect(one).center())
    listed.click(listed.view.visualRect(listed.model.index(0, 0)).center())
    assert listed.view.chosen_ids() == [one.id]


def test_a_button_under_the_pointer_acts_and_chooses_nothing(qtbot: QtBot, listed: Listed) -> None:
    one, _ = put(qtbot, listed, job(), job())
    listed.point_at(listed.rect(one).center())
    assert listed.delegate.hovered == one.id
    spot = listed.button(one, Action.SHOW)
    with qtbot.waitSignal(listed.view.acted) as acted:
        listed.click(spot)
    assert acted.args == [Action.SHOW, [one.id]]
    assert listed.view.chosen_ids() == []


def test_each_button_of_a_row_can_be_hit(qtbot: QtBot, listed: Listed) -> None:
    (failed,) = put(qtbot, listed, job(State.FAILED))
    for action in (Action.RETRY, Action.REUSE, Action.REMOVE):
        with qtbot.waitSignal(listed.view.acted) as acted:
            listed.click(listed.button(failed, action))
        assert acted.args == [action, [failed.id]]


def test_a_double_click_on_a_button_is_one_click(qtbot: QtBot, listed: Listed) -> None:
    (failed,) = put(qtbot, listed, job(State.FAILED))
    acted, opened = QSignalSpy(listed.view.acted), QSignalSpy(listed.view.opened)
    spot = listed.button(failed, Action.RETRY)
    listed.click(spot)
    QTest.mouseDClick(listed.view.viewport(), LEFT, NONE, spot)
    assert acted.count() == 1
    assert opened.count() == 0


def test_a_press_that_slides_off_does_nothing(qtbot: QtBot, listed: Listed) -> None:
    (failed,) = put(qtbot, listed, job(State.FAILED))
    acted = QSignalSpy(listed.view.acted)
    viewport = listed.view.viewport()
    QTest.mousePress(viewport, LEFT, NONE, listed.button(failed, Action.RETRY))
    QTest.mouseRelease(viewport, LEFT, NONE, listed.rect(failed).topLeft() + QPoint(20, 20))
    assert acted.count() == 0
    assert listed.delegate.pressed is None


def test_a_double_click_opens_a_job(qtbot: QtBot, listed: Listed) -> None:
    (one,) = put(qtbot, listed, job())
    with qtbot.waitSignal(listed.view.opened) as opened:
        QTest.mouseDClick(listed.view.viewport(), LEFT, NONE, listed.rect(one).center())
    assert opened.args == [one]


def test_the_pointer_leaves(qtbot: QtBot, listed: Listed) -> None:
    (one,) = put(qtbot, listed, job())
    listed.point_at(listed.button(one, Action.SHOW))
    assert listed.delegate.hot is Action.SHOW
    QApplication.sendEvent(listed.view.viewport(), QEvent(QEvent.Type.Leave))
    assert (listed.delegate.hovered, listed.delegate.hot) == ("", None)


def test_tool_tips_name_buttons_and_give_the_whole_prompt(qtbot: QtBot, listed: Listed) -> None:
    prompt = "<b>bold</b> " + "and long " * 40
    (one,) = put(qtbot, listed, job(prompt=prompt))
    assert "Show in folder (Ctrl+Shift+F)" in tool_tip(listed, listed.button(one, Action.SHOW))
    words = tool_tip(listed, listed.rect(one).topLeft() + QPoint(20, 20))
    assert "&lt;b&gt;bold" in words
    assert words.count("and long") == 40
    assert tool_tip(listed, QPoint(5, 590)) == ""


def tool_tip(listed: Listed, where: QPoint) -> str:
    listed.point_at(where)
    screen = listed.view.viewport().mapToGlobal(where)
    shown: list[str] = []
    original = QToolTip.showText
    try:
        QToolTip.showText = lambda _, words, *__: shown.append(words)  # type: ignore[method-assign, assignment]
        event = QHelpEvent(QEvent.Type.ToolTip, where, screen)
        QApplication.sendEvent(listed.view.viewport(), event)
    finally:
        QToolTip.showText = original  # type: ignore[method-assign]
    return "".join(shown)


# Keys


def test_arrows_skip_headers(qtbot: QtBot, listed: Listed) -> None:
    now = time.time()
    old, newer, new = put(qtbot, listed, *(job(created_at=now - ago * DAY) for ago in (2, 1, 0)))
    walked = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down):
        listed.press(key)
        walked.append(listed.view.chosen_key())
    assert walked == [new.id, newer.id, old.id, old.id]
    for key, expected in (
        (Qt.Key.Key_Up, newer),
        (Qt.Key.Key_Home, new),
        (Qt.Key.Key_Up, new),
        (Qt.Key.Key_End, old),
        (Qt.Key.Key_PageUp, new),
        (Qt.Key.Key_PageDown, old),
    ):
        listed.press(key)
        assert listed.view.chosen_key() == expected.id


def test_return_opens_what_is_chosen(qtbot: QtBot, listed: Listed) -> None:
    (one,) = put(qtbot, listed, job())
    listed.press(Qt.Key.Key_Down)
    with qtbot.waitSignal(listed.view.opened) as opened:
        listed.press(Qt.Key.Key_Return)
    assert opened.args == [one]


@pytest.mark.parametrize(
    ("state", "key", "modifiers", "action"),
    [
        (State.FAILED, Qt.Key.Key_Delete, NONE, Action.REMOVE),
        (State.FAILED, Qt.Key.Key_R, CTRL, Action.RETRY),
        (State.STOPPED, Qt.Key.Key_G, CTRL, Action.RESUME),
        (State.PROCESSING, Qt.Key.Key_Period, CTRL, Action.STOP),
        (State.COMPLETED, Qt.Key.Key_C, CTRL, Action.COPY_PROMPT),
        (State.COMPLETED, Qt.Key.Key_E, CTRL, Action.REUSE),
        (State.COMPLETED, Qt.Key.Key_F, CTRL | SHIFT, Action.SHOW),
    ],
)
def test_keys_act_on_what_is_chosen(
    qtbot: QtBot,
    listed: Listed,
    state: State,
    key: Qt.Key,
    modifiers: Qt.KeyboardModifier,
    action: Action,
) -> None:
    (one,) = put(qtbot, listed, job(state))
    activate(qtbot, listed)
    listed.press(Qt.Key.Key_Down)
    with qtbot.waitSignal(listed.view.acted) as acted:
        listed.press(key, modifiers)
    assert acted.args == [action, [one.id]]


def activate(qtbot: QtBot, listed: Listed) -> None:
    listed.view.activateWindow()
    listed.view.setFocus()
    qtbot.waitUntil(listed.view.hasFocus)


def test_a_held_key_pays_once(qtbot: QtBot, listed: Listed) -> None:
    put(qtbot, listed, job(State.FAILED))
    assert not any(action.autoRepeat() for action in listed.view.actions())


def test_a_held_key_that_nobody_marks_acts_once(qtbot: QtBot, listed: Listed) -> None:
    """X11 sends a release and a press of the same time for each repeat."""
    one, _ = put(qtbot, listed, job(), job())
    listed.view.choose(one.id)
    acted, opened = QSignalSpy(listed.view.acted), QSignalSpy(listed.view.opened)
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_Return):
        listed.press(key)
        for at in range(1000, 1200, 40):
            for kind in (QEvent.Type.KeyRelease, QEvent.Type.KeyPress):
                again = QKeyEvent(kind, key, NONE)
                again.setTimestamp(at)
                if kind is QEvent.Type.KeyPress:  # shortcuts come first
                    override = QKeyEvent(QEvent.Type.ShortcutOverride, key, NONE)
                    override.setTimestamp(at)
                    override.ignore()
                    QApplication.sendEvent(listed.view, override)
                    assert override.isAccepted()
                QApplication.sendEvent(listed.view, again)
    assert acted.count() == 1
    assert opened.count() == 1


def test_keys_do_nothing_that_makes_no_sense(qtbot: QtBot, listed: Listed) -> None:
    put(qtbot, listed, job(State.PROCESSING), job(State.UNCONFIRMED))
    activate(qtbot, listed)
    acted = QSignalSpy(listed.view.acted)
    for _ in range(2):
        listed.press(Qt.Key.Key_Down)
        listed.press(Qt.Key.Key_Delete)
        listed.press(Qt.Key.Key_R, CTRL)
    assert acted.count() == 0


def test_all_are_chosen_and_removed_together(qtbot: QtBot, listed: Listed) -> None:
    now = time.time()
    jobs = put(qtbot, listed, job(created_at=now - DAY), job(State.FAILED), job(State.STOPPED))
    activate(qtbot, listed)
    listed.press(Qt.Key.Key_A, CTRL)
    assert listed.view.chosen_ids() == [each.id for each in reversed(jobs)]
    with qtbot.waitSignal(listed.view.acted) as acted:
        listed.press(Qt.Key.Key_Delete)
    assert acted.args == [Action.REMOVE, [each.id for each in reversed(jobs)]]


def test_typing_letters_searches_nothing(qtbot: QtBot, listed: Listed) -> None:
    put(qtbot, listed, job(prompt="a fox"), job(prompt="zebra"))
    listed.press(Qt.Key.Key_A)
    assert listed.view.chosen_ids() == []


def test_the_ring_is_shown_for_keys_and_not_for_clicks(qtbot: QtBot, listed: Listed) -> None:
    (one,) = put(qtbot, listed, job())
    listed.view.clearFocus()
    listed.view.setFocus(Qt.FocusReason.TabFocusReason)
    assert listed.delegate.ringed
    assert listed.view.currentIndex().row() == listed.model.row_of(one.id)
    assert listed.view.chosen_ids() == []
    listed.click(listed.rect(one).center())
    assert not listed.delegate.ringed
    listed.press(Qt.Key.Key_Up)
    assert listed.delegate.ringed


# The menu


@pytest.mark.parametrize("state", State)
def test_the_menu_has_exactly_what_makes_sense(qtbot: QtBot, listed: Listed, state: State) -> None:
    (one,) = put(qtbot, listed, job(state))
    listed.view.choose(one.id)
    open_menu(listed, by_keys=True)
    assert listed.menu_words() == [label(action) for action in actions_for(one)]


def open_menu(listed: Listed, where: QPoint | None = None, *, by_keys: bool = False) -> None:
    reasons = QContextMenuEvent.Reason
    reason = reasons.Keyboard if by_keys else reasons.Mouse
    spot = where or QPoint(10, 10)
    event = QContextMenuEvent(reason, spot, listed.view.viewport().mapToGlobal(spot))
    QApplication.sendEvent(listed.view.viewport(), event)


def test_a_right_click_chooses_and_offers(qtbot: QtBot, listed: Listed) -> None:
    one, two = put(qtbot, listed, job(), job(State.FAILED))
    listed.view.choose(one.id)
    spot = listed.rect(two).center()
    QTest.mouseClick(listed.view.viewport(), Qt.MouseButton.RightButton, NONE, spot)
    open_menu(listed, spot)
    assert listed.view.chosen_ids() == [two.id]
    menu = listed.view.offers.menu
    assert menu is not None
    entry = next(each for each in menu.actions() if each.text() == label(Action.RETRY))
    with qtbot.waitSignal(listed.view.acted) as acted:
        entry.trigger()
    assert acted.args == [Action.RETRY, [two.id]]
    menu.close()


def test_no_menu_where_there_is_no_job(qtbot: QtBot, listed: Listed) -> None:
    put(qtbot, listed, job())
    open_menu(listed, listed.view.visualRect(listed.model.index(0, 0)).center())
    open_menu(listed, QPoint(100, 590))
    open_menu(listed, by_keys=True)
    assert listed.view.offers.menu is None


def test_the_menu_of_several_has_what_makes_sense_for_all(qtbot: QtBot, listed: Listed) -> None:
    put(qtbot, listed, job(), job(State.FAILED))
    listed.view.selectAll()
    listed.view.setCurrentIndex(listed.view.currentIndex())
    listed.view.selectAll()
    listed.view.offers.open_menu(QPoint(10, 10))
    assert listed.menu_words() == ["Copy prompt", "Copy task ID", "Remove from list"]


def test_the_menu_can_be_opened_by_shift_f10(qtbot: QtBot, listed: Listed) -> None:
    (one,) = put(qtbot, listed, job())
    listed.view.choose(one.id)
    listed.press(Qt.Key.Key_F10, SHIFT)
    assert listed.menu_words()[0] == "Show in folder"


def test_a_held_job_can_be_sent(qtbot: QtBot, listed: Listed) -> None:
    (one,) = put(qtbot, listed, job(State.WAITING))
    listed.model.set_held({one.id})
    with qtbot.waitSignal(listed.view.acted) as acted:
        listed.click(listed.button(one, Action.SEND))
    assert acted.args == [Action.SEND, [one.id]]


def test_a_clip_that_is_gone_can_be_fetched_again(qtbot: QtBot, listed: Listed) -> None:
    (one,) = put(qtbot, listed, job())
    listed.view.choose(one.id)
    Path(one.file).unlink()
    listed.view.kept.look_again()  # type: ignore[attr-defined]
    listed.view.viewport().repaint()
    words = listed.delegate.words
    qtbot.waitUntil(lambda: words(listed.row(one.id)).state == "File missing")
    open_menu(listed, by_keys=True)
    assert listed.menu_words()[0] == "Fetch again"


def test_very_many_can_only_be_removed(qtbot: QtBot, home: Home) -> None:
    shelf = Shelf(home, many(MOST_LOOKED_INTO + 10))
    listed = show(qtbot, shelf)
    listed.view.selectAll()
    listed.view.offers.open_menu(QPoint(10, 10))
    assert listed.menu_words() == ["Remove from list"]
    assert len(listed.view.chosen_ids()) == MOST_LOOKED_INTO + 10
    shelf.close()


def test_rows_that_were_never_seen_are_looked_into_before_they_are_acted_on(
    qtbot: QtBot, home: Home
) -> None:
    shelf = Shelf(home, many(500))
    listed = show(qtbot, shelf)
    listed.view.selectAll()
    with qtbot.waitSignal(listed.view.acted) as acted:
        listed.view.offers.act(Action.REMOVE)
    assert len(acted.args[1]) == 500
    shelf.close()


# Staying where one is


def test_rows_above_do_not_move_what_is_looked_at(qtbot: QtBot, home: Home) -> None:
    shelf = Shelf(home, many(300))
    listed = show(qtbot, shelf)
    bar = listed.view.verticalScrollBar()
    bar.setValue(1234)
    rows = listed.view.visible_rows()
    seen = listed.model.key_at(rows[3])
    listed.view.choose(seen)
    place = listed.view.rowViewportPosition(listed.model.row_of(seen))
    added = shelf.add(*(job(State.PROCESSING) for _ in range(5)))
    qtbot.waitUntil(lambda: listed.model.row_of(added[-1].id) >= 0)
    assert listed.view.rowViewportPosition(listed.model.row_of(seen)) == place
    assert listed.view.chosen_ids() == [seen]
    with qtbot.waitSignal(listed.model.listed):
        listed.model.reload()
    assert listed.view.rowViewportPosition(listed.model.row_of(seen)) == place
    assert listed.view.chosen_ids() == [seen]
    above = [listed.model.key_at(row) for row in range(1, 5)]
    for removed in shelf.ledger.change(above[0], State.PROCESSING, to=State.FAILED), None:
        if removed is not None:
            shelf.remove(removed)
    qtbot.waitUntil(lambda: listed.model.row_of(above[0]) < 0)
    assert listed.view.rowViewportPosition(listed.model.row_of(seen)) == place
    shelf.close()


def test_the_top_stays_the_top(qtbot: QtBot, listed: Listed) -> None:
    put(qtbot, listed, *(job() for _ in range(20)))
    assert listed.view.verticalScrollBar().value() == 0
    (new,) = put(qtbot, listed, job())
    assert listed.view.verticalScrollBar().value() == 0
    assert listed.view.rowAt(listed.rect(new).center().y()) == 1


def test_headers_are_lower_than_rows_wherever_they_come_from(qtbot: QtBot, listed: Listed) -> None:
    now = time.time()
    put(qtbot, listed, *(job(created_at=now - ago * DAY) for ago in (3, 3, 1)))
    put(qtbot, listed, job())
    with_header = [listed.view.rowHeight(row) for row in range(listed.model.rowCount())]
    header, row = listed.delegate.measures.header, listed.delegate.measures.row
    assert with_header == [header, row, header, row, header, row, row]
    with qtbot.waitSignal(listed.model.listed):
        listed.model.reload()
    assert with_header == [listed.view.rowHeight(row) for row in range(7)]


def test_a_larger_font_makes_higher_rows(qtbot: QtBot, listed: Listed) -> None:
    put(qtbot, listed, job())
    before = listed.view.rowHeight(1)
    listed.view.setStyleSheet("font-size: 26px")
    assert listed.view.rowHeight(1) > before + 20
    assert listed.view.rowHeight(0) > 40


def test_removing_the_chosen_job_chooses_its_neighbour(qtbot: QtBot, listed: Listed) -> None:
    one, two, three = put(qtbot, listed, job(), job(), job())
    listed.view.choose(two.id)
    listed.shelf.remove(two)
    qtbot.waitUntil(lambda: listed.model.row_of(two.id) < 0)
    assert listed.view.chosen_key() in (one.id, three.id)


# Dragging


def test_finished_rows_are_dragged_as_files(
    qtbot: QtBot, listed: Listed, monkeypatch: pytest.MonkeyPatch
) -> None:
    dragged: list[QMimeData] = []
    monkeypatch.setattr(QDrag, "exec", lambda drag, *_: dragged.append(drag.mimeData()))
    monkeypatch.setattr(QDrag, "setMimeData", keep_data(QDrag.setMimeData))
    done, _, other = put(qtbot, listed, job(), job(State.FAILED), job())
    listed.view.selectAll()
    listed.view.startDrag(Qt.DropAction.CopyAction)
    files = [url.toLocalFile() for url in dragged[0].urls()]
    assert sorted(files) == sorted([done.file, other.file])


def keep_data(original: Any) -> Any:
    def keep(drag: QDrag, data: QMimeData) -> None:
        drag.kept = data  # type: ignore[attr-defined]
        original(drag, data)

    return keep


def test_what_is_not_finished_is_not_dragged(
    qtbot: QtBot, listed: Listed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(view_module, "QDrag", None)
    put(qtbot, listed, job(State.FAILED), job(State.PROCESSING))
    listed.view.selectAll()
    listed.view.startDrag(Qt.DropAction.CopyAction)


# Painting


@pytest.mark.parametrize("theme_name", ["dark", "light"])
@pytest.mark.parametrize("width", [340, 560])
def test_every_state_is_painted(qtbot: QtBot, listed: Listed, theme_name: str, width: int) -> None:
    theme.current().choose(theme_name)
    listed.view.resize(width, 1200)
    stuck = job(State.DOWNLOADING, reason=Fault("disk_full", needs_person=True))
    added = put(qtbot, listed, *(job(state) for state in State), stuck, job(prompt="", model=""))
    listed.view.choose(added[3].id)
    listed.point_at(listed.rect(added[5]).center())
    listed.view.setFocus(Qt.FocusReason.TabFocusReason)
    image = painted(listed)
    ground = theme.current().color("surface").rgb()
    for each in added:
        rect = listed.rect(each)
        column = {image.pixel(x, rect.center().y()) for x in range(rect.width())}
        assert len(column) > 5, each.state
    assert image.pixel(width // 2, image.height() - 3) == ground


def painted(listed: Listed, scale: float = 1.0) -> QImage:
    """Return what the list looks like once every row is drawn."""
    viewport = listed.view.viewport()
    image = QImage(viewport.size() * scale, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    viewport.render(image)
    while listed.delegate.late:
        viewport.render(image)
    return image


def test_a_chosen_row_has_an_edge_in_the_accent(qtbot: QtBot, listed: Listed) -> None:
    (one,) = put(qtbot, listed, job())
    accent = theme.current().color("accent").rgb()
    ground = listed.delegate.measures.areas(listed.rect(one)).ground
    spot = QPoint(ground.left(), ground.center().y())
    assert painted(listed).pixel(spot) != accent
    listed.view.choose(one.id)
    assert painted(listed).pixel(spot) == accent


def test_a_row_that_is_not_read_yet_is_painted_quietly(qtbot: QtBot, home: Home) -> None:
    shelf = Shelf(home, many(200))
    listed = show(qtbot, shelf)
    bar = listed.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    last = listed.model.index(listed.model.rowCount() - 1, 0)
    assert listed.model.job_at(last) is None
    before = painted(listed)
    qtbot.waitUntil(lambda: listed.model.job_at(last) is not None)
    assert painted(listed) != before
    shelf.close()


def test_the_time_left_is_painted_each_second_only_while_it_is_seen(
    qtbot: QtBot, listed: Listed
) -> None:
    assert not listed.view._second.isActive()
    (one,) = put(qtbot, listed, job(State.PROCESSING, sent_at=time.time() - 30))
    qtbot.waitUntil(listed.view._second.isActive)
    failed = listed.shelf.change(one, to=State.FAILED)
    qtbot.waitUntil(lambda: listed.model.job(one.id) == failed)
    listed.view._second.timeout.emit()
    assert not listed.view._second.isActive()


def test_a_hidden_list_counts_nothing_down(qtbot: QtBot, listed: Listed) -> None:
    put(qtbot, listed, job(State.PROCESSING, sent_at=time.time() - 30))
    qtbot.waitUntil(listed.view._second.isActive)
    listed.view.hide()
    listed.view._second.timeout.emit()
    assert not listed.view._second.isActive()
    listed.view.show()
    qtbot.waitUntil(listed.view._second.isActive)


def test_progress_moves_and_then_rests(qtbot: QtBot, listed: Listed) -> None:
    (one,) = put(qtbot, listed, job(State.PROCESSING, progress=10))
    painted(listed)
    listed.shelf.change(one, progress=80)
    glide = listed.delegate.glide
    qtbot.waitUntil(lambda: glide.highest(f"{one.id} made") == 0.8)
    qtbot.waitUntil(lambda: not glide.moving)
    assert glide.value(f"{one.id} made", 0.8) == 0.8


def test_scrolling_moves_what_is_under_the_pointer(qtbot: QtBot, listed: Listed) -> None:
    put(qtbot, listed, *(job() for _ in range(30)))
    spot = QPointF(200, 300)
    wheel = QWheelEvent(
        spot,
        QPointF(listed.view.viewport().mapToGlobal(spot.toPoint())),
        QPoint(),
        QPoint(0, -240),
        Qt.MouseButton.NoButton,
        NONE,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(listed.view.viewport(), wheel)
    assert listed.view.verticalScrollBar().value() > 0


# What is read aloud


def test_rows_are_read_aloud_in_full(qtbot: QtBot, listed: Listed) -> None:
    (one,) = put(qtbot, listed, job(State.PROCESSING, sent_at=None))
    index = listed.model.index(listed.model.row_of(one.id), 0)
    words = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert words == f"{one.prompt}, Sora 2 Pro · 8 s · 16:9 · 720p, Generating, 40%"
    assert listed.view.accessibleName() == "Clips"
    assert QGuiApplication.focusWindow() is None or listed.view.focusPolicy()
