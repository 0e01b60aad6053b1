"""The right side of the storyboard: the chosen shot, or what all of them share."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from core.language import translate
from ui.background import Background
from ui.characters.cast import Cast
from ui.controls import Segments
from ui.dialogs.dialog import scrolled
from ui.storyboard.document import Document
from ui.storyboard.sharedpanel import SharedPanel
from ui.storyboard.shotpanel import ShotPanel
from ui.theme import SPACE
from ui.wording import locale


class Side(QWidget):
    """Two panels, of which one is shown; without a shot it is the one for all."""

    def __init__(
        self, document: Document, background: Background, pasted: Path, cast: Cast
    ) -> None:
        super().__init__()
        self._document = document
        self.shot = ShotPanel(document, background, pasted, cast)
        self.shared = SharedPanel(document)
        self.which = Segments()
        self.which.set_choices([("shot", ""), ("all", "")], "shot")
        self.panels = QStackedWidget()
        for panel in (self.shot, self.shared):
            self.panels.addWidget(scrolled(panel))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE[2], 0, 0)
        tabs = QHBoxLayout()
        tabs.setContentsMargins(SPACE[3], 0, SPACE[3], 0)
        tabs.addWidget(self.which)
        column.addLayout(tabs)
        column.addWidget(self.panels, 1)
        self.which.chosen.connect(lambda _: self._show())
        document.changed.connect(self._follow)
        self._follow()

    def show_shot(self, index: int) -> None:
        """Let the shot with this index be the one that can be edited."""
        self.shot.show_shot(index)
        self._name()

    def turn_to(self, which: str) -> None:
        """Show the chosen ``shot``, or what is for ``all``."""
        self.which.set_value(which)
        self._show()

    def retranslate(self) -> None:
        """Show all texts in the language in use."""
        self.which.set_name(translate("Storyboard", "Settings of"))
        self.shot.retranslate()
        self.shared.retranslate()
        self._name()

    def _follow(self) -> None:
        if not self._document.shots:
            self.which.set_value("all")
        self._show()
        self._name()

    def _show(self) -> None:
        shot = self.which.value() == "shot" and bool(self._document.shots)
        self.panels.setCurrentIndex(0 if shot else 1)

    def _name(self) -> None:
        number = locale().toString(max(self.shot.index, 0) + 1)
        shot = translate("Storyboard", "Shot {number}").format(number=number)
        names = [shot if self._document.shots else translate("Storyboard", "Shot")]
        self.which.set_words([*names, translate("Storyboard", "All shots")])
