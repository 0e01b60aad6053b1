"""How long the picker of models keeps the GUI thread, beside a plain list of as many lines.

`.venv/bin/python tests/benchmarks/bench_models.py [OWN]`. Measured with the catalogue as it is, and
with OWN (1,000) further models of a person's own: the CPU time of each step as a person takes it,
with the painting that follows; the median of some runs.
"""

from __future__ import annotations

import dataclasses
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QStringListModel  # noqa: E402
from PySide6.QtWidgets import QApplication, QListView  # noqa: E402

from core.catalog import Catalog, Model, load_catalog  # noqa: E402
from ui.app import make_application  # noqa: E402
from ui.compose.models import ModelChoice  # noqa: E402
from ui.models.picker import ModelPicker  # noqa: E402

OWN, RUNS = 1000, 7
Step = tuple[str, Callable[[], object]]


def with_own(count: int) -> Catalog:
    """Return the catalogue with ``count`` further models, each in a family of its own."""
    known = list(load_catalog())

    def own(number: int) -> Model:
        like = known[number % len(known)]
        family = dataclasses.replace(like.family, id=f"own-{number}")
        changes = {"id": f"own-{number}", "order": 1000 + number, "own": True}
        return dataclasses.replace(like, family=family, **changes)

    return Catalog([*known, *(own(number) for number in range(count))])


def took(step: Callable[[], object]) -> float:
    """Return the milliseconds of CPU time that a step and the events after it take."""
    begun = time.thread_time()
    step()
    QApplication.processEvents()
    return (time.thread_time() - begun) * 1000


def steps_of(choice: ModelChoice, picker: ModelPicker) -> list[Step]:
    """Return what a person does in an open picker."""
    bar, chip = picker.list.verticalScrollBar(), picker.filters.chips["end_frame"]
    return [
        ("first key", lambda: picker.search.setText("v")),
        ("second key", lambda: picker.search.setText("ve")),
        ("all again", lambda: picker.search.setText("")),
        ("chip", chip.toggle),
        ("chip back", chip.toggle),
        ("arrow", lambda: picker.list.step(1)),
        ("page", lambda: picker.list.step(picker.list.page())),
        ("scroll", lambda: bar.setValue(bar.maximum() // 2)),
        ("star", lambda: choice._shelf.toggle_favourite(choice.model().id)),
    ]


def measure(catalog: Catalog) -> dict[str, float]:
    """Return the median of each step's times."""
    times: dict[str, list[float]] = {}
    for _ in range(RUNS):
        choice = ModelChoice(catalog)
        choice.show()
        QApplication.processEvents()
        times.setdefault("open", []).append(took(choice.open_picker))
        picker = choice.picker
        assert picker is not None
        while picker._ready.isActive():
            times.setdefault("get ready, a slice", []).append(took(lambda: None))
        for name, step in steps_of(choice, picker):
            times.setdefault(name, []).append(took(step))
        picker.close()
        choice.deleteLater()
    return {name: statistics.median(each) for name, each in times.items()}


def measure_plain(count: int) -> dict[str, float]:
    """Return what the same costs in a plain list of ``count`` lines of text."""
    lines = [f"a model of number {number}" for number in range(count)]
    view, model = QListView(), QStringListModel()
    view.setModel(model)
    view.resize(768, 560)
    opened = took(lambda: (model.setStringList(lines), view.show()))
    filtered = [took(lambda: model.setStringList(lines)) for _ in range(RUNS)]
    bar = view.verticalScrollBar()
    scrolled = [took(lambda n=n: bar.setValue(n * 20)) for n in range(1, RUNS)]  # type: ignore[misc]
    return {
        "open": opened,
        "all again": statistics.median(filtered),
        "scroll": statistics.median(scrolled),
    }


def main() -> None:
    """Measure and print."""
    own = int(sys.argv[1]) if len(sys.argv) > 1 else OWN
    make_application()
    for catalog in (with_own(0), with_own(own)):
        count = len(list(catalog))
        ours, plain = measure(catalog), measure_plain(count)
        print(f"{count} models")
        for name, milliseconds in ours.items():
            beside = f", {milliseconds / plain[name]:.1f}× a plain list" if name in plain else ""
            print(f"    {name:<20} {milliseconds:6.1f} ms{beside}")


if __name__ == "__main__":
    main()
