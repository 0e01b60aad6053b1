"""The form of every model, in both languages: its fields are there, and nothing sticks out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from core import language
from core.catalog import Field, Model, load_catalog
from tests.window.composing import make_column

NARROWEST = 360
"""Device-independent pixels of the column at its narrowest."""


@pytest.fixture(params=language.LANGUAGES)
def spoken(request: pytest.FixtureRequest) -> Iterator[str]:
    """Speak one language after the other."""
    language.use(request.param)
    yield request.param
    language.use("en")


def names_in(widget: QWidget) -> set[str]:
    """The words that can be seen, and the names that are read out."""
    seen = [each for each in widget.findChildren(QWidget) if each.isVisibleTo(widget)]
    said = {each.accessibleName() for each in seen}
    return said | {each.text() for each in seen if isinstance(each, QLabel | QAbstractButton)}


def sticks_out(form: QWidget) -> list[str]:
    """The parts that reach over the form's edge."""
    found = []
    for each in form.findChildren(QWidget):
        if each.isVisibleTo(form) and each.width() > 1:
            left = each.mapTo(form, QPoint(0, 0)).x()
            if left < 0 or left + each.width() > form.width():
                found.append(f"{type(each).__name__} {each.accessibleName()}")
    return found


def fits(form: QWidget) -> bool:
    """Tell whether a form has room in the column."""
    return form.minimumSizeHint().width() <= NARROWEST


def is_painted(form: QWidget) -> bool:
    """Tell whether a form is shown as it is now, and not as it was until all is in place."""
    return form.updatesEnabled()


def is_shown(field: Field, model: Model, values: dict[str, object]) -> bool:
    """Tell whether a field has a place in the form of a model that nothing was chosen in."""
    return field.derived is None and field in model.effective(values)


def test_every_model_s_form_has_all_its_fields(qtbot: QtBot, tmp_path: Path, spoken: str) -> None:
    catalog = load_catalog()
    for column in make_column(qtbot, tmp_path, catalog, (NARROWEST, 1400)):
        form = column.panel.form
        column.panel.retranslate()
        for model in (each for each in catalog if each.outcome == "video"):
            form.models.set_model(model.id)
            form.more.set_open(True)
            form.models.changed.emit()
            qtbot.waitUntil(partial(fits, form))
            qtbot.waitUntil(partial(is_painted, form))
            said = "\n".join(names_in(form))
            for field in model.fields:
                if field.roles:
                    assert form.slots.frames.isVisibleTo(form), model.id
                elif is_shown(field, model, form.ask().values):
                    assert field.label[spoken] in said, (model.id, field.name)
            assert sticks_out(form) == [], model.id
