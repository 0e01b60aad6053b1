"""Chains from the command line: exact last frames, and films with every frame of their clips."""

from __future__ import annotations

import io
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from core.demo.animatic import Animatic, render
from core.home import Home
from core.job import Job
from core.ledger import Ledger
from tests.commands import Ended, foxreel
from tests.faulty import Accept, FoxServer, Plan
from tests.studios import KEY

SIZE = (1280, 720)


def made(*arguments: str, server: FoxServer | None = None) -> dict[str, Any]:
    """Return the job that ``generate`` made, as it prints it."""
    demo = () if server is not None else ("--demo",)
    ended = foxreel("generate", *arguments, *demo, "--json", server=server)
    assert ended.code == 0, ended.err
    return ended.jobs[0]


def jobs(home: Home) -> dict[str, Job]:
    """Return every job of the ledger by its id."""
    ledger = Ledger(home.ledger)
    try:
        return {job.id: job for job in ledger.jobs()}
    finally:
        ledger.close()


def frames(file: str | Path) -> int:
    """Return how many frames ffprobe counts, decoding all of them."""
    options = ["-v", "error", "-count_frames", "-select_streams", "v:0", "-of", "json"]
    show = ["-show_entries", "stream=nb_read_frames"]
    found = subprocess.run(["ffprobe", *options, *show, str(file)], capture_output=True, check=True)
    assert not found.stderr
    return int(json.loads(found.stdout)["streams"][0]["nb_read_frames"])


def last_decoded(file: str | Path) -> Any:
    """Return the last frame of a clip as RGB, every frame before it decoded."""
    import av

    last = None
    with av.open(str(file)) as container:
        for frame in container.decode(video=0):
            last = frame
    assert last is not None
    # HD without a word about its colours is BT.709, as every player has it.
    unsaid = last.colorspace == 2 and last.height >= 700
    return last.to_ndarray(format="rgb24", src_colorspace="ITU709" if unsaid else None)


def error(picture: bytes, expected: Any) -> int:
    """Return the largest difference of any pixel's red, green or blue, 0 to 255."""
    with Image.open(io.BytesIO(picture)) as opened:
        assert opened.mode == "RGB"
        found = np.asarray(opened)
    assert found.shape == expected.shape
    return int(np.abs(found.astype(int) - expected.astype(int)).max())


def joined(*arguments: str) -> Ended:
    """Run ``join``."""
    return foxreel("join", *arguments)


# On the built-in engine


def test_three_chained_clips_make_a_film_with_every_one_of_their_frames(
    home: Home, tmp_path: Path
) -> None:
    first = made("a fox in the snow", "--aspect-ratio", "9:16")
    second = made("it looks up", "--after", first["id"])
    third = made("it runs away", "--after", second["id"])
    known = jobs(home)
    assert [known[each["id"]].shot for each in (first, second, third)] == [1, 2, 3]
    assert len({known[each["id"]].board for each in (first, second, third)}) == 1
    assert second["params"]["aspect_ratio"] == "9:16"
    for before, after in ((first, second), (second, third)):
        frame = known[after["id"]].start_frame
        assert frame is not None
        kept = (home.frames / f"{frame.sha256}.png").read_bytes()
        assert error(kept, last_decoded(before["file"])) == 0
    film = tmp_path / "film.mp4"
    ended = joined("--board", third["id"][:8], "--to", str(film), "--json")
    assert ended.code == 0, ended.err
    told = ended.jobs[0]
    counts = [frames(each["file"]) for each in (first, second, third)]
    assert counts == [96, 96, 96]
    assert frames(film) == told["frames"] == sum(counts)
    assert told["clips"] == [first["id"], second["id"], third["id"]]
    assert told["sound"]
    assert told["seconds"] == pytest.approx(12, abs=0.05)


def test_clips_of_the_same_kind_are_joined_without_encoding_them_anew(
    home: Home, tmp_path: Path
) -> None:
    picture = tmp_path / "p.png"
    Image.new("RGB", SIZE, "teal").save(picture)
    first = made("a fox in the snow", "--image", str(picture))
    second = made("it looks up", "--after", first["id"])
    assert jobs(home)[second["id"]].board == jobs(home)[first["id"]].board != ""
    film = tmp_path / "film.mp4"
    told = joined(first["id"], second["id"], "--to", str(film), "--json").jobs[0]
    assert (told["copied"], told["sound"], told["frames"], frames(film)) == (True, True, 192, 192)


