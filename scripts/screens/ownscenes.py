"""Scenes with models of a person's own, and with one that was withdrawn."""

from __future__ import annotations

import dataclasses
import json
import shutil
import wave
from typing import Any

from PIL import Image
from PySide6.QtCore import QTimer

from core.job import Input, Job
from core.modelfiles import MODELS

BUNDLED = "sora-2.json"


def added(controller: Any) -> None:
    """A file of one's own appears in the folder."""
    _put(controller, id="snow-fox-1", name={"en": "Snow Fox 1", "zh_CN": "雪狐 1"})


def wrong(controller: Any) -> None:
    """A file with mistakes in it appears, and the settings tell of them."""
    rules = [{"excludes": ["resolution"]}]
    _put(controller, id="snow fox", billing="sometimes", order="last", rules=rules)


def wrong_in_settings(controller: Any) -> None:
    """The page of the settings that leads to the folder, with a file that is wrong."""
    wrong(controller)
    controller.parts.program.catalog.renew()
    controller.preferences.open_settings()
    controller.preferences._dialog.list.setCurrentRow(3)


def with_inputs(makings: Any) -> list[Job]:
    """Return a job that refers to a picture, a clip and sound of each kind."""
    folder = makings.home.frames
    shutil.copy(makings.clips[0], folder / "walk.mp4")
    with wave.open(str(folder / "voice.wav"), "wb") as sound:
        sound.setparams((1, 2, 16_000, 0, "NONE", ""))
        sound.writeframes(bytes(2 * 16_000 * 4))
    for name, colour in (("end", "teal"), ("tall", "maroon"), ("wide", "navy")):
        size = {"end": (1280, 720), "tall": (480, 960), "wide": (2400, 600)}[name]
        Image.new("RGB", size, colour).save(folder / f"{name}.png")
    files = (
        *(("end_frame", "end", "png"), ("reference_images", "tall", "png")),
        *(("reference_images", "wide", "png"), ("reference_clips", "walk", "mp4")),
        ("audio", "voice", "wav"),
    )
    kinds = {"png": "image/png", "mp4": "video/mp4", "wav": "audio/wav"}
    inputs = tuple(
        Input(role, f"/files/{name}.{kind}", sha256=name, media_type=kinds[kind])
        for role, name, kind in files
    )
    return [dataclasses.replace(makings.running(0, 62), inputs=inputs), makings.done(1)]


def show_inputs(controller: Any) -> None:
    """Scroll the details to the files."""
    QTimer.singleShot(300, lambda: _to_files(controller.stage.details))


def _to_files(details: Any) -> None:
    details.ensureWidgetVisible(details.facts.row("input.audio.1"))


def withdrawn(controller: Any) -> None:
    """The settings of a job are used again whose model was withdrawn."""
    _put(controller, withdrawn="2026-09-24")
    controller.parts.program.catalog.renew()
    job = next(each for each in controller.shown if each.file)
    values = {"duration": 20, "aspect_ratio": "9:16"}
    controller.reusing._reuse(dataclasses.replace(job, model="sora-2", values=values))


def _put(controller: Any, **changes: Any) -> None:
    content = json.loads((MODELS / BUNDLED).read_text("utf-8"))
    file = controller.parts.program.home.models / "snow-fox.json"
    file.write_text(json.dumps({**content, **changes}), "utf-8")
