"""Files of a person's own models: whatever lies in the folder, nothing breaks, and it is told."""

from __future__ import annotations

import copy
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from core import language
from core.catalog import Catalog, load_catalog
from core.home import Home
from core.modelchecks import _MEDIA_RULES, MOST_TOLD, WrongModel
from core.modelfiles import MODELS, Unusable, models_of, read_models
from core.modeljson import LARGEST_FILE
from core.modelwords import _WRONG, unusable_words
from core.program import load_program
from tests.ownmodels import both, field, model_file, put

BUNDLED = [json.loads(file.read_text("utf-8")) for file in sorted(MODELS.glob("*.json"))]
ODD_VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.sampled_from(
        ["prompt", "given", "start_frame", "urls", "number", {"count": 1}, 1e300, 5e-324]
    ),
    st.lists(st.one_of(st.integers(), st.text(max_size=4)), max_size=3),
    st.dictionaries(st.text(max_size=8), st.integers(), max_size=3),
)


@pytest.fixture(autouse=True, params=language.LANGUAGES)
def each_language(request: pytest.FixtureRequest) -> Iterator[str]:
    language.use(request.param)
    yield request.param
    language.use("en")


def wrong(folder: Path) -> Unusable:
    """Return what is wrong with the one file in a folder."""
    models, unusable = read_models(folder, own=True)
    assert not models
    found, *others = unusable
    assert {found.file, *(each.file for each in others)} == {found.file}
    return found


def changed(change: Callable[[dict[str, Any]], object]) -> Callable[[Path], None]:
    """Return a cause: a good file with one thing changed."""
    content = model_file("fox-1", field("style", "choice", choices=["ink", "oil"]))
    change(content)
    return lambda folder: put(folder, content) and None


def with_field(name: str, kind: str, **facts: Any) -> Callable[[Path], None]:
    return changed(lambda content: content["fields"].append(field(name, kind, **facts)))


def with_style(**facts: Any) -> Callable[[Path], None]:
    return changed(lambda content: content["fields"][1].update(facts))


def with_rule(**rule: Any) -> Callable[[Path], None]:
    return changed(lambda content: content.update(rules=[rule]))


def with_variant(changes: dict[str, Any]) -> Callable[[Path], None]:
    """Return a cause: a family of one model, whose fields are changed."""
    return changed(lambda content: content.update(variants=[{"id": "fox-2", "fields": changes}]))


def another(like: str) -> dict[str, str]:
    """Return one more field of the role of a common one."""
    return {"like": like, "name": "another", "wire": "another"}


BOTH_FRAMES = field("frames", "urls", roles=["start_frame", "end_frame"])


def with_length(
    rule: dict[str, Any] | None = None, when: list[Any] | None = None, **facts: Any
) -> Callable[[Path], None]:
    """Return a cause: a length that is as ``facts`` say, a rule that narrows it or is about it."""

    def change(content: dict[str, Any]) -> None:
        content["fields"].append({"like": "duration", **facts})
        if rule is not None:
            content["rules"] = [{"limits": {"duration": rule}}]
        if when is not None:
            content["rules"] = [{"when": {"duration": when}, "excludes": ["style"]}]

    return changed(change)


def with_switch(when: list[Any], rule: dict[str, Any] | None = None) -> Callable[[Path], None]:
    """Return a cause: a switch, and a rule for where it is one of ``when``."""
    rules = [{"when": {"keen": when}, **({"limits": rule} if rule else {"excludes": ["style"]})}]
    return changed(lambda c: c.update(fields=[*c["fields"], field("keen", "boolean")], rules=rules))


def with_list(when: dict[str, Any], rule: dict[str, Any] | None = None) -> Callable[[Path], None]:
    """Return a cause: two or three pictures and a clip of 3 s at least, and a rule."""
    fields = [
        field("pictures", "urls", role="reference_images", min_items=2, max_items=3),
        field("clip", "url", role="source_clip", media={"least_seconds": 3, "seconds": 9}),
    ]
    rules = [{"when": when, **({"limits": rule} if rule else {"excludes": ["style"]})}]
    return changed(lambda c: c.update(fields=[*c["fields"], *fields], rules=rules))


def with_sizes(sizes: dict[str, Any]) -> Callable[[Path], None]:
    """Return a cause: what sizes clips have in a model of two resolutions and two ratios."""
    fields = [{"like": "resolution"}, {"like": "aspect_ratio"}]
    return changed(lambda c: c.update(fields=[*c["fields"], *fields], output_sizes=sizes))


