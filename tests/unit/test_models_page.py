"""The page that teaches to add a model says what is true."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from core.modelfiles import models_of
from core.modelschema import COMMON, SCHEMA

PAGE = (Path(__file__).parents[2] / "docs" / "models.md").read_text("utf-8")
EXAMPLE, BODY = (json.loads(each) for each in re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL))


def part(heading: str) -> str:
    """Return what stands under a heading."""
    return PAGE.split(f"# {heading}\n")[1].split("\n#")[0]


def named(heading: str) -> set[str]:
    """Return the keys in the first column of the table under a heading."""
    rows = re.findall(r"^\| (`.*?) \|", part(heading), re.MULTILINE)
    return {name for row in rows for name in re.findall(r"`([^`]+)`", row)}


def test_the_example_is_a_model_and_makes_the_request_that_is_shown() -> None:
    (model,) = models_of(EXAMPLE, own=True)
    values: dict[str, Any] = {"prompt": "A fox", "duration": 8, "style": "ink"}
    values["image_url"] = "https://…/picture.png"
    assert not model.problems({**values, "image_url": "https://a.b/picture.png"})
    assert model.body(values) == BODY
    too_long = model.problems({**values, "image_url": "https://a.b/c.png", "resolution": "1080p"})
    assert not too_long
    (wrong,) = model.problems({"prompt": "A fox", "duration": 9, "resolution": "1080p"})
    assert wrong.code == "not_with"


def test_every_key_is_told_and_none_that_is_not_there() -> None:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    assert named("What can be in a file") == set(schema["properties"])
    assert named("A field") == set(schema["definitions"]["field"]["properties"])
    assert named("A rule") == set(schema["definitions"]["rule"]["properties"])


def test_all_common_fields_roles_types_and_rules_for_files_are_told() -> None:
    told = set(re.findall(r"`(\w+)`", part("A field")))
    field = json.loads(SCHEMA.read_text("utf-8"))["definitions"]["field"]["properties"]
    assert set(json.loads(COMMON.read_text("utf-8"))) <= told
    assert set(field["role"]["enum"]) | set(field["type"]["enum"]) <= told
    assert set(field["media"]["properties"]) <= told
