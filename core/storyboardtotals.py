"""What a storyboard comes to: how many clips, how long, and about how much."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from core.catalog import Catalog, Model
from core.storyboard import DURATION, Shot, Storyboard, model_of, values_of
from core.typed import number_of

PriceOf = Callable[[Model, Mapping[str, Any]], Decimal | None]
"""Returns what one clip with these values costs in US dollars, None where it is not known."""

SecondsOf = Callable[[Shot, Model, Mapping[str, Any]], float | None]
"""Returns how many seconds are used of the clip that a shot is made from, None if not known."""


@dataclass(frozen=True)
class Totals:
    """What a board comes to.

    ``length`` and ``seconds`` are seconds: of one clip for each shot, and of all clips that are
    paid for, as far as they are known. ``price`` is in US dollars, the sum of what is known of it;
    None where nothing is. ``priced`` tells whether the price of every clip is known, ``timed``
    whether its length is.
    """

    shots: int
    clips: int
    length: float
    seconds: float
    price: Decimal | None
    priced: bool
    timed: bool = True


def totals(
    board: Storyboard,
    catalog: Catalog,
    price: PriceOf,
    used: SecondsOf = lambda *_: None,
) -> Totals:
    """Return length and cost of ``board``; shots of unknown models are left out.

    A clip that is as long as the one that it is made from has the seconds that are ``used`` of it.
    """
    length, seconds, clips = 0.0, 0.0, 0
    cost: Decimal | None = None
    priced = timed = True
    for shot in board.shots:
        model = model_of(board, shot, catalog)
        if model is None:
            continue
        takes, values = max(shot.takes, 1), values_of(board, shot, model)
        long = _seconds_of(shot, model, values, used)
        timed = timed and long is not None
        length, seconds = length + (long or 0), seconds + (long or 0) * takes
        clips += takes
        own = price(model, values)
        priced = priced and own is not None
        if own is not None:
            cost = (cost or Decimal()) + own * takes  # not a price for each: somebody's typed 10⁹
    return Totals(len(board.shots), clips, length, seconds, cost, priced, timed)


def _seconds_of(
    shot: Shot, model: Model, values: Mapping[str, Any], used: SecondsOf
) -> float | None:
    """Return how long the clip of a shot is that ``model`` makes, None where that is not known."""
    chosen = model.field(DURATION)
    if chosen is None and model.seconds is not None:
        return model.seconds
    number = number_of(values.get(DURATION)) if chosen is not None else None
    if number is not None and number > 0:  # a special one means the clip's own, or any
        return number
    return used(shot, model, values)
