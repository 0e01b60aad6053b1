"""Jobs that wait while what is known of their model changes: nothing forbidden is ever sent."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PIL import Image

from core import language
from core.askable import NotAskable
from core.help import Face, explain
from core.home import Home
from core.job import Fault, Job, State
from core.outdated import OUTDATED
from tests.commands import foxreel
from tests.faulty import Answer, FoxServer, Gate, Hang, Plan, mp4_bytes
from tests.ownmodels import both, field, model_file, put
from tests.studios import KEY, rig, run

FRAME = {"like": "start_frame"}
OIL = field("style", "choice", choices=["ink", "oil"], default="ink", label=both("Manner"))
MOOD = field("mood", "text")
NO_OIL = field("style", "choice", choices=["ink", "chalk"], default="ink", label=both("Manner"))


@pytest.fixture
def server() -> Iterator[FoxServer]:
    with FoxServer(key=KEY, clip=mp4_bytes(200_000)) as running:
        running.plan = Plan(pending=0, processing=1, accepted={"task_info": None})
        yield running


@pytest.fixture
def picture(tmp_path: Path) -> str:
    file = tmp_path / "fox.png"
    Image.new("RGB", (640, 360), "teal").save(file)
    return str(file)


def failed(job: Job) -> str:
    """Look at a job that was not sent as its model had changed; return the words about it."""
    assert (job.state, job.task_id) == (State.FAILED, "")
    assert job.error is not None
    assert job.error.kind == OUTDATED
    return str(explain(job.error, job, Face.WINDOW))


def test_a_job_is_not_sent_that_the_model_does_not_take_any_more(
    home: Home, server: FoxServer, picture: str
) -> None:
    home.prepare()
    put(home.models, model_file("fox-1", FRAME, OIL))

    async def work() -> Job:
        async with rig(home) as r:
            asked = {"model": "fox-1", "values": {"style": "oil"}, "image": picture}
            jobs = r.ask(server.base_url, **asked)
            (held,) = await r.studio.add(jobs, hold=True)
            put(home.models, model_file("fox-1", FRAME, NO_OIL))
            await r.studio.want([held.id])
            return (await r.studio.settle([held.id]))[0]

    job = run(work())
    words = failed(job)
    assert "The fox-1 has changed" in words
    assert "“Manner” can be ink, chalk." in words
    assert "No task was created, so nothing was charged." in words
    assert "“Reuse settings”" in words
    assert not server.requests("upload")
    assert not server.requests("create")
    language.use("zh_CN")
    try:
        assert job.error is not None
        there = explain(job.error, job, Face.COMMAND_LINE)
    finally:
        language.use("en")
    assert "The fox-1（中文）" in there.happened
    assert "“Manner（中文）”" in there.happened
    assert "没有" in there.charged or "未" in there.charged


def test_a_job_is_sent_as_the_model_takes_it_now(home: Home, server: FoxServer) -> None:
    """What has changed and does not matter to a job keeps it from nothing."""
    home.prepare()
    put(home.models, model_file("fox-1", OIL))

    async def work() -> Job:
        async with rig(home) as r:
            jobs = r.ask(server.base_url, model="fox-1", values={"style": "oil"})
            put(home.models, model_file("fox-1", {**OIL, "wire": "look.style"}))
            added = await r.studio.add(jobs)
            return (await r.studio.settle([added[0].id]))[0]

    assert run(work()).state is State.COMPLETED
    (create,) = server.requests("create")
    assert create.json == {"model": "fox-1", "prompt": "a fox", "look": {"style": "oil"}}


def test_a_job_waits_while_the_file_of_its_model_is_broken(home: Home, server: FoxServer) -> None:
    home.prepare()
    file = put(home.models, model_file("fox-1", OIL))
    whole = file.read_text("utf-8")

    async def work() -> Job:
        async with rig(home) as r:
            (held,) = await r.studio.add(r.ask(server.base_url, model="fox-1"), hold=True)
            file.write_text(whole[:-20], "utf-8")  # as it is while somebody edits it
            await r.studio.want([held.id])
            waiting = (await r.studio.settle([held.id]))[0]
            assert (waiting.state, waiting.task_id) == (State.WAITING, "")
            assert waiting.reason is not None
            words = str(explain(waiting.reason, waiting, Face.COMMAND_LINE))
            assert f"fox-1 is not known now, and {file.name}" in words
            assert "charged" in words
            assert not server.requests("create")
            file.write_text(whole, "utf-8")
            await r.studio.want([held.id])
            return (await r.studio.settle([held.id]))[0]

    assert run(work()).state is State.COMPLETED
    assert len(server.requests("create")) == 1


def test_a_file_that_changes_while_another_is_uploaded_is_seen_before_the_create(
    home: Home, server: FoxServer, picture: str
) -> None:
    home.prepare()
    put(home.models, model_file("fox-1", FRAME, OIL))
    gate = Gate()
    server.on_upload(Hang(gate))

    async def work() -> Job:
        async with rig(home) as r:
            asked = {"model": "fox-1", "values": {"style": "oil"}, "image": picture}
            added = await r.studio.add(r.ask(server.base_url, **asked))
            await asyncio.to_thread(gate.wait_reached)
            put(home.models, model_file("fox-1", FRAME, NO_OIL))
            gate.release()
            return (await r.studio.settle([added[0].id]))[0]

    words = failed(run(work()))
    assert "No task was created, so nothing was charged." in words
    assert len(server.requests("upload")) == 1
    assert not server.requests("create")


def test_a_file_that_is_too_long_for_the_model_as_it_is_now_is_not_sent(
    home: Home, server: FoxServer, tmp_path: Path
) -> None:
    from tests.clips import Recipe, make_clip

    home.prepare()
    clips = {"like": "reference_clips", "max_items": 3}
    put(home.models, model_file("fox-1", {**clips, "media": {"max_total_seconds": 9}}))
    ends = [f"--reference-clip={make_clip(tmp_path / f'{n}.mp4', Recipe(72))}" for n in range(2)]
    asked = foxreel("generate", "A fox", "--model=fox-1", *ends, "--hold", "--json", server=server)
    assert asked.code == 0, asked.err
    put(home.models, model_file("fox-1", {**clips, "media": {"max_total_seconds": 5}}))
    ended = foxreel("resume", server=server)
    assert ended.code != 0
    assert (
        "What is used of “Reference clips” is 3 + 3 = 6 s together; this model takes 5 s in all."
        in ended.err
    )
    assert "Ask again with settings that the model takes now." in ended.err
    assert not server.requests("upload")
    assert not server.requests("create")
    refused = foxreel("generate", "A fox", "--model=fox-1", *ends, server=server)
    assert refused.code == 2
    assert (
        "What is used of “--reference-clip” is 3 + 3 = 6 s together; this model takes 5 s in all."
        in refused.err
    )


# Asking again


@pytest.fixture
def refused(home: Home, server: FoxServer) -> list[str]:
    """Return the ids of two failed jobs whose model has changed since, and of one that it takes."""
    home.prepare()
    put(home.models, model_file("fox-1", FRAME, OIL, MOOD))

    async def work() -> list[str]:
        async with rig(home) as r:
            error = Fault("task_failed", code="generation_timeout")
            ask = partial(r.ask, server.base_url, model="fox-1")
            asked = [
                *ask(values={"style": "oil", "mood": "calm"}),
                *ask(values={"style": "oil"}),
                *ask(),
            ]
            ended = [replace(job, state=State.FAILED, error=error) for job in asked]
            return [job.id for job in await r.studio.add(ended, hold=True)]

    ids = run(work())
    put(home.models, model_file("fox-1", FRAME, NO_OIL))
    return ids


def test_retrying_what_the_model_does_not_take_any_more_is_refused_before_anything_is_written(
    server: FoxServer, refused: list[str]
) -> None:
    ended = foxreel("retry", *refused, "--json", server=server)
    assert ended.code == 2
    assert ended.out == ""
    first, second = ended.err.strip().splitlines()
    assert first.startswith(refused[0])
    assert "“Manner” can be ink, chalk." in first
    assert "“mood”" in first, "all that is wrong is said at once"
    assert second.startswith(refused[1])
    assert "“mood”" not in second
    for line in (first, second):
        assert "has changed since this was asked for" in line
        assert "Nothing was sent, so this costs nothing." in line
        assert "Ask again with settings that the model takes now." in line
    assert len(foxreel("jobs", "--json", server=server).jobs) == 3
    assert not server.requests("create")
    good = foxreel("retry", refused[2], "--json", server=server)
    assert (good.code, good.jobs[0]["state"]) == (0, "completed")


def test_what_was_refused_can_be_retried_once_the_model_takes_it_again(
    home: Home, server: FoxServer, refused: list[str]
) -> None:
    assert foxreel("retry", refused[0], server=server).code == 2
    put(home.models, model_file("fox-1", FRAME, OIL, MOOD))
    assert foxreel("retry", refused[0], server=server).code == 0


@pytest.mark.parametrize("gone", ["withdrawn", "deleted", "broken"])
def test_retrying_with_a_model_that_is_gone_says_what_to_do_instead(
    home: Home, server: FoxServer, refused: list[str], gone: str
) -> None:
    file = put(home.models, model_file("fox-1", withdrawn="2026-09-24"))
    if gone == "deleted":
        file.unlink()
    elif gone == "broken":
        file.write_text("{", "utf-8")
    ended = foxreel("retry", refused[2], server=server)
    assert ended.code == 2
    said = {
        "withdrawn": "The model The fox-1 was withdrawn and can't be asked any more.",
        "deleted": "This program does not know the model fox-1 any more.",
        "broken": f"The model fox-1 is not known now, and {file.name} in the models folder",
    }
    assert said[gone] in ended.err
    assert "Nothing was sent, so this costs nothing." in ended.err
    todo = "Mend that file (models says" if gone == "broken" else "Ask again with"
    assert todo in ended.err
    assert "resume" not in ended.err
    assert len(foxreel("jobs", "--json", server=server).jobs) == 3


def test_sending_an_unconfirmed_job_again_is_refused_too_and_it_stays_unconfirmed(
    home: Home, server: FoxServer
) -> None:
    put(home.models, model_file("fox-1", OIL))
    server.on_create(Answer(500))
    asked = ("generate", "A fox", "--model=fox-1", "--set=style=oil", "--json")
    (job,) = foxreel(*asked, server=server).jobs
    assert job["state"] == "unconfirmed"
    put(home.models, model_file("fox-1", NO_OIL))
    ended = foxreel("resolve", job["id"], "--resend", server=server)
    assert ended.code == 2
    assert "“Manner” can be ink, chalk. Nothing was sent again." in ended.err
    assert "charged" not in ended.err, "the first one may have been"
    (after,) = foxreel("jobs", "--json", server=server).jobs
    assert after["state"] == "unconfirmed"
    assert len(server.requests("create")) == 1


def test_the_studio_itself_asks_for_nothing_that_is_forbidden(
    home: Home, refused: list[str]
) -> None:
    """Whichever face asks, and however fast the data has changed."""

    async def work() -> None:
        async with rig(home) as r:
            failed = r.ledger.get(refused[0])
            assert failed is not None
            with pytest.raises(NotAskable) as caught:
                await r.studio.ask_again(failed)
            assert (caught.value.job.id, caught.value.fault.kind) == (refused[0], OUTDATED)
            assert len(r.ledger.jobs()) == 3

    run(work())
