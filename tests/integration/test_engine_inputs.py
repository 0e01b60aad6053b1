"""What goes into a clip of the built-in engine is seen and heard in it: by numbers, from the file.

Models are made for these tests, so that nothing rests on one that a provider may withdraw.
"""

from __future__ import annotations

import io
import tempfile
import wave
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from core.catalog import Catalog
from core.demo import fonts, titles
from core.demo.animatic import Animatic, Reference, render
from core.demo.engine import Engine, start_engine
from core.foxapi import errors
from core.foxapi.client import FoxApi
from core.foxapi.messages import Task
from core.modelfiles import models_of
from core.modelschema import schema_mistakes
from tests.integration.test_engine import until_done

has_font = pytest.mark.skipif(not fonts.faces(), reason="no font on this system")
Pixels = NDArray[np.int16]
RED, GREEN, BLUE, YELLOW = (235, 12, 12), (12, 220, 12), (12, 12, 235), (235, 235, 12)
"""Colours purer than any that a scene has, which is another one each time."""

ENCODED = 2.5
"""Mean error of a colour's part 0..255 that encoding may leave: 4:2:0, crf 22."""

BOTH = {"en": "x", "zh_CN": "x"}
PROMPT = {"name": "prompt", "like": "prompt", "required": False}
SHAPES = ("16:9", "9:16", "1:1", "4:3", "21:9")
RATIO = {"name": "aspect_ratio", "like": "aspect_ratio", "wire": "size", "choices": SHAPES}
LINES = {
    **{"name": "resolution", "like": "resolution", "wire": "more.lines", "default": "360p"},
    "choices": ["360p", "720p", "4k"],
}
SECONDS = {
    **{"name": "duration", "like": "duration", "default": 1, "minimum": 1, "maximum": 4},
    **{"specials": [-1, 0]},
}
SOUND = {"name": "generate_audio", "like": "generate_audio"}

SWITCH = {"role": "clip_sound", "label": BOTH, "help": BOTH}


def files(role: str, name: str, **more: Any) -> dict[str, Any]:
    return {"like": role, "name": name, **more}


MODELS: Mapping[str, list[dict[str, Any]]] = {
    "framed": [
        *(PROMPT, RATIO, LINES, SECONDS, SOUND),
        {
            **{"name": "frames", "wire": "more.frames", "type": "urls"},
            **{"roles": ["start_frame", "end_frame"], "label": BOTH, "help": BOTH},
        },
    ],
    "shaped": [PROMPT, LINES, SECONDS, files("start_frame", "first"), files("end_frame", "last")],
    "referring": [
        *(PROMPT, RATIO, LINES, SECONDS, SOUND),
        files("reference_images", "pictures", media={"called": "@Image{n}"}, max_items=9),
        files("reference_clips", "clips", media={"called": "@Video{n}"}, max_items=3),
        files("reference_audio", "sounds", media={"called": "@Audio{n}"}, max_items=3),
    ],
    "editing": [
        *(PROMPT, {**LINES, "default": None}, {**SECONDS, "default": 0}),
        files("source_clip", "clip", required=True, media={"seconds": 2}),
        files("reference_images", "pictures"),
    ],
    "extending": [PROMPT, SECONDS, files("source_clip", "clip", continued=True, required=True)],
    "adding": [PROMPT, files("source_clip", "clip", continued=True, required=True)],
    "following": [
        *(PROMPT, RATIO, LINES, {**SECONDS, "default": -1}),
        *(files("audio", "voice"), files("start_frame", "first")),
    ],
    "keeping": [
        *(PROMPT, files("source_clip", "clip", required=True)),
        {**SWITCH, "name": "keep", "type": "boolean", "default": True},
    ],
    "keeping_some": [
        *(PROMPT, SECONDS, files("reference_clips", "clips")),
        {**SWITCH, "name": "old_sound", "type": "choice", "choices": ["with", "without"]}
        | {"off": "without", "default": "with"},
    ],
    "keeping_or_making": [
        *(PROMPT, {**SOUND, "default": False}, files("source_clip", "clip", required=True)),
        {**SWITCH, "name": "mute", "type": "boolean", "default": True, "inverted": True},
    ],
    "seeded": [PROMPT, SECONDS, {"name": "seed", "like": "seed", "specials": [-1]}],
    "moving": [PROMPT, files("reference_images", "pictures"), files("reference_clips", "clips")],
}


