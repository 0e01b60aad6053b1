"""What is said of a model: inputs, lengths, sizes, sound, and by what words it is found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from core import language
from core.catalog import Model, load_catalog
from core.modelchecks import WrongModel
from core.modelfacts import (
    Input,
    facts_line,
    input_words,
    inputs_of,
    lengths_words,
    mode_words,
    models_called,
    name_words,
    ratios_words,
    role_words,
    searched_parts,
    sizes_words,
    sound_of,
    sound_words,
)
from core.modelfiles import models_of
from tests.ownmodels import model_file

CATALOG = load_catalog()


@pytest.fixture
def chinese() -> Iterator[None]:
    """Speak Chinese for a test."""
    language.use("zh_CN")
    yield
    language.use("en")


def made(*fields: dict[str, Any], **more: Any) -> Model:
    """Return a model with a prompt and ``fields``."""
    texts = {"en": "Owl 1", "zh_CN": "猫头鹰 1"}
    content = {
        "id": "owl-1",
        "family": {"id": "owl", "name": texts, "maker": "Forest"},
        "name": texts,
        "summary": {"en": "Sees at night.", "zh_CN": "夜里也看得见。"},
        "fields": [{"like": "prompt"}, *fields],
        "sources": [],
    }
    return models_of({**content, **more})[0]


def field(name: str, kind: str, **more: Any) -> dict[str, Any]:
    """Return the data of a field."""
    return {"name": name, "type": kind, "label": {"en": name}, "help": {"en": ""}, **more}


def test_inputs_are_told_once_for_a_role_with_how_many_go_in() -> None:
    model = made(
        field("frames", "urls", roles=["start_frame", "end_frame"], required=True),
        field("one", "url", role="reference_images"),
        field("more", "urls", role="reference_images", max_items=4),
        field("sound", "url", role="audio", required=True),
    )
    assert inputs_of(model) == (
        Input("start_frame", needed=True, most=1),
        Input("end_frame", needed=False, most=1),
        Input("reference_images", needed=False, most=5),
        Input("audio", needed=True, most=1),
    )
    assert [input_words(each) for each in inputs_of(model)] == [
        "Start frame (needed)",
        "End frame",
        "Reference pictures, up to 5",
        "Sound file (needed)",
    ]
    assert inputs_of(made()) == ()


@pytest.mark.parametrize(
    ("duration", "words"),
    [
        (field("duration", "choice", choices=[8, 4, 6]), "4 · 6 · 8 s"),
        (field("duration", "choice", choices=["5", "10"]), "5 · 10 s"),
        (field("duration", "choice", choices=[1, 2, 3, 4, 5]), "1–5 s"),
        (field("duration", "integer", minimum=4, maximum=15, specials=[-1]), "4–15 s"),
        (field("duration", "integer", minimum=8, maximum=8), "8 s"),
        (field("duration", "number", maximum=7.5), "7.5 s"),
        (field("duration", "integer", minimum=4), ""),
        (field("seconds", "integer", minimum=4, maximum=15), ""),
    ],
)
def test_lengths(duration: dict[str, Any], words: str) -> None:
    assert lengths_words(made(duration)) == words


def test_a_length_that_nobody_chooses_is_known_where_the_file_says_it() -> None:
    adding = made({"like": "source_clip", "continued": True}, seconds=7)
    assert lengths_words(adding) == "7 s"
    assert facts_line(made(seconds=7.5)) == "7.5 s"
    assert lengths_words(made(field("duration", "choice", choices=[4, 8]), seconds=7)) == "4 · 8 s"


@pytest.mark.parametrize("seconds", [0, -7, "7", True, None])
def test_a_length_is_a_number_above_zero(seconds: object) -> None:
    content = model_file("fox-1")
    with pytest.raises(WrongModel):
        models_of({**content, "seconds": seconds}, own=True)
    assert models_of({**content, "seconds": 0.5}, own=True)[0].seconds == 0.5


def test_sizes_go_up_and_speak_the_language() -> None:
    words = {"source": {"en": "As the clip", "zh_CN": "跟随原视频"}}
    few = field("resolution", "choice", choices=["4k", "720p", "1080P"])
    many = field("resolution", "choice", choices=["4k", "720p", "480p", "1080p", "360p"])
    odd = field("resolution", "choice", choices=["720p", "source"], words=words)
    assert sizes_words(made(few)) == "720p · 1080P · 4k"
    assert sizes_words(made(many)) == "360p–4k"
    assert sizes_words(made(odd)) == "As the clip · 720p"
    assert sizes_words(made()) == ""


def test_ratios_are_all_told() -> None:
    ratios = ["16:9", "9:16", "1:1", "4:3", "3:4", "21:9"]
    model = made(field("aspect_ratio", "choice", choices=ratios))
    assert ratios_words(model) == "16:9 · 9:16 · 1:1 · 4:3 · 3:4 · 21:9"
    assert ratios_words(made()) == ""


@pytest.mark.parametrize(
    ("sound", "fields", "kind", "words"),
    [
        (True, (), "always", "sound"),
        (False, (), "never", "silent"),
        (None, (), "unknown", ""),
        (None, ({"like": "generate_audio"},), "chosen", "sound if you like"),
    ],
)
def test_sound(sound: bool | None, fields: tuple[Any, ...], kind: str, words: str) -> None:
    model = made(*fields, sound=sound)
    assert sound_of(model) == kind
    assert sound_words(model) == words


def test_a_line_of_facts_leaves_out_what_is_not_known() -> None:
    duration = field("duration", "choice", choices=[5, 10])
    assert facts_line(made(duration, sound=True)) == "5 · 10 s · sound"
    assert facts_line(made()) == ""


@pytest.mark.usefixtures("chinese")
def test_names_follow_the_language() -> None:
    assert name_words(made()) == "猫头鹰 1"
    assert mode_words(made()) == "猫头鹰 1"
    assert mode_words(made(mode={"en": "Text", "zh_CN": "文生视频"})) == "文生视频"


def test_a_model_is_found_by_words_of_both_languages() -> None:
    model = made(
        {"like": "start_frame"},
        {"like": "end_frame"},
        field("resolution", "choice", choices=["720p", "4K"]),
        sound=True,
    )
    phrases = "\n".join(searched_parts(model)).split("\n")
    for words in (
        "owl 1",
        "猫头鹰 1",
        "owl1",
        "forest",
        "4k",
        "end frame",
        "首尾帧",
        "sound",
        "声音",
    ):
        assert words in phrases
    assert "silent" not in phrases
    assert "首尾帧" not in "\n".join(searched_parts(made({"like": "start_frame"}))).split("\n")


def test_every_model_that_comes_along_can_be_spoken_of() -> None:
    models = list(load_catalog())
    assert len(models) > 3
    for model in models:
        for given in inputs_of(model):
            assert role_words(given.role) != given.role
        assert name_words(model)
        assert model.id.casefold() in searched_parts(model)[0]
        for number in re.findall(r"\d+", lengths_words(model)):
            for words in (f"{number} s", f"{number}s", f"{number} 秒", f"{number}秒"):
                assert words in searched_parts(model)[1].split("\n"), (model.id, words)
        if model.field("duration") is not None or model.seconds is not None:
            assert lengths_words(model).endswith(" s"), model.id


# Which models a search names


@pytest.mark.parametrize(
    ("text", "families"),
    [
        ("veo", {"veo-3.1"}),
        ("KLING v3", {"kling-v3"}),
        ("可灵 V3", {"kling-v3"}),
        ("sora", {"sora-2"}),
        ("minimax", {"hailuo-2.3"}),
        ("to-video", set()),
        ("text", set()),
        ("3.1", set()),
        ("·", set()),
        ("", set()),
    ],
)
def test_models_are_named_by_the_beginning_of_their_names(text: str, families: set[str]) -> None:
    named = models_called(CATALOG, text)
    assert {CATALOG.find(each).family.id for each in named} == families
    if families:
        assert named >= {each.id for each in CATALOG if each.family.id in families}


def test_what_parts_the_words_of_a_name_does_not_count() -> None:
    (one,) = models_called(CATALOG, "kling v3 text")
    assert models_called(CATALOG, "Kling V3 · text") == {one}
    assert models_called(CATALOG, "veo31fast") == models_called(CATALOG, "Veo 3.1 Fast") != set()
