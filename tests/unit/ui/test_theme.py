"""The tokens: every text can be read, and nothing else names a colour."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ui import theme
from ui.theme import TOKENS

UI = Path(__file__).parent.parent.parent.parent / "ui"
TEXTS = ("text", "muted", "accent", "good", "warning", "bad", "info")
GROUNDS = ("bg", "surface", "raised")
ENOUGH = 4.5
ENOUGH_FOR_EDGES = 3.0


def luminance(color: str) -> float:
    """Return the relative luminance of an sRGB colour, as WCAG 2 defines it."""
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_black_on_white_is_21() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


@pytest.mark.parametrize("name", TOKENS)
@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("ground", GROUNDS)
def test_every_text_can_be_read_on_every_ground(name: str, text: str, ground: str) -> None:
    assert contrast(TOKENS[name][text], TOKENS[name][ground]) >= ENOUGH


@pytest.mark.parametrize("name", TOKENS)
def test_the_primary_button_and_the_edge_of_inputs_can_be_seen(name: str) -> None:
    tokens = TOKENS[name]
    assert contrast(tokens["on_accent"], tokens["accent"]) >= ENOUGH
    assert contrast(tokens["field"], tokens["surface"]) >= ENOUGH_FOR_EDGES


def test_both_themes_have_the_same_tokens() -> None:
    assert set(TOKENS["dark"]) == set(TOKENS["light"])


def test_no_other_file_names_a_colour() -> None:
    named = re.compile(r"#[0-9A-Fa-f]{6}\b|QColor\([\"'0-9]")
    found = {
        file.relative_to(UI): line
        for file in UI.rglob("*.py")
        if file.name != "theme.py"
        for line in file.read_text("utf-8").splitlines()
        if named.search(line)
    }
    assert not found


def test_choosing_a_theme_changes_its_colours_and_says_so(qtbot: QtBot) -> None:
    used = theme.current()
    with qtbot.waitSignal(used.changed):
        used.choose("light")
    assert used.color("bg").name() == TOKENS["light"]["bg"].lower()
    with qtbot.waitSignal(used.changed):
        used.choose("dark")
    assert used.color("bg").name() == TOKENS["dark"]["bg"].lower()


def test_the_style_sheet_knows_all_its_tokens() -> None:
    for name in TOKENS:
        assert "$" not in theme.style_sheet(name)
