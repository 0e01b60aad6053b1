"""A second start on one home ends at once, and the open window has what it was given."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QSettings
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.home import Home
from core.lock import FileLock
from tests.window.opening import Hands, drive, seen, window_on
from tests.window.screen import ROOT, program, screen, until
from ui import door, launcher
from ui.handover import MOST_BYTES, TAKEN, Address, Handover, NoAnswer

needs_screen = pytest.mark.skipif(
    shutil.which("Xvfb") is None, reason="there is no Xvfb here to open a window on"
)


def picture(file: Path) -> Path:
    """Make a picture."""
    Image.new("RGB", (640, 480), "teal").save(file)
    return file


@pytest.fixture
def fox(tmp_path: Path) -> Path:
    return picture(tmp_path / "狐狸.png")


# Real programs


def second(*arguments: object, environ: dict[str, str] | None = None) -> tuple[int, str]:
    """Start Foxreel once more; return its exit code, and what it said."""
    ended = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *map(str, arguments)],
        env=environ,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    return ended.returncode, ended.stdout + ended.stderr


def listens(home: Home) -> Address:
    """Return where the window on ``home`` listens, once it does."""
    return until(lambda: Address.read(home.window_lock), "a window that listens")


def end(window: subprocess.Popen[bytes]) -> None:
    """End a window as the system does."""
    window.send_signal(signal.SIGTERM)
    assert window.wait(30) == 0


def start_frame(home: Home) -> str:
    """Return the picture that was in the form when the window on ``home`` was closed."""
    state = QSettings(str(home.root / "window.ini"), QSettings.Format.IniFormat)
    return str(json.loads(str(state.value("compose/draft", "{}"))).get("frame", {}).get("file", ""))


def test_a_second_start_ends_and_the_window_has_its_file(home: Home, fox: Path) -> None:
    with program("main.py", "--demo") as first:
        told = listens(home)
        assert told.process == first.pid
        assert second(fox) == (0, "")
        assert Address.read(home.window_lock) == told
        end(first)
    assert start_frame(home) == str(fox)
    assert home.window_lock.read_bytes() == b""
    assert not Path(told.server).exists()


def test_two_seconds_at_once_while_the_first_is_starting(home: Home, fox: Path) -> None:
    with contextlib.ExitStack() as stack:
        started = [
            stack.enter_context(program("main.py", "--demo", file)) for file in (fox, fox, fox)
        ]
        until(lambda: sum(each.poll() == 0 for each in started) == 2, "two that have ended")
        (window,) = (each for each in started if each.poll() is None)
        assert listens(home).process == window.pid
        end(window)
    assert start_frame(home) == str(fox)


def test_after_a_kill_the_next_start_is_the_window(home: Home, fox: Path) -> None:
    with program("main.py", "--demo") as first:
        left = listens(home)
        first.kill()
        first.wait()
    assert Path(left.server).is_socket()
    with program("main.py", "--demo") as next_one:
        until(lambda: Address.read(home.window_lock) not in (None, left), "the next window")
        assert not Path(left.server).exists()
        assert second(fox) == (0, "")
        end(next_one)
    assert start_frame(home) == str(fox)


def test_a_start_beside_a_window_that_is_closing_becomes_the_window(home: Home, fox: Path) -> None:
    closing = FileLock(home.window_lock)
    assert closing.acquire(block=False)
    with socket.socket(socket.AF_UNIX) as listening, program("main.py", "--demo", fox) as waiting:
        listening.settimeout(60)
        listening.bind(str(home.root / "socket"))
        listening.listen()
        Address(listening.getsockname(), 1).write(home.window_lock)
        listening.accept()[0].close()  # it is too late for that
        closing.release()
        until(lambda: listens(home).process == waiting.pid, "the window")
        end(waiting)
    assert start_frame(home) == str(fox)


def test_windows_on_two_homes_are_independent(home: Home, tmp_path: Path, fox: Path) -> None:
    other = Home(tmp_path / "other", tmp_path / "clips")
    environ = {**os.environ, "FOXREEL_HOME": str(other.root)}
    with (
        program("main.py", "--demo") as one,
        program("main.py", "--demo", env=environ) as two,
    ):
        assert listens(home).process == one.pid
        assert listens(other).process == two.pid
        assert second(fox, environ=environ) == (0, "")
        assert second("jobs")[0] == 0
        end(one)
        end(two)
    assert (start_frame(home), start_frame(other)) == ("", str(fox))


def test_a_window_that_does_not_answer_is_said_in_words(
    home: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def silent(file: Path, handover: Handover) -> None:
        assert (file, handover) == (home.window_lock, Handover())
        raise NoAnswer

    monkeypatch.setattr(launcher, "claim", silent)
    assert launcher.start([]) == 2
    assert "open already" in capsys.readouterr().err


def test_a_second_start_loads_nothing_that_a_window_needs(home: Home) -> None:
    listing = "import atexit, runpy, sys; atexit.register(lambda: print(*sys.modules))"
    run = f"{listing}; sys.argv = ['main.py']; runpy.run_path('main.py', run_name='__main__')"
    with program("main.py", "--demo") as first:
        listens(home)
        loaded = subprocess.check_output([sys.executable, "-c", run], cwd=ROOT, text=True).split()
        end(first)
    assert "PySide6.QtNetwork" in loaded
    assert not {"PySide6.QtGui", "ui.app", "ui.door", "core.studio"}.intersection(loaded)


@needs_screen
def test_the_window_comes_to_the_front(home: Home, fox: Path) -> None:
    with (
        screen() as display,
        program("main.py", "--demo", env=display.environ) as foxreel,
        program(ROOT / "tests/window/drag_source.py", fox, env=display.environ),
    ):
        window, other = display.window("Foxreel"), display.window("drag source")
        listens(home)

        def active() -> str:
            return display.hands("getactivewindow")

        for hide in (("windowactivate", other, "key", "a"), ("windowminimize", window)):
            display.hands(*hide)
            until(lambda: active() == other, "the other window in front")
            assert second(fox, environ=display.environ) == (0, "")
            until(lambda: active() == window, "Foxreel in front")
        assert window in display.hands("search", "--onlyvisible", "--name", "^Foxreel").split()
        end(foxreel)


@needs_screen
@pytest.mark.skipif(shutil.which("xprop") is None, reason="there is no xprop here")
def test_it_comes_to_the_front_with_the_time_of_now(home: Home, fox: Path) -> None:
    """Most window managers let nothing pass the last key press that is older than that."""
    with (
        screen() as display,
        program("main.py", "--demo", env=display.environ) as foxreel,
        program(ROOT / "tests/window/drag_source.py", fox, env=display.environ),
    ):

        def used(window: str) -> int:
            command = ["xprop", "-id", window, "-notype", "_NET_WM_USER_TIME"]
            said = subprocess.check_output(command, env=display.environ, text=True)
            return int(said.rpartition("= ")[2]) if "= " in said else 0

        def first_pressed() -> bool:
            display.hands("windowactivate", "--sync", window, "key", "a")
            return used(window) > 0

        def pressed() -> bool:
            display.hands("sleep", "0.3", "key", "a")
            return used(other) > used(window) > 0

        window, other = display.window("Foxreel"), display.window("drag source")
        listens(home)
        until(first_pressed, "a key press in Foxreel")  # a busy one misses what comes too early
        display.hands("windowactivate", "--sync", other)
        until(pressed, "a later one elsewhere")
        assert second(environ=display.environ) == (0, "")
        until(lambda: display.hands("getactivewindow") == window, "Foxreel in front")
        until(lambda: used(window) > used(other), "a window with the time of now")
        end(foxreel)


# The door


class Guest:
    """Somebody at the door, from the same process."""

    def __init__(self, file: Path, qtbot: QtBot) -> None:
        address = Address.read(file)
        assert address is not None
        self.socket = QLocalSocket()
        self.socket.connectToServer(address.server)
        self._bot = qtbot

    def say(self, line: bytes) -> Guest:
        """Say something, without waiting for an answer."""
        self.socket.write(line)
        return self

    def ended(self) -> bytes:
        """Return what was answered, once the connection has ended."""
        unconnected = QLocalSocket.LocalSocketState.UnconnectedState
        self._bot.waitUntil(lambda: self.socket.state() is unconnected, timeout=30_000)
        return self.socket.readAll().data() if self.socket.bytesAvailable() else b""


@pytest.fixture
def knock(tmp_path: Path, qtbot: QtBot, taken: list[Handover]) -> Iterator[Callable[[], Guest]]:
    """Yield what makes a guest at the door of a window that takes everything."""
    file = tmp_path / "window.lock"
    with door.listening(file, lambda handover: taken.append(handover) is None):
        yield lambda: Guest(file, qtbot)


@pytest.fixture
def taken() -> list[Handover]:
    return []


@pytest.mark.parametrize(
    "junk",
    [
        b"\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"\x00\xff" * 5000 + b"\n",
        b"[" * 200_000 + b"\n",
        b"x" * (MOST_BYTES + 1),
        b'{"files": ["relative.png"], "demo": true, "token": ""}\n',
    ],
)
def test_junk_is_sent_away_and_the_door_stays_open(
    knock: Callable[[], Guest], taken: list[Handover], fox: Path, junk: bytes
) -> None:
    asked = Handover((str(fox),), demo=True)
    assert knock().say(junk).ended() == b""
    assert taken == []
    assert knock().say(asked.line()).ended() == TAKEN
    assert taken == [asked]


def test_two_at_once_both_get_through_beside_a_silent_one(
    knock: Callable[[], Guest], taken: list[Handover], fox: Path
) -> None:
    one, two = Handover((str(fox),)), Handover(demo=True)
    silent = knock()
    half = knock().say(one.line()[:10])
    guests = [knock().say(one.line()), knock().say(two.line())]
    assert [guest.ended() for guest in guests] == [TAKEN, TAKEN]
    assert taken == [one, two]
    assert half.say(one.line()[10:]).ended() == TAKEN
    assert silent.socket.state() is QLocalSocket.LocalSocketState.ConnectedState


def test_one_line_is_heard_of_each(knock: Callable[[], Guest], taken: list[Handover]) -> None:
    guest = knock().say(Handover(demo=True).line() * 3)
    assert guest.ended() == TAKEN
    assert len(taken) == 1


def test_one_that_says_nothing_is_sent_away(
    knock: Callable[[], Guest], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "GUEST_MS", 50)
    assert knock().ended() == b""


def test_a_crowd_is_sent_away_and_the_door_stays_open(
    knock: Callable[[], Guest], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "MOST_GUESTS", 2)
    silent = [knock() for _ in range(2)]
    assert knock().say(Handover().line()).ended() == b""
    silent.pop().socket.abort()
    answers = iter(lambda: knock().say(Handover().line()).ended(), TAKEN)
    assert all(answer == b"" for answer in answers)


@pytest.mark.skipif(sys.platform == "win32", reason="pipes have no modes")
def test_only_this_user_may_knock(tmp_path: Path) -> None:
    file = tmp_path / "window.lock"
    with door.listening(file, lambda _: True):
        address = Address.read(file)
        assert address is not None
        assert Path(address.server).stat().st_mode & 0o077 == 0


def test_only_a_windows_own_socket_is_removed(tmp_path: Path) -> None:
    precious = tmp_path / "foxreel-notes.txt"
    precious.touch()
    file = tmp_path / "window.lock"
    for left in (str(precious), "", "\0", str(tmp_path)):
        Address(left, 1).write(file)
        with door.listening(file, lambda _: True):
            assert Address.read(file) is not None
    assert precious.exists()


# What the window does with it


def said(hands: Hands) -> str:
    """Return what is said under the start frame."""
    return hands.compose.form.frame.words.said()


async def shows(hands: Hands, file: Path) -> None:
    """Return once the form shows the picture ``file``; it is chosen already."""
    assert hands.compose.ask().image == str(file)
    await seen(hands.compose.form.frame.own_size.text)


def test_a_handed_over_file_replaces_the_start_frame(home: Home, fox: Path, tmp_path: Path) -> None:
    other = picture(tmp_path / "other.png")
    (tmp_path / "notes.txt").touch()

    async def work() -> None:
        async with window_on(home, demo=True, files=[str(fox)]) as hands:
            files = (str(tmp_path / "notes.txt"), str(other), str(fox))
            assert hands.controller.take(Handover(files))
            await shows(hands, other)
            assert said(hands) == "The first of 2 pictures was taken."

    drive(work)


@pytest.mark.parametrize("name", ["notes.txt", "gone.png"])
def test_a_file_that_is_no_picture_leaves_the_one_before(
    home: Home, fox: Path, tmp_path: Path, name: str
) -> None:
    (tmp_path / "notes.txt").write_text("no picture", "utf-8")

    async def work() -> None:
        async with window_on(home, demo=True, files=[str(fox)]) as hands:
            await shows(hands, fox)
            assert hands.controller.take(Handover((str(tmp_path / name),)))
            await seen(lambda: name in said(hands))
            await shows(hands, fox)

    drive(work)


def test_several_files_at_the_first_start_are_as_a_drop_of_them(home: Home, fox: Path) -> None:
    async def work() -> None:
        async with window_on(home, demo=True, files=[str(fox), str(fox)]) as hands:
            await shows(hands, fox)
            assert said(hands) == "The first of 2 pictures was taken."

    drive(work)


def test_an_open_dialog_stays_and_the_frame_is_set_behind_it(home: Home, fox: Path) -> None:
    async def work() -> None:
        async with window_on(home, demo=True) as hands:
            hands.controller.preferences.open_settings()
            dialog = await seen(QApplication.activeModalWidget)
            assert hands.controller.take(Handover((str(fox),)))
            await seen(dialog.isActiveWindow)
            assert QApplication.activeModalWidget() is dialog
            await shows(hands, fox)
            dialog.reject()

    drive(work)


def test_a_minimised_window_is_restored(home: Home) -> None:
    async def work() -> None:
        async with window_on(home, demo=True) as hands:
            hands.window.showMinimized()
            assert hands.controller.take(Handover())
            assert not hands.window.isMinimized()
            await seen(hands.window.isActiveWindow)

    drive(work)


def test_what_comes_while_the_window_opens_is_kept_until_it_is_ready(home: Home, fox: Path) -> None:
    async def work() -> None:
        async with window_on(home, demo=True) as hands:
            hands.controller.ready = False
            assert hands.controller.take(Handover((str(fox),)))
            assert hands.compose.ask().image == ""
            hands.controller.ready = True
            assert hands.controller.take(Handover())
            await shows(hands, fox)

    drive(work)


def test_what_comes_after_the_end_is_not_taken(home: Home, fox: Path) -> None:
    async def work() -> None:
        async with window_on(home, demo=True) as hands:
            hands.controller.end()
            assert not hands.controller.take(Handover((str(fox),)))

    drive(work)


def test_demo_switches_to_the_engine_and_says_so_once(home: Home) -> None:
    words = "New clips are made by the built-in engine now. They cost nothing."

    async def work() -> None:
        async with window_on(home, base_url="http://127.0.0.1:9") as hands:
            account, toasts = hands.controller.account, hands.window.toasts
            assert not account.demo
            assert hands.controller.take(Handover(demo=True))
            assert account.demo
            assert hands.controller.account.chosen_before != "demo"
            assert [toast.accessibleName() for toast in toasts.toasts] == [words]
            toasts.dismiss()
            assert hands.controller.take(Handover(demo=True))
            assert toasts.toasts == ()

    drive(work)


def test_demo_goes_through_the_first_starts_doors(home: Home) -> None:
    async def work() -> None:
        async with window_on(home, key="") as hands:
            assert hands.window.pages.currentWidget() is hands.controller.preferences.welcome
            assert hands.controller.take(Handover(demo=True))
            assert hands.window.pages.currentWidget() is hands.window.columns
            assert hands.controller.account.demo

    drive(work)
