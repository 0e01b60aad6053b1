"""How long a clip of the built-in engine is: as asked, or as what it follows."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from core.catalog import Model
from core.lengths import asked_seconds

USUAL_SECONDS = 5.0
"""Where nothing says how long a clip is to be."""

LONGEST_SECONDS = 60.0
_SHORTEST_SECONDS = 0.5


def seconds_of(
    model: Model,
    given: Mapping[str, Any],
    changed: float | None = None,
    followed: float | None = None,
) -> float:
    """Return how long the clip is, in seconds.

    ``changed`` is the length of the source clip that is changed, ``followed`` that of the sound
    that the clip follows; None where there is none.
    """
    asked = asked_seconds(model, given)
    if changed is not None:
        field = model.field_for("source_clip")
        most = field.media.get("seconds") if field is not None else None
        seconds = min(changed, most or LONGEST_SECONDS, asked or math.inf)
    else:
        seconds = asked or followed or USUAL_SECONDS
    return min(max(seconds, _SHORTEST_SECONDS), LONGEST_SECONDS)
