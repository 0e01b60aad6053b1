"""The popup that offers characters, by name or id."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.characters import name_of, plain
from core.language import translate
from ui.characters.buttons import icon_button, set_words
from ui.characters.cast import Cast
from ui.characters.listing import CastModel, cast_delegate
from ui.dialogs.dialog import pressed_by_return
from ui.offered import Offered
from ui.offerpopup import OfferPopup

WIDTH = 300
"""Device-independent pixels at the usual text size."""


class CharacterPicker(OfferPopup):
    """Offers the characters that are not ``chosen`` yet, and an id that is nobody's name."""

    def __init__(self, cast: Cast, chosen: Collection[str], parent: QWidget) -> None:
        model = CastModel(cast, strict=True)
        super().__init__(model, cast_delegate(cast, model), WIDTH, parent)
        self._cast, self._taken = cast, frozenset(chosen)
        self.make, self.all = icon_button("film"), icon_button("users-round")
        self._lay_out_foot()
        self._name()
        self.make.clicked.connect(lambda: self._leave_for(cast.make_wanted.emit))
        self.all.clicked.connect(lambda: self._leave_for(cast.library_wanted.emit))
        cast.pictured.connect(self.list.viewport().update)
        cast.changed.connect(lambda: self.look(self.search.text()))
        self.look("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the button that has the focus by Return."""
        if not pressed_by_return(event, self.focusWidget()):
            super().keyPressEvent(event)

    def look(self, text: str) -> None:
        """Show whom ``text`` finds; what is nobody's name may be an id."""
        found = [job for job in self._cast.search(text) if job.character_id not in self._taken]
        names = [plain(name_of(job)) for job in found if self._cast.is_here(job)]
        wanted = text.strip()
        could_be_id = len(wanted.split()) == 1 and wanted not in self._taken
        known = self._cast.find(wanted) is not None or plain(wanted) in names
        offered: list[Offered] = [*found, *([wanted] if could_be_id and not known else [])]
        self.show_found(offered)

    def empty_words(self, search: str) -> str:
        """Return what is said where nobody is found."""
        if self._taken or self._cast.here or self._cast.elsewhere:
            return translate("Characters", "Nobody else. Type an ID, or make one from a clip.")
        return translate(
            "Characters",
            "No characters yet. Make one from a clip, and it can appear in every clip after that.",
        )

    def _lay_out_foot(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(4)
        foot.addWidget(self.make)
        foot.addStretch(1)
        foot.addWidget(self.all)
        self.column.addLayout(foot)

    def _leave_for(self, tell: Callable[[], object]) -> None:
        self.close()
        tell()

    def _name(self) -> None:
        self.set_names(
            translate("Characters", "Choose a character"),
            translate("Characters", "Name, or an ID from elsewhere"),
            translate("Characters", "Characters"),
        )
        set_words(self.make, translate("Characters", "From a clip…"))
        set_words(self.all, translate("Characters", "All characters…"))
