"""How long a clip is that is asked for, by its model's data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from core.model import Model


def asked_seconds(model: Model, given: Mapping[str, Any]) -> float | None:
    """Return the length that is asked for, or that all clips of the model have.

    None where it is left to the model or to its files. ``given`` are a request's own values.
    """
    if model.field("duration") is None:
        return model.seconds
    fields = model.effective(given)
    field = next((each for each in fields if each.name == "duration"), None)
    value = model.with_defaults(given).get("duration")
    if field is None or value is None or value in field.specials:
        return None
    seconds = _number(value if field.problem(value) is None else field.nearest(value))
    return seconds if seconds and seconds > 0 else None


def _number(value: Any) -> float | None:
    found = re.match(r"\d+(\.\d+)?", str(value))
    return float(found.group()) if found else None
