"""Promise 7: the key stays where it belongs, whatever happens and whoever sends it back.

Every file that these tests make is searched for it at their end, by ``conftest``. ``KEY`` is in
the environment of real processes here; what they say, and what the system tells of them, is
searched too.
"""

from __future__ import annotations

import base64
import contextlib
import os
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from PIL import Image
from PySide6.QtGui import QGuiApplication

from core import logs
from core.connections import Connections
from core.home import Home
from core.job import State
from core.ledger import Ledger
from tests.faulty import (
    Answer,
    FoxServer,
    Gate,
    Hang,
    Happens,
    Plan,
    mp4_bytes,
    redirect,
    refused_port,
)
from tests.promises import leaks
from tests.studios import KEY, rig, run

OTHER = "sk-other-fedcba9876543210fedcba98"
ROOT = Path(__file__).parent.parent.parent
SOON = Plan(pending=0, processing=0, accepted={"task_info": None})
PATIENCE = 60.0
ECHOES = [
    KEY,
    base64.b64encode(f"Bearer {KEY}".encode()).decode(),
    base64.urlsafe_b64encode(f"a{KEY}".encode()).decode(),
    quote(f"?key={KEY}", safe=""),
    "".join(f"\\u{ord(each):04x}" for each in KEY),
]
ECHO = f"Incorrect API key provided: {' '.join(ECHOES)}"


@pytest.fixture
def server() -> Iterator[FoxServer]:
    """Yield a gateway whose tasks are soon done."""
    with FoxServer(key=KEY, clip=mp4_bytes(60_000)) as running:
        running.plan = SOON
        yield running


