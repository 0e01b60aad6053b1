"""The built-in engine's tasks on the disk, so that they survive a restart.

The disk is the truth, and files appear there whole: two engines on one folder (one may be dying
while the next one starts) see each other's tasks and take turns at drawing.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import logging
import re
import secrets
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.download import write_whole
from core.lock import FileLock

TASK_LIFE = 24 * 3600.0
UPLOAD_LIFE = 72 * 3600.0
"""Seconds for which clips and uploads are kept, as FoxAPI keeps them. Source: foxapi.md."""

KEPT_LIFE = 7 * 24 * 3600.0
"""Seconds for which a clip is kept that was asked to be: it may be remixed. FoxAPI does not say for
how long it keeps one."""

_VIDEO = "video-"
_CHARACTER = re.compile(r"char-[0-9a-f]{16}")
_ID = re.compile(r"task-demo-[0-9]{1,12}-[0-9a-f]{8}")

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class DemoTask:
    """One task: the request that made it, and how far it is. Times are Unix times.

    ``attempts`` counts how often drawing it was begun and not brought to any end. ``character`` is
    the result of a task that makes one: ``character_id`` and ``name``. ``kept`` says that it was
    asked to keep the clip for remixing.
    """

    id: str
    created: int
    request: Mapping[str, Any]
    status: str = "pending"
    progress: int = 0
    error: Mapping[str, str] | None = None
    notes: tuple[str, ...] = ()
    fetched: bool = False
    attempts: int = 0
    character: Mapping[str, str] | None = None
    kept: bool = False

    @property
    def video_id(self) -> str:
        """What a remix calls its clip."""
        return f"{_VIDEO}{self.id}"

    @property
    def unfinished(self) -> bool:
        """True while it is still to be drawn."""
        return self.status in ("pending", "processing")


class TaskStore:
    """Tasks, clips, uploads and characters in one folder. Safe in many threads."""

    def __init__(self, folder: Path) -> None:
        self._tasks_folder = folder / "tasks"
        self.clips = folder / "clips"
        self.uploads = folder / "uploads"
        self._characters = folder / "characters"
        own = (folder, self._tasks_folder, self.clips, self.uploads, self._characters)
        for each in own:
            each.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._drawing = FileLock(folder / "drawing.lock")
        self._lock = threading.Lock()
        self._passing: dict[str, dict[str, Any]] = {}
        self._forget_old(time.time())

    def add(self, request: Mapping[str, Any], *, kept: bool = False) -> DemoTask:
        """Write a new task and return it."""
        now = int(time.time())
        task_id = f"task-demo-{now}-{secrets.token_hex(4)}"
        task = DemoTask(task_id, now, dict(request), kept=kept)
        self._write(task)
        return task

    def get(self, task_id: str) -> DemoTask | None:
        """Return a task, or None."""
        with self._lock:
            return self._get(task_id)

    def unfinished(self) -> list[DemoTask]:
        """Return the tasks that are still to be drawn, oldest first."""
        return [task for task in self._all() if task.unfinished]

    def update(self, task_id: str, *, keep: bool = True, **changes: Any) -> None:
        """Change a task; ``keep`` writes it, which its progress does not need."""
        with self._lock:
            passing = self._passing.setdefault(task_id, {})
            passing |= changes
            task = self._get(task_id)
            if keep and task is not None:
                self._write(task)
                del self._passing[task_id]

    @contextlib.contextmanager
    def turn(self, given_up: Callable[[float], bool]) -> Iterator[bool]:
        """Wait for the turn to draw, which one engine on the folder has at a time.

        ``given_up`` sleeps for so many seconds and tells whether it is not wanted any more: the
        turn is not had then, and False is yielded.
        """
        while not (held := self._drawing.acquire(block=False)):
            if given_up(0.2):
                break
        try:
            yield held
        finally:
            self._drawing.release()

    def clip(self, task_id: str) -> Path:
        """Return where a task's clip is."""
        return self.clips / f"{task_id}.mp4"

    def to_remix(self, video_id: str) -> DemoTask | None:
        """Return the task whose clip can be remixed by ``video_id``, None if there is none."""
        task = self.get(video_id.removeprefix(_VIDEO)) if video_id.startswith(_VIDEO) else None
        there = task is not None and task.status == "completed" and self.clip(task.id).exists()
        return task if task is not None and task.kept and there else None

    def add_upload(self, data: bytes) -> str:
        """Keep an uploaded file and return its id."""
        upload_id = secrets.token_hex(16)
        write_whole(self.uploads / upload_id, data)
        return upload_id

    def add_character(self, name: str, portrait: bytes) -> str:
        """Keep a character for good, with its portrait as a PNG, and return its id."""
        character_id = f"char-{secrets.token_hex(8)}"
        write_whole(self._characters / f"{character_id}.png", portrait)
        text = json.dumps({"name": name}, ensure_ascii=False)
        write_whole(self._characters / f"{character_id}.json", text.encode())
        return character_id

    def character(self, character_id: str) -> tuple[str, bytes] | None:
        """Return a character's name and portrait, None if there is none of this id."""
        if not _CHARACTER.fullmatch(character_id):
            return None
        file = self._characters / f"{character_id}.json"
        try:
            name = json.loads(file.read_text(encoding="utf-8"))["name"]
            return str(name), file.with_suffix(".png").read_bytes()
        except FileNotFoundError:
            return None
        except (OSError, ValueError, TypeError, KeyError) as error:
            log.warning("%s is no character: %s", file.name, error)
            return None

    def _get(self, task_id: str) -> DemoTask | None:
        if not is_task_id(task_id):
            return None
        task = _read(self._file(task_id))
        return task and dataclasses.replace(task, **self._passing.get(task_id, {}))

    def _all(self) -> list[DemoTask]:
        files = sorted(self._tasks_folder.glob("*.json"))
        return [task for file in files if (task := _read(file)) is not None]

    def _file(self, task_id: str) -> Path:
        return self._tasks_folder / f"{task_id}.json"

    def _write(self, task: DemoTask) -> None:
        text = json.dumps(dataclasses.asdict(task), ensure_ascii=False)
        write_whole(self._file(task.id), text.encode())

    def _forget_old(self, now: float) -> None:
        for upload in self.uploads.iterdir():
            if now - upload.stat().st_mtime > UPLOAD_LIFE:
                upload.unlink(missing_ok=True)
        for task in self._all():
            if now - task.created > (KEPT_LIFE if task.kept else TASK_LIFE) or task.fetched:
                self.clip(task.id).unlink(missing_ok=True)
                self._file(task.id).unlink(missing_ok=True)


def is_task_id(text: str) -> bool:
    """Tell whether ``text`` is an id as engines give them to tasks."""
    return _ID.fullmatch(text) is not None


def _read(file: Path) -> DemoTask | None:
    try:
        stored = json.loads(file.read_text(encoding="utf-8"))
        # Engines before this one did not write ``kept``, and asked for it by one name alone.
        stored.setdefault("kept", stored["request"].get("delete_video", True) is False)
        return DemoTask(**{**stored, "notes": tuple(stored["notes"])})
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        log.warning("%s is no task: %s", file.name, error)
        return None
