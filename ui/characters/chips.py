"""The control of a field for characters: a chip for each, and a way to add one."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from core.catalog import Field
from core.characters import is_named, name_of
from core.job import Job
from core.language import translate
from ui.characters.buttons import icon_button, set_words
from ui.characters.cast import Cast
from ui.characters.chip import WIDEST, CharacterChip
from ui.characters.flow import FlowLine
from ui.characters.listing import id_of
from ui.characters.picker import CharacterPicker
from ui.compose.control import FieldControl, help_of, label_of
from ui.compose.words import Words


class CharactersControl(FieldControl):
    """The characters of a clip, as many as the model takes; each is its id."""

    insert_wanted = Signal(str)
    """A person wants a character's name in the prompt."""

    def __init__(self, field: Field, cast: Cast, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._cast = cast
        self._prompt = ""
        self.chips: list[CharacterChip] = []
        self.add = icon_button("plus", "add-chip")
        self.hint = Words("secondary", self)
        self.mends: list[QPushButton] = []
        self._offered: list[Job | str] = []
        self.picker: CharacterPicker | None = None
        self._line, self._mend_line = FlowLine(), FlowLine()
        self._line.flow.addWidget(self.add)
        self._lay_out()
        self.add.clicked.connect(self.open_picker)
        cast.changed.connect(self._on_cast)
        cast.pictured.connect(self._show_pictures)
        self.retranslate()

    def value(self) -> Any:
        """Return the ids, None if there are none."""
        return [chip.character_id for chip in self.chips] or None

    def set_value(self, value: Any) -> None:
        """Show the characters with these ids."""
        ids = [str(each) for each in value or ()]
        if ids == [chip.character_id for chip in self.chips]:
            return
        while self.chips:
            self._drop(self.chips[-1])
        for character_id in ids:
            self._append(character_id)
        self._show_all()

    @property
    def room(self) -> bool:
        """Tell whether the model takes one more."""
        most = self.field.max_items
        return most is None or len(self.chips) < most

    def choose(self, character_id: str) -> None:
        """Add a character, if it is not there yet and there is room for it."""
        if any(chip.character_id == character_id for chip in self.chips):
            return
        if not self.room:
            words = translate("Characters", "A clip takes {count} characters at most.")
            self.hint.say(words.format(count=self.field.max_items), "secondary")
            return
        self._append(character_id)
        self._show_all()
        self.edited.emit()

    def set_prompt(self, text: str) -> None:
        """Look whether the prompt, which is ``text`` now, names everybody."""
        if text != self._prompt:
            self._prompt = text
            self._show_hint()

    def trouble(self) -> str:
        """Return why these characters cannot be sent, empty where they can."""
        wrong = [job for chip in self.chips if (job := chip.job) and not self._cast.is_here(job)]
        words = translate("Characters", "“{name}” works {where}. Take it out, or change the host.")
        lines = [words.format(name=name_of(job), where=self._cast.why_not(job)) for job in wrong]
        return "\n".join(lines)

    def open_picker(self) -> None:
        """Offer characters to choose from, below the button."""
        chosen = [chip.character_id for chip in self.chips]
        self.picker = CharacterPicker(self._cast, chosen, self)
        self.picker.chosen.connect(lambda found: self.choose(id_of(found)))
        self.picker.closed.connect(self._on_picker_closed)
        self.picker.open_at(self.add.mapToGlobal(QPoint(0, self.add.height() + 4)))

    def retranslate(self) -> None:
        """Name everything in the language in use."""
        self.setToolTip(help_of(self.field))
        self._name_add()
        for chip in self.chips:
            chip.retranslate()
        self._show_hint()

    def tab_stops(self) -> list[QWidget]:
        """Return the chips' buttons, the one that adds, and those of the hint."""
        return [*(chip.remove for chip in self.chips), self.add, *self.mends]

    def focus_target(self) -> QWidget:
        """Return what the focus belongs on."""
        return self.add if self.room else self.chips[0].remove

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (self._line, self.hint, self._mend_line):
            column.addWidget(widget)
        self._mend_line.hide()

    def _on_picker_closed(self) -> None:
        self.picker = None
        self.focus_target().setFocus(Qt.FocusReason.PopupFocusReason)

    def _append(self, character_id: str) -> None:
        chip = CharacterChip(character_id, self._cast)
        chip.remove.clicked.connect(lambda: self._on_remove(chip))
        self.chips.append(chip)
        self._line.flow.addWidget(chip)
        self._line.flow.move(chip, len(self.chips) - 1)
        chip.show()

    def _on_remove(self, chip: CharacterChip) -> None:
        self._drop(chip)
        self._show_all()
        self.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def _drop(self, chip: CharacterChip) -> None:
        self.chips.remove(chip)
        self._line.flow.removeWidget(chip)
        chip.hide()
        chip.deleteLater()

    def _on_cast(self) -> None:
        for chip in self.chips:
            chip.show_character()
        self._show_hint()

    def _show_pictures(self) -> None:
        for chip in self.chips:
            chip.show_picture()

    def _show_all(self) -> None:
        self.add.setVisible(self.room)
        self._name_add()
        self._show_hint()
        self.updateGeometry()

    def _name_add(self) -> None:
        name = label_of(self.field)
        words = translate("Characters", "Add") if self.chips else translate("Characters", "Choose…")
        set_words(self.add, words, translate("Compose", "Add: {field}").format(field=name))

    def _show_hint(self) -> None:
        """Say whom the prompt does not name, or names unchosen, and offer to mend that."""
        trouble = self.trouble()
        missing = [] if trouble else self._unnamed()
        unchosen = [] if trouble or missing or not self.room else self._unchosen()
        words = ""
        if missing:
            words = translate(
                "Characters",
                "The prompt does not name {names}. Write the name where the character should"
                " appear.",
            ).format(names=translate("Characters", " or ").join(missing))
        elif unchosen:
            words = translate(
                "Characters", "The prompt names {names}, who is not chosen here."
            ).format(names=name_of(unchosen[0]))
        self.hint.say(
            trouble or words, "problem" if trouble else "warning" if missing else "secondary"
        )
        self._offer([*missing, *unchosen[:1]])

    def _unnamed(self) -> list[str]:
        jobs = [chip.job for chip in self.chips if chip.job is not None]
        return [name_of(job) for job in jobs if not is_named(self._prompt, name_of(job))]

    def _unchosen(self) -> list[Job]:
        chosen = {chip.character_id for chip in self.chips}
        others = (job for job in self._cast.here if job.character_id not in chosen)
        return [job for job in others if is_named(self._prompt, name_of(job))]

    def _offer(self, items: list[Job | str]) -> None:
        """Offer a button for each: a name to be written, or a character to be chosen."""
        if items != self._offered:
            self._offered = items
            for button in self.mends:
                self._mend_line.flow.removeWidget(button)
                button.hide()
                button.deleteLater()
            self.mends = [self._mend_button(item) for item in items]
            self._mend_line.setVisible(bool(items))
            for before, after in pairwise([self.add, *self.mends]):
                QWidget.setTabOrder(before, after)
        for button, item in zip(self.mends, items, strict=True):
            self._name_mend(button, item)

    def _mend_button(self, item: Job | str) -> QPushButton:
        writes = isinstance(item, str)
        button = icon_button("pencil" if writes else "plus", "add-chip")
        self._mend_line.flow.addWidget(button)
        button.clicked.connect(lambda: self._mend(item))
        button.show()
        return button

    def _mend(self, item: Job | str) -> None:
        if isinstance(item, str):
            self.insert_wanted.emit(item)
        else:
            self.choose(item.character_id)
            self.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)

    def _name_mend(self, button: QPushButton, item: Job | str) -> None:
        if isinstance(item, str):
            words = translate("Characters", "Insert “{name}”").format(name=item)
        else:
            words = translate("Characters", "Add “{name}”").format(name=name_of(item))
        room, mode = 2 * WIDEST, Qt.TextElideMode.ElideRight
        set_words(button, button.fontMetrics().elidedText(words, mode, room), words)
