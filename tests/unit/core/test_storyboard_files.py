"""A storyboard from a table, JSON lines, or a folder of pictures."""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.catalog import load_catalog
from core.field import MEDIA
from core.problems import InvalidAsk
from core.storyboard import Shot
from core.storyboardcolumns import COLUMNS, FILES, Models, column_of
from core.storyboardfiles import (
    Reading,
    decoded,
    read_any,
    read_board,
    read_lines,
    read_pictures,
    read_table,
)
from core.storyboardwords import reading_lines
from core.typed import field_called, takes_files
from ui.commands.request import ROLES

HERE = Path("/boards")
CATALOG = load_catalog()
PRO = CATALOG.find("sora-2-pro")
MODELS = Models(PRO, CATALOG)


def table(*lines: str) -> Reading:
    return read_table("\n".join(lines) + "\n", HERE, MODELS)


def only(reading: Reading) -> Shot:
    assert not reading.problems, reading_lines(reading)
    (shot,) = reading.shots
    return shot


def codes(reading: Reading) -> list[tuple[int, str]]:
    return [(line, problem.code) for line, problem in reading.problems]


def test_every_column_means_its_part_of_a_shot() -> None:
    reading = table(
        "prompt,image,model,duration,aspect_ratio,resolution,characters,continue,takes,"
        "keep_on_server,fit",
        "A fox,a.png,sora-2,8,9:16,1080p,Mika; ch_2,no,3,yes,blur",
    )
    shot = only(reading)
    assert (shot.prompt, shot.image, shot.model) == ("A fox", "/boards/a.png", "sora-2")
    assert shot.values == {
        "duration": 8,
        "aspect_ratio": "9:16",
        "resolution": "1080p",
        "delete_video": False,
    }
    assert (shot.characters, shot.continues, shot.takes) == (("Mika", "ch_2"), False, 3)
    assert (shot.fit, shot.line) == ("blur", 2)


def test_headers_may_be_chinese_and_separated_by_anything() -> None:
    chinese = "提示词{0}图片{0}时长（秒）{0}画幅{0}分辨率{0}角色{0}接上一镜{0}备注"
    for separator in (",", ";", "\t"):
        row = separator.join(["狐狸", "狐.png", "8 秒", "16：9", "1080P", "米卡、阿宝", "是", "x"])
        shot = only(table(chinese.format(separator), row))
        assert (shot.prompt, shot.image) == ("狐狸", "/boards/狐.png")
        assert shot.values == {"duration": 8, "aspect_ratio": "16:9", "resolution": "1080p"}
        assert (shot.characters, shot.continues) == (("米卡", "阿宝"), True)


@pytest.mark.parametrize("name", COLUMNS)
def test_headers_are_found_in_any_case_and_with_any_spaces(name: str) -> None:
    spoken = name.replace("_", " ").title()
    assert column_of(f" {spoken} ") == column_of(name.upper()) == name


@pytest.mark.parametrize(
    ("cell", "value"),
    [("8", 8), ("8s", 8), ("8 s", 8), ("８", 8), ("8.0", 8), ("12 秒", 12), ("long", "long")],
)
def test_lengths_are_read_as_people_write_them(cell: str, value: object) -> None:
    assert only(table("prompt,duration", f"x,{cell}")).values == {"duration": value}


@pytest.mark.parametrize("cell", ["16:9", "16：9", "16:09", "16:09:00", " 16x9 "])
def test_a_ratio_is_one_though_a_spreadsheet_took_it_for_a_time(cell: str) -> None:
    assert only(table("prompt,ratio", f"x,{cell}")).values == {"aspect_ratio": "16:9"}


@pytest.mark.parametrize(("cell", "on"), [("是", True), ("X", True), ("TRUE", True), ("否", False)])
def test_switches_are_read_as_people_write_them(cell: str, on: bool) -> None:
    assert only(table("prompt,continue", f"x,{cell}")).continues is on


