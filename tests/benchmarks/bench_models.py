"""How long the picker of models keeps the GUI thread, beside a plain list of as many lines.

`.venv/bin/python tests/benchmarks/bench_models.py [OWN]`. Measured with the catalogue as it is, and
with OWN (1,000) further models of a person's own: the CPU time of each step as a person takes it,
with the painting that follows; the median of some runs. Beside the whole of a step stands its
longest turn of the event loop, as it is that which a person may feel: 8 ms are wanted at most.
"""

from __future__ import annotations

import dataclasses
import os
import sys
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QStringListModel  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QListView  # noqa: E402

from core.catalog import Catalog, Model, load_catalog  # noqa: E402
from tests.benchmarks.turns import Times, settle  # noqa: E402
from ui import theme  # noqa: E402
from ui.app import favour_the_window, make_application  # noqa: E402
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


def steps_of(choice: ModelChoice, picker: ModelPicker) -> list[Step]:
    """Return what a person does in an open picker."""
    bar, chip = picker.list.verticalScrollBar(), picker.filters.chips["end_frame"]
    return [
        ("first key", lambda: picker.search.setText("v")),
        ("second key", lambda: picker.search.setText("ve")),
        ("mistyped", lambda: picker.search.setText("kilng")),
        ("all again", lambda: picker.search.setText("")),
        ("chip", chip.toggle),
        ("chip back", chip.toggle),
        ("arrow", lambda: picker.list.step(1)),
        ("page", lambda: picker.list.step(picker.list.page())),
        ("scroll", lambda: bar.setValue(bar.maximum() // 2)),
        ("star", lambda: choice._shelf.toggle_favourite(choice.model().id)),
    ]


def measure(catalog: Catalog, times: Times, *, ahead: bool) -> None:
    """Measure each step as a person takes it; ``ahead`` says that there was time to prepare."""
    choice = ModelChoice(catalog)
    choice.show()
    settle()
    if ahead:
        choice._calm.stop()
        times.take("make ahead", choice._make_ahead)
        get_ready(choice._picker(), times)
    times.take("open" if ahead else "open at once", choice.open_picker)
    picker = choice._picker()
    get_ready(picker, times)
    for name, step in steps_of(choice, picker):
        times.take(name, step)
    picker.close()
    settle()
    times.take("open again", choice.open_picker)
    picker.close()
    choice.deleteLater()
    settle()


def get_ready(picker: ModelPicker, times: Times) -> None:
    """Measure what a picker prepares in its idle time."""
    while picker._ready.isActive():
        times.take("get ready, a slice", lambda: QTest.qWait(picker._ready.interval()))


def measure_plain(count: int, times: Times) -> None:
    """Measure the same in a plain list of ``count`` lines of text."""
    lines = [f"a model of number {number}" for number in range(count)]
    view, model = QListView(), QStringListModel()
    view.setModel(model)
    view.resize(768, 560)
    times.take("open", lambda: (model.setStringList(lines), view.show()))
    for name in ("first key", "second key", "all again"):
        times.take(name, lambda: model.setStringList(lines))
    bar = view.verticalScrollBar()
    times.take("scroll", lambda: bar.setValue(bar.maximum() // 2))
    view.close()


def main() -> None:
    """Measure and print."""
    own = int(sys.argv[1]) if len(sys.argv) > 1 else OWN
    make_application()
    theme.current().choose("dark")
    catalogs = with_own(0), with_own(own)
    favour_the_window()  # as in the program
    for catalog in catalogs:
        count, ours, plain = len(list(catalog)), Times(), Times()
        for run in range(RUNS):
            measure(catalog, ours, ahead=run < RUNS - 2)
            measure_plain(count, plain)
        print(f"{count} models")
        ours.tell(plain)


if __name__ == "__main__":
    main()
