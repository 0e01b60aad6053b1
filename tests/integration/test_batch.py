"""``batch``: a storyboard from a file, sent as a whole or not at all, chained by last frames."""

from __future__ import annotations

import io
import json
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from core.home import Home
from core.job import Job, State
from core.ledger import Ledger
from tests.boardclips import error_of, last_decoded, movie
from tests.clips import Recipe, make_clip
from tests.commands import Ended, end, foxreel, start
from tests.faulty import Accept, FoxServer, Gate, Hang, Plan
from tests.studios import KEY


@pytest.fixture
def server() -> Iterator[FoxServer]:
    """Yield a gateway whose tasks are soon done, with real clips."""
    with FoxServer(key=KEY) as running:
        running.plan = Plan(pending=0, processing=1, clip=movie(20))
        yield running


def frames(file: str) -> int:
    """Return how many frames ffprobe counts, decoding all of them."""
    options = ["-v", "error", "-count_frames", "-select_streams", "v:0", "-of", "json"]
    show = ["-show_entries", "stream=nb_read_frames"]
    found = subprocess.run(["ffprobe", *options, *show, file], capture_output=True, check=True)
    return int(json.loads(found.stdout)["streams"][0]["nb_read_frames"])


def ledger_jobs(home: Home) -> list[Job]:
    """Return the jobs of the ledger, oldest first."""
    ledger = Ledger(home.ledger)
    try:
        return ledger.jobs()
    finally:
        ledger.close()


def write(file: Path, *rows: str) -> str:
    """Write a table and return its path."""
    file.write_text("\n".join(rows) + "\n", "utf-8")
    return str(file)


def creates(server: FoxServer) -> list[dict[str, Any]]:
    """Return the bodies of the creates so far."""
    return [request.json for request in server.requests("create")]


def test_three_chained_shots_on_the_engine_join_to_one_film(home: Home, tmp_path: Path) -> None:
    board = write(
        tmp_path / "film.csv",
        "prompt,duration,continue",
        "A fox runs,4,",
        "It sleeps,8,yes",
        "It wakes,4,是",
    )
    film = tmp_path / "film.mp4"
    ended = foxreel("batch", board, "--demo", "--json", "--join", str(film))
    assert ended.code == 0, ended.err
    assert "3 shots · 16 s · the built-in engine costs nothing" in ended.err
    *objects, joined = ended.jobs
    assert [each["prompt"] for each in objects] == ["A fox runs", "It sleeps", "It wakes"]
    counted = [frames(each["file"]) for each in objects]
    assert counted == [96, 192, 96]
    assert (frames(str(film)), joined["frames"]) == (384, 384)
    first, second, third = ledger_jobs(home)
    assert (first.board, first.shot) == (third.board, 1)
    assert (second.after, third.after) == (first.id, second.id)
    for before, after in ((first, second), (second, third)):
        assert after.start_frame is not None
        kept = Image.open(home.frames / f"{after.start_frame.sha256}.png")
        assert error_of(kept, last_decoded(before.file)) == 0


def test_the_bodies_are_the_contract_s_and_a_chained_picture_is_the_last_frame(
    server: FoxServer, tmp_path: Path
) -> None:
    Image.new("RGB", (900, 300), "navy").save(tmp_path / "frame.jpg")
    first, second = movie(60), movie(120)
    server.on_create(
        Accept(Plan(pending=0, processing=0, clip=first)),
        Accept(Plan(pending=0, processing=0, clip=second)),
    )
    board = write(
        tmp_path / "film.csv",
        "prompt,image,duration,resolution,characters,continue,keep_on_server,model",
        '"A fox, running",frame.jpg,8,1080p,ch_one;ch_two,,yes,',
        "It sleeps,,12,720p,,yes,,",
        "It wakes,,20,,,yes,,sora-2",
    )
    ended = foxreel("batch", board, "--json", server=server)
    assert ended.code == 0, ended.err
    urls = [each["image_urls"] for each in creates(server)]
    assert [len(each) for each in urls] == [1, 1, 1]
    assert creates(server) == [
        {
            "model": "sora-2-pro",
            "prompt": "A fox, running",
            "generation_type": "image-to-video",
            "image_urls": urls[0],
            "aspect_ratio": "16:9",
            "duration": 8,
            "resolution": "1080p",
            "character_ids": ["ch_one", "ch_two"],
            "delete_video": False,
        },
        {
            "model": "sora-2-pro",
            "prompt": "It sleeps",
            "generation_type": "image-to-video",
            "image_urls": urls[1],
            "aspect_ratio": "16:9",
            "duration": 12,
            "resolution": "720p",
        },
        {
            "model": "sora-2",
            "prompt": "It wakes",
            "image_urls": urls[2],
            "aspect_ratio": "16:9",
            "duration": 20,
            "resolution": "720p",
        },
    ]
    pictures = [np.asarray(Image.open(io.BytesIO(each.data))) for each in server.uploads]
    assert pictures[0].shape == (1080, 1920, 3)
    for picture, clip in zip(pictures[1:], (first, second), strict=True):
        assert error_of(picture, last_decoded(clip)) == 0