def test_any_field_of_the_models_may_be_a_column_by_each_of_its_names() -> None:
    model = next(m for m in CATALOG if m.field("seed") and m.field("negative_prompt"))
    shots = table(
        "prompt,model,Seed,negative prompt",
        f"a,{model.id},42,blur; text",
        "b,sora-2,7,",
        f"c,{model.id},many,",
    )
    assert not shots.problems
    first, second, third = (dict(shot.values) for shot in shots.shots)
    assert first == {"seed": 42, "negative_prompt": "blur; text"}
    assert second == {"seed": "7"}  # the board's check says that this model has none
    assert third == {"seed": "many"}


def test_a_column_may_have_the_name_that_a_request_has_for_a_field() -> None:
    renamed = [(m, f) for m in CATALOG for f in m.fields if f.wire and f.name == "aspect_ratio"]
    for model, field in renamed[:3]:
        ratio = next(each for each in field.choices if ":" in str(each))
        wire = ".".join(field.on_wire)
        shot = only(table(f"prompt,model,{wire}", f"x,{model.id},{ratio}"))
        assert shot.values == {"aspect_ratio": ratio}
        both = table(f"prompt,model,{wire},ratio", f"x,{model.id},{ratio},{ratio}")
        assert codes(both) in ([(2, "given_twice")], [(1, "column_twice")])
    assert renamed


def test_a_file_s_column_may_be_called_as_the_row_s_own_model_calls_it() -> None:
    for model in CATALOG:
        for slot in model.slots:
            if (
                slot.place
                or field_called(filter(takes_files, model.fields), slot.field.name) is None
            ):
                continue
            shot = only(table(f"prompt,model,{slot.field.name}", f"x,{model.id},a.bin"))
            found = {**shot.files, **({"start_frame": (shot.image,)} if shot.image else {})}
            assert found == {slot.role: ("/boards/a.bin",)}, (model.id, slot.field.name)


def test_the_columns_for_files_are_the_options_of_generate() -> None:
    assert set(FILES.values()) == set(MEDIA)
    assert {f"--{name.replace('_', '-')}": role for name, role in FILES.items()} == {
        ROLES[role]: role for role in MEDIA
    }


def test_every_kind_of_file_has_a_column_and_lists_have_several_in_a_cell() -> None:
    shot = only(
        table(
            "prompt,image,end-image,reference,clip,clip_start,reference clip,audio,参考音频",
            'A fox,a.png,b.png,"c.png; d, e.png;https://x.org/f",walk.mp4,2.5 s,,song.mp3,',
        )
    )
    assert (shot.image, shot.clip_start) == ("/boards/a.png", 2.5)
    assert shot.files == {
        "end_frame": ("/boards/b.png",),
        "reference_images": ("/boards/c.png", "/boards/d, e.png", "https://x.org/f"),
        "source_clip": ("/boards/walk.mp4",),
        "audio": ("/boards/song.mp3",),
    }
    listed = {"prompt": "x", "reference": ["a;b.png", "c.png"], "reference_audio": "d.mp3；e.mp3"}
    shot = only(read_lines(json.dumps(listed), HERE, MODELS))
    assert shot.files == {
        "reference_images": ("/boards/a;b.png", "/boards/c.png"),
        "reference_audio": ("/boards/d.mp3", "/boards/e.mp3"),
    }


def test_a_file_that_is_told_twice_or_is_none_is_said() -> None:
    twice = {"prompt": "x", "image": "a.png", "image_urls": "b.png"}
    odd = {"prompt": "x", "clip": ["a.mp4"], "reference": ["a.png", 1], "clip_start": "soon"}
    early = {"prompt": "x", "clip": "a.mp4", "clip_start": -1}
    text = "\n".join(json.dumps(each) for each in (twice, odd, early))
    assert codes(read_lines(text, HERE, MODELS)) == [
        (1, "given_twice"),
        (2, "not_text"),
        (2, "not_text"),
        (2, "not_a_number"),
        (3, "not_a_number"),
    ]


def test_a_table_may_name_files_alone() -> None:
    shot = only(table("clip", "walk.mp4"))
    assert (shot.prompt, dict(shot.files)) == ("", {"source_clip": ("/boards/walk.mp4",)})


