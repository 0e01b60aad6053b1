"""Jobs that continue another one: who waits for whom, and what the start frame is."""

from __future__ import annotations

import dataclasses
import io
import json
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from core.continuing import to_continue
from core.home import Home
from core.job import Clip, Connection, Job, State, new_id
from core.naming import sidecar_of
from core.sidecar import read_sidecar
from core.studio import Studio
from tests.clips import Recipe, make_clip
from tests.faulty import Accept, Answer, FoxServer, Plan
from tests.studios import KEY, Rig, rig, run

S = State
SIZE = (1280, 720)


@pytest.fixture
def movie(tmp_path: Path) -> bytes:
    """Return a clip whose frames all differ."""
    return make_clip(tmp_path / "movie.mp4", Recipe(frames=5, size=SIZE)).read_bytes()


@pytest.fixture
def server(movie: bytes) -> Iterator[FoxServer]:
    """Yield a gateway that takes the studio's key and makes a real clip."""
    with FoxServer(key=KEY) as running:
        running.plan = Plan(clip=movie)
        yield running


def last_picture(clip: bytes) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """Return the last frame of a clip, every frame decoded."""
    with av.open(io.BytesIO(clip)) as container:
        *_, last = container.decode(video=0)
    return np.asarray(last.to_image(src_colorspace="ITU709"))


def sent(server: FoxServer) -> list[str]:
    """Return the prompts of the creates so far."""
    return [request.json["prompt"] for request in server.requests("create")]


async def chain(r: Rig, server: FoxServer, *prompts: str) -> list[Job]:
    """Ask for clips that continue each other, the first one from nothing."""
    jobs: list[Job] = []
    for prompt in prompts:
        after = jobs[-1].id if jobs else ""
        jobs += r.ask(server.base_url, prompt, after=after)
    return await r.studio.add(jobs)


async def settled(studio: Studio, jobs: list[Job]) -> list[Job]:
    return await studio.settle([job.id for job in jobs])


def test_each_begins_with_the_exact_last_frame_of_the_one_before(
    home: Home, server: FoxServer, movie: bytes
) -> None:
    async def work() -> list[Job]:
        async with rig(home) as r:
            return await settled(r.studio, await chain(r, server, "one", "two", "three"))

    jobs = run(work())
    assert [job.state for job in jobs] == [S.COMPLETED] * 3
    assert sent(server) == ["one", "two", "three"]
    exact = last_picture(movie)
    for request, upload in zip(server.requests("create")[1:], [server.uploads[0]] * 2, strict=True):
        body = request.json
        assert body["generation_type"] == "image-to-video"
        assert len(body["image_urls"]) == 1
        picture = np.asarray(Image.open(io.BytesIO(upload.data)).convert("RGB"))
        assert picture.shape == exact.shape
        assert np.abs(picture.astype(int) - exact.astype(int)).max() == 0
    assert "image_urls" not in server.requests("create")[0].json


def test_nothing_is_sent_before_the_clip_is_there(home: Home, server: FoxServer) -> None:
    server.plan = dataclasses.replace(server.plan, hollow=10_000)

    async def work() -> Job:
        async with rig(home) as r:
            jobs = await chain(r, server, "one", "two")
            await r.until(jobs[0].id, lambda job: job.state is S.PROCESSING)
            return await r.until(jobs[1].id, lambda job: job.reason is not None)

    waits = run(work())
    assert (waits.state, waits.stuck) == (S.WAITING, False)
    assert waits.reason is not None
    assert waits.reason.kind == "waits_for"
    assert sent(server) == ["one"]


def test_a_failed_one_holds_only_those_that_depend_on_it(home: Home, server: FoxServer) -> None:
    server.on_create(Accept(Plan(error={"code": "upstream_failed", "message": "later"})))

    async def work() -> tuple[list[Job], list[Job]]:
        async with rig(home) as r:
            jobs = await chain(r, server, "one", "two", "three")
            alone = await r.studio.add(r.ask(server.base_url, "alone"))
            before = await settled(r.studio, [*jobs, *alone])
            again = await r.studio.ask_again(before[0])
            return before, await settled(r.studio, [again, *jobs[1:]])

    before, after = run(work())
    assert [job.state for job in before] == [S.FAILED, S.WAITING, S.WAITING, S.COMPLETED]
    assert [job.stuck for job in before] == [False, True, True, False]
    assert [job.state for job in after] == [S.COMPLETED] * 3
    assert sent(server) == ["one", "alone", "one", "two", "three"]


