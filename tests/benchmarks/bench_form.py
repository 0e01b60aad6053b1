"""How long the compose column keeps the GUI thread, beside a form of plain Qt widgets.

`.venv/bin/python tests/benchmarks/bench_form.py`. The CPU time of each step as a person takes it,
with the painting that follows, and its longest turn of the event loop, as it is that which a person
may feel: 8 ms are wanted at most. The plain form makes all of its controls anew at each switch.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import Qt  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import (  # noqa: E402
    QComboBox,
    QFormLayout,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QScrollArea,
    QSlider,
    QWidget,
)

from core.carrying import is_option  # noqa: E402
from core.catalog import Catalog, Field, Model, load_catalog  # noqa: E402
from tests.benchmarks.turns import Times, settle  # noqa: E402
from ui import theme  # noqa: E402
from ui.app import favour_the_window, make_application  # noqa: E402
from ui.background import Background  # noqa: E402
from ui.compose.form import Form  # noqa: E402
from ui.compose.models import makes_clips  # noqa: E402
from ui.compose.panel import ComposePanel  # noqa: E402

SIZE = (380, 800)
"""Device-independent pixels of a compose column."""
STRIDE = 17
"""So many models on is the next one, so that most switches are to another family."""
STEPS = 7
"""Steps of a slider."""


def clip_models(catalog: Catalog) -> list[Model]:
    """Return the models to switch between, in an order that goes from family to family."""
    living = [each for each in catalog if makes_clips(each) and not each.withdrawn]
    return [living[number * STRIDE % len(living)] for number in range(len(living))]


def measure_form(catalog: Catalog, times: Times) -> None:
    """Measure the compose column: switches of the model, a letter, a step of a slider."""
    with tempfile.TemporaryDirectory() as folder:
        background = Background()
        panel = ComposePanel(catalog, background, Path(folder), time.monotonic)
        window = in_window(panel)
        form = panel.form
        form.models.awaited.emit()  # as before a switch to another family
        while form.options._kept._ahead.isActive():
            times.take(
                "a row made ahead", lambda: QTest.qWait(form.options._kept._ahead.interval())
            )
        for name in ("switch", "switch back"):
            for model in clip_models(catalog):
                times.take(name, lambda m=model: form.models._on_chosen(m.id))  # type: ignore[misc]
                settle()
        for letter in "a fox in the snow":
            times.take("letter", lambda k=letter: QTest.keyClicks(form.prompt.edit, k))  # type: ignore[misc]
        slide(slider_of(form), times)
        window.close()
        background.close()


def measure_plain_form(catalog: Catalog, times: Times) -> None:
    """Measure the same with plain controls, all of them made anew for each model."""
    area, edit = QScrollArea(), QPlainTextEdit()
    area.setWidgetResizable(True)
    window, other = in_window(area), in_window(edit)
    for model in clip_models(catalog):
        times.take("switch", lambda m=model: area.setWidget(plain_form(m)))  # type: ignore[misc]
    for letter in "a fox in the snow":
        times.take("letter", lambda k=letter: QTest.keyClicks(edit, k))  # type: ignore[misc]
    slider = QSlider(Qt.Orientation.Horizontal)
    area.setWidget(slider)
    settle()
    slide(slider, times)
    window.close()
    other.close()


def slide(slider: QSlider, times: Times) -> None:
    """Measure steps of a slider."""
    further = QSlider.SliderAction.SliderSingleStepAdd
    for _ in range(STEPS):
        times.take("slider", lambda: slider.triggerAction(further))


def slider_of(form: Form) -> QSlider:
    """Switch to a model that has a slider, and return that."""
    for model in clip_models(load_catalog()):
        form.models._on_chosen(model.id)
        settle()
        for each in form.options.main.findChildren(QSlider):
            if each.isVisible():
                return each
    raise LookupError("no model has a slider")


def plain_form(model: Model) -> QWidget:
    """Return a form of plain controls for a model's options."""
    form = QWidget()
    rows = QFormLayout(form)
    for field in model.fields:
        if is_option(field):
            rows.addRow(field.name, plain_control(field))
    return form


def plain_control(field: Field) -> QWidget:
    """Return the usual control for a field."""
    if not field.choices:
        return QLineEdit()
    box = QComboBox()
    box.addItems([str(each) for each in field.choices])
    return box


def in_window(widget: QWidget) -> QMainWindow:
    """Show a widget as large as the compose column is."""
    window = QMainWindow()
    window.setCentralWidget(widget)
    window.resize(*SIZE)
    window.show()
    settle(50)
    return window


def main() -> None:
    """Measure and print."""
    make_application()
    theme.current().choose("dark")
    ours, plain, catalog = Times(), Times(), load_catalog()
    favour_the_window()  # as in the program
    measure_form(catalog, ours)
    measure_plain_form(catalog, plain)
    ours.tell(plain)


if __name__ == "__main__":
    main()
