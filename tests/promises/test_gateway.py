"""The gateway without sockets answers as the real one does, and ends calls as real sockets do."""

from __future__ import annotations

import asyncio
import dataclasses
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.download import Download, DownloadFailed, fetch
from core.foxapi import errors
from core.foxapi.client import FoxApi
from core.foxapi.errors import FoxApiError
from core.foxapi.transport import Call
from tests.faulty import Close, Drop, FoxServer, Gate, Hang, Happens, Plan
from tests.promises.gateway import Gateway, clip_of
from tests.promises.house import ACTS
from tests.promises.virtual import Pool, World
from tests.studios import KEY

BODY = {"model": "sora-2-pro", "prompt": "a fox"}
Outcome = tuple[Any, ...]
Asking = Callable[[FoxServer, FoxApi, Call, Path], Any]


def _create(_: FoxServer, client: FoxApi, call: Call, __: Path) -> Any:
    return client.create(BODY, call)


def _task(server: FoxServer, client: FoxApi, call: Call, _: Path) -> Any:
    task = client.task(server.tasks[0].id, call=call)
    return (
        task.status,
        task.progress,
        [each.url.removeprefix(server.cdn_url) for each in task.results],
    )


def _upload(_: FoxServer, client: FoxApi, call: Call, __: Path) -> Any:
    return client.upload(b"picture", "a.png", "image/png", call).id


def _clip(server: FoxServer, _: FoxApi, call: Call, folder: Path) -> Any:
    begun: list[tuple[str, int | None]] = []
    part = folder / "clip.part"
    part.unlink(missing_ok=True)
    download = Download(
        url=server.link(server.tasks[0]),
        part=part,
        validator="",
        begun=lambda etag, size: begun.append((etag, size)),
        progress=lambda _, __: None,
    )
    return fetch(download, call), begun, part.read_bytes()


ASKING: dict[str, Asking] = {"create": _create, "task": _task, "upload": _upload, "clip": _clip}
CASES = [(call, name) for call, acts in ACTS.items() for name in ("", *acts)]


def outcome(asking: Asking, server: FoxServer, client: FoxApi, call: Call, folder: Path) -> Outcome:
    """Return what a client sees of one call: what is read, or the exception with its facts."""
    try:
        seen: Any = asking(server, client, call, folder)
    except FoxApiError as error:
        facts = dataclasses.replace(error.answer, message="")
        seen = (type(error), facts)
    except DownloadFailed as error:
        seen = (type(error), error.code)
    return seen, call.sent, call.aborted, len(server.tasks), len(server.requests())


def in_memory(
    world: World, gateway: Gateway, work: Callable[[], Outcome], later: Callable[[], object]
) -> Outcome:
    """Run a blocking call in a world; ``later`` is called a second after it has begun."""

    async def asked() -> Outcome:
        answer = asyncio.wrap_future(Pool(world, 1, "calls").submit(work))
        world.loop.call_later(1.0, later)
        return await answer

    with gateway.installed():
        return world.run(asked())


def client_of(server: FoxServer) -> FoxApi:
    """Return a client for a server at which one task is finished."""
    server.add_task(Plan(pending=0, processing=0))
    return FoxApi(server.base_url, KEY)


def compare(
    server: FoxServer,
    folder: Path,
    asking: Asking,
    arrange: Callable[[FoxServer], Callable[[Call], object]],
) -> Outcome:
    """Return what both servers let a client see, which must be the same.

    ``arrange`` prepares a server; its result is called with the call while it may be under way.
    """
    world = World()
    server.provider.clip_of = clip_of  # type: ignore[method-assign]
    with Gateway(world, KEY) as gateway:
        real = _over_sockets(server, folder, asking, arrange(server))
        client, call, later = client_of(gateway), Call(), arrange(gateway)
        seen = in_memory(
            world,
            gateway,
            lambda: outcome(asking, gateway, client, call, folder),
            lambda: later(call),
        )
        client.close()
    assert seen == real
    return seen


def _over_sockets(
    server: FoxServer, folder: Path, asking: Asking, later: Callable[[Call], object]
) -> Outcome:
    client, call = client_of(server), Call()
    other = threading.Thread(target=later, args=(call,))
    other.start()
    seen = outcome(asking, server, client, call, folder)
    other.join()
    client.close()
    return seen


def nothing(_: Call) -> None:
    """Let a call go on."""


@pytest.mark.parametrize(("call", "name"), CASES, ids=lambda each: each or "none")
def test_every_act_looks_the_same_with_and_without_sockets(
    server: FoxServer, tmp_path: Path, call: Any, name: str
) -> None:
    def arrange(each: FoxServer) -> Callable[[Call], object]:
        each.on(call, *([ACTS[call][name]] if name else []))
        return nothing

    compare(server, tmp_path, ASKING[call], arrange)


def test_a_dropped_connection_looks_the_same(server: FoxServer, tmp_path: Path) -> None:
    def arrange(each: FoxServer) -> Callable[[Call], object]:
        # Closed in order: a reset may come while the client still connects, which looks otherwise.
        each.on_connection(Drop("accepted", reset=False))
        return nothing

    seen = compare(server, tmp_path, _create, arrange)
    assert (seen[0][0], seen[1]) == (errors.NoAnswer, True)


def test_a_refused_connection_looks_the_same(server: FoxServer, tmp_path: Path) -> None:
    def arrange(each: FoxServer) -> Callable[[Call], object]:
        if isinstance(each, Gateway):
            each.refuse("api")
        else:
            each.go_away()
        return nothing

    seen = compare(server, tmp_path, _create, arrange)
    assert (seen[0][0], seen[1]) == (errors.Unreachable, False)
    server.come_back()


def test_a_create_that_is_ended_while_it_hangs_looks_the_same(
    server: FoxServer, tmp_path: Path
) -> None:
    def arrange(each: FoxServer) -> Callable[[Call], object]:
        if isinstance(each, Gateway):
            each.slow("create", 0.1, 100.0)
            return Call.abort
        gate = Gate()
        each.on_create(Happens(Hang(gate, Close())))

        def later(call: Call) -> None:
            gate.wait_reached()
            call.abort()

        return later

    seen = compare(server, tmp_path, _create, arrange)
    assert (seen[0][0], seen[1]) == (errors.NoAnswer, True)


@pytest.mark.parametrize(("before", "after"), [(200.0, 0.1), (0.1, 200.0)])
def test_no_answer_within_the_time_that_a_create_has(
    tmp_path: Path, before: float, after: float
) -> None:
    world = World()
    with Gateway(world, KEY) as gateway:
        gateway.slow("create", before, after)
        client, call = client_of(gateway), Call()
        began = world.loop.now
        seen = in_memory(
            world,
            gateway,
            lambda: outcome(_create, gateway, client, call, tmp_path),
            lambda: None,
        )
        client.close()
    assert (seen[0][0], seen[1]) == (errors.NoAnswer, True)
    assert world.loop.now - began == pytest.approx(120, abs=1)
