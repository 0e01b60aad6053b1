"""The picker's entries for a list view."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.modelfacts import localised
from ui.models.rows import Entry, Heading, Row, spoken
from ui.models.shelf import Shelf

Index = QModelIndex | QPersistentModelIndex
ENTRY = Qt.ItemDataRole.UserRole
"""An ``Entry``."""


class EntryModel(QAbstractListModel):
    """Sections, families and models. Only models that live can be chosen."""

    def __init__(self, shelf: Shelf, parent: QObject) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self.entries: list[Entry] = []

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these."""
        self.beginResetModel()
        self.entries = list(entries)
        self.endResetModel()

    def mark_favourites(self, ids: Collection[str]) -> None:
        """Let the stars follow; everything stays where it is.

        No ``dataChanged``: a list view would lay out every row anew. The view is to be repainted.
        """
        for number, each in enumerate(self.entries):
            if isinstance(each, Row) and each.favourite != (each.model.id in ids):
                self.entries[number] = dataclasses.replace(each, favourite=not each.favourite)

    def usable_rows(self) -> list[int]:
        """Return the numbers of the entries that can be chosen."""
        return [n for n, each in enumerate(self.entries) if isinstance(each, Row) and each.usable]

    def place_of(self, model_id: str) -> int:
        """Return the number of a model's first entry, -1 without one."""
        numbered = enumerate(self.entries)
        found = (n for n, each in numbered if isinstance(each, Row) and each.model.id == model_id)
        return next(found, -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how many entries there are."""
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return an entry, or its words for those who have them read aloud."""
        entry = self.entries[index.row()]
        if role == ENTRY:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(entry)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let only models be chosen, and of these the living ones."""
        entry = self.entries[index.row()]
        if isinstance(entry, Row) and entry.usable:
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags

    def _words(self, entry: Entry) -> str:
        if isinstance(entry, Row):
            return spoken(entry, self._shelf.price(entry.model))
        if isinstance(entry, Heading):
            family = entry.family
            parts = (
                localised(family.name) or family.id,
                localised(family.maker),
                localised(family.good_at),
            )
        else:
            parts = (entry.title, entry.note, "")
        return ", ".join(part for part in parts if part)
