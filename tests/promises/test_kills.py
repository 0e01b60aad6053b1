"""The kill matrix: programs are killed at every step of a job's life, and ``resume`` mends it."""

from __future__ import annotations

import dataclasses
import re
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from core.cliptags import content_in
from core.job import State
from core.media.tags import read_tags, stream_hashes
from tests.faulty import Answer, Gate, Hang, Happens, Serve
from tests.movies import movie
from tests.promises.effects import Plan
from tests.promises.programs import Programs
from tests.promises.resuming import check_one_generation, sweep
from tests.promises.truth import read_jobs
from tests.promises.worlds import CLIP, SOON, world

S = State
ENDS_WITHIN = 10.0
"""Seconds that an orderly end may take on a busy machine; alone it takes two at most."""
TAGGING = r"temporary|(fsync|remove) \.mp4\.part|\.mp4\.part \.mp4|fsync clips"
"""The effects between a clip's last byte and its name."""
ROWS = 8
"""Into how many tests a sweep over all effects is parted, and of how many the default runs one."""


# Each step by its name

GENERATE = ("generate", "a fox", "--image", "{picture}")


@dataclass(frozen=True)
class Step:
    """An instant of a job's life: by an effect's name, or by what the server does.

    ``left`` is the state on the disk then; ``paid`` whether the task exists; ``fetched`` whether
    every byte of the clip is on the disk, so that it need not be anywhere else any more.
    """

    effect: str = ""
    number: int = 1
    call: str = ""
    act: Callable[[Gate], object] | None = None
    left: State | None = None
    paid: bool = True
    fetched: bool = False


def _half_an_answer(gate: Gate) -> Happens:
    return Happens(Answer(200, {"id": "task-unified-x", "status": "pending"}, pauses=((20, gate),)))


