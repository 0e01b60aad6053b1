"""The built-in engine serves every model of the catalogue, by its data alone."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import av
import pytest
from PIL import Image

from core.catalog import load_catalog
from core.demo.animatic import Animatic, render
from core.demo.drawing import drawing_of
from core.demo.encode import audio
from core.demo.engine import start_engine
from core.demo.making import MOST_LINES, animatic_of, order_of
from core.demo.references import refusal
from core.demo.sound import pad
from core.demo.tasks import TaskStore
from core.field import MEDIA
from core.foxapi import errors
from core.foxapi.client import FoxApi
from core.inputs import with_files
from core.model import Model
from core.shape import about_size
from tests.integration.test_engine import until_done

CATALOG = load_catalog()
CLIPS = [model for model in CATALOG if model.field_for("remix_source") is None]
CLIPS = [model for model in CLIPS if model.outcome == "video"]


class Shelf:
    """A store with a file of each kind in it. ``urls`` are their addresses by kind."""

    def __init__(self, folder: Path) -> None:
        self.store = TaskStore(folder)
        stream = io.BytesIO()
        Image.new("RGB", (640, 400), (180, 60, 40)).save(stream, "PNG")
        render(Animatic(320, 180, 2, "a fox"), folder / "c.mp4")
        data = {
            "image": stream.getvalue(),
            "video": (folder / "c.mp4").read_bytes(),
            "audio": audio(pad(2, 1)),
        }
        self.urls = {
            kind: f"http://127.0.0.1:1/uploads/{self.store.add_upload(each)}"
            for kind, each in data.items()
        }

    def files(self, roles: Sequence[str]) -> list[tuple[str, str]]:
        return [(role, self.urls[MEDIA[role]]) for role in roles]


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return Shelf(tmp_path_factory.mktemp("shelf"))


def least(model: Model, shelf: Shelf, *more: str) -> dict[str, Any]:
    """Return the values of the smallest request with the files of the roles ``more``."""
    roles = [slot.role for slot in model.slots for _ in range(slot.least)]
    wanted = [*roles, *(role for role in more if role not in roles)]
    values: dict[str, Any] = with_files(model, shelf.files(wanted))
    texts = [each for each in model.fields if each.type == "text" and each.required]
    values |= {each.name: "a fox in the snow" for each in texts}
    for problem in model.problems(values):
        for name in problem.facts.get("others", ())[:1]:  # one of these is needed
            field = model.field(name)
            if field is not None and name not in values:
                given = with_files(model, shelf.files([field.role])) if field.role else {}
                values |= given or {name: "a fox in the snow"}
    return values


def animatic(model: Model, values: dict[str, Any], shelf: Shelf) -> Animatic:
    """Return what is drawn for a request that has come over the wire and back."""
    body = model.body(values)
    read = model.values_of(body)
    assert model.problems(read) == ()
    assert refusal(read, model, shelf.store) is None
    task = shelf.store.add(body)
    made, _ = animatic_of(task, order_of(body, model, shelf.store), shelf.store, CATALOG)
    return made


@pytest.mark.parametrize("model", CLIPS, ids=lambda model: model.id)
def test_the_smallest_request_is_taken_and_drawn(model: Model, shelf: Shelf) -> None:
    values = least(model, shelf)
    made = animatic(model, values, shelf)
    known = about_size(model, values)
    if known is not None and min(known) <= MOST_LINES:
        assert (made.width, made.height) == known
    assert min(made.width, made.height) <= MOST_LINES
    field = model.field("duration")
    if field is not None and field.default not in field.specials and made.source is None:
        assert made.seconds == model.with_defaults(values)["duration"]
    if model.seconds is not None:
        assert made.seconds == model.seconds
    assert model.sound is not False or not made.sound
    drawing = drawing_of(made, "x")
    (frame,) = drawing.frames(made.frames - 1, made.frames)
    assert (frame.width, frame.height) == (made.width, made.height)


def seen(made: Animatic, role: str) -> bool:
    """Tell whether a file of a role is in what is drawn and heard."""
    places: dict[str, Any] = {
        "start_frame": made.start_frame,
        "end_frame": made.end_frame,
        "reference_images": made.pictures,
        "source_clip": made.source or made.start_frame,
        "reference_clips": made.clips,
        "audio": made.audio,
        "reference_audio": made.sounds,
    }
    return bool(places[role])


def roles_of(model: Model) -> list[str]:
    return [slot.role for slot in model.slots]


@pytest.mark.parametrize(
    ("model", "role"),
    [
        pytest.param(model, role, id=f"{model.id}-{role}")
        for model in CLIPS
        for role in roles_of(model)
    ],
)
def test_every_file_that_a_model_takes_is_used(model: Model, role: str, shelf: Shelf) -> None:
    begins = ["start_frame"] if role == "end_frame" and "start_frame" in roles_of(model) else []
    values = least(model, shelf, *begins, role)
    made = animatic(model, values, shelf)
    assert all(seen(made, each) for each in (*begins, role))


def test_extensions_go_on_from_the_clip_and_edits_change_it(shelf: Shelf) -> None:
    found = {"goes on": 0, "changes": 0}
    for model in CLIPS:
        slot = model.slot("source_clip")
        if slot is not None:
            made = animatic(model, least(model, shelf, "source_clip"), shelf)
            assert (made.source is None) is slot.field.continued
            found["goes on" if slot.field.continued else "changes"] += 1
    assert all(found.values()), found


def test_a_model_that_is_added_while_the_engine_runs_is_served(tmp_path: Path) -> None:
    own = tmp_path / "models"
    own.mkdir()
    texts = {"en": "Mine", "zh_CN": "我的"}
    content = {
        **{"format": 1, "id": "my-own", "family": {"id": "mine", "name": texts}, "name": texts},
        **{"summary": texts, "fields": [{"like": "prompt", "name": "prompt", "wire": "text"}]},
        "sources": [{"fact": "none", "from": "this test", "date": "2026-11-23"}],
    }
    engine = start_engine(tmp_path / "demo", load_catalog(own))
    client = FoxApi(engine.base_url, engine.token)
    try:
        with pytest.raises(errors.ModelUnavailable):
            client.create({"model": "my-own", "text": "a fox"})
        (own / "mine.json").write_text(json.dumps(content), encoding="utf-8")
        task_id = client.create({"model": "my-own", "text": "a fox"}).task_id
        assert "my-own" in client.models()
        assert until_done(client, task_id).completed
    finally:
        client.close()
        engine.close()


def test_some_models_of_several_families_are_made_over_http(tmp_path: Path) -> None:
    engine = start_engine(tmp_path / "demo", CATALOG)
    client = FoxApi(engine.base_url, engine.token)
    chosen = {model.family.id: model for model in CLIPS if model.field("prompt") is not None}
    quick = [model for model in chosen.values() if not any(slot.least for slot in model.slots)]
    try:
        assert set(client.models()) == {model.id for model in CATALOG}
        assert {price.usd for price in client.prices().models} == {0}
        for model in quick[:3]:
            body = model.body(model.with_defaults({"prompt": "a fox in the snow"}))
            accepted = client.create(body)
            while not (task := client.task(accepted.task_id)).completed:
                assert not task.failed, task.error
            size = about_size(model, model.values_of(body)) or (1280, 720)
            with av.open(str(engine.store.clip(accepted.task_id))) as clip:
                context = clip.streams.video[0].codec_context
                assert (context.width, context.height) == size
    finally:
        client.close()
        engine.close()
