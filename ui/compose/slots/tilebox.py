"""Tiles beside and below each other, which a person brings into another order by dragging."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, QRect, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.field import Medium
from ui.compose.slots.addtile import AddTile
from ui.compose.slots.slotfile import SlotFile
from ui.compose.slots.tile import FileTile

GAP = 8
"""Device-independent pixels between tiles."""


class TileBox(QWidget):
    """A tile for each file, and one that asks for more."""

    moved = Signal(int, int)
    """The key of a file that a person wants at another place."""
    remove_asked = Signal(int)
    named = Signal(int)
    """The place of a file whose name a person wants in the prompt."""

    def __init__(self, medium: Medium) -> None:
        super().__init__()
        self.medium = medium
        self.tiles: list[FileTile] = []
        self.add = AddTile(self)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_files(self, files: Sequence[SlotFile], called: str, *, room: bool) -> None:
        """Show ``files``; ``called`` is how a prompt names them, and ``room`` is for more."""
        kept = {each.file.key: each for each in self.tiles}
        self.tiles = [self._kept(kept, each) for each in files]
        for gone in kept.values():
            gone.hide()
            gone.deleteLater()
        for place, (tile, file) in enumerate(zip(self.tiles, files, strict=True), start=1):
            name = called.format(n=place) if called else ""
            tile.show_file(file, name, place, len(files))
        self.add.setVisible(room)
        self._arrange()

    def tab_stops(self) -> list[QWidget]:
        """Return what the Tab key may reach, in order."""
        return [*self.tiles, self.add]

    def sizeHint(self) -> QSize:
        """Return the room for all tiles in the present width."""
        places = self._places(self.width())
        return QSize(200, max((place.bottom() + 1 for place in places), default=0))

    def minimumSizeHint(self) -> QSize:
        """Return the same height, and no width."""
        return QSize(0, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange the tiles anew."""
        super().resizeEvent(event)
        self._arrange()

    def _kept(self, kept: dict[int, FileTile], file: SlotFile) -> FileTile:
        """Return the tile that a file has already, else a new one."""
        return kept.pop(file.key) if file.key in kept else self._tile(file)

    def _tile(self, file: SlotFile) -> FileTile:
        tile = FileTile(file, self.medium, self)
        tile.remove_asked.connect(partial(self._on_remove, tile))
        tile.step_asked.connect(partial(self._on_step, tile))
        tile.named.connect(lambda: self.named.emit(self.tiles.index(tile)))
        tile.dragged.connect(partial(self._on_dragged, tile))
        tile.dropped.connect(self._arrange)
        tile.show()
        return tile

    def _on_remove(self, tile: FileTile) -> None:
        """Take a tile out; the focus goes to its neighbour."""
        place = self.tiles.index(tile)
        focused = tile.hasFocus()
        self.remove_asked.emit(tile.file.key)
        if focused:
            stops: list[QWidget] = [*self.tiles] or [self.add]
            stops[min(place, len(stops) - 1)].setFocus()

    def _on_step(self, tile: FileTile, by: int) -> None:
        place = self.tiles.index(tile) + by
        if 0 <= place < len(self.tiles):
            self.moved.emit(tile.file.key, place)

    def _on_dragged(self, tile: FileTile, at: QPoint) -> None:
        """Let the tile hang on the pointer, and the others make room."""
        places = self._places(self.width())[: len(self.tiles)]
        near = min(places, key=lambda each: (each.center() - at).manhattanLength())
        place = places.index(near)
        if place != self.tiles.index(tile):
            self.moved.emit(tile.file.key, place)
        tile.raise_()
        tile.move(at - tile.rect().center())

    def _arrange(self) -> None:
        places = self._places(self.width())
        for tile, place in zip([*self.tiles, self.add], places, strict=False):
            if not (isinstance(tile, FileTile) and tile.held):
                tile.setGeometry(place)
        self.setFixedHeight(max(self.sizeHint().height(), 1))

    def _places(self, width: int) -> list[QRect]:
        """Return where the tiles are, and the one that asks for more as far as it is shown."""
        shown: list[QWidget] = [*self.tiles, *([] if self.add.isHidden() else [self.add])]
        size = self.tiles[0].sizeHint() if self.tiles else self.add.sizeHint()
        wide = self.medium == "audio"
        columns = 1 if wide else max((width + GAP) // (size.width() + GAP), 1)
        found = []
        for number, each in enumerate(shown):
            row, column = divmod(number, columns)
            left, top = column * (size.width() + GAP), row * (size.height() + GAP)
            high = size.height() if wide else each.sizeHint().height()
            found.append(QRect(left, top, width if wide else size.width(), high))
        return found
