"""Rows of options are kept while other models are shown, and are painted in their places only."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QAbstractEventDispatcher, QEvent, QEventLoop, QObject, QPoint
from PySide6.QtWidgets import QSlider

from core import language
from core.carrying import is_option
from core.catalog import load_catalog
from tests.window.composing import Column, column  # noqa: F401
from ui import theme
from ui.compose.form import Form
from ui.compose.models import makes_clips
from ui.compose.rows import OptionRow


class Watch(QObject):
    """Writes down where the rows of a form stand whenever it is painted."""

    def __init__(self, form: Form) -> None:
        super().__init__()
        self._form = form
        self.seen: list[list[tuple[int, int]]] = []
        form.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """See a painting."""
        if event.type() == QEvent.Type.Paint:
            rows = (each for each in self._form.findChildren(OptionRow) if each.isVisible())
            self.seen.append(
                [(each.mapTo(self._form, QPoint()).y(), each.height()) for each in rows]
            )
        return False

    def steps(self) -> int:
        """Return how many different arrangements were seen."""
        return sum(n == 0 or each != self.seen[n - 1] for n, each in enumerate(self.seen))


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    yield
    language.use("en")


def switch(column: Column, model_id: str) -> None:  # noqa: F811
    """Switch to a model, and wait until that is to be seen."""
    column.panel.form.models._on_chosen(model_id)
    column.qtbot.waitUntil(column.panel.form.updatesEnabled)


def finish() -> None:
    """Let all happen that is under way: posted events, layouts, and timers that are due."""
    dispatcher, every = QAbstractEventDispatcher.instance(), QEventLoop.ProcessEventsFlag.AllEvents
    while dispatcher.processEvents(every):
        pass


def ids_apart() -> list[str]:
    """Return some models, each of another family than the one before."""
    living = [each for each in load_catalog() if makes_clips(each) and not each.withdrawn]
    return [living[number * 17 % len(living)].id for number in range(12)]


def test_a_switch_moves_the_rows_in_one_step(column: Column) -> None:  # noqa: F811
    watch = Watch(column.panel.form)
    for model_id in ids_apart():
        finish()
        watch.seen.clear()
        switch(column, model_id)
        column.qtbot.waitUntil(lambda: bool(watch.seen))
        finish()  # with a second step, if there were one
        assert watch.steps() == 1, model_id


def test_whoever_comes_back_finds_the_same_rows_as_if_they_were_new(column: Column) -> None:  # noqa: F811
    form = column.panel.form
    first, other = form.model.id, ids_apart()[3]
    rows = dict(form.options.rows)
    values = form.options.values()
    switch(column, other)
    assert form.model.id == other
    gone = [row for row in rows.values() if row not in form.options.rows.values()]
    assert gone
    assert not any(row.isVisible() for row in gone)
    switch(column, first)
    assert form.options.rows == rows
    assert form.options.values() == values


def test_rows_made_ahead_are_not_seen_when_the_window_comes_back(column: Column) -> None:  # noqa: F811
    form = column.panel.form
    column.window.hide()
    form.options.make_ahead(load_catalog())
    column.qtbot.waitUntil(lambda: not form.options._kept._ahead.isActive())
    with column.qtbot.waitExposed(column.window):
        column.window.show()
    places = (form.options.main, form.options.rare)
    rows = [row for place in places for row in place.findChildren(OptionRow)]
    shown = [*form.options.rows.values()]
    assert len(rows) > 2 * len(shown)
    assert all(row in shown for row in rows if row.isVisible())


def test_another_theme_polishes_only_what_is_seen_and_all_is_made_ahead_anew(
    column: Column,  # noqa: F811
) -> None:
    form = column.panel.form

    def made_ahead() -> bool:
        return len(form.findChildren(OptionRow)) > 3 * len(form.options.rows)

    form.models._calm.start(0)
    column.qtbot.waitUntil(made_ahead)
    rows, values = dict(form.options.rows), form.options.values()
    theme.current().choose("light" if theme.current().name == "dark" else "dark")
    idle = [each for each in form.options._kept._every() if each.row not in rows.values()]
    assert idle == []
    assert form.models._made is None
    assert (form.options.rows, form.options.values()) == (rows, values)
    assert form.models._calm.isActive()
    form.models._calm.start(0)
    column.qtbot.waitUntil(made_ahead)
    switch(column, ids_apart()[3])
    assert form.model.id == ids_apart()[3]


def test_a_hidden_row_speaks_the_language_of_the_day_when_it_is_back(column: Column) -> None:  # noqa: F811
    form = column.panel.form
    first = form.model.id
    switch(column, ids_apart()[3])
    language.use("zh_CN")
    column.panel.retranslate()
    switch(column, first)
    for name, row in form.options.rows.items():
        field = form.model.field(name)
        assert field is not None
        assert row.name.text() in ("", field.label["zh_CN"])


def test_rows_are_made_ahead_once_the_form_has_been_in_view(column: Column) -> None:  # noqa: F811
    form = column.panel.form
    form.models._calm.start(0)
    ahead = form.options._kept._ahead
    column.qtbot.waitUntil(lambda: not form.models._calm.isActive())
    column.qtbot.waitUntil(lambda: not ahead.isActive())
    every = [each for model in load_catalog() for each in model.fields if is_option(each)]
    assert all(form.options._kept._find(each) is not None for each in every if each.choices)


def test_rows_are_made_ahead_while_a_person_looks_for_a_model(column: Column) -> None:  # noqa: F811
    form = column.panel.form
    column.click(form.models.button)
    ahead = form.options._kept._ahead
    assert ahead.isActive()
    column.qtbot.waitUntil(lambda: not ahead.isActive())
    every = [each for model in load_catalog() for each in model.fields if is_option(each)]
    assert all(form.options._kept._find(each) is not None for each in every if each.choices)
    assert not [each for each in form.findChildren(QSlider) if each.isWindow()]
    assert form.models.picker is not None
    form.models.picker.close()
