"""Work in threads, with its results on the GUI's thread."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ui.background import Background


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:  # noqa: ARG001 - there must be an application
    made = Background()
    yield made
    made.close()


def test_a_result_comes_on_the_guis_thread(background: Background, qtbot: QtBot) -> None:
    seen: list[tuple[str, str]] = []
    main = threading.current_thread().name
    background.call(
        lambda: threading.current_thread().name,
        lambda worker: seen.append((worker, threading.current_thread().name)),
    )
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0][0].startswith("window-")
    assert seen[0][1] == main


def test_an_error_comes_to_whoever_asked_for_it(background: Background, qtbot: QtBot) -> None:
    seen: list[Exception] = []
    background.call(lambda: 1 / 0, failed=seen.append)
    qtbot.waitUntil(lambda: bool(seen))
    assert isinstance(seen[0], ZeroDivisionError)


@pytest.mark.expected_logs("work in the background failed")
def test_an_error_that_nobody_asked_for_is_logged(
    background: Background, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    background.call(lambda: 1 / 0)
    qtbot.waitUntil(lambda: bool(caplog.records))


def test_after_closing_nobody_is_called(background: Background, qtbot: QtBot) -> None:
    seen: list[int] = []
    held = threading.Event()
    running = threading.Event()

    def work() -> int:
        running.set()
        held.wait(10)
        return 1

    background.call(work, seen.append)
    running.wait(10)
    background.close()
    held.set()
    with qtbot.waitSignal(background.destroyed):
        background.deleteLater()
    assert not seen
    background.call(work, seen.append)


def test_closing_can_wait_for_what_has_begun(background: Background) -> None:
    """A thread that is inside of C++ when the interpreter ends takes the process with it."""
    running, begun, ended = threading.Event(), threading.Event(), threading.Event()

    def work() -> None:
        running.set()
        begun.wait(10)
        ended.set()

    background.call(work)
    running.wait(10)
    closing = threading.Thread(target=background.close, kwargs={"wait": 10.0})
    closing.start()
    begun.set()
    closing.join()
    assert ended.is_set()


def test_a_method_of_a_deleted_object_is_not_called(background: Background, qtbot: QtBot) -> None:
    class Owner(QObject):
        def take(self, result: int) -> None:
            seen.append(result)

    seen: list[int] = []
    owner = Owner()
    later: list[int] = []
    background.call(lambda: 1, owner.take)
    background.call(lambda: 2, later.append)
    shiboken6.delete(owner)
    qtbot.waitUntil(lambda: bool(later))
    assert not seen
