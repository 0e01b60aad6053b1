"""Queue and library as a person uses it: filters, search, banners, empty states."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from core import language
from core.catalog import load_catalog
from core.home import Home
from core.job import Job, State
from tests.queues import Shelf, job, many
from ui import theme
from ui.language import WindowLanguage
from ui.queue.panel import QueuePanel

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def shelf(home: Home) -> Iterator[Shelf]:
    made = Shelf(home)
    yield made
    made.close()


@pytest.fixture
def panel(qtbot: QtBot, shelf: Shelf) -> QueuePanel:
    return open_panel(qtbot, shelf)


def open_panel(qtbot: QtBot, shelf: Shelf) -> QueuePanel:
    theme.current().choose("dark")
    made = QueuePanel(shelf.library, shelf.background, shelf.home, load_catalog())
    qtbot.addWidget(made)
    shelf.tell = made.on_job
    made.resize(560, 700)
    qtbot.waitUntil(lambda: not made.model.reading and made.counts.known)
    with qtbot.waitExposed(made):
        made.show()
    return made


def ids(panel: QueuePanel) -> list[str]:
    rows = range(panel.model.rowCount())
    return [job_id for row in rows if (job_id := panel.model.key_at(row))]


def until(qtbot: QtBot, panel: QueuePanel, *jobs: Job) -> None:
    qtbot.waitUntil(lambda: ids(panel) == [each.id for each in jobs])


def click(button: QPushButton) -> None:
    QTest.mouseClick(button, LEFT)


# Filters and search


def test_the_filters_show_what_they_say(qtbot: QtBot, shelf: Shelf, panel: QueuePanel) -> None:
    states = (State.WAITING, State.PROCESSING, State.COMPLETED, State.FAILED)
    jobs = shelf.add(*(job(state) for state in (*states, State.UNCONFIRMED, State.STOPPED)))
    waiting, running, done, failed, unsure, stopped = jobs
    every, active, ready, bad = panel.heading.chips
    until(qtbot, panel, *jobs[::-1])
    for chip, expected in (
        (active, (running, waiting)),
        (ready, (done,)),
        (bad, (stopped, unsure, failed)),
        (every, jobs[::-1]),
    ):
        click(chip)
        until(qtbot, panel, *expected)
        assert chip.isChecked()


def test_the_counts_are_kept_live(qtbot: QtBot, shelf: Shelf, panel: QueuePanel) -> None:
    active = panel.heading.chips[1]
    assert active.text() == "Active"
    one, _ = shelf.add(job(State.PROCESSING), job(State.WAITING))
    qtbot.waitUntil(lambda: active.text() == "Active 2")
    assert panel.status.text() == "1 running · 1 waiting"
    shelf.change(one, to=State.FAILED)
    qtbot.waitUntil(lambda: active.text() == "Active 1")
    assert panel.status.text() == "1 waiting"
    assert panel.heading.chips[3].toolTip() == "Failed: 1"
    shelf.remove(shelf.ledger.jobs([State.FAILED])[0])
    qtbot.waitUntil(lambda: panel.heading.chips[3].toolTip() == "Failed: 0")


def test_progress_alone_counts_nothing_anew(qtbot: QtBot, shelf: Shelf, panel: QueuePanel) -> None:
    (one,) = shelf.add(job(State.PROCESSING, progress=1))
    qtbot.waitUntil(lambda: panel.heading.chips[1].text() == "Active 1")
    qtbot.waitUntil(lambda: not panel.counts._pause.isActive())
    for progress in (2, 3, 4):
        one = shelf.change(one, progress=progress)
    assert not panel.counts._pause.isActive()


def test_the_search_waits_for_the_last_key(qtbot: QtBot, shelf: Shelf, panel: QueuePanel) -> None:
    cat, fox = shelf.add(job(prompt="a cat"), job(prompt="a fox in the snow"))
    until(qtbot, panel, fox, cat)
    spy = QSignalSpy(panel.model.listed)
    QTest.keyClicks(panel.heading.search, "FOX")
    until(qtbot, panel, fox)
    assert spy.count() == 1
    panel.heading.search.clear()
    until(qtbot, panel, fox, cat)


def test_the_search_finds_task_ids(qtbot: QtBot, shelf: Shelf, panel: QueuePanel) -> None:
    _, two = shelf.add(job(), job(task_id="task-unified-175"))
    QTest.keyClicks(panel.heading.search, "task-unified")
    until(qtbot, panel, two)


@pytest.mark.parametrize("words", ["kling v3", "Kling V3 · text", "可灵", "KLING-V3-t"])
def test_the_search_finds_jobs_by_the_name_of_their_model(
    qtbot: QtBot, shelf: Shelf, panel: QueuePanel, words: str
) -> None:
    there, _ = shelf.add(job(model="kling-v3-text-to-video"), job())
    panel.heading.search.insert(words)  # as an input method does: no key is Chinese
    until(qtbot, panel, there)
    other, news = shelf.add(job(State.WAITING), job(State.WAITING, model="kling-v3-text-to-video"))
    until(qtbot, panel, news, there)
    assert panel.model.row_of(other.id) < 0
    assert "models" in panel.heading.search.toolTip()


def test_search_by_keys_alone(qtbot: QtBot, shelf: Shelf, panel: QueuePanel) -> None:
    cat, fox = shelf.add(job(prompt="a cat"), job(prompt="a fox"))
    until(qtbot, panel, fox, cat)
    panel.activateWindow()
    panel.view.setFocus()
    qtbot.waitUntil(panel.view.hasFocus)
    QTest.keyClick(panel.view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(panel.heading.search.hasFocus)
    QTest.keyClicks(panel.heading.search, "cat")
    QTest.keyClick(panel.heading.search, Qt.Key.Key_Return)
    until(qtbot, panel, cat)
    qtbot.waitUntil(panel.view.hasFocus)
    QTest.keyClick(panel.view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(panel.heading.search.hasFocus)
    assert panel.heading.search.selectedText() == "cat"
    QTest.keyClick(panel.heading.search, Qt.Key.Key_Escape)
    until(qtbot, panel, fox, cat)
    assert panel.heading.search.hasFocus()
    QTest.keyClick(panel.heading.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(panel.view.hasFocus)


def test_a_narrow_panel_has_the_search_on_a_line_of_its_own(
    qtbot: QtBot, panel: QueuePanel
) -> None:
    search, chip = panel.heading.search, panel.heading.chips[0]
    assert abs(search.geometry().center().y() - chip.geometry().center().y()) <= 2
    panel.resize(360, 700)
    qtbot.waitUntil(lambda: search.y() > chip.geometry().bottom())
    assert search.width() > 300
    panel.resize(560, 700)
    qtbot.waitUntil(lambda: search.y() < chip.geometry().bottom())


# Empty


def test_an_empty_library_says_what_will_be_here(panel: QueuePanel) -> None:
    assert panel.empty.isVisible()
    assert not panel.view.isVisible()
    assert not panel.empty.clear_button.isVisible()


def test_the_first_job_takes_the_place_of_the_words(
    qtbot: QtBot, shelf: Shelf, panel: QueuePanel
) -> None:
    (one,) = shelf.add(job())
    until(qtbot, panel, one)
    assert panel.view.isVisible()
    shelf.remove(one)
    until(qtbot, panel)
    assert panel.empty.isVisible()


def test_nothing_found_offers_everything(qtbot: QtBot, shelf: Shelf, panel: QueuePanel) -> None:
    (one,) = shelf.add(job())
    until(qtbot, panel, one)
    click(panel.heading.chips[3])
    QTest.keyClicks(panel.heading.search, "zebra")
    qtbot.waitUntil(panel.empty.clear_button.isVisible)
    click(panel.empty.clear_button)
    until(qtbot, panel, one)
    assert panel.heading.chips[0].isChecked()
    assert panel.heading.search.text() == ""
    assert panel.view.isVisible()


def test_nothing_flashes_before_the_list_is_read(qtbot: QtBot, home: Home) -> None:
    shelf = Shelf(home, many(5))
    panel = QueuePanel(shelf.library, shelf.background, home, load_catalog())
    qtbot.addWidget(panel)
    with qtbot.waitExposed(panel):
        panel.show()
    assert not panel.empty.isVisible()
    qtbot.waitUntil(lambda: panel.model.jobs == 5)
    shelf.close()


# What is chosen


def test_the_chosen_job_is_told_and_told_again_when_it_changes(
    qtbot: QtBot, shelf: Shelf, panel: QueuePanel
) -> None:
    one, two = shelf.add(job(State.PROCESSING, progress=1), job(State.PROCESSING))
    until(qtbot, panel, two, one)
    told: list[Any] = []
    panel.selected.connect(told.append)
    panel.select(one.id)
    assert told == [one]
    after = shelf.change(one, progress=50)
    qtbot.waitUntil(lambda: told[-1] == after)
    shelf.change(two, progress=60)
    qtbot.waitUntil(lambda: panel.model.job(two.id) != two)
    panel.view.clearSelection()
    assert told == [one, after, None]


def test_a_job_can_be_chosen_before_it_is_in_the_list(
    qtbot: QtBot, shelf: Shelf, panel: QueuePanel
) -> None:
    shelf.tell = lambda _: None
    (one,) = shelf.add(job())
    with qtbot.waitSignal(panel.selected) as selected:
        panel.select(one.id)
        panel.on_job(one)
    assert selected.args == [one]


def test_a_later_choice_of_a_person_stands(qtbot: QtBot, shelf: Shelf, panel: QueuePanel) -> None:
    one, two = shelf.add(job(), job())
    until(qtbot, panel, two, one)
    panel.select("not there yet")
    panel.select(one.id)
    panel.select(two.id)
    (late,) = shelf.add(job(id="not there yet"))
    until(qtbot, panel, late, two, one)
    assert panel.view.chosen_key() == two.id


def test_choosing_a_job_clears_what_would_hide_it(
    qtbot: QtBot, shelf: Shelf, panel: QueuePanel
) -> None:
    done, failed = shelf.add(job(), job(State.FAILED))
    click(panel.heading.chips[2])
    until(qtbot, panel, done)
    with qtbot.waitSignal(panel.selected) as selected:
        panel.select(failed.id)
    assert selected.args == [failed]
    assert panel.heading.chips[0].isChecked()


def test_a_watched_job_stays_in_view_when_it_leaves_the_filter(
    qtbot: QtBot, shelf: Shelf, panel: QueuePanel
) -> None:
    one, two = shelf.add(job(State.DOWNLOADING), job(State.PROCESSING))
    click(panel.heading.chips[1])
    until(qtbot, panel, two, one)
    panel.select(one.id)
    with qtbot.waitSignal(panel.selected) as selected:
        done = shelf.change(one, to=State.COMPLETED)
    assert selected.args == [done]
    assert ids(panel) == [two.id, one.id]
    panel.select(two.id)
    until(qtbot, panel, two)


def test_actions_and_openings_are_passed_on(qtbot: QtBot, shelf: Shelf, panel: QueuePanel) -> None:
    (one,) = shelf.add(job(State.FAILED))
    until(qtbot, panel, one)
    panel.select(one.id)
    with qtbot.waitSignal(panel.opened) as opened:
        QTest.keyClick(panel.view, Qt.Key.Key_Return)
    assert opened.args == [one]
    panel.activateWindow()
    panel.view.setFocus()
    qtbot.waitUntil(panel.view.hasFocus)
    with qtbot.waitSignal(panel.acted) as acted:
        QTest.keyClick(panel.view, Qt.Key.Key_Delete)
    assert acted.args[1] == [one.id]


def test_a_task_can_be_added(qtbot: QtBot, panel: QueuePanel) -> None:
    assert panel.heading.add_button.accessibleName() == "Add by task ID…"
    with qtbot.waitSignal(panel.add_task):
        QTest.mouseClick(panel.heading.add_button, LEFT)


# Banners


def test_held_jobs_are_offered_to_be_sent(qtbot: QtBot, shelf: Shelf, panel: QueuePanel) -> None:
    held = shelf.add(*(job(State.WAITING) for _ in range(3)))
    assert not panel.held.isVisible()
    panel.set_held({each.id for each in held}, "They may cost about $2.40 in all.")
    assert panel.held.isVisible()
    assert panel.held.send_button.text() == "Send 3"
    with qtbot.waitSignal(panel.send_held):
        click(panel.held.send_button)
    qtbot.waitUntil(lambda: panel.status.text() == "3 held")
    panel.set_held(set(), "")
    assert not panel.held.isVisible()


def test_kept_jobs_are_not_asked_about_again(qtbot: QtBot, shelf: Shelf, panel: QueuePanel) -> None:
    one, two = shelf.add(job(State.WAITING), job(State.WAITING))
    panel.set_held({one.id}, "")
    with qtbot.waitSignal(panel.keep_held):
        click(panel.held.keep_button)
    assert not panel.held.isVisible()
    panel.set_held({one.id}, "")
    assert not panel.held.isVisible()
    panel.set_held({one.id, two.id}, "")
    assert panel.held.isVisible()
    assert panel.held.send_button.text() == "Send 1"


def test_trouble_is_said_above_the_list(panel: QueuePanel) -> None:
    panel.set_trouble("The disk is full.")
    assert panel.trouble.isVisible()
    panel.set_trouble("")
    assert not panel.trouble.isVisible()


@pytest.mark.expected_logs("the list of jobs cannot be read")
def test_an_unreadable_list_is_said(qtbot: QtBot, shelf: Shelf, panel: QueuePanel) -> None:
    shelf.library.close()
    with qtbot.waitSignal(panel.model.went_wrong):
        panel.reload()
    assert panel.trouble.isVisible()


# Languages and accessibility


def test_everything_speaks_another_language_at_once(
    qtbot: QtBot, shelf: Shelf, panel: QueuePanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    (one,) = shelf.add(job(State.WAITING))
    until(qtbot, panel, one)
    panel.set_held({one.id}, "")
    qtbot.waitUntil(lambda: panel.status.text() == "1 held")
    spoken = WindowLanguage()

    def translated(_: str, source: str) -> str:
        return f"«{source}»"

    for module in ("ui.queue.heading", "ui.queue.banners", "ui.queue.panel", "ui.wording"):
        monkeypatch.setattr(f"{module}.translate", translated)
    spoken.use("zh_CN")
    try:
        qtbot.waitUntil(lambda: all("«" in text for text in texts(panel)))
    finally:
        spoken.use("en")
        language.use("en")


def texts(panel: QueuePanel) -> list[str]:
    return [
        *(chip.text() for chip in panel.heading.chips),
        panel.heading.search.placeholderText(),
        panel.heading.add_button.toolTip(),
        panel.held.send_button.text(),
        panel.held.keep_button.text(),
        panel.empty.clear_button.text(),
        panel.status.text(),
        panel.accessibleName(),
    ]


def test_every_control_has_a_name(panel: QueuePanel) -> None:
    for button in panel.findChildren(QPushButton):
        assert button.accessibleName() or button.text()
    assert panel.heading.search.accessibleName()
    assert panel.view.accessibleName()


def test_tab_goes_from_the_filters_to_the_list(
    qtbot: QtBot, shelf: Shelf, panel: QueuePanel
) -> None:
    (one,) = shelf.add(job())
    until(qtbot, panel, one)
    panel.activateWindow()
    panel.heading.chips[0].setFocus()
    qtbot.waitUntil(panel.heading.chips[0].hasFocus)
    order = []
    for _ in range(8):
        QTest.keyClick(panel.focusWidget(), Qt.Key.Key_Tab)
        order.append(panel.focusWidget())
        if panel.focusWidget() is panel.view:
            break
    wanted = [panel.heading.search, panel.heading.add_button, panel.view]
    assert [widget for widget in order if widget in wanted] == wanted


def test_ten_thousand_jobs_open_and_scroll(qtbot: QtBot, home: Home) -> None:
    shelf = Shelf(home, many(10_000, days=100))
    panel = open_panel(qtbot, shelf)
    assert panel.model.jobs == 10_000
    bar = panel.view.verticalScrollBar()
    for part in (4, 2, 1):
        bar.setValue(bar.maximum() // part)
        top = panel.view.visible_rows()[-1]
        qtbot.waitUntil(lambda row=top: panel.model.job_at(panel.model.index(row, 0)) is not None)
    QTest.keyClicks(panel.heading.search, "9999 golden")  # no id begins so
    qtbot.waitUntil(lambda: panel.model.jobs == 1)
    shelf.close()


def test_closing_while_things_are_read_is_quiet(qtbot: QtBot, home: Home) -> None:
    shelf = Shelf(home, many(500))
    panel = open_panel(qtbot, shelf)
    panel.view.verticalScrollBar().setValue(9000)
    panel.reload()
    shelf.add(job(created_at=time.time()))
    panel.close()
    shelf.close()
