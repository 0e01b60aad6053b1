"""What a clip costs, and what is left, as far as that is known: an unknown price is None."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from core.catalog import Model
from core.foxapi.messages import Prices, Usage

DEFAULT_GROUP = "default"
"""The group of a key that is not known to be in another one. Source: foxapi.md section 1."""

_RESOLUTION = "resolution"


def price_of(model: Model, values: Mapping[str, Any], prices: Prices, group: str) -> Decimal | None:
    """Return what one clip of ``model`` with ``values`` costs in US dollars, None if unclear.

    What is billed afterwards has no price before: a list's price for each call says nothing of it.
    ``group`` is the key's, empty where it is not known. A fixed price for each call is that of the
    model's usual resolution: 1080p costs more, and no list says how much (source: foxapi.md).
    """
    if model.billing != "before":
        return Decimal() if model.billing == "free" else None
    found = {each.usd for each in prices.models if each.model == model.id}
    usd = found.pop() if len(found) == 1 else None
    if usd is None or usd == 0:
        return usd
    field = model.field(_RESOLUTION)
    if field is not None and values.get(_RESOLUTION, field.default) != field.default:
        return None
    ratio = prices.group_ratios.get(group or DEFAULT_GROUP)
    return None if ratio is None else usd * ratio


def balance_usd(usage: Usage) -> Decimal | None:
    """Return what a key may still spend in US dollars, None if it is unlimited or not said."""
    if usage.unlimited or usage.available is None:
        return None
    return Decimal(str(usage.available))
