"""The window killed during a generation: a command brings the clip home, and so does a window."""

from __future__ import annotations

import signal
import time
from pathlib import Path

import pytest

from core.job import State
from tests.faulty import Gate, Hang, Serve
from tests.promises.programs import PATIENCE, Programs
from tests.promises.worlds import CLIP, World, world

S = State


def until_completed(there: World) -> None:
    """Return once the only job's clip has got its sidecar and its state."""
    until = time.monotonic() + PATIENCE
    while not (list(there.home.clips.glob("*.json")) and there.states() == [S.COMPLETED]):
        assert time.monotonic() < until, there.states()
        time.sleep(0.05)


@pytest.mark.parametrize(
    ("call", "after"), [("create", S.UNCONFIRMED), ("clip", S.COMPLETED)], ids=["create", "clip"]
)
def test_promise_3_a_window_killed_after_a_click_on_generate(
    tmp_path: Path, programs: Programs, call: str, after: State
) -> None:
    gate = Gate()
    with world(tmp_path / "world", programs) as there:
        there.server.on(call, Hang(gate))  # type: ignore[arg-type]
        window = there.compose("a fox")
        gate.wait_reached()
        assert window.kill() == -signal.SIGKILL
        assert there.states() == [S.SUBMITTING if call == "create" else S.DOWNLOADING]
        assert there.run("resume").wait() == (4 if call == "create" else 0)
        assert [job.state for job in there.check()] == [after]
        requests = len(there.server.requests("create"))
        assert requests == 1
        gate.release()
    assert len(there.server.requests("create")) == 1


def test_promise_3_a_killed_window_s_clip_is_brought_home_by_the_next_window(
    tmp_path: Path, programs: Programs
) -> None:
    gate = Gate()
    with world(tmp_path / "world", programs) as there:
        there.server.on_clip(Serve(pauses=((CLIP // 2, gate),)))
        assert there.run("generate", "a fox", "--no-wait").wait() == 0
        window = there.start_really()
        gate.wait_reached()
        assert window.kill() == -signal.SIGKILL
        gate.release()
        assert there.states() == [S.DOWNLOADING]
        window = there.start_really()
        until_completed(there)
        window.send(signal.SIGTERM)
        assert window.wait() == 0
        assert [job.state for job in there.check()] == [S.COMPLETED]
        assert len(there.server.requests("create")) == 1