def text(content: str | bytes) -> Callable[[Path], None]:
    data = content if isinstance(content, bytes) else content.encode()
    return lambda folder: (folder / "fox.json").write_bytes(data) and None


def twice(folder: Path) -> None:
    put(folder, model_file())
    put(folder, model_file(), "other.json")


CAUSES: dict[str, list[Callable[[Path], None]]] = {
    "unreadable": [lambda folder: (folder / "fox.json").mkdir()],
    "too_large": [text(b" " * (LARGEST_FILE + 1))],
    "no_json": [text("{"), text("[" * 100_000), text(""), text("\x00")],
    "no_utf8": [text(b"\xff\xfe\x00"), text("狐".encode("gbk"))],
    "no_number": [
        *(text(f'{{"order": {number}}}') for number in ("9" * 5000, "1e400", "NaN", "-Infinity")),
        text('{"order": 1e-300}'),
    ],
    "named_twice": [text('{"id": "a", "id": "b"}')],
    "same_id_inside": [changed(lambda c: c.update(variants=[{"id": "fox-2"}, {"id": "fox-2"}]))],
    "required": [
        changed(lambda content: content.pop("sources")),
        changed(lambda content: content.pop("id")),
        changed(lambda content: content["fields"][1].pop("name")),
        with_field("mood", "choice"),
        with_field("keep", "choice", choices=["a", "b"], role="clip_sound"),
    ],
    "additionalProperties": [changed(lambda c: c.update(familly=1)), with_style(colour="red")],
    "enum": [
        with_style(type="text box"),
        with_style(role="first_frame"),
        with_field("keep", "choice", choices=["a", "b"], role="clip_sound", off="c"),
    ],
    "const": [changed(lambda content: content.update(format=2))],
    "type": [
        text("[]"),
        changed(lambda content: content.update(order="first")),
        with_style(default={}),
        changed(lambda content: content.update(variants=None)),
    ],
    "anyOf": [with_style(only_with={"prompt": "yes"})],
    "pattern": [
        changed(lambda content: content.update(id="fox 1")),
        changed(lambda content: content.update(withdrawn="today")),
        with_style(name="my style"),
        with_style(wire="a..b"),
    ],
    "minimum": [with_style(max_length=0)],
    "exclusiveMinimum": [with_style(step=0), changed(lambda content: content.update(seconds=0))],
    "minItems": [with_style(choices=[]), changed(lambda content: content.update(sources=[]))],
    "maxItems": [changed(lambda c: c.update(output_sizes={"720p": {"16:9": [1280, 720, 1]}}))],
    "minLength": [changed(lambda content: content["name"].update(en=""))],
    "minProperties": [with_style(only_with={})],
    "uniqueItems": [with_style(choices=["ink", "ink"])],
    "unknown_like": [changed(lambda c: c["fields"].append({"like": "promt"}))],
    "default_refused": [with_style(default="chalk")],
    "twice": [with_field("style", "text")],
    "unknown_field": [
        with_style(only_with={"promt": "given"}),
        with_rule(excludes=["x"]),
        with_variant({"stlye": None}),
    ],
    "role_type": [with_field("first", "text", role="start_frame")],
    "name_type": [with_field("duration", "text")],
    "media_rule": [with_field("first", "url", role="start_frame", media={"seconds": 5})],
    "role_twice": [
        changed(lambda c: c["fields"].extend([{"like": "start_frame"}, another("start_frame")])),
        changed(lambda c: c["fields"].extend([another("end_frame"), BOTH_FRAMES])),
        changed(lambda c: c["fields"].extend([{"like": "source_clip"}, another("source_clip")])),
        changed(lambda c: c["fields"].extend([{"like": "audio"}, another("audio")])),
        with_field("frames", "urls", roles=["start_frame", "start_frame"]),
    ],
    "negative": [
        with_length(minimum=-5),
        with_length(minimum=-9, maximum=-1, default=None),
        with_length(minimum=1, rule={"minimum": -2}),
        with_length(type="choice", choices=[-4, 8], default=8),
        with_length(type="choice", choices=["-4s", "8s"], default="8s"),
        with_field("fade", "number", unit="s", minimum=-0.5),
    ],
    "no_date": [
        changed(lambda content: content["sources"][0].update(date="2026-13-40")),
        changed(lambda content: content["sources"][0].update(date="0000-01-01")),
        changed(lambda content: content.update(withdrawn="2026-02-30")),
    ],
    "no_choice": [
        with_rule(when={"style": ["8k"]}, needs_one_of=["prompt"]),
        with_rule(when={"style": ["ink", "8k"]}, needs_one_of=["prompt"]),
        with_field("mood", "text", only_with={"style": ["8k"]}),
        with_field("mood", "text", derived={"cases": [{"when": {"style": [1]}, "value": "a"}]}),
        with_switch(["yes"]),
        with_sizes({"8k": {"16:9": [7680, 4320]}}),
        with_sizes({"720p": {"5:4": [900, 720]}}),
    ],
    "no_value": [
        with_length(minimum=4, maximum=12, when=[30]),
        with_length(minimum=4, maximum=12, when=["5"]),
        with_rule(when={"prompt": [5]}, excludes=["style"]),
    ],
    "never_equal": [with_list({"pictures": ["https://example.com/a.png"]})],
    "no_count": [with_list({"pictures": {"count": 4}}), with_list({"pictures": {"count": 1}})],
    "limit_type": [
        with_rule(limits={"style": {"minimum": 3}}),
        with_rule(limits={"prompt": {"choices": ["a"]}}),
        with_rule(limits={"style": {"max_items": 3}}),
        with_rule(limits={"prompt": {"seconds": 3}}),
    ],
    "nothing_left": [
        with_length(minimum=4, maximum=12, rule={"minimum": 30}),
        with_length(minimum=4, maximum=12, rule={"maximum": 3.5}),
        with_length(minimum=4, maximum=12, rule={"minimum": 5.2, "maximum": 5.8}),
        with_length(type="choice", choices=[5, 10], rule={"choices": [8]}),
        with_switch([True], rule={"keen": {"choices": ["yes"]}}),
        with_list({"prompt": "given"}, rule={"pictures": {"max_items": 1}}),
        with_list({"prompt": "given"}, rule={"pictures": {"max_items": 0, "required": True}}),
        with_list({"prompt": "given"}, rule={"clip": {"seconds": 2}}),
    ],
    "no_type": [changed(lambda content: content["fields"][1].pop("type"))],
    "reversed": [
        with_field("size", "integer", minimum=5, maximum=4, default=5),
        with_field("pictures", "urls", role="reference_images", min_items=3, max_items=2),
        with_field("clip", "url", role="source_clip", media={"least_seconds": 9, "seconds": 3}),
        changed(lambda c: c["fields"].append({"like": "duration", "minimum": 9, "maximum": 3})),
        with_rule(limits={"style": {"minimum": 3, "maximum": 1}}),
    ],
    "reserved": [with_style(wire="model")],
    "wire_twice": [with_style(wire="prompt.style")],
    "too_many": [
        with_field("x", "choice", choices=list(range(201))),
        changed(lambda c: c["fields"].extend(field(f"f{n}", "text") for n in range(100))),
        changed(lambda c: c.update(variants=[{"id": f"fox-{n}"} for n in range(201)])),
    ],
    "no_list": [
        with_rule(when={"prompt": {"count": 2}}, excludes=["style"]),
        with_rule(together=["prompt", "style"], at_most=1),
        with_field("first", "url", role="source_clip", media={"max_total_seconds": 5}),
    ],
    "needs_when": [with_rule(excludes=["style"])],
    "no_character": [changed(lambda content: content.update(outcome="character"))],
}


