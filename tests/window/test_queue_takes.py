"""The takes of a request in the list, as a person uses them: folding, keys, marks, filters."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.catalog import load_catalog
from core.home import Home
from core.job import Fault, Job, State
from tests.queues import Shelf, job, many
from ui import theme
from ui.actions import Action
from ui.queue.panel import QueuePanel
from ui.queue.rows import group_key, is_group

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
GROUP = group_key("b")
S = State


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
    QAbstractItemModelTester(
        made.model, QAbstractItemModelTester.FailureReportingMode.Warning, made
    )
    qtbot.addWidget(made)
    shelf.tell = made.on_job
    made.resize(560, 900)
    qtbot.waitUntil(lambda: not made.model.reading and made.counts.known)
    with qtbot.waitExposed(made):
        made.show()
    made.view.setFocus()
    return made


def takes(*states: State, batch: str = "b", **changes: Any) -> list[Job]:
    return [job(each, batch=batch, take=n, **changes) for n, each in enumerate(states, 1)]


def add(qtbot: QtBot, shelf: Shelf, panel: QueuePanel, jobs: list[Job]) -> list[Job]:
    """Write jobs whose files are there, and wait until they are shown."""
    here = []
    shelf.home.clips.mkdir(exist_ok=True)
    for each in jobs:
        if each.clip is not None:
            file = shelf.home.clips / f"{each.id}.mp4"
            file.touch()
            each = replace(each, clip=replace(each.clip, file=str(file)))
        here.append(each)
    added = shelf.add(*here)
    qtbot.waitUntil(lambda: all(panel.model.row_of(each.id) >= 0 for each in added))
    return added


def keys(panel: QueuePanel) -> list[str]:
    rows = range(panel.model.rowCount())
    return [key for row in rows if (key := panel.model.key_at(row))]


def rect(panel: QueuePanel, key: str) -> QRect:
    return panel.view.visualRect(panel.model.index(panel.model.row_of(key), 0))


def chip(panel: QueuePanel, key: str) -> QPoint:
    """Return the middle of the number of takes."""
    row = panel.delegate.row(panel.model.index(panel.model.row_of(key), 0))
    assert row is not None
    words = panel.delegate.words(row)
    found = panel.delegate.rows.chip_rect(rect(panel, key), words, row.kind)
    assert not found.isEmpty()
    return found.center()


def click(panel: QueuePanel, where: QPoint, modifiers: Qt.KeyboardModifier = NONE) -> None:
    QTest.mouseClick(panel.view.viewport(), LEFT, modifiers, where)


def press(panel: QueuePanel, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(panel.view, key, modifiers)


def activate(qtbot: QtBot, panel: QueuePanel) -> None:
    """Give the list the focus: its keys are for it alone."""
    panel.activateWindow()
    panel.view.setFocus()
    qtbot.waitUntil(panel.view.hasFocus)


# Folding


def test_the_takes_of_a_request_are_one_row(qtbot: QtBot, shelf: Shelf, panel: QueuePanel) -> None:
    (alone,) = add(qtbot, shelf, panel, [job()])
    four = add(qtbot, shelf, panel, takes(*[S.COMPLETED] * 2, S.PROCESSING, S.WAITING))
    assert keys(panel) == [GROUP, alone.id]
    assert panel.model.jobs == 5
    words = panel.delegate.words(panel.delegate.row(panel.model.index(1, 0)))  # type: ignore[arg-type]
    assert words.takes == "4 takes"
    assert words.line.startswith("Sora 2 Pro · ")
    assert words.tally == (("check", "good", "2"),)
    assert all(panel.model.row_of(each.id) == 1 for each in four)


def test_the_chip_unfolds_and_folds_and_chooses_nothing(
    qtbot: QtBot, shelf: Shelf, panel: QueuePanel
) -> None:
    two = add(qtbot, shelf, panel, takes(S.COMPLETED, S.COMPLETED))
    opened = QSignalSpy(panel.view.opened)
    click(panel, chip(panel, GROUP))
    assert keys(panel) == [GROUP, two[0].id, two[1].id]
    measures = panel.delegate.measures
    heights = [panel.view.rowHeight(row) for row in range(4)]
    assert heights == [measures.header, measures.row, measures.take_row, measures.take_row]
    click(panel, chip(panel, GROUP))
    assert keys(panel) == [GROUP]
    assert panel.view.chosen_keys() == []
    assert opened.count() == 0


def test_arrows_unfold_go_in_go_out_and_fold(qtbot: QtBot, shelf: Shelf, panel: QueuePanel) -> None:
    two = add(qtbot, shelf, panel, takes(S.COMPLETED, S.COMPLETED))
    panel.view.choose(GROUP)
    walked = []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Left):
        press(panel, key)
        walked.append((panel.view.chosen_key(), len(keys(panel))))
    assert walked == [(GROUP, 3), (two[0].id, 3), (GROUP, 3), (GROUP, 1)]
    press(panel, Qt.Key.Key_Left)
    assert keys(panel) == [GROUP]


def test_folding_takes_the_choice_along(qtbot: QtBot, shelf: Shelf, panel: QueuePanel) -> None:
    _, second = add(qtbot, shelf, panel, takes(S.COMPLETED, S.COMPLETED))
    panel.select(second.id)
    assert panel.view.chosen_key() == second.id, "a take that is folded away is shown"
    click(panel, chip(panel, GROUP))
    assert panel.view.chosen_keys() == [GROUP]


def test_a_double_click_opens_the_face(qtbot: QtBot, shelf: Shelf, panel: QueuePanel) -> None:
    _, second = add(qtbot, shelf, panel, takes(S.PROCESSING, S.COMPLETED))
    middle = rect(panel, GROUP).center() - QPoint(0, 20)
    with qtbot.waitSignal(panel.view.opened) as opened:
        QTest.mouseDClick(panel.view.viewport(), LEFT, NONE, middle)
    assert opened.args == [second]
    panel.view.choose(GROUP)
    with qtbot.waitSignal(panel.view.opened) as opened:
        press(panel, Qt.Key.Key_Return)
    assert opened.args == [second]


def test_what_is_unfolded_stays_so_when_the_list_is_read_anew(
    qtbot: QtBot, shelf: Shelf, panel: QueuePanel
) -> None:
    two = add(qtbot, shelf, panel, takes(S.COMPLETED, S.COMPLETED))
    panel.view.choose(two[1].id)
    with qtbot.waitSignal(panel.model.listed):
        panel.reload()
    assert keys(panel) == [GROUP, two[0].id, two[1].id]
    assert panel.view.chosen_keys() == [two[1].id]
    assert panel.view.rowHeight(2) == panel.delegate.measures.take_row


def test_new_takes_are_shown_folded_and_chosen_together(
    qtbot: QtBot, shelf: Shelf, panel: QueuePanel
) -> None:
    added = add(qtbot, shelf, panel, takes(*[S.WAITING] * 4))
    panel.select_new(added)
    assert panel.view.chosen_keys() == [GROUP]
    (one,) = add(qtbot, shelf, panel, [job(S.WAITING)])
    panel.select_new([one])
    assert panel.view.chosen_keys() == [one.id]


def test_takes_that_are_not_in_the_list_yet_are_chosen_once_they_are(
    qtbot: QtBot, shelf: Shelf, panel: QueuePanel
) -> None:
    added = shelf.ledger.add(takes(S.WAITING, S.WAITING))
    panel.select_new(added)
    for each in added:
        panel.on_job(each)
    qtbot.waitUntil(lambda: panel.view.chosen_keys() == [GROUP])


def test_a_take_that_is_asked_for_again_is_shown_with_the_others(
    qtbot: QtBot, shelf: Shelf, panel: QueuePanel
) -> None:
    first, failed = add(qtbot, shelf, panel, takes(S.COMPLETED, S.FAILED))
    (other,) = add(qtbot, shelf, panel, [job()])
    again = job(S.WAITING, batch="b", take=2, retry_of=failed.id)
    (again,) = add(qtbot, shelf, panel, [again])
    panel.select(again.id)
    assert keys(panel) == [other.id, GROUP, first.id, failed.id, again.id]
    assert panel.view.chosen_keys() == [again.id]


def test_removing_takes_turns_the_group_into_a_row_like_any_other(
    qtbot: QtBot, shelf: Shelf, panel: QueuePanel
) -> None:
    one, two, three = add(qtbot, shelf, panel, takes(*[S.COMPLETED] * 3))
    panel.view.choose(GROUP)
    shelf.remove(one)
    qtbot.waitUntil(lambda: panel.model.jobs == 2)
    assert keys(panel) == [GROUP]
    shelf.remove(two)
    qtbot.waitUntil(lambda: panel.model.jobs == 1)
    assert keys(panel) == [three.id]
    assert panel.view.chosen_keys() == [three.id]
    for each in shelf.ledger.restore([one.id]):
        panel.on_job(each)
    qtbot.waitUntil(lambda: keys(panel) == [GROUP])


# The mark of a group


def colors_of_mark(panel: QueuePanel, key: str) -> set[str]:
    """Return which of the states' colours are painted at the right of a row, by their hues."""
    state = panel.delegate.measures.areas(rect(panel, key)).state
    image = panel.view.viewport().grab(state).toImage()
    places = itertools.product(range(image.width()), range(image.height()))
    strong = [c.hue() for x, y in places if (c := image.pixelColor(x, y)).hsvSaturation() > 90]
    hues = {tone: theme.current().color(tone).hue() for tone in ("good", "bad", "warning")}
    return {tone for tone, hue in hues.items() if any(abs(hue - each) < 8 for each in strong)}


