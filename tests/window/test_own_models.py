"""A file in the folder of models is a model in the window, at once; a wrong one is explained."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from core.catalog import MODELS
from core.home import Home
from core.job import Connection, Fault, Job, State
from core.ledger import Ledger
from tests.faulty import Answer, FoxServer
from tests.movies import tagged_clip
from tests.ownmodels import field, model_file, put
from tests.unit.core.test_sidecar import done
from tests.window.opening import Hands, drive, seen, window_on
from tests.window.test_recipes import drop
from ui.actions import Action

STYLE = field("style", "choice", choices=["ink", "oil"], default="ink")


def said(hands: Hands) -> str:
    return "\n".join(toast.accessibleName() for toast in hands.window.toasts.toasts)


def details(hands: Hands) -> str:
    """Return what the stage says of the clip that is chosen."""
    return "\n".join(label.text() for label in hands.stage.findChildren(QLabel))


async def choose(hands: Hands, model_id: str) -> None:
    """Choose a model in the picker, by typing its name."""
    models = hands.compose.form.models
    await hands.click(models.button)
    await hands.type(model_id)
    await hands.press(Qt.Key.Key_Return)
    await seen(lambda: models.picker is None)
    assert models.model().id == model_id
    hands.window.activateWindow()  # the offscreen platform has no window manager that would
    await seen(hands.window.isActiveWindow)


def bundled(name: str, **changes: Any) -> dict[str, Any]:
    """Return a model that the program brings as a file of one's own."""
    content: dict[str, Any] = json.loads((MODELS / name).read_text("utf-8"))
    return {**content, **changes}


def test_a_file_that_is_dropped_into_the_folder_is_a_model_at_once(
    home: Home, server: FoxServer
) -> None:
    async def work() -> None:
        async with window_on(home, base_url=server.base_url, key=server.key) as hands:
            catalog = hands.controller.parts.program.catalog
            put(home.models, model_file("fox-1", STYLE))
            await seen(lambda: "New model: The fox-1" in said(hands))
            assert catalog.get("fox-1") is not None
            await choose(hands, "fox-1")
            assert hands.compose.ask().values["style"] == "ink"
            await hands.click(hands.compose.form.prompt.edit.viewport())
            await hands.type("A fox in the snow")
            await hands.generate()
            await hands.job(State.COMPLETED)
            assert server.requests("create")[-1].json == {
                "model": "fox-1",
                "prompt": "A fox in the snow",
            }

    drive(work)


def test_a_file_that_is_written_again_is_followed_and_one_that_goes_leaves_its_jobs(
    home: Home, server: FoxServer
) -> None:
    home.prepare()
    file = put(home.models, model_file("fox-1", STYLE))

    async def work() -> None:
        async with window_on(home, base_url=server.base_url, key=server.key) as hands:
            form = hands.compose.form
            await choose(hands, "fox-1")
            # Into the file that is there, as many editors do: the folder itself does not change.
            file.write_text(json.dumps(model_file("fox-1", {**STYLE, "choices": ["ink", "wax"]})))
            await seen(lambda: "Read again: The fox-1" in said(hands))
            assert [each.choices for each in form.model.fields if each.name == "style"] == [
                ("ink", "wax")
            ]
            await hands.click(hands.compose.form.prompt.edit.viewport())
            await hands.type("A fox")
            await hands.generate()
            job = await hands.job(State.COMPLETED)
            await hands.choose(job)
            await seen(lambda: "The fox-1" in details(hands))
            file.unlink()
            await seen(lambda: "Not in your folder of models any more: The fox-1" in said(hands))
            assert form.model.id != "fox-1"
            assert "The fox-1" not in details(hands)
            assert "fox-1" in details(hands)
            assert Path(job.file).is_file()

    drive(work)


def test_a_wrong_file_is_explained_with_its_place_and_a_way_to_it(
    home: Home, server: FoxServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Path] = []
    monkeypatch.setattr("ui.ownmodels.open_folder", shown.append)

    async def work() -> None:
        async with window_on(home, base_url=server.base_url, key=server.key) as hands:
            put(home.models, model_file("fox-1", {**STYLE, "type": "choise"}), "mine.json")
            await seen(lambda: "mine.json, at fields[1].type" in said(hands))
            assert "choice" in said(hands)
            await hands.click(hands.window.toasts.toasts[-1].button)
            assert shown == [home.models]
            put(home.models, model_file("fox-1", STYLE), "mine.json")
            await seen(lambda: "New model: The fox-1" in said(hands))

    drive(work)