def test_every_code_has_words_and_is_caused() -> None:
    assert set(CAUSES) | {"same_id", "unforeseen", "more"} == set(_WRONG) | {"pattern"}


@pytest.mark.parametrize(
    ("code", "cause"), [(code, cause) for code, causes in CAUSES.items() for cause in causes]
)
def test_what_is_wrong_with_a_file_is_told(
    tmp_path: Path, code: str, cause: Callable[[Path], None]
) -> None:
    cause(tmp_path)
    found = wrong(tmp_path)
    assert found.code == code
    words = unusable_words(found)
    assert words.startswith("fox.json")
    assert len(words) > len("fox.json: ") + 4
    assert "None" not in words
    assert "\ud800" not in words


def test_the_words_name_the_place_and_what_is_wanted(tmp_path: Path, each_language: str) -> None:
    with_style(type="tekst")(tmp_path)
    words = unusable_words(wrong(tmp_path))
    assert "fields[1].type" in words
    assert '"tekst"' in words
    assert "text" in words.replace("tekst", "")
    if each_language == "en":
        assert words.startswith('fox.json, at fields[1].type: "tekst" is not known here. It can be')


def test_the_likeliest_name_comes_first(tmp_path: Path) -> None:
    with_style(defualt="ink")(tmp_path)
    words = unusable_words(wrong(tmp_path))
    assert words.index("default,") < words.index("choices")


