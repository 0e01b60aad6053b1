"""The person's settings: a small JSON file."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from core.download import write_whole
from core.foxapi.address import DEFAULT_BASE_URL
from core.nametemplate import DEFAULT as DEFAULT_NAME
from core.nametemplate import template_problem
from core.unread import why_unreadable

WHOLE_FILE = "JSON"
"""What is said to be unusable when the file is no JSON object at all."""

THEMES = ("system", "light", "dark")
MOST = 64
"""The highest value of a limit."""
LARGEST_FILE = 1 << 20
"""Bytes of settings that are read at most."""

_TEXTS = ("base_url", "output", "language")
_SWITCHES = ("tags", "tag_prompt")


@dataclass(frozen=True)
class Limits:
    """How many jobs may be in each stage of their life at once."""

    uploads: int = 2
    sends: int = 1
    running: int = 8
    polls: int = 3
    downloads: int = 2


@dataclass(frozen=True)
class Delivery:
    """What becomes of a clip that has come: the template of its name, and whether what made it is
    written into the file's own tags, with the prompt or without."""

    name_template: str = DEFAULT_NAME
    tags: bool = True
    tag_prompt: bool = True


@dataclass(frozen=True)
class Settings:
    """What a person may choose. ``output`` empty means the home's clips folder, ``language`` empty
    the system's language; ``theme`` is one of ``THEMES``; ``name_template``, ``tags`` and
    ``tag_prompt`` are those of ``Delivery``.

    ``unusable`` names the entries of the file that are no such choice; they have their defaults.
    ``unread`` is why the file cannot be read at all, as ``core.unread`` says it: then all have.
    """

    base_url: str = DEFAULT_BASE_URL
    output: str = ""
    language: str = ""
    limits: Limits = field(default_factory=Limits)
    theme: str = THEMES[0]
    name_template: str = DEFAULT_NAME
    tags: bool = True
    tag_prompt: bool = True
    unusable: tuple[str, ...] = ()
    unread: str = ""

    @property
    def delivery(self) -> Delivery:
        """Return what becomes of a clip that has come."""
        return Delivery(self.name_template, self.tags, self.tag_prompt)


def load(file: Path, environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings; anything missing or unusable in the file has its default.

    ``FOXAPI_BASE_URL`` in the environment overrides the base URL. It is not checked here:
    ``core.foxapi.address.base_url`` does that where it is about to be used.
    """
    stored, unusable, unread = _read(file)
    texts = {}
    for name in _TEXTS:
        value = stored.pop(name, "")
        texts[name] = value.strip() if isinstance(value, str) else ""
        if not isinstance(value, str):
            unusable.append(name)
    limits = _limits(stored.pop("limits", {}), unusable)
    theme = stored.pop("theme", THEMES[0])
    if theme not in THEMES:
        theme = THEMES[0]
        unusable.append("theme")
    template = stored.pop("name_template", DEFAULT_NAME)
    if not isinstance(template, str) or template_problem(template) is not None:
        template = DEFAULT_NAME
        unusable.append("name_template")
    switches = {name: _switch(name, stored, unusable) for name in _SWITCHES}
    unusable += stored
    base_url = _base_url_of(environ) or texts["base_url"]
    return Settings(
        base_url=base_url or DEFAULT_BASE_URL,
        output=texts["output"],
        language=texts["language"],
        limits=limits,
        theme=theme,
        name_template=template,
        **switches,
        unusable=tuple(unusable),
        unread=unread,
    )


def save(file: Path, settings: Settings, environ: Mapping[str, str] = os.environ) -> None:
    """Write the settings, whole or not at all; raises OSError.

    Only what differs from the defaults is written. Entries that are no setting stay as they are,
    and so does the base URL where the present one comes from the environment. A file that is no
    JSON object is set aside beside the new one, not overwritten.
    """
    stored, unusable, unread = _read(file)
    if unusable or unread:
        file.replace(file.with_name(f"{file.name}.unusable"))
    chosen, usual = asdict(settings), asdict(Settings())
    for name in (*_TEXTS, "theme", "name_template", *_SWITCHES):
        if name == "base_url" and settings.base_url == _base_url_of(environ):
            continue
        _put(stored, name, chosen[name], usual[name])
    limits = stored.get("limits")
    limits = limits if isinstance(limits, dict) else {}
    for name, value in chosen["limits"].items():
        _put(limits, name, value, usual["limits"][name])
    _put(stored, "limits", limits, {})
    text = json.dumps(stored, ensure_ascii=False, indent=2) + "\n"
    # A path may hold bytes that are no text, as lone surrogates: these become JSON's own escapes.
    write_whole(file, text.encode("utf-8", "backslashreplace"))


def _put(stored: dict[str, Any], name: str, value: object, usual: object) -> None:
    if value == usual:
        stored.pop(name, None)
    else:
        stored[name] = value


def _switch(name: str, stored: dict[str, Any], unusable: list[str]) -> bool:
    value = stored.pop(name, True)
    if not isinstance(value, bool):
        unusable.append(name)
        return True
    return value


def _base_url_of(environ: Mapping[str, str]) -> str:
    return environ.get("FOXAPI_BASE_URL", "").strip()


def _read(file: Path) -> tuple[dict[str, Any], list[str], str]:
    """Return what the file holds, what in it is unusable, and why it cannot be read, if so."""
    try:
        if not stat.S_ISREG(file.stat().st_mode):
            return {}, [], "folder" if file.is_dir() else "no_file"
        with file.open("rb") as stream:
            content = stream.read(LARGEST_FILE + 1)
    except (FileNotFoundError, NotADirectoryError):
        return {}, [], ""  # that the home is no folder is said where it is used
    except OSError as error:
        return {}, [], why_unreadable(error)
    if len(content) > LARGEST_FILE:
        return {}, [], "too_large"
    try:
        stored = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return {}, [WHOLE_FILE], ""
    return (stored, [], "") if isinstance(stored, dict) else ({}, [WHOLE_FILE], "")


def _limits(stored: Any, unusable: list[str]) -> Limits:
    if not isinstance(stored, dict):
        unusable.append("limits")
        return Limits()
    names = {each.name for each in fields(Limits)}
    chosen = {}
    for name, value in stored.items():
        if name in names and type(value) is int and value > 0:
            chosen[name] = min(value, MOST)
        else:
            unusable.append(f"limits.{name}")
    return Limits(**chosen)
