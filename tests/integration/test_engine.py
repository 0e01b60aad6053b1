"""The built-in engine: FoxAPI's contract over HTTP, and clips that ffprobe finds whole."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from core.catalog import load_catalog
from core.demo.engine import Engine, start_engine
from core.demo.handler import _file_of
from core.demo.references import file_at
from core.foxapi import errors
from core.foxapi.client import FoxApi
from core.foxapi.messages import Task
from core.home import Home
from core.job import DEMO, Job, State
from tests.studios import rig, run

ROOT = Path(__file__).parent.parent.parent
BODY = {"model": "sora-2-pro", "prompt": "a fox", "aspect_ratio": "16:9", "duration": 4}


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


def until_done(api: FoxApi, task_id: str) -> Task:
    while not ((task := api.task(task_id)).completed or task.failed):
        pass
    return task


def probe(file: str) -> dict[str, Any]:
    """Return what ffprobe finds, every frame counted."""
    options = ["-v", "error", "-count_frames", "-show_streams", "-show_format", "-of", "json"]
    found = subprocess.run(["ffprobe", *options, file], capture_output=True, check=True)
    assert not found.stderr
    data: dict[str, Any] = json.loads(found.stdout)
    return data


def demo(*arguments: str) -> dict[str, Any]:
    """Run ``generate --demo`` as a process and return the job's JSON object."""
    command = [sys.executable, "-W", "error", str(ROOT / "main.py"), "generate", *arguments]
    ended = subprocess.run(
        [*command, "--demo", "--json"], capture_output=True, text=True, encoding="utf-8"
    )
    assert ended.returncode == 0, ended.stderr
    job: dict[str, Any] = json.loads(ended.stdout)
    return job


@pytest.mark.parametrize(
    ("options", "size", "frames"),
    [
        ((), (1280, 720), 96),
        (("--aspect-ratio", "9:16", "--image", "portrait"), (720, 1280), 96),
        (("--resolution", "1080p", "--duration", "8"), (1920, 1080), 192),
        (("--model", "sora-2", "--duration", "12"), (1280, 720), 288),
    ],
)
def test_generate_demo_makes_a_whole_clip_of_the_exact_size_and_length(
    tmp_path: Path, options: tuple[str, ...], size: tuple[int, int], frames: int
) -> None:
    Image.new("RGB", (600, 900), "teal").save(tmp_path / "p.jpg")
    given_options = [str(tmp_path / "p.jpg") if o == "portrait" else o for o in options]
    job = demo("一只狐狸在雪地里 a fox", *given_options)
    found = probe(job["file"])
    video, audio = found["streams"]
    assert (video["codec_name"], audio["codec_name"]) == ("h264", "aac")
    assert (video["width"], video["height"]) == size
    assert int(video["nb_read_frames"]) == frames
    assert float(video["start_time"]) == 0
    assert float(video["duration"]) == pytest.approx(frames / 24)
    assert float(audio["duration"]) == pytest.approx(frames / 24, abs=0.03)
    assert "built-in engine" in found["format"]["tags"]["comment"]


def test_the_first_frame_is_the_start_frame(tmp_path: Path) -> None:
    import av

    half = Image.new("RGB", (1280, 720), "navy")
    half.paste("white", (0, 360, 1280, 720))
    half.save(tmp_path / "half.png")
    job = demo("slowly", "--image", str(tmp_path / "half.png"))
    with av.open(job["file"]) as clip:
        first = next(clip.decode(video=0)).to_ndarray(format="rgb24")
    assert first[100:300, 100:900].mean(axis=(0, 1)) == pytest.approx([0, 0, 128], abs=12)
    assert first[450:700, 100:900].mean() > 240


def test_it_never_sees_the_real_key(home: Home) -> None:
    key = "sk-the-real-one-0123456789"
    tokens: list[str] = []

    def engine() -> Engine:
        running = start_engine(home.demo, load_catalog())
        tokens.append(running.token)
        return running

    async def work() -> Job:
        async with rig(home, keys=lambda _: key, engine=engine) as r:
            return await r.make(DEMO)

    job = run(work())
    assert job.state is State.COMPLETED
    assert job.connection.key_mark == ""
    assert tokens
    assert key not in tokens
    for file in home.root.rglob("*"):
        if file.is_file():
            assert key.encode() not in file.read_bytes()


