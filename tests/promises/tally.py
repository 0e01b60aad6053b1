"""How much was tried: faults, kills and property examples of one run."""

from __future__ import annotations

from collections import Counter
from typing import Literal

import pytest

Kind = Literal["faults", "kills", "programs", "examples"]


class Tally:
    """Counts what a run has tried, for the line at its end and for docs/reliability.md."""

    def __init__(self) -> None:
        self._counts: Counter[Kind] = Counter()

    def add(self, kind: Kind, count: int = 1) -> None:
        """Count something that was tried and held."""
        self._counts[kind] += count

    def counts(self) -> dict[Kind, int]:
        """Return what was counted, as a worker process tells it to the run that started it."""
        return dict(self._counts)

    def line(self) -> str:
        """Return the counts in words, empty if nothing was counted."""
        words: dict[Kind, str] = {
            "faults": "faults",
            "kills": "kills with SIGKILL",
            "programs": "programs started",
            "examples": "property examples",
        }
        return ", ".join(
            f"{self._counts[kind]:,} {name}" for kind, name in words.items() if self._counts[kind]
        )


TALLY = pytest.StashKey[Tally]()
"""Where a run's configuration keeps its counts."""
