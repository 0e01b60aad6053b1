"""A storyboard from a pasted text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.catalog import load_catalog
from core.storyboardtext import shots_of_text

PRO = load_catalog().find("sora-2-pro")
LONG = load_catalog().find("sora-2")


def read(text: str) -> list[tuple[str, dict[str, object]]]:
    return [(shot.prompt, dict(shot.values)) for shot in shots_of_text(text, PRO)]


def test_a_paragraph_is_a_shot_and_its_lines_stay_together() -> None:
    text = "A fox runs\nthrough snow\n\n \n\u3000\nIt sleeps\r\n\r\nIt wakes\n"
    assert [prompt for prompt, _ in read(text)] == [
        "A fox runs\nthrough snow",
        "It sleeps",
        "It wakes",
    ]


@pytest.mark.parametrize(
    ("text", "prompt"),
    [
        ("1. A fox", "A fox"),
        ("12) A fox", "A fox"),
        ("3、狐狸", "狐狸"),
        ("4.狐狸", "狐狸"),
        ("Shot 2: A fox", "A fox"),
        ("shot #2 - A fox", "A fox"),
        ("SCENE 4\nA fox", "A fox"),
        ("**Shot 6** – A fox", "A fox"),
        ("## Shot 7\nA fox", "A fox"),
        ("镜头 3：狐狸", "狐狸"),
        ("第三镜：狐狸", "狐狸"),
        ("分镜2\n狐狸", "狐狸"),
        ("1.5 metres of snow", "1.5 metres of snow"),
        ("10:30 in the morning", "10:30 in the morning"),
        ("3 foxes", "3 foxes"),
        ("Shot 3 of whiskey", "Shot 3 of whiskey"),
        ("Shots are fired: a war", "Shots are fired: a war"),
        ("2.", "2."),
    ],
)
def test_numbers_before_a_prompt_are_left_out_and_nothing_else_is(text: str, prompt: str) -> None:
    assert read(text) == [(prompt, {})]


@pytest.mark.parametrize(
    ("text", "prompt", "seconds"),
    [
        ("A fox (8s)", "A fox", 8),
        ("A fox (12 seconds).", "A fox", 12),
        ("A fox. [8 sec]", "A fox.", 8),
        ("狐狸（8秒）", "狐狸", 8),
        ("狐狸跑过雪地，8 秒", "狐狸跑过雪地", 8),
        ("狐狸跑过雪地 12秒。", "狐狸跑过雪地", 12),
        ("Shot 1 (8s): A fox", "A fox", 8),
        ("1. A fox (4s)", "A fox", 4),
        ("A fox (5s)", "A fox (5s)", None),
        ("A fox waits 80s", "A fox waits 80s", None),
        ("The 80s", "The 80s", None),
        ("(8s)", "(8s)", None),
    ],
)
def test_a_length_at_the_end_counts_where_the_model_has_it(
    text: str, prompt: str, seconds: int | None
) -> None:
    assert read(text) == [(prompt, {} if seconds is None else {"duration": seconds})]


def test_another_model_takes_other_lengths_and_no_model_takes_none() -> None:
    (shot,) = shots_of_text("A fox (20s)", LONG)
    assert (shot.prompt, shot.values) == ("A fox", {"duration": 20})
    assert shots_of_text("A fox (8s)")[0].prompt == "A fox (8s)"


def test_a_list_of_numbered_lines_is_a_shot_for_each() -> None:
    assert read("1. one (8s)\n2. two\n3. three") == [
        ("one", {"duration": 8}),
        ("two", {}),
        ("three", {}),
    ]
    assert read("1. one\nand more") == [("one\nand more", {})]


def test_a_title_on_its_own_belongs_to_the_paragraph_after_it() -> None:
    assert read("Shot 1 (8s)\n\nA fox\n\nShot 2\n\nIt sleeps") == [
        ("A fox", {"duration": 8}),
        ("It sleeps", {}),
    ]


PLAIN = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1).filter(
    lambda text: (
        text == text.strip()
        and text.splitlines() == [text]
        and not re.match(r"[\W_]*(?:\d|第|镜|分镜|shot|scene)", text, re.IGNORECASE)
        and not re.search(r"(?:s|c|ds?|秒)[\W_]*$", text, re.IGNORECASE)
    )
)


@given(st.lists(PLAIN, max_size=8))
def test_any_prompts_come_back_from_paragraphs(prompts: list[str]) -> None:
    assert [prompt for prompt, _ in read("\n\n".join(prompts))] == prompts


WORDED = PLAIN.filter(lambda text: text[0].isalnum() and text[-1].isalnum())


@given(st.lists(WORDED, min_size=1, max_size=5), st.sampled_from([4, 8, 12]))
def test_any_numbered_prompts_with_lengths_come_back(prompts: list[str], seconds: int) -> None:
    text = "\n\n".join(f"Shot {n}: {each} ({seconds}s)" for n, each in enumerate(prompts, 1))
    assert read(text) == [(each, {"duration": seconds}) for each in prompts]


@given(st.text(max_size=400))
def test_no_text_is_too_odd(text: str) -> None:
    for shot in shots_of_text(text, PRO):
        assert shot.prompt.strip()
