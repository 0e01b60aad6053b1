"""The small dialogs, used like a person uses them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from core import language
from core.foxapi.messages import Charge
from core.home import Home
from core.job import DEMO, Connection, Fault, Job, State
from core.settings import Settings
from ui import theme
from ui.dialogs.addtask import AddTaskDialog
from ui.dialogs.closing import ClosingDialog
from ui.dialogs.dialog import Dialog
from ui.dialogs.question import Question
from ui.dialogs.resolve import ResolveDialog
from ui.dialogs.settings import SettingsDialog
from ui.dialogs.welcome import Welcome

Key = Qt.Key
TASK = "task-unified-1757165031-uyujaw3d"


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    yield
    language.use("en")


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """Return the window that the dialogs are opened over."""
    theme.current().choose("dark")
    window = QWidget()
    window.resize(1000, 700)
    qtbot.addWidget(window)
    window.show()
    return window


def unconfirmed(base_url: str = "https://api.foxapi.cc") -> Job:
    return Job(
        id="abcdefghij",
        created_at=1763800000.0,
        connection=Connection(base_url, "mark"),
        model="sora-2-pro",
        prompt="Golden hour waves",
        values={"duration": 8},
        output="/clips",
        state=State.UNCONFIRMED,
        sent_at=1763800010.0,
        error=Fault("no_answer"),
    )


def click(qtbot: QtBot, button: QWidget) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def opened(qtbot: QtBot, dialog: Dialog) -> list[int]:
    """Open a dialog and return the list that its end goes to."""
    ends: list[int] = []
    dialog.finished.connect(ends.append)
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)
    assert dialog.windowModality() == Qt.WindowModality.WindowModal
    return ends


def calls(signal: object) -> list[tuple[object, ...]]:
    """Return the list that a signal's arguments go to."""
    heard: list[tuple[object, ...]] = []
    signal.connect(lambda *given: heard.append(given))  # type: ignore[attr-defined]
    return heard


def say_language_changed(widget: QWidget) -> None:
    QApplication.sendEvent(widget, QEvent(QEvent.Type.LanguageChange))


# What all of them keep to.


def every_dialog(window: QWidget, home: Home) -> list[Dialog]:
    settings = SettingsDialog(Settings(), home, window, environ={})
    settings.set_key_source("keychain")
    resolve = ResolveDialog(unconfirmed(), window)
    resolve.set_charges([Charge("1", 1763800012, "sora-2-pro", 0.8)], "found")
    return [
        settings,
        resolve,
        ClosingDialog(3, 2, 1, sending=1, parent=window),
        AddTaskDialog("api.foxapi.cc", "/clips", window),
        Question("Stop?", "It goes on.", "Stop", parent=window),
        Question("Remove?", "It is gone.", "Remove", danger=True, parent=window),
    ]


def test_escape_closes_and_nothing_is_asked_for(qtbot: QtBot, window: QWidget, home: Home) -> None:
    for dialog in every_dialog(window, home):
        heard = [
            calls(getattr(dialog, name))
            for name in ("confirmed", "asked", "exists", "send_again", "drop", "changed")
            if hasattr(dialog, name)
        ]
        ends = opened(qtbot, dialog)
        qtbot.keyClick(dialog, Key.Key_Escape)
        assert ends == [QDialog.DialogCode.Rejected]
        assert heard
        assert not any(heard)


def test_a_closed_dialog_is_gone(qtbot: QtBot, window: QWidget) -> None:
    dialog = Question("Stop?", "It goes on.", "Stop", parent=window)
    gone = calls(dialog.destroyed)
    opened(qtbot, dialog)
    qtbot.keyClick(dialog, Key.Key_Escape)
    qtbot.waitUntil(lambda: len(gone) == 1)


def test_everything_that_takes_the_focus_has_a_name(window: QWidget, home: Home) -> None:
    pages: list[QWidget] = [*every_dialog(window, home), Welcome("https://api.foxapi.cc", window)]
    for page in pages:
        assert page.accessibleName()
        for widget in page.findChildren(QWidget):
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not widget.isHidden():
                interface = QAccessible.queryAccessibleInterface(widget)
                words = interface.text(QAccessible.Text.Name)
                assert words, (type(page).__name__, widget)


