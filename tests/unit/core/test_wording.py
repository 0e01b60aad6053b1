"""Every problem that the core can find has words, and they resolve."""

from __future__ import annotations

import ast
import contextlib
import dataclasses
import io
import os
import socket
import struct
import wave
import zlib
from argparse import Namespace
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import av
import numpy as np
import pytest
from PIL import Image

from core import frames, language
from core.asking import Ask, jobs_for, output_folder, task_id_problem
from core.catalog import Catalog, load_catalog
from core.characters import ids_of, made_elsewhere
from core.foxapi.address import DEFAULT_BASE_URL, BadAddress, base_url
from core.framing import Framing
from core.home import Home
from core.inputs import Given
from core.job import DEMO, Connection, Input, Job, State
from core.kept import kept_problems
from core.language import current
from core.ledger import Ledger
from core.media.audio import AudioRules, freeze_audio
from core.media.trimming import ClipRules, check_clip, trim_clip
from core.media.watch import Watch
from core.model import Model
from core.modelfiles import models_of
from core.nametemplate import template_problem
from core.problems import InvalidAsk, Problem
from core.problemtexts import PROBLEMS
from core.program import Program, load_program
from core.secrets import environment_key, key_problem
from core.settings import Settings
from core.storyboard import Shot, Storyboard, shot_problems
from core.wording import ask_words, problem_words, state_words
from tests.clips import Recipe, make_clip
from tests.ownmodels import field, model_file
from ui.commands.generating import LARGEST_INPUT, _prompt
from ui.commands.joining import refuse_odd_target
from ui.commands.listing import _nothing
from ui.commands.pointers import pointed, refuse_character_maker
from ui.commands.remixing import remixed
from ui.commands.request import in_options, named_model, values_of
from ui.commands.wrongfiles import wrong_file_problems

ROOT = Path(__file__).resolve().parents[3]
CATALOG = load_catalog()
BAD_ADDRESSES = ["", "ftp://a.b", "http://a.b", "https://name:word@a.b", "https://[::1"]


@pytest.fixture(autouse=True, params=language.LANGUAGES)
def each_language(request: pytest.FixtureRequest) -> Iterator[str]:
    language.use(request.param)
    yield request.param
    language.use("en")


def picture(size: tuple[int, int] = (8, 8)) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", size).save(stream, "PNG")
    return stream.getvalue()


def codes_in(room: str) -> set[str]:
    """Return the codes of all problems that are written out in a package."""
    found = set()
    for file in (ROOT / room).rglob("*.py"):
        if file.stem.startswith(("storyboard", "batch")):
            continue  # what is wrong with those is caused in tests of their own
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            place = {"Problem": 1, "_problem": 0, "BadAddress": 0}.get(node.func.id)
            if place is not None and len(node.args) > place:
                code = node.args[place]
                if isinstance(code, ast.Constant):
                    found.add(str(code.value))
    return found


def ask(
    folder: Path,
    catalog: Catalog = CATALOG,
    model: str = "sora-2",
    host: str = DEMO,
    **changes: Any,
) -> None:
    asked = dataclasses.replace(Ask("A fox", model), **changes)
    jobs_for(asked, catalog, Connection(host), folder, folder)


def program(url: str, folder: Path) -> None:
    Program(Home(folder, folder), Settings(base_url=url), CATALOG, {}).address(demo=False)


def refused_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def no_frames() -> Catalog:
    model = CATALOG.find("sora-2")
    kept = tuple(field for field in model.fields if field.role != "start_frame")
    return Catalog([dataclasses.replace(model, fields=kept)])


def values(**chosen: Any) -> Callable[[Path], None]:
    return lambda folder: ask(folder, values=chosen)


def broken(folder: Path) -> None:
    (folder / "broken.png").write_bytes(picture((64, 64))[:-40])
    ask(folder, image=str(folder / "broken.png"))


def not_a_picture(folder: Path) -> None:
    (folder / "text.png").write_text("a text", "utf-8")
    ask(folder, image=str(folder / "text.png"))