@pytest.mark.parametrize("name", ["dark", "light"])
def test_the_mark_of_takes_tells_the_truth_of_the_mix(
    qtbot: QtBot, shelf: Shelf, panel: QueuePanel, name: str
) -> None:
    theme.current().choose(name)  # type: ignore[arg-type]
    ends = {
        "done": ([S.COMPLETED, S.COMPLETED], {"good"}),
        "some": ([S.COMPLETED, S.FAILED, S.FAILED, S.FAILED], {"good", "bad"}),
        "none": ([S.FAILED, S.FAILED], {"bad"}),
        "made": ([S.PROCESSING, S.FAILED], {"bad"}),
        "lost": ([S.COMPLETED, S.UNCONFIRMED], {"good", "warning"}),
    }
    for batch, (states, _) in ends.items():
        add(qtbot, shelf, panel, takes(*states, batch=batch))
    painted = {batch: colors_of_mark(panel, group_key(batch)) for batch in ends}
    assert painted == {batch: colors for batch, (_, colors) in ends.items()}
    row = panel.model.index(panel.model.row_of(group_key("some")), 0)
    assert ", 3 failed, 1 ready, " in row.data(Qt.ItemDataRole.AccessibleTextRole)


def test_the_mark_follows_what_becomes_of_the_takes(
    qtbot: QtBot, shelf: Shelf, panel: QueuePanel
) -> None:
    _, running = add(qtbot, shelf, panel, takes(S.COMPLETED, S.PROCESSING))
    failed = shelf.change(running, to=S.FAILED)
    qtbot.waitUntil(lambda: panel.model.job(failed.id) == failed)
    assert colors_of_mark(panel, GROUP) == {"good", "bad"}
    add(qtbot, shelf, panel, [job(batch="b", take=2, retry_of=failed.id)])
    qtbot.waitUntil(lambda: colors_of_mark(panel, GROUP) == {"good"})


