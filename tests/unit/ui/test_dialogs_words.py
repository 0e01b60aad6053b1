"""What the dialogs make of texts and tables, without a window."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.dialogs.charges import amount_words
from ui.dialogs.closing import drawing_words, sending_words, sent_words, waiting_words
from ui.dialogs.keys import KeyOutcome, outcome_tone, outcome_words
from ui.dialogs.pages.appearance import language_choice
from ui.dialogs.pages.components import Component, read_components, versions
from ui.dialogs.pages.connection import key_words
from ui.dialogs.taskid import task_ids_in

TASK = "task-unified-1757165031-uyujaw3d"


@pytest.mark.parametrize(
    "pasted",
    [
        TASK,
        f"  {TASK}\n",
        f'"{TASK}",',
        json.dumps({"created": 1757165031, "id": TASK, "status": "pending"}),
        json.dumps({"data": {"id": TASK}}, indent=2),
        f"https://api.foxapi.cc/v1/tasks/{TASK}?sync_upstream=true",
        f"curl -H 'Authorization: …' https://api.foxapi.cc/v1/tasks/{TASK}",
        f"{TASK} {TASK}",
    ],
)
def test_a_task_id_is_found_in_whatever_was_pasted(pasted: str) -> None:
    assert task_ids_in(pasted) == [TASK]


@pytest.mark.parametrize(
    "pasted",
    [
        "0195b7c2-aa0e-7d2c-b6ff-1f2e3d4c5b6a",
        "https://gateway.example/v1/tasks/0195b7c2-aa0e-7d2c-b6ff-1f2e3d4c5b6a",
        json.dumps({"id": "0195b7c2-aa0e-7d2c-b6ff-1f2e3d4c5b6a", "object": "task"}),
        json.dumps([{"id": "0195b7c2-aa0e-7d2c-b6ff-1f2e3d4c5b6a"}]),
    ],
)
def test_ids_of_other_gateways_look_otherwise(pasted: str) -> None:
    assert task_ids_in(pasted) == ["0195b7c2-aa0e-7d2c-b6ff-1f2e3d4c5b6a"]


@pytest.mark.parametrize(
    "pasted",
    ["", "  ", "{}", "[]", "3 4", "a cat in the rain", '{"id": 5}', "\ud800", "<a>"],
)
def test_no_task_id_is_made_up(pasted: str) -> None:
    assert task_ids_in(pasted) == []


def test_several_task_ids_are_told_apart() -> None:
    assert task_ids_in("task-a task-b, task-a") == ["task-a", "task-b"]


@given(st.text())
def test_a_task_id_is_always_part_of_what_was_pasted(text: str) -> None:
    for found in task_ids_in(text):
        assert found.strip()
        assert found in text


def test_each_outcome_of_a_key_has_its_words() -> None:
    host = "api.foxapi.cc"
    for kind in ("kept", "session", "works", "refused", "unreachable", "untrusted"):
        outcome = KeyOutcome(kind)
        assert outcome_words(outcome, host).endswith(".")
        assert "More." in outcome_words(KeyOutcome(kind, "More."), host)
    assert outcome_words(KeyOutcome("bad", "No key."), host) == "No key."
    assert "FOXAPI_API_KEY" in outcome_words(KeyOutcome("session"), host)
    assert host in outcome_words(KeyOutcome("refused"), host)
    assert outcome_words(KeyOutcome("refused", "It refused."), host) == "It refused."


def test_a_key_that_nobody_checked_is_not_said_to_work() -> None:
    for kind in ("kept", "session"):
        assert "works." not in outcome_words(KeyOutcome(kind, checked=False), "host")
        assert "works" in outcome_words(KeyOutcome(kind), "host")


def test_an_outcome_is_a_shape_of_its_own() -> None:
    kinds = ("kept", "session", "refused", "unreachable", "bad")
    tones = [outcome_tone(KeyOutcome(kind)) for kind in kinds]
    assert tones == ["good", "warning", "problem", "warning", "problem"]
    assert KeyOutcome("session").usable
    assert not KeyOutcome("refused").usable
    assert KeyOutcome("unreachable").unchecked


def test_one_and_many_are_said_differently() -> None:
    for words in (sending_words, sent_words, waiting_words, drawing_words):
        assert "1 clip" in words(1)
        assert "7 clips" in words(7)


def test_amounts_are_as_exact_as_they_need_to_be() -> None:
    assert amount_words(0.8) == "$0.80"
    assert amount_words(12.5) == "$12.50"
    assert amount_words(0.0004) == "$0.0004"


def test_every_source_of_a_key_has_words() -> None:
    said = {key_words(source)[0] for source in ("environment", "keychain", "session", "", None)}
    assert len(said) == 5


def test_languages_in_the_settings_are_understood_as_the_core_does() -> None:
    found = [language_choice(name) for name in ("", "en", "zh_CN", "zh-Hans", "de_DE")]
    assert found == ["", "en", "zh_CN", "zh_CN", "en"]


def test_the_licence_page_is_read_as_a_list() -> None:
    found = read_components()
    by_name = {component.name: component for component in found}
    assert by_name["requests"].licence == "Apache-2.0"
    assert any(c.inside == "av" and "GPL-2.0" in c.licence for c in found)
    assert not any("|" in part or "**" in part for component in found for part in component)
    assert len(found) > 30


def test_without_the_licence_page_the_packages_speak_for_themselves(tmp_path: Path) -> None:
    found = read_components(tmp_path / "none.md")
    names = {component.name.lower() for component in found}
    assert {"requests", "pyside6_essentials"} <= names
    (tmp_path / "odd.md").write_text("# Nothing\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n")
    assert Component("1", "", "2") not in read_components(tmp_path / "odd.md")
    assert {c.name for c in read_components(tmp_path / "odd.md")} == {c.name for c in found}


def test_versions_name_what_matters() -> None:
    assert [name for name, _ in versions()][:5] == ["Foxreel", "Python", "Qt", "PySide6", "PyAV"]
