"""What a clip's own tags say of how it was made: it travels with the file, wherever that goes.

Less than the sidecar says, as the file may be handed to anybody: no path of this machine, no link
that may be signed, of the base URL only the host.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any
from urllib.parse import urlsplit

from core.foxapi.address import is_typed_url
from core.job import DEMO, Job
from core.naming import cleaned
from core.sidecar import LARGEST, content, read_content, without_secrets

NAME = "foxreel"
"""The tag that is read back; the others are for people, in whatever shows tags."""

LONGEST_TITLE = 120
"""Characters of a title: its words are the prompt's first ones."""

_LOCAL = ("clip", "base_url", "size", "verified")
"""What a sidecar says of the file and its place, not of how it was made."""


def tags_for(job: Job, *, prompt: bool) -> dict[str, str]:
    """Return the tags of a finished clip by name; without ``prompt`` none of its words.

    Nothing secret is in them, nor where anything lies on this machine.
    """
    told = {n: v for n, v in content(job, Path(job.id)).items() if v and n not in _LOCAL}
    told["params"] = without_secrets(job.values)
    told["base_url"] = _without_path(job.connection.base_url)
    for record in (told.get("start_frame"), *told.get("inputs", ())):
        if record:
            _shorten(record)
    tags = {"comment": f"{told['program']} · {_settings(job)}"}
    if prompt and job.prompt.strip():
        tags["title"] = cleaned(without_secrets(job.prompt))[:LONGEST_TITLE].strip()
        tags["description"] = told["prompt"]
    else:
        told.pop("prompt", None)
    tags[NAME] = json.dumps(told, ensure_ascii=False)
    return {name: without_secrets(text) for name, text in tags.items() if text}


def content_in(tags: Mapping[str, str]) -> dict[str, Any] | None:
    """Return what a clip's tags say of how it was made, None if nothing of ours is there."""
    text = tags.get(NAME, "")
    return read_content(text) if 0 < len(text) <= LARGEST else None


def content_of_clip(file: Path) -> dict[str, Any] | None:
    """Return what the tags of the clip at ``file`` say; None too if it cannot be read."""
    from core.media.tags import read_tags

    try:
        return content_in(read_tags(file)) if file.is_file() else None
    except (OSError, ValueError):
        return None


def _settings(job: Job) -> str:
    """Return model and settings in a line, as programs write them: in no language."""
    simple = {n: v for n, v in job.values.items() if isinstance(v, str | int | float)}
    values = (f"{name} {value}" for name, value in simple.items() if not isinstance(value, bool))
    maker = job.model_used or job.model
    if job.connection.demo:
        maker = f"built-in engine, not {job.model}"
    return ", ".join(filter(None, (maker, *values)))


def _without_path(base_url: str) -> str:
    """Return scheme and host of a base URL: what follows them may be somebody's secret."""
    if base_url == DEMO:
        return DEMO
    parts = urlsplit(base_url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


def _shorten(record: dict[str, Any]) -> None:
    """Leave of where a file came from its name only, and of a link what nobody can have signed."""
    source, link = str(record.pop("source", "")), str(record.pop("url", ""))
    if is_typed_url(source):
        link, source = link or source, ""
    name = PurePosixPath(PureWindowsPath(source).name).name
    if name:
        record["source"] = name
    parts = urlsplit(link)
    if link and not (parts.query or parts.fragment or "@" in parts.netloc):
        record["url"] = link