def test_texts_follow_the_language(
    qtbot: QtBot, window: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = ClosingDialog(2, 0, 0, parent=window)
    opened(qtbot, dialog)
    language.use("zh_CN")
    monkeypatch.setitem(language._texts, ("Closing", "Close Foxreel?"), "关闭吗？")
    say_language_changed(dialog)
    assert dialog.heading.text() == dialog.accessibleName() == "关闭吗？"
    language.use("en")
    say_language_changed(dialog)
    assert dialog.heading.text() == "Close Foxreel?"


def test_a_low_screen_scrolls_and_keeps_the_buttons(qtbot: QtBot, window: QWidget) -> None:
    dialog = Question("Title", "Words. " * 2000, "Do it", parent=window)
    opened(qtbot, dialog)
    assert dialog.height() <= dialog.screen().availableGeometry().height()
    assert dialog.rect().contains(dialog.confirm.geometry())


# Question


def test_return_does_what_is_asked(qtbot: QtBot, window: QWidget) -> None:
    dialog = Question("Stop?", "It goes on.", "Stop", parent=window)
    confirmed, ends = calls(dialog.confirmed), opened(qtbot, dialog)
    assert dialog.focusWidget() is dialog.confirm
    qtbot.keyClick(dialog.focusWidget(), Key.Key_Return)
    assert len(confirmed) == 1
    assert ends == [QDialog.DialogCode.Accepted]


def test_return_leaves_what_is_dangerous(qtbot: QtBot, window: QWidget) -> None:
    dialog = Question("Remove?", "Gone.", "Remove", danger=True, cancel="Keep", parent=window)
    confirmed, ends = calls(dialog.confirmed), opened(qtbot, dialog)
    assert dialog.cancel.text() == "Keep"
    qtbot.keyClick(dialog.focusWidget(), Key.Key_Return)
    assert not confirmed
    assert ends == [QDialog.DialogCode.Rejected]


def test_a_held_return_key_answers_nothing(qtbot: QtBot, window: QWidget) -> None:
    dialog = Question("Stop?", "It goes on.", "Stop", parent=window)
    confirmed, ends = calls(dialog.confirmed), opened(qtbot, dialog)
    held = QKeyEvent(
        QEvent.Type.KeyPress, Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", True
    )
    QApplication.sendEvent(dialog.confirm, held)
    assert not confirmed
    assert not ends
    click(qtbot, dialog.confirm)
    assert len(confirmed) == 1


# Closing


def test_closing_says_what_becomes_of_each_kind_of_job(qtbot: QtBot, window: QWidget) -> None:
    dialog = ClosingDialog(3, 2, 1, parent=window)
    opened(qtbot, dialog)
    shown = [line.label.text() for line in dialog.lines if line.isVisible()]
    assert [words.split()[0] for words in shown] == ["3", "2", "The"]
    assert "unsent" in shown[1]
    assert all(words in dialog.accessibleDescription() for words in shown)


def test_closing_says_nothing_of_what_there_is_not(qtbot: QtBot, window: QWidget) -> None:
    dialog = ClosingDialog(0, 0, 4, parent=window)
    opened(qtbot, dialog)
    assert [line.isVisible() for line in dialog.lines] == [False, False, False, True]


@pytest.mark.parametrize("way", ["click", "return", "quit", "close"])
def test_closing_is_confirmed_once(qtbot: QtBot, window: QWidget, way: str) -> None:
    dialog = ClosingDialog(1, 0, 0, parent=window)
    confirmed, ends = calls(dialog.confirmed), opened(qtbot, dialog)
    control = Qt.KeyboardModifier.ControlModifier
    ways: dict[str, Callable[[], None]] = {
        "click": lambda: click(qtbot, dialog.close_all),
        "return": lambda: qtbot.keyClick(dialog.focusWidget(), Key.Key_Return),
        "quit": lambda: qtbot.keyClick(dialog, Key.Key_Q, control),
        "close": lambda: qtbot.keyClick(dialog, Key.Key_W, control),
    }
    ways[way]()
    assert len(confirmed) == 1
    assert ends == [QDialog.DialogCode.Accepted]


def test_one_may_stay(qtbot: QtBot, window: QWidget) -> None:
    dialog = ClosingDialog(1, 0, 0, parent=window)
    confirmed, ends = calls(dialog.confirmed), opened(qtbot, dialog)
    click(qtbot, dialog.stay)
    assert not confirmed
    assert ends == [QDialog.DialogCode.Rejected]


# A task by its id


def test_a_typed_id_is_followed(qtbot: QtBot, window: QWidget) -> None:
    dialog = AddTaskDialog("api.foxapi.cc", "/clips", window)
    asked, ends = calls(dialog.asked), opened(qtbot, dialog)
    assert dialog.focusWidget() is dialog.field.line
    qtbot.keyClicks(dialog.field.line, f" {TASK} ")
    qtbot.keyClick(dialog.field.line, Key.Key_Return)
    assert asked == [(TASK, "/clips")]
    assert ends == [QDialog.DialogCode.Accepted]


def test_typing_is_left_alone(qtbot: QtBot, window: QWidget) -> None:
    dialog = AddTaskDialog("api.foxapi.cc", "/clips", window)
    opened(qtbot, dialog)
    for length, letter in enumerate(TASK, start=1):
        qtbot.keyClicks(dialog.field.line, letter)
        assert dialog.field.line.text() == TASK[:length]


def test_a_pasted_answer_becomes_its_task_id(qtbot: QtBot, window: QWidget) -> None:
    dialog = AddTaskDialog("api.foxapi.cc", "/clips", window)
    opened(qtbot, dialog)
    QApplication.clipboard().setText(f'{{\n  "id": "{TASK}",\n  "status": "pending"\n}}\n')
    qtbot.keyClick(dialog.field.line, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert dialog.field.line.text() == TASK


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Paste the ID of the task first."),
        ("no id here", "There is no task ID in this."),
        ("task-a task-b", "There are several task IDs in this."),
    ],
)
def test_what_is_no_id_is_said_under_the_field(
    qtbot: QtBot, window: QWidget, text: str, words: str
) -> None:
    dialog = AddTaskDialog("api.foxapi.cc", "/clips", window)
    asked, ends = calls(dialog.asked), opened(qtbot, dialog)
    height = dialog.height()
    dialog.field.line.setText(text)
    click(qtbot, dialog.follow)
    assert dialog.field.note.text == words
    assert dialog.field.note.isVisible()
    assert dialog.focusWidget() is dialog.field.line
    assert not asked
    assert not ends
    qtbot.waitUntil(lambda: dialog.height() > height)
    qtbot.keyClicks(dialog.field.line, "x")
    assert not dialog.field.note.isVisible()


