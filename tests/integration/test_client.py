"""The FoxAPI client against a server that misbehaves: what is sent, and what each answer means."""

from __future__ import annotations

import base64
import json
import math
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import quote

import pytest
import requests
from hypothesis import example, given
from hypothesis import strategies as st

from core.foxapi import client as client_module
from core.foxapi import errors, messages
from core.foxapi.address import BadAddress, base_url, is_loopback
from core.foxapi.client import FoxApi, retry_after
from core.foxapi.errors import CreateOutcome, create_outcome
from core.foxapi.transport import BearerAuth, Call
from tests.faulty import (
    Act,
    Answer,
    Close,
    Do,
    Drop,
    FoxServer,
    Gate,
    Hang,
    Happens,
    Hold,
    Plan,
    Raw,
    Reset,
    Trickle,
    redirect,
    refused_port,
)

BODY = {"model": "sora-2-pro", "prompt": "A fox, 一只狐狸", "duration": 4}
SOON = 0.2
"""Seconds of an injected deadline: short, as a server that never ends is met with it."""


@pytest.fixture(params=["server", "tls_server"], ids=["http", "https"])
def gateway(request: pytest.FixtureRequest) -> FoxServer:
    """Return a server, once over plain HTTP and once over TLS."""
    found: FoxServer = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def connect() -> Iterator[Callable[..., FoxApi]]:
    """Yield a maker of clients, which are closed at the end."""
    made: list[FoxApi] = []

    def make(server: FoxServer, address: str = "", key: str = "") -> FoxApi:
        made.append(FoxApi(address or server.base_url, key or server.key))
        return made[-1]

    yield make
    for each in made:
        each.close()


@pytest.fixture
def worker() -> Iterator[ThreadPoolExecutor]:
    """Yield another thread."""
    with ThreadPoolExecutor(1) as pool:
        yield pool


def failure_of(function: Callable[[], object]) -> errors.FoxApiError:
    with pytest.raises(errors.FoxApiError) as caught:
        function()
    return caught.value


def says(status: int, kind: str = "", code: str = "", message: str = "no", **more: Any) -> Answer:
    """Return an error in FoxAPI's own form."""
    error = {"type": kind, "code": code, "message": message}
    return Answer(
        status, {"error": {name: value for name, value in error.items() if value}}, **more
    )


class NoticedCall(Call):
    """A call whose end can be waited for."""

    def __init__(self) -> None:
        super().__init__()
        self.ended = threading.Event()

    def abort(self) -> None:
        super().abort()
        self.ended.set()


HTML = "<html><head><title>Bad gateway</title></head><body>nginx</body></html>"
UNKNOWN = CreateOutcome.UNKNOWN
REFUSED = CreateOutcome.NOT_CREATED
PERSON = CreateOutcome.NOT_CREATED_PERSON
LATER = CreateOutcome.NOT_CREATED_LATER