def test_the_tool_tip_of_a_mix_names_the_model_and_says_why(
    qtbot: QtBot, shelf: Shelf, panel: QueuePanel
) -> None:
    why = Fault("task_failed", code="content_policy_violation")
    add(qtbot, shelf, panel, [*takes(S.COMPLETED), job(S.FAILED, batch="b", take=2, error=why)])
    words = panel.view.pointer.tool_tip(rect(panel, GROUP).center() - QPoint(0, 25))
    assert "<p>Sora 2 Pro · 8 s · 16:9 · 720p</p><p>1 ready · 1 failed</p>" in words
    assert "<p>The provider&#x27;s content rules refused this.</p>" in words


# Acting on a group


def test_a_key_acts_on_all_takes_that_it_makes_sense_for(
    qtbot: QtBot, shelf: Shelf, panel: QueuePanel
) -> None:
    _, second, third = add(qtbot, shelf, panel, takes(S.COMPLETED, S.PROCESSING, S.WAITING))
    activate(qtbot, panel)
    panel.view.choose(GROUP)
    with qtbot.waitSignal(panel.view.acted) as acted:
        press(panel, Qt.Key.Key_Period, CTRL)
    assert acted.args == [Action.STOP, [second.id, third.id]]


def test_a_whole_group_is_removed(qtbot: QtBot, shelf: Shelf, panel: QueuePanel) -> None:
    two = add(qtbot, shelf, panel, takes(S.COMPLETED, S.FAILED))
    activate(qtbot, panel)
    panel.view.choose(GROUP)
    with qtbot.waitSignal(panel.view.acted) as acted:
        press(panel, Qt.Key.Key_Delete)
    assert acted.args == [Action.REMOVE, [each.id for each in two]]


