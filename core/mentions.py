"""Names of files in a prompt, such as “@Image1”, and whether there are such files."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from core.inputs import Given
from core.model import Model


def unknown_names(
    prompt: str, models: Iterable[Model], model: Model, files: Sequence[Given]
) -> tuple[str, ...]:
    """Return the names in ``prompt`` that none of a model's ``files`` has, each once, as written.

    ``models`` are all models: a name that another one knows is meant as a name here too. Only those
    with an “@” count, as “Image 1” may be anything in a sentence.
    """
    if "@" not in prompt:
        return ()
    known, found = _counts(model, files), dict[str, None]()
    for pattern in sorted({each for one in models for each in _patterns(one)}):
        for name in _names(pattern).finditer(prompt):
            if not 1 <= int(name[1]) <= known[pattern]:
                found[name[0]] = None
    return tuple(sorted(found, key=prompt.index))


def _counts(model: Model, files: Sequence[Given]) -> Counter[str]:
    """Return how many of the files a prompt can name, by the pattern of their names."""
    roles = {each.role: each.field.media.get("called", "") for each in model.slots}
    return Counter(str(roles.get(each.role, "")) for each in files)


def _patterns(model: Model) -> set[str]:
    called = {str(each.field.media.get("called", "")) for each in model.slots}
    return {each for each in called if each.startswith("@") and "{n}" in each}


def _names(pattern: str) -> re.Pattern[str]:
    """Return what finds the names of a pattern, with their numbers, but not within other words."""
    before, after = (re.escape(each) for each in pattern.split("{n}", 1))
    return re.compile(rf"(?<![A-Za-z0-9_]){before}([0-9]{{1,4}}){after}(?![A-Za-z0-9_])", re.I)