CREATE_TABLE: dict[str, tuple[Act, type[errors.FoxApiError], CreateOutcome]] = {
    "200 without an id": (Answer(body={"status": "pending"}), errors.Unreadable, UNKNOWN),
    "200 with an empty id": (Answer(body={"id": " "}), errors.Unreadable, UNKNOWN),
    "200 with an error inside": (says(200, "server_error"), errors.Unreadable, UNKNOWN),
    "200 with a list": (Answer(body=["task"]), errors.Unreadable, UNKNOWN),
    "200 with HTML": (Answer(body=HTML), errors.Unreadable, UNKNOWN),
    "200 with cut JSON": (Answer(body=b'{"id": "task-1", "sta'), errors.Unreadable, UNKNOWN),
    "200 with bottomless JSON": (Answer(body=b"[" * 100_000), errors.Unreadable, UNKNOWN),
    "200 with bytes": (Answer(body=bytes(range(256))), errors.Unreadable, UNKNOWN),
    "200 with false gzip": (
        Answer(body=b"no gzip", headers={"Content-Encoding": "gzip"}),
        errors.NoAnswer,
        UNKNOWN,
    ),
    "204": (Answer(204), errors.Unreadable, UNKNOWN),
    "103": (Answer(103), errors.ServerFault, UNKNOWN),
    "301": (redirect("/elsewhere", 301), errors.Redirected, UNKNOWN),
    "302": (redirect("/elsewhere", 302), errors.Redirected, UNKNOWN),
    "303": (redirect("/elsewhere", 303), errors.Redirected, UNKNOWN),
    "307": (redirect("/elsewhere", 307), errors.Redirected, UNKNOWN),
    "308": (redirect("/elsewhere", 308), errors.Redirected, UNKNOWN),
    "400": (says(400, "invalid_request_error"), errors.InvalidRequest, REFUSED),
    "401": (says(401, "authentication_error"), errors.KeyRefused, PERSON),
    "401 with HTML": (Answer(401, HTML), errors.KeyRefused, PERSON),
    "402": (says(402, "insufficient_quota"), errors.BalanceExhausted, PERSON),
    "402 with nothing": (Answer(402), errors.BalanceExhausted, PERSON),
    "403": (says(403), errors.NotAllowed, REFUSED),
    "403 for quota": (
        says(403, code="insufficient_user_quota"),
        errors.BalanceExhausted,
        PERSON,
    ),
    "403 for the key's quota": (
        says(403, code="pre_consume_token_quota_failed"),
        errors.BalanceExhausted,
        PERSON,
    ),
    "403 with HTML": (Answer(403, HTML), errors.NotAllowed, REFUSED),
    "404": (says(404, "not_found"), errors.NotFound, REFUSED),
    "405": (Answer(405), errors.InvalidRequest, REFUSED),
    "408": (Answer(408), errors.Ambiguous, UNKNOWN),
    "409": (says(409), errors.Ambiguous, UNKNOWN),
    "413": (Answer(413, HTML), errors.TooLarge, REFUSED),
    "422": (says(422, "invalid_request_error"), errors.InvalidRequest, REFUSED),
    "422 without a channel": (
        says(422, "service_unavailable_error", "model_not_found"),
        errors.ModelUnavailable,
        REFUSED,
    ),
    "425": (Answer(425), errors.Ambiguous, UNKNOWN),
    "429": (says(429, "rate_limit_error"), errors.RateLimited, LATER),
    "429 with HTML": (Answer(429, HTML), errors.RateLimited, LATER),
    "451": (Answer(451), errors.InvalidRequest, REFUSED),
    "499": (Answer(499), errors.Ambiguous, UNKNOWN),
    "500": (says(500, "server_error"), errors.ServerFault, UNKNOWN),
    "500 without a channel": (
        says(500, "service_unavailable_error"),
        errors.ServerFault,
        UNKNOWN,
    ),
    "502": (Answer(502, HTML), errors.ServerFault, UNKNOWN),
    "503": (says(503, "server_error"), errors.ServerFault, UNKNOWN),
    "503 with HTML": (Answer(503, HTML), errors.ServerFault, UNKNOWN),
    "503 in FoxAPI's form": (
        says(503, "service_unavailable_error", "no_compatible_channel"),
        errors.ModelUnavailable,
        REFUSED,
    ),
    "504": (Answer(504, HTML), errors.ServerFault, UNKNOWN),
    "524": (Answer(524, HTML), errors.ServerFault, UNKNOWN),
    "a reset after the request": (Reset(), errors.NoAnswer, UNKNOWN),
    "a close after the request": (Close(), errors.NoAnswer, UNKNOWN),
    "a reset inside the answer": (
        Answer(body={"id": "task-1"}, cut=5, ending="reset"),
        errors.NoAnswer,
        UNKNOWN,
    ),
    "a close inside the answer": (
        Answer(body={"id": "task-1"}, cut=5),
        errors.NoAnswer,
        UNKNOWN,
    ),
    "a close inside a chunked answer": (
        Answer(body={"id": "task-1"}, framing="chunked", cut=14),
        errors.NoAnswer,
        UNKNOWN,
    ),
    "a close inside the status line": (Raw(b"HTTP/1.1 20"), errors.NoAnswer, UNKNOWN),
    "something else than HTTP": (Raw(b"SSH-2.0-fox\r\n\r\n"), errors.NoAnswer, UNKNOWN),
}


class TestCreate:
    @pytest.mark.parametrize("row", CREATE_TABLE)
    def test_each_answer_means_what_the_table_says(
        self, row: str, gateway: FoxServer, connect: Callable[..., FoxApi]
    ) -> None:
        act, kind, outcome = CREATE_TABLE[row]
        gateway.on_create(act)
        call = Call()
        error = failure_of(lambda: connect(gateway).create(BODY, call))
        assert type(error) is kind
        assert create_outcome(error) is outcome
        assert call.sent
        assert [each.call for each in gateway.requests()] == ["create"]

    @pytest.mark.parametrize("status", [200, 201, 202])
    def test_an_id_is_a_receipt(
        self, status: int, gateway: FoxServer, connect: Callable[..., FoxApi]
    ) -> None:
        gateway.on_create(Answer(status, {"id": " task-1 "}))
        assert connect(gateway).create(BODY) == messages.Accepted("task-1")

    def test_the_whole_answer_is_read(
        self, gateway: FoxServer, connect: Callable[..., FoxApi]
    ) -> None:
        accepted = connect(gateway).create(BODY)
        assert accepted == messages.Accepted(
            task_id=gateway.tasks[0].id,
            model="sora-2-pro",
            status="pending",
            estimated_time=45,
            can_cancel=True,
            credits_reserved=5,
        )

    def test_the_body_is_sent_as_it_was_given(
        self, gateway: FoxServer, connect: Callable[..., FoxApi]
    ) -> None:
        connect(gateway).create(BODY)
        (request,) = gateway.requests()
        assert request.json == BODY
        assert request.headers["content-type"] == "application/json"
        assert request.headers["authorization"] == f"Bearer {gateway.key}"

    def test_each_create_has_a_connection_of_its_own(
        self, gateway: FoxServer, connect: Callable[..., FoxApi]
    ) -> None:
        client = connect(gateway)
        client.models()
        for _ in range(3):
            client.create(BODY)
        assert gateway.connections() == 4
        used = [each.connection for each in gateway.requests("create")]
        assert len(set(used)) == 3

    def test_a_task_that_was_made_before_a_reset_is_unknown(
        self, gateway: FoxServer, connect: Callable[..., FoxApi]
    ) -> None:
        gateway.on_create(Happens(Reset()))
        error = failure_of(lambda: connect(gateway).create(BODY))
        assert create_outcome(error) is UNKNOWN
        assert len(gateway.tasks) == 1


