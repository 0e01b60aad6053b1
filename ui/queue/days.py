"""Which item is in which row: the whole list as numbers, newest on top, a header above each day.

Items are kept oldest first, so a new one is appended and moves no other. A row is computed from an
item's position and from the days above it, by bisection: nothing here walks through the list.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta


@dataclass(frozen=True)
class Place:
    """Where a new item goes: its position, its day's index, and whether that day is a new one."""

    position: int
    section: int
    new_day: bool


class Days:
    """Items under the days that they are of. An item is a key and a number (``seq``) that is
    greater for newer ones. Positions count items from the oldest, sections days from the oldest.
    """

    def __init__(
        self, seqs: Sequence[int] = (), keys: Sequence[str] = (), moments: Iterable[float] = ()
    ) -> None:
        """Take items oldest first; ``moments`` are the Unix times that their days are those of."""
        self._seqs = list(seqs)
        self._keys = list(keys)
        self._seq_of = dict(zip(self._keys, self._seqs, strict=True))
        self._starts: list[int] = []
        self._days: list[date] = []
        self._group(moments)

    def __len__(self) -> int:
        """Return the number of rows, headers included."""
        return len(self._keys) + len(self._days)

    def __contains__(self, key: str) -> bool:
        return key in self._seq_of

    # Looking up

    def row_of(self, key: str) -> int:
        """Return the row of an item, -1 if it is not in the list."""
        seq = self._seq_of.get(key)
        return -1 if seq is None else self._row(bisect_left(self._seqs, seq))

    def key_at(self, row: int) -> str:
        """Return the key of the item in ``row``, empty for a header or outside of the list."""
        section = self._section_at(row)
        position = self._end(section) - (row - self.header_row(section)) if section >= 0 else -1
        inside = section >= 0 and self._starts[section] <= position < self._end(section)
        return self._keys[position] if inside else ""

    def day_at(self, row: int) -> date | None:
        """Return the day of a header, None for an item."""
        section = self._section_at(row)
        return self._days[section] if section >= 0 and self.header_row(section) == row else None

    def header_row(self, section: int) -> int:
        """Return the row of a day's header."""
        return len(self._keys) - self._end(section) + len(self._days) - 1 - section

    def header_rows(self) -> list[int]:
        """Return the rows of all headers."""
        return [self.header_row(section) for section in range(len(self._days))]

    # Changing

    def place_for(self, seq: int, day: date) -> Place:
        """Return where an item that is not in the list goes."""
        position, count = bisect_left(self._seqs, seq), len(self._keys)
        older = bisect_right(self._starts, position - 1) - 1 if position else -1
        newer = bisect_right(self._starts, position) - 1 if position < count else len(self._days)
        for section in (newer, older):
            there = 0 <= section < len(self._days)
            if there and (self._days[section] == day or newer == older):
                return Place(position, section, new_day=False)
        return Place(position, newer, new_day=True)

    def rows_for(self, place: Place) -> tuple[int, int]:
        """Return the first and last row that an insertion at ``place`` will fill."""
        above = len(self._days) - place.section
        row = len(self._keys) - place.position + above
        return (row, row + 1) if place.new_day else (row, row)

    def insert(self, place: Place, key: str, seq: int, day: date) -> None:
        """Put an item at ``place``."""
        self._seqs.insert(place.position, seq)
        self._keys.insert(place.position, key)
        self._seq_of[key] = seq
        self._shift(place.section if place.new_day else place.section + 1, 1)
        if place.new_day:
            self._starts.insert(place.section, place.position)
            self._days.insert(place.section, day)

    def rows_with(self, key: str) -> tuple[int, int]:
        """Return the first and last row that go with an item: a day without items has no header."""
        position = self._position(key)
        row = self._row(position)
        return row - self._is_alone(position), row

    def remove(self, key: str) -> None:
        """Remove an item."""
        position = self._position(key)
        section, alone = bisect_right(self._starts, position) - 1, self._is_alone(position)
        del self._seq_of[key], self._seqs[position], self._keys[position]
        self._shift(section + 1, -1)
        if alone:
            del self._starts[section], self._days[section]

    def can_become(self, key: str, seq: int, day: date) -> bool:
        """Tell whether an item would stay in its row with another number and day."""
        position = self._position(key)
        older = bisect_left(self._seqs, seq) - (self._seqs[position] < seq)
        return older == position and self._days[bisect_right(self._starts, position) - 1] == day

    def become(self, key: str, new_key: str, seq: int) -> None:
        """Give an item another key and number; it must stay in its row."""
        position = self._position(key)
        del self._seq_of[key]
        self._seq_of[new_key] = seq
        self._keys[position], self._seqs[position] = new_key, seq

    def _position(self, key: str) -> int:
        return bisect_left(self._seqs, self._seq_of[key])

    def _is_alone(self, position: int) -> bool:
        section = bisect_right(self._starts, position) - 1
        return self._end(section) - self._starts[section] == 1

    def _row(self, position: int) -> int:
        section = bisect_right(self._starts, position) - 1
        return len(self._keys) - 1 - position + len(self._days) - section

    def _end(self, section: int) -> int:
        return self._starts[section + 1] if section + 1 < len(self._starts) else len(self._keys)

    def _section_at(self, row: int) -> int:
        if not 0 <= row < len(self):
            return -1
        sections = range(len(self._days))
        return bisect_left(sections, -row, key=lambda section: -self.header_row(section))

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
