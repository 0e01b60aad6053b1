"""What is said of a storyboard: every problem has words, in both languages."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from core import language
from core.catalog import load_catalog
from core.problems import InvalidAsk, Problem
from core.storyboard import MOST_SHOTS, Shot, Storyboard, check_all
from core.storyboardcolumns import Models
from core.storyboardfiles import Reading, read_board, read_lines, read_table
from core.storyboardwords import length_words, shot_words

CORE = Path(__file__).resolve().parents[3] / "core"
CATALOG = load_catalog()


@pytest.fixture(params=["en", "zh_CN"], autouse=True)
def _spoken(request: pytest.FixtureRequest) -> Iterator[None]:
    language.use(request.param)
    yield
    language.use("en")


def codes_written() -> set[str]:
    """Return the codes of the problems that are written out in the storyboard's modules."""
    found = set()
    for file in CORE.glob("storyboard*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                code = node.args[1] if node.func.id == "Problem" else None
                if isinstance(code, ast.Constant):
                    found.add(str(code.value))
    return found


def from_reading(reading: Reading) -> list[Problem]:
    return [problem for _, problem in reading.problems]


def from_file(file: Path, data: bytes | None) -> list[Problem]:
    if data is not None:
        file.write_bytes(data)
    try:
        return from_reading(read_board(file))
    except InvalidAsk as error:
        return list(error.problems)


def from_board(*shots: Shot, **values: object) -> list[Problem]:
    found = check_all(Storyboard(shots=shots, values=values), CATALOG)
    return [problem for problems in found.values() for problem in problems]


def caused(folder: Path) -> list[Problem]:
    """Return problems with every code."""
    (folder / "empty").mkdir()
    table = "prompt,takes,continue,fit\na,x,maybe,z\nb,1,no,crop,more\n"
    seeded = next(model for model in CATALOG if model.field("seed"))
    twice = json.dumps({"model": seeded.id, "seed": 1, "随机种子": 2})
    json_lines = '{"prompt": 1, "image": 2}\n{\n[]\n{"colour": 1}'
    return [
        *from_board(),
        *from_board(*[Shot("a")] * (MOST_SHOTS + 1)),
        *from_board(Shot("a", continues=True), Shot("b", continues=True, image="c")),
        *from_board(Shot("a", image="/nowhere/a.png"), Shot("b", image=f"/{'b' * 300}.png")),
        *from_board(Shot("a", clip_start=2.0)),
        *from_board(Shot("a", takes=0), Shot("b", model="sora-2-pro-remix"), colour="red"),
        *from_reading(read_table(table, folder)),
        *from_reading(read_table("prompt,prompt\n", folder)),
        *from_reading(read_table("duration\n4\n", folder)),
        *from_reading(read_table("prompt\n" + '"' + "x" * 200_000, folder)),
        *from_reading(read_table("", folder)),
        *from_reading(read_lines(twice, folder, Models(catalog=CATALOG))),
        *from_reading(read_lines(json_lines, folder)),
        *from_file(folder / "odd.csv", b"\xff\x81"),
        *from_file(folder / "none.csv", None),
        *from_file(folder / "empty", None),
    ]


def test_every_code_is_caused_here_and_has_words_that_resolve(tmp_path: Path) -> None:
    problems = caused(tmp_path)
    assert codes_written() <= {each.code for each in problems}
    for problem in problems:
        words = shot_words(problem)
        assert len(words) > 4, problem
        assert "{" not in words
        assert "None" not in words


def test_lengths_are_seconds_and_from_two_minutes_on_minutes_too() -> None:
    assert "48" in length_words(48)
    assert "119" in length_words(119)
    assert all(part in length_words(200) for part in ("3", "20"))
