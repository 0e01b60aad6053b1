"""Every model of the catalogue: its file, its texts, and the requests that can be made of it."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core.asking import Ask, jobs_for
from core.catalog import MODELS, Field, Model, load_catalog
from core.conditions import Rule, is_given
from core.field import MEDIA
from core.inputs import Given, with_files
from core.job import Connection, Input, Job, StartFrame
from core.modeljson import content_of
from core.modelschema import schema_mistakes
from core.outdated import outdated_fault
from core.problems import InvalidAsk
from core.rows import COLUMNS, from_row, to_row

CATALOG = load_catalog()
FILES = sorted(MODELS.glob("*.json"))
EVERY = pytest.mark.parametrize("model", list(CATALOG), ids=lambda model: model.id)
FEW = settings(deadline=None, max_examples=12)
RULES = [(model, rule) for model in CATALOG for rule in model.rules]
EVERY_RULE = pytest.mark.parametrize(
    ("model", "rule"), RULES, ids=[f"{m.id}-{m.rules.index(r)}" for m, r in RULES]
)
FAMILIES = {
    *("sora-2", "veo-3.1", "kling-v3", "kling-o3", "seedance-2.0", "seedance-1.5", "wan-2.7"),
    *("wan-2.6", "vidu-q3", "hailuo-2.3", "pixverse-v6", "grok-imagine"),
}
WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1)


def url(number: int) -> str:
    return f"https://example.com/{number}"


def files_of(model: Model, counts: dict[str, int]) -> dict[str, Any]:
    """The values of files: so many of each role."""
    every = [(role, url(n)) for role, count in counts.items() for n in range(count)]
    return with_files(model, every)


def value_of(field: Field) -> st.SearchStrategy[Any]:
    """Any value that a field takes."""
    match field.type:
        case "choice":
            return st.sampled_from(field.choices)
        case "boolean":
            return st.sampled_from(field.choices or (True, False))
        case "integer":
            low, high, step = field.minimum or 0, field.maximum or 10**6, field.step or 1
            steps = st.integers(0, int((high - low) // step)).map(lambda n: int(low + n * step))
            specials = [int(each) for each in field.specials]
            return st.one_of(steps, *([st.sampled_from(specials)] if specials else []))
        case "number":
            low, high = field.minimum or 0.0, field.maximum or 1e6
            if field.step is not None:
                step = field.step
                return st.integers(0, int((high - low) / step)).map(lambda n: low + n * step)
            return st.floats(low, high)
        case "strings":
            readable = WORDS.filter(lambda text: bool(text.strip()))
            return st.lists(readable, min_size=field.min_items, max_size=field.max_items or 3)
        case "text":
            length = min(field.max_length or 50, 50)
            return WORDS.map(lambda text: text[:length]).filter(lambda text: bool(text.strip()))
        case _:
            return st.just(url(0))


@st.composite
def requests(draw: st.DrawFn, model: Model) -> dict[str, Any]:
    """What the form can make of a model: each value is one that the others leave."""
    counts = {s.role: draw(st.integers(s.least, min(s.most, s.least + 2))) for s in model.slots}
    values = files_of(model, counts)
    for each in model.fields:
        if each.derived or each.role in MEDIA or each.roles:
            continue
        now = next((f for f in model.effective(values) if f.name == each.name), None)
        if now is not None and (now.required or draw(st.booleans())):
            values[each.name] = draw(value_of(now))
    for each in model.effective(values):
        if each.name in values and each.problem(values[each.name]) is not None:
            values[each.name] = each.nearest(values[each.name])
    shown = {each.name for each in model.effective(values)}
    return {name: value for name, value in values.items() if name in shown}


def least(model: Model) -> dict[str, Any]:
    """The least that a model is asked with: required texts and files, and what rules need."""
    values = files_of(model, {slot.role: slot.least for slot in model.slots})
    for each in model.fields:
        if each.required and each.name not in values and each.default is None:
            values[each.name] = "A fox" if each.type == "text" else each.nearest(None)
    for rule in model.rules:
        if rule.needs_one_of and not rule.when:
            satisfy(model, values, rule.needs_one_of[0])
    return values


def satisfy(model: Model, values: dict[str, Any], name: str, condition: Any = "given") -> None:
    """Give a field a value that meets a condition."""
    field = model.field(name)
    assert field is not None
    for other, wanted in field.only_with.items():
        satisfy(model, values, other, wanted)
    count = condition if isinstance(condition, int) else 1
    if isinstance(condition, tuple):
        values[name] = condition[0]
    elif field.type in ("urls", "strings"):
        values[name] = [url(n) for n in range(max(count, field.min_items))]
    elif field.type == "url":
        values[name] = url(0)
    elif field.type == "text":
        values[name] = "A fox"
    else:
        values[name] = field.nearest(field.default)


def codes(model: Model, values: dict[str, Any]) -> set[tuple[str, str]]:
    return {(each.field, each.code) for each in model.problems(values)}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_file_is_as_the_schema_says(file: Path) -> None:
    assert not schema_mistakes(content_of(file))


def test_the_families_that_people_ask_for_are_there() -> None:
    assert {model.family.id for model in CATALOG} >= FAMILIES


def test_no_two_models_have_one_id_or_one_place() -> None:
    contents = [content_of(file) for file in FILES]
    ids = [each["id"] for content in contents for each in content.get("variants", [content])]
    assert len(ids) == len(set(ids)) == len(list(CATALOG))
    places = [model.order for model in CATALOG]
    assert len(places) == len(set(places))


@EVERY
def test_every_text_for_people_is_in_both_languages(model: Model) -> None:
    texts = [model.name, model.summary, model.family.name]
    texts += [each for each in (model.mode, model.family.good_at) if each]
    for field in model.fields:
        texts += [field.label, field.help, *field.words.values()]
        assert any("\u4e00" <= letter <= "\u9fff" for letter in field.help["zh_CN"]), field.name
    for text in texts:
        assert set(text) == {"en", "zh_CN"}
        assert all(each.strip() == each and each for each in text.values())
    assert any("\u4e00" <= letter <= "\u9fff" for letter in model.summary["zh_CN"])


@EVERY
def test_a_summary_leaves_out_what_the_facts_beside_it_say(model: Model) -> None:
    resolutions = model.field("resolution")
    for text in model.summary.values():
        assert len(text) <= 66
        for each in resolutions.choices if resolutions is not None else ():
            assert str(each).casefold() not in text.casefold()


@EVERY
def test_every_fact_says_where_it_is_from_and_of_what_day(model: Model) -> None:
    assert all(each["fact"] and each["from"] and each["date"] for each in model.sources)
    assert not any("://" in each["from"] for each in model.sources)


@EVERY
def test_the_least_request_is_valid_and_says_what_decides_the_price(model: Model) -> None:
    values = least(model)
    assert model.problems(values) == ()
    body = model.body(values)
    assert body["model"] == model.id
    always = {f.on_wire[0] for f in model.effective(values) if f.send == "always"}
    unset = {f.on_wire[0] for f in model.fields if f.default is None and f.name not in values}
    assert always - unset <= set(body)


@EVERY
@FEW
@given(data=st.data())
def test_what_the_form_can_make_is_valid_and_can_be_read_back(
    model: Model, data: st.DataObject
) -> None:
    values = data.draw(requests(model))
    between = {"needs_other", "one_of", "excluded", "too_many_together"}
    found = codes(model, values)
    assert {code for _, code in found} <= between
    assume(not found)
    body = model.body(values)
    assert json.loads(json.dumps(body)) == body
    back = model.values_of(body)
    assert model.problems(back) == ()
    assert model.body(back) == body
    for name, value in values.items():
        default = model.with_defaults({}).get(name)
        assert back.get(name, default) == value or not is_given(value)


@EVERY
@FEW
@given(data=st.data())
def test_what_is_asked_for_may_be_sent_by_the_same_data(model: Model, data: st.DataObject) -> None:
    values = data.draw(requests(model))
    assume(not codes(model, values))
    values.setdefault("prompt", "")
    ask = as_asked(model, values)
    try:
        jobs = jobs_for(ask, CATALOG, Connection("demo"), Path("/clips"), Path("/frames"))
    except InvalidAsk:
        assume(False)
    for job in jobs:
        assert outdated_fault(model, job, Path("/frames")) is None
        row = dict(zip(COLUMNS, to_row(job), strict=True))
        kept = from_row({"seq": 1, **row})
        assert outdated_fault(model, kept, Path("/frames")) is None
        if job.start_frame is not None:
            waits = dataclasses.replace(kept, start_frame=None, after="aaaaaaaaaa")
            assert outdated_fault(model, waits, Path("/frames")) is None
            begun = dataclasses.replace(waits, start_frame=StartFrame("", sha256="0" * 64))
            assert outdated_fault(model, begun, Path("/frames")) is None


def as_asked(model: Model, values: dict[str, Any]) -> Ask:
    """What a person asks for with these values: files are given by their roles."""
    files = [
        Given(slot.role, address)
        for slot in model.slots
        for address in addresses(values.get(slot.field.name), slot.place)
    ]
    taken = {slot.field.name for slot in model.slots}
    return Ask(
        prompt=values["prompt"],
        model=model.id,
        values={n: v for n, v in values.items() if n not in taken and n != "prompt"},
        image=next((each.source for each in files if each.role == "start_frame"), ""),
        inputs=tuple(each for each in files if each.role != "start_frame"),
    )


def addresses(value: Any, place: int | None) -> list[str]:
    every = [value] if isinstance(value, str) else list(value or ())
    return every if place is None else every[place : place + 1]


@EVERY
def test_a_request_of_the_first_days_may_still_be_sent(model: Model) -> None:
    """Older ledgers hold fewer values, some of them as lists."""
    given = tuple(Input(s.role, url(0), url=url(0)) for s in model.slots for _ in range(s.least))
    frame = next((StartFrame(url(0), url=url(0)) for g in given if g.role == "start_frame"), None)
    values = {n: v for n, v in least(model).items() if not addressed(model, n) and n != "prompt"}
    here = Connection("https://api.foxapi.cc", "mark")
    job = Job(
        id="aaaaaaaaaa",
        created_at=0.0,
        connection=here,
        model=model.id,
        prompt="A fox" if model.field("prompt") is not None else "",
        values=values,
        output="/clips",
        start_frame=frame,
        inputs=tuple(each for each in given if each.role != "start_frame"),
    )
    satisfied = not codes(model, least(model)) and not needs_files(model)
    assert not satisfied or outdated_fault(model, job, Path("/frames")) is None


def addressed(model: Model, name: str) -> bool:
    return any(slot.field.name == name for slot in model.slots)


def needs_files(model: Model) -> bool:
    """Whether a rule asks for one of some files, of which none is needed by itself."""
    return any(addressed(model, n) for rule in model.rules for n in rule.needs_one_of[:1])


@EVERY
@FEW
@given(data=st.data())
def test_what_a_field_does_not_take_is_refused(model: Model, data: st.DataObject) -> None:
    field = data.draw(st.sampled_from([each for each in model.fields if not each.derived]))
    odd = [None, "", "4s", -(10**9), 10**12, 0.33333, True, [], ["ftp://x"], {}, ["a"] * 60, "\0"]
    wrong = [value for value in odd if field.problem(value) is not None]
    assert wrong, "a field that takes everything"
    values = {**least(model), field.name: data.draw(st.sampled_from(wrong))}
    assert field.name in {name for name, _ in codes(model, values)}


@EVERY
def test_a_field_of_another_model_is_refused(model: Model) -> None:
    others = {each.name for other in CATALOG for each in other.fields}
    for name in others - {each.name for each in model.fields}:
        assert (name, "unknown_field") in codes(model, {**least(model), name: "x"})


@EVERY
def test_a_field_has_no_place_without_what_it_goes_with(model: Model) -> None:
    for each in model.fields:
        if not each.only_with or each.derived:
            continue
        values = least(model)
        satisfy(model, values, each.name)
        assert (each.name, "only_with") not in codes(model, values)
        for other, condition in each.only_with.items():
            without = _breaking(model, values, other, condition)
            if without is not None:
                assert (each.name, "only_with") in codes(model, without)


def _breaking(
    model: Model, values: dict[str, Any], name: str, condition: Any
) -> dict[str, Any] | None:
    """The same values, of which one does not meet a condition; None where it always does."""
    field = model.field(name)
    assert field is not None
    left = {other: value for other, value in values.items() if other != name}
    if not isinstance(condition, tuple):
        return left
    others = [c for c in field.choices or (True, False) if c not in condition]
    return {**left, name: others[0]} if others else None


@EVERY_RULE
def test_a_rule_refuses_what_it_forbids(model: Model, rule: Rule) -> None:
    values = least(model)
    for name, condition in rule.when.items():
        satisfy(model, values, name, condition)
    for name in rule.excludes:
        broken = dict(values)
        satisfy(model, broken, name)
        assert (name, "excluded") in codes(model, broken)
    if rule.needs_one_of:
        broken = {name: value for name, value in values.items() if name not in rule.needs_one_of}
        found = {code for _, code in codes(model, broken)}
        assert found & {"needs_other", "one_of", "missing"}
    if rule.together:
        broken = dict(values)
        for name in rule.together:
            field = model.field(name)
            assert field is not None
            broken[name] = [url(n) for n in range(field.max_items or rule.at_most + 1)]
        assert (rule.together[0], "too_many_together") in codes(model, broken)
    for name, limit in rule.limits.items():
        field = model.field(name)
        assert field is not None
        narrowed = field.narrowed(limit)
        if limit.required:
            broken = {n: v for n, v in values.items() if n != name}
            assert field.default is not None or (name, "missing") in codes(model, broken)
        out = [value for value in _samples(field) if narrowed.problem(value) is not None]
        for value in out:
            found = codes(model, {**values, name: value})
            assert {(name, "not_with"), (name, "only_with")} & found
        assert out or limit.required or limit.seconds, "a limit that limits nothing"


def _samples(field: Field) -> list[Any]:
    """Some of the values that a field takes by itself."""
    if field.choices:
        return list(field.choices)
    if field.type == "boolean":
        return [True, False]
    if field.type in ("integer", "number"):
        return [
            each for each in (field.minimum, field.maximum, *field.specials) if each is not None
        ]
    if field.type in ("urls", "strings"):
        return [[url(n) for n in range(count)] for count in range(1, (field.max_items or 5) + 1)]
    return []
