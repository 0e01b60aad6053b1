"""Clips of the built-in engine that are wanted again, once it has forgotten their tasks."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.demo.engine import start_engine
from core.foxapi import errors
from core.foxapi.client import FoxApi
from core.home import Home
from core.job import State
from core.ledger import Ledger
from core.modelfiles import models_of
from tests.commands import foxreel
from tests.faulty import Answer, FoxServer
from tests.ownmodels import field, model_file, put
from tests.studios import KEY


def test_a_moved_clip_that_the_engine_has_no_more_is_said_to_be_gone(home: Home) -> None:
    put(home.models, model_file("fox-1", seconds=0.5))
    made = foxreel("generate", "A fox", "--model", "fox-1", "--demo", "--json")
    assert made.code == 0, made.err
    (job,) = made.jobs
    Path(job["file"]).rename(home.root / "elsewhere.mp4")
    again = foxreel("retry", job["id"])
    assert again.code != 0
    assert "This task and its clip are not kept by the built-in engine any more." in again.err
    assert "Stop this job, then ask for the clip again" in again.err
    ledger = Ledger(home.ledger)
    try:
        (kept,) = ledger.jobs()
        assert kept.state is State.DOWNLOADING
        assert kept.reason is not None
        assert (kept.reason.kind, kept.reason.needs_person) == ("task_gone", True)
    finally:
        ledger.close()


def test_a_moved_clip_that_the_engine_still_has_is_fetched_again(home: Home) -> None:
    """One that is kept for remixing is there, though under another address than before."""
    keep = field("keep", "boolean", role="keep_on_server", default=True)
    put(home.models, model_file("fox-1", keep, seconds=0.5))
    (job,) = foxreel("generate", "A fox", "--model", "fox-1", "--demo", "--json").jobs
    clip = Path(job["file"])
    clip.rename(clip.with_name("moved.mp4"))
    again = foxreel("retry", job["id"], "--json")
    assert again.code == 0, again.err
    assert Path(again.jobs[0]["file"]).exists()


def test_the_engine_tells_what_it_had_from_what_it_never_had(tmp_path: Path) -> None:
    from core.catalog import Catalog

    engine = start_engine(tmp_path / "demo", Catalog(models_of(model_file("fox-1"))))
    client = FoxApi(engine.base_url, engine.token)
    try:
        with pytest.raises(errors.TaskGone):
            client.task("task-demo-1234567890-01234567")
        with pytest.raises(errors.NotFound):
            client.task("task-1234")
    finally:
        client.close()
        engine.close()


def test_a_page_of_something_in_between_does_not_say_that_a_task_is_gone() -> None:
    with FoxServer(key=KEY) as server:
        client = FoxApi(server.base_url, KEY)
        server.on_task(Answer(410, "<html>Gone</html>"))
        try:
            with pytest.raises(errors.InvalidRequest) as caught:
                client.task("task-1")
            assert type(caught.value) is errors.InvalidRequest
        finally:
            client.close()