def test_one_that_is_asked_for_again_is_waited_for(home: Home, server: FoxServer) -> None:
    server.on_create(Accept(Plan(error={"code": "upstream_failed", "message": "later"})))

    async def work() -> Job:
        async with rig(home) as r:
            one, two = await settled(r.studio, await chain(r, server, "one", "two"))
            assert two.stuck
            server.plan = dataclasses.replace(server.plan, hollow=10_000)
            await r.studio.ask_again(one)
            return await r.until(two.id, lambda job: job.reason is not None and not job.stuck)

    waits = run(work())
    assert waits.reason is not None
    assert waits.reason.kind == "waits_for"
    assert "two" not in sent(server)


def test_a_clip_that_is_there_is_continued_whatever_became_of_another_try(
    home: Home, server: FoxServer
) -> None:
    async def work() -> Job:
        async with rig(home) as r:
            one = await r.make(server.base_url, "one")
            server.on_create(Accept(Plan(error={"code": "upstream_failed", "message": "later"})))
            again = await r.studio.ask_again(one)
            await settled(r.studio, [again])
            return await r.make(server.base_url, "two", after=one.id)

    assert run(work()).state is S.COMPLETED
    assert sent(server) == ["one", "one", "two"]


def take(state: State, file: Path | None = None, mark: str = "") -> Job:
    """Return a try of the same job, with its clip at ``file``."""
    clip = Clip("", 0.0, file=str(file)) if file else None
    base = Job(new_id(), 0.0, Connection("demo"), "sora-2", "a fox", {}, "/clips")
    return dataclasses.replace(base, state=state, clip=clip, mark=mark)


def test_the_clip_that_a_person_likes_is_continued(tmp_path: Path) -> None:
    (file := tmp_path / "a.mp4").touch()
    failed, running = take(S.FAILED), take(S.PROCESSING)
    plain, other = take(S.COMPLETED, file), take(S.COMPLETED, file)
    rejected, starred = take(S.COMPLETED, file, "reject"), take(S.COMPLETED, file, "star")
    lost = take(S.COMPLETED, tmp_path / "lost.mp4")
    assert to_continue([]) is None
    assert to_continue([failed, running]) is running
    assert to_continue([plain, failed]) is plain
    assert to_continue([plain, running]) is plain
    assert to_continue([plain, other]) is plain
    assert to_continue([plain, starred]) is starred
    assert to_continue([rejected, plain]) is plain
    assert to_continue([rejected, running]) is running
    assert to_continue([rejected, failed]) is rejected
    assert to_continue([lost, plain]) is plain
    assert to_continue([lost]) is lost


def test_a_stop_of_the_one_before_is_said_and_costs_nothing(home: Home, server: FoxServer) -> None:
    server.plan = dataclasses.replace(server.plan, hollow=10_000)

    async def work() -> list[Job]:
        async with rig(home) as r:
            jobs = await chain(r, server, "one", "two")
            await r.until(jobs[0].id, lambda job: job.state is S.PROCESSING)
            await r.studio.stop([jobs[0].id])
            return await settled(r.studio, jobs)

    stopped, waits = run(work())
    assert (stopped.state, waits.state, waits.stuck) == (S.STOPPED, S.WAITING, True)
    assert sent(server) == ["one"]


def test_another_day_goes_on_with_what_was_finished_meanwhile(
    home: Home, server: FoxServer
) -> None:
    async def first_day() -> list[Job]:
        async with rig(home) as r:
            jobs = r.ask(server.base_url, "one")
            jobs += r.ask(server.base_url, "two", after=jobs[0].id)
            await r.studio.add(jobs[:1])
            await r.studio.add(jobs[1:], hold=True)
            await settled(r.studio, jobs[:1])
            return jobs

    async def second_day(jobs: list[Job]) -> list[Job]:
        async with rig(home) as r:
            await r.studio.want([jobs[1].id])
            return await settled(r.studio, jobs)

    jobs = run(first_day())
    assert sent(server) == ["one"]
    assert [job.state for job in run(second_day(jobs))] == [S.COMPLETED] * 2


def test_a_clip_that_is_gone_is_said(home: Home, server: FoxServer) -> None:
    async def work() -> Job:
        async with rig(home) as r:
            one = await r.make(server.base_url, "one")
            Path(one.file).unlink()
            return await r.make(server.base_url, "two", after=one.id)

    job = run(work())
    assert job.stuck
    assert job.reason is not None
    assert job.reason.kind == "last_frame_lost"
    assert sent(server) == ["one"]


