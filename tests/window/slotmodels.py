"""A small catalogue of made-up models, one for each kind of input."""

from __future__ import annotations

import json
import math
import struct
import wave
from pathlib import Path
from typing import Any

from core.catalog import Catalog
from core.modelfiles import models_of
from tests.clips import Recipe, make_clip

TEXT, PICTURE, PAIR = "fox-text", "fox-picture", "fox-pair"
REFERENCES, EDIT, ALL, SPEECH, LONE = "fox-refs", "fox-edit", "fox-all", "fox-speech", "lone-text"

CLIP = {"seconds": 2, "least_seconds": 1, "short_side": 64}
SOUND = {"seconds": 3, "least_seconds": 0.5, "types": ["mp3", "wav"]}


def catalog() -> Catalog:
    """Return the models, the text one first."""
    return Catalog(model for each in _files() for model in models_of(each))


def write_models(folder: Path) -> None:
    """Write the models as a person's own files, which go beside those of the program."""
    folder.mkdir(parents=True, exist_ok=True)
    for each in _files():
        (folder / f"{each['id']}.json").write_text(json.dumps(each), "utf-8")


def sound(file: Path, seconds: float) -> Path:
    """Write a WAV with a tone."""
    with wave.open(str(file), "wb") as written:
        written.setnchannels(1)
        written.setsampwidth(2)
        written.setframerate(8000)
        samples = (int(9000 * math.sin(n / 4)) for n in range(round(8000 * seconds)))
        written.writeframes(b"".join(struct.pack("<h", each) for each in samples))
    return file


def clip(file: Path, seconds: float = 1.5) -> Path:
    """Write a clip of 128×72 pixels, 24 a second."""
    return make_clip(file, Recipe(frames=round(24 * seconds)))


def _files() -> list[dict[str, Any]]:
    frames = [{"like": "start_frame", "required": True}, {"like": "end_frame"}]
    shape = [{"like": "aspect_ratio"}, {"like": "resolution"}]
    called = {"called": "@Image{n}"}
    pictures = {"like": "reference_images", "max_items": 3, "media": called}
    return [
        _model(TEXT, 1, *shape),
        _model(PICTURE, 2, {"like": "start_frame", "required": True}),
        _model(PAIR, 3, *frames, *shape),
        _model(REFERENCES, 4, {**pictures, "required": True}, *shape),
        _model(
            EDIT,
            5,
            {"like": "source_clip", "required": True, "media": CLIP},
            {**pictures, "name": "pictures"},
        ),
        _model(
            ALL,
            6,
            pictures,
            {"like": "reference_clips", "max_items": 2, "media": {**CLIP, "called": "@Video{n}"}},
            {"like": "reference_audio", "max_items": 2, "media": SOUND},
        ),
        _model(SPEECH, 7, {"like": "start_frame"}, {"like": "audio", "media": SOUND}),
        _model(LONE, 8, *shape, family="lone"),
    ]


def _model(
    model_id: str, order: int, *fields: dict[str, Any], family: str = "fox"
) -> dict[str, Any]:
    texts = {"en": model_id, "zh_CN": model_id}
    return {
        "format": 1,
        "id": model_id,
        "family": {"id": family, "name": {"en": family, "zh_CN": family}},
        "order": order,
        "name": texts,
        "mode": texts,
        "summary": texts,
        "fields": [{"like": "prompt"}, *fields],
        "sources": [{"fact": "all", "from": "made up for tests", "date": "2026-11-23"}],
    }
