"""What a person types for the fields of the models: understood, or left for the field to refuse."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.catalog import load_catalog
from core.field import Field
from core.typed import (
    MOST_NEAR,
    field_called,
    near,
    takes_files,
    typed_value,
    unknown_model,
    usual_form,
    whole_number,
)

CATALOG = load_catalog()
FIELDS = [(model, field) for model in CATALOG for field in model.fields]
RATIO = Field("aspect_ratio", "choice", choices=("16:9", "9:16", "auto"))
LENGTH = Field("duration", "choice", choices=(4, 8, 12), unit="s")
LINES = Field("resolution", "choice", choices=("720p", "1080p", "4k"))
ANY_LENGTH = Field(
    *("duration", "integer"),
    minimum=3,
    maximum=15,
    specials=(-1,),
    words={"-1": {"en": "As the model likes", "zh_CN": "自动"}},
)
SHARE = Field("strength", "number", minimum=0, maximum=1)
SWITCH = Field("turbo", "boolean")
CODED = Field(
    "mode", "choice", choices=("std", "pro"), words={"pro": {"en": "Best", "zh_CN": "高"}}
)
FLAG = Field("flag", "choice", choices=(True, False))
LIST = Field("voice_ids", "strings", max_items=2)


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        (RATIO, "9:16", "9:16"),
        (RATIO, " 16x9 ", "16:9"),
        (RATIO, "16：9", "16:9"),
        (RATIO, "AUTO", "auto"),
        (RATIO, "1:1", "1:1"),
        (LENGTH, "8", 8),
        (LENGTH, "8s", 8),
        (LENGTH, "12 秒", 12),
        (LENGTH, 8.0, 8),
        (LENGTH, "5", "5"),
        (LINES, "1080", "1080p"),
        (LINES, "4K", "4k"),
        (LINES, "1080P", "1080p"),
        (ANY_LENGTH, "10", 10),
        (ANY_LENGTH, "-1", -1),
        (ANY_LENGTH, "自动", -1),
        (ANY_LENGTH, "as the model likes", -1),
        (ANY_LENGTH, "5.5", 5.5),
        (ANY_LENGTH, "ten", "ten"),
        (SHARE, "0.5", 0.5),
        (SHARE, "1", 1),
        (SHARE, "nan", "nan"),
        (SHARE, "", ""),
        (SWITCH, "on", True),
        (SWITCH, "关", False),
        (SWITCH, True, True),
        (SWITCH, "perhaps", "perhaps"),
        (CODED, "best", "pro"),
        (CODED, "高", "pro"),
        (CODED, "std", "std"),
        (FLAG, "yes", True),
        (FLAG, "off", False),
        (LIST, ["a", " b "], ["a", "b"]),
        (LIST, "a", ["a"]),
    ],
)
def test_values_are_understood_as_people_write_them(
    field: Field, typed: object, value: object
) -> None:
    found = typed_value(field, typed)
    assert (found, type(found)) == (value, type(value))


def usual_values(field: Field) -> list[Any]:
    """Return values that a field takes: all of its choices, and the ends of its range."""
    if field.choices:
        return list(field.choices)
    match field.type:
        case "boolean":
            return [True, False]
        case "integer" | "number":
            return [each for each in (field.minimum, field.maximum) if each is not None]
        case _:
            return ["a fox"]


def test_every_value_of_every_model_s_field_comes_back_from_its_text() -> None:
    tried = 0
    for model, field in FIELDS:
        if takes_files(field) or field.type in ("strings", "urls", "url"):
            continue
        for value in [*usual_values(field), *field.specials]:
            number = field.type in ("integer", "number")
            text = f"{value:g}" if number and abs(value) < 1e5 else str(value)
            found = typed_value(field, text)
            assert found == value, (model.id, field.name, text)
            assert field.problem(found) is None, (model.id, field.name, found)
            tried += 1
    assert tried > 200


def test_every_field_is_found_by_its_name_and_by_what_the_request_calls_it() -> None:
    for model, field in FIELDS:
        assert field_called(model.fields, field.name) == field
        assert field_called(model.fields, field.name.upper().replace("_", "-")) == field
        by_wire = field_called(model.fields, ".".join(field.on_wire))
        assert by_wire is not None
        assert field.on_wire in (by_wire.on_wire, (by_wire.name,))
        assert field_called(model.fields, "nothing like it") is None


@pytest.mark.parametrize(
    ("name", "wanted"),
    [("sede", "seed"), ("Seed ", "seed"), ("negative", "negative_prompt"), ("ration", "ratio")],
)
def test_a_mistyped_name_finds_what_was_meant(name: str, wanted: str) -> None:
    names = ["seed", "negative_prompt", "ratio", "duration"]
    assert near(name, names)[0] == wanted


def test_an_unknown_model_is_told_with_those_near_to_it() -> None:
    for model in CATALOG:
        mistyped = model.id[:-1]
        if CATALOG.get(mistyped) is None:
            problem = unknown_model(CATALOG, mistyped)
            assert problem.code == "unknown_model_nearest"
            assert 0 < len(problem.facts["nearest"]) <= MOST_NEAR
            assert set(problem.facts["nearest"]) <= {each.id for each in CATALOG}
    assert unknown_model(CATALOG, "§").code == "unknown_model"


ODD = st.text(max_size=12) | st.integers() | st.floats() | st.booleans() | st.lists(st.text())


@given(st.sampled_from([field for _, field in FIELDS]), ODD)
def test_nothing_typed_is_too_odd(field: Field, typed: Any) -> None:
    field.problem(typed_value(field, typed))
    whole = whole_number(typed)
    assert whole is None or isinstance(whole, int)
    usual_form(typed)
