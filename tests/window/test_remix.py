"""Remixes in the window: from a finished clip to exactly the contract's body, as a person does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from core.clipframes import clip_facts
from core.home import Home
from core.job import Job, State
from tests.faulty import FoxServer, Plan
from tests.stages import WIDE, clip
from tests.studios import KEY
from tests.window.opening import Hands, by_hand, drive, seen, window_on
from ui.actions import Action

CONTROL = Qt.KeyboardModifier.ControlModifier
REMIX = "sora-2-pro-remix"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[FoxServer]:
    """Yield a gateway whose tasks are soon done, with clips that can be played."""
    with FoxServer(key=KEY, clip=clip(tmp_path, size=WIDE).read_bytes()) as running:
        running.plan = Plan(pending=0, processing=0)
        yield running


async def keep_switch(hands: Hands) -> None:
    """Click the switch that keeps the clip on the server."""
    control = hands.compose.form.options._controls["delete_video"]
    await hands.click(control.tab_stops()[0])


async def made(hands: Hands, prompt: str, *, keep: bool) -> Job:
    """Make a clip, kept on the server or not."""
    before = len(hands.jobs())
    hands.compose.focus_prompt()
    await hands.press(Qt.Key.Key_A, CONTROL)
    await hands.type(prompt)
    if keep:
        await keep_switch(hands)
        hands.compose.focus_prompt()
    await hands.generate()
    await seen(lambda: len(hands.jobs()) > before)
    job = await hands.job(State.COMPLETED)
    await hands.choose(job)
    return job


def offered(hands: Hands) -> set[Action]:
    bar = hands.stage.action_bar
    return {action for action in Action if bar.button(action)} | set(bar.in_menu())


def fact(hands: Hands, name: str) -> str:
    row = hands.stage.details.facts.row(name)
    return "" if row is None else row.fact.value


def says(hands: Hands) -> list[str]:
    from ui.compose.words import Words

    return [each.said() for each in hands.compose.findChildren(Words) if each.isVisible()]


def body(server: FoxServer) -> Any:
    return server.requests("create")[-1].json


def test_a_kept_clip_is_remixed_from_the_stage_with_exactly_the_contract_s_body(
    home: Home, server: FoxServer
) -> None:
    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            source = await made(hands, "a fox in the snow", keep=True)
            assert body(server)["delete_video"] is False
            await seen(lambda: Action.REMIX in offered(hands))
            await seen(lambda: fact(hands, "remixable").startswith("Yes"))
            await by_hand(lambda: hands.stage.action_bar.chosen.emit(Action.REMIX))
            form = hands.compose.form
            await seen(lambda: form.model.id == REMIX)
            await seen(lambda: form.prompt.edit.hasFocus())
            assert form.prompt.text() == ""
            assert "a fox in the snow" in form.prompt.edit.hint
            assert form.remix.card.isVisible()
            assert "a fox in the snow" in form.remix.card.accessibleName()
            assert not form.frame.isVisible()
            assert hands.compose.send.price.said() == (
                "Billed by the clip's real length once it is done"
            )
            await keep_switch(hands)  # it was on for the source, and stays as it was chosen
            hands.compose.focus_prompt()
            await hands.press(Qt.Key.Key_A, CONTROL)
            await hands.type("the same at night")
            await hands.generate()
            await seen(lambda: len(hands.jobs()) == 2)
            remix = await hands.job(State.COMPLETED)
            assert body(server) == {
                "model": REMIX,
                "prompt": "the same at night",
                "video_id": f"v_{source.task_id}",
                "resolution": "720p",
            }
            assert remix.remix_of == source.id
            await hands.choose(remix)
            await seen(lambda: fact(hands, "remix_of") == "a fox in the snow")
            assert fact(hands, "remixable").startswith("No. It was deleted from the server")
            row = hands.stage.details.facts.row("remix_of")
            assert row is not None
            await by_hand(row.click)
            await seen(lambda: hands.stage.job is not None and hands.stage.job.id == source.id)

    drive(work)


def test_the_switch_reads_the_other_way_round_and_is_in_view(home: Home, server: FoxServer) -> None:
    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            options = hands.compose.form.options
            assert not hands.compose.form.more.is_open
            control: Any = options._controls["delete_video"]
            assert control.isVisible()
            assert control.label.text() == "Keep on the server for remixing"
            assert not control.box.isChecked()
            assert hands.compose.ask().values["delete_video"] is True
            await hands.click(control.box)
            assert control.box.isChecked()
            assert hands.compose.ask().values["delete_video"] is False

    drive(work)


def test_a_clip_that_was_not_kept_is_not_offered_and_says_why(
    home: Home, server: FoxServer
) -> None:
    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            await made(hands, "a fox", keep=False)
            await seen(lambda: "Keep on the server" in fact(hands, "remixable"))
            assert Action.REMIX not in offered(hands)
            assert Action.SHOW in offered(hands)

    drive(work)


def test_a_clip_is_chosen_from_the_library_or_by_its_video_id(
    home: Home, server: FoxServer
) -> None:
    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            source = await made(hands, "waves at dusk", keep=True)
            form = hands.compose.form
            await keep_switch(hands)
            other = await made(hands, "a clip that is gone", keep=False)
            button = form.models.choice.segments.buttons()[-1]
            await hands.click(button)
            assert form.model.id == REMIX
            hands.compose.focus_prompt()
            await hands.generate()
            assert "Choose the clip to remix." in says(hands)
            assert len(server.requests("create")) == 2
            assert hands.focus() is form.remix.card
            await hands.click(form.remix.card)
            picker = form.remix.picker
            assert picker is not None
            await seen(lambda: picker.model.items)
            ids = [each.id for each in picker.model.items if isinstance(each, Job)]
            assert ids == [source.id]
            assert other.id not in ids
            await by_hand(lambda: QTest.keyClick(picker.search, Qt.Key.Key_Return))
            assert form.remix.remix_of == source.id
            assert "Choose the clip to remix." not in says(hands)
            await hands.press(Qt.Key.Key_Delete)
            assert form.remix.values() == {}
            QGuiApplication.clipboard().setText("video_from_elsewhere\n")
            await hands.press(Qt.Key.Key_V, CONTROL)
            assert hands.compose.ask().values["video_id"] == "video_from_elsewhere"
            assert hands.compose.ask().remix_of == ""
            source_id = source.clip.video_id if source.clip is not None else ""
            QGuiApplication.clipboard().setText(source_id)
            await hands.press(Qt.Key.Key_V, CONTROL)
            await seen(lambda: form.remix.remix_of == source.id)  # it is known after all

    drive(work)


def test_a_draft_and_reused_settings_keep_the_source(home: Home, server: FoxServer) -> None:
    async def first() -> Job:
        async with window_on(home, base_url=server.base_url) as hands:
            source = await made(hands, "a fox", keep=True)
            await by_hand(lambda: hands.controller.actions.act(Action.REMIX, [source.id]))
            await seen(lambda: hands.compose.form.remix.remix_of == source.id)
            await seen(lambda: hands.compose.form.prompt.edit.hasFocus())
            await hands.type("by night")
            return source

    async def second(source: Job) -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            form = hands.compose.form
            assert form.model.id == REMIX
            await seen(lambda: form.remix.remix_of == source.id)
            hands.compose.focus_prompt()
            await hands.generate()
            await seen(lambda: len(hands.jobs()) == 2)
            remix = await hands.job(State.COMPLETED)
            form.remix.clear()
            await by_hand(lambda: hands.controller.actions.act(Action.REUSE, [remix.id]))
            await seen(lambda: form.remix.remix_of == source.id)
            assert form.prompt.text() == "by night"

    source = drive(first)
    drive(lambda: second(source))


def test_another_host_than_the_clip_s_is_said_before_anything_is_sent(
    home: Home, server: FoxServer
) -> None:
    async def work() -> None:
        async with window_on(home, base_url=server.base_url) as hands:
            source = await made(hands, "a fox", keep=True)
            await by_hand(lambda: hands.controller.actions.act(Action.REMIX, [source.id]))
            form = hands.compose.form
            await seen(lambda: form.remix.remix_of == source.id)
            hands.controller.preferences.change_source(True)
            await seen(lambda: hands.controller.account.demo)
            await seen(lambda: "Switch to that host" in form.remix.problem.said())
            await seen(lambda: "Switch to that host" in fact(hands, "remixable"))
            assert Action.REMIX not in offered(hands)
            hands.compose.focus_prompt()
            await hands.type("by night")
            await hands.generate()
            assert len(hands.jobs()) == 1

    drive(work)


def test_the_engine_s_remix_has_its_source_s_frames(home: Home) -> None:
    async def work() -> None:
        async with window_on(home, demo=True) as hands:
            source = await made(hands, "a fox", keep=True)
            await by_hand(lambda: hands.controller.actions.act(Action.REMIX, [source.id]))
            form = hands.compose.form
            await seen(lambda: form.prompt.edit.hasFocus() and form.model.id == REMIX)
            await hands.type("by night")
            await hands.generate()
            await seen(lambda: len(hands.jobs()) == 2)
            remix = await hands.job(State.COMPLETED, State.FAILED)
            assert remix.state is State.COMPLETED
            facts = clip_facts(Path(remix.file))
            assert facts is not None
            assert (facts.width, facts.height, facts.seconds) == (1280, 720, 4.0)

    drive(work)
