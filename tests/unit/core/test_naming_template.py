"""Templates of names: what they give for any job, and what is wrong with them."""

from __future__ import annotations

import dataclasses
import time
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.job import Connection, Job
from core.nametemplate import (
    DEFAULT,
    FIELDS,
    LONGEST,
    LONGEST_FOLDER,
    LONGEST_NAME,
    MOST_FOLDERS,
    name_for,
    template_problem,
)
from core.naming import safe_words
from core.problems import InvalidAsk
from core.wording import ask_words
from tests.unit.core.test_naming import NASTY, QUICK, TEXTS, assert_legal

NOON = time.mktime((2026, 3, 7, 14, 5, 0, 0, 0, -1))
JOB = Job(
    id="abcdefghjk",
    created_at=NOON,
    connection=Connection("demo"),
    model="sora-2-pro",
    prompt="A fox in the snow",
    values={},
    output="/clips",
)
SECOND = dataclasses.replace(JOB, take=2, shot=3)
TEMPLATES = st.lists(
    st.sampled_from([*(f"{{{name}}}" for name in FIELDS), "/", " ", "-", "..", "con", "(", ")"])
    | NASTY
    | st.text(st.characters(), max_size=3),
    max_size=12,
).map("".join)


def shown(template: str, job: Job = JOB, *characters: str) -> str:
    name = name_for(job, template, characters)
    return "/".join((*name.folders, name.stem))


@pytest.mark.parametrize(
    ("template", "first", "second"),
    [
        (DEFAULT, "2026-03-07 1405 A fox in the snow", "2026-03-07 1405 A fox in the snow 2"),
        ("{date}/{prompt}", "2026-03-07/A fox in the snow", "2026-03-07/A fox in the snow"),
        ("{model}/{shot} {id}", "sora-2-pro/abcdefghjk", "sora-2-pro/03 abcdefghjk"),
        ("{prompt} ({take})", "A fox in the snow", "A fox in the snow (2)"),
        ("{shot} - {take} - {id}", "abcdefghjk", "03 - 2 - abcdefghjk"),
        ("{date}_{shot}_{id}", "2026-03-07_abcdefghjk", "2026-03-07_03_abcdefghjk"),
        ("take{take}x{id}", "takexabcdefghjk", "take2xabcdefghjk"),
        ("{shot}/{id}", "abcdefghjk", "03/abcdefghjk"),
        ("my films / {time}", "my films/1405", "my films/1405"),
        ("con/nul.{id}", "_con/_nul.abcdefghjk", "_con/_nul.abcdefghjk"),
    ],
)  # fmt: skip
def test_what_a_template_gives(template: str, first: str, second: str) -> None:
    assert template_problem(template) is None
    assert shown(template) == first
    assert shown(template, SECOND) == second


def test_characters_are_named() -> None:
    assert shown("{character}/{prompt}", JOB, "Mika", "Bo/b") == "Mika, Bo b/A fox in the snow"
    assert shown("{character}/{prompt}") == "A fox in the snow"
    assert shown("{date}-{character}-{id}", JOB, "小米") == "2026-03-07-小米-abcdefghjk"


def test_a_task_that_was_made_elsewhere_has_a_name_too() -> None:
    followed = dataclasses.replace(JOB, model="", prompt="", task_id="task-7")
    assert shown("{model} {prompt}", followed) == "task-7"
    assert shown("{model}", followed) == JOB.id
    assert shown("{model}", dataclasses.replace(followed, model_used="sora-2")) == "sora-2"


def test_what_is_too_long_loses_words_and_keeps_the_rest() -> None:
    long = dataclasses.replace(SECOND, prompt="狐狸" * 500)
    name = name_for(long, "{prompt} {prompt} {prompt} {prompt} {id} {take}")
    assert name.stem.endswith(f" {JOB.id} 2")
    assert name.stem.count("狐狸") > 20
    assert LONGEST_NAME - 12 < len(name.stem.encode()) <= LONGEST_NAME
    folder = name_for(long, "{date} {prompt} {id}/x").folders[0]
    assert folder.endswith(JOB.id)
    assert len(folder.encode()) <= LONGEST_FOLDER


@QUICK
@given(prompt=TEXTS, task_id=TEXTS, take=st.integers(1, 20), at=st.floats(86_400, 4e9))
def test_the_usual_names_are_date_time_words_and_take(
    prompt: str, task_id: str, take: int, at: float
) -> None:
    job = dataclasses.replace(JOB, prompt=prompt, task_id=task_id, take=take, created_at=at)
    when = time.strftime("%Y-%m-%d %H%M", time.localtime(at))
    words = safe_words(prompt) or safe_words(task_id) or job.id
    assert shown(DEFAULT, job) == f"{when} {words}" + (f" {take}" if take > 1 else "")


@QUICK
@given(
    template=TEMPLATES, prompt=TEXTS, model=TEXTS, character=TEXTS, take=st.integers(1, 20),
    shot=st.integers(0, 500),
)  # fmt: skip
@example("../../{prompt}", "x", "m", "c", 1, 1)
@example("{prompt}/{prompt}", "..", "..", "..", 1, 1)
@example("{character}{model}", "", ".", "..", 1, 0)
@example("{prompt}" * 25, "狐" * 99, "", "", 1, 0)
@example("C:\\{id}", "x", "", "", 1, 0)
@example("aux.{take}", "x", "", "", 1, 0)
def test_whatever_the_template_a_clip_stays_in_its_folder_under_a_legal_name(
    template: str, prompt: str, model: str, character: str, take: int, shot: int
) -> None:
    job = dataclasses.replace(JOB, prompt=prompt, model=model, take=take, shot=shot)
    name = name_for(job, template, [character])
    for ending in ("", ".mp4", ".mp4.part", ".mp4.odd", ".json.new", " (999).mp4.part"):
        assert_legal(name.stem + ending)
    for folder in name.folders:
        assert_legal(folder)
    assert len(name.folders) <= MOST_FOLDERS
    output = Path("/clips")
    inside = (name.inside(output) / f"{name.stem}.mp4").resolve()
    assert output.resolve() in inside.parents
    if template_problem(template) is not None:
        assert name == name_for(job, DEFAULT)


@pytest.mark.parametrize(
    ("template", "code", "said"),
    [
        *((each, "name_empty", "would have no name") for each in ("", " ", "{take}", "{date}/")),
        *((each, "name_empty", "{prompt}") for each in ("({take}) {shot}", "{character} - ", "a/")),
        *((each, "name_outside", "stay inside") for each in ("/{id}", "../{id}", "a/ . /b", "..")),
        *((each, "brace_alone", "stands alone") for each in ("{id", "id}", "{{id}}", "{id}}")),
        *((each, "unknown_name_field", "The fields are") for each in ("{colour} {id}", "{}{id}")),
        ("{ID}", "unknown_name_field", "no field {ID}"),
        ("{time:%H} {id}", "unknown_name_field", "{time:%H}"),
        ("a:b?{id}", "not_in_a_name", ": ?"),
        ("C:\\{id}", "not_in_a_name", ": \\"),
        ("{id}\n", "not_in_a_name", "U+000A"),
        ("{id}\u202e", "not_in_a_name", "U+202E"),
        ("x" * (LONGEST + 1), "name_too_long", "200"),
        ("a/" * (MOST_FOLDERS + 1) + "{id}", "too_many_folders", "6"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(template: str, code: str, said: str) -> None:
    problem = template_problem(template)
    assert problem is not None
    assert (problem.field, problem.code) == ("name_template", code)
    assert said in ask_words(InvalidAsk(problem))
