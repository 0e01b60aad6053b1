"""Messages at the bottom of the window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from ui import message, theme, toast
from ui.message import Toast
from ui.toast import MOST, Toasts

Key = Qt.Key


class Window(QWidget):
    """A window with a field and messages over it."""

    def __init__(self) -> None:
        super().__init__()
        self.field = QLineEdit()
        QVBoxLayout(self).addWidget(self.field)
        self.toasts = Toasts(self)
        self.resize(900, 500)


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    theme.current().choose("dark")
    window = Window()
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(window.isActiveWindow)
    window.field.setFocus()
    return window


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(message, "STAY", 20)
    monkeypatch.setattr(message, "STAY_WITH_ACTION", 40)


def click(qtbot: QtBot, button: QWidget) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def texts(window: Window) -> list[str]:
    return [each.label.text() for each in window.toasts.toasts]


@pytest.mark.usefixtures("short")
def test_a_message_goes_away_by_itself(qtbot: QtBot, window: Window) -> None:
    window.toasts.show_message("Copied.")
    assert texts(window) == ["Copied."]
    assert window.toasts.isVisible()
    qtbot.waitUntil(lambda: not texts(window))
    assert not window.toasts.isVisible()


def test_a_message_with_an_action_stays_longer(window: Window) -> None:
    plain = window.toasts.show_message("Copied.")
    acting = window.toasts.show_message("Removed.", "Undo", lambda: None)
    assert plain._timer.interval() == message.STAY
    assert acting._timer.interval() == message.STAY_WITH_ACTION > message.STAY


def test_the_action_is_done_once_and_the_message_goes(qtbot: QtBot, window: Window) -> None:
    done: list[str] = []
    shown = window.toasts.show_message("Removed.", "Undo", lambda: done.append("undone"))
    click(qtbot, shown.button)
    assert done == ["undone"]
    assert not texts(window)


def test_a_click_on_the_cross_closes_without_the_action(qtbot: QtBot, window: Window) -> None:
    done: list[str] = []
    shown = window.toasts.show_message("Removed.", "Undo", lambda: done.append("undone"))
    click(qtbot, shown.close_button)
    assert not done
    assert not texts(window)


def test_at_most_three_are_shown(window: Window) -> None:
    for number in range(MOST + 2):
        window.toasts.show_message(str(number))
    assert texts(window) == ["2", "3", "4"]


def test_no_message_takes_the_focus(qtbot: QtBot, window: Window) -> None:
    shown = window.toasts.show_message("Removed.", "Undo", lambda: None)
    assert window.field.hasFocus()
    click(qtbot, shown.button)
    assert window.field.hasFocus()


def test_the_keyboard_reaches_it_and_comes_back(qtbot: QtBot, window: Window) -> None:
    done: list[str] = []
    shown = window.toasts.show_message("Removed.", "Undo", lambda: done.append("undone"))
    qtbot.keyClick(window.field, Key.Key_Tab)
    assert shown.button.hasFocus()
    assert shown.held
    qtbot.keyClick(shown.button, Key.Key_Return)
    assert done == ["undone"]
    assert window.field.hasFocus()


def test_escape_closes_the_one_with_the_focus(qtbot: QtBot, window: Window) -> None:
    window.toasts.show_message("First.")
    shown = window.toasts.show_message("Second.")
    shown.close_button.setFocus()
    qtbot.keyClick(shown.close_button, Key.Key_Escape)
    assert texts(window) == ["First."]
    assert window.field.hasFocus()


def test_the_window_may_close_the_newest(window: Window) -> None:
    window.toasts.show_message("First.")
    window.toasts.show_message("Second.")
    assert window.toasts.dismiss()
    assert texts(window) == ["First."]
    assert window.toasts.dismiss()
    assert not window.toasts.dismiss()


def test_time_stands_still_under_the_pointer(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = window.toasts.show_message("Copied.")
    assert not shown.held
    monkeypatch.setattr(window.toasts, "underMouse", lambda: True)
    middle = QPointF(5, 5)
    QApplication.sendEvent(window.toasts, QEnterEvent(middle, middle, middle))
    assert shown.held
    monkeypatch.setattr(window.toasts, "underMouse", lambda: False)
    QApplication.sendEvent(window.toasts, QEvent(QEvent.Type.Leave))
    assert not shown.held


def test_messages_stay_at_the_bottom_of_the_window(qtbot: QtBot, window: Window) -> None:
    def middle() -> QPoint:
        return window.toasts.geometry().center()

    window.toasts.show_message("Copied.")
    window.toasts.show_message("A long message. " * 30)
    for size in ((900, 500), (600, 700), (420, 500)):
        window.resize(*size)
        qtbot.waitUntil(lambda: abs(middle().x() - window.width() // 2) <= 1)
        assert window.rect().contains(window.toasts.geometry())
        assert window.height() - window.toasts.geometry().bottom() < 40
    for shown in window.toasts.toasts:
        needed = shown.label.heightForWidth(shown.label.width())
        assert shown.label.height() >= max(needed, shown.label.fontMetrics().height())


def test_a_screen_reader_is_told(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[tuple[QObject, str]] = []

    class Reader:
        @staticmethod
        def isActive() -> bool:
            return True

        @staticmethod
        def updateAccessibility(event: toast.QAccessibleAnnouncementEvent) -> None:
            said.append((event.object(), event.message()))

    monkeypatch.setattr(toast, "QAccessible", Reader)
    shown = window.toasts.show_message("Removed from the list.")
    assert said == [(window.toasts, "Removed from the list.")]
    assert shown.accessibleName() == "Removed from the list."


def test_without_reduced_motion_it_fades(
    qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(message, "STAY", 60)
    monkeypatch.setattr(theme, "reduced_motion", lambda: False)
    monkeypatch.setattr(theme, "MOTION_MS", 15)
    shown = window.toasts.show_message("Copied.")
    assert shown.graphicsEffect() is not None
    qtbot.waitUntil(lambda: not isValid(shown) or shown.graphicsEffect() is None)
    qtbot.waitUntil(lambda: not texts(window))


def test_a_fading_message_is_not_brought_back(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(theme, "reduced_motion", lambda: False)
    shown = window.toasts.show_message("Copied.")
    shown.leave()
    shown.hold(True)
    shown.hold(False)
    assert shown.held


def test_a_message_may_outlive_its_window() -> None:
    window = Window()
    window.toasts.show_message("Copied.")
    window.toasts.show_message("Removed.", "Undo", lambda: None)
    window.deleteLater()
    QApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)
    QApplication.processEvents()


def test_a_toast_is_plain_text(window: Window) -> None:
    shown: Toast = window.toasts.show_message("<b>Copied</b> & done")
    assert shown.label.text() == "<b>Copied</b> & done"
    assert shown.label.textFormat() == Qt.TextFormat.PlainText