# On a gateway


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a clip of a second that can be decoded."""
    file = tmp_path_factory.mktemp("clip") / "clip.mp4"
    render(Animatic(*SIZE, 1.0, "a fox"), file)
    return file.read_bytes()


@pytest.fixture
def server(clip: bytes) -> Iterator[FoxServer]:
    with FoxServer(key=KEY, clip=clip) as running:
        running.plan = Plan(pending=0, processing=1, accepted={"task_info": None})
        yield running


def test_what_is_uploaded_is_exactly_the_last_frame(server: FoxServer) -> None:
    first = made("a fox", server=server)
    made("it looks up", "--after", first["id"], server=server)
    (upload,) = server.uploads
    assert upload.media_type == "image/png"
    assert error(upload.data, last_decoded(first["file"])) == 0
    bodies = [json.loads(request.body) for request in server.requests("create")]
    assert bodies[1]["generation_type"] == "image-to-video"
    assert {name: bodies[1][name] for name in ("aspect_ratio", "resolution", "model")} == {
        name: bodies[0][name] for name in ("aspect_ratio", "resolution", "model")
    }


def test_a_second_try_at_a_shot_is_another_take_of_it(server: FoxServer, home: Home) -> None:
    first = made("a fox", server=server)
    ids = [made(words, "--after", first["id"], server=server)["id"] for words in ("one", "two")]
    assert {jobs(home)[job_id].shot for job_id in ids} == {2}


def test_nothing_is_sent_after_a_clip_that_will_never_come(server: FoxServer) -> None:
    refused = {"code": "content_policy_violation", "message": "no", "type": "policy"}
    server.on_create(Accept(Plan(pending=0, processing=0, error=refused)))
    failed = foxreel("generate", "a fox", "--json", server=server)
    ended = foxreel("generate", "next", "--after", failed.jobs[0]["id"], server=server)
    assert ended.code == 2
    assert "no clip that could be continued" in ended.err
    assert len(server.requests("create")) == 1


def test_a_picture_and_a_last_frame_do_not_go_together(server: FoxServer, tmp_path: Path) -> None:
    first = made("a fox", server=server)
    Image.new("RGB", SIZE).save(tmp_path / "p.png")
    image = str(tmp_path / "p.png")
    both = ("--after", first["id"], "--image", image)
    ended = foxreel("generate", "next", *both, server=server)
    assert (ended.code, len(server.requests("create"))) == (2, 1)


def test_the_last_frame_of_a_job_and_of_a_file_are_the_same_exact_picture(
    server: FoxServer, tmp_path: Path
) -> None:
    first = made("a fox", server=server)
    pictures = []
    for name, source in (("a.png", first["id"][:6]), ("b.png", first["file"])):
        ended = foxreel("last-frame", source, "--to", str(tmp_path / name))
        assert (ended.code, ended.out.strip()) == (0, str(tmp_path / name))
        pictures.append((tmp_path / name).read_bytes())
    assert pictures[0] == pictures[1]
    assert error(pictures[0], last_decoded(first["file"])) == 0
    assert foxreel("last-frame", first["id"], "--to", str(tmp_path / "a.jpg")).code == 2
    assert not (tmp_path / "a.jpg").exists()
    again = foxreel("last-frame", first["id"], "--to", str(tmp_path / "a.png"))
    assert again.code == 2
    assert (tmp_path / "a.png").read_bytes() == pictures[0]


# What cannot be joined


def test_a_film_never_replaces_a_file(server: FoxServer, tmp_path: Path) -> None:
    first = made("a fox", server=server)
    film = tmp_path / "film.mp4"
    film.write_bytes(b"mine")
    ended = joined(first["id"], first["id"], "--to", str(film))
    assert ended.code == 2
    assert "already" in ended.err
    assert film.read_bytes() == b"mine"


def test_one_clip_may_be_in_a_film_twice(server: FoxServer, tmp_path: Path) -> None:
    first = made("a fox", server=server)
    ended = joined(first["id"], first["id"], "--to", str(tmp_path / "film.mp4"), "--json")
    assert ended.jobs[0]["frames"] == frames(tmp_path / "film.mp4") == 48


def test_a_shot_without_a_clip_is_left_out_of_a_board_and_said(
    server: FoxServer, tmp_path: Path
) -> None:
    first = made("a fox", server=server)
    held = foxreel("generate", "later", "--after", first["id"], "--hold", server=server)
    assert held.code == 0, held.err
    ended = joined("--board", first["id"], "--to", str(tmp_path / "film.mp4"), "--json")
    assert ended.code == 5
    assert "Shot 2 is not ready: it is left out." in ended.err
    assert ended.jobs[0]["missing"] == [2]
    assert frames(tmp_path / "film.mp4") == 24


NAME = "Name the jobs to join"


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("alone", "belongs to no storyboard and no chain"),
        ("nothing", NAME),
        ("both", NAME),
        ("unknown", "There is no job"),
        ("unfinished", "has no clip: waiting"),
        ("empty", "“--to” is missing"),
    ],
)
def test_what_makes_no_film_is_said_and_leaves_no_file(
    how: str, words: str, server: FoxServer, tmp_path: Path
) -> None:
    first = made("a fox", server=server)
    held = foxreel("generate", "later", "--hold", "--json", server=server).jobs[0]
    film = str(tmp_path / "film.mp4")
    arguments = {
        "alone": ["--board", first["id"], "--to", film],
        "nothing": ["--to", film],
        "both": [first["id"], "--board", first["id"], "--to", film],
        "unknown": ["zzzz", "--to", film],
        "unfinished": [first["id"], held["id"], "--to", film],
        "empty": [first["id"], "--to", ""],
    }[how]
    ended = joined(*arguments)
    assert ended.code == 2
    assert words in ended.err
    assert not Path(film).exists()


def test_a_clip_that_is_gone_is_named(server: FoxServer, tmp_path: Path) -> None:
    first = made("a fox", server=server)
    second = made("another", server=server)
    Path(second["file"]).unlink()
    ended = joined(first["id"], second["id"], "--to", str(tmp_path / "film.mp4"))
    assert ended.code == 2
    assert Path(second["file"]).name in ended.err
    assert sorted(each.suffix for each in tmp_path.iterdir() if each.is_file()) == []
