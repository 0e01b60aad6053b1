"""The window's language: Qt's own texts come along, and a switch waits for nobody."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from core import language
from ui.language import Linguist, WindowLanguage

pytestmark = pytest.mark.usefixtures("qtbot")


@pytest.fixture
def window_language() -> Iterator[WindowLanguage]:
    """Yield the window's language, English before and after."""
    made = WindowLanguage()
    made.use("en")
    yield made
    made.use("en")


class Listening(QWidget):
    """Counts how often it hears of another language."""

    heard = 0

    def changeEvent(self, event: QEvent) -> None:
        """Count the changes of language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.heard += 1
        super().changeEvent(event)


def test_our_texts_and_qts_own_are_switched(window_language: WindowLanguage) -> None:
    def said() -> tuple[str, str]:
        return (
            QCoreApplication.translate("Queue", "Search"),
            QCoreApplication.translate("QWidgetTextControl", "&Copy"),
        )

    assert said() == ("Search", "&Copy")
    window_language.use("zh_CN")
    assert said() == ("搜索", "复制(&C)")
    window_language.use("en")
    assert said() == ("Search", "&Copy")


def test_every_widget_hears_of_a_switch_once(window_language: WindowLanguage, qtbot: QtBot) -> None:
    widget = Listening()
    qtbot.addWidget(widget)
    within = Listening(widget)
    window_language.use("zh_CN")
    qtbot.waitUntil(lambda: within.heard > 0)
    assert (widget.heard, within.heard) == (1, 1)


def test_one_linguist_serves_the_whole_process(window_language: WindowLanguage) -> None:
    window_language.use("zh_CN")
    WindowLanguage().use("en")
    application = QApplication.instance()
    assert application is not None
    assert len(application.findChildren(Linguist)) == 1


def test_a_switch_waits_for_no_thread_that_asks_for_a_text(
    window_language: WindowLanguage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A module of Qt's asks for texts while a thread imports it; each waited for the other once."""
    asked, go_on = threading.Event(), threading.Event()
    known = language.translate

    def translate(context: str, source: str) -> str:
        if context == "Held":
            asked.set()
            go_on.wait(30)
        return known(context, source)

    monkeypatch.setattr(language, "translate", translate)
    thread = threading.Thread(target=QCoreApplication.translate, args=("Held", "text"))
    thread.start()
    assert asked.wait(30)
    window_language.use("zh_CN")
    assert not go_on.is_set()
    go_on.set()
    thread.join()
