"""The shots as a model of Qt's: a row for each, told of only what differs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from core.language import translate
from core.storyboard import Shot
from ui.storyboard.document import Document
from ui.storyboard.words import problem_words, settings_words

_Index = QModelIndex | QPersistentModelIndex


class ShotList(QAbstractListModel):
    """The rows of a document."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.document = document
        self._shown: tuple[Shot, ...] = document.shots
        self._beside = self._beside_shots()
        document.changed.connect(self._follow)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how many shots there are."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what is read aloud of a row; everything else is painted from the document."""
        wanted = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        if not index.isValid() or role not in wanted or index.row() >= len(self._shown):
            return None
        number = index.row() + 1
        parts = [
            translate("Storyboard", "Shot {number}").format(number=number),
            self._shown[index.row()].prompt or translate("Storyboard", "no prompt yet"),
            settings_words(self.document, index.row()),
            *problem_words(self.document, index.row()),
        ]
        return ", ".join(part for part in parts if part)

    def _follow(self) -> None:
        before, now = self._shown, self.document.shots
        beside, self._beside = self._beside, self._beside_shots()
        common = min(len(before), len(now))
        if len(now) < len(before):
            self.beginRemoveRows(QModelIndex(), common, len(before) - 1)
            self._shown = now
            self.endRemoveRows()
        elif len(now) > len(before):
            self.beginInsertRows(QModelIndex(), common, len(now) - 1)
            self._shown = now
            self.endInsertRows()
        self._shown = now
        for row in _changed(before, now) if beside == self._beside else range(common):
            self.dataChanged.emit(self.index(row), self.index(row))

    def _beside_shots(self) -> tuple[object, ...]:
        """Return what all rows show besides their own shots."""
        board, document = self.document.board, self.document
        return board.model, board.values, document.told, document.tried


def _changed(before: Sequence[Shot], now: Sequence[Shot]) -> Iterator[int]:
    """Yield the rows that are painted in another way, of those that were there before.

    A row shows whether the next one continues it. Shots that nobody has changed are the same
    objects.
    """
    for row in range(min(len(before), len(now))):
        if before[row] is not now[row] or _is_continued(before, row) != _is_continued(now, row):
            yield row


def _is_continued(shots: Sequence[Shot], row: int) -> bool:
    return row + 1 < len(shots) and shots[row + 1].continues