def content(name: str) -> dict[str, Any]:
    """Return a model's file; one size is odd, so that it can come from the data alone."""
    return {
        **{"format": 1, "id": name, "family": {"id": "t", "name": BOTH}, "name": BOTH},
        **{"summary": BOTH, "fields": MODELS[name]},
        "output_sizes": {"720p": {"4:3": [976, 736]}} if name == "framed" else {},
        **({"seconds": 1.5} if name == "adding" else {}),
        "sources": [{"fact": "none", "from": "this test", "date": "2026-11-23"}],
    }


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    made = []
    for name in MODELS:
        assert not schema_mistakes(plain(content(name)))
        made += models_of(plain(content(name)))
    return Catalog(made)


def plain(value: Any) -> Any:
    """Return JSON's lists for tuples."""
    if isinstance(value, Mapping):
        return {key: plain(each) for key, each in value.items()}
    return [plain(each) for each in value] if isinstance(value, list | tuple) else value


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory, catalog: Catalog) -> Iterator[Engine]:
    """Yield a running engine."""
    running = start_engine(tmp_path_factory.mktemp("engine") / "demo", catalog)
    yield running
    running.close()


@pytest.fixture(scope="module")
def api(engine: Engine) -> Iterator[FoxApi]:
    """Yield a client of the engine."""
    client = FoxApi(engine.base_url, engine.token)
    yield client
    client.close()


class Clip:
    """A clip as it is read back: frames as RGB, sound as samples of one channel."""

    def __init__(self, file: Path, task: Task) -> None:
        self.task = task
        with av.open(str(file)) as container:
            self.frames: list[Pixels] = [
                frame.to_ndarray(format="rgb24", src_colorspace="ITU709").astype(np.int16)
                for frame in container.decode(video=0)
            ]
            self.silent = not container.streams.audio
        self.sound = np.zeros(0) if self.silent else sound_of(file)

    @property
    def size(self) -> tuple[int, int]:
        height, width, _ = self.frames[0].shape
        return width, height


def sound_of(file: Path) -> NDArray[np.float32]:
    with av.open(str(file)) as container:
        parts = [frame.to_ndarray() for frame in container.decode(audio=0)]
    return np.concatenate(parts, axis=1).mean(axis=0)


def picture(colour: tuple[int, int, int], size: tuple[int, int] = (640, 360)) -> bytes:
    """Return a PNG: a ground of one colour with a lighter disc, so that shifts are seen."""
    y, x = np.mgrid[0 : size[1], 0 : size[0]]
    near = (x - size[0] * 0.4) ** 2 + (y - size[1] * 0.6) ** 2 < (0.2 * size[1]) ** 2
    pixels = np.where(near[..., None], np.array((235, 230, 220)), np.array(colour))
    stream = io.BytesIO()
    Image.fromarray(pixels.astype(np.uint8)).save(stream, "PNG")
    return stream.getvalue()


def tone(hertz: float, seconds: float) -> bytes:
    """Return a WAV whose second half is silent."""
    time = np.arange(int(seconds * 24_000)) / 24_000
    samples = np.sin(2 * np.pi * hertz * time) * 0.5 * (time < seconds / 2)
    stream = io.BytesIO()
    with wave.open(stream, "wb") as file:
        file.setparams((1, 2, 24_000, 0, "NONE", ""))
        file.writeframes((samples * 32_767).astype("<i2").tobytes())
    return stream.getvalue()


def movie(
    seconds: float, *, rate: int = 24, size: tuple[int, int] = (320, 180), hertz: float = 0
) -> bytes:
    """Return an MP4 that goes from black to white, frame by frame, with a tone if wanted."""
    stream = io.BytesIO()
    with av.open(stream, "w", format="mp4") as container:
        shown = container.add_stream("libx264", rate=rate, options={"crf": "12"})
        shown.width, shown.height, shown.pix_fmt = *size, "yuv420p"
        heard = container.add_stream("aac", rate=48_000) if hertz else None
        count = round(seconds * rate)
        for number in range(count):
            grey = round(20 + 215 * number / (count - 1))
            frame = av.VideoFrame.from_ndarray(
                np.full((size[1], size[0], 3), grey, np.uint8), format="rgb24"
            )
            frame.pts, frame.time_base = number, Fraction(1, rate)
            container.mux(shown.encode(frame))
        container.mux(shown.encode(None))
        if heard is not None:
            time = np.arange(round(seconds * 48_000)) / 48_000
            samples = (0.4 * np.sin(2 * np.pi * hertz * time)).astype(np.float32)
            for at in range(0, len(samples), 1024):
                part = av.AudioFrame.from_ndarray(
                    samples[None, at : at + 1024], format="fltp", layout="mono"
                )
                part.sample_rate, part.pts, part.time_base = 48_000, at, Fraction(1, 48_000)
                container.mux(heard.encode(part))
            container.mux(heard.encode(None))
    return stream.getvalue()


