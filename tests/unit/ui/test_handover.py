"""What a second start says to the first, and whether it waits, follows, or gives up."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.lock import FileLock
from ui.handover import (
    MOST_BYTES,
    MOST_FILES,
    TAKEN,
    Address,
    Handover,
    NoAnswer,
    Patience,
    claim,
    front_token,
    read_handover,
)

ROOT = Path.cwd().anchor
FOX = f"{ROOT}pictures/fox.png"


@pytest.mark.parametrize(
    "handover",
    [
        Handover(),
        Handover((FOX,), demo=True, token="a-token"),
        Handover((FOX, f"{ROOT}图片/狐狸 “1”\n.png", os.fsdecode(b"/\xff.png"))),
    ],
)
def test_what_is_handed_over_arrives(handover: Handover) -> None:
    line = handover.line()
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert read_handover(line) == handover


@pytest.mark.parametrize(
    "junk",
    [
        b"",
        b"\n",
        b"GET / HTTP/1.1\r\n",
        b"\x00\xff\xfe\n",
        b"null\n",
        b"[]\n",
        b"{}\n",
        b"[" * 100_000,
        b'{"files": 1, "demo": false, "token": ""}',
        b'{"files": ["fox.png"], "demo": false, "token": ""}',
        b'{"files": ["/a\\u0000b"], "demo": false, "token": ""}',
        b'{"files": ["/\\ud800.png"], "demo": false, "token": ""}',
        b'{"files": [["/a.png"]], "demo": false, "token": ""}',
        b'{"files": [], "demo": 1, "token": ""}',
        b'{"files": [], "demo": false}',
        b'{"files": [], "demo": false, "token": "' + b"x" * 5000 + b'"}',
        b'{"files": [], "demo": false, "token": "a\\u0000b"}',
        b'{"files": [], "demo": false, "token": "\\ud800"}',
        b'{"files": [], "demo": false, "token": ' + b"9" * 5000 + b"}",
    ],
)
def test_junk_is_nothing(junk: bytes) -> None:
    assert read_handover(junk) is None


def test_a_whole_folder_of_names_fits() -> None:
    files = tuple(f"{FOX}{number:0250}" for number in range(40_000))
    taken = read_handover(Handover(files).line())
    assert len(Handover(files).line()) <= MOST_BYTES
    assert taken is not None
    assert taken.files == files[:MOST_FILES]


@pytest.mark.parametrize(
    ("environ", "token"),
    [
        ({}, ""),
        ({"DESKTOP_STARTUP_ID": "kwin-1_TIME5"}, "kwin-1_TIME5"),
        ({"DESKTOP_STARTUP_ID": "old", "XDG_ACTIVATION_TOKEN": "new"}, "new"),
        ({"XDG_ACTIVATION_TOKEN": "x" * 5000}, ""),
    ],
)
def test_the_desktops_leave_is_passed_on(environ: dict[str, str], token: str) -> None:
    assert front_token(environ) == token


@pytest.mark.parametrize(
    "written", [None, b"", b"\xff", b"{", b"[1]", b'{"server": 5, "process": 1}', b'{"server": ""}']
)
def test_a_lock_that_names_no_window_is_no_address(tmp_path: Path, written: bytes | None) -> None:
    file = tmp_path / "window.lock"
    if written is not None:
        file.write_bytes(written)
    assert Address.read(file) is None


def test_an_address_is_read_as_it_was_written(tmp_path: Path) -> None:
    file = tmp_path / "window.lock"
    file.write_bytes(b"x" * 500)
    Address("/tmp/狐狸", 77).write(file)
    assert Address.read(file) == Address("/tmp/狐狸", 77)


# Who becomes the window


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "window.lock"


@pytest.fixture
def first(file: Path) -> Iterator[FileLock]:
    """Yield the lock of another window, held."""
    lock = FileLock(file)
    assert lock.acquire(block=False)
    yield lock
    lock.release()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[socket.socket]:
    """Yield a socket where a window may listen."""
    with socket.socket(socket.AF_UNIX) as made:
        made.settimeout(30)
        made.bind(str(tmp_path / "socket"))
        made.listen()
        yield made


needs_unix = pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="needs Unix sockets")


def answered(server: socket.socket, answers: list[bytes]) -> tuple[threading.Thread, list[bytes]]:
    """Answer one connection after the other, in a thread; return what they said."""
    said: list[bytes] = []

    def answer() -> None:
        for each in answers:
            connection, _ = server.accept()
            with connection, connection.makefile("rb") as lines:
                said.append(lines.readline())
                connection.sendall(each)

    thread = threading.Thread(target=answer)
    thread.start()
    return thread, said


def test_the_first_becomes_the_window(file: Path) -> None:
    lock = claim(file, Handover())
    assert lock is not None
    assert lock.held
    lock.release()


def test_what_a_dead_window_left_holds_nobody_up(file: Path, tmp_path: Path) -> None:
    Address(str(tmp_path / "gone"), 1).write(file)
    lock = claim(file, Handover())
    assert lock is not None
    lock.release()


@needs_unix
@pytest.mark.usefixtures("first")
def test_the_second_hands_over(file: Path, server: socket.socket) -> None:
    Address(server.getsockname(), 1).write(file)
    thread, said = answered(server, [TAKEN])
    assert claim(file, Handover((FOX,), demo=True)) is None
    thread.join()
    assert read_handover(said[0]) == Handover((FOX,), demo=True)


@needs_unix
@pytest.mark.usefixtures("first")
def test_a_window_that_sends_it_away_is_asked_again(file: Path, server: socket.socket) -> None:
    Address(server.getsockname(), 1).write(file)
    thread, said = answered(server, [b"", b'{"taken": false}\n', b"HTTP/1.1 400\n", TAKEN])
    assert claim(file, Handover((FOX,))) is None
    thread.join()
    assert len(said) == 4


@needs_unix
@pytest.mark.usefixtures("first")
def test_a_window_that_is_starting_is_waited_for(file: Path, server: socket.socket) -> None:
    thread, said = answered(server, [TAKEN])
    telling = threading.Timer(0.2, Address(server.getsockname(), 1).write, [file])
    telling.start()
    assert claim(file, Handover((FOX,))) is None
    thread.join()
    telling.join()
    assert len(said) == 1


@needs_unix
def test_a_window_that_is_closing_is_followed(
    file: Path, first: FileLock, server: socket.socket
) -> None:
    Address(server.getsockname(), 1).write(file)
    server.close()
    ending = threading.Timer(0.2, first.release)
    ending.start()
    lock = claim(file, Handover((FOX,)))
    ending.join()
    assert lock is not None
    assert lock.held
    lock.release()


@needs_unix
@pytest.mark.usefixtures("first")
def test_a_window_that_hangs_is_given_up(file: Path, server: socket.socket) -> None:
    Address(server.getsockname(), 1).write(file)  # it listens, and never looks
    with pytest.raises(NoAnswer):
        claim(file, Handover((FOX,)), Patience(answer=0.2))


@pytest.mark.usefixtures("first")
def test_a_window_that_never_listens_is_given_up(file: Path) -> None:
    with pytest.raises(NoAnswer):
        claim(file, Handover((FOX,)), Patience(listening=0.2))


def test_where_nothing_can_be_locked_the_window_opens_all_the_same(tmp_path: Path) -> None:
    lock = claim(tmp_path / "no folder" / "window.lock", Handover())
    assert lock is not None
    assert not lock.held
    lock.release()