@pytest.mark.expected_logs("was not foreseen")
def test_what_nobody_has_foreseen_is_told_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, model_file())
    monkeypatch.setattr("core.modelfiles.read_field", lambda _: 1 / 0)
    found = wrong(tmp_path)
    assert found.code == "unforeseen"
    assert unusable_words(found).startswith("fox.json")
    put(tmp_path, model_file(), "sora.json")
    with pytest.raises(ZeroDivisionError):  # what the program brings must be right
        read_models(tmp_path)


def test_of_two_files_with_one_model_the_first_counts(tmp_path: Path) -> None:
    twice(tmp_path)
    models, (found,) = read_models(tmp_path, own=True)
    assert [each.id for each in models] == ["fox-1"]
    assert (found.file.name, found.code) == ("other.json", "same_id")
    words = unusable_words(found)
    assert "fox-1" in words
    assert "fox.json" in words


def test_other_programs_files_are_passed_over(tmp_path: Path) -> None:
    put(tmp_path, model_file())
    (tmp_path / ".fox.json.swp.json").write_text("{")
    (tmp_path / "README.txt").write_text("{")
    put(tmp_path, model_file("fox-2"), "LOUD.JSON")
    models, unusable = read_models(tmp_path, own=True)
    assert {each.id for each in models} == {"fox-1", "fox-2"}
    assert not unusable


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fox.json")
    assert wrong(tmp_path).code == "unreadable"


def test_links_to_nowhere_and_in_circles_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.json").symlink_to(tmp_path / "nothing")
    (tmp_path / "b.json").symlink_to(tmp_path / "b.json")
    models, unusable = read_models(tmp_path, own=True)
    assert not models
    assert [each.code for each in unusable] == ["unreadable", "unreadable"]
    assert all(map(unusable_words, unusable))


@pytest.mark.parametrize("where", ["absent", "file"])
def test_a_folder_that_is_none_holds_nothing(tmp_path: Path, where: str) -> None:
    (tmp_path / "file").touch()
    assert read_models(tmp_path / where, own=True) == ([], [])


def test_an_own_file_goes_before_what_the_program_brings(tmp_path: Path) -> None:
    put(tmp_path, model_file("sora-2"))
    catalog = load_catalog(tmp_path)
    assert catalog.find("sora-2").own
    assert catalog.find("sora-2").family.id == "fox"
    assert catalog.replaced == {"sora-2"}
    assert not load_catalog().replaced


def test_a_catalogue_is_read_again_only_if_its_folder_has_changed(tmp_path: Path) -> None:
    catalog = load_catalog(tmp_path)
    assert not catalog.renew()
    file = put(tmp_path, model_file())
    assert catalog.renew()
    assert catalog.get("fox-1") is not None
    assert not catalog.renew()
    put(tmp_path, model_file(summary=both("Something else entirely.")))
    assert catalog.renew()
    assert catalog.find("fox-1").summary["en"] == "Something else entirely."
    file.write_text("{")
    assert catalog.renew()
    assert catalog.get("fox-1") is None
    assert [each.code for each in catalog.unusable] == ["no_json"]
    file.unlink()
    assert catalog.renew()
    assert not catalog.unusable


def test_a_catalogue_without_a_folder_stays_as_it_is() -> None:
    assert not load_catalog().renew()
    assert not Catalog([]).renew()


def test_every_program_on_the_home_knows_the_models(tmp_path: Path) -> None:
    home = Home(tmp_path / "home", tmp_path / "clips")
    home.prepare()
    assert home.models.is_dir()
    put(home.models, model_file())
    program = load_program({"FOXREEL_HOME": str(home.root)})
    assert program.catalog.find("fox-1").own


