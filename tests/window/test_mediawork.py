"""Long work on clips: its message, its progress, and how it ends."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from core.media.faults import ClipFault
from core.media.joining import Joined, join_clips
from core.media.watch import Watch
from tests.clips import Recipe, make_clip
from ui import mediawork, theme
from ui.mediawork import MediaToast, MediaWork
from ui.toast import Toasts


class Window(QWidget):
    """A window with a field, messages over it, and work behind them."""

    def __init__(self) -> None:
        super().__init__()
        self.field = QLineEdit()
        column = QVBoxLayout(self)
        column.addWidget(QLabel("Clips"))
        column.addWidget(self.field)
        self.toasts = Toasts(self)
        self.media = MediaWork(self.toasts)
        self.resize(900, 500)


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    theme.current().choose("dark")
    window = Window()
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(window.isActiveWindow)
    yield window
    window.media.close()


class Gate:
    """Work that waits until it is let on, step by step, and notes what it met."""

    def __init__(self, result: object = "done") -> None:
        self.begun = threading.Event()
        self.on = threading.Semaphore(0)
        self.thread: threading.Thread | None = None
        self.cleaned = False
        self._result = result

    def __call__(self, watch: Watch) -> object:
        self.thread = threading.current_thread()
        self.begun.set()
        try:
            for step in range(1, 5):
                while not self.on.acquire(timeout=0.01):
                    watch.check()
                watch.at(step / 5)
        finally:
            self.cleaned = True
        if isinstance(self._result, Exception):
            raise self._result
        return self._result

    def step(self) -> None:
        """Let it do one step of four."""
        self.on.release()

    def finish(self) -> None:
        """Let it do what is left."""
        self.on.release(4)


def shown(window: Window) -> list[MediaToast]:
    return [each for each in window.toasts.toasts if isinstance(each, MediaToast)]


def said(window: Window) -> list[str]:
    return [each.label.text() for each in window.toasts.toasts]


def click(qtbot: QtBot, button: QWidget) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_work_is_shown_and_its_result_comes_to_the_window(qtbot: QtBot, window: Window) -> None:
    gate, results = Gate(42), []

    def done(result: object) -> None:
        results.append((result, threading.current_thread()))

    window.media.start("Joining 3 clips", gate, done)
    assert said(window) == ["Joining 3 clips"]
    (toast,) = shown(window)
    assert (toast.button.text(), toast.button.isVisible()) == ("Cancel", True)
    assert toast.close_button.toolTip() == "Hide. The work goes on. (Esc)"
    assert toast.accessibleDescription() == "0 %"
    gate.step()
    qtbot.waitUntil(lambda: toast.share == 0.2)
    assert toast.accessibleDescription() == "20 %"
    assert gate.thread is not threading.main_thread()
    assert window.media.busy
    gate.finish()
    qtbot.waitUntil(lambda: bool(results))
    assert results == [(42, threading.main_thread())]
    assert not window.media.busy
    qtbot.waitUntil(lambda: not window.toasts.toasts)


def test_the_line_grows_with_the_work_and_never_shrinks(qtbot: QtBot, window: Window) -> None:
    toast = MediaToast("Joining", window.toasts)
    window.toasts.show_toast(toast)
    qtbot.waitUntil(lambda: toast.graphicsEffect() is None)

    def length() -> int:
        picture = toast.grab().toImage()
        line = [picture.pixelColor(QPoint(x, picture.height() - 4)) for x in range(picture.width())]
        return sum(_near(each, theme.current().color("bg")) for each in line)

    lengths = []
    for share in (0.0, 0.5, 0.2, 1.0):
        toast.set_share(share)
        highest = max(share, toast.share)
        qtbot.waitUntil(lambda wanted=highest: toast.shown_share == wanted)
        lengths.append(length())
    full = toast.width() - 2 * theme.SPACE[2]
    assert lengths[0] == 0
    assert lengths[1] == lengths[2] == pytest.approx(full / 2, abs=3)
    assert lengths[3] == pytest.approx(full, abs=3)


def _near(one: QColor, other: QColor) -> bool:
    pairs = ((one.red(), other.red()), (one.green(), other.green()), (one.blue(), other.blue()))
    return all(abs(a - b) < 12 for a, b in pairs)


def test_a_person_stops_it_and_hears_no_more(qtbot: QtBot, window: Window) -> None:
    gate, heard = Gate(), []
    window.media.start("Joining", gate, heard.append, heard.append)
    assert gate.begun.wait(10)
    (toast,) = shown(window)
    click(qtbot, toast.button)
    assert (toast.label.text(), toast.button.isVisible()) == ("Stopping…", False)
    qtbot.waitUntil(lambda: not window.media.busy)
    assert gate.cleaned
    qtbot.waitUntil(lambda: not window.toasts.toasts)
    assert heard == []


def test_one_thing_after_the_other(qtbot: QtBot, window: Window) -> None:
    gates, ended = [Gate(0), Gate(1), Gate(2)], []
    for number, gate in enumerate(gates):
        window.media.start(f"Work {number}", gate, ended.append)
    assert said(window) == ["Work 0", "Work 1", "Work 2"]
    assert gates[0].begun.wait(10)
    gates[2].finish()
    click(qtbot, shown(window)[1].button)  # it has not begun, and never does
    qtbot.waitUntil(lambda: said(window) == ["Work 0", "Work 2"])
    assert not gates[2].begun.is_set()
    gates[0].finish()
    qtbot.waitUntil(lambda: ended == [0, 2])
    assert not gates[1].begun.is_set()
    assert gates[0].thread is gates[2].thread
    qtbot.waitUntil(lambda: not window.toasts.toasts)


def test_hiding_the_message_does_not_stop_the_work(qtbot: QtBot, window: Window) -> None:
    gate, results = Gate(), []
    window.media.start("Joining", gate, results.append)
    click(qtbot, shown(window)[0].close_button)
    assert shown(window) == []
    gate.finish()
    qtbot.waitUntil(lambda: results == ["done"])


def test_what_is_wrong_is_said_in_words(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    gate = Gate(ClipFault(tmp_path / "fox.mp4", "gone"))
    window.media.start("Joining", gate)
    gate.finish()
    qtbot.waitUntil(lambda: said(window)[-1:] == ["The clip fox.mp4 is not there any more."])


def test_who_asks_for_the_error_gets_it(qtbot: QtBot, window: Window) -> None:
    error, errors = ValueError("odd"), []
    gate = Gate(error)
    window.media.start("Joining", gate, failed=errors.append)
    gate.finish()
    qtbot.waitUntil(lambda: errors == [error])


@pytest.mark.expected_logs("ERROR ui.mediawork: work on clips failed")
def test_what_nobody_foresaw_is_logged_with_its_stack(
    qtbot: QtBot, window: Window, caplog: pytest.LogCaptureFixture
) -> None:
    gate = Gate(ValueError("odd"))
    window.media.start("Joining", gate)
    gate.finish()
    qtbot.waitUntil(lambda: not window.media.busy)
    assert [each.exc_info is not None for each in caplog.records] == [True]


def test_the_end_of_the_window_stops_everything_and_waits_for_it(
    qtbot: QtBot, window: Window
) -> None:
    gates, heard = [Gate(), Gate()], []
    for gate in gates:
        window.media.start("Work", gate, heard.append, heard.append)
    assert gates[0].begun.wait(10)
    window.media.close()
    assert gates[0].cleaned
    assert not gates[1].begun.is_set()
    window.media.start("Too late", Gate(), heard.append)
    assert "Too late" not in said(window)
    qtbot.wait(1)  # what was posted would come now
    assert heard == []


def test_the_language_is_followed(
    qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate()
    window.media.start("Joining", gate)
    (toast,) = shown(window)
    monkeypatch.setattr(mediawork, "translate", lambda _, text: f"«{text}»")
    toast.changeEvent(QEvent(QEvent.Type.LanguageChange))
    assert (toast.label.text(), toast.button.text()) == ("Joining", "«Cancel»")
    gate.finish()
    qtbot.waitUntil(lambda: not window.toasts.toasts)


@pytest.mark.parametrize("cancel", [False, True])
def test_clips_are_joined_behind_the_window(
    qtbot: QtBot, window: Window, tmp_path: Path, cancel: bool
) -> None:
    files = [make_clip(tmp_path / f"{n}.mp4", Recipe(frames=24, bursts=(0,))) for n in range(3)]
    target, results = tmp_path / "joined.mp4", []
    held = threading.Event()

    def work(watch: Watch) -> Joined:
        def progress(share: float) -> None:
            watch.progress(share)
            if share > 0.5 and cancel:
                held.wait(10)

        return join_clips(files, target, Watch(progress, watch.cancelled))

    window.media.start("Joining", work, results.append)
    if cancel:
        qtbot.waitUntil(lambda: len(list(tmp_path.glob(".*.part"))) == 1)
        click(qtbot, shown(window)[0].button)
        held.set()
    qtbot.waitUntil(lambda: not window.media.busy)
    names = {file.name for file in tmp_path.iterdir()}
    assert names - {"0.mp4", "1.mp4", "2.mp4"} == (set() if cancel else {"joined.mp4"})
    assert results == ([] if cancel else [Joined(72, 3.0, copied=True, sound=True)])


def test_answers_are_told_rarely(
    qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[float] = []
    monkeypatch.setattr(MediaToast, "set_share", lambda _, share: told.append(share))
    moments: Iterator[float] = iter(number / 100 for number in range(1, 10_000))
    monkeypatch.setattr(mediawork.time, "monotonic", lambda: next(moments))

    def work(watch: Watch) -> Callable[[], None] | None:
        for number in range(100):
            watch.at(number / 100)
        return None

    window.media.start("Joining", work)
    qtbot.waitUntil(lambda: not window.media.busy)
    assert 5 <= len(told) <= 12  # of a hundred, within a second
