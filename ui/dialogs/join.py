"""Before several clips become one film: which, how, and where it goes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from core.language import translate
from core.media.faults import media_words
from core.naming import safe_words
from core.shots import JoinPlan
from ui.background import Background
from ui.controls import ElidedLabel
from ui.dialogs.dialog import Sheet, pick_folder, push_button, while_open
from ui.dialogs.note import Note, text_label
from ui.theme import SPACE
from ui.wording import count_words

ENDING = ".mp4"


class JoinDialog(Sheet):
    """Says what becomes of the shots, and asks where the film goes.

    ``film`` is where it would go. ``can_copy`` tells whether the clips of a plan need no new
    encoding; it is asked in the background, as is whether a file is there already.
    """

    wanted = Signal(object)
    """The ``Path`` of a file that is to be made, and is not there yet."""

    def __init__(
        self,
        plan: JoinPlan,
        film: Path,
        can_copy: Callable[[Sequence[Path]], bool],
        background: Background,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(480, parent)
        self._plan, self._folder, self._background = plan, film.parent, background
        self.how, self.missing, self.left_out = Note(), Note(), Note()
        self.name_label, self.folder_label = QLabel(), QLabel()
        self.name = QLineEdit(film.stem)
        self.name.setCursorPosition(0)
        self.folder = ElidedLabel(str(film.parent))
        self.folder.set_elide_mode(Qt.TextElideMode.ElideMiddle)
        self.change = push_button(self._pick_folder, "quiet")
        self.problem = Note()
        self.intro = text_label("secondary")
        self._lay_out()
        self.cancel = self.add_button(self.reject)
        self.join = self.add_button(self._ask, "primary")
        self.set_default(self.join)
        self.set_first(self.join)
        self.name.textChanged.connect(self.problem.clear)
        self.retranslate()
        self._look(can_copy)

    def retranslate(self) -> None:
        """Show every text in the language in use."""
        count = count_words(len(self._plan.clips))
        self.set_title(translate("Join", "Join {count} clips").format(count=count))
        self.intro.setText(
            translate("Join", "They become one film, with their sound. The clips stay as they are.")
        )
        self.name_label.setText(translate("Join", "Name"))
        self.name.setAccessibleName(self.name_label.text())
        self.folder_label.setText(translate("Join", "Folder"))
        self.change.setText(translate("Join", "Change…"))
        self.change.setAccessibleName(translate("Join", "Change the folder"))
        self.cancel.setText(translate("Join", "Cancel"))
        self.join.setText(translate("Join", "Join"))

    def _look(self, can_copy: Callable[[Sequence[Path]], bool]) -> None:
        """Say what is known at once, and find out how the clips are joined."""
        plan = self._plan
        self.how.say("secondary", lambda: translate("Join", "Looking at the clips…"), aloud=False)
        if plan.missing:
            self.missing.say("warning", lambda: _missing_words(plan.missing), aloud=False)
        if plan.left_out:
            self.left_out.say("secondary", lambda: _left_out_words(plan.left_out), aloud=False)
        files = [Path(job.file) for job in plan.clips]
        self._background.call(partial(can_copy, files), self._say_how, self._say_unknown)

    @while_open
    def _say_how(self, copied: bool) -> None:
        if copied:
            self.how.say("good", _copied_words)
        else:
            self.how.say("secondary", _encoded_words)

    @while_open
    def _say_unknown(self, error: Exception) -> None:
        self.how.say("warning", lambda: media_words(error) or str(error))

    def _pick_folder(self) -> None:
        title = translate("Join", "Where the film goes")
        pick_folder(self, title, str(self._folder), self.set_folder)

    def set_folder(self, folder: str) -> None:
        """Let the film go to ``folder``."""
        self._folder = Path(folder)
        self.folder.setText(folder)
        self.problem.clear()

    def _ask(self) -> None:
        stem = safe_words(self.name.text().strip().removesuffix(ENDING))
        if not stem:
            self.problem.say("problem", lambda: translate("Join", "Give the film a name."))
            self.name.setFocus()
            return
        file = self._folder / f"{stem}{ENDING}"
        self._background.call(partial(_is_there, file), partial(self._on_seen, file))

    @while_open
    def _on_seen(self, file: Path, there: bool) -> None:
        if there:
            self.problem.say("problem", _there_words)
            self.name.setFocus()
            return
        if self.isVisible():
            self.wanted.emit(file)
            self.accept()

    def _lay_out(self) -> None:
        for label in (self.name_label, self.folder_label):
            label.setProperty("role", "secondary")
        self.name_label.setBuddy(self.name)
        where = QGridLayout()
        where.setHorizontalSpacing(SPACE[3])
        where.setVerticalSpacing(SPACE[1])
        where.setColumnStretch(1, 1)
        where.addWidget(self.name_label, 0, 0)
        where.addWidget(self.name, 0, 1, 1, 2)
        where.addWidget(self.folder_label, 1, 0)
        where.addWidget(self.folder, 1, 1)
        where.addWidget(self.change, 1, 2)
        for widget in (self.intro, self.how, self.missing, self.left_out):
            self.body.addWidget(widget)
        self.body.addLayout(where)
        self.body.addWidget(self.problem)


def _is_there(file: Path) -> bool:
    return file.exists()


def _numbers(shots: Sequence[int]) -> str:
    return ", ".join(count_words(number) for number in shots)


def _missing_words(shots: Sequence[int]) -> str:
    if len(shots) == 1:
        words = translate("Join", "Shot {number} is not ready: it is left out.")
        return words.format(number=count_words(shots[0]))
    words = translate("Join", "Shots {numbers} are not ready: they are left out.")
    return words.format(numbers=_numbers(shots))


def _left_out_words(shots: Sequence[int]) -> str:
    if len(shots) == 1:
        words = translate("Join", "Shot {number} is left out, as you wish.")
        return words.format(number=count_words(shots[0]))
    words = translate("Join", "Shots {numbers} are left out, as you wish.")
    return words.format(numbers=_numbers(shots))


def _copied_words() -> str:
    return translate("Join", "Without re-encoding: every picture stays exactly as it is.")


def _encoded_words() -> str:
    return translate(
        "Join", "The clips differ in size or encoding, so the film is encoded anew. Takes longer."
    )


def _there_words() -> str:
    return translate("Join", "There is a file of that name already. Choose another name.")
