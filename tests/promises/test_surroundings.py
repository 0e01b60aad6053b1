"""Disks that are full, read-only or gone: every job stays in a true state, and goes on."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import errno
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.desk import Trouble
from core.download import SYNC_EVERY, publish
from core.home import Home
from core.job import Job, State
from core.pacing import REMOTE
from tests.faulty import FoxServer, Gate, Plan, Request, Serve, mp4_bytes, untagged
from tests.promises.disks import Disk, Maker, limited_files, read_only_at_will, small_disk
from tests.promises.fastclock import run_fast
from tests.promises.lives import framed
from tests.promises.tally import Tally
from tests.promises.truth import check_truth
from tests.studios import Rig, rig

S = State
CLIP = mp4_bytes(3 << 20)
MIDDLE = (3 << 20) // 2
DISKS: dict[str, Maker] = {"a real disk": small_disk, "a limit": limited_files}


def at_call(server: FoxServer, call: str, number: int, act: Callable[[], object]) -> None:
    """Call ``act`` while the server answers a certain call."""
    seen = iter(range(1000))

    def choose(request: Request) -> None:
        if request.call == call and next(seen) == number:
            act()

    server.on_every(choose)


STEPS = [("upload", 0), ("create", 0), ("task", 0), ("task", 1), ("task", 2), ("clip", 0)]


@pytest.mark.parametrize("disk", DISKS)
@pytest.mark.parametrize(("call", "number"), STEPS)
def test_promise_3_the_ledger_s_disk_is_full_for_a_while(
    tmp_path: Path,
    server: FoxServer,
    tally: Tally,
    expected_logs: Callable[..., None],
    disk: str,
    call: str,
    number: int,
) -> None:
    expected_logs("cannot be written", "cannot be used", "could not be looked at")
    troubles: list[str] = []

    with DISKS[disk](tmp_path / "disk") as small:
        home = Home(small.folder / "home", tmp_path / "clips")
        home.prepare()

        def on_event(event: object) -> None:
            if isinstance(event, Trouble) and event.fault is not None:
                troubles.append(event.fault.kind)
                small.clear()

        async def work() -> Job:
            async with rig(home, pace=REMOTE) as r:
                r.studio.subscribe(on_event)
                (job,) = await r.studio.add([framed(home, r.ask(server.base_url)[0])])
                at_call(server, call, number, small.fill)
                while True:  # a studio in trouble has settled, for the time being
                    job = (await r.studio.settle([job.id]))[0]
                    if job.state is S.COMPLETED:
                        return job
                    await asyncio.sleep(1.0)

        job = run_fast(work())
        assert set(troubles) == {"ledger_unwritable"}
        assert len(server.requests("create")) == 1
        check_truth(home, server, [job.id])
    tally.add("faults")


@pytest.mark.parametrize("disk", DISKS)
def test_promise_2_nothing_is_sent_while_the_intent_cannot_be_written(
    tmp_path: Path,
    server: FoxServer,
    tally: Tally,
    expected_logs: Callable[..., None],
    disk: str,
) -> None:
    expected_logs("cannot be written", "cannot be used", "could not be looked at")
    seen: list[int] = []
    with DISKS[disk](tmp_path / "disk") as small:
        home = Home(small.folder / "home", tmp_path / "clips")
        home.prepare()

        async def work() -> Job:
            async with rig(home, pace=REMOTE) as r:
                asked = r.ask(server.base_url)
                small.fill()
                with pytest.raises(sqlite3.OperationalError):
                    await r.studio.add(asked)
                small.clear()
                (job,) = await r.studio.add(asked)
                small.fill()
                await asyncio.sleep(3600)
                seen.append(len(server.requests("create")))
                small.clear()
                await asyncio.sleep(60)
                return (await r.studio.settle([job.id]))[0]

        job = run_fast(work())
        assert (seen, job.state) == ([0], S.COMPLETED)
        assert len(server.requests("create")) == 1
        check_truth(home, server, [job.id])
    tally.add("faults", 2)


@pytest.mark.parametrize("disk", DISKS)
def test_promise_4_the_clip_s_disk_is_full_until_somebody_makes_room(
    home: Home, server: FoxServer, tally: Tally, tmp_path: Path, disk: str
) -> None:
    server.provider.clip = CLIP
    gate = Gate()
    server.on_clip(Serve(pauses=((MIDDLE, gate),)))
    with DISKS[disk](tmp_path / "disk") as small:
        home = Home(home.root, small.folder)

        async def work() -> tuple[Job, Job]:
            async with rig(home, pace=REMOTE) as r:
                (job,) = await r.studio.add(r.ask(server.base_url))
                await asyncio.to_thread(gate.wait_reached)
                await _written(small.folder, SYNC_EVERY + 1)
                small.fill()
                gate.release()
                stuck = (await r.studio.settle([job.id]))[0]
                small.clear()
                await r.studio.want([job.id])
                return stuck, (await r.studio.settle([job.id]))[0]

        stuck, job = run_fast(work())
        assert_stuck(stuck, "disk_full")
        assert job.state is S.COMPLETED
        assert server.requests("clip")[-1].headers["range"] == "bytes=1048576-"
        check_truth(home, server, [job.id])
    tally.add("faults")


async def _written(folder: Path, size: int) -> None:
    """Return when a part in ``folder`` has so many bytes."""
    while not any(part.stat().st_size >= size for part in folder.glob("*.part")):
        await asyncio.to_thread(os.sched_yield)


def assert_stuck(job: Job, kind: str) -> None:
    assert job.reason is not None
    assert (job.state, job.reason.kind, job.stuck) == (S.DOWNLOADING, kind, True)


def no_room(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


async def stuck_and_on(r: Rig, server: FoxServer, mend: Callable[[], object]) -> tuple[Job, Job]:
    """Return a job where it got stuck, and where it got once a person had mended that."""
    stuck = await r.make(server.base_url)
    mend()
    await r.studio.want([stuck.id])
    return stuck, (await r.studio.settle([stuck.id]))[0]


def test_promise_4_no_room_for_the_name_costs_no_second_fetch(
    home: Home, server: FoxServer, tally: Tally, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.plan = Plan(vanishes=True)
    monkeypatch.setattr("os.link", no_room)
    monkeypatch.setattr(Path, "rename", no_room)

    async def work() -> tuple[Job, Job]:
        async with rig(home, pace=REMOTE) as r:
            return await stuck_and_on(r, server, monkeypatch.undo)

    stuck, job = run_fast(work())
    assert_stuck(stuck, "disk_full")
    assert job.state is S.COMPLETED
    assert len(server.requests("clip")) == 1
    check_truth(home, server, [job.id])
    tally.add("faults")


def test_promise_4_no_room_for_the_sidecar_loses_no_clip(
    home: Home,
    server: FoxServer,
    tally: Tally,
    monkeypatch: pytest.MonkeyPatch,
    expected_logs: Callable[..., None],
) -> None:
    expected_logs("no sidecar")
    server.plan = Plan(vanishes=True)
    monkeypatch.setattr("core.fetching.write_sidecar", no_room)

    async def work() -> Job:
        async with rig(home, pace=REMOTE) as r:
            return await r.make(server.base_url)

    job = run_fast(work())
    assert job.state is S.COMPLETED
    assert untagged(Path(job.file).read_bytes()) == server.provider.clip
    assert [each.name for each in home.clips.iterdir()] == [Path(job.file).name]
    tally.add("faults")


# Folders


@contextlib.contextmanager
def _unplugged(folder: Path) -> Iterator[Disk]:
    """A stick that can be pulled out with the folder on it, and plugged in again."""
    away = folder.parent / "in a pocket"
    folder.mkdir()
    yield Disk(folder, lambda: folder.rename(away), lambda: away.rename(folder))


@contextlib.contextmanager
def _replaced(folder: Path) -> Iterator[Disk]:
    """A folder in whose place there is a file for a while."""
    away = folder.parent / "aside"
    folder.mkdir()

    def replace() -> None:
        folder.rename(away)
        folder.write_text("not a folder")

    def put_back() -> None:
        folder.unlink()
        away.rename(folder)

    yield Disk(folder, replace, put_back)


@contextlib.contextmanager
def _another(folder: Path) -> Iterator[Disk]:
    """A stick in whose place another one is plugged in, an empty one."""
    folder.mkdir()
    away = folder.parent / "in a pocket"
    yield Disk(folder, lambda: folder.rename(away), folder.mkdir)


FOLDERS: dict[str, tuple[Maker, str]] = {
    "read-only": (read_only_at_will, "folder_locked"),
    "unplugged": (_unplugged, "folder_gone"),
    "replaced by a file": (_replaced, "folder_gone"),
    "another one is plugged in": (_another, "folder_gone"),
}


@pytest.mark.parametrize("name", FOLDERS)
@pytest.mark.parametrize("when", ["before a byte", "in the middle", "before the name"])
def test_promise_4_a_folder_that_cannot_be_used_is_waited_for(
    home: Home,
    server: FoxServer,
    tally: Tally,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    when: str,
) -> None:
    if (name, when) == ("read-only", "in the middle"):
        pytest.skip("no system makes a disk read-only under an open file")
    maker, kind = FOLDERS[name]
    gate = Gate()
    server.provider.clip = CLIP
    with maker(tmp_path / "stick") as stick:
        if when == "before a byte":
            at_call(server, "task", 2, stick.fill)
        elif when == "in the middle":
            server.on_clip(Serve(pauses=((MIDDLE, gate),)))
        else:
            monkeypatch.setattr("core.fetching.publish", _first(stick.fill, publish))

        async def work() -> tuple[Job, Job]:
            async with rig(home, pace=REMOTE) as r:
                asked = [dataclasses.replace(r.ask(server.base_url)[0], output=str(stick.folder))]
                await r.studio.add(asked)
                if when == "in the middle":
                    await _written(stick.folder, SYNC_EVERY + 1)
                    stick.fill()
                    gate.release()
                stuck = (await r.studio.settle([asked[0].id]))[0]
                stick.clear()
                await r.studio.want([stuck.id])
                return stuck, (await r.studio.settle([stuck.id]))[0]

        stuck, job = run_fast(work())
        assert_stuck(stuck, kind)
        assert job.state is S.COMPLETED
        fetches = 1 if name != "another one is plugged in" or when == "before a byte" else 2
        assert len(server.requests("clip")) == fetches
        check_truth(home, server, [job.id])
    tally.add("faults")


def _first(act: Callable[[], object], then: Callable[[Path, Path], None]) -> Callable[..., None]:
    """Return ``then`` with ``act`` before its first call."""
    acts = [act]

    def call(part: Path, target: Path) -> None:
        if acts:
            acts.pop()()
        then(part, target)

    return call


def test_promise_4_the_usual_folder_is_made_again(
    home: Home, server: FoxServer, tally: Tally
) -> None:
    def remove() -> None:
        shutil.rmtree(home.clips)

    at_call(server, "task", 2, remove)

    async def work() -> Job:
        async with rig(home, pace=REMOTE) as r:
            return await r.make(server.base_url)

    job = run_fast(work())
    assert job.state is S.COMPLETED
    check_truth(home, server, [job.id])
    tally.add("faults")
