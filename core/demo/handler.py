"""The built-in engine's HTTP: the calls of the contract, and the links to its clips."""

from __future__ import annotations

import email.parser
import email.policy
import hashlib
import hmac
import http.server
import json
import re
import urllib.parse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.catalog import Model
from core.demo.references import keeps, refusal
from core.demo.tasks import DemoTask, is_task_id
from core.lengths import asked_seconds

if TYPE_CHECKING:
    from core.demo.engine import Engine

ENGINE_MODEL = "foxreel-built-in-engine"
"""The model that is actually used, whichever was asked for: nothing here is Sora."""

LARGEST_BODY = 100 << 20
CHUNK = 256 << 10


class Handler(http.server.BaseHTTPRequestHandler):
    """One connection to the engine."""

    server: Engine
    protocol_version = "HTTP/1.1"
    server_version = "Foxreel-engine"
    sys_version = ""
    timeout = 300

    def do_GET(self) -> None:
        """Answer a query, or serve a file."""
        path = urllib.parse.unquote(self.path.partition("?")[0])
        if path.startswith("/clips/"):
            self._serve_clip(Path(path).stem)
        elif path == "/api/pricing":
            self._json(200, {"data": [self._price(each) for each in self._models()]})
        elif not self._authorised():
            self._error(401, "authentication_error", "the engine's token is missing or wrong")
        elif path.startswith("/v1/tasks/"):
            self._query(path.removeprefix("/v1/tasks/"))
        elif path == "/v1/models":
            self._json(200, {"data": [{"id": each} for each in self._models()]})
        elif path == "/api/usage/token/":
            self._json(200, {"data": _USAGE})
        elif path == "/api/log/token":
            self._json(200, {"data": []})
        else:
            self._error(404, "not_found", f"no such call: {path}")

    def do_POST(self) -> None:
        """Create a task, or keep an upload."""
        body = self._body()
        if body is None:
            return
        if not self._authorised():
            self._error(401, "authentication_error", "the engine's token is missing or wrong")
        elif self.path == "/v1/videos/generations":
            self._create(body)
        elif self.path == "/v1/files/upload/stream":
            self._upload(body)
        else:
            self._error(404, "not_found", f"no such call: {self.path}")

    def log_message(self, format: str, *args: Any) -> None:
        """Requests of this program to itself are not worth a line."""

    def _create(self, body: bytes) -> None:
        self.server.catalog.renew()  # a person may have added a model since
        try:
            request = json.loads(body)
            model = self.server.catalog.get(request["model"])
        except (ValueError, KeyError, TypeError, AttributeError):
            self._error(400, "invalid_request_error", "not a request for a video")
            return
        if model is None:
            message = f"no channel for the model {request['model']}"
            self._error(422, "service_unavailable_error", message, "model_not_found")
            return
        values = model.values_of(request)
        problems = model.problems(values)
        if problems:
            words = "; ".join(f"{each.field}: {each.code}" for each in problems)
            self._error(400, "invalid_request_error", words, "invalid_parameters")
            return
        refused = refusal(values, model, self.server.store)
        if refused is not None:
            self._error(refused.status, refused.kind, refused.message, refused.code)
            return
        task = self.server.submit(request, keeps(model, values))
        estimated = self._estimated(model, values)
        self._json(
            200,
            {
                **_outline(task),
                "task_info": {"can_cancel": False, "estimated_time": estimated},
                "usage": {"credits_reserved": 0, "user_group": "built-in engine"},
            },
        )

    def _estimated(self, model: Model, values: dict[str, Any]) -> int:
        """Return about how many seconds it takes: half a clip's length; little for a character."""
        if model.outcome == "character":
            return 2
        field = model.field_for("remix_source")
        source = self.server.store.to_remix(values[field.name]) if field is not None else None
        asked = self.server.catalog.get(source.request["model"]) if source is not None else None
        if source is not None and asked is not None:
            return self._estimated(asked, asked.values_of(source.request))
        seconds = asked_seconds(model, values)
        return round(seconds / 2) if seconds is not None else 4

    def _query(self, task_id: str) -> None:
        task = self.server.store.get(task_id)
        if task is None and is_task_id(task_id):
            self._error(410, "not_found", "the task was forgotten: its clip was fetched, or is old")
            return
        if task is None:
            self._error(404, "not_found", "no such task")
            return
        self.server.attend(task)
        results: list[dict[str, str]] | None = None
        if task.character is not None:
            results = [dict(task.character)]
        elif task.status == "completed":
            url = f"{self.server.base_url}/clips/{task.id}.mp4"
            results = [{"url": url, "video_id": task.video_id, "content_type": "video/mp4"}]
        answer = {**_outline(task), "results": results, "error": task.error, "notes": task.notes}
        self._json(200, answer)

    def _upload(self, body: bytes) -> None:
        data = _file_of(self.headers.get("content-type", ""), body)
        if data is None:
            self._error(422, "invalid_request_error", "no file", "invalid_parameters")
            return
        upload_id = self.server.store.add_upload(data)
        url = f"{self.server.base_url}/uploads/{upload_id}"
        self._json(200, {"id": upload_id, "filename": upload_id, "url": url, "size": len(data)})

    def _serve_clip(self, task_id: str) -> None:
        task = self.server.store.get(task_id)
        file = self.server.store.clip(task_id)
        if task is None or not file.exists():
            self._error(404, "not_found", "no such clip")
            return
        size = file.stat().st_size
        etag = f'"{hashlib.sha256(f"{task.id} {size}".encode()).hexdigest()[:32]}"'
        start = self._range_start(etag, size)
        self.send_response(206 if start else 200)
        self.send_header("Content-Type", "video/mp4")
        self.send_header("Content-Length", str(size - start))
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("ETag", etag)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{size - 1}/{size}")
        self.end_headers()
        with file.open("rb") as stream:
            stream.seek(start)
            while chunk := stream.read(CHUNK):
                self.wfile.write(chunk)
        if not task.kept:
            self.server.store.update(task.id, fetched=True)

    def _range_start(self, etag: str, size: int) -> int:
        wanted = re.fullmatch(r"bytes=(\d+)-", self.headers.get("range", ""))
        same = self.headers.get("if-range", etag) == etag
        start = int(wanted.group(1)) if wanted and same else 0
        return start if start < size else 0

    def _authorised(self) -> bool:
        given = self.headers.get("authorization", "").encode("utf-8", "replace")
        return hmac.compare_digest(given, f"Bearer {self.server.token}".encode())

    def _body(self) -> bytes | None:
        length = self.headers.get("content-length", "")
        if not length.isdigit() or int(length) > LARGEST_BODY:
            self.close_connection = True
            self._error(413, "invalid_request_error", "too large, or of unknown length")
            return None
        return self.rfile.read(int(length))

    def _models(self) -> list[str]:
        self.server.catalog.renew()
        return [model.id for model in self.server.catalog]

    def _price(self, model_id: str) -> dict[str, Any]:
        return {"model_name": model_id, "quota_type": 1, "model_price": 0.0}

    def _error(self, status: int, kind: str, message: str, code: str = "") -> None:
        error = {"message": message, "type": kind, **({"code": code} if code else {})}
        self._json(status, {"error": error})

    def _json(self, status: int, answer: dict[str, Any]) -> None:
        data = json.dumps(answer, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


_USAGE = {
    "name": "built-in engine",
    "total_granted": 0,
    "total_used": 0,
    "total_available": 0,
    "unlimited_quota": True,
    "expires_at": 0,
}


def _outline(task: DemoTask) -> dict[str, Any]:
    """Return what every answer about a task holds."""
    return {
        "created": task.created,
        "id": task.id,
        "model": ENGINE_MODEL,
        "object": "video.generation.task",
        "progress": task.progress,
        "status": task.status,
        "type": "video",
    }


def _file_of(content_type: str, body: bytes) -> bytes | None:
    """Return the part called ``file`` of a multipart body, None if there is none."""
    head = f"Content-Type: {content_type}\r\n\r\n".encode("latin-1", "replace")
    message = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + body)
    if not message.is_multipart():
        return None
    for part in message.iter_parts():
        if part.get_param("name", header="content-disposition") == "file":
            data = part.get_payload(decode=True)
            return data if isinstance(data, bytes) else None
    return None