def too_large(folder: Path) -> None:
    with (folder / "large.png").open("wb") as stream:
        stream.truncate(frames.LARGEST_FILE + 1)
    ask(folder, image=str(folder / "large.png"))


def too_many_pixels(_folder: Path) -> None:
    data = bytearray(picture())
    data[16:24] = struct.pack(">II", 12_000, 11_000)
    data[29:33] = zlib.crc32(bytes(data[12:29])).to_bytes(4)
    frames.fit_frame(bytes(data), (8, 8), Framing(), "large.png")


def not_fetched(_folder: Path) -> None:
    frames.fetch_picture(f"http://127.0.0.1:{refused_port()}/fox.png")


def folder_unusable(folder: Path) -> None:
    (folder / "file").touch()
    output_folder(str(folder / "file" / "clips"), folder)


def settings_of(folder: Path, text: str) -> None:
    (folder / "settings.json").write_text(text)
    load_program({"FOXREEL_HOME": str(folder), "FOXREEL_LANG": current()})


def settings_unread(folder: Path) -> None:
    (folder / "settings.json").mkdir()
    load_program({"FOXREEL_HOME": str(folder), "FOXREEL_LANG": current()})


def changed(folder: Path) -> None:
    (folder / "fox.png").write_bytes(picture())
    ask(folder, image=str(folder / "fox.png"), shown="0" * 64)


def clip(change: Callable[[Path], object], **recipe: Any) -> Callable[[Path], None]:
    def cause(folder: Path) -> None:
        file = make_clip(folder / "clip.mp4", Recipe(**recipe))
        change(file)
        trim_clip(file, folder / "cut.mp4", 0.0, RULES, Watch())

    return cause


def sound_alone(folder: Path) -> None:
    file = folder / "sound.mp4"
    with av.open(str(file), "w") as container:
        stream = container.add_stream("aac", rate=48_000)
        silence = np.zeros((2, 1024), np.float32)
        frame = av.AudioFrame.from_ndarray(silence, format="fltp", layout="stereo")
        frame.sample_rate = 48_000
        container.mux([*stream.encode(frame), *stream.encode(None)])
    check_clip(file, ClipRules())


def kept_clip(**rules: float) -> Callable[[Path], None]:
    """Return a cause: a clip was kept for a model that has other rules by now."""

    def cause(folder: Path) -> None:
        model = clips_of(**rules)
        (folder / "a.mp4").write_bytes(make_clip(folder / "clip.mp4").read_bytes())
        kept = Input("reference_clips", "clip.mp4", sha256="a", media_type="video/mp4")
        job = Job("aaaaaaaaaa", 0.0, Connection(DEMO), "fox-1", "A fox", {}, "/", inputs=(kept,))
        raise InvalidAsk(*kept_problems(model, job, {}, folder))

    return cause


def together(folder: Path) -> None:
    clips = [make_clip(folder / f"{n}.mp4") for n in range(2)]
    given = tuple(Given("reference_clips", str(each)) for each in clips)
    ask(folder, Catalog([clips_of(max_total_seconds=1.5)]), "fox-1", inputs=given)


def clips_of(**rules: float) -> Model:
    """Return a model that takes clips by such rules."""
    clips = field("clips", "urls", role="reference_clips", media=rules)
    return models_of(model_file("fox-1", clips), own=True)[0]


def task_id(text: str) -> None:
    problem = task_id_problem(text)
    assert problem is not None
    raise InvalidAsk(problem)


def template(text: str) -> Callable[[Path], None]:
    def cause(_folder: Path) -> None:
        problem = template_problem(text)
        assert problem is not None
        raise InvalidAsk(problem)

    return cause


def check_key(environ: dict[str, str]) -> None:
    environment_key(environ)


def typed_key(text: str) -> None:
    problem = key_problem(text)
    assert problem is not None
    raise InvalidAsk(problem)


