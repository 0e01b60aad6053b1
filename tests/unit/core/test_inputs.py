"""The files of a request: where they go, what is wrong with them, and what is kept of them."""

from __future__ import annotations

import dataclasses
import io
import math
import struct
import wave
from pathlib import Path

import av
import pytest
from PIL import Image

from core.asking import Ask, body_for, jobs_for
from core.catalog import Catalog, Model, load_catalog
from core.frames import kept_bytes
from core.framing import Framing
from core.inputs import Given, file_problems, freeze, with_files
from core.job import Connection, Job
from core.media.audio import AudioRules, freeze_audio
from core.media.watch import UNWATCHED
from core.problems import InvalidAsk
from core.rows import COLUMNS, from_row, to_row

CATALOG = load_catalog()
WAN = CATALOG.find("wan-2.7-image-to-video")
REFERENCES = CATALOG.find("seedance-2.0-reference-to-video")
BOTH_ENDS = CATALOG.find("kling-v3-image-to-video")
DEMO = Connection("demo")


def picture(file: Path, size: tuple[int, int] = (640, 480), colour: str = "teal") -> str:
    Image.new("RGB", size, colour).save(file)
    return str(file)


def tone(file: Path, seconds: float) -> Path:
    with wave.open(str(file), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        samples = (int(8000 * math.sin(n / 4)) for n in range(int(8000 * seconds)))
        sound.writeframes(b"".join(struct.pack("<h", sample) for sample in samples))
    return file


def codes(model: Model, *given: Given) -> list[tuple[str, str]]:
    return [(each.field, each.code) for each in file_problems(model, given)]


def test_files_go_where_their_roles_say_in_their_order() -> None:
    files = [("end_frame", "https://a.b/2"), ("start_frame", "https://a.b/1")]
    assert with_files(WAN, files) == {"image_urls": ["https://a.b/1", "https://a.b/2"]}
    assert with_files(BOTH_ENDS, files) == {
        "image_url": "https://a.b/1",
        "image_tail_url": "https://a.b/2",
    }
    many = [("reference_images", f"https://a.b/{n}") for n in range(3)]
    assert with_files(REFERENCES, [*many, ("audio", "https://a.b/x")]) == {
        "image_urls": [f"https://a.b/{n}" for n in range(3)]
    }


def test_a_list_of_places_needs_the_first_one() -> None:
    assert codes(WAN, Given("end_frame", "x.png")) == [("end_frame", "needs_start_frame")]
    assert codes(WAN, Given("start_frame", "x.png"), Given("end_frame", "y.png")) == []


def test_what_is_wrong_with_files_is_said_without_opening_them() -> None:
    assert codes(BOTH_ENDS, Given("reference_images", "x.png")) == [
        ("reference_images", "unknown_field")
    ]
    twice = [Given("start_frame", "x.png"), Given("start_frame", "y.png")]
    assert codes(BOTH_ENDS, *twice) == [("image_url", "too_many")]
    assert codes(REFERENCES, Given("reference_images", "ftp://a.b/c")) == [
        ("reference_images", "link_refused")
    ]
    assert codes(REFERENCES, Given("reference_clips", "https://a.b/c.mp4", start=2.0)) == [
        ("reference_clips", "only_for_files")
    ]


def test_a_request_with_files_is_frozen_and_told_by_url(tmp_path: Path) -> None:
    (tmp_path / "frames").mkdir()
    first, last = picture(tmp_path / "a.png"), picture(tmp_path / "b.jpg", colour="orange")
    ask = Ask(
        prompt="A fox",
        model=BOTH_ENDS.id,
        image=first,
        inputs=(Given("end_frame", last, Framing("pad", colour="#ff0000")),),
    )
    (job,) = jobs_for(ask, CATALOG, DEMO, tmp_path, tmp_path / "frames")
    (end,) = job.inputs
    assert (end.role, end.source, end.media_type) == ("end_frame", last, "image/png")
    assert (tmp_path / "frames" / f"{end.sha256}.png").is_file()
    body = body_for(job, BOTH_ENDS, [("start_frame", "https://u/1"), ("end_frame", "https://u/2")])
    assert body["image_url"] == "https://u/1"
    assert body["image_tail_url"] == "https://u/2"
    assert again_from_a_row(job).inputs == job.inputs


def again_from_a_row(job: Job) -> Job:
    return from_row({"seq": 1, **dict(zip(COLUMNS, to_row(job), strict=True))})


def test_a_missing_file_is_a_missing_field(tmp_path: Path) -> None:
    with pytest.raises(InvalidAsk) as caught:
        jobs_for(Ask("A fox", BOTH_ENDS.id), CATALOG, DEMO, tmp_path, tmp_path)
    assert [(p.field, p.code) for p in caught.value.problems] == [("image_url", "missing")]


def test_an_end_frame_gets_the_shape_of_the_clip(tmp_path: Path) -> None:
    veo = CATALOG.find("veo-3.1-first-last-frame-to-video")
    values = {"aspect_ratio": "9:16", "resolution": "720p"}
    given = Given("end_frame", picture(tmp_path / "a.png"), Framing("crop"))
    kept = freeze(given, veo, values, tmp_path, UNWATCHED)
    with Image.open(tmp_path / f"{kept.sha256}.png") as fitted:
        assert fitted.size == (720, 1280)
    assert kept.fit == "crop"


def test_a_reference_is_sent_whole_upright_and_without_what_a_camera_noted(tmp_path: Path) -> None:
    turned = Image.new("RGB", (640, 480), "teal")
    exif = turned.getexif()
    exif[0x0112], exif[0x010F] = 6, "a camera"
    turned.save(tmp_path / "a.jpg", exif=exif)
    given = Given("reference_images", str(tmp_path / "a.jpg"))
    kept = freeze(given, REFERENCES, {}, tmp_path, UNWATCHED)
    data = (tmp_path / f"{kept.sha256}.png").read_bytes()
    assert b"a camera" not in data
    with Image.open(io.BytesIO(data)) as sent:
        assert sent.size == (480, 640)


def test_a_picture_that_the_model_does_not_take_is_refused_by_its_role(tmp_path: Path) -> None:
    field = REFERENCES.field_for("reference_images")
    assert field is not None
    strict = dataclasses.replace(field, media={"short_side": 300, "ratio": 2.5})
    model = dataclasses.replace(REFERENCES, fields=(strict,))
    cases = {(299, 640): "picture_too_small", (400, 1100): "picture_too_wide"}
    for size, code in cases.items():
        given = Given("reference_images", picture(tmp_path / "a.png", size))
        with pytest.raises(InvalidAsk) as caught:
            freeze(given, model, {}, tmp_path, UNWATCHED)
        assert [(p.field, p.code) for p in caught.value.problems] == [("reference_images", code)]
    gone = Given("reference_images", str(tmp_path / "gone.png"))
    with pytest.raises(InvalidAsk) as caught:
        freeze(gone, model, {}, tmp_path, UNWATCHED)
    assert caught.value.problems[0].field == "reference_images"


def test_a_picture_that_is_too_large_as_a_png_becomes_a_jpeg(tmp_path: Path) -> None:
    Image.effect_noise((900, 900), 80).convert("RGB").save(tmp_path / "noise.png")
    field = REFERENCES.field_for("reference_images")
    assert field is not None
    small = dataclasses.replace(field, media={"megabytes": 1})
    model = dataclasses.replace(REFERENCES, fields=(small,))
    given = Given("reference_images", str(tmp_path / "noise.png"))
    kept = freeze(given, model, {}, tmp_path, UNWATCHED)
    assert kept.media_type == "image/jpeg"
    assert (tmp_path / f"{kept.sha256}.jpg").stat().st_size < 1 << 20


@pytest.mark.parametrize("id", ["kling-v3-image-to-video", "kling-o3-reference-to-video"])
@pytest.mark.parametrize("megabytes", [1, 4])
def test_frames_are_no_larger_than_the_model_takes(id: str, megabytes: int, tmp_path: Path) -> None:
    Image.effect_noise((1280, 720), 80).convert("RGB").save(tmp_path / "noise.png")
    noise, model = str(tmp_path / "noise.png"), CATALOG.find(id)
    own = [
        dataclasses.replace(each, media={"megabytes": megabytes}) if each.role else each
        for each in model.fields
    ]
    catalog = Catalog([dataclasses.replace(model, fields=tuple(own))])
    ask = Ask("A fox", id, image=noise, inputs=(Given("end_frame", noise),))
    (job,) = jobs_for(ask, catalog, DEMO, tmp_path, tmp_path)
    assert job.start_frame is not None
    for kept in (job.start_frame, *job.inputs):
        assert kept.media_type == ("image/jpeg" if megabytes == 1 else "image/png")
        assert len(kept_bytes(tmp_path, kept)) < megabytes << 20


def test_sound_is_kept_as_it_is_where_the_model_takes_it(tmp_path: Path) -> None:
    file = tone(tmp_path / "a.wav", 3.0)
    kept = freeze_audio(file, "audio", AudioRules(seconds=30, types=("wav", "mp3")), tmp_path)
    assert (kept.role, kept.media_type) == ("audio", "audio/wav")
    assert (tmp_path / f"{kept.sha256}.wav").read_bytes() == file.read_bytes()


def test_sound_of_another_kind_becomes_a_wav(tmp_path: Path) -> None:
    source = tmp_path / "a.m4a"
    with av.open(str(source), "w") as made:
        stream = made.add_stream("aac", rate=48000, layout="mono")
        frame = av.AudioFrame(format="fltp", layout="mono", samples=1024)
        for plane in frame.planes:
            plane.update(bytes(plane.buffer_size))
        for n in range(100):
            frame.pts, frame.sample_rate = n * 1024, 48000
            made.mux(stream.encode(frame))
        made.mux(stream.encode(None))
    kept = freeze_audio(source, "audio", AudioRules(types=("wav", "mp3")), tmp_path)
    assert kept.media_type == "audio/wav"
    with wave.open(str(tmp_path / f"{kept.sha256}.wav")) as sound:
        assert sound.getnframes() / sound.getframerate() == pytest.approx(
            100 * 1024 / 48000, abs=0.05
        )


@pytest.mark.parametrize(
    ("seconds", "rules", "code"),
    [
        (1.0, AudioRules(least_seconds=2), "sound_too_short"),
        (4.0, AudioRules(seconds=3), "sound_too_long"),
        (70.0, AudioRules(megabytes=1), "file_too_large"),
    ],
)
def test_sound_that_the_model_does_not_take_is_refused(
    tmp_path: Path, seconds: float, rules: AudioRules, code: str
) -> None:
    with pytest.raises(InvalidAsk) as caught:
        freeze_audio(tone(tmp_path / "a.wav", seconds), "audio", rules, tmp_path)
    assert [(p.field, p.code) for p in caught.value.problems] == [("audio", code)]


def test_a_clip_to_go_on_from_is_used_to_its_end(tmp_path: Path) -> None:
    extend = CATALOG.find("grok-imagine-video-extension")
    film = movie(tmp_path / "long.mp4", 20.0)
    kept = freeze(Given("source_clip", str(film)), extend, {}, tmp_path, UNWATCHED)
    assert kept.start == pytest.approx(5.0, abs=0.05)
    edit = CATALOG.find("grok-imagine-edit-video")
    assert freeze(Given("source_clip", str(film)), edit, {}, tmp_path, UNWATCHED).start == 0
    short = movie(tmp_path / "short.mp4", 4.0)
    assert freeze(Given("source_clip", str(short)), extend, {}, tmp_path, UNWATCHED).start == 0


def test_what_is_used_of_a_clip_is_as_long_as_the_model_needs_it(tmp_path: Path) -> None:
    extend = CATALOG.find("grok-imagine-video-extension")
    film = movie(tmp_path / "film.mp4", 6.0)
    with pytest.raises(InvalidAsk) as caught:
        freeze(Given("source_clip", str(film), start=5.0), extend, {}, tmp_path, UNWATCHED)
    assert [each.code for each in caught.value.problems] == ["out_of_range"]


def movie(file: Path, seconds: float) -> Path:
    """Write a clip of one picture a second."""
    with av.open(str(file), "w") as made:
        stream = made.add_stream("libx264", rate=1, options={"preset": "ultrafast"})
        stream.width, stream.height, stream.pix_fmt = 640, 480, "yuv420p"
        for n in range(round(seconds)):
            picture = Image.new("RGB", (640, 480), (n * 9 % 256, 90, 120))
            made.mux(stream.encode(av.VideoFrame.from_image(picture)))
        made.mux(stream.encode(None))
    return file


def test_what_is_no_sound_is_refused(tmp_path: Path) -> None:
    text = tmp_path / "a.mp3"
    text.write_text("no sound")
    for file, code in ((text, "not_sound"), (tmp_path / "gone.wav", "file_unreadable")):
        with pytest.raises(InvalidAsk) as caught:
            freeze_audio(file, "reference_audio", AudioRules(), tmp_path)
        assert [(p.field, p.code) for p in caught.value.problems] == [("reference_audio", code)]
    picture(tmp_path / "p.png")
    with pytest.raises(InvalidAsk):
        freeze_audio(tmp_path / "p.png", "audio", AudioRules(), tmp_path)


def test_how_much_of_a_clip_is_used_can_follow_from_another_choice() -> None:
    motion = CATALOG.find("kling-v3-motion-control")

    def seconds(orientation: str) -> float:
        shown = motion.effective({"character_orientation": orientation})
        return float(next(each for each in shown if each.name == "video_url").media["seconds"])

    assert seconds("image") == 10
    assert seconds("video") == 30
