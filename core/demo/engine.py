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
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.catalog import Catalog
from core.demo.handler import Handler
from core.demo.tasks import DemoTask, TaskStore
from core.demo.unusable import UnusableFile

if TYPE_CHECKING:
    from core.demo.making import Order

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

    def submit(self, request: dict[str, Any], kept: bool) -> DemoTask:
        """Make a task of a valid request; it is rendered when its turn comes.

        ``kept`` says that its clip is to be kept for remixing.
        """
        task = self.store.add(request, kept=kept)
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
            if isinstance(error, UnusableFile):
                self._fail(task, error.code, str(error))
            else:
                self._fail(task, "", f"{type(error).__name__}: {error}")
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
        from core.demo.making import animatic_of, order_of

        order = order_of(task.request, self.catalog.find(task.request["model"]), self.store)
        if order.model.outcome == "character":
            return {"character": self._character(order)}
        animatic, notes = animatic_of(task, order, self.store, self.catalog)
        rendered = render(
            animatic,
            self.store.clip(task.id),
            progress=lambda part: self._tell(task.id, part),
            cancelled=self._closing.is_set,
        )
        return {"notes": (*notes, *rendered.notes)}

    def _character(self, order: Order) -> dict[str, str]:
        from core.demo.portrait import UnusableClip, portrait_of

        field, clip = order.model.field_for("source_clip"), order.file("source_clip")
        if field is None or clip is None:
            raise UnusableClip("there is no clip to make a character of")
        name = str(order.values["name"])
        portrait = portrait_of(clip, field.media)
        return {"character_id": self.store.add_character(name, portrait), "name": name}


def start_engine(folder: Path, catalog: Catalog) -> Engine:
    """Start an engine that keeps its tasks in ``folder``; raises OSError if it cannot listen."""
    return Engine(folder, catalog)
