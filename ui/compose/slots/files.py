"""The files that are chosen for one role of a request: read in the background, kept in order."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from core.catalog import Slot
from core.foxapi.address import is_typed_url
from core.frames import kept_file
from core.inputs import Given
from core.job import Input
from core.language import translate
from core.problems import InvalidAsk, Problem
from ui.background import Background
from ui.compose import pictures
from ui.compose.offers import Offer
from ui.compose.slots.looks import FileLook, look_into
from ui.compose.slots.slotfile import SlotFile, file_trouble, first_of, source_name

log = logging.getLogger(__name__)


class SlotFiles(QObject):
    """The files of one role, in the order in which the model is to have them.

    They stay while another model is chosen that takes fewer of them, or none. Pictures without a
    file are fetched and kept in ``folder``.
    """

    changed = Signal()
    """Another file is there, or one less, or they are in another order."""
    looked = Signal()
    """More is known of a file."""

    def __init__(self, background: Background, folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._background, self._folder = background, folder
        self._keys = count(1)
        self._slot: Slot | None = None
        self.files: tuple[SlotFile, ...] = ()

    @property
    def slot(self) -> Slot | None:
        """The place of these files in the model that is chosen, None where it has none."""
        return self._slot

    @property
    def room(self) -> int:
        """How many further files the model takes."""
        return max(self._slot.most - len(self.files), 0) if self._slot is not None else 0

    @property
    def _single(self) -> bool:
        return self._slot is not None and self._slot.most == 1

    def show_slot(self, slot: Slot | None) -> None:
        """Go by the rules of another model; its ``slot`` for this role, None for none."""
        same = slot is not None and self._slot is not None
        before = self._slot.field.media if same and self._slot is not None else None
        self._slot = slot
        if slot is not None and slot.field.media != before:
            for each in self.files:
                self._look(each)

    def given(self) -> tuple[Given, ...]:
        """Return the files as a request takes them; nothing for a model that takes none."""
        slot = self._slot
        if slot is None:
            return ()
        there = (each for each in self.files if not each.coming)
        return tuple(Given(slot.role, each.source, start=each.start) for each in there)

    def take(self, offer: Offer) -> int:
        """Add what is offered, as far as there is room for it; return how many were left out."""
        if not offer.file:
            if not self.room and not self._single:
                return 1
            self._take_without_file(offer)
            return 0
        return self.take_paths([offer.file, *offer.rest])

    def take_paths(self, files: Sequence[str]) -> int:
        """Add files or addresses, in a single place instead of what is there.

        Returns how many were left out, as there is no room for them.
        """
        kept, room = ((), 1) if self._single else (self.files, self.room)
        added = [self._file(each) for each in files[:room]]
        self._set((*kept, *added))
        for each in added:
            self._look(each)
        return len(files) - len(added)

    def remove(self, key: int) -> None:
        """Take a file out."""
        self._set(tuple(each for each in self.files if each.key != key))

    def clear(self) -> None:
        """Take all files out."""
        self._set(())

    def move(self, key: int, place: int) -> None:
        """Bring a file to another place, counted from 0."""
        moved = [each for each in self.files if each.key == key]
        rest = [each for each in self.files if each.key != key]
        rest[max(place, 0) : max(place, 0)] = moved
        if tuple(rest) != self.files:
            self._set(tuple(rest))

    def set_start(self, key: int, start: float) -> None:
        """Use a clip from another second on."""
        self._change(key, start=start)
        self.changed.emit()

    def trouble(self) -> str:
        """Return what keeps the files from being sent, in words; empty if nothing does."""
        if any(each.coming and each.problem is None for each in self.files):
            return translate("Slots", "A file is still on its way.")
        wrong = [each for each in self.files if each.problem is not None]
        return "\n".join(dict.fromkeys(file_trouble(each) for each in wrong))

    def reuse(self, inputs: Sequence[Input], kept: Path) -> None:
        """Choose a job's files: as they were, else their copies in ``kept``, else their links."""
        self._set(())
        for each in inputs:
            self._again(each, kept)

    def draft(self) -> list[dict[str, object]]:
        """Return what is chosen, as JSON can hold it, for ``restore``."""
        return [
            {"source": each.source, "name": each.name, "start": each.start}
            if each.source
            else {"links": list(each.links), "name": each.name}
            for each in self.files
            if each.source or each.links
        ]

    def restore(self, draft: object) -> None:
        """Choose what a draft holds; what is odd in it is left out."""
        self._set(())
        for each in draft if isinstance(draft, list) else ():
            if isinstance(each, Mapping):
                self._restore(each)

    # Changes

    def _restore(self, held: Mapping[str, Any]) -> None:
        name, links, start = str(held.get("name") or ""), held.get("links"), held.get("start")
        if held.get("source"):
            begin = float(start) if isinstance(start, int | float) and start > 0 else 0.0
            self._add(replace(self._file(str(held["source"])), name=name, start=begin))
        elif isinstance(links, list) and links:
            found = tuple(str(link) for link in links)
            self._prepare(lambda: pictures.first_there(found, self._folder), name, found)

    def _take_without_file(self, offer: Offer) -> None:
        pixels, link, folder = offer.pixels, offer.link, self._folder
        name = pictures.link_name(link)
        if pixels is not None:
            self._prepare(lambda: pictures.keep_pixels(pixels, folder), name)
        elif link:
            self._prepare(lambda: pictures.first_there([link], folder), name, (link,))

    def _again(self, frozen: Input, kept: Path) -> None:
        """Choose a job's file: its copy is cut already, so it is used from its beginning."""
        web = is_typed_url(frozen.source)
        copy = str(kept_file(kept, frozen)) if frozen.sha256 else ""
        link = frozen.url or (frozen.source if web else "")
        name = source_name(frozen.source, self._folder)
        candidates = tuple(each for each in ("" if web else frozen.source, copy, link) if each)
        work = partial(first_of, frozen, candidates, self._folder)
        self._prepare(work, name, candidates, start=frozen.start, whole=copy)

    def _prepare(
        self,
        work: Callable[[], str | Path],
        name: str,
        links: tuple[str, ...] = (),
        start: float = 0.0,
        whole: str = "",
    ) -> None:
        """Find a file first; if it is ``whole``, it is used from its beginning."""
        coming = SlotFile(next(self._keys), name=name, links=links, start=start)
        self._set((*(() if self._single else self.files), coming))
        self._background.call(
            work,
            partial(self._prepared, coming.key, whole),
            partial(self._failed, coming.key),
        )

    def _prepared(self, key: int, whole: str, found: str | Path) -> None:
        source = str(found)
        own = next((each for each in self.files if each.key == key), None)
        if own is None:
            return
        name = own.name or source_name(source, self._folder)
        start = 0.0 if source == whole else own.start
        new = self._change(key, source=source, name=name, start=start, links=())
        self.changed.emit()
        if new is not None:
            self._look(new)

    def _add(self, file: SlotFile) -> None:
        self._set((*self.files, file))
        self._look(file)

    def _file(self, source: str) -> SlotFile:
        if not is_typed_url(source):
            source = str(Path(os.path.expanduser(source)).absolute())  # noqa: PTH111
        return SlotFile(next(self._keys), source, source_name(source, self._folder))

    def _look(self, file: SlotFile) -> None:
        slot = self._slot
        if slot is None or file.coming:
            return
        work = partial(look_into, file.source, slot.role, slot.medium, slot.field.media)
        media = slot.field.media
        self._background.call(
            work,
            partial(self._on_look, file.key, media),
            partial(self._failed, file.key),
        )

    def _on_look(self, key: int, media: Mapping[str, Any], look: FileLook) -> None:
        if self._slot is None or self._slot.field.media == media:  # else another one is coming
            self._change(key, look=look)
            self.looked.emit()

    def _failed(self, key: int, error: Exception) -> None:
        if not isinstance(error, InvalidAsk):
            log.error("a file could not be looked into", exc_info=error)
            facts = {"source": "", "reason": str(error) or type(error).__name__}
            error = InvalidAsk(Problem("file", "file_unreadable", facts))
        self._change(key, look=FileLook(QImage(), problem=error))
        self.looked.emit()

    def _change(self, key: int, **changes: Any) -> SlotFile | None:
        """Change what is known of a file without telling; None if it is gone."""
        own = next((each for each in self.files if each.key == key), None)
        if own is None:
            return None
        new = replace(own, **changes)
        self.files = tuple(new if each.key == key else each for each in self.files)
        return new

    def _set(self, files: tuple[SlotFile, ...]) -> None:
        if files != self.files:
            self.files = files
            self.changed.emit()
