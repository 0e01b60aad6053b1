"""Models of a person's own: files in a folder, which are read as soon as they change."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from core.language import translate
from core.model import Model
from core.modelfacts import localised
from core.modelfiles import Unusable
from core.modeljson import files_in
from core.modelwords import unusable_words
from ui.filemanager import open_folder
from ui.message import Toast

if TYPE_CHECKING:
    from ui.controller import Controller

SETTLE = 300
"""Milliseconds without a further change after which the folder is read: a file is written in
several steps."""
MOST_WATCHED = 200
"""Files that are watched one by one, for programs that write into a file that is there."""


class OwnModels(QObject):
    """Reads the folder of models again when it changes, and says what came of it."""

    changed = Signal()
    """The catalogue holds other models now."""

    renewed = Signal()
    """The folder was read again: models, or what is wrong with files, may be others now."""

    def __init__(self, controller: Controller) -> None:
        super().__init__(controller)
        parts = controller.parts
        self._catalog = parts.program.catalog
        self._background, self._toasts = parts.background, controller.window.toasts
        self.folder = parts.program.home.models
        self._own, self._wrong = self._models(), self._catalog.unusable
        self._complaint: Toast | None = None
        self._watcher = QFileSystemWatcher(self)
        self._soon = QTimer(self, singleShot=True, interval=SETTLE)
        self._watcher.directoryChanged.connect(self._soon.start)
        self._watcher.fileChanged.connect(self._soon.start)
        self._soon.timeout.connect(self.look)
        self._watch()
        QTimer.singleShot(0, self, lambda: self._complain(self._wrong))

    def look(self) -> None:
        """Read the folder again if anything in it is another now."""
        self._background.call(self._catalog.renew, self._on_read)

    def open_folder(self) -> None:
        """Show the folder where it lies; it is made where it is gone."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        open_folder(self.folder)

    def stop(self) -> None:
        """Look at nothing any more."""
        self._soon.stop()
        self._watcher.blockSignals(True)

    def _on_read(self, _renewed: bool) -> None:
        self._watch()
        own, wrong = self._models(), self._catalog.unusable
        before, complained = self._own, self._wrong
        self._own, self._wrong = own, wrong
        if own != before:
            self.changed.emit()
            self._tell(before, own)
        if own != before or wrong != complained:
            self.renewed.emit()
        known = _by_file(complained)
        changed = {file for file, each in _by_file(wrong).items() if known.get(file) != each}
        self._complain([each for each in wrong if each.file in changed])

    def _models(self) -> dict[str, Model]:
        return {each.id: each for each in self._catalog if each.own}

    def _watch(self) -> None:
        """Watch the folder and its files; where it is gone, the place where it would appear."""
        place = self.folder if self.folder.is_dir() else self.folder.parent
        files = files_in(self.folder)[:MOST_WATCHED]
        wanted = {str(each) for each in (place, *files) if each.exists()}
        watched = {*self._watcher.directories(), *self._watcher.files()}
        if gone := watched - wanted:
            self._watcher.removePaths(list(gone))
        if new := wanted - watched:
            self._watcher.addPaths(list(new))

    def _tell(self, before: dict[str, Model], own: dict[str, Model]) -> None:
        new, replaced = own.keys() - before, self._catalog.replaced
        for words, models in (
            (translate("OwnModels", "New model: {names}"), [own[i] for i in new - replaced]),
            (
                translate("OwnModels", "Your own file is used now for {names}"),
                [own[i] for i in new & replaced],
            ),
            (
                translate("OwnModels", "Read again: {names}"),
                [own[i] for i in own.keys() & before if own[i] != before[i]],
            ),
            (
                translate("OwnModels", "Not in your folder of models any more: {names}"),
                [before[i] for i in before.keys() - own],
            ),
        ):
            if models:
                self._toasts.show_message(words.format(names=_names(models)))

    def _complain(self, wrong: Sequence[Unusable]) -> None:
        if self._complaint is not None and (wrong or not self._wrong):
            self._toasts.drop(self._complaint)  # it would be of what is mended
            self._complaint = None
        if not wrong:
            return
        words = unusable_words(wrong[0])
        files = _by_file(wrong)
        if (mistakes := len(files[wrong[0].file])) > 1:
            more = translate(
                "OwnModels", "{words} Mistakes in it: {count}, see Settings → Library."
            )
            words = more.format(words=words, count=mistakes)
        if len(files) > 1:
            more = translate("OwnModels", "{words} Files that cannot be used: {count}.")
            words = more.format(words=words, count=len(files))
        show = translate("OwnModels", "Show folder")
        self._complaint = self._toasts.show_message(words, show, self.open_folder)


def _by_file(wrong: Sequence[Unusable]) -> dict[Path, list[Unusable]]:
    """Return what is wrong with each file."""
    found: dict[Path, list[Unusable]] = {}
    for each in wrong:
        found.setdefault(each.file, []).append(each)
    return found


def _names(models: Sequence[Model]) -> str:
    names = sorted(localised(each.name) or each.id for each in models)
    listed = translate("OwnModels", ", ").join(names[:3])
    return f"{listed}…" if len(names) > 3 else listed
