"""Which of a person's own files, that cannot be used, is to describe a model: as far as its text
tells."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from core.catalog import Catalog
from core.modeljson import LARGEST_FILE

_FAMILY = re.compile(r'"family"\s*:\s*\{\s*"id"\s*:\s*"[^"]*"')
_ID = re.compile(r'"id"\s*:\s*"([^"\n]*)"')


def wrong_files(catalog: Catalog) -> list[Path]:
    """Return the files of a person's own that cannot be used, each once."""
    return list(dict.fromkeys(each.file for each in catalog.unusable))


def wrong_file_of(catalog: Catalog, model_id: str) -> Path | None:
    """Return the file that cannot be used, and would describe the model ``model_id``; None where
    there is none, or where another own file describes it. Blocking: such files are read."""
    known, wanted = catalog.get(model_id), model_id.strip().casefold()
    if known is not None and known.own:
        return None
    found = (each for each in wrong_files(catalog) if wanted in _ids_in(each))
    return next(found, None)


def _ids_in(file: Path) -> set[str]:
    """Return the ids of the models that a file would describe, in small letters."""
    try:
        if not file.is_file():  # a pipe would be waited for
            return set()
        with file.open("rb") as stream:
            text = stream.read(LARGEST_FILE).decode("utf-8-sig", "replace")
    except OSError:
        return set()
    try:
        found = list(_ids_of(json.loads(text)))
    except (ValueError, RecursionError):
        found = _ID.findall(_FAMILY.sub("", text))
    return {each.strip().casefold() for each in found}


def _ids_of(content: Any) -> Iterator[str]:
    """Yield the ids in a file's content, whose form may be wrong."""
    if not isinstance(content, dict):
        return
    variants = content.get("variants")
    for each in (content, *(variants if isinstance(variants, list) else ())):
        if isinstance(each, dict) and isinstance(each.get("id"), str):
            yield each["id"]