def test_a_file_in_the_place_of_the_folder_keeps_nobody_from_working(tmp_path: Path) -> None:
    home = Home(tmp_path / "home", tmp_path / "clips")
    home.root.mkdir()
    home.models.write_text("a note")
    home.prepare()
    program = load_program({"FOXREEL_HOME": str(home.root)})
    assert program.catalog.default.id == load_catalog().default.id


def test_the_rules_for_files_are_those_that_files_are_checked_by() -> None:
    import dataclasses

    from core.frames import PictureRules
    from core.media.audio import AudioRules
    from core.media.checking import ClipRules

    classes = {"image": PictureRules, "video": ClipRules, "audio": AudioRules}
    known = {
        medium: {each.name for each in dataclasses.fields(rules)}
        for medium, rules in classes.items()
    }
    assert known == _MEDIA_RULES


# All that is wrong with a file at once


def mistakes(folder: Path, content: Any) -> list[tuple[str, str]]:
    """Return the codes and the places of what is wrong with a file."""
    put(folder, content)
    return [(each.code, each.where) for each in read_models(folder, own=True)[1]]


def test_every_part_that_is_not_as_the_schema_says_is_told(tmp_path: Path) -> None:
    content = model_file(
        "fox 1",
        field("style", "choice", choices=["ink"], colour="red"),
        {**field("mood", "tekst"), "max_length": 0},
        {"type": "text"},
    )
    del content["sources"]
    content |= {"familly": 1, "order": "first"}
    assert sorted(mistakes(tmp_path, content)) == [
        ("additionalProperties", ""),
        ("additionalProperties", "fields[1]"),
        ("enum", "fields[2].type"),
        ("minimum", "fields[2].max_length"),
        ("pattern", "id"),
        ("required", ""),
        *[("required", "fields[3]")] * 3,  # name, label and help
        ("type", "order"),
    ]


def test_every_variant_s_own_mistakes_are_told_and_common_ones_once(tmp_path: Path) -> None:
    content = model_file("", field("style", "choice", choices=["ink"], default="oil"))
    del content["id"]
    content["fields"].append(field("duration", "text"))
    patches: list[Any] = [{"mood": {"like": "promt"}}, {"seed": {"type": "integer"}}, {}, {}]
    content["variants"] = [{"id": f"fox-{n}", "fields": each} for n, each in enumerate(patches)]
    assert mistakes(tmp_path, content) == [
        ("unknown_like", "variants[0].fields.mood"),
        *[("required", "variants[1].fields.seed")] * 2,  # label and help
        ("default_refused", "fox-0: style"),
        ("name_type", "fox-0: duration"),
    ]


def test_what_fields_lack_and_a_bad_like_are_told_with_all_else_in_the_first_round(
    tmp_path: Path, each_language: str
) -> None:
    untyped = field("mood", "text")
    del untyped["type"]
    given = (
        {"like": "durtion"},
        untyped,
        field("size", "integer", minimum=5, maximum=4),
    )
    rules = [{"limits": {"size": {"minimum": 9, "maximum": 1}}}]
    beside = [
        ("unknown_like", "fields[1]"),
        ("no_type", "fields[2]"),
        ("reversed", "fields[3]"),
        ("reversed", "rules[0].limits.size"),
    ]
    assert mistakes(tmp_path, model_file("fox-1", *given, rules=rules)) == beside
    content = model_file("fox 1", *given, rules=rules)
    assert mistakes(tmp_path, content) == [("pattern", "id"), *beside]
    words = [unusable_words(each) for each in read_models(tmp_path, own=True)[1]]
    if each_language == "en":
        assert "“minimum” is 5 and “maximum” is 4: the least cannot be more than" in words[3]
        assert "must be said with “type”. It can be text, choice, boolean" in words[2]
    variants = [{"id": "fox-1", "fields": {"seed": {"like": "sead"}, "tone": {"max_length": 0}}}]
    content = model_file("fox-1", rules=rules, id=None, variants=variants)
    assert mistakes(tmp_path, content) == [
        ("minimum", "variants[0].fields.tone.max_length"),
        ("unknown_like", "variants[0].fields.seed"),
        *[("required", "variants[0].fields.tone")] * 2,
        ("no_type", "variants[0].fields.tone"),
        ("reversed", "rules[0].limits.size"),
    ]


