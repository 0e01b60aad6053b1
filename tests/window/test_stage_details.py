"""The details under the clip: read, copied by click and by key, changed in place."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core import language
from core.catalog import load_catalog
from core.job import Fault, Job, State
from tests.queues import job
from ui.stage.details import Details

LEFT = Qt.MouseButton.LeftButton
Show = Callable[[Job], None]
LONG = "The camera glides over wet cobblestones at night. " * 60


@pytest.fixture
def details(qtbot: QtBot) -> Details:
    made = Details(load_catalog())
    qtbot.addWidget(made)
    made.resize(420, 500)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def show(qtbot: QtBot, details: Details) -> Callable[[Job], None]:
    """Return a function that shows a job, laid out."""

    def shown(of: Job) -> None:
        details.show_job(of, held=False)
        rows = details.facts.rows
        qtbot.waitUntil(lambda: all(row.isVisible() and row.width() < 421 for row in rows()))

    return shown


def copied() -> str:
    return QGuiApplication.clipboard().text()


def tops(details: Details) -> list[int]:
    return [row.y() for row in details.facts.rows()]


def test_a_click_copies_a_value_and_says_so(qtbot: QtBot, details: Details, show: Show) -> None:
    shown = job(State.PROCESSING)
    show(shown)
    row = details.facts.row("task_id")
    assert row is not None
    before = tops(details)
    details.ensureWidgetVisible(row)
    qtbot.mouseClick(row, LEFT)
    assert copied() == shown.task_id
    assert row.sign == "Copied"
    assert tops(details) == before
    qtbot.waitUntil(lambda: row.sign == "Task ID")


def test_the_keyboard_goes_from_row_to_row_and_copies(
    qtbot: QtBot, details: Details, show: Show
) -> None:
    show(job(State.WAITING))
    details.activateWindow()
    qtbot.waitUntil(details.isActiveWindow)
    rows = details.facts.rows()
    rows[0].setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    assert QApplication.focusWidget() is rows[1]
    qtbot.keyClick(rows[1], Qt.Key.Key_Return)
    assert copied() == "16:9"
    qtbot.keyClick(rows[1], Qt.Key.Key_End)
    assert QApplication.focusWidget() is rows[-1]
    qtbot.keyClick(rows[-1], Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert copied() == rows[-1].fact.value
    qtbot.keyClick(rows[-1], Qt.Key.Key_Home)
    qtbot.keyClick(rows[0], Qt.Key.Key_Up)
    assert QApplication.focusWidget() is rows[0]
    qtbot.keyClick(rows[0], Qt.Key.Key_Space)
    assert copied() == "Sora 2 Pro"


def test_tab_stops_once_in_the_list(details: Details, show: Show) -> None:
    show(job(State.PROCESSING))
    stops = [row for row in details.facts.rows() if row.focusPolicy() != Qt.FocusPolicy.NoFocus]
    assert len(stops) == 1


def test_progress_moves_nothing(details: Details, show: Show) -> None:
    shown = job(State.PROCESSING, progress=10)
    show(shown)
    rows, before = details.facts.rows(), tops(details)
    for percent in (20, 55, 99):
        show(dataclasses.replace(shown, progress=percent))
    assert details.facts.rows() == rows
    assert tops(details) == before


def test_what_becomes_known_is_put_in_its_place(details: Details, show: Show) -> None:
    shown = job(State.WAITING)
    show(shown)
    names = [row.fact.name for row in details.facts.rows()]
    sent = dataclasses.replace(shown, state=State.PENDING, task_id="task-1", sent_at=1.8e9)
    show(sent)
    after = [row.fact.name for row in details.facts.rows()]
    assert [name for name in after if name in names] == names
    assert after.index("sent") == after.index("asked") + 1
    show(shown)
    assert [row.fact.name for row in details.facts.rows()] == names


def test_a_selected_row_keeps_the_focus_through_a_change(
    qtbot: QtBot, details: Details, show: Show
) -> None:
    shown = job(State.PROCESSING)
    show(shown)
    details.activateWindow()
    qtbot.waitUntil(details.isActiveWindow)
    row = details.facts.row("asked")
    assert row is not None
    row.setFocus()
    show(dataclasses.replace(shown, progress=90, credits_reserved=5.0))
    assert QApplication.focusWidget() is row


def test_a_short_prompt_is_shown_in_full(details: Details, show: Show) -> None:
    show(job(State.WAITING, prompt="A fox."))
    assert details.prompt.text.toPlainText() == "A fox."
    assert not details.prompt.fold_button.isVisible()


def test_a_long_prompt_unfolds(qtbot: QtBot, details: Details, show: Show) -> None:
    show(job(State.WAITING, prompt=LONG))
    prompt = details.prompt
    folded = prompt.text.height()
    assert folded < 200
    assert prompt.fold_button.text() == "Show all"
    qtbot.mouseClick(prompt.fold_button, LEFT)
    assert prompt.text.toPlainText() == LONG
    assert prompt.text.height() > 2 * folded
    assert prompt.text.verticalScrollBar().maximum() == 0
    qtbot.mouseClick(prompt.fold_button, LEFT)
    assert prompt.text.height() == folded


def test_the_whole_prompt_is_copied_even_folded(qtbot: QtBot, details: Details, show: Show) -> None:
    show(job(State.WAITING, prompt=LONG))
    qtbot.mouseClick(details.prompt.copy_button, LEFT)
    assert copied() == LONG


def test_a_prompt_can_be_selected(qtbot: QtBot, details: Details, show: Show) -> None:
    show(job(State.WAITING, prompt="A fox in the snow"))
    details.prompt.text.setFocus()
    qtbot.keyClick(details.prompt.text, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert details.prompt.text.textCursor().selectedText() == "A fox in the snow"


def test_an_unfolded_prompt_stays_so_while_the_job_goes_on(
    qtbot: QtBot, details: Details, show: Show
) -> None:
    shown = job(State.PROCESSING, prompt=LONG)
    show(shown)
    qtbot.mouseClick(details.prompt.fold_button, LEFT)
    height = details.prompt.text.height()
    show(dataclasses.replace(shown, progress=70))
    assert details.prompt.text.height() == height


def test_a_followed_task_has_no_prompt_to_show(details: Details, show: Show) -> None:
    show(job(State.PROCESSING, prompt=""))
    assert not details.prompt.isVisible()


@pytest.mark.parametrize(
    ("of", "parts"),
    [
        (
            job(
                State.FAILED,
                error=Fault("task_failed", "content_policy_violation", message="No faces."),
            ),
            ("content rules", "does not say whether", "“Reuse settings”", "said: No faces."),
        ),
        (job(State.UNCONFIRMED), ("No whole answer", "may have been charged", "Look into")),
        (
            job(State.PROCESSING, reason=Fault("no_key", needs_person=True)),
            ("There is no API key", "Settings", "“Resume”"),
        ),
        (
            job(State.DOWNLOADING, reason=Fault("transfer")),
            ("interrupted", "paid for", "by itself"),
        ),
    ],
)
def test_what_is_in_the_way_is_said_in_full(
    details: Details, show: Show, of: Job, parts: tuple[str, ...]
) -> None:
    show(of)
    reason = details.reason
    assert reason.isVisible()
    labels = (reason.happened, reason.charged, reason.todo, reason.said)
    said = " ".join(label.text() for label in labels if label.isVisible())
    for part in parts:
        assert part in said
        assert part in reason.accessibleName()


def test_what_is_no_longer_in_the_way_is_not_said(details: Details, show: Show) -> None:
    stuck = job(State.PROCESSING, reason=Fault("unreachable"))
    show(stuck)
    assert details.reason.isVisible()
    show(dataclasses.replace(stuck, reason=None))
    assert not details.reason.isVisible()


def test_the_start_frame_is_shown_small(qtbot: QtBot, details: Details, show: Show) -> None:
    from core.job import StartFrame

    frame = StartFrame("/pictures/field.jpg", sha256="ab", fit="crop")
    show(job(State.WAITING, start_frame=frame))
    row = details.facts.row("start_frame")
    assert row is not None
    low = row.height()
    details.set_picture(QImage(1280, 720, QImage.Format.Format_RGB32))
    qtbot.waitUntil(lambda: row.height() > low + 40)
    show(job(State.WAITING, start_frame=frame))
    qtbot.waitUntil(lambda: row.height() == low)


def test_nothing_is_wider_than_the_column(details: Details, show: Show) -> None:
    """A path without a space in it wraps like everything else."""
    endless = "x" * 300
    show(job(State.PROCESSING, task_id=endless, prompt=endless * 3))
    content = details.widget()
    assert content.width() == details.viewport().width()
    for row in details.facts.rows():
        assert row.width() <= content.width()


def test_the_language_is_switched_live(details: Details, show: Show) -> None:
    show(job(State.PROCESSING))
    try:
        language._texts["Details", "Model"] = "模型"
        QApplication.sendEvent(details, QEvent(QEvent.Type.LanguageChange))
        row = details.facts.row("model")
        assert row is not None
        assert row.accessibleName() == "模型: Sora 2 Pro"
    finally:
        language.use("en")
