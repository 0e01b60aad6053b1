"""What ``models`` prints: as wide as the terminal, marks and prices, all about one model."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal

import pytest

from core import language
from core.catalog import load_catalog
from core.modelfiles import models_of
from core.typed import field_called
from tests.ownmodels import both, field, model_file
from ui.commands.request import option_names, values_of
from ui.modeldetails import detail_lines
from ui.modelreport import (
    matching,
    model_details_object,
    model_lines,
    model_object,
    price_words,
    wrapped,
)
from ui.report import columns

CATALOG = load_catalog()
MODELS = list(CATALOG)
NO_MARKS = CATALOG.callable_with(None)


@pytest.fixture(params=["en", "zh_CN"])
def _spoken(request: pytest.FixtureRequest) -> Iterator[None]:
    language.use(request.param)
    yield
    language.use("en")


@pytest.mark.usefixtures("_spoken")
@pytest.mark.parametrize("width", [80, 120])
def test_a_list_keeps_within_the_terminal(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    lines = model_lines(MODELS, NO_MARKS, {})
    assert max(map(columns, lines)) <= width
    words = {word for line in lines for word in line.split()}
    assert {model.id for model in MODELS} <= words


@pytest.mark.usefixtures("_spoken")
def test_everything_about_every_model_keeps_within_the_terminal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    for model in MODELS:
        lines = detail_lines(CATALOG, model, None, None)
        assert lines[0].startswith(f"{model.id}: ")
        assert max(map(columns, lines)) <= 80, model.id
        text = "\n".join(lines)
        assert "{" not in text.replace("{n}", "")
        assert all(
            f"  {each.name} " in text
            for each in model.fields
            if not each.derived and not each.plays(each.role)
        )


def test_marks_and_prices_are_told() -> None:
    marks = CATALOG.callable_with(["sora-2"])
    prices = {"sora-2": Decimal("0.3"), "sora-2-pro": Decimal("0.0125")}
    family = CATALOG.family("sora-2")
    own = {m.id: "\n".join(model_lines([m], marks, prices)) for m in family}
    assert "✓ sora-2 " in own["sora-2"]
    assert "about $0.30" in own["sora-2"]
    assert "about $0.0125" in own["sora-2-pro"]
    assert "not enabled for this key" in own["sora-2-pro"]
    assert "billed by real length" in own["sora-2-pro-remix"]
    assert "free" in own["sora-2-character"]
    assert price_words(CATALOG.find("sora-2"), None) == ""


def test_own_and_withdrawn_models_are_marked() -> None:
    text = {"en": "Gone", "zh_CN": "已下线"}
    content = {
        "format": 1,
        "id": "gone-1",
        "family": {"id": "gone", "name": text},
        "name": text,
        "summary": text,
        "withdrawn": "2026-09-24",
        "fields": [{"name": "prompt", "like": "prompt"}],
        "sources": [{"fact": "all", "from": "me", "date": "2026-11-23"}],
    }
    (model,) = models_of(content, own=True)
    for lines in (model_lines([model], {}, {}), detail_lines(CATALOG, model, None, None)):
        assert "withdrawn on 2026-09-24" in "\n".join(lines)
        assert "your own file" in "\n".join(lines)
    shown = model_object(model, None, None)
    assert (shown["withdrawn"], shown["own"], shown["callable"]) == ("2026-09-24", True, None)


def test_rules_between_fields_are_told() -> None:
    model = CATALOG.find("wan-2.7-image-to-video")
    lines = detail_lines(CATALOG, model, None, None)
    assert "  --image or --clip is needed." in lines
    assert "  With --clip: no --image or --audio." in lines


def test_words_find_families_first_and_then_all_that_have_each_word() -> None:
    assert {m.family.id for m in matching(CATALOG, "sora 2")} == {"sora-2"}
    assert {m.family.id for m in matching(CATALOG, " Veo-3.1 ")} == {"veo-3.1"}
    assert all(m.takes("audio") for m in matching(CATALOG, "", ["audio"]))
    found = matching(CATALOG, "kuaishou edit")
    assert found
    assert all("kling" in m.id and "edit" in m.id for m in found)
    assert matching(CATALOG, "no such thing") == []
    assert matching(CATALOG, "") == MODELS


def test_json_of_every_model_is_json_and_has_what_the_docs_name() -> None:
    for model in MODELS:
        shown = json.loads(json.dumps(model_details_object(CATALOG, model, True, Decimal("0.5"))))
        assert (shown["id"], shown["callable"], shown["price_usd"]) == (model.id, True, 0.5)
        assert [each["name"] for each in shown["fields"]] == [each.name for each in model.fields]
        assert [each["role"] for each in shown["inputs"]] == [each.role for each in model.slots]
        assert model.id not in shown["siblings"]


def test_parts_are_broken_between_lines_and_never_within(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    parts = ["x" * 30, "y" * 40, "z"]
    assert wrapped("  id  ", parts, 6) == [f"  id  {'x' * 30}", f"      {'y' * 40} · z"]


@pytest.mark.parametrize(
    ("language_id", "off"),
    [("en", "off: the provider keeps the clip"), ("zh_CN", "关：服务商保留视频")],
)
def test_on_and_off_of_an_inverted_field_are_what_set_makes_of_them(
    language_id: str, off: str
) -> None:
    model = CATALOG.find("sora-2")
    language.use(language_id)
    text = "".join(line.strip() for line in detail_lines(CATALOG, model, None, None))
    language.use("en")
    field = model.field("delete_video")
    assert field is not None
    assert values_of(model, {}, ["delete_video=off"]) == {"delete_video": False}
    assert option_names(model)["delete_video"] == "--set delete_video"
    assert off.replace(" ", "") in text.replace(" ", "")
    assert "--keep-on-server" in text
    assert not any(each in text for each in field.help.values()), "that is of the window's switch"
    shown = {each["name"]: each for each in model_object(model, None, None)["fields"]}
    assert [name for name, each in shown.items() if each["inverted"]] == ["delete_video"]


def test_a_person_s_own_inverted_field_is_told_as_set_has_it() -> None:
    silent = field("silent", "boolean", default=False, inverted=True)
    (model,) = models_of(model_file("fox-1", silent), own=True)
    text = " ".join(line.strip() for line in detail_lines(CATALOG, model, None, None))
    assert "off switches “Silent” on, and on switches it off." in text
    assert field_called(model.fields, "Silent") is not None, "that is its own name, too"
    (renamed,) = models_of(model_file("fox-1", {**silent, "label": both("Some sound")}), own=True)
    assert field_called(renamed.fields, "Some sound") is None, "on means off there"
