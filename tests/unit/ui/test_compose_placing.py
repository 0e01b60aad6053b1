"""Where files go that are dropped on the form: decided from what the models say."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.catalog import Catalog, load_catalog
from core.field import MEDIA, Medium
from core.inputs import Given, as_if_sent, file_problems
from core.model import Model
from core.modelfiles import models_of
from tests.window import slotmodels as models
from ui.compose.slots.placing import ORDER, role_for, roles_for, sibling_for
from ui.compose.slots.words import limit_words, missing_words, slot_name, wish_words
from ui.roles import file_words

OWN = models.catalog()
EVERY = list(load_catalog())


def test_every_role_has_an_order_and_words() -> None:
    assert {role for roles in ORDER.values() for role in roles} == set(MEDIA)
    assert all(missing_words(role) and file_words(role) != role for role in MEDIA)


def test_the_first_empty_place_comes_first() -> None:
    pair = OWN.find(models.PAIR)
    begins, ends = Given("start_frame", "-"), Given("end_frame", "-")
    assert role_for(pair, "image", [], {}) == "start_frame"
    assert role_for(pair, "image", [begins], {}) == "end_frame"
    assert role_for(pair, "image", [ends], {}) == "start_frame"
    assert role_for(pair, "image", [begins, ends], {}) == "start_frame"  # it is replaced
    assert role_for(pair, "video", [], {}) == ""


def test_a_place_that_does_not_go_with_what_is_there_is_passed_over() -> None:
    texts = {"en": "x", "zh_CN": "x"}
    content = {
        "family": {"id": "x", "name": texts},
        "id": "x",
        "name": texts,
        "summary": texts,
        "fields": [
            {"like": "prompt"},
            {"like": "start_frame"},
            {"like": "end_frame"},
            {"like": "reference_images"},
        ],
        "rules": [{"when": {"reference_image_urls": "given"}, "excludes": ["image_url"]}],
        "sources": [{"fact": "all", "from": "made up", "date": "2026-11-23"}],
    }
    (model,) = models_of(content)
    assert role_for(model, "image", [Given("reference_images", "-")], {}) == "end_frame"
    both = [Given("reference_images", "-"), Given("end_frame", "-")]
    assert role_for(model, "image", both, {}) == "reference_images"


def test_a_model_that_takes_pictures_needs_no_sibling() -> None:
    assert sibling_for(OWN, OWN.find(models.PICTURE), {}, {}) is None
    assert sibling_for(OWN, OWN.find(models.LONE), {}, {}) is None
    found = sibling_for(OWN, OWN.find(models.TEXT), {}, {})
    assert found is not None
    assert found.slot("start_frame") is not None


@pytest.mark.parametrize("medium", ["image", "video", "audio"])
def test_a_sibling_of_the_program_has_that_place_and_the_fewest_others(medium: Medium) -> None:
    catalog = Catalog(EVERY)
    for model in EVERY:
        found = sibling_for(catalog, model, {}, {}, medium)
        if found is None:
            continue
        role = next(each for each in ORDER[medium] if found.slot(each) is not None)
        needed = {each.role for each in found.slots if each.least}
        assert not roles_for(model, medium)
        assert needed <= {role}
        others = [
            each
            for each in catalog.family(model.family.id)
            if each.slot(role) is not None
            and each.id != model.id
            and not each.withdrawn
            and each.outcome == model.outcome
            and {own.role for own in each.slots if own.least} <= {role}
            and all(own.least < 2 for own in each.slots)
        ]
        assert len(found.slots) == min(len(each.slots) for each in others), model.id


def test_a_sibling_that_the_key_cannot_call_is_none() -> None:
    marks = {each.id: False for each in OWN}
    assert sibling_for(OWN, OWN.find(models.TEXT), {}, marks) is None


@pytest.mark.parametrize("model", EVERY, ids=[each.id for each in EVERY])
def test_every_place_of_every_model_has_words(model: Model) -> None:
    for slot in model.slots:
        assert slot_name(slot)
        assert wish_words(slot)
        assert "{" not in limit_words(slot)


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(EVERY), st.lists(st.sampled_from(["image", "video", "audio"]), max_size=8))
def test_a_dropped_file_gets_in_the_way_only_where_nothing_else_is_left(
    model: Model, kinds: list[Medium]
) -> None:
    there: list[Given] = []
    for kind in kinds:
        role, roles = role_for(model, kind, there, {}), roles_for(model, kind)
        assert (role in roles) is bool(roles)
        if role and in_the_way(model, [*there, Given(role, "-")]):
            assert all(in_the_way(model, [*there, Given(each, "-")]) for each in roles)
        elif role:
            there.append(Given(role, "-"))


def in_the_way(model: Model, there: list[Given]) -> bool:
    """Tell whether files do not go together: too many, or excluded by each other."""
    codes = {"excluded", "only_with", "too_many", "too_many_together"}
    found = [*model.problems(as_if_sent(model, there)), *file_problems(model, there)]
    return any(each.code in codes for each in found)


def test_text_models_of_the_program_have_siblings_for_pictures() -> None:
    catalog = Catalog(EVERY)
    text = [m for m in EVERY if m.outcome == "video" and not m.slots and not m.withdrawn]
    remixes = [m for m in text if m.field_for("remix_source") is not None]
    lacking = [m.id for m in text if m not in remixes and sibling_for(catalog, m, {}, {}) is None]
    assert lacking == []