def test_a_clip_that_is_not_to_be_kept_needs_no_field() -> None:
    model = next(m for m in CATALOG if m.outcome == "video" and not m.field_for("keep_on_server"))
    row = "prompt,model,keep_on_server"
    assert only(table(row, f"x,{model.id},no")).values == {}
    assert only(table(row, f"x,{model.id},yes")).values == {"keep_on_server": True}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_table_is_read_in_the_encodings_that_programs_write(
    tmp_path: Path, encoding: str
) -> None:
    file = tmp_path / "board.csv"
    file.write_bytes("提示词,时长\n雪地里的狐狸,8\n".encode(encoding))
    shot = only(read_board(file))
    assert (shot.prompt, shot.values) == ("雪地里的狐狸", {"duration": 8})


def test_what_is_no_text_is_said(tmp_path: Path) -> None:
    file = tmp_path / "board.csv"
    file.write_bytes(b"\xff\xff\x00\x81")
    reading = read_board(file)
    assert codes(reading) == [(0, "not_a_text")]
    assert "board.csv" in reading_lines(reading)[0]


def test_line_numbers_count_the_lines_inside_of_quotation_marks() -> None:
    reading = table("prompt,takes", '"a', 'b",1', "", "c,many", "d,2")
    assert codes(reading) == [(5, "not_a_number")]
    assert [(shot.prompt, shot.line) for shot in reading.shots] == [("a\nb", 2), ("c", 5), ("d", 6)]


def test_everything_that_cannot_be_understood_is_said_at_once() -> None:
    reading = table(
        "prompt,takes,continue,fit,keep_on_server",
        "a,two,perhaps,stretch,ask",
        "b,1,,,,extra",
        "c,2,yes,crop,no",
    )
    assert codes(reading) == [
        (2, "not_a_number"),
        (2, "not_a_switch"),
        (2, "not_a_choice"),
        (2, "not_a_switch"),
        (3, "too_many_cells"),
    ]
    assert all(line.startswith(("Line 2: ", "Line 3: ")) for line in reading_lines(reading))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "no_table"),
        ("\n\n", "no_table"),
        ("a fox\nit sleeps\n", "unknown_column"),
        ("prompt,duraton\nx,8\n", "unknown_column_nearest"),
        ("prompt,text\nx,y\n", "column_twice"),
        ("duration\n8\n", "no_column"),
    ],
)
def test_a_table_without_usable_headers_is_refused(text: str, code: str) -> None:
    reading = read_table(text, HERE)
    assert code in [each for _, each in codes(reading)]
    assert all(reading_lines(reading))


@pytest.mark.parametrize(
    ("header", "meant"),
    [("promt", "prompt"), ("refrence", "reference"), ("sead", "seed"), ("时常", "时长")],
)
def test_a_mistyped_column_is_told_with_the_one_that_is_meant_and_the_rows_are_read(
    header: str, meant: str
) -> None:
    for reading in (
        table(f"image,{header},takes", "a.png,x,many"),
        read_lines(json.dumps({"image": "a.png", header: "x", "takes": "many"}), HERE, MODELS),
    ):
        (_, problem), *others = reading.problems
        assert problem.facts["nearest"][0] == meant
        assert f"Did you mean {meant}" in reading_lines(reading)[0]
        assert [each.code for _, each in others] == ["not_a_number"]
        assert only(Reading(reading.shots)).image == "/boards/a.png"


def test_json_lines_have_the_same_names_and_their_own_kinds() -> None:
    lines = [
        {"prompt": "A fox\n\nruns", "duration": 8, "characters": ["Mika", "ch_2"]},
        {"prompt": "It sleeps", "continue": True, "takes": 2, "keep_on_server": True, "note": 1},
        {"提示词": "狐狸", "image": "https://example.com/a.png"},
    ]
    reading = read_any("\n".join(json.dumps(each) for each in lines), HERE, MODELS)
    assert not reading.problems
    first, second, third = reading.shots
    assert (first.prompt, first.values) == ("A fox\n\nruns", {"duration": 8})
    assert first.characters == ("Mika", "ch_2")
    assert (second.continues, second.takes, second.values) == (True, 2, {"delete_video": False})
    assert (third.prompt, third.image, third.line) == ("狐狸", "https://example.com/a.png", 3)