def test_the_clip_may_go_elsewhere(qtbot: QtBot, window: QWidget, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    dialog = AddTaskDialog("api.foxapi.cc", str(tmp_path), window)
    asked = calls(dialog.asked)
    opened(qtbot, dialog)
    click(qtbot, dialog.change)
    pick_folder(qtbot, dialog, tmp_path / "other")
    assert dialog.folder.text() == str(tmp_path / "other")
    qtbot.keyClicks(dialog.field.line, TASK)
    click(qtbot, dialog.follow)
    assert asked == [(TASK, str(tmp_path / "other"))]


def pick_folder(qtbot: QtBot, owner: QWidget, folder: Path) -> None:
    """Type a folder into the picker that ``owner`` has opened, and choose it."""
    picker = owner.findChild(QFileDialog)
    assert picker is not None
    line = picker.findChild(QLineEdit, "fileNameEdit")
    line.setText(str(folder))
    accept = next(b for b in picker.findChildren(QPushButton) if b.text().startswith("&Choose"))
    click(qtbot, accept)
    qtbot.waitUntil(lambda: owner.findChild(QFileDialog) is None)


# An unconfirmed job


def test_what_is_known_of_an_unconfirmed_job_is_shown(qtbot: QtBot, window: QWidget) -> None:
    dialog = ResolveDialog(unconfirmed(), window)
    opened(qtbot, dialog)
    assert dialog.prompt.text() == "Golden hour waves"
    assert "api.foxapi.cc" in dialog.sent.text()
    assert "may have been charged" in dialog.happened.text
    assert "may have been charged" in dialog.dropping.words.text()
    assert dialog.focusWidget() is dialog.field.line


def test_it_exists(qtbot: QtBot, window: QWidget) -> None:
    dialog = ResolveDialog(unconfirmed(), window)
    exists, again = calls(dialog.exists), calls(dialog.send_again)
    ends = opened(qtbot, dialog)
    qtbot.keyClick(dialog.field.line, Key.Key_Return)
    assert dialog.field.note.text
    qtbot.keyClicks(dialog.field.line, TASK)
    qtbot.keyClick(dialog.field.line, Key.Key_Return)
    assert exists == [(TASK,)]
    assert not again
    assert ends == []
    dialog.show_problem("nobody knows it")
    assert dialog.field.note.text == "nobody knows it"
    qtbot.keyClick(dialog.field.line, Key.Key_Return)
    assert exists == [(TASK,), (TASK,)]
    dialog.close_resolved()
    assert ends == [QDialog.DialogCode.Accepted]


def test_sending_again_takes_two_deliberate_steps(qtbot: QtBot, window: QWidget) -> None:
    dialog = ResolveDialog(unconfirmed(), window)
    again, ends = calls(dialog.send_again), opened(qtbot, dialog)
    assert not dialog.pay.isVisible()
    click(qtbot, dialog.send)
    assert dialog.pay.isVisible()
    assert not again
    click(qtbot, dialog.pay)
    assert len(again) == 1
    assert ends == [QDialog.DialogCode.Accepted]


def test_a_double_click_sends_nothing(qtbot: QtBot, window: QWidget) -> None:
    dialog = ResolveDialog(unconfirmed(), window)
    again = calls(dialog.send_again)
    opened(qtbot, dialog)
    place = dialog.send.mapTo(dialog, dialog.send.rect().center())
    click(qtbot, dialog.send)
    QApplication.processEvents()
    under = dialog.childAt(place)
    assert under is not dialog.pay
    qtbot.mouseDClick(under, Qt.MouseButton.LeftButton)
    assert not again


def test_return_never_pays(qtbot: QtBot, window: QWidget) -> None:
    dialog = ResolveDialog(unconfirmed(), window)
    again = calls(dialog.send_again)
    opened(qtbot, dialog)
    dialog.send.setFocus()
    for _ in range(5):
        qtbot.keyClick(dialog.focusWidget(), Key.Key_Return)
    assert not again


def test_it_can_be_dropped(qtbot: QtBot, window: QWidget) -> None:
    dialog = ResolveDialog(unconfirmed(), window)
    dropped, ends = calls(dialog.drop), opened(qtbot, dialog)
    click(qtbot, dialog.drop_it)
    assert len(dropped) == 1
    assert ends == [QDialog.DialogCode.Accepted]


def test_it_can_be_left_for_later(qtbot: QtBot, window: QWidget) -> None:
    dialog = ResolveDialog(unconfirmed(), window)
    ends = opened(qtbot, dialog)
    click(qtbot, dialog.later)
    assert ends == [QDialog.DialogCode.Rejected]


def test_the_spend_log_is_looked_into(qtbot: QtBot, window: QWidget) -> None:
    dialog = ResolveDialog(unconfirmed(), window)
    looked = calls(dialog.look)
    opened(qtbot, dialog)
    charges = dialog.charges
    assert not charges.note.isVisible()
    click(qtbot, charges.button)
    assert len(looked) == 1
    dialog.set_charges(None, "looking")
    assert not charges.button.isEnabled()
    dialog.set_charges(
        [Charge(str(n), 1763800012 + n, "sora-2-pro", 0.8) for n in range(7)], "found"
    )
    assert charges.button.isEnabled()
    assert charges.note.tone == "warning"
    cells = [charges._grid.itemAt(n).widget() for n in range(charges._grid.count())]
    texts = [cell.text() for cell in cells]  # type: ignore[attr-defined]
    assert texts.count("$0.80") == 5
    assert texts[-1] == "… and 2 more"


def test_no_charge_is_no_proof(qtbot: QtBot, window: QWidget) -> None:
    dialog = ResolveDialog(unconfirmed(), window)
    opened(qtbot, dialog)
    dialog.set_charges([], "found")
    assert "no proof" in dialog.charges.note.text
    assert not dialog.charges.rows.isVisible()
    dialog.set_charges(None, "unknown")
    assert "cannot be had" in dialog.charges.note.text


def test_the_built_in_engine_has_no_spend_log(qtbot: QtBot, window: QWidget) -> None:
    dialog = ResolveDialog(unconfirmed(DEMO), window)
    opened(qtbot, dialog)
    assert not dialog.charges.isVisible()
    assert "built-in engine" in dialog.sent.text()
    assert "charged" not in dialog.dropping.words.text()
    click(qtbot, dialog.send)
    assert dialog.pay.text() == "Send"
