"""The built-in engine: FoxAPI's contract over HTTP on loopback, drawing animatics.

It takes a token of its own (never the real key), and says in every clip and every answer what it
is. Programs run it in a process of its own: see ``core.demo.process``.
"""

from __future__ import annotations

import logging
import queue
import secrets
import socket
import socketserver
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from core.catalog import Catalog, Model
from core.demo.handler import Handler
from core.demo.references import output_size
from core.demo.tasks import DemoTask, TaskStore
from core.foxapi.address import host_of, is_loopback
from core.language import translate

MOST_ATTEMPTS = 3
"""How often a clip is begun whose drawing has ended the engine each time."""

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
        self._queued: set[str] = set()
        self._drawn: DemoTask | None = None
        for task in self.store.unfinished():
            self.attend(task)
        self._workers = [
            threading.Thread(target=self._accept, name="engine", daemon=True),
            threading.Thread(target=self._render_all, name="engine-render", daemon=True),
        ]
        for thread in self._workers:
            thread.start()

    def submit(self, request: dict[str, Any]) -> DemoTask:
        """Make a task of a valid request; it is rendered when its turn comes."""
        task = self.store.add(request)
        self.attend(task)
        return task

    def attend(self, task: DemoTask) -> None:
        """See to it that an unfinished task is rendered, though another engine took it in."""
        if task.unfinished and task.id not in self._queued:
            self._queued.add(task.id)
            self._to_render.put(task.id)

    def alive(self) -> bool:
        """Tell whether it still runs."""
        return not self._closing.is_set()

    def close(self) -> None:
        """End the engine. A clip half rendered is begun again by the next engine."""
        self._closing.set()
        self._to_render.put(None)
        if self._drawn is not None:
            # At once, as the drawing thread may not get to it: this end is nobody's fault.
            self.store.update(self._drawn.id, attempts=self._drawn.attempts)
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
            with self.store.turn(self._closing.wait) as mine:
                # Looked at now: another engine on the folder may have drawn it meanwhile.
                task = self.store.get(task_id) if mine else None
                if task is not None and task.unfinished:
                    self._render(task)

    def _render(self, task: DemoTask) -> None:
        from core.demo.animatic import RenderCancelled

        if task.attempts >= MOST_ATTEMPTS:
            self._fail(task, "service_error", f"it was begun {task.attempts} times in vain")
            return
        self._drawn = task
        self.store.update(task.id, status="processing", attempts=task.attempts + 1)
        try:
            if self._closing.is_set():
                raise RenderCancelled
            results = self._results(task)
        except RenderCancelled:
            self.store.update(task.id, attempts=task.attempts)
        except Exception as error:
            log.warning("the built-in engine could not render %s: %r", task.id, error)
            self._fail(task, self._code(task), f"{type(error).__name__}: {error}")
        else:
            self.store.update(task.id, status="completed", progress=100, **results)
        finally:
            self._drawn = None

    def _fail(self, task: DemoTask, code: str, message: str) -> None:
        error = {"code": code, "message": message, "type": "server_error"}
        self.store.update(task.id, status="failed", error=error)

    def _tell(self, task_id: str, part: float) -> None:
        task = self.store.get(task_id)
        progress = min(int(part * 100), 99)
        if task is not None and progress > task.progress:
            self.store.update(task_id, keep=False, progress=progress)

    def _results(self, task: DemoTask) -> dict[str, Any]:
        """Make what a task asks for, and return what is to be noted of it."""
        from core.demo.animatic import render

        model = self.catalog.find(task.request["model"])
        if model.outcome == "character":
            return {"character": self._character(task, model)}
        rendered = render(
            self._animatic(task, model),
            self.store.clip(task.id),
            progress=lambda part: self._tell(task.id, part),
            cancelled=self._closing.is_set,
        )
        return {"notes": tuple(rendered.notes)}

    def _character(self, task: DemoTask, model: Model) -> dict[str, str]:
        from core.demo.portrait import portrait_of
        from core.demo.references import file_at

        field, name = model.field_for("source_clip"), str(task.request["name"])
        clip = file_at(task.request[field.name], self.store) if field is not None else b""
        portrait = portrait_of(clip, field.media if field is not None else {})
        return {"character_id": self.store.add_character(name, portrait), "name": name}

    def _code(self, task: DemoTask) -> str:
        """Return the error's code for a task that could not be made: what was given is at fault."""
        if task.request.get("image_urls"):
            return "image_processing_error"
        model = self.catalog.get(task.request["model"])
        clip = model is not None and model.field_for("source_clip") is not None
        return "invalid_parameters" if clip else ""

    def _animatic(self, task: DemoTask, model: Model) -> Any:
        from core.demo.animatic import Animatic

        request = task.request
        label = translate("Engine", "Foxreel built-in engine")
        comment = f"Made by Foxreel's built-in engine, not by {model.name['en']}: {task.id}"
        common = {"prompt": request["prompt"], "comment": comment, "take": task.id}
        source = model.field_for("remix_source")
        if source is not None:
            return Animatic(**self._remix(request, request[source.name]), **common)
        size = model.output_size(model.with_defaults(request)) or (1280, 720)
        urls = request.get("image_urls") or []
        ids = request.get("character_ids") or []
        return Animatic(
            width=size[0],
            height=size[1],
            seconds=float(request.get("duration", 4)),
            start_frame=self._picture(urls[0], size) if urls else None,
            label=label,
            cast=tuple(filter(None, map(self.store.character, ids))),
            **common,
        )

    def _remix(self, request: Mapping[str, Any], video_id: str) -> dict[str, Any]:
        """Return what a remix takes from its source, in the resolution that is asked for."""
        from core.demo import remixed

        task = self.store.to_remix(video_id)
        if task is None:
            raise ValueError(f"the clip {video_id} is not here any more")
        source = remixed.opened(self.store.clip(task.id))
        shape = (source.width, source.height)
        width, height = output_size(self.catalog, str(request.get("resolution")), shape)
        drawn = not task.request.get("image_urls")  # a camera move has no words over it
        return {
            "width": width,
            "height": height,
            "seconds": source.frames / remixed.FPS,
            "remix": source.file,
            "covers": task.request["prompt"] if drawn else "",
            "label": translate("Engine", "Foxreel built-in engine · remix"),
        }

    def _picture(self, url: str, size: tuple[int, int]) -> bytes:
        """Return the start frame: an upload of this engine's, from any run, or one on the web."""
        from core.frames import fetch_picture, fit_frame
        from core.framing import Framing

        upload = self.store.uploads / Path(urlsplit(url).path).name
        if is_loopback(host_of(url)) and upload.is_file():
            return upload.read_bytes()
        return fit_frame(fetch_picture(url), size, Framing(), url)


def start_engine(folder: Path, catalog: Catalog) -> Engine:
    """Start an engine that keeps its tasks in ``folder``; raises OSError if it cannot listen."""
    return Engine(folder, catalog)