def test_a_button_of_a_group_acts_on_its_takes(
    qtbot: QtBot, shelf: Shelf, panel: QueuePanel
) -> None:
    _, failed = add(qtbot, shelf, panel, takes(S.COMPLETED, S.FAILED))
    row = panel.delegate.row(panel.model.index(panel.model.row_of(GROUP), 0))
    assert row is not None
    spot = dict(panel.delegate.buttons(row, rect(panel, GROUP)))[Action.RETRY].center()
    with qtbot.waitSignal(panel.view.acted) as acted:
        click(panel, spot)
    assert acted.args == [Action.RETRY, [failed.id]]


def test_everything_chosen_names_each_job_once(
    qtbot: QtBot, shelf: Shelf, panel: QueuePanel
) -> None:
    two = add(qtbot, shelf, panel, takes(S.COMPLETED, S.FAILED))
    panel.view.set_unfolded(GROUP, True)
    activate(qtbot, panel)
    press(panel, Qt.Key.Key_A, CTRL)
    assert panel.view.chosen_keys() == [GROUP, two[0].id, two[1].id]
    assert panel.view.chosen_ids() == [each.id for each in two]


# Marks


@pytest.mark.parametrize(
    ("key", "action"), [(Qt.Key.Key_S, Action.STAR), (Qt.Key.Key_X, Action.REJECT)]
)
def test_a_letter_marks_the_face_of_a_group(
    qtbot: QtBot, shelf: Shelf, panel: QueuePanel, key: Qt.Key, action: Action
) -> None:
    first, _ = add(qtbot, shelf, panel, takes(S.COMPLETED, S.COMPLETED))
    activate(qtbot, panel)
    panel.view.choose(GROUP)
    with qtbot.waitSignal(panel.view.acted) as acted:
        press(panel, key)
    assert acted.args == [action, [first.id]]


def test_letters_typed_into_the_search_mark_nothing(
    qtbot: QtBot, shelf: Shelf, panel: QueuePanel
) -> None:
    (one,) = add(qtbot, shelf, panel, [job(prompt="sxc")])
    activate(qtbot, panel)
    panel.view.choose(one.id)
    acted = QSignalSpy(panel.view.acted)
    panel.heading.search.setFocus()
    QTest.keyClicks(panel.heading.search, "sxc")
    assert panel.heading.search.text() == "sxc"
    assert acted.count() == 0


