"""A mistake of this program's: it is said once and calmly, and everything goes on."""

from __future__ import annotations

import asyncio
import gc
import sys
import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication

from core import language
from core.home import Home
from core.job import State
from tests.faulty import FoxServer, Gate, Hang, Plan, mp4_bytes
from tests.promises import leaks
from tests.studios import KEY
from tests.window.opening import Hands, by_hand, drive, seen, window_on
from ui import toast, unexpected
from ui.stage.panel import StagePanel
from ui.unexpected import Notice
from ui.window import MainWindow

pytestmark = pytest.mark.expected_logs("nobody caught this", "could not be raised")
ALL = frozenset(State)


@pytest.fixture
def server() -> Iterator[FoxServer]:
    """Yield a gateway whose tasks are soon done."""
    with FoxServer(key=KEY, clip=mp4_bytes(100_000)) as running:
        running.plan = Plan(pending=0, processing=0, accepted={"task_info": None})
        yield running


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    QGuiApplication.clipboard().clear()
    yield
    language.use("en")


def raises(words: str) -> Callable[..., None]:
    """Return a slot with a mistake in it."""

    def slot(*_: object) -> None:
        raise RuntimeError(words)

    return slot


def raises_elsewhere() -> None:
    """Be another mistake."""
    raise RuntimeError("another")


def notice(hands: Hands) -> Notice | None:
    return hands.controller.unexpected.notice


