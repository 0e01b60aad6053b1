"""What the list of jobs costs, beside a QListView on a QStandardItemModel in the same run.

Run it with `.venv/bin/python tests/benchmarks/bench_queue.py [JOBS…]`. Each figure is the median of
several rounds, the peers taking turns; the peer shows one line of text a row and nothing else.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QtMsgType, qInstallMessageHandler  # noqa: E402 - the path comes first
from PySide6.QtGui import QColor, QImage, QStandardItem, QStandardItemModel  # noqa: E402
from PySide6.QtWidgets import QAbstractItemView, QApplication, QListView  # noqa: E402

from core.catalog import load_catalog  # noqa: E402
from core.home import Home  # noqa: E402
from core.job import Job, State  # noqa: E402
from core.library import Library  # noqa: E402
from tests.queues import fill, job, many  # noqa: E402
from ui import theme  # noqa: E402
from ui.background import Background  # noqa: E402
from ui.queue.panel import QueuePanel  # noqa: E402

SIZES = (10_000, 100_000)
RUNNING = 200
ROUNDS = 3
FRAMES = 100
SECONDS = 3.0
UPDATES = 200
"""Changes of jobs a second."""
WIDTH, HEIGHT = 560, 1080


class Ours:
    """The panel on a real ledger."""

    def __init__(self, application: QApplication, home: Home) -> None:
        self._application = application
        self._library, self._background = Library(home.ledger), Background()
        start = time.perf_counter()
        self.panel = QueuePanel(self._library, self._background, home, load_catalog())
        self.view: QAbstractItemView = self.panel.view
        self.panel.resize(WIDTH, HEIGHT)
        self.panel.show()
        self.longest = 0.0
        while not self.panel.model.jobs:
            self.longest = max(self.longest, turn(application))
            time.sleep(0.001)
        self.longest = max(self.longest, turn(application))
        self.opened = (time.perf_counter() - start) * 1000
        self._running = self._library.jobs([e.id for e in self._library.entries()[:RUNNING]])

    def update(self, number: int) -> None:
        """Change one of the running jobs."""
        from dataclasses import replace

        at = number % RUNNING
        before = self._running[at]
        after = replace(before, progress=number // RUNNING % 100, rev=before.rev + 1)
        self._running[at] = after
        self.panel.on_job(after)

    def close(self) -> None:
        """Close the panel."""
        self.panel.close()
        self._background.close()
        self._library.close()


class Peer:
    """A plain list view."""

    def __init__(self, application: QApplication, home: Home) -> None:
        library = Library(home.ledger)
        start = time.perf_counter()
        self._model = QStandardItemModel()
        for entry in library.entries():
            self._model.appendRow(QStandardItem(f"{entry.id} {entry.created_at}"))
        self.view: QAbstractItemView = QListView()
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setModel(self._model)
        self.view.resize(WIDTH, HEIGHT)
        self.view.show()
        turn(application)
        self.opened = self.longest = (time.perf_counter() - start) * 1000
        library.close()

    def update(self, number: int) -> None:
        """Change the text of one of the rows."""
        self._model.item(number % RUNNING).setText(f"{number} per cent")

    def close(self) -> None:
        """Close the view."""
        self.view.close()


List = Ours | Peer


def turn(application: QApplication) -> float:
    """Handle what is pending, and return the milliseconds that it took."""
    start = time.perf_counter()
    application.processEvents()
    return (time.perf_counter() - start) * 1000


def frames(shown: List, step: int, application: QApplication) -> Iterator[float]:
    """Scroll by ``step`` pixels each time, and yield the milliseconds of painting a screen."""
    viewport, bar = shown.view.viewport(), shown.view.verticalScrollBar()
    image = QImage(viewport.size(), QImage.Format.Format_ARGB32_Premultiplied)
    bar.setValue(0)
    for _ in range(FRAMES):
        bar.setValue((bar.value() + step) % max(bar.maximum(), 1))
        start = time.perf_counter()
        viewport.render(image)
        yield (time.perf_counter() - start) * 1000
        application.processEvents()


def cpu_of_updates(shown: List, application: QApplication) -> float:
    """Return the per cent of a core that so many changes a second take."""
    number, start, cpu = 0, time.perf_counter(), time.process_time()
    while (elapsed := time.perf_counter() - start) < SECONDS:
        while number < elapsed * UPDATES:
            shown.update(number)
            number += 1
        application.processEvents()
        time.sleep(0.004)
    return (time.process_time() - cpu) / SECONDS * 100


def compare(
    title: str,
    ours: list[float],
    peers: list[float],
    unit: str,
    middle: Callable = statistics.median,
) -> None:
    """Print the middles of both sides and their ratio."""
    mine, theirs = middle(ours), middle(peers)
    print(f"{title:<46} {mine:9.2f} {theirs:9.2f} {unit:<12} ×{mine / max(theirs, 1e-9):.2f}")


def bench(application: QApplication, home: Home, count: int) -> None:
    """Measure both sides on a library of ``count`` jobs."""
    figures: dict[str, tuple[list[float], list[float]]] = {
        name: ([], []) for name in ("open", "block", "scroll", "jump", "p95", "updates")
    }
    for _ in range(ROUNDS):
        for side, kind in enumerate((Ours, Peer)):
            shown = kind(application, home)
            settle(application)
            note = {name: sides[side] for name, sides in figures.items()}
            note["open"].append(shown.opened)
            note["block"].append(shown.longest)
            slow = list(frames(shown, 97, application))
            note["scroll"].append(statistics.median(slow))
            note["p95"].append(statistics.quantiles(slow, n=20)[-1])
            note["jump"].append(statistics.median(frames(shown, 7919, application)))
            shown.view.verticalScrollBar().setValue(0)
            settle(application)
            note["updates"].append(cpu_of_updates(shown, application))
            shown.close()
            settle(application)
    print(f"\n{count} jobs: ours / peer")
    compare("opening until the first rows are painted", *figures["open"], "ms")
    compare("longest turn of the event loop meanwhile", *figures["block"], "ms")
    compare("a frame while scrolling, median", *figures["scroll"], "ms")
    compare("a frame while scrolling, 95th percentile", *figures["p95"], "ms")
    compare("a frame while jumping, median", *figures["jump"], "ms")
    compare(f"{UPDATES} changes a second", *figures["updates"], "% of a core")


def settle(application: QApplication) -> None:
    """Let what is under way come to its end."""
    end = time.perf_counter() + 0.5
    while time.perf_counter() < end:
        application.processEvents()
        time.sleep(0.002)


def jobs_of(count: int) -> Iterator[Job]:
    """Yield a library, the newest of which are being made."""
    yield from many(count - RUNNING, days=max(count // 100, 1))
    for number in range(RUNNING):
        yield job(State.PROCESSING, progress=number % 100, sent_at=time.time() - 60)


def main() -> None:
    """Run everything."""
    qInstallMessageHandler(lambda kind, _, text: report(kind, text))
    application = QApplication([])
    theme.current().choose("dark")
    for count in [int(each) for each in sys.argv[1:]] or SIZES:
        with tempfile.TemporaryDirectory() as folder:
            home = Home(Path(folder) / "home", Path(folder) / "clips")
            home.prepare()
            picture = QImage(320, 180, QImage.Format.Format_RGB32)
            picture.fill(QColor("teal"))
            picture.save(str(Path(folder) / "picture.jpg"))
            with_picture(Path(folder) / "picture.jpg")
            fill(home.ledger, jobs_of(count))
            bench(application, home, count)
    sys.stdout.flush()
    os._exit(0)


def with_picture(file: Path) -> None:
    """Let every job have the same picture, read and scaled as any."""
    from ui.queue import thumbnails

    thumbnails._thumbnail_for = lambda *_: file  # type: ignore[assignment]


def report(kind: QtMsgType, text: str) -> None:
    """Print what Qt says, but what its offscreen platform cannot do."""
    if "This plugin does not support" not in text:
        print(kind, text, file=sys.stderr)


if __name__ == "__main__":
    main()
