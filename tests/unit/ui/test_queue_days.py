"""A list under its days against a plain one that is built anew after every change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.library import Entry
from ui.queue.days import Days, local_day

DAY = 86400.0
NOON = datetime(2026, 3, 10, 12).astimezone().timestamp()


def entries(*days: int) -> list[Entry]:
    """Return entries newest first, one for each number of days before noon."""
    count = len(days)
    return [
        Entry(count - number, f"j{count - number}", NOON - ago * DAY)
        for number, ago in enumerate(days)
    ]


def days_of(found: list[Entry]) -> Days:
    """Return the list of entries that are newest first."""
    oldest = found[::-1]
    return Days(
        [entry.seq for entry in oldest],
        [entry.id for entry in oldest],
        (entry.created_at for entry in oldest),
    )


def listed(rows: Days) -> list[str | date]:
    """Return what each row says it is."""
    return [rows.key_at(row) or rows.day_at(row) or "?" for row in range(len(rows))]


def plainly(found: list[Entry]) -> list[str | date]:
    """Return the same from entries newest first."""
    shown: list[str | date] = []
    for day, jobs in groupby(found, key=lambda entry: local_day(entry.created_at)[0]):
        shown += [day, *(entry.id for entry in jobs)]
    return shown


def test_an_empty_list_has_no_rows() -> None:
    rows = Days()
    assert len(rows) == 0
    assert rows.row_of("x") == -1
    assert rows.key_at(0) == ""
    assert rows.day_at(0) is None


def test_each_day_has_a_header_above_its_jobs() -> None:
    rows = days_of(entries(0, 0, 1, 3))
    days = [date(2026, 3, 10) - timedelta(days=ago) for ago in (0, 1, 3)]
    assert listed(rows) == [days[0], "j4", "j3", days[1], "j2", days[2], "j1"]
    assert rows.header_rows() == [5, 3, 0]
    assert len(rows) == 7


@given(st.lists(st.integers(0, 5), max_size=30))
def test_rows_and_ids_lead_to_each_other(days: list[int]) -> None:
    found = entries(*sorted(days))
    rows = days_of(found)
    assert listed(rows) == plainly(found)
    for entry in found:
        assert rows.key_at(rows.row_of(entry.id)) == entry.id
    for row in (-1, len(rows)):
        assert rows.key_at(row) == ""
        assert rows.day_at(row) is None


@dataclass(frozen=True)
class Change:
    remove: bool
    at: int


CHANGES = st.lists(st.builds(Change, st.booleans(), st.integers(0, 40)), max_size=25)


@given(st.lists(st.integers(0, 40), unique=True, max_size=25), CHANGES)
def test_changes_lead_to_the_list_that_would_be_read(
    seqs: list[int], changes: list[Change]
) -> None:
    """A job's day follows its place here, as it does where clocks go forward."""
    known = {seq: entry_at(seq) for seq in seqs}
    rows = days_of(newest_first(known))
    for change in changes:
        before = listed(rows)
        if change.remove and change.at in known:
            del known[change.at]
            first, last = rows.rows_with(f"j{change.at}")
            rows.remove(f"j{change.at}")
            assert listed(rows) == before[:first] + before[last + 1 :]
        elif not change.remove and change.at not in known:
            known[change.at] = entry = entry_at(change.at)
            place = rows.place_for(entry.seq, local_day(entry.created_at)[0])
            first, last = rows.rows_for(place)
            rows.insert(place, entry.id, entry.seq, local_day(entry.created_at)[0])
            now = listed(rows)
            assert now[:first] + now[last + 1 :] == before
        assert listed(rows) == plainly(newest_first(known))
        assert all((f"j{seq}" in rows) == (seq in known) for seq in range(41))


def entry_at(seq: int) -> Entry:
    return Entry(seq, f"j{seq}", NOON + seq // 6 * DAY)


def newest_first(known: dict[int, Entry]) -> list[Entry]:
    return [known[seq] for seq in sorted(known, reverse=True)]


@given(st.sets(st.integers(0, 24), min_size=1), st.data())
def test_an_item_becomes_another_where_it_stands_or_not_at_all(
    seqs: set[int], data: st.DataObject
) -> None:
    known = {2 * seq: entry_at(2 * seq) for seq in seqs}
    rows = days_of(newest_first(known))
    at = data.draw(st.sampled_from(sorted(known)))
    to = data.draw(st.integers(0, 50).filter(lambda seq: seq not in known or seq == at))
    moment = entry_at(to).created_at
    before, key = listed(rows), f"j{at}"
    others = [entry for entry in known.values() if entry.seq != at]
    after = plainly(sorted([*others, Entry(to, "other", moment)], reverse=True))
    stays = after == ["other" if each == key else each for each in before]
    assert rows.can_become(key, to, local_day(moment)[0]) == stays
    if stays:
        rows.become(key, "other", to)
        assert listed(rows) == after
        assert rows.row_of("other") == before.index(key)
        assert key not in rows


def test_a_job_whose_clock_was_wrong_joins_the_day_of_its_neighbours() -> None:
    wrong = date(2001, 1, 1)
    rows = days_of([Entry(4, "b", NOON), Entry(2, "a", NOON)])
    rows.insert(rows.place_for(3, wrong), "odd", 3, wrong)
    assert listed(rows) == [date(2026, 3, 10), "b", "odd", "a"]


@pytest.mark.parametrize("moment", [0.0, NOON, NOON + 1e9])
def test_a_local_day_begins_and_ends_at_midnight(moment: float) -> None:
    day, begin, end = local_day(moment)
    assert begin <= moment < end
    assert datetime.fromtimestamp(begin).astimezone().date() == day
    assert datetime.fromtimestamp(end).astimezone().date() == day + timedelta(days=1)
    assert 22 * 3600 <= end - begin <= 26 * 3600
