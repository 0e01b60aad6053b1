"""The list of jobs as Qt sees it, watched by Qt's own model tester through all that happens."""

from __future__ import annotations

import dataclasses
import gc
import time
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy
from pytestqt.qtbot import QtBot

from core.home import Home
from core.job import Job, State
from tests.queues import Shelf, job, many
from ui.queue.model import MOST_CHANGES, JobModel
from ui.queue.wanted import ACTIVE, DONE, EVERY, FAILED

DAY = 86400.0


@pytest.fixture(autouse=True)
def nothing_left_to_collect() -> Iterator[None]:
    """Destroy each model, and its timer, on this thread: a collection may begin in any other."""
    yield
    gc.collect()


@pytest.fixture
def shelf(home: Home) -> Iterator[Shelf]:
    made = Shelf(home)
    yield made
    made.close()


def listing(qtbot: QtBot, shelf: Shelf, *, watched: bool = True) -> JobModel:
    """Return a model of what is on the shelf, read, and watched from its beginning."""
    model = JobModel(shelf.library, shelf.background)
    if watched:  # which takes its time with very many rows
        model.tester = watch(model)  # type: ignore[attr-defined]
    shelf.tell = model.on_job
    with qtbot.waitSignal(model.listed):
        model.reload()
    return model


def watch(model: QAbstractItemModel) -> QAbstractItemModelTester:
    """Let any breach of a model's duties be a message that fails the test."""
    return QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)


def shown(model: JobModel) -> list[str]:
    """Return the ids of the rows, and a dash for a header."""
    return [model.key_at(row) or "-" for row in range(model.rowCount())]


def until_shown(qtbot: QtBot, model: JobModel, jobs: list[Job]) -> None:
    """Wait until exactly ``jobs`` are listed, in their order."""
    ids = [each.id for each in jobs]
    qtbot.waitUntil(lambda: [each for each in shown(model) if each != "-"] == ids)


def test_an_empty_library_is_an_empty_list(qtbot: QtBot, shelf: Shelf, qtmodeltester: Any) -> None:
    model = listing(qtbot, shelf)
    assert model.rowCount() == 0
    assert model.row_of("x") == -1
    qtmodeltester.check(model, force_py=True)


def test_jobs_are_listed_newest_first_under_their_days(
    qtbot: QtBot, shelf: Shelf, qtmodeltester: Any
) -> None:
    now = time.time()
    old, newer, new = shelf.add(
        job(created_at=now - 2 * DAY), job(created_at=now - DAY), job(created_at=now)
    )
    model = listing(qtbot, shelf)
    assert shown(model) == ["-", new.id, "-", newer.id, "-", old.id]
    assert [model.index(row, 0).data() for row in (0, 2)] == ["Today", "Yesterday"]
    assert model.index(1, 0).data() == new.prompt
    assert model.job_at(model.index(1, 0)) == new
    assert model.job_at(model.index(0, 0)) is None
    assert model.row_of(old.id) == 5
    qtmodeltester.check(model, force_py=True)


