"""The server's own state: tasks that go from pending to a result, uploads and charges."""

from __future__ import annotations

import contextlib
import re
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from tests.faulty.acts import Answer, Serve
from tests.faulty.wire import Request

QUOTA = 400_000
"""Quota units that each create is charged: 0.80 USD. Characters are free."""

REMIX, CHARACTER = "sora-2-pro-remix", "sora-2-character"

REQUIRED = {
    "sora-2": ("prompt",),
    "sora-2-pro": ("prompt",),
    REMIX: ("prompt", "video_id"),
    CHARACTER: ("video_url", "name"),
}
"""What a create must have beside its model. Any other model is taken with whatever is asked of it:
some do without a prompt."""


@dataclass(frozen=True)
class Plan:
    """The life of a task, in queries.

    So many queries are answered ``pending``, then so many ``processing``, then so many
    ``completed`` without results (``hollow``), and from then on the task is completed, or failed
    if there is an ``error``. ``clip``: other bytes than the server's; ``serve``: how its file is
    served; ``vanishes``: it is gone after the first complete fetch; ``shape``: how results are
    written, a character where one was asked for; ``extra`` is laid over every answer
    to a query, ``accepted`` over that to the create.
    """

    pending: int = 1
    processing: int = 1
    hollow: int = 0
    error: Mapping[str, Any] | None = None
    clip: bytes | None = None
    serve: Serve = field(default_factory=Serve)
    vanishes: bool = False
    shape: Literal["objects", "strings", "output", "character"] = "objects"
    extra: Mapping[str, Any] = field(default_factory=dict)
    accepted: Mapping[str, Any] = field(default_factory=dict)


@dataclass
class FakeTask:
    """A task that exists at the provider. ``body`` is what was asked."""

    id: str
    body: Mapping[str, Any]
    plan: Plan
    queries: int = 0
    link: int = 0
    gone: bool = False

    @property
    def model(self) -> str:
        """The model that was asked for."""
        return str(self.body.get("model", ""))


@dataclass(frozen=True)
class Upload:
    """A file that a client has uploaded. ``fields`` are the form's other fields."""

    id: str
    name: str
    media_type: str
    data: bytes
    fields: Mapping[str, str]


