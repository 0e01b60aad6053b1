"""The person's settings: a small JSON file."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from core.foxapi.address import DEFAULT_BASE_URL

WHOLE_FILE = "JSON"
"""What is said to be unusable when the file is no JSON object at all."""


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
    """What a person may choose. ``output`` empty means the home's clips folder.

    ``unusable`` names the entries of the file that are no such choice; they have their defaults.
    """

    base_url: str = DEFAULT_BASE_URL
    output: str = ""
    language: str = ""
    limits: Limits = field(default_factory=Limits)
    unusable: tuple[str, ...] = ()


def load(file: Path, environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings; anything missing or unusable in the file has its default.

    ``FOXAPI_BASE_URL`` in the environment overrides the base URL. It is not checked here:
    ``core.foxapi.address.base_url`` does that where it is about to be used.
    """
    stored, unusable = _read(file)
    texts = {}
    for name in ("base_url", "output", "language"):
        value = stored.pop(name, "")
        texts[name] = value.strip() if isinstance(value, str) else ""
        if not isinstance(value, str):
            unusable.append(name)
    limits = _limits(stored.pop("limits", {}), unusable)
    unusable += stored
    base_url = environ.get("FOXAPI_BASE_URL", "").strip() or texts["base_url"]
    return Settings(
        base_url=base_url or DEFAULT_BASE_URL,
        output=texts["output"],
        language=texts["language"],
        limits=limits,
        unusable=tuple(unusable),
    )


def _read(file: Path) -> tuple[dict[str, Any], list[str]]:
    try:
        stored = json.loads(file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}, []
    except (OSError, ValueError, RecursionError):
        return {}, [WHOLE_FILE]
    return (stored, []) if isinstance(stored, dict) else ({}, [WHOLE_FILE])


def _limits(stored: Any, unusable: list[str]) -> Limits:
    if not isinstance(stored, dict):
        unusable.append("limits")
        return Limits()
    names = {each.name for each in fields(Limits)}
    chosen = {}
    for name, value in stored.items():
        if name in names and type(value) is int and value > 0:
            chosen[name] = min(value, 64)
        else:
            unusable.append(f"limits.{name}")
    return Limits(**chosen)
