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

Mistakes = dict[Path, list[Unusable]]
"""What is wrong with each file, in their order."""


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
        self._told: list[Path] = []
        self._watcher = QFileSystemWatcher(self)
        self._soon = QTimer(self, singleShot=True, interval=SETTLE)
        self._watcher.directoryChanged.connect(self._soon.start)
        self._watcher.fileChanged.connect(self._soon.start)
        self._soon.timeout.connect(self.look)
        self._watch()
        QTimer.singleShot(0, self, lambda: self._complain(_by_file(self._wrong)))

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
        known, now = _by_file(complained), _by_file(wrong)
        self._complain({file: each for file, each in now.items() if known.get(file) != each})

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

    def _complain(self, changed: Mistakes) -> None:
        """Tell of files with other mistakes than before, and no more of those that are mended."""
        shown = self._complaint is not None and self._complaint in self._toasts.toasts
        before = self._told if shown else []
        wrong = _by_file(self._wrong)
        self._told = [*changed, *(each for each in before if each in wrong and each not in changed)]
        if self._told == before and not changed:
            return
        if self._complaint is not None and (changed or not self._told):
            self._toasts.drop(self._complaint)
            self._complaint = None
        if not self._told:
            return
        words = _complaint_words({each: wrong[each] for each in self._told})
        show = translate("OwnModels", "Show folder")
        if self._complaint is not None:
            self._toasts.say(self._complaint, words, show)
        else:
            self._complaint = self._toasts.show_message(words, show, self.open_folder)


def _complaint_words(wrong: Mistakes) -> str:
    """Return the first mistake of the first file, and how many more there are."""
    first = next(iter(wrong.values()))
    words = unusable_words(first[0])
    if len(first) > 1:
        more = translate("OwnModels", "{words} Mistakes in it: {count}, see Settings → Library.")
        words = more.format(words=words, count=len(first))
    if len(wrong) > 1:
        more = translate("OwnModels", "{words} Files that cannot be used: {count}.")
        words = more.format(words=words, count=len(wrong))
    return words


def _by_file(wrong: Sequence[Unusable]) -> Mistakes:
    """Return what is wrong with each file."""
    found: dict[Path, list[Unusable]] = {}
    for each in wrong:
        found.setdefault(each.file, []).append(each)
    return found


def _names(models: Sequence[Model]) -> str:
    names = sorted(localised(each.name) or each.id for each in models)
    listed = translate("OwnModels", ", ").join(names[:3])
    return f"{listed}…" if len(names) > 3 else listed
