"""The built-in engine: FoxAPI's contract over HTTP on loopback, drawing animatics.

It runs inside the program, takes a token of its own (never the real key), and says in every clip
and every answer what it is.
"""

from __future__ import annotations

import logging
import queue
import secrets
import socket
import socketserver
import threading
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from core.catalog import Catalog
from core.demo.handler import Handler
from core.demo.tasks import DemoTask, TaskStore
from core.foxapi.address import host_of, is_loopback
from core.language import translate

log = logging.getLogger(__name__)


class Engine(socketserver.ThreadingTCPServer):
    """The engine as a server. One thread accepts, one renders; each connection has its own."""

    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True

    def __init__(self, folder: Path, catalog: Catalog) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.store = TaskStore(folder)
        self.catalog = catalog
        self.token = secrets.token_urlsafe(24)
        self.base_url = f"http://127.0.0.1:{self.server_address[1]}"
        self._closing = threading.Event()
        self._connections: set[socket.socket] = set()
        self._to_render: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        for task in self.store.unfinished():
            self._to_render.put(task.id)
        self._workers = [
            threading.Thread(target=self._accept, name="engine", daemon=True),
            threading.Thread(target=self._render_all, name="engine-render", daemon=True),
        ]
        for thread in self._workers:
            thread.start()

    def submit(self, request: dict[str, Any]) -> DemoTask:
        """Make a task of a valid request; it is rendered when its turn comes."""
        task = self.store.add(request)
        self._to_render.put(task.id)
        return task

    def close(self) -> None:
        """End the engine. A clip half rendered is begun again by the next engine."""
        self._closing.set()
        self._to_render.put(None)
        with socket.socket() as knock:
            knock.settimeout(1.0)
            knock.connect_ex(self.server_address)
        for connection in list(self._connections):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue
        for thread in self._workers:
            thread.join(1.0)
        self.server_close()

    def process_request(self, request: Any, client_address: Any) -> None:
        """Note the connection, so that ``close`` can end it."""
        self._connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """Forget the connection."""
        self._connections.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ARG002
        """A client that went away is nothing; anything else belongs in the log."""
        import sys

        if not isinstance(sys.exception(), OSError):
            log.exception("the built-in engine failed to answer")

    def _accept(self) -> None:
        # Not serve_forever: it looks twice a second whether it should end.
        while not self._closing.is_set():
            self.handle_request()

    def _render_all(self) -> None:
        while (task_id := self._to_render.get()) is not None and not self._closing.is_set():
            task = self.store.get(task_id)
            if task is not None:
                self._render(task)

    def _render(self, task: DemoTask) -> None:
        from core.demo.animatic import RenderCancelled, render

        self.store.update(task.id, keep=False, status="processing")
        try:
            rendered = render(
                self._animatic(task),
                self.store.clip(task.id),
                progress=lambda part: self._tell(task.id, part),
                cancelled=self._closing.is_set,
            )
        except RenderCancelled:
            return
        except Exception as error:
            log.warning("the built-in engine could not render %s: %r", task.id, error)
            failure = {
                "code": "image_processing_error" if task.request.get("image_urls") else "",
                "message": f"{type(error).__name__}: {error}",
                "type": "server_error",
            }
            self.store.update(task.id, status="failed", error=failure)
        else:
            self.store.update(
                task.id, status="completed", progress=100, notes=tuple(rendered.notes)
            )

    def _tell(self, task_id: str, part: float) -> None:
        task = self.store.get(task_id)
        progress = min(int(part * 100), 99)
        if task is not None and progress > task.progress:
            self.store.update(task_id, keep=False, progress=progress)

    def _animatic(self, task: DemoTask) -> Any:
        from core.demo.animatic import Animatic

        request = task.request
        model = self.catalog.find(request["model"])
        size = model.output_size(model.with_defaults(request)) or (1280, 720)
        urls = request.get("image_urls") or []
        return Animatic(
            width=size[0],
            height=size[1],
            seconds=float(request.get("duration", 4)),
            prompt=request["prompt"],
            start_frame=self._picture(urls[0], size) if urls else None,
            label=translate("Engine", "Foxreel built-in engine"),
            comment=f"Made by Foxreel's built-in engine, not by {model.name['en']}: {task.id}",
            take=task.id,
        )

    def _picture(self, url: str, size: tuple[int, int]) -> bytes:
        """Return the start frame: an upload of this engine's, from any run, or one on the web."""
        from core.frames import fetch_picture, fit_frame

        upload = self.store.uploads / Path(urlsplit(url).path).name
        if is_loopback(host_of(url)) and upload.is_file():
            return upload.read_bytes()
        return fit_frame(fetch_picture(url), size, "crop", url)


def start_engine(folder: Path, catalog: Catalog) -> Engine:
    """Start an engine that keeps its tasks in ``folder``; raises OSError if it cannot listen."""
    return Engine(folder, catalog)