def test_a_header_can_not_be_chosen(qtbot: QtBot, shelf: Shelf) -> None:
    done, waiting = shelf.add(job(), job(State.WAITING))
    model = listing(qtbot, shelf)
    header, first, second = (model.flags(model.index(row, 0)) for row in range(3))
    assert not header & (Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
    assert first & Qt.ItemFlag.ItemIsSelectable
    assert model.key_at(1) == waiting.id
    assert not first & Qt.ItemFlag.ItemIsDragEnabled
    assert model.key_at(2) == done.id
    assert second & Qt.ItemFlag.ItemIsDragEnabled


def test_a_finished_row_carries_its_file(qtbot: QtBot, shelf: Shelf) -> None:
    done, _ = shelf.add(job(), job(State.WAITING))
    model = listing(qtbot, shelf)
    rows = [model.index(row, 0) for row in range(3)]
    assert [url.toLocalFile() for url in model.mimeData(rows).urls()] == [done.file]
    assert model.supportedDragActions() == Qt.DropAction.CopyAction


def test_new_jobs_come_on_top(qtbot: QtBot, shelf: Shelf, qtmodeltester: Any) -> None:
    model = listing(qtbot, shelf)
    first = shelf.add(job())
    until_shown(qtbot, model, first)
    assert shown(model)[0] == "-"
    later = shelf.add(job(), job(), job())
    until_shown(qtbot, model, [*later[::-1], *first])
    assert shown(model).count("-") == 1
    qtmodeltester.check(model, force_py=True)


def test_several_news_are_shown_in_one_tick(qtbot: QtBot, shelf: Shelf) -> None:
    model = listing(qtbot, shelf)
    running = shelf.add(*(job(State.PROCESSING, progress=1) for _ in range(3)))
    until_shown(qtbot, model, running[::-1])
    spy = QSignalSpy(model.dataChanged)
    for progress in range(2, 50):
        running[0] = shelf.change(running[0], progress=progress)
    shelf.change(running[2], progress=7)
    qtbot.waitUntil(lambda: changed_progress(model, running[0].id) == 49)
    qtbot.waitUntil(lambda: not model._news.waiting)
    rows = [(spy.at(n)[0].row(), spy.at(n)[1].row()) for n in range(spy.count())]
    assert all(top == bottom for top, bottom in rows), "a row at a time, never min to max"
    assert {top for top, _ in rows} == {model.row_of(running[0].id), model.row_of(running[2].id)}
    assert len(rows) <= 4


def changed_progress(model: JobModel, job_id: str) -> int | None:
    known = model.job(job_id)
    return known.progress if known is not None else None


def test_the_tick_rests_when_there_is_nothing_to_tell(qtbot: QtBot, shelf: Shelf) -> None:
    model = listing(qtbot, shelf)
    added = shelf.add(job())
    until_shown(qtbot, model, added)
    assert not model._news.waiting


def test_older_news_is_passed_over(qtbot: QtBot, shelf: Shelf) -> None:
    (before,) = shelf.add(job(State.PROCESSING, progress=10))
    model = listing(qtbot, shelf)
    newer = shelf.change(before, progress=60)
    model.on_job(before)
    qtbot.waitUntil(lambda: changed_progress(model, before.id) == 60)
    model.on_job(before)
    model._tell()
    assert model.job(newer.id) == newer


def test_what_leaves_the_filter_leaves_the_list(
    qtbot: QtBot, shelf: Shelf, qtmodeltester: Any
) -> None:
    one, two = shelf.add(job(State.PROCESSING), job(State.PROCESSING))
    model = listing(qtbot, shelf)
    with qtbot.waitSignal(model.listed):
        model.set_filter(ACTIVE)
    failed = shelf.change(one, to=State.FAILED)
    until_shown(qtbot, model, [two])
    with qtbot.waitSignal(model.listed):
        model.set_filter(FAILED)
    assert shown(model) == ["-", failed.id]
    with qtbot.waitSignal(model.listed):
        model.set_filter(DONE)
    assert shown(model) == []
    qtmodeltester.check(model, force_py=True)


def test_a_new_job_comes_only_where_it_fits(qtbot: QtBot, shelf: Shelf) -> None:
    model = listing(qtbot, shelf)
    with qtbot.waitSignal(model.listed):
        model.set_filter(EVERY, "fox")
    _, fox = shelf.add(job(prompt="a cat"), job(prompt="A FOX"))
    until_shown(qtbot, model, [fox])


def test_what_is_looked_at_stays_until_it_is_not(qtbot: QtBot, shelf: Shelf) -> None:
    one, two = shelf.add(job(State.PROCESSING), job(State.PROCESSING))
    model = listing(qtbot, shelf)
    with qtbot.waitSignal(model.listed):
        model.set_filter(ACTIVE)
    model.keep(one.id)
    failed = shelf.change(one, to=State.FAILED)
    qtbot.waitUntil(lambda: model.job(one.id) == failed)
    until_shown(qtbot, model, [two, one])
    model.keep(two.id)
    until_shown(qtbot, model, [two])


def test_removed_and_restored(qtbot: QtBot, shelf: Shelf, qtmodeltester: Any) -> None:
    now = time.time()
    jobs = shelf.add(*(job(created_at=now - ago * DAY) for ago in (2, 2, 1, 0, 0)))
    model = listing(qtbot, shelf)
    shelf.remove(jobs[2], jobs[3])
    until_shown(qtbot, model, [jobs[4], jobs[1], jobs[0]])
    assert shown(model) == ["-", jobs[4].id, "-", jobs[1].id, jobs[0].id]
    for restored in shelf.ledger.restore([jobs[2].id]):
        model.on_job(restored)
    until_shown(qtbot, model, [jobs[4], jobs[2], jobs[1], jobs[0]])
    assert shown(model) == ["-", jobs[4].id, "-", jobs[2].id, "-", jobs[1].id, jobs[0].id]
    qtmodeltester.check(model, force_py=True)


def test_very_many_changes_are_read_anew(qtbot: QtBot, shelf: Shelf, qtmodeltester: Any) -> None:
    jobs = shelf.add(*(job() for _ in range(MOST_CHANGES + 20)))
    model = listing(qtbot, shelf)
    spy = QSignalSpy(model.rowsRemoved)
    with qtbot.waitSignal(model.listed):
        shelf.remove(*jobs[1:])
    until_shown(qtbot, model, [jobs[0]])
    assert spy.count() == 0
    qtmodeltester.check(model, force_py=True)


def test_news_while_the_list_is_read_are_not_lost(qtbot: QtBot, shelf: Shelf) -> None:
    """The reading began before them; what it found is brought up to date."""
    (before,) = shelf.add(job(State.PROCESSING, progress=1))
    model = JobModel(shelf.library, shelf.background)
    shelf.tell = model.on_job
    read: list[Any] = []
    shelf.background.call = lambda work, done=None, _=None: read.append((work(), done))  # type: ignore[method-assign, assignment]
    model.reload()
    (new,) = shelf.add(job(State.WAITING))
    after = shelf.change(before, progress=55)
    model._tell()
    rows, done = read[0]
    done(rows)
    until_shown(qtbot, model, [new, before])
    assert model.job(before.id) == after


def test_only_the_last_reading_counts(qtbot: QtBot, shelf: Shelf) -> None:
    shelf.add(job(prompt="a cat"), job(prompt="a fox"))
    model = listing(qtbot, shelf)
    spy = QSignalSpy(model.listed)
    for search in ("c", "ca", "cat", "fox"):
        model.set_filter(EVERY, search)
    qtbot.waitUntil(lambda: spy.count() == 1)
    assert model.jobs == 1
    assert model.index(1, 0).data() == "a fox"
    assert not model.reading


def test_held_jobs_are_painted_anew(qtbot: QtBot, shelf: Shelf) -> None:
    one, two = shelf.add(job(State.WAITING), job(State.WAITING))
    model = listing(qtbot, shelf)
    model.set_held({one.id, two.id})
    assert model.is_held(one.id)
    spy = QSignalSpy(model.dataChanged)
    with qtbot.waitSignal(model.dataChanged):
        model.set_held({two.id})
    assert not model.is_held(one.id)
    qtbot.waitUntil(
        lambda: model.row_of(one.id) in {spy.at(n)[0].row() for n in range(spy.count())}
    )


def test_a_transfer_lasts_as_long_as_the_download(qtbot: QtBot, shelf: Shelf) -> None:
    (fetching,) = shelf.add(job(State.DOWNLOADING))
    model = listing(qtbot, shelf)
    with qtbot.waitSignal(model.dataChanged):
        model.on_transfer(fetching.id, 5, 10)
    assert model.transfer(fetching.id) == (5, 10)
    shelf.change(fetching, to=State.COMPLETED)
    assert model.transfer(fetching.id) is None


def test_rows_are_read_when_they_are_wanted(qtbot: QtBot, home: Home) -> None:
    shelf = Shelf(home, many(300))
    model = listing(qtbot, shelf)
    last = model.rowCount() - 1
    index = model.index(last, 0)
    assert model.job_at(index) is None
    assert index.data() == "Loading…"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Loading…"
    with qtbot.waitSignal(model.dataChanged) as changed:
        model.want(model.key_at(last))
    assert changed.args[0].row() == last
    found = model.job_at(index)
    assert found is not None
    assert index.data() == found.prompt
    shelf.close()


def test_a_row_that_is_gone_from_the_ledger_is_taken_out(qtbot: QtBot, home: Home) -> None:
    shelf = Shelf(home, many(60))
    model = listing(qtbot, shelf)
    lost = model.key_at(model.rowCount() - 1)
    shelf.ledger._database.execute("DELETE FROM jobs WHERE id = ?", (lost,))
    with qtbot.waitSignal(model.rowsRemoved):
        model.want(lost)
    assert model.row_of(lost) == -1
    shelf.close()


def test_many_jobs_can_be_asked_for(qtbot: QtBot, home: Home) -> None:
    shelf = Shelf(home, many(450))
    model = listing(qtbot, shelf)
    ids = [each for each in shown(model) if each != "-"]
    told: list[list[Job]] = []
    model.with_jobs(ids, told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert [each.id for each in told[0]] == ids
    model.with_jobs(ids[:3], told.append)
    assert [each.id for each in told[1]] == ids[:3], "those that are kept are there at once"
    shelf.close()


def test_a_list_that_cannot_be_read_says_so(qtbot: QtBot, shelf: Shelf) -> None:
    model = listing(qtbot, shelf)
    shelf.library.close()
    with qtbot.waitSignal(model.went_wrong):
        model.reload()
    assert not model.reading


def test_a_row_is_described_by_whom_it_was_given_to(qtbot: QtBot, shelf: Shelf) -> None:
    shelf.add(job())
    model = listing(qtbot, shelf)
    model.describe_with(lambda key: f"the job {key}")
    words = model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert words == f"the job {model.key_at(1)}"
    assert model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Today"


def test_ten_thousand_jobs_are_right_after_a_hundred_changes(qtbot: QtBot, home: Home) -> None:
    shelf = Shelf(home, many(10_000, days=200))
    model = listing(qtbot, shelf, watched=False)
    assert model.jobs == 10_000
    added = shelf.add(*(job(State.PROCESSING) for _ in range(20)))
    qtbot.waitUntil(lambda: model.jobs == 10_020)
    for each in added:
        shelf.change(each, progress=77)
    entries = shelf.library.entries()
    assert [each for each in shown(model) if each != "-"] == [entry.id for entry in entries]
    gone = [entry.id for entry in entries[500:3000:100]]
    for removed in shelf.ledger.remove(gone):
        model.on_job(removed)
    qtbot.waitUntil(lambda: model.jobs == 10_020 - len(gone))
    left = [entry.id for entry in shelf.library.entries()]
    assert [each for each in shown(model) if each != "-"] == left
    assert model.rowCount(model.index(1, 0)) == 0
    assert model.index(0, 0).parent() == QModelIndex()
    shelf.close()


def test_a_job_of_another_day_gets_a_header_of_its_own(qtbot: QtBot, shelf: Shelf) -> None:
    yesterday = shelf.add(job(created_at=time.time() - DAY))
    model = listing(qtbot, shelf)
    today = shelf.add(job())
    until_shown(qtbot, model, [*today, *yesterday])
    assert shown(model) == ["-", today[0].id, "-", yesterday[0].id]
    assert dataclasses.replace(today[0]) == model.job(today[0].id)
