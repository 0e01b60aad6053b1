"""Values made to fit each other, and carried from one model to another."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core.carrying import OPEN, Change, carry, fitted, is_option, near
from core.catalog import Field, Model, load_catalog
from core.field import MEDIA
from core.modelfiles import models_of

CATALOG = load_catalog()
MODELS = list(CATALOG)
TEXTS = {"en": "Name", "zh_CN": "名称"}
QUICK = settings(deadline=None, max_examples=150)


def model(*fields: dict[str, Any], rules: tuple[dict[str, Any], ...] = ()) -> Model:
    """Return a model with a prompt and ``fields``."""
    words = {"label": TEXTS, "help": TEXTS}
    family = {"id": "test", "name": TEXTS}
    content = {
        "format": 1,
        "id": "test",
        "family": family,
        "name": TEXTS,
        "summary": TEXTS,
        "fields": [{"like": "prompt"}, *({**words, **each} for each in fields)],
        "rules": list(rules),
        "sources": [{"fact": "all", "from": "a test", "date": "2026-11-23"}],
    }
    return models_of(content, own=True)[0]


def choice(name: str, *choices: Any, **more: Any) -> dict[str, Any]:
    """Return the data of a field with some choices, of which the first is the default."""
    data = {"name": name, "type": "choice", "choices": list(choices), "default": choices[0]}
    return {**data, "send": "always", **more}


RESOLUTION = choice("resolution", "720p", "1080p")
DURATION = choice("duration", 4, 8, unit="s")
SHARP_IS_LONG = {"when": {"resolution": ["1080p"]}, "limits": {"duration": {"choices": [8]}}}


def test_a_value_that_a_rule_forbids_moves_to_the_nearest() -> None:
    made = model(RESOLUTION, DURATION, rules=(SHARP_IS_LONG,))
    assert fitted(made, {"resolution": "1080p", "duration": 4})["duration"] == 8
    assert fitted(made, {"resolution": "1080p"})["duration"] == 8
    assert fitted(made, {"duration": 4})["duration"] == 4


def test_of_two_wishes_that_do_not_go_together_the_later_one_is_kept() -> None:
    other = {"when": {"duration": [4]}, "limits": {"resolution": {"choices": ["720p"]}}}
    made = model(RESOLUTION, DURATION, rules=(SHARP_IS_LONG, other))
    late_sharp = fitted(made, {"duration": 4, "resolution": "1080p"})
    assert late_sharp == {"duration": 8, "resolution": "1080p"}
    late_short = fitted(made, {"resolution": "1080p", "duration": 4})
    assert late_short == {"duration": 4, "resolution": "720p"}


def test_what_has_no_place_is_left_out_and_takes_along_what_hangs_on_it() -> None:
    style = choice("style", "plain", "anime", only_with={"resolution": ["720p"]})
    line = {"name": "line", "type": "text", "only_with": {"style": ["anime"]}}
    made = model(RESOLUTION, style, line)
    wish = {"style": "anime", "line": "thick"}
    assert fitted(made, wish) == {"resolution": "720p", **wish}
    assert fitted(made, {**wish, "resolution": "1080p"}) == {"resolution": "1080p"}


def test_an_option_that_another_excludes_is_left_out() -> None:
    fields = [{"name": name, "type": "integer"} for name in ("seed", "style_id")]
    made = model(*fields, rules=({"when": {"seed": "given"}, "excludes": ["style_id"]},))
    assert fitted(made, {"style_id": 3, "seed": 7}) == {"seed": 7}
    assert fitted(made, {"style_id": 3}) == {"style_id": 3}


def test_options_follow_the_files() -> None:
    end = {"like": "end_frame"}
    rule = {"when": {"end_image_url": "given"}, "limits": {"duration": {"choices": [8]}}}
    made = model(DURATION, end, rules=(rule,))
    assert fitted(made, {"duration": 4}) == {"duration": 4}
    given_end = {"end_image_url": "https://example.com/a.png"}
    assert fitted(made, {"duration": 4}, given_end) == {"duration": 8}


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        (Field("d", "choice", choices=(4, 8, 12), default=4), 20, 12),
        (Field("d", "choice", choices=(4, 8, 12), default=4), 6, 4),
        (Field("d", "integer", minimum=3, maximum=15, default=5), 20, 15),
        (Field("d", "integer", minimum=3, maximum=15, default=5), -1, 5),
        (Field("d", "integer", minimum=3, maximum=15, default=5, specials=(-1,)), -1, -1),
        (Field("d", "choice", choices=(5, 10), default=10), -1, 10),
        (Field("n", "number", minimum=0, maximum=1, step=0.25), 0.4, 0.5),
        (Field("r", "choice", choices=("480p", "720p"), default="480p"), "1080p", "720p"),
        (Field("r", "choice", choices=("720p", "4k"), default="720p"), "1080p", "720p"),
        (Field("r", "choice", choices=("768P", "512P"), default="768P"), "720p", "768P"),
        (Field("a", "choice", choices=("16:9", "9:16", "1:1"), default="16:9"), "3:4", "9:16"),
        (Field("a", "choice", choices=("1:1", "16:9", "9:16"), default="1:1"), "4:3", "16:9"),
        (Field("a", "choice", choices=("adaptive", "9:16"), default="adaptive"), "2:3", "9:16"),
        (Field("a", "choice", choices=("16:9", "9:16"), default="16:9"), "adaptive", "16:9"),
        (Field("s", "boolean", choices=(False,), default=True), True, False),
        (Field("c", "strings", max_items=2), ["a", "b", "c"], ["a", "b"]),
        (Field("t", "text", max_length=3), "long", None),
        (Field("n", "integer", minimum=1, maximum=6, step=3), 6, 4),
    ],
)
def test_the_nearest_value(field: Field, value: Any, expected: Any) -> None:
    assert near(field, value) == expected
    assert type(near(field, value)) is type(expected)


def test_what_carries_over_and_what_does_not() -> None:
    old = model(
        choice("duration", 4, 20), choice("aspect_ratio", "16:9", "9:16"),
        {"name": "character_ids", "type": "strings", "role": "characters"},
        {"name": "image_urls", "type": "urls", "roles": ["start_frame", "end_frame"]},
        {"like": "reference_images"},
    )  # fmt: skip
    new = model(
        DURATION, choice("aspect_ratio", "16:9", "9:16"), {"like": "start_frame"},
        {"like": "reference_images", "max_items": 2},
    )  # fmt: skip
    urls = [f"https://example.com/{n}.png" for n in range(3)]
    values = {
        "duration": 20, "aspect_ratio": "9:16", "character_ids": ["fox"],
        "image_urls": urls[:2], "reference_image_urls": urls,
    }  # fmt: skip
    found = carry(values, old, new)
    assert found.values == {
        "duration": 8, "aspect_ratio": "9:16", "image_url": urls[0],
        "reference_image_urls": urls[:2],
    }  # fmt: skip
    assert found.changed == (
        Change("duration", 20, 8),
        Change("reference_images", urls, urls[:2]),
    )
    assert found.lost == ("character_ids", "end_frame")


def test_an_end_frame_alone_does_not_become_the_first_of_two() -> None:
    two = model({"name": "image_urls", "type": "urls", "roles": ["start_frame", "end_frame"]})
    alone = model({"like": "end_frame"})
    found = carry({"end_image_url": "https://example.com/a.png"}, alone, two)
    assert (found.values, found.lost) == ({}, ("end_frame",))


def test_carrying_to_the_same_model_changes_nothing() -> None:
    for each in MODELS:
        values = fitted(each, {})
        assert carry(values, each, each).changed == ()
        assert carry(values, each, each).values == values


def wish(field: Field) -> st.SearchStrategy[Any]:
    """Return values that somebody may have chosen for a field, in this model or another."""
    numbers = st.integers(-2, 40) | st.floats(-2, 40)
    kinds: dict[str, st.SearchStrategy[Any]] = {
        "text": st.text("ab", max_size=4),
        "url": st.just("https://example.com/file"),
        "boolean": st.booleans(),
        "strings": st.lists(st.text("ab", min_size=1, max_size=4), max_size=12),
        "urls": st.lists(st.just("https://example.com/file"), max_size=12),
    }
    own = st.sampled_from(field.choices) if field.choices else numbers
    odd = st.sampled_from(["3:2", "540p", "auto", "zz"]) | numbers
    return kinds.get(field.type, own | odd)


def wishes(found: Model, data: st.DataObject) -> dict[str, Any]:
    """Draw some wishes for a model, in any order."""
    names = data.draw(st.permutations([each.name for each in found.fields]))
    some = names[: data.draw(st.integers(0, len(names)))]
    fields = {each.name: each for each in found.fields if not each.derived}
    return {name: data.draw(wish(fields[name])) for name in some if name in fields}


def blocked(found: Model, values: dict[str, Any]) -> list[Any]:
    """Return the problems that do not end when something more is given."""
    return [each for each in found.problems(values) if each.code not in OPEN]


@QUICK
@given(st.data())
def test_whatever_is_wished_for_may_be_sent(data: st.DataObject) -> None:
    found = data.draw(st.sampled_from(MODELS))
    asked = wishes(found, data)
    options = {name: value for name, value in asked.items() if is_option(found.field(name))}
    values = fitted(found, options)
    assert blocked(found, values) == []
    assert fitted(found, values) == values


@QUICK
@given(st.data())
def test_what_is_carried_over_may_be_sent(data: st.DataObject) -> None:
    old, new = data.draw(st.sampled_from(MODELS)), data.draw(st.sampled_from(MODELS))
    asked = wishes(old, data)
    asked.pop("prompt", None)
    assume(all(old.field(name).role != "remix_source" for name in asked))
    found = carry(asked, old, new)
    assert blocked(new, dict(found.values)) == []
    told = {each.name for each in found.changed} | set(found.lost)
    for name, value in asked.items():
        field = old.field(name)
        if value not in ("", []) and field.role not in MEDIA:
            assert found.values.get(name) == value or name in told
