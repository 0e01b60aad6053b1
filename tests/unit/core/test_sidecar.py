"""Sidecars and tags: what they say, what is read back, and what is never in them."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import masking
from core.cliptags import content_in, tags_for
from core.job import DEMO, Clip, Connection, Input, Job, StartFrame, State
from core.sidecar import content, files_in, job_of, read_sidecar, sidecars_in, write_sidecar

HOST = "https://api.foxapi.cc"
KEY = "sk-live-0123456789abcdef0123456789"


def done(folder: Path, **changes: Any) -> Job:
    """Return a finished job that has everything that a sidecar tells; its clip is there."""
    clip = folder / "clip.mp4"
    clip.write_bytes(b"a clip")
    private = folder / "my private pictures"
    made = Job(
        id="abcdefghjk",
        created_at=1_760_000_000.0,
        connection=Connection(HOST),
        model="sora-2-pro-remix",
        prompt="A fox,\n狐狸",
        values={"duration": 8, "character_ids": ["char-1"], "delete_video": False},
        output=str(folder),
        state=State.COMPLETED,
        start_frame=StartFrame(
            str(private / "fox.png"),
            "ab" * 32,
            "image/png",
            fit="pad",
            crop=(0.1, 0.0, 0.9, 1.0),
            colour="#102030",
        ),
        inputs=(
            Input("source_clip", str(private / "m.mov"), "cd" * 32, "video/mp4"),
            Input("other", "https://example.com/a.mp4", url="https://example.com/a.mp4"),
        ),
        batch="b2",
        take=2,
        board="bo",
        shot=3,
        after="zzzzzzzzzz",
        remix_of="yyyyyyyyyy",
        retry_of="xxxxxxxxxx",
        task_id="task-1",
        sent_at=1_760_000_001.0,
        model_used="sora-2-x",
        progress=100,
        clip=Clip(
            url="",
            expires_at=0.0,
            video_id="video-1",
            file=str(clip),
            size=6,
            complete=True,
            verified=True,
        ),
        finished_at=1_760_000_009.0,
    )
    return dataclasses.replace(made, **changes)


def test_everything_is_read_back(tmp_path: Path) -> None:
    made = done(tmp_path)
    write_sidecar(made, tmp_path / "clip.mp4")
    assert read_sidecar(tmp_path / "clip.json") == made


def test_a_sidecar_of_before_boards_and_inputs_will_do(tmp_path: Path) -> None:
    made = done(tmp_path)
    told = content(made, tmp_path / "clip.mp4")
    for name in ("inputs", "board", "shot", "after", "remix_of"):
        del told[name]
    del told["start_frame"]["crop"], told["start_frame"]["colour"]
    found = job_of(told, tmp_path / "clip.mp4")
    assert found is not None
    assert (found.inputs, found.board, found.shot, found.after, found.remix_of) == (
        (),
        "",
        0,
        "",
        "",
    )
    assert found.start_frame is not None
    assert (found.start_frame.crop, found.start_frame.colour) == ((), "")
    assert found.start_frame.source == made.start_frame.source  # type: ignore[union-attr]


@pytest.mark.parametrize("odd", [None, "x", [], [1], [0, 0, 1, "1"], [0, 0, 1, 2], [0, 0, True, 1]])
def test_an_odd_crop_is_the_middle(tmp_path: Path, odd: object) -> None:
    told = content(done(tmp_path), tmp_path / "clip.mp4")
    told["start_frame"]["crop"] = odd
    found = job_of(told, None)
    assert found is not None
    assert found.start_frame is not None
    assert found.start_frame.crop == ()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda each: st.lists(each, max_size=3) | st.dictionaries(st.text(max_size=5), each),
)
TOLD = ("inputs", "board", "shot", "after", "take", "start_frame", "params", "prompt", "created_at")


@given(st.dictionaries(st.sampled_from([*TOLD, "base_url", "made_by", "id"]), JSON))
def test_whatever_a_sidecar_says_nothing_is_raised(odd: dict[str, Any]) -> None:
    told = {"program": "Foxreel 1", "id": "a", "made_by": "h.example", "params": {}, **odd}
    job_of(told, None)


def test_sidecars_are_found_in_folders_of_folders(tmp_path: Path) -> None:
    deep = tmp_path / "2026" / "sora"
    deep.mkdir(parents=True)
    write_sidecar(done(deep), deep / "clip.mp4")
    (tmp_path / "link").symlink_to(tmp_path)  # in circles
    assert [each.id for each in sidecars_in(tmp_path, set())] == ["abcdefghjk"]
    assert list(sidecars_in(tmp_path, {str(deep / "clip.mp4")})) == []
    assert list(files_in(tmp_path / "\0", ".json")) == []


# Tags


def all_texts(tags: dict[str, str]) -> str:
    return "\n".join(tags.values())


def test_tags_say_what_made_a_clip(tmp_path: Path) -> None:
    made = done(tmp_path)
    tags = tags_for(made, prompt=True)
    assert tags["title"] == "A fox, 狐狸"
    assert tags["description"] == made.prompt
    assert "sora-2-x, duration 8" in tags["comment"]
    told = content_in(tags)
    assert told is not None
    found = job_of(told, tmp_path / "clip.mp4")
    assert found is not None
    assert found.start_frame is not None
    expected = dataclasses.replace(
        made,
        start_frame=dataclasses.replace(made.start_frame, source="fox.png"),  # type: ignore[type-var]
        inputs=(dataclasses.replace(made.inputs[0], source="m.mov"),
                dataclasses.replace(made.inputs[1], source="")),
        clip=dataclasses.replace(made.clip, verified=None),  # type: ignore[type-var]
    )  # fmt: skip
    assert found == expected


def test_the_prompt_stays_out_where_a_person_wants_that(tmp_path: Path) -> None:
    tags = tags_for(done(tmp_path), prompt=False)
    assert "fox," not in all_texts(tags)
    assert "狐狸" not in all_texts(tags)
    assert not {"title", "description"} & set(tags)
    told = content_in(tags)
    assert told is not None
    assert told["params"]["duration"] == 8


def test_no_path_and_no_link_that_may_be_signed_is_in_tags(tmp_path: Path) -> None:
    made = done(tmp_path)
    links = ("https://u:p@cdn.example/a.png", "https://cdn.example/a.png?sig=secret")
    for link in links:
        frame = StartFrame(link, url=link)
        text = all_texts(tags_for(dataclasses.replace(made, start_frame=frame), prompt=True))
        assert "cdn.example" not in text
    plain = StartFrame("https://cdn.example/a.png", url="https://cdn.example/a.png")
    text = all_texts(tags_for(dataclasses.replace(made, start_frame=plain), prompt=True))
    assert "https://cdn.example/a.png" in text
    assert str(tmp_path) not in text
    assert "private" not in text
    windows = StartFrame("C:\\Users\\me\\fox.png", "ab" * 32)
    text = all_texts(tags_for(dataclasses.replace(made, start_frame=windows), prompt=True))
    assert "Users" not in text
    assert '"source": "fox.png"' in text


def test_of_the_base_url_only_the_host_is_in_tags(tmp_path: Path) -> None:
    hidden = done(tmp_path, connection=Connection("https://gw.example/tenant-secret"))
    told = content_in(tags_for(hidden, prompt=True))
    assert told is not None
    assert told["base_url"] == "https://gw.example"
    assert "tenant-secret" not in all_texts(tags_for(hidden, prompt=True))
    engine = content_in(tags_for(done(tmp_path, connection=Connection(DEMO)), prompt=True))
    assert engine is not None
    assert engine["base_url"] == DEMO


@pytest.mark.parametrize("key", [KEY, 'a strange key: "quoted" /\\ 狐'])
def test_a_key_is_in_neither(tmp_path: Path, key: str) -> None:
    masking.remember(key)
    made = done(tmp_path, prompt=f"a fox {key} runs", values={"note": [f"x{key}"]})
    write_sidecar(made, tmp_path / "clip.mp4")
    told = json.loads((tmp_path / "clip.json").read_text("utf-8"))
    tags = tags_for(made, prompt=True)
    again = content_in(tags)
    assert again is not None
    for text in (str(told), *tags.values(), str(again)):
        assert key not in text
        assert json.dumps(key)[1:-1] not in text
        assert json.dumps(key, ensure_ascii=False)[1:-1] not in text
    assert masking.MASK in told["prompt"]
    assert masking.MASK in again["prompt"]
