"""Clips of the built-in engine that are wanted again, once it has forgotten their tasks."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest

from core.demo.engine import start_engine
from core.foxapi import errors
from core.foxapi.client import FoxApi
from core.home import Home
from core.job import DEMO, TASK_GONE, Clip, Fault, Job, State
from core.ledger import Ledger
from core.modelfiles import models_of
from tests.commands import foxreel
from tests.faulty import Answer, FoxServer
from tests.faulty.ports import refused_port
from tests.ownmodels import field, model_file, put
from tests.studios import KEY, rig, run


def test_a_moved_clip_that_the_engine_has_no_more_is_said_to_be_gone(home: Home) -> None:
    put(home.models, model_file("fox-1", seconds=0.5))
    made = foxreel("generate", "A fox", "--model", "fox-1", "--demo", "--json")
    assert made.code == 0, made.err
    (job,) = made.jobs
    Path(job["file"]).rename(home.root / "elsewhere.mp4")
    again = foxreel("retry", job["id"])
    assert again.code != 0
    assert "This task and its clip are not kept by the built-in engine any more." in again.err
    assert "The built-in engine costs nothing. Retry it." in again.err
    assert (the_job(home).state, the_job(home).error) == (State.FAILED, gone())
    made_anew = foxreel("retry", job["id"], "--json")
    assert made_anew.code == 0, made_anew.err
    assert made_anew.jobs[0]["id"] != job["id"]


def the_job(home: Home) -> Job:
    """Return the job that there is."""
    ledger = Ledger(home.ledger)
    try:
        (job,) = ledger.jobs()
    finally:
        ledger.close()
    return job


def gone() -> Fault:
    """Return what a job keeps of the engine's answer."""
    words = "the task was forgotten: its clip was fetched, or is old"
    return Fault(TASK_GONE, message=words, type="not_found", status=410, needs_person=True)


@pytest.mark.parametrize("state", [State.DOWNLOADING, State.PROCESSING])
def test_what_the_engine_has_forgotten_on_the_way_has_failed(home: Home, state: State) -> None:
    """So it is after its folder was lost: the link leads to an engine that runs no more."""
    with refused_port() as port:
        clip = Clip(f"http://127.0.0.1:{port}/clips/x.mp4", time.time() + 3600.0)

        async def work() -> None:
            async with rig(home) as r:
                (job,) = r.ask(DEMO)
                task = {"task_id": "task-demo-1234567890-01234567", "sent_at": job.created_at}
                clips = {"clip": clip} if state is State.DOWNLOADING else {}
                await r.studio.add([replace(job, state=state, **task, **clips)], hold=True)

        run(work())
        ended = foxreel("resume")
    assert ended.code != 0
    assert "This task and its clip are not kept by the built-in engine any more." in ended.err
    assert (the_job(home).state, the_job(home).error) == (State.FAILED, gone())


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