def test_several_clips_are_marked_together(qtbot: QtBot, shelf: Shelf, panel: QueuePanel) -> None:
    one, two = add(qtbot, shelf, panel, [job(), job()])
    activate(qtbot, panel)
    click(panel, rect(panel, one.id).center())
    click(panel, rect(panel, two.id).center(), CTRL)
    with qtbot.waitSignal(panel.view.acted) as acted:
        press(panel, Qt.Key.Key_S)
    assert acted.args == [Action.STAR, [two.id, one.id]]


def test_a_star_changes_the_face_and_what_the_stage_shows(
    qtbot: QtBot, shelf: Shelf, panel: QueuePanel
) -> None:
    first, second = add(qtbot, shelf, panel, takes(S.COMPLETED, S.COMPLETED))
    panel.view.choose(GROUP)
    qtbot.waitUntil(lambda: panel._selected is not None and panel._selected.id == first.id)
    with qtbot.waitSignal(panel.selected) as told:
        for each in shelf.ledger.set_mark([second.id], "star"):
            panel.on_job(each)
    assert told.args[0].id == second.id
    assert panel.view.chosen_keys() == [GROUP]


def test_a_mark_is_seen_by_its_shape_and_read_aloud(
    qtbot: QtBot, shelf: Shelf, panel: QueuePanel
) -> None:
    (one,) = add(qtbot, shelf, panel, [job()])
    thumb = panel.delegate.measures.areas(rect(panel, one.id)).thumb
    before = panel.view.viewport().grab(thumb).toImage()
    seen = [before]
    for mark in ("star", "reject"):
        for each in shelf.ledger.set_mark([one.id], mark):
            panel.on_job(each)
        qtbot.waitUntil(lambda mark=mark: panel.model.job(one.id).mark == mark)  # type: ignore[union-attr]
        seen.append(panel.view.viewport().grab(thumb).toImage())
        words = panel.model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        assert words.endswith("starred" if mark == "star" else "rejected")
    assert seen[0] != seen[1] != seen[2] != seen[0]


def test_hover_offers_a_star_and_its_tool_tip_names_the_key(
    qtbot: QtBot, shelf: Shelf, panel: QueuePanel
) -> None:
    (one,) = add(qtbot, shelf, panel, [job()])
    row = panel.delegate.row(panel.model.index(1, 0))
    assert row is not None
    spot = dict(panel.delegate.buttons(row, rect(panel, one.id)))[Action.STAR].center()
    panel.view.pointer.move(spot)
    assert panel.view.pointer.tool_tip(spot) == "Star (S)"
    with qtbot.waitSignal(panel.view.acted) as acted:
        click(panel, spot)
    assert acted.args == [Action.STAR, [one.id]]


def test_two_chosen_clips_are_compared_by_key(
    qtbot: QtBot, shelf: Shelf, panel: QueuePanel
) -> None:
    one, two = add(qtbot, shelf, panel, [job(), job()])
    activate(qtbot, panel)
    panel.view.selectAll()
    with qtbot.waitSignal(panel.view.acted) as acted:
        press(panel, Qt.Key.Key_C)
    assert acted.args == [Action.COMPARE, [two.id, one.id]]


# Filters


def test_only_fitting_takes_are_shown(qtbot: QtBot, shelf: Shelf, panel: QueuePanel) -> None:
    done, running, other = add(qtbot, shelf, panel, takes(S.COMPLETED, S.PROCESSING, S.PROCESSING))
    active, finished = panel.heading.chips[1:3]
    QTest.mouseClick(finished, LEFT)
    qtbot.waitUntil(lambda: keys(panel) == [done.id])
    QTest.mouseClick(active, LEFT)
    qtbot.waitUntil(lambda: keys(panel) == [GROUP])
    assert panel.model.ids_of(GROUP) == (running.id, other.id)
    shelf.change(running, to=S.FAILED)
    qtbot.waitUntil(lambda: keys(panel) == [other.id])