def test_a_failed_shot_holds_only_those_that_depend_on_it_until_it_is_tried_again(
    server: FoxServer, home: Home, tmp_path: Path
) -> None:
    refused = {"code": "content_policy_violation", "message": "no", "type": "policy"}
    board = write(
        tmp_path / "film.csv",
        "prompt,continue",
        "one,",
        "two refused,yes",
        "three,yes",
        "four,yes",
        "five,",
        "six,yes",
    )
    server.on_every(
        lambda request: (
            Accept(Plan(pending=0, processing=0, error=refused))
            if request.path.endswith("generations") and "refused" in request.body.decode()
            else None
        )
    )
    ended = foxreel("batch", board, "--json", server=server)
    assert ended.code == 1, ended.err
    states = {each["prompt"]: each["state"] for each in ended.jobs}
    assert states == {
        "one": "completed",
        "two refused": "failed",
        "three": "waiting",
        "four": "waiting",
        "five": "completed",
        "six": "completed",
    }
    sent = sorted(each["prompt"] for each in creates(server))
    assert sent == ["five", "one", "six", "two refused"]
    again = foxreel("resume", "--json", server=server)
    assert again.code == 5  # three and four still wait for a person
    assert len(creates(server)) == 4

    server.on_every(lambda _: None)
    server.plan = Plan(pending=0, processing=0, clip=movie(150))
    two = next(job for job in ledger_jobs(home) if job.prompt == "two refused")
    assert foxreel("retry", two.id, server=server).code == 0
    assert foxreel("resume", server=server).code == 0
    assert [each["prompt"] for each in creates(server)[4:]] == ["two refused", "three", "four"]
    jobs = {job.prompt: job for job in ledger_jobs(home) if job.state is State.COMPLETED}
    assert set(jobs) == {"one", "two refused", "three", "four", "five", "six"}
    three = jobs["three"]
    assert three.start_frame is not None
    kept = Image.open(home.frames / f"{three.start_frame.sha256}.png")
    assert error_of(kept, last_decoded(jobs["two refused"].file)) == 0
    assert jobs["two refused"].retry_of == two.id


@pytest.mark.parametrize("name", ["film.csv", "film.jsonl"])
def test_everything_that_is_wrong_is_said_with_its_line_and_nothing_is_sent(
    server: FoxServer, home: Home, tmp_path: Path, name: str
) -> None:
    rows = [
        {"prompt": "one", "continue": "yes"},
        {"prompt": "", "image": "a.png"},
        {"prompt": "three", "duration": "5"},
        {"prompt": "four", "takes": "many"},
        {"prompt": "five", "image": "gone.png"},
    ]
    (tmp_path / "a.png").write_bytes(b"no picture")
    if name.endswith("csv"):
        columns = ["prompt", "image", "duration", "takes", "continue"]
        lines = [",".join(columns)] + [
            ",".join(str(row.get(column, "")) for column in columns) for row in rows
        ]
        first = 2
    else:
        lines, first = [json.dumps(row) for row in rows], 1
    ended = foxreel("batch", write(tmp_path / name, *lines), server=server)
    assert (ended.code, ended.out) == (2, "")
    said = ended.err
    assert "gone.png" in said
    assert "a.png is not a picture that Foxreel can read." in said
    for number in range(5):
        assert f"ine {first + number}" in said, said
    assert "Nothing was sent." in said
    assert not server.requests("create")
    assert not server.requests("upload")
    assert not home.ledger.exists() or not ledger_jobs(home)