class TestWhetherAByteWasSent:
    @pytest.mark.parametrize("scheme", ["http", "https"])
    def test_a_refused_connection_sends_nothing(
        self, scheme: str, connect: Callable[..., FoxApi], server: FoxServer
    ) -> None:
        call = Call()
        with refused_port() as port:
            client = connect(server, f"{scheme}://127.0.0.1:{port}")
            error = failure_of(lambda: client.create(BODY, call))
        assert type(error) is errors.Unreachable
        assert create_outcome(error) is LATER
        assert not call.sent

    @pytest.mark.parametrize("stage", ["accepted", "first_byte"])
    @pytest.mark.parametrize("reset", [True, False], ids=["reset", "close"])
    def test_an_end_before_the_handshake_is_done_sends_nothing(
        self, stage: Any, reset: bool, tls_server: FoxServer, connect: Callable[..., FoxApi]
    ) -> None:
        tls_server.on_connection(Drop(stage, reset))
        call = Call()
        error = failure_of(lambda: connect(tls_server).create(BODY, call))
        assert type(error) is errors.Unreachable
        assert create_outcome(error) is LATER
        assert not call.sent
        assert tls_server.requests() == []

    @pytest.mark.parametrize("reset", [True, False], ids=["reset", "close"])
    def test_an_end_right_after_the_handshake_is_unknown(
        self, reset: bool, tls_server: FoxServer, connect: Callable[..., FoxApi]
    ) -> None:
        tls_server.on_connection(Drop("ready", reset))
        call = Call()
        error = failure_of(lambda: connect(tls_server).create(BODY, call))
        assert type(error) is errors.NoAnswer
        assert create_outcome(error) is UNKNOWN
        assert call.sent

    @pytest.mark.parametrize("reset", [True, False], ids=["reset", "close"])
    def test_an_end_before_the_request_was_read_is_unknown(
        self, reset: bool, server: FoxServer, connect: Callable[..., FoxApi]
    ) -> None:
        server.on_connection(Drop("first_byte", reset))
        call = Call()
        error = failure_of(lambda: connect(server).create(BODY, call))
        assert type(error) is errors.NoAnswer
        assert call.sent
        assert server.requests() == []

    @pytest.mark.parametrize("reset", [True, False], ids=["reset", "close"])
    def test_an_end_at_once_is_judged_by_what_was_sent(
        self, reset: bool, server: FoxServer, connect: Callable[..., FoxApi]
    ) -> None:
        server.on_connection(Drop("accepted", reset))
        call = Call()
        error = failure_of(lambda: connect(server).create(BODY, call))
        assert type(error) is (errors.NoAnswer if call.sent else errors.Unreachable)

    def test_a_certificate_that_nobody_trusts_needs_a_person(
        self, untrusted_server: FoxServer, connect: Callable[..., FoxApi]
    ) -> None:
        call = Call()
        error = failure_of(lambda: connect(untrusted_server).create(BODY, call))
        assert type(error) is errors.Untrusted
        assert create_outcome(error) is PERSON
        assert not call.sent
        assert untrusted_server.requests() == []

    def test_a_handshake_that_hangs_sends_nothing(
        self,
        tls_server: FoxServer,
        connect: Callable[..., FoxApi],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(client_module, "CONNECT_SECONDS", SOON)
        tls_server.on_connection(Hold("first_byte", Gate()))
        call = Call()
        error = failure_of(lambda: connect(tls_server).create(BODY, call))
        assert type(error) is errors.Unreachable
        assert not call.sent

    def test_an_abort_before_the_call_sends_nothing(
        self, gateway: FoxServer, connect: Callable[..., FoxApi]
    ) -> None:
        call = Call()
        call.abort()
        error = failure_of(lambda: connect(gateway).create(BODY, call))
        assert type(error) is errors.Aborted
        assert create_outcome(error) is LATER
        assert not call.sent
        assert gateway.requests() == []

    def test_an_abort_during_the_handshake_sends_nothing(
        self, tls_server: FoxServer, connect: Callable[..., FoxApi]
    ) -> None:
        call = Call()
        tls_server.on_connection(Do("first_byte", call.abort))
        error = failure_of(lambda: connect(tls_server).create(BODY, call))
        assert type(error) is errors.Aborted
        assert not call.sent
        assert tls_server.requests() == []

    def test_a_deadline_before_a_byte_was_sent_is_a_fault_on_the_way(
        self, tls_server: FoxServer, connect: Callable[..., FoxApi]
    ) -> None:
        call = NoticedCall()
        tls_server.on_connection(Do("first_byte", call.ended.wait))
        client, read = connect(tls_server), messages.read_models
        error = failure_of(
            lambda: client._json("GET", "/v1/models", read, call=call, deadline=SOON)
        )
        assert type(error) is errors.Unreachable
        assert not call.sent

    def test_a_proxy_that_opens_no_tunnel_was_sent_nothing(
        self, server: FoxServer, connect: Callable[..., FoxApi], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("HTTPS_PROXY", server.base_url)
        call = Call()
        client = connect(server, "https://gateway.test")
        error = failure_of(lambda: client.create(BODY, call))
        assert type(error) is errors.Unreachable
        assert not call.sent
        (request,) = server.requests()
        assert (request.method, request.target) == ("CONNECT", "gateway.test:443")
        assert "authorization" not in request.headers


class TestEndingACall:
    @pytest.mark.parametrize("way", ["head", "body", "hang"])
    def test_no_call_outlives_its_deadline(
        self, way: Any, gateway: FoxServer, connect: Callable[..., FoxApi]
    ) -> None:
        gateway.on("models", Hang(Gate()) if way == "hang" else Trickle(way))
        client = connect(gateway)
        read = messages.read_models
        deadline = 4 * SOON  # the request has left by then, however busy the machine is
        error = failure_of(lambda: client._json("GET", "/v1/models", read, deadline=deadline))
        assert isinstance(error, errors.NoAnswer | errors.Unreadable)
        assert create_outcome(error) is UNKNOWN

    def test_silence_ends_a_call(self, gateway: FoxServer, connect: Callable[..., FoxApi]) -> None:
        gateway.on("models", Hang(Gate()))
        client = connect(gateway)
        read = messages.read_models
        error = failure_of(lambda: client._json("GET", "/v1/models", read, read=SOON))
        assert type(error) is errors.NoAnswer

    def test_an_abort_ends_a_hanging_call(
        self, gateway: FoxServer, connect: Callable[..., FoxApi], worker: ThreadPoolExecutor
    ) -> None:
        gate, client = Gate(), connect(gateway)
        gateway.on_task(Hang(gate))
        asked = worker.submit(client.task, "task-1")
        gate.wait_reached()
        client.abort()
        assert isinstance(asked.exception(), errors.NoAnswer)

    def test_an_abort_ends_a_handshake_that_hangs(
        self, tls_server: FoxServer, connect: Callable[..., FoxApi], worker: ThreadPoolExecutor
    ) -> None:
        gate, client = Gate(), connect(tls_server)
        tls_server.on_connection(Hold("first_byte", gate))
        asked = worker.submit(client.models)
        gate.wait_reached()
        client.close()
        assert isinstance(asked.exception(), errors.Aborted)

    def test_an_abort_ends_a_trickling_call(
        self, gateway: FoxServer, connect: Callable[..., FoxApi], worker: ThreadPoolExecutor
    ) -> None:
        client = connect(gateway)
        gateway.on_task(Trickle("body"))
        asked = worker.submit(client.task, "task-1")
        gateway.wait_for("task")
        client.abort()
        assert isinstance(asked.exception(), errors.NoAnswer)

    def test_a_client_goes_on_after_an_abort(
        self, gateway: FoxServer, connect: Callable[..., FoxApi], worker: ThreadPoolExecutor
    ) -> None:
        gate, client = Gate(), connect(gateway)
        gateway.on_task(Hang(gate))
        asked = worker.submit(client.task, "task-1")
        gate.wait_reached()
        client.abort()
        asked.exception()
        assert worker.submit(client.models).result()

    def test_a_create_is_ended_by_its_caller_alone(
        self, gateway: FoxServer, connect: Callable[..., FoxApi], worker: ThreadPoolExecutor
    ) -> None:
        gate, client = Gate(), connect(gateway)
        gateway.on_create(Hang(gate))
        asked = worker.submit(client.create, BODY, Call())
        gate.wait_reached()
        client.close()
        gate.release()
        assert asked.result().task_id == gateway.tasks[0].id

    def test_a_create_that_its_caller_ends_is_unknown(
        self, gateway: FoxServer, connect: Callable[..., FoxApi], worker: ThreadPoolExecutor
    ) -> None:
        gate, call, client = Gate(), Call(), connect(gateway)
        gateway.on_create(Hang(gate))
        asked: Future[object] = worker.submit(client.create, BODY, call)
        gate.wait_reached()
        call.abort()
        error = asked.exception()
        assert isinstance(error, errors.NoAnswer)
        assert create_outcome(error) is UNKNOWN
        assert call.sent

    def test_a_closed_client_sends_nothing(
        self, gateway: FoxServer, connect: Callable[..., FoxApi]
    ) -> None:
        client = connect(gateway)
        client.close()
        assert type(failure_of(client.models)) is errors.Aborted
        assert type(failure_of(lambda: client.create(BODY))) is errors.Aborted
        assert gateway.connections() == 0

    def test_an_endless_answer_is_not_gathered(
        self,
        gateway: FoxServer,
        connect: Callable[..., FoxApi],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(client_module, "LARGEST_ANSWER", 1000)
        gateway.on("models", Answer(body=b" " * 2000))
        assert type(failure_of(connect(gateway).models)) is errors.NoAnswer


class TestConnections:
    def test_calls_share_a_connection(
        self, gateway: FoxServer, connect: Callable[..., FoxApi]
    ) -> None:
        client = connect(gateway)
        gateway.on("models", says(500), Answer(body=HTML))
        failure_of(client.models)
        failure_of(client.models)
        client.models()
        client.usage()
        client.charges()
        client.upload(b"png", "a.png", "image/png")
        assert gateway.connections() == 1

    def test_a_connection_that_has_ended_is_not_used_again(
        self, gateway: FoxServer, connect: Callable[..., FoxApi]
    ) -> None:
        client = connect(gateway)
        gateway.on("models", Answer(body={"data": []}, after="leave"))
        client.models()
        gateway.wait_for_ended(1)
        assert client.usage().name == "test key"
        assert gateway.connections() == 2

    def test_each_thread_has_a_connection(
        self, gateway: FoxServer, connect: Callable[..., FoxApi]
    ) -> None:
        client, meeting = connect(gateway), threading.Barrier(3)

        def ask() -> int:
            meeting.wait(30)
            return len(client.models())

        with ThreadPoolExecutor(3) as pool:
            assert [each.result() for each in [pool.submit(ask) for _ in range(3)]] == [4, 4, 4]
        assert gateway.connections() == 3


class TestTheKey:
    def test_it_is_in_one_header_of_one_host(
        self, gateway: FoxServer, connect: Callable[..., FoxApi]
    ) -> None:
        client = connect(gateway)
        task = client.create(BODY)
        client.task(task.task_id, refresh=True)
        client.upload(b"png", "a.png", "image/png")
        client.models()
        client.usage()
        client.charges()
        assert len(gateway.requests()) == 6
        for request in gateway.requests():
            headers = dict(request.headers)
            assert request.port == "api"
            assert headers.pop("authorization") == f"Bearer {gateway.key}"
            assert gateway.key not in f"{request.target} {headers}"
            assert gateway.key.encode() not in request.body

    @pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
    def test_no_call_follows_a_redirect(
        self, status: int, gateway: FoxServer, connect: Callable[..., FoxApi]
    ) -> None:
        to = f"{gateway.cdn_url}/v1/videos/generations"
        gateway.on_create(redirect(to, status))
        gateway.on_task(redirect(to, status))
        client = connect(gateway)
        assert type(failure_of(lambda: client.create(BODY))) is errors.Redirected
        assert type(failure_of(lambda: client.task("task-1"))) is errors.Redirected
        assert gateway.connections("cdn") == 0
        assert [each.call for each in gateway.requests()] == ["create", "task"]

    @pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
    def test_a_netrc_has_no_say(
        self, host: str, gateway: FoxServer, connect: Callable[..., FoxApi]
    ) -> None:
        client = connect(gateway, gateway.base_url.replace("127.0.0.1", host))
        client.create(BODY)
        client.models()
        sent = {each.headers["authorization"] for each in gateway.requests()}
        assert sent == {f"Bearer {gateway.key}"}

    @pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
    def test_a_proxy_has_no_say_on_loopback(
        self,
        host: str,
        gateway: FoxServer,
        connect: Callable[..., FoxApi],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        with refused_port() as port:
            for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
                monkeypatch.setenv(name, f"http://127.0.0.1:{port}")
            client = connect(gateway, gateway.base_url.replace("127.0.0.1", host))
            assert client.create(BODY).task_id
            assert client.models()

    def test_cookies_are_not_kept(self, gateway: FoxServer, connect: Callable[..., FoxApi]) -> None:
        gateway.on("models", Answer(body={"data": []}, headers={"Set-Cookie": "a=b; Path=/"}))
        client = connect(gateway)
        client.models()
        client.models()
        assert "cookie" not in gateway.requests()[-1].headers

    @pytest.mark.parametrize("status", [200, 401, 500])
    def test_an_answer_that_repeats_it_is_masked(
        self, status: int, server: FoxServer, connect: Callable[..., FoxApi]
    ) -> None:
        key = "fox+secret/key with shape of its own"
        forms = [key, quote(key, safe=""), base64.b64encode(f"Bearer {key}".encode()).decode()]
        server.on("models", says(status, message=f"bad key: {' '.join(forms)}"))
        error = failure_of(connect(server, key=key).models)
        assert error.answer.message.startswith("bad key: ••• ••• ")
        assert not any(form in f"{error} {error.answer}" for form in forms[:2])
        assert forms[2][12:-4] not in error.answer.message

    def test_a_key_behind_escapes_is_masked(
        self, server: FoxServer, connect: Callable[..., FoxApi]
    ) -> None:
        body = b'{"error": {"message": "not sk-secret\\/with-slash, \\u0073k-secret/with-slash"}}'
        server.on("models", Answer(401, body))
        error = failure_of(connect(server, key="sk-secret/with-slash").models)
        assert error.answer.message == "not •••, •••"

    @pytest.mark.parametrize("key", ["sk-abc…xyz", "sk-abc\ndef"])
    def test_what_cannot_be_a_key_needs_a_person(
        self, key: str, server: FoxServer, connect: Callable[..., FoxApi]
    ) -> None:
        error = failure_of(lambda: connect(server, key=key).create(BODY))
        assert create_outcome(error) is PERSON
        assert server.connections() == 0

    def test_it_is_sent_to_a_host_with_another_script(self) -> None:
        address = base_url("https://例え.test/v1")
        request = requests.Request("GET", address, auth=BearerAuth(address, "sk-0")).prepare()
        assert request.headers["Authorization"] == "Bearer sk-0"

    def test_links_and_ids_of_the_shape_of_a_key_are_left_alone(
        self, server: FoxServer, connect: Callable[..., FoxApi]
    ) -> None:
        url, client = "https://sk-storage01.test/sk-20261122/clip.mp4", connect(server)
        server.on_create(Answer(body={"id": "sk-task-1757165031"}))
        server.on_task(Answer(body={"status": "completed", "results": [url]}))
        assert client.create(BODY).task_id == "sk-task-1757165031"
        assert client.task("sk-task-1757165031").results[0].url == url

    def test_another_key_in_an_answer_is_masked(
        self, server: FoxServer, connect: Callable[..., FoxApi]
    ) -> None:
        server.on("models", says(401, message="Incorrect API key sk-0123456789abcdef."))
        assert str(failure_of(connect(server).models)) == "Incorrect API key •••."


class TestErrorFacts:
    def test_all_facts_are_kept(self, server: FoxServer, connect: Callable[..., FoxApi]) -> None:
        headers = {"X-Request-Id": "req-7"}
        server.on(
            "models", says(429, "rate_limit_error", "slow", "easy", retry_after=7, headers=headers)
        )
        assert failure_of(connect(server).models).answer == errors.Answer(
            status=429,
            type="rate_limit_error",
            code="slow",
            message="easy",
            request_id="req-7",
            retry_after=7.0,
        )

    @pytest.mark.parametrize(
        ("answer", "expected"),
        [
            (says(500, headers={"X-Oneapi-Request-Id": "2026abc"}), "2026abc"),
            (says(500, message="failed (request id: 2026-abc_1)"), "2026-abc_1"),
            (says(500, message="failed, Request ID:77"), "77"),
            (says(500, message="Request failed"), ""),
            (Answer(500), ""),
        ],
    )
    def test_the_request_id_is_found(
        self, answer: Answer, expected: str, server: FoxServer, connect: Callable[..., FoxApi]
    ) -> None:
        server.on("models", answer)
        assert failure_of(connect(server).models).answer.request_id == expected

    @pytest.mark.parametrize(
        ("body", "expected"),
        [
            ({"error": "quota gone"}, "quota gone"),
            ({"message": "flat", "code": 17}, "flat"),
            ({"error": {"message": "nested"}}, "nested"),
            (HTML, "Bad gateway"),
            ("upstream connect error", "upstream connect error"),
            (b"", ""),
            (["odd"], '["odd"]'),
            ({"error": None, "message": "flat"}, "flat"),
            ({"error": {"message": "cut \ud83e"}}, "cut �"),
        ],
    )
    def test_words_are_found_in_any_body(
        self, body: Any, expected: str, server: FoxServer, connect: Callable[..., FoxApi]
    ) -> None:
        server.on("models", Answer(500, body))
        assert failure_of(connect(server).models).answer.message == expected

    @pytest.mark.parametrize(
        ("header", "expected"),
        [
            (30, 30.0),
            ("0.5", 0.5),
            (-5, 0.0),
            (datetime(2200, 1, 1, tzinfo=UTC), 3600.0),
            (datetime(2000, 1, 1, tzinfo=UTC), 0.0),
            ("nan", None),
            ("soon", None),
            (None, None),
        ],
    )
    def test_retry_after_is_read_in_both_forms(
        self, header: Any, expected: float | None, server: FoxServer, connect: Callable[..., FoxApi]
    ) -> None:
        server.on_create(says(429, retry_after=header))
        error = failure_of(lambda: connect(server).create(BODY))
        assert error.answer.retry_after == expected

    def test_a_date_is_counted_from_now(self) -> None:
        at = datetime(2026, 11, 22, 18, 30, tzinfo=UTC).timestamp()
        assert retry_after("Sun, 22 Nov 2026 18:31:30 GMT", at) == 90.0

    @given(st.text())
    def test_no_header_breaks_the_reading(self, text: str) -> None:
        seconds = retry_after(text, 0.0)
        assert seconds is None or 0 <= seconds <= 3600


NAMES = """
    id status progress results error model task_info usage notes output url urls data code type
    message estimated_time can_cancel credits_reserved character_id name video_id expires_at
    unlimited_quota total_granted total_used total_available created_at model_name quota group
    quota_type model_price group_ratio
"""
KNOWN_NAMES = st.sampled_from(NAMES.split())
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["completed", "62%", "1e999", "https://a.test/x.mp4", 10**400, -(10**20)])
)
JUNK = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(KNOWN_NAMES | st.text(), inner, max_size=8)
    ),
    max_leaves=30,
)
READERS: list[Callable[[Any], object]] = [
    messages.read_accepted,
    messages.read_task,
    messages.read_upload,
    messages.read_models,
    messages.read_usage,
    messages.read_charges,
    messages.read_prices,
    messages.read_progress,
    errors.read_error_body,
]


