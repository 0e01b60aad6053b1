"""Rows that stand beneath other rows, and how they push down what follows."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate


class Folds:
    """From the rows of a list in which everything is folded to the rows that are seen, and back.

    Made anew whenever rows come or go; there are only as many as a person has unfolded.
    """

    def __init__(self, unfolded: Iterable[tuple[int, str, int]] = ()) -> None:
        """Take for each unfolded row: the row, a key, and how many rows stand beneath it."""
        found = sorted(unfolded)
        self._rows = [row for row, _, _ in found]
        self._keys = [key for _, key, _ in found]
        self._sizes = [size for _, _, size in found]
        self._pushed = [0, *accumulate(self._sizes)]
        tops = zip(self._rows, self._pushed, strict=False)
        self._seen = [row + pushed for row, pushed in tops]

    @property
    def more(self) -> int:
        """The number of rows that stand beneath others."""
        return self._pushed[-1]

    def tops(self) -> list[tuple[int, int]]:
        """Return for each unfolded row where it is seen, and how many rows stand beneath it."""
        return list(zip(self._seen, self._sizes, strict=True))

    def seen(self, row: int) -> int:
        """Return where a row of the folded list is seen."""
        return row + self._pushed[bisect_left(self._rows, row)]

    def folded(self, row: int) -> int:
        """Return which row of the folded list is seen in ``row``, -1 for one beneath another."""
        at = bisect_right(self._seen, row) - 1
        if at < 0:
            return row
        if row == self._seen[at]:
            return self._rows[at]
        return -1 if row <= self._seen[at] + self._sizes[at] else row - self._pushed[at + 1]

    def beneath(self, row: int) -> tuple[str, int]:
        """Return the key of the row that the one in ``row`` stands beneath, and its number there.

        The key is empty for a row that stands beneath no other.
        """
        if not self._rows:  # as a rule
            return "", -1
        at = bisect_right(self._seen, row) - 1
        number = row - self._seen[at] - 1 if at >= 0 else -1
        return (self._keys[at], number) if at >= 0 and 0 <= number < self._sizes[at] else ("", -1)
