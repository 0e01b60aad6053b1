"""The engine's other models: remixes of its own clips, characters, and who plays in a clip."""

from __future__ import annotations

import dataclasses
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from PIL import Image

from core.catalog import load_catalog
from core.demo.animatic import Animatic, render
from core.demo.engine import Engine, start_engine
from core.demo.tasks import KEPT_LIFE, TASK_LIFE, TaskStore
from core.foxapi import errors
from core.foxapi.client import FoxApi
from core.foxapi.messages import Task
from tests.faulty import FoxServer
from tests.integration.test_engine import probe, until_done

KEPT = {
    "model": "sora-2",
    "prompt": "a fox in the snow",
    "aspect_ratio": "16:9",
    "duration": 4,
    "resolution": "720p",
    "delete_video": False,
}


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """Yield a running engine."""
    running = start_engine(tmp_path / "demo", load_catalog())
    yield running
    running.close()


@pytest.fixture
def api(engine: Engine) -> Iterator[FoxApi]:
    """Yield a client of the engine."""
    client = FoxApi(engine.base_url, engine.token)
    yield client
    client.close()


def made(api: FoxApi, **body: Any) -> Task:
    """Return a task of ``body`` that has come to its end."""
    return until_done(api, api.create(body).task_id)


def file_of(engine: Engine, task: Task) -> Path:
    return engine.store.clip(str(task.raw["id"]))


def frames_of(file: Path) -> list[Any]:
    with av.open(str(file)) as clip:
        return [frame.to_ndarray(format="rgb24") for frame in clip.decode(video=0)]


def remix_of(task: Task, **changes: Any) -> dict[str, Any]:
    body = {"model": "sora-2-pro-remix", "prompt": "the same at night", "resolution": "720p"}
    return {**body, "video_id": task.results[0].video_id, **changes}


def packets(file: Path) -> list[bytes]:
    with av.open(str(file)) as clip:
        return [bytes(packet) for packet in clip.demux(audio=0) if packet.size]


@pytest.mark.parametrize(
    ("source", "resolution", "size", "frames"),
    [
        ({}, "720p", (1280, 720), 96),
        ({}, "1080p", (1920, 1080), 96),
        ({"aspect_ratio": "9:16", "duration": 8}, "720p", (720, 1280), 192),
    ],
)
def test_a_remix_has_its_source_s_length_shape_and_sound_in_the_wanted_resolution(
    engine: Engine,
    api: FoxApi,
    source: dict[str, Any],
    resolution: str,
    size: tuple[int, int],
    frames: int,
) -> None:
    kept = made(api, **{**KEPT, **source})
    remix = made(api, **remix_of(kept, resolution=resolution))
    file = file_of(engine, remix)
    video, audio = probe(str(file))["streams"]
    assert (video["width"], video["height"]) == size
    assert int(video["nb_read_frames"]) == frames
    assert float(video["start_time"]) == float(audio["start_time"]) == 0
    assert float(audio["duration"]) == pytest.approx(frames / 24, abs=0.03)
    assert packets(file) == packets(file_of(engine, kept))


def test_a_remix_shows_that_very_clip_in_other_colours_that_change(
    engine: Engine, api: FoxApi
) -> None:
    first, second = made(api, **KEPT), made(api, **{**KEPT, "prompt": "waves at a beach"})
    remix = frames_of(file_of(engine, made(api, **remix_of(first))))
    own, other = (frames_of(file_of(engine, each)) for each in (first, second))

    def likeness(one: Any, two: Any) -> float:
        """How alike two frames are in light and dark, above the titles."""
        grey = [np.asarray(Image.fromarray(f).convert("L"))[80:360, :960] for f in (one, two)]
        return float(np.corrcoef(grey[0].ravel(), grey[1].ravel())[0, 1])

    for number in (0, 40, 95):
        assert likeness(remix[number], own[number]) > 0.6
        assert likeness(remix[number], own[number]) > likeness(remix[number], other[number])
        tint = remix[number][80:360].mean((0, 1)) - own[number][80:360].mean((0, 1))
        assert np.abs(tint).max() > 8
    assert not np.array_equal(remix[5], own[5])


def test_a_remix_can_be_remixed_if_it_was_kept(engine: Engine, api: FoxApi) -> None:
    again = made(api, **remix_of(made(api, **KEPT), delete_video=False))
    last = made(api, **remix_of(again, resolution="1080p"))
    assert int(probe(str(file_of(engine, last)))["streams"][0]["nb_read_frames"]) == 96
    with pytest.raises(errors.NotFound):
        api.create(remix_of(last))


@pytest.mark.parametrize(
    "video_id", ["", "video-", "video-task-demo-1-00000000", "../../etc", "v1"]
)
def test_a_video_that_is_not_here_is_refused_before_anything_is_made(
    api: FoxApi, video_id: str
) -> None:
    body = {"model": "sora-2-pro-remix", "prompt": "x", "resolution": "720p", "video_id": video_id}
    with pytest.raises((errors.NotFound, errors.InvalidRequest)) as caught:
        api.create(body)
    assert errors.create_outcome(caught.value) is errors.CreateOutcome.NOT_CREATED


def test_a_clip_that_was_not_kept_cannot_be_remixed(api: FoxApi) -> None:
    usual = made(api, **{name: v for name, v in KEPT.items() if name != "delete_video"})
    with pytest.raises(errors.NotFound) as caught:
        api.create(remix_of(usual))
    assert caught.value.answer.code == "resource_not_found"


