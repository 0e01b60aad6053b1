"""The three ways out, while another program takes one of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from core.home import Home
from core.job import IllegalMove, State
from tests.faulty import FoxServer
from tests.studios import KEY
from tests.window.opening import drive, seen, window_on
from tests.window.test_window_pauses import UNKNOWN
from ui.actions import Action
from ui.dialogs.resolve import ResolveDialog

pytestmark = pytest.mark.usefixtures("qtbot")


@pytest.fixture
def server() -> Iterator[FoxServer]:
    """Yield a gateway."""
    with FoxServer(key=KEY) as running:
        yield running


def test_the_dialog_closes_once_its_job_is_cleared_up(home: Home, server: FoxServer) -> None:
    server.on_create(UNKNOWN)

    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            await hands.type("a fox")
            await hands.generate()
            job = await hands.job(State.UNCONFIRMED)
            hands.controller.actions.act(Action.RESOLVE, [job.id])
            assert isinstance(await seen(QApplication.activeModalWidget), ResolveDialog)
            await hands.controller.parts.studio.drop(job)
            await seen(lambda: QApplication.activeModalWidget() is None)
            told: list[str] = []
            hands.window.toasts.show_message = told.append  # type: ignore[method-assign]
            hands.controller._on_error(IllegalMove("x: expected unconfirmed, is stopped"))
            assert told == ["This job has changed meanwhile; nothing was done."]

    drive(work)
    assert len(server.requests("create")) == 1
