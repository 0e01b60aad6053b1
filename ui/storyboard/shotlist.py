"""The shots as a model of Qt's: a row for each, told of only what differs."""

from __future__ import annotations

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
        if common:
            # Few rows: shared settings and what is wrong may concern any of them.
            self.dataChanged.emit(self.index(0), self.index(len(now) - 1 if now else 0))
