"""What all shots of a storyboard share: the model and its settings."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.language import translate
from core.storyboard import CHARACTERS, is_for_shots
from ui.characters.cast import Cast
from ui.compose.models import ModelChoice
from ui.compose.options import Options
from ui.compose.rows import share_name_width
from ui.compose.words import Words
from ui.storyboard.document import Document


class SharedPanel(QWidget):
    """Shows the shared settings of a document, and writes what is changed into it."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self._showing = False
        self.words = Words("secondary")
        self.models = ModelChoice(document.catalog, is_for_shots)
        # Characters are chosen shot by shot: here nobody is known, and none can be chosen.
        self.options = Options(self, Cast(self))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 4, 16, 12)
        column.setSpacing(12)
        own = (self.options.carried, self.options.main, self.options.rare)
        for widget in (self.words, self.models, *own):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        column.addStretch(1)
        self.models.changed.connect(self._on_model)
        self.options.changed.connect(self._on_options)
        document.changed.connect(self._show)
        self._show()
        self.retranslate()

    def retranslate(self) -> None:
        """Show all texts in the language in use."""
        words = translate("Storyboard", "Every shot is made like this, unless it says otherwise.")
        self.words.say(words)
        self.models.retranslate()
        self.options.retranslate()
        share_name_width([self.models.row, *self.options.rows.values()])

    def _show(self) -> None:
        model = self._document.shared_model()
        self._showing = True
        try:
            self.models.set_model(model.id)
            self.options.choose(self._document.board.values)
            self.options.show_model(model)
            role = model.field_for(CHARACTERS)
            if role is not None and role.name in self.options.rows:
                self.options.rows[role.name].hide()
        finally:
            self._showing = False

    def _on_model(self) -> None:
        if not self._showing:
            board, before = self._document.board, self._document.shared_model()
            model = self.models.model()
            carried = self.options.carried_to(model)
            kept = {*board.values, *self.options.in_view(model)}
            values = {name: v for name, v in carried.values.items() if name in kept}
            self._document.do(replace(board, model=model.id, values=values))
            self.options.carried.tell(carried, before, model)

    def _on_options(self) -> None:
        if not self._showing:
            self._document.do(replace(self._document.board, values=self.options.values()))