class TestReading:
    @pytest.mark.parametrize("read", READERS, ids=lambda read: read.__name__)
    @given(junk=JUNK)
    def test_no_answer_breaks_the_reading(self, read: Callable[[Any], object], junk: Any) -> None:
        read(junk)
        read({"id": "task-1", "status": "completed", "data": junk, "results": junk, "error": junk})

    @given(junk=JUNK)
    @example({"progress": math.nan})
    def test_a_task_is_read_whatever_surrounds_its_status(self, junk: Any) -> None:
        more = junk if isinstance(junk, dict) else {"progress": junk}
        task = messages.read_task({**more, "status": "Processing "})
        assert task is not None
        assert task.status == "processing"
        assert task.progress is None or 0 <= task.progress <= 100
        assert all(result.url or result.character_id for result in task.results)

    @pytest.mark.parametrize(
        ("value", "expected"),
        [
            (None, None),
            (0, 0),
            (62, 62),
            (62.4, 62),
            ("62", 62),
            ("62%", 62),
            (" 62 % ", 62),
            (130, 100),
            (-4, 0),
            (10**400, None),
            (math.nan, None),
            (math.inf, None),
            (True, None),
            ("soon", None),
            ("", None),
            ([50], None),
            ({"percent": 50}, None),
        ],
    )
    def test_progress_is_a_percentage_or_unknown(self, value: Any, expected: int | None) -> None:
        assert messages.read_progress(value) == expected

    @pytest.mark.parametrize(
        ("body", "urls"),
        [
            ({"results": [{"url": "https://a.test/1.mp4"}]}, ["https://a.test/1.mp4"]),
            ({"results": ["https://a.test/1.mp4"]}, ["https://a.test/1.mp4"]),
            ({"results": [" https://a.test/1.mp4 "]}, ["https://a.test/1.mp4"]),
            ({"output": {"url": "https://a.test/1.mp4"}}, ["https://a.test/1.mp4"]),
            ({"output": {"urls": ["https://a.test/1.mp4"]}}, ["https://a.test/1.mp4"]),
            ({"results": [], "output": {"url": "https://a.test/1"}}, ["https://a.test/1"]),
            ({"results": [None, {}, "", {"url": 5}, 7]}, []),
            ({"results": None}, []),
            ({"results": "https://a.test/1.mp4"}, []),
            ({}, []),
        ],
    )
    def test_results_are_found_in_every_known_shape(
        self, body: dict[str, Any], urls: list[str]
    ) -> None:
        task = messages.read_task({"status": "completed", **body})
        assert task is not None
        assert [result.url for result in task.results] == urls
        assert task.completed == bool(urls)

    @pytest.mark.parametrize("status", ["failed", "cancelled", "canceled", "FAILED"])
    def test_a_task_that_was_given_up_says_why(self, status: str) -> None:
        error = {"code": "content_policy_violation", "message": "a face", "type": "policy"}
        task = messages.read_task({"status": status, "error": error})
        assert task is not None
        assert task.failed
        assert task.error == messages.TaskError("content_policy_violation", "a face", "policy")

    def test_an_unknown_status_is_neither_end(self) -> None:
        task = messages.read_task({"status": "warming_up"})
        assert task is not None
        assert not task.completed
        assert not task.failed