def test_what_continues_gets_the_next_place_on_the_same_board(
    home: Home, server: FoxServer
) -> None:
    async def work() -> list[Job]:
        async with rig(home) as r:
            one = await r.make(server.base_url, "one")
            two = await r.studio.add(r.ask(server.base_url, "two", after=one.id, takes=2))
            await r.studio.add(r.ask(server.base_url, "three", after=two[0].id))
            await r.studio.add(r.ask(server.base_url, "elsewhere"))
            return r.ledger.board(one.id)

    board = run(work())
    assert [(job.prompt, job.shot, job.take) for job in board] == [
        ("one", 1, 1),
        ("two", 2, 1),
        ("two", 2, 2),
        ("three", 3, 1),
    ]


def test_a_board_can_be_put_into_another_order(home: Home, server: FoxServer) -> None:
    async def work() -> list[Job]:
        async with rig(home) as r:
            jobs = await chain(r, server, "one", "two", "three")
            board = jobs[1].board
            order = [[jobs[2].id], [jobs[0].id], [jobs[1].id]]
            moved = await r.studio.arrange(board, order)
            assert {job.id for job in moved} == {job.id for job in jobs}
            assert await r.studio.arrange(board, order) == []
            return r.ledger.board(board)

    assert [(job.prompt, job.shot) for job in run(work())] == [("three", 1), ("one", 2), ("two", 3)]


def test_a_character_is_made_without_any_clip(home: Home, server: FoxServer) -> None:
    server.plan = Plan(shape="character")
    url = "https://example.com/mika.mp4"

    async def work() -> tuple[Job, list[Job]]:
        async with rig(home) as r:
            values = {"name": "Mika"}
            asked = {"model": "sora-2-character", "values": values, "clip": url}
            job = await r.make(server.base_url, "", **asked)
            return job, r.ledger.characters()

    job, listed = run(work())
    assert (job.state, job.character_id, job.file) == (S.COMPLETED, listed[0].character_id, "")
    assert job.character_id
    assert [each.id for each in listed] == [job.id]
    (request,) = server.requests("create")
    assert json.loads(request.body) == {
        "model": "sora-2-character",
        "video_url": url,
        "name": "Mika",
    }


def test_a_character_with_an_address_is_no_clip(home: Home, server: FoxServer) -> None:
    made = {"character_id": "ch_1", "name": "Mika", "url": f"{server.base_url}/poster.jpg"}
    server.plan = Plan(shape="character", extra={"status": "completed", "results": [made]})
    asked = {"model": "sora-2-character", "values": {"name": "Mika"}}

    async def work() -> tuple[Job, Job]:
        async with rig(home) as r:
            url = "https://example.com/mika.mp4"
            job = await r.make(server.base_url, "", **asked, clip=url)
            return job, await r.studio.go_on(job)

    job, gone_on = run(work())
    assert (job.state, job.character_id, job.clip) == (S.COMPLETED, "ch_1", None)
    assert gone_on.state is S.COMPLETED


def test_a_clip_that_was_refused_is_uploaded_anew_the_next_time(
    home: Home, server: FoxServer, tmp_path: Path
) -> None:
    clip = str(make_clip(tmp_path / "fox.mp4", Recipe(frames=30, size=SIZE)))
    server.on_create(Answer(422, {"error": {"message": "no", "code": "invalid_parameters"}}))
    asked = {"model": "sora-2-character", "values": {"name": "Mika"}}

    async def work() -> Job:
        async with rig(home) as r:
            refused = await r.make(server.base_url, "", **asked, clip=clip)
            assert refused.state is S.FAILED
            again = await r.studio.ask_again(refused)
            return (await settled(r.studio, [again]))[0]

    assert run(work()).character_id
    assert len(server.uploads) == 2


def test_a_mark_is_kept(home: Home, server: FoxServer) -> None:
    async def work() -> None:
        async with rig(home) as r:
            job = await r.make(server.base_url)
            assert [each.mark for each in await r.studio.set_mark([job.id], "star")] == ["star"]
            assert await r.studio.set_mark([job.id], "star") == []
            kept = r.ledger.get(job.id)
            assert kept is not None
            assert (kept.mark, kept.state) == ("star", S.COMPLETED)
            beside = read_sidecar(sidecar_of(Path(kept.file)))
            assert beside is not None
            assert beside.mark == "star"

    run(work())