def test_wrong_columns_files_characters_and_settings_of_all_rows_are_told_in_one_go(
    server: FoxServer, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("neither picture nor clip", "utf-8")
    make_clip(tmp_path / "short.mp4", Recipe(frames=12))
    board = write(
        tmp_path / "film.csv",
        "promt,model,image,duration,clip,clip_start,characters",
        "A fox,sora-2,a.txt,5,,,",
        "A fox,sora-2,,,,,Nobody Here",
        "Rain,grok-imagine-edit-video,,,a.txt,,",
        "Snow,grok-imagine-edit-video,,,short.mp4,,",
    )
    ended = foxreel("batch", board, server=server)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.replace(f"{tmp_path}/", "").splitlines() == [
        "Line 1: The column “promt” is not known. Did you mean prompt?",
        "Shot 1 (line 2): “duration” can be 4, 8, 12, 16, 20.",
        "Shot 1 (line 2): a.txt is not a picture that Foxreel can read.",
        "Shot 2 (line 3): No character is called “Nobody Here”, and it does not look like an ID.",
        "Shot 3 (line 4): a.txt is not a clip that Foxreel can read.",
        "Shot 4 (line 5): The clip short.mp4 has 0.5 s. It must have 1 s at least.",
        "Nothing was sent.",
    ]
    board = write(tmp_path / "film.csv", "prompt,modle,clip", "x,grok-imagine-edit-video,gone.mp4")
    said = foxreel("batch", board, server=server).err.splitlines()
    assert "Did you mean mode, model?" in said[0]
    gone = f"Shot 1 (line 2): The clip {tmp_path / 'gone.mp4'} cannot be read: it is not there."
    assert said[1:] == [gone, "Nothing was sent."], "whose fields the rows have is not known"
    rows = ["prompt,engine,clip,duration", "x,grok-imagine-edit-video,gone.mp4,5"]
    said = foxreel("batch", write(tmp_path / "film.csv", *rows), server=server).err.splitlines()
    assert said[1:] == [gone, "Nothing was sent."], "it may be the column of the models"
    rows = ["prompt,model,mood,duration", "x,sora-2,sad,5", "y,,sad,5"]
    said = foxreel("batch", write(tmp_path / "film.csv", *rows), server=server).err.splitlines()
    assert "4, 8, 12" in said[1]
    rows = ["prompt,model", "x,sora-2-character", "y,sora-2-pro-remix"]
    said = foxreel("batch", write(tmp_path / "film.csv", *rows), server=server).err.splitlines()
    assert "character NAME --video" in said[0]
    assert "--remix ID" in said[1]
    assert not server.requests("create")


def test_several_wrong_files_of_one_row_are_told_at_once(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text("no picture", "utf-8")
    board = write(tmp_path / "film.csv", "prompt,model,image,end_image", "x,veo-3.1,a.txt,b.txt")
    ended = foxreel("batch", board, "--demo", "--dry-run")
    assert ended.code == 2
    told = [line.removeprefix(f"Shot 1 (line 2): {tmp_path}/") for line in ended.err.splitlines()]
    words = "is not a picture that Foxreel can read."
    assert told == [f"a.txt {words}", f"b.txt {words}", "Nothing was sent."]


@pytest.mark.parametrize(
    ("rows", "options", "word"),
    [
        (["prompt", "x"], ["--duration", "5"], "duration"),
        (["prompt", "x"], ["--model", "sora-9"], "sora-9"),
        (["prompt,image", "x,gone.png"], [], "gone.png"),
        (["prompt,colour", "x,red"], [], "colour"),
        (["prompt"], [], "no shot"),
        (["prompt", "x"], ["--join", "{folder}/film.csv"], "already"),
        (["prompt", "x"], ["--join", "{folder}/none/film.mp4"], "none"),
        (["prompt", "x"], ["--join", ""], "--join"),
        (["prompt", "x"], ["--hold", "--dry-run"], "--hold"),
    ],
)
def test_what_cannot_be_sent_is_bad_input(
    server: FoxServer, tmp_path: Path, rows: list[str], options: list[str], word: str
) -> None:
    board = write(tmp_path / "film.csv", *rows)
    chosen = [each.replace("{folder}", str(tmp_path)) for each in options]
    ended = foxreel("batch", board, *chosen, server=server)
    assert (ended.code, ended.out) == (2, ""), ended.err
    assert word in ended.err
    assert not server.requests("create")


def test_a_file_that_is_not_there_is_bad_input(server: FoxServer) -> None:
    ended = foxreel("batch", "/no/such/board.csv", server=server)
    assert ended.code == 2
    assert "/no/such/board.csv cannot be read: it is not there." in ended.err


def test_a_dry_run_tells_each_clip_and_the_price_and_sends_nothing(
    server: FoxServer, home: Home, tmp_path: Path
) -> None:
    Image.new("RGB", (90, 30), "navy").save(tmp_path / "a.png")
    board = write(
        tmp_path / "film.csv", "prompt,image,takes,continue", "one,a.png,1,", "two,,2,yes"
    )
    ended = foxreel("batch", board, "--dry-run", "--json", server=server)
    assert ended.code == 0, ended.err
    assert [(each["shot"], each["take"], each["continues_from"]) for each in ended.jobs] == [
        (1, 1, None),
        (2, 1, 1),
        (2, 2, 1),
    ]
    assert ended.jobs[0]["image"] == str(tmp_path / "a.png")
    assert "2 shots · 3 clips · 12 s" in ended.err
    assert not server.requests("create")
    assert not server.requests("upload")
    assert not ledger_jobs(home)
    assert not list(home.frames.glob("*.png"))
    for_people = foxreel("batch", board, "--dry-run", server=server)
    assert "continues from shot 1" in for_people.out


def test_a_board_can_come_from_standard_input_and_from_a_folder(
    server: FoxServer, tmp_path: Path
) -> None:
    said = '{"prompt": "from a pipe", "duration": 8}\n'
    ended = foxreel("batch", "-", "--json", server=server, said=said)
    assert ended.code == 0, ended.err
    folder = tmp_path / "pictures"
    folder.mkdir()
    for number in (2, 10):
        Image.new("RGB", (64, 36), "navy").save(folder / f"{number}.png")
        (folder / f"{number}.txt").write_text(f"picture {number}", "utf-8")
    ended = foxreel("batch", str(folder), "--resolution", "1080p", server=server)
    assert ended.code == 0, ended.err
    assert [(each["prompt"], each["resolution"]) for each in creates(server)] == [
        ("from a pipe", "720p"),
        ("picture 2", "1080p"),
        ("picture 10", "1080p"),
    ]


def test_held_shots_are_sent_by_resume_in_their_order(server: FoxServer, tmp_path: Path) -> None:
    board = write(tmp_path / "film.csv", "prompt,continue", "one,", "two,yes")
    held = foxreel("batch", board, "--hold", "--json", server=server)
    assert [each["state"] for each in held.jobs] == ["waiting", "waiting"]
    assert not creates(server)
    assert foxreel("resume", server=server).code == 0
    assert [each["prompt"] for each in creates(server)] == ["one", "two"]


def test_without_a_key_nothing_is_sent(server: FoxServer, tmp_path: Path) -> None:
    board = write(tmp_path / "film.csv", "prompt", "one")
    ended = foxreel("batch", board, FOXAPI_BASE_URL=server.base_url)
    assert ended.code == 3
    assert not creates(server)


def test_ctrl_c_leaves_what_is_sent_to_resume_and_sends_nothing_more(
    server: FoxServer, home: Home, tmp_path: Path
) -> None:
    gate = Gate()
    server.on_task(Hang(gate))
    board = write(tmp_path / "film.csv", "prompt,continue", "one,", "two,yes")
    process = start("batch", board, "--json", server=server)
    gate.wait_reached()
    process.send_signal(signal.SIGINT)
    ended: Ended = end(process)
    assert ended.code == 130
    gate.release()
    assert [each["prompt"] for each in creates(server)] == ["one"]
    one, two = ledger_jobs(home)
    assert one.task_id
    assert two.state is State.WAITING
    assert foxreel("resume", server=server).code == 0
    assert [each["prompt"] for each in creates(server)] == ["one", "two"]
