"""Whatever a file of one's own may say, the form can show it, and be left again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from core.catalog import load_catalog
from tests.ownmodels import both, field, model_file, put
from tests.window.composing import make_column

LONG = "A very long name without an end " * 40
FILES = ("start_frame", "end_frame", "reference_images", "source_clip", "reference_clips")

ODD: dict[str, list[dict[str, Any]]] = {
    "large numbers": [
        field("a", "integer", minimum=-999_999_999_999, maximum=999_999_999_999),
        field("b", "number", minimum=0.000001, maximum=999_999_999_999, step=0.000001),
        field("c", "integer", maximum=4_294_967_295, specials=[-1], default=-1),
        field("d", "number"),
        field("e", "integer", minimum=5, maximum=5, required=True),
        field("f", "integer", minimum=0, maximum=10, step=3, default=3),
    ],
    "odd choices": [
        field("a", "choice", choices=[True, 1, "1", 1.5, ""]),
        field("b", "choice", choices=["x" * 300, "y"]),
        field("c", "choice", choices=[f"choice {n}" for n in range(200)]),
        field("d", "boolean", choices=[True]),
        field("duration", "choice", choices=["short", "8s", -1], words={"-1": both("?")}),
        field("aspect_ratio", "choice", choices=["wide", "0:0", "9999:1"]),
        field("resolution", "choice", choices=["huge", "4k"]),
    ],
    "long texts": [
        field("a", "text", max_length=1, required=True) | {"label": both(LONG), "help": both(LONG)},
        field("b", "strings", min_items=1, max_items=1) | {"unit": LONG},
    ],
    "every file": [
        *(field(role, "url", role=role, required=True) for role in FILES),
        field("audio", "url", role="audio"),
        field("reference_audio", "urls", role="reference_audio", max_items=2000, min_items=2000),
        field("again", "urls", role="reference_images", media={"called": "{", "ratio": 0.001}),
    ],
    "frames in one list, the last one first": [
        field("pictures", "urls", roles=["end_frame", "start_frame"]),
    ],
    "every role": [
        field("characters", "strings", role="characters"),
        field("source", "text", role="remix_source", required=True),
        field("kept", "boolean", role="keep_on_server", inverted=True),
        field("sound", "boolean", role="sound"),
        field("url", "url"),
        field("urls", "urls", more=True),
    ],
    "what depends on each other": [
        field("a", "choice", choices=["x", "y"], only_with={"b": ["x"]}),
        field("b", "choice", choices=["x", "y"], only_with={"a": ["y"]}),
        field("c", "text", derived={"cases": [{"when": {"c": "given"}, "value": "c"}]}),
    ],
    "nothing but a prompt": [],
}
RULES = [
    {"when": {"a": "given"}, "excludes": ["a"]},
    {"when": {"a": ["x"]}, "limits": {"a": {"choices": ["y"]}}},
    {"needs_one_of": ["a", "b"]},
]


@pytest.mark.parametrize("name", ODD)
def test_the_form_shows_what_a_file_says(qtbot: QtBot, tmp_path: Path, name: str) -> None:
    rules = RULES if "depends" in name else None
    put(tmp_path / "models", model_file("fox-1", *ODD[name], rules=rules))
    catalog = load_catalog(tmp_path / "models")
    assert not catalog.unusable
    for column in make_column(qtbot, tmp_path, catalog):
        form = column.panel.form
        column.choose_model("The fox-1")
        assert form.model.id == "fox-1"
        column.write("A fox")
        assert form.ask().model == "fox-1"
        draft = form.draft()
        column.panel.set_callable({"fox-1": False})
        column.choose_model("Sora 2 Pro")
        form.restore(draft)
        assert (form.model.id, form.ask().prompt) == ("fox-1", "A fox")
        form.retranslate()


def test_a_model_without_a_prompt_can_be_chosen(qtbot: QtBot, tmp_path: Path) -> None:
    picture = field("image_url", "url", role="start_frame", required=True)
    put(tmp_path / "models", model_file("fox-1", fields=[picture]))
    for column in make_column(qtbot, tmp_path, load_catalog(tmp_path / "models")):
        column.choose_model("The fox-1")
        assert column.panel.form.model.id == "fox-1"
