"""What the window says and does while clips wait together: one banner, and a person's go on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from core import language
from core.catalog import load_catalog
from core.home import Home
from core.job import Clip, Connection, Fault, State
from core.ledger import Ledger
from tests.faulty import Answer, FoxServer, Happens, Plan, Reset
from tests.queues import Shelf, job
from tests.studios import KEY
from tests.window.opening import Hands, drive, seen, window_on
from ui.actions import Action
from ui.dialogs.resolve import ResolveDialog
from ui.queue.panel import QueuePanel

S = State
UNKNOWN = Happens(Reset())
REFUSED = Answer(401, {"error": {"type": "authentication_error"}})
POOR = Answer(402, {"error": {"type": "insufficient_quota"}})

pytestmark = pytest.mark.usefixtures("qtbot")


@pytest.fixture
def server() -> Iterator[FoxServer]:
    """Yield a gateway whose tasks are soon done."""
    with FoxServer(key=KEY) as running:
        running.plan = Plan(pending=0, processing=0, accepted={"task_info": None})
        yield running


async def ask_for_four(hands: Hands, prompt: str = "a fox runs") -> None:
    """Ask for four takes, as a person does."""
    await hands.click(hands.compose.form.takes.buttons()[-1])
    hands.compose.focus_prompt()
    await hands.type(prompt)
    await hands.generate()


async def resolve_dialog() -> ResolveDialog:
    """Return the dialog about an unconfirmed job once it is open."""
    dialog = await seen(QApplication.activeModalWidget)
    assert isinstance(dialog, ResolveDialog)
    return dialog


def banner(hands: Hands) -> str:
    """Return what the banner says, empty while it is not there."""
    pause = hands.queue.pause
    return pause.words.text() if pause.isVisible() else ""


def states(hands: Hands) -> list[State]:
    return sorted(each.state for each in hands.jobs())


async def came_back(hands: Hands) -> None:
    """Go to another window, and come back."""
    other = QWidget()
    other.show()
    other.activateWindow()
    await seen(other.isActiveWindow)
    hands.window.activateWindow()
    await seen(hands.window.isActiveWindow)
    other.close()
    other.deleteLater()


def creates(server: FoxServer) -> int:
    return len(server.requests("create"))


def test_a_bad_hour_makes_two_and_one_banner_until_a_person_says_go_on(
    home: Home, server: FoxServer
) -> None:
    server.on_create(UNKNOWN, UNKNOWN)

    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            await ask_for_four(hands)
            await seen(lambda: "Not sent, and not charged: 2." in banner(hands))
            assert "two requests in a row without a clear answer" in banner(hands)
            assert states(hands) == [S.UNCONFIRMED] * 2 + [S.WAITING] * 2
            await hands.type(" once more")  # a new click is no go on
            await hands.generate()
            await seen(lambda: len(hands.jobs()) == 8)
            await seen(lambda: "charged: 6." in banner(hands))
            assert creates(server) == 2
            await hands.click(hands.queue.pause.button)
            await seen(lambda: states(hands) == [S.COMPLETED] * 6 + [S.UNCONFIRMED] * 2)
            await seen(lambda: not banner(hands))

    drive(work)
    assert creates(server) == 8


def test_sending_one_again_from_the_dialog_keeps_the_pause(home: Home, server: FoxServer) -> None:
    server.on_create(UNKNOWN, UNKNOWN, UNKNOWN)

    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            await ask_for_four(hands)
            await seen(lambda: "charged: 2." in banner(hands))
            job = next(each for each in hands.jobs() if each.state is S.UNCONFIRMED)
            hands.controller.actions.act(Action.RESOLVE, [job.id])
            dialog = await resolve_dialog()
            assert "about $0.80" in dialog.again.words.text()
            await hands.click(dialog.send)
            await hands.click(dialog.pay)
            await seen(lambda: creates(server) == 3)
            await seen(lambda: states(hands).count(S.UNCONFIRMED) == 2)
            assert "charged: 2." in banner(hands)

    drive(work)
    assert creates(server) == 3


def test_an_id_is_followed_unchecked_where_nobody_can_look_it_up(
    home: Home, server: FoxServer
) -> None:
    server.on_create(UNKNOWN)
    server.on_task(Answer(502, "<html></html>"))

    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            await hands.type("a fox")
            await hands.generate()
            job = await hands.job(S.UNCONFIRMED)
            hands.controller.actions.act(Action.RESOLVE, [job.id])
            dialog = await resolve_dialog()
            assert not dialog.unchecked.isVisible()
            dialog.field.line.setText(server.tasks[0].id)
            await hands.click(dialog.follow)
            await seen(dialog.unchecked.isVisible)
            await hands.click(dialog.unchecked)
            assert (await hands.job(S.COMPLETED)).id == job.id

    drive(work)
    assert creates(server) == 1


def test_a_refused_key_is_said_once_of_all_and_go_on_tries_again(
    home: Home, server: FoxServer
) -> None:
    server.on_create(REFUSED)

    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            await ask_for_four(hands)
            await seen(lambda: "Waiting for it: 4." in banner(hands))
            assert banner(hands).count("refused the API key") == 1
            assert creates(server) == 1
            await hands.click(hands.queue.pause.button)
            await seen(lambda: states(hands) == [S.COMPLETED] * 4)
            await seen(lambda: not banner(hands))

    drive(work)


def test_a_topped_up_balance_is_seen_when_the_window_comes_to_the_front(
    home: Home, server: FoxServer
) -> None:
    server.on_create(POOR)

    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            await ask_for_four(hands)
            await seen(lambda: "does not cover" in banner(hands))
            pauses = hands.controller.pauses
            await seen(lambda: pauses._balance is not None)
            asked = len(server.requests("usage"))
            await came_back(hands)
            await seen(lambda: len(server.requests("usage")) > asked)
            await seen(lambda: not pauses._looking)
            assert creates(server) == 1  # as little as before
            server.provider.usage["total_available"] += 400_000
            await came_back(hands)
            await seen(lambda: states(hands) == [S.COMPLETED] * 4)
            await seen(lambda: not banner(hands))
            asked = len(server.requests("usage"))
            await came_back(hands)
            assert len(server.requests("usage")) == asked  # nothing waits, so nothing is asked

    drive(work)
    assert creates(server) == 5


def test_what_waits_from_another_day_is_held_and_not_in_the_banner(
    home: Home, server: FoxServer
) -> None:
    paused = Fault("sending_paused", needs_person=True)
    ledger = Ledger(home.ledger)
    ledger.add([job(S.WAITING, reason=paused, task_id="", sent_at=None) for _ in range(2)])
    ledger.close()

    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            await seen(hands.queue.held.isVisible)
            assert banner(hands) == ""

    drive(work)


def test_a_pause_from_another_day_is_said_with_what_is_held(home: Home, server: FoxServer) -> None:
    here = Connection(server.base_url, "mark")
    ledger = Ledger(home.ledger)
    for state in (S.SUBMITTING, S.SUBMITTING, S.WAITING):
        to = str(home.clips)
        asked = job(state, connection=here, task_id="", sent_at=None, output=to)
        ledger.add([asked])
        if state is S.SUBMITTING:
            ledger.change(asked.id, state, to=S.UNCONFIRMED, unanswered=True)
    ledger.close()

    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            words = hands.queue.held._cost
            await seen(lambda: hands.queue.held.isVisible() and "is paused after" in words.text())
            await hands.click(hands.queue.held.send_button)
            await seen(lambda: states(hands).count(S.COMPLETED) == 1)
            await seen(lambda: "is paused after" not in words.text())
            assert creates(server) == 1

    drive(work)


def test_the_banner_speaks_the_language_in_use(home: Home, server: FoxServer) -> None:
    server.on_create(REFUSED)

    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            await hands.type("a fox")
            await hands.generate()
            await seen(lambda: banner(hands))
            before = hands.queue.pause.button.text()
            hands.controller.preferences.use_language("zh_CN")
            expected = language.translate("Queue", "Go on")
            await seen(lambda: hands.queue.pause.button.text() == expected)
            hands.controller.preferences.use_language("en")
            await seen(lambda: hands.queue.pause.button.text() == before)

    drive(work)


# The life of links


@pytest.fixture
def panel(qtbot: QtBot, home: Home) -> Iterator[QueuePanel]:
    """Yield the middle of the window with one clip that is not here yet, and one that is."""
    dying = Clip("https://x/a.mp4", expires_at=9e9)
    shelf = Shelf(home, [job(S.COMPLETED), job(S.DOWNLOADING, clip=dying)])
    made = QueuePanel(shelf.library, shelf.background, home, load_catalog())
    qtbot.addWidget(made)
    made.resize(500, 600)
    made.show()
    qtbot.waitExposed(made)
    qtbot.waitUntil(lambda: made.model.jobs == 2 and made.view.viewport().isVisible())
    yield made
    made.hide()
    shelf.close()


def test_a_link_s_life_is_counted_by_the_minute_while_its_row_is_seen(
    qtbot: QtBot, panel: QueuePanel
) -> None:
    minute, second = panel.view._minute, panel.view._second
    qtbot.waitUntil(minute.isActive)
    assert minute.interval() == 60_000
    assert not second.isActive()
    painted = QSignalSpy(minute.timeout)
    panel.hide()
    minute.setInterval(1)  # the minute is over
    minute.start()
    qtbot.waitUntil(lambda: painted.count() == 1)
    assert not minute.isActive()  # nobody sees it, so nothing goes on
    panel.show()
    qtbot.waitUntil(minute.isActive)
    panel.heading.chips[2].click()  # finished ones only: no link on the screen
    qtbot.waitUntil(lambda: panel.model.jobs == 1)
    minute.stop()  # until then the other row may have been painted
    panel.view._delegate.dying = False
    panel.view.viewport().repaint()
    assert not minute.isActive()
