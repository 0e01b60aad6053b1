"""Own models and withdrawn ones beyond the window: commands, the studio, and the engine."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from core.catalog import MODELS
from core.demo.process import engine_command, start_engine_process
from core.foxapi.client import FoxApi
from core.home import Home
from core.job import Connection, Fault, Job, State
from core.ledger import Ledger
from tests.commands import foxreel
from tests.faulty import FoxServer, Plan, mp4_bytes
from tests.ownmodels import field, model_file, put
from tests.studios import KEY, rig, run


@pytest.fixture
def server() -> Iterator[FoxServer]:
    with FoxServer(key=KEY, clip=mp4_bytes(200_000)) as running:
        running.plan = SOON
        yield running


SOON = Plan(pending=0, processing=1, accepted={"task_info": None})
STYLE = field("style", "choice", choices=["ink", "oil"], default="ink", wire="look.style")


def withdraw(home: Home) -> None:
    """Let one of the models that the program brings be withdrawn."""
    content: dict[str, Any] = json.loads((MODELS / "sora-2.json").read_text("utf-8"))
    put(home.models, {**content, "withdrawn": "2026-09-24"})


def test_a_command_asks_an_own_model(home: Home, server: FoxServer) -> None:
    put(home.models, model_file("fox-1", STYLE))
    ended = foxreel("generate", "A fox", "--model", "fox-1", "--set", "style=oil", server=server)
    assert ended.code == 0, ended.err
    (create,) = server.requests("create")
    assert create.json == {"model": "fox-1", "prompt": "A fox", "look": {"style": "oil"}}


def test_a_wrong_own_file_keeps_no_command_from_working(home: Home, server: FoxServer) -> None:
    home.models.mkdir(parents=True, exist_ok=True)
    (home.models / "fox.json").write_text("{")
    ended = foxreel("jobs", server=server)
    assert ended.code == 0, ended.err


def test_all_that_is_wrong_with_a_file_is_told_by_models(home: Home) -> None:
    home.models.mkdir(parents=True, exist_ok=True)
    put(
        home.models,
        model_file("fox 1", {**STYLE, "type": "tekst"}, {**STYLE, "name": "tone", "colour": 1}),
    )
    ended = foxreel("models", "sora")
    assert ended.code == 0
    assert "sora-2-pro" in ended.out
    told = [line for line in ended.err.splitlines() if ".json" in line]
    assert len(told) == 3
    for place in ("at id:", "at fields[1].type:", "at fields[2]:"):
        assert any(place in line for line in told)


WRONG = {
    "no JSON": '{"id": "sora-2", "family": {"id": "sora-2-pro"}, ',
    "no model": '{"id": "sora-2", "colour": 1}',
    "variants": '{"variants": [{"id": "other"}, {"id": "Sora-2"}]}',
}
"""Files that should describe a model which the program brings, and cannot be used."""


@pytest.mark.parametrize("text", WRONG.values(), ids=WRONG)
def test_a_model_whose_own_file_is_wrong_is_not_asked_as_the_program_has_it(
    home: Home, server: FoxServer, tmp_path: Path, text: str
) -> None:
    home.models.mkdir(parents=True, exist_ok=True)
    (home.models / "fox.json").write_text(text, "utf-8")
    (tmp_path / "film.csv").write_text("prompt,model\nA fox,sora-2\nA fox,sora-2-pro\n", "utf-8")
    for asked in (["generate", "x", "--model", "sora-2"], ["batch", str(tmp_path / "film.csv")]):
        ended = foxreel(*asked, server=server)
        assert (ended.code, ended.out) == (2, "")
        told = "fox.json in the models folder should describe the model “sora-2”"
        assert told in ended.err
        assert "sora-2-pro" not in ended.err
    assert not server.requests("create")
    put(home.models, model_file("sora-2", STYLE), "another.json")
    asked = ["generate", "A fox", "--model", "sora-2", "--set", "style=oil"]
    assert foxreel(*asked, server=server).code == 0, "another file of theirs describes it"


def test_an_unknown_model_may_be_in_a_wrong_file_which_is_named(
    home: Home, server: FoxServer, tmp_path: Path
) -> None:
    put(home.models, model_file("snow-fox-1", STYLE, colour=1))
    for name, words in {
        "snow-fox-1": "fox.json in the models folder should describe the model “snow-fox-1”",
        "§": "fox.json in the models folder cannot be used",
    }.items():
        (tmp_path / "film.csv").write_text(f"prompt,model\nA,{name}\nB,{name}\n", "utf-8")
        asked = foxreel("generate", "x", "--model", name, server=server)
        board = foxreel("batch", str(tmp_path / "film.csv"), server=server)
        assert (asked.code, board.code) == (2, 2)
        assert words in asked.err
        assert words in board.err
        assert ("fox.json in the models folder cannot be used" in board.err) is (name == "§")
        assert ("There is no model" in asked.err) is (name == "§")
    assert board.err.count("cannot be used") == 1
    assert not server.requests("create")


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "“sora-2-pro” takes the same inputs"), ("zh_CN", "“sora-2-pro”")],
)
def test_a_withdrawn_model_is_not_asked_by_a_command(
    home: Home, server: FoxServer, language: str, words: str
) -> None:
    withdraw(home)
    ended = foxreel("generate", "A fox", "--model", "sora-2", server=server, FOXREEL_LANG=language)
    assert ended.code == 2
    assert words in ended.err
    assert not server.requests("create")
    assert foxreel("jobs", "--json", server=server).jobs == []


def test_commands_work_where_a_person_s_files_withdraw_every_model(
    home: Home, server: FoxServer
) -> None:
    for file in MODELS.glob("*.json"):
        content: dict[str, Any] = json.loads(file.read_text("utf-8"))
        put(home.models, {**content, "withdrawn": "2026-09-24"}, file.name)
    ended = foxreel("generate", "A fox", server=server)
    assert (ended.code, "withdrawn" in ended.err) == (2, True)
    assert not server.requests("create")
    assert foxreel("models", server=server).code == 0


def test_a_retry_of_a_withdrawn_model_says_that_nothing_was_sent_and_what_else_there_is(
    home: Home, server: FoxServer
) -> None:
    home.prepare()
    ledger = Ledger(home.ledger)
    here = Connection(server.base_url)
    (job,) = ledger.add([Job("aaaaaaaaaa", 1.0, here, "sora-2", "A fox", {}, str(home.clips))])
    ledger.change(job.id, State.WAITING, to=State.SUBMITTING)
    ledger.change(job.id, State.SUBMITTING, to=State.FAILED, error=Fault("task_failed"))
    ledger.close()
    withdraw(home)
    ended = foxreel("retry", job.id, server=server)
    assert ended.code != 0
    assert "was withdrawn" in ended.err
    assert "Nothing was sent, so this costs nothing." in ended.err
    assert "sora-2-pro" in ended.err
    assert not server.requests("create")


def test_a_job_for_a_model_whose_file_came_since_is_sent(home: Home, server: FoxServer) -> None:
    """Another program may have asked: this one reads the folder again before it gives up."""
    home.prepare()

    async def work() -> None:
        async with rig(home) as r:
            put(home.models, model_file("fox-1"))
            job = await r.make(server.base_url, model="fox-1")
            assert job.state is State.COMPLETED

    run(work())


def test_the_engine_serves_a_model_whose_file_came_since(home: Home) -> None:
    home.prepare()
    engine = start_engine_process(home.demo, engine_command())
    try:
        client = FoxApi(engine.base_url, engine.token)
        put(home.models, model_file("fox-1", STYLE))
        accepted = client.create({"model": "fox-1", "prompt": "A fox", "look": {"style": "oil"}})
        assert accepted.task_id
        assert "fox-1" in client.models()
    finally:
        engine.close()


def test_the_engine_makes_no_clips_with_a_withdrawn_model_either(home: Home) -> None:
    withdraw(home)
    ended = foxreel("generate", "A fox", "--model", "sora-2", "--demo", "--hold")
    assert ended.code == 2
    assert "sora-2-pro" in ended.err
    ledger = Ledger(home.ledger)
    assert ledger.jobs() == []
    ledger.close()
