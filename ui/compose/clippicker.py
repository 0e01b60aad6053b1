"""The popup that offers clips."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from core.job import Job
from core.language import translate
from ui import theme
from ui.characters.face import paint_poster
from ui.compose.remixables import Remixables
from ui.offered import Offered, OfferedDelegate, OfferedModel
from ui.offerpopup import OfferPopup
from ui.wording import title, when_words

WIDTH, ROW = 340, 52
"""Device-independent pixels at the usual text size."""


class ClipPicker(OfferPopup):
    """Offers clips. What it is called, and which ones there are, is for its kinds to say.

    What is chosen is a ``Job``, or a video id as text that no clip here has.
    """

    def __init__(self, clips: Remixables, parent: QWidget) -> None:
        model = ClipModel(clips)
        delegate = OfferedDelegate(model, ROW, 16 / 9, partial(_paint_clip, clips))
        super().__init__(model, delegate, WIDTH, parent)
        self._clips, self._turn = clips, 0
        clips.pictured.connect(self.list.viewport().update)
        self.set_names(*self.names())
        self.show_found([])
        self.look("")

    # What its kinds say

    def look_for(self, search: str, then: Callable[[list[Job]], None]) -> None:
        """Call ``then`` with the clips that ``search`` finds."""
        raise NotImplementedError

    def names(self) -> tuple[str, str, str]:
        """Return what the popup, its search and its list are called."""
        raise NotImplementedError

    def more(self, search: str, found: Sequence[Job]) -> list[str]:
        """Return what can be chosen beside the clips: video ids."""
        return []

    # Inside

    def look(self, text: str) -> None:
        """Ask for what ``text`` finds; answers to earlier texts are not shown any more."""
        self._turn += 1
        self.look_for(text, partial(self._on_found, self._turn))

    def _on_found(self, turn: int, found: list[Job]) -> None:
        if turn == self._turn:
            self.show_found([*found, *self.more(self.search.text().strip(), found)])


class ClipModel(OfferedModel):
    """Some clips, and perhaps a video id that none of them has."""

    def __init__(self, clips: Remixables) -> None:
        super().__init__()
        self._clips = clips

    def lines(self, item: Offered) -> tuple[str, str]:
        """Return what the clip shows, and when and how it was made."""
        if isinstance(item, str):
            words = translate("Compose", "Use “{id}” as a video ID").format(id=item)
            return words, translate("Compose", "A clip that was made elsewhere")
        return title(item), " · ".join((when_words(item.created_at), self._clips.settings(item)))


def _paint_clip(clips: Remixables, painter: QPainter, room: QRectF, item: Offered) -> None:
    if isinstance(item, str):
        paint_poster(painter, room, "#", clips.poster(None), theme.CORNER)
    else:
        paint_poster(painter, room, title(item), clips.poster(item), theme.CORNER)