def test_all_that_does_not_go_together_is_told(tmp_path: Path) -> None:
    content = model_file(
        "fox-1",
        field("style", "choice", choices=["ink"], only_with={"promt": "given"}),
        field("first", "text", role="start_frame"),
        field("size", "integer", minimum=5, maximum=4, wire="prompt.size"),
    )
    content["rules"] = [{"excludes": ["style"]}, {"together": ["style", "x"], "at_most": 1}]
    assert mistakes(tmp_path, content) == [
        ("reversed", "fields[3]"),
        ("unknown_field", "fox-1: style.only_with"),
        ("unknown_field", "fox-1: rules[1]"),
        ("role_type", "fox-1: first"),
        ("wire_twice", "fox-1: prompt"),
        ("needs_when", "fox-1: rules[0]"),
        ("no_list", "fox-1: rules[1]"),
    ]


WRONG_TOGETHER: list[dict[str, Any]] = [
    {"like": "duration", "minimum": 4, "maximum": 12, "default": 99},
    {"like": "start_frame"},
    {"like": "start_frame", "name": "another"},
    field("mood", "text", only_with={"nosuch": "given"}),
]
TOLD_TOGETHER = [
    ("default_refused", "fox-1: duration"),
    ("unknown_field", "fox-1: mood.only_with"),
    ("unknown_field", "fox-1: rules[0]"),
    ("role_twice", "fox-1: fields"),
    ("nothing_left", "fox-1: rules[1].limits.duration"),
]


def test_a_bad_default_keeps_nothing_else_from_being_told(tmp_path: Path) -> None:
    rules: list[Any] = [
        {"excludes": ["nosuch"], "when": {"mood": "given"}},
        {"limits": {"duration": {"minimum": 30}}},
    ]
    assert mistakes(tmp_path, model_file("fox-1", *WRONG_TOGETHER, rules=rules)) == TOLD_TOGETHER


def test_what_does_not_go_together_is_told_beside_what_is_not_as_the_schema_says(
    tmp_path: Path,
) -> None:
    rules = [
        {"excludes": ["nosuch"], "when": {"mood": "given"}},
        {"limits": {"duration": {"minimum": 30}}},
        {"when": {"tone": ["sad"]}, "limts": {}},
    ]
    bad = field("tone", "tekst", only_with={"nosuch": "given"})
    content = model_file("fox-1", *WRONG_TOGETHER, bad, rules=rules)
    content |= {"familly": content.pop("family"), "output_sizes": 5, "order": "first"}
    content["sources"].append({"fact": "", "from": "a test", "date": "2026-13-40"})
    found = mistakes(tmp_path, content)
    assert sorted(found[:-5]) == [
        ("additionalProperties", ""),
        ("additionalProperties", "rules[2]"),
        ("enum", "fields[5].type"),
        ("minLength", "sources[1].fact"),
        ("required", ""),
        ("type", "order"),
        ("type", "output_sizes"),
    ]
    assert found[-5:] == TOLD_TOGETHER


def test_a_field_that_cannot_be_read_is_still_there_for_the_others(tmp_path: Path) -> None:
    """What speaks of it is not told to speak of nothing, and what may be missing is not told."""
    bad = [
        field("tone", "tekst"),
        {"like": "start_frame", "colour": "red", "derived": {}, "media": {"seconds": "5"}},
        {"like": "durtion"},
        field("mood", "text", only_with={"tone": ["sad"], "image_url": "given"}),
    ]
    rules = [{"when": {"duration": [5]}, "excludes": ["mood", "nosuch"]}]
    content = model_file("fox-1", *bad, rules=rules)
    assert mistakes(tmp_path, {**content, "outcome": "character"}) == [
        ("enum", "fields[1].type"),
        ("additionalProperties", "fields[2]"),
        ("required", "fields[2].derived"),
        ("type", "fields[2].media.seconds"),
        ("unknown_like", "fields[3]"),
        ("unknown_field", "fox-1: rules[0]"),
    ]
    nobody_knows = model_file("fox-1", *bad, {"like": "xyz"}, rules=rules)
    assert "unknown_field" not in dict(mistakes(tmp_path, nobody_knows))


def test_a_model_without_an_id_is_looked_at_by_its_parts(tmp_path: Path) -> None:
    content = model_file("", field("style", "choice", choices=["ink"], default="oil"))
    del content["id"]
    assert mistakes(tmp_path, content) == [("required", ""), ("default_refused", "style")]