class TestOtherCalls:
    def test_a_task_is_followed_to_its_result(
        self, gateway: FoxServer, connect: Callable[..., FoxApi]
    ) -> None:
        gateway.plan = Plan(pending=1, processing=1, hollow=1)
        client = connect(gateway)
        task_id = client.create(BODY).task_id
        seen = [client.task(task_id) for _ in range(4)]
        assert [(task.status, task.completed) for task in seen] == [
            ("pending", False),
            ("processing", False),
            ("completed", False),
            ("completed", True),
        ]
        assert seen[-1].results[0] == messages.Result(
            url=gateway.link(gateway.tasks[0]),
            video_id=f"v_{task_id}",
            content_type="video/mp4",
        )

    @pytest.mark.parametrize("shape", ["objects", "strings", "output"])
    def test_a_link_is_found_in_each_shape(
        self, shape: Any, server: FoxServer, connect: Callable[..., FoxApi]
    ) -> None:
        task = server.add_task(Plan(pending=0, processing=0, shape=shape))
        assert connect(server).task(task.id).results[0].url == server.link(task)

    def test_a_character_has_no_link(
        self, server: FoxServer, connect: Callable[..., FoxApi]
    ) -> None:
        task = server.add_task(Plan(pending=0, processing=0, shape="character"))
        found = connect(server).task(task.id)
        assert found.completed
        assert found.results == (messages.Result(character_id=f"ch_{task.id}", name="Fox"),)

    def test_a_task_id_cannot_leave_its_place_in_the_path(
        self, server: FoxServer, connect: Callable[..., FoxApi]
    ) -> None:
        client = connect(server)
        failure_of(lambda: client.task("../models?a=b#c/d"))
        assert server.requests()[0].target == "/v1/tasks/..%2Fmodels%3Fa%3Db%23c%2Fd"

    def test_a_refresh_asks_upstream(
        self, server: FoxServer, connect: Callable[..., FoxApi]
    ) -> None:
        task, client = server.add_task(), connect(server)
        client.task(task.id)
        client.task(task.id, refresh=True)
        assert [each.query for each in server.requests()] == [{}, {"sync_upstream": "true"}]

    def test_an_upload_brings_the_exact_bytes_under_the_given_name(
        self, gateway: FoxServer, connect: Callable[..., FoxApi]
    ) -> None:
        data = bytes(range(256)) * 5000 + b"\r\n--\r\n\n\r"
        upload = connect(gateway).upload(data, "0f1e2d.png", "image/png")
        (stored,) = gateway.uploads
        assert stored.data == data
        assert (stored.name, stored.media_type) == ("0f1e2d.png", "image/png")
        assert stored.fields == {"file_name": "0f1e2d.png"}
        assert upload == messages.Upload(f"{gateway.cdn_url}/files/file-1/0f1e2d.png", "file-1")

    @pytest.mark.parametrize(
        ("act", "kind"),
        [
            (Answer(413, HTML), errors.TooLarge),
            (Answer(403, HTML), errors.NotAllowed),
            (Answer(body={"id": "file-1"}), errors.Unreadable),
            (Reset(), errors.NoAnswer),
        ],
        ids=["too large", "store full", "no URL", "reset"],
    )
    def test_an_upload_that_fails_says_how(
        self,
        act: Act,
        kind: type[errors.FoxApiError],
        gateway: FoxServer,
        connect: Callable[..., FoxApi],
    ) -> None:
        gateway.on_upload(act)
        client = connect(gateway)
        assert type(failure_of(lambda: client.upload(b"png", "a.png", "image/png"))) is kind

    def test_models_are_listed(self, server: FoxServer, connect: Callable[..., FoxApi]) -> None:
        server.on("models", Answer(body={"data": [{"id": "sora-2"}, {}, None, {"id": 5}]}))
        assert connect(server).models() == ("sora-2",)

    def test_usage_is_in_dollars(self, server: FoxServer, connect: Callable[..., FoxApi]) -> None:
        usage = connect(server).usage()
        assert usage == messages.Usage("test key", granted=10, used=2, available=8)

    def test_an_unlimited_key_has_no_balance(
        self, server: FoxServer, connect: Callable[..., FoxApi]
    ) -> None:
        server.provider.usage |= {"unlimited_quota": True, "expires_at": 1_800_000_000}
        usage = connect(server).usage()
        assert (usage.available, usage.unlimited) == (None, True)
        assert usage.expires_at == 1_800_000_000

    def test_charges_are_newest_first(
        self, server: FoxServer, connect: Callable[..., FoxApi]
    ) -> None:
        client = connect(server)
        client.create(BODY)
        client.create({**BODY, "model": "sora-2"})
        charges = client.charges()
        assert [(each.model, each.usd) for each in charges] == [
            ("sora-2", 0.8),
            ("sora-2-pro", 0.8),
        ]
        assert [each.id for each in charges] == ["2", "1"]
        assert server.requests("log")[0].query == {}

    @pytest.mark.parametrize("key", ["", "sk-0123456789abcdef", "sk-…"])
    def test_prices_are_asked_for_without_the_key(self, key: str, gateway: FoxServer) -> None:
        client = FoxApi(gateway.base_url, key)
        prices = client.prices()
        client.close()
        assert {each.model: each.usd for each in prices.models} == {
            "sora-2-pro": Decimal("0.8"),
            "sora-2": Decimal("0.3"),
            "a-chat-model": None,
        }
        assert prices.group_ratios == {"default": 1, "vip": Decimal("0.9")}
        (request,) = gateway.requests()
        assert "authorization" not in request.headers
        assert request.target == "/api/pricing"

    @pytest.mark.parametrize("body", [HTML, {"data": None}, {"data": "no"}, [], {}])
    def test_accounts_that_answer_otherwise_are_unreadable(
        self, body: Any, server: FoxServer, connect: Callable[..., FoxApi]
    ) -> None:
        client = connect(server)
        server.on("models", Answer(body=body))
        server.on("usage", Answer(body=body))
        server.on("log", Answer(body=body))
        server.on("pricing", Answer(body=body))
        for method in (client.models, client.usage, client.charges, client.prices):
            assert type(failure_of(method)) is errors.Unreadable

    def test_text_that_was_cut_inside_a_character_can_be_stored(
        self, server: FoxServer, connect: Callable[..., FoxApi]
    ) -> None:
        server.on_create(Answer(body={"id": "task-1", "model": "sora \ud83e"}))
        accepted = connect(server).create(BODY)
        assert (accepted.task_id, accepted.model) == ("task-1", "sora �")

    def test_junk_over_the_wire_is_unreadable(
        self, server: FoxServer, connect: Callable[..., FoxApi]
    ) -> None:
        server.on_task(Answer(body=json.dumps({"status": None, "progress": math.nan}).encode()))
        assert type(failure_of(lambda: connect(server).task("task-1"))) is errors.Unreadable


