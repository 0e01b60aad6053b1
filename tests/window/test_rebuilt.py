"""A window on a damaged ledger: it opens, says what has become of the jobs, and they go on."""

from __future__ import annotations

import contextlib

import pytest

from core.home import Home
from core.job import Fault, State
from core.ledger import Ledger
from tests.faulty import FoxServer, Plan
from tests.studios import KEY, rig, run
from tests.window.opening import drive, seen, window_on
from ui import message, toast


def test_it_says_so_until_that_is_closed_and_what_was_sent_goes_on(
    home: Home, server: FoxServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(message, "STAY", 1)
    server.provider.key = KEY
    server.plan = Plan(pending=1000, processing=0, accepted={"task_info": None})

    async def send() -> None:
        async with rig(home) as r:
            (sent,) = await r.studio.add(r.ask(server.base_url, "sent"))
            await r.until(sent.id, lambda each: bool(each.task_id))
            await r.studio.add(r.ask(server.base_url, "waits"), hold=True)

    run(send())
    home.ledger.write_bytes(b"\xa5" * 4096 + home.ledger.read_bytes()[4096:])
    server.tasks[0].plan = Plan(pending=0, processing=0)

    async def look() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            (notice,) = hands.window.toasts.toasts
            assert "have been put together again" in notice.accessibleName()
            assert str(home.root / "damaged") in notice.label.text()
            assert "they may have been sent already: 1." in notice.label.text()
            await seen(
                lambda: (
                    {job.state for job in hands.jobs()}
                    == {
                        State.COMPLETED,
                        State.UNCONFIRMED,
                    }
                )
            )
            for number in range(toast.MOST):
                hands.window.toasts.show_message(f"something else {number}")
            await seen(lambda: hands.window.toasts.toasts == (notice,))  # the others have gone
            await hands.click(notice.close_button)
            assert hands.window.toasts.toasts == ()
            assert hands.queue.held.isHidden()  # nothing waits: nothing can be sent by a click

    drive(look)
    assert len(server.requests("create")) == 1
    with contextlib.closing(Ledger(home.ledger)) as ledger:
        assert [job.state for job in ledger.jobs()] == [State.COMPLETED, State.UNCONFIRMED]

    async def later() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            assert hands.window.toasts.toasts == ()

    drive(later)


def test_damage_that_shows_later_asks_for_a_new_start(home: Home, server: FoxServer) -> None:
    async def look() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            fault = Fault("ledger_damaged", message="malformed", needs_person=True)
            hands.controller._studio._desk.set_trouble(fault)
            await seen(lambda: "start it again" in hands.queue.trouble._words.text())

    drive(look)
