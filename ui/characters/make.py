"""Making a character: a clip, the seconds of it that show it, and a name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QWidget

from core.asking import Ask
from core.catalog import Field, Model
from core.characters import name_of, plain
from core.language import translate
from core.problems import InvalidAsk, Problem
from core.wording import problem_words
from ui import folders
from ui.background import Background
from ui.characters.cast import Cast
from ui.characters.cutting import ClipCut
from ui.compose.control import help_of, label_of
from ui.dialogs.dialog import Sheet
from ui.dialogs.note import IconLine, Note, text_label
from ui.preparing import Preparing, PreparingLine
from ui.theme import SPACE

WIDTH = 520
SUFFIXES = (".mp4", ".mov", ".m4v", ".webm", ".mkv", ".avi", ".gif")
"""What the names of files end with that are offered first. What they hold is seen when read."""


class MakeDialog(Sheet):
    """Asks for what ``model`` makes a character of. It stays until it is ``done`` or given up."""

    asked = Signal(object)
    """An ``Ask``, valid as far as can be seen without reading the clip as a whole."""

    def __init__(
        self,
        model: Model,
        cast: Cast,
        background: Background,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(WIDTH, parent)
        self._model, self._cast, self._demo = model, cast, False
        self._clip = _required(model.field_for("source_clip"))
        self._name = _required(next((f for f in model.fields if _is_name(f)), None))
        self.preparing: Preparing | None = None
        self.folder = ""
        self.picker: QFileDialog | None = None
        self.setAcceptDrops(True)
        self.intro = text_label("secondary")
        self.cut = ClipCut(background, self._clip.media)
        self.label, self.name, self.note = QLabel(), QLineEdit(), Note()
        self.free, self.likeness = IconLine("wallet"), IconLine("user-round")
        self.progress = PreparingLine()
        self._lay_out()
        self.cancel = self.add_button(self.reject)
        self.make = self.add_button(self._ask, "primary")
        self.set_default(self.make)
        self.set_first(self.cut.preview)
        self.cut.wanted.connect(self.browse)
        self.cut.changed.connect(self._show_ready)
        self.name.textChanged.connect(self._on_name)
        self.retranslate()

    def set_place(self, folder: str, *, demo: bool) -> None:
        """Begin to browse in ``folder``; ``demo`` says that the built-in engine makes it."""
        self.folder, self._demo = folder, demo
        self.retranslate()

    def take(self, file: Path) -> None:
        """Begin with a clip; the name is asked for next."""
        self.folder = str(file.parent)
        self.cut.take(file)
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.set_first(self.name)

    def browse(self) -> None:
        """Let the person choose a clip."""
        if self.picker is not None:
            self.picker.raise_()
            return
        picker = QFileDialog(
            self,
            translate("Characters", "Choose a clip"),
            folders.start_folder("video", self.folder),
        )
        picker.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        picker.setFileMode(QFileDialog.FileMode.ExistingFile)
        patterns = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        clips = translate("Characters", "Clips ({patterns})").format(patterns=patterns)
        picker.setNameFilters([clips, translate("Compose", "All files (*)")])
        picker.fileSelected.connect(self._on_file)
        picker.finished.connect(self._on_picked)
        self.picker = picker
        picker.open()

    def set_preparing(self, preparing: Preparing | None) -> None:
        """Show that what was asked for is being prepared: nothing but that can be changed then.

        None stands for the end of it.
        """
        self.preparing = preparing
        for widget in (self.cut, self.name):
            widget.setEnabled(preparing is None)
        self.progress.hide()
        if preparing is not None:
            self.progress.follow(preparing)
        # Not on the button: who presses Return once more means no stop.
        first: QWidget = self.name if preparing is None else self
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        self._name_buttons()
        self._show_ready()

    def show_problems(self, error: InvalidAsk) -> None:
        """Say what is wrong; nothing was sent."""
        self.set_preparing(None)
        own = [each for each in error.problems if each.field == self._name.name]
        if own:
            self._say_name(own[0])
        if others := [each for each in error.problems if each not in own]:
            self.cut.say_problems(InvalidAsk(*others))

    def show_failure(self, words: str) -> None:
        """Say why it could not be prepared; nothing was sent."""
        self.set_preparing(None)
        self.cut.say_failure(words)

    def reject(self) -> None:
        """Close; what is just being prepared is stopped instead, and everything stays as it is."""
        if self.preparing is None:
            super().reject()
        else:
            self.preparing.stop()
            self._name_buttons()

    def retranslate(self) -> None:
        """Show every text in the language in use."""
        self.set_title(translate("Characters", "Make a character"))
        self.intro.setText(
            translate(
                "Characters",
                "Somebody or something from a clip that can appear in later ones. The {count}"
                " seconds in the frame are used.",
            ).format(count=round(self._clip.media.get("seconds", 0)))
        )
        self.cut.retranslate()
        self.label.setText(label_of(self._name))
        self.name.setAccessibleName(label_of(self._name))
        self.name.setPlaceholderText(help_of(self._name))
        self.free.label.setText(self._free_words())
        self.likeness.label.setText(
            translate(
                "Characters",
                "Real people: only with their consent. A recognisable face or brand is a common"
                " reason for the provider to refuse a clip.",
            )
        )
        self._name_buttons()

    def _free_words(self) -> str:
        if self._demo:
            return translate(
                "Characters", "Free: the built-in engine. Its characters work only with it."
            )
        if self._model.billing == "free":
            return translate("Characters", "Making a character is free of charge.")
        return translate("Characters", "What it costs is not known beforehand.")

    def _name_buttons(self) -> None:
        stopped = self.preparing is not None and self.preparing.stopped
        self.cancel.setEnabled(not stopped)
        if self.preparing is None:
            self.cancel.setText(translate("Characters", "Cancel"))
            self.make.setText(translate("Characters", "Make character"))
            return
        self.cancel.setText(translate("Characters", "Stop"))
        stopping, busy = translate("MediaWork", "Stopping…"), translate("Compose", "Preparing…")
        self.make.setText(stopping if stopped else busy)

    def _ask(self) -> None:
        """Hand on what is asked, unless something is wrong with it."""
        name = " ".join(self.name.text().split())
        problem = self._name.problem(name)
        if problem is not None:
            self._say_name(problem)
        if self.cut.file is None:
            self.cut.say_missing()
        if problem is not None or not self.cut.usable or self.preparing is not None:
            return
        self.set_preparing(Preparing())
        values = {self._name.name: name}
        clip, start = str(self.cut.file), self.cut.start
        self.asked.emit(Ask("", self._model.id, values, clip=clip, clip_start=start))

    def _on_name(self, text: str) -> None:
        """Say at once what is wrong with a name, but not that there is none yet."""
        name = " ".join(text.split())
        problem = self._name.problem(name) if name else None
        if problem is not None:
            self._say_name(problem, focus=False)
        elif name and any(plain(name_of(job)) == plain(name) for job in self._cast.here):
            self.note.say("warning", _same_name_words, aloud=False)
        else:
            self.note.clear()

    def _say_name(self, problem: Problem, *, focus: bool = True) -> None:
        self.note.say("problem", lambda: self._name_words(problem))
        if focus:
            self.name.setFocus()

    def _name_words(self, problem: Problem) -> str:
        if problem.code == "missing":
            return translate("Characters", "Give it a name; that is what you write in a prompt.")
        return problem_words(problem, self._names())

    def _names(self) -> Mapping[str, str]:
        return {each.name: label_of(each) for each in self._model.fields}

    def _show_ready(self) -> None:
        idle = self.preparing is None
        self.make.setEnabled(idle and (self.cut.file is None or self.cut.usable))

    def _on_file(self, file: str) -> None:
        folders.remember("video", Path(file).parent)
        self.take(Path(file))

    def _on_picked(self) -> None:
        self.picker = None

    def _lay_out(self) -> None:
        self.label.setBuddy(self.name)
        self.body.addWidget(self.intro)
        self.body.addWidget(self.cut)
        self.body.addSpacing(SPACE[0])
        for widget in (self.label, self.name, self.note):
            self.body.addWidget(widget)
        self.body.addSpacing(SPACE[0])
        for line in (self.free, self.likeness):
            line.label.setProperty("role", "secondary")
            self.body.addWidget(line)
        self.buttons.insertWidget(0, self.progress, 3)

    # Drops

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a file, whatever it is called: what it holds is seen when it is read."""
        if self.preparing is None and offered_clips(event.mimeData()):
            event.acceptProposedAction()
            self.cut.preview.set_over(True)
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Forget what was held over the dialog."""
        self.cut.preview.set_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Begin with the clip."""
        self.cut.preview.set_over(False)
        files = offered_clips(event.mimeData())
        if files and self.preparing is None:
            event.acceptProposedAction()
            self.take(files[0])


def offered_clips(data: QMimeData) -> Sequence[Path]:
    """Return the local files that are offered, those first that are clips by their names."""
    urls = data.urls() if data.hasUrls() else []
    files = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
    return sorted(files, key=lambda file: file.suffix.lower() not in SUFFIXES)


def _same_name_words() -> str:
    return translate(
        "Characters", "You have a character of this name. A prompt could mean either of them."
    )


def _is_name(field: Field) -> bool:
    """Tell the field that names what is made: the text that is no prompt."""
    return field.type == "text" and field.required and not field.role and field.name != "prompt"


def _required(field: Field | None) -> Field:
    if field is None:
        raise LookupError("the model lacks a field that characters are made with")
    return field
