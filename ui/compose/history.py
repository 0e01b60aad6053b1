"""Going back and forth between states that a person has made."""

from __future__ import annotations

from typing import Generic, TypeVar

_T = TypeVar("_T")

STREAKS = ("zoom", "keys", "slider")
"""Kinds of changes of which several in a row are undone at once."""


class History(Generic[_T]):
    """The states from ``first`` on. Noting one forgets what was undone."""

    def __init__(self, first: _T) -> None:
        self._states = [first]
        self._at = 0
        self._kind = ""

    @property
    def now(self) -> _T:
        """The state that is shown."""
        return self._states[self._at]

    @property
    def can_undo(self) -> bool:
        """Tell whether there is a state before."""
        return self._at > 0

    @property
    def can_redo(self) -> bool:
        """Tell whether something was undone."""
        return self._at < len(self._states) - 1

    def note(self, state: _T, kind: str) -> None:
        """Remember a state that a change of this kind has made."""
        if state == self.now:
            return
        streak = kind in STREAKS and kind == self._kind and not self.can_redo and self.can_undo
        del self._states[self._at + (0 if streak else 1) :]
        self._states.append(state)
        self._at = len(self._states) - 1
        self._kind = kind

    def step(self, by: int) -> _T:
        """Go ``by`` states forth, or back, as far as there are any; return where that leads."""
        self._at = min(max(self._at + by, 0), len(self._states) - 1)
        self._kind = ""
        return self.now
