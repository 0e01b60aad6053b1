"""Every kind of input on the command line: what is uploaded, and the exact body that is sent."""

from __future__ import annotations

import io
import json
import wave
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from core.catalog import load_catalog
from core.home import Home
from tests.clips import Recipe, make_clip
from tests.commands import Ended, foxreel
from tests.faulty import FoxServer, Plan
from tests.studios import KEY

ELSEWHERE = "https://example.com/elsewhere"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with pictures, a clip of three seconds and sound of four."""
    folder = tmp_path_factory.mktemp("files")
    for name, colour in (("a", "navy"), ("b", "teal"), ("c", "maroon")):
        Image.new("RGB", (640, 480), colour).save(folder / f"{name}.png")
    make_clip(folder / "walk.mp4", Recipe(frames=72, size=(640, 360)))
    with wave.open(str(folder / "voice.wav"), "wb") as sound:
        sound.setparams((1, 2, 16_000, 0, "NONE", ""))
        sound.writeframes(bytes(2 * 16_000 * 4))
    return folder


@pytest.fixture
def server() -> Iterator[FoxServer]:
    """Yield a gateway whose tasks take their time: a body is all that is looked at."""
    with FoxServer(key=KEY) as running:
        running.plan = Plan(pending=10**6, accepted={"task_info": None})
        yield running


def sent(server: FoxServer, files: Path, *options: str, prompt: str = "a fox") -> dict[str, Any]:
    """Return the body of the one request that a command sends; files stand in braces."""
    named = [each.replace("{", f"{files}/").replace("}", "") for each in options]
    said = [prompt] if prompt else []
    ended = foxreel("generate", *said, *named, "--no-wait", "--json", server=server)
    assert ended.code == 0, ended.err
    (request,) = server.requests("create")
    return dict(request.json)


def urls(server: FoxServer) -> list[str]:
    """Return the addresses of what was uploaded, in order."""
    base = server.cdn_url
    return [f"{base}/files/{each.id}/{each.name}" for each in server.uploads]


def kinds(server: FoxServer) -> list[str]:
    return [each.media_type for each in server.uploads]


def picture(server: FoxServer, place: int) -> Image.Image:
    return Image.open(io.BytesIO(server.uploads[place].data))


def test_text_with_any_field(server: FoxServer, files: Path) -> None:
    options = ["--model", "veo-3.1-text-to-video", "--duration", "6s", "--set", "seed=42"]
    more = ["--set", "negative-prompt=blur, text", "--set", "generate_audio=on"]
    assert sent(server, files, *options, *more) == {
        "model": "veo-3.1-text-to-video",
        "prompt": "a fox",
        "aspect_ratio": "16:9",
        "resolution": "1080p",
        "duration": 6,
        "generate_audio": True,
        "seed": 42,
        "negative_prompt": "blur, text",
    }
    assert not server.uploads


def test_a_field_by_the_name_that_it_has_in_the_request(server: FoxServer, files: Path) -> None:
    body = sent(server, files, "--model", "seedance-1.5-pro", "--set", "size=9:16")
    assert body == {
        "model": "seedance-1.5-pro",
        "prompt": "a fox",
        "size": "9:16",
        "duration": 5,
    }


def test_a_start_and_an_end_frame_in_one_list(server: FoxServer, files: Path) -> None:
    options = ["--model", "veo-3.1", "--image", "{a.png}", "--end-image", "{b.png}"]
    body = sent(server, files, *options, "--resolution", "720p", "--fit", "pad")
    assert body == {
        "model": "veo-3.1",
        "prompt": "a fox",
        "generation_type": "first-last-frame",
        "image_urls": urls(server),
        "aspect_ratio": "16:9",
        "resolution": "720p",
        "duration": 8,
        "generate_audio": False,
    }
    assert kinds(server) == ["image/png", "image/png"]
    for place in (0, 1):  # both made to fit alike, with bars
        assert picture(server, place).size == (1280, 720)
        assert picture(server, place).getpixel((5, 360)) == (0, 0, 0)


def test_a_start_and_an_end_frame_in_fields_of_their_own(server: FoxServer, files: Path) -> None:
    options = ["--model", "kling-v3-image-to-video", "--image", "{a.png}"]
    body = sent(server, files, *options, "--end-image", ELSEWHERE)
    assert (body["image_url"], body["image_tail_url"]) == (urls(server)[0], ELSEWHERE)
    assert len(server.uploads) == 1


def test_one_file_for_two_roles_is_uploaded_once(server: FoxServer, files: Path) -> None:
    options = ["--model", "kling-v3-image-to-video", "--image", "{a.png}"]
    body = sent(server, files, *options, "--end-image", "{a.png}")
    assert body["image_url"] == body["image_tail_url"]
    assert len(server.uploads) == 1


def test_references_of_every_kind_in_their_order(server: FoxServer, files: Path) -> None:
    options = ["--model", "seedance-2.0-reference-to-video", "--reference", "{b.png}"]
    more = ["--reference", ELSEWHERE, "--reference", "{a.png}", "--reference-clip", "{walk.mp4}"]
    body = sent(server, files, *options, *more, "--reference-audio", "{voice.wav}")
    first, second, clip, sound = urls(server)
    assert body == {
        "model": "seedance-2.0-reference-to-video",
        "prompt": "a fox",
        "image_urls": [first, ELSEWHERE, second],
        "video_urls": [clip],
        "audio_urls": [sound],
        "aspect_ratio": "adaptive",
        "duration": 5,
        "resolution": "720p",
        "generate_audio": True,
    }
    assert kinds(server) == ["image/png", "image/png", "video/mp4", "audio/wav"]
    assert picture(server, 0).size == (640, 480)  # a reference is sent whole
    assert picture(server, 0).convert("RGB").getpixel((9, 9)) == (0, 128, 128)


def test_a_clip_that_is_edited(server: FoxServer, files: Path) -> None:
    body = sent(server, files, "--model", "grok-imagine-edit-video", "--clip", "{walk.mp4}")
    assert body == {
        "model": "grok-imagine-edit-video",
        "prompt": "a fox",
        "resolution": "auto",
        "video_url": urls(server)[0],
    }
    assert kinds(server) == ["video/mp4"]
    (job,) = foxreel("jobs", "--json").jobs
    clip = {"role": "source_clip", "source": str(files / "walk.mp4"), "start": 0.0}
    assert job["inputs"] == [clip]
    assert "character_id" not in job
    assert "a fox" in foxreel("jobs").out


def test_a_clip_that_goes_on_from_a_second(server: FoxServer, files: Path) -> None:
    options = ["--model", "wan-2.7-image-to-video", "--clip", "{walk.mp4}", "--clip-start", "0.5"]
    body = sent(server, files, *options, prompt="")  # it may do without one
    assert (body["video_url"], "prompt" in body, "image_urls" in body) == (
        urls(server)[0],
        False,
        False,
    )
    (job,) = foxreel("jobs", "--json").jobs
    assert job["state"] in ("pending", "processing")


def test_sound_that_the_clip_follows(server: FoxServer, files: Path) -> None:
    body = sent(server, files, "--model", "wan-2.7-text-to-video", "--audio", "{voice.wav}")
    assert body == {
        "model": "wan-2.7-text-to-video",
        "prompt": "a fox",
        "audio_url": urls(server)[0],
        "aspect_ratio": "16:9",
        "duration": 5,
        "resolution": "1080p",
    }
    assert kinds(server) == ["audio/wav"]


def test_a_person_who_moves_as_in_a_clip(server: FoxServer, files: Path) -> None:
    options = ["--model", "kling-v3-motion-control", "--reference", "{a.png}"]
    body = sent(server, files, *options, "--reference-clip", "{walk.mp4}", prompt="")
    image, clip = urls(server)
    assert body == {
        "model": "kling-v3-motion-control",
        "image_url": image,
        "video_url": clip,
        "mode": "std",
    }


# What is refused, in words.


def refused(server: FoxServer, *options: str, **more: str) -> Ended:
    ended = foxreel("generate", "x", *options, server=server, **more)
    assert (ended.code, ended.out) == (2, ""), ended.err
    assert not server.requests("create")
    assert not server.requests("upload")
    return ended


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (
            ["kling-v3-text-to-video", "--image", "a.png"],
            "Kling V3 · text takes no “--image”. Of its family these do: kling-v3-image-to-video.",
        ),
        (
            ["kling-v3-image-to-video"],
            "“--image” is missing.",
        ),
        (
            ["veo-3.1", "--end-image", "a.png"],
            "“--end-image” needs a start frame",
        ),
        (
            ["veo-3.1", "--image", "{a.png}", "--end-image", "{gone.png}"],
            "gone.png cannot be read: it is not there.",
        ),
        (
            ["wan-2.7-image-to-video", "--image", "{a.png}", "--clip", "{walk.mp4}"],
            "“--image”",
        ),
        (
            ["kling-v3-motion-control", *["--reference", "a.png"] * 2, "--reference-clip", "c.mp4"],
            "“--reference” has 2 entries; this model takes 1.",
        ),
        (
            ["wan-2.7-text-to-video", "--audio", "{a.png}"],
            "has no sound",
        ),
        (
            ["grok-imagine-edit-video", "--clip", ELSEWHERE, "--clip-start", "2"],
            "“--clip-start” goes with a file only",
        ),
        (
            ["veo-3.1-text-to-video", "--set", "seed=many"],
            "“--set seed” must be a whole number.",
        ),
        (
            ["veo-3.1-text-to-video", "--set", "sede=1"],
            "Did you mean seed?",
        ),
        (
            ["veo-3.1-text-to-video", "--set", "auto_fix=perhaps"],
            "“--set auto_fix” is either on or off.",
        ),
        (
            ["veo-3.2", "--set", "seed=1"],
            "There is no model “veo-3.2”. Did you mean veo-3.1",
        ),
    ],
)
def test_what_a_model_does_not_take_is_said_by_the_options_names(
    server: FoxServer, files: Path, options: list[str], words: str
) -> None:
    named = [each.replace("{", f"{files}/").replace("}", "") for each in options]
    assert words in refused(server, "--model", *named).err


def test_it_is_said_in_chinese_too(server: FoxServer) -> None:
    said = refused(server, "--model", "kling-v3-text-to-video", "--image", "a", FOXREEL_LANG="zh")
    assert "kling-v3-image-to-video" in said.err
    assert "同系列" in said.err
    near = refused(server, "--model", "veo-3.2", FOXREEL_LANG="zh")
    assert "您是不是想用 veo-3.1" in near.err


def test_all_that_is_wrong_is_said_at_once(server: FoxServer) -> None:
    options = ["--end-image", "b.png", "--duration", "7", "--resolution", "720p"]
    said = refused(server, "--model", "kling-v2-6-video", *options).err.splitlines()
    assert len(said) == 3
    for option in ("--duration", "--resolution", "--end-image"):
        assert any(f"“{option}”" in line for line in said)


# What continues, and storyboards.


def test_the_engine_makes_a_clip_of_a_model_that_needs_a_start_frame_from_a_board(
    files: Path, tmp_path: Path
) -> None:
    rows = ["prompt,image,continue,seed", f"one,{files / 'a.png'},,7", "two,,yes,"]
    (tmp_path / "film.csv").write_text("\n".join(rows), "utf-8")
    options = ["--model", "happyhorse-1.0-image-to-video", "--set", "duration=3"]
    ended = foxreel("batch", str(tmp_path / "film.csv"), *options, "--demo", "--json")
    assert ended.code == 0, ended.err
    first, second = ended.jobs
    assert (first["params"]["seed"], "seed" in second["params"]) == (7, False)
    assert [each["params"]["duration"] for each in ended.jobs] == [3, 3]
    assert second["continues"] == first["id"]
    assert second["inputs"] == [{"role": "start_frame", "source": None}]
    more = foxreel("generate", "three", "--after", second["id"], "--demo", "--json", "--hold")
    assert more.code == 0, more.err
    assert more.jobs[0]["model"] == "happyhorse-1.0-image-to-video"


def test_a_row_that_a_model_cannot_make_is_said_with_its_line(
    server: FoxServer, tmp_path: Path
) -> None:
    rows = ["prompt,model,seed", "one,kling-v3-image-to-video,", "two,sora-2,7", "three,,many"]
    (tmp_path / "film.csv").write_text("\n".join(rows), "utf-8")
    options = ["--model", "veo-3.1-text-to-video"]
    ended = foxreel("batch", str(tmp_path / "film.csv"), *options, server=server)
    assert (ended.code, ended.out) == (2, "")
    lines = ended.err.splitlines()
    assert "Shot 1 (line 2): “image” is missing." in lines
    assert "Shot 2 (line 3): This model has no option “seed”." in lines
    assert "Shot 3 (line 4): “seed” must be a whole number." in lines
    assert not server.requests("create")


def table(files: Path, *rows: str) -> str:
    """Write a table beside the files and return its path."""
    (files / "film.csv").write_text("\n".join(rows) + "\n", "utf-8")
    return str(files / "film.csv")


def test_a_table_has_a_column_for_each_kind_of_file(server: FoxServer, files: Path) -> None:
    board = table(
        files,
        "prompt,model,image,end_image,reference,clip,clip_start,reference_clip,audio,参考音频,fit",
        "one,veo-3.1,a.png,b.png,,,,,,,pad",
        f"two,seedance-2.0-reference-to-video,,,b.png; {ELSEWHERE};c.png,,,walk.mp4,,voice.wav,",
        "three,grok-imagine-edit-video,,,,walk.mp4,,,,,",
        ",wan-2.7-image-to-video,,,,walk.mp4,0.5,,,,",
        "five,wan-2.7-text-to-video,,,,,,,voice.wav,,",
    )
    ended = foxreel("batch", board, "--no-wait", "--json", server=server)
    assert ended.code == 0, ended.err
    bodies = {each.json["model"]: dict(each.json) for each in server.requests("create")}
    named = {each.name: url for each, url in zip(server.uploads, urls(server), strict=True)}
    by_kind = {
        kind: [url for each, url in zip(kinds(server), urls(server), strict=True) if each == kind]
        for kind in kinds(server)
    }
    assert len(bodies) == 5
    assert len(named) == len(server.uploads) == 7  # the same sound and the same clip go out once
    frames = bodies["veo-3.1"]["image_urls"]
    uploaded = [picture(server, urls(server).index(each)) for each in frames]
    assert [each.size for each in uploaded] == [(1920, 1080)] * 2  # both made to fit alike
    assert [each.getpixel((5, 540)) for each in uploaded] == [(0, 0, 0)] * 2
    middles = [each.convert("RGB").getpixel((960, 540)) for each in uploaded]
    assert middles == [(0, 0, 128), (0, 128, 128)]
    listed = bodies["seedance-2.0-reference-to-video"]
    sent_first, elsewhere, sent_last = listed["image_urls"]
    assert elsewhere == ELSEWHERE
    colours = [
        picture(server, urls(server).index(each)).convert("RGB").getpixel((9, 9))
        for each in (sent_first, sent_last)
    ]
    assert colours == [(0, 128, 128), (128, 0, 0)]
    assert listed["audio_urls"] == by_kind["audio/wav"]
    assert bodies["wan-2.7-text-to-video"]["audio_url"] in by_kind["audio/wav"]
    assert listed["video_urls"] == [bodies["grok-imagine-edit-video"]["video_url"]]
    longer = bodies["wan-2.7-image-to-video"]
    assert "prompt" not in longer
    assert {longer["video_url"], *listed["video_urls"]} == set(by_kind["video/mp4"])  # one is cut
    jobs = {each["model"]: each["inputs"] for each in foxreel("jobs", "--json").jobs}
    assert jobs["veo-3.1"] == [
        {"role": "start_frame", "source": str(files / "a.png")},
        {"role": "end_frame", "source": str(files / "b.png")},
    ]


def test_a_dry_run_names_the_files_of_each_row(server: FoxServer, files: Path) -> None:
    board = table(files, "prompt,image,end_image", "one,a.png,b.png")
    ended = foxreel("batch", board, "--model", "veo-3.1", "--dry-run", server=server)
    assert ended.code == 0, ended.err
    assert "a.png" in ended.out
    assert "End frame: b.png" in ended.out
    assert not server.requests("upload")


@pytest.mark.parametrize(
    ("column", "row", "words"),
    [
        ("end_image", "x,kling-v3-text-to-video,a.png", "takes no “end_image”. Of its family"),
        ("end_image", "x,veo-3.1,a.png", "“end_image” needs a start frame"),
        ("reference", "x,kling-v3-motion-control,a.png;b.png", "“reference” has 2 entries"),
        ("reference", "x,seedance-2.0-reference-to-video,gone.png", "gone.png cannot be read"),
        ("audio", "x,wan-2.7-text-to-video,a.png", "has no sound"),
        ("clip", "x,grok-imagine-edit-video,a.wav", "a.wav cannot be read: it is not there."),
        ("clip_start", "x,grok-imagine-edit-video,2", "“clip” is missing."),
        ("clip_start", "x,grok-imagine-edit-video,soon", "“clip_start” must be a number."),
    ],
)
def test_a_file_that_a_row_s_model_does_not_take_is_said_by_row_and_column(
    server: FoxServer, files: Path, column: str, row: str, words: str
) -> None:
    board = table(files, f"prompt,model,{column}", "fine,sora-2,", row)
    ended = foxreel("batch", board, server=server)
    assert (ended.code, ended.out) == (2, ""), ended.err
    said = ended.err.splitlines()
    assert any(words in each and "line 3" in each.casefold() for each in said), ended.err
    assert not server.requests("create")
    assert not server.requests("upload")


def test_a_clip_of_a_model_without_start_frames_is_continued_by_its_sibling(
    server: FoxServer,
) -> None:
    server.plan = Plan(pending=0, processing=0)
    made = foxreel("generate", "x", "--model", "kling-v3-text-to-video", "--json", server=server)
    assert made.code == 0, made.err
    job = made.jobs[0]["id"]
    after = foxreel("generate", "y", "--after", job, "--hold", "--json", server=server)
    assert after.code == 0, after.err
    assert after.jobs[0]["model"] == "kling-v3-image-to-video"
    assert "kling-v3-text-to-video cannot go on from a picture" in after.err


# The list of models.


def test_every_model_is_listed_and_told_in_full_in_both_languages() -> None:
    catalog = load_catalog()
    listed = foxreel("models", COLUMNS="80")
    assert listed.code == 0
    assert all(model.id in listed.out for model in catalog)
    assert max(map(len, listed.out.splitlines())) <= 80
    families = {each["family"] for each in foxreel("models", "--json").jobs}
    assert families == {model.family.id for model in catalog}
    chinese = foxreel("models", "veo-3.1-extend", FOXREEL_LANG="zh_CN")
    assert chinese.code == 0
    assert "--clip" in chinese.out
    assert "只" in chinese.out or "视频" in chinese.out


def test_a_model_by_name_a_family_and_words() -> None:
    (one,) = foxreel("models", "wan-2.7-image-to-video", "--json").jobs
    fields = {each["name"]: each for each in one["fields"]}
    assert fields["duration"] | {"minimum": 2, "maximum": 15, "default": 5} == fields["duration"]
    assert {each["role"] for each in one["inputs"]} == {
        *("start_frame", "end_frame", "source_clip", "audio"),
    }
    assert one["rules"][1]["excludes"] == ["image_urls", "audio_url"]
    assert one["output_sizes"]["720p"]["16:9"] == [1280, 720]
    assert "wan-2.7-video-edit" in one["siblings"]
    assert all(set(each) == {"fact", "from", "date"} for each in one["sources"])
    family = foxreel("models", "Wan 2.7", "--json").jobs
    assert {each["family"] for each in family} == {"wan-2.7"}
    takes = foxreel("models", "--takes", "audio", "--takes", "end_frame", "--json").jobs
    assert [each["id"] for each in takes] == ["wan-2.7-image-to-video"]


def test_models_are_found_though_a_letter_is_wrong_and_that_is_said() -> None:
    found = foxreel("models", "kilng", "edit")
    assert (found.code, found.err) == (0, "Nothing is called “kilng edit”. Nearest:\n")
    assert "kling-o3-video-to-video-edit" in found.out
    chinese = foxreel("models", "可林", FOXREEL_LANG="zh_CN")
    assert (chinese.code, chinese.err) == (0, "没有找到“可林”，最接近的是：\n")
    assert "kling-v3-text-to-video" in chinese.out
    exact = foxreel("models", "wan2.7")
    assert (exact.code, exact.err) == (0, ""), "spaces are no mistake"
    program = foxreel("models", "kilng", "--json")
    assert (program.code, program.out) == (2, ""), "a program gets what it asked for, or nothing"


def test_a_model_of_a_person_s_own_is_marked_and_a_wrong_file_is_told(home: Home) -> None:
    folder = home.root / "models"
    folder.mkdir(exist_ok=True)
    text = {"en": "Mine", "zh_CN": "我的"}
    own = {
        "format": 1,
        "id": "mine-1",
        "family": {"id": "mine", "name": text},
        "name": text,
        "summary": text,
        "fields": [{"name": "prompt", "like": "prompt"}],
        "sources": [{"fact": "all", "from": "me", "date": "2026-11-23"}],
    }
    (folder / "mine.json").write_text(json.dumps(own), "utf-8")
    (folder / "wrong.json").write_text("{", "utf-8")
    ended = foxreel("models", "mine")
    assert ended.code == 0
    assert "mine-1" in ended.out
    assert "your own file" in ended.out
    assert "wrong.json" in ended.err
    (listed,) = foxreel("models", "mine", "--json").jobs
    assert listed["own"] is True
