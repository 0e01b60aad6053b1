"""What travels with a clip: its tags and its name, from the engine and from FoxAPI on loopback."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from core.catalog import load_catalog
from core.cliptags import content_in
from core.demo.engine import start_engine
from core.home import Home
from core.job import DEMO, Connection, Job, State, new_id
from core.media import tags as tags_module
from core.media.tags import TagsRefused, read_tags, stream_hashes
from core.program import Program
from core.recipes import recipe_of
from core.settings import Delivery, Settings
from core.sidecar import read_sidecar
from tests.commands import foxreel
from tests.faulty import FoxServer, Gate, Plan, Serve
from tests.movies import movie
from tests.studios import KEY, Rig, rig, run

SOON = Plan(pending=0, processing=1)


@pytest.fixture
def movies(server: FoxServer) -> FoxServer:
    """Return a gateway whose clips are real ones."""
    server.provider.key = KEY
    server.provider.clip = movie()
    server.plan = SOON
    return server


def make(home: Home, server: FoxServer, delivery: Delivery | None = None, **asked: Any) -> Job:
    """Make a clip, and return its finished job."""

    async def work() -> Job:
        async with rig(home) as r:
            r.studio.set_delivery(delivery or Delivery())
            return await r.make(server.base_url, **asked)

    job = run(work())
    assert job.state is State.COMPLETED, job.reason
    return job


def plain(folder: Path) -> Path:
    """Return the clip as it is served."""
    (folder / "served.mp4").write_bytes(movie())
    return folder / "served.mp4"


def in_folder(folder: Path) -> set[str]:
    return {str(file.relative_to(folder)) for file in folder.rglob("*")}


# Tags


def test_a_clip_says_itself_what_made_it_and_its_streams_are_as_served(
    home: Home, movies: FoxServer, tmp_path: Path
) -> None:
    job = make(home, movies, prompt="a fox 狐狸", values={"duration": 8})
    file = Path(job.file)
    assert file.read_bytes() != movie()
    assert stream_hashes(file) == stream_hashes(plain(tmp_path))
    assert len(stream_hashes(file)) == 2
    tags = read_tags(file)
    told = content_in(tags)
    assert told is not None
    assert (told["id"], told["task_id"], told["model"]) == (job.id, job.task_id, "sora-2-pro")
    assert told["params"]["duration"] == 8
    assert tags["title"] == tags["description"] == "a fox 狐狸"
    assert KEY.encode() not in file.read_bytes()
    assert job.clip is not None
    sidecar = read_sidecar(file.with_suffix(".json"))
    assert sidecar is not None
    assert sidecar.clip is not None
    assert job.clip.size == sidecar.clip.size == file.stat().st_size
    assert job.clip.verified
    assert job.clip.seconds is not None
    assert in_folder(home.clips) == {file.name, file.with_suffix(".json").name}
    file.with_suffix(".json").unlink()
    recipe = recipe_of(file)
    assert recipe is not None
    assert (recipe.prompt, recipe.values) == (job.prompt, job.values)


def test_the_engine_s_clips_have_tags_and_their_streams_too(home: Home) -> None:
    async def work() -> Job:
        async with rig(home, engine=lambda: start_engine(home.demo, load_catalog())) as r:
            return await r.make(DEMO)

    job = run(work())
    (drawn,) = home.demo.rglob("*.mp4")
    assert stream_hashes(Path(job.file)) == stream_hashes(drawn)
    told = content_in(read_tags(Path(job.file)))
    assert told is not None
    assert (told["id"], told["made_by"]) == (job.id, "built-in engine")


def test_a_person_may_want_neither_tags_nor_the_prompt_in_them(
    home: Home, movies: FoxServer
) -> None:
    untold = make(home, movies, Delivery(tags=False), prompt="a silent bear")
    assert Path(untold.file).read_bytes() == movie()
    quiet = make(home, movies, Delivery(tag_prompt=False), prompt="a silent bear")
    data = Path(quiet.file).read_bytes()
    assert b"bear" not in data
    assert quiet.id.encode() in data


@pytest.mark.parametrize(
    "failure", [TagsRefused("odd"), OSError(28, "full"), RuntimeError("?"), MemoryError()]
)
def test_what_cannot_be_tagged_is_there_all_the_same(
    home: Home,
    movies: FoxServer,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    failure: Exception,
) -> None:
    def fail(source: Path, target: Path, tags: dict[str, str]) -> None:  # noqa: ARG001
        target.write_bytes(b"half of")
        raise failure

    monkeypatch.setattr(tags_module, "write_tags", fail)
    with caplog.at_level("INFO", "core"):
        job = make(home, movies)
    file = Path(job.file)
    assert file.read_bytes() == movie()
    assert in_folder(home.clips) == {file.name, file.with_suffix(".json").name}
    assert f"job {job.id}: its clip has no tags: {type(failure).__name__}" in caplog.text


# Names


def test_a_template_with_folders_names_clips_inside_of_the_folder(
    home: Home, movies: FoxServer
) -> None:
    template = Delivery("{model}/{prompt}/{id} {take}")
    jobs = [make(home, movies, template, prompt="a/fox..") for _ in range(2)]
    for job in jobs:
        assert Path(job.file) == home.clips / "sora-2-pro" / "a fox" / f"{job.id}.mp4"
        assert Path(job.file).with_suffix(".json").is_file()
        assert Path(job.output) == home.clips
    same = [make(home, movies, Delivery("x/y"), prompt="b") for _ in range(2)]
    assert [Path(each.file).name for each in same] == ["y.mp4", "y (2).mp4"]


def test_a_character_s_name_is_in_the_template(home: Home, movies: FoxServer) -> None:
    async def work() -> Job:
        async with rig(home) as r:
            r.ledger.add([character(r, "char-1", "Mika"), character(r, "char-1", "Else", DEMO)])
            r.studio.set_delivery(Delivery("{character}/{id}"))
            asked = {"character_ids": ["char-1", "char-unknown"]}
            return await r.make(movies.base_url, values=asked)

    def character(r: Rig, character_id: str, name: str, base_url: str = "") -> Job:
        return Job(
            id=new_id(),
            created_at=1.0,
            connection=Connection(base_url or r.connections.freeze(movies.base_url).base_url),
            model="sora-2-character",
            prompt="",
            values={},
            output=str(home.clips),
            state=State.COMPLETED,
            character_id=character_id,
            character_name=name,
        )

    job = run(work())
    assert Path(job.file).parent == home.clips / "Mika, char-unknown"


def test_a_file_in_the_way_of_a_folder_does_not_keep_a_clip_away(
    home: Home, movies: FoxServer
) -> None:
    home.clips.mkdir()
    (home.clips / "films").write_text("mine")
    job = make(home, movies, Delivery("films/2026/{id}"))
    assert Path(job.file) == home.clips / f"{job.id}.mp4"
    assert (home.clips / "films").read_text() == "mine"


def test_a_folder_that_was_removed_meanwhile_is_made_again(home: Home, movies: FoxServer) -> None:
    gate = Gate()
    movies.on_clip(Serve(pauses=((1000, gate),)))

    async def begin() -> Job:
        async with rig(home) as r:
            r.studio.set_delivery(Delivery("films/{id}"))
            (job,) = await r.studio.add(r.ask(movies.base_url))
            await asyncio.to_thread(gate.wait_reached)
            return job

    job = run(begin())
    shutil.rmtree(home.clips / "films")
    gate.release()

    async def go_on() -> Job:
        async with rig(home) as r:
            await r.studio.want([job.id])
            return (await r.studio.settle([job.id]))[0]

    after = run(go_on())
    assert after.state is State.COMPLETED
    assert Path(after.file) == home.clips / "films" / f"{job.id}.mp4"
    assert Path(after.file).is_file()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_locked_folder_is_said_before_a_byte_is_asked_for(home: Home, movies: FoxServer) -> None:
    (home.clips / "films").mkdir(parents=True)
    (home.clips / "films").chmod(0o500)

    async def work() -> Job:
        async with rig(home) as r:
            r.studio.set_delivery(Delivery("films/{id}"))
            return await r.make(movies.base_url)

    job = run(work())
    assert job.reason is not None
    assert job.reason.kind == "folder_locked"
    assert not movies.requests("clip")


# Commands


def test_commands_name_and_tag_as_the_settings_say(home: Home, movies: FoxServer) -> None:
    chosen = {"name_template": "{model}/{prompt} {id}", "tag_prompt": False}
    home.settings.write_text(json.dumps(chosen), "utf-8")
    ended = foxreel("generate", "a fox", "--json", server=movies)
    (job,) = ended.jobs
    file = Path(job["file"])
    assert file == home.clips / "sora-2-pro" / f"a fox {job['id']}.mp4"
    assert "description" not in read_tags(file)
    home.settings.write_text(json.dumps({"name_template": "{date}/../{id}"}), "utf-8")
    refused = foxreel("generate", "a fox", server=movies)
    assert refused.code == 2
    assert "name_template" in refused.err
    assert len(movies.tasks) == 1


def test_import_brings_the_clips_of_another_home_back(
    home: Home, movies: FoxServer, tmp_path: Path
) -> None:
    home.settings.write_text(json.dumps({"name_template": "{model}/{id}"}), "utf-8")
    made = [foxreel("generate", f"fox {n}", "--json", server=movies).jobs[0] for n in range(2)]
    archive = home.clips.rename(tmp_path / "archive")
    next(archive.rglob("*.json")).unlink()
    other = str(tmp_path / "other home")
    first = foxreel("import", str(archive), "--json", FOXREEL_HOME=other)
    assert first.code == 0
    assert "Clips found: 2. New in the list: 2." in first.err
    assert {job["id"] for job in first.jobs} == {job["id"] for job in made}
    assert {job["prompt"] for job in first.jobs} == {"fox 0", "fox 1"}
    assert all(Path(job["file"]).is_file() for job in first.jobs)
    again = foxreel("import", str(archive), FOXREEL_HOME=other)
    assert (again.code, again.out) == (0, "")
    assert "Known already: 2." in again.err
    listed = foxreel("jobs", "--json", FOXREEL_HOME=other).jobs
    assert {job["state"] for job in listed} == {"completed"}
    moved = foxreel("import", str(archive), "--json")
    assert "Found again where they are now: 2." in moved.err
    assert {job["id"] for job in moved.jobs} == {job["id"] for job in made}
    nothing = foxreel("import", str(home.frames), FOXREEL_HOME=other)
    assert (nothing.code, nothing.out) == (0, "")
    wrong = foxreel("import", str(tmp_path / "gone"), FOXREEL_HOME=other)
    assert wrong.code == 2
    assert "it is not there" in wrong.err
    assert len(movies.tasks) == 2


def test_a_ledger_that_is_gone_comes_back_from_sidecars_in_folders(
    home: Home, movies: FoxServer
) -> None:
    job = make(home, movies, Delivery("{date}/{model}/{id}"))
    home.ledger.unlink()
    for left in home.root.glob("ledger*"):
        left.unlink()
    home.receipts.unlink()
    program = Program(home, Settings(), load_catalog(), {})
    with contextlib.closing(program.open_ledger()) as ledger:
        assert [(each.id, each.file) for each in ledger.jobs()] == [(job.id, job.file)]
