"""A clip that is longer than the model takes: what is used of it is said before it is sent."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.clips import Recipe, make_clip
from tests.commands import foxreel

EDIT, EXTEND = "grok-imagine-edit-video", "wan-2.7-image-to-video"


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a clip of eleven seconds."""
    folder = tmp_path_factory.mktemp("clips")
    return make_clip(folder / "street.mp4", Recipe(frames=11 * 24))


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (
            ("--model", EDIT),
            "the first 8 s of 11 s are used. The model takes 8 s at most.",
        ),
        (
            ("--model", EXTEND),
            "the last 10 s of 11 s are used. The model takes 10 s at most.",
        ),
        (
            ("--model", EDIT, "--clip-start", "1.5"),
            "seconds 1.5 to 9.5 of 11 are used. The model takes 8 s at most.",
        ),
        (("--model", EDIT, "--clip-start", "4"), "the last 7 s of 11 s are used."),
    ],
)
def test_the_part_of_a_clip_that_is_used_is_said_before_it_is_sent(
    clip: Path, options: tuple[str, ...], words: str
) -> None:
    ended = foxreel("generate", "x", *options, "--clip", str(clip), "--demo", "--hold")
    assert ended.code == 0, ended.err
    assert ended.err.splitlines()[0] == f"street.mp4: {words}"


def test_a_clip_that_is_used_as_a_whole_is_not_spoken_of(tmp_path: Path) -> None:
    short = make_clip(tmp_path / "short.mp4", Recipe(frames=3 * 24))
    ended = foxreel(
        *(
            "generate",
            "x",
            "--model",
            EDIT,
            "--clip",
            str(short),
            "--demo",
            "--hold",
            "--count",
            "2",
        )
    )
    assert (ended.code, "short.mp4" in ended.err) == (0, False)


def test_a_board_says_it_of_each_shot_and_counts_the_seconds_that_are_used(clip: Path) -> None:
    board = clip.with_name("board.csv")
    rows = [
        "prompt,model,clip,clip_start,takes",
        f"rain,{EDIT},{clip.name},,2",
        f"snow,{EDIT},{clip.name},9,",
        "a fox,sora-2,,,",
    ]
    board.write_text("\n".join(rows), "utf-8")
    ended = foxreel("batch", str(board), "--demo", "--dry-run", "--duration", "4")
    assert ended.code == 0, ended.err
    assert ended.err.splitlines()[:3] == [
        "3 shots · 4 clips · 22 s · the built-in engine costs nothing",
        "Shot 1 (line 2): street.mp4: the first 8 s of 11 s are used. The model takes 8 s at most.",
        "Shot 2 (line 3): street.mp4: the last 2 s of 11 s are used.",
    ]
    board.write_text("\n".join([*rows, f"rain,{EDIT},https://example.com/a.mp4,,"]), "utf-8")
    ended = foxreel("batch", str(board), "--demo", "--dry-run", FOXREEL_LANG="zh_CN")
    assert "4 个镜头 · 5 条视频 · 至少 22 秒 · " in ended.err
    assert "street.mp4：只使用前 8 秒（全长 11 秒）。此模型最多使用 8 秒。" in ended.err
    board.write_text("\n".join([rows[0], f"rain,{EDIT},https://example.com/a.mp4,,"]), "utf-8")
    ended = foxreel("batch", str(board), "--demo", "--dry-run")
    assert "1 shot · length not known beforehand · " in ended.err