class Provider:
    """What the server knows, and its happy answers. Safe in many threads."""

    def __init__(self, key: str | None, clip: bytes, cdn_url: str) -> None:
        self.key = key
        self.clip = clip
        self.plan = Plan()
        self.models = ["sora-2", "sora-2-pro", "sora-2-pro-remix", "sora-2-character"]
        self.usage: dict[str, Any] = {
            "name": "test key",
            "total_granted": 5_000_000,
            "total_used": 1_000_000,
            "total_available": 4_000_000,
            "unlimited_quota": False,
            "expires_at": -1,
        }
        self.pricing: dict[str, Any] = {
            "data": [
                {"model_name": "sora-2-pro", "quota_type": 1, "model_price": 0.8, "model_ratio": 0},
                {"model_name": "sora-2", "quota_type": 1, "model_price": 0.3, "model_ratio": 0},
                {"model_name": "a-chat-model", "quota_type": 0, "model_ratio": 2.5},
            ],
            "group_ratio": {"default": 1, "vip": 0.9},
        }
        self.tasks: dict[str, FakeTask] = {}
        self.uploads: list[Upload] = []
        self.charges: list[dict[str, Any]] = []
        self._dead_status = 403
        self._cdn_url = cdn_url
        self._lock = threading.RLock()

    def behave(self, request: Request, plan: Plan | None = None) -> Answer:
        """Do what ``request`` asks for, and return the answer that the contract has for it."""
        answers = {
            "create": lambda: self._create(request, plan or self.plan),
            "task": lambda: self._task(request.path.rpartition("/")[2]),
            "upload": lambda: self._upload(request),
            "models": lambda: Answer(body={"data": [{"id": each} for each in self.models]}),
            "usage": lambda: Answer(body={"code": True, "data": self.usage}),
            "log": lambda: Answer(body={"success": True, "data": self.charges[::-1]}),
            "pricing": lambda: Answer(body=self.pricing),
            "clip": lambda: self._clip(request),
            "file": lambda: self._file(request),
        }
        with self._lock:
            refused = request.headers.get("authorization") != f"Bearer {self.key}"
            keyed = request.port == "api" and request.call != "pricing"
            if keyed and self.key is not None and refused:
                return _error(401, "authentication_error", "the key is missing or invalid")
            found = answers.get(request.call)
            return found() if found else _error(404, "not_found", "no such path")

    def add_task(self, plan: Plan | None = None, body: Mapping[str, Any] | None = None) -> FakeTask:
        """Let a task exist that no request has created."""
        with self._lock:
            number = len(self.tasks) + 1
            task_id = f"task-unified-1757165{number:03}-fox{number:05}"
            task = FakeTask(task_id, body or {"model": "sora-2-pro"}, plan or self.plan)
            self.tasks[task_id] = task
            return task

    def link(self, task: FakeTask) -> str:
        """Return the link to the task's clip that works now."""
        return f"{self._cdn_url}/clips/{task.id}/{task.link}/clip.mp4"

    def expire_links(self, status: int = 403) -> None:
        """Let every link known so far answer ``status``; the next query gives another one."""
        with self._lock:
            self._dead_status = status
            for task in self.tasks.values():
                task.link += 1

    @contextlib.contextmanager
    def last_fetch(self, request: Request) -> Iterator[None]:
        """Take a clip that vanishes away, and put it back if the fetch inside fails."""
        task = self.tasks.get(request.path.split("/")[2])
        if task is None or not task.plan.vanishes:
            yield
            return
        task.gone = True
        try:
            yield
        except BaseException:
            task.gone = False
            raise

    def _create(self, request: Request, plan: Plan) -> Answer:
        body = request.json
        if not isinstance(body, dict) or not isinstance(body.get("model"), str):
            return _error(400, "invalid_request_error", "model is required")
        required = REQUIRED.get(body["model"], ())
        if any(not isinstance(body.get(each), str) or not body[each] for each in required):
            return _error(400, "invalid_request_error", f"{' and '.join(required)} are required")
        if not any(value for name, value in body.items() if name != "model"):
            return _error(400, "invalid_request_error", "nothing is asked for")
        task, now = self.add_task(plan, body), int(time.time())
        if task.model != CHARACTER:
            charge = {"created_at": now, "model_name": task.model, "group": "default"}
            self.charges.append({"id": len(self.charges) + 1, **charge, "quota": QUOTA})
        answer = {
            "created": now,
            "id": task.id,
            "model": task.model,
            "object": "video.generation.task",
            "progress": 0,
            "status": "pending",
            "task_info": {"can_cancel": True, "estimated_time": 45},
            "type": "video",
            "usage": {"credits_reserved": 5, "user_group": "default"},
        }
        return Answer(body={**answer, **plan.accepted})

    def _task(self, task_id: str) -> Answer:
        task = self.tasks.get(task_id)
        if task is None:
            return _error(404, "not_found", "the task is not known")
        task.queries += 1
        body = {"id": task.id, "model": task.model, "object": "video.generation.task"}
        return Answer(body={**body, **self._progress(task), **task.plan.extra})

    def _progress(self, task: FakeTask) -> dict[str, Any]:
        plan = task.plan
        step = task.queries - plan.pending
        if step <= 0:
            return {"status": "pending", "progress": 0, "results": None}
        if step <= plan.processing:
            progress = 100 * step // (plan.processing + 1)
            return {"status": "processing", "progress": progress, "results": None}
        if plan.error is not None:
            return {"status": "failed", "progress": 0, "results": None, "error": dict(plan.error)}
        if step <= plan.processing + plan.hollow:
            return {"status": "completed", "progress": 95, "results": None}
        return {"status": "completed", "progress": 100, **self._results(task)}

    def _results(self, task: FakeTask) -> dict[str, Any]:
        url = self.link(task)
        character = {"character_id": f"ch_{task.id}", "name": task.body.get("name", "Fox")}
        match task.plan.shape:
            case "objects" if task.model == CHARACTER:
                return {"results": [character]}
            case "strings":
                return {"results": [url]}
            case "output":
                return {"results": None, "output": {"url": url, "urls": [url]}}
            case "character":
                return {"results": [character]}
            case _:
                video = {"url": url, "video_id": f"v_{task.id}", "content_type": "video/mp4"}
                return {"results": [video]}

    def _upload(self, request: Request) -> Answer:
        parts = _form(request)
        if "file" not in parts:
            return _error(400, "invalid_request_error", "file is required")
        file = parts.pop("file")
        fields = {name: part.data.decode() for name, part in parts.items()}
        file_id = f"file-{len(self.uploads) + 1}"
        self.uploads.append(Upload(file_id, file.file_name, file.media_type, file.data, fields))
        url = f"{self._cdn_url}/files/{file_id}/{file.file_name}"
        size, now = len(file.data), int(time.time())
        body = {"id": file_id, "filename": file.file_name, "url": url, "size": size, "created": now}
        return Answer(body=body)

    def _clip(self, request: Request) -> Answer:
        _, _, task_id, link, *_ = [*request.path.split("/"), "", ""]
        task = self.tasks.get(task_id)
        if task is None or task.gone:
            return Answer(404, "<html><title>Not Found</title></html>")
        if link != str(task.link):
            return Answer(self._dead_status, "<html><title>Expired</title></html>")
        return task.plan.serve.answer(request, self.clip_of(task))

    def clip_of(self, task: FakeTask) -> bytes:
        """Return the bytes of the task's clip."""
        return self.clip if task.plan.clip is None else task.plan.clip

    def _file(self, request: Request) -> Answer:
        for upload in self.uploads:
            if request.path.startswith(f"/files/{upload.id}/"):
                return Answer(body=upload.data, headers={"Content-Type": upload.media_type})
        return Answer(404)


def _error(status: int, kind: str, message: str) -> Answer:
    return Answer(status, {"error": {"type": kind, "message": message}})


@dataclass(frozen=True)
class _Part:
    file_name: str
    media_type: str
    data: bytes


def _form(request: Request) -> dict[str, _Part]:
    """Return the parts of a multipart form by their names, their bytes untouched."""
    boundary = request.headers.get("content-type", "").partition("boundary=")[2].encode()
    found = {}
    for part in (b"\r\n" + request.body).split(b"\r\n--" + boundary)[1:-1]:
        head, _, data = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        lines = head.decode().split("\r\n")
        headers = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in lines)}
        words = dict(re.findall(r'(\w+)="([^"]*)"', headers.get("content-disposition", "")))
        kind = headers.get("content-type", "")
        found[words.get("name", "")] = _Part(words.get("filename", ""), kind, data)
    return found
