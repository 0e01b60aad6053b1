"""What Foxreel stands on, and under which licences: read from docs/licences.md."""

from __future__ import annotations

import contextlib
import re
from importlib.metadata import PackageNotFoundError, distributions, version
from pathlib import Path
from typing import NamedTuple

LICENCES = Path(__file__).parents[3] / "docs" / "licences.md"
_MARKS = re.compile(r"\*\*|`|\[([^]]*)\]\([^)]*\)")


class Component(NamedTuple):
    """A package, or a library inside one (``inside`` names it)."""

    name: str
    version: str
    licence: str
    inside: str = ""


def read_components(file: Path = LICENCES) -> list[Component]:
    """Read the tables of the licence page; without it, what the installed packages say."""
    try:
        lines = file.read_text("utf-8").splitlines()
    except OSError:
        return installed_components()
    found: list[Component] = []
    head: list[str] = []
    for line in lines:
        if not line.startswith("|"):
            head = []
            continue
        cells = [_MARKS.sub(r"\1", cell).strip() for cell in line.strip().strip("|").split("|")]
        if not head:
            head = cells
        elif set("".join(cells)) - set("-: "):
            found += _component(head, cells)
    return found or installed_components()


def _component(head: list[str], cells: list[str]) -> list[Component]:
    row = dict(zip(head, cells, strict=False))
    if "licence" not in row:
        return []
    if "library" in row:
        return [Component(row["library"], "", row["licence"], row.get("wheel", ""))]
    return [Component(cells[0], row.get("version", ""), row["licence"])]


def installed_components() -> list[Component]:
    """Return the installed packages with the licences that their metadata name."""
    found = {}
    for each in distributions():
        data = each.metadata
        named = [data[key] for key in ("License-Expression", "License") if key in data]
        licence = named[0].partition("\n")[0] if named else ""
        found[data["Name"]] = Component(data["Name"], each.version, licence)
    return sorted(found.values(), key=lambda component: component.name.lower())


def versions() -> list[tuple[str, str]]:
    """Return names and versions of what matters when something does not work."""
    import platform

    from PySide6 import __version__ as pyside
    from PySide6.QtCore import qVersion

    from core import __version__

    found = [("Foxreel", __version__), ("Python", platform.python_version())]
    found += [("Qt", qVersion()), ("PySide6", pyside)]
    with contextlib.suppress(PackageNotFoundError):  # a bundle may lack it
        found.append(("PyAV", version("av")))
    return [*found, (platform.system(), platform.release())]
