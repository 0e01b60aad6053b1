"""Why a picture could not be read or fetched: for people, in both languages."""

from __future__ import annotations

import errno
import os
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests

from core import frames, language
from core.foxapi.transport import CallAborted
from core.problems import InvalidAsk, Problem
from core.unread import why_unfetched, why_unreadable
from core.wording import ask_words, problem_words
from tests.faulty import FoxServer

NAME = "/fox.png"


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """Yield a socket that listens on loopback and answers nothing by itself."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(20)
        yield listening


def answering(listener: socket.socket, answer: bytes) -> str:
    """Answer one request with ``answer`` and close; return the address to ask."""

    def work() -> None:
        connection, _ = listener.accept()
        with connection:
            connection.recv(65536)
            connection.sendall(answer)

    threading.Thread(target=work, daemon=True).start()
    return f"http://127.0.0.1:{listener.getsockname()[1]}{NAME}"


def refusal(url: str) -> Problem:
    """Return what is said about a link that cannot be fetched."""
    with pytest.raises(InvalidAsk) as caught:
        frames.fetch_picture(url)
    (problem,) = caught.value.problems
    assert problem.code == "image_not_fetched"
    return problem


@pytest.mark.parametrize(
    ("status", "reason"),
    [(404, "missing"), (410, "missing"), (403, "refused"), (429, "refused"), (503, "failing")],
)
def test_a_status_keeps_its_number(listener: socket.socket, status: int, reason: str) -> None:
    answer = f"HTTP/1.1 {status} No\r\nContent-Length: 0\r\n\r\n"
    problem = refusal(answering(listener, answer.encode()))
    assert (problem.facts["reason"], problem.facts["status"]) == (reason, status)
    assert f"HTTP {status}" in problem_words(problem)


def test_a_host_that_nobody_serves(listener: socket.socket) -> None:
    port = listener.getsockname()[1]
    listener.close()
    assert refusal(f"http://127.0.0.1:{port}{NAME}").facts["reason"] == "unreachable"


def test_a_proxy_that_nobody_serves(
    listener: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{listener.getsockname()[1]}")
    listener.close()
    assert refusal(f"http://fox.invalid{NAME}").facts["reason"] == "no_proxy"


def test_an_answer_that_breaks_off(listener: socket.socket) -> None:
    url = answering(listener, b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nab")
    assert refusal(url).facts["reason"] == "broken_off"


def test_a_connection_that_ends_before_an_answer(listener: socket.socket) -> None:
    assert refusal(answering(listener, b"")).facts["reason"] == "broken_off"


def test_a_site_that_goes_round_in_circles(listener: socket.socket) -> None:
    url = f"http://127.0.0.1:{listener.getsockname()[1]}{NAME}"

    def work() -> None:
        for _ in range(31):
            connection, _ = listener.accept()
            with connection:
                connection.recv(65536)
                head = f"HTTP/1.1 302 On\r\nLocation: {url}\r\nContent-Length: 0\r\n"
                connection.sendall(f"{head}Connection: close\r\n\r\n".encode())

    threading.Thread(target=work, daemon=True).start()
    assert refusal(url).facts["reason"] == "redirects"


def test_a_certificate_that_nobody_trusts(untrusted_server: FoxServer) -> None:
    assert refusal(f"{untrusted_server.base_url}{NAME}").facts["reason"] == "not_secure"


@pytest.mark.parametrize("host", ["a" * 70 + ".com", "[::1", "ex ample.com", "127.0.0.1:99999"])
def test_an_address_that_is_none(host: str) -> None:
    assert refusal(f"http://{host}{NAME}").facts["reason"] == "odd_address"


@pytest.mark.parametrize(
    "error", [requests.ConnectTimeout(), requests.ReadTimeout(), CallAborted()], ids=repr
)
def test_what_took_too_long(error: Exception) -> None:
    assert why_unfetched(error) == "timed_out"


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    for source, reason in ((tmp_path / "absent.png", "absent"), (tmp_path, "folder")):
        with pytest.raises(InvalidAsk) as caught:
            frames.read_picture(source)
        assert os.name == "nt" or caught.value.problems[0].facts["reason"] == reason
    assert why_unreadable(PermissionError(errno.EACCES, "no")) == "forbidden"
    assert why_unreadable(OSError(errno.EIO, "the disk hurts")) == "the disk hurts"
    assert why_unreadable(OSError("odd")) == "OSError"


REASONS = [
    *("no_proxy", "not_secure", "timed_out", "missing", "refused", "failing"),
    *("redirects", "odd_address", "broken_off", "unreachable"),
]


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_has_words(reason: str, in_language: Callable[[str], None]) -> None:
    facts = {"source": "“fox.png”", "reason": reason, "host": "example.com", "status": 404}
    said = {}
    for name in language.LANGUAGES:
        in_language(name)
        said[name] = ask_words(InvalidAsk(Problem("image", "image_not_fetched", facts)))
        assert "{" not in said[name]
        assert reason not in said[name].split()
    assert "fox.png" in said["en"]


@pytest.fixture
def in_language() -> Iterator[Callable[[str], None]]:
    """Return a function that switches the language; English again in the end."""
    yield language.use
    language.use("en")
