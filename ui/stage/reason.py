"""Why a job ended or does not move: what happened, what it cost, what to do."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from core.help import Face, explain
from core.job import Fault, Job
from core.language import translate
from ui import theme


class ReasonCard(QFrame):
    """The explanation of a fault, and the provider's own words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.happened, self.charged, self.todo, self.said = (QLabel() for _ in range(4))
        self.charged.setProperty("role", "secondary")
        self.said.setProperty("role", "secondary")
        words = QVBoxLayout(self)
        words.setContentsMargins(*(theme.SPACE[2],) * 4)
        words.setSpacing(theme.SPACE[1])
        for label in (self.happened, self.charged, self.todo, self.said):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            words.addWidget(label)

    def minimumSizeHint(self) -> QSize:
        """Ask for nothing: the height follows from the width."""
        return QSize(0, 0)

    def show_job(self, job: Job, *, held: bool) -> None:
        """Explain what is in the way of ``job``; hidden where nothing is."""
        fault = job.error or job.reason
        self.setVisible(fault is not None)
        if fault is None:
            return
        words = explain(fault, job, Face.WINDOW, held=held)
        said = said_words(fault)
        for label, text in (
            (self.happened, words.happened),
            (self.charged, words.charged),
            (self.todo, words.todo),
            (self.said, said),
        ):
            if label.text() != text:
                label.setText(text)
            label.setVisible(bool(text))
        self.setAccessibleName(" ".join(filter(None, (str(words), said))))


def said_words(fault: Fault) -> str:
    """Return what the server or the provider said itself; what Foxreel notes for itself is not."""
    if fault.message and fault.kind == "task_failed":
        return translate("Details", "The provider said: {message}").format(message=fault.message)
    if fault.message and fault.status is not None:
        return translate("Details", "The server said: {message}").format(message=fault.message)
    return ""
