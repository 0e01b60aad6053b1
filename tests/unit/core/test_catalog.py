"""The models as data against the contract, the problems they find, and the bodies they make."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.asking import Ask, jobs_for
from core.catalog import MODELS, Catalog, Field, Model, load_catalog
from core.job import Connection
from core.modelfiles import WrongModel, models_of
from core.problems import InvalidAsk, Problem, unsendable
from tests.ownmodels import model_file

CATALOG = load_catalog()
PRO = CATALOG.find("sora-2-pro")
PLAIN = CATALOG.find("sora-2")
REMIX = CATALOG.find("sora-2-pro-remix")
CHARACTER = CATALOG.find("sora-2-character")
ALL = pytest.mark.parametrize("model", [PRO, PLAIN, REMIX, CHARACTER], ids=lambda model: model.id)
BOTH = pytest.mark.parametrize("model", [PRO, PLAIN], ids=lambda model: model.id)
QUICK = settings(deadline=None, max_examples=80)

# The contract, foxapi.md section 1: type, default, choices and limits of every field.
SHARED: dict[str, dict[str, Any]] = {
    "image_urls": {
        "type": "urls",
        "default": None,
        "max_items": 1,
        "role": "start_frame",
        "media": {"faces": False},
    },
    "aspect_ratio": {"type": "choice", "default": "16:9", "choices": ("16:9", "9:16")},
    "resolution": {"type": "choice", "default": "720p", "choices": ("720p", "1080p")},
    "character_ids": {"type": "strings", "default": None, "max_items": 2, "role": "characters"},
    "delete_video": {
        "type": "boolean",
        "default": True,
        "role": "keep_on_server",
        "inverted": True,
    },
}
CLIP_RULES = {"seconds": 4, "short_side": 720, "ratio": 2.67, "tallest": 1080}
CONTRACT: dict[str, dict[str, dict[str, Any]]] = {
    "sora-2-pro": {
        "prompt": {"type": "text", "default": None, "max_length": 20_000, "required": True},
        "generation_type": {
            "type": "choice",
            "default": "text-to-video",
            "choices": ("text-to-video", "image-to-video"),
        },
        "duration": {"type": "choice", "default": 4, "choices": (4, 8, 12), "unit": "s"},
        **SHARED,
    },
    "sora-2": {
        "prompt": {"type": "text", "default": None, "max_length": 5_000, "required": True},
        "duration": {"type": "choice", "default": 4, "choices": (4, 8, 12, 16, 20), "unit": "s"},
        **SHARED,
    },
    "sora-2-pro-remix": {
        "prompt": {"type": "text", "default": None, "max_length": 5_000, "required": True},
        "video_id": {
            "type": "text",
            "default": None,
            "max_length": 200,
            "required": True,
            "role": "remix_source",
        },
        "resolution": SHARED["resolution"],
        "delete_video": SHARED["delete_video"],
    },
    "sora-2-character": {
        "video_url": {
            "type": "url",
            "default": None,
            "required": True,
            "role": "source_clip",
            "media": CLIP_RULES,
        },
        "name": {"type": "text", "default": None, "max_length": 80, "required": True},
    },
}
FAMILY = ("sora-2-pro", "sora-2", "sora-2-pro-remix", "sora-2-character")
ALWAYS_SENT = {
    *("prompt", "aspect_ratio", "duration", "resolution", "video_id", "video_url", "name"),
}
SIZES = {
    "720p": {"16:9": (1280, 720), "9:16": (720, 1280)},
    "1080p": {"16:9": (1920, 1080), "9:16": (1080, 1920)},
}


def codes(model: Model, **values: Any) -> list[tuple[str, str]]:
    return [(each.field, each.code) for each in model.problems(values)]


def own_choices(model: Model) -> st.SearchStrategy[dict[str, Any]]:
    """Any combination of what the model itself offers."""
    words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1)
    readable = words.filter(lambda text: bool(text.strip()))
    urls = st.sampled_from(["https://example.com/a.png", "https://example.com/b.png"])
    optional: dict[str, st.SearchStrategy[Any]] = {}
    for field in model.fields:
        if field.derived:
            continue
        match field.type:
            case "text":
                optional[field.name] = readable
            case "choice":
                optional[field.name] = st.sampled_from(field.choices)
            case "boolean":
                optional[field.name] = st.booleans()
            case "strings":
                optional[field.name] = st.lists(readable, max_size=field.max_items)
            case "urls":
                optional[field.name] = st.lists(urls, max_size=field.max_items)
    prompt = optional.pop("prompt")
    return st.fixed_dictionaries({"prompt": prompt}, optional=optional)


def test_the_catalogue_holds_the_contract_s_four_models_the_default_first() -> None:
    assert tuple(model.id for model in CATALOG)[:4] == FAMILY
    assert tuple(model.id for model in CATALOG.family("sora-2")) == FAMILY
    assert CATALOG.default is PRO


@ALL
def test_a_model_has_the_contract_s_fields_and_no_others(model: Model) -> None:
    assert {field.name for field in model.fields} == set(CONTRACT[model.id])


@ALL
def test_every_field_is_as_the_contract_says(model: Model) -> None:
    for field in model.fields:
        expected = Field(
            name=field.name,
            send="always" if field.name in ALWAYS_SENT else "when_changed",
            derived=field.derived,
            label=field.label,
            help=field.help,
            **CONTRACT[model.id][field.name],
        )
        assert field == expected


def test_what_a_model_makes_and_when_its_price_is_known() -> None:
    assert [(each.outcome, each.billing) for each in CATALOG.family("sora-2")] == [
        ("video", "before"),
        ("video", "before"),
        ("video", "afterwards"),
        ("character", "free"),
    ]


def test_a_remix_asks_for_a_clip_by_its_video_id() -> None:
    values = {"prompt": "at night", "video_id": "video-1", "resolution": "720p"}
    assert REMIX.problems(values) == ()
    assert REMIX.body(values) == {"model": "sora-2-pro-remix", **values}
    kept = REMIX.body({**values, "delete_video": False})
    assert kept == {"model": "sora-2-pro-remix", **values, "delete_video": False}
    assert codes(REMIX, prompt="x") == [("video_id", "missing")]
    assert codes(REMIX, prompt="x", video_id="v", duration=4) == [("duration", "unknown_field")]


def test_a_character_asks_for_a_clip_and_a_name() -> None:
    values = {"video_url": "https://example.com/mika.mp4", "name": "Mika"}
    assert CHARACTER.problems(values) == ()
    assert CHARACTER.body(values) == {"model": "sora-2-character", **values}
    assert codes(CHARACTER, name="", video_url="ftp://example.com/a") == [
        ("video_url", "link_refused"),
        ("name", "missing"),
    ]
    long = codes(CHARACTER, name="M" * 81, video_url="https://example.com/a.mp4")
    assert long == [("name", "too_long")]


def test_sora_2_has_no_generation_type() -> None:
    assert PLAIN.field("generation_type") is None
    assert codes(PLAIN, prompt="x", generation_type="text-to-video") == [
        ("generation_type", "unknown_field")
    ]


@BOTH
def test_output_sizes_are_exact(model: Model) -> None:
    assert model.output_sizes == SIZES
    for resolution, by_ratio in SIZES.items():
        for ratio, size in by_ratio.items():
            assert model.output_size({"resolution": resolution, "aspect_ratio": ratio}) == size


@BOTH
@pytest.mark.parametrize(
    "values", [{}, {"resolution": "4k", "aspect_ratio": "16:9"}, {"resolution": "720p"}]
)
def test_a_size_that_is_not_known_is_none(model: Model, values: dict[str, Any]) -> None:
    assert model.output_size(values) is None


@BOTH
def test_every_text_for_people_is_there_in_both_languages(model: Model) -> None:
    texts = [model.name, model.summary]
    for field in model.fields:
        texts += [field.label, field.help]
    for each in texts:
        assert set(each) == {"en", "zh_CN"}
        assert all(text.strip() == text and text for text in each.values())


@BOTH
def test_help_is_chinese_where_it_says_so(model: Model) -> None:
    for field in model.fields:
        assert any("\u4e00" <= character <= "\u9fff" for character in field.help["zh_CN"])
        assert field.help["en"].isascii()


@BOTH
def test_every_model_names_its_sources(model: Model) -> None:
    assert model.sources
    assert all(source["fact"] and source["from"] for source in model.sources)


@BOTH
def test_the_least_that_is_sent_holds_all_that_sets_the_price(model: Model) -> None:
    assert model.body({"prompt": "A fox"}) == {
        "model": model.id,
        "prompt": "A fox",
        "aspect_ratio": "16:9",
        "duration": 4,
        "resolution": "720p",
    }


@BOTH
def test_defaults_that_are_named_are_left_out_all_the_same(model: Model) -> None:
    named = {"image_urls": [], "character_ids": [], "delete_video": True}
    assert model.body({"prompt": "A fox", **named}) == model.body({"prompt": "A fox"})


@BOTH
def test_what_differs_from_its_default_is_sent(model: Model) -> None:
    body = model.body({"prompt": "A fox", "character_ids": ("c1", "c2"), "delete_video": False})
    assert body["character_ids"] == ["c1", "c2"]
    assert body["delete_video"] is False


def test_a_start_frame_makes_image_to_video_on_sora_2_pro() -> None:
    body = PRO.body({"prompt": "A fox", "image_urls": ["https://example.com/a.png"]})
    assert body["generation_type"] == "image-to-video"
    assert body["image_urls"] == ["https://example.com/a.png"]


@pytest.mark.parametrize("kind", ["text-to-video", "image-to-video"])
def test_the_kind_follows_the_start_frame_whatever_was_chosen(kind: str) -> None:
    assert "generation_type" not in PRO.body({"prompt": "A fox", "generation_type": kind})
    with_image = {"prompt": "A fox", "generation_type": kind, "image_urls": ["https://a.b/c"]}
    assert PRO.body(with_image)["generation_type"] == "image-to-video"


def test_a_start_frame_on_sora_2_is_told_by_its_presence() -> None:
    body = PLAIN.body({"prompt": "A fox", "image_urls": ["https://example.com/a.png"]})
    assert "generation_type" not in body
    assert body["image_urls"] == ["https://example.com/a.png"]


@BOTH
@QUICK
@given(data=st.data())
def test_any_combination_of_own_choices_is_valid(model: Model, data: st.DataObject) -> None:
    values = data.draw(own_choices(model))
    assert model.problems(values) == ()
    body = model.body(values)
    assert set(body) <= {"model", *(field.name for field in model.fields)}
    assert {"model", *ALWAYS_SENT & CONTRACT[model.id].keys()} <= set(body)
    sent = {name: value for name, value in body.items() if name != "model"}
    assert model.problems(sent) == ()
    assert model.body(sent) == body
    assert json.loads(json.dumps(body)) == body
    for name, value in values.items():
        left_out = value in ([], model.with_defaults({}).get(name))
        assert body[name] == value if name in body else left_out


@BOTH
@QUICK
@given(data=st.data())
def test_defaults_fill_only_what_is_missing(model: Model, data: st.DataObject) -> None:
    values = data.draw(own_choices(model))
    whole = model.with_defaults(values)
    assert values.items() <= whole.items()
    assert model.problems(whole) == ()
    assert model.body(whole) == model.body(values)


@BOTH
def test_none_counts_as_not_chosen(model: Model) -> None:
    assert model.with_defaults({"duration": None, "delete_video": False})["duration"] == 4
    assert model.with_defaults({"delete_video": False})["delete_video"] is False


@BOTH
@QUICK
@given(data=st.data())
def test_anything_but_a_choice_is_refused(model: Model, data: st.DataObject) -> None:
    chosen = data.draw(st.sampled_from([f for f in model.fields if f.type == "choice"]))
    anything = st.one_of(
        *(st.none(), st.booleans(), st.integers(), st.text(), st.lists(st.integers())),
        *(st.dictionaries(st.text(), st.text()), st.floats(allow_nan=True)),
    )
    wrong = data.draw(anything.filter(lambda v: isinstance(v, bool) or v not in chosen.choices))
    values = {"prompt": "A fox", chosen.name: wrong}
    assert codes(model, **values) == [(chosen.name, "not_a_choice")]


@BOTH
@pytest.mark.parametrize("wrong", ["4", "4s", 5, 0, -4, 10**30, True, None, [4], float("nan")])
def test_a_wrong_duration_is_refused_and_the_choices_are_named(model: Model, wrong: object) -> None:
    (problem,) = model.problems({"prompt": "A fox", "duration": wrong})
    choices = CONTRACT[model.id]["duration"]["choices"]
    assert problem == Problem("duration", "not_a_choice", {"choices": choices})


@pytest.mark.parametrize("seconds", [16, 20])
def test_long_clips_are_for_sora_2_only(seconds: int) -> None:
    assert codes(PLAIN, prompt="x", duration=seconds) == []
    assert codes(PRO, prompt="x", duration=seconds) == [("duration", "not_a_choice")]


@BOTH
@pytest.mark.parametrize("wrong", ["true", "", 0, 1, None, [], [True]])
def test_a_switch_is_true_or_false_and_nothing_like_it(model: Model, wrong: object) -> None:
    assert codes(model, prompt="x", delete_video=wrong) == [("delete_video", "not_a_switch")]


@BOTH
@pytest.mark.parametrize("name", ["character_ids", "image_urls"])
@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        *(("https://a.b/c", "not_a_list"), (None, "not_a_list"), ({"a": 1}, "not_a_list")),
        *(([1], "not_a_list"), ([None], "not_a_list"), ([["a"]], "not_a_list")),
        *(([""], "missing"), (["  "], "missing")),
        *((["a\0b"], "not_text"), (["\ud800"], "not_text")),
        (["a", "b", "c"], "too_many"),
    ],
)
def test_a_wrong_list_is_refused(model: Model, name: str, wrong: object, code: str) -> None:
    assert codes(model, prompt="x", **{name: wrong}) == [(name, code)]


@BOTH
def test_one_start_frame_and_two_characters_at_most(model: Model) -> None:
    for name, limit in (("image_urls", 1), ("character_ids", 2)):
        within = [f"https://a.b/{number}" for number in range(limit)]
        assert codes(model, prompt="x", **{name: within}) == []
        (problem,) = model.problems({"prompt": "x", name: [*within, "https://a.b/more"]})
        assert problem == Problem(name, "too_many", {"count": limit + 1, "limit": limit})


@BOTH
@pytest.mark.parametrize("letter", ["a", "狐", "🦊"])
def test_a_prompt_of_the_limit_passes_and_one_more_does_not(model: Model, letter: str) -> None:
    limit = CONTRACT[model.id]["prompt"]["max_length"]
    assert model.problems({"prompt": letter * limit}) == ()
    (problem,) = model.problems({"prompt": letter * (limit + 1)})
    assert problem == Problem("prompt", "too_long", {"length": limit + 1, "limit": limit})


@BOTH
@pytest.mark.parametrize("text", ["a\0b", "\0", "\ud83e", "fox \udd8a"])
def test_a_prompt_that_is_no_text_on_the_wire_is_refused(model: Model, text: str) -> None:
    assert codes(model, prompt=text) == [("prompt", "not_text")]


@BOTH
@pytest.mark.parametrize("text", ["", " ", "\n\t", "\u3000"])
def test_a_prompt_of_nothing_is_missing(model: Model, text: str) -> None:
    assert codes(model, prompt=text) == [("prompt", "missing")]
    assert codes(model) == [("prompt", "missing")]


@BOTH
@pytest.mark.parametrize("wrong", [None, 4, b"fox", ["fox"]])
def test_a_prompt_is_a_text(model: Model, wrong: object) -> None:
    assert codes(model, prompt=wrong) == [("prompt", "not_text")]


@BOTH
@QUICK
@given(name=st.text(), value=st.one_of(st.none(), st.text(), st.integers(), st.booleans()))
def test_a_field_that_the_model_lacks_is_refused(model: Model, name: str, value: object) -> None:
    if model.field(name) is None:
        values = {"prompt": "x", name: value}
        assert (name, "unknown_field") in codes(model, **values)


def test_everything_that_is_wrong_is_said_at_once() -> None:
    found = codes(PRO, prompt="", duration=5, seed=1, delete_video="no")
    assert found == [
        ("seed", "unknown_field"),
        ("prompt", "missing"),
        ("duration", "not_a_choice"),
        ("delete_video", "not_a_switch"),
    ]


@QUICK
@given(text=st.text(st.characters()))
def test_what_is_sendable_can_be_encoded_and_holds_no_nul(text: str) -> None:
    if unsendable("prompt", text) is None:
        assert b"\0" not in text.encode()
    else:
        assert "\0" in text or any(0xD800 <= ord(character) < 0xE000 for character in text)


def test_a_key_s_models_mark_those_that_it_may_call() -> None:
    ids = [model.id for model in CATALOG]
    assert CATALOG.callable_with(None) == dict.fromkeys(ids)
    assert CATALOG.callable_with([]) == dict.fromkeys(ids, False)
    marks = CATALOG.callable_with(iter(["gpt-5", "sora-2"]))
    assert marks == {**dict.fromkeys(ids, False), "sora-2": True}


def test_an_unknown_model_is_refused_naming_those_there_are() -> None:
    assert CATALOG.get("sora-3") is None
    with pytest.raises(InvalidAsk) as caught:
        CATALOG.find("sora-3")
    facts = {"model": "sora-3", "choices": tuple(model.id for model in CATALOG)}
    assert caught.value.problems == (Problem("model", "unknown_model", facts),)


@BOTH
def test_fields_are_found_by_name_and_by_role(model: Model) -> None:
    frame = model.field_for("start_frame")
    assert frame is not None
    assert frame is model.field("image_urls")
    assert model.field_for("video") is None
    assert model.field("seed") is None


def test_a_further_model_is_a_further_file(tmp_path: Path) -> None:
    data = json.loads((MODELS / "sora-2.json").read_text("utf-8"))
    data |= {"id": "a-model", "order": 11}
    (tmp_path / "a-model.json").write_text(json.dumps(data), "utf-8")
    catalog = load_catalog(tmp_path)
    assert [model.id for model in catalog][:5] == ["sora-2-pro", "a-model", *FAMILY[1:]]
    assert [model.id for model in catalog if model.own] == ["a-model"]


def test_a_model_file_with_a_word_that_nobody_knows_is_refused() -> None:
    data = json.loads((MODELS / "sora-2.json").read_text("utf-8"))
    data["fields"][0]["max_lenght"] = 3
    with pytest.raises(WrongModel) as caught:
        models_of(data, own=True)
    assert (caught.value.code, caught.value.where) == ("additionalProperties", "fields[0]")
    with pytest.raises(WrongModel):
        models_of({"id": "x"}, own=True)


def test_an_empty_catalogue_has_nothing() -> None:
    assert list(Catalog([])) == []
    assert Catalog([]).callable_with(["sora-2"]) == {}


# The model that is asked where none is named


def of(model_id: str, **changes: Any) -> Model:
    return models_of(model_file(model_id, **changes))[0]


def test_the_default_is_the_first_that_lives_and_makes_clips() -> None:
    gone = of("fox-1", order=1, withdrawn="2026-09-24")
    living, later = of("fox-3", order=3), of("fox-4", order=4)
    character = dataclasses.replace(of("fox-2", order=2), outcome="character")
    assert Catalog([later, gone, character, living]).default == living


def test_where_none_lives_the_default_is_one_that_is_refused_with_words(tmp_path: Path) -> None:
    gone = of("fox-1", order=2, withdrawn="2026-09-24")
    character = dataclasses.replace(of("fox-2", order=1), outcome="character")
    catalog = Catalog([character, gone])
    assert catalog.default == gone
    with pytest.raises(InvalidAsk) as caught:
        jobs_for(Ask("A fox", gone.id), catalog, Connection("demo"), tmp_path, tmp_path)
    assert [each.code for each in caught.value.problems] == ["withdrawn_model"]
    assert Catalog([character]).default == character
    with pytest.raises(LookupError):
        _ = Catalog([]).default
