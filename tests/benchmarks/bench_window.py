"""The GUI thread's longest block in a busy minute: 20 clips running, 10,000 in the library.

`.venv/bin/python tests/benchmarks/bench_window.py [SECONDS]`. The gateway is a process of its own
on loopback; the window scrolls, types, chooses rows and plays clips all the while. Afterwards a
prompt of 20,000 characters is typed in, and the settings are opened. Printed: how long the GUI
thread was busy with one event, beside a bare window with a text field that gets the same keys in
the same run. "Wall" is the clock on the wall, which other programs and this one's own threads
lengthen; "CPU" is what the GUI thread itself has computed.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing import Process, Queue
from pathlib import Path
from typing import Any, NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

import qasync  # noqa: E402
from PySide6.QtCore import QEvent, QObject, Qt  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication, QPlainTextEdit  # noqa: E402

from tests.window.opening import by_hand  # noqa: E402

RUNNING, LIBRARY = 20, 10_000
KEY = "sk-benchmark-0123456789abcdef"
LIMIT_MS = 8.0
STEP_SECONDS = 0.04
SHOWN = 5
SIZE = (1440, 900)
"""Of the window: all three columns stand side by side."""
KEYS = 50
"""Keys that are typed into a long prompt, at its beginning, in its middle and near its end."""


class Took(NamedTuple):
    """What one event took, in milliseconds."""

    wall: float
    cpu: float
    what: str


Phases = dict[str, list[Took]]


class Timed(QApplication):
    """An application that knows how long each event took, from outside of all nested ones."""

    def __init__(self) -> None:
        super().__init__(sys.argv[:1])
        self.depth = 0
        self.times: list[Took] = []

    def taken(self) -> list[Took]:
        """Return what was noted since the last time."""
        taken, self.times = self.times, []
        return taken

    def notify(self, receiver: QObject, event: QEvent) -> bool:
        """Deliver an event and note its times."""
        kind = event.type()
        self.depth += 1
        wall, cpu = time.perf_counter(), time.thread_time()
        try:
            return super().notify(receiver, event)
        finally:
            self.depth -= 1
            if self.depth == 0:
                wall = (time.perf_counter() - wall) * 1000
                cpu = (time.thread_time() - cpu) * 1000
                name = type(receiver).__name__ if wall > LIMIT_MS / 2 else ""
                self.times.append(Took(wall, cpu, f"{kind.name} to {name}"))


def gateway(ports: Queue[int]) -> None:
    """Answer every query with a little more progress."""
    counts: Counter[str] = Counter()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            counts[self.path] += 1
            task = {
                "id": self.path.rsplit("/", 1)[-1],
                "status": "processing",
                "progress": min(counts[self.path], 99),
                "results": None,
            }
            body = json.dumps(task).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    ports.put(server.server_port)
    server.serve_forever()


def fill(home: Any, base_url: str, clips: list[Path]) -> None:
    """Write the library straight into the ledger."""
    from core.job import Clip, Connection, Job, State
    from core.ledger import Ledger
    from core.rows import COLUMNS, to_row
    from core.secrets import key_mark

    ledger = Ledger(home.ledger)
    connection = Connection(base_url, key_mark(KEY, ledger.salt))
    ledger.close()
    now = time.time()
    rows = []
    for number in range(LIBRARY + RUNNING):
        running = number >= LIBRARY
        at = now - (LIBRARY + RUNNING - number) * 400
        clip = Clip("https://cdn.example/x.mp4", now, file=str(clips[number % len(clips)]))
        job = Job(
            id=f"bench{number:05d}",
            created_at=at,
            connection=connection,
            model="sora-2-pro",
            prompt=f"clip {number} of a fox that runs through snow under tall pines",
            values={"duration": 4, "aspect_ratio": "16:9", "resolution": "720p"},
            output=str(home.clips),
            state=State.PROCESSING if running else State.COMPLETED,
            task_id=f"task-{number}",
            sent_at=at,
            progress=0 if running else 100,
            clip=None if running else clip,
            finished_at=None if running else at + 60,
        )
        rows.append(to_row(job))
    marks = ", ".join("?" * len(COLUMNS))
    with sqlite3.connect(home.ledger) as database:
        database.executemany(f"INSERT INTO jobs ({', '.join(COLUMNS)}) VALUES ({marks})", rows)
    database.close()


async def busy(application: Timed, seconds: float) -> Phases:
    """Use the window as a person in a hurry does."""
    from core.catalog import load_catalog
    from core.demo.animatic import Animatic, render
    from core.home import Home
    from core.program import Program
    from core.settings import Limits, Settings
    from ui.app import opened
    from ui.background import Background
    from ui.controller import Controller
    from ui.language import WindowLanguage

    ports: Queue[int] = Queue()
    server = Process(target=gateway, args=(ports,), daemon=True)
    server.start()
    base_url = f"http://127.0.0.1:{ports.get()}"
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        home = Home(Path(folder), Path(folder) / "clips")
        home.prepare()
        home.clips.mkdir()
        clips = [home.clips / f"{number}.mp4" for number in range(4)]
        for number, file in enumerate(clips):
            render(Animatic(1280, 720, 4, f"benchmark {number}"), file)
        fill(home, base_url, clips)
        settings = Settings(base_url=base_url, limits=Limits(running=RUNNING))
        program = Program(home, settings, load_catalog(), {"FOXAPI_API_KEY": KEY})
        background = Background()
        ledger = program.open_ledger()
        await asyncio.sleep(0)
        application.taken()
        begun = time.perf_counter()
        async with opened(program, ledger, background) as parts:
            controller = Controller(parts, WindowLanguage())
            living = asyncio.ensure_future(controller.live(demo=False, files=[]))
            await asyncio.sleep(0)
            print(f"window made and shown in {(time.perf_counter() - begun) * 1000:.0f} ms")
            controller.window.resize(*SIZE)
            await asyncio.sleep(2.0)
            found = {"at the start": application.taken()}
            await _use(controller, seconds)
            found["busy"] = application.taken()
            await _type_long(controller, application)
            found["a key in 20,000 characters"] = application.taken()
            await by_hand(controller.preferences.open_settings)
            await asyncio.sleep(0.5)
            found["settings"] = application.taken()
            controller.end()
            await living
        ledger.close()
        background.close()
    server.kill()
    return {**found, "bare text field": await _bare(application, seconds / 6)}


async def _use(controller: Any, seconds: float) -> None:
    view = controller.queue.view
    bar = view.verticalScrollBar()
    prompt = controller.compose.form.prompt.edit
    end = time.perf_counter() + seconds
    for step in itertools.count():
        if time.perf_counter() > end:
            return
        bar.setValue((step * 140) % max(bar.maximum(), 1))
        if step % 5 == 0:
            await by_hand(lambda: QTest.keyClick(prompt, Qt.Key.Key_F))
        if step % 50 == 0:
            await by_hand(lambda: QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton))
            controller.stage.play()
        await asyncio.sleep(STEP_SECONDS)


async def _type_long(controller: Any, application: Timed) -> None:
    """Type at the beginning, in the middle and at the end of a very long prompt."""
    prompt = controller.compose.form.prompt.edit
    sentence = "a fox runs through deep snow under tall pines, the camera glides after it. "
    prompt.set_text((sentence * 300)[: 20_000 - KEYS])
    await asyncio.sleep(0.5)
    application.taken()
    for place in (0, 10_000, 19_000):
        cursor = prompt.textCursor()
        cursor.setPosition(place)
        prompt.setTextCursor(cursor)
        for _ in range(KEYS // 3):
            await by_hand(lambda: QTest.keyClick(prompt, Qt.Key.Key_F))
            await asyncio.sleep(STEP_SECONDS)


async def _bare(application: Timed, seconds: float) -> list[Took]:
    field = QPlainTextEdit()
    field.resize(1280, 800)
    field.show()
    await asyncio.sleep(0.5)
    application.taken()
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        await by_hand(lambda: QTest.keyClick(field, Qt.Key.Key_F))
        await asyncio.sleep(STEP_SECONDS)
    field.close()
    return application.taken()


def report(name: str, times: list[Took]) -> None:
    """Print the distributions of the times of events, and the events that computed longest."""
    print(f"{name}: {len(times)} events")
    for title, field in (("wall", 0), ("CPU", 1)):
        ordered = sorted((took[field] for took in times), reverse=True)
        over = sum(took > LIMIT_MS for took in ordered)
        print(
            f"    {title:<4} {sum(ordered):6.0f} ms in all,"
            f" 99.9 % under {ordered[len(ordered) // 1000]:4.1f} ms,"
            f" longest {ordered[0]:4.1f} ms, {over} over {LIMIT_MS:.0f} ms"
        )
    for took in sorted(times, key=lambda each: each.cpu, reverse=True)[:SHOWN]:
        print(f"        {took.cpu:5.1f} ms CPU, {took.wall:5.1f} ms wall  {took.what}")


def main() -> None:
    """Run and print."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
    application = Timed()
    from ui.app import favour_the_window, make_application

    make_application()
    favour_the_window()
    with qasync.QEventLoop(application) as loop:
        found = loop.run_until_complete(busy(application, seconds))
    for name, times in found.items():
        report(name, times)
    ours, bare = (max(took.cpu for took in found[name]) for name in ("busy", "bare text field"))
    print(f"longest block in CPU time, Foxreel to the bare field: {ours / bare:.1f}×")


if __name__ == "__main__":
    main()
