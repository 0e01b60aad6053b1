"""Jobs that have waited: good for the very model that they were asked of, or said to be not."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from core import language
from core.asking import Ask, jobs_for
from core.catalog import Catalog, Model, Slot, load_catalog
from core.help import Face, explain
from core.inputs import Given, freeze
from core.job import Connection, Job, State
from core.kept import kept_problems
from core.media.watch import UNWATCHED
from core.modelfiles import models_of
from core.outdated import OUTDATED, outdated_fault
from core.problems import InvalidAsk, Problem, as_data, from_data
from core.wording import problem_words
from tests.clips import Recipe, make_clip
from tests.ownmodels import both, field, model_file

CATALOG = load_catalog()
DEMO = Connection("demo")


def places() -> Iterator[tuple[Model, Slot]]:
    """Yield a place for files of every kind with every set of rules, once."""
    seen: set[str] = set()
    for model in CATALOG:
        for slot in model.slots:
            key = json.dumps([slot.role, dict(slot.field.media)], sort_keys=True)
            if key not in seen:
                seen.add(key)
                yield model, slot


PLACES = list(places())
EVERY_PLACE = pytest.mark.parametrize(
    ("model", "slot"), PLACES, ids=[f"{model.id}-{slot.role}" for model, slot in PLACES]
)


def job_of(model: Model, *inputs: Any, **changes: Any) -> Job:
    here = Job("aaaaaaaaaa", 0.0, DEMO, model.id, "A fox", {}, "/clips", inputs=tuple(inputs))
    return dataclasses.replace(here, **changes)


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Path]]:
    """Return files that models have to cut, to make smaller, and to round."""
    folder = tmp_path_factory.mktemp("files")
    sides = ((721, 723), (1283, 727), (5001, 2101))
    pictures = [folder / f"{width}.png" for width, _ in sides]
    for file, size in zip(pictures, sides, strict=True):
        Image.new("RGB", size, "teal").save(file)
    recipes = (
        Recipe(frames=13, fps=3, size=(1280, 720)),
        Recipe(frames=49, fps=3, size=(722, 722), seconds_of_sound=16.3, bursts=()),
        Recipe(frames=7, fps=2, size=(2162, 1218)),
    )
    clips = [make_clip(folder / f"{n}.mp4", recipe) for n, recipe in enumerate(recipes)]
    sounds = [make_clip(folder / "s.mov", Recipe(10, fps=3, bursts=(), format="mov"))]
    return {"image": pictures, "video": clips, "audio": sounds}


@EVERY_PLACE
def test_a_copy_that_was_kept_for_a_model_is_good_for_it(
    model: Model, slot: Slot, files: dict[str, list[Path]], tmp_path: Path
) -> None:
    kept = []
    for file in files[slot.medium]:
        try:
            kept.append(freeze(Given(slot.role, str(file)), model, {}, tmp_path, UNWATCHED))
        except InvalidAsk:
            continue
    assert kept
    for each in kept:
        assert list(kept_problems(model, job_of(model, each), {}, tmp_path)) == []
        assert (tmp_path / f"{each.sha256}").parent == tmp_path


@pytest.mark.parametrize(
    "model", [m for m in CATALOG if m.takes("start_frame")], ids=lambda m: m.id
)
def test_a_start_frame_that_was_kept_for_a_model_is_good_for_it(
    model: Model, files: dict[str, list[Path]], tmp_path: Path
) -> None:
    catalog = Catalog([alone(model)])
    for file in files["image"][:2]:
        (job,) = jobs_for(
            Ask("A fox", model.id, image=str(file)), catalog, DEMO, tmp_path, tmp_path
        )
        assert outdated_fault(catalog.find(model.id), job, tmp_path) is None


def alone(model: Model) -> Model:
    """Return a model that asks for nothing but a start frame."""
    fields = tuple(dataclasses.replace(each, required=False) for each in model.fields)
    return dataclasses.replace(model, fields=fields, rules=())


# What has changed

STYLE = field("style", "choice", choices=["ink", "oil"])
BEFORE = model_file("fox-1", STYLE, {"like": "duration", "minimum": 4, "maximum": 12})


def changed(*fields: dict[str, Any], **changes: Any) -> Model:
    return models_of(model_file("fox-1", *fields, **changes), own=True)[0]


@pytest.mark.parametrize(
    ("now", "field_name", "words"),
    [
        (changed(STYLE, {"like": "duration", "minimum": 4, "maximum": 6}), "duration", "4 to 6"),
        (changed({"like": "duration", "maximum": 12}), "style", "no option “style”"),
        (
            changed(STYLE, {"like": "duration"}, field("mood", "text", required=True)),
            "mood",
            "miss",
        ),
        (
            changed(STYLE, {"like": "duration"}, {"like": "start_frame", "required": True}),
            "image_url",
            "“Start frame” is missing",
        ),
        (
            changed(
                STYLE,
                {"like": "duration"},
                rules=[
                    {"when": {"style": ["oil"]}, "limits": {"duration": {"maximum": 5}}},
                ],
            ),
            "duration",
            "“Duration” can be 5 at most with “Style” oil.",
        ),
    ],
)
@pytest.mark.parametrize("face", list(Face))
def test_what_the_model_does_not_take_any_more_is_said(
    now: Model, field_name: str, words: str, face: Face, tmp_path: Path
) -> None:
    catalog = Catalog(models_of(BEFORE, own=True))
    ask = Ask("A fox", "fox-1", {"style": "oil", "duration": 12})
    (job,) = jobs_for(ask, catalog, DEMO, tmp_path, tmp_path)
    assert outdated_fault(catalog.find("fox-1"), job, tmp_path) is None
    fault = outdated_fault(now, job, tmp_path)
    assert fault is not None
    assert fault.kind == OUTDATED
    written = json.loads(json.dumps(dataclasses.asdict(fault)))
    told = dataclasses.replace(fault, facts=written["facts"])
    assert [from_data(each).field for each in told.facts["problems"]] == [field_name]
    failed = dataclasses.replace(job, state=State.FAILED, connection=Connection("https://a.b"))
    assert words in explain(told, failed, face).happened


@pytest.mark.parametrize("language_used", ["en", "zh_CN"])
def test_all_that_the_model_does_not_take_any_more_is_said_at_once(
    language_used: str, files: dict[str, list[Path]], tmp_path: Path
) -> None:
    clip = {"like": "source_clip", "media": {"seconds": 2}}
    given = (Given("source_clip", str(files["video"][0])),)
    ask = Ask("A fox", "fox-1", {"style": "oil", "duration": 12}, inputs=given)
    before = models_of(model_file("fox-1", STYLE, {"like": "duration"}, clip), own=True)
    (job,) = jobs_for(ask, Catalog(before), DEMO, tmp_path, tmp_path)
    ink = field("style", "choice", choices=["ink", "chalk"], label=both("Manner"))
    short = {"like": "source_clip", "media": {"seconds": 1}}
    now = changed(ink, {"like": "duration", "maximum": 6}, short)
    fault = outdated_fault(now, job, tmp_path)
    assert fault is not None
    told = dataclasses.replace(fault, facts=json.loads(json.dumps(dict(fault.facts))))
    fields = [from_data(each).field for each in told.facts["problems"]]
    assert fields == ["style", "duration", "video_url"]
    language.use(language_used)
    try:
        words = explain(told, dataclasses.replace(job, state=State.FAILED)).happened
    finally:
        language.use("en")
    if language_used == "en":
        assert "“Manner” can be ink, chalk. “Duration” can be 6 at most. The clip" in words
    else:
        assert "“Manner（中文）”" in words
        assert "“时长”" in words
        assert "。 " not in words


def test_a_file_of_a_role_that_the_model_has_not_any_more_is_named_by_its_role(
    tmp_path: Path,
) -> None:
    given = (Given("source_clip", "https://a.b/clip.mp4"),)
    catalog = Catalog([changed({"like": "source_clip"})])
    (job,) = jobs_for(Ask("A fox", "fox-1", inputs=given), catalog, DEMO, tmp_path, tmp_path)
    fault = outdated_fault(changed(), job, tmp_path)
    assert fault is not None
    assert "no option “Source clip”" in explain(fault, job).happened


def test_a_copy_that_is_gone_is_not_called_outdated(
    files: dict[str, list[Path]], tmp_path: Path
) -> None:
    """That it is gone is said where it is uploaded."""
    model = changed({"like": "source_clip", "media": {"seconds": 2}})
    kept = freeze(Given("source_clip", str(files["video"][0])), model, {}, tmp_path, UNWATCHED)
    short = changed({"like": "source_clip", "media": {"seconds": 1}})
    job = job_of(model, kept)
    fault = outdated_fault(short, job, tmp_path)
    assert fault is not None
    assert [from_data(each).code for each in fault.facts["problems"]] == ["clip_too_long"]
    (tmp_path / f"{kept.sha256}.mp4").unlink()
    assert outdated_fault(short, job, tmp_path) is None


def test_a_problem_is_read_back_as_it_was_written() -> None:
    inner = Problem("duration", "not_a_choice", {"choices": (4, 8)})
    facts = {"others": ("style",), "beside": {"style": ("ink", "oil")}, "why": inner}
    problem = Problem("duration", "not_with", facts)
    back = from_data(json.loads(json.dumps(as_data(problem))))
    assert back == problem
    assert problem_words(back) == problem_words(problem)
