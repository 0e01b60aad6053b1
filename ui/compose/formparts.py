"""The parts of the form: where they stand, what they are called, and how Tab goes through them."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.catalog import Catalog
from core.language import translate
from ui.background import Background
from ui.characters.cast import Cast
from ui.compose.continues import Continues
from ui.compose.models import ModelChoice
from ui.compose.options import Options
from ui.compose.prompt import PromptField
from ui.compose.remixables import Remixables
from ui.compose.remixsource import RemixSource
from ui.compose.rows import share_name_width
from ui.compose.slots.slots import Slots
from ui.compose.takesrow import TakesRow
from ui.controls import Disclosure
from ui.models.button import CHOOSE

MARGIN = 16
"""Device-independent pixels around the parts."""


class FormParts(QWidget):
    """Prompt, files, model, options and takes, below each other."""

    def __init__(self, catalog: Catalog, background: Background, pasted: Path) -> None:
        super().__init__()
        self.cast = Cast(self)
        self.prompt = PromptField(self.cast)
        self.remix = RemixSource(Remixables(catalog))
        self.slots = Slots(background, pasted, self.remix.clips)
        self.frame = self.slots.frames.start
        self.continues = Continues()
        self.models = ModelChoice(catalog)
        self.models.button.set_keys(CHOOSE)
        self.options = Options(self, self.cast)
        self.takes_row = TakesRow()
        self.takes = self.takes_row.takes
        self.more = Disclosure(self.options.rare)
        self._stops: list[QWidget] = []
        self._build()

    def takes_count(self) -> int:
        """Return how many clips of the same are wanted."""
        value = self.takes.value()
        return value if isinstance(value, int) else 1

    def tab_stops(self) -> list[QWidget]:
        """Return what the Tab key may reach, in order."""
        return [
            self.prompt.edit,
            self.continues.end_button,
            *self.remix.tab_stops(),
            *self.slots.tab_stops(),
            *self.models.tab_stops(),
            *self.options.tab_stops(rare=False),
            *self.takes.buttons(),
            self.more,
            *self.options.tab_stops(rare=True),
        ]

    def retranslate(self) -> None:
        """Show all texts in the language in use."""
        self.models.retranslate()
        self.remix.retranslate()
        self.options.retranslate()
        self.slots.retranslate()
        self.takes_row.retranslate()
        self.more.setText(translate("Compose", "More options"))
        self.share_name_width()

    def set_right_margin(self, width: int) -> None:
        """Leave ``width`` device-independent pixels at the right."""
        self._column.setContentsMargins(MARGIN, MARGIN, max(width, 0), 12)

    def open_more(self) -> None:
        """Show the rare options, if one of them is other than its default."""
        if self.options.rare_used:
            self.more.set_open(True)

    def share_name_width(self) -> None:
        """Give the names of all rows one column."""
        options = self.options.rows.values()
        share_name_width([self.models.row, self.takes_row, *self.slots.rows(), *options])

    def order_tabs(self) -> None:
        """Let the Tab key go through the parts that there are now, in order."""
        stops = self.tab_stops()
        if stops != self._stops:
            self._stops = stops
            for before, after in pairwise(stops):
                QWidget.setTabOrder(before, after)

    def _build(self) -> None:
        self._column = QVBoxLayout(self)
        self.options_column = QVBoxLayout()
        self.options_column.setSpacing(8)
        for widget in (self.models, self.options.carried, self.options.main, self.takes_row):
            self.options_column.addWidget(widget)
        self.options_column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.options_column.addWidget(self.options.rare)
        column = self._column
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, 12)
        column.setSpacing(12)
        column.addWidget(self.prompt, 5)
        column.addWidget(self.remix)
        column.addWidget(self.continues)
        column.addWidget(self.slots, 7)
        column.addLayout(self.options_column)