def characters(here: str, *ids: str, made_at: str = DEFAULT_BASE_URL) -> Callable[[Path], None]:
    """Return a cause: one of some characters of the same name is called for, at a host."""
    known = [made_elsewhere("Mika", each, Connection(made_at), "", 0.0) for each in ids]

    def cause(_: Path) -> None:
        ids_of(["Mika"], known, here)

    return cause


def clip_of_an_address(folder: Path) -> None:
    url = "https://a.b/clip.mp4"
    ask(
        folder, prompt="", model="sora-2-character", values={"name": "Mika"}, clip=url, clip_start=1
    )


def remix(folder: Path) -> None:
    """Ask on the command line for a remix of a clip that is not there yet."""
    ledger = Ledger(folder / "ledger.sqlite3")
    (job,) = ledger.add([Job("aaaaaaaaaa", 0.0, Connection(DEMO), "sora-2", "A fox", {}, "/clips")])
    asked = Ask("A hare", "sora-2-pro-remix")
    chosen = Namespace(video_id=None, remix=job.id)
    here = Program(Home(folder, folder), Settings(), CATALOG, {})
    with contextlib.closing(ledger):
        remixed(here, ledger, asked, chosen, Connection(DEMO))


def endless(folder: Path) -> None:
    """Give the command line a prompt that does not end."""
    (file := folder / "endless").touch()
    os.truncate(file, LARGEST_INPUT + 1)
    with file.open() as stream, mock.patch("sys.stdin", stream):
        _prompt("-")


def elsewhere(character_id: str) -> None:
    made_elsewhere("Mika", character_id, Connection(DEMO), "", 0.0)


RULES = ClipRules(2.0, short_side=72, ratio=2.67, tallest=72)
ODD = model_file(
    "fox-1",
    field("style", "choice", choices=["ink", "oil"]),
    field("seed", "integer", minimum=0),
    field("level", "number", minimum=2, maximum=9, step=0.5),
    field("high", "integer", maximum=10),
    field("echo", "integer", only_with={"style": ["oil"]}),
    field("length", "choice", choices=[4, 8]),
    field("lines", "choice", choices=["720p", "1080p"]),
    field("left", "strings", min_items=2, max_items=3),
    field("right", "strings"),
    field("pictures", "urls", roles=["start_frame", "end_frame"]),
    rules=[
        {"when": {"style": ["ink"]}, "needs_one_of": ["seed", "level"]},
        {"when": {"level": "given"}, "excludes": ["seed"]},
        {"when": {"lines": ["1080p"]}, "limits": {"length": {"choices": [4]}}},
        {"together": ["left", "right"], "at_most": 3},
    ],
)


def odd(
    values: dict[str, Any] | None = None,
    rule: dict[str, Any] | None = None,
    inputs: tuple[Given, ...] = (),
) -> Callable[[Path], None]:
    """Return a cause: a model with every kind of rule is asked for something."""

    def cause(folder: Path) -> None:
        content = {**ODD, "rules": [rule]} if rule else ODD
        catalog = Catalog(models_of(content, own=True))
        ask(folder, catalog, "fox-1", values=values or {}, inputs=inputs)

    return cause


def sound(change: Callable[[Path], object], **rules: float) -> Callable[[Path], None]:
    """Return a cause: a file of sound is to be kept, as a model takes it."""

    def cause(folder: Path) -> None:
        with wave.open(str(folder / "sound.wav"), "wb") as stream:
            stream.setparams((1, 2, 8000, 8000, "NONE", ""))
            stream.writeframes(bytes(16_000))
        change(folder / "sound.wav")
        freeze_audio(folder / "sound.wav", "audio", AudioRules(**rules), folder)

    return cause


def withdrawn(*, alone: bool = False) -> Catalog:
    sora = dataclasses.replace(CATALOG.find("sora-2"), withdrawn="2026-09-24")
    return Catalog([sora] if alone else [*CATALOG, sora])


def typed(*pairs: str, model: str = "sora-2-pro") -> None:
    values_of(named_model(CATALOG, model), {}, pairs)


