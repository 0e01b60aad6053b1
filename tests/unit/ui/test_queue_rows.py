"""Takes under the row of their request, against a list that is built anew after every change."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.library import Entry
from ui.queue.days import local_day
from ui.queue.folds import Folds
from ui.queue.rows import Rows, group_key, is_group

DAY = 86400.0
NOON = datetime(2026, 3, 10, 12).astimezone().timestamp()
Shown = str | date


def entry_at(seq: int, batch: str = "") -> Entry:
    """Return a job; four of them make a day."""
    return Entry(seq, f"j{seq}", NOON + seq // 4 * DAY, batch)


def unfolded_rows(entries: list[Entry], unfolded: Collection[str]) -> Rows:
    """Return the rows of entries that are newest first, some groups unfolded."""
    rows = Rows(entries)
    rows.unfold(unfolded)
    return rows


def listed(rows: Rows) -> list[Shown]:
    """Return what each row says it is."""
    return [rows.key_at(row) or rows.day_at(row) or "?" for row in range(len(rows))]


def plainly(entries: Collection[Entry], unfolded: Collection[str] = ()) -> list[Shown]:
    """Return the same by the plainest way: takes stand where the oldest of them does."""
    takes: dict[str, list[Entry]] = {}
    for entry in sorted(entries):
        takes.setdefault(entry.batch or entry.id, []).append(entry)
    items = sorted(takes.values(), reverse=True)
    shown: list[Shown] = []
    for day, found in groupby(items, key=lambda item: local_day(item[0].created_at)[0]):
        shown.append(day)
        for item in found:
            together = group_key(item[0].batch)
            shown.append(together if len(item) > 1 else item[0].id)
            if len(item) > 1 and together in unfolded:
                shown += [entry.id for entry in item]
    return shown


class Listener:
    """Believes only what it is told, and compares that with what is there."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self.shown = listed(rows)
        self.touched: set[int] = set()

    @contextlib.contextmanager
    def inserting(self, first: int, last: int) -> Iterator[None]:
        before = listed(self._rows)
        yield
        after = listed(self._rows)
        assert before == self.shown
        assert len(after) == len(before) + last - first + 1
        self._see(after[:first] + after[last + 1 :])
        self.shown[first:first] = after[first : last + 1]

    @contextlib.contextmanager
    def removing(self, first: int, last: int) -> Iterator[None]:
        before = listed(self._rows)
        yield
        assert before == self.shown
        del self.shown[first : last + 1]
        self._see(listed(self._rows))

    def changed(self, row: int) -> None:
        self.touched.add(row)
        self.shown[row] = listed(self._rows)[row]

    def _see(self, after: list[Shown]) -> None:
        """Take rows for the same as before that may be told of as changed, but no others."""
        assert len(after) == len(self.shown)
        others = [n for n, each in enumerate(after) if each != self.shown[n]]
        assert len(others) <= 1, "a row turned into another one without a word"
        self.shown = after


JOBS = 13
"""Few, so that what comes and goes meets the others of its request."""
BATCHES = ("", "a", "a", "b")


@dataclass(frozen=True)
class Change:
    """Job ``at`` comes or goes; or the group of that number is folded or unfolded."""

    what: str
    at: int


CHANGES = st.lists(
    st.builds(Change, st.sampled_from(["put", "out", "fold", "unfold"]), st.integers(0, JOBS - 1)),
    max_size=30,
)


@settings(max_examples=400)
@given(
    st.lists(st.sampled_from(BATCHES), min_size=JOBS, max_size=JOBS),
    st.sets(st.integers(0, JOBS - 1)),
    CHANGES,
)
def test_any_changes_lead_to_the_list_that_would_be_read(
    batches: list[str], seqs: set[int], changes: list[Change]
) -> None:
    known = {seq: entry_at(seq, batches[seq]) for seq in seqs}
    rows, unfolded = Rows(newest_first(known)), set[str]()
    for change in changes:
        listener = Listener(rows)
        if change.what == "put" and change.at not in known:
            known[change.at] = entry_at(change.at, batches[change.at])
            rows.put(known[change.at], listener)
        elif change.what == "out":
            known.pop(change.at, None)
            rows.take_out(f"j{change.at}", listener)
        elif change.what in ("fold", "unfold"):
            key = group_key("ab"[change.at % 2])
            if rows.takes(key):
                (unfolded.add if change.what == "unfold" else unfolded.discard)(key)
            rows.set_unfolded(key, change.what == "unfold", listener)
        expected = plainly(list(known.values()), unfolded)
        assert listed(rows) == expected
        assert listener.shown == expected, "what was told is not what is there"
        assert listed(unfolded_rows(newest_first(known), unfolded)) == expected
        check(rows, known, expected)


