"""A clip of which some seconds are chosen: looked through, moved along, and what becomes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.language import translate
from core.problems import InvalidAsk, Problem
from core.valuewords import seconds_words
from core.wording import problem_words
from ui.background import Background
from ui.characters.film import frame_at
from ui.characters.filmstrip import Filmstrip
from ui.characters.looking import Look, look_at, plan_words
from ui.characters.preview import HEIGHT, ClipPreview
from ui.controls import ElidedLabel
from ui.dialogs.dialog import push_button, while_open
from ui.dialogs.note import Note
from ui.theme import SPACE
from ui.wording import locale

SHARP = 2 * HEIGHT
"""Pixels of the large picture's height at most."""


class ClipCut(QWidget):
    """The clip, the strip with the window over the seconds that are used, and what is wrong.

    ``rules`` are those of the model's field for a source clip.
    """

    wanted = Signal()
    """A person wants to choose a clip."""
    changed = Signal()
    """Another clip is there, or turned out not to be usable."""

    def __init__(self, background: Background, rules: Mapping[str, float]) -> None:
        super().__init__()
        self._background, self._rules = background, rules
        self.file: Path | None = None
        self.look: Look | None = None
        self._turn = 0
        self._sought: float | None = None
        self._seeking = False
        self.preview, self.strip = ClipPreview(), Filmstrip()
        self.title, self.span = ElidedLabel(), QLabel()
        self.other = push_button(self.wanted.emit, "quiet")
        self.note = Note()
        self._lay_out()
        self.preview.wanted.connect(self.wanted)
        self.strip.valueChanged.connect(lambda _: self._on_moved())
        self._show_parts()
        self.retranslate()

    @property
    def usable(self) -> bool:
        """Tell whether there is a clip that can be sent."""
        return self.file is not None and self.look is not None and not self.look.problem

    @property
    def start(self) -> float:
        """Where the seconds that are used begin."""
        return self.strip.start

    def take(self, file: Path) -> None:
        """Look through another clip."""
        self._turn += 1
        self.file, self.look, self._sought = file, None, None
        self.note.clear()
        self.preview.show_words(translate("Characters", "Reading the clip…"))
        self._show_parts()
        turn = self._turn
        self._background.call(
            partial(look_at, file, self._rules),
            partial(while_open(ClipCut._on_look), self, turn),
            partial(while_open(ClipCut._on_failed), self, turn),
        )
        self.changed.emit()

    def say_missing(self) -> None:
        """Say that there is no clip yet."""
        self.note.say("problem", lambda: translate("Characters", "Choose a clip first."))
        self.preview.setFocus()

    def say_problems(self, error: InvalidAsk) -> None:
        """Say what is wrong with the clip."""
        self.note.say("problem", partial(_words_of, error))

    def say_failure(self, words: str) -> None:
        """Say why nothing can be made of the clip."""
        self.note.say("problem", lambda: words)

    def retranslate(self) -> None:
        """Show every text in the language in use."""
        self.preview.retranslate()
        self.strip.setAccessibleName(translate("Characters", "The seconds that are used"))
        self.other.setText(translate("Characters", "Another clip…"))
        self._show_span()

    def _on_look(self, turn: int, look: Look) -> None:
        if turn != self._turn:
            return
        self.look = look
        self.strip.show_film(look.film.frames, look.film.seconds, look.seconds)
        self.preview.show_picture(look.film.frames[0])
        if look.problem is not None:
            self.note.say("problem", partial(_words_of, look.problem))
        else:
            self.note.say("secondary", lambda: plan_words(look), aloud=False)
        self._show_parts()
        self._seek()
        self.changed.emit()

    def _on_failed(self, turn: int, error: Exception) -> None:
        if turn != self._turn:
            return
        self.file = None
        self.preview.show_picture(QImage())
        wrong = error if isinstance(error, InvalidAsk) else InvalidAsk()
        self.note.say("problem", partial(_words_of, wrong))
        self._show_parts()
        self.changed.emit()

    def _on_moved(self) -> None:
        """Show at once what is near, and then just what is there."""
        if self.look is None:
            return
        film = self.look.film
        near = int(self.start / max(film.seconds, 0.001) * len(film.frames))
        self.preview.show_picture(film.frames[min(near, len(film.frames) - 1)])
        self._show_span()
        self._seek()

    def _seek(self) -> None:
        """Read the frame where the window begins; while one is being read, the last one counts."""
        self._sought = self.start
        if self._seeking or self.file is None:
            return
        self._seeking = True
        self._background.call(
            partial(frame_at, self.file, self._sought, SHARP),
            partial(while_open(ClipCut._on_frame), self, self._turn, self._sought),
            partial(while_open(ClipCut._on_no_frame), self),
        )

    def _on_frame(self, turn: int, at: float, picture: QImage) -> None:
        self._seeking = False
        if turn == self._turn and at == self._sought:
            self.preview.show_picture(picture)
        else:
            self._seek()

    def _on_no_frame(self, _error: Exception) -> None:
        self._seeking = False  # the small one stays

    def _show_parts(self) -> None:
        there = self.look is not None
        for widget in (self.strip, self.title, self.span, self.other):
            widget.setVisible(there)
        self.title.setText(self.file.name if self.file is not None else "")
        self._show_span()

    def _show_span(self) -> None:
        if self.look is None:
            return
        figures = {
            "start": _tenths(self.strip.start),
            "end": _tenths(self.strip.end),
            "all": seconds_words(_tenths(self.look.film.seconds)),
        }
        words = translate("Characters", "{start} – {end} of {all}").format(**figures)
        if not self.strip.movable:
            words = figures["all"]
        self.span.setText(words)
        self.strip.setAccessibleDescription(words)

    def _lay_out(self) -> None:
        for label in (self.title, self.span):
            label.setProperty("role", "secondary")
        line = QHBoxLayout()
        line.setSpacing(SPACE[1])
        line.addWidget(self.title, 1)
        line.addWidget(self.span)
        line.addWidget(self.other)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[0])
        for widget in (self.preview, self.strip):
            column.addWidget(widget)
        column.addLayout(line)
        column.addWidget(self.note)


def _words_of(error: InvalidAsk) -> str:
    """Return what is wrong with a clip, which is called by its file's name."""
    named = [replace(each, facts={**each.facts, **_name_of(each)}) for each in error.problems]
    return "\n".join(problem_words(each) for each in named) or translate(
        "Characters", "The clip cannot be read."
    )


def _name_of(problem: Problem) -> dict[str, str]:
    source = problem.facts.get("source")
    return {"source": f"“{Path(str(source)).name}”"} if source else {}


def _tenths(seconds: float) -> str:
    return locale().toString(seconds, "f", 1)
