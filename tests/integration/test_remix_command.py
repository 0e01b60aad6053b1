"""Remixes from the command line: exactly the contract's body, or words for why there is none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.commands import Ended, foxreel
from tests.faulty import Answer, FoxServer, Plan, mp4_bytes
from tests.integration.test_engine import probe
from tests.studios import KEY

REMIX = "sora-2-pro-remix"


@pytest.fixture
def server() -> Iterator[FoxServer]:
    """Yield a gateway whose tasks are soon done."""
    with FoxServer(key=KEY, clip=mp4_bytes(200_000)) as running:
        running.plan = Plan(pending=0, processing=1, accepted={"task_info": None})
        yield running


def made(server: FoxServer, *options: str) -> dict[str, Any]:
    """Return a finished clip's JSON object."""
    ended = foxreel("generate", "a fox", "--json", *options, server=server)
    assert ended.code == 0, ended.err
    job: dict[str, Any] = ended.jobs[0]
    return job


def sent(server: FoxServer) -> Any:
    return server.requests("create")[-1].json


def test_a_kept_clip_is_remixed_with_exactly_the_contract_s_body(server: FoxServer) -> None:
    source = made(server, "--keep-on-server", "--duration", "8")
    ended = foxreel("generate", "at night", "--remix", source["id"], "--json", server=server)
    assert ended.code == 0, ended.err
    assert sent(server) == {
        "model": REMIX,
        "prompt": "at night",
        "video_id": f"v_{source['task_id']}",
        "resolution": "720p",
    }
    assert ended.jobs[0]["remix_of"] == source["id"]
    assert ended.jobs[0]["model"] == REMIX
    assert Path(ended.jobs[0]["file"]).is_file()
    assert source["remix_of"] is None


def test_a_remix_can_be_kept_in_turn_and_in_1080p(server: FoxServer) -> None:
    source = made(server, "--keep-on-server")
    options = ("--model", REMIX, "--resolution", "1080p", "--keep-on-server", "--json")
    first = foxreel("generate", "x", "--remix", source["id"], *options, server=server)
    assert sent(server) == {
        "model": REMIX,
        "prompt": "x",
        "video_id": f"v_{source['task_id']}",
        "resolution": "1080p",
        "delete_video": False,
    }
    again = foxreel("generate", "y", "--remix", first.jobs[0]["id"], "--json", server=server)
    assert again.code == 0
    assert sent(server)["video_id"] == f"v_{first.jobs[0]['task_id']}"


def test_a_clip_from_elsewhere_is_remixed_by_its_video_id(server: FoxServer) -> None:
    ended = foxreel("generate", "x", "--video-id", "video_abc", "--json", server=server)
    assert ended.code == 0
    assert sent(server) == {
        "model": REMIX,
        "prompt": "x",
        "video_id": "video_abc",
        "resolution": "720p",
    }
    assert ended.jobs[0]["remix_of"] is None


def test_a_clip_that_was_not_kept_is_not_asked_for(server: FoxServer) -> None:
    source = made(server)
    ended = foxreel("generate", "at night", "--remix", source["id"], server=server)
    assert ended.code == 2
    assert source["id"] in ended.err
    assert "Keep on the server" in ended.err
    assert len(server.requests("create")) == 1
    assert len(foxreel("jobs", "--json", server=server).jobs) == 1


