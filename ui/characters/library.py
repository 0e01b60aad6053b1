"""All characters, with what can be done with each."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QStackedLayout, QVBoxLayout, QWidget

from core.characters import name_of
from core.job import Job
from core.language import translate
from ui import icons
from ui.characters.buttons import set_words
from ui.characters.cast import Cast
from ui.characters.grid import CastGrid
from ui.characters.listing import CastModel
from ui.dialogs.dialog import Dialog, push_button
from ui.dialogs.note import Glyph, Note, text_label
from ui.offered import ITEM
from ui.theme import SPACE, text_scale

SIZE = (760, 560)
"""Device-independent pixels at the usual text size."""
BESIDE = 110
"""What is left free beside the words that stand where there is no character."""


class LibraryDialog(Dialog):
    """Posters to choose from; ``cast`` tells of every change."""

    used = Signal(object)
    """The ``Job`` of a character that a person wants in the clip."""
    removed = Signal(object)
    """The ``Job`` of a character that a person does not want to see any more."""
    add_wanted = Signal()
    """A person has the id of a character that was made elsewhere."""

    def __init__(self, cast: Cast, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cast = cast
        self.heading, self.search = text_label("heading"), QLineEdit()
        self.make = push_button(cast.make_wanted.emit)
        self.add = push_button(self.add_wanted.emit)
        self.model, self.grid = CastModel(cast, self), CastGrid(cast)
        self.grid.setModel(self.model)
        self.empty_words, self.empty_make = (
            text_label("empty"),
            push_button(cast.make_wanted.emit, "primary"),
        )
        self.nobody = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.note = Note()
        self.remove = push_button(self._remove, "quiet")
        self.copy = push_button(self._copy)
        self.use = push_button(self._use, "primary")
        self._lay_out()
        self._connect()
        self.set_default(self.use)
        self.retranslate()
        self._show_found()
        self.set_first(self.empty_make if self.search.isHidden() else self.search)

    @property
    def chosen(self) -> Job | None:
        """The character that is marked."""
        index = self.grid.currentIndex()
        found = index.data(ITEM) if index.isValid() else None
        return found if isinstance(found, Job) else None

    def retranslate(self) -> None:
        """Show every text in the language in use."""
        title = translate("Characters", "Characters")
        self.heading.setText(title)
        self.setAccessibleName(title)
        self.grid.setAccessibleName(title)
        self.search.setPlaceholderText(translate("Characters", "Search by name or ID"))
        self.search.setAccessibleName(self.search.placeholderText())
        set_words(self.make, translate("Characters", "From a clip…"))
        self.add.setText(translate("Characters", "Add by ID…"))
        self.empty_words.setText(
            translate(
                "Characters",
                "Make a character from a clip, and it can appear in every clip after that: write"
                " its name in the prompt.",
            )
        )
        self.empty_make.setText(translate("Characters", "From a clip…"))
        self.nobody.setText(translate("Characters", "Nobody is called that."))
        self.remove.setText(translate("Characters", "Remove from list"))
        self.copy.setText(translate("Characters", "Copy ID"))
        self.use.setText(translate("Characters", "Use in prompt"))
        self._show_chosen()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Remove the marked character from the list by the key that deletes."""
        if event.key() == Qt.Key.Key_Delete and self.grid.hasFocus() and not event.isAutoRepeat():
            self._remove()
        elif event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            self.grid.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _: self._show_found())
        self.grid.selectionModel().currentChanged.connect(lambda *_: self._show_chosen())
        self.grid.doubleClicked.connect(lambda _: self._use())
        self._cast.changed.connect(self._show_found)

    def _show_found(self) -> None:
        """Show whom the search finds; whoever was marked stays marked."""
        before = self.chosen
        found: list[Job | str] = [*self._cast.search(self.search.text())]
        self.model.show_items(found)
        row = self.model.row_of(before.character_id) if before is not None else -1
        first = self.model.index(max(row, 0))
        self.grid.setCurrentIndex(first if found else QModelIndex())
        there = bool(self._cast.here or self._cast.elsewhere)
        self._pages.setCurrentIndex(0 if found else 2 if there else 1)
        for widget in (self.search, self.make, self.remove, self.copy, self.use):
            widget.setVisible(there)
        self._show_chosen()

    def _show_chosen(self) -> None:
        job = self.chosen
        for button in (self.remove, self.copy):
            button.setEnabled(job is not None)
        self.use.setEnabled(job is not None and self._cast.is_here(job))
        if job is None or self._cast.is_here(job):
            self.note.clear()
            return
        words = translate("Characters", "“{name}” can be used {where}, where it was made.")
        said = words.format(name=name_of(job), where=self._cast.why_not(job))
        self.note.say("secondary", lambda: said, aloud=False)

    def _use(self) -> None:
        job = self.chosen
        if job is not None and self._cast.is_here(job):
            self.used.emit(job)
            self.accept()

    def _copy(self) -> None:
        if (job := self.chosen) is not None:
            QGuiApplication.clipboard().setText(job.character_id)
            self.note.say("good", lambda: translate("Characters", "Copied."))

    def _remove(self) -> None:
        if (job := self.chosen) is not None:
            self.removed.emit(job)

    def _lay_out(self) -> None:
        self.resize(*(round(side * text_scale()) for side in SIZE))
        top = QHBoxLayout()
        top.setSpacing(SPACE[1])
        top.addWidget(self.heading)
        top.addStretch(1)
        self.search.setMinimumWidth(round(200 * text_scale()))
        for widget in (self.search, self.make, self.add):
            top.addWidget(widget)
        self.make.setIcon(icons.icon("film"))
        self._pages = QStackedLayout()
        for page in (self.grid, self._empty(), self.nobody):
            self._pages.addWidget(page)
        self.nobody.setProperty("role", "secondary")
        foot = QHBoxLayout()
        foot.setSpacing(SPACE[1])
        foot.addWidget(self.note, 1)
        foot.addStretch(0)
        for button in (self.remove, self.copy, self.use):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(SPACE[4],) * 4)
        column.setSpacing(SPACE[3])
        column.addLayout(top)
        column.addLayout(self._pages, 1)
        column.addLayout(foot)

    def _empty(self) -> QWidget:
        """Return what stands there while there is no character at all."""
        page = QWidget()
        self.empty_words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(page)
        column.setSpacing(SPACE[4])
        side = round(BESIDE * text_scale())
        column.setContentsMargins(side, 0, side, 0)
        column.addStretch(1)
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(Glyph("users-round", "muted", 40), 0, middle)
        column.addWidget(self.empty_words)
        column.addWidget(self.empty_make, 0, middle)
        column.addStretch(1)
        return page
