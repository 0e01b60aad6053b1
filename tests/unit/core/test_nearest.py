"""The nearest living model takes the same files, and as much of the rest as any."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from core.catalog import Catalog, load_catalog
from core.job import Connection, Input, Job, StartFrame
from core.model import Model
from core.modelfiles import models_of
from core.nearest import is_gone, nearest, nearest_for, needed_roles, roles_of
from core.problems import InvalidAsk
from core.withdrawn import gone_fault, refuse_withdrawn, stand_in
from tests.ownmodels import both, field, model_file

LENGTH = field("duration", "choice", choices=[5, 10], default=5)
START = field("image_url", "url", role="start_frame")
END = field("end_url", "url", role="end_frame")
HOST = Connection("https://a.b")


def made(model_id: str, *fields: dict[str, Any], **changes: Any) -> Model:
    (model,) = models_of(model_file(model_id, *fields, **changes), own=True)
    return model


def fox(family: str = "fox") -> dict[str, Any]:
    return {"id": family, "name": both(family)}


GONE = made("gone", LENGTH, START, withdrawn="2026-09-24", order=1)


def found(
    *models: Model, roles: tuple[str, ...] = (), like: Model | None = GONE, **known: Any
) -> str:
    model = nearest(Catalog([GONE, *models]), roles, known.pop("values", {}), like=like, **known)
    return "" if model is None else model.id


def job(model: str = "gone", **changes: Any) -> Job:
    return Job("aaaaaaaaaa", 0.0, HOST, model, "A fox", **{"values": {}, "output": "/c", **changes})


def test_of_the_same_inputs_the_first_in_order_is_the_nearest() -> None:
    assert found(made("b", START, order=20), made("a", START, order=10)) == "a"


def test_one_that_does_not_take_the_files_is_none() -> None:
    assert found(made("text"), roles=("start_frame",)) == ""
    assert found(made("text"), made("image", START), roles=("start_frame",)) == "image"
    assert found(made("image", START), roles=("start_frame", "end_frame")) == ""


def test_one_that_needs_files_that_are_not_there_is_none() -> None:
    needs = made("needs", {**START, "required": True})
    assert found(needs) == ""
    assert found(needs, roles=("start_frame",)) == "needs"
    either = made("either", START, END, rules=[{"needs_one_of": ["image_url", "end_url"]}])
    assert found(either) == ""
    assert found(either, roles=("end_frame",)) == "either"


def test_as_many_files_go_in_as_are_there() -> None:
    pictures = field("pictures", "urls", role="reference_images", max_items=2)
    assert found(made("two", pictures), roles=("reference_images",) * 2) == "two"
    assert found(made("two", pictures), roles=("reference_images",) * 3) == ""


def test_the_same_family_goes_before_all_that_is_nearer() -> None:
    near = made("near", LENGTH, START, family=fox("hare"), order=1)
    far = made("far", family=fox(), order=90)
    assert found(near, far) == "far"


def test_then_that_goes_first_which_takes_most_of_the_values() -> None:
    short = made("short", field("duration", "choice", choices=[5]), order=1)
    long = made("long", field("duration", "integer", minimum=1, maximum=20), order=50)
    asked = {"values": {"duration": 10}}
    assert found(short, long, **asked) == "long"
    less = made("less", field("duration", "choice", choices=[8]), order=60)
    assert found(short, less, **asked) == "less"


def test_sound_counts() -> None:
    silent = made("silent", sound=False, order=1)
    loud = made("loud", sound=True, order=2)
    assert found(silent, loud, like=dataclasses.replace(GONE, sound=True)) == "loud"
    assert found(silent, loud, like=dataclasses.replace(GONE, sound=False)) == "silent"
    chosen = field("generate_audio", "boolean", role="sound", default=False)
    before = made("before", chosen, withdrawn="2026-01-01")
    values = {"generate_audio": True}
    assert found(silent, loud, like=before, values=values) == "loud"


def test_withdrawn_ones_and_those_that_the_key_cannot_call_do_not_count() -> None:
    late, key = made("late", withdrawn="2026-10-01", order=1), made("key", order=2)
    other = made("other", order=3)
    assert found(late, key, other) == "key"
    assert found(late, key, other, marks={"key": False, "other": True}) == "other"
    assert found(late, key, other, marks={"key": None}) == "key"


def test_a_character_is_made_by_a_model_that_makes_characters() -> None:
    clip = field("video_url", "url", role="source_clip", required=True)
    name = field("name", "text", required=True)
    maker = made("maker", clip, name, outcome="character", fields=[clip, name])
    editor = made("editor", clip, order=1)
    files = (Input("source_clip", "a.mp4"),)
    asked = job("unknown", values={"name": "Mika"}, inputs=files)
    assert getattr(nearest_for(Catalog([editor, maker]), asked), "id", "") == "maker"
    edited = dataclasses.replace(asked, values={})
    assert getattr(nearest_for(Catalog([editor, maker]), edited), "id", "") == "editor"


def test_a_remix_is_made_only_by_a_model_that_remixes() -> None:
    catalog = load_catalog()
    remix = job("gone-remix", values={"video_id": "v-1", "resolution": "720p"})
    model = nearest_for(catalog, remix)
    assert model is not None
    assert model.field_for("remix_source") is not None
    without = Catalog(each for each in catalog if each.field_for("remix_source") is None)
    assert nearest_for(without, dataclasses.replace(remix, model="sora-2")) is not None
    known = Catalog([*without, dataclasses.replace(model, withdrawn="2026-09-24")])
    assert nearest_for(known, dataclasses.replace(remix, model=model.id)) is None


def test_roles_of_a_job_are_those_of_its_files() -> None:
    asked = job(start_frame=StartFrame("a.png"), inputs=(Input("end_frame", "b.png"),))
    assert roles_of(asked) == ("start_frame", "end_frame")
    assert roles_of(job(after="bbbbbbbbbb")) == ("start_frame",)
    pictures = field("p", "urls", role="reference_images", required=True, min_items=2)
    assert needed_roles(made("a", START, pictures)) == ("reference_images",) * 2


@pytest.mark.parametrize("model", list(load_catalog()), ids=lambda model: model.id)
def test_every_model_has_a_nearest_one_or_does_what_no_other_does(model: Model) -> None:
    """If it were withdrawn: what is found takes a request with the files that it needs."""
    catalog = Catalog([*load_catalog(), dataclasses.replace(model, withdrawn="2026-12-31")])
    given = {n.name: "x" for n in model.fields if n.required and n.role == "remix_source"}
    other = nearest(catalog, needed_roles(model), given, like=catalog.find(model.id))
    if other is None:
        alone = {"remix_source", "source_clip", "reference_audio", "audio", "reference_clips"}
        assert model.outcome == "character" or alone & {each.role for each in model.fields}
        return
    assert other.id != model.id
    assert not other.withdrawn
    assert all(other.takes(role) for role in needed_roles(model))


# What follows from it


def test_a_model_is_gone_if_it_is_withdrawn_or_unknown() -> None:
    catalog = Catalog([GONE, made("here")])
    assert is_gone(catalog, "gone")
    assert is_gone(catalog, "never")
    assert not is_gone(catalog, "here")


def test_a_withdrawn_model_is_not_asked_and_the_nearest_is_named() -> None:
    catalog = Catalog([GONE, made("here", START)])
    with pytest.raises(InvalidAsk) as caught:
        refuse_withdrawn(catalog, GONE, ("start_frame",), {})
    (problem,) = caught.value.problems
    assert problem.code == "withdrawn_model_nearest"
    assert problem.facts == {"model": "The gone", "nearest": "The here", "nearest_id": "here"}
    with pytest.raises(InvalidAsk) as caught:
        refuse_withdrawn(Catalog([GONE]), GONE, (), {})
    assert [each.code for each in caught.value.problems] == ["withdrawn_model"]
    refuse_withdrawn(catalog, catalog.find("here"), (), {})


def test_the_fault_of_a_job_names_the_nearest_model_in_both_languages() -> None:
    catalog = Catalog([GONE, made("here", START)])
    fault = gone_fault(catalog, job())
    assert fault is not None
    assert fault.kind == "withdrawn_model"
    assert fault.facts == {
        "model": both("The gone"),
        "nearest": both("The here"),
        "nearest_id": "here",
    }
    unknown = gone_fault(catalog, job("never"))
    assert unknown is not None
    assert unknown.kind == "unknown_model"
    assert unknown.facts["model"] == "never"
    assert gone_fault(catalog, job("here")) is None


def test_the_built_in_engine_does_not_go_on_with_a_withdrawn_model_either() -> None:
    demo = dataclasses.replace(job(), connection=Connection("demo"))
    fault = gone_fault(Catalog([GONE]), demo)
    assert fault is not None
    assert fault.kind == "withdrawn_model"


def test_the_settings_of_a_job_are_fitted_to_the_nearest_model() -> None:
    here = made("here", field("duration", "choice", choices=[4, 8]), START)
    asked = job(values={"duration": 10, "seed": 3}, start_frame=StartFrame("a.png"))
    found = stand_in(Catalog([GONE, here]), asked)
    assert found is not None
    assert (found.job.model, found.asked, found.before) == ("here", "gone", GONE)
    assert found.job.values == {"duration": 8}
    assert found.job.start_frame == asked.start_frame
    assert [(each.name, each.before, each.after) for each in found.carried.changed] == [
        ("duration", 10, 8)
    ]


def test_nothing_stands_in_for_a_living_model_nor_for_one_that_nobody_named() -> None:
    catalog = Catalog([GONE, made("here")])
    assert stand_in(catalog, job("here")) is None
    assert stand_in(catalog, job("")) is None
    assert stand_in(Catalog([GONE]), job()) is None
