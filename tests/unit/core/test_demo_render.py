"""The built-in engine's renderer: short clips are rendered for real and read back."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import threading
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageOps

from core.demo import camera, encode, fonts, linebreak, parallel, scene, sound, titles, typeset
from core.demo.animatic import Animatic, Reference, RenderCancelled, render
from core.demo.layer import planes

Pixels = NDArray[np.uint8]
AAC_FRAME = 1024 / 48_000

has_font = pytest.mark.skipif(not fonts.faces(), reason="no font on this system")
has_cjk = pytest.mark.skipif(
    not any(face.covers("中") for face in fonts.faces()), reason="no CJK font on this system"
)


def still(width: int, height: int, kind: str = "PNG") -> bytes:
    across = np.linspace(20, 230, width)[None, :].repeat(height, 0)
    down = np.linspace(230, 20, height)[:, None].repeat(width, 1)
    image = Image.fromarray(np.stack([across, down, (across + down) / 2], 2).astype(np.uint8))
    draw = ImageDraw.Draw(image)
    draw.ellipse((width * 0.2, height * 0.3, width * 0.4, height * 0.6), fill=(250, 120, 30))
    draw.rectangle((width * 0.6, height * 0.5, width * 0.8, height * 0.9), fill=(20, 60, 140))
    file = io.BytesIO()
    image.save(file, kind)
    return file.getvalue()


def frames_of(path: Path) -> list[Pixels]:
    with av.open(str(path)) as container:
        return [
            np.asarray(frame.to_ndarray(format="rgb24", src_colorspace="ITU709"), np.uint8)
            for frame in container.decode(video=0)
        ]


def boxes(path: Path) -> list[str]:
    data, at, found = path.read_bytes(), 0, []
    while at < len(data):
        size, name = struct.unpack(">I4s", data[at : at + 8])
        found.append(name.decode("latin-1"))
        at += size
    assert at == len(data)
    return found


def small(**changes: object) -> Animatic:
    values: dict[str, object] = {"width": 320, "height": 180, "seconds": 1, "prompt": "Rain"}
    return Animatic(**(values | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize("start", [None, still(640, 480)], ids=["scene", "camera"])
@pytest.mark.parametrize(
    ("width", "height", "seconds"),
    [(64, 64, 0.5), (320, 180, 4), (180, 320, 1.5), (1280, 720, 1), (1080, 1920, 0.5)],
)
def test_the_file_is_exactly_what_was_asked(
    tmp_path: Path, start: bytes | None, width: int, height: int, seconds: float
) -> None:
    target = tmp_path / "clip.mp4"
    count = round(seconds * 24)
    done = render(Animatic(width, height, seconds, "A quiet harbour", start), target)
    assert done.frames == count
    assert [path.name for path in tmp_path.iterdir()] == ["clip.mp4"]
    with av.open(str(target)) as container:
        video, audio = container.streams.video[0], container.streams.audio[0]
        shown = [frame.pts * frame.time_base for frame in container.decode(video)]
        assert shown == [Fraction(number, 24) for number in range(count)]
        assert container.start_time == 0
        assert video.start_time == 0
        assert audio.start_time == 0
        assert container.duration / av.time_base == pytest.approx(seconds, abs=AAC_FRAME)
        assert float(video.duration * video.time_base) == pytest.approx(seconds)
        assert float(audio.duration * audio.time_base) == pytest.approx(seconds, abs=AAC_FRAME)
        context = video.codec_context
        assert (context.width, context.height) == (width, height)
        assert (context.name, context.pix_fmt) == ("h264", "yuv420p")
        assert (context.colorspace, context.color_primaries, context.color_trc) == (1, 1, 1)
        assert context.color_range == 1
        assert (audio.codec_context.name, audio.layout.name) == ("aac", "stereo")
        assert audio.sample_rate in (44_100, 48_000)
    order = boxes(target)
    assert order.index("moov") < order.index("mdat")


def test_the_metadata_says_who_made_it(tmp_path: Path) -> None:
    render(small(comment="Made by the built-in engine"), tmp_path / "a.mp4")
    render(small(), tmp_path / "b.mp4")
    with av.open(str(tmp_path / "a.mp4")) as container:
        assert container.metadata["comment"] == "Made by the built-in engine"
        assert "built-in engine" in container.metadata["title"]
    with av.open(str(tmp_path / "b.mp4")) as container:
        assert "built-in engine" in container.metadata["comment"]


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize(("width", "height"), [(640, 360), (360, 640)])
def test_the_first_frame_is_the_start_frame(
    tmp_path: Path, kind: str, width: int, height: int
) -> None:
    data = still(800, 600, kind)
    render(Animatic(width, height, 1, "Go", data), tmp_path / "clip.mp4")
    first, *_, last = frames_of(tmp_path / "clip.mp4")
    with Image.open(io.BytesIO(data)) as image:
        wanted = np.asarray(ImageOps.fit(image.convert("RGB"), (width, height)), np.int16)
    below = slice(height // 5, None)  # the label stands above
    assert np.abs(first.astype(np.int16) - wanted)[below].mean() < 4
    assert np.abs(last.astype(np.int16) - wanted)[below].mean() > 6


def test_the_camera_moves_by_parts_of_a_pixel() -> None:
    width, height, count = 640, 360, 96
    picture = Image.new("RGB", (1280, 720))
    ImageDraw.Draw(picture).ellipse((500, 260, 540, 300), fill="white")
    move = camera.move(11, 4)
    shot = camera.Camera(picture, width, height, move)
    rows, columns = np.mgrid[0:height, 0:width] + 0.5
    residuals = []
    for number in range(count):
        luma = planes(shot.frame(number / (count - 1)))[0].astype(np.float64) - 16
        left, top, size = move.window(number / (count - 1))
        seen = np.array([(luma * columns).sum(), (luma * rows).sum()]) / luma.sum()
        # The middle of the ellipse, Pillow's last pixel included, through the window.
        true = ((520.5 / 1280 - left) / size * width, (280.5 / 720 - top) / size * height)
        residuals.append(seen - true)
    wander = np.array(residuals) - np.mean(residuals, axis=0)
    assert np.sqrt((wander**2).mean()) < 0.03
    assert np.abs(np.diff(wander, axis=0)).max() < 0.06


@pytest.mark.parametrize("seed", range(40))
def test_the_window_starts_whole_and_stays_inside(seed: int) -> None:
    for seconds in (4, 20):
        move = camera.move(seed, seconds)
        assert move.window(0) == pytest.approx((0, 0, 1))
        sizes = []
        for part in np.linspace(0, 1, 50):
            left, top, size = move.window(float(part))
            assert min(left, top) >= 0
            assert max(left, top) + size <= 1 + 1e-9
            sizes.append(size)
        assert sizes == sorted(sizes, reverse=True)
        assert 1.04 < 1 / sizes[-1] < 1.4


def test_the_prompt_chooses_the_move() -> None:
    assert len({camera.move(seed, 8) for seed in range(20)}) == 20


@pytest.mark.parametrize("start", [None, still(400, 300)], ids=["scene", "camera"])
def test_the_same_input_gives_the_same_pictures(tmp_path: Path, start: bytes | None) -> None:
    for name in ("a.mp4", "b.mp4"):
        render(small(start_frame=start), tmp_path / name)
    pairs = zip(frames_of(tmp_path / "a.mp4"), frames_of(tmp_path / "b.mp4"), strict=True)
    assert all(np.array_equal(one, other) for one, other in pairs)


def test_another_prompt_gives_another_picture(tmp_path: Path) -> None:
    render(small(prompt="Rain"), tmp_path / "a.mp4")
    render(small(prompt="Snow"), tmp_path / "b.mp4")
    one, other = frames_of(tmp_path / "a.mp4")[0], frames_of(tmp_path / "b.mp4")[0]
    assert np.abs(one.astype(np.int16) - other).mean() > 5


def test_the_scene_moves_evenly() -> None:
    stage = scene.Scene(3, 320, 180)
    lumas = [planes(stage.frame(n / 24))[0].astype(np.int16) for n in range(24)]
    steps = [np.abs(after - before).mean() for before, after in pairwise(lumas)]
    assert min(steps) > 0
    assert max(steps) < 6


def drawn(text: str, width: int = 1280, height: int = 720) -> tuple[Pixels, tuple[str, ...]]:
    """Luma of a grey frame with the title on it, and the notes."""
    title, notes = titles.title(text, width, height)
    frame = av.VideoFrame(width, height, "yuv420p")
    for plane in planes(frame):
        plane[:] = 100
    if title is not None:
        title.layer.blend(frame)
    return planes(frame)[0].copy(), notes


@has_font
def test_the_prompt_is_set_and_fades_in() -> None:
    luma, notes = drawn("Golden hour waves")
    assert notes == ()
    assert luma.max() > 225
    title, _ = titles.title("Golden hour waves on a quiet beach " * 3, 1280, 720)
    assert title is not None
    start, middle = title.opacity(0), title.opacity(0.8)
    assert start is not None
    assert start.max() == 0
    assert middle is not None
    assert middle[0] > max(0, middle[-1])
    assert title.opacity(4) is None


@has_font
@pytest.mark.parametrize("size", [(1280, 720), (720, 1280)])
def test_the_prompt_reads_on_every_scene(size: tuple[int, int]) -> None:
    """4.5:1 between the ink and what lies within three pixels of it."""
    text = "A fox crosses the moonlit railway bridge while snow begins to fall " * 3
    title, _ = titles.title(text, *size)
    assert title is not None
    ground = av.VideoFrame(*size, "yuv420p")
    for plane in planes(ground):
        plane[:] = 16
    title.layer.blend(ground)
    ink = planes(ground)[0]
    near = np.asarray(Image.fromarray(ink).filter(ImageFilter.MaxFilter(7))) > 200
    for seed in (114, 86, 52, 72, 113, 69):
        frame = scene.Scene(seed * 7919 + 5, *size).frame(9)
        title.layer.blend(frame)
        rgb = frame.to_ndarray(format="rgb24", src_colorspace="ITU709")[near & (ink < 24)] / 255
        linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
        light = np.quantile(linear @ [0.2126, 0.7152, 0.0722], 0.98)
        assert 1 / (light + 0.05) > 4.5


@has_cjk
def test_chinese_is_set_with_glyphs() -> None:
    # Boxes for missing glyphs would be the same for both.
    one, notes = drawn("山水")
    other, _ = drawn("日月")
    assert notes == ()
    assert one.max() > 225
    assert not np.array_equal(one, other)


@has_font
@pytest.mark.parametrize("size", [(1280, 720), (720, 1280), (320, 180), (1920, 1080)])
@pytest.mark.parametrize(
    "text",
    [
        *("x", "狐", "a" * 20_000, "夜色下的城市，" * 3000),
        *("one two " * 2000, "“（《》）”" * 90, "W" * 40),
    ],
    ids=["letter", "hanzi", "no-space", "chinese", "english", "marks", "wide"],
)
def test_any_length_stays_inside_the_margins(text: str, size: tuple[int, int]) -> None:
    luma, _ = drawn(text, *size)
    ink = luma > 140
    edge = round(min(size) * 0.04)
    inside = np.zeros_like(ink)
    inside[edge:-edge, edge:-edge] = True
    assert ink.any()
    assert not (ink & ~inside).any()


@has_font
def test_what_no_font_has_is_left_out() -> None:
    plain, _ = drawn("Foxes in the snow")
    emoji, notes = drawn("Foxes 🦊 in the\u200d snow\ufe0f \U0001faa9\U000e0021")
    assert notes == ("missing_glyphs",)
    assert np.array_equal(plain, emoji)
    assert drawn("🦊🦊")[0].max() == 100
    assert drawn("   \n\t ")[1] == ()


@has_font
def test_a_prompt_of_nothing_still_renders(tmp_path: Path) -> None:
    assert render(small(prompt="🦊"), tmp_path / "a.mp4").notes == ("missing_glyphs",)
    assert render(small(prompt=""), tmp_path / "b.mp4").notes == ()
    assert render(small(prompt="\ud800 lone"), tmp_path / "c.mp4").notes == ()


def texts(prompt: str, size: float, width: float) -> list[str]:
    words = typeset.prepare(prompt, fonts.faces()).words
    lines = linebreak.break_lines(words, size, width, 30).lines
    for line in lines:
        hanging = size / 2 if line[-1].text[-1] in typeset.WIDE_CLOSING else 0
        assert typeset.line_width(line, size) <= width + hanging + 0.5
    return ["".join(word.text for word in line) for line in lines]


@has_cjk
def test_chinese_lines_begin_and_end_well() -> None:
    prompt = (
        "他说：“走吧。”（她没有回答）窗外，雨还在下；街灯一盏接一盏地亮了起来……《夜行》就此开始。"
    )
    for width in range(200, 900, 20):
        for line in texts(prompt, 40, width):
            assert line[0] not in "，。；：”）》…"
            assert line[-1] not in "“（《"


@has_cjk
def test_chinese_prefers_to_end_a_line_after_a_mark() -> None:
    prompt = "清晨的江南古镇，薄雾笼罩着青石板路，一位撑着油纸伞的女子缓缓走过石桥。"
    assert texts(prompt, 40, 800)[0].endswith("，")


@has_font
def test_lines_are_balanced_and_words_whole() -> None:
    prompt = "A courier on a bicycle rides through neon rain"
    lines = texts(prompt, 40, 640)
    assert len(lines) > 1
    words = typeset.prepare(prompt, fonts.faces()).words
    assert [word.text for word in words] == prompt.split()
    widths = [len(line) for line in lines]
    assert min(widths) > 0.5 * max(widths)


@has_font
def test_a_long_text_ends_in_an_ellipsis() -> None:
    words = typeset.prepare("one two three four five six seven " * 9, fonts.faces()).words
    lines = linebreak.shortened(linebreak.break_lines(words, 40, 300, 2).lines, 2, 40, 300)
    assert len(lines) == 2
    assert lines[-1][-1].text in ("…", "...")
    assert typeset.line_width(lines[-1], 40) <= 300


def test_without_any_font_the_clip_is_still_made_and_labelled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts, "installed", lambda: ())
    assert render(small(), tmp_path / "a.mp4").notes == ("no_font",)
    labelled = render(small(start_frame=still(320, 180), label="内置引擎"), tmp_path / "b.mp4")
    assert labelled.notes == ("no_font",)
    assert label_stands_in(frames_of(tmp_path / "b.mp4")[0], still(320, 180))


@has_font
def test_a_missing_chinese_font_is_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    latin = [f for f in fonts.installed() if f.covers("a") and not f.covers("中")]
    if not latin:
        pytest.skip("every font here has Chinese")
    monkeypatch.setattr(fonts, "installed", lambda: (latin[0],))
    luma, notes = drawn("Fox 狐狸")
    assert notes == ("no_cjk_font",)
    assert np.array_equal(luma, drawn("Fox")[0])


def test_folders_are_searched_without_fontconfig(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "_asked", lambda *_: [])
    found = fonts._from_folders()
    if not found:
        pytest.skip("no font folder here")
    monkeypatch.setattr(fonts, "installed", lambda: tuple(found))
    assert all(Path(face.path).is_file() for face in fonts.faces())
    assert fonts.faces()[0].covers("g")


def test_a_font_file_that_cannot_be_read_covers_nothing(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(b"not a font")
    assert not fonts.Face(str(broken)).covers("a")
    assert not fonts.Face(str(tmp_path / "absent.ttf")).covers("a")


def label_stands_in(frame: Pixels, data: bytes) -> bool:
    """Whether the upper right corner, and no other, differs from the start frame."""
    height, width, _ = frame.shape
    with Image.open(io.BytesIO(data)) as image:
        wanted = np.asarray(ImageOps.fit(image.convert("RGB"), (width, height)), np.int16)
    off = np.abs(frame.astype(np.int16) - wanted).mean(axis=2)
    corner = off[: height // 6, width * 3 // 5 :]
    other = off[: height // 6, : width // 3]
    return bool(corner.mean() > 4 * other.mean() and (corner > 60).sum() > 20)


def test_the_label_stands_throughout(tmp_path: Path) -> None:
    data = io.BytesIO()
    Image.new("RGB", (64, 64), (200, 210, 220)).save(data, "PNG")
    render(Animatic(640, 360, 1, "", data.getvalue()), tmp_path / "a.mp4")
    shown = frames_of(tmp_path / "a.mp4")
    assert len(shown) == 24
    assert all(label_stands_in(frame, data.getvalue()) for frame in shown)


@has_font
def test_the_label_is_the_given_one(tmp_path: Path) -> None:
    render(small(label="Engine one"), tmp_path / "a.mp4")
    render(small(label="Engine two"), tmp_path / "b.mp4")
    one, other = frames_of(tmp_path / "a.mp4")[-1], frames_of(tmp_path / "b.mp4")[-1]
    off = np.abs(one.astype(np.int16) - other).max(axis=2)
    assert off[:36, 160:].max() > 60
    assert off[60:].max() < 30


def test_progress_rises_in_the_calling_thread(tmp_path: Path) -> None:
    heard: list[tuple[float, int]] = []
    render(
        small(),
        tmp_path / "a.mp4",
        progress=lambda part: heard.append((part, threading.get_ident())),
    )
    parts = [part for part, _ in heard]
    assert parts == sorted(parts)
    assert (parts[-1], len(parts)) == (1.0, 25)
    assert {thread for _, thread in heard} == {threading.get_ident()}


@pytest.mark.parametrize("after", [0, 1, 10, 24])
def test_cancelling_leaves_nothing(tmp_path: Path, after: int) -> None:
    asked = 0

    def cancelled() -> bool:
        nonlocal asked
        asked += 1
        return asked > after

    target = tmp_path / "a.mp4"
    with pytest.raises(RenderCancelled):
        render(small(), target, cancelled=cancelled)
    assert list(tmp_path.iterdir()) == []
    assert not [t for t in threading.enumerate() if t.name.startswith("render-")]


def test_a_failure_leaves_nothing_and_keeps_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.mp4"
    target.write_bytes(b"before")

    def broken(*_: object) -> None:
        raise RuntimeError("the sound failed")

    monkeypatch.setattr(sound, "pad", broken)
    with pytest.raises(RuntimeError, match="the sound failed"):
        render(small(), target)
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"before"]
    monkeypatch.undo()
    with pytest.raises(FileNotFoundError):
        render(small(), tmp_path / "absent" / "a.mp4")
    assert not [t for t in threading.enumerate() if t.name.startswith("render-")]
    render(small(), target)
    assert boxes(target)[0] == "ftyp"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"width": 321}, "even"),
        ({"height": 0}, "even"),
        ({"seconds": 0}, "too short"),
        ({"start_frame": b""}, "start frame"),
        ({"start_frame": b"not a picture"}, "start frame"),
        ({"start_frame": still(64, 64)[:300]}, "start frame"),
    ],
)
def test_what_cannot_be_rendered_is_a_value_error(
    tmp_path: Path, changes: dict[str, object], words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        render(small(**changes), tmp_path / "a.mp4")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("mode", ["L", "P", "RGBA", "LA", "CMYK", "I;16", "1"])
def test_start_frames_of_any_mode_are_read(mode: str) -> None:
    image = Image.new(mode, (40, 30))
    file = io.BytesIO()
    image.save(file, "JPEG" if mode == "CMYK" else "PNG")
    assert camera.opened(file.getvalue()).mode == "RGB"


def test_sixteen_bit_grey_keeps_its_tones() -> None:
    file = io.BytesIO()
    Image.fromarray(np.full((30, 40), 0x8000, np.uint16)).save(file, "PNG")
    assert camera.opened(file.getvalue()).getpixel((5, 5)) == (128, 128, 128)


def test_a_turned_photograph_is_set_upright() -> None:
    image, exif, file = Image.new("RGB", (40, 20)), Image.Exif(), io.BytesIO()
    exif[0x0112] = 6
    image.save(file, "JPEG", exif=exif)
    assert camera.opened(file.getvalue()).size == (20, 40)


@pytest.mark.parametrize("seconds", [0.5, 4])
def test_the_pad_is_quiet_with_smooth_ends(seconds: float) -> None:
    samples = sound.pad(seconds, 5)
    assert samples.shape == (2, round(seconds * sound.RATE))
    assert np.abs(samples).max() == pytest.approx(10 ** (-16 / 20), rel=1e-3)
    assert np.abs(samples[:, [0, -1]]).max() < 1e-3
    assert np.array_equal(samples, sound.pad(seconds, 5))
    assert not np.array_equal(samples, sound.pad(seconds, 6))


def test_one_failing_job_stops_the_others() -> None:
    def endless(tick: parallel.Tick) -> None:
        while True:
            tick()

    def failing(tick: parallel.Tick) -> None:
        tick()
        raise KeyError("gone")

    with pytest.raises(KeyError, match="gone"):
        parallel.run([endless, failing], ticked=lambda: None, poll=lambda: None)


@pytest.mark.parametrize("size", [(64, 64), (64, 128), (96, 64), (200, 90), (854, 480)])
def test_a_tiny_clip_shows_what_it_has_room_for(tmp_path: Path, size: tuple[int, int]) -> None:
    picture, voice = tmp_path / "p.png", tmp_path / "s.mp4"
    picture.write_bytes(still(90, 60))
    voice.write_bytes(encode.audio(sound.pad(1, 1)))
    cards = tuple(Reference(picture, f"@Image{number}") for number in range(1, 7))
    whole = Animatic(*size, 1, "Rain", end_frame=still(90, 60), pictures=cards, audio=voice)
    assert render(whole, tmp_path / "a.mp4").frames == 24


def test_importing_the_interface_is_cheap() -> None:
    code = (
        "import sys, core.demo.animatic as a; a.Animatic(64, 64, 1, '');"
        "assert not {'av', 'numpy', 'PIL', 'PySide6'} & set(sys.modules)"
    )
    root = Path(__file__).resolve().parents[3]
    subprocess.run([sys.executable, "-c", code], cwd=root, check=True, timeout=60)