def said(hands: Hands, words: str) -> Notice | None:
    shown = notice(hands)
    return shown if shown is not None and words in shown.label.text() else None


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def broken_toggle(monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    """Give the window a button whose slot raises: the one for light and dark."""
    monkeypatch.setattr("ui.preferences.Preferences.toggle_theme", raises(words))


def test_a_slot_that_raises_is_said_and_the_running_job_ends_well(
    home: Home, server: FoxServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken_toggle(monkeypatch, f"Bearer {KEY} of http://me:secret@proxy/x?sig=signature")
    gate = Gate()
    server.on_task(Hang(gate))

    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            await hands.type("a fox")
            await hands.generate()
            await asyncio.to_thread(gate.wait_reached)
            await hands.click(hands.window.header.theme)
            shown = await seen(lambda: notice(hands))
            assert shown.isVisible()
            assert QGuiApplication.modalWindow() is None
            assert "Your clips and jobs go on" in shown.label.text()
            gate.release()
            assert (await hands.job(State.COMPLETED)).clip
            assert notice(hands) is shown
            await hands.click(shown.button)
            await seen(lambda: shown.button.text() == "Copied")
            text = clipboard()
            assert "RuntimeError: Bearer •••" in text
            assert "in slot" in text
            assert "completed 1" in text
            assert not leaks.found(text, KEY)
            assert "secret" not in text
            assert "signature" not in text
            assert "a fox" not in text
            await hands.click(shown.close_button)
            assert notice(hands) is None
            assert not hands.window.toasts.toasts

    drive(work)


def test_the_same_again_is_counted_and_said_once(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken_toggle(monkeypatch, "the same")

    async def work() -> None:
        async with window_on(home, key="", demo=True) as hands:
            for _ in range(3):
                await hands.click(hands.window.header.theme)
            await seen(lambda: said(hands, "3 times"))
            await by_hand(lambda: QTimer.singleShot(0, raises_elsewhere))
            shown = await seen(lambda: said(hands, "4 times"))
            assert len(hands.window.toasts.toasts) == 1
            await hands.click(shown.button)
            await seen(lambda: shown.button.text() == "Copied")
            assert clipboard().count("RuntimeError: the same") == 1
            assert clipboard().count("RuntimeError: another") == 1
            await hands.click(shown.close_button)
            await hands.click(hands.window.header.theme)
            await by_hand(lambda: QTimer.singleShot(0, lambda: {}["a third"]))
            shown = await seen(lambda: notice(hands))
            assert "times" not in shown.label.text()

    drive(work)


@pytest.mark.expected_logs("what a person asked for failed", "work in the background failed")
@pytest.mark.expected_logs("Exception in callback", "slot")
def test_whatever_raises_it_is_heard(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unexpected, "REST", 0.0)

    class Unraisable:
        def __del__(self) -> None:
            raise RuntimeError("in del")

    def drop() -> None:
        Unraisable()
        gc.collect()

    async def forgotten() -> None:
        raise RuntimeError("in a task")

    def in_loop() -> None:
        asyncio.get_running_loop().call_soon(raises("in the loop"))

    def in_task(hands: Hands) -> None:
        hands.controller.parts.bridge.start(forgotten())

    def in_thread() -> None:
        threading.Thread(target=raises("in a thread"), name="odd").start()

    async def work() -> None:
        async with window_on(home, key="", demo=True) as hands:
            ways: dict[str, Callable[[], object]] = {
                "in del": drop,
                "in the loop": in_loop,
                "in a task": lambda: in_task(hands),
                "in a thread": in_thread,
                "in the background": lambda: hands.controller.parts.background.call(
                    raises("in the background")
                ),
            }
            for words, act in ways.items():
                await by_hand(act)
                shown = await seen(lambda: notice(hands))
                await hands.click(shown.button)
                await seen(lambda w=words: w in clipboard())
                await hands.click(shown.close_button)

    drive(work)


def test_the_hooks_are_put_back(home: Home) -> None:
    before = (sys.excepthook, threading.excepthook, sys.unraisablehook)

    async def work() -> None:
        async with window_on(home, key="", demo=True):
            assert sys.excepthook is not before[0]

    drive(work)
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before


def test_it_stays_beside_passing_messages_and_follows_the_language(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken_toggle(monkeypatch, "once")
    monkeypatch.setattr(unexpected, "_words", lambda count: f"{count} {language.current()}")

    async def work() -> None:
        async with window_on(home, key="", demo=True) as hands:
            await hands.click(hands.window.header.theme)
            shown = await seen(lambda: notice(hands))
            for number in range(toast.MOST + 1):
                hands.window.toasts.show_message(str(number))
            assert shown in hands.window.toasts.toasts
            assert len(hands.window.toasts.toasts) == toast.MOST
            assert shown.label.text() == "1 en"
            hands.controller.preferences.use_language("zh_CN")
            await seen(lambda: shown.accessibleName() == shown.label.text() == "1 zh_CN")

    drive(work)


def test_a_listener_s_mistake_reaches_no_job(
    home: Home, server: FoxServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            with monkeypatch.context() as broken:
                broken.setattr(StagePanel, "on_job", raises("on the stage"))
                await hands.type("a fox")
                await hands.generate()
                assert (await hands.job(State.COMPLETED)).clip
                await seen(lambda: notice(hands))
            assert len(server.requests("create")) == 1

    drive(work)


def test_what_is_foreseen_has_its_own_words(
    home: Home,
    server: FoxServer,
    monkeypatch: pytest.MonkeyPatch,
    expected_logs: Callable[..., None],
) -> None:
    expected_logs("WARNING ui.bridge: what a person asked for failed: OSError")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("ui.asking.jobs_for", full)

    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            await hands.type("a fox")
            await hands.generate()
            shown = await seen(lambda: hands.window.toasts.toasts)
            assert "No space left" in shown[0].label.text()
            assert notice(hands) is None

    drive(work)


def test_a_key_whose_handler_raises_is_heard_and_the_form_goes_on(
    home: Home, server: FoxServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    handle, broken = MainWindow.keyPressEvent, [True]

    def press(window: MainWindow, event: QKeyEvent) -> None:
        if broken:
            broken.clear()
            raise RuntimeError("at a key")
        handle(window, event)

    monkeypatch.setattr(MainWindow, "keyPressEvent", press)

    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_F9, Qt.KeyboardModifier(0))
            # Posted, as the system does it: what a test presses itself is raised in the test.
            QApplication.postEvent(hands.window, event)
            shown = await seen(lambda: notice(hands))
            await hands.click(shown.close_button)
            hands.compose.focus_prompt()
            await hands.type("a fox")
            await hands.generate()
            await hands.job(State.COMPLETED)
            assert len(server.requests("create")) == 1

    drive(work)
