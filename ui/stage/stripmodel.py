"""The shots of the board that is shown, as rows of a model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.shots import Shot, is_left_out

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class ShotModel(QAbstractListModel):
    """The shots in their order, and which of them a person leaves out of the film.

    ``describe`` returns how a shot is read aloud.
    """

    def __init__(self, describe: Callable[[Shot, bool], str], parent: QObject) -> None:
        super().__init__(parent)
        self._describe = describe
        self._shots: tuple[Shot, ...] = ()
        self._unwanted: set[str] = set()

    @property
    def shots(self) -> tuple[Shot, ...]:
        """The shots in their order."""
        return self._shots

    @property
    def unwanted(self) -> frozenset[str]:
        """The keys of the shots that a person leaves out."""
        return frozenset(self._unwanted)

    def set_shots(self, shots: Sequence[Shot]) -> None:
        """Show ``shots``; only what is another than before is painted anew."""
        before, self_keys = self._shots, [shot.key for shot in shots]
        if [shot.key for shot in before] != self_keys:
            self.beginResetModel()
            self._shots = tuple(shots)
            self.endResetModel()
            return
        self._shots = tuple(shots)
        for row, (old, new) in enumerate(zip(before, self._shots, strict=True)):
            if old != new:
                self._tell(row)

    def shot(self, row: int) -> Shot | None:
        """Return the shot in a row, None if there is none."""
        return self._shots[row] if 0 <= row < len(self._shots) else None

    def row_of(self, job_id: str) -> int:
        """Return the row of the shot that a job is a take of, -1 if there is none."""
        rows = (row for row, shot in enumerate(self._shots) if job_id in shot.ids)
        return next(rows, -1)

    def left_out(self, row: int) -> bool:
        """Tell whether a shot does not go into the film."""
        shot = self.shot(row)
        return shot is not None and is_left_out(shot, self._unwanted)

    def toggle(self, row: int) -> None:
        """Leave a shot out of the film, or take it in again; a rejected one stays out."""
        shot = self.shot(row)
        if shot is not None:
            self._unwanted ^= {shot.key}
            self._tell(row)

    def again(self) -> None:
        """Say everything anew: the language is another one."""
        for row in range(len(self._shots)):
            self._tell(row)

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """Return how many shots there are."""
        return 0 if parent.isValid() else len(self._shots)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a shot, for screen readers and as its tool-tip."""
        shot = self.shot(index.row()) if index.isValid() else None
        spoken = (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
        if shot is None or role not in (Qt.ItemDataRole.DisplayRole, *spoken):
            return None
        return self._describe(shot, self.left_out(index.row()))

    def _tell(self, row: int) -> None:
        index = self.index(row, 0)
        self.dataChanged.emit(index, index)
