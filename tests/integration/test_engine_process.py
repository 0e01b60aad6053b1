"""The built-in engine as a process: it starts and ends with its program, and may die."""

from __future__ import annotations

import contextlib
import io
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from PIL import Image

from core import language
from core.catalog import load_catalog
from core.demo import process as process_module
from core.demo.engine import MOST_ATTEMPTS, Engine, start_engine
from core.demo.process import EngineProcess, engine_command, start_engine_process
from core.demo.tasks import TaskStore
from core.foxapi.client import FoxApi
from core.foxapi.messages import Task
from core.home import Home
from core.job import DEMO, Job, State
from core.mp4 import is_whole_mp4
from core.secrets import KEY_VARIABLE
from tests.studios import clips, rig, run

ROOT = Path(__file__).parent.parent.parent
BODY = {"model": "sora-2-pro", "prompt": "a fox", "aspect_ratio": "16:9", "duration": 4}
LONG = {**BODY, "duration": 12, "resolution": "1080p"}

posix_only = pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")

Start = Callable[..., EngineProcess]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Yield a starter of engines on one folder, which are ended at last."""
    running: list[EngineProcess] = []

    def begin() -> EngineProcess:
        running.append(start_engine_process(tmp_path / "demo", engine_command()))
        return running[-1]

    yield begin
    for each in running:
        each.close()


@contextlib.contextmanager
def client(engine: EngineProcess | Engine) -> Iterator[FoxApi]:
    api = FoxApi(engine.base_url, engine.token)
    try:
        yield api
    finally:
        api.close()


def until(api: FoxApi, task_id: str, there: Callable[[Task], bool]) -> Task:
    while not there(task := api.task(task_id)):
        pass
    return task


def ended(task: Task) -> bool:
    return task.completed or task.failed


def connected(engine: EngineProcess) -> socket.socket:
    """Return a connection to an engine: it ends when the engine does."""
    parts = urlsplit(engine.base_url)
    assert parts.hostname
    assert parts.port
    return socket.create_connection((parts.hostname, parts.port), timeout=30)


# Start and end


def test_it_serves_the_contract_and_ends_at_once(start: Start) -> None:
    engine = start()
    with client(engine) as api:
        assert api.models()[:2] == ("sora-2-pro", "sora-2")
        task = until(api, api.create(BODY).task_id, ended)
    assert task.completed
    assert engine.alive()
    engine.close()
    assert not engine.alive()
    engine.close()


def test_a_program_without_a_window_starts_it_too(home: Home) -> None:
    command = [sys.executable, "-W", "error", str(ROOT / "main.py"), "generate", "a fox"]
    done = subprocess.run([*command, "--demo", "--json"], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert is_whole_mp4(Path(json.loads(done.stdout)["file"]))
    assert not (home.root / "engine").exists()


@linux_only
def test_the_token_is_in_no_command_line_and_the_key_not_even_in_its_memory(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = "sk-the-real-one-0123456789"
    monkeypatch.setenv(KEY_VARIABLE, key)
    engine = start()
    proc = Path(f"/proc/{engine.pid}")
    listed = subprocess.run(
        ["ps", "-ww", "-o", "args=", "-p", str(engine.pid)],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "--built-in-engine" in listed
    assert engine.token not in listed
    assert engine.token.encode() not in (proc / "environ").read_bytes()
    assert key.encode() not in (proc / "environ").read_bytes()


@linux_only
def test_it_is_polite_and_loads_no_qt(start: Start) -> None:
    engine = start()
    with client(engine) as api:
        until(api, api.create(BODY).task_id, ended)
    assert os.getpriority(os.PRIO_PROCESS, engine.pid) == min(
        os.getpriority(os.PRIO_PROCESS, 0) + process_module.NICENESS, 19
    )
    maps = Path(f"/proc/{engine.pid}/maps").read_text()
    assert "libavcodec" in maps
    assert "Qt6" not in maps
    assert "PySide6" not in maps


@posix_only
@pytest.mark.parametrize("name", ["SIGINT", "SIGHUP"])
def test_the_terminal_s_signals_are_its_parent_s_affair(start: Start, name: str) -> None:
    engine = start()
    os.kill(engine.pid, getattr(signal, name))
    with client(engine) as api:
        assert api.models()
    assert engine.alive()


@posix_only
def test_a_shutdown_is_an_orderly_end(start: Start, tmp_path: Path) -> None:
    engine = start()
    with client(engine) as api:
        task_id = api.create(LONG).task_id
        until(api, task_id, lambda task: bool(task.progress))
    with connected(engine) as there:
        os.kill(engine.pid, signal.SIGTERM)
        assert there.recv(1) == b""
    engine.close()
    assert [task.attempts for task in TaskStore(tmp_path / "demo").unfinished()] == [0]


PARENT = """
import sys
from pathlib import Path
from core.demo.process import engine_command, start_engine_process
engine = start_engine_process(Path(sys.argv[1]), engine_command())
print(engine.base_url, engine.token, flush=True)
sys.stdin.read()
"""


@posix_only
@pytest.mark.parametrize("busy", [False, True])
def test_it_ends_when_its_parent_is_killed(tmp_path: Path, busy: bool) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tmp_path / "demo")],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert parent.stdout is not None
    base_url, token = parent.stdout.readline().split()
    api = FoxApi(base_url, token)
    if busy:
        task_id = api.create(LONG).task_id
        until(api, task_id, lambda task: bool(task.progress))
    api.close()
    parts = urlsplit(base_url)
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=30) as there:
        parent.kill()
        parent.communicate(timeout=30)
        assert there.recv(1) == b""  # it has closed the connection
    store = TaskStore(tmp_path / "demo")
    with store.turn(lambda seconds: bool(threading.Event().wait(seconds))) as mine:
        assert mine  # and its lock is free
    assert [task.attempts for task in store.unfinished()] == [0] * busy


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("import a_module_that_is_not_there", "a_module_that_is_not_there"),
        ("raise SystemExit(3)", "code 3"),
        ("print('hello')", "code 0"),
        ("print('[1, 2]')", "code 0"),
        ("""print('{"error": "no room"}')""", "no room"),
        ("import time; print('x', end='', flush=True); time.sleep(100)", "within 0.5 seconds"),
    ],
)
def test_a_start_that_fails_says_why_in_time(tmp_path: Path, code: str, reason: str) -> None:
    with pytest.raises(OSError, match=reason):
        start_engine_process(tmp_path, [sys.executable, "-c", code], 0.5)


def test_a_program_that_is_not_there_cannot_start(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nowhere"):
        start_engine_process(tmp_path, [str(tmp_path / "nowhere")])


def test_a_folder_that_cannot_be_used_is_the_reason(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match="file"):
        start_engine_process(tmp_path / "file" / "demo", engine_command())


def test_its_label_speaks_the_program_s_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOXREEL_LANG", "en")
    language.use("zh_CN")
    try:
        assert process_module._environment(os.environ)["FOXREEL_LANG"] == "zh_CN"
    finally:
        language.use("en")


def test_a_frozen_program_starts_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    assert engine_command()[:2] == [sys.executable, str(ROOT / "main.py")]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert engine_command() == [sys.executable, "--built-in-engine"]


# When it dies


class Engines:
    """Starts engines on a home, and remembers them."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self.started: list[EngineProcess] = []

    def __call__(self) -> EngineProcess:
        self.started.append(start_engine_process(self._home.demo, engine_command()))
        return self.started[-1]


