"""The built-in engine's tasks on the disk, so that they survive a restart."""

from __future__ import annotations

import dataclasses
import json
import logging
import secrets
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from core.download import write_whole

TASK_LIFE = 24 * 3600.0
UPLOAD_LIFE = 72 * 3600.0
"""Seconds for which clips and uploads are kept, as FoxAPI keeps them. Source: foxapi.md."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class DemoTask:
    """One task: the request that made it, and how far it is. Times are Unix times."""

    id: str
    created: int
    request: Mapping[str, Any]
    status: str = "pending"
    progress: int = 0
    error: Mapping[str, str] | None = None
    notes: tuple[str, ...] = ()
    fetched: bool = field(default=False)


class TaskStore:
    """Tasks, clips and uploads in one folder. Safe in many threads."""

    def __init__(self, folder: Path) -> None:
        self._tasks_folder = folder / "tasks"
        self.clips = folder / "clips"
        self.uploads = folder / "uploads"
        for each in (folder, self._tasks_folder, self.clips, self.uploads):
            each.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._lock = threading.Lock()
        self._tasks: dict[str, DemoTask] = {}
        self._load(time.time())

    def add(self, request: Mapping[str, Any]) -> DemoTask:
        """Write a new task and return it."""
        now = int(time.time())
        task = DemoTask(f"task-demo-{now}-{secrets.token_hex(4)}", now, dict(request))
        self._write(task)
        with self._lock:
            self._tasks[task.id] = task
        return task

    def get(self, task_id: str) -> DemoTask | None:
        """Return a task, or None."""
        with self._lock:
            return self._tasks.get(task_id)

    def unfinished(self) -> list[DemoTask]:
        """Return the tasks that are still to be rendered, oldest first."""
        with self._lock:
            return [t for t in self._tasks.values() if t.status in ("pending", "processing")]

    def update(self, task_id: str, *, keep: bool = True, **changes: Any) -> None:
        """Change a task; ``keep`` writes it, which its progress does not need."""
        with self._lock:
            task = dataclasses.replace(self._tasks[task_id], **changes)
            self._tasks[task_id] = task
        if keep:
            self._write(task)

    def clip(self, task_id: str) -> Path:
        """Return where a task's clip is."""
        return self.clips / f"{task_id}.mp4"

    def add_upload(self, data: bytes) -> str:
        """Keep an uploaded picture and return its id."""
        upload_id = secrets.token_hex(16)
        write_whole(self.uploads / upload_id, data)
        return upload_id

    def _write(self, task: DemoTask) -> None:
        text = json.dumps(dataclasses.asdict(task), ensure_ascii=False)
        write_whole(self._tasks_folder / f"{task.id}.json", text.encode())

    def _load(self, now: float) -> None:
        for upload in self.uploads.iterdir():
            if now - upload.stat().st_mtime > UPLOAD_LIFE:
                upload.unlink()
        for file in sorted(self._tasks_folder.glob("*.json")):
            try:
                stored = json.loads(file.read_text(encoding="utf-8"))
                task = DemoTask(**{**stored, "notes": tuple(stored["notes"])})
            except (OSError, ValueError, TypeError, KeyError) as error:
                log.warning("%s is no task: %s", file.name, error)
                continue
            if now - task.created > TASK_LIFE or task.fetched:
                self.clip(task.id).unlink(missing_ok=True)
                file.unlink()
            else:
                self._tasks[task.id] = task