class TestAddresses:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("https://api.foxapi.cc", "https://api.foxapi.cc"),
            ("https://api.foxapi.cc/", "https://api.foxapi.cc"),
            ("https://api.foxapi.cc/v1", "https://api.foxapi.cc"),
            ("https://api.foxapi.cc/v1/", "https://api.foxapi.cc"),
            ("  HTTPS://API.FoxAPI.cc/v1  ", "https://api.foxapi.cc"),
            ("https://api.foxapi.cc:8443/v1", "https://api.foxapi.cc:8443"),
            ("https://gateway.test/Fox/v1", "https://gateway.test/Fox"),
            ("https://[2001:db8::1]:8443", "https://[2001:db8::1]:8443"),
            ("http://127.0.0.1:8080/v1", "http://127.0.0.1:8080"),
            ("http://127.9.9.9", "http://127.9.9.9"),
            ("http://localhost:3000/", "http://localhost:3000"),
            ("http://[::1]:3000", "http://[::1]:3000"),
        ],
    )
    def test_an_address_has_one_form(self, text: str, expected: str) -> None:
        assert base_url(text) == expected

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("", "not_a_url"),
            ("api.foxapi.cc", "not_a_url"),
            ("ftp://api.foxapi.cc", "not_a_url"),
            ("file:///etc/passwd", "not_a_url"),
            ("https://", "not_a_url"),
            ("https:///v1", "not_a_url"),
            ("https://api.foxapi.cc\\", "not_a_url"),
            ("https://api.foxapi.cc:port", "not_a_url"),
            ("https://api.foxapi.cc:99999", "not_a_url"),
            ("https://[::1", "not_a_url"),
            ("https://api foxapi.cc", "not_a_url"),
            ("https://api.foxapi.cc/?key=1", "not_a_url"),
            ("https://api.foxapi.cc/#v1", "not_a_url"),
            ("http://api.foxapi.cc", "not_https"),
            ("http://192.168.1.1", "not_https"),
            ("http://127.0.0.1.evil.test", "not_https"),
            ("http://localhost.evil.test", "not_https"),
            ("https://me@api.foxapi.cc", "has_login"),
            ("https://me:secret@api.foxapi.cc", "has_login"),
            ("http://127.0.0.1@evil.test", "has_login"),
        ],
    )
    def test_an_address_that_a_key_must_not_go_to_is_refused(self, text: str, code: str) -> None:
        with pytest.raises(BadAddress) as caught:
            base_url(text)
        assert caught.value.code == code

    @given(st.text(alphabet="htps:/127.0@[]v locas?#\\", max_size=40) | st.text(max_size=40))
    def test_any_text_is_refused_or_already_in_its_form(self, text: str) -> None:
        for candidate in (text, f"https://{text}", f"http://{text}"):
            try:
                address = base_url(candidate)
            except BadAddress:
                continue
            assert base_url(address) == address

    @pytest.mark.parametrize("host", ["localhost", "LOCALHOST", "127.0.0.1", "127.1.2.3", "::1"])
    def test_loopback_is_known(self, host: str) -> None:
        assert is_loopback(host)

    @pytest.mark.parametrize(
        "host", ["", "0.0.0.0", "10.0.0.1", "example.test", "::", "localhost."]
    )
    def test_anything_else_is_not_loopback(self, host: str) -> None:
        assert not is_loopback(host)
