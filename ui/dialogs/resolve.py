"""An unconfirmed job: its request left, no clear answer came back. A person decides."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from core.foxapi.address import host_of
from core.foxapi.messages import Charge
from core.help import Face
from core.job import Job, State
from core.language import translate
from core.resolving import again_words, drop_words, follow_words, known_words, sent_words
from core.unwritable import joined
from ui.controls import ElidedLabel
from ui.dialogs.charges import ChargeList, LogState
from ui.dialogs.dialog import Sheet, push_button, while_open
from ui.dialogs.note import Note, text_label
from ui.dialogs.taskid import TaskField
from ui.theme import SPACE
from ui.wording import when_words


class Way(QFrame):
    """One of the ways out: its name, what it may cost, and beside them how to take it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.name = text_label("heading")
        self.words = text_label("secondary")
        texts = QVBoxLayout()
        texts.setSpacing(SPACE[0])
        texts.addWidget(self.name)
        texts.addWidget(self.words)
        self.row = QHBoxLayout()
        self.row.setSpacing(SPACE[3])
        self.row.addLayout(texts, 1)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(SPACE[3], SPACE[2], SPACE[3], SPACE[2])
        self.column.setSpacing(SPACE[1])
        self.column.addLayout(self.row)


class ResolveDialog(Sheet):
    """Shows what is known of an unconfirmed job, and its three ways out with what each may cost.

    Return follows the task id that was entered; it never sends anything again.
    """

    exists = Signal(str)
    """The job's task was found: its id. ``accept`` or ``show_problem`` follows."""
    exists_unchecked = Signal(str)
    """The same, by a person who is sure of it though nobody could look it up."""
    send_again = Signal()
    """Ask, and pay, for the same again, whether or not the first one exists."""
    drop = Signal()
    resolved_elsewhere = Signal()
    """The job is unconfirmed no more, and not by what was done here."""
    look = Signal()
    """Look into the spend log and call ``set_charges``."""

    def __init__(self, job: Job, parent: QWidget | None = None, *, price: str = "") -> None:
        super().__init__(540, parent)
        self._job = job
        self._price = price
        self.prompt = ElidedLabel(job.prompt or job.id)
        self.sent = text_label("secondary")
        self.happened = Note()
        self.charges = ChargeList()
        self.found, self.again, self.dropping = Way(), Way(), Way()
        self.field = TaskField(labelled=False)
        self.follow = push_button(self._exists, "primary")
        self.unchecked = push_button(self._exists_unchecked)
        self.unchecked.hide()
        self.field.line.textChanged.connect(self.unchecked.hide)
        self.send = push_button(lambda: self._ask_twice(self.sure.isHidden()))
        self.sure, self.sure_note = QWidget(), Note()
        self.pay = push_button(self._send_again, "danger")
        self.drop_it = push_button(self._drop)
        self.later = self.add_button(self.reject)
        self._lay_out()
        self.set_default(self.follow)
        self.set_first(self.field.line)
        self.charges.setVisible(not job.connection.demo)
        self.charges.look.connect(self.look)
        self._ask_twice(False)
        self._explain()
        self.retranslate()

    @while_open
    def set_charges(self, charges: Sequence[Charge] | None, state: LogState) -> None:
        """Show what the spend log says: ``looking``, ``found`` (perhaps nothing) or ``unknown``.

        ``charges`` are those near the job's time that no known task explains.
        """
        self.charges.set_charges(charges, state)

    def retranslate(self) -> None:
        """Show every text in the language in use."""
        self.set_title(translate("Resolve", "Does this clip exist?"))
        self.sent.setText(self._sent_words())
        self.found.name.setText(translate("Resolve", "It exists"))
        self.found.words.setText(
            translate(
                "Resolve", "You see it among your tasks there: paste its ID. {follow}"
            ).format(follow=follow_words())
        )
        self.follow.setText(translate("Resolve", "Follow it"))
        self.unchecked.setText(translate("Resolve", "Follow it unchecked"))
        self._name_again()
        self.dropping.name.setText(translate("Resolve", "Drop it"))
        self.dropping.words.setText(drop_words(demo=self._job.connection.demo))
        self.drop_it.setText(translate("Resolve", "Drop it"))
        self.later.setText(translate("Resolve", "Decide later"))

    def _name_again(self) -> None:
        self.again.name.setText(translate("Resolve", "Send it again"))
        self.again.words.setText(again_words(self._price, demo=self._job.connection.demo))
        again = translate("Resolve", "Send again…")
        self.send.setText(again if self.sure.isHidden() else translate("Resolve", "Back"))
        pay = translate("Resolve", "Send and pay")
        self.pay.setText(translate("Resolve", "Send") if self._job.connection.demo else pay)

    def _sent_words(self) -> str:
        moment = self._job.sent_at or self._job.created_at
        host = host_of(self._job.connection.base_url)
        host = host or translate("Resolve", "the built-in engine")
        return sent_words(self._job, when_words(moment), host)

    def _explain(self) -> None:
        if known_words(self._job, Face.WINDOW):
            words = partial(known_words, self._job, Face.WINDOW)
            self.happened.say("warning", words, aloud=False)

    def _ask_twice(self, sure: bool) -> None:
        """Show the second step of sending again, away from the pointer, or only the first."""
        self.sure.setVisible(sure)
        self._name_again()
        if sure:
            self.sure_note.say("warning", lambda: sure_words(demo=self._job.connection.demo))

    def _exists(self) -> None:
        task_id = self.field.value()
        if task_id:
            self.follow.setEnabled(False)
            self.exists.emit(task_id)

    def _exists_unchecked(self) -> None:
        task_id = self.field.value()
        if task_id:
            self.unchecked.hide()
            self.exists_unchecked.emit(task_id)

    @while_open
    def show_problem(self, words: str, *, can_insist: bool = False) -> None:
        """Say why the task with this id is not taken; another one can be entered.

        ``can_insist`` offers to take it all the same, as nobody could look it up.
        """
        sure = translate(
            "Resolve", "If you are sure of the ID, follow it unchecked; that cannot be taken back."
        )
        self.follow.setEnabled(True)
        self.unchecked.setVisible(can_insist)
        self.field.note.say("problem", lambda: joined(words, sure if can_insist else ""))
        QTimer.singleShot(0, self, self._show_field)
        self.field.line.setFocus()

    def _show_field(self) -> None:
        """Scroll to what was entered and what is said of it, once that is laid out."""
        self.reveal(self.found)

    @while_open
    def see(self, job: Job) -> None:
        """Close once the job is unconfirmed no more: perhaps another program was first."""
        if job.id != self._job.id or job.state is State.UNCONFIRMED or not self.isVisible():
            return
        if not job.task_id or job.task_id != self.field.line.text().strip():
            self.resolved_elsewhere.emit()
        self.accept()

    @while_open
    def close_resolved(self) -> None:
        """Close, as the job is followed now."""
        self.accept()

    def _send_again(self) -> None:
        self.send_again.emit()
        self.accept()

    def _drop(self) -> None:
        self.drop.emit()
        self.accept()

    def _lay_out(self) -> None:
        entry = QHBoxLayout()
        entry.setSpacing(SPACE[1])
        entry.addWidget(self.field, 1)
        entry.addWidget(self.follow, 0, Qt.AlignmentFlag.AlignTop)
        self.found.column.addLayout(entry)
        self.found.column.addWidget(self.unchecked, 0, Qt.AlignmentFlag.AlignRight)
        last = QHBoxLayout(self.sure)
        last.setContentsMargins(0, 0, 0, 0)
        last.addWidget(self.sure_note, 1, Qt.AlignmentFlag.AlignVCenter)
        last.addWidget(self.pay)
        self.again.row.addWidget(self.send, 0, Qt.AlignmentFlag.AlignVCenter)
        self.again.column.addWidget(self.sure)
        self.dropping.row.addWidget(self.drop_it, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.addWidget(self.prompt)
        self.body.addWidget(self.sent)
        for widget in (self.happened, self.charges, self.found, self.again, self.dropping):
            self.body.addWidget(widget)


def sure_words(*, demo: bool) -> str:
    """Return what the second step of sending again does."""
    if demo:
        return translate("Resolve", "This draws the clip anew.")
    return translate("Resolve", "This asks for a new clip, and pays for it.")