@pytest.fixture
def make(engine: Engine, api: FoxApi, catalog: Catalog) -> Any:
    """Return what makes a clip: a model's name, files by field, and values by field."""

    def made(name: str, given: Mapping[str, Any] | None = None, **values: Any) -> Clip:
        task = sent(name, given, **values)
        assert task.completed, task.error
        return Clip(engine.store.clip(str(task.raw["id"])), task)

    def sent(name: str, given: Mapping[str, Any] | None = None, **values: Any) -> Task:
        model = catalog.find(name)
        urls = {
            field: [upload(each) for each in data] if isinstance(data, list) else upload(data)
            for field, data in (given or {}).items()
        }
        return until_done(api, api.create(model.body({**values, **urls})).task_id)

    def upload(data: bytes) -> str:
        return api.upload(data, "file", "application/octet-stream").url

    made.sent = sent  # type: ignore[attr-defined]
    return made


def off(frame: Pixels, data: bytes) -> float:
    """Return the mean error of a frame against a picture, below the label; 0..255."""
    with Image.open(io.BytesIO(data)) as image:
        wanted = np.asarray(image.convert("RGB"), np.int16)
    assert frame.shape == wanted.shape
    return float(np.abs(frame - wanted)[60:].mean())


def area(frame: Pixels, colour: tuple[int, int, int], near: int = 26) -> Any:
    """Return where a frame has about this colour."""
    return np.abs(frame - np.array(colour)).max(axis=2) < near


