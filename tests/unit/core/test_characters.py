"""Names of characters: in a prompt, half written, and called for on the command line."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.characters import (
    begun,
    ids_of,
    is_named,
    made_elsewhere,
    makes_character,
    name_of,
    needs_space,
    newest_of_each,
    split_by_host,
)
from core.job import DEMO, Connection, Input, Job, State
from core.problems import InvalidAsk

FOXAPI = "https://api.foxapi.cc"


def character(name: str, character_id: str, base_url: str = FOXAPI, seq: int = 1) -> Job:
    """Return a job that has made a character."""
    made = made_elsewhere(name, character_id, Connection(base_url), "/clips", 10.0)
    return dataclasses.replace(made, seq=seq)


@pytest.mark.parametrize(
    ("prompt", "name"),
    [
        ("Mika runs", "Mika"),
        ("look: MIKA!", "mika"),
        ("Mika's hat", "Mika"),
        ("a hat for (Mika)", "Mika"),
        ("小明在雪地里奔跑", "小明"),
        ("看，小明", "小明"),
        ("Mika在雪地里", "Mika"),
        ("Ｍｉｋａ runs", "Mika"),
        ("the Old\n  Man waits", "old man"),
        ("Mikado, then Mika", "Mika"),
        ("@Mika runs", "Mika"),
        ("STRASSE", "straße"),
    ],
)
def test_a_prompt_names_a_character(prompt: str, name: str) -> None:
    assert is_named(prompt, name)


@pytest.mark.parametrize(
    ("prompt", "name"),
    [
        ("", "Mika"),
        ("a fox runs", "Mika"),
        ("Mikado is a game", "Mika"),
        ("also known", "Al"),
        ("the kamika zen", "mika"),
        ("小红在跑", "小明"),
        ("anything", ""),
        ("Mi ka", "Mika"),
    ],
)
def test_a_part_of_another_word_is_no_name(prompt: str, name: str) -> None:
    assert not is_named(prompt, name)


@given(
    before=st.text(max_size=12), name=st.text(min_size=1, max_size=8), after=st.text(max_size=12)
)
def test_a_name_apart_from_all_others_is_found_in_any_prompt(
    before: str, name: str, after: str
) -> None:
    if not name.split() or name.strip() != name:
        return
    prompt = f"{before} “{name}” {after}"
    assert is_named(prompt, name)
    assert is_named(prompt.upper(), name) or name.upper().casefold() != name.casefold()


@pytest.mark.parametrize(
    ("text", "name", "length"),
    [
        ("a fox and Mi", "Mika", 2),
        ("a fox and mik", "Mika", 3),
        ("Mika", "Mika", 4),
        ("a fox and @", "Mika", 1),
        ("a fox and @m", "Mika", 2),
        ("那天小", "小明", 1),
        ("@小", "小明", 2),
        ("the old m", "Old Man", 5),
        ("看Mi", "Mika", 2),
    ],
)
def test_the_beginning_of_a_name_is_known(text: str, name: str, length: int) -> None:
    assert begun(text, name) == length


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("", "Mika"),
        ("a man", "Mika"),
        ("M", "Mika"),
        ("ami", "Mika"),
        ("Mi ", "Mika"),
        ("Mikas", "Mika"),
        ("me@m", "Mika"),
        ("@x", "Mika"),
        ("那天大", "小明"),
    ],
)
def test_what_is_no_beginning_offers_nothing(text: str, name: str) -> None:
    assert begun(text, name) == 0


@given(text=st.text(max_size=20), name=st.text(min_size=1, max_size=10))
def test_a_beginning_is_never_longer_than_what_was_written(text: str, name: str) -> None:
    length = begun(text, name)
    assert 0 <= length <= len(text)


@pytest.mark.parametrize(
    ("left", "right", "apart"),
    [
        ("a", "M", True),
        (".", "M", True),
        ("“", "M", False),
        ("\n", "M", False),
        ("", "M", False),
        ("看", "M", False),
        ("，", "M", False),
        ("a", ",", False),
        ("a", "b", True),
    ],
)
def test_a_name_that_is_put_into_a_prompt_has_its_spaces(
    left: str, right: str, apart: bool
) -> None:
    assert needs_space(left, right) is apart


def test_a_name_stands_for_its_id_at_the_same_host() -> None:
    known = [character("Mika", "char-1"), character("Leo", "char-2"), character("Mika", "d", DEMO)]
    assert ids_of(["mika", "LEO"], known, FOXAPI) == ["char-1", "char-2"]
    assert ids_of(["Mika"], known, DEMO) == ["d"]
    assert ids_of(["char-2", "char-unknown"], known, FOXAPI) == ["char-2", "char-unknown"]


@pytest.mark.parametrize("wanted", ["Mikka", "Nobody Here", "米卡", "char 1", "a\u200b1"])
def test_a_name_that_nobody_has_is_refused_and_not_sent_as_an_id(wanted: str) -> None:
    with pytest.raises(InvalidAsk) as refused:
        ids_of([wanted], [character("Mika", "char-1")], FOXAPI)
    assert refused.value.problems[0].code == "unknown_character"


def test_a_name_of_two_characters_is_refused() -> None:
    known = [character("Mika", "char-1"), character("MIKA", "char-2")]
    with pytest.raises(InvalidAsk) as refused:
        ids_of(["mika"], known, FOXAPI)
    problem = refused.value.problems[0]
    assert problem.code == "ambiguous_character"
    assert set(problem.facts["ids"]) == {"char-1", "char-2"}


@pytest.mark.parametrize("wanted", ["Mika", "char-1"])
def test_a_character_of_another_host_is_refused(wanted: str) -> None:
    with pytest.raises(InvalidAsk) as refused:
        ids_of([wanted], [character("Mika", "char-1")], DEMO)
    assert refused.value.problems[0].code == "character_elsewhere"
    with pytest.raises(InvalidAsk) as refused:
        ids_of([wanted], [character("Mika", "char-1", DEMO)], FOXAPI)
    assert refused.value.problems[0].code == "character_of_engine"


def test_each_character_of_each_host_is_listed_once_the_newest_first() -> None:
    old, new = character("Mika", "char-1", seq=1), character("Mika 2", "char-1", seq=5)
    other, engine = character("Leo", "char-2", seq=3), character("Mika", "char-1", DEMO, seq=4)
    listed = newest_of_each([new, engine, old, other])
    assert [job.seq for job in listed] == [5, 4, 3]
    assert split_by_host(listed, FOXAPI) == ([new, other], [engine])


def test_a_character_from_elsewhere_is_a_job_that_has_ended() -> None:
    job = made_elsewhere(" Mika ", " char-9 ", Connection(FOXAPI, "mark"), "/clips", 12.0)
    assert (job.state, job.task_id, job.model) == (State.COMPLETED, "", "")
    assert (job.character_id, job.character_name) == ("char-9", "Mika")
    assert name_of(job) == "Mika"
    assert makes_character(job)


@pytest.mark.parametrize(
    ("name", "character_id", "codes"),
    [
        ("", "", ["missing", "missing"]),
        ("Mika", " ", ["missing"]),
        ("Mika", "char 9", ["not_a_character_id"]),
        ("Mika", "char\x009", ["not_a_character_id"]),
    ],
)
def test_a_character_without_name_or_id_is_none(
    name: str, character_id: str, codes: list[str]
) -> None:
    with pytest.raises(InvalidAsk) as refused:
        made_elsewhere(name, character_id, Connection(FOXAPI), "/clips", 1.0)
    assert [problem.code for problem in refused.value.problems] == codes


def test_a_job_that_makes_a_character_is_told_from_one_that_makes_a_clip() -> None:
    clip = Job("a", 0.0, Connection(FOXAPI), "sora-2", "a fox", {}, "/clips")
    asked = dataclasses.replace(clip, inputs=(Input("source_clip", "fox.mp4", sha256="0"),))
    named = dataclasses.replace(asked, values={"name": "Mika"})
    assert not makes_character(clip)
    assert not makes_character(asked)  # it edits the clip, or makes it longer
    assert makes_character(named)
    assert name_of(named) == "Mika"