def test_a_file_that_is_wrong_at_the_start_is_told_and_the_window_opens(
    home: Home, server: FoxServer
) -> None:
    home.prepare()
    (home.models / "mine.json").write_text("{")

    async def work() -> None:
        async with window_on(home, base_url=server.base_url, key=server.key) as hands:
            await seen(lambda: "mine.json: it is no JSON text" in said(hands))
            hands.controller.preferences.open_settings()
            dialog = hands.controller.preferences._dialog
            assert dialog is not None
            assert "mine.json" in dialog.library.wrong.text()
            dialog.accept()

    drive(work)


def test_all_that_is_wrong_with_a_file_stands_in_the_settings_and_follows_it(
    home: Home, server: FoxServer
) -> None:
    async def work() -> None:
        async with window_on(home, base_url=server.base_url, key=server.key) as hands:
            hands.controller.preferences.open_settings()
            dialog = hands.controller.preferences._dialog
            assert dialog is not None
            dialog.list.setCurrentRow(3)
            page = dialog.library
            await seen(page.isVisible)
            assert not page.wrong.isVisible()
            moods = [{**field(f"mood{n}", "text"), "type": "tekst"} for n in range(2)]
            put(home.models, model_file("fox 1", {**STYLE, "colour": 1}, *moods), "mine.json")
            await seen(lambda: page.wrong.text().count("mine.json") == 4)
            for place in ("at id:", "at fields[1]:", "at fields[2].type:", "at fields[3].type:"):
                assert f"mine.json, {place}" in page.wrong.text()
            assert page.wrong.isVisible()
            assert "Mistakes in it: 4" in said(hands)
            hands.controller.preferences.use_language("zh_CN")
            await seen(lambda: "is not known" not in page.wrong.text())
            assert page.wrong.text().count("mine.json") == 4
            hands.controller.preferences.use_language("en")
            put(home.models, model_file("fox-1", STYLE, moods[0]), "mine.json")
            await seen(lambda: page.wrong.text().count("mine.json") == 1)
            put(home.models, model_file("fox-1", STYLE), "mine.json")
            await seen(lambda: not page.wrong.isVisible())
            assert "mine.json" not in said(hands), "it is mended"
            dialog.accept()

    drive(work)


def test_each_file_s_complaint_goes_when_that_file_is_mended(home: Home, server: FoxServer) -> None:
    wrong = {**STYLE, "type": "choise"}

    async def work() -> None:
        async with window_on(home, base_url=server.base_url, key=server.key) as hands:
            put(home.models, model_file("fox-2", wrong), "two.json")
            await seen(lambda: "two.json, at fields[1].type" in said(hands))
            put(home.models, model_file("fox-1", wrong), "one.json")
            await seen(lambda: "one.json, at fields[1].type" in said(hands))
            assert "Files that cannot be used: 2." in said(hands)
            put(home.models, model_file("fox-1", STYLE), "one.json")
            await seen(lambda: "two.json, at fields[1].type" in said(hands))
            assert "one.json" not in said(hands), "it is mended"
            assert "cannot be used" not in said(hands), "it is one file now"
            put(home.models, model_file("fox-2", STYLE), "two.json")
            await seen(lambda: "New model: The fox-2" in said(hands))
            assert "two.json" not in said(hands)

    drive(work)


def test_the_folder_may_be_thrown_away_and_come_back(home: Home, server: FoxServer) -> None:
    home.prepare()
    put(home.models, model_file("fox-1"))

    async def work() -> None:
        async with window_on(home, base_url=server.base_url, key=server.key) as hands:
            (home.models / "fox.json").unlink()
            home.models.rmdir()
            await seen(lambda: "any more: The fox-1" in said(hands))
            put(home.models, model_file("fox-2"))
            await seen(lambda: "New model: The fox-2" in said(hands))

    drive(work)


def test_a_file_for_a_model_that_the_program_brings_goes_before_it_and_is_said_to(
    home: Home, server: FoxServer
) -> None:
    async def work() -> None:
        async with window_on(home, base_url=server.base_url, key=server.key) as hands:
            catalog = hands.controller.parts.program.catalog
            file = put(home.models, bundled("sora-2-pro.json", sound=False))
            await seen(lambda: "Your own file is used now for Sora 2 Pro" in said(hands))
            assert hands.compose.form.model.sound is False
            assert catalog.replaced == {"sora-2-pro"}
            file.unlink()
            await seen(lambda: hands.compose.form.model.sound is not False)

    drive(work)