def grey(frame: Pixels) -> float:
    """Return the brightness of a frame's left middle, where neither card nor letter stands."""
    height, width, _ = frame.shape
    return float(frame[height // 2 - 20 : height // 2 + 10, : width // 6].mean())


def test_start_and_end_frame_are_the_first_and_the_last_frame(make: Any) -> None:
    first, last = picture(BLUE), picture(RED)
    clip = make("framed", {"frames": [first, last]}, prompt="from one to the other", duration=2)
    assert (clip.size, len(clip.frames)) == ((640, 360), 48)
    assert off(clip.frames[0], first) < ENCODED
    assert off(clip.frames[-1], last) < ENCODED
    assert off(clip.frames[24], first) > 4, "the camera does not move"
    reds = [float(frame[300, 40, 0]) for frame in clip.frames]
    assert all(after >= before - 3 for before, after in pairwise(reds))
    between = [number for number, red in enumerate(reds) if 60 < red < 180]
    assert between, "there is no dissolve"
    assert min(between) > 20, "the dissolve is not at the end"


def test_an_end_frame_alone_ends_a_scene_whose_words_are_gone_by_then(make: Any) -> None:
    last = picture(GREEN)
    clip = make("shaped", {"last": last}, prompt="A quiet harbour", duration=3)
    assert clip.size == (640, 360)
    assert off(clip.frames[-1], last) < ENCODED
    assert off(clip.frames[36], last) > 15


def test_reference_pictures_are_cards_that_come_in_and_stay(make: Any) -> None:
    ground = [picture(colour, (300, 300)) for colour in (RED, GREEN, YELLOW)]
    clip = make("referring", {"pictures": ground}, prompt="x", duration=3, resolution="720p")
    assert clip.size == (1280, 720)
    lefts = []
    for colour in (RED, GREEN, YELLOW):
        assert area(clip.frames[0], colour)[:360].sum() < 200, "it is there from the beginning"
        for frame in (clip.frames[48], clip.frames[-1]):
            found = area(frame, colour)
            assert found[:300, :1000].sum() > 6000
            assert found[360:].sum() < 1000, "a card covers the title's half"
        lefts.append(float(np.nonzero(area(clip.frames[-1], colour)[:300])[1].mean()))
    assert lefts == sorted(lefts), "they are not in their order"


def test_cards_leave_an_end_frame_alone_and_a_start_frame_too(make: Any) -> None:
    # A model with everything: the pictures of start and end stay exact under the cards.
    first, last = picture(BLUE), picture(YELLOW)
    target = make("framed", {"frames": [first, last]}, duration=2)
    assert off(target.frames[0], first) < ENCODED
    both = render_with_cards(first, last)
    assert off(both[0], first) < ENCODED
    assert off(both[-1], last) < ENCODED
    assert area(both[22], RED)[:200].sum() > 1000


def render_with_cards(first: bytes, last: bytes) -> list[Pixels]:
    with tempfile.TemporaryDirectory() as folder:
        card, target = Path(folder) / "card.png", Path(folder) / "c.mp4"
        card.write_bytes(picture(RED, (300, 300)))
        pictures = (Reference(card, "@Image1"),)
        frames = {"start_frame": first, "end_frame": last}
        render(Animatic(640, 360, 2, "", pictures=pictures, **frames), target)  # type: ignore[arg-type]
        with av.open(str(target)) as container:
            return [
                frame.to_ndarray(format="rgb24", src_colorspace="ITU709").astype(np.int16)
                for frame in container.decode(video=0)
            ]


@has_font
@pytest.mark.parametrize("ratio", ["16:9", "9:16", "1:1", "21:9"])
def test_a_dozen_references_leave_the_title_alone(make: Any, ratio: str) -> None:
    given = {"pictures": [picture(RED, (400, 300))] * 9, "clips": [movie(1)] * 3}
    words = "A fox crosses the moonlit railway bridge while snow begins to fall on the town. " * 3
    clip = make("referring", given, prompt=words, aspect_ratio=ratio, duration=2)
    title, _ = titles.title(words, *clip.size)
    assert title is not None
    bottom = np.nonzero(area(clip.frames[-1], RED).any(axis=1))[0].max()
    assert bottom < title.layer.box[1] + 0.03 * min(clip.size)  # its soft shadow begins above it
    columns = np.nonzero(area(clip.frames[-1], RED).any(axis=0))[0]
    assert columns.max() < clip.size[0] - 8


def test_a_reference_clip_plays_in_its_card(make: Any) -> None:
    clip = make("referring", {"clips": [movie(2)]}, duration=4, resolution="720p", prompt="x")
    card = [float(frame[60:120, 60:200].mean()) for frame in clip.frames]
    # It goes from black to white in two seconds once it is in its place, and then begins again.
    assert all(after > before - 1 for before, after in pairwise(card[24:72]))
    assert card[71] > card[24] + 150
    assert card[73] < card[71] - 150
    assert max(float(frame[60:120, 60:200].std()) for frame in clip.frames[24:]) < 8


def test_reference_sound_is_a_card_with_its_shape_and_is_not_the_clip_s_sound(make: Any) -> None:
    given = {"sounds": [tone(700, 2)]}
    clip = make("referring", given, duration=2, resolution="720p", generate_audio=False, prompt="x")
    bars = area(clip.frames[-1], (255, 138, 61), near=60)[84:170, 34:226]
    columns = bars.sum(axis=0)
    half = len(columns) // 2
    # The second half of that sound is silent: dots instead of bars.
    assert columns[:half].sum() > 4 * columns[half:].sum() > 0
    assert clip.silent


@pytest.mark.parametrize("wanted", [True, False])
def test_sound_is_made_where_it_is_asked_for(make: Any, wanted: bool) -> None:
    clip = make("framed", prompt="x", generate_audio=wanted)
    assert clip.silent is not wanted
    assert len(clip.frames) == 24
    if wanted:
        assert np.abs(clip.sound).max() > 0.05


def test_a_sound_that_is_followed_is_heard_and_gives_the_length(make: Any) -> None:
    clip = make("following", {"voice": tone(700, 3), "first": picture(BLUE)}, prompt="x")
    assert len(clip.frames) == 72
    half = len(clip.sound) // 2
    assert loudest_hertz(clip.sound[:half]) == pytest.approx(700, abs=5)
    assert np.abs(clip.sound[half + 4000 :]).max() < 0.02
    played = [line_of(frame).sum() for frame in (clip.frames[18], clip.frames[70])]
    assert played[1] > played[0] > 50, "the line does not go along"


def line_of(frame: Pixels) -> Any:
    """Return where the played part of the level line is."""
    return area(frame, (228, 124, 56), near=70)[-30:]


def loudest_hertz(samples: NDArray[np.float32]) -> float:
    power = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return float(power.argmax() * 48_000 / len(samples))


def test_a_sound_longer_than_the_clip_is_cut(make: Any) -> None:
    clip = make("following", {"voice": tone(500, 4)}, duration=1, prompt="x")
    assert len(clip.frames) == 24
    assert len(clip.sound) / 48_000 == pytest.approx(1, abs=0.05)


@pytest.mark.parametrize("rate", [24, 30])
def test_an_edit_is_that_very_clip_in_other_colours_with_its_sound(make: Any, rate: int) -> None:
    source = movie(1.5, rate=rate, hertz=440)
    clip = make("editing", {"clip": source, "pictures": [picture(RED, (300, 300))]}, prompt="x")
    assert clip.size == (320, 180), "without a wanted resolution it keeps its own"
    assert len(clip.frames) == 36
    shades = [grey(frame) for frame in clip.frames]
    assert all(after > before - 1 for before, after in pairwise(shades))
    assert shades[0] < 40
    assert shades[-1] > 200
    assert loudest_hertz(clip.sound) == pytest.approx(440, abs=5)
    assert clip.task.notes == ()


def test_an_edit_is_no_longer_than_its_model_takes_and_has_the_wanted_lines(make: Any) -> None:
    clip = make("editing", {"clip": movie(3)}, prompt="x", resolution="720p")
    assert (clip.size, len(clip.frames)) == ((1280, 720), 48)
    assert clip.silent, "the source has no sound"


def test_the_sound_of_a_changed_clip_is_kept_or_not(make: Any) -> None:
    source = movie(1, hertz=440)
    assert loudest_hertz(make("keeping", {"clip": source}).sound) == pytest.approx(440, abs=5)
    assert make("keeping", {"clip": source}, keep=False).silent


def test_the_sound_of_a_clip_that_is_followed_is_kept_or_not(make: Any) -> None:
    source = movie(1, hertz=440)
    kept = make("keeping_some", {"clips": [source]}, duration=2)
    assert (len(kept.frames), loudest_hertz(kept.sound[:44_000])) == (48, pytest.approx(440, abs=5))
    assert np.abs(kept.sound[52_000:]).max() < 0.01, "it is not begun anew"
    assert make("keeping_some", {"clips": [source]}, old_sound="without").silent
    assert make("keeping_some", {"clips": [movie(1)]}).silent, "there is none to keep"


def test_sound_can_be_made_in_place_of_a_clip_s_own(make: Any) -> None:
    source = movie(1, hertz=440)
    given = {"clip": source}
    assert make("keeping_or_making", given).silent
    own = make("keeping_or_making", given, mute=False)
    assert loudest_hertz(own.sound) == pytest.approx(440, abs=5)
    made = make("keeping_or_making", given, generate_audio=True)
    assert loudest_hertz(made.sound) != pytest.approx(440, abs=5)


def test_a_seed_gives_the_same_clip_again_and_no_seed_another_one(make: Any) -> None:
    def picture_of(**values: Any) -> Pixels:
        return np.asarray(make("seeded", prompt="a fox", **values).frames[12])

    first = picture_of(seed=7)
    assert np.array_equal(first, picture_of(seed=7))
    assert not np.array_equal(first, picture_of(seed=8))
    drawn = [picture_of(seed=-1), picture_of()]
    assert not np.array_equal(*drawn)
    assert not any(np.array_equal(first, each) for each in drawn)


def test_an_extension_begins_with_the_last_frame_and_goes_on(make: Any) -> None:
    source = movie(2, size=(640, 360))
    clip = make("extending", {"clip": source}, prompt="and on", duration=2)
    assert (clip.size, len(clip.frames)) == ((640, 360), 48)
    assert clip.task.notes == ("continuation_only",)
    last = frame_of(source, -1)
    assert np.abs(clip.frames[0] - last)[60:].mean() < ENCODED
    assert np.abs(clip.frames[0] - frame_of(source, 0))[60:].mean() > 100


def test_an_extension_whose_length_nobody_chooses_has_that_of_the_data(make: Any) -> None:
    assert len(make("adding", {"clip": movie(1)}, prompt="and on").frames) == 36


def test_an_extension_moves(make: Any, tmp_path: Path) -> None:
    render(Animatic(640, 360, 1, "a harbour", picture(BLUE)), tmp_path / "a.mp4")
    clip = make("extending", {"clip": (tmp_path / "a.mp4").read_bytes()}, prompt="x", duration=2)
    assert np.abs(clip.frames[0] - frame_of((tmp_path / "a.mp4").read_bytes(), -1)).mean() < 3
    assert np.abs(clip.frames[-1] - clip.frames[0]).mean() > 2


def frame_of(data: bytes, number: int) -> Pixels:
    """Return a frame of a clip that is smaller than HD."""
    with av.open(io.BytesIO(data)) as container:
        frames = [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]
    return np.asarray(frames[number], np.int16)


def test_a_motion_that_is_followed_gives_the_length_and_the_picture_the_shape(make: Any) -> None:
    given = {"clips": [movie(1.5)], "pictures": [picture(RED, (300, 600))]}
    clip = make("moving", given, prompt="x")
    assert len(clip.frames) == 36
    assert clip.size == (720, 1440)


@pytest.mark.parametrize(
    ("values", "size", "notes"),
    [
        ({"aspect_ratio": "16:9"}, (640, 360), ()),
        ({"aspect_ratio": "9:16"}, (360, 640), ()),
        ({"aspect_ratio": "1:1", "resolution": "720p"}, (720, 720), ()),
        ({"aspect_ratio": "4:3", "resolution": "720p"}, (976, 736), ()),
        ({"aspect_ratio": "21:9"}, (840, 360), ()),
        ({"aspect_ratio": "16:9", "resolution": "4k"}, (1920, 1080), ("drawn_at_1080p",)),
    ],
)
def test_sizes_and_lengths_are_those_of_the_data(
    make: Any, values: dict[str, Any], size: tuple[int, int], notes: tuple[str, ...]
) -> None:
    clip = make("framed", prompt="x", duration=1, generate_audio=True, **values)
    assert (clip.size, len(clip.frames)) == (size, 24)
    assert len(clip.sound) / 48_000 == pytest.approx(1, abs=0.05)
    assert clip.task.notes == notes


@pytest.mark.parametrize("seconds", [-1, 0])
def test_a_length_that_is_left_to_the_model_is_a_usual_one(make: Any, seconds: int) -> None:
    assert len(make("framed", prompt="x", duration=seconds).frames) == 120


@pytest.mark.parametrize(
    ("name", "given", "code"),
    [
        ("framed", {"frames": [b"no picture"]}, "image_processing_error"),
        ("framed", {"frames": [picture(RED), b"no picture"]}, "image_processing_error"),
        ("referring", {"pictures": [b"no picture"]}, "image_processing_error"),
        ("referring", {"clips": [b"no clip"]}, "invalid_parameters"),
        ("referring", {"clips": [tone(300, 1)]}, "invalid_parameters"),
        ("referring", {"sounds": [b"no sound"]}, "invalid_parameters"),
        ("editing", {"clip": picture(RED)[:200]}, "invalid_parameters"),
        ("extending", {"clip": b"no clip"}, "invalid_parameters"),
        ("following", {"voice": picture(RED)}, "invalid_parameters"),
    ],
)
def test_files_that_cannot_be_used_fail_the_task_with_their_code(
    make: Any, name: str, given: dict[str, Any], code: str, expected_logs: Any
) -> None:
    expected_logs("could not render")
    task = make.sent(name, given, prompt="x")
    assert task.failed
    assert task.error.code == code
    assert "Error" not in task.error.message
    assert "uploads" not in task.error.message, "it holds a path"


def test_a_picture_may_come_from_the_web(api: FoxApi, expected_logs: Any) -> None:
    expected_logs("could not render")
    frames = ["https://example.invalid/a.png"]
    accepted = api.create({"model": "framed", "prompt": "x", "more": {"frames": frames}})
    task = until_done(api, accepted.task_id)
    assert task.error.message == "a file of the request could not be fetched"


@pytest.mark.parametrize(
    ("name", "body", "code"),
    [
        ("referring", {"clips": ["https://example.com/a.mp4"]}, "resource_not_found"),
        ("following", {"voice": "https://example.com/a.wav"}, "resource_not_found"),
        ("framed", {"more": {"frames": "no list"}}, "invalid_parameters"),
        ("framed", {"more": {"lines": "720i"}}, "invalid_parameters"),
        ("framed", {"duration": 5}, "invalid_parameters"),
        ("framed", {"more": {"unknown": 1}, "other": 2}, "invalid_parameters"),
        ("editing", {}, "invalid_parameters"),
    ],
)
def test_what_the_data_forbid_or_lies_elsewhere_is_not_taken(
    api: FoxApi, name: str, body: dict[str, Any], code: str
) -> None:
    with pytest.raises((errors.InvalidRequest, errors.NotFound)) as caught:
        api.create({"model": name, "prompt": "x", **body})
    assert caught.value.answer.code == code
    assert errors.create_outcome(caught.value) is errors.CreateOutcome.NOT_CREATED
