"""The storyboard between two openings of its window: a file in the home."""

from __future__ import annotations

import json
import logging
import threading
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from core.download import write_whole
from core.storyboard import Storyboard
from core.storyboardedits import from_json, to_json
from ui.background import Background

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Kept:
    """The board that is being edited, and the one that was sent last."""

    board: Storyboard = field(default_factory=Storyboard)
    last: Storyboard = field(default_factory=Storyboard)


class Draft:
    """Writes what is to be kept, one writing after the other, the newest state last."""

    def __init__(self, file: Path, background: Background) -> None:
        self._file = file
        self._background = background
        self._writing = False
        self._next: Kept | None = None
        self._lock = threading.Lock()
        self._ended = False

    @property
    def writing(self) -> bool:
        """Tell whether something is on its way to the disk."""
        return self._writing

    def finish(self, kept: Kept) -> None:
        """Write ``kept`` at once, as the last of all. Blocking."""
        with self._lock:
            self._ended = True
            try:
                write(self._file, kept)
            except OSError as error:
                log.info("the storyboard could not be kept: %s", error)

    def keep(self, kept: Kept) -> None:
        """Write ``kept`` in the background."""
        if self._writing:
            self._next = kept
            return
        self._writing = True
        self._background.call(partial(self._write, kept), self._done, self._failed)

    def _write(self, kept: Kept) -> None:
        """Write, in a thread."""
        with self._lock:
            if not self._ended:
                write(self._file, kept)

    def _done(self, _: None = None) -> None:
        self._writing = False
        if self._next is not None:
            kept, self._next = self._next, None
            self.keep(kept)

    def _failed(self, error: Exception) -> None:
        log.info("the storyboard could not be kept: %s", error)
        self._done()


def read(file: Path) -> Kept:
    """Return what was kept; what cannot be read is nothing. Blocking."""
    try:
        data = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return Kept()
    if not isinstance(data, dict):
        return Kept()
    return Kept(from_json(data.get("board")), from_json(data.get("last")))


def write(file: Path, kept: Kept) -> None:
    """Write what is to be kept. Blocking; raises OSError."""
    data = {"board": to_json(kept.board), "last": to_json(kept.last)}
    text = json.dumps(data, ensure_ascii=False)
    write_whole(file, text.encode("utf-8", "surrogatepass"), alone=True)