def test_json_lines_that_are_none_are_said_with_their_numbers() -> None:
    text = '{"prompt": "a"}\n{broken\n[1]\n\n{"prmpt": "b"}\n{"prompt": 5, "takes": true}'
    assert codes(read_lines(text, HERE)) == [
        (2, "no_json"),
        (3, "no_object"),
        (5, "unknown_column_nearest"),
        (6, "not_text"),
        (6, "not_a_number"),
    ]
    assert codes(read_lines('{"prompt": "a", "text": "b"}', HERE)) == [(1, "column_twice")]


def test_a_folder_of_pictures_is_counted_as_people_count(tmp_path: Path) -> None:
    for name in ("10.png", "2.jpg", "1.PNG", ".hidden.png", "notes.md", "a.webp"):
        (tmp_path / name).touch()
    (tmp_path / "2.txt").write_text("A fox (8s)\n", "utf-8")
    (tmp_path / "10.txt").write_text("它\n\n睡了", "gb18030")
    shots = read_pictures(tmp_path, PRO).shots
    assert [Path(shot.image).name for shot in shots] == ["1.PNG", "2.jpg", "10.png", "a.webp"]
    assert [shot.prompt for shot in shots] == ["", "A fox", "它\n睡了", ""]
    assert shots[1].values == {"duration": 8}
    assert read_board(tmp_path, PRO).shots == shots


def test_an_empty_folder_and_what_is_not_there_are_said(tmp_path: Path) -> None:
    assert codes(read_pictures(tmp_path)) == [(0, "no_pictures")]
    with pytest.raises(InvalidAsk) as caught:
        read_board(tmp_path / "none.csv")
    assert caught.value.problems[0].code == "file_unreadable"
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(InvalidAsk) as caught:
        read_board(tmp_path / "pipe.csv")
    assert caught.value.problems[0].facts["reason"] == "no_file"


def test_a_text_file_is_a_shot_for_each_paragraph(tmp_path: Path) -> None:
    (tmp_path / "film.txt").write_text("1. A fox (8s)\n\n2. It sleeps", "utf-8")
    shots = read_board(tmp_path / "film.txt", PRO).shots
    assert [(shot.prompt, dict(shot.values)) for shot in shots] == [
        ("A fox", {"duration": 8}),
        ("It sleeps", {}),
    ]


CELLS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=60)


@given(
    st.lists(CELLS.filter(lambda text: text == text.strip() != ""), min_size=1, max_size=6),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_any_prompts_come_back_from_a_table(
    prompts: list[str], delimiter: str, encoding: str
) -> None:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerow(["duration", "prompt", "continue"])
    writer.writerows([8, prompt, "yes"] for prompt in prompts)
    text = decoded(stream.getvalue().encode(encoding))
    assert text is not None
    reading = read_table(text, HERE)
    assert not reading.problems
    assert [shot.prompt for shot in reading.shots] == prompts
    assert all(shot.continues and shot.values == {"duration": 8} for shot in reading.shots)


@given(st.lists(CELLS.filter(lambda text: text == text.strip() != ""), min_size=1, max_size=6))
def test_any_prompts_come_back_from_json_lines(prompts: list[str]) -> None:
    text = "\n".join(json.dumps({"prompt": each}, ensure_ascii=False) for each in prompts)
    reading = read_lines(text, HERE)
    assert [shot.prompt for shot in reading.shots] == prompts
    assert [shot.line for shot in reading.shots] == list(range(1, len(prompts) + 1))


VALUES: Any = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from([*COLUMNS, "seed", "note", "x"]), VALUES))
def test_no_json_object_is_too_odd(value: dict[str, Any]) -> None:
    reading = read_lines(json.dumps(value), HERE, MODELS)
    assert len(reading.shots) == 1 or reading.problems
    assert all(reading_lines(reading))


@given(st.text(max_size=300))
def test_no_table_is_too_odd(text: str) -> None:
    assert all(reading_lines(read_any(text, HERE, MODELS)))


@given(st.binary(max_size=300))
def test_no_bytes_are_too_odd(data: bytes) -> None:
    text = decoded(data)
    assert text is None or isinstance(text, str)
