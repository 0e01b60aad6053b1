"""Files of models as a person may write them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def both(text: str) -> dict[str, str]:
    """Return a text in both languages."""
    return {"en": text, "zh_CN": f"{text}（中文）"}


def field(name: str, kind: str, **facts: Any) -> dict[str, Any]:
    """Return a field of a model's file."""
    return {"name": name, "type": kind, "label": both(name.title()), "help": both(name), **facts}


def model_file(model_id: str = "fox-1", *fields: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Return the content of a model's file: with a prompt, and ``fields``."""
    content = {
        "format": 1,
        "id": model_id,
        "family": {"id": "fox", "name": both("Fox")},
        "name": both(f"The {model_id}"),
        "summary": both("Makes clips of foxes."),
        "fields": [{"like": "prompt"}, *fields],
        "sources": [{"fact": "everything", "from": "a test", "date": "2026-11-23"}],
        **changes,
    }
    return {name: value for name, value in content.items() if value is not None}


def put(folder: Path, content: Any, name: str = "fox.json") -> Path:
    """Write a model's file into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    file.write_text(json.dumps(content, ensure_ascii=False), "utf-8")
    return file