def test_a_field_that_a_variant_leaves_out_must_be_there(
    tmp_path: Path, each_language: str
) -> None:
    content = model_file("", {"like": "duration"}, {"like": "start_frame"})
    del content["id"]
    changes = {"durration": None, "image_url": None, "duration": None}
    content["variants"] = [{"id": "fox-1", "fields": changes}, {"id": "fox-2"}]
    assert mistakes(tmp_path, content) == [("unknown_field", "variants[0].fields.durration")]
    words = unusable_words(wrong(tmp_path))
    if each_language == "en":
        assert "no field “durration”. Did you mean “duration”? The model has duration" in words


@pytest.mark.parametrize(
    "fields",
    [
        [{"like": "duration", "minimum": 0, "maximum": 12, "specials": [-1]}],
        [{"like": "duration", "type": "choice", "choices": [5, -1], "words": {"-1": both("Auto")}}],
        [field("shift", "integer", minimum=-5, maximum=5)],
        [{"like": "reference_images"}, {**another("reference_images")}],
    ],
)
def test_what_has_a_meaning_of_its_own_may_be_less_than_nothing_or_there_twice(
    tmp_path: Path, fields: list[dict[str, Any]]
) -> None:
    assert mistakes(tmp_path, model_file("fox-1", *fields)) == []


@pytest.mark.parametrize(
    "rule",
    [
        {"limits": {"duration": {"minimum": 6, "maximum": 6}}},
        {"limits": {"pictures": {"max_items": 0}}},
        {"limits": {"pictures": {"max_items": 2, "required": True}}},
        {"limits": {"style": {"choices": ["ink", "chalk"]}}},
        {"when": {"duration": [4, -1]}, "excludes": ["style"]},
        {"when": {"pictures": {"count": 2}}, "excludes": ["style"]},
        {"when": {"prompt": ["A fox"]}, "excludes": ["style"]},
    ],
)
def test_a_rule_that_leaves_something_and_can_hold_is_taken(
    tmp_path: Path, rule: dict[str, Any]
) -> None:
    fields = [
        field("style", "choice", choices=["ink", "oil"]),
        {"like": "duration", "minimum": 4, "maximum": 12, "specials": [-1]},
        field("pictures", "urls", role="reference_images", min_items=2, max_items=3),
    ]
    assert mistakes(tmp_path, model_file("fox-1", *fields, rules=[rule])) == []


def test_what_variants_share_needs_to_hold_in_one_of_them(tmp_path: Path) -> None:
    size = {"like": "resolution", "choices": ["720p", "4k"]}
    mood = field("mood", "text", only_with={"resolution": ["4k"]})
    length = {"like": "duration", "minimum": 4, "maximum": 12}
    content = model_file(
        "",
        *(size, {"like": "aspect_ratio"}, length, mood),
        rules=[{"when": {"resolution": ["4k"]}, "limits": {"duration": {"minimum": 10}}}],
        output_sizes={"720p": {"16:9": [1280, 720]}, "4k": {"16:9": [3840, 2160]}},
    )
    del content["id"]
    lite = {"resolution": {"choices": ["720p"]}, "duration": {"maximum": 8}}
    content["variants"] = [{"id": "fox-1"}, {"id": "fox-1-lite", "fields": lite}]
    assert mistakes(tmp_path, content) == []
    content["fields"][1] = size | {"choices": ["720p", "8k"]}
    assert mistakes(tmp_path, content) == [
        ("no_choice", "fox-1: mood.only_with.resolution"),
        ("no_choice", "fox-1: rules[0].when.resolution"),
        ("no_choice", "fox-1: output_sizes"),
    ]
    content["fields"][1] = size
    content["variants"][1]["rules"] = [{"when": {"resolution": ["4k"]}, "excludes": ["mood"]}]
    assert mistakes(tmp_path, content) == [("no_choice", "fox-1-lite: rules[0].when.resolution")]


@pytest.mark.parametrize("fact", [{"unit": "s", "name": "fade"}, {"name": "duration", "unit": ""}])
def test_no_length_is_less_than_nothing_even_if_its_least_is_not_said(
    tmp_path: Path, fact: dict[str, Any]
) -> None:
    content = model_file("fox-1", {**field("length", "integer", maximum=12), **fact})
    put(tmp_path, content)
    (model,), _ = read_models(tmp_path, own=True)
    (problem,) = model.problems({"prompt": "A fox", fact["name"]: -5})
    assert (problem.code, problem.facts) == ("out_of_range", {"low": "0", "high": "12"})
    assert model.fields[1].nearest(-5) == 0