class Program:
    """Foxreel as a process, with everything looked at that others can see of it."""

    def __init__(self, *arguments: str, script: str = "", mask: int = -1, **environ: str) -> None:
        command = ["-c", script] if script else [str(ROOT / "main.py")]
        self.process = subprocess.Popen(
            [sys.executable, "-W", "error", *command, *arguments],
            env={**os.environ, "FOXAPI_API_KEY": KEY, **environ},
            cwd=ROOT,
            umask=mask,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def look(self) -> None:
        """See what every user of the machine may see of the process and its children."""
        folder = Path("/proc") / str(self.process.pid)
        with contextlib.suppress(FileNotFoundError):
            children = (folder / "task" / folder.name / "children").read_text().split()
            for each in (folder, *(folder.parent / child for child in children)):
                for name in ("cmdline", "comm", "stat"):
                    assert not leaks.found((each / name).read_bytes(), KEY)

    def ended(self) -> tuple[int, str, str]:
        """Wait for the end; return code, output and errors."""
        out, err = self.process.communicate(timeout=PATIENCE)
        for said in (out, err):
            assert not leaks.found(said, KEY)
        return self.process.returncode, out.decode(), err.decode()


def foxreel(*arguments: str, server: FoxServer, **environ: Any) -> tuple[int, str, str]:
    program = Program(*arguments, **{"FOXAPI_BASE_URL": server.base_url, **environ})
    program.look()
    return program.ended()


def log_of(home: Home) -> str:
    return "".join(file.read_text() for file in sorted(home.logs.glob("*.log")))


def test_promise_7_no_command_leaves_the_key_anywhere(home: Home, server: FoxServer) -> None:
    gate = Gate()
    server.on_task(Hang(gate))
    program = Program("generate", "a fox", FOXAPI_BASE_URL=server.base_url)
    gate.wait_reached()
    program.look()
    gate.release()
    assert program.ended()[0] == 0
    assert foxreel("models", "--json", server=server)[0] == 0
    assert foxreel("follow", server.add_task(SOON).id, server=server)[0] == 0
    assert foxreel("jobs", "--json", server=server)[0] == 0
    code, out, _ = foxreel("diagnostics", server=server)
    assert code == 0
    assert "Key: environment" in out
    assert "completed 2" in out
    assert "a fox" not in out
    assert "→ completed" in log_of(home)
    assert "a fox" not in log_of(home)
    assert "a-fox" not in log_of(home)


@pytest.mark.usefixtures("home")
def test_promise_7_a_key_that_is_sent_back_is_masked(server: FoxServer) -> None:
    says = {"error": {"message": ECHO, "type": ECHO, "code": KEY}}
    head = {"x-request-id": KEY, "retry-after": KEY}
    raw = '{"error": {"message": "X", "code": "X", "type": "X"}}'.replace("X", ECHOES[-1]).encode()
    failed = Plan(pending=0, processing=0, error={"message": ECHO, "code": KEY, "type": ECHO})
    noted = Plan(pending=0, processing=0, extra={"notes": [ECHO], "model": KEY, "x": {KEY: ECHO}})
    server.on_create(
        Answer(401, says, head),
        Answer(500, f"<html><title>{ECHO}</title></html>", head),
        Answer(400, raw, {**head, "content-type": "application/json"}),
        Happens(Answer(200, f"{KEY} is no JSON")),
    )
    assert foxreel("generate", "one", server=server)[0] == 3
    assert foxreel("generate", "two", server=server)[0] == 4
    assert foxreel("generate", "three", "--json", server=server)[0] == 1
    server.behave()
    assert foxreel("generate", "four", server=server)[0] in (0, 4, 5)
    for plan in (failed, noted):
        foxreel("follow", server.add_task(plan).id, "--json", server=server)
    server.on("models", Answer(403, says, head))
    foxreel("models", server=server)
    code, out, _ = foxreel("diagnostics", server=server)
    assert code == 0
    assert "•••" in out
    assert "failed: KeyRefused, HTTP 401" in out


def test_promise_7_nor_where_the_key_must_not_go(
    server: FoxServer, untrusted_server: FoxServer
) -> None:
    with FoxServer(key=None) as elsewhere:
        to = f"{elsewhere.base_url}/v1/videos/generations"
        server.on_create(redirect(to, 307))
        server.on("models", redirect(f"{elsewhere.base_url}/v1/models", 301))
        server.plan = Plan(pending=0, processing=0, accepted={"task_info": None})
        server.on_clip(redirect(f"{elsewhere.cdn_url}/clip.mp4?sig=1"))
        foxreel("generate", "one", server=server)
        foxreel("models", server=server)
        follow = ("follow", server.add_task(SOON).id)
        foxreel(*follow, server=server)
        assert [r for r in elsewhere.requests() if "authorization" in r.headers] == []
        assert not any(leaks.found(repr(r), KEY) for r in elsewhere.requests())
        clips = [r for r in server.requests() if r.port == "cdn"]
        assert clips
        assert not any(leaks.found(repr(r), KEY) for r in clips)
    refused = f"http://127.0.0.1:{refused_port()}"
    for url in (untrusted_server.base_url, "http://api.example", f"https://me:{KEY}@a.example/"):
        foxreel("generate", "two", server=server, FOXAPI_BASE_URL=url)
        foxreel("models", server=server, FOXAPI_BASE_URL=url)
    foxreel("models", server=server, FOXAPI_BASE_URL=refused)
    assert untrusted_server.requests() == []


CRASH = """
import ctypes, os, sys
import core.asking
from ui.launcher import start

def crash(*_):
    if os.environ["CRASH"] == "native":
        ctypes.string_at(0)
    raise RuntimeError("with " + os.environ["FOXAPI_API_KEY"])

core.asking.jobs_for = crash
sys.exit(start(sys.argv[1:]))
"""


def test_promise_7_a_crash_report_has_no_key(home: Home, server: FoxServer) -> None:
    url = server.base_url
    program = Program("generate", "a fox", script=CRASH, CRASH="python", FOXAPI_BASE_URL=url)
    code, out, err = program.ended()
    assert (code, out) == (1, "")
    assert "Traceback" not in err
    assert "RuntimeError: with •••" in err
    (file,) = home.logs.glob("*.log")
    assert str(file) in err
    assert "in crash" in file.read_text()
    program = Program("generate", "a fox", script=CRASH, CRASH="native", FOXAPI_BASE_URL=url)
    assert program.ended()[0] not in (0, 1, 2)
    (crash,) = home.logs.glob("*.crash")
    assert "in crash" in crash.read_text()
    _, out, _ = foxreel("diagnostics", server=server)
    assert crash.name in out
    assert "in crash" in out
    assert server.requests() == []


def test_promise_7_the_window_leaves_no_key_either(home: Home, server: FoxServer) -> None:
    url, task = server.base_url, server.add_task(SOON)
    assert foxreel("follow", task.id, server=server)[0] == 0
    gate = Gate()
    server.on_task(Hang(gate))
    sent = Program("generate", "a fox", "--no-wait", FOXAPI_BASE_URL=url)
    assert sent.ended()[0] == 0
    with crashing_never(Program(FOXAPI_BASE_URL=url)) as window:
        gate.wait_reached()
        window.look()
        gate.release()
        until(lambda: log_of(home).count("→ completed") == 2)
        window.look()
        window.process.send_signal(signal.SIGTERM)
        assert window.ended()[0] == 0
    assert "the window opens" in log_of(home)
    assert "the window is closed" in log_of(home)


def test_promise_7_a_key_that_is_typed_stays_in_memory(home: Home, server: FoxServer) -> None:
    """There is no keychain here: a key that a person pastes is for this session."""
    from tests.window.opening import drive, seen, window_on

    (home.root / "settings.json").write_text(f'{{"base_url": "{server.base_url}"}}')
    logs.begin(home, "test")

    async def work() -> None:
        async with window_on(home, key="") as hands:
            welcome = await seen(lambda: hands.controller.preferences.welcome)
            QGuiApplication.clipboard().setText(f"Bearer {KEY}")
            await hands.click(welcome.form.paste)
            await hands.click(welcome.form.check)
            await seen(welcome.go_on.isVisible)
            await hands.click(welcome.go_on)
            hands.compose.focus_prompt()
            await hands.type("a fox")
            await hands.generate()
            await hands.job(State.COMPLETED)
            hands.controller.preferences.open_settings()
            dialog = await seen(lambda: hands.controller.preferences._dialog)
            QGuiApplication.clipboard().clear()
            dialog.list.setCurrentRow(6)
            await hands.click(dialog.about.diagnostics)
            text = await seen(QGuiApplication.clipboard().text)
            assert "Key: session" in text
            assert not leaks.found(text, KEY)
            dialog.accept()

    try:
        drive(work)
    finally:
        logs.end()
    assert server.requests("create")


def test_promise_7_no_host_sees_another_host_s_key(home: Home) -> None:
    with FoxServer(key=KEY) as one, FoxServer(key=OTHER) as two:
        keys = {one.base_url: KEY, two.base_url: OTHER}
        for each in (one, two):
            each.plan = SOON

        async def work() -> None:
            async with rig(home, keys=lambda url: keys.get(url, "")) as r:
                asked = [job for each in (one, two) for job in r.ask(each.base_url)]
                asked += [job for each in (two, one) for job in r.ask(each.base_url)]
                added = await r.studio.add(asked)
                ended = await r.studio.settle([job.id for job in added])
                assert {job.state for job in ended} == {State.COMPLETED}
                for each in (one, two):
                    connection = r.connections.freeze(each.base_url)
                    await r.studio.models(connection)
                    await r.studio.usage(connection)
                    await r.studio.charges(connection)
                    await r.studio.prices(connection)

        run(work())
        saw_only_its_own(one, KEY, OTHER)
        saw_only_its_own(two, OTHER, KEY)
    assert leaks.search(home.root, OTHER) == []


def test_promise_7_nor_after_the_key_or_the_host_has_changed(home: Home) -> None:
    with FoxServer(key=KEY) as one, FoxServer(key=OTHER) as two:
        one.plan = two.plan = Plan(pending=0, processing=0)
        assert foxreel("generate", "a", "--no-wait", server=one)[0] == 0
        other = {"FOXAPI_API_KEY": OTHER}
        assert foxreel("generate", "c", server=two, **other)[0] == 0
        assert foxreel("resume", server=two, **other)[0] == 3
        before = len(one.requests())
        assert foxreel("resume", server=one, **other)[0] == 3
        assert [r for r in one.requests()[before:] if leaks.found(repr(r), KEY)] == []
        assert len(one.requests("create")) == 1
        saw_only_its_own(two, OTHER, KEY)
        assert not any(r.path.startswith("/v1/tasks") for r in one.requests()[before:])
    assert leaks.search(home.root, OTHER) == []


def saw_only_its_own(server: FoxServer, own: str, other: str) -> None:
    """Check every request that a server has got, byte for byte as far as it is read."""
    requests = server.requests()
    assert any(leaks.found(repr(each), own) for each in requests)
    assert not any(leaks.found(repr(each), other) for each in requests)
    assert not any(leaks.found(repr(each), own) for each in requests if each.port == "cdn")


@pytest.mark.skipif(os.name != "posix", reason="rights are of another kind there")
@pytest.mark.parametrize("mask", [0o022, 0o000])
def test_promise_7_what_is_kept_can_be_read_by_its_user_only(
    server: FoxServer, tmp_path: Path, mask: int
) -> None:
    picture = tmp_path / "frame.png"
    Image.new("RGB", (320, 180), "navy").save(picture)
    root = tmp_path / "fresh" / "home"
    place = {"FOXREEL_HOME": str(root), "mask": mask}
    make = ("generate", "a fox", "--image", str(picture))
    assert foxreel(*make, server=server, **place)[0] == 0
    demo = ("generate", "a fox", "--demo", "--duration", "4", "--resolution", "720p")
    assert foxreel(*demo, "--no-wait", server=server, **place)[0] == 0
    url = server.base_url
    with crashing_never(Program(FOXAPI_BASE_URL=url, **place)) as window:
        stop = threading.Event()
        wide: set[str] = set()
        watching = threading.Thread(target=watch, args=(root, stop, wide))
        watching.start()
        clips = root / "clips"
        until(lambda: len(list(clips.glob("*.mp4"))) == 2 and (root / "window.ini").exists())
        window.process.send_signal(signal.SIGTERM)
        assert window.ended()[0] == 0
        stop.set()
        watching.join()
    paths = [root, *root.rglob("*")]
    kept = [path for path in paths if not path.is_relative_to(clips)]
    assert {path for path in kept if rights(path) & 0o077} == set()
    assert wide == set()
    names = {path.name for path in kept}
    assert {"ledger.sqlite3", "window.ini", "frames", "logs", "demo", "sessions"} <= names
    own = [path for path in clips.iterdir() if path.is_file()]
    assert {path.suffix for path in own} == {".mp4", ".json"}
    assert {rights(path) for path in own} == {0o666 & ~mask}


def watch(root: Path, stop: threading.Event, wide: set[str]) -> None:
    """Note whatever others could read meanwhile, if only for a moment."""
    while not stop.wait(0.005):
        for path in root.rglob("*"):
            with contextlib.suppress(FileNotFoundError):
                # Qt's lock lives for a moment, and holds a process's id only.
                lock = path.name == "window.ini.lock"
                if "clips" not in path.parts and not lock and rights(path) & 0o077:
                    wide.add(path.name)


def rights(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


def until(check: Callable[[], bool]) -> None:
    """Return once ``check`` holds; fails if it never does."""
    deadline = time.monotonic() + PATIENCE
    while not check():
        assert time.monotonic() < deadline, "what was waited for did not come"
        time.sleep(0.02)


@contextlib.contextmanager
def crashing_never(program: Program) -> Iterator[Program]:
    """Yield a program that is gone at the end, whatever the test came upon."""
    try:
        yield program
    finally:
        program.process.kill()
        program.process.communicate()


def test_the_search_finds_what_is_there(tmp_path: Path) -> None:
    """The search itself: a test that cannot fail proves nothing."""
    for number, form in enumerate(leaks.forms(KEY)):
        (tmp_path / str(number)).write_bytes(b"before" + form + b"after")
    assert len(leaks.search(tmp_path, KEY)) == len(leaks.forms(KEY))
    assert all(leaks.found(text, KEY) for text in ECHOES[:4])
    for file in list(tmp_path.iterdir()):
        file.unlink()
    ledger = Ledger(tmp_path / "ledger.sqlite3")
    connections = Connections(lambda _: KEY, ledger.salt, lambda: None)  # type: ignore[arg-type,return-value]
    assert connections.freeze("https://a.example").key_mark
    assert leaks.search(tmp_path, KEY) == []
    ledger.keep_upload("https://a.example", "", "0" * 64, "x" * 5000 + KEY)
    assert [path.name for path in leaks.search(tmp_path, KEY)] == ["ledger.sqlite3-wal"]
    ledger.checkpoint()
    ledger.close()
    assert leaks.search(tmp_path, KEY) != []
    (tmp_path / "ledger.sqlite3").unlink()
