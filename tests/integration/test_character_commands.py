"""``character``, ``characters`` and ``generate --character``: programs, on loopback."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.catalog import MODELS
from core.home import Home
from core.job import State
from core.ledger import Ledger
from tests.clips import Recipe, make_clip, numbers_of
from tests.commands import foxreel
from tests.faulty import FoxServer
from tests.ownmodels import put
from tests.studios import KEY
from ui.report import ExitCode

HD = (1280, 720)


@pytest.fixture
def server() -> Iterator[FoxServer]:
    """Yield a gateway that takes the commands' key."""
    with FoxServer(key=KEY) as running:
        yield running


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a clip of ten seconds whose pictures carry their numbers, twelve a second."""
    file = tmp_path_factory.mktemp("clips") / "walk.mp4"
    return make_clip(file, Recipe(frames=120, size=HD, fps=12))


def creates(server: FoxServer) -> list[dict[str, object]]:
    """Return the bodies of all creates."""
    return [request.json for request in server.requests("create")]


def test_a_character_is_made_listed_and_called_by_its_name(
    server: FoxServer, clip: Path, tmp_path: Path
) -> None:
    made = foxreel(
        "character", "Mika", "--video", str(clip), "--start", "2.5", "--json", server=server
    )
    assert made.code == ExitCode.DONE, made.err
    [job] = made.jobs
    assert (job["name"], job["state"], job["file"]) == ("Mika", "completed", None)
    [upload] = server.uploads
    assert (upload.media_type, upload.name[-4:]) == ("video/mp4", ".mp4")
    url = f"{server.cdn_url}/files/{upload.id}/{upload.name}"
    assert creates(server) == [{"model": "sora-2-character", "video_url": url, "name": "Mika"}]
    sent = tmp_path / "sent.mp4"
    sent.write_bytes(upload.data)
    assert numbers_of(sent) == list(range(30, 78))

    [listed] = foxreel("characters", "--json", server=server).jobs
    assert listed["character_id"] == job["character_id"]
    assert listed["name"] == "Mika"
    assert listed["base_url"] == server.base_url
    line = foxreel("characters", server=server).out
    assert str(job["character_id"]) in line
    assert "Mika" in line

    asked = foxreel(
        *("generate", "mika and a friend", "--character", "MIKA", "--character", "ch_else"),
        *("--json", "--no-wait"),
        server=server,
    )
    assert asked.code == ExitCode.DONE, asked.err
    assert creates(server)[1]["character_ids"] == [job["character_id"], "ch_else"]


def test_an_address_is_passed_on_as_it_is(server: FoxServer) -> None:
    url = "https://example.com/clips/mika.mov"
    made = foxreel("character", "小明", "--video", url, server=server)
    assert made.code == ExitCode.DONE, made.err
    assert made.out.strip().startswith("ch_task-unified")
    assert "passed on as it is" in made.err
    assert creates(server) == [{"model": "sora-2-character", "video_url": url, "name": "小明"}]
    assert server.uploads == []


def test_a_character_that_cannot_be_made_fails_in_words(server: FoxServer, clip: Path) -> None:
    server.provider.plan = server.provider.plan.__class__(
        error={"code": "content_policy_violation", "message": "a face", "type": "x"}
    )
    made = foxreel("character", "Mika", "--video", str(clip), "--json", server=server)
    assert made.code == ExitCode.FAILED
    assert made.jobs[0]["character_id"] is None
    assert made.jobs[0]["name"] == "Mika"
    assert foxreel("characters", server=server).out == ""


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("character", "", "--video", "CLIP"), "NAME"),
        (("character", "x" * 81, "--video", "CLIP"), "81"),
        (("character", "Mika", "--video", "CLIP", "--start", "9.5"), "--start"),
        (("character", "Mika", "--video", "CLIP", "--start", "-1"), "--start"),
        (("character", "Mika", "--video", "CLIP", "--start", "nan"), "--start"),
        (("character", "Mika", "--video", "nowhere.mp4"), "nowhere.mp4"),
        (("character", "Mika", "--video", "ftp://host/a.mp4"), "ftp"),
        (("character", "Mika", "--video", "https://host/a.mp4", "--start", "1"), "--start"),
        (("character", "Mika", "--video", ""), "--video"),
    ],
)
def test_what_cannot_be_made_is_said_and_not_sent(
    server: FoxServer, clip: Path, arguments: tuple[str, ...], words: str
) -> None:
    given = [str(clip) if each == "CLIP" else each for each in arguments]
    refused = foxreel(*given, server=server)
    assert refused.code == ExitCode.BAD_INPUT
    assert words in refused.err
    assert server.requests() == []


def test_a_small_clip_is_refused_with_its_size(server: FoxServer, tmp_path: Path) -> None:
    small = make_clip(tmp_path / "small.mp4", Recipe(frames=48, size=(640, 360)))
    refused = foxreel("character", "Mika", "--video", str(small), server=server)
    assert refused.code == ExitCode.BAD_INPUT
    assert "640×360" in refused.err
    assert server.requests() == []


def test_two_of_a_name_are_asked_about_and_another_hosts_is_refused(server: FoxServer) -> None:
    for _ in range(2):
        foxreel("character", "Mika", "--video", "https://example.com/a.mp4", server=server)
    ids = [job["character_id"] for job in foxreel("characters", "--json", server=server).jobs]
    assert len(set(ids)) == 2
    refused = foxreel("generate", "Mika runs", "--character", "mika", server=server)
    assert refused.code == ExitCode.BAD_INPUT
    assert all(str(each) in refused.err for each in ids)
    refused = foxreel("generate", "Mika runs", "--character", "Mika", "--demo", server=server)
    assert refused.code == ExitCode.BAD_INPUT
    assert "127.0.0.1" in refused.err
    assert len(creates(server)) == 2


def test_without_a_key_nothing_is_made(home: Home, clip: Path) -> None:
    refused = foxreel("character", "Mika", "--video", str(clip))
    assert refused.code == ExitCode.NO_KEY
    ledger = Ledger(home.ledger)
    try:
        assert ledger.jobs() == []
    finally:
        ledger.close()


def test_the_engine_makes_characters_and_shows_them(home: Home, clip: Path) -> None:
    made = foxreel("character", "Mika", "--video", str(clip), "--demo", "--json")
    assert made.code == ExitCode.DONE, made.err
    character_id = made.jobs[0]["character_id"]
    asked = foxreel("generate", "Mika runs", "--character", "mika", "--demo", "--json")
    assert asked.code == ExitCode.DONE, asked.err
    assert asked.jobs[0]["params"]["character_ids"] == [character_id]
    assert Path(asked.jobs[0]["file"]).stat().st_size > 10_000
    unknown = foxreel("generate", "Leo runs", "--character", "char-nobody", "--demo", "--json")
    assert unknown.code == ExitCode.FAILED
    ledger = Ledger(home.ledger)
    try:
        [job] = ledger.characters()
    finally:
        ledger.close()
    assert (job.state, job.character_id) == (State.COMPLETED, character_id)
    assert json.loads(json.dumps(job.values)) == {"name": "Mika"}


def test_without_a_model_that_makes_characters_it_is_said_and_nothing_is_made(
    home: Home, server: FoxServer, clip: Path
) -> None:
    content = json.loads((MODELS / "sora-2-character.json").read_text("utf-8"))
    put(home.models, {**content, "outcome": "video"})
    ended = foxreel("character", "Mika", "--video", str(clip), server=server)
    assert (ended.code, ended.out) == (ExitCode.BAD_INPUT, "")
    assert ended.err.startswith("No model here makes characters: ")
    assert creates(server) == []
    chinese = foxreel("character", "Mika", "--video", str(clip), FOXREEL_LANG="zh_CN")
    assert "没有可用来创建角色的模型" in chinese.err
