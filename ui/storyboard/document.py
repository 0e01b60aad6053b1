"""The storyboard that is being edited: its present state, the way back, and what is wrong."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from core.catalog import Catalog, Model
from core.problems import Problem
from core.storyboard import (
    WHOLE,
    Problems,
    Shot,
    Storyboard,
    model_of,
    shot_problems,
    values_of,
    whole_problems,
)
from core.storyboardedits import History, edited, inserted, moved, removed
from core.storyboardtotals import PriceOf, Totals, totals


class Document(QObject):
    """A board that a person changes step by step. Indexes are from 0 on.

    ``told`` is what turned out to be wrong when the board was to be sent, until it is changed;
    ``tried`` says that a person wanted to send it.
    """

    changed = Signal()
    """The board is another one, or something else is wrong with it."""
    chosen = Signal(list)
    """These shots, by their indexes, are what the last change was about."""

    def __init__(self, catalog: Catalog, board: Storyboard | None = None) -> None:
        super().__init__()
        self.catalog = catalog
        self._history = History(board or Storyboard())
        self._found: Problems = {}
        self._checked: Storyboard | None = None
        self._known: dict[int, tuple[Shot, tuple[Problem, ...]]] = {}
        self._counted: object = None
        self._totals = Totals(0, 0, 0, 0, None, True)
        self.told: Problems = {}
        self.tried = False

    @property
    def board(self) -> Storyboard:
        """The board as it is now."""
        return self._history.board

    @property
    def shots(self) -> tuple[Shot, ...]:
        """Its shots."""
        return self.board.shots

    @property
    def can_undo(self) -> bool:
        """Tell whether there is a step back."""
        return self._history.can_undo

    @property
    def can_redo(self) -> bool:
        """Tell whether a step back can be taken back."""
        return self._history.can_redo

    def model(self, index: int) -> Model:
        """Return the model of a shot, the first one there is where its own is not known."""
        found = model_of(self.board, self.shots[index], self.catalog)
        return found or self.shared_model()

    def shared_model(self) -> Model:
        """Return the model of the shots that do not say it themselves."""
        return self.catalog.get(self.board.model) or self.catalog.default

    def values(self, index: int) -> dict[str, Any]:
        """Return the values of a shot's fields by name."""
        return values_of(self.board, self.shots[index], self.model(index))

    def problems(self, number: int = WHOLE) -> tuple[Problem, ...]:
        """Return what is wrong with a shot, by its number from 1 on, or with the whole."""
        found = self.all_problems().get(number, ())
        return (*found, *(each for each in self.told.get(number, ()) if each not in found))

    def seen_problems(self, number: int) -> tuple[Problem, ...]:
        """Return what is to be said of a shot: that nothing is written yet only once it counts."""
        found = self.problems(number)
        return found if self.tried else tuple(each for each in found if not _is_unwritten(each))

    def try_out(self) -> bool:
        """Tell whether nothing is wrong; from now on everything that is wrong is said."""
        if not self.tried:
            self.tried = True
            self.changed.emit()
        return not self.all_problems()

    def all_problems(self) -> Problems:
        """Return everything that is wrong and can be known without opening a picture."""
        board, before = self.board, self._checked
        if before is board:
            return self._found
        same = before is not None and (before.model, before.values) == (board.model, board.values)
        known = self._known if same else {}
        # By the object: a change of one shot leaves the others what they are.
        self._known = {
            id(shot): known.get(id(shot))
            or (shot, shot_problems(board, number, shot, self.catalog))
            for number, shot in enumerate(board.shots, 1)
        }
        found = {n: self._known[id(shot)][1] for n, shot in enumerate(board.shots, 1)}
        whole = {WHOLE: whole_problems(board, self.catalog)}
        self._found = {number: each for number, each in (whole | found).items() if each}
        self._checked = board
        return self._found

    def totals(self, price: PriceOf) -> Totals:
        """Return length and cost. They are counted anew only where they may be others: the same
        ``price`` is taken to return the same prices."""
        board = self.board
        shots = [(each.model, each.values, each.characters, each.takes) for each in board.shots]
        counted = (board.model, board.values, shots, price)
        if counted != self._counted:
            self._counted = counted
            self._totals = totals(board, self.catalog, price)
        return self._totals

    def tell(self, problems: Problems) -> None:
        """Show what turned out to be wrong when the board was to be sent, until it is changed."""
        self.told = dict(problems)
        self.changed.emit()

    # Changes

    def do(self, board: Storyboard, kind: str = "") -> None:
        """Go on with another board; changes in a row of the same ``kind`` are one step."""
        if self._history.do(board, kind):
            self.told = {}
            self.changed.emit()

    def edit(self, index: int, kind: str = "", **changes: Any) -> None:
        """Change fields of a shot."""
        self.do(edited(self.board, index, **changes), kind and f"{kind}-{index}")

    def insert(self, index: int, shots: Sequence[Shot]) -> None:
        """Put further shots before one, and choose them."""
        self.do(inserted(self.board, index, shots))
        self.chosen.emit(list(range(index, index + len(shots))))

    def remove(self, indexes: Collection[int]) -> None:
        """Take shots away, and choose the one that is there now."""
        if indexes:
            self.do(removed(self.board, indexes))
            self.chosen.emit([min(min(indexes), len(self.shots) - 1)] if self.shots else [])

    def duplicate(self, indexes: Collection[int]) -> None:
        """Put copies of shots behind the last of them."""
        if indexes:
            self.insert(max(indexes) + 1, [self.shots[index] for index in sorted(indexes)])

    def move(self, indexes: Collection[int], to: int) -> None:
        """Move shots before the one that is at ``to`` now."""
        board, places = moved(self.board, indexes, to)
        self.do(board)
        self.chosen.emit(places)

    def undo(self) -> None:
        """Go a step back."""
        if self._history.undo():
            self.told = {}
            self.changed.emit()

    def redo(self) -> None:
        """Take a step back that was undone."""
        if self._history.redo():
            self.told = {}
            self.changed.emit()

    def pause(self) -> None:
        """Let the next change be a step of its own, though it may be of the same kind."""
        self._history.pause()


def _is_unwritten(problem: Problem) -> bool:
    return (problem.field, problem.code) == ("prompt", "missing")