def test_the_settings_lead_to_the_folder(
    home: Home, server: FoxServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Path] = []
    monkeypatch.setattr("ui.preferences.open_folder", shown.append)

    async def work() -> None:
        async with window_on(home, base_url=server.base_url, key=server.key) as hands:
            await hands.click(hands.window.header.settings)
            dialog = hands.controller.preferences._dialog
            assert dialog is not None
            dialog.list.setCurrentRow(3)
            await hands.click(dialog.library.models)
            assert shown == [home.models]
            dialog.accept()

    drive(work)


# Models that were withdrawn


def failed(home: Home, model: str, *, base_url: str = "https://a.b", **values: Any) -> Job:
    """Leave a failed job in the ledger that was asked for with ``model``."""
    home.prepare()
    ledger = Ledger(home.ledger)
    asked = Job(
        "aaaaaaaaaa", 1.0, Connection(base_url), model, "A fox runs", values, str(home.clips)
    )
    (job,) = ledger.add([asked])
    job = ledger.change(job.id, State.WAITING, to=State.SUBMITTING)
    job = ledger.change(job.id, State.SUBMITTING, to=State.FAILED, error=Fault("task_failed"))
    ledger.close()
    return job


def test_the_settings_of_a_withdrawn_model_come_back_with_the_nearest(
    home: Home, server: FoxServer
) -> None:
    job = failed(home, "sora-2", duration=20, aspect_ratio="9:16", resolution="720p")
    put(home.models, bundled("sora-2.json", withdrawn="2026-09-24"))

    async def work() -> None:
        async with window_on(home, base_url=server.base_url, key=server.key) as hands:
            await hands.choose(job)
            before = hands.compose.ask().model
            hands.controller.actions.act(Action.REUSE, [job.id])
            await seen(lambda: hands.compose.ask().prompt == "A fox runs")
            ask = hands.compose.ask()
            assert ask.model == "sora-2-pro"
            assert ask.values["aspect_ratio"] == "9:16"
            assert ask.values["duration"] == 12
            words = said(hands)
            assert "“Sora 2” was withdrawn. “Sora 2 Pro” takes the same inputs" in words
            assert "12" in words
            assert "20" in words
            await hands.click(hands.window.toasts.toasts[-1].button)
            assert (hands.compose.ask().prompt, hands.compose.ask().model) == ("", before)

    drive(work)


@pytest.mark.parametrize("model", ["sora-2", "long-gone-1"])
def test_trying_a_gone_model_again_sends_nothing_and_offers_the_nearest(
    home: Home, server: FoxServer, model: str
) -> None:
    job = failed(home, model, duration=8)
    put(home.models, bundled("sora-2.json", withdrawn="2026-09-24"))

    async def work() -> None:
        async with window_on(home, base_url=server.base_url, key=server.key) as hands:
            await hands.choose(job)
            hands.controller.actions.act(Action.RETRY, [job.id])
            await seen(lambda: "Nothing was sent, so this costs nothing." in said(hands))
            assert [each.id for each in hands.jobs()] == [job.id]
            await hands.click(hands.window.toasts.toasts[-1].button)
            await seen(lambda: hands.compose.ask().prompt == "A fox runs")
            assert hands.compose.ask().model == "sora-2-pro"

    drive(work)
    assert not server.requests("create")


def test_trying_again_what_the_model_does_not_take_any_more_sends_nothing_and_offers_the_form(
    home: Home, server: FoxServer
) -> None:
    job = failed(home, "fox-1", base_url=server.base_url, style="oil", mood="calm")
    put(home.models, model_file("fox-1", {**STYLE, "choices": ["ink", "wax"]}))

    async def work() -> None:
        async with window_on(home, base_url=server.base_url, key=server.key) as hands:
            await hands.choose(job)
            await hands.click(hands.stage.action_bar.button(Action.RETRY))
            await seen(lambda: "Nothing was sent, so this costs nothing." in said(hands))
            assert "has changed since this was asked for" in said(hands)
            assert "can be ink, wax. " in said(hands)
            assert "no option “mood”" in said(hands)
            assert [each.id for each in hands.jobs()] == [job.id]
            await hands.click(hands.window.toasts.toasts[-1].button)
            await seen(lambda: hands.compose.ask().prompt == "A fox runs")
            assert hands.compose.ask().model == "fox-1"
            button = hands.stage.action_bar.button(Action.RETRY)
            assert button.isEnabled()
            mood = field("mood", "text")
            put(home.models, model_file("fox-1", STYLE, mood))
            await hands.click(button)  # within two seconds: nothing has been asked for yet
            new = await hands.job(State.COMPLETED)
            assert new.retry_of == job.id

    drive(work)
    (create,) = server.requests("create")
    assert (create.json["style"], create.json["mood"]) == ("oil", "calm")