def named(folder: Path, text: str, model: str) -> None:
    """Name a model on the command line where a person's own file is wrong."""
    (folder / "fox.json").write_text(text, "utf-8")
    named_model(load_catalog(folder), model)


def wrong_file(folder: Path) -> None:
    (folder / "fox.json").write_text("{", "utf-8")
    raise InvalidAsk(*wrong_file_problems(load_catalog(folder)))


def only_remixes(_: Path) -> None:
    model = CATALOG.find("sora-2-pro-remix")
    shot = Shot("A fox", model=model.id, line=2)
    (problem,) = shot_problems(Storyboard((shot,)), 1, shot, CATALOG)
    raise InvalidAsk(pointed(problem, CATALOG, model))


def nothing_listed() -> None:
    raise InvalidAsk(_nothing(CATALOG, " "))


def reference(size: tuple[int, int], **rules: float) -> Callable[[Path], None]:
    """Return a cause: a picture is to be sent as a whole that a model does not take."""

    def cause(_: Path) -> None:
        frames.whole_frame(picture(size), "fox.png", frames.PictureRules(**rules))

    return cause


def family_of_end_frames() -> Catalog:
    plain, wide = models_of(model_file("sora-2")), models_of({**ODD, "id": "fox-2"})
    return Catalog([*plain, *wide])


def refused_file(folder: Path, catalog: Catalog) -> None:
    """Give a model an end frame on the command line that it does not take."""
    model = catalog.find("sora-2")
    with in_options(catalog, model):
        ask(folder, catalog, inputs=(Given("end_frame", "https://a.b/end.png"),))


