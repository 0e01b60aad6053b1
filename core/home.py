"""Where Foxreel keeps things: one private folder for its state, one folder for clips."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from core.problems import InvalidAsk, Problem


@dataclass(frozen=True)
class Home:
    """The folders and files of one installation's state.

    ``root`` holds everything that Foxreel needs to go on with its jobs; ``clips`` is where
    finished clips go unless the person names another folder.
    """

    root: Path
    clips: Path

    @property
    def ledger(self) -> Path:
        """The database of jobs."""
        return self.root / "ledger.sqlite3"

    @property
    def receipts(self) -> Path:
        """One line for each task that was accepted, should the ledger be lost."""
        return self.root / "receipts.jsonl"

    @property
    def settings(self) -> Path:
        """The person's settings, a JSON file."""
        return self.root / "settings.json"

    @property
    def storyboard(self) -> Path:
        """The storyboard that is being edited, a JSON file."""
        return self.root / "storyboard.json"

    @property
    def frames(self) -> Path:
        """Private copies of start frames, one file for each content."""
        return self.root / "frames"

    @property
    def thumbnails(self) -> Path:
        """Small pictures of jobs; all of them can be made again."""
        return self.root / "thumbnails"

    @property
    def pasted(self) -> Path:
        """Pictures that came into the form without a file of their own."""
        return self.root / "pasted"

    @property
    def sessions(self) -> Path:
        """One locked file for each running program."""
        return self.root / "sessions"

    @property
    def window_lock(self) -> Path:
        """Locked by the program that shows the window; says where that one listens."""
        return self.root / "window.lock"

    @property
    def demo(self) -> Path:
        """The built-in engine's tasks, uploads and clips."""
        return self.root / "demo"

    @property
    def models(self) -> Path:
        """The person's own files of models."""
        return self.root / "models"

    @property
    def logs(self) -> Path:
        """What running programs have told, a file or two for each."""
        return self.root / "logs"

    def prepare(self) -> None:
        """Create what is missing of the state folder, readable by this user alone.

        A folder that is there keeps its rights: it may hold more than Foxreel's state. Raises
        OSError.
        """
        self.root.parent.mkdir(parents=True, exist_ok=True)
        self.root.mkdir(mode=0o700, exist_ok=True)
        for folder in (self.frames, self.thumbnails, self.sessions):
            folder.mkdir(mode=0o700, exist_ok=True)
        with contextlib.suppress(FileExistsError):  # nothing of Foxreel's own hangs on it
            self.models.mkdir(mode=0o700, exist_ok=True)


def find_home(environ: Mapping[str, str] = os.environ) -> Home:
    """Find the home: ``FOXREEL_HOME`` if set, else the system's usual folders for this user.

    Raises ``InvalidAsk`` for ``~name`` where there is no such user.
    """
    named = environ.get("FOXREEL_HOME", "").strip()
    if named:
        try:
            root = Path(named).expanduser().absolute()
        except RuntimeError as error:
            facts = {"folder": named, "reason": "no_user"}
            raise InvalidAsk(Problem("FOXREEL_HOME", "folder_unusable", facts)) from error
        return Home(root, root / "clips")
    import platformdirs

    return Home(
        platformdirs.user_data_path("Foxreel", appauthor=False),
        platformdirs.user_videos_path() / "Foxreel",
    )