def check(rows: Rows, known: dict[int, Entry], expected: list[Shown]) -> None:
    """Compare all that can be looked up with the list."""
    assert rows.jobs == len(known)
    assert rows.header_rows()[::-1] == [n for n, e in enumerate(expected) if isinstance(e, date)]
    beneath = [n for n in range(len(expected)) if rows.group_at(n)]
    assert sorted(rows.take_rows()) == beneath
    for row, each in enumerate(expected):
        assert rows.row_of(str(each)) == row or isinstance(each, date)
        group = rows.group_at(row)
        assert group == "" or each in rows.takes(group)
    for seq in range(JOBS):
        job_id = f"j{seq}"
        assert (job_id in rows) == (seq in known)
        row = rows.row_of(job_id)
        assert (row >= 0) == (seq in known)
        if row >= 0 and rows.key_at(row) != job_id:
            assert job_id in rows.takes(rows.key_at(row)), "folded away in that row"


def newest_first(known: dict[int, Entry]) -> list[Entry]:
    return [known[seq] for seq in sorted(known, reverse=True)]


def test_the_takes_of_a_request_are_one_row_until_they_are_unfolded() -> None:
    rows = Rows([entry_at(3), entry_at(2, "x"), entry_at(1, "x"), entry_at(0)])
    group = group_key("x")
    day = date(2026, 3, 10)
    assert listed(rows) == [day, "j3", group, "j0"]
    assert rows.takes(group) == ("j1", "j2")
    assert is_group(group)
    assert not is_group("j1")
    assert rows.row_of("j2") == rows.row_of(group) == 2
    rows.set_unfolded(group, True, Listener(rows))
    assert listed(rows) == [day, "j3", group, "j1", "j2", "j0"]
    assert [rows.group_at(row) for row in range(6)] == ["", "", "", group, group, ""]
    assert rows.row_of("j2") == 4
    assert rows.jobs == 4


def test_a_take_that_is_asked_for_again_stands_with_the_others() -> None:
    rows = unfolded_rows([entry_at(9), entry_at(2, "x"), entry_at(1, "x")], {group_key("x")})
    listener = Listener(rows)
    rows.put(entry_at(10, "x"), listener)
    days = [date(2026, 3, 12), date(2026, 3, 10)]
    assert listed(rows) == [days[0], "j9", days[1], group_key("x"), "j1", "j2", "j10"]
    assert listener.touched == {3}


def test_the_last_take_that_is_left_is_a_row_like_any_other() -> None:
    rows = Rows([entry_at(2, "x"), entry_at(1, "x")])
    rows.take_out("j1", Listener(rows))
    assert listed(rows) == [date(2026, 3, 10), "j2"]
    assert rows.group_of("j2") == ""
    assert rows.takes(group_key("x")) == ()


def test_nothing_happens_to_what_is_not_there() -> None:
    rows = Rows([entry_at(1)])
    listener = Listener(rows)
    rows.take_out("j7", listener)
    rows.set_unfolded(group_key("x"), True, listener)
    assert listed(rows) == listener.shown == [date(2026, 3, 10), "j1"]
    assert rows.unfolded == frozenset()


@given(st.dictionaries(st.integers(0, 20), st.integers(1, 4), max_size=6))
def test_folds_lead_there_and_back(sizes: dict[int, int]) -> None:
    folds = Folds((row, f"k{row}", size) for row, size in sizes.items())
    plain: list[tuple[int, int]] = []
    for row in range(22):
        plain += [(row, -1), *((row, n) for n in range(sizes.get(row, 0)))]
    assert folds.more == len(plain) - 22
    for seen, (row, number) in enumerate(plain):
        assert folds.folded(seen) == (row if number < 0 else -1)
        assert folds.beneath(seen) == ((f"k{row}", number) if number >= 0 else ("", -1))
        if number < 0:
            assert folds.seen(row) == seen


@pytest.mark.parametrize("row", [-1, 99])
def test_outside_of_the_list_there_is_nothing(row: int) -> None:
    rows = unfolded_rows([entry_at(2, "x"), entry_at(1, "x")], {group_key("x")})
    assert (rows.key_at(row), rows.group_at(row), rows.day_at(row)) == ("", "", None)
