"""Which clips can be remixed, and what is said of the others."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from core.catalog import Catalog, load_catalog
from core.demo.tasks import KEPT_LIFE
from core.job import DEMO, Clip, Connection, Job, State
from core.remixing import (
    is_kept,
    remix_model,
    remixable,
    standing_words,
    why_not_remixable,
    why_words,
)

CATALOG = load_catalog()
NOW = 1_800_000_000.0
HERE = Connection("https://api.foxapi.cc", "mark")
CLIP = Clip("https://cdn.example/x.mp4", NOW, video_id="v_1", file="/clips/x.mp4", complete=True)


def made(**changes: Any) -> Job:
    job = Job(
        id="job1",
        created_at=NOW - 100,
        connection=HERE,
        model="sora-2-pro",
        prompt="a fox",
        values={"delete_video": False},
        output="/clips",
        state=State.COMPLETED,
        task_id="task-1",
        sent_at=NOW - 90,
        clip=CLIP,
    )
    return dataclasses.replace(job, **changes)


def test_a_kept_clip_can_be_remixed_and_nothing_is_promised_about_for_how_long() -> None:
    assert why_not_remixable(made(), CATALOG, HERE, NOW) == ""
    words = standing_words(made(), CATALOG, HERE, NOW)
    assert words.startswith("Yes")
    assert "not documented" in words


@pytest.mark.parametrize("model", ["sora-2-pro", "sora-2", "sora-2-pro-remix"])
def test_clips_of_every_video_model_can_be_remixed(model: str) -> None:
    assert why_not_remixable(made(model=model), CATALOG, HERE, NOW) == ""


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"state": State.PROCESSING, "clip": None}, "not_finished"),
        ({"state": State.FAILED, "clip": None}, "not_finished"),
        ({"state": State.DOWNLOADING}, "not_finished"),
        ({"clip": None, "character_id": "ch_1"}, "no_clip"),
        ({"values": {}}, "not_kept"),
        ({"values": {"delete_video": True}}, "not_kept"),
        ({"model": "sora-9"}, "other_model"),
        ({"clip": dataclasses.replace(CLIP, video_id="")}, "no_video_id"),
        ({"connection": Connection("https://gateway.example", "mark")}, "other_host"),
        ({"connection": Connection(HERE.base_url, "another")}, "other_key"),
        ({"connection": Connection(DEMO)}, "engine_s"),
    ],
)
def test_what_cannot_be_remixed_says_why(changes: dict[str, Any], code: str) -> None:
    job = made(**changes)
    assert why_not_remixable(job, CATALOG, HERE, NOW) == code
    words = why_words(code, job)
    assert words.endswith(".")
    assert "{" not in words
    standing = standing_words(job, CATALOG, HERE, NOW)
    assert standing == ("" if code in ("not_finished", "no_clip") else f"No. {words}")


def test_the_reason_names_the_switch_and_the_host() -> None:
    assert "“Keep on the server”" in why_words("not_kept", made())
    elsewhere = made(connection=Connection("https://gateway.example", "mark"))
    assert "gateway.example" in why_words("other_host", elsewhere)


def test_the_switch_is_named_as_the_form_names_it() -> None:
    named = why_words("not_kept", made()).split("“")[1].split("”")[0]
    labels = [f.label["en"] for m in CATALOG if (f := m.field_for("keep_on_server")) is not None]
    assert len(labels) == 3
    assert all(named in label for label in labels)


def test_where_the_connection_is_not_known_any_host_counts() -> None:
    elsewhere = made(connection=Connection("https://gateway.example", "mark"))
    assert why_not_remixable(elsewhere, CATALOG, None, NOW) == ""
    no_key_yet = Connection(HERE.base_url)
    assert why_not_remixable(made(), CATALOG, no_key_yet, NOW) == ""


def test_a_task_from_elsewhere_may_be_tried() -> None:
    added = made(model="", prompt="", values={})
    assert is_kept(added, CATALOG) is None
    assert why_not_remixable(added, CATALOG, HERE, NOW) == ""
    assert standing_words(added, CATALOG, HERE, NOW).startswith("Perhaps")


def test_the_engine_keeps_clips_for_some_days_and_says_so() -> None:
    demo = made(connection=Connection(DEMO))
    assert why_not_remixable(demo, CATALOG, Connection(DEMO), NOW) == ""
    assert "7 days" in standing_words(demo, CATALOG, Connection(DEMO), NOW)
    later = NOW + KEPT_LIFE
    assert why_not_remixable(demo, CATALOG, Connection(DEMO), later) == "expired"
    assert "7 days" in why_words("expired", demo)


def test_without_a_model_for_it_nothing_can_be_remixed() -> None:
    catalog = Catalog(model for model in CATALOG if model.id == "sora-2-pro")
    assert remix_model(catalog) is None
    assert why_not_remixable(made(), catalog, HERE, NOW) == "other_model"


def test_the_remixable_ones_keep_their_order() -> None:
    jobs = [made(id="a"), made(id="b", values={}), made(id="c")]
    assert [job.id for job in remixable(jobs, CATALOG, HERE)] == ["a", "c"]