STEPS = {
    "before the job is written": Step("^COMMIT →waiting", paid=False),
    "after the job is written": Step("^after COMMIT →waiting", left=S.WAITING, paid=False),
    "before the upload is begun": Step("^COMMIT waiting→uploading", left=S.WAITING, paid=False),
    "before the upload's first byte": Step("^send POST .*upload", left=S.UPLOADING, paid=False),
    "inside the upload": Step("^send half of body", left=S.UPLOADING, paid=False),
    "the upload is there, its answer is not": Step(
        call="upload", act=Hang, left=S.UPLOADING, paid=False
    ),
    "before the upload's URL is written": Step("^INSERT uploads", left=S.UPLOADING, paid=False),
    "before submitting is written": Step(
        "^COMMIT uploading→submitting", left=S.UPLOADING, paid=False
    ),
    "before the POST's first byte": Step("^send POST /v1/videos", left=S.SUBMITTING, paid=False),
    "inside the POST's head": Step("^send half of POST /v1/v", left=S.SUBMITTING, paid=False),
    "inside the POST's body": Step("^send half of body", 2, left=S.SUBMITTING, paid=False),
    "the POST is there, its answer is not": Step(
        call="create", act=Hang, left=S.SUBMITTING, paid=False
    ),
    "half of the answer is there": Step(call="create", act=_half_an_answer, left=S.SUBMITTING),
    "before the task id is written": Step("^COMMIT submitting→pending", left=S.SUBMITTING),
    "after the task id is written": Step("^after COMMIT submitting→pending", left=S.PENDING),
    "before a query": Step("^send GET /v1/tasks", left=S.PENDING),
    "a query is under way": Step(call="task", act=Hang, left=S.PENDING),
    "between two queries": Step("^after COMMIT pending→processing", left=S.PROCESSING),
    "before downloading is written": Step("^COMMIT processing→downl", left=S.PROCESSING),
    "after downloading is written": Step("^after COMMIT processing→downl", left=S.DOWNLOADING),
    "before the clip's first byte": Step(call="clip", act=Hang, left=S.DOWNLOADING),
    "in the middle of the clip": Step(
        call="clip", act=lambda gate: Serve(pauses=((CLIP // 2, gate),)), left=S.DOWNLOADING
    ),
    "after the last byte": Step("^fsync .mp4.part", left=S.DOWNLOADING, fetched=True),
    "before the tags": Step("^make folder temporary", left=S.DOWNLOADING, fetched=True),
    "inside the file with tags": Step("^fsync temporary", 2, left=S.DOWNLOADING, fetched=True),
    "before the file with tags takes the place": Step(
        "^move .mp4.part .mp4.part", left=S.DOWNLOADING, fetched=True
    ),
    "between the last byte and the name": Step(
        "^link .mp4.part .mp4", left=S.DOWNLOADING, fetched=True
    ),
    "between the name and the part's end": Step(
        "^remove .mp4.part", left=S.DOWNLOADING, fetched=True
    ),
    "before the sidecar": Step("^open new .json", left=S.DOWNLOADING, fetched=True),
    "inside the sidecar": Step("^fsync new .json", left=S.DOWNLOADING, fetched=True),
    "before the sidecar's name": Step("^move new .json .json", left=S.DOWNLOADING, fetched=True),
    "between the sidecar and completed": Step(
        "^COMMIT downloading→completed", left=S.DOWNLOADING, fetched=True
    ),
    "after completed": Step("^after COMMIT downloading→completed", left=S.COMPLETED, fetched=True),
}


@pytest.mark.parametrize("name", STEPS)
def test_promise_3_killed_at_a_step(
    tmp_path: Path, programs: Programs, picture: str, name: str
) -> None:
    step, gate = STEPS[name], Gate()
    with world(tmp_path / "world", programs) as there:
        if step.act is not None:
            there.server.on(step.call, step.act(gate))  # type: ignore[arg-type]
        there.server.plan = dataclasses.replace(SOON, vanishes=step.fetched)
        plan = Plan(step.number if step.effect else 0, step.effect)
        program = there.start(*_with(picture), plan=plan)
        if step.act is not None:
            gate.wait_reached()
            program.kill()
        assert program.wait() == -signal.SIGKILL
        assert there.states() == ([step.left] if step.left else [])
        check_one_generation(there)
        assert not step.fetched or len(there.server.requests("clip")) == 1
        wanted = step.paid or step.left in (S.WAITING, S.UPLOADING)
        assert len(there.server.tasks) == wanted
        requests = len(there.server.requests())
        assert there.run("resume").wait() == 0
        assert len(there.server.requests()) == requests, "there was nothing to do any more"
        gate.release()


def _with(picture: str) -> list[str]:
    return [each.format(picture=picture) for each in GENERATE]


# Before every effect


@pytest.fixture(scope="module")
def effects(
    tmp_path_factory: pytest.TempPathFactory, programs: Programs, picture: str
) -> list[str]:
    """Return the names of all effects of a whole life."""
    with world(tmp_path_factory.mktemp("life") / "world", programs) as there:
        program = there.run(*_with(picture))
        assert program.wait() == 0
        check_one_generation(there)
        return program.effects


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run one part of a life's sweep, or with ``--long`` all of it."""
    if "row" in metafunc.fixturenames:
        metafunc.parametrize("row", range(ROWS if metafunc.config.getoption("--long") else 1))


def test_promise_3_killed_before_every_effect_of_a_life(
    tmp_path: Path, programs: Programs, picture: str, effects: list[str], row: int
) -> None:
    def one(folder: Path, number: int) -> str | None:
        with world(folder, programs) as there:
            program = there.run(*_with(picture), plan=Plan(number))
            killed = program.wait() == -signal.SIGKILL
            check_one_generation(there)
            return program.effects[-1] if killed else None

    numbers = range(row + 1, len(effects) + 1, ROWS)
    killed = sweep(tmp_path, numbers, one)
    assert len(killed) >= len(numbers) - 1


def test_promise_3_killed_while_a_real_clip_gets_its_tags(
    tmp_path: Path, programs: Programs
) -> None:
    """Killed before each effect from the last byte to the name: the streams are those served."""
    left: list[str] = []
    (plain := tmp_path / "served.mp4").write_bytes(movie())
    served = stream_hashes(plain)

    def one(folder: Path, number: int) -> str | None:
        with world(folder, programs) as there:
            there.server.provider.clip_of = lambda _: movie()  # type: ignore[method-assign]
            there.server.plan = dataclasses.replace(SOON, vanishes=True)
            program = there.start("generate", "a fox", plan=Plan(number, TAGGING))
            killed = program.wait() == -signal.SIGKILL
            assert there.run("resume").wait() == 0
            (job,) = read_jobs(there.home)
            assert job.state is S.COMPLETED
            file = Path(job.file)
            assert set(there.home.clips.iterdir()) == {file, file.with_suffix(".json")}
            assert stream_hashes(file) == served
            told = content_in(read_tags(file))
            assert told is not None
            assert told["id"] == job.id
            assert job.clip is not None
            assert job.clip.size == file.stat().st_size
            assert len(there.server.requests("clip")) == 1
            if not killed:
                left.extend(name for name in program.effects if re.search(TAGGING, name))
            return program.effects[-1] if killed else None

    one(tmp_path / "unhurt", 0)
    numbers = range(1, len(left) + 1)
    killed = sweep(tmp_path, numbers, one)
    assert any(re.search("make folder temporary", name) for name in killed)
    assert any(re.search("^move .mp4.part .mp4.part", name) for name in killed)
    assert len(killed) >= len(numbers) - 1


# Orderly ends at the same instants


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_promise_3_ended_in_order_before_every_effect(
    tmp_path: Path,
    programs: Programs,
    picture: str,
    effects: list[str],
    long: bool,
    number: signal.Signals,
) -> None:
    def one(folder: Path, at: int) -> str | None:
        with world(folder, programs) as there:
            program = there.start(*_with(picture), plan=Plan(at, signal=number))
            code = program.wait(ENDS_WITHIN)
            assert code in (0, 130), (at, program.effects[-1])
            left = there.states()
            assert not {S.UPLOADING, S.SUBMITTING} & set(left)
            check_one_generation(there)
            return None

    first = 1 if number is signal.SIGINT else 2
    sweep(tmp_path, range(first, len(effects) + 1, 2 if long else 22), one)


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("the upload is there, its answer is not", S.WAITING),
        ("half of the answer is there", S.UNCONFIRMED),
        ("in the middle of the clip", S.DOWNLOADING),
    ],
)
def test_promise_3_ended_in_order_at_a_step(
    tmp_path: Path, programs: Programs, picture: str, name: str, left: State
) -> None:
    step, gate = STEPS[name], Gate()
    assert step.act is not None
    with world(tmp_path / "world", programs) as there:
        there.server.on(step.call, step.act(gate))  # type: ignore[arg-type]
        program = there.start(*_with(picture))
        gate.wait_reached()
        program.send(signal.SIGTERM)
        assert program.wait(ENDS_WITHIN) == 130
        gate.release()
        assert there.states() == [left]
        check_one_generation(there)


# Forked programs are programs


def _without_numbers(text: str) -> str:
    return re.sub(r"[0-9]+", "0", text)


def test_a_forked_program_and_a_real_one_behave_alike(tmp_path: Path, programs: Programs) -> None:
    told = []
    for really in (True, False):
        with world(tmp_path / f"{really}", programs) as there:
            arguments = ("generate", "a fox", "--json")
            program = (
                there.start_really(*arguments)
                if really
                else there.start(*arguments, plan=Plan(quick=False))
            )
            assert program.wait() == 0
            (job,) = there.check()
            said = sorted(set(_without_numbers(program.err.replace(job.id, "ID")).splitlines()))
            requests = [(r.call, sorted(r.headers)) for r in there.server.requests()]
            fields = sorted(program.jobs[0])
            root = there.home.root
            files = sorted(_without_numbers(str(f.relative_to(root))) for f in root.rglob("*"))
            told.append((said, fields, requests, files))
    assert told[0] == told[1]


def test_a_forked_program_and_a_real_one_are_killed_alike(
    tmp_path: Path, programs: Programs
) -> None:
    left = []
    for really in (True, False):
        with world(tmp_path / f"{really}", programs) as there:
            gate = Gate()
            there.server.on_clip(Serve(pauses=((CLIP // 2, gate),)))
            start = there.start_really if really else there.start
            program = start("generate", "a fox")
            gate.wait_reached()
            assert program.kill() == -signal.SIGKILL
            gate.release()
            left.append((there.states(), len(there.query("SELECT * FROM wants"))))
            check_one_generation(there)
    assert left[0] == left[1]
