"""Which job is in which row: the whole list as numbers, newest on top, a header above each day.

Jobs are kept oldest first, so a new one is appended and moves no other. A row is computed from a
job's position and from the days above it, by bisection: nothing here walks through the list.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from core.library import Entry


@dataclass(frozen=True)
class Place:
    """Where a new job goes: its position, its day's index, and whether that day is a new one."""

    position: int
    section: int
    new_day: bool


class Rows:
    """The rows of a list. Positions count jobs from the oldest, sections days from the oldest."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        oldest_first = list(entries)[::-1]
        self._seqs = [entry.seq for entry in oldest_first]
        self._ids = [entry.id for entry in oldest_first]
        self._seq_of = dict(zip(self._ids, self._seqs, strict=True))
        self._starts: list[int] = []
        self._days: list[date] = []
        self._group(entry.created_at for entry in oldest_first)

    def __len__(self) -> int:
        """Return the number of rows, headers included."""
        return len(self._ids) + len(self._days)

    def __contains__(self, job_id: str) -> bool:
        return job_id in self._seq_of

    @property
    def jobs(self) -> int:
        """The number of jobs."""
        return len(self._ids)

    # Looking up

    def row_of(self, job_id: str) -> int:
        """Return the row of a job, -1 if it is not in the list."""
        seq = self._seq_of.get(job_id)
        return -1 if seq is None else self._row(bisect_left(self._seqs, seq))

    def id_at(self, row: int) -> str:
        """Return the id of the job in ``row``, empty for a header or outside of the list."""
        section = self._section_at(row)
        position = self._end(section) - (row - self.header_row(section)) if section >= 0 else -1
        inside = section >= 0 and self._starts[section] <= position < self._end(section)
        return self._ids[position] if inside else ""

    def day_at(self, row: int) -> date | None:
        """Return the day of a header, None for a job."""
        section = self._section_at(row)
        return self._days[section] if section >= 0 and self.header_row(section) == row else None

    def header_row(self, section: int) -> int:
        """Return the row of a day's header."""
        return self.jobs - self._end(section) + len(self._days) - 1 - section

    def header_rows(self) -> list[int]:
        """Return the rows of all headers."""
        return [self.header_row(section) for section in range(len(self._days))]

    # Changing

    def place_for(self, seq: int, day: date) -> Place:
        """Return where a job that is not in the list goes."""
        position = bisect_left(self._seqs, seq)
        older = bisect_right(self._starts, position - 1) - 1 if position else -1
        newer = (
            bisect_right(self._starts, position) - 1 if position < self.jobs else len(self._days)
        )
        for section in (newer, older):
            there = 0 <= section < len(self._days)
            if there and (self._days[section] == day or newer == older):
                return Place(position, section, new_day=False)
        return Place(position, newer, new_day=True)

    def rows_for(self, place: Place) -> tuple[int, int]:
        """Return the first and last row that an insertion at ``place`` will fill."""
        above = len(self._days) - place.section
        row = self.jobs - place.position + above
        return (row, row + 1) if place.new_day else (row, row)

    def insert(self, place: Place, job_id: str, seq: int, day: date) -> None:
        """Put a job at ``place``."""
        self._seqs.insert(place.position, seq)
        self._ids.insert(place.position, job_id)
        self._seq_of[job_id] = seq
        self._shift(place.section if place.new_day else place.section + 1, 1)
        if place.new_day:
            self._starts.insert(place.section, place.position)
            self._days.insert(place.section, day)

    def runs(self, job_ids: Iterable[str]) -> list[tuple[int, int]]:
        """Return jobs as runs of positions that follow each other within a day, newest first.

        A run is its first position and the one after its last.
        """
        seqs = sorted(self._seq_of[job_id] for job_id in job_ids if job_id in self._seq_of)
        found: list[tuple[int, int]] = []
        for position in (bisect_left(self._seqs, seq) for seq in seqs):
            if found and found[-1][1] == position and position not in self._starts_near(position):
                found[-1] = (found[-1][0], position + 1)
            else:
                found.append((position, position + 1))
        return found[::-1]

    def rows_of(self, run: tuple[int, int]) -> tuple[int, int]:
        """Return the first and last row that go with a run: a day without jobs has no header."""
        first, after = run
        section = bisect_right(self._starts, first) - 1
        whole = first == self._starts[section] and after == self._end(section)
        return self._row(after - 1) - whole, self._row(first)

    def remove(self, run: tuple[int, int]) -> None:
        """Remove the jobs of a run."""
        first, after = run
        section = bisect_right(self._starts, first) - 1
        whole = first == self._starts[section] and after == self._end(section)
        for job_id in self._ids[first:after]:
            del self._seq_of[job_id]
        del self._seqs[first:after]
        del self._ids[first:after]
        self._shift(section + 1, first - after)
        if whole:
            del self._starts[section]
            del self._days[section]

    def _row(self, position: int) -> int:
        section = bisect_right(self._starts, position) - 1
        return self.jobs - 1 - position + len(self._days) - section

    def _end(self, section: int) -> int:
        return self._starts[section + 1] if section + 1 < len(self._starts) else self.jobs

    def _section_at(self, row: int) -> int:
        if not 0 <= row < len(self):
            return -1
        sections = range(len(self._days))
        return bisect_left(sections, -row, key=lambda section: -self.header_row(section))

    def _starts_near(self, position: int) -> list[int]:
        section = bisect_right(self._starts, position) - 1
        return self._starts[section : section + 1]

    def _shift(self, first_section: int, by: int) -> None:
        for section in range(first_section, len(self._starts)):
            self._starts[section] += by

    def _group(self, moments: Iterable[float]) -> None:
        """Begin a day wherever the local date changes."""
        begin = end = 0.0
        for position, moment in enumerate(moments):
            if not begin <= moment < end:
                day, begin, end = local_day(moment)
                if not self._days or self._days[-1] != day:
                    self._starts.append(position)
                    self._days.append(day)


def local_day(moment: float) -> tuple[date, float, float]:
    """Return the local day of a Unix time, with the Unix times of its midnight and of the next."""
    day = datetime.fromtimestamp(moment).astimezone().date()
    midnight = datetime.combine(day, datetime.min.time()).astimezone()
    following = datetime.combine(day + timedelta(days=1), datetime.min.time()).astimezone()
    return day, midnight.timestamp(), following.timestamp()
