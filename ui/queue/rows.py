"""Jobs as rows: the takes of one request stand beneath a row of their own, which may be folded.

A job with no other take beside it in the list is a row like any other. What comes, goes or changes
is told as it happens, one stretch of rows at a time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from typing import Protocol

from core.library import Entry
from ui.queue.days import Days, local_day
from ui.queue.folds import Folds

_GROUP = "×"
"""What the key of a group begins with, and no id does."""


def group_key(batch: str) -> str:
    """Return the key of the row that the takes of a request stand beneath."""
    return _GROUP + batch


def is_group(key: str) -> bool:
    """Tell whether a key is that of takes together, not of a single job."""
    return key.startswith(_GROUP)


class Told(Protocol):
    """Whoever hears of changed rows; first and last row are those of what comes or goes."""

    def inserting(self, first: int, last: int) -> AbstractContextManager[None]:
        """Hear of rows that will be there at the end of the context."""

    def removing(self, first: int, last: int) -> AbstractContextManager[None]:
        """Hear of rows that will be gone at the end of the context."""

    def changed(self, row: int) -> None:
        """Hear of a row that shows something else now."""


class Rows:
    """The rows of a list. A row's key is the id of its job, or that of a group of takes."""

    def __init__(self, entries: Sequence[Entry] = ()) -> None:
        """Take entries newest first."""
        self._takes: dict[str, list[Entry]] = {}
        self._batch_of: dict[str, str] = {}
        items = self._items(entries[::-1])
        keys = [self._key(entry) if entry.batch else entry.id for entry in items]
        moments = (entry.created_at for entry in items)
        self._days = Days([entry.seq for entry in items], keys, moments)
        self._count = len(entries)
        self._unfolded: set[str] = set()
        self._folds = Folds()

    def __len__(self) -> int:
        """Return the number of rows, headers included."""
        return len(self._days) + self._folds.more

    def __contains__(self, job_id: str) -> bool:
        """Tell whether a job is in the list, seen or folded away."""
        return job_id in self._batch_of or job_id in self._days

    @property
    def jobs(self) -> int:
        """The number of jobs, those that are folded away included."""
        return self._count

    @property
    def unfolded(self) -> frozenset[str]:
        """The keys of the groups that are unfolded, or will be when they have two takes."""
        return frozenset(self._unfolded)

    # Looking up

    def row_of(self, key: str) -> int:
        """Return the row of a job or a group, that of its group for a job that is folded away.

        -1 if it is not in the list.
        """
        if key in self._days:
            return self._folds.seen(self._days.row_of(key))
        group = self.group_of(key)
        if group not in self._days:
            return -1
        top = self._folds.seen(self._days.row_of(group))
        return top + 1 + self.takes(group).index(key) if group in self._unfolded else top

    def group_of(self, job_id: str) -> str:
        """Return the key of the group that a job is in, empty if it is in none."""
        batch = self._batch_of.get(job_id, "")
        return group_key(batch) if len(self._takes.get(batch, ())) > 1 else ""

    def takes(self, key: str) -> tuple[str, ...]:
        """Return the ids of the jobs in a group, the oldest first; empty for any other key."""
        found = self._takes.get(key[len(_GROUP) :], ()) if is_group(key) else ()
        return tuple(entry.id for entry in found) if len(found) > 1 else ()

    def key_at(self, row: int) -> str:
        """Return the key of a row, empty for a header or outside of the list."""
        folded = self._folds.folded(row)
        return self._days.key_at(folded) if folded >= 0 else self._take_at(row)[1]

    def group_at(self, row: int) -> str:
        """Return the key of the group that a row stands beneath, empty where it is not indented."""
        return self._take_at(row)[0]

    def day_at(self, row: int) -> date | None:
        """Return the day of a header, None for any other row."""
        folded = self._folds.folded(row)
        return self._days.day_at(folded) if folded >= 0 else None

    def header_rows(self) -> list[int]:
        """Return the rows of all headers."""
        return [self._folds.seen(row) for row in self._days.header_rows()]

    def take_rows(self) -> list[int]:
        """Return the rows that stand beneath groups."""
        return [row + 1 + n for row, size in self._folds.tops() for n in range(size)]

    # Changing

    def put(self, entry: Entry, told: Told) -> None:
        """Put in a job that is not in the list."""
        before = self._takes.get(entry.batch, []) if entry.batch else []
        self._count += 1
        if before:
            self._regroup(entry.batch, sorted([*before, entry]), told)
            return
        if entry.batch:
            self._note(entry)
        self._insert(entry, told)

    def take_out(self, job_id: str, told: Told) -> None:
        """Take out a job, if it is in the list."""
        if job_id not in self:
            return
        self._count -= 1
        batch = self._batch_of.get(job_id, "")
        left = [entry for entry in self._takes.get(batch, ()) if entry.id != job_id]
        if left:
            self._regroup(batch, left, told)
            return
        self._remove(job_id, told)
        self._takes.pop(batch, None)
        self._batch_of.pop(job_id, None)

    def unfold(self, keys: Collection[str]) -> None:
        """Unfold groups before anybody sees these rows; those that are not there, once they are."""
        self._unfolded.update(keys)
        self._fold_anew()

    def set_unfolded(self, key: str, unfolded: bool, told: Told) -> None:
        """Show the takes of a group beneath it, or fold them away."""
        row, count = self.row_of(key), len(self.takes(key))
        if not count or unfolded == (key in self._unfolded):
            return
        change = told.inserting if unfolded else told.removing
        with change(row + 1, row + count):
            (self._unfolded.add if unfolded else self._unfolded.discard)(key)
            self._fold_anew()
        told.changed(row)

    def _regroup(self, batch: str, takes: list[Entry], told: Told) -> None:
        """Let other takes stand together than before: one has come, or one is gone."""
        first, key = takes[0], self._key(self._takes[batch][0])
        if self._days.can_become(key, first.seq, local_day(first.created_at)[0]):
            self._regroup_here(batch, key, takes, told)
            return
        self._remove(key, told)
        self._set_takes(batch, takes)
        self._insert(first, told)

    def _regroup_here(self, batch: str, key: str, takes: list[Entry], told: Told) -> None:
        row, seen = self.row_of(key), group_key(batch) in self._unfolded
        before = self._takes[batch]
        old = before if seen and len(before) > 1 else []
        new = takes if seen and len(takes) > 1 else []
        longer, shorter = (new, old) if len(new) > len(old) else (old, new)
        differ = [number for number, entry in enumerate(longer) if entry not in shorter]
        telling = told.inserting if longer is new else told.removing
        first, last = (row + 1 + differ[0], row + 1 + differ[-1]) if differ else (0, 0)
        with telling(first, last) if differ else nullcontext():
            self._set_takes(batch, takes)
            self._days.become(key, self._key(takes[0]), takes[0].seq)
            self._fold_anew()
        told.changed(row)

    def _insert(self, entry: Entry, told: Told) -> None:
        key, day = self._key(entry), local_day(entry.created_at)[0]
        place = self._days.place_for(entry.seq, day)
        first, last = self._days.rows_for(place)
        beneath = len(self.takes(key)) if key in self._unfolded else 0
        top = self._folds.seen(first)
        with told.inserting(top, top + last - first + beneath):
            self._days.insert(place, key, entry.seq, day)
            self._fold_anew()

    def _remove(self, key: str, told: Told) -> None:
        first, last = self._days.rows_with(key)
        beneath = len(self.takes(key)) if key in self._unfolded else 0
        top = self._folds.seen(first)
        with told.removing(top, top + last - first + beneath):
            self._days.remove(key)
            self._fold_anew()

    def _fold_anew(self) -> None:
        there = [key for key in self._unfolded if key in self._days]
        self._folds = Folds((self._days.row_of(key), key, len(self.takes(key))) for key in there)

    def _take_at(self, row: int) -> tuple[str, str]:
        """Return the group that a row stands beneath and the id of its job, or nothing twice."""
        key, number = self._folds.beneath(row)
        return (key, self.takes(key)[number]) if key else ("", "")

    def _key(self, entry: Entry) -> str:
        """Return the key of the row that ``entry`` is the first of."""
        return self.group_of(entry.id) or entry.id

    def _set_takes(self, batch: str, takes: list[Entry]) -> None:
        for entry in self._takes[batch]:
            del self._batch_of[entry.id]
        self._takes[batch] = takes
        self._batch_of.update((entry.id, batch) for entry in takes)

    def _note(self, entry: Entry) -> bool:
        """Note a job as a take; returns True for the first one of its request."""
        takes = self._takes.setdefault(entry.batch, [])
        takes.append(entry)
        self._batch_of[entry.id] = entry.batch
        return len(takes) == 1

    def _items(self, oldest_first: Iterable[Entry]) -> list[Entry]:
        """Return the entries that have a row when all is folded."""
        return [entry for entry in oldest_first if not entry.batch or self._note(entry)]