CAUSES: dict[str, Callable[[Path], None]] = {
    "unknown_model": lambda folder: ask(folder, model="sora-9"),
    "unknown_field": values(seed=1),
    "not_a_choice": values(duration=5),
    "not_a_switch": values(delete_video="no"),
    "not_a_list": values(character_ids="fox"),
    "not_text": lambda folder: ask(folder, prompt="a\ud800"),
    "missing": lambda folder: ask(folder, prompt=" "),
    "too_long": lambda folder: ask(folder, prompt="x" * 5001),
    "too_many": values(character_ids=["a", "b", "c"]),
    "settings_unusable": lambda folder: settings_of(folder, '{"them": "dark"}'),
    "settings_no_json": lambda folder: settings_of(folder, "{"),
    "settings_unread": settings_unread,
    "not_a_task_id": lambda _: task_id("../models"),
    "image_changed": changed,
    "key_too_long": lambda _: check_key({"FOXAPI_API_KEY": "x" * 5000}),
    "not_a_key": lambda _: check_key({"FOXAPI_API_KEY": "密钥"}),
    "masked_key": lambda _: typed_key("sk-a…b"),
    "key_with_space": lambda _: typed_key("sk-a b"),
    "out_of_range": lambda folder: ask(folder, takes=21),
    "needs_image": lambda folder: ask(folder, fit="pad"),
    "clip_unreadable": clip(Path.unlink),
    "not_a_clip": clip(lambda file: file.write_bytes(b"text")),
    "clip_without_picture": sound_alone,
    "clip_damaged": clip(lambda file: os.truncate(file, file.stat().st_size - 500), frames=48),
    "clip_too_small": clip(Path.touch, size=(128, 70)),
    "clip_too_wide": clip(Path.touch, size=(200, 72)),
    "clip_too_short": clip(Path.touch, frames=12),
    "clip_too_long": kept_clip(seconds=0.5),
    "clip_too_tall": kept_clip(tallest=64),
    "too_long_together": together,
    "ambiguous_character": characters(DEFAULT_BASE_URL, "char-1", "char-2"),
    "character_elsewhere": characters(DEMO, "char-1"),
    "character_of_engine": characters(DEFAULT_BASE_URL, "char-1", made_at=DEMO),
    "not_a_character_id": lambda _: elsewhere("a b"),
    "needs_fit": lambda folder: ask(folder, image="fox.png", fit="pad", crop=(0.0, 0.0, 0.5, 0.5)),
    "image_unreadable": lambda folder: ask(folder, image=str(folder / "absent.png")),
    "image_too_large": too_large,
    "image_not_fetched": not_fetched,
    "too_many_pixels": too_many_pixels,
    "not_a_picture": not_a_picture,
    "picture_broken": broken,
    "link_refused": lambda folder: ask(folder, image="ftp://a.b/fox.png"),
    "folder_unusable": folder_unusable,
    "unknown_name_field": template("{colour}"),
    "brace_alone": template("{id"),
    "not_in_a_name": template("a:b"),
    "name_outside": template("../{id}"),
    "name_empty": template("{take}"),
    "name_too_long": template("x" * 201),
    "too_many_folders": template("a/" * 7 + "{id}"),
    "not_a_url": lambda folder: program("nonsense", folder),
    "not_https": lambda folder: program("http://a.b", folder),
    "has_login": lambda folder: program("https://name:word@a.b", folder),
    "only_for_files": clip_of_an_address,
    "unknown_character": characters(DEFAULT_BASE_URL),
    "wrong_ending": lambda _: refuse_odd_target("film.avi", ".mp4"),
    "not_remixable": remix,
    "only_with": odd({"echo": 3}),
    "needs_other": odd({"style": "ink"}),
    "one_of": odd({}, {"needs_one_of": ["style", "seed"]}),
    "excluded": odd({"seed": 1, "level": 2}),
    "not_with": odd({"length": 8, "lines": "1080p"}),
    "too_many_together": odd({"left": ["a", "b"], "right": ["c", "d"]}),
    "too_few": odd({"left": ["a"]}),
    "not_a_number": odd({"level": "much"}),
    "not_a_whole_number": odd({"seed": 1.5}),
    "not_a_step": odd({"level": 2.25}),
    "too_low": odd({"seed": -1}),
    "too_high": odd({"high": 11}),
    "needs_start_frame": odd(inputs=(Given("end_frame", "https://a.b/end.png"),)),
    "file_unreadable": sound(Path.unlink),
    "file_too_large": sound(lambda file: os.truncate(file, frames.LARGEST_FILE + 1)),
    "not_sound": sound(lambda file: file.write_bytes(b"text")),
    "sound_too_short": sound(Path.touch, least_seconds=9),
    "sound_too_long": sound(Path.touch, seconds=0.1),
    "withdrawn_model": lambda folder: ask(folder, withdrawn(alone=True), host=DEFAULT_BASE_URL),
    "withdrawn_model_nearest": lambda folder: ask(folder, withdrawn(), host=DEFAULT_BASE_URL),
    "no_models": lambda _: nothing_listed(),
    "picture_too_small": reference((8, 8), short_side=300),
    "picture_too_wide": reference((900, 8), ratio=2.5),
    "unknown_model_nearest": lambda _: typed(model="sora2"),
    "in_wrong_file": lambda folder: named(folder, '{"id": "fox-1"', "fox-1"),
    "wrong_file": wrong_file,
    "no_such_model": lambda _: typed(model="§"),
    "makes_characters_see": lambda _: refuse_character_maker(CATALOG.find("sora-2-character")),
    "only_remixes_see": only_remixes,
    "no_such_field": lambda _: typed("colour=red"),
    "no_such_field_nearest": lambda _: typed("durations=8"),
    "not_a_pair": lambda _: typed("duration"),
    "given_twice": lambda _: typed("duration=4", "duration=8"),
    "takes_a_file": lambda _: typed("image_urls=fox.png"),
    "follows": lambda _: typed("generation_type=text_to_video"),
    "no_such_input": lambda folder: refused_file(folder, Catalog([CATALOG.find("sora-2")])),
    "no_such_input_nearest": lambda folder: refused_file(folder, family_of_end_frames()),
    "endless": endless,
}


