"""The server itself: what other tests rest on."""

from __future__ import annotations

import logging
import socket
import threading

import pytest
import requests

from tests.faulty import (
    Answer,
    Drop,
    FoxServer,
    Gate,
    Hang,
    Happens,
    Hold,
    Plan,
    Reset,
    Serve,
    Trickle,
    mp4_bytes,
    refused_port,
)

pytest_plugins = ["pytester"]


def ask(server: FoxServer, method: str, path: str, **parts: object) -> requests.Response:
    url = path if path.startswith("http") else server.base_url + path
    with requests.Session() as session:
        session.trust_env = False
        session.headers["Authorization"] = f"Bearer {server.key}"
        return session.request(method, url, timeout=10, **parts)  # type: ignore[arg-type]


def create(server: FoxServer) -> dict[str, str]:
    body = {"model": "sora-2-pro", "prompt": "a fox"}
    answer: dict[str, str] = ask(server, "POST", "/v1/videos/generations", json=body).json()
    return answer


def test_a_task_goes_from_pending_to_a_clip() -> None:
    with FoxServer(clip=mp4_bytes(5000)) as server:
        server.plan = Plan(pending=1, processing=2, hollow=1)
        task = create(server)
        answers = [ask(server, "GET", f"/v1/tasks/{task['id']}").json() for _ in range(5)]
        states = [(answer["status"], bool(answer["results"])) for answer in answers]
        assert states == [
            ("pending", False),
            ("processing", False),
            ("processing", False),
            ("completed", False),
            ("completed", True),
        ]
        assert ask(server, "GET", answers[-1]["results"][0]["url"]).content == mp4_bytes(5000)
        assert [each.call for each in server.requests()] == ["create", *["task"] * 5, "clip"]


def test_expired_links_are_renewed_by_asking_again() -> None:
    with FoxServer(clip=b"clip") as server:
        task = server.add_task(Plan(pending=0, processing=0))
        old = ask(server, "GET", f"/v1/tasks/{task.id}").json()["results"][0]["url"]
        server.expire_links(410)
        assert ask(server, "GET", old).status_code == 410
        new = ask(server, "GET", f"/v1/tasks/{task.id}").json()["results"][0]["url"]
        assert ask(server, "GET", new).content == b"clip"


def test_a_vanishing_clip_is_there_until_it_was_fetched_whole() -> None:
    with FoxServer(clip=b"clip") as server:
        link = server.link(server.add_task(Plan(vanishes=True)))
        server.on_clip(Serve(cut=2))
        with pytest.raises(requests.RequestException):
            ask(server, "GET", link)
        assert ask(server, "GET", link).content == b"clip"
        assert ask(server, "GET", link).status_code == 404


def test_what_happens_unseen_is_charged_all_the_same() -> None:
    with FoxServer() as server:
        server.on_create(Happens(Reset()))
        with pytest.raises(requests.ConnectionError):
            create(server)
        assert len(server.tasks) == 1
        assert len(ask(server, "GET", "/api/log/token").json()["data"]) == 1


@pytest.mark.parametrize(
    "body",
    [
        {"model": "sora-2-pro"},
        {"model": "sora-2-pro-remix", "prompt": "at night"},
        {"model": "sora-2-pro-remix", "video_id": "v_1"},
        {"model": "sora-2-character", "name": "Mika"},
        {"model": "sora-2-character", "video_url": "https://example.com/c.mp4", "name": ""},
        {"prompt": "a fox"},
        {"model": "any-other"},
        {"model": "any-other", "prompt": "", "image_urls": []},
    ],
)
def test_each_model_needs_what_the_contract_says(body: dict[str, str]) -> None:
    with FoxServer() as server:
        answer = ask(server, "POST", "/v1/videos/generations", json=body)
        assert answer.status_code == 400
        assert not server.tasks


def test_any_other_model_is_served_and_a_prompt_is_not_always_needed() -> None:
    body = {"model": "any-other", "options": {"picture": "https://example.com/fox.png"}}
    with FoxServer() as server:
        task = ask(server, "POST", "/v1/videos/generations", json=body).json()
        assert (task["model"], server.tasks[0].body) == ("any-other", body)