def test_tasks_survive_a_restart(tmp_path: Path) -> None:
    catalog = load_catalog()
    first = start_engine(tmp_path / "demo", catalog)
    client = FoxApi(first.base_url, first.token)
    task_id = client.create({**BODY, "duration": 12, "resolution": "1080p"}).task_id
    client.close()
    first.close()
    second = start_engine(tmp_path / "demo", catalog)
    client = FoxApi(second.base_url, second.token)
    try:
        assert until_done(client, task_id).completed
    finally:
        client.close()
        second.close()


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"model": "sora-9"}, errors.ModelUnavailable),
        ({"duration": 5}, errors.InvalidRequest),
        ({"prompt": ""}, errors.InvalidRequest),
        ({"image_urls": ["a", "b"]}, errors.InvalidRequest),
        ({"unknown": 1}, errors.InvalidRequest),
    ],
)
def test_bad_requests_get_the_contract_s_errors(
    api: FoxApi, change: dict[str, Any], error: type[errors.FoxApiError]
) -> None:
    with pytest.raises(error) as caught:
        api.create({**BODY, **change})
    assert errors.create_outcome(caught.value) is errors.CreateOutcome.NOT_CREATED
    assert caught.value.answer.type


def test_a_wrong_token_is_refused(engine: Engine) -> None:
    client = FoxApi(engine.base_url, "sk-somebody-else")
    for call in (lambda: client.create(BODY), client.models, lambda: client.task("x")):
        with pytest.raises(errors.KeyRefused):
            call()
    client.close()


def test_the_account_calls_answer_and_cost_nothing(api: FoxApi) -> None:
    assert api.models() == tuple(model.id for model in load_catalog())
    assert {price.usd for price in api.prices().models} == {0}
    usage = api.usage()
    assert (usage.unlimited, usage.used, usage.expires_at) == (True, 0.0, None)
    assert api.charges() == ()
    with pytest.raises(errors.NotFound):
        api.task("task-of-nobody")


def test_a_picture_that_is_none_fails_the_task(api: FoxApi, expected_logs: Any) -> None:
    expected_logs("could not render")
    url = api.upload(b"not a picture", "x.png", "image/png").url
    body = {**BODY, "generation_type": "image-to-video", "image_urls": [url]}
    task = until_done(api, api.create(body).task_id)
    assert task.failed
    assert task.error is not None
    assert task.error.code == "image_processing_error"


@given(st.binary(max_size=2000))
@settings(max_examples=200)
def test_any_bytes_survive_the_multipart_form(data: bytes) -> None:
    boundary = b"----foxreel"
    disposition = b'Content-Disposition: form-data; name="file"; filename="a"'
    body = b"\r\n".join(
        [
            b"--" + boundary,
            disposition,
            b"Content-Type: image/png",
            b"",
            data,
            b"--" + boundary + b"--",
            b"",
        ]
    )
    assert _file_of("multipart/form-data; boundary=----foxreel", body) == data


def test_closing_leaves_no_thread_and_no_half_clip(tmp_path: Path) -> None:
    import threading

    before = set(threading.enumerate())
    engine = start_engine(tmp_path / "demo", load_catalog())
    client = FoxApi(engine.base_url, engine.token)
    client.create({**BODY, "duration": 12, "resolution": "1080p"})
    client.close()
    engine.close()
    left = {t for t in threading.enumerate() if t not in before and t.name.startswith("engine")}
    assert not left
    assert not list((tmp_path / "demo" / "clips").iterdir())


def test_a_picture_elsewhere_is_not_taken_for_an_upload_by_its_path(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.frames.fetch_picture", lambda url: url.encode())
    upload = engine.store.add_upload(b"a picture of this engine's")
    url = f"https://blog.example/uploads/{upload}"
    assert file_at(url, "start_frame", engine.store).read_bytes() == url.encode()
