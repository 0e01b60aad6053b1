"""Where Foxreel keeps things: one private folder for its state, one folder for clips."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


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
    def settings(self) -> Path:
        """The person's settings, a JSON file."""
        return self.root / "settings.json"

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
    def demo(self) -> Path:
        """The built-in engine's tasks, uploads and clips."""
        return self.root / "demo"

    def prepare(self) -> None:
        """Create what is missing of the state folder, readable by this user alone.

        A folder that is there keeps its rights: it may hold more than Foxreel's state. Raises
        OSError.
        """
        self.root.parent.mkdir(parents=True, exist_ok=True)
        self.root.mkdir(mode=0o700, exist_ok=True)
        for folder in (self.frames, self.thumbnails, self.sessions):
            folder.mkdir(mode=0o700, exist_ok=True)


def find_home(environ: Mapping[str, str] = os.environ) -> Home:
    """Find the home: ``FOXREEL_HOME`` if set, else the system's usual folders for this user."""
    named = environ.get("FOXREEL_HOME", "").strip()
    if named:
        root = Path(named).expanduser().absolute()
        return Home(root, root / "clips")
    import platformdirs

    return Home(
        platformdirs.user_data_path("Foxreel", appauthor=False),
        platformdirs.user_videos_path() / "Foxreel",
    )
