"""The start frame that was chosen: where it comes from, and what it will look like."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from PySide6.QtCore import QObject, QSize, QUrl, Signal

from core.foxapi.address import is_typed_url
from core.frames import kept_file
from core.framing import Framing
from core.job import Input, StartFrame
from core.language import translate
from core.problems import InvalidAsk, Problem
from core.wording import problem_words
from ui.background import Background
from ui.compose import pictures
from ui.compose.offers import Offer
from ui.compose.slots.framewords import coming_words

log = logging.getLogger(__name__)


class FrameSource(QObject):
    """A picture that is a file, is about to become one, or none.

    Pictures without a file are fetched and kept in ``folder``. The results of what was begun
    before the last choice are dropped. What a person drops, pastes or picks and turns out to be no
    picture leaves the one that was there. ``shown`` is the SHA-256 of the file that was looked at
    last, empty before; ``whole`` is all of that picture, and ``own`` its width and height in
    pixels. ``picks`` counts the choices; a picture that arrives later is none.
    """

    changed = Signal()
    """Another picture was chosen, or none, or it is a file now."""
    looked = Signal(object)
    """A ``pictures.Look`` of the file that is chosen."""
    failed = Signal(str)
    """What is wrong with the picture, in words."""
    refused = Signal(str)
    """What is wrong with the last choice, in words; the picture before it is chosen again."""

    def __init__(self, background: Background, folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self.role = "start_frame"
        self.file: Path | None = None
        self.coming = False
        self.broken = ""
        self.shown = ""
        self.whole: pictures.Whole | None = None
        self.own: tuple[int, int] | None = None
        self.picks = 0
        self._background = background
        self._folder = folder
        self._name = ""
        self._links: tuple[str, ...] = ()
        self._before: tuple[Path, str] | None = None
        self._turn = 0
        self._sought: tuple[tuple[int, int], Framing] | None = None

    @property
    def name(self) -> str:
        """The picture's name for people."""
        return self._name or translate("Compose", "Pasted picture")

    @property
    def trouble(self) -> str:
        """What keeps the picture from being sent, in words; empty if nothing does."""
        if self.coming:
            return coming_words(self.role)
        return self.broken

    def take(self, offer: Offer) -> None:
        """Choose what a drop, the clipboard or the file dialog offers."""
        self._remember()
        name = pictures.link_name(offer.link)
        if offer.file:
            self.set_file(Path(offer.file))
        elif offer.pixels is not None:
            pixels = offer.pixels
            self._prepare(lambda: pictures.keep_pixels(pixels, self._folder), name=name)
        elif offer.link:
            self.take_first([offer.link], name)

    def take_source(self, source: str) -> None:
        """Choose a path, a file URL or a link."""
        url = QUrl(source)
        if url.isLocalFile():
            self.take(Offer(file=url.toLocalFile()))
        elif is_typed_url(source):
            self.take(Offer(link=source))
        else:
            # Not Path.expanduser: it raises where there is no such user.
            self.take(Offer(file=str(Path(os.path.expanduser(source)).absolute())))  # noqa: PTH111

    def take_first(self, candidates: Sequence[str], name: str = "", sha256: str = "") -> None:
        """Choose the first of some paths and links that is there; ``name`` is for people.

        ``sha256`` is what the first one must hold, if there is another one.
        """
        first = tuple(candidates)
        self._prepare(lambda: pictures.first_there(first, self._folder, sha256), first, name)

    def take_again(self, frame: StartFrame | Input, frames: Path) -> None:
        """Choose a job's frame: the file it was, else its copy in ``frames``, else the link.

        A file that holds another picture now is passed over. A link that was passed on as it is is
        fetched now.
        """
        web = is_typed_url(frame.source)
        file = "" if web else frame.source
        copy = str(kept_file(frames, frame)) if frame.sha256 else ""
        link = frame.url or (frame.source if web else "")
        path = unquote(urlsplit(link).path) if web else file
        name = pictures.name_of(Path(path), self._folder) or pictures.link_name(link)
        self._before = None
        original = frame.original if file else ""
        self.take_first([each for each in (file, copy, link) if each], name, original)

    def set_file(self, file: Path, name: str = "") -> None:
        """Choose a picture that is a file."""
        self.picks += 1
        self._have(file, name)

    def _have(self, file: Path, name: str) -> None:
        self._begin()
        self._forget()
        self.file, self.coming, self._links = file, False, ()
        self._name = name or pictures.name_of(file, self._folder)
        self.changed.emit()

    def clear(self) -> None:
        """Choose none."""
        self.picks += 1
        self._begin()
        self._forget()
        self._before = None
        self.file, self.coming, self._links, self._name = None, False, (), ""
        self.changed.emit()

    def look(self, size: QSize, framing: Framing) -> bool:
        """Make the picture as it will be sent, of ``size`` physical pixels.

        False if there is nothing to do: no picture, or it is made like this, or being made.
        """
        room = (size.width(), size.height())
        if self.file is None or (room, framing) == self._sought:
            return False
        turn, file, whole = self._begin(), self.file, self.whole is None
        self._sought = (room, framing)
        self._background.call(
            lambda: pictures.look_at(file, room, framing, whole=whole),
            partial(self._show, turn),
            partial(self._fail, turn),
        )
        return True

    def look_again(self) -> None:
        """Let the next ``look`` read the file anew: it has changed."""
        self._sought = self.whole = None

    def draft(self) -> dict[str, object]:
        """Return what was chosen, for ``restore``."""
        if self.file is not None:
            return {"file": str(self.file), "name": self._name}
        return {"links": list(self._links), "name": self._name} if self._links else {}

    def restore(self, draft: Mapping[str, Any]) -> None:
        """Choose what a draft holds; what is odd in it is left out."""
        links, name = draft.get("links"), str(draft.get("name") or "")
        self._before = None
        if draft.get("file"):
            self.set_file(Path(str(draft["file"])), name)
        elif isinstance(links, list) and links:
            self.take_first([str(link) for link in links], name)

    def problem_words(self, problem: Problem, names: Mapping[str, str]) -> str:
        """Return a sentence about ``problem`` that names the picture as people know it."""
        source = str(problem.facts.get("source", ""))
        if source:
            name = pictures.link_name(source) or Path(source).name
            name = self.name if source == str(self.file) else name
            problem = replace(problem, facts={**problem.facts, "source": f"“{name}”"})
        return problem_words(problem, names)

    def _remember(self) -> None:
        """Keep in mind what is chosen, for when the next choice turns out to be no picture."""
        if self.file is not None and not self.broken:
            self._before = (self.file, self._name)

    def _show(self, turn: int, look: pictures.Look) -> None:
        if turn == self._turn:
            self._before = None
            self.shown, self.own = look.sha256, (look.width, look.height)
            self.whole = look.whole or self.whole
            self.looked.emit(look)

    def _begin(self) -> int:
        """Begin something new: what still runs for the picture before comes to nothing."""
        self._turn += 1
        self._sought = None
        self.broken = ""
        return self._turn

    def _forget(self) -> None:
        """Know nothing of the picture before."""
        self.shown, self.whole, self.own = "", None, None

    def _prepare(
        self, work: Callable[[], Path], links: tuple[str, ...] = (), name: str = ""
    ) -> None:
        """Make a file of the picture first."""
        self.picks += 1
        turn = self._begin()
        self._forget()
        self.file, self.coming, self._links, self._name = None, True, links, name
        self._background.call(
            work,
            partial(self._prepared, turn, name),
            partial(self._fail, turn),
        )
        self.changed.emit()

    def _prepared(self, turn: int, name: str, file: Path) -> None:
        if turn == self._turn:
            self._have(file, name)

    def _fail(self, turn: int, error: Exception) -> None:
        if turn != self._turn:
            return
        words = self._failure_words(error)
        if self._before is not None:
            before, self._before = self._before, None
            self.set_file(*before)
            self.refused.emit(words)
        else:
            self.coming, self.broken = False, words
            self.failed.emit(words)

    def _failure_words(self, error: Exception) -> str:
        if isinstance(error, InvalidAsk):
            return "\n".join(self.problem_words(problem, {}) for problem in error.problems)
        log.error("a start frame could not be shown", exc_info=error)
        words = translate("Compose", "The picture “{name}” cannot be shown: {reason}.")
        return words.format(name=self.name, reason=str(error) or type(error).__name__)
