"""What is held over the column and dropped on it: where it goes is shown before it does."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QWidget

from core.field import MEDIA, Medium
from core.language import translate
from core.modelfacts import localised
from ui.compose.drop import DropVeil
from ui.compose.form import Form
from ui.compose.offers import is_picture_offered, offered_files, offered_picture
from ui.compose.slots.placing import role_for, roles_for
from ui.compose.slots.words import no_sound_words

KINDS: tuple[Medium, ...] = ("image", "video", "audio")


class Drops:
    """Takes files for the places of a form: for the one under the pointer, else the next one."""

    def __init__(
        self, column: QWidget, form: Form, veil: DropVeil, tell: Callable[[str], object]
    ) -> None:
        """``tell`` says to the person why nothing came of a drop."""
        self._column, self._form, self._veil = column, form, veil
        self._tell = tell
        self._kind: Medium | None = None
        self._refusal = ""

    def enter(self, event: QDropEvent) -> bool:
        """Show where it would go; False if it can go nowhere."""
        self._kind = self._kind_of(event.mimeData())
        self._refusal = self._refused(event.mimeData())
        return self.move(event)

    def move(self, event: QDropEvent) -> bool:
        """Follow the pointer."""
        kind, slots = self._kind, self._form.slots
        if kind is None and not self._refusal:
            return False
        event.setDropAction(Qt.DropAction.CopyAction)
        if kind is None:
            self._veil.lift(self._refusal)
            return True
        target = self._role_at(event, kind)
        alone = len(roles_for(self._form.model, kind)) < 2
        if alone:
            self._veil.lift(_veil_words(kind))
        else:
            for role in slots.roles():
                slots.place(role).set_over(role == target)
        return True

    def leave(self) -> None:
        """Show no place any more."""
        self._veil.hide()
        for role in MEDIA:
            self._form.slots.place(role).set_over(False)

    def drop(self, event: QDropEvent) -> bool:
        """Put it where it was shown to go; False if it can go nowhere."""
        kind = self._kind_of(event.mimeData())
        refusal = self._refused(event.mimeData())
        self.leave()
        if kind is None and not refusal:
            return False
        event.setDropAction(Qt.DropAction.CopyAction)
        if kind is None:
            self._tell(refusal)
            return True
        role = self._role_under(event, kind)
        if kind != "image":
            self._take_files(kind, role, offered_files(event.mimeData(), kind))
            return True
        offer = offered_picture(event.mimeData())
        if offer is None:
            return False
        if not role:
            return self._form.take_picture(offer)
        self._form.slots.place(role).take(offer)  # type: ignore[union-attr]  # it is for pictures
        return True

    def paste(self) -> None:
        """Take what is in the clipboard, or say in the first place that there is nothing."""
        data = QGuiApplication.clipboard().mimeData()
        kind = self._kind_of(data)
        offer = offered_picture(data) if kind == "image" else None
        if offer is not None:
            self._form.take_picture(offer)
        elif kind is not None and kind != "image":
            self._take_files(kind, "", offered_files(data, kind))
        elif refusal := self._refused(data):
            self._tell(refusal)
        else:
            first = next(iter(self._form.slots.roles()), "")
            if first:
                self._form.slots.place(first).paste()

    def _take_files(self, kind: Medium, role: str, files: list[str]) -> None:
        if role:
            self._form.slots.place(role).take_paths(files)  # type: ignore[union-attr]
        else:
            self._form.take_files(kind, files)

    def _kind_of(self, data: QMimeData) -> Medium | None:
        """Return of what kind that is which is offered, and for which there is a place."""
        return next(self._kinds(data), None)

    def _kinds(self, data: QMimeData) -> Iterator[Medium]:
        for kind in KINDS:
            offered = is_picture_offered(data) if kind == "image" else offered_files(data, kind)
            if offered and self._has_place(kind):
                yield kind

    def _has_place(self, kind: Medium) -> bool:
        form = self._form
        if roles_for(form.model, kind):
            return True
        # A clip may carry settings: the window takes it, and offers the sibling where it has none.
        return kind != "video" and form.sibling(kind) is not None

    def _refused(self, data: QMimeData) -> str:
        """Return why a sound goes nowhere; empty where something goes somewhere, or it is none."""
        goes = self._kind_of(data) is not None or bool(offered_files(data, "video"))
        if goes or not offered_files(data, "audio"):
            return ""
        return no_sound_words(localised(self._form.model.name))

    def _role_at(self, event: QDropEvent, kind: Medium) -> str:
        """Return the role that the files would have: that of the place under the pointer."""
        form = self._form
        under = self._role_under(event, kind)
        return under or role_for(form.model, kind, form.slots.there(), form.options.values())

    def _role_under(self, event: QDropEvent, kind: Medium) -> str:
        at = self._column.mapToGlobal(event.position().toPoint())
        role = self._form.slots.at(at)
        return role if role and MEDIA[role] == kind else ""


def _veil_words(kind: Medium) -> str:
    """Return what a drop does where there is but one place; empty for a picture that begins."""
    if kind == "video":
        return translate("Slots", "Drop to use this clip")
    return translate("Slots", "Drop to use this sound") if kind == "audio" else ""