def test_kept_clips_outlive_restarts_and_the_day_of_others(tmp_path: Path) -> None:
    store = TaskStore(tmp_path)
    usual = {name: v for name, v in KEPT.items() if name != "delete_video"}
    kept, other = store.add(KEPT, kept=True), store.add(usual)
    for task in (kept, other):
        store.update(task.id, status="completed")
        store.clip(task.id).write_bytes(b"clip")

    def aged(seconds: float) -> TaskStore:
        for task in (kept, other):
            file = tmp_path / "tasks" / f"{task.id}.json"
            if file.exists():
                stored = json.loads(file.read_text())
                file.write_text(json.dumps({**stored, "created": task.created - seconds}))
        return TaskStore(tmp_path)

    later = aged(TASK_LIFE + 60)
    assert later.to_remix(kept.video_id) is not None
    assert later.get(other.id) is None
    assert aged(KEPT_LIFE + 60).to_remix(kept.video_id) is None
    assert not list(later.clips.iterdir())


# Characters


def clip_bytes(tmp_path: Path, width: int = 1280, height: int = 720) -> bytes:
    render(Animatic(width, height, 1, "a fox"), tmp_path / "c.mp4")
    return (tmp_path / "c.mp4").read_bytes()


def character(api: FoxApi, url: str, name: str = "Mika") -> Task:
    return made(api, model="sora-2-character", video_url=url, name=name)


def test_a_character_has_an_id_and_its_name_and_no_link(
    engine: Engine, api: FoxApi, tmp_path: Path
) -> None:
    url = api.upload(clip_bytes(tmp_path), "c.mp4", "video/mp4").url
    task = character(api, url, "小狐狸 Mika")
    (result,) = task.raw["results"]
    assert set(result) == {"character_id", "name"}
    assert result["name"] == "小狐狸 Mika"
    name, portrait = engine.store.character(result["character_id"]) or ("", b"")
    assert name == "小狐狸 Mika"
    assert Image.open(io.BytesIO(portrait)).size == (320, 320)


def test_characters_survive_a_restart_and_are_seen_in_the_clip(tmp_path: Path) -> None:
    first = start_engine(tmp_path / "demo", load_catalog())
    client = FoxApi(first.base_url, first.token)
    url = client.upload(clip_bytes(tmp_path), "c.mp4", "video/mp4").url
    known = character(client, url).results[0].character_id
    client.close()
    first.close()
    second = start_engine(tmp_path / "demo", load_catalog())
    client = FoxApi(second.base_url, second.token)
    try:
        with_her = made(client, **{**KEPT, "character_ids": [known]})
        corner = frames_of(file_of(second, with_her))[10][20:130, 20:130]
        # The ring around the portrait is of a colour that the scene has not.
        ring = (np.abs(corner.astype(int) - (255, 138, 61)).max(2) < 60).sum()
        assert ring > 300
        with pytest.raises(errors.NotFound, match="char-nobody"):
            client.create({**KEPT, "character_ids": [known, "char-nobody"]})
    finally:
        client.close()
        second.close()


def test_a_clip_from_this_computer_serves_too(
    api: FoxApi, tmp_path: Path, server: FoxServer
) -> None:
    task = server.add_task()
    server.provider.clip = clip_bytes(tmp_path)
    assert character(api, server.provider.link(task)).completed


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({"video_url": "https://example.com/c.mp4", "name": "Mika"}, errors.NotFound),
        ({"video_url": "/etc/passwd", "name": "Mika"}, errors.InvalidRequest),
        ({"video_url": "http://127.0.0.1:1/c.mp4", "name": ""}, errors.InvalidRequest),
        ({"video_url": "http://127.0.0.1:1/c.mp4", "name": "x" * 81}, errors.InvalidRequest),
        ({"name": "Mika"}, errors.InvalidRequest),
        ({"video_url": "http://127.0.0.1:1/c.mp4"}, errors.InvalidRequest),
    ],
)
def test_bad_characters_are_refused(
    api: FoxApi, body: dict[str, Any], error: type[errors.FoxApiError]
) -> None:
    with pytest.raises(error):
        api.create({"model": "sora-2-character", **body})


@pytest.mark.parametrize(
    "clip", [b"no clip", (640, 360), (2160, 720)], ids=["unreadable", "small", "wide"]
)
def test_a_clip_that_cannot_be_used_fails_the_task(
    api: FoxApi, tmp_path: Path, clip: Any, expected_logs: Any
) -> None:
    expected_logs("could not render")
    data = clip if isinstance(clip, bytes) else clip_bytes(tmp_path, *clip)
    task = character(api, api.upload(data, "c.mp4", "video/mp4").url)
    assert task.failed
    assert task.error is not None
    assert task.error.code == "invalid_parameters"


def test_no_other_file_of_this_computer_is_read_as_an_upload(engine: Engine) -> None:
    from core.demo.references import file_at

    secret = engine.store.uploads.parent / "secret"
    secret.write_bytes(b"secret")
    for url in (f"http://127.0.0.1:1/uploads/..%2f{secret.name}", "http://127.0.0.1:1/.."):
        with pytest.raises(ValueError, match="fetched"):
            file_at(url, "source_clip", engine.store)


def test_tasks_of_an_older_engine_are_still_read(tmp_path: Path) -> None:
    store = TaskStore(tmp_path)
    task = store.add(KEPT, kept=True)
    file = tmp_path / "tasks" / f"{task.id}.json"
    later = ("character", "kept")
    stored = {n: v for n, v in dataclasses.asdict(task).items() if n not in later}
    file.write_text(json.dumps(stored))
    assert TaskStore(tmp_path).get(task.id) == task
