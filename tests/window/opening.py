"""A whole window for tests, on a real studio, with hands on it."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from typing import Any, TypeVar

import qasync
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from core import settings
from core.catalog import load_catalog
from core.home import Home
from core.job import Job, State
from core.language import current
from core.program import Program
from tests.studios import KEY, QUICK
from ui.app import make_application, opened
from ui.background import Background
from ui.controller import Controller
from ui.language import WindowLanguage
from ui.window import FIRST_SIZE

LONGEST = 60.0
"""Seconds that one test may take."""
LOOK = 0.01
"""Seconds between two looks at the window, while its own loop runs."""

_T = TypeVar("_T")


def drive(work: Callable[[], Coroutine[Any, Any, _T]]) -> _T:
    """Run a test's coroutine on the window's own loop."""
    application = make_application()
    with qasync.QEventLoop(application) as loop:
        result: _T = loop.run_until_complete(asyncio.wait_for(work(), LONGEST))
        return result


async def seen(look: Callable[[], _T]) -> _T:
    """Return the first true answer of ``look``; the test's own limit ends the waiting."""
    while not (answer := look()):
        await asyncio.sleep(LOOK)
    return answer


async def by_hand(act: Callable[[], object]) -> None:
    """Do something with mouse or keyboard outside of every task, as a person does.

    Qt handles events while it is done, and no task can run inside of another one.
    """
    loop = asyncio.get_running_loop()
    done = loop.create_future()

    def perform() -> None:
        try:
            act()
        except BaseException as error:
            done.set_exception(error)
        else:
            done.set_result(None)

    loop.call_soon(perform)
    await done


class Hands:
    """A window that is open, and what a person does with it."""

    def __init__(self, controller: Controller) -> None:
        self.controller = controller
        self.window = controller.window
        self.compose, self.queue, self.stage = (
            controller.compose,
            controller.queue,
            controller.stage,
        )

    async def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Click on ``widget``, which must be there to be clicked: in its middle, or at a point."""
        assert widget.isVisible(), widget
        assert widget.isEnabled(), widget
        point = widget.rect().center() if at is None else at
        await by_hand(lambda: QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=point))

    async def double_click(self, widget: QWidget) -> None:
        """Click twice, as quickly as a person does."""
        await self.click(widget)
        await by_hand(lambda: QTest.mouseDClick(widget, Qt.MouseButton.LeftButton))

    async def type(self, text: str) -> None:
        """Type into whatever has the focus."""
        await self._settled()
        await by_hand(lambda: QTest.keyClicks(self.focus(), text))

    async def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press a key, where the focus is."""
        await self._settled()
        await by_hand(lambda: QTest.keyClick(self.focus(), key, modifier))

    async def generate(self) -> None:
        """Press Ctrl+Return."""
        await self.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    def focus(self) -> QWidget:
        """Return what has the focus."""
        return QApplication.focusWidget() or self.window

    async def _settled(self) -> None:
        """Wait for the focus to be in a dialog that has just opened, as a person does."""

        def taken() -> bool:
            dialog = QApplication.activeModalWidget()
            return dialog is None or dialog.isActiveWindow()

        await seen(taken)

    def jobs(self) -> list[Job]:
        """Return every job in the ledger, newest first."""
        library = self.controller.parts.library
        return library.jobs([entry.id for entry in library.entries()])

    async def choose(self, job: Job) -> None:
        """Choose a job's row, once the window shows the job as it is."""
        model = self.queue.model

        def there() -> bool:
            shown = model.job(job.id)
            return shown is not None and shown.state is job.state

        await seen(there)
        self.queue.select(job.id)
        await seen(lambda: self.stage.job is not None and self.stage.job.id == job.id)

    async def job(self, *states: State) -> Job:
        """Return the newest job once it is in one of ``states``."""
        await seen(lambda: (jobs := self.jobs()) and jobs[0].state in states)
        return self.jobs()[0]


@contextlib.asynccontextmanager
async def window_on(
    home: Home,
    *,
    base_url: str = "",
    key: str = KEY,
    demo: bool = False,
    files: Sequence[str] = (),
) -> AsyncIterator[Hands]:
    """Yield a window on ``home`` that has come up, and close it in order at the end."""
    environ = {"FOXAPI_BASE_URL": base_url} if base_url else {}
    if key:
        environ["FOXAPI_API_KEY"] = key
    program = Program(
        home, settings.load(home.settings, environ), load_catalog(home.models), environ
    )
    background = Background()
    language = WindowLanguage()
    language.use(current())
    ledger = program.open_ledger()
    try:
        async with opened(program, ledger, background, pace=QUICK) as parts:
            controller = Controller(parts, language)
            living = asyncio.ensure_future(controller.live(demo=demo, files=list(files)))
            try:
                await seen(lambda: controller.ready or living.done())
                controller.window.resize(*FIRST_SIZE)  # the offscreen screen is a small one
                yield Hands(controller)
            finally:
                controller.end()
                await living
                controller.window.deleteLater()
    finally:
        ledger.close()
        background.close()
        language.use("en")
