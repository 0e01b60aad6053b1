"""Closing while jobs are under way: says what becomes of them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from core.language import translate
from ui.dialogs.dialog import Sheet
from ui.dialogs.note import IconLine


class ClosingDialog(Sheet):
    """Asks once whether to close Foxreel.

    ``sent`` jobs are at the provider, or their clips are being fetched; ``waiting`` ones are not
    sent; ``drawing`` ones are with the built-in engine; ``sending`` ones leave this computer right
    now. Asking to close a second time (Ctrl+Q, Ctrl+W, or ``confirm``) closes.
    """

    confirmed = Signal()

    def __init__(
        self,
        sent: int,
        waiting: int,
        drawing: int,
        *,
        sending: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(460, parent)
        self._counts = (sending, sent, waiting, drawing)
        icons = ("send", "download", "hourglass", "clapperboard")
        self.lines = [IconLine(icon) for icon in icons]
        for line, count in zip(self.lines, self._counts, strict=True):
            self.body.addWidget(line)
            line.setVisible(count > 0)
        self.stay = self.add_button(self.reject)
        self.close_all = self.add_button(self.confirm, "primary")
        self.set_default(self.close_all)
        self.set_first(self.close_all)
        for keys in ("Ctrl+Q", "Ctrl+W"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(self.confirm)
        self.retranslate()

    def confirm(self) -> None:
        """Close: the jobs go on as it was said."""
        self.confirmed.emit()
        self.accept()

    def retranslate(self) -> None:
        """Show every text in the language in use."""
        self.set_title(translate("Closing", "Close Foxreel?"))
        words = (sending_words, sent_words, waiting_words, drawing_words)
        for line, of, count in zip(self.lines, words, self._counts, strict=True):
            line.label.setText(of(count))
        said = [line.label.text() for line in self.lines if not line.isHidden()]
        self.setAccessibleDescription("\n".join(said))
        self.stay.setText(translate("Closing", "Keep open"))
        self.close_all.setText(translate("Closing", "Close Foxreel"))


def sending_words(count: int) -> str:
    """Return what becomes of jobs whose request is under way."""
    if count == 1:
        return translate(
            "Closing",
            "1 clip is being sent right now. If no answer comes in time, Foxreel cannot know"
            " whether it exists, and asks you at the next start.",
        )
    return translate(
        "Closing",
        "{count} clips are being sent right now. If no answer comes in time, Foxreel cannot know"
        " whether they exist, and asks you at the next start.",
    ).format(count=count)


def sent_words(count: int) -> str:
    """Return what becomes of jobs that the provider has."""
    if count == 1:
        return translate(
            "Closing",
            "1 clip is on its way. It goes on at the provider, and Foxreel fetches it at the next"
            " start. Come back within a day: links to finished clips live for 24 hours.",
        )
    return translate(
        "Closing",
        "{count} clips are on their way. They go on at the provider, and Foxreel fetches them at"
        " the next start. Come back within a day: links to finished clips live for 24 hours.",
    ).format(count=count)


def waiting_words(count: int) -> str:
    """Return what becomes of jobs that nobody has sent yet."""
    if count == 1:
        return translate("Closing", "1 clip is not sent yet. It stays in the queue, unsent.")
    return translate(
        "Closing", "{count} clips are not sent yet. They stay in the queue, unsent."
    ).format(count=count)


def drawing_words(count: int) -> str:
    """Return what becomes of jobs of the built-in engine."""
    if count == 1:
        return translate(
            "Closing",
            "The built-in engine is drawing 1 clip. It stops now and goes on at the next start.",
        )
    return translate(
        "Closing",
        "The built-in engine is drawing {count} clips. It stops now and goes on at the next start.",
    ).format(count=count)
