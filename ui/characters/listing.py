"""Characters as a list: the model of the picker and of the library, and a row's looks."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QPainter

from core.characters import name_of
from core.language import translate
from ui.characters.cast import Cast, place_of
from ui.characters.face import paint_face
from ui.offered import Index, Offered, OfferedDelegate, OfferedModel

ROW = 44
"""Height of a row in device-independent pixels at the usual text size."""


class CastModel(OfferedModel):
    """Some characters: the jobs that made them, or ids that no list knows.

    Those that cannot be used here can be seen, but not chosen if ``strict``.
    """

    def __init__(self, cast: Cast, parent: QObject | None = None, *, strict: bool = False) -> None:
        super().__init__(parent)
        self._cast, self._strict = cast, strict

    def row_of(self, character_id: str) -> int:
        """Return the row of a character, -1 if it is not shown."""
        ids = [id_of(each) for each in self.items]
        return ids.index(character_id) if character_id in ids else -1

    def lines(self, item: Offered) -> tuple[str, str]:
        """Return a name, and its id or why it cannot be used."""
        if isinstance(item, str):
            words = translate("Characters", "Use “{id}” as an ID").format(id=item)
            return words, translate("Characters", "A character that was made elsewhere")
        return name_of(item), self._cast.why_not(item) or item.character_id

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row's character, its words, or all that is known of it as a tool-tip."""
        item = self.items[index.row()]
        if role == Qt.ItemDataRole.ToolTipRole and not isinstance(item, str):
            return "\n".join((name_of(item), item.character_id, place_of(item)))
        return super().data(index, role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let only what can be used be chosen, where that is asked for."""
        item = self.items[index.row()]
        unusable = not isinstance(item, str) and not self._cast.is_here(item)
        if self._strict and unusable:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def id_of(item: Offered) -> str:
    """Return the id of a character."""
    return item if isinstance(item, str) else item.character_id


def cast_delegate(cast: Cast, model: CastModel) -> OfferedDelegate:
    """Return what paints the rows of ``model``: the picture, the name, and a line below it."""
    return OfferedDelegate(model, ROW, 1, partial(_paint_character, cast), model)


def _paint_character(cast: Cast, painter: QPainter, room: QRectF, item: Offered) -> None:
    if isinstance(item, str):
        paint_face(painter, room, "#", cast.no_picture)
    else:
        paint_face(painter, room, name_of(item), cast.poster(item))