def test_no_more_is_told_than_can_be_read(tmp_path: Path) -> None:
    wrong_fields = [field(f"f{n}", "tekst") for n in range(1000)]
    put(tmp_path, model_file("fox-1", *wrong_fields))
    found = read_models(tmp_path, own=True)[1]
    assert [each.code for each in found] == ["enum"] * MOST_TOLD + ["more"]
    assert len({unusable_words(each) for each in found}) == MOST_TOLD + 1


# Whatever is in a file


def places(content: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield where in JSON something is."""
    if path:
        yield path
    inside = (
        content.items()
        if isinstance(content, dict)
        else enumerate(content)
        if isinstance(content, list)
        else ()
    )
    for key, value in inside:
        yield from places(value, (*path, key))


@st.composite
def mutated(draw: st.DrawFn) -> Any:
    """Return the content of a file that the program brings, changed in one to four places."""
    content = copy.deepcopy(draw(st.sampled_from(BUNDLED)))
    for _ in range(draw(st.integers(1, 4))):
        *outer, last = draw(st.sampled_from(list(places(content))))
        holder = content
        for key in outer:
            holder = holder[key]
        match draw(st.sampled_from(["set", "drop", "copy", "rename"])):
            case "set":
                holder[last] = draw(ODD_VALUES)
            case "drop":
                del holder[last]
            case "copy" if isinstance(holder, list):
                holder.append(copy.deepcopy(holder[last]))
            case _ if isinstance(holder, dict):
                holder[draw(st.sampled_from([*holder, "role", "type", "wire", "x"]))] = holder[last]
        if not isinstance(content, dict) or not content:
            break
    return content


@settings(
    max_examples=250,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(content=mutated())
def test_what_is_read_can_be_asked_and_what_is_not_is_told(tmp_path: Path, content: Any) -> None:
    put(tmp_path, content)
    models, unusable = read_models(tmp_path, own=True)
    assert bool(models) is not bool(unusable)
    assert len(unusable) <= MOST_TOLD + 1
    assert all(map(unusable_words, unusable))
    for model in models:
        assert isinstance(model.slots, tuple)
        values = model.with_defaults({"prompt": "A fox"})
        assert isinstance(model.problems(values), tuple)
        assert isinstance(model.effective(values), tuple)
        body = model.body({**values, "prompt": "A fox"})
        assert body["model"] == model.id
        assert isinstance(model.values_of(body), dict)
        assert model.output_size(values) is None or len(model.output_size(values) or ()) == 2


@settings(max_examples=200, deadline=None)
@given(data=st.binary(max_size=60))
@example(data=b"{}")  # much is missing, and all of that is told
def test_any_bytes_are_told(data: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "fox.json").write_bytes(data)
        models, unusable = read_models(Path(folder), own=True)
        assert not models
        assert unusable
        assert all(unusable_words(each) for each in unusable)


@pytest.mark.parametrize("content", BUNDLED, ids=lambda content: content["family"]["id"])
def test_a_copy_of_what_the_program_brings_is_a_model_of_ones_own(content: Any) -> None:
    if "variants" in content:
        content = {**content, "variants": [{**content["variants"][0], "id": "mine"}]}
    (model, *_) = models_of(
        {**content, **({} if "variants" in content else {"id": "mine"})}, own=True
    )
    assert (model.id, model.own) == ("mine", True)


def test_wrong_models_say_where_in_their_text() -> None:
    with pytest.raises(WrongModel, match=r"fields\[1\]\.type"):
        models_of(model_file("fox-1", {**field("a", "text"), "type": 1}), own=True)


def test_a_gateways_names_for_a_model_count_for_it() -> None:
    """The ids are those of a key's list beside the catalogue, in aihub-mcp's model-mapping.md."""
    listed = (
        *("google/veo-3.1[fast|audio]", "veo-3.1-extend[audio]", "kling-v3-motion-control[pro]"),
        *("openai/sora-2-pro", "kling-o3-text-to-video", "fabric-1.0[480p]"),
    )
    marks = load_catalog().callable_with(listed)
    assert {name for name, mark in marks.items() if mark} == {
        *("veo-3.1", "veo-3.1-extend", "kling-v3-motion-control"),
        *("sora-2-pro", "kling-o3-text-to-video"),
    }
    assert set(load_catalog().callable_with(None).values()) == {None}