def test_the_star_filters_and_follows_what_is_marked(
    qtbot: QtBot, shelf: Shelf, panel: QueuePanel
) -> None:
    one, two, _ = add(qtbot, shelf, panel, [job(mark="star"), job(), job(S.FAILED)])
    assert panel.heading.starred.accessibleName() == "With a star"
    QTest.mouseClick(panel.heading.starred, LEFT)
    qtbot.waitUntil(lambda: keys(panel) == [one.id])
    for each in shelf.ledger.set_mark([two.id], "star"):
        panel.on_job(each)
    qtbot.waitUntil(lambda: keys(panel) == [two.id, one.id])
    for each in shelf.ledger.set_mark([one.id], ""):
        panel.on_job(each)
    qtbot.waitUntil(lambda: keys(panel) == [two.id])
    QTest.mouseClick(panel.heading.chips[0], LEFT)
    qtbot.waitUntil(lambda: len(keys(panel)) == 3)


def test_nothing_with_a_star_is_said(qtbot: QtBot, shelf: Shelf, panel: QueuePanel) -> None:
    (one,) = add(qtbot, shelf, panel, [job()])
    QTest.mouseClick(panel.heading.starred, LEFT)
    qtbot.waitUntil(lambda: panel._pages.currentWidget() is panel.empty)
    QTest.mouseClick(panel.empty.clear_button, LEFT)
    qtbot.waitUntil(lambda: keys(panel) == [one.id])
    assert panel.heading.chips[0].isChecked()


# Very many


def test_a_change_repaints_its_take_and_its_group_and_nothing_else(
    qtbot: QtBot, shelf: Shelf, panel: QueuePanel
) -> None:
    one, two = add(qtbot, shelf, panel, takes(S.PROCESSING, S.PROCESSING))
    add(qtbot, shelf, panel, [job(), job()])
    panel.view.set_unfolded(GROUP, True)
    qtbot.waitUntil(lambda: not panel.model._news.waiting)
    spy = QSignalSpy(panel.model.dataChanged)
    changed = shelf.change(two, progress=99)
    qtbot.waitUntil(lambda: panel.model.job(two.id) == changed)
    rows = {(spy.at(n)[0].row(), spy.at(n)[1].row()) for n in range(spy.count())}
    expected = {panel.model.row_of(GROUP), panel.model.row_of(two.id)}
    assert rows == {(row, row) for row in expected}
    assert panel.model.row_of(one.id) not in expected


def test_ten_thousand_jobs_in_groups_are_right_after_many_changes(qtbot: QtBot, home: Home) -> None:
    jobs = [
        replace(each, batch=f"b{n // 4}" if n % 3 else "", take=n % 4 + 1)
        for n, each in enumerate(many(10_000, days=100))
    ]
    shelf = Shelf(home, jobs)
    panel = QueuePanel(shelf.library, shelf.background, shelf.home, load_catalog())
    qtbot.addWidget(panel)
    shelf.tell = panel.on_job
    panel.resize(560, 900)
    qtbot.waitUntil(lambda: panel.model.jobs == 10_000)
    panel.show()
    opened = [key for key in keys(panel) if is_group(key)][:400:7]
    for key in opened:
        panel.view.set_unfolded(key, True)
    shelf.add(*takes(*[S.PROCESSING] * 4, batch="new"))
    gone = [entry.id for entry in shelf.library.entries()[50:3000:100]]
    for removed in shelf.ledger.remove(gone):
        panel.on_job(removed)
    qtbot.waitUntil(lambda: panel.model.jobs == 10_004 - len(gone))
    shown = keys(panel)
    with qtbot.waitSignal(panel.model.listed):
        panel.reload()
    assert keys(panel) == shown
    assert QApplication.instance() is not None
    shelf.close()
