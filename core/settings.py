"""The person's settings: a small JSON file, read with patience."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from core.foxapi.address import DEFAULT_BASE_URL


@dataclass(frozen=True)
class Limits:
    """How many jobs may be in each stage of their life at once."""

    uploads: int = 2
    sends: int = 1
    running: int = 8
    polls: int = 3
    downloads: int = 2


@dataclass(frozen=True)
class Settings:
    """What a person may choose. ``output`` empty means the home's clips folder."""

    base_url: str = DEFAULT_BASE_URL
    output: str = ""
    language: str = ""
    limits: Limits = field(default_factory=Limits)


def load(file: Path, environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings; anything missing or unusable in the file has its default.

    ``FOXAPI_BASE_URL`` in the environment overrides the base URL. It is not checked here:
    ``core.foxapi.address.base_url`` does that where it is about to be used.
    """
    stored = _read(file)
    limits = stored.get("limits")
    base_url = environ.get("FOXAPI_BASE_URL", "").strip() or _text(stored, "base_url")
    return Settings(
        base_url=base_url or DEFAULT_BASE_URL,
        output=_text(stored, "output"),
        language=_text(stored, "language"),
        limits=_limits(limits if isinstance(limits, dict) else {}),
    )


def _read(file: Path) -> dict[str, Any]:
    try:
        stored = json.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return {}
    return stored if isinstance(stored, dict) else {}


def _text(stored: dict[str, Any], name: str) -> str:
    value = stored.get(name)
    return value.strip() if isinstance(value, str) else ""


def _limits(stored: dict[str, Any]) -> Limits:
    chosen = {
        each.name: min(value, 64)
        for each in fields(Limits)
        if type(value := stored.get(each.name)) is int and value > 0
    }
    return Limits(**chosen)