def test_sending_again_what_the_model_does_not_take_any_more_leaves_it_unconfirmed(
    home: Home, server: FoxServer
) -> None:
    put(home.models, model_file("fox-1", STYLE))
    server.on_create(Answer(500))

    async def work() -> None:
        async with window_on(home, base_url=server.base_url, key=server.key) as hands:
            await choose(hands, "fox-1")
            await hands.click(hands.compose.form.prompt.edit.viewport())
            await hands.type("A fox runs")
            await hands.generate()
            job = await hands.job(State.UNCONFIRMED)
            put(home.models, model_file("fox-1", field("mood", "text", required=True)))
            hands.controller.actions.act(Action.RESOLVE, [job.id])
            dialog = await seen(QApplication.activeModalWidget)
            await hands.click(dialog.send)
            await hands.click(dialog.pay)
            await seen(lambda: "is still to be cleared up" in said(hands))
            assert "“Mood” is missing" in said(hands)
            assert [each.state for each in hands.jobs()] == [State.UNCONFIRMED]

    drive(work)
    assert len(server.requests("create")) == 1


def test_a_clip_of_an_unknown_model_brings_its_settings_back_with_the_nearest(
    home: Home, server: FoxServer, tmp_path: Path
) -> None:
    made = {"model": "sora-99", "values": {"duration": 8}, "start_frame": None, "inputs": ()}
    job = done(tmp_path, **{**made, "after": "", "remix_of": ""})
    (tmp_path / "clip.mp4").unlink()
    tagged_clip(job, tmp_path / "clip.mp4")

    async def work() -> None:
        async with window_on(home, base_url=server.base_url, key=server.key) as hands:
            await drop(hands.stage, tmp_path / "clip.mp4")
            await seen(lambda: "“sora-99” is not known here" in said(hands))
            assert "takes the same inputs" in said(hands)
            assert hands.compose.ask().values["duration"] == 8

    drive(work)


# What the key can call


def test_what_the_key_can_call_is_known_at_once_at_the_next_start(
    home: Home, server: FoxServer
) -> None:
    server.provider.models = ["google/veo-3.1[fast|audio]", "sora-2"]

    async def work() -> None:
        async with window_on(home, base_url=server.base_url, key=server.key) as hands:
            account = hands.controller.account
            await seen(lambda: account.marks().get("sora-2"))
            assert account.marks()["veo-3.1"]
            assert account.marks()["sora-2-pro"] is False
        server.on("models", *[Answer(503)] * 9)
        asked = len(server.requests("models"))
        async with window_on(home, base_url=server.base_url, key=server.key) as hands:
            account = hands.controller.account
            await seen(lambda: len(server.requests("models")) > asked)
            await seen(lambda: account.balance is not None)
            assert account.marks()["veo-3.1"]
            assert account.marks()["sora-2-pro"] is False
            kept = str(hands.controller.parts.state.value("account/models"))
            assert server.key not in kept

    drive(work)


def test_without_a_model_for_shots_the_storyboard_says_so_and_does_not_open(
    home: Home, server: FoxServer
) -> None:
    home.prepare()
    for file in MODELS.glob("*.json"):
        content = bundled(file.name)
        wish = field("wish", "text", required=True)  # a shot has no such thing
        put(home.models, {**content, "fields": [*content["fields"], wish]}, file.name)

    async def work() -> None:
        async with window_on(home, base_url=server.base_url, key=server.key) as hands:
            assert not hands.controller.parts.program.catalog.unusable
            await hands.click(hands.compose.send.storyboard)
            await seen(lambda: "No model here makes shots of a prompt" in said(hands))
            assert hands.controller.storyboards.dialog is None

    drive(work)


def test_without_a_model_for_characters_making_one_says_so(home: Home, server: FoxServer) -> None:
    home.prepare()
    put(home.models, bundled("sora-2-character.json", outcome="video"))

    async def work() -> None:
        async with window_on(home, base_url=server.base_url, key=server.key) as hands:
            hands.controller.characters.make()
            await seen(lambda: "No model here makes characters" in said(hands))

    drive(work)