def problems(cause: Callable[[Path], None], folder: Path) -> tuple[Problem, ...]:
    with pytest.raises(InvalidAsk) as caught:
        cause(folder)
    return caught.value.problems


def test_every_code_is_caused_here() -> None:
    """No code is without a cause, and no text without a code."""
    assert codes_in("core") | codes_in("ui") <= set(CAUSES)
    assert set(CAUSES) == set(PROBLEMS)


@pytest.mark.parametrize("code", CAUSES)
def test_every_problem_has_words_that_resolve(tmp_path: Path, code: str) -> None:
    (problem,) = problems(CAUSES[code], tmp_path)
    assert problem.code == code
    words = problem_words(problem)
    assert len(words) > 5
    own = words
    for fact in problem.facts.values():  # fields of names are shown in their braces
        own = own.replace(str(fact), "")
    assert "{" not in own
    assert "None" not in words


def test_the_facts_are_in_the_words() -> None:
    facts = {"length": 5001, "limit": 5000}
    words = problem_words(Problem("prompt", "too_long", facts))
    assert "5001" in words
    assert "5000" in words
    for code, limits in (
        ("out_of_range", {"low": "4", "high": "4"}),
        ("not_a_choice", {"choices": (4,)}),
    ):
        only = problem_words(Problem("duration", code, limits))
        assert (
            only
            == {"en": "“duration” is always 4 here.", "zh_CN": "“duration”在此固定为 4。"}[
                current()
            ]
        )
        beside = {"why": Problem("duration", code, limits), "others": ("resolution",)}
        words = problem_words(Problem("duration", "not_with", beside))
        assert (
            words
            == {
                "en": "“duration” is always 4 with “resolution”.",
                "zh_CN": "使用“resolution”时，“duration”固定为 4。",
            }[current()]
        )
    assert "4, 8, 12" in problem_words(Problem("duration", "not_a_choice", {"choices": (4, 8, 12)}))


def test_everything_that_is_wrong_is_said_a_line_each(tmp_path: Path) -> None:
    found = problems(lambda folder: ask(folder, prompt="", takes=0, fit="pad"), tmp_path)
    lines = ask_words(InvalidAsk(*found)).splitlines()
    assert len(lines) == len(found) == 3
    assert len(set(lines)) == 3


def test_nothing_is_written_for_a_request_that_is_wrong(tmp_path: Path) -> None:
    source = tmp_path / "fox.png"
    source.write_bytes(picture())
    problems(lambda folder: ask(folder, image=str(source), takes=0), tmp_path)
    assert list(tmp_path.iterdir()) == [source]


def test_a_model_without_start_frames_says_so(tmp_path: Path) -> None:
    (problem,) = problems(lambda folder: ask(folder, no_frames(), image="a.png"), tmp_path)
    assert (problem.field, problem.code) == ("image", "unknown_field")
    assert problem_words(problem)


@pytest.mark.parametrize("value", ["\ud800", "a\udcff", "{field}", "狐", ["\ud83e", "b"]])
def test_words_can_be_shown_whatever_the_facts_are(value: object) -> None:
    words = problem_words(Problem("image", "link_refused", {"source": value}))
    assert words.encode("utf-8")


@pytest.mark.parametrize("url", BAD_ADDRESSES)
def test_every_bad_address_has_words(url: str) -> None:
    with pytest.raises(BadAddress) as caught:
        base_url(url)
    words = problem_words(Problem("base_url", caught.value.code, {"url": caught.value.url}))
    assert "{" not in words


def test_a_login_in_the_base_url_is_not_repeated() -> None:
    facts = {"url": "https://name:secret@a.b"}
    assert "secret" not in problem_words(Problem("base_url", "has_login", facts))


def test_every_state_has_a_name_of_its_own(each_language: str) -> None:
    names = [state_words(state) for state in State]
    assert len(set(names)) == len(State)
    assert all(names)
    assert each_language == "en" or not any(name.isascii() for name in names)
