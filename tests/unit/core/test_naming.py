"""Names made from prompts: legal on Windows, macOS and Linux, whatever the prompt is."""

from __future__ import annotations

import dataclasses
import re
import tempfile
import unicodedata
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.job import Connection, Job
from core.nametemplate import name_for
from core.naming import free_file, part_of, safe_words, sidecar_of

QUICK = settings(deadline=None, max_examples=250)
JOB = Job(
    id="abcdefghjk",
    created_at=1_700_000_000.0,
    connection=Connection("demo"),
    model="sora-2",
    prompt="x",
    values={},
    output="/clips",
)
NASTY = st.sampled_from(
    [
        *("con", "CON.txt", "aux ", "com1.tar.gz", "LPT¹", "nul", "..", ".", "~", "conin$", "COM0"),
        *("/", "\\", ":", "\0", "\n", "\x7f", "\u202e", "\u2066", "\u200f", "\ufeff", "\ud800"),
        *("狐", "🦊", "👨‍👩‍👧", "e\u0301", "\u0301", "\U000e0041", "\U0010ffff", " ", "\u3000"),
        *("a" * 60, "狐" * 60, "🦊" * 60, "Z\u0335" * 40, "ﷺ" * 50),
    ]
)
TEXTS = st.one_of(
    st.text(st.characters()),
    st.lists(NASTY | st.text(st.characters(), max_size=3), max_size=8).map("".join),
)
DEVICES = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])", re.IGNORECASE)


def assert_legal(name: str) -> None:
    """Check a file name against the rules of all three systems."""
    assert name not in ("", ".", "..")
    assert not set(name) & set('<>:"/\\|?*')
    assert not name.endswith((".", " "))
    assert not name.startswith((".", " "))
    for character in name:
        category = unicodedata.category(character)
        assert category not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"), ascii(character)
    device = name.partition(".")[0].rstrip(" ")
    assert not DEVICES.fullmatch(device), name
    assert PureWindowsPath(name).name == name
    # NTFS and APFS count UTF-16 units and characters, ext4 bytes: the bytes are the most.
    assert len(name.encode("utf-8")) < 200


@QUICK
@given(text=TEXTS)
@example("con.txt")
@example("CON")
@example("nul .jpg")
@example("../../etc/passwd")
@example("C:\\Windows\\System32")
@example("x" * 47 + " .")
def test_words_are_legal_by_themselves(text: str) -> None:
    words = safe_words(text)
    if words:
        assert_legal(words)


@QUICK
@given(
    prompt=TEXTS,
    task_id=TEXTS,
    take=st.integers(1, 20),
    created_at=st.floats(86_400, 4e9),
)
def test_every_file_of_a_job_has_a_legal_name(
    prompt: str, task_id: str, take: int, created_at: float
) -> None:
    job = dataclasses.replace(JOB, prompt=prompt, task_id=task_id, take=take, created_at=created_at)
    stem = name_for(job).stem
    for ending in ("", ".mp4", ".mp4.part", ".mp4.odd", ".json.new", " (999).mp4.part"):
        assert_legal(stem + ending)
    folder = Path("/clips")
    assert (folder / f"{stem}.mp4").resolve().parent == folder.resolve()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        *(("Golden hour waves", "Golden hour waves"), ("  a \n\t b  ", "a b")),
        *(("狐狸：雪夜", "狐狸：雪夜"), ("a/b\\c:d", "a b c d"), ("what?", "what")),
        *(("v1.5 fox...", "v1.5 fox"), ("...", ""), ("\u202eevil\u202c", "evil")),
        *(("con", "_con"), ("Con.txt", "_Con.txt"), ("console", "console"), ("LPT¹", "_LPT¹")),
        *(("e\u0301", "é"), ("a\0b", "a b"), ("\ud800", ""), ("", "")),
    ],
)
def test_words_stay_readable(text: str, words: str) -> None:
    assert safe_words(text) == words


@pytest.mark.parametrize("letter", ["a", "狐", "🦊", "é"])
def test_a_long_prompt_is_cut_between_characters(letter: str) -> None:
    words = safe_words(letter * 5000)
    assert set(words) == {letter}
    assert 30 < len(words) <= 48


def test_a_stem_has_the_time_the_words_and_the_take() -> None:
    job = dataclasses.replace(JOB, prompt="A fox", take=1)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d{4} A fox", name_for(job).stem)
    assert name_for(dataclasses.replace(job, take=3)).stem.endswith(" A fox 3")


def test_without_words_the_task_or_the_job_names_the_clip() -> None:
    nameless = dataclasses.replace(JOB, prompt="///")
    assert name_for(nameless).stem.endswith(f" {JOB.id}")
    assert name_for(dataclasses.replace(nameless, task_id="task-1")).stem.endswith(" task-1")


def test_a_free_name_is_used_as_it_is(tmp_path: Path) -> None:
    assert free_file(tmp_path, "fox", ".mp4", set()) == tmp_path / "fox.mp4"


@pytest.mark.parametrize("there", ["fox.mp4", "fox.mp4.part", "fox.json"])
def test_what_belongs_to_a_clip_takes_its_name_too(tmp_path: Path, there: str) -> None:
    (tmp_path / there).touch()
    assert free_file(tmp_path, "fox", ".mp4", set()) == tmp_path / "fox (2).mp4"


def test_a_folder_or_a_chosen_name_is_in_the_way_as_well(tmp_path: Path) -> None:
    (tmp_path / "fox.mp4").mkdir()
    taken = {str(tmp_path / "fox (2).mp4")}
    assert free_file(tmp_path, "fox", ".mp4", taken) == tmp_path / "fox (3).mp4"


@settings(deadline=None, max_examples=50)
@given(
    there=st.sets(st.integers(1, 8)),
    chosen=st.sets(st.integers(1, 8)),
    kind=st.sampled_from(["mp4", "mp4.part", "json"]),
)
def test_a_free_file_is_never_there_nor_taken(there: set[int], chosen: set[int], kind: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        stems = {number: "fox" if number == 1 else f"fox ({number})" for number in range(1, 9)}
        for number in there:
            (folder / f"{stems[number]}.{kind}").touch()
        taken = {str(folder / f"{stems[number]}.mp4") for number in chosen}
        file = free_file(folder, "fox", ".mp4", taken)
        assert str(file) not in taken
        assert not any(each.exists() for each in (file, part_of(file), sidecar_of(file)))
        assert file.parent == folder


def test_the_files_beside_a_clip_keep_its_dots() -> None:
    clip = Path("/clips/2026-01-01 1200 v1.5 fox.mp4")
    assert part_of(clip).name == "2026-01-01 1200 v1.5 fox.mp4.part"
    assert sidecar_of(clip).name == "2026-01-01 1200 v1.5 fox.json"