@posix_only
def test_jobs_go_on_when_the_engine_is_killed_while_it_draws(home: Home) -> None:
    engines = Engines(home)

    async def work() -> list[Job]:
        async with rig(home, engine=engines) as r:
            asked = [job for n in "12" for job in r.ask(DEMO, f"fox {n}", values={"duration": 8})]
            first, second = await r.studio.add(asked)
            await r.until(first.id, lambda job: (job.progress or 0) > 10)
            os.kill(engines.started[0].pid, signal.SIGKILL)
            return await r.studio.settle([first.id, second.id])

    jobs = run(work())
    assert [job.state for job in jobs] == [State.COMPLETED] * 2
    assert len(engines.started) == 2
    assert not any(engine.alive() for engine in engines.started)
    assert all(is_whole_mp4(file) for file in clips(home.clips))
    assert len(clips(home.clips)) == 2


@posix_only
def test_a_clip_that_ends_the_engine_each_time_is_given_up(start: Start, tmp_path: Path) -> None:
    first = start()
    with client(first) as api:
        task_id = api.create(LONG).task_id
    first.close()
    assert [task.attempts for task in TaskStore(tmp_path / "demo").unfinished()] == [0]
    for _ in range(MOST_ATTEMPTS):
        engine = start()
        with client(engine) as api:
            until(api, task_id, lambda task: bool(task.progress) or ended(task))
        os.kill(engine.pid, signal.SIGKILL)
        while engine.alive():
            pass
    with client(start()) as api:
        task = until(api, task_id, ended)
    assert task.error is not None
    assert task.error.code == "service_error"
    assert not list((tmp_path / "demo" / "clips").glob("*.mp4"))


# Two on one folder


def test_two_engines_on_one_folder_draw_each_clip_once_and_both_know_it(start: Start) -> None:
    one, other = start(), start()
    with client(one) as api, client(other) as second:
        ids = [each.create(BODY).task_id for each in (api, second, api, second)]
        for task_id in ids:
            for each in (api, second):
                task = until(each, task_id, ended)
                assert task.completed
                assert task.results[0].url.startswith(each.base_url)


@posix_only
def test_an_engine_draws_what_another_one_took_in_and_left(start: Start) -> None:
    survivor, one = start(), start()
    with client(one) as api:
        task_id = api.create(BODY).task_id
        until(api, task_id, lambda task: bool(task.progress))
    os.kill(one.pid, signal.SIGKILL)
    with client(survivor) as api:
        assert until(api, task_id, ended).completed


def test_a_waiting_engine_ends_at_once(tmp_path: Path) -> None:
    store = TaskStore(tmp_path / "demo")
    with store.turn(lambda _: False) as mine:
        assert mine
        engine = start_engine(tmp_path / "demo", load_catalog())
        with client(engine) as api:
            api.create(BODY)
        engine.close()
        assert not any(t.name == "engine-render" and t.is_alive() for t in threading.enumerate())
    assert [task.attempts for task in store.unfinished()] == [0]


def test_an_id_leads_nowhere_else(tmp_path: Path) -> None:
    store = TaskStore(tmp_path / "demo")
    task = store.add(BODY)
    (tmp_path / "demo" / "secret.json").write_bytes(
        (tmp_path / "demo" / "tasks" / f"{task.id}.json").read_bytes()
    )
    assert store.get(task.id) == task
    for odd in (
        "../secret",
        "secret",
        "",
        ".",
        f"{task.id}/",
        f"{task.id}\n",
        "task-demo-1-zzzzzzzz",
    ):
        assert store.get(odd) is None


def test_a_picture_is_drawn_from_another_engine_s_upload(start: Start) -> None:
    stream = io.BytesIO()
    Image.new("RGB", (1280, 720), "teal").save(stream, "PNG")
    with client(start()) as api:
        url = api.upload(stream.getvalue(), "x.png", "image/png").url
    body: dict[str, Any] = {**BODY, "generation_type": "image-to-video", "image_urls": [url]}
    with client(start()) as api:
        assert until(api, api.create(body).task_id, ended).completed