def test_a_clip_of_the_engine_cannot_be_remixed_elsewhere(server: FoxServer) -> None:
    demo = foxreel("generate", "a fox", "--demo", "--keep-on-server", "--json", server=server)
    ended = foxreel("generate", "x", "--remix", demo.jobs[0]["id"], server=server)
    assert ended.code == 2
    assert "built-in engine" in ended.err
    assert not server.requests("create")


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (["--model", REMIX], "--video-id"),
        (["--remix", "zzzz"], "zzzz"),
        (["--remix", ""], "remix"),
        (["--video-id", ""], "--video-id"),
        (["--video-id", "v1", "--remix", "zzzz"], "--remix"),
        (["--video-id", "v1", "--duration", "8"], "--duration"),
        (["--video-id", "v1", "--image", "fox.png"], "--image"),
        (["--video-id", "v1", "--model", "sora-2"], "--video-id"),
        (["--video-id", "v1", "--resolution", "4k"], "720p"),
    ],
)
def test_bad_asks_end_with_2_and_words_and_no_call(
    server: FoxServer, options: list[str], word: str
) -> None:
    ended: Ended = foxreel("generate", "x", *options, server=server)
    assert ended.code == 2
    assert word in ended.err
    assert not server.requests()


def test_a_prompt_of_more_than_5000_characters_is_too_long_for_a_remix(server: FoxServer) -> None:
    ended = foxreel("generate", "x" * 5001, "--video-id", "v1", server=server)
    assert ended.code == 2
    assert "5000" in ended.err


def test_a_remix_is_drawn_by_the_engine_across_two_runs() -> None:
    first = foxreel("generate", "a fox", "--demo", "--keep-on-server", "--json")
    options = ("--demo", "--json", "--resolution", "1080p")
    ended = foxreel("generate", "by night", "--remix", first.jobs[0]["id"], *options)
    assert ended.code == 0, ended.err
    video = probe(ended.jobs[0]["file"])["streams"][0]
    assert (video["width"], video["height"]) == (1920, 1080)
    assert int(video["nb_read_frames"]) == 96
    gone = foxreel("generate", "x", "--demo", "--video-id", "video-nobody", "--json")
    assert gone.code == 1
    assert gone.jobs[0]["error"]["code"] == "resource_not_found"


@pytest.mark.parametrize("code", ["", "resource_not_found"])
def test_a_clip_that_the_provider_has_not_any_more_is_named_as_the_cause(
    server: FoxServer, code: str
) -> None:
    error = {"type": "not_found", "message": "no such video", **({"code": code} if code else {})}
    server.on_create(Answer(404, {"error": error}))
    ended = foxreel("generate", "x", "--video-id", "video_gone", "--json", server=server)
    assert ended.code == 1
    assert "clip that was to be remixed" in ended.jobs[0]["error"]["help"]
    assert "FOXAPI_BASE_URL" not in ended.jobs[0]["error"]["help"]


def family(server: FoxServer) -> list[str]:
    """Return the lines about the models that a family of four has, the only ones of the key."""
    title, *lines = foxreel("models", "Sora 2", server=server, COLUMNS="120").out.splitlines()
    assert title == "Sora 2 · OpenAI"
    return lines


def test_models_lists_a_family_with_what_they_do_and_how_they_are_billed(
    server: FoxServer,
) -> None:
    lines = family(server)
    assert [line.split()[:2] for line in lines] == [
        ["✓", name] for name in ("sora-2-pro", "sora-2", REMIX, "sora-2-character")
    ]
    assert "$0.80" in lines[0]
    assert "$0.30" in lines[1]
    assert "real length" in lines[2]
    assert "$" not in lines[2]
    assert "free" in lines[3]
    listed = foxreel("models", "sora-2", "--json", server=server).jobs
    assert [each["id"] for each in listed] == ["sora-2"]  # a model goes before its family
    listed = foxreel("models", "Sora 2", "--json", server=server).jobs
    assert {each["id"]: (each["outcome"], each["billing"]) for each in listed} == {
        "sora-2-pro": ("video", "before"),
        "sora-2": ("video", "before"),
        REMIX: ("video", "afterwards"),
        "sora-2-character": ("character", "free"),
    }


def test_a_list_s_price_for_a_call_is_no_price_of_a_remix(server: FoxServer) -> None:
    rows = server.provider.pricing["data"]
    rows.append({"model_name": REMIX, "quota_type": 1, "model_price": 0.5, "model_ratio": 0})
    line = family(server)[2]
    assert "0.50" not in line