@pytest.mark.parametrize("kind", ["image/png", "video/mp4", "audio/wav", "audio/mpeg"])
def test_files_of_any_kind_are_kept_and_served_again(kind: str) -> None:
    data = bytes(range(256)) + b"\r\n--end\r\n"
    with FoxServer() as server:
        form = {"file": ("a.bin", data, kind)}
        url = ask(server, "POST", "/v1/files/upload/stream", files=form).json()["url"]
        served = ask(server, "GET", url)
        assert (served.content, served.headers["content-type"]) == (data, kind)


def test_a_character_is_free_and_has_an_id_instead_of_a_link() -> None:
    body = {"model": "sora-2-character", "video_url": "https://example.com/c.mp4", "name": "Mika"}
    with FoxServer() as server:
        server.plan = Plan(pending=0, processing=0)
        task = ask(server, "POST", "/v1/videos/generations", json=body).json()
        found = ask(server, "GET", f"/v1/tasks/{task['id']}").json()
        assert found["results"] == [{"character_id": f"ch_{task['id']}", "name": "Mika"}]
        assert not server.provider.charges


def test_another_key_is_refused() -> None:
    with FoxServer(key="sk-another-key-0000") as server:
        answer = ask(server, "GET", "/v1/models", headers={"Authorization": "Bearer no"})
        assert answer.status_code == 401


def test_a_refused_port_refuses() -> None:
    with refused_port() as port, pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port))


def test_closing_ends_whatever_hangs() -> None:
    before = set(threading.enumerate())
    gates = [Gate() for _ in range(3)]
    clients = []
    with FoxServer() as server:
        server.on_connection(Hold("accepted", gates[0]))
        server.on("models", Hang(gates[1]), Trickle("head"))
        server.on("usage", Answer(body=b"abc", pauses=((1, gates[2]),)))
        address = ("127.0.0.1", int(server.base_url.rpartition(":")[2]))
        for request in (b"", b"GET /v1/models", b"GET /v1/models", b"GET /api/usage/token/"):
            client = socket.create_connection(address)
            clients.append(client)
            client.sendall(request + b" HTTP/1.1\r\n\r\n" if request else b"")
        for gate in gates:
            gate.wait_reached()
        server.wait_for("models", 2)
    for client in clients:
        client.close()
    assert set(threading.enumerate()) == before


def test_a_drop_is_used_for_one_connection() -> None:
    with FoxServer() as server:
        server.on_connection(Drop("first_byte"))
        with pytest.raises(requests.ConnectionError):
            ask(server, "GET", "/v1/models")
        assert ask(server, "GET", "/v1/models").ok
        assert server.connections() == 2
        assert len(server.requests()) == 1


def test_each_request_can_be_chosen_for() -> None:
    with FoxServer() as server:
        server.on("models", Answer(502))
        server.on_every(lambda request: Answer(503) if request.call == "models" else None)
        answers = [ask(server, "GET", "/v1/models").status_code for _ in range(3)]
        assert answers == [502, 503, 503]
        assert ask(server, "GET", "/api/pricing").ok


def test_a_server_that_has_gone_away_refuses_and_comes_back() -> None:
    gate = Gate()
    with FoxServer() as server:
        server.on("models", Hang(gate))
        address = ("127.0.0.1", int(server.base_url.rpartition(":")[2]))
        with socket.create_connection(address) as client:
            client.sendall(b"GET /v1/models HTTP/1.1\r\n\r\n")
            gate.wait_reached()
            server.go_away()
            assert client.recv(1) == b""
            gate.release()
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(address)
        server.come_back()
        assert ask(server, "GET", "/v1/models").ok
        server.go_away()


@pytest.mark.expected_logs("WARNING fox: marked")
def test_announced_logs_pass(expected_logs: object) -> None:
    assert callable(expected_logs)
    expected_logs("told")
    logging.getLogger("fox").warning("marked")
    logging.getLogger("fox").error("told")


@pytest.mark.expected_logs("nobody said so")
def test_logs_that_nobody_announced_fail_the_test(pytester: pytest.Pytester) -> None:
    pytester.makeconftest("from tests.conftest import *  # noqa: F403")
    pytester.makepyfile(
        """
        import logging
        def test_silent(): pass
        def test_loud(): logging.getLogger("fox").warning("nobody said so")
        """
    )
    result = pytester.runpytest_inprocess("-p", "no:cacheprovider")
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["*WARNING fox: nobody said so*"])
